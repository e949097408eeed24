"""Each rule on its good and bad files: `good/RULE/CASE`, `bad/RULE/CASE`, a file or, for rules on several, a folder.

A bad file begins with what is found in it: "# LINE:COLUMN RULE: FACT; CURE". In a folder that stands in findings.txt,
as a comment would answer such rules. Notices of other rules are left aside.
"""

import re
from datetime import date
from pathlib import Path

import msgspec
import pytest

from supportdir.format.fields import ROWS
from supportdir.lint.check import check, files_in
from supportdir.lint.pages import markdown, pages
from supportdir.lint.rules import OF_ONE_FILE
from supportdir.model import Channel, Phone

HERE = Path(__file__).parent
TODAY = date(2026, 11, 21)
PAGES = {page.name: page for page in pages()}


def cases(kind):
    return sorted((HERE / kind).glob("*/*"))


def name_of(case):
    return f"{case.parent.name}/{case.name}"


def found(case):
    """What is found in the files of a case, each as it is written down there."""
    return [
        (f"{Path(one.path).name}:" if case.is_dir() else "")
        + f"{one.line}:{one.column} {one.rule}: {one.message}; {one.hint}"
        for one in check(files_in([case]), TODAY).findings
        if one.severity != "notice" or one.rule == case.parent.name
    ]


def expected(case):
    if case.is_dir():
        return (case / "findings.txt").read_text(encoding="utf-8").splitlines()
    return re.findall(r"^# (\d+:\d+ .*)$", case.read_bytes().decode(errors="replace"), re.MULTILINE)


@pytest.mark.parametrize("case", cases("bad"), ids=name_of)
def test_bad_files(case):
    assert found(case) == expected(case)
    assert any(f" {case.parent.name}: " in text for text in expected(case))


@pytest.mark.parametrize("case", cases("good"), ids=name_of)
def test_good_files(case):
    assert found(case) == []


@pytest.mark.parametrize("kind", ["good", "bad"])
def test_each_rule_has_two_files_of_each_kind(kind):
    counts = dict.fromkeys(PAGES, 0)
    for case in cases(kind):
        counts[case.parent.name] += 1
    assert [name for name, count in counts.items() if count < 2] == []


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_each_page_says_what_and_shows_how(page):
    first, _, _ = page.page.partition("\n")
    assert first.strip()
    assert re.search(r"^Good: ", page.page, re.MULTILINE)
    assert re.search(r"^Bad: ", page.page, re.MULTILINE)
    assert re.fullmatch("[a-z]+(-[a-z]+)*", page.name)


def test_the_page_of_the_rules_is_current():
    written = (HERE.parents[1] / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == markdown(), "run: python -m supportdir.lint.pages > docs/rules.md"


def test_each_field_of_a_record_has_one_row_and_no_row_is_left_over():
    for record, rows in ROWS.items():
        names = [name for name, _, _ in rows]
        assert len(names) == len(set(names))
        attributes = {field.encode_name for field in msgspec.structs.fields(record)} - {"slug"}
        assert attributes <= set(names), record
    contact = {field.encode_name for record in (Phone, Channel) for field in msgspec.structs.fields(record)}
    assert {name for name, _, _ in ROWS[Phone]} == contact


def test_names_are_names_of_one_rule():
    assert len(PAGES) == len(pages())
    assert {rule.name for rule in OF_ONE_FILE} <= set(PAGES)
