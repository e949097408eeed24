"""Which typed texts are equal to the name of a company.

Case, accents, punctuation, spaces, leading articles and legal forms are ignored, and "&", "and", "и" and "und" are the
same word. `supportdir.search` finds similar names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supportdir.search import fold, is_cjk, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from supportdir.search import Name

MAX_WORDS = 12  # of a typed text; generic words of a longer one are not dropped, as it is no name

_AND = frozenset(("and", "и", "und"))
_ARTICLES = frozenset("the der die das le la les el los las il lo gli de het".split())  # noqa: SIM905
_LEGAL_FORMS = frozenset(
    """
    inc incorporated corp corporation co company llc llp lp ltd limited plc pty gmbh mbh ag kg kgaa ohg se sa sas sasu
    sarl srl spa sl slu bv nv ab as asa aps oy oyj sro zrt kft doo jsc pjsc ojsc cjsc kk pte pvt bhd sdn tbk
    ооо оао зао пао ао пао тоо чао тов одо
    """.split()  # noqa: SIM905
)
_LEADING_LEGAL_FORMS = frozenset(form for form in _LEGAL_FORMS if not form.isascii())  # ПАО Сбербанк
_SHORTEST = 3  # letters that must remain when an article other than "the", or a legal form, is dropped

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"})
# Both begin with the character that they look for, which few names have: that is fast.
_INITIALS = re.compile(r"\.(?<=\b[^\W\d_]\.)\s?(?=[^\W\d_]\b)")  # the dots in "S.A." and "J. P. Morgan"
_PLUS = re.compile(r"\+(?<=\w\+)")
_HOST = re.compile(r"(?:[^\s/@:?#]+\.)+[^\s/@:?#.\d][^\s/@:?#.]+", re.UNICODE)


def forms_of(name: Name) -> set[str]:
    """Return the folded forms of a name, without spaces; a typed text with one of these forms is equal to the name.

    The forms are with and without article and legal form, with and without "and", and with German umlauts as one
    letter or two. A domain has one form.
    """
    if name.kind == "domain":
        return {name.folded}
    forms: set[str] = set()
    text = name.text
    for spelling in (text,) if text.isascii() else {text, text.casefold().translate(_UMLAUTS)}:
        parts = _parts(spelling)
        for words_left in (parts, _shortened(parts)):
            forms.update((_joined(words_left), "".join(words_left)))
    forms.discard("")
    return forms


def starts_of(folded: str) -> list[str]:
    """Return the texts for prefix search of a name: the folded name; in Chinese, Japanese, Korean also its suffixes.

    These scripts have no spaces between words, so a typed text may match inside the name.
    """
    return [folded[at:] for at in range(len(folded) - 1)] or [folded] if is_cjk(folded) else [folded]


def asked_forms(text: str) -> list[str]:
    """Return the folded forms of a typed name to look up, in order: in full, then without article and legal form."""
    parts = _parts(text)
    return list(dict.fromkeys(filter(None, (_joined(parts), _joined(_shortened(parts))))))


def hosts_of(text: str) -> list[str]:
    """Return the host of a URL, e-mail address or host name, then its parent domains; [] for any other text.

    "https://www.help.acme.example/x" gives www.help.acme.example, help.acme.example, acme.example. Public suffixes such
    as co.uk are not removed: look the hosts up in order and stop at the first known domain.
    """
    text = text.strip().removeprefix("mailto:")
    if "://" in text:
        from urllib.parse import urlsplit

        try:
            host = urlsplit(text).hostname or ""
        except ValueError:  # brackets without an IP address
            return []
    else:
        host = re.split(r"[/?#:]", text, maxsplit=1)[0].rpartition("@")[2]
    host = host.casefold().strip(".")
    if not _HOST.fullmatch(host):
        return []
    labels = _in_ascii(host).split(".")
    return [".".join(labels[at:]) for at in range(len(labels) - 1)]


def is_address(text: str) -> bool:
    """Return whether the text is a URL or an e-mail address, so that a "/" in it does not separate a contact id."""
    return "://" in text or "@" in text or text.lower().startswith("www.")


def without_generic_words(text: str, generic: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, set[str] | None]]:
    """Yield what remains of a typed name when generic words are dropped at both ends, the fewest words first.

    `generic` is word → categories that it implies: "bank" implies bank, "support" none ([]). Each item is (rest,
    categories); the company must have one of the categories, or any if that is None.
    """
    typed = _split_cjk(words(text), generic)
    if not 1 < len(typed) <= MAX_WORDS:
        return
    first = next((at for at, word in enumerate(typed) if word not in generic), len(typed))
    # A short word at the end is kept: the "de" of "saturn de" is a country, not a preposition.
    last = next((at for at in range(len(typed), 0, -1) if typed[at - 1] not in generic or _is_short(typed[at - 1])), 0)
    cuts = [(start, end) for start in range(first + 1) for end in range(max(last, start + 1), len(typed) + 1)]
    for start, end in sorted(cuts, key=lambda cut: (cut[0] - cut[1], cut[0])):
        if (rest := typed[start:end]) and len(rest) < len(typed):
            implied = [generic[word] for word in (*typed[:start], *typed[end:]) if generic[word]]
            yield " ".join(rest), set.intersection(*map(set, implied)) if implied else None


def _is_short(word: str) -> bool:
    return len(word) <= 2 and not is_cjk(word)


def _split_cjk(typed: list[str], generic: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the words with a generic word split off the end if it is Chinese, Japanese or Korean (no spaces)."""
    if not typed or not is_cjk(typed[-1]):
        return typed
    *before, last = typed
    endings = [word for word in generic if is_cjk(word) and last.endswith(word) and last != word]
    longest = max(endings, key=len, default="")
    return [*before, last.removesuffix(longest), longest] if longest else typed


