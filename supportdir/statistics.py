"""Statistics of the directory: numbers of companies, contacts and sources, by country, category, grade and age."""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from supportdir.compiled import compiled_company
from supportdir.contacts import living
from supportdir.model import GRADES, Channel, Phone, countries_in
from supportdir.provenance import Provenance, of_field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from supportdir.model import Company, Contact, SourceKind

YOUNG, OLD = 12, 36  # months; the limits of the age groups
SHARED = ("hours", "route", "official or call")
"""The traits of contacts that are counted in total, by country and by category."""

_CONTACT_TRAITS = ("phone", *SHARED)
_COMPANY_TRAITS = (
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
    """A number of things (`many`), the total that they are part of (`of`), and their median age in months."""

    many: int
    of: int | None = None
    months: float | None = None

    @property
    def share(self) -> float | None:
        """The share of the total, from 0 to 1; None if there is no total or it is 0."""
        return self.many / self.of if self.of else None


Counts = dict[str, dict[str, Count]]
"""Group → what is counted → its count, both in the order in which they are displayed."""


def statistics(companies: Iterable[Company], on: date) -> Counts:
    """Return the counts for the companies; `on` is the day for which ages are calculated.

    A support contact is neither a dead number nor a switchboard, and takes more than requests about personal data or
    product recalls. The groups `support`, `best grade`, `countries` and `categories` count the companies that have one,
    by the traits of their support contacts. Median ages leave out undated sources.
    """
    totals, support, kinds, best = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    countries, categories = _Breakdown(), _Breakdown()
    ages: dict[str, list[int | None]] = {grade: [] for grade in GRADES}
    for company in companies:
        contacts = living(company)
        support_contacts = [contact for contact in contacts if not _other_purpose(contact)]
        traits_by_contact = [_contact_traits(company, contact) for contact in support_contacts]
        totals.update(_company_traits(company, contacts, support_contacts))
        support.update(set[str]().union(*traits_by_contact))
        grades = {_grade(company, contact) for contact in support_contacts}
        best.update([grade for grade in GRADES if grade in grades][:1])
        for contact, traits in zip(support_contacts, traits_by_contact, strict=True):
            countries.add(company.slug, countries_in(company.serves_of(contact)), traits)
            categories.add(company.slug, company.categories, traits)
        kinds.update(contact.kind for contact in contacts)
        totals["privacy contacts"] += sum(contact.is_privacy_only for contact in contacts)
        totals["dead numbers"] += len(company.contacts) - len(contacts)
        for source in company.sources.values():
            ages[source.kind].append(Provenance(source.kind, source.date, source.url).months(on))
    contact_count, source_count, with_support = kinds.total(), sum(map(len, ages.values())), totals["with support"]
    return {
        "companies": {name: Count(totals[name], None if name == "all" else totals["all"]) for name in _COMPANY_TRAITS},
        "support": {trait: Count(support[trait], with_support) for trait in _CONTACT_TRAITS},
        "best grade": {grade: Count(best[grade], with_support) for grade in GRADES},
        "contacts": {
            **{kind: Count(count, contact_count) for kind, count in kinds.most_common()},
            "privacy only": Count(totals["privacy contacts"], contact_count),
            "dead numbers": Count(totals["dead numbers"]),
        },
        "grades": {grade: Count(len(months), source_count, _median(months)) for grade, months in ages.items()},
        "ages": _age_groups([age for months in ages.values() for age in months]),
        **countries.counts("countries", with_support),
        **categories.counts("categories", with_support),
    }


class _Breakdown:
    """The number of companies, in total and with each trait, by country or by category.

    A company counts once in each country or category.
    """

    def __init__(self) -> None:
        self._companies: dict[str, dict[str, set[str]]] = {trait: defaultdict(set) for trait in ("", *SHARED)}

    def add(self, slug: str, keys: Iterable[str], traits: set[str]) -> None:
        """Add the company to these countries or categories, in total and for each of the traits."""
        for key in keys:
            for trait in ("", *traits.intersection(SHARED)):
                self._companies[trait][key].add(slug)

    def counts(self, group: str, total: int) -> Counts:
        """Return the group with its share of the total, and for each trait a group with its share of each key.

        The keys with the most companies come first.
        """
        counts = {key: len(slugs) for key, slugs in self._companies[""].items()}
        keys = sorted(counts, key=lambda key: (-counts[key], key))
        return {
            group: {key: Count(counts[key], total) for key in keys},
            **{
                split_name(group, trait): {key: Count(len(self._companies[trait][key]), counts[key]) for key in keys}
                for trait in SHARED
            },
        }


def split_name(group: str, trait: str) -> str:
    """Return the name of the group with the share of a trait in each country or category of `group`."""
    return f"{group} with {trait}"


def _company_traits(company: Company, contacts: Sequence[Contact], support: Sequence[Contact]) -> Iterator[str]:
    """Yield which of `_COMPANY_TRAITS` the company has."""
    yield "all"
    purposes = {_other_purpose(contact) for contact in contacts}
    yield "with support" if support else next((name for name in _PURPOSES if name in purposes), "no contact")
    if company.no_phone:
        yield "no phone by their own word"
    if company.is_gone:
        yield "merged or gone"


_PURPOSES = ("recall only", "switchboard only", "privacy only")  # most useful to a customer first


def _other_purpose(contact: Contact) -> str:
    """Return the purpose (one of `_PURPOSES`) of a contact that is not for support; "" for a support contact."""
    if contact.is_privacy_only:
        return "privacy only"
    if contact.is_recall_only:
        return "recall only"
    return "switchboard only" if contact.is_switchboard else ""


def _contact_traits(company: Company, contact: Phone | Channel) -> set[str]:
    """Return which of `_CONTACT_TRAITS` the contact has."""
    traits = {
        "phone": contact.kind == "phone",
        "hours": _has_known_hours(company, contact),
        "route": isinstance(contact, Phone) and _has_route(contact),
        "official or call": _grade(company, contact) in ("official", "call"),
    }
    return {trait for trait, has_trait in traits.items() if has_trait}


def _has_known_hours(company: Company, contact: Contact) -> bool:
    """Return whether the hours have an opening time; `unknown "by appointment"` has none."""
    if not contact.hours:
        return False
    return any(rule.kind == "open" for rule in compiled_company(company).rules[contact.hours].rules)


def _has_route(phone: Phone) -> bool:
    """Return whether the menu or a route to a person is known."""
    return phone.menu is not None or any(shortcut.reaches == "person" for shortcut in phone.shortcuts)


def _grade(company: Company, contact: Phone | Channel) -> SourceKind | None:
    """Return the grade of the contact's number or address; None if no source is known."""
    proof = of_field(company, contact, "url" if isinstance(contact, Channel) and contact.url else "number")
    return proof.grade if proof else None


def _median(ages: list[int | None]) -> float | None:
    """Return the median of the ages in months without undated ones (None); None if all are undated."""
    dated = [age for age in ages if age is not None]
    return median(dated) if dated else None


def _age_groups(ages: list[int | None]) -> dict[str, Count]:
    """Return how many of the ages (in months) are in each age group."""
    dated = [age for age in ages if age is not None]
    counts = {
        "under a year": sum(age < YOUNG for age in dated),
        "one to three years": sum(YOUNG <= age < OLD for age in dated),
        "over three years": sum(age >= OLD for age in dated),
        "undated": len(ages) - len(dated),
    }
    return {name: Count(count, len(ages)) for name, count in counts.items()}
