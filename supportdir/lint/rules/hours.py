"""Hours that can be read, and may not say what was meant."""

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
    """One rule of hours: the text of it, where that starts in the whole, what joins it to the one before."""

    rule: Rule
    text: str
    at: int
    joint: str


def _parts(text: str, hours: Hours) -> list[_Part]:
    """The rules of the text in their order, a fallback last."""
    masked = re.sub('"[^"]*"', lambda comment: "_" * len(comment[0]), text)
    joints = [(joint.start(), joint.end(), joint[0]) for joint in re.finditer(r"; |, | \|\| ", masked)]
    starts = [(0, ""), *((end, joint) for _, end, joint in joints)]
    ends = [*(start for start, _, _ in joints), len(text)]
    rules = (*hours.rules, hours.fallback) if hours.fallback else hours.rules
    return [
        _Part(rule, text[start:end], start, joint)
        for rule, (start, joint), end in zip(rules, starts, ends, strict=True)
        if rule
    ]


def _all(document: Document) -> Iterator[tuple[Phone | Channel, str, str, list[_Part]]]:
    for contact, field, text, hours in document.clocks():
        yield contact, field, text, _parts(text, hours)


def _days(rule: Rule) -> int:
    """The weekdays on which a rule may start its spans, a bit for each; none for a rule of holidays alone."""
    if rule.days or rule.nths or rule.holidays:
        return rule.days | sum(1 << day for day in {day for day, _ in rule.nths})
    return _WEEK


def _after(days: int) -> int:
    """The days after those."""
    return (days << 1 | days >> 6) & _WEEK


def _tail(rule: Rule) -> int:
    """The minutes of the next day that a rule reaches into."""
    return max((end for _, end in rule.times), default=0) - DAY_MINUTES


@RULES.rule("warning")
def comment_without_state(document: Document) -> Iterator[Finding]:
    """A comment has its state before it; alone it counts as unknown, which may not be what was meant.

    Good: hours: Sa 10:00-12:00 unknown "by appointment"
    Bad: hours: Sa 10:00-12:00 "by appointment"
    """
    for contact, field, text, parts in _all(document):
        for part in parts:
            if part.rule.comment and not re.search(r'\b(open|off|closed|unknown) "', part.text):
                comment = part.text[part.text.index('"') :]
                at = part.at + len(part.text) - len(comment)
                right = f"{text[:at]}unknown {text[at:]}"
                message = f"{comment} has no state, so it counts as unknown"
                yield document.finding(contact, field, message, "write open or unknown before it", right, offset=at)


@RULES.rule("warning")
def overnight_cut(document: Document) -> Iterator[Finding]:
    """A rule behind ";" replaces its days from midnight, with the last hours of the night before; ", " leaves those.

    Good: hours: Mo-Fr 17:00-09:00, Sa 10:00-12:00
    Bad: hours: Mo-Fr 17:00-09:00; Sa 10:00-12:00
    """
    for contact, field, text, parts in _all(document):
        for n, later in enumerate(parts):
            if later.joint != "; " or later.rule.kind == "closed":
                continue
            for night in parts[:n]:
                cut = _after(_days(night.rule)) & _days(later.rule)
                if _tail(night.rule) <= 0 or not (cut or later.rule.holidays) or _reaches_over(later.rule, night.rule):
                    continue
                # On the same days ", " would add to the hours that the later rule is to replace.
                same = _days(night.rule) & _days(later.rule) or later.rule.holidays or later.rule.dates
                right = "" if same else f"{text[: later.at - 2]}, {text[later.at :]}"
                hint = f"write '{right}'" if right else f"begin it at 00:00 if {_clock(night.rule)} is worked"
                message = f"'{later.text}' ends the night of '{night.text}' at midnight"
                yield document.finding(contact, field, message, hint, right, offset=later.at)
                break


