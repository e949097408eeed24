"""What the directory holds and how far it can be trusted, in figures."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from supportdir.model import GRADES, Channel, Phone, countries_in
from supportdir.provenance import Provenance, of_field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from supportdir.model import Company, Contact

YOUNG, OLD = 12, 36  # months: the edges between the ages that are counted
_TRAITS = ("all", "with support", "privacy only", "no contact", "no phone by their own word", "merged or gone")
_WANTED = ("phone", "hours", "route", "official source")  # of companies with support


class Figure(NamedTuple):
    """How many there are of something; `of` is the whole that they are a part of, `months` their median age."""

    many: int
    of: int | None = None
    months: float | None = None

    @property
    def share(self) -> float | None:
        """The part of the whole, from 0 to 1; None where there is no whole."""
        return self.many / self.of if self.of else None


Figures = dict[str, dict[str, Figure]]
"""Group → what is counted → figure; the groups and what is in them in the order in which they are read."""


def coverage(companies: Iterable[Company], on: date) -> Figures:
    """The figures of these companies on that day.

    A company has support where any contact takes more than requests about personal data and is no dead number. The
    group `support` counts what these companies have at least once among such contacts. Ages are those of dated sources.
    """
    counted, support, kinds, served = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    ages: dict[str, list[int | None]] = {grade: [] for grade in GRADES}
    for company in companies:
        helpful = _support(company)
        living = [contact for contact in company.contacts if not _is_dead(contact)]
        counted.update(_traits(company, living, helpful))
        support.update(what for what in _WANTED if any(_has(company, contact, what) for contact in helpful))
        served.update(countries_in(tuple(code for contact in helpful for code in company.serves_of(contact))))
        kinds.update(contact.kind for contact in living)
        counted["privacy contacts"] += sum(contact.is_privacy_only for contact in living)
        counted["dead numbers"] += len(company.contacts) - len(living)
        for source in company.sources.values():
            ages[source.kind].append(Provenance(source.kind, source.date, source.url).months(on))
    contacts, sources = kinds.total(), sum(map(len, ages.values()))
    return {
        "companies": {name: Figure(counted[name], None if name == "all" else counted["all"]) for name in _TRAITS},
        "support": {what: Figure(support[what], counted["with support"]) for what in _WANTED},
        "contacts": {
            **{kind: Figure(count, contacts) for kind, count in kinds.most_common()},
            "privacy only": Figure(counted["privacy contacts"], contacts),
            "dead numbers": Figure(counted["dead numbers"]),
        },
        "grades": {grade: Figure(len(some), sources, _median(some)) for grade, some in ages.items()},
        "ages": _ages([age for some in ages.values() for age in some]),
        "countries": {  # with a support contact for it, the most companies first
            code: Figure(count, counted["with support"])
            for code, count in sorted(served.items(), key=lambda row: (-row[1], row[0]))
        },
    }


def _traits(company: Company, living: Sequence[Contact], helpful: Sequence[Contact]) -> Iterator[str]:
    yield "all"
    yield "with support" if helpful else "privacy only" if living else "no contact"
    if company.no_phone:
        yield "no phone by their own word"
    if company.merged_into or company.defunct:
        yield "merged or gone"


def _support(company: Company) -> list[Phone | Channel]:
    return [contact for contact in company.contacts if not _is_dead(contact) and not contact.is_privacy_only]


def _is_dead(contact: Phone | Channel) -> bool:
    return isinstance(contact, Phone) and bool(contact.dead)


def _has(company: Company, contact: Phone | Channel, what: str) -> bool:
    if what == "phone":
        return contact.kind == "phone"
    if what == "hours":
        return bool(contact.hours)
    if what == "route":
        return isinstance(contact, Phone) and (bool(contact.shortcuts) or contact.menu is not None)
    proof = of_field(company, contact, "url" if isinstance(contact, Channel) and contact.url else "number")
    return proof is not None and proof.grade == "official"


def _median(ages: list[int | None]) -> float | None:
    dated = [age for age in ages if age is not None]
    return median(dated) if dated else None


def _ages(ages: list[int | None]) -> dict[str, Figure]:
    dated = [age for age in ages if age is not None]
    counts = {
        "under a year": sum(age < YOUNG for age in dated),
        "one to three years": sum(YOUNG <= age < OLD for age in dated),
        "over three years": sum(age >= OLD for age in dated),
        "undated": len(ages) - len(dated),
    }
    return {name: Figure(count, len(ages)) for name, count in counts.items()}
