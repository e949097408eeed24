"""`supportdir reach`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supportdir.cli.options import (
    QR,
    At,
    ColorChoice,
    Country,
    Data,
    Force,
    From,
    Language,
    NoInput,
    OutputChoice,
    PhoneChoice,
    Timezone,
    Topic,
    companies_offered,
)

if TYPE_CHECKING:
    from supportdir.cli.session import Session
    from supportdir.prospects import Prospect


def reach(
    company: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[COMPANY]",
            help="Slug, name, alias, domain or product, in any case. None: those under mine in config.toml.",
            show_default=False,
            autocompletion=companies_offered,
        ),
    ] = None,
    topic: Topic = None,
    language: Language = None,
    no_voice: Annotated[bool, typer.Option("--no-voice", help="Textphone, relay and writing first.")] = False,
    phone: PhoneChoice = None,
    qr: QR = None,
    force: Force = False,
    country: Country = None,
    from_: From = None,
    tz: Timezone = None,
    at: At = None,
    data: Data = None,
    output: OutputChoice = None,
    color: ColorChoice = "auto",
    no_input: NoInput = False,
) -> int:
    """Say what gets you through to COMPANY now, best first, each way with the reasons for its place.

    Without COMPANY, the best way to each of your companies: mine = ["delta", "hmrc"] in config.toml.

    Example: supportdir reach delta --topic baggage
    """
    from supportdir.cli.asking import answer_about, meant_by
    from supportdir.cli.session import Session
    from supportdir.errors import UsageError
    from supportdir.prospects import prospects
    from supportdir.render import machine
    from supportdir.render.phrases import first_lines
    from supportdir.render.reasons import is_voiceless, remarks, without_voice

    session = Session(
        at=at,
        country=country,
        from_=from_,
        tz=tz,
        language=language,
        phone=phone,
        data=data,
        output=output,
        color=color,
        no_input=no_input,
    )
    answer = None
    if company:
        answer = answer_about(session, meant_by(session, " ".join(company)), topic=topic, says_history=True)
        found = prospects(answer, no_voice=no_voice)
    elif session.mine:
        found = _of_mine(session, topic, no_voice=no_voice)
    else:
        raise UsageError('name a COMPANY, or list your own in config.toml: mine = ["delta", "hmrc"]')
    if qr is not None and found:
        from supportdir.cli.qr import link_code

        if no_voice:
            raise UsageError("--qr links to a voice call; leave it out with --no-voice")
        best = next((one for one in found if one.way.contact.kind == "phone" and one.chance != "unfit"), found[0])
        if link_code(session, best.way, best.route.shortcut.steps if best.route else (), qr, force=force):
            return 0
    in_table = session.output == "table"
    if answer and not in_table:
        session.remarks += first_lines(answer)
    status = 0 if found else 1
    if is_voiceless(found):
        status = 1
        if not (answer and in_table):
            session.remarks += without_voice(found)
            found = []
    else:
        session.remarks += remarks(found, session.caller)
    session.show(
        (answer, found) if answer else found,
        plain=lambda _: [machine.prospect_fields(one, session.moment) for one in found],
        json=lambda _: [machine.prospect_value(one, session.moment, place) for place, one in enumerate(found, start=1)],
        table="reach:company" if answer else "reach:mine",
    )
    return status


def _of_mine(session: Session, topic: str | None, *, no_voice: bool) -> list[Prospect]:
    """The best way to each company of the user's own, where somebody can be got first."""
    from supportdir.cli.asking import answer_about, meant_by
    from supportdir.errors import NotFoundError
    from supportdir.prospects import prospects

    found = []
    for name in session.mine:
        try:
            answer = answer_about(session, meant_by(session, name), topic=topic, says_history=True)
        except NotFoundError as error:
            session.remarks.append(f"mine in config.toml: {error}")
            continue
        found += prospects(answer, no_voice=no_voice)[:1]
    return sorted(found, key=lambda one: one.tier)
