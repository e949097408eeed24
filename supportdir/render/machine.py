"""Plain records and JSON. No rich.

A plain record is one line of fields separated by tabs. JSON is one document; its version changes only if a key is
removed or changes its meaning. Times are ISO 8601 with offset (`iso`); units are part of the key ("queue_minutes").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from supportdir.caller import Caller
from supportdir.contacts import support_lines
from supportdir.dialing import route as routes
from supportdir.hours.states import spans_of, week_of
from supportdir.model import Menu, Phone, countries_in, is_served
from supportdir.render.phrases import hours_in_words, label_of, menu_option, no_line, plain_label, purpose, text_address
from supportdir.ways import best_route, measured_seconds, routes_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

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
    """Return a line of plain output."""
    return "\t".join(" ".join(field.split()) for field in fields)


def document(
    asked: dict[str, Any],
    answers: Any,
    notes: list[str],
    *,
    suggestions: Sequence[str] | None = None,
    ascii_only: bool,
) -> Iterator[str]:
    """Yield the JSON document of an answer in pieces.

    `suggestions` are slugs that may have been meant; the key is present if they are given or there are no answers.
    Answers in an iterator are written one at a time, to save memory.
    """
    from msgspec.json import Encoder, format

    encode = Encoder().encode

    def text(value: Any, depth: int) -> str:
        # Each list around the value adds "[", a line break and two spaces of indentation; the slice below removes them.
        for _ in range(depth):
            value = [value]
        try:
            written = format(encode(value), indent=2).decode()
        except UnicodeEncodeError:  # a lone surrogate, from a file name in another encoding
            import json

            written = json.dumps(value, ensure_ascii=ascii_only, indent=2)
        if ascii_only and not written.isascii():
            written = re.sub(r"[^\x00-\x7f]+", _escaped, written)
        return written[depth * (depth + 3) : len(written) - depth * (depth + 1)]

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


def _escaped(letters: re.Match[str]) -> str:
    """Return letters of a JSON string as escapes (RFC 8259, section 7)."""
    import json

    return json.dumps(letters[0])[1:-1]


def way_fields(way: Way, topic: str = "") -> tuple[str, ...]:
    """Return contact, kind, state, until, number or address, keys, age, label, market, name."""
    return (*_fields(way, best_route(way, topic), way.provenance("address")), *_market_and_name(way))


def route_records(way: Way, found_routes: list[Route]) -> list[tuple[str, ...]]:
    """Return a record for each route; a record without route if there is none.

    Its fields are contact to label as in `way_fields`, with the age of the route, then dial string, purpose, steps,
    market, name.
    """
    if not found_routes:
        return [(*_fields(way, None, way.provenance("address")), "", "", "", *_market_and_name(way))]
    return [
        (*_fields(way, route, route.proof), *_route_fields(way, route), *_market_and_name(way))
        for route in found_routes
    ]


def _route_fields(way: Way, route: Route) -> tuple[str, str, str]:
    shortcut, dial = route.shortcut, dial_string(way, route)
    steps = "; ".join(routes.sentences(shortcut.steps))
    caution = f"careful: {shortcut.caution}. " if shortcut.caution else ""
    return dial.text if dial else "", purpose(shortcut), caution + steps


def status_fields(status: CompanyStatus) -> tuple[str, ...]:
    """Return the `way_fields` of the line that decides whether the company is open; without one, the company only."""
    if status.way:
        return way_fields(status.way, status.topic)
    company = status.company
    market = _market(status.market, _regions_of_lines(status))
    return (company.slug, "", status.kind, "", "", "", "", no_line(status), market, company.name)


def _regions_of_lines(status: CompanyStatus) -> tuple[str, ...]:
    """Return the regions of the lines that `no_line` names; if it names none, those of the company."""
    company = status.company
    if status.uncounted:
        return company.serves_of(status.uncounted.contact)
    lines = () if company.no_phone else support_lines(company)
    return tuple(code for line in lines for code in company.serves_of(line)) or company.serves


def ranked_way_fields(ranked: RankedWay, now: datetime) -> tuple[str, ...]:
    """Return contact to label as in `way_fields`, then the reasons for the place, market, name."""
    id, kind, state, until, address, keys, age, label, market, name = way_fields(ranked.way, ranked.topic)
    return (id, kind, state, until, address, keys, age, label, "; ".join(_reasons(ranked, now)), market, name)


def ranked_way_value(ranked: RankedWay, now: datetime, place: int) -> dict[str, Any]:
    """Return a way as JSON, with its place, availability and reasons."""
    from supportdir.render.reasons import dialled_here

    call = ranked.measured
    return {
        "place": place,
        "availability": ranked.availability,
        "reasons": _reasons(ranked, now),
        "dialled_here": dialled_here(ranked, ranked.way.caller) or None,
        "last_call": iso(ranked.last_call) if ranked.last_call else None,
        "measured_seconds": call.shortcut.seconds if call else None,
        **way_value(ranked.way, now, ranked.topic),
    }


def _reasons(ranked: RankedWay, now: datetime) -> list[str]:
    from supportdir.render.reasons import expectation, reasons

    return [expectation(ranked, now, ranked.way.caller), *reasons(ranked, now, ranked.way.caller)]


def suited_fields(suited: SuitedWay, topic: str) -> tuple[str, ...]:
    """Contact to label as `way_fields`, why it suits the need and what speaks against it, market, name."""
    *fields, market, name = way_fields(suited.way, topic)
    return (*fields, f"{suited.reason} {suited.drawback}", market, name)


def suited_value(suited: SuitedWay, need: str, now: datetime, topic: str) -> dict[str, Any]:
    """A way that suits a need as JSON, with why it does and what speaks against it."""
    return {"need": need, "reason": suited.reason, "drawback": suited.drawback, **way_value(suited.way, now, topic)}


def menu_records(answer: Answer) -> list[tuple[str, ...]]:
    """Return contact, keys from the top of the menu, and description of each menu option."""
    from supportdir.dialing.menu import paths

    return [
        (id, " ".join(key for key, _ in path), menu_option(path[-1][1]))
        for id, menu in _menus(answer)
        for path in paths(menu)
    ]


def menu_values(answer: Answer) -> list[dict[str, Any]]:
    """Return the menus as JSON, in the form of the company file."""
    return [{"contact": id, "menu": to_builtins(menu)} for id, menu in _menus(answer)]


def _menus(answer: Answer) -> Iterator[tuple[str, Menu]]:
    for way in answer.ways:
        if way.menu:
            yield way.id, way.menu


def week_records(answer: Answer, at: datetime) -> list[tuple[str, ...]]:
    """Return contact, start, end, state, comment of each span in the week of `at` that is not closed.

    A contact without such a span has one record without times: closed in that week, with its hours as written, or
    unknown, with its hours in words.
    """
    records: list[tuple[str, ...]] = []
    for way in answer.ways:
        spans = [(way.id, iso(start), iso(end), state.kind, state.comment) for start, end, state in _week(way, at)]
        state, hours = "closed" if way.schedule else "unknown", way.contact.hours
        if not way.schedule:
            hours = hours_in_words(way, at, way.caller) or way.state.comment
        records += spans or [(way.id, "", "", state, hours)]
    return records


def week_values(answer: Answer, at: datetime) -> list[dict[str, Any]]:
    """Return the contacts as JSON, with the spans in the week of `at` in which they are not closed."""

    def spans(way: Way) -> list[dict[str, Any]]:
        return [
            {"start": iso(start), "end": iso(end), "state": state.kind, "comment": state.comment or None}
            for start, end, state in _week(way, at)
        ]

    return [{**way_value(way, at), "spans": spans(way)} for way in answer.ways]


def _week(way: Way, at: datetime) -> list[tuple[datetime, datetime, State]]:
    """Return the spans of the week (Monday to Sunday in the zone of `at`) that are not closed, in that zone."""
    spans = spans_of(way.schedule, *week_of(at)) if way.schedule else []
    return [(start.astimezone(at.tzinfo), end.astimezone(at.tzinfo), state) for start, end, state in spans]


def values(answer: Answer, at: datetime) -> list[dict[str, Any]]:
    """Return the contacts of an answer as JSON."""
    return [way_value(way, at, answer.topic) for way in answer.ways]


def company_value(answer: Answer, at: datetime) -> dict[str, Any]:
    """Return a company as JSON, its contacts best first."""
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
        "not_theirs": [{"number": impostor.number, "note": impostor.note or None} for impostor in company.not_theirs],
        "dead_numbers": [{"number": phone.dead, "note": phone.note or None} for phone in company.phones if phone.dead],
        "escalation": [to_builtins(step) for step in company.escalation_in(answer.market)],
    }


def no_contacts(answer: Answer) -> list[dict[str, Any]]:
    """Return the company as JSON, for commands that list contacts, if none can be used."""
    return [{"company": answer.company.slug, "name": answer.company.name, "contacts": []}]


def status_value(status: CompanyStatus, at: datetime) -> dict[str, Any]:
    """Return a company's state as JSON, with the line that decides."""
    return {
        "company": status.company.slug,
        "name": status.company.name,
        "state": status.kind,
        "contact": way_value(status.way, at, status.topic) if status.way else None,
        "reason": None if status.way else no_line(status),
    }


