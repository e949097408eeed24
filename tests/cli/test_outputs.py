"""Complete outputs of the commands for the invented companies: table, plain and JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run

AT = ("--at", "2026-11-23T12:00Z")  # a Monday
LONDON = ("--from", "GB", "--tz", "Europe/London")
MOSCOW = ("--from", "RU", "--tz", "Europe/Moscow")
NEW_YORK = ("--from", "US", "--tz", "America/New_York")
TABLE = ("--output", "table")
RETIRED = ("--data", str(Path(__file__).parent.parent / "fictional" / "retired"))

CARE = "acme/care\tphone\topen\t2026-11-23T18:00+00:00\t+44 20 7946 0958"
CARE_OPEN = f"{CARE}\t0 0 0 2\tofficial 2026-04-18\tCustomer care\tGB\tAcme Broadband\n"


@pytest.mark.parametrize(
    ("words", "stdout"),
    [
        (
            ("show", "acme", *LONDON),
            """\
020 7946 0958   Acme Broadband · Customer care   open until 18:00, 6 h left
Mon–Fri 08:00–18:00; Sat–Sun closed
avoid    representative
route    to a person: press 0, three times; press 2  (a recorded call, 2 October
         2026)
text     textphone 020 7946 0959
queue    5 to 15 minutes
ready    the account number
source   number and hours: the company itself, 18 April 2026
else     chat     https://www.acme.example/chat   open until 23:00
         letter   1 Road Street, Somewhere        hours not known
         0808 157 0123   Faults   open any time
privacy  email   privacy@acme.example   hours not known
abroad   1 phone for US: --country US
dead     020 7946 0001: switched off in 2024
next     if not satisfied: the telecoms ombudsman (named on your bill)
""",
        ),
        (
            ("show", "acme", "--country", "US", *MOSCOW),
            """\
+1 800 555 0199   Acme Broadband · Support (US)
  closed, opens 09:00 in New York (17:00 your time), in 2 h
free in the United States; may not connect from Russia
Mon–Wed 09:00–17:00; Thu 26 Nov 09:00–17:00 (Thanksgiving Day, may be shut);
Fri–Sat 09:00–17:00; Sun closed, New York time
ready    the account number
source   number and hours: a press article, undated: may be outdated
abroad   2 phones and 2 channels for GB: --country GB
dead     020 7946 0001: switched off in 2024
next     if not satisfied: the telecoms ombudsman (named on your bill)
""",
        ),
        (
            ("show", "silent", *LONDON),
            """\
Silent Messenger has no phone support: support is electronic only
a number that claims to be Silent Messenger's is a sign of fraud
Settings > Help   Silent Messenger · app   open any time
source   address and hours: a press article, about 2019: may be outdated
note     does not help with other firms' apps
""",
        ),
        (
            ("show", "gone", "--country", "FR", *LONDON, *RETIRED),
            """\
Gone Phones no longer exists, since 2020
+33 1 99 00 12 34   Gone Phones · Customer care   hours not known
route    no menu: a person answers at once
source   number: a press article, June 2020: check it against your card or bill
""",
        ),
        (
            ("show", "wideland/bookings", *NEW_YORK),
            """\
(202) 555-0123   Wideland Airlines · Bookings   hours in an unknown time zone
Mon–Fri 09:00–21:00; Sat–Sun closed, time zone not stated
route    no known way to a person: of 15 calls none reached a person
source   number and hours: a list kept by others, 3 February 2024: may be
         outdated
""",
        ),
        (
            ("ivr", "acme", *LONDON),
            """\
020 7946 0958   Acme Broadband · Customer care   open until 18:00, 6 h left
avoid    representative
to a person
  1  press 0, three times
  2  press 2
  →  a person answers, 1 min 35 s after dialling when last measured
keys 0 0 0 2   dial +442079460958,,0,0,0,2  (pauses estimated)
from a recorded call, 2 October 2026

or to a person, for billing
careful  pressing # drops the call
  1  press 1
  2  enter your account number, then #
  3  press 4
  →  a person answers
keys 1 … # 4   dial +442079460958,,1  (pauses estimated; continue by hand)
from a press article, undated: may be outdated
""",
        ),
        (
            ("ivr", "acme", "--menu", *LONDON),
            """\
020 7946 0958   Acme Broadband · Customer care   open until 18:00, 6 h left
  1  Billing
  2  Technical
      1  Internet
      0  An adviser; reaches a person
from a press article, undated: may be outdated
""",
        ),
        (
            ("ivr", "acme", "--topic", "internet", *LONDON),
            """\
