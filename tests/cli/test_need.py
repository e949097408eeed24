"""`reach --need`: which way suits the problem and why, only from what the company has, with its state."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run

from supportdir import advice
from supportdir.advice import NEEDS
from supportdir.model import Company

AT = ("--at", "2026-11-23T12:00Z")  # a Monday
HERE = ("--from", "GB", "--tz", "Europe/London", *AT)
TABLE = ("--output", "table")

EVERYTHING = """\
name: Everything Ltd
categories: [telecom]
serves: [GB]
timezone: Europe/London
sources:
  site: {kind: official, url: https://everything.example, date: "2026-10"}
phones:
  - {id: care, label: Care, number: "+44 20 7946 0958", hours: Mo-Fr 08:00-18:00, sources: [site]}
channels:
  - {id: chat, kind: chat, url: "https://everything.example/chat", hours: Mo-Fr 08:00-18:00, sources: [site]}
  - {id: email, kind: email, address: help@everything.example, accepts: [photos], sources: [site]}
  - {id: form, kind: form, url: "https://everything.example/form", sources: [site]}
  - {id: messenger, kind: messenger, service: Tele, url: "https://tele.example/e", sources: [site]}
  - {id: social, kind: social, service: Face, url: "https://face.example/e", sources: [site]}
  - {id: app, kind: app, where: Help > Ask, sources: [site]}
  - {id: visit, kind: visit, where: 1 Road Street, sources: [site]}
  - {id: account, kind: self-service, url: "https://everything.example/my", sources: [site]}
"""


@pytest.fixture
def everything(run: Run, tmp_path: Path) -> Run:
    """`reach everything` with more words."""
    (tmp_path / "everything.yaml").write_text(EVERYTHING, encoding="utf-8")
    return lambda *words: run("reach", "everything", "--data", str(tmp_path), *HERE[:4], *words)


def test_an_urgent_matter_does_not_wait_for_a_better_time(run: Run) -> None:
    answer = run("reach", "acme", "--need", "urgent", *HERE, *TABLE)
    assert (answer.status, answer.stderr) == (0, "")
    assert (
        answer.stdout
        == """\
It is urgent
1  020 7946 0958   Acme Broadband · Customer care   open until 18:00, 6 h left
   Usually the quickest way to a person. You may wait in a queue.
2  https://www.acme.example/chat   chat   open until 23:00, 11 h left
   An agent may answer within minutes. You may have to wait for an agent.
3  0808 157 0123   Faults   open any time
   for outage; free
"""
    )


def test_in_russian(run: Run) -> None:
    answer = run("reach", "acme", "--need", "конфиденциально", "--language", "ru", *HERE, *TABLE)
    assert (
        answer.stdout.partition("- Звоните")[0]
        == """\
Вопрос конфиденциальный
1  020 7946 0958   Acme Broadband · Customer care
     открыто до 18:00, осталось 6 ч
   Вы говорите с самой компанией по её номеру. Звоните там, где вас никто не
   слышит.
2  1 Road Street, Somewhere   письмо по почте   пишите в любое время
   Закрытое письмо прочтёт только компания. Обычно самый медленный способ.
- Никогда не пишите о конфиденциальном в открытом доступе.
"""
    )


def test_plain_and_json(run: Run) -> None:
    plain = run("reach", "acme", "--need", "attachments", *HERE)
    assert plain.stdout.splitlines() == [
        "acme/chat\tchat\topen\t2026-11-23T23:00+00:00\thttps://www.acme.example/chat\t\tofficial 2026-04-18\tchat\t"
        "Some chats take files. Others take only text.\tGB\tAcme Broadband",
        "acme/letter\tpost\tunknown\t\t1 Road Street, Somewhere\t\tofficial 2026-04-18\tletter\t"
        "Copies of documents can be enclosed. Usually the slowest way.\tGB\tAcme Broadband",
    ]
    document = json.loads(run("reach", "acme", "--need", "complex", *HERE, "--output", "json").stdout)
    first = document["answers"][0]
    assert {name: first[name] for name in ("contact", "state", "need", "reason", "drawback")} == {
        "contact": "acme/chat",
        "state": "open",
        "need": "complex",
        "reason": "You can send exact texts and try the steps while you write.",
        "drawback": "You may have to wait for an agent.",
    }
    assert document["notes"][0] == (
        "For a difficult matter, combine channels: write the details, then call and give the case number."
    )


@pytest.mark.parametrize(
    ("need", "contacts"),
    [
        ("attachments", "email messenger form app chat visit"),
        ("record", "email form messenger chat app care"),
        ("urgent", "care chat messenger app social"),
        ("quick", "chat care account app messenger"),
        ("complex", "chat email form messenger visit care"),
        ("confidential", "app account care visit"),
        ("routine", "form email account app messenger chat social care"),
    ],
)
def test_the_order_for_each_need(everything: Run, need: str, contacts: str) -> None:
    lines = everything("--need", need, *AT).stdout.splitlines()
    assert [line.partition("\t")[0].partition("/")[2] for line in lines] == contacts.split()


@pytest.mark.parametrize(
    ("typed", "need"),
    [
        ("files", "attachments"), ("фото", "attachments"), ("in writing", "record"), ("письменно", "record"),
        ("ASAP", "urgent"), ("Срочно", "urgent"), ("faq", "quick"), ("быстро", "quick"), ("technical", "complex"),
        ("сложно", "complex"), ("private", "confidential"), ("личное", "confidential"), ("not urgent", "routine"),
        ("не срочно", "routine"), ("attach", "attachments"), ("conf", "confidential"),
    ],
)  # fmt: skip
def test_needs_have_everyday_words(typed: str, need: str) -> None:
    assert advice.need_meant(typed) == need


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("acme", "--need", "urgnt"), "invalid --need 'urgnt'; did you mean urgent?"),
        (("acme", "--need", "xyzzy"), f"invalid --need 'xyzzy'; choose one of {', '.join(NEEDS)}"),
        (("acme", "--need", ""), f"invalid --need ''; choose one of {', '.join(NEEDS)}"),
        (("acme", "--need", "co"), "invalid --need 'co'; did you mean complex or confidential?"),
        (("--need", "urgent"), "--need urgent needs a COMPANY, as in: supportdir reach delta --need urgent"),
    ],
)
def test_a_need_that_is_not_understood(run: Run, words: tuple[str, ...], message: str) -> None:
    assert run("reach", *words, *HERE) == (2, "", f"error: {message}\n")


def test_nothing_suitable(run: Run) -> None:
    answer = run("reach", "silent", "--need", "record", "--kind", "form", *HERE)
    assert answer.status == 1
    answer = run("reach", "wideland-hotels", "--need", "attachments", "--from", "US", *AT)
    assert answer == (1, "", (
        "error: no way to Wideland Hotels suits 'attachments'; all ways: supportdir reach wideland-hotels\n"
    ))  # fmt: skip
    document = json.loads(run("reach", "nightowl", "--need", "complex", *HERE, "--output", "json").stdout)
    assert document["answers"] == []


def test_a_company_without_a_phone(run: Run) -> None:
    answer = run("reach", "silent", "--need", "quick", *HERE)
    assert answer.status == 0
    assert "This company has no phone line; a number that claims to be its own is false.\n" in answer.stderr
    assert "Call on a weekday" not in answer.stderr


@pytest.mark.parametrize(
    ("need", "at", "ids"),
    [
        ("urgent", "2026-11-23T12:00Z", ""),
        ("urgent", "2026-11-23T22:00Z",
         "weekdays start-of-day nine-to-eleven urgent-before-noon lunch-time end-of-day peak-hours closed-form night"),
        ("routine", "2026-11-23T19:00Z", "weekdays lunch-time closed-form"),
        ("routine", "2026-11-23T23:00Z", "closed-form night"),
    ],
)  # fmt: skip
def test_when_to_call_is_said_as_it_fits(everything: Run, need: str, at: str, ids: str) -> None:
    notes = everything("--need", need, "--at", at).stderr
    said = {item.id for item in advice.reminders("when") if f"{item.text}\n" in notes}
    assert said >= {*ids.split()}
    assert ("night" in said, "closed-form" in said, "urgent-before-noon" in said) == (
        "night" in ids, "closed-form" in ids, "urgent-before-noon" in ids
    )  # fmt: skip
    assert "time-zones" not in said


@pytest.mark.parametrize(
    ("need", "ids"),
    [
        ("quick", "order-of-attempts public-group"),
        ("routine", "order-of-attempts public-group"),
        ("urgent", "public-group"),
        ("complex", "combine"),
        ("confidential", "never-public"),
    ],
)
def test_hints_on_the_choice(everything: Run, need: str, ids: str) -> None:
    notes = everything("--need", need, *AT).stderr
    known = [item for each in NEEDS for item in advice.hints(_company(), each)]
    assert {item.id for item in known if item.text in notes} == {*ids.split()}


def _company() -> Company:
    from supportdir.format.reader import read_company

    company, _ = read_company("everything", "everything.yaml", EVERYTHING.encode())[:2]
    assert company is not None
    return company


def test_a_caller_without_voice_is_shown_the_textphone(run: Run) -> None:
    words = ("reach", "acme", "--need", "record", "--no-voice", *HERE, *TABLE)
    assert "textphone 020 7946 0959   Customer care" in run(*words).stdout


def _reach(run: Run, folder: Path, contacts: str, *words: str) -> list[list[str]]:
    """`reach special --need …` for a company with these contacts: the fields of each record."""
    head = EVERYTHING.partition("phones:")[0].replace("Everything", "Special")
    (folder / "special.yaml").write_text(head + contacts, encoding="utf-8")
    answer = run("reach", "special", "--data", str(folder), *HERE, *words)
    assert answer.status == 0, answer.stderr
    return [line.split("\t") for line in answer.stdout.splitlines()]


CODE = '- {id: code, label: Code, short: "*111*33#", sources: [site]}'
MACHINE = '- {id: code, label: Machine, number: "+44 20 7946 0100", automated: 24/7, sources: [site]}'
CARE = '- {id: care, label: Care, number: "+44 20 7946 0958", sources: [site]}'


@pytest.mark.parametrize("line", [CODE, MACHINE])
@pytest.mark.parametrize("need", ["urgent", "quick"])
def test_a_machine_is_no_quick_way_to_a_person(run: Run, tmp_path: Path, line: str, need: str) -> None:
    care, machine = _reach(run, tmp_path, f"phones:\n  {line}\n  {CARE}\n", "--need", need)
    assert (care[0], machine[0]) == ("special/care", "special/code")
    assert machine[8] == "A machine answers at once. No way to a person is known there."


@pytest.mark.parametrize("line", [CODE, MACHINE])
@pytest.mark.parametrize("need", ["record", "complex", "confidential", "routine"])
def test_a_machine_does_not_suit_what_needs_a_person(run: Run, tmp_path: Path, line: str, need: str) -> None:
    found = _reach(run, tmp_path, f"phones:\n  {line}\n  {CARE}\n", "--need", need)
    assert [record[0] for record in found] == ["special/care"]


@pytest.mark.parametrize(
    ("fields", "is_machine"),
    [
        ("automated: 24/7", True),
        ("automated: 24/7, hours: Mo-Fr 09:00-17:00", False),
        ('automated: 24/7, textphone: "+44 20 7946 0101"', False),
        ("automated: 24/7, shortcuts: [{reaches: person, steps: [{press: '0'}], sources: [site]}]", False),
        ("automated: 24/7, shortcuts: [{reaches: recording, steps: [{press: '0'}], sources: [site]}]", True),
        ("automated: 24/7, menu: {options: {'1': {options: {'2': {label: Agent, reaches: person}}}}}", False),
        ("automated: 24/7, menu: {options: {'1': {label: News, reaches: recording}}}", True),
    ],
)  # fmt: skip
def test_a_sign_of_a_person_on_an_automated_line(run: Run, tmp_path: Path, fields: str, is_machine: bool) -> None:
    line = f'- {{id: line, label: Line, number: "+44 20 7946 0100", {fields}, sources: [site]}}'
    (record,) = _reach(run, tmp_path, f"phones:\n  {line}\n", "--need", "urgent")
    assert record[8].startswith("A machine answers") == is_machine


def test_a_service_for_one_matter_is_no_answer_to_another(run: Run, tmp_path: Path) -> None:
    contacts = """\
phones:
  - {id: readings, label: Readings, topics: [balance], number: "+44 20 7946 0100", sources: [site]}
channels:
  - {id: text, kind: sms, topics: [balance], number: "+44 7700 900123", sources: [site]}
"""
    ids = [record[0] for record in _reach(run, tmp_path, contacts, "--need", "quick")]
    assert ids == ["special/readings"]
    ids = [record[0] for record in _reach(run, tmp_path, contacts, "--need", "quick", "--topic", "balance")]
    assert ids == ["special/text", "special/readings"]


FREE = '- {id: free, label: Care, number: "+44 808 157 0100", cost: toll-free, hours: 24/7, sources: [site]}'


@pytest.mark.parametrize("need", ["urgent", "record"])
def test_a_line_that_may_not_connect_was_offered_without_a_warning(run: Run, tmp_path: Path, need: str) -> None:
    _reach(run, tmp_path, f"phones:\n  {FREE}\n", "--need", need)
    abroad = ("--country", "GB", "--from", "GE", "--tz", "Asia/Tbilisi", *AT, "--data", str(tmp_path))
    words = ("reach", "special", "--need", need, *abroad)
    cost = "the cost of a call from Georgia is not known; ask your carrier\n"
    table = run(*words, *TABLE)
    assert (
        "   free in Britain (UK); may not connect from Georgia; from Georgia dial 00 44\n   808 157 0100\n"
        in table.stdout
    )
    assert table.stderr == cost
    assert "+44 808 157 0100 may not connect from Georgia\n" in run(*words).stderr
    assert "may not connect" not in run(*words, "--output", "json").stderr  # JSON has `connects`
    russian = run(*words, *TABLE, "--language", "ru")
    assert "может не соединить из вашей страны (Грузия)" in russian.stdout


@pytest.mark.parametrize(
    ("contact", "need", "was", "said"),
    [
        ("kind: callback, where: for the time you choose", "urgent", "You do not choose the exact time.",
         "A person calls you. Unless you can choose a time, the call may come at any moment."),
        ("kind: callback, where: for the time you choose", "срочно", "Точное время звонка выбираете не вы.",
         "Вам позвонит человек. Если время выбрать нельзя, позвонить могут в любой момент."),
        ("kind: callback, where: for the time you choose", "routine", "They call when they have time.",
         "They call you, so you do not wait on the line."),
        ("kind: chat, where: site, hours: 24/7, note: 'people, no bots'", "quick", "a chat bot works around the clock",
         "Quick; a chat bot, if there is one, usually works around the clock. You may have to wait for an agent."),
        ("kind: chat, where: site, hours: 24/7", "urgent", "Agents may be there only at certain hours.",
         "An agent may answer within minutes. You may have to wait for an agent."),
        ("kind: self-service, where: site, hours: Mo-Fr 09:00-18:00", "quick", "answered at once, at any hour",
         "Common questions are answered at once, usually at any hour."),
        ("kind: visit, where: '1 Road Street, by appointment only'", "complex", "travel there in opening hours",
         "You have to travel there, in opening hours or by appointment."),
        ("kind: post, where: 1 Road Street, answers_within: 72 h", "record", "The slowest way.",
         "Usually the slowest way."),
    ],
)  # fmt: skip
def test_the_general_advice_contradicted_the_file(
    run: Run, tmp_path: Path, contact: str, need: str, was: str, said: str
) -> None:
    channels = f"channels:\n  - {{id: way, {contact}, sources: [site]}}\n"
    language = ("--language", "ru") if need == "срочно" else ()
    (record,) = _reach(run, tmp_path, channels, "--need", need, *language)
    assert said in record[8]
    assert was not in record[8]


def test_a_line_that_connects_comes_before_one_that_may_not(run: Run, tmp_path: Path) -> None:
    abroad = CARE.replace("sources", "hours: 24/7, abroad: also, sources")
    _reach(run, tmp_path, f"phones:\n  {FREE}\n  {abroad}\n", "--need", "urgent")
    caller = ("--country", "GB", "--from", "GE", "--tz", "Asia/Tbilisi", *AT, "--data", str(tmp_path))
    for words in (("--need", "urgent"), ()):
        lines = run("reach", "special", *words, *caller).stdout.splitlines()
        assert [line.partition("\t")[0] for line in lines] == ["special/care", "special/free"]


def test_a_reserved_line_comes_last_in_an_urgent_matter(run: Run, tmp_path: Path) -> None:
    contacts = f"""\
phones:
  - {{id: assistance, label: Help, topics: [accessibility], number: "+44 20 7946 0100", hours: 24/7, sources: [site]}}
  - {{id: baggage, label: Bags, topics: [baggage], number: "+44 20 7946 0101", sources: [site]}}
  {CARE}
"""
    ids = [record[0] for record in _reach(run, tmp_path, contacts, "--need", "urgent")]
    assert ids == ["special/care", "special/baggage", "special/assistance"]
    ids = [record[0] for record in _reach(run, tmp_path, contacts, "--need", "urgent", "--topic", "accessibility")]
    assert ids[0] == "special/assistance"


def test_a_line_with_a_person_is_prepared_before_a_machine(run: Run, tmp_path: Path) -> None:
    _reach(run, tmp_path, f"phones:\n  {MACHINE}\n  {CARE}\n", "--need", "urgent")
    prepared = run("prepare", "special", "--data", str(tmp_path), *HERE).stdout
    assert prepared.startswith("line\t020 7946 0958")
    prepared = run("prepare", "special/code", "--data", str(tmp_path), *HERE).stdout
    assert "keys\tA machine answers; no way to a person is known on this line.\n" in prepared
    assert "Ask for a representative" not in prepared
