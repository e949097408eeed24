"""A company file under the linter's eye: what it says, and where each of its facts stands."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from supportdir.dialing import number
from supportdir.format.fields import CLOCKS
from supportdir.format.findings import Finding
from supportdir.format.yaml_file import List, Map, Scalar
from supportdir.hours import parsing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from supportdir.dialing.number import NumberFacts
    from supportdir.format.reader import ParsedFile
    from supportdir.format.yaml_file import Node
    from supportdir.hours.rules import Hours
    from supportdir.model import Channel, Company, Contact, Phone

Record = TypeVar("Record", bound=Struct)


class Document:
    """A company file: `company` is what of it is sound, `text` as it stands, `today` the day of the check."""

    def __init__(self, path: str, company: Company, parsed: ParsedFile, text: str, today: date) -> None:
        self.path, self.company, self.today = path, company, today
        self.lines = text.split("\n")
        self.records = parsed.records
        self._nodes = {id(record): node for record, node in parsed.records}
        self._left_out = parsed.left_out
        self._path_of = parsed.path_of if parsed.tree.is_patched else None

    @property
    def contacts(self) -> tuple[Phone | Channel, ...]:
        """Phones, then channels."""
        return self.company.contacts

    def all(self, kind: type[Record]) -> Iterator[Record]:
        """Every record of a kind, wherever it stands."""
        return (record for record, _ in self.records if isinstance(record, kind))

    def clocks(self) -> Iterator[tuple[Phone | Channel, str, str, Hours]]:
        """Every text of hours: contact, field, text, its rules."""
        for contact in self.contacts:
            for field in CLOCKS:
                text = getattr(contact, field, "")
                if text:
                    yield contact, field, text, parsing.parse(text)

    def numbers(self) -> Iterator[tuple[Contact, str, NumberFacts]]:
        """Every number: contact, field, facts."""
        for contact in self.contacts:
            for field in ("number", "textphone"):
                text = getattr(contact, field, "")
                if text:
                    yield contact, field, number_of(text)

    def node(self, record: Struct) -> Map:
        """The fields of a record as they stand in the file."""
        return self._nodes[id(record)]

    def says(self, record: Struct, *fields: str) -> bool:
        """Whether one of the fields stands in the record, even if what it says has a fault."""
        node = self.node(record)
        return any(field in node.value or (node.line, node.column, field) in self._left_out for field in fields)

    def at(self, record: Struct, *fields: str) -> Node:
        """The place of the first of the fields that stands in the record; else the record's own."""
        node = self.node(record)
        return next((node.value[field] for field in fields if field in node.value), node)

    def items(self, record: Struct, field: str) -> list[Scalar]:
        """The texts of a list."""
        return scalars(self.node(record).value.get(field))

    def finding(
        self, record: Struct, field: str, message: str, hint: str, fix: str = "", *, offset: int = 0
    ) -> Finding:
        """A fault in a field, `offset` characters behind its start, or in the record where it has no such field."""
        node = self.at(record, field)
        if offset and isinstance(node, Scalar) and not node.plain:
            offset += 1  # the quote
        return self.finding_at(node, message, hint, fix, offset=offset)

    def finding_at(self, node: Node, message: str, hint: str, fix: str = "", *, offset: int = 0) -> Finding:
        """A fault at a node of the file; of a company with patches, in the patch only where a text stands there."""
        path = self._path_of(node) if self._path_of and isinstance(node, Scalar) else self.path
        return Finding(path, node.line, node.column + offset, "", message, hint, fix)

    def is_explained(self, node: Node) -> bool:
        """Whether a YAML comment stands on the node's line or on the line above."""
        *before, line = self.lines[max(node.line - 2, 0) : node.line] or [""]  # none of a node of a file below
        return any(one.lstrip().startswith("#") for one in before) or " # " in line[node.column :]


def scalars(node: Node | None) -> list[Scalar]:
    """A text, or the texts of a list."""
    children = node.value if isinstance(node, List) else [node]
    return [child for child in children if isinstance(child, Scalar)]


@lru_cache(maxsize=4096)
def number_of(text: str) -> NumberFacts:
    """The facts of a number, which the reader has let through."""
    return number.read(text)
