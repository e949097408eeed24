"""`supportdir list`."""

from __future__ import annotations

from supportdir.cli.options import Options, takes_options


@takes_options("list")
def list_(options: Options) -> int:
    """List the companies in the directory: all, or those of a category, a country, a topic or a kind of contact.

    Example: supportdir list --country RU
    """
    from supportdir.render import machine

    session = options.session(needs_location=False)
    # Overviews only: thousands of whole companies would need too much memory.
    selected = [machine.overview(company) for company in session.directory if session.selection.holds(company)]
    shown = selected[: options.limit or None]
    if len(shown) < len(selected):
        session.notes.append(f"{len(shown)} of {len(selected)} listed")
    session.show(
        shown,
        plain=lambda overviews: (
            (overview["company"], overview["name"], ",".join(overview["categories"]), ",".join(overview["serves"]))
            for overview in overviews
        ),
        json=iter,
        table="listing:overviews",
    )
    return 0 if selected else 1
