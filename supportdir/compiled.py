"""A company with its hours parsed and its numbers formatted.

This is done once, when the index is built, so that a look-up needs neither the grammar of hours nor the number plans.
`compiled_company` does it for a company that does not come from the index.
"""

import msgspec

from supportdir.dialing.number import NumberFacts
from supportdir.hours.rules import Hours
from supportdir.model import Company, Contact, Phone


class CompiledCompany(Company, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A company with `numbers` (number as written → its formats) and `rules` (hours as written → parsed hours)."""

    numbers: dict[str, NumberFacts] = {}
    rules: dict[str, Hours] = {}

    def number_of(self, contact: Contact) -> NumberFacts | None:
        """Return the formats of the number to dial: the contact's own, or its textphone's if it has no other number.

        None if there is none, or if it can be dialled only within a country (`short`).
        """
        number = contact.number
        if not number and not contact.short and isinstance(contact, Phone):
            number = contact.textphone
        return self.numbers.get(number) if number else None


def compiled_company(company: Company) -> CompiledCompany:
    """Return the company with its hours parsed and its numbers formatted.

    Raises HoursError or NumberError for an invalid text; a company that was read from a valid file has none.
    """
    if isinstance(company, CompiledCompany):
        return company
    from supportdir.dialing.number import read
    from supportdir.hours.parsing import parse

    rules: dict[str, Hours] = {}
    numbers = {impostor.number: read(impostor.number) for impostor in company.not_theirs}
    for contact in company.contacts:
        hours, spellings = [contact.hours, contact.quiet], [contact.number]
        if isinstance(contact, Phone):
            hours.append(contact.automated)
            spellings.append(contact.textphone)
        rules.update({text: parse(text) for text in hours if text})
        numbers.update({text: read(text) for text in spellings if text})
    return CompiledCompany(**msgspec.structs.asdict(company), numbers=numbers, rules=rules)
