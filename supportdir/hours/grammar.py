"""The grammar of hours: a small, strict subset of OpenStreetMap opening_hours 0.7.4. Text → records and back.

    value = rule { ("; " | ", ") rule } [ " || " rule ]
    rule  = "24/7" [ state ] | [ dates ] [ days ] [ times ] [ state ]   (one part at least, a space between parts)
    dates = dated { "," dated } | year [ "-" year ] | "week" nn [ "-" nn [ "/" n ] ]
    dated = [ year ] Mon [ "-" [ year ] Mon ] | [ year ] Mon dd [ "-" [ [ year ] Mon ] dd ]
    days  = day { "," day };  day = Mo | Mo-Fr | Mo "[" nth { "," nth } "]" | PH;  nth = 1 | -1 | 1-3
    times = HH:MM-HH:MM { "," HH:MM-HH:MM }
    state = ( "open" | "off" | "closed" | "unknown" ) [ comment ] | comment;  comment = '"' text '"'

`parse_strictly` accepts this grammar and nothing else. `parsing.parse` also explains and corrects other text.
"""

from __future__ import annotations

import re
from calendar import monthrange
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from supportdir.hours.rules import DAY_MINUTES, MONTHS, WEEKDAYS, Dates, Hours, Rule, RuleKind, State

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY_CODES = tuple(name[:2] for name in WEEKDAYS)
MONTH_CODES = tuple(name[:3] for name in MONTHS)
MAX_LENGTH = 1000  # characters; the longest hours of a real line have about 200

DAY = f"(?:{'|'.join(DAY_CODES)})"
MONTH = f"(?:{'|'.join(MONTH_CODES)})"
YEAR = r"(?:(?:19|20)\d\d)"
DATED = rf"(?:{YEAR} )?{MONTH}(?: \d\d?)?(?:-(?:(?:{YEAR} )?{MONTH}(?: \d\d?)?|\d\d?))?"
NTH = r"(?:-?\d|\d-\d)"
NTHS = rf"\[{NTH}(?:,{NTH})*\]"
DAY_ITEM = rf"(?:{DAY}(?:-{DAY}|{NTHS})?|PH)"
SPAN = r"\d\d:\d\d-\d\d:\d\d"


def _list_of(item: str) -> str:
    return f"{item}(?:,{item})*"


PARTS = {
    "always": "24/7",
    "dates": _list_of(DATED),
    "years": f"{YEAR}(?:-{YEAR})?",
    "weeks": r"week \d\d(?:-\d\d(?:/\d\d?)?)?",
    "days": _list_of(DAY_ITEM),
    "times": _list_of(SPAN),
    "state": "open|off|closed|unknown",
    "comment": '"[^"]+"',
}
_PART = re.compile(f"(?:{'|'.join(f'(?P<{name}>{pattern})' for name, pattern in PARTS.items())})(?=[ ;,]|$)")
# Parts of a rule must come in ascending rank.
_RANKS = {"always": 2, "dates": 0, "years": 0, "weeks": 0, "days": 1, "times": 2, "state": 3, "comment": 4}
_SEPARATORS = ("; ", ", ", " || ")
_KINDS: dict[str, RuleKind] = {"open": "open", "off": "closed", "closed": "closed", "unknown": "unknown"}

_Parts = dict[str, tuple[str, int]]  # name of a part → its text and offset

_DATED = re.compile(
    rf"(?:({YEAR}) )?({MONTH})(?: (\d\d?)(?!\d))?(?:-(?:(?:({YEAR}) )?({MONTH})(?: (\d\d?))?|(\d\d?)))?(?:,|$)"
)
_DAY = re.compile(rf"({DAY})(?:-({DAY})|({NTHS}))?")
_SPAN = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")


class HoursSyntaxError(Exception):
    """Text outside the grammar. `offset` counts characters from 0; `hint` says what to write."""

    def __init__(self, rule: str, message: str, hint: str, offset: int) -> None:
        self.rule, self.message, self.hint, self.offset = rule, message, hint, offset
        super().__init__(message)


