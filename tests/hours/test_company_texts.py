"""Corrected hours (`HoursError.fix`), compared with the opening times in company_texts.txt."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from supportdir.errors import HoursError
from supportdir.hours import Schedule, parse, write

opening_hours = pytest.importorskip("opening_hours")

MONDAY = datetime(2026, 11, 16)  # any week: the tests use UTC
HOLIDAY = date(2026, 11, 18)
DAY, WEEK = 1440, 7 * 1440


def _rows():
    path = Path(__file__).with_name("company_texts.txt")
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, _, meaning = line.rpartition(" => ")
            yield re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text).replace("\\n", "\n"), meaning


ROWS = list(_rows())


def fix_of(text):
    try:
        parse(text)
    except HoursError as error:
        return error.fix
    raise AssertionError(f"'{text}' is valid")


def _spans(text):
    pairs = [span.split("-") for span in text.split(",") if span]
    return [(round(float(start) * 60), round(float(end) * 60)) for start, end in pairs]


def expected(meaning):
    """Return the open minutes of a week, and the spans of PH and Dec24 if the row has them."""
    minutes, special = set(), {}
    for part in meaning.split() if meaning != "never" else ():
        days, _, spans = part.partition(":")
        if days in ("PH", "Dec24"):
            special[days] = _spans(spans)
            continue
        for day in "1234567" if days == "*" else days:
            start = (int(day) - 1) * DAY
            minutes |= {(start + m) % WEEK for first, last in _spans(spans) for m in range(first, last)}
    return minutes, special


def opened(schedule, monday=MONDAY):
    """Return the open minutes of the week that starts on a Monday."""
    start = monday.replace(tzinfo=UTC)
    return {
        int((a - start) / timedelta(minutes=1)) + n
        for a, b, state in schedule.spans(start, start + timedelta(days=7))
        for n in range(int((b - a) / timedelta(minutes=1)))
        if state.kind == "open"
    }


def started_on(schedule, on):
    """Return the open minutes after 00:00 of a date, only of spans that start on that date."""
    start = datetime(on.year, on.month, on.day, tzinfo=UTC)
    minutes = set()
    for a, b, state in schedule.spans(start - timedelta(days=1), start + timedelta(days=2)):
        if start <= a < start + timedelta(days=1) and state.kind == "open":
            minutes |= set(range(int((a - start) / timedelta(minutes=1)), int((b - start) / timedelta(minutes=1))))
    return minutes


def test_the_table_is_large_and_has_texts_without_a_fix():
    assert len(ROWS) >= 300
    assert len({text for text, _ in ROWS}) == len(ROWS)
    assert sum(meaning == "nothing" for _, meaning in ROWS) >= 60


@pytest.mark.parametrize(("text", "meaning"), ROWS, ids=[text for text, _ in ROWS])
def test_a_fix_opens_at_the_times_of_the_text(text, meaning):
    fix = fix_of(text)
    if meaning == "nothing":
        assert fix == ""
        return
    assert fix, "no fix"
    assert parse(fix)
    minutes, special = expected(meaning)
    assert opened(Schedule.parse(fix, "UTC", {})) == minutes

    holiday = Schedule.parse(fix, "UTC", {HOLIDAY: "a holiday"})
    if "PH" in special:
        wanted = {m for first, last in special["PH"] for m in range(first, last)}
        if minutes == set(range(WEEK)):
            wanted = set()  # always open: no span starts on that day
        assert started_on(holiday, HOLIDAY) == wanted
        # The other days of the week do not change.
        middle = range(2 * DAY, 4 * DAY)
        assert opened(holiday) - {*middle} == minutes - {*middle}
    else:
        assert opened(holiday) == minutes
    on = date(2026, 12, 24)
    christmas = Schedule.parse(fix, "UTC", {})
    if "Dec24" in special:
        assert started_on(christmas, on) == {m for first, last in special["Dec24"] for m in range(first, last)}
        assert opened(christmas) == minutes
    else:
        assert opened(christmas, datetime(2026, 12, 21)) == minutes


@pytest.mark.parametrize(
    ("text", "meaning"), [row for row in ROWS if row[1] != "nothing"], ids=[t for t, m in ROWS if m != "nothing"]
)
def test_a_second_library_has_the_same_times(text, meaning):
    fix = fix_of(text)
    if "PH" in fix:
        fix = re.sub(r"; PH [^;]*$|,PH\b", "", fix)  # it has its own holidays
    if "; PH" in fix:
        pytest.skip("holidays before dates")
    theirs = opening_hours.OpeningHours(fix)
    minutes = {n for n in range(0, WEEK, 15) if str(theirs.state(MONDAY + timedelta(minutes=n))[0]) == "open"}
    wanted, _ = expected(meaning)
    assert minutes == {n for n in wanted if n % 15 == 0}


@pytest.mark.parametrize(("text", "meaning"), ROWS, ids=[text for text, _ in ROWS])
def test_a_fix_has_the_canonical_spelling(text, meaning):
    fix = fix_of(text)
    assert not fix or write(parse(fix)) == fix
