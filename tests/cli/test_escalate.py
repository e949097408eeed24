"""`supportdir escalate`: what to ask for, who is next at the company, which body after it, and the letter."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from msgspec import structs

from supportdir import advice
from supportdir.cli import escalate as command
from supportdir.compiled import CompiledCompany
from supportdir.escalation import (
    BodyStep,
    CompanyStep,
    Complaint,
    Plan,
    Request,
    body_steps,
    company_steps,
    letter_address,
    names_place,
)
from supportdir.format import regulators, vocabulary
from supportdir.format.regulators import Body, Register, Role
from supportdir.model import Channel, Escalation, Source
from supportdir.provenance import Provenance
from supportdir.render import escalate as view

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
         takes it now if the refusal was the final answer to your complaint
         first: complain to the provider
         020 7946 0100, Mo-Fr 09:00-17:00
         https://www.example.com/complain
         free
         from the body itself or a public authority, 1 February 2026
""",
        "",
    )
    assert not log.exists()


def test_it_is_russian_as_a_whole(run: Run) -> None:
    """What company files and the register say stays in their words."""
    logged(run, "--at", "2026-11-01T09:00", "--case", "4711", "--topic", "complaint")
    logged(run, "--at", "2026-11-03T10:15", "--case", "4711", "--promised", "a refund", "--by", "2026-11-10")
    assert run("escalate", "acme", *LONDON, *NOW, *TABLE, "--language", "ru") == (
        0,
        """\
Acme Broadband · Обещанный срок прошёл
сделать  Проверьте статус обращения, затем обратитесь на следующий уровень и
         назовите обещанный срок.
сказать  «Обещанный вами срок истёк.»
дальше   the telecoms ombudsman
         named on your bill
         источник: сама компания, 18.04.2026
затем    Example Ombudsman, омбудсмен
         примет жалобу с 27.12.2026: 8 недель после вашей жалобы от 01.11.2026;
         сразу, если компания отказала или дала окончательный ответ
         сначала: complain to the provider
         020 7946 0100, Mo-Fr 09:00-17:00
         https://www.example.com/complain
         free
         источник: сам орган или государственное ведомство, 01.02.2026
""",
        "по записи 2 журнала, 03.11.2026\n",
    )
    abroad = run("escalate", "acme", "--country", "US", *LONDON, *NOW, *TABLE, "--language", "ru").stdout
    assert "затем    Example Commission, регулятор\n" in abroad
    assert "ещё      если вы живёте в US-NJ: Example Board (--country US-NJ)\n" in abroad
    refused = run("escalate", "acme", "--situation", "refused", *LONDON, *NOW, *TABLE, "--language", "ru").stdout
    assert "         примет жалобу уже сейчас, если отказ был окончательным ответом на" in refused


