"""Opening hours as records: what the text says, without a clock, a zone or a calendar.

An index stores these records, so a look-up parses no text. Times are minutes from 00:00 of the day on which a span
starts. A span includes its start and excludes its end; the end is at most 2880 (48:00 of that day).
"""

from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

RuleKind = Literal["open", "closed", "unknown"]
Kind = Literal[RuleKind, "maybe"]  # "maybe" is computed for public holidays; hours text cannot contain it

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAY_MINUTES = 1440
WHOLE_DAY = ((0, DAY_MINUTES),)
ALL_DAYS = 127  # Rule.days with every weekday


class State(Struct, frozen=True):
    """Open, closed, unknown or maybe, with the comment from the hours ("" if none).

    "maybe" means open by the written hours, but on a local public holiday that the hours do not mention.
    """

    kind: Kind
    comment: str = ""


class Dates(Struct, frozen=True, array_like=True):
    """A range of dates, both ends included. Years are 0 for every year; days are 0 for whole months."""

    from_year: int
    from_month: int
    from_day: int
    to_year: int
    to_month: int
    to_day: int

    def cover(self, on: date) -> bool:
        """Return whether the range contains `on`. A range without years may cross New Year."""
        start = (self.from_month, self.from_day)
        end = (self.to_month, self.to_day or 31)
        day = (on.month, on.day)
        if self.from_year:
            return (self.from_year, *start) <= (on.year, *day) <= (self.to_year, *end)
        return start <= day <= end if start <= end else day >= start or day <= end


class Rule(Struct, frozen=True, array_like=True):
    """One rule: days, times on those days, and the state then.

    An empty field does not restrict: a rule without dates, years, weeks and days matches every day; a rule without
    times covers the whole day. A date matches if any of `days`, `nths` and `holidays` matches it, and `dates`, `years`
    and `weeks` do not exclude it.

    `adds`      whether the rule adds to earlier ones (", "); otherwise it replaces them on its days ("; ")
    `days`      one bit for each weekday: Monday is 1, Sunday is 64
    `nths`      weekdays of the month as (weekday, n): Monday is 0; n is 1 to 5, or -1 for the last to -5
    `holidays`  whether public holidays (PH) match
    `years`     first and last year
    `weeks`     first week, last week, step; weeks by ISO 8601
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
        """The state within the spans of the rule."""
        return State(self.kind, self.comment)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The times in minutes; the whole day if the rule has no times."""
        return self.times or WHOLE_DAY

    @property
    def is_weekly(self) -> bool:
        """Whether the rule is the same in every week of every year."""
        return not (self.dates or self.nths or self.holidays or self.years or self.weeks)

    @property
    def is_daily(self) -> bool:
        """Whether the rule matches every date."""
        return self.is_weekly and self.days in (0, ALL_DAYS)

    def matches(self, on: date, is_holiday: bool) -> bool:
        """Return whether the spans of the rule start on that local date."""
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
        """Return whether the rule names this day of a month: "Dec 24-26" does, "Dec" does not."""
        return any(dates.from_day and dates.cover(on) for dates in self.dates)


class Hours(Struct, frozen=True, array_like=True):
    """The hours of one contact: rules in order, and a fallback (`||`) for the minutes that they leave closed."""

    rules: tuple[Rule, ...]
    fallback: Rule | None = None

    @property
    def names_holidays(self) -> bool:
        """Whether a rule mentions public holidays, so that a holiday calendar is needed."""
        return any(rule.holidays for rule in self._all)

    @property
    def is_weekly(self) -> bool:
        """Whether every week is the same."""
        return all(rule.is_weekly for rule in self._all)

    @property
    def constant(self) -> State | None:
        """The state of hours that never change, such as "24/7" or "unknown"; None for hours that change."""
        rule = self.rules[0]
        # Most hours have times, so these are compared first.
        if rule.times not in ((), WHOLE_DAY) or len(self.rules) > 1 or self.fallback:
            return None
        return rule.state if rule.is_daily else None

    @property
    def always_open(self) -> bool:
        """Whether the hours mean "24/7", in any spelling."""
        return self.constant is not None and self.constant.kind == "open"

    @property
    def _all(self) -> tuple[Rule, ...]:
        return (*self.rules, self.fallback) if self.fallback else self.rules


def _is_nth(on: date, weekday: int, n: int) -> bool:
    """Return whether a date is the nth weekday of its month; a negative n counts from the end."""
    if on.weekday() != weekday:
        return False
    if n > 0:
        return (on.day - 1) // 7 + 1 == n
    # For the nth last, n weeks later is the next month and n - 1 weeks later is not.
    return (on + timedelta(weeks=-n)).month != on.month == (on + timedelta(weeks=-n - 1)).month
