"""`call`: the guided call on a terminal, and what it leaves in the log."""

from __future__ import annotations

import io
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import FICTIONAL, Run, utc
from terminal import on_terminal

from supportdir import advice, clock, paths
from supportdir.cli import app, keys
from supportdir.errors import LogError
from supportdir.journal.database import Journal
from supportdir.journal.entry import Entry, Verdict
from supportdir.render.call import prompt
from supportdir.verdicts import fingerprint_of

HERE = ("--from", "GB", "--tz", "Europe/London")
MONDAY_NOON = utc("2026-11-23T12:00")
SUNDAY = utc("2026-11-22T12:00")
SKIP = "\n"

CARDS = "\n" * 5  # checklist, line, dial, two steps of the menu
TALK = "\n" * 2

Guided = Callable[..., tuple[int, str]]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Journal:
    monkeypatch.setenv("SUPPORTDIR_LOG_DIR", str(tmp_path / "log"))
    return Journal(paths.log_file())


@pytest.fixture
def guided(fictional: object, log: Journal, monkeypatch: pytest.MonkeyPatch) -> Guided:
    """`supportdir call` on a terminal: guided("typed\\n", "acme") gives status and what appeared.

    `key` is pressed after `hold` seconds on hold. A screen ends with a form feed.
    """

    def guided(
        typed: str,
        *words: str,
        now: datetime = MONDAY_NOON,
        key: str = " ",
        hold: int = 150,
        columns: int = 80,
        lines: int = 40,
    ) -> tuple[int, str]:
        at = [now]
        pressed = iter([""] * (hold - 1) + [key])

        def next_key(seconds: float) -> str:
            at[0] += timedelta(seconds=seconds)
            found = next(pressed)
            if found == "\x03":
                raise KeyboardInterrupt
            return found

        out = Terminal()
        with monkeypatch.context() as patch:
            patch.setattr(clock, "now", lambda: at[0])
            patch.setattr(keys, "next_key", next_key)
            patch.setattr(keys, "single_keys", nullcontext)
            patch.setenv("COLUMNS", str(columns))
            patch.setenv("LINES", str(lines))
            for name, stream in (("stdin", Terminal(typed)), ("stdout", out), ("stderr", out)):
                patch.setattr(sys, name, stream)
            status = app.run(["call", *words, *HERE, "--color", "never"])
        shown = out.getvalue().replace("\x1b[H\x1b[2J", "\f").replace("\x1b[2J\x1b[H", "\f")
        return status, re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\]8;.*?\x1b\\\\|\r", "", shown)

    return guided


def one_line(seen: str) -> str:
    return " ".join(seen.split())


def only_entry(log: Journal) -> Entry:
    [entry] = log.entries()
    return entry


def test_a_whole_call_is_recorded(guided: Guided, log: Journal) -> None:
    answers = "Ann\n4711\nA refund is due\nrefund of 12 pounds\n2 business days\n2\n4 2 5 4\nslow\ny\nn\n\n"
    status, seen = guided(f"{CARDS}{SKIP}{TALK}{answers}", "acme", "--topic", "billing")
    assert status == 0
    entry = only_entry(log)
    assert entry == Entry(
        company="acme", at=entry.at, id=1, contact="care", topic="billing", hold=2, agent="Ann", case="4711",
        said="A refund is due", promised="refund of 12 pounds", by=date(2026, 11, 25), outcome="promised",
        ratings={"politeness": 4, "speed": 2, "competence": 5, "overall": 4}, comment="slow", status="open",
        key=entry.key,
    )  # fmt: skip
    assert entry.at == MONDAY_NOON
    assert seen.endswith(
        """\
Stored in the log as entry 1, open.
- Send them a written confirmation of what was said.
- Put the promised date in your calendar.
  supportdir letter acme --kind confirmation --log 1
  supportdir log due
"""
    )


