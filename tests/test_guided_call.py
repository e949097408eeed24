"""The steps of a guided call, which of them are needed, and what answers mean."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from supportdir.advice import prompts
from supportdir.guided_call import (
    PROMPTS,
    QUESTIONS,
    NotUnderstoodError,
    call_steps,
    facts_of,
    fields_of,
    is_needed,
    is_yes,
    status_after,
)
from supportdir.model import Menu, Option, Phone, Shortcut, Step
from supportdir.routes import Route

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)  # a Friday


def phone(**more: Any) -> Phone:
    return Phone(id="care", label="Care", sources=("page",), number="+44 20 7946 0958", **more)


def route(*actions: str) -> Route:
    steps = tuple(Step(**{action: 1 if action == "pause" else "1"}) for action in actions)  # type: ignore[arg-type]
    return Route(shortcut=Shortcut(steps=steps), proof=None, from_menu=False)


def taken(fields: dict[str, Any]) -> list[str]:
    return [step.name for step in call_steps(phone(), None) if is_needed(step, fields)]


def test_the_steps_of_a_call_in_order() -> None:
    assert taken({}) == [
        "checklist", "line", "dial", "no-route", "hold", "talk", "closing",
        "agent", "case", "said", "promised", "outcome", "ratings", "number",
    ]  # fmt: skip


def test_what_is_known_already_is_the_first_step() -> None:
    assert [step.name for step in call_steps(phone(), None, is_known=True)][:2] == ["known", "checklist"]


def test_each_step_of_a_menu_is_a_step() -> None:
    steps = call_steps(phone(), route("press", "say"))
    assert [(step.name, step.place) for step in steps[3:6]] == [("menu", 0), ("menu", 1), ("hold", 0)]


@pytest.mark.parametrize(
    ("fields", "more", "less"),
    [
        ({"promised": "refund"}, {"by"}, set()),
        ({"outcome": "cut-off"}, {"cut-off"}, {"outcome"}),
        ({"ratings": {"overall": 2}}, {"comment"}, set()),
        ({"ratings": {"overall": 3}}, set(), set()),
        ({"ratings": {"overall": 5, "speed": 1}}, {"comment"}, set()),
        (
            {"outcome": "no-answer"},
            {"busy"},
            {"talk", "closing", "agent", "case", "said", "promised", "outcome", "ratings"},
        ),
    ],
)
def test_which_steps_are_needed(fields: dict[str, Any], more: set[str], less: set[str]) -> None:
    assert {*taken(fields)} == {*taken({})} - less | more


@pytest.mark.parametrize(
    ("contact", "facts"),
    [
        (phone(), ["number"]),
        (phone(hours="24/7"), ["number", "hours"]),
        (phone(menu="none"), ["number", "keys"]),
        (phone(menu=Menu(options={"1": Option(label="Help")}), hours="24/7"), ["number", "keys", "hours"]),
    ],
)
def test_what_a_caller_can_judge(contact: Phone, facts: list[str]) -> None:
    assert facts_of(contact) == facts


@pytest.mark.parametrize(
    ("question", "typed", "fields"),
    [
        ("agent", "  Ann ", {"agent": "Ann"}),
        ("agent", " ", {}),
        ("outcome", "1", {"outcome": "solved"}),
        ("outcome", "5", {"outcome": "no-answer"}),
        ("outcome", "Cut off", {"outcome": "cut-off"}),
        ("ratings", "4", {"ratings": {"overall": 4}}),
        ("ratings", "4, 3 5,4", {"ratings": {"politeness": 4, "speed": 3, "competence": 5, "overall": 4}}),
        ("by", "1 Dec", {"by": date(2026, 12, 1)}),
        ("by", "3 дня", {"by": date(2026, 11, 30)}),
    ],
)
def test_what_an_answer_sets(question: str, typed: str, fields: dict[str, Any]) -> None:
    assert fields_of(question, typed, NOW, "UTC") == fields


@pytest.mark.parametrize(
    ("question", "typed", "prompt"),
    [
        ("outcome", "6", "not-an-outcome"),
        ("outcome", "great", "not-an-outcome"),
        ("ratings", "6", "not-ratings"),
        ("ratings", "1 2", "not-ratings"),
        ("ratings", "³", "not-ratings"),
        ("by", "soon", "not-a-date"),
        ("by", "01/02/2027", "unclear-date"),
    ],
)
def test_an_answer_that_means_nothing(question: str, typed: str, prompt: str) -> None:
    with pytest.raises(NotUnderstoodError) as raised:
        fields_of(question, typed, NOW, "UTC")
    assert raised.value.prompt == prompt
    assert "--at" not in str(raised.value)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("y", True), ("Yes", True), ("д", True), ("да", True), ("n", False), ("нет", False), ("", None), (" ", None)],
)
def test_yes_no_and_neither(typed: str, meant: bool | None) -> None:
    assert is_yes(typed) is meant


def test_another_word_is_asked_again() -> None:
    with pytest.raises(NotUnderstoodError):
        is_yes("perhaps")


def test_the_status_at_the_end() -> None:
    assert status_after({"outcome": "solved"}, NOW) == {"status": "closed", "closed_at": NOW}
    assert status_after({"outcome": "promised"}, NOW) == status_after({}, NOW) == {"status": "open"}
    assert status_after({"outcome": "solved", "promised": "a refund"}, NOW) == {"status": "open"}


def test_every_question_has_a_prompt() -> None:
    asked = [PROMPTS.get(question, f"ask-{question}") for question in (*QUESTIONS, "number", "keys", "hours")]
    assert {*asked} <= {*prompts()}
