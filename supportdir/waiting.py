"""Waiting for an hour of opening or closing, on a clock that may jump.

The wall clock decides, never the length of a sleep: a machine may be suspended meanwhile, its clock set, summer time
end. So no sleep is longer than a few seconds, and after each the moment is asked for anew.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from supportdir.errors import UsageError
from supportdir.hours.schedule import HORIZON
from supportdir.hours.states import next_change_of, state_of
from supportdir.status import counted, status_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from supportdir.answers import Answer
    from supportdir.hours.schedule import Timetable

Until = Literal["opening", "closing"]
Outcome = Literal["reached", "timeout", "never", "unknown"]

TICK = timedelta(seconds=5)
_LENGTH = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")


def is_reached(answer: Answer, until: Until, *, accept_maybe: bool = False) -> bool:
    """Return whether the company of the answer is open, or for closing no longer open.

    "maybe" is neither open nor closed, unless it is accepted as what is waited for.
    """
    kind = status_of(answer).kind
    if kind == "maybe":
        return accept_maybe
    return (kind == "open") is (until == "opening")


def is_unknown(answer: Answer, until: Until) -> bool:
    """Return whether nobody knows if it is reached already: a line may be open whose hours or zone are not stated.

    Hours that are unknown for a while ("by appointment") still say when it opens.
    """
    if status_of(answer).kind != "unknown":
        return False
    return until == "closing" or any(way.state.kind == "unknown" and way.schedule is None for way in counted(answer))


def turning_point(answer: Answer, at: datetime, until: Until, *, accept_maybe: bool = False) -> datetime | None:
    """Return the first moment from `at` on when it is reached; None if no hours say so within 400 days."""
    schedules = [way.schedule for way in counted(answer) if way.schedule]
    if until == "opening":
        wanted = {"open", "maybe"} if accept_maybe else {"open"}
        return min(filter(None, (_opens(schedule, at, wanted) for schedule in schedules)), default=None)
    there = {"open"} if accept_maybe else {"open", "maybe"}
    end = at + HORIZON
    while at < end:
        changes = [next_change_of(schedule, at) for schedule in schedules if state_of(schedule, at).kind in there]
        if not changes:
            return at
        closings = [change for change in changes if change]
        if len(closings) < len(changes):
            return None
        at = max(closings)  # until then one of them is open
    return None


def _opens(schedule: Timetable, at: datetime, wanted: Collection[str]) -> datetime | None:
    end, opens = at + HORIZON, at
    while state_of(schedule, opens).kind not in wanted:
        change = next_change_of(schedule, opens)
        if change is None or change > end:
            return None
        opens = change
    return opens


def wait(
    look: Callable[[datetime], Answer],
    until: Until,
    *,
    accept_maybe: bool = False,
    now: Callable[[], datetime],
    sleep: Callable[[float], None],
    timeout: timedelta | None = None,
    tick: timedelta = TICK,
    show: Callable[[datetime, datetime], None],
) -> Outcome:
    """Sleep until it is reached; or the time-out, by the clock `now`, is over; or no hours say that it ever will be.

    `show` is told the moment, and the one waited for, before each sleep; no sleep is longer than `tick`.
    """
    start = last = at = now()
    due: datetime | None = None
    if is_unknown(look(at), until):
        return "unknown"
    while not is_reached(answer := look(at), until, accept_maybe=accept_maybe):
        if timeout is not None and at - start >= timeout:
            return "timeout"
        if due is None or not last <= at < due:  # the clock went back, or over it while the machine slept
            due = turning_point(answer, at, until, accept_maybe=accept_maybe)
        if due is None:
            return "unknown" if status_of(answer).kind == "unknown" else "never"
        show(at, due)
        left = min([due - at, tick] if timeout is None else [due - at, tick, start + timeout - at])
        sleep(max(left.total_seconds(), 0.05))
        last, at = at, now()
    return "reached"


def length(text: str) -> timedelta:
    """The length of time meant by "90m", "2h", "1h30m", "45s". Raises UsageError."""
    found = _LENGTH.fullmatch(text.strip())
    if not found or not any(found.groups()):
        raise UsageError(f"--timeout '{text}' is no length of time; write 90m, 2h, 1h30m or 45s")
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)