def test_what_was_judged_is_stored_with_its_fingerprint(guided: Guided, log: Journal, directory: Any) -> None:
    care = directory.company("acme").contact("care")
    guided(f"{CARDS}{TALK}{SKIP * 6}y\nn\nperhaps\ny\n", "acme")
    entry = only_entry(log)
    assert [(verdict.fact, verdict.worked) for verdict in log.verdicts("acme")] == [
        ("hours", True),
        ("keys", False),
        ("number", True),
    ]
    for verdict in log.verdicts("acme"):
        assert isinstance(verdict, Verdict)
        assert (verdict.contact, verdict.entry) == ("care", entry.id)
        assert verdict.fingerprint == fingerprint_of(care, verdict.fact)


def test_everything_can_be_skipped(guided: Guided, log: Journal) -> None:
    status, seen = guided("\n" * 30, "acme")
    assert status == 0
    entry = only_entry(log)
    assert (entry.status, entry.hold, entry.agent, entry.by) == ("open", 2, "", None)
    assert log.verdicts("acme") == []
    assert "By when" not in seen
    assert "What was poor" not in seen


def test_a_solved_matter_is_closed(guided: Guided, log: Journal) -> None:
    status, seen = guided(f"{CARDS}{TALK}{SKIP * 4}solved\n{SKIP * 4}", "acme")
    assert (status, only_entry(log).status) == (0, "closed")
    assert only_entry(log).closed_at is not None
    assert seen.endswith("Stored in the log as entry 1, closed.\n")


def test_a_busy_line(guided: Guided, log: Journal) -> None:
    status, seen = guided(f"{CARDS}{SKIP * 4}", "acme", key="b", hold=30)
    assert status == 0
    assert (only_entry(log).outcome, only_entry(log).status) == ("no-answer", "open")
    assert all(item.text.split()[-1] in seen for item in advice.reminders("busy"))
    assert "Name of the agent" not in seen


def test_nothing_is_confirmed_that_nobody_said(guided: Guided) -> None:
    _, seen = guided(f"{CARDS}{SKIP * 4}", "acme", key="b", hold=30)
    assert seen.endswith(
        """\
Stored in the log as entry 1, open.
- If the line is busy, call again after a few minutes.
- If it is still busy, use a callback, call at a quiet hour, or choose another
  channel.
  supportdir reach acme
  supportdir log due
"""
    )
    _, seen = guided("\n" * 30, "acme")
    assert seen.endswith(
        """\
Stored in the log as entry 2, open.
- Write down what was said while you remember it.
  supportdir log edit 2
  supportdir log due
"""
    )


def test_a_call_that_is_cut_off(guided: Guided) -> None:
    _, seen = guided(f"{CARDS}{TALK}{SKIP * 4}4\n{SKIP * 5}", "acme")
    assert all(f"- {item.text}" in seen for item in advice.reminders("cut_off"))


@pytest.mark.parametrize(
    ("typed", "key", "status", "kept"),
    [
        ("q\n", " ", 0, None),
        ("\n\nй\n", " ", 0, None),
        ("", " ", 0, None),
        (f"{CARDS}{TALK}Ann\nq\n", " ", 0, "Ann"),
        (f"{CARDS}{TALK}Ann\n", " ", 0, "Ann"),
        (CARDS, "q", 0, ""),
        (CARDS, "\x03", 130, ""),
    ],
)
def test_it_ends_at_any_step_and_keeps_what_was_typed(
    guided: Guided, log: Journal, typed: str, key: str, status: int, kept: str | None
) -> None:
    ended, seen = guided(typed, "acme", key=key)
    assert ended == status
    if kept is None:
        assert log.entries() == []
        assert seen.endswith("Nothing was stored: you had not dialled.\n")
    else:
        assert (only_entry(log).status, only_entry(log).agent, only_entry(log).hold) == ("unfinished", kept, 2)
        assert seen.endswith(
            "Kept in the log as entry 1, unfinished, with all that you typed.\n  supportdir log edit 1\n"
        )


CARD = "my card is 4111 1111 1111 1111"


@pytest.mark.parametrize(("answer", "stored"), [("", "my card is ****"), ("k", CARD), ("к", CARD)])
def test_what_looks_like_a_card_number_is_masked_unless_confirmed(
    guided: Guided, log: Journal, answer: str, stored: str
) -> None:
    _, seen = guided(f"{CARDS}{TALK}\n\n{CARD}\n{answer}\nq\n", "acme")
    assert only_entry(log).said == stored
    assert "This looks like a card number, PIN, password or code. It is stored as: my card is ****" in one_line(seen)


