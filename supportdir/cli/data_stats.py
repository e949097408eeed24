"""`supportdir data stats`."""

from __future__ import annotations

from supportdir.cli.options import Options, takes_options


@takes_options("data stats")
def stats(options: Options) -> int:
    """Count companies, those with hours and routes by country and category, and sources by grade and age.

    Example: supportdir data stats
    """
    from supportdir.render import machine
    from supportdir.statistics import statistics

    session = options.session(needs_location=False)
    session.show(
        statistics(session.directory, session.moment.date()),
        plain=machine.count_records,
        json=lambda counts: [machine.count_values(counts)],
        table="staleness:counts",
    )
    return 0