def test_only_the_situation_is_russian_in_plain_and_json(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    register = regulators.register()
    bodies = tuple(structs.replace(body, members_only="ask the company") for body in register.bodies)
    members_only = structs.replace(register, bodies=bodies)
    monkeypatch.setattr(regulators, "register", lambda: members_only)
    words = ("escalate", "acme", "--situation", "refused", *LONDON, *NOW)
    english, russian = (run(*words, *PLAIN, "--language", code).stdout.splitlines() for code in ("en", "ru"))
    assert any("only if Acme Broadband belongs to it or names it in its terms; ask" in line for line in english)
    assert russian[1:] == english[1:]
    (english,), (russian,) = (
        json.loads(run(*words, *JSON, "--language", code).stdout)["answers"] for code in ("en", "ru")
    )
    assert {key for key in english if english[key] != russian[key]} == {"situation"}


def test_the_log_tells_the_situation_and_when_the_body_takes_it(run: Run) -> None:
    logged(run, "--at", "2026-11-01T09:00", "--case", "4711", "--topic", "complaint")
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
    ("words", "situation", "is_complaint"),
    [
        (("--outcome", "refused"), "refusal", True),
        (("--outcome", "promised", "--by", "2026-11-10"), "missed-deadline", True),
        (("--outcome", "no-answer"), "call-not-taken", False),
        (("--outcome", "no-answer", "--channel", "chat"), "no-answer", True),
        (("--channel", "email",), "no-answer", True),  # an e-mail is usually answered within 24 hours
        (("--promised", "a call", "--by", "2026-12-10"), None, False),
        (("--promised", "a call", "--by", "2026-12-10", "--topic", "complaint"), None, True),
        (("--outcome", "cut-off"), "cut-off", False),
        (("--outcome", "cut-off", "--rating", "politeness=1"), "rudeness", False),
        (("--outcome", "cut-off", "--rating", "politeness=2"), "cut-off", False),
        (("--outcome", "refused", "--rating", "politeness=1"), "refusal", True),
    ],
)  # fmt: skip
def test_what_the_log_shows(run: Run, words: tuple[str, ...], situation: str | None, is_complaint: bool) -> None:
    logged(run, "--at", "2026-11-03T10:15", *words)
    (value,) = json.loads(run("escalate", "acme", *LONDON, *NOW, *JSON).stdout)["answers"]
    assert (value["situation"] or {"id": None})["id"] == situation
    assert (value["log_entry"], value["complained_on"]) == (1, "2026-11-03" if is_complaint else None)


def test_a_call_that_was_cut_off_begins_no_waiting_time(run: Run) -> None:
    logged(run, "--at", "2026-11-03T10:15", "--outcome", "cut-off")
    assert (
        "         takes it 8 weeks after you complain to the company; at once after a\n"
        "         final answer or a refusal\n"
    ) in run("escalate", "acme", *LONDON, *NOW, *TABLE).stdout


@pytest.mark.parametrize(
    ("words", "opens"),
    [
        (("--topic", "complaint"), "2026-11-20"),
        ((), "2027-01-15"),  # a request was refused, and that may not have been a complaint
    ],
)
def test_a_refusal_opens_a_body_if_it_was_the_final_answer_to_a_complaint(
    run: Run, words: tuple[str, ...], opens: str
) -> None:
    logged(run, "--at", "2026-11-20T10:15", "--outcome", "refused", *words)
    answer = run("escalate", "acme", *LONDON, *NOW, *TABLE)
    assert (
        "         takes it now if the refusal of 20 November 2026 was the final answer to\n"
        "         your complaint; else 8 weeks after your complaint\n"
    ) in answer.stdout
    (value,) = json.loads(run("escalate", "acme", *LONDON, *NOW, *JSON).stdout)["answers"]
    assert (value["refused_on"], value["bodies"][0]["opens"]) == ("2026-11-20", opens)


CALL = Request(date(2026, 11, 3), "phone", is_complaint=False)
MAIL = Request(date(2026, 11, 5), "email", is_complaint=False)
COMPLAINT = Request(date(2026, 11, 9), "phone")


