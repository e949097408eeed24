"""Company files that are as they should be, read the short way: an index of them is made a fifth sooner.

Nearly every file is without fault. Of such a one nobody asks where something stands: its texts come straight from the
parser, msgspec makes the records of them, and the checks of company_file.py look at the values alone. Whatever is out
of the ordinary is left to company_file.py, which knows what is wrong and where; so nothing here has a message.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import msgspec

from supportdir.dialing import number
from supportdir.errors import NumberError
from supportdir.format.reader import ACTIONS, COUNT, fields_of, words_in
from supportdir.format.yaml_file import Unusual, plain
from supportdir.hours import parsing
from supportdir.model import Company, Phone, Step
from supportdir.paths import is_slug

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from supportdir.format.reader import Check, Words
    from supportdir.model import Channel, Escalation


def sound_companies(files: Iterable[tuple[str, bytes]], words: Words) -> list[Company | None]:
    """The companies that company_file.py reads of slugs and texts without a fault; None where it may find one.

    Step by step for all of them, as `company_file.drafts_of` does and for its reason.
    """
    found = [(slug, _fields(text)) for slug, text in files]
    made = [(fields, _company(slug, fields)) for slug, fields in found]
    return [company if company and _is_sound(company, fields, words) else None for fields, company in made]


def _fields(text: bytes) -> dict[str, Any]:
    """What is in a file; nothing where that is out of the ordinary."""
    try:
        fields = plain(text)
    except Unusual:
        return {}
    return fields if type(fields) is dict and "slug" not in fields else {}


def _company(slug: str, fields: dict[str, Any]) -> Company | None:
    """The fields as records, whose values have not been looked at."""
    if not is_slug(slug):
        return None
    try:
        return msgspec.convert({**_shaped(fields), "slug": slug}, Company)
    except (Unusual, msgspec.ValidationError):
        return None


# --- The differences between a file and its records.


def _shaped(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a company as msgspec takes them: with counts, and steps as records have them."""
    shaped = dict(fields)
    for name in ("phones", "channels"):
        if name in fields:
            shaped[name] = [_contact(contact) for contact in _list(fields[name])]
    return shaped


def _contact(fields: Any) -> dict[str, Any]:
    contact = dict(_dict(fields))
    if "queue" in contact:
        contact["queue"] = [_count(part) for part in _list(contact["queue"])]
    if "shortcuts" in contact:
        contact["shortcuts"] = [_shortcut(shortcut) for shortcut in _list(contact["shortcuts"])]
    menu = contact.get("menu")
    if isinstance(menu, dict) and "greeting" in menu:
        contact["menu"] = {**menu, "greeting": _count(menu["greeting"])}
    return contact


def _shortcut(fields: Any) -> dict[str, Any]:
    shortcut = dict(_dict(fields))
    if "seconds" in shortcut:
        shortcut["seconds"] = _count(shortcut["seconds"])
    if "steps" in shortcut:
        shortcut["steps"] = [_step(step) for step in _list(shortcut["steps"])]
    return shortcut


def _step(fields: Any) -> dict[str, Any]:
    step: dict[str, Any] = {}
    for name, value in _dict(fields).items():
        if name in ACTIONS:
            if "action" in step:
                raise Unusual
            step["action"], step["value"] = name, value
        elif name in ("action", "value", "if_"):
            raise Unusual
        else:
            step["if_" if name == "if" else name] = _count(value) if name == "times" else value
    return step


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise Unusual
    return value


def _dict(value: Any) -> dict[str, Any]:
    if type(value) is not dict:
        raise Unusual
    return value


def _count(value: Any) -> int:
    if type(value) is not str or not re.fullmatch(COUNT, value):
        raise Unusual
    return int(value)


# --- The checks.


def _is_sound(company: Company, fields: Mapping[str, Any], words: Words) -> bool:
    contacts = company.contacts
    known = {**words, "contact": {contact.id for contact in contacts}, "sources": company.sources}
    return (
        len(known["contact"]) == len(contacts)
        and not (company.no_phone and company.phones)
        and all(_values_are_sound(record, given, known) for record, given in _records(company, fields))
        and all(_contact_is_sound(company, contact) for contact in contacts)
        and all(_is_number(impostor.number) for impostor in company.not_theirs)
        and all(_leads_somewhere(step) for step in company.escalation)
    )


def _records(record: msgspec.Struct, given: Mapping[str, Any]) -> Iterator[tuple[msgspec.Struct, Mapping[str, Any]]]:
    """A record and those in it, each with its fields in the file."""
    yield record, given
    for name in _looks_at(type(record)).holders:
        value = getattr(record, name)
        if isinstance(value, tuple):
            for inner, its in zip(value, given.get(name, ()), strict=True):
                yield from _records(inner, its)
        elif isinstance(value, dict):
            for key, inner in value.items():
                yield from _records(inner, given[name][key])
        elif isinstance(value, msgspec.Struct):
            yield from _records(value, given[name])


def _values_are_sound(record: msgspec.Struct, given: Mapping[str, Any], known: Mapping[str, Collection[str]]) -> bool:
    """Whether each value by itself has its form, and each word is one that there is."""
    looks = _looks_at(type(record))
    for attribute, check in looks.checks:
        if (value := getattr(record, attribute)) and any(map(check, _texts(value))):
            return False
    if isinstance(record, Step) and (check_value := fields_of(Step)[record.action].check) and check_value(record.value):
        return False
    if looks.cites:
        cite: dict[str, tuple[str, ...]] = record.cite  # type: ignore[attr-defined]
        if any(name not in given or not _are_in(cited, known["sources"]) for name, cited in cite.items()):
            return False
    return all(_are_in(_texts(getattr(record, name)), known[name]) for name in looks.words if name in known)


class _Looks(NamedTuple):
    """What is looked at in a kind of record: attributes with the check of their form, those that hold words or the
    names of sources, those that hold records; whether it cites."""

    checks: list[tuple[str, Check]]
    words: list[str]
    holders: list[str]
    cites: bool


@cache
def _looks_at(kind: type[msgspec.Struct]) -> _Looks:
    fields = fields_of(kind)
    checks = [(field.attribute, field.check) for name, field in fields.items() if field.check and name not in ACTIONS]
    words = [*words_in(kind), *(["sources"] if "sources" in fields and kind is not Company else [])]
    holders = [field.name for field in msgspec.structs.fields(kind) if _holds_records(field.type)]
    return _Looks(checks, words, holders, "cite" in fields)


def _holds_records(kind: Any) -> bool:
    return (isinstance(kind, type) and issubclass(kind, msgspec.Struct)) or any(map(_holds_records, get_args(kind)))


def _texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


def _are_in(texts: Iterable[str], known: Collection[str]) -> bool:
    return all(text in known for text in texts)


def _contact_is_sound(company: Company, contact: Phone | Channel) -> bool:
    numbers, clocks = [contact.number], [contact.hours, contact.quiet]
    if isinstance(contact, Phone):
        if not contact.label:
            return False
        numbers.append(contact.textphone)
        clocks.append(contact.automated)
    if not all(_is_number(text) for text in numbers if text):
        return False
    hours = [parsing.parse(text) for text in clocks if text]
    if not all(one.constant for one in hours) and not company.timezone_of(contact):
        return False
    return not any(one.names_holidays for one in hours) or bool(company.holidays_of(contact))


def _is_number(text: str) -> bool:
    try:
        number.read(text)
    except NumberError:
        return False
    return True


def _leads_somewhere(step: Escalation) -> bool:
    return bool(step.contact or step.company or step.to) and not (step.contact and step.company)
