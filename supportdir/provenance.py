"""Where a fact comes from: the grade and age of its sources (data/README.md, "Sources")."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from supportdir.model import GRADES, Company, Contact, Shortcut, SourceKind

if TYPE_CHECKING:
    import datetime

OLD_AFTER = {"route": 12, "hours": 18, "number": 36}  # months; menus change soonest, numbers last
_ADDRESS_FIELDS = ("number", "short", "url", "address", "where", "textphone", "extension", "vanity")


class Provenance(Struct, frozen=True):
    """The source of one fact. `date` is as in `model.Source`: "2026-04-18", "2026-04", "2019", "2019~" or ""."""

    grade: SourceKind
    date: str
    url: str
    note: str = ""

    def months(self, on: datetime.date) -> int | None:
        """Return the whole months from the date to `on`; None without a date, 0 for a future date.

        A date without day or month counts from its first day.
        """
        if not self.date:
            return None
        year, month, day = _parts(self.date)
        months = (on.year - year) * 12 + on.month - month - (on.day < day)
        return max(0, months)

    def is_old(self, fact: str, on: datetime.date) -> bool:
        """Return whether a "route", "hours" or "number" from this source is old on a day (`OLD_AFTER`), or undated."""
        months = self.months(on)
        return months is None or months >= OLD_AFTER[fact]

    @property
    def rank(self) -> tuple[int, int, tuple[int, ...]]:
        """The key that sorts better grades first, then newer dates, then no date."""
        return GRADES.index(self.grade), not self.date, tuple(-part for part in _parts(self.date))


@lru_cache(maxsize=1024)  # many sources have the same date
def _parts(date: str) -> tuple[int, int, int]:
    """Return year, month and day; 1 for each one that is not stated."""
    year, month, day = (*(int(part) for part in date.rstrip("~").split("-") if part), 1, 1, 1)[:3]
    return year, month, day


def rank_of(proof: Provenance | None) -> tuple[int, int, tuple[int, ...]]:
    """Return the rank of a fact's provenance; a fact without a source has the last rank."""
    return proof.rank if proof else (len(GRADES), True, ())


def of_field(company: Company, contact: Contact, field: str) -> Provenance | None:
    """Return the provenance of a contact's field; None if the contact has no sources.

    If the field has cited sources, it is the best of them, as all of them state the value. Else a number or address
    has the best of the contact's sources, and any other field the worst, as it is not known which one states it.
    """
    if field in contact.cite:
        return of_sources(company, contact.cite[field])
    proofs = _provenances(company, contact.sources)
    if len(proofs) < 2:  # the usual case; ranking takes longer than all the rest
        return proofs[0] if proofs else None
    return (min if field in _ADDRESS_FIELDS else max)(proofs, key=lambda proof: proof.rank)


def of_route(company: Company, contact: Contact, shortcut: Shortcut | None) -> Provenance | None:
    """Return the provenance of a shortcut, or of the contact's menu if `shortcut` is None."""
    if shortcut is not None and shortcut.sources:
        return of_sources(company, shortcut.sources)
    return of_field(company, contact, "menu" if shortcut is None else "shortcuts")


def of_sources(company: Company, ids: tuple[str, ...]) -> Provenance | None:
    """Return the provenance from the best of the sources with these ids; None if there are none."""
    return min(_provenances(company, ids), key=lambda proof: proof.rank, default=None)


def _provenances(company: Company, ids: tuple[str, ...]) -> list[Provenance]:
    sources = [company.sources[id] for id in ids if id in company.sources]
    return [Provenance(source.kind, source.date, source.url, source.note) for source in sources]
