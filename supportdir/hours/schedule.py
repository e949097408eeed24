"""Hours on the clock of a zone, with its holidays: the state at a moment, the next change, the week.

The hours are a set of minutes on the wall clock of the contact's own zone, and the state at an instant is what that set
says of the minute which the clock shows then. So a span in a skipped hour does not happen, and an edge in a repeated
hour happens twice. Within the room an instant is a naive datetime in UTC (`utc`), a wall time a naive one in the zone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, pairwise
from typing import Protocol

from msgspec import Struct

from supportdir.errors import HoursError
from supportdir.hours.rules import DAY_MINUTES, Hours, Kind, Rule, State
from supportdir.hours.zones import aware, first_instant, next_transition, offset, transitions, utc_of, wall, zone

HORIZON = timedelta(days=400)
_WEEKLY_REACH = timedelta(days=8)  # a wall clock on which hours of every week do not change within a week never does
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_MINUTE = timedelta(minutes=1)

CLOSED = State("closed")
DEPENDS = State("unknown", "depends on the zone, which the source does not name")

Holidays = Mapping[date, str]
Piece = tuple[int, int, State]  # from and to, in minutes of one local date
Stretch = tuple[datetime, datetime, State]


class Timetable(Protocol):
    """What a schedule in one zone and a schedule in several can both be asked. Every `at` is aware, else ValueError."""

    @property
    def hours(self) -> Hours: ...

    @property
    def timezones(self) -> tuple[str, ...]: ...

    def state(self, at: datetime) -> State: ...

    def next_change(self, at: datetime) -> datetime | None: ...

    def spans(self, start: datetime, end: datetime) -> list[Stretch]: ...

    def local_date(self, at: datetime) -> date: ...

    def holiday(self, on: date) -> str: ...

    def unstated_holiday(self, at: datetime) -> str: ...


class Schedule:
    """The hours of a contact whose zone is known.

    `holidays` maps dates to names, for whole years; None where nobody knows whose holidays count. A year that it does
    not reach is asked of `other_years`. Raises HoursError for hours that name PH without holidays, UnknownZoneError.
    """

    __slots__ = (
        "_change", "_constant", "_days", "_other_years", "_reach", "_state", "_years", "_zone",
        "holidays", "hours", "timezone",
    )  # fmt: skip

    def __init__(
        self,
        hours: Hours,
        timezone: str,
        holidays: Holidays | None = None,
        other_years: Callable[[int], Holidays] | None = None,
    ) -> None:
        if holidays is None and hours.names_holidays:
            raise _no_country(hours)
        self.hours, self.timezone, self.holidays = hours, timezone, holidays
        self._other_years = other_years
        self._years: dict[int, Holidays] = {on.year: holidays for on in holidays} if holidays else {}
        self._constant = hours.constant
        self._reach = _WEEKLY_REACH if hours.is_weekly else HORIZON
        self._days: dict[int, tuple[Piece, ...]] = {}
        self._zone = zone(timezone)
        # The last moments asked for and the answers: lists ask one moment of many lines that keep the same hours.
        self._state: tuple[datetime | None, State] = (None, CLOSED)
        self._change: tuple[datetime | None, datetime | None] = (None, None)

    @classmethod
    def parse(cls, text: str, timezone: str, holidays: str | Collection[date] | Holidays | None = None) -> Schedule:
        """The schedule of hours text. `holidays`: a region ("US", "DE-BY"), dates, dates with names, or None.

        Raises HoursError, UnknownZoneError, UnknownRegionError.
        """
        from supportdir.hours.grammar import parse

        hours = parse(text)
        if isinstance(holidays, str):
            from supportdir.hours.public_holidays import UnknownRegionError, is_region, public_holidays

            region = holidays
            if not is_region(region):
                raise UnknownRegionError(region)
            return cls(hours, timezone, {}, lambda year: public_holidays(region, (year,)))
        if holidays is not None and not isinstance(holidays, Mapping):
            holidays = dict.fromkeys(holidays, "public holiday")
        return cls(hours, timezone, holidays)

    @property
    def timezones(self) -> tuple[str, ...]:
        """The one zone."""
        return (self.timezone,)

    def state(self, at: datetime) -> State:
        """What holds at an aware moment; of a minute that has begun, what holds from its start."""
        if self._constant and at.tzinfo:
            return self._constant
        if self._state[0] is not at:
            self._state = at, self._state_on(aware(utc_of(at), self._zone))
        return self._state[1]

    def next_change(self, at: datetime) -> datetime | None:
        """The first moment after `at` when open, closed or unknown changes; None if it does not within 400 days.

        The answer is on the clock of the contact's own zone.
        """
        if self._change[0] is not at:
            self._change = at, self._change_after(utc_of(at))
        return self._change[1]

    def _change_after(self, utc: datetime) -> datetime | None:
        if self._constant:
            return None
        until = utc + HORIZON
        kind = self._state_on(utc + offset(utc, self._zone)).kind
        # Between two clock changes the offset is constant, so looking along the wall clock is exact there.
        while utc < until:
            shift = offset(utc, self._zone)
            limit = min(until, utc + self._reach)
            edge = self._next_edge(utc + shift, limit + shift, kind) - shift
            turn = next_transition(utc, edge, self._zone)
            if turn is None:
                return aware(edge, self._zone) if edge < limit else None
            if self._state_on(turn + offset(turn, self._zone)).kind != kind:
                return aware(turn, self._zone)
            utc = turn
        return None

    def spans(self, start: datetime, end: datetime) -> list[Stretch]:
        """The stretches from `start` to `end` (aware, cut there) that are not closed, in order, with their state.

        Neighbours differ in kind or comment. The moments are on the clock of the contact's own zone.
        """
        utc, until = utc_of(start), utc_of(end)
        stretches: list[Stretch] = []
        while utc < until:
            shift = offset(utc, self._zone)
            turn = next_transition(utc, until, self._zone) or until
            _extend(
                stretches, ((a - shift, b - shift, state) for a, b, state in self._along(utc + shift, turn + shift))
            )
            utc = turn
        return [
            (aware(a, self._zone), aware(b, self._zone), state) for a, b, state in stretches if state.kind != "closed"
        ]

    def local_date(self, at: datetime) -> date:
        """The date there."""
        return aware(utc_of(at), self._zone).date()

    def holiday(self, on: date) -> str:
        """The name of the public holiday on that local date; "" if it is none, or nobody knows whose holidays count."""
        return self._holidays_of(on.year).get(on, "")

    def unstated_holiday(self, at: datetime) -> str:
        """The name of a public holiday of which the hours say nothing, so that the line may be shut; else "".

        Hours say something when they name PH or that very date, or are 24/7.
        """
        if self.hours.names_holidays or self.hours.always_open:
            return ""
        on = self.local_date(at)
        return "" if any(rule.names_date(on) for rule in self.hours.rules) else self.holiday(on)

    def _holidays_of(self, year: int) -> Holidays:
        if year not in self._years:
            self._years[year] = self._other_years(year) if self._other_years else {}
        return self._years[year]

    def _state_on(self, wall: datetime) -> State:
        minute = wall.hour * 60 + wall.minute
        return next(state for _, end, state in self._pieces(wall.toordinal()) if minute < end)

    def _next_edge(self, wall: datetime, until: datetime, kind: Kind) -> datetime:
        """The first wall time after `wall` of another kind; `until` or later if there is none before."""
        minute = wall.hour * 60 + wall.minute
        midnight = wall.replace(hour=0, minute=0)
        while midnight < until:
            for start, end, state in self._pieces(midnight.toordinal()):
                if end > minute and state.kind != kind:
                    return midnight + timedelta(minutes=start)
            midnight, minute = midnight + _DAY, 0
        return until

    def _along(self, wall: datetime, until: datetime) -> Iterable[Stretch]:
        """The pieces from one wall time to another, cut there."""
        midnight = wall.replace(hour=0, minute=0)
        while midnight < until:
            for start, end, state in self._pieces(midnight.toordinal()):
                first, last = midnight + timedelta(minutes=start), midnight + timedelta(minutes=end)
                if last > wall and first < until:
                    yield max(first, wall), min(last, until), state
            midnight += _DAY

    def _pieces(self, ordinal: int) -> tuple[Piece, ...]:
        """What the hours say of a local date from 00:00 to 24:00, without a gap; worked out once a date."""
        if ordinal not in self._days:
            self._days[ordinal] = self._work_out(date.fromordinal(ordinal))
        return self._days[ordinal]

    def _work_out(self, on: date) -> tuple[Piece, ...]:
        pieces: list[Piece] = [(0, DAY_MINUTES, CLOSED)]
        eve = on - _DAY
        for rule in self.hours.rules:
            matches = self._matches(rule, on)
            if matches and not rule.adds and rule.kind != "closed":
                pieces = [(0, DAY_MINUTES, CLOSED)]
            for start, end in self._spans_on(rule, matches, eve):
                pieces = _paint(pieces, start, end, rule.state)
        fallback = self.hours.fallback
        if fallback:
            for start, end in self._spans_on(fallback, self._matches(fallback, on), eve):
                for a, b, state in pieces:
                    if state.kind == "closed" and a < end and start < b:
                        pieces = _paint(pieces, max(a, start), min(b, end), fallback.state)
        return tuple(pieces)

    def _matches(self, rule: Rule, on: date) -> bool:
        return rule.matches(on, rule.holidays and on in self._holidays_of(on.year))

    def _spans_on(self, rule: Rule, matches: bool, eve: date) -> list[tuple[int, int]]:
        """The minutes that a rule covers on a date: its own, and the tails of those it started the day before."""
        spans = [(start, min(end, DAY_MINUTES)) for start, end in rule.spans] if matches else []
        tail = max((end for _, end in rule.times), default=0) - DAY_MINUTES
        if tail > 0 and self._matches(rule, eve):
            spans.append((0, tail))
        return spans


def _paint(pieces: list[Piece], start: int, end: int, state: State) -> list[Piece]:
    """The pieces with `state` from `start` to `end` in place of what was there."""
    painted = [(a, min(b, start), was) for a, b, was in pieces if a < start]
    painted.append((start, end, state))
    painted.extend((max(a, end), b, was) for a, b, was in pieces if b > end)
    return painted


def _extend(stretches: list[Stretch], more: Iterable[Stretch]) -> None:
    """Append stretches, joining neighbours that say the same."""
    for start, end, state in more:
        if stretches and stretches[-1][1] == start and stretches[-1][2] == state:
            stretches[-1] = (stretches[-1][0], end, state)
        else:
            stretches.append((start, end, state))


def _no_country(hours: Hours) -> HoursError:
    from supportdir.hours.grammar import write

    text = write(hours)
    message = "PH is the public holidays of a country, and nobody says which"
    return HoursError(
        "ph-no-country", text, text.index("PH") + 1, message, "name it in the field holidays (US, GB-ENG)"
    )


class SharedSchedule:
    """Hours whose zone nobody stated, read in every zone that it may be.

    What all zones agree on holds; otherwise the state is unknown. Moments are given back in UTC, dates are those of
    the first zone.
    """

    __slots__ = ("_change", "_schedules", "_state", "hours")

    def __init__(
        self,
        hours: Hours,
        timezones: Sequence[str],
        holidays: Holidays | None = None,
        other_years: Callable[[int], Holidays] | None = None,
    ) -> None:
        self.hours = hours
        self._schedules = [Schedule(hours, timezone, holidays, other_years) for timezone in timezones]
        self._state: tuple[datetime | None, State] = (None, CLOSED)  # as those of Schedule
        self._change: tuple[datetime | None, datetime | None] = (None, None)

    @property
    def timezones(self) -> tuple[str, ...]:
        """The zones that it may be."""
        return tuple(schedule.timezone for schedule in self._schedules)

    def state(self, at: datetime) -> State:
        """The state of all zones where they agree in kind, with the comment if that is one too; else unknown."""
        if self._state[0] is not at:
            self._state = at, self._state_of_all(at)
        return self._state[1]

    def next_change(self, at: datetime) -> datetime | None:
        """The first moment after `at` when that state changes in kind, in UTC; None if not within 400 days."""
        if self._change[0] is not at:
            self._change = at, self._change_of_all(at)
        return self._change[1]

    def _state_of_all(self, at: datetime) -> State:
        if self.hours.constant:
            return self._schedules[0].state(at)
        states = {schedule.state(at) for schedule in self._schedules}
        if len(states) == 1:
            return states.pop()
        kinds = {state.kind for state in states}
        return State(kinds.pop()) if len(kinds) == 1 else DEPENDS

    def _change_of_all(self, at: datetime) -> datetime | None:
        kind, until = self.state(at).kind, at + HORIZON
        while changes := [change for schedule in self._schedules if (change := schedule.next_change(at))]:
            at = min(changes)
            if at > until:
                break
            if self.state(at).kind != kind:
                return at.astimezone(UTC)
        return None

    def spans(self, start: datetime, end: datetime) -> list[Stretch]:
        """The stretches that are not closed in every zone, as `Schedule.spans`, in UTC."""
        start, end = (utc_of(at).replace(tzinfo=UTC) for at in (start, end))
        edges = {start, end}
        for schedule in self._schedules:
            edges.update(edge.astimezone(UTC) for a, b, _ in schedule.spans(start, end) for edge in (a, b))
        stretches: list[Stretch] = []
        _extend(stretches, ((a, b, self.state(a)) for a, b in pairwise(sorted(edges))))
        return [stretch for stretch in stretches if stretch[2].kind != "closed"]

    def local_date(self, at: datetime) -> date:
        """The date in the first zone."""
        return self._schedules[0].local_date(at)

    def holiday(self, on: date) -> str:
        """The name of the public holiday on that date; "" if it is none, or nobody knows whose holidays count."""
        return self._schedules[0].holiday(on)

    def unstated_holiday(self, at: datetime) -> str:
        """As `Schedule.unstated_holiday`, for the first zone in which it is a holiday."""
        return next((name for schedule in self._schedules if (name := schedule.unstated_holiday(at))), "")


class ClockChange(Struct, frozen=True):
    """The clock of `timezone` changes; `at` is its first moment by the new time, `by` is positive for forward."""

    timezone: str
    at: datetime
    by: timedelta


class Day(Struct, frozen=True):
    """One date of the caller. `stretches` are on the caller's clock and may end on the next date.

    `holiday` is the public holiday there, "" if none; `may_be_shut`: it would be open, and the hours say nothing of it.
    """

    on: date
    stretches: tuple[Stretch, ...]
    holiday: str = ""
    may_be_shut: bool = False

    @property
    def text(self) -> str:
        """The hours of the day: "09:00–17:00", "19:30–03:30 (+1)", "open all day", "closed"."""
        return ", ".join(self._write(*stretch) for stretch in self.stretches) or "closed"

    @property
    def note(self) -> str:
        """The holiday there, and that the line may be shut if the hours say nothing of it; else ""."""
        return f"{self.holiday}, may be shut" if self.may_be_shut else self.holiday

    def _write(self, start: datetime, end: datetime, state: State) -> str:
        days_on = (end.date() - self.on).days
        midnight = f"{end:%H:%M}" == "00:00" and days_on == 1
        if midnight and f"{start:%H:%M}" == "00:00":
            text = "open all day" if state.kind == "open" else "all day"
        elif midnight:
            text = f"{start:%H:%M}–24:00"
        else:
            text = f"{start:%H:%M}–{end:%H:%M}" + (f" (+{days_on})" if days_on else "")
        return text + " ?" * (state.kind == "unknown") + (f" “{state.comment}”" if state.comment else "")


class Week(Struct, frozen=True):
    """The weekly table of a line, Monday to Sunday, on the caller's clock.

    A stretch stands under the day on which it starts; one of 24 hours or more is cut at midnight. It is the table of
    these dates alone: with a clock change or a holiday the next week's is another.
    """

    timezone: str
    days: tuple[Day, ...]
    clock_changes: tuple[ClockChange, ...] = ()

    @property
    def start(self) -> date:
        """The Monday."""
        return self.days[0].on

    @property
    def end(self) -> date:
        """The Sunday."""
        return self.days[-1].on

    def rows(self) -> list[tuple[str, str, str]]:
        """Days, hours, note; neighbouring days that say the same are one row: ("Mon–Fri", "09:00–17:00", "")."""
        rows = []
        for (text, note), group in groupby(self.days, key=lambda day: (day.text, day.note)):
            days = list(group)
            first, last = _NAMES[days[0].on.weekday()], _NAMES[days[-1].on.weekday()]
            rows.append((first if first == last else f"{first}–{last}", text, note))
        return rows


_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def week(timetable: Timetable, of: date, timezone: str) -> Week:
    """The table of the Monday-to-Sunday week that contains `of`, for a caller whose clock is that of `timezone`."""
    here = zone(timezone)
    monday = of - timedelta(days=of.weekday())
    dates = [monday + timedelta(days=n) for n in range(8)]
    midnights = [aware(first_instant(datetime.combine(on, time.min), here), here) for on in dates]
    # Two days more at either end show whether a stretch that reaches over it is as long as a day.
    stretches = [
        (a.astimezone(here), b.astimezone(here), state)
        for a, b, state in timetable.spans(midnights[0] - 2 * _DAY, midnights[-1] + 2 * _DAY)
    ]
    days = []
    for on, (start, end) in zip(dates, pairwise(midnights), strict=False):
        under = []
        for a, b, state in stretches:
            if b - a < _DAY and start <= a < end:
                under.append((a, b, state))
            elif b - a >= _DAY and a < end and start < b:
                under.append((max(a, start), min(b, end), state))
        on_holiday = _holiday_of(timetable, stretches, start, end)
        name = timetable.holiday(timetable.local_date(on_holiday)) if on_holiday else ""
        days.append(Day(on, tuple(under), name, bool(on_holiday and timetable.unstated_holiday(on_holiday))))
    changes = [
        ClockChange(name, at, at.replace(tzinfo=None) - wall(at - _MINUTE, name) - _MINUTE)
        for name in dict.fromkeys((*timetable.timezones, timezone))
        for at in transitions(name, midnights[0], midnights[-1])
    ]
    return Week(timezone, tuple(days), tuple(changes))


def _holiday_of(timetable: Timetable, stretches: list[Stretch], start: datetime, end: datetime) -> datetime | None:
    """A moment of the public holiday there that bears on a day of the caller, from `start` to `end`; None if none does.

    The day of a shift is the day it starts, on the clock of the line: so it is the holiday on which a shift of that
    day starts, or would start if it were a week earlier or later. Of hours that run through it is that at noon.
    """
    if timetable.hours.always_open:
        return None
    starts = [a for a, b, _ in stretches if start <= a < end and b - a < _DAY]
    for week in (-_WEEK, _WEEK):
        usual = timetable.spans(start + week - _DAY, end + week)
        starts += [at - week for at, until, _ in usual if start + week <= at < end + week and until - at < _DAY]
    if any(a < end and start < b and b - a >= _DAY for a, b, _ in stretches):
        starts.append(start + (end - start) / 2)
    return next((at for at in starts if timetable.holiday(timetable.local_date(at))), None)
