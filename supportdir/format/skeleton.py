"""The skeleton of a company file: what is already known, and a comment for each field that is still to fill.

Its text is skeleton.yaml, in which a line "# RECORD.FIELD" becomes the description of the field.
"""

from __future__ import annotations

import re
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, NamedTuple

from supportdir.dialing import number as numbers
from supportdir.dialing.spelling import extension_of, is_short, meanings, word_of
from supportdir.errors import NumberError, UsageError
from supportdir.format import vocabulary, yaml_file
from supportdir.format.fields import ROWS, fields_of
from supportdir.format.yaml_file import Map, Scalar, quoted
from supportdir.hours import zones
from supportdir.search import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from supportdir.dialing.number import NumberFacts
    from supportdir.model import Company
    from supportdir.verdicts import Judgement

SCHEMA_LINE = "# yaml-language-server: $schema={}"
SCHEMA_FROM_COMPANIES = "../company.schema.json"

_NO_COUNTRY = "has no country code; give --country, or begin with '+' and the country code"
_SHORT = 8  # digits; an invalid number of up to this length is taken for a short number

_LETTERS = """
а a б b в v г g д d е e ё e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch
ъ - ы y ь - э e ю yu я ya і i ї yi є ye ґ g ў u
""".split()  # noqa: SIM905  as a list, the pairs would take many lines
_LATIN = {letter: latin.strip("-") for letter, latin in zip(_LETTERS[::2], _LETTERS[1::2], strict=True)}

_DESCRIPTIONS = {
    f"# {record.__name__}.{field.name}": f"# {field.description}"
    for record in ROWS
    for field in fields_of(record).values()
}


class Number(NamedTuple):
    """A number for a company file: its `fields` in their order, and its `facts` if it has an international form."""

    fields: dict[str, str]
    facts: NumberFacts | None


def slug_of(name: str) -> str:
    """Return the slug of a name: att-wireless for "AT&T Wireless", alfa-bank for "Альфа-Банк".

    Raises UsageError if the name has letters other than Latin and Cyrillic ones.
    """
    text = re.sub(r"^the (?=\S)", "", name.strip().casefold())
    text = re.sub(r"['’`]|(?<=\w)&(?=\w)|(?<=\b\w)\.", "", text).replace("&", " and ")
    latin = "".join(_LATIN.get(letter, letter) for letter in text)
    slug = "-".join(words(latin))
    if not slug or not slug.isascii():
        raise UsageError(f"cannot make a slug from '{name}'; give one in Latin letters: --slug SLUG")
    return slug


def number_fields(text: str, country: str = "") -> Number:
    """Return the fields of a number in any spelling that is used in `country` (ISO 3166-1 or -2, "" if unknown).

    Raises UsageError if the text is not a number, or if the country is needed and unknown.
    """
    keys = next(iter(meanings(text, country)), "")
    if not keys:
        raise UsageError(f"invalid --number '{text}'; write it as it is printed")
    may_be_short = len(keys) <= _SHORT and not keys.startswith("+")
    try:
        facts = None if is_short(text) else numbers.dialled(text, country)
    except NumberError as error:
        if not may_be_short:
            message = f"{error.message}; {error.hint}" if country else _NO_COUNTRY
            raise UsageError(f"--number '{text}' {message}") from error
        facts = None
    if facts is None or (not facts.valid and may_be_short):
        return Number({"short": keys}, None)
    if not facts.valid and not keys.startswith("+") and not country:
        raise UsageError(f"--number '{text}' {_NO_COUNTRY}")
    word = word_of(text)
    vanity = word if word and numbers.spells(word, facts.e164) else ""
    fields = {"number": facts.international, "extension": extension_of(text), "vanity": vanity}
    return Number({field: value for field, value in fields.items() if value}, facts)


def skeleton(
    name: str, *, today: date, number: Number | None = None, country: str = "", schema: str = SCHEMA_FROM_COMPANIES
) -> str:
    """Return the text of a new company file. Fields to fill in are empty, so `data check` reports them.

    `country` (ISO 3166-1 or -2, "" if unknown) is the country that the company serves; `schema` is where
    the JSON Schema is: a URI, or a path relative to the file.
    """
    country = country or _country(number)
    zone_names = zones.zones_of(country.partition("-")[0])
    dialled = number.fields if number else {"number": ""}
    template = Template(Path(__file__).with_name("skeleton.yaml").read_text(encoding="utf-8"))
    text = template.substitute(
        name=yaml_value(name),
        categories=", ".join(sorted(vocabulary.allowed_words()["categories"])),
        country=yaml_value(country) if country else "",
        timezone=f"timezone: {zone_names[0]}" if len(zone_names) == 1 else "# timezone: unknown",
        today=today.isoformat(),
        topics=", ".join(sorted(vocabulary.allowed_words()["topics"])),
        number="short" if "short" in dialled else "number",
        dialled="\n".join(f"    {key}: {quoted(value) if value else ''}".rstrip() for key, value in dialled.items()),
    )
    return "\n".join([SCHEMA_LINE.format(schema), *(_described(line) for line in text.split("\n"))])


