"""`reach`: the reasons for the place of a way, in words. No rich."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from supportdir import languages
from supportdir.contacts import suits_topic
from supportdir.dialing.number import dialled_in
from supportdir.render import phrases

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
        return "write at any time"
    return phrases.state(ranked.way, now, caller)


def reasons(ranked: RankedWay, now: datetime, caller: Caller) -> list[str]:
    """Return the other reasons for the place of a way, the most important first, and its source."""
    field = "hours" if ranked.way.contact.hours else "address"
    source = phrases.source(ranked.way.provenance(field), "hours" if field == "hours" else "number", now)
    return [
        *_suitability(ranked, caller),
        *_timing(ranked, now, caller),
        *_waiting_time(ranked),
        *_call(ranked, caller),
        f"source: {source}",
    ]


def dialled_here(ranked: RankedWay, caller: Caller) -> str:
    """Return the digits to dial from the caller's location; "" if they are not known."""
    number = ranked.way.number
    return dialled_in(number.e164, caller.location) if number and caller.location else ""


def is_voiceless(ways: list[RankedWay]) -> bool:
    """Return whether the caller cannot speak (`--no-voice`) and no usable way works without speaking."""
    return bool(ways) and all(
        ranked.way.no_voice and ranked.unsuitable in ("voice", "unreachable", "audience") for ranked in ways
    )


def relay_line(ways: list[RankedWay]) -> RankedWay | None:
    """Return the best line that a relay service can call for the caller; None if there is none."""
    return next((ranked for ranked in ways if ranked.way.number and ranked.unsuitable == "voice"), None)


def without_voice(ways: list[RankedWay]) -> list[str]:
    """Return that no way works without speaking, and which line a relay service can call."""
    line = relay_line(ways)
    return [NO_VOICE, *([f"a relay service can call {line.way.address} ({line.way.id})"] if line else [])]


def notes(ways: list[RankedWay], caller: Caller) -> list[str]:
    """Return that the cost of calls to another country is not known, if it is not."""
    if any(is_foreign(ranked, caller) and not ranked.way.contact.cost_note for ranked in ways):
        return [f"the cost of a call from {phrases.in_country(caller.location)} is not known; ask your carrier"]
    return []


def is_foreign(ranked: RankedWay, caller: Caller) -> bool:
    """Return whether the number belongs to another country than the caller's location."""
    number, here = ranked.way.number, caller.location.partition("-")[0]
    return number is not None and here not in ("", number.country)


def _suitability(ranked: RankedWay, caller: Caller) -> Iterator[str]:
    way, contact = ranked.way, ranked.way.contact
    topics, topic = phrases.spaced(contact.topics), phrases.spaced([ranked.topic])
    if ranked.unsuitable == "topic":
        yield f"for {topics}, not for {topic}"
    elif ranked.unsuitable == "voice":
        yield "requires speaking"
    if way.is_privacy_only:
        yield "only for requests about personal data"
    if contact.audience:
        yield f"for {phrases.spaced(contact.audience)}"
    if ranked.way.no_voice and not ranked.is_spoken and contact.kind != "phone":
        yield "in writing"
    if topic and not ranked.unsuitable:
        yield f"for {topic}" if suits_topic(contact, ranked.topic) else "for any topic"
    elif topics and not ranked.is_general and not ranked.unsuitable and not way.is_privacy_only:
        yield f"for {topics}"
    if caller.language:
        spoken = [languages.name(code) for code in way.company.languages_of(contact)]
        yield f"in {', '.join(spoken)}" if spoken else "languages not known"


def _timing(ranked: RankedWay, now: datetime, caller: Caller) -> Iterator[str]:
    if ranked.opens_first:
        yield "the first to open"
    if ranked.availability not in ("now", "late") or not ranked.closes:
        return
    if ranked.availability == "late" and ranked.takes:
        takes = phrases.duration(ranked.takes + timedelta(seconds=59))
        yield f"probably too late: it takes up to {takes} to reach a person"
    elif ranked.last_call:
        yield f"worth calling until {phrases.both_clocks(ranked.way, ranked.last_call, now, caller)}"
    elif ranked.closes - now <= SOON:
        yield "closes soon; the time to reach a person is not known"


def _waiting_time(ranked: RankedWay) -> Iterator[str]:
    contact, call = ranked.way.contact, ranked.measured
    if contact.queue:
        yield f"usual wait {phrases.minute_range(contact.queue)}"
    if call and call.proof:
        time = phrases.measured_time(call.shortcut.seconds or 0)
        yield f"measured {time} to a person ({phrases.source_date(call.proof)})"
    if contact.quiet:
        yield f"least busy {contact.quiet}"
    if contact.answers_within:
        yield f"answers within {contact.answers_within}"


def _call(ranked: RankedWay, caller: Caller) -> Iterator[str]:
    if ranked.way.contact.kind != "phone":
        return
    if conditions := phrases.call_conditions(ranked.way, caller):
        yield conditions
    if ranked.unsuitable != "unreachable" and is_foreign(ranked, caller):
        digits, here = dialled_here(ranked, caller), phrases.in_country(caller.location)
        yield f"from {here} dial {digits}" if digits else f"the exit code of {here} depends on your carrier"
