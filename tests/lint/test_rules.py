"""Each rule on its good and bad files: `good/RULE/CASE` and `bad/RULE/CASE`, a folder for rules on several files.

A bad file begins with its findings: "# LINE:COLUMN RULE: MESSAGE; HINT". In a folder they are in findings.txt, because
such rules accept a comment as a reason. Notices of other rules are ignored.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from supportdir.format.fields import ROWS
from supportdir.format.findings import Rule
from supportdir.lint.check import check, files_in
from supportdir.lint.pages import markdown, pages
from supportdir.lint.rules import OF_ONE_FILE
from supportdir.model import Channel, Phone

HERE = Path(__file__).parent
TODAY = date(2026, 11, 21)
PAGES = {page.name: page for page in pages()}


def cases(kind: str) -> list[Path]:
    return sorted((HERE / kind).glob("*/*"))


def name_of(case: Path) -> str:
    return f"{case.parent.name}/{case.name}"


def findings_in(case: Path) -> list[str]:
    """Return the findings in the files of a case, in the form of the bad files."""
    return [
        (f"{Path(finding.path).name}:" if case.is_dir() else "")
        + f"{finding.line}:{finding.column} {finding.rule}: {finding.message}; {finding.hint}"
        for finding in check(files_in([case]), TODAY).findings
        if finding.severity != "notice" or finding.rule == case.parent.name
    ]


def expected(case: Path) -> list[str]:
    if case.is_dir():
        return (case / "findings.txt").read_text(encoding="utf-8").splitlines()
    return re.findall(r"^# (\d+:\d+ .*)$", case.read_bytes().decode(errors="replace"), re.MULTILINE)


@pytest.mark.parametrize("case", cases("bad"), ids=name_of)
def test_bad_files(case: Path) -> None:
    assert findings_in(case) == expected(case)
    assert any(f" {case.parent.name}: " in text for text in expected(case))


@pytest.mark.parametrize("case", cases("good"), ids=name_of)
def test_good_files(case: Path) -> None:
    assert findings_in(case) == []


@pytest.mark.parametrize("kind", ["good", "bad"])
def test_each_rule_has_two_files_of_each_kind(kind: str) -> None:
    counts = dict.fromkeys(PAGES, 0)
    for case in cases(kind):
        counts[case.parent.name] += 1
    assert [name for name, count in counts.items() if count < 2] == []


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_each_page_has_a_text_and_examples(page: Rule[Any]) -> None:
    first, _, _ = page.page.partition("\n")
    assert first.strip()
    assert re.search(r"^Good: ", page.page, re.MULTILINE)
    assert re.search(r"^Bad: ", page.page, re.MULTILINE)
    assert re.fullmatch("[a-z]+(-[a-z]+)*", page.name)


def test_the_page_of_the_rules_is_current() -> None:
    written = (HERE.parents[1] / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == markdown(), "run: python -m supportdir.lint.pages > docs/rules.md"


def test_each_field_of_a_record_has_exactly_one_row() -> None:
    for record, rows in ROWS.items():
        names = [name for name, _, _ in rows]
        assert len(names) == len(set(names))
        attributes = {field.encode_name for field in msgspec.structs.fields(record)} - {"slug"}
        assert attributes <= set(names), record
    contact = {field.encode_name for record in (Phone, Channel) for field in msgspec.structs.fields(record)}
    assert {name for name, _, _ in ROWS[Phone]} == contact


def test_each_rule_has_its_own_name() -> None:
    assert len(PAGES) == len(pages())
    assert {rule.name for rule in OF_ONE_FILE} <= set(PAGES)
