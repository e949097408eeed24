"""`ivr` with --phone, --qr, --tones and --step; links on a terminal."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import wave
from pathlib import Path

import pytest
import zxingcpp
from conftest import Run
from PIL import Image
from terminal import on_terminal

AT = ("--at", "2026-11-23T12:00Z")  # a Monday
LONDON = ("--from", "GB", "--tz", "Europe/London")
HERE = (*LONDON, *AT)
TABLE = ("--output", "table")
FICTIONAL = Path(__file__).parent.parent / "fictional" / "companies"


def test_a_phone_has_its_own_dial_string_and_link(run: Run) -> None:
    answer = run("ivr", "acme", "--phone", "android", *HERE, *TABLE)
    assert (
        answer.stdout
        == """\
020 7946 0958   Acme Broadband · Customer care   open until 18:00, 6 h left
avoid    representative
to a person
  1  press 0, three times
  2  press 2
  →  a person answers, 1 min 35 s after dialling when last measured
keys 0 0 0 2   dial +442079460958,,0,0,0,2  (pauses estimated)
link tel:+442079460958,,0,0,0,2
from a recorded call, 2 October 2026

or to a person, for billing
careful  pressing # drops the call
  1  press 1
  2  enter your account number, then #
  3  press 4
  →  a person answers
keys 1 … # 4   dial +442079460958,,1  (pauses estimated; continue by hand)
link tel:+442079460958,,1
     then enter your account number, then #; press 4: the next step needs
     information that only you have
from a press article, undated: may be outdated
"""
    )


def test_the_phone_in_config_toml_is_the_default(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.toml").write_text('phone = "softphone"\n', encoding="utf-8")
    monkeypatch.setenv("SUPPORTDIR_CONFIG_DIR", str(tmp_path))
    (line,) = json.loads(run("ivr", "acme", *HERE, "--output", "json").stdout)["answers"]
    route = line["routes"][0]
    assert {field: route[field] for field in ("phone", "dial", "link", "link_rest", "link_ends_because")} == {
        "phone": "softphone",
        "dial": "+442079460958,,0,0,0,2",
        "link": "tel:+442079460958",
        "link_rest": ["press 0, three times", "press 2"],
        "link_ends_because": "a link for a softphone has only the number",
    }
    (tmp_path / "config.toml").write_text('phone = "nokia"\n', encoding="utf-8")
    assert run("ivr", "acme").stderr == (
        f"error: {tmp_path}/config.toml: invalid phone = 'nokia'; choose one of android, iphone, softphone\n"
    )


def test_several_matching_menu_options_are_listed(run: Run) -> None:
    answer = run("ivr", "acme", "--topic", "e", *HERE, *TABLE)
    assert (
        answer.stdout
        == """\
020 7946 0958   Acme Broadband · Customer care   open until 18:00, 6 h left
avoid    representative
2 menu options are for “e”:
  2 1   Technical › Internet
  2 0   Technical › An adviser   a person answers
from a press article, undated: may be outdated
"""
    )
    assert run("ivr", "acme", "--topic", "e", "--qr", *HERE) == (
        1,
        "",
        "error: 'e' matches several menu options; use the words of one option. "
        "To list them: supportdir ivr acme/care --topic 'e'\n",
    )


@pytest.mark.parametrize("before", [True, False])
def test_a_qr_code_in_the_terminal(run: Run, before: bool) -> None:
    words = ("--qr", "acme") if before else ("acme", "--qr")
    answer = run("ivr", *words, *HERE, "--color", "always")
    head, *rows, link = answer.stdout.splitlines()
    assert "020 7946 0958" in head
    assert "tel:+442079460958,,0,0,0,2" in link
    assert (answer.status, answer.stderr) == (0, "")
    assert read_off(rows) == ["tel:+442079460958,,0,0,0,2"]


def read_off(rows: list[str]) -> list[str]:
    """Return the texts of the QR codes in terminal lines, each of which is black on white."""
    halves = {"█": (0, 0), "▀": (0, 255), "▄": (255, 0), " ": (255, 255)}
    lines = []
    for row in rows:
        match = re.fullmatch(r"\x1b\[30;107m([█▀▄ ]+)\x1b\[0m", row)
        assert match, row
        pairs = [halves[character] for character in match[1]]
        lines += [[pair[0] for pair in pairs], [pair[1] for pair in pairs]]
    picture = Image.new("L", (len(lines[0]), len(lines)))
    picture.putdata([shade for line in lines for shade in line])
    return [code.text for code in zxingcpp.read_barcodes(picture.resize((picture.width * 4, picture.height * 4)))]


def test_a_qr_code_lists_the_remaining_steps(run: Run) -> None:
    answer = run("ivr", "acme", "--topic", "billing", "--qr", *HERE)
    assert answer.stdout.endswith(
        """\
