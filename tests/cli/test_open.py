"""What `open` and `wait` say of a company if no line decides whether it is open."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

AT = ("--at", "2026-11-24T12:00Z", "--output", "json")  # a Tuesday
HERE, FROM_TURKEY = ("--from", "GB"), ("--country", "GB", "--from", "TR")
ADDRESS = {"number": "+44 20 7946 0958", "hours": "24/7"}
SHOW = ": supportdir show kiosk"


def write_company(folder: Path, *phones: dict[str, Any], **fields: str) -> None:
    """Write the company file kiosk.yaml, which serves GB."""
    company = {
        "name": "Kiosk",
        "categories": ["retail"],
        "serves": ["GB"],
        "sources": {"page": {"kind": "official", "title": "A page"}},
        "phones": [{"id": f"line-{n}", "label": "Line", "sources": ["page"], **line} for n, line in enumerate(phones)],
        **fields,
    }
    (folder / "kiosk.yaml").write_text(json.dumps(company), encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "words", "reason"),
    [
        ({**ADDRESS, "topics": ["recall"]}, HERE, f"only a line for product recalls is known{SHOW}"),
        ({**ADDRESS, "audience": ["business"]}, HERE, f"only a line for business is known{SHOW}"),
        ({**ADDRESS, "abroad": "only"}, HERE, f"only a line for calls from abroad is known{SHOW}"),
        ({"textphone": "+44 20 7946 0958"}, HERE, f"only a textphone is known{SHOW}"),
        ({"where": "on the card"}, HERE, f"only a line without its number is known{SHOW}"),
        ({"short": "0555"}, FROM_TURKEY, f"only a line that does not connect from Turkey is known{SHOW}"),
        (
            {**ADDRESS, "abroad": "never"},
            FROM_TURKEY,
            f"only a line that does not connect from Turkey is known{SHOW}",
        ),
    ],
)
def test_a_line_that_is_known_is_not_said_to_be_unknown(
    run: Run, tmp_path: Path, line: dict[str, Any], words: tuple[str, ...], reason: str
) -> None:
    write_company(tmp_path, line)
    opened = run("open", "kiosk", *words, *AT, "--data", str(tmp_path))
    (status,) = json.loads(opened.stdout)["answers"]
    assert (opened.status, status["state"], status["contact"], status["reason"]) == (4, "unknown", None, reason)
    waited = run("wait", "kiosk", *words, "--output", "plain", "--data", str(tmp_path))
    assert (waited.status, waited.stderr) == (4, f"{reason}\n")


def test_lines_for_other_countries_only_were_said_to_have_unknown_hours(run: Run, tmp_path: Path) -> None:
    """`show` exits with 1 and names the countries."""
    write_company(tmp_path, {**ADDRESS, "serves": ["FR", "DE"]})
    row = "no number   Kiosk   no line for GB is known; known for DE, FR: --country CC\n"
    for command in ("open", "wait"):
        assert run(command, "kiosk", *HERE, "--output", "table", "--data", str(tmp_path)) == (1, row, "")
    answer = run("open", "kiosk", "acme", *HERE, *AT, "--data", str(tmp_path))
    assert answer.status == 1
    assert [status["state"] for status in json.loads(answer.stdout)["answers"]] == ["unknown", "open"]


def test_the_market_of_a_line_for_another_country_was_only_in_plain_output(run: Run, tmp_path: Path) -> None:
    write_company(tmp_path, {**ADDRESS, "serves": ["GB"], "abroad": "also"})
    row = f"+44 20 7946 0958   Kiosk · Line\n{' ' * 21}open any time; serves Britain (UK), not the United States\n"
    for command in ("open", "wait"):
        assert run(command, "kiosk", "--from", "US", "--output", "table", "--data", str(tmp_path)) == (0, row, "")


def test_hours_not_known_came_twice(run: Run, tmp_path: Path) -> None:
    line = {"number": "+44 20 7946 0958"}
    write_company(tmp_path, line, {**line, "number": "+44 20 7946 0959", "hours": "Dec 25 off", "timezone": "unknown"})
    row = "020 7946 0958   Kiosk · Line   hours not known\n"
    assert run("wait", "kiosk", *HERE, "--output", "table", "--data", str(tmp_path)) == (4, row, "")


@pytest.mark.parametrize("line", [{**ADDRESS, "topics": ["privacy"]}, {"dead": "020 7946 0001", "note": "off"}])
@pytest.mark.parametrize("words", [("open",), ("open", "acme"), ("wait",)])
def test_a_company_without_a_support_contact_was_left_out(
    run: Run, tmp_path: Path, line: dict[str, Any], words: tuple[str, ...]
) -> None:
    write_company(tmp_path, line)

    def rows(output: str) -> str:
        answer = run(*words, "kiosk", *HERE, "--data", str(tmp_path), "--output", output)
        assert answer.status == 1
        return answer.stdout

    assert rows("plain").splitlines()[-1] == "kiosk\t\tunknown\t\t\t\t\tno support contact known\tGB\tKiosk"
    assert " ".join(rows("table").splitlines()[-1].split()) == "no number Kiosk no support contact known"
    assert json.loads(rows("json"))["answers"][-1] == {
        "company": "kiosk",
        "name": "Kiosk",
        "state": "unknown",
        "contact": None,
        "reason": "no support contact known",
    }


@pytest.mark.parametrize(
    ("line", "country", "market"),
    [
        ({**ADDRESS, "serves": ["FR", "DE"]}, "GB", "other:FR"),
        ({"where": "on the card"}, "GB", "GB"),
        ({"where": "on the card", "abroad": "also"}, "US", "other:GB"),
        ({"dead": "020 7946 0001", "note": "off"}, "GB", "GB"),
        ({"dead": "020 7946 0001", "note": "off"}, "US", "other:GB"),
        ({"dead": "020 7946 0001", "note": "off"}, "all", "all"),
    ],
)
def test_the_market_was_the_country_asked_for_though_no_line_serves_it(
    run: Run, tmp_path: Path, line: dict[str, Any], country: str, market: str
) -> None:
    write_company(tmp_path, line)
    answer = run("open", "kiosk", "--country", country, "--from", "GB", "--output", "plain", "--data", str(tmp_path))
    assert answer.stdout.rstrip("\n").split("\t")[-2:] == [market, "Kiosk"]


@pytest.mark.parametrize("fields", [{"defunct": "2017"}, {"merged_into": "acme"}])
@pytest.mark.parametrize("options", [(), ("--unknown", "--closed"), ("--category", "retail")])
def test_a_company_that_is_gone_was_listed_as_open(
    run: Run, tmp_path: Path, fields: dict[str, str], options: tuple[str, ...]
) -> None:
    words = ("open", *options, *HERE, *AT, "--data", str(tmp_path))
    write_company(tmp_path, ADDRESS)
    assert "kiosk" in [status["company"] for status in json.loads(run(*words).stdout)["answers"]]
    write_company(tmp_path, ADDRESS, **fields)
    gone = json.loads(run(*words).stdout)
    (tmp_path / "kiosk.yaml").unlink()
    assert gone == json.loads(run(*words).stdout)


def test_open_says_that_a_company_is_gone(run: Run, tmp_path: Path) -> None:
    write_company(tmp_path, ADDRESS, defunct="2017", merged_into="acme")
    assert run("open", "kiosk", *HERE, *AT[:2], "--output", "table", "--data", str(tmp_path)) == (
        0,
        "020 7946 0958   Kiosk · Line   open any time\n",
        "Kiosk is now part of Acme Broadband: supportdir show acme\nKiosk no longer exists, since 2017\n",
    )


@pytest.mark.parametrize("output", ["table", "plain", "json"])
def test_a_long_list_had_the_keys_for_another_matter(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    keys = [{"topics": ["billing"], "steps": [{"press": "3"}]}, {"reaches": "person", "steps": [{"press": "1"}]}]
    write_company(tmp_path, {**ADDRESS, "shortcuts": keys})
    words = ("open", "--topic", "billing", *HERE, *AT, "--data", str(tmp_path), "--output", output)
    short = run(*words)
    monkeypatch.setattr("supportdir.cli.open._MAX_IN_MEMORY", 0)
    assert run(*words) == short


def test_a_company_after_an_address_was_left_out(run: Run, tmp_path: Path) -> None:
    write_company(tmp_path, ADDRESS)
    words = ("https://www.acme.example/help", "kiosk", "care@acme.example", "kiosk/line-0")
    answer = run("open", *words, *HERE, *AT, "--data", str(tmp_path), "--output", "plain")
    assert [line.partition("/")[0] for line in answer.stdout.splitlines()] == ["acme", "kiosk", "kiosk"]


def test_two_contacts_were_read_as_one_name(run: Run, tmp_path: Path) -> None:
    write_company(tmp_path, ADDRESS, ADDRESS)
    words = ("kiosk/line-0", "kiosk/line-1", "kiosk", "acme", "broadband/care")
    answer = run("open", *words, *HERE, *AT, "--data", str(tmp_path), "--output", "plain")
    ids = [line.split("\t")[0] for line in answer.stdout.splitlines()]
    assert ids == ["kiosk/line-0", "kiosk/line-1", "kiosk/line-0", "acme/care"]
