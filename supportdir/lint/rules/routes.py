"""Routes and menus: keys, words and where they lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supportdir.dialing import menu as menus
from supportdir.dialing.route import is_keys
from supportdir.format.findings import Finding, Rules
from supportdir.format.yaml_file import Map, excerpt
from supportdir.lint.document import Document
from supportdir.model import Menu, Option, Shortcut, Step
from supportdir.provenance import of_route

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES = Rules[Document]()


@RULES.rule("warning")
def several_keys(document: Document) -> Iterator[Finding]:
    """Keys for several prompts are several steps.

    The keys of one step are sent at once, and most menus hear only the first. A code for one prompt ends in # or *, has
    five or more digits, or has `hear`.

    Good: steps: [{press: "2"}, {press: "1"}, {press: "3"}]
    Bad: steps: [{press: "213"}]
    """
    for step in document.records_of(Step):
        keys = step.value
        if step.action != "press" or not is_keys(keys) or step.end or step.hear:
            continue
        node = document.node(step, "press")
        if re.fullmatch("[0-9]{2,4}", keys) and not document.has_comment(node):
            fix = ", ".join(f'{{press: "{key}"}}' for key in keys)
            if len(set(keys)) == 1:
                fix = f'{{press: "{keys[0]}", times: {len(keys)}}}'
            hint = f"write {fix}, or add hear: PROMPT"
            yield document.finding_at(node, f"press {keys} sends all keys at once", hint, fix)


@RULES.rule("warning")
def end_in_words(document: Document) -> Iterator[Finding]:
    """The key that ends an entry is in `end`, not in the text.

    Only then is it among the keys that can be sent.

    Good: {enter: the account number, end: "#"}
    Bad: {enter: the account number and then the pound key}
    """
    words = r"(,| and| then| followed by)*( press)?( the)? ?(\"?([#*])\"?|pound|hash|star)( (key|sign))?$"
    for step in document.records_of(Step):
        if step.action == "enter" and not step.end and (match := re.search(words, step.value)):
            key = match[5] or {"star": "*"}.get(match[4], "#")
            fix = f'{{enter: {step.value[: match.start()].rstrip()}, end: "{key}"}}'
            yield document.finding(step, "enter", f"the key {key} is in the text", f"write {excerpt(fix)}", fix)


@RULES.rule("warning")
def either_or(document: Document) -> Iterator[Finding]:
    """`say` holds the exact words to say, without alternatives.

    What the caller chooses from is `choose` with options.

    Good: {choose: your language, options: {"1": English, "2": Spanish}}
    Good: {say: representative}
    Bad: {say: agent or representative}
    """
    for step in document.records_of(Step):
        if step.action == "say" and re.search(r"\b(or|und|oder|или)\b| / ", step.value):
            hint = "keep the best one, or use choose with options"
            yield document.finding(step, "say", f"'{excerpt(step.value)}' has alternatives", hint)


@RULES.rule("notice")
def route_order(document: Document) -> Iterator[Finding]:
    """Of the routes of a line for the same purpose, the one with the best and newest source comes first.

    The first route is the one that is recommended.

    Good: a route from a call last month, then one from a list of 2019
    Bad: the other way round
    """
    for phone in document.company.phones:
        worst: dict[object, tuple[object, ...]] = {}
        for shortcut in phone.shortcuts:
            proof, purpose = of_route(document.company, phone, shortcut), (shortcut.topics, shortcut.reaches)
            if proof is None:
                continue
            if proof.rank < worst.setdefault(purpose, proof.rank):
                message = "a better or newer source than a route above it"
                yield document.finding(shortcut, "steps", message, "move the route up")
            worst[purpose] = max(proof.rank, worst[purpose])


@RULES.rule("warning")
def menu_to_itself(document: Document) -> Iterator[Finding]:
    """The `contact` of a menu option is another contact than the line of the menu.

    Otherwise the reference has no meaning.

    Good: {"2": {label: Technical, contact: technical}}, on the line support
    Bad: {"2": {label: Technical, contact: support}}, on the line support
    """
    for phone in document.company.phones:
        for path in menus.paths(phone.menu) if isinstance(phone.menu, Menu) else ():
            option = path[-1][1]
            if option.contact == phone.id:
                message = f"the option leads to {phone.id}, its own line"
                yield document.finding(option, "contact", message, "remove contact, or name another contact")


@RULES.rule("warning")
def menu_key(document: Document) -> Iterator[Finding]:
    """The key of an option is either digits, * and #, or words to say.

    Two keys are two options.

    Good: {"1": {label: Billing}, "2": {label: Billing}}
    Bad: {"1 or 2": {label: Billing}}
    """
    records: list[Menu | Option] = [*document.records_of(Menu), *document.records_of(Option)]
    for record in records:
        node = document.node(record, "options")
        for key in record.options:
            if not is_keys(key) and re.search("[0-9*#]", key) and isinstance(node, Map):
                message = f"'{excerpt(key)}' is neither keys nor words"
                yield document.finding_at(node.keys[key], message, "write an option for each key")


@RULES.rule("notice")
def menu_of_one(document: Document) -> Iterator[Finding]:
    """A menu has at least two known options.

    A single option is written as a route.

    Good: shortcuts: [{topics: [billing], steps: [{press: "2"}]}]
    Bad: menu: {options: {"2": {label: Billing}}}
    """
    for menu in document.records_of(Menu):
        if len(menu.options) == 1 and sum(1 for _ in menus.paths(menu)) == 1:
            yield document.finding(menu, "options", "menu with one option", "write it as a route under shortcuts")


@RULES.rule("notice")
def route_in_menu(document: Document) -> Iterator[Finding]:
    """A route adds something to the menu of its line.

    Routes through the menu are derived from it.

    Good: a menu, and a route that keeps pressing 0
    Bad: {"0": {label: An adviser, reaches: person}}, and steps: [{press: "0"}]
    """
    for phone in document.company.phones:
        if not isinstance(phone.menu, Menu):
            continue
        known = {tuple(key for key, _ in path): path[-1][1] for path in menus.paths(phone.menu)}
        for shortcut in phone.shortcuts:
            option = known.get(_plain_keys(shortcut))
            says_more = shortcut.caution or shortcut.note or shortcut.seconds or shortcut.sources
            if option and option.reaches == shortcut.reaches and not says_more:
                yield document.finding(shortcut, "steps", "the menu contains this route", "remove the route")


def _plain_keys(shortcut: Shortcut) -> tuple[str, ...]:
    """Return what is pressed or said, if the route has no other steps and conditions; otherwise ()."""
    if any(step.action not in ("press", "say") or step.until or step.if_ for step in shortcut.steps):
        return ()
    return tuple(step.value for step in shortcut.steps for _ in range(step.times))
