"""One key from the terminal, without Enter and without an echo."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 64  # bytes of a key: those of function keys are sequences
_END_OF_INPUT = "\x04"  # Ctrl-D, which is a character where keys are read one by one


@contextmanager
def single_keys() -> Iterator[None]:
    """Pass each key on at once while the block runs; Ctrl-C still interrupts."""
    if sys.platform == "win32":
        yield
        return
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor)
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def next_key(seconds: float) -> str:
    """Return the key that is pressed within that time, "" if none is. Raises EOFError for Ctrl-D."""
    key = _next_key(seconds)
    if key.startswith(_END_OF_INPUT):
        raise EOFError
    return key


def _next_key(seconds: float) -> str:
    if sys.platform == "win32":
        import msvcrt
        import time

        for _ in range(max(round(seconds * 20), 1)):
            if msvcrt.kbhit():
                return msvcrt.getwch()
            time.sleep(0.05)
        return ""
    import os
    import select

    descriptor = sys.stdin.fileno()
    if not select.select([descriptor], [], [], seconds)[0]:
        return ""
    typed = os.read(descriptor, _LONGEST)
    if not typed:  # the terminal is gone
        raise EOFError
    return typed.decode(errors="replace")
