"""Schedules at the exact minute at which a state starts or ends."""

# ruff: noqa: E501 (a row of a table is a line)

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from supportdir.hours import Schedule, State, parse, week, zones

HOLIDAYS = {date(2026, 3, 6): "a Friday", date(2026, 12, 31): "the last day", date(2027, 1, 1): "New Year's Day"}
LETTERS = {"open": "o", "closed": ".", "unknown": "?"}


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def minutes_around(schedule, moment):
    """Return the states of the minute before a moment, the minute itself and the next one, such as "o.."."""
    return "".join(LETTERS[schedule.state(at(moment) + timedelta(minutes=n)).kind] for n in (-1, 0, 1))


# 2026-03-02 is a Monday, 2026-03-06 a Friday and a holiday here.
@pytest.mark.parametrize(
    ("hours", "edges"),
    [
        ("Mo-Fr 09:00-17:00", {"2026-03-02 09:00": ".oo", "2026-03-02 17:00": "o..", "2026-03-07 00:00": "..."}),
        ("00:00-24:00", {"2026-03-02 00:00": "ooo"}),
        ("Mo 00:00-24:00", {"2026-03-02 00:00": ".oo", "2026-03-03 00:00": "o.."}),
        ("Mo", {"2026-03-02 00:00": ".oo", "2026-03-03 00:00": "o.."}),
        ("Mo 09:00-09:01", {"2026-03-02 09:00": ".o.", "2026-03-02 09:01": "o.."}),
        ("Mo 23:59-24:00", {"2026-03-02 23:59": ".o.", "2026-03-03 00:00": "o.."}),
        ("Mo 00:00-00:01", {"2026-03-02 00:00": ".o."}),
        ("Mo 10:00-11:00,11:00-12:00", {"2026-03-02 11:00": "ooo", "2026-03-02 12:00": "o.."}),
        ("Mo 10:00-11:00,11:01-12:00", {"2026-03-02 11:00": "o.o"}),
        # across midnight, for one minute too
        ("Mo 22:00-00:01", {"2026-03-02 22:00": ".oo", "2026-03-03 00:00": "oo.", "2026-03-02 00:00": "..."}),
        ("Mo 22:00-24:00", {"2026-03-03 00:00": "o.."}),
        ("Mo 22:00-48:00", {"2026-03-04 00:00": "o..", "2026-03-03 00:00": "ooo"}),
        ("Mo 22:00-22:00", {"2026-03-02 22:00": ".oo", "2026-03-03 22:00": "o.."}),
        ("Su 22:00-06:00", {"2026-03-02 06:00": "o..", "2026-03-01 06:00": "..."}),
        ("Mo 22:00-06:00,08:00-09:00", {"2026-03-03 06:00": "o..", "2026-03-02 08:00": ".oo", "2026-03-03 08:00": "..."}),
        ("Mo 20:00-26:00,22:00-25:00", {"2026-03-03 01:00": "ooo", "2026-03-03 02:00": "o.."}),
        # ";" and ", " and off
        ("Mo-Fr 09:00-17:00; We 10:00-12:00", {"2026-03-04 10:00": ".oo", "2026-03-04 12:00": "o..", "2026-03-05 09:00": ".oo"}),
        ("Mo-Fr 09:00-17:00, We 10:00-18:00", {"2026-03-04 09:00": ".oo", "2026-03-04 17:00": "ooo", "2026-03-04 18:00": "o.."}),
        ("Mo-Fr 09:00-17:00, We 16:00-18:00 unknown", {"2026-03-04 16:00": "o??", "2026-03-04 18:00": "?.."}),
        ("Mo-Fr 09:00-17:00; We 12:00-13:00 off", {"2026-03-04 12:00": "o..", "2026-03-04 13:00": ".oo", "2026-03-03 12:00": "ooo"}),
        ("Mo-Fr 09:00-17:00, We 12:00-13:00 off", {"2026-03-04 12:00": "o..", "2026-03-04 13:00": ".oo"}),
        ("Mo-Su 22:00-06:00; Tu off", {"2026-03-03 00:00": "o..", "2026-03-03 22:00": "...", "2026-03-04 00:00": ".oo"}),
        ("Mo-Su 22:00-06:00; Tu 22:00-06:00 off", {"2026-03-03 06:00": "o..", "2026-03-03 22:00": "...", "2026-03-04 05:59": "..."}),
        ("Mo-Su 22:00-06:00; Tu 10:00-11:00", {"2026-03-03 00:00": "o..", "2026-03-03 10:00": ".oo", "2026-03-04 00:00": ".oo"}),
        ("Tu 22:00-06:00; We 04:00-05:00 unknown", {"2026-03-04 00:00": "o..", "2026-03-04 04:00": ".??", "2026-03-04 05:00": "?.."}),
        ("Tu 22:00-06:00, We 04:00-05:00 unknown", {"2026-03-04 00:00": "ooo", "2026-03-04 04:00": "o??", "2026-03-04 05:00": "?oo"}),
        ("off; Mo 09:00-17:00", {"2026-03-02 09:00": ".oo"}),
        ("Mo 09:00-17:00; off", {"2026-03-02 09:00": "..."}),
        # "||" replaces only closed minutes
        ("Mo 09:00-17:00 || unknown", {"2026-03-02 09:00": "?oo", "2026-03-02 17:00": "o??"}),
        ("Mo 09:00-17:00 || Mo 16:00-18:00 unknown", {"2026-03-02 17:00": "o??", "2026-03-02 18:00": "?.."}),
        ("Mo 09:00-17:00 || Mo 08:00-10:00 unknown", {"2026-03-02 08:00": ".??", "2026-03-02 09:00": "?oo"}),
        ("Mo 10:00-11:00,12:00-13:00 || Mo 09:00-14:00 unknown",
         {"2026-03-02 10:00": "?oo", "2026-03-02 11:00": "o??", "2026-03-02 12:00": "?oo", "2026-03-02 13:00": "o??"}),
        ("Mo 09:00-17:00 unknown || 08:00-18:00", {"2026-03-02 09:00": "o??", "2026-03-02 17:00": "?oo", "2026-03-02 18:00": "o.."}),
        ("Tu 00:00-02:00 || Mo 22:00-04:00 unknown", {"2026-03-02 22:00": ".??", "2026-03-03 00:00": "?oo", "2026-03-03 02:00": "o??", "2026-03-03 04:00": "?.."}),
        ("Mo-Fr 09:00-17:00; PH off || PH 10:00-12:00 unknown", {"2026-03-06 10:00": ".??", "2026-03-06 12:00": "?..", "2026-03-05 17:00": "o.."}),
        # public holidays
        ("Mo-Fr 09:00-17:00; PH off", {"2026-03-06 09:00": "...", "2026-03-05 17:00": "o..", "2026-03-09 09:00": ".oo"}),
        ("PH 10:00-12:00", {"2026-03-06 10:00": ".oo", "2026-03-06 12:00": "o..", "2026-03-05 10:00": "..."}),
        ("Sa,PH 10:00-12:00", {"2026-03-06 10:00": ".oo", "2026-03-07 10:00": ".oo", "2026-03-08 10:00": "..."}),
        ("Mo-Su 22:00-06:00; PH off", {"2026-03-06 00:00": "o..", "2026-03-06 22:00": "...", "2026-03-07 00:00": ".oo", "2026-03-07 06:00": "o.."}),
        ("Mo-Su 22:00-06:00; PH 22:00-06:00 off", {"2026-03-06 00:00": "ooo", "2026-03-06 06:00": "o..", "2026-03-07 00:00": "..."}),
        ("PH 22:00-06:00", {"2026-03-07 06:00": "o..", "2026-03-06 06:00": "..."}),
        ("PH 22:00-02:00", {"2026-12-31 22:00": ".oo", "2027-01-01 00:00": "ooo", "2027-01-01 02:00": "o..", "2027-01-02 02:00": "o.."}),
        ("Mo-Fr 09:00-17:00; PH off; Mar 6 10:00-11:00", {"2026-03-06 10:00": ".oo", "2026-03-06 11:00": "o.."}),
        # weekdays of the month at its start and end
        ("Mo[1] 00:00-24:00", {"2026-03-02 00:00": ".oo", "2026-03-03 00:00": "o..", "2026-03-09 00:00": "..."}),
        ("Sa[1] 00:00-24:00", {"2026-08-01 00:00": ".oo", "2026-11-07 00:00": ".oo", "2026-11-08 00:00": "o.."}),
        ("Mo[1] 12:00-13:00", {"2026-06-01 12:00": ".oo", "2026-09-07 12:00": ".oo", "2026-06-08 12:00": "..."}),
        ("Su[2] 12:00-13:00", {"2026-11-08 12:00": ".oo", "2026-08-09 12:00": ".oo", "2026-11-15 12:00": "...", "2026-11-01 12:00": "..."}),
        ("Mo[5] 12:00-13:00", {"2026-03-30 12:00": ".oo", "2026-06-29 12:00": ".oo", "2026-03-23 12:00": "..."}),
        ("Tu[-1] 12:00-13:00", {"2026-03-31 12:00": ".oo", "2026-02-24 12:00": ".oo", "2026-03-24 12:00": "..."}),
        ("Tu[-5] 12:00-13:00", {"2026-03-03 12:00": ".oo", "2026-02-03 12:00": "..."}),
        ("Sa[-4] 12:00-13:00", {"2026-02-07 12:00": ".oo", "2026-02-14 12:00": "...", "2026-08-08 12:00": ".oo"}),
        ("Th[-1] 22:00-02:00", {"2026-12-31 22:00": ".oo", "2027-01-01 02:00": "o.."}),
        ("Sa[1,3] 11:00-17:00", {"2026-11-07 11:00": ".oo", "2026-11-14 11:00": "...", "2026-11-21 17:00": "o..", "2026-11-28 11:00": "..."}),
        ("Sa[1,3] 22:00-02:00", {"2026-11-08 02:00": "o..", "2026-11-15 02:00": "...", "2026-11-22 02:00": "o.."}),
        # dates, years, weeks
        ("2026 12:00-13:00", {"2026-01-01 12:00": ".oo", "2026-12-31 13:00": "o..", "2025-12-31 12:00": "...", "2027-01-01 12:00": "..."}),
        ("2026-2027 12:00-13:00", {"2025-12-31 12:00": "...", "2026-01-01 12:00": ".oo", "2027-12-31 12:00": ".oo", "2028-01-01 12:00": "..."}),
        ("2026 22:00-02:00", {"2026-01-01 00:00": "...", "2027-01-01 00:00": "ooo", "2027-01-01 02:00": "o.."}),
        ("Nov-Feb 12:00-13:00", {"2026-10-31 12:00": "...", "2026-11-01 12:00": ".oo", "2027-02-28 12:00": ".oo", "2027-03-01 12:00": "..."}),
        ("Mar-Apr 12:00-13:00", {"2026-02-28 12:00": "...", "2026-03-01 12:00": ".oo", "2026-04-30 12:00": ".oo", "2026-05-01 12:00": "..."}),
        ("Dec 29-Jan 3 12:00-13:00", {"2026-12-28 12:00": "...", "2026-12-29 12:00": ".oo", "2027-01-03 12:00": ".oo", "2027-01-04 12:00": "..."}),
        ("2026 Dec 29-Jan 3 12:00-13:00", {"2026-01-02 12:00": "...", "2026-12-29 12:00": ".oo", "2027-01-03 12:00": ".oo", "2027-12-29 12:00": "..."}),
        ("2026 Feb-Apr 12:00-13:00", {"2026-01-31 12:00": "...", "2026-02-01 12:00": ".oo", "2026-04-30 12:00": ".oo", "2026-05-01 12:00": "...", "2027-03-01 12:00": "..."}),
        ("Mar 6 12:00-13:00", {"2026-03-05 12:00": "...", "2026-03-06 12:00": ".oo", "2026-03-07 12:00": "..."}),
        ("week 10 12:00-13:00", {"2026-03-01 12:00": "...", "2026-03-02 12:00": ".oo", "2026-03-08 12:00": ".oo", "2026-03-09 12:00": "..."}),
        ("week 10-12/2 12:00-13:00", {"2026-03-02 12:00": ".oo", "2026-03-09 12:00": "...", "2026-03-16 12:00": ".oo", "2026-03-30 12:00": "..."}),
        ("week 53 12:00-13:00", {"2026-12-28 12:00": ".oo", "2027-01-03 12:00": ".oo", "2027-01-04 12:00": "..."}),
    ],
)  # fmt: skip
def test_each_edge_is_on_the_right_minute(hours, edges):
    schedule = Schedule.parse(hours, "UTC", HOLIDAYS)
    assert {moment: minutes_around(schedule, moment) for moment in edges} == edges
    for moment, states in edges.items():
        change = schedule.next_change(at(moment) - timedelta(minutes=1))
        if states[0] != states[1]:
            assert change == at(moment)
        else:
            assert change != at(moment)


