"""What a person means by a time, asked on Monday 23 November 2026 at 18:00 in London."""

from __future__ import annotations

from datetime import datetime

import pytest

from supportdir.errors import UsageError
from supportdir.hours.moments import moment

NOW = datetime.fromisoformat("2026-11-23T18:00:30+00:00")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("17:55", "2026-11-23T17:55+00:00"),  # today, also when it is past
        ("7:05", "2026-11-23T07:05+00:00"),
        ("Fri 17:55", "2026-11-27T17:55+00:00"),
        ("friday 17:55", "2026-11-27T17:55+00:00"),
        ("Mon 18:00", "2026-11-23T18:00+00:00"),  # this minute is the next such
        ("Mon 17:59", "2026-11-30T17:59+00:00"),
        ("2026-12-24T17:55", "2026-12-24T17:55+00:00"),
        ("2026-12-24 17:55", "2026-12-24T17:55+00:00"),
        ("2026-07-01T12:00", "2026-07-01T12:00+01:00"),
        ("2026-12-24", "2026-12-24T00:00+00:00"),
        ("2026-12-24T17:55-05:00", "2026-12-24T17:55-05:00"),
        ("2026-12-24T17:55Z", "2026-12-24T17:55+00:00"),
    ],
)
def test_what_is_meant(text: str, meant: str) -> None:
    found = moment(text, now=NOW, timezone="Europe/London")
    assert found == datetime.fromisoformat(meant)
    assert found.utcoffset() is not None


def test_the_clock_is_the_caller_s() -> None:
    assert moment("09:00", now=NOW, timezone="Asia/Tokyo").isoformat() == "2026-11-24T09:00:00+09:00"


@pytest.mark.parametrize("text", ["nonsense", "", "25:00", "12:60", "Xyz 12:00", "T 12:00", "12", "2026-13-01", "Tu 9"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(UsageError, match="is no time; write 2026-12-24T17:55, 17:55 or 'Fri 17:55'"):
        moment(text, now=NOW, timezone="Europe/London")


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31T23:59", "1969-12-31T23:59Z"])
def test_what_lies_outside_all_tables(text: str) -> None:
    with pytest.raises(UsageError, match="is out of range; write a year from 1970 to 2100"):
        moment(text, now=NOW, timezone="Europe/London")


def test_a_time_that_the_clock_skips_or_shows_twice_names_both_readings() -> None:
    with pytest.raises(UsageError, match=r"2026-03-29T00:30\+00:00 or 2026-03-29T02:30\+01:00"):
        moment("2026-03-29T01:30", now=NOW, timezone="Europe/London")
    with pytest.raises(UsageError, match=r"2026-10-25T01:30\+01:00 or 2026-10-25T01:30\+00:00"):
        moment("2026-10-25T01:30", now=NOW, timezone="Europe/London")
