"""POSIX time zone rules such as EST5EDT,M3.2.0,M11.1.0, used in TZ and in the last line of a zone file."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

_NAME = r"[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>"
_TIME = r"[+-]?\d{1,3}(?::\d{1,2}){0,2}"
_DAY = r"M\d{1,2}\.\d\.\d|J?\d{1,3}"
_PATTERN = re.compile(
    rf"(?P<standard>{_NAME})(?P<offset>{_TIME})"
    rf"((?P<summer>{_NAME})(?P<summer_offset>{_TIME})?"
    rf"(,(?P<start>{_DAY})(/(?P<start_time>{_TIME}))?,(?P<end>{_DAY})(/(?P<end_time>{_TIME}))?)?)?",
    re.ASCII,
)
_MAX_LENGTH = 200  # characters
_DEFAULT = {"start": "M3.2.0", "end": "M11.1.0"}  # as glibc, for a rule with summer time and without dates
_HOUR = timedelta(hours=1)
_MAX_OFFSET = timedelta(hours=23, minutes=59)
_MAX_TIME = timedelta(hours=167)


class PosixRule(NamedTuple):
    """A clock with the same changes in every year.

    `text`                 the rule with its abbreviations in angle brackets, which is valid POSIX too
    `standard`, `summer`   wall time minus UTC, in whole minutes
    `start`, `end`         start and end of summer time: a day as POSIX writes it ("M3.2.0", "J60", "59"), and the time
                           since its midnight on the clock before the change
    """

    text: str
    abbreviations: tuple[str, ...]
    standard: timedelta
    summer: timedelta | None = None
    start: tuple[str, timedelta] = ("", timedelta())
    end: tuple[str, timedelta] = ("", timedelta())

    def offset(self, utc: datetime) -> timedelta:
        """Return wall time minus UTC at an instant (naive, UTC)."""
        if self.summer is not None and any(start <= utc < end for start, end in _summers(self, utc.year)):
            return self.summer
        return self.standard


@lru_cache(maxsize=256)
def parse_posix_rule(text: str) -> PosixRule | None:
    """Return the rule; None if the text is not valid. Offsets in the text are west of Greenwich: UTC-3 is Moscow."""
    match = _PATTERN.fullmatch(text) if len(text) <= _MAX_LENGTH else None
    if not match:
        return None
    parts = {name: part for name, part in match.groupdict().items() if part}
    standard_name = parts["standard"].strip("<>")
    try:
        standard = -_parse_duration(parts["offset"], _MAX_OFFSET)
        written = f"<{standard_name}>{parts['offset']}"
        if "summer" not in parts:
            return PosixRule(written, (standard_name,), _whole_minutes(standard))
        summer_offset = parts.get("summer_offset", "")
        summer = -_parse_duration(summer_offset, _MAX_OFFSET) if summer_offset else standard + _HOUR
        start, end = (_parse_change(parts, name) for name in ("start", "end"))
    except ValueError:
        return None
    summer_name = parts["summer"].strip("<>")
    written += f"<{summer_name}>{summer_offset}"
    for name in ("start", "end"):
        time = parts.get(f"{name}_time")
        written += f",{parts.get(name) or _DEFAULT[name]}" + (f"/{time}" if time else "")
    return PosixRule(
        written, (standard_name, summer_name), _whole_minutes(standard), _whole_minutes(summer), start, end
    )


def _parse_change(parts: dict[str, str], name: str) -> tuple[str, timedelta]:
    """Return day and time of the "start" or "end" of summer time. Raises ValueError."""
    day, time = parts.get(name) or _DEFAULT[name], _parse_duration(parts.get(f"{name}_time", "2"), _MAX_TIME)
    _midnight(day, 2000)
    return day, time


def _parse_duration(text: str, longest: timedelta) -> timedelta:
    """Return the duration written as "[+-]h[:mm[:ss]]". Raises ValueError if it is longer than `longest`."""
    hours, minutes, seconds = (*map(int, text.lstrip("+-").split(":")), 0, 0)[:3]
    duration = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if minutes > 59 or seconds > 59 or duration > longest:
        raise ValueError(text)
    return -duration if text.startswith("-") else duration


def _whole_minutes(offset: timedelta) -> timedelta:
    return (offset + timedelta(seconds=30)) // timedelta(minutes=1) * timedelta(minutes=1)


@lru_cache(maxsize=256)
def _summers(rule: PosixRule, year: int) -> list[tuple[datetime, datetime]]:
    """Return start and end (naive, UTC) of the summer times that may overlap a year."""
    years = range(max(year - 1, 1), min(year + 1, 9998) + 1)
    return [(start, end) for start, end in (_summer(rule, start_year) for start_year in years)]


def _summer(rule: PosixRule, year: int) -> tuple[datetime, datetime]:
    """Return start and end (naive, UTC) of the summer time that starts in a year.

    It ends in the next year if the end comes before the start in a calendar year, as in Australia.
    """
    (start_day, start_time), (end_day, end_time) = rule.start, rule.end
    start = _midnight(start_day, year) + start_time - rule.standard
    back = end_time - (rule.standard if rule.summer is None else rule.summer)
    end = _midnight(end_day, year) + back
    return start, end if start <= end else _midnight(end_day, year + 1) + back


def _midnight(day: str, year: int) -> datetime:
    """Return midnight of a day as POSIX writes it. Raises ValueError for a day that exists in no year."""
    first = datetime(year, 1, 1)  # noqa: DTZ001 (a wall time)
    if not day.startswith("M"):
        number = int(day.lstrip("J"))
        if not (1 if day[0] == "J" else 0) <= number <= 365:
            raise ValueError(day)
        if day[0] == "J":  # does not count 29 February
            number += (number >= 60 and _is_leap(year)) - 1
        return first + timedelta(days=number)
    month, week, weekday = map(int, day[1:].split("."))
    if not 1 <= week <= 5 or weekday > 6:
        raise ValueError(day)
    first = first.replace(month=month)
    midnight = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (week - 1))
    return midnight if midnight.month == month else midnight - timedelta(days=7)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
