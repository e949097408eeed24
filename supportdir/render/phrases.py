"""The words of an answer: times on two clocks, states, ages, costs. No rich, no colour; each phrase fits on a line."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from supportdir.characters import visible
from supportdir.hours import zones
from supportdir.model import Caller, Channel, Company, Phone, Shortcut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from supportdir.hours.schedule import ClockChange
    from supportdir.provenance import Provenance
    from supportdir.reach import Way

_GRADES = {
    "official": "the company itself",
    "call": "a recorded call",
    "press": "a press article",
    "community": "a list kept by others",
}
_MONTHS = (
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


def clock(moment: datetime, seen_from: datetime, *, soon: bool = False) -> str:
    """The time of day, with the day before it when it is not the day of `seen_from` (in the same zone).

    `soon` leaves the day out within 24 hours, where the phrase says anyway how long it is until then.
    """
    time = f"{moment:%H:%M}"
    if moment.date() == seen_from.date() or (soon and moment - seen_from < timedelta(hours=24)):
        return time
    if timedelta() <= moment - seen_from < timedelta(days=6):
        return f"{moment:%a} {time}"
    year = f" {moment.year}" if moment.year != seen_from.year else ""
    return f"{moment.day} {_MONTHS[moment.month - 1][:3]}{year} {time}"


def both_clocks(way: Way, now: datetime, caller: Caller, *, soon: bool) -> str:
    """When the way's state changes: "20:00 in New York (03:00 your time)", or one time where both clocks agree."""
    assert way.changes is not None
    return on_both_clocks(way, way.changes, now, caller, soon=soon)


def on_both_clocks(way: Way, moment: datetime, now: datetime, caller: Caller, *, soon: bool) -> str:
    """A moment on the clock of the way and on that of the caller."""
    yours = on_clock(moment, caller.timezone)
    here = clock(yours, on_clock(now, caller.timezone), soon=soon)
    if not way.zone:
        return f"{here} your time"
    theirs = on_clock(moment, way.zone)
    if theirs.utcoffset() == yours.utcoffset():
        return here
    there = clock(theirs, on_clock(now, way.zone), soon=soon)
    return f"{there} in {zones.city(way.zone)} ({here} your time)"


def state(way: Way, now: datetime, caller: Caller) -> str:
    """Whether somebody is there, until when, and what changes next."""
    comment = f" ({way.state.comment})" if way.state.comment else ""
    holiday = f"; {way.unstated_holiday} there, may be shut" if way.unstated_holiday else ""
    if way.state.kind == "unknown":
        words = way.state.comment or "not known whether anybody is there"
        if way.changes is None:
            return words
        change = both_clocks(way, now, caller, soon=True)
        return f"not known until {change}: {words}" if way.state.comment else f"not known until {change}"
    if way.changes is None:
        if way.state.kind == "closed":
            return f"closed{comment}; does not open within a year"
        return f"open any time{comment}{holiday}"
    left = duration(way.changes - now)
    if way.state.kind == "open":
        by_rule = " by its written hours" if holiday else ""
        return f"open{by_rule} until {both_clocks(way, now, caller, soon=True)}, {left} left{comment}{holiday}"
    doubt = f"; {way.holiday_then} there then" if way.holiday_then else ""
    return f"closed{comment}, {_opens(way)} {both_clocks(way, now, caller, soon=False)}, in {left}{doubt}"


def brief_state(way: Way, now: datetime, caller: Caller) -> str:
    """The state for a line in a list, on the caller's clock alone: "closed, opens Mon 11:00 your time"."""
    if way.changes is None:
        return state(way, now, caller)
    yours = on_clock(way.changes, caller.timezone)
    elsewhere = not way.zone or on_clock(way.changes, way.zone).utcoffset() != yours.utcoffset()
    when = clock(yours, on_clock(now, caller.timezone), soon=way.state.kind != "closed") + " your time" * elsewhere
    if way.state.kind == "closed":
        return f"closed, {_opens(way)} {when}"
    doubt = f", may be shut: {way.unstated_holiday}" if way.unstated_holiday else ""
    return f"{'open' if way.state.kind == 'open' else 'not known'} until {when}{doubt}"


