"""The words of an answer: times on two clocks, states, ages, costs. No rich, no colour; each phrase fits on a line."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from supportdir.hours import zones
from supportdir.model import Channel, Company, Impostor, Phone, Shortcut, countries_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from supportdir.answers import Answer
    from supportdir.caller import Caller
    from supportdir.hours.schedule import ClockChange
    from supportdir.provenance import Provenance
    from supportdir.statistics import Count
    from supportdir.status import CompanyStatus
    from supportdir.ways import Way

_GRADES = {
    "official": "the company itself",
    "call": "a recorded call",
    "press": "a press article",
    "community": "a list kept by others",
}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_KINDS = {
    "sms": "text message",
    "post": "letter",
    "visit": "in person",
    "video": "video call",
    "social": "social network",
}


def printable(text: str) -> str:
    """Return the text as a terminal may be sent it: U+FFFD in place of control and other hidden characters."""
    if text.isascii() and text.isprintable():  # nearly always; the patterns take a millisecond to load
        return text
    from supportdir.characters import visible

    return visible(text)


def on_clock(moment: datetime, timezone: str) -> datetime:
    """The moment as a clock in that zone shows it."""
    return moment.astimezone(zones.zone(timezone))


def duration(length: timedelta) -> str:
    """ "12 min", "4 h 12 min", "2 days 14 h": rounded down to the minute."""
    minutes = int(length.total_seconds()) // 60
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    days, hours = divmod(hours, 24)
    text = "1 day" if days == 1 else f"{days} days"
    return f"{text} {hours} h" if hours else text


def clock(moment: datetime, seen_from: datetime) -> str:
    """Return the time of day, with the day before it if it is not the day of `seen_from` (in the same zone)."""
    time = f"{moment:%H:%M}"
    if moment.date() == seen_from.date():
        return time
    if timedelta() <= moment - seen_from < timedelta(days=6):
        return f"{moment:%a} {time}"
    year = f" {moment.year}" if moment.year != seen_from.year else ""
    return f"{moment.day} {MONTHS[moment.month - 1][:3]}{year} {time}"


def both_clocks(way: Way, now: datetime, caller: Caller) -> str:
    """When the way's state changes: "20:00 in New York (03:00 your time)", or one time if both clocks agree."""
    assert way.changes is not None
    return on_both_clocks(way, way.changes, now, caller)


def on_both_clocks(way: Way, moment: datetime, now: datetime, caller: Caller) -> str:
    """A moment on the clock of the way and on that of the caller."""
    yours = on_clock(moment, caller.timezone)
    here = clock(yours, on_clock(now, caller.timezone))
    if not way.zone:
        return f"{here} your time"
    theirs = on_clock(moment, way.zone)
    if theirs.utcoffset() == yours.utcoffset():
        return here
    there = clock(theirs, on_clock(now, way.zone))
    return f"{there} in {zones.city(way.zone)} ({here} your time)"


def state(way: Way, now: datetime, caller: Caller) -> str:
    """Whether somebody is there, until when, and what changes next."""
    kind, comment = way.state.kind, f" ({way.state.comment})" if way.state.comment else ""
    if kind == "unknown":
        words = way.state.comment or "not known whether anybody is there"
        if way.changes is None:
            return words
        change = both_clocks(way, now, caller)
        return f"not known until {change}: {words}" if way.state.comment else f"not known until {change}"
    doubt = f": {way.unstated_holiday} there, not mentioned in its hours" if kind == "maybe" else ""
    word = "maybe open" if kind == "maybe" else "open"
    if way.changes is None:
        if kind == "closed":
            return f"closed{comment}; does not open within a year"
        return f"{word}{comment}{doubt}" if doubt else f"{word} any time{comment}"
    left = duration(way.changes - now)
    if kind == "closed":
        then = f"; {way.holiday_then} there then" if way.holiday_then else ""
        return f"closed{comment}, {_opens(way)} {both_clocks(way, now, caller)}, in {left}{then}"
    return f"{word} until {both_clocks(way, now, caller)}{_then(way)}, {left} left{comment}{doubt}"


def brief_state(way: Way, now: datetime, caller: Caller) -> str:
    """The state for a line in a list, on the caller's clock alone: "closed, opens Mon 11:00 your time"."""
    if way.changes is None:
        return state(way, now, caller)
    yours = on_clock(way.changes, caller.timezone)
    elsewhere = not way.zone or on_clock(way.changes, way.zone).utcoffset() != yours.utcoffset()
    when = clock(yours, on_clock(now, caller.timezone)) + " your time" * elsewhere
    if way.state.kind == "closed":
        return f"closed, {_opens(way)} {when}"
    if way.state.kind == "maybe":
        return f"maybe open until {when}: {way.unstated_holiday}"
    return f"{'open' if way.state.kind == 'open' else 'not known'} until {when}{_then(way)}"


def _opens(way: Way) -> str:
    return "opens" if way.becomes == "open" else "may open"


def _then(way: Way) -> str:
    """What follows on an open state other than a closed one."""
    return f", then maybe ({way.holiday_then})" if way.becomes == "maybe" and way.state.kind == "open" else ""


