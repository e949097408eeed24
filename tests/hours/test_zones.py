"""Zones: names, countries, skipped and repeated wall times, clock changes."""

from __future__ import annotations

import pickle
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import pytz

from supportdir.errors import DataError, UsageError
from supportdir.hours import Schedule, zones


def test_every_zone_is_known_and_agrees_with_pytz():
    moments = [datetime(year, month, 15, 12, tzinfo=UTC) for year in (1970, 2011, 2026, 2037) for month in (1, 7)]
    for name in pytz.common_timezones:
        theirs, ours = pytz.timezone(name), zones.zone(name)
        assert [at.astimezone(ours).utcoffset() for at in moments] == [
            at.astimezone(theirs).utcoffset() for at in moments
        ]


def test_every_change_of_every_zone_agrees_with_pytz():
    for name in pytz.all_timezones:
        theirs, ours = pytz.timezone(name), zones.zone(name)
        for change in getattr(theirs, "_utc_transition_times", [datetime(2026, 1, 1)]):
            for utc in (change - timedelta(seconds=1), change) if change.year > 1901 else ():  # the first pytz knows
                at = zones.aware(utc, ours)
                assert (at, at.tzname()) == (zones.aware(utc, theirs), zones.aware(utc, theirs).tzname())


def test_threads_shared_a_zone_and_got_the_clock_of_another_moment():
    zone = zones.zone("Europe/London")
    moments = {datetime(2026, month, 15, 12): timedelta(hours=4 <= month <= 10) for month in range(1, 13)}

    def wrong_offsets(_: int) -> int:
        return sum(zones.offset(at, zone) != right for _ in range(2000) for at, right in moments.items())

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(wrong_offsets, range(4))) == 0
    finally:
        sys.setswitchinterval(interval)


@pytest.mark.parametrize("utc", [datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999)])
@pytest.mark.parametrize("name", ["America/New_York", "UTC", "<CET>-1<CEST>,M3.5.0,M10.5.0/3"])
def test_the_first_and_the_last_moment_have_a_clock(name, utc):
    assert zones.offset(utc, zones.zone(name)) == zones.offset(utc.replace(month=1, day=2), zones.zone(name))


def test_a_moment_in_a_zone_can_be_copied():
    for name in ("America/New_York", "UTC", "<CET>-1<CEST>,M3.5.0,M10.5.0/3"):
        for year in (2026, 2040):
            at = zones.aware(datetime(year, 7, 1), zones.zone(name))
            for copied in (pickle.loads(pickle.dumps(at)), deepcopy(at)):
                assert (copied, copied.tzname(), repr(copied.tzinfo)) == (at, at.tzname(), name)
                assert zones.aware(datetime(year, 1, 1), copied.tzinfo).utcoffset() != at.utcoffset() or name == "UTC"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "America",
        "Nope/City",
        "america/new_york",
        "../zoneinfo/UTC",
        "/UTC",
        "America//New_York",
        "America/./New_York",
        "America/New_York/",
        "zone.tab",
        "tzdata.zi",
        "x\0y",
        "é",
    ],
)
def test_other_names_are_not_zones(name):
    assert not zones.is_zone(name)
    with pytest.raises(zones.UnknownZoneError) as caught:
        zones.zone(name)
    assert isinstance(caught.value, UsageError)
    assert str(caught.value).startswith(f"no time zone is called '{name}'; write an IANA name")


def test_letter_case_matters_on_every_file_system():
    with zones._open("UTC") as file:
        folder = file.name.removesuffix("/UTC")
    assert zones._has_exact_name("America/New_York", f"{folder}/America/New_York")
    assert not zones._has_exact_name("america/New_York", f"{folder}/America/New_York")


