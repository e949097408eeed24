"""`supportdir whose`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supportdir.cli.options import Options, takes_options

if TYPE_CHECKING:
    from supportdir.cli.session import Session
    from supportdir.dialing.number import NumberFacts
    from supportdir.number_lookup import NumberMatch

ANYBODY_CAN_SHOW_IT = "a call or message that shows a number need not come from it: hang up and dial it yourself"


@takes_options("whose")
def whose(
    number: Annotated[
        list[str],
        typer.Argument(metavar="NUMBER...", help="A number in any spelling, short ones too.", show_default=False),
    ],
    options: Options,
) -> int:
    """Say whose number it is, and by which source. A number without country code is read as dialled where you stand.

    Example: supportdir whose 1-800-MICROSOFT
    """
    from supportdir.dialing import spelling
    from supportdir.errors import UsageError
    from supportdir.render import machine

    asked = " ".join(number)
    session = options.session(of_nobody=spelling.is_international(asked))
    if not spelling.meanings(asked):
        raise UsageError(f"'{_cut(asked)}' is no number; to look a company up: supportdir find NAME")
    session.show(
        _for_country(session, _owners(session, asked)),
        plain=lambda found: map(machine.number_match_fields, found),
        json=lambda found: [machine.number_match_value(match, session.moment) for match in found],
        table="whose:matches",
    )
    return 0


def _for_country(session: Session, found: list[NumberMatch]) -> list[NumberMatch]:
    """The numbers that are for the country of --country; all of them, with a note, if none is."""
    from supportdir.model import is_served

    market = session.market if session.options.country else ""
    here = [match for match in found if not market or is_served(market, match.serves)]
    if not here:
        session.notes.append(f"no such number is for {market}")
    return here or found


def _owners(session: Session, asked: str) -> list[NumberMatch]:
    """Who has the number: as it is dialled where the caller stands, else in an old spelling or in another country.

    Raises UnknownNumberError where nobody of the directory has it.
    """
    from supportdir.dialing.spelling import readings

    location, directory = session.caller.location, session.directory
    found: list[NumberMatch] = []
    for reading in readings(asked, location):
        if found := directory.look_up_number(list(reading.forms), location):
            if reading.elsewhere:
                here = "it has no country code"
                if location:
                    here = f"dialled in {_name(location)} it would be another number"
                session.notes.append(f"{here}; in another country it is this one")
            notes = {match.written: reading.forms[match.form] for match in found}
            session.notes += [_read_as(written, note) for written, note in notes.items() if note]
            break
    else:
        found = _owners_by_plan(session, asked)
    session.notes += [
        f"premium rate: {match.written} is dear to call"
        for match in {match.written: match for match in found if match.cost == "premium"}.values()
    ]
    if session.output != "table":
        from supportdir.render.phrases import not_theirs

        session.notes += [not_theirs(match.company, match.impostor) for match in found if match.impostor]
    if any(match.use != "dead" for match in found):
        session.notes.append(ANYBODY_CAN_SHOW_IT)
    return found


def _owners_by_plan(session: Session, asked: str) -> list[NumberMatch]:
    """Who has the number as the number plans read it. Raises UnknownNumberError with what they say of it."""
    from supportdir.dialing.number import dialled
    from supportdir.dialing.spelling import is_short, meanings, old_meanings
    from supportdir.errors import NumberError, UnknownNumberError

    location, directory = session.caller.location, session.directory
    shown, kind = f"'{_cut(asked)}'", ""
    if not is_short(asked):
        try:
            facts = dialled(asked, location)
        except NumberError as error:
            kind = error.message.removeprefix("is ") if error.message.startswith("is ") else ""
        else:
            if note := old_meanings(meanings(asked, location)).get(facts.e164):
                session.notes.append(_read_as(facts.international, note))
            if found := directory.look_up_number([facts.e164], location):
                return found
            shown, kind = facts.international, _kind(facts)
    raise UnknownNumberError(shown, kind).beside([*session.notes, *directory.notes])


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _read_as(number: str, note: str) -> str:
    return f"read as {number}: {note}"


def _kind(facts: NumberFacts) -> str:
    """What the number itself tells: "a toll-free number (Germany)"."""
    from supportdir.dialing.number import cost_by_range

    where = _places(facts)
    kinds = {
        "toll-free": f"a toll-free number{where}",
        "premium": f"a premium-rate number{where}, dear to call",
        "shared": f"a number of shared cost{where}",
        "standard": f"an ordinary number{where}",
    }
    if facts.valid:
        return kinds.get(facts.cost, f"a number{where}")
    outside = "outside the number plan{}: mistyped, or made up by whoever shows it"
    if by_range := kinds.get(cost_by_range(facts)):
        return f"{outside.format('')}; its first digits are those of {by_range}"
    return outside.format(where)


def _places(facts: NumberFacts) -> str:
    """ " (Germany)", " (Russia or Kazakhstan)", " (North America)" for what the countries of +1 share; ""."""
    from supportdir.dialing.number import countries_of

    countries = countries_of(facts)
    if len(countries) > 1 and facts.e164.startswith("+1"):
        return " (North America)"
    *names, last = [_name(country) or country for country in countries] or [""]
    return f" ({', '.join(names)} or {last})" if names else last and f" ({last})"


def _name(country: str) -> str:
    from supportdir.hours.zones import country_name

    return country_name(country)
