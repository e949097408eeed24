"""Wait until a company opens or closes.

The clock may jump while the program sleeps: the machine is suspended, or its clock is set. Therefore each sleep takes a
few seconds at most, and the clock is read again after it.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from supportdir.errors import UsageError
from supportdir.hours.schedule import HORIZON
from supportdir.hours.states import next_change_of, state_of
from supportdir.status import counted, deciding, status_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from supportdir.answers import Answer
    from supportdir.hours.schedule import Schedule

Until = Literal["opening", "closing"]
Outcome = Literal["reached", "timeout", "never", "unknown"]

TICK = timedelta(seconds=5)
_DURATION = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")


def is_reached(answer: Answer, until: Until, *, accept_maybe: bool = False) -> bool:
    """Return whether the company is open (until "opening") or not open (until "closing").

    The state "maybe" counts as reached only with `accept_maybe`.
    """
    kind = status_of(answer).kind
    if kind == "maybe":
        return accept_maybe
    return (kind == "open") is (until == "opening")


def is_unknown(answer: Answer, until: Until) -> bool:
    """Return whether it is not known if the state is reached: the company may be open, as hours or a zone are missing.

    For "opening", a state that is only unknown at the moment ("by appointment") does not count: the hours still say
    when the company opens.
    """
    if status_of(answer).kind != "unknown":
        return False
    return until == "closing" or any(way.state.kind == "unknown" and way.schedule is None for way in deciding(answer))


def turning_point(answer: Answer, at: datetime, until: Until, *, accept_maybe: bool = False) -> datetime | None:
    """Return the first moment from `at` on (aware) when the company opens or closes; None if not within 400 days."""
    schedules = [way.schedule for way in counted(answer) if way.schedule]
    if until == "opening":
        wanted = {"open", "maybe"} if accept_maybe else {"open"}
        return min(filter(None, (_opens(schedule, at, wanted) for schedule in schedules)), default=None)
    not_closed = {"open"} if accept_maybe else {"open", "maybe"}
    end = at + HORIZON
    while at < end:
        changes = [next_change_of(schedule, at) for schedule in schedules if state_of(schedule, at).kind in not_closed]
        if not changes:
            return at
        closings = [change for change in changes if change]
        if len(closings) < len(changes):
            return None
        at = max(closings)  # until then at least one schedule is open
    return None


def _opens(schedule: Schedule, at: datetime, wanted: Collection[str]) -> datetime | None:
    """Return the first moment from `at` on whose state is one of the wanted kinds; None if not within 400 days."""
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
    """Sleep until the company opens or closes, and return how the wait ended.

    "reached"; "timeout": `timeout` is over, measured with the clock `now`; "never": it does not open or close within
    400 days; "unknown": the hours are not known. `look` returns the answer for a moment. Each sleep takes at most
    `tick` and follows a call of `show` with the current moment and the expected one.
    """
    start = last = at = now()
    due: datetime | None = None
    if is_unknown(look(at), until):
        return "unknown"
    while not is_reached(answer := look(at), until, accept_maybe=accept_maybe):
        if timeout is not None and at - start >= timeout:
            return "timeout"
        if due is None or not last <= at < due:  # the clock was set back, or jumped past `due`
            due = turning_point(answer, at, until, accept_maybe=accept_maybe)
        if due is None:
            return "unknown" if status_of(answer).kind == "unknown" else "never"
        show(at, due)
        left = min([due - at, tick] if timeout is None else [due - at, tick, start + timeout - at])
        sleep(max(left.total_seconds(), 0.05))
        last, at = at, now()
    return "reached"


def length(text: str) -> timedelta:
    """Return a duration such as "90m", "2h", "1h30m" or "45s". Raises UsageError for other texts."""
    match = _DURATION.fullmatch(text.strip())
    if not match or not any(match.groups()):
        raise UsageError(f"invalid --timeout '{text}'; write a duration such as 90m, 2h, 1h30m or 45s")
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)
