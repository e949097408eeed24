"""Entries of the log: plain records, JSON values, and tables. Only a table loads rich."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from supportdir.render.phrases import days, period, printable, short_date
from supportdir.translation import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
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
    from supportdir.render.machine import iso

    entry = named.entry
    return {
        "id": entry.id,
        "company": entry.company,
        "name": named.name,
        "at": iso(entry.at),
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
        "closed_at": iso(entry.closed_at) if entry.closed_at else None,
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
            yield from labelled("" if number else translate(label), printable(part), width)


def due_table(found: Sequence[NamedDue], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """Each entry that needs attention: number, company, what was promised, why it is listed."""
    from rich.text import Text

    from supportdir.journal.due import KINDS
    from supportdir.render.console import FAINT, STRONG, WARN, flow, with_label

    indent = max(len(translate(kind)) for kind in KINDS) + 1
    for named in found:
        due, entry = named.due, named.due.entry
        about = entry.promised or entry.said or translate(entry.topic)
        parts = [
            Text(f"{entry.id}", style=STRONG),
            Text(printable(named.name)),
            Text(_reason(due, now.date()), style=FAINT if due.kind == "upcoming" else WARN),
            Text(printable(about)),
            Text(printable(translate("case {number}", number=entry.case)) if entry.case else ""),
            Text(printable(translate("spoke to {agent}", agent=entry.agent)) if entry.agent else ""),
        ]
        yield from with_label(translate(due.kind), flow(parts, width - indent), indent=indent)


def at_zone(entry: Entry, zone: tzinfo | None) -> Entry:
    """The entry with its moments on the clock of the user."""
    from msgspec.structs import replace

    closed = entry.closed_at and entry.closed_at.astimezone(zone)
    return replace(entry, at=entry.at.astimezone(zone), closed_at=closed)


def _reason(due: Due, today: date) -> str:
    """Why an entry is listed, in the language in use; the reason of records and JSON is in English."""
    if due.basis != "promise":
        reason = due.reason
        if due.basis == "company":
            reason = translate("the company answers within {time}", time=period(due.within))
        return translate("no answer since {day}: {reason}", day=short_date(due.entry.at), reason=reason)
    by, ahead = short_date(due.deadline), (due.deadline - today).days
    if ahead < 0:
        reason = translate("promised by {day}, {days} ago", day=by, days=days(-ahead))
    elif ahead:
        reason = translate("promised by {day}, in {days}", day=by, days=days(ahead))
    else:
        reason = translate("promised by today")
    is_solved = due.entry.outcome == "solved"
    return reason + (translate("; the problem is solved, the promise is open") if is_solved else "")


def _moment(moment: datetime, now: datetime) -> str:
    return f"{short_date(moment.astimezone(now.tzinfo))} {moment.astimezone(now.tzinfo):%H:%M}"


def _channel(entry: Entry) -> str:
    channel = translate(entry.channel)
    return f"{channel} ({entry.contact})" if entry.contact and entry.contact != entry.channel else channel


def _state(entry: Entry, today: date, warn: str, faint: str) -> tuple[str, str]:
    """What came of it in words, and the style of that."""
    if entry.is_closed:
        closed = translate("closed")
        return (
            f"{translate(_OUTCOMES.get(entry.outcome, entry.outcome))}, {closed}" if entry.outcome else closed
        ), faint
    words = _OUTCOMES.get(entry.outcome, entry.outcome) or entry.status
    if entry.outcome == "solved" and entry.is_promise:
        words = "solved, promise open"
    if entry.by is None:
        return translate(words), ""
    words = translate("promised" if words == "open" else words)
    return translate("{state}, by {day}", state=words, day=short_date(entry.by)), warn if entry.by < today else ""


def _details(named: Named) -> Iterator[tuple[str, str]]:
    entry = named.entry
    texts = {
        "topic": translate(entry.topic),
        "hold": "" if entry.hold is None else translate("{minutes} min", minutes=entry.hold),
        "agent": entry.agent,
        "case": entry.case,
        "said": entry.said,
        "promised": entry.promised,
        "by": short_date(entry.by) if entry.by else "",
        "rating": _rating(entry, translate),
        "worked": _worked(named, translate),
        "comment": entry.comment,
        "chat": entry.transcript,
        "closed": short_date(entry.closed_at) if entry.closed_at else "",
    }
    yield from ((label, text) for label, text in texts.items() if text)


def _rating(entry: Entry, word: Callable[[str], str] = str) -> str:
    return ", ".join(f"{word(aspect)} {rating}" for aspect, rating in entry.ratings.items())


def _worked(named: Named, word: Callable[[str], str] = str) -> str:
    return ", ".join(f"{word(fact)} {word('yes' if is_right else 'no')}" for fact, is_right in named.worked.items())


def _fields(*values: Any) -> tuple[str, ...]:
    """The values of a plain record as text: moments to the minute, "" for None."""
    return tuple("" if value is None else printable(_plain(value)) for value in values)


def _plain(value: Any) -> str:
    from datetime import datetime

    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else str(value)
