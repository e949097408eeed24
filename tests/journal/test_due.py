"""Which entries need attention, on which day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from msgspec import structs

from supportdir.journal.due import Expected, due, due_entries
from supportdir.journal.entry import Entry

FRIDAY = datetime(2026, 4, 17, 16, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def entry(**fields: Any) -> Entry:
    return structs.replace(Entry(company="acme", at=FRIDAY, id=1), **fields)


def nothing_known(entry: Entry) -> Expected | None:
    return None


def within(time: str) -> Any:
    return lambda entry: Expected(time, "usual", f"usually within {time}")


@pytest.mark.parametrize(
    ("by", "days_ahead", "expected"),
    [
        (date(2026, 4, 14), 0, ("late", "promised by 2026-04-14, 3 days ago")),
        (date(2026, 4, 16), 0, ("late", "promised by 2026-04-16, 1 day ago")),
        (date(2026, 4, 17), 0, ("due", "promised by today")),
        (date(2026, 4, 18), 0, None),
        (date(2026, 4, 18), 1, ("upcoming", "promised by 2026-04-18, in 1 day")),
        (date(2026, 4, 20), 3, ("upcoming", "promised by 2026-04-20, in 3 days")),
        (date(2026, 4, 21), 3, None),
    ],
)
def test_a_promise(by: date, days_ahead: int, expected: tuple[str, str] | None) -> None:
    found = due(entry(by=by, status="unfinished"), FRIDAY, nothing_known, days_ahead)
    assert (found and (found.kind, found.reason)) == expected
    assert found is None or (found.deadline, found.basis, found.within) == (by, "promise", "")


def test_the_day_is_that_of_the_user() -> None:
    auckland = timezone(timedelta(hours=12))
    found = due(entry(by=date(2026, 4, 18)), FRIDAY.astimezone(auckland), nothing_known)
    assert found is not None
    assert found.kind == "due"


@pytest.mark.parametrize(
    ("time", "after", "deadline"),
    [
        ("24 h", timedelta(hours=24, minutes=1), "2026-04-18"),
        ("10 min", timedelta(minutes=11), "2026-04-17"),
        ("5 days", 5 * DAY + 8 * DAY / 24, "2026-04-22"),
        ("0 business days", 8 * DAY / 24, "2026-04-17"),
        ("1 business day", 3 * DAY + 8 * DAY / 24, "2026-04-20"),
        ("2 business days", 4 * DAY + 8 * DAY / 24, "2026-04-21"),
        ("3 business days", 5 * DAY + 8 * DAY / 24, "2026-04-22"),
        ("30 days", 30 * DAY + 8 * DAY / 24, "2026-05-17"),
    ],
)
def test_a_request_waits_too_long_after_and_not_before(time: str, after: timedelta, deadline: str) -> None:
    found = due(entry(), FRIDAY + after, within(time))
    assert found is not None
    assert (found.kind, found.deadline.isoformat(), found.reason) == ("waiting", deadline, f"usually within {time}")
    assert (found.basis, found.within) == ("usual", time)
    assert due(entry(), FRIDAY + after - timedelta(minutes=2), within(time)) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "closed", "by": date(2026, 1, 1)},
        {"status": "unfinished"},
        {"outcome": "refused"},
        {"outcome": "cut-off"},
        {"outcome": "no-answer"},
        {"outcome": "solved"},
    ],
)
def test_nothing_is_awaited(fields: dict[str, Any]) -> None:
    assert due(entry(**fields), FRIDAY + 365 * DAY, within("24 h")) is None


@pytest.mark.parametrize("expected", [nothing_known, within("soon")])
def test_where_no_time_is_known_nothing_is_late(expected: Any) -> None:
    assert due(entry(), FRIDAY + 365 * DAY, expected) is None


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"by": date(2026, 4, 14)}, "promised by 2026-04-14, 3 days ago; the problem is solved, the promise is open"),
        ({"by": date(2026, 4, 17)}, "promised by today; the problem is solved, the promise is open"),
        ({"promised": "a refund", "at": FRIDAY - 9 * DAY}, "usually within 24 h"),
    ],
)
def test_a_promise_is_due_though_the_problem_is_solved(fields: dict[str, Any], reason: str) -> None:
    found = due(entry(outcome="solved", **fields), FRIDAY, within("24 h"))
    assert found is not None
    assert found.reason == reason


def test_a_promise_without_a_day_waits_as_long_as_usual() -> None:
    found = due(entry(promised="a refund", outcome="promised"), FRIDAY + 7 * DAY, within("24 h"))
    assert found is not None
    assert found.kind == "waiting"


def test_the_most_urgent_come_first() -> None:
    entries = [
        entry(id=1, by=date(2026, 4, 19)),
        entry(id=2, at=FRIDAY - 9 * DAY),
        entry(id=3, by=date(2026, 4, 17)),
        entry(id=4, by=date(2026, 4, 16)),
        entry(id=5, by=date(2026, 4, 1)),
        entry(id=6, by=date(2026, 4, 1)),
        entry(id=7),
    ]
    found = due_entries(entries, FRIDAY, within("24 h"), days_ahead=7)
    assert [(item.entry.id, item.kind) for item in found] == [
        (5, "late"),
        (6, "late"),
        (4, "late"),
        (3, "due"),
        (2, "waiting"),
        (1, "upcoming"),
    ]