def test_an_answer_that_is_not_understood_is_asked_again(guided: Guided, log: Journal) -> None:
    _, seen = guided(f"{CARDS}{TALK}\n\n\nrefund\nsoon\n1 Dec\n9\n3\n7\n\nmaybe\nq\n", "acme")
    entry = only_entry(log)
    assert (entry.by, entry.outcome, entry.ratings) == (date(2026, 12, 1), "refused", {})
    assert "This is not a day. Write it as in Fri, 25 Dec, 3 days, 2 weeks or 10 business days." in one_line(seen)
    assert "Write a number from 1 to 5.\n" in seen
    assert "Write one number from 1 to 5, or four.\n" in seen
    assert "Write y or n.\n" in seen


def test_text_that_is_not_unicode_is_asked_again(guided: Guided, log: Journal) -> None:
    _, seen = guided(f"{CARDS}{TALK}\udcff\nAnn\nq\n", "acme")
    assert only_entry(log).agent == "Ann"
    assert "Not stored: invalid agent: character 1 is not valid Unicode; write UTF-8\n" in seen


def test_a_shut_line_says_when_it_opens_and_names_other_ways(guided: Guided, log: Journal) -> None:
    status, seen = guided("\no\n\nq\n", "acme/care", now=SUNDAY)
    assert status == 0
    assert "closed, opens Mon 08:00, in 20 h\n" in seen
    assert "Enter: call all the same   w: wait until it opens   o: other ways   q: stop" in seen
    others = seen.partition("Other ways   Acme Broadband · Customer care\n\n")[2].partition("\nEnter: back")[0]
    assert others == (
        "https://www.acme.example/chat   chat   open until 23:00, 11 h left\n"
        "1 Road Street, Somewhere   letter   write at any time\n"
        "0808 157 0123   Faults   open any time\n"
    )
    assert log.entries() == []


def test_a_shut_line_can_be_waited_for(guided: Guided, monkeypatch: pytest.MonkeyPatch) -> None:
    waited = []

    def wait(company: list[str], **options: Any) -> int:
        waited.append((company, options["from_"]))
        clock.now = lambda: MONDAY_NOON
        return 0

    monkeypatch.setattr("supportdir.cli.wait.wait", wait)
    _, seen = guided("\nw\nq\n", "acme/care", now=SUNDAY)
    assert waited == [(["acme/care"], "GB")]
    assert "closed, opens Mon 08:00" in seen
    assert "open until 18:00, 6 h left" in seen.rpartition("The line")[2]


def test_an_open_request_and_promises_are_said_at_the_start(guided: Guided, log: Journal) -> None:
    log.add(Entry(company="acme", at=utc("2026-11-20T10:00"), case="4711", promised="refund", by=date(2026, 11, 30)))
    log.add(Entry(company="nightowl", at=utc("2026-11-20T10:00"), case="999"))
    _, seen = guided("q\n", "acme")
    assert seen.partition("Customer care\n\n")[2].startswith(
        """\
You have an open request about this from 20 November 2026, case 4711. A second
request slows the answer; ask about the first.
last called 20 November 2026, case 4711
promised by 30 November 2026: refund
"""
    )
    assert "999" not in seen


def test_a_follow_up_is_begun_with_the_earlier_call(guided: Guided, log: Journal) -> None:
    sum_up = "Sum up the earlier call in one sentence."
    assert sum_up not in guided("\n" * 30, "acme")[1]
    assert sum_up in guided("\n" * 30, "acme")[1]


def test_a_line_abroad_has_both_clocks_and_what_to_dial(guided: Guided) -> None:
    _, seen = guided("\n\n\nq\n", "acme/us")
    assert "It is 07:00 in New York, 12:00 for you.\n" in seen
    assert "- Mind the time difference" in seen
    assert "From where you are, dial 00 1 800 555 0199.\n" in seen
    assert "- A line in another country costs the international rate of your operator.\n" in seen
    assert all(f"- {item.text}" in seen for item in advice.reminders("no_route"))


