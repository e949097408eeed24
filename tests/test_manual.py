"""data/README.md: its examples and tables agree with the code."""

from __future__ import annotations

import re
from typing import get_args

import msgspec
import pytest
import yaml

from supportdir import paths
from supportdir.format import vocabulary
from supportdir.format.reader import read_company
from supportdir.format.regulators import Body
from supportdir.hours import parsing
from supportdir.model import Action, Channel, ChannelKind, Company, Cost, Phone

TEXT = (paths.dataset() / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", TEXT, re.S)


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_example_is_a_valid_company_file(example: str) -> None:
    company, problems = read_company("example", "README.md", example.encode(), words=vocabulary.allowed_words())
    assert [str(problem) for problem in problems] == []
    assert company is not None


@pytest.mark.parametrize(
    "case",
    [
        "Nights with holidays",
        "Disputed hours",
        "One number with several schedules",
        "A short code",
        "A number on the card",
        "No phone",
    ],
)
def test_every_hard_case_has_an_example(case: str) -> None:
    section = TEXT.partition(f"**{case}.**")[2]
    assert section.partition("\n**")[0].count("```yaml") == 1


def test_the_hours_in_its_table_are_valid() -> None:
    rows = re.findall(r"^\| .*\| `([^`]+)`(?:;.*)? \|$", TEXT.partition("### Hours")[2].partition("### ")[0], re.M)
    assert len(rows) == 10
    for hours in rows:
        parsing.parse(hours)


def test_the_table_of_steps_has_every_action() -> None:
    table = TEXT.partition("| step | |")[2].partition("\n\n")[0]
    steps = re.findall(r"`([a-z]+: [^`]+)`", table)
    assert {step.partition(":")[0] for step in steps} - {"times", "end", "options"} == {*get_args(Action)}
    for step in steps:
        assert yaml.safe_load(step)


@pytest.mark.parametrize("record", [Company, Phone, Channel])
def test_every_field_is_documented(record: type[Company | Phone | Channel]) -> None:
    documented = {*re.findall(r"`([a-z_]+)`", TEXT)}
    assert {field.name for field in msgspec.structs.fields(record)} - {"slug"} <= documented


def test_its_closed_lists_are_those_of_the_dataset() -> None:
    lists = {
        name: re.findall("`([^`]+)`", words)
        for name, words in re.findall(r"^\*\*([A-Z][a-z ]+)\*\*:((?:.|\n(?!\n))*)", TEXT, re.M)
    }
    assert {*lists["Topics"]} == vocabulary.allowed_words()["topics"]
    assert {*lists["Categories"]} == vocabulary.allowed_words()["categories"]
    assert {*lists["Audience"]} == vocabulary.allowed_words()["audience"]
    assert lists["Kinds of channels"] == [*get_args(ChannelKind)]
    assert lists["Costs"] == [*get_args(Cost)]


def test_it_can_be_read_in_ten_minutes() -> None:
    """The tables of fields are for looking things up."""
    prose = re.sub(r"<!-- fields: .*?<!-- end of fields -->", "", TEXT, flags=re.DOTALL)
    company_files, _, register = prose.partition("## Regulators and ombudsmen")
    assert len(company_files.split()) < 2600
    assert len(register.split()) < 270


def test_every_field_of_a_regulator_is_in_its_table() -> None:
    table = TEXT.partition("## Regulators and ombudsmen")[2]
    assert {field.name for field in msgspec.structs.fields(Body)} <= {*re.findall(r"`([a-z_]+)`", table)}
