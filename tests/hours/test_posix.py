"""POSIX time zone rules, compared with the standard library."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from struct import pack
from zoneinfo import ZoneInfo

import pytest

from supportdir.hours.posix import parse_posix_rule
from supportdir.hours.zones import rule_name, zone

RULES = [
    "EST5EDT,M3.2.0,M11.1.0",
    "CET-1CEST,M3.5.0,M10.5.0/3",
    "GMT0BST,M3.5.0/1,M10.5.0",
    "IST-1GMT0,M10.5.0,M3.5.0/1",  # Dublin: summer time is the standard time
    "NZST-12NZDT,M9.5.0,M4.1.0/3",
    "AEST-10AEDT,M10.1.0,M4.1.0/3",
    "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",  # Lord Howe: half an hour
    "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",  # Nuuk: the evening before
    "IST-2IDT,M3.4.4/26,M10.5.0",  # Jerusalem: after the end of the day
    "EET-2EEST,M3.4.4/50,M10.4.4/50",
    "<+00>0<+02>-2,M3.5.0/1,M10.5.0/3",  # Troll
    "AAA3BBB,J60/2,J300/2",
    "AAA3BBB4,M1.1.1,M5.1.1",
    "XXX3EDT4,0/0,J365/23",  # summer time all the year
    "JST-9",
    "<+0545>-5:45",
    "<-03>3",
    "ABC-23:59",
]


def second_opinion(text: str) -> ZoneInfo:
    """Return the zone of a rule, read by the standard library from a zone file without clock changes."""
    part = b"TZif2" + bytes(15) + pack(">6l", 0, 0, 0, 0, 1, 4) + pack(">lBB", 0, 0, 0) + b"UTC\0"
    return ZoneInfo.from_file(BytesIO(part + part + b"\n" + text.encode() + b"\n"))


@pytest.mark.parametrize("text", RULES)
def test_the_offset_is_right_at_every_moment(text):
    ours, theirs = zone(rule_name(text)), second_opinion(text)
    at = datetime(1999, 12, 29, tzinfo=UTC)
    while at.year < 2032:
        assert at.astimezone(ours).utcoffset() == at.astimezone(theirs).utcoffset(), at
        at += timedelta(hours=7, minutes=30)


@pytest.mark.parametrize(
    ("at", "local"),
    [
        ("2026-03-08T06:59", "01:59-05:00"),
        ("2026-03-08T07:00", "03:00-04:00"),
        ("2026-11-01T05:59", "01:59-04:00"),
        ("2026-11-01T06:00", "01:00-05:00"),
    ],
)
def test_the_clock_changes_at_the_right_minute(at, local):
    where = zone(rule_name("EST5EDT,M3.2.0,M11.1.0"))
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC).astimezone(where)
    assert moment.isoformat(timespec="minutes")[11:] == local


def test_days_from_0_count_29_february():
    # Not compared with the standard library: some of its versions are a day early here.
    where = zone(rule_name("AAA-3BBB,59,299/1:30"))
    start_of_summer = ["2000-02-28T23:00", "2001-02-28T23:00", "2004-02-28T23:00"]  # each 02:00 on the next day there
    for text in start_of_summer:
        at = datetime.fromisoformat(text).replace(tzinfo=UTC)
        assert at.astimezone(where).utcoffset() == timedelta(hours=4)
        assert (at - timedelta(minutes=1)).astimezone(where).utcoffset() == timedelta(hours=3)


@pytest.mark.parametrize("text", ["GMT0BST", "CET-1CEST", "NZST-12NZDT"])
def test_summer_time_without_dates_has_the_dates_of_glibc(text):
    assert parse_posix_rule(text) == parse_posix_rule(f"{text},M3.2.0,M11.1.0")


@pytest.mark.parametrize(
    "text",
    [
        "", "JST", "AB3", "Nonsense/City", "Europe/Berlin", '"JST-9"', "JST-9 ", " JST-9", "JST-9\n", "JST-²", "JST-٣",
        "ABC24", "ABC25", "ABC-167", "ABC1:60", "<>3", "<+3>-3", "<+03-3", "EST5EDT,", "EST5EDT,M3.2.0",
        "EST5EDT,M13.2.0,M11.1.0",
        "EST5EDT,M0.2.0,M11.1.0", "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.0.0,M11.1.0", "EST5EDT,M3.2.7,M11.1.0",
        "EST5EDT,J0,J300", "EST5EDT,J366,J300", "EST5EDT,366,300", "EST5EDT,M3.2.0/168,M11.1.0",
        "EST5EDT,M3.2.0,M11.1.0,",
        "E" * 5000 + "5", "EST5" * 5000,
    ],
)  # fmt: skip
def test_other_text_is_not_a_rule(text):
    assert parse_posix_rule(text) is None