def test_the_advice_of_each_step_is_said(guided: Guided) -> None:
    """The rows of the advice that this command says."""
    _, seen = guided("\n" * 30, "acme")
    words = " ".join(seen.replace("\n  ", " ").split())
    for stage in ("menu_differs", "waiting", "talking", "closing"):
        assert [item.id for item in advice.reminders(stage) if item.text not in words] == []
    for stage, left_out in (
        ("dialling", {"foreign-rate"}),  # it is a line of this country
        ("menu", {"short-words"}),  # nothing is to be said
        ("opening", {"sum-up-earlier-call"}),  # there was none
    ):
        assert {item.id for item in advice.reminders(stage) if item.text not in words} == left_out
    for text in (
        "A good call has six steps",
        "Pen and paper for notes",
        "The category of your matter, to choose in the menu",
        "on a weekday",
    ):
        assert text in words


def test_in_russian(guided: Guided, log: Journal) -> None:
    answers = "Анна\n\n\nвозврат\nзавтра\n2\n5\nд\nн\n\n"
    status, seen = guided(f"{CARDS}{TALK}{answers}", "acme", "--language", "ru")
    assert status == 0
    assert (only_entry(log).agent, only_entry(log).by) == ("Анна", date(2026, 11, 24))
    for text in ("Перед звонком", "Enter: набираю", "Меню, шаг 1 из 2", "ожидание 2:29; обычно 5–15 мин",
                 "Имя оператора: ", "Клавиши сработали? д, н: ", "Сохранено в журнале под номером 1"):  # fmt: skip
        assert text in seen
    questions = seen.partition("Чем закончилось")[2]
    assert re.findall("[A-Za-z]+", questions.partition("Сохранено")[0]) == ["Acme", "Broadband", "Customer", "care",
        "Enter", "q"]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_every_screen_fits_a_terminal_of_24_lines(guided: Guided, columns: int, language: str) -> None:
    """The number, the keys, and what a key does stay on the screen; nothing is broken inside a word."""
    typed = f"{SKIP * 60}"
    words = ("acme/us" if columns == 120 else "acme", "--language", language)
    _, seen = guided(typed, *words, columns=columns, lines=24, hold=1)
    seen = re.sub("(on hold|ожидание) 0:[^\f]*", r"\1", seen)  # it is written anew each second
    screens = seen.split("\f")[1:-1]  # the last one has the questions
    assert len(screens) >= 7
    for screen in screens:
        assert len(screen.splitlines()) <= 24, screen
        assert max(map(len, screen.splitlines())) <= columns, screen
        assert "q: " in screen.splitlines()[-1] or "on hold" in screen or "ожидание" in screen, screen
    [hold] = [screen for screen in screens if "b: " in screen]
    assert re.search("b: (busy, or nobody|занято или не) (answers|отвечают)", one_line(hold))


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("language", advice.TEXT_LANGUAGES)
def test_no_prompt_is_broken_inside_a_word(width: int, language: advice.Language) -> None:
    for text in advice.prompts(language).values():
        lines = prompt(text, width)
        assert " ".join(lines).split() == text.split()
        assert max(map(len, lines)) <= width


def test_the_deed_stays_on_each_page_of_a_step(guided: Guided) -> None:
    _, seen = guided(SKIP * 60, "acme", columns=40, lines=16)
    steps = [screen for screen in seen.split("\f") if "step 1 of 2" in screen]
    assert len(steps) > 1
    assert all("do    press 0" in screen and "If the menu differs" in screen for screen in steps)
    assert [one_line(screen).partition("care ")[2][:3] for screen in steps] == [
        f"{place}/{len(steps)}" for place in range(1, len(steps) + 1)
    ]


def test_notes_stand_on_the_first_card(guided: Guided) -> None:
    """A card clears the screen, and with it the notes that stood there."""
    _, seen = guided("q\n", "acme", "--topic", "weather")
    note = "no contact of Acme Broadband is known for 'weather'; showing contacts for any matter"
    assert f"{note} Have ready" in one_line(seen.rpartition("\f")[2])


