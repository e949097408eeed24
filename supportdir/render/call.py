"""The cards of a guided call, one step each. They fit 40 columns, and are shown in pages that fit the screen."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace
from rich.live import Live
from rich.text import Text

from supportdir import advice
from supportdir.call_times import is_other_zone, line_zone, when_to_call
from supportdir.checklist import key_lines
from supportdir.dialing import route as routes
from supportdir.ranking import RankedWay
from supportdir.render import parts, phrases
from supportdir.render.checklists import cost_lines
from supportdir.render.console import FAINT, STATES, STRONG, WARN, flow, labelled, wrap
from supportdir.render.prepare import bullets
from supportdir.render.reasons import dialled_here, expectation, is_foreign
from supportdir.ways import newest_measured_route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime, timedelta

    from supportdir.advice import Language
    from supportdir.checklist import Checklist
    from supportdir.dialing.platform import Dialling
    from supportdir.model import Step
    from supportdir.render.console import Screen
    from supportdir.routes import Route
    from supportdir.ways import Way

# The black and white of the 256 colours, as in `render.code`.
_INK = "color(16) on color(231)"
_TIMES = ("quiet-own", "weekdays", "next-morning", "time-zones")  # of the advice on when to call, what fits a card
_SAFE = ("never-pin", "never-sign-in-code", "this-program")
_FOLLOW_UP = ("sum-up-earlier-call",)
_WORDS = ("say", "tell")
_DIFFERS = {"tell": "say", "pause": "press", "hold": "wait"}  # actions that share the advice of another one


class Card(NamedTuple):
    """A card: `head` is on each of its pages, a block of lines on one of them."""

    head: Sequence[Text] = ()
    blocks: Sequence[Sequence[Text]] = ()


def pages(way: Way, title: str, card: Card, height: int, width: int) -> list[list[Text]]:
    """Return the lines of each page of a card, below its title and the line; a page has at most `height` lines.

    A head that is longer is not cut.
    """
    room = height - len(_title(way, title, "1/1", width)) - len(card.head)
    parts: list[list[Text]] = [[]]
    for block in card.blocks:
        if parts[-1] and len(parts[-1]) + len(block) > room:
            parts.append([])
        parts[-1] += block
    places = [f"{place}/{len(parts)}" if len(parts) > 1 else "" for place in range(1, len(parts) + 1)]
    return [[*_title(way, title, place, width), *card.head, *part] for place, part in zip(places, parts, strict=True)]


def _title(way: Way, title: str, place: str, width: int) -> list[Text]:
    """The title of a card, its line, which page it is, and an empty line."""
    texts = [Text(title, style=STRONG), Text(phrases.title(way), style=FAINT), Text(place, style=FAINT)]
    return [*flow(texts, width), Text()]


def prompt(text: str, width: int) -> list[str]:
    """Return a prompt in lines that fit the width; its parts, three spaces apart, stay whole where possible."""
    return [line.plain for line in flow(map(Text, text.split("   ")), width)]


def trouble(text: str, width: int) -> list[Text]:
    """Return what went wrong, to stand above a card, and an empty line; nothing for ""."""
    return [*wrap(text, width, WARN), Text()] if text else []


def known(warnings: Sequence[str], found: Checklist, width: int) -> Card:
    """Warnings, and what the log says."""
    blocks = [wrap(text, width, WARN) for text in warnings]
    return Card(blocks=[*blocks, *(wrap(item.text, width) for item in found.parts.get("log", ()))])


def ready_card(found: Checklist, notes: Sequence[str], width: int) -> Card:
    """Notes about the answer, what to have ready, and the command that shows the rest of the checklist."""
    texts = advice.prompts(found.language)
    blocks = _bulleted((item.text for item in found.parts.get("have-ready", ())), width)
    more = texts["more-prepare"].format(command=f"supportdir prepare {found.way.id}")
    return Card(
        blocks=[
            *(wrap(note, width, FAINT) for note in notes),
            [Text(texts["page-have-ready"], style=STRONG), *(blocks[0] if blocks else ())],
            *blocks[1:],
            wrap(more, width, FAINT),
        ]
    )


def line(way: Way, now: datetime, language: Language, width: int) -> Card:
    """The number and its state, both clocks, the cost; and when it is least busy."""
    texts, caller = advice.prompts(language), way.caller
    head = [*parts.heading(way, now, caller, width)]
    if is_other_zone(way):
        zone = line_zone(way)
        there, here = (f"{phrases.on_clock(now, name):%H:%M}" for name in (zone, caller.timezone))
        head += wrap(texts["clocks"].format(there=there, here=here, city=phrases.city(zone)), width)
    if costs := cost_lines(way):
        head += wrap("; ".join(costs), width)
    times = [item.text for item in when_to_call([way], None, language) if item.id in _TIMES]
    return Card(head, _bulleted(times, width))


def others(ways: Sequence[RankedWay], now: datetime, language: Language, width: int) -> Card:
    """Other ways to the company, with their state."""
    blocks = []
    for one in ways:
        state = Text(expectation(one, now, one.way.caller), style=STATES[one.way.state.kind])
        texts = [parts.address(one.way, one.way.caller, STRONG), Text(phrases.label_and_kind(one.way)), state]
        blocks.append(list(flow(texts, width)))
    return Card(blocks=blocks or [wrap(advice.prompts(language)["no-other-way"], width)])


def code(way: Way, rows: Sequence[str]) -> list[Text]:
    """The number, and the rows of the QR code of its link."""
    return [parts.address(way, way.caller, STRONG), *(Text(row, style=_INK) for row in rows)]


def dial(way: Way, route: Route | None, language: Language, rows: Sequence[str], width: int) -> Card:
    """The number, its link as a QR code (`rows`, maybe none), the dial string; and what helps to dial."""
    texts, caller = advice.prompts(language), way.caller
    head = code(way, rows)
    if dialling := way.dialling(route.shortcut.steps if route else ()):
        head += _dial_string(dialling, language, width)
    one = RankedWay(way)
    if is_foreign(one, caller) and (keys := dialled_here(one, caller)):
        head += wrap(texts["dial-from"].format(keys=keys), width)
    reminders = [
        item.text
        for item in advice.reminders("dialling", language)
        if item.id != "foreign-rate" or is_foreign(one, caller)
    ]
    return Card(head, _bulleted(reminders, width))


def menu_step(step: Step, place: int, way: Way, route: Route, language: Language, width: int) -> Card:
    """One step of the menu, and what to do if it differs; with the first one, advice on menus and the route's age."""
    texts = advice.prompts(language)
    indent = max(len(texts[name]) for name in ("hear", "only-if", "deed")) + 2
    head: list[Text] = []
    if place == 0:
        if route.shortcut.caution:
            head += wrap(texts["careful"].format(caution=route.shortcut.caution), width, WARN)
        fails = getattr(way.contact, "fails", ())
        if fails:
            head += wrap(texts["keys-fail"].format(keys=", ".join(fails)), width, WARN)
    if step.if_:
        head += labelled(texts["only-if"], step.if_, width, indent=indent)
    if step.hear:
        head += labelled(texts["hear"], routes.prompt(step.hear), width, indent=indent)
    elif step.action in ("press", "say", "tell", "enter", "choose"):
        head += labelled(texts["hear"], texts["hear-unknown"], width, FAINT, indent=indent)
    (deed,) = routes.sentences([replace(step, hear="", if_="")])
    head += labelled(texts["deed"], Text(deed, style=STRONG), width, indent=indent)
    head += [Text(), *wrap(_differs(step, texts), width)]
    if place > 0:
        return Card(head)
    speaks = any(step.action in _WORDS for step in route.shortcut.steps)
    reminders = [*advice.reminders("menu", language), *advice.reminders("menu_differs", language)]
    blocks = _bulleted((item.text for item in reminders if speaks or item.id != "short-words"), width)
    return Card(head, [*blocks, [*parts.route_source(route.proof, way.at, width)]])


