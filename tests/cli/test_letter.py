"""`supportdir letter`: whole letters, from options, from the log, and from answers on a terminal."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import Run
from terminal import on_terminal

LONDON = ("--from", "GB", "--tz", "Europe/London")
ATTACH = "Attach screenshots, documents and error logs, and photos or video where they are accepted.\n"
CONTACTS = "Give your name and an e-mail address that works.\n"
PUBLIC = "Do not write confidential data in public places.\n"
KEEP = "Keep the case number that comes on the screen, by e-mail or by text message.\n"
ONCE = "Send the request once; a second copy slows the answer.\n"
THREE = "Write three parts: the problem, what you have tried, the result that you want.\n"
SUBJECT = "State the kind of problem and the account number in the subject.\n"


@pytest.fixture(autouse=True)
def log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("SUPPORTDIR_LOG_DIR", str(tmp_path / "log"))
    return tmp_path / "log" / "log.sqlite"


@pytest.fixture
def call(run: Run) -> None:
    answer = run(
        *("log", "add", "acme/care", "--at", "2026-11-03T10:15", "--agent", "Jo", "--case", "4711", *LONDON),
        *("--said", "The bill was wrong.", "--promised", "a refund", "--by", "2026-11-10"),
    )
    assert answer.status == 0


def test_a_request_with_everything(run: Run) -> None:
    words = (
        *("--problem", "No connection since Monday.", "--tried", "I restarted the router.", "--want", "A repair."),
        *("--about", "Outage", "--account", "42", "--attach", "a photo", "--attach", "the log", "--by", "2026-12-01"),
        *("--name", "A. Example", "--contact-details", "a@example.org"),
    )
    assert run("letter", "acme", *words, *LONDON) == (
        0,
        """\
Subject: Outage, account number 42

To: Acme Broadband
1 Road Street, Somewhere

Hello,

The problem:
No connection since Monday.

What I have tried:
I restarted the router.

The result that I want:
A repair.

Please answer by 1 December 2026.

Attached:
- a photo
- the log

Kind regards
A. Example
a@example.org
Account number: 42
""",
        KEEP + PUBLIC + ONCE,
    )


def test_what_is_not_given_stays_as_a_gap_and_is_advised(run: Run, log: Path) -> None:
    answer = run("letter", "silent", *LONDON)
    assert answer == (
        0,
        """\
Subject: [kind of problem], [your account number]

To: Silent Messenger

Hello,

The problem:
[what happened and when]

What I have tried:
[what you have tried]

The result that I want:
[the result that you want]

Please answer by [date].

Kind regards
[your name]
[your phone number or e-mail address]
Account number: [your account number]
""",
        SUBJECT + THREE + ATTACH + CONTACTS + KEEP + PUBLIC + ONCE,
    )
    assert not log.exists()


@pytest.mark.usefixtures("call")
def test_the_confirmation_of_a_call(run: Run) -> None:
    answer = run("letter", "acme", "--log", "1", "--name", "A. Example", "--language", "ru", *LONDON)
    assert (
        answer.stdout
        == """\
Тема: Подтверждение: [вид проблемы], [номер договора], номер обращения 4711

Кому: Acme Broadband
1 Road Street, Somewhere

Здравствуйте!

Моё обращение к вам по телефону: 3 ноября 2026 г. в 10:15.
Ваш сотрудник: Jo
Номер обращения: 4711

Мне сообщили:
The bill was wrong.

Мне обещали:
a refund
Срок: 10 ноября 2026 г.

Прошу подтвердить это письменно или сообщить, что указано неверно.

