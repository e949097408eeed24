"""Whose number it is: every number that a company's contacts hold, in the forms in which people may dial it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

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

_KINDS = get_args(NumberKind)  # best first, like the uses
_USES = get_args(Use)


class NumberMatch(NamedTuple):
    """A contact that a number belongs to; or, with `impostor` and no contact, the company that disowns the number.

    `kind` says which of its numbers it is: the contact's number, its textphone, a short number, or a dead number,
    which is no longer the company's or was printed by mistake. `form` is the number as `dialing.spelling` writes it.
    """

    company: CompiledCompany
    contact: Phone | Channel | None
    kind: NumberKind
    form: str
    impostor: Impostor | None = None

    @property
    def id(self) -> str:
        """`slug/contact`, or the slug alone."""
        return f"{self.company.slug}/{self.contact.id}" if self.contact else self.company.slug

    @property
    def number(self) -> NumberFacts | None:
        """What the number says about itself; None for short and dead ones."""
        contact = self.contact
        if self.impostor or not contact:
            return self.company.numbers.get(self.impostor.number) if self.impostor else None
        if self.kind == "textphone" and isinstance(contact, Phone):
            return self.company.numbers[contact.textphone]
        return self.company.numbers[contact.number] if self.kind == "number" else None

    @property
    def written(self) -> str:
        """The number as the answer shows it: international, or as the company file has it."""
        if self.number:
            return self.number.international
        if self.impostor or not self.contact:
            return self.impostor.number if self.impostor else ""
        return self.contact.dead if self.kind == "dead" and isinstance(self.contact, Phone) else self.contact.short

    @property
    def use(self) -> Use:
        """What it is good for: support, requests about personal data only, or nothing; or that it is not theirs."""
        if not self.contact:
            return "not-theirs"
        if self.kind == "dead":
            return "dead"
        return "privacy" if self.contact.is_privacy_only else "support"

    @property
    def cost(self) -> str:
        """What a call costs, as stated or by the number's kind: a `model.Cost`, "" not known."""
        if not self.contact:
            return self.number.cost if self.number else ""
        is_stated = self.kind in ("number", "short") or (self.kind == "textphone" and not self.contact.number)
        return (self.contact.cost if is_stated else None) or (self.number.cost if self.number else "")

    @property
    def note(self) -> str:
        """What the company file says of it."""
        return self.impostor.note if self.impostor else self.contact.note if self.contact else ""

    @property
    def serves(self) -> tuple[str, ...]:
        """Whose number it is: ISO 3166-1 and -2 codes, or "all"."""
        return self.company.serves_of(self.contact) if self.contact else self.company.serves

    @property
    def provenance(self) -> Provenance | None:
        """Where the number comes from."""
        if self.impostor:
            return of_sources(self.company, self.impostor.sources)
        return of_field(self.company, self.contact, self.kind) if self.contact else None


def impostors_of(company: CompiledCompany) -> Iterator[NumberMatch]:
    """Every number that circulates as the company's and is not, as it can be asked for."""
    for impostor in company.not_theirs:
        yield NumberMatch(company, None, "number", company.numbers[impostor.number].e164, impostor)


def numbers_of(company: CompiledCompany) -> Iterator[NumberMatch]:
    """Every number of a company, in every form in which it can be asked for."""
    for contact in company.contacts:
        if contact.number:
            yield NumberMatch(company, contact, "number", company.numbers[contact.number].e164)
        if contact.short:
            yield from _short(company, contact)
        if isinstance(contact, Phone):
            if contact.textphone:
                yield NumberMatch(company, contact, "textphone", company.numbers[contact.textphone].e164)
            if contact.dead:
                forms = (meanings(contact.dead, country) for country in _countries(company, contact) or [""])
                for form in dict.fromkeys(form for some in forms for form in some):
                    yield NumberMatch(company, contact, "dead", form)


def look_up(companies: Iterable[CompiledCompany], forms: Sequence[str], location: str = "") -> list[NumberMatch]:
    """The contacts that one of the forms belongs to, each once.

    First numbers that are not the company's; then those for people where the caller is (ISO 3166-1 or -2, "" not
    known), then support before privacy and dead numbers, then the likelier form, then by slug and in the order of the
    file.
    """
    found: dict[str, NumberMatch] = {}
    for match in sorted(
        (
            match
            for company in companies
            for match in (*impostors_of(company), *numbers_of(company))
            if match.form in forms
        ),
        key=lambda match: (
            match.use != "not-theirs",
            bool(location) and not is_served(location, match.serves),
            _USES.index(match.use),
            _KINDS.index(match.kind),
            forms.index(match.form),
            match.company.slug,
        ),
    ):
        found.setdefault(match.id, match)
    return list(found.values())


def _short(company: CompiledCompany, contact: Phone | Channel) -> Iterator[NumberMatch]:
    """A short number as it is dialled, and behind the country code, as people write it down: "+86 95588"."""
    keys = contact.short.replace(" ", "")
    yield NumberMatch(company, contact, "short", keys)
    if keys.isdecimal():
        for code in dict.fromkeys(plans()[country].code for country in _countries(company, contact)):
            yield NumberMatch(company, contact, "short", f"+{code}{keys}")


def _countries(company: CompiledCompany, contact: Phone | Channel) -> list[str]:
    """The countries that the contact serves by name, of those that have a country code."""
    return [code for code in countries_in(company.serves_of(contact)) if code in plans()]