def test_the_next_changes_agree_with_every_minute_of_a_year():
    schedule = Schedule.parse(
        "Mo-Fr 09:00-12:30,13:15-17:00; Sa[1,-1] 22:00-01:00; PH off || Su 06:00-06:01 unknown", "UTC", HOLIDAYS
    )
    moment, end, walked = at("2026-01-01"), at("2027-01-10"), []
    while moment and moment < end:
        walked.append((moment, schedule.state(moment).kind))
        moment = schedule.next_change(moment)
    kinds, states = {}, [schedule.state(at("2026-01-01") + timedelta(minutes=n)).kind for n in range(374 * 1440)]
    before = None
    for n, kind in enumerate(states):
        if kind != before:
            kinds[at("2026-01-01") + timedelta(minutes=n)] = kind
        before = kind
    assert walked == list(kinds.items())


def test_a_change_is_found_up_to_400_days_ahead():
    schedule = Schedule.parse("2027 Feb 5 00:00-01:00", "UTC")
    assert schedule.next_change(at("2026-01-01 00:01")) == at("2027-02-05 00:00")
    assert schedule.next_change(at("2026-01-01 00:00")) is None
    assert schedule.next_change(at("2025-12-31 23:59")) is None


@pytest.mark.parametrize(
    ("hours", "here", "rows"),
    [
        ("Mo 00:00-24:00", "UTC", [("Mon", "open all day"), ("Tue–Sun", "closed")]),
        ("Mo 10:00-10:00", "UTC", [("Mon", "10:00–24:00"), ("Tue", "00:00–10:00"), ("Wed–Sun", "closed")]),
        ("Mo 10:00-33:59", "UTC", [("Mon", "10:00–09:59 (+1)"), ("Tue–Sun", "closed")]),
        ("Mo 10:00-34:01", "UTC", [("Mon", "10:00–24:00"), ("Tue", "00:00–10:01"), ("Wed–Sun", "closed")]),
        ("Su 22:00-06:00", "UTC", [("Mon–Sat", "closed"), ("Sun", "22:00–06:00 (+1)")]),
        ("Mo 00:00-00:30", "UTC", [("Mon", "00:00–00:30"), ("Tue–Sun", "closed")]),
        ("Su 23:30-24:00", "UTC", [("Mon–Sat", "closed"), ("Sun", "23:30–24:00")]),
        ("Mo 00:00-00:30", "America/New_York", [("Mon–Sat", "closed"), ("Sun", "19:00–19:30")]),
        ("Sa[2,4] 10:00-12:00", "UTC", [("Mon–Fri", "closed"), ("Sat", "10:00–12:00"), ("Sun", "closed")]),
        ("Sa[1,3] 10:00-12:00", "UTC", [("Mon–Sun", "closed")]),
        ("unknown", "UTC", [("Mon–Sun", "all day ?")]),
        ("Fr-Su 00:00-24:00", "UTC", [("Mon–Thu", "closed"), ("Fri–Sun", "open all day")]),
    ],
)
def test_the_edges_of_the_weekly_table(hours, here, rows):
    table = week(Schedule.parse(hours, "UTC"), date(2026, 11, 11), here)
    assert [(days, text) for days, text, _ in table.rows()] == rows
    assert (table.start, table.end) == (date(2026, 11, 9), date(2026, 11, 15))