def test_a_log_that_cannot_be_written_does_not_end_the_call(guided: Guided, log: Journal) -> None:
    log.path.parent.write_text("a file in place of the folder", encoding="utf-8")
    status, seen = guided(f"{CARDS}{TALK}Ann\n{SKIP * 20}", "acme")
    assert status == 3
    assert "Not stored: " in seen
    assert "Were the hours right?" in seen


def _typed_into_a_broken_log(log: Journal, guided: Guided, typed: str, **more: Any) -> tuple[int, list[str]]:
    log.path.parent.write_text("a file in place of the folder", encoding="utf-8")
    status, seen = guided(typed, "acme", "--topic", "billing", **more)
    return status, seen.split("\f")


def test_that_nothing_is_stored_stands_on_the_next_screen(guided: Guided, log: Journal) -> None:
    _, screens = _typed_into_a_broken_log(log, guided, "\n" * 40)
    dialling = next(number for number, screen in enumerate(screens) if "dial string" in screen)
    assert all("Not stored: " not in screen for screen in screens[: dialling + 1])
    assert all(screen.startswith("Not stored: ") for screen in screens[dialling + 1 :])


LOST = "This could not be stored. Copy the command, and run it when the log can be written:\n"
ADD = "supportdir log add acme/care --at 2026-11-23T12:00+00:00 --topic billing --hold 2"


@pytest.mark.parametrize(
    ("answers", "key", "status", "command"),
    [
        ("Ann\n4711\nIt's due\nrefund\n2 business days\n2\n4 2 5 4\nslow\ny\nn\n\n", " ", 3,
         f"""{ADD} --agent Ann --case 4711 --said 'It'"'"'s due' --promised refund --by 2026-11-25 --outcome promised"""
         " --rating politeness=4,speed=2,competence=5,overall=4 --comment slow --worked number=yes,keys=no"),
        ("Ann\nq\n", " ", 3, f"{ADD} --agent Ann"),
        ("Ann\n", " ", 3, f"{ADD} --agent Ann"),
        ("", "\x03", 130, ADD),
        ("\n" * 9, "b", 3, f"{ADD} --outcome no-answer"),
    ],
)  # fmt: skip
def test_answers_that_cannot_be_stored_are_printed_as_a_command(
    guided: Guided, run: Run, log: Journal, answers: str, key: str, status: int, command: str
) -> None:
    ended, screens = _typed_into_a_broken_log(log, guided, f"{CARDS}{SKIP}{TALK}{answers}", key=key)
    assert ended == status
    assert " ".join(screens[-1].split()).endswith(" ".join(f"{LOST}{command}".split()))
    log.path.parent.unlink()
    assert run(*shlex.split(command)[1:]).status == 0
    assert only_entry(log).at == MONDAY_NOON


def test_an_answer_is_printed_if_the_log_breaks_during_the_call(
    guided: Guided, log: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = Journal.update

    def fails_for_agents(journal: Journal, id: int, **fields: Any) -> Entry:
        if "agent" in fields:
            raise LogError("no space left on the disk")
        return update(journal, id, **fields)

    monkeypatch.setattr(Journal, "update", fails_for_agents)
    status, seen = guided(f"{CARDS}{TALK}Ann\nq\n", "acme")
    assert status == 3
    assert "with all that you typed" not in seen
    assert seen.endswith("supportdir log edit 1 --agent Ann\n")


def test_without_a_terminal_in_russian(run: Run) -> None:
    answer = run("call", "acme", "--language", "ru", *HERE)
    assert answer == (2, "", "ошибка: для call нужен терминал; без него: supportdir prepare acme\n")


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("acme",), 2, "call needs a terminal; without one: supportdir prepare acme"),
        (
            ("acme/us", "--topic", "billing"),
            2,
            "call needs a terminal; without one: supportdir prepare acme/us --topic billing",
        ),
        (
            ("acme", "--topic", "lost card"),
            2,
            "call needs a terminal; without one: supportdir prepare acme --topic 'lost card'",
        ),
        (
            ("acme", "--output", "json"),
            2,
            "call asks questions and has no --output json; use: supportdir prepare acme --output json",
        ),
        (
            ("acme", "--no-input"),
            2,
            "call asks questions, which --no-input forbids; without questions: supportdir prepare acme",
        ),
        (("acme", "--topic", ""), 2, "--topic is empty; write a word, such as billing, or leave it out"),
    ],
)
def test_without_a_terminal(run: Run, words: tuple[str, ...], status: int, message: str) -> None:
    assert run("call", *words, *HERE) == (status, "", f"error: {message}\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("silent",),
            "Silent Messenger has no phone support: support is electronic only; other ways: supportdir reach silent",
        ),
        (("acme/chat",), "no number to call is known for acme/chat; other ways: supportdir reach acme"),
    ],
)
def test_without_a_number(guided: Guided, words: tuple[str, ...], message: str) -> None:
    assert guided("", *words) == (1, f"error: {message}\n")


