"""The beginning of a company file: what is known already, and a comment for each field that is still to fill."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from supportdir.dialing import number as numbers
from supportdir.dialing.spelling import extension_of, is_short, meanings, word_of
from supportdir.errors import NumberError, UsageError
from supportdir.format import vocabulary, yaml_file
from supportdir.format.fields import fields_of
from supportdir.format.yaml_file import Map, Scalar, quoted
from supportdir.hours import zones
from supportdir.model import Company, Phone, Source
from supportdir.search import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from msgspec import Struct

    from supportdir.dialing.number import NumberFacts
    from supportdir.verdicts import Judgement

SCHEMA_LINE = "# yaml-language-server: $schema={}"
SCHEMA_FROM_COMPANIES = "../company.schema.json"

_NO_COUNTRY = "has no country code; give --country, or begin with '+' and the country code"
_SHORT = 8  # digits: a number in no number plan is rather a short one than a mistake

_LETTERS = """
а a б b в v г g д d е e ё e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch
ъ - ы y ь - э e ю yu я ya і i ї yi є ye ґ g ў u ø o æ ae œ oe ł l đ d ð d
""".split()  # noqa: SIM905  pairs, as a list they would take a page
_LATIN = {letter: latin.strip("-") for letter, latin in zip(_LETTERS[::2], _LETTERS[1::2], strict=True)}


class Number(NamedTuple):
    """A number as a company file writes it: `fields` in their order, `facts` where it has an international form."""

    fields: dict[str, str]
    facts: NumberFacts | None


def slug_of(name: str) -> str:
    """The slug that a name makes: "AT&T Wireless" gives att-wireless, "Альфа-Банк" alfa-bank.

    UsageError where the name has letters of another alphabet than Latin and Cyrillic.
    """
    text = re.sub(r"^the (?=\S)", "", name.strip().casefold())
    text = re.sub(r"['’`]|(?<=\w)&(?=\w)|(?<=\b\w)\.", "", text).replace("&", " and ")
    latin = "".join(_LATIN.get(letter, letter) for letter in text)
    slug = "-".join(words(latin))
    if not slug or not slug.isascii():
        raise UsageError(f"no slug can be made of '{name}'; give one in Latin letters: --slug SLUG")
    return slug


def number_fields(text: str, country: str = "") -> Number:
    """A number in any spelling, as people in `country` (ISO 3166-1 or -2, "" not known) write it, for a company file.

    UsageError where it is no number, or needs a country.
    """
    keys = next(iter(meanings(text, country)), "")
    if not keys:
        raise UsageError(f"--number '{text}' is no number; write it as it is printed")
    if is_short(text):
        return Number({"short": keys}, None)
    try:
        facts = numbers.dialled(text, country)
    except NumberError as error:
        if len(keys) <= _SHORT and not keys.startswith("+"):
            return Number({"short": keys}, None)
        message = f"{error.message}; {error.hint}" if country else _NO_COUNTRY
        raise UsageError(f"--number '{text}' {message}") from error
    if not facts.valid and not keys.startswith("+"):
        if len(keys) <= _SHORT:
            return Number({"short": keys}, None)
        if not country:
            raise UsageError(f"--number '{text}' {_NO_COUNTRY}")
    fields = {"number": facts.international, "extension": extension_of(text)}
    word = word_of(text)
    if word and numbers.spells(word, facts.e164):
        fields["vanity"] = word
    return Number({field: value for field, value in fields.items() if value}, facts)


def skeleton(
    name: str, *, today: date, number: Number | None = None, country: str = "", schema: str = SCHEMA_FROM_COMPANIES
) -> str:
    """The text of a new company file. What is left to fill stands there empty, so that a reader points at it.

    `country` (ISO 3166-1 or -2) is the one that the company serves, "" not known; `schema` is where an editor finds
    the JSON Schema, from the file.
    """
    country = country or _country(number)
    places = zones.zones_of(country.partition("-")[0])
    categories = ", ".join(sorted(vocabulary.lists()["categories"]))
    topics = ", ".join(sorted(vocabulary.lists()["topics"]))
    dialled = number.fields if number else {"number": ""}
    return "\n".join(
        [
            SCHEMA_LINE.format(schema),
            "# The manual is data/README.md. Fill what is empty, take the # off what a source states, delete the rest.",
            f"name: {written(name)}",
            *_about(Company, "aliases"),
            "# aliases: [AcmeNet, Акме]",
            "# domains: [acme.example]",
            *_about(Company, "products"),
            "# products:",
            "#   - names: [AcmeMail, Acme Post]",
            "#     topic: login",
            *_comment(f"One or more of {categories}."),
            "categories: []",
            *_about(Company, "serves"),
            f"serves: [{written(country)}]" if country else "serves: []",
            *_about(Company, "timezone"),
            f"timezone: {places[0]}" if len(places) == 1 else "# timezone: unknown",
            *_about(Company, "have_ready"),
            "# have_ready: [the account number]",
            "sources:",
            "  contact-page:",
            *_about(Source, "kind", "    "),
            "    kind: official",
            "    url:",
            *_about(Source, "date", "    "),
            f'    date: "{today.isoformat()}"',
            *_about(Company, "not_theirs"),
            '# not_theirs: [{number: "+1 202 555 0177", note: where it circulates, sources: [contact-page]}]',
            "phones:",
            *_about(Phone, "id", "  "),
            "  - id: support",
            *_about(Phone, "label", "    "),
            "    label:",
            *_comment(f"Without topics a line is for everything. Any of {topics}.", "    "),
            "    # topics: [technical]",
            *_about(Phone, "holidays", "    "),
            "    # holidays: GB-ENG",
            *_about(Phone, "short" if "short" in dialled else "number", "    "),
            *(f"    {field}: {quoted(value) if value else ''}".rstrip() for field, value in dialled.items()),
            *_about(Phone, "hours", "    "),
            "    # hours: Mo-Fr 09:00-17:00; Sa 10:00-14:00; PH off",
            *_about(Phone, "queue", "    "),
            "    # queue: [5, 15]",
            *_about(Phone, "shortcuts", "    "),
            "    # shortcuts:",
            "    #   - reaches: person",
            "    #     steps:",
            '    #       - press: "0"',
            "    #         times: 2",
            "    #       - enter: your account number",
            '    #         end: "#"',
            "    #       - hold: until a person answers",
            "    #     sources: [contact-page]",
            "    sources: [contact-page]",
            *_about(Company, "channels"),
            "# channels:",
            "#   - id: chat",
            "#     kind: chat",
            "#     url: https://www.acme.example/chat",
            "#     sources: [contact-page]",
            "",
        ]
    )


def written(text: str) -> str:
    """The text as a value of a company file: in quotes only where YAML, or some reader of it, needs them."""
    node, findings = yaml_file.read("", f"name: {text}".encode())
    value = node.value.get("name") if isinstance(node, Map) else None
    is_same = isinstance(value, Scalar) and value.value == text and not value.comment and not findings
    other = re.fullmatch(r"(?i)[-+.0-9_:e]+|y|n|yes|no|on|off|true|false|null|~|0[xo][0-9a-f]+", text)
    return text if is_same and not other else quoted(text)


def _country(number: Number | None) -> str:
    """The country that a number alone tells; the toll-free numbers of +1 belong to a whole zone."""
    facts = number.facts if number else None
    if facts is None or not facts.valid or (facts.e164.startswith("+1") and facts.national_only):
        return ""
    return facts.country


def _about(record: type[Struct], field: str, indent: str = "") -> list[str]:
    """Return the description of a field as comment lines."""
    return _comment(fields_of(record)[field].description, indent)


def _comment(text: str, indent: str = "") -> list[str]:
    from textwrap import wrap

    return wrap(text, 118, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}# ", break_on_hyphens=False)


def patch_of(company: Company) -> str:
    """A patch that changes nothing yet, with the company's contacts to write under."""
    contacts = "".join(f"#   {contact.id}: {{note: …}}\n" for contact in company.phones)
    return (
        f"# Your own changes to {company.name}: only what you write here differs from the directory.\n"
        "# A field replaces the one below, null takes it away. Contacts go by their ids.\n"
        f"patches: {company.slug}\n"
        + (f"#phones:\n{contacts}" if contacts else "")
        + '#sources:\n#   me: {kind: call, date: "2026-01-31"}\n'
    )


