"""The JSON Schema of a company file, for editors: fields, shapes and closed words, with a description of each field.

It is made from the records of model.py, so that a field added there needs only its description here. It knows shapes;
what needs to understand a value (hours, numbers, zones, ids that refer to each other) is seen to by `data check`.
"""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from supportdir.format import vocabulary
from supportdir.format.reader import SITE
from supportdir.model import (
    Action,
    Channel,
    Company,
    Escalation,
    Impostor,
    Menu,
    Option,
    Phone,
    Product,
    Shortcut,
    Source,
    Step,
)

Schema = dict[str, Any]

_RECORDS: tuple[type[msgspec.Struct], ...] = (
    Source,
    Product,
    Impostor,
    Phone,
    Channel,
    Shortcut,
    Step,
    Menu,
    Option,
    Escalation,
)

# Pattern of a text, or of each text in a list.
_PATTERNS = {
    "id": "^[a-z0-9]+(-[a-z0-9]+)*$",
    "number": r"^\+[0-9]",
    "textphone": r"^\+[0-9]",
    "short": "^[0-9*#]+( [0-9*#]+)*$",
    "extension": "^[0-9*#]+( [0-9*#]+)*$",
    "relay": "^[0-9*#]+( [0-9*#]+)*$",
    "serves": "^(all|-?[A-Z]{2}(-[A-Z0-9]{1,3})?)$",
    "url": f"^https{SITE}$",
    "Source.url": f"^https?{SITE}$",
    "date": "^[0-9]{4}(~|-[0-9]{2}(-[0-9]{2})?)?$",
    "answers_within": "^[0-9]+ (min|h|days|business days)$",
    "press": "^[0-9*#]+$",
    "end": "^[0-9*#]+$",
    "merged_into": "^[a-z0-9]+(-[a-z0-9]+)*$",
}

# What a field is for, as an editor shows it: "Record.field" where records differ.
_DESCRIPTIONS = {
    # company
    "Company.name": "The company, as it writes itself.",
    "aliases": "Brands, old names, names in other alphabets: what people type. They need no source.",
    "domains": "Its sites, without https:// and www, as in example.com.",
    "products": "Products, offices and services that people ask for by name. They need no source.",
    "names": "What people call it: [Gmail, Google Mail].",
    "Product.contact": "The id of the contact that supports it. Absent: the company as a whole.",
    "topic": "The topic that such a call is about; a word of data/topics.yaml.",
    "categories": "What it does; one or more words of data/categories.yaml.",
    "Company.serves": "Whose company it is, as ISO 3166 codes: [US], [GB, IE], [DE-BY], [all], [all, -US].",
    "Company.timezone": "The clock of its contacts in the countries of serves: an IANA name, or unknown.",
    "Company.holidays": "Whose public holidays count, as in US or GB-ENG. Absent: those of the country served.",
    "Company.languages": "Languages spoken there, as BCP 47 tags: [en, es].",
    "have_ready": "What to have at hand before calling, an item each.",
    "Company.sources": "Where the facts come from: a name for each source, used in sources and cite below.",
    "no_phone": "In place of phones, where the company itself says that it has none: its words.",
    "not_theirs": "Numbers that circulate as the company's and are not; a look-up of one warns.",
    "phones": "Phone lines, in the order in which to recommend them.",
    "channels": "Ways in other than the phone, in the order in which to recommend them.",
    "escalation": "Who comes next when the answer is not good enough, in order.",
    "merged_into": "The slug of the company that took this one over.",
    "defunct": "The year or day since when it no longer exists, quoted.",
    # contact
    "id": "Lower-case letters, digits, hyphens; named for purpose or place, never for the number; permanent.",
    "label": "What the company calls it, or what it is for, in a few words.",
    "audience": "For whom, if not for anybody; words of data/audiences.yaml.",
    "topics": "What it is for; words of data/topics.yaml. Absent: for everything.",
    "serves": "Whose contact it is, if not whose company: ISO 3166 codes, [all], or -US to leave one out.",
    "languages": "Languages spoken there, as BCP 47 tags. Absent: those of the company.",
    "timezone": "The clock of its hours: an IANA name, caller (the caller's own) or unknown (the source does not say).",
    "holidays": "Whose public holidays count, as in US or GB-ENG. Absent: those of the one country it serves.",
    "number": "The international number, quoted: +, country code, blanks as you like. No extension, no keys.",
    "short": "A number that works inside one country or network only, quoted, as it is dialled: 611, 95588, *100.",
    "where": "In words, where the address depends on the person or is none: on the back of the card, Settings > Help.",
    "works_from": "In words, from which phones it can be dialled: any mobile in Russia.",
    "abroad": "What a source says of calls from other countries: only, also, never. Absent: worked out.",
    "cost": "What a call costs, only where a source says so. Absent: worked out from the number.",
    "cost_note": "The price in words, as its source states it.",
    "hours": "When a person answers: Mo-Fr 08:00-20:00; Sa 10:00-16:00; PH off. Absent: not known.",
    "quiet": "When it is least busy, in the grammar of hours.",
    "queue": "Minutes that people usually wait: [from, to].",
    "answers_within": "One number and min, h, days or business days; the longest time stated.",
    "note": "A sentence or two for the reader. For the next contributor write a comment instead.",
    "cite": "The source of single fields: field name → names of sources. It overrules sources for that field.",
    "extension": "Digits to dial once the line is answered, quoted.",
    "vanity": "The number in letters, as in 1-800-FLOWERS; it must spell the number.",
    "textphone": "The number for text devices of the same people at the same hours, quoted.",
    "relay": "The prefix of a relay service before the number, quoted, as in 18001.",
    "dead": "In place of a number: one that is switched off or misprinted, never offered. Say in note what happened.",
    "automated": "When only the machine answers, in the grammar of hours.",
    "fails": "What was tried at the menu and led nowhere, an item each.",
    "no_shortcut": "That nothing gets past the menu, and how that is known.",
    "shortcuts": "Known ways through the menu, the newest and best first.",
    "menu": "The whole menu as a tree; none, if a person answers at once.",
    "Channel.kind": "What kind of contact it is.",
    "service": "The service it runs on: WhatsApp, VK.",
    "url": "Its page, https.",
    "address": "E-mail or postal address, or the name on a social network.",
    "accepts": "What can be sent there: attachments, photos.",
    "sources": "Where all of this comes from: names from the sources of the company.",
    # source
    "Source.kind": "official: the company itself; call: somebody rang; press: an article; community: a list by others.",
    "title": "What it is called, if it has no address or the address does not tell.",
    "Source.url": "Where it is.",
    "date": "When it said so, quoted: 2020-08-25, 2026-02, 2019, 2019~ for about. Absent: undated. Never guessed.",
    "Source.note": "What to know of it, as in: copy of the official page.",
    # route
    "Shortcut.reaches": "What answers at the end; its matter goes into topics. Absent: nobody said.",
    "steps": "What to do, one step for each prompt.",
    "caution": "What goes wrong easily: # during the greeting drops the call.",
    "seconds": "Measured from dialling to a person, on the day of its source.",
    "press": "Keys sent in one go, quoted; times for the same keys again. Keys for several menus are several steps.",
    "say": "The very words to say.",
    "tell": "What to say, in your own words.",
    "enter": "What only this caller knows, in words: the phone number on the account.",
    "choose": "What the caller decides by ear, in words; known keys go into options.",
    "pause": "Seconds to wait before the next step.",
    "wait": "What to wait for, in words.",
    "silence": "Say and press nothing: until when, in words.",
    "hold": "Stay on the line: until when, in words.",
    "leave": "What to leave behind, in words: a message with your number.",
    "times": "How often; with until, at least so often.",
    "until": "Until what: person, or words.",
    "end": "The key that ends an entry, quoted.",
    "Step.options": "The keys to choose from and what each means, keys quoted.",
    "hear": "The prompt that it answers.",
    "if": "When the step is needed; else it is left out. Either–or is choose.",
    # menu
    "greeting": "Seconds before the first option.",
    "after": "In words, what comes before the menu.",
    "options": "Keys (quoted) or words to say, and what is behind each.",
    "reaches": "What answers there.",
    "Option.contact": "The id of another contact that it leads to.",
    # escalation
    "Escalation.contact": "The id of a contact of this company.",
    "company": "The slug of another company of the directory.",
    "to": "Whom to ask for, in words.",
    "Escalation.where": "Where to find them, in words.",
}  # fmt: skip


