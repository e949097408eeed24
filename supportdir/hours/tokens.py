"""Split hours as companies write them into tokens: words of one language (words.py), numbers, dates and signs.

Text with an unknown word or sign gives no tokens at all, so that no part of the text is ignored.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from supportdir.hours.grammar import DAY_CODES, MONTH_CODES
from supportdir.hours.rules import ALL_DAYS
from supportdir.hours.words import LANGUAGES, fold, lexicon, phrase_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from supportdir.hours.rules import Dates

COMMENT = "\ue000"  # replaces a comment, which is not read
HALVES = ("morning", "afternoon", "evening", "night")


class Clock(NamedTuple):
    """A time of day as written.

    `minute`    None for a bare hour ("9")
    `digits`    number of digits of the hour
    `half`      "am", "pm", "noon", "midnight", one of HALVES, or ""
    `suffixed`  whether a word such as "Uhr" or "hours" follows
    """

    hour: int
    minute: int | None = None
    digits: int = 0
    half: str = ""
    suffixed: bool = False


class Days(NamedTuple):
    """The days of a group, with the fields of rules.Rule; `mask` is its `days`."""

    mask: int = 0
    nths: tuple[tuple[int, int], ...] = ()
    holidays: bool = False
    dates: tuple[Dates, ...] = ()
    years: tuple[int, int] | None = None
    weeks: tuple[int, int, int] | None = None

    @property
    def is_dated(self) -> bool:
        """Whether the days are limited to dates, years or weeks."""
        return bool(self.dates or self.years or self.weeks)

    @property
    def names_weekdays(self) -> bool:
        """Whether weekdays or holidays are named."""
        return bool(self.mask or self.nths or self.holidays)


class Token(NamedTuple):
    """A part of the text with its kind.

    `kind` is a meaning of words.py, a sign of _SIGNS, or one of: day, days, month, number, ordinal, four (four digits
    without a separator: "0900", "2026"), date, nth, comment.
    """

    kind: str
    value: object = None


_NUMBER = re.compile(
    r"(?<![\d.:])(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?|\s?[hu]\s?(?P<minute_h>[0-5]\d)(?!\s?[hu]\b))?"
    r"(?:(?P<ordinal>st|nd|rd|th|er|\u00aa|\u00ba)\b)?(?![\d:]|\.\d)"
    r"(?:(?:\s?(?P<half>[ap])\.?\s?m\b\.?)|(?P<half_a>[ap])(?![\w.]))?"
)
_FOUR_DIGITS = re.compile(r"(?<![\d.:])(?P<hour>\d\d)(?P<minute>[0-5]\d)(?![\d:.])(?:\s?(?P<half>[ap])\.?m\b\.?)?")
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"
    r"|(?P<day2>\d{1,2})\.(?P<month2>\d{1,2})\.(?P<year2>(?:19|20)\d\d)(?!\d)"
)
_NTH = re.compile(r"\[(-?\d(?:,-?\d|-\d)*)\]")
# "9-00 до 18-00": Russian text has a hyphen between hours and minutes.
_HYPHEN_MINUTES = re.compile(r"\b(\d{1,2})-([03]0)(\s*(?:до|по|to|[-–—])\s*)(\d{1,2})-([03]0)\b")
_SUPERSCRIPT = re.compile("(?<=\\d)([⁰¹²³⁴⁵])([⁰¹²³⁴-⁹])")
_SIGNS = {
    **dict.fromkeys("-‐‑‒–—−~〜→", "dash"),
    **dict.fromkeys("&+", "and"),
    ",": "comma", "、": "comma", ";": "strong", "|": "strong", "\n": "newline", "/": "slash",
    **dict.fromkeys(":()[]•·*!", "weak"), ".": "", "\t": "", " ": "", "\r": "",
}  # fmt: skip
_SKIPPED = ("filler", "zone", "")


def words_in(text: str) -> list[tuple[int, int, str]]:
    """Return the known words of a text as (start, end, meaning), in the language that matches most characters."""
    # Folding must not change the length, so that offsets stay valid.
    folded = "".join(plain if len(plain := fold(char)) == 1 else char for char in text)
    return max(
        (_words_of(language, folded) for language in LANGUAGES),
        key=lambda words: sum(end - start for start, end, _ in words),
    )


def _words_of(language: str, folded: str) -> list[tuple[int, int, str]]:
    meanings, phrases = lexicon(language), phrase_pattern(language)
    words, offset = [], 0
    while offset < len(folded):
        match = phrases.match(folded, offset)
        if match and not (offset and folded[offset - 1 : offset + 1].isalpha()):
            words.append((offset, match.end(), meanings[re.sub(" +", " ", match[0])]))
            offset = match.end()
        else:
            offset += 1
    return words


def tokens_of(text: str, comments: list[str], language: str) -> list[Token] | None:
    """Return the tokens of a text; None if it has an unknown word or sign.

    `comments` holds the comments, in order, that COMMENT replaces in the text.
    """
    text = _SUPERSCRIPT.sub(lambda match: ":" + match[1] + match[2], text)
    text = _HYPHEN_MINUTES.sub(r"\1:\2\3\4:\5", fold(text))
    tokens: list[Token] = []
    words, phrases = lexicon(language), phrase_pattern(language)
    remaining_comments = iter(comments)
    offset, is_after_between = 0, False
    while offset < len(text):
        token, offset = _next_token(text, offset, words, phrases, tokens)
        if token is None:
            return None
        if token.kind == "comment":
            token = Token("comment", next(remaining_comments))
        if token.kind == "between":
            is_after_between = True
        elif is_after_between and token.kind == "and":
            tokens.append(Token("to"))
            is_after_between = False
        elif token.kind in ("hour", *HALVES):
            if not _attach_to_number(tokens, token.kind):
                return None
        elif token.kind not in _SKIPPED:
            tokens.append(token)
    return tokens


def _next_token(
    text: str, offset: int, words: dict[str, str], phrases: re.Pattern[str], previous: list[Token]
) -> tuple[Token | None, int]:
    """Return the token at `offset`, None if there is none, and the offset after it."""
    if text[offset] == COMMENT:
        return Token("comment"), offset + 1
    if match := _DATE.match(text, offset):
        numbers = [int(match[name] or match[f"{name}2"]) for name in ("year", "month", "day")]
        return (Token("date", tuple(numbers)) if 1 <= numbers[1] <= 12 else None), match.end()
    if match := _NTH.match(text, offset):
        return Token("nth", match[1]), match.end()
    before, char = text[offset - 1 : offset], text[offset]
    if not (before.isalnum() and char.isalnum()) or char.isalpha() != before.isalpha():
        match = phrases.match(text, offset)
        # In "8 to 24 h" the number is the end of the span, not part of the phrase "24 h".
        if match and not (char.isdigit() and previous and previous[-1].kind == "to"):
            return _token_of_word(words[re.sub(" +", " ", match[0])]), match.end()
    if match := _FOUR_DIGITS.match(text, offset):
        clock = Clock(int(match["hour"]), int(match["minute"]), 2, f"{match['half']}m" if match["half"] else "")
        return Token("number" if clock.half else "four", clock), match.end()
    if match := _NUMBER.match(text, offset):
        minute = match["minute"] or match["minute_h"]
        letter = match["half"] or match["half_a"]
        half = f"{letter}m" if letter else ""
        clock = Clock(int(match["hour"]), int(minute) if minute else None, len(match["hour"]), half)
        return Token("ordinal" if match["ordinal"] else "number", clock), match.end()
    kind = _SIGNS.get(char)
    return (None if kind is None else Token("to", "dash") if kind == "dash" else Token(kind)), offset + 1


def _token_of_word(meaning: str) -> Token:
    if meaning in DAY_CODES:
        return Token("day", DAY_CODES.index(meaning))
    if meaning in MONTH_CODES:
        return Token("month", MONTH_CODES.index(meaning) + 1)
    days = {
        "weekdays": Days(31), "weekend": Days(96), "daily": Days(ALL_DAYS), "yearly": Days(ALL_DAYS, holidays=True),
        "holidays": Days(holidays=True),
    }  # fmt: skip
    if meaning in days:
        return Token("days", days[meaning])
    if meaning in ("noon", "midnight"):
        return Token("number", Clock(12 if meaning == "noon" else 24, 0, 2, meaning))
    return Token("to", "on") if meaning == "to or on" else Token(meaning)


def _attach_to_number(tokens: list[Token], kind: str) -> bool:
    """Attach a word such as "Uhr" or "in the morning" to the number before it; return whether it belongs there."""
    number = tokens[-1].value if tokens and tokens[-1].kind in ("number", "four") else None
    if not isinstance(number, Clock):
        return kind == "hour"  # "hours: 9 to 5"
    if kind != "hour" and number.half:
        return False
    number = number._replace(suffixed=True) if kind == "hour" else number._replace(half=kind)
    tokens[-1] = Token(tokens[-1].kind, number)
    return True


def alternatives(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield each token list that results from choosing one meaning for every word that has two."""
    meanings: dict[str, list[list[Token]]] = {
        # "24/7 including holidays" names all days, "Mo-Fr 24/7" does not.
        "round": [[Token("always")], [Token("always"), Token("days", Days(ALL_DAYS))]],
        "rest": [[Token("days", Days(96))], [Token("resting")]],
    }
    choices = [meanings.get(token.kind, [[token]]) for token in tokens]
    if sum(len(choice) > 1 for choice in choices) <= 4:
        for combination in product(*choices):
            yield [token for part in combination for token in part]
