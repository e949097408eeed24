"""Count what the directory holds: companies, contacts and sources, by country, category, grade and age."""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from supportdir.compiled import compiled_company
from supportdir.model import GRADES, Channel, Phone, countries_in
from supportdir.provenance import Provenance, of_field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from supportdir.model import Company, Contact, SourceKind

YOUNG, OLD = 12, 36  # months: the edges between the ages that are counted
SHARED = ("hours", "route", "official or call")
"""What is counted of companies with support, of all and by country and category."""

_WANTED = ("phone", *SHARED)
_TRAITS = (
    "all",
    "with support",
    "recall only",
    "switchboard only",
    "privacy only",
    "no contact",
    "no phone by their own word",
    "merged or gone",
)


class Count(NamedTuple):
    """How many there are of something; `of` is the whole that they are a part of, `months` their median age."""

    many: int
    of: int | None = None
    months: float | None = None

    @property
    def share(self) -> float | None:
        """The part of the whole, from 0 to 1; None where there is no whole."""
        return self.many / self.of if self.of else None


Counts = dict[str, dict[str, Count]]
"""Group → what is counted → figure; the groups and what is in them in the order in which they are read."""


def statistics(companies: Iterable[Company], on: date) -> Counts:
    """Return the figures of these companies on that day.

    A company has support if one of its contacts does: a contact that is no dead number, no switchboard, and takes more
    than requests about personal data or product recalls. The groups `support`, `best grade`, `countries` and
    `categories` count companies with support, by such contacts alone. Ages are those of dated sources.
    """
    counted, support, kinds, best = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    places, fields = _Split(), _Split()
    ages: dict[str, list[int | None]] = {grade: [] for grade in GRADES}
    for company in companies:
        living = [contact for contact in company.contacts if not _is_dead(contact)]
        helpful = [contact for contact in living if not _purpose(contact)]
        has = [_traits_of(company, contact) for contact in helpful]
        counted.update(_traits(company, living, helpful))
        support.update(set[str]().union(*has))
        best.update(sorted(filter(None, (_grade(company, contact) for contact in helpful)), key=GRADES.index)[:1])
        for contact, traits in zip(helpful, has, strict=True):
            places.add(company.slug, countries_in(company.serves_of(contact)), traits)
            fields.add(company.slug, company.categories, traits)
        kinds.update(contact.kind for contact in living)
        counted["privacy contacts"] += sum(contact.is_privacy_only for contact in living)
        counted["dead numbers"] += len(company.contacts) - len(living)
        for source in company.sources.values():
            ages[source.kind].append(Provenance(source.kind, source.date, source.url).months(on))
    contacts, sources, helped = kinds.total(), sum(map(len, ages.values())), counted["with support"]
    return {
        "companies": {name: Count(counted[name], None if name == "all" else counted["all"]) for name in _TRAITS},
        "support": {what: Count(support[what], helped) for what in _WANTED},
        "best grade": {grade: Count(best[grade], helped) for grade in GRADES},
        "contacts": {
            **{kind: Count(count, contacts) for kind, count in kinds.most_common()},
            "privacy only": Count(counted["privacy contacts"], contacts),
            "dead numbers": Count(counted["dead numbers"]),
        },
        "grades": {grade: Count(len(some), sources, _median(some)) for grade, some in ages.items()},
        "ages": _ages([age for some in ages.values() for age in some]),
        **places.counts("countries", helped),
        **fields.counts("categories", helped),
    }


class _Split:
    """Companies by some other word: in how many each trait occurs, counting a company once for each word."""

    def __init__(self) -> None:
        self._companies: dict[str, dict[str, set[str]]] = {trait: defaultdict(set) for trait in ("", *SHARED)}

    def add(self, slug: str, words: Iterable[str], traits: set[str]) -> None:
        """Count the company under these words, by itself and for each trait."""
        for word in words:
            self._companies[""][word].add(slug)
            for trait in traits.intersection(SHARED):
                self._companies[trait][word].add(slug)

    def counts(self, group: str, whole: int) -> Counts:
        """Return `group` with the shares of the whole, and for each trait a group with the shares of each word.

        The words with the most companies come first.
        """
        counts = {word: len(slugs) for word, slugs in self._companies.pop("").items()}
        words = sorted(counts, key=lambda word: (-counts[word], word))
        return {
            group: {word: Count(counts[word], whole) for word in words},
            **{
                split_name(group, trait): {word: Count(len(slugs[word]), counts[word]) for word in words}
                for trait, slugs in self._companies.items()
            },
        }


def split_name(group: str, trait: str) -> str:
    """Return the name of the group that has the shares of a trait in each word of `group`."""
    return f"{group} with {trait}"


def _traits(company: Company, living: Sequence[Contact], helpful: Sequence[Contact]) -> Iterator[str]:
    yield "all"
    purposes = {_purpose(contact) for contact in living}
    yield "with support" if helpful else next((name for name in _PURPOSES if name in purposes), "no contact")
    if company.no_phone:
        yield "no phone by their own word"
    if company.merged_into or company.defunct:
        yield "merged or gone"


_PURPOSES = ("recall only", "switchboard only", "privacy only")  # the most useful to a customer first


def _purpose(contact: Contact) -> str:
    """Return which purpose keeps the contact from being one for support; "" if none does."""
    if contact.is_privacy_only:
        return "privacy only"
    if contact.topics == ("recall",):
        return "recall only"
    return "switchboard only" if "switchboard" in contact.label.lower() else ""


def _is_dead(contact: Phone | Channel) -> bool:
    return isinstance(contact, Phone) and bool(contact.dead)


def _traits_of(company: Company, contact: Phone | Channel) -> set[str]:
    """Return which of the counted traits the contact has."""
    grade = _grade(company, contact)
    traits = {
        "phone": contact.kind == "phone",
        "hours": _has_known_hours(company, contact),
        "route": isinstance(contact, Phone) and _has_route(contact),
        "official or call": grade in ("official", "call"),
    }
    return {name for name, is_so in traits.items() if is_so}


def _has_known_hours(company: Company, contact: Contact) -> bool:
    """Return whether the hours name a time when somebody is there; `unknown "by appointment"` names none."""
    return bool(contact.hours) and any(
        rule.kind == "open" for rule in compiled_company(company).rules[contact.hours].rules
    )


def _has_route(phone: Phone) -> bool:
    """Return whether a route to a person is known, or the menu."""
    return phone.menu is not None or any(shortcut.reaches == "person" for shortcut in phone.shortcuts)


def _grade(company: Company, contact: Phone | Channel) -> SourceKind | None:
    """Return the grade of the contact's number or address."""
    proof = of_field(company, contact, "url" if isinstance(contact, Channel) and contact.url else "number")
    return proof.grade if proof else None


def _median(ages: list[int | None]) -> float | None:
    dated = [age for age in ages if age is not None]
    return median(dated) if dated else None


def _ages(ages: list[int | None]) -> dict[str, Count]:
    dated = [age for age in ages if age is not None]
    counts = {
        "under a year": sum(age < YOUNG for age in dated),
        "one to three years": sum(YOUNG <= age < OLD for age in dated),
        "over three years": sum(age >= OLD for age in dated),
        "undated": len(ages) - len(dated),
    }
    return {name: Count(count, len(ages)) for name, count in counts.items()}
