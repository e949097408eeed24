"""Opening hours as records: what the text says, before any clock, zone or calendar.

The records are what an index stores, so that a look-up decodes them and parses nothing. Minutes count from 00:00 of the
day on which a span starts; a span includes its start, excludes its end, and may reach 48:00 (2880) of that day.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

RuleKind = Literal["open", "closed", "unknown"]
Kind = Literal[RuleKind, "maybe"]  # "maybe" is never written in hours: it is worked out for public holidays

DAY_MINUTES = 1440
WHOLE_DAY = ((0, DAY_MINUTES),)


class State(Struct, frozen=True):
    """Open, closed, unknown or maybe; `comment` is what the hours say of it, "" if nothing.

    "maybe": open by the written hours on a public holiday there of which the hours say nothing.
    """

    kind: Kind
    comment: str = ""


class Dates(Struct, frozen=True, array_like=True):
    """From a date to a date, both included. The years are 0 for every year, the days 0 for whole months."""

    from_year: int
    from_month: int
    from_day: int
    to_year: int
    to_month: int
    to_day: int

    def cover(self, on: date) -> bool:
        """Whether `on` is one of them. A range of every year may run over New Year."""
        start = (self.from_month, self.from_day)
        end = (self.to_month, self.to_day or 31)
        here = (on.month, on.day)
        if self.from_year:
            return (self.from_year, *start) <= (on.year, *here) <= (self.to_year, *end)
        return start <= here <= end if start <= end else here >= start or here <= end


class Rule(Struct, frozen=True, array_like=True):
    """One rule: on which days, at what times, what state.

    What is empty does not narrow: no dates, years, weeks and days is every day, no times is the whole day.
    `adds` is true for a rule joined by ", ", false for one that replaces (";"). `days` holds a bit for each weekday
    (Monday is 1, Sunday 64), `nths` weekdays of the month as (weekday, n), Monday 0 and -1 the last, `holidays` is PH;
    any of the three matches. `years` is (first, last), `weeks` (first, last, step) by ISO 8601.
    """

    kind: RuleKind = "open"
    times: tuple[tuple[int, int], ...] = ()
    days: int = 0
    adds: bool = False
    comment: str = ""
    holidays: bool = False
    dates: tuple[Dates, ...] = ()
    nths: tuple[tuple[int, int], ...] = ()
    years: tuple[int, int] | None = None
    weeks: tuple[int, int, int] | None = None

    @property
    def state(self) -> State:
        """What holds in its spans."""
        return State(self.kind, self.comment)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Its times in minutes, the whole day where it names none."""
        return self.times or WHOLE_DAY

    @property
    def is_weekly(self) -> bool:
        """Whether it is the same in every week of every year."""
        return not (self.dates or self.nths or self.holidays or self.years or self.weeks)

    @property
    def is_daily(self) -> bool:
        """Whether it matches every date."""
        return self.is_weekly and self.days in (0, 127)

    def matches(self, on: date, is_holiday: bool) -> bool:
        """Whether the rule starts its spans on that local date."""
        if (self.days or self.nths or self.holidays) and not (
            self.days >> on.weekday() & 1
            or (self.holidays and is_holiday)
            or any(_is_nth(on, weekday, n) for weekday, n in self.nths)
        ):
            return False
        if self.dates and not any(dates.cover(on) for dates in self.dates):
            return False
        if self.years and not self.years[0] <= on.year <= self.years[1]:
            return False
        if self.weeks:
            first, last, step = self.weeks
            week = on.isocalendar().week
            return first <= week <= last and (week - first) % step == 0
        return True

    def names_date(self, on: date) -> bool:
        """Whether it speaks of that very day of a month ("Dec 24-26", not "Dec")."""
        return any(dates.from_day and dates.cover(on) for dates in self.dates)


class Hours(Struct, frozen=True, array_like=True):
    """The hours of one contact: rules in their order, and what fills the closed minutes that they leave (`||`)."""

    rules: tuple[Rule, ...]
    fallback: Rule | None = None

    @property
    def names_holidays(self) -> bool:
        """Whether a rule speaks of public holidays, so that a calendar is needed."""
        return any(rule.holidays for rule in self._all)

    @property
    def is_weekly(self) -> bool:
        """Whether every week is like every other."""
        return all(rule.is_weekly for rule in self._all)

    @property
    def constant(self) -> State | None:
        """The one state of hours that never change, such as "24/7" or "unknown"; None for all others."""
        rule = self.rules[0]
        return rule.state if len(self._all) == 1 and rule.is_daily and rule.spans == WHOLE_DAY else None

    @property
    def always_open(self) -> bool:
        """Whether this is "24/7", in whatever words."""
        return self.constant is not None and self.constant.kind == "open"

    @property
    def _all(self) -> tuple[Rule, ...]:
        return (*self.rules, self.fallback) if self.fallback else self.rules


def _is_nth(on: date, weekday: int, n: int) -> bool:
    if on.weekday() != weekday:
        return False
    # The nth from the front is within n weeks of the month's first day; from the back, n weeks on is another month.
    if n > 0:
        return (on.day - 1) // 7 + 1 == n
    return (on + timedelta(weeks=-n)).month != on.month == (on + timedelta(weeks=-n - 1)).month
