"""Interpret hours as companies write them ("9am to 5pm, Monday to Friday").

The text is split into tokens by the words of one language (tokens.py), and the tokens are combined into atoms such as
days, times and "closed" (atoms.py). Days with their times or state, in either order, form a group. Every division of
the atoms into groups is tried, in every language. There is a result only if every token is used and all possible
readings mean the same hours. So an unknown word, a day without times, "9-5", and text that two languages read
differently have no result.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from supportdir.hours.atoms import Atom, atoms_of
from supportdir.hours.grammar import HoursSyntaxError, parse_strictly, write
from supportdir.hours.rules import ALL_DAYS, DAY_MINUTES, WHOLE_DAY, Hours, Rule, RuleKind
from supportdir.hours.tokens import COMMENT, Days, Token, alternatives, tokens_of
from supportdir.hours.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Limits for malicious input; a real text has about 20 atoms and a few readings.
_MAX_ATOMS = 60
_MAX_STEPS = 3000

ZONE = re.compile(
    r"\(?(?:\b(?:UTC|GMT)(?: ?[+-] ?\d{1,2}(?::?\d\d)?)?(?![\w:])"
    r"|\b(?:[ECMPA][SD]?T|AK[SD]T|HST|AE[SD]?T|AC[SD]T|AWST|NZ[SD]T|BST|WES?T|CES?T|EES?T|MES?Z|MSK|МСК|IST|JST|KST|HKT|SGT)\b"
    r"|\b(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific|US|Etc)(?:/[A-Z][A-Za-z_]+)+\b"
    r"|\b(?:Eastern|Central|Mountain|Pacific)(?: Standard| Daylight)?(?: Time)?\b"
    r"|\blocal time\b)\)?"
)
Spans = tuple[tuple[int, int], ...]


class Group(NamedTuple):
    """Days with their times or state.

    `days` is None if the text names none; `kind` is the state during `times`; `gap` is that of the first atom.
    """

    role: str  # see _GROUPS
    days: Days | None
    times: Spans = ()
    kind: RuleKind = "open"
    comment: str = ""
    gap: str = ""


def interpret(text: str) -> str:
    """Return the hours of a text in the grammar; "" if the meaning is not certain."""
    comments = re.findall('"([^"]*)"', text)
    masked = re.sub('"[^"]*"', COMMENT, text)
    if '"' in masked or (comments and not all(comments)):
        return ""
    zones = {zone.strip("() ") for zone in ZONE.findall(masked)}
    if len(zones) > 1:
        return ""
    text = ZONE.sub(" ", masked)
    meanings = {hours for language in LANGUAGES for hours in _with_fallback(text, comments, language)}
    if len(meanings) != 1:
        return ""
    canonical = write(meanings.pop())
    try:
        parse_strictly(canonical)
    except HoursSyntaxError:  # for example a date that does not exist
        return ""
    return canonical


def _with_fallback(text: str, comments: list[str], language: str) -> set[Hours]:
    """Return the meanings of a text in one language, with the fallback behind "||" or before "| unknown"."""
    main, *fallbacks = re.split(r" *\|\| *|(?<=[^|]) \| (?=unknown)", text)
    if len(fallbacks) > 1:
        return set()
    split = main.count(COMMENT)
    meanings = set(_meanings(main, comments[:split], language))
    if not fallbacks:
        return meanings
    others = [hours.rules[0] for hours in _meanings(fallbacks[0], comments[split:], language) if len(hours.rules) == 1]
    return {Hours(hours.rules, other) for hours in meanings for other in others}


def _meanings(text: str, comments: list[str], language: str) -> Iterator[Hours]:
    """Yield the meanings of a text without "||" in one language."""
    tokens = tokens_of(text, comments, language)
    choices = list(alternatives(tokens)) if tokens else []
    for newlines_separate in (True, False):
        meanings = set()
        for choice in choices:
            if not newlines_separate:
                choice = [Token("comma") if token.kind == "newline" else token for token in choice]
            atoms = atoms_of(choice)
            readings = _readings(atoms) if atoms and len(atoms) <= _MAX_ATOMS else []
            if readings is None:
                return
            meanings |= {hours for groups in readings if (hours := _hours(groups))}
        if meanings:  # if each line is complete, lines are not joined
            yield from meanings
            return


# Each pattern matches the letters of the atoms of one group; `less` is excluded from the days, `more` is added to them.
# A "cut" closes certain times. "vague" makes a text ambiguous: "closed Sunday 9-17" has two readings.
_D = "D(?:I?D)*"
_GROUPS = [
    (
        "hours",
        re.compile(rf"(?P<days>{_D})(?P<less>X{_D})?(?P<times>T+)(?P<state>[UO]?K?)(?P<more>I{_D})?(?P<again>D?)"),
    ),
    ("hours", re.compile(rf"(?P<times>T+)(?P<days>{_D})(?P<less>)(?P<state>(?:OK)?)(?P<more>)")),
    ("hours", re.compile(r"(?P<times>T+)(?P<state>[UO]?K?)")),
    ("hours", re.compile(rf"(?P<days>{_D})(?P<state>UK?|P)")),
    ("hours", re.compile(rf"(?P<state>[UP])(?P<days>{_D})")),
    ("hours", re.compile("(?P<state>UK?|P)")),
    ("closed", re.compile(rf"(?P<days>{_D})[CR](?P<state>K?)")),
    ("closed", re.compile(rf"[CR](?P<days>{_D})(?P<state>K?)")),
    ("closed", re.compile("C(?P<state>K?)")),
    ("cut", re.compile(rf"(?P<days>{_D})(?P<times>T+)C(?P<state>K?)")),
    ("vague", re.compile(rf"C(?P<days>{_D})(?P<times>T+)")),
    ("except", re.compile(rf"X(?P<days>{_D})(?P<times>T*)")),
    ("break", re.compile("[BC](?P<times>T+)")),
    ("break", re.compile("(?P<times>T+)B")),
]


def _readings(atoms: list[Atom]) -> list[list[Group]] | None:
    """Return every division of the atoms into complete groups; None if there are too many to try."""
    letters = "".join(atom.letter for atom in atoms)
    matches: dict[int, list[tuple[int, Group | None]]] = {}

    def groups_at(start: int) -> list[tuple[int, Group | None]]:
        """Return the groups that start at an atom, each with the index after its last atom."""
        if start not in matches:
            matches[start] = []
            for end in range(start + 1, len(atoms) + 1):
                if end > start + 1 and atoms[end - 1].gap in ("strong", "newline"):
                    break
                is_list = any(atom.gap == "comma" for atom in atoms[start + 1 : end])
                for role, pattern in _GROUPS:
                    if is_list and role in ("break", "vague"):
                        continue
                    if match := pattern.fullmatch(letters, start, end):
                        matches[start].append((end, _group(role, match, atoms)))
        return matches[start]

    readings: list[list[Group]] = []
    stack: list[tuple[int, tuple[Group, ...]]] = [(0, ())]
    for _ in range(_MAX_STEPS):
        if not stack:
            return readings
        at, groups = stack.pop()
        if at == len(atoms):
            readings.append(list(groups))
        else:
            stack.extend((end, (*groups, group)) for end, group in groups_at(at) if group)
    return None


def _group(role: str, match: re.Match[str], atoms: list[Atom]) -> Group | None:
    """Return the group of atoms that a pattern matched; None if its days or times contradict each other."""
    parts = match.groupdict()

    def part(name: str) -> list[Atom]:
        return [] if not parts.get(name) else atoms[match.start(name) : match.end(name)]

    days = _merged(part("days"))
    if parts.get("days") and days is None:
        return None
    if parts.get("less"):
        less = _merged(part("less")[1:])
        days = days and less and _without(days, less)
        if not days:
            return None
    if parts.get("more"):
        more = _merged(part("more")[1:])
        if not days or not more or days.is_dated or more.is_dated:
            return None
        days = days._replace(mask=days.mask | more.mask, holidays=days.holidays or more.holidays)
    if parts.get("again") and _merged(part("again")) != days:
        return None
    times = _joined(span for atom in part("times") for span in atom.value)  # type: ignore[attr-defined]
    if parts.get("times") and not times:
        return None
    kind, comment = _kind_and_comment(part("state"))
    return Group(role, days, times, kind, comment, atoms[match.start()].gap)


def _kind_and_comment(atoms: list[Atom]) -> tuple[RuleKind, str]:
    letters = "".join(atom.letter for atom in atoms)
    comment = next((str(atom.value) for atom in reversed(atoms) if atom.value), "")
    return ("open" if letters in ("", "O", "OK") else "unknown"), comment


def _merged(atoms: list[Atom]) -> Days | None:
    """Return the days of a list of atoms as one Days; None if they cannot be combined."""
    whole: Days | None = None
    is_included = False
    for atom in atoms:
        if atom.letter == "I":
            is_included = True
            continue
        days: Days = atom.value  # type: ignore[assignment]
        is_joined = is_included or atom.gap in ("comma", "and", "newline")
        is_included = False
        if whole is None:
            whole = days
        elif is_joined and not whole.is_dated and not days.is_dated:
            nths = tuple(sorted({*whole.nths, *days.nths}))
            whole = Days(whole.mask | days.mask, nths, whole.holidays or days.holidays)
        elif is_joined and whole.dates and days.dates and not whole.names_weekdays:
            whole = days._replace(dates=whole.dates + days.dates)
        elif not is_joined and whole.is_dated != days.is_dated and not (whole.names_weekdays and days.names_weekdays):
            dated, weekly = (whole, days) if whole.is_dated else (days, whole)
            if dated.names_weekdays:
                return None
            whole = weekly._replace(dates=dated.dates, years=dated.years, weeks=dated.weeks)
        elif not is_joined and {whole.mask, days.mask} == {ALL_DAYS} and not whole.is_dated | days.is_dated:
            # "daily 7 days a week"
            whole = whole._replace(holidays=whole.holidays or days.holidays)
        else:
            return None
    return whole


def _without(days: Days, less: Days) -> Days | None:
    """Return the weekdays without some of them; None for dates and for weekdays of the month."""
    if days.is_dated or less.is_dated or days.nths or less.nths or (less.mask and not less.mask & days.mask):
        return None
    return days._replace(mask=days.mask & ~less.mask, holidays=days.holidays and not less.holidays)


def _joined(spans: Iterable[tuple[int, int]]) -> Spans:
    """Return the spans in order; () if they overlap."""
    ordered = sorted(set(spans))
    if any(b > c for (_, b), (c, _) in pairwise(ordered)):
        return ()
    return tuple(ordered)


def _hours(groups: list[Group]) -> Hours | None:
    """Return the hours of all groups; None if the groups contradict each other or are incomplete."""
    if any(group.role == "vague" for group in groups):
        # A meaning that no other reading has, so that the text becomes ambiguous.
        return Hours((Rule(kind="unknown", comment=repr(groups)),))
    open_groups = [group for group in groups if group.role == "hours"]
    closed = [group for group in groups if group.role in ("closed", "except") and not group.times]
    for group in groups:
        if group.role == "except" and group.times:
            open_groups.append(group._replace(role="hours"))
        if group.role == "cut":
            return _with_cut(groups)
    if not open_groups:
        return _closed_hours(closed) if closed and len(closed) == len(groups) else None
    if any(group.days is None for group in closed):
        return None
    breaks = [group for group in groups if group.role == "break"]
    if breaks:
        with_breaks = _with_breaks(open_groups, breaks, groups)
        if with_breaks is None:
            return None
        open_groups = with_breaks
    if len(open_groups) > 1 and any(group.days is None for group in open_groups):
        return None
    return _combined(open_groups, [group.days for group in closed if group.days])


def _closed_hours(closed: list[Group]) -> Hours | None:
    """Return the hours of groups that are all closed."""
    if any(group.role == "except" or (len(closed) > 1 and group.days is None) for group in closed):
        return None
    return Hours(tuple(_rule(group.days or Days(), (), "closed", group.comment) for group in closed))


def _with_cut(groups: list[Group]) -> Hours | None:
    """Return hours whose last group closes certain times: "Mo-Su 17:00-9:00; PH 17:00-9:00 off"."""
    *first, last = groups
    hours = _hours(first) if first and last.role == "cut" and all(group.role != "cut" for group in first) else None
    if hours is None or not last.days or not (last.days.holidays or last.days.is_dated) or last.days.mask:
        return None
    return Hours((*hours.rules, _rule(last.days, last.times, "closed", last.comment)))


def _with_breaks(open_groups: list[Group], breaks: list[Group], groups: list[Group]) -> list[Group] | None:
    """Return the groups with the breaks cut out; None if it is not certain which groups have the breaks."""
    if len(open_groups) > 1 and any(group.role == "break" for group in groups[:-1]):
        return None
    pauses = [span for group in breaks for span in group.times]
    with_breaks = []
    for group in open_groups:
        spans = list(group.times)
        for start, end in pauses:
            around = next((span for span in spans if span[0] < start and end < span[1]), None)
            if around is None:
                return None
            spans.remove(around)
            spans += [(around[0], start), (end, around[1])]
        with_breaks.append(group._replace(times=tuple(sorted(spans))))
    return with_breaks


def _combined(open_groups: list[Group], closed: list[Days]) -> Hours | None:
    """Return the hours of groups with times and of closed days; None if they contradict each other."""
    weekly = [group for group in open_groups if group.days is None or not group.days.is_dated]
    dated = [group for group in open_groups if group.days is not None and group.days.is_dated]
    disjoint = _disjoint(weekly)
    if disjoint is None or not _dated_are_clear(weekly, dated):
        return None
    weekly = disjoint
    is_overnight = any(end > DAY_MINUTES for group in weekly for _, end in group.times)
    weekly_closed = [days for days in closed if not days.is_dated]
    dated_closed = [days for days in closed if days.is_dated]
    closed_mask = 0
    for days in weekly_closed:
        closed_mask |= days.mask
        if days.nths:
            return None
    if any(group.days and group.days.mask and not group.days.mask & ~closed_mask for group in weekly):
        return None  # "Sat 9-12, Sat closed"
    if closed_mask == ALL_DAYS and any(group.days is None for group in weekly):
        return None
    closed_holidays = any(days.holidays for days in weekly_closed)
    if closed_holidays and any(group.days and group.days.holidays for group in weekly):
        if not all(group.days and group.days.mask for group in weekly):
            return None
        weekly = [group._replace(days=group.days and group.days._replace(holidays=False)) for group in weekly]
    if is_overnight:
        return _overnight(weekly, closed_mask, closed_holidays, dated, dated_closed)
    with_holidays = [group for group in weekly if group.days and group.days.holidays]
    plain = [group for group in weekly if not (group.days and group.days.holidays)]
    rules = [
        _rule(group.days or Days(), group.times, group.kind, group.comment, adds=n > 0 and group.gap == "comma")
        for n, group in enumerate(plain)
    ]
    if closed_mask:
        rules.append(_rule(Days(closed_mask, holidays=closed_holidays and not with_holidays), (), "closed"))
    rules += [_rule(group.days or Days(), group.times, group.kind, group.comment) for group in with_holidays]
    if closed_holidays and (not closed_mask or with_holidays):
        rules.append(_rule(Days(holidays=True), (), "closed"))
    rules += [_rule(group.days or Days(), group.times, group.kind, group.comment) for group in dated]
    rules += [_rule(days, (), "closed") for days in dated_closed]
    return Hours(tuple(rules))


def _overnight(
    weekly: list[Group], closed_mask: int, closed_holidays: bool, dated: list[Group], dated_closed: list[Days]
) -> Hours | None:
    """Return hours with a night shift; on a closed day no shift starts.

    Rules are joined by ", ", because "; " would cut the end of the shift that started on the day before.
    """
    if dated or any(group.days and group.days.holidays for group in weekly):
        return None
    rules = []
    for n, group in enumerate(weekly):
        days = group.days or Days()
        if closed_mask:
            days = days._replace(mask=(days.mask or ALL_DAYS) & ~closed_mask)
        rules.append(_rule(days, group.times, group.kind, group.comment, adds=n > 0))
    closings = [Days(holidays=True)] * closed_holidays + dated_closed
    if closings and len({group.times for group in weekly}) > 1:
        return None
    rules += [_rule(days, weekly[0].times, "closed") for days in closings]
    return Hours(tuple(rules))


def _disjoint(weekly: list[Group]) -> list[Group] | None:
    """Return the groups with each weekday in one group only; None if that is not certain.

    A later group replaces an earlier one on their common days. That is certain only if the times of one contain those
    of the other; otherwise the later times may be additional.
    """
    disjoint: list[Group] = []
    for group in weekly:
        days = group.days
        if days is None:
            disjoint.append(group)
            continue
        for n, earlier in enumerate(disjoint):
            if earlier.days is None:
                continue
            common = earlier.days.mask & days.mask
            if not common and not (earlier.days.holidays and days.holidays):
                continue
            if earlier.days == days or earlier.days.nths or days.nths or days.mask & ~earlier.days.mask:
                return None
            if not (_within(group.times, earlier.times) or _within(earlier.times, group.times)):
                return None
            left = earlier.days.mask & ~common
            if not left:
                return None
            keeps = earlier.days.holidays and not days.holidays
            disjoint[n] = earlier._replace(days=earlier.days._replace(mask=left, holidays=keeps))
        disjoint.append(group)
    nths = sum(bool(group.days and group.days.nths) for group in disjoint)
    return None if nths and any(_may_meet(a, b) for n, a in enumerate(disjoint) for b in disjoint[:n]) else disjoint


def _may_meet(first: Group, second: Group) -> bool:
    """Return whether two groups, one of them with weekdays of the month, may match the same date."""
    if not first.days or not second.days:
        return True
    weekdays = [days.mask | sum({1 << day for day, _ in days.nths}) for days in (first.days, second.days)]
    return bool(weekdays[0] & weekdays[1])


def _within(inner: Spans, outer: Spans) -> bool:
    """Return whether there are inner spans, each inside one of the outer spans."""
    return bool(inner) and all(any(a <= c and d <= b for a, b in outer) for c, d in inner)


def _dated_are_clear(weekly: list[Group], dated: list[Group]) -> bool:
    """Return whether it is certain what the groups with dates replace.

    They must not share dates with each other. A long range must stay within the weekly times of its weekdays:
    "July 9-15h" beside weekly hours may apply only to their weekdays.
    """
    for n, group in enumerate(dated):
        days = group.days or Days()
        previous = [other.days for other in dated[:n] if other.days]
        if _is_short(days):
            if any(not _is_short(other) and _share_dates(days, other) for other in previous):
                return False
            continue
        if any(_share_dates(days, other) for other in previous) or (weekly and not days.mask):
            return False
        for other in weekly:
            if (other.days is None or other.days.mask & days.mask) and not _within(group.times, other.times):
                return False
    return True


def _is_short(days: Days) -> bool:
    """Return whether every range of dates has days and stays within a month."""
    return bool(days.dates) and all(dates.from_day and dates.from_month == dates.to_month for dates in days.dates)


def _share_dates(first: Days, second: Days) -> bool:
    """Return whether two Days may match the same date."""
    if first.mask and second.mask and not first.mask & second.mask:
        return False
    if not first.dates or not second.dates or first.years or second.years or first.weeks or second.weeks:
        return True
    months = [
        {month for dates in days.dates for month in _month_range(dates.from_month, dates.to_month)}
        for days in (first, second)
    ]
    return bool(months[0] & months[1])


def _month_range(first: int, last: int) -> list[int]:
    """Return the months from first to last, across New Year if last is before first."""
    return [(first + step - 1) % 12 + 1 for step in range((last - first) % 12 + 1)]


def _rule(days: Days, times: Spans, kind: RuleKind, comment: str = "", *, adds: bool = False) -> Rule:
    """Return the rule of days and times; "24/7" if that is every whole day."""
    if times == WHOLE_DAY and days in (Days(), Days(ALL_DAYS), Days(ALL_DAYS, holidays=True)):
        days, times = Days(), ()
    return Rule(kind, times, days.mask, adds, comment, days.holidays, days.dates, days.nths, days.years, days.weeks)