tel:+442079460958,,1
the link ends there: the next step needs information that only you have
  1  enter your account number, then #
  2  press 4
"""
    )
    assert answer.stderr == "without colours, the QR code is drawn for a dark background\n"


def test_a_line_without_a_known_route_has_a_qr_code(run: Run) -> None:
    answer = run("ivr", "wideland-hotels", "--qr", "--from", "US", *AT)
    assert (answer.status, answer.stdout.splitlines()[-1]) == (1, "tel:+12025550130")


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("nightowl/cards", "--qr"), 1, "nightowl/cards has no number for a link; "),
        (("acme", "--qr", "--output", "json"), 2, "--qr without a file excludes --output json; use --qr FILE.svg"),
        (("wideland/bookings", "--tones", "x.wav"), 1, "wideland/bookings has no keys that tones can send; "),
        (("acme", "--phone", "nokia"), 2, "Invalid value for '--phone'"),
        (("acme", "--tones", "/no/such/x.wav"), 3, "/no/such/x.wav cannot be written: No such file or directory\n"),
        (("acme", "--qr", "/no/such/x.svg"), 3, "/no/such/x.svg cannot be written: No such file or directory\n"),
        (("acme", "--tones", "/no/such/.wav/x.wav"), 3, "/no/such/.wav/x.wav cannot be written"),
        (("acme", "--tones", "/"), 2, "Invalid value for '--tones': '/' is not a .wav file."),
        (
            ("acme", "--tones", "x.mp3"),
            2,
            "Invalid value for '--tones': 'x.mp3' is not a .wav file.",
        ),
        (("acme", "--qr", "a/.svg"), 2, "Invalid value for '--qr': 'a/.svg' is not a .svg or .png file"),
        (("acme", "--tones", ".wav"), 2, "Invalid value for '--tones': '.wav' is not a .wav file"),
        (("acme", "--qr=x.gif"), 2, "Invalid value for '--qr': 'x.gif' is not a .svg or .png file."),
        (("acme", "--qr", "x.GIF"), 2, "Invalid value for '--qr': 'x.GIF' is not a .svg or .png file."),
    ],
)
def test_errors(run: Run, words: tuple[str, ...], status: int, message: str) -> None:
    answer = run("ivr", *words, *LONDON, "--country", "all", *AT)
    assert (answer.status, answer.stdout) == (status, "")
    assert answer.stderr.startswith(f"error: {message}")
    assert answer.stderr.count("\n") == 1


def test_a_qr_code_wider_than_the_terminal_is_an_error(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    assert run("ivr", "acme", "--qr", *HERE).stderr == (
        "error: the QR code needs 33 columns, the terminal has 30; use --qr FILE.png\n"
    )


@pytest.mark.parametrize("name", ["code.svg", "code.png"])
def test_a_file_is_not_overwritten_without_force(run: Run, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    first = run("ivr", "acme", "--qr", str(file), *HERE, "--output", "plain")
    assert first.status == 0
    assert first.stdout.startswith("acme/care\t")
    assert first.stderr == f"wrote the QR code of tel:+442079460958,,0,0,0,2 to {file}\n"
    content = file.read_bytes()
    file.write_bytes(b"mine")
    again = ("ivr", "acme", "--qr", str(file), *HERE, "--output", "plain")
    assert run(*again) == (
        3,
        "",
        f"error: {file} already exists; choose another name, or use --force to overwrite it\n",
    )
    assert file.read_bytes() == b"mine"
    assert run(*again, "--force").status == 0
    assert file.read_bytes() == content


@pytest.mark.parametrize("rate", ["8000", "44100"])
def test_tones(run: Run, tmp_path: Path, rate: str) -> None:
    file = tmp_path / "keys.wav"
    answer = run("ivr", "acme", "--tones", str(file), "--rate", rate, *HERE, "--output", "plain")
    assert (answer.status, answer.stderr) == (
        0,
        f"wrote the tones of 0 0 0 2 to {file} (11 s); play it to the phone as soon as the line answers\n",
    )
    with wave.open(str(file)) as sound:
        assert sound.getframerate() == int(rate)
    done = subprocess.run([sys.executable, "-m", "PyDTMF", str(file)], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == "0002"


def test_tones_end_before_a_step_of_the_caller(run: Run, tmp_path: Path) -> None:
    answer = run("ivr", "acme", "--topic", "billing", "--tones", str(tmp_path / "x.wav"), *HERE, "--output", "plain")
    assert answer.stderr.endswith("line answers; then enter your account number, then #; press 4\n")


def test_steps_without_a_terminal_are_printed(run: Run) -> None:
    assert run("ivr", "acme", "--step", *HERE, *TABLE) == run("ivr", "acme", *HERE, *TABLE)


def on_narrow_terminal(words: tuple[str, ...], typed: list[tuple[str, bytes]]) -> tuple[int, str]:
    """Run a command on a terminal of 40 columns. `typed` has pairs: when the first text appears, type the second."""
    # On a busy machine, building the index would draw a progress bar on the terminal.
    build = [sys.executable, "-m", "supportdir", "list", "--data", str(FICTIONAL)]
    subprocess.run(build, check=True, capture_output=True)
    return on_terminal(["-m", "supportdir", *words], typed, {"COLUMNS": "40"})


STEP = ("ivr", "acme", "--topic", "internet", "--step", "--data", str(FICTIONAL), *HERE)
FIRST, SECOND, THIRD, FOURTH = "1 of 4…Ctrl-D: stop", "2 of 4…Ctrl-D: stop", "3 of 4…Ctrl-D: stop", "4 of 4…Enter: done"
CARDS = [(FIRST, b"\n"), (SECOND, b"\n"), (THIRD, b"\n"), (FOURTH, b"\n")]


def test_one_step_at_a_time() -> None:
    status, seen = on_narrow_terminal(STEP, CARDS)
    assert status == 0
    plain = re.sub(r"\x1b(\[[0-9;?]*[A-Za-z]|\]8;[^\x1b]*\x1b\\)", "", seen)
    assert "hear  “Technical”\ndo    PRESS 2\n" in plain
    assert "if the menu differs: listen for\n“Internet”, which may have another key\n" in plain
    assert max(map(len, plain.splitlines())) <= 40


@pytest.mark.parametrize(("key", "status"), [(b"\x04", 0), (b"\x03", 130)])
def test_stepping_ends_cleanly(key: bytes, status: int) -> None:
    ended, seen = on_narrow_terminal(STEP, [(FIRST, b"\n"), (SECOND, key)])
    assert ended == status
    assert "3 of 4" not in seen
    assert "Traceback" not in seen


def test_links_are_written_to_a_terminal_only(run: Run) -> None:
    _, seen = on_narrow_terminal(("show", "acme", "--data", str(FICTIONAL), *HERE), [])
    links = re.findall(r"\x1b\]8;[^;]*;([^\x1b]+)\x1b\\", seen)
    assert {"tel:+442079460958", "https://www.acme.example/chat", "mailto:privacy@acme.example"} <= {*links}
    assert all(re.match(r"tel:\+[0-9]+$|https://|mailto:[^?&]+$", link) for link in links)
    assert "\x1b]8" not in run("show", "acme", *HERE, *TABLE, "--color", "always").stdout
