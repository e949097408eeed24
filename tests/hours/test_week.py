"""The table of a week, compared as a whole."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supportdir.hours import Schedule, week
from supportdir.hours.schedule import week_from


def table(schedule, of, timezone):
    rows = week(schedule, date.fromisoformat(of), timezone).rows()
    return "\n".join(f"{days:<8} {hours:<24} {note}".rstrip() for days, hours, note in rows)


@pytest.mark.parametrize(
    ("hours", "there", "holidays", "of", "here", "expected"),
    [
        (
            "Mo-Fr 09:00-17:00; PH off",
            "America/New_York",
            "US",
            "2026-11-16",
            "Asia/Kolkata",
            """\
Mon–Fri  19:30–03:30 (+1)
Sat–Sun  closed""",
        ),
        (
            "Mo-Fr 09:00-17:00; PH off",
            "America/New_York",
            "US",
            "2026-11-25",
            "America/New_York",
            """\
Mon–Wed  09:00–17:00
Thu      closed                   Thanksgiving Day
Fri      09:00–17:00
Sat–Sun  closed""",
        ),
        (
            "Mo-Fr 17:00-09:00, Sa-Su 00:00-24:00",
            "Europe/London",
            None,
            "2026-11-16",
            "America/New_York",
            """\
Mon–Thu  12:00–04:00 (+1)
Fri      12:00–24:00
Sat      open all day
Sun      00:00–19:00""",
        ),
        (
            'Mo-Fr 08:00-12:00,13:00-17:30; Sa 10:00-14:00 unknown "by appointment"',
            "Europe/Berlin",
            None,
            "2026-11-16",
            "Asia/Tokyo",
            """\
Mon–Fri  16:00–20:00, 21:00–01:30 (+1)
Sat      18:00–22:00 ? “by appointment”
Sun      closed""",
        ),
        ("24/7", "Europe/London", "GB", "2026-12-25", "America/New_York", "Mon–Sun  open all day"),
        ("unknown", "Europe/London", None, "2026-12-25", "Europe/London", "Mon–Sun  all day ?"),
        ("off", "Europe/London", None, "2026-12-25", "Europe/London", "Mon–Sun  closed"),
        ("Mo-Su 08:00-08:00", "Europe/London", None, "2026-12-25", "Asia/Tokyo", "Mon–Sun  open all day"),
        (
            'Mo-Fr 09:00-17:00 open "the Leeds desk"; Sa 16:00-24:00',
            "Europe/London",
            "GB-ENG",
            "2026-12-25",
            "Europe/London",
            """\
Mon–Thu  09:00–17:00 “the Leeds desk”
Fri      09:00–17:00 “the Leeds desk” Christmas Day, may be shut
Sat      16:00–24:00              Boxing Day, may be shut
Sun      closed""",
        ),
        (  # the holiday is that of the contact: Saturday morning in Auckland is Friday here
            "Mo-Su 09:00-17:00; PH off",
            "Pacific/Auckland",
            {date(2026, 2, 6): "Waitangi Day"},
            "2026-02-06",
            "America/Los_Angeles",
            """\
