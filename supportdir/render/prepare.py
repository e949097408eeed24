"""The checklist for a call on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.render import parts, phrases
from supportdir.render.checklists import cost_lines, part_heading
from supportdir.render.console import FAINT, STRONG, WARN, wrap
from supportdir.render.machine import dial_string
from supportdir.translation import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from supportdir.answers import Answer
    from supportdir.caller import Caller
    from supportdir.checklist import Checklist

_INDENT = 2


def checklist(found: tuple[Answer, Sequence[Checklist]], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """What must be known first, the line and its state, then each part with its items below its heading."""
    answer, checklists = found
    for line in phrases.first_lines(answer):
        yield from wrap(line, width, WARN)
    for one in checklists:
        yield from _checklist(one, now, caller, width)


def _checklist(found: Checklist, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    way = found.way
    for text in found.warnings:
        yield from wrap(text, width, WARN)
    yield from parts.heading(way, now, caller, width)
    if costs := cost_lines(way):
        yield from wrap("; ".join(costs), width)
    for part, items in found.parts.items():
        yield Text(part_heading(part, found), style=STRONG)
        yield from bullets((item.text for item in items), width)
        if part == "keys" and found.route:
            yield from _proof(found, now, width)


def _proof(found: Checklist, now: datetime, width: int) -> Iterator[Text]:
    """The dial string of the route, and how old the route is."""
    assert found.route is not None
    dial = dial_string(found.way, found.route)
    text = Text()
    if dial and "," in dial.text:
        text = Text.assemble((translate("dial"), FAINT), " ", (dial.text, STRONG), "   ")
    text.append(translate("from "), style=FAINT)
    text.append_text(parts.source(found.route.proof, "route", now))
    yield from _indented(wrap(text, width - _INDENT))


def bullets(texts: Iterable[str], width: int) -> Iterator[Text]:
    """Each text as an item of a list, its later lines indented."""
    for text in texts:
        for number, line in enumerate(wrap(text, width - _INDENT)):
            yield Text.assemble(("  " if number else "- ", FAINT), line)


def _indented(lines: Iterable[Text]) -> Iterator[Text]:
    return (Text.assemble(" " * _INDENT, line) for line in lines)