def proof_patch(company: Company, shipped: Company | None, judgements: Mapping[str, Sequence[Judgement]]) -> str:
    """Return a patch that cites calls as sources of what they proved right; what was wrong stands there as a comment.

    `judgements` are by contact id. `shipped` is the company that the patch is for, None if it is not in the directory:
    only facts that it states in the same way can be cited.
    """
    wrong = [
        f"# {id}: the {one.fact} {'were' if one.fact != 'number' else 'was'} wrong on {one.day.isoformat()}"
        for id, some in judgements.items()
        for one in some
        if not one.worked
    ]
    cited: dict[str, dict[str, tuple[str, ...]]] = {}
    unchanged: list[str] = []
    sources: dict[str, str] = {}
    for id, some in judgements.items():
        for one in some:
            if not one.worked:
                continue
            day = one.day.isoformat()
            fields = _citable(company, shipped, id, one)
            for field, known in fields.items():
                source = sources.setdefault(day, _new_source(shipped or company, day))
                cited.setdefault(id, {})[field] = (*known, source)
            if not fields:
                unchanged.append(f"# {id}: the {one.fact} {'were' if one.fact != 'number' else 'was'} right on {day}")
    lines = [f"# {company.slug}.yaml: what calls proved", f"patches: {company.slug}"]
    if sources:
        lines.append("sources:")
        lines += [f'  {id}: {{kind: call, title: A call, date: "{day}"}}' for day, id in sources.items()]
    for key in ("phones", "channels"):
        ids = [contact.id for contact in getattr(company, key) if contact.id in cited]
        lines += [f"{key}:"] if ids else []
        lines += [f"  {id}: {{cite: {{{', '.join(_written_cites(cited[id]))}}}}}" for id in ids]
    return "".join(f"{line}\n" for line in [*lines, *unchanged, *wrong])


def _citable(company: Company, shipped: Company | None, id: str, judgement: Judgement) -> dict[str, tuple[str, ...]]:
    """The fields of a fact that can cite a further source, with those that they have; none if it differs there."""
    from supportdir.verdicts import fields_of, fingerprint_of

    contact, below = company.contact(id), shipped.contact(id) if shipped else None
    if contact is None or below is None:
        return {}
    if fingerprint_of(contact, judgement.fact) != fingerprint_of(below, judgement.fact):
        return {}
    fields = fields_of(below, judgement.fact)
    if any(shortcut.sources for shortcut in getattr(below, "shortcuts", ())):
        fields = tuple(field for field in fields if field != "shortcuts")  # each has sources of its own
    return {field: below.cite.get(field, below.sources) for field in fields}


def _new_source(company: Company, day: str) -> str:
    """An id for a call of that day that the company does not have yet."""
    id = f"call-{day}"
    return id if id not in company.sources else f"{id}-user"


def _written_cites(cites: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield from (f"{field}: [{', '.join(ids)}]" for field, ids in cites.items())
