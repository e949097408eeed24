"""The words with which companies write their hours (words.toml), as tokens.py and corrections.py look them up.

Reading the file takes about 10 ms, so only what explains invalid hours imports this module.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

_TABLES: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
LANGUAGES = tuple(name for name in _TABLES if name != "shared")


def fold(text: str) -> str:
    """Return a text in lower case, in compatibility form and without accents, for comparing words."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not "\u0300" <= char <= "\u036f").replace("’", "'")


@cache
def lexicon(language: str) -> dict[str, str]:
    """Return folded phrase → meaning for a language, including the shared phrases; its own take precedence."""
    return {
        fold(phrase.strip()): meaning
        for table in (_TABLES["shared"], _TABLES[language])
        for meaning, phrases in table.items()
        for phrase in phrases.split(",")
    }


@cache
def phrase_pattern(language: str) -> re.Pattern[str]:
    """Return a pattern that matches the longest phrase of a language at an offset in folded text."""
    phrases = sorted(lexicon(language), key=len, reverse=True)
    alternatives = "|".join(re.escape(phrase).replace(r"\ ", " +") for phrase in phrases)
    return re.compile(rf"(?:{alternatives})(?:(?!\w)|(?<!\w))")