@pytest.mark.parametrize(
    ("fields", "complaint", "words"),
    [
        (  # a call that ended with a broken promise may be no complaint
            {},
            Complaint((CALL,)),
            "takes it from 1 December 2026: 4 weeks after your call of 3 November 2026, if that was a complaint",
        ),
        (
            {},
            Complaint((CALL, COMPLAINT)),
            "takes it from 7 December 2026: 4 weeks after your complaint of 9 November 2026",
        ),
        ({"written": "true"}, Complaint((CALL,)), "takes it 4 weeks after you complain to the company"),
        (
            {"written": "true"},
            Complaint((CALL, MAIL, COMPLAINT)),
            "takes it from 3 December 2026: 4 weeks after your request of 5 November 2026, if that was a complaint",
        ),
        (  # the window of a body closes
            {"after": "", "within": "1 month"},
            Complaint((COMPLAINT,), date(2026, 11, 10)),
            "it must be asked until about 10 December 2026, 1 month after the final answer; later it may refuse",
        ),
        (
            {"after": "", "within": "1 week"},
            Complaint((COMPLAINT,), date(2026, 11, 10)),
            "the time to ask it may be over: 1 week after the final answer was about 17 November 2026",
        ),
        (  # the time of the company is over in any case
            {"after": "1 week", "deadlock": "true"},
            Complaint((COMPLAINT,)),
            "takes it since 16 November 2026: 1 week after your complaint of 9 November 2026",
        ),
    ],
)  # fmt: skip
def test_when_a_body_takes_it(fields: dict[str, Any], complaint: Complaint, words: str) -> None:
    known = Body(
        **{"id": "b", "name": "B", "serves": ("FR",), "sectors": ("retail",), "role": "mediator", "sources": ("page",),
           "after": "4 weeks", **fields}
    )  # fmt: skip
    register = Register(sources={"page": Source(kind="official")}, bodies=(known,))
    (one,) = body_steps(register, structs.replace(SHOP, escalation=()), "FR", (), complaint)
    plan = Plan(SHOP, "FR", True, None, [], [one], [], complaint, 1)
    assert view.opening(one, plan, date(2026, 11, 26)) == words


def test_a_late_promise_of_an_earlier_entry_goes_before_a_later_entry(run: Run) -> None:
    logged(run, "--at", "2026-11-03T10:15", "--promised", "a refund", "--by", "2026-11-10")
    logged(run, "--at", "2026-11-25T10:15", "--outcome", "cut-off", "--topic", "login")
    answer = run("escalate", "acme", *LONDON, *NOW, *PLAIN)
    assert answer.stdout.split("\t")[1] == "The promised date has passed"
    assert answer.stderr == "by entry 1 of the log, 3 Nov 2026\n"


def test_a_log_that_cannot_be_read_does_not_stop_it(run: Run, log: Path) -> None:
    log.write_bytes(b"not a log" * 1000)
    answer = run("escalate", "acme", "--situation", "refused", *LONDON, *NOW, *PLAIN)
    assert answer.status == 0
    assert answer.stdout.startswith("situation\tThe request was refused\t")
    assert answer.stderr.startswith("without the log: ")
    assert run("escalate", "acme", "--log", "1", *LONDON, *NOW).status == 3


def test_with_a_country_no_location_is_missing(run: Run) -> None:
    answer = run("escalate", "acme", "--country", "GB", "--situation", "refused", "--tz", "UTC", *NOW, *PLAIN)
    assert (answer.status, answer.stderr) == (0, "")


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
        "         from the terms of a company, or a list, undated\n"
        "also     if you live in US-NJ: Example Board (--country US-NJ)\n"
    )
    assert [
        line.split("\t")[1] for line in run("escalate", "acme", "-c", "US-NJ", *LONDON, *PLAIN).stdout.splitlines()
    ][-2:] == ["Example Commission", "Example Board"]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (["US, -US-CA, -US-NJ"], "if you live in US except US-CA, US-NJ: board (--country US-XX)"),
        (["US-CA, US-NJ"], "if you live in US-CA or US-NJ: board (--country US-CA)"),
        (["US-CA", "US-NJ", "US-NY", "US, -US-CA, -US-NJ, -US-NY"],
         "a body of your part of the country: add --country US-XX"),
        (["US-CA", "US-NJ", "US-NY", "US-PA"],
         "a body of your part of the country, if it is one of US-CA, US-NJ, US-NY, US-PA: add --country US-CA"),
    ],
)  # fmt: skip
def test_a_body_for_the_rest_of_the_country_was_for_minus_a_part(parts: list[str], said: str) -> None:
    bodies = [structs.replace(body("board", "retail"), serves=tuple(codes.split(", "))) for codes in parts]
    assert view._parts(PLAN._replace(parts=bodies))[0] == said


