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
    from supportdir.staleness import stale_facts

    session = options.session(of_nobody=True)
    limit = _FEW if options.limit is None else options.limit
    shown, count = stale_facts(session.directory, session.moment.date(), limit)
    if len(shown) < count:
        session.notes.append(f"{len(shown)} of {count}; all of them: --limit 0")
    if not count:
        session.notes.append("nothing is old enough to be doubted")
    session.show(
        shown,
        plain=lambda shown: map(machine.doubt_fields, shown),
        json=lambda shown: [machine.doubt_value(stale_fact, session.moment) for stale_fact in shown],
        table="staleness:stale_facts",
    )
    return 0