# On a real terminal

PROGRAM = """
from datetime import datetime, UTC
from supportdir import clock
ahead = datetime.fromisoformat("2026-11-23T12:00Z") - datetime.now(UTC)
clock.now = lambda: datetime.now(UTC) + ahead
from supportdir.__main__ import main
main()
"""


def on_real_terminal(typed: list[tuple[str, bytes]], columns: int = 80, lines: int = 45) -> tuple[int, str]:
    build = [sys.executable, "-m", "supportdir", "list", "--data", str(FICTIONAL)]
    subprocess.run(build, check=True, capture_output=True)
    words = ("call", "acme", "--data", str(FICTIONAL), *HERE)
    status, seen = on_terminal(["-c", PROGRAM, *words], typed, {"COLUMNS": str(columns), "LINES": str(lines)})
    return status, re.sub(r"\x1b(\[[0-9;?]*[A-Za-z]|\]8;[^\x1b]*\x1b\\)", "", seen)


CALL = [
    ("Before the call…q: stop", b"\n"), ("The line…q: stop", b"\n"), ("I am dialling", b"\n"),
    ("step 1 of 2…q: stop", b"\n"), ("step 2 of 2…q: stop", b"\n"), ("on hold 0:01", b" "),
    ("When a person…q: stop", b"\n"), ("Before you hang…q: stop", b"\n"),
]  # fmt: skip


def test_a_call_on_a_real_terminal(log: Journal) -> None:
    answers = [
        ("Name of the agent", "Zoë\n".encode()), ("Case number", b"4711\n"), ("told", b"my PIN is 1234\n"),
        ("as typed", b"\n"), ("was promised", b"refund\n"), ("By when", b"Fri\n"), ("Outcome", b"2\n"),
        ("Rating", b"5\n"), ("number right", b"y\n"), ("keys work", b"y\n"), ("hours right", b"\n"),
    ]  # fmt: skip
    status, seen = on_real_terminal([*CALL, *answers])
    assert status == 0
    assert "Traceback" not in seen
    assert "█▀▀▀▀▀█" in seen
    entry = only_entry(log)
    assert (entry.agent, entry.said, entry.by, entry.status) == ("Zoë", "my PIN is ****", date(2026, 11, 27), "open")
    assert len(log.verdicts("acme")) == 2


def test_a_small_terminal_shows_the_code_when_asked(log: Journal) -> None:
    typed = [*CALL[:2], ("c: QR code", b"c\n"), ("▀▀▀▀▀▀▀", b"q\n")]
    status, seen = on_real_terminal(typed, lines=24)
    assert status == 0
    assert seen.index("signal and balance") < seen.index("█▀▀▀▀▀█")
    assert log.entries() == []


@pytest.mark.parametrize(
    ("place", "key", "status"), [(5, b"\x03", 130), (8, b"\x03", 130), (5, b"\x04", 0), (8, b"\x04", 0)]
)
def test_an_interrupted_call_on_a_real_terminal(log: Journal, place: int, key: bytes, status: int) -> None:
    typed = [*CALL, ("Name of the agent", b"Ann\n"), ("Case number", key)]
    if place == 5:
        typed = [*CALL[:5], ("on hold 0:01", key)]
    ended, seen = on_real_terminal(typed, columns=40)
    assert ended == status
    assert "Traceback" not in seen
    assert "Kept in the log as entry 1, unfinished" in seen
    assert (only_entry(log).status, only_entry(log).agent) == ("unfinished", "Ann" if place == 8 else "")
