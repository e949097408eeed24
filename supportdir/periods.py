"""Days counted from a day: months and business days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_FIRST_OF_WEEKEND = 5  # Saturday


def months_later(start: date, months: int) -> date:
    """Return the same day of the month that many months after `start`, or the last day of a shorter month."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(start.day, last))


def is_weekend(day: date) -> bool:
    """Return whether a day is a Saturday or a Sunday."""
    return day.weekday() >= _FIRST_OF_WEEKEND


def business_days_later(start: date, days: int, is_day_off: Callable[[date], bool] = is_weekend) -> date:
    """Return the day that is that many business days after `start`."""
    end = start
    while days:
        end += timedelta(days=1)
        days -= not is_day_off(end)
    return end
