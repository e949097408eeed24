"""What the user's log says about a company. The log is private: it is read only for an answer about that company."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from supportdir.errors import LogError, UsageError

if TYPE_CHECKING:
    from supportdir.call_history import CallHistory
    from supportdir.cli.session import Session


def last_contact(session: Session, company: str) -> str:
    """Return the last contact with a company (slug) and its open promises in one line; "" if there is none.

    A log that cannot be read is a note, not a failure.
    """
    from supportdir.render.last_contact import line

    try:
        last = session.journal.last(company)
        return line(last, session.journal.open_promises(company)) if last else ""
    except LogError as error:
        session.add_notes([str(error)])
        return ""


def history_for(session: Session, company: str, topic: str) -> CallHistory:
    """Return what the log has about a company (slug) and a request on that topic, or else on that of --topic."""
    from supportdir.call_history import CallHistory, log_history

    typed = (session.options.topic or "").strip()
    if typed and not topic:  # no contact is for it, but it is not the topic of another request
        with suppress(UsageError):
            typed = session.word("topic", typed)
    topic = topic or typed
    try:
        return log_history(session.journal, company, topic, session.moment)
    except LogError as error:
        session.add_notes([str(error)])
        return CallHistory()
