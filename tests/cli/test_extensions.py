"""An extension is shown and dialled beside a short number as beside a full one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run

HERE = ("--from", "GB", "--tz", "Europe/London", "--at", "2026-11-23T12:00Z")
COMPANY = """\
name: Lido Fibre
categories: [telecom]
serves: [GB]
sources:
  site: {kind: official, url: "https://www.lido.example/contact", date: "2026-04-18"}
phones:
  - id: care
    label: Customer care
    extension: "42"
    short: "6499"
    relay: "18001"
    sources: [site]
  - id: repairs
    label: Repairs
    topics: [technical]
    number: "+44 20 7946 0031"
    extension: "12"
    textphone: "+44 20 7946 0032"
    shortcuts:
      - reaches: person
        steps:
          - press: "2"
        sources: [site]
    sources: [site]
escalation:
  - {contact: care, to: the manager, sources: [site]}
"""


@pytest.fixture
def data(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "lido.yaml").write_text(COMPANY, encoding="utf-8")
    return "--data", str(tmp_path)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (("show", "lido"), ["6499 ext. 42", "020 7946 0031 ext. 12"]),
        (("show", "lido", "--no-voice"), ["relay 18001, then 6499 ext. 42", "textphone 020 7946 0032"]),
        (("reach", "lido"), ["6499 ext. 42", "020 7946 0031 ext. 12"]),
        (("escalate", "lido"), ["6499 ext. 42"]),
        (("prepare", "lido"), ["6499 ext. 42"]),
        (("open", "lido"), ["6499 ext. 42"]),
        (("whose", "6499"), ["6499 ext. 42"]),
    ],
)
def test_a_table_has_the_extension_of_a_short_number(
    run: Run, data: tuple[str, str], words: tuple[str, ...], numbers: list[str]
) -> None:
    where = HERE[:2] if words[0] == "whose" else HERE
    table = run(*words, *data, *where, "--output", "table").stdout
    assert [number for number in numbers if f"{number} " not in table and f"{number}\n" not in table] == []


@pytest.mark.parametrize("command", ["show", "reach"])
def test_a_plain_record_has_the_extension(run: Run, data: tuple[str, str], command: str) -> None:
    records = run(command, "lido", *data, *HERE, "--output", "plain").stdout.splitlines()
    assert [record.split("\t")[4] for record in records] == ["6499 ext. 42", "+44 20 7946 0031 ext. 12"]


def test_json_has_the_extension_in_its_own_field_and_in_the_dial_string(run: Run, data: tuple[str, str]) -> None:
    (answer,) = json.loads(run("show", "lido", *data, *HERE, "--output", "json").stdout)["answers"]
    care, repairs = answer["contacts"]
    assert (care["short"], care["extension"], care["number"]) == ("6499", "42", None)
    assert (repairs["number"]["dial"], repairs["extension"]) == ("+442079460031", "12")
    assert [route["dial"] for route in repairs["routes"]] == ["+442079460031,,12,2"]
