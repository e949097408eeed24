"""The board of who is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.render import phrases
from supportdir.render.console import FAINT, STATES, STRONG, rows
from supportdir.render.show import address_for, brief_state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from supportdir.model import Caller
    from supportdir.reach import Standing


def board(standings: list[Standing], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """A line for each company: number, company and line, state."""
    if standings:
        yield from rows([_row(one, now, caller) for one in standings], width)


def _row(one: Standing, now: datetime, caller: Caller) -> tuple[Text, ...]:
    if one.way is None:
        return (
            Text("no number", style=FAINT),
            Text(one.company.name),
            Text(phrases.no_line(one.company), style=STATES["unknown"]),
        )
    return (
        Text(address_for(one.way, caller), style=STRONG),
        Text(phrases.title(one.way)),
        brief_state(one.way, now, caller),
    )
