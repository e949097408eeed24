"""How a file is written: one spelling for one fact, the same for every YAML reader."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from supportdir.format.yaml_file import List, Map, quoted, shown
from supportdir.lint.document import Sheet
from supportdir.lint.finding import Rules, Spot
from supportdir.model import Company, Contact, Escalation, Impostor, Menu, Option, Product, Shortcut, Source, Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msgspec import Struct

    from supportdir.format.yaml_file import Node

RULES = Rules[Sheet]()

_FIELDS: dict[type[Struct], str] = {
    Company: """name aliases domains products categories serves timezone holidays languages have_ready sources no_phone
        not_theirs phones channels escalation note cite merged_into defunct""",
    Product: "names contact topic",
    Contact: """id kind label audience topics serves languages timezone holidays service number extension short vanity
        textphone relay dead url address where works_from abroad cost cost_note hours automated quiet queue
        answers_within accepts have_ready note fails no_shortcut shortcuts menu sources cite""",
    Shortcut: "reaches topics audience steps caution note seconds sources",
    Step: "press say tell enter choose pause wait silence hold leave times until end options hear if",
    Menu: "greeting after options",
    Option: "label topics audience languages reaches contact options note",
    Source: "kind title url date note",
    Impostor: "number note sources",
    Escalation: "contact company to where answers_within note sources",
}
ORDERS = {record: fields.split() for record, fields in _FIELDS.items()}
"""The fields of each record in the order of the format."""

# Numbers, keys, codes and dates: whatever they look like, they are text.
_ALWAYS_QUOTED = frozenset(("number", "short", "extension", "textphone", "relay", "press", "end", "date", "defunct"))
_LONGEST_NOTE = 300  # characters: two long sentences
_COUNTS = frozenset(("times", "seconds", "pause", "greeting", "queue"))
# What YAML 1.1 and 1.2 take for something else than text: truth, nothing, numbers, dates, sixties.
_NO_TEXT = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null)|~|="
    r"|[-+]?[0-9][0-9_]*(\.[0-9_]*)?(e[-+]?[0-9]+)?|[-+]?\.(inf|nan|[0-9]+)|[-+]?0(x[0-9a-fA-F_]+|o?[0-7_]+|b[01_]+)"
    r"|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?"
)


@RULES.rule("warning")
def key_order(sheet: Sheet) -> Iterator[Spot]:
    """Fields stand in the order of the format, so that two files can be read side by side.

    Good: {id: chat, kind: chat, url: https://www.example.com/chat}
    Bad: {kind: chat, id: chat, url: https://www.example.com/chat}
    """
    for record, node in sheet.records:
        order = next(order for kind, order in ORDERS.items() if isinstance(record, kind))
        known = [key for key in node.value if key in order]
        for before, key in pairwise(known):
            if order.index(key) < order.index(before):
                right = next(other for other in known if order.index(other) > order.index(key))
                yield sheet.spot_at(node.keys[key], f"{key} stands after {before}", f"put it before {right}")
                break


@RULES.rule("warning")
def quotes(sheet: Sheet) -> Iterator[Spot]:
    """Numbers, keys, short codes, extensions, dates and what YAML could take for something else stand in quotes;
    counts do not.

    So every YAML reader gets the same values: to most of them NO is false and 2019 a number.

    Good: {press: "1", times: 3}
    Good: serves: ["NO"]
    Bad: {press: 1, times: "3"}
    Bad: serves: [NO]
    """
    yield from _quotes(sheet, sheet.node(sheet.company), "", in_braces=False)


def _quotes(sheet: Sheet, node: Node, field: str, *, in_braces: bool) -> Iterator[Spot]:
    if isinstance(node, Map):
        in_braces = in_braces or sheet.lines[node.line - 1][node.column - 1 : node.column] == "{"
        for key, child in node.value.items():
            name = node.keys[key]
            if name.plain and _NO_TEXT.fullmatch(key):
                yield sheet.spot_at(
                    name, f"the key {key} is not text to every YAML reader", f'write "{key}"', f'"{key}"'
                )
            inner = "sources" if field == "cite" else key
            yield from _quotes(sheet, child, inner, in_braces=in_braces)
    elif isinstance(node, List):
        for child in node.value:
            yield from _quotes(sheet, child, field, in_braces=in_braces)
    elif not node.plain:
        if field in _COUNTS and node.value.isdigit():
            yield sheet.spot_at(node, f"{field} is a count, in quotes", f"write {node.value}", node.value)
    elif field not in _COUNTS and node.value:
        if field in _ALWAYS_QUOTED:
            message = f"{field} {shown(node.value)} without quotes"
        elif _NO_TEXT.fullmatch(node.value):
            message = f"{shown(node.value)} is not text to every YAML reader"
        elif in_braces and field == "url" and "?" in node.value:
            message = "a ? inside one-line braces, which some YAML readers refuse"
        else:
            return
        yield sheet.spot_at(node, message, f"write {quoted(shown(node.value))}", quoted(node.value))


@RULES.rule("warning")
def bracket(sheet: Sheet) -> Iterator[Spot]:
    """A bracket that is opened in an item of a list is closed there: else a comma has made two items of one.

    Good: have_ready: ["a tag (DT, 12 digits)"]
    Bad: have_ready: [a tag (DT, 12 digits)]
    """
    for record, node in sheet.records:
        for field, child in node.value.items():
            items = sheet.items(record, field) if isinstance(child, List) else []
            for n, item in enumerate(items):
                if item.value.count("(") > item.value.count(")"):
                    end = next((m for m in range(n + 1, min(n + 9, len(items))) if ")" in items[m].value), n)
                    whole = ", ".join(other.value for other in items[n : end + 1])
                    hint = f"write {quoted(shown(whole))}" if end > n else "close it"
                    yield sheet.spot_at(item, f"'{shown(item.value)}' has a bracket without its partner", hint)


@RULES.rule("notice")
def long_note(sheet: Sheet) -> Iterator[Spot]:
    """A note is one or two sentences for the reader; what the next contributor should know is a YAML comment.

    Good: note: closed in August
    Bad: a note of ten lines
    """
    for record, _ in sheet.records:
        note = getattr(record, "note", "")
        if len(note) > _LONGEST_NOTE:
            yield sheet.spot(record, "note", f"a note of {len(note)} characters", "keep what a caller needs")


@RULES.rule("warning")
def twice_in_list(sheet: Sheet) -> Iterator[Spot]:
    """A list names a thing once.

    Good: topics: [billing, refunds]
    Bad: topics: [billing, refunds, billing]
    """
    for record, node in sheet.records:
        for field, child in node.value.items():
            seen: set[str] = set()
            for item in sheet.items(record, field) if isinstance(child, List) and field != "queue" else ():
                if item.value in seen:
                    yield sheet.spot_at(item, f"{field} has '{shown(item.value)}' twice", "keep one")
                seen.add(item.value)
