"""`ivr --step`: a route one step at a time, a screen for each. A screen fits 40 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace
from rich.text import Text

from supportdir.dialing import route as routes
from supportdir.render import parts, phrases
from supportdir.render.console import FAINT, STRONG, flow, labelled, wrap
from supportdir.ways import measured_seconds, routes_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from supportdir.caller import Caller
    from supportdir.model import Step
    from supportdir.routes import Route
    from supportdir.ways import Way

Lines: TypeAlias = "Iterator[Text]"

# General advice for a menu that differs from the recorded one, by the action of the step.
_ADVICE = {
    "press": "listen to all options, then press the closest one",
    "say": "say it again in two or three words",
    "tell": "say it again in two or three words",
    "enter": "say that you have none, or enter nothing and wait",
    "choose": "listen to all options, then choose the closest one",
    "silence": "say what you want in two or three words",
    "leave": "dial again",
    "pause": "press the next key as soon as it is named",
    "wait": "stay on the line",
    "hold": "stay on the line",
}
_ANSWERS = ("press", "say", "tell", "enter", "choose")  # actions that answer a prompt


def screens(way: Way, route: Route, topic: str, now: datetime, caller: Caller, width: int) -> list[list[Text]]:
    """Return the screens: the number to dial, each step, what answers."""
    screens = [_dial(way, route, now, caller, width)]
    screens += [_step(step, width) for step in route.shortcut.steps]
    screens.append(_end(way, route, topic, width))
    count = len(screens)
    return [
        [
            *flow([Text(phrases.title(way), style=FAINT), Text(f"{number} of {count}", style=FAINT)], width),
            Text(),
            *screen,
            Text(),
            Text("Enter: next   Ctrl-D: stop" if number < count else "Enter: done", style=FAINT),
        ]
        for number, screen in enumerate(screens, start=1)
    ]


def _dial(way: Way, route: Route, now: datetime, caller: Caller, width: int) -> Lines:
    yield from flow([Text("DIAL", style=STRONG), parts.address(way, caller, STRONG)], width)
    yield Text()
    yield from wrap(phrases.state(way, now, caller), width)
    yield from parts.fails(way, width)
    yield from parts.caution(route, width)
    if items := phrases.have_ready(way):
        yield from labelled("ready", items, width)
    yield from labelled("from", parts.source(route.proof, "route", now), width)


def _step(step: Step, width: int) -> Lines:
    if step.if_:
        yield from labelled("only", f"if {step.if_}", width, indent=6)
    if step.hear:
        yield from labelled("hear", routes.prompt(step.hear), width, indent=6)
    elif step.action in _ANSWERS:
        yield from labelled("hear", "the next prompt (wording not known)", width, FAINT, indent=6)
    (sentence,) = routes.sentences([replace(step, hear="", if_="")])
    verb, _, rest = sentence.partition(" ")
    yield from labelled("do", Text(f"{verb.upper()} {rest}", style=STRONG), width, indent=6)
    yield Text()
    advice = _ADVICE[step.action]
    if step.hear and step.action == "press":
        advice = f"listen for {routes.prompt(step.hear)}, which may have another key"
    yield from wrap(f"if the menu differs: {advice}", width, FAINT)


def _end(way: Way, route: Route, topic: str, width: int) -> Lines:
    yield from wrap(phrases.outcome(route.shortcut) or "you should have reached the right place", width, STRONG)
    yield from wrap(phrases.measured_after(measured_seconds(way, route)), width)
    if route.shortcut.note:
        yield from labelled("note", route.shortcut.note, width, indent=6)
    if others := [other for other in routes_for(way, topic) if other != route]:
        steps = "; ".join(routes.sentences(others[0].shortcut.steps))
        yield Text()
        yield from wrap(f"if this failed: dial again, then {steps}", width, FAINT)