С уважением,
A. Example
[ваш телефон или адрес почты]
Номер договора: [номер договора]
"""
    )


def test_what_nobody_answered_is_not_confirmed(run: Run) -> None:
    assert run("log", "add", "acme/care", "--outcome", "no-answer", *LONDON).status == 0
    refused = run("letter", "acme", "--log", "1", "--kind", "confirmation", *LONDON)
    assert refused == (2, "", (
        "error: nobody answered in entry 1 of the log, so nothing can be confirmed; use --kind request\n"
    ))  # fmt: skip
    assert run("letter", "acme", "--log", "1", *LONDON).stdout.startswith("Subject: [kind of problem]")
    advice = run("log", "show", "1").stderr
    assert "choose another channel: supportdir reach acme\n" in advice
    assert "agent" not in advice


@pytest.mark.usefixtures("call")
def test_a_complaint_cites_the_record(run: Run) -> None:
    answer = run("letter", "acme", "--kind", "complaint", "--log", "1", "--situation", "rude", *LONDON)
    assert "\nI was treated rudely. Please look into it and tell me the result.\n" in answer.stdout
    assert (
        "- 3 November 2026 at 10:15, by phone, Jo, case number 4711\n  I was told: The bill was wrong.\n"
        "  I was promised: a refund\n  By: 10 November 2026\n"
    ) in answer.stdout
    assert "In a complaint, state the subject, the reason and the full account" in answer.stderr


@pytest.mark.parametrize(
    ("words", "reason", "record"),
    [
        (("--outcome", "refused"),
         "My request was refused. Please state the grounds: the rule or the term of the contract.",
         "\n  My request was refused.\n"),
        (("--outcome", "cut-off"), "I was cut off before my matter was settled.", "\n  I was cut off.\n"),
        (("--rating", "politeness=1"), "I was treated rudely. Please look into it and tell me the result.", "\n"),
        (("--by", "2026-11-10"), "The date that you promised has passed.", "\n  By: 10 November 2026\n"),
        (("--outcome", "solved"), "The problem:", "\n"),
    ],
)  # fmt: skip
def test_a_complaint_says_what_went_wrong_by_the_log(
    run: Run, words: tuple[str, ...], reason: str, record: str
) -> None:
    assert run("log", "add", "acme/care", "--at", "2026-11-03T10:15", *words, *LONDON).status == 0
    for kind in ("complaint", "escalation"):
        answer = run("letter", "acme", "--kind", kind, "--log", "1", "--at", "2026-11-26T12:00", *LONDON)
        assert answer.stdout.split("\n\n")[4].splitlines()[0] == reason
        assert f"\n- 3 November 2026 at 10:15, by phone{record}" in answer.stdout
    request = run("letter", "acme", "--kind", "request", "--log", "1", "--at", "2026-11-26T12:00", *LONDON)
    assert request.stdout.split("\n\n")[3].startswith("The problem:")


def test_a_complaint_about_a_social_network_names_the_proof_of_misuse(run: Run) -> None:
    note = "If someone misuses your data, add links to both profiles and a photo as proof.\n"
    assert note in run("letter", "silent", "--kind", "complaint", *LONDON).stderr
    assert note not in run("letter", "acme", "--kind", "complaint", *LONDON).stderr


@pytest.mark.usefixtures("call")
def test_an_open_request_is_named(run: Run) -> None:
    assert run("letter", "acme", "--at", "2026-11-05T12:00", *LONDON).stderr.endswith(
        f"{ONCE}entry 1 of the log, 3 Nov 2026, is an open request to them\n"
    )


@pytest.mark.usefixtures("call")
def test_a_request_says_what_the_log_has(run: Run) -> None:
    answer = run("letter", "acme", "--kind", "request", "--log", "1", "--problem", "No credit.", *LONDON)
    assert answer.stdout.startswith(
        """\
Subject: [kind of problem], [your account number], case number 4711

To: Acme Broadband
1 Road Street, Somewhere

Hello,

The problem:
No credit.

I have contacted you about this before:
- 3 November 2026 at 10:15, by phone, Jo, case number 4711
  I was told: The bill was wrong.
  I was promised: a refund
  By: 10 November 2026