def test_a_body_for_every_kind_of_company_if_there_is_none_for_this_one(run: Run) -> None:
    answer = run("escalate", "nightowl", "--country", "RU", *LONDON, *TABLE)
    assert answer.stdout.splitlines()[1] == "then     Example Agency (Пример), consumer agency"


def test_nothing_is_known(run: Run) -> None:
    answer = run("escalate", "silent", *LONDON, *PLAIN)
    assert (answer.status, answer.stdout) == (1, "")
    first, *situations, last = answer.stderr.splitlines()
    assert first == "say what went wrong: --situation WORD, with one of these words:"
    assert situations == advice.situation_lines()
    assert "There is nothing in writing" in {line.split(maxsplit=1)[1] for line in situations}
    assert last == "no ombudsman or regulator for Silent Messenger in Britain (UK) is known here"


def test_no_other_country_is_proposed_than_that_in_which_the_customer_lives(run: Run) -> None:
    answer = run("escalate", "nightowl", "--situation", "refused", *LONDON, *PLAIN)
    assert answer.stderr == "no line of Nightowl Bank for Britain (UK) is known\n"


def test_a_company_for_every_country_names_none(run: Run) -> None:
    note = "Silent Messenger serves every country; a body here may not take a complaint about a company abroad\n"
    words = ("--situation", "refused", "--from", "RU", "--tz", "Europe/Moscow")
    assert run("escalate", "silent", *words, *PLAIN).stderr == note
    assert run("escalate", "acme", "--situation", "refused", *LONDON, *PLAIN).stderr == ""
    company = structs.replace(SHOP, serves=("all",), escalation=())
    assert not names_place(company, "FR")
    assert names_place(structs.replace(company, serves=("all", "FR")), "FR")
    assert names_place(structs.replace(company, escalation=(Escalation(to="a mediator", countries=("FR",)),)), "FR")


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


def test_the_letter_does_not_pass_on_a_secret_that_the_log_keeps(run: Run) -> None:
    logged(run, "--at", "2026-11-03T10:15", "--said", "My PIN is 1234.", "--by", "2026-11-10", "--keep-secrets")
    answer = run("escalate", "acme", "--letter", *LONDON, *NOW)
    assert "My PIN is ****." in answer.stdout
    assert "--log: what looks like a card number, PIN, password or code is masked" in answer.stderr


SHOP = CompiledCompany(
    slug="shop",
    name="Shop",
    categories=("retail",),
    serves=("FR", "US"),
    sources={
        "terms": Source(kind="official", date="2026-01-02"),
        "leaflet": Source(kind="community", date="2010-01-18"),
    },
    escalation=(
        Escalation(to="the head office", sources=("leaflet",)),
        Escalation(to="French mediator", body="fr-mediator", countries=("FR",), sources=("terms",)),
        Escalation(to="Californian office", countries=("US-CA",), sources=("terms",)),
        Escalation(to="a manager", sources=("terms",)),
    ),
)


PLAN = Plan(SHOP, "FR", is_served=True, next_step=None, steps=[], bodies=[], parts=[], complaint=Complaint(), entry=0)


def steps_in(place: str, company: CompiledCompany = SHOP) -> list[CompanyStep]:
    return company_steps(company, place, date(2026, 11, 26), lambda _: None, lambda _: None)


@pytest.mark.parametrize(
    ("place", "steps"),
    [
        ("FR", ["French mediator", "a manager", "the head office"]),
        ("US-CA", ["Californian office", "a manager", "the head office"]),
        ("US-TX", ["a manager", "the head office"]),
        ("US", ["a manager", "the head office"]),  # the state is not known
        ("GB", ["a manager", "the head office"]),
    ],
)
def test_a_step_of_another_country_is_left_out_and_an_old_one_is_last(place: str, steps: list[str]) -> None:
    assert [step.escalation.to for step in steps_in(place)] == steps


def body(id: str, sectors: str, role: Role = "mediator", **fields: Any) -> Body:
    return Body(id=id, name=id, serves=("FR",), sectors=(*sectors.split(),), role=role, sources=("page",), **fields)


