"""`supportdir config`: the source of each setting, and changing settings."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from conftest import FICTIONAL, Run
from terminal import on_terminal


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUPPORTDIR_CONFIG_DIR", str(tmp_path / "config"))
    return tmp_path / "config" / "config.toml"


def _shown(run: Run, *words: str) -> dict[str, tuple[str, str]]:
    answer = run("config", "show", "--output", "plain", *words)
    assert answer.status == 0, answer
    return {name: (value, source) for name, value, source in (line.split("\t") for line in answer.stdout.splitlines())}


def test_every_setting_is_shown_with_where_it_comes_from(
    run: Run, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _shown(run) == {
        "from": ("GB", "system time zone"),
        "tz": ("Europe/London", "TZ"),
        "country": ("GB", "from"),
        "language": ("", "default"),
        "output": ("plain", "--output"),
        "color": ("auto", "default"),
        "phone": ("", "default"),
        "favorites": ("", "default"),
    }
    config.parent.mkdir()
    config.write_text('from = "DE"\nlanguage = "de"\nfavorites = ["acme"]\n')
    assert _shown(run)["from"] == ("DE", str(config))
    assert _shown(run)["favorites"] == ("acme", str(config))
    monkeypatch.setenv("SUPPORTDIR_FROM", "FR")
    assert _shown(run)["from"] == ("FR", "SUPPORTDIR_FROM")
    assert _shown(run, "--from", "Italy")["from"] == ("IT", "--from")
    document = json.loads(run("config", "show", "--output", "json").stdout)
    assert document["answers"][3] == {"name": "language", "value": "de", "source": str(config)}
    table = run("config", "show", "--output", "table").stdout
    assert table.splitlines()[0].split() == ["country", "FR", "from"]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("from", "US"), 'from = "US"'),
        (("from", "germany"), 'from = "DE"'),
        (("from", "United", "Kingdom"), 'from = "GB"'),
        (("country", "all"), 'country = "all"'),
        (("tz", "new", "york"), 'tz = "America/New_York"'),
        (("language", "Russian"), 'language = "ru"'),
        (("language", "pt-BR"), 'language = "pt-br"'),
        (("language", "de--de"), 'language = "de"'),  # was written as it is, and every later command failed
        (("from", "Kosovo"), 'from = "XK"'),  # likewise
        (("from", "UK-SCT"), 'from = "GB-SCT"'),
        (("output", "json"), 'output = "json"'),
        (("favorites", "Acme Broadband", "nightowl"), 'favorites = ["acme", "nightowl"]'),
    ],
)
def test_a_value_is_checked_and_written(run: Run, config: Path, words: tuple[str, ...], line: str) -> None:
    assert run("config", "set", *words).status == 0
    assert config.read_text() == f"{line}\n"
    assert run("config", "show").status == 0


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("from", "Germny"), 2, "invalid from 'Germny'; did you mean DE (Germany)?"),
        (("from", "RU-SPB"), 2, "invalid from 'RU-SPB'; did you mean RU-SPE (Saint Petersburg)?"),
        (("tz", "Berlni"), 2, "no time zone is called 'Berlni'; did you mean Europe/Berlin?"),
        (("output", "xml"), 2, "invalid output 'xml'; choose one of table, plain, json"),
        (("form", "US"), 2, "there is no setting 'form'; did you mean from?"),
        (("mine", "acme"), 2, "there is no setting 'mine'; did you mean favorites?"),
        (("favorites", "acmee"), 1, "no company is called 'acmee'. Did you mean acme?"),
        (("from",), 2, "Missing argument 'VALUE...'. Try: supportdir config set --help"),
    ],
)
def test_a_wrong_value_is_not_written(
    run: Run, config: Path, words: tuple[str, ...], status: int, message: str
) -> None:
    assert run("config", "set", *words) == (status, "", f"error: {message}\n")
    assert not config.exists()


FILE = """# my settings
from = "DE"  # home
favorites = [
  "acme",  # broadband
  "nightowl",
]

