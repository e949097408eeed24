"""What a caller who does not speak is told to dial."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

CONTACTS = {
    "phones": [
        {"id": "care", "label": "Care", "number": "+44 20 7946 0958", "textphone": "+44 808 157 0124", "cost": "local"},
        {"id": "sales", "label": "Sales", "number": "+44 20 7946 0959", "relay": "18001"},
        {"id": "shop", "label": "Shop", "number": "+44 20 7946 0960"},
        {"id": "dpo", "label": "Data", "number": "+44 20 7946 0961", "topics": ["privacy"]},
    ],
    "channels": [{"id": "chat", "kind": "chat", "label": "Chat", "url": "https://kiosk.example/chat"}],
}


@pytest.fixture
def ask(run: Run, tmp_path: Path) -> Any:
    """Return `supportdir COMMAND kiosk --no-voice --from CC --output KIND` as a function."""
    company = {
        "name": "Kiosk",
        "categories": ["retail"],
        "serves": ["GB"],
        "sources": {"page": {"kind": "official", "title": "A page"}},
        **{group: [{**contact, "sources": ["page"]} for contact in some] for group, some in CONTACTS.items()},
    }
    (tmp_path / "kiosk.yaml").write_text(json.dumps(company), encoding="utf-8")

    def ask(command: str, location: str, output: str) -> str:
        words = (command, "kiosk", "--no-voice", "--country", "GB", "--from", location)
        return run(*words, "--output", output, "--data", str(tmp_path)).stdout

    return ask


@pytest.mark.parametrize("command", ["show", "reach"])
def test_plain_records_have_the_textphone_and_no_line_that_needs_a_voice(ask: Any, command: str) -> None:
    records = [line.split("\t") for line in ask(command, "GB", "plain").splitlines()]
    assert {record[0]: record[4] for record in records} == {
        "kiosk/care": "textphone +44 808 157 0124",
        "kiosk/sales": "relay 18001, then +44 20 7946 0959",
        "kiosk/chat": "https://kiosk.example/chat",
    }


@pytest.mark.parametrize("command", ["show", "reach"])
def test_a_table_has_the_textphone_and_no_line_that_needs_a_voice(ask: Any, command: str) -> None:
    table = ask(command, "GB", "table")
    assert table.index("textphone 0808 157 0124") < table.index("relay 18001, then 020 7946 0959")
    assert not any(number in table for number in ("7946 0958", "7946 0960", "7946 0961"))


def test_a_line_that_needs_a_voice_is_not_said_to_be_unknown(run: Run, tmp_path: Path) -> None:
    company = {
        "name": "Kiosk",
        "categories": ["retail"],
        "serves": ["GB"],
        "sources": {"page": {"kind": "official", "title": "A page"}},
        "phones": [{"id": "care", "label": "Care", "number": "+44 20 7946 0958", "sources": ["page"]}],
        "channels": [{"id": "chat", "kind": "chat", "url": "https://kiosk.example/chat", "sources": ["page"]}],
    }
    for topics, note in (None, ""), (["billing"], "no general contact without voice known\n"):
        company["channels"][0] |= {"topics": topics} if topics else {}  # type: ignore[index]
        (tmp_path / "kiosk.yaml").write_text(json.dumps(company), encoding="utf-8")
        answer = run("show", "kiosk", "--no-voice", "--from", "GB", "--output", "plain", "--data", str(tmp_path))
        assert (answer.stdout.split("\t")[0], answer.stderr) == ("kiosk/chat", note)


@pytest.mark.parametrize("command", ["show", "reach"])
def test_the_facts_are_those_of_the_textphone(ask: Any, command: str) -> None:
    (answer, *_) = json.loads(ask(command, "DE", "json"))["answers"]
    contacts = answer["contacts"] if command == "show" else json.loads(ask(command, "DE", "json"))["answers"]
    care = next(contact for contact in contacts if contact["contact"] == "kiosk/care")
    assert (care["number"]["dial"], care["connects"], care["cost"]) == ("+448081570124", "maybe", "toll-free")
    assert care.get("dialled_here", "00 44 808 157 0124") == "00 44 808 157 0124"
    assert {contact["contact"] for contact in contacts} == {"kiosk/care", "kiosk/chat"}  # a British relay is no way


CARE = {"id": "care", "label": "Care", "number": "+44 20 7946 0958"}
GENERAL_LINE = "no general contact without voice known"
NO_WAY = "no way without voice is known"


@pytest.mark.parametrize("command", ["show", "reach", "open"])
@pytest.mark.parametrize(
    ("contacts", "location", "answer", "note"),
    [
        ([{"id": "signs", "kind": "video", "topics": ["accessibility"]}], "GB", "kiosk/signs", GENERAL_LINE),
        ([{"id": "talk", "kind": "video"}], "GB", "", NO_WAY),
        ([{"id": "text", "kind": "sms", "short": "60100"}], "GB", "kiosk/text", ""),
        ([{"id": "text", "kind": "sms", "short": "60100"}], "US", "", NO_WAY),
        ([{"id": "mail", "kind": "email", "topics": ["billing"]}], "GB", "kiosk/mail", GENERAL_LINE),
    ],
)
def test_commands_agree_on_whether_a_way_without_voice_is_known(
    run: Run, tmp_path: Path, command: str, contacts: list[dict[str, Any]], location: str, answer: str, note: str
) -> None:
    channels = [{"where": "on the site", **contact, "sources": ["page"]} for contact in contacts]
    page = {"kind": "official", "title": "A page"}
    company = {"name": "Kiosk", "categories": ["retail"], "serves": ["GB"], "sources": {"page": page}}
    company |= {"phones": [{**CARE, "sources": ["page"]}], "channels": channels}
    (tmp_path / "kiosk.yaml").write_text(json.dumps(company), encoding="utf-8")
    words = ("kiosk", "--no-voice", "--country", "GB", "--from", location, "--output", "plain")
    result = run(command, *words, "--data", str(tmp_path))
    if command == "open" and note == NO_WAY:  # its record says why no line decides
        assert result.stdout.startswith(f"kiosk\t\tunknown\t\t\t\t\t{note}")
    else:
        assert result.stdout.split("\t")[0] == answer
        assert note in result.stderr if note != GENERAL_LINE or command != "open" else not result.stderr
    assert (result.status == 1) is (note == NO_WAY)
