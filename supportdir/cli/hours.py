"""`supportdir hours`."""

from __future__ import annotations

from supportdir.cli.options import (
    At,
    ColorChoice,
    CompanyName,
    Country,
    Data,
    From,
    Kind,
    NoInput,
    OutputChoice,
    Timezone,
)


def hours(
    company: CompanyName,
    kind: Kind = None,
    country: Country = None,
    from_: From = None,
    tz: Timezone = None,
    at: At = None,
    data: Data = None,
    output: OutputChoice = None,
    color: ColorChoice = "auto",
    no_input: NoInput = False,
) -> int:
    """Show the hours of COMPANY's contacts for the week of a day, in your time.

    COMPANY/CONTACT shows those of one contact.

    Example: supportdir hours suunto/au --tz Europe/Moscow
    """
    from supportdir.cli.asking import answer_about, meant_by
    from supportdir.cli.session import Session
    from supportdir.render import machine
    from supportdir.render.phrases import first_lines

    session = Session(
        at=at, country=country, from_=from_, tz=tz, data=data, output=output, color=color, no_input=no_input
    )
    answer = answer_about(session, meant_by(session, " ".join(company)), kind=kind, says_history=True)
    session.remarks += first_lines(answer)
    session.show(
        answer,
        plain=lambda answer: machine.week_records(answer, session.moment),
        json=lambda answer: machine.week_values(answer, session.moment),
        table="hours:tables",
    )
    return 0 if answer.ways else 1
