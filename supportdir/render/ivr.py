"""The way through a phone menu, step by step, ready to be dialled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.dialing import menu
from supportdir.dialing import route as routes
from supportdir.model import Menu, Phone
from supportdir.render import phrases
from supportdir.render.console import FAINT, STRONG, WARN, flow, labelled, linked, rows, wrap
from supportdir.render.machine import dial_string
from supportdir.render.show import head, own_calls, proof_line
from supportdir.ways import leaves_for, routes_for, seconds_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from supportdir.answers import Answer
    from supportdir.caller import Caller
    from supportdir.routes import Route
    from supportdir.ways import Way


def steps(answer: Answer, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """The best route of the line as numbered sentences, its keys and dial string, then the other routes."""
    for way in answer.ways:
        yield from head(way, now, caller, width)
        yield from own_calls(way, width)
        found = routes_for(way, answer.topic)
        if isinstance(way.contact, Phone):
            if way.contact.fails:
                yield from wrap(f"does not work: {', '.join(way.contact.fails)}", width, WARN)
            if way.contact.no_shortcut:
                yield from wrap(f"no known way to a person: {way.contact.no_shortcut}", width, WARN)
            if way.contact.menu == "none":
                yield Text("no menu: a person answers at once")
        leaves = leaves_for(way, answer.topic) if answer.topic else []
        if len(leaves) > 1:
            yield from wrap(f"{len(leaves)} places of the menu are for “{answer.topic}”:", width)
            yield from rows([_leaf(way, leaf) for leaf in leaves], width)
            yield from wrap(Text.assemble(("from ", FAINT), proof_line(leaves[0].proof, "route", now)), width)
            return
        for place, route in enumerate(found):
            if place:
                yield Text()
                yield from wrap(f"or {phrases.purpose(route.shortcut) or 'another way'}", width, STRONG)
            elif purpose := phrases.purpose(route.shortcut):
                yield from wrap(purpose, width, STRONG)
            yield from _route(way, route, now, width)


def tree(answer: Answer, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """The whole menu of the line as a tree."""
    for way in answer.ways:
        yield from head(way, now, caller, width)
        assert isinstance(way.contact, Phone)
        assert isinstance(way.contact.menu, Menu)
        whole = way.contact.menu
        if whole.after:
            yield from wrap(f"after {whole.after}:", width, FAINT)
        for depth, key, text in menu.lines(whole):
            indent = 2 + 4 * depth
            yield from (
                Text.assemble(" " * indent, line)
                for line in wrap(Text.assemble((f"{key}  ", STRONG), text), width - indent)
            )
        proof = way.provenance("menu")
        yield from wrap(Text.assemble(("from ", FAINT), proof_line(proof, "route", now)), width)


def _leaf(way: Way, route: Route) -> tuple[Text, ...]:
    shortcut = route.shortcut
    place = " › ".join(step.hear for step in shortcut.steps if step.hear)
    took = seconds_of(way, route)
    ending = ", ".join(filter(None, (phrases.outcome(shortcut), phrases.seconds(took) if took else "")))
    return Text(f"  {routes.keys(shortcut.steps)}", style=STRONG), Text(place), Text(ending)


def _route(way: Way, route: Route, now: datetime, width: int) -> Iterator[Text]:
    shortcut = route.shortcut
    if shortcut.caution:
        yield from wrap(f"careful: {shortcut.caution}", width, WARN)
    for place, sentence in enumerate(routes.sentences(shortcut.steps), start=1):
        yield from labelled(f"{place:>3}", sentence, width, indent=5)
    if ending := phrases.outcome(shortcut):
        took = seconds_of(way, route)
        measured = f", {phrases.seconds(took)} after dialling when last measured" if took else ""
        yield from labelled("  →", f"{ending}{measured}", width, indent=5)
    keys = routes.keys(shortcut.steps)
    parts = [Text.assemble(("keys ", FAINT), (keys, STRONG))] if keys else []
    dial = dial_string(way, route)
    if dial and "," in dial.text:
        rest = "pauses guessed" if dial.complete else "pauses guessed; the rest is yours"
        parts.append(Text.assemble(("dial ", FAINT), (dial.text, STRONG), f"  ({rest})"))
    yield from flow(parts, width)
    if way.caller.phone and (dialling := way.dialling(shortcut.steps)):
        yield from labelled("link", linked(dialling.link, dialling.link), width, indent=5)
        if dialling.link_because:
            left = routes.sentences(dialling.link_rest)
            then = f"then {'; '.join(left)}" if len(left) < len(shortcut.steps) else "no keys"
            yield from labelled("", f"{then}: {dialling.link_because}", width, indent=5)
    if shortcut.note:
        yield from labelled("note", shortcut.note, width, indent=5)
    worked_out = ", worked out from the menu" if route.from_menu else ""
    yield from wrap(Text.assemble(("from ", FAINT), proof_line(route.proof, "route", now), (worked_out, FAINT)), width)
