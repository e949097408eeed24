"""Hours text → records and back: a small strict part of OpenStreetMap opening_hours 0.7.4. It knows no clock.

    value = rule { ("; " | ", ") rule } [ " || " rule ]
    rule  = "24/7" [ state ] | [ dates ] [ days ] [ times ] [ state ]   (one part at least, blanks between)
    dates = dated { "," dated } | year [ "-" year ] | "week" nn [ "-" nn [ "/" n ] ]
    dated = [ year ] Mon [ "-" [ year ] Mon ] | [ year ] Mon dd [ "-" [ [ year ] Mon ] dd ]
    days  = day { "," day };  day = Mo | Mo-Fr | Mo "[" nth { "," nth } "]" | PH;  nth = 1 | -1 | 1-3
    times = HH:MM-HH:MM { "," HH:MM-HH:MM }
    state = ( "open" | "off" | "closed" | "unknown" ) [ comment ] | comment;  comment = '"' text '"'

Reading is strict. `grammar.parse` adds what to write instead of other text.
"""

from __future__ import annotations

import re
from calendar import monthrange
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from supportdir.hours.rules import DAY_MINUTES, Dates, Hours, Rule, RuleKind, State

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONGEST = 1000  # characters; the longest of a real line have about 200

DAY = f"(?:{'|'.join(DAYS)})"
MONTH = f"(?:{'|'.join(MONTHS)})"
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
_RANKS = {"always": 2, "dates": 0, "years": 0, "weeks": 0, "days": 1, "times": 2, "state": 3, "comment": 4}
_JOINTS = ("; ", ", ", " || ")
_KINDS: dict[str, RuleKind] = {"open": "open", "off": "closed", "closed": "closed", "unknown": "unknown"}

_DATED = re.compile(
    rf"(?:({YEAR}) )?({MONTH})(?: (\d\d?)(?!\d))?(?:-(?:(?:({YEAR}) )?({MONTH})(?: (\d\d?))?|(\d\d?)))?(?:,|$)"
)
_DAY = re.compile(rf"({DAY})(?:-({DAY})|({NTHS}))?")
_SPAN = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")


class Refusal(Exception):
    """Text outside the notation: what is wrong at offset `at` (from 0), and a hint, without a corrected text."""

    def __init__(self, code: str, at: int, message: str, hint: str) -> None:
        self.code, self.at, self.message, self.hint = code, at, message, hint
        super().__init__(message)


def read(text: str) -> Hours:
    """Return the records of hours text. Raises Refusal."""
    if not text.strip():
        raise Refusal("empty", 0, "hours that say nothing", "leave the field out: no hours means unknown")
    if len(text) > LONGEST:
        raise Refusal("too-long", LONGEST, f"hours end after {LONGEST} characters", "put what is no time into the note")
    rules: list[Rule] = []
    fallback: Rule | None = None
    joint, before, start = "; ", "", 0
    while True:
        parts, end = _parts_of(text, start)
        first = next(iter(parts))
        if joint == ", " and (before in ("dates", "years", "weeks", "days") or before == first == "times"):
            hint = "write no blank inside a list, or name the days of the new rule and the state of the one before it"
            raise Refusal("list-blank", start - 2, "a comma and a blank begin a new rule", hint)
        rule = _rule(text, parts, adds=joint == ", ")
        if joint == " || ":
            fallback = rule
        else:
            rules.append(rule)
        if end == len(text):
            return Hours(tuple(rules), fallback)
        joint, before, start = _joint(text, end, after_fallback=fallback is not None), list(parts)[-1], end
        start += len(joint)


def _joint(text: str, at: int, *, after_fallback: bool) -> str:
    joint = next((joint for joint in _JOINTS if text.startswith(joint, at)), "")
    if not joint:
        message = f"'{text[at:].split()[0]}' joins nothing here"
        raise Refusal("separator", at, message, "write '; ' between rules and ',' without a blank inside a list")
    if after_fallback:
        if joint == " || ":
            raise Refusal(
                "second-fallback", at + 1, "a second '||'", "one rule may follow '||'; put the rest before it"
            )
        raise Refusal("after-fallback", at, "another rule after '||'", "put '||' and its one rule last")
    return joint


def _parts_of(text: str, at: int) -> tuple[dict[str, tuple[int, int]], int]:
    """The parts of the rule that starts at `at`, each with where it starts and ends, and where the rule ends."""
    parts: dict[str, tuple[int, int]] = {}
    rank = -1
    while True:
        match = _PART.match(text, at)
        if not match or not match.lastgroup:
            raise _not_understood(text, at)
        name = match.lastgroup
        if name == "always" and parts:
            raise Refusal("odd-24/7", at, "24/7 stands alone", "write 00:00-24:00 after days")
        if _RANKS[name] <= rank:
            message = f"'{match[0]}' stands after '{text[slice(*list(parts.values())[-1])]}'"
            raise Refusal(
                "order", at, message, "the order is dates, days, times, state, comment; '; ' begins the next rule"
            )
        rank, parts[name] = _RANKS[name], match.span()
        at = match.end()
        if not text.startswith(" ", at) or text.startswith(" || ", at):
            return parts, at
        at += 1


