"""Answers for programs: plain records and JSON. No rich.

A plain record is one line, its fields divided by tabs, without heading or wrapping. JSON is one document, its version
raised only when a field is taken away or changes its meaning; times are ISO 8601 with offset, units stand in the names.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from supportdir.dialing import route as routes
from supportdir.hours.states import spans_of, week_of
from supportdir.model import Menu, Phone, Shortcut, countries_in
from supportdir.render.phrases import label_of, no_line, purpose
from supportdir.ways import best_route, routes_for, seconds_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from supportdir.advice import SuitedWay
    from supportdir.answers import Answer
    from supportdir.compiled import CompiledCompany
    from supportdir.dialing.route import DialString
    from supportdir.hours.rules import State
    from supportdir.number_lookup import NumberMatch
    from supportdir.provenance import Provenance
    from supportdir.ranking import RankedWay
    from supportdir.routes import Route
    from supportdir.search import Hit
    from supportdir.staleness import StaleFact
    from supportdir.statistics import Counts
    from supportdir.status import CompanyStatus
    from supportdir.ways import Way

VERSION = 1


def record(fields: Iterable[str]) -> str:
    """One line of plain output."""
    return "\t".join(" ".join(field.split()) for field in fields)


def document(
    asked: dict[str, Any],
    answers: Any,
    notes: list[str],
    *,
    suggestions: Sequence[str] | None = None,
    ascii_only: bool,
) -> Iterator[str]:
    """The JSON document of an answer, in pieces.

    `suggestions`, slugs that may have been meant, are in it if a company was not found or there are no answers. An
    iterator of answers is written one by one: all of them at once may fill the memory.
    """
    import json

    from msgspec import DecodeError
    from msgspec.json import format

    def text(value: Any, depth: int) -> str:
        # The library's own indentation is five times slower, and leaves what only the garbage collector takes away.
        try:
            written = format(json.dumps(value, ensure_ascii=ascii_only, default=_iso), indent=2)
        except (UnicodeError, DecodeError):  # half a character, as of a file name that is no text
            written = json.dumps(value, ensure_ascii=ascii_only, indent=2, default=_iso)
        return written.replace("\n", "\n" + "  " * depth)

    yield f'{{\n  "version": {text(VERSION, 1)},\n  "asked": {text(asked, 1)},\n  "answers": '
    if isinstance(answers, Iterator):
        before = "["
        for answer in answers:
            yield f"{before}\n    {text(answer, 2)}"
            before = ","
        is_empty = before == "["
        yield "[]" if is_empty else "\n  ]"
    else:
        is_empty = not answers
        yield text(answers, 1)
    if suggestions is not None or is_empty:
        yield f',\n  "suggestions": {text(list(suggestions or ()), 1)}'
    yield f',\n  "notes": {text(notes, 1)}\n}}\n'


def way_fields(way: Way, topic: str = "") -> tuple[str, ...]:
    """contact, kind, state, until, number or address, keys, age, label, market, name."""
    return (*_fields(way, best_route(way, topic), way.provenance("address")), *_market_and_name(way))


def route_records(way: Way, found: list[Route]) -> list[tuple[str, ...]]:
    """A record for each route: contact to label as `way_fields`, with the age of the route; the dial string, what it
    reaches, the steps; market, name."""
    records = []
    for route in found:
        shortcut = route.shortcut
        dial = dial_string(way, route)
        steps = "; ".join(routes.sentences(shortcut.steps))
        records.append(
            (
                *_fields(way, route, route.proof),
                dial.text if dial else "",
                purpose(shortcut),
                f"careful: {shortcut.caution}. {steps}" if shortcut.caution else steps,
                *_market_and_name(way),
            )
        )
    return records or [(*_fields(way, None, way.provenance("address")), "", "", "", *_market_and_name(way))]


def status_fields(one: CompanyStatus) -> tuple[str, ...]:
    """The fields of `way_fields` for the line that decides; the company alone where it has none that counts."""
    if one.way:
        return way_fields(one.way)
    return (one.company.slug, "", one.kind, "", "", "", "", no_line(one), one.market or "all", one.company.name)


def prospect_fields(one: RankedWay, now: datetime) -> tuple[str, ...]:
    """Contact to label as `way_fields`, the reasons for its place, market, name."""
    from supportdir.render.reasons import text_address

    id, kind, state, until, where, keys, age, label, market, name = way_fields(one.way, one.topic)
    where = text_address(one, one.way.caller) or where
    return (id, kind, state, until, where, keys, age, label, "; ".join(_reasons(one, now)), market, name)


def prospect_value(one: RankedWay, now: datetime, place: int) -> dict[str, Any]:
    """A way as JSON, with its place, its availability, and the reasons."""
    from supportdir.render.reasons import dialled_here

    call = one.measured
    return {
        "place": place,
        "availability": one.availability,
        "reasons": _reasons(one, now),
        "dialled_here": dialled_here(one, one.way.caller) or None,
        "last_call": one.last_call,
        "measured_seconds": call.shortcut.seconds if call else None,
        **way_value(one.way, now, one.topic),
    }


def _reasons(one: RankedWay, now: datetime) -> list[str]:
    from supportdir.render.reasons import expectation, reasons

    return [expectation(one, now, one.way.caller), *reasons(one, now, one.way.caller)]


def suited_fields(one: SuitedWay, topic: str) -> tuple[str, ...]:
    """Contact to label as `way_fields`, why it suits the need and what speaks against it, market, name."""
    *fields, market, name = way_fields(one.way, topic)
    return (*fields, f"{one.reason} {one.drawback}", market, name)


def suited_value(one: SuitedWay, need: str, now: datetime, topic: str) -> dict[str, Any]:
    """A way that suits a need as JSON, with why it does and what speaks against it."""
    return {"need": need, "reason": one.reason, "drawback": one.drawback, **way_value(one.way, now, topic)}


def menu_records(answer: Answer) -> list[tuple[str, ...]]:
    """contact, the keys from the top of the menu, what is there."""
    from supportdir.dialing.menu import described, paths

    return [
        (way.id, " ".join(key for key, _ in path), described(path[-1][1]))
        for way in answer.ways
        if isinstance(way.contact, Phone) and isinstance(way.contact.menu, Menu)
        for path in paths(way.contact.menu)
    ]


def menu_values(answer: Answer) -> list[dict[str, Any]]:
    """The menus as JSON, in the shape of the company file."""
    return [
        {"contact": way.id, "menu": to_builtins(way.contact.menu)}
        for way in answer.ways
        if isinstance(way.contact, Phone) and isinstance(way.contact.menu, Menu)
    ]


def week_records(answer: Answer, at: datetime) -> list[tuple[str, ...]]:
    """contact, start, end, state, comment: the stretches that are not closed, of the week that contains `at`."""
    return [
        (way.id, _iso(start), _iso(end), state.kind, state.comment)
        for way in answer.ways
        if way.schedule
        for start, end, state in _week(way, at)
    ]


def week_values(answer: Answer, at: datetime) -> list[dict[str, Any]]:
    """The contacts with the stretches of the week in which they are not closed."""
    return [
        {
            **way_value(way, at),
            "spans": [
                {"start": start, "end": end, "state": state.kind, "comment": state.comment or None}
                for start, end, state in _week(way, at)
            ],
        }
        for way in answer.ways
    ]


def _week(way: Way, at: datetime) -> list[tuple[datetime, datetime, State]]:
    """The stretches of the week (Monday to Sunday on the caller's clock) that are not closed, on that clock."""
    if way.schedule is None:
        return []
    zone = at.tzinfo
    return [
        (start.astimezone(zone), end.astimezone(zone), state)
        for start, end, state in spans_of(way.schedule, *week_of(at))
    ]


def values(answer: Answer, at: datetime) -> list[dict[str, Any]]:
    """The contacts of an answer as JSON."""
    return [way_value(way, at, answer.topic) for way in answer.ways]


def company_value(answer: Answer, at: datetime) -> dict[str, Any]:
    """A company as JSON, its contacts best first."""
    company = answer.company
    return {
        **overview(company),
        "no_phone": company.no_phone or None,
        "merged_into": company.merged_into or None,
        "defunct": company.defunct or None,
        "have_ready": company.have_ready,
        "note": company.note or None,
        "market": answer.market or "all",
        "contacts": values(answer, at),
        "also_said": [way_value(way, at, answer.topic) for way in answer.also_said],
        "not_theirs": [{"number": one.number, "note": one.note or None} for one in company.not_theirs],
        "dead_numbers": [{"number": phone.dead, "note": phone.note or None} for phone in company.phones if phone.dead],
        "escalation": [to_builtins(step) for step in company.escalation],
    }


def status_value(one: CompanyStatus, at: datetime) -> dict[str, Any]:
    """A company's state as JSON, with the line that decides."""
    return {
        "company": one.company.slug,
        "name": one.company.name,
        "state": one.kind,
        "contact": way_value(one.way, at) if one.way else None,
    }


def overview(company: CompiledCompany) -> dict[str, Any]:
    """A company in a few words as JSON: what it is, whom it serves, how much is known."""
    return {
        "company": company.slug,
        "name": company.name,
        "aliases": company.aliases,
        "domains": company.domains,
        "categories": company.categories,
        "serves": company.serves,
        "phones": sum(not phone.dead for phone in company.phones),
        "channels": len(company.channels),
        "routes": sum(len(phone.shortcuts) for phone in company.phones),
    }


def number_match_fields(match: NumberMatch) -> tuple[str, ...]:
    """contact, which of its numbers it is, what it is for, number, cost, age, label, company, topics, source.

    Of a number that is not the company's: the company alone, its note in place of the label.
    """
    proof, contact = match.provenance, match.contact
    return (
        match.id,
        match.kind,
        match.use,
        match.written,
        match.cost,
        _age(proof),
        label_of(contact) if contact else match.note,
        match.company.name,
        ",".join(contact.topics) if contact else "",
        proof.url if proof else "",
    )


def number_match_value(match: NumberMatch, at: datetime) -> dict[str, Any]:
    """Whose number it is, as JSON; `state` is "support", "privacy", "dead" or "not-theirs"."""
    company, contact, number = match.company, match.contact, match.number
    return {
        "contact": match.id if contact else None,
        "company": company.slug,
        "name": company.name,
        "kind": contact.kind if contact else None,
        "label": contact.label if contact else None,
        "match": match.kind,
        "use": match.use,
        "state": match.use,
        "number": match.written,
        "dial": number.e164 if number and match.use != "not-theirs" else None,
        "country": number.country or None if number else None,
        "cost": match.cost or None,
        "topics": contact.topics if contact else (),
        "audience": contact.audience if contact else (),
        "serves": match.serves,
        "works_from": contact.works_from or None if contact else None,
        "note": match.note or None,
        "provenance": _provenance_value(match.provenance, at),
    }


def doubt_fields(stale_fact: StaleFact) -> tuple[str, ...]:
    """contact, the fact to verify (route, hours, number, address), age, where to look, label."""
    id = f"{stale_fact.company.slug}/{stale_fact.contact.id}"
    return id, stale_fact.fact, _age(stale_fact.proof), " ".join(stale_fact.look_at), label_of(stale_fact.contact)


def doubt_value(stale_fact: StaleFact, at: datetime) -> dict[str, Any]:
    """A fact to verify, as JSON."""
    return {
        "contact": f"{stale_fact.company.slug}/{stale_fact.contact.id}",
        "company": stale_fact.company.slug,
        "name": stale_fact.company.name,
        "label": stale_fact.contact.label,
        "fact": stale_fact.fact,
        "look_at": stale_fact.look_at,
        "provenance": _provenance_value(stale_fact.proof, at),
    }


def figure_records(counts: Counts) -> list[tuple[str, ...]]:
    """group, what is counted, count, per cent of the whole, median age in months."""
    return [
        (
            group,
            name,
            str(count.many),
            f"{100 * count.share:.0f}" if count.share is not None else "",
            f"{count.months:g}" if count.months is not None else "",
        )
        for group, some in counts.items()
        for name, count in some.items()
    ]


def figure_values(counts: Counts) -> dict[str, Any]:
    """The figures as JSON: group → what is counted → count, share of the whole, median age."""
    return {
        group.replace(" ", "_"): {
            name.replace(" ", "_"): {
                "count": count.many,
                "share": None if count.share is None else round(count.share, 4),
                "median_age_months": count.months,
            }
            for name, count in some.items()
        }
        for group, some in counts.items()
    }


_HOW = {
    "start": "begins so",
    "words": "has these words",
    "near": "spelt nearly so",
    "sound": "sounds nearly so",
    "layout": "so with the other keyboard layout",
}


def why(hit: Hit) -> str:
    """Why a company was found: "alias Ситибанк", "category airline"."""
    because = hit.because
    about = _HOW.get(hit.how)
    return f"{because.kind} {because.text}" + (f" ({about})" if about else "")


def _market_and_name(way: Way) -> tuple[str, str]:
    """The market asked for, or "other:" and the first country served; the company's name."""
    if way.serves_market:
        return way.market or "all", way.company.name
    other = next(iter(countries_in(way.company.serves_of(way.contact))), "")
    return f"other:{other}", way.company.name


def _fields(way: Way, route: Route | None, proof: Provenance | None) -> tuple[str, ...]:
    return (
        way.id,
        way.contact.kind,
        way.state.kind,
        _iso(way.changes) if way.changes else "",
        way.address,
        routes.keys(route.shortcut.steps) if route else "",
        _age(proof),
        label_of(way.contact),
    )


def way_value(way: Way, at: datetime, topic: str = "") -> dict[str, Any]:
    """A contact as JSON: its state, how to get there, the routes, and where each fact comes from."""
    contact, company = way.contact, way.company
    value: dict[str, Any] = {
        "contact": way.id,
        "company": company.slug,
        "name": company.name,
        "kind": contact.kind,
        "label": contact.label,
        "topics": contact.topics,
        "audience": contact.audience,
        "serves": company.serves_of(contact),
        "serves_market": way.serves_market,
        "languages": company.languages_of(contact),
        "state": way.state.kind,
        "comment": way.state.comment,
        "until": way.changes,
        "then": way.becomes or None,
        "holiday": way.unstated_holiday or None,
        "hours": contact.hours or None,
        "zone": way.zone or company.timezone_of(contact) or None,
        "number": None,
        "connects": way.connects,
        "cost": way.cost,
        "queue_minutes": contact.queue,
        "have_ready": contact.have_ready,
        "note": contact.note or None,
        "provenance": {
            "address": _provenance_value(way.provenance("address"), at),
            "hours": _provenance_value(way.provenance("hours"), at) if contact.hours else None,
        },
    }
    if way.judgements:
        value["you"] = [{**one._asdict(), "day": one.day.isoformat()} for one in way.judgements]
    if way.number:
        value["number"] = {
            "dial": way.number.e164,
            "international": way.number.international,
            "national": way.number.national,
            "country": way.number.country or None,
        }
    for name in _MORE_OF_PHONE if isinstance(contact, Phone) else _MORE_OF_CHANNEL:
        value[name] = getattr(contact, name) or None
    if isinstance(contact, Phone):
        value["routes"] = [route_value(way, route, at) for route in routes_for(way, topic)]
    return value


def route_value(way: Way, route: Route, at: datetime) -> dict[str, Any]:
    """A route as JSON: sentences, keys, dial string."""
    shortcut: Shortcut = route.shortcut
    dial = dial_string(way, route)
    value = {
        "reaches": shortcut.reaches,
        "topics": shortcut.topics,
        "audience": shortcut.audience,
        "caution": shortcut.caution or None,
        "steps": routes.sentences(shortcut.steps),
        "keys": routes.keys(shortcut.steps),
        "dial": dial.text if dial else None,
        "dial_is_complete": dial.complete if dial else None,
        "seconds": seconds_of(way, route),
        "note": shortcut.note or None,
        "from_menu": route.from_menu,
        "provenance": _provenance_value(route.proof, at),
    }
    if way.caller.phone and (dialling := way.dialling(shortcut.steps)):
        value["phone"] = way.caller.phone
        value["link"] = dialling.link
        value["link_rest"] = routes.sentences(dialling.link_rest)
        value["link_ends_because"] = dialling.link_because or None
    return value


def dial_string(way: Way, route: Route) -> DialString | None:
    """The route as the caller's kind of phone dials it; None where the number has no international form."""
    if not way.number:
        return None
    if not way.caller.phone:
        return routes.dial_string(way.number.e164, route.shortcut.steps)
    dialling = way.dialling(route.shortcut.steps)
    return routes.DialString(dialling.text, not dialling.because) if dialling else None


_MORE_OF_PHONE = (
    "short",
    "extension",
    "vanity",
    "textphone",
    "relay",
    "where",
    "works_from",
    "automated",
    "quiet",
    "fails",
    "no_shortcut",
)
_MORE_OF_CHANNEL = ("service", "short", "url", "address", "where", "answers_within", "accepts")


def _provenance_value(proof: Provenance | None, at: datetime) -> dict[str, Any] | None:
    if proof is None:
        return None
    return {
        "grade": proof.grade,
        "date": proof.date or None,
        "age_months": proof.months(at.date()),
        "url": proof.url or None,
    }


def _age(proof: Provenance | None) -> str:
    return f"{proof.grade} {proof.date or 'undated'}" if proof else ""


def _iso(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes" if not value.second else "seconds")
    raise TypeError(f"{type(value).__name__} has no place in JSON")
