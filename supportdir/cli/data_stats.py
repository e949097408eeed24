"""`supportdir data stats`."""

from __future__ import annotations

from supportdir.cli.options import Options, takes_options


@takes_options("data stats")
def stats(options: Options) -> int:
    """Count what the directory holds: companies with support, hours, routes and countries, sources by grade and age.

    Example: supportdir data stats
    """
    from supportdir.render import machine
    from supportdir.statistics import statistics

    session = options.session(of_nobody=True)
    session.show(
        statistics(session.directory, session.moment.date()),
        plain=machine.figure_records,
        json=lambda counts: [machine.figure_values(counts)],
        table="staleness:counts",
    )
    return 0
