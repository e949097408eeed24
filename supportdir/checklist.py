"""The checklist for one call or message to a company: what `prepare` shows, prints and gives to programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from supportdir import advice
from supportdir.advice import Advice
from supportdir.call_history import CallHistory, history_lines, warnings
from supportdir.call_times import when_to_call
from supportdir.dialing import route as routes
from supportdir.model import Phone
from supportdir.ranking import RankedWay
from supportdir.ways import best_route

if TYPE_CHECKING:
    from supportdir.advice import Language, Stage
    from supportdir.answers import Answer
    from supportdir.routes import Route
    from supportdir.ways import Way

PARTS = ("keys", "log", "when", "have-ready", "first", "cannot", "never-asked", "writing")
"""The parts of a checklist in their order, after the line itself."""

_STAGES: dict[str, Stage] = {
    "email": "writing",
    "form": "writing",
    "post": "writing",
    "chat": "chat",
    "messenger": "chat",
    "sms": "chat",
}
"""Kinds of contact that have reminders of their own."""


class Checklist(Struct, frozen=True, kw_only=True):
    """What to know and to have ready before contacting a company by one of its ways.

    `warnings` stand before everything else. `parts` are texts by part; a part without texts is left out.
    """

    way: Way
    language: Language
    route: Route | None
    history: CallHistory
    warnings: tuple[str, ...]
    parts: dict[str, tuple[Advice, ...]]


def checklist(answer: Answer, way: Way, history: CallHistory, language: Language) -> Checklist:
    """Return the checklist for a way of an answer; the topic is that of the answer."""
    company, contact, topic = way.company, way.contact, answer.topic
    route = best_route(way, topic)
    stage = _STAGES.get(contact.kind)
    parts = {
        "when": when_to_call([way], None, language),
        "keys": _numbered("key", key_lines(way, route, language)) if isinstance(contact, Phone) else [],
        "log": _numbered("log", history_lines(history, way.at, language)),
        "have-ready": advice.have_ready(company, contact, topic, language),
        "first": advice.first_steps(company, contact, topic, language),
        "cannot": advice.cannot_do(company, contact, topic, language),
        "never-asked": advice.reminders("never_asked", language, contact),
        "writing": advice.reminders(stage, language) if stage else [],
    }
    return Checklist(
        way=way,
        language=language,
        route=route,
        history=history,
        warnings=tuple(warnings(history, language)),
        parts={part: tuple(parts[part]) for part in PARTS if parts[part]},
    )


def way_to_call(answer: Answer) -> Way | None:
    """Return the first phone line that suits the caller and the matter; the first way of all if there is none."""
    lines = (way for way in answer.ways if way.contact.kind == "phone")
    return next((line for line in lines if not RankedWay(line, answer.topic).unsuitable), answer.lead)


def key_lines(way: Way, route: Route | None, language: Language) -> list[str]:
    """Return the way through the menu of a line, a sentence each, and what does not work there.

    Where no way is known, the advice for such menus.
    """
    contact, texts = way.contact, advice.prompts(language)
    if not isinstance(contact, Phone):
        return []
    lines = []
    if route:
        if route.shortcut.caution:
            lines.append(texts["careful"].format(caution=route.shortcut.caution))
        lines += routes.sentences(route.shortcut.steps)
    elif way.has_no_menu:
        lines.append(texts["no-menu"])
    elif contact.is_machine_only:
        lines.append(texts["machine-only"])
    else:
        if contact.no_shortcut:
            lines.append(texts["no-known-way"].format(why=contact.no_shortcut))
        lines += [item.text for item in advice.reminders("no_route", language)]
    if contact.fails:
        lines.append(texts["keys-fail"].format(keys=", ".join(contact.fails)))
    return lines


def _numbered(kind: str, texts: list[str]) -> list[Advice]:
    return [Advice(f"{kind}-{number}", text) for number, text in enumerate(texts, 1)]
