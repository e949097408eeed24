"""`supportdir data new`: a skeleton that is valid except for the empty fields."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Run

from supportdir.errors import UsageError
from supportdir.format import vocabulary
from supportdir.format.reader import read_company
from supportdir.format.skeleton import number_fields, slug_of, yaml_value


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supportdir.clock.now", lambda: datetime(2026, 11, 21, 12, 0, tzinfo=UTC))


def errors_in(text: str) -> list[str]:
    """Return the messages of the errors in the text of a company file."""
    return [
        problem.message
        for problem in read_company("new", "new.yaml", text.encode(), words=vocabulary.allowed_words())[1]
    ]


SKELETON = """\
# yaml-language-server: $schema=../company.schema.json
# The manual is data/README.md. Fill in the empty fields, remove the # from what a source states, delete the rest.
name: Acme Bank
# Other names that people type: brands, old names, other alphabets. They need no source.
# aliases: [AcmeNet, Акме]
# domains: [acme.example]
# Products, offices and services that people ask for by name. They need no source.
# products:
#   - names: [AcmeMail, Acme Post]
#     topic: login
# One or more of airline, bank, cars, complaints-body, credit-bureau, delivery, education, electronics, energy, food,
# games, government, health, immigration, insurance, internet, investment, justice, media, payments, real-estate,
# retail, social, social-security, software, tax, taxi, telecom, transport, travel, water.
categories: []
# Its countries (ISO 3166), home country first: [US], [GB, IE], [DE-BY], [all], [all, -US].
serves: [GB]
# The time zone of its contacts in the countries of serves: an IANA name, or unknown.
timezone: Europe/London
# What to have at hand before calling, as a list.
# have_ready: [the account number]
sources:
  contact-page:
    # official (the company), call (somebody called), press (an article) or community (a list).
    kind: official
    url:
    # Its date, in quotes: 2020-08-25, 2026-02, 2019~ (about). Absent: undated; never guess.
    date: "2026-11-21"
# Numbers that are falsely given as the company's; looking one up gives a warning.
# not_theirs: [{number: "+1 202 555 0177", note: where it is published, sources: [contact-page]}]
phones:
  # Permanent id: lower-case letters, digits, hyphens; names the purpose or place, not the number.
  - id: support
    # What the company calls it, or its purpose, in a few words.
    label:
    # Without topics a line is for all topics. Any of accessibility, account, account-deletion, as-labelled, baggage,
    # balance, benefits, bereavement, billing, cancellation, cards, claims, complaint, credit-report, debt, delivery,
    # documents, emergency, fraud, general, health, legal, loans, login, lost-card, loyalty, moving, orders, outage,
    # pension, privacy, recall, refunds, reservations, roadside, sales, status, tax, technical, travel-changes,
    # vehicle.
    # topics: [technical]
    # Whose public holidays count: US, GB-ENG. Absent: the one served, else that of its zone.
    # holidays: GB-ENG
    # The international number, in quotes: +44 20 7946 0958. No extension, no keys.
    number: "+44 20 7946 0123"
    extension: "12"
    # When a person answers: Mo-Fr 08:00-20:00; Sa 10:00-16:00; PH off. Absent: unknown.
    # hours: Mo-Fr 09:00-17:00; Sa 10:00-14:00; PH off
    # The usual wait in minutes: [from, to].
    # queue: [5, 15]
    # Known ways through the menu, newest and best first.
    # shortcuts:
    #   - reaches: person
    #     steps:
    #       - press: "0"
    #         times: 2
    #       - enter: your account number
    #         end: "#"
    #       - hold: until a person answers
    #     sources: [contact-page]
    sources: [contact-page]
