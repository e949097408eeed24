"""`supportdir whose`: complete outputs for the invented companies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run

AT_HOME = ("--from", "GB")
TRUST = "a call or message can show a forged number; hang up and dial the number yourself\n"
COMPARE = (
    "Compare it with the card, the bill or the company's own site, not with the message or advertisement that names it"
)
CARE = (
    "acme/care\tnumber\tsupport\t+44 20 7946 0958\tstandard\tofficial 2026-04-18\tCustomer care\tAcme Broadband\t\t"
    "https://www.acme.example/contact\t\n"
)
US = "acme/us\tnumber\tsupport\t+1 800 555 0199\ttoll-free\tpress undated\tSupport (US)\tAcme Broadband\t\t\t\n"


@pytest.mark.parametrize(
    ("words", "stdout", "stderr"),
    [
        (("+44 20 7946 0958",), CARE, TRUST),
        (("tel:+442079460958,,0,0",), CARE, TRUST),
        (("020", "7946", "0958", *AT_HOME), CARE, TRUST),
        (("0044 20 7946-0958", "--from", "DE"), CARE, TRUST),
        (("011 44 20 7946 0958", "--from", "US"), CARE, TRUST),
        (("442079460958", *AT_HOME), CARE, TRUST),
        (("1 (800) 555-0199", "--from", "US"), US, TRUST),
        (("1-800-JKL-0199", "--from", "US"), US, TRUST),
        (("800 555 0199", "--from", "US"), US, TRUST),
        (
            ("+44 020 7946 0958",),
            CARE,
            f"read as +44 20 7946 0958: 0 is not dialled after +44\n{TRUST}",
        ),
        (
            ("800 555 0199", *AT_HOME),
            US,
            f"dialled in Britain (UK), this would be another number; showing matches in other countries\n{TRUST}",
        ),
        (
            ("020 7946 0959", *AT_HOME),
            "acme/care\ttextphone\tsupport\t+44 20 7946 0959\tstandard\tofficial 2026-04-18\tCustomer care\t"
            "Acme Broadband\t\thttps://www.acme.example/contact\t\n",
            TRUST,
        ),
        (
            ("+44 20 7946 0001",),
            "acme/old\tdead\tdead\t020 7946 0001\t\tofficial 2026-04-18\tOld line\tAcme Broadband\t\t"
            "https://www.acme.example/contact\tswitched off in 2024\n",
            "",
        ),
        (
            ("030 23125000", "--from", "DE"),
            "datafirm/privacy\tnumber\tprivacy\t+49 30 23125000\tstandard\tcommunity 2026-07\tDatafirm GmbH\tDatafirm\t"
            "privacy\t\t\n",
            TRUST,
        ),
        (
            ("0555", "--from", "RU"),
            "nightowl/cards\tshort\tsupport\t0555\t\tofficial 2026-01\tLost cards\tNightowl Bank\tlost-card\t"
            "https://nightowl.example\t\n",
            TRUST,
        ),
    ],
)
def test_a_number_in_any_format(run: Run, words: tuple[str, ...], stdout: str, stderr: str) -> None:
    answer = run("whose", *words, "--output", "plain")
    assert (answer.stdout, answer.stderr, answer.status) == (stdout, stderr, 0)


@pytest.mark.parametrize(
    ("words", "stdout"),
    [
        (
            ("020 7946 0958", *AT_HOME),
            """\
+44 20 7946 0958   Acme Broadband · Customer care
source   the company itself, 18 April 2026
         https://www.acme.example/contact
more     supportdir show acme/care
""",
        ),
        (
            ("1 800 555 0199", "--from", "US"),
            """\
+1 800 555 0199   Acme Broadband · Support (US)
free in the United States
source   a press article, undated: check it against your card or bill
more     supportdir show acme/us
""",
        ),
        (
            ("020 7946 0959", *AT_HOME),
            """\
+44 20 7946 0959   Acme Broadband · Customer care, textphone
for text devices only; it does not take voice calls
source   the company itself, 18 April 2026
         https://www.acme.example/contact
more     supportdir show acme/care
""",
        ),
        (
            ("020 7946 0001", *AT_HOME),
            """\
020 7946 0001   Acme Broadband · Old line
a dead number: no longer the company's, or a misprint
note     switched off in 2024
source   the company itself, 18 April 2026
         https://www.acme.example/contact
