"""Output in any encoding: complete, with replacements for missing characters; JSON stays valid."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import FICTIONAL

from supportdir.cli import app
from supportdir.paths import Layer

ENCODINGS = ("ascii", "cp1252", "cp1251", "cp866", "latin-1", "shift_jis", "utf-8", "utf-16")


class Answer(NamedTuple):
    """The exit status and the decoded output of a command."""

    status: int
    stdout: str
    stderr: str


Run = Callable[..., Answer]


@pytest.fixture
def run(fictional: Layer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command with stdout and stderr in an encoding; `data` is a folder of companies."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    text = (FICTIONAL / "acme.yaml").read_text(encoding="utf-8").replace("Acme Broadband", "Ёлка “Broadband” 例え")
    (tmp_path / "data" / "acme.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "data" / "bad.yaml").write_text("name: Ёлка\nтелефон: 1\n", encoding="utf-8")

    def run(encoding: str, *words: str) -> Answer:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict") for _ in range(2))
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            status = app.run(list(words))
            out.flush()
            err.flush()
        return Answer(status, *(stream.buffer.getvalue().decode(encoding) for stream in (out, err)))

    return run


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    ("words", "status", "start"),
    [
        (("show", "acme", "--from", "GB", "--output", "table"), 0, '???? "Broadband" ??'),
        (("hours", "acme/care", "--from", "GB", "--output", "table"), 0, '???? "Broadband" ??'),
        (("list", "--output", "plain"), 0, ""),
        (("find", "ёлка", "--output", "table"), 0, ""),
        (("data", "check", "--output", "table", "data"), 1, ""),
        (("show", "--help"), 0, "Usage: supportdir show"),
        (("show", "нет-такого"), 1, ""),
        (("show", "acme", "--at", "ёж"), 2, ""),
        (("ёж",), 2, ""),
    ],
)
def test_the_output_is_complete(run: Run, encoding: str, words: tuple[str, ...], status: int, start: str) -> None:
    if words[0] in ("show", "hours", "list", "find") and "--help" not in words:
        words = (*words, "--data", "data")
    if words[0] in ("show", "hours") and "--at" not in words and "--help" not in words:
        words = (*words, "--at", "2026-11-20T12:00")
    answer, known = run(encoding, *words), run("utf-8", *words)
    assert (answer.status, known.status) == (status, status)
    for ours, theirs in ((answer.stdout, known.stdout), (answer.stderr, known.stderr)):
        lines, expected = ours.splitlines(), theirs.splitlines()
        assert len(lines) == len(expected)
        assert [line for line, right in zip(lines, expected, strict=True) if right.isascii()] == [
            right for right in expected if right.isascii()
        ]
    if encoding == "ascii":
        assert start in answer.stdout


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "words",
    [
        ("show", "acme", "--from", "GB", "--output", "json", "--data", "data", "--at", "2026-11-20T12:00"),
        ("open", "--from", "GB", "--output", "json", "--data", "data", "--at", "2026-11-20T12:00"),
        ("data", "check", "--output", "json", "data", "--at", "2026-11-20T12:00"),
        ("data", "schema"),
    ],
)
def test_json_is_the_same_in_every_encoding(run: Run, encoding: str, words: tuple[str, ...]) -> None:
    answer, known = run(encoding, *words), run("utf-8", *words)
    assert json.loads(answer.stdout) == json.loads(known.stdout)
    assert answer.stdout.isascii() or encoding.startswith("utf")


def test_dashes_and_quotes_are_replaced_by_ascii(run: Run) -> None:
    words = ("hours", "acme/care", "--from", "GB", "--at", "2026-11-20T12:00")
    answer = run("ascii", *words, "--output", "table", "--data", "data")
    assert "Mon-Fri" in answer.stdout
    assert '???? "Broadband" ??' in answer.stdout


def test_a_qr_code_needs_block_characters(run: Run) -> None:
    words = ("ivr", "acme/care", "--from", "GB", "--qr", "--output", "table", "--data", "data")
    answer = run("cp1252", *words)
    assert (answer.status, answer.stdout) == (2, "")
    assert answer.stderr == ("error: the output encoding cannot show a QR code; use --qr FILE.png\n")
    assert run("cp866", *words).status == 0


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONIOENCODING": "cp1252:strict"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ],
)
def test_a_whole_process_in_another_encoding(tmp_path: Path, variables: dict[str, str]) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"},
        "SUPPORTDIR_CACHE_DIR": str(tmp_path),
        **variables,
    }
    for words, status in ((("list",), 0), (("show", "qqqqqq-ж"), 1), (("show", "--help"), 0)):
        command = [sys.executable, "-m", "supportdir", *words]
        done = subprocess.run(command, env=environment, capture_output=True, check=False, cwd=tmp_path)
        assert done.returncode == status, done.stderr
        assert bool(done.stdout) == (status == 0)
