"""Compiling many companies: in this process, and in one more where that pays.

The helper is this program again, told what to do through a pipe. It ends when the pipe does, so that a builder that is
killed leaves nobody behind; where it cannot be started, or dies, its companies are compiled here.
"""

from __future__ import annotations

import gc
import os
import struct
import sys
from collections import deque
from contextlib import suppress
from typing import IO, TYPE_CHECKING

import msgspec

from supportdir.index.compiler import Compiled, Work, compiled

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator
    from queue import SimpleQueue

_AT_ONCE = 50
_AHEAD = 3  # chunks that the helper is given before they are asked for
_PIPE = 1 << 20  # bytes: room for what it gives back, so that it need not wait until this process finds time to listen
_WORTH_A_PROCESS = 400  # companies: starting a process costs as much as compiling these
_LENGTH = struct.Struct("<I")


def compile_all(work: list[Work], progress: Callable[[int, int], None] | None = None) -> Iterator[Compiled]:
    """The companies of `work`, about in order. `progress` is told how many of how many are done."""
    chunks = deque(work[start : start + _AT_ONCE] for start in range(0, len(work), _AT_ONCE))
    helper = _Helper() if len(work) >= _WORTH_A_PROCESS and _processors() > 1 else None
    done = 0
    try:
        while chunks or (helper and helper.owes):
            if helper and helper.is_alive:
                while chunks and len(helper.owes) < _AHEAD:
                    helper.give(chunks.popleft())
            if chunks:
                found = compiled(chunks.popleft())
            elif helper:
                found = helper.take(wait=True)
            if helper:
                found += helper.take()
                if not helper.is_alive:
                    chunks.extend(helper.owes)
                    helper.owes.clear()
            yield from found
            done += len(found)
            if progress:
                progress(done, len(work))
    finally:
        if helper:
            helper.dismiss()
        if progress:
            progress(len(work), len(work))  # whatever happened: a bar must not stay


class _Helper:
    """Another process that compiles. `owes`: the chunks that it was given and has not given back."""

    def __init__(self) -> None:
        import subprocess
        from queue import SimpleQueue
        from threading import Thread

        self.owes: deque[list[Work]] = deque()
        self._results: SimpleQueue[bytes] = SimpleQueue()
        program = f"import sys; sys.path[:] = {sys.path!r}; from supportdir.index.workers import help_out; help_out()"
        try:
            self._process: subprocess.Popen[bytes] | None = subprocess.Popen(
                [sys.executable, "-c", program],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            self._process = None
        self.is_alive = self._process is not None
        if self._process and self._process.stdout:
            with suppress(ImportError, AttributeError, OSError):  # Linux alone can, and not always may
                import fcntl

                fcntl.fcntl(self._process.stdout, fcntl.F_SETPIPE_SZ, _PIPE)
            self._listener = Thread(target=self._listen, args=(self._process.stdout,), daemon=True)
            self._listener.start()

    def give(self, chunk: list[Work]) -> None:
        """Hand it a chunk."""
        assert self._process is not None
        assert self._process.stdin is not None
        self.owes.append(chunk)
        try:
            _send(self._process.stdin, msgspec.msgpack.encode(chunk))
        except OSError:
            self.is_alive = False

    def take(self, *, wait: bool = False) -> list[Compiled]:
        """What it has compiled by now; with `wait`, at least one chunk, if it lives."""
        found: list[Compiled] = []
        while self.is_alive and (not self._results.empty() or (wait and not found)):
            answer = self._results.get()
            if answer:
                found += msgspec.msgpack.decode(answer, type=list[Compiled])
                self.owes.popleft()
            else:
                self.is_alive = False
        return found

    def dismiss(self) -> None:
        """Let it end."""
        if self._process:
            self._process.kill()
            self._listener.join()
            with self._process:
                pass  # closes its pipes and waits for it

    def _listen(self, pipe: IO[bytes]) -> None:
        while answer := _receive(pipe):
            self._results.put(answer)
        self._results.put(b"")


def help_out() -> None:
    """Be the helper: compile what comes in, until nothing does."""
    gc.disable()  # nothing here is in circles
    inward, outward = sys.stdin.buffer, sys.stdout.buffer
    while chunk := _receive(inward):
        work = msgspec.msgpack.decode(chunk, type=list[Work])
        _send(outward, msgspec.msgpack.encode(compiled(work)))


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(_LENGTH.pack(len(message)) + message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    """The next message; empty where the other side has left."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return b""
    (length,) = _LENGTH.unpack(head)
    message = pipe.read(length)
    return message if len(message) == length else b""


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
