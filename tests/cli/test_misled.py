"""Answers that misled a caller: each test is named after what went wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Answer, Run

AT = ("--at", "2026-11-23T12:00Z")  # a Monday
NOW = ("--from", "GB", "--tz", "Europe/London")  # for `wait`, and lines that are always open
LONDON = (*NOW, *AT)
HEAD = """\
name: Acme Trains
categories: [transport]
serves: [GB]
timezone: Europe/London
sources:
  page: {kind: official, title: A page, date: "2026-05-02"}
"""


@pytest.fixture
def ask(run: Run, tmp_path: Path) -> Callable[..., Answer]:
    """Return a function that runs a command on a table with the company acme-trains, given as the end of its file."""

    def ask(company: str, *words: str, head: str = HEAD, caller: tuple[str, ...] = LONDON) -> Answer:
        (tmp_path / "acme-trains.yaml").write_text(head + company, encoding="utf-8")
        output = () if "--output" in words else ("--output", "table")
        return run(*words, *caller, "--data", str(tmp_path), *output)

    return ask


# --- ivr

MENU_WITHOUT_PERSON = """\
phones:
  - id: enquiries
    label: Enquiries
    number: "+44 20 7946 0101"
    menu:
      options:
        "1": {label: Timetables, topics: [status]}
        "2": {label: Messages, contact: message}
        "3": {label: Bookings, contact: bookings}
    sources: [page]
  - id: bookings
    label: Bookings
    topics: [reservations]
    number: "+44 20 7946 0102"
    sources: [page]
channels:
  - id: message
    kind: messenger
    service: WhatsApp
    number: "+44 20 7946 0103"
    sources: [page]
"""


@pytest.mark.parametrize(
    ("words", "status", "stdout", "stderr"),
    [
        (
            ("ivr", "acme-trains"),
            1,
            "020 7946 0101   Acme Trains · Enquiries   hours not known\n",
            "no way to a person through the phone menu of Acme Trains is known; "
            "the whole menu: supportdir ivr acme-trains/enquiries --menu\n",
        ),
        (
            ("ivr", "acme-trains", "--topic", "status"),
            0,
            "020 7946 0101   Acme Trains · Enquiries   hours not known\n"
            "for status of a flight or case\n"
            "  1  at “Timetables”, press 1\n"
            "keys 1   dial +442079460101,,1  (pauses estimated)\n"
            "from the company itself, 2 May 2026, derived from the menu\n",
            "",
        ),
    ],
    ids=["no person", "the topic of an option"],
)
def test_a_menu_without_a_way_to_a_person_counted_as_a_route(
    ask: Callable[..., Answer], words: tuple[str, ...], status: int, stdout: str, stderr: str
) -> None:
    assert ask(MENU_WITHOUT_PERSON, *words) == (status, stdout, stderr)


def test_a_line_whose_menu_leads_to_a_person_comes_before_one_whose_menu_does_not(ask: Callable[..., Answer]) -> None:
    options = '"0": {label: A person, reaches: person}, "1": {label: Other}'
    company = MENU_WITHOUT_PERSON.replace('0102"\n', f'0102"\n    menu: {{options: {{{options}}}}}\n')
    answer = ask(company, "ivr", "acme-trains")
    assert (answer.status, answer.stdout.splitlines()[0]) == (
        0,
        "020 7946 0102   Acme Trains · Bookings   hours not known",
    )


@pytest.mark.parametrize(("contact", "label", "key"), [("message", "Messages", "2"), ("bookings", "Bookings", "3")])
def test_a_contact_in_the_menu_of_another_line_was_said_to_have_no_route(
    ask: Callable[..., Answer], contact: str, label: str, key: str
) -> None:
    assert ask(MENU_WITHOUT_PERSON, "ivr", f"acme-trains/{contact}") == (
        0,
        "020 7946 0101   Acme Trains · Enquiries   hours not known\n"
        f"  1  at “{label}”, press {key}\n"
        f"keys {key}   dial +442079460101,,{key}  (pauses estimated)\n"
        "from the company itself, 2 May 2026, derived from the menu\n",
        f"acme-trains/{contact} is an option in the menu of acme-trains/enquiries\n",
    )


def test_the_extension_was_missing_from_the_dial_string(ask: Callable[..., Answer]) -> None:
    company = """\
phones:
  - id: desk
    label: Desk
    number: "+44 20 7946 0107"
    extension: "214"
    menu:
      options:
        "3": {label: A person, reaches: person}
        "4": {label: Timetables}
    sources: [page]
"""
    for command in ("ivr", "reach"):
        for phone in ((), ("--phone", "iphone")) if command == "ivr" else ((),):
            assert "+442079460107,,214,3" in ask(company, command, "acme-trains", *phone).stdout
    (line,) = json.loads(ask(company, "ivr", "acme-trains", "--output", "json").stdout)["answers"]
    assert [(route["dial"], route["dial_is_complete"]) for route in line["routes"]] == [("+442079460107,,214,3", True)]


BANK = """\
phones:
  - {id: help, label: Help, number: "+44 20 7946 0101", hours: 24/7, sources: [page]}
  - {id: cards, label: Lost cards, number: "+44 20 7946 0102", topics: [lost-card], sources: [page]}
"""
ONE_KEY = "shortcuts: [{reaches: person, steps: [{press: '1'}]}], sources: [page]"
SCAM = f'  - {{id: scam, label: Scams, number: "+44 20 7946 0103", topics: [fraud], {ONE_KEY}}}\n'
NEWCOMERS = f'  - {{id: new, label: New, number: "+44 20 7946 0103", audience: [new-customers], {ONE_KEY}}}\n'
ESTATES = f'  - {{id: estates, label: Estates, number: "+44 20 7946 0103", topics: [bereavement, tax], {ONE_KEY}}}\n'
ABROAD = f'  - {{id: abroad, label: Abroad, number: "+44 20 7946 0103", abroad: only, {ONE_KEY}}}\n'
BUSINESS = f'  - {{id: firms, label: Firms, number: "+44 20 7946 0103", audience: [business], {ONE_KEY}}}\n'
CLOSED = f'  - {{id: day, label: Day, number: "+44 20 7946 0103", hours: Mo-Fr 08:00-10:00, {ONE_KEY}}}\n'
SALES_KEY = (
    '  - {id: main, label: Main, number: "+44 20 7946 0103", '
    "shortcuts: [{topics: [sales], steps: [{press: '1'}]}], sources: [page]}\n"
)


@pytest.mark.parametrize(
    ("line", "topic", "number", "known"),
    [
        (SCAM, "lost-card", "020 7946 0102", "for “Scams” is known: supportdir ivr acme-trains/scam"),
        (NEWCOMERS, "lost-card", "020 7946 0102", "for “New” is known: supportdir ivr acme-trains/new"),
        (NEWCOMERS, "", "020 7946 0101", "for “New” is known: supportdir ivr acme-trains/new"),
        (BUSINESS, "", "020 7946 0101", "for “Firms” is known: supportdir ivr acme-trains/firms"),
        (ESTATES, "", "020 7946 0101", "for “Estates” is known: supportdir ivr acme-trains/estates"),
        (ESTATES, "tax", "020 7946 0101", "for “Estates” is known: supportdir ivr acme-trains/estates"),
        (ABROAD, "", "020 7946 0101", "for “Abroad” is known: supportdir ivr acme-trains/abroad"),
        (ABROAD, "lost-card", "020 7946 0102", "for “Abroad” is known: supportdir ivr acme-trains/abroad"),
        (CLOSED, "", "020 7946 0101", "for “Day” is known: supportdir ivr acme-trains/day"),
        (SALES_KEY, "", "020 7946 0101", "for “Main” is known: supportdir ivr acme-trains/main"),
    ],
)
def test_ivr_answered_with_a_line_for_others_because_its_keys_are_known(
    ask: Callable[..., Answer], line: str, topic: str, number: str, known: str
) -> None:
    answer = ask(BANK + line, "ivr", "acme-trains", *(("--topic", topic) if topic else ()))
    matter = {"lost-card": " for lost card", "tax": " for tax"}.get(topic, "")
    assert (answer.status, answer.stdout.startswith(f"{number} "), answer.stderr) == (
        1,
        True,
        f"no way through the phone menu of Acme Trains{matter} is known; call {number}; a way {known}\n",
    )
    assert "press" not in answer.stdout


@pytest.mark.parametrize(
    ("line", "topic", "note"),
    [
        (SCAM, "fraud", ""),
        (SCAM, "", "no general way through the phone menu of Acme Trains is known\n"),
        (ESTATES, "bereavement", ""),
        (ABROAD.replace("abroad: only", "abroad: also"), "", ""),
        (SALES_KEY, "sales", ""),
        (
            SALES_KEY.replace("topics: [sales], ", ""),
            "lost-card",
            "the first line to call is 020 7946 0102 (acme-trains/cards); no way through its phone menu is known\n",
        ),
    ],
)
def test_ivr_did_not_say_that_its_line_is_not_the_first_for_the_matter(
    ask: Callable[..., Answer], line: str, topic: str, note: str
) -> None:
    answer = ask(BANK + line, "ivr", "acme-trains", *(("--topic", topic) if topic else ()))
    assert (answer.status, answer.stdout[:13], answer.stderr) == (0, "020 7946 0103", note)


def test_ivr_gave_a_line_for_another_matter_as_good_as_the_first_special_one(ask: Callable[..., Answer]) -> None:
    cards = BANK.splitlines(keepends=True)[2]
    assert ask(f"phones:\n{cards}{SCAM}", "ivr", "acme-trains").stderr == (
        "no general line known\nno general way through the phone menu of Acme Trains is known\n"
    )


def test_ivr_answered_an_emergency_with_a_line_for_other_matters_or_a_closed_one(ask: Callable[..., Answer]) -> None:
    company = f"""\
phones:
  - {{id: help, label: Help, number: "+44 20 7946 0101", hours: 24/7, {ONE_KEY}}}
  - {{id: day, label: Day, number: "+44 20 7946 0101", topics: [emergency], hours: Mo-Fr 08:00-10:00, sources: [page]}}
  - {{id: night, label: Night, number: "+44 20 7946 0102", topics: [emergency], hours: 24/7, sources: [page]}}
