"""The time zone that a person means by "Berlin", "new york" or "UTC+3"."""

from __future__ import annotations

import re
from difflib import get_close_matches

from supportdir.errors import UsageError
from supportdir.hours import zones

_FEW = 5
_OFFSET = re.compile(r"(?:(?P<name>utc|gmt) ?)?(?P<sign>[+\-−])(?P<hours>\d{1,2})(?::?00)?", re.IGNORECASE)


class UnclearZoneError(UsageError):
    """A text that means no time zone, or several; `near` holds the names of those that may be meant."""

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
    """Return the IANA name of the zone that is meant: its name in any case, its last part, or a number of hours.

    Blanks count as underscores. Raises UnclearZoneError.
    """
    if zones.is_zone(typed):
        return typed
    if offset := _OFFSET.fullmatch(typed.strip()):
        return _of_offset(offset, typed)
    asked = _folded(typed)
    names = zones.names()
    whole = [name for name in names if _folded(name) == asked]
    ends = [name for name in names if f"/{_folded(name)}".endswith(f"/{asked}")] if asked else []
    found = whole or ends
    # An old name of the same place is no second meaning.
    current = [name for name in found if zones.country_of(name)] or found
    if len(current) == 1:
        return current[0]
    if current:
        raise UnclearZoneError(typed, current[:_FEW], is_ambiguous=True)
    cities = {_folded(name).rpartition("/")[2]: name for name in names if zones.country_of(name)}
    city = asked.rpartition("/")[2]
    near = [cities[like] for like in get_close_matches(city, cities, n=3, cutoff=0.8)] if len(city) > 3 else []
    raise UnclearZoneError(typed, near, is_ambiguous=False)


def _of_offset(offset: re.Match[str], typed: str) -> str:
    hours, is_ahead = int(offset["hours"]), offset["sign"] == "+"
    name = f"Etc/GMT{'-' if is_ahead else '+'}{hours}" if hours else "UTC"  # the signs of these names are turned round
    if not zones.is_zone(name):
        raise UnclearZoneError(typed, [], is_ambiguous=False)
    if (offset["name"] or "").lower() == "gmt" and hours:  # the same text is a POSIX rule with the other sign
        turned = f"Etc/GMT{'+' if is_ahead else '-'}{hours}"
        raise UnclearZoneError(typed, [f"UTC{'+' if is_ahead else '-'}{hours}", turned], is_ambiguous=True)
    return name


def _folded(name: str) -> str:
    return re.sub(r"[\s_.]+", "_", name.strip()).casefold()
