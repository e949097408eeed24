"""When a line is least busy: the company's own statement, else the general advice, on the caller's clock."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from supportdir import advice
from supportdir.advice import Advice
from supportdir.hours import zones
from supportdir.hours.schedule import week_from
from supportdir.hours.states import spans_of
from supportdir.translation import translate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from supportdir.advice import Language, Need
    from supportdir.hours.schedule import Schedule
    from supportdir.ways import Way

_MORNING = (time(9), time(11))  # in which agents are less busy, on a weekday of the line
_DAYS_AHEAD = 10
_DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_FRIDAY = 4
_NIGHT_STARTS, _NIGHT_ENDS = 21, 7  # hours of the day


def line_zone(way: Way) -> str:
    """Return the IANA zone of a line; "" where nobody stated a single one."""
    stated = way.zone or way.company.timezone_of(way.contact)
    return "" if stated in ("caller", "unknown") else stated


def is_other_zone(way: Way) -> bool:
    """Return whether the clock of the line differs from that of the caller at the moment of asking."""
    zone = line_zone(way)
    return bool(zone) and _offset(way.at, zone) != _offset(way.at, way.caller.timezone)


def is_night(way: Way) -> bool:
    """Return whether it is night at the line, on its own clock."""
    zone = line_zone(way)
    hour = zones.wall(way.at, zone).hour if zone else _NIGHT_ENDS
    return hour >= _NIGHT_STARTS or hour < _NIGHT_ENDS


def next_morning(way: Way) -> tuple[datetime, datetime] | None:
    """Return start and end of the next weekday morning, 9 to 11 there, on which the line is open; None if unknown."""
    zone = line_zone(way)
    if not zone or not way.schedule:
        return None
    today = zones.wall(way.at, zone).date()
    for day in (today + timedelta(days=ahead) for ahead in range(_DAYS_AHEAD)):
        start, end = (zones.at_wall(datetime.combine(day, clock), zone) for clock in _MORNING)
        if day.weekday() <= _FRIDAY and way.at < end and _is_open(way.schedule, start, end):
            return start, end
    return None


def _is_open(schedule: Schedule, start: datetime, end: datetime) -> bool:
    """Return whether it is open from start to end."""
    return any(
        first <= start and end <= last and state.kind == "open" for first, last, state in spans_of(schedule, start, end)
    )


def when_to_call(suited: Iterable[Way], need: Need | None, language: Language) -> list[Advice]:
    """Return when to call the first phone line: the company's quiet hours, then the general advice that applies.

    The advice "9 to 11 in the morning" is followed by the next such morning, in the time of the line and the caller's.
    Empty if there is no phone line, or if it is urgent and the line is open. A line that never closes has no best day.
    """
    ways = list(suited)
    line = next((way for way in ways if way.contact.kind == "phone"), None)
    if line is None or (need == "urgent" and line.state.kind == "open"):
        return []
    never_closes = line.state.kind == "open" and line.changes is None
    kinds = {contact.kind for contact in line.company.contacts}
    fits = {
        "company-hours-first": bool(line.contact.quiet),
        "weekdays": not never_closes,
        "start-of-day": not never_closes,
        "nine-to-eleven": True,
        "urgent-before-noon": need == "urgent",
        "lunch-time": True,
        "end-of-day": True,
        "peak-hours": bool(kinds & {"chat", "email"}),
        "time-zones": is_other_zone(line),
        "closed-form": line.state.kind == "closed" and "form" in kinds,
        "night": is_night(line) and not never_closes,
    }
    items = [Advice("quiet-own", text) for text in _own_quiet(line, language)]
    for item in advice.reminders("when", language):
        items += [item] * fits[item.id]
        if item.id == "nine-to-eleven" and (morning := next_morning(line)):
            items.append(Advice("next-morning", _morning_line(line, *morning, language)))
    return items


def _own_quiet(way: Way, language: Language) -> list[str]:
    written, schedule = way.contact.quiet, way.quiet_schedule
    if not written:
        return []
    texts = advice.prompts(language)
    if schedule is None or not line_zone(way):
        times = texts["quiet-times-unknown"].format(written=written)
        return [texts["quiet-own"].format(times=times)]
    here = way.caller.timezone
    rows = week_from(schedule, zones.wall(way.at, here).date(), here).hours_by_weekday()
    times = "; ".join(f"{days} {hours}" for days, hours in rows if hours != "closed")
    if is_other_zone(way):
        times = texts["quiet-times"].format(times=times, written=written)
    return [texts["quiet-own"].format(times=_with_day_names(times, language))]


def _morning_line(way: Way, start: datetime, end: datetime, language: Language) -> str:
    texts = advice.prompts(language)
    zone, here = line_zone(way), way.caller.timezone
    there = f"{start:%H:%M}–{end:%H:%M}"
    day = _with_day_names(_DAY_NAMES[start.weekday()], language)
    if not is_other_zone(way):
        times = texts["morning-there"].format(day=day, times=there, city=translate(zones.city(zone)))
        return texts["quiet-next"].format(times=times)
    yours = [moment.astimezone(zones.zone(here)) for moment in (start, end)]
    text = f"{yours[0]:%H:%M}–{yours[1]:%H:%M}"
    if yours[0].date() != start.date():
        text = f"{_with_day_names(_DAY_NAMES[yours[0].weekday()], language)} {text}"
    times = texts["morning-both"].format(day=day, times=there, city=translate(zones.city(zone)), yours=text)
    return texts["quiet-next"].format(times=times)


def _with_day_names(text: str, language: Language) -> str:
    names = dict(zip(_DAY_NAMES, advice.prompts(language)["days"].split(), strict=True))
    return re.sub(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b", lambda day: names[day[0]], text)


def _offset(at: datetime, zone: str) -> timedelta | None:
    return at.astimezone(zones.zone(zone)).utcoffset()
