"""Names and words: what finds a company, and what only comes near."""

from __future__ import annotations

import pytest

from supportdir.search import find, fold, name_of, near, other_layout, sound

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
        ("Łódź, Ørsted, Đà, Ħal, Œuvre", "lodzorsteddahaloeuvre"),
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
        ("example", []),  # the last part of a domain tells nothing
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


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("bst buy", [("best-buy", "near")]),  # a letter missing
        ("best byu", [("best-buy", "near")]),  # two swapped
        ("bbest buy", [("best-buy", "near")]),  # one doubled
        ("бест бай", [("best-buy", "sound")]),  # in another alphabet
        ("Elka Svyaz", [("yolka", "sound")]),
        ("иуые игн", [("best-buy", "layout")]),  # the Russian layout was on
        (",tcn ,fq", []),  # the English layout was on, and no name has that spelling
        ("retial", []),  # what a company is about is not its name
        ("qqqqqqq", []),
        ("dest", [("best-buy", "near")]),  # one letter of a first word
        ("detz", []),  # two letters of four
        ("иуые", []),  # with the other layout only the beginning of a name
    ],
)
def test_near_misses(typed: str, found: list[tuple[str, str]]) -> None:
    assert [(hit.slug, hit.how) for hit in near(typed, NAMES)][:1] == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("сбербанк", "sberbank"),
        ("аерофлот", "aeroflot"),
        ("майкрософт", "maikrosoft"),
        ("ксерокс", "xerox"),
        ("циско", "tsisko"),
        ("philips", "филипс"),
    ],
)
def test_what_sounds_alike(one: str, other: str) -> None:
    assert sound(fold(one)) == sound(fold(other))


def test_the_other_keyboard_layout() -> None:
    assert other_layout("ьшскщыщае") == "microsoft"
    assert other_layout("c,th,fyr") == "сбербанк"
