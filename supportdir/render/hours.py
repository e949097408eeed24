"""`hours`: the opening hours of one week, in the caller's time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.hours import zones
from supportdir.hours.schedule import week
from supportdir.model import Phone
from supportdir.render import parts, phrases
from supportdir.render.console import FAINT, WARN, labelled, rows, separated, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from supportdir.answers import Answer
    from supportdir.caller import Caller
    from supportdir.hours.schedule import Schedule
    from supportdir.ways import Way


def tables(answer: Answer, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """Yield a table for each contact with known hours, then a line for each other contact."""
    weeks = [_table(way, way.schedule, now, caller, width) for way in answer.ways if way.schedule]
    others = [
        f"{way.id}: {phrases.hours_in_words(way, now, caller) or phrases.state(way, now, caller)}"
        for way in answer.ways
        if not way.schedule
    ]
    lines = [line for other in others for line in wrap(other, width, FAINT)]
    return separated([*weeks, lines] if lines else weeks)


def _table(way: Way, schedule: Schedule, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    yield from parts.heading(way, now, caller, width)
    table = week(schedule, phrases.on_clock(now, caller.timezone).date(), caller.timezone)
    dates = f"{table.start.day} {table.start:%b} to {table.end.day} {table.end:%b %Y}"
    other_zone = ""
    if way.zone != caller.timezone and way.zone:
        other_zone = f"; the line uses {zones.city(way.zone)} time"
    yield from wrap(f"week of {dates}, {zones.city(caller.timezone)} time{other_zone}", width, FAINT)
    days, times, notes = zip(*table.rows(), strict=True)
    records = [
        (Text(f"  {day}"), Text(time, style="red" if time == "closed" else ""), Text(note, style=WARN))
        for day, time, note in zip(
            days, phrases.without_repeated_comments(times, way.state.comment), notes, strict=True
        )
    ]
    yield from rows(records, width)
    for change in table.clock_changes:
        yield from wrap(f"  {phrases.clock_change(change)}", width, WARN)
    contact = way.contact
    automated = contact.automated if isinstance(contact, Phone) else ""
    for label, text in (("hours", contact.hours), ("machine", automated), ("quiet", contact.quiet)):
        if text:
            yield from labelled(label, text, width)
    yield from labelled("source", parts.source(way.provenance("hours"), "hours", now), width)