def found(company: CompiledCompany, *bodies: Body, place: str = "FR") -> str:
    return " ".join(f"{one.body.id}:{one.standing}" for one in steps_of(company, *bodies, place=place))


def steps_of(company: CompiledCompany, *bodies: Body, place: str = "FR") -> list[BodyStep]:
    register = Register(sources={"page": Source(kind="official")}, bodies=bodies)
    return body_steps(register, company, place, steps_in(place, company), Complaint())


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        (  # other mediators that take only their members are left out
            (body("a", "retail", members_only="ask"), body("fr-mediator", "retail"), body("b", "retail")),
            "fr-mediator:named b:also",
        ),
        (  # a regulator decides other matters
            (body("r", "retail", "regulator"), body("fr-mediator", "retail")),
            "fr-mediator:named r:first",
        ),
        (  # the body that is named takes only decisions about content, of all companies
            (body("b", "retail"), body("fr-mediator", "social", takes="content")),
            "b:first fr-mediator:also",
        ),
        (  # none is named: those for members only are behind, and a list to choose from if they are many
            (body("a", "retail", members_only="ask"), body("b", "retail")),
            "b:first a:first",
        ),
        (
            tuple(body(id, "retail", members_only="ask") for id in "abc"),
            "a:also b:also c:also",
        ),
        ((body("a", "all"), body("b", "all", takes="personal data")), "a:first b:also"),
        ((body("a", "all", "consumer-agency"), body("fr-mediator", "retail")), "fr-mediator:named a:also"),
        ((body("a", "all", "consumer-agency"), body("b", "retail")), "b:first a:also"),
    ],
)  # fmt: skip
def test_the_order_of_the_bodies(bodies: tuple[Body, ...], expected: str) -> None:
    assert found(SHOP, *bodies) == expected


def test_a_body_that_the_company_names_for_certain_matters_is_behind_those_for_all() -> None:
    step = Escalation(to="a mediator", body="fr-mediator", takes="its hotspots", countries=("FR",), sources=("terms",))
    company = structs.replace(SHOP, escalation=(step,))
    bodies = body("fr-mediator", "retail", members_only="ask"), body("b", "retail", members_only="ask")
    assert found(company, *bodies) == "b:first fr-mediator:named"
    (_, one) = steps_of(company, *bodies)
    assert (view._scope(one), [*view._remarks(one, PLAN, "only members; {how}")]) == (
        " for its hotspots",
        ["only members; ask"],
    )
    abroad = structs.replace(bodies[0], serves=("LU",))
    assert found(company, abroad) == "fr-mediator:named"  # the company names it for customers here


def test_a_body_that_an_authority_names_is_next_and_not_aside() -> None:
    office = structs.replace(SHOP, categories=("tax",))  # the bodies above companies have no such sector
    named = body("fr-mediator", "government", takes="mistakes and delays")
    assert found(office, named) == "fr-mediator:named"


def test_a_step_to_somebody_outside_stands_behind_the_bodies() -> None:
    company = structs.replace(
        SHOP, escalation=(Escalation(to="the authority", outside="true", sources=("terms",)), *SHOP.escalation[-1:])
    )
    plan = PLAN._replace(company=company, steps=steps_in("FR", company))
    assert [[step.escalation.to for step in steps] for steps in view._split(plan)] == [["a manager"], ["the authority"]]


