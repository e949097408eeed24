"""What can go wrong with the file of the log, in words: every failure of SQLite and of the disk becomes a LogError."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from supportdir.errors import LogError
from supportdir.translation import translate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FULL = (
    "the disk is full; the change was not stored in {path}, and what was stored before is intact. "
    "Free some space, then repeat the command"
)
_NOT_ALLOWED = "cannot use the log {path}: no permission, or the disk is read-only; nothing was changed"
_BUSY = "the log {path} is in use by another program; nothing was changed. Try again"
_NOT_A_LOG = "{path} is not a log of supportdir; move it to another place, and a new log is created"
_DAMAGED = (
    "the log {path} is damaged; nothing was changed. Keep a copy of it, then restore a backup, or recover what is left "
    "with: sqlite3 FILE .recover"
)
_UNREADABLE = "the log {path} cannot be read or written: {error}; what was stored before is intact"

_TRACES_LEFT = (
    "the entries are removed from the log {path}, but parts of their text may still be in its folder: {reason}. "
    "Repeat the command"
)

_MESSAGES = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _NOT_ALLOWED,
    sqlite3.SQLITE_PERM: _NOT_ALLOWED,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_NOTADB: _NOT_A_LOG,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
}
_PRIMARY = 0xFF  # the lower byte of SQLite's extended result codes is the kind of error


class InvalidRowError(sqlite3.DatabaseError):
    """A row whose values are not those that were written."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise LogError, which says what happened, for an error of SQLite or of the operating system."""
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.InterfaceError):  # mistakes of the caller, such as another thread
        raise
    except sqlite3.Error as error:
        raise LogError(translate(_message(error), path=path, error=error)) from error
    except OSError as error:
        raise LogError(translate(_os_message(error), path=path, error=error.strerror)) from error


def not_a_log(path: Path) -> LogError:
    """Return the error for a database of another program."""
    return LogError(translate(_NOT_A_LOG, path=path))


def newer_version(path: Path, version: int, known: int) -> LogError:
    """Return the error for a log that a newer version of the program wrote."""
    text = "the log {path} has version {version}, and this supportdir knows versions up to {known}; update supportdir"
    return LogError(translate(text, path=path, version=version, known=known))


def traces_left(path: Path, error: Exception) -> LogError:
    """Return the error for entries that were removed while parts of their text may still be in a file."""
    reason = (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
    return LogError(translate(_TRACES_LEFT, path=path, reason=reason))


def _message(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # raised by the driver or here: the text or the values of a row are invalid
        return _DAMAGED
    return _MESSAGES.get(code & _PRIMARY, _UNREADABLE)


def _os_message(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _FULL
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _NOT_ALLOWED
    return _UNREADABLE
