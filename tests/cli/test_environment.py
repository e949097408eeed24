"""Invalid variables, paths and streams: they are ignored, or are an error of one line with status 2 or 3."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Run

LONG = "x" * 5000
OWN = ("SUPPORTDIR_CONFIG_DIR", "SUPPORTDIR_CACHE_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")


def lines(text: str) -> int:
    """Return the number of lines."""
    return text.count("\n")


@pytest.mark.parametrize("name", ["COLUMNS", "LINES"])
@pytest.mark.parametrize("value", ["²", "٣", "9" * 5000, "-5", "0", "", "abc", " 80", "1e3"])
def test_an_invalid_terminal_size_is_ignored(run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    words = ("hours", "acme/care", "--from", "GB", "--output", "table", "--at", "2026-11-20T12:00")
    known = run(*words)
    monkeypatch.setenv(name, value)
    assert run(*words) == known
    assert run("show", "--help").status == 0


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("value", [f"/{LONG}", "/dev/null", "/dev/null/x"])
def test_an_impossible_folder(run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    for variable in OWN:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", "/dev/null")
    monkeypatch.setenv(name, value)
    shown = run("show", "acme", "--from", "GB")
    assert (shown.status, lines(shown.stderr)) == (0, 1)
    assert shown.stderr.endswith("every answer takes longer\n")
    assert run("config", "path").status == 0
    assert run("data", "path").status == 0
    patched = run("data", "patch", "acme")
    assert (patched.status, patched.stderr.count("error: ")) == (3, 1)


@pytest.mark.parametrize("home", [f"/{LONG}", "/dev/null", "caf\udce9", ""])
def test_an_impossible_home_folder(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, home: str) -> None:
    monkeypatch.chdir(tmp_path)
    for variable in OWN:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", home)
    assert run("show", "acme", "--from", "GB").status == 0
    assert run("config", "path").status == 0


@pytest.mark.parametrize("name", [LONG, "x" * 300, f"{'x' * 300}/{'y' * 300}", "x/" * 2500, "loop"])
def test_impossible_paths(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for words, status in [
        (("data", "check", name), 3),
        (("data", "path", "--data", name), 0),
        (("list", "--data", name), 3),
        (("show", "acme", "--data", name), 3),
        (("data", "patch", "acme", "--data", name), 3),
        (("data", "new", "Acorn", "--data", name), 3),
        (("data", "new", "Acorn", "-o", f"{name}/x.yaml"), 3),
        (("ivr", "acme/care", "--from", "GB", "--qr", f"{name}/x.png"), 3),
        (("ivr", "acme/care", "--from", "GB", "--tones", f"{name}/x.wav"), 3),
    ]:
        answer = run(*words)
        assert (words[:2], answer.status, answer.stderr.count("error: ")) == (words[:2], status, int(status == 3))


def test_an_own_folder_that_is_not_utf_8(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    try:
        os.makedirs(folder + b"/companies")  # noqa: PTH103
    except OSError:
        pytest.skip("the disk takes no such names")
    monkeypatch.setenv("SUPPORTDIR_CONFIG_DIR", os.fsdecode(folder))
    for words in (("list",), ("show", "acme"), ("list", "--output", "json"), ("data", "patch", "acme")):
        assert run(*words) == (
            3,
            "",
            f"error: the folder's name {tmp_path}/caf\N{REPLACEMENT CHARACTER}/companies is not UTF-8; rename it\n",
        )
    monkeypatch.setenv("SUPPORTDIR_CACHE_DIR", os.fsdecode(folder))
    assert run("config", "path").status == 0


def test_a_folder_that_may_not_be_read(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: path != tmp_path)  # root may read everything
    assert run("list", "--data", str(tmp_path)) == (
        3,
        "",
        f"error: {tmp_path} cannot be read; check its permissions\n",
    )


def test_a_deleted_working_directory(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    (tmp_path / "own" / "companies").mkdir(parents=True)
    monkeypatch.setenv("SUPPORTDIR_CONFIG_DIR", str(tmp_path / "own"))
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    for words in (
        ("list",),
        ("list", "--data", "x"),
        ("list", "--data", "."),
        ("data", "check", "x"),
        ("data", "path", "--data", "x"),
        ("data", "new", "Acorn", "-o", "x.yaml"),
        ("data", "new", "Acorn", "--data", "x"),
    ):
        assert run(*words).status in (0, 3)


def test_pytz_tzdatadir_is_ignored(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTZ_TZDATADIR", "/nonexistent")
    assert run("show", "acme", "--from", "GB").status == 0


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"COMP_WORDS": "supportdir show ac"},
        {"COMP_WORDS": "supportdir show ac", "COMP_CWORD": "x"},
        {"COMP_WORDS": "supportdir show ac", "COMP_CWORD": "-1"},
        {"COMP_WORDS": "supportdir show ac", "COMP_CWORD": "²"},
        {"COMP_WORDS": "supportdir show ac", "COMP_CWORD": "9" * 5000},
        {"COMP_WORDS": "supportdir show 'ac", "COMP_CWORD": "2", "_TYPER_COMPLETE_ARGS": "supportdir show 'ac"},
    ],
)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_invalid_completion_variables(
    run: Run, monkeypatch: pytest.MonkeyPatch, shell: str, variables: dict[str, str]
) -> None:
    for name in ("COMP_WORDS", "COMP_CWORD", "_TYPER_COMPLETE_ARGS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {**variables, "_SUPPORTDIR_COMPLETE": f"complete_{shell}"}.items():
        monkeypatch.setenv(name, value)
    answer = run()
    assert (answer.status in (0, 1), answer.stderr) == (True, "")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("words", ["show acme --from AU", "ivr acme/care --from US --step --output table"])
def test_closed_streams(tmp_path: Path, closed: str, words: str) -> None:
    environment = {**os.environ, "SUPPORTDIR_CACHE_DIR": str(tmp_path)}
    command = f"{sys.executable} -m supportdir {words.replace('acme/care', 'microsoft').replace('acme', 'suunto')}"
    done = subprocess.run(["bash", "-c", f"{command} {closed}"], env=environment, capture_output=True, check=False)
    assert done.returncode == 0


def test_a_huge_file_is_not_read_completely(run: Run, tmp_path: Path) -> None:
    with (tmp_path / "huge.yaml").open("wb") as file:
        file.truncate(50 << 30)  # a sparse file
    answer = run("data", "check", str(tmp_path / "huge.yaml"), "--output", "plain")
    assert (answer.status, "file-size" in answer.stdout) == (1, True)