Mon–Wed  12:00–20:00
Thu      closed                   Waitangi Day
Fri–Sun  12:00–20:00""",
        ),
    ],
)
def test_the_table_of_a_week(hours, there, holidays, of, here, expected):
    assert table(Schedule.parse(hours, there, holidays), of, here) == expected


def test_the_table_is_valid_for_its_dates_only():
    schedule = Schedule.parse("Mo-Fr 09:00-17:00", "America/New_York")
    before, after = (week(schedule, date(2026, 10, day), "Europe/London") for day in (30, 26))
    assert before == after
    assert (before.start, before.end) == (date(2026, 10, 26), date(2026, 11, 1))
    assert before.rows()[0] == ("Mon–Fri", "13:00–21:00", "")
    assert week(schedule, date(2026, 11, 2), "Europe/London").rows()[0] == ("Mon–Fri", "14:00–22:00", "")


@pytest.mark.parametrize(
    ("of", "changes"),
    [
        ("2026-10-19", [("Europe/London", "2026-10-25T01:00:00+00:00", -1)]),
        ("2026-10-26", [("America/New_York", "2026-11-01T01:00:00-05:00", -1)]),
        ("2026-03-04", [("America/New_York", "2026-03-08T03:00:00-04:00", 1)]),
        ("2026-06-01", []),
    ],
)
def test_clock_changes_of_both_zones_are_listed(of, changes):
    schedule = Schedule.parse("Mo-Fr 09:00-17:00", "America/New_York")
    found = week(schedule, date.fromisoformat(of), "Europe/London").clock_changes
    assert [(change.timezone, change.at.isoformat(), change.by / timedelta(hours=1)) for change in found] == changes


def test_a_clock_change_of_a_shared_zone_is_listed_once():
    schedule = Schedule.parse("Mo-Fr 09:00-17:00", "Europe/London")
    assert len(week(schedule, date(2026, 10, 25), "Europe/London").clock_changes) == 1


def test_a_date_that_the_zone_skipped_is_closed():
    schedule = Schedule.parse("Mo-Fr 09:00-17:00", "Europe/London")
    days = week(schedule, date(2011, 12, 30), "Pacific/Apia").days
    assert [str(day.on) for day in days] == [f"2011-12-{n}" for n in (26, 27, 28, 29, 30, 31)] + ["2012-01-01"]
    assert days[4].text == "closed"


@pytest.mark.parametrize(
    ("hours", "row"),
    [
        ("Mo-Fr 06:00-22:00", ("Thu", "21:00–13:00 (+1)", "Thanksgiving Day, may be shut")),
        ("Mo-Fr 06:00-22:00; PH off", ("Thu", "closed", "Thanksgiving Day")),
    ],
)
def test_a_holiday_belongs_to_the_shift_that_starts_on_it(hours: str, row: tuple[str, str, str]) -> None:
    schedule = Schedule.parse(hours, "America/Chicago", "US")
    rows = week(schedule, date(2026, 11, 26), "Asia/Tokyo").rows()
    assert row in rows
    assert [note for _, _, note in rows if note] == [row[2]]


@pytest.mark.parametrize(
    ("hours", "holidays", "today", "zone", "expected"),
    [
        # a holiday that is over is not that of the next Monday
        ("Mo-Fr 10:00-18:00; PH off", "JP", "2026-11-27", "Asia/Tokyo", "Mon–Fri 10:00–18:00 | Sat–Sun closed"),
        ("Mo-Fr 10:00-18:00; PH off", "JP", "2026-11-24", "Asia/Tokyo", "Mon–Fri 10:00–18:00 | Sat–Sun closed"),
        # today counts, until it is over
        (
            "Mo-Fr 10:00-18:00; PH off",
            "JP",
            "2026-11-23",
            "Asia/Tokyo",
            "Mon 23 Nov closed Labor Thanksgiving Day | Tue–Fri 10:00–18:00 | Sat–Sun closed",
        ),
        # a holiday of the next calendar week
        (
            "Mo-Su 04:00-21:00",
            "US",
            "2027-01-16",
            "America/Los_Angeles",
            "Mon 18 Jan 04:00–21:00 Martin Luther King Jr. Day, may be shut | Tue–Sun 04:00–21:00",
        ),
        # days of one holiday: the last of them, then two that are six days apart
        (
            "Mo-Su 10:00-18:00; PH off",
            {date(2026, 10, day): "National Day" for day in range(1, 8)},
            "2026-10-07",
            "UTC",
            "Mon–Tue 10:00–18:00 | Wed 7 Oct closed National Day | Thu–Sun 10:00–18:00",
        ),
        (
            "Mo-Su 10:00-18:00; PH off",
            {date(2026, 10, 1): "Festival", date(2026, 10, 7): "Festival"},
            "2026-10-01",
            "UTC",
            "Mon–Tue 10:00–18:00 | Wed 7 Oct closed Festival | Thu 1 Oct closed Festival | Fri–Sun 10:00–18:00",
        ),
        # dated hours: each weekday is its next one
        (
            "Mo-Fr 10:00-18:00; Dec 01-24 off",
            "GB",
            "2026-11-27",
            "UTC",
            "Mon 10:00–18:00 | Tue–Thu closed | Fri 10:00–18:00 | Sat–Sun closed",
        ),
        # the shift that began yesterday is that of the next Friday
        ("Mo-Fr 18:00-09:00", "GB", "2026-11-28", "UTC", "Mon–Fri 18:00–09:00 (+1) | Sat–Sun closed"),
    ],
)
def test_a_week_without_its_dates_is_that_of_the_next_seven_days(
    hours: str, holidays: str | dict[date, str], today: str, zone: str, expected: str
) -> None:
    schedule = Schedule.parse(hours, zone, holidays)
    rows = week_from(schedule, date.fromisoformat(today), zone).rows_by_weekday()
    assert " | ".join(" ".join(filter(None, row)) for row in rows) == expected
