"""The run over many files: order of the findings, several processes, no work done twice."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import chain
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportdir.errors import DataError
from supportdir.hours import zones
from supportdir.lint import check as run
from supportdir.lint import document
from supportdir.lint.check import check, files_in, files_of_directory
from supportdir.lint.rules import regions
from supportdir.paths import Layer, dataset, layers

TODAY = date(2026, 11, 21)
HERE = Path(__file__).parent
GOOD = """\
name: Example Telecom {n}
categories: [telecom]
serves: [GB]
timezone: Europe/London
sources:
  page: {{kind: official, url: "https://www.example.com/contact", date: "2026-04-18"}}
phones:
  - id: support
    label: Support
    number: "+44 20 7946 {n:04}"
    hours: Mo-Fr 09:00-17:00; PH off
    sources: [page]
"""


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Return a folder of 420 files: every tenth has an error, every twentieth a warning."""
    for n in range(420):
        text = GOOD.format(n=n)
        if n % 10 == 0:
            text = text.replace("Mo-Fr 09:00", "Mon-Fri 09:00")
        if n % 20 == 0:
            text = text.replace("serves: [GB]", "serves: [GB, GB]")
        (tmp_path / f"example-{n:03}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_findings_are_in_the_order_of_files_and_lines(many: Path) -> None:
    report = check(files_in([many]), TODAY)
    assert (report.files, report.contacts) == (420, 420)
    assert report.counts == {"error": 42, "warning": 21}
    positions = [(finding.path, finding.line, finding.column) for finding in report.findings]
    assert positions == sorted(positions)
    assert Counter(finding.rule for finding in report.findings) == {"hours-form": 42, "twice-in-list": 21}


def test_one_process_and_two_give_the_same_findings(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = []
    for processors in ({0}, {0, 1}):
        monkeypatch.setattr(os, "sched_getaffinity", dict.fromkeys([0], processors).get, raising=False)
        progress: list[tuple[int, int]] = []
        reports.append(check(files_in([many]), TODAY, lambda *numbers, log=progress: log.append(numbers)))
        assert progress[-1] == (420, 420)
        assert progress == sorted(progress)
    assert reports[0] == reports[1]


def test_slow_functions_are_called_once(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbering plans and clock changes take most of the time. Calls are counted, as times differ between machines."""
    calls: Counter[str] = Counter()

    def counted(module: object, name: str) -> None:
        function: Callable[..., object] = getattr(module, name)

        def call(*arguments: object) -> object:
            calls[name] += 1
            return function(*arguments)

        monkeypatch.setattr(module, name, call)

    monkeypatch.setattr(run, "_FILES_FOR_PROCESSES", 1000)
    for module, name in ((phonenumbers, "parse"), (zones, "transitions"), (run, "parse_file")):
        counted(module, name)
    for cache in (document.number_of, regions._shifts, regions._clocks_of):
        cache.cache_clear()
    report = check(files_in([many]), TODAY)
    assert calls["parse_file"] == report.files
    assert calls["parse"] <= 2 * report.files  # by the reader and, once for each number, by the rules
    assert calls["transitions"] == 1


def test_a_folder_means_the_company_files_in_it(tmp_path: Path) -> None:
    (tmp_path / "companies").mkdir()
    for name in ("topics.yaml", "companies/b.yaml", "companies/a.yaml", "companies/c.yml", "companies/README.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    names = [Path(file.path).name for file in files_in([tmp_path, tmp_path / "companies" / "a.yaml"])]
    assert names == ["a.yaml", "b.yaml", "c.yml"]
    with pytest.raises(DataError, match="contains no company file"):
        files_in([HERE])
    with pytest.raises(DataError, match="there is no file or folder"):
        files_in([tmp_path / "nowhere"])


def test_a_name_that_is_too_long_for_a_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no file or folder"):
        files_in([tmp_path / ("x" * 5000)])


def test_a_huge_file_is_not_read_completely(tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.touch()
    os.truncate(path, 1 << 36)  # a sparse file, which takes no space
    (finding,) = check(files_in([path]), TODAY).findings
    assert (finding.rule, finding.message) == ("file-size", "the file is larger than 256 kB")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_pipe_below_a_patch_does_not_block(tmp_path: Path) -> None:
    lower, upper = tmp_path / "lower", tmp_path / "upper"
    for folder in (lower, upper):
        folder.mkdir()
    os.mkfifo(lower / "example.yaml")
    (upper / "example.yaml").write_text("patches: example\n", encoding="utf-8")
    (finding,) = check(files_in([upper]), TODAY, layers=(Layer(lower, "lower", editable=True),)).findings
    assert finding.rule == "patch-target"


def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(GOOD.format(n=1), encoding="utf-8")
    (file,) = files_in([path])
    path.unlink()
    (finding,) = check([file], TODAY).findings
    assert (finding.position, finding.rule, finding.severity) == (str(path), "file-unreadable", "error")


def test_an_error_hides_no_finding_and_causes_no_other(tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    text = GOOD.format(n=1).replace("serves: [GB]", "serves: [UK, UK]").replace("Mo-Fr 09:00", "9am")
    path.write_text(text + "    note: {x}\n    topics: [billing, billing]\n", encoding="utf-8")
    rules = [finding.rule for finding in check(files_in([path]), TODAY).findings]
    assert rules == ["country-form", "country-form", "hours-form", "key-order", "shape", "twice-in-list"]


def test_the_dataset_has_no_errors_and_no_warnings() -> None:
    """The day of the check is that of the newest source, so that the result is always the same."""
    dates = [
        re.findall(r'date: "(\d{4}-\d\d-\d\d)"', path.read_text(encoding="utf-8")) for path in dataset().rglob("*.yaml")
    ]
    report = check(files_of_directory(layers()), date.fromisoformat(max(chain(*dates))))
    findings = [finding for finding in report.findings if finding.severity != "notice" and finding.rule != "past-date"]
    assert [f"{finding.position}: {finding.rule}: {finding.message}" for finding in findings] == []


def test_malicious_files(tmp_path: Path) -> None:
    """Each could take a rule minutes; the running time of the tests shows it."""
    escalation = "escalation:\n" + "  - {company: nobody, sources: [page]}\n" * 4000
    for n, more in enumerate(
        ("    have_ready: [" + "(," * 60_000 + "]\n", escalation, "    note: " + "a-" * 990 + "@\n")
    ):
        (tmp_path / f"example-{n}.yaml").write_text(GOOD.format(n=n) + more, encoding="utf-8")
    assert check(files_in([tmp_path]), TODAY).files == 3


FORMAT = HERE.parent / "format"
LINES = (FORMAT / "good" / "example-telecom.yaml").read_text(encoding="utf-8").splitlines(keepends=True)


@pytest.mark.parametrize("path", sorted(FORMAT.glob("*/*.yaml")), ids=lambda path: path.stem)
def test_files_of_the_reader_never_raise(path: Path) -> None:
    assert check(files_in([path]), TODAY).files == 1


@given(st.data())
def test_a_damaged_file_never_raises(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Some lines are removed, and a value is replaced by a special value of YAML."""
    numbers = st.integers(0, len(LINES) - 1)
    lost, at = data.draw(st.sets(numbers, max_size=9)), data.draw(numbers)
    value = data.draw(st.sampled_from(["", "[]", "{}", "[x]", "{x: y}", "x", "#", "*x", '"\\n"', "0", "~", "é" * 99]))
    damaged = dict(enumerate(LINES)) | {at: f"{LINES[at].rpartition(':')[0]}: {value}\n"}
    path = tmp_path_factory.getbasetemp() / "damaged.yaml"
    path.write_text("".join(line for number, line in damaged.items() if number not in lost), encoding="utf-8")
    assert all("\n" not in finding.message for finding in check(files_in([path]), TODAY).findings)
