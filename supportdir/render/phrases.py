"""Times, states, sources and costs in words, shared by tables, plain records and JSON. No rich and no colour."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from supportdir.contacts import support_contacts, support_lines
from supportdir.dialing.number import shown
from supportdir.hours import zones
from supportdir.model import (
    Channel,
    Company,
    Impostor,
    Option,
    Phone,
    Shortcut,
    countries_in,
    is_served,
    split_regions,
    with_exceptions,
)
from supportdir.routes import routes_by_menu
from supportdir.translation import translate

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
_KINDS = {
    "sms": "text message",
    "post": "letter",
    "visit": "in person",
    "video": "video call",
    "social": "social network",
}
_COSTS = {
    "toll-free": "free",
    "local": "local rate",
    "standard": "standard rate",
    "shared": "shared cost: more expensive than a normal call",
    "premium": "premium rate: expensive",
}
_REACHES = {
    "person": ("to a person", "a person answers"),
    "callback": ("to a callback", "you are called back"),
    "voicemail": ("to voicemail", "you leave a message"),
    "recording": ("to a recording", "a recording answers"),
}
_NO_CONTACT = "no support contact known; check the company's website or your bill"
_PLAIN_WORDS = {
    "as-labelled": "the matter in its label",
    "documents": "passports and certificates",
    "general": "general enquiries",
    "legal": "legal advice",
    "moving": "moving home",
    "recall": "product recalls",
    "status": "status of a flight or case",
    "vehicle": "vehicles and driving licences",
}
"""Words of closed lists that say little without their list."""
_PERIODS = {
    "min": "{minutes} min",
    "h": "{hours} h",
    "day": "{count} day",
    "days": "{count} days",
    "business day": "{count} business day",
    "business days": "{count} business days",
    "week": "{count} week",
    "weeks": "{count} weeks",
    "month": "{count} month",
    "months": "{count} months",
}
"""Units of the periods in data files."""
_MOST_CODES = 24
_ARTICLE = r"^(United|US|Netherlands|Philippines|Bahamas|Maldives|Seychelles|Comoros|Gambia|Virgin)|Islands|Rep"
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def printable(text: str) -> str:
    """Return the text with U+FFFD in place of control characters and other invisible characters."""
    if text.isascii() and text.isprintable():  # the common case; loading the patterns takes a millisecond
        return text
    from supportdir.characters import visible

    return visible(text)


def counted(count: int, noun: str) -> str:
    """Return "1 phone", "3 phones", "1,200 contacts"."""
    return f"{count:,} {noun}{'s' * (count != 1)}"


def percent(count: Count) -> str:
    """Return the share of the whole, "26 %"; "" if there is no whole."""
    return f"{100 * count.share:.0f} %" if count.share is not None else ""


def spaced(words: Iterable[str]) -> str:
    """Return words of a closed list as text: "lost card, travel changes"."""
    return ", ".join(map(_plain_word, words))


def _plain_word(word: str) -> str:
    spaced = word.replace("-", " ")
    return _PLAIN_WORDS.get(word, spaced) if (text := translate(spaced)) == spaced else text


def country(code: str) -> str:
    """Return the name of a country (ISO 3166); the code if it has no name."""
    return translate(zones.country_name(code)) or code


def city(timezone: str) -> str:
    """Return the city of an IANA zone: "New York"."""
    return translate(zones.city(timezone))


def in_country(code: str) -> str:
    """Return the name of a country as it follows "in" or "from": "the United States", "France"."""
    english, name = zones.country_name(code) or code, country(code)
    return f"the {name}" if name == english and re.search(_ARTICLE, name) else name


def possessive(name: str) -> str:
    """Return "Acme's", "Wildberries'"."""
    return f"{name}'" if name.lower().endswith("s") else f"{name}'s"


# Times


def on_clock(moment: datetime, timezone: str) -> datetime:
    """Return the moment in an IANA zone."""
    return moment.astimezone(zones.zone(timezone))


def duration(length: timedelta) -> str:
    """Return "12 min", "4 h 12 min", "2 days 14 h", rounded down."""
    minutes = int(length.total_seconds()) // 60
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [
        translate("1 day" if days == 1 else "{days} days", days=days) if days else "",
        translate("{hours} h", hours=hours) if hours else "",
        translate("{minutes} min", minutes=minutes) if not days and (minutes or not hours) else "",
    ]
    return " ".join(filter(None, parts))


def period(text: str) -> str:
    """Return a period of a data file in the language in use: "8 weeks", "24 h"; another text as it is."""
    amount, _, unit = text.partition(" ")
    if not amount.isdecimal() or unit not in _PERIODS:
        return text
    count = int(amount)
    return translate(_PERIODS[unit], count=count, hours=count, minutes=count)


def days(count: int) -> str:
    """Return "3 days"."""
    return translate("{count} day" if count == 1 else "{count} days", count=count)


def minute_range(span: tuple[int, int]) -> str:
    """Return "5 to 15 minutes", "10 minutes"."""
    if span[0] == span[1]:
        return translate("1 minute" if span[0] == 1 else "{count} minutes", count=span[0])
    return translate("{first} to {last} minutes", first=span[0], last=span[1])


def usual_wait(span: tuple[int, int]) -> str:
    """Return "usual wait 5 to 15 minutes"."""
    return translate("usual wait {time}", time=minute_range(span))


def measured_time(seconds: int) -> str:
    """Return "1 min 35 s"."""
    return translate("{minutes} min {seconds:02} s", minutes=seconds // 60, seconds=seconds % 60)


def clock_time(moment: datetime, now: datetime) -> str:
    """Return the time of day, with the day unless it is the day of `now` (in the same zone): "Mon 09:00"."""
    time = f"{moment:%H:%M}"
    if moment.date() == now.date():
        return time
    if timedelta() <= moment - now < timedelta(days=6):
        return f"{weekday(moment)} {time}"
    return f"{short_date(moment, has_year=moment.year != now.year)} {time}"


def weekday(day: date) -> str:
    """Return "Mon"."""
    return translate(_WEEKDAYS[day.weekday()])


def short_date(day: date, *, has_year: bool = True) -> str:
    """Return "3 Nov 2026", or "3 Nov"."""
    text = "{day} {month} {year}" if has_year else "{day} {month}"
    return translate(text, day=day.day, month=_MONTHS[day.month - 1][:3], year=day.year, number=day.month)


def both_clocks(way: Way, moment: datetime, now: datetime, caller: Caller) -> str:
    """Return a moment on both clocks, "20:00 in New York (03:00 your time)", or one time if they agree."""
    yours = on_clock(moment, caller.timezone)
    here = clock_time(yours, on_clock(now, caller.timezone))
    if not way.zone:
        return translate("{time} your time", time=here)
    theirs = on_clock(moment, way.zone)
    if theirs.utcoffset() == yours.utcoffset():
        return here
    there = clock_time(theirs, on_clock(now, way.zone))
    return translate("{there} in {city} ({here} your time)", there=there, city=city(way.zone), here=here)


def clock_change(change: ClockChange) -> str:
    """Return "the clock of New York goes back 1 h on Sun 1 Nov, to 01:00"."""
    direction = "forward" if change.by > timedelta() else "back"
    when = f"{change.at:%a} {change.at.day} {change.at:%b}, to {change.at:%H:%M}"
    return f"the clock of {zones.city(change.timezone)} goes {direction} {duration(abs(change.by))} on {when}"


# States


def state(way: Way, now: datetime, caller: Caller) -> str:
    """Return the state of a contact, until when, and what changes next: "open until 20:00, 3 h left"."""
    kind, comment = way.state.kind, f" ({way.state.comment})" if way.state.comment else ""
    if kind == "unknown":
        if way.changes is None:
            return translate(way.state.comment or "not known whether it is open") + _machine(way)
        reason = f": {way.state.comment}" if way.state.comment else ""
        return translate("not known until {when}", when=both_clocks(way, way.changes, now, caller)) + reason
    word = translate("maybe open" if kind == "maybe" else "open")
    holiday = ""
    if kind == "maybe":
        holiday = translate(": {holiday} there, not mentioned in the hours", holiday=way.unstated_holiday)
    if way.changes is None:
        if kind == "closed":
            return translate("closed{comment}; does not open within a year", comment=comment)
        if holiday:
            return f"{word}{comment}{holiday}"
        return translate("open any time") + comment
    when, left = both_clocks(way, way.changes, now, caller), duration(way.changes - now)
    if kind == "closed":
        then = translate("; that day is {holiday}", holiday=way.holiday_then) if way.holiday_then else ""
        return translate(
            "closed{comment}, {opens} {when}, in {left}{then}",
            comment=comment, opens=_opens(way), when=when, left=left, then=then,
        )  # fmt: skip
    then = _then_maybe(way)
    return translate("{open} until {when}{then}, {left} left", open=word, when=when, then=then, left=left) + (
        f"{comment}{holiday}"
    )


def machine_times(way: Way) -> str:
    """Return when a machine answers: "any time", "08:00-20:00"; "" if that is not known."""
    automated = way.contact.automated if isinstance(way.contact, Phone) and not way.uses_textphone else ""
    return "any time" if automated == "24/7" else "" if automated.startswith("unknown") else automated


def _machine(way: Way) -> str:
    """Return when a machine answers, for a line without hours: "; a machine answers any time"; "" for other lines."""
    automated = way.contact.automated if isinstance(way.contact, Phone) else ""
    if not automated or way.contact.hours:
        return ""
    if automated == "24/7":
        return translate("; a machine answers any time")
    is_unknown = automated.startswith("unknown")
    return translate("; a machine answers") if is_unknown else translate("; a machine answers {times}", times=automated)


def brief_state(way: Way, now: datetime, caller: Caller) -> str:
    """Return the state for a line of a list, on the caller's clock only: "closed, opens Mon 11:00 your time"."""
    if way.changes is None:
        return state(way, now, caller)
    yours = on_clock(way.changes, caller.timezone)
    is_other_clock = not way.zone or on_clock(way.changes, way.zone).utcoffset() != yours.utcoffset()
    when = clock_time(yours, on_clock(now, caller.timezone))
    if is_other_clock:
        when = translate("{time} your time", time=when)
    if way.state.kind == "closed":
        return translate("closed, {opens} {when}", opens=_opens(way), when=when)
    if way.state.kind == "maybe":
        return translate("maybe open until {when}: {holiday}", when=when, holiday=way.unstated_holiday)
    if way.state.kind == "unknown":
        return translate("not known until {when}", when=when)
    return translate("open until {when}{then}", when=when, then=_then_maybe(way))


