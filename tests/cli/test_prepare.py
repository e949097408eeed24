"""`prepare`: the checklist for a call as a table, as records, as JSON, and as a page to print; what the log adds."""

from __future__ import annotations

import json
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import Run, utc

from supportdir import advice, paths
from supportdir.journal.database import Journal
from supportdir.journal.entry import Entry

AT = ("--at", "2026-11-23T12:00Z")  # a Monday
HERE = ("--from", "GB", "--tz", "Europe/London", *AT)
TABLE = ("--output", "table")

REFUND = {
    "company": "acme",
    "at": utc("2026-11-20T10:00"),
    "topic": "billing",
    "case": "4711",
    "agent": "Ann",
    "promised": "refund",
    "by": date(2026, 11, 20),
}


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Journal:
    monkeypatch.setenv("SUPPORTDIR_LOG_DIR", str(tmp_path / "log"))
    return Journal(paths.log_file())


def test_the_checklist_for_a_call(run: Run) -> None:
    answer = run("prepare", "acme", "--topic", "billing", *HERE, *TABLE)
    assert (answer.status, answer.stderr) == (0, "")
    assert (
        answer.stdout
        == """\
020 7946 0958   Acme Broadband · Customer care   open until 18:00, 6 h left
usual wait 5 to 15 minutes
Keys to a person
- Careful: pressing # drops the call
- press 1
- enter your account number, then #
- press 4
- Does not work: representative
  dial +442079460958,,1   from a press article, undated: may be outdated
When to call
- Call on a weekday in business hours; you are most likely to reach a person
  then.
- Call at the start of the working day.
- Agents are less busy from 9 to 11 in the morning.
- The next such time: Tue 09:00–11:00 in London.
- Expect fewer agents at lunch time.
- Avoid the end of the working day; lines are busy then.
- At peak hours, use chat or e-mail.
Have ready
- the account number
- The problem in one clear sentence, the main reason first
- The phone number or the device number on your account; the menu may ask for it
  before it connects you
- Your full name as it is registered
- The phone number and e-mail address in your profile; check that they are
  current
- If the account is not yours, the account holder beside you
- Date and time when the problem began
- The steps that you have already tried
- Earlier contacts on this matter: case number or date, and the name of the
  agent
- Payment details: date, amount, receipt
- Documents and other material on the matter
- The result that you want
- A phone number or e-mail address where they can reach you with questions
- The category of your matter, to choose in the menu
- Pen and paper for notes
Try first
- Look for the answer in the site's questions and answers, its search and its
  guides.
- If there is a chat bot, let it make a first diagnosis before you call.
What a real agent never asks for
- A real agent never asks for the PIN of your card.
- A real agent never asks for your full password.
- Never tell anyone a code that signs you in or confirms a payment; read the
  message before you say any code.
- A real agent never asks for the full card number together with the code on the
  back.
- Do not install a remote access app because a caller asks you to.
- A real company never asks you to move money to a “safe account”.
- Do not pay for help with signing in or with a password.
- Hang up if someone calls unexpectedly, and dial the company's number yourself.
- supportdir never asks for PINs, passwords or card numbers; do not write them
  in your notes.
"""
    )


def test_a_record_for_each_part_and_text(run: Run) -> None:
    lines = run("prepare", "nightowl", "--topic", "lost-card", "--from", "RU", "--tz", "Asia/Omsk", *AT).stdout
    records = [line.split("\t") for line in lines.splitlines()]
    assert all(len(record) == 2 for record in records)
    assert records[:2] == [
        ["line", "0555 Nightowl Bank · Lost cards"],
        ["state", "closed, opens 18:00 in Moscow (21:00 your time), in 3 h"],
    ]
    assert dict(records)["cannot"].startswith("A support line does not draw up")
    assert ["first", "Block the card or account at once, in the app or by the company's own line."] in records


