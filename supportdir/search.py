"""Finding companies by what people type: folding, exact names, words, near misses. Every hit says why it is one."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

NameKind = Literal["slug", "name", "alias", "domain", "product", "category", "topic", "number"]
How = Literal["exact", "start", "words", "near", "sound", "layout"]

CALLED: tuple[NameKind, ...] = ("slug", "name", "alias", "domain", "product")  # names of a company, best first

_BEGUN = 3  # letters at least, of a name that only begins so
_REGISTRIES = frozenset("ac co com edu gob gov net nhs org police".split())  # noqa: SIM905  below a country's domain
_NEAR = 0.7  # of 1: one letter in four may be wrong; "microsotf" is 0.89, "delat" 0.8
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

    @property
    def telling(self) -> list[str]:
        """The words that tell it from others: not the "com" or the "co.uk" of a domain."""
        words = self.words.split()
        if self.kind != "domain":
            return words
        return words[: -2 if len(words) > 2 and words[-2] in _REGISTRIES else -1]


class Hit(NamedTuple):
    """A company that was found, the name that says why, and how it fits.

    `how`: "exact", it "start"s so or has these "words"; else it is spelt nearly so ("near"), has the same "sound", or
    is like it as typed with the other keyboard "layout".
    """

    slug: str
    because: Name
    how: How

    @property
    def fits(self) -> bool:
        """Whether the name has what was typed, rather than being only like it."""
        return self.how in ("exact", "start", "words")


def name_of(text: str, slug: str, kind: NameKind) -> Name:
    """A name of the company of that slug."""
    return Name(text, slug, kind, " ".join(words(text)))


def fold(text: str) -> str:
    """Letters and digits alone, without case and accents: "Best Buy", "best-buy" and "BESTBUY" are one."""
    return "".join(words(text))


def named_by(text: str) -> str:
    """What is named by an address copied from a browser, "https://www.delta.com/help"; any other text as it is."""
    if "://" not in text:
        return text
    from urllib.parse import urlsplit

    try:
        return (urlsplit(text.strip()).hostname or text).removeprefix("www.")
    except ValueError:  # brackets that hold no address
        return text


def words(text: str) -> list[str]:
    """The folded words of `text`, in order."""
    if not text.isascii():
        from unicodedata import combining, normalize

        text = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    return re.findall(r"[^\W_]+", text.casefold())


def find(text: str, names: Iterable[Name]) -> list[Hit]:
    """The companies that `text` may mean, best first, one hit each.

    The whole name, then a name that starts so, with these words before mere letters, then a name with all the words (or
    starts of words) in any order.
    """
    wanted, asked = words(text), fold(text)
    beginning = " ".join(wanted)
    found: list[tuple[int, Hit]] = []
    for name in names if asked else ():
        if name.folded == asked:
            found.append((0, Hit(name.slug, name, "exact")))
        elif name.folded.startswith(asked):
            found.append((1 if f"{name.words} ".startswith(f"{beginning} ") else 2, Hit(name.slug, name, "start")))
        elif all(any(word.startswith(start) for word in name.telling) for start in wanted):
            found.append((3, Hit(name.slug, name, "words")))
    found.sort(key=lambda row: (row[0], _ORDER[row[1].because.kind], len(row[1].because.words), row[1].slug))
    best: dict[str, Hit] = {}
    for _, hit in found:
        best.setdefault(hit.slug, hit)
    return list(best.values())


def meant(text: str, names: Iterable[Name]) -> list[Hit]:
    """The companies that part of a name may stand for, best first.

    Those one of whose names holds every word of `text` whole, in any order; failing these, a word that begins so for
    each of them. None where the script has no blanks between words: there the ends of words are not known.
    """
    if any("\u0e00" <= letter <= "\u0eff" or "\u3040" <= letter <= "\u9fff" for letter in text):
        return []
    called = [name for name in names if name.kind in CALLED]
    wanted, asked = set(words(text)), fold(text)
    if wanted and (holding := [name for name in called if wanted <= set(name.telling)]):
        return find(text, holding)
    if len(asked) < _BEGUN:
        return []
    # Not of a domain: run together with its last part, it begins as many a misspelt name does.
    return find(text, [name for name in called if name.kind != "domain"])


def near(text: str, names: Iterable[Name], limit: int = 3) -> list[Hit]:
    """Companies whose names are spelt or sound nearly like `text`, nearest first.

    Read as typed, by its sound in any alphabet, and as if typed with the other keyboard layout switched on.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    called = [name for name in names if name.kind in CALLED]
    scores: dict[int, tuple[float, How]] = {}
    for reading in readings(text):
        spelt: How = "near" if reading == fold(text) else "layout"
        heard: How = "sound" if reading == fold(text) else "layout"
        for how, asked, choices in (
            (spelt, reading, [name.folded for name in called]),
            (heard, sound(reading), [sound(name.folded) for name in called]),
            (heard, sound(reading), [sound(name.words.partition(" ")[0]) for name in called]),
        ):
            found = process.extract(
                asked, choices, scorer=OSA.normalized_similarity, score_cutoff=_NEAR, limit=4 * limit
            )
            for _, score, place in found:
                known, first = scores.get(place, (0.0, how))  # the first is the plainest reason
                scores[place] = max(score, known), first
    best: dict[str, Hit] = {}
    order = sorted(scores, key=lambda place: (-scores[place][0], _ORDER[called[place].kind], len(called[place].words)))
    for place in order:
        name = called[place]
        best.setdefault(name.slug, Hit(name.slug, name, scores[place][1]))
    return list(best.values())[:limit]


def readings(text: str) -> list[str]:
    """What may be meant, folded: the text as typed, and with the other keyboard layout switched on."""
    return list(dict.fromkeys(filter(None, (fold(text), fold(other_layout(text))))))


def other_layout(text: str) -> str:
    """The same keys struck with the other keyboard layout, Russian for English: "ьшскщыщае" is "microsoft"."""
    return text.casefold().translate(_LAYOUTS)


def sound(folded: str) -> str:
    """Roughly how a folded word sounds, in Latin letters, for comparison alone: "сбербанк" and "sberbank" are one."""
    text = folded.translate(_TO_LATIN)
    for written, heard in _HEARD:
        text = text.replace(written, heard)
    return "".join([letter for letter, next in pairwise(f"{text} ") if letter != next])


_KEYS_ENGLISH = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_KEYS_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
_LAYOUTS = str.maketrans(_KEYS_ENGLISH + _KEYS_RUSSIAN, _KEYS_RUSSIAN + _KEYS_ENGLISH)

# Cyrillic (Russian, Ukrainian, Belarusian), folded: й and ё have lost their marks.
_TO_LATIN = str.maketrans(
    dict(
        zip("абвгдезиклмнопрстуфыэіїґўє", "abvgdeziklmnoprstufyeiigue", strict=True),
        ж="zh", х="kh", ц="ts", ч="ch", ш="sh", щ="sh", ъ="", ь="", ю="iu", я="ia",
    )
)  # fmt: skip

# Spellings of one sound, the longer first.
_HEARD = (
    ("sch", "s"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("kh", "h"), ("ts", "c"), ("tz", "c"), ("ph", "f"),
    ("ck", "k"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("qu", "kv"), ("x", "ks"), ("q", "k"), ("w", "v"),
    ("y", "i"), ("j", "i"), ("c", "k"),
)  # fmt: skip
