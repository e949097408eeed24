"""A route as cards, one big step each, to be turned with the phone at the ear. They fit 40 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from rich.text import Text

from supportdir.dialing import route as routes
from supportdir.model import Phone
from supportdir.render import phrases
from supportdir.render.console import FAINT, STRONG, WARN, flow, labelled, wrap
from supportdir.render.show import address, proof_line
from supportdir.ways import routes_for, seconds_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from supportdir.caller import Caller
    from supportdir.model import Step
    from supportdir.routes import Route
    from supportdir.ways import Way

Card = list[Text]

# What helps in most menus; nobody has tried it in this one.
_OTHERWISE = {
    "press": "let it speak to its end, then press what is nearest",
    "say": "say it again, in two or three words",
    "tell": "say it again, in two or three words",
    "enter": "say that you have none, or enter nothing until it gives up",
    "choose": "let it speak to its end, then choose what is nearest",
    "silence": "say what you want in two or three words",
    "leave": "dial again",
    "pause": "press the next key as soon as it is named",
    "wait": "stay on the line",
    "hold": "stay on the line",
}


_ANSWERS = ("press", "say", "tell", "enter", "choose")  # steps that answer a prompt


def cards(way: Way, route: Route, topic: str, now: datetime, caller: Caller, width: int) -> list[Card]:
    """The number, then each step, then what answers."""
    steps = route.shortcut.steps
    pages = [list(_dial(way, route, now, caller, width))]
    pages += [list(_step(way, step, width)) for step in steps]
    pages.append(list(_end(way, route, topic, width)))
    return [
        [*_heading(way, place, len(pages), width), Text(), *page, Text(), Text(_turn(place, len(pages)), style=FAINT)]
        for place, page in enumerate(pages)
    ]


def _heading(way: Way, place: int, count: int, width: int) -> Iterator[Text]:
    yield from flow([Text(phrases.title(way), style=FAINT), Text(f"{place + 1} of {count}", style=FAINT)], width)


def _turn(place: int, count: int) -> str:
    return "Enter: next   Ctrl-D: stop" if place + 1 < count else "Enter: done"


def _dial(way: Way, route: Route, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    yield from flow([Text("DIAL", style=STRONG), address(way, caller, STRONG)], width)
    yield Text()
    yield from wrap(phrases.state(way, now, caller), width)
    contact, shortcut = way.contact, route.shortcut
    if shortcut.caution:
        yield from labelled("careful", shortcut.caution, width, WARN)
    if isinstance(contact, Phone) and contact.fails:
        yield from labelled("avoid", ", ".join(contact.fails), width, WARN)
    if ready := dict.fromkeys((*way.company.have_ready, *contact.have_ready)):
        yield from labelled("ready", ", ".join(ready), width)
    yield from labelled("from", proof_line(route.proof, "route", now), width)


def _step(way: Way, step: Step, width: int) -> Iterator[Text]:
    if step.if_:
        yield from labelled("only", f"if {step.if_}", width, indent=6)
    if step.hear:
        yield from labelled("hear", routes.prompt(step.hear), width, indent=6)
    elif step.action in _ANSWERS:
        yield from labelled("hear", "the next prompt; its words are not known", width, FAINT, indent=6)
    (deed,) = routes.sentences([replace(step, hear="", if_="")])
    verb, _, what = deed.partition(" ")
    yield from labelled("do", Text(f"{verb.upper()} {what}", style=STRONG), width, indent=6)
    yield Text()
    if step.hear and step.action == "press":
        otherwise = f"listen for {routes.prompt(step.hear)}: it may have another key"
    else:
        otherwise = _OTHERWISE[step.action]
    yield from wrap(f"if the menu differs: {otherwise}", width, FAINT)


def _end(way: Way, route: Route, topic: str, width: int) -> Iterator[Text]:
    outcome = phrases.outcome(route.shortcut)
    yield from wrap(outcome or "the menu should have led you there", width, STRONG)
    if seconds := seconds_of(way, route):
        yield from wrap(f"{phrases.seconds(seconds)} after dialling when last measured", width)
    if route.shortcut.note:
        yield from labelled("note", route.shortcut.note, width, indent=6)
    others = [other for other in routes_for(way, topic) if other != route]
    if others:
        steps = "; ".join(routes.sentences(others[0].shortcut.steps))
        yield Text()
        yield from wrap(f"if it did not lead there: dial again, then {steps}", width, FAINT)
