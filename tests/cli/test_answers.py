"""Answers that are uncertain or missing, and warnings about numbers that are not a company's own."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import Run

AT = ("--at", "2026-11-23T12:00Z")  # a Monday
CHRISTMAS = ("--at", "2026-12-25T15:00Z")
LONDON = ("--from", "GB", "--tz", "Europe/London")
NEW_YORK = ("--from", "US", "--tz", "America/New_York")
TABLE = ("--output", "table")
US = (
    "acme/us\tphone\tmaybe\t2026-12-25T17:00-05:00\t+1 800 555 0199\t\tpress undated\tSupport (US)"
    "\tUS\tAcme Broadband\n"
)

PAY = """\
name: Acme Wallets
categories: [payments]
serves: [GB, US]
timezone: Europe/London
sources:
  page: {kind: official, url: "https://www.wallets.example/scams", date: "2026-05-02"}
no_phone: support is given in the app only
not_theirs:
  - {number: "+1 202 555 0177", note: shown in advertisements, sources: [page]}
  - {number: "+44 20 7946 0958", sources: [page]}
channels:
  - id: app
    kind: app
    where: Settings > Help
    sources: [page]
  - id: mail
    kind: email
    sources: [page]
cite: {no_phone: [page]}
"""
ENERGY = """\
name: Acme Energy
categories: [energy]
serves: [GB]
timezone: Europe/London
sources:
  page: {kind: official, title: A page, date: "2026-05-02"}
phones:
  - id: service
    label: Customer service
    number: "+44 20 7946 0991"
    hours: Mo-Fr 08:00-20:00
    menu:
      options:
        "1": {label: Bills, topics: [billing]}
        "2":
          label: Faults
          options:
            "3": {label: Gas, contact: faults}
            "4": {label: Elsewhere, contact: other}
        "5": {label: Moving house, contact: moving}
    sources: [page]
  - id: faults
    label: Gas faults
    topics: [outage]
    number: "+44 2079 460991"
    hours: 24/7
    sources: [page]
  - id: moving
    label: Moving
    topics: [moving]
    sources: [page]
  - id: other
    label: Other
    topics: [sales]
    number: "+44 20 7946 0992"
    sources: [page]
