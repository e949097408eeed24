"""How to reach a company, best first: the first line is the one needed with the phone in the hand."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.dialing import route as routes
from supportdir.dialing.number import shown, tel_uri
from supportdir.hours import zones
from supportdir.hours.schedule import week
from supportdir.model import Channel, Phone
from supportdir.ordering import is_demoted
from supportdir.render import phrases
from supportdir.render.console import (
    FAINT,
    LABEL_WIDTH,
    STATES,
    STRONG,
    WARN,
    beside,
    flow,
    labelled,
    linked,
    rows,
    wrap,
)
from supportdir.ways import best_route

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from supportdir.answers import Answer
    from supportdir.caller import Caller
    from supportdir.provenance import Provenance
    from supportdir.routes import Route
    from supportdir.ways import Way


def company(answer: Answer, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """The best way in full, the others in a line each, in the order of the answer; what is not offered is named."""
    for line in phrases.first_lines(answer):
        yield from wrap(line, width, WARN)
    if answer.lead:
        yield from head(answer.lead, now, caller, width)
        yield from details(answer.lead, now, caller, answer.topic, width)
    label = "else"
    for _, group in groupby(answer.ways[1:], key=lambda way: isinstance(way.contact, Phone)):
        yield from beside(label, rows([_row(way, now, caller) for way in group], width - LABEL_WIDTH))
        label = ""
    if answer.also_said:
        yield from wrap(f"also said, without an address: {_list(answer.also_said, now, caller)}", width)
    if answer.private:
        private = [_row(way, now, caller) for way in answer.private]
        yield from beside("privacy", rows(private, width - LABEL_WIDTH))
    if answer.elsewhere and answer.serves_market:
        yield from labelled("abroad", phrases.counted(answer.company, answer.elsewhere), width)
    yield from _company_facts(answer, width)


def contact(answer: Answer, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """One contact in full."""
    for way in answer.ways:
        yield from head(way, now, caller, width)
        yield from details(way, now, caller, answer.topic, width)


def head(way: Way, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """Number, company and line, state and until when: one line where the terminal is wide enough."""
    yield from flow([address(way, caller, STRONG), Text(phrases.title(way)), state(way, now, caller)], width)


def state(way: Way, now: datetime, caller: Caller) -> Text:
    """The state in its colour."""
    return Text(phrases.state(way, now, caller), style=STATES[way.state.kind])


def brief_state(way: Way, now: datetime, caller: Caller) -> Text:
    """The state for a line in a list, in its colour."""
    return Text(phrases.brief_state(way, now, caller), style=STATES[way.state.kind])


def address_for(way: Way, caller: Caller) -> str:
    """What to dial, open or write to, as the caller needs it; for a contact without an address, what it is."""
    if way.number:
        text = shown(way.number, caller.location)
        extension = way.contact.extension if isinstance(way.contact, Phone) else ""
        return f"{text} ext. {extension}" if extension else text
    return way.address or ("number not known" if way.contact.kind == "phone" else phrases.kind(way.contact))


def address(way: Way, caller: Caller, style: str = "") -> Text:
    """The same as a link, where it can be one."""
    return linked(address_for(way, caller), _uri(way), style)


def _uri(way: Way) -> str:
    if way.number:
        return tel_uri(way.number.e164, way.contact.extension if isinstance(way.contact, Phone) else "")
    if way.address.startswith("https://"):
        return way.address
    return f"mailto:{way.address}" if way.contact.kind == "email" and _is_mailbox(way.address) else ""


def _is_mailbox(text: str) -> bool:
    """Whether it is one address and nothing that a mail program takes for more."""
    name, at, domain = text.partition("@")
    return bool(at) and all(part and set(part) <= _MAILBOX for part in (name, domain))


_MAILBOX = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_+")


def details(way: Way, now: datetime, caller: Caller, topic: str, width: int) -> Iterator[Text]:
    """What else is known of the contact, and how far to trust it."""
    item = way.contact
    if not way.serves_market:
        yield from wrap(f"serves {_places(way)}, not {_country(way.market)}", width, WARN)
    if reachability := phrases.reachability(way, caller):
        yield from wrap(reachability, width, WARN if way.connects != "yes" else "")
    if way.schedule and not way.schedule.hours.constant and way.zone:
        table = week(way.schedule, zones.wall(now, way.zone).date(), way.zone)
        days = phrases.each_comment_once((_week_row(*row) for row in table.rows()), way.state.comment)
        yield from wrap("; ".join(days), width)
    route = best_route(way, topic)
    if isinstance(item, Phone) and item.fails:
        yield from labelled("avoid", ", ".join(item.fails), width, WARN)
    if route:
        if route.shortcut.caution:
            yield from labelled("careful", route.shortcut.caution, width, WARN)
        yield from labelled("route", route_line(route, now), width)
        if route.shortcut.note:
            yield from labelled("note", route.shortcut.note, width)
    elif isinstance(item, Phone):
        if item.menu == "none":
            yield from labelled("route", "no menu: a person answers at once", width)
        elif item.no_shortcut:
            yield from labelled("route", f"no known way to a person: {item.no_shortcut}", width, WARN)
    for label, text in _more(way, caller):
        yield from labelled(label, text, width)
    yield from labelled("source", _sources(way, now), width)
    yield from own_calls(way, width)


def route_line(route: Route, now: datetime) -> Text:
    """A route in one line, with its age."""
    shortcut = route.shortcut
    text = Text()
    if purpose := phrases.purpose(shortcut):
        text.append(f"{purpose}: ")
    text.append("; ".join(routes.sentences(shortcut.steps)), style=STRONG)
    text.append("  (")
    text.append_text(proof_line(route.proof, "route", now))
    return text.append(")")


def proof_line(proof: Provenance | None, fact: str, now: datetime) -> Text:
    """Grade and age, louder where they are old."""
    old = bool(phrases.warning(proof, fact, now))
    return Text(phrases.origin(proof, fact, now), style=WARN if old else FAINT)


def _warned(way: Way) -> Text:
    """What the contact is, that a call is dear, and what was wrong when the user called."""
    text = Text(phrases.warned(way))
    if is_demoted(way.judgements):
        from supportdir.verdicts import phrase

        wrong = [phrase(judgement) for judgement in way.judgements if not judgement.worked]
        text.append(f" ({'; '.join(wrong)})", style=WARN)
    return text


def own_calls(way: Way, width: int) -> Iterator[Text]:
    """What the user's own calls say of the contact."""
    if way.judgements:
        from supportdir.verdicts import phrase

        for judgement in way.judgements:
            yield from wrap(phrase(judgement), width, "" if judgement.worked else WARN)


