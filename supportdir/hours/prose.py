"""Hours as companies write them ("9am to 5pm, Monday to Friday") → the records that say the same, or nothing.

A text is cut into tokens by the words of one language, and the tokens are combined into atoms: days, times, "closed". A
group is days with their times or state, in either order. All ways to divide the atoms into groups are tried, in every
language; there is a result only if every token has a place and all readings that work say the same. So a word that is
not in the table, a day without times, "9-5" and text that two languages read differently give nothing.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from supportdir.hours.atoms import Atom, atoms_of
from supportdir.hours.notation import Refusal, read, write
from supportdir.hours.rules import DAY_MINUTES, WHOLE_DAY, Hours, Rule, RuleKind
from supportdir.hours.tokens import ALL_DAYS, COMMENT, Days, Token, alternatives, tokens_of
from supportdir.hours.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Limits for malicious input; a text of a company has some 20 atoms, and a few readings.
_MOST_ATOMS = 60
_MOST_STEPS = 3000

ZONE = re.compile(
    r"\(?(?:\b(?:UTC|GMT)(?: ?[+-] ?\d{1,2}(?::?\d\d)?)?(?![\w:])"
    r"|\b(?:[ECMPA][SD]?T|AK[SD]T|HST|AE[SD]?T|AC[SD]T|AWST|NZ[SD]T|BST|WES?T|CES?T|EES?T|MES?Z|MSK|МСК|IST|JST|KST|HKT|SGT)\b"
    r"|\b(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific|US|Etc)(?:/[A-Z][A-Za-z_]+)+\b"
    r"|\b(?:Eastern|Central|Mountain|Pacific)(?: Standard| Daylight)?(?: Time)?\b"
    r"|\blocal time\b)\)?"
)
Spans = tuple[tuple[int, int], ...]


class Group(NamedTuple):
    """Days (None: not said) with what holds on them: open or unknown for `times`, closed, an exception, a break."""

    role: str  # "hours", "closed", "except", "break"
    days: Days | None
    times: Spans = ()
    kind: RuleKind = "open"
    comment: str = ""
    gap: str = ""


def interpret(text: str) -> str:
    """The hours that `text` says, in the notation; "" if the meaning is not certain."""
    comments = re.findall('"([^"]*)"', text)
    masked = re.sub('"[^"]*"', COMMENT, text)
    if '"' in masked or (comments and not all(comments)):
        return ""
    zones = {zone.strip("() ") for zone in ZONE.findall(masked)}
    if len(zones) > 1:
        return ""
    meanings = {hours for language in LANGUAGES for hours in _in_language(ZONE.sub(" ", masked), comments, language)}
    if len(meanings) != 1:
        return ""
    offer = write(meanings.pop())
    try:
        read(offer)
    except Refusal:  # a date that does not exist, for example
        return ""
    return offer


def _in_language(text: str, comments: list[str], language: str) -> set[Hours]:
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
    tokens = tokens_of(text, comments, language)
    choices = list(alternatives(tokens)) if tokens else []
    for strong in (True, False):
        found = set()
        for choice in choices:
            if not strong:
                choice = [Token("comma") if token.kind == "newline" else token for token in choice]
            atoms = atoms_of(choice)
            readings = _readings(atoms) if atoms and len(atoms) <= _MOST_ATOMS else []
            if readings is None:
                return
            found |= {hours for groups in readings if (hours := _hours(groups))}
        if found:  # lines that are complete by themselves are not joined
            yield from found
            return


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
    # "closed Sunday 9-17": only so that the other reading is not taken for certain.
    ("vague", re.compile(rf"C(?P<days>{_D})(?P<times>T+)")),
    ("except", re.compile(rf"X(?P<days>{_D})(?P<times>T*)")),
    ("break", re.compile("[BC](?P<times>T+)")),
    ("break", re.compile("(?P<times>T+)B")),
]


def _readings(atoms: list[Atom]) -> list[list[Group]] | None:
    """All ways to divide the atoms into groups that are complete; None if there are too many to look at."""
    letters = "".join(atom.letter for atom in atoms)
    matches: dict[int, list[tuple[int, Group | None]]] = {}

    def groups_at(start: int) -> list[tuple[int, Group | None]]:
        if start not in matches:
            matches[start] = []
            for end in range(start + 1, len(atoms) + 1):
                if (end > start + 1 and atoms[end - 1].gap == "strong") or (
                    end > start + 1 and atoms[end - 1].gap == "newline"
                ):
                    break
                listed = any(atom.gap in ("comma", "newline") for atom in atoms[start + 1 : end])
                for role, pattern in _GROUPS:
                    if listed and role in ("break", "vague"):
                        continue
                    if match := pattern.fullmatch(letters, start, end):
                        matches[start].append((end, _group(role, match, atoms)))
        return matches[start]

    readings: list[list[Group]] = []
    stack: list[tuple[int, tuple[Group, ...]]] = [(0, ())]
    for _ in range(_MOST_STEPS):
        if not stack:
            return readings
        at, groups = stack.pop()
        if at == len(atoms):
            readings.append(list(groups))
        else:
            stack.extend((end, (*groups, group)) for end, group in groups_at(at) if group)
    return None


def _group(role: str, match: re.Match[str], atoms: list[Atom]) -> Group | None:
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
    kind, comment = _state(part("state"))
    return Group(role, days, times, kind, comment, atoms[match.start()].gap)


def _state(atoms: list[Atom]) -> tuple[RuleKind, str]:
    letters = "".join(atom.letter for atom in atoms)
    comment = next((str(atom.value) for atom in reversed(atoms) if atom.value), "")
    return ("open" if letters in ("", "O", "OK") else "unknown"), comment


def _merged(atoms: list[Atom]) -> Days | None:
    """The days of a list; None if its parts do not belong together."""
    whole: Days | None = None
    including = False
    for atom in atoms:
        if atom.letter == "I":
            including = True
            continue
        days: Days = atom.value  # type: ignore[assignment]
        joined = including or atom.gap in ("comma", "and", "newline")
        including = False
        if whole is None:
            whole = days
        elif joined and not whole.is_dated and not days.is_dated:
            nths = tuple(sorted({*whole.nths, *days.nths}))
            whole = Days(whole.mask | days.mask, nths, whole.holidays or days.holidays)
        elif joined and whole.dates and days.dates and not whole.names_weekdays:
            whole = days._replace(dates=whole.dates + days.dates)
        elif not joined and whole.is_dated != days.is_dated and not (whole.names_weekdays and days.names_weekdays):
            dated, weekly = (whole, days) if whole.is_dated else (days, whole)
            if dated.names_weekdays:
                return None
            whole = weekly._replace(dates=dated.dates, years=dated.years, weeks=dated.weeks)
        elif not joined and {whole.mask, days.mask} == {ALL_DAYS} and not whole.is_dated | days.is_dated:
            # "daily, 7 days a week" in one breath
            whole = whole._replace(holidays=whole.holidays or days.holidays)
        else:
            return None
    return whole


def _without(days: Days, less: Days) -> Days | None:
    if days.is_dated or less.is_dated or days.nths or less.nths or (less.mask and not less.mask & days.mask):
        return None
    return days._replace(mask=days.mask & ~less.mask, holidays=days.holidays and not less.holidays)


def _joined(spans: Iterable[tuple[int, int]]) -> Spans:
    """The spans in order; none if they overlap."""
    ordered = sorted(set(spans))
    if any(b > c for (_, b), (c, _) in pairwise(ordered)):
        return ()
    return tuple(ordered)


# Groups → hours


def _hours(groups: list[Group]) -> Hours | None:
    """The hours that the groups say together; None if they contradict each other or leave something open."""
    if any(group.role == "vague" for group in groups):
        # Stands for "another reading is possible": a meaning that no other reading has.
        return Hours((Rule(kind="unknown", comment=repr(groups)),))
    positive = [group for group in groups if group.role == "hours"]
    shut = [group for group in groups if group.role in ("closed", "except") and not group.times]
    for group in groups:
        if group.role == "except" and group.times:
            positive.append(group._replace(role="hours"))
        if group.role == "cut":
            return _with_cut(groups)
    if not positive:
        return _closed(shut) if shut and len(shut) == len(groups) else None
    if any(group.days is None for group in shut):
        return None
    breaks = [group for group in groups if group.role == "break"]
    if breaks:
        cut = _with_breaks(positive, breaks, groups)
        if cut is None:
            return None
        positive = cut
    if len(positive) > 1 and any(group.days is None for group in positive):
        return None
    return _rules(positive, [group.days for group in shut if group.days])


def _closed(shut: list[Group]) -> Hours | None:
    if any(group.role == "except" for group in shut) or (len(shut) > 1 and any(group.days is None for group in shut)):
        return None
    return Hours(tuple(_rule(group.days or Days(), (), "closed", group.comment) for group in shut))


def _with_cut(groups: list[Group]) -> Hours | None:
    """Hours in the notation's own order with an "off" for certain times: "Mo-Su 17:00-9:00; PH 17:00-9:00 off"."""
    *first, last = groups
    hours = _hours(first) if first and last.role == "cut" and all(group.role != "cut" for group in first) else None
    if hours is None or not last.days or not (last.days.holidays or last.days.is_dated) or last.days.mask:
        return None
    return Hours((*hours.rules, _rule(last.days, last.times, "closed", last.comment)))


