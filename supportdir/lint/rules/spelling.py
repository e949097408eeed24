"""Style of the file: one way to write each value, which all YAML parsers read in the same way."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from supportdir.format.fields import fields_of
from supportdir.format.findings import Finding, Rules
from supportdir.format.yaml_file import List, Map, excerpt, quoted
from supportdir.lint.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from supportdir.format.kinds import Kind
    from supportdir.format.yaml_file import Node, Scalar

RULES = Rules[Document]()

_LONGEST_NOTE = 300  # characters: two long sentences
_FAR = 8  # items between an opening bracket and its closing one
# What YAML 1.1 or 1.2 reads as another type than text: booleans, null, numbers, dates, sexagesimal numbers.
_OTHER_TYPE = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null)|~|="
    r"|[-+]?[0-9][0-9_]*(\.[0-9_]*)?(e[-+]?[0-9]+)?|[-+]?\.(inf|nan|[0-9]+)|[-+]?0(x[0-9a-fA-F_]+|o?[0-7_]+|b[01_]+)"
    r"|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?"
)


@RULES.rule("warning")
def key_order(document: Document) -> Iterator[Finding]:
    """Fields are in the order of data/README.md.

    So files are easy to compare.

    Good: {id: chat, kind: chat, url: https://www.example.com/chat}
    Bad: {kind: chat, id: chat, url: https://www.example.com/chat}
    """
    for record, node in document.records:
        order = [*fields_of(type(record))]
        known = [key for key in node.value if key in order]
        for before, key in pairwise(known):
            if order.index(key) < order.index(before):
                after = next(other for other in known if order.index(other) > order.index(key))
                yield document.finding_at(node.keys[key], f"{key} is after {before}", f"move it before {after}")
                break


@RULES.rule("warning")
def quotes(document: Document) -> Iterator[Finding]:
    """Numbers, keys, short codes, extensions, dates and text that YAML may read as another type are in quotes; counts
    are not.

    So every YAML parser reads the same values: most read NO as false and 2019 as a number.

    Good: {press: "1", times: 3}
    Good: serves: ["NO"]
    Bad: {press: 1, times: "3"}
    Bad: serves: [NO]
    """
    inner = {id(node) for _, node in document.records}
    for record, node in document.records:
        for name, field in fields_of(type(record)).items():
            if name in node.value:
                yield from _quotes_of_key(document, node.keys[name])
                yield from _quotes(document, node.value[name], field.kind, name, inner)


def _quotes(document: Document, node: Node, kind: Kind, name: str, records: set[int]) -> Iterator[Finding]:
    """Yield the findings in the texts of a field, except those of the records in it."""
    if id(node) in records:
        return
    if isinstance(node, Map):
        for key, child in node.value.items():
            yield from _quotes_of_key(document, node.keys[key])
            yield from _quotes(document, child, kind, name, records)
    elif isinstance(node, List):
        for child in node.value:
            yield from _quotes(document, child, kind, name, records)
    elif not node.plain:
        if kind.quoting == "never" and node.value.isdigit():
            yield document.finding_at(node, f"{name} is a count in quotes", f"write {node.value}", node.value)
    elif kind.quoting != "never" and node.value and (message := _needs_quotes(document, node, kind, name)):
        yield document.finding_at(node, message, f"write {quoted(excerpt(node.value))}", quoted(node.value))


def _needs_quotes(document: Document, node: Scalar, kind: Kind, name: str) -> str:
    """Return why a text needs quotes, "" if it does not."""
    if kind.quoting == "always":
        return f"{name} {excerpt(node.value)} without quotes"
    if _OTHER_TYPE.fullmatch(node.value):
        return f"some YAML parsers do not read {excerpt(node.value)} as text"
    if name == "url" and "?" in node.value and "{" in document.lines[node.line - 1][: node.column]:
        return "some YAML parsers refuse a ? inside braces"
    return ""


def _quotes_of_key(document: Document, key: Scalar) -> Iterator[Finding]:
    if key.plain and _OTHER_TYPE.fullmatch(key.value):
        message = f"some YAML parsers do not read the key {key.value} as text"
        yield document.finding_at(key, message, f'write "{key.value}"', f'"{key.value}"')


@RULES.rule("warning")
def bracket(document: Document) -> Iterator[Finding]:
    """An item of a list closes each bracket that it opens.

    Otherwise a comma inside the brackets may have split one item into two.

    Good: have_ready: ["a tag (DT, 12 digits)"]
    Bad: have_ready: [a tag (DT, 12 digits)]
    """
    for record, node in document.records:
        for field, child in node.value.items():
            items = document.items(record, field) if isinstance(child, List) else []
            for index, item in enumerate(items):
                if item.value.count("(") > item.value.count(")"):
                    rest = range(index + 1, min(index + 1 + _FAR, len(items)))
                    end = next((other for other in rest if ")" in items[other].value), index)
                    whole = ", ".join(other.value for other in items[index : end + 1])
                    hint = f"write {quoted(excerpt(whole))}" if end > index else "close it"
                    yield document.finding_at(item, f"'{excerpt(item.value)}' has an open bracket", hint)


@RULES.rule("notice")
def long_note(document: Document) -> Iterator[Finding]:
    """A note has at most 300 characters.

    Notes are shown to callers; one or two sentences are enough. Write remarks for contributors as YAML comments.

    Good: note: closed in August
    Bad: a note of ten lines
    """
    for record, _ in document.records:
        note = getattr(record, "note", "")
        if len(note) > _LONGEST_NOTE:
            message = f"this note has {len(note)} characters"
            yield document.finding(record, "note", message, "keep only what a caller needs")


@RULES.rule("warning")
def twice_in_list(document: Document) -> Iterator[Finding]:
    """A list has no duplicate items.

    A duplicate has no effect, and is often an error for another item.

    Good: topics: [billing, refunds]
    Bad: topics: [billing, refunds, billing]
    """
    for record, node in document.records:
        for field, child in node.value.items():
            seen: set[str] = set()
            for item in document.items(record, field) if isinstance(child, List) and field != "queue" else ():
                if item.value in seen:
                    yield document.finding_at(item, f"duplicate '{excerpt(item.value)}' in {field}", "keep one")
                seen.add(item.value)
