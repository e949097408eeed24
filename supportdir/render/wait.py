"""`wait`: what is waited for and how long, in a live line on a terminal, else in one line at the start."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from supportdir.render import phrases
from supportdir.status import counted, status_of
from supportdir.translation import translate
from supportdir.waiting import TICK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from supportdir.answers import Answer
    from supportdir.caller import Caller
    from supportdir.waiting import Outcome, Until


class Countdown:
    """A function of the moment and the moment waited for, called every `tick`; writes to stderr."""

    def __init__(self, look: Callable[[datetime], Answer], until: Until, caller: Caller, tick: timedelta) -> None:
        self.tick, self._look, self._until, self._caller = tick, look, until, caller
        self._due: datetime | None = None
        self._words = ""

    def __call__(self, now: datetime, due: datetime) -> None:
        if due != self._due:
            self._due, self._words = due, self._event(now, due)
            self.announce(translate("{event}, in {time}", event=self._words, time=phrases.duration(due - now)))
        self.update(translate("{event}, in {time}", event=self._words, time=_left(due - now)))

    def announce(self, line: str) -> None:
        """Print what is waited for: at the start, and again if a jump of the clock changes it."""
        print(phrases.printable(line), file=sys.stderr, flush=True)

    def update(self, line: str) -> None:
        """Show the time left; nothing without a terminal."""

    def _event(self, now: datetime, due: datetime) -> str:
        """Return "Acme · Sales opens Mon 09:00"."""
        way = status_of(self._look(due if self._until == "opening" else now)).way
        assert way is not None
        when = phrases.both_clocks(way, due, now, self._caller)
        return f"{phrases.title(way)} {translate('opens' if self._until == 'opening' else 'closes')} {when}"


@contextmanager
def countdown(look: Callable[[datetime], Answer], until: Until, caller: Caller) -> Iterator[Countdown]:
    """Yield a live countdown if stderr is a terminal, removed at the end; else one that prints a line."""
    if not sys.stderr.isatty():
        yield Countdown(look, until, caller, TICK)
        return
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    with Live(console=Console(stderr=True), auto_refresh=False, transient=True) as live:

        class LiveCountdown(Countdown):
            def announce(self, line: str) -> None:
                pass

            def update(self, line: str) -> None:
                live.update(Text(line), refresh=True)

        yield LiveCountdown(look, until, caller, timedelta(seconds=1))


def maybe(answer: Answer, caller: Caller) -> str:
    """Return that the company may be open now, and why; "" if it is open or closed for certain."""
    way = status_of(answer).way
    if way is None or way.state.kind != "maybe":
        return ""
    text = "{line}: {state}; --accept-maybe does not wait"
    return translate(text, line=phrases.title(way), state=phrases.state(way, way.at, caller))


def given_up(outcome: Outcome, until: Until, timeout: str) -> str:
    """Return why the wait ended early, unless the hours are not known."""
    if outcome == "timeout":
        return translate("time-out after {time}", time=timeout)
    is_opening = until == "opening"
    return translate("it does not open within 400 days" if is_opening else "it does not close within 400 days")


def hours_not_known(answer: Answer) -> str:
    """Return why it is not known when the company opens."""
    status = status_of(answer)
    return translate("hours not known") if status.way else phrases.no_line(status)


def other_line(answer: Answer) -> str:
    """Return a line to wait for in place of one with unknown hours; "" if there is none."""
    known = next((way.id for way in answer.ranked(counted(answer)) if way.state.kind == "closed"), "")
    return translate("to wait for another line: supportdir wait {line}", line=known) if known else ""


def _left(length: timedelta) -> str:
    """Return "9 h 12 min 04 s"."""
    minutes, seconds = divmod(max(round(length.total_seconds()), 0), 60)
    hours, minutes = divmod(minutes, 60)
    days = phrases.duration(timedelta(days=hours // 24)) if hours >= 24 else ""
    parts = [
        days,
        translate("{hours} h", hours=hours % 24) if hours else "",
        translate("{minutes} min {seconds:02} s", minutes=minutes, seconds=seconds),
    ]
    return " ".join(filter(None, parts))
