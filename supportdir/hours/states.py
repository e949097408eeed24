"""The state of a timetable, with "maybe" on public holidays that its hours do not mention."""

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

    from supportdir.hours.schedule import Stretch, Timetable


def state_of(timetable: Timetable, at: datetime) -> State:
    """Return the state at `at` (aware): "maybe" if it would be open on a public holiday the hours do not mention."""
    if timetable.last_state[0] is not at:
        state = timetable.state(at)
        is_maybe = state.kind == "open" and timetable.unstated_holiday(at)
        timetable.last_state = at, State("maybe", state.comment) if is_maybe else state
    return timetable.last_state[1]


def next_change_of(timetable: Timetable, at: datetime) -> datetime | None:
    """Return the first moment after `at` when the kind of `state_of` changes; None if not within 400 days."""
    if timetable.last_change[0] is not at:
        timetable.last_change = at, _next_change(timetable, at)
    return timetable.last_change[1]


def _next_change(timetable: Timetable, at: datetime) -> datetime | None:
    change = timetable.next_change(at)
    hours = timetable.hours
    kind = state_of(timetable, at).kind
    if hours.names_holidays or hours.always_open or kind not in ("open", "maybe"):
        return change
    for midnight in _midnights(timetable, at, change or at + HORIZON):
        if bool(timetable.unstated_holiday(midnight)) != (kind == "maybe"):
            return midnight
    return change


def spans_of(timetable: Timetable, start: datetime, end: datetime) -> list[Stretch]:
    """Return the stretches from `start` to `end` that are not closed, in order, each with its `state_of`."""
    stretches: list[Stretch] = []
    for first, last, state in timetable.spans(start, end):
        edges = [first, *_midnights(timetable, first, last), last] if state.kind == "open" else [first, last]
        for begin, until in pairwise(edges):
            actual = state if state.kind != "open" else state_of(timetable, begin)
            if stretches and stretches[-1][1:] == (begin, actual):
                stretches[-1] = (stretches[-1][0], until, actual)
            else:
                stretches.append((begin, until, actual))
    return stretches


def _midnights(timetable: Timetable, start: datetime, end: datetime) -> Iterator[datetime]:
    """Yield the starts of local dates between two moments, in every zone of the timetable, in order."""
    midnights: list[datetime] = []
    for clock in map(zones.zone, timetable.timezones):
        first, last = (moment.astimezone(clock).replace(tzinfo=None) for moment in (start, end))
        midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
        days = range(1, (last.date() - first.date()).days + 1)
        midnights += (zones.aware(zones.first_instant(midnight + timedelta(days=day), clock), clock) for day in days)
    yield from sorted(midnight for midnight in midnights if start < midnight < end)


def week_of(at: datetime) -> tuple[datetime, datetime]:
    """Return Monday 00:00 and the next Monday 00:00 of the week of an aware moment, on the moment's own clock."""
    monday = at.replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0) - timedelta(days=at.weekday())
    clock = at.tzinfo or UTC
    start, end = (zones.aware(zones.first_instant(day, clock), clock) for day in (monday, monday + timedelta(days=7)))
    return start, end
