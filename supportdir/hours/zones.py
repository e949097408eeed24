"""Zones by name and country, aware moments, and the walk over clock changes: the one door to pytz.

An instant is a naive datetime in UTC where the name says so (`utc`), else an aware datetime; a wall time is a naive
datetime on the clock of a zone. pytz reads the clock changes up to 2037; those after it are read here (`_later`).

A zone has an IANA name. A clock that has none, such as that of TZ=CET-1CEST,M3.5.0,M10.5.0/3, goes by its POSIX rule
with the abbreviations in angle brackets, so that no text typed by hand is taken for one (`rule_name`).
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

import pytz
from pytz.tzfile import build_tzinfo
from pytz.tzinfo import DstTzInfo

from supportdir.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from supportdir.hours.posix import Rule

_DAY = timedelta(days=1)
# The shortest time between two clock changes is about 30 days (Ramadan in Morocco): a probe each week misses none.
_PROBE = timedelta(days=7)
_MINUTE = timedelta(minutes=1)

_FOLDER = f"{os.path.dirname(pytz.__file__)}/zoneinfo"  # noqa: PTH120
_LAST_YEAR_OF_PYTZ = 2037

# Names that the tz database links to a place of another country, since the clocks have agreed since 1970, and the name
# for the same place that zone.tab has. From the links that its file `backward` had before such places were merged.
_MERGED = {
    "Africa/Asmera": "Africa/Asmara",
    "Africa/Timbuktu": "Africa/Bamako",
    "America/Coral_Harbour": "America/Atikokan",
    "America/Virgin": "America/St_Thomas",
    "Antarctica/South_Pole": "Antarctica/McMurdo",
    "Atlantic/Jan_Mayen": "Europe/Oslo",
    "Iceland": "Atlantic/Reykjavik",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
    "Pacific/Yap": "Pacific/Chuuk",
}
_CLOCK_NAME = r"[A-Z]{2}T(?:\d[A-Z]{2}T)?"  # CET, EST5EDT: a clock of many countries, whatever it links to


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
    """A file of the time zone database: that of pytz itself, whatever PYTZ_TZDATADIR says, where pytz has one.

    Raises OSError and ValueError.
    """
    path = f"{_FOLDER}/{name}"
    if os.path.exists(path):  # noqa: PTH110  as everywhere here, pathlib costs more than the zone
        return open(path, "rb")  # noqa: PTH123
    return pytz.open_resource(name)  # type: ignore[attr-defined,no-any-return]  # the stubs leave it out


def _table(name: str) -> str:
    """A text of the time zone database. Raises DataError."""
    try:
        with _open(name) as file:
            return file.read().decode()
    except (OSError, ValueError) as error:
        raise DataError(f"the time zone database has no readable {name} ({error}); install pytz again") from None


@lru_cache(maxsize=1024)
def zone(name: str) -> tzinfo:
    """The zone of an IANA name, or of the name of a rule (`rule_name`). Raises UnknownZoneError.

    Reads that zone's file alone: the first pytz.timezone() of a process tests all 597. Moments from
    `aware` and `astimezone` are right; `datetime(..., tzinfo=zone(...))` is local mean time, as ever with pytz.
    """
    if name.startswith("<"):
        return _zone_of_rule(name)
    known: tzinfo = build_tzinfo(name, BytesIO(_content(name)))
    if not isinstance(known, DstTzInfo):
        return known
    changes = {"_utc_transition_times": known._utc_transition_times, "_transition_info": known._transition_info}  # type: ignore[attr-defined]
    made: tzinfo = type(name, (_Zone,), {"zone": name, **changes})()
    return made


def _content(name: str) -> bytes:
    """The file of a zone. Raises UnknownZoneError."""
    try:
        if ".." not in name:
            with _open(name) as file:
                if _is_spelt(name, file.name) and (content := file.read()).startswith(b"TZif"):
                    return content
    except (OSError, ValueError):  # no such file, or a folder
        pass
    raise UnknownZoneError(name)


class _Zone(DstTzInfo):
    """A zone of pytz that knows its clock changes after 2037, too."""

    zone: str

    def fromutc(self, dt: datetime) -> datetime:
        if dt.year <= _LAST_YEAR_OF_PYTZ:
            return super().fromutc(dt)
        utc = dt.replace(tzinfo=None)
        return _on_clock(utc, _later(self.zone)(utc))


class _RuleZone(tzinfo):
    """The clock of a POSIX rule."""

    def __init__(self, rule: Rule) -> None:
        self._rule = rule

    def fromutc(self, dt: datetime) -> datetime:
        utc = dt.replace(tzinfo=None)
        return _on_clock(utc, self._rule.offset(utc))

    def utcoffset(self, dt: datetime | None) -> timedelta:
        return self._rule.standard

    def dst(self, dt: datetime | None) -> timedelta:
        return timedelta()

    def tzname(self, dt: datetime | None) -> str:
        return self._rule.text


def _on_clock(utc: datetime, offset: timedelta) -> datetime:
    return (utc + offset).replace(tzinfo=timezone(offset))


def _zone_of_rule(name: str) -> tzinfo:
    from supportdir.hours.posix import parse_rule

    rule = parse_rule(name)
    if rule is None or rule.text != name:
        raise UnknownZoneError(name)
    return _RuleZone(rule)


def rule_name(text: str) -> str:
    """The name by which `zone` knows the clock of a POSIX rule; "" if the text is none.

    A clock that is always whole hours from UTC has an IANA name (Etc/GMT-3).
    """
    from supportdir.hours.posix import parse_rule

    rule = parse_rule(text)
    if rule is None:
        return ""
    hours, rest = divmod(rule.standard, timedelta(hours=1))
    if rule.summer is not None or rest or not -12 <= hours <= 14:
        return rule.text
    return f"Etc/GMT{-hours:+}" if hours else "UTC"


def rule_of_file(content: bytes) -> str:
    """The rule in the last line of a zone file (RFC 9636), for the time after its last clock change; "" if none."""
    if not content.startswith(b"TZif"):
        return ""
    return content[:-1].rpartition(b"\n")[2].decode("ascii", "replace") if content[4:5] >= b"2" else ""


@lru_cache(maxsize=64)
def _later(name: str) -> Callable[[datetime], timedelta]:
    """Wall time less UTC at a naive instant in UTC after 2037: by the 64-bit part of the zone file, then its rule."""
    from bisect import bisect_right
    from struct import unpack_from

    from supportdir.hours.posix import parse_rule

    content = _content(name)
    rule = parse_rule(rule_of_file(content))
    universal, standard, leaps, times, types, letters = unpack_from(">6l", content, 20)
    again = 44 + 5 * times + 6 * types + letters + 8 * leaps + standard + universal  # there the 64-bit part begins
    *_, times, types, _ = unpack_from(">6l", content, again + 20)
    values = unpack_from(f">{times}q{times}B" + "lBB" * types, content, again + 44)
    changes = [
        (datetime(1970, 1, 1) + timedelta(seconds=at), timedelta(seconds=values[2 * times + 3 * kind]))  # noqa: DTZ001
        for at, kind in zip(values[:times], values[times : 2 * times], strict=True)
        if at > 0
    ]

    def offset_at(utc: datetime) -> timedelta:
        if rule and (not changes or utc >= changes[-1][0]):
            return rule.offset(utc)
        return changes[bisect_right(changes, utc, key=lambda change: change[0]) - 1][1]

    return offset_at


def _is_spelt(name: str, path: str) -> bool:
    """Whether the file has this very name: some disks take any letter case, every disk takes "America//./New_York"."""
    for part in reversed(name.split("/")):
        path, found = os.path.split(path)
        if part != found or part not in os.listdir(path):  # noqa: PTH208 (pathlib costs more than the zone)
            return False
    return True


def is_zone(name: str) -> bool:
    """Whether it is an IANA name, in its letter case."""
    if name.startswith("<"):  # a rule
        return False
    try:
        zone(name)
    except UnknownZoneError:
        return False
    return True


def same_rule(one: str, other: str) -> bool:
    """Whether the clocks of two zones agree after the clock changes that their files list."""
    start = datetime(_LAST_YEAR_OF_PYTZ + 100, 1, 1, tzinfo=UTC)
    return len(zones_apart((one, other), start, start + 366 * _DAY)) == 1


@lru_cache(maxsize=1)
def _zone_tab() -> dict[str, tuple[str, ...]]:
    """Country → its zones. From the table itself: pytz.country_timezones tests every file first."""
    table: dict[str, tuple[str, ...]] = {}
    for line in _table("zone.tab").splitlines():
        if line and not line.startswith("#"):
            country, _, name = line.split("\t")[:3]
            table[country] = (*table.get(country, ()), name)
    return table


@lru_cache(maxsize=1)
def _links() -> dict[str, str]:
    """Old name → the name that it is a link to."""
    lines = (line.split() for line in _table("tzdata.zi").splitlines() if line.startswith("L "))
    return {old: name for _, name, old in lines} | _MERGED


def current_name(name: str) -> str:
    """The name in the zone table of the place that an old name, such as Asia/Calcutta, stands for; "" if of none."""
    while name and not country_of(name):
        name = "" if re.fullmatch(_CLOCK_NAME, name) else _links().get(name, "")
    return name


def near_name(text: str) -> str:
    """The IANA name that is meant by text in another letter case, in quotes, or with blanks; "" if none is."""
    wanted = text.strip(" \t\"'").replace(" ", "_").casefold()
    names = (name for group in (*_zone_tab().values(), tuple(_links())) for name in group)
    return next((name for name in names if name.casefold() == wanted), "")


def names() -> Sequence[str]:
    """All IANA names, in alphabetical order, old ones too."""
    return pytz.all_timezones


def zones_of(country: str) -> tuple[str, ...]:
    """The zones of a country (ISO 3166-1, capitals), the most populous mostly first; () if it has none."""
    return _zone_tab().get(country, ())


def country_of(zone_name: str) -> str:
    """The country (ISO 3166-1) of a zone; "" for zones of no country, such as UTC, and for old names."""
    return next((country for country, names in _zone_tab().items() if zone_name in names), "")


def city(zone_name: str) -> str:
    """The name of a zone for people: "New York" for America/New_York, "UTC+3" for Etc/GMT-3, "EST/EDT" for a rule."""
    if zone_name.startswith(("<", "Etc/GMT+", "Etc/GMT-")):
        return _rule_city(zone_name)
    return zone_name.rpartition("/")[2].replace("_", " ")


def _rule_city(zone_name: str) -> str:
    from supportdir.hours.posix import parse_rule

    rule = parse_rule(zone_name.replace("Etc/GMT", "<UTC>"))
    if rule is None:
        return zone_name
    if rule.summer is not None:
        return "/".join(rule.abbreviations)
    minutes = rule.standard // _MINUTE
    rest = abs(minutes) % 60
    return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60}" + (f":{rest:02}" if rest else "")


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
    lines = _table("iso3166.tab").splitlines()
    return dict(line.split("\t")[:2] for line in lines if line and not line.startswith("#"))


def countries() -> tuple[str, ...]:
    """Return the codes of all countries (ISO 3166-1)."""
    return tuple(_country_tab())


def country_name(country: str) -> str:
    """The English name of a country (ISO 3166-1 or -2, capitals: also that of a part, "US-CA"); "" for other text."""
    return _country_tab().get(country.partition("-")[0], "")