def parse_strictly(text: str) -> Hours:
    """Return the records of hours text. Raises HoursSyntaxError."""
    if not text.strip():
        raise HoursSyntaxError("empty", "the hours are empty", "omit the field if the hours are not known", 0)
    if len(text) > MAX_LENGTH:
        message = f"the hours are longer than {MAX_LENGTH} characters"
        raise HoursSyntaxError("too-long", message, "move text other than times to the note", MAX_LENGTH)
    rules: list[Rule] = []
    fallback: Rule | None = None
    separator, last, start = "; ", "", 0
    while True:
        parts, end = _find_parts(text, start)
        first = next(iter(parts))
        if separator == ", " and (last in ("dates", "years", "weeks", "days") or last == first == "times"):
            hint = "write no space inside a list; for a new rule, write its days, and the state of the rule before it"
            raise HoursSyntaxError("list-blank", "a comma and a space start a new rule", hint, start - 2)
        rule = _parse_rule(parts, adds=separator == ", ")
        if separator == " || ":
            fallback = rule
        else:
            rules.append(rule)
        if end == len(text):
            return Hours(tuple(rules), fallback)
        separator, last = _separator_at(text, end, after_fallback=fallback is not None), list(parts)[-1]
        start = end + len(separator)


def _separator_at(text: str, offset: int, *, after_fallback: bool) -> str:
    separator = next((separator for separator in _SEPARATORS if text.startswith(separator, offset)), "")
    if not separator:
        message = f"'{text[offset:].split()[0]}' is not a separator"
        hint = "write '; ' between rules and ',' without a space inside a list"
        raise HoursSyntaxError("separator", message, hint, offset)
    if after_fallback and separator == " || ":
        hint = "only one rule may follow '||'; put the others before it"
        raise HoursSyntaxError("second-fallback", "a second '||'", hint, offset + 1)
    if after_fallback:
        raise HoursSyntaxError("after-fallback", "another rule after '||'", "put '||' and its one rule last", offset)
    return separator


def _find_parts(text: str, offset: int) -> tuple[_Parts, int]:
    """Return the parts of the rule that starts at `offset`, in the order of the text, and the end of the rule."""
    parts: _Parts = {}
    rank = -1
    while True:
        match = _PART.match(text, offset)
        if not match or not match.lastgroup:
            raise _no_part(text, offset)
        name = match.lastgroup
        if name == "always" and parts:
            message = "24/7 cannot have days or dates"
            raise HoursSyntaxError("odd-24/7", message, "write 00:00-24:00 after days", offset)
        if _RANKS[name] <= rank:
            message = f"'{match[0]}' cannot follow '{list(parts.values())[-1][0]}'"
            hint = "the order is dates, days, times, state, comment; '; ' starts the next rule"
            raise HoursSyntaxError("order", message, hint, offset)
        rank, parts[name] = _RANKS[name], (match[0], offset)
        offset = match.end()
        if not text.startswith(" ", offset) or text.startswith(" || ", offset):
            return parts, offset
        offset += 1


def _no_part(text: str, offset: int) -> HoursSyntaxError:
    """Return the error for text at `offset` that no part of a rule matches."""
    if text.startswith('""', offset):
        return HoursSyntaxError("comment", "the comment is empty", "remove it", offset)
    if text.startswith('"', offset):
        if '"' in text[offset + 1 :]:
            after = text.index('"', offset + 1) + 1
            return HoursSyntaxError("comment", "a comment must end its rule", "write '; ' before the next rule", after)
        hint = "add '\"'; in YAML ' #' starts a comment, so quote the whole value"
        return HoursSyntaxError("quote", "the comment has no closing quote", hint, offset)
    word = re.split(r"[ ;,]", text[offset:], maxsplit=1)[0] or text[offset : offset + 1]
    message = f"'{word}' is not understood" if word else "a rule is missing"
    hint = 'write days (Mo-Fr), times (09:00-17:00), off, or words as a comment with a state: unknown "by appointment"'
    return HoursSyntaxError("bare-text", message, hint, offset)


def _parse_rule(parts: _Parts, *, adds: bool) -> Rule:
    def part(name: str) -> tuple[str, int]:
        return parts.get(name, ("", 0))

    days, nths, holidays = _parse_days(*part("days"))
    comment = part("comment")[0][1:-1]
    return Rule(
        kind=_KINDS[part("state")[0] or ("unknown" if comment else "open")],
        times=tuple(sorted(_parse_times(*part("times")))),
        days=days,
        adds=adds,
        comment=comment,
        holidays=holidays,
        dates=tuple(_parse_dates(*part("dates"))),
        nths=nths,
        years=_parse_years(*part("years")),
        weeks=_parse_weeks(*part("weeks")),
    )


