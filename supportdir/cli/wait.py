"""`supportdir wait`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supportdir.cli.options import CompanyName, Options, takes_options
from supportdir.waiting import Until

if TYPE_CHECKING:
    from datetime import datetime

    from supportdir.answers import Answer


@takes_options("wait")
def wait(
    company: CompanyName,
    options: Options,
    until: Annotated[Until, typer.Option(help="What to wait for.")] = "opening",
    timeout: Annotated[
        str | None, typer.Option(metavar="TIME", help="Give up after TIME, as in: 90m, 2h, 1h30m, 45s.")
    ] = None,
    accept_maybe: Annotated[
        bool, typer.Option("--accept-maybe", help="Return also when it is maybe open, as on a public holiday.")
    ] = False,
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

    from supportdir.cli.asking import answer_about, answer_of, leave_out_voice, meant_by
    from supportdir.render import machine
    from supportdir.render.wait import countdown, given_up, maybe
    from supportdir.status import status_of
    from supportdir.waiting import length
    from supportdir.waiting import wait as wait_for

    gc.enable()  # this one lives longer than a look-up
    limit = length(timeout) if timeout is not None else None
    session = options.session()
    found_company, id, *_ = meant = meant_by(session, " ".join(company))
    topic = answer_about(session, meant, kind="phone", is_for_topic=True).topic  # for its notes and errors too

    def look(at: datetime) -> Answer:
        found = answer_of(session, found_company, topic=topic, kind="phone", id=id, at=at, is_for_topic=True)
        return leave_out_voice(found) if session.options.no_voice else found

    if not accept_maybe and (line := maybe(look(session.moment), session.caller)):
        session.notes.append(line)
        session.write_notes()
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
        session.notes.append(given_up(outcome, until, timeout or "", look(session.moment)))
    session.show(
        [status_of(look(session.moment))],
        plain=lambda board: [machine.status_fields(one) for one in board],
        json=lambda board: [machine.status_value(one, session.moment) for one in board],
        table="open:board",
    )
    return {"reached": 0, "timeout": 1, "never": 1, "unknown": 4}[outcome]
