"""`supportdir log`: whole outputs, and what is stored."""

from __future__ import annotations

import csv
import io
import json
import stat
from datetime import date
from pathlib import Path

import pytest
from conftest import Run
from terminal import on_terminal

from supportdir.journal.database import Journal

LONDON = ("--from", "GB", "--tz", "Europe/London")
PLAIN, TABLE, JSON = ("--output", "plain"), ("--output", "table"), ("--output", "json")
ZONE, RUSSIAN = ("--tz", "Europe/London"), ("--language", "ru")
NOW = "2026-11-26T12:00"
CALL = (
    *("--at", "2026-11-03T10:15", "--hold", "12", "--agent", "Jo", "--case", "4711", "--topic", "billing"),
    *("--said", "The bill was wrong.", "--promised", "a refund", "--by", "2026-11-10"),
    *("--rating", "politeness=4,speed=2"),
)


@pytest.fixture(autouse=True)
def log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("SUPPORTDIR_LOG_DIR", str(tmp_path))
    return tmp_path / "log.sqlite"


def added(run: Run, *words: str) -> None:
    answer = run("log", "add", *words, *LONDON, *PLAIN)
    assert answer.status == 0, answer


def test_a_call_is_written_down_and_says_what_to_do_now(run: Run) -> None:
    assert run("log", "add", "acme/care", *CALL, *LONDON, *TABLE) == (
        0,
        "1   3 Nov 2026 10:15   Acme Broadband   phone (care)   promised, by 10 Nov 2026\n",
        "the promised day has passed; next: supportdir escalate acme --log 1\n",
    )
    assert run("log", "show", "1", "--tz", "Europe/London", *TABLE) == (
        0,
        "1   3 Nov 2026 10:15   Acme Broadband   phone (care)   promised, by 10 Nov 2026\n"
        "topic    billing\n"
        "hold     12 min\n"
        "agent    Jo\n"
        "case     4711\n"
        "said     The bill was wrong.\n"
        "promised a refund\n"
        "by       10 Nov 2026\n"
        "rating   politeness 4, speed 2\n",
        "the promised day has passed; next: supportdir escalate acme --log 1\n"
        "Send them a written confirmation of what was said: supportdir letter acme --log 1\n"
        "Ask them not to close the case until you confirm that it is solved.\n"
        "Where one agent owns a case from beginning to end, ask for that agent again.\n"
        "Keep the recording of the call, if you have one.\n",
    )


@pytest.mark.parametrize(
    ("words", "next_step"),
    [
        (("acme", "--by", "2 weeks"), "Put the promised date in your calendar: supportdir log export --format ics"),
        (
            ("acme", "--at", "2026-11-02T09:00", "--by", "3 Nov 2026"),
            "the promised day has passed; next: supportdir esc",
        ),
        (("acme", "--outcome", "refused"), "next: supportdir escalate acme --log 1"),
        (
            ("acme", "--said", "Wait."),
            "Send them a written confirmation of what was said: supportdir letter acme --log 1",
        ),
        (("acme",), "Ask for the case number if it was not given."),
        (("acme", "--case", "4711"), "Ask by when it will be solved."),
        (("acme/chat",), "Keep the case number that comes on the screen"),
        (("acme", "--outcome", "solved"), ""),
    ],
)
def test_an_entry_is_followed_by_one_next_step(run: Run, words: tuple[str, ...], next_step: str) -> None:
    answer = run("log", "add", *words, *LONDON, *TABLE)
    assert answer.status == 0
    assert answer.stdout.count("\n") == 1
    assert answer.stderr.count("\n") == bool(next_step)
    assert answer.stderr.startswith(next_step)


def test_what_is_missing_is_asked_for_in_russian(run: Run) -> None:
    answer = run("log", "add", "acme", "--channel", "чат", "--at", NOW, *LONDON, *PLAIN, "--language", "ru")
    assert answer.stdout.startswith("1\t2026-11-26T12:00+00:00\tacme\t\tchat\t")
    number = "Сохраните номер обращения, который появится на экране, придёт по почте или в СМС."
    assert answer.stderr.splitlines() == [number]
    assert run("log", "show", "1", *PLAIN, "--language", "ru").stderr.splitlines() == [
        number,
        "Попросите назвать срок и прислать письменное подтверждение.",
        "Попросите не закрывать обращение, пока вы не подтвердите решение.",
        "Не удаляйте переписку.",
        "Включите уведомления: ответ может прийти сообщением или по почте.",
        "Сохраните переписку.",
        "Оцените вежливость, скорость, компетентность и общее впечатление от 1 до 5; если было плохо, поясните.",
    ]


def russian_log(run: Run) -> None:
    added(run, "acme/care", *CALL, "--worked", "number=yes,keys=no")
    added(run, "nightowl", "--at", "2026-11-20T09:00", "--outcome", "solved", "--country", "all")
    added(run, "acme/chat", "--at", "2026-11-25T09:00", "--outcome", "no answer")
    added(run, "acme", "--at", "2026-11-24T09:00", "--promised", "a call", "--by", "2026-11-27", "--outcome", "solved")
    added(run, "acme", "--at", "2026-11-10T09:00", "--channel", "email", "--topic", "login")
    added(run, "acme", "--at", "2026-11-12T09:00", "--promised", "a form", "--by", "2026-11-26", "--outcome", "cut-off")


