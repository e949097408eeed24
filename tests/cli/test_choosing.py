"""COMPANY on the command line: choosing from a list, numbers, addresses, contacts, words without quotes."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from supportdir.cli import app
from supportdir.cli.answering import no_contact

Run = Callable[..., tuple[int, str, str]]
HERE = ("--from", "US", "--tz", "America/New_York", "--at", "2026-11-23T12:00Z")
LIST = """\
'wide' may mean:
  1  Wideland Airlines  (wideland, US)
  2  Wideland Hotels  (wideland-hotels, US)
"""
QUESTION = "number, or Enter to cancel: "


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def on_terminal(fictional: object, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`supportdir` on a terminal: on_terminal("1\\n", "show", "wide") gives status, stdout and stderr."""

    def run(typed: str, *words: str) -> tuple[int, str, str]:
        out, err = Terminal(), Terminal()
        with monkeypatch.context() as patch:
            for name, stream in (("stdin", Terminal(typed)), ("stdout", out), ("stderr", err)):
                patch.setattr(sys, name, stream)
            status = app.run([*words, "--color", "never"])
        return status, out.getvalue(), err.getvalue()

    return run


@pytest.mark.parametrize(
    ("typed", "questions"), [("2\n", QUESTION), ("x\n2\n", QUESTION * 2), ("0\n9\n 2 \n", QUESTION * 3)]
)
def test_a_number_chooses_from_the_list(on_terminal: Run, typed: str, questions: str) -> None:
    status, stdout, stderr = on_terminal(typed, "show", "wide", *HERE)
    assert status == 0
    assert "Wideland Hotels" in stdout.splitlines()[1 if stdout.startswith("no general") else 0]
    assert stderr.startswith(LIST + questions)


@pytest.mark.parametrize("typed", ["\n", "", "x\ny\nz\n1\n"])
@pytest.mark.parametrize("command", ["show", "open", "hours", "reach", "ivr", "wait"])
def test_an_empty_line_end_of_input_and_three_mistakes_cancel(on_terminal: Run, typed: str, command: str) -> None:
    options = HERE[:4] if command == "wait" else HERE
    status, stdout, stderr = on_terminal(typed, command, "wide", *options)
    assert (status, stdout) == (1, "")
    assert stderr.startswith(LIST)
    assert stderr.endswith(f"{QUESTION}error: cancelled\n")


@pytest.mark.parametrize("options", [("--no-input",), ("--output", "plain")])
def test_no_question_with_no_input_or_plain_output(on_terminal: Run, options: tuple[str, ...]) -> None:
    status, stdout, stderr = on_terminal("1\n", "show", "wide", *HERE, *options)
    assert (status, stdout) == (1, "")
    assert stderr == "error: no company is called 'wide'. Did you mean wideland or wideland-hotels?\n"


def test_no_question_in_a_pipe(run: Run) -> None:
    assert run("show", "wide", *HERE) == (
        1,
        "",
        "error: no company is called 'wide'. Did you mean wideland or wideland-hotels?\n",
    )


RUSSIA = ("--from", "RU", "--tz", "Europe/Moscow", "--at", "2026-11-23T12:00Z", "--output", "plain")


def test_show_answers_a_short_code_as_whose_does(run: Run) -> None:
    answer = run("show", "0555", *RUSSIA[:4], "--output", "plain")
    assert answer == run("whose", "0555", "--from", "RU", "--output", "plain")
    assert answer[1].startswith("nightowl/cards\tshort\tsupport\t0555\t")


@pytest.mark.parametrize("command", ["hours", "reach", "open"])
def test_other_commands_accept_the_number_of_a_contact(run: Run, command: str) -> None:
    status, stdout, _ = run(command, "0555", *RUSSIA)
    assert "nightowl/cards" in stdout
    assert status in (0, 1)  # closed


def test_an_unknown_number(run: Run) -> None:
    status, stdout, stderr = run("hours", "0123456", *RUSSIA)
    assert (status, stdout) == (1, "")
    assert stderr.startswith("error: no company is called '0123456'.")


BRITAIN = ("--from", "GB", "--tz", "Europe/London", "--at", "2026-11-23T12:00Z", "--output", "plain")


@pytest.mark.parametrize(
    ("typed", "same_as"),
    [
        ("ACME/Care", "acme/care"),
        ("acme.example/care", "acme/care"),
        ("acme.example/help/me", "acme"),  # a path, not a contact
        ("www.acme.example/care", "acme"),
        ("https://acme.example/care", "acme"),
        ("https://acme.example/", "acme"),
        ("acme.example/", "acme"),
        ("help@acme.example", "acme"),
        ("acme/", "acme"),
        ("AcmeNet/care", "acme/care"),
    ],
)
def test_the_part_after_a_slash(run: Run, typed: str, same_as: str) -> None:
    assert run("show", typed, *BRITAIN) == run("show", same_as, *BRITAIN)
    assert run("show", typed, *BRITAIN)[0] == 0


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("acme/cere", "Acme Broadband has no contact 'cere'; it has acme/care"),
        ("acmenet/", "no company is called 'acmenet/'. Did you mean acme?"),
    ],
)
def test_a_contact_or_slug_that_does_not_exist(run: Run, typed: str, message: str) -> None:
    status, stdout, stderr = run("show", typed, *BRITAIN)
    assert (status, stdout) == (1, "")
    assert stderr.startswith(f"error: {message}")


def test_open_prefers_the_longest_names(run: Run) -> None:
    def companies(*words: str) -> list[str]:
        records = run("open", *words, "--country", "all", *BRITAIN)[1].splitlines()
        return [re.split(r"[/\t]", record)[0] for record in records]

    assert companies("acme", "broadband") == ["acme"]
    assert companies("acme", "broadband", "nightowl", "bank") == ["acme", "nightowl"]
    assert companies("acme", "ACME", "acme.example") == ["acme"]


def test_config_init_on_a_terminal(fictional: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SUPPORTDIR_CONFIG_DIR", str(tmp_path))
    monkeypatch.setattr(sys, "stdin", Terminal("Germny\nGermany\nBerlin\nGerman\n"))
    out, err = Terminal(), Terminal()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    assert app.run(["config", "init"]) == 0
    assert (tmp_path / "config.toml").read_text(encoding="utf-8") == (
        'from = "DE"\ntz = "Europe/Berlin"\nlanguage = "de"\n'
    )


def test_a_company_with_many_contacts_names_the_nearest_and_how_to_list_all() -> None:
    ids = [f"{desk}-{market}" for desk in ("sales", "repairs", "letters", "visits") for market in ("nl", "de")]
    company: Any = SimpleNamespace(name="Many Desks", slug="many", contacts=[SimpleNamespace(id=id) for id in ids])

    def message(id: str) -> str:
        return str(no_contact(company, id))

    assert message("de").endswith("'de'; it has many/sales-de, many/repairs-de, many/letters-de, many/visits-de")
    assert message("qqqqqq").count("many/") == 5
    assert message("qqqqqq").endswith(" …; all 8: supportdir show many --country all")
