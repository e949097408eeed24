"""What companies are looked up by, as numbers: a name, a phone number or a few letters of one gives a key of 32 bits.

Several texts may share a key, so a key only says which companies to look at; whether they fit is seen from their
names. Families of texts are kept apart by a mark in front, which no folded text contains.
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

_PREFIX = 4  # letters of a word that are looked up; the rest is compared
_CALLED, _NUMBER, _ABOUT, _START, _DIGITS, _SOUND = map(crc32, (b"=", b"#", b"@", b"<", b"#<", b"~"))  # the marks
_PART = (3, 6)  # digits of a number that are


def called(folded: str) -> int:
    """The key of a whole name."""
    return crc32(folded.encode(), _CALLED)


def number(form: str) -> int:
    """The key of a number in one of its forms."""
    return crc32(form.encode(), _NUMBER)


def about(kind: str, word: str) -> int:
    """The key of a category or a topic."""
    return crc32(f"{kind}:{word}".encode(), _ABOUT)


def start(word: str) -> int:
    """The key of the names that have a word beginning so, or do so with their words run together."""
    return crc32(word[:_PREFIX].encode(), _START)


def digits(typed: str) -> int:
    """The key of the numbers that begin with these digits; fewer than three are those of numbers no longer."""
    part = typed[: max((size for size in _PART if size <= len(typed)), default=len(typed))]
    return crc32(part.encode(), _DIGITS)


def sounds(folded: str) -> list[int]:
    """The keys of three letters each of how a name sounds, its edges included; each once."""
    return list(_keys(_SOUND, _parts(sound(folded))))


def keys_of(names: Iterable[Name], subjects: Iterable[tuple[str, str]]) -> set[int]:
    """All keys of a company: of its names and numbers, and of what it is about ("category" or "topic", word)."""
    equal: set[str] = set()
    wholes: set[str] = set()
    begun: set[str] = set()
    numbers: set[str] = set()
    typed: set[str] = set()
    for name in names:
        folded = name.folded
        if name.kind == "number":
            numbers.add(name.text)
            typed.update([folded[:size] for size in _PART if size <= len(folded)] or [folded])
        elif name.kind == "not-theirs":
            numbers.add(name.text)
        elif name.kind in CALLED:
            equal.update(forms_of(name))
            wholes.add(folded)
            begun.update(starts_of(folded))
            begun.update(name.words.split())
    found = {about(kind, word) for kind, word in subjects}
    found.update(_keys(_CALLED, equal))
    found.update(_keys(_NUMBER, numbers))
    found.update(_keys(_DIGITS, typed))
    found.update(_keys(_START, {word[:size] for word in begun for size in range(1, _PREFIX + 1)}))
    for heard in {sound(whole) for whole in wholes}:
        found.update(_keys(_SOUND, _parts(heard)))
    return found


def _parts(heard: str) -> Iterable[str]:
    edged = f"  {heard} "
    return dict.fromkeys([edged[at : at + 3] for at in range(len(edged) - 2)])


def _keys(mark: int, texts: Iterable[str]) -> Iterator[int]:
    """The keys of texts of a family; without a call of Python for each, as a company has half a hundred."""
    return map(crc32, map(str.encode, texts), repeat(mark))
