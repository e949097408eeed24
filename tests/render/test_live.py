"""What a terminal shows while a command runs: a route step by step, a live list, a countdown, progress bars.

`pytest -n 0 tests/render --rewrite` writes step-by-step.txt; read the difference before you commit it.
"""

from __future__ import annotations

import io
import re
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from supportdir import paths
from supportdir.cli import app
from supportdir.render import progress

FOLDER = Path(__file__).parent
HERE = ("--from", "GB", "--tz", "Europe/London")


class Terminal(io.StringIO):
    """A stream whose `isatty()` is true."""

    def isatty(self) -> bool:
        return True

    @property
    def text(self) -> str:
        """What was written, without escape sequences."""
        return re.sub(r"\x1b(\[[0-9;?]*[A-Za-z]|\]8;[^\x1b]*\x1b\\)", "", self.getvalue())


class Screens:
    """Runs commands on a terminal at the moment `at`; the user presses Ctrl-C at `until`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at = self.until = datetime.fromisoformat("2026-11-23T12:00Z")
        self._patch = monkeypatch
        monkeypatch.setattr("supportdir.clock.now", lambda: self.at)
        monkeypatch.setattr("time.sleep", self._sleep)

    def _sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        if self.at >= self.until:
            raise KeyboardInterrupt

    def __call__(self, *words: str, typed: str = "", columns: int = 80, lines: int = 24) -> tuple[int, str, str]:
        """Return the exit status and the text of stdout and stderr."""
        out, err = Terminal(), Terminal()
        with self._patch.context() as patch:
            patch.setenv("TERM", "xterm-256color")
            patch.setenv("COLUMNS", str(columns))
            patch.setenv("LINES", str(lines))
            for name, stream in (("stdin", Terminal(typed)), ("stdout", out), ("stderr", err)):
                patch.setattr(sys, name, stream)
            status = app.run([*words])
        return status, out.text, err.text


@pytest.fixture
def screens(monkeypatch: pytest.MonkeyPatch) -> Screens:
    layer = paths.Layer(FOLDER / "companies", "companies", editable=True)
    monkeypatch.setattr(paths, "shipped", lambda: layer)
    return Screens(monkeypatch)


def test_a_route_is_shown_step_by_step(screens: Screens, pytestconfig: pytest.Config) -> None:
    status, shown, _ = screens("ivr", "kiosk", "--step", *HERE, typed="\n" * 7, columns=40)
    path = FOLDER / "step-by-step.txt"
    expected = path.read_text(encoding="utf-8")
    if pytestconfig.getoption("--rewrite"):
        path.write_text(shown, encoding="utf-8")
    assert status == 0
    assert shown == expected


@pytest.mark.parametrize(("typed", "last"), [("", "1 of 7"), ("\n\n", "3 of 7")])
def test_the_steps_end_with_the_input(screens: Screens, typed: str, last: str) -> None:
    status, shown, _ = screens("ivr", "kiosk", "--step", *HERE, typed=typed)
    assert status == 0
    assert re.findall(r"\d of 7", shown)[-1] == last


def board(shown: str) -> list[str]:
    """Return the lines of the last board on the screen."""
    return [line.rstrip() for line in shown[shown.rindex(", your time;") - 9 :].splitlines() if line.strip()]


def test_a_watched_board_follows_the_clock(screens: Screens) -> None:
    screens.at, screens.until = map(datetime.fromisoformat, ("2026-11-23T21:59:50Z", "2026-11-23T22:00:10Z"))
    status, shown, _ = screens("open", "kiosk", "menus", "--watch", *HERE)
    assert status == 130
    assert "Mon 21:59, your time; Ctrl-C ends" in shown
    assert board(shown) == [
        "Mon 22:00, your time; Ctrl-C ends",
        "020 7946 0003   Kiosk Rail · Night desk   open until Tue 06:00",
        "no number       Menus & Sons",
        "                  no line for GB is known; known for US: --country US",
    ]


def test_a_board_larger_than_the_terminal_is_cut_and_counted(screens: Screens) -> None:
    screens.until = screens.at + timedelta(seconds=1)
    _, shown, _ = screens("open", "kiosk", "menus", "only-chat", "menus/main", "--watch", *HERE, lines=6)
    assert board(shown) == [
        "Mon 12:00, your time; Ctrl-C ends",
        "020 7946 0001 ext. 12   Kiosk Rail · Tickets   open until 22:00",
        "no number               Menus & Sons",
        "                          no line for GB is known; known for US: --country US",
        "and 4 more lines",
    ]


def test_a_board_without_companies(screens: Screens) -> None:
    screens.until = screens.at + timedelta(seconds=1)
    _, shown, _ = screens("open", "--country", "FR", "--watch", *HERE)
    assert board(shown) == ["Mon 12:00, your time; Ctrl-C ends", "no companies"]


def test_a_wait_counts_down_in_one_line_and_rings(screens: Screens) -> None:
    screens.at, screens.until = map(datetime.fromisoformat, ("2026-11-20T21:59:57Z", "2027-01-01T00:00Z"))
    status, shown, counted = screens("wait", "kiosk/night", *HERE)
    assert (status, shown) == (0, "020 7946 0003   Kiosk Rail · Night desk   open until Sat 06:00\n")
    line = "Kiosk Rail · Night desk opens 22:00, in 0 min 0{} s"
    assert counted.endswith("\a")
    assert list(dict.fromkeys(counted.rstrip("\a\r\n").split("\r"))) == [line.format(left) for left in (3, 2, 1)]


def test_a_wait_of_days_ends_with_the_terminal_clean(screens: Screens) -> None:
    screens.at, screens.until = map(datetime.fromisoformat, ("2026-11-20T23:00:00Z", "2026-11-20T23:00:02Z"))
    status, shown, counted = screens("wait", "kiosk/dear", *HERE)
    assert (status, shown) == (130, "")
    left = ("10 h 0 min 00 s", "9 h 59 min 59 s")
    assert [text.strip() for text in dict.fromkeys(counted.split("\r"))][:2] == [
        f"Kiosk Rail · Information opens Mon 09:00, in 2 days {time}" for time in left
    ]


def test_a_bar_is_drawn_only_on_a_terminal_and_if_the_work_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    def drawn(stream: io.StringIO, patience: float) -> str:
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setattr(progress, "PATIENCE", patience)
        update = progress.bar("compiling the index")
        for done in range(6):
            update(done, 5)
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", stream.getvalue())

    assert "compiling the index" in drawn(Terminal(), -1)
    assert "5/5" in drawn(Terminal(), -1)
    assert drawn(Terminal(), 3600) == drawn(io.StringIO(), -1) == ""
