"""What the documents show is what the program answers.

`python tests/test_docs.py` writes the answers into the README anew.
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

REPOSITORY = Path(__file__).parent.parent
README = REPOSITORY / "README.md"
_ANSWER = re.compile(r"(?<=<!-- answer -->\n```\n)\$ supportdir (?P<words>.*)\n(?P<text>(?:(?!```).*\n)*)")


def answer_to(words: str) -> str:
    """What the command prints on a terminal of 80 columns, without the remarks."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        app.run([*shlex.split(words), "--output", "table"])
    return out.getvalue()


def with_answers(text: str) -> str:
    """The document with every answer as it is now."""
    return _ANSWER.sub(lambda found: f"$ supportdir {found['words']}\n{answer_to(found['words'])}", text)


def test_the_answers_of_the_readme_are_real() -> None:
    text = README.read_text(encoding="utf-8")
    assert len(_ANSWER.findall(text)) == 4
    assert with_answers(text) == text


@pytest.mark.parametrize("path", ["README.md", "docs/guide.md", "CONTRIBUTING.md", "SUPPORT.md", "data/README.md"])
def test_every_link_leads_somewhere(path: str) -> None:
    document = REPOSITORY / path
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_library_example_of_the_guide_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", (REPOSITORY / "docs/guide.md").read_text(encoding="utf-8"), re.S)
    exec(compile(program, "guide.md", "exec"), {})
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "suunto/au +61 1800 240 498 open 2026-11-21 09:00:00+11:00"
    assert lines[-1] == "closed 2026-11-20 09:00:00-05:00"


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
    sys.exit(0)