@pytest.mark.parametrize("of", ["2026-11-09", "2026-11-12", "2026-11-15"])
def test_every_day_of_a_week_gives_the_same_week(of):
    table = week(Schedule.parse("Mo-Fr 09:00-17:00", "UTC"), date.fromisoformat(of), "UTC")
    assert (table.start, table.end) == (date(2026, 11, 9), date(2026, 11, 15))


def test_a_table_names_the_holiday_on_which_a_shift_would_start():
    holidays = {date(2026, 11, 11): "Armistice Day", date(2026, 11, 14): "a Saturday"}
    table = week(Schedule.parse("Mo-Fr 09:00-17:00; PH off", "UTC", holidays), date(2026, 11, 9), "UTC")
    assert [day.holiday for day in table.days] == ["", "", "Armistice Day", "", "", "", ""]
    assert not any(day.may_be_shut for day in table.days)
    unmentioned = week(Schedule.parse("Mo-Fr 09:00-17:00", "UTC", holidays), date(2026, 11, 9), "UTC")
    assert [day.may_be_shut for day in unmentioned.days] == [False, False, True, False, False, False, False]
    assert unmentioned.days[2].note == "Armistice Day, may be shut"


def test_a_table_lists_only_the_clock_changes_of_its_week():
    schedule = Schedule.parse("Mo-Fr 09:00-17:00", "Europe/London")
    weeks = {
        of: week(schedule, date.fromisoformat(of), "UTC").clock_changes
        for of in ("2026-03-22", "2026-03-23", "2026-03-30")
    }
    assert [len(changes) for changes in weeks.values()] == [0, 1, 0]
    (change,) = weeks["2026-03-23"]
    assert (change.timezone, change.at.isoformat(), change.by) == (
        "Europe/London", "2026-03-29T02:00:00+01:00", timedelta(hours=1)
    )  # fmt: skip


