"""`supportdir whose`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supportdir.cli.options import ColorChoice, Data, From, OutputChoice

if TYPE_CHECKING:
    from supportdir.cli.session import Session
    from supportdir.dialing.number import NumberFacts
    from supportdir.owners import Owner

ANYBODY_CAN_SHOW_IT = "a call or message that shows a number need not come from it: hang up and dial it yourself"


def whose(
    number: Annotated[
        list[str],
        typer.Argument(metavar="NUMBER...", help="A number in any spelling, short ones too.", show_default=False),
    ],
    from_: From = None,
    data: Data = None,
    output: OutputChoice = None,
    color: ColorChoice = "auto",
) -> int:
    """Say whose number it is, and by which source. A number without country code is read as dialled where you stand.

    Example: supportdir whose 1-800-MICROSOFT
    """
    from supportdir.cli.session import Session
    from supportdir.dialing import spelling
    from supportdir.errors import UsageError
    from supportdir.render import machine

    asked = " ".join(number)
    session = Session(from_=from_, data=data, output=output, color=color, of_nobody=spelling.is_international(asked))
    if not spelling.meanings(asked):
        typed = asked if len(asked) <= 40 else f"{asked[:39]}…"
        raise UsageError(f"'{typed}' is no number; to look a company up: supportdir find NAME")
    session.show(
        _owners(session, asked),
        plain=lambda found: map(machine.owner_fields, found),
        json=lambda found: [machine.owner_value(owner, session.moment) for owner in found],
        table="whose:owners",
    )
    return 0


def _owners(session: Session, asked: str) -> list[Owner]:
    """Who has the number: as it is dialled where the caller stands, else as it may be dialled elsewhere.

    Raises UnknownNumberError where nobody of the directory has it.
    """
    from supportdir.dialing.spelling import meanings, meanings_elsewhere
    from supportdir.errors import UnknownNumberError

    stands_in, directory = session.caller.stands_in, session.directory
    found = directory.owners(meanings(asked, stands_in), stands_in)
    if not found and (found := directory.owners(meanings_elsewhere(asked), stands_in)):
        here = f"dialled in {_name(stands_in)} it would be another number" if stands_in else "it has no country code"
        session.remarks.append(f"{here}; in another country it is this one")
    if not found:
        facts = _facts(asked, stands_in)
        found = directory.owners([facts.e164], stands_in) if facts else []
        if not found:
            error = UnknownNumberError(facts.international if facts else f"'{asked}'", _kind(facts) if facts else "")
            raise error.beside(directory.remarks)
    session.remarks += [
        f"premium rate: {owner.written} is dear to call"
        for owner in {owner.written: owner for owner in found if owner.cost == "premium"}.values()
    ]
    if any(owner.use != "dead" for owner in found):
        session.remarks.append(ANYBODY_CAN_SHOW_IT)
    return found


def _facts(asked: str, stands_in: str) -> NumberFacts | None:
    """What the number plans say of a number that nobody of the directory has; None for a short one and the like."""
    from supportdir.dialing.number import dialled
    from supportdir.dialing.spelling import is_short
    from supportdir.errors import NumberError

    if is_short(asked):
        return None
    try:
        return dialled(asked, stands_in)
    except NumberError:
        return None


def _kind(facts: NumberFacts) -> str:
    """What the number itself tells: "a toll-free number (Germany)"."""
    country = f" ({_name(facts.country)})" if facts.country else ""
    if not facts.valid:
        return f"outside the number plan{country}: mistyped, or made up by whoever shows it"
    if facts.cost == "premium":
        return f"a premium-rate number{country}, dear to call"
    kinds = {"toll-free": "a toll-free number", "shared": "a number of shared cost", "standard": "an ordinary number"}
    return kinds.get(facts.cost, "a number") + country


def _name(country: str) -> str:
    from supportdir.hours.zones import country_name

    return country_name(country.partition("-")[0]) if country else ""