def schema() -> Schema:
    """The schema, draft 2020-12, with the closed lists of the dataset."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Company file of supportdir",
        "description": "A company's support contacts. The manual is data/README.md; supportdir data check checks more.",
        **_record(Company),
        "not": {"required": ["phones", "no_phone"]},
        "$defs": {record.__name__: _record(record) for record in _RECORDS},
    }


def text(*, ascii_only: bool = False) -> str:
    """The schema as the text of its file; with `ascii_only`, other characters are escaped."""
    import json

    return json.dumps(schema(), ensure_ascii=ascii_only, indent=2) + "\n"


def _record(record: type[msgspec.Struct]) -> Schema:
    fields = {field.name.rstrip("_"): field for field in msgspec.structs.fields(record)}
    required = {name for name, field in fields.items() if field.required}
    properties = {
        name: _field(record, name, field.type, required=name in required)
        for name, field in fields.items()
        if (record, name) not in ((Company, "slug"), (Step, "action"), (Step, "value"))
    }
    made: Schema = {"type": "object", "additionalProperties": False}
    if record is Step:
        actions: tuple[str, ...] = get_args(Action)
        values = {
            action: _field(record, action, int if action == "pause" else str, required=True) for action in actions
        }
        properties = values | properties
        return made | {"properties": properties, "oneOf": [{"required": [action]} for action in actions]}
    if record is Company:
        required.remove("slug")  # the name of the file
    elif record is Phone:
        required.add("label")
    made |= {"properties": properties, "required": [name for name in fields if name in required]}
    if record is Escalation:
        made |= {
            "anyOf": [{"required": [name]} for name in ("contact", "company", "to")],
            "not": {"required": ["contact", "company"]},
        }
    return made


def _field(record: type[msgspec.Struct], name: str, kind: Any, *, required: bool) -> Schema:
    described = _DESCRIPTIONS.get(f"{record.__name__}.{name}") or _DESCRIPTIONS[name]
    made: Schema = {"description": described} | _value(kind, record, name)
    if required and made.get("type") == "array":
        made["minItems"] = 1
    if required and made.get("type") == "object":
        made["minProperties"] = 1
    return made


def _value(kind: Any, record: type[msgspec.Struct], name: str) -> Schema:
    """What a value of that type is, in that field."""
    origin: Any = get_origin(kind)
    inner = [part for part in get_args(kind) if part is not NoneType]
    if origin in (Union, UnionType):
        values = [_value(part, record, name) for part in inner]
        return values[0] if len(values) == 1 else {"anyOf": values}
    if origin is Literal:
        return {"enum": inner}
    if origin is tuple:
        items = _value(inner[0], record, name)
        made: Schema = {"type": "array", "items": items}
        return made if inner[-1] is ... else made | {"minItems": len(inner), "maxItems": len(inner)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _value(inner[1], record, name)}
    if kind is int:
        return {"type": "integer", "minimum": 0}
    if kind is str:
        return {"type": "string"} | _words(name) | _pattern(record, name)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _words(field: str) -> Schema:
    """The words of a controlled list, with what each means in the form that editors know."""
    listed = vocabulary.meanings().get(field, {})
    return {"enum": list(listed), "markdownEnumDescriptions": list(listed.values())} if listed else {}


def _pattern(record: type[msgspec.Struct], field: str) -> Schema:
    if field in vocabulary.FIELDS:
        return {}
    pattern = _PATTERNS.get(f"{record.__name__}.{field}") or _PATTERNS.get(field)
    return {"pattern": pattern} if pattern else {"minLength": 1}
