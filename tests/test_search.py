"""Search: which typed texts match a name, and which are only similar to one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportdir.search import NameKind, find, fold, name_of, near, other_layout, sound, words

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


@given(st.text(st.characters(max_codepoint=127)))
def test_a_text_in_ascii_is_folded_as_other_texts_are(text: str) -> None:
    assert fold(text) == "".join(words(text))


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("Best Buy", [("best-buy", "exact")]),
        ("best", [("best-buy", "start"), ("best-western", "start")]),
        ("west best", [("best-western", "words")]),
        ("example", []),  # the top-level domain is not distinctive
        ("елка", [("yolka", "start")]),
        ("acme.example", [("acme", "exact")]),
        ("+44 20 7946 0958", [("acme", "exact")]),
        ("retail", [("best-buy", "exact")]),
        ("", []),
        ("zzz", []),
    ],
)
def test_find(typed: str, hits: list[tuple[str, str]]) -> None:
    assert [(hit.slug, hit.how) for hit in find(typed, NAMES)] == hits


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("bst buy", [("best-buy", "near")]),  # a letter missing
        ("best byu", [("best-buy", "near")]),  # two swapped
        ("bbest buy", [("best-buy", "near")]),  # one doubled
        ("бест бай", [("best-buy", "sound")]),  # in another alphabet
        ("Elka Svyaz", [("yolka", "sound")]),
        ("иуые игн", [("best-buy", "layout")]),  # typed with the Russian layout
        (",tcn ,fq", []),  # typed with the English layout, but no name is spelt so
        ("retial", []),  # a category is not a name
        ("qqqqqqq", []),
        ("dest", [("best-buy", "near")]),  # one letter of a first word
        ("detz", []),  # two letters of four
        ("иуые", []),  # with the other layout, only the beginning of a name
    ],
)
def test_similar_names(typed: str, hits: list[tuple[str, str]]) -> None:
    assert [(hit.slug, hit.how) for hit in near(typed, NAMES)][:1] == hits


@pytest.mark.parametrize(
    ("typed", "names", "hits"),
    [
        # The company whose name has the word was suggested together with a product that sounds nearly like it.
        ("sparkasse", {"Sparkasse Acme": "name", "Spark Cash": "product"}, ["Sparkasse Acme"]),
        ("vostka", {"Vostro": "product"}, []),  # two letters of six
        ("vostra", {"Vostro": "product"}, ["Vostro"]),
        ("vostka", {"Vostro": "name"}, ["Vostro"]),
        ("gmial", {"Gmail": "product"}, ["Gmail"]),  # a product with five letters may have a mistake
        ("galxay watch", {"Galaxy Watch": "product"}, ["Galaxy Watch"]),
        ("fillips", {"Philips": "product"}, ["Philips"]),  # the same sound
        ("filits", {"Philips": "product"}, []),
    ],
)
def test_no_far_fetched_product_is_suggested(typed: str, names: dict[str, NameKind], hits: list[str]) -> None:
    assert [hit.slug for hit in near(typed, [name_of(text, text, kind) for text, kind in names.items()])] == hits


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("сбербанк", "sberbank"),
        ("аерофлот", "aeroflot"),
        ("майкрософт", "maikrosoft"),
        ("ксерокс", "xerox"),
        ("циско", "tsisko"),
        ("philips", "филипс"),
    ],
)
def test_equal_sounds(word: str, other: str) -> None:
    assert sound(fold(word)) == sound(fold(other))


def test_the_other_keyboard_layout() -> None:
    assert other_layout("ьшскщыщае") == "microsoft"
    assert other_layout("c,th,fyr") == "сбербанк"
