"""Stems of words: "карту", "карты" and "карта" are one word, "refund" and "refunds" too. The door to snowballstemmer.

Loading the stemmers takes 25 ms, so only a search for a word that no list has as it is typed loads them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


def stems(words: Iterable[str]) -> list[str]:
    """Return the stems of folded words, in order: Cyrillic words as Russian, all others as English."""
    words = list(words)
    languages = ["russian" if any("а" <= letter <= "я" for letter in word) else "english" for word in words]
    return [_stemmer(language).stemWord(word) for language, word in zip(languages, words, strict=True)]


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(language)
