"""Zones by name and country, aware moments, and the walk over clock changes: the one door to pytz.

An instant is a naive datetime in UTC where the name says so (`utc`), else an aware datetime; a wall time is a naive
datetime on the clock of a zone. pytz knows no clock change after 2037: from there on a zone keeps its last offset.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO

import pytz
from pytz.tzfile import build_tzinfo

from supportdir.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY = timedelta(days=1)
# The shortest time between two clock changes is about 30 days (Ramadan in Morocco): a probe each week misses none.
_PROBE = timedelta(days=7)
_MINUTE = timedelta(minutes=1)


class UnknownZoneError(UsageError):
    """No IANA zone has that name, in that letter case."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"no time zone is called '{name}'; write an IANA name such as Europe/London, in its letter case"
        )


class ClockChangeError(UsageError):
    """A wall time that the clock skips or shows twice; `readings` are the two moments it may mean, in order."""

    def __init__(self, naive: datetime, zone_name: str, readings: tuple[datetime, datetime], *, skipped: bool) -> None:
        self.naive, self.zone_name, self.readings, self.skipped = naive, zone_name, readings, skipped
        what = "is skipped by" if skipped else "comes twice on"
        first, second = (reading.isoformat(timespec="minutes") for reading in readings)
        super().__init__(
            f"{naive:%Y-%m-%d %H:%M} {what} the clock of {zone_name}, which changes there; write {first} or {second}"
        )


def _open(name: str) -> BinaryIO:
    return pytz.open_resource(name)  # type: ignore[attr-defined,no-any-return]  # the stubs leave it out


@lru_cache(maxsize=1024)
def zone(name: str) -> tzinfo:
    """The zone of an IANA name. Raises UnknownZoneError.

    Reads that zone's file alone: the first pytz.timezone() of a process tests all 597. Moments from
    `aware` and `astimezone` are right; `datetime(..., tzinfo=zone(...))` is local mean time, as ever with pytz.
    """
    try:
        with _open(name) as file:
            if not _is_spelt(name, file.name) or file.read(4) != b"TZif":
                raise UnknownZoneError(name)
            file.seek(0)
            found: tzinfo = build_tzinfo(name, file)
            return found
    except (OSError, ValueError):  # no such file, a folder, or a name that climbs out of the zone folder
        raise UnknownZoneError(name) from None


def _is_spelt(name: str, path: str) -> bool:
    """Whether the file has this very name: some disks take any letter case, every disk takes "America//./New_York"."""
    for part in reversed(name.split("/")):
        path, found = os.path.split(path)
        if part != found or part not in os.listdir(path):  # noqa: PTH208 (pathlib costs more than the zone)
            return False
    return True


def is_zone(name: str) -> bool:
    """Whether it is an IANA name, in its letter case."""
    try:
        zone(name)
    except UnknownZoneError:
        return False
    return True


@lru_cache(maxsize=1)
def _zone_tab() -> dict[str, tuple[str, ...]]:
    """Country → its zones. From the table itself: pytz.country_timezones tests every file first."""
    table: dict[str, tuple[str, ...]] = {}
    with _open("zone.tab") as file:
        for line in file.read().decode().splitlines():
            if line and not line.startswith("#"):
                country, _, name = line.split("\t")[:3]
                table[country] = (*table.get(country, ()), name)
    return table


def zones_of(country: str) -> tuple[str, ...]:
    """The zones of a country (ISO 3166-1, capitals), the most populous mostly first; () if it has none."""
    return _zone_tab().get(country, ())


def country_of(zone_name: str) -> str:
    """The country (ISO 3166-1) of a zone; "" for zones of no country, such as UTC, and for old names."""
    return next((country for country, names in _zone_tab().items() if zone_name in names), "")


def city(zone_name: str) -> str:
    """The name of a zone for people: "New York" for America/New_York."""
    return zone_name.rpartition("/")[2].replace("_", " ")


