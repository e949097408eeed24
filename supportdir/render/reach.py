"""What gets a person through now, best first, each way with its reasons."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.render import phrases
from supportdir.render.console import FAINT, LABEL_WIDTH, STATES, STRONG, WARN, beside, flow, labelled, wrap
from supportdir.render.machine import dial_string
from supportdir.render.reasons import NO_VOICE, expectation, is_voiceless, reasons, relay_line, text_address
from supportdir.render.show import address, own_calls, route_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from supportdir.answers import Answer
    from supportdir.caller import Caller
    from supportdir.ranking import RankedWay

_INDENT = 3


def company(found: tuple[Answer, list[RankedWay]], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """The ways in the order in which to try them; those that do not suit the caller are counted."""
    answer, ways = found
    for line in phrases.first_lines(answer):
        yield from wrap(line, width, WARN)
    if is_voiceless(ways):
        yield from without_voice(ways, now, caller, width)
        return
    suited = [one for one in ways if one.availability != "unsuitable"]
    suited = suited or [one for one in ways if one.unsuitable != "voice"]
    numbered = list(enumerate(suited, start=1))
    for heading, group in groupby(numbered, key=lambda pair: _heading(pair[1], suited)):
        if heading:
            yield Text(heading, style=FAINT)
        for place, one in group:
            yield from _way(one, place, now, caller, width, is_first=place == 1)
    if rest := len(ways) - len(suited):
        others = "1 other way does" if rest == 1 else f"{rest} other ways do"
        yield from wrap(f"{others} not suit: supportdir show {answer.company.slug}", width, FAINT)
    if answer.elsewhere and answer.serves_market:
        yield from labelled("abroad", phrases.counted(answer.company, answer.elsewhere), width)


def mine(found: list[RankedWay], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """The best way to each company."""
    for place, one in enumerate(found, start=1):
        yield from _way(one, place, now, caller, width, is_first=True)


def without_voice(ways: list[RankedWay], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """That every way needs a voice, and the line that a relay service can call."""
    yield from wrap(NO_VOICE, width, WARN)
    if line := relay_line(ways):
        parts = [Text("a relay service can call"), address(line.way, caller, STRONG), Text(phrases.title(line.way))]
        parts.append(Text(expectation(line, now, caller), style=STATES[line.way.state.kind]))
        yield from beside("relay", flow(parts, width - LABEL_WIDTH))


def _heading(one: RankedWay, all_of_them: list[RankedWay]) -> str:
    first = all_of_them[0]
    if not (one.is_general or first.topic) and first.is_general:
        return "for certain matters only"
    if one.availability == first.availability and (one is first or not first.opens_first):
        return ""
    if one.availability == "later":
        return "meanwhile, in writing" if first.opens_first else "or in writing"
    return "closed now" if one.availability == "closed" else ""


def _way(one: RankedWay, place: int, now: datetime, caller: Caller, width: int, *, is_first: bool) -> Iterator[Text]:
    """A way with its reasons; the first one of a company with the company's name and the way through the menu."""
    for number, line in enumerate(_lines(one, now, caller, width - _INDENT, is_first=is_first)):
        margin = "" if number else f"{place}"
        yield Text.assemble((margin.ljust(_INDENT), FAINT), line)


def _lines(one: RankedWay, now: datetime, caller: Caller, width: int, *, is_first: bool) -> Iterator[Text]:
    way, text = one.way, text_address(one, caller)
    title = phrases.title(way) if is_first else phrases.named(way)
    state = Text(expectation(one, now, caller), style=STATES[way.state.kind])
    where = Text(text, style=STRONG) if text else address(way, caller, STRONG)
    yield from flow([where, Text(title), state], width)
    yield from wrap("; ".join(reasons(one, now, caller)), width)
    yield from own_calls(way, width)
    if one.route is None or text:
        return
    if is_first:
        if one.route.shortcut.caution:
            yield from labelled("careful", one.route.shortcut.caution, width, WARN)
        yield from labelled("route", route_line(one.route, now), width)
    dial = dial_string(way, one.route)
    if dial and "," in dial.text:
        yield from labelled("dial", Text(dial.text, style=STRONG), width)
