"""The clock of the program. Only the rim reads it (`cli/session.py`, `open_directory`); tests replace `now`."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(UTC)
