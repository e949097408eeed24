"""Moments as a person writes them, on Monday 23 November 2026 at 18:00 in London."""

from __future__ import annotations

from datetime import datetime

import pytest

from supportdir.errors import UsageError
from supportdir.hours.moments import parse_moment

NOW = datetime.fromisoformat("2026-11-23T18:00:30+00:00")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("17:55", "2026-11-23T17:55+00:00"),  # today, even if it is past
        ("7:05", "2026-11-23T07:05+00:00"),
        ("17:55:30", "2026-11-23T17:55:30+00:00"),
        ("17h30", "2026-11-23T17:30+00:00"),
        ("17.55", "2026-11-23T17:55+00:00"),
        ("9.30", "2026-11-23T09:30+00:00"),  # there is no month 30
        ("5pm", "2026-11-23T17:00+00:00"),
        ("5 PM", "2026-11-23T17:00+00:00"),
        ("5:30 p.m.", "2026-11-23T17:30+00:00"),
        ("5.30pm", "2026-11-23T17:30+00:00"),
        ("12am", "2026-11-23T00:00+00:00"),
        ("12 pm", "2026-11-23T12:00+00:00"),
        ("noon", "2026-11-23T12:00+00:00"),
        ("midnight", "2026-11-23T00:00+00:00"),
        ("полдень", "2026-11-23T12:00+00:00"),
        ("в 5 вечера", "2026-11-23T17:00+00:00"),
        ("9 утра", "2026-11-23T09:00+00:00"),
        ("в 2 часа ночи", "2026-11-23T02:00+00:00"),
        ("now", "2026-11-23T18:00:30+00:00"),
        ("сейчас", "2026-11-23T18:00:30+00:00"),
        ("today", "2026-11-23T18:00:30+00:00"),
        ("today 9:00", "2026-11-23T09:00+00:00"),
        ("tomorrow", "2026-11-24T00:00+00:00"),  # a day without a time means its start
        ("tomorrow 9:00", "2026-11-24T09:00+00:00"),
        ("tomorrow at 9am", "2026-11-24T09:00+00:00"),
        ("9am tomorrow", "2026-11-24T09:00+00:00"),
        ("noon tomorrow", "2026-11-24T12:00+00:00"),
        ("tomorrow 17", "2026-11-24T17:00+00:00"),
        ("yesterday 9:00", "2026-11-22T09:00+00:00"),
        ("day after tomorrow, 9:00", "2026-11-25T09:00+00:00"),
        ("завтра 9:00", "2026-11-24T09:00+00:00"),
        ("завтра в 9:00", "2026-11-24T09:00+00:00"),
        ("Завтра в 9 утра", "2026-11-24T09:00+00:00"),
        ("послезавтра", "2026-11-25T00:00+00:00"),
        ("Fri 17:55", "2026-11-27T17:55+00:00"),
        ("friday 17:55", "2026-11-27T17:55+00:00"),
        ("Fri 5:30 pm", "2026-11-27T17:30+00:00"),
        ("fri 5:30pm", "2026-11-27T17:30+00:00"),
        ("on Friday at noon", "2026-11-27T12:00+00:00"),
        ("17:55 Fri", "2026-11-27T17:55+00:00"),
        ("Thurs. 9:00", "2026-11-26T09:00+00:00"),
        ("fri", "2026-11-27T00:00+00:00"),
        ("mon", "2026-11-23T00:00+00:00"),
        ("Mon 18:00", "2026-11-23T18:00+00:00"),  # the current minute counts as the next
        ("Mon 17:59", "2026-11-30T17:59+00:00"),
        ("пт 17:55", "2026-11-27T17:55+00:00"),
        ("в пятницу 17:55", "2026-11-27T17:55+00:00"),
        ("2026-12-24T17:55", "2026-12-24T17:55+00:00"),
        ("2026-12-24 17:55", "2026-12-24T17:55+00:00"),
        ("2026-12-24 5pm", "2026-12-24T17:00+00:00"),
        ("2026-07-01T12:00", "2026-07-01T12:00+01:00"),
        ("2026-12-24", "2026-12-24T00:00+00:00"),
        ("2026/12/24", "2026-12-24T00:00+00:00"),
        ("2026-12-24T17:55-05:00", "2026-12-24T17:55-05:00"),
        ("2026-12-24T17:55Z", "2026-12-24T17:55+00:00"),
        ("25.12.2026", "2026-12-25T00:00+00:00"),
        ("25.12.2026 17:55", "2026-12-25T17:55+00:00"),
        ("25.12.2026, 17:55", "2026-12-25T17:55+00:00"),
        ("25.12.26", "2026-12-25T00:00+00:00"),
        ("25-12-2026", "2026-12-25T00:00+00:00"),
        ("25.12", "2026-12-25T00:00+00:00"),
        ("25.12. 17:55", "2026-12-25T17:55+00:00"),
        ("1.5.", "2027-05-01T00:00+01:00"),  # the next
        ("25/12/2026", "2026-12-25T00:00+00:00"),
        ("12/25/2026", "2026-12-25T00:00+00:00"),
        ("02/02/2027", "2027-02-02T00:00+00:00"),
        ("25 Dec 2026", "2026-12-25T00:00+00:00"),
        ("25 December 17:55", "2026-12-25T17:55+00:00"),
        ("25th of December", "2026-12-25T00:00+00:00"),
        ("Dec 25, 2026", "2026-12-25T00:00+00:00"),
        ("December 25th 5pm", "2026-12-25T17:00+00:00"),
        ("25 декабря 2026 г.", "2026-12-25T00:00+00:00"),
        ("5 мая", "2027-05-05T00:00+01:00"),
        ("29 feb", "2028-02-29T00:00+00:00"),
        ("Fri 25.12.2026", "2026-12-25T00:00+00:00"),
        ("in 2 hours", "2026-11-23T20:00:30+00:00"),
        ("in 90 min", "2026-11-23T19:30:30+00:00"),
        ("in 1h30m", "2026-11-23T19:30:30+00:00"),
        ("in 1 hour and 30 minutes", "2026-11-23T19:30:30+00:00"),
        ("+2h", "2026-11-23T20:00:30+00:00"),
        ("in an hour", "2026-11-23T19:00:30+00:00"),
        ("in half an hour", "2026-11-23T18:30:30+00:00"),
        ("in 2 days", "2026-11-25T18:00:30+00:00"),
        ("in a week", "2026-11-30T18:00:30+00:00"),
        ("2 hours ago", "2026-11-23T16:00:30+00:00"),
        ("через 2 часа", "2026-11-23T20:00:30+00:00"),
        ("через час", "2026-11-23T19:00:30+00:00"),
        ("через полчаса", "2026-11-23T18:30:30+00:00"),
        ("2 дня назад", "2026-11-21T18:00:30+00:00"),
    ],
)
def test_text_that_means_one_moment(text: str, meant: str) -> None:
    for spelling in (
        text,
        text.upper() if "T" not in text else text,
        f" {text} ",
        text.replace(" ", "\N{NO-BREAK SPACE}"),
    ):
        moment = parse_moment(spelling, now=NOW, timezone="Europe/London")
        assert moment == datetime.fromisoformat(meant), spelling
        assert moment.utcoffset() is not None