def test_the_list_is_russian_as_a_whole(run: Run) -> None:
    russian_log(run)
    assert run("log", "list", *ZONE, *TABLE, *RUSSIAN) == (
        0,
        "3   25.11.2026 09:00   Acme Broadband   чат   нет ответа\n"
        "4   24.11.2026 09:00   Acme Broadband   телефон\n"
        "      решено, обещание в силе, срок 27.11.2026\n"
        "2   20.11.2026 09:00   Nightowl Bank   телефон   решено, закрыто\n"
        "6   12.11.2026 09:00   Acme Broadband   телефон   обрыв связи, срок 26.11.2026\n"
        "5   10.11.2026 09:00   Acme Broadband   электронная почта   открыто\n"
        "1   03.11.2026 10:15   Acme Broadband   телефон (care)\n"
        "      обещано, срок 10.11.2026\n",
        "",
    )


def test_an_entry_is_russian_as_a_whole(run: Run) -> None:
    russian_log(run)
    assert run("log", "show", "1", *ZONE, *TABLE, *RUSSIAN) == (
        0,
        "1   03.11.2026 10:15   Acme Broadband   телефон (care)\n"
        "      обещано, срок 10.11.2026\n"
        "тема     счета и оплата\n"
        "ожидание 12 мин\n"
        "оператор Jo\n"
        "номер    4711\n"
        "сказано  The bill was wrong.\n"
        "обещано  a refund\n"
        "срок     10.11.2026\n"
        "оценка   вежливость 4, скорость 2\n"
        "верно    номер да, клавиши нет\n",
        "обещанный срок прошёл; дальше: supportdir escalate acme --log 1\n"
        "Отправьте компании письменное подтверждение того, что было сказано: supportdir letter acme --log 1\n"
        "Попросите не закрывать обращение, пока вы не подтвердите решение.\n"
        "Если обращение от начала до конца ведёт один сотрудник, просите соединить именно с ним.\n"
        "Сохраните запись разговора, если она у вас есть.\n",
    )


def test_what_is_due_is_russian_as_a_whole(run: Run) -> None:
    russian_log(run)
    assert run("log", "due", "--at", NOW, "--days", "7", *ZONE, *TABLE, *RUSSIAN) == (
        1,
        "просрочено 1   Acme Broadband   обещано до 10.11.2026, 16 дней назад   a refund\n"
        "             обращение 4711   оператор: Jo\n"
        "сегодня    6   Acme Broadband   обещано до конца сегодняшнего дня   a form\n"
        "без ответа 5   Acme Broadband\n"
        "             ответа нет с 10.11.2026: По электронной почте ждите ответа в\n"
        "             течение 24 часов.   вход и пароль\n"
        "скоро      4   Acme Broadband\n"
        "             обещано до 27.11.2026, через 1 день; проблема решена, обещание в\n"
        "             силе   a call\n",
        "Прежде чем звонить снова, проверьте пропущенные звонки и сообщения.\n"
        "Если срок прошёл, проверьте статус обращения в личном кабинете, затем выберите другой канал.\n"
        "Одной фразой расскажите, чем закончился прошлый разговор.\n"
        "Не звоните слишком часто, дайте время на решение, а если дело срочное, скажите об этом.\n"
        "дальше: supportdir escalate acme --log 1\n"
        "дальше: supportdir escalate acme --log 5\n",
    )


def test_plain_and_json_keep_their_words_in_russian(run: Run) -> None:
    """The usual time of an answer is a text of the advice, in the language of the texts."""
    russian_log(run)
    run("log", "close", "5")
    for words in (("list",), ("show", "1"), ("due", "--at", NOW, "--days", "7")):
        assert run("log", *words, *ZONE, *PLAIN, *RUSSIAN).stdout == run("log", *words, *ZONE, *PLAIN).stdout
        russian, english = (
            json.loads(run("log", *words, *ZONE, *JSON, *language).stdout) for language in (RUSSIAN, ())
        )
        assert russian["answers"] == english["answers"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("list",), "журнал пуст"),
        (("due",), "просроченного и срочного нет"),
        (("show", "9"), "ошибка: в журнале нет записи 9. Весь журнал: supportdir log list"),
        (("close", "9"), "ошибка: в журнале нет записи 9. Весь журнал: supportdir log list"),
        (("forget",), "ошибка: укажите, что удалить: ID, --company COMPANY или --all; что-то одно"),
        (
            ("add", "acme", "--outcome", "x"),
            "ошибка: неверное значение --outcome «x»; выберите: solved, promised, refused, ",
        ),
        (("add", "acme", "--by", "x"), "ошибка: --by «x» — не день; напишите: пятница, 25 дек, 25.12.2026, 3 дня, "),
        (("add", "acme/nobody"), "ошибка: у Acme Broadband нет контакта «nobody»"),
        (
            ("add", "acme", "--said", "PIN: 1234", *LONDON),
            "--said: скрыто то, что похоже на ПИН-код; --keep-secrets сохраняет",
        ),
    ],
)
def test_notes_and_errors_are_russian(run: Run, words: tuple[str, ...], message: str) -> None:
    assert run("log", *words, *PLAIN[: 0 if words[0] == "forget" else 2], *RUSSIAN).stderr.startswith(message)


