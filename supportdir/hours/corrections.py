"""Errors for hours text outside the notation: where it first goes wrong, and the corrected text where that is certain.

A habit is a pattern that no text of the notation contains; words that companies use instead of the notation are in
words.py. The leftmost habit or word names the error. The corrected text comes from prose.py, or is the text itself with
its blanks put right. Text inside quotes is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from supportdir.errors import HoursError
from supportdir.hours.notation import DAY, DAY_ITEM, DAYS, MONTH, MONTHS, PARTS, SPAN, YEAR, Refusal, read
from supportdir.hours.prose import ZONE, interpret
from supportdir.hours.tokens import words_in
from supportdir.hours.words import LANGUAGES, fold, lexicon

_MASK = "\ue000"  # stands for each character of a comment, so that columns stay

Repair = str | Callable[[re.Match[str]], str | None] | None


class CommonMistake(NamedTuple):
    """`message` may name {found}; `repair` is as for re.sub, or gives None where the meaning is not certain."""

    code: str
    pattern: re.Pattern[str]
    repair: Repair
    message: str
    hint: str = ""


def _pad(text: str) -> str:
    hour, _, minute = text.partition(":")
    return f"{int(hour):02}:{minute or '00'}"


def _span(match: re.Match[str]) -> str | None:
    """Both ends with two-digit hours and minutes; None for "9-5" and "1-5", which may mean the afternoon."""
    start, end = _pad(match[1]), _pad(match[2])
    short_start, short_end = (len(time.partition(":")[0]) == 1 for time in match.groups())
    return None if short_end and (short_start or end <= start < "13:00") else f"{start}-{end}"


def _clock(match: re.Match[str]) -> str | None:
    hour, minute, half = int(match[1]), match[2] or "00", match[3].lower()
    return f"{hour % 12 + 12 * (half == 'p'):02}:{minute}" if 1 <= hour <= 12 else None


def _date(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = parts["month"]
    if month.isdigit():
        if not 1 <= int(month) <= 12:
            return None
        month = MONTHS[int(month) - 1]
    return f"{parts['year']} {month} {int(parts['day'])}" if parts.get("year") else f"{month} {int(parts['day'])}"


def _common(
    code: str, pattern: str, repair: Repair, message: str, hint: str = "", *, any_case: bool = False
) -> CommonMistake:
    return CommonMistake(code, re.compile(pattern, re.IGNORECASE if any_case else 0), repair, message, hint)


_TIME = r"\d{1,2}(?::\d\d)?"
_DAY_LIST = PARTS["days"]
_SPANS = PARTS["times"]
_BEFORE_POINT = r"(?<![\d:.+/\[-])"
# A number after a month or "week" is no hour.
_NO_DATE = "".join(f"(?<!{month} )" for month in MONTHS) + "(?<!week )"

COMMON_MISTAKES = (
    _common(
        "no-hours",
        r"^ *(?:n/?a|none|null|nil|tb[ad]|-+|[?]+|not (?:known|given|available|applicable)) *$",
        None,
        "'{found}' says nothing",
        "leave the field out: no hours means unknown",
        any_case=True,
    ),
    _common(
        "school-holidays",
        r"\bSH\b",
        None,
        "school holidays (SH) are in no calendar",
        "write their dates: Jul 20-Aug 31",
    ),
    _common(
        "easter",
        r"\beaster\b",
        None,
        "dates counted from Easter are not read",
        "write the dates: 2027 Mar 26",
        any_case=True,
    ),
    _common(
        "sun",
        r"\b(?:sunrise|sunset|dawn|dusk)\b",
        None,
        "'{found}' depends on the place",
        "write times: 08:00-20:00",
        any_case=True,
    ),
    _common(
        "day-shift", rf"(?:PH|{DAY}) [+-]\d+ days?\b", None, "'{found}' is not read", "write the dates: 2026 Dec 28"
    ),
    _common(
        "ph-and-weekday",
        rf"\bPH {DAY}(?:-{DAY})?\b|\b{DAY}(?:-{DAY})? PH\b",
        None,
        "'{found}' would be holidays that fall on those days",
        "write 'Mo-Fr,PH' for those days and holidays, 'PH' for holidays alone",
    ),
    _common(
        "open-end",
        r"(?<=\d)\+(?=[ ;,]|$)",
        None,
        "'+' leaves the end open",
        'write the end, or 22:00-24:00 unknown "until late"',
    ),
    _common(
        "time-step", rf"{SPAN}/[\d:]+", None, "'{found}' repeats a time", "write each span: 10:00-10:30,12:00-12:30"
    ),
    _common("zone", rf"[ ,]*{ZONE.pattern}", "", "'{found}' is a zone, and goes into the field timezone"),
    _common(
        "separator-dash",
        r" *[‐‑‒–—−~] *|(?<=[\w:\]]) +- *(?=\w)|(?<=[\w:\]])- +(?=\w)",
        "-",
        "'{found}' is no plain hyphen, or has blanks around it",
    ),
    _common(
        "am-pm",
        rf"{_BEFORE_POINT}\d{{1,2}}(?:[:.]\d\d)?-\d{{1,2}}(?:[:.]\d\d)? ?[ap]\.?m\b\.?",
        lambda match: None,
        "'{found}' may start in the morning or the afternoon",
        "write both in 24 hours: 09:00-17:00",
        any_case=True,
    ),
    _common(
        "am-pm",
        r"\b(\d{1,2})(?:[:.](\d\d))? ?([ap])(?:\.?m\b\.?|(?![\w.]))",
        _clock,
        "'{found}' is a time of 12 hours",
        any_case=True,
    ),
    _common(
        "date-order",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b",
        _date,
        "'{found}' is a date of another form",
    ),
    _common(
        "date-order",
        r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)\b",
        _date,
        "'{found}' is a date of another form",
    ),
    _common(
        "date-order",
        rf"(?<![\d:-])(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?(?P<month>{MONTH})(?:,? (?P<year>{YEAR}))?"
        r"(?![\w:-])(?! \d\d?(?!\d|:))",
        _date,
        "'{found}' has the day before the month",
    ),
    _common(
        "date-order",
        rf"\b(?P<month>{MONTH}) (?P<day>\d{{1,2}}),? (?P<year>{YEAR})(?![\d:-])",
        _date,
        "'{found}' has the year last",
    ),
    _common("separator-dot", r"(?<![\d.])(\d{1,2})[.h](\d\d)(?![\d.]|h\d)", r"\1:\2", "'{found}' has no colon"),
    _common(
        "separator-missing",
        r"(?<![\d:])(?!20[2-4]\d-20[2-4]\d)([01]\d|2[0-4])([0-5]\d)-([0-4]\d)([0-5]\d)(?![\d:-])",
        r"\1:\2-\3:\4",
        "'{found}' has no colons",
    ),
    _common("seconds", r"\b(\d{1,2}:\d\d):\d\d\b", r"\1", "'{found}' has seconds"),
    _common(
        "day-list",
        rf"(?<=[a-zH\]]) ?(?:&|and|[+/]) ?(?=(?:{DAY}|PH)\b)",
        ",",
        "days are joined with ','",
        any_case=True,
    ),
    _common("colon", rf"((?:{DAY_ITEM}|{MONTH})):(?= |\d|$)", r"\1", "a colon after days"),
    _common(
        "date-list",
        rf"((?:{YEAR} )?{MONTH}) (\d\d?(?:-\d\d?)?), ?(?=\d\d?(?![\d:]))",
        r"\1 \2,\1 ",
        "each date of a list has its month",
    ),
    _common(
        "minutes-missing",
        rf"{_BEFORE_POINT}{_NO_DATE}(?!\d\d?:\d\d-\d\d?:)({_TIME})-({_TIME})(?![\d:-])",
        _span,
        "'{found}' lacks minutes",
        "write hours and minutes in 24 hours: 09:00-17:00",
    ),
    _common(
        "hour-one-digit",
        r"(?<![\d:])(?!\d\d:\d\d-\d\d:)(\d{1,2}:\d\d)-(\d{1,2}:\d\d)(?![\d:])",
        _span,
        "'{found}' has an hour of one digit",
        "write 24 hours with two digits, and say whether 17:00 is meant by 5:00",
    ),
    _common(
        "point",
        rf"{_BEFORE_POINT}\d\d?:\d\d(?![\d:+/-]| *(?:[-–—]|to\b|till?\b|until\b|[ap]\.?m))",
        None,
        "'{found}' is a point in time",
        "write a span: 10:00-11:00",
    ),
    _common("week-digits", r"\bweek (?=\d(?!\d))", "week 0", "a week has two digits"),
    _common("separator", r"\|\|?(?<!\|\|)(?!\|)", "||", "a single '|'"),
    _common(
        "empty-rule",
        r"^(?: *[;,])+ *|(?: *[;,|])+ *$|(?<=[;,]) *[;,]+(?= |$)",
        "",
        "a rule is missing next to '{found}'",
    ),
    _common(
        "blanks",
        r"^\s+|\s+$|\s{2,}|[\t\r\n]| +(?=[;,])",
        lambda m: "" if m.end() == len(m.string) or not m.start() else " ",
        "a blank too many",
    ),
    _common("blanks", r";(?=[^ ])", "; ", "no blank after ';'"),
    _common("blanks", r" ?(?<!\|)\|\|(?! )|(?<! )\|\|", " || ", "no blank beside '||'"),
    _common(
        "list-blank",
        rf"((?:^|[-,;|] ?){DAY}(?:\[-?\d\])?|\bPH), (?={DAY}|PH)",
        r"\1,",
        "a comma and a blank begin a new rule, so the days before it would be open all day",
    ),
    _common(
        "list-blank",
        rf"({SPAN}), (?={_SPANS}(?:[;,]|$| \|))",
        r"\1,",
        "a comma and a blank begin a new rule, for every day",
    ),
    _common(
        "list-blank",
        rf"((?:{YEAR} )?{MONTH}(?: \d\d?(?:-\d\d?)?)?), (?=(?:{YEAR} )?{MONTH}\b)",
        r"\1,",
        "a comma and a blank begin a new rule, so the dates before it would be open all day",
    ),
    _common("odd-24/7", rf"({DAY_ITEM}|{MONTH}(?: \d\d?)?) 24/7", r"\1 00:00-24:00", "24/7 stands alone"),
    _common("odd-24/7", rf"24/7 ({_DAY_LIST})(?=[;,]? |;|$)", r"\1 00:00-24:00", "24/7 stands alone"),
    _common(
        "order",
        rf"((?:^|[;,|] )(?:{MONTH}[ \w,-]*? )?)({_SPANS}) ({_DAY_LIST})(?=[;,]? (?!\d)|[;,]|$)",
        r"\1\3 \2",
        "times stand after days",
    ),
    _common(
        "order",
        rf"((?:^|[;,|] ))({_DAY_LIST}) ((?:{YEAR} )?{MONTH}(?: \d\d?(?!\d|:))?(?:-[A-Z]?[\w]+)?)(?=[;,]? |$)",
        r"\1\3 \2",
        "days stand after dates",
    ),
    _common(
        "order",
        rf"((?:^|[;,|] ))(off|closed) (?:on )?({_DAY_LIST}|{MONTH} \d\d?)(?=[;,]|$)",
        r"\1\3 \2",
        "the state stands last",
    ),
    _common(
        "missing-separator",
        rf"({SPAN}|\boff|\bclosed|\bunknown|\bopen|\"),? (?=(?:{DAY}|PH)\b|{MONTH}\b|{YEAR} {MONTH})(?<!, )",
        r"\1; ",
        "rules need '; ' between them",
    ),
)


class _Mistake(NamedTuple):
    """What is wrong at an offset. Of two at one place the lower rank tells it."""

    at: int
    rank: int
    code: str
    message: str
    hint: str
    certain: bool = True


# What is written in place of a word, by its meaning; days and months are written by their own names.
_WRITTEN = {
    **{name: ("day-name", "'{}' is not how a day is written", name) for name in DAYS},
    **{name: ("month-name", "'{}' is not how a month is written", name) for name in MONTHS},
    "weekdays": ("day-name", "'{}' is not how days are written", "Mo-Fr"),
    "weekend": ("day-name", "'{}' is not how days are written", "Sa-Su"),
    "rest": ("day-name", "'{}' is not how days are written", "Sa-Su"),
    "daily": ("day-name", "'{}' is not how days are written", "Mo-Su"),
    "yearly": ("day-name", "'{}' is not how days are written", "Mo-Su,PH"),
    "holidays": ("day-name", "'{}' is written PH", "PH"),
    "always": ("24h", "'{}' is not the form", "24/7"),
    "round": ("24h", "'{}' is not the form", "24/7"),
    "noon": ("am-pm", "'{}' is a word", "12:00"),
    "midnight": ("am-pm", "'{}' is a word", "24:00"),
    **dict.fromkeys(
        ("morning", "afternoon", "evening", "night"), ("am-pm", "'{}' is a word", "09:00-17:00")
    ),
    "to": ("separator-word", "a range is written with a hyphen", "-"),
    "to or on": ("separator-word", "a range is written with a hyphen", "-"),
    "hour": ("time-word", "'{}' says nothing after a time", ""),
    "closed": ("state-name", "'{}' is written off", "off"),
    "unknown": ("state-name", "'{}' is written in small letters", "unknown"),
}  # fmt: skip
# Meanings of words that tell when a line is open, so that a text with one of them is no mere comment.
_TELLING = {*_WRITTEN, "vague", "numeral", "break", "except", "open"} - {"to", "to or on", "hour", "unknown"}


def explain(text: str, refusal: Refusal) -> HoursError:
    """Return the error of a text that `read` refused."""
    if refusal.code in ("empty", "too-long", "quote"):
        return HoursError(refusal.code, text, refusal.at + 1, refusal.message, refusal.hint)
    straight = text if '"' in text else re.sub("[“”„«»]", '"', text)
    plain = _with_plain_blanks(straight)
    fix = _corrected(plain)
    comment = "" if fix else _as_comment(text, refusal.at)
    masked = re.sub('"([^"]*)"', lambda match: f'"{_MASK * len(match[1])}"', _with_plain_blanks(straight, drop=False))
    mistakes = [mistake for mistake in _mistakes(masked) if mistake.certain or not (fix or comment)]
    hidden = _hidden(straight, readable=_is_readable(plain))
    if hidden:
        first = hidden
    elif straight != text:
        first = _Mistake(straight.index('"'), 0, "quotes", "a comment stands in straight quotes", 'write them as "')
    elif mistakes and not comment:
        first = min(mistakes)
    else:
        first, fix = _Mistake(refusal.at, 0, refusal.code, refusal.message, refusal.hint), fix or comment
    hint = f"write '{fix}'" if fix else first.hint
    return HoursError(first.code, text, first.at + 1, first.message, hint, fix)


def _mistakes(masked: str) -> Iterator[_Mistake]:
    """The first match of each habit, and each word that the notation writes otherwise."""
    for rank, mistake in enumerate(COMMON_MISTAKES):
        if match := mistake.pattern.search(masked):
            message = mistake.message.format(found=match[0].strip(" ,(") or match[0])
            hint = mistake.hint or f"write '{_mend(mistake, match)}' there"
            yield _Mistake(match.start(), rank, mistake.code, message, hint, mistake.repair is not None)
    has_times = bool(re.search(r"\d", masked))
    words = words_in(masked)
    begins = {start for start, _, _ in words}
    for start, end, meaning in words:
        after = len(masked) - len(masked[end:].lstrip())
        if meaning == "vague":
            message = f"'{masked[start:end]}' may mean several days or times"
            yield _Mistake(start, len(COMMON_MISTAKES), "bare-text", message, "write them: Mo-Fr 09:00-17:00")
        if meaning in ("to", "to or on") and after not in begins and not masked[after : after + 1].isdigit():
            continue  # "until further notice"
        if meaning in _WRITTEN and masked[start:end] not in (_WRITTEN[meaning][2], "closed", "open"):
            code, message, right = _WRITTEN[meaning]
            before = masked[:start].rstrip()
            if code == "time-word" and re.search(r"(?<![\d:.-])24$", before):
                start, (code, message, right) = len(before) - 2, _WRITTEN["always"]
            elif code in ("separator-word", "time-word"):
                start = len(before)
            hint = f"write '{right}' there" if right else "leave it out"
            if code == "day-name" and not has_times:
                hint = f"write '{right}' and the times"
            yield _Mistake(start, len(COMMON_MISTAKES), code, message.format(masked[start:end].strip()), hint)


# Characters without a shape of their own that are not in a category of such.
_BLANK_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\ufe0f\uffa0"


def _is_odd_blank(char: str) -> bool:
    return char != " " and unicodedata.category(char) == "Zs"


def _is_invisible(char: str) -> bool:
    return char in _BLANK_LETTERS or (unicodedata.category(char) in ("Cf", "Cc", "Co", "Cn") and char not in "\t\r\n")


def _with_plain_blanks(text: str, *, drop: bool = True) -> str:
    """The text with a plain blank for every other one, and without invisible characters if `drop`.

    Comments are left as they are.
    """

    def plain(char: str) -> str:
        if _is_invisible(char):
            return "" if drop else " "
        return " " if _is_odd_blank(char) else "\n" if char in "\u2028\u2029\x85" else char

    parts = text.split('"')
    return '"'.join("".join(map(plain, part)) if n % 2 == 0 else part for n, part in enumerate(parts))


def _hidden(text: str, *, readable: bool) -> _Mistake | None:
    """The first character that is not seen; a blank of another kind only if nothing else is wrong."""
    for part in re.finditer('[^"]+(?=(?:"[^"]*"|[^"])*$)', text):
        for offset, char in enumerate(part[0]):
            if _is_invisible(char) or (readable and _is_odd_blank(char)):
                name = unicodedata.name(char, "a character without a name").lower()
                message = f"U+{ord(char):04X} ({name}) is {'in the text' if _is_invisible(char) else 'no plain blank'}"
                hint = "leave it out" if _is_invisible(char) else "write a plain blank"
                return _Mistake(part.start() + offset, 0, "hidden-character", message, hint)
        break
    return None


def _corrected(plain: str) -> str:
    """The text in the notation that says the same; "" if there is none or it is not certain."""
    tidy = re.sub(r" {2,}|\t", " ", plain.strip()) if '"' not in plain else plain.strip()
    return tidy if _is_readable(tidy) else interpret(plain)


def _mend(mistake: CommonMistake, match: re.Match[str]) -> str | None:
    """What a habit writes in place of what it found; None where that is not certain."""
    return mistake.repair(match) if callable(mistake.repair) else mistake.repair and match.expand(mistake.repair)


def _as_comment(text: str, at: int) -> str:
    """The text with all from `at` on as a comment; "" if that tells hours in any language, or times stand before it."""
    words = text[at:].strip()
    if re.search(r'[\d";|]', words) or not re.search(r"[^\W\d_]{2}", words) or re.search(rf"{SPAN}|24/7", text[:at]):
        return ""
    if _tells_hours(words):
        return ""
    quoted = f'{text[:at]}unknown "{words}"'
    return quoted if _is_readable(quoted) else ""


def _tells_hours(words: str) -> bool:
    """Whether a text has a phrase about days, times or states, in any language."""
    folded = fold(words)
    return any(
        (meaning in _TELLING and len(phrase) > 2 and re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", folded))
        or (meaning in _TELLING and not phrase.isascii() and phrase in folded)
        for language in LANGUAGES
        for phrase, meaning in lexicon(language).items()
    )


def _is_readable(text: str) -> bool:
    try:
        read(text)
    except Refusal:
        return False
    return True
