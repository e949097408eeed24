"""`supportdir list`."""

from __future__ import annotations

from supportdir.cli.options import Options, takes_options


@takes_options("list")
def list_(options: Options) -> int:
    """List the companies of the directory, all or those of a category, a country, a topic or a kind of contact.

    Example: supportdir list --country RU
    """
    from supportdir.render import machine

    session = options.session(of_nobody=True)
    # In a few words each: whole companies by the thousand would fill the memory.
    chosen = [machine.overview(company) for company in session.directory if session.selection.holds(company)]
    shown = chosen[: options.limit or None]
    if len(shown) < len(chosen):
        session.notes.append(f"{len(shown)} of {len(chosen)} listed")
    session.show(
        shown,
        plain=lambda shown: (
            (one["company"], one["name"], ",".join(one["categories"]), ",".join(one["serves"])) for one in shown
        ),
        json=iter,
        table="listing:overviews",
    )
    return 0 if chosen else 1
