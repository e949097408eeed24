"""`wait` and `open --watch` on a simulated clock."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import Run

LONDON = ("--from", "GB", "--tz", "Europe/London")
CARE = "acme/care\tphone\t{}\t{}\t+44 20 7946 0958\t0 0 0 2\tofficial 2026-04-18\tCustomer care\tGB\tAcme Broadband\n"


class Clock:
    """The clock of the program and its `sleep`, which raises KeyboardInterrupt at `until`."""

    def __init__(self) -> None:
        self.at, self.until = datetime.max.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        if self.at >= self.until:
            raise KeyboardInterrupt


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("supportdir.clock.now", lambda: clock.at)
    monkeypatch.setattr("time.sleep", clock.sleep)
    return clock


def start(clock: Clock, text: str) -> None:
    clock.at = datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("at", "words", "status", "stdout", "stderr"),
    [
        (
            "2026-11-23T07:30+00:00",
            ("acme/care",),
            0,
            CARE.format("open", "2026-11-23T18:00+00:00"),
            "Acme Broadband · Customer care opens 08:00, in 30 min\n",
        ),
        ("2026-11-23T12:00+00:00", ("acme/care",), 0, CARE.format("open", "2026-11-23T18:00+00:00"), ""),
        ("2026-11-23T12:00+00:00", ("ACME/Care",), 0, CARE.format("open", "2026-11-23T18:00+00:00"), ""),
        (
            "2026-11-23T17:00+00:00",
            ("acme/care", "--until", "closing"),
            0,
            CARE.format("closed", "2026-11-24T08:00+00:00"),
            "Acme Broadband · Customer care closes 18:00, in 1 h\n",
        ),
        (
            "2026-11-23T04:00+00:00",
            ("acme/care", "--timeout", "1h30m"),
            1,
            CARE.format("closed", "2026-11-23T08:00+00:00"),
            "Acme Broadband · Customer care opens 08:00, in 4 h\ntime-out after 1h30m\n",
        ),
        (
            "2026-11-23T12:00+00:00",
            ("acme/faults", "--until", "closing"),
            1,
            "acme/faults\tphone\topen\t\t+44 808 157 0123\t\tofficial 2026-04-18\tFaults\tGB\tAcme Broadband\n",
            "it does not close within 400 days\n",
        ),
        (
            "2026-11-23T12:00+00:00",
            ("nightowl/advice",),
            4,
            "nightowl/advice\tphone\tunknown\t\ton the back of the card\t\tofficial 2026-01\tAdvice"
            "\tother:RU\tNightowl Bank\n",
            "hours not known\n",
        ),
        (
            "2026-11-23T12:00+00:00",
            ("silent",),
            1,
            "silent\t\tunknown\t\t\t\t\tno phone support: support is electronic only\tGB\tSilent Messenger\n",
            "no phone support: support is electronic only\n",
        ),
        (
            "2026-11-23T22:59+00:00",
            ("acme/chat", "--until", "closing"),
            0,
            "acme/chat\tchat\tclosed\t2026-11-24T07:00+00:00\thttps://www.acme.example/chat"
            "\t\tofficial 2026-04-18\tchat\tGB\tAcme Broadband\n",
            "Acme Broadband · chat closes 23:00, in 1 min\n",
        ),
    ],
)
def test_waiting(
    run: Run, clock: Clock, at: str, words: tuple[str, ...], status: int, stdout: str, stderr: str
) -> None:
    start(clock, at)
    answer = run("wait", *words, *LONDON, "--output", "plain")
    assert (answer.status, answer.stdout, answer.stderr) == (status, stdout, stderr)


def test_a_company_opens_when_its_first_line_opens(run: Run, clock: Clock) -> None:
    start(clock, "2026-11-23T12:00+00:00")
    assert run("wait", "acme", *LONDON).status == 0
    start(clock, "2026-11-23T13:30+00:00")
    answer = run("wait", "acme", "--country", "US", *LONDON, "--output", "json")
    assert clock.at == datetime.fromisoformat("2026-11-23T14:00+00:00")
    assert answer.stderr == "Acme Broadband · Support (US) opens 09:00 in New York (14:00 your time), in 30 min\n"
    assert json.loads(answer.stdout)["answers"][0]["state"] == "open"


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("acme", "--timeout", "soon"), 2, "invalid --timeout 'soon'; write a duration such as 90m, 2h, 1h30m or 45s"),
        (("acme/cart",), 1, "Acme Broadband has no contact 'cart'; it has acme/chat, acme/care"),
    ],
)
def test_errors(run: Run, clock: Clock, words: tuple[str, ...], status: int, message: str) -> None:
    start(clock, "2026-11-23T12:00+00:00")
    assert run("wait", *words, *LONDON) == (status, "", f"error: {message}\n")


def test_control_c(run: Run, clock: Clock) -> None:
    start(clock, "2026-11-23T04:00+00:00")
    clock.until = clock.at + timedelta(minutes=1)
    assert run("wait", "acme/care", *LONDON).status == 130


def test_watch_prints_changes_in_a_pipe(run: Run, clock: Clock) -> None:
    start(clock, "2026-11-23T17:59+00:00")
    clock.until = datetime.fromisoformat("2026-11-24T08:01+00:00")
    answer = run("open", "acme", "--watch", "--kind", "phone", *LONDON, "--output", "plain")
    records = [line.split("\t")[:4] for line in answer.stdout.splitlines()]
    assert records == [
        ["acme/care", "phone", "open", "2026-11-23T18:00+00:00"],
        ["acme/faults", "phone", "open", ""],
        ["acme/care", "phone", "open", "2026-11-24T18:00+00:00"],
    ]
    assert answer.status == 130


def test_watch_kept_one_contact_of_a_company(run: Run, clock: Clock) -> None:
    start(clock, "2026-11-23T12:00+00:00")
    clock.until = clock.at + timedelta(seconds=1)
    answer = run("open", "acme/care", "acme/chat", "--watch", *LONDON, "--output", "plain")
    assert [line.split("\t")[0] for line in answer.stdout.splitlines()] == ["acme/care", "acme/chat"]


def test_watch_repeated_its_notes(run: Run, clock: Clock, tmp_path: Path) -> None:
    company = """\