"""
    answer = ask(company, "ivr", "acme-trains", "--topic", "emergency")
    assert (answer.status, answer.stdout) == (1, "020 7946 0102   Acme Trains · Night   open any time\n")


def test_a_key_for_new_customers_was_that_for_every_topic(ask: Callable[..., Answer]) -> None:
    company = BANK.replace("24/7,", "24/7, shortcuts: [{audience: [new-customers], steps: [{press: '1'}]}],")
    answer = ask(company, "ivr", "acme-trains", "--topic", "lost-card")
    assert (answer.status, answer.stdout[:13]) == (1, "020 7946 0102")
    company = company.replace("{audience:", "{topics: [lost-card], audience:")
    assert ask(company, "ivr", "acme-trains", "--topic", "lost-card").status == 0


@pytest.mark.parametrize(
    "keys",
    [
        "shortcuts: [{audience: [private, business], reaches: person, steps: [{press: '2'}]}]",
        "menu: {options: {'1': {audience: [business], reaches: person}, '2': {audience: [private], reaches: person}}}",
        "menu: {options: {'1': {audience: [business], languages: [cy]}, '2': {audience: [private], languages: [cy]}}}",
    ],
)
def test_a_key_for_private_customers_was_said_to_be_special(ask: Callable[..., Answer], keys: str) -> None:
    company = f'phones:\n  - {{id: help, label: Help, number: "+44 20 7946 0101", {keys}, sources: [page]}}\n'
    answer = ask(company, "ivr", "acme-trains", "--language", "cy", "--output", "plain")
    assert (answer.status, answer.stdout.split("\t")[5], answer.stderr) == (0, "2", "")


@pytest.mark.parametrize("output", ["table", "plain", "json"])
def test_ivr_showed_the_key_for_companies_and_said_that_none_is_known(ask: Callable[..., Answer], output: str) -> None:
    keys = "menu: {options: {'1': {label: Company cards, topics: [lost-card], audience: [business]}}}"
    company = f'phones:\n  - {{id: help, label: Help, number: "+44 20 7946 0101", {keys}, sources: [page]}}\n'
    answer = ask(company, "ivr", "acme-trains", "--topic", "lost-card", "--output", output)
    assert answer.status == 1
    assert "Company cards" not in answer.stdout


def test_a_line_without_menu_keeps_its_answer_if_the_whole_menu_is_asked_for(ask: Callable[..., Answer]) -> None:
    company = BANK.replace("24/7,", "24/7, menu: none,")
    answer = ask(company, "ivr", "acme-trains", "--menu")
    assert (answer.status, answer.stdout.splitlines()[1:]) == (1, ["no menu: a person answers at once"])


def test_ivr_had_the_option_for_the_topic_twice(ask: Callable[..., Answer]) -> None:
    keys = "menu: {options: {'1': {label: Cards, topics: [lost-card], reaches: person}}}"
    company = f'phones:\n  - {{id: help, label: Help, number: "+44 20 7946 0101", {keys}, sources: [page]}}\n'
    answer = ask(company, "ivr", "acme-trains", "--topic", "lost-card", "--output", "plain")
    assert len(answer.stdout.splitlines()) == 1


TWO_SCHEDULES = """\
phones:
  - id: account
    label: Account
    topics: [general, account]
    number: "+44 20 7946 0101"
    hours: Mo-Fr 08:00-10:00
    menu:
      options:
        "1": {label: Existing customers}
        "4": {label: Trees on the line, topics: [outage]}
        "8": {label: Cymraeg, languages: [cy]}
    sources: [page]
  - id: service
    label: Service
    topics: [general, outage]
    number: "+44 20 7946 0101"
    hours: 24/7
    sources: [page]
"""


@pytest.mark.parametrize("words", [("acme-trains",), ("acme-trains/service",)])
def test_the_second_contact_of_a_number_had_no_routes(ask: Callable[..., Answer], words: tuple[str, ...]) -> None:
    assert ask(TWO_SCHEDULES, "ivr", *words, "--topic", "outage") == (
        0,
        "020 7946 0101   Acme Trains · Service   open any time\n"
        "for outage\n"
        "  1  at “Trees on the line”, press 4\n"
        "keys 4   dial +442079460101,,4  (pauses estimated)\n"
        "from the company itself, 2 May 2026, derived from the menu\n",
        "",
    )


def test_a_menu_option_in_the_caller_s_language_counted_only_if_it_reaches_a_person(ask: Callable[..., Answer]) -> None:
    answer = ask(TWO_SCHEDULES, "ivr", "acme-trains", "--language", "cy", "--output", "plain")
    assert (answer.status, answer.stdout.split("\t")[5], answer.stderr) == (0, "8", "")
    assert ask(TWO_SCHEDULES, "ivr", "acme-trains").stderr == (
        "no way to a person through the phone menu of Acme Trains is known; "
        "the whole menu: supportdir ivr acme-trains/service --menu\n"
    )


def test_ivr_did_not_say_that_a_line_is_for_calls_from_abroad(ask: Callable[..., Answer]) -> None:
    answer = ask(BANK + ABROAD, "ivr", "acme-trains/abroad")
    assert (answer.status, answer.stdout.splitlines()[1]) == (0, "for calls from abroad")


def test_ivr_said_that_no_contact_is_known_where_only_a_channel_is(ask: Callable[..., Answer]) -> None:
    company = 'channels:\n  - {id: chat, kind: chat, url: "https://www.trains.example/chat", sources: [page]}\n'
    assert ask(company, "ivr", "acme-trains") == (
        1,
        "",
        "no line of Acme Trains is known; other ways: chat; see: supportdir show acme-trains\n",
    )


@pytest.mark.parametrize("command", ["show", "open", "reach", "ivr"])
def test_the_keys_of_a_record_were_those_for_another_matter(ask: Callable[..., Answer], command: str) -> None:
    company = f"phones:\n{SALES_KEY}"
    for words, keys in (((), ""), (("--topic", "sales"), "1")):
        answer = ask(company, command, "acme-trains", *words, "--output", "plain")
        assert answer.stdout.split("\t")[5] == keys
    (company_value,) = json.loads(ask(company, "show", "acme-trains", "--output", "json").stdout)["answers"]
    assert [route["topics"] for route in company_value["contacts"][0]["routes"]] == [["sales"]]
    assert "for sales: press 1" in ask(company, "show", "acme-trains").stdout


# --- reach


def test_a_phone_stood_below_the_title_in_writing_and_a_title_came_twice(ask: Callable[..., Answer]) -> None:
    company = """\
phones:
  - {id: general, label: Enquiries, number: "+44 20 7946 0101", languages: [en], sources: [page]}
  - {id: spanish, label: Enquiries, number: "+44 20 7946 0102", languages: [es], sources: [page]}
  - {id: baggage, label: Baggage, number: "+44 20 7946 0103", topics: [baggage], languages: [en], sources: [page]}
  - {id: office, label: Switchboard, number: "+44 20 7946 0104", sources: [page]}
  - {id: times, label: Timetables, number: "+44 20 7946 0105", automated: 24/7, sources: [page]}
  - {id: club, label: Club, number: "+44 20 7946 0106", audience: [members], sources: [page]}
  - {id: text, label: Help, textphone: "+44 20 7946 0107", sources: [page]}
channels:
  - {id: form, kind: form, url: "https://www.trains.example/form", sources: [page]}
  - {id: claims, kind: form, url: "https://www.trains.example/claims", topics: [claims], sources: [page]}
"""
    answer = ask(company, "reach", "acme-trains")
    lines = [line for line in answer.stdout.splitlines() if not line.startswith(" ")]
    assert lines == [
        "1  020 7946 0101   Acme Trains · Enquiries (English)   hours not known",
        "or in writing",
        "2  https://www.trains.example/form   form   write at any time",
        "a machine answers",
        "3  020 7946 0105   Timetables   hours not known; a machine answers any time",
        "for certain customers",
        "4  020 7946 0106   Club   hours not known",
        "for specific topics or offices",
        "5  020 7946 0103   Baggage (English)   hours not known",
        "6  020 7946 0104   Switchboard   hours not known",
        "7  https://www.trains.example/claims   form   write at any time",
        "in other languages",
        "8  020 7946 0102   Enquiries (Spanish)   hours not known",
        "for emergencies or special needs",
        "9  020 7946 0107   Help, textphone   hours not known",
    ]


# --- cost and reach


def test_a_free_line_for_calls_from_abroad_was_said_to_be_free_at_home_and_not_to_connect(
    ask: Callable[..., Answer],
) -> None:
    company = """\
phones:
  - id: roaming
    label: From abroad
    number: "+44 20 7946 0101"
    works_from: Acme phones abroad
    abroad: only
    cost: toll-free
    sources: [page]
"""
    caller = ("--country", "GB", "--from", "TR", "--tz", "Europe/Istanbul", *AT)
    assert ask(company, "reach", "acme-trains", caller=caller) == (
        0,
        "1  +44 20 7946 0101   Acme Trains · From abroad   hours not known\n"
        "   free; from Acme phones abroad; from Turkey dial 00 44 20 7946 0101; source:\n"
        "   the company itself, 2 May 2026\n",
        "",
    )


def test_a_line_that_does_not_connect_looked_like_the_others(ask: Callable[..., Answer]) -> None:
    company = """\
phones:
  - {id: abroad, label: Complaints, number: "+44 20 7946 0101", abroad: only, sources: [page]}
  - {id: home, label: Complaints, number: "+44 20 7946 0102", abroad: never, sources: [page]}
  - {id: free, label: Refunds, number: "+44 808 157 0103", sources: [page]}
channels:
  - {id: chat, kind: chat, url: "https://www.trains.example/chat", sources: [page]}
"""
    abroad = ("--country", "GB", "--from", "NZ", "--tz", "Pacific/Auckland", *AT)
    assert ask(company, "show", "acme-trains", caller=abroad).stdout.partition("else")[2] == (
        "     +44 808 157 0103   Refunds   hours not known\n"
        f"{' ' * 30}may not connect from New Zealand\n"
        "         chat   https://www.trains.example/chat   hours not known\n"
        "         +44 20 7946 0102   Complaints   hours not known\n"
        f"{' ' * 30}does not connect from New Zealand\n"
    )
    assert ask(company, "show", "acme-trains").stdout.splitlines()[-1] == (
        "         020 7946 0101   Complaints   hours not known   for calls from abroad"
    )


# --- words


@pytest.mark.parametrize(
    ("serves", "count"),
    [
        (["[all, -GB]"], "1 phone for other countries: --country CC"),
        (["[DE]", "[all, -GB]"], "2 phones for DE and other countries: --country CC"),
        (["[DE]", "[CA]", "[all, -GB, -CA]"], "3 phones for CA, DE and other countries: --country CC"),
        (["[DE]"], "1 phone for DE: --country DE"),
    ],
)
def test_a_line_for_all_other_countries_was_counted_for_the_countries_of_the_others(
    ask: Callable[..., Answer], serves: list[str], count: str
) -> None:
    phones = "".join(
        f'  - {{id: line-{n}, label: Line, number: "+44 20 7946 010{n}", serves: {codes}, sources: [page]}}\n'
        for n, codes in enumerate(["[GB]", *serves])
    )
    assert ask(f"phones:\n{phones}", "show", "acme-trains").stdout.splitlines()[-1] == f"abroad   {count}"


def test_an_option_of_a_menu_had_the_codes_of_its_languages_and_audience(ask: Callable[..., Answer]) -> None:
    company = """\
phones:
  - id: care
    label: Care
    number: "+44 20 7946 0101"
    menu:
      options:
        "1": {label: Billing, note: closed at night}
        "2":
          label: New
          options:
            "1": {label: Contracts, audience: [new-customers]}
            "0": {label: An adviser, reaches: person}
        "8": {label: Spanish, languages: [es], reaches: callback}
        "9": {languages: [en, cy], contact: care}
    sources: [page]
"""
    menu = """\
020 7946 0101   Acme Trains · Care   hours not known
  1  Billing; closed at night
  2  New
      1  Contracts; for new customers
      0  An adviser; reaches a person
  8  Spanish; reaches a callback
  9  leads to care; in English, Welsh
from the company itself, 2 May 2026
"""
    assert ask(company, "ivr", "acme-trains", "--menu") == (0, menu, "")
    plain = ask(company, "ivr", "acme-trains", "--menu", "--output", "plain")
    assert plain.stdout.splitlines()[-1] == "acme-trains/care\t9\tleads to care; in English, Welsh"


def test_a_question_had_a_full_stop(ask: Callable[..., Answer], tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("patches: acme\nphones:\n  - id: care\n    nmber: '1'\n", encoding="utf-8")
    answer = ask("", "show", "acme")
    assert answer.stderr == (
        f"error: {tmp_path}/acme.yaml:4:5: a phone has no field 'nmber'; did you mean number? "
        "The file is ignored; the layer below it is used\n"
    )


def test_whose_repeated_the_same_note_for_each_contact(ask: Callable[..., Answer]) -> None:
    note = "note: it never calls you, sources: [page]"
    company = f"""\
