"""`supportdir wait`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supportdir.cli.options import ColorChoice, CompanyName, Country, Data, From, Kind, NoInput, OutputChoice, Timezone
from supportdir.waiting import Until

if TYPE_CHECKING:
    from datetime import datetime

    from supportdir.reach import Answer


def wait(
    company: CompanyName,
    until: Annotated[Until, typer.Option(help="What to wait for.")] = "opening",
    timeout: Annotated[
        str | None, typer.Option(metavar="TIME", help="Give up after TIME, as in: 90m, 2h, 1h30m, 45s.")
    ] = None,
    accept_maybe: Annotated[
        bool, typer.Option("--accept-maybe", help="Return also when it is maybe open, as on a public holiday.")
    ] = False,
    kind: Kind = None,
    country: Country = None,
    from_: From = None,
    tz: Timezone = None,
    data: Data = None,
    output: OutputChoice = None,
    color: ColorChoice = "auto",
    no_input: NoInput = False,
) -> int:
    """Sleep until COMPANY opens (or closes), then ring the bell: supportdir wait delta && supportdir reach delta.

    A company is open when one of its phone lines is; COMPANY/CONTACT waits for that one. If it is only maybe open (on a
    public holiday that its hours do not mention), it says so and sleeps on. Exit status 0: it opened; 1: time-out, or
    its hours never say so; 4: its hours are not known.

    Example: supportdir wait delta --timeout 90m
    """
    import gc
    import sys
    import time

    from supportdir.cli.asking import answer_about, answer_of, meant_by
    from supportdir.cli.session import Session
    from supportdir.reach import standing
    from supportdir.render import machine
    from supportdir.render.wait import countdown, given_up, maybe
    from supportdir.waiting import length
    from supportdir.waiting import wait as wait_for

    gc.enable()  # this one lives longer than a look-up
    limit = length(timeout) if timeout is not None else None
    session = Session(country=country, from_=from_, tz=tz, data=data, output=output, color=color, no_input=no_input)
    listing, id, *_ = meant = meant_by(session, " ".join(company))
    answer_about(session, meant, kind=kind)  # for its notes and errors

    def look(at: datetime) -> Answer:
        return answer_of(session, listing, kind=kind or "phone", id=id, at=at)

    if not accept_maybe and (line := maybe(look(session.moment), session.caller)):
        session.remarks.append(line)
        session.write_remarks()
    with countdown(look, until, session.caller) as show:
        outcome = wait_for(
            look,
            until,
            accept_maybe=accept_maybe,
            now=session.look_again,
            sleep=time.sleep,
            timeout=limit,
            tick=show.tick,
            show=show,
        )
    if outcome == "reached" and sys.stderr.isatty():
        print("\a", end="", file=sys.stderr, flush=True)
    if outcome != "reached":
        session.remarks.append(given_up(outcome, until, timeout or "", look(session.moment)))
    session.show(
        [standing(look(session.moment))],
        plain=lambda board: [machine.standing_fields(one) for one in board],
        json=lambda board: [machine.standing_value(one, session.moment) for one in board],
        table="open:board",
    )
    return {"reached": 0, "timeout": 1, "never": 1, "unknown": 4}[outcome]
