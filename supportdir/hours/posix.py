"""POSIX time zone rules, such as EST5EDT,M3.2.0,M11.1.0: the form of TZ, and of the last line of a zone file."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

_NAME = r"[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>"
_TIME = r"[+-]?\d{1,3}(?::\d{1,2}){0,2}"
_DAY = r"M\d{1,2}\.\d\.\d|J?\d{1,3}"
_RULE = re.compile(
    rf"(?P<standard>{_NAME})(?P<offset>{_TIME})"
    rf"((?P<summer>{_NAME})(?P<summer_offset>{_TIME})?"
    rf"(,(?P<start>{_DAY})(/(?P<start_time>{_TIME}))?,(?P<end>{_DAY})(/(?P<end_time>{_TIME}))?)?)?",
    re.ASCII,
)
_LONGEST = 200  # characters of a rule
_DEFAULT = {"start": "M3.2.0", "end": "M11.1.0"}  # glibc takes these where a rule has summer time and no dates
_HOUR = timedelta(hours=1)
_DAY_LONG = timedelta(days=1)
_LAST_TIME = timedelta(hours=167)


class Rule(NamedTuple):
    """A clock that is the same in every year.

    `standard` and `summer` are wall time less UTC, in whole minutes. `start` and `end` of summer time are a day as
    POSIX writes it ("M3.2.0", "J60", "59") and the time from its midnight on the clock before the change. `text` is the
    rule with its abbreviations in angle brackets, which is valid in POSIX, too.
    """

    text: str
    abbreviations: tuple[str, ...]
    standard: timedelta
    summer: timedelta | None = None
    start: tuple[str, timedelta] = ("", timedelta())
    end: tuple[str, timedelta] = ("", timedelta())

    def offset(self, utc: datetime) -> timedelta:
        """Wall time less UTC, at a naive instant in UTC."""
        if self.summer is not None and any(start <= utc < end for start, end in _summers(self, utc.year)):
            return self.summer
        return self.standard


def parse_rule(text: str) -> Rule | None:
    """The rule; None if the text is none. Offsets are west of Greenwich in the text (UTC-3 is Moscow)."""
    found = _RULE.fullmatch(text) if len(text) <= _LONGEST else None
    if not found:
        return None
    parts = {name: part for name, part in found.groupdict().items() if part}
    try:
        standard = -_duration(parts["offset"], _DAY_LONG - timedelta(minutes=1))
        written = f"<{parts['standard'].strip('<>')}>{parts['offset']}"
        if "summer" not in parts:
            return Rule(written, (parts["standard"].strip("<>"),), _whole_minutes(standard))
        own_offset = parts.get("summer_offset", "")
        summer = -_duration(own_offset, _DAY_LONG - timedelta(minutes=1)) if own_offset else standard + _HOUR
        start, end = (_change(parts, name) for name in ("start", "end"))
    except ValueError:
        return None
    written += f"<{parts['summer'].strip('<>')}>{own_offset}"
    for name in ("start", "end"):
        time = parts.get(f"{name}_time")
        written += f",{parts.get(name) or _DEFAULT[name]}" + (f"/{time}" if time else "")
    abbreviations = (parts["standard"].strip("<>"), parts["summer"].strip("<>"))
    return Rule(written, abbreviations, _whole_minutes(standard), _whole_minutes(summer), start, end)


def _change(parts: dict[str, str], name: str) -> tuple[str, timedelta]:
    day, time = parts.get(name) or _DEFAULT[name], _duration(parts.get(f"{name}_time", "2"), _LAST_TIME)
    _date(day, 2000)
    return day, time


def _duration(text: str, longest: timedelta) -> timedelta:
    """The duration of "[+-]h[:mm[:ss]]". Raises ValueError."""
    hours, minutes, seconds = (*map(int, text.lstrip("+-").split(":")), 0, 0)[:3]
    found = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if minutes > 59 or seconds > 59 or found > longest:
        raise ValueError(text)
    return -found if text.startswith("-") else found


def _whole_minutes(offset: timedelta) -> timedelta:
    return (offset + timedelta(seconds=30)) // timedelta(minutes=1) * timedelta(minutes=1)


@lru_cache(maxsize=256)
def _summers(rule: Rule, year: int) -> list[tuple[datetime, datetime]]:
    """The stretches of summer time that touch a year: start and end, naive in UTC."""
    years = range(max(year - 1, 1), min(year + 1, 9998) + 1)
    return [(start, end) for start, end in (_summer(rule, each) for each in years)]


def _summer(rule: Rule, year: int) -> tuple[datetime, datetime]:
    """The summer time that starts in a year; it ends in the next one where winter comes first (Australia, Ireland)."""
    (start_day, start_time), (end_day, end_time) = rule.start, rule.end
    start = _date(start_day, year) + start_time - rule.standard
    back = end_time - (rule.standard if rule.summer is None else rule.summer)
    end = _date(end_day, year) + back
    return start, end if start <= end else _date(end_day, year + 1) + back


def _date(day: str, year: int) -> datetime:
    """Midnight of a day as POSIX writes it. Raises ValueError for a day that no year has."""
    first = datetime(year, 1, 1)  # noqa: DTZ001  a wall time
    if not day.startswith("M"):
        number = int(day.lstrip("J"))
        if not (1 if day[0] == "J" else 0) <= number <= 365:
            raise ValueError(day)
        if day[0] == "J":  # counts no 29 February
            number += (number >= 60 and _is_leap(year)) - 1
        return first + timedelta(days=number)
    month, week, weekday = map(int, day[1:].split("."))
    if not 1 <= week <= 5 or weekday > 6:
        raise ValueError(day)
    first = first.replace(month=month)
    found = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (week - 1))
    return found if found.month == month else found - timedelta(days=7)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