"""


@pytest.fixture
def data(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "acme-wallets.yaml").write_text(PAY, encoding="utf-8")
    (tmp_path / "acme-energy.yaml").write_text(ENERGY, encoding="utf-8")
    return "--data", str(tmp_path)


# --- maybe


@pytest.mark.parametrize(
    ("words", "status", "stdout"),
    [
        (("open", "acme"), 4, US),
        (("show", "acme"), 0, US),
        (("open", "acme", "acme/us"), 4, US * 2),
        (
            ("open",),
            0,
            f"wideland/zoneless\tphone\topen\t\t+1 202 555 0125\t\tcommunity 2024-02-03\tNo zone known"
            f"\tUS\tWideland Airlines\n{US}",
        ),
        (
            ("hours", "acme"),
            0,
            "".join(
                f"acme/us\t2026-12-{day}T09:00-05:00\t2026-12-{day}T17:00-05:00\t{'maybe' if day == 25 else 'open'}\t\n"
                for day in range(21, 27)
            ),
        ),
    ],
)
def test_a_holiday_that_the_hours_do_not_mention_is_maybe(
    run: Run, words: tuple[str, ...], status: int, stdout: str
) -> None:
    answer = run(*words, *NEW_YORK, *CHRISTMAS, "--output", "plain")
    assert (answer.status, answer.stdout) == (status, stdout)


def test_only_maybes_in_the_list_end_in_status_4(run: Run, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(ENERGY.replace("hours: 24/7", "hours: Mo-Su 08:00-20:00"), encoding="utf-8")
    answer = run("open", *LONDON, "--at", "2026-12-25T12:00Z", "--data", str(tmp_path))
    assert (answer.status, [line.split("\t")[:3] for line in answer.stdout.splitlines()]) == (
        4,
        [["acme/service", "phone", "maybe"]],
    )
    assert answer.stderr == "0 open, 1 maybe open (public holiday), 0 with hours not known, 0 closed\n"


def test_maybe_has_its_own_colour_and_words(run: Run) -> None:
    table = ("--output", "table", "--color", "always")
    maybe = run("open", "acme", *NEW_YORK, *CHRISTMAS, *table).stdout
    assert "maybe open until 17:00: Christmas Day" in " ".join(maybe.split())
    assert "\x1b[1;35mmaybe" in maybe
    assert "\x1b[1;32mopen" in run("open", "acme", *LONDON, *AT, *table).stdout


class Clock:
    """A clock that only its own `sleep` advances."""

    def __init__(self, at: str) -> None:
        self.at = datetime.fromisoformat(at).astimezone(UTC)

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("start", "more", "end", "note"),
    [
        (
            "2026-12-25T15:00Z",
            (),
            "2026-12-26T14:00+00:00",
            "Acme Broadband · Support (US): maybe open until 17:00 in New York (22:00 your time), 7 h left: "
            "Christmas Day there, not mentioned in the hours; --accept-maybe does not wait",
        ),
        ("2026-12-25T15:00Z", ("--accept-maybe",), "2026-12-25T15:00+00:00", ""),
        (
            "2026-12-25T13:00Z",
            ("--accept-maybe",),
            "2026-12-25T14:00+00:00",
            "Acme Broadband · Support (US) opens 09:00 in New York (14:00 your time), in 1 h",
        ),
        (
            "2026-12-25T13:00Z",
            (),
            "2026-12-26T14:00+00:00",
            "Acme Broadband · Support (US) opens Sat 09:00 in New York (Sat 14:00 your time), in 1 day 1 h",
        ),
        ("2026-12-25T15:00Z", ("--until", "closing"), "2026-12-25T22:00+00:00", ""),
    ],
)
def test_wait_does_not_treat_maybe_as_open(
    run: Run, monkeypatch: pytest.MonkeyPatch, start: str, more: tuple[str, ...], end: str, note: str
) -> None:
    clock = Clock(start)
    monkeypatch.setattr("supportdir.clock.now", lambda: clock.at)
    monkeypatch.setattr("time.sleep", clock.sleep)
    answer = run("wait", "acme", *LONDON, "--country", "US", *more)
    assert answer.status == 0
    assert clock.at == datetime.fromisoformat(end)
    assert note in answer.stderr


# --- the weekday


def test_the_weekday_is_shown_unless_it_is_today(run: Run) -> None:
    answer = run("show", "nightowl/cards", "--from", "RU", "--tz", "Europe/Moscow", "--at", "2026-11-26T20:00", *TABLE)
    assert "open until Fri 09:00, 13 h left" in answer.stdout


# --- nothing found


@pytest.mark.parametrize(
    ("words", "suggestions"),
    [
        (("show", "acmee"), ["acme"]),
        (("show", "acme", "--bogus"), None),
        (("hours", "qqqqqq"), []),
        (("reach", "acmee"), ["acme"]),
        (("ivr", "acmee"), ["acme"]),
        (("open", "acmee"), ["acme"]),
        (("find", "qqqqqq"), []),
        (("whose", "+1 202 555 0188"), []),
        (("show", "acme/nothing"), []),
        (("show", "acme/old"), []),
    ],
)
def test_not_found_gives_a_json_document(run: Run, words: tuple[str, ...], suggestions: list[str] | None) -> None:
    answer = run(*words, "--output", "json")
    if suggestions is None:  # an invalid command line prints no JSON
        assert (answer.status, answer.stdout) == (2, "")
        return
    document = json.loads(answer.stdout)
    assert answer.status == 1
    assert (document["answers"], document["suggestions"]) == ([], suggestions)
    assert document["notes"][-1] == answer.stderr.splitlines()[0].removeprefix("error: ")


@pytest.mark.parametrize("output", ["plain", "json", "table"])
def test_one_company_that_is_not_found_does_not_hide_the_others(run: Run, output: str) -> None:
    answer = run("open", "acme", "acmee", *LONDON, *AT, "--output", output)
    assert answer.status == 1
    assert "Customer care" in answer.stdout
    assert "no company is called 'acmee'. Did you mean acme?" in answer.stderr
    if output == "json":
        document = json.loads(answer.stdout)
        assert [company["company"] for company in document["answers"]] == ["acme"]
        assert document["suggestions"] == ["acme"]


def test_kind_filters_the_list_and_hides_no_named_company(run: Run) -> None:
    chats = run("open", "--kind", "chat", *LONDON, *AT)
    assert (chats.status, [line.split("\t")[0] for line in chats.stdout.splitlines()]) == (0, ["acme/chat"])
    both = run("open", "acme", "nightowl", "--kind", "chat", *LONDON, *AT)
    assert (both.status, both.stdout.split("\t")[0]) == (1, "acme/chat")
    assert "no chat contact of Nightowl Bank is known; known kinds: phone" in both.stderr


def test_an_empty_list_has_suggestions(run: Run) -> None:
    document = json.loads(run("open", "--country", "JP", *LONDON, *AT, "--output", "json").stdout)
    assert (document["answers"], document["suggestions"]) == ([], [])


def test_a_company_without_a_contact_is_in_the_document(run: Run) -> None:
    answer = run("show", "datafirm", *LONDON, *AT, "--output", "json")
    (company,) = json.loads(answer.stdout)["answers"]
    assert (answer.status, company["company"], company["contacts"]) == (1, "datafirm", [])


def test_a_company_is_open_if_a_line_for_private_callers_is_open(run: Run, tmp_path: Path) -> None:
    def line(id: str, hours: str, more: str) -> str:
        return f"  - {{id: {id}, label: Line {id}, hours: '{hours}', {more}, sources: [page]}}\n"

    number = 'number: "+44 20 7946 0991"'
    head = ENERGY.partition("phones:")[0] + "phones:\n"
    for lines, status, id in (
        ([("firms", "24/7", f"audience: [business], {number}"), ("care", "13:00-14:00", number)], 1, "care"),
        ([("firms", "24/7", f"audience: [partners, professionals], {number}")], 4, ""),
        ([("card", "24/7", "where: on the card"), ("care", "13:00-14:00", number)], 1, "care"),
        ([("dpo", "24/7", f"topics: [privacy], {number}")], 1, ""),
        ([("bills", "24/7", f"topics: [billing], {number}"), ("care", "24/7", number)], 0, "care"),
        ([("bills", "24/7", f"topics: [billing], {number}"), ("care", "13:00-14:00", number)], 0, "bills"),
        ([("bills", "12:30-14:00", f"topics: [billing], {number}"), ("care", "13:00-14:00", number)], 1, "care"),
        ([("home", "24/7", "abroad: only, " + number), ("care", "13:00-14:00", number)], 1, "care"),
    ):
        (tmp_path / "acme-energy.yaml").write_text(head + "".join(line(*fields) for fields in lines), encoding="utf-8")
        answer = run("open", "acme-energy", *LONDON, *AT, "--data", str(tmp_path))
        assert (answer.status, answer.stdout.split("\t")[0].partition("/")[2]) == (status, id), lines


# --- not theirs


def test_whose_warns_of_a_number_that_is_not_theirs(run: Run, data: tuple[str, str]) -> None:
    table = run("whose", "+1 (202) 555-0177", *data, "--output", "table")
    assert table.status == 0
    assert (
        table.stdout
        == """\
