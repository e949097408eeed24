"""The process: closed pipes, full disks, Ctrl-C, and child processes after it is killed."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX shells, signals and limits")

PROGRAM = f"{sys.executable} -m supportdir"
OUTPUTS = ("plain", "json", "table")


@pytest.fixture(autouse=True)
def _index() -> None:
    """Build the index before the test, because of the limits in the tests and the progress bar."""
    subprocess.run([sys.executable, "-m", "supportdir", "list"], check=True, capture_output=True)


def shell(script: str) -> tuple[int, str, str]:
    """Run a bash script; return its status, stdout and stderr."""
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("output", OUTPUTS)
def test_a_closed_pipe_is_no_error(output: str, unbuffered: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    status, _, stderr = shell(f"set -o pipefail; {PROGRAM} list --output {output} | head -c 1")
    assert (status, stderr) == (0, "")


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("{} list --output {} >/dev/full", "No space left on device"),
        ("(ulimit -f 1; {} list --output {} >$FILE)", "File too large"),
        ("{} list --output {} 1</dev/null", "Bad file descriptor"),
    ],
)
@pytest.mark.parametrize("output", OUTPUTS)
def test_an_answer_that_cannot_be_written_is_one_line(
    script: str, reason: str, output: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "/dev/full" in script and not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    monkeypatch.setenv("FILE", str(tmp_path / "out"))
    assert shell(script.format(PROGRAM, output)) == (3, "", f"error: the answer cannot be written: {reason}\n")


def test_help_that_cannot_be_written_is_one_line() -> None:
    assert shell(f"{PROGRAM} --help 1</dev/null")[0] == 3


@pytest.mark.parametrize(
    ("words", "status"),
    [("show nosuch", 1), ("show suunto", 0), ("--bogus", 2), ("show suunto --data /no/such", 3)],
)
@pytest.mark.parametrize("stderr", ["2>/dev/full", "2>&-", "2>&1 >/dev/null | true"])
def test_notes_that_cannot_be_written_do_not_change_the_status(words: str, status: int, stderr: str) -> None:
    assert shell(f"{PROGRAM} {words} >/dev/null {stderr}; exit ${{PIPESTATUS[0]}}")[0] == status


def test_both_outputs_full() -> None:
    assert shell(f"{PROGRAM} list >/dev/full 2>/dev/full")[0] == 3


INTERRUPTED = """
import os, signal, sys
MODULE = sys.argv[1]
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == MODULE:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
sys.argv[1:] = ["show", "suunto"]
from supportdir.__main__ import main
main()
"""


@pytest.mark.parametrize("module", ["gc", "supportdir.cli.streams", "typer", "supportdir.cli.show", "msgspec"])
def test_control_c_while_modules_load_is_silent(module: str) -> None:
    command = [sys.executable, "-c", INTERRUPTED, module]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_an_ignored_control_c_stays_ignored() -> None:
    status, stdout, _ = shell(f"trap '' INT; {sys.executable} -c '{INTERRUPTED}' typer")
    assert (status, stdout != "") == (0, True)


def test_no_room_for_the_details_of_an_internal_error(monkeypatch: pytest.MonkeyPatch) -> None:
    program = (
        "import supportdir.paths as places; places.layers = lambda *_: 1 / 0; "
        "import sys; sys.argv[1:] = ['list']; from supportdir.__main__ import main; main()"
    )
    status, stdout, stderr = shell(f'ulimit -f 0; {sys.executable} -c "{program}"')
    assert (status, stdout) == (70, "")
    assert stderr.startswith("error: internal error (ZeroDivisionError): division by zero (")
    assert stderr.endswith("SUPPORT.md\n")
    assert stderr.count("\n") == 1


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are listed under /proc")
@pytest.mark.parametrize("words", [("data", "check"), ("list",)])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL, signal.SIGINT])
def test_the_workers_end_with_the_command(
    words: tuple[str, ...], number: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORTDIR_CACHE_DIR", str(tmp_path / "cache"))  # without an index: `list` builds one
    command = subprocess.Popen(
        [sys.executable, "-m", "supportdir", *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    children = Path(f"/proc/{command.pid}/task/{command.pid}/children")
    while not (workers := children.read_text(encoding="utf-8").split()) and command.poll() is None:
        time.sleep(0.001)
    if command.poll() is not None:
        pytest.skip("one processor: no workers")
    command.send_signal(number)
    _, stderr = command.communicate()
    assert (command.returncode, stderr) == (130 if number == signal.SIGINT else -number, b"")
    deadline = time.monotonic() + 60
    while any(map(_is_running, workers)):
        assert time.monotonic() < deadline, workers
        time.sleep(0.01)


def _is_running(process: str) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
