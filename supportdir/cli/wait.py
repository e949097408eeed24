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
        str | None, typer.Option(metavar="TIME", help="Stop waiting after TIME, such as 90m, 2h, 1h30m or 45s.")
    ] = None,
    accept_maybe: Annotated[
        bool, typer.Option("--accept-maybe", help="Stop waiting if it is maybe open, as on a public holiday.")
    ] = False,
) -> int:
    """Wait until COMPANY opens (or closes), then ring the bell: supportdir wait delta && supportdir reach delta.

    A company is open if one of its phone lines is open; COMPANY/CONTACT waits for that contact. If it is only maybe
    open (on a public holiday that its hours do not mention), the command says so and keeps waiting. Exit status: 0, it
    opened; 1, time-out, it never opens by its hours, or it has no line for the country; 4, its hours are not known.

    Example: supportdir wait delta --timeout 90m
    """
    import gc
    import sys
    import time

    from supportdir.cli.answering import (
        answer_with_notes,
        bare_answer,
        deciding_target,
        keep_ways_without_voice,
        resolve_target,
    )
    from supportdir.render import machine
    from supportdir.render.phrases import doubtful_call
    from supportdir.render.wait import countdown, given_up, hours_not_known, maybe, other_line
    from supportdir.status import status_of
    from supportdir.waiting import length
    from supportdir.waiting import wait as wait_for

    gc.enable()  # disabled at the start, which is right for short commands only
    limit = length(timeout) if timeout is not None else None
    session = options.session(is_bilingual=True)
    target = deciding_target(session, resolve_target(session, " ".join(company)))
    topic = answer_with_notes(session, target, kind="phone", is_topic_only=True).topic

    def answer_at(at: datetime) -> Answer:
        answer = bare_answer(
            session, target.company, topic=topic, kind="phone", id=target.contact, at=at, is_topic_only=True
        )
        return keep_ways_without_voice(answer) if session.options.no_voice else answer

    first = answer_at(session.moment)
    if not accept_maybe and (line := maybe(first, session.caller)):
        session.notes.append(line)
    if session.output == "plain":
        session.add_notes(doubtful_call(status_of(first).way))
    session.write_notes()  # before the waiting
    with countdown(answer_at, until, session.caller) as show:
        outcome = wait_for(
            answer_at,
            until,
            accept_maybe=accept_maybe,
            now=session.refresh_moment,
            sleep=time.sleep,
            timeout=limit,
            tick=show.tick,
            show=show,
        )
    if outcome == "reached" and sys.stderr.isatty():
        print("\a", end="", file=sys.stderr, flush=True)
    answer = answer_at(session.moment)
    if outcome == "unknown":
        if session.output != "table":  # the table says it
            session.notes.append(hours_not_known(answer))
        session.add_notes(filter(None, [other_line(answer)]))
    elif outcome != "reached":
        session.notes.append(given_up(outcome, until, timeout or ""))
    status = status_of(answer)
    session.show(
        [status],
        plain=lambda board: [machine.status_fields(status) for status in board],
        json=lambda board: [machine.status_value(status, session.moment) for status in board],
        table="open:board",
    )
    if status.has_no_line:
        return 1
    return {"reached": 0, "timeout": 1, "never": 1, "unknown": 4}[outcome]
