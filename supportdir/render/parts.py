"""Parts that several views share: the heading of a contact, its state, menu, route and source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.contacts import is_spoken
from supportdir.dialing.number import tel_uri
from supportdir.dialing.route import sentences
from supportdir.model import Phone, countries_in
from supportdir.render import phrases
from supportdir.render.console import (
    FAINT,
    LABEL_WIDTH,
    STATES,
    STRONG,
    WARN,
    flow,
    labelled,
    linked,
    rows,
    with_label,
    wrap,
)
from supportdir.translation import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from supportdir.answers import Answer
    from supportdir.caller import Caller
    from supportdir.model import Step
    from supportdir.provenance import Provenance
    from supportdir.routes import Route
    from supportdir.ways import Way

_MAILBOX = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_+")


def warnings(lines: Iterable[str], width: int) -> Iterator[Text]:
    """Yield the lines in the colour of warnings."""
    for line in lines:
        yield from wrap(line, width, WARN)


def heading(way: Way, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """Yield number or address, company and contact, and state: one line if the terminal is wide enough."""
    yield from flow([address(way, caller, STRONG), Text(phrases.title(way)), state(way, now, caller)], width)


def state(way: Way, now: datetime, caller: Caller) -> Text:
    """Return the state in its colour."""
    return Text(phrases.state(way, now, caller), style=STATES[way.state.kind])


def brief_state(way: Way, now: datetime, caller: Caller) -> Text:
    """Return the state for a line of a list, in its colour."""
    return Text(phrases.brief_state(way, now, caller), style=STATES[way.state.kind])


def address(way: Way, caller: Caller, style: str = "") -> Text:
    """Return what to dial, open or write to, as a link if possible; without an address, the contact's kind.

    For a caller who does not speak, it is the textphone or relay of a phone line.
    """
    if text := phrases.text_address(way, caller):
        return Text(text, style=style)
    if way.number:
        return linked(phrases.number_and_short(way, caller), tel_uri(way.number.e164, way.extension), style)
    text = way.address or (translate("number not known") if way.contact.kind == "phone" else phrases.kind(way.contact))
    if way.contact.kind == "email" and _is_mailbox(way.address):
        return linked(text, f"mailto:{way.address}", style)
    return linked(text, way.address if way.address.startswith("https://") else "", style)


def _is_mailbox(text: str) -> bool:
    """Return whether the text is a single e-mail address, without characters that a mailto: link interprets."""
    name, at, domain = text.partition("@")
    return bool(at) and all(part and set(part) <= _MAILBOX for part in (name, domain))


def source(proof: Provenance | None, fact: str, now: datetime) -> Text:
    """Return grade and date of a source, in the colour of warnings if it is old."""
    is_old = bool(phrases.age_warning(proof, fact, now))
    return Text(phrases.source(proof, fact, now), style=WARN if is_old else FAINT)


def route_source(proof: Provenance | None, now: datetime, width: int, comment: str = "") -> Iterator[Text]:
    """Yield "from a recorded call, October 2026" with a comment behind it."""
    yield from wrap(Text.assemble((translate("from "), FAINT), source(proof, "route", now), (comment, FAINT)), width)


def route_line(route: Route, now: datetime) -> Text:
    """Return a route in one line, with its source."""
    purpose = phrases.purpose(route.shortcut)
    steps = "; ".join(sentences(route.shortcut.steps))
    return Text.assemble(
        f"{purpose}: " if purpose else "", (steps, STRONG), "  (", source(route.proof, "route", now), ")"
    )


def numbered_steps(steps: Sequence[Step], width: int) -> Iterator[Text]:
    """Yield the steps of a route as numbered sentences."""
    for number, sentence in enumerate(sentences(steps), start=1):
        yield from labelled(f"{number:>3}", sentence, width, indent=5)


def fails(way: Way, width: int) -> Iterator[Text]:
    """Yield what does not work in the menu of the line."""
    if isinstance(way.contact, Phone) and way.contact.fails:
        yield from labelled(translate("avoid"), ", ".join(way.contact.fails), width, WARN)


def caution(route: Route, width: int) -> Iterator[Text]:
    """Yield what to beware of on a route."""
    if route.shortcut.caution:
        yield from labelled(translate("careful"), route.shortcut.caution, width, WARN)


def no_route(way: Way) -> Text:
    """Return that the line has no menu, or that no route through it works; empty if neither is known."""
    if way.has_no_menu:
        return Text("no menu: a person answers at once")
    if isinstance(way.contact, Phone) and way.contact.no_shortcut:
        return Text(f"no known way to a person: {way.contact.no_shortcut}", style=WARN)
    return Text()


def labelled_rows(label: str, ways: Iterable[Way], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """Yield a line for each way, with a label beside the first."""
    yield from with_label(label, rows([_row(way, now, caller) for way in ways], width - LABEL_WIDTH))


def _row(way: Way, now: datetime, caller: Caller) -> tuple[Text, ...]:
    """Return a way for a list: a phone with its number first, a channel with its kind and label first."""
    state, doubt = brief_state(way, now, caller), Text(phrases.doubt_of(way), style=WARN)
    if isinstance(way.contact, Phone):
        return address(way, caller, STRONG), label_with_failures(way), state, doubt
    label, kind = _with_audience(phrases.label_and_languages(way), way), phrases.kind(way.contact)
    if kind.lower() not in label.lower():
        label = f"{kind}: {label}"
    return Text(label), address(way, caller) if way.address else Text(), state, doubt


def without_voice(ways: Iterable[Way]) -> list[Way]:
    """Return the ways; for a caller who does not speak, those that need no voice."""
    return [way for way in ways if not way.needs_voice]


def also_said(answer: Answer, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """Yield the contacts without number or address."""
    if ways := without_voice(answer.also_said):
        names = "; ".join(_name_and_state(way, now, caller) for way in ways)
        yield from wrap(translate("also said, address not known: {names}", names=names), width)


def _name_and_state(way: Way, now: datetime, caller: Caller) -> str:
    state = f" ({phrases.brief_state(way, now, caller)})" if way.contact.hours else ""
    return f"{_with_audience(phrases.label_and_kind(way), way)}{state}"


def _with_audience(text: str, way: Way) -> str:
    """Return "Head office, for business"; for a contact for anybody, the text."""
    return ", ".join(filter(None, (text, phrases.audience(way))))


def elsewhere(answer: Answer, width: int) -> Iterator[Text]:
    """Yield how many contacts other places have, if some contact serves the place that was asked for."""
    no_voice = any(way.no_voice for way in answer.ways)
    contacts = [contact for contact in answer.elsewhere if not (no_voice and is_spoken(contact))]
    if contacts and answer.serves_market:
        company, country = answer.company, answer.market.partition("-")[0]
        is_abroad = all(country not in countries_in(company.serves_of(contact)) for contact in contacts)
        text = phrases.counted_contacts(company, contacts, answer.market)
        yield from labelled(translate("abroad" if is_abroad else "also"), text, width)


def label_with_failures(way: Way) -> Text:
    """Return the label, its audience, a high cost, the keys in another menu, and what failed when the user called."""
    text = Text(phrases.label_and_cost(way))
    if keys := phrases.menu_keys(way):
        text.append(f", {keys}", style=STRONG)
    if failures := [judgement for judgement in way.judgements if not judgement.worked]:
        from supportdir.verdicts import phrase

        text.append(f" ({'; '.join(map(phrase, failures))})", style=WARN)
    return text


def own_calls(way: Way, width: int) -> Iterator[Text]:
    """Yield what the user's own calls say about the contact."""
    if way.judgements:
        from supportdir.verdicts import phrase

        for judgement in way.judgements:
            yield from wrap(phrase(judgement), width, "" if judgement.worked else WARN)
