"""The state of a timetable at a moment, with public holidays of which the hours say nothing ("maybe")."""

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

    from supportdir.hours.schedule import Timetable


def state_of(timetable: Timetable, at: datetime) -> State:
    """Return the state at `at` (aware); an open one is "maybe" on a public holiday of which the hours say nothing."""
    state = timetable.state(at)
    return State("maybe", state.comment) if state.kind == "open" and timetable.unstated_holiday(at) else state


def next_change_of(timetable: Timetable, at: datetime) -> datetime | None:
    """Return the first moment after `at` at which the kind of `state_of` changes; None if not within 400 days."""
    change = timetable.next_change(at)
    hours = timetable.hours
    if hours.names_holidays or hours.always_open or timetable.state(at).kind != "open":
        return change
    is_maybe = bool(timetable.unstated_holiday(at))
    for midnight in _midnights(timetable, at, change or at + HORIZON):
        if bool(timetable.unstated_holiday(midnight)) != is_maybe:
            return midnight
    return change


def spans_of(timetable: Timetable, start: datetime, end: datetime) -> list[tuple[datetime, datetime, State]]:
    """Return the stretches from `start` to `end` that are not closed, with their `state_of`, in order."""
    found: list[tuple[datetime, datetime, State]] = []
    for first, last, state in timetable.spans(start, end):
        edges = [first, *_midnights(timetable, first, last), last] if state.kind == "open" else [first, last]
        for here, there in pairwise(edges):
            now = state if state.kind != "open" else state_of(timetable, here)
            if found and found[-1][1:] == (here, now):
                found[-1] = (found[-1][0], there, now)
            else:
                found.append((here, there, now))
    return found


def _midnights(timetable: Timetable, start: datetime, end: datetime) -> Iterator[datetime]:
    """The starts of local dates between two moments, in the zones of the timetable, in order."""
    found: list[datetime] = []
    for clock in map(zones.zone, timetable.timezones):
        first, last = (moment.astimezone(clock).replace(tzinfo=None) for moment in (start, end))
        midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
        days = range(1, (last.date() - first.date()).days + 1)
        found += (zones.aware(zones.first_instant(midnight + timedelta(days=day), clock), clock) for day in days)
    yield from sorted(midnight for midnight in found if start < midnight < end)


def week_of(at: datetime) -> tuple[datetime, datetime]:
    """Monday 00:00 to the next Monday 00:00 around an aware moment, on its own clock."""
    monday = at.replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0) - timedelta(days=at.weekday())
    clock = at.tzinfo or UTC
    start, end = (zones.aware(zones.first_instant(day, clock), clock) for day in (monday, monday + timedelta(days=7)))
    return start, end
