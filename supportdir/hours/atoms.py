"""Combine tokens into atoms: days or dates, times, and states such as "closed"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from supportdir.hours.grammar import nth_numbers
from supportdir.hours.rules import DAY_MINUTES, WHOLE_DAY, Dates
from supportdir.hours.tokens import HALVES, Clock, Days

if TYPE_CHECKING:
    from supportdir.hours.tokens import Token


class Atom(NamedTuple):
    """The smallest part of the text with a meaning.

    `letter`  D days, T times, C closed, R rest days, U unknown, P by appointment, O open, K comment, X except,
              I including, B break
    `value`   Days for D, spans in minutes for T, text for K and P, otherwise ""
    `gap`     the separator before it: "", weak, comma, and, newline or strong
    """

    letter: str
    value: object
    gap: str


_GAPS = {"weak": "weak", "slash": "and", "comma": "comma", "and": "and", "newline": "newline", "strong": "strong"}
_GAP_ORDER = ("", "weak", "comma", "and", "newline", "strong")
_LETTERS = {
    "closed": "C",
    "resting": "R",
    "unknown": "U",
    "appointment": "P",
    "open": "O",
    "comment": "K",
    "except": "X",
    "including": "I",
    "break": "B",
}


class _Combiner:
    """Combines tokens into atoms from left to right; `at` is the index of the next token."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens, self.at = tokens, 0

    def next_are(self, *kinds: str) -> bool:
        """Return whether the next tokens have these kinds."""
        following = self.tokens[self.at : self.at + len(kinds)]
        return len(following) == len(kinds) and all(
            token.kind == kind for token, kind in zip(following, kinds, strict=True)
        )

    def value(self, offset: int = 0) -> Any:
        """Return the value of the token `offset` positions ahead; None after the last token."""
        return self.tokens[self.at + offset].value if self.at + offset < len(self.tokens) else None

    def take(self, count: int = 1) -> Any:
        """Move past the next `count` tokens and return the value of the last of them."""
        self.at += count
        return self.tokens[self.at - 1].value

    def is_day_number(self, offset: int = 0) -> bool:
        """Return whether the token `offset` positions ahead is a number that may be a day of a month."""
        if self.at + offset >= len(self.tokens) or self.tokens[self.at + offset].kind not in ("number", "ordinal"):
            return False
        clock = self.value(offset)
        return clock.minute is None and not clock.half and not clock.suffixed and 1 <= clock.hour <= 31

    def atoms(self) -> list[Atom] | None:
        """Return the atoms; None if a token belongs to no atom."""
        atoms: list[Atom] = []
        gap = ""
        while self.at < len(self.tokens):
            kind = self.tokens[self.at].kind
            if kind == "to" and not self.value():
                return None
            if kind in _GAPS or kind == "to":
                # A dash outside a range separates, as in "Saturday - closed".
                gap = max(gap, _GAPS.get(kind, "weak"), key=_GAP_ORDER.index)
                self.at += 1
                continue
            atom = self._atom(kind)
            if atom is None or (gap == "and" and not atoms):
                return None
            atoms.append(Atom(*atom, gap))
            gap = ""
        return None if gap == "and" else _without_open(atoms)

    def _atom(self, kind: str) -> tuple[str, object] | None:
        """Return letter and value of the next atom, and move past its tokens; None if there is no atom."""
        if kind in _LETTERS:
            value = self.take()
            if kind == "appointment":
                return _LETTERS[kind], "by appointment"
            return _LETTERS[kind], value if kind == "comment" else ""
        if kind == "always":
            self.take()
            return "T", WHOLE_DAY
        if kind in ("month", "date", "year") or self._is_date():
            dates = self._dates()
            return ("D", dates) if dates else None
        if kind in ("number", "four"):
            return self._times()
        if kind == "week":
            return self._weeks()
        if kind in ("day", "days"):
            return self._days()
        return None

    def _times(self) -> tuple[str, object] | None:
        """Return the atom of a span ("9-17"), of "24 h", or of years written with four digits ("2026", "2026-2027")."""
        start = self.value()
        if self.next_are("four", "to", "four") and 2000 < start.hour * 100 + start.minute < 2050:
            years = tuple(self.value(n).hour * 100 + self.value(n).minute for n in (0, 2))
            self.take(3)
            return "D", Days(years=(years[0], years[1]))
        if self.at + 2 < len(self.tokens) and self.tokens[self.at + 1].kind == "to":
            is_ordinal = self.tokens[self.at + 2].kind == "ordinal"
            end = self.take(3)
            span = span_of(start, end) if isinstance(end, Clock) and not is_ordinal else None
            return ("T", (span,)) if span else None
        if start.hour == 24 and start.suffixed and start.minute is None:
            self.take()
            return "T", WHOLE_DAY
        if self.next_are("four") and 1990 < (year := start.hour * 100 + start.minute) < 2060:
            self.take()
            return "D", Days(years=(year, year))
        return None

    def _days(self) -> tuple[str, object] | None:
        """Return the atom of weekdays: "Mo", "Mo-Fr", "Mo[1]", "weekdays"."""
        if self.next_are("days"):
            return "D", self.take()
        first = self.take()
        if self.next_are("nth"):
            numbers = nth_numbers(self.take())
            return ("D", Days(nths=tuple(sorted((first, n) for n in numbers)))) if numbers else None
        last = self.take(2) if self.next_are("to", "day") else first
        return "D", Days(sum(1 << (first + step) % 7 for step in range((last - first) % 7 + 1)))

    def _weeks(self) -> tuple[str, object] | None:
        """Return the atom of "week 5", "week 5-10" or "week 5-10/2"."""
        self.take()
        if not self.is_day_number():
            return None
        first = last = self.take().hour
        step = 1
        if self.next_are("to") and self.is_day_number(1):
            last = self.take(2).hour
            if self.next_are("slash") and self.is_day_number(1):
                step = self.take(2).hour
        return "D", Days(weeks=(first, last, step))

    def _is_date(self) -> bool:
        """Return whether the next tokens are days before a month: "24 Dec", "24-26 Dec", "24, 25 and 26 December"."""
        ahead = 0
        while self.is_day_number(ahead):
            ahead += 1
            kind = self.tokens[self.at + ahead].kind if self.at + ahead < len(self.tokens) else ""
            if kind == "month":
                return True
            if kind not in ("to", "comma", "and"):
                return False
            ahead += 1
        return False

    def _dates(self) -> Days | None:
        """Return the dates that follow: one date, a range, or several days of one month."""
        year = self._year()
        if self.next_are("date"):
            start = self.take()
            end = self.take(2) if self.next_are("to", "date") else start
            return Days(dates=(Dates(*start, *end),)) if end >= start else None
        if not self.next_are("month"):
            return self._days_before_month(year) if self._is_date() else Days(years=(year, year)) if year else None
        month = self.take()
        if not self.is_day_number():
            return self._months(year, month)
        days = [[self.take().hour] * 2]
        if self.next_are("to") and self.is_day_number(1):
            days[0][1] = self.take(2).hour
        while (self.next_are("comma") or self.next_are("and")) and self.is_day_number(1) and not self._starts_span(1):
            days.append([self.take(2).hour] * 2)
        if len(days) == 1 and self.next_are("to"):
            return self._to_other_month(year, month, days[0][0])
        year = year or self._year(comma=True)
        return _dates_in_month(year, month, days)

    def _days_before_month(self, year: int) -> Days | None:
        """Return dates whose days come before the month, as in "24, 25 and 26 December" and "24 Dec-2 Jan"."""
        days = [[self.take().hour] * 2]
        while not self.next_are("month"):
            if not self.next_are("to"):
                days.append([self.value(1).hour] * 2)
            days[-1][1] = self.take(2).hour
        month = self.take()
        is_range = len(days) == 1 and self.next_are("to") and self.is_day_number(1)
        if is_range and self.next_are("to", self.tokens[self.at + 1].kind, "month"):
            end_day, end_month = self.take(2).hour, self.take()
            return Days(dates=(Dates(0, month, days[0][0], 0, end_month, end_day),)) if not year else None
        return _dates_in_month(year or self._year(comma=True), month, days)

    def _months(self, year: int, month: int) -> Days | None:
        """Return the dates of a whole month or of a range of months, whose first month was read already."""
        end = month
        if self.next_are("to", "month"):
            end = self.take(2)
            if self.is_day_number():
                return None
        elif self.next_are("to"):
            return None
        if year and end < month:
            return None
        return Days(dates=(Dates(year, month, 0, year, end, 0),))

    def _to_other_month(self, year: int, month: int, day: int) -> Days | None:
        """Return the dates from a day of one month to a day of another: "Dec 29 - Jan 3"."""
        self.take()
        end_year = self._year()
        if not self.next_are("month") or not self.is_day_number(1):
            return None
        end = self.take(), self.take().hour
        if year and not end_year:
            end_year = year + (end < (month, day))
        return Days(dates=(Dates(year, month, day, end_year, *end),)) if bool(year) == bool(end_year) else None

    def _year(self, *, comma: bool = False) -> int:
        """Return the year that follows, also after a comma if `comma`; 0 if no year follows."""
        skip = 1 if comma and self.next_are("comma", "four") else 0
        if self.at + skip < len(self.tokens) and self.tokens[self.at + skip].kind == "four":
            clock = self.value(skip)
            year = clock.hour * 100 + clock.minute
            if 1990 < year < 2060 and not (skip == 0 and self.next_are("four", "to", "four")):
                self.at += skip + 1
                return int(year)
        return 0

    def _starts_span(self, offset: int) -> bool:
        """Return whether the token `offset` positions ahead is the start of a span."""
        return self.at + offset + 1 < len(self.tokens) and self.tokens[self.at + offset + 1].kind == "to"


