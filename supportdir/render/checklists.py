"""Checklists for programs: plain records and JSON; and the words that all views of a checklist share. No rich."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from supportdir import advice
from supportdir.render import machine, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from supportdir.answers import Answer
    from supportdir.call_history import CallHistory
    from supportdir.checklist import Checklist
    from supportdir.journal.entry import Entry
    from supportdir.ways import Way


def records(checklist: Checklist, now: datetime) -> Iterator[tuple[str, str]]:
    """Part and text of a checklist, a record each: the warnings, the line, its state, then the parts.

    The source of the route through the menu follows its keys.
    """
    way = checklist.way
    for text in checklist.warnings:
        yield "warning", text
    yield "line", f"{phrases.number_and_short(way, way.caller)} {phrases.title(way)}"
    yield "state", phrases.state(way, now, way.caller)
    for text in cost_lines(way):
        yield "cost", text
    for part, items in checklist.parts.items():
        yield from ((part, item.text) for item in items)
        if part == "keys" and checklist.route:
            yield "source", phrases.source(checklist.route.proof, "route", now)


def value(answer: Answer, found: Sequence[Checklist], now: datetime) -> dict[str, Any]:
    """A company as JSON with the checklist for its first contact; null without one."""
    return {
        **machine.company_value(answer, now),
        "checklist": next((_value(checklist, now) for checklist in found), None),
    }


def cost_lines(way: Way) -> list[str]:
    """What the call costs, whether it connects, and how long the usual queue is."""
    queue = phrases.usual_wait(way.contact.queue) if way.contact.queue else ""
    return list(filter(None, (phrases.call_conditions(way, way.caller), queue)))


def part_heading(part: str, checklist: Checklist) -> str:
    """The heading of a part, in the language of the checklist."""
    return advice.prompts(checklist.language)[f"page-{part}"]


def _value(checklist: Checklist, now: datetime) -> dict[str, Any]:
    way = checklist.way
    return {
        "contact": way.id,
        "language": checklist.language,
        "warnings": list(checklist.warnings),
        "route": machine.route_value(way, checklist.route, now) if checklist.route else None,
        "quiet": way.contact.quiet or None,
        **{
            part.replace("-", "_"): [{"id": item.id, "text": item.text} for item in checklist.parts.get(part, ())]
            for part in ("when", "keys", "have-ready", "first", "cannot", "never-asked", "writing")
        },
        "log": _log_value(checklist.history),
    }


def _log_value(history: CallHistory) -> dict[str, Any]:
    return {
        "last": _entry_value(history.last) if history.last else None,
        "promises": [*map(_entry_value, history.promises)],
        "same_requests": [*map(_entry_value, history.same)],
    }


def _entry_value(entry: Entry) -> dict[str, Any]:
    return {
        "entry": entry.id,
        "at": machine.iso(entry.at),
        "channel": entry.channel,
        "topic": entry.topic or None,
        "agent": entry.agent or None,
        "case": entry.case or None,
        "promised": entry.promised or None,
        "by": entry.by.isoformat() if entry.by else None,
        "status": entry.status,
    }
