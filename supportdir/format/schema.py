"""The JSON Schema of a company file, for editors: fields, types, closed lists and descriptions.

It is derived from model.py and fields.py. Only `data check` checks what needs more than a pattern: hours, numbers,
zones, ids that refer to each other.
"""

from __future__ import annotations

from typing import Any, Literal, get_args, get_origin

from supportdir.format import vocabulary
from supportdir.format.fields import ROWS, Field, fields_of, parts_of
from supportdir.model import ACTIONS, Company, Escalation, Step

Schema = dict[str, Any]

_ESCALATES_TO = ("contact", "company", "to")


def schema() -> Schema:
    """Return the schema (draft 2020-12) with the closed lists of the dataset."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Company file of supportdir",
        "description": "A company's support contacts. The manual is data/README.md; supportdir data check checks more.",
        **_record(Company),
        "not": {
            "required": ["phones", "no_phone"],
            "properties": {"phones": {"contains": {"not": {"required": ["audience"]}}}},
        },
        "$defs": {record.__name__: _record(record) for record in ROWS if record is not Company},
    }


def schema_text(*, ascii_only: bool = False) -> str:
    """Return the schema as JSON text; `ascii_only` escapes other characters."""
    import json

    return json.dumps(schema(), ensure_ascii=ascii_only, indent=2) + "\n"


def _record(record: Any) -> Schema:
    fields = fields_of(record).values()
    schema: Schema = {
        "type": "object",
        "additionalProperties": False,
        "minProperties": 1,
        "properties": {field.name: {"description": field.description, **_value(field, field.type)} for field in fields},
        "required": [field.name for field in fields if field.required],
    }
    if record is Step:
        schema["oneOf"] = _requires(ACTIONS)
    elif record is Escalation:
        schema |= {"anyOf": _requires(_ESCALATES_TO), "not": {"required": ["contact", "company"]}}
    return schema


def _requires(names: tuple[str, ...]) -> list[Schema]:
    return [{"required": [name]} for name in names]


def _value(field: Field, type_: Any) -> Schema:
    """Return the schema of a value of type `type_` in a field."""
    first, *others = parts_of(type_)
    origin, inner = get_origin(first), get_args(first)
    if others:
        return {"anyOf": [_value(field, part) for part in (first, *others)]}
    if origin is Literal:
        return {"enum": [*inner]}
    if origin is tuple:
        count: Schema = {"minItems": 1} if inner[-1] is ... else {"minItems": len(inner), "maxItems": len(inner)}
        return {"type": "array", "items": _value(field, inner[0]), **count}
    if origin is dict:
        return {"type": "object", "additionalProperties": _value(field, inner[1]), "minProperties": 1}
    if first is int:
        return {"type": "integer", "minimum": 0}
    if first is str:
        return {"type": "string", **_form(field)}
    return {"$ref": f"#/$defs/{first.__name__}"}


def _form(field: Field) -> Schema:
    """Return the words of a closed list with their meanings, as editors show them; otherwise the pattern."""
    if words := vocabulary.meanings().get(field.name):
        return {"enum": [*words], "markdownEnumDescriptions": [*words.values()]}
    return {"pattern": field.kind.pattern} if field.kind.pattern else {"minLength": 1}
