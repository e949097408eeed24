"""Routes and menus: what a caller presses, and where it leads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supportdir.dialing import menu as menus
from supportdir.dialing.route import is_keys
from supportdir.format.findings import Finding, Rules
from supportdir.format.yaml_file import Map, shown
from supportdir.lint.document import Document
from supportdir.model import Menu, Option, Shortcut, Step
from supportdir.provenance import of_route

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES = Rules[Document]()


@RULES.rule("warning")
def several_keys(document: Document) -> Iterator[Finding]:
    """Keys for several prompts are several steps: what stands in one is sent in one go, and a menu hears the first.

    A code that a menu takes as a whole ends in # or *, or has five digits and more, or says what it answers (`hear`).

    Good: steps: [{press: "2"}, {press: "1"}, {press: "3"}]
    Bad: steps: [{press: "213"}]
    """
    for step in document.all(Step):
        keys = step.value
        if step.action != "press" or not is_keys(keys) or step.end or step.hear:
            continue
        node = document.at(step, "press")
        if re.fullmatch("[0-9]{2,4}", keys) and not document.is_explained(node):
            steps = ", ".join(f'{{press: "{key}"}}' for key in keys)
            if len(set(keys)) == 1:
                steps = f'{{press: "{keys[0]}", times: {len(keys)}}}'
            yield document.finding_at(
                node, f"press {keys} is sent in one go", f"write {steps}, or hear: the prompt", steps
            )


@RULES.rule("warning")
def end_in_words(document: Document) -> Iterator[Finding]:
    """The key that ends an entry stands in `end`, so that it is among the keys.

    Good: {enter: the account number, end: "#"}
    Bad: {enter: the account number and then the pound key}
    """
    for step in document.all(Step):
        if step.action == "enter" and not step.end:
            found = re.search(
                r"(,| and| then| followed by)*( press)?( the)? ?(\"?([#*])\"?|pound|hash|star)( (key|sign))?$",
                step.value,
            )
            if found:
                key = found[5] or {"star": "*"}.get(found[4], "#")
                right = f'{{enter: {step.value[: found.start()].rstrip()}, end: "{key}"}}'
                yield document.finding(
                    step, "enter", f"the key {key} is hidden in words", f"write {shown(right)}", right
                )


@RULES.rule("warning")
def either_or(document: Document) -> Iterator[Finding]:
    """What the caller chooses is `choose`: `press` and `say` are for everybody, word by word.

    Good: {choose: your language, options: {"1": English, "2": Spanish}}
    Good: {say: representative}
    Bad: {say: agent or representative}
    """
    for step in document.all(Step):
        if step.action == "say" and re.search(r"\b(or|und|oder|или)\b| / ", step.value):
            message = f"'{shown(step.value)}' is not what one says"
            yield document.finding(
                step, "say", message, "keep the one that works best, or write choose with its options"
            )


@RULES.rule("notice")
def route_order(document: Document) -> Iterator[Finding]:
    """The routes of a line stand newest and best first, as the first is the one that is offered.

    Good: a route that somebody rang last month, then one of a list of 2019
    Bad: the other way round
    """
    for phone in document.company.phones:
        worst: dict[object, tuple[object, ...]] = {}
        for shortcut in phone.shortcuts:
            proof, purpose = of_route(document.company, phone, shortcut), (shortcut.topics, shortcut.reaches)
            if proof is None:
                continue
            if proof.rank < worst.setdefault(purpose, proof.rank):
                yield document.finding(
                    shortcut, "steps", "a better or newer source than a route above it", "put it first"
                )
            worst[purpose] = max(proof.rank, worst[purpose])


@RULES.rule("warning")
def menu_to_itself(document: Document) -> Iterator[Finding]:
    """An option leads to another contact than the one that is being called.

    Good: {"2": {label: Technical, contact: technical}}, on the line support
    Bad: {"2": {label: Technical, contact: support}}, on the line support
    """
    for phone in document.company.phones:
        for path in menus.paths(phone.menu) if isinstance(phone.menu, Menu) else ():
            option = path[-1][1]
            if option.contact == phone.id:
                message = f"the option leads to {phone.id}, which is this line"
                yield document.finding(option, "contact", message, "leave contact out, or name another")


@RULES.rule("warning")
def menu_key(document: Document) -> Iterator[Finding]:
    """The keys of a menu are digits, * and #, or the words that are said; each option has its own.

    Good: {"1": {label: Billing}, "2": {label: Billing}}
    Bad: {"1 or 2": {label: Billing}}
    """
    records: list[Menu | Option] = [*document.all(Menu), *document.all(Option)]
    for record in records:
        node = document.at(record, "options")
        for key in record.options:
            if not is_keys(key) and re.search("[0-9*#]", key) and isinstance(node, Map):
                message = f"'{shown(key)}' is neither keys nor words"
                yield document.finding_at(node.keys[key], message, "write an option for each key")


@RULES.rule("notice")
def menu_of_one(document: Document) -> Iterator[Finding]:
    """A menu is written when two of its options are known; one option is a route.

    Good: shortcuts: [{topics: [billing], steps: [{press: "2"}]}]
    Bad: menu: {options: {"2": {label: Billing}}}
    """
    for menu in document.all(Menu):
        if len(menu.options) == 1 and sum(1 for _ in menus.paths(menu)) == 1:
            yield document.finding(menu, "options", "a menu of one option", "make it a route under shortcuts")


@RULES.rule("notice")
def route_in_menu(document: Document) -> Iterator[Finding]:
    """A route beside a menu says what the menu does not.

    Good: a menu, and a route that keeps pressing 0
    Bad: {"0": {label: An adviser, reaches: person}}, and steps: [{press: "0"}]
    """
    for phone in document.company.phones:
        if not isinstance(phone.menu, Menu):
            continue
        known = {tuple(key for key, _ in path): path[-1][1] for path in menus.paths(phone.menu)}
        for shortcut in phone.shortcuts:
            option = known.get(_plain_keys(shortcut))
            told = shortcut.caution or shortcut.note or shortcut.seconds or shortcut.sources
            if option and option.reaches == shortcut.reaches and not told:
                yield document.finding(shortcut, "steps", "the menu says the same", "leave the route out")


def _plain_keys(shortcut: Shortcut) -> tuple[str, ...]:
    """What is pressed or said, where that is all; else ()."""
    if any(step.action not in ("press", "say") or step.until or step.if_ for step in shortcut.steps):
        return ()
    return tuple(step.value for step in shortcut.steps for _ in range(step.times))
