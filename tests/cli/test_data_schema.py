"""`supportdir data schema`: the schema says what the reader reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from supportdir import paths
from supportdir.format import vocabulary
from supportdir.format.reader import read_company
from supportdir.format.schema import schema
from supportdir.format.skeleton import SCHEMA_FROM_COMPANIES, SCHEMA_LINE

COMMITTED = paths.dataset() / "company.schema.json"
FICTIONAL = Path(__file__).parent.parent / "fictional" / "companies"


def plain(text: str) -> Any:
    """What an ordinary YAML reader makes of the text, with numbers, dates and truth values of its own."""
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def faults(document: Any) -> list[str]:
    found = jsonschema.Draft202012Validator(schema()).iter_errors(document)
    return sorted(fault.json_path for fault in found)


def test_the_committed_schema_is_current(run):
    answer = run("data", "schema")
    assert (answer.status, answer.stderr) == (0, "")
    assert answer.stdout == COMMITTED.read_text(encoding="utf-8"), "supportdir data schema > data/company.schema.json"


def test_it_is_a_schema_whose_fields_are_all_described():
    jsonschema.Draft202012Validator.check_schema(schema())
    for record in (schema(), *schema()["$defs"].values()):
        assert all(field["description"] for field in record["properties"].values())


def test_every_shipped_file_conforms_and_points_at_it():
    wrong = []
    first = SCHEMA_LINE.format(SCHEMA_FROM_COMPANIES)
    for path in sorted((paths.dataset() / "companies").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        wrong += [f"{path.name} {fault}" for fault in faults(plain(text))]
        wrong += [] if text.startswith(f"{first}\n") else [f"{path.name}: its first line is not {first}"]
    assert wrong == []


@pytest.mark.parametrize("path", sorted(FICTIONAL.glob("*.yaml")), ids=lambda path: path.stem)
def test_what_the_reader_takes_the_schema_takes(path):
    assert read_company(path.stem, path.name, path.read_bytes())[1] == []
    assert faults(plain(path.read_text(encoding="utf-8"))) == []


def test_the_closed_lists_are_its_words():
    contact = schema()["$defs"]["Phone"]["properties"]
    for field, words in (("topics", contact["topics"]), ("audience", contact["audience"])):
        assert {*words["items"]["enum"]} == vocabulary.lists()[field]
        assert len(words["items"]["markdownEnumDescriptions"]) == len(words["items"]["enum"])
    assert {*schema()["properties"]["categories"]["items"]["enum"]} == vocabulary.lists()["categories"]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("name: Acme Broadband", "nam: Acme Broadband", "$"),
        ("[telecom]", "[telephone]", "$.categories[0]"),
        ("topics: [outage]", "topics: [outages]", "$.phones[1].topics[0]"),
        ('press: "0"', "press: 0", "$.phones[0].shortcuts[0].steps[0].press"),
        ("times: 3", 'times: "3"', "$.phones[0].shortcuts[0].steps[0].times"),
        ('- press: "2"', '- press: "2"\n            say: hello', "$.phones[0].shortcuts[0].steps[1]"),
        ('number: "+44 808 157 0123"', "number: 0808 157 0123", "$.phones[1].number"),
        ('date: "2026-04-18"', "date: 2026-04-18", "$.sources['contact-page'].date"),
        ("kind: chat", "kind: fax", "$.channels[0].kind"),
        ("url: https://www.acme.example/chat", "url: http://www.acme.example/chat", "$.channels[0].url"),
        ("to: the telecoms ombudsman", "note: ask them", "$.escalation[0]"),
        ("queue: [5, 15]", "queue: [5]", "$.phones[0].queue"),
        ("phones:", "no_phone: none\nphones:", "$"),
    ],
)
def test_an_editor_is_told_of_a_mistake(old, new, place):
    text = (FICTIONAL / "acme.yaml").read_text(encoding="utf-8")
    assert old in text
    assert {*faults(plain(text.replace(old, new, 1)))} == {place}


def test_menu_none_is_a_word_and_no_other_is():
    text = (FICTIONAL / "wideland.yaml").read_text(encoding="utf-8")
    assert faults(plain(text)) == []
    assert faults(plain(text.replace("menu: none", "menu: never"))) == ["$.phones[1].menu"]
