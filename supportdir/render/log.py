"""Entries of the log: plain records, JSON values, and tables. Only a table loads rich."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from supportdir.render.phrases import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime, tzinfo

    from rich.text import Text

    from supportdir.caller import Caller
    from supportdir.journal.due import Due
    from supportdir.journal.entry import Entry

_OUTCOMES = {"cut-off": "cut off", "no-answer": "no answer"}


class Named(NamedTuple):
    """An entry with the name of its company, its slug if the directory has it no more.

    `worked` has the facts that were judged with the entry, and whether each was right.
    """

    entry: Entry
    name: str
    worked: Mapping[str, bool] = {}


class NamedDue(NamedTuple):
    """An entry that needs attention, with the name of its company."""

    due: Due
    name: str
    worked: Mapping[str, bool] = {}


def entry_fields(named: Named) -> tuple[str, ...]:
    """id, at, company, contact, channel, topic, status, outcome, by, promised, case, agent, name."""
    entry = named.entry
    return _fields(
        entry.id,
        entry.at,
        entry.company,
        entry.contact,
        entry.channel,
        entry.topic,
        entry.status,
        entry.outcome,
        entry.by,
        entry.promised,
        entry.case,
        entry.agent,
        named.name,
    )


def full_fields(named: Named) -> tuple[str, ...]:
    """Those of `entry_fields`, then hold (minutes), said, rating, worked, comment, transcript, closed."""
    entry = named.entry
    more = (entry.hold, entry.said, _rating(entry), _worked(named), entry.comment, entry.transcript, entry.closed_at)
    return (*entry_fields(named), *_fields(*more))


def entry_value(named: Named) -> dict[str, Any]:
    """An entry as JSON; what was not written down is null."""
    entry = named.entry
    return {
        "id": entry.id,
        "company": entry.company,
        "name": named.name,
        "at": entry.at,
        "contact": entry.contact or None,
        "channel": entry.channel,
        "topic": entry.topic or None,
        "status": entry.status,
        "outcome": entry.outcome or None,
        "hold_minutes": entry.hold,
        "agent": entry.agent or None,
        "case": entry.case or None,
        "said": entry.said or None,
        "promised": entry.promised or None,
        "by": entry.by.isoformat() if entry.by else None,
        "ratings": entry.ratings,
        "worked": dict(named.worked),
        "comment": entry.comment or None,
        "transcript": entry.transcript or None,
        "closed_at": entry.closed_at,
    }


def due_fields(named: NamedDue) -> tuple[str, ...]:
    """id, company, kind (late, due, waiting, upcoming), deadline, basis, within, reason, name."""
    due = named.due
    return _fields(
        due.entry.id, due.entry.company, due.kind, due.deadline, due.basis, due.within, due.reason, named.name
    )


def due_value(named: NamedDue) -> dict[str, Any]:
    """An entry that needs attention as JSON, with the entry itself."""
    due = named.due
    return {
        "kind": due.kind,
        "deadline": due.deadline.isoformat(),
        "basis": due.basis,
        "within": due.within or None,
        "reason": due.reason,
        "entry": entry_value(Named(due.entry, named.name, named.worked)),
    }


def entries(found: Sequence[Named], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """A line for each entry: number, day, company, what came of it."""
    from rich.text import Text

    from supportdir.render.console import FAINT, STRONG, WARN, rows

    records = []
    for named in found:
        entry = named.entry
        state, style = _state(entry, now.date(), WARN, FAINT)
        records.append(
            (
                Text(str(entry.id), style=STRONG),
                Text(_moment(entry.at, now)),
                Text(printable(named.name)),
                Text(_channel(entry)),
                Text(printable(state), style=style),
            )
        )
    yield from rows(records, width)


def line(named: Named, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """One entry in one line, as in the list."""
    yield from entries([named], now, caller, width)


def entry(named: Named, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """One entry in full."""
    from supportdir.render.console import labelled

    yield from line(named, now, caller, width)
    for label, text in _details(named):
        for number, part in enumerate(text.splitlines()):
            yield from labelled("" if number else label, printable(part), width)


def due_table(found: Sequence[NamedDue], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """Each entry that needs attention: number, company, what was promised, why it is listed."""
    from rich.text import Text

    from supportdir.render.console import FAINT, LABEL_WIDTH, STRONG, WARN, flow, with_label

    for named in found:
        due, entry = named.due, named.due.entry
        about = entry.promised or entry.said or entry.topic
        parts = [
            Text(f"{entry.id}", style=STRONG),
            Text(printable(named.name)),
            Text(_reason(due), style=FAINT if due.kind == "upcoming" else WARN),
            Text(printable(about)),
            Text(printable(f"case {entry.case}") if entry.case else ""),
            Text(printable(f"spoke to {entry.agent}") if entry.agent else ""),
        ]
        yield from with_label(due.kind, flow(parts, width - LABEL_WIDTH))


def day(moment: date) -> str:
    """A day: "3 Nov 2026"."""
    return f"{moment.day} {moment:%b} {moment.year}"


def at_zone(entry: Entry, zone: tzinfo | None) -> Entry:
    """The entry with its moments on the clock of the user."""
    from msgspec.structs import replace

    closed = entry.closed_at and entry.closed_at.astimezone(zone)
    return replace(entry, at=entry.at.astimezone(zone), closed_at=closed)


def _reason(due: Due) -> str:
    if due.basis != "promise":
        return f"no answer since {day(due.entry.at)}: {due.reason}"
    return due.reason.replace(due.deadline.isoformat(), day(due.deadline))


def _moment(moment: datetime, now: datetime) -> str:
    return f"{day(moment.astimezone(now.tzinfo))} {moment.astimezone(now.tzinfo):%H:%M}"


def _channel(entry: Entry) -> str:
    return f"{entry.channel} ({entry.contact})" if entry.contact and entry.contact != entry.channel else entry.channel


def _state(entry: Entry, today: date, warn: str, faint: str) -> tuple[str, str]:
    """What came of it in words, and the style of that."""
    if entry.is_closed:
        return (f"{_OUTCOMES.get(entry.outcome, entry.outcome)}, closed" if entry.outcome else "closed"), faint
    words = _OUTCOMES.get(entry.outcome, entry.outcome) or entry.status
    if entry.outcome == "solved" and entry.is_promise:
        words = "solved, promise open"
    if entry.by is None:
        return words, ""
    words = "promised" if words == "open" else words
    return f"{words}, by {day(entry.by)}", warn if entry.by < today else ""


def _details(named: Named) -> Iterator[tuple[str, str]]:
    entry = named.entry
    texts = {
        "topic": entry.topic,
        "hold": "" if entry.hold is None else f"{entry.hold} min",
        "agent": entry.agent,
        "case": entry.case,
        "said": entry.said,
        "promised": entry.promised,
        "by": day(entry.by) if entry.by else "",
        "rating": _rating(entry),
        "worked": _worked(named),
        "comment": entry.comment,
        "chat": entry.transcript,
        "closed": day(entry.closed_at) if entry.closed_at else "",
    }
    yield from ((label, text) for label, text in texts.items() if text)


def _rating(entry: Entry) -> str:
    return ", ".join(f"{aspect} {rating}" for aspect, rating in entry.ratings.items())


def _worked(named: Named) -> str:
    return ", ".join(f"{fact} {'yes' if is_right else 'no'}" for fact, is_right in named.worked.items())


def _fields(*values: Any) -> tuple[str, ...]:
    """The values of a plain record as text: moments to the minute, "" for None."""
    return tuple("" if value is None else printable(_plain(value)) for value in values)


def _plain(value: Any) -> str:
    from datetime import datetime

    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else str(value)
