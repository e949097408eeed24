"""A company file as the rules see it: the company, and the position of each of its values."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from supportdir.dialing import number
from supportdir.format.fields import HOURS_FIELDS
from supportdir.format.findings import Finding
from supportdir.format.yaml_file import Scalar, column_of, scalars
from supportdir.hours import parsing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from supportdir.dialing.number import NumberFacts
    from supportdir.format.reader import ParsedFile
    from supportdir.format.yaml_file import Map, Node
    from supportdir.hours.rules import Hours
    from supportdir.model import Channel, Company, Contact, Phone

Record = TypeVar("Record", bound=Struct)


class Document:
    """A company file. `company` has the valid values of the file, `lines` its text; `today` is the day of the check."""

    def __init__(self, path: str, company: Company, parsed: ParsedFile, text: str, today: date) -> None:
        self.path, self.company, self.today = path, company, today
        self.lines = text.split("\n")
        self.records = parsed.records
        self._nodes = {id(record): node for record, node in parsed.records}
        self._left_out = parsed.left_out
        self._path_of = parsed.path_of if parsed.tree.is_patched else None

    @property
    def contacts(self) -> tuple[Phone | Channel, ...]:
        """Return the phones, then the channels."""
        return self.company.contacts

    def records_of(self, type_: type[Record]) -> Iterator[Record]:
        """Yield all records of a type."""
        return (record for record, _ in self.records if isinstance(record, type_))

    def hours(self) -> Iterator[tuple[Phone | Channel, str, str, Hours]]:
        """Yield all texts with hours: contact, field, text, parsed hours."""
        for contact in self.contacts:
            for field in HOURS_FIELDS:
                if text := getattr(contact, field, ""):
                    yield contact, field, text, parsing.parse(text)

    def numbers(self) -> Iterator[tuple[Contact, str, NumberFacts]]:
        """Yield all international numbers: contact, field, facts."""
        for contact in self.contacts:
            for field in ("number", "textphone"):
                if facts := number_of(getattr(contact, field, "")):
                    yield contact, field, facts

    def mapping(self, record: Struct) -> Map:
        """Return the mapping of a record in the file."""
        return self._nodes[id(record)]

    def has(self, record: Struct, *fields: str) -> bool:
        """Return whether the file gives one of the fields, even with an invalid value."""
        node = self.mapping(record)
        return any(field in node.value or (node.line, node.column, field) in self._left_out for field in fields)

    def node(self, record: Struct, field: str) -> Node:
        """Return the value of a field in the file; the mapping of the record if it has no such field."""
        node = self.mapping(record)
        return node.value.get(field, node)

    def items(self, record: Struct, field: str) -> list[Scalar]:
        """Return the text of a field, or the texts of its list, as nodes."""
        return scalars(self.mapping(record).value.get(field))

    def finding(
        self, record: Struct, field: str, message: str, hint: str, fix: str = "", *, offset: int = 0
    ) -> Finding:
        """Return a finding in a field, `offset` characters after its start, or in a record without that field."""
        return self.finding_at(self.node(record, field), message, hint, fix, offset)

    def finding_at(self, node: Node, message: str, hint: str, fix: str = "", offset: int = 0) -> Finding:
        """Return a finding at a node. In a patched company, only texts have the path of their file."""
        path = self._path_of(node) if self._path_of and isinstance(node, Scalar) else self.path
        return Finding(path, node.line, column_of(node, offset), "", message, hint, fix)

    def has_comment(self, node: Node) -> bool:
        """Return whether a YAML comment is on the node's line or on the line above."""
        *before, line = self.lines[max(node.line - 2, 0) : node.line] or [""]  # a node of another file may be lower
        return any(text.lstrip().startswith("#") for text in before) or " # " in line[node.column :]


@lru_cache(maxsize=4096)
def number_of(text: str) -> NumberFacts | None:
    """Return the facts of a number that the reader has accepted; None for ""."""
    return number.read(text) if text else None