def _row(way: Way, now: datetime, caller: Caller) -> tuple[Text, ...]:
    """A way in a list: a phone by its number, a channel by what it is."""
    if isinstance(way.contact, Phone):
        return address(way, caller, STRONG), _warned(way), brief_state(way, now, caller)
    label, kind = phrases.described(way), phrases.kind(way.contact)
    if kind.lower() not in label.lower():
        label = f"{kind}: {label}"
    return Text(label), address(way, caller) if way.address else Text(), brief_state(way, now, caller)


def _list(ways: Sequence[Way], now: datetime, caller: Caller) -> str:
    """Ways without an address, in words."""
    parts = []
    for way in ways:
        state = f" ({phrases.brief_state(way, now, caller)})" if way.contact.hours else ""
        parts.append(f"{phrases.named(way)}{state}")
    return ", ".join(parts)


def _week_row(days: str, times: str, note: str) -> str:
    text = f"{'every day' if days == 'Mon–Sun' else days} {times}"
    return f"{text} ({note})" if note else text


def _more(way: Way, caller: Caller) -> Iterator[tuple[str, str]]:
    """The rest of a contact's fields in words, the most useful first."""
    item, company = way.contact, way.company
    if isinstance(item, Phone):
        if item.textphone and not item.is_textphone_only:
            number = company.numbers.get(item.textphone)
            yield "text", f"textphone {shown(number, caller.location) if number else item.textphone}"
        if item.relay:
            yield "relay", f"{item.relay}, then the number"
        if item.vanity:
            yield "letters", item.vanity
    if item.where and item.where != way.address:
        yield "where", item.where
    if item.queue:
        yield "queue", phrases.minutes(item.queue)
    if item.answers_within:
        yield "answer", f"within {item.answers_within}"
    if isinstance(item, Channel) and item.accepts:
        yield "accepts", ", ".join(item.accepts)
    ready = (*company.have_ready, *(thing for thing in item.have_ready if thing not in company.have_ready))
    if ready:
        yield "ready", ", ".join(ready)
    if item.note:
        yield "note", item.note


def _sources(way: Way, now: datetime) -> Text:
    """Grade and age of number and hours."""
    what = "contact" if not way.address else "number" if way.contact.kind == "phone" else "address"
    lines = {what: proof_line(way.provenance("address"), "number", now)}
    if way.contact.hours:
        lines["hours"] = proof_line(way.provenance("hours"), "hours", now)
    if len(lines) == 2 and len({phrases.origin(way.provenance(field)) for field in ("address", "hours")}) == 1:
        lines = {f"{what} and hours": lines["hours"]}
    return Text("; ").join(Text.assemble((f"{name}: ", FAINT), line) for name, line in lines.items())


def _places(way: Way) -> str:
    codes = way.company.serves_of(way.contact)
    if "all" in codes:
        return "all countries"
    return ", ".join(_country(code) for code in codes if not code.startswith("-"))


def _country(code: str) -> str:
    return zones.country_name(code) or code


def _company_facts(answer: Answer, width: int) -> Iterator[Text]:
    company = answer.company
    for phone in company.phones:
        if phone.dead:
            yield from labelled("dead", f"{phone.dead}: {phone.note}" if phone.note else phone.dead, width, WARN)
    if company.note:
        yield from labelled("note", company.note, width)
    for step in company.escalation:
        whom = (
            step.to
            or (step.company and f"supportdir show {step.company}")
            or f"supportdir show {company.slug}/{step.contact}"
        )
        extra = "; ".join(
            filter(None, (step.where, step.answers_within and f"within {step.answers_within}", step.note))
        )
        yield from labelled("next", f"not satisfied: {whom}" + (f" ({extra})" if extra else ""), width)
