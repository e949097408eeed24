"""stdout and stderr of the process, with write errors that the command line can tell from other errors.

On a broken pipe typer and rich exit themselves, and an OSError does not say whether it comes from stdout. Therefore a
failed write to stdout raises an error of this module. A failed write to stderr is ignored: it must change neither the
answer nor the exit status.
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
    """The reader of stdout has closed its end of the pipe. The command succeeds."""


class AnswerLostError(Exception):
    """stdout cannot be written; `str(error)` is the reason."""


def guard() -> None:
    """Replace sys.stdout and sys.stderr by streams that handle write errors as described above."""
    sys.stdout = _guarded(sys.stdout, _Stdout)
    sys.stderr = _guarded(sys.stderr, _Stderr)


def discard_output() -> None:
    """Redirect stdout to the null device, so that flushing its buffer does not fail again."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Guard(io.RawIOBase):
    """An unbuffered stream that writes to `stream`."""

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
            while (written := self._stream.write(data)) is None:  # non-blocking, and the pipe is full
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
    if stream is None:  # the parent process has closed it
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123
    assert isinstance(stream, io.TextIOWrapper)
    raw: Any = getattr(stream.buffer, "raw", stream.buffer)  # with PYTHONUNBUFFERED, `buffer` is the raw stream
    return io.TextIOWrapper(
        io.BufferedWriter(guard(raw)),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )
