"""The files for other programs, as a whole, and as other programs read them."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from supportdir.journal.entry import Entry
from supportdir.journal.export import from_json, to_csv, to_icalendar, to_json

NOW = datetime(2026, 4, 18, 10, 0, tzinfo=timezone(timedelta(hours=3)))
AT = datetime(2026, 4, 17, 9, 30, tzinfo=timezone(timedelta(hours=3)))
BILLING = Entry(
    company="acme",
    at=AT,
    id=7,
    contact="care",
    topic="billing",
    hold=12,
    agent="Robin",
    case="A-1017",
    said="charged twice, again",
    promised="a refund",
    by=date(2026, 4, 24),
    outcome="promised",
    ratings={"politeness": 4, "overall": 5},
    comment='"friendly"',
    key="0123456789abcdef0123456789abcdef",
)
CLOSED = Entry(
    company="globex",
    at=datetime(2026, 4, 1, 8, 0, tzinfo=UTC),
    id=3,
    channel="email",
    by=date(2026, 4, 2),
    comment="=HYPERLINK(1)",
    status="closed",
    closed_at=datetime(2026, 4, 2, 8, 0, tzinfo=UTC),
    key="f" * 32,
)

WORKED = {CLOSED.id: {"number": True, "keys": False}}

JSON = """{
  "version": 1,
  "entries": [
    {
      "company": "globex",
      "at": "2026-04-01T08:00:00Z",
      "id": 3,
      "contact": "",
      "channel": "email",
      "topic": "",
      "hold": null,
      "agent": "",
      "case": "",
      "said": "",
      "promised": "",
      "by": "2026-04-02",
      "outcome": "",
      "ratings": {},
      "comment": "=HYPERLINK(1)",
      "transcript": "",
      "status": "closed",
      "closed_at": "2026-04-02T08:00:00Z",
      "key": "ffffffffffffffffffffffffffffffff",
      "worked": {
        "number": true,
        "keys": false
      }
    }
  ]
}
"""

CSV = (
    "id,company,at,contact,channel,topic,hold,agent,case,said,promised,by,outcome,ratings,comment,transcript,status,"
    "closed_at,key,worked\r\n"
    '7,acme,2026-04-17T09:30:00+03:00,care,phone,billing,12,Robin,A-1017,"charged twice, again",a refund,2026-04-24,'
    'promised,"politeness=4,overall=5","""friendly""",,open,,0123456789abcdef0123456789abcdef,\r\n'
    "3,globex,2026-04-01T08:00:00+00:00,,email,,,,,,,2026-04-02,,,'=HYPERLINK(1),,closed,2026-04-02T08:00:00+00:00,"
    'ffffffffffffffffffffffffffffffff,"number=yes,keys=no"\r\n'
)

ICALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//supportdir//log//EN
BEGIN:VEVENT
SUMMARY:Acme: a refund
DTSTART;VALUE=DATE:20260424
DTEND;VALUE=DATE:20260425
DTSTAMP:20260418T070000Z
UID:supportdir-log-0123456789abcdef0123456789abcdef
CLASS:PRIVATE
DESCRIPTION:Contact: care (phone)\\nDate: 2026-04-17 09:30\\nTopic: billing\\nAgent: Robin\\nCase: A-1017\\nLog entry: 7
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Acme: a refund
TRIGGER:-PT15H
END:VALARM
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Acme: a refund
TRIGGER:PT9H
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def test_json() -> None:
    assert to_json([CLOSED], WORKED) == JSON
    assert from_json(to_json([BILLING, CLOSED])) == (BILLING, CLOSED)


def test_csv() -> None:
    assert to_csv([BILLING, CLOSED], WORKED) == CSV


def test_icalendar() -> None:
    text = to_icalendar([BILLING, CLOSED], NOW, {"acme": "Acme"})
    unfolded = text.replace("\r\n ", "")
    assert unfolded == ICALENDAR.replace("\n", "\r\n")


def test_without_entries() -> None:
    assert to_json([]) == '{\n  "version": 1,\n  "entries": []\n}\n'
    assert len(to_csv([]).splitlines()) == 1
    assert "VEVENT" not in to_icalendar([CLOSED, structs.replace(BILLING, by=None)], NOW)


@pytest.mark.parametrize("text", ["=1+1", "+44 20 7946 0123", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"])
def test_a_spreadsheet_calculates_nothing(text: str) -> None:
    _, row = csv.reader(io.StringIO(to_csv([structs.replace(BILLING, said=text)]), newline=""))
    assert row[9] == f"'{text}"


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(st.lists(TEXTS, min_size=6, max_size=6))
def test_any_text_survives_json_and_csv(texts: list[str]) -> None:
    names = ("topic", "agent", "case", "said", "promised", "comment")
    entry = structs.replace(BILLING, **dict(zip(names, texts, strict=True)))
    assert from_json(to_json([entry])) == (entry,)
    head, row = csv.reader(io.StringIO(to_csv([entry]), newline=""))
    found = dict(zip(head, row, strict=True))
    assert [found[name].removeprefix("'") for name in names] == [text.removeprefix("'") for text in texts]


@given(TEXTS, TEXTS)
def test_any_text_makes_a_calendar_that_another_parser_reads(promised: str, agent: str) -> None:
    text = to_icalendar([structs.replace(BILLING, promised=promised, agent=agent)], NOW)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    event = vobject.readOne(text).vevent
    assert event.dtstart.value == date(2026, 4, 24)
    assert len(event.valarm_list) == 2


def test_another_parser_reads_the_calendar() -> None:
    long = structs.replace(BILLING, promised="возврат, 100 %; " * 20, agent="A;B,C\\n", key="a" * 32, id=8)
    first, second = vobject.readOne(to_icalendar([BILLING, long], NOW)).vevent_list
    assert first.summary.value == "acme: a refund"
    assert (first.dtstart.value, first.dtend.value) == (date(2026, 4, 24), date(2026, 4, 25))
    assert first.dtstamp.value == NOW
    assert [alarm.trigger.value for alarm in first.valarm_list] == [timedelta(hours=-15), timedelta(hours=9)]
    assert second.summary.value == f"acme: {('возврат, 100 %; ' * 20).strip()}"
    assert "Agent: A;B,C\\n\n" in second.description.value
    assert first.uid.value != second.uid.value


def test_the_uid_stays_when_the_entry_changes() -> None:
    changed = structs.replace(BILLING, said="other", by=date(2026, 5, 1), promised="a call")
    uids = {vobject.readOne(to_icalendar([entry], NOW)).vevent.uid.value for entry in (BILLING, changed)}
    assert uids == {"supportdir-log-0123456789abcdef0123456789abcdef"}


def test_khal_imports_the_calendar(tmp_path: Path) -> None:
    pytest.importorskip("khal", reason="khal is not installed")
    file = tmp_path / "log.ics"
    file.write_bytes(to_icalendar([BILLING, structs.replace(BILLING, id=8, key="b" * 32)], NOW).encode())
    config = tmp_path / "config"
    config.write_text(
        f"[calendars]\n[[log]]\npath = {tmp_path / 'calendar'}\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n"
        "[locale]\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
        "longdatetimeformat = %Y-%m-%d %H:%M\ntimeformat = %H:%M\nlocal_timezone = Europe/London\n"
        "default_timezone = Europe/London\n"
    )
    (tmp_path / "calendar").mkdir()

    def khal(*words: str) -> str:
        program = "import sys; from khal.cli import main_khal; main_khal()"
        command = [sys.executable, "-W", "ignore", "-c", program, "-c", str(config), *words]
        environment = {**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    khal("import", "--batch", "-a", "log", str(file))
    khal("import", "--batch", "-a", "log", str(file))  # the events are replaced
    listed = khal("list", "--format", "{start-date} {title} {alarm-symbol}", "2026-04-20", "10d")
    assert listed.count("2026-04-24 acme: a refund") == 2
    assert len(list((tmp_path / "calendar").glob("supportdir-log-*.ics"))) == 2