def test_forgetting_is_russian(run: Run) -> None:
    russian_log(run)
    refused = "ошибка: это навсегда удалит 5 записей (Acme Broadband); чтобы удалить без вопроса, добавьте --force\n"
    assert run("log", "forget", "--company", "acme", *RUSSIAN) == (2, "", refused)
    assert run("log", "forget", "--company", "acme", "--force", *RUSSIAN) == (0, "удалено: 5 записей\n", "")
    assert run("log", "forget", "--all", "--force", *RUSSIAN) == (0, "удалено: 1 запись\n", "")


def test_a_log_that_cannot_be_read_says_so_in_russian(run: Run, log: Path) -> None:
    log.write_bytes(b"not a log" * 1000)
    answer = run("log", "list", *RUSSIAN)
    assert answer == (3, "", f"ошибка: {log} — не журнал supportdir; переместите файл, и будет создан новый журнал\n")


def test_the_entries_are_listed_newest_first(run: Run) -> None:
    added(run, "acme/care", *CALL)
    added(run, "nightowl", "--at", "2026-11-20T09:00", "--outcome", "solved", "--country", "all")
    added(run, "acme/chat", "--at", "2026-11-25T09:00", "--outcome", "no answer")
    assert run("log", "list", "--tz", "Europe/London", *TABLE).stdout == (
        "3   25 Nov 2026 09:00   Acme Broadband   chat           no answer\n"
        "2   20 Nov 2026 09:00   Nightowl Bank    phone          solved, closed\n"
        "1   3 Nov 2026 10:15    Acme Broadband   phone (care)   promised, by 10 Nov 2026\n"
    )
    assert run("log", "list", "acme", "--limit", "1", "--tz", "Europe/Berlin", *PLAIN) == (
        0,
        "3\t2026-11-25T10:00+01:00\tacme\tchat\tchat\t\topen\tno-answer\t\t\t\t\tAcme Broadband\n",
        "",
    )
    assert [line.split("\t")[0] for line in run("log", "list", "--open", *PLAIN).stdout.splitlines()] == ["3", "1"]
    assert run("log", "list", "silent") == (1, "", "the log has nothing about silent\n")
    assert run("log", "list", "acmee").status == 1


def test_an_empty_log_is_not_created_by_reading(run: Run, log: Path) -> None:
    assert run("log", "list", *PLAIN) == (1, "", "the log is empty\n")
    assert run("log", "due", *PLAIN) == (0, "", "nothing is late or due\n")
    assert run("log", "show", "1") == (1, "", "error: the log has no entry 1. Try: supportdir log list\n")
    assert json.loads(run("log", "list", *JSON).stdout)["answers"] == []
    assert not log.exists()


def test_an_entry_as_json(run: Run) -> None:
    added(run, "acme/care", *CALL)
    (value,) = json.loads(run("log", "show", "1", "--tz", "Europe/London", *JSON).stdout)["answers"]
    assert value == {
        "id": 1,
        "company": "acme",
        "name": "Acme Broadband",
        "at": "2026-11-03T10:15+00:00",
        "contact": "care",
        "channel": "phone",
        "topic": "billing",
        "status": "open",
        "outcome": None,
        "hold_minutes": 12,
        "agent": "Jo",
        "case": "4711",
        "said": "The bill was wrong.",
        "promised": "a refund",
        "by": "2026-11-10",
        "ratings": {"politeness": 4, "speed": 2},
        "worked": {},
        "comment": None,
        "transcript": None,
        "closed_at": None,
    }


def test_a_late_promise_is_found(run: Run) -> None:
    added(run, "acme/care", *CALL)
    answer = run("log", "due", "--at", NOW, *TABLE)
    assert answer == (
        1,
        "late     1   Acme Broadband   promised by 10 Nov 2026, 16 days ago   a refund\n"
        "           case 4711   spoke to Jo\n",
        "Before you call again, look for a missed call or message.\n"
        "If the date has passed, look up the state in your account, then use another channel.\n"
        "Sum up the earlier call in one sentence.\n"
        "Do not call too often; give them time, and say so if it is urgent.\n"
        "next: supportdir escalate acme --log 1\n",
    )
    assert run("log", "due", "--at", NOW, *PLAIN).stdout == (
        "1\tacme\tlate\t2026-11-10\tpromise\t\tpromised by 2026-11-10, 16 days ago\tAcme Broadband\n"
    )
    (value,) = json.loads(run("log", "due", "--at", NOW, *JSON).stdout)["answers"]
    assert (value["kind"], value["deadline"], value["entry"]["case"]) == ("late", "2026-11-10", "4711")


