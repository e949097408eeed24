"""`ivr`: the routes through a phone menu, step by step, and the menu as a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from supportdir import provenance
from supportdir.dialing import menu
from supportdir.dialing import route as routes
from supportdir.render import parts, phrases
from supportdir.render.console import FAINT, STRONG, WARN, flow, labelled, linked, rows, wrap
from supportdir.render.machine import dial_string
from supportdir.ways import measured_seconds, menu_routes_for, routes_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from supportdir.answers import Answer
    from supportdir.caller import Caller
    from supportdir.routes import Route
    from supportdir.ways import Way


def steps(answer: Answer, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """Yield the best route of each line with its keys and dial string, then the other routes.

    If several options of a menu are for the topic, they are listed instead.
    """
    for way in answer.ways:
        yield from parts.heading(way, now, caller, width)
        yield from wrap(phrases.doubt_of(way), width, WARN)
        yield from parts.own_calls(way, width)
        yield from parts.fails(way, width)
        yield from wrap(parts.no_route(way), width)
        leaves = menu_routes_for(way, answer.topic) if answer.topic else []
        if len(leaves) > 1:
            yield from wrap(f"{len(leaves)} menu options are for “{answer.topic}”:", width)
            yield from rows([_leaf(way, leaf) for leaf in leaves], width)
            yield from parts.route_source(leaves[0].proof, now, width)
            return
        for number, route in enumerate(routes_for(way, answer.topic)):
            purpose = phrases.purpose(route.shortcut)
            if number:
                yield Text()
                purpose = f"or {purpose or 'another way'}"
            yield from wrap(purpose, width, STRONG)
            yield from _route(way, route, now, width)


def tree(answer: Answer, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """Yield the whole menu of each line as a tree."""
    for way in answer.ways:
        yield from parts.heading(way, now, caller, width)
        assert way.menu
        if way.menu.after:
            yield from wrap(f"after {way.menu.after}:", width, FAINT)
        for path in menu.paths(way.menu):
            indent = 4 * len(path) - 2
            key, option = path[-1]
            for line in wrap(Text.assemble((f"{key}  ", STRONG), phrases.menu_option(option)), width - indent):
                yield Text.assemble(" " * indent, line)
        yield from parts.route_source(provenance.of_route(way.company, way.menu_line or way.contact, None), now, width)


def _leaf(way: Way, route: Route) -> tuple[Text, ...]:
    """Return keys, labels from the top of the menu, and what answers."""
    labels = " › ".join(step.hear for step in route.shortcut.steps if step.hear)
    seconds = measured_seconds(way, route)
    time = phrases.measured_time(seconds) if seconds else ""
    ending = ", ".join(filter(None, (phrases.outcome(route.shortcut), time)))
    return Text(f"  {routes.keys(route.shortcut.steps)}", style=STRONG), Text(labels), Text(ending)


def _route(way: Way, route: Route, now: datetime, width: int) -> Iterator[Text]:
    shortcut = route.shortcut
    yield from parts.caution(route, width)
    yield from parts.numbered_steps(shortcut.steps, width)
    if outcome := phrases.outcome(shortcut):
        ending = ", ".join(filter(None, (outcome, phrases.measured_after(measured_seconds(way, route)))))
        yield from labelled("  →", ending, width, indent=5)
    yield from flow(_keys(way, route), width)
    yield from _link(way, route, width)
    if shortcut.note:
        yield from labelled("note", shortcut.note, width, indent=5)
    comment = ", derived from the menu" if route.from_menu else ""
    yield from parts.route_source(route.proof, now, width, comment)


def _keys(way: Way, route: Route) -> Iterator[Text]:
    if keys := routes.keys(route.shortcut.steps):
        yield Text.assemble(("keys ", FAINT), (keys, STRONG))
    dial = dial_string(way, route)
    if dial and "," in dial.text:
        comment = "pauses estimated" if dial.complete else "pauses estimated; continue by hand"
        yield Text.assemble(("dial ", FAINT), (dial.text, STRONG), f"  ({comment})")


def _link(way: Way, route: Route, width: int) -> Iterator[Text]:
    """Yield the link for the caller's kind of phone, and the steps that it leaves out."""
    dialling = way.dialling(route.shortcut.steps) if way.caller.phone else None
    if dialling is None:
        return
    yield from labelled("link", linked(dialling.link, dialling.link), width, indent=5)
    if dialling.link_because:
        left = routes.sentences(dialling.link_rest)
        then = f"then {'; '.join(left)}" if len(left) < len(route.shortcut.steps) else "no keys"
        yield from labelled("", f"{then}: {dialling.link_because}", width, indent=5)
