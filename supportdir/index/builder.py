"""Build an index from the company files, or update it.

Only one process writes an index at a time: it holds a lock on a file beside the index. A process that had to wait for
the lock first looks at what the other one wrote.

A whole index is written to a draft file, which then replaces the old index by a rename; drafts of killed processes are
deleted by the next one. Changes are one SQLite transaction. Nothing is flushed to the disk: if a power failure damages
the index, the checksums show it, and the index is rebuilt.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from supportdir.index.changes import changes_since
from supportdir.index.database import Index, UnusableIndexError, check_access, companion_files, fingerprint
from supportdir.index.writer import Writer
from supportdir.paths import signature_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from supportdir.index.changes import Changes
    from supportdir.index.workers import Progress
    from supportdir.paths import Layer

_MAX_CHANGES = 1000  # changed companies, or a quarter of all: building a new index is faster for more
_MAX_OTHER_INDEXES = 15  # indexes of other folders to keep; every set of --data folders has its own index
_LOCK_TIMEOUT = 10.0  # seconds that another process may hold the lock without writing anything


def refreshed(
    path: Path, layers: tuple[Layer, ...], year: int, progress: Progress, damaged: Index | None, changes: Changes | None
) -> Index:
    """Update the index at `path`, or rebuild it if it is damaged or cannot be updated. Return it opened.

    `damaged` is an open index that raised an error. It is ignored if another process has replaced it since, and so are
    `changes` if the index was written after they were computed. Raises OSError, sqlite3.Error or UnusableIndexError if
    the index cannot be written or read.
    """
    with _lock(path) as now:
        index = None
        if damaged is None or damaged.state.revision != _revision_at(path):
            index = _updated(path, layers, year, now, progress, changes)
        if index is None:
            if damaged:
                damaged.close()
            _build(path, layers, year, now, progress)
            index = Index.open(path, layers, year)
    return index


def build_in_memory(layers: tuple[Layer, ...], year: int, progress: Progress) -> Index:
    """Build an index in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        Writer(connection, layers, year, now=0).write_all(progress)
        return Index(connection)
    except BaseException:
        connection.close()
        raise


@contextmanager
def _lock(path: Path) -> Iterator[int]:
    """Lock the index at `path` and delete old drafts. Yield the time by the clock of its disk (ns)."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = path.with_suffix(".lock")
    with open(os.open(lock, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:  # noqa: PTH123
        _acquire(file.fileno(), path)
        for draft in path.parent.glob(f"{path.name}.draft*"):
            draft.unlink(missing_ok=True)
        os.utime(lock)
        yield signature_of(lock.stat())[0]


def _acquire(lock: int, path: Path) -> None:
    """Wait for the lock, which the system releases when a process ends.

    Raises BlockingIOError if the draft of the process that holds it has not grown for `_LOCK_TIMEOUT` seconds.
    """
    try:
        import fcntl
    except ImportError:  # not needed on Windows: a file that another process has open cannot be replaced there
        return None
    waited, size = 0.0, -1
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waited > _LOCK_TIMEOUT:
                raise
        time.sleep(0.02)
        waited += 0.02
        with suppress(OSError):
            new_size = path.with_name(f"{path.name}.draft").stat().st_size
            waited, size = (waited if new_size == size else 0.0), new_size


def _build(path: Path, layers: tuple[Layer, ...], year: int, now: int, progress: Progress) -> None:
    draft = path.with_name(f"{path.name}.draft")
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")  # an incomplete draft is never used
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            Writer(connection, layers, year, now).write_all(progress)
        # The journal of a killed transaction belongs to the old file; SQLite must not apply it to the new one.
        for file in (path, *map(Path, companion_files(path))):
            file.unlink(missing_ok=True)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _prune(path)


def _prune(path: Path) -> None:
    """Delete the indexes of other folders except those last used."""

    def last_use(index: Path) -> int:
        stat = index.stat()
        return max(stat.st_atime_ns, stat.st_mtime_ns)  # many systems update the access time only once a day

    with suppress(OSError):
        indexes = sorted(path.parent.glob("index-*.sqlite"), key=last_use)
        for index in [index for index in indexes if index != path][:-_MAX_OTHER_INDEXES]:
            index.unlink()  # not its lock, for which another process may be waiting


def _updated(
    path: Path, layers: tuple[Layer, ...], year: int, now: int, progress: Progress, changes: Changes | None
) -> Index | None:
    """Write the changes into the index at `path` and return it opened.

    Return None if that is impossible, or if building a new index is faster.
    """
    try:
        check_access(path)
        # Opened for writing, because SQLite then rolls back the transaction of a killed process.
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN IMMEDIATE")
            index = Index(connection)
            if index.state.fingerprint != fingerprint(layers, year):
                return None
            if changes is None or changes.revision != index.state.revision:
                changes = changes_since(index, layers)
            if len(changes.slugs) + len(index.state.removed_ids) > max(_MAX_CHANGES, index.state.company_count // 4):
                return None
            if changes:
                Writer(connection, layers, year, now, index).write_changes(changes, progress)
            connection.execute("COMMIT")
        return Index.open(path, layers, year)
    except Exception:  # it is missing or damaged
        return None


def _revision_at(path: Path) -> str | None:
    """Return the revision of the index at `path`, None if it cannot be read."""
    with suppress(UnusableIndexError), closing(Index.at(path)) as index:
        return index.state.revision
    return None