phones:
  - {{id: tickets, label: Tickets, short: "10100", topics: [fraud], {note}}}
  - {{id: old, label: Lost property, short: "10100", sources: [page]}}
  - {{id: cards, label: Cards, short: "10100", topics: [fraud], {note}}}
"""
    answer = ask(company, "whose", "10100")
    assert (answer.status, answer.stdout) == (
        0,
        """\
10100   Acme Trains · Tickets   supportdir show acme-trains/tickets
10100   Acme Trains · Cards     supportdir show acme-trains/cards
for fraud
a short number, in Britain (UK)
note     it never calls you
source   the company itself, 2 May 2026

10100   Acme Trains · Lost property
a short number, in Britain (UK)
source   the company itself, 2 May 2026
more     supportdir show acme-trains/old
""",
    )


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ("automated: 24/7", "hours not known; a machine answers any time"),
        ("automated: Mo-Sa 07:00-23:00", "hours not known; a machine answers Mo-Sa 07:00-23:00"),
        ('automated: unknown "not stated"', "hours not known; a machine answers"),
        ('automated: 24/7, hours: unknown "by appointment"', "by appointment"),
    ],
)
def test_a_line_where_a_machine_answers_had_only_unknown_hours(
    ask: Callable[..., Answer], facts: str, state: str
) -> None:
    company = f'phones:\n  - {{id: times, label: Times, number: "+44 20 7946 0101", {facts}, sources: [page]}}\n'
    shown = {command: ask(company, command, "acme-trains").stdout for command in ("show", "open", "hours")}
    words = {command: " ".join(text.split()) for command, text in shown.items()}
    row = f"020 7946 0101 Acme Trains · Times {state}"
    assert (words["show"].startswith(row), words["open"]) == (True, row)
    assert ("machine  any time" in shown["show"].splitlines()) is ("hours" in facts)
    if "hours" not in facts:
        assert words["hours"] == f"acme-trains/times: {state}"


def test_a_line_behind_the_menu_of_another_was_listed_without_its_key(ask: Callable[..., Answer]) -> None:
    company = """\
phones:
  - id: care
    label: Care
    number: "+44 20 7946 0101"
    menu:
      options:
        "1": {label: Tickets, reaches: person}
        "2": {label: Faults, options: {"3": {label: Lifts, contact: lifts}, agent: {contact: doors}}}
    sources: [page]
  - {id: lifts, label: Lifts, topics: [technical], number: "+44 20 7946 0101", hours: 24/7, sources: [page]}
  - {id: doors, label: Doors, topics: [outage], sources: [page]}
"""
    assert ask(company, "show", "acme-trains").stdout.partition("else")[2] == (
        "     020 7946 0101   Lifts, press 2, press 3       open any time\n"
        "         020 7946 0101   Doors, press 2, say “agent”   hours not known\n"
    )
    assert ask(company, "open", "acme-trains/lifts").stdout == (
        "020 7946 0101   Acme Trains · Lifts, press 2, press 3   open any time\n"
    )


def test_the_cost_of_a_line_that_does_not_connect_was_said_not_to_be_known(ask: Callable[..., Answer]) -> None:
    company = """\
phones:
  - {id: home, label: Care, number: "+44 20 7946 0101", sources: [page]}
  - {id: abroad, label: From France, number: "+33 1 99 00 12 34", abroad: only, sources: [page]}
"""
    assert ask(company, "reach", "acme-trains").stderr == ""


# --- out of reach, in another language, in another part of the country

SPOKEN_ABROAD = """\
phones:
  - id: help
    label: Help
    number: "+44 20 7946 0101"
    textphone: "+44 20 7946 0111"
    sources: [page]
  - id: abroad
    label: Help, from abroad
    number: "+44 20 7946 0102"
    abroad: only
    sources: [page]
"""


@pytest.mark.parametrize("output", ["plain", "json"])
def test_a_spoken_line_out_of_reach_was_offered_without_voice(ask: Callable[..., Answer], output: str) -> None:
    answer = ask(SPOKEN_ABROAD, "reach", "acme-trains", "--no-voice", "--output", output)
    assert ("acme-trains/help" in answer.stdout, "acme-trains/abroad" in answer.stdout) == (True, False)


def test_escalate_printed_a_number_with_the_caller_s_own_country_code(ask: Callable[..., Answer]) -> None:
    steps = "escalation:\n  - {contact: help, to: the manager, sources: [page]}\n"
    answer = ask(SPOKEN_ABROAD + steps, "escalate", "acme-trains")
    assert ("020 7946 0101" in answer.stdout, "+44 20" in answer.stdout) == (True, False)


def test_the_line_for_a_relay_service_had_the_caller_s_own_country_code(ask: Callable[..., Answer]) -> None:
    company = SPOKEN_ABROAD.replace('    textphone: "+44 20 7946 0111"\n', "")
    answer = ask(company, "reach", "acme-trains", "--no-voice", "--output", "plain")
    assert answer.stderr.splitlines()[-1] == "a relay service can call 020 7946 0101 (acme-trains/help)"


def test_ivr_said_that_no_general_line_is_known_where_it_has_no_menu(ask: Callable[..., Answer]) -> None:
    company = MENU_WITHOUT_PERSON.replace('0102"\n', '0102"\n    menu: {options: {"1": {reaches: person}}}\n')
    answer = ask(company, "ivr", "acme-trains")
    assert (answer.stdout.splitlines()[0], answer.stderr) == (
        "020 7946 0102   Acme Trains · Bookings   hours not known",
        "no general way through the phone menu of Acme Trains is known; "
        "the whole menu: supportdir ivr acme-trains/enquiries --menu\n",
    )


def test_the_kinds_of_privacy_contacts_were_offered(ask: Callable[..., Answer]) -> None:
    company = """\
phones:
  - {id: help, label: Help, number: "+44 20 7946 0101", sources: [page]}
channels:
  - {id: data, kind: email, label: Data protection, topics: [privacy], address: data@acme.example, sources: [page]}
"""
    answer = ask(company, "show", "acme-trains", "--kind", "email")
    assert (answer.status, answer.stderr) == (
        1,
        "error: no email contact of Acme Trains is known; known kinds: phone\n",
    )


def test_a_menu_option_in_the_caller_s_language_was_passed_over(ask: Callable[..., Answer]) -> None:
    company = """\
phones:
  - id: help
    label: Help
    number: "+44 20 7946 0101"
    languages: [en]
    menu:
      options:
        "1": {label: Help, reaches: person}
        "2": {label: Cymraeg, languages: [cy], reaches: person}
    sources: [page]
"""
    answer = ask(company, "ivr", "acme-trains", "--language", "cy", "--output", "plain")
    assert (answer.stdout.split("\t")[5], answer.stderr) == ("2", "")
    assert ask(company, "ivr", "acme-trains", "--output", "plain").stdout.split("\t")[5] == "1"


def test_the_caller_s_own_country_was_called_abroad(ask: Callable[..., Answer]) -> None:
    company = """\
phones:
  - {id: scotland, label: Scotland, number: "+44 20 7946 0101", serves: [GB-SCT], sources: [page]}
  - {id: wales, label: Wales, number: "+44 20 7946 0102", serves: [GB-WLS], sources: [page]}
"""
    here = ask(company, "show", "acme-trains", "--country", "GB-SCT").stdout
    assert here.splitlines()[-1] == "also     1 phone for GB-WLS: --country GB-WLS"
    other = ask(company, "show", "acme-trains", "--country", "GB-NIR")
    assert (other.status, other.stdout.splitlines()[1:]) == (
        1,
        ["known for GB-SCT, GB-WLS: --country CC"],
    )


def test_open_did_not_say_that_its_line_may_not_connect(ask: Callable[..., Answer]) -> None:
    company = 'phones:\n  - {id: help, label: Help, hours: 24/7, number: "+44 800 496 0101", sources: [page]}\n'
    caller = ("--country", "GB", "--from", "TR", "--tz", "Europe/Istanbul", *AT)
    assert ask(company, "open", "acme-trains", caller=caller).stdout == (
        "+44 800 496 0101   Acme Trains · Help\n                     open any time; may not connect from Turkey\n"
    )


def test_a_line_of_one_part_of_a_country_was_open_on_a_holiday_there(ask: Callable[..., Answer]) -> None:
    head = HEAD.replace("[GB]", "[GB-SCT]")
    hours = "Mo-Fr 09:00-17:00"
    company = f'phones:\n  - {{id: help, label: Help, hours: {hours}, number: "+44 20 7946 0101", sources: [page]}}\n'
    caller = (*LONDON[:4], "--at", "2026-11-30T12:00Z")  # St Andrew's Day
    assert ask(company, "open", "acme-trains", head=head, caller=caller).status == 4
    assert ask(company, "open", "acme-trains", caller=caller).status == 0


def test_a_topic_put_another_option_before_the_way_to_a_contact(ask: Callable[..., Answer]) -> None:
    company = """\
phones:
  - id: main
    label: Main line
    number: "+44 20 7946 0101"
    menu:
      options:
        "1": {label: Lost property, options: {"2": {label: Claims, contact: claims}}}
    sources: [page]
  - {id: claims, label: Claims, number: "+44 20 7946 0102", sources: [page]}
"""
    answer = ask(company, "ivr", "acme-trains/claims", "--topic", "property", "--output", "plain")
    assert [record.split("\t")[5] for record in answer.stdout.splitlines()] == ["1 2"]


def test_the_language_of_the_caller_was_in_the_address_of_a_record(ask: Callable[..., Answer]) -> None:
    company = 'phones:\n  - {id: help, label: Help, number: "+44 20 7946 0101", extension: "12", sources: [page]}\n'
    answer = ask(company, "reach", "acme-trains", "--language", "ru", "--output", "plain")
    assert answer.stdout.split("\t")[4] == "+44 20 7946 0101 ext. 12"
    assert "020 7946 0101 доб. 12" in ask(company, "reach", "acme-trains", "--language", "ru").stdout


# --- names and codes of places


PARTS = """\
phones:
  - {id: wales, label: Wales, number: "+44 20 7946 0102", serves: [GB-WLS, GB-ENG], sources: [page]}
  - {id: scotland, label: Scotland, number: "+44 20 7946 0101", serves: [GB-SCT], sources: [page]}
