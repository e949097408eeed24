"""Explain hours text that is not valid: the first mistake, and the corrected text where it is certain.

A `CommonMistake` is a pattern that no valid text contains. Words that people write instead of the grammar are in
words.py. The leftmost mistake or word gives the error. The corrected text is the text itself with its spaces normalized
if that is valid, otherwise the result of prose.py. Text in quotes is not changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from supportdir.characters import hidden
from supportdir.errors import HoursError
from supportdir.hours.grammar import (
    DAY,
    DAY_CODES,
    DAY_ITEM,
    MONTH,
    MONTH_CODES,
    PARTS,
    SPAN,
    YEAR,
    HoursSyntaxError,
    parse_strictly,
)
from supportdir.hours.prose import ZONE, interpret
from supportdir.hours.tokens import words_in
from supportdir.hours.words import LANGUAGES, fold, lexicon

_MASK = "\ue000"  # replaces each character of a comment, so that offsets do not change

Repair = str | Callable[[re.Match[str]], str | None] | None


class CommonMistake(NamedTuple):
    """A pattern of invalid text, with the message and the hint for it.

    `message` may contain {found}, the matched text. `repair` is a replacement as for re.sub; it is None, or returns
    None, where the meaning is not certain.
    """

    rule: str
    pattern: str
    repair: Repair
    message: str
    hint: str = ""


def _padded(text: str) -> str:
    """Return "9" or "9:30" as "09:00" or "09:30"."""
    hour, _, minute = text.partition(":")
    return f"{int(hour):02}:{minute or '00'}"


def _padded_span(match: re.Match[str]) -> str | None:
    """Return a span with two-digit hours and minutes; None for "9-5" and "1-5", which may mean the afternoon."""
    start, end = _padded(match[1]), _padded(match[2])
    short_start, short_end = (len(time.partition(":")[0]) == 1 for time in match.groups())
    return None if short_end and (short_start or end <= start < "13:00") else f"{start}-{end}"


def _time_in_24_hours(match: re.Match[str]) -> str | None:
    """Return "5 pm" as "17:00"; None if the hour is not 1 to 12."""
    hour, minute, half = int(match[1]), match[2] or "00", match[3].lower()
    return f"{hour % 12 + 12 * (half == 'p'):02}:{minute}" if 1 <= hour <= 12 else None


def _reordered_date(match: re.Match[str]) -> str | None:
    """Return the date as "2026 Dec 24" or "Dec 24"; None if the month is not 1 to 12."""
    parts = match.groupdict()
    month = parts["month"]
    if month.isdigit():
        if not 1 <= int(month) <= 12:
            return None
        month = MONTH_CODES[int(month) - 1]
    return f"{parts['year']} {month} {int(parts['day'])}" if parts.get("year") else f"{month} {int(parts['day'])}"


_TIME = r"\d{1,2}(?::\d\d)?"
_DAY_LIST = PARTS["days"]
_SPANS = PARTS["times"]
_BEFORE_POINT = r"(?<![\d:.+/\[-])"
# A number after a month or "week" is not an hour.
_NO_DATE = "".join(f"(?<!{month} )" for month in MONTH_CODES) + "(?<!week )"

COMMON_MISTAKES = (
    CommonMistake(
        "no-hours",
        r"(?i)^ *(?:n/?a|none|null|nil|tb[ad]|-+|[?]+|not (?:known|given|available|applicable)) *$",
        None,
        "'{found}' is not a time",
        "omit the field if the hours are not known",
    ),
    CommonMistake(
        "school-holidays",
        r"\bSH\b",
        None,
        "school holidays (SH) are not supported",
        "write their dates: Jul 20-Aug 31",
    ),
    CommonMistake(
        "easter",
        r"(?i)\beaster\b",
        None,
        "dates relative to Easter are not supported",
        "write the dates: 2027 Mar 26",
    ),
    CommonMistake(
        "sun",
        r"(?i)\b(?:sunrise|sunset|dawn|dusk)\b",
        None,
        "'{found}' depends on the location",
        "write times: 08:00-20:00",
    ),
    CommonMistake(
        "day-shift", rf"(?:PH|{DAY}) [+-]\d+ days?\b", None, "'{found}' is not supported", "write dates: 2026 Dec 28"
    ),
    CommonMistake(
        "ph-and-weekday",
        rf"\bPH {DAY}(?:-{DAY})?\b|\b{DAY}(?:-{DAY})? PH\b",
        None,
        "'{found}' would mean only holidays that fall on those days",
        "write 'Mo-Fr,PH' for those days and holidays, or 'PH' for holidays only",
    ),
    CommonMistake(
        "open-end",
        r"(?<=\d)\+(?=[ ;,]|$)",
        None,
        "'+' means an open end, which is not supported",
        'write the end, or 22:00-24:00 unknown "until late"',
    ),
    CommonMistake(
        "time-step", rf"{SPAN}/[\d:]+", None, "'{found}' is not supported", "write each span: 10:00-10:30,12:00-12:30"
    ),
    CommonMistake("zone", rf"[ ,]*{ZONE.pattern}", "", "'{found}' is a time zone and belongs in the field timezone"),
    CommonMistake(
        "separator-dash",
        r" *[‐‑‒–—−~] *|(?<=[\w:\]]) +- *(?=\w)|(?<=[\w:\]])- +(?=\w)",
        "-",
        "'{found}' is not a plain hyphen, or has spaces around it",
    ),
    CommonMistake(
        "am-pm",
        rf"(?i){_BEFORE_POINT}\d{{1,2}}(?:[:.]\d\d)?-\d{{1,2}}(?:[:.]\d\d)? ?[ap]\.?m\b\.?",
        lambda match: None,
        "'{found}' may start in the morning or the afternoon",
        "write both times in 24-hour form: 09:00-17:00",
    ),
    CommonMistake(
        "am-pm",
        r"(?i)\b(\d{1,2})(?:[:.](\d\d))? ?([ap])(?:\.?m\b\.?|(?![\w.]))",
        _time_in_24_hours,
        "'{found}' is a 12-hour time",
    ),
    CommonMistake(
        "date-order",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b",
        _reordered_date,
        "'{found}' is a date in another format",
    ),
    CommonMistake(
        "date-order",
        r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)\b",
        _reordered_date,
        "'{found}' is a date in another format",
    ),
    CommonMistake(
        "date-order",
        rf"(?<![\d:-])(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?(?P<month>{MONTH})(?:,? (?P<year>{YEAR}))?"
        r"(?![\w:-])(?! \d\d?(?!\d|:))",
        _reordered_date,
        "'{found}' has the day before the month",
    ),
    CommonMistake(
        "date-order",
        rf"\b(?P<month>{MONTH}) (?P<day>\d{{1,2}}),? (?P<year>{YEAR})(?![\d:-])",
        _reordered_date,
        "'{found}' has the year at the end",
    ),
    CommonMistake("separator-dot", r"(?<![\d.])(\d{1,2})[.h](\d\d)(?![\d.]|h\d)", r"\1:\2", "'{found}' has no colon"),
    CommonMistake(
        "separator-missing",
        r"(?<![\d:])(?!20[2-4]\d-20[2-4]\d)([01]\d|2[0-4])([0-5]\d)-([0-4]\d)([0-5]\d)(?![\d:-])",
        r"\1:\2-\3:\4",
        "'{found}' has no colons",
    ),
    CommonMistake("seconds", r"\b(\d{1,2}:\d\d):\d\d\b", r"\1", "'{found}' has seconds"),
    CommonMistake(
        "day-list",
        rf"(?i)(?<=[a-zH\]]) ?(?:&|and|[+/]) ?(?=(?:{DAY}|PH)\b)",
        ",",
        "days must be joined with ','",
    ),
    CommonMistake("colon", rf"((?:{DAY_ITEM}|{MONTH})):(?= |\d|$)", r"\1", "a colon is not allowed after days"),
    CommonMistake(
        "date-list",
        rf"((?:{YEAR} )?{MONTH}) (\d\d?(?:-\d\d?)?), ?(?=\d\d?(?![\d:]))",
        r"\1 \2,\1 ",
        "each date of a list needs its month",
    ),
    CommonMistake(
        "minutes-missing",
        rf"{_BEFORE_POINT}{_NO_DATE}(?!\d\d?:\d\d-\d\d?:)({_TIME})-({_TIME})(?![\d:-])",
        _padded_span,
        "'{found}' lacks minutes",
        "write hours and minutes in 24-hour form: 09:00-17:00",
    ),
    CommonMistake(
        "hour-one-digit",
        r"(?<![\d:])(?!\d\d:\d\d-\d\d:)(\d{1,2}:\d\d)-(\d{1,2}:\d\d)(?![\d:])",
        _padded_span,
        "'{found}' has a one-digit hour",
        "write two-digit 24-hour times, such as 05:00 or 17:00",
    ),
    CommonMistake(
        "point",
        rf"{_BEFORE_POINT}\d\d?:\d\d(?![\d:+/-]| *(?:[-–—]|to\b|till?\b|until\b|[ap]\.?m))",
        None,
        "'{found}' is a single time",
        "write a span: 10:00-11:00",
    ),
    CommonMistake("week-digits", r"\bweek (?=\d(?!\d))", "week 0", "a week number has two digits"),
    CommonMistake("separator", r"\|\|?(?<!\|\|)(?!\|)", "||", "a single '|' is not a separator"),
    CommonMistake(
        "empty-rule",
        r"^(?: *[;,])+ *|(?: *[;,|])+ *$|(?<=[;,]) *[;,]+(?= |$)",
        "",
        "a rule is missing next to '{found}'",
    ),
    CommonMistake(
        "blanks",
        r"^\s+|\s+$|\s{2,}|[\t\r\n]| +(?=[;,])",
        lambda m: "" if m.end() == len(m.string) or not m.start() else " ",
        "an unneeded space",
    ),
    CommonMistake("blanks", r";(?=[^ ])", "; ", "no space after ';'"),
    CommonMistake("blanks", r" ?(?<!\|)\|\|(?! )|(?<! )\|\|", " || ", "no space before or after '||'"),
    CommonMistake(
        "list-blank",
        rf"((?:^|[-,;|] ?){DAY}(?:\[-?\d\])?|\bPH), (?={DAY}|PH)",
        r"\1,",
        "a comma and a space start a new rule, so the days before it would be open all day",
    ),
    CommonMistake(
        "list-blank",
        rf"({SPAN}), (?={_SPANS}(?:[;,]|$| \|))",
        r"\1,",
        "a comma and a space start a new rule, for every day",
    ),
    CommonMistake(
        "list-blank",
        rf"((?:{YEAR} )?{MONTH}(?: \d\d?(?:-\d\d?)?)?), (?=(?:{YEAR} )?{MONTH}\b)",
        r"\1,",
        "a comma and a space start a new rule, so the dates before it would be open all day",
    ),
    CommonMistake(
        "odd-24/7",
        rf"({DAY_ITEM}|{MONTH}(?: \d\d?)?) 24/7|24/7 ({_DAY_LIST})(?=[;,]? |;|$)",
        r"\1\2 00:00-24:00",
        "24/7 cannot have days or dates",
    ),
    CommonMistake(
        "order",
        rf"((?:^|[;,|] )(?:{MONTH}[ \w,-]*? )?)({_SPANS}) ({_DAY_LIST})(?=[;,]? (?!\d)|[;,]|$)",
        r"\1\3 \2",
        "times must follow days",
    ),
    CommonMistake(
        "order",
        rf"((?:^|[;,|] ))({_DAY_LIST}) ((?:{YEAR} )?{MONTH}(?: \d\d?(?!\d|:))?(?:-[A-Z]?[\w]+)?)(?=[;,]? |$)",
        r"\1\3 \2",
        "days must follow dates",
    ),
    CommonMistake(
        "order",
        rf"((?:^|[;,|] ))(off|closed) (?:on )?({_DAY_LIST}|{MONTH} \d\d?)(?=[;,]|$)",
        r"\1\3 \2",
        "the state must come last",
    ),
    CommonMistake(
        "missing-separator",
        rf"({SPAN}|\boff|\bclosed|\bunknown|\bopen|\"),? (?=(?:{DAY}|PH)\b|{MONTH}\b|{YEAR} {MONTH})(?<!, )",
        r"\1; ",
        "rules must be separated by '; '",
    ),
)


class _Diagnosis(NamedTuple):
    """What is wrong at an offset; the smallest is reported first."""

    offset: int
    rank: int
    rule: str
    message: str
    hint: str
    is_certain: bool = True


# Meaning of a word → rule, message, and what the grammar has instead.
_REPLACEMENTS = {
    **{code: ("day-name", "'{}' is not a valid day", code) for code in DAY_CODES},
    **{code: ("month-name", "'{}' is not a valid month", code) for code in MONTH_CODES},
    "weekdays": ("day-name", "'{}' is not a valid range of days", "Mo-Fr"),
    "weekend": ("day-name", "'{}' is not a valid range of days", "Sa-Su"),
    "rest": ("day-name", "'{}' is not a valid range of days", "Sa-Su"),
    "daily": ("day-name", "'{}' is not a valid range of days", "Mo-Su"),
    "yearly": ("day-name", "'{}' is not a valid range of days", "Mo-Su,PH"),
    "holidays": ("day-name", "'{}' is not a valid name of public holidays", "PH"),
    "always": ("24h", "'{}' is not a valid spelling of 24/7", "24/7"),
    "round": ("24h", "'{}' is not a valid spelling of 24/7", "24/7"),
    "noon": ("am-pm", "'{}' is a word, not a time", "12:00"),
    "midnight": ("am-pm", "'{}' is a word, not a time", "24:00"),
    **dict.fromkeys(
        ("morning", "afternoon", "evening", "night"), ("am-pm", "'{}' is a word, not a time", "09:00-17:00")
    ),
    "to": ("separator-word", "a range needs a hyphen", "-"),
    "to or on": ("separator-word", "a range needs a hyphen", "-"),
    "hour": ("time-word", "'{}' is not allowed after a time", ""),
    "closed": ("state-name", "'{}' is not a valid spelling of off", "off"),
    "unknown": ("state-name", "'{}' must be in lower case", "unknown"),
}  # fmt: skip
# Text with a word of one of these meanings is about opening times, so it is not offered as a comment.
_HOUR_WORDS = {*_REPLACEMENTS, "vague", "numeral", "break", "except", "open"} - {"to", "to or on", "hour", "unknown"}


def explain(text: str, error: HoursSyntaxError) -> HoursError:
    """Return the error for hours text that `parse_strictly` rejected."""
    if error.rule in ("empty", "too-long", "quote"):
        return HoursError(error.rule, text, error.offset + 1, error.message, error.hint)
    straight = text if '"' in text else re.sub("[“”„«»]", '"', text)
    plain = _with_plain_spaces(straight)
    fix = _corrected(plain)
    comment = "" if fix else _as_comment(text, error.offset)
    masked = re.sub('"([^"]*)"', lambda match: f'"{_MASK * len(match[1])}"', _with_plain_spaces(straight, drop=False))
    diagnoses = [diagnosis for diagnosis in _diagnoses(masked) if diagnosis.is_certain or not (fix or comment)]
    if hidden := _hidden_character(straight, report_spaces=_is_valid(plain)):
        first = hidden
    elif straight != text:
        first = _Diagnosis(straight.index('"'), 0, "quotes", "a comment needs straight quotes", 'write "')
    elif diagnoses and not comment:
        first = min(diagnoses)
    else:
        first, fix = _Diagnosis(error.offset, 0, error.rule, error.message, error.hint), fix or comment
    return HoursError(first.rule, text, first.offset + 1, first.message, f"write '{fix}'" if fix else first.hint, fix)


def _diagnoses(masked: str) -> Iterator[_Diagnosis]:
    """Yield the first match of each common mistake, and each word that the grammar does not have."""
    for rank, mistake in enumerate(COMMON_MISTAKES):
        if match := re.search(mistake.pattern, masked):
            message = mistake.message.format(found=match[0].strip(" ,(") or match[0])
            hint = mistake.hint or f"write '{_replacement(mistake, match)}' instead"
            yield _Diagnosis(match.start(), rank, mistake.rule, message, hint, mistake.repair is not None)
    words = words_in(masked)
    starts = {start for start, _, _ in words}
    for start, end, meaning in words:
        following = masked[end:].lstrip()
        if meaning == "vague":
            message = f"'{masked[start:end]}' may mean several days or times"
            yield _Diagnosis(start, len(COMMON_MISTAKES), "bare-text", message, "write them: Mo-Fr 09:00-17:00")
        is_before_word = len(masked) - len(following) in starts
        if meaning in ("to", "to or on") and not is_before_word and not following[:1].isdigit():
            continue  # "until further notice"
        if meaning in _REPLACEMENTS and masked[start:end] not in (_REPLACEMENTS[meaning][2], "closed", "open"):
            yield _diagnosis_of_word(masked, start, end, meaning)


def _diagnosis_of_word(masked: str, start: int, end: int, meaning: str) -> _Diagnosis:
    rule, message, replacement = _REPLACEMENTS[meaning]
    before = masked[:start].rstrip()
    if rule == "time-word" and re.search(r"(?<![\d:.-])24$", before):  # "24 hours"
        start, (rule, message, replacement) = len(before) - 2, _REPLACEMENTS["always"]
    elif rule in ("separator-word", "time-word"):
        start = len(before)
    hint = f"write '{replacement}' instead" if replacement else "remove it"
    if rule == "day-name" and not re.search(r"\d", masked):
        hint = f"write '{replacement}' and the times"
    return _Diagnosis(start, len(COMMON_MISTAKES), rule, message.format(masked[start:end].strip()), hint)


def _is_unusual_space(char: str) -> bool:
    return char != " " and unicodedata.category(char) == "Zs"


def _is_invisible(char: str) -> bool:
    return char != "\r" and bool(hidden(char))


def _with_plain_spaces(text: str, *, drop: bool = True) -> str:
    """Return the text with plain spaces for all other spaces; comments are not changed.

    Invisible characters are removed if `drop`, and replaced by spaces otherwise.
    """

    def plain(char: str) -> str:
        if _is_invisible(char):
            return "" if drop else " "
        return " " if _is_unusual_space(char) else "\n" if char in "\u2028\u2029\x85" else char

    parts = text.split('"')
    return '"'.join("".join(map(plain, part)) if n % 2 == 0 else part for n, part in enumerate(parts))


def _hidden_character(text: str, *, report_spaces: bool) -> _Diagnosis | None:
    """Return the diagnosis of the first invisible character outside comments, or of an unusual space if asked for."""
    part = re.search('[^"]+(?=(?:"[^"]*"|[^"])*$)', text)
    for offset, char in enumerate(part[0] if part else "", start=part.start() if part else 0):
        if _is_invisible(char) or (report_spaces and _is_unusual_space(char)):
            name = unicodedata.name(char, "a character without a name").lower()
            problem = "is invisible" if _is_invisible(char) else "is not a plain space"
            hint = "remove it" if _is_invisible(char) else "write a plain space"
            return _Diagnosis(offset, 0, "hidden-character", f"U+{ord(char):04X} ({name}) {problem}", hint)
    return None


def _corrected(plain: str) -> str:
    """Return valid hours text that means the same; "" if there is none or the meaning is not certain."""
    tidy = re.sub(r" {2,}|\t", " ", plain.strip()) if '"' not in plain else plain.strip()
    return tidy if _is_valid(tidy) else interpret(plain)


def _replacement(mistake: CommonMistake, match: re.Match[str]) -> str | None:
    """Return what a common mistake writes instead of its match; None where that is not certain."""
    return mistake.repair(match) if callable(mistake.repair) else mistake.repair and match.expand(mistake.repair)


def _as_comment(text: str, offset: int) -> str:
    """Return the text with everything from `offset` as a comment of an unknown state.

    Return "" if that part is about opening times in any language, or if times come before it.
    """
    words = text[offset:].strip()
    if re.search(r'[\d";|]', words) or not re.search(r"[^\W\d_]{2}", words):
        return ""
    if re.search(rf"{SPAN}|24/7", text[:offset]) or _is_about_hours(words):
        return ""
    quoted = f'{text[:offset]}unknown "{words}"'
    return quoted if _is_valid(quoted) else ""


def _is_about_hours(words: str) -> bool:
    """Return whether a text has a phrase about days, times or states, in any language."""
    folded = fold(words)
    return any(
        (len(phrase) > 2 and re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", folded))
        or (not phrase.isascii() and phrase in folded)
        for language in LANGUAGES
        for phrase, meaning in lexicon(language).items()
        if meaning in _HOUR_WORDS
    )


def _is_valid(text: str) -> bool:
    try:
        parse_strictly(text)
    except HoursSyntaxError:
        return False
    return True