def utc_of(at: datetime) -> datetime:
    """The instant as a naive datetime in UTC, cut to its minute. Raises ValueError for a naive one."""
    if at.utcoffset() is None:
        raise ValueError("a moment needs its zone; use an aware datetime")
    return at.astimezone(UTC).replace(second=0, microsecond=0, tzinfo=None)


def aware(utc: datetime, where: tzinfo) -> datetime:
    """A naive instant in UTC as an aware datetime on the clock of a zone."""
    return where.fromutc(utc.replace(tzinfo=where))


def offset(utc: datetime, where: tzinfo) -> timedelta:
    """Wall time less UTC, at a naive instant in UTC."""
    return aware(utc, where).replace(tzinfo=None) - utc


def wall(at: datetime, zone_name: str) -> datetime:
    """What the clock of a zone shows at an aware moment, as a naive datetime."""
    return at.astimezone(zone(zone_name)).replace(tzinfo=None)


def at_wall(naive: datetime, zone_name: str) -> datetime:
    """The moment at which the clock of a zone shows a naive time.

    Raises ClockChangeError where the clock skips that time or shows it twice.
    """
    where = zone(zone_name)
    early, late = _readings(naive, where)
    if early == late:
        return aware(early, where)
    skipped = offset(early, where) != naive - early
    first, second = sorted((early, late))
    raise ClockChangeError(naive, zone_name, (aware(first, where), aware(second, where)), skipped=skipped)


def first_instant(naive: datetime, where: tzinfo) -> datetime:
    """The first instant, naive in UTC, at which the clock shows a naive time or has jumped over it."""
    early, late = _readings(naive, where)
    if early > late:  # a gap
        return next_transition(late - _MINUTE, early, where) or early
    return early


def _readings(naive: datetime, where: tzinfo) -> tuple[datetime, datetime]:
    """A wall time read with the offsets before and after a clock change near it; equal if that is one instant.

    In a fold the first is the earlier, in a gap the later.
    """
    before, after = (offset(naive + step, where) for step in (-_DAY, _DAY))
    readings = [naive - before, naive - after]
    real = [utc for utc in readings if utc + offset(utc, where) == naive]
    if len(real) == 1:
        return real[0], real[0]
    return readings[0], readings[1]


def next_transition(utc: datetime, until: datetime, where: tzinfo) -> datetime | None:
    """The first clock change after `utc` and up to `until`, all naive in UTC; None if there is none."""
    now = offset(utc, where)
    while utc < until:
        probe = min(utc + _PROBE, until)
        if offset(probe, where) != now:
            while probe - utc > _MINUTE:
                middle = utc + (probe - utc) // 2 // _MINUTE * _MINUTE
                if offset(middle, where) == now:
                    utc = middle
                else:
                    probe = middle
            return probe
        utc = probe
    return None


def transitions(zone_name: str, start: datetime, end: datetime) -> Iterator[datetime]:
    """The clock changes of a zone after `start` and up to `end`, each as its first moment by the new clock."""
    where = zone(zone_name)
    utc, until = utc_of(start), utc_of(end)
    while found := next_transition(utc, until, where):
        yield aware(found, where)
        utc = found


def zones_apart(names: tuple[str, ...], start: datetime, end: datetime) -> tuple[str, ...]:
    """The first of each group of zones whose clocks agree all the time from `start` to `end`."""
    seen: dict[tuple[object, ...], str] = {}
    for name in names:
        changes = [(at, at.utcoffset()) for at in transitions(name, start, end)]
        seen.setdefault((offset(utc_of(start), zone(name)), *changes), name)
    return tuple(seen.values())


@lru_cache(maxsize=1)
def _country_tab() -> dict[str, str]:
    with _open("iso3166.tab") as file:
        lines = file.read().decode().splitlines()
    return dict(line.split("\t")[:2] for line in lines if line and not line.startswith("#"))


def countries() -> tuple[str, ...]:
    """Return the codes of all countries (ISO 3166-1)."""
    return tuple(_country_tab())


def country_name(country: str) -> str:
    """The English name of a country (ISO 3166-1, capitals); "" for other text."""
    return _country_tab().get(country, "")