def overview(company: CompiledCompany) -> dict[str, Any]:
    """Return a summary of a company as JSON: names, categories, countries, numbers of contacts and routes."""
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
    """Return contact, kind of number, use, number, cost, age, label, company, topics, source, note.

    For a number that is not the company's: the slug in place of the contact, and the note as label only.
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
        match.note if contact else "",
    )


def number_match_value(match: NumberMatch, at: datetime) -> dict[str, Any]:
    """Return a match as JSON; `state` and `use` are "support", "privacy", "dead" or "not-theirs"."""
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
        "merged_into": company.merged_into or None,
        "defunct": company.defunct or None,
        "provenance": _provenance_value(match.provenance, at),
    }


def stale_fact_fields(stale_fact: StaleFact) -> tuple[str, ...]:
    """Return contact, fact to verify (route, hours, number, address), age, pages to look at, label."""
    id = f"{stale_fact.company.slug}/{stale_fact.contact.id}"
    return id, stale_fact.fact, _age(stale_fact.proof), " ".join(stale_fact.look_at), label_of(stale_fact.contact)


def stale_fact_value(stale_fact: StaleFact, at: datetime) -> dict[str, Any]:
    """Return a fact to verify as JSON."""
    return {
        "contact": f"{stale_fact.company.slug}/{stale_fact.contact.id}",
        "company": stale_fact.company.slug,
        "name": stale_fact.company.name,
        "label": stale_fact.contact.label,
        "fact": stale_fact.fact,
        "look_at": stale_fact.look_at,
        "provenance": _provenance_value(stale_fact.proof, at),
    }


def count_records(counts: Counts) -> list[tuple[str, ...]]:
    """Return group, name, count, per cent of the whole, median age in months."""
    return [
        (
            group,
            name,
            str(count.many),
            f"{100 * count.share:.0f}" if count.share is not None else "",
            f"{count.months:g}" if count.months is not None else "",
        )
        for group, entries in counts.items()
        for name, count in entries.items()
    ]


def count_values(counts: Counts) -> dict[str, Any]:
    """Return the counts as JSON: group → name → count, share of the whole (0 to 1), median age in months."""
    return {
        group.replace(" ", "_"): {
            name.replace(" ", "_"): {
                "count": count.many,
                "share": None if count.share is None else round(count.share, 4),
                "median_age_months": count.months,
            }
            for name, count in entries.items()
        }
        for group, entries in counts.items()
    }


_HOW = {
    "start": "prefix",
    "words": "all words",
    "near": "similar spelling",
    "sound": "similar sound",
    "layout": "other keyboard layout",
}


def why(hit: Hit) -> str:
    """Return why a company was found: "alias Ситибанк", "category airline"."""
    how = f" ({_HOW[hit.how]})" if hit.how in _HOW else ""
    return f"{hit.because.kind} {hit.because.text}{how}"


def _market_and_name(way: Way) -> tuple[str, str]:
    return _market(way.market, way.company.serves_of(way.contact)), way.company.name


def _market(market: str, serves: tuple[str, ...]) -> str:
    """Return the market asked for ("all" for any); if it is not served, "other:" and the first country served."""
    if not market or is_served(market, serves):
        return market or "all"
    return f"other:{next(iter(countries_in(serves)), '')}"


def _fields(way: Way, route: Route | None, proof: Provenance | None) -> tuple[str, ...]:
    return (
        way.id,
        way.contact.kind,
        way.state.kind,
        iso(way.changes) if way.changes else "",
        (way.no_voice and text_address(way, Caller())) or way.address,  # international, as all numbers here
        routes.keys(route.shortcut.steps) if route else "",
        _age(proof),
        plain_label(way.contact),
    )


def way_value(way: Way, at: datetime, topic: str = "") -> dict[str, Any]:
    """Return a contact as JSON: state, number or address, routes, sources."""
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
        "until": iso(way.changes) if way.changes else None,
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
        "provenance": _provenance_values(way, at),
    }
    if way.judgements:
        value["you"] = [{**judgement._asdict(), "day": judgement.day.isoformat()} for judgement in way.judgements]
    if way.number:
        value["number"] = {
            "dial": way.number.e164,
            "international": way.number.international,
            "national": way.number.national,
            "country": way.number.country or None,
        }
    names = _PHONE_FIELDS if isinstance(contact, Phone) else _CHANNEL_FIELDS
    value |= {name: getattr(contact, name) or None for name in names}
    if isinstance(contact, Phone):
        value["routes"] = [route_value(way, route, at) for route in routes_for(way, topic)]
    return value


def route_value(way: Way, route: Route, at: datetime) -> dict[str, Any]:
    """Return a route as JSON: steps as sentences, keys, dial string."""
    shortcut, dial = route.shortcut, dial_string(way, route)
    value = {
        "reaches": shortcut.reaches,
        "topics": shortcut.topics,
        "audience": shortcut.audience,
        "caution": shortcut.caution or None,
        "steps": routes.sentences(shortcut.steps),
        "keys": routes.keys(shortcut.steps),
        "dial": dial.text if dial else None,
        "dial_is_complete": dial.complete if dial else None,
        "seconds": measured_seconds(way, route),
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
    """Return the extension and the route as a dial string; None without an international number."""
    if way.number and not way.caller.phone:  # faster than `way.dialling`
        return routes.dial_string(way.number.e164, routes.with_extension(way.extension, route.shortcut.steps))
    dialling = way.dialling(route.shortcut.steps)
    return routes.DialString(dialling.text, not dialling.because) if dialling else None


_PHONE_FIELDS = (
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
_CHANNEL_FIELDS = ("service", "short", "url", "address", "where", "answers_within", "accepts")


def _provenance_values(way: Way, at: datetime) -> dict[str, dict[str, Any] | None]:
    proof = way.provenance("address")
    value = _provenance_value(proof, at)
    if not way.contact.hours:
        return {"address": value, "hours": None}
    of_hours = way.provenance("hours")
    return {"address": value, "hours": value if of_hours == proof else _provenance_value(of_hours, at)}


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


def iso(moment: datetime) -> str:
    """Return an aware moment as ISO 8601 with its offset; without seconds if they are zero."""
    return moment.isoformat(timespec="minutes" if not moment.second else "seconds")