020 7946 0958   Acme Broadband · Customer care   open until 18:00, 6 h left
avoid    representative
for technical
  1  at “Technical”, press 2
  2  at “Internet”, press 1
keys 2 1   dial +442079460958,,2,1  (pauses estimated)
from a press article, undated: may be outdated, derived from the menu

or to a person
  1  press 0, three times
  2  press 2
  →  a person answers, 1 min 35 s after dialling when last measured
keys 0 0 0 2   dial +442079460958,,0,0,0,2  (pauses estimated)
from a recorded call, 2 October 2026

or to a person, for billing
careful  pressing # drops the call
  1  press 1
  2  enter your account number, then #
  3  press 4
  →  a person answers
keys 1 … # 4   dial +442079460958,,1  (pauses estimated; continue by hand)
from a press article, undated: may be outdated
""",
        ),
        (
            ("hours", "nightowl/cards", *LONDON),
            """\
0555   Nightowl Bank · Lost cards
  closed, opens 18:00 in Moscow (15:00 your time), in 3 h
week of 23 Nov to 29 Nov 2026, London time; the line uses Moscow time
  Mon       00:00–06:00, 15:00–06:00 (+1)
  Tue–Thu   15:00–06:00 (+1)
  Fri       15:00–24:00
  Sat–Sun   open all day
hours    Mo-Fr 18:00-09:00; Sa-Su,PH 00:00-33:00
source   the company itself, January 2026
""",
        ),
        (
            ("hours", "acme/care", *NEW_YORK, "--at", "2026-10-28T12:00Z"),
            """\
+44 20 7946 0958   Acme Broadband · Customer care
  open until 18:00 in London (14:00 your time), 6 h left
week of 26 Oct to 1 Nov 2026, New York time; the line uses London time
  Mon–Fri   04:00–14:00
  Sat–Sun   closed
  the clock of New York goes back 1 h on Sun 1 Nov, to 01:00
hours    Mo-Fr 08:00-18:00; PH off
source   the company itself, 18 April 2026
""",
        ),
        (
            ("find", "wideland"),
            """\
wideland          Wideland Airlines   airline   slug wideland
wideland-hotels   Wideland Hotels     travel    slug wideland-hotels (prefix)
""",
        ),
        (
            ("list", "--country", "GB"),
            """\
acme     Acme Broadband     telecom   3 phones, 3 channels, 2 routes
silent   Silent Messenger   social    1 channel
""",
        ),
    ],
)
def test_a_table(run: Run, words: tuple[str, ...], stdout: str) -> None:
    at = () if words[0] in ("find", "list") or "--at" in words else AT
    answer = run(*words, *at, *TABLE)
    assert answer.stdout == stdout
    assert (answer.status, answer.stderr) == (0, "")


@pytest.mark.parametrize(
    ("words", "stdout"),
    [
        (
            ("show", "oldfrance", *LONDON, *RETIRED),
            """\
Old France Insurance is now part of Acme Broadband: supportdir show acme
no support contact known
""",
        ),
        (
            ("show", "datafirm", *LONDON),
            """\
no support contact known; check the company's website or your bill
privacy  +49 30 23125000   Datafirm GmbH   hours not known
""",
        ),
        (
            ("show", "acme", "--country", "JP", *LONDON),
            """\
no line of Acme Broadband for JP is known
known for GB, US: --country CC
dead     020 7946 0001: switched off in 2024
next     if not satisfied: the telecoms ombudsman (named on your bill)
""",
        ),
        (
            ("reach", "wideland", "--no-voice", *NEW_YORK),
            """\
no way without voice is known
relay    a relay service can call   (202) 555-0124   Wideland Airlines · Members
           closed, opens 08:00, in 1 h
""",
        ),
    ],
)
def test_a_table_without_contacts(run: Run, words: tuple[str, ...], stdout: str) -> None:
    assert run(*words, *AT, *TABLE) == (1, stdout, "")


def test_a_narrow_terminal_cuts_no_word_and_no_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "48")
    answer = run("show", "acme", *LONDON, *AT, *TABLE)
    assert max(map(len, answer.stdout.splitlines())) <= 48
    assert answer.stdout.startswith(
        """\
020 7946 0958   Acme Broadband · Customer care
  open until 18:00, 6 h left