def _opens(way: Way) -> str:
    return translate("opens" if way.becomes == "open" else "may open")


def _then_maybe(way: Way) -> str:
    """Return that a public holiday begins at the end of an open state; "" if none does."""
    if way.becomes == "maybe" and way.state.kind == "open":
        return translate(", then maybe ({holiday})", holiday=way.holiday_then)
    return ""


def without_repeated_comments(texts: Iterable[str], shown: str = "") -> list[str]:
    """Return the texts with each “comment” only where it is first; one equal to `shown` is left out too."""
    known = {shown}

    def comment_if_new(match: re.Match[str]) -> str:
        is_new = match[1] not in known
        known.add(match[1])
        return match[0] if is_new else ""

    return [re.sub(" “([^”]*)”", comment_if_new, text) for text in texts]


def hours_in_words(way: Way, now: datetime, caller: Caller) -> str:
    """Return the hours of the next seven days on the line's clock, and whose clock that is if it is not the caller's.

    The first day is today on that clock. As "Mon–Fri 08:00–18:00; Sat–Sun closed, London time"; "" if the hours are not
    known or never change.
    """
    hours = way.company.rules[way.contact.hours] if way.contact.hours else None
    if hours is None or hours.constant:
        return ""
    from supportdir.hours.schedule import Schedule, week_from

    schedule = way.schedule or Schedule(hours, "UTC", {})
    table = week_from(schedule, on_clock(now, way.zone or caller.timezone).date(), schedule.timezone)
    days = without_repeated_comments((_row_of_week(*row) for row in table.rows_by_weekday()), way.state.comment)
    return "; ".join(days) + _clock_of(way, now, caller)


def _row_of_week(days: str, times: str, note: str) -> str:
    text = f"{'every day' if days == 'Mon–Sun' else days} {times}"
    return f"{text} ({note})" if note else text


def _clock_of(way: Way, now: datetime, caller: Caller) -> str:
    """Return ", London time" if the clock of the line is not the caller's, or that its zone is not known; else ""."""
    if way.zone:
        is_callers = on_clock(now, way.zone).utcoffset() == on_clock(now, caller.timezone).utcoffset()
        return "" if is_callers else f", {zones.city(way.zone)} time"
    is_served = way.company.timezone_of(way.contact) == "caller"
    return ", on the clock of callers there" if is_served else ", time zone not stated"


# Sources


def source_date(proof: Provenance) -> str:
    """Return "18 April 2026", "April 2026", "about 2019", "undated"."""
    if not proof.date:
        return translate("undated")
    year, *rest = map(int, proof.date.rstrip("~").split("-"))
    if len(rest) > 1:
        text = full_date(date(year, *rest))
    elif rest:
        text = translate("{month} {year}", month=_MONTHS[rest[0] - 1], number=rest[0], year=year)
    else:
        text = str(year)
    return translate("about {date}", date=text) if proof.date.endswith("~") else text


def full_date(day: date) -> str:
    """Return "18 April 2026"."""
    month = _MONTHS[day.month - 1]
    return translate("{day} {month} {year}", day=day.day, month=month, number=day.month, year=day.year)


def source(proof: Provenance | None, fact: str = "", now: datetime | None = None) -> str:
    """Return the grade and date of a source: "the company itself, April 2026".

    With `fact` ("route", "hours" or "number") and `now`, a warning follows if the source is old.
    """
    if proof is None:
        return translate("no source")
    note = f" ({proof.note})" if proof.note else ""
    warning = age_warning(proof, fact, now) if fact and now else ""
    return f"{translate(_GRADES[proof.grade])}{note}, {source_date(proof)}" + (f": {warning}" if warning else "")


def age_warning(proof: Provenance | None, fact: str, now: datetime) -> str:
    """Return a warning for an old or undated fact ("route", "hours" or "number"); "" for a recent one."""
    if proof is None or not proof.is_old(fact, now.date()):
        return ""
    return translate("check it against your card or bill" if fact == "number" else "may be outdated")


# Calls and routes


def cost(word: str, country_code: str = "") -> str:
    """Return what a call costs; "free in Australia" for a toll-free number with a country."""
    if word == "toll-free" and zones.country_name(country_code):
        return translate("free in {country}", country=in_country(country_code))
    return translate(_COSTS[word])


def call_conditions(way: Way, caller: Caller) -> str:
    """Return what a call costs and whether it connects from the caller's location: "free in Australia; may not …"."""
    contact = way.contact
    number_country = way.number.country if way.number else country_of_short(way.company, contact)
    is_abroad = not (number_country and caller.location.startswith(number_country))
    parts = []
    if way.cost and (contact.cost or way.cost != "standard"):
        parts.append(cost(way.cost, number_country if is_abroad and not way.is_cost_from_abroad else ""))
    parts += [contact.cost_note, translate("from {place}", place=contact.works_from) if contact.works_from else ""]
    if contact.abroad == "also" and way.connects == "yes":
        parts.append(translate("works from abroad too"))
    return "; ".join(filter(None, (*parts, doubt_of(way))))


def country_of_short(company: Company, contact: Phone | Channel) -> str:
    """Return the country of a short number (ISO 3166-1): the only one that the contact serves; "" for others."""
    countries = countries_in(company.serves_of(contact)) if contact.short else ()
    return countries[0] if len(countries) == 1 and countries != ("all",) else ""


def doubtful_call(way: Way | None) -> list[str]:
    """Return that a call to the number of a way may fail, for plain records, which do not say it; else nothing."""
    doubt = doubt_of(way) if way and way.contact.kind == "phone" and way.address else ""
    return [f"{way.address} {doubt}"] if way and doubt else []


def doubt_of(way: Way) -> str:
    """Return whether a call may fail: "may not connect from Peru", "for calls from abroad"; "" if it should connect."""
    if way.connects == "yes":
        return ""
    if way.connects == "no" and way.contact.abroad == "only":
        return translate("for calls from abroad")
    text = "may not connect from {country}" if way.connects == "maybe" else "does not connect from {country}"
    return translate(text, country=in_country(way.origin))


def other_market(way: Way) -> str:
    """Return "serves Britain (UK), not the United States"; "" if the contact serves the market."""
    if way.serves_market:
        return ""
    codes, excluded = split_regions(way.company.serves_of(way.contact))
    served, market = [*map(in_country, codes)], in_country(way.market)
    if market in served:  # other parts of the same country
        served, market = codes, way.market
    gaps = [] if way.market in excluded else excluded
    countries = translate("other countries") if "all" in codes else with_exceptions(", ".join(served), gaps)
    return translate("serves {countries}, not {market}", countries=countries, market=market)


def purpose(shortcut: Shortcut) -> str:
    """Return where a route leads and for whom: "to a person, for billing, for business"."""
    where = [translate(_REACHES[shortcut.reaches][0])] if shortcut.reaches else []
    topics, audience = (about([word]) for word in shortcut.topics), (for_whom([word]) for word in shortcut.audience)
    return ", ".join([*where, *topics, *audience])


def about(topics: Iterable[str]) -> str:
    """Return "for billing, refunds"."""
    return translate("for {words}", words=spaced(topics))


def for_whom(audience: Iterable[str]) -> str:
    """Return "for business, members"."""
    return translate("for {people}", people=spaced(audience))


def outcome(shortcut: Shortcut) -> str:
    """Return what answers at the end of a route; "" if it is not known."""
    return _REACHES[shortcut.reaches][1] if shortcut.reaches else ""


def measured_after(seconds: int | None) -> str:
    """Return the measured time from dialling to the end of a route; "" for None."""
    return f"{measured_time(seconds)} after dialling when last measured" if seconds else ""


# Contacts


def kind(contact: Phone | Channel) -> str:
    """Return the contact's kind in plain words."""
    return translate(_KINDS.get(contact.kind, contact.kind))


def label_of(contact: Phone | Channel) -> str:
    """Return the contact's label; without one, its service or kind."""
    service = contact.service if isinstance(contact, Channel) else ""
    return contact.label or service or kind(contact)


def plain_label(contact: Phone | Channel) -> str:
    """Return the label for plain records; a line that is only a textphone is called so: "Minicom, textphone"."""
    label = label_of(contact)
    is_unsaid = isinstance(contact, Phone) and contact.is_textphone_only and "textphone" not in label.lower()
    return f"{label}, textphone" if is_unsaid else label


def label_and_languages(way: Way) -> str:
    """Return the contact's label and the languages spoken there, unless the label names them all."""
    label = label_of(way.contact)
    names = _unnamed_languages(label, way.contact.languages)
    return f"{label} ({', '.join(names)})" if names else label


def audience(way: Way) -> str:
    """Return "for business, members"; "" if the contact is for private customers too, or if its label says it."""
    label, words = way.contact.label.lower(), way.contact.audience
    people = [word for word in words if "private" not in words and word.replace("-", " ").rstrip("s") not in label]
    return for_whom(people) if people else ""


def _unnamed_languages(label: str, tags: Sequence[str]) -> list[str]:
    """Return the names of the languages (BCP 47 tags), none if the label names them all. "Germany" is not German."""
    if not tags:
        return []
    from supportdir import languages

    names = [*map(languages.name, tags)]
    is_named = all(re.search(rf"\b({re.escape(name)}|{re.escape(translate(name))})\b", label, re.I) for name in names)
    return [] if is_named else [*map(translate, names)]


def menu_option(option: Option) -> str:
    """Return what is known of a menu option, "" if nothing: "Callback; reaches a callback". A contact is its id."""
    languages = _unnamed_languages(option.label, option.languages)
    parts = (
        option.label,
        f"reaches {_REACHES[option.reaches][0].removeprefix('to ')}" if option.reaches else "",
        f"leads to {option.contact}" if option.contact else "",
        f"in {', '.join(languages)}" if languages else "",
        for_whom(option.audience) if option.audience else "",
        option.note,
    )
    return "; ".join(filter(None, parts))


def label_and_kind(way: Way) -> str:
    """Return label, languages and, unless the label names it, the kind: "Order help, form"."""
    text = label_and_languages(way)
    if isinstance(way.contact, Phone):
        word = "textphone" if way.contact.is_textphone_only else ""
    else:
        word = _KINDS.get(way.contact.kind, way.contact.kind)
    is_said = any(name.lower() in text.lower() for name in (word, translate(word)))
    return text if is_said else f"{text}, {translate(word)}"


def label_and_cost(way: Way) -> str:
    """Return label and kind, an audience and whether the call is expensive: "Seats, for business (shared cost)"."""
    text = ", ".join(filter(None, (label_and_kind(way), audience(way))))
    return f"{text} ({cost(way.cost).partition(':')[0]})" if way.cost in ("premium", "shared") else text


def title(way: Way) -> str:
    """Return the company and the contact: "Suunto · Australia (English)", "Suunto · Order help, form"."""
    return f"{way.company.name} · {label_and_kind(way)}"


def number(way: Way, caller: Caller) -> str:
    """Return the number as dialled from the caller's location, with its extension; without a number, the address."""
    if not way.number:
        return way.address
    text = shown(way.number, caller.location)
    return text + translate(" ext. {digits}", digits=way.extension) if way.extension else text


def number_and_short(way: Way, caller: Caller) -> str:
    """Return the number, and the short one of the same line where that works: "1800 5550 0199, short 14416"."""
    text = number(way, caller)
    if not way.number or not way.contact.short or way.uses_textphone:
        return text
    works_here = bool(way.origin) and is_served(way.origin, way.company.serves_of(way.contact))
    return text + translate(", short {number}", number=way.contact.short) if works_here else text


def menu_keys(way: Way) -> str:
    """Return the keys to a contact that is an option in the menu of another line: "press 2, press 3"; "" for others."""
    routes = routes_by_menu(way.company, way.contact) if isinstance(way.contact, Phone) else []
    if not routes:
        return ""
    from msgspec.structs import replace

    from supportdir.dialing.route import sentences

    steps = [step for step in routes[0].shortcut.steps if step.action in ("press", "say")]
    return ", ".join(sentences([replace(step, hear="") for step in steps]))


def textphone(way: Way, caller: Caller) -> str:
    """Return "textphone 020 7946 0002", as dialled from the caller's location; "" if the line has none."""
    return translate("textphone {number}", number=shown(way.textphone, caller.location)) if way.textphone else ""


def text_address(way: Way, caller: Caller) -> str:
    """Return how a caller who does not speak reaches a phone line: "textphone …", "relay 18001, then …".

    Returns "" if the caller speaks, or if the line has neither.
    """
    contact = way.contact
    if not way.no_voice or not isinstance(contact, Phone):
        return ""
    text = "relay {relay}, then {number}"
    relay = translate(text, relay=contact.relay, number=number(way, caller)) if contact.relay else ""
    return textphone(way, caller) or relay