@pytest.mark.parametrize(
    ("contact", "at", "status", "kind"),
    [
        ("acme/letter", "2026-11-13T12:00", 0, ""),  # the company answers within 10 business days
        ("acme/letter", "2026-11-18T12:00", 1, "waiting\t2026-11-17\tcompany\t10 business days"),
        ("acme --channel email", "2026-11-03T20:00", 0, ""),
        ("acme --channel email", "2026-11-05T12:00", 1, "waiting\t2026-11-04\tusual\t24 h"),
        ("acme --channel email --topic complaint", "2026-11-25T12:00", 0, ""),  # nothing is usual
        ("acme", "2026-11-25T12:00", 0, ""),  # only faults are dealt with by the next day
        ("acme --topic outage", "2026-11-25T12:00", 1, "waiting\t2026-11-04\tusual\t1 business day"),
    ],
)
def test_what_waits_longer_than_the_company_says_or_is_usual(
    run: Run, contact: str, at: str, status: int, kind: str
) -> None:
    added(run, *contact.split(), "--at", "2026-11-03T10:00")
    answer = run("log", "due", "--at", at, *PLAIN)
    assert answer.status == status
    assert answer.stdout.startswith(f"1\tacme\t{kind}" if kind else "")


def test_what_is_due_soon_is_listed_and_is_not_late(run: Run) -> None:
    added(run, "acme", "--at", "2026-11-03T10:00", "--by", "Friday")
    assert run("log", "due", "--at", "2026-11-04T10:00", *PLAIN).stdout == ""
    answer = run("log", "due", "--days", "7", "--at", "2026-11-04T10:00", *PLAIN)
    assert (answer.status, answer.stdout.split("\t")[2:4]) == (0, ["upcoming", "2026-11-06"])
    assert run("log", "due", "--at", "2026-11-06T10:00", *PLAIN).status == 1


def test_an_entry_is_changed_and_closed(run: Run) -> None:
    added(run, "acme", "--at", "2026-11-03T10:00", "--case", "1")
    edited = run(
        *("log", "edit", "1", "--case", "4711", "--contact", "care", "--topic", "invoice", "--outcome", "refused"),
        *("--at", "2026-11-03T11:00", "--tz", "Europe/London", *PLAIN),
    )
    assert edited.stdout == (
        "1\t2026-11-03T11:00+00:00\tacme\tcare\tphone\tbilling\topen\trefused\t\t\t4711\t\tAcme Broadband"
        "\t\t\t\t\t\t\t\n"
    )
    assert run("log", "edit", "1", "--case", "", *PLAIN).stdout.split("\t")[10] == ""
    assert run("log", "edit", "1").stderr == (
        "error: nothing to change; give an option, as in --case 4711. Try: supportdir log edit --help\n"
    )
    closed = run("log", "close", "1", "--at", NOW, *PLAIN)
    assert (closed.status, closed.stdout.split("\t")[6]) == (0, "closed")
    assert closed.stderr == "If part of the problem remains, ask for the same agent or give the case number.\n"
    assert run("log", "close", "2").status == 1


@pytest.mark.parametrize(
    ("typed", "line", "stored"),
    [
        ("number=yes", "worked   number yes, keys no\n", {"number": True, "keys": False}),
        ("yes", "worked   number yes, keys yes\n", {"number": True, "keys": True}),
        ("hours=no", "worked   number no, keys no, hours no\n", {"number": False, "keys": False, "hours": False}),
        ("", "", {}),
        (" ", "", {}),
    ],
)
def test_an_edit_replaces_the_verdict_or_takes_it_out(
    run: Run, log: Path, typed: str, line: str, stored: dict[str, bool]
) -> None:
    added(run, "acme/care", "--at", "2026-11-03T10:00", "--worked", "number=no,keys=no")
    head = "1   3 Nov 2026 10:00   Acme Broadband   phone (care)   open\n"
    words = ("1", "--tz", "Europe/London", *TABLE)
    assert run("log", "show", *words).stdout == f"{head}worked   number no, keys no\n"
    note = "" if typed.strip() else "the verdict on number and keys is taken out\n"
    assert run("log", "edit", *words, "--worked", typed) == (0, f"{head}{line}", note)
    assert run("log", "show", *words).stdout == f"{head}{line}"
    (value,) = json.loads(run("log", "list", *JSON).stdout)["answers"]
    assert value["worked"] == stored
    with Journal(log) as journal:
        assert {verdict.fact: verdict.worked for verdict in journal.verdicts("acme")} == stored