def _reaches_over(later: Rule, night: Rule) -> bool:
    """Whether the later rule is itself open for the hours after midnight that it takes away."""
    return any(start == 0 and end >= min(_tail(night), DAY_MINUTES) for start, end in later.spans)


def _clock(night: Rule) -> str:
    tail = _tail(night)
    return f"the night until {tail // 60:02}:{tail % 60:02}"


@RULES.rule("warning")
def overnight_off(document: Document) -> Iterator[Finding]:
    """ "off" closes from midnight to midnight: it ends the night before, and leaves the hours after the next midnight.

    A night line that is shut on a holiday is shut from evening to morning, so the rule names the night.

    Good: hours: Mo-Su 17:00-09:00; PH 17:00-09:00 off
    Bad: hours: Mo-Su 17:00-09:00; PH off
    """
    for contact, field, text, parts in _all(document):
        for n, off in enumerate(parts):
            if off.rule.kind != "closed" or off.rule.times or not n:
                continue
            for night in parts[:n]:
                reached = _days(night.rule) | _after(_days(night.rule))
                if _tail(night.rule) <= 0 or night.rule.kind == "closed":
                    continue
                if not (off.rule.holidays or off.rule.dates or reached & _days(off.rule)):
                    continue
                before, after = text[: off.at], text[off.at + len(off.text) :]
                if off.rule.holidays or off.rule.dates or _days(night.rule) & _days(off.rule):
                    spans = ",".join(span[0] for span in _SPAN.finditer(night.text))
                    right = before + re.sub(" (off|closed)", rf" {spans} \1", off.text, count=1) + after
                    hint = f"write '{right}'"
                    message = (
                        f"'{off.text}' cuts the night of '{night.text}' at midnight and leaves the rest of the next"
                    )
                else:
                    right, hint = before[: -len(off.joint)] + after, "leave it out: a day that no rule names is closed"
                    message = f"'{off.text}' ends the night of '{night.text}' at midnight"
                yield document.finding(contact, field, message, hint, right, offset=off.at)
                break


@RULES.rule("notice")
def holidays_unstated(document: Document) -> Iterator[Finding]:
    """Hours of certain weekdays say whether they hold on public holidays; else the answer there is "may be shut".

    Add it only if the source says it: "Monday to Friday" says nothing of holidays.

    Good: hours: Mo-Fr 09:00-17:00; PH off
    Bad: hours: Mo-Fr 09:00-17:00
    """
    for contact, field, _, hours in document.clocks():
        if field == "hours" and not hours.names_holidays and any(rule.days not in (0, _WEEK) for rule in hours.rules):
            hint = "if the source says so, add '; PH off', or write Mo-Fr,PH"
            yield document.finding(contact, field, "the hours say nothing of public holidays", hint)


@RULES.rule("warning")
def no_time(document: Document) -> Iterator[Finding]:
    """Days have their times; days alone are open from midnight to midnight.

    Good: hours: Mo-Fr 00:00-24:00
    Bad: hours: Mo-Fr
    """
    for contact, field, text, parts in _all(document):
        for part in parts:
            if part.rule.kind == "open" and not part.rule.times and not re.search(r'24/7|"', part.text):
                days = part.text.removesuffix(" open")
                at = part.at + len(days)
                right = f"{text[:at]} 00:00-24:00{text[part.at + len(part.text) :]}"
                message = f"'{part.text}' has no times, so it is open day and night"
                yield document.finding(contact, field, message, f"write '{right}', or its times", right, offset=part.at)


@RULES.rule("warning")
def past_date(document: Document) -> Iterator[Finding]:
    """A rule for dates that are over can go.

    Good: hours: Mo-Fr 09:00-17:00; Dec 24 off
    Bad: hours: Mo-Fr 09:00-17:00; 2019 Dec 24 off
    """
    here = (document.today.year, document.today.month, document.today.day)
    for contact, field, text, parts in _all(document):
        for part in parts:
            dates = part.rule.dates
            dated_out = dates and all(d.to_year and (d.to_year, d.to_month, d.to_day or 31) < here for d in dates)
            if dated_out or (part.rule.years and part.rule.years[1] < here[0]):
                right = (text[: part.at - len(part.joint)] + text[part.at + len(part.text) :]) if part.joint else ""
                yield document.finding(
                    contact, field, f"'{part.text}' is over", "leave the rule out", right, offset=part.at
                )