def is_part_of(typed: str, name: str) -> bool:
    """Return whether a text has some but not all words of a name, and no others except articles and legal forms.

    "the metro" is a part of "LA Metro", where LA is no article; "home depot" is all of "The Home Depot".
    """
    typed_words, name_words = set(_parts(typed)), set(_parts(name)) - _LEGAL_FORMS - {"the"}
    return not name_words <= typed_words and typed_words - _LEGAL_FORMS - _ARTICLES <= name_words


def is_initials(text: str) -> bool:
    """Return whether a name has up to three letters; such a name may mean another company in another country."""
    return len(fold(text)) <= _SHORTEST


def is_without_the(form: str, name: str) -> bool:
    """Return whether a form of a name is initials that remain of it without "the": "aa" of "The AA"."""
    return len(form) < _SHORTEST and _joined(_parts(name)) == f"the{form}"


def _parts(text: str) -> list[str]:
    """Return the folded words of a name, with "and" for "&", "и" and "und", and "plus" for a "+" after a word."""
    text = _PLUS.sub(" plus ", _INITIALS.sub("", text)).replace("&", " and ")
    return ["and" if word in _AND else word for word in words(text)]


def _joined(parts: list[str]) -> str:
    """Return the words joined, without "and" unless nothing else remains."""
    return "".join([part for part in parts if part != "and"]) or "".join(parts)


def _shortened(parts: list[str]) -> list[str]:
    """Return the words without articles at the start and legal forms at either end.

    If fewer than three letters would remain, only a leading "the" is dropped: "The AA" is "AA", but "El Al" stays.
    """
    start, end = 0, len(parts)
    while end - start > 1 and (parts[start] in _ARTICLES or parts[start] in _LEADING_LEGAL_FORMS):
        start += 1
    while end - start > 1 and (parts[end - 1] in _LEGAL_FORMS or parts[end - 1] == "and"):
        end -= 1
    if len(_joined(parts[start:end])) >= _SHORTEST:
        return parts[start:end]
    return parts[1:] if parts[0:1] == ["the"] else parts


def _in_ascii(host: str) -> str:
    """Return a host name in punycode, as in the domains of company files; unchanged if it is not valid."""
    if host.isascii():
        return host
    from supportdir.characters import ascii_host

    return ascii_host(host) or host
