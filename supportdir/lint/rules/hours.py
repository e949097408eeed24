"""Hours: valid texts that may not mean what was intended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from supportdir.format.findings import Finding, Rules
from supportdir.hours.rules import DAY_MINUTES, Hours, Rule
from supportdir.lint.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from supportdir.model import Channel, Phone

RULES = Rules[Document]()

_WEEK = 127
_SPAN = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")


class _Part(NamedTuple):
    """One rule of hours: the rule, its text, the offset of the text, and the separator before it."""

    rule: Rule
    text: str
    start: int
    separator: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def _parts(text: str, hours: Hours) -> list[_Part]:
    """Return the rules of a text in their order, with a fallback last."""
    masked = re.sub('"[^"]*"', lambda comment: "_" * len(comment[0]), text)
    separators = [(match.start(), match.end(), match[0]) for match in re.finditer(r"; |, | \|\| ", masked)]
    starts = [(0, ""), *((end, separator) for _, end, separator in separators)]
    ends = [*(start for start, _, _ in separators), len(text)]
    rules = (*hours.rules, hours.fallback) if hours.fallback else hours.rules
    return [
        _Part(rule, text[start:end], start, separator)
        for rule, (start, separator), end in zip(rules, starts, ends, strict=True)
        if rule
    ]


def _all(document: Document) -> Iterator[tuple[Phone | Channel, str, str, list[_Part]]]:
    """Yield all texts with hours: contact, field, text, rules."""
    for contact, field, text, hours in document.hours():
        yield contact, field, text, _parts(text, hours)


def _days(rule: Rule) -> int:
    """Return the weekdays on which the spans of a rule may start, as bits; 0 for a rule of holidays alone."""
    if rule.days or rule.nths or rule.holidays:
        return rule.days | sum(1 << day for day in {day for day, _ in rule.nths})
    return _WEEK


def _next_days(days: int) -> int:
    """Return the weekdays after the given ones, as bits."""
    return (days << 1 | days >> 6) & _WEEK


def _tail(rule: Rule) -> int:
    """Return the minutes after midnight until which a rule goes on; 0 or less if it ends before."""
    return max((end for _, end in rule.times), default=0) - DAY_MINUTES


@RULES.rule("warning")
def comment_without_state(document: Document) -> Iterator[Finding]:
    """A comment in hours has a state before it: open, off or unknown.

    Without a state it means unknown, which may not be intended.

    Good: hours: Sa 10:00-12:00 unknown "by appointment"
    Bad: hours: Sa 10:00-12:00 "by appointment"
    """
    for contact, field, text, parts in _all(document):
        for part in parts:
            if part.rule.comment and not re.search(r'\b(open|off|closed|unknown) "', part.text):
                start = part.start + part.text.index('"')
                fix = f"{text[:start]}unknown {text[start:]}"
                message = f"{text[start : part.end]} has no state, so it means unknown"
                yield document.finding(contact, field, message, "write open or unknown before it", fix, offset=start)


@RULES.rule("warning")
def overnight_cut(document: Document) -> Iterator[Finding]:
    """A rule after ";" does not cut off the night hours of an earlier rule at midnight.

    After ";", a rule replaces the whole days that it names, including the hours after midnight of the night before.
    After ", " it adds hours and keeps those.

    Good: hours: Mo-Fr 17:00-09:00, Sa 10:00-12:00
    Bad: hours: Mo-Fr 17:00-09:00; Sa 10:00-12:00
    """
    for contact, field, text, parts in _all(document):
        for index, later in enumerate(parts):
            if later.separator != "; " or later.rule.kind == "closed":
                continue
            for night in parts[:index]:
                is_cut = _next_days(_days(night.rule)) & _days(later.rule) or later.rule.holidays
                if _tail(night.rule) <= 0 or not is_cut or _covers_tail(later.rule, night.rule):
                    continue
                # On the same days, ", " would add to hours that the later rule is to replace.
                replaces = _days(night.rule) & _days(later.rule) or later.rule.holidays or later.rule.dates
                fix = "" if replaces else f"{text[: later.start - 2]}, {text[later.start :]}"
                hours, minutes = divmod(_tail(night.rule), 60)
                hint = f"start it at 00:00 if people work until {hours:02}:{minutes:02}"
                message = f"'{later.text}' cuts off '{night.text}' at midnight"
                yield document.finding(
                    contact, field, message, f"write '{fix}'" if fix else hint, fix, offset=later.start
                )
                break


def _covers_tail(later: Rule, night: Rule) -> bool:
    """Return whether the later rule is itself open during the hours after midnight that it replaces."""
    return any(start == 0 and end >= min(_tail(night), DAY_MINUTES) for start, end in later.spans)


@RULES.rule("warning")
def overnight_off(document: Document) -> Iterator[Finding]:
    """An "off" that applies to night hours names their times.

    "off" alone closes from midnight to midnight: it cuts off the night before, and keeps the hours after the next
    midnight. A line that is closed for a night is closed from evening to morning.

    Good: hours: Mo-Su 17:00-09:00; PH 17:00-09:00 off
    Bad: hours: Mo-Su 17:00-09:00; PH off
    """
    for contact, field, text, parts in _all(document):
        for index, off in enumerate(parts):
            if off.rule.kind != "closed" or off.rule.times or not index:
                continue
            is_dated = off.rule.holidays or off.rule.dates
            for night in parts[:index]:
                days = _days(night.rule)
                if _tail(night.rule) <= 0 or night.rule.kind == "closed":
                    continue
                if not (is_dated or (days | _next_days(days)) & _days(off.rule)):
                    continue
                before, after = text[: off.start], text[off.end :]
                message = f"'{off.text}' cuts off '{night.text}' at midnight"
                if is_dated or days & _days(off.rule):
                    spans = ",".join(span[0] for span in _SPAN.finditer(night.text))
                    fix = before + re.sub(" (off|closed)", rf" {spans} \1", off.text, count=1) + after
                    message += " and keeps the hours after the next midnight"
                    hint = f"write '{fix}'"
                else:
                    fix = before[: -len(off.separator)] + after
                    hint = "remove it: a day without a rule is closed"
                yield document.finding(contact, field, message, hint, fix, offset=off.start)
                break


@RULES.rule("notice")
def holidays_unstated(document: Document) -> Iterator[Finding]:
    """Hours of certain weekdays say whether they apply on public holidays, if the source does.

    Otherwise answers on public holidays are uncertain. "Monday to Friday" alone says nothing about them.

    Good: hours: Mo-Fr 09:00-17:00; PH off
    Bad: hours: Mo-Fr 09:00-17:00
    """
    for contact, field, _, hours in document.hours():
        if field == "hours" and not hours.names_holidays and any(rule.days not in (0, _WEEK) for rule in hours.rules):
            hint = "if the source mentions them, add '; PH off', or write Mo-Fr,PH"
            yield document.finding(contact, field, "the hours do not mention public holidays", hint)


@RULES.rule("warning")
def no_time(document: Document) -> Iterator[Finding]:
    """Days have times.

    Days without times mean open from midnight to midnight, which may not be intended.

    Good: hours: Mo-Fr 00:00-24:00
    Bad: hours: Mo-Fr
    """
    for contact, field, text, parts in _all(document):
        for part in parts:
            if part.rule.kind == "open" and not part.rule.times and not re.search(r'24/7|"', part.text):
                fix = f"{text[: part.start]}{part.text.removesuffix(' open')} 00:00-24:00{text[part.end :]}"
                message = f"'{part.text}' has no times, so it means day and night"
                hint = f"write '{fix}', or add its times"
                yield document.finding(contact, field, message, hint, fix, offset=part.start)


@RULES.rule("warning")
def past_date(document: Document) -> Iterator[Finding]:
    """Hours have no rule for dates in the past.

    Such a rule has no effect.

    Good: hours: Mo-Fr 09:00-17:00; Dec 24 off
    Bad: hours: Mo-Fr 09:00-17:00; 2019 Dec 24 off
    """
    today = (document.today.year, document.today.month, document.today.day)
    for contact, field, text, parts in _all(document):
        for part in parts:
            dates = part.rule.dates
            is_past = dates and all(d.to_year and (d.to_year, d.to_month, d.to_day or 31) < today for d in dates)
            if is_past or (part.rule.years and part.rule.years[1] < today[0]):
                fix = (text[: part.start - len(part.separator)] + text[part.end :]) if part.separator else ""
                message = f"'{part.text}' is in the past"
                yield document.finding(contact, field, message, "remove the rule", fix, offset=part.start)


@RULES.rule("warning")
def never_used(document: Document) -> Iterator[Finding]:
    """No rule of hours is completely replaced by a later one.

    Such a rule has no effect.

    Good: hours: Mo-Su 08:00-20:00; Sa-Su 10:00-16:00
    Bad: hours: Sa-Su 10:00-16:00; Mo-Su 08:00-20:00
    """
    for contact, field, _, parts in _all(document):
        for index, part in enumerate(parts):
            replacing = next((later for later in parts[index + 1 :] if _replaces(later, part.rule)), None)
            if replacing:
                message = f"'{part.text}' is completely replaced by '{replacing.text}'"
                yield document.finding(contact, field, message, "remove it, or move it to the end", offset=part.start)


def _replaces(later: _Part, rule: Rule) -> bool:
    """Return whether a later rule leaves nothing of a rule."""
    closes = later.rule.kind == "closed" and not later.rule.times
    if not closes and (later.separator != "; " or later.rule.kind == "closed"):
        return False
    if later.rule.dates or later.rule.years or later.rule.weeks or rule.kind == "closed":
        return False
    if later.rule.is_daily:
        return True
    covers = not _days(rule) & ~(later.rule.days or 0) and (later.rule.holidays or not rule.holidays)
    return covers and _tail(rule) <= 0


@RULES.rule("warning")
def equal_ends(document: Document) -> Iterator[Finding]:
    """A whole day is written 00:00-24:00.

    A span with equal start and end is empty, and 23:59 leaves the line closed for a minute.

    Good: hours: Mo-Fr 00:00-24:00
    Bad: hours: Mo-Fr 00:00-00:00
    Bad: hours: Mo-Fr 00:00-23:59
    """
    for contact, field, text, _ in document.hours():
        for span in _SPAN.finditer(text):
            start, end = span.groups()
            if start == end:
                message, end = f"{span[0]} starts and ends at the same time", f"{int(start[:2]) + 24}{start[2:]}"
            elif end == "23:59":
                message, end = f"{span[0]} ends a minute before midnight", "24:00"
            else:
                continue
            fix = f"{text[: span.start()]}{start}-{end}{text[span.end() :]}"
            fix = "24/7" if fix in ("00:00-24:00", "Mo-Su 00:00-24:00") else fix
            yield document.finding(contact, field, message, f"write '{fix}'", fix, offset=span.start())


@RULES.rule("warning")
def off_before_fallback(document: Document) -> Iterator[Finding]:
    """Hours with a fallback after "||" have no "off" before it.

    The fallback applies whenever the other rules are closed, so it opens what the "off" closes.

    Good: hours: Mo-Fr 09:00-17:00, Sa 10:00-12:00 unknown "one source says so"; PH off
    Bad: hours: Mo-Fr 09:00-17:00; PH off || Sa 10:00-12:00 unknown "one source says so"
    """
    for contact, field, _, parts in _all(document):
        *before, last = parts
        off = next((part for part in before if part.rule.kind == "closed"), None)
        if last.separator == " || " and off:
            message = f"'{last.text}' opens what '{off.text}' closes"
            hint = f"join it with ', ' and move '; {off.text}' to the end"
            yield document.finding(contact, field, message, hint, offset=last.start)


@RULES.rule("error")
def queue_order(document: Document) -> Iterator[Finding]:
    """The usual wait is written as [shorter, longer], in minutes.

    Answers show it as a range.

    Good: queue: [5, 15]
    Bad: queue: [15, 5]
    """
    for contact in document.contacts:
        if contact.queue and contact.queue[0] > contact.queue[1]:
            fix = f"[{contact.queue[1]}, {contact.queue[0]}]"
            message = f"queue goes from {contact.queue[0]} to {contact.queue[1]} minutes"
            yield document.finding(contact, "queue", message, f"write {fix}", fix)
