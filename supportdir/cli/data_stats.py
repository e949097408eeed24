"""`supportdir data stats`."""

from __future__ import annotations

from supportdir.cli.options import At, ColorChoice, Data, OutputChoice


def stats(
    at: At = None,
    data: Data = None,
    output: OutputChoice = None,
    color: ColorChoice = "auto",
) -> int:
    """Count what the directory holds: companies with support, hours, routes and countries, sources by grade and age.

    Example: supportdir data stats
    """
    from supportdir.cli.session import Session
    from supportdir.coverage import coverage
    from supportdir.render import machine

    session = Session(at=at, data=data, output=output, color=color, of_nobody=True)
    session.show(
        coverage(session.directory, session.moment.date()),
        plain=machine.figure_records,
        json=lambda figures: [machine.figure_values(figures)],
        table="upkeep:figures",
    )
    return 0