"""


@pytest.mark.parametrize(
    "place", ["Scotland", "Шотландия", "UK-SCT", "uk-sct", "GB-SCT", "Scotland, UK", "UK-Scotland"]
)
def test_the_name_of_a_part_of_a_country_meant_the_country(ask: Callable[..., Answer], place: str) -> None:
    caller = ("--from", place, "--tz", "Europe/London", *AT)
    answer = ask(PARTS, "show", "acme-trains", "--output", "plain", caller=caller)
    assert [record.split("\t")[0] for record in answer.stdout.splitlines()] == ["acme-trains/scotland"]


def test_a_part_of_a_country_after_the_name_of_a_company_meant_the_country(ask: Callable[..., Answer]) -> None:
    company = 'phones:\n  - {id: main, label: Help, number: "+44 20 7946 0101", sources: [page]}\n'
    for name, head, status in (
        ("acme trains scotland", HEAD, 0),
        ("acme trains scotland", HEAD.replace("[GB]", "[GB-WLS]"), 1),
        ("acme trains wales", HEAD.replace("[GB]", "[GB-WLS]"), 0),
    ):
        assert ask(company, "show", *name.split(), head=head).status == status


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("Грузия", "GE"),
        ("Джорджия", "US-GA"),
        ("New York", "US-NY"),
        ("California, USA", "US-CA"),
        ("Bayern", "DE-BY"),
        ("Питер", "RU-SPE"),
        ("New South Wales", "AU-NSW"),
        ("US-PR", "PR"),
        ("Косово", "XK"),
        ("xk", "XK"),
        ("fr-idf", "FR-IDF"),  # no parts of France are listed
    ],
)
def test_a_place_is_a_country_or_a_part_of_one(run: Run, place: str, code: str) -> None:
    answer = run("show", "acme", "--from", place, "--country", "all", "--output", "json")
    assert json.loads(answer.stdout)["asked"]["from"] == code


@pytest.mark.parametrize(
    ("place", "hint"),
    [
        ("RU-SPB", "did you mean RU-SPE (Saint Petersburg)?"),
        ("GB-XYZ", "write a code or a name, such as GB-ENG or England"),
        ("UK-XYZ", "write a code or a name, such as GB-ENG or England"),
        ("US-CAAAA", "did you mean US-CA (California)?"),
        ("FR-IDFX", "write a code or a name, such as AD or Andorra"),
        ("Washington", "did you mean US-DC (Washington DC) or US-WA (Washington State)?"),
    ],
)
def test_a_part_that_a_country_does_not_have_was_accepted(run: Run, place: str, hint: str) -> None:
    answer = run("show", "acme", "--from", place)
    assert (answer.status, answer.stderr) == (2, f"error: invalid --from '{place}'; {hint}\n")


def test_a_part_that_is_not_listed_is_accepted_if_a_contact_serves_it(ask: Callable[..., Answer]) -> None:
    head = HEAD.replace("[GB]", "[GB-LND]")
    company = 'phones:\n  - {id: main, label: Help, number: "+44 20 7946 0101", sources: [page]}\n'
    caller = ("--from", "GB-LND", "--tz", "Europe/London", *AT)
    assert [ask(company, "show", "acme-trains", head=head, caller=caller).status for head in (head, HEAD)] == [0, 2]


def test_kosovo_was_a_country_of_the_list_and_no_country_for_a_caller(ask: Callable[..., Answer]) -> None:
    head = HEAD.replace("[GB]", "[XK]").replace("London", "Belgrade")
    company = 'phones:\n  - {id: main, label: Help, number: "+383 28 012 345", hours: Mo-Fr, sources: [page]}\n'
    for place in ("XK", "Kosovo"):
        caller = ("--country", place, "--from", place, "--tz", "Europe/Belgrade", *AT)
        answer = ask(company, "open", "acme-trains", head=head, caller=caller)
        assert (answer.status, answer.stderr) == (0, "")
    company = 'phones:\n  - {id: help, label: Help, hours: 24/7, number: "+44 800 496 0101", sources: [page]}\n'
    caller = ("--country", "GB", "--from", "XK", "--tz", "Europe/Belgrade", *AT)
    assert "may not connect from Kosovo" in ask(company, "open", "acme-trains", caller=caller).stdout


# --- numbers


def test_a_short_code_is_that_of_the_market(run: Run, tmp_path: Path) -> None:
    for slug, country in (("acme-trains", "GB"), ("acme-bus", "FR")):
        line = f'phones:\n  - {{id: line, label: Line, short: "4711", serves: [{country}], sources: [page]}}\n'
        text = HEAD.replace("Trains", slug).replace("[GB]", f"[{country}]") + line
        (tmp_path / f"{slug}.yaml").write_text(text, encoding="utf-8")
    for country, slug in (("GB", "acme-trains"), ("FR", "acme-bus")):
        options = ("--from", country, "--tz", "Europe/Paris", *AT, "--data", str(tmp_path), "--output", "plain")
        assert run("open", "4711", *options)[1].startswith(f"{slug}/line\t")


# --- the line that decides whether a company is open

NIGHT = ("--from", "GB", "--tz", "Europe/London", "--at", "2026-11-23T22:00Z")
MAIN_LINE = """\
phones:
  - id: main
    label: Customer service
    number: "+44 20 7946 0101"
    hours: "Mo-Fr 09:00-17:00"
    languages: [en]
    sources: [page]
  - id: other
    label: Other line
    number: "+44 20 7946 0102"
    sources: [page]
"""


@pytest.mark.parametrize(
    ("other", "options", "line", "status"),
    [
        ("languages: [cy]", (), "main\tphone\tclosed", 1),  # was: unknown, 4
        ("languages: [pl], hours: 24/7", (), "main\tphone\tclosed", 1),
        ("languages: [pl]", ("--language", "pl"), "other\tphone\tunknown", 4),  # was the English line
        ("topics: [emergency], hours: 24/7", (), "main\tphone\tclosed", 1),  # was: open
        ("topics: [emergency], hours: 24/7", ("--topic", "emergency"), "other\tphone\topen", 0),
        ("topics: [bereavement], hours: 24/7", (), "main\tphone\tclosed", 1),
        ("audience: [education]", (), "main\tphone\tclosed", 1),  # was: unknown, 4
        ("audience: [new-customers], hours: 24/7", (), "main\tphone\tclosed", 1),  # was: open
        ("audience: [new-customers], hours: 24/7, topics: [sales]", ("--topic", "sales"), "other\tphone\topen", 0),
        ("topics: [fraud], hours: 24/7", (), "other\tphone\topen", 0),  # special, but anybody may need it
        ("hours: 24/7", (), "other\tphone\topen", 0),
    ],
)
def test_a_line_that_is_not_for_this_caller_decides_nothing(
    ask: Callable[..., Answer], other: str, options: tuple[str, ...], line: str, status: int
) -> None:
    company = MAIN_LINE.replace(
        "    label: Other line\n", "    label: Other line\n    " + other.replace(", ", "\n    ") + "\n"
    )
    answer = ask(company, "open", "acme-trains", *options, "--output", "plain", caller=NIGHT)
    assert answer.stdout.startswith(f"acme-trains/{line}\t")
    assert answer.status == status


@pytest.mark.parametrize(
    ("hours", "cards", "topic", "line"),
    [
        ("24/7", "hours: 24/7", "lost-card", "cards\tphone\topen"),  # was: main, though `show` leads with cards
        ("24/7", "hours: 24/7", "", "main\tphone\topen"),
        ("24/7", "hours: Mo-Fr 09:00-17:00", "lost-card", "main\tphone\topen"),
        ("Mo-Fr 09:00-17:00", "label: Cards", "lost-card", "cards\tphone\tunknown"),  # was: closed
        ("Mo-Fr 09:00-17:00", "label: Cards", "", "main\tphone\tclosed"),
        ("Mo-Fr 09:00-17:00", "hours: Mo-Fr 08:00-17:00", "lost-card", "cards\tphone\tclosed"),
        ("Mo-Fr 09:00-17:00", "audience: [business]", "lost-card", "main\tphone\tclosed"),
    ],
)
def test_the_line_for_the_topic_did_not_decide(
    ask: Callable[..., Answer], hours: str, cards: str, topic: str, line: str
) -> None:
    label = "" if cards.startswith("label") else "label: Cards, "
    company = f"""\
phones:
  - {{id: main, label: Help, number: "+44 20 7946 0101", hours: "{hours}", sources: [page],
     shortcuts: [{{topics: [lost-card], steps: [{{press: "1"}}]}}]}}
  - {{id: cards, {label}{cards}, topics: [lost-card], number: "+44 20 7946 0102", sources: [page]}}
"""
    words = ("--topic", topic) if topic else ()
    answer = ask(company, "open", "acme-trains", *words, "--output", "plain", caller=NIGHT)
    assert answer.stdout.startswith(f"acme-trains/{line}\t")


def test_an_emergency_line_decides_if_there_is_no_other(ask: Callable[..., Answer]) -> None:
    company = (
        MAIN_LINE[: MAIN_LINE.index("    hours:")] + "    hours: 24/7\n    topics: [emergency]\n    sources: [page]\n"
    )
    assert ask(company, "open", "acme-trains", "--output", "plain", caller=NIGHT).status == 0


def test_a_textphone_counts_for_a_caller_who_does_not_speak(ask: Callable[..., Answer]) -> None:
    company = MAIN_LINE.replace(
        "    label: Other line\n    number:", "    label: Minicom\n    hours: 24/7\n    textphone:"
    )
    assert ask(company, "open", "acme-trains", "--output", "plain", caller=NIGHT).status == 1
    answer = ask(company, "open", "acme-trains", "--no-voice", "--output", "plain", caller=NIGHT)
    assert (answer.status, answer.stdout.startswith("acme-trains/other\tphone\topen\t")) == (0, True)


def test_a_company_without_lines_for_the_country_has_one_exit_status(ask: Callable[..., Answer]) -> None:
    chat = "channels:\n  - {id: chat, kind: chat, url: 'https://acme.example/chat', sources: [page]}\n"
    line = 'phones:\n  - {id: line, label: Line, number: "+33 1 99 00 12 34", serves: [FR], sources: [page]}\n'
    for company in (chat, line, line + chat):
        assert ask(company, "open", "acme-trains", "--output", "plain", caller=NIGHT).status == 1
        assert ask(company, "wait", "acme-trains", "--timeout", "1s", "--output", "plain", caller=NIGHT[:4]).status == 1


# --- a topic or a product that only another country has


def test_a_topic_of_another_country_is_said_to_be_missing(ask: Callable[..., Answer]) -> None:
    number = 'number: "+33 1 99 00 12 34", sources: [page]'
    french = f"  - {{id: desk, label: Data desk, topics: [privacy], serves: [FR], {number}}}\n"
    note = "no contact of Acme Trains for Britain (UK) is known for 'privacy'; known for FR: --country FR\n"
    for command in ("show", "open", "reach"):
        answer = ask(MAIN_LINE + french, command, "acme-trains", "--topic", "privacy", "--output", "plain")
        assert answer.stdout.startswith("acme-trains/main\t")
        assert note in answer.stderr


def test_a_product_whose_number_is_not_known_does_not_hide_the_company(ask: Callable[..., Answer]) -> None:
    head = HEAD + "products: [{names: [Railcard], contact: cards}]\n"
    company = MAIN_LINE + "  - {id: cards, label: Railcards, topics: [reservations], hours: 24/7, sources: [page]}\n"
    answer = ask(company, "show", "railcard", "--output", "plain", head=head)
    assert answer.stdout.startswith("acme-trains/main\t")
    note = "no number or address is known for 'railcard'; using the other contacts of Acme Trains\n"
    assert note in answer.stderr


def test_a_product_of_another_country_is_not_dropped_in_silence(ask: Callable[..., Answer]) -> None:
    head = HEAD + "products: [{names: [Railcard], contact: cards}]\n"
    french = '  - {id: cards, label: Railcards, serves: [FR], number: "+33 1 99 00 12 34", sources: [page]}\n'
    answer = ask(MAIN_LINE + french, "show", "railcard", "--output", "plain", head=head)
    assert answer.stdout.startswith("acme-trains/main\t")
    assert "the contact for 'railcard' is for FR: supportdir show acme-trains/cards --country FR\n" in answer.stderr


@pytest.mark.parametrize(
    ("serves", "country", "words"),
    [
        ("FR, DE", "FR", "FR, DE"),
        ("US-CA", "US", "US-CA"),
        ("all, -GB", "all", "all except GB"),
        ("-GB, all", "all", "all except GB"),
    ],
)
def test_the_command_for_a_product_of_another_country_has_a_country(
    ask: Callable[..., Answer], serves: str, country: str, words: str
) -> None:
    head = HEAD + "products: [{names: [Railcard], contact: cards}]\n"
    other = f'  - {{id: cards, label: Railcards, serves: [{serves}], number: "+33 1 99 00 12 34", sources: [page]}}\n'
    note = f"the contact for 'railcard' is for {words}: supportdir show acme-trains/cards --country {country}\n"
    assert note in ask(MAIN_LINE + other, "show", "railcard", head=head).stderr


def test_a_product_without_number_led_to_another_matter_in_a_label(ask: Callable[..., Answer]) -> None:
    head = HEAD + "products: [{names: [Railcard], contact: cards}]\n"
    company = """\
  - {id: cards, label: Railcards, topics: [as-labelled], sources: [page]}
  - {id: lost, label: Lost property, topics: [as-labelled], number: "+44 20 7946 0103", sources: [page]}