def _described(line: str) -> str:
    """Return a line with the description of its field, a long comment as several lines."""
    from textwrap import fill

    text = line.lstrip()
    indent = " " * (len(line) - len(text))
    text = _DESCRIPTIONS.get(text, text)
    if not text.startswith("#"):
        return line
    return fill(text, 118, initial_indent=indent, subsequent_indent=f"{indent}# ", break_on_hyphens=False)


def yaml_value(text: str) -> str:
    """Return the text as a value of a company file: in quotes only if some YAML parser needs them."""
    node, findings = yaml_file.parse("", f"name: {text}".encode())
    value = node.value.get("name") if isinstance(node, Map) else None
    is_same = isinstance(value, Scalar) and value.value == text and not value.comment and not findings
    is_other_type = re.fullmatch(r"(?i)[-+.0-9_:e]+|y|n|yes|no|on|off|true|false|null|~|0[xo][0-9a-f]+", text)
    return text if is_same and not is_other_type else quoted(text)


def _country(number: Number | None) -> str:
    """Return the country of a number, "" if unknown. Toll-free numbers of +1 belong to several countries."""
    facts = number.facts if number else None
    if facts is None or not facts.valid or (facts.e164.startswith("+1") and facts.national_only):
        return ""
    return facts.country


def patch_of(company: Company) -> str:
    """Return a patch that changes nothing yet, with the ids of the company's phones in comments."""
    contacts = "".join(f"#   {contact.id}: {{note: …}}\n" for contact in company.phones)
    return (
        f"# Your changes to {company.name}: only what you write here differs from the directory.\n"
        "# A field replaces the one of the directory, null removes it. Contacts are found by their ids.\n"
        f"patches: {company.slug}\n"
        + (f"#phones:\n{contacts}" if contacts else "")
        + '#sources:\n#   me: {kind: call, date: "2026-01-31"}\n'
    )


def proof_patch(company: Company, shipped: Company | None, judgements: Mapping[str, Sequence[Judgement]]) -> str:
    """Return a patch that cites calls as sources of the facts that they confirmed. Other results become comments.

    `judgements` are by contact id. `shipped` is the company in the directory that the patch is for, None if it is not
    there: a call is cited only for a fact that is the same there.
    """
    cites: dict[str, dict[str, tuple[str, ...]]] = {}
    sources: dict[str, str] = {}
    comments: dict[str, list[str]] = {"right": [], "wrong": []}
    for id, of_contact in judgements.items():
        for judgement in of_contact:
            day = judgement.day.isoformat()
            fields = _citable(company, shipped, id, judgement) if judgement.worked else {}
            for field, known in fields.items():
                source = sources.setdefault(day, _new_source(shipped or company, day))
                cites.setdefault(id, {})[field] = (*known, source)
            if not fields:
                verb, result = "was" if judgement.fact == "number" else "were", "right" if judgement.worked else "wrong"
                comments[result].append(f"# {id}: the {judgement.fact} {verb} {result} on {day}")
    lines = [f"# {company.slug}.yaml: what calls proved", f"patches: {company.slug}"]
    if sources:
        lines.append("sources:")
        lines += [f'  {id}: {{kind: call, title: A call, date: "{day}"}}' for day, id in sources.items()]
    for key in ("phones", "channels"):
        ids = [contact.id for contact in getattr(company, key) if contact.id in cites]
        lines += [f"{key}:"] if ids else []
        lines += [f"  {id}: {{cite: {{{_written_cites(cites[id])}}}}}" for id in ids]
    return "".join(f"{line}\n" for line in [*lines, *comments["right"], *comments["wrong"]])


def _citable(company: Company, shipped: Company | None, id: str, judgement: Judgement) -> dict[str, tuple[str, ...]]:
    """Return the fields of a fact that can cite another source, with their sources; {} if the fact differs."""
    from supportdir.verdicts import fields_of, fingerprint_of

    contact, below = company.contact(id), shipped.contact(id) if shipped else None
    if contact is None or below is None:
        return {}
    if fingerprint_of(contact, judgement.fact) != fingerprint_of(below, judgement.fact):
        return {}
    fields = fields_of(below, judgement.fact)
    if any(shortcut.sources for shortcut in getattr(below, "shortcuts", ())):
        fields = tuple(field for field in fields if field != "shortcuts")  # shortcuts with their own sources
    return {field: below.cite.get(field, below.sources) for field in fields}


def _new_source(company: Company, day: str) -> str:
    """Return a new id for a source of the company: a call on that day."""
    id = f"call-{day}"
    return id if id not in company.sources else f"{id}-user"


def _written_cites(cites: Mapping[str, Sequence[str]]) -> str:
    return ", ".join(f"{field}: [{', '.join(ids)}]" for field, ids in cites.items())
