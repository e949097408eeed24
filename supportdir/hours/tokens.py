"""Text → tokens: the words of one language (words.py), numbers, dates, signs.

A word or a sign that is not known leaves no tokens at all, so that nothing is overlooked.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from supportdir.hours.notation import DAYS, MONTHS
from supportdir.hours.words import LANGUAGES, fold, lexicon, phrase_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from supportdir.hours.rules import Dates

ALL_DAYS = 127
COMMENT = "\ue000"  # stands for a comment, which is no text of the language
HALVES = ("morning", "afternoon", "evening", "night")


class Clock(NamedTuple):
    """A time of day as written. `minute` is None for a bare hour; `half`: "am", "pm", a part of the day, or ""."""

    hour: int
    minute: int | None = None
    digits: int = 0
    half: str = ""
    suffixed: bool = False


class Days(NamedTuple):
    """The days that a group is about, as in rules.Rule: any of weekdays, nths and holidays, within the dates."""

    mask: int = 0
    nths: tuple[tuple[int, int], ...] = ()
    holidays: bool = False
    dates: tuple[Dates, ...] = ()
    years: tuple[int, int] | None = None
    weeks: tuple[int, int, int] | None = None

    @property
    def is_dated(self) -> bool:
        """Whether they are of certain dates, years or weeks."""
        return bool(self.dates or self.years or self.weeks)

    @property
    def names_weekdays(self) -> bool:
        """Whether weekdays or holidays are named."""
        return bool(self.mask or self.nths or self.holidays)


class Token(NamedTuple):
    """`kind` is a meaning of words.py, or one of: day, number, four, date, nth, comment, or a sign (see _SIGNS)."""

    kind: str
    value: object = None


_NUMBER = re.compile(
    r"(?<![\d.:])(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?|\s?[hu]\s?(?P<minute_h>[0-5]\d)(?!\s?[hu]\b))?"
    r"(?:(?P<ordinal>st|nd|rd|th|er|\u00aa|\u00ba)\b)?(?![\d:]|\.\d)"
    r"(?:(?:\s?(?P<half>[ap])\.?\s?m\b\.?)|(?P<half_a>[ap])(?![\w.]))?"
)
_FOUR = re.compile(r"(?<![\d.:])(?P<hour>\d\d)(?P<minute>[0-5]\d)(?![\d:.])(?:\s?(?P<half>[ap])\.?m\b\.?)?")
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"
    r"|(?P<day2>\d{1,2})\.(?P<month2>\d{1,2})\.(?P<year2>(?:19|20)\d\d)(?!\d)"
)
_NTH = re.compile(r"\[(-?\d(?:,-?\d|-\d)*)\]")
# "9-00 до 18-00": a hyphen between hour and minutes, as in Russian.
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
    """The words of a text that the table knows: start, end and meaning, by the language that understands most of it."""

    def words(language: str) -> list[tuple[int, int, str]]:
        found, at = [], 0
        while at < len(skeleton):
            if (match := phrases.match(skeleton, at)) and not (at and skeleton[at - 1 : at + 1].isalpha()):
                found.append((at, match.end(), meanings[re.sub(" +", " ", match[0])]))
                at = match.end()
            else:
                at += 1
        return found

    # Of the same length as the text, so that places are the same.
    skeleton = "".join(folded if len(folded := fold(char)) == 1 else char for char in text)
    best: list[tuple[int, int, str]] = []
    for language in LANGUAGES:
        meanings, phrases = lexicon(language), phrase_pattern(language)
        found = words(language)
        if sum(end - start for start, end, _ in found) > sum(end - start for start, end, _ in best):
            best = found
    return best


def tokens_of(text: str, comments: list[str], language: str) -> list[Token] | None:
    """The tokens of a text; None if it has a word or a sign that is not known."""
    text = _SUPERSCRIPT.sub(lambda match: ":" + match[1] + match[2], text)
    text = _HYPHEN_MINUTES.sub(r"\1:\2\3\4:\5", fold(text))
    tokens: list[Token] = []
    words, phrases = lexicon(language), phrase_pattern(language)
    left = iter(comments)
    at, between = 0, False
    while at < len(text):
        token, end = _token(text, at, words, phrases, tokens)
        if token is None:
            return None
        if token.kind == "comment":
            token = Token("comment", next(left))
        if token.kind == "between":
            between = True
        elif between and token.kind == "and":
            tokens.append(Token("to"))
            between = False
        elif token.kind in ("hour", *HALVES):
            if not _modify(tokens, token.kind):
                return None
        elif token.kind not in _SKIPPED:
            tokens.append(token)
        at = end
    return tokens


def _token(
    text: str, at: int, words: dict[str, str], phrases: re.Pattern[str], before: list[Token]
) -> tuple[Token | None, int]:
    if text[at] == COMMENT:
        return Token("comment"), at + 1
    if match := _DATE.match(text, at):
        numbers = [int(match[name] or match[f"{name}2"]) for name in ("year", "month", "day")]
        return (Token("date", tuple(numbers)) if 1 <= numbers[1] <= 12 else None), match.end()
    if match := _NTH.match(text, at):
        return Token("nth", match[1]), match.end()
    if at == 0 or not (text[at - 1].isalnum() and text[at].isalnum()) or text[at].isalpha() != text[at - 1].isalpha():
        match = phrases.match(text, at)
        # In "8 to 24 h" the last part is no "24 h".
        if match and not (text[at].isdigit() and before and before[-1].kind == "to"):
            return _word(words[re.sub(" +", " ", match[0])]), match.end()
    if match := _FOUR.match(text, at):
        clock = Clock(int(match["hour"]), int(match["minute"]), 2, f"{match['half']}m" if match["half"] else "")
        return Token("number" if clock.half else "four", clock), match.end()
    if match := _NUMBER.match(text, at):
        minute = match["minute"] or match["minute_h"]
        letter = match["half"] or match["half_a"]
        half = f"{letter}m" if letter else ""
        clock = Clock(int(match["hour"]), int(minute) if minute else None, len(match["hour"]), half)
        return Token("ordinal" if match["ordinal"] else "number", clock), match.end()
    kind = _SIGNS.get(text[at])
    return (None if kind is None else Token("to", "dash") if kind == "dash" else Token(kind)), at + 1


def _word(meaning: str) -> Token:
    if meaning in DAYS:
        return Token("day", DAYS.index(meaning))
    if meaning in MONTHS:
        return Token("month", MONTHS.index(meaning) + 1)
    groups = {
        "weekdays": Days(31), "weekend": Days(96), "daily": Days(ALL_DAYS), "yearly": Days(ALL_DAYS, holidays=True),
        "holidays": Days(holidays=True),
    }  # fmt: skip
    if meaning in groups:
        return Token("days", groups[meaning])
    if meaning in ("noon", "midnight"):
        return Token("number", Clock(12 if meaning == "noon" else 24, 0, 2, meaning))
    return Token("to", "on") if meaning == "to or on" else Token(meaning)


def _modify(tokens: list[Token], kind: str) -> bool:
    """Attach "Uhr" or "in the morning" to the number before it; whether that is possible."""
    number = tokens[-1].value if tokens and tokens[-1].kind in ("number", "four") else None
    if not isinstance(number, Clock):
        return kind == "hour"  # "hours: 9 to 5"
    if kind == "hour":
        number = number._replace(suffixed=True)
    elif number.half:
        return False
    else:
        number = number._replace(half=kind)
    tokens[-1] = Token(tokens[-1].kind, number)
    return True


def alternatives(tokens: list[Token]) -> Iterator[list[Token]]:
    """The token lists that a list with words of two meanings stands for."""
    meanings: dict[str, list[list[Token]]] = {
        # "24/7 including holidays" names all days, "Mo-Fr 24/7" does not.
        "round": [[Token("always")], [Token("always"), Token("days", Days(ALL_DAYS))]],
        "rest": [[Token("days", Days(96))], [Token("resting")]],
    }
    choices = [meanings.get(token.kind, [[token]]) for token in tokens]
    if sum(len(choice) > 1 for choice in choices) <= 4:
        for combination in product(*choices):
            yield [token for part in combination for token in part]
