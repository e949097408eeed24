"""The completions that a shell gets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import FICTIONAL, Run

BASH = {"_SUPPORTDIR_COMPLETE": "complete_bash"}
ZSH = {"_SUPPORTDIR_COMPLETE": "complete_zsh"}
FISH = {"_SUPPORTDIR_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("show wide", ["wideland", "wideland-hotels"]),
        ("ivr ac", ["acme"]),
        ("open nightowl ac", ["acme"]),
        ("reach --topic billing ac", ["acme"]),
        ("data patch ac", ["acme"]),
        ("data share ac", ["acme"]),
        ("log add ac", ["acme"]),
        ("log list acme/ca", ["acme/care"]),
        ("log forget --company ac", ["acme"]),
        ("letter ac", ["acme"]),
        ("escalate ac", ["acme"]),
        ("log d", ["due"]),
        ("show --data /no/such ac", ["acme"]),
        ("show --data ~nobody-of-that-name/x ac", ["acme"]),
        (f"show --data {'x' * 300} ac", ["acme"]),
        ("show nobody", []),
        ("show акм", ["акме"]),
        ("show acme/ca", ["acme/care"]),
        ("show acme --topic lugg", ["luggage"]),
        ("show acme --country Germ", ["Germany"]),
        ("list --category telec", ["telecom"]),
        ("prepare nightow", ["nightowl"]),
        ("call acme/ca", ["acme/care"]),
        ("reach acme --need urg", ["urgent"]),
        ("nightow", ["nightowl"]),
        ("wa", ["wait"]),
    ],
)
@pytest.mark.parametrize("shell", [BASH, ZSH, FISH], ids=["bash", "zsh", "fish"])
def test_names_are_completed(
    run: Run, monkeypatch: pytest.MonkeyPatch, shell: dict[str, str], typed: str, offered: list[str]
) -> None:
    line = f"supportdir {typed}"
    for name, value in {**shell, "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
    answer = run()
    shown = re.findall(r'^(?:.*\(\()?"([^"]+)"', answer.stdout, re.M) if shell is ZSH else answer.stdout.splitlines()
    assert [line.partition("\t")[0] for line in shown if line] == offered
    assert answer.stderr == ""


def test_names_in_a_data_folder_are_completed(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "acorn.yaml").write_text(
        (FICTIONAL / "acme.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    for folder in ("~/mine", "$HOME/mine", f"{tmp_path}/mine"):
        line = f"supportdir show --data {folder} ac"
        for name, value in {**BASH, "COMP_WORDS": line, "COMP_CWORD": "4"}.items():
            monkeypatch.setenv(name, value)
        assert run().stdout.split() == ["acme", "acorn"]


@pytest.mark.parametrize("shell", [ZSH, FISH], ids=["zsh", "fish"])
def test_no_shell_interprets_a_name(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shell: dict[str, str]
) -> None:
    """zsh evaluates completions, even inside two kinds of quotes."""
    (tmp_path / "mine").mkdir()
    name = 'name: "Acorn \\\\$(touch x) `touch y` \\"; touch z \' & (a): $HOME"'
    text = (FICTIONAL / "acme.yaml").read_text().replace("name: Acme Broadband", name)
    (tmp_path / "mine" / "acorn.yaml").write_text(text)
    line = f"supportdir show --data {tmp_path}/mine aco"
    for variable, value in {**shell, "_TYPER_COMPLETE_ARGS": line}.items():
        monkeypatch.setenv(variable, value)
    answer = run()
    assert "Acorn touch x touch y touch z ’ a HOME" in answer.stdout
    assert not set("\\$`;&") & set(answer.stdout)