def _with_breaks(positive: list[Group], breaks: list[Group], groups: list[Group]) -> list[Group] | None:
    """The groups with the breaks cut out, if it is certain which ones have them."""
    if len(positive) > 1 and any(group.role == "break" for group in groups[:-1]):
        return None
    pauses = [span for group in breaks for span in group.times]
    found = []
    for group in positive:
        spans = list(group.times)
        for start, end in pauses:
            around = next((span for span in spans if span[0] < start and end < span[1]), None)
            if around is None:
                return None
            spans.remove(around)
            spans += [(around[0], start), (end, around[1])]
        found.append(group._replace(times=tuple(sorted(spans))))
    return found


def _rules(positive: list[Group], shut: list[Days]) -> Hours | None:
    weekly = [group for group in positive if group.days is None or not group.days.is_dated]
    dated = [group for group in positive if group.days is not None and group.days.is_dated]
    disjoint = _disjoint(weekly)
    if disjoint is None or not _dated_are_clear(weekly, dated):
        return None
    weekly = disjoint
    overnight = any(end > DAY_MINUTES for group in weekly for _, end in group.times)
    weekly_shut = [days for days in shut if not days.is_dated]
    dated_shut = [days for days in shut if days.is_dated]
    shut_mask = 0
    for days in weekly_shut:
        shut_mask |= days.mask
        if days.nths:
            return None
    if any(group.days and group.days.mask and not group.days.mask & ~shut_mask for group in weekly):
        return None  # "Sat 9-12, Sat closed"
    if shut_mask == ALL_DAYS and any(group.days is None for group in weekly):
        return None
    shut_holidays = any(days.holidays for days in weekly_shut)
    if shut_holidays and any(group.days and group.days.holidays for group in weekly):
        if not all(group.days and group.days.mask for group in weekly):
            return None
        weekly = [group._replace(days=group.days and group.days._replace(holidays=False)) for group in weekly]
    if overnight:
        return _overnight(weekly, shut_mask, shut_holidays, dated, dated_shut)
    with_holidays = [group for group in weekly if group.days and group.days.holidays]
    plain = [group for group in weekly if not (group.days and group.days.holidays)]
    rules = [
        _rule(group.days or Days(), group.times, group.kind, group.comment, adds=n > 0 and group.gap == "comma")
        for n, group in enumerate(plain)
    ]
    if shut_mask:
        rules.append(_rule(Days(shut_mask, holidays=shut_holidays and not with_holidays), (), "closed"))
    rules += [_rule(group.days or Days(), group.times, group.kind, group.comment) for group in with_holidays]
    if shut_holidays and (not shut_mask or with_holidays):
        rules.append(_rule(Days(holidays=True), (), "closed"))
    rules += [_rule(group.days or Days(), group.times, group.kind, group.comment) for group in dated]
    rules += [_rule(days, (), "closed") for days in dated_shut]
    return Hours(tuple(rules))