def _not_understood(text: str, at: int) -> Refusal:
    if text.startswith('"', at):
        if text.startswith('""', at):
            return Refusal("comment", at, "an empty comment", "drop it")
        if '"' in text[at + 1 :]:
            after = text.index('"', at + 1) + 1
            return Refusal("comment", after, "a comment ends its rule", "write '; ' before the next rule")
        hint = "close it with '\"'; in YAML a '#' after a blank cuts the value, so quote the whole"
        return Refusal("quote", at, "the comment is not closed", hint)
    word = re.split(r"[ ;,]", text[at:], maxsplit=1)[0] or text[at : at + 1]
    message = f"'{word}' is not understood" if word else "a rule is missing"
    hint = 'write days (Mo-Fr), times (09:00-17:00), off, or words as a comment with a state: unknown "by appointment"'
    return Refusal("bare-text", at, message, hint)


def _rule(text: str, parts: dict[str, tuple[int, int]], *, adds: bool) -> Rule:
    def part(name: str) -> str:
        return text[slice(*parts[name])] if name in parts else ""

    def at(name: str) -> int:
        return parts[name][0] if name in parts else 0

    days, nths, holidays = _days(part("days"), at("days"))
    comment = part("comment")[1:-1]
    return Rule(
        kind=_KINDS[part("state") or ("unknown" if comment else "open")],
        times=tuple(sorted(_times(part("times"), at("times")))),
        days=days,
        adds=adds,
        comment=comment,
        holidays=holidays,
        dates=tuple(_dates(part("dates"), at("dates"))),
        nths=nths,
        years=_years(part("years"), at("years")),
        weeks=_weeks(part("weeks"), at("weeks")),
    )


def _times(part: str, at: int) -> Iterator[tuple[int, int]]:
    for match in _SPAN.finditer(part):
        hour, minute, end_hour, end_minute = map(int, match.groups())
        start, end = hour * 60 + minute, end_hour * 60 + end_minute
        if minute > 59 or end_minute > 59:
            raise Refusal(
                "no-such-time", at + match.start(), f"'{match[0]}' has a minute above 59", "minutes are 00 to 59"
            )
        if start >= DAY_MINUTES:
            hint = "a start is 00:00 to 23:59; 24:00 and above is for ends"
            raise Refusal("no-such-time", at + match.start(), f"'{match[0]}' starts after the day", hint)
        if end > 2 * DAY_MINUTES:
            hint = "an end is at most 48:00, the end of the next day"
            raise Refusal("no-such-time", at + match.start(3), f"'{match[0]}' ends too late", hint)
        yield start, end if end > start else end + DAY_MINUTES


def _days(part: str, at: int) -> tuple[int, tuple[tuple[int, int], ...], bool]:
    mask = 0
    nths: set[tuple[int, int]] = set()
    for match in _DAY.finditer(part):
        first, last, numbers = match.groups()
        day = DAYS.index(first)
        if numbers:
            found = nth_numbers(numbers[1:-1])
            if not found:
                hint = "write Mo[1] to Mo[5], Mo[-1] for the last, Mo[1,3] or Mo[1-3] for several"
                raise Refusal("nth", at + match.start(), f"a month has no '{match[0]}'", hint)
            nths.update((day, n) for n in found)
        else:
            for step in range((DAYS.index(last or first) - day) % 7 + 1):
                mask |= 1 << (day + step) % 7
    return mask, tuple(sorted(nths)), "PH" in part


def nth_numbers(text: str) -> set[int]:
    """Return the numbers of "1,3", "-1" or "1-3"; none if one of them is not 1 to 5 or -1 to -5."""
    numbers: set[int] = set()
    for item in text.split(","):
        first, dash, last = item.rpartition("-")
        ends = (int(first), int(last)) if first else (int(f"{dash}{last}"),) * 2
        if not 1 <= abs(ends[0]) <= 5 or not 1 <= abs(ends[1]) <= 5 or ends[0] > ends[1]:
            return set()
        numbers.update(range(ends[0], ends[1] + 1))
    return numbers


def _dates(part: str, at: int) -> Iterator[Dates]:
    for match in _DATED.finditer(part):
        year, month, day, to_year, to_month, to_day, same_month_day = match.groups()
        place, ends = at + match.start(), match[0].rstrip(",")
        if bool(day) != bool(to_day or same_month_day) and "-" in ends:
            raise Refusal("date-range", place, f"'{ends}' has a day at one end", "give both ends a day, or neither")
        if to_year and not year:
            raise Refusal(
                "date-range", place, f"'{ends}' has a year at its end alone", "write the year of the start too"
            )
        start = (int(year or 0), MONTHS.index(month) + 1, int(day or 0))
        end = start
        if to_month:
            end = (int(to_year or start[0]), MONTHS.index(to_month) + 1, int(to_day or 0))
            if year and not to_year and end < start:  # "2026 Dec 29-Jan 3" runs over New Year
                end = (start[0] + 1, *end[1:])
        elif same_month_day:
            end = (*start[:2], int(same_month_day))
        if end < start and (year or same_month_day):
            raise Refusal(
                "reversed", place, f"'{ends}' ends before it starts", "turn it round, or name the month of the end"
            )
        for a_year, a_month, a_day in (start, end):
            # A leap year stands for every year: Feb 29 is a date, in the years that have it.
            if (day and not a_day) or a_day > monthrange(a_year or 2000, a_month)[1]:
                name = f"{MONTHS[a_month - 1]} {a_day}" + (f" {a_year}" if a_year else "")
                raise Refusal("no-such-date", place, f"there is no {name}", "look at a calendar")
        yield Dates(*start, *end)