@pytest.mark.parametrize(
    ("topics", "fields", "steps"),
    [
        (("complaint",), {}, ["complaints", ""]),
        (("complaint", "claims"), {"serves": ("FR",)}, ["complaints", ""]),
        (("complaint",), {"serves": ("US",)}, [""]),
        (("general", "complaint"), {}, [""]),
        (("complaint",), {"audience": ("business",)}, [""]),
        (("billing",), {}, [""]),
    ],
)
def test_a_contact_for_complaints_is_the_next_step(
    topics: tuple[str, ...], fields: dict[str, Any], steps: list[str]
) -> None:
    form = Channel(
        id="complaints", kind="form", topics=topics, url="https://www.example.com/form", sources=("leaflet",), **fields
    )
    company = structs.replace(SHOP, channels=(form,), escalation=SHOP.escalation[-1:])
    assert [step.escalation.contact for step in steps_in("FR", company)] == steps
    named = structs.replace(company, escalation=(Escalation(contact="complaints", sources=("terms",)),))
    assert [step.escalation.contact for step in steps_in("FR", named)].count("complaints") == (
        fields.get("serves") != ("US",)
    )


@pytest.mark.parametrize(
    ("step", "address"),
    [
        (Escalation(to="Shop, complaints by letter", where="1 Road Street"), "1 Road Street"),
        (Escalation(to="a manager", where="1 Road Street", note="in writing"), "1 Road Street"),
        (Escalation(to="a manager", where="1 Road Street"), ""),
        (Escalation(to="complaints by phone or letter", where="22123"), ""),
        (Escalation(to="complaints in writing", where="a@example.com"), ""),
        (Escalation(to="the authority, by letter", where="1 Road Street", outside="true"), ""),
        (Escalation(to="the authority, by letter", where="1 Road Street", body="fr-mediator"), ""),
        (Escalation(contact="post"), "2 Road Street"),
    ],
)
def test_a_letter_goes_to_the_address_for_complaints(step: Escalation, address: str) -> None:
    post = Channel(id="post", kind="post", address="2 Road Street", sources=("terms",))
    assert letter_address(structs.replace(SHOP, channels=(post,), escalation=(step,)), "FR") == address


@pytest.mark.parametrize(
    ("note", "said", "rest"),
    [
        ("free", "in France, free of charge", ""),
        ("free; also in English", "Free", "also in English"),
        ("free", "", "free"),
        ("freely", "free", "freely"),
    ],
)
def test_the_register_does_not_repeat_the_company(note: str, said: str, rest: str) -> None:
    assert view._unsaid(note, said) == rest


def test_a_link_in_a_line_stays_whole() -> None:
    link = "https://www.example.com/complaints/how-the-example-can-help/how-the-example-can-help"
    lines = view._with_whole_link("also", f"Example Board: {link}", 60)
    assert [line.plain for line in lines] == ["also     Example Board:", f"         {link}"]


@pytest.mark.parametrize(
    ("where", "number", "address"),
    [
        ("mediator@example.com", "", "mediator@example.com"),
        ("www.example.com", "", "1 Old Road"),  # the host of the URL
        ("(202) 555-0123", "+12025550123", "1 Old Road"),
        ("1-202-555-0199", "+12025550123", "1-202-555-0199"),
        ("", "", "1 Old Road"),
    ],
)
def test_the_address_of_a_body_is_that_which_the_company_gives(where: str, number: str, address: str) -> None:
    step = CompanyStep(Escalation(to="a body", where=where), None, None, None, is_old=False)
    known = body("b", "retail", number=number, address="1 Old Road", url="https://www.example.com/complain")
    assert view._address(BodyStep(known, Provenance("official", "", ""), None, None, "named", step)) == address


def test_the_bodies_for_the_main_business_come_first() -> None:
    company = structs.replace(SHOP, categories=("energy", "telecom"), escalation=())
    bodies = body("phones", "telecom"), body("power", "energy")
    assert found(company, *bodies) == "power:first phones:also"
    assert found(company, bodies[0]) == "phones:first"


def test_bodies_stand_behind_if_the_company_does_not_serve_the_country() -> None:
    company = structs.replace(SHOP, serves=("GB",), escalation=())
    bodies = body("a", "retail"), body("b", "retail", members_only="ask")
    assert found(company, *bodies) == "a:also"
    says_so = structs.replace(company, escalation=(Escalation(to="a mediator", countries=("FR",)),))
    assert found(says_so, *bodies) == "a:first b:first"  # it has customers there
