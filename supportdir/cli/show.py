"""`supportdir show`."""

from __future__ import annotations

from supportdir.cli.options import (
    At,
    ColorChoice,
    CompanyName,
    Country,
    Data,
    From,
    Kind,
    Language,
    OutputChoice,
    Timezone,
    Topic,
)


def show(
    company: CompanyName,
    topic: Topic = None,
    kind: Kind = None,
    language: Language = None,
    country: Country = None,
    from_: From = None,
    tz: Timezone = None,
    at: At = None,
    data: Data = None,
    output: OutputChoice = None,
    color: ColorChoice = "auto",
) -> int:
    """Show how to reach COMPANY: the best number, whether anyone is there now, the keys to a person, what else works.

    COMPANY/CONTACT shows one contact in full.

    Example: supportdir show suunto --country AU
    """
    from supportdir.cli.asking import answer_about
    from supportdir.cli.session import Session
    from supportdir.render import machine
    from supportdir.render.phrases import warnings_of

    session = Session(
        at=at, country=country, from_=from_, tz=tz, language=language, data=data, output=output, color=color
    )
    answer = answer_about(session, company, topic=topic, kind=kind, says_history=True)
    if session.output == "plain":
        session.remarks += warnings_of(answer.company)
    session.show(
        answer,
        plain=lambda answer: [machine.way_fields(way, answer.topic) for way in answer.ways],
        json=lambda answer: [machine.company_value(answer, session.moment)],
        table="show:contact" if "/" in company else "show:company",
    )
    return 0
