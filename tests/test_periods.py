"""Lengths of time in words, and the days on which they end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportdir.periods import Period, business_days_later, parse_period

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30 min", Period(30, "min")),
        ("1 h", Period(1, "h")),
        ("24 h", Period(24, "h")),
        ("5 days", Period(5, "days")),
        ("1 day", Period(1, "days")),
        ("8 weeks", Period(8, "weeks")),
        ("1 month", Period(1, "months")),
        ("0 business days", Period(0, "business days")),
        ("1 business day", Period(1, "business days")),
        ("20 business days", Period(20, "business days")),
    ],
)
def test_a_period(text: str, expected: Period) -> None:
    assert parse_period(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "8", "soon", "8 week", "1 months", "24 hs", "eight weeks", "8  weeks", "2-3 days", "٨ weeks", "99999 days"],
)
def test_a_text_that_is_not_a_period(text: str) -> None:
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("8 weeks", date(2026, 11, 3), date(2026, 12, 29)),
        ("60 days", date(2026, 11, 3), date(2027, 1, 2)),
        ("1 month", date(2026, 1, 31), date(2026, 2, 28)),
        ("2 months", date(2026, 12, 31), date(2027, 2, 28)),
        ("12 months", date(2026, 11, 30), date(2027, 11, 30)),
        ("10 business days", date(2026, 11, 6), date(2026, 11, 20)),
        ("1 business day", date(2026, 11, 7), date(2026, 11, 9)),  # from a Saturday
        ("1 business day", date(2026, 11, 8), date(2026, 11, 9)),
        ("0 business days", date(2026, 11, 6), date(2026, 11, 6)),
        ("0 business days", date(2026, 11, 7), date(2026, 11, 9)),
    ],
)
def test_the_end_of_a_period(text: str, start: date, end: date) -> None:
    period = parse_period(text)
    assert period is not None
    assert period.time is None
    assert period.end(start) == end


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 300))
def test_business_days_are_counted_one_by_one(start: date, count: int) -> None:
    day, left = start, count
    while left:
        day += DAY
        left -= day.weekday() < 5
    assert business_days_later(start, count) == day


@pytest.mark.parametrize(("count", "day"), [(0, 28), (1, 28), (2, 29)])
def test_holidays_are_not_business_days(count: int, day: int) -> None:
    days_off = (date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 27))  # Friday, a holiday, to Sunday
    assert business_days_later(date(2026, 12, 25), count, days_off.__contains__) == date(2026, 12, day)