more     supportdir show acme
""",
        ),
        (
            ("+49 30 23125000",),
            """\
+49 30 23125000   Datafirm · Datafirm GmbH
only for requests about personal data, not for support
source   a list kept by others, July 2026
more     supportdir show datafirm/privacy
""",
        ),
        (
            ("0555", "--from", "RU"),
            """\
0555   Nightowl Bank · Lost cards
for lost card
a short number, dialled from any mobile in Russia
source   the company itself, January 2026
         https://nightowl.example
more     supportdir show nightowl/cards
""",
        ),
        (
            ("0555", "--from", "US"),
            """0555   Nightowl Bank · Lost cards
for lost card
a short number, dialled from any mobile in Russia
in the United States it is another number or none
source   the company itself, January 2026
         https://nightowl.example
more     supportdir show nightowl/cards
""",
        ),
    ],
)
def test_table(run: Run, words: tuple[str, ...], stdout: str) -> None:
    assert run("whose", *words, "--output", "table").stdout == stdout


def test_json(run: Run) -> None:
    answer = json.loads(run("whose", "+49 30 23125000", "--output", "json").stdout)
    (owner,) = answer["answers"]
    assert owner.pop("provenance")["grade"] == "community"
    assert owner == {
        "contact": "datafirm/privacy",
        "company": "datafirm",
        "name": "Datafirm",
        "kind": "phone",
        "label": "Datafirm GmbH",
        "match": "number",
        "use": "privacy",
        "state": "privacy",
        "number": "+49 30 23125000",
        "dial": "+493023125000",
        "country": "DE",
        "cost": "standard",
        "topics": ["privacy"],
        "audience": [],
        "serves": ["DE"],
        "works_from": None,
        "note": None,
        "merged_into": None,
        "defunct": None,
    }
    assert answer["notes"] == [TRUST.strip()]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("+1 202 555 0188",),
            "+1 202 555 0188 is not in the directory, which proves nothing either way; it is an ordinary number "
            f"(United States). {COMPARE}",
        ),
        (
            ("0909 879 0123", *AT_HOME),
            "+44 909 879 0123 is not in the directory, which proves nothing either way; it is a premium-rate number "
            f"(Britain (UK) or Guernsey), expensive to call. {COMPARE}",
        ),
        (
            ("+44 1632 960123",),
            "+44 1632 960123 is not in the directory, which proves nothing either way; it is outside the number plan "
            f"(Britain (UK), Guernsey, Isle of Man or Jersey), so it is mistyped or forged. {COMPARE}",
        ),
        (
            ("+1 800 123 4567",),
            "+1 800 123 4567 is not in the directory, which proves nothing either way; it is outside the number plan, "
            "so it is mistyped or forged; its first digits are those of a toll-free number "
            f"(North America). {COMPARE}",
        ),
        (
            ("+1 900 555 0123",),
            "+1 900 555 0123 is not in the directory, which proves nothing either way; it is a premium-rate number "
            f"(North America), expensive to call. {COMPARE}",
        ),
        (
            ("+7 800 555 01 23",),
            "+7 800 555 01 23 is not in the directory, which proves nothing either way; it is a toll-free number "
            f"(Russia or Kazakhstan). {COMPARE}",
        ),
        (
            ("+880 1712 345678",),
            "+880 1712 345678 is not in the directory, which proves nothing either way; it is an ordinary number "
            f"(Bangladesh). {COMPARE}",
        ),
        (
            ("+870 775 550 123",),
            f"+870 775 550 123 is not in the directory, which proves nothing either way; it is a number. {COMPARE}",
        ),
        (
            ("+1 202 456",),
            "'+1 202 456' is not in the directory, which proves nothing either way; it is too short for a number that "
            f"begins with +1. {COMPARE}",
        ),
        (
            ("#8722", *AT_HOME),
            f"'#8722' is not in the directory, which proves nothing either way. {COMPARE}",
        ),
    ],
)
def test_an_unknown_number(run: Run, words: tuple[str, ...], message: str) -> None:
    answer = run("whose", *words)
    assert (answer.status, answer.stdout, answer.stderr) == (1, "", f"error: {message}\n")


def test_an_unknown_number_in_an_old_format(run: Run) -> None:
    answer = run("whose", "+8 800 555 01 23")
    assert (answer.status, answer.stdout) == (1, "")
    assert answer.stderr == (
        "error: +7 800 555 01 23 is not in the directory, which proves nothing either way; it is a toll-free number "
        f"(Russia or Kazakhstan). {COMPARE}\n"
        "read as +7 800 555 01 23: the number begins with +7; 8 is for calls inside Russia and Kazakhstan\n"
    )


def test_a_message_shortens_a_long_number(run: Run) -> None:
    answer = run("whose", "1" * 5000, *AT_HOME)
    assert (answer.status, len(answer.stderr)) == (2, 110)


def test_a_word_is_not_a_number(run: Run) -> None:
    answer = run("whose", "acme")
    assert answer.status == 2
    assert answer.stderr.endswith("error: 'acme' is not a number; to look up a company: supportdir find NAME\n")


HOTLINE = """\
name: Acme Hotline
categories: [media]
serves: [GB]
sources:
  site: {kind: official, date: "2026-01-02"}
