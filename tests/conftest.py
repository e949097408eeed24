"""What the tests share: a directory of invented companies, and the command line as a function."""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from supportdir import clock, paths, translation
from supportdir.directory import Directory

FICTIONAL = Path(__file__).parent / "fictional" / "companies"


class Answer(NamedTuple):
    """What a command gave."""

    status: int
    stdout: str
    stderr: str


# The programs that tests start would inherit signals that are ignored, as below nohup or in a background job.
for number in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, lambda *_: None)

# The same examples on every run, and no limit of time: a busy machine draws them slowly. Other examples on every run:
# --hypothesis-profile random.
settings.register_profile("random", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", settings.get_profile("random"), derandomize=True, database=None)
settings.load_profile("same")

Run = Callable[..., Answer]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--now",
        type=datetime.fromisoformat,
        metavar="TIME",
        help="Start the program's clock at TIME, as in 2028-02-29T12:00Z.",
    )

    parser.addoption("--rewrite", action="store_true", help="Write the outputs in tests/render/cases anew.")


def pytest_configure(config: pytest.Config) -> None:
    if start := config.getoption("--now"):
        ahead: timedelta = start.astimezone(UTC) - clock.now()
        clock.now = lambda: datetime.now(UTC) + ahead


@pytest.fixture(autouse=True)
def _own_world(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No setting of the machine reaches a test; the index is shared within a test run's worker."""
    for name in ("TZ", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "SUPPORTDIR_FROM", "SUPPORTDIR_TZ", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    translation.use({})  # of the test before
    monkeypatch.setenv("TZ", "Europe/London")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("SUPPORTDIR_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("SUPPORTDIR_LOG_DIR", str(tmp_path_factory.getbasetemp() / "no-log"))
    monkeypatch.setenv("SUPPORTDIR_CONFIG_DIR", str(tmp_path_factory.getbasetemp() / "no-config"))


@pytest.fixture
def fictional(monkeypatch: pytest.MonkeyPatch) -> paths.Layer:
    """The invented companies in place of the dataset."""
    layer = paths.Layer(FICTIONAL, "fictional", editable=True)
    monkeypatch.setattr(paths, "shipped", lambda: layer)
    return layer


@pytest.fixture
def directory(fictional: paths.Layer) -> Iterator[Directory]:
    """The directory of the invented companies, in 2026."""
    with Directory((fictional,), paths.cache_folder(), 2026) as directory:
        yield directory


@pytest.fixture
def run(fictional: paths.Layer, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`supportdir` on the invented companies: run("show", "acme") gives status, stdout and stderr."""
    from supportdir.cli import app

    def run(*words: str) -> Answer:
        out, err = io.StringIO(), io.StringIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            status = app.run(list(words))
        return Answer(status, out.getvalue(), err.getvalue())

    return run


def utc(text: str) -> datetime:
    """An aware moment from ISO text in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
