"""The advice for the record of calls, for letters and for escalation: each piece is said by its command."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run

from supportdir import advice
from supportdir.advice import Language, Stage
from supportdir.format import vocabulary

LONDON = ("--from", "GB", "--tz", "Europe/London")

LOG: tuple[tuple[Stage, str], ...] = (
    ("closing", "agent-name"),
    ("closing", "case-number"),
    ("closing", "deadline"),
    ("closing", "case-stays-open"),
    ("opening", "sum-up-earlier-call"),
    ("chat", "chat-transcript"),
    ("chat", "chat-deadline"),
    ("writing", "write-keep-number"),
    ("docs", "one-owner"),
    ("after", "written-confirmation"),
    ("after", "calendar"),
    ("after", "keep-recording"),
    ("after", "keep-messages"),
    ("after", "notifications"),
    ("after", "look-up-state"),
    ("after", "missed-calls"),
    ("after", "not-too-often"),
    ("after", "no-second-request"),
    ("after", "partly-solved"),
    ("after", "rate"),
)
LETTER = tuple(("writing", entry.id) for entry in advice.reminders("writing"))
ESCALATE: tuple[tuple[Stage, str], ...] = (
    ("docs", "follow-up-at-level-two"),
    ("docs", "levels"),
    ("docs", "standards"),
)


@pytest.fixture(autouse=True)
def _log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SUPPORTDIR_LOG_DIR", str(tmp_path))


def text_of(stage: Stage, id: str, language: Language) -> str:
    """The text, without its full stop: a command may follow it."""
    return next(entry.text for entry in advice.reminders(stage, language) if entry.id == id).rstrip(".")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_log_says_its_advice(run: Run, language: Language) -> None:
    tongue = ("--language", language)
    said = "".join(
        run(*words, *tongue).stderr
        for words in (
            ("log", "add", "acme", "--at", "2026-11-02T09:00", *LONDON),
            ("log", "add", "acme/care", "--at", "2026-11-03T09:00", "--said", "Yes.", "--by", "2026-11-05", *LONDON),
            ("log", "add", "acme/care", "--at", "2026-11-03T10:00", "--agent", "Jo", *LONDON),
            ("log", "add", "acme/chat", "--at", "2026-11-03T11:00", *LONDON),
            ("log", "add", "acme", "--channel", "email", "--at", "2026-11-03T11:00", "--topic", "orders", *LONDON),
            ("log", "add", "acme", "--at", "2026-11-03T11:00", "--topic", "outage", *LONDON),
            ("log", "add", "acme", "--by", "3 days", *LONDON),
            *(("log", "show", str(id)) for id in range(1, 7)),
            ("log", "due", "--at", "2026-11-26T12:00"),
            ("log", "close", "1"),
        )
    )
    assert [id for stage, id in LOG if text_of(stage, id, language) not in said] == []
    for id in ("usual-email", "usual-fault"):
        assert vocabulary.advice_texts()["usual_times"][id][language] in said


@pytest.mark.parametrize("language", ["en", "ru"])
def test_letters_say_theirs(run: Run, language: Language) -> None:
    said = "".join(
        run("letter", company, "--kind", kind, "--language", language, "--country", "all", *LONDON).stderr
        for company in ("silent", "datafirm", "acme", "wideland")
        for kind in ("request", "complaint", "confirmation")
    )
    assert [id for _, id in LETTER if text_of("writing", id, language) not in said] in ([], ["write-category"])


@pytest.mark.parametrize("language", ["en", "ru"])
def test_escalation_says_its_own(run: Run, language: Language) -> None:
    said = ""
    for situation in advice.situations():
        answer = run("escalate", "acme", "--situation", situation.id, "--language", language, *LONDON, "-o", "json")
        step = advice.next_step(situation.id, language)
        assert step.name in answer.stdout
        assert step.action in answer.stdout
        said += answer.stderr + answer.stdout
    assert [id for stage, id in ESCALATE if text_of(stage, id, language) not in said] == []
