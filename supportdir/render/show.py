"""`show`: the best way to reach a company in full, then the others in a line each."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.model import Channel, Phone
from supportdir.render import parts, phrases
from supportdir.render.console import FAINT, WARN, labelled, wrap
from supportdir.ways import routes_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from supportdir.answers import Answer
    from supportdir.caller import Caller
    from supportdir.model import Escalation
    from supportdir.ways import Way


def company(answer: Answer, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """Yield the best way in full and the others in a line each, in the order of the answer."""
    yield from parts.warnings(phrases.first_lines(answer), width)
    if answer.lead:
        yield from _in_full(answer.lead, answer.topic, now, caller, width)
    label = "else"
    for _, group in groupby(answer.ways[1:], key=lambda way: isinstance(way.contact, Phone)):
        yield from parts.labelled_rows(label, group, now, caller, width)
        label = ""
    yield from parts.also_said(answer, now, caller, width)
    yield from parts.labelled_rows("privacy", answer.private, now, caller, width)
    yield from parts.elsewhere(answer, width)
    yield from _company_facts(answer, width)


def contact(answer: Answer, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """Yield the contacts of the answer in full."""
    for way in answer.ways:
        yield from _in_full(way, answer.topic, now, caller, width)


def _in_full(way: Way, topic: str, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    yield from parts.heading(way, now, caller, width)
    yield from wrap(phrases.other_market(way), width, WARN)
    conditions = filter(None, (phrases.audience(way), phrases.call_conditions(way, caller)))
    yield from wrap("; ".join(conditions), width, WARN if way.connects != "yes" else "")
    yield from wrap(phrases.hours_in_words(way, now, caller), width)
    yield from parts.fails(way, width)
    if route := next(iter(routes_for(way, topic)), None):
        yield from parts.caution(route, width)
        yield from labelled("route", parts.route_line(route, now), width)
        if route.shortcut.note:
            yield from labelled("note", route.shortcut.note, width)
    elif no_route := parts.no_route(way):
        yield from labelled("route", no_route, width)
    for label, text in _more_fields(way, caller):
        yield from labelled(label, text, width)
    yield from labelled("source", _sources(way, now), width)
    yield from parts.own_calls(way, width)


def _more_fields(way: Way, caller: Caller) -> Iterator[tuple[str, str]]:
    """Yield label and text of the other fields that the contact states, the most useful first."""
    contact = way.contact
    fields: dict[str, str] = {}
    if isinstance(contact, Phone):
        fields |= {
            "text": "" if contact.is_textphone_only or way.no_voice else phrases.textphone(way, caller),
            "relay": f"{contact.relay}, then the number" if contact.relay and not way.no_voice else "",
            "letters": contact.vanity,
            "machine": phrases.machine_times(way) if contact.hours else "",
        }
    fields |= {
        "where": contact.where if contact.where != way.address else "",
        "queue": phrases.minute_range(contact.queue) if contact.queue else "",
        "answer": contact.answers_within and f"within {contact.answers_within}",
        "accepts": ", ".join(contact.accepts) if isinstance(contact, Channel) else "",
        "ready": phrases.have_ready(way),
        "note": contact.note,
    }
    return ((label, text) for label, text in fields.items() if text)


def _sources(way: Way, now: datetime) -> Text:
    """Return the sources of number (or address) and hours; a shared source once."""
    address = "contact" if not way.address else "number" if way.contact.kind == "phone" else "address"
    sources = {address: parts.source(way.provenance("address"), "number", now)}
    if way.contact.hours:
        hours = parts.source(way.provenance("hours"), "hours", now)
        is_shared = phrases.source(way.provenance("address")) == phrases.source(way.provenance("hours"))
        sources = {f"{address} and hours": hours} if is_shared else {**sources, "hours": hours}
    return Text("; ").join(Text.assemble((f"{name}: ", FAINT), text) for name, text in sources.items())


def _company_facts(answer: Answer, width: int) -> Iterator[Text]:
    company = answer.company
    for phone in company.phones:
        if phone.dead:
            yield from labelled("dead", f"{phone.dead}: {phone.note}" if phone.note else phone.dead, width, WARN)
    if company.note:
        yield from labelled("note", company.note, width)
    for step in company.escalation_in(answer.market):
        yield from labelled("next", f"if not satisfied: {_escalation(company.slug, step)}", width)


def _escalation(slug: str, step: Escalation) -> str:
    whom = step.to or f"supportdir show {step.company or f'{slug}/{step.contact}'}"
    more = "; ".join(filter(None, (step.where, step.answers_within and f"within {step.answers_within}", step.note)))
    return f"{whom} ({more})" if more else whom