@pytest.mark.parametrize(
    ("zone", "city"),
    [
        ("America/New_York", "New York"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("America/Port-au-Prince", "Port-au-Prince"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_has_a_city(zone, city):
    assert zones.city(zone) == city


def test_countries_and_zones_are_those_of_pytz():
    assert {country: list(zones.zones_of(country)) for country in pytz.country_timezones} == dict(
        pytz.country_timezones.items()
    )
    assert zones.zones_of("XX") == zones.zones_of("gb") == ()
    assert [zones.country_of(name) for name in ("Asia/Kolkata", "Europe/London", "UTC", "US/Eastern")] == [
        "IN",
        "GB",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("zone", "naive", "moment"),
    [
        ("America/New_York", "2026-07-01T09:00", "2026-07-01T13:00"),
        ("Asia/Kathmandu", "2026-07-01T09:00", "2026-07-01T03:15"),
        ("Europe/London", "2026-03-29T02:00", "2026-03-29T01:00"),
        ("Pacific/Apia", "2011-12-29T23:59", "2011-12-30T09:59"),
        ("Pacific/Apia", "2011-12-31T00:00", "2011-12-30T10:00"),
        ("America/New_York", "2050-07-01T09:00", "2050-07-01T13:00"),
    ],
)
def test_the_moment_of_a_wall_time(zone, naive, moment):
    at = zones.at_wall(datetime.fromisoformat(naive), zone)
    assert at.astimezone(UTC) == datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert zones.wall(at, zone) == at.replace(tzinfo=None) == datetime.fromisoformat(naive)


@pytest.mark.parametrize(
    ("zone", "naive", "message"),
    [
        (
            "Europe/London",
            "2026-03-29T01:30",
            "2026-03-29 01:30 is skipped by the clock change in Europe/London; "
            "write 2026-03-29T00:30+00:00 or 2026-03-29T02:30+01:00",
        ),
        (
            "Europe/London",
            "2026-10-25T01:30",
            "2026-10-25 01:30 occurs twice at the clock change in Europe/London; "
            "write 2026-10-25T01:30+01:00 or 2026-10-25T01:30+00:00",
        ),
        (
            "Australia/Lord_Howe",
            "2026-04-05T01:45",
            "2026-04-05 01:45 occurs twice at the clock change in Australia/Lord_Howe; "
            "write 2026-04-05T01:45+11:00 or 2026-04-05T01:45+10:30",
        ),
        (
            "Pacific/Apia",
            "2011-12-30T12:00",
            "2011-12-30 12:00 is skipped by the clock change in Pacific/Apia; "
            "write 2011-12-29T12:00-10:00 or 2011-12-31T12:00+14:00",
        ),
    ],
)
def test_a_skipped_or_repeated_wall_time_names_both_readings(zone, naive, message):
    with pytest.raises(zones.ClockChangeError) as caught:
        zones.at_wall(datetime.fromisoformat(naive), zone)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("zone", "naive", "instant"),
    [
        ("Europe/London", "2026-03-29T01:30", "2026-03-29T01:00"),  # the jump
        ("Europe/London", "2026-10-25T01:30", "2026-10-25T00:30"),  # the earlier
        ("Africa/Cairo", "2026-04-24T00:00", "2026-04-23T22:00"),  # midnight is skipped
        ("America/Havana", "2026-11-01T00:00", "2026-11-01T04:00"),  # midnight comes twice
        ("Pacific/Apia", "2011-12-30T00:00", "2011-12-30T10:00"),
        ("Asia/Tokyo", "2026-01-01T00:00", "2025-12-31T15:00"),
    ],
)
def test_the_first_instant_of_a_wall_time(zone, naive, instant):
    found = zones.first_instant(datetime.fromisoformat(naive), zones.zone(zone))
    assert found == datetime.fromisoformat(instant)


@pytest.mark.parametrize(
    "zone",
    [
        "Africa/Cairo",
        "Africa/Casablanca",
        "America/Havana",
        "America/New_York",
        "America/St_Johns",
        "Antarctica/Troll",
        "Asia/Tehran",
        "Asia/Tokyo",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "UTC",
    ],
)
def test_clock_changes_are_those_of_the_zone_file(zone):
    start, end = datetime(2000, 1, 1), datetime(2038, 1, 1)
    ours = [
        at.astimezone(UTC).replace(tzinfo=None)
        for at in zones.transitions(zone, start.replace(tzinfo=UTC), end.replace(tzinfo=UTC))
    ]
    theirs = pytz.timezone(zone)
    times = getattr(theirs, "_utc_transition_times", [])
    changed = [
        at
        for at in times
        if start < at <= end and zones.offset(at, theirs) != zones.offset(at - timedelta(minutes=1), theirs)
    ]
    assert ours == changed


def second_opinion(name: str) -> ZoneInfo:
    """Return the zone of the same file, read by the standard library."""
    with zones._open(name) as file:
        return ZoneInfo.from_file(file, name)


def test_after_2037_every_zone_has_the_offset_of_its_rule():
    moments = [datetime(2038, 1, 1, tzinfo=UTC) + timedelta(days=5 * n, hours=7 * n % 24) for n in range(62 * 365 // 5)]
    for name in pytz.all_timezones:
        ours, theirs = zones.zone(name), second_opinion(name)
        for at in moments[hash_of(name) % 7 :: 7]:
            assert at.astimezone(ours).utcoffset() == at.astimezone(theirs).utcoffset(), (name, at)


def hash_of(name: str) -> int:
    """Return a number that varies by zone, so that all moments are tested over all zones."""
    return sum(map(ord, name))


@pytest.mark.parametrize(
    "name",
    [
        "Africa/Cairo",
        "America/New_York",
        "America/Nuuk",
        "America/Santiago",
        "Antarctica/Troll",
        "Asia/Gaza",  # whose file lists its changes up to 2086
        "Asia/Jerusalem",
        "Asia/Tokyo",
        "Australia/Lord_Howe",
        "Australia/Sydney",
        "Europe/Dublin",  # whose summer time is its standard time
        "Europe/London",
        "Pacific/Auckland",
        "Pacific/Chatham",
    ],
)
def test_clock_changes_after_2037_agree_with_the_standard_library(name):
    start, end = datetime(2037, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
    theirs = second_opinion(name)
    ours = list(zones.transitions(name, start, end))
    for at in ours:
        assert at.utcoffset() == at.astimezone(theirs).utcoffset()
        assert (at - timedelta(minutes=1)).astimezone(theirs).utcoffset() != at.utcoffset()
    per_year = {"Asia/Tokyo": 0, "Asia/Gaza": 2}.get(name, 2)
    assert len(ours) >= per_year * 63


def test_a_schedule_is_open_in_the_summer_of_2038():
    schedule = Schedule.parse("Mo-Fr 09:00-17:00", timezone="America/New_York")
    at = datetime(2038, 7, 15, 13, 30, tzinfo=UTC)
    assert schedule.state(at).kind == "open"
    assert schedule.next_change(at).isoformat() == "2038-07-15T17:00:00-04:00"
    assert zones.at_wall(datetime(2038, 7, 15, 9, 30), "America/New_York") == at


def test_the_zone_folder_does_not_depend_on_the_environment(monkeypatch):
    monkeypatch.setenv("PYTZ_TZDATADIR", "/nonexistent")
    zones.zone.cache_clear()
    assert zones.is_zone("Europe/London")


def test_a_missing_table_of_the_zone_database_is_an_error(monkeypatch):
    monkeypatch.setattr(zones, "_FOLDER", "/nonexistent")
    monkeypatch.setenv("PYTZ_TZDATADIR", "/nonexistent")
    with pytest.raises(DataError, match=r"^cannot read zone\.tab of the time zone database \(.*; reinstall pytz$"):
        zones._table("zone.tab")


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Asia/Calcutta", "IN"), ("Europe/Kiev", "UA"), ("Asia/Saigon", "VN"), ("US/Eastern", "US"),
        ("Canada/Eastern", "CA"), ("GB", "GB"), ("Eire", "IE"), ("PRC", "CN"), ("ROC", "TW"), ("ROK", "KR"),
        ("Turkey", "TR"), ("NZ", "NZ"), ("NZ-CHAT", "NZ"), ("W-SU", "RU"), ("America/Godthab", "GL"),
        ("Iceland", "IS"), ("Africa/Asmera", "ER"), ("Pacific/Truk", "FM"), ("America/Coral_Harbour", "CA"),
        ("Europe/London", "GB"), ("Europe/Oslo", "NO"),
        ("CET", ""), ("EST", ""), ("EST5EDT", ""), ("MET", ""), ("HST", ""), ("GMT", ""), ("UTC", ""),
        ("Etc/GMT-3", ""), ("Factory", ""), ("Nonsense/City", ""), ("", ""), ("<UTC>+3", ""),
    ],
)  # fmt: skip
def test_an_old_name_has_the_country_of_its_place(name, country):
    assert zones.country_of(zones.current_name(name)) == country


def test_every_old_name_of_a_place_has_a_country():
    placeless = {name for name in pytz.all_timezones if not zones.current_name(name)}
    abroad = re.compile(r"Etc/.*|[A-Z]{3}|[A-Z]{3}\d[A-Z]{3}|GMT[+-]?0|Greenwich|Universal|Zulu|Factory")
    assert {name for name in placeless if not abroad.fullmatch(name)} == set()
    assert {"EST", "CET", "UTC", "Etc/UTC"} <= placeless


@pytest.mark.parametrize(
    ("text", "name", "city"),
    [
        ("JST-9", "Etc/GMT-9", "UTC+9"),
        ("<+03>-3", "Etc/GMT-3", "UTC+3"),
        ("UTC+3", "Etc/GMT+3", "UTC-3"),
        ("GMT0", "UTC", "UTC"),
        ("IST-5:30", "<IST>-5:30", "UTC+5:30"),
        ("NST3:30", "<NST>3:30", "UTC-3:30"),
        ("EST5EDT,M3.2.0,M11.1.0", "<EST>5<EDT>,M3.2.0,M11.1.0", "EST/EDT"),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "<CET>-1<CEST>,M3.5.0,M10.5.0/3", "CET/CEST"),
        ("GMT0BST", "<GMT>0<BST>,M3.2.0,M11.1.0", "GMT/BST"),
        ("Nonsense/City", "", ""),
        ("JST", "", ""),
    ],
)
def test_a_posix_rule_has_a_zone_name(text, name, city):
    assert zones.rule_name(text) == name
    if name:
        assert zones.city(name) == city
        assert zones.zone(name)
        assert zones.rule_name(name) == name or zones.is_zone(name)
        assert zones.is_zone(name) == (not name.startswith("<"))


def test_a_posix_rule_without_brackets_is_not_a_zone():
    for text in ("UTC+3", "JST-9", "EST5EDT,M3.2.0,M11.1.0", "<EST>5EDT,M3.2.0,M11.1.0", "<", "<EST>"):
        with pytest.raises(zones.UnknownZoneError):
            zones.zone(text)


def test_zones_with_equal_clocks_are_one():
    start, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
    names = ("America/New_York", "America/Detroit", "America/Chicago", "America/Phoenix", "America/Denver")
    assert zones.zones_apart(names, start, end) == (
        "America/New_York",
        "America/Chicago",
        "America/Phoenix",
        "America/Denver",
    )


def test_a_naive_moment_is_an_error():
    with pytest.raises(ValueError, match="needs its zone"):
        zones.utc_of(datetime(2026, 1, 1))
