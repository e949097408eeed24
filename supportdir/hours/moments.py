"""The moment that a person means by "17:55", "tomorrow 5 pm" or "25.12.2026": words for a time → an aware datetime.

The words are English and Russian. A general date parser would fill in what is not said and choose between 1 February
and 2 January by itself; here a text that can mean two moments is refused.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from supportdir.errors import UsageError
from supportdir.hours import zones

_LONGEST = 60  # characters
_EXAMPLES = "write 17:55, 5pm, 'Fri 17:55', 'tomorrow 9:00', 'in 2 hours', 25.12.2026 or 2026-12-25T17:55"

_NEAR_DAYS = {
    "yesterday": -1, "today": 0, "tomorrow": 1, "day after tomorrow": 2,
    "вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2,
}  # fmt: skip
_CLOCK_WORDS = {"noon": time(12), "midday": time(12), "midnight": time(0), "полдень": time(12), "полночь": time(0)}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# Russian words by their stems: "пятница", "в пятницу", "25 декабря".
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
_ONES = {"half an": 0.5, "an": 1, "a": 1, "one": 1, "пол": 0.5, "": 1}


class _Said(NamedTuple):
    """What a text says of a moment: `dates` are those that it can mean, without a year the next such."""

    dates: tuple[date, ...] = ()
    weekday: int | None = None
    clock: time | None = None


def parse_moment(text: str, *, now: datetime, timezone: str) -> datetime:
    """Return the aware moment meant by `text` when it is `now` (aware) on a clock in `timezone` (IANA).

    ISO 8601 with or without offset (without: on that clock); a time of today; a day, with a time or from its start; a
    time from now. A weekday, and a date without a year, is the next such. Raises UsageError for other text, for one
    that can mean two dates, and for a time that the clock skips or shows twice, naming both readings.
    """
    typed = " ".join(text.split())
    if len(typed) > _LONGEST:
        raise _not_understood(text)
    try:
        meant = datetime.fromisoformat(typed)
    except ValueError:
        said = re.sub(r"\b([ap])\.? ?m\b\.?", r"\1m", typed.casefold())
        meant = _from_now(said, now, timezone) or _of_words(said, zones.wall(now, timezone), text)
    if not 1970 <= meant.year <= 2100:  # rules of clocks and holidays say nothing of other years
        raise UsageError(f"--at '{text}' is out of range; write a year from 1970 to 2100")
    return meant if meant.tzinfo else zones.at_wall(meant, timezone)


def _from_now(said: str, now: datetime, timezone: str) -> datetime | None:
    """The moment of "in 2 hours", "+90m", "через час" or "2 days ago"; None for other text.

    Days and weeks lead to the same time of day, hours and minutes to a moment that many hours away.
    """
    if said in ("now", "today", "сейчас", "сегодня"):
        return now
    found = re.fullmatch(r"(?:in |\+ ?|через )(.+)", said) or re.fullmatch(r"(.+?) (?:ago|назад)", said)
    if not found:
        return None
    sign = -1 if said.endswith((" ago", " назад")) else 1
    days, rest = timedelta(), timedelta()
    at = 0
    while at < len(found[1]):
        part = re.compile(_LENGTH).match(found[1], at)
        if not part or (not part["count"] and len(part["unit"]) < 3):
            return None
        unit = next(length for pattern, length in _UNITS if re.fullmatch(pattern, part["unit"]))
        count = part["count"] or ""
        length = unit * (float(count) if count.isdecimal() else _ONES[count])
        days, rest = (days + length, rest) if unit >= timedelta(days=1) else (days, rest + length)
        at = part.end()
    try:
        day = zones.wall(now, timezone) + sign * days if days else None
        return (zones.at_wall(day, timezone) if day else now) + sign * rest
    except OverflowError:
        return None


def _of_words(said: str, here: datetime, text: str) -> datetime:
    """The naive moment of a day, a time, or both, in any order; `here` is the present on the same clock."""
    found = _Said()
    at = 0
    while at < len(said):
        if filler := _FILLER.match(said, at):
            at = filler.end()
            continue
        piece = next((piece for pattern in _PIECES if (piece := re.compile(pattern + _END).match(said, at))), None)
        if not piece:
            raise _not_understood(text)
        found = _with(found, piece, here.date(), text)
        at = piece.end()
    return _moment_of(found, here, text)


def _with(said: _Said, piece: re.Match[str], today: date, text: str) -> _Said:
    """What a text says with one more piece of it. Raises UsageError if a day or a time is said twice."""
    groups = {name: value for name, value in piece.groupdict().items() if value is not None}
    if "weekday" in groups:
        if said.weekday is not None:
            raise _not_understood(text)
        return said._replace(weekday=_place(groups["weekday"], _WEEKDAYS, _RUSSIAN_WEEKDAYS, text))
    if groups.keys() & {"hour", "clock", "number"}:
        if said.clock is not None:
            raise _not_understood(text)
        if "number" in groups:
            return said._replace(clock=_bare_hour(int(groups["number"]), text))
        return said._replace(clock=_CLOCK_WORDS[groups["clock"]] if "clock" in groups else _clock(groups, text))
    if "first" in groups:
        return _with_two_numbers(said, groups, today, text)
    if said.dates:
        raise _not_understood(text)
    if "near" in groups:
        return said._replace(dates=(today + timedelta(days=_NEAR_DAYS[groups["near"]]),))
    return said._replace(dates=_dates(groups, today, text))


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
    if 0 < hour <= 12:
        raise UsageError(f"--at '{text}' can mean two times; write {hour}am or {hour}pm")
    if hour > 23:
        raise _not_understood(text)
    return time(hour)


def _with_two_numbers(said: _Said, groups: dict[str, str], today: date, text: str) -> _Said:
    """What a text says with "25.12", a date, or "17.30", a time. Raises UsageError for what can be either."""
    first, second = int(groups["first"]), int(groups["second"])
    day = None if said.dates else _date(first, second, "", today)
    is_clock = said.clock is None and first < 24 and second < 60 and len(groups["second"]) == 2
    if day and is_clock:
        raise UsageError(f"--at '{text}' can mean a date or a time; write {day} or {first:02}:{second:02}")
    if is_clock:
        return said._replace(clock=time(first, second))
    if day is None:
        raise _not_understood(text)
    return said._replace(dates=(day,))


def _dates(groups: dict[str, str], today: date, text: str) -> tuple[date, ...]:
    """The dates that a piece can mean: two if nothing tells its day from its month."""
    day = int(groups["day"])
    if "month_name" in groups:
        month = _place(groups["month_name"], _MONTHS, _RUSSIAN_MONTHS, text) + 1
    else:
        month = int(groups["month"])
    orders = {(day, month), (month, day)} if "slashes" in groups else {(day, month)}
    found = tuple(date for order in orders if (date := _date(*order, groups.get("year", ""), today)))
    if not found:
        raise _not_understood(text)
    return found


def _date(day: int, month: int, year: str, today: date) -> date | None:
    """The date of that year, of two digits or four; the next such one without a year; None if there is none."""
    try:
        date(2000, month, day)
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    except ValueError:
        return None
    for candidate in range(today.year, today.year + 9):
        with suppress(ValueError):  # 29 February
            if (found := date(candidate, month, day)) >= today:
                return found
    return None


def _moment_of(said: _Said, here: datetime, text: str) -> datetime:
    if len(said.dates) > 1:
        offered = " or ".join(sorted(f"{day}" for day in said.dates))
        raise UsageError(f"--at '{text}' can mean two dates; write {offered}")
    clock = said.clock or time()
    if said.dates:
        if said.weekday is not None and said.dates[0].weekday() != said.weekday:
            raise UsageError(f"--at '{text}': {said.dates[0]} is a {_WEEKDAYS[said.dates[0].weekday()].capitalize()}")
        return datetime.combine(said.dates[0], clock)
    if said.weekday is None:
        if said.clock is None:
            raise _not_understood(text)
        return datetime.combine(here.date(), clock)
    day = here.date() + timedelta(days=(said.weekday - here.weekday()) % 7)
    is_past = said.clock is not None and datetime.combine(day, clock) < here.replace(second=0, microsecond=0)
    return datetime.combine(day, clock) + timedelta(weeks=is_past)


def _place(word: str, english: tuple[str, ...], russian: tuple[str, ...], text: str) -> int:
    """The place in its table of a weekday or month, written whole or shortened."""
    for place, (name, pattern) in enumerate(zip(english, russian, strict=True)):
        if name.startswith(word) or re.fullmatch(pattern, word):
            return place
    raise _not_understood(text)


def _shortened(words: tuple[str, ...], shortest: int) -> str:
    """A pattern for words of which that many letters are enough."""
    return "|".join(
        f"{word[:shortest]}{'(?:'.join(('', *word[shortest:]))}{')?' * len(word[shortest:])}" for word in words
    )


_UNIT = "|".join(pattern for pattern, _ in _UNITS)
_LENGTH = (
    rf"(?:(?P<count>\d{{1,4}}|(?:{'|'.join(filter(None, _ONES))})(?=\W|час)) ?)?"
    rf"(?P<unit>(?:{_UNIT}))(?=\d|\W|$)(?:,? ?(?:and |и )?)"
)
_FILLER = re.compile(r"[ ,]+|(?:at|on|the|в|во|на|um|г\.?|года|o'clock)(?=\s|$)")
_END = r"(?![\w:])"
_MONTH = rf"(?P<month_name>{_shortened(_MONTHS, 3)}|{'|'.join(_RUSSIAN_MONTHS)})\.?"
_HALVES = "am|pm|утра|дня|вечера|ночи"
# Compiled when they are tried, as most texts need only the first.
_PIECES = (
    rf"(?P<hour>\d{{1,2}})[:h](?P<minute>\d\d)(?::(?P<second>\d\d))?(?! ?(?:{_HALVES}))",
    r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})",
    r"(?P<day>\d{1,2})([.-])(?P<month>\d{1,2})\2(?P<year>\d{4}|\d\d)",
    r"(?P<slashes>(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>\d{4}|\d\d))?)",
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|-?го|\.)?(?: of)?[ -]?{_MONTH}(?:,?[ -](?P<year>\d{{4}}))?",
    rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?",
    rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))? ?(?:час(?:а|ов)? )?(?P<half>{_HALVES})",
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.",
    r"(?P<first>\d{1,2})\.(?P<second>\d{1,2})",
    rf"(?P<clock>{'|'.join(_CLOCK_WORDS)})",
    rf"(?P<near>{'|'.join(_NEAR_DAYS)})",
    rf"(?P<weekday>{_shortened(_WEEKDAYS, 2)}|{'|'.join(_RUSSIAN_WEEKDAYS)})\.?",
    r"(?P<number>\d{1,2})",
)


def _not_understood(text: str) -> UsageError:
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return UsageError(f"invalid --at '{shown}'; {_EXAMPLES}")
