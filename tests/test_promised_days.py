"""Promised days as people type them, on Thursday 26 November 2026 at noon in London. 1 December is a holiday."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportdir.promised_days import NotADayError, UnclearDayError, promised_day

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def day_of(typed: str, now: datetime = NOW, zone: str = "Europe/London") -> date:
    return promised_day(typed, now, zone, lambda day: day.weekday() >= 5 or day == date(2026, 12, 1))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-11-26"), ("tomorrow", "2026-11-27"), ("послезавтра", "2026-11-28"),
        ("до завтра", "2026-11-27"), ("Mon", "2026-11-30"), ("by Friday", "2026-11-27"), ("this Friday", "2026-11-27"),
        ("this Thursday", "2026-11-26"),
        ("no later than Monday", "2026-11-30"), ("Fri 17:00", "2026-11-27"), ("до пятницы", "2026-11-27"),
        ("к пятнице", "2026-11-27"), ("ко вторнику", "2026-12-01"), ("не позднее понедельника", "2026-11-30"),
        ("в эту пятницу", "2026-11-27"), ("к следующей пятнице", "2026-12-04"), ("next Thursday", "2026-12-03"),
        ("25.12.2026", "2026-12-25"), ("25 Dec", "2026-12-25"), ("2026-12-25", "2026-12-25"), ("10.12", "2026-12-10"),
        ("до 3 декабря", "2026-12-03"), ("к 25-му декабря", "2026-12-25"), ("by the 5th", "2026-12-05"),
        ("5 числа", "2026-12-05"), ("the 31st", "2026-12-31"), ("5pm", "2026-11-26"), ("в 3 дня", "2026-11-26"),
        ("2 часа дня", "2026-11-26"), ("end of day", "2026-11-26"), ("by the end of the month", "2026-11-30"),
        ("до конца месяца", "2026-11-30"), ("до конца года", "2026-12-31"),
        ("3 days", "2026-11-29"), ("in 3 days", "2026-11-29"), ("within 3 days", "2026-11-29"), ("+3d", "2026-11-29"),
        ("three days", "2026-11-29"), ("30 calendar days", "2026-12-26"), ("3 дня", "2026-11-29"),
        ("через 3 дня", "2026-11-29"), ("в течение 3 дней", "2026-11-29"), ("до 3 дней", "2026-11-29"),
        ("через пять дней", "2026-12-01"), ("in 1 week and 2 days", "2026-12-05"),
        ("a week", "2026-12-03"), ("2 weeks", "2026-12-10"), ("in 2 weeks", "2026-12-10"),
        ("two weeks from now", "2026-12-10"), ("in two weeks' time", "2026-12-10"), ("через неделю", "2026-12-03"),
        ("через две недели", "2026-12-10"), ("в течение недели", "2026-12-03"), ("in a month", "2026-12-26"),
        ("через месяц", "2026-12-26"), ("1 year", "2027-11-26"), ("48 h", "2026-11-28"), ("24 hours", "2026-11-27"),
        ("12 h", "2026-11-27"), ("30 min", "2026-11-26"),
        ("1 business day", "2026-11-27"), ("10 business days", "2026-12-11"), ("in 5 working days", "2026-12-04"),
        ("10 рабочих дней", "2026-12-11"), ("3-5 business days", "2026-12-04"),
        ("от 3 до 5 рабочих дней", "2026-12-04"),
        ("next working day", "2026-11-27"), ("на следующий рабочий день", "2026-11-27"), ("the next day", "2026-11-27"),
        ("Friday 18", "2026-12-18"), ("Fri 18", "2026-12-18"), ("пятница 18", "2026-12-18"),
        ("в пятницу 18", "2026-12-18"), ("Fri the 18th", "2026-12-18"), ("18 Friday", "2026-12-18"),
        ("пятница, 18-го", "2026-12-18"), ("Mon 14", "2026-12-14"), ("в понедельник 21", "2026-12-21"),
        ("Tue 15", "2026-12-15"), ("Fri 18:00", "2026-11-27"), ("Fri 6pm", "2026-11-27"),
        ("в понедельник в 10", "2026-11-30"), ("Monday at 10", "2026-11-30"), ("завтра в 10", "2026-11-27"),
        ("5 банковских дней", "2026-12-04"), ("10 bd", "2026-12-11"), ("3 or 4 days", "2026-11-30"),
        ("3 или 4 дня", "2026-11-30"), ("1.12.2026г.", "2026-12-01"), ("1 декабря 2026г", "2026-12-01"),
        ("25 Dec 26", "2026-12-25"), ("25 декабря 27 г.", "2027-12-25"), ("a fortnight", "2026-12-10"),
        ("в течение суток", "2026-11-27"), ("сутки", "2026-11-27"), ("неделя", "2026-12-03"),
        ("end of next month", "2026-12-31"), ("до конца следующего месяца", "2026-12-31"), ("26.12.28", "2028-12-26"),
        ("Thu 26 Nov", "2026-11-26"), ("Thu 3 Dec", "2026-12-03"), ("через сутки", "2026-11-27"),
    ],
)  # fmt: skip
def test_a_day_as_people_type_it(typed: str, day: str) -> None:
    for spelling in (typed, typed.upper() if "T" not in typed else typed, f" {typed} ", typed.replace(" ", "  ")):
        assert day_of(spelling) == date.fromisoformat(day), spelling


@pytest.mark.parametrize(
    "typed",
    [
        "", "soon", "скоро", "never", "5", "17", "days", "week", "next week", "2,5 дня", "2.5 days", "12.2026",
        "5 days after payment", "3 Tage", "31.11", "Friday 32", "next month",
        "a couple of days", "пару дней", "5-3 days", "3-3 days", "31.02", "32nd",
        "17.55", "999 years", "December", "next noon", "business days", "в течение дня", "1" * 500,
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(NotADayError, match=r"^'.{0,61}' is not a day; write Friday, 25 Dec, 25\.12\.2026, 3 days, 2 w"):
        day_of(typed)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("next Friday", "'next Friday' can mean 2026-11-27 or 2026-12-04; write one of them"),
        ("01/02/2027", "'01/02/2027' can mean two dates; write 2027-01-02 or 2027-02-01"),
        ("26-12-28", "'26-12-28' can mean two dates; write 2026-12-28 or 2028-12-26"),
        ("Friday 13", "'Friday 13': 2026-12-13 is a Sunday; write the day and the month"),
        ("в среду 18", "'в среду 18': 2026-12-18 is a Friday; write the day and the month"),
        ("Thursday", "'Thursday' can mean 2026-11-26 or 2026-12-03; write one of them"),
        ("by Thu", "'by Thu' can mean 2026-11-26 or 2026-12-03; write one of them"),
        ("в четверг", "'в четверг' can mean 2026-11-26 or 2026-12-03; write one of them"),
        ("Thu 17:00", "'Thu 17:00' can mean 2026-11-26 or 2026-12-03; write one of them"),
        ("Thursday at 9", "'Thursday at 9' can mean 2026-11-26 or 2026-12-03; write one of them"),
        ("через день", "'через день' can mean 2026-11-27 or 2026-11-28; write one of them"),
        ("к концу недели", "'к концу недели' can mean 2026-11-27 or 2026-11-29; write one of them"),
        ("end of next week", "'end of next week' can mean 2026-12-04 or 2026-12-06; write one of them"),
        ("tomorrow 9", "'tomorrow 9' can mean two times; write 9am or 9pm"),
        ("9 утра", "'9 утра' is over; write the day"),
        ("11am", "'11am' is over; write the day"),
        ("Sat 25.12.2026", "'Sat 25.12.2026': 2026-12-25 is a Friday"),
    ],
)
def test_what_can_mean_two_days_names_them(typed: str, message: str) -> None:
    with pytest.raises(UnclearDayError) as raised:
        day_of(typed)
    assert str(raised.value) == message


def test_next_friday_is_clear_where_both_readings_agree() -> None:
    for ahead, day in ((1, "2026-12-04"), (2, "2026-12-04"), (3, "2026-12-04")):  # Friday, Saturday, Sunday
        assert day_of("next Friday", NOW + timedelta(days=ahead)) == date.fromisoformat(day)


def test_a_day_is_one_of_the_zone_of_the_caller() -> None:
    late = datetime(2026, 11, 27, 23, tzinfo=UTC)
    assert day_of("today", late, "Asia/Tokyo") == date(2026, 11, 28)
    assert day_of("1 business day", late, "Asia/Tokyo") == date(2026, 11, 30)
    assert day_of("2 business days", late, "Asia/Tokyo") == date(2026, 12, 2)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 300))
def test_days_are_counted_one_by_one(start: date, count: int) -> None:
    now = datetime(start.year, start.month, start.day, 12, tzinfo=UTC)
    assert promised_day(f"{count} days", now, "UTC") == start + timedelta(days=count)
    assert promised_day(f"через {count} дней", now, "UTC") == start + timedelta(days=count)
    end = promised_day(f"{count} рабочих дней", now, "UTC")
    days = [start + timedelta(days=ahead) for ahead in range(1, (end - start).days + 1)]
    assert sum(day.weekday() < 5 for day in days) == count
    assert end.weekday() < 5


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_refused(typed: str) -> None:
    with suppress(UnclearDayError):
        assert day_of(typed) >= date(1970, 1, 1)
