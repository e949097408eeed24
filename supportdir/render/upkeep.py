"""What the directory holds, and what to verify next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.render import phrases
from supportdir.render.console import FAINT, STRONG, beside, flow, rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from supportdir.coverage import Figure, Figures
    from supportdir.model import Caller
    from supportdir.upkeep import Doubt

_MARGIN = 12
_COUNTRIES = 10
_TITLES = {"support": "of these", "grades": "sources", "ages": "their age"}


def doubts(found: list[Doubt], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """For each fact a line with the contact, what to verify and its age, and below it the pages to look at."""
    for doubt in found:
        yield from flow(
            [
                Text(f"{doubt.company.slug}/{doubt.contact.id}", style=STRONG),
                Text(doubt.fact),
                Text(phrases.origin(doubt.proof), style=FAINT),
            ],
            width,
        )
        pages = doubt.look_at or ["no page is written down: look on the company's own site"]
        yield from (Text(f"  {page}") for page in pages)  # in one piece, so that a terminal can open it


def figures(groups: Figures, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """A table for each group: what is counted, how many, which part of the whole, how old."""
    for place, (group, some) in enumerate(groups.items()):
        if not some:
            continue
        if place:
            yield Text()
        named = list(some.items())
        if group == "countries" and len(named) > _COUNTRIES:
            rest = Text(f"and {len(named) - _COUNTRIES} more", style=FAINT)
            lines = [*rows([_row(*one) for one in named[:_COUNTRIES]], width - _MARGIN), rest]
        else:
            lines = list(rows([_row(*one) for one in named], width - _MARGIN))
        yield from beside(_TITLES.get(group, group), lines, indent=_MARGIN)


def _row(name: str, figure: Figure) -> tuple[Text, ...]:
    share = f"{100 * figure.share:.0f} %" if figure.share is not None else ""
    age = f"median age {figure.months:g} months" if figure.months is not None else ""
    return Text(name), Text(f"{figure.many:6}", style=STRONG), Text(f"{share:>5}"), Text(age, style=FAINT)
