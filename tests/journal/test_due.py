"""Which entries need attention, on which day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from supportdir.journal.due import USUAL, Period, due, due_entries, last_business_day, period
from supportdir.journal.entry import Entry
from supportdir.model import KINDS

FRIDAY = datetime(2026, 4, 17, 16, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def entry(**fields: Any) -> Entry:
    return structs.replace(Entry(company="acme", at=FRIDAY, id=1), **fields)


def nothing_stated(company: str, contact: str, channel: str) -> str:
    return ""


def stated(text: str) -> Any:
    return lambda company, contact, channel: text


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
    found = due(entry(by=by, status="unfinished"), FRIDAY, nothing_stated, days_ahead)
    assert (found and (found.kind, found.reason)) == expected
    assert found is None or (found.deadline, found.basis, found.within) == (by, "promise", "")


def test_the_day_is_that_of_the_user() -> None:
    auckland = timezone(timedelta(hours=12))
    found = due(entry(by=date(2026, 4, 18)), FRIDAY.astimezone(auckland), nothing_stated)
    assert found is not None
    assert found.kind == "due"


@pytest.mark.parametrize(
    ("channel", "answers_within", "after", "deadline", "sentence"),
    [
        ("email", "", timedelta(hours=24, minutes=1), "2026-04-18", "an e-mail is usually answered within 24 hours"),
        (
            "email",
            "2 business days",
            4 * DAY + 8 * DAY / 24,
            "2026-04-21",
            "the company answers within 2 business days",
        ),
        ("email", "10 min", timedelta(minutes=11), "2026-04-17", "the company answers within 10 min"),
        ("email", "5 days", 5 * DAY + 8 * DAY / 24, "2026-04-22", "the company answers within 5 days"),
        (
            "phone",
            "",
            3 * DAY + 8 * DAY / 24,
            "2026-04-20",
            "a fault reported to a person is usually dealt with by the next business day",
        ),
        ("app", "", 8 * DAY / 24, "2026-04-17", "a portal usually answers within the working day"),
        (
            "form",
            "soon",
            timedelta(hours=24, minutes=1),
            "2026-04-18",
            "a form on a website is usually answered within an hour to a day",
        ),
        (
            "social",
            "",
            5 * DAY + 8 * DAY / 24,
            "2026-04-22",
            "a public post is usually answered within 3 business days",
        ),
        ("post", "30 days", 30 * DAY + 8 * DAY / 24, "2026-05-17", "the company answers within 30 days"),
    ],
)
def test_a_request_waits_too_long_after_and_not_before(
    channel: str, answers_within: str, after: timedelta, deadline: str, sentence: str
) -> None:
    asked = entry(channel=channel)
    found = due(asked, FRIDAY + after, stated(answers_within))
    assert found is not None
    assert (found.kind, found.deadline.isoformat(), found.reason) == ("waiting", deadline, sentence)
    assert (found.basis, found.within) == (
        ("company", answers_within) if period(answers_within) else ("usual", USUAL[channel].within)
    )
    assert due(asked, FRIDAY + after - timedelta(minutes=2), stated(answers_within)) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "closed", "by": date(2026, 1, 1)},
        {"status": "unfinished"},
        {"outcome": "refused"},
        {"outcome": "cut-off"},
        {"outcome": "no-answer"},
        {"outcome": "solved"},
        {"channel": "post"},
    ],
)
def test_nothing_is_awaited(fields: dict[str, Any]) -> None:
    assert due(entry(**fields), FRIDAY + 365 * DAY, nothing_stated) is None


def test_a_promise_without_a_day_waits_as_long_as_usual() -> None:
    found = due(entry(promised="a refund", outcome="promised"), FRIDAY + 7 * DAY, nothing_stated)
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
    found = due_entries(entries, FRIDAY, nothing_stated, days_ahead=7)
    assert [(item.entry.id, item.kind) for item in found] == [
        (5, "late"),
        (6, "late"),
        (4, "late"),
        (3, "due"),
        (2, "waiting"),
        (1, "upcoming"),
    ]


def test_the_company_is_asked_about_the_contact_and_channel() -> None:
    asked = []
    due(entry(contact="care", channel="chat"), FRIDAY, lambda *words: asked.append(words) or "")
    assert asked == [("acme", "care", "chat")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30 min", Period(30, "min")),
        ("24 h", Period(24, "h")),
        ("5 days", Period(5, "days")),
        ("1 day", Period(1, "days")),
        ("2 business days", Period(2, "business days")),
        ("1 business day", Period(1, "business days")),
        ("", None),
        ("soon", None),
        ("2-3 days", None),
        ("٣ days", None),
        ("99999 days", None),
    ],
)
def test_periods(text: str, expected: Period | None) -> None:
    assert period(text) == expected


def test_every_channel_but_post_has_a_usual_time() -> None:
    assert set(KINDS) - set(USUAL) == {"post"}
    assert all(period(usual.within) for usual in USUAL.values())


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("2026-04-17", 0, "2026-04-17"),  # a Friday
        ("2026-04-18", 0, "2026-04-20"),
        ("2026-04-17", 1, "2026-04-20"),
        ("2026-04-18", 1, "2026-04-20"),
        ("2026-04-19", 1, "2026-04-20"),
        ("2026-04-13", 4, "2026-04-17"),
        ("2026-04-13", 5, "2026-04-20"),
        ("2026-04-15", 10, "2026-04-29"),
    ],
)
def test_business_days(start: str, count: int, expected: str) -> None:
    assert last_business_day(date.fromisoformat(start), count) == date.fromisoformat(expected)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 300))
def test_business_days_are_counted_one_by_one(start: date, count: int) -> None:
    day, left = start, count
    while left:
        day += DAY
        left -= day.weekday() < 5
    assert last_business_day(start, count) == day