"""
    )


@pytest.mark.parametrize(
    ("words", "status", "stdout", "stderr"),
    [
        (
            ("show", "acme", "--kind", "phone", *LONDON),
            0,
            CARE_OPEN
            + "acme/faults\tphone\topen\t\t+44 808 157 0123\t\tofficial 2026-04-18\tFaults\tGB\tAcme Broadband\n",
            "",
        ),
        (
            ("show", "silent", *LONDON),
            0,
            "silent/app\tapp\topen\t\tSettings > Help\t\tpress 2019~\tapp\tGB\tSilent Messenger\n",
            "Silent Messenger has no phone support: support is electronic only\n"
            "a number that claims to be Silent Messenger's is a sign of fraud\n",
        ),
        (
            ("ivr", "acme", *LONDON),
            0,
            f"{CARE}\t0 0 0 2\tcall 2026-10-02\tCustomer care"
            "\t+442079460958,,0,0,0,2\tto a person\tpress 0, three times; press 2\tGB\tAcme Broadband\n"
            f"{CARE}\t1 … # 4\tpress undated\tCustomer care"
            "\t+442079460958,,1\tto a person, for billing\t"
            "careful: pressing # drops the call. press 1; enter your account number, then #; press 4"
            "\tGB\tAcme Broadband\n",
            "",
        ),
        (
            ("ivr", "wideland-hotels", *NEW_YORK),
            1,
            "wideland-hotels/desk\tphone\tunknown\t\t+1 202 555 0130\t\tcommunity undated\tFront desk"
            "\t\t\t\tUS\tWideland Hotels\n",
            "no way through the phone menu of Wideland Hotels is known; see: supportdir show wideland-hotels\n",
        ),
        (
            ("ivr", "acme", "--menu", *LONDON),
            0,
            "acme/care\t1\tBilling\nacme/care\t2\tTechnical\nacme/care\t2 1\tInternet\n"
            "acme/care\t2 0\tAn adviser; reaches a person\n",
            "",
        ),
        (
            ("open", "acme", *LONDON),
            0,
            CARE_OPEN,
            "",
        ),
        (
            ("open", "acme", "silent", *LONDON),
            1,
            CARE_OPEN
            + "silent\t\tunknown\t\t\t\t\tno phone support: support is electronic only\tGB\tSilent Messenger\n",
            "",
        ),
        (
            ("open", "acme", "--country", "US", *NEW_YORK),
            1,
            "acme/us\tphone\tclosed\t2026-11-23T09:00-05:00\t+1 800 555 0199\t\tpress undated\tSupport (US)"
            "\tUS\tAcme Broadband\n",
            "",
        ),
        (  # it listed only lines for all countries
            ("open", *LONDON, "--country", "GB-ENG"),
            0,
            CARE_OPEN.replace("\tGB\t", "\tGB-ENG\t"),
            "1 open, 0 with hours not known, 0 closed\n",
        ),
        (
            ("open", *LONDON, "--country", "all"),
            0,
            CARE_OPEN.replace("\tGB\t", "\tall\t")
            + "wideland/zoneless\tphone\topen\t\t+1 202 555 0125\t\tcommunity 2024-02-03\tNo zone known"
            "\tall\tWideland Airlines\n",
            "2 open, about 1 with hours not known (--unknown lists them), 0 closed\n",
        ),
        (
            ("open", "--country", "RU", *MOSCOW, "--unknown", "--closed"),
            1,
            "nightowl/cards\tphone\tclosed\t2026-11-23T18:00+03:00\t0555\t\tofficial 2026-01\tLost cards"
            "\tRU\tNightowl Bank\n",
            "0 open, 0 with hours not known, 1 closed\n",
        ),
        (
            ("hours", "acme/us", *NEW_YORK, "--at", "2026-11-27T12:00Z"),
            0,
            "".join(
                f"acme/us\t2026-11-{day}T09:00-05:00\t2026-11-{day}T17:00-05:00\t{'maybe' if day == 26 else 'open'}\t\n"
                for day in range(23, 29)  # the 26th is Thanksgiving
            ),
            "",
        ),
        (
            ("ivr", "gone", "--country", "FR", *LONDON, *RETIRED),
            0,
            "gone/care\tphone\tunknown\t\t+33 1 99 00 12 34\t\tpress 2020-06\tCustomer care\t\t\t\tFR\tGone Phones\n",
            "Gone Phones no longer exists, since 2020\n",
        ),
        (
            ("open", "oldfrance", *LONDON, *RETIRED),
            1,
            "oldfrance\t\tunknown\t\t\t\t\tno support contact known\tother:FR\tOld France Insurance\n",
            "Old France Insurance is now part of Acme Broadband: supportdir show acme\n",
        ),
        (("find", "сова"), 0, "nightowl\tNightowl Bank\talias Банк Сова (all words)\n", ""),
        (
            ("find", "wdeland"),
            0,
            "wideland\tWideland Airlines\tslug wideland (similar spelling)\n"
            "wideland-hotels\tWideland Hotels\tslug wideland-hotels (similar spelling)\n",
            "nothing is called 'wdeland'; showing similar names\n",
        ),
        (
            ("find", "цшвудфтв"),
            0,
            "wideland\tWideland Airlines\tslug wideland (other keyboard layout)\n",
            "nothing is called 'цшвудфтв'; showing similar names\n",
        ),
        (("find", "HTTPS://me@WWW.ACME.EXAMPLE:443?x=1"), 0, "acme\tAcme Broadband\tdomain acme.example\n", ""),
        (("find", "https://www.acme.example/help"), 0, "acme\tAcme Broadband\tdomain acme.example\n", ""),
        (("find", "TEL:+442079460958"), 0, "acme\tAcme Broadband\tnumber +44 20 7946 0958\n", ""),
        (("find", "020 7946 0958"), 0, "acme\tAcme Broadband\tnumber +44 20 7946 0958\n", ""),
        (("find", "8005550199"), 0, "acme\tAcme Broadband\tnumber +1 800 555 0199\n", ""),
        (("list", "--category", "bank"), 0, "nightowl\tNightowl Bank\tbank\tRU\n", ""),
    ],
)
def test_plain(run: Run, words: tuple[str, ...], status: int, stdout: str, stderr: str) -> None:
    at = () if words[0] in ("find", "list") or "--at" in words else AT
    answer = run(*words, *at, "--output", "plain")
    assert answer.stdout == stdout
    assert (answer.status, answer.stderr) == (status, stderr)


def test_json_of_a_company(run: Run) -> None:
    answer = run("show", "acme", *LONDON, *AT, "--output", "json")
    document = json.loads(answer.stdout)
    assert document["version"] == 1
    assert document["asked"] == {
        "at": "2026-11-23T12:00+00:00",
        "zone": "Europe/London",
        "country": "GB",
        "from": "GB",
    }
    (company,) = document["answers"]
    assert (company["company"], company["name"]) == ("acme", "Acme Broadband")
    assert company["dead_numbers"] == [{"number": "020 7946 0001", "note": "switched off in 2024"}]
    care = company["contacts"][0]
    assert {field: care[field] for field in ("contact", "state", "until", "then", "queue_minutes", "zone")} == {
        "contact": "acme/care",
        "state": "open",
        "until": "2026-11-23T18:00+00:00",
        "then": "closed",
        "queue_minutes": [5, 15],
        "zone": "Europe/London",
    }
    assert care["number"]["dial"] == "+442079460958"
    assert care["provenance"]["address"] == {
        "grade": "official",
        "date": "2026-04-18",
        "age_months": 7,
        "url": "https://www.acme.example/contact",
    }
    assert [route["keys"] for route in care["routes"]] == ["0 0 0 2", "1 … # 4"]
    assert care["routes"][0]["dial"] == "+442079460958,,0,0,0,2"


@pytest.mark.parametrize(
    "words",
    [
        ("open", "acme", "silent", *LONDON, *AT),
        ("ivr", "acme", *LONDON, *AT),
        ("ivr", "acme", "--menu", *LONDON, *AT),
        ("hours", "acme", *LONDON, *AT),
        ("find", "wide"),
        ("list",),
    ],
)
def test_every_json_document_has_the_same_keys(run: Run, words: tuple[str, ...]) -> None:
    document = json.loads(run(*words, "--output", "json").stdout)
    assert list(document) == ["version", "asked", "answers", "notes"]
    assert document["answers"]


def test_a_holiday_that_the_hours_do_not_mention(run: Run) -> None:
    answer = run("show", "acme/us", *NEW_YORK, "--at", "2026-12-25T12:00", *TABLE)
    assert "maybe open until 17:00, 5 h left: Christmas Day there, not mentioned in the hours" in " ".join(
        answer.stdout.split()
    )


def test_guesses_are_noted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("show", "acme", *AT).stderr == "assuming --from GB (from the system time zone)\n"
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    assert run("show", "nightowl", *AT).stderr == "assuming --from RU (from the system locale)\n"


def test_colour_only_if_requested_in_a_pipe(run: Run) -> None:
    assert "\x1b[" in run("show", "acme", *LONDON, *AT, *TABLE, "--color", "always").stdout
    assert "\x1b[" not in run("show", "acme", *LONDON, *AT, *TABLE).stdout
