"""`supportdir whose`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supportdir.cli.options import Options, takes_options

if TYPE_CHECKING:
    from supportdir.cli.session import Session
    from supportdir.dialing.number import NumberFacts
    from supportdir.number_lookup import NumberMatch

FORGERY_NOTE = "a call or message can show a forged number; hang up and dial the number yourself"


@takes_options("whose")
def whose(
    number: Annotated[
        list[str],
        typer.Argument(metavar="NUMBER...", help="A number in any format; short numbers too.", show_default=False),
    ],
    options: Options,
) -> int:
    """Show whose number it is, and the source. A number without a country code is read as dialled in your country.

    Example: supportdir whose 1-800-MICROSOFT
    """
    from supportdir.dialing import spelling
    from supportdir.errors import UsageError
    from supportdir.render import machine

    typed = " ".join(number)
    session = options.session(needs_location=not spelling.is_international(typed))
    if not spelling.meanings(typed):
        raise UsageError(f"'{_shorten(typed)}' is not a number; to look up a company: supportdir find NAME")
    session.show(
        _for_country(session, _look_up(session, typed)),
        plain=lambda matches: map(machine.number_match_fields, matches),
        json=lambda matches: [machine.number_match_value(match, session.moment) for match in matches],
        table="whose:matches",
    )
    return 0


def _for_country(session: Session, matches: list[NumberMatch]) -> list[NumberMatch]:
    """Return the matches that serve the country in --country; if none does, all matches, and add a note."""
    from supportdir.model import is_served

    market = session.market if session.options.country else ""
    serving = [match for match in matches if not market or is_served(market, match.serves)]
    if not serving:
        session.notes.append(f"no match serves {market}; showing all matches")
    return serving or matches


def _look_up(session: Session, typed: str) -> list[NumberMatch]:
    """Return the contacts that have a number: as dialled in the caller's country, else in an old format or elsewhere.

    Raises UnknownNumberError if no contact has it.
    """
    from supportdir.dialing.spelling import readings
    from supportdir.render.phrases import in_country

    location, directory = session.caller.location, session.directory
    matches: list[NumberMatch] = []
    for reading in readings(typed, location):
        if matches := directory.look_up_number(list(reading.forms), location):
            if reading.elsewhere:
                note = "the number has no country code"
                if location:
                    note = f"dialled in {in_country(location)}, this would be another number"
                session.notes.append(f"{note}; showing matches in other countries")
            notes = {match.written: reading.forms[match.form] for match in matches}
            session.notes += [_read_as(written, note) for written, note in notes.items() if note]
            break
    else:
        matches = _look_up_by_plan(session, typed)
    premium = dict.fromkeys(match.written for match in matches if match.cost == "premium")
    session.notes += [f"premium rate: {number} is expensive to call" for number in premium]
    if session.output != "table":
        from supportdir.render.phrases import not_theirs

        session.notes += [not_theirs(match.company, match.impostor) for match in matches if match.impostor]
    if any(match.use != "dead" for match in matches):
        session.notes.append(FORGERY_NOTE)
    return matches


def _look_up_by_plan(session: Session, typed: str) -> list[NumberMatch]:
    """Return the contacts that have a number, parsed with phonenumbers' number plans.

    Raises UnknownNumberError with what the number plan tells about the number.
    """
    from supportdir.dialing.number import dialled
    from supportdir.dialing.spelling import is_short, meanings, old_meanings
    from supportdir.errors import NumberError, UnknownNumberError

    location, directory = session.caller.location, session.directory
    shown, kind = f"'{_shorten(typed)}'", ""
    if not is_short(typed):
        try:
            facts = dialled(typed, location)
        except NumberError as error:
            kind = error.message.removeprefix("is ") if error.message.startswith("is ") else ""
        else:
            if note := old_meanings(meanings(typed, location)).get(facts.e164):
                session.notes.append(_read_as(facts.international, note))
            if matches := directory.look_up_number([facts.e164], location):
                return matches
            shown, kind = facts.international, _kind(facts)
    raise UnknownNumberError(shown, kind).with_notes([*session.notes, *directory.notes])


def _shorten(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _read_as(number: str, note: str) -> str:
    return f"read as {number}: {note}"


def _kind(facts: NumberFacts) -> str:
    """Return what the number plan tells about a number, as in "a toll-free number (Germany)"."""
    from supportdir.dialing.number import cost_by_range

    where = _countries(facts)
    kinds = {
        "toll-free": f"a toll-free number{where}",
        "premium": f"a premium-rate number{where}, expensive to call",
        "shared": f"a shared-cost number{where}",
        "standard": f"an ordinary number{where}",
    }
    if facts.valid:
        return kinds.get(facts.cost, f"a number{where}")
    outside = "outside the number plan{}, so it is mistyped or forged"
    if by_range := kinds.get(cost_by_range(facts)):
        return f"{outside.format('')}; its first digits are those of {by_range}"
    return outside.format(where)


def _countries(facts: NumberFacts) -> str:
    """Return the number's countries, as in " (Germany)", " (Russia or Kazakhstan)" or, for +1, " (North America)"."""
    from supportdir.dialing.number import countries_of

    countries = countries_of(facts)
    if len(countries) > 1 and facts.e164.startswith("+1"):
        return " (North America)"
    *names, last = [_country_name(country) or country for country in countries] or [""]
    return f" ({', '.join(names)} or {last})" if names else last and f" ({last})"


def _country_name(country: str) -> str:
    from supportdir.hours.zones import country_name

    return country_name(country)
