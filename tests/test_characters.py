"""Invisible characters, the joiners and selectors that are allowed, and addresses in ASCII."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from supportdir.characters import ascii_host, ascii_url, hidden, visible
from supportdir.render.phrases import printable

HIDDEN = (
    "200B 2060 2061 2062 2063 2064 2065 00AD 034F 180E 3164 115F 1160 FFA0 206A FFF9 FFFC 2800 E0001 E0041 E0100 1D173 "
    "17B4 E000 F0000 FDD0 FFFE 1FFFE 10FFFF 0378 202E 2066 FEFF 0000 001B 0085 2028 2029 D800 1BCA0 FE00 FE0F 200C "
    "200D 180B 0600 13430"
)


@pytest.mark.parametrize("code", HIDDEN.split())
def test_an_invisible_character_is_found_and_replaced(code: str) -> None:
    character = chr(int(code, 16))
    for text in (
        f"Help{character}desk",
        character,
        f"+44 20 79{character}46 0958",
        f"Hilfe für{character}",
        "\u0646" + character,
    ):
        assert hidden(text) == [text.index(character)]
        assert visible(text) == printable(text) == text.replace(character, "\ufffd")


def test_no_control_format_or_private_character_is_sent_to_a_terminal() -> None:
    sent = [
        f"U+{code:04X}"
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and chr(code) not in "\n\t"
        if chr(code) in printable(f"a{chr(code)}b")
    ]
    assert sent == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain text\tin columns\n",
        "a\xa0b\u2009c\u202fd\u3000e",
        "می\u200cخواهم",  # Persian
        "क\u094d\u200cष",  # Hindi, not joined with the next letter
        "ක\u0dca\u200dර",  # Sinhala
        "അവന\u0d4d\u200d",  # Malayalam, at the end of a word
        "র\u200d\u09cdয",  # Bengali, before the joining sign
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\U0001f469\U0001f3fd\u200d\U0001f4bb",
        "\U0001f3f3\ufe0f\u200d\U0001f308",
        "\u2764\ufe0f",
        "\u260e\ufe0e 24/7",
        "press 1\ufe0f\u20e3 or #\ufe0f\u20e3",
        "\U0001fae9",  # an emoji that is newer than the Unicode of some Pythons
        "\U000323b0",  # an ideograph, likewise
        "Экстел · 中文 · العربية",
        "\ufffd",
    ],
)
def test_visible_and_needed_characters_stay(text: str) -> None:
    assert hidden(text) == []
    assert visible(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "می\u200c",  # at the end of a word it changes nothing
        "\u200cمی",
        "می\u200c\u200cخواهم",
        "می\u200cabc",
        "می\u200cक",
        "١\u200c٢",  # between digits
        "\U0001f468\u200d",
        "\u200d\U0001f469",
        "a\u200d\U0001f469",
        "1\ufe0f",
        "1\u20e3\ufe0f",
        "\u2764\ufe0f\ufe0f",
    ],
)
def test_a_joiner_or_selector_out_of_place_is_found(text: str) -> None:
    assert hidden(text) != []


@pytest.mark.parametrize(
    ("host", "ascii_name"),
    [
        ("bücher.example", "xn--bcher-kva.example"),
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("аррle.example", "xn--le-6kc8da.example"),  # Cyrillic а and р
        ("evil。example", "evil.example"),
        ("ⓔvil.example", "evil.example"),
        ("help.example", "help.example"),
        ("straße.example", ""),  # IDNA 2003 and 2008 differ
        ("a..example", ""),
        ("\u05d0a.example", ""),  # mixed directions
        ("x" * 64 + ".example", ""),
    ],
)
def test_a_host_in_ascii(host: str, ascii_name: str) -> None:
    assert ascii_host(host) == ascii_name


@pytest.mark.parametrize(
    ("url", "ascii_form"),
    [
        ("https://bücher.example/Straße?q=ü#é", "https://xn--bcher-kva.example/Stra%C3%9Fe?q=%C3%BC#%C3%A9"),
        ("http://bücher.example:8080", "http://xn--bcher-kva.example:8080"),
        ("https://example.com/%C3%9F/ß", "https://example.com/%C3%9F/%C3%9F"),
        ("https://example.com/a\ufffdb", ""),
        ("https://bücher.example@elsewhere.example/", ""),
        ("ftp://bücher.example/", ""),
        ("https://straße.example/", ""),
    ],
)
def test_a_url_in_ascii(url: str, ascii_form: str) -> None:
    assert ascii_url(url) == ascii_form