"""
    answer = ask(MAIN_LINE + company, "show", "railcard", "--output", "plain", head=head)
    assert answer.stdout.startswith("acme-trains/main\t")


def test_a_topic_of_another_country_is_said_to_be_missing_for_a_product_too(ask: Callable[..., Answer]) -> None:
    head = HEAD + "products: [{names: [Railcard], topic: reservations}]\n"
    number = 'number: "+33 1 99 00 12 34", sources: [page]'
    french = f"  - {{id: bills, label: Bills, topics: [billing], serves: [FR], {number}}}\n"
    answer = ask(MAIN_LINE + french, "show", "railcard", "--topic", "billing", head=head)
    assert "no contact of Acme Trains for Britain (UK) is known for 'billing'" in answer.stderr


@pytest.mark.parametrize(
    ("command", "options"), [("open", ()), ("ivr", ()), ("prepare", ()), ("show", ("--kind", "phone"))]
)
def test_a_topic_was_said_to_be_missing_where_a_channel_is_for_it(
    ask: Callable[..., Answer], command: str, options: tuple[str, ...]
) -> None:
    chat = 'channels: [{id: chat, kind: chat, topics: [billing], url: "https://acme.example/chat", sources: [page]}]\n'
    answer = ask(MAIN_LINE + chat, command, "acme-trains", "--topic", "billing", *options, "--output", "plain")
    assert "for any matter" not in answer.stderr


def test_a_topic_was_dropped_for_lines_that_take_calls_from_abroad(ask: Callable[..., Answer]) -> None:
    company = """\
phones:
  - {id: help, label: Help, number: "+1 202 555 0101", abroad: also, hours: 24/7, sources: [page]}
  - {id: cards, label: Cards, number: "+1 202 555 0102", abroad: only, topics: [lost-card], sources: [page]}
"""
    words = ("show", "acme-trains", "--topic", "lost-card", "--output", "plain")
    answer = ask(company, *words, head=HEAD.replace("[GB]", "[US]"))
    assert answer.stdout.startswith("acme-trains/cards\t")
    assert "for any matter" not in answer.stderr


def test_a_contact_without_number_for_the_topic_hid_the_lines(ask: Callable[..., Answer]) -> None:
    bills = "  - {id: bills, label: Bills, topics: [billing], sources: [page]}\n"
    answer = ask(MAIN_LINE + bills, "open", "acme-trains", "--topic", "billing", "--output", "plain")
    assert (answer.status, answer.stdout.startswith("acme-trains/main\tphone\topen\t")) == (0, True)


# --- words for a topic

CARDS = """\
phones:
  - {id: deaf, label: "Lost or stolen card, deaf", topics: [lost-card, accessibility], number: "+44 20 7946 0101",
     sources: [page]}
  - {id: cards, label: Cards, topics: [lost-card], number: "+44 20 7946 0102", hours: 24/7, sources: [page],
     menu: {options: {"1": {label: A stolen card, reaches: person}, "2": {label: Other, reaches: person}}}}
  - {id: help, label: Help, number: "+44 20 7946 0103", sources: [page]}
  - {id: access, label: Access, topics: [accessibility], number: "+44 20 7946 0104", sources: [page]}
  - {id: bicycles, label: Stolen bicycles, topics: [claims], number: "+44 20 7946 0105", sources: [page]}
channels:
  - {id: app, kind: app, label: Block it, topics: [lost-card], where: Menu > Cards, sources: [page]}
"""


@pytest.mark.parametrize("command", ["show", "open", "reach", "ivr", "prepare"])
@pytest.mark.parametrize(
    ("topic", "words"),
    [("lost-card", ["stolen", "Stolen", "lost or stolen", "украли"]), ("accessibility", ["deaf", "hearing impaired"])],
)
def test_another_word_for_a_topic_gave_another_answer(
    ask: Callable[..., Answer], command: str, topic: str, words: list[str]
) -> None:
    by_topic, *others = (
        ask(CARDS, command, "acme-trains", "--topic", word, "--output", "plain") for word in (topic, *words)
    )
    assert others == [by_topic] * len(words)


@pytest.mark.parametrize("command", ["show", "open", "reach"])
@pytest.mark.parametrize(
    ("topic", "words"), [("recall", "Recall"), ("privacy", "PRIVACY"), ("as-labelled", "As labelled")]
)
def test_letter_case_of_a_topic_gave_another_answer(
    ask: Callable[..., Answer], command: str, topic: str, words: str
) -> None:
    line = f'  - {{id: line, label: Line, topics: [{topic}], number: "+44 20 7946 0103", sources: [page]}}\n'
    by_topic, other = (
        ask(MAIN_LINE + line, command, "acme-trains", "--topic", word, "--output", "plain") for word in (topic, words)
    )
    assert other == by_topic
    assert by_topic.stdout.startswith("acme-trains/line\tphone\t")


def test_a_topic_without_a_word_suited_every_line(ask: Callable[..., Answer]) -> None:
    answer = ask(CARDS, "show", "acme-trains", "--topic", "?!", "--output", "plain")
    assert answer.stdout == ask(CARDS, "show", "acme-trains", "--output", "plain").stdout
    assert answer.stderr == "no contact of Acme Trains is known for '?!'; showing contacts for any matter\n"


@pytest.mark.parametrize(
    ("topic", "order"),
    [
        ("stolen", ["cards", "app", "help", "bicycles", "deaf", "access"]),
        ("deaf", ["deaf", "access", "help", "cards", "bicycles", "app"]),
        ("stolen card", ["cards", "app", "help", "bicycles", "deaf", "access"]),
        ("stolen bicycles", ["bicycles", "help", "cards", "app", "deaf", "access"]),
        ("or stolen", ["help", "cards", "bicycles", "app", "deaf", "access"]),  # only in its label
        ("cards", ["cards", "help", "bicycles", "app", "deaf", "access"]),
    ],
)
def test_words_in_a_label_led_to_a_line_for_the_disabled(
    ask: Callable[..., Answer], topic: str, order: list[str]
) -> None:
    records = ask(CARDS, "show", "acme-trains", "--topic", topic, "--output", "plain").stdout.splitlines()
    assert [record.split("\t")[0].partition("/")[2] for record in records] == order


def test_a_label_with_the_words_of_the_topic_led(ask: Callable[..., Answer]) -> None:
    company = """\
phones:
  - {id: rules, label: Claims for baggage, topics: [claims], number: "+44 20 7946 0101", sources: [page]}
  - {id: bags, label: Suitcases, topics: [baggage], number: "+44 20 7946 0102", sources: [page]}
  - {id: help, label: Help, number: "+44 20 7946 0103", sources: [page]}
"""
    records = ask(company, "show", "acme-trains", "--topic", "luggage", "--output", "plain").stdout.splitlines()
    assert [record.split("\t")[0] for record in records] == [f"acme-trains/{id}" for id in ("bags", "rules", "help")]


def test_open_judged_a_company_by_a_reserved_line_for_the_topic(ask: Callable[..., Answer]) -> None:
    company = """\
phones:
  - {id: deaf, label: Deaf callers, topics: [lost-card, accessibility], number: "+44 20 7946 0101", sources: [page]}
  - {id: help, label: Help, number: "+44 20 7946 0102", hours: 24/7, sources: [page]}
"""
    words = ("--topic", "stolen", "--output", "plain")
    for name in (("acme-trains",), ()):
        assert ask(company, "open", *name, *words).stdout.splitlines()[-1].startswith("acme-trains/help\tphone\topen")


# --- hours


@pytest.mark.parametrize(
    ("hours", "record"),
    [
        ("Mo-Fr 09:00-17:00", "unknown\tMon–Fri 09:00–17:00; Sat–Sun closed, time zone not stated"),
        ("", "unknown\thours not known"),
        ("Dec 24 09:00-12:00", "closed\tDec 24 09:00-12:00"),
    ],
)
def test_plain_hours_were_empty_where_the_table_had_an_answer(
    ask: Callable[..., Answer], hours: str, record: str
) -> None:
    zone = "unknown" if hours and record.startswith("unknown") else "Europe/London"
    fields = f"hours: {hours}, timezone: {zone}, " if hours else ""
    company = f'phones:\n  - {{id: help, label: Help, {fields}number: "+44 20 7946 0101", sources: [page]}}\n'
    answer = ask(company, "hours", "acme-trains", "--output", "plain")
    assert answer.stdout == f"acme-trains/help\t\t\t{record}\n"
    (contact,) = json.loads(ask(company, "hours", "acme-trains", "--output", "json").stdout)["answers"]
    assert (contact["spans"], contact["hours"]) == ([], hours or None)
    assert contact["zone"] == zone


def test_plain_output_says_that_the_first_line_may_not_connect(ask: Callable[..., Answer]) -> None:
    company = 'phones:\n  - {id: main, label: Help, number: "+44 800 496 0101", hours: 24/7, sources: [page]}\n'
    abroad = ("--country", "GB", "--from", "TR", "--tz", "Europe/Istanbul")
    for command, at in (("show", AT), ("open", AT), ("wait", ())):
        answer = ask(company, command, "acme-trains", "--output", "plain", caller=(*abroad, *at))
        assert answer.stderr == "+44 800 496 0101 may not connect from Turkey\n"
    abroad += AT
    answer = ask(company, "open", "nightowl", "acme-trains", "--limit", "1", "--output", "plain", caller=abroad)
    assert (answer.stdout[:9], answer.stderr) == ("nightowl\t", "")


def test_a_line_for_calls_from_abroad_keeps_the_topic(ask: Callable[..., Answer]) -> None:
    """Only lines of another country can be used: those for the topic still come first, and no note denies them."""
    lines = "".join(
        f"  - {{id: {id}, label: {id}, topics: [{topic}], abroad: only, hours: '{hours}', sources: [page], "
        f'number: "{number}"}}\n'
        for id, topic, number, hours in (
            ("complaints", "complaint", "+44 20 7946 0111", "24/7"),
            ("stolen", "lost-card", "+44 20 7946 0112", "Mo-Fr 01:00-02:00"),
        )
    )
    abroad = ("--from", "AU", "--tz", "Australia/Sydney", *AT)
    answer = ask(f"phones:\n{lines}", "show", "acme-trains", "-t", "lost-card", "--output", "plain", caller=abroad)
    assert answer.stdout.startswith("acme-trains/stolen\t")
    assert "is known for 'lost-card'" not in answer.stderr


@pytest.mark.parametrize(
    ("works_from", "location", "connects"),
    [
        ("France", "FR", "yes"),
        ("France", "DE", "maybe"),  # was: yes
        ("France and Belgium", "BE", "yes"),
        ("mobiles", "DE", "yes"),
        ("outside France", "DE", "yes"),
        ("the UK, the Channel Islands and the US", "GB", "yes"),  # was: maybe
        ("the UK, the Channel Islands and the US", "GB-SCT", "yes"),
        ("the UK, the Channel Islands and the US", "JE", "yes"),
        ("the UK, the Channel Islands and the U.S.", "US", "yes"),
        ("the UK, the Channel Islands and the US", "FR", "maybe"),
        ("England, Scotland and Wales", "GB-WLS", "yes"),
        ("England, Scotland and Wales", "GB-NIR", "maybe"),  # was: yes
        ("England, Scotland and Wales", "GB", "yes"),
        ("mainland China", "FR", "maybe"),  # was: yes, because the line does not serve China
        ("Northern Ireland", "IE", "maybe"),
        ("New Jersey", "JE", "maybe"),
        ("Nigeria", "NE", "maybe"),
    ],
)
def test_a_number_that_works_from_one_country_may_not_connect_from_another(
    ask: Callable[..., Answer], works_from: str, location: str, connects: str
) -> None:
    company = (
        'phones:\n  - {id: main, label: Help, serves: [FR], number: "+33 1 99 00 12 34", sources: [page], works_from: '
        f"'{works_from}'}}\n"
    )
    caller = ("--country", "FR", "--from", location, "--tz", "Europe/Paris", *AT)
    value = json.loads(ask(company, "show", "acme-trains", "--output", "json", caller=caller).stdout)
    assert value["answers"][0]["contacts"][0]["connects"] == connects


@pytest.mark.parametrize(
    ("location", "connects"), [("GB-NIR", "maybe"), ("GB-SCT", "yes"), ("GB", "yes"), ("FR", "no")]
)
def test_a_short_number_may_not_connect_from_another_part_of_its_country(
    ask: Callable[..., Answer], location: str, connects: str
) -> None:
    company = """\
