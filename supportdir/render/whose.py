"""Whose number it is: the number and its owner first, then what it is good for and by which source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.hours import zones
from supportdir.model import Phone
from supportdir.render import phrases
from supportdir.render.console import ALARM, LABEL_WIDTH, STRONG, WARN, flow, labelled, wrap
from supportdir.render.show import proof_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from supportdir.caller import Caller
    from supportdir.number_lookup import NumberMatch


def matches(found: list[NumberMatch], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """A paragraph for each contact that has the number."""
    for place, match in enumerate(found):
        if place:
            yield Text()
        yield from flow([Text(_number(match), style=STRONG), _title(match)], width)
        for text, style in _use(match):
            yield from wrap(text, width, style)
        if match.note:
            yield from labelled("note", match.note, width)
        proof = match.provenance
        yield from labelled("source", proof_line(proof, "number", now), width)
        if proof and proof.url:
            yield Text(" " * LABEL_WIDTH + proof.url)  # in one piece, so that a terminal can open it
        if match.use != "dead":
            yield from labelled("more", f"supportdir show {match.id}", width)


def _number(match: NumberMatch) -> str:
    extension = match.contact.extension if isinstance(match.contact, Phone) and match.kind == "number" else ""
    return f"{match.written} ext. {extension}" if extension else match.written


def _title(match: NumberMatch) -> Text:
    if not match.contact:
        return Text(f"NOT {phrases.possessive(match.company.name)} number", style=ALARM)
    label = phrases.label_of(match.contact)
    return Text(f"{match.company.name} · {label}{', textphone' if match.kind == 'textphone' else ''}")


def _use(match: NumberMatch) -> Iterator[tuple[str, str]]:
    """What the number is good for, and what to beware of, each with its style."""
    contact = match.contact
    if not contact:
        yield "do not call it, and tell it nothing: it only circulates as theirs", ALARM
        return
    if match.use == "dead":
        yield "a dead number: no longer theirs, or misprinted as theirs", WARN
        return
    if match.use == "privacy":
        yield "only for requests about personal data, not for support", WARN
    elif contact.topics:
        yield f"for {', '.join(topic.replace('-', ' ') for topic in contact.topics)}", ""
    if match.kind == "textphone":
        yield "for text devices: it does not take a voice call", ""
    if match.kind == "short":
        codes = (code for code in match.company.serves_of(contact) if not code.startswith("-"))
        places = [zones.country_name(code) or code for code in codes]
        where = f"dialled from {contact.works_from}" if contact.works_from else f"in {', '.join(dict.fromkeys(places))}"
        yield f"a short number, {where}", ""
    country = zones.country_name(match.number.country) if match.number and match.number.country else ""
    inside = f" in {country}" if country else ""
    costs = {
        "toll-free": (f"free{inside}", ""),
        "shared": ("shared cost: dearer than a normal call", ""),
        "premium": ("premium rate: dear", WARN),
    }
    if match.cost in costs:
        yield costs[match.cost]