def _parse_times(part: str, offset: int) -> Iterator[tuple[int, int]]:
    for match in _SPAN.finditer(part):
        hour, minute, end_hour, end_minute = map(int, match.groups())
        start, end = hour * 60 + minute, end_hour * 60 + end_minute
        at = offset + match.start()
        if minute > 59 or end_minute > 59:
            raise HoursSyntaxError("no-such-time", f"'{match[0]}' has a minute above 59", "minutes are 00 to 59", at)
        if start >= DAY_MINUTES:
            hint = "a start is 00:00 to 23:59; only an end may be 24:00 or later"
            raise HoursSyntaxError("no-such-time", f"'{match[0]}' starts after 23:59", hint, at)
        if end > 2 * DAY_MINUTES:
            hint = "an end is at most 48:00, the end of the next day"
            raise HoursSyntaxError("no-such-time", f"'{match[0]}' ends after 48:00", hint, offset + match.start(3))
        yield start, end if end > start else end + DAY_MINUTES


def _parse_days(part: str, offset: int) -> tuple[int, tuple[tuple[int, int], ...], bool]:
    """Return `days`, `nths` and `holidays` of a Rule."""
    mask = 0
    nths: set[tuple[int, int]] = set()
    for match in _DAY.finditer(part):
        first, last, bracket = match.groups()
        day = DAY_CODES.index(first)
        if bracket:
            numbers = nth_numbers(bracket[1:-1])
            if not numbers:
                hint = "write Mo[1] to Mo[5], Mo[-1] for the last, Mo[1,3] or Mo[1-3] for several"
                raise HoursSyntaxError("nth", f"a month has no '{match[0]}'", hint, offset + match.start())
            nths.update((day, n) for n in numbers)
        else:
            for step in range((DAY_CODES.index(last or first) - day) % 7 + 1):
                mask |= 1 << (day + step) % 7
    return mask, tuple(sorted(nths)), "PH" in part


def nth_numbers(text: str) -> set[int]:
    """Return the numbers in "1,3", "-1" or "1-3"; an empty set if one is outside 1 to 5 and -1 to -5."""
    numbers: set[int] = set()
    for item in text.split(","):
        first, dash, last = item.rpartition("-")
        ends = (int(first), int(last)) if first else (int(f"{dash}{last}"),) * 2
        if not 1 <= abs(ends[0]) <= 5 or not 1 <= abs(ends[1]) <= 5 or ends[0] > ends[1]:
            return set()
        numbers.update(range(ends[0], ends[1] + 1))
    return numbers


def _parse_dates(part: str, offset: int) -> Iterator[Dates]:
    for match in _DATED.finditer(part):
        year, month, day, to_year, to_month, to_day, same_month_day = match.groups()
        at, dates = offset + match.start(), match[0].rstrip(",")
        if bool(day) != bool(to_day or same_month_day) and "-" in dates:
            message = f"'{dates}' has a day at one end only"
            raise HoursSyntaxError("date-range", message, "give both ends a day, or neither", at)
        if to_year and not year:
            message = f"'{dates}' has a year at its end only"
            raise HoursSyntaxError("date-range", message, "write the year of the start too", at)
        start = (int(year or 0), MONTH_CODES.index(month) + 1, int(day or 0))
        end = start
        if to_month:
            end = (int(to_year or start[0]), MONTH_CODES.index(to_month) + 1, int(to_day or 0))
            if year and not to_year and end < start:  # "2026 Dec 29-Jan 3" crosses New Year
                end = (start[0] + 1, *end[1:])
        elif same_month_day:
            end = (*start[:2], int(same_month_day))
        if end < start and (year or same_month_day):
            hint = "swap the ends, or write the month of the end"
            raise HoursSyntaxError("reversed", f"'{dates}' ends before it starts", hint, at)
        for date_year, date_month, date_day in (start, end):
            # Without a year, 2000 is used because it is a leap year: Feb 29 is a valid date.
            if (day and not date_day) or date_day > monthrange(date_year or 2000, date_month)[1]:
                name = f"{MONTH_CODES[date_month - 1]} {date_day}" + (f" {date_year}" if date_year else "")
                raise HoursSyntaxError("no-such-date", f"there is no {name}", "write a date that exists", at)
        yield Dates(*start, *end)


def _parse_years(part: str, offset: int) -> tuple[int, int] | None:
    if not part:
        return None
    first, _, last = part.partition("-")
    if last and last < first:
        raise HoursSyntaxError("reversed", f"'{part}' ends before it starts", f"write {last}-{first}", offset)
    return int(first), int(last or first)


