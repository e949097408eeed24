"""`supportdir ivr`."""

from __future__ import annotations

from typing import Annotated

import typer

from supportdir.cli.options import (
    At,
    ColorChoice,
    CompanyName,
    Country,
    Data,
    From,
    Language,
    OutputChoice,
    Timezone,
    Topic,
)


def ivr(
    company: CompanyName,
    topic: Topic = None,
    menu: Annotated[bool, typer.Option("--menu", help="Draw the whole menu of the line.")] = False,
    language: Language = None,
    country: Country = None,
    from_: From = None,
    tz: Timezone = None,
    at: At = None,
    data: Data = None,
    output: OutputChoice = None,
    color: ColorChoice = "auto",
) -> int:
    """Show which keys get past the phone menu of COMPANY to a person, step by step.

    COMPANY/LINE picks one of its lines.

    Example: supportdir ivr microsoft
    """
    from supportdir.cli.asking import answer_about
    from supportdir.cli.session import Session
    from supportdir.reach import has_menu, has_route, routes_for
    from supportdir.render import machine

    session = Session(
        at=at, country=country, from_=from_, tz=tz, language=language, data=data, output=output, color=color
    )
    is_known = has_menu if menu else has_route
    answer = answer_about(session, company, topic=topic, kind="phone", suits=is_known)
    line = answer.lead
    found = line is not None and is_known(line.contact)
    if not found:
        what = "menu" if menu else "way through the phone menu"
        session.remarks.append(
            f"no {what} of {answer.company.name} is known; what is: supportdir show {answer.company.slug}"
        )
    answer = answer.only(line)
    if menu and found:
        session.show(answer, plain=machine.menu_records, json=machine.menu_values, table="ivr:tree")
    else:
        session.show(
            answer,
            plain=lambda answer: [
                fields for way in answer.ways for fields in machine.route_records(way, routes_for(way, answer.topic))
            ],
            json=lambda answer: machine.values(answer, session.moment),
            table="ivr:steps",
        )
    return 0 if found else 1
