"""stdout and stderr of the process, with write errors in a form that the command line can tell from others.

typer and rich end the process by themselves on a broken pipe, and an OSError does not say whether it comes from
stdout. So a failed write to stdout raises an error of this module, and a failed write to stderr is ignored: notes that
nobody can read must change neither the answer nor the exit status.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class ReaderLeftError(Exception):
    """The reader of stdout has closed its end of the pipe. This is no failure."""


class AnswerLostError(Exception):
    """stdout cannot be written; `str(error)` says why."""


def guard() -> None:
    """Replace sys.stdout and sys.stderr by streams that report write errors as described above."""
    sys.stdout = _guarded(sys.stdout, _Stdout)
    sys.stderr = _guarded(sys.stderr, _Stderr)


def discard_output() -> None:
    """Send what is still buffered for stdout nowhere, so that no later flush fails."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Guard(io.RawIOBase):
    """An unbuffered stream that passes everything on to `stream`."""

    def __init__(self, stream: io.RawIOBase) -> None:
        self._stream = stream

    def fileno(self) -> int:
        return self._stream.fileno()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def writable(self) -> bool:
        return True


class _Stdout(_Guard):
    def write(self, data: ReadableBuffer, /) -> int | None:
        try:
            while (written := self._stream.write(data)) is None:  # non-blocking, and full
                _wait_for(self.fileno())
        except BrokenPipeError as error:
            raise ReaderLeftError from error
        except OSError as error:
            raise AnswerLostError(error.strerror) from error
        return written


class _Stderr(_Guard):
    def write(self, data: ReadableBuffer, /) -> int | None:
        with suppress(OSError):
            self._stream.write(data)
        return len(memoryview(data).cast("B"))


def _wait_for(descriptor: int) -> None:
    import select

    select.select([], [descriptor], [])


def _guarded(stream: TextIO | None, guard: type[_Guard]) -> TextIO:
    if stream is None:  # closed by the process that started this one
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123
    assert isinstance(stream, io.TextIOWrapper)
    raw: Any = getattr(stream.buffer, "raw", stream.buffer)  # with PYTHONUNBUFFERED there is no buffer
    return io.TextIOWrapper(
        io.BufferedWriter(guard(raw)),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )
