"""Why a way to a company stands where it does, in words. No rich."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from supportdir import languages
from supportdir.contacts import suits_topic
from supportdir.dialing.number import dialled_in, shown
from supportdir.hours import zones
from supportdir.model import Phone
from supportdir.render import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from supportdir.caller import Caller
    from supportdir.ranking import RankedWay

SOON = timedelta(hours=1)  # a closing that is worth a word even where nothing was measured


def expectation(one: RankedWay, now: datetime, caller: Caller) -> str:
    """Whether somebody is there, until when; of what is written to, that it can be at any time."""
    contact = one.way.contact
    if not one.is_live and not contact.hours and contact.kind not in ("app", "self-service"):
        return "can be written to at any time"
    return phrases.state(one.way, now, caller)


def reasons(one: RankedWay, now: datetime, caller: Caller) -> list[str]:
    """What else decides its place, in the order in which it counts."""
    return [*_suits(one, caller), *_timing(one, now, caller), *_pace(one), *_call(one, caller), _facts(one, now)]


def text_address(one: RankedWay, caller: Caller) -> str:
    """How to reach a phone line without a voice: "textphone …", "relay 18001, then …"; "" where it has no such way."""
    way, contact = one.way, one.way.contact
    if not one.no_voice or not isinstance(contact, Phone):
        return ""
    number = way.company.numbers.get(contact.textphone)
    if contact.textphone:
        return f"textphone {shown(number, caller.location) if number else contact.textphone}"
    main = shown(way.number, caller.location) if way.number else way.address
    return f"relay {contact.relay}, then {main}" if contact.relay else ""


def is_foreign(one: RankedWay, caller: Caller) -> bool:
    """Whether it is a number of another country than the one where the caller stands."""
    number, here = one.way.number, caller.location.partition("-")[0]
    return number is not None and here not in ("", number.country)


def dialled_here(one: RankedWay, caller: Caller) -> str:
    """The keys to dial from where the caller stands; "" where they are not known."""
    number = one.way.number
    return dialled_in(number.e164, caller.location) if number and caller.location else ""


NO_VOICE = "no way without voice is known"


def is_voiceless(ways: list[RankedWay]) -> bool:
    """Whether the caller wants to do without a voice, and every way that could be used needs one."""
    return bool(ways) and all(one.no_voice and one.unsuitable in ("voice", "unreachable", "audience") for one in ways)


def relay_line(ways: list[RankedWay]) -> RankedWay | None:
    """The best line that a relay service can call for the caller; None if there is none."""
    return next((one for one in ways if one.way.number and one.unsuitable == "voice"), None)


def without_voice(ways: list[RankedWay]) -> list[str]:
    """That there is no way without a voice, and which line a relay service can call."""
    line = relay_line(ways)
    return [NO_VOICE, *([f"a relay service can call {line.way.address} ({line.way.id})"] if line else [])]


def notes(ways: list[RankedWay], caller: Caller) -> list[str]:
    """What is not known of all the ways together."""
    lines = []
    if any(is_foreign(one, caller) and not one.way.contact.cost_note for one in ways):
        lines.append(f"what a call from {_country(caller.location)} costs is not known: ask your carrier")
    return lines


def _suits(one: RankedWay, caller: Caller) -> Iterator[str]:
    way, contact = one.way, one.way.contact
    about = ", ".join(topic.replace("-", " ") for topic in contact.topics)
    match one.unsuitable:
        case "topic":
            yield f"for {about}, not for {one.topic.replace('-', ' ')}"
        case "voice":
            yield "needs a voice"
        case "audience" | "language" | "unreachable" | "":
            pass  # said below of every way
    if way.is_privacy_only:
        yield "only for requests about personal data"
    if contact.audience:
        yield f"for {', '.join(audience.replace('-', ' ') for audience in contact.audience)}"
    if one.no_voice and not one.is_spoken and contact.kind != "phone":
        yield "in writing"
    if one.topic and not one.unsuitable:
        matter = one.topic.replace("-", " ")
        yield f"for {matter}" if suits_topic(contact, one.topic) else "for any matter"
    elif about and not one.is_general and not one.unsuitable and not way.is_privacy_only:
        yield f"for {about}"
    if caller.language:
        spoken = [languages.name(code) for code in way.company.languages_of(contact)]
        yield f"in {', '.join(spoken)}" if spoken else "which languages are spoken is not stated"


def _timing(one: RankedWay, now: datetime, caller: Caller) -> Iterator[str]:
    if one.opens_first:
        yield "the first to open"
    if one.availability not in ("now", "late") or not one.closes:
        return
    if one.availability == "late" and one.takes:
        yield f"probably too late: it takes up to {phrases.duration(one.takes + timedelta(seconds=59))} to a person"
    elif one.last_call:
        yield f"still worth dialling until {phrases.on_both_clocks(one.way, one.last_call, now, caller)}"
    elif one.closes - now <= SOON:
        yield "closes soon, and how long it takes to a person is not known"


def _pace(one: RankedWay) -> Iterator[str]:
    contact = one.way.contact
    if queue := contact.queue:
        yield f"usual wait {phrases.minutes(queue)}"
    if one.measured and one.measured.proof:
        took = phrases.seconds(one.measured.shortcut.seconds or 0)
        date = one.measured.proof.date
        when = (
            f"on {phrases.date_of(one.measured.proof)}" if date.count("-") == 2 else phrases.date_of(one.measured.proof)
        )
        yield f"measured {took} to a person {when}"
    if contact.quiet:
        yield f"least busy {contact.quiet}"
    if contact.answers_within:
        yield f"answers within {contact.answers_within}"


def _call(one: RankedWay, caller: Caller) -> Iterator[str]:
    way = one.way
    if way.contact.kind != "phone":
        return
    if cost := phrases.reachability(way, caller):
        yield cost
    if one.unsuitable != "unreachable" and is_foreign(one, caller):
        dialled, here = dialled_here(one, caller), _country(caller.location)
        yield f"from {here} dial {dialled}" if dialled else f"the exit code of {here} depends on your carrier"


def _facts(one: RankedWay, now: datetime) -> str:
    field = "hours" if one.way.contact.hours else "address"
    return f"by {phrases.origin(one.way.provenance(field), 'hours' if field == 'hours' else 'number', now)}"


def _country(code: str) -> str:
    return zones.country_name(code) or code
