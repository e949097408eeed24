"""Finding companies by what people type: folding, exact names, words, near misses. Every hit says why it is one."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NameKind = Literal["slug", "name", "alias", "domain", "product", "category", "topic", "number", "not-theirs"]
LabelKind = Literal["topic", "category", "kind", "language", "country"]
How = Literal["exact", "start", "words", "near", "sound", "layout"]

CALLED: tuple[NameKind, ...] = ("slug", "name", "alias", "domain", "product")  # names of a company, best first

LONGEST = 200  # characters of what is looked for; no name is as long, and each word takes its time

_REGISTRIES = frozenset("ac co com edu gob gov net nhs org police".split())  # noqa: SIM905  below a country's domain
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_ORDER: dict[NameKind, int] = {
    kind: place for place, kind in enumerate((*CALLED, "category", "topic", "number", "not-theirs"))
}


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
    """Return the folded words of `text`, in order: without case, accents and punctuation."""
    if not text.isascii():
        from unicodedata import combining, normalize

        text = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
        text = text.casefold().translate(_PLAIN_LETTERS)
    return re.findall(r"[^\W_]+", text.casefold())


def is_cjk(text: str) -> bool:
    """Return whether the text has Chinese, Japanese or Korean letters, which are written without blanks."""
    return not text.isascii() and _CJK.search(text) is not None


def find(text: str, names: Iterable[Name]) -> list[Hit]:
    """The companies that `text` may mean, best first, one hit each.

    The whole name, then a name that starts so, with these words before mere letters, then a name with all the words (or
    starts of words) in any order; in Chinese, Japanese and Korean a name that holds it.
    """
    wanted, asked = words(text), fold(text)
    beginning = " ".join(wanted)
    found: list[tuple[int, Hit]] = []
    for name in names if asked else ():
        if name.kind == "not-theirs":
            continue  # nobody finds a company by a number that is not its own
        if name.folded == asked:
            found.append((0, Hit(name.slug, name, "exact")))
        elif name.folded.startswith(asked):
            found.append((1 if f"{name.words} ".startswith(f"{beginning} ") else 2, Hit(name.slug, name, "start")))
        elif _has_words(name, wanted) or (is_cjk(asked) and asked in name.folded):
            found.append((3, Hit(name.slug, name, "words")))
    found.sort(key=lambda row: (row[0], _ORDER[row[1].because.kind], len(row[1].because.words), row[1].slug))
    best: dict[str, Hit] = {}
    for _, hit in found:
        best.setdefault(hit.slug, hit)
    return list(best.values())


def _has_words(name: Name, starts: Sequence[str]) -> bool:
    """Whether each of the texts begins some word of the name that tells it from others."""
    return all(any(word.startswith(start) for word in name.telling) for start in starts)


def near(text: str, names: Iterable[Name], limit: int = 3) -> list[Hit]:
    """Return the companies whose names are spelt or sound nearly like `text`, nearest first, one hit each.

    A name counts if few enough letters differ for its length: one in up to five, two in up to nine, else a quarter. A
    text typed with the other keyboard layout must be a whole name: by chance it is like many.
    """
    typed = fold(text)
    called = [name for name in names if name.kind in CALLED]
    scores = _similarities(typed, called)
    layout = fold(other_layout(text))
    scores |= {place: (1.0, "layout") for place, name in enumerate(called) if layout and name.folded == layout}
    best: dict[str, Hit] = {}
    order = sorted(scores, key=lambda place: (-scores[place][0], _ORDER[called[place].kind], len(called[place].words)))
    for place in order:
        name = called[place]
        best.setdefault(name.slug, Hit(name.slug, name, scores[place][1]))
    return list(best.values())[:limit]


def _similarities(typed: str, called: Sequence[Name]) -> dict[int, tuple[float, How]]:
    """Return the names near a folded text: place in `called` → similarity (0 to 1) and the plainest reason."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    folded = [name.folded for name in called]
    first_words = [name.words.partition(" ")[0] for name in called]
    comparisons: tuple[tuple[How, str, list[str]], ...] = (
        ("near", typed, folded),
        ("near", typed, first_words),
        ("sound", sound(typed), [sound(name) for name in folded]),
        ("sound", sound(typed), [sound(word) for word in first_words]),
    )
    scores: dict[int, tuple[float, How]] = {}
    for how, asked, choices in comparisons:
        # What sounds alike is spelt in too many ways to allow for as many mistakes, but in another alphabet.
        allowed = _mistakes_allowed(asked) - (how == "sound" and typed.isascii())
        if allowed < 0:
            continue
        for choice, distance, place in process.extract(
            asked, choices, scorer=OSA.distance, score_cutoff=allowed, limit=None
        ):
            if _mistakes_allowed(choice) >= distance:
                known, first = scores.get(place, (0.0, how))
                scores[place] = max(known, 1 - distance / max(len(asked), len(choice))), first
    return scores


def _mistakes_allowed(folded: str) -> int:
    """How many letters of a word of that length may be wrong; none of fewer than three letters."""
    size = len(folded)
    return -1 if size < 3 else 1 if size <= 5 else 2 if size <= 9 else size // 4


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


# Latin letters that Unicode does not take apart into a letter and an accent.
_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)

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