def have_ready(way: Way) -> str:
    """Return what to have at hand, the company's items first; "" if nothing is stated."""
    return ", ".join(dict.fromkeys((*way.company.have_ready, *way.contact.have_ready)))


def countries_and_option(company: Company, contacts: Iterable[Phone | Channel], market: str = "") -> str:
    """Return the countries that the contacts serve: "AU, BE, CA: --country CC", or "US: --country US" for one country.

    The ISO codes are the first 24, and how many more. If `market` is a part of a country, parts of that country stand
    in place of it, unless it is served as a whole: "RU except RU-MOW: --country RU".
    """
    home = market.partition("-")[0] if "-" in market else ""
    served_by_each = [company.serves_of(contact) for contact in contacts]
    regions, excluded = split_regions(code for serves in served_by_each for code in serves)
    countries = ((code, code.partition("-")[0]) for code in regions)
    served = {code if country == home and home not in regions else country for code, country in countries}
    codes = sorted(served - {"all"})
    more = len(codes) - _MOST_CODES
    text = ", ".join(codes[:_MOST_CODES])
    if "all" in served or not codes:
        others = translate("other countries")
        return f"{text}{translate(' and ')}{others}: --country CC" if text else f"{others}: --country CC"
    if more > 0:
        text = translate("{codes} and {count} more", codes=text, count=more)
    gaps = [code for code in sorted({*excluded}) if code.partition("-")[0] in codes]
    gaps = [code for code in gaps if not any(is_served(code, serves) for serves in served_by_each)]
    return f"{with_exceptions(text, gaps)}: --country {codes[0] if len(codes) == 1 else 'CC'}"


def _known_for(company: Company, contacts: Iterable[Phone | Channel], market: str) -> str:
    return translate("known for {countries}", countries=countries_and_option(company, contacts, market))


def counted_contacts(company: Company, contacts: Sequence[Phone | Channel], market: str = "") -> str:
    """Return "19 phones and 10 channels for AU, BE, CA …: --country CC"."""
    phones = sum(contact.kind == "phone" for contact in contacts)
    numbers = ((phones, "1 phone", "{count} phones"), (len(contacts) - phones, "1 channel", "{count} channels"))
    counts = [translate(one if count == 1 else more, count=count) for count, one, more in numbers if count]
    return translate(
        "{counts} for {countries}",
        counts=translate(" and ").join(counts), countries=countries_and_option(company, contacts, market),
    )  # fmt: skip


# Companies


def history_of(company: Company, successor: str = "") -> list[str]:
    """Return whether the company was taken over or no longer exists, a line each.

    `successor` is the name of the company that took it over; "" if it is not known.
    """
    lines = []
    if slug := company.merged_into:
        text = "{company} is now part of {other}: supportdir show {slug}"
        lines.append(translate(text, company=company.name, other=successor or slug, slug=slug))
    if company.defunct:
        text = "{company} no longer exists, since {date}"
        lines.append(translate(text, company=company.name, date=company.defunct))
    return lines


def first_lines(answer: Answer) -> list[str]:
    """Return what a caller must know before dialling, a line each.

    The company's history, that it has no phone, that no contact or no general line is known for the market, and which
    numbers are not the company's.
    """
    company = answer.company
    lines = history_of(company, answer.successor)
    if answer.id:
        return lines
    has_phone = any(way.contact.kind == "phone" for way in answer.ways)
    if company.no_phone:
        text = "{company} has no phone support: {reason}"
        lines.append(translate(text, company=company.name, reason=company.no_phone))
        text = "a number that claims to be {owner} is a sign of fraud"
        lines.append(translate(text, owner=possessive(company.name), company=company.name))
    if not has_phone:
        lines += [not_theirs(company, impostor) for impostor in company.not_theirs]
    # With --no-voice, the answer is without lines that are known.
    return lines + _missing(answer, has_phone=has_phone or bool(support_lines(company, answer.market)))