phones:
  - id: quiz
    label: Quiz
    number: "+44 909 879 0123"
    sources: [site]
  - id: care
    label: Care, shared with Acme Broadband
    number: "+44 20 7946 0958"
    short: "0555"
    sources: [site]
"""


def test_a_number_of_several_companies_lists_the_caller_s_country_first(run: Run, tmp_path: Path) -> None:
    (tmp_path / "acme-hotline.yaml").write_text(HOTLINE, encoding="utf-8")
    for words, ids in (
        (("020 7946 0958", "--from", "GB"), ["acme/care", "acme-hotline/care"]),
        (("0555", "--from", "RU"), ["nightowl/cards", "acme-hotline/care"]),
        (("0555", "--from", "GB"), ["acme-hotline/care", "nightowl/cards"]),
        (("+7 0555",), ["nightowl/cards"]),  # a common way to write short numbers
    ):
        answer = run("whose", *words, "--data", str(tmp_path))
        assert [line.partition("\t")[0] for line in answer.stdout.splitlines()] == ids


def test_a_premium_rate_number_gives_a_warning(run: Run, tmp_path: Path) -> None:
    (tmp_path / "acme-hotline.yaml").write_text(HOTLINE, encoding="utf-8")
    answer = run("whose", "0909 879 0123", *AT_HOME, "--data", str(tmp_path), "--output", "table")
    assert answer.stdout.splitlines()[1] == "premium rate: expensive"
    assert answer.stderr == f"premium rate: +44 909 879 0123 is expensive to call\n{TRUST}"


def test_a_number_in_a_changed_file_is_found(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "acme-hotline.yaml"
    path.write_text(HOTLINE, encoding="utf-8")
    run("whose", "+44 20 7946 0777", "--data", str(tmp_path))
    path.write_text(HOTLINE.replace("7946 0958", "7946 0777"), encoding="utf-8")
    answer = run("whose", "+44 20 7946 0777", "--data", str(tmp_path))
    assert answer.stdout.startswith("acme-hotline/care\t")


def test_a_guessed_location_is_noted_only_if_it_matters(run: Run) -> None:
    assert run("whose", "020 7946 0958").stderr == f"assuming --from GB (from the system time zone)\n{TRUST}"
    assert run("whose", "+44 20 7946 0958").stderr == TRUST


@pytest.mark.parametrize("output", ["json", "plain"])
def test_a_guessed_location_is_said_once(run: Run, monkeypatch: pytest.MonkeyPatch, output: str) -> None:
    monkeypatch.setenv("TZ", "Europe/Moscow")
    answer = run("whose", "88005550199", "--output", output)
    document = answer.stdout if output == "json" else answer.stderr
    assert document.count("assuming --from RU") == 1


def test_a_short_number_of_two_states_named_the_country_twice(run: Run, tmp_path: Path) -> None:
    states = HOTLINE.replace('short: "0555"', 'short: "4711"\n    serves: [US-TX, US-CA, FR]')
    (tmp_path / "acme-hotline.yaml").write_text(states, encoding="utf-8")
    answer = run("whose", "4711", "--from", "US", "--data", str(tmp_path), "--output", "table")
    assert "a short number, in the United States, France\n" in answer.stdout
