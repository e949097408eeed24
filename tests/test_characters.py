"""Characters that nobody sees, those that look like them and are needed, and addresses in ASCII."""

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
def test_a_character_that_is_not_seen_is_found(code):
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


def test_each_control_format_and_private_character_is_hidden_from_a_terminal():
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
        "क\u094d\u200cष",  # Hindi, the half letter kept apart
        "ක\u0dca\u200dර",  # Sinhala
        "അവന\u0d4d\u200d",  # Malayalam, at the end of a word
        "র\u200d\u09cdয",  # Bengali, before the sign that joins
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\U0001f469\U0001f3fd\u200d\U0001f4bb",
        "\U0001f3f3\ufe0f\u200d\U0001f308",
        "\u2764\ufe0f",
        "\u260e\ufe0e 24/7",
        "press 1\ufe0f\u20e3 or #\ufe0f\u20e3",
        "\U0001fae9",  # an emoji newer than the Unicode of some Pythons
        "\U000323b0",  # and an ideograph
        "Экстел · 中文 · العربية",
        "\ufffd",
    ],
)
def test_what_is_seen_or_needed_stays(text):
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
def test_a_joiner_or_selector_out_of_place_is_hidden(text):
    assert hidden(text) != []


@pytest.mark.parametrize(
    ("host", "right"),
    [
        ("bücher.example", "xn--bcher-kva.example"),
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("аррle.example", "xn--le-6kc8da.example"),  # Cyrillic а and р
        ("evil。example", "evil.example"),
        ("ⓔvil.example", "evil.example"),
        ("help.example", "help.example"),
        ("straße.example", ""),  # two names, by the old standard and by the new
        ("a..example", ""),
        ("\u05d0a.example", ""),  # right to left beside left to right
        ("x" * 64 + ".example", ""),
    ],
)
def test_a_host_is_asked_for_in_ascii(host, right):
    assert ascii_host(host) == right


@pytest.mark.parametrize(
    ("url", "right"),
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
def test_a_web_address_is_asked_for_in_ascii(url, right):
    assert ascii_url(url) == right
