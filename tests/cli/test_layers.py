"""The user's own folder: patches, whole files, and the paths of all folders."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import FICTIONAL, Run

from supportdir import open_directory, paths


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUPPORTDIR_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("SUPPORTDIR_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path


def _show(run: Run, *words: str) -> list[list[str]]:
    answer = run("show", *words, "--output", "plain", "--from", "GB", "--at", "2026-03-06T12:00")
    assert answer.status == 0, answer
    return [line.split("\t") for line in answer.stdout.splitlines()]


def test_a_patch_changes_only_its_own_fields(run: Run, home: Path) -> None:
    path = home / "config" / "companies" / "acme.yaml"
    started = run("data", "patch", "акме")
    assert (started.status, started.stdout) == (0, f"{path}\n")
    assert started.stderr == f"edit it, then run: supportdir data check {path}\n"
    before = _show(run, "acme")
    begun = path.read_text(encoding="utf-8")
    path.write_text(begun + 'phones: {care: {number: "+44 20 7946 0777"}}\n', encoding="utf-8")
    after = _show(run, "acme")
    assert [row[4] for row in before if row[0] == "acme/care"] == ["+44 20 7946 0958"]
    assert [row[4] for row in after if row[0] == "acme/care"] == ["+44 20 7946 0777"]
    assert [row for row in before if row[0] != "acme/care"] == [row for row in after if row[0] != "acme/care"]
    path.unlink()
    assert _show(run, "acme") == before


def test_a_patch_is_not_overwritten(run: Run, home: Path) -> None:
    path = home / "config" / "companies" / "acme.yaml"
    run("data", "patch", "acme")
    path.write_text("patches: acme\nname: Mine\n", encoding="utf-8")
    again = run("data", "patch", "acme")
    assert (again.status, again.stdout) == (3, "")
    assert again.stderr == f"error: {path} already exists; edit that file, or use --force to start over\n"
    assert run("data", "patch", "acme", "--force").status == 0
    assert "name:" not in path.read_text(encoding="utf-8")


def test_an_own_patch_and_one_in_a_data_folder(run: Run, home: Path) -> None:
    own, given = home / "config" / "companies", home / "given"
    own.mkdir(parents=True)
    given.mkdir()
    (own / "acme.yaml").write_text("patches: acme\nname: Own Acme\naliases: [Ownacme]\n", encoding="utf-8")
    (given / "acme.yaml").write_text("patches: acme\nname: Given Acme\n", encoding="utf-8")
    answer = run("find", "ownacme", "--data", str(given), "--output", "plain")
    assert answer.stdout == "acme\tGiven Acme\talias Ownacme\n"
    assert run("find", "acmenet", "--data", str(given), "--output", "plain").status == 1
    assert run("find", "ownacme", "--output", "plain").stdout == "acme\tOwn Acme\tname Own Acme\n"


IGNORED = ". The file is ignored; the layer below it is used"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("patches: acme\nphones: {care: {hours: always}}\n", ":2:24: hours 'always'"),
        ("patches: acme\nnumbr: 1\n", ":2:1: a company has no field 'numbr'"),
        ("patches: acme\nname: [\n", ":3:1: "),
        ("patches: acne\n", ":1:10: patches is 'acne'"),
        ("name: Mine\n", ":1:1: "),
        ("[" * 30_000, ":1:"),
        ("\x00", ":1:1: "),
        ("", ": "),
    ],
)
@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("show", "acme"), 0),
        (("show", "acme", "--output", "json"), 0),
        (("show", "acme/care"), 0),
        (("show", "Acme Broadband"), 0),
        (("open", "acme", "--at", "2026-03-06T12:00"), 0),
        (("open", "--at", "2026-03-06T12:00"), 0),
        (("hours", "acme"), 0),
        (("find", "acme"), 0),
        (("list",), 0),
    ],
)
def test_an_invalid_file_does_not_hide_the_layer_below(
    run: Run, home: Path, words: tuple[str, ...], status: int, text: str, place: str
) -> None:
    options = ("--from", "GB", "--tz", "Europe/London")[: 0 if words[0] in ("find", "list") else None]
    before = run(*words, *options)
    own = home / "config" / "companies"
    own.mkdir(parents=True)
    (own / "acme.yaml").write_text(text)
    answer = run(*words, *options)
    assert (answer.status, before.status) == (status, status)
    if "json" not in words:
        assert answer.stdout == before.stdout
    error = next(line for line in answer.stderr.splitlines() if f"{own}/acme.yaml" in line)
    assert f"{own}/acme.yaml{place}" in error
    if len(words) > 1 and words[0] not in ("find", "open"):
        assert error.startswith("error: ")
        assert error.endswith(IGNORED)


def test_an_invalid_file_between_two_layers_is_ignored(run: Run, home: Path) -> None:
    own, given = home / "config" / "companies", home / "given"
    for folder, text in ((own, "patches: acme\nnumbr: 1\n"), (given, "patches: acme\nname: Given Acme\n")):
        folder.mkdir(parents=True)
        (folder / "acme.yaml").write_text(text)
    answer = run("find", "given acme", "--data", str(given), "--output", "plain")
    assert answer.stdout == "acme\tGiven Acme\tname Given Acme\n"
    (own / "acme.yaml").write_text("patches: acme\naliases: [Ownacme]\n")
    assert run("find", "ownacme", "--data", str(given), "--output", "plain").status == 0
    (given / "acme.yaml").write_text("patches: acme\nnumbr: 1\n")
    assert run("find", "ownacme", "--data", str(given), "--output", "plain").stdout.startswith("acme\t")


def test_an_unreadable_file_does_not_hide_the_layer_below(run: Run, home: Path) -> None:
    own = home / "config" / "companies"
    (own / "acme.yaml").mkdir(parents=True)
    answer = run("show", "acme", "--from", "GB")
    assert (answer.status, answer.stderr) == (0, f"error: {own}/acme.yaml: cannot be read (no file){IGNORED}\n")


def test_the_library_answers_from_the_layer_below(fictional: paths.Layer, home: Path) -> None:
    given = home / "given"
    given.mkdir()
    (given / "acme.yaml").write_text("patches: acme\nnumbr: 1\n")
    directory = open_directory(given)
    assert directory.company("acme").name == "Acme Broadband"
    (note,) = directory.notes
    assert note.startswith(f"error: {given}/acme.yaml:2:1: a company has no field 'numbr'")
    assert "acme" in [company.slug for company in directory]


def test_a_company_with_only_an_invalid_file_is_an_error(run: Run, home: Path) -> None:
    own = home / "config" / "companies"
    own.mkdir(parents=True)
    (own / "mine.yaml").write_text("name: Mine\nnumbr: 1\n")
    answer = run("show", "mine")
    assert (answer.status, answer.stdout) == (3, "")
    assert answer.stderr.startswith(f"error: {own}/mine.yaml:")
    assert run("show", "nightowl", "--from", "RU").status == 0


def test_an_invalid_patch_is_replaced_only_with_force(run: Run, home: Path) -> None:
    own = home / "config" / "companies"
    own.mkdir(parents=True)
    patch = own / "acme.yaml"
    patch.write_text("patches: acme\nphones: {care: {hours: always}}\n")
    refused = run("data", "patch", "acme")
    assert refused.status == 3
    assert f"error: {patch} already exists; edit that file, or use --force to start over\n" in refused.stderr
    assert "always" in patch.read_text()
    assert run("data", "patch", "acme.example", "--force").status == 0
    assert run("show", "acme", "--from", "GB").status == 0
    acme = (FICTIONAL / "acme.yaml").read_text(encoding="utf-8")
    (own / "mine.yaml").write_text(acme.replace("acme.example", "mine.example"), encoding="utf-8")
    assert run("data", "patch", "mine").stderr == f"error: {own}/mine.yaml already exists; edit that file\n"
    assert run("data", "patch", "acme", "--force", "--data", "x" * 300).status == 3
    assert run("data", "patch", "mine", "--force").stderr == (
        f"error: {own}/mine.yaml is not a patch but the whole company; edit that file\n"
    )
    (own / "mine.yaml").write_text("name: [\n", encoding="utf-8")
    assert run("data", "patch", "mine", "--force").stderr.startswith(f"error: {own}/mine.yaml:2:1: ")
    missing = run("data", "patch", "acme", "--force", "--data", str(home / "missing"))
    assert (missing.status, (home / "missing").exists()) == (3, False)


def test_a_patch_can_be_written_to_a_file_of_any_name(run: Run, home: Path) -> None:
    path = home / "draft.yaml"
    assert run("data", "patch", "acme", "-o", str(path))[:2] == (0, f"{path}\n")
    assert "patches: acme" in path.read_text(encoding="utf-8")
    both = run("data", "patch", "acme", "-o", str(path), "--data", str(home))
    assert both == (2, "", "error: --data and --out exclude each other; give one\n")


def test_no_patch_is_written_for_a_similar_name(run: Run, home: Path) -> None:
    started = run("data", "patch", "nightow")
    assert (started.status, started.stdout) == (1, "")
    assert started.stderr == "error: no company is called 'nightow'. Did you mean nightowl?\n"
    assert not (home / "config" / "companies").exists()


def test_an_invalid_company_is_not_replaced_by_one_with_a_longer_name(run: Run, home: Path) -> None:
    own = home / "config" / "companies"
    own.mkdir(parents=True)
    (own / "night.yaml").write_text("name: [\n", encoding="utf-8")
    answer = run("show", "night", "--from", "GB")
    assert (answer.status, answer.stdout) == (3, "")
    missed = run("show", "nigh", "--from", "GB")
    assert missed.status == 1
    assert "1 file cannot be read and is left out, first " in missed.stderr
    assert "Did you mean nightowl?" in missed.stderr


def test_a_folder_given_twice_is_one_layer(run: Run, home: Path) -> None:
    folder = home / "given"
    folder.mkdir()
    (folder / "acme.yaml").write_text("patches: acme\nphones: {care: null}\n", encoding="utf-8")
    before = _show(run, "acme", "--data", str(folder))
    (home / "link").symlink_to(folder)
    assert _show(run, "acme", "--data", str(folder), "--data", str(home / "link")) == before
    lost = run("show", "acme", "--data", "")
    assert lost.status == 2
    assert lost.stderr == "error: Invalid value for '--data': the folder's name is empty. Try: supportdir show --help\n"


def test_stacked_patches_are_checked_together(run: Run, home: Path) -> None:
    team, mine = home / "team", home / "mine"
    for folder, patch in ((team, "phones: {care: null}"), (mine, "phones: {care: {note: gone}}")):
        folder.mkdir()
        (folder / "acme.yaml").write_text(f"patches: acme\n{patch}\n", encoding="utf-8")
    alone = run("data", "check", str(mine), "--output", "plain")
    assert (alone.status, alone.stdout) == (0, "")
    stacked = run("data", "check", str(mine), "--data", str(team), "--output", "plain")
    assert stacked.status == 1
    assert "this phone has no" in stacked.stdout
    whole = run("data", "check", "--data", str(team), "--data", str(mine), "--output", "plain")
    errors = [line for line in whole.stdout.splitlines() if "\terror\t" in line]
    assert {line.partition(":")[0] for line in errors} == {f"{mine}/acme.yaml"}
    for wrong in ("/no/such", "/dev/null"):
        missing = run("data", "check", str(mine), "--data", wrong)
        assert (missing.status, missing.stdout) == (3, "")
        assert missing.stderr.startswith(f"error: {wrong} is not a folder")


def test_the_rules_apply_only_to_the_lines_of_a_patch(run: Run, home: Path) -> None:
    own = home / "config" / "companies"
    own.mkdir(parents=True)
    patch = own / "acme.yaml"
    patch.write_text(
        "patches: acme\n"
        "phones:\n"
        '  care: {hours: "Mo-Fr 22:00-08:00; Sa off", cite: {hours: [me]}}\n'
        "sources:\n"
        '  me: {kind: call, date: "2027-01-01"}\n'
        "  other: {kind: press, title: A list}\n",
        encoding="utf-8",
    )
    checked = run("data", "check", str(patch), "--at", "2026-03-06T12:00", "--output", "plain", "--notices")
    assert [line.split("\t")[:3] for line in checked.stdout.splitlines()] == [
        [f"{patch}:3:17", "notice", "holidays-unstated"],
        [f"{patch}:3:37", "warning", "overnight-off"],
        [f"{patch}:5:26", "error", "date-future"],
        [f"{patch}:6:3", "warning", "source-unused"],
    ]
    patch.write_text("patches: acme\nname: Acme at Home\n", encoding="utf-8")
    assert run("data", "check", str(patch), "--notices", "--strict").stdout == ""


def test_paths(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config, given = home / "config", home / "given"
    (config / "companies").mkdir(parents=True)
    given.mkdir()
    assert run("data", "path", "--data", str(given)).stdout == (
        f"companies\t{FICTIONAL}\t\tdefault\n"
        f"own companies\t{config}/companies\t\tSUPPORTDIR_CONFIG_DIR\n"
        f"companies on top\t{given}\t\t--data\n"
    )
    assert run("config", "path").stdout == (
        f"settings\t{config}/config.toml\tmissing\tSUPPORTDIR_CONFIG_DIR\n"
        f"index\t{home}/cache\tmissing\tSUPPORTDIR_CACHE_DIR\n"
        f"log\t{os.environ['SUPPORTDIR_LOG_DIR']}/log.sqlite\tmissing\tSUPPORTDIR_LOG_DIR\n"
    )
    monkeypatch.delenv("SUPPORTDIR_CONFIG_DIR")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/base")
    assert "settings\t/base/supportdir/config.toml\tmissing\tXDG_CONFIG_HOME\n" in run("config", "path").stdout
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", "/home/somebody")
    assert "settings\t/home/somebody/.config/supportdir/config.toml\tmissing\tdefault\n" in run("config", "path").stdout
