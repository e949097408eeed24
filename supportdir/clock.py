"""The clock of the program. Only `cli/` and `open_directory` read it; other code takes the time as an argument."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Return the current time as an aware datetime in UTC. Tests replace this function."""
    return datetime.now(UTC)
