"""Which facts to verify next: the old ones, most useful first."""

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
_UNDATED = 10_000  # months; more than the age of any date


class StaleFact(NamedTuple):
    """A fact of a contact that should be verified. `proof` is its provenance; None if it has no source."""

    company: Company
    contact: Phone | Channel
    fact: Fact
    proof: Provenance | None

    @property
    def look_at(self) -> list[str]:
        """The URLs to check: the fact's source, the contact's other sources (best grade first), the company's site."""
        contact = self.contact
        ids = [*contact.sources, *(id for cited in contact.cite.values() for id in cited)]
        known = [self.company.sources[id] for id in ids if id in self.company.sources]
        sources = sorted(known, key=lambda source: GRADES.index(source.kind))
        urls = [self.proof.url if self.proof else "", *(source.url for source in sources)]
        urls += [f"https://{domain}" for domain in self.company.domains[:1]]
        return [url for url in dict.fromkeys(urls) if url]


def stale_facts(companies: Iterable[Company], on: date, limit: int = 0) -> tuple[list[StaleFact], int]:
    """Return the facts that are old on a day (`provenance.OLD_AFTER`), most useful first, and their total count.

    At most `limit` facts are returned; 0 returns all. The order is: support lines, then other contacts; routes, which
    change soonest, then hours, numbers and addresses; undated facts, then the oldest; slug; the order of the file.
    Dead numbers are left out.
    """
    count = 0

    def all_stale() -> Iterator[StaleFact]:
        nonlocal count
        for company in companies:
            for contact in company.contacts:
                for fact, proof in _facts(company, contact):
                    if proof is None or proof.is_old("number" if fact == "address" else fact, on):
                        count += 1
                        yield StaleFact(company, contact, fact, proof)

    def urgency(stale_fact: StaleFact) -> tuple[object, ...]:
        contact, proof = stale_fact.contact, stale_fact.proof
        is_support = isinstance(contact, Phone) and contact.is_for_support
        months = proof.months(on) if proof else None
        age = _UNDATED if months is None else months
        return not is_support, _FACTS.index(stale_fact.fact), -age, stale_fact.company.slug

    first = nsmallest(limit, all_stale(), key=urgency) if limit else sorted(all_stale(), key=urgency)
    return first, count


def _facts(company: Company, contact: Phone | Channel) -> Iterator[tuple[Fact, Provenance | None]]:
    """Yield each fact of a contact with its provenance; for "route" the oldest of its shortcuts and its menu."""
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
    """Return a key that sorts newer sources first, undated ones last."""
    _, undated, newer = proof.rank
    return undated, newer
