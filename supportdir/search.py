"""Find companies by a typed text: exact names, beginnings, words, similar names. Each hit has the name that matched."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

NameKind = Literal["slug", "name", "alias", "domain", "product", "category", "topic", "number", "not-theirs"]
LabelKind = Literal["topic", "category", "kind", "language", "country"]
How = Literal["exact", "start", "words", "near", "sound", "layout"]

CALLED: tuple[NameKind, ...] = ("slug", "name", "alias", "domain", "product")  # the names of a company, best first

_WORD = re.compile(r"[^\W_]+")
_SEPARATORS = dict.fromkeys(code for code in range(128) if not chr(code).isalnum())
_FIRST_WORD = 0.99  # the weight of a similar first word: of equally similar texts, a whole name comes first

LONGEST = 200  # characters of a search text, which limits the time of a search; no name is as long

_SECOND_LEVEL = frozenset("ac co com edu gob gov net nhs org police".split())  # noqa: SIM905  as in "co.uk"
# First and last letter of each range. Compiling them as a regular expression would cost every command 2 ms.
_CJK = (("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uac00", "\ud7af"), ("\uf900", "\ufaff"))
_ORDER: dict[NameKind, int] = {
    kind: position for position, kind in enumerate((*CALLED, "category", "topic", "number", "not-theirs"))
}


class Name(Struct, frozen=True):
    """A name, number or label by which a search finds a company. `words` are its folded words, separated by spaces."""

    text: str
    slug: str
    kind: NameKind
    words: str

    @property
    def folded(self) -> str:
        """The folded words without spaces."""
        return self.words.replace(" ", "")

    @property
    def telling(self) -> list[str]:
        """The distinctive words: all but the "com" or "co.uk" of a domain."""
        words = self.words.split()
        if self.kind != "domain":
            return words
        return words[: -2 if len(words) > 2 and words[-2] in _SECOND_LEVEL else -1]


class Hit(Struct, frozen=True):
    """A company found by a search; `because` is the name that matched, `how` the way in which it matched.

    `how` is "exact"; "start": the name starts with the text; "words": it has the words; "near": similar spelling;
    "sound": similar sound; "layout": equal if typed with the other keyboard layout.
    """

    slug: str
    because: Name
    how: How

    @property
    def fits(self) -> bool:
        """Whether the name contains the text; false if it is only similar."""
        return self.how in ("exact", "start", "words")


def name_of(text: str, slug: str, kind: NameKind) -> Name:
    """Return a name of the company with the slug."""
    return Name(text, slug, kind, " ".join(words(text)))


def fold(text: str) -> str:
    """Return the text folded: only letters and digits, without case and accents. "Best-Buy" becomes "bestbuy"."""
    if text.isascii():  # the same, but faster: lists are sorted by folded names
        return text.lower().translate(_SEPARATORS)
    return "".join(words(text))


def named_by(text: str) -> str:
    """Return the host of a URL without "www.", "delta.com" for "https://www.delta.com/help"; other texts unchanged."""
    if "://" not in text:
        return text
    from urllib.parse import urlsplit

    try:
        return (urlsplit(text.strip()).hostname or text).removeprefix("www.")
    except ValueError:  # brackets without an IP address
        return text


def words(text: str) -> list[str]:
    """Return the folded words of the text, in order: without case, accents and punctuation."""
    if not text.isascii():
        from unicodedata import combining, normalize

        text = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
        text = text.casefold().translate(_PLAIN_LETTERS)
    return _WORD.findall(text.casefold())


def is_cjk(text: str) -> bool:
    """Return whether the text has Chinese, Japanese or Korean letters, which are written without spaces."""
    return not text.isascii() and any(first <= letter <= last for letter in text for first, last in _CJK)


def find(text: str, names: Iterable[Name], is_last: Callable[[str], bool] = lambda slug: False) -> list[Hit]:
    """Return the companies whose names match the text, best first, one hit for each.

    First equal names; then names that start with the words of the text, then with its letters; then names that have all
    its words, or words that start with them, in any order. A Chinese, Japanese or Korean text may be inside a name.
    Numbers of impostors do not match. Of names of one kind that match equally well, those of companies for which
    `is_last` (of the slug) is true come last.
    """
    typed_words, typed = words(text), fold(text)
    ranked: list[tuple[int, Hit]] = []
    for name in names if typed else ():
        if name.kind == "not-theirs":
            continue
        if name.folded == typed:
            ranked.append((0, Hit(name.slug, name, "exact")))
        elif name.folded.startswith(typed):
            has_words = f"{name.words} ".startswith(f"{' '.join(typed_words)} ")
            ranked.append((1 if has_words else 2, Hit(name.slug, name, "start")))
        elif _has_words(name, typed_words) or (is_cjk(typed) and typed in name.folded):
            ranked.append((3, Hit(name.slug, name, "words")))
    ranked.sort(
        key=lambda row: (
            row[0],
            _ORDER[row[1].because.kind],
            is_last(row[1].slug),
            len(row[1].because.words),
            row[1].slug,
        )
    )
    best: dict[str, Hit] = {}
    for _, hit in ranked:
        best.setdefault(hit.slug, hit)
    return list(best.values())


def _has_words(name: Name, starts: Sequence[str]) -> bool:
    """Return whether for each text a distinctive word of the name starts with it."""
    return all(any(word.startswith(start) for word in name.telling) for start in starts)


def near(
    text: str, names: Iterable[Name], limit: int = 3, is_last: Callable[[str], bool] = lambda slug: False
) -> list[Hit]:
    """Return the companies whose names have a similar spelling or sound, most similar first, one hit for each.

    Of equally similar names of one kind, those of companies for which `is_last` (of the slug) is true come last.

    The number of wrong letters is limited: one in up to five letters, two in up to nine, else a quarter; in the name of
    a product one fewer, but at least one. With the other keyboard layout the text must equal a name, because it is
    similar to many by chance.
    """
    candidates = [name for name in names if name.kind in CALLED]
    scores = _similarities(fold(text), candidates)
    other = fold(other_layout(text))
    scores |= {index: (1.0, "layout") for index, name in enumerate(candidates) if other and name.folded == other}
    hits = [(Hit(candidates[index].slug, candidates[index], how), score) for index, (score, how) in scores.items()]
    hits.sort(key=lambda row: (-row[1], _ORDER[row[0].because.kind], is_last(row[0].slug), len(row[0].because.words)))
    best: dict[str, Hit] = {}
    for hit, _ in hits:
        best.setdefault(hit.slug, hit)
    return list(best.values())[:limit]


def _similarities(typed: str, candidates: Sequence[Name]) -> dict[int, tuple[float, How]]:
    """Return the names similar to a folded text: index in `candidates` → (similarity from 0 to 1, how).

    "near" is preferred to "sound" if both apply.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    folded = [name.folded for name in candidates]
    first_words = [name.words.partition(" ")[0] for name in candidates]
    comparisons: tuple[tuple[How, str, list[str], float], ...] = (
        ("near", typed, folded, 1),
        ("near", typed, first_words, _FIRST_WORD),
        ("sound", sound(typed), [sound(name) for name in folded], 1),
        ("sound", sound(typed), [sound(word) for word in first_words], _FIRST_WORD),
    )
    scores: dict[int, tuple[float, How]] = {}
    for how, wanted, choices, weight in comparisons:
        # Many different words sound alike, so one mistake fewer is allowed; but a text in another alphabet matches by
        # its sound only.
        fewer = int(how == "sound" and typed.isascii())
        allowed = _mistakes_allowed(wanted) - fewer
        if allowed < 0:
            continue
        for choice, distance, index in process.extract(
            wanted, choices, scorer=OSA.distance, score_cutoff=allowed, limit=None
        ):
            if _mistakes_allowed(choice, candidates[index].kind) - fewer >= distance:
                score, first_how = scores.get(index, (0.0, how))
                similarity = weight * (1 - distance / max(len(wanted), len(choice)))
                scores[index] = max(score, similarity), first_how
    return scores


