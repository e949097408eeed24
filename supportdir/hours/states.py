"""The state of a schedule, with "maybe" on public holidays that its hours do not mention."""

from __future__ import annotations

from datetime import UTC, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from supportdir.hours import zones
from supportdir.hours.rules import State
from supportdir.hours.schedule import HORIZON

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from supportdir.hours.schedule import Schedule, Stretch


def state_of(schedule: Schedule, at: datetime) -> State:
    """Return the state at `at` (aware): "maybe" if it would be open on a public holiday the hours do not mention."""
    if schedule.last_state[0] is not at:
        state = schedule.state(at)
        is_maybe = state.kind == "open" and schedule.unstated_holiday(at)
        schedule.last_state = at, State("maybe", state.comment) if is_maybe else state
    return schedule.last_state[1]


def next_change_of(schedule: Schedule, at: datetime) -> datetime | None:
    """Return the first moment after `at` when the kind of `state_of` changes; None if not within 400 days."""
    if schedule.last_change[0] is not at:
        schedule.last_change = at, _next_change(schedule, at)
    return schedule.last_change[1]


def _next_change(schedule: Schedule, at: datetime) -> datetime | None:
    change = schedule.next_change(at)
    kind = state_of(schedule, at).kind
    if schedule.mentions_holidays or kind not in ("open", "maybe"):
        return change
    if change and change.date() == schedule.local_date(at):
        return change
    for midnight in _midnights(schedule, at, change or at + HORIZON):
        if bool(schedule.unstated_holiday(midnight)) != (kind == "maybe"):
            return midnight
    return change


def spans_of(schedule: Schedule, start: datetime, end: datetime) -> list[Stretch]:
    """Return the stretches from `start` to `end` that are not closed, in order, each with its `state_of`."""
    stretches: list[Stretch] = []
    for first, last, state in schedule.spans(start, end):
        edges = [first, *_midnights(schedule, first, last), last] if state.kind == "open" else [first, last]
        for begin, until in pairwise(edges):
            actual = state if state.kind != "open" else state_of(schedule, begin)
            if stretches and stretches[-1][1:] == (begin, actual):
                stretches[-1] = (stretches[-1][0], until, actual)
            else:
                stretches.append((begin, until, actual))
    return stretches


def _midnights(schedule: Schedule, start: datetime, end: datetime) -> Iterator[datetime]:
    """Yield the starts of local dates between two moments."""
    clock = zones.zone(schedule.timezone)
    first, last = (moment.astimezone(clock).replace(tzinfo=None) for moment in (start, end))
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    for day in range(1, (last.date() - first.date()).days + 1):
        at = zones.aware(zones.first_instant(midnight + timedelta(days=day), clock), clock)
        if start < at < end:
            yield at


def week_of(at: datetime) -> tuple[datetime, datetime]:
    """Return Monday 00:00 and the next Monday 00:00 of the week of an aware moment, on the moment's own clock."""
    monday = at.replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0) - timedelta(days=at.weekday())
    clock = at.tzinfo or UTC
    start, end = (zones.aware(zones.first_instant(day, clock), clock) for day in (monday, monday + timedelta(days=7)))
    return start, end
