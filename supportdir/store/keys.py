"""What companies are looked up by, as numbers: a name, a phone number or a few letters of one gives a key of 32 bits.

Several texts may share a key, so a key only says which companies to look at; whether they fit is seen from their
names. Families of texts are kept apart by a mark in front, which no folded text contains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from supportdir.search import CALLED, sound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from supportdir.search import Name

_PREFIX = 4  # letters of a word that are looked up; the rest is compared
_PART = (3, 6)  # digits of a number that are


def called(folded: str) -> int:
    """The key of a whole name."""
    return _key(f"={folded}")


def number(form: str) -> int:
    """The key of a number in one of its forms."""
    return _key(f"#{form}")


def about(kind: str, word: str) -> int:
    """The key of a category or a topic."""
    return _key(f"@{kind}:{word}")


def start(word: str) -> int:
    """The key of the names that have a word beginning so, or do so with their words run together."""
    return _key(f"<{word[:_PREFIX]}")


def digits(typed: str) -> int:
    """The key of the numbers that begin with these digits; fewer than three are those of numbers no longer."""
    return _key(f"#<{typed[: max((size for size in _PART if size <= len(typed)), default=len(typed))]}")


def sounds(folded: str) -> list[int]:
    """The keys of three letters each of how a name sounds, its edges included; each once."""
    return _parts(sound(folded))


def _parts(heard: str) -> list[int]:
    edged = f"  {heard} "
    return [_key(f"~{part}") for part in dict.fromkeys(edged[at : at + 3] for at in range(len(edged) - 2))]


def keys_of(names: Iterable[Name], subjects: Iterable[tuple[str, str]]) -> list[int]:
    """All keys of a company: of its names and numbers, and of what it is about ("category" or "topic", word)."""
    found = {about(kind, word) for kind, word in subjects}
    wholes: set[str] = set()
    starts: set[str] = set()
    for name in names:
        folded = name.folded
        if name.kind == "number":
            found.add(number(name.text))
            found.update(digits(folded[:size]) for size in (*_PART, len(folded)) if size <= len(folded))
        elif name.kind in CALLED:
            wholes.add(folded)
            for word in (folded, *name.words.split()):
                starts.update(word[:size] for size in range(1, min(_PREFIX, len(word)) + 1))
    found.update(map(called, wholes))
    found.update(map(start, starts))
    found.update(key for heard in {sound(whole) for whole in wholes} for key in _parts(heard))
    return sorted(found)


def _key(text: str) -> int:
    return crc32(text.encode())
