"""A company as the directory answers with it: its facts, and what follows from them worked out once.

Hours are parsed and numbers formatted when the index is built, so that an answer needs neither the grammar nor the
number plans. Whoever holds a plain Company makes a Listing of it with `compiled_company`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

import msgspec

from supportdir.dialing.number import NumberFacts
from supportdir.hours.rules import Hours
from supportdir.model import Company, Contact, Phone


class Calendar(Protocol):
    """What an answer needs to know of the world, worked out beforehand. A directory is one."""

    def __hash__(self) -> int:
        """What follows from an almanac is kept with it."""

    def public_holidays(self, region: str, year: int) -> Mapping[date, str]:
        """The public holidays of a region ("US", "GB-ENG") in a year, maybe of more years: local date → name."""

    def zones(self, country: str, year: int) -> tuple[str, ...]:
        """Zones of a country (ISO 3166-1), one for each clock that is kept in it around that year."""


class CompiledCompany(Company, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A company with `numbers` (number as written → facts) and `rules` (hours as written → rules)."""

    numbers: dict[str, NumberFacts] = {}
    rules: dict[str, Hours] = {}

    def number_of(self, contact: Contact) -> NumberFacts | None:
        """Facts of the number to dial: the contact's own, or its textphone's if it has no other number.

        None where that number has no international form (`short`), or there is none.
        """
        dialled = contact.number
        if not dialled and not contact.short and isinstance(contact, Phone):
            dialled = contact.textphone
        return self.numbers.get(dialled) if dialled else None


def compiled_company(company: Company) -> CompiledCompany:
    """The company with its hours parsed and its numbers read.

    Raises HoursError and NumberError where a text is outside its grammar; files that were read carry neither.
    """
    if isinstance(company, CompiledCompany):
        return company
    from supportdir.dialing.number import read
    from supportdir.hours.grammar import parse

    numbers: dict[str, NumberFacts] = {}
    rules: dict[str, Hours] = {}
    numbers.update({impostor.number: read(impostor.number) for impostor in company.not_theirs})
    for contact in company.contacts:
        texts = [contact.hours, contact.quiet]
        if isinstance(contact, Phone):
            texts.append(contact.automated)
        rules.update({text: parse(text) for text in texts if text})
        spellings = [contact.number, contact.textphone if isinstance(contact, Phone) else ""]
        numbers.update({text: read(text) for text in spellings if text})
    return CompiledCompany(**msgspec.structs.asdict(company), numbers=numbers, rules=rules)
