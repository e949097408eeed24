"""When two names are the same name.

What a caller types answers only if it is *equal* to a name of a company: without case, accents, punctuation, spacing, a
leading article and a legal form, and with "&", "and", "и", "und" taken for one word. Nothing here compares by likeness;
`supportdir.search` does that for suggestions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supportdir.search import fold, is_cjk, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from supportdir.search import Name

MAX_WORDS = 12  # of a typed name from which generic words are dropped; a longer text is no name

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
_SHORTEST = 3  # letters that must be left when an article or a legal form is dropped

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"})
_INITIALS = re.compile(r"\b([^\W\d_])\.\s?(?=[^\W\d_]\b)")  # the dots in "S.A." and "J. P. Morgan"
_PLUS = re.compile(r"(?<=\w)\+")
_HOST = re.compile(r"(?:[^\s/@:?#]+\.)+[^\s/@:?#.\d][^\s/@:?#.]+", re.UNICODE)


def forms_of(name: Name) -> set[str]:
    """Return the forms of a name that an equal text may have: folded, without blanks.

    A name counts with and without its article and legal form, with "and" left out or run together
    ("marksandspencer"), and with German umlauts as one letter or two. A domain has one form.
    """
    if name.kind == "domain":
        return {name.folded}
    forms: set[str] = set()
    text = name.text
    for spelling in (text,) if text.isascii() else {text, text.casefold().translate(_UMLAUTS)}:
        parts = _parts(spelling)
        for some in (parts, _shortened(parts)):
            forms.add(_joined(some))
            if "and" in some:
                forms.add("".join(some))
    forms.discard("")
    return forms


def starts_of(folded: str) -> list[str]:
    """Return the texts of which a beginning finds the name: itself; in Chinese, Japanese and Korean its ends too.

    These scripts have no blanks between words, so a name may be found inside a name.
    """
    return [folded[at:] for at in range(len(folded) - 1)] or [folded] if is_cjk(folded) else [folded]


def asked_forms(text: str) -> list[str]:
    """Return the forms of a typed name in the order in which to look them up: as it is, then shortened."""
    parts = _parts(text)
    return list(dict.fromkeys(filter(None, (_joined(parts), _joined(_shortened(parts))))))


def hosts_of(text: str) -> list[str]:
    """Return the host of a URL, an e-mail address or a bare host name, then its parents; [] for any other text.

    "https://www.help.acme.example/x" gives www.help.acme.example, help.acme.example, acme.example. There is no list of
    public suffixes: the caller stops at the first host that is a domain of the directory.
    """
    text = text.strip().removeprefix("mailto:")
    if "://" in text:
        from urllib.parse import urlsplit

        try:
            host = urlsplit(text).hostname or ""
        except ValueError:  # brackets that hold no IP address
            return []
    else:
        host = re.split(r"[/?#:]", text, maxsplit=1)[0].rpartition("@")[2]
    host = host.casefold().strip(".")
    if not _HOST.fullmatch(host):
        return []
    labels = _in_ascii(host).split(".")
    return [".".join(labels[at:]) for at in range(len(labels) - 1)]


def is_address(text: str) -> bool:
    """Return whether the text is written as a URL or an e-mail address, so that no "/" in it divides a contact."""
    return "://" in text or "@" in text or text.lower().startswith("www.")


def without_generic_words(text: str, generic: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, set[str] | None]]:
    """Yield what is left of a typed name when generic words are dropped at its ends, the fewest first.

    `generic` gives the categories that a word says the company has: "bank" stands for banks, "support" ([]) for
    anything. Beside each rest are the categories of which the company must have one, None for any.
    """
    typed = _split_cjk(words(text), generic)
    if not 1 < len(typed) <= MAX_WORDS:
        return
    first = next((at for at, word in enumerate(typed) if word not in generic), len(typed))
    # A preposition says nothing at the end: "saturn de" is a country.
    last = next((at for at in range(len(typed), 0, -1) if typed[at - 1] not in generic or _is_short(typed[at - 1])), 0)
    cuts = [(start, end) for start in range(first + 1) for end in range(max(last, start + 1), len(typed) + 1)]
    for start, end in sorted(cuts, key=lambda cut: (cut[0] - cut[1], cut[0])):
        if (rest := typed[start:end]) and len(rest) < len(typed):
            implied = [generic[word] for word in (*typed[:start], *typed[end:]) if generic[word]]
            yield " ".join(rest), set.intersection(*map(set, implied)) if implied else None


def _is_short(word: str) -> bool:
    return len(word) <= len("de") and not is_cjk(word)


def _split_cjk(typed: list[str], generic: Mapping[str, Sequence[str]]) -> list[str]:
    """Split off a generic word at the end of a Chinese, Japanese or Korean text, which has no blanks between words."""
    if not typed or not is_cjk(typed[-1]):
        return typed
    *before, last = typed
    endings = [word for word in generic if is_cjk(word) and last.endswith(word) and last != word]
    longest = max(endings, key=len, default="")
    return [*before, last.removesuffix(longest), longest] if longest else typed


def is_initials(text: str) -> bool:
    """Return whether a name is so short, up to three letters, that it means different companies elsewhere."""
    return len(fold(text)) <= _SHORTEST


def _parts(text: str) -> list[str]:
    """The folded words of a name, "&" among them as "and" and a "+" behind a word as "plus"."""
    text = _PLUS.sub(" plus ", _INITIALS.sub(r"\1", text)).replace("&", " and ")
    return ["and" if word in _AND else word for word in words(text)]


def _joined(parts: list[str]) -> str:
    """The parts without "and"; with it where nothing else would be left."""
    return "".join(part for part in parts if part != "and") or "".join(parts)


def _shortened(parts: list[str]) -> list[str]:
    """The parts without a leading article and legal forms at either end, if enough is left to be a name."""
    start, end = 0, len(parts)
    while end - start > 1 and (parts[end - 1] in _LEGAL_FORMS or parts[end - 1] == "and"):
        end -= 1
    while end - start > 1 and (parts[start] in _ARTICLES or parts[start] in _LEADING_LEGAL_FORMS):
        start += 1
    rest = parts[start:end]
    return rest if len(_joined(rest)) >= _SHORTEST else parts


def _in_ascii(host: str) -> str:
    """A host name as company files write domains: in punycode where it has other letters."""
    if host.isascii():
        return host
    from supportdir.characters import ascii_host

    return ascii_host(host) or host
