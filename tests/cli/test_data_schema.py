"""`supportdir data schema`: the schema and the reader accept the same files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml
from conftest import Run

from supportdir import paths
from supportdir.format import vocabulary
from supportdir.format.reader import read_company
from supportdir.format.schema import schema
from supportdir.format.skeleton import SCHEMA_FROM_COMPANIES, SCHEMA_LINE

COMMITTED = paths.dataset() / "company.schema.json"
FICTIONAL = Path(__file__).parent.parent / "fictional" / "companies"


def load(text: str) -> Any:
    """Return the data in a YAML text as an ordinary reader does, which converts numbers, dates and booleans."""
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def paths_of_errors(document: Any) -> list[str]:
    errors = jsonschema.Draft202012Validator(schema()).iter_errors(document)
    return sorted(error.json_path for error in errors)


def test_the_committed_schema_is_current(run: Run) -> None:
    answer = run("data", "schema")
    assert (answer.status, answer.stderr) == (0, "")
    assert answer.stdout == COMMITTED.read_text(encoding="utf-8"), "supportdir data schema > data/company.schema.json"


def test_the_schema_is_valid_and_describes_every_field() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    for record in (schema(), *schema()["$defs"].values()):
        assert all(field["description"] for field in record["properties"].values())


def test_every_shipped_file_is_valid_and_names_the_schema() -> None:
    wrong = []
    first = SCHEMA_LINE.format(SCHEMA_FROM_COMPANIES)
    for path in sorted((paths.dataset() / "companies").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        wrong += [f"{path.name} {error}" for error in paths_of_errors(load(text))]
        wrong += [] if text.startswith(f"{first}\n") else [f"{path.name}: its first line is not {first}"]
    assert wrong == []


@pytest.mark.parametrize("path", sorted(FICTIONAL.glob("*.yaml")), ids=lambda path: path.stem)
def test_files_that_the_reader_accepts_are_valid(path: Path) -> None:
    assert read_company(path.stem, path.name, path.read_bytes())[1] == []
    assert paths_of_errors(load(path.read_text(encoding="utf-8"))) == []


def test_enums_are_the_closed_lists() -> None:
    contact = schema()["$defs"]["Phone"]["properties"]
    for field, words in (("topics", contact["topics"]), ("audience", contact["audience"])):
        assert {*words["items"]["enum"]} == vocabulary.allowed_words()[field]
        assert len(words["items"]["markdownEnumDescriptions"]) == len(words["items"]["enum"])
    assert {*schema()["properties"]["categories"]["items"]["enum"]} == vocabulary.allowed_words()["categories"]


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
def test_mistakes_are_found(old: str, new: str, place: str) -> None:
    text = (FICTIONAL / "acme.yaml").read_text(encoding="utf-8")
    assert old in text
    assert {*paths_of_errors(load(text.replace(old, new, 1)))} == {place}


def test_the_only_word_for_menu_is_none() -> None:
    text = (FICTIONAL / "wideland.yaml").read_text(encoding="utf-8")
    assert paths_of_errors(load(text)) == []
    assert paths_of_errors(load(text.replace("menu: none", "menu: never"))) == ["$.phones[1].menu"]
