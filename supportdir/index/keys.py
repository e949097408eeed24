"""The keys by which companies are looked up: the CRC-32 of a name, a number, or a part of one.

Different texts may have the same key, so a key only selects candidates, whose names are then compared. Each kind of
text has its own prefix, which no folded text contains.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING
from zlib import crc32

from supportdir.names import forms_of, starts_of
from supportdir.search import CALLED, sound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from supportdir.search import Name

_WORD_START = 4  # letters of a word that are in a key
_NAME, _NUMBER, _SUBJECT, _START, _DIGITS, _SOUND = map(crc32, (b"=", b"#", b"@", b"<", b"#<", b"~"))  # the prefixes
_NUMBER_STARTS = (3, 6)  # digits of a number that are in a key


def name_key(folded: str) -> int:
    """Return the key of a whole name."""
    return crc32(folded.encode(), _NAME)


def number_key(form: str) -> int:
    """Return the key of a number in one of its forms."""
    return crc32(form.encode(), _NUMBER)


def subject_key(kind: str, word: str) -> int:
    """Return the key of a category or a topic."""
    return crc32(f"{kind}:{word}".encode(), _SUBJECT)


def start_key(word: str) -> int:
    """Return the key of the names in which a word, or all words run together, begin as `word` does."""
    return crc32(word[:_WORD_START].encode(), _START)


def digits_key(typed: str) -> int:
    """Return the key of the numbers that begin with these digits; fewer than three digits are a whole number."""
    size = max((size for size in _NUMBER_STARTS if size <= len(typed)), default=len(typed))
    return crc32(typed[:size].encode(), _DIGITS)


def sound_keys(folded: str) -> list[int]:
    """Return the different keys of the trigrams in the sound of a folded name; start and end count as characters."""
    return list(dict.fromkeys(_keys(_SOUND, _trigrams(sound(folded)))))


def keys_of(names: Iterable[Name], subjects: Iterable[tuple[str, str]]) -> set[int]:
    """Return all keys of a company with these names, numbers and subjects ("category" or "topic", word)."""
    forms: set[str] = set()
    folded_names: set[str] = set()
    starts: set[str] = set()
    numbers: set[str] = set()
    digits: set[str] = set()
    for name in names:
        folded = name.folded
        if name.kind == "number":
            numbers.add(name.text)
            digits.update([folded[:size] for size in _NUMBER_STARTS if size <= len(folded)] or [folded])
        elif name.kind == "not-theirs":
            numbers.add(name.text)
        elif name.kind in CALLED:
            forms.update(forms_of(name))
            folded_names.add(folded)
            starts.update(starts_of(folded))
            starts.update(name.words.split())
    keys = {subject_key(kind, word) for kind, word in subjects}
    keys.update(_keys(_NAME, forms))
    keys.update(_keys(_NUMBER, numbers))
    keys.update(_keys(_DIGITS, digits))
    keys.update(_keys(_START, {word[:size] for word in starts for size in range(1, _WORD_START + 1)}))
    for sounding in {sound(folded) for folded in folded_names}:
        keys.update(_keys(_SOUND, _trigrams(sounding)))
    return keys


def _trigrams(text: str) -> list[str]:
    padded = f"  {text} "
    return [padded[start : start + 3] for start in range(len(padded) - 2)]


def _keys(prefix: int, texts: Iterable[str]) -> Iterator[int]:
    """Yield the keys of texts. `map` avoids a Python call for each of a company's 50 keys."""
    return map(crc32, map(str.encode, texts), repeat(prefix))