name: Kiosk
categories: [retail]
serves: [GB]
sources: {page: {kind: official, title: A page}}
phones: [{id: help, label: Help, number: "+44 808 157 0124", sources: [page]}]
"""
    (tmp_path / "kiosk.yaml").write_text(company, encoding="utf-8")
    start(clock, "2026-11-23T12:00+00:00")
    clock.until = clock.at + timedelta(minutes=5)
    abroad = ("--country", "GB", "--from", "US", "--tz", "America/New_York", "--data", str(tmp_path))
    answer = run("open", "kiosk", "--watch", *abroad, "--output", "plain")
    assert answer.stderr.count("+44 808 157 0124 may not connect from the United States\n") == 1


def test_watch_on_a_terminal(run: Run, clock: Clock) -> None:
    start(clock, "2026-11-23T17:59:50+00:00")
    clock.until = clock.at + timedelta(seconds=20)
    answer = run("open", "acme", "--watch", *LONDON, "--output", "table", "--color", "always")
    assert answer.status == 130
    assert "Mon 17:59, your time; Ctrl-C ends" in answer.stdout
    assert "Mon 18:00, your time; Ctrl-C ends" in answer.stdout


@pytest.mark.parametrize("words", [("--at", "2026-11-23T12:00Z"), ("--output", "json")])
def test_options_that_watch_excludes(run: Run, words: tuple[str, str]) -> None:
    option = "--at" if "--at" in words else "--output json"
    message = f"error: --watch excludes {option}; leave one out\n"
    assert run("open", "acme", "--watch", *LONDON, *words) == (2, "", message)
