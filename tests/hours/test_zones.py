"""Zones: names, countries, wall times in gaps and folds, clock changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import pytz

from supportdir.errors import UsageError
from supportdir.hours import zones


def test_every_zone_is_known_and_agrees_with_pytz():
    moments = [datetime(year, month, 15, 12, tzinfo=UTC) for year in (1970, 2011, 2026, 2037, 2050) for month in (1, 7)]
    for name in pytz.common_timezones:
        theirs, ours = pytz.timezone(name), zones.zone(name)
        assert [at.astimezone(ours).utcoffset() for at in moments] == [
            at.astimezone(theirs).utcoffset() for at in moments
        ]


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
def test_other_names_are_no_zones(name):
    assert not zones.is_zone(name)
    with pytest.raises(zones.UnknownZoneError) as caught:
        zones.zone(name)
    assert isinstance(caught.value, UsageError)
    assert str(caught.value).startswith(f"no time zone is called '{name}'; write an IANA name")


def test_letter_case_counts_on_every_disk():
    with zones._open("UTC") as file:
        folder = file.name.removesuffix("/UTC")
    assert zones._is_spelt("America/New_York", f"{folder}/America/New_York")
    assert not zones._is_spelt("america/New_York", f"{folder}/America/New_York")


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
        ("America/New_York", "2050-07-01T09:00", "2050-07-01T14:00"),  # no summer time known there
    ],
)
def test_a_wall_time_is_a_moment(zone, naive, moment):
    at = zones.at_wall(datetime.fromisoformat(naive), zone)
    assert at.astimezone(UTC) == datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert zones.wall(at, zone) == at.replace(tzinfo=None) == datetime.fromisoformat(naive)


@pytest.mark.parametrize(
    ("zone", "naive", "message"),
    [
        (
            "Europe/London",
            "2026-03-29T01:30",
            "2026-03-29 01:30 is skipped by the clock of Europe/London, which changes there; "
            "write 2026-03-29T00:30+00:00 or 2026-03-29T02:30+01:00",
        ),
        (
            "Europe/London",
            "2026-10-25T01:30",
            "2026-10-25 01:30 comes twice on the clock of Europe/London, which changes there; "
            "write 2026-10-25T01:30+01:00 or 2026-10-25T01:30+00:00",
        ),
        (
            "Australia/Lord_Howe",
            "2026-04-05T01:45",
            "2026-04-05 01:45 comes twice on the clock of Australia/Lord_Howe, which changes there; "
            "write 2026-04-05T01:45+11:00 or 2026-04-05T01:45+10:30",
        ),
        (
            "Pacific/Apia",
            "2011-12-30T12:00",
            "2011-12-30 12:00 is skipped by the clock of Pacific/Apia, which changes there; "
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
    start, end = datetime(2000, 1, 1), datetime(2040, 1, 1)
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


def test_zones_whose_clocks_agree_are_one():
    start, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
    names = ("America/New_York", "America/Detroit", "America/Chicago", "America/Phoenix", "America/Denver")
    assert zones.zones_apart(names, start, end) == (
        "America/New_York",
        "America/Chicago",
        "America/Phoenix",
        "America/Denver",
    )


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="needs its zone"):
        zones.utc_of(datetime(2026, 1, 1))
