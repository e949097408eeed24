"""Characters of a text that nobody sees: one definition for what the reader refuses and the terminal is not sent.

By Unicode properties, not by a list of known attacks. A terminal acts on some of them, others make a number read
backwards or make two different texts look equal.
"""

from __future__ import annotations

import re
import unicodedata

# Controls, format characters, surrogates, private use, unassigned and noncharacters, line and paragraph separators.
_CATEGORIES = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))

# Letters, marks and symbols without ink: Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties.txt outside
# the categories above, the blank of Braille, the object replacement character, blank musical and hieroglyphic signs.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc"
    "\U00013441\U00013442\U00016fe4\U0001d159\U000e0100-\U000e01ef]"
)

# Reserved for pictographs (Extended_Pictographic) and ideographs. What is unassigned here is newer than this Python's
# Unicode, and visible.
_NEWER = re.compile("[\U0001f000-\U0001faff\U0001fc00-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd]")

# Emoji and the symbols of their blocks; a keycap is a key, U+FE0F and U+20E3 (emoji-variation-sequences.txt).
_PICTOGRAPH = (
    "[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff]"
)
_BEFORE_EMOJI_STYLE = re.compile(_PICTOGRAPH)
_KEYCAP = re.compile("[0-9#*]\ufe0f\u20e3")
_BEFORE_EMOJI_JOINER = re.compile(f"{_PICTOGRAPH}[\ufe0f\U0001f3fb-\U0001f3ff]?$")
_AFTER_EMOJI_JOINER = re.compile(_PICTOGRAPH)

# Scripts that join letters or not as U+200C and U+200D say: the first word of their characters' names.
_JOINING_SCRIPTS = frozenset(
    """
    ARABIC SYRIAC MONGOLIAN NKO MANDAIC ADLAM DEVANAGARI BENGALI GURMUKHI GUJARATI ORIYA TAMIL TELUGU KANNADA MALAYALAM
    SINHALA THAI LAO TIBETAN MYANMAR KHMER BALINESE JAVANESE
    """.split()  # noqa: SIM905
)
_VIRAMA = 9  # canonical combining class; a joiner after it shapes the letter before, also at the end of a word


def hidden(text: str) -> list[int]:
    """Return the offsets of the characters of `text` that are not seen.

    Tab and line feed do not count, nor joiners (U+200C, U+200D) between letters of scripts that need them and in joined
    emoji, U+FE0E and U+FE0F behind a pictograph or in a keycap, and spaces of any width.
    """
    suspects = "".join(filter(_is_suspect, set(text)))
    if not suspects:
        return []
    found = re.finditer(f"[{re.escape(suspects)}]", text)
    return [match.start() for match in found if not _is_needed(text, match.start())]


def visible(text: str) -> str:
    """Return the text with U+FFFD in place of each hidden character; its length stays."""
    characters = list(text)
    for offset in hidden(text):
        characters[offset] = "\N{REPLACEMENT CHARACTER}"
    return "".join(characters)


def _is_suspect(character: str) -> bool:
    if character.isprintable():
        return not character.isascii() and bool(_BLANK.match(character))
    category = unicodedata.category(character)
    if category == "Cn" and _NEWER.match(character):
        return False
    return category in _CATEGORIES and character not in "\n\t"


def _is_needed(text: str, offset: int) -> bool:
    """Whether the character changes how its neighbours look, in a script or an emoji that is written so."""
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
    script = _joining_script(before)
    if not script:
        return False
    return script == _joining_script(after) or unicodedata.combining(before) == _VIRAMA


def _joining_script(character: str) -> str:
    """The script of a letter or mark, if joiners belong to it; else ""."""
    if not character or unicodedata.category(character)[0] not in "LM":
        return ""
    script = unicodedata.name(character, "").partition(" ")[0]
    return script if script in _JOINING_SCRIPTS else ""


def ascii_host(host: str) -> str:
    """Return the host name in ASCII, labels in punycode, as a browser asks for it; "" where that is not certain.

    By Python's IDNA 2003. A host with a letter that IDNA 2008 maps to another name (ß, ς, joiners) gives "".
    """
    if set(host) & set("ßς\u200c\u200d"):
        return ""
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def ascii_url(url: str) -> str:
    """Return an http or https URL in ASCII: the host by `ascii_host`, the rest percent-encoded; "" if not certain."""
    from urllib.parse import quote

    parts = re.fullmatch(r"(https?://)([^\s/?#@\\:]+)((?::[0-9]+)?(?:[/?#]\S*)?)", url)
    host = ascii_host(parts[2]) if parts and "\N{REPLACEMENT CHARACTER}" not in url else ""
    return f"{parts[1]}{host}{quote(parts[3], safe=_URL_SIGNS)}" if parts and host else ""


_URL_SIGNS = "/?#[]@!$&'()*+,;=:%~"
