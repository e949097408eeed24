"""The tables of fields in data/README.md, which are generated between markers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supportdir.format.fields import ROWS, fields_of, noun
from supportdir.model import Channel, Phone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from supportdir.format.fields import Field

_TABLE = re.compile(r"(<!-- fields: ([a-z]+) -->\n)(.*?)(<!-- end of fields -->)", re.DOTALL)


def with_tables(text: str) -> str:
    """Return the manual with the tables between its markers replaced by current ones.

    "<!-- fields: contact -->" has the fields of phones and channels; required fields are bold.
    """
    return _TABLE.sub(lambda match: f"{match[1]}{_table(match[2])}{match[4]}", text)


def _table(name: str) -> str:
    rows = [f"| {_cell(field)} | {field.description} |" for field in _fields(name)]
    return "\n".join([f"| {name} | |", "|---|---|", *rows, ""])


def _fields(name: str) -> Iterator[Field]:
    if name != "contact":
        yield from next(fields_of(record) for record in ROWS if noun(record) == name).values()
        return
    phone, channel = fields_of(Phone), fields_of(Channel)
    for field, _, _ in ROWS[Phone]:
        yield phone.get(field) or channel[field]


def _cell(field: Field) -> str:
    return f"**`{field.name}`**" if field.required else f"`{field.name}`"
