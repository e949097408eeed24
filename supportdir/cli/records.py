"""Entries of the log as letters cite them, and what a command must not do if there is no log."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from supportdir import paths
from supportdir.translation import translate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from supportdir.cli.session import Session
    from supportdir.journal.entry import Entry
    from supportdir.letters import CallRecord


def has_log() -> bool:
    """Return whether the user has a log, so that commands without one need not load SQLite for it."""
    return os.path.exists(paths.log_file())  # noqa: PTH110  a Path raises OSError for a name that is too long


def entry_about(session: Session, id: int, slug: str) -> Entry:
    """Return the entry of an id. Raises NotFoundError if there is none, UsageError if it is about another company."""
    from supportdir.errors import UsageError

    entry = session.journal.get(id)
    if entry.company != slug:
        text = "entry {id} of the log is about {other}, not about {company}"
        raise UsageError(translate(text, id=id, other=entry.company, company=slug))
    return entry


def same_matter(entry: Entry, entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries about the matter of an entry, oldest first: those with its case number, or of its topic.

    An entry without a case number has the matter of the other open entries of its topic that name no other case.
    """
    found = [
        other
        for other in entries
        if other.id == entry.id
        or (
            other.company == entry.company
            and other.at <= entry.at
            and (
                other.case == entry.case
                if other.case and entry.case
                else not other.is_closed and other.topic == entry.topic
            )
        )
    ]
    return sorted(found, key=lambda other: (other.at, other.id))


def record_of(session: Session, entry: Entry) -> CallRecord:
    """Return an entry as a letter cites it, on the clock of the user; one of midnight is of a day without a time."""
    from supportdir.letters import CallRecord

    return CallRecord(
        at=entry.at.astimezone(session.moment.tzinfo) if any(entry.at.timetuple()[3:6]) else entry.at.date(),
        channel=entry.channel,
        agent=entry.agent,
        case=entry.case,
        said=entry.said,
        promised=entry.promised,
        due=entry.by,
        hold=entry.hold,
    )
