"""Whether a request was sent before: a second one for the same matter delays the answer to both."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from supportdir.journal.entry import Entry

DAYS = 14  # an older request is not the same one any more
_NOT_RECEIVED = ("cut-off", "no-answer")  # outcomes after which it is right to ask again


def same_requests(company: str, topic: str, at: datetime, entries: Iterable[Entry]) -> list[Entry]:
    """Return the open entries that a new request to a company (slug) at `at` (aware) repeats, newest first.

    They are of the same company, of the same topic or of none (also if the new one has none), and from the 14 days
    before `at`. A call that was cut off or not answered is not a request that the company has.
    """
    same = (
        entry
        for entry in entries
        if entry.status == "open"
        and entry.company == company
        and (not topic or entry.topic in ("", topic))
        and entry.outcome not in _NOT_RECEIVED
        and timedelta(0) <= at - entry.at <= timedelta(days=DAYS)
    )
    return sorted(same, key=lambda entry: (entry.at, entry.id), reverse=True)
