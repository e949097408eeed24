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
    from supportdir.number_lookup import Owner


def owners(found: list[Owner], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """A paragraph for each contact that has the number."""
    for place, owner in enumerate(found):
        if place:
            yield Text()
        yield from flow([Text(_number(owner), style=STRONG), _title(owner)], width)
        for text, style in _use(owner):
            yield from wrap(text, width, style)
        if owner.note:
            yield from labelled("note", owner.note, width)
        proof = owner.provenance
        yield from labelled("source", proof_line(proof, "number", now), width)
        if proof and proof.url:
            yield Text(" " * LABEL_WIDTH + proof.url)  # in one piece, so that a terminal can open it
        if owner.use != "dead":
            yield from labelled("more", f"supportdir show {owner.id}", width)


def _number(owner: Owner) -> str:
    extension = owner.contact.extension if isinstance(owner.contact, Phone) and owner.match == "number" else ""
    return f"{owner.written} ext. {extension}" if extension else owner.written


def _title(owner: Owner) -> Text:
    if not owner.contact:
        return Text(f"NOT {phrases.possessive(owner.company.name)} number", style=ALARM)
    label = phrases.label_of(owner.contact)
    return Text(f"{owner.company.name} · {label}{', textphone' if owner.match == 'textphone' else ''}")


def _use(owner: Owner) -> Iterator[tuple[str, str]]:
    """What the number is good for, and what to beware of, each with its style."""
    contact = owner.contact
    if not contact:
        yield "do not call it, and tell it nothing: it only circulates as theirs", ALARM
        return
    if owner.use == "dead":
        yield "a dead number: no longer theirs, or misprinted as theirs", WARN
        return
    if owner.use == "privacy":
        yield "only for requests about personal data, not for support", WARN
    elif contact.topics:
        yield f"for {', '.join(topic.replace('-', ' ') for topic in contact.topics)}", ""
    if owner.match == "textphone":
        yield "for text devices: it does not take a voice call", ""
    if owner.match == "short":
        codes = (code for code in owner.company.serves_of(contact) if not code.startswith("-"))
        places = [zones.country_name(code) or code for code in codes]
        where = f"dialled from {contact.works_from}" if contact.works_from else f"in {', '.join(dict.fromkeys(places))}"
        yield f"a short number, {where}", ""
    country = zones.country_name(owner.number.country) if owner.number and owner.number.country else ""
    inside = f" in {country}" if country else ""
    costs = {
        "toll-free": (f"free{inside}", ""),
        "shared": ("shared cost: dearer than a normal call", ""),
        "premium": ("premium rate: dear", WARN),
    }
    if owner.cost in costs:
        yield costs[owner.cost]
