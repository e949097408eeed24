"""`reach`: the reasons for the place of a way, in words. No rich."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from supportdir import languages
from supportdir.contacts import covers_topic
from supportdir.dialing.number import dialled_in
from supportdir.render import phrases
from supportdir.translation import translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from supportdir.caller import Caller
    from supportdir.ranking import RankedWay

SOON = timedelta(hours=1)  # before closing, if the time to reach a person is not known
NO_VOICE = "no way without voice is known"


def expectation(ranked: RankedWay, now: datetime, caller: Caller) -> str:
    """Return the state and until when; for a channel in writing without hours, that it takes messages any time."""
    contact = ranked.way.contact
    if not ranked.is_live and not contact.hours and contact.kind not in ("app", "self-service"):
        return translate("write at any time")
    return phrases.state(ranked.way, now, caller)


def reasons(ranked: RankedWay, now: datetime, caller: Caller) -> list[str]:
    """Return the other reasons for the place of a way, the most important first, and its source."""
    field = "hours" if ranked.way.contact.hours else "address"
    source = phrases.source(ranked.way.provenance(field), "hours" if field == "hours" else "number", now)
    found = (
        *_suitability(ranked, caller),
        *_timing(ranked, now, caller),
        *_waiting_time(ranked),
        *call_conditions(ranked, caller),
        translate("source: {source}", source=source),
    )
    return list(dict.fromkeys(found))  # a topic and the customers may have the same name


def dialled_here(ranked: RankedWay, caller: Caller) -> str:
    """Return the digits to dial from the caller's location; "" if they are not known."""
    number = ranked.way.number
    return dialled_in(number.e164, caller.location) if number and caller.location else ""


def is_voiceless(ways: list[RankedWay]) -> bool:
    """Return whether the caller cannot speak (`--no-voice`) and no way that this caller can use works without."""
    return any(ranked.way.needs_voice for ranked in ways) and all(
        ranked.unsuitable in ("voice", "unreachable", "audience") for ranked in ways
    )


def relay_line(ways: list[RankedWay]) -> RankedWay | None:
    """Return the best line that a relay service can call for the caller; None if there is none."""
    return next((ranked for ranked in ways if ranked.way.number and ranked.unsuitable == "voice"), None)


def without_voice(ways: list[RankedWay]) -> list[str]:
    """Return that no way works without speaking, and which line a relay service can call."""
    line = relay_line(ways)
    if line is None:
        return [translate(NO_VOICE)]
    text = "a relay service can call {number} ({contact})"
    return [translate(NO_VOICE), translate(text, number=phrases.number(line.way, line.way.caller), contact=line.way.id)]


def notes(ways: list[RankedWay], caller: Caller) -> list[str]:
    """Return that the cost of calls to another country is not known, if it is not. Lines of no use do not count."""
    usable = [ranked for ranked in ways if ranked.unsuitable not in ("unreachable", "voice")]
    foreign = [ranked.way for ranked in usable if is_foreign(ranked, caller)]
    if not all(way.contact.cost_note or way.is_cost_from_abroad for way in foreign):
        text = "the cost of a call from {country} is not known; ask your carrier"
        return [translate(text, country=phrases.in_country(caller.location))]
    return []


def is_foreign(ranked: RankedWay, caller: Caller) -> bool:
    """Return whether the number belongs to another country than the caller's location."""
    number, here = ranked.way.number, caller.location.partition("-")[0]
    return number is not None and here not in ("", number.country)


def _suitability(ranked: RankedWay, caller: Caller) -> Iterator[str]:
    way, contact = ranked.way, ranked.way.contact
    topics, topic = phrases.spaced(contact.topics), phrases.spaced([ranked.topic])
    if ranked.unsuitable == "topic":
        yield translate("for {words}, not for {topic}", words=topics, topic=topic)
    elif ranked.unsuitable == "voice":
        yield translate("requires speaking")
    if way.is_privacy_only:
        yield translate("only for requests about personal data")
    if contact.audience:
        yield phrases.for_whom(contact.audience)
    if way.no_voice and not way.needs_voice and contact.kind not in ("phone", "video"):
        yield translate("in writing")
    if topic and not ranked.unsuitable:
        is_for_topic = covers_topic(way.company, contact, ranked.topic)
        yield phrases.about([ranked.topic]) if is_for_topic else translate("for any topic")
    elif topics and not ranked.is_general and not ranked.unsuitable and not way.is_privacy_only:
        yield phrases.about(contact.topics)
    if caller.language:
        spoken = [translate(languages.name(code)) for code in way.company.languages_of(contact)]
        text = "in {languages}" if spoken else "languages not known"
        yield translate(text, languages=", ".join(spoken))


def _timing(ranked: RankedWay, now: datetime, caller: Caller) -> Iterator[str]:
    if ranked.opens_first:
        yield translate("the first to open")
    if ranked.availability not in ("now", "late") or not ranked.closes:
        return
    if ranked.availability == "late" and ranked.takes:
        takes = phrases.duration(ranked.takes + timedelta(seconds=59))
        yield translate("probably too late: it takes up to {time} to reach a person", time=takes)
    elif ranked.last_call:
        when = phrases.both_clocks(ranked.way, ranked.last_call, now, caller)
        yield translate("worth calling until {when}", when=when)
    elif ranked.closes - now <= SOON:
        yield translate("closes soon; the time to reach a person is not known")


def _waiting_time(ranked: RankedWay) -> Iterator[str]:
    contact, call = ranked.way.contact, ranked.measured
    if contact.queue:
        yield phrases.usual_wait(contact.queue)
    if call and call.proof:
        time = phrases.measured_time(call.shortcut.seconds or 0)
        date = phrases.source_date(call.proof)
        yield translate("measured {time} to a person ({date})", time=time, date=date)
    if contact.quiet:
        yield translate("least busy {times}", times=contact.quiet)
    if contact.answers_within:
        yield translate("answers within {time}", time=phrases.period(contact.answers_within))


def call_conditions(ranked: RankedWay, caller: Caller) -> Iterator[str]:
    """Yield what a call costs, whether it connects, and how to dial from abroad; nothing for channels."""
    if ranked.way.contact.kind != "phone":
        return
    if conditions := phrases.call_conditions(ranked.way, caller):
        yield conditions
    if ranked.unsuitable != "unreachable" and is_foreign(ranked, caller):
        digits, here = dialled_here(ranked, caller), phrases.in_country(caller.location)
        text = "from {country} dial {digits}" if digits else "the exit code of {country} depends on your carrier"
        yield translate(text, country=here, digits=digits)
