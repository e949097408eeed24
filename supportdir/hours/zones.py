"""Time zones: names, countries, aware datetimes and clock changes. The only module that imports pytz.

An instant is a naive datetime in UTC (`utc`) or an aware datetime. A wall time is a naive datetime on the clock of a
zone. The zone files of pytz are read here, because pytz takes longer and ignores the clock changes after 2037.

A zone is known by its IANA name. A clock without one, such as TZ=CET-1CEST,M3.5.0,M10.5.0/3, is known by its POSIX rule
with the abbreviations in angle brackets (`rule_name`), so that it differs from text that a person types.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from importlib.util import find_spec
from struct import iter_unpack, unpack_from
from typing import TYPE_CHECKING, BinaryIO

from supportdir.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  naive, in UTC, as the next two
_FIRST, _LAST = datetime(1, 1, 1), datetime(9999, 12, 31)  # noqa: DTZ001
_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)
# Clock changes are at least about 30 days apart (Ramadan in Morocco), so weekly probes find all.
_PROBE = timedelta(days=7)
_MINUTE = timedelta(minutes=1)

# The last moment of `utc_of` and the result: `open` needs the same moment for hundreds of schedules.
_last_utc: list[tuple[datetime | None, datetime]] = [(None, _EPOCH)]
_VERSIONS = (b"TZif2", b"TZif3", b"TZif4")  # of zone files; the first one has no times of 64 bits
_PYTZ = find_spec("pytz")  # importing it would cost every command 2 ms
_FOLDER = f"{os.path.dirname(_PYTZ.origin or '')}/zoneinfo" if _PYTZ else ""  # noqa: PTH120

# Old name → current name (in zone.tab) of the same place. The tz database links these names to another country, because
# the clocks have agreed since 1970. Source: its file `backward` before such zones were merged.
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
_PARTS_OF_BRITAIN = {"GB-ENG": "England", "GB-NIR": "Northern Ireland", "GB-SCT": "Scotland", "GB-WLS": "Wales"}
# Names in the prose of company files, besides those of iso3166.tab → codes. New Jersey is listed as it is not Jersey.
_PROSE_NAMES = {
    "British Virgin Islands": "VG",
    "Channel Islands": "GG JE",
    "Czechia": "CZ",
    "Macao": "MO",
    "New England": "US",
    "New Jersey": "US-NJ",
    "New Mexico": "US-NM",
    "New South Wales": "AU-NSW",
    "North Korea": "KP",
    "Russian Federation": "RU",
    "UAE": "AE",
    "UK": "GB",
    "US Virgin Islands": "VI",
    "US": "US",
    "USA": "US",
    "United Kingdom": "GB",
}
_MAX_WORDS = 5  # in the name of a country
_CLOCK_NAME = r"[A-Z]{2}T(?:\d[A-Z]{2}T)?"  # CET, EST5EDT: the clock of several countries


class UnknownZoneError(UsageError):
    """No IANA zone has that name; letter case matters."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"no time zone is called '{name}'; write an IANA name such as Europe/London, in the same letter case"
        )


class ClockChangeError(UsageError):
    """The clock skips the wall time or shows it twice; `readings` has the two moments it may mean, in order."""

    def __init__(self, naive: datetime, zone_name: str, readings: tuple[datetime, datetime], *, skipped: bool) -> None:
        self.naive, self.zone_name, self.readings, self.skipped = naive, zone_name, readings, skipped
        problem = "is skipped by" if skipped else "occurs twice at"
        first, second = (reading.isoformat(timespec="minutes") for reading in readings)
        super().__init__(f"{naive:%Y-%m-%d %H:%M} {problem} the clock change in {zone_name}; write {first} or {second}")


def _open(name: str) -> BinaryIO:
    """Open a file of the time zone database: the one in pytz, even if PYTZ_TZDATADIR is set.

    If pytz comes without it (some distributions remove it), open the one that pytz uses. Raises OSError, ValueError.
    """
    try:
        return open(f"{_FOLDER}/{name}", "rb", buffering=0)  # noqa: PTH123
    except OSError:
        import pytz

        return pytz.open_resource(name)  # type: ignore[attr-defined,no-any-return]  # missing in the stubs


