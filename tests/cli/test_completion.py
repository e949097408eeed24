"""What a shell offers when Tab is struck."""

from __future__ import annotations

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
        ("show --data /no/such ac", ["acme"]),
        ("show --data ~nobody-of-that-name/x ac", ["acme"]),
        (f"show --data {'x' * 300} ac", ["acme"]),
        ("show nobody", []),
        ("wa", ["wait"]),
    ],
)
@pytest.mark.parametrize("shell", [BASH, ZSH, FISH], ids=["bash", "zsh", "fish"])
def test_names_are_offered(
    run: Run, monkeypatch: pytest.MonkeyPatch, shell: dict[str, str], typed: str, offered: list[str]
) -> None:
    line = f"supportdir {typed}"
    for name, value in {**shell, "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
    answer = run()
    if shell is ZSH:
        shown = [part for part in answer.stdout.split('"')[1::2] if part]
    else:
        shown = answer.stdout.split()
    assert [name.partition(":")[0] for name in shown[: len(offered)]] == offered
    assert bool(answer.stdout.split()) == bool(offered) or shell is ZSH
    assert answer.stderr == ""


def test_names_of_a_given_folder_are_offered(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
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
