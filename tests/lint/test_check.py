"""The run over many files: all findings of all of them in order, on one process or several, nothing done twice."""

import os
import re
from collections import Counter
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
def many(tmp_path):
    """Files of which every tenth has a fault and every twentieth a warning."""
    for n in range(420):
        text = GOOD.format(n=n)
        if n % 10 == 0:
            text = text.replace("Mo-Fr 09:00", "Mon-Fri 09:00")
        if n % 20 == 0:
            text = text.replace("serves: [GB]", "serves: [GB, GB]")
        (tmp_path / f"example-{n:03}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_all_findings_of_all_files_in_their_order(many):
    report = check(files_in([many]), TODAY)
    assert (report.files, report.contacts) == (420, 420)
    assert report.counts == {"error": 42, "warning": 21}
    places_ = [(one.path, one.line, one.column) for one in report.findings]
    assert places_ == sorted(places_)
    assert Counter(one.rule for one in report.findings) == {"hours-form": 42, "twice-in-list": 21}


def test_one_process_and_two_find_the_same(many, monkeypatch):
    reports = []
    for processors in ({0}, {0, 1}):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _, processors=processors: processors, raising=False)
        told = []
        reports.append(check(files_in([many]), TODAY, lambda done, total, told=told: told.append((done, total))))
        assert told[-1] == (420, 420)
        assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert reports[0] == reports[1]


def test_what_is_dear_is_done_once(many, monkeypatch):
    """Time itself differs from machine to machine; the number plans and the clock changes are what takes it."""
    calls = Counter()

    def counted(module, name):
        function = getattr(module, name)

        def call(*arguments):
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


def test_a_folder_means_the_company_files_in_it(tmp_path):
    (tmp_path / "companies").mkdir()
    for name in ("topics.yaml", "companies/b.yaml", "companies/a.yaml", "companies/c.yml", "companies/README.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    names = [Path(file.path).name for file in files_in([tmp_path, tmp_path / "companies" / "a.yaml"])]
    assert names == ["a.yaml", "b.yaml", "c.yml"]
    with pytest.raises(DataError, match="contains no company file"):
        files_in([HERE])
    with pytest.raises(DataError, match="there is no file or folder"):
        files_in([tmp_path / "nowhere"])


def test_a_name_that_no_file_can_have(tmp_path):
    with pytest.raises(DataError, match="there is no file or folder"):
        files_in([tmp_path / ("x" * 5000)])


def test_a_huge_file_is_not_read_whole(tmp_path):
    path = tmp_path / "example.yaml"
    path.touch()
    os.truncate(path, 1 << 36)  # with nothing in it, so that it takes no room
    (finding,) = check(files_in([path]), TODAY).findings
    assert (finding.rule, finding.message) == ("file-size", "the file is larger than 256 kB")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_pipe_below_a_patch_is_not_waited_for(tmp_path):
    lower, upper = tmp_path / "lower", tmp_path / "upper"
    for folder in (lower, upper):
        folder.mkdir()
    os.mkfifo(lower / "example.yaml")
    (upper / "example.yaml").write_text("patches: example\n", encoding="utf-8")
    (finding,) = check(files_in([upper]), TODAY, layers=(Layer(lower, "lower", editable=True),)).findings
    assert finding.rule == "patch-target"


def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path):
    path = tmp_path / "example.yaml"
    path.write_text(GOOD.format(n=1), encoding="utf-8")
    (file,) = files_in([path])
    path.unlink()
    (one,) = check([file], TODAY).findings
    assert (one.place, one.rule, one.severity) == (str(path), "file-unreadable", "error")


def test_a_fault_hides_no_finding_and_draws_none_after_it(tmp_path):
    path = tmp_path / "example.yaml"
    text = GOOD.format(n=1).replace("serves: [GB]", "serves: [UK, UK]").replace("Mo-Fr 09:00", "9am")
    path.write_text(text + "    note: {x}\n    topics: [billing, billing]\n", encoding="utf-8")
    rules = [one.rule for one in check(files_in([path]), TODAY).findings]
    assert rules == ["country-form", "country-form", "hours-form", "key-order", "shape", "twice-in-list"]


def test_the_dataset_has_no_errors_and_no_warnings():
    """Checked as on the day of its newest source, so that the result does not change with the day of the run."""
    dates = [
        re.findall(r'date: "(\d{4}-\d\d-\d\d)"', path.read_text(encoding="utf-8")) for path in dataset().rglob("*.yaml")
    ]
    report = check(files_of_directory(layers()), date.fromisoformat(max(chain(*dates))))
    left = [one for one in report.findings if one.severity != "notice" and one.rule != "past-date"]
    assert [f"{one.place}: {one.rule}: {one.message}" for one in left] == []


def test_files_made_to_keep_us_busy(tmp_path):
    """Each would take minutes of a careless rule; the test suite's own time is the measure."""
    escalation = "escalation:\n" + "  - {company: nobody, sources: [page]}\n" * 4000
    for n, more in enumerate(
        ("    have_ready: [" + "(," * 60_000 + "]\n", escalation, "    note: " + "a-" * 990 + "@\n")
    ):
        (tmp_path / f"example-{n}.yaml").write_text(GOOD.format(n=n) + more, encoding="utf-8")
    assert check(files_in([tmp_path]), TODAY).files == 3


FORMAT = HERE.parent / "format"
LINES = (FORMAT / "good" / "example-telecom.yaml").read_text(encoding="utf-8").splitlines(keepends=True)


@pytest.mark.parametrize("path", sorted(FORMAT.glob("*/*.yaml")), ids=lambda path: path.stem)
def test_files_of_the_reader_never_raise(path):
    assert check(files_in([path]), TODAY).files == 1


@given(st.data())
def test_a_damaged_file_never_raises(tmp_path_factory, data):
    """Lines lost, and values replaced by what YAML is fond of."""
    places = st.integers(0, len(LINES) - 1)
    lost, at = data.draw(st.sets(places, max_size=9)), data.draw(places)
    value = data.draw(st.sampled_from(["", "[]", "{}", "[x]", "{x: y}", "x", "#", "*x", '"\\n"', "0", "~", "é" * 99]))
    damaged = dict(enumerate(LINES)) | {at: f"{LINES[at].rpartition(':')[0]}: {value}\n"}
    path = tmp_path_factory.getbasetemp() / "damaged.yaml"
    path.write_text("".join(line for number, line in damaged.items() if number not in lost), encoding="utf-8")
    assert all("\n" not in one.message for one in check(files_in([path]), TODAY).findings)
