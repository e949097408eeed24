"""Russian for the texts that the code has in English: every text has one, with the same fields."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Run

from supportdir import translation
from supportdir.format import vocabulary
from supportdir.hours import zones
from supportdir.render import phrases

PACKAGE = Path(__file__).parent.parent / "supportdir"
HERE = ("--from", "RU", "--tz", "Europe/Moscow", "--at", "2026-11-23T12:00Z", "--language", "ru")


def constants(node: ast.AST) -> Iterator[str]:
    return (child.value for child in ast.walk(node) if isinstance(child, ast.Constant) and isinstance(child.value, str))


def texts_given(node: ast.expr) -> Iterator[str]:
    """The texts that the argument of translate() is, where it is one text or the other."""
    if isinstance(node, ast.IfExp):
        yield from (*texts_given(node.body), *texts_given(node.orelse))
    elif isinstance(node, ast.Constant):
        yield node.value


TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
CALLS = [
    (path, text, {keyword.arg for keyword in call.keywords})
    for path, tree in TREES.items()
    for call in ast.walk(tree)
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "translate"
    for text in texts_given(call.args[0])
]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_text_has_its_russian() -> None:
    russian = vocabulary.russian_texts()
    assert len(CALLS) > 100
    assert [(path.name, text) for path, text, _ in CALLS if text not in russian] == []


def test_a_russian_text_has_no_field_that_is_not_given() -> None:
    russian = vocabulary.russian_texts()
    assert [(path.name, text) for path, text, given in CALLS if not fields(russian[text]) <= given] == []


def test_every_russian_text_is_of_the_code_or_a_city() -> None:
    known = {text for tree in TREES.values() for text in constants(tree)}
    known |= {zones.city(zone) for zone in zones.names()}
    months = {text[:3] for text in known}
    assert [text for text in vocabulary.russian_texts_of_code() if text not in known | months] == []


def test_no_field_of_the_english_text_is_lost() -> None:
    """`number` and `count` may stand for words, `company` for its possessive."""
    other_words = {"month", "times", "owner"}
    texts = vocabulary.russian_texts_of_code()
    assert [text for text, russian in texts.items() if not fields(text) - other_words <= fields(russian)] == []


@pytest.mark.parametrize(
    ("period", "russian"),
    [
        ("1 week", "1 неделя"), ("2 weeks", "2 недели"), ("5 weeks", "5 недель"), ("8 weeks", "8 недель"),
        ("1 day", "1 день"), ("11 days", "11 дней"), ("12 days", "12 дней"), ("21 days", "21 день"),
        ("22 days", "22 дня"), ("111 days", "111 дней"), ("0 days", "0 дней"), ("1 month", "1 месяц"),
        ("2 months", "2 месяца"), ("1 business day", "1 рабочий день"), ("3 business days", "3 рабочих дня"),
        ("10 business days", "10 рабочих дней"), ("24 h", "24 ч"), ("30 min", "30 мин"), ("soon", "soon"),
    ],
)  # fmt: skip
def test_a_period_has_the_form_of_its_number(period: str, russian: str) -> None:
    assert phrases.period(period) == period
    translation.use(vocabulary.russian_texts())
    assert phrases.period(period) == russian


@pytest.mark.parametrize("text", ["{0.__class__}", "{company}", "{"])
def test_braces_in_a_company_file_stay(text: str) -> None:
    assert translation.translate(text) == text
    assert translation.translate("for {words}", words=text) == f"for {text}"


def test_a_command_in_one_language_follows_a_bilingual_one(run: Run) -> None:
    assert "открыто" in run("reach", "acme/care", *HERE, "--output", "table").stdout
    assert "open until" in run("show", "acme/care", *HERE, "--output", "table").stdout


def test_an_invalid_command_line_after_a_russian_command_is_answered_in_english(run: Run) -> None:
    run("reach", "acme/care", *HERE)
    assert run("reach", "--nonsense").stderr.startswith("error: ")
