"""The fields of a company file: one row a field, in the order of the file.

The types are those of the records in model.py. From both follow the two readers, the JSON Schema, the order of keys and
the quoting that `data check` wants, the comments of a new file, and the tables of data/README.md. A new optional field
needs an attribute there and a row here.
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
"""Name, kind of its texts, description. An editor and the manual show the description."""

_COMPANY: tuple[Row, ...] = (
    ("name", PROSE, "The company, as it writes itself."),
    ("aliases", PROSE, "Brands, old names, names in other alphabets: what people type. They need no source."),
    ("domains", CODE, "Its sites, in ASCII, without https:// and www: example.com."),
    ("products", PROSE, "Products, offices and services that people ask for by name. They need no source."),
    ("categories", WORD, "What it does; one or more words of data/categories.yaml."),
    ("serves", REGION, "Its countries, home country first, by ISO 3166: [US], [GB, IE], [DE-BY], [all], [all, -US]."),
    ("timezone", ZONE, "The time zone of its contacts in the countries of serves: an IANA name, or unknown."),
    ("holidays", HOLIDAYS, "Whose public holidays count: US or GB-ENG. Absent: those of the country served."),
    ("languages", CODE, "The languages spoken there, as BCP 47 tags: [en, es]."),
    ("have_ready", PROSE, "What to have at hand before calling, an item each."),
    ("sources", CODE, "Where the facts come from: a name for each source, used in sources and cite below."),
    ("no_phone", PROSE, "In place of phones, if the company itself says that it has none: what it says."),
    ("not_theirs", PROSE, "Numbers that circulate as the company's and are not; a look-up of one warns."),
    ("phones", PROSE, "Phone lines, in the order in which to recommend them."),
    ("channels", PROSE, "Ways in other than the phone, in the order in which to recommend them."),
    ("escalation", PROSE, "Who comes next if the answer is not good enough, in order."),
    ("note", PROSE, "One or two sentences for the reader. For the next contributor, write a YAML comment instead."),
    ("cite", WORD, "The sources of single fields: field → names of sources. They replace sources for that field."),
    ("merged_into", ID, "The slug of the company that took this one over."),
    ("defunct", DATE, "When it ceased to exist, quoted: 2019 or 2019-06-30."),
)  # fmt: skip

_CONTACT: tuple[Row, ...] = (
    ("id", ID, "Lower-case letters, digits, hyphens; named for purpose or place, never for the number; permanent."),
    ("kind", CODE, "What kind of channel it is."),
    ("label", PROSE, "What the company calls it, or what it is for, in a few words."),
    ("audience", WORD, "For whom, if not for everybody; words of data/audiences.yaml."),
    ("topics", WORD, "What it is for; words of data/topics.yaml. Absent: for everything."),
    ("serves", REGION, "Its countries, if not those of the company: ISO 3166 codes, [all], or -US to leave one out."),
    ("languages", CODE, "The languages spoken there, as BCP 47 tags. Absent: those of the company."),
    ("timezone", ZONE, "The zone of its hours: an IANA name, caller (the caller's own) or unknown (not stated)."),
    ("holidays", HOLIDAYS, "Whose public holidays count: US or GB-ENG. Absent: those of the one country it serves."),
    ("service", PROSE, "The service that a channel runs on: WhatsApp, VK."),
    ("number", NUMBER, "The international number, quoted: +44 20 7946 0958. No extension, no keys."),
    ("extension", DIALLED, "Digits to dial after the line is answered, quoted."),
    ("short", DIALLED, "A number that works inside one country or network only, quoted, as it is dialled: 611, *100."),
    ("vanity", CODE, "The number in letters: 1-800-FLOWERS. It must spell the number."),
    ("textphone", NUMBER, "The number for text devices of the same people at the same hours, quoted."),
    ("relay", DIALLED, "The prefix of a relay service before the number, quoted: 18001."),
    ("dead", PROSE, "In place of number: one that is switched off or misprinted. Say in note what happened."),
    ("url", SECURE, "Its page: https, in ASCII."),
    ("address", PROSE, "An e-mail or postal address, or the name on a social network."),
    ("where", PROSE, "In words, where to find it: on the back of the card, Settings > Help."),
    ("works_from", PROSE, "In words, from which phones it can be dialled: any mobile in Russia."),
    ("abroad", CODE, "What a source says of calls from other countries: only, also, never. Absent: worked out."),
    ("cost", CODE, "What a call costs, only if a source says so. Absent: worked out from the number."),
    ("cost_note", PROSE, "The price in words, as its source states it."),
    ("hours", HOURS, "When a person answers: Mo-Fr 08:00-20:00; Sa 10:00-16:00; PH off. Absent: not known."),
    ("automated", HOURS, "When only a machine answers, in the grammar of hours."),
    ("quiet", HOURS, "When it is least busy, in the grammar of hours."),
    ("queue", COUNT_OF, "Minutes that people usually wait: [from, to]."),
    ("answers_within", PERIOD, "One number and min, h, days or business days; the longest time stated."),
    ("accepts", PROSE, "What can be sent there: attachments, photos."),
    ("have_ready", PROSE, "What to have at hand, an item each."),
    ("note", PROSE, "One or two sentences for the reader."),
    ("fails", PROSE, "What was tried at the menu and led nowhere, an item each."),
    ("no_shortcut", PROSE, "That nothing gets past the menu, and how that is known."),
    ("shortcuts", PROSE, "Known ways through the menu, the newest and best first."),
    ("menu", PROSE, "The whole menu as a tree; none, if a person answers at once."),
    ("sources", WORD, "Where all of this comes from: names of the company's sources."),
    ("cite", WORD, "The sources of single fields: field → names of sources. They replace sources for that field."),
)  # fmt: skip

ROWS: dict[type[msgspec.Struct], tuple[Row, ...]] = {
    Company: _COMPANY,
    Phone: _CONTACT,
    Channel: _CONTACT,
    Product: (
        ("names", PROSE, "What people call it: [Gmail, Google Mail]."),
        ("contact", WORD, "The id of the contact that supports it. Absent: the company as a whole."),
        ("topic", WORD, "The topic that such a call is about; a word of data/topics.yaml."),
    ),
    Source: (
        ("kind", CODE, "official (the company), call (somebody called), press (an article) or community (a list)."),
        ("title", PROSE, "What it is called, if it has no address or the address does not tell."),
        ("url", WEB, "Where it is."),
        ("date", DATE, "When it says so, quoted: 2020-08-25, 2026-02, 2019~ (about). Absent: undated; never guess."),
        ("note", PROSE, "What to know about it: copy of the official page."),
    ),
    Impostor: (
        ("number", NUMBER, "The international number, quoted."),
        ("note", PROSE, "Where it is seen, or what happens there."),
        ("sources", WORD, "Who says so: names of the company's sources."),
    ),
    Escalation: (
        ("contact", WORD, "The id of a contact of this company."),
        ("company", ID, "The slug of another company of the directory."),
        ("to", PROSE, "Whom to ask for, in words."),
        ("where", PROSE, "Where to find them, in words."),
        ("answers_within", PERIOD, "One number and min, h, days or business days; the longest time stated."),
        ("note", PROSE, "One or two sentences for the reader."),
        ("sources", WORD, "Where this comes from: names of the company's sources."),
    ),
    Shortcut: (
        ("reaches", CODE, "What answers at the end. Absent: not stated."),
        ("topics", WORD, "What the route is for; words of data/topics.yaml. Absent: for everything."),
        ("audience", WORD, "For whom, if not for everybody; words of data/audiences.yaml."),
        ("steps", PROSE, "What to do, one step for each prompt."),
        ("caution", PROSE, "What goes wrong easily: # during the greeting drops the call."),
        ("note", PROSE, "One or two sentences for the reader."),
        ("seconds", COUNT_OF, "Seconds from dialling to a person, as measured on the day of its source."),
        ("sources", WORD, "Where the route comes from: names of the company's sources."),
    ),
    Step: (
        ("press", KEYS, "Keys sent in one go, quoted; times repeats them. Keys for several menus are several steps."),
        ("say", PROSE, "The exact words to say."),
        ("tell", PROSE, "What to say, in your own words."),
        ("enter", PROSE, "What only this caller knows, in words: the phone number on the account."),
        ("choose", PROSE, "What the caller decides after listening, in words; known keys go into options."),
        ("pause", COUNT_OF, "Seconds to wait before the next step."),
        ("wait", PROSE, "What to wait for, in words."),
        ("silence", PROSE, "Say and press nothing: until when, in words."),
        ("hold", PROSE, "Stay on the line: until when, in words."),
        ("leave", PROSE, "What to leave, in words: a message with your number."),
        ("times", COUNT_OF, "How often; with until, at least so often."),
        ("until", PROSE, "Until what: person, or words."),
        ("end", END_KEY, "The key that ends an entry, quoted."),
        ("options", PROSE, "The keys to choose from and what each means, keys quoted."),
        ("hear", PROSE, "The prompt that it answers."),
        ("if", PROSE, "When the step is needed; otherwise it is left out. Either–or is choose."),
    ),
    Menu: (
        ("greeting", COUNT_OF, "Seconds before the first option."),
        ("after", PROSE, "In words, what comes before the menu."),
        ("options", PROSE, "Keys (quoted) or words to say, and what is behind each."),
    ),
    Option: (
        ("label", PROSE, "What the option is called."),
        ("topics", WORD, "What it is for; words of data/topics.yaml."),
        ("audience", WORD, "For whom; words of data/audiences.yaml."),
        ("languages", CODE, "The languages spoken there, as BCP 47 tags."),
        ("reaches", CODE, "What answers there."),
        ("contact", WORD, "The id of another contact that it leads to."),
        ("options", PROSE, "The options of the next menu."),
        ("note", PROSE, "One or two sentences for the reader."),
    ),
}  # fmt: skip

# Rows of records in other files than company files: see `describe`.
_OTHER_ROWS: dict[type[msgspec.Struct], tuple[Row, ...]] = {}

# The fields with hours.
CLOCKS = tuple(name for name, kind, _ in _CONTACT if kind is HOURS)

# Fields that a record may do without in Python, but not in a file.
_ALSO_REQUIRED = {(Phone, "label")}


class Field(NamedTuple):
    """A field of a record: its attribute, what is known of its texts, and its type in model.py."""

    name: str
    attribute: str
    kind: Kind
    description: str
    type: Any
    required: bool


def describe(record: type[msgspec.Struct], *rows: Row) -> None:
    """Add the rows of a record that is not part of a company file, so that `reader.read_record` can read it."""
    _OTHER_ROWS[record] = rows


@cache
def fields_of(record: type[msgspec.Struct]) -> dict[str, Field]:
    """Return the fields of a kind of record by their names in the file, in the order of the file."""
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
    """Return the fields that hold other records."""
    return [field for field in fields_of(record).values() if _holds_records(field.type)]


def _holds_records(type: Any) -> bool:
    return is_record(type) or any(map(_holds_records, get_args(type)))


def is_record(type_: Any) -> bool:
    """Return whether a type is one of the records of model.py."""
    return isinstance(type_, type) and issubclass(type_, msgspec.Struct)


def parts_of(type: Any) -> list[Any]:
    """Return the types of which a value may be one: the members of a union without None, or the type itself."""
    if get_origin(type) in (Union, UnionType):
        return [part for part in get_args(type) if part is not NoneType]
    return [type]


def noun(record: type[msgspec.Struct]) -> str:
    """Return what messages call a record: "phone"."""
    return record.__name__.lower()
