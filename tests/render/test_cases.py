"""Whole outputs of commands, in the files of `cases`: `$ command`, stdout, stderr, exit status.

A line of stderr begins with `2> `, `[1]` is an exit status other than 0, `␛` is the escape character.
`pytest -n 0 tests/render --rewrite` rewrites the files; read the difference before you commit it.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Run

from supportdir import clock, paths

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
CASES = sorted((HERE / "cases").glob("*.txt"))

TABLE = re.compile(r"^\$ (.*--output table.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


@pytest.fixture
def answer(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Return a function that runs a command line (environment variables first) and returns it with its output."""
    layer = paths.Layer(HERE / "companies", "companies", editable=True)
    monkeypatch.setattr(paths, "shipped", lambda: layer)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.chdir(HERE)

    def answer(line: str) -> str:
        words = shlex.split(line)
        start = words.index("supportdir")
        with monkeypatch.context() as patch:
            for variable in words[:start]:
                patch.setenv(*variable.split("="))
            output = run(*words[start + 1 :])
        notes = "".join(f"2> {note}\n" for note in output.stderr.splitlines())
        status = f"[{output.status}]\n" if output.status else ""
        return f"$ {line}\n{output.stdout}{notes}{status}".replace("\x1b", "␛")

    return answer


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_output_is_that_of_the_file(path: Path, answer: Callable[[str], str], pytestconfig: pytest.Config) -> None:
    text = path.read_text(encoding="utf-8")
    head = text.partition("$ ")[0]
    output = head + "\n".join(map(answer, re.findall(r"^\$ (.*)$", text, re.MULTILINE)))
    if pytestconfig.getoption("--rewrite"):
        path.write_text(output, encoding="utf-8")
    assert output == text


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_output_fits_the_terminal(path: Path) -> None:
    """Lines with a URL may be longer: they are not broken, so that a terminal can open them."""
    for command, answer in TABLE.findall(path.read_text(encoding="utf-8")):
        columns = int((re.search(r"COLUMNS=(\d+)", command) or ["", "80"])[1])
        lines = [re.sub(r"␛\[[\d;]*m", "", line) for line in answer.splitlines() if not line.startswith("2> ")]
        assert [line for line in lines if len(line) > columns and "://" not in line] == []