def test_json_has_the_company_and_its_checklist(run: Run) -> None:
    (answer,) = json.loads(run("prepare", "acme", *HERE, "--output", "json").stdout)["answers"]
    assert (answer["company"], answer["name"]) == ("acme", "Acme Broadband")
    assert answer["contacts"][0]["contact"] == answer["checklist"]["contact"] == "acme/care"
    checklist = answer["checklist"]
    assert checklist["route"]["keys"] == "0 0 0 2"
    assert checklist["have_ready"][0] == {"id": "company-1", "text": "the account number"}
    assert checklist["log"] == {"last": None, "promises": [], "same_requests": []}
    assert checklist["warnings"] == []


def test_a_company_without_a_contact_has_no_checklist(run: Run) -> None:
    answer = run("prepare", "acme", "--country", "DE", *HERE, "--output", "json")
    assert answer.status == 1
    assert json.loads(answer.stdout)["answers"][0]["checklist"] is None
    assert run("prepare", "acme", "--country", "DE", *HERE, *TABLE).stdout.startswith(
        "no line of Acme Broadband for DE"
    )


def test_a_company_without_a_phone_is_prepared_for_as_it_can_be_reached(run: Run) -> None:
    answer = run("prepare", "silent", *HERE, *TABLE)
    assert answer.status == 0
    assert answer.stdout.startswith("Silent Messenger has no phone support: support is electronic only\n")
    assert "\nKeys to a person\n" not in answer.stdout
    assert "\nWhen to call\n" not in answer.stdout


def test_a_call_is_prepared_for_the_phone_even_if_another_way_comes_first(run: Run, tmp_path: Path) -> None:
    channel = (
        "channels:\n  - {id: my, kind: self-service, topics: [outage], url: 'https://quiet.example', sources: [site]}\n"
    )
    (tmp_path / "quiet.yaml").write_text(QUIET + channel, encoding="utf-8")
    words = ("quiet", "--topic", "outage", "--data", str(tmp_path), "--from", "AU", *AT)
    assert run("show", *words).stdout.startswith("quiet/my\t")
    assert run("prepare", *words).stdout.startswith("line\t1900 654 321 Quiet Line · Care\n")
    assert run("prepare", *words, "--kind", "self-service").stdout.startswith("line\thttps://quiet.example ")


def test_keys_in_russian(run: Run) -> None:
    lines = run("prepare", "acme", "--language", "ru", *HERE).stdout.splitlines()
    assert [line for line in lines if line.startswith("keys\t")] == [
        "keys\tнажмите 0, сколько раз: 3",
        "keys\tнажмите 2",
        "keys\tНе работает: representative",
    ]


def test_writing_has_its_own_advice(run: Run) -> None:
    records = run("prepare", "acme/letter", *HERE).stdout
    assert "writing\tState the kind of problem and the account number in the subject." in records
    assert "keys\t" not in records
    assert "writing\tSave the transcript." in run("prepare", "acme", "--kind", "chat", *HERE).stdout


def test_a_line_without_a_known_route_has_the_general_advice(run: Run) -> None:
    records = run("prepare", "wideland-hotels", "--from", "US", *AT).stdout
    assert [line.split("\t")[1] for line in records.splitlines() if line.startswith("keys\t")] == [
        item.text for item in advice.reminders("no_route")
    ]


QUIET = """\
name: Quiet Line
categories: [telecom]
serves: [AU]
timezone: Australia/Sydney
sources:
  site: {kind: official, url: https://quiet.example, date: "2026-10"}
phones:
  - id: care
    label: Care
    number: "+61 1900 654 321"
    hours: Mo-Fr 08:00-18:00
    quiet: Mo-Th 14:00-16:00
    sources: [site]
"""


