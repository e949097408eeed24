"""The fast reader accepts only files without findings, and gives the same company as the full reader."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml
from conftest import FICTIONAL

from supportdir.format import vocabulary
from supportdir.format.fast_reader import read_valid_files
from supportdir.format.fields import ROWS
from supportdir.format.kinds import COUNT_OF
from supportdir.format.reader import read_company
from supportdir.format.schema import schema

HERE = Path(__file__).parent
DATASET = HERE.parent.parent / "data" / "companies"
GOOD = [*sorted(FICTIONAL.glob("*.yaml")), *sorted((HERE / "good").glob("*.yaml"))]

# Values that are valid in some fields only, or that YAML reads as another type than text.
VALUES = (
    """
'' | "" | ' ' | null | ~ | [] | {} | !x | &a | *a | "a\\nb" | 1e3 | -5 | 007 | 1234567 | 0 | 12 | NO | [a, b] | [a, a]
| {a: b} | [[a]] | [1, 2] | [1, 2, 3] | 24/7 | Mo-Fr 09:00-17:00 | Mo-Fr 09:00-17:00; PH off | PH off | unknown | caller
| Europe/London | US | -US | all | GB-ENG | 2020-01-01 | 2019~ | 2020-13-01 | "+44 20 7946 0958" | 0800 | *611 | press
| email | chat | none | a-b | a # b | 'x # y' | https://a.example/x | http://a.example | 5 min | general | privacy
| telecom
""".strip()
    .replace("\n", " ")
    .split(" | ")
)
FIELDS = """
slug name serves sources aliases timezone holidays no_phone phones channels note cite kind date id label topics number
hours quiet queue extension textphone automated shortcuts menu steps seconds press pause say times until end options if
if_ action value greeting contact company to service
""".split()  # noqa: SIM905  a list would take many lines


def _changed(text: str, dice: random.Random) -> str:
    """Return the text with one changed line; the result may be valid or not."""
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    field = re.match(r"( *(?:- )?)([a-z_]+):(.*)", lines[at])
    match dice.randrange(7):
        case 0:
            del lines[at]
        case 1:
            lines.insert(dice.randrange(len(lines)), lines[at])
        case 2 | 3 if field:
            lines[at] = f"{field[1]}{field[2]}: {dice.choice(VALUES)}"
        case 4 if field:
            lines[at] = f"{field[1]}{dice.choice(FIELDS)}:{field[3]}"
        case 5 if field:
            lines.insert(at + 1, f"{' ' * len(field[1])}{dice.choice(FIELDS)}: {dice.choice(VALUES)}")
        case _:
            column = dice.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:column] + dice.choice("a0:-#[]{}\"' ,*&!\\\tа\u200b") + lines[at][column + 1 :]
    return "\n".join(lines)


def _texts() -> list[bytes]:
    """Return valid files, and the results of one or two changes in them."""
    dice = random.Random(4)
    texts = []
    for path in GOOD:
        # A file with a comment after a value goes to the full reader.
        text = re.sub(r"(?m)[ \t]+#.*$", "", path.read_text(encoding="utf-8"))
        texts += [text, *(_changed(text, dice) for _ in range(400)), _changed(_changed(text, dice), dice)]
    return [text.encode() for text in texts]


def test_both_readers_give_the_same_companies() -> None:
    words = vocabulary.allowed_words()
    texts = _texts()
    fast = read_valid_files((("x", text) for text in texts), words)
    full = [read_company("x", "x.yaml", text, words) for text in texts]
    assert [company for company, (expected, _) in zip(fast, full, strict=True) if company and company != expected] == []
    missed = [expected for company, (expected, _) in zip(fast, full, strict=True) if expected and not company]
    assert len(missed) < sum(company is not None for company in fast) / 10


ACME = """
name: Acme
categories: [telecom]
serves: [GB, FR]
timezone: Europe/London
sources:
  page: {kind: official, date: "2026-01-01"}
phones:
  - id: care
    label: Care
    number: "+44 20 7946 0958"
    hours: Mo-Fr 09:00-17:00
    sources: [page]