def _overnight(
    weekly: list[Group], shut_mask: int, shut_holidays: bool, dated: list[Group], dated_shut: list[Days]
) -> Hours | None:
    """Hours with a night shift: ", " keeps the morning after, and a closed day is one on which no shift starts."""
    if dated or any(group.days and group.days.holidays for group in weekly):
        return None
    rules = []
    for n, group in enumerate(weekly):
        days = group.days or Days()
        if shut_mask:
            days = days._replace(mask=(days.mask or ALL_DAYS) & ~shut_mask)
        rules.append(_rule(days, group.times, group.kind, group.comment, adds=n > 0))
    closings = [Days(holidays=True)] * shut_holidays + dated_shut
    if closings and len({group.times for group in weekly}) > 1:
        return None
    rules += [_rule(days, weekly[0].times, "closed") for days in closings]
    return Hours(tuple(rules))


def _disjoint(weekly: list[Group]) -> list[Group] | None:
    """The groups with no weekday in two of them: a later one for some of the days of an earlier one replaces it there.

    That is certain only if the later hours lie within the earlier ones, or contain them; else they may be meant to add.
    """
    found: list[Group] = []
    for group in weekly:
        days = group.days
        if days is None:
            found.append(group)
            continue
        for n, earlier in enumerate(found):
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
            found[n] = earlier._replace(days=earlier.days._replace(mask=left, holidays=keeps))
        found.append(group)
    nths = sum(bool(group.days and group.days.nths) for group in found)
    return None if nths and any(_may_meet(a, b) for n, a in enumerate(found) for b in found[:n]) else found