@pytest.mark.parametrize(
    ("contact", "notes", "stored"),
    [
        ("care", [], {"care": {"number": False, "keys": True}}),
        (
            "us",
            [
                "the verdict on number is now about acme/us",
                "the verdict on keys is taken out; it was about the other contact",
            ],
            {"us": {"number": False}},
        ),
        ("", ["the verdict on number and keys is taken out; it was about the other contact"], {}),
    ],
)
def test_another_contact_takes_the_verdict_along(
    run: Run, log: Path, contact: str, notes: list[str], stored: dict[str, dict[str, bool]]
) -> None:
    added(run, "acme/care", "--at", "2026-11-03T10:00", "--worked", "number=no,keys=yes")
    answer = run("log", "edit", "1", "--contact", contact, *PLAIN)
    assert (answer.status, answer.stderr.splitlines()) == (0, notes)
    with Journal(log) as journal:
        found: dict[str, dict[str, bool]] = {}
        for verdict in journal.verdicts("acme"):
            found.setdefault(verdict.contact, {})[verdict.fact] = verdict.worked
        assert found == stored


def test_what_is_solved_later_is_to_be_closed(run: Run) -> None:
    added(run, "acme", "--promised", "a refund")
    assert run("log", "edit", "1", "--outcome", "solved", *PLAIN).stderr == ""
    assert run("log", "edit", "1", "--promised", "", *PLAIN).stderr == "next: supportdir log close 1\n"


def test_another_contact_changes_the_channel(run: Run) -> None:
    added(run, "acme/care")
    assert run("log", "edit", "1", "--contact", "chat", *PLAIN).stdout.split("\t")[3:5] == ["chat", "chat"]
    assert run("log", "edit", "1", "--contact", "chat", "--channel", "phone", *PLAIN).stdout.split("\t")[4] == "phone"


@pytest.mark.parametrize(("typed", "day"), [("3 days", "2025-11-06"), ("tomorrow", "2025-11-04")])
def test_a_promised_day_is_counted_from_the_call_in_add_and_in_edit(run: Run, typed: str, day: str) -> None:
    at = ("--at", "2025-11-03T10:00")
    note = f"--by '{typed}' is {day}, counted from the call of 2025-11-03"
    answer = run("log", "add", "acme", *at, "--by", typed, *LONDON, *PLAIN)
    assert (answer.stdout.split("\t")[8], answer.stderr.splitlines()[0]) == (day, note)
    added(run, "silent", *at)
    edited = run("log", "edit", "2", "--by", typed, "--tz", "Europe/London", *PLAIN)
    assert (edited.stdout.split("\t")[8], edited.stderr.splitlines()[0]) == (day, note)


def test_a_promise_that_is_added_later_must_not_be_before_the_call(run: Run) -> None:
    added(run, "acme", "--at", "2026-11-03T10:00")
    edited = run("log", "edit", "1", "--by", "6 Nov 2026", *PLAIN)
    assert edited.stdout.split("\t")[8] == "2026-11-06"
    assert edited.stderr == "the promised day has passed; next: supportdir escalate acme --log 1\n"
    moved = run("log", "edit", "1", "--at", "2026-11-07")
    assert moved.stderr == (
        "error: the promised day, 2026-11-06, is before the call of 2026-11-07; give both --at and --by\n"
    )


def test_an_entry_of_another_zone_takes_a_case_number_though_its_day_began_later_there(run: Run) -> None:
    added(run, "acme", "--at", "2026-11-03T23:00", "--promised", "a refund", "--by", "2026-11-03")
    edited = run("log", "edit", "1", "--case", "4711", "--tz", "Pacific/Auckland", *PLAIN)
    assert (edited.status, edited.stderr) == (0, "")


@pytest.mark.parametrize(
    ("company", "words", "day"),
    [
        ("silent", ("--from", "DE"), "2025-12-29"),  # the company is worldwide; 25 and 26 December are holidays
        ("silent", ("--from", "US"), "2025-12-26"),
        ("silent", ("--from", "US", "--country", "DE"), "2025-12-29"),
        ("silent", ("--from", "EG"), "2025-12-25"),
        ("acme", ("--from", "US"), "2025-12-29"),  # the company names its holidays
        ("datafirm", ("--from", "US"), "2025-12-29"),  # it serves one country
    ],
)
def test_business_days_are_those_of_the_company_else_of_the_caller(
    run: Run, log: Path, company: str, words: tuple[str, ...], day: str
) -> None:
    at = ("--at", "2025-12-24T12:00", "--tz", "UTC")
    assert run("log", "add", company, "--by", "1 business day", *at, *words, *PLAIN).status == 0
    with Journal(log) as journal:
        assert [str(entry.by) for entry in journal.entries()] == [day]


@pytest.mark.parametrize(("country", "day"), [("EG", "2026-11-08"), ("IL", "2026-11-08"), ("GB", "2026-11-06")])
def test_friday_is_no_business_day_where_it_is_of_the_weekend(run: Run, log: Path, country: str, day: str) -> None:
    at = ("--at", "2026-11-05T12:00", "--tz", "UTC")  # a Thursday
    assert run("log", "add", "silent", "--by", "1 business day", *at, "--from", country, *PLAIN).status == 0
    with Journal(log) as journal:
        assert [str(entry.by) for entry in journal.entries()] == [day]


