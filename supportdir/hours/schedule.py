"""Schedules: hours on the clock of a zone, with public holidays. The state at a moment, the next change, the week.

Hours are a set of minutes on the wall clock of the contact's zone. The state at an instant is the state of the minute
that the wall clock shows. So a span in a skipped hour does not occur, and its ends in a repeated hour occur twice.
Inside this package an instant is a naive datetime in UTC (`utc`), and a wall time is a naive datetime in the zone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise

from msgspec import Struct

from supportdir.errors import HoursError
from supportdir.hours.rules import DAY_MINUTES, WEEKDAYS, Hours, Kind, Rule, State
from supportdir.hours.zones import aware, first_instant, next_transition, offset, transitions, utc_of, wall, zone

HORIZON = timedelta(days=400)
_WEEKLY_HORIZON = timedelta(days=8)  # weekly hours without a change within a week never change
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_MINUTE = timedelta(minutes=1)

CLOSED = State("closed")

Holidays = Mapping[date, str]
Piece = tuple[int, int, State]  # start and end in minutes of one local date
Stretch = tuple[datetime, datetime, State]  # start and end


class Schedule:
    """Hours in a known zone (IANA).

    `holidays` has the names of public holidays by local date, for whole years; None if it is not known which count.
    `other_years` returns those of a year that `holidays` does not cover. Raises HoursError for hours with PH if
    `holidays` is None, and UnknownZoneError.
    """

    __slots__ = (
        "_constant", "_days", "_horizon", "_other_years", "_years", "_zone",
        "holidays", "hours", "last_change", "last_state", "mentions_holidays", "timezone",
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
        self._horizon = _WEEKLY_HORIZON if hours.is_weekly else HORIZON
        self._days: dict[int, tuple[Piece, ...]] = {}
        self._zone = zone(timezone)
        self.mentions_holidays = hours.names_holidays or hours.always_open
        self.last_state: tuple[datetime | None, State] = (None, CLOSED)
        self.last_change: tuple[datetime | None, datetime | None] = (None, None)

    @classmethod
    def parse(cls, text: str, timezone: str, holidays: str | Collection[date] | Holidays | None = None) -> Schedule:
        """Return the schedule of hours text. `holidays` is a region ("US", "DE-BY"), dates, date → name, or None.

        Raises HoursError, UnknownZoneError, UnknownRegionError.
        """
        from supportdir.hours.parsing import parse

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

    def state(self, at: datetime) -> State:
        """Return the state at `at` (aware); seconds are ignored."""
        if self._constant and at.tzinfo:
            return self._constant
        return self._state_on(self._wall(utc_of(at)))

    def next_change(self, at: datetime) -> datetime | None:
        """Return the first moment after `at` (aware) when the kind of state changes, in the contact's zone.

        None if it does not change within 400 days.
        """
        utc = utc_of(at)
        if self._constant:
            return None
        until = utc + HORIZON
        kind = self._state_on(self._wall(utc)).kind
        # Between two clock changes the offset is constant, so wall times can be searched directly.
        while utc < until:
            shift = offset(utc, self._zone)
            limit = min(until, utc + self._horizon)
            edge = self._next_edge(utc + shift, limit + shift, kind) - shift
            transition = next_transition(utc, edge, self._zone)
            if transition is None:
                return aware(edge, self._zone) if edge < limit else None
            if self._state_on(self._wall(transition)).kind != kind:
                return aware(transition, self._zone)
            utc = transition
        return None

    def spans(self, start: datetime, end: datetime) -> list[Stretch]:
        """Return the stretches from `start` to `end` (aware) that are not closed, in order, in the contact's zone.

        They are cut at `start` and `end`. Adjacent stretches differ in kind or comment.
        """
        utc, until = utc_of(start), utc_of(end)
        stretches: list[Stretch] = []
        while utc < until:
            shift = offset(utc, self._zone)
            limit = next_transition(utc, until, self._zone) or until
            local = self._wall_stretches(utc + shift, limit + shift)
            _extend(stretches, ((a - shift, b - shift, state) for a, b, state in local))
            utc = limit
        return [
            (aware(a, self._zone), aware(b, self._zone), state) for a, b, state in stretches if state.kind != "closed"
        ]

    def local_date(self, at: datetime) -> date:
        """Return the local date at `at` (aware)."""
        return self._wall(utc_of(at)).date()

    def holiday(self, on: date) -> str:
        """Return the name of the public holiday on a local date; "" if there is none or `holidays` is None."""
        return self._holidays_of(on.year).get(on, "")

    def unstated_holiday(self, at: datetime) -> str:
        """Return the name of the public holiday at `at` if the hours do not mention it; "" otherwise.

        The contact may be closed then. Hours mention a holiday if they name PH or its date, or are 24/7.
        """
        if self.mentions_holidays:
            return ""
        on = self.local_date(at)
        holiday = self.holiday(on)
        return "" if holiday and any(rule.names_date(on) for rule in self.hours.rules) else holiday

    def _holidays_of(self, year: int) -> Holidays:
        if year not in self._years:
            self._years[year] = self._other_years(year) if self._other_years else {}
        return self._years[year]

    def _wall(self, utc: datetime) -> datetime:
        """Return the wall time at an instant."""
        return utc + offset(utc, self._zone)

    def _state_on(self, wall: datetime) -> State:
        """Return the state at a wall time."""
        minute = wall.hour * 60 + wall.minute
        for _, end, state in self._pieces(wall.toordinal()):
            if minute < end:
                return state
        raise AssertionError("the pieces of a date cover every minute")

    def _next_edge(self, wall: datetime, until: datetime, kind: Kind) -> datetime:
        """Return the first wall time after `wall` with another kind; `until` or later if there is none before."""
        minute = wall.hour * 60 + wall.minute
        midnight = wall.replace(hour=0, minute=0)
        while midnight < until:
            for start, end, state in self._pieces(midnight.toordinal()):
                if end > minute and state.kind != kind:
                    return midnight + timedelta(minutes=start)
            midnight, minute = midnight + _DAY, 0
        return until

    def _wall_stretches(self, wall: datetime, until: datetime) -> Iterable[Stretch]:
        """Yield the pieces from one wall time to another, cut at both, as wall times."""
        midnight = wall.replace(hour=0, minute=0)
        while midnight < until:
            for start, end, state in self._pieces(midnight.toordinal()):
                first, last = midnight + timedelta(minutes=start), midnight + timedelta(minutes=end)
                if last > wall and first < until:
                    yield max(first, wall), min(last, until), state
            midnight += _DAY

    def _pieces(self, ordinal: int) -> tuple[Piece, ...]:
        """Return the states of a local date from 00:00 to 24:00, without gaps; computed once for each date."""
        if ordinal not in self._days:
            self._days[ordinal] = self._compute_pieces(date.fromordinal(ordinal))
        return self._days[ordinal]

    def _compute_pieces(self, on: date) -> tuple[Piece, ...]:
        pieces: list[Piece] = [(0, DAY_MINUTES, CLOSED)]
        eve = on - _DAY
        for rule in self.hours.rules:
            matches = self._matches(rule, on)
            if matches and not rule.adds and rule.kind != "closed":
                pieces = [(0, DAY_MINUTES, CLOSED)]
            if spans := self._spans_on(rule, matches, eve):
                state = rule.state
                for start, end in spans:
                    pieces = _paint(pieces, start, end, state)
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
        """Return the minutes that a rule covers on a date, including spans that started on the day before (`eve`)."""
        spans = [(start, min(end, DAY_MINUTES)) for start, end in rule.spans] if matches else []
        tails = [end - DAY_MINUTES for _, end in rule.times if end > DAY_MINUTES]
        if tails and self._matches(rule, eve):
            spans.append((0, max(tails)))
        return spans


def _paint(pieces: list[Piece], start: int, end: int, state: State) -> list[Piece]:
    """Return the pieces with `state` from `start` to `end`, replacing what was there."""
    painted = [(a, min(b, start), old) for a, b, old in pieces if a < start]
    painted.append((start, end, state))
    painted.extend((max(a, end), b, old) for a, b, old in pieces if b > end)
    return painted


def _extend(stretches: list[Stretch], more: Iterable[Stretch]) -> None:
    """Append stretches, joining adjacent ones with equal states."""
    for start, end, state in more:
        if stretches and stretches[-1][1] == start and stretches[-1][2] == state:
            stretches[-1] = (stretches[-1][0], end, state)
        else:
            stretches.append((start, end, state))


def _no_country(hours: Hours) -> HoursError:
    """Return the error for hours with PH without a country."""
    from supportdir.hours.grammar import write

    text = write(hours)
    message = "PH needs the country whose public holidays count"
    hint = "write its code in the field holidays (US, GB-ENG)"
    return HoursError("ph-no-country", text, text.index("PH") + 1, message, hint)


class ClockChange(Struct, frozen=True):
    """A clock change in `timezone`: `at` is the first moment on the new clock, `by` is positive if it goes forward."""

    timezone: str
    at: datetime
    by: timedelta


class Day(Struct, frozen=True):
    """One date on the caller's clock.

    `stretches`    on the caller's clock; the last may end on the next date
    `holiday`      the public holiday at the contact, "" if none
    `may_be_shut`  whether the hours do not mention that holiday
    """

    on: date
    stretches: tuple[Stretch, ...]
    holiday: str = ""
    may_be_shut: bool = False

    @property
    def text(self) -> str:
        """The hours: "09:00–17:00", "19:30–03:30 (+1)", "open all day", "closed"; with " ?" if unknown."""
        return ", ".join(self._format(*stretch) for stretch in self.stretches) or "closed"

    @property
    def note(self) -> str:
        """The holiday, with "may be shut" if the hours do not mention it; "" if there is none."""
        return f"{self.holiday}, may be shut" if self.may_be_shut else self.holiday

    def _format(self, start: datetime, end: datetime, state: State) -> str:
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
    """The hours of seven consecutive dates on the caller's clock.

    A stretch belongs to the day on which it starts; a stretch of 24 hours or more is cut at midnight. The table is
    valid for these dates only, because of clock changes and holidays.
    """

    timezone: str
    days: tuple[Day, ...]
    clock_changes: tuple[ClockChange, ...] = ()

    @property
    def start(self) -> date:
        """The first date."""
        return self.days[0].on

    @property
    def end(self) -> date:
        """The last date."""
        return self.days[-1].on

    def rows(self) -> list[tuple[str, str, str]]:
        """Return (days, hours, note), with equal adjacent days in one row: ("Mon–Fri", "09:00–17:00", "")."""
        groups = groupby(self.days, key=lambda day: (day.text, day.note))
        return [(_names(list(days)), text, note) for (text, note), days in groups]

    def rows_by_weekday(self) -> list[tuple[str, str, str]]:
        """Return the rows for a text that does not name the week: Monday first, each holiday alone and with its date.

        As ("Mon 18 Jan", "closed", "Martin Luther King Jr. Day").
        """
        rows = []
        for (text, holiday), group in groupby(self._by_weekday, key=lambda day: (day.text, day.note and day.on)):
            days = list(group)
            date_of_holiday = f" {holiday.day} {holiday:%b}" if holiday else ""
            rows.append((_names(days) + date_of_holiday, text, days[0].note))
        return rows

    def hours_by_weekday(self) -> list[tuple[str, str]]:
        """Return (days, hours) without holidays, Monday first, with equal adjacent days in one row."""
        return [(_names(list(days)), text) for text, days in groupby(self._by_weekday, key=lambda day: day.text)]

    @property
    def _by_weekday(self) -> list[Day]:
        return sorted(self.days, key=lambda day: day.on.weekday())


def _names(days: Sequence[Day]) -> str:
    """Return "Mon–Fri", "Sun"."""
    first, last = (WEEKDAYS[day.on.weekday()][:3] for day in (days[0], days[-1]))
    return first if first == last else f"{first}–{last}"


def week(schedule: Schedule, of: date, timezone: str) -> Week:
    """Return the week (Monday to Sunday) that contains `of`, on the clock of `timezone`."""
    return week_from(schedule, of - timedelta(days=of.weekday()), timezone)


def week_from(schedule: Schedule, first: date, timezone: str) -> Week:
    """Return the seven days that begin with `first`, on the clock of `timezone`."""
    clock = zone(timezone)
    dates = [first + timedelta(days=n) for n in range(8)]
    midnights = [aware(first_instant(datetime.combine(on, time.min), clock), clock) for on in dates]
    # Two more days at each end show whether a stretch that crosses it lasts a day or more.
    stretches = [
        (a.astimezone(clock), b.astimezone(clock), state)
        for a, b, state in schedule.spans(midnights[0] - 2 * _DAY, midnights[-1] + 2 * _DAY)
    ]
    days = []
    for on, (start, end) in zip(dates, pairwise(midnights), strict=False):
        of_day = []
        for a, b, state in stretches:
            if b - a < _DAY and start <= a < end:
                of_day.append((a, b, state))
            elif b - a >= _DAY and a < end and start < b:
                of_day.append((max(a, start), min(b, end), state))
        on_holiday = _holiday_of(schedule, stretches, start, end)
        name = schedule.holiday(schedule.local_date(on_holiday)) if on_holiday else ""
        days.append(Day(on, tuple(of_day), name, bool(on_holiday and schedule.unstated_holiday(on_holiday))))
    changes = [
        ClockChange(name, at, at.replace(tzinfo=None) - wall(at - _MINUTE, name) - _MINUTE)
        for name in dict.fromkeys((schedule.timezone, timezone))
        for at in transitions(name, midnights[0], midnights[-1])
    ]
    return Week(timezone, tuple(days), tuple(changes))


def _holiday_of(schedule: Schedule, stretches: list[Stretch], start: datetime, end: datetime) -> datetime | None:
    """Return a moment on the public holiday at the contact that belongs to a caller's day; None if there is none.

    `start` and `end` are the caller's midnights. A shift belongs to the date on which it starts at the contact. So this
    is a holiday on which a shift starts in that day, or would start judging by the week before or after. If the hours
    run through the day, it is the holiday at its middle.
    """
    if schedule.hours.always_open:
        return None
    starts = [a for a, b, _ in stretches if start <= a < end and b - a < _DAY]
    for shift in (-_WEEK, _WEEK):
        usual = schedule.spans(start + shift - _DAY, end + shift)
        starts += [at - shift for at, until, _ in usual if start + shift <= at < end + shift and until - at < _DAY]
    if any(a < end and start < b and b - a >= _DAY for a, b, _ in stretches):
        starts.append(start + (end - start) / 2)
    return next((at for at in starts if schedule.holiday(schedule.local_date(at))), None)