@pytest.mark.parametrize(
    ("zone", "language", "lines"),
    [
        (
            "Europe/London",
            "en",
            [
                "The company says that it is least busy Mon–Thu 03:00–05:00 your time (Mo-Th 14:00-16:00 there).",
                "The next such time: Tue 09:00–11:00 in Sydney (Mon 22:00–00:00 your time).",
            ],
        ),
        (
            "Australia/Sydney",
            "en",
            [
                "The company says that it is least busy Mon–Thu 14:00–16:00.",
                "The next such time: Tue 09:00–11:00 in Sydney.",
            ],
        ),
        (
            "Europe/London",
            "ru",
            [
                "По данным компании, линия свободнее всего пн–чт 03:00–05:00 по вашему времени "
                "(там Mo-Th 14:00-16:00).",
                "Ближайшее такое время: вт 09:00–11:00 (Сидней), пн 22:00–00:00 по вашему времени.",
            ],
        ),
    ],
)
def test_quiet_hours_are_on_the_clock_of_the_caller(
    run: Run, tmp_path: Path, zone: str, language: str, lines: list[str]
) -> None:
    (tmp_path / "quiet.yaml").write_text(QUIET, encoding="utf-8")
    words = ("--data", str(tmp_path), "--from", "AU", "--tz", zone, "--language", language, *AT)
    when = [line.split("\t")[1] for line in run("prepare", "quiet", *words).stdout.splitlines() if line[:5] == "when\t"]
    assert [when[0], when[5]] == lines
    assert when[1] == {"en": "If the company says when its lines are quiet, follow that rather than this general "
                       "advice.", "ru": "Если компания сама указывает спокойные часы, ориентируйтесь на них, а не на "
                       "общие советы."}[language]  # fmt: skip


def test_a_public_holiday_does_not_split_the_quiet_hours(run: Run, tmp_path: Path) -> None:
    (tmp_path / "quiet.yaml").write_text(QUIET, encoding="utf-8")
    australia_day = "2027-01-26T12:00+11:00"
    words = ("--data", str(tmp_path), "--from", "AU", "--tz", "Australia/Sydney", "--at", australia_day)
    line = "when\tThe company says that it is least busy Mon–Thu 14:00–16:00."
    assert line in run("prepare", "quiet", *words).stdout.splitlines()


def test_a_request_that_is_open_is_warned_of_first(run: Run, log: Journal) -> None:
    log.add(Entry(**REFUND))
    warning = (
        "You have an open request about this from 20 November 2026, case 4711. A second\n"
        "request slows the answer; ask about the first.\n"
    )
    table = run("prepare", "acme", "--topic", "billing", *HERE, *TABLE).stdout
    assert table.startswith(warning)
    assert "\nYour log\n- last called 20 November 2026, case 4711, agent Ann\n" in table
    assert "\n- promised by 20 November 2026: refund (late)\n" in table
    other = run("prepare", "acme", "--topic", "outage", *HERE).stdout
    assert "warning\t" not in other
    assert "log\tlast called 20 November 2026, case 4711, agent Ann\n" in other
    assert "warning\t" not in run("prepare", "acme", "--topic", "tax", *HERE).stdout  # acme has no contact for it
    (answer,) = json.loads(run("prepare", "acme", *HERE, "--output", "json").stdout)["answers"]
    assert answer["checklist"]["log"]["same_requests"][0]["case"] == "4711"


def test_a_promise_of_an_earlier_call_is_not_told_of_the_last_one(run: Run, log: Journal) -> None:
    log.add(Entry(**REFUND))
    log.add(Entry(company="acme", at=utc("2026-11-22T10:00"), agent="Bo", case="9"))
    for language, lines in (
        ("en", ["last called 22 November 2026, case 9, agent Bo",
                "on 20 November 2026, case 4711: promised by 20 November 2026: refund (late)"]),
        ("ru", ["последний звонок 22 ноября 2026 г., номер обращения 9, оператор Bo",
                "20 ноября 2026 г., номер обращения 4711: обещано до 20 ноября 2026 г.: refund (срок прошёл)"]),
    ):  # fmt: skip
        answer = run("prepare", "acme", *HERE, "--language", language).stdout
        assert [line.split("\t")[1] for line in answer.splitlines() if line[:4] == "log\t"] == lines