The result that I want:
"""
    )


def test_the_topic_of_the_entry_is_the_kind_of_problem(run: Run) -> None:
    run("log", "add", "acme/care", "--topic", "billing", "--at", "2026-11-03T10:15", *LONDON)
    for words, subject in (((), "Subject: Confirmation: Bills and payments,"),
                           (("--language", "ru"), "Тема: Подтверждение: Счета и оплата,"),
                           (("--about", "A charge"), "Subject: Confirmation: A charge,")):  # fmt: skip
        assert run("letter", "acme", "--log", "1", *words, *LONDON).stdout.startswith(subject)


def test_a_day_without_a_time_has_no_time_in_the_letter(run: Run) -> None:
    run("log", "add", "acme/care", "--at", "2026-11-03", "--case", "4711", *LONDON)
    for kind, line in (("confirmation", "I contacted you by phone on 3 November 2026.\n"),
                       ("complaint", "- 3 November 2026, by phone, case number 4711\n")):  # fmt: skip
        words = ("letter", "acme", "--log", "1", "--kind", kind, "--from", "GB", "--tz", "Asia/Tokyo")
        assert line in run(*words).stdout


CARD = "My card is 4111 1111 1111 1111."
MASKED = "what looks like a card number, PIN, password or code is masked; --keep-secrets keeps it\n"


@pytest.mark.parametrize(
    ("words", "line", "note"),
    [
        ((), "My card is ****.\n", f"--problem: {MASKED}"),
        (("--keep-secrets",), f"{CARD}\n", ""),
        (("--language", "ru"), "My card is ****.\n", "--problem: похожее на номер карты, ПИН-код, пароль или код"),
        (("--attach", CARD), "- My card is ****.\n", f"--problem, --attach: {MASKED}"),
    ],
)
def test_a_secret_is_masked_before_it_is_printed(run: Run, words: tuple[str, ...], line: str, note: str) -> None:
    answer = run("letter", "acme", "--problem", CARD, *words, *LONDON)
    assert line in answer.stdout
    assert answer.stderr.startswith(note)


@pytest.mark.parametrize(("typed", "line"), [(b"\n", "My PIN is ****."), (b"k\n", "My PIN is 1234.")])
def test_a_terminal_asks_whether_to_keep_a_secret(typed: bytes, line: str) -> None:
    words = ("letter", "acme", "--problem", "My PIN is 1234.", *LONDON)
    status, screen = on_terminal(
        ["-c", ON_TERMINAL, FICTIONAL, *words], [("have tried: ", b"\x04"), ("k: as typed: ", typed)]
    )
    assert status == 0, screen
    assert screen.index("--problem: this looks like a card number") < screen.index(f"The problem:\n{line}\n")


def test_a_language_without_letters_is_named(run: Run) -> None:
    note = "letters are in English or Russian (--language ru); this one is in English\n"
    answer = run("letter", "acme", "--language", "de", *LONDON)
    assert answer.stdout.startswith("Subject: ")
    assert answer.stderr.startswith(note)
    assert note not in run("letter", "acme", "--language", "en", *LONDON).stderr


def test_a_link_opens_a_mail_program(run: Run) -> None:
    link = run("letter", "datafirm", "--mailto", "--problem", "It is\nbroken.", "--country", "all", *LONDON).stdout
    assert link.startswith("mailto:")
    assert "\r\nIt is\r\nbroken.\r\n" in unquote(link)
    answer = run("letter", "acme", "--mailto", *LONDON)  # its only address is for privacy requests
    assert answer.stdout.startswith("mailto:?subject=")
    assert answer.stderr.endswith("no e-mail address of Acme Broadband is known here; add one to the link\n")


def test_a_file_is_never_overwritten_without_force(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    words = ("letter", "acme", "-o", str(file), *LONDON)
    assert run(*words)[:2] == (0, "")
    assert run(*words).status == 3
    assert run(*words, "--force", "--name", "A. Example").stderr.endswith(f"written to {file}\n")
    assert "A. Example" in file.read_text(encoding="utf-8")


@pytest.mark.usefixtures("call")
@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("letter", "silent", "--log", "1"), 2, "entry 1 of the log is about acme, not about silent"),
        (("letter", "acme", "--log", "2"), 1, "the log has no entry 2. Try: supportdir log list"),
        (
            ("letter", "acme", "--situation", "weather"),
            2,
            "invalid --situation 'weather'; choose one of these words:\n  canned",
        ),
        (("letter", "acme", "--situation", "banana"), 2, "invalid --situation 'banana'; choose one of these words:"),
        (("letter", "acme", "--situation", "closed"), 2, "invalid --situation 'closed'; choose one of these words:"),
        (("letter", "acme", "--situation", ""), 2, "invalid --situation ''; choose one of these words:"),
        (("escalate", "acme", "--situation", ""), 2, "invalid --situation ''; choose one of these words:"),
        (("letter", "acme", "--by", "soon"), 2, "--by 'soon' is not a day"),
        (("letter", "acmee"), 1, "no company is called 'acmee'. Did you mean acme?"),
    ],
)
def test_what_is_wrong_ends_in_one_line(run: Run, words: tuple[str, ...], status: int, message: str) -> None:
    answer = run(*words, *LONDON)
    assert (answer.status, answer.stdout) == (status, "")
    assert answer.stderr.startswith(f"error: {message}")


@pytest.mark.usefixtures("call")
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("silent", "--log", "1"), "запись 1 журнала о acme, а не о silent"),
        (("acme", "--log", "2"), "в журнале нет записи 2. Весь журнал: supportdir log list"),
        (("acme", "--by", "скоро"), "--by «скоро» — не день; напишите: пятница, 25 дек"),
        (("acme", "--by", "через день", "--at", "2026-11-26T12:00"), "--by «через день» может означать 2026-11-27 или"),
        (("acme/cere",), "у Acme Broadband нет контакта «cere»; есть acme/care"),
        (("acme", "-o", str(Path(__file__))), f"{Path(__file__)} уже есть; выберите другое имя или замените"),
    ],
)
def test_what_is_wrong_is_said_in_russian(run: Run, words: tuple[str, ...], message: str) -> None:
    answer = run("letter", *words, "--language", "ru", *LONDON)
    assert answer.stderr.startswith(f"ошибка: {message}")


def test_a_file_called_minus_is_stdout(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("letter", "acme", "-o", "-", *LONDON) == run("letter", "acme", *LONDON)
    assert not (tmp_path / "-").exists()


ON_TERMINAL = (
    "import sys; from pathlib import Path; from supportdir import paths; from supportdir.cli import app;"
    "paths.shipped = lambda: paths.Layer(Path(sys.argv[1]), 'fictional', True);"
    "sys.exit(app.run(sys.argv[2:]))"
)
FICTIONAL = str(Path(__file__).parents[1] / "fictional" / "companies")


def test_a_terminal_asks_for_what_is_missing_and_enter_skips() -> None:
    words = ("letter", "acme", "--want", "A repair.", "--account", "42", *LONDON)
    typed = [
        ("what happened and when: ", b"No connection.\n"),
        ("what you have tried: ", b"\n"),
        ("kind of problem: ", b"Outage\n"),
        ("date: ", b"soon\n"),
        ("your name: ", b"A. Example\n"),
        ("e-mail address: ", b"\x04"),
    ]
    status, screen = on_terminal(["-c", ON_TERMINAL, FICTIONAL, *words], typed)
    assert status == 0, screen
    assert "Subject: Outage, account number 42\n" in screen
    assert "The problem:\nNo connection.\n" in screen
    assert "What I have tried:\n[what you have tried]\n" in screen
    assert "--by 'soon' is not a day" in screen
    assert "Kind regards\nA. Example\n[your phone number or e-mail address]\n" in screen
