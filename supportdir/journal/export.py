"""The log in formats of other programs: JSON, CSV for spreadsheets, iCalendar for the promises that are open.

The text of the user goes into these files as it is; mask secrets before it is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from supportdir.characters import visible
from supportdir.journal.entry import Entry, worked_option

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from icalendar import Alarm, Event

VERSION = 1

Verdicts = Mapping[int, Mapping[str, bool]]
"""By the id of an entry and the fact, whether the fact was right."""
_NO_VERDICTS: Verdicts = MappingProxyType({})

_FIELDS = ("id", *(field for field in Entry.__struct_fields__ if field != "id"))
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_ALARMS = (timedelta(hours=-15), timedelta(hours=9))  # from midnight of the day: 09:00 the day before and on the day


class Document(Struct, frozen=True, kw_only=True):
    """The JSON document: the version of its format, and the entries."""

    version: int
    entries: tuple[Entry, ...]


def to_json(entries: Iterable[Entry], verdicts: Verdicts = _NO_VERDICTS) -> str:
    """Return a JSON document of the entries, indented by two spaces. Times are ISO 8601 with their offset."""
    document = {
        "version": VERSION,
        "entries": [msgspec.to_builtins(entry) | {"worked": verdicts.get(entry.id, {})} for entry in entries],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def from_json(text: str) -> tuple[Entry, ...]:
    """Return the entries of a JSON document of `to_json`. Raises msgspec.MsgspecError for another text."""
    return msgspec.json.decode(text, type=Document).entries


def to_csv(entries: Iterable[Entry], verdicts: Verdicts = _NO_VERDICTS) -> str:
    """Return the entries as CSV (RFC 4180) with a line of field names.

    A text that a spreadsheet would calculate ("=…", "+…") has an apostrophe before it.
    """
    import csv
    import io

    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow((*_FIELDS, "worked"))
    for entry in entries:
        cells = (_cell(getattr(entry, field)) for field in _FIELDS)
        writer.writerow((*cells, worked_option(verdicts.get(entry.id, {}))))
    return table.getvalue()


def to_icalendar(entries: Iterable[Entry], now: datetime, names: Mapping[str, str] | None = None) -> str:
    """Return a calendar (RFC 5545) of the open promises that have a day: each is an event of that whole day.

    Alarms are at 09:00 local time, the day before and on the day. `now` (aware) is the time stamp of the events;
    `names` maps slugs to the names of companies. An event keeps its UID, so a later import replaces it.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//supportdir//log//EN")
    calendar.add("version", "2.0")
    for entry in entries:
        if entry.is_promise and entry.by is not None:
            calendar.add_component(_event(entry, entry.by, now, (names or {}).get(entry.company, entry.company)))
    return bytes(calendar.to_ical()).decode("utf-8")


def _cell(value: Any) -> Any:
    if isinstance(value, dict):
        return ",".join(f"{aspect}={rating}" for aspect, rating in value.items())
    if isinstance(value, str):
        return f"'{value}" if value.lstrip(" ").startswith(_FORMULA_STARTS) else value
    return value.isoformat() if hasattr(value, "isoformat") else value


def _event(entry: Entry, by: date, now: datetime, name: str) -> Event:
    from icalendar import Event

    summary = _line(f"{name}: {entry.promised or 'promised answer'}")
    event = Event()
    event.add("uid", f"supportdir-log-{entry.key}")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", by)
    event.add("dtend", by + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", _description(entry))
    event.add("transp", "TRANSPARENT")  # the user is not busy
    event.add("class", "PRIVATE")
    for offset in _ALARMS:
        event.add_component(_alarm(offset, summary))
    return event


def _alarm(offset: timedelta, text: str) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", offset)
    return alarm


def _description(entry: Entry) -> str:
    lines = {
        "Contact": f"{entry.contact} ({entry.channel})" if entry.contact else entry.channel,
        "Date": entry.at.strftime("%Y-%m-%d %H:%M"),
        "Topic": entry.topic,
        "Agent": entry.agent,
        "Case": entry.case,
        "Log entry": str(entry.id),
    }
    return "\n".join(f"{label}: {_line(value)}" for label, value in lines.items() if value)


def _line(text: str) -> str:
    """Return the text as one line without characters that iCalendar does not allow."""
    return visible(" ".join(text.split()))
