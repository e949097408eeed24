"""A company as the directory answers with it: its facts, and what follows from them worked out once.

Hours are parsed and numbers formatted when the index is built, so that an answer needs neither the grammar nor the
number plans. Whoever holds a plain Company makes a Listing of it with `compiled_company`.
"""

from __future__ import annotations

import msgspec

from supportdir.dialing.number import NumberFacts
from supportdir.hours.rules import Hours
from supportdir.model import Company, Contact, Phone


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
    from supportdir.hours.parsing import parse

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
