"""The outputs, options, links and examples in the documents are those of the program.

`PYTHONPATH=. python tests/test_docs.py` rewrites the answers in the README and the guide, and the table of options.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

import pytest

from supportdir import paths
from supportdir.advice import prompts
from supportdir.cli import app
from supportdir.cli.options import OPTIONS_OF, Options, flags_of

REPOSITORY = Path(__file__).parent.parent
README, GUIDE = REPOSITORY / "README.md", REPOSITORY / "docs/guide.md"
_ANSWER = re.compile(r"(?<=<!-- answer -->\n```\n)\$ supportdir (?P<words>.*)\n(?P<text>(?:(?!```).*\n)*)")


def answer_to(words: str) -> str:
    """Return what the command prints to stdout, as a table of 80 columns."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        app.run([*shlex.split(words), "--output", "table"])
    return out.getvalue()


class Typist(io.StringIO):
    """The keyboard: Enter at each card, and the scripted answer to each question, which appears on the screen."""

    def __init__(self, answers: Sequence[str], screen: io.StringIO) -> None:
        super().__init__()
        self._answers, self._screen = iter(answers), screen

    def isatty(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> str:
        is_card = self._screen.getvalue().endswith("q: stop ")
        line = "" if is_card else next(self._answers)
        self._screen.write(f"{line}\n")
        return f"{line}\n"


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def call_with(words: str, text: str) -> str:
    """What the last screen of a guided call shows, with the answers that the text has behind the questions."""
    questions = tuple(value for id, value in prompts().items() if id.startswith(("ask-", "note-", "keep-")))
    lines = [line for line in text.splitlines() if line.startswith(questions)]
    screen, at = Screen(), [datetime(2026, 11, 23, 9, 30, tzinfo=UTC)]

    def next_key(_: float) -> str:
        at[0] += timedelta(minutes=7)
        return " "

    with (
        mock.patch("supportdir.clock.now", side_effect=lambda: at[0]),
        mock.patch("supportdir.cli.keys.next_key", next_key),
        mock.patch("supportdir.cli.keys.single_keys", contextlib.nullcontext),
        mock.patch("sys.stdin", Typist([line.rpartition(":")[2].strip() for line in lines], screen)),
        contextlib.redirect_stdout(screen),
        contextlib.redirect_stderr(screen),
    ):
        app.run([*shlex.split(words), "--color", "never"])
    shown = screen.getvalue().rpartition("\x1b[2J\x1b[H")[2]
    return "".join(f"{line.rstrip()}\n" for line in shown.splitlines())


def story(text: str) -> str:
    """The guide with every answer as it is now; the calls in it go into one log, which is empty at the start."""

    def answer(found: re.Match[str]) -> str:
        words = found["words"]
        shown = call_with(words, found["text"]) if words.startswith("call ") else answer_to(words)
        return f"$ supportdir {words}\n{shown}"

    with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ, {"SUPPORTDIR_LOG_DIR": folder}):
        return _ANSWER.sub(answer, text)


def test_the_answers_of_the_guide_are_real() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert len(_ANSWER.findall(text)) == 4
    assert story(text) == text


def with_answers(text: str) -> str:
    """Return the document with the current answers."""
    return _ANSWER.sub(lambda match: f"$ supportdir {match['words']}\n{answer_to(match['words'])}", text)


_STORY = re.compile(r"(?<=<!-- story -->\n```\n)\$ supportdir (?P<words>(?:.*\\\n)*.*)\n(?P<text>(?:(?!```).*\n)*)")


def with_story(text: str) -> str:
    """The document with every answer of its story, which is told of the invented companies, in order, as it is now."""

    def told(found: re.Match[str]) -> str:
        words = shlex.split(found["words"].replace("\\\n", " "))
        command = next(name for name in (" ".join(words[:2]), words[0]) if name in OPTIONS_OF)
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            app.run([*words, *(["--output", "table"] if "output" in OPTIONS_OF[command] else [])])
        return f"$ supportdir {found['words']}\n{out.getvalue()}"

    return _STORY.sub(told, text)


def test_the_story_of_the_guide_is_real(
    fictional: paths.Layer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SUPPORTDIR_LOG_DIR", str(tmp_path))
    text = GUIDE.read_text(encoding="utf-8")
    assert len(_STORY.findall(text)) == 6
    assert with_story(text) == text


def test_the_answers_in_the_readme_are_current() -> None:
    text = README.read_text(encoding="utf-8")
    assert len(_ANSWER.findall(text)) == 4
    assert with_answers(text) == text


_TABLE = re.compile(r"(?<=<!-- options -->\n\n)(?:\|.*\n)*(?=<!-- end -->)")


def option_table() -> str:
    """Return the Markdown table of the shared options that each look-up command takes."""
    commands = [command for command in OPTIONS_OF if command in app.COMMANDS]
    rows = [["", *(f"`{command}`" for command in commands)], ["---"] * (len(commands) + 1)]
    for name in Options._fields:
        taken = ["✓" if name in OPTIONS_OF[command] else "" for command in commands]
        if any(taken):
            rows.append([f"`{(flags_of(name))[0]}`", *taken])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def test_the_guide_names_every_shared_option_and_who_takes_it() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert _TABLE.findall(text) == [option_table()]
    for name in Options._fields:
        assert f"\n| {', '.join(f'`{flag}`' for flag in flags_of(name))} | " in text


PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "SUPPORT.md",
    "data/README.md",
    "docs/guide.md",
    "docs/library.md",
    "docs/releasing.md",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_somewhere(path: str) -> None:
    document = REPOSITORY / path
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_examples_of_the_library_page_run(capsys: pytest.CaptureFixture[str]) -> None:
    programs = re.findall(r"```python\n(.*?)```", (REPOSITORY / "docs/library.md").read_text(encoding="utf-8"), re.S)
    names: dict[str, object] = {}
    shown = []
    for program in programs:
        exec(compile(program, "library.md", "exec"), names)
        shown.append(capsys.readouterr().out.splitlines())
    opened, companies, ways, hours, errors = shown
    assert opened == ["Suunto ('suunto.com',)"]
    assert companies[1:3] == ["delta-air-lines", "chase"]
    assert len(companies) == 7
    assert ways[:2] == ["suunto/au +61 1800 240 498", "open until 2026-11-21 09:00:00+11:00"]
    assert hours == ["closed 2026-11-20 09:00:00-05:00"]
    assert errors == ["('delta-air-lines',)", "[]"]


@pytest.mark.parametrize("name", [name for name, entry in app.COMMANDS.items() if isinstance(entry, app.Entry)])
def test_help_ends_with_an_example_that_runs(name: str) -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        app.run([name, "--help"])
    (example,) = re.findall(r"Example: supportdir (.*)", out.getvalue())
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert app.run(shlex.split(example)) in (0, 1, 4) or name == "call"  # which needs a terminal


if __name__ == "__main__":
    os.environ |= {"COLUMNS": "80", "SUPPORTDIR_LOG_DIR": os.devnull}
    README.write_text(with_answers(README.read_text(encoding="utf-8")), encoding="utf-8")
    guide = story(_TABLE.sub(option_table(), GUIDE.read_text(encoding="utf-8")))
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"TZ": "Europe/London", "SUPPORTDIR_LOG_DIR": folder, "SUPPORTDIR_CONFIG_DIR": folder}
        companies = paths.Layer(Path(__file__).parent / "fictional" / "companies", "fictional", editable=True)
        paths.shipped = lambda: companies
        guide = with_story(guide)
    GUIDE.write_text(guide, encoding="utf-8")
    sys.exit(0)
