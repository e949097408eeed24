"""Word stems: "refund" and "refunds" have the same stem, and so do "карту", "карты" and "карта".

Only this module imports snowballstemmer. Loading the stemmers takes 25 ms, so a search uses them only for words that it
does not find unchanged.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


def stems(words: Iterable[str]) -> list[str]:
    """Return the stems of folded words, in order. Cyrillic words are stemmed as Russian, others as English."""
    return [_stem(word) for word in words]


@lru_cache(4096)  # the labels of an index repeat a third of their words
def _stem(word: str) -> str:
    language = "russian" if any("а" <= letter <= "я" for letter in word) else "english"
    stem: str = _stemmer(language).stemWord(word)
    return stem


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(language)
