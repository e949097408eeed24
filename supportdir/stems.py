"""Word stems: "refund" and "refunds" have the same stem, and so do "карту", "карты" and "карта".

Only this module imports snowballstemmer. Loading the stemmers takes 25 ms, so a search uses them only for words that it
does not find unchanged.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


def stems(words: Iterable[str]) -> list[str]:
    """Return the stems of folded words, in order. Cyrillic words are stemmed as Russian, others as English."""
    words = list(words)
    languages = ["russian" if any("а" <= letter <= "я" for letter in word) else "english" for word in words]
    return [_stemmer(language).stemWord(word) for language, word in zip(languages, words, strict=True)]


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(language)
