"""`supportdir data stale`."""

from __future__ import annotations

from supportdir.cli.options import Options, takes_options

_FEW = 20  # facts without --limit


@takes_options("data stale")
def stale(options: Options) -> int:
    """List what to verify next, and where to look; 20 facts without --limit.

    Nobody counts what is asked for, so need stands for use: support lines before all else; on them routes, then hours,
    then numbers; of these the oldest first, undated ones in front.

    Example: supportdir data stale --limit 5
    """
    from supportdir.render import machine
    from supportdir.staleness import doubts

    session = options.session(of_nobody=True)
    limit = _FEW if options.limit is None else options.limit
    shown, count = doubts(session.directory, session.moment.date(), limit)
    if len(shown) < count:
        session.remarks.append(f"{len(shown)} of {count}; all of them: --limit 0")
    if not count:
        session.remarks.append("nothing is old enough to be doubted")
    session.show(
        shown,
        plain=lambda shown: map(machine.doubt_fields, shown),
        json=lambda shown: [machine.doubt_value(doubt, session.moment) for doubt in shown],
        table="staleness:doubts",
    )
    return 0
