"""`supportdir data stale`."""

from __future__ import annotations

from supportdir.cli.options import Options, takes_options

_DEFAULT_LIMIT = 20  # facts


@takes_options("data stale")
def stale(options: Options) -> int:
    """List the facts to verify next, and where to look; 20 facts without --limit.

    Support lines come first. Of each group routes come before hours, hours before numbers, then undated facts before
    dated ones, then the oldest first.

    Example: supportdir data stale --limit 5
    """
    from supportdir.render import machine
    from supportdir.staleness import stale_facts

    session = options.session(needs_location=False)
    limit = _DEFAULT_LIMIT if options.limit is None else options.limit
    shown, count = stale_facts(session.directory, session.moment.date(), limit)
    if len(shown) < count:
        session.notes.append(f"{len(shown)} of {count} listed; to list all: --limit 0")
    if not count:
        session.notes.append("no fact is old enough to verify")
    session.show(
        shown,
        plain=lambda facts: map(machine.stale_fact_fields, facts),
        json=lambda facts: [machine.stale_fact_value(fact, session.moment) for fact in facts],
        table="staleness:stale_facts",
    )
    return 0
