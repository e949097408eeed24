"""The time zone of the system: TZ, else /etc/localtime."""

from __future__ import annotations

import os
import posixpath

from supportdir.hours import zones

_VARIANTS = ("posix/", "right/")  # copies of the whole database; right/ counts leap seconds
_SHOWN = 60  # characters of a TZ in a note


def system_zone(tz: str | None, etc: str = "/etc") -> tuple[str, str]:
    """The zone that a TZ means (None: not set), as the C library takes it, and a note if the TZ was not understood.

    The zone is a name that `zones.zone` knows, "" if there is none; `etc` has the files `localtime` and `timezone`.

    A path, a variant of the database (posix/, right/) and a POSIX rule are understood; empty is UTC. The zone of other
    text is that of `localtime`, with a note.
    """
    if tz is None:
        return _of_file(f"{etc}/localtime", etc), ""
    text = tz.removeprefix(":")
    if name := ("UTC" if not text else _of_file(text, etc) if text.startswith("/") else _of_text(text)):
        return name, ""
    name = _of_file(f"{etc}/localtime", etc) or "UTC"
    shown = tz if len(tz) <= _SHOWN else f"{tz[:_SHOWN]}…"
    near = zones.near_name(text) if len(tz) <= _SHOWN else ""
    hint = f"did you mean {near}?" if near else "write an IANA name such as Europe/London"
    return name, f"TZ='{shown}' is not a time zone, so your time is that of {name}; {hint}"


def _of_text(text: str) -> str:
    return _iana_name(text) or zones.rule_name(text)


def _iana_name(path: str) -> str:
    """The IANA name in a path below the zone folder; "" if it has none."""
    name = posixpath.normpath(path.lstrip("/"))
    for variant in _VARIANTS:
        name = name.removeprefix(variant)
    return name if zones.is_zone(name) else ""


def _of_file(path: str, etc: str) -> str:
    """The zone of a zone file: by its path, the path that it is a link to, or what is in it; "" if by none of them."""
    try:
        link = os.readlink(path)  # noqa: PTH115  pathlib costs more than the zone
    except (OSError, ValueError):
        link = ""
    paths = (path, link, os.path.realpath(path)) if link else (path,)
    return next(filter(None, map(_of_path, paths)), "") or _of_content(path, etc)


def _of_path(path: str) -> str:
    below = path.partition("zoneinfo")[2].partition("/")[2]  # also below zoneinfo-posix and the like
    return _iana_name(below) if below else ""


def _of_content(path: str, etc: str) -> str:
    """The zone that `timezone` names, if its clock is that of the file; else the rule in the file."""
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
