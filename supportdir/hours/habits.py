"""What people write instead of the hours grammar, and what they mean by it.

Each habit is a pattern that no text of the grammar contains, with the right form where that is certain. The leftmost
habit names the error; all of them together, applied in their order, give the corrected text, which counts only if it
can be read. What stands inside quotes is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from supportdir.errors import HoursError
from supportdir.hours.grammar import DAY, DAY_ITEM, DAYS, MONTH, MONTHS, PARTS, SPAN, YEAR, Refusal, read

_MASK = "\ue000"  # stands for each character of a comment, so that columns stay

Repair = str | Callable[[re.Match[str]], str | None] | None


class Habit(NamedTuple):
    """`fact` may name {found}; `repair` is as for re.sub, or gives None where the meaning is not certain."""

    code: str
    pattern: re.Pattern[str]
    repair: Repair
    fact: str
    cure: str = ""


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


def _day_name(match: re.Match[str]) -> str:
    return DAYS[("mo", "tu", "we", "th", "fr", "sa", "su").index(match[0][:2].lower())]


def _month_name(match: re.Match[str]) -> str:
    return match[0][:3].capitalize()


def _date(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = parts["month"]
    if month.isdigit():
        if not 1 <= int(month) <= 12:
            return None
        month = MONTHS[int(month) - 1]
    return f"{parts['year']} {month} {int(parts['day'])}" if parts.get("year") else f"{month} {int(parts['day'])}"


def _habit(code: str, pattern: str, repair: Repair, fact: str, cure: str = "", *, any_case: bool = False) -> Habit:
    return Habit(code, re.compile(pattern, re.IGNORECASE if any_case else 0), repair, fact, cure)


_TIME = r"\d{1,2}(?::\d\d)?"
_LONG_DAY = (
    r"(?:monday|tuesday|tues|wednesday|thursday|thurs|thur|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun)s?\b\.?"
)
_SHORT_DAY = "(?:mo|tu|we|th|fr|sa|su)"
_LONG_MONTH = (
    "(?:january|february|march|april|june|july|august|september|sept|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)"
)
_DAY_LIST = PARTS["days"]
_SPANS = PARTS["times"]
_BEFORE_POINT = r"(?<![\d:.+/-])"
# A number after a month or "week" is no hour.
_NO_DATE = "".join(f"(?<!{month} )" for month in MONTHS) + "(?<!week )"
_ZONE = (
    r"(?:\b(?:UTC|GMT)(?: ?[+-] ?\d{1,2}(?::?\d\d)?)?(?![\w:])"
    r"|\b(?:[ECMPA][SD]?T|AK[SD]T|HST|AE[SD]?T|AC[SD]T|AWST|NZ[SD]T|BST|WES?T|CES?T|EES?T|MSK|IST|JST|KST|HKT|SGT)\b"
    r"|\b(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific|US|Etc)(?:/[A-Z][A-Za-z_]+)+\b"
    r"|\b(?:Eastern|Central|Mountain|Pacific)(?: Standard| Daylight)?(?: Time)?\b"
    r"|\blocal time\b)"
)

HABITS = (
    _habit(
        "no-hours",
        r"^ *(?:n/?a|none|null|nil|tb[ad]|-+|[?]+|not (?:known|given|available|applicable)) *$",
        None,
        "'{found}' says nothing",
        "leave the field out: no hours means unknown",
        any_case=True,
    ),
    _habit(
        "school-holidays",
        r"\bSH\b",
        None,
        "school holidays (SH) are in no calendar",
        "write their dates: Jul 20-Aug 31",
    ),
    _habit(
        "easter",
        r"\beaster\b",
        None,
        "dates counted from Easter are not read",
        "write the dates: 2027 Mar 26",
        any_case=True,
    ),
    _habit(
        "sun",
        r"\b(?:sunrise|sunset|dawn|dusk)\b",
        None,
        "'{found}' depends on the place",
        "write times: 08:00-20:00",
        any_case=True,
    ),
    _habit(
        "day-shift", rf"(?:PH|{DAY}) [+-]\d+ days?\b", None, "'{found}' is not read", "write the dates: 2026 Dec 28"
    ),
    _habit(
        "ph-and-weekday",
        rf"\bPH {DAY}(?:-{DAY})?\b|\b{DAY}(?:-{DAY})? PH\b",
        None,
        "'{found}' would be holidays that fall on those days",
        "write 'Mo-Fr,PH' for those days and holidays, 'PH' for holidays alone",
    ),
    _habit(
        "open-end",
        r"(?<=\d)\+(?=[ ;,]|$)",
        None,
        "'+' leaves the end open",
        'write the end, or 22:00-24:00 unknown "until late"',
    ),
    _habit(
        "time-step", rf"{SPAN}/[\d:]+", None, "'{found}' repeats a time", "write each span: 10:00-10:30,12:00-12:30"
    ),
    _habit(
        "24h",
        r"\b24 ?(?:h|hrs?|hours?)(?:(?: (?:a|per) day)?,? (?:7 days|seven days|every day|daily)(?: (?:a|per) week)?"
        r"| (?:a|per) day)?(?!\w)"
        r"|\b24 ?[x×*:.-] ?7\b|\b24 / 7\b|\b24/24\b|^always(?: open)?$|^(?:a?round|round)[ -]the[ -]clock$",
        "24/7",
        "'{found}' is not the form",
        any_case=True,
    ),
    _habit("zone", rf"[ ,]*\(?{_ZONE}\)?", "", "'{found}' is a zone, and goes into the field timezone"),
    _habit(
        "separator-dash",
        r" *[‐‑‒–—−~] *|(?<=[\w:\]]) +- *(?=\w)|(?<=[\w:\]])- +(?=\w)",
        "-",
        "'{found}' is no plain hyphen, or has blanks around it",
    ),
    _habit(
        "separator-word",
        r"(?<=[\w.]) +(?:to|thru|through|till?|until) +"
        rf"(?=\d|noon|midnight|{_LONG_DAY}|{_SHORT_DAY}\b|{_LONG_MONTH}\b)",
        "-",
        "a range is written with a hyphen",
        any_case=True,
    ),
    _habit(
        "am-pm",
        rf"{_BEFORE_POINT}\d{{1,2}}(?:[:.]\d\d)?-\d{{1,2}}(?:[:.]\d\d)? ?[ap]\.?m\b\.?",
        lambda match: None,
        "'{found}' may start in the morning or the afternoon",
        "write both in 24 hours: 09:00-17:00",
        any_case=True,
    ),
    _habit(
        "am-pm",
        r"\b(\d{1,2})(?:[:.](\d\d))? ?([ap])(?:\.?m\b\.?|(?![\w.]))",
        _clock,
        "'{found}' is a time of 12 hours",
        any_case=True,
    ),
    _habit("am-pm", r"\b(?:12(?::00)? )?noon\b", "12:00", "'{found}' is a word", any_case=True),
    _habit("am-pm", r"(?<=-)(?:12(?::00)? )?midnight\b", "24:00", "'{found}' is a word", any_case=True),
    _habit("am-pm", r"\b(?:12(?::00)? )?midnight(?=-)", "00:00", "'{found}' is a word", any_case=True),
    _habit(
        "date-order",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b",
        _date,
        "'{found}' is a date of another form",
    ),
    _habit(
        "date-order",
        r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)\b",
        _date,
        "'{found}' is a date of another form",
    ),
    _habit(
        "month-name",
        rf"\b{_LONG_MONTH}\b\.?(?<!(?-i:{MONTH}))",
        _month_name,
        "'{found}' is not how a month is written",
        any_case=True,
    ),
    _habit(
        "date-order",
        rf"(?<![\d:-])(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?(?P<month>{MONTH})(?:,? (?P<year>{YEAR}))?"
        r"(?![\w:-])(?! \d\d?(?!\d|:))",
        _date,
        "'{found}' has the day before the month",
    ),
    _habit(
        "date-order",
        rf"\b(?P<month>{MONTH}) (?P<day>\d{{1,2}}),? (?P<year>{YEAR})(?![\d:-])",
        _date,
        "'{found}' has the year last",
    ),
    _habit("separator-dot", r"(?<![\d.])(\d{1,2})[.h](\d\d)(?![\d.]|h\d)", r"\1:\2", "'{found}' has no colon"),
    _habit(
        "separator-missing",
        r"(?<![\d:])(?!20[2-4]\d-20[2-4]\d)([01]\d|2[0-4])([0-5]\d)-([0-4]\d)([0-5]\d)(?![\d:-])",
        r"\1:\2-\3:\4",
        "'{found}' has no colons",
    ),
    _habit("seconds", r"\b(\d{1,2}:\d\d):\d\d\b", r"\1", "'{found}' has seconds"),
    _habit(
        "time-word", r"(?<=\d) ?(?:hrs?|hours|uhr|h)\b\.?", "", "'{found}' says nothing after a time", any_case=True
    ),
    _habit(
        "day-name",
        r"\bweek ?days?\b|\b(?:working|business) days?\b",
        "Mo-Fr",
        "'{found}' is not how days are written",
        any_case=True,
    ),
    _habit("day-name", r"\bweek-?ends?\b", "Sa-Su", "'{found}' is not how days are written", any_case=True),
    _habit(
        "day-name",
        r"\b(?:daily|every ?day|(?:7|seven) days(?: (?:a|per) week)?)(?!\w)",
        "Mo-Su",
        "'{found}' is not how days are written",
        any_case=True,
    ),
    _habit(
        "day-name",
        r"\b(?:(?:public|bank|national|federal|legal) )?holidays?\b",
        "PH",
        "'{found}' is written PH",
        any_case=True,
    ),
    _habit("day-name", rf"\b{_LONG_DAY}(?![a-z])", _day_name, "'{found}' is not how a day is written", any_case=True),
    _habit(
        "day-name",
        r"\b(?:пн|вт|ср|чт|пт|сб|вс)\b\.?",
        lambda match: DAYS[("пн", "вт", "ср", "чт", "пт", "сб", "вс").index(match[0][:2].lower())],
        "'{found}' is not how a day is written",
        any_case=True,
    ),
    _habit(
        "day-name",
        rf"(?!(?-i:{DAY}))\b{_SHORT_DAY}(?=[-,]| \d| off\b| closed\b|$)|(?<=[-,])(?!(?-i:{DAY})){_SHORT_DAY}\b",
        _day_name,
        "'{found}' is not how a day is written",
        any_case=True,
    ),
    _habit(
        "day-list",
        rf"(?<=[a-zH\]]) ?(?:&|and|[+/]) ?(?=(?:{DAY}|PH)\b)",
        ",",
        "days are joined with ','",
        any_case=True,
    ),
    _habit("colon", rf"((?:{DAY_ITEM}|{MONTH})):(?= |\d|$)", r"\1", "a colon after days"),
    _habit(
        "state-name",
        r"\b(?:OPEN|Open|OFF|Off|CLOSED|Closed|UNKNOWN|Unknown)\b",
        lambda match: match[0].lower(),
        "'{found}' is written in small letters",
    ),
    _habit(
        "date-list",
        rf"((?:{YEAR} )?{MONTH}) (\d\d?(?:-\d\d?)?), ?(?=\d\d?(?![\d:]))",
        r"\1 \2,\1 ",
        "each date of a list has its month",
    ),
    _habit(
        "minutes-missing",
        rf"{_BEFORE_POINT}{_NO_DATE}(?!\d\d?:\d\d-\d\d?:)({_TIME})-({_TIME})(?![\d:-])",
        _span,
        "'{found}' lacks minutes",
        "write hours and minutes in 24 hours: 09:00-17:00",
    ),
    _habit(
        "hour-one-digit",
        r"(?<![\d:])(?!\d\d:\d\d-\d\d:)(\d{1,2}:\d\d)-(\d{1,2}:\d\d)(?![\d:])",
        _span,
        "'{found}' has an hour of one digit",
        "write 24 hours with two digits, and say whether 17:00 is meant by 5:00",
    ),
    _habit(
        "point",
        rf"{_BEFORE_POINT}\d\d?:\d\d(?![\d:+/-]| *(?:[-–—]|to\b|till?\b|until\b|[ap]\.?m))",
        None,
        "'{found}' is a point in time",
        "write a span: 10:00-11:00",
    ),
    _habit("week-digits", r"\bweek (?=\d(?!\d))", "week 0", "a week has two digits"),
    _habit("week-digits", r"(?<=\bweek \d\d-)(?=\d(?!\d))", "0", "a week has two digits"),
    _habit("nth-list", rf"({DAY})\[(-?\d),(?=-?\d)", r"\1[\2],\1[", "one number stands in the brackets"),
    _habit("separator", r"\|\|?(?<!\|\|)(?!\|)", "||", "a single '|'"),
    _habit(
        "empty-rule",
        r"^(?: *[;,])+ *|(?: *[;,|])+ *$|(?<=[;,]) *[;,]+(?= |$)",
        "",
        "a rule is missing next to '{found}'",
    ),
    _habit(
        "blanks",
        r"^\s+|\s+$|\s{2,}|[\t\r\n]| +(?=[;,])",
        lambda m: "" if m.end() == len(m.string) or not m.start() else " ",
        "a blank too many",
    ),
    _habit("blanks", r";(?=[^ ])", "; ", "no blank after ';'"),
    _habit("blanks", r" ?(?<!\|)\|\|(?! )|(?<! )\|\|", " || ", "no blank beside '||'"),
    _habit(
        "list-blank",
        rf"((?:^|[-,;|] ?){DAY}(?:\[-?\d\])?|\bPH), (?={DAY}|PH)",
        r"\1,",
        "a comma and a blank begin a new rule, so the days before it would be open all day",
    ),
    _habit(
        "list-blank",
        rf"({SPAN}), (?={_SPANS}(?:[;,]|$| \|))",
        r"\1,",
        "a comma and a blank begin a new rule, for every day",
    ),
    _habit(
        "list-blank",
        rf"((?:{YEAR} )?{MONTH}(?: \d\d?(?:-\d\d?)?)?), (?=(?:{YEAR} )?{MONTH}\b)",
        r"\1,",
        "a comma and a blank begin a new rule, so the dates before it would be open all day",
    ),
    _habit("odd-24/7", rf"({DAY_ITEM}|{MONTH}(?: \d\d?)?) 24/7", r"\1 00:00-24:00", "24/7 stands alone"),
    _habit("odd-24/7", rf"24/7 ({_DAY_LIST})(?=[;,]? |;|$)", r"\1 00:00-24:00", "24/7 stands alone"),
    _habit(
        "order",
        rf"((?:^|[;,|] )(?:{MONTH}[ \w,-]*? )?)({_SPANS}) ({_DAY_LIST})(?=[;,]? (?!\d)|[;,]|$)",
        r"\1\3 \2",
        "times stand after days",
    ),
    _habit(
        "order",
        rf"((?:^|[;,|] ))({_DAY_LIST}) ((?:{YEAR} )?{MONTH}(?: \d\d?(?!\d|:))?(?:-[A-Z]?[\w]+)?)(?=[;,]? |$)",
        r"\1\3 \2",
        "days stand after dates",
    ),
    _habit(
        "order",
        rf"((?:^|[;,|] ))(off|closed) (?:on )?({_DAY_LIST}|{MONTH} \d\d?)(?=[;,]|$)",
        r"\1\3 \2",
        "the state stands last",
    ),
    _habit(
        "missing-separator",
        rf"({SPAN}|\boff|\bclosed|\bunknown|\bopen|\"),? (?=(?:{DAY}|PH)\b|{MONTH}\b|{YEAR} {MONTH})(?<!, )",
        r"\1; ",
        "rules need '; ' between them",
    ),
)


def explain(text: str, refusal: Refusal) -> HoursError:
    """The error of a text that the grammar refused: the leftmost habit in it, else the refusal itself."""
    if refusal.code in ("empty", "too-long", "quote"):
        return HoursError(refusal.code, text, refusal.at + 1, refusal.fact, refusal.cure)
    straight = text if '"' in text else re.sub("[“”„«»]", '"', text)
    masked = re.sub('"([^"]*)"', lambda match: f'"{_MASK * len(match[1])}"', straight)
    hits = [(match.start(), n, match) for n, habit in enumerate(HABITS) if (match := habit.pattern.search(masked))]
    corrected = _correct(masked, re.findall('"([^"]*)"', straight))
    if corrected:
        hits = [hit for hit in hits if HABITS[hit[1]].repair is not None]
    at, n, match = min(hits, key=lambda hit: hit[:2], default=(0, -1, None))
    comment = "" if corrected else _as_comment(text, refusal.at)
    if straight != text:
        code, at, fact, cure = "quotes", straight.index('"'), "a comment stands in straight quotes", ""
    elif match and (HABITS[n].repair is None or not comment):
        code, fact, cure = (
            HABITS[n].code,
            HABITS[n].fact.format(found=match[0].strip(" ,(") or match[0]),
            HABITS[n].cure,
        )
        cure = cure or f"write '{_mend(HABITS[n], match)}' there"
    else:
        code, at, fact, cure = refusal.code, refusal.at, refusal.fact, refusal.cure
        corrected = comment
    if corrected:
        cure = f"write '{corrected}'"
    return HoursError(code, text, at + 1, fact, cure, corrected)


def _mend(habit: Habit, match: re.Match[str]) -> str | None:
    """What a habit writes in place of what it found; None where that is not certain."""
    return habit.repair(match) if callable(habit.repair) else habit.repair and match.expand(habit.repair)


def _correct(masked: str, comments: list[str]) -> str:
    """The text with every habit repaired and its comments back in place; "" unless that is certain and can be read."""
    for habit in HABITS:
        repair = habit.repair
        if repair is None:
            continue
        if callable(repair) and any(repair(match) is None for match in habit.pattern.finditer(masked)):
            return ""
        # A repair may make room for the next one: "Dec 24,25,26".
        for _ in range(8):
            before, masked = masked, habit.pattern.sub(repair, masked)  # type: ignore[arg-type]
            if masked == before:
                break
    left = iter(comments)
    text = re.sub(f'"{_MASK}*"', lambda match: f'"{next(left)}"', masked)
    return text if _is_readable(text) else ""


def _as_comment(text: str, at: int) -> str:
    """The text with all from `at` on as a comment; "" unless that is words and no times stand before them."""
    words = text[at:].strip()
    if re.search(r'[\d";|]', words) or not re.search(r"[^\W\d_]{2}", words) or re.search(SPAN, text[:at]):
        return ""
    quoted = f'{text[:at]}unknown "{words}"'
    return quoted if _is_readable(quoted) else ""


def _is_readable(text: str) -> bool:
    try:
        read(text)
    except Refusal:
        return False
    return True