def _table(name: str) -> str:
    """Return the text of a file of the time zone database. Raises DataError."""
    try:
        with _open(name) as file:
            return file.read().decode()
    except (OSError, ValueError) as error:
        raise DataError(f"cannot read {name} of the time zone database ({error}); reinstall pytz") from None


@lru_cache(maxsize=1024)
def zone(name: str) -> tzinfo:
    """Return the zone of an IANA name, or of a POSIX rule named by `rule_name`. Raises UnknownZoneError.

    As with pytz, use `aware` or `astimezone`: `datetime(..., tzinfo=zone(...))` has the zone's oldest offset.
    """
    return (_zone_of_rule(name) if name.startswith("<") else _zone_of_file(name, _content(name))).first


def _content(name: str) -> bytes:
    """Return the content of a zone file. Raises UnknownZoneError."""
    try:
        if ".." not in name:
            with _open(name) as file:
                if _has_exact_name(name, file.name) and (content := file.read()).startswith(_VERSIONS):
                    return content
    except (OSError, ValueError):  # no such file, or a folder
        pass
    raise UnknownZoneError(name)


class _Zone:
    """A zone: its clock before the first change and after each change, then a POSIX rule.

    `kinds` are the different clocks: minutes and abbreviation; the first is that before the first change. `times` are
    the changes in UNIX seconds, `after` the number of the clock after each. `rule` is valid after the last change; ""
    if the last clock stays.
    """

    def __init__(
        self, name: str, kinds: Iterable[tuple[int, str]], times: Sequence[int], after: Sequence[int], rule: str
    ) -> None:
        self.name, self._times, self._after, self._rule = name, times, after, rule
        self._clocks = [_Clock(self, *kind) for kind in kinds]
        # The last clock and the time for which it is valid. One value, because threads share the zone.
        self._last = _LAST, _FIRST, self.first

    @property
    def first(self) -> _Clock:
        """The clock before the first change."""
        return self._clocks[0]

    def clock_at(self, utc: datetime) -> _Clock:
        """Return the clock at an instant (naive, UTC)."""
        start, end, clock = self._last
        if not start <= utc < end:
            start, end, clock = self._last = self._find(utc)
        return clock

    def _find(self, utc: datetime) -> tuple[datetime, datetime, _Clock]:
        """Return from when (included) until when the clock at an instant stays the same, and that clock."""
        times = self._times
        number = bisect_right(times, (utc - _EPOCH) // _SECOND)
        if self._rule and number == len(times):
            from supportdir.hours.posix import parse_posix_rule

            if rule := parse_posix_rule(self._rule):
                offset = rule.offset(utc)
                clock = _Clock(self, offset // _MINUTE, rule.abbreviations[offset == rule.summer])
                return utc, min(utc, _LAST) + datetime.resolution, clock
        start = _instant(times[number - 1]) if number else _FIRST
        end = _instant(times[number]) if number < len(times) else _LAST
        return start, end, self._clocks[self._after[number - 1]] if number else self.first


def _instant(seconds: int) -> datetime:
    """Return the instant (naive, UTC) of UNIX seconds; `_FIRST` if they are before the year 1."""
    try:
        return _EPOCH + seconds * _SECOND
    except OverflowError:
        return _FIRST


class _Clock(tzinfo):
    """The clock of a zone while its offset (minutes) stays the same; `fromutc` returns a datetime on the right one."""

    def __init__(self, zone: _Zone, minutes: int, abbreviation: str) -> None:
        self.zone, self.offset, self._abbreviation = zone, minutes * _MINUTE, abbreviation

    def fromutc(self, dt: datetime) -> datetime:
        utc = dt.replace(tzinfo=None)
        clock = self.zone.clock_at(utc)
        return (utc + clock.offset).replace(tzinfo=clock)

    def utcoffset(self, dt: datetime | None) -> timedelta:
        return self.offset

    def dst(self, dt: datetime | None) -> None:
        return None

    def tzname(self, dt: datetime | None) -> str:
        return self._abbreviation

    def __repr__(self) -> str:
        return self.zone.name

    def __reduce__(self) -> tuple[object, ...]:
        return _clock, (self.zone.name, self.offset // _MINUTE, self._abbreviation)


def _clock(name: str, minutes: int, abbreviation: str) -> _Clock:
    """Return a clock of a zone, for `copy` and `pickle`."""
    base = zone(name)
    assert isinstance(base, _Clock)
    return _Clock(base.zone, minutes, abbreviation)


def _zone_of_file(name: str, content: bytes) -> _Zone:
    """Return the zone of a zone file (RFC 9636), by its 64-bit part. Offsets are rounded to minutes."""
    universal, standard, leaps, times, kinds, letters = unpack_from(">6l", content, 20)
    start = 44 + 5 * times + 6 * kinds + letters + 8 * leaps + standard + universal
    times, kinds, letters = unpack_from(">3l", content, start + 32)
    first_number = start + 44 + 8 * times
    first_kind = first_number + times
    first_letter = first_kind + 6 * kinds
    changes = unpack_from(f">{times}q", content, start + 44)
    clocks = (
        ((seconds + 30) // 60, content[first_letter + at : content.index(b"\0", first_letter + at)].decode("ascii"))
        for seconds, _, at in iter_unpack(">lBB", content[first_kind:first_letter])
    )
    rule = rule_of_file(content)
    has_summer_time = "," in rule  # any other rule is that of the last clock; parsing it takes longer than the file
    return _Zone(name, clocks, changes, content[first_number:first_kind], rule if has_summer_time else "")


def _zone_of_rule(name: str) -> _Zone:
    from supportdir.hours.posix import parse_posix_rule

    rule = parse_posix_rule(name)
    if rule is None or rule.text != name:
        raise UnknownZoneError(name)
    clocks = [(rule.standard // _MINUTE, rule.abbreviations[0])]
    return _Zone(name, clocks, (), (), "" if rule.summer is None else name)


def rule_name(text: str) -> str:
    """Return the name by which `zone` knows the clock of a POSIX rule; "" if the text is not a rule.

    A clock with a fixed offset of whole hours has an IANA name, such as Etc/GMT-3.
    """
    from supportdir.hours.posix import parse_posix_rule

    rule = parse_posix_rule(text)
    if rule is None:
        return ""
    hours, rest = divmod(rule.standard, timedelta(hours=1))
    if rule.summer is not None or rest or not -12 <= hours <= 14:
        return rule.text
    return f"Etc/GMT{-hours:+}" if hours else "UTC"


def rule_of_file(content: bytes) -> str:
    """Return the POSIX rule in the last line of a zone file (RFC 9636), valid after its last change; "" if none."""
    if not content.startswith(b"TZif"):
        return ""
    return content[:-1].rpartition(b"\n")[2].decode("ascii", "replace") if content[4:5] >= b"2" else ""


def _has_exact_name(name: str, path: str) -> bool:
    """Return whether a path ends in exactly this name.

    Some file systems ignore letter case, and all accept "America//./New_York".
    """
    for part in reversed(name.split("/")):
        path, last = os.path.split(path)
        if part != last or part not in _names_in(path):
            return False
    return True


@lru_cache(maxsize=64)
def _names_in(folder: str) -> frozenset[str]:
    return frozenset(os.listdir(folder))  # noqa: PTH208 (as above)


def is_zone(name: str) -> bool:
    """Return whether a text is an IANA name; letter case matters."""
    if name.startswith("<"):  # a POSIX rule
        return False
    try:
        zone(name)
    except UnknownZoneError:
        return False
    return True


def same_rule(first: str, second: str) -> bool:
    """Return whether the clocks of two zones agree in the future, after the clock changes listed in their files."""
    start = datetime(2137, 1, 1, tzinfo=UTC)  # no zone file lists later changes
    return len(zones_apart((first, second), start, start + 366 * _DAY)) == 1


@lru_cache(maxsize=1)
def _zone_tab() -> dict[str, tuple[str, ...]]:
    """Return country → zones. Read directly, because pytz.country_timezones checks every zone file first."""
    table: dict[str, tuple[str, ...]] = {}
    for line in _table("zone.tab").splitlines():
        if line and not line.startswith("#"):
            country, _, name = line.split("\t")[:3]
            table[country] = (*table.get(country, ()), name)
    return table


@lru_cache(maxsize=1)
def _links() -> dict[str, str]:
    """Return old name → the name that it links to."""
    lines = (line.split() for line in _table("tzdata.zi").splitlines() if line.startswith("L "))
    return {old: name for _, name, old in lines} | _MERGED


def current_name(name: str) -> str:
    """Return the current name of the place that an old name, such as Asia/Calcutta, means; "" if it means no place."""
    while name and not country_of(name):
        name = "" if re.fullmatch(_CLOCK_NAME, name) else _links().get(name, "")
    return name


def near_name(text: str) -> str:
    """Return the IANA name for a name in another letter case, in quotes, or with spaces; "" if there is none."""
    wanted = text.strip(" \t\"'").replace(" ", "_").casefold()
    names = (name for group in (*_zone_tab().values(), tuple(_links())) for name in group)
    return next((name for name in names if name.casefold() == wanted), "")


def names() -> Sequence[str]:
    """Return all IANA names in alphabetical order, including old names."""
    import pytz

    return pytz.all_timezones


def zones_of(country: str) -> tuple[str, ...]:
    """Return the zones of a country (ISO 3166-1, capitals), usually the most populous first; () if there are none."""
    return _zone_tab().get(country, ())


def country_of(zone_name: str) -> str:
    """Return the country (ISO 3166-1) of a zone; "" for old names and zones without a country, such as UTC."""
    return next((country for country, names in _zone_tab().items() if zone_name in names), "")


def city(zone_name: str) -> str:
    """Return a readable name: "New York" for America/New_York, "UTC+3" for Etc/GMT-3, "EST/EDT" for a POSIX rule."""
    if zone_name.startswith(("<", "Etc/GMT+", "Etc/GMT-")):
        return _rule_city(zone_name)
    return zone_name.rpartition("/")[2].replace("_", " ")


def country_of_city(name: str) -> str:
    """Return the country (ISO 3166-1) of a city that an IANA zone is called after, in any case; "" for other names."""
    cities = (zone for zone in names() if "/" in zone and city(zone).casefold() == name.strip().casefold())
    return next(filter(None, map(country_of, cities)), "")


def _rule_city(zone_name: str) -> str:
    from supportdir.hours.posix import parse_posix_rule

    rule = parse_posix_rule(zone_name.replace("Etc/GMT", "<UTC>"))
    if rule is None:
        return zone_name
    if rule.summer is not None:
        return "/".join(rule.abbreviations)
    minutes = rule.standard // _MINUTE
    rest = abs(minutes) % 60
    return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60}" + (f":{rest:02}" if rest else "")


def utc_of(at: datetime) -> datetime:
    """Return an aware datetime as naive UTC without seconds. Raises ValueError for a naive one."""
    last, utc = _last_utc[0]  # by identity: datetimes that differ in `fold` only are equal
    if at is not last:
        if at.utcoffset() is None:
            raise ValueError("a moment needs its zone; use an aware datetime")
        utc = at.astimezone(UTC).replace(second=0, microsecond=0, tzinfo=None)
        _last_utc[0] = at, utc
    return utc


def aware(utc: datetime, where: tzinfo) -> datetime:
    """Return an instant (naive, UTC) as an aware datetime in a zone."""
    return where.fromutc(utc.replace(tzinfo=where))


def offset(utc: datetime, where: tzinfo) -> timedelta:
    """Return wall time minus UTC at an instant (naive, UTC)."""
    if isinstance(where, _Clock):
        return where.zone.clock_at(utc).offset
    return aware(utc, where).replace(tzinfo=None) - utc


def wall(at: datetime, zone_name: str) -> datetime:
    """Return the wall time (naive) in a zone at an aware moment."""
    return at.astimezone(zone(zone_name)).replace(tzinfo=None)


def at_wall(naive: datetime, zone_name: str) -> datetime:
    """Return the aware moment at which the clock of a zone shows a wall time (naive).

    Raises ClockChangeError if the clock skips that time or shows it twice.
    """
    where = zone(zone_name)
    early, late = _readings(naive, where)
    if early == late:
        return aware(early, where)
    skipped = offset(early, where) != naive - early
    first, second = sorted((early, late))
    raise ClockChangeError(naive, zone_name, (aware(first, where), aware(second, where)), skipped=skipped)


def first_instant(naive: datetime, where: tzinfo) -> datetime:
    """Return the first instant (naive, UTC) at which the clock shows a wall time or has skipped it."""
    early, late = _readings(naive, where)
    if early > late:  # a gap
        return next_transition(late - _MINUTE, early, where) or early
    return early


def _readings(naive: datetime, where: tzinfo) -> tuple[datetime, datetime]:
    """Return the instants (naive, UTC) that a wall time means by the offsets of the day before and the day after.

    They are equal if the wall time occurs once. If it occurs twice, the first is earlier; if it is skipped, later.
    """
    before, after = (offset(naive + step, where) for step in (-_DAY, _DAY))
    readings = [naive - before, naive - after]
    real = [utc for utc in readings if utc + offset(utc, where) == naive]
    if len(real) == 1:
        return real[0], real[0]
    return readings[0], readings[1]


def next_transition(utc: datetime, until: datetime, where: tzinfo) -> datetime | None:
    """Return the first clock change after `utc` and up to `until` (all naive UTC); None if there is none."""
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
    """Yield the clock changes of a zone after `start` and up to `end`, each as its first moment on the new clock."""
    where = zone(zone_name)
    utc, until = utc_of(start), utc_of(end)
    while transition := next_transition(utc, until, where):
        yield aware(transition, where)
        utc = transition


def zones_apart(names: tuple[str, ...], start: datetime, end: datetime) -> tuple[str, ...]:
    """Return the first zone of each group of zones whose clocks agree from `start` to `end`."""
    seen: dict[tuple[object, ...], str] = {}
    for name in names:
        changes = [(at, at.utcoffset()) for at in transitions(name, start, end)]
        seen.setdefault((offset(utc_of(start), zone(name)), *changes), name)
    return tuple(seen.values())


@lru_cache(maxsize=1)
def _country_tab() -> dict[str, str]:
    lines = _table("iso3166.tab").splitlines()
    table = dict(line.split("\t")[:2] for line in lines if line and not line.startswith("#"))
    return table | {"XK": "Kosovo"}  # the code in use for Kosovo, which has none in ISO 3166


def countries() -> tuple[str, ...]:
    """Return the codes of all countries (ISO 3166-1)."""
    return tuple(_country_tab())


def is_country_code(text: str) -> bool:
    """Return whether a text has the form of a code of ISO 3166-1 or -2, in capitals, of a country that exists.

    Whether the country has that part is not checked.
    """
    return bool(country_name(text) and re.fullmatch("[A-Z]{2}(-[A-Z0-9]{1,3})?", text))


def country_name(country: str) -> str:
    """Return the English name of the country of a code (ISO 3166-1 or -2, capitals: "US", "US-CA"); "" if unknown.

    The parts of Britain have names of their own.
    """
    return _PARTS_OF_BRITAIN.get(country) or _country_tab().get(country.partition("-")[0], "")


def countries_named(text: str) -> tuple[str, ...]:
    """Return the codes (ISO 3166-1 or -2) of the places that an English text names: GB, JE for "the UK and Jersey"."""
    names, words = _names_in_prose(), re.sub("[.,;:()]", "", text).split()
    codes: list[str] = []
    while words:
        sizes = range(min(_MAX_WORDS, len(words)), 0, -1)
        size = next((size for size in sizes if " ".join(words[:size]) in names), 0)
        codes += names.get(" ".join(words[:size]), "").split()
        words = words[size or 1 :]
    return tuple(dict.fromkeys(codes))


@lru_cache(maxsize=1)
def _names_in_prose() -> dict[str, str]:
    """Return name → codes. A name of iso3166.tab ends at its bracket: "Britain (UK)", "Korea (South)"."""
    named = {name.partition(" (")[0]: code for code, name in (_country_tab() | _PARTS_OF_BRITAIN).items()}
    return named | _PROSE_NAMES