# Channels other than the phone, in the order in which to recommend them.
# channels:
#   - id: chat
#     kind: chat
#     url: https://www.acme.example/chat
#     sources: [contact-page]
"""


def test_the_skeleton(run: Run) -> None:
    answer = run("data", "new", "Acme Bank", "--number", "(020) 7946 0123 ext. 12", "--country", "GB")
    assert (answer.status, answer.stdout, answer.stderr) == (0, SKELETON, "")


def test_its_errors_are_the_empty_fields(run: Run) -> None:
    assert errors_in(SKELETON) == ["categories is empty", "url is empty", "label is empty"]
    bare = run("data", "new", "Acme Bank").stdout
    assert errors_in(bare) == [
        "categories is empty",
        "serves is empty",
        "url is empty",
        "label is empty",
        "number is empty",
    ]


def filled(skeleton: str) -> str:
    return (
        skeleton.replace("categories: []", "categories: [bank]")
        .replace("    url:\n", "    url: https://www.acme.example\n")
        .replace("    label:\n", "    label: Support\n")
    )


def test_a_filled_skeleton_is_valid() -> None:
    company, problems = read_company("acme-bank", "x", filled(SKELETON).encode(), words=vocabulary.allowed_words())
    assert problems == []
    assert company is not None
    assert (company.phones[0].number, company.phones[0].extension) == ("+44 20 7946 0123", "12")


def test_a_skeleton_with_all_commented_fields_is_valid() -> None:
    everything = re.sub(r"^( *)# ?( *(?:- )?[a-z_]+:(?: .*)?)$", r"\1\2", filled(SKELETON), flags=re.M)
    company, problems = read_company("acme-bank", "x", everything.encode(), words=vocabulary.allowed_words())
    assert [str(problem) for problem in problems] == []
    assert company is not None
    assert company.aliases
    assert company.phones[0].shortcuts
    assert company.phones[0].hours
    assert company.channels


def test_data_writes_slug_yaml_and_overwrites_nothing(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "acme-bank.yaml"
    words = ("data", "new", "The Acme Bank", "--data", str(tmp_path))
    answer = run(*words)
    assert (answer.status, answer.stdout) == (0, "")
    assert answer.stderr == f"wrote {path}; fill in the empty fields, then run: supportdir data check {path}\n"
    assert path.read_text(encoding="utf-8").splitlines()[0].endswith("/data/company.schema.json")
    path.write_text("mine", encoding="utf-8")
    answer = run(*words)
    assert (answer.status, answer.stdout) == (3, "")
    assert answer.stderr == f"error: {path} already exists; choose another name, or use --force to overwrite it\n"
    assert path.read_text(encoding="utf-8") == "mine"
    assert run(*words, "--force").status == 0
    assert path.read_text(encoding="utf-8").splitlines()[2] == "name: The Acme Bank"


def test_out_writes_the_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "any.yaml"
    assert run("data", "new", "阿克姆", "-o", str(path)).status == 0  # --out needs no slug
    assert "name: 阿克姆\n" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (
            ("Acme Bank", "--number", "020 7946 0123"),
            2,
            "--number '020 7946 0123' has no country code; give --country, or begin with '+' and the country code",
        ),
        (("Acme Bank", "--number", "acme"), 2, "invalid --number 'acme'; write it as it is printed"),
        (("Acme Bank", "--country", "Germny"), 2, "invalid --country 'Germny'; did you mean DE (Germany)?"),
        (("阿克姆", "--data", "."), 2, "cannot make a slug from '阿克姆'; give one in Latin letters: --slug SLUG"),
        (
            ("Acme Bank", "--slug", "../acme", "--data", "."),
            2,
            "invalid --slug '../acme'; write lower-case letters, digits and hyphens",
        ),
        (("Acme Bank", "--data", ".", "-o", "x"), 2, "--data and --out exclude each other; give one"),
        (
            ("Acme Bank", "-o", "/nowhere/at/all.yaml"),
            3,
            "/nowhere/at/all.yaml cannot be written: No such file or directory",
        ),
        (("  ",), 2, "NAME is empty; write the company's name"),
    ],
)
def test_errors(run: Run, words: tuple[str, ...], status: int, message: str) -> None:
    answer = run("data", "new", *words)
    assert (answer.status, answer.stdout, answer.stderr) == (status, "", f"error: {message}\n")


@pytest.mark.parametrize(
    ("words", "note"),
    [
        (("acmenet",), "Acme Broadband is already in the directory; add new facts to acme.yaml"),
        (
            ("Acme Bank", "--number", "020 7946 0958", "--country", "GB"),
            "+44 20 7946 0958 is already in the directory as acme/care",
        ),
        (("Owl", "--number", "0555", "--country", "RU"), "0555 is already in the directory as nightowl/cards"),
        (
            ("Acme Bank", "--number", "+44 1632 960123"),
            "+44 1632 960123 is outside the number plan; compare it with the source again",
        ),
        (
            ("Acme Bank", "--number", "+44 909 879 0123"),
            "+44 909 879 0123 is a premium-rate number; if the source has a price, put it in cost_note",
        ),
    ],
)
def test_warnings(run: Run, words: tuple[str, ...], note: str) -> None:
    answer = run("data", "new", *words)
    assert answer.status == 0
    assert answer.stderr == f"{note}\n"


@pytest.mark.parametrize(
    ("typed", "country", "fields"),
    [
        ("020 7946 0958", "GB", {"number": "+44 20 7946 0958"}),
        ("+44 (0)20 7946-0958", "", {"number": "+44 20 7946 0958"}),
        ("0044 20 7946 0958", "DE", {"number": "+44 20 7946 0958"}),
        ("1-800-MICROSOFT", "US", {"number": "+1 800 642 7676", "vanity": "1-800-MICROSOFT"}),
        ("18006427676", "", {"number": "+1 800 642 7676"}),
        ("8 800 555-55-50", "RU", {"number": "+7 800 555 55 50"}),
        ("1 800 555 0199 x7", "US", {"number": "+1 800 555 0199", "extension": "7"}),
        ("13 11 11", "AU", {"number": "+61 131111"}),
        ("95588", "CN", {"short": "95588"}),
        ("*100#", "RU", {"short": "*100#"}),
        ("0800 11", "NO", {"short": "080011"}),
    ],
)
def test_a_number_in_any_format_is_normalized(typed: str, country: str, fields: dict[str, str]) -> None:
    assert number_fields(typed, country).fields == fields


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Acme Broadband", "acme-broadband"),
        ("AT&T Wireless", "att-wireless"),
        ("B & Q", "b-and-q"),
        ("E.ON", "eon"),
        ("U.S. Bank", "us-bank"),
        ("Dell's", "dells"),
        ("The Home Depot México", "home-depot-mexico"),
        ("Альфа-Банк", "alfa-bank"),
        ("Щёлково Подъезд", "shchelkovo-podezd"),
        ("Łódź", "lodz"),
    ],
)
def test_a_slug_is_derived_from_the_name(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_a_name_without_latin_letters_needs_a_slug() -> None:
    with pytest.raises(UsageError, match="--slug"):
        slug_of("阿克姆")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Acme", "Acme"),
        ("AT&T", "AT&T"),
        ("Yahoo!", "Yahoo!"),
        ("360", '"360"'),
        ("No", '"No"'),
        ("1&1", "1&1"),
        ("Acme: Broadband", '"Acme: Broadband"'),
        ("Acme #1", '"Acme #1"'),
        ("*Star", '"*Star"'),
        ('"Acme"', "'\"Acme\"'"),
        ("[Acme]", '"[Acme]"'),
        ("Acme ", '"Acme "'),
    ],
)
def test_a_name_is_quoted_if_yaml_requires_it(text: str, value: str) -> None:
    assert yaml_value(text) == value
