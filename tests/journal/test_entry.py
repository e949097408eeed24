"""Which values an entry and a verdict may have."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from typing import Any

import pytest
from msgspec import structs

from supportdir.errors import UsageError
from supportdir.journal.entry import Entry, Verdict, checked, checked_verdict, new_key

AT = datetime(2026, 4, 17, 9, 0, tzinfo=UTC)
ENTRY = Entry(company="acme", at=AT)
VERDICT = Verdict(company="acme", fact="number", contact="care", worked=True, fingerprint="f1", at=AT)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"company": ""}, "invalid company ''; write the company's id"),
        ({"id": -1}, "invalid id '-1'; leave it out"),
        (
            {"at": datetime(2026, 4, 17, 9, 0)},
            "invalid at '2026-04-17 09:00:00'; give a date and time with a time zone",
        ),
        ({"closed_at": "today"}, "invalid closed_at 'today'; give a date and time with a time zone"),
        ({"by": AT}, "invalid by '2026-04-17 09:00:00+00:00'; give a date"),
        ({"hold": -1}, "invalid hold '-1'; write minutes, from 0 to 10080"),
        ({"hold": True}, "invalid hold 'True'; write minutes, from 0 to 10080"),
        ({"outcome": "won"}, "invalid outcome 'won'; choose one of solved, promised, refused, cut-off, no-answer"),
        ({"status": ""}, "invalid status ''; choose one of unfinished, open, closed"),
        ({"ratings": {"speed": 6}}, "invalid rating 'speed=6'; write a number from 1 to 5"),
        ({"ratings": {"speed": 0}}, "invalid rating 'speed=0'; write a number from 1 to 5"),
        ({"ratings": {"humour": 3}}, "invalid rating 'humour'; choose one of politeness, speed, competence, overall"),
        ({"said": "a\udcff"}, "invalid said: character 2 is not valid Unicode; write UTF-8"),
        ({"case": 17}, "invalid case '17'; give a text"),
    ],
)
def test_an_invalid_value_of_an_entry_is_refused(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as refusal:
        checked(structs.replace(ENTRY, **fields))
    assert str(refusal.value) == message


def test_an_invalid_channel_is_refused() -> None:
    with pytest.raises(UsageError, match=r"^invalid channel 'fax'; choose one of phone, chat, email, form,"):
        checked(structs.replace(ENTRY, channel="fax"))


def test_an_invalid_verdict_is_refused() -> None:
    with pytest.raises(UsageError, match=r"^invalid fact 'price'; choose one of number, keys, hours$"):
        checked_verdict(structs.replace(VERDICT, fact="price"))
    assert checked_verdict(VERDICT) is VERDICT


@pytest.mark.parametrize(
    ("fields", "is_promise"),
    [
        ({}, False),
        ({"promised": "a refund"}, True),
        ({"by": date(2026, 5, 1)}, True),
        ({"promised": "a refund", "status": "unfinished"}, True),
        ({"promised": "a refund", "status": "closed"}, False),
    ],
)
def test_a_promise_is_open_until_the_entry_is_closed(fields: dict[str, Any], is_promise: bool) -> None:
    assert structs.replace(ENTRY, **fields).is_promise is is_promise


def test_keys_differ() -> None:
    assert len({new_key() for _ in range(1000)}) == 1000


def test_importing_the_modules_loads_no_icalendar() -> None:
    program = (
        "import sys; from supportdir.journal import database, due, duplicates, export, secrets; print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert {"icalendar", "csv", "typer", "rich", "yaml", "zoneinfo"}.isdisjoint(loaded)
