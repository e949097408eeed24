"""What the directory holds and how far it can be trusted, in figures."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from supportdir.model import GRADES, Channel, Phone, countries_in
from supportdir.provenance import Provenance, of_field

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from supportdir.model import Company, Source

YOUNG, OLD = 12, 36  # months: the edges between the ages that are counted


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
    everybody = list(companies)
    helpful = {company.slug: support for company in everybody if (support := _support(company))}
    with_support = [company for company in everybody if company.slug in helpful]
    contacts = [contact for company in everybody for contact in company.contacts]
    living = [contact for contact in contacts if not _is_dead(contact)]
    kinds = Counter(contact.kind for contact in living)
    sources = [source for company in everybody for source in company.sources.values()]

    def have(what: str) -> Figure:
        count = sum(any(_has(company, contact, what) for contact in helpful[company.slug]) for company in with_support)
        return Figure(count, len(with_support))

    total = len(everybody)
    reachable = sum(any(not _is_dead(contact) for contact in company.contacts) for company in everybody)
    return {
        "companies": {
            "all": Figure(total),
            "with support": Figure(len(with_support), total),
            "privacy only": Figure(reachable - len(with_support), total),
            "no contact": Figure(total - reachable, total),
            "no phone by their own word": Figure(sum(bool(company.no_phone) for company in everybody), total),
            "merged or gone": Figure(sum(bool(company.merged_into or company.defunct) for company in everybody), total),
        },
        "support": {what: have(what) for what in ("phone", "hours", "route", "official source")},
        "contacts": {
            **{kind: Figure(count, len(living)) for kind, count in kinds.most_common()},
            "privacy only": Figure(sum(contact.is_privacy_only for contact in living), len(living)),
            "dead numbers": Figure(len(contacts) - len(living)),
        },
        "grades": {
            grade: _graded([source for source in sources if source.kind == grade], sources, on) for grade in GRADES
        },
        "ages": _ages(sources, on),
        "countries": _countries(with_support),
    }


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


def _age(source: Source, on: date) -> int | None:
    return Provenance(source.kind, source.date, source.url).months(on)


def _graded(some: list[Source], sources: list[Source], on: date) -> Figure:
    ages = [months for source in some if (months := _age(source, on)) is not None]
    return Figure(len(some), len(sources), median(ages) if ages else None)


def _ages(sources: list[Source], on: date) -> dict[str, Figure]:
    ages = [_age(source, on) for source in sources]
    dated = [age for age in ages if age is not None]
    counts = {
        "under a year": sum(age < YOUNG for age in dated),
        "one to three years": sum(YOUNG <= age < OLD for age in dated),
        "over three years": sum(age >= OLD for age in dated),
        "undated": len(ages) - len(dated),
    }
    return {name: Figure(count, len(ages)) for name, count in counts.items()}


def _countries(companies: list[Company]) -> dict[str, Figure]:
    """Country (ISO 3166-1, or "all") → how many companies have a support contact for it, the most first."""
    counts: Counter[str] = Counter()
    for company in companies:
        counts.update(countries_in(tuple(code for one in _support(company) for code in company.serves_of(one))))
    return {
        code: Figure(count, len(companies)) for code, count in sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    }
