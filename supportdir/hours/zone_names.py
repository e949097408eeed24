"""Parse the name of a time zone as a person writes it: "Berlin", "new york", "UTC+3"."""

from __future__ import annotations

import re
from difflib import get_close_matches

from supportdir.errors import UsageError
from supportdir.hours import zones

_MAX_NAMES = 5  # in a message
_OFFSET = re.compile(r"(?:(?P<name>utc|gmt) ?)?(?P<sign>[+\-−])(?P<hours>\d{1,2})(?::?00)?", re.IGNORECASE)


class UnclearZoneError(UsageError):
    """The text means no time zone, or several; `near` has the names that may be meant."""

    def __init__(self, typed: str, near: list[str], *, is_ambiguous: bool) -> None:
        self.near = tuple(near)
        if is_ambiguous:
            message = f"--tz '{typed}' can mean several zones; write {' or '.join(near)}"
        elif near:
            message = f"no time zone is called '{typed}'; did you mean {' or '.join(near)}?"
        else:
            message = f"no time zone is called '{typed}'; write an IANA name such as Europe/London, or its city"
        super().__init__(message)


def zone_meant_by(typed: str) -> str:
    """Return the IANA name for a name in any letter case, for the last part of one, or for an offset in hours.

    Spaces count as underscores. Raises UnclearZoneError.
    """
    if zones.is_zone(typed):
        return typed
    if offset := _OFFSET.fullmatch(typed.strip()):
        return _zone_of_offset(offset, typed)
    wanted = _folded(typed)
    names = zones.names()
    whole = [name for name in names if _folded(name) == wanted]
    ends = [name for name in names if f"/{_folded(name)}".endswith(f"/{wanted}")] if wanted else []
    matches = whole or ends
    # An old name of the same zone does not make the text ambiguous.
    current = [name for name in matches if zones.country_of(name)] or matches
    if len(current) == 1:
        return current[0]
    if current:
        raise UnclearZoneError(typed, current[:_MAX_NAMES], is_ambiguous=True)
    cities = {_folded(name).rpartition("/")[2]: name for name in names if zones.country_of(name)}
    city = wanted.rpartition("/")[2]
    near = [cities[match] for match in get_close_matches(city, cities, n=3, cutoff=0.8)] if len(city) > 3 else []
    raise UnclearZoneError(typed, near, is_ambiguous=False)


def _zone_of_offset(offset: re.Match[str], typed: str) -> str:
    """Return the IANA name of a clock with a fixed offset. Raises UnclearZoneError."""
    hours, is_ahead = int(offset["hours"]), offset["sign"] == "+"
    name = f"Etc/GMT{'-' if is_ahead else '+'}{hours}" if hours else "UTC"  # these names have the opposite sign
    if not zones.is_zone(name):
        raise UnclearZoneError(typed, [], is_ambiguous=False)
    if (offset["name"] or "").lower() == "gmt" and hours:  # as a POSIX rule the text has the opposite meaning
        opposite = f"Etc/GMT{'+' if is_ahead else '-'}{hours}"
        raise UnclearZoneError(typed, [f"UTC{'+' if is_ahead else '-'}{hours}", opposite], is_ambiguous=True)
    return name


def _folded(name: str) -> str:
    return re.sub(r"[\s_.]+", "_", name.strip()).casefold()