def _parse_weeks(part: str, offset: int) -> tuple[int, int, int] | None:
    """Return the first week, the last week and the step."""
    if not part:
        return None
    numbers = [int(number) for number in re.findall(r"\d+", part)]
    first, last, step = (*numbers, numbers[0], 1) if len(numbers) == 1 else (*numbers, 1)[:3]
    if not (1 <= first <= 53 and 1 <= last <= 53 and step):
        raise HoursSyntaxError("no-such-week", f"there is no '{part}'", "weeks are 01 to 53, by ISO 8601", offset)
    if last < first:
        hint = f"write two rules, 'week {first:02}-53 …' and 'week 01-{last:02} …'"
        raise HoursSyntaxError("reversed", f"'{part}' ends before it starts", hint, offset)
    return first, last, step


def write(hours: Hours) -> str:
    """Return hours as text in the canonical spelling; parsing it returns equal records."""
    text = _format_rule(hours.rules[0])
    for previous, rule in pairwise(hours.rules):
        if rule.adds and _looks_like_list(previous, rule):
            text += " open"
        text += (", " if rule.adds else "; ") + _format_rule(rule)
    return f"{text} || {_format_rule(hours.fallback)}" if hours.fallback else text


def _looks_like_list(previous: Rule, rule: Rule) -> bool:
    """Return whether ", " between two rules would look like a list of days or times that contains a space."""
    if previous.state != State("open"):
        return False
    if previous.times:
        return bool(rule.times) and not _format_selectors(rule)
    return bool(_format_selectors(previous))


def _format_rule(rule: Rule) -> str:
    parts = [*_format_selectors(rule), ",".join(_format_span(*span) for span in rule.times)]
    if rule.kind == "open" and not any(parts):
        parts.append("24/7")
    if rule.kind != "open" or rule.comment:
        parts.append("off" if rule.kind == "closed" else rule.kind)
    if rule.comment:
        parts.append(f'"{rule.comment}"')
    return " ".join(filter(None, parts))


def _format_selectors(rule: Rule) -> list[str]:
    """Return the dates, years, weeks and days of a rule as text, without empty parts."""
    parts = [",".join(_format_dates(dates) for dates in rule.dates)]
    if rule.years:
        parts.append("-".join(str(year) for year in dict.fromkeys(rule.years)))
    if rule.weeks:
        first, last, step = rule.weeks
        weeks = f"week {first:02}" if first == last and step == 1 else f"week {first:02}-{last:02}"
        parts.append(f"{weeks}/{step}" if step > 1 else weeks)
    parts.append(_format_days(rule))
    return [part for part in parts if part]


def _format_dates(dates: Dates) -> str:
    def end(year: int, month: int, day: int) -> str:
        return (f"{year} " if year else "") + MONTH_CODES[month - 1] + (f" {day}" if day else "")

    from_date = (dates.from_year, dates.from_month, dates.from_day)
    to_date = (dates.to_year, dates.to_month, dates.to_day)
    if from_date == to_date:
        return end(*from_date)
    if from_date[:2] == to_date[:2] and from_date < to_date:
        return f"{end(*from_date)}-{dates.to_day}"
    return f"{end(*from_date)}-{end(dates.to_year * (dates.to_year != dates.from_year), *to_date[1:])}"


def _format_days(rule: Rule) -> str:
    included = [bool(rule.days >> day & 1) for day in range(7)]
    # A run of days may cross the end of the week (Su-Th): it starts at a day whose previous day is not included.
    starts = [0] if all(included) else [day for day in range(7) if included[day] and not included[day - 1]]
    items = []
    for start in starts:
        length = next((step for step in range(7) if not included[(start + step) % 7]), 7)
        items.append(DAY_CODES[start] + (f"-{DAY_CODES[(start + length - 1) % 7]}" if length > 1 else ""))
    for day, numbers in groupby(rule.nths, key=itemgetter(0)):
        items.append(f"{DAY_CODES[day]}[{','.join(str(n) for _, n in sorted(numbers, key=_nth_sort_key))}]")
    return ",".join([*items, "PH"] if rule.holidays else items)


def _nth_sort_key(nth: tuple[int, int]) -> tuple[bool, int]:
    """Return a sort key: numbers from the start of the month, then from its end (1, 3, -2, -1)."""
    return nth[1] < 0, nth[1]


def _format_span(start: int, end: int) -> str:
    """Return a span in minutes as "22:00-02:00"; an end above 24:00 is kept only if the span is longer than a day."""
    if end > DAY_MINUTES and end - start <= DAY_MINUTES:
        end -= DAY_MINUTES
    return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"
