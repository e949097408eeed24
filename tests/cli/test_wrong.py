"""Errors: one line on stderr, and an exit status."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run

from supportdir.cli import app

SUPPORT = Path(__file__).parents[2] / "SUPPORT.md"
NEAR = "Otherwise look on your card, your bill or the company's website, not in an advertisement"
TIMES = "write 17:55, 5pm, 'Fri 17:55', 'tomorrow 9:00', 'in 2 hours', 25.12.2026 or 2026-12-25T17:55"


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("show", "acmee"), 1, "no company is called 'acmee'. Did you mean acme?"),
        (("show", "qqqqqq"), 1, f"no company is called 'qqqqqq'. Try: supportdir find WORD. {NEAR}"),
        (("show", ""), 1, f"no company is called ''. Try: supportdir find WORD. {NEAR}"),
        (("find", "qqqqqq"), 1, f"nothing in the directory matches 'qqqqqq'. {NEAR}"),
        (
            ("show", "acme", "--data", "caf\udce9"),
            2,
            "Invalid value for '--data': the folder's name is not UTF-8; rename it. Try: supportdir show --help",
        ),
        (("show", "acme/cart"), 1, "Acme Broadband has no contact 'cart'; it has acme/chat, acme/care"),
        (
            ("show", "acme", "--kind", "fax"),
            2,
            "invalid --kind 'fax'; choose one of phone, chat, email, form, sms, messenger, social, forum, app, "
            "callback, post, visit, video, self-service",
        ),
        (("show", "silent", "--kind", "sms"), 1, "no sms contact of Silent Messenger is known; known kinds: app"),
        (
            ("show", "acme", "--at", "nonsense"),
            2,
            f"invalid --at 'nonsense'; {TIMES}",
        ),
        (("show", "acme", "--at", "25:00"), 2, f"invalid --at '25:00'; {TIMES}"),
        (
            ("show", "acme", "--at", "0001-01-01"),
            2,
            "--at '0001-01-01' is out of range; write a year from 1970 to 2100",
        ),
        (
            ("show", "acme", "--tz", "Europe/London", "--at", "2026-03-29T01:30"),
            2,
            "2026-03-29 01:30 is skipped by the clock change in Europe/London; "
            "write 2026-03-29T00:30+00:00 or 2026-03-29T02:30+01:00",
        ),
        (
            ("show", "acme", "--tz", "Europe/London", "--at", "2026-10-25T01:30"),
            2,
            "2026-10-25 01:30 occurs twice at the clock change in Europe/London; "
            "write 2026-10-25T01:30+01:00 or 2026-10-25T01:30+00:00",
        ),
        (
            ("show", "acme", "--tz", "Mars/Base"),
            2,
            "no time zone is called 'Mars/Base'; write an IANA name such as Europe/London, or its city",
        ),
        (("show", "acme", "--from", "Germny"), 2, "invalid --from 'Germny'; did you mean DE (Germany)?"),
        (
            ("show", "acme", "--country", "los angeles"),
            2,
            "invalid --country 'los angeles'; it is a city; write its country, US or United States",
        ),
        (
            ("show", "acme", "--country", "QQ"),
            2,
            "invalid --country 'QQ'; write a code or a name, such as AD or Andorra",
        ),
        (
            ("show", "acme", "--data", "/no/such"),
            3,
            "/no/such is not a folder; give --data an existing folder of company files",
        ),
        (("show",), 2, "Missing argument 'COMPANY'. Try: supportdir show --help"),
        (("show", "acme", "--bogus"), 2, "show has no option --bogus. Try: supportdir show --help"),
        (
            ("show", "acme", "--output", "xml"),
            2,
            "Invalid value for '--output' / '-o' (env var: 'SUPPORTDIR_OUTPUT'): "
            "'xml' is not one of 'table', 'plain', 'json'. Try: supportdir show --help",
        ),
        (("shwo", "acme"), 2, "no command is called 'shwo'. Did you mean supportdir show?"),
        (("data", "chek"), 2, "no command is called 'chek'. Did you mean supportdir data check?"),
        (
            ("find", *["bank"] * 50_000),
            2,
            "TEXT has 249999 characters; give at most 200, such as the company's name",
        ),
        (("list", "--category", "banc"), 2, "invalid --category 'banc'; did you mean bank?"),
    ],
)
def test_one_line_and_a_status(run: Run, words: tuple[str, ...], status: int, message: str) -> None:
    answer = run(*words)
    assert (answer.status, answer.stdout, answer.stderr) == (status, "", f"error: {message}\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("opne",), "no command is called 'opne'. Did you mean supportdir open?"),
        (("wideland-h",), "no command or company is called 'wideland-h'. Did you mean wideland-hotels or wideland?"),
        (("nobody", "there", "-c"), "no command or company is called 'nobody there'. Try: supportdir --help"),
        (("data", "chekc"), "no command is called 'chekc'. Did you mean supportdir data check?"),
    ],
)
def test_a_first_word_that_is_not_a_command(run: Run, words: tuple[str, ...], message: str) -> None:
    answer = run(*words)
    assert (answer.status, answer.stdout, answer.stderr) == (2, "", f"error: {message}\n")


@pytest.mark.parametrize("words", [("acme",), ("ACME", "Broadband"), ("acme/care",), ("https://acme.example/help",)])
def test_a_company_in_place_of_a_command_is_shown(run: Run, words: tuple[str, ...]) -> None:
    options = ("--from", "GB", "--at", "2026-11-20T10:00")
    assert run(*words, *options) == run("show", *words, *options)
    assert run(*words, *options).status == 0


def test_control_characters_in_arguments_are_not_printed(run: Run) -> None:
    assert "\x1b" not in run("show", "\x1b[31mred").stderr
    assert "\u202e" not in run("show", "acme", "--at", "\u202e").stderr


def test_broken_files(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("name: Bad\nphones:\n  - id: a\n    hours: Mo-Fr 9-17\n", encoding="utf-8")
    (tmp_path / "deep.yaml").write_text("a: " + "[" * 30_000, encoding="utf-8")
    answer = run("show", "bad", "--data", str(tmp_path))
    assert answer.status == 3
    assert answer.stderr.startswith(f"error: {tmp_path}/bad.yaml:")
    assert answer.stderr.count("\n") == 1
    deep = run("show", "deep", "--data", str(tmp_path))
    assert (deep.status, deep.stderr.count("\n")) == (3, 1)
    others = run("show", "acme", "--data", str(tmp_path), "--from", "GB")
    assert (others.status, others.stderr) == (0, "")
    missed = run("show", "qqqqqq", "--data", str(tmp_path))
    assert missed.status == 1
    assert missed.stderr.splitlines()[1].startswith("2 files cannot be read and are left out, first ")
    everything = run("list", "--data", str(tmp_path))
    assert everything.status == 0
    assert everything.stderr.startswith("2 files cannot be read and are left out, first ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("from = 7", 'config.toml: from must be a string; write from = "7"'),
        ("form = 'GB'", "config.toml: there is no setting 'form'; did you mean from?"),
        (
            "zzz = 'GB'",
            "config.toml: there is no setting 'zzz'; "
            "choose one of country, from, tz, language, output, color, phone, favorites",
        ),
        ("mine = ['acme']", "config.toml: there is no setting 'mine'; did you mean favorites?"),
        (
            "favorites = 'acme'",
            'config.toml: favorites must be a list of companies; write favorites = ["delta", "hmrc"]',
        ),
        ("favorites = [7]", 'config.toml: favorites must be a list of companies; write favorites = ["delta", "hmrc"]'),
        ("output = 'xml'", "config.toml: invalid output = 'xml'; choose one of table, plain, json"),
        ("from = 'XX'", "config.toml: invalid from = 'XX'; write a code or a name, such as AD or Andorra"),
        ("country = 'Germny'", "config.toml: invalid country = 'Germny'; did you mean DE (Germany)?"),
        (
            "tz = 'Mars/Base'",
            "config.toml: tz: no time zone is called 'Mars/Base'; write an IANA name such as Europe/London, "
            "or its city",
        ),
        ("from = ", "config.toml cannot be read: Invalid value (at end of document)"),
    ],
)
def test_an_invalid_config(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str) -> None:
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("SUPPORTDIR_CONFIG_DIR", str(tmp_path))
    answer = run("show", "acme")
    assert (answer.status, answer.stderr) == (3, f"error: {tmp_path}/{message}\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('from = "US"'.encode("utf-16"), "it is UTF-16 or not text; save the file as UTF-8"),
        ('from = "US"'.encode("utf-16-be"), "it is UTF-16 or not text; save the file as UTF-8"),
        ('favorites = ["ёлка"]'.encode("cp1251"), "it is not UTF-8; save the file as UTF-8"),
        (b"favorites = " + b"[" * 3000, "its brackets are nested too deeply; look for an unclosed bracket"),
        (b"favorites = " + b"{a=" * 3000, "its brackets are nested too deeply; look for an unclosed bracket"),
        (b"from = " + b"9" * 10_000, "Exceeds the limit (4300 digits) for integer string conversion"),
        (b"a." * 50_000 + b"b = 1", "it has more than 64 kB or 2,000 dots; shorten it"),
        (b"a." * 20_000 + b"b = 1", "it has more than 64 kB or 2,000 dots; shorten it"),
        (b"#" * 70_000, "it has more than 64 kB or 2,000 dots; shorten it"),
    ],
)
def test_a_malicious_config_is_rejected_quickly(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, message: str
) -> None:
    (tmp_path / "config.toml").write_bytes(content)
    monkeypatch.setenv("SUPPORTDIR_CONFIG_DIR", str(tmp_path))
    answer = run("show", "acme")
    assert (answer.status, answer.stdout) == (3, "")
    assert answer.stderr.startswith(f"error: {tmp_path}/config.toml cannot be read: {message}")
    assert answer.stderr.count("\n") == 1
    assert len(answer.stderr) < 400


def test_messages_shorten_long_settings(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPPORTDIR_CONFIG_DIR", str(tmp_path))
    for text in ("from." + "a." * 1500 + "b = 1", "x" * 60_000 + " = 1", "from = [" + "1," * 10_000 + "]"):
        (tmp_path / "config.toml").write_text(text, encoding="utf-8")
        answer = run("show", "acme")
        assert (answer.status, answer.stderr.count("\n")) == (3, 1)
        assert len(answer.stderr) < 400


def test_a_config_with_a_byte_order_mark_is_read(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.toml").write_bytes(b'\xef\xbb\xbffrom = "US"\noutput = "json"\n')
    monkeypatch.setenv("SUPPORTDIR_CONFIG_DIR", str(tmp_path))
    assert '"from": "US"' in run("show", "acme").stdout


def test_options_and_variables_override_settings(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.toml").write_text('from = "US"\ntz = "America/New_York"\noutput = "json"\n', encoding="utf-8")
    monkeypatch.setenv("SUPPORTDIR_CONFIG_DIR", str(tmp_path))
    assert '"from": "US"' in run("show", "acme").stdout
    assert '"from": "GB"' in run("show", "acme", "--from", "GB").stdout
    monkeypatch.setenv("SUPPORTDIR_FROM", "RU")
    assert '"from": "RU"' in run("show", "acme").stdout
    (tmp_path / "config.toml").write_text('color = "always"\n', encoding="utf-8")
    words = ("show", "acme", "--output", "table")
    assert "\x1b" in run(*words).stdout
    assert "\x1b" not in run(*words, "--color", "auto").stdout


def test_an_internal_error_names_the_file_with_the_details(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("supportdir.paths.layers", lambda folders: 1 / 0)
    answer = run("show", "acme")
    (details,) = tmp_path.iterdir()
    assert (answer.status, answer.stderr) == (
        70,
        f"error: internal error (ZeroDivisionError), details in {details}; "
        f"please report it as described in {SUPPORT}\n",
    )
    assert "ZeroDivisionError" in details.read_text(encoding="utf-8")
    assert "the file with the details" in SUPPORT.read_text(encoding="utf-8")


def test_control_c(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(folders: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("supportdir.paths.layers", interrupted)
    assert run("show", "acme") == (130, "", "")


def test_the_version(run: Run) -> None:
    from supportdir import __version__

    assert run("--version") == (0, f"supportdir {__version__}\n", "")


@pytest.mark.parametrize("words", [(), ("--help",), ("-h",)])
def test_help_names_every_command_and_ends_with_an_example(run: Run, words: tuple[str, ...]) -> None:
    answer = run(*words)
    assert answer.status == 0
    assert all(f"\n  {name} " in answer.stdout for name in app.COMMANDS)
    assert answer.stdout.rstrip().endswith("Example: supportdir show suunto --country AU")