def date_of(proof: Provenance) -> str:
    """ "18 April 2026", "April 2026", "about 2019", "undated"."""
    if not proof.date:
        return "undated"
    about = "about " if proof.date.endswith("~") else ""
    year, *rest = proof.date.rstrip("~").split("-")
    words = [str(int(rest[1]))] if len(rest) > 1 else []
    words += [MONTHS[int(rest[0]) - 1]] if rest else []
    return about + " ".join([*words, year])


def origin(proof: Provenance | None, fact: str = "", now: datetime | None = None) -> str:
    """ "the company itself, April 2026"; with a fact ("route", "hours", "number") also what to think of an old one."""
    text = "no source"
    if proof:
        text = f"{_GRADES[proof.grade]}{f' ({proof.note})' if proof.note else ''}, {date_of(proof)}"
    doubt = warning(proof, fact, now) if fact and now else ""
    return f"{text}: {doubt}" if doubt else text


def warning(proof: Provenance | None, fact: str, now: datetime) -> str:
    """What to think of an old or undated fact; "" for one that is fresh enough."""
    if proof is None or not proof.is_old(fact, now.date()):
        return ""
    if fact == "route":
        return "menus change"
    return "hours change" if fact == "hours" else "compare it with your card or bill"


def reachability(way: Way, caller: Caller) -> str:
    """What the call costs and whether it connects from where the caller stands: "free in Australia; may not …"."""
    parts = []
    country = way.number.country if way.number else ""
    there = zones.country_name(country)
    abroad = not (country and caller.location.startswith(country))
    if way.cost == "toll-free":
        parts.append(f"free in {there}" if abroad and there else "free")
    elif way.cost == "premium":
        parts.append("premium rate: dear")
    elif way.cost == "shared":
        parts.append("shared cost: dearer than a normal call")
    elif way.contact.cost:
        parts.append({"local": "local rate", "standard": "standard rate"}[way.contact.cost])
    if way.contact.cost_note:
        parts.append(way.contact.cost_note)
    if way.contact.works_from:
        parts.append(f"from {way.contact.works_from}")
    here = zones.country_name(caller.location)
    if way.contact.abroad == "only":
        parts.append("for calls from abroad")
    elif way.connects == "no":
        parts.append(f"does not connect from {here}")
    elif way.connects == "maybe":
        parts.append(f"may not connect from {here}")
    elif way.contact.abroad == "also":
        parts.append("works from abroad too")
    return "; ".join(parts)


def counted(company: Company, contacts: Sequence[Phone | Channel]) -> str:
    """ "19 phones and 10 other ways for AU, BE, CA …: --country CC"."""
    phones = sum(contact.kind == "phone" for contact in contacts)
    counts = [f"{phones} phone{'s' * (phones != 1)}"] if phones else []
    if others := len(contacts) - phones:
        counts.append(f"{others} other way{'s' * (others != 1)}")
    return f"{' and '.join(counts)} for {_with_option(company, contacts)}"


def _with_option(company: Company, contacts: Sequence[Phone | Channel]) -> str:
    """ "AU, BE, CA: --country CC", or "US: --country US" where there is one country."""
    codes = codes_of(company, contacts)
    return f"{codes}: --country {codes if len(codes) == 2 else 'CC'}"


def codes_of(company: Company, contacts: Sequence[Phone | Channel]) -> str:
    """The countries that contacts serve, as ISO codes; of many the first ones, and how many more."""
    codes = sorted({code for contact in contacts for code in countries_in(company.serves_of(contact))})
    codes = [code for code in codes if code != "all"] or ["other countries"]
    more = len(codes) - _MOST_CODES
    return ", ".join(codes[:_MOST_CODES]) + (f" and {more} more" if more > 0 else "")


_MOST_CODES = 24


def clock_change(change: ClockChange) -> str:
    """ "the clock of New York goes back 1 h on Sun 1 Nov, to 01:00"."""
    way = "forward" if change.by > timedelta() else "back"
    when = f"{change.at:%a} {change.at.day} {change.at:%b}, to {change.at:%H:%M}"
    return f"the clock of {zones.city(change.timezone)} goes {way} {duration(abs(change.by))} on {when}"


def each_comment_once(texts: Iterable[str], said: str = "") -> list[str]:
    """Return the texts of a week without comments (“…”) that an earlier text, or `said`, has already."""
    known = {said}

    def once(found: re.Match[str]) -> str:
        is_new = found[1] not in known
        known.add(found[1])
        return found[0] if is_new else ""

    return [re.sub(" “([^”]*)”", once, text) for text in texts]


def purpose(shortcut: Shortcut) -> str:
    """Whom and what a route is for, where it is not for everybody: "for billing, for business"."""
    to = {
        "person": "to a person",
        "callback": "to a callback",
        "voicemail": "to voicemail",
        "recording": "to a recording",
    }
    words = [to[shortcut.reaches]] if shortcut.reaches else []
    words += [f"for {topic.replace('-', ' ')}" for topic in shortcut.topics]
    words += [f"for {audience.replace('-', ' ')}" for audience in shortcut.audience]
    return ", ".join(words)


