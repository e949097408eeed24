"""Compile many companies: in this process, and in a second process if that is faster.

The second process runs this program too and is connected by pipes. It exits on EOF, so killing the parent leaves no
orphan process. If it cannot be started, or dies, this process compiles its companies.
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

from supportdir.index.compiler import IndexRecords, Job, records_of

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator
    from queue import SimpleQueue
    from typing import TypeAlias

    Progress: TypeAlias = Callable[[int, int], None] | None

_CHUNK = 50  # companies
_MAX_PENDING = 3  # chunks that the worker has at a time
_PIPE = 1 << 20  # bytes: the worker can write its results while this process is busy compiling
_MIN_FOR_WORKER = 400  # companies; starting a process takes as long as compiling these
_LENGTH = struct.Struct("<I")


def compile_all(jobs: list[Job], progress: Progress) -> Iterator[IndexRecords]:
    """Yield the records of each company, roughly in order. Call `progress` with the number done and the total."""
    chunks = deque(jobs[start : start + _CHUNK] for start in range(0, len(jobs), _CHUNK))
    worker = None
    if len(jobs) >= _MIN_FOR_WORKER and _processors() > 1:
        with suppress(OSError):
            worker = Worker()
    done = 0
    try:
        while chunks or (worker and worker.pending):
            if worker and worker.is_alive:
                while chunks and len(worker.pending) < _MAX_PENDING:
                    worker.send(chunks.popleft())
            if chunks:
                results = records_of(chunks.popleft())
            elif worker:
                results = worker.results(wait=True)
            if worker:
                results += worker.results()
                if not worker.is_alive:
                    chunks.extend(worker.pending)
                    worker.pending.clear()
            yield from results
            done += len(results)
            if progress:
                progress(done, len(jobs))
    finally:
        if worker:
            worker.stop()
        if progress:
            progress(len(jobs), len(jobs))  # after an error too, so that the progress bar disappears


class Worker:
    """A process that compiles companies. `pending` are the chunks that it has not returned yet."""

    def __init__(self) -> None:
        import subprocess
        from queue import SimpleQueue
        from threading import Thread

        self.pending: deque[list[Job]] = deque()
        self._messages: SimpleQueue[bytes] = SimpleQueue()
        program = f"import sys; sys.path[:] = {sys.path!r}; from supportdir.index.workers import serve; serve()"
        self._process: subprocess.Popen[bytes] = subprocess.Popen(
            [sys.executable, "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.is_alive = True
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._stdin = self._process.stdin
        with suppress(ImportError, AttributeError, OSError):  # only Linux has it, and may refuse
            import fcntl

            fcntl.fcntl(self._process.stdout, fcntl.F_SETPIPE_SZ, _PIPE)
        self._listener = Thread(target=self._listen, args=(self._process.stdout,), daemon=True)
        self._listener.start()

    def send(self, chunk: list[Job]) -> None:
        """Give the worker a chunk to compile."""
        self.pending.append(chunk)
        try:
            _send(self._stdin, msgspec.msgpack.encode(chunk))
        except OSError:
            self.is_alive = False

    def results(self, *, wait: bool = False) -> list[IndexRecords]:
        """Return what the worker has compiled since the last call. With `wait`, wait for a chunk while it is alive."""
        results: list[IndexRecords] = []
        while self.is_alive and (not self._messages.empty() or (wait and not results)):
            message = self._messages.get()
            if message:
                results += msgspec.msgpack.decode(message, type=list[IndexRecords])
                self.pending.popleft()
            else:
                self.is_alive = False
        return results

    def stop(self) -> None:
        """Kill the process, wait for it, and close its pipes."""
        self._process.kill()
        self._listener.join()
        with self._process:  # closes the pipes and waits for the process
            pass

    def _listen(self, pipe: IO[bytes]) -> None:
        while message := _receive(pipe):
            self._messages.put(message)
        self._messages.put(b"")


def serve() -> None:
    """Run the worker: compile the chunks that come on stdin until EOF."""
    gc.disable()  # no reference cycles are made here
    while message := _receive(sys.stdin.buffer):
        jobs = msgspec.msgpack.decode(message, type=list[Job])
        _send(sys.stdout.buffer, msgspec.msgpack.encode(records_of(jobs)))


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(_LENGTH.pack(len(message)) + message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    """Return the next message, b"" on EOF."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return b""
    (length,) = _LENGTH.unpack(head)
    message = pipe.read(length)
    return message if len(message) == length else b""


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
