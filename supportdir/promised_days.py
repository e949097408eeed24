"""The day that a person means by "Friday", "25 Dec", "3 days", "2 weeks", "10 business days". English and Russian.

Days are counted from the call. Text that can mean two days is an error.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from supportdir.errors import UsageError, shortened
from supportdir.hours import zones
from supportdir.hours.moments import parse_moment, parse_weekday
from supportdir.hours.rules import WEEKDAYS
from supportdir.periods import business_days_later, is_weekend, months_later
from supportdir.translation import translate

if TYPE_CHECKING:
    from collections.abc import Callable

_LAST_YEAR = 2100  # as for --at
_EXAMPLES = "Friday, 25 Dec, 25.12.2026, 3 days, 2 weeks or 10 business days"

_COUNTS = {
    word: count
    for count, words in enumerate(
        (
            "a an one один одна одну одно одного одной", "two два две двух", "three три тр[её]х",
            "four четыре четыр[её]х", "five пять пяти", "six шесть шести", "seven семь семи", "eight восемь восьми",
            "nine девять девяти", "ten десять десяти",
        ), 1)
    for word in words.split()
}  # fmt: skip
_UNITS = {
    "minutes": r"min(?:ute)?s?|мин(?:ут[уы]?)?",
    "hours": r"h|hrs?|hours?|ч|час(?:а|ов)?",
    "business_days": r"(?:business|working|work|bank|banking)[ -]days?|workdays?|bds?"
    r"|(?:рабоч|банковск)(?:ий|их|его) (?:день|дня|дней)",
    "days": r"d|(?:calendar )?days?|(?:календарн(?:ый|ых|ого) )?(?:день|дня|дней)|сут(?:ки|ок)",
    "fortnights": r"fortnights?",
    "weeks": r"w|wks?|weeks?|недел[яюьи]",
    "months": r"months?|месяц(?:а|ев)?",
    "years": r"years?|год(?:а)?|лет",
}
_RANGE = r"(?:(?:from |от )?(?P<least>\d{1,3}) ?(?:-|–|—|to|or|до|или) ?)?"
_LENGTH = re.compile(
    r"(?:by |до |на )?(?P<lead>in |within |\+ ?|через |в течение |за )?(?:the )?"
    rf"(?:(?P<next>next|following|следующ\w+) |{_RANGE}(?P<count>\d{{1,3}}|(?:{'|'.join(_COUNTS)})(?= )) ?)?"
    rf"(?:{'|'.join(f'(?P<{unit}>{pattern})' for unit, pattern in _UNITS.items())})"
    r"(?:'? time)?(?: from (?:now|today))?",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:(?:by|until|till|(?:no|not) later than|до|ко?|не поз(?:днее|же)) )?(?:the )?", re.IGNORECASE)
_END_OF = re.compile(
    r"(?:end of (?:the |this |(?P<next>next ))?|кон(?:ец|ца|цу) (?:этой |этого |(?P<following>следующ\w+ ))?)"
    r"(?P<span>day|week|month|year|дня|недели|месяца|года)|eod",
    re.IGNORECASE,
)
_THIS = re.compile(r"(?:this|coming|эт[уаио]\w*|ближайш\w+) ", re.IGNORECASE)
_NEXT = re.compile(r"(?:on |в |во )?(?P<word>next|следующ\w+) (?P<weekday>\S+)", re.IGNORECASE)
_DAY_OF_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|-?(?:го|му|е)(?: числ\w+)?| числ\w+)", re.IGNORECASE)
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th|-?(?:го|е))?"
_WEEKDAY_AND_DAY = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:on |в |во )?(?P<weekday>[^\W\d_]+)\.?,? (?:the )?{_NTH}",
        rf"{_NTH},? (?P<weekday>[^\W\d_]+)",
    )
)
_CLOCK = r"\d{1,2}[:.]\d\d|\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?|утра|дня|вечера)|noon|midday|midnight|полдень|полночь"
_WEEKDAY_ALONE = re.compile(rf"(?:on |в |во )?(?P<weekday>[^\W\d_]+)\.?,?(?: (?:at |в )?(?:{_CLOCK}))?", re.IGNORECASE)
_AT_HOUR = re.compile(r"(?<=\S) (?:at|в) (?:[1-9]|1\d|2[0-3])(?: o'clock| час(?:а|ов)?)?$", re.IGNORECASE)
_SHORT_YEAR = re.compile(
    r"(\d{1,2}(?:st|nd|rd|th)? [^\W\d_]{3,}\.?),? ['’]?(2[4-9]|[3-9]\d)(?: ?г\.?)?$", re.IGNORECASE
)
_EVERY_OTHER_DAY = "через день"  # tomorrow, or the day after
_DAY_AND_MONTH = re.compile(r"\d{1,2}\.\d{1,2}")


class UnclearDayError(UsageError):
    """A text that can mean two days, or whose time is over. The message begins with the text in quotes."""


class NotADayError(UnclearDayError):
    """A text that means no day."""

    def __init__(self, text: str) -> None:
        message = "'{text}' is not a day; write {examples}"
        super().__init__(translate(message, text=shortened(text), examples=translate(_EXAMPLES)))


def promised_day(text: str, now: datetime, timezone: str, is_day_off: Callable[[date], bool] = is_weekend) -> date:
    """Return the day that a text means, counted from `now` (aware) in `timezone` (IANA).

    A number of business days leaves out the days for which `is_day_off` is true. Raises UnclearDayError.
    """
    typed = " ".join(text.split())
    try:
        day = _after_length(typed, zones.wall(now, timezone), is_day_off) or _named_day(typed, now, timezone)
    except (ValueError, OverflowError):  # a day that the calendar does not have
        day = None
    if day is None or day.year > _LAST_YEAR:
        raise NotADayError(typed)
    return day


def _after_length(typed: str, now: datetime, is_day_off: Callable[[date], bool]) -> date | None:
    """Return the day after a length of time from `now` (wall time), as in "2 weeks"; None for other text."""
    if typed.casefold() == _EVERY_OTHER_DAY:
        raise _two_days(typed, now.date() + timedelta(days=1), now.date() + timedelta(days=2))
    match = _LENGTH.fullmatch(typed)
    if match is None:
        return None
    unit = next(unit for unit in _UNITS if match[unit])
    counts_days = unit in ("days", "business_days")
    if match["next"] and not counts_days:  # "next week" is a span, not a day
        return None
    if not (match["next"] or match["count"] or _may_lack_count(match["lead"], match[unit], counts_days=counts_days)):
        return None
    count = _count(match["count"]) if match["count"] else 1
    if match["least"] and int(match["least"]) >= count:
        raise NotADayError(typed)
    match unit:
        case "minutes" | "hours":
            return (now + timedelta(**{unit: count})).date()
        case "business_days":
            return business_days_later(now.date(), count, is_day_off)
        case "fortnights":
            return now.date() + timedelta(weeks=2 * count)
        case "days" | "weeks":
            return now.date() + timedelta(**{unit: count})
        case _:
            return months_later(now.date(), count if unit == "months" else 12 * count)


def _may_lack_count(lead: str | None, unit: str, *, counts_days: bool) -> bool:
    """Return whether a unit after these words means one: "через неделю", "в течение суток", "неделя"."""
    if unit.casefold() in ("сутки", "суток", "неделя", "неделю", "месяц", "fortnight"):
        return True
    return not counts_days and (lead or "").casefold() in ("через ", "в течение ")


def _count(word: str) -> int:
    if word.isdecimal():
        return int(word)
    return next(count for pattern, count in _COUNTS.items() if re.fullmatch(pattern, word, re.IGNORECASE))


def _named_day(typed: str, now: datetime, timezone: str) -> date | None:
    """Return the day of a date, a weekday, "tomorrow", "the end of the month"; None for a number alone.

    Raises UnclearDayError, ValueError.
    """
    today = zones.wall(now, timezone).date()
    asked = _AT_HOUR.sub("", _UNTIL.sub("", typed, count=1))
    if asked.isdecimal():
        return None
    if end := _END_OF.fullmatch(asked):
        return _end_of((end["span"] or "day").casefold(), typed, today, is_next=bool(end["next"] or end["following"]))
    if (alone := _WEEKDAY_ALONE.fullmatch(asked)) and parse_weekday(alone["weekday"]) == today.weekday():
        raise _two_days(typed, today, today + timedelta(weeks=1))
    for pattern in _WEEKDAY_AND_DAY:
        if (both := pattern.fullmatch(asked)) and (weekday := parse_weekday(both["weekday"])) is not None:
            return _weekday_and_day(weekday, int(both["day"]), typed, today)
    if day := _DAY_OF_MONTH.fullmatch(asked):
        return _next_day_of_month(int(day[1]), today)
    if (following := _NEXT.fullmatch(asked)) and (weekday := parse_weekday(following["weekday"])) is not None:
        return _next_weekday(weekday, typed, today, is_clear=following["word"].casefold() != "next")
    asked = _SHORT_YEAR.sub(r"\1 20\2", asked)
    if _DAY_AND_MONTH.fullmatch(asked):
        asked += "."  # else it may be a time
    return _day_of_moment(_THIS.sub("", asked, count=1), typed, now, timezone)


def _end_of(span: str, typed: str, today: date, *, is_next: bool) -> date:
    """Return the last day of the day, month or year of today, or of the next one. The end of a week is two days."""
    if span in ("day", "дня"):
        return today + timedelta(days=is_next)
    if span in ("week", "недели"):
        sunday = today + timedelta(days=6 - today.weekday() + 7 * is_next)
        friday = sunday - timedelta(days=2)
        if friday >= today:
            raise _two_days(typed, friday, sunday)
        return sunday
    if span in ("year", "года"):
        return date(today.year + is_next, 12, 31)
    return months_later(today.replace(day=1), 1 + is_next) - timedelta(days=1)


def _weekday_and_day(weekday: int, day: int, typed: str, today: date) -> date:
    """Return the day of "Friday 18", which is no hour. Raises UnclearDayError if the next 18th is no Friday."""
    on = _next_day_of_month(day, today)
    if on.weekday() != weekday:
        text = "'{text}': {day} is a {weekday}; write the day and the month"
        raise UnclearDayError(translate(text, text=typed, day=on, weekday=translate(WEEKDAYS[on.weekday()])))
    return on


def _two_days(typed: str, first: date, second: date) -> UnclearDayError:
    text = "'{text}' can mean {first} or {second}; write one of them"
    return UnclearDayError(translate(text, text=typed, first=first, second=second))


def _next_day_of_month(day: int, today: date) -> date:
    """Return the first day from `today` on with that number in its month. Raises ValueError if no month has it."""
    date(2000, 1, day)
    return next(on for on in (today + timedelta(days=ahead) for ahead in range(62)) if on.day == day)


def _next_weekday(weekday: int, typed: str, today: date, *, is_clear: bool) -> date:
    """Return the weekday of the next week. "Next Friday" is that, or the first Friday after today; both must agree."""
    of_next_week = today + timedelta(days=7 - today.weekday() + weekday)
    first = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if not is_clear and first != of_next_week:
        raise _two_days(typed, first, of_next_week)
    return of_next_week


def _day_of_moment(asked: str, typed: str, now: datetime, timezone: str) -> date:
    """Return the day of a text that `--at` takes; `typed` is for messages.

    Raises UnclearDayError, also for a time that is over.
    """
    try:
        moment = parse_moment(asked, now=now, timezone=timezone)
    except UsageError as error:
        message = str(error)
        if message.startswith("invalid"):
            raise NotADayError(typed) from None
        raise UnclearDayError(message.removeprefix("--at ").replace(f"'{asked}'", f"'{typed}'", 1)) from None
    wall = zones.wall(moment, timezone)
    if moment < now and wall.date() == zones.wall(now, timezone).date() and wall.time() != time():
        raise UnclearDayError(translate("'{text}' is over; write the day", text=typed))
    return wall.date()
