"""`supportdir list`."""

from __future__ import annotations

from typing import Annotated

import typer

from supportdir.cli.options import ColorChoice, Data, OutputChoice


def list_(
    category: Annotated[
        str | None, typer.Option(metavar="C", help="Only companies of that category, as in: bank.")
    ] = None,
    country: Annotated[str | None, typer.Option(metavar="CC", help="Only companies that serve that country.")] = None,
    data: Data = None,
    output: OutputChoice = None,
    color: ColorChoice = "auto",
) -> int:
    """List the companies of the directory, all or those of a category or a country.

    Example: supportdir list --country RU
    """
    from supportdir.cli.session import Session
    from supportdir.errors import UsageError
    from supportdir.model import is_served
    from supportdir.render import machine

    session = Session(country=country, data=data, output=output, color=color, of_nobody=True)
    market = session.market
    categories: set[str] = set()
    chosen = []  # in a few words each: whole companies by the thousand would fill the memory
    for one in session.directory:
        categories.update(one.categories)
        if (not category or category in one.categories) and (
            not market or any(is_served(market, one.serves_of(contact)) for contact in one.contacts)
        ):
            chosen.append(machine.overview(one))
    if category and category not in categories:
        from difflib import get_close_matches

        near = get_close_matches(category, categories, n=1)
        raise UsageError(
            f"no company is of the category '{category}'; "
            + (f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(categories))}")
        )
    session.show(
        chosen,
        plain=lambda chosen: (
            (one["company"], one["name"], ",".join(one["categories"]), ",".join(one["serves"])) for one in chosen
        ),
        json=iter,
        table="listing:overviews",
    )
    return 0 if chosen else 1
