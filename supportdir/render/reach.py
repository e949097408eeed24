"""What gets a person through now, best first, each way with its reasons."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.render import phrases
from supportdir.render.console import FAINT, STATES, STRONG, WARN, flow, labelled, wrap
from supportdir.render.machine import dial_string
from supportdir.render.reasons import reasons, standing, text_address
from supportdir.render.show import address, route_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from supportdir.model import Caller
    from supportdir.prospects import Prospect
    from supportdir.reach import Answer

_INDENT = 3


def company(found: tuple[Answer, list[Prospect]], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """The ways in the order in which to try them; those that do not suit the caller are counted."""
    answer, ways = found
    for line in phrases.warnings_of(answer.company):
        yield from wrap(line, width, WARN)
    suited = [one for one in ways if one.chance != "unfit"] or [one for one in ways if one.unfit != "privacy"]
    numbered = enumerate(suited, start=1)
    for heading, group in groupby(numbered, key=lambda pair: _heading(pair[1], suited)):
        if heading:
            yield Text(heading, style=FAINT)
        for place, one in group:
            yield from _way(one, place, now, caller, width, detailed=place == 1)
    if rest := len(ways) - len(suited):
        others = "1 other way does" if rest == 1 else f"{rest} other ways do"
        yield from wrap(f"{others} not suit: supportdir show {answer.company.slug}", width, FAINT)
    if answer.elsewhere:
        yield from labelled("abroad", phrases.counted(answer.company, answer.elsewhere), width)


def mine(found: list[Prospect], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """The best way to each company."""
    for place, one in enumerate(found, start=1):
        yield from _way(one, place, now, caller, width, detailed=True)


def _heading(one: Prospect, all_of_them: list[Prospect]) -> str:
    first = all_of_them[0]
    if one.chance == first.chance and (one is first or not first.opens_first):
        return ""
    if one.chance == "later":
        return "meanwhile, in writing" if first.opens_first else "or in writing"
    return "closed now" if one.chance == "closed" else ""


def _way(one: Prospect, place: int, now: datetime, caller: Caller, width: int, *, detailed: bool) -> Iterator[Text]:
    for number, line in enumerate(_lines(one, now, caller, width - _INDENT, detailed=detailed)):
        margin = "" if number else f"{place}"
        yield Text.assemble((margin.ljust(_INDENT), FAINT), line)


def _lines(one: Prospect, now: datetime, caller: Caller, width: int, *, detailed: bool) -> Iterator[Text]:
    way, text = one.way, text_address(one, caller)
    title = phrases.title(way)
    if way.contact.kind != "phone" and phrases.kind(way.contact).lower() not in title.lower():
        title = f"{title}, {phrases.kind(way.contact)}"
    state = Text(standing(one, now, caller), style=STATES[way.state.kind])
    where = Text(text, style=STRONG) if text else address(way, caller, STRONG)
    yield from flow([where, Text(title), state], width)
    yield from wrap("; ".join(reasons(one, now, caller)), width)
    if one.route is None or text:
        return
    if detailed:
        if one.route.shortcut.caution:
            yield from labelled("careful", one.route.shortcut.caution, width, WARN)
        yield from labelled("route", route_line(one.route, now), width)
    dial = dial_string(way, one.route)
    if dial and "," in dial.text:
        yield from labelled("dial", Text(dial.text, style=STRONG), width)