"""


@pytest.mark.parametrize(
    ("more", "is_valid"),
    [
        ("", True),
        ("    note: it is # so\n", False),
        ("    note: it is so\n# a comment on a line of its own\n", True),
        ('    menu: {options: {"1": {label: A}}}\n', True),
        ('    menu:\n      options:\n        "1": {label: A}\n        #: {label: B}\n', False),
        ("    note: ~\n", False),
        ("    note: see ~\n", True),
        ("    note: Hilfe\u3164\n", False),
        ("    note: für alle\n", True),
        ("    cite: {hours: [page]}\n", True),
        ("    cite: {note: [page]}\n", False),
        ("    cite: {hours: [paper]}\n", False),
        ("    quiet: Mo-Fr 09:00-17:00; PH off\n", False),  # of two countries, one has to be named
        ("    quiet: Mo-Fr 09:00-17:00; PH off\n    holidays: FR\n", True),
        ("  - {id: fax, label: Fax, sources: [page]}\n", True),
        ("  - {id: care, label: Fax, sources: [page]}\n", False),
        ("  - {id: fax, sources: [page]}\n", False),
        ("    shortcuts: [{steps: [{press: '1', times: '2', if: asked}]}]\n", True),
        ("    shortcuts: [{steps: [{press: '1', value: '2'}]}]\n", False),
        ("    shortcuts: [{steps: [{press: '1', action: say}]}]\n", False),
        ("    shortcuts: [{steps: [{press: '1', if_: asked}]}]\n", False),
        ("    shortcuts: [{steps: [{press: '1', say: yes}]}]\n", False),
        ("    shortcuts: [{steps: [{enter: code, end: '#'}]}]\n", True),
        ("    shortcuts: [{steps: [{enter: code, end: hash}]}]\n", False),
        ("escalation: [{to: the ombudsman}]\n", True),
        ("escalation: [{note: be loud}]\n", False),
        ("escalation: [{contact: care, company: other}]\n", False),
        ("no_phone: none at all\n", False),
        ("not_theirs: [{number: '+1 202 555 0177', note: in advertisements, sources: [page]}]\n", True),
        ("not_theirs: [{number: '202 555 0177', sources: [page]}]\n", False),
        ("not_theirs: [{number: '+1 202 555 0177'}]\n", False),
        ("not_theirs: [{number: '+1 202 555 0177', sources: [paper]}]\n", False),
    ],
)
def test_a_file_with_more_lines(more: str, is_valid: bool) -> None:
    text = f"{ACME}{more}".encode()
    (company,) = read_valid_files([("acme", text)], vocabulary.allowed_words())
    assert (company is not None) == is_valid
    if company:
        assert read_company("acme", "acme.yaml", text, vocabulary.allowed_words()) == (company, [])


@pytest.mark.parametrize("path", sorted((HERE / "bad").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_bad_file_needs_the_full_reader(path: Path) -> None:
    assert read_valid_files([(path.stem, path.read_bytes())], vocabulary.allowed_words()) == [None]


def test_most_of_the_dataset_is_read_fast() -> None:
    files = [(path.stem, path.read_bytes()) for path in DATASET.glob("*.yaml")]
    fast = [company for company in read_valid_files(files, vocabulary.allowed_words()) if company]
    assert len(fast) > len(files) * 0.8


def test_the_readers_refuse_what_the_schema_refuses() -> None:
    """An independent validator checks the schema. Other YAML parsers read some values as another type than text."""
    refuses = _schema_refuses()
    texts = [text for text in _texts()[::5] if _is_ordinary_yaml(text)]
    words = vocabulary.allowed_words()
    refused = [text for text in texts if refuses(text)]
    assert len(refused) > 100
    assert [text for text in refused if not read_company("x", "x.yaml", text, words)[1]] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("aliases: [AcmeNet, Акме]", "aliases: []"),
        ("    cite: {menu: [list]}\n", "    cite: {}\n"),
        ("    cite: {menu: [list]}\n", "    cite: {menu: []}\n"),
        ("sources: [list]\n    menu:", "sources: []\n    menu:"),
        ("name: Acme Broadband", "name: Acme Broadband\nmerged_into: Foo Bar"),
        ("name: Acme Broadband", "name: Acme Broadband\ndefunct: long ago"),
        ("- to: the telecoms ombudsman", "- company: Foo Bar"),
        ("name: Acme Broadband", "name: Acme Broadband\nproducts: []"),
        ("name: Acme Broadband", "name: Acme Broadband\nproducts: [{}]"),
        ('"1": {label: Billing, topics: [billing]}', '"1": {}'),
        ("      options:\n", "      greeting: -1\n      options:\n"),
        ("    queue: [5, 15]", "    queue: []"),
        ('"0": {label: An adviser, reaches: person}', '"0": {label: An adviser, options: {}}'),
    ],
)  # fmt: skip
def test_readers_and_schema_refuse_the_same_bad_file(old: str, new: str) -> None:
    text = (FICTIONAL / "acme.yaml").read_text(encoding="utf-8")
    assert old in text
    bad = text.replace(old, new, 1).encode()
    assert read_company("acme", "acme.yaml", bad, vocabulary.allowed_words())[1] != []
    assert read_valid_files([("acme", bad)], vocabulary.allowed_words()) == [None]
    assert _schema_refuses()(bad)


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _schema_refuses() -> Callable[[bytes], bool]:
    validator = jsonschema.Draft202012Validator(schema())
    return lambda text: not validator.is_valid(yaml.load(text, LOADER))


def _is_ordinary_yaml(text: bytes) -> bool:
    """Return whether other YAML parsers can read the file, and read only counts as numbers."""
    try:
        document = yaml.load(text, LOADER)
    except (yaml.YAMLError, ValueError):
        return False
    return isinstance(document, dict) and not _has_other_types(document, "")


def _has_other_types(value: object, field: str) -> bool:
    if isinstance(value, dict):
        return any(not isinstance(key, str) or _has_other_types(inner, key) for key, inner in value.items())
    if isinstance(value, list):
        return any(_has_other_types(inner, field) for inner in value)
    return not isinstance(value, str) and not (type(value) is int and field in COUNTS)


COUNTS = {name for rows in ROWS.values() for name, kind, _ in rows if kind is COUNT_OF}
