"""The outputs, options, links and examples in the documents are those of the program.

`PYTHONPATH=. python tests/test_docs.py` rewrites the answers in the README and the table of options in the guide.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
from pathlib import Path

import pytest

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


def with_answers(text: str) -> str:
    """Return the document with the current answers."""
    return _ANSWER.sub(lambda match: f"$ supportdir {match['words']}\n{answer_to(match['words'])}", text)


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
        assert app.run(shlex.split(example)) in (0, 1, 4)


if __name__ == "__main__":
    os.environ["COLUMNS"] = "80"
    README.write_text(with_answers(README.read_text(encoding="utf-8")), encoding="utf-8")
    GUIDE.write_text(_TABLE.sub(option_table(), GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit(0)
