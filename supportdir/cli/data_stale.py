"""`supportdir data stale`."""

from __future__ import annotations

from typing import Annotated

import typer

from supportdir.cli.options import At, ColorChoice, Data, OutputChoice


def stale(
    limit: Annotated[int, typer.Option(metavar="N", min=0, help="How many to list; 0 is all.")] = 20,
    at: At = None,
    data: Data = None,
    output: OutputChoice = None,
    color: ColorChoice = "auto",
) -> int:
    """List what to verify next, and where to look.

    Nobody counts what is asked for, so need stands for use: support lines before all else; on them routes, then hours,
    then numbers; of these the oldest first, undated ones in front.

    Example: supportdir data stale --limit 5
    """
    from supportdir.cli.session import Session
    from supportdir.render import machine
    from supportdir.upkeep import doubts

    session = Session(at=at, data=data, output=output, color=color, of_nobody=True)
    shown, count = doubts(session.directory, session.moment.date(), limit)
    if len(shown) < count:
        session.remarks.append(f"{len(shown)} of {count}; all of them: --limit 0")
    if not count:
        session.remarks.append("nothing is old enough to be doubted")
    session.show(
        shown,
        plain=lambda shown: map(machine.doubt_fields, shown),
        json=lambda shown: [machine.doubt_value(doubt, session.moment) for doubt in shown],
        table="upkeep:doubts",
    )
    return 0
