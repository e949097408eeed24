"""What the user's own calls say of published facts: which verdicts still count, and what is shown of them.

A verdict is about one fact of a contact as it was when the user tried it: the number, the keys through the menu, or the
hours. The log stores verdicts (`journal.entry.Verdict`); this module does not import it, as look-ups do without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, get_args

import msgspec

from supportdir.model import Channel, Phone
from supportdir.provenance import of_sources
from supportdir.translation import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from supportdir.model import Company, Contact

Fact = Literal["number", "keys", "hours"]

FACTS: tuple[Fact, ...] = get_args(Fact)

_ADDRESS_FIELDS = ("number", "short", "url", "address")
_DIGITS = 16
_WORKED = {
    "number": "you: worked on {date}",
    "keys": "you: the keys worked on {date}",
    "hours": "you: the hours held on {date}",
}
_FAILED = {
    "number": "you: did not work, {date}",
    "keys": "you: the keys differed, {date}",
    "hours": "you: the hours differed, {date}",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class StoredVerdict(Protocol):
    """A verdict as the log has it."""

    @property
    def contact(self) -> str: ...
    @property
    def fact(self) -> Fact: ...
    @property
    def worked(self) -> bool: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def at(self) -> datetime: ...


class Judgement(NamedTuple):
    """A verdict that counts: the fact, whether it was right, and the day of the user's call."""

    fact: Fact
    worked: bool
    day: date


def fingerprint_of(contact: Contact, fact: Fact) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of the text of a fact: its number, keys or hours."""
    from hashlib import sha256

    return sha256(_text_of(contact, fact)).hexdigest()[:_DIGITS]


def facts_of(contact: Contact) -> tuple[Fact, ...]:
    """Return the facts that a contact states, which can be judged."""
    stated = {
        "number": any(getattr(contact, field, "") for field in _ADDRESS_FIELDS),
        "keys": isinstance(contact, Phone) and bool(contact.shortcuts or contact.menu),
        "hours": bool(contact.hours),
    }
    return tuple(fact for fact in FACTS if stated[fact])


def counting(company: Company, verdicts: Iterable[StoredVerdict]) -> dict[str, tuple[Judgement, ...]]:
    """Return what the verdicts that still count say, by contact id, in the order of FACTS.

    Those about a fact as it is now, and not older than the newest source of it.
    """
    found: dict[str, list[Judgement]] = {}
    for verdict in verdicts:
        contact = company.contact(verdict.contact)
        if contact and _still_counts(company, contact, verdict):
            judgement = Judgement(verdict.fact, verdict.worked, verdict.at.date())
            found.setdefault(contact.id, []).append(judgement)
    return {id: tuple(sorted(some, key=lambda one: FACTS.index(one.fact))) for id, some in found.items()}


def phrase(judgement: Judgement) -> str:
    """Return a judgement in words: "you: worked on 3 Nov 2026", "you: the keys differed, 3 Nov 2026"."""
    day = judgement.day
    texts = _WORKED if judgement.worked else _FAILED
    month = _MONTHS[day.month - 1]
    date = translate("{day} {month} {year}", day=day.day, month=month, number=day.month, year=day.year)
    return translate(texts[judgement.fact], date=date)


def source_ids(contact: Contact, fact: Fact) -> tuple[str, ...]:
    """Return the sources of a fact: those of its shortcuts, those cited for its fields, else those of the contact."""
    ids: list[str] = []
    for field in fields_of(contact, fact):
        shortcuts = contact.shortcuts if field == "shortcuts" and isinstance(contact, Phone) else ()
        ids += [id for shortcut in shortcuts for id in shortcut.sources]
        if not shortcuts or not all(shortcut.sources for shortcut in shortcuts):
            ids += contact.cite.get(field, contact.sources)
    return tuple(dict.fromkeys(ids))


def fields_of(contact: Contact, fact: Fact) -> tuple[str, ...]:
    """Return the fields of a contact that state a fact."""
    fields = {"number": _ADDRESS_FIELDS, "keys": ("shortcuts", "menu"), "hours": ("hours", "timezone")}[fact]
    stated = tuple(field for field in fields if getattr(contact, field, None))
    return stated[:1] if fact == "number" else stated


def _still_counts(company: Company, contact: Contact, verdict: StoredVerdict) -> bool:
    if verdict.fact not in facts_of(contact) or verdict.fingerprint != fingerprint_of(contact, verdict.fact):
        return False
    return all(day <= verdict.at.date() for day in _dates(company, contact, verdict.fact))


def _dates(company: Company, contact: Contact, fact: Fact) -> Iterator[date]:
    """The dates of a fact's sources; a cut one counts from its first day."""
    from datetime import date

    for id in source_ids(contact, fact):
        proof = of_sources(company, (id,))
        if proof and proof.date:
            year, month, day = (*map(int, proof.date.rstrip("~").split("-")), 1, 1)[:3]
            yield date(year, month, day)


def _text_of(contact: Contact, fact: Fact) -> bytes:
    match fact:
        case "number":
            other = (contact.url, contact.address) if isinstance(contact, Channel) else ()
            return next(filter(None, (contact.number, contact.short, *other)), "").encode()
        case "keys":
            keys = (contact.shortcuts, contact.menu) if isinstance(contact, Phone) else ((), None)
            return msgspec.json.encode(keys, order="sorted")
        case "hours":
            return f"{contact.hours}\n{contact.timezone}".encode()