def _mistakes_allowed(folded: str, kind: NameKind = "name") -> int:
    """Return how many letters of the text may be wrong; -1 if it has fewer than three letters and never matches.

    Products are so many that a text is similar to some of them by chance: one fewer may be wrong, but at least one.
    """
    size = len(folded)
    most = -1 if size < 3 else 1 if size <= 5 else 2 if size <= 9 else size // 4
    return most - (kind == "product" and most > 1)


def readings(text: str) -> list[str]:
    """Return the folded text as typed and as typed with the other keyboard layout, without empty texts."""
    return list(dict.fromkeys(filter(None, (fold(text), fold(other_layout(text))))))


def other_layout(text: str) -> str:
    """Return what the same keys type with the other keyboard layout (English or Russian): "ьшс" becomes "mic"."""
    return text.casefold().translate(_LAYOUTS)


def sound(folded: str) -> str:
    """Return roughly how a folded text sounds, in Latin letters; "сбербанк" and "sberbank" give the same result."""
    text = folded.translate(_TO_LATIN)
    for spelling, letters in _SOUNDS:
        text = text.replace(spelling, letters)
    return "".join([letter for letter, next in pairwise(f"{text} ") if letter != next])


# Latin letters that Unicode does not decompose into a letter and an accent.
_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)

_KEYS_ENGLISH = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_KEYS_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
_LAYOUTS = str.maketrans(_KEYS_ENGLISH + _KEYS_RUSSIAN, _KEYS_RUSSIAN + _KEYS_ENGLISH)

# Folded Cyrillic letters (Russian, Ukrainian, Belarusian). Folding turns й and ё into и and е.
_TO_LATIN = str.maketrans(
    dict(
        zip("абвгдезиклмнопрстуфыэіїґўє", "abvgdeziklmnoprstufyeiigue", strict=True),
        ж="zh", х="kh", ц="ts", ч="ch", ш="sh", щ="sh", ъ="", ь="", ю="iu", я="ia",
    )
)  # fmt: skip

# Spelling → letters for its sound; longer spellings come first.
_SOUNDS = (
    ("sch", "s"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("kh", "h"), ("ts", "c"), ("tz", "c"), ("ph", "f"),
    ("ck", "k"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("qu", "kv"), ("x", "ks"), ("q", "k"), ("w", "v"),
    ("y", "i"), ("j", "i"), ("c", "k"),
)  # fmt: skip
