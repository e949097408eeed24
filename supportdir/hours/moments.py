"""Parse a moment as a person writes it: "17:55", "tomorrow 5 pm", "25.12.2026". Words are English and Russian.

A general date parser would guess missing parts and choose between 1 February and 2 January. Here, text that can mean
two moments is an error.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from supportdir.errors import UsageError, shortened
from supportdir.hours import zones
from supportdir.hours.rules import MONTHS, WEEKDAYS

_MAX_LENGTH = 60  # characters
_EXAMPLES = "write 17:55, 5pm, 'Fri 17:55', 'tomorrow 9:00', 'in 2 hours', 25.12.2026 or 2026-12-25T17:55"

_NEAR_DAYS = {
    "yesterday": -1, "today": 0, "tomorrow": 1, "day after tomorrow": 2,
    "вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2,
}  # fmt: skip
_CLOCK_WORDS = {"noon": time(12), "midday": time(12), "midnight": time(0), "полдень": time(12), "полночь": time(0)}
_WEEKDAYS = tuple(name.lower() for name in WEEKDAYS)
_MONTHS = tuple(name.lower() for name in MONTHS)
# Russian words as patterns, because their endings vary: "пятница", "в пятницу", "25 декабря".
_RUSSIAN_WEEKDAYS = (
    r"пн|понедельник\w*", r"вт|вторник\w*", r"ср|сред\w+", r"чт|четверг\w*", r"пт|пятниц\w+", r"сб|суббот\w+",
    r"вс|воскресень\w+",
)  # fmt: skip
_RUSSIAN_MONTHS = (
    r"янв\w*", r"фев\w*", r"мар\w*", r"апр\w*", r"ма[йея]", r"июн\w*", r"июл\w*", r"авг\w*", r"сен\w*", r"окт\w*",
    r"ноя\w*", r"дек\w*",
)  # fmt: skip
_UNITS = (
    (r"m|mins?|minutes?|м|мин|минут[уы]?", timedelta(minutes=1)),
    (r"h|hrs?|hours?|ч|час|часа|часов", timedelta(hours=1)),
    (r"d|days?|день|дня|дней", timedelta(days=1)),
    (r"w|weeks?|недел[юия]|недель", timedelta(weeks=1)),
)
_WORD_COUNTS = {"half an": 0.5, "an": 1, "a": 1, "one": 1, "пол": 0.5, "": 1}


class _TwoMeaningsError(UsageError):
    """A part of a text that can mean two moments. The rest of the text may still be wrong, which is reported first."""


class _Parts(NamedTuple):
    """The parts of a moment found in a text. `dates` has two dates if day and month cannot be told apart."""

    dates: tuple[date, ...] = ()
    weekday: int | None = None
    clock: time | None = None


def parse_moment(text: str, *, now: datetime, timezone: str) -> datetime:
    """Return the moment that a text means as an aware datetime; `now` is aware, `timezone` is an IANA zone.

    The text is ISO 8601 (without an offset: a wall time in `timezone`), a time of today, a day with or without a time,
    or a time from now ("in 2 hours"). A weekday or a date without a year means the next one. Raises UsageError for
    other text, for text with two meanings, and for a time that the clock skips or shows twice.
    """
    typed = " ".join(text.split())
    if len(typed) > _MAX_LENGTH:
        raise _not_understood(text)
    try:
        meant = datetime.fromisoformat(typed)
    except ValueError:
        words = re.sub(r"\b([ap])\.? ?m\b\.?", r"\1m", typed.casefold())
        words = re.sub(r"(?<=\d)г(?=[., ]|$)", " г", words)
        meant = _parse_relative(words, now, timezone) or _parse_absolute(words, zones.wall(now, timezone), text)
    if not 1970 <= meant.year <= 2100:  # clock changes and holidays are not known for other years
        raise UsageError(f"--at '{text}' is out of range; write a year from 1970 to 2100")
    return meant if meant.tzinfo else zones.at_wall(meant, timezone)


def parse_weekday(word: str) -> int | None:
    """Return the weekday (0 is Monday) that a word means: "Friday", "fri", "пятницу"; None for another word."""
    match = re.fullmatch(_WEEKDAY, word.casefold())
    return _index_of(match["weekday"], _WEEKDAYS, _RUSSIAN_WEEKDAYS, word) if match else None


def _parse_relative(words: str, now: datetime, timezone: str) -> datetime | None:
    """Return the moment of "in 2 hours", "+90m", "через час" or "2 days ago"; None for other text.

    Days and weeks keep the time of day; hours and minutes are elapsed time.
    """
    if words in ("now", "today", "сейчас", "сегодня"):
        return now
    match = re.fullmatch(r"(?:in |\+ ?|через )(.+)", words) or re.fullmatch(r"(.+?) (?:ago|назад)", words)
    if not match:
        return None
    sign = -1 if words.endswith((" ago", " назад")) else 1
    days, rest = timedelta(), timedelta()
    offset = 0
    while offset < len(match[1]):
        part = re.compile(_DURATION).match(match[1], offset)
        if not part or (not part["count"] and len(part["unit"]) < 3):
            return None
        unit = next(unit for pattern, unit in _UNITS if re.fullmatch(pattern, part["unit"]))
        count = part["count"] or ""
        length = unit * (float(count) if count.isdecimal() else _WORD_COUNTS[count])
        days, rest = (days + length, rest) if unit >= timedelta(days=1) else (days, rest + length)
        offset = part.end()
    try:
        day = zones.wall(now, timezone) + sign * days if days else None
        return (zones.at_wall(day, timezone) if day else now) + sign * rest
    except OverflowError:
        return None


def _parse_absolute(words: str, now: datetime, text: str) -> datetime:
    """Return the wall time of a day, a time, or both, in any order; `now` is the present wall time.

    `text` is what the person typed, for error messages.
    """
    parts = _Parts()
    two_meanings = None
    offset = 0
    while offset < len(words):
        if filler := _FILLER.match(words, offset):
            offset = filler.end()
            continue
        matches = (re.compile(pattern + _END).match(words, offset) for pattern in _PATTERNS)
        match = next(filter(None, matches), None)
        if not match:
            raise _not_understood(text)
        try:
            parts = _with(parts, match, now.date(), text)
        except _TwoMeaningsError as error:
            two_meanings = two_meanings or error
            parts = parts._replace(clock=time())
        offset = match.end()
    if two_meanings:
        raise two_meanings
    return _wall_time(parts, now, text)


def _with(parts: _Parts, match: re.Match[str], today: date, text: str) -> _Parts:
    """Return the parts with those of a match. Raises UsageError if a day or a time is given twice."""
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    if "weekday" in groups:
        if parts.weekday is not None:
            raise _not_understood(text)
        return parts._replace(weekday=_index_of(groups["weekday"], _WEEKDAYS, _RUSSIAN_WEEKDAYS, text))
    if groups.keys() & {"hour", "clock", "number"}:
        if parts.clock is not None:
            raise _not_understood(text)
        if "number" in groups:
            return parts._replace(clock=_bare_hour(int(groups["number"]), text))
        return parts._replace(clock=_CLOCK_WORDS[groups["clock"]] if "clock" in groups else _clock(groups, text))
    if "first" in groups:
        return _with_two_numbers(parts, groups, today, text)
    if parts.dates:
        raise _not_understood(text)
    if "near" in groups:
        return parts._replace(dates=(today + timedelta(days=_NEAR_DAYS[groups["near"]]),))
    return parts._replace(dates=_dates(groups, today, text))


def _clock(groups: dict[str, str], text: str) -> time:
    hour, half = int(groups["hour"]), groups.get("half", "")
    if half:
        if not 1 <= hour <= 12:
            raise _not_understood(text)
        hour = hour % 12 + (12 if half in ("pm", "дня", "вечера") else 0)
    try:
        return time(hour, int(groups.get("minute", 0)), int(groups.get("second", 0)))
    except ValueError:
        raise _not_understood(text) from None


def _bare_hour(hour: int, text: str) -> time:
    """Return the time of an hour without minutes and am or pm. Raises UsageError for 1 to 12."""
    if 0 < hour <= 12:
        raise _TwoMeaningsError(f"--at '{text}' can mean two times; write {hour}am or {hour}pm")
    if hour > 23:
        raise _not_understood(text)
    return time(hour)


def _with_two_numbers(parts: _Parts, groups: dict[str, str], today: date, text: str) -> _Parts:
    """Return the parts with "25.12", a date, or "17.30", a time. Raises UsageError if it can be either."""
    first, second = int(groups["first"]), int(groups["second"])
    day = None if parts.dates else _date(first, second, "", today)
    is_clock = parts.clock is None and first < 24 and second < 60 and len(groups["second"]) == 2
    if day and is_clock:
        raise _TwoMeaningsError(f"--at '{text}' can mean a date or a time; write {day} or {first:02}:{second:02}")
    if is_clock:
        return parts._replace(clock=time(first, second))
    if day is None:
        raise _not_understood(text)
    return parts._replace(dates=(day,))


def _dates(groups: dict[str, str], today: date, text: str) -> tuple[date, ...]:
    """Return the dates that a match can mean: two if day and month, or day and year, cannot be told apart."""
    day = int(groups["day"])
    if "month_name" in groups:
        month = _index_of(groups["month_name"], _MONTHS, _RUSSIAN_MONTHS, text) + 1
    else:
        month = int(groups["month"])
    orders = {(day, month), (month, day)} if "slashes" in groups else {(day, month)}
    year = groups.get("year", "")
    dates = tuple(on for order in orders if (on := _date(*order, year, today)))
    if "dash" in groups and len(year) == 2 and (on := _date(int(year), month, f"{day:02}", today)) and on not in dates:
        dates += (on,)  # 26-12-28
    if not dates:
        raise _not_understood(text)
    return dates


def _date(day: int, month: int, year: str, today: date) -> date | None:
    """Return the date in a year of two or four digits, or the next such date if `year` is ""; None if none exists."""
    try:
        date(2000, month, day)
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    except ValueError:
        return None
    for candidate in range(today.year, today.year + 9):
        with suppress(ValueError):  # 29 February
            if (on := date(candidate, month, day)) >= today:
                return on
    return None


def _wall_time(parts: _Parts, now: datetime, text: str) -> datetime:
    """Return the wall time of the parts; a weekday alone is the next one."""
    if len(parts.dates) > 1:
        choices = " or ".join(sorted(f"{day}" for day in parts.dates))
        raise UsageError(f"--at '{text}' can mean two dates; write {choices}")
    clock = parts.clock or time()
    if parts.dates:
        (day,) = parts.dates
        if parts.weekday not in (None, day.weekday()):
            raise UsageError(f"--at '{text}': {day} is a {WEEKDAYS[day.weekday()]}")
        return datetime.combine(day, clock)
    if parts.weekday is None:
        if parts.clock is None:
            raise _not_understood(text)
        return datetime.combine(now.date(), clock)
    day = now.date() + timedelta(days=(parts.weekday - now.weekday()) % 7)
    is_past = parts.clock is not None and datetime.combine(day, clock) < now.replace(second=0, microsecond=0)
    return datetime.combine(day, clock) + timedelta(weeks=is_past)


def _index_of(word: str, english: tuple[str, ...], russian: tuple[str, ...], text: str) -> int:
    """Return the index of a weekday or month, written in full or shortened. Raises UsageError."""
    for index, (name, pattern) in enumerate(zip(english, russian, strict=True)):
        if name.startswith(word) or re.fullmatch(pattern, word):
            return index
    raise _not_understood(text)


def _shortened(words: tuple[str, ...], shortest: int) -> str:
    """Return a pattern for words that may be shortened to `shortest` letters or more."""
    return "|".join(
        f"{word[:shortest]}{'(?:'.join(('', *word[shortest:]))}{')?' * len(word[shortest:])}" for word in words
    )


_UNIT = "|".join(pattern for pattern, _ in _UNITS)
_DURATION = (
    rf"(?:(?P<count>\d{{1,4}}|(?:{'|'.join(filter(None, _WORD_COUNTS))})(?=\W|час)) ?)?"
    rf"(?P<unit>(?:{_UNIT}))(?=\d|\W|$)(?:,? ?(?:and |и )?)"
)
_FILLER = re.compile(r"[ ,]+|(?:at|on|the|в|во|на|um|г\.?|года|o'clock)(?=\s|$)")
_END = r"(?![\w:])"
_MONTH = rf"(?P<month_name>{_shortened(_MONTHS, 3)}|{'|'.join(_RUSSIAN_MONTHS)})\.?"
_WEEKDAY = rf"(?P<weekday>{_shortened(_WEEKDAYS, 2)}|{'|'.join(_RUSSIAN_WEEKDAYS)})\.?"
_HALVES = "am|pm|утра|дня|вечера|ночи"
# Compiled on demand, because most texts match the first.
_PATTERNS = (
    rf"(?P<hour>\d{{1,2}})[:h](?P<minute>\d\d)(?::(?P<second>\d\d))?(?! ?(?:{_HALVES}))",
    r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})",
    r"(?P<day>\d{1,2})(?:\.|(?P<dash>-))(?P<month>\d{1,2})(?(dash)-|\.)(?P<year>\d{4}|\d\d)",
    r"(?P<slashes>(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>\d{4}|\d\d))?)",
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|-?(?:го|му|е)|\.)?(?: of)?[ -]?{_MONTH}(?:,?[ -](?P<year>\d{{4}}))?",
    rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?",
    rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))? ?(?:час(?:а|ов)? )?(?P<half>{_HALVES})",
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.",
    r"(?P<first>\d{1,2})\.(?P<second>\d{1,2})",
    rf"(?P<clock>{'|'.join(_CLOCK_WORDS)})",
    rf"(?P<near>{'|'.join(_NEAR_DAYS)})",
    _WEEKDAY,
    r"(?P<number>\d{1,2})",
)


def _not_understood(text: str) -> UsageError:
    return UsageError(f"invalid --at '{shortened(text)}'; {_EXAMPLES}")
