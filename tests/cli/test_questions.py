"""Command lines as people type them, on the shipped directory: exit status and a part of the output."""

from __future__ import annotations

import contextlib
import io
import shlex

import pytest

from supportdir.cli import app

AT = "--at 2026-03-06T15:00"  # a Friday, and not a public holiday in the countries below
CODE = "write a code or a name, such as AD or Andorra"

QUESTIONS = [
    # Names without quotes; a company in place of a command.
    ("show best buy -c US", 0, "best-buy/support\tphone"),
    ("open best buy bank of america -c US", 4, "\tBank of America\n"),
    ("show visa", 0, "visa/"),
    ("delta -c US", 0, "delta-air-lines/reservations\tphone"),
    ("opne", 2, "Did you mean supportdir open?"),
    # Topics in everyday words, in English and Russian.
    ("show delta --topic luggage -c US", 0, "delta-air-lines/baggage\tphone"),
    ("show delta -t luggage -c US", 0, "delta-air-lines/baggage\tphone"),
    ('show delta --topic "lost luggage" -c US', 0, "delta-air-lines/baggage\tphone"),
    ("show delta --topic багаж -c US", 0, "delta-air-lines/baggage\tphone"),
    ("show delta --topic багажа -c US", 0, "delta-air-lines/baggage\tphone"),
    ("show delta --topic bagage -c US", 2, "invalid --topic 'bagage'; did you mean baggage"),
    ("show fifth third --topic stolen -c US", 0, "fifth-third-bank/lost-card\tphone"),
    ('show fifth third --topic "потеря карты" -c US', 0, "fifth-third-bank/lost-card\tphone"),
    ("show delta --topic refund -c US", 0, "no contact of Delta Air Lines is known for 'refund'"),
    ("ivr delta --topic bagage -c US", 2, "invalid --topic 'bagage'; did you mean baggage"),
    ("reach delta --topic luggage -c US", 0, "delta-air-lines/baggage\t"),
    # Languages.
    ("show delta --language english -c US", 0, "delta-air-lines/"),
    ("show delta --language английский -c US", 0, "delta-air-lines/"),
    ("show delta --language pt-BR -c US", 0, "delta-air-lines/"),
    ("show delta -l zh-Hant -c US", 0, "delta-air-lines/"),
    ("show delta --language Englsh", 2, "invalid --language 'Englsh'; did you mean en (English)?"),
    ("show delta --language jp", 2, "invalid --language 'jp'; write a code or a name, such as en or English"),
    # Countries.
    ("show delta --from Germany -c US", 0, "delta-air-lines/reservations"),
    ("show delta --from UK -c US", 0, "delta-air-lines/reservations"),
    ("show delta -f Германия -c usa", 0, "delta-air-lines/reservations"),
    ('show delta -c "United States"', 0, "delta-air-lines/reservations"),
    ("show delta -c США", 0, "delta-air-lines/reservations"),
    ("show delta --from Germny", 2, "invalid --from 'Germny'; did you mean DE (Germany)?"),
    ("show delta -c QQ", 2, f"invalid --country 'QQ'; {CODE}"),
    # Time zones and times.
    ("show delta --tz Berlin -c US -o json", 0, '"zone": "Europe/Berlin"'),
    ('show delta --tz "new york" -c US -o json', 0, '"zone": "America/New_York"'),
    ("show delta --tz UTC+3 -c US -o json", 0, '"zone": "Etc/GMT-3"'),
    ("show delta --tz Eastern", 2, "can mean several zones; write Canada/Eastern or US/Eastern"),
    ("show delta --tz Berlni", 2, "no time zone is called 'Berlni'; did you mean Europe/Berlin?"),
    ("show delta --at 5pm -c US -o json", 0, 'T17:00+00:00"'),
    ('show delta --at "tomorrow 9:00" -c US -o json', 0, "T09:00+0"),
    ("show delta --at tomorrow -c US -o json", 0, "T00:00+0"),
    ('show delta --at "завтра 9:00" -c US -o json', 0, "T09:00+0"),
    ("show delta --at 25.12.2026 -c US -o json", 0, '"at": "2026-12-25T00:00+00:00"'),
    ('show delta --at "25.12.2026 17:55" -c US -o json', 0, '"at": "2026-12-25T17:55+00:00"'),
    ("show delta --at 2026-12-25 -c US -o json", 0, '"at": "2026-12-25T00:00+00:00"'),
    ("show delta --at noon -c US -o json", 0, "T12:00+0"),
    ('show delta --at "in 2 hours" -c US', 0, "delta-air-lines/reservations"),
    ("show delta --at 01/02/2026", 2, "can mean two dates; write 2026-01-02 or 2026-02-01"),
    ("show delta --at 9", 2, "can mean two times; write 9am or 9pm"),
    # Kinds of contacts, and --no-voice.
    ("show delta --kind call -c US", 0, "delta-air-lines/reservations\tphone"),
    ("show delta --kind чат -c US", 0, "delta-air-lines/message\tchat"),
    ("show delta --kind fax", 2, "invalid --kind 'fax'; choose one of phone, chat, email"),
    ("hours delta --kind fax", 2, "invalid --kind 'fax'; choose one of phone, chat, email"),
    ("show delta --no-voice -c US", 0, "delta-air-lines/message\tchat"),
    ("hours delta --topic baggage -c US", 0, "delta-air-lines/"),
    # Lists of open companies.
    ("open --topic lost-card -c US", 0, "fifth-third-bank/lost-card\tphone\topen"),
    ("open --category bank -c US", 0, "\tFifth Third Bank\n"),
    ("open --category банк -c US", 0, "\tFifth Third Bank\n"),
    ("open --category banc", 2, "invalid --category 'banc'; did you mean bank?"),
    ("open --kind chat -c US", 0, "\tchat\topen\t"),
    ("open --no-voice -c US --limit 1", 0, "1 of "),
    ("open --sort closing --limit 2 -c US", 0, "2 of "),
    ("open --sort size", 2, "'size' is not one of 'closing', 'name'"),
    ("open nosuchcompany delta -c US", 1, "delta-air-lines/reservations\tphone\topen"),
    ("open delta hmrc --category airline -c US", 1, "HM Revenue & Customs is not in the category 'airline'"),
    # Numbers.
    ("whose 900 --tz Moscow -c RU", 0, "sberbank/"),
    ('whose "+1 800 221 1212" --tz Berlin', 0, "delta-air-lines/reservations"),
    ("whose 800-221-1212 -f US", 0, "delta-air-lines/reservations"),
    # Searches and lists.
    ("find delta --country US", 0, "delta-air-lines\tDelta Air Lines\talias Delta\n"),
    ("find bank --category airline", 0, "japan-airlines\t"),
    ('find "потеря карты" --limit 1', 0, "\ttopic lost-card\n"),
    ("find luggage --limit 2", 0, "\ttopic baggage\n"),
    ("find airline -c FR --limit 1", 0, "\tcategory airline\n"),
    ("list --category bank -c GB --limit 1", 0, "1 of "),
    ('list --topic "lost card" -c US', 0, "fifth-third-bank\t"),
    ("list --kind whatsapp --limit 1", 0, "1 of "),
    ("list -c Deutschland --limit 1", 0, "1 of "),
    ("list --category banc", 2, "invalid --category 'banc'; did you mean bank?"),
    # Options that a command does not take, and that no command takes.
    ("wait delta --at 5pm", 2, "wait does not take --at; show, open,"),
    ("ivr delta --kind chat", 2, "ivr does not take --kind; show, open,"),
    ("list --contry US", 2, "list has no option --contry. Did you mean --country?"),
    ("-V", 0, "supportdir "),
    # Settings.
    ("config show", 0, "from\tGB\tsystem time zone\n"),
    ("config set from Germny", 2, "invalid from 'Germny'; did you mean DE (Germany)?"),
    ("config init", 2, "config init needs a terminal"),
]
TIMED = ("show", "open", "reach", "ivr", "hours", "delta")


@pytest.mark.parametrize(("question", "status", "expected"), QUESTIONS, ids=[row[0] for row in QUESTIONS])
def test_a_question_as_it_is_typed(question: str, status: int, expected: str) -> None:
    words = shlex.split(question)
    if words[0] in TIMED and "--at" not in words:
        words += shlex.split(AT)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        result = app.run(words)
    assert result == status, (out.getvalue(), err.getvalue())
    assert expected in out.getvalue() + err.getvalue()
    assert "Traceback" not in err.getvalue()
