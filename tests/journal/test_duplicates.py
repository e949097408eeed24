"""Which open entries a new request repeats."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec import structs

from supportdir.journal.duplicates import same_requests
from supportdir.journal.entry import Entry

AT = datetime(2026, 4, 17, 9, 0, tzinfo=UTC)
YESTERDAY = Entry(company="acme", at=AT - timedelta(days=1), id=1, topic="billing")


@pytest.mark.parametrize(
    ("fields", "topic", "is_same"),
    [
        ({}, "billing", True),
        ({}, "", True),
        ({}, "delivery", False),
        ({"topic": ""}, "billing", True),
        ({"company": "globex"}, "billing", False),
        ({"status": "closed"}, "billing", False),
        ({"status": "unfinished"}, "billing", False),
        ({"outcome": "promised"}, "billing", True),
        ({"outcome": "cut-off"}, "billing", False),
        ({"outcome": "no-answer"}, "billing", False),
        ({"at": AT - timedelta(days=14)}, "billing", True),
        ({"at": AT - timedelta(days=14, minutes=1)}, "billing", False),
        ({"at": AT + timedelta(minutes=1)}, "billing", False),
    ],
)
def test_a_request_that_was_sent_before(fields: dict[str, Any], topic: str, is_same: bool) -> None:
    assert bool(same_requests("acme", topic, AT, [structs.replace(YESTERDAY, **fields)])) is is_same


def test_the_newest_comes_first() -> None:
    entries = [structs.replace(YESTERDAY, id=days, at=AT - timedelta(days=days)) for days in (3, 1, 2)]
    assert [entry.id for entry in same_requests("acme", "billing", AT, entries)] == [1, 2, 3]