def test_rules_name_single_days():
    hours = parse("Mo-Fr 09:00-17:00; Dec 24-26 off; Nov off; 2026 Mar 2 10:00-11:00")
    named = [on for on in (date(2026, 12, 23), date(2026, 12, 24), date(2026, 12, 26), date(2026, 12, 27),
                           date(2026, 11, 5), date(2026, 3, 2), date(2027, 3, 2))
             if any(rule.names_date(on) for rule in hours.rules)]  # fmt: skip
    assert named == [date(2026, 12, 24), date(2026, 12, 26), date(2026, 3, 2)]


@pytest.mark.parametrize(
    ("text", "weekly", "constant", "holidays"),
    [
        ("Mo-Fr 09:00-17:00", True, None, False),
        ("Mo-Fr 09:00-17:00; PH off", False, None, True),
        ("Mo-Fr 09:00-17:00 || PH unknown", False, None, True),
        ("Mo[1] 09:00-17:00", False, None, False),
        ("Dec 09:00-17:00", False, None, False),
        ("2026 09:00-17:00", False, None, False),
        ("week 01 09:00-17:00", False, None, False),
        ("24/7", True, State("open"), False),
        ("Mo-Su", True, State("open"), False),
        ("Mo-Sa", True, None, False),
        ("Mo-Su 00:00-24:00", True, State("open"), False),
        ("Mo-Su 00:00-23:59", True, None, False),
        ("Mo-Su 00:01-24:00", True, None, False),
        ("00:00-12:00,12:00-24:00", True, None, False),
        ("Dec", False, None, False),
        ("unknown || off", True, None, False),
    ],
)
def test_properties_of_hours_without_a_clock(text, weekly, constant, holidays):
    hours = parse(text)
    assert (hours.is_weekly, hours.constant, hours.names_holidays) == (weekly, constant, holidays)
    assert hours.always_open == (constant == State("open"))


