"""How far a fact can be trusted: the grade and age of its own sources (format §1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from supportdir.model import GRADES, Company, Contact, Shortcut, Source, SourceKind

if TYPE_CHECKING:
    import datetime

OLD_AFTER = {"route": 12, "hours": 18, "number": 36}  # months; menus change soonest, numbers last
_BEST_OF_ALL = ("number", "short", "url", "address", "where", "textphone", "extension", "vanity")


class Provenance(NamedTuple):
    """Where one fact comes from; `date` as its source states it ("2026-04-18", "2019~"), "" undated."""

    grade: SourceKind
    date: str
    url: str
    note: str = ""

    def months(self, on: datetime.date) -> int | None:
        """Whole months from the date (the start of a cut one) to `on`; None if undated, 0 for a future date."""
        if not self.date:
            return None
        year, month, day = self._parts
        months = (on.year - year) * 12 + on.month - month - (on.day < day)
        return max(0, months)

    def is_old(self, fact: str, on: datetime.date) -> bool:
        """Whether a "route", "hours" or "number" of this age should be checked before it is relied on."""
        months = self.months(on)
        return months is None or months >= OLD_AFTER[fact]

    @property
    def rank(self) -> tuple[int, int, tuple[int, ...]]:
        """Sorts better grades first, then newer dates; undated last of a grade."""
        return GRADES.index(self.grade), not self.date, tuple(-part for part in self._parts)

    @property
    def _parts(self) -> tuple[int, int, int]:
        """Year, month, day; those that are not stated are the first."""
        year, month, day = (*(int(part) for part in self.date.rstrip("~").split("-") if part), 1, 1, 1)[:3]
        return year, month, day


def rank_of(proof: Provenance | None) -> tuple[int, int, tuple[int, ...]]:
    """The rank of a fact; one without a source comes after all others."""
    return proof.rank if proof else (len(GRADES), True, ())


def of_field(company: Company, contact: Contact, field: str) -> Provenance | None:
    """Where the field's value comes from.

    Cited sources all state it, so the best counts. Else number and address are as good as the best of the contact's
    sources, and every other field as good as the worst, as nobody says which of them states it.
    """
    if field in contact.cite:
        return of_sources(company, contact.cite[field])
    known = _known(company, contact.sources)
    if not known:
        return None
    return (min if field in _BEST_OF_ALL else max)(known, key=lambda fact: fact.rank)


def of_route(company: Company, contact: Contact, shortcut: Shortcut | None) -> Provenance | None:
    """Where a shortcut, or with None the contact's menu, comes from."""
    if shortcut is not None and shortcut.sources:
        return of_sources(company, shortcut.sources)
    return of_field(company, contact, "menu" if shortcut is None else "shortcuts")


def of_sources(company: Company, ids: tuple[str, ...]) -> Provenance | None:
    """Return the best of some sources, which all state the same fact."""
    return min(_known(company, ids), key=lambda fact: fact.rank, default=None)


def _known(company: Company, ids: tuple[str, ...]) -> list[Provenance]:
    return [_of(company.sources[id]) for id in ids if id in company.sources]


def _of(source: Source) -> Provenance:
    return Provenance(source.kind, source.date, source.url, source.note)
