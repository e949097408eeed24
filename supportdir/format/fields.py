"""The fields of a company file: one row for each field, in the order of the file.

The types of the fields are in model.py. Both readers, the JSON Schema, the key order and quoting that `data check`
wants, the comments of a new file and the tables of data/README.md are derived from the two modules. A new optional
field needs an attribute in model.py and a row here.
"""

from __future__ import annotations

from functools import cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin

import msgspec

from supportdir.format.kinds import (
    CODE,
    COUNT_OF,
    DATE,
    DIALLED,
    END_KEY,
    HOLIDAYS,
    HOURS,
    ID,
    KEYS,
    NUMBER,
    PERIOD,
    PROSE,
    REGION,
    SECURE,
    WEB,
    WORD,
    ZONE,
    Kind,
)
from supportdir.model import (
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

Row = tuple[str, Kind, str]
"""Name, kind of its texts, description (shown by editors and data/README.md)."""

_COMPANY: tuple[Row, ...] = (
    ("name", PROSE, "The company's name as the company writes it."),
    ("aliases", PROSE, "Other names that people type: brands, old names, other alphabets. They need no source."),
    ("domains", CODE, "Its websites, in ASCII, without https:// and www: example.com."),
    ("products", PROSE, "Products, offices and services that people ask for by name. They need no source."),
    ("categories", WORD, "What the company does, its main business first; words of data/categories.yaml."),
    ("serves", REGION, "Its countries (ISO 3166), home country first: [US], [GB, IE], [DE-BY], [all], [all, -US]."),
    ("timezone", ZONE, "The time zone of its contacts in the countries of serves: an IANA name, or unknown."),
    ("holidays", HOLIDAYS, "Country or region of the public holidays: US, GB-ENG. Absent: the country served."),
    ("languages", CODE, "The languages spoken there, as BCP 47 tags: [en, es]."),
    ("have_ready", PROSE, "What to have at hand before calling, as a list."),
    ("sources", CODE, "Where the facts come from: a name for each source, used in sources and cite below."),
    ("no_phone", PROSE, "What the company says, if it has no phone support. Its phones are then for business only."),
    ("not_theirs", PROSE, "Numbers that are falsely given as the company's; looking one up gives a warning."),
    ("phones", PROSE, "Phone lines, in the order in which to recommend them."),
    ("channels", PROSE, "Channels other than the phone, in the order in which to recommend them."),
    ("escalation", PROSE, "Whom to contact next if the answer is not good enough, in order."),
    ("note", PROSE, "One or two sentences for the reader. For the next contributor, write a YAML comment instead."),
    ("cite", WORD, "Sources of single fields: field → names of sources. They replace sources for that field."),
    ("merged_into", ID, "The slug of the company that took this one over."),
    ("defunct", DATE, "When it ceased to exist, in quotes: 2019 or 2019-06-30."),
)  # fmt: skip

_CONTACT: tuple[Row, ...] = (
    ("id", ID, "Permanent id: lower-case letters, digits, hyphens; names the purpose or place, not the number."),
    ("kind", CODE, "The kind of channel."),
    ("label", PROSE, "What the company calls it, or its purpose, in a few words."),
    ("audience", WORD, "Its audience, if not everybody; words of data/audiences.yaml."),
    ("topics", WORD, "Its topics; words of data/topics.yaml. Absent: all topics."),
    (
        "serves",
        REGION,
        "Its countries, if not those of the company: ISO 3166 codes, [all], -US to exclude one. Write them if the "
        "company has several: without them, a call from another country than that of its number may not connect.",
    ),
    ("languages", CODE, "The languages spoken there, as BCP 47 tags. Absent: those of the company."),
    ("timezone", ZONE, "The time zone of its hours: an IANA name, caller (the caller's zone) or unknown (not stated)."),
    ("holidays", HOLIDAYS, "Whose public holidays count: US, GB-ENG. Absent: the one served, else that of its zone."),
    ("service", PROSE, "The service that the channel uses: WhatsApp, VK."),
    ("number", NUMBER, "The international number, in quotes: +44 20 7946 0958. No extension, no keys."),
    ("extension", DIALLED, "Digits to dial after the call is answered, in quotes."),
    ("short", DIALLED, "A number that works only in one country or network, in quotes, as dialled: 611, *100."),
    ("vanity", CODE, "The number with letters: 1-800-FLOWERS. It must spell the number."),
    ("textphone", NUMBER, "The number for text devices, in quotes, if the same people answer at the same hours."),
    ("relay", DIALLED, "The prefix of a relay service before the number, in quotes: 18001."),
    ("dead", PROSE, "Instead of number: a number that is switched off or misprinted. Explain it in note."),
    ("url", SECURE, "Its page: https, in ASCII."),
    ("address", PROSE, "An e-mail or postal address, or the name on a social network."),
    ("where", PROSE, "Where to find it, in words: on the back of the card, Settings > Help."),
    (
        "works_from",
        PROSE,
        "The phones from which it can be dialled, in words: any mobile in Russia, mainland Spain. If it names "
        "countries, a call from another one “may not connect”; not if it says except, not or outside.",
    ),
    ("abroad", CODE, "Whether it can be called from other countries, if a source says so: only, also, never."),
    ("cost", CODE, "What a call costs, only if a source says so. Absent: derived from the number."),
    ("cost_note", PROSE, "The price in words, as its source states it."),
    ("hours", HOURS, "When a person answers: Mo-Fr 08:00-20:00; Sa 10:00-16:00; PH off. Absent: unknown."),
    ("automated", HOURS, "When only a machine answers, in the syntax of hours."),
    ("quiet", HOURS, "When it is least busy, in the syntax of hours."),
    ("queue", COUNT_OF, "The usual wait in minutes: [from, to]."),
    ("answers_within", PERIOD, "The longest time stated: a number and min, h, days or business days."),
    ("accepts", PROSE, "What can be sent: attachments, photos."),
    ("have_ready", PROSE, "What to have at hand, as a list."),
    ("note", PROSE, "One or two sentences for the reader."),
    ("fails", PROSE, "What was tried in the menu without success, as a list."),
    ("no_shortcut", PROSE, "States that no shortcut exists, and how that is known."),
    ("shortcuts", PROSE, "Known ways through the menu, newest and best first."),
    ("menu", PROSE, "The whole menu as a tree; none if a person answers directly."),
    ("sources", WORD, "The sources of this contact: names of the company's sources."),
    ("cite", WORD, "Sources of single fields: field → names of sources. They replace sources for that field."),
)  # fmt: skip

ROWS: dict[type[msgspec.Struct], tuple[Row, ...]] = {
    Company: _COMPANY,
    Phone: _CONTACT,
    Channel: _CONTACT,
    Product: (
        ("names", PROSE, "Its names: [Gmail, Google Mail]."),
        ("contact", WORD, "The id of the contact that supports it. Absent: any contact of the company."),
        ("topic", WORD, "The topic of a call about it; a word of data/topics.yaml."),
    ),
    Source: (
        ("kind", CODE, "official (the company), call (somebody called), press (an article) or community (a list)."),
        ("title", PROSE, "Its title, if it has no URL or the URL does not identify it."),
        ("url", WEB, "Its address."),
        ("date", DATE, "Its date, in quotes: 2020-08-25, 2026-02, 2019~ (about). Absent: undated; never guess."),
        ("note", PROSE, "A remark about it: copy of the official page."),
    ),
    Impostor: (
        ("number", NUMBER, "The international number, in quotes."),
        ("note", PROSE, "Where it is published, or what happens on a call."),
        ("sources", WORD, "Its sources: names of the company's sources."),
    ),
    Escalation: (
        ("contact", WORD, "The id of a contact of this company."),
        ("company", ID, "The slug of another company of the directory."),
        ("to", PROSE, "Whom to ask for, in words."),
        ("body", ID, "The id of that body in data/regulators.yaml, if it is there."),
        ("outside", CODE, "true for a body outside the company that is not in data/regulators.yaml."),
        ("takes", PROSE, "What a complaint must be about, after “for”: payments. Absent: all matters."),
        ("where", PROSE, "Where to find them, in words."),
        ("answers_within", PERIOD, "The longest time stated: a number and min, h, days or business days."),
        ("note", PROSE, "One or two sentences for the reader."),
        ("countries", REGION, "Where the customers live whom it serves: ISO 3166 codes. Absent: not limited."),
        ("sources", WORD, "Its sources: names of the company's sources."),
    ),
    Shortcut: (
        ("reaches", CODE, "Who or what answers at the end. Absent: not stated."),
        ("topics", WORD, "The topics of the route; words of data/topics.yaml. Absent: all topics."),
        ("audience", WORD, "Its audience, if not everybody; words of data/audiences.yaml."),
        ("steps", PROSE, "What to do, one step for each prompt."),
        ("caution", PROSE, "A common mistake: # during the greeting drops the call."),
        ("note", PROSE, "One or two sentences for the reader."),
        ("seconds", COUNT_OF, "Seconds from dialling to a person, as the source measured them."),
        ("sources", WORD, "The sources of the route: names of the company's sources."),
    ),
    Step: (
        ("press", KEYS, "Keys for one prompt, in quotes; times repeats them. Several prompts need several steps."),
        ("say", PROSE, "The exact words to say."),
        ("tell", PROSE, "What to say, in the caller's own words."),
        ("enter", PROSE, "What only the caller knows, in words: the phone number on the account."),
        ("choose", PROSE, "What the caller chooses from the menu, in words; known keys go into options."),
        ("pause", COUNT_OF, "Seconds to wait before the next step."),
        ("wait", PROSE, "What to wait for, in words."),
        ("silence", PROSE, "Say and press nothing; until when, in words."),
        ("hold", PROSE, "Stay on the line; until when, in words."),
        ("leave", PROSE, "What to leave, in words: a message with your number."),
        ("times", COUNT_OF, "How often; with until, the minimum."),
        ("until", PROSE, "When to stop: person, or words."),
        ("end", END_KEY, "The key that ends an entry, in quotes."),
        ("options", PROSE, "The keys to choose from and what each means, keys in quotes."),
        ("hear", PROSE, "The prompt that the step answers."),
        ("if", PROSE, "When the step is needed; otherwise the caller skips it. For alternatives use choose."),
    ),
    Menu: (
        ("greeting", COUNT_OF, "Seconds before the first option."),
        ("after", PROSE, "What comes before the menu, in words."),
        ("options", PROSE, "Keys (in quotes) or words to say, each with its option."),
    ),
    Option: (
        ("label", PROSE, "What the menu calls the option."),
        ("topics", WORD, "Its topics; words of data/topics.yaml."),
        ("audience", WORD, "Its audience; words of data/audiences.yaml."),
        ("languages", CODE, "The languages spoken there, as BCP 47 tags."),
        ("reaches", CODE, "Who or what answers."),
        ("contact", WORD, "The id of the contact that it leads to."),
        ("options", PROSE, "The options of the next menu."),
        ("note", PROSE, "One or two sentences for the reader."),
    ),
}  # fmt: skip

# The rows of records in other files: see `describe`.
_OTHER_ROWS: dict[type[msgspec.Struct], tuple[Row, ...]] = {}

HOURS_FIELDS = tuple(name for name, kind, _ in _CONTACT if kind is HOURS)

# Fields that are required in a file, but optional in the record.
_ALSO_REQUIRED = {(Phone, "label")}


class Field(NamedTuple):
    """A field of a record. `name` is its key in the file, `attribute` its name in the record, `type` its annotation."""

    name: str
    attribute: str
    kind: Kind
    description: str
    type: Any
    required: bool


def describe(record: type[msgspec.Struct], *rows: Row) -> None:
    """Add the rows of a record type that is not part of a company file, so that `reader.read_record` can read it."""
    _OTHER_ROWS[record] = rows


@cache
def fields_of(record: type[msgspec.Struct]) -> dict[str, Field]:
    """Return the fields of a record type by their names in the file, in the order of the file."""
    attributes = {field.encode_name: field for field in msgspec.structs.fields(record)}
    return {
        name: Field(
            name,
            attributes[name].name,
            kind,
            description,
            attributes[name].type,
            attributes[name].required or (record, name) in _ALSO_REQUIRED,
        )
        for name, kind, description in ROWS.get(record) or _OTHER_ROWS[record]
        if name in attributes
    }


@cache
def holders_of(record: type[msgspec.Struct]) -> list[Field]:
    """Return the fields of a record type that hold other records."""
    return [field for field in fields_of(record).values() if _holds_records(field.type)]


def _holds_records(type_: Any) -> bool:
    return is_record(type_) or any(map(_holds_records, get_args(type_)))


def is_record(type_: Any) -> bool:
    """Return whether a type is one of the records of model.py."""
    return isinstance(type_, type) and issubclass(type_, msgspec.Struct)


def parts_of(type_: Any) -> list[Any]:
    """Return the members of a union without None, or a list of the type itself."""
    if get_origin(type_) in (Union, UnionType):
        return [part for part in get_args(type_) if part is not NoneType]
    return [type_]


def noun(record: type[msgspec.Struct]) -> str:
    """Return the name of a record type in messages: "phone"."""
    return record.__name__.lower()