def _opens(way: Way) -> str:
    return "opens" if way.becomes == "open" and not way.holiday_then else "may open"


def date_of(proof: Provenance) -> str:
    """ "18 April 2026", "April 2026", "about 2019", "undated"."""
    if not proof.date:
        return "undated"
    about = "about " if proof.date.endswith("~") else ""
    year, *rest = proof.date.rstrip("~").split("-")
    words = [str(int(rest[1]))] if len(rest) > 1 else []
    words += [_MONTHS[int(rest[0]) - 1]] if rest else []
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
    there = zones.country_name(country) if country else ""
    abroad = not (country and caller.stands_in.startswith(country))
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
    here = zones.country_name(caller.stands_in.partition("-")[0]) if caller.stands_in else ""
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
    """ "19 phones and 10 other ways for AU, BE, CA …: --country CC shows those of a country"."""
    phones = sum(contact.kind == "phone" for contact in contacts)
    counts = [f"{phones} phone{'s' * (phones != 1)}"] if phones else []
    if others := len(contacts) - phones:
        counts.append(f"{others} other way{'s' * (others != 1)}")
    places = sorted({code for contact in contacts for code in company.serves_of(contact) if not code.startswith("-")})
    named = ", ".join(place for place in places if place != "all")
    return f"{' and '.join(counts)}{f' for {named}' if named else ''}: see them with --country CC or --country all"


def clock_change(change: ClockChange) -> str:
    """ "the clock of New York goes back 1 h on Sun 1 Nov, to 01:00"."""
    way = "forward" if change.by > timedelta() else "back"
    when = f"{change.at:%a} {change.at.day} {change.at:%b}, to {change.at:%H:%M}"
    return f"the clock of {zones.city(change.timezone)} goes {way} {duration(abs(change.by))} on {when}"


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
    return f"{span[0]} to {span[1]} minutes" if span[0] != span[1] else f"{span[0]} minutes"


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


def warnings_of(company: Company) -> list[str]:
    """What must be known of a company before any number is dialled: no company any more, or no phone at all."""
    lines = history_of(company)
    if company.no_phone:
        lines.append(f"{company.name} has no phone support: {company.no_phone}")
        lines.append(f"a number that claims to be {company.name}'s is a warning sign")
    elif not lines and not any(phone.is_for_support for phone in company.phones):
        lines.append(
            f"no support number of {company.name} is in the directory; the right one is on its own site or bill"
        )
    return lines


def no_line(company: Company) -> str:
    """Why no phone line of the company decides whether it is open."""
    return f"no phone support: {company.no_phone}" if company.no_phone else "no such line is in the directory"


def kind(contact: Phone | Channel) -> str:
    """The contact's kind in plain words."""
    return _KINDS.get(contact.kind, contact.kind)


def title(way: Way) -> str:
    """The company and what the contact is: "Suunto · Australia (English)"."""
    return f"{way.company.name} · {described(way)}"


def described(way: Way) -> str:
    """What the contact is, and the languages spoken there where its label does not say."""
    label = label_of(way.contact)
    names = [name for name in map(language_name, way.contact.languages) if name.lower() not in label.lower()]
    return f"{label} ({', '.join(names)})" if names else label


def warned(way: Way) -> str:
    """What the contact is, and that a call is dear where it is."""
    dear = {"premium": " (premium rate)", "shared": " (shared cost)"}.get(way.cost or "", "")
    return described(way) + dear


def label_of(contact: Phone | Channel) -> str:
    """The contact's label; without one its service or kind."""
    service = contact.service if isinstance(contact, Channel) else ""
    return contact.label or service or kind(contact)


def language_name(code: str) -> str:
    """The English name of a BCP 47 tag's language; the tag itself where there is none at hand."""
    return _LANGUAGES.get(code.partition("-")[0], code)


_LANGUAGES = {
    "ar": "Arabic", "be": "Belarusian", "bn": "Bengali", "bzs": "Libras", "cs": "Czech", "cy": "Welsh", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fi": "Finnish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "ko": "Korean", "lt": "Lithuanian",
    "lv": "Latvian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sv": "Swedish", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
