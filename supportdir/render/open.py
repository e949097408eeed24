"""`open`: which companies are open, a line each; `open --watch` redraws the list in place."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.render import parts, phrases
from supportdir.render.console import FAINT, STATES, STRONG, WARN, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from supportdir.caller import Caller
    from supportdir.render.console import Screen
    from supportdir.status import CompanyStatus


def board(statuses: Iterable[CompanyStatus], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """Yield a line for each company: number, company and line, state."""
    return rows([_row(status, now, caller) for status in statuses], width)


def _row(status: CompanyStatus, now: datetime, caller: Caller) -> tuple[Text, ...]:
    if way := status.way:
        state = parts.brief_state(way, now, caller)
        for doubt in filter(None, (phrases.other_market(way), phrases.doubt_of(way))):
            state = Text.assemble(state, "; ", (doubt, WARN))
        title = ", ".join(filter(None, (phrases.title(way), phrases.menu_keys(way))))
        return parts.address(way, caller, STRONG), Text(title), state
    reason = Text(phrases.no_line(status), style=STATES["unknown"])
    return Text("no number", style=FAINT), Text(status.company.name), reason


@contextmanager
def watched(screen: Screen) -> Iterator[Callable[[list[CompanyStatus], datetime, Caller], None]]:
    """Yield a function that redraws the board on the whole terminal; lines that do not fit are counted."""
    from rich.live import Live

    with Live(console=screen, auto_refresh=False, screen=True) as live:

        def draw(statuses: list[CompanyStatus], now: datetime, caller: Caller) -> None:
            lines = list(board(statuses, now, caller, screen.width)) or [Text("no companies")]
            room = screen.height - 2
            if len(lines) > room:
                lines = [*lines[: room - 1], Text(f"and {len(lines) - room + 1} more lines", style=FAINT)]
            clock = Text(f"{now:%a %H:%M}, your time; Ctrl-C ends", style=FAINT)
            live.update(Text("\n").join([clock, *lines]), refresh=True)

        yield draw
