"""Errors for failed writes to stdout and stderr."""

from __future__ import annotations

import errno
import io
import os
import sys

import pytest

from supportdir.cli import streams


class Failing(io.RawIOBase):
    """A raw stream; each write takes the next of `results`: an exception, None (would block), or all bytes."""

    def __init__(self, *results: object) -> None:
        self.results = list(results)
        self.written = b""

    def fileno(self) -> int:
        return 1

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int | None:  # type: ignore[override]
        result = self.results.pop(0) if self.results else len(data)
        if isinstance(result, Exception):
            raise result
        if result is None:
            return None
        self.written += bytes(data)
        return len(data)


def _guarded(monkeypatch: pytest.MonkeyPatch, stdout: io.RawIOBase | None, stderr: io.RawIOBase | None) -> None:
    for name, raw in (("stdout", stdout), ("stderr", stderr)):
        stream = raw and io.TextIOWrapper(io.BufferedWriter(raw), encoding="utf-8", write_through=True)
        monkeypatch.setattr(sys, name, stream)
    streams.guard()


@pytest.mark.parametrize(
    ("failure", "error", "message"),
    [
        (BrokenPipeError(), streams.ReaderLeftError, ""),
        (OSError(errno.ENOSPC, "No space left on device"), streams.AnswerLostError, "No space left on device"),
        (OSError(errno.EFBIG, "File too large"), streams.AnswerLostError, "File too large"),
        (OSError(errno.EIO, "Input/output error"), streams.AnswerLostError, "Input/output error"),
    ],
)
def test_a_failed_write_to_stdout_raises_the_reason(
    monkeypatch: pytest.MonkeyPatch, failure: OSError, error: type[Exception], message: str
) -> None:
    raw = Failing(failure, failure)
    _guarded(monkeypatch, raw, Failing())
    with pytest.raises(error) as caught:
        print("answer", flush=True)
    assert str(caught.value) == message
    raw.results = []  # the stream writes its buffer again when it is dropped


def test_a_full_non_blocking_pipe_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[int] = []
    raw = Failing(None, None)
    monkeypatch.setattr(streams, "_wait_for", waited.append)
    _guarded(monkeypatch, raw, Failing())
    print("answer", flush=True)
    assert (raw.written, waited) == (b"answer\n", [1, 1])


def test_a_failed_write_to_stderr_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    _guarded(monkeypatch, Failing(), Failing(OSError(errno.ENOSPC, "full"), BrokenPipeError()))
    print("note", file=sys.stderr, flush=True)
    print("another", file=sys.stderr, flush=True)


def test_closed_streams_become_the_null_device(monkeypatch: pytest.MonkeyPatch) -> None:
    _guarded(monkeypatch, None, None)
    print("answer", flush=True)
    assert (sys.stdout.name, sys.stderr.name) == (os.devnull, os.devnull)
    sys.stdout.close()
    sys.stderr.close()
