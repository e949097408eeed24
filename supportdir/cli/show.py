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
    NoInput,
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
    no_input: NoInput = False,
) -> int:
    """Show how to reach COMPANY: the best number, whether anyone is there now, the keys to a person, what else works.

    COMPANY/CONTACT shows one contact in full.

    Example: supportdir show suunto --country AU
    """
    from supportdir.cli.asking import answer_about, is_number, meant_by
    from supportdir.cli.session import Session
    from supportdir.render import machine
    from supportdir.render.phrases import first_lines

    session = Session(
        at=at,
        country=country,
        from_=from_,
        tz=tz,
        language=language,
        data=data,
        output=output,
        color=color,
        no_input=no_input,
    )
    name = " ".join(company)
    if is_number(name) and not session.directory.is_called(name):
        from supportdir.cli.whose import whose

        return whose([name], from_=from_, data=data, output=output, color=color)
    meant = meant_by(session, name)
    answer = answer_about(session, meant, topic=topic, kind=kind, says_history=True)
    if session.output != "table":
        session.remarks += first_lines(answer)
    session.show(
        answer,
        plain=lambda answer: [machine.way_fields(way, answer.topic) for way in answer.ways],
        json=lambda answer: [machine.company_value(answer, session.moment)],
        table="show:contact" if meant.is_contact else "show:company",
    )
    return 0 if answer.ways else 1
