"""The board of who is open."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.render import phrases
from supportdir.render.console import FAINT, STATES, STRONG, rows
from supportdir.render.show import address, brief_state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from supportdir.caller import Caller
    from supportdir.render.console import Screen
    from supportdir.status import CompanyStatus


def board(statuses: Iterable[CompanyStatus], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """A line for each company: number, company and line, state."""
    if records := [_row(one, now, caller) for one in statuses]:
        yield from rows(records, width)


def _row(one: CompanyStatus, now: datetime, caller: Caller) -> tuple[Text, ...]:
    if one.way is None:
        return (
            Text("no number", style=FAINT),
            Text(one.company.name),
            Text(phrases.no_line(one), style=STATES["unknown"]),
        )
    return (
        address(one.way, caller, STRONG),
        Text(phrases.title(one.way)),
        brief_state(one.way, now, caller),
    )


@contextmanager
def watched(screen: Screen) -> Iterator[Callable[[list[CompanyStatus], datetime, Caller], None]]:
    """A board that takes the whole terminal and is drawn anew in place; what does not fit is counted."""
    from rich.live import Live

    with Live(console=screen, auto_refresh=False, screen=True) as live:

        def draw(statuses: list[CompanyStatus], now: datetime, caller: Caller) -> None:
            lines = list(board(statuses, now, caller, screen.width)) or [Text("nobody")]
            room = screen.height - 2
            if len(lines) > room:
                lines = [*lines[: room - 1], Text(f"and {len(lines) - room + 1} more lines", style=FAINT)]
            clock = f"{now:%a %H:%M}, your time; Ctrl-C ends"
            live.update(Text("\n").join([Text(clock, style=FAINT), *lines]), refresh=True)

        yield draw