def test_the_log_is_in_no_answer_about_another_company(run: Run, log: Journal) -> None:
    log.add(Entry(**REFUND))
    for words in (("prepare", "nightowl"), ("show", "nightowl", *TABLE), ("ivr", "wideland-hotels", *TABLE)):
        answer = run(*words, "--country", "all", *HERE)
        assert answer.stdout
        assert not {"4711", "Ann", "refund"} & set(answer.stdout.replace(",", " ").split())


@pytest.mark.parametrize("command", ["show", "ivr"])
def test_a_look_up_ends_with_the_last_contact(run: Run, log: Journal, command: str) -> None:
    without = run(command, "acme", *HERE, *TABLE).stdout
    log.add(Entry(company="acme", at=datetime.fromisoformat("2026-11-03T10:00Z"), case="47\x1b[31m11", status="closed"))
    log.add(Entry(**{**REFUND, "at": utc("2026-11-02T10:00"), "by": date(2026, 11, 10)}))
    line = "you: last called 3 Nov 2026, case 47�[31m11; on 2 Nov 2026, case 4711: promised\nby 10 Nov 2026: refund\n"
    assert run(command, "acme", *HERE, *TABLE).stdout == without + line
    assert "4711" not in run(command, "acme", *HERE, "--output", "plain").stdout
    log.add(Entry(**{**REFUND, "channel": "chat", "promised": ""}))
    line = "you: last contact (chat) 20 Nov 2026, case 4711; an answer promised by 20 Nov\n2026; 1 more open\n"
    assert run(command, "acme", *HERE, *TABLE).stdout == without + line


@pytest.mark.parametrize("command", ["show", "ivr", "prepare"])
def test_a_log_that_cannot_be_read_is_a_note(run: Run, log: Journal, command: str) -> None:
    log.path.parent.mkdir()
    log.path.write_bytes(b"not a log" * 100)
    answer = run(command, "acme", *HERE, *TABLE)
    assert answer.status == 0
    assert answer.stdout.startswith("020 7946 0958")
    assert answer.stderr == (
        f"{log.path} is not a log of supportdir; move it to another place, and a new log is created\n"
    )


class Page(HTMLParser):
    """A strict reading of the page: every element is closed in order; its texts and attributes."""

    VOID = ("meta", "br", "path")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1], data.strip()))


@pytest.mark.parametrize(
    ("language", "title", "notes"),
    [
        ("en", "Acme Broadband: checklist for a call",
         ["Date and time", "Name of the agent", "Case number", "What was said", "Promised", "By", "Outcome"]),
        ("ru", "Acme Broadband: памятка для звонка",
         ["Дата и время", "Имя оператора", "Номер обращения", "Что сказали", "Обещано", "Срок", "Итог"]),
    ],
)  # fmt: skip
def test_a_page_to_print(run: Run, tmp_path: Path, language: str, title: str, notes: list[str]) -> None:
    file = tmp_path / "page.html"
    answer = run("prepare", "acme", *HERE, "--language", language, "--print", str(file))
    assert (answer.status, answer.stdout) == (0, "")
    assert str(file) in answer.stderr.splitlines()[-1]
    page = Page(file.read_text(encoding="utf-8"))
    assert ("lang", language) in page.attributes
    assert [text for tag, text in page.texts if tag == "h1"] == [title]
    assert [text for tag, text in page.texts if tag == "th"] == notes
    assert ("p", "020 7946 0958") in page.texts
    items = [text for tag, text in page.texts if tag == "li"]
    assert items[-1] == advice.reminders("never_asked", language)[-1].text  # type: ignore[arg-type]
    assert items[0] == {"en": "press 0, three times", "ru": "нажмите 0, сколько раз: 3"}[language]