def no_route(way: Way, language: Language, width: int) -> Card:
    """What to do in a menu that is not documented, or that there is none."""
    return reminder_card(key_lines(way, None, language), width)


def reminder_card(texts: Iterable[str], width: int) -> Card:
    """A card of reminders."""
    return Card(blocks=_bulleted(texts, width))


def _bulleted(texts: Iterable[str], width: int) -> list[list[Text]]:
    return [list(bullets([text], width)) for text in texts]


def talk_texts(language: Language, *, is_follow_up: bool) -> list[str]:
    """Return what to say first and during the call, what never to say, and the steps of a good one.

    To sum up an earlier call is said only to a caller who had one (`is_follow_up`).
    """
    opening = [item for item in advice.reminders("opening", language) if is_follow_up or item.id not in _FOLLOW_UP]
    course = [item for item in advice.reminders("docs", language) if item.id == "good-call"]
    safe = [item for item in advice.reminders("never_asked", language) if item.id in _SAFE]
    return [item.text for item in (*opening, *advice.reminders("talking", language), *safe, *course)]


def hold_line(way: Way, held: timedelta, language: Language) -> str:
    """Return how long the caller has been on hold, beside what was measured or stated."""
    texts = advice.prompts(language)
    parts = [texts["held"].format(time=_minutes_and_seconds(int(held.total_seconds())))]
    if queue := way.contact.queue:
        span = f"{queue[0]}–{queue[1]}" if queue[0] != queue[1] else f"{queue[0]}"
        parts.append(texts["usual-wait"].format(span=span))
    if call := newest_measured_route(way):
        time = _minutes_and_seconds(call.shortcut.seconds or 0)
        parts.append(texts["measured-wait"].format(time=time))
    if len(parts) == 1:
        parts.append(texts["no-wait-known"])
    return "; ".join(parts)


@contextmanager
def live_line(screen: Screen) -> Iterator[Callable[[str], None]]:
    """A line on the screen that is written anew each time, and is gone at the end."""
    with Live(console=screen, auto_refresh=False, transient=True) as live:
        yield lambda text: live.update(Text("\n").join(wrap(text, screen.width, STRONG)), refresh=True)


def _dial_string(dialling: Dialling, language: Language, width: int) -> Iterator[Text]:
    texts = advice.prompts(language)
    indent = max(len(texts[name]) for name in ("dial-string", "dial-link")) + 2
    if "," in dialling.text:
        yield from labelled(texts["dial-string"], Text(dialling.text, style=STRONG), width, indent=indent)
    yield from labelled(texts["dial-link"], dialling.link, width, indent=indent)


def _differs(step: Step, texts: dict[str, str]) -> str:
    if step.hear and step.action == "press":
        return texts["differs-key"].format(prompt=routes.prompt(step.hear))
    return texts[f"differs-{_DIFFERS.get(step.action, step.action)}"]


def _minutes_and_seconds(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"
