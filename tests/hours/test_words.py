"""The words of companies' hours (words.toml): known meanings, and one meaning for each phrase of a language."""

from __future__ import annotations

from collections import Counter

import pytest

from supportdir.hours import words
from supportdir.hours.grammar import DAY_CODES, MONTH_CODES

MEANINGS = {*DAY_CODES, *MONTH_CODES, "to or on"}.union(
    """
    weekdays weekend rest daily yearly holidays always round open closed unknown appointment except including break and
    between week to morning afternoon evening night noon midnight hour filler zone vague numeral
    """.split()  # noqa: SIM905
)


@pytest.mark.parametrize("name", words._TABLES)
def test_every_meaning_is_one_that_the_code_reads(name: str) -> None:
    assert {*words._TABLES[name]} <= MEANINGS


@pytest.mark.parametrize("name", words._TABLES)
def test_a_phrase_has_one_meaning_in_a_language(name: str) -> None:
    phrases = [phrase for text in words._TABLES[name].values() for phrase in {*map(words.fold, split(text))}]
    assert [phrase for phrase, count in Counter(phrases).items() if count > 1] == []


@pytest.mark.parametrize("name", words._TABLES)
def test_no_phrase_is_empty(name: str) -> None:
    assert all(phrase for text in words._TABLES[name].values() for phrase in split(text))


def split(text: str) -> list[str]:
    return [phrase.strip() for phrase in text.split(",")]