def test_clock_changes_at_the_edge_of_a_span():
    """In London 01:00-02:00 is skipped on 2026-03-29 and repeated on 2026-10-25."""
    for hours, start, end in [
        ("Su 01:00-02:00", None, None),  # the skipped hour
        ("Su 01:00-02:01", "2026-03-29T01:00+00:00", "2026-03-29T01:01+00:00"),
        ("Su 00:59-01:00", "2026-03-29T00:59+00:00", "2026-03-29T01:00+00:00"),
        ("Su 02:00-03:00", "2026-03-29T01:00+00:00", "2026-03-29T02:00+00:00"),
    ]:
        schedule = Schedule.parse(hours, "Europe/London")
        spans = schedule.spans(zones.at_wall(datetime(2026, 3, 29), "UTC"), zones.at_wall(datetime(2026, 3, 30), "UTC"))
        assert [(a, b) for a, b, _ in spans] == (
            [(datetime.fromisoformat(start), datetime.fromisoformat(end))] if start else []
        )
    schedule = Schedule.parse("Su 01:00-02:00", "Europe/London")
    ((a, b, _),) = schedule.spans(datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 12, tzinfo=UTC))
    assert b - a == timedelta(hours=2)


@pytest.mark.parametrize("other", [date(2026, 11, 4), date(2026, 11, 18)])
def test_a_table_names_a_holiday_one_week_from_another(other):
    """Whether a shift would start on it is judged by the week before or after, the one without a holiday."""
    holidays = {date(2026, 11, 11): "Armistice Day", other: "another"}
    table = week(Schedule.parse("We 09:00-17:00; PH off", "UTC", holidays), date(2026, 11, 9), "UTC")
    assert [day.holiday for day in table.days] == ["", "", "Armistice Day", "", "", "", ""]
