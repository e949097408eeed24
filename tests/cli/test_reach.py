"""`reach` for the invented companies: complete outputs, and the fields of plain and JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run

AT = ("--at", "2026-11-23T12:00Z")  # a Monday
LONDON = ("--from", "GB", "--tz", "Europe/London")
BERLIN = ("--from", "DE", "--tz", "Europe/Berlin", "--country", "GB")
MOSCOW = ("--from", "RU", "--tz", "Europe/Moscow")
TABLE = ("--output", "table")


@pytest.mark.parametrize(
    ("words", "stdout"),
    [
        (
            ("reach", "acme", *LONDON, *AT),
            """\
1  020 7946 0958   Acme Broadband · Customer care   open until 18:00, 6 h left
   worth calling until 17:43; usual wait 5 to 15 minutes; measured 1 min 35 s to
   a person (2 October 2026); source: the company itself, 18 April 2026
   route    to a person: press 0, three times; press 2  (a recorded call, 2
            October 2026)
   dial     +442079460958,,0,0,0,2
2  https://www.acme.example/chat   chat   open until 23:00, 11 h left
   source: the company itself, 18 April 2026
or in writing
3  1 Road Street, Somewhere   letter   write at any time
   answers within 10 business days; source: the company itself, 18 April 2026
for specific topics or offices
4  0808 157 0123   Faults   open any time
   for outage; free; source: the company itself, 18 April 2026
only for requests about personal data
         email   privacy@acme.example   hours not known
abroad   1 phone for US: --country US
""",
        ),
        (
            ("reach", "acme", "--topic", "billing", *LONDON, "--at", "2026-11-23T17:50Z"),
            """\
1  020 7946 0958   Acme Broadband · Customer care
     open until 18:00, 10 min left
   for billing; probably too late: it takes up to 17 min to reach a person;
   usual wait 5 to 15 minutes; measured 1 min 35 s to a person (2 October 2026);
   source: the company itself, 18 April 2026
   careful  pressing # drops the call
   route    to a person, for billing: press 1; enter your account number, then
            #; press 4  (a press article, undated: may be outdated)
   dial     +442079460958,,1
not only for this topic
2  https://www.acme.example/chat   chat   open until 23:00, 5 h 10 min left
   for any topic; source: the company itself, 18 April 2026
3  1 Road Street, Somewhere   letter   write at any time
   for any topic; answers within 10 business days; source: the company itself,
   18 April 2026
1 other contact is not suitable: supportdir show acme
only for requests about personal data
         email   privacy@acme.example   hours not known
abroad   1 phone for US: --country US
""",
        ),
        (
            ("reach", "acme", "--no-voice", *LONDON, *AT),
            """\
1  textphone 020 7946 0959   Acme Broadband · Customer care
     open until 18:00, 6 h left
   worth calling until 17:45; usual wait 5 to 15 minutes; source: the company
   itself, 18 April 2026
2  https://www.acme.example/chat   chat   open until 23:00, 11 h left
   in writing; source: the company itself, 18 April 2026
or in writing
3  1 Road Street, Somewhere   letter   write at any time
   in writing; answers within 10 business days; source: the company itself, 18
   April 2026
1 other contact is not suitable: supportdir show acme
only for requests about personal data
         email   privacy@acme.example   hours not known
""",
        ),
        (
            ("reach", "nightowl/cards", *LONDON, "--country", "RU", *AT),
            """\
1  0555   Nightowl Bank · Lost cards
     closed, opens 18:00 in Moscow (15:00 your time), in 3 h
   from any mobile in Russia; does not connect from Britain (UK); source: the
   company itself, January 2026
""",
        ),
        (
            ("reach", "silent", *LONDON, *AT),
            """\
Silent Messenger has no phone support: support is electronic only
a number that claims to be Silent Messenger's is a sign of fraud
1  Settings > Help   Silent Messenger · app   open any time
   source: a press article, about 2019: may be outdated