phones:
  - {id: main, label: Help, short: "105", works_from: "England, Scotland and Wales", sources: [page]}
"""
    caller = ("--country", "GB", "--from", location, "--tz", "Europe/London", *AT)
    value = json.loads(ask(company, "show", "acme-trains", "--output", "json", caller=caller).stdout)
    assert value["answers"][0]["contacts"][0]["connects"] == connects
    assert ("may not connect from Northern Ireland" in ask(company, "show", "acme-trains", caller=caller).stdout) == (
        location == "GB-NIR"
    )


def test_a_line_served_a_country_and_not_that_country(ask: Callable[..., Answer]) -> None:
    for served, other, names in (
        ("US-TX", "US-CA", "US-TX, not US-CA"),
        ("GB-SCT", "GB-WLS", "Scotland, not Wales"),
        ("GB-SCT", "FR", "Scotland, not France"),
    ):
        company = f"""\
phones:
  - {{id: main, label: Help, serves: [{served}], number: "+44 20 7946 0101", sources: [page]}}
  - {{id: other, label: Other, serves: [{other}], number: "+44 20 7946 0102", sources: [page]}}
"""
        shown = ask(company, "show", "acme-trains/main", caller=(*LONDON, "--country", other)).stdout
        assert f"serves {names}\n" in shown


def test_a_line_of_several_countries_has_the_holidays_of_its_zone(ask: Callable[..., Answer]) -> None:
    head = HEAD.replace("serves: [GB]", "serves: [GB, IE]")
    for day, state in (("2026-12-25", "maybe"), ("2026-12-24", "open"), ("2027-02-01", "open")):  # the last is Irish
        caller = (*LONDON[:4], "--at", f"{day}T12:00Z")
        answer = ask(MAIN_LINE, "show", "acme-trains/main", "--output", "plain", head=head, caller=caller)
        assert answer.stdout.split("\t")[2] == state


def test_the_list_sorts_those_that_are_maybe_open_by_closing_time_too(run: Run, tmp_path: Path) -> None:
    for slug, closing in (("acme-air", "19:00"), ("acme-bus", "15:00"), ("acme-trains", "17:00")):
        text = HEAD.replace("Trains", slug) + MAIN_LINE.replace("09:00-17:00", f"09:00-{closing}")
        (tmp_path / f"{slug}.yaml").write_text(text, encoding="utf-8")
    caller = (*LONDON[:4], "--at", "2026-12-25T12:00Z", "--data", str(tmp_path))
    rows = run("open", "--category", "transport", "--sort", "closing", "--output", "plain", *caller).stdout.splitlines()
    assert [row.partition("/")[0] for row in rows if row.startswith("acme-")] == ["acme-bus", "acme-trains", "acme-air"]


# --- a line for the topic that the caller cannot use

FRANCE = ("--country", "GB", "--from", "FR", "--tz", "Europe/Paris", *AT)
GENERAL = '  - {id: main, label: Help, number: "+44 20 7946 0101", hours: 24/7, sources: [page]}\n'
SPECIAL = '  - {{id: cards, label: Cards, number: "+44 20 7946 0102", hours: 24/7, sources: [page], {facts}}}\n'
TOPIC = "topics: [lost-card]"


@pytest.mark.parametrize(
    ("facts", "caller", "first"),
    [
        (TOPIC, LONDON, "cards"),
        (TOPIC, FRANCE, "cards"),
        (f"{TOPIC}, abroad: only", FRANCE, "cards"),
        (f"{TOPIC}, abroad: only", LONDON, "main"),
        (f"{TOPIC}, abroad: never", LONDON, "cards"),
        (f"{TOPIC}, abroad: never", FRANCE, "main"),
        (f"{TOPIC}, audience: [business]", LONDON, "main"),
        (f"{TOPIC}, audience: [business, private]", LONDON, "cards"),
    ],
)
@pytest.mark.parametrize("command", ["show", "reach", "open"])
def test_a_line_for_the_topic_that_the_caller_cannot_use_came_first(
    ask: Callable[..., Answer], command: str, facts: str, caller: tuple[str, ...], first: str
) -> None:
    company = f"phones:\n{SPECIAL.format(facts=facts)}{GENERAL}"
    answer = ask(company, command, "acme-trains", "-t", "lost-card", "--output", "plain", caller=caller)
    assert (answer.status, answer.stdout.partition("\t")[0]) == (0, f"acme-trains/{first}")


def test_of_lines_that_the_caller_cannot_use_the_one_for_the_topic_is_first(ask: Callable[..., Answer]) -> None:
    company = f"phones:\n{GENERAL}{SPECIAL.format(facts=TOPIC)}".replace("sources", "abroad: never, sources")
    answer = ask(company, "show", "acme-trains", "-t", "lost-card", "--output", "plain", caller=FRANCE)
    assert [line.partition("\t")[0][12:] for line in answer.stdout.splitlines()] == ["cards", "main"]


@pytest.mark.parametrize(("options", "first"), [((), "voice"), (("--no-voice",), "text")])
def test_a_textphone_for_accessibility_came_before_a_line_to_speak_on(
    ask: Callable[..., Answer], options: tuple[str, ...], first: str
) -> None:
    company = (
        "phones:\n"
        "  - {id: text, label: Textphone, topics: [accessibility], textphone: '+44 20 7946 0103', sources: [page]}\n"
        "  - {id: voice, label: Special needs, topics: [accessibility], number: '+44 20 7946 0104', sources: [page]}\n"
    )
    answer = ask(company, "show", "acme-trains", "-t", "accessibility", *options, "--output", "plain")
    assert answer.stdout.startswith(f"acme-trains/{first}\t")


@pytest.mark.parametrize("command", ["show", "reach", "open"])
def test_without_voice_the_textphone_counts_if_the_line_for_the_topic_has_none(
    ask: Callable[..., Answer], command: str
) -> None:
    textphone = GENERAL.replace("sources", "textphone: '+44 20 7946 0103', sources")
    company = f"phones:\n{SPECIAL.format(facts=TOPIC)}{textphone}"
    answer = ask(company, command, "acme-trains", "-t", "lost-card", "--no-voice", "--output", "plain")
    assert (answer.status, *answer.stdout.split("\t")[:5:4]) == (
        0,
        "acme-trains/main",
        "textphone +44 20 7946 0103",
    )


def test_a_special_line_of_unknown_language_came_before_a_general_one_in_another_language(
    ask: Callable[..., Answer],
) -> None:
    """No line is known to speak English, so the language cannot decide between a general and a special line."""
    company = f"phones:\n{SPECIAL.format(facts=TOPIC)}{GENERAL.replace('sources', 'languages: [nl], sources')}"
    answer = ask(company, "show", "acme-trains", "--language", "en", "--output", "plain")
    assert answer.stdout.startswith("acme-trains/main\t")


@pytest.mark.parametrize(
    ("serves", "facts", "location", "connects"),
    [
        ("", "", "GB", "yes"),
        ("", "", "JE", "yes"),  # shares the numbers of Britain
        ("", "", "IE", "maybe"),  # was: yes, as if the line said that it serves Ireland
        ("", "abroad: only", "GB", "no"),
        ("", "abroad: only", "IE", "maybe"),  # was: no
        ("[GB, IE]", "", "IE", "yes"),
        ("[GB, IE]", "abroad: only", "IE", "no"),
    ],
)
def test_a_line_was_taken_to_be_at_home_in_each_country_of_its_company(
    ask: Callable[..., Answer], serves: str, facts: str, location: str, connects: str
) -> None:
    fields = ", ".join(filter(None, (serves and f"serves: {serves}", facts, "sources: [page]")))
    company = f'phones:\n  - {{id: main, label: Help, number: "+44 808 157 0123", {fields}}}\n'
    head, caller = HEAD.replace("serves: [GB]", "serves: [GB, JE, IE]"), ("--from", location, *AT)
    value = json.loads(ask(company, "show", "acme-trains", "--output", "json", head=head, caller=caller).stdout)
    assert value["answers"][0]["contacts"][0]["connects"] == connects


# --- what stands in, and what is assumed

FROM_FRANCE = ("--from", "FR", "--tz", "Europe/Paris", *AT)
HELP = '  - {{id: main, label: Help, number: "+44 20 7946 0101", hours: 24/7, sources: [page]{facts}}}\n'


@pytest.mark.parametrize(
    ("facts", "more", "first", "notes"),
    [
        ("", "", "main", []),
        ("topics: [lost-card]", "", "main", ["no general line known"]),
        ("topics: [emergency]", "", "main", ["no general line known"]),  # was: nothing, exit 1
        ("topics: [emergency]", f"{TOPIC}, abroad: also", "cards", ["no general line known"]),
    ],
)
def test_a_reserved_line_of_another_country_did_not_stand_in(
    ask: Callable[..., Answer], facts: str, more: str, first: str, notes: list[str]
) -> None:
    main = HELP.format(facts="".join(f", {fact}" for fact in ("abroad: also", facts) if fact))
    company = f"phones:\n{main}{SPECIAL.format(facts=more) if more else ''}"
    answer = ask(company, "show", "acme-trains", "--output", "plain", caller=FROM_FRANCE)
    assert (answer.status, answer.stdout.partition("\t")[0]) == (0, f"acme-trains/{first}")
    first_notes = ["no line of Acme Trains for FR is known", "known for GB: --country GB"]
    assert answer.stderr.splitlines() == [*first_notes, *notes]


@pytest.mark.parametrize(
    ("options", "note"),
    [
        (
            ("--country", "GB"),
            "assuming --from GB; to set it: supportdir config set from CC",
        ),
        (("--country", "all"), "use --from CC, or: supportdir config set from CC"),
    ],
)
def test_a_location_was_assumed_and_not_said(
    ask: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], note: str
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LC_ALL", "C")
    answer = ask(
        f"phones:\n{HELP.format(facts='')}", "show", "acme-trains", "--output", "plain", caller=(*options, *AT)
    )
    assert answer.stderr.splitlines() == [f"your location is not known; {note}"]


def test_the_assumed_country_was_said_for_each_company(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LC_ALL", "C")
    for slug in ("acme-air", "acme-bus"):
        text = HEAD.replace("Acme Trains", slug) + f"phones:\n{HELP.format(facts='')}"
        (tmp_path / f"{slug}.yaml").write_text(text, encoding="utf-8")
    stderr = run("open", "acme-air", "acme-bus", *AT, "--data", str(tmp_path), "--output", "plain").stderr
    assert stderr.splitlines() == [
        "your location is not known; use --from CC, or: supportdir config set from CC",
        "assuming that you are in Britain (UK), the first country with a contact of acme-air",
    ]


NO_FRENCH = "no contact of Acme Trains for Britain (UK) is known to speak 'fr'"


@pytest.mark.parametrize(
    ("market", "language", "note"),
    [
        ("GB", "en", ""),
        ("GB", "cy", "no contact of Acme Trains is known to speak 'cy'"),
        ("GB", "fr", f"{NO_FRENCH}; known for IE: --country IE"),  # was: no note
        ("IE", "fr", ""),
    ],
)
def test_a_language_that_only_another_country_has_was_not_said_to_be_missing(
    ask: Callable[..., Answer], market: str, language: str, note: str
) -> None:
    company = "phones:\n" + "".join(
        f"  - {{id: {country.lower()}, label: Help, serves: [{country}], languages: [{spoken}], hours: 24/7, "
        f'number: "{number}", sources: [page]}}\n'
        for country, spoken, number in (("GB", "en", "+44 20 7946 0101"), ("IE", "fr", "+353 1 555 0102"))
    )
    head, caller = HEAD.replace("serves: [GB]", "serves: [GB, IE]"), ("--from", market, *LONDON[2:])
    answer = ask(company, "show", "acme-trains", "--language", language, "--output", "plain", head=head, caller=caller)
    assert answer.stderr == (f"{note}\n" if note else "")


NO_PHONE = "no_phone: it has none\nphones:\n" + HELP.format(facts=", audience: [business]")


@pytest.mark.parametrize(
    ("words", "status", "first"),
    [
        (("open", "acme-trains"), 1, "acme-trains"),  # was: 4
        (("ivr", "acme-trains"), 1, ""),  # was: the line for business customers
        (("ivr", "acme-trains/main"), 1, "acme-trains/main"),
        (("open", "acme-trains/main"), 0, "acme-trains/main"),
    ],
)
def test_a_company_without_phone_support_was_answered_with_its_line_for_business(
    ask: Callable[..., Answer], words: tuple[str, ...], status: int, first: str
) -> None:
    answer = ask(NO_PHONE, *words, "--output", "plain")
    assert (answer.status, answer.stdout.partition("\t")[0]) == (status, first)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--kind", "email"), "no email is known; other ways: supportdir show acme-trains"),  # was: no phone line
        (("--country", "IE"), "no line for IE is known; other ways: supportdir show acme-trains"),
    ],
)
def test_open_said_that_no_phone_line_is_known_where_there_is_one(
    ask: Callable[..., Answer], options: tuple[str, ...], reason: str
) -> None:
    company = f"phones:\n{HELP.format(facts=', serves: [GB]')}channels:\n"
    company += "  - {id: chat, kind: chat, url: 'https://trains.example/chat', sources: [page]}\n"
    company += "  - {id: mail, kind: email, note: its address is not known, sources: [page]}\n"
    head = HEAD.replace("serves: [GB]", "serves: [GB, IE]")
    answer = ask(company, "open", "acme-trains", *options, "--output", "plain", head=head)
    assert (answer.status, answer.stdout.split("\t")[7]) == (1, reason)


def test_whose_named_the_slug_of_the_company_that_took_another_over(run: Run, tmp_path: Path) -> None:
    old = HEAD.replace("categories", "merged_into: acme-rail\ncategories") + f"phones:\n{HELP.format(facts='')}"
    new = HEAD.replace("Acme Trains", "Acme Rail") + "phones: []\n"
    for slug, text in (("acme-trains", old), ("acme-rail", new.replace("phones: []\n", "no_phone: none yet\n"))):
        (tmp_path / f"{slug}.yaml").write_text(text, encoding="utf-8")
    answer = run("whose", "+44 20 7946 0101", *LONDON, "--data", str(tmp_path), "--output", "table")
    assert "Acme Trains is now part of Acme Rail: supportdir show acme-rail" in answer.stdout


@pytest.mark.parametrize(("location", "status"), [("GB", 0), ("FR", 1)])
@pytest.mark.parametrize("command", ["show", "reach", "open"])
def test_the_code_of_a_relay_service_was_given_to_a_caller_in_another_country(
    ask: Callable[..., Answer], command: str, location: str, status: int
) -> None:
    company = "phones:\n" + HELP.format(facts=', relay: "18001"')
    caller = ("--country", "GB", "--from", location, "--tz", "Europe/London", *AT)
    answer = ask(company, command, "acme-trains", "--no-voice", "--output", "plain", caller=caller)
    assert (answer.status, "18001" in answer.stdout) == (status, status == 0)


@pytest.mark.parametrize("topic", ["merchants", "business", "Business"])
def test_words_for_its_customers_did_not_lead_to_a_line_for_business(ask: Callable[..., Answer], topic: str) -> None:
    company = f"phones:\n{GENERAL}{SPECIAL.format(facts='audience: [business]')}"
    company = company.replace("label: Cards", "label: Merchants")
    for command in ("show", "reach", "open"):
        answer = ask(company, command, "acme-trains", "-t", topic, "--output", "plain")
        assert (answer.status, "/cards\t" in answer.stdout.partition("\n")[0]) == (0, True), command


@pytest.mark.parametrize("command", ["show", "reach", "open"])
def test_a_language_that_no_line_speaks_decided_the_order(ask: Callable[..., Answer], command: str) -> None:
    company = f"phones:\n{GENERAL.replace('sources', 'languages: [nl], sources')}{SPECIAL.format(facts=TOPIC)}"
    answer = ask(company, command, "acme-trains", "--language", "es", "--output", "plain")
    assert (answer.status, answer.stdout.partition("\t")[0]) == (0, "acme-trains/main")


def test_a_menu_option_for_the_topic_counted_less_than_a_shortcut(ask: Callable[..., Answer]) -> None:
    menu = "menu: {options: {'1': {label: Lost cards, topics: [lost-card], reaches: person}}}"
    company = f"phones:\n{GENERAL}{SPECIAL.format(facts=menu)}"
    for command in ("show", "reach"):
        answer = ask(company, command, "acme-trains", "-t", "lost-card", "--output", "plain")
        assert [*answer.stdout.split("\t")[:6:5]] == ["acme-trains/cards", "1"]


def test_without_voice_contacts_without_address_were_left_out(ask: Callable[..., Answer]) -> None:
    company = f"phones:\n{GENERAL}channels:\n  - {{id: chat, kind: chat, sources: [page]}}\n"
    notes = ["no way without voice is known", "a relay service can call 020 7946 0101 (acme-trains/main)"]
    table = ask(company, "show", "acme-trains", "--no-voice")
    assert (table.status, *table.stdout.splitlines()[:2]) == (1, *notes)
    assert "also" in table.stdout
    assert "chat" in table.stdout
    document = json.loads(ask(company, "show", "acme-trains", "--no-voice", "--output", "json").stdout)
    (answer,) = document["answers"]
    assert (answer["contacts"], [way["kind"] for way in answer["also_said"]]) == ([], ["chat"])
    assert document["notes"] == notes


def test_plain_output_did_not_say_that_the_contact_for_the_topic_has_no_number(ask: Callable[..., Answer]) -> None:
    company = f"phones:\n{GENERAL}channels:\n  - {{id: chat, kind: chat, {TOPIC}, sources: [page]}}\n"
    answer = ask(company, "show", "acme-trains", "-t", "lost-card", "--output", "plain")
    assert answer.stdout.startswith("acme-trains/main\t")
    text = "no number or address is known for 'lost-card'; using the other contacts of Acme Trains\n"
    assert answer.stderr == text


@pytest.mark.parametrize(
    ("name", "serves", "is_found"),
    [
        ("acme trains germany", "GB", True),  # an own name and a country: no line is known there
        ("acme trains scotland", "GB", True),
        ("acme trains california", "US", True),  # a part of the country that it serves
        ("acme trains california", "US-CA", True),
        ("acme trains california", "US-NY", False),  # was: the company, whichever part it serves
        ("acme trains california", "GB", False),
        ("trains california", "US", False),  # a part of its name, as "washington metro"
        ("the trains california", "US", False),  # was: the company
        ("trains california", "US-CA", True),
        ("acme trains georgia", "US", True),  # was: nothing; Georgia is a country too
        ("acme trains georgia", "GE", True),
        ("night ticket california", "US", False),  # a product
        ("night ticket germany", "GB", False),
        ("night ticket germany", "DE", True),
    ],
)
def test_a_name_with_a_place_led_to_a_company_of_another_place(
    ask: Callable[..., Answer], name: str, serves: str, is_found: bool
) -> None:
    head = HEAD.replace("[GB]", f"[{serves}]\naliases: [Trains]\nproducts: [{{names: [Night Ticket]}}]")
    answer = ask(f"phones:\n{GENERAL}", "show", *name.split(), "--country", "all", "--output", "plain", head=head)
    assert answer.stdout.startswith("acme-trains/") is is_found


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("N. Ireland", "GB-NIR"),  # was: IE
        ("Scotland, UK", "GB-SCT"),
        ("NSW", "AU-NSW"),
        ("CN-HK", "HK"),
        ("W. Virginia", ""),  # was: US-VA
        ("Baja California", ""),
        ("North America", ""),
        ("Georgia", ""),
        ("Georgia, USA", "US-GA"),
        ("the UK", "GB"),  # from here on, was: invalid
        ("Republic of Ireland", "IE"),
        ("в России", "RU"),
        ("Республика Татарстан", "RU-TA"),
        ("State of California", "US-CA"),
        ("Bosnia and Herzegovina", "BA"),
        ("Puerto Rico, USA", "PR"),
        ("Hong Kong, China", "HK"),
        ("Dubai, UAE", "AE"),
        ("Россия, Москва", "RU-MOW"),
        ("London, Ontario, Canada", "CA-ON"),
        ("Democratic Republic of the Congo", "CD"),
        ("Republic of the Congo", "CG"),
        ("Republic of South Sudan", "SS"),  # not Sudan
        ("State of New Mexico", "US-NM"),
        ("Atlantis, Atlantis", ""),
        ("the US", "US"),  # was: US-IN
        ("in the US", "US"),
        ("in Germany", "DE"),  # IN is India
        ("US,", "US"),
        ("US and Canada", ""),
        ("United", ""),  # was: GB
        ("the United Kingdom", "GB"),
        ("the Republic of China", "TW"),
        ("the Dominican Republic", "DO"),
        ("Republic of Dominica", "DM"),
        ("the Central African Republic", "CF"),
        ("Newfoundland & Labrador", "CA-NL"),
        ("из России", "RU"),
        ("в Республике Татарстан", "RU-TA"),
        ("Victoria, British Columbia", "CA-BC"),  # was: AU-VIC
        ("Victoria, Canada", "CA"),
        ("Victoria, Australia", "AU-VIC"),
        ("Lebanon, Tennessee", "US-TN"),  # was: LB
        ("Jamaica, New York, USA", "US-NY"),
        ("Guam, USA", "GU"),
        ("Jersey, UK", ""),
        ("Atlanta, GA", ""),  # was: GA, Gabon
        ("Atlanta, GA, USA", "US-GA"),
        ("San Francisco, CA", ""),
        ("Toronto, ON", "CA-ON"),
    ],
)
def test_a_place_was_another_one_whose_name_it_contains(run: Run, place: str, code: str) -> None:
    answer = run("show", "acme", "--from", place, "--country", "all", "--output", "json")
    assert (answer.status == 2) is (not code)
    assert not code or json.loads(answer.stdout)["asked"]["from"] == code


def test_a_company_that_has_ended_was_not_open_although_its_line_is(ask: Callable[..., Answer]) -> None:
    company = f"defunct: '2017'\nphones:\n{GENERAL}"
    for command in ("show", "open", "wait"):
        answer = ask(company, command, "acme-trains", "--output", "plain", caller=NOW)
        assert (answer.status, answer.stdout.split("\t")[2]) == (0, "open"), command  # wait: was an internal error
        assert answer.stderr == "Acme Trains no longer exists, since 2017\n", command


@pytest.mark.parametrize("command", ["show", "reach", "open", "wait"])
def test_an_address_for_business_hid_the_line_for_a_relay_service(ask: Callable[..., Answer], command: str) -> None:
    channel = "{id: contracts, kind: email, audience: [business], address: a@acme.example, sources: [page]}"
    answer = ask(f"phones:\n{GENERAL}channels:\n  - {channel}\n", command, "acme-trains", "--no-voice", caller=NOW)
    text = " ".join((answer.stdout + answer.stderr).split())
    assert answer.status == 1
    assert "no way without voice is known" in text
    assert "020 7946 0101" in text
    assert "no line for GB" not in text  # was said by wait
    assert "no general" not in text


def test_open_preferred_a_line_in_a_foreign_language_to_one_in_the_language_of_the_country(
    ask: Callable[..., Answer],
) -> None:
    foreign = GENERAL.replace("id: main", "id: arabic").replace("0101", "0103").replace("hours: 24/7, ", "")
    company = GENERAL.replace("hours: 24/7", "hours: Mo-Fr 18:00-20:00").replace("sources", "languages: [en], sources")
    company = f"phones:\n{company}{foreign.replace('sources', 'languages: [ar], sources')}"
    answer = ask(company, "open", "acme-trains", "--language", "zu", "--output", "plain")
    assert (answer.status, answer.stdout.partition("\t")[0]) == (1, "acme-trains/main")


@pytest.mark.parametrize("command", ["open", "wait"])
def test_a_product_led_to_a_line_that_does_not_connect(ask: Callable[..., Answer], command: str) -> None:
    line = '{id: cards, label: Cards, short: "123", hours: 24/7, sources: [page]}'
    head = HEAD + "products: [{names: [Railcard], contact: cards}]\n"
    caller = ("--country", "GB", "--from", "DE", "--tz", "Europe/Berlin")
    company = f"phones:\n  - {line}\n"
    answer = ask(company, command, "railcard", "--output", "plain", head=head, caller=caller)
    assert (answer.status, answer.stdout.split("\t")[2]) == (4, "unknown")  # was: open
    company += '  - {id: help, label: Help, number: "+44 20 7946 0101", hours: 24/7, sources: [page]}\n'
    answer = ask(company, command, "railcard", "--output", "plain", head=head, caller=caller)
    assert (answer.status, answer.stdout.partition("\t")[0]) == (0, "acme-trains/help")
    answer = ask(company, command, "acme-trains/cards", "--output", "plain", head=head, caller=caller)
    assert answer.stdout.startswith("acme-trains/cards\t")


def test_a_general_textphone_was_called_special_for_a_caller_without_voice(ask: Callable[..., Answer]) -> None:
    line = (
        '{id: text, label: Textphone, textphone: "+44 20 7946 0101", topics: [general, accessibility], sources: [page]}'
    )
    answer = ask(f"phones:\n  - {line}\n", "show", "acme-trains", "--no-voice", "--output", "plain")
    assert (answer.status, answer.stderr) == (0, "")
    assert ask(f"phones:\n  - {line}\n", "show", "acme-trains", "--output", "plain").stderr == "no general line known\n"


@pytest.mark.parametrize("command", ["show", "reach", "hours", "ivr"])
def test_json_lacked_a_company_without_a_contact_that_can_be_used(ask: Callable[..., Answer], command: str) -> None:
    channel = "{id: privacy, kind: email, topics: [privacy], address: privacy@acme.example, sources: [page]}"
    answer = ask(f"channels:\n  - {channel}\n", command, "acme-trains", "--output", "json")
    (company,) = json.loads(answer.stdout)["answers"]
    assert (answer.status, company["company"], company["contacts"]) == (1, "acme-trains", [])


def test_a_name_of_two_companies_of_other_countries_meant_one_of_them(run: Run, tmp_path: Path) -> None:
    facts = "categories: [government]\nsources: {page: {kind: official, title: A page, date: '2026-05-02'}}\n"
    lines = f"phones:\n{GENERAL}"
    alias, product = "aliases: [Permit Office]", "products: [{names: [Permit Office]}]"
    for slug, serves, name in (("acme-permits", "US", alias), ("bravo-services", "CA", product)):
        text = f"name: {slug.replace('-', ' ').title()}\nserves: [{serves}]\n{name}\n{facts}{lines}"
        (tmp_path / f"{slug}.yaml").write_text(text, encoding="utf-8")
    for country, status, first in (("US", 0, "acme-permits/main"), ("CA", 0, "bravo-services/main"), ("GB", 1, "")):
        answer = run("show", "permit", "office", "--from", country, "--data", str(tmp_path), "--output", "plain")
        assert (answer.status, answer.stdout.partition("\t")[0]) == (status, first)


BAGGAGE_LINE = '- {id: bags, label: Bags, topics: [baggage], number: "+44 20 7946 0101", sources: [page]}'


@pytest.mark.parametrize("words", [("railcard",), ("acme-trains", "--topic", "cards")])
@pytest.mark.parametrize("topics", ["", "baggage"])
def test_a_product_without_a_number_hid_that_no_general_line_is_known(
    ask: Callable[..., Answer], words: tuple[str, ...], topics: str
) -> None:
    head = HEAD + "products: [{names: [Railcard], contact: cards}]\n"
    cards = "- {id: cards, label: Cards, topics: [cards, reservations], hours: 24/7, sources: [page]}"
    line = BAGGAGE_LINE.replace("[baggage]", "[baggage, cards]") if topics else BAGGAGE_LINE
    company = f"phones:\n  {line}\n  {cards}\n"
    is_said = not topics  # a line for the topic is what the caller needs
    table = ask(company, "show", *words, head=head)
    assert table.stdout.startswith("no general line known\n") is is_said
    document = json.loads(ask(company, "show", *words, "--output", "json", head=head).stdout)
    assert ("no general line known" in document["notes"]) is is_said
    plain = ask(company, "reach", *words, "--output", "plain", head=head)
    assert ("no general line known\n" in plain.stderr) is is_said
    assert plain.stdout.startswith("acme-trains/bags\t")


def test_a_product_without_a_number_left_no_way_for_a_need(ask: Callable[..., Answer]) -> None:
    head = HEAD + "products: [{names: [Railcard], contact: cards}]\n"
    cards = "- {id: cards, label: Cards, topics: [cards], hours: 24/7, sources: [page]}"
    answer = ask(f"phones:\n  {BAGGAGE_LINE}\n  {cards}\n", "reach", "railcard", "--need", "urgent", head=head)
    assert answer.stdout.startswith("no general line known\nIt is urgent\n1  020 7946 0101   ")


EXCEPT = """\
phones:
  - {id: rest, label: Rest, number: "+44 20 7946 0101", serves: [GB, -GB-SCT, -GB-NIR], hours: 24/7, sources: [page]}
  - {id: scotland, label: Scotland, number: "+44 131 496 0101", serves: [GB-SCT], hours: 24/7, sources: [page]}