def test_business_days_leave_out_the_holidays_of_the_country(run: Run) -> None:
    for days, by in (("1", "2026-12-24"), ("2", "2026-12-29"), ("2 рабочих дня", "2026-12-29")):
        words = days if " " in days else f"{days} business days"
        answer = run("letter", "acme", "--by", words, "--at", "2026-12-23T10:00", *LONDON)
        assert date.fromisoformat(by).strftime("%-d %B %Y") in answer.stdout


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ((), "solved, closed"),
        (("--promised", "a refund"), "solved, promise open"),
        (("--by", "2026-11-10"), "solved, promise open, by 10 Nov 2026"),
    ],
)
def test_a_promise_is_open_though_the_problem_is_solved(run: Run, words: tuple[str, ...], state: str) -> None:
    answer = run("log", "add", "acme", "--at", "2026-11-03", "--outcome", "solved", *words, *LONDON, *TABLE)
    assert " ".join(answer.stdout.split()) == f"1 3 Nov 2026 00:00 Acme Broadband phone {state}"


def test_a_record_in_a_pipe_has_every_field(run: Run, tmp_path: Path) -> None:
    chat = tmp_path / "chat.txt"
    chat.write_text("You: hello", encoding="utf-8")
    added(run, "acme/care", *CALL, "--comment", "Friendly.", "--transcript", str(chat), "--worked", "yes")
    run("log", "close", "1", "--at", "2026-11-12T09:00")
    assert run("log", "show", "1", "--tz", "Europe/London", *PLAIN).stdout == (
        "1\t2026-11-03T10:15+00:00\tacme\tcare\tphone\tbilling\tclosed\t\t2026-11-10\ta refund\t4711\tJo\t"
        "Acme Broadband\t12\tThe bill was wrong.\tpoliteness 4, speed 2\tnumber yes, keys yes\tFriendly.\tYou: hello\t"
        "2026-11-12T09:00+00:00\n"
    )


def test_a_second_request_for_the_same_is_warned_of(run: Run) -> None:
    added(run, "acme", "--at", "2026-11-20T10:00", "--topic", "billing")
    answer = run("log", "add", "acme", "--at", "2026-11-25T10:00", "--topic", "billing", *LONDON, *PLAIN)
    assert answer.stderr == (
        "Do not send the same request twice; it slows the answer: entry 1 of 20 Nov 2026 is open; to add to it: "
        "supportdir log edit 1\n"
    )


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        ("refunds", "refunds", True),
        ("refunds", "tax", False),  # acme has no contact for either
        ("refunds", "", True),
        ("", "refunds", True),
        ("billing", "faults", False),
    ],
)
def test_another_topic_is_another_request(run: Run, first: str, second: str, is_same: bool) -> None:
    for topic, at in ((first, "2026-11-20T10:00"), (second, "2026-11-21T10:00")):
        answer = run("log", "add", "acme", "--at", at, *(("--topic", topic) if topic else ()), *LONDON, *PLAIN)
    assert answer.stderr.startswith("Do not send the same request twice") is is_same


CARD = "4111 1111 1111 1111"


def test_secrets_are_masked_unless_they_are_kept(run: Run, log: Path, tmp_path: Path) -> None:
    chat = tmp_path / "chat.txt"
    chat.write_text(f"You: my card is {CARD}\n", encoding="utf-8")
    words = ("--said", "my PIN is 1234", "--transcript", str(chat), "--at", NOW)
    answer = run("log", "add", "acme", *words, *LONDON, *PLAIN)
    assert answer.stderr.splitlines()[0] == (
        "--said, --transcript: masked what looks like a PIN and a card number; --keep-secrets stores it as typed"
    )
    run("log", "add", "acme", *words, "--keep-secrets", *LONDON, *PLAIN)
    with Journal(log) as journal:
        assert [(entry.said, entry.transcript) for entry in journal.entries()] == [
            ("my PIN is 1234", f"You: my card is {CARD}\n"),
            ("my PIN is ****", "You: my card is ****\n"),
        ]


ORDER = "4000001234567899"  # as long as a card number, with the same check digit


@pytest.mark.parametrize(
    ("words", "stored", "note"),
    [
        (("--case", ORDER), (ORDER, ""), "--case: kept as"),
        (("--said", f"about order {ORDER}"), ("", f"about order {ORDER}"), "--said: kept as"),
        (("--case", "PIN 1234"), ("PIN ****", ""), "--case: masked what"),
        (("--case", "4711"), ("4711", ""), ""),
    ],
)
def test_the_number_of_a_case_or_an_order_is_not_masked(
    run: Run, log: Path, words: tuple[str, ...], stored: tuple[str, str], note: str
) -> None:
    answer = run("log", "add", "acme", *words, "--at", NOW, *LONDON, *PLAIN)
    assert answer.stderr.startswith(note)
    assert ("--case:" in answer.stderr or "--said:" in answer.stderr) is bool(note)
    with Journal(log) as journal:
        assert [(entry.case, entry.said) for entry in journal.entries()] == [stored]