+1 202 555 0177   NOT Acme Wallets' number
a false number: do not call it or give it any information
note     shown in advertisements
source   the company itself, 2 May 2026
         https://www.wallets.example/scams
more     supportdir show acme-wallets
"""
    )
    plain = run("whose", "202 555 0177", "--from", "US", *data, "--output", "plain")
    assert plain.stdout == (
        "acme-wallets\tnumber\tnot-theirs\t+1 202 555 0177\tstandard\tofficial 2026-05-02\tshown in advertisements"
        "\tAcme Wallets\t\thttps://www.wallets.example/scams\t\n"
    )
    assert plain.stderr.startswith("NOT Acme Wallets' number: +1 202 555 0177 (shown in advertisements)\n")
    (owner,) = json.loads(run("whose", "+12025550177", *data, "--output", "json").stdout)["answers"]
    assert (owner["state"], owner["contact"], owner["company"], owner["dial"]) == (
        "not-theirs",
        None,
        "acme-wallets",
        None,
    )


def test_the_warning_comes_before_the_real_owner_of_a_number(run: Run, data: tuple[str, str]) -> None:
    answer = run("whose", "+44 20 7946 0958", *data)
    assert [line.split("\t")[0] for line in answer.stdout.splitlines()] == ["acme-wallets", "acme/care"]


def test_a_number_that_is_not_theirs_finds_no_company(run: Run, data: tuple[str, str]) -> None:
    for text in ("+1 202 555 0177", "202 555 0177", "2025550177"):
        answer = run("find", text, *data)
        assert (answer.status, answer.stdout) == (1, "")
        assert "NOT Acme Wallets' number" in answer.stderr


def test_show_names_the_numbers_that_are_not_theirs(run: Run, data: tuple[str, str]) -> None:
    answer = run("show", "acme-wallets", *LONDON, *AT, *data, *TABLE)
    assert (
        answer.stdout
        == """\