def test_a_page_loads_nothing_and_all_texts_are_escaped(run: Run, tmp_path: Path, log: Journal) -> None:
    planted = "<script>alert(1)</script>&\"'"
    (tmp_path / "quiet.yaml").write_text(
        QUIET.replace("hours:", f"have_ready: ['{planted.replace(chr(39), chr(39) * 2)}']\n    hours:"),
        encoding="utf-8",
    )
    log.add(Entry(company="quiet", at=utc("2026-11-20T10:00"), promised=planted, case=planted))
    text = run("prepare", "quiet", "--data", str(tmp_path), "--from", "AU", *AT, "--print").stdout
    page = Page(text)
    names = {name for name, _ in page.attributes}
    assert not names & {"src", "href", "onload", "action"}
    assert "url(" not in text
    assert {tag for tag, _ in page.texts}.isdisjoint({"script"})
    assert sum(planted in shown for _, shown in page.texts) == 4


OLD_KEYS = """\
name: Old Keys Ltd
categories: [energy]
serves: [GB]
sources:
  list: {kind: community, url: https://list.example, date: "2017-11-02"}
phones:
  - id: support
    label: Support
    number: "+44 20 7946 0958"
    shortcuts: [{steps: [{press: "6"}], sources: [list]}]
    sources: [list]
"""


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "from a list kept by others, 2 November 2017: may be outdated"),
        ("ru", "источник: чужой список, 02.11.2017: возможно, устарело"),
    ],
)
def test_keys_have_their_source_on_paper_and_in_a_pipe(run: Run, tmp_path: Path, language: str, line: str) -> None:
    (tmp_path / "old-keys.yaml").write_text(OLD_KEYS, encoding="utf-8")
    words = ("prepare", "old-keys", "--data", str(tmp_path), *HERE, "--language", language)
    assert ("p", line) in Page(run(*words, "--print").stdout).texts
    assert f"source\t{line.removeprefix('from ').removeprefix('источник: ')}\n" in run(*words).stdout


def test_a_page_is_not_written_over_without_force(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.htm"
    file.write_text("mine", encoding="utf-8")
    words = ("prepare", "acme", *HERE, "--print", str(file))
    assert run(*words) == (
        3,
        "",
        f"error: {file} already exists; choose another name, or use --force to overwrite it\n",
    )
    assert run(*words, "--force").status == 0
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    refused = run("prepare", "acme", *HERE, "--print", "page.pdf")
    assert refused.status == 2
    assert refused.stderr.startswith("error: Invalid value for '--print': 'page.pdf' is not a .html or .htm file")


@pytest.mark.parametrize(
    ("category", "topic", "ids"),
    [
        ("energy", "", "one-sentence account-number full-name fault-time steps-tried earlier-cases documents "
                       "wanted-result own-contacts menu-choice pen-and-paper site-help"),
        ("software", "technical", "login device-and-version actions-before error-text plan-support service-id restart "
                                  "clear-cache check-connection other-products support-plan-needed"),
        ("electronics", "technical", "serial-number restart"),
        ("telecom", "", "provider-data"),
        ("retail", "orders", "describe-online payment-proof profile-contacts"),
        ("bank", "loans", "security-check identity-document disputed-credit"),
        ("bank", "documents", "paperwork"),
        ("social", "account", "rule-breaking sign-in-data"),
    ],
)  # fmt: skip
def test_what_each_kind_of_call_needs(run: Run, tmp_path: Path, category: str, topic: str, ids: str) -> None:
    """The rows of the advice that this command says."""
    text = QUIET.replace("telecom", category).replace(
        "number:", f"topics: [{topic or 'general'}, general]\n    number:"
    )
    (tmp_path / "quiet.yaml").write_text(text, encoding="utf-8")
    words = ("--data", str(tmp_path), "--from", "AU", *AT, "--output", "json", *(("--topic", topic) if topic else ()))
    (answer,) = json.loads(run("prepare", "quiet", *words).stdout)["answers"]
    checklist = answer["checklist"]
    said = {item["id"] for part in ("have_ready", "first", "cannot") for item in checklist[part]}
    assert said >= {*ids.split()}
