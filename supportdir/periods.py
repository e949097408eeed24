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


def business_days_later(start: date, days: int, is_holiday: Callable[[date], bool] | None = None) -> date:
    """Return the day that is that many business days after `start`: Monday to Friday without the holidays."""
    end = start
    while days:
        end += timedelta(days=1)
        days -= end.weekday() < _FIRST_OF_WEEKEND and not (is_holiday and is_holiday(end))
    return end