def _may_meet(one: Group, other: Group) -> bool:
    """Whether two groups, one of them with nth weekdays, may be about one date."""
    if not one.days or not other.days:
        return True
    weekdays = [group.days.mask | sum({1 << day for day, _ in group.days.nths}) for group in (one, other) if group.days]
    return bool(weekdays[0] & weekdays[1])


def _within(inner: Spans, outer: Spans) -> bool:
    return bool(inner) and all(any(a <= c and d <= b for a, b in outer) for c, d in inner)


def _dated_are_clear(weekly: list[Group], dated: list[Group]) -> bool:
    """Whether it is certain what groups for dates replace: other groups for dates nothing, weekly ones all they name.

    "July 9-15h" beside weekly hours may mean their weekdays alone.
    """
    for n, one in enumerate(dated):
        days = one.days or Days()
        if not _is_short(days):
            if any(_share_dates(days, other.days) for other in dated[:n] if other.days):
                return False
            if weekly and not days.mask:
                return False
            for group in weekly:
                common = group.days is None or group.days.mask & days.mask
                if common and not _within(one.times, group.times):
                    return False
        elif any(other.days and not _is_short(other.days) and _share_dates(days, other.days) for other in dated[:n]):
            return False
    return True


def _is_short(days: Days) -> bool:
    return bool(days.dates) and all(d.from_day and d.from_month == d.to_month for d in days.dates)


def _share_dates(one: Days, other: Days) -> bool:
    if one.mask and other.mask and not one.mask & other.mask:
        return False
    if not one.dates or not other.dates or one.years or other.years or one.weeks or other.weeks:
        return True
    months = [{m for d in days.dates for m in _month_range(d.from_month, d.to_month)} for days in (one, other)]
    return bool(months[0] & months[1])


def _month_range(first: int, last: int) -> list[int]:
    return [(first + step - 1) % 12 + 1 for step in range((last - first) % 12 + 1)]


def _rule(days: Days, times: Spans, kind: RuleKind, comment: str = "", *, adds: bool = False) -> Rule:
    whole = times == WHOLE_DAY and days in (Days(), Days(ALL_DAYS), Days(ALL_DAYS, holidays=True))
    if whole:
        days, times = Days(), ()
    return Rule(kind, times, days.mask, adds, comment, days.holidays, days.dates, days.nths, days.years, days.weeks)
