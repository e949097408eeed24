"""Compare schedules with a naive implementation of the same rules, minute by minute around unusual clock changes.

The naive implementation computes the state of one minute of the wall clock at a time, and finds the next change by
trying every minute.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import groupby, pairwise

import pytest
import pytz

from supportdir.hours import Schedule, parse, zones

CHANGES = [
    ("Africa/Cairo", 2026),  # at midnight
    ("Africa/Casablanca", 2026),  # summer time, except in Ramadan
    ("America/Havana", 2026),  # at midnight
    ("America/New_York", 2026),
    ("America/Santiago", 2026),
    ("America/St_Johns", 2010),  # at 00:01
    ("Antarctica/Troll", 2026),  # two hours
    ("Asia/Kathmandu", 2026),  # none, +05:45
    ("Asia/Pyongyang", 2015),  # the standard time changed
    ("Asia/Tehran", 2021),
    ("Atlantic/Azores", 2026),
    ("Australia/Lord_Howe", 2026),  # half an hour
    ("Australia/Sydney", 2026),
    ("Europe/Dublin", 2026),  # summer is the standard time
    ("Europe/London", 2026),
    ("Pacific/Apia", 2011),  # a date was skipped
    ("Pacific/Chatham", 2026),  # at 02:45
]

EXPRESSIONS = [
    "Mo-Su 01:30-02:30",
    "Mo-Fr 17:00-09:00; Sa 10:00-12:00 || Su unknown",
    "Mo-Su 22:00-02:15, Su 00:00-00:30 unknown; PH off",
    "Sa-Su,PH 00:00-33:00; PH 00:10-00:20 off",
    "00:00-24:00; 02:00-03:00 off",
    "Mo-Su 23:59-00:01 || 01:00-02:00,02:45-03:45 unknown",
    "Su[1,-1] 00:30-02:30, Sa[2-5] 22:00-03:00; Su[2] 02:00-04:00 unknown",
]

MINUTE = timedelta(minutes=1)


def _starts_on(rule, on, holidays):
    """Return whether spans of a rule start on a date, by its weekdays, weekdays of the month and holidays."""
    named = [day for day in range(7) if rule.days & 2**day]
    from_front = (on.day + 6) // 7
    from_back = -((monthrange(on.year, on.month)[1] - on.day) // 7 + 1)
    return (
        (not named and not rule.holidays and not rule.nths)
        or on.weekday() in named
        or (on.weekday(), from_front) in rule.nths
        or (on.weekday(), from_back) in rule.nths
        or (rule.holidays and on in holidays)
    )


def naive_state(hours, wall, holidays):
    minute = (wall - datetime.combine(wall, datetime.min.time())) // MINUTE
    today, yesterday = wall.date(), wall.date() - timedelta(days=1)

    def covers(rule):
        times = rule.times or [(0, 1440)]
        return any(
            (_starts_on(rule, today, holidays) and a <= minute < b)
            or (_starts_on(rule, yesterday, holidays) and a <= minute + 1440 < b)
            for a, b in times
        )

    kind = "closed"
    for rule in hours.rules:
        if _starts_on(rule, today, holidays) and not rule.adds and rule.kind != "closed":
            kind = "closed"
        if covers(rule):
            kind = rule.kind
    if kind == "closed" and hours.fallback and covers(hours.fallback):
        kind = hours.fallback.kind
    return kind


@cache
def windows(zone, year):
    """Return the minutes of three days around each clock change of a year, as (instant, wall time)."""
    theirs = pytz.timezone(zone)
    hours = [datetime(year, 1, 1) + timedelta(hours=n) for n in range(8760)]
    walls = [theirs.fromutc(utc).replace(tzinfo=None) for utc in hours]
    changed = [b for (a, b), (c, d) in zip(pairwise(hours), pairwise(walls), strict=True) if d - c != b - a]
    result = []
    for change in changed or [hours[2000]]:
        utcs = [change - timedelta(hours=36) + n * MINUTE for n in range(72 * 60)]
        result.append([(utc, theirs.fromutc(utc).replace(tzinfo=None)) for utc in utcs])
    return result


@pytest.mark.parametrize(("zone", "year"), CHANGES, ids=[zone for zone, _ in CHANGES])
@pytest.mark.parametrize("text", EXPRESSIONS)
def test_every_minute_around_a_clock_change(zone, year, text):
    hours = parse(text)
    for window in windows(zone, year):
        middle = window[len(window) // 2][1].date()
        holidays = dict.fromkeys((middle, middle + timedelta(days=1)), "a holiday")
        schedule = Schedule(hours, zone, holidays)
        known = {wall: naive_state(hours, wall, holidays) for _, wall in window}
        kinds = [known[wall] for _, wall in window]
        runs = []  # (first instant, kind) of each stretch of equal kind
        for kind, run in groupby(zip(window, kinds, strict=True), key=lambda pair: pair[1]):
            runs.append((next(run)[0][0].replace(tzinfo=UTC), kind))
        end = window[-1][0].replace(tzinfo=UTC) + MINUTE

        for (utc, _), kind in zip(window[::7], kinds[::7], strict=True):
            assert schedule.state(utc.replace(tzinfo=UTC)).kind == kind, utc
        for (first, kind), (second, _) in pairwise(runs):
            for at in {first, first + (second - first) // 2 // MINUTE * MINUTE, second - MINUTE}:
                assert schedule.state(at).kind == kind, at
                assert schedule.next_change(at) == second, at
        after = schedule.next_change(runs[-1][0])
        assert after is None or after >= end

        merged = []
        for a, b, state in schedule.spans(runs[0][0], end):
            if merged and merged[-1][1] == a and merged[-1][2] == state.kind:
                merged[-1] = (merged[-1][0], b, state.kind)
            else:
                merged.append((a, b, state.kind))
        edges = [*runs, (end, "")]
        assert merged == [(a, b, kind) for (a, kind), (b, _) in pairwise(edges) if kind != "closed"]


def test_selectors_match_the_right_dates():
    """Compare each selector with a condition on the date, for every day from 2024 to 2028."""

    def week(on):
        return int(f"{on:%V}")

    def nth_from_back(on):
        return (monthrange(on.year, on.month)[1] - on.day) // 7 + 1

    conditions = {
        "Dec": lambda on: on.month == 12,
        "Nov-Feb": lambda on: on.month in (11, 12, 1, 2),
        "2026 Nov-2027 Feb": lambda on: date(2026, 11, 1) <= on <= date(2027, 2, 28),
        "Feb 29": lambda on: (on.month, on.day) == (2, 29),
        "Dec 29-Jan 3": lambda on: (on.month == 12 and on.day >= 29) or (on.month == 1 and on.day <= 3),
        "2026 Dec 29-Jan 3": lambda on: date(2026, 12, 29) <= on <= date(2027, 1, 3),
        "Apr 10-20,Jun 1": lambda on: (on.month == 4 and 10 <= on.day <= 20) or (on.month, on.day) == (6, 1),
        "2026": lambda on: on.year == 2026,
        "2026-2027 Su": lambda on: on.year in (2026, 2027) and on.weekday() == 6,
        "week 53": lambda on: week(on) == 53,
        "week 02-10/3": lambda on: week(on) in (2, 5, 8),
        "Oct Mo[2]": lambda on: on.month == 10 and on.weekday() == 0 and 8 <= on.day <= 14,
        "Fr[-1]": lambda on: on.weekday() == 4 and nth_from_back(on) == 1,
        "Mo[5],Tu[-2]": lambda on: (
            (on.weekday() == 0 and on.day > 28) or (on.weekday() == 1 and nth_from_back(on) == 2)
        ),
        "Sa[1,3]": lambda on: on.weekday() == 5 and (on.day <= 7 or 15 <= on.day <= 21),
        "Sa[1-3]": lambda on: on.weekday() == 5 and on.day <= 21,
        "We[2,-1]": lambda on: on.weekday() == 2 and (8 <= on.day <= 14 or nth_from_back(on) == 1),
        "Th[-5]": lambda on: on.weekday() == 3 and nth_from_back(on) == 5,
        "Th[4]": lambda on: on.weekday() == 3 and 22 <= on.day <= 28,
        "Feb Su[-1]": lambda on: on.month == 2 and on.weekday() == 6 and nth_from_back(on) == 1,
        "Dec Mo[5]": lambda on: on.month == 12 and on.weekday() == 0 and on.day >= 29,
        "2025-2026": lambda on: on.year in (2025, 2026),
        "Mar 31-Apr 1": lambda on: (on.month, on.day) in ((3, 31), (4, 1)),
        "Feb": lambda on: on.month == 2,
        "2024 Feb 29-2025 Feb 28": lambda on: date(2024, 2, 29) <= on <= date(2025, 2, 28),
        "week 01": lambda on: week(on) == 1,
        "week 52-53": lambda on: week(on) >= 52,
        "week 01-53/2 Su": lambda on: week(on) % 2 == 1 and on.weekday() == 6,
        "Sa-Mo": lambda on: on.weekday() in (5, 6, 0),
    }
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(1827)]
    for text, condition in conditions.items():
        schedule = Schedule.parse(f"{text} 10:00-11:00", "UTC")
        starts = [
            a.date()
            for a, _, _ in schedule.spans(zones.at_wall(datetime(2024, 1, 1), "UTC"), datetime(2029, 1, 1, tzinfo=UTC))
        ]
        assert starts == [on for on in days if condition(on)], text
