"""Finding companies by what people type: folding, exact names, words, near misses. Every hit says why it is one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

NameKind = Literal["slug", "name", "alias", "domain", "category", "topic", "number"]
How = Literal["exact", "start", "words", "near"]

CALLED: tuple[NameKind, ...] = ("slug", "name", "alias", "domain")  # what a company may be asked for by, best first

_NEAR = 72  # of 100: "microsotf" is 89, "delat" 80; unrelated names of the dataset stay below 65
_ORDER: dict[NameKind, int] = {kind: place for place, kind in enumerate((*CALLED, "category", "topic", "number"))}


class Name(NamedTuple):
    """Something a company can be found by. `words` are its folded words, divided by blanks."""

    text: str
    slug: str
    kind: NameKind
    words: str

    @property
    def folded(self) -> str:
        """The words as one."""
        return self.words.replace(" ", "")


class Hit(NamedTuple):
    """A company that was found, the name that says why, and how it fits."""

    slug: str
    because: Name
    how: How


def name_of(text: str, slug: str, kind: NameKind) -> Name:
    """A name of the company of that slug."""
    return Name(text, slug, kind, " ".join(words(text)))


def fold(text: str) -> str:
    """Letters and digits alone, without case and accents: "Best Buy", "best-buy" and "BESTBUY" are one."""
    return "".join(words(text))


def words(text: str) -> list[str]:
    """The folded words of `text`, in order."""
    if not text.isascii():
        from unicodedata import combining, normalize

        text = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    return re.findall(r"[^\W_]+", text.casefold())


def find(text: str, names: Iterable[Name]) -> list[Hit]:
    """The companies that `text` may mean, best first, one hit each.

    The whole name, then a name that starts so, then a name with all the words (or starts of words) in any order.
    """
    wanted, asked = words(text), fold(text)
    found: list[tuple[int, Hit]] = []
    for name in names if asked else ():
        if name.folded == asked:
            found.append((0, Hit(name.slug, name, "exact")))
        elif name.folded.startswith(asked):
            found.append((1, Hit(name.slug, name, "start")))
        elif all(any(word.startswith(start) for word in name.words.split()) for start in wanted):
            found.append((2, Hit(name.slug, name, "words")))
    found.sort(key=lambda row: (row[0], _ORDER[row[1].because.kind], len(row[1].because.words), row[1].slug))
    best: dict[str, Hit] = {}
    for _, hit in found:
        best.setdefault(hit.slug, hit)
    return list(best.values())


def holding_words(text: str, names: Iterable[Name]) -> list[str]:
    """The slugs of companies one of whose names holds every word of `text` whole, in any order."""
    wanted = set(words(text))
    return sorted({name.slug for name in names if wanted and name.kind in CALLED and wanted <= set(name.words.split())})


def near(text: str, names: Iterable[Name], limit: int = 3) -> list[Hit]:
    """Companies whose names are spelt nearly like `text`, nearest first."""
    from rapidfuzz import fuzz, process

    called = [name for name in names if name.kind in CALLED]
    choices = [name.folded for name in called]
    best: dict[str, Hit] = {}
    for _, _, place in process.extract(fold(text), choices, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=4 * limit):
        name = called[place]
        best.setdefault(name.slug, Hit(name.slug, name, "near"))
    return list(best.values())[:limit]