""",
        ),
    ],
)
def test_a_table(run: Run, words: tuple[str, ...], stdout: str) -> None:
    answer = run(*words, *TABLE)
    assert answer.stdout == stdout
    assert (answer.status, answer.stderr) == (0, "")


def test_a_narrow_terminal_cuts_no_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert max(map(len, run("reach", "acme", *LONDON, *AT, *TABLE).stdout.splitlines())) <= 40


def test_plain_adds_the_reasons_to_the_record(run: Run) -> None:
    answer = run("reach", "acme", *BERLIN, *AT, "--output", "plain")
    records = [line.split("\t") for line in answer.stdout.splitlines()]
    assert [(record[0], len(record)) for record in records] == [
        ("acme/care", 11),
        ("acme/chat", 11),
        ("acme/letter", 11),
        ("acme/faults", 11),
    ]
    assert records[0][8] == (
        "open until 18:00 in London (19:00 your time), 6 h left; "
        "worth calling until 17:43 in London (18:43 your time); usual wait 5 to 15 minutes; "
        "measured 1 min 35 s to a person (2 October 2026); from Germany dial 00 44 20 7946 0958; "
        "source: the company itself, 18 April 2026"
    )
    assert records[0][9:] == ["GB", "Acme Broadband"]
    assert records[3][8].startswith(
        "open any time; for outage; free in Britain (UK); may not connect from Germany; "
        "from Germany dial 00 44 808 157 0123"
    )
    assert answer.stderr == "the cost of a call from Germany is not known; ask your carrier\n"


def test_json_has_place_availability_and_reasons(run: Run) -> None:
    answer = run("reach", "acme", *LONDON, *AT, "--phone", "iphone", "--output", "json")
    first, *others = json.loads(answer.stdout)["answers"]
    assert {field: first[field] for field in ("place", "availability", "contact", "last_call", "measured_seconds")} == {
        "place": 1,
        "availability": "now",
        "contact": "acme/care",
        "last_call": "2026-11-23T17:43:25+00:00",
        "measured_seconds": 95,
    }
    assert first["reasons"][:2] == ["open until 18:00, 6 h left", "worth calling until 17:43"]
    assert (first["routes"][0]["phone"], first["routes"][0]["link"]) == ("iphone", "tel:+442079460958,,0,0,0,2")
    assert [other["availability"] for other in others] == ["now", "later", "now"]


def test_favorites(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.toml").write_text('favorites = ["nightowl", "acme", "nobody"]\n', encoding="utf-8")
    monkeypatch.setenv("SUPPORTDIR_CONFIG_DIR", str(tmp_path))
    answer = run("reach", "--topic", "lost card", "--country", "all", *MOSCOW, *AT, "--output", "plain")
    assert [line.split("\t")[0] for line in answer.stdout.splitlines()] == ["acme/care", "nightowl/cards"]
    assert "favorites in config.toml: no company is called 'nobody'" in answer.stderr
    assert answer.status == 0
    (tmp_path / "config.toml").write_text('favorites = ["nobody"]\n', encoding="utf-8")
    assert run("reach", *MOSCOW, "--output", "plain").status == 1


def test_without_a_company_and_without_favorites(run: Run) -> None:
    assert run("reach") == (
        2,
        "",
        'error: name a COMPANY, or list companies in config.toml: favorites = ["delta", "hmrc"]\n',
    )


def test_the_qr_code_is_for_the_best_phone(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "code.png"
    answer = run("reach", "acme", *LONDON, *AT, "--qr", str(file), "--output", "plain")
    assert answer.stderr == f"wrote the QR code of tel:+442079460958,,0,0,0,2 to {file}\n"
    late = ("--at", "2026-11-23T19:00Z")  # only the chat is open, but the code needs a phone
    assert run("reach", "acme", *LONDON, *late, "--qr", str(file), "--force", "--topic", "billing").stderr == (
        f"wrote the QR code of tel:+442079460958,,1 to {file}; "
        "the link ends there: the next step needs information that only you have\n"
    )
    assert run("reach", "acme", "--no-voice", "--qr").stderr == (
        "error: --qr excludes --no-voice, because its link starts a voice call; leave one out\n"
    )
    assert run("reach", "silent", *LONDON, *AT, "--qr").stderr == (
        "error: silent/app has no number for a link; see: supportdir show silent/app\n"
    )


def test_a_line_that_needs_a_voice_is_not_called_unknown(run: Run) -> None:
    """--no-voice leaves phones out of the answer, not out of what is known."""
    for words in (("show", "acme"), ("reach", "acme"), ("reach", "acme", "--need", "record")):
        answer = run(*words, "--no-voice", "--from", "GB", "--tz", "Europe/London", "--output", "table")
        assert "is known" not in answer.stdout + answer.stderr


def test_what_holds_for_several_ways_is_said_once(run: Run, tmp_path: Path) -> None:
    phones = [
        {"id": "bills", "label": "Bills", "number": "+44 20 7946 0958", "topics": ["billing"], "hours": "24/7"},
        {"id": "debts", "label": "Debts", "number": "+44 20 7946 0959", "topics": ["billing"], "hours": "24/7"},
        {"id": "care", "label": "Care", "number": "+44 20 7946 0960", "hours": "24/7"},
        {"id": "data", "label": "Data", "number": "+44 20 7946 0961", "topics": ["privacy"]},
        {"id": "card", "label": "Card"},
        {"id": "plan", "label": "Plan", "audience": ["business"]},
    ]
    channels = [
        {"id": "bills-mail", "kind": "email", "address": "bills@acme.example", "topics": ["billing"]},
        {"id": "mail", "kind": "email", "address": "help@acme.example"},
    ]
    company = {
        "name": "Acme",
        "categories": ["retail"],
        "serves": ["GB"],
        "sources": {"page": {"kind": "official", "title": "A page"}},
        "phones": [{**phone, "sources": ["page"]} for phone in phones],
        "channels": [{**channel, "sources": ["page"]} for channel in channels],
    }
    (tmp_path / "acme.yaml").write_text(json.dumps(company), encoding="utf-8")
    table = run("reach", "acme", "--topic", "billing", *LONDON, *AT, *TABLE, "--data", str(tmp_path)).stdout
    once = ("for billing", "or in writing", "not only for this topic", "only for requests about personal data")
    assert {text: table.count(text) for text in once} == dict.fromkeys(once, 1)
    assert "also said, address not known: Card; Plan, for business\n" in table
