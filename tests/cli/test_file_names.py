"""Names of files and folders: hidden files are ignored, names that are not slugs are errors, output is filtered."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from conftest import FICTIONAL, Run

EVIL = ["ev\x1b[31mil", "ev\u202eil", "ev\x80il", "Acme", "acme_two", "ac me", "ёлка", "-acme", "ac--me"]


def copy(folder: Path, name: str) -> None:
    """Copy a valid company file to the folder under another name."""
    folder.mkdir(exist_ok=True)
    shutil.copy(FICTIONAL / "acme.yaml", folder / name)


@pytest.mark.parametrize("name", [".hidden.yaml", "._acme.yaml", ".yaml"])
def test_hidden_files_are_ignored(run: Run, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "data"
    copy(folder, "acorn.yaml")
    (folder / name).write_bytes(b"\x00\x05\x16\x07\xff")
    listed = run("list", "--data", str(folder), "--output", "plain")
    assert (listed.status, listed.stderr) == (0, "")
    assert sum(line.startswith(("acorn", ".")) for line in listed.stdout.splitlines()) == 1
    assert run("data", "check", str(folder)).stderr.startswith("checked 1 file ")
    (folder / "acorn.yaml").unlink()
    only = run("data", "check", str(folder))
    assert (only.status, only.stderr) == (
        3,
        f"error: {folder} contains no company file; give a folder of SLUG.yaml files\n",
    )


@pytest.mark.parametrize("name", EVIL)
def test_a_file_name_that_is_not_a_slug_is_an_error(run: Run, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "data"
    copy(folder, f"{name}.yaml")
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
    listed = run("list", "--data", str(folder), "--output", "plain")
    note = f"1 file cannot be read and is left out, first {folder}/{shown}.yaml: the file name '{shown}.yaml' is not "
    assert listed.stderr.startswith(f"{note}SLUG.yaml; rename it to ")
    assert name not in [line.split("\t")[0] for line in listed.stdout.splitlines()]
    for output in ("table", "plain", "json", "github"):
        checked = run("data", "check", str(folder), "--output", output)
        assert checked.status == 1
        assert "file-name" in checked.stdout
        for character in "\x1b\x80\u202e":
            assert output == "json" or character not in checked.stdout + checked.stderr
    missed = run("show", "qqqqqq", "--data", str(folder))
    assert note in missed.stderr


@pytest.mark.parametrize("name", ["ev\x1b[31mil", "ev\u202eil", "ev\x80il"])
def test_control_characters_in_paths_are_not_printed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = tmp_path / name
    copy(folder, "acme.yaml")
    monkeypatch.setenv("SUPPORTDIR_CONFIG_DIR", str(tmp_path / name / "config"))
    monkeypatch.setenv("SUPPORTDIR_CACHE_DIR", str(tmp_path / name / "cache"))
    answers = [
        run("config", "path"),
        run("data", "path", "--data", str(folder)),
        run("data", "patch", "silent"),
        run("data", "patch", "silent"),
        run("data", "new", "Acorn", "--data", str(folder)),
        run("data", "new", "Acorn", "--data", str(folder)),
        run("data", "check", str(folder), "--output", "plain"),
        run("show", "acme", "--data", str(folder / "none")),
        run("show", "qqqqqq", "--data", str(folder)),
    ]
    assert [answer.status for answer in answers] == [0, 0, 0, 3, 0, 3, 1, 3, 1]
    for answer in answers:
        for character in "\x1b\x80\u202e":
            assert character not in answer.stdout + answer.stderr


def test_a_file_name_that_is_not_utf_8(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    path = os.fsencode(folder) + b"/caf\xe9.yaml"
    try:
        shutil.copy(os.fsencode(FICTIONAL / "acme.yaml"), path)
    except OSError:
        pytest.skip("the disk takes no such names")
    assert run("list", "--data", str(folder)).status == 0
    checked = run("data", "check", str(folder), "--output", "json")
    assert checked.status == 1
    assert {finding["rule"] for finding in json.loads(checked.stdout)["answers"]} >= {"file-name"}
    for output in ("table", "plain", "github"):
        assert run("data", "check", str(folder), "--output", output).status == 1
