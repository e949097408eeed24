"""Lengths of time in words, such as "24 h" or "2 business days", and the days on which they end."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from collections.abc import Callable

Unit = Literal["min", "h", "days", "weeks", "months", "business days"]

_UNITS: tuple[Unit, ...] = get_args(Unit)
_FIRST_OF_WEEKEND = 5  # Saturday


class Period(NamedTuple):
    """A length of time: `amount` of `unit`."""

    amount: int
    unit: Unit

    @property
    def time(self) -> timedelta | None:
        """Return the length of a period in minutes or hours; None for one of days."""
        match self.unit:
            case "min":
                return timedelta(minutes=self.amount)
            case "h":
                return timedelta(hours=self.amount)
        return None

    def end(self, start: date) -> date:
        """Return the day on which a period of days, weeks, months or business days from `start` ends.

        Public holidays are ignored, so the day may be too early.
        """
        match self.unit:
            case "business days":
                return business_days_later(start, self.amount)
            case "months":
                return months_later(start, self.amount)
            case "weeks":
                return start + timedelta(weeks=self.amount)
        return start + timedelta(days=self.amount)


def parse_period(text: str) -> Period | None:
    """Return the period of a text such as "24 h", "1 month" or "20 business days"; None if it is not one."""
    match = re.fullmatch(r"(\d{1,4}) (min|h|(?:day|week|month|business day)(s?))", text, re.ASCII)
    if match is None or (match[2] not in _UNITS[:2] and (int(match[1]) == 1) == bool(match[3])):
        return None
    return Period(int(match[1]), next(unit for unit in _UNITS if unit.rstrip("s") == match[2].rstrip("s")))


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
    """Return the day that is that many business days after `start`.

    With 0 days it is `start` itself, or the next business day.
    """
    end = start if days else start - timedelta(days=1)
    left = days or 1
    while left:
        end += timedelta(days=1)
        left -= not is_day_off(end)
    return end
