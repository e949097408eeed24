"""What to verify next: the facts that are old enough to be doubted, in the order in which looking again helps most."""

from __future__ import annotations

from heapq import nsmallest
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from supportdir.model import GRADES, Channel, Phone
from supportdir.provenance import of_field, of_route

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from supportdir.model import Company
    from supportdir.provenance import Provenance

Fact = Literal["route", "hours", "number", "address"]
_FACTS = get_args(Fact)
_LONG_AGO = 10_000  # months: older than any date


class StaleFact(NamedTuple):
    """A fact of a contact that should be looked at again. `proof` is where it comes from, None if nobody said."""

    company: Company
    contact: Phone | Channel
    fact: Fact
    proof: Provenance | None

    @property
    def look_at(self) -> list[str]:
        """Pages to look at: the fact's own, those of the contact's other sources, best first, the company's site."""
        contact, known = self.contact, self.company.sources
        ids = [*contact.sources, *(id for cited in contact.cite.values() for id in cited)]
        sources = sorted((known[id] for id in ids if id in known), key=lambda source: GRADES.index(source.kind))
        urls = [self.proof.url if self.proof else "", *(source.url for source in sources)]
        urls += [f"https://{domain}" for domain in self.company.domains[:1]]
        return [url for url in dict.fromkeys(urls) if url]


def stale_facts(companies: Iterable[Company], on: date, limit: int = 0) -> tuple[list[StaleFact], int]:
    """The facts that are old on that day (`provenance.OLD_AFTER`), what to look at first in front, and their number.

    Of more than `limit` only the first are given; 0 gives all.

    How often a fact is asked for nobody counts, so what callers need first stands for it: lines for support before all
    other contacts; then routes, which change soonest, before hours before numbers and addresses; then the oldest,
    undated ones in front; then by slug, in the order of the file. Dead numbers are left alone.
    """
    count = 0

    def found() -> Iterator[StaleFact]:
        nonlocal count
        for company in companies:
            for contact in company.contacts:
                for fact, proof in _facts(company, contact):
                    if proof is None or proof.is_old("number" if fact == "address" else fact, on):
                        count += 1
                        yield StaleFact(company, contact, fact, proof)

    def urgency(stale_fact: StaleFact) -> tuple[object, ...]:
        return _urgency(stale_fact, on)

    first = nsmallest(limit, found(), key=urgency) if limit else sorted(found(), key=urgency)
    return first, count


def _facts(company: Company, contact: Phone | Channel) -> Iterator[tuple[Fact, Provenance | None]]:
    if isinstance(contact, Phone):
        if contact.dead:
            return
        proofs = [of_route(company, contact, shortcut) for shortcut in contact.shortcuts]
        proofs += [of_route(company, contact, None)] if contact.menu is not None else []
        proofs += [of_field(company, contact, "no_shortcut")] if contact.no_shortcut else []
        if proofs:
            yield "route", None if None in proofs else max((proof for proof in proofs if proof), key=_age_of)
    if contact.hours:
        yield "hours", of_field(company, contact, "hours")
    if contact.number or contact.short:
        yield "number", of_field(company, contact, "number" if contact.number else "short")
    elif isinstance(contact, Channel):
        field = next((field for field in ("url", "address", "where") if getattr(contact, field)), "")
        if field:
            yield "address", of_field(company, contact, field)


def _age_of(proof: Provenance) -> tuple[int, tuple[int, ...]]:
    """Sorts older later, undated last."""
    _, undated, newer = proof.rank
    return undated, newer


def _urgency(stale_fact: StaleFact, on: date) -> tuple[object, ...]:
    months = stale_fact.proof.months(on) if stale_fact.proof else None
    is_support = isinstance(stale_fact.contact, Phone) and stale_fact.contact.is_for_support
    age = _LONG_AGO if months is None else months
    return not is_support, _FACTS.index(stale_fact.fact), -age, stale_fact.company.slug
