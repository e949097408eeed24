"""Waiting, on a simulated clock; no test sleeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from supportdir.answers import Answer, answer
from supportdir.caller import Caller
from supportdir.compiled import compiled_company
from supportdir.errors import UsageError
from supportdir.model import Company, Phone, Source
from supportdir.waiting import TICK, Until, length, turning_point, wait

LONDON = Caller(country="GB", location="GB", timezone="Europe/London")


def line(*hours: str) -> Callable[[datetime], Answer]:
    """Return a function moment → answer, for a company in London with a phone line for each of the hours."""
    company = Company(
        slug="acme",
        name="Acme",
        categories=("bank",),
        serves=("GB",),
        sources={"page": Source(kind="official")},
        timezone="Europe/London",
        phones=tuple(
            Phone(id=f"line-{number}", label="Line", number="+44 20 7946 0958", sources=("page",), hours=text)
            for number, text in enumerate(hours)
        ),
    )
    compiled = compiled_company(company)
    return lambda at: answer(compiled, at=at, caller=LONDON)


class Clock:
    """A clock that advances only by sleeping. `jumps` is number of the sleep → extra time, as after a suspend."""

    def __init__(self, start: str, jumps: dict[int, timedelta] | None = None) -> None:
        self.at, self.jumps = datetime.fromisoformat(start).astimezone(UTC), jumps or {}
        self.sleeps: list[float] = []

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds) + self.jumps.get(len(self.sleeps), timedelta())
        self.sleeps.append(seconds)


def waited(
    look: Callable[[datetime], Answer], clock: Clock, until: Until = "opening", timeout: timedelta | None = None
) -> tuple[str, str]:
    """Return the outcome of `wait` and the time of the clock at its end."""
    outcome = wait(look, until, now=clock.now, sleep=clock.sleep, timeout=timeout, show=lambda at, due: None)
    return outcome, clock.at.isoformat(timespec="seconds")


@pytest.mark.parametrize(
    ("hours", "start", "until", "outcome", "end"),
    [
        (("Mo-Fr 09:00-17:00",), "2026-11-23T08:58+00:00", "opening", "reached", "2026-11-23T09:00:00+00:00"),
        (("Mo-Fr 09:00-17:00",), "2026-11-23T12:00+00:00", "opening", "reached", "2026-11-23T12:00:00+00:00"),
        (("Mo-Fr 09:00-17:00",), "2026-11-23T16:59+00:00", "closing", "reached", "2026-11-23T17:00:00+00:00"),
        (("Mo-Fr 09:00-17:00",), "2026-11-23T17:30+00:00", "closing", "reached", "2026-11-23T17:30:00+00:00"),
        (("09:00-17:00", "09:00-17:10"), "2026-11-23T16:59+00:00", "closing", "reached", "2026-11-23T17:10:00+00:00"),
        (("09:00-17:00", "08:30-12:00"), "2026-11-23T08:25+00:00", "opening", "reached", "2026-11-23T08:30:00+00:00"),
        (("24/7",), "2026-11-23T12:00+00:00", "closing", "never", "2026-11-23T12:00:00+00:00"),
        (("2025 09:00-17:00",), "2026-11-23T12:00+00:00", "opening", "never", "2026-11-23T12:00:00+00:00"),
        # On this day 01:30 does not exist: at 01:00 UTC the clock jumps from 01:00 to 02:00, and the company opens.
        (("01:30-05:00",), "2026-03-29T00:50+00:00", "opening", "reached", "2026-03-29T01:00:00+00:00"),
        # On this day 01:30 happens twice: the company closes at the first, and is open again from the second 01:00.
        (("00:00-01:30",), "2026-10-25T00:20+00:00", "closing", "reached", "2026-10-25T00:30:00+00:00"),
        (("00:00-01:30",), "2026-10-25T00:40+00:00", "opening", "reached", "2026-10-25T01:00:00+00:00"),
        (
            ('08:55-09:00 unknown "by appointment", 09:00-17:00',),
            "2026-11-23T08:56+00:00",
            "opening",
            "reached",
            "2026-11-23T09:00:00+00:00",
        ),
    ],
)
def test_waiting_ends_at_the_minute(hours: tuple[str, ...], start: str, until: Until, outcome: str, end: str) -> None:
    clock = Clock(start)
    assert waited(line(*hours), clock, until) == (outcome, end)
    assert all(seconds <= TICK.total_seconds() for seconds in clock.sleeps)


def test_a_machine_suspended_past_the_opening_finds_it_open() -> None:
    clock = Clock("2026-11-23T08:00+00:00", {3: timedelta(hours=4)})
    assert waited(line("Mo-Fr 09:00-17:00"), clock) == ("reached", "2026-11-23T12:00:20+00:00")
    assert len(clock.sleeps) == 4


def test_a_machine_suspended_for_the_whole_day_waits_for_the_next() -> None:
    clock = Clock("2026-11-23T08:00+00:00", {3: timedelta(hours=11)})
    assert waited(line("Mo-Fr 09:00-17:00"), clock) == ("reached", "2026-11-24T09:00:00+00:00")


def test_after_the_clock_is_set_back_the_wait_is_recomputed() -> None:
    shown: list[datetime] = []
    clock = Clock("2026-11-23T17:30+00:00", {2: -timedelta(hours=9)})
    wait(
        line("Mo-Fr 09:00-17:00"),
        "opening",
        now=clock.now,
        sleep=clock.sleep,
        show=lambda at, due: shown.append(due),
    )
    assert clock.at.isoformat() == "2026-11-23T09:00:00+00:00"
    assert [f"{due:%a %H:%M}" for due in dict.fromkeys(shown)] == ["Tue 09:00", "Mon 09:00"]


@pytest.mark.parametrize("jump", [timedelta(), timedelta(hours=3)])
def test_the_timeout_counts_by_the_clock(jump: timedelta) -> None:
    clock = Clock("2026-11-23T18:00+00:00", {1: jump})
    outcome, end = waited(line("Mo-Fr 09:00-17:00"), clock, timeout=timedelta(minutes=90))
    assert outcome == "timeout"
    assert end == ("2026-11-23T21:00:10+00:00" if jump else "2026-11-23T19:30:00+00:00")


def test_a_state_that_is_reached_is_no_timeout() -> None:
    assert waited(line("24/7"), Clock("2026-11-23T18:00+00:00"), timeout=timedelta()) == (
        "reached",
        "2026-11-23T18:00:00+00:00",
    )


def test_the_turning_point_considers_all_lines() -> None:
    at = datetime.fromisoformat("2026-11-23T18:00+00:00")
    two = line("Mo-Fr 09:00-17:00", "Sa 10:00-12:00")(at)
    assert turning_point(two, at, "opening") == datetime.fromisoformat("2026-11-24T09:00+00:00")
    assert turning_point(two, at, "closing") == at
    assert turning_point(line("")(at), at, "opening") is None
    assert turning_point(line("24/7", "Mo-Fr 09:00-17:00")(at), at, "closing") is None
    day_and_night = line("Mo-Fr 08:00-20:00", "Mo-Fr 18:00-09:00")(at)
    assert turning_point(day_and_night, at, "closing") == datetime.fromisoformat("2026-11-28T09:00+00:00")


@pytest.mark.parametrize(
    ("text", "minutes"), [("90m", 90), ("2h", 120), ("1h30m", 90), ("30s", 0.5), ("1h1m30s", 61.5), (" 5m ", 5)]
)
def test_durations(text: str, minutes: float) -> None:
    assert length(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["", "90", "m", "-5m", "1.5h", "soon", "30m1h"])
def test_other_texts_are_no_duration(text: str) -> None:
    with pytest.raises(UsageError, match="write a duration such as 90m, 2h, 1h30m or 45s"):
        length(text)


@pytest.mark.parametrize("until", ["opening", "closing"])
@pytest.mark.parametrize("hours", [("",), ("", "Mo-Fr 09:00-17:00"), ('unknown "by appointment"',), ()])
def test_with_unknown_hours_it_does_not_wait(hours: tuple[str, ...], until: Until) -> None:
    clock = Clock("2026-11-23T18:00+00:00")
    assert waited(line(*hours), clock, until) == ("unknown", "2026-11-23T18:00:00+00:00")
    assert clock.sleeps == []
