"""Every option means the same for each command that takes it; other commands name the commands that take it."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Answer, Run

from supportdir.cli import app
from supportdir.cli.options import OPTIONS_OF, Options, flags_of
from supportdir.journal.database import Journal
from supportdir.journal.entry import Entry

ARGUMENTS = {
    "show": ("acme",),
    "open": ("acme",),
    "reach": ("acme",),
    "ivr": ("acme",),
    "prepare": ("acme",),
    "call": ("acme",),
    "wait": ("acme", "--timeout", "1s"),
    "hours": ("acme",),
    "find": ("acme",),
    "list": (),
    "whose": ("+44 20 7946 0958",),
    "data check": (),
    "data new": ("Foo",),
    "data patch": ("acme",),
    "data stale": (),
    "data stats": (),
    "data path": (),
    "data share": (),
    "letter": ("acme",),
    "escalate": ("acme", "--situation", "refused"),
    "log add": ("acme",),
    "log edit": ("1", "--case", "4711"),
    "log list": (),
    "log show": ("1",),
    "log due": (),
    "log close": ("1",),
    "log export": (),
    "log forget": ("1", "--force"),
    "config show": (),
}
VALUES = {
    "country": ("GB", "uk", "United Kingdom"),
    "from_": ("GB", "uk", "Великобритания"),
    "tz": ("Europe/Berlin", "berlin"),
    "language": ("en", "English", "en-GB", "английский"),
    "category": ("telecom", "связь"),
    "topic": ("billing", "invoice"),
    "kind": ("phone", "call", "телефон"),
    "no_voice": ("",),
    "limit": ("1",),
    "sort": ("closing", "name"),
    "at": ("2026-03-06T12:00", "06.03.2026 12:00"),
    "output": ("json", "plain"),
    "color": ("never",),
    "phone": ("android",),
    "no_input": ("",),
    "force": ("",),
}
WRONG = {
    "country": ("Germny", "invalid --country 'Germny'; did you mean DE (Germany)?"),
    "from_": ("Germny", "invalid --from 'Germny'; did you mean DE (Germany)?"),
    "tz": ("Berlni", "no time zone is called 'Berlni'; did you mean Europe/Berlin?"),
    "language": ("Englsh", "invalid --language 'Englsh'; did you mean en (English)?"),
    "category": ("telecm", "invalid --category 'telecm'; did you mean telecom?"),
    "topic": ("biling", "invalid --topic 'biling'; did you mean billing?"),
    "kind": ("phoen", "invalid --kind 'phoen'; did you mean phone?"),
    "at": ("nonsense", "invalid --at 'nonsense'; write 17:55, 5pm"),
}
# These have an -o FILE, or an --output or a --kind of their own.
APART = ("data check", "data new", "data patch", "data share", "config show", "letter", "log export")
COMMANDS = [command for command in OPTIONS_OF if command not in APART]
OWN = {("data check", "output"), ("letter", "kind")}
NAMES = [name for name in Options._fields if name != "data"]


@pytest.fixture(autouse=True)
def _own_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A log with an entry, for the commands that take the number of one."""
    monkeypatch.setenv("SUPPORTDIR_LOG_DIR", str(tmp_path))
    with Journal(tmp_path / "log.sqlite") as journal:
        journal.add(Entry(company="acme", at=datetime(2026, 3, 5, tzinfo=UTC)))


def _flag(name: str, value: str, flag: str) -> tuple[str, ...]:
    return (flag, value) if value else (flag,)


def _wants_a_terminal(answer: Answer) -> bool:
    message = answer.stderr.splitlines()[-1]
    return answer.status == 2 and message.startswith(("error: call needs a terminal; ", "error: call asks questions"))


@pytest.mark.parametrize(("command", "name"), list(itertools.product(COMMANDS, NAMES)))
def test_an_option_is_accepted_or_the_error_names_other_commands(run: Run, command: str, name: str) -> None:
    for value, flag in itertools.product(VALUES[name], flags_of(name)):
        answer = run(*command.split(), *ARGUMENTS[command], *_flag(name, value, flag))
        if name in OPTIONS_OF[command]:
            assert answer.status in (0, 1, 4) or _wants_a_terminal(answer), answer
            assert "error: invalid" not in answer.stderr
        else:
            assert answer.status == 2
            assert answer.stdout == ""
            assert answer.stderr.startswith(f"error: {command} does not take {flag}; ")


@pytest.mark.parametrize(
    ("command", "name"), [(c, n) for c, n in itertools.product(COMMANDS, WRONG) if n in OPTIONS_OF[c]]
)
def test_an_invalid_value_gives_a_suggestion(run: Run, command: str, name: str) -> None:
    value, message = WRONG[name]
    answer = run(*command.split(), *ARGUMENTS[command], flags_of(name)[0], value)
    assert (answer.status, answer.stdout) == (2, "")
    assert answer.stderr.startswith(f"error: {message}")


@pytest.mark.parametrize(
    ("command", "name", "one", "other"),
    [
        (command, name, values[0], other)
        for command in ("show", "open", "reach", "prepare", "hours", "find", "list")
        for name, values in VALUES.items()
        if name in OPTIONS_OF[command]
        for other in values[1:]
        if name not in ("output", "sort")
    ],
)
def test_everyday_words_mean_the_same_as_the_code(run: Run, command: str, name: str, one: str, other: str) -> None:
    common: tuple[str, ...] = ("--at", "2026-03-06T12:00") if name != "at" else ()
    common += ("--from", "GB") if name != "from_" else ()
    flag = flags_of(name)[0]
    answers = [run(command, *ARGUMENTS[command], *common, flag, value) for value in (one, other)]
    assert answers[0][:2] == answers[1][:2]


def test_every_command_of_the_table_is_a_command() -> None:
    for command in OPTIONS_OF:
        first, _, second = command.partition(" ")
        entry = app.COMMANDS[first]
        assert not second or (isinstance(entry, app.Table) and second in entry.commands)


def test_the_help_of_a_command_has_exactly_its_options(run: Run) -> None:
    for command, names in OPTIONS_OF.items():
        text = run(*command.split(), "--help").stdout
        for name in NAMES:
            assert (f" {flags_of(name)[0]}" in text or f", {flags_of(name)[0]}" in text) == (
                name in names or (command, name) in OWN
            ), (command, name)


def test_an_option_before_the_command_is_an_error_with_its_place(run: Run) -> None:
    message = "error: -c must follow the command, as in: supportdir show COMPANY -c\n"
    assert run("-c", "US", "show", "acme") == (2, "", message)
    assert run("--bogus").stderr == "error: No such option: --bogus. Try: supportdir --help\n"


def test_an_unknown_option_gives_a_suggestion(run: Run) -> None:
    assert (
        run("show", "acme", "--contry", "GB").stderr == "error: show has no option --contry. Did you mean --country?\n"
    )
    assert run("ivr", "acme", "--kind", "chat").stderr == (
        "error: ivr does not take --kind; show, open, reach, prepare, wait, hours, find and list do\n"
    )
