"""data/README.md: what the manual shows is what the reader takes."""

from __future__ import annotations

import re
from typing import get_args

import msgspec
import pytest
import yaml

from supportdir import paths
from supportdir.format import vocabulary
from supportdir.format.reader import read_company
from supportdir.hours import parsing
from supportdir.model import Action, Channel, ChannelKind, Company, Cost, Phone

TEXT = (paths.dataset() / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", TEXT, re.S)


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_example_is_a_company_file(example):
    company, faults = read_company("example", "README.md", example.encode(), words=vocabulary.lists())
    assert [str(fault) for fault in faults] == []
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
def test_every_hard_case_has_its_example(case):
    section = TEXT.partition(f"**{case}.**")[2]
    assert section.partition("\n**")[0].count("```yaml") == 1


def test_the_hours_of_its_table_are_hours():
    rows = re.findall(r"^\| .*\| `([^`]+)`(?:;.*)? \|$", TEXT.partition("### Hours")[2].partition("### ")[0], re.M)
    assert len(rows) == 10
    for hours in rows:
        parsing.parse(hours)


def test_the_steps_of_its_table_are_steps():
    table = TEXT.partition("| step | |")[2].partition("\n\n")[0]
    shown = re.findall(r"`([a-z]+: [^`]+)`", table)
    assert {step.partition(":")[0] for step in shown} - {"times", "end", "options"} == {*get_args(Action)}
    for step in shown:
        assert yaml.safe_load(step)


@pytest.mark.parametrize("record", [Company, Phone, Channel])
def test_every_field_is_in_its_tables(record):
    named = {*re.findall(r"`([a-z_]+)`", TEXT)}
    assert {field.name for field in msgspec.structs.fields(record)} - {"slug"} <= named


def test_the_closed_lists_are_those_of_the_dataset():
    lists = {
        name: re.findall("`([^`]+)`", words)
        for name, words in re.findall(r"^\*\*([A-Z][a-z ]+)\*\*:((?:.|\n(?!\n))*)", TEXT, re.M)
    }
    assert {*lists["Topics"]} == vocabulary.lists()["topics"]
    assert {*lists["Categories"]} == vocabulary.lists()["categories"]
    assert {*lists["Audience"]} == vocabulary.lists()["audience"]
    assert lists["Kinds of channels"] == [*get_args(ChannelKind)]
    assert lists["Costs"] == [*get_args(Cost)]


def test_it_is_read_in_ten_minutes():
    assert len(TEXT.split()) < 2600
