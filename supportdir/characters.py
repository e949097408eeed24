"""Invisible characters, which the file reader rejects and the output replaces, and addresses in ASCII.

A terminal acts on some invisible characters; others reverse the display of a number or make different texts look equal.
They are found by Unicode properties, not by a list of known attacks.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Controls, format characters, surrogates, private use, unassigned and noncharacters, line and paragraph separators.
_CATEGORIES = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))

# Letters, marks and symbols without a visible glyph: Default_Ignorable_Code_Point (Unicode's DerivedCoreProperties.txt)
# outside the categories above, the Braille blank, the object replacement character, blank music signs and hieroglyphs.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc"
    "\U00013441\U00013442\U00016fe4\U0001d159\U000e0100-\U000e01ef]"
)

# Blocks for pictographs (Extended_Pictographic) and ideographs. An unassigned character here is visible: it belongs to
# a newer version of Unicode than this Python's.
_NEWER = re.compile("[\U0001f000-\U0001faff\U0001fc00-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd]")

# Emoji and the symbols of their blocks. A keycap is 0-9, # or *, then U+FE0F U+20E3 (emoji-variation-sequences.txt).
_PICTOGRAPH = (
    "[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff]"
)
_BEFORE_EMOJI_STYLE = re.compile(_PICTOGRAPH)
_KEYCAP = re.compile("[0-9#*]\ufe0f\u20e3")
_BEFORE_EMOJI_JOINER = re.compile(f"{_PICTOGRAPH}[\ufe0f\U0001f3fb-\U0001f3ff]?$")
_AFTER_EMOJI_JOINER = re.compile(_PICTOGRAPH)

# Scripts in which the joiners U+200C and U+200D change letters, by the first word of the characters' Unicode names.
_JOINING_SCRIPTS = frozenset(
    """
    ARABIC SYRIAC MONGOLIAN NKO MANDAIC ADLAM DEVANAGARI BENGALI GURMUKHI GUJARATI ORIYA TAMIL TELUGU KANNADA MALAYALAM
    SINHALA THAI LAO TIBETAN MYANMAR KHMER BALINESE JAVANESE
    """.split()  # noqa: SIM905
)
_VIRAMA = 9  # canonical combining class; a joiner after it changes the letter before, even at the end of a word


def hidden(text: str) -> list[int]:
    """Return the offsets of the invisible characters in `text`.

    These are allowed: tab, line feed, spaces of any width, joiners (U+200C, U+200D) in emoji and between letters of
    scripts that need them, and U+FE0E and U+FE0F after a pictograph or in a keycap.
    """
    suspects = "".join(filter(_is_suspect, set(text)))
    if not suspects:
        return []
    offsets = [match.start() for match in re.finditer(f"[{re.escape(suspects)}]", text)]
    return [offset for offset in offsets if not _is_needed(text, offset)]


def visible(text: str) -> str:
    """Return the text with each invisible character replaced by U+FFFD, so that offsets stay the same."""
    characters = list(text)
    for offset in hidden(text):
        characters[offset] = "\N{REPLACEMENT CHARACTER}"
    return "".join(characters)


@lru_cache(4096)
def _is_suspect(character: str) -> bool:
    """Return whether the character is invisible, unless its neighbours need it (see `_is_needed`)."""
    if character.isprintable():
        return not character.isascii() and bool(_BLANK.match(character))
    category = unicodedata.category(character)
    if category == "Cn" and _NEWER.match(character):
        return False
    return category in _CATEGORIES and character not in "\n\t"


def _is_needed(text: str, offset: int) -> bool:
    """Return whether a joiner or variation selector changes how its neighbours look."""
    match text[offset]:
        case "\ufe0e" | "\ufe0f":
            before = text[max(offset - 1, 0) : offset]
            return bool(_BEFORE_EMOJI_STYLE.match(before) or _KEYCAP.match(text, max(offset - 1, 0)))
        case "\u200d" if _AFTER_EMOJI_JOINER.match(text, offset + 1):
            return bool(_BEFORE_EMOJI_JOINER.search(text[max(offset - 2, 0) : offset]))
        case "\u200c" | "\u200d":
            return _joins_letters(text[max(offset - 1, 0) : offset], text[offset + 1 : offset + 2])
    return False


def _joins_letters(before: str, after: str) -> bool:
    """Return whether a joiner between these characters changes them; each is "" at an end of the text."""
    script = _joining_script(before)
    if not script:
        return False
    return script == _joining_script(after) or unicodedata.combining(before) == _VIRAMA


def _joining_script(character: str) -> str:
    """Return the script of a letter or mark if joiners belong to the script, else ""."""
    if not character or unicodedata.category(character)[0] not in "LM":
        return ""
    script = unicodedata.name(character, "").partition(" ")[0]
    return script if script in _JOINING_SCRIPTS else ""


def ascii_host(host: str) -> str:
    """Return the host name in ASCII (punycode) by IDNA 2003; "" if it is not valid.

    Also "" for a host with ß, ς or joiners, which IDNA 2003 and 2008 encode differently.
    """
    if set(host) & set("ßς\u200c\u200d"):
        return ""
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def ascii_url(url: str) -> str:
    """Return an http or https URL in ASCII: host by `ascii_host`, the rest percent-encoded; "" if that fails."""
    from urllib.parse import quote

    parts = re.fullmatch(r"(https?://)([^\s/?#@\\:]+)((?::[0-9]+)?(?:[/?#]\S*)?)", url)
    host = ascii_host(parts[2]) if parts and "\N{REPLACEMENT CHARACTER}" not in url else ""
    return f"{parts[1]}{host}{quote(parts[3], safe=_URL_SIGNS)}" if parts and host else ""


_URL_SIGNS = "/?#[]@!$&'()*+,;=:%~"
