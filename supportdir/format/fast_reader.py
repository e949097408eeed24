"""The fast reader of company files. It reads valid files only, and makes building the index 20 % faster.

Nearly all files are valid and need no positions: the parser gives texts, msgspec converts them to records, and only the
values are checked. Any other file goes to reader.py, which finds the errors and their positions.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from supportdir.format.fields import fields_of, holders_of
from supportdir.format.kinds import number_problem
from supportdir.format.violations import violations
from supportdir.format.yaml_file import NeedsFullReader, parse_fast
from supportdir.model import Company
from supportdir.paths import is_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from supportdir.format.kinds import Check
    from supportdir.format.violations import Words


def read_valid_files(files: Iterable[tuple[str, bytes]], words: Words) -> list[Company | None]:
    """Return the companies of (slug, file content) pairs; None for a file that needs the full reader.

    Runs each pass over all files before the next, as `reader.parse_files` does.
    """
    parsed = [(slug, _fields_in(text)) for slug, text in files]
    converted = [(fields, _company_of(slug, fields)) for slug, fields in parsed]
    for _, company in converted:
        _parse_numbers(company)
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


def _parse_numbers(company: Company | None) -> None:
    """Parse the numbers of a company, so that the checks find the results in the cache."""
    for contact in company.contacts if company else ():
        if contact.number:
            number_problem(contact.number)


def _is_valid(company: Company, fields: Mapping[str, Any], words: Words) -> bool:
    records = _records(company, fields)
    if not all(_texts_are_valid(record, given) for record, given in records):
        return False
    given_of = {id(record): given for record, given in records}
    problems = violations(company, [record for record, _ in records], lambda record: given_of[id(record)], words)
    return next(problems, None) is None


def _records(record: msgspec.Struct, given: Mapping[str, Any]) -> list[tuple[msgspec.Struct, Mapping[str, Any]]]:
    """Return a record and the records in it, each with its fields in the file."""
    records = [(record, given)]
    for field in holders_of(type(record)):
        if field.name not in given:
            continue
        value, given_value = getattr(record, field.attribute), given[field.name]
        if isinstance(value, tuple):
            for inner, inner_given in zip(value, given_value, strict=True):
                records += _records(inner, inner_given)
        elif isinstance(value, dict):
            for key, inner in value.items():
                records += _records(inner, given_value[key])
        elif isinstance(value, msgspec.Struct):
            records += _records(value, given_value)
    return records


def _texts_are_valid(record: msgspec.Struct, given: Mapping[str, Any]) -> bool:
    """Return whether each text has the form of its kind and no required field is missing or empty."""
    checks = _checks(type(record))
    for name, value in given.items():
        check = checks.get(name)
        if check and any(map(check, value if isinstance(value, list) else (value,))):
            return False
    return all(map(given.get, _required(type(record))))


@cache
def _required(record: type[msgspec.Struct]) -> list[str]:
    return [field.name for field in fields_of(record).values() if field.required]


@cache
def _checks(record: type[msgspec.Struct]) -> dict[str, Check]:
    """Return the names of fields with the checks of their texts."""
    return {field.name: field.kind.check for field in fields_of(record).values() if field.kind.check}