"""


def _from(place: str) -> tuple[str, ...]:
    return ("--from", place, "--tz", "Europe/London", *AT)


def test_regions_that_are_excluded_were_shown_as_codes_or_not_at_all(ask: Callable[..., Answer]) -> None:
    head = HEAD + "products: [{names: [Railcard], contact: rest}]\n"
    scotland = ask(EXCEPT, "show", "railcard", head=head, caller=_from("GB-SCT"))
    assert scotland.stderr == ""  # was: the contact is for GB, -GB-SCT, -GB-NIR
    assert scotland.stdout.startswith("0131 496 0101   Acme Trains · Scotland   open any time\n")
    assert "also     1 phone for GB except GB-NIR, GB-SCT: --country GB\n" in scotland.stdout  # was: for GB
    ireland = ask(EXCEPT, "show", "railcard", head=head, caller=_from("GB-NIR"))
    command = "supportdir show acme-trains/rest --country GB\n"
    assert ireland.stderr == f"the contact for 'railcard' is for GB except GB-SCT, GB-NIR: {command}"
    # Scotland is left out by one line, and has another
    assert "known for GB except GB-NIR: --country GB\n" in ireland.stdout
    russian = ask(EXCEPT, "reach", "railcard", "--language", "ru", head=head, caller=_from("GB-NIR"))
    assert "обслуживает: GB, кроме GB-SCT, GB-NIR: " in russian.stderr
    contact = ask(EXCEPT, "show", "acme-trains/rest", "--country", "FR")
    assert "serves Britain (UK) except GB-SCT, GB-NIR, not France\n" in contact.stdout


def test_whose_did_not_say_where_a_short_number_does_not_work(ask: Callable[..., Answer]) -> None:
    line = '- {id: short, label: Short, short: "61016", serves: [GB, -GB-NIR], sources: [page]}'
    assert (
        "a short number, in Britain (UK) except Northern Ireland\n"
        in ask(f"phones:\n  {line}\n", "whose", "61016").stdout
    )


def test_the_names_of_several_companies_showed_excluded_regions_as_codes(run: Run, tmp_path: Path) -> None:
    facts = "categories: [government]\nsources: {page: {kind: official, title: A page, date: '2026-05-02'}}\n"
    for slug, serves in (("acme-permits", "US, -US-CA"), ("bravo-permits", "US, -US-NY")):
        text = f"name: {slug.title()}\nserves: [{serves}]\naliases: [Permit Office]\n{facts}phones:\n{GENERAL}"
        (tmp_path / f"{slug}.yaml").write_text(text, encoding="utf-8")
    answer = run("show", "permit", "office", "--from", "GB", "--data", str(tmp_path))
    assert "acme-permits (Acme-Permits, US except US-CA)" in answer.stderr
