"""Card numbers, PINs, passwords and one-time codes in a text: where they are, and the text without them.

A search by patterns: it cannot find every secret, and it may take another number for one. Phone numbers, dates and case
numbers are left alone as far as the text allows. Words are English and Russian.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal, NamedTuple

from supportdir.characters import hidden
from supportdir.journal.card_numbers import card_numbers, case_numbers
from supportdir.journal.named_secrets import NamedKind, named_secrets

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal["card", NamedKind]

MASK = "****"


class Secret(NamedTuple):
    """A secret in a text: its kind, and the offsets of its first character and after its last one."""

    kind: Kind
    start: int
    end: int


def find_secrets(text: str, *, is_case: bool = False) -> list[Secret]:
    """Return the secrets in a text, in order; they do not overlap. Digits of a case number are not a card number."""
    plain = _plain(text)
    cards = [] if is_case else [Secret("card", start, end) for start, end in card_numbers(plain)]
    return _merged((*cards, *(Secret(kind, start, end) for kind, start, end in named_secrets(plain))))


def has_case_like_card(text: str, *, is_case: bool = False) -> bool:
    """Return whether a text, or a case number, has digits that are kept though they look like a card number."""
    plain = _plain(text)
    return any(True for _ in case_numbers(plain)) or (is_case and any(True for _ in card_numbers(plain)))


def masked(text: str, *, is_case: bool = False) -> str:
    """Return the text with each secret replaced by ****."""
    while secrets := find_secrets(text, is_case=is_case):  # what is left beside a long run of digits may be another one
        parts, end = [], 0
        for secret in secrets:
            parts += [text[end : secret.start], MASK]
            end = secret.end
        text = "".join((*parts, text[end:]))
    return text


def _plain(text: str) -> str:
    """Return the text with digits of any script as 0 to 9, and dashes, dots and spaces as "-", "." and " ".

    Its length stays. A character that is not seen becomes U+200B, so that it does not hide a card number.
    """
    unseen = set(hidden(text))
    return "".join("\u200b" if offset in unseen else _plain_character(text[offset]) for offset in range(len(text)))


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.digit(character, None)
    if digit is not None:  # also superscript and circled digits
        return str(digit)
    category = unicodedata.category(character)
    if category == "Pd" or character == "\N{MINUS SIGN}":
        return "-"
    if character in "\N{MIDDLE DOT}\N{BULLET}\N{BULLET OPERATOR}\N{IDEOGRAPHIC FULL STOP}\N{FULLWIDTH FULL STOP}":
        return "."
    return " " if category == "Zs" else character


def _merged(secrets: Iterable[Secret]) -> list[Secret]:
    """Return the secrets in order, those that overlap as one of the kind of the first."""
    merged: list[Secret] = []
    for secret in sorted(secrets, key=lambda secret: (secret.start, -secret.end)):
        if merged and secret.start < merged[-1].end:
            merged[-1] = merged[-1]._replace(end=max(merged[-1].end, secret.end))
        else:
            merged.append(secret)
    return merged
