"""How a file is written: one spelling for one fact, the same for every YAML reader."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from supportdir.format.fields import fields_of
from supportdir.format.findings import Finding, Rules
from supportdir.format.yaml_file import List, Map, quoted, shown
from supportdir.lint.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from supportdir.format.kinds import Kind
    from supportdir.format.yaml_file import Node, Scalar

RULES = Rules[Document]()

_LONGEST_NOTE = 300  # characters: two long sentences
# What YAML 1.1 and 1.2 take for something else than text: truth, nothing, numbers, dates, sixties.
_NO_TEXT = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null)|~|="
    r"|[-+]?[0-9][0-9_]*(\.[0-9_]*)?(e[-+]?[0-9]+)?|[-+]?\.(inf|nan|[0-9]+)|[-+]?0(x[0-9a-fA-F_]+|o?[0-7_]+|b[01_]+)"
    r"|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?"
)


@RULES.rule("warning")
def key_order(document: Document) -> Iterator[Finding]:
    """Fields stand in the order of the format, so that two files can be read side by side.

    Good: {id: chat, kind: chat, url: https://www.example.com/chat}
    Bad: {kind: chat, id: chat, url: https://www.example.com/chat}
    """
    for record, node in document.records:
        order = [*fields_of(type(record))]
        known = [key for key in node.value if key in order]
        for before, key in pairwise(known):
            if order.index(key) < order.index(before):
                right = next(other for other in known if order.index(other) > order.index(key))
                yield document.finding_at(node.keys[key], f"{key} stands after {before}", f"put it before {right}")
                break


@RULES.rule("warning")
def quotes(document: Document) -> Iterator[Finding]:
    """Numbers, keys, short codes, extensions, dates and what YAML could take for something else stand in quotes;
    counts do not.

    So every YAML reader gets the same values: to most of them NO is false and 2019 a number.

    Good: {press: "1", times: 3}
    Good: serves: ["NO"]
    Bad: {press: 1, times: "3"}
    Bad: serves: [NO]
    """
    inner = {id(node) for _, node in document.records}
    for record, node in document.records:
        for name, field in fields_of(type(record)).items():
            if name in node.value:
                yield from _quotes_of_keys(document, node.keys[name])
                yield from _quotes(document, node.value[name], field.kind, name, inner)


def _quotes(document: Document, node: Node, kind: Kind, name: str, records: set[int]) -> Iterator[Finding]:
    """Yield the findings in the texts of a field, but for those of the records in it."""
    if id(node) in records:
        return
    if isinstance(node, Map):
        for key, child in node.value.items():
            yield from _quotes_of_keys(document, node.keys[key])
            yield from _quotes(document, child, kind, name, records)
    elif isinstance(node, List):
        for child in node.value:
            yield from _quotes(document, child, kind, name, records)
    elif not node.plain:
        if kind.quoting == "never" and node.value.isdigit():
            yield document.finding_at(node, f"{name} is a count, in quotes", f"write {node.value}", node.value)
    elif kind.quoting != "never" and node.value and (message := _needs_quotes(document, node, kind, name)):
        yield document.finding_at(node, message, f"write {quoted(shown(node.value))}", quoted(node.value))


def _needs_quotes(document: Document, node: Scalar, kind: Kind, name: str) -> str:
    """Return why a text needs quotes, "" if it does not."""
    if kind.quoting == "always":
        return f"{name} {shown(node.value)} without quotes"
    if _NO_TEXT.fullmatch(node.value):
        return f"{shown(node.value)} is not text to every YAML reader"
    if name == "url" and "?" in node.value and "{" in document.lines[node.line - 1][: node.column]:
        return "a ? inside one-line braces, which some YAML readers refuse"
    return ""


def _quotes_of_keys(document: Document, key: Scalar) -> Iterator[Finding]:
    if key.plain and _NO_TEXT.fullmatch(key.value):
        message = f"the key {key.value} is not text to every YAML reader"
        yield document.finding_at(key, message, f'write "{key.value}"', f'"{key.value}"')


@RULES.rule("warning")
def bracket(document: Document) -> Iterator[Finding]:
    """A bracket that is opened in an item of a list is closed there: else a comma has made two items of one.

    Good: have_ready: ["a tag (DT, 12 digits)"]
    Bad: have_ready: [a tag (DT, 12 digits)]
    """
    for record, node in document.records:
        for field, child in node.value.items():
            items = document.items(record, field) if isinstance(child, List) else []
            for n, item in enumerate(items):
                if item.value.count("(") > item.value.count(")"):
                    end = next((m for m in range(n + 1, min(n + 9, len(items))) if ")" in items[m].value), n)
                    whole = ", ".join(other.value for other in items[n : end + 1])
                    hint = f"write {quoted(shown(whole))}" if end > n else "close it"
                    yield document.finding_at(item, f"'{shown(item.value)}' has a bracket without its partner", hint)


@RULES.rule("notice")
def long_note(document: Document) -> Iterator[Finding]:
    """A note is one or two sentences for the reader; what the next contributor should know is a YAML comment.

    Good: note: closed in August
    Bad: a note of ten lines
    """
    for record, _ in document.records:
        note = getattr(record, "note", "")
        if len(note) > _LONGEST_NOTE:
            yield document.finding(record, "note", f"a note of {len(note)} characters", "keep what a caller needs")


@RULES.rule("warning")
def twice_in_list(document: Document) -> Iterator[Finding]:
    """A list names a thing once.

    Good: topics: [billing, refunds]
    Bad: topics: [billing, refunds, billing]
    """
    for record, node in document.records:
        for field, child in node.value.items():
            seen: set[str] = set()
            for item in document.items(record, field) if isinstance(child, List) and field != "queue" else ():
                if item.value in seen:
                    yield document.finding_at(item, f"{field} has '{shown(item.value)}' twice", "keep one")
                seen.add(item.value)
