"""Reverse look-up: the contacts with a given number, in every form in which people may dial it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from supportdir.dialing.number import of_served_country
from supportdir.dialing.spelling import meanings, plans
from supportdir.model import Phone, countries_in, is_served
from supportdir.provenance import of_field, of_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from supportdir.compiled import CompiledCompany
    from supportdir.dialing.number import NumberFacts
    from supportdir.model import Channel, Impostor
    from supportdir.provenance import Provenance

NumberKind = Literal["number", "short", "textphone", "dead"]
Use = Literal["not-theirs", "support", "privacy", "dead"]

_KINDS, _USES = get_args(NumberKind), get_args(Use)  # in the order of the results


class NumberMatch(NamedTuple):
    """A number of a contact; or, with `impostor` and no contact, a number that falsely claims to be the company's.

    `kind` says which of the contact's numbers it is: the number, the textphone, the short number or a dead number. A
    dead number no longer belongs to the company, or never did. `form` is the number as `dialing.spelling` writes it.
    `successor` is the name of the company that took this one over; "" if none did, or its name is not known.
    """

    company: CompiledCompany
    contact: Phone | Channel | None
    kind: NumberKind
    form: str
    impostor: Impostor | None = None
    successor: str = ""

    @property
    def id(self) -> str:
        """The permanent id of the contact, `slug/contact`; the slug of the company for an impostor."""
        return f"{self.company.slug}/{self.contact.id}" if self.contact else self.company.slug

    @property
    def number(self) -> NumberFacts | None:
        """The facts that follow from the number, such as country and cost; None for short and dead numbers."""
        contact = self.contact
        if self.impostor or not contact:
            return self.company.numbers.get(self.impostor.number) if self.impostor else None
        written = contact.number if self.kind == "number" else ""
        if self.kind == "textphone" and isinstance(contact, Phone):
            written = contact.textphone
        return of_served_country(self.company.numbers[written], "", self.serves) if written else None

    @property
    def written(self) -> str:
        """The number to show: in international form, else as in the company file."""
        if self.number:
            return self.number.international
        if self.impostor or not self.contact:
            return self.impostor.number if self.impostor else ""
        return self.contact.dead if self.kind == "dead" and isinstance(self.contact, Phone) else self.contact.short

    @property
    def use(self) -> Use:
        """The use of the number: "support", "privacy" (requests about personal data only), "dead" or "not-theirs"."""
        if not self.contact:
            return "not-theirs"
        if self.kind == "dead":
            return "dead"
        return "privacy" if self.contact.is_privacy_only else "support"

    @property
    def cost(self) -> str:
        """The cost of a call (a `model.Cost`), as stated in the file, else by the kind of number; "" if not known."""
        if not self.contact:
            return self.number.cost if self.number else ""
        is_stated = self.kind in ("number", "short") or (self.kind == "textphone" and not self.contact.number)
        return (self.contact.cost if is_stated else None) or (self.number.cost if self.number else "")

    @property
    def note(self) -> str:
        """The note in the company file; "" if there is none."""
        return self.impostor.note if self.impostor else self.contact.note if self.contact else ""

    @property
    def serves(self) -> tuple[str, ...]:
        """The regions that the number serves, as in `Company.serves_of`."""
        return self.company.serves_of(self.contact) if self.contact else self.company.serves

    @property
    def provenance(self) -> Provenance | None:
        """The provenance of the number; None if no source is known."""
        if self.impostor:
            return of_sources(self.company, self.impostor.sources)
        return of_field(self.company, self.contact, self.kind) if self.contact else None


def impostors_of(company: CompiledCompany) -> Iterator[NumberMatch]:
    """Yield every number that falsely claims to be the company's, in E.164."""
    for impostor in company.not_theirs:
        yield NumberMatch(company, None, "number", company.numbers[impostor.number].e164, impostor)


def numbers_of(company: CompiledCompany) -> Iterator[NumberMatch]:
    """Yield every number of the company's contacts, in every form that a look-up may have."""
    for contact in company.contacts:
        if contact.number:
            yield NumberMatch(company, contact, "number", company.numbers[contact.number].e164)
        if contact.short:
            yield from _short_numbers(company, contact)
        if isinstance(contact, Phone):
            if contact.textphone:
                yield NumberMatch(company, contact, "textphone", company.numbers[contact.textphone].e164)
            if contact.dead:
                countries = _countries(company, contact) or [""]
                forms = dict.fromkeys(form for country in countries for form in meanings(contact.dead, country))
                yield from (NumberMatch(company, contact, "dead", form) for form in forms)


def look_up(companies: Iterable[CompiledCompany], forms: Sequence[str], location: str = "") -> list[NumberMatch]:
    """Return the matches for a number that has one of the `forms` (likeliest first); one match for each contact.

    `location` is where the caller is (ISO 3166-1 or -2, "" if not known). The order is: impostors; numbers that serve
    the location; support, privacy, dead; number, short, textphone, dead; form; slug; order of the file.
    """

    def sort_key(match: NumberMatch) -> tuple[object, ...]:
        return (
            match.use != "not-theirs",
            bool(location) and not is_served(location, match.serves),
            _USES.index(match.use),
            _KINDS.index(match.kind),
            forms.index(match.form),
            match.company.slug,
        )

    matches = (match for company in companies for match in (*impostors_of(company), *numbers_of(company)))
    best: dict[str, NumberMatch] = {}
    for match in sorted((match for match in matches if match.form in forms), key=sort_key):
        best.setdefault(match.id, match)
    return list(best.values())


def _short_numbers(company: CompiledCompany, contact: Phone | Channel) -> Iterator[NumberMatch]:
    """Yield a short number as it is dialled, and after each country code ("+86 95588"), as people may type it."""
    keys = contact.short.replace(" ", "")
    yield NumberMatch(company, contact, "short", keys)
    if keys.isdecimal():
        for code in dict.fromkeys(plans()[country].code for country in _countries(company, contact)):
            yield NumberMatch(company, contact, "short", f"+{code}{keys}")


def _countries(company: CompiledCompany, contact: Phone | Channel) -> list[str]:
    """Return the countries that the contact serves, without "all" and those without a country code."""
    return [code for code in countries_in(company.serves_of(contact)) if code in plans()]
