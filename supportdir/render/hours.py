"""The weekly table of a dated week, in the caller's time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.hours import zones
from supportdir.hours.schedule import week
from supportdir.model import Phone
from supportdir.render import phrases
from supportdir.render.console import FAINT, WARN, labelled, rows, wrap
from supportdir.render.show import head, proof_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from supportdir.answers import Answer
    from supportdir.caller import Caller
    from supportdir.ways import Way


def tables(answer: Answer, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """A table for each contact with hours; those without are named in a line."""
    timed = [way for way in answer.ways if way.schedule]
    for place, way in enumerate(timed):
        if place:
            yield Text()
        yield from _table(way, now, caller, width)
    if silent := [way for way in answer.ways if not way.schedule]:
        if timed:
            yield Text()
        for way in silent:
            yield from wrap(f"{way.id}: {phrases.state(way, now, caller)}", width, FAINT)


def _table(way: Way, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    assert way.schedule
    yield from head(way, now, caller, width)
    shown = week(way.schedule, phrases.on_clock(now, caller.timezone).date(), caller.timezone)
    there = f"{zones.city(way.zone)} time" if way.zone else "a zone that the source does not name"
    dates = f"{shown.start.day} {shown.start:%b} to {shown.end.day} {shown.end:%b %Y}"
    if way.zone == caller.timezone or way.schedule.hours.constant:
        kept = ""
    else:
        kept = f"; the line keeps {there}"
    yield from wrap(f"week of {dates}, {zones.city(caller.timezone)} time{kept}", width, FAINT)
    days, times, notes = zip(*shown.rows(), strict=True)
    records = [
        (Text(f"  {day}"), Text(time, style="red" if time == "closed" else ""), Text(note, style=WARN))
        for day, time, note in zip(days, phrases.each_comment_once(times, way.state.comment), notes, strict=True)
    ]
    yield from rows(records, width)
    for change in shown.clock_changes:
        yield from wrap(f"  {phrases.clock_change(change)}", width, WARN)
    contact = way.contact
    yield from labelled("hours", contact.hours, width)
    if isinstance(contact, Phone) and contact.automated:
        yield from labelled("machine", contact.automated, width)
    if contact.quiet:
        yield from labelled("quiet", contact.quiet, width)
    yield from labelled("source", proof_line(way.provenance("hours"), "hours", now), width)