def _years(part: str, at: int) -> tuple[int, int] | None:
    if not part:
        return None
    first, _, last = part.partition("-")
    if last and last < first:
        raise Refusal("reversed", at, f"'{part}' ends before it starts", f"write {last}-{first}")
    return int(first), int(last or first)


def _weeks(part: str, at: int) -> tuple[int, int, int] | None:
    if not part:
        return None
    numbers = [int(number) for number in re.findall(r"\d+", part)]
    first, last, step = (*numbers, numbers[0], 1) if len(numbers) == 1 else (*numbers, 1)[:3]
    if not (1 <= first <= 53 and 1 <= last <= 53 and step):
        raise Refusal("no-such-week", at, f"there is no '{part}'", "weeks are 01 to 53, by ISO 8601")
    if last < first:
        hint = f"write two rules, 'week {first:02}-53 …' and 'week 01-{last:02} …'"
        raise Refusal("reversed", at, f"'{part}' ends before it starts", hint)
    return first, last, step


def write(hours: Hours) -> str:
    """The text of hours, in one spelling; `parse` gives the same records back."""
    text = _write_rule(hours.rules[0])
    for before, rule in pairwise(hours.rules):
        if rule.adds and _reads_on(before, rule):
            text += " open"
        text += (", " if rule.adds else "; ") + _write_rule(rule)
    return f"{text} || {_write_rule(hours.fallback)}" if hours.fallback else text


def _reads_on(before: Rule, rule: Rule) -> bool:
    """Whether ", " between the two would look like a list of days or times with a blank in it."""
    if before.state != State("open"):
        return False
    if before.times:
        return bool(rule.times) and not _write_selectors(rule)
    return bool(_write_selectors(before))


def _write_rule(rule: Rule) -> str:
    parts = [*_write_selectors(rule), ",".join(_write_span(*span) for span in rule.times)]
    if rule.kind == "open" and not any(parts):
        parts.append("24/7")
    if rule.kind != "open" or rule.comment:
        parts.append("off" if rule.kind == "closed" else rule.kind)
    if rule.comment:
        parts.append(f'"{rule.comment}"')
    return " ".join(filter(None, parts))


def _write_selectors(rule: Rule) -> list[str]:
    parts = [",".join(_write_dates(dates) for dates in rule.dates)]
    if rule.years:
        parts.append("-".join(str(year) for year in dict.fromkeys(rule.years)))
    if rule.weeks:
        first, last, step = rule.weeks
        weeks = f"week {first:02}" if first == last and step == 1 else f"week {first:02}-{last:02}"
        parts.append(f"{weeks}/{step}" if step > 1 else weeks)
    parts.append(_write_days(rule))
    return [part for part in parts if part]


def _write_dates(dates: Dates) -> str:
    def end(year: int, month: int, day: int) -> str:
        return (f"{year} " if year else "") + MONTHS[month - 1] + (f" {day}" if day else "")

    from_date = (dates.from_year, dates.from_month, dates.from_day)
    to_date = (dates.to_year, dates.to_month, dates.to_day)
    if from_date == to_date:
        return end(*from_date)
    if from_date[:2] == to_date[:2] and from_date < to_date:
        return f"{end(*from_date)}-{dates.to_day}"
    return f"{end(*from_date)}-{end(dates.to_year * (dates.to_year != dates.from_year), *to_date[1:])}"


def _write_days(rule: Rule) -> str:
    here = [bool(rule.days >> day & 1) for day in range(7)]
    # A run may go over the end of the week (Su-Th), so a run starts where the day before is not among the days.
    starts = [0] if all(here) else [day for day in range(7) if here[day] and not here[day - 1]]
    items = []
    for start in starts:
        length = next((step for step in range(7) if not here[(start + step) % 7]), 7)
        items.append(DAYS[start] + (f"-{DAYS[(start + length - 1) % 7]}" if length > 1 else ""))
    for day, numbers in groupby(rule.nths, key=itemgetter(0)):
        items.append(f"{DAYS[day]}[{','.join(str(n) for _, n in sorted(numbers, key=_as_in_month))}]")
    return ",".join([*items, "PH"] if rule.holidays else items)


def _as_in_month(nth: tuple[int, int]) -> tuple[bool, int]:
    """Sorts from the front of the month, then from its end: 1, 3, -2, -1."""
    return nth[1] < 0, nth[1]


def _write_span(start: int, end: int) -> str:
    if end > DAY_MINUTES and end - start <= DAY_MINUTES:
        end -= DAY_MINUTES
    return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"
