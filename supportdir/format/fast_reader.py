"""The fast reader of company files. It reads valid files only, and makes building the index 20 % faster.

Nearly all files are valid and need no positions: the parser gives texts, msgspec converts them to records, and only the
values are checked. Any other file goes to reader.py, which finds the errors and their positions.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from supportdir.format.fields import fields_of, holders_of
from supportdir.format.violations import violations
from supportdir.format.yaml_file import NeedsFullReader, parse_fast
from supportdir.model import Company
from supportdir.paths import is_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from supportdir.format.kinds import Check
    from supportdir.format.violations import Words


def read_valid_files(files: Iterable[tuple[str, bytes]], words: Words) -> list[Company | None]:
    """Return the companies of (slug, file content) pairs; None for a file that needs the full reader.

    Runs each pass over all files before the next, as `reader.parse_files` does.
    """
    parsed = [(slug, _fields_in(text)) for slug, text in files]
    converted = [(fields, _company_of(slug, fields)) for slug, fields in parsed]
    return [company if company and _is_valid(company, fields, words) else None for fields, company in converted]


def _fields_in(text: bytes) -> dict[str, Any]:
    """Return the fields of a file; {} if it needs the full reader."""
    try:
        fields = parse_fast(text)
    except NeedsFullReader:
        return {}
    return fields if type(fields) is dict and "slug" not in fields else {}


def _company_of(slug: str, fields: dict[str, Any]) -> Company | None:
    """Return the fields as records, with texts that are not checked yet; None if they do not fit the records."""
    if not is_slug(slug):
        return None
    try:
        return msgspec.convert({**fields, "slug": slug}, Company, strict=False)  # counts are texts in `fields`
    except msgspec.ValidationError:
        return None


def _is_valid(company: Company, fields: Mapping[str, Any], words: Words) -> bool:
    records = list(_records(company, fields))
    if not all(_texts_are_valid(record, given) for record, given in records):
        return False
    given_of = {id(record): given for record, given in records}
    problems = violations(company, [record for record, _ in records], lambda record: given_of[id(record)], words)
    return next(problems, None) is None


def _records(record: msgspec.Struct, given: Mapping[str, Any]) -> Iterator[tuple[msgspec.Struct, Mapping[str, Any]]]:
    """Yield a record and the records in it, each with its fields in the file."""
    yield record, given
    for field in holders_of(type(record)):
        value = getattr(record, field.attribute)
        if isinstance(value, tuple):
            for inner, inner_given in zip(value, given.get(field.name, ()), strict=True):
                yield from _records(inner, inner_given)
        elif isinstance(value, dict):
            for key, inner in value.items():
                yield from _records(inner, given[field.name][key])
        elif isinstance(value, msgspec.Struct):
            yield from _records(value, given[field.name])


def _texts_are_valid(record: msgspec.Struct, given: Mapping[str, Any]) -> bool:
    """Return whether each text has the form of its kind and no required field is missing or empty."""
    if any(not given.get(name) for name in _required(type(record))):
        return False
    return not any(
        check(text) for name, check in _checks(type(record)) if name in given for text in _texts(given[name])
    )


@cache
def _required(record: type[msgspec.Struct]) -> list[str]:
    return [field.name for field in fields_of(record).values() if field.required]


@cache
def _checks(record: type[msgspec.Struct]) -> list[tuple[str, Check]]:
    """Return the names of fields with the checks of their texts."""
    return [(field.name, field.kind.check) for field in fields_of(record).values() if field.kind.check]


def _texts(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]
