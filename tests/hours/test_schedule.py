"""Schedules: the state at a moment, the next change, and public holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportdir.errors import HoursError
from supportdir.hours import Hours, Schedule, State, parse
from supportdir.hours.public_holidays import UnknownRegionError
from supportdir.hours.zones import UnknownZoneError, at_wall, wall

BOXING = {date(2026, 12, 25): "Christmas Day", date(2026, 12, 26): "Boxing Day"}


def london(text):
    return at_wall(datetime.fromisoformat(text), "Europe/London")


@pytest.mark.parametrize(
    ("hours", "at", "state", "until"),
    [
        ("Mo-Fr 08:00-18:00", "2026-03-06 17:59", "open", "2026-03-06 18:00"),
        ("Mo-Fr 08:00-18:00", "2026-03-06 18:00", "closed", "2026-03-09 08:00"),
        ("Mo-Fr 08:00-18:00; PH off", "2026-05-01 18:00", "closed", "2026-05-05 08:00"),  # bank holiday Monday
        ("24/7", "2026-05-01 18:00", "open", None),
        ("unknown", "2026-05-01 18:00", "unknown", None),
        ("off", "2026-05-01 18:00", "closed", None),
        ("Mo-Fr 00:00-24:00, Sa-Su 00:00-24:00", "2026-05-01 18:00", "open", None),
        ("2025 Mo-Fr 08:00-18:00", "2026-05-01 12:00", "closed", None),
        # overnight: a span belongs to the day on which it starts
        ("Fr 22:00-02:00", "2026-03-07 01:59", "open", "2026-03-07 02:00"),
        ("Fr 22:00-02:00", "2026-03-08 01:59", "closed", "2026-03-13 22:00"),
        ("Fr 22:00-26:00", "2026-03-07 01:59", "open", "2026-03-07 02:00"),
        ("Fr 00:00-48:00", "2026-03-07 12:00", "open", "2026-03-08 00:00"),
        ("Fr 08:00-08:00", "2026-03-07 07:00", "open", "2026-03-07 08:00"),
        ("Sa-Su,PH 00:00-33:00", "2026-03-09 08:00", "open", "2026-03-09 09:00"),
        # ";" replaces a date, including the end of the span from the day before
        ("Mo-Fr 17:00-09:00; Sa 10:00-12:00", "2026-03-07 08:00", "closed", "2026-03-07 10:00"),
        ("Mo-Fr 17:00-09:00, Sa 10:00-12:00", "2026-03-07 08:00", "open", "2026-03-07 09:00"),
        ("Mo-Fr 09:00-17:00; 18:00-19:00", "2026-03-06 10:00", "closed", "2026-03-06 18:00"),
        # a replaced rule keeps its end on the next date
        ("Mo-Su 17:00-09:00; Dec 24 10:00-12:00", "2026-12-25 08:00", "open", "2026-12-25 09:00"),
        # off removes its own spans
        ("Mo-Su 17:00-09:00; PH off", "2026-12-25 08:00", "closed", "2026-12-27 00:00"),
        ("Mo-Su 17:00-09:00; PH off", "2026-12-27 08:00", "open", "2026-12-27 09:00"),
        ("Mo-Su 17:00-09:00; PH 17:00-09:00 off", "2026-12-25 08:00", "open", "2026-12-25 09:00"),
        ("Mo-Su 17:00-09:00; PH 17:00-09:00 off", "2026-12-27 08:00", "closed", "2026-12-27 17:00"),
        ("Mo-Fr 09:00-17:00; 12:00-13:00 off", "2026-03-06 11:00", "open", "2026-03-06 12:00"),
        ("Mo-Fr 09:00-17:00; 12:00-13:00 off", "2026-03-06 12:30", "closed", "2026-03-06 13:00"),
        ("Mo-Fr 09:00-17:00; Dec 24 off", "2026-12-24 12:00", "closed", "2026-12-25 09:00"),
        ("Mo-Fr 09:00-17:00; Dec 29-Jan 3 off", "2026-12-28 17:00", "closed", "2027-01-04 09:00"),
        # open on a holiday
        ("Mo-Fr 09:00-17:00; PH off; Dec 25 09:00-12:00", "2026-12-25 09:00", "open", "2026-12-25 12:00"),
        ("Mo-Fr,PH 09:00-17:00", "2026-12-26 10:00", "open", "2026-12-26 17:00"),  # a Saturday
        # ", " adds, and later rules override earlier ones
        ('Mo-Fr 09:00-17:00 open, 16:00-19:00 unknown "call"', "2026-03-06 15:00", "open", "2026-03-06 16:00"),
        # "||" fills what is closed
        ("Mo-Fr 09:00-17:00 || unknown", "2026-03-06 17:30", "unknown", "2026-03-09 09:00"),
        ("Mo-Fr 09:00-17:00 || 08:00-18:00 unknown", "2026-03-06 18:30", "closed", "2026-03-07 08:00"),
        ("Mo-Fr 09:00-17:00; PH off || unknown", "2026-12-25 12:00", "unknown", "2026-12-29 09:00"),
        # comments
        ('Sa 10:00-14:00 "by appointment"', "2026-03-07 10:00", "unknown", "2026-03-07 14:00"),
        # dates, weeks, weekdays of the month
        ("Mo[1] 10:00-12:00", "2026-03-02 10:00", "open", "2026-03-02 12:00"),
        ("Mo[1] 10:00-12:00", "2026-03-09 10:00", "closed", "2026-04-06 10:00"),
        ("Mo[-1] 10:00-12:00", "2026-03-24 10:00", "closed", "2026-03-30 10:00"),
        ("Mo[-5] 10:00-12:00", "2026-03-24 10:00", "closed", "2026-06-01 10:00"),
        ("Mo[5] 10:00-12:00", "2026-03-24 10:00", "closed", "2026-03-30 10:00"),
        ("Feb 29 10:00-12:00", "2027-03-01 10:00", "closed", "2028-02-29 10:00"),
        ("Nov-Feb 10:00-12:00", "2026-02-28 12:00", "closed", "2026-11-01 10:00"),
        ("week 53 Mo 10:00-12:00", "2026-12-28 10:00", "open", "2026-12-28 12:00"),
        ("week 02-53/2 Mo 10:00-12:00", "2026-11-16 12:00", "closed", "2026-11-23 10:00"),
        ("2027 Jan 4 10:00-12:00", "2026-11-16 12:00", "closed", "2027-01-04 10:00"),
        # the clock skips 01:00 to 02:00 on 29 March, and shows it twice on 25 October
        ("22:00-02:00", "2026-03-29 00:59", "open", "2026-03-29 02:00"),
        ("Su 01:15-01:45", "2026-03-28 12:00", "closed", "2026-04-05 01:15"),
        ("Su 01:30-05:00", "2026-03-28 12:00", "closed", "2026-03-29 02:00"),
        ("00:00-01:30 off", "2026-03-28 12:00", "closed", None),
        # hours that change only at a clock change
        ("Su 00:00-01:00,02:00-24:00; Mo-Sa 00:00-24:00", "2026-03-28 12:00", "open", "2026-04-05 01:00"),
    ],
)
def test_the_state_and_its_end_in_london(hours, at, state, until):
    schedule = Schedule.parse(hours, "Europe/London", "GB-ENG" if "PH" in hours else None)
    assert schedule.state(london(at)).kind == state
    assert schedule.next_change(london(at)) == (until and london(until))


def test_an_edge_in_a_repeated_hour_happens_twice():
    schedule = Schedule.parse("00:00-01:30", "Europe/London")
    at, seen = datetime(2026, 10, 24, 23, tzinfo=UTC), []
    for _ in range(3):
        at = schedule.next_change(at)
        seen.append(at.isoformat())
    assert seen == ["2026-10-25T01:30:00+01:00", "2026-10-25T01:00:00+00:00", "2026-10-25T01:30:00+00:00"]


@pytest.mark.parametrize("text", ["Mo-Fr 09:00-17:00", "24/7"])
def test_a_naive_moment_is_an_error(text):
    schedule = Schedule.parse(text, "Europe/London")
    moment = datetime(2026, 3, 6, 12)
    for ask in (schedule.state, schedule.next_change, schedule.local_date, lambda at: schedule.spans(at, at)):
        with pytest.raises(ValueError, match="needs its zone"):
            ask(moment)


def test_seconds_are_ignored():
    schedule = Schedule.parse("09:00-17:00", "Europe/London")
    assert schedule.state(london("2026-03-06 16:59:59.999")).kind == "open"
    assert schedule.state(london("2026-03-06 17:00:00")).kind == "closed"
    assert schedule.next_change(london("2026-03-06 16:59:30")) == london("2026-03-06 17:00")


def test_the_next_change_is_in_the_zone_of_the_schedule():
    schedule = Schedule.parse("Mo-Fr 09:00-17:00", "America/New_York")
    until = schedule.next_change(london("2026-03-10 14:00"))  # New York has summer time already
    assert until.isoformat() == "2026-03-10T17:00:00-04:00"


def test_a_state_has_its_comment():
    schedule = Schedule.parse('Sa 10:00-14:00 "by appointment"; Su off "not on Sundays"', "Europe/London")
    assert schedule.state(london("2026-03-07 10:00")) == State("unknown", "by appointment")
    assert schedule.state(london("2026-03-08 10:00")) == State("closed", "not on Sundays")
    assert schedule.state(london("2026-03-09 10:00")) == State("closed")


def test_a_change_of_comment_is_not_a_change_of_state():
    schedule = Schedule.parse('Fr 09:00-12:00, Fr 12:00-14:00 open "chat too"', "Europe/London")
    assert schedule.next_change(london("2026-03-06 10:00")) == london("2026-03-06 14:00")
    assert [(f"{a:%H:%M}", f"{b:%H:%M}", state.comment) for a, b, state in schedule.spans(*_day("2026-03-06"))] == [
        ("09:00", "12:00", ""),
        ("12:00", "14:00", "chat too"),
    ]


def _day(text):
    return london(text), london(text) + timedelta(days=1)


@pytest.mark.parametrize(
    ("hours", "start", "end", "spans"),
    [
        ("Fr 22:00-02:00", "2026-03-06 23:00", "2026-03-07 01:00", ["06 23:00–07 01:00 open"]),
        ("Mo-Su 00:00-24:00", "2026-03-06 23:00", "2026-03-09 01:00", ["06 23:00–09 01:00 open"]),
        (
            "Mo-Fr 09:00-12:00 || 11:00-13:00 unknown",
            "2026-03-06 10:00",
            "2026-03-07 12:00",
            ["06 10:00–06 12:00 open", "06 12:00–06 13:00 unknown", "07 11:00–07 12:00 unknown"],
        ),
        ("00:30-01:30", "2026-03-29 00:00", "2026-03-30 00:00", ["29 00:30–29 02:00 open"]),
        ("off", "2026-03-29 00:00", "2026-03-30 00:00", []),
        ("24/7", "2026-03-30 00:00", "2026-03-29 00:00", []),
    ],
)
def test_spans_are_cut_at_the_ends(hours, start, end, spans):
    found = Schedule.parse(hours, "Europe/London").spans(london(start), london(end))
    assert [f"{a:%d %H:%M}–{b:%d %H:%M} {state.kind}" for a, b, state in found] == spans


# Holidays


@pytest.mark.parametrize("holidays", ["GB-ENG", set(BOXING), BOXING])
def test_holidays_are_a_region_or_dates_or_names(holidays):
    schedule = Schedule.parse("Mo-Su 09:00-17:00; PH off", "Europe/London", holidays)
    assert schedule.state(london("2026-12-26 12:00")).kind == "closed"
    assert schedule.state(london("2026-12-24 12:00")).kind == "open"


def test_names_of_holidays():
    on = date(2026, 12, 26)
    for holidays, name in [("GB-ENG", "Boxing Day"), (BOXING, "Boxing Day"), ({on}, "public holiday"), (None, "")]:
        schedule = Schedule.parse("Mo-Su 09:00-17:00", "Europe/London", holidays)
        assert (schedule.holiday(on), schedule.holiday(date(2026, 12, 24))) == (name, "")


def test_hours_that_name_holidays_need_a_country():
    with pytest.raises(HoursError) as caught:
        Schedule.parse("Mo-Fr 09:00-17:00; PH off", "Europe/London")
    assert (caught.value.code, caught.value.column) == ("ph-no-country", 20)
    assert str(caught.value).endswith("write its code in the field holidays (US, GB-ENG)")
    assert Schedule.parse("Mo-Fr 09:00-17:00; PH off", "Europe/London", {}).holidays == {}


def test_unknown_names_are_errors():
    with pytest.raises(UnknownZoneError):
        Schedule.parse("24/7", "Europe/Londinium")
    with pytest.raises(UnknownRegionError):
        Schedule.parse("24/7", "Europe/London", "UK")
    with pytest.raises(HoursError):
        Schedule.parse("9-5", "Europe/London")


def test_other_years_are_requested_once():
    requested = []

    def other_years(year):
        requested.append(year)
        return {date(year, 1, 1): "New Year's Day"}

    schedule = Schedule(parse("Mo-Su 09:00-17:00; PH off"), "Europe/London", BOXING, other_years)
    assert schedule.state(london("2026-12-25 12:00")).kind == "closed"
    assert requested == []
    assert schedule.state(london("2030-01-01 12:00")).kind == "closed"
    assert schedule.holiday(date(2030, 1, 1)) == "New Year's Day"
    assert requested == [2030]  # not for the day before: no span crosses midnight
    assert Schedule(parse("Mo-Su 09:00-17:00; PH off"), "Europe/London", BOXING).holiday(date(2030, 1, 1)) == ""


@pytest.mark.parametrize(
    ("hours", "at", "name"),
    [
        ("Mo-Fr 09:00-17:00", "2026-12-25 12:00", "Christmas Day"),
        ("Mo-Fr 09:00-17:00", "2026-12-24 12:00", ""),
        ("Mo-Fr 09:00-17:00; PH off", "2026-12-25 12:00", ""),
        ("Mo-Fr,PH 09:00-17:00", "2026-12-25 12:00", ""),
        ("Mo-Fr 09:00-17:00; Dec 25 off", "2026-12-25 12:00", ""),
        ("Mo-Fr 09:00-17:00; Dec 25 off", "2026-12-26 12:00", "Boxing Day"),
        ("Jan-Dec Mo-Fr 09:00-17:00", "2026-12-25 12:00", "Christmas Day"),
        ("24/7", "2026-12-25 12:00", ""),
        ("unknown", "2026-12-25 12:00", "Christmas Day"),
    ],
)
def test_a_holiday_that_the_hours_do_not_mention(hours, at, name):
    assert Schedule.parse(hours, "Europe/London", BOXING).unstated_holiday(london(at)) == name


def test_a_holiday_is_that_of_the_local_date():
    schedule = Schedule.parse("Mo-Fr 09:00-17:00", "Pacific/Auckland", {date(2026, 2, 6): "Waitangi Day"})
    assert schedule.unstated_holiday(london("2026-02-05 12:00")) == "Waitangi Day"
    assert schedule.unstated_holiday(london("2026-02-06 12:00")) == ""


# Several zones


def test_records_survive_msgpack():
    hours = parse('Mo-Fr 09:00-17:00; Dec 29-Jan 3 off; week 01-09/2 Su[1],PH 10:00-12:00 "x" || unknown')
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(hours), type=Hours) == hours


@pytest.mark.parametrize("year", [1900, 1970, 2037, 2038, 2050, 2200])
def test_every_year_has_an_answer(year):
    at = datetime(year, 7, 1, 12, tzinfo=UTC)
    schedule = Schedule.parse("Mo-Su 09:00-17:00; PH off", "America/New_York", "US")
    assert schedule.state(at).kind in ("open", "closed")
    assert schedule.next_change(at) > at
    assert len(schedule.spans(at, at + timedelta(days=7))) >= 5  # two may be holidays


_PARTS = st.sampled_from(
    [
        "Mo-Fr 09:00-17:00",
        "Mo-Su 22:00-06:00",
        "Sa-Su,PH 00:00-33:00",
        "PH off",
        "PH 17:00-09:00 off",
        "Su[1] 01:00-02:30 unknown",
        "Mo-Su 01:30-02:30 off",
        "Dec 24-Jan 2 10:00-12:00",
        'week 01-53/2 Mo 08:00-08:00 open "odd weeks"',
        "Mar 20-Apr 5 00:30-03:00 unknown",
        "2026 Oct 25 01:15-01:45",
    ]
)
_ZONES = st.sampled_from(["Europe/London", "Australia/Lord_Howe", "America/Havana", "Asia/Kathmandu", "Africa/Cairo"])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(_PARTS, min_size=1, max_size=4),
    st.sampled_from(["; ", ", "]),
    st.sampled_from(["", " || 07:00-08:00 unknown"]),
    _ZONES,
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)),
)
def test_the_next_change_is_the_first(parts, joint, fallback, zone, naive):
    schedule = Schedule.parse(joint.join(parts) + fallback, zone, BOXING)
    at = naive.replace(tzinfo=UTC)
    kind, change = schedule.state(at).kind, schedule.next_change(at)
    until = change or at + timedelta(days=400)
    if change:
        assert schedule.state(change).kind != kind
        assert schedule.state(change - timedelta(minutes=1)).kind == kind
        assert change > at
        assert wall(change, zone) == change.replace(tzinfo=None)
    spans = schedule.spans(at, until)
    if kind == "closed":
        assert spans == []
    else:
        assert {state.kind for _, _, state in spans} == {kind}
        assert (spans[0][0], spans[-1][1]) == (
            at.replace(second=0, microsecond=0),
            until.replace(second=0, microsecond=0),
        )
        assert all(a[1] == b[0] for a, b in pairwise(spans))
