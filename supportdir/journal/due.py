"""Which entries of the log need attention: promises that are due or late, and requests without an answer for too long.

The problem of an entry may be solved and its promise still be open; it is listed until the entry is closed. Business
days are Monday to Friday; public holidays are not known here, so a deadline may be a day early.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from supportdir.periods import parse_period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from supportdir.journal.entry import Entry
    from supportdir.periods import Period

Kind = Literal["late", "due", "waiting", "upcoming"]
Basis = Literal["promise", "company", "usual"]

KINDS: tuple[Kind, ...] = ("late", "due", "waiting", "upcoming")  # the most urgent first


class Due(NamedTuple):
    """An entry that needs attention.

    `kind`: "late" is a promise whose day is over, "due" one of today, "upcoming" one of the next days; "waiting" is a
    request without a promised day that has had no answer for longer than expected. `deadline` is a day in the zone of
    the user. `basis` tells where it is from: a promise, the company's own statement, or what is usual. `within` is the
    time that the company states or that is usual, "" for a promise.
    """

    entry: Entry
    deadline: date
    kind: Kind
    basis: Basis
    within: str
    reason: str


class Expected(NamedTuple):
    """The time within which an answer is expected ("24 h"), where it is known from, and a sentence that says so."""

    within: str
    basis: Basis
    sentence: str


_AWAITS_ANSWER = ("", "promised")  # outcomes after which the company is expected to act


def due_entries(
    entries: Iterable[Entry], now: datetime, expected: Callable[[Entry], Expected | None], days_ahead: int = 0
) -> list[Due]:
    """Return what needs attention at `now` (aware, in the zone of the user): the most urgent kind first, then by day.

    `expected` returns within which time an answer to an entry is expected, None if that is not known. Promises of the
    next `days_ahead` days are listed as upcoming.
    """
    found = (due(entry, now, expected, days_ahead) for entry in entries)
    return sorted(
        (item for item in found if item), key=lambda item: (KINDS.index(item.kind), item.deadline, item.entry.id)
    )


def due(entry: Entry, now: datetime, expected: Callable[[Entry], Expected | None], days_ahead: int = 0) -> Due | None:
    """Return why an entry needs attention at `now`, or None. See `due_entries`."""
    if entry.is_closed:
        return None
    if entry.by is not None:
        return _due_promise(entry, entry.by, now.date(), days_ahead)
    if entry.status == "unfinished" or not (entry.promised or entry.outcome in _AWAITS_ANSWER):
        return None
    answer = expected(entry)
    return _waiting(entry, now, answer) if answer else None


def _due_promise(entry: Entry, by: date, today: date, days_ahead: int) -> Due | None:
    days = (by - today).days
    solved = "; the problem is solved, the promise is open" if entry.outcome == "solved" else ""
    promised = f"promised by {by.isoformat()}"
    if days < 0:
        return Due(entry, by, "late", "promise", "", f"{promised}, {_days(-days)} ago{solved}")
    if days == 0:
        return Due(entry, by, "due", "promise", "", f"promised by today{solved}")
    if days <= days_ahead:
        return Due(entry, by, "upcoming", "promise", "", f"{promised}, in {_days(days)}{solved}")
    return None


def _waiting(entry: Entry, now: datetime, expected: Expected) -> Due | None:
    period = parse_period(expected.within)
    if period is None:
        return None
    deadline, is_over = _deadline(entry.at.astimezone(now.tzinfo), period, now)
    return Due(entry, deadline, "waiting", expected.basis, expected.within, expected.sentence) if is_over else None


def _deadline(asked: datetime, period: Period, now: datetime) -> tuple[date, bool]:
    """Return the day until which an answer was expected, and whether that time is over. Days end at midnight."""
    if period.time is not None:
        moment = asked + period.time
        return moment.date(), now > moment
    day = period.end(asked.date())
    return day, now.date() > day


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