def not_theirs(company: Company, impostor: Impostor) -> str:
    """Return the warning that a number is not the company's."""
    note = f" ({impostor.note})" if impostor.note else ""
    text = "NOT {owner} number: {number}"
    return translate(text, owner=possessive(company.name), company=company.name, number=impostor.number) + note


def _missing(answer: Answer, *, has_phone: bool) -> list[str]:
    """Return which contacts are not known, a line each."""
    if answer.voiceless:
        return [*answer.voiceless]
    company = answer.company
    market = translate("all countries") if answer.market == "all" else answer.market
    if answer.elsewhere and not answer.serves_market:
        special = [translate("no general line known")] if answer.is_special else []
        return [
            translate(
                "no {kind} of {company} for {market} is known",
                kind=translate(answer.kind.replace("phone", "") or "line"), company=company.name, market=market,
            ),
            _known_for(company, answer.elsewhere, answer.market),
            *special,
        ]  # fmt: skip
    if not answer.ways:
        kinds = _known_kinds(answer)
        if not kinds:
            return [translate("no support contact known" if company.is_gone else _NO_CONTACT)]
        text = "no line of {company} is known; other ways: {kinds}; see: {command}"
        if answer.kind not in ("", "phone"):
            text = "no {kind} of {company} is known; other ways: {kinds}; see: {command}"
        values = {"kinds": ", ".join(map(translate, kinds)), "command": f"supportdir show {company.slug}"}
        return [translate(text, kind=translate(answer.kind), company=company.name, **values)]
    if answer.ways[0].no_voice:  # lines that need a voice may have been left out
        return [translate("no general contact without voice known")] if answer.is_special else []
    if answer.is_special:
        return [translate("no general line known")]
    if has_phone or company.no_phone or answer.kind not in ("", "phone"):
        return []
    if any(isinstance(contact, Phone) for contact in answer.elsewhere):
        return [translate("no phone line of {company} for {market} is known", company=company.name, market=market)]
    text = "no support number of {company} is known; check its website or your bill"
    return [translate(text, company=company.name)]


def _known_kinds(answer: Answer) -> list[str]:
    """Return the kinds of the support contacts for the market, whatever kind was asked for."""
    return [*dict.fromkeys(contact.kind for contact in support_contacts(answer.company, answer.market))]


def no_line(status: CompanyStatus) -> str:
    """Return why no line of the company decides whether it is open."""
    company, market = status.company, status.market
    if status.voiceless:
        return "; ".join(status.voiceless)
    if status.no_phone:
        return translate("no phone support: {reason}", reason=status.no_phone)
    if way := status.uncounted:
        return f"{_uncounted(way)}: supportdir show {company.slug}"
    if not support_contacts(company):
        return translate("no support contact known")
    elsewhere = support_lines(company)
    if support_contacts(company, market):
        command = f"supportdir show {company.slug}"
        if status.contact_kind not in ("", "phone"):
            kind = translate(status.contact_kind)
            return translate("no {kind} is known; other ways: {command}", kind=kind, command=command)
        if elsewhere and market != "all":
            return translate("no line for {country} is known; other ways: {command}", country=market, command=command)
        return translate("no phone line is known; other ways: {command}", command=command)
    if market == "all":
        return translate("no line is known")
    unknown = translate("no line for {country} is known", country=market)
    return f"{unknown}; {_known_for(company, elsewhere, market)}" if elsewhere else unknown


def _uncounted(way: Way) -> str:
    """Return why the best line of a company does not decide whether it is open."""
    from supportdir.status import why_uncounted

    texts = {
        "unreachable": "only a line that does not connect from {country} is known",
        "audience": "only a line {for_whom} is known",
        "recall": "only a line for product recalls is known",
        "textphone": "only a textphone is known",
        "number": "only a line without its number is known",
    }
    reason = why_uncounted(way)
    if reason == "unreachable" and way.contact.abroad == "only":
        return translate("only a line for calls from abroad is known")
    country = in_country(way.origin)
    return translate(texts[reason], country=country, for_whom=for_whom(way.contact.audience))