_OUTCOMES = {
    "person": "a person answers",
    "callback": "you are called back",
    "voicemail": "you leave a message",
    "recording": "a recording answers",
}


def outcome(shortcut: Shortcut) -> str:
    """What answers at the end of a route; "" where nobody said."""
    return _OUTCOMES[shortcut.reaches] if shortcut.reaches else ""


def minutes(span: tuple[int, int]) -> str:
    """ "5 to 15 minutes", "10 minutes"."""
    if span[0] != span[1]:
        return f"{span[0]} to {span[1]} minutes"
    return f"{span[0]} minute{'s' * (span[0] != 1)}"


def seconds(count: int) -> str:
    """ "1 min 35 s"."""
    return f"{count // 60} min {count % 60:02} s"


def history_of(company: Company) -> list[str]:
    """That a company is another one's now, or no more."""
    lines = []
    if company.merged_into:
        lines.append(f"{company.name} is now part of {company.merged_into}: supportdir show {company.merged_into}")
    if company.defunct:
        lines.append(f"{company.name} no longer exists, since {company.defunct}")
    return lines


def possessive(name: str) -> str:
    """Return "Acme's", "Wildberries'"."""
    return f"{name}'" if name.lower().endswith("s") else f"{name}'s"


def first_lines(answer: Answer) -> list[str]:
    """Return what must be known before any number is dialled.

    That the company is gone, that it has no phone, that nothing is known for this market or at all, that no line is
    general, which numbers are not the company's.
    """
    company = answer.company
    lines = history_of(company)
    if answer.id:
        return lines
    has_phone = any(way.contact.kind == "phone" for way in answer.ways)
    if company.no_phone:
        lines.append(f"{company.name} has no phone support: {company.no_phone}")
        lines.append(f"a number that claims to be {possessive(company.name)} is a warning sign")
    if not has_phone:
        lines += [not_theirs(company, impostor) for impostor in company.not_theirs]
    return lines + _missing(answer, has_phone=has_phone)


def not_theirs(company: Company, impostor: Impostor) -> str:
    """Return the warning that a number is not the company's."""
    note = f" ({impostor.note})" if impostor.note else ""
    return f"NOT {possessive(company.name)} number: {impostor.number}{note}"


def _missing(answer: Answer, *, has_phone: bool) -> list[str]:
    """What is not known."""
    company, market = answer.company, answer.market
    if answer.elsewhere and not answer.serves_market:
        return [
            f"no {answer.kind.replace('phone', '') or 'line'} of {company.name} for {market} is known",
            f"known for {_with_option(company, answer.elsewhere)}",
        ]
    if not answer.ways:
        where = "" if history_of(company) else "; look on the company's own site or bill"
        return [f"no support contact known{where}"]
    if answer.is_special:
        return ["no general line known"]
    if has_phone or company.no_phone or answer.kind not in ("", "phone"):
        return []
    if any(isinstance(contact, Phone) for contact in answer.elsewhere):
        return [f"no phone line of {company.name} for {market} is known"]
    return [f"no support number of {company.name} is known; look on its own site or bill"]


def no_line(one: CompanyStatus) -> str:
    """Return why no line of the company decides whether it is open."""
    if one.company.no_phone:
        return f"no phone support: {one.company.no_phone}"
    return f"no line for {one.market} is known" if one.market and one.market != "all" else "no line is known"


def kind(contact: Phone | Channel) -> str:
    """The contact's kind in plain words."""
    return _KINDS.get(contact.kind, contact.kind)


def title(way: Way) -> str:
    """The company and what the contact is: "Suunto · Australia (English)", "Suunto · Order help, form"."""
    return f"{way.company.name} · {named(way)}"


def named(way: Way) -> str:
    """What the contact is, with the kind of a channel if its label does not say it."""
    text, word = described(way), kind(way.contact)
    if isinstance(way.contact, Phone):
        is_said = "textphone" in text.lower()
        return f"{text}, textphone" if way.contact.is_textphone_only and not is_said else text
    return text if word.lower() in text.lower() else f"{text}, {word}"


def described(way: Way) -> str:
    """What the contact is, and the languages spoken there where its label does not say."""
    label = label_of(way.contact)
    if not way.contact.languages:
        return label
    from supportdir import languages

    names = [name for name in map(languages.name, way.contact.languages) if name.lower() not in label.lower()]
    return f"{label} ({', '.join(names)})" if names else label


def warned(way: Way) -> str:
    """What the contact is, and that a call is dear where it is."""
    dear = {"premium": " (premium rate)", "shared": " (shared cost)"}.get(way.cost or "", "")
    return named(way) + dear


def label_of(contact: Phone | Channel) -> str:
    """The contact's label; without one its service or kind."""
    service = contact.service if isinstance(contact, Channel) else ""
    return contact.label or service or kind(contact)


def percent(count: Count) -> str:
    """The share of the whole: "26 %"; "" if there is no whole."""
    return f"{100 * count.share:.0f} %" if count.share is not None else ""
