"""The time zone of the system: TZ, else /etc/localtime."""

from __future__ import annotations

import os
import posixpath

from supportdir.errors import shortened
from supportdir.hours import zones

_VARIANTS = ("posix/", "right/")  # copies of the whole zone database; those in right/ count leap seconds


def system_zone(tz: str | None, etc: str = "/etc") -> tuple[str, str]:
    """Return the time zone that TZ means to the C library, and a note if `tz` is not a time zone.

    The zone is a name that `zones.zone` accepts; "" if the system has none. `tz` is None if TZ is not set. `etc` is the
    folder with `localtime` and `timezone`. A path, a copy of the database (posix/, right/) and a POSIX rule are
    accepted; an empty TZ means UTC. For other texts the zone is that of `localtime`.
    """
    if tz is None:
        return _zone_of_file(f"{etc}/localtime", etc), ""
    text = tz.removeprefix(":")
    if name := ("UTC" if not text else _zone_of_file(text, etc) if text.startswith("/") else _zone_of_text(text)):
        return name, ""
    name = _zone_of_file(f"{etc}/localtime", etc) or "UTC"
    shown = shortened(tz)
    near = zones.near_name(text) if shown == tz else ""
    hint = f"did you mean {near}?" if near else "write an IANA name such as Europe/London"
    return name, f"TZ='{shown}' is not a time zone, using {name}; {hint}"


def _zone_of_text(text: str) -> str:
    return _iana_name(text) or zones.rule_name(text)


def _iana_name(path: str) -> str:
    """Return the IANA name of a path relative to the zone folder; "" if it is not a zone."""
    name = posixpath.normpath(path.lstrip("/"))
    for variant in _VARIANTS:
        name = name.removeprefix(variant)
    return name if zones.is_zone(name) else ""


def _zone_of_file(path: str, etc: str) -> str:
    """Return the zone of a zone file, by its path, by the path it links to, or by its content; "" if it has none."""
    try:
        link = os.readlink(path)  # noqa: PTH115  importing pathlib takes longer than finding the zone
    except (OSError, ValueError):
        link = ""
    paths = (path, link, os.path.realpath(path)) if link else (path,)
    return next(filter(None, map(_zone_of_path, paths)), "") or _zone_of_content(path, etc)


def _zone_of_path(path: str) -> str:
    below = path.partition("zoneinfo")[2].partition("/")[2]  # also below zoneinfo-posix and zoneinfo-leaps
    return _iana_name(below) if below else ""


def _zone_of_content(path: str, etc: str) -> str:
    """Return the zone named in the file `timezone` if it has the file's POSIX rule; else that rule."""
    from supportdir.paths import read_file

    try:
        rule = zones.rule_name(zones.rule_of_file(read_file(path)[1]))
    except (OSError, ValueError):
        return ""
    try:
        name = read_file(f"{etc}/timezone")[1].decode("ascii", "replace").strip()
    except OSError:
        return rule
    return name if rule and zones.is_zone(name) and zones.same_rule(name, rule) else rule