ON_TERMINAL = (
    "import sys; from pathlib import Path; from supportdir import paths; from supportdir.cli import app;"
    "paths.shipped = lambda: paths.Layer(Path(sys.argv[1]), 'fictional', True);"
    "sys.exit(app.run(sys.argv[2:]))"
)
FICTIONAL = str(Path(__file__).parents[1] / "fictional" / "companies")


@pytest.mark.parametrize(("typed", "said"), [(b"y\n", "my PIN is 1234"), (b"\n", "my PIN is ****")])
def test_a_terminal_asks_about_secrets(log: Path, typed: bytes, said: str) -> None:
    words = ("log", "add", "acme", "--said", "my PIN is 1234", *LONDON)
    status, screen = on_terminal(["-c", ON_TERMINAL, FICTIONAL, *words], [("[y/N]", typed)])
    assert status == 0, screen
    with Journal(log) as journal:
        assert journal.get(1).said == said


def test_forget(run: Run, log: Path) -> None:
    for slug in ("acme", "acme", "silent", "nightowl"):
        added(run, slug, "--said", "a word that is private", "--country", "all")
    assert run("log", "forget", "1", "--force") == (0, "forgot 1 entry\n", "")
    assert run("log", "forget", "1", "--force") == (1, "", "error: the log has no entry 1. Try: supportdir log list\n")
    assert run("log", "forget", "--company", "acme", "--force").stdout == "forgot 1 entry\n"
    assert run("log", "forget", "--company", "acme", "--force").stderr == (
        "error: the log has nothing about acme. Try: supportdir log list\n"
    )
    assert run("log", "forget").status == run("log", "forget", "2", "--all").status == 2
    assert run("log", "forget", "--all", "--force").stdout == "forgot 2 entries\n"
    assert b"private" not in log.read_bytes()


FORGET = [
    (("1",), "1 entry about Acme Broadband"),
    (("--company", "acme"), "2 entries about Acme Broadband"),
    (("--all",), "3 entries about Silent Messenger, Acme Broadband"),
]


@pytest.mark.parametrize(("words", "what"), FORGET)
def test_nothing_is_removed_unasked(run: Run, log: Path, words: tuple[str, ...], what: str) -> None:
    for slug in ("acme", "acme", "silent"):
        added(run, slug, "--country", "all")
    message = f"error: this removes {what} for good; to do it without a question, add --force\n"
    assert run("log", "forget", *words) == (2, "", message)
    with Journal(log) as journal:
        assert len(journal.entries()) == 3


@pytest.mark.parametrize(("words", "what"), FORGET)
@pytest.mark.parametrize(("typed", "status"), [(b"y\n", 0), (b"\n", 1)])
def test_a_terminal_asks_before_anything_is_removed(
    run: Run, log: Path, words: tuple[str, ...], what: str, typed: bytes, status: int
) -> None:
    for slug in ("acme", "acme", "silent"):
        added(run, slug, "--country", "all")
    found, screen = on_terminal(["-c", ON_TERMINAL, FICTIONAL, "log", "forget", *words], [("[y/N]", typed)])
    assert found == status, screen
    assert f"Remove {what} for good? [y/N]" in screen
    with Journal(log) as journal:
        assert len(journal.entries()) == 3 - (0 if status else int(what[0]))


