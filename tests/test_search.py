"""Names and words: what finds a company, and what only comes near."""

from __future__ import annotations

import pytest

from supportdir.search import find, fold, holding_words, name_of, near

NAMES = [
    name_of("best-buy", "best-buy", "slug"),
    name_of("Best Buy", "best-buy", "name"),
    name_of("Best Western", "best-western", "name"),
    name_of("Ёлка Связь", "yolka", "name"),
    name_of("acme.example", "acme", "domain"),
    name_of("retail", "best-buy", "category"),
    name_of("+442079460958", "acme", "number"),
]


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Best Buy", "bestbuy"),
        ("BEST-BUY", "bestbuy"),
        ("  best…buy! ", "bestbuy"),
        ("Café Zoë", "cafezoe"),
        ("ЁЛКА", "елка"),
        ("Straße", "strasse"),
        ("!?", ""),
    ],
)
def test_folding(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Best Buy", [("best-buy", "exact")]),
        ("best", [("best-buy", "start"), ("best-western", "start")]),
        ("west best", [("best-western", "words")]),
        ("елка", [("yolka", "start")]),
        ("acme.example", [("acme", "exact")]),
        ("+44 20 7946 0958", [("acme", "exact")]),
        ("retail", [("best-buy", "exact")]),
        ("", []),
        ("zzz", []),
    ],
)
def test_find(typed: str, found: list[tuple[str, str]]) -> None:
    assert [(hit.slug, hit.how) for hit in find(typed, NAMES)] == found


def test_whole_words_of_one_name_are_enough_to_ask_for_it() -> None:
    assert holding_words("western", NAMES) == ["best-western"]
    assert holding_words("best", NAMES) == ["best-buy", "best-western"]
    assert holding_words("wester", NAMES) == []
    assert holding_words("retail", NAMES) == []  # what a company is about is not its name
    assert holding_words("", NAMES) == []


def test_near_misses_are_names_alone() -> None:
    assert [hit.slug for hit in near("bst buy", NAMES)] == ["best-buy"]
    assert near("retial", NAMES) == []
