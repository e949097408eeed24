"""A pseudo-terminal on which tests run the program."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

CTRL_C = b"\x03"
PATIENCE = 60  # seconds


def on_terminal(
    arguments: Sequence[str],
    typed: Sequence[tuple[str, bytes]] = (),
    variables: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> tuple[int, str]:
    """Run Python with `arguments` on a terminal; return its exit status and what appeared, with "\\n" line ends.

    Each text of `typed` is typed once the text that stands before it has appeared on the present screen; "a…b" waits
    for a and then b. Wait for the last text of a screen: what is typed earlier is echoed among what is still written.
    """
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", **(variables or {})}
    seen, waiting, deadline = b"", list(typed), time.monotonic() + PATIENCE
    key, typed_at = b"", 0.0
    with subprocess.Popen(
        [sys.executable, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=folder,
        start_new_session=True, preexec_fn=_control_terminal,
    ) as process:  # fmt: skip
        # `theirs` stays open until everything is read: once all writers are gone, a read may fail with data left.
        while time.monotonic() < deadline:
            has_ended = process.poll() is not None
            if select.select([ours], [], [], 0 if has_ended else 0.2)[0]:
                seen += os.read(ours, 4096)
            elif has_ended:
                break
            if waiting and _has_appeared(waiting[0][0], seen.rpartition(b"\x1b[2J")[2]):
                key, typed_at = waiting.pop(0)[1], time.monotonic()
                os.write(ours, key)
            elif key == CTRL_C and not has_ended and time.monotonic() > typed_at + 2:
                # Python loses a Ctrl-C that comes just before it blocks in reading; a person presses it again.
                typed_at = time.monotonic()
                os.write(ours, key)
        else:
            process.kill()
    os.close(theirs)
    os.close(ours)
    return process.returncode, seen.decode(errors="replace").replace("\r\n", "\n")


def _has_appeared(text: str, screen: bytes) -> bool:
    parts = (re.escape(part.encode()) for part in text.split("…"))
    return re.search(b".*".join(parts), screen, re.DOTALL) is not None


def _control_terminal() -> None:
    """Make the terminal the controlling one, so that Ctrl-C reaches the program."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