def _dates_in_month(year: int, month: int, days: list[list[int]]) -> Days | None:
    if any(first > last for first, last in days):
        return None
    return Days(dates=tuple(Dates(year, month, first, year, month, last) for first, last in days))


def atoms_of(tokens: list[Token]) -> list[Atom] | None:
    """Return the atoms of tokens; None if a token belongs to no atom."""
    return _Combiner(tokens).atoms()


def _without_open(atoms: list[Atom]) -> list[Atom]:
    """Return the atoms without "open", except before a comment; the gap before a removed atom is kept."""
    kept: list[Atom] = []
    gap = ""
    for n, atom in enumerate(atoms):
        gap = max(gap, atom.gap, key=_GAP_ORDER.index)
        if atom.letter == "O" and not (n + 1 < len(atoms) and atoms[n + 1].letter == "K"):
            continue
        kept.append(atom._replace(gap=gap))
        gap = ""
    return kept


def span_of(start: Clock, end: Clock) -> tuple[int, int] | None:
    """Return start and end in minutes; None if both the 12-hour and the 24-hour reading are possible."""
    first, last = _minutes(start), _minutes(end)
    if first is None or last is None or (first >= DAY_MINUTES and start.half != "midnight"):
        return None
    is_certain = _is_certain_with_halves if start.half or end.half else _is_certain_in_24_hours
    if not is_certain(start, end, first, last):
        return None
    first %= DAY_MINUTES
    if last <= first:
        last += DAY_MINUTES
    if last == first + DAY_MINUTES and first:
        return None
    return first, last