def test_export(run: Run, tmp_path: Path) -> None:
    added(run, "acme/care", *CALL)
    assert json.loads(run("log", "export").stdout)["entries"][0]["case"] == "4711"
    rows = list(csv.DictReader(io.StringIO(run("log", "export", "--format", "csv").stdout)))
    assert [(row["id"], row["by"], row["worked"]) for row in rows] == [("1", "2026-11-10", "")]
    run("log", "edit", "1", "--worked", "number=no")
    assert json.loads(run("log", "export").stdout)["entries"][0]["worked"] == {"number": False}
    rows = list(csv.DictReader(io.StringIO(run("log", "export", "--format", "csv").stdout)))
    assert rows[0]["worked"] == "number=no"
    assert run("log", "export", "-o", "-") == run("log", "export")
    assert not Path("-").exists()
    file = tmp_path / "promises.ics"
    assert run("log", "export", "--format", "ics", "-o", str(file)) == (0, "", f"written to {file}\n")
    assert "SUMMARY:Acme Broadband: a refund\r\n" in file.read_bytes().decode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert run("log", "export", "-o", str(file)).status == 3
    assert run("log", "export", "-o", str(file), "--force").status == 0


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("add", "acmee"), 1, "no company is called 'acmee'. Did you mean acme?"),
        (("add", "acme", "--contact", "cart"), 1, "Acme Broadband has no contact 'cart'; it has acme/chat, acme/care"),
        (("add", "acme/care", "--contact", "faults"), 2, "acme/care and --contact faults are two contacts; give one"),
        (("add", "acme", "--channel", "fax"), 2, "invalid --channel 'fax'; choose one of phone, chat"),
        (("add", "acme", "--outcome", "good"), 2, "invalid --outcome 'good'; choose one of solved, promised"),
        (("add", "acme", "--rating", "speed=9"), 2, "invalid --rating 'speed=9'; write a number from 1 to 5"),
        (("add", "acme", "--rating", "looks=3"), 2, "invalid --rating 'looks=3'; choose one of politeness, speed"),
        (("add", "acme", "--by", "soon"), 2, "--by 'soon' is not a day; write Friday"),
        (("add", "acme", "--by", "01/02/2026"), 2, "--by '01/02/2026' can mean two dates"),
        (("add", "acme", "--worked", "yes"), 2, "--worked needs the contact; write acme/care or acme/faults"),
        (("add", "acme/care", "--worked", "maybe"), 2, "invalid --worked 'maybe'; write yes or no, or one for each of"),
        (("add", "acme", "--worked", "maybe"), 2, "invalid --worked 'maybe'; write yes or no, or one for each of"),
        (("add", "acme/care", "--worked", ""), 2, "invalid --worked ''; write yes or no, or one for each of number"),
        (("add", "acme", "--topic", "biling"), 2, "invalid --topic 'biling'; did you mean billing?"),
        (("add", "acme", "--topic", "banana"), 2, "invalid --topic 'banana'; choose one of general, sales, orders"),
        (("add", "acme", "--hold", "x"), 2, "Invalid value for '--hold': 'x' is not a whole number. Try: supp"),
        (("add", "acme", "--hold", "-1"), 2, "Invalid value for '--hold': -1 is less than 0. Try: supportdir log"),
        (("add", "acme", "--at", "2100-01-01"), 2, "--at '2100-01-01' is in the future, 2100-01-01 00:00; write w"),
        (("close", "1", "--at", "2100-01-01"), 2, "--at '2100-01-01' is in the future, 2100-01-01 00:00; write w"),
        (
            ("add", "acme", "--at", "2026-11-03", "--by", "2 Nov 2026"),
            2,
            "--by '2 Nov 2026' means 2026-11-02, which is before 2026-11-03; write that day or a later one",
        ),
        (("export", "-o", "json"), 2, "Invalid value for '-o' / '--out': -o takes a file here, not a format; for a fi"),
        (("add", "acme/us", "--worked", "keys=no"), 2, "the directory has no keys of acme/us to judge"),
        (("add", "acme", "--transcript", "/no/such"), 3, "the transcript /no/such cannot be read: No such file"),
        (("show", "x"), 2, "Invalid value for 'ID': 'x' is not a whole number"),
        (("edit", "7", "--case", "1"), 1, "the log has no entry 7. Try: supportdir log list"),
    ],
)
def test_what_is_wrong_ends_in_one_line(run: Run, words: tuple[str, ...], status: int, message: str) -> None:
    answer = run("log", *words)
    assert (answer.status, answer.stdout) == (status, "")
    assert answer.stderr.startswith(f"error: {message}")
    assert answer.stderr.count("\n") == 1


def test_a_log_that_cannot_be_used_ends_in_one_line_and_does_not_keep_show_from_answering(run: Run, log: Path) -> None:
    log.write_text("this is no database, and long enough to be looked at as one" * 100, encoding="utf-8")
    message = f"{log} is not a log of supportdir; move it to another place, and a new log is created"
    assert run("log", "list") == (3, "", f"error: {message}\n")
    answer = run("show", "acme", *LONDON, *PLAIN)
    assert answer.status == 0
    assert answer.stdout.startswith("acme/care\t")
    assert answer.stderr == f"{message}\n"


def test_an_entry_of_a_company_that_is_gone_is_listed_by_its_slug(run: Run, log: Path) -> None:
    from datetime import UTC, datetime

    from supportdir.journal.entry import Entry

    with Journal(log) as journal:
        journal.add(Entry(company="gone-telecom", at=datetime(2026, 11, 3, tzinfo=UTC)))
    assert run("log", "list", "gone-telecom", *PLAIN).stdout.endswith("\tgone-telecom\n")
    assert run("log", "forget", "--company", "gone-telecom", "--force").status == 0


def test_the_log_is_named_by_config_path(run: Run, log: Path) -> None:
    assert f"log\t{log}\tmissing\tSUPPORTDIR_LOG_DIR\n" in run("config", "path").stdout


@pytest.mark.parametrize(
    ("words", "notes"),
    [
        ((), "If you are cut off, call again or wait for their call.\n"),
        (
            ("--case", "4711"),
            "If you are cut off, call again or wait for their call.\n"
            "Give the case number of that call to reach the same agent.\n",
        ),
    ],
)
def test_after_a_call_that_was_cut_off_there_is_nobody_to_ask(run: Run, words: tuple[str, ...], notes: str) -> None:
    assert run("log", "add", "acme/care", "--outcome", "cut-off", *words, *LONDON).stderr == notes.splitlines(True)[0]
    assert run("log", "show", "1", *LONDON[2:]).stderr == notes
