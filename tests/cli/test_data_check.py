"""`supportdir data check`: whole outputs of each format, and the exit status."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from conftest import Run

from supportdir.render import findings

REFUSED, WARNED, NOTICED, CLEAN = "refused.yaml", "warned.yaml", "noticed.yaml", "clean.yaml"
AT = ("--at", "2026-11-21T12:00")
TEXT = """\
name: Example {0}
categories: [telecom]
serves: [GB]
timezone: Europe/London
sources:
  page: {{kind: official, url: "https://www.example.com/contact", date: "2026-04-18"}}
phones:
  - id: support
    label: Support
    {1}
    sources: [page]
"""


@pytest.fixture(autouse=True)
def _files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for n, (path, lines) in enumerate(
        {
            REFUSED: 'number: "+44 20 7946 0001"\n    hours: Mo-Fr 9am-5pm',
            WARNED: "topics: [billing, refunds, billing]",
            NOTICED: 'number: "+44 20 7946 0002"',
            CLEAN: 'number: "+44 20 7946 0003"\n    hours: 24/7',
        }.items()
    ):
        (tmp_path / path).write_text(TEXT.format(n, lines), encoding="utf-8")


def test_plain(run: Run) -> None:
    answer = run("data", "check", REFUSED, WARNED, *AT, "--output", "plain")
    assert answer.stdout == (
        f"{REFUSED}:11:18\terror\thours-form\thours 'Mo-Fr 9am-5pm': '9am' is a 12-hour time"
        "\twrite 'Mo-Fr 09:00-17:00'\tMo-Fr 09:00-17:00\n"
        f"{WARNED}:10:32\twarning\ttwice-in-list\tduplicate 'billing' in topics\tkeep one\t\n"
    )
    assert answer.stderr == "checked 2 files with 2 contacts: 1 error, 1 warning, no notices\n"
    assert answer.status == 1


def test_table(run: Run) -> None:
    answer = run("data", "check", REFUSED, WARNED, *AT, "--output", "table")
    assert answer.stdout == (
        f"{REFUSED}\n"
        "  11:18  error hours 'Mo-Fr 9am-5pm': '9am' is a 12-hour time; write 'Mo-Fr\n"
        "         09:00-17:00'  hours-form\n"
        f"{WARNED}\n"
        "  10:32  warning duplicate 'billing' in topics; keep one  twice-in-list\n"
    )


def test_json(run: Run) -> None:
    answer = run("data", "check", REFUSED, *AT, "--output", "json")
    assert json.loads(answer.stdout) == {
        "version": 1,
        "asked": {"at": "2026-11-21T12:00+00:00", "paths": [REFUSED]},
        "answers": [
            {
                "file": REFUSED,
                "line": 11,
                "column": 18,
                "severity": "error",
                "rule": "hours-form",
                "message": "hours 'Mo-Fr 9am-5pm': '9am' is a 12-hour time",
                "hint": "write 'Mo-Fr 09:00-17:00'",
                "fix": "Mo-Fr 09:00-17:00",
            }
        ],
        "notes": ["checked 1 file with 1 contact: 1 error, no warnings, no notices"],
    }


def test_github(run: Run, tmp_path: Path) -> None:
    odd = tmp_path / "50% off, or more:x.yaml"
    odd.write_text("", encoding="utf-8")
    answer = run("data", "check", REFUSED, str(odd), *AT, "--output", "github")
    name = str(odd).replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
    assert answer.stdout == (
        f"::error file={REFUSED},line=11,col=18,title=hours-form::"
        "hours 'Mo-Fr 9am-5pm': '9am' is a 12-hour time; write 'Mo-Fr 09:00-17:00'\n"
        f"::error file={name},title=one-document::the file is empty; add the company's fields, or delete it\n"
        f"::error file={name},title=file-name::the file name '50%25 off, or more:x.yaml' is not SLUG.yaml; "
        "rename it to 50-off-or-more-x.yaml\n"
    )


def test_a_clean_run_reports_the_number_of_files(run: Run) -> None:
    answer = run("data", "check", CLEAN, *AT)
    assert answer == (0, "", "checked 1 file with 1 contact: no errors, no warnings, no notices\n")


def test_notices_are_counted_and_shown_when_asked_for(run: Run) -> None:
    hidden = run("data", "check", NOTICED, *AT)
    assert hidden == (
        0,
        "",
        "checked 1 file with 1 contact: no errors, no warnings, 1 notice (--notices shows them)\n",
    )
    shown = run("data", "check", NOTICED, *AT, "--notices")
    assert shown.stdout.startswith(f"{NOTICED}:8:9\tnotice\tno-hours\t")
    assert shown.stderr == "checked 1 file with 1 contact: no errors, no warnings, 1 notice\n"
    assert shown.status == 0


def test_warnings_fail_only_a_strict_check(run: Run) -> None:
    assert run("data", "check", WARNED, *AT).status == 0
    assert run("data", "check", WARNED, *AT, "--strict").status == 1
    assert run("data", "check", CLEAN, *AT, "--strict").status == 0


def test_a_path_that_does_not_exist(run: Run) -> None:
    answer = run("data", "check", "nowhere.yaml")
    assert answer == (3, "", "error: there is no file or folder nowhere.yaml; check the spelling\n")


def test_without_paths_all_layers_are_checked(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "companies").mkdir()
    (tmp_path / "companies" / "mine.yaml").write_text("name: Mine\n", encoding="utf-8")
    monkeypatch.setenv("SUPPORTDIR_CONFIG_DIR", str(tmp_path))
    answer = run("data", "check", *AT)
    own = [line for line in answer.stdout.splitlines() if line.startswith(f"{tmp_path}/companies/mine.yaml:1:1\terror")]
    assert [line.split("\t")[3] for line in own] == [
        "this company has no categories",
        "this company has no serves",
        "this company has no sources",
    ]
    assert answer.stderr.startswith("checked 7 files with ")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("patience", "stderr", "is_drawn"), [(0, Terminal, True), (9, Terminal, False), (0, io.StringIO, False)]
)
def test_a_long_check_shows_a_progress_bar_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, patience: int, stderr: type[io.StringIO], is_drawn: bool
) -> None:
    monkeypatch.setattr("supportdir.render.progress.PATIENCE", patience)
    stream = stderr()
    monkeypatch.setattr(sys, "stderr", stream)
    with findings.progress() as tell:
        for done in (50, 100, 150):
            tell(done, 150)
    assert ("checking" in stream.getvalue()) == is_drawn
