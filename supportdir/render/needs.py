"""The ways that suit a need, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from supportdir import advice
from supportdir.ranking import RankedWay
from supportdir.render import parts, phrases
from supportdir.render.console import FAINT, STATES, STRONG, WARN, flow, with_label, wrap
from supportdir.render.prepare import bullets
from supportdir.render.reasons import call_conditions, expectation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from supportdir.advice import Language, Need, SuitedWay
    from supportdir.answers import Answer
    from supportdir.caller import Caller

_INDENT = 3

_Found = tuple["Answer", "Need", "Language", "Sequence[SuitedWay]", "Sequence[str]"]


def suited(found: _Found, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """The need, the ways with their reasons, then advice on the choice and on the time.

    A caller who cannot speak is shown the textphone or the relay of a line.
    """
    answer, need, language, ways, hints = found
    for line in phrases.first_lines(answer):
        yield from wrap(line, width, WARN)
    names = {item.id: item.text for item in advice.needs(language)}
    yield from wrap(names[need], width, FAINT)
    known: set[str] = set()  # reasons that were given
    for place, one in enumerate(ways, start=1):
        lines = _way(one, now, caller, width - _INDENT, is_first=place == 1, says_why=one.reason not in known)
        yield from with_label(f"{place}", lines, indent=_INDENT)
        known.add(one.reason)
    yield from bullets(hints, width)


def _way(
    one: SuitedWay, now: datetime, caller: Caller, width: int, *, is_first: bool, says_why: bool
) -> Iterator[Text]:
    """The way and its state, for what it is, how a call works, and why it suits, unless another of its kind says so."""
    way, ranked = one.way, RankedWay(one.way)
    title = phrases.title(way) if is_first else phrases.label_and_kind(way)
    state = Text(expectation(ranked, now, caller), style=STATES[way.state.kind])
    yield from flow([parts.address(way, caller, STRONG), Text(title), state], width)
    topics = [phrases.about(way.contact.topics)] if way.contact.topics and not way.contact.is_general else []
    yield from wrap("; ".join([*topics, *call_conditions(ranked, caller)]), width)
    if says_why:
        yield from wrap(Text.assemble(one.reason, " ", (one.drawback, FAINT)), width)