def _minutes(clock: Clock) -> int | None:
    """Return the minutes since 00:00; None if the hour does not fit its half of the day."""
    hour, minute = clock.hour, clock.minute or 0
    if clock.half in ("am", "pm"):
        if clock.half == "pm" and 12 < hour < 24:  # "17:00 pm"
            return hour * 60 + minute
        if clock.half == "am" and not hour:
            return minute
        return (hour % 12 + 12 * (clock.half == "pm")) * 60 + minute if 1 <= hour <= 12 else None
    if clock.half in HALVES:
        allowed = {
            "morning": range(1, 12),
            "afternoon": range(1, 8),
            "evening": range(4, 12),
            "night": (1, 2, 3, 4, *range(7, 13)),
        }
        if hour not in allowed[clock.half]:
            return None
        later = clock.half in ("afternoon", "evening") or (clock.half == "night" and hour > 4)
        return (hour + 12 * later) * 60 + minute
    if (hour > 24 and clock.minute is None) or hour > 47:
        return None
    return hour * 60 + minute


def _is_24_hour(clock: Clock) -> bool:
    """Return whether a time without a half of the day is clearly a 24-hour time: "17", "0:30", "09:00"."""
    return clock.hour > 12 or clock.hour == 0 or (clock.digits == 2 and clock.hour < 10)


def _is_certain_with_halves(start: Clock, end: Clock, first: int, last: int) -> bool:
    """Return whether a span with am or pm is certain: "9am-5pm", "9 to noon"; not "9am-5", "9 to midnight"."""
    bare = [clock for clock in (start, end) if not clock.half and not _is_24_hour(clock)]
    return not bare or (bare == [start] and end.half == "noon" and start.hour >= 6 and first < last)


def _is_certain_in_24_hours(start: Clock, end: Clock, first: int, last: int) -> bool:
    """Return whether a span without am or pm is certain: "9-17", "8-12", "17-9"; not "9-5", "12-8"."""
    if _is_24_hour(end):
        return True
    if _is_24_hour(start):
        return first < last or first > 12 * 60
    return end.digits == 2 and first < last and start.hour >= 6