"tz" = 'Europe/Berlin'
language = \"\"\"
de\"\"\"
"""


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        (("from", "US"), 'from = "DE"  # home', 'from = "US"  # home'),
        (("favorites", "acme"), 'favorites = [\n  "acme",  # broadband\n  "nightowl",\n]\n', 'favorites = ["acme"]\n'),
        (("tz", "Tokyo"), "\"tz\" = 'Europe/Berlin'", 'tz = "Asia/Tokyo"'),
        (("language", "fr"), 'language = """\nde"""', 'language = "fr"'),
        (("color", "never"), 'de"""\n', 'de"""\ncolor = "never"\n'),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_rest_of_the_file_stays_as_it_is(
    run: Run, config: Path, words: tuple[str, ...], old: str, new: str, ending: str
) -> None:
    config.parent.mkdir()
    config.write_bytes(FILE.replace("\n", ending).encode())
    assert run("config", "set", *words).status == 0
    assert config.read_bytes().decode() == FILE.replace(old, new).replace("\n", ending)
    assert run("config", "unset", words[0]).status == 0
    assert words[0] not in tomllib.loads(config.read_text())


def test_an_invalid_setting_can_be_corrected(run: Run, config: Path) -> None:
    config.parent.mkdir()
    config.write_text('from = "XX"\ntz = "Mars/Base"\n')
    assert run("show", "acme").status == 3
    assert run("config", "set", "from", "GB").status == 0
    assert run("config", "set", "tz", "London").status == 0
    assert run("show", "acme").status == 0


def test_an_invalid_file_is_not_changed(run: Run, config: Path) -> None:
    config.parent.mkdir()
    config.write_text("from = \n")
    answer = run("config", "set", "from", "GB")
    assert (answer.status, config.read_text()) == (3, "from = \n")
    assert answer.stderr.startswith(f"error: {config} cannot be read: ")


def test_init_needs_a_terminal(run: Run, config: Path) -> None:
    message = "config init needs a terminal; without one, use: supportdir config set from CC"
    assert run("config", "init") == (2, "", f"error: {message}\n")
    assert not config.exists()


PROGRAM = f"""
from pathlib import Path
from supportdir import paths
paths.shipped = lambda: paths.Layer(Path({str(FICTIONAL)!r}), "fictional", editable=True)
from supportdir.cli.app import run
import sys
sys.exit(run(sys.argv[1:]))
"""


def _on_a_terminal(words: list[str], typed: str, tmp_path: Path) -> str:
    """Return what a command writes to a terminal when a text is typed."""
    folders = {"SUPPORTDIR_CONFIG_DIR": str(tmp_path / "config"), "SUPPORTDIR_CACHE_DIR": str(tmp_path / "cache")}
    return on_terminal(["-c", PROGRAM, *words], [("", typed.encode())], folders, tmp_path)[1]


def test_init_asks_three_questions(tmp_path: Path) -> None:
    screen = _on_a_terminal(["config", "init"], "Germny\nGermany\n\nGerman\n", tmp_path)
    assert "The country you are in, such as US or Germany [GB]: " in screen
    assert "invalid from 'Germny'; did you mean DE (Germany)?" in screen
    assert (tmp_path / "config" / "config.toml").read_text() == ('from = "DE"\ntz = "Europe/London"\nlanguage = "de"\n')


def test_the_hint_on_setting_the_location_is_shown_once(tmp_path: Path) -> None:
    hint = "to set your country: supportdir config set from GB"
    assert hint in _on_a_terminal(["show", "acme"], "", tmp_path)
    assert hint not in _on_a_terminal(["show", "acme"], "", tmp_path)


def test_no_hint_on_setting_the_location_in_a_pipe_or_with_settings(run: Run, tmp_path: Path) -> None:
    assert "config set" not in run("show", "acme", "--output", "table").stderr
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('color = "never"\n')
    assert "config set" not in _on_a_terminal(["show", "acme"], "", tmp_path)