Acme Wallets has no phone support: support is given in the app only
a number that claims to be Acme Wallets' is a sign of fraud
NOT Acme Wallets' number: +1 202 555 0177 (shown in advertisements)
NOT Acme Wallets' number: +44 20 7946 0958
Settings > Help   Acme Wallets · app   hours not known
source   address: the company itself, 2 May 2026
also said, address not known: email
"""
    )
    (company,) = json.loads(run("show", "acme-wallets", *LONDON, *data, "--output", "json").stdout)["answers"]
    assert company["not_theirs"] == [
        {"number": "+1 202 555 0177", "note": "shown in advertisements"},
        {"number": "+44 20 7946 0958", "note": None},
    ]
    assert [contact["contact"] for contact in company["also_said"]] == ["acme-wallets/mail"]


# --- menu options that lead to another contact


@pytest.mark.parametrize(
    ("line", "status", "keys", "dial"),
    [
        ("faults", 0, "2 3", "+442079460991,,2,3"),
        ("moving", 0, "5", "+442079460991,,5"),
        ("other", 0, "2 4", "+442079460991,,2,4"),  # it has another number, but the keys lead to it
    ],
)
def test_an_option_that_leads_to_a_contact_is_its_route(
    run: Run, data: tuple[str, str], line: str, status: int, keys: str, dial: str
) -> None:
    answer = run("ivr", f"acme-energy/{line}", *LONDON, *AT, *data)
    fields = answer.stdout.rstrip("\n").split("\t")
    assert (answer.status, fields[5], fields[8]) == (status, keys, dial)


def test_the_topic_of_the_contact_is_that_of_the_option(run: Run, data: tuple[str, str]) -> None:
    answer = run("ivr", "acme-energy/service", "--topic", "outage", *LONDON, *AT, *data, *TABLE)
    assert "2  at “Gas”, press 3" in answer.stdout


def test_a_contact_behind_a_menu_has_the_number_of_the_menu(run: Run, data: tuple[str, str]) -> None:
    answer = run("show", "acme-energy", "--topic", "moving", *LONDON, *AT, *data)
    assert answer.stdout.split("\t")[:6] == ["acme-energy/moving", "phone", "unknown", "", "+44 20 7946 0991", "5"]


COLLEGE = """\
name: Acme College
categories: [education]
serves: [GB]
timezone: Europe/London
sources:
  page: {kind: official, title: A page, date: "2026-05-02"}
phones:
  - id: office
    label: Enquiries
    number: "+44 20 7946 0992"
    hours: Mo-Fr 15:00-17:00
    sources: [page]
  - id: choir
    label: Choir scheme
    topics: [as-labelled]
    number: "+44 20 7946 0993"
    hours: Mo-Fr 09:00-17:00
    sources: [page]
"""


@pytest.fixture
def college(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "acme-college.yaml").write_text(COLLEGE, encoding="utf-8")
    return "--data", str(tmp_path)


@pytest.mark.parametrize("command", ["show", "reach"])
@pytest.mark.parametrize(
    ("topic", "lines"),
    [
        ((), ["office", "choir"]),  # though only the scheme is open
        (("--topic", "choir scheme"), ["choir", "office"]),
        (("--topic", "billing"), ["office", "choir"]),
    ],
)
def test_a_line_for_one_scheme_does_not_come_before_the_general_line(
    run: Run, college: tuple[str, str], command: str, topic: tuple[str, ...], lines: list[str]
) -> None:
    records = run(command, "acme-college", *topic, *college, *LONDON, *AT, "--output", "plain").stdout.splitlines()
    assert [record.split("\t")[0].partition("/")[2] for record in records] == lines


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "for the matter in its label"), ("ru", "тема: вопрос из названия")],
)
def test_a_line_for_one_scheme_says_so(run: Run, college: tuple[str, str], language: str, words: str) -> None:
    assert words in run("reach", "acme-college", *college, *LONDON, *AT, *TABLE, "--language", language).stdout


@pytest.mark.parametrize("typed", ["scheme", "label", "what is the name", "as usual", "вопрос", "название"])
def test_no_usual_words_mean_the_topic_of_a_line_for_one_scheme(run: Run, college: tuple[str, str], typed: str) -> None:
    assert "acme-college" not in run("find", typed, *college).stdout
    assert "acme-college" not in run("list", "--topic", typed, *college).stdout
