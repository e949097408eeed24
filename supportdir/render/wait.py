"""What a wait is for, and how long it still is: a live line on a terminal, else one line at its start."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from supportdir.render import phrases
from supportdir.status import counted, status_of
from supportdir.waiting import TICK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from supportdir.answers import Answer
    from supportdir.caller import Caller
    from supportdir.waiting import Outcome, Until


class Countdown:
    """Told the moment and the one waited for, as often as `tick`; writes to stderr."""

    def __init__(self, look: Callable[[datetime], Answer], until: Until, caller: Caller, tick: timedelta) -> None:
        self.tick, self._look, self._until, self._caller = tick, look, until, caller
        self._due: datetime | None = None
        self._words = ""

    def __call__(self, now: datetime, due: datetime) -> None:
        if due != self._due:
            self._due, self._words = due, self._of(now, due)
            self.begin(f"{self._words}, in {phrases.duration(due - now)}")
        self.go_on(f"{self._words}, in {_left(due - now)}")

    def begin(self, line: str) -> None:
        """Say what is waited for; again where a jump of the clock changes it."""
        print(phrases.printable(line), file=sys.stderr, flush=True)

    def go_on(self, line: str) -> None:
        """Say how long it still is."""

    def _of(self, now: datetime, due: datetime) -> str:
        way = status_of(self._look(due if self._until == "opening" else now)).way
        assert way is not None
        when = phrases.on_both_clocks(way, due, now, self._caller)
        return f"{phrases.title(way)} {'opens' if self._until == 'opening' else 'closes'} {when}"


@contextmanager
def countdown(look: Callable[[datetime], Answer], until: Until, caller: Caller) -> Iterator[Countdown]:
    """The countdown for what stderr is; its line is gone at the end."""
    if not sys.stderr.isatty():
        yield Countdown(look, until, caller, TICK)
        return
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    with Live(console=Console(stderr=True), auto_refresh=False, transient=True) as live:

        class Lively(Countdown):
            def begin(self, line: str) -> None:
                pass

            def go_on(self, line: str) -> None:
                live.update(Text(line), refresh=True)

        yield Lively(look, until, caller, timedelta(seconds=1))


def maybe(answer: Answer, caller: Caller) -> str:
    """Return that the company is maybe open now and why; "" if it is not in that state."""
    way = status_of(answer).way
    if way is None or way.state.kind != "maybe":
        return ""
    return f"{phrases.title(way)}: {phrases.state(way, way.at, caller)}; --accept-maybe does not wait"


def given_up(outcome: Outcome, until: Until, timeout: str, answer: Answer) -> str:
    """Why the wait ended without what was waited for; where hours are not known, which of the ways have some."""
    if outcome == "unknown":
        known = next((way.id for way in counted(answer) if way.state.kind == "closed"), "")
        return "its hours are not known" + (f"; to wait for another line: supportdir wait {known}" if known else "")
    if outcome == "timeout":
        return f"time-out after {timeout}"
    return f"no hours say that it {'opens' if until == 'opening' else 'closes'} within 400 days"


def _left(length: timedelta) -> str:
    """ "9 h 12 min 04 s"."""
    minutes, seconds = divmod(max(round(length.total_seconds()), 0), 60)
    hours, minutes = divmod(minutes, 60)
    days = phrases.duration(timedelta(days=hours // 24)) if hours >= 24 else ""
    parts = [days, f"{hours % 24} h" if hours else "", f"{minutes} min {seconds:02} s"]
    return " ".join(filter(None, parts))