@RULES.rule("warning")
def never_used(document: Document) -> Iterator[Finding]:
    """Each rule says something: none is wholly replaced by a later one.

    Good: hours: Mo-Su 08:00-20:00; Sa-Su 10:00-16:00
    Bad: hours: Sa-Su 10:00-16:00; Mo-Su 08:00-20:00
    """
    for contact, field, _, parts in _all(document):
        for n, part in enumerate(parts):
            by = next((later for later in parts[n + 1 :] if _replaces(later, part.rule)), None)
            if by:
                message = f"'{part.text}' is wholly replaced by '{by.text}'"
                yield document.finding(contact, field, message, "leave it out, or put it last", offset=part.at)


def _replaces(later: _Part, rule: Rule) -> bool:
    """Whether nothing is left of a rule after a later one."""
    closes = later.rule.kind == "closed" and not later.rule.times
    if not closes and (later.joint != "; " or later.rule.kind == "closed"):
        return False
    if later.rule.dates or later.rule.years or later.rule.weeks or rule.kind == "closed":
        return False
    if later.rule.is_daily:
        return True
    covers = not _days(rule) & ~(later.rule.days or 0) and (later.rule.holidays or not rule.holidays)
    return covers and _tail(rule) <= 0


@RULES.rule("warning")
def equal_ends(document: Document) -> Iterator[Finding]:
    """A whole day is 00:00-24:00; equal ends read as nothing, and 23:59 is shut for a minute.

    Good: hours: Mo-Fr 00:00-24:00
    Bad: hours: Mo-Fr 00:00-00:00
    Bad: hours: Mo-Fr 00:00-23:59
    """
    for contact, field, text, _ in document.clocks():
        for found in _SPAN.finditer(text):
            start, end = found.groups()
            if start == end:
                right = f"{start}-{int(start[:2]) + 24}{start[2:]}"
            elif end == "23:59":
                right = f"{start}-24:00"
            else:
                continue
            whole = text[: found.start()] + right + text[found.end() :]
            whole = "24/7" if whole in ("00:00-24:00", "Mo-Su 00:00-24:00") else whole
            message = f"{found[0]} is meant to end a day or a night"
            yield document.finding(contact, field, message, f"write '{whole}'", whole, offset=found.start())


@RULES.rule("warning")
def off_before_fallback(document: Document) -> Iterator[Finding]:
    """ "||" fills what is closed, so it opens what an "off" before it shut.

    Good: hours: Mo-Fr 09:00-17:00, Sa 10:00-12:00 unknown "one source says so"; PH off
    Bad: hours: Mo-Fr 09:00-17:00; PH off || Sa 10:00-12:00 unknown "one source says so"
    """
    for contact, field, _, parts in _all(document):
        *before, last = parts
        off = next((part for part in before if part.rule.kind == "closed"), None)
        if last.joint == " || " and off:
            message = f"'{last.text}' fills what '{off.text}' closes"
            hint = f"join it by ', ' and write '; {off.text}' last"
            yield document.finding(contact, field, message, hint, offset=last.at)


@RULES.rule("error")
def queue_order(document: Document) -> Iterator[Finding]:
    """The usual wait is from the shorter to the longer, in minutes.

    Good: queue: [5, 15]
    Bad: queue: [15, 5]
    """
    for contact in document.contacts:
        if contact.queue and contact.queue[0] > contact.queue[1]:
            right = f"[{contact.queue[1]}, {contact.queue[0]}]"
            message = f"the wait is from {contact.queue[0]} to {contact.queue[1]} minutes"
            yield document.finding(contact, "queue", message, f"write {right}", right)
