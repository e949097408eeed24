"""`reach`: the ways to get through now, best first, each with the reasons for its place."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.contacts import is_machine_only
from supportdir.render import parts, phrases
from supportdir.render.console import FAINT, LABEL_WIDTH, STATES, STRONG, WARN, flow, labelled, with_label, wrap
from supportdir.render.machine import dial_string
from supportdir.render.reasons import NO_VOICE, expectation, is_voiceless, reasons, relay_line
from supportdir.translation import translate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from supportdir.answers import Answer
    from supportdir.caller import Caller
    from supportdir.ranking import RankedWay

_INDENT = 3
_OTHER_LANGUAGE = "in other languages"
_TITLES = (
    "for emergencies or special needs",
    "not only for this topic",
    _OTHER_LANGUAGE,
    "for new customers or education",
    "for specific topics or offices",
    "for certain customers",
    "for text devices",
    _OTHER_LANGUAGE,
)
"""Titles of the ways that differ from the first in the parts of `ordering.suitability_key`."""


def company(ranked_answer: tuple[Answer, list[RankedWay]], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """Yield the ways in the order in which to try them; unsuitable ones are only counted."""
    answer, ways = ranked_answer
    yield from parts.warnings(phrases.first_lines(answer), width)
    if is_voiceless(ways):
        yield from _relay(ways, now, caller, width)
        return
    suitable = [ranked for ranked in ways if ranked.availability != "unsuitable"]
    suitable = suitable or [ranked for ranked in ways if ranked.unsuitable != "voice"]
    numbered = enumerate(suitable, start=1)
    said: set[str] = set()
    for title, group in groupby(numbered, key=lambda pair: _group_title(pair[1], suitable[0])):
        yield from wrap(title, width, FAINT)
        for place, ranked in group:
            yield from _way(ranked, place, now, caller, width, said, is_first=place == 1)
    if others := len(ways) - len(suitable):
        one, more = "1 other contact is not suitable: {command}", "{count} other contacts are not suitable: {command}"
        command = f"supportdir show {answer.company.slug}"
        yield from wrap(translate(one if others == 1 else more, count=others, command=command), width, FAINT)
    yield from parts.also_said(answer, now, caller, width)
    if private := parts.without_voice(answer.private):
        yield from wrap(translate("only for requests about personal data"), width, FAINT)
        yield from parts.labelled_rows("", private, now, caller, width)
    yield from parts.elsewhere(answer, width)


def favorites(ways: list[RankedWay], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """Yield the best way to each favorite company."""
    for place, ranked in enumerate(ways, start=1):
        yield from _way(ranked, place, now, caller, width, set(), is_first=True)


def _relay(ways: list[RankedWay], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """Yield that every way requires speaking, and the line that a relay service can call."""
    yield from wrap(translate(NO_VOICE), width, WARN)
    if line := relay_line(ways):
        texts = [Text(translate("a relay service can call")), parts.address(line.way, caller, STRONG)]
        texts += [Text(phrases.title(line.way)), _expectation(line, now, caller)]
        yield from with_label(translate("relay"), flow(texts, width - LABEL_WIDTH))


def _expectation(ranked: RankedWay, now: datetime, caller: Caller) -> Text:
    return Text(expectation(ranked, now, caller), style=STATES[ranked.way.state.kind])


def _group_title(ranked: RankedWay, first: RankedWay) -> str:
    """Return the title of the group that a way belongs to; "" for the group of the first way.

    It names the first difference in suitability, demotion, machines and availability, so no title occurs twice.
    """
    if ranked.unsuitable:
        return ""
    keys = zip(_TITLES, ranked.suitability_key, first.suitability_key, strict=True)
    title = next((title for title, own, best in keys if own != best), "")
    if title == _OTHER_LANGUAGE and ranked.way.caller.language:
        return translate("languages not known")
    if title:
        return translate(title)
    if ranked.is_demoted and not first.is_demoted:
        return translate("did not work when you tried")
    if is_machine_only(ranked.way.contact) and not is_machine_only(first.way.contact):
        return translate("a machine answers")
    return _availability_title(ranked, first)


def _availability_title(ranked: RankedWay, first: RankedWay) -> str:
    if ranked.availability == first.availability and (ranked is first or not first.opens_first):
        return ""
    if ranked.availability == "later":
        return translate("meanwhile, in writing" if first.opens_first else "or in writing")
    return translate("closed now") if ranked.availability == "closed" else ""


def _way(
    ranked: RankedWay, place: int, now: datetime, caller: Caller, width: int, said: set[str], *, is_first: bool
) -> Iterator[Text]:
    lines = _lines(ranked, now, caller, width - _INDENT, said, is_first=is_first)
    return with_label(f"{place}", lines, indent=_INDENT)


def _lines(
    ranked: RankedWay, now: datetime, caller: Caller, width: int, said: set[str], *, is_first: bool
) -> Iterator[Text]:
    """Yield a way with its reasons; the first way of a company with the company's name and the route.

    That it is for the caller's topic is left out if it was `said` of another way; the texts are added to `said`.
    """
    way = ranked.way
    repeated = {phrases.about([ranked.topic])} & said if ranked.topic else ()
    texts = [text for text in reasons(ranked, now, caller) if text not in repeated]
    said.update(texts)
    name = phrases.title(way) if is_first else phrases.label_and_kind(way)
    yield from flow([parts.address(way, caller, STRONG), Text(name), _expectation(ranked, now, caller)], width)
    yield from wrap("; ".join(texts), width)
    yield from parts.own_calls(way, width)
    if ranked.route is None or phrases.text_address(way, caller):
        return
    if is_first:
        yield from parts.caution(ranked.route, width)
        yield from labelled(translate("route"), parts.route_line(ranked.route, now), width)
    dial = dial_string(way, ranked.route)
    if dial and "," in dial.text:
        yield from labelled(translate("dial"), Text(dial.text, style=STRONG), width)