def test_the_clock_is_that_of_the_caller() -> None:
    for text, meant in (
        ("09:00", "2026-11-24T09:00:00+09:00"),
        ("today 9:00", "2026-11-24T09:00:00+09:00"),
        ("tomorrow", "2026-11-25T00:00:00+09:00"),
    ):
        assert parse_moment(text, now=NOW, timezone="Asia/Tokyo").isoformat() == meant


def test_days_from_now_keep_the_time_of_day_but_hours_do_not() -> None:
    before = datetime.fromisoformat("2026-03-28T12:00+00:00")  # the clocks change in the night
    assert parse_moment("in 1 day", now=before, timezone="Europe/London").isoformat() == "2026-03-29T12:00:00+01:00"
    in_hours = parse_moment("in 24 hours", now=before, timezone="Europe/London")
    assert in_hours == datetime.fromisoformat("2026-03-29T13:00+01:00")


@pytest.mark.parametrize(
    "text",
    [
        "nonsense", "", "25:00", "12:60", "Xyz 12:00", "T 12:00", "2026-13-01", "31.02.2026", "13pm", "0am", "Fri Mon",
        "17:55 18:00", "5pm 6pm", "25.12.2026 26.12.2026", "tomorrow today", "in m", "in 2 hours tomorrow", "in 2",
        "next", "tomorrow 45", "12:00pm:00", "32 December", "1" * 5000, "in " + "1h" * 50,
    ],
)  # fmt: skip
def test_other_text_is_an_error(text: str) -> None:
    with pytest.raises(UsageError, match=r"^invalid --at '.{0,61}'; write 17:55, 5pm, 'Fri 17:55'"):
        parse_moment(text, now=NOW, timezone="Europe/London")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("01/02/2026", "--at '01/02/2026' can mean two dates; write 2026-01-02 or 2026-02-01"),
        ("1/2 17:55", "--at '1/2 17:55' can mean two dates; write 2027-01-02 or 2027-02-01"),
        ("26-12-28", "--at '26-12-28' can mean two dates; write 2026-12-28 or 2028-12-26"),
        ("9.10", "--at '9.10' can mean a date or a time; write 2027-10-09 or 09:10"),
        ("12", "--at '12' can mean two times; write 12am or 12pm"),
        ("tomorrow 9", "--at 'tomorrow 9' can mean two times; write 9am or 9pm"),
        ("Sat 25.12.2026", "--at 'Sat 25.12.2026': 2026-12-25 is a Friday"),
    ],
)
def test_ambiguous_text_is_an_error(text: str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_moment(text, now=NOW, timezone="Europe/London")
    assert str(raised.value) == message


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31T23:59", "1969-12-31T23:59Z", "in 9999 weeks"])
def test_moments_out_of_range_are_errors(text: str) -> None:
    with pytest.raises(UsageError, match="is out of range; write a year from 1970 to 2100"):
        parse_moment(text, now=NOW, timezone="Europe/London")


def test_a_time_that_the_clock_skips_or_shows_twice_names_both_readings() -> None:
    with pytest.raises(UsageError, match=r"2026-03-29T00:30\+00:00 or 2026-03-29T02:30\+01:00"):
        parse_moment("2026-03-29T01:30", now=NOW, timezone="Europe/London")
    with pytest.raises(UsageError, match=r"2026-10-25T01:30\+01:00 or 2026-10-25T01:30\+00:00"):
        parse_moment("2026-10-25T01:30", now=NOW, timezone="Europe/London")
