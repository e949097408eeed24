"""`supportdir escalate`: what to ask for, who is next at the company, which body after it, and the letter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run

from supportdir import advice
from supportdir.cli import escalate as command
from supportdir.format import regulators, vocabulary

LONDON = ("--from", "GB", "--tz", "Europe/London")
NOW = ("--at", "2026-11-26T12:00")
PLAIN, TABLE, JSON = ("--output", "plain"), ("--output", "table"), ("--output", "json")
REGISTER = """\
sources:
  body-page: {kind: official, url: https://www.example.com/complain, date: "2026-02-01"}
  terms: {kind: community, title: Terms of a company}
bodies:
  - id: gb-telecom
    name: Example Ombudsman
    serves: [GB]
    sectors: [telecom]
    role: ombudsman
    after: 8 weeks
    deadlock: true
    before: complain to the provider
    number: "+44 20 7946 0100"
    hours: Mo-Fr 09:00-17:00
    timezone: Europe/London
    url: https://www.example.com/complain
    note: free
    sources: [body-page]
  - id: us-telecom
    name: Example Commission
    serves: [US]
    sectors: [telecom]
    role: regulator
    company: silent
    sources: [terms]
  - id: us-nj-telecom
    name: Example Board
    serves: [US-NJ]
    sectors: [telecom]
    role: regulator
    address: 1 State Street
    sources: [terms]
  - id: ru-anybody
    name: Example Agency
    local: Пример
    serves: [RU]
    sectors: [all]
    role: consumer-agency
    url: https://www.example.ru/complain
    sources: [terms]
"""


@pytest.fixture(autouse=True)
def _register(monkeypatch: pytest.MonkeyPatch) -> None:
    found, faults = regulators.read_register("regulators.yaml", REGISTER.encode())
    assert faults == []
    monkeypatch.setattr(regulators, "register", lambda: found)


@pytest.fixture(autouse=True)
def log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("SUPPORTDIR_LOG_DIR", str(tmp_path))
    return tmp_path / "log.sqlite"


def logged(run: Run, *words: str) -> None:
    assert run("log", "add", "acme", *words, *LONDON).status == 0


def test_a_refusal_without_a_log(run: Run, log: Path) -> None:
    assert run("escalate", "acme", "--situation", "refused", *LONDON, *NOW, *TABLE) == (
        0,
        """\
Acme Broadband · The request was refused
do       Ask for the grounds of the refusal, in writing.
say      “My request was refused. Please state the grounds: the rule or the term
         of the contract.”
next     the telecoms ombudsman
         named on your bill
         from the company itself, 18 April 2026
then     Example Ombudsman, ombudsman
         takes it 8 weeks after your complaint to the company; at once after a
         final answer or a refusal
         first: complain to the provider
         020 7946 0100, Mo-Fr 09:00-17:00
         https://www.example.com/complain
         free
         from the body itself or a public authority, 1 February 2026
""",
        "",
    )
    assert not log.exists()


def test_the_log_tells_the_situation_and_when_the_body_takes_it(run: Run) -> None:
    logged(run, "--at", "2026-11-01T09:00", "--case", "4711")
    logged(run, "--at", "2026-11-03T10:15", "--case", "4711", "--promised", "a refund", "--by", "2026-11-10")
    answer = run("escalate", "acme", *LONDON, *NOW, *TABLE)
    assert answer.stdout.startswith("Acme Broadband · The promised date has passed\n")
    assert (
        "         takes it from 27 December 2026: 8 weeks after your complaint of 1\n"
        "         November 2026; at once after a final answer or a refusal\n"
    ) in answer.stdout
    assert answer.stderr == "by entry 2 of the log, 3 Nov 2026\n"
    later = run("escalate", "acme", *LONDON, "--at", "2027-01-05T12:00", *TABLE).stdout
    assert "takes it since 27 December 2026: 8 weeks after your complaint of 1\n" in later


@pytest.mark.parametrize(
    ("words", "situation"),
    [
        (("--outcome", "refused"), "refusal"),
        (("--outcome", "promised", "--by", "2026-11-10"), "missed-deadline"),
        (("--outcome", "no-answer"), "call-not-taken"),
        (("--outcome", "no-answer", "--channel", "chat"), "no-answer"),
        (("--channel", "email",), "no-answer"),  # an e-mail is usually answered within 24 hours
        (("--promised", "a call", "--by", "2026-12-10"), None),
        (("--outcome", "cut-off"), None),
    ],
)  # fmt: skip
def test_what_the_log_shows(run: Run, words: tuple[str, ...], situation: str | None) -> None:
    logged(run, "--at", "2026-11-03T10:15", *words)
    (value,) = json.loads(run("escalate", "acme", *LONDON, *NOW, *JSON).stdout)["answers"]
    assert (value["situation"] or {"id": None})["id"] == situation
    assert (value["log_entry"], value["complained_on"]) == (1, "2026-11-03")


def test_the_entry_of_an_id_and_not_the_last_one(run: Run) -> None:
    logged(run, "--at", "2026-11-03T10:15", "--outcome", "refused")
    logged(run, "--at", "2026-11-25T10:15")
    answer = run("escalate", "acme", "--log", "1", *LONDON, *NOW, *PLAIN)
    assert answer.stdout.split("\t")[1] == "The request was refused"
    assert run("escalate", "acme", "--log", "3", *LONDON).status == 1
    assert run("escalate", "silent", "--log", "1", *LONDON).status == 2


def test_plain_and_json(run: Run) -> None:
    words = ("escalate", "acme", "--situation", "rude", *LONDON, *NOW)
    assert [line.split("\t") for line in run(*words, *PLAIN).stdout.splitlines()] == [
        ["situation", "The agent was rude", "", "", "", "", "", "",
         "End the call politely, call again, and complain with the date, the time and the agent's name.", "",
         "I was treated rudely. Please look into it and tell me the result.", ""],
        ["company", "the telecoms ombudsman", "", "", "named on your bill", "", "", "", "", "official 2026-04-18", "",
         ""],
        ["body", "Example Ombudsman", "+44 20 7946 0100", "https://www.example.com/complain", "", "", "", "8 weeks",
         "complain to the provider", "official 2026-02-01", "free", "GB"],
    ]  # fmt: skip
    (value,) = json.loads(run(*words, *JSON).stdout)["answers"]
    assert [step["to"] for step in value["steps"]] == ["the telecoms ombudsman"]
    (body,) = value["bodies"]
    assert (body["body"], body["after"], body["opens"], body["deadlock"]) == ("gb-telecom", "8 weeks", None, True)


def test_a_body_of_the_directory_and_of_a_part_of_the_country(run: Run) -> None:
    answer = run("escalate", "acme", "--country", "US", *LONDON, *NOW, *TABLE)
    assert answer.stdout.endswith(
        "then     Example Commission, regulator\n"
        "         supportdir show silent\n"
        "         from a company or a list that names it, undated\n"
        "also     Example Board (US-NJ only): 1 State Street\n"
    )
    assert [
        line.split("\t")[1] for line in run("escalate", "acme", "-c", "US-NJ", *LONDON, *PLAIN).stdout.splitlines()
    ][-2:] == ["Example Commission", "Example Board"]


def test_a_body_for_every_kind_of_company_if_there_is_none_for_this_one(run: Run) -> None:
    answer = run("escalate", "nightowl", "--country", "RU", *LONDON, *TABLE)
    assert answer.stdout.splitlines()[1] == "then     Example Agency (Пример), consumer agency"


def test_nothing_is_known(run: Run) -> None:
    answer = run("escalate", "silent", *LONDON, *PLAIN)
    assert (answer.status, answer.stdout) == (1, "")
    assert answer.stderr.splitlines()[0].startswith("say what went wrong: --situation canned-answer, refusal, ")
    assert answer.stderr.splitlines()[1] == (
        "no ombudsman or regulator for Silent Messenger in Britain (UK) is known here"
    )


def test_a_company_that_does_not_serve_the_caller_has_its_bodies_at_home(run: Run) -> None:
    answer = run("escalate", "nightowl", *LONDON, *PLAIN)
    assert "Nightowl Bank does not serve GB; the bodies of its home: --country RU\n" in answer.stderr


@pytest.mark.parametrize(
    ("typed", "situation"),
    [
        ("refused", "refusal"),
        ("they refused it", "refusal"),
        ("отказ", "refusal"),
        ("template answer", "canned-answer"),
        ("late", "missed-deadline"),
        ("RUDE", "rudeness"),
        ("no reply", "no-answer"),
        ("не перезвонили", "no-callback"),
        ("agent cannot help", "cannot-help"),
        ("account blocked", "blocked"),
        ("blames another company", "other-company"),
        ("service partner", "service-partner"),
        ("nothing in writing", "trace"),
        ("The agent was rude", "rudeness"),
    ],
)
def test_everyday_words_for_a_situation(typed: str, situation: str) -> None:
    assert advice.situation_meant(typed) == situation


def test_no_two_situations_have_a_word_in_common() -> None:
    texts = vocabulary.advice_texts()["escalation"]
    for id, entry in texts.items():
        for word in (id, entry["en"], entry["ru"], *entry["also"]):
            assert advice.situation_meant(word) == id


def test_a_typing_error_is_refused_with_the_nearest(run: Run) -> None:
    assert run("escalate", "acme", "--situation", "refusl", *LONDON).stderr == (
        "error: invalid --situation 'refusl'; did you mean refusal?\n"
    )


@pytest.mark.parametrize("situation", [entry.id for entry in advice.situations()])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_situation_has_its_step_and_its_explanations(run: Run, situation: str, language: str) -> None:
    answer = run("escalate", "acme", "--situation", situation, "--language", language, *LONDON, *PLAIN)
    step = advice.next_step(situation, "ru" if language == "ru" else "en")
    assert answer.stdout.splitlines()[0].split("\t")[8] == step.action
    known = {entry.id for entry in advice.reminders("docs")}
    assert {*command._ADVICE.get(situation, ())} <= known


def test_the_letter_cites_the_record(run: Run) -> None:
    logged(run, "--at", "2026-11-03T10:15", "--agent", "Jo", "--case", "4711", "--by", "2026-11-10")
    answer = run("escalate", "acme", "--letter", *LONDON, *NOW)
    assert answer.stdout.startswith(
        "Subject: Escalation: [kind of problem], [your account number], case number 4711\n\n"
        "To: Acme Broadband\n1 Road Street, Somewhere\n"
    )
    assert "The date that you promised has passed.\n" in answer.stdout
    assert "- 3 November 2026 at 10:15, by phone, Jo, case number 4711\n  By: 10 November 2026\n" in answer.stdout
    assert answer.stderr.endswith(
        "to fill the gaps: supportdir letter acme --kind escalation --log 1 --problem … --want …\n"
    )
