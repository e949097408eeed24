"""The files of the log: the database, its folder, and the backups made before a migration. All private to the user."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from stat import S_IMODE
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PRIVATE_FOLDER = 0o700
_PRIVATE_FILE = 0o600
_OTHERS = 0o077  # the permission bits of everyone but the user
_HAS_MODES = os.name == "posix"


def real_path(path: Path) -> str:
    """Return the absolute path without symbolic links, beside which SQLite writes its journal."""
    return os.path.realpath(path)


def exists(path: Path) -> bool:
    """Return whether there is a file. Raises OSError if that cannot be found out."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def connect(path: Path, wait: float) -> sqlite3.Connection:
    """Open an existing database; it is never created here. `wait` is the time in seconds to wait for other programs."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=wait, isolation_level=None)
    connection.execute("PRAGMA temp_store=MEMORY")  # no text of the log in the system's folder for temporary files
    return connection


def create(path: Path) -> None:
    """Create an empty file and its folder, if they do not exist, and write their names to the disk."""
    for folder in reversed(list(_missing_folders(path.parent))):
        with suppress(FileExistsError):  # another program was faster
            folder.mkdir(_PRIVATE_FOLDER)
            _sync_folder(folder.parent)
    with suppress(FileExistsError):
        _create_private(path)
        _sync_folder(path.parent)


def make_private(path: Path) -> None:
    """Take the permissions of other users away, for a file that was copied or restored."""
    if not _HAS_MODES or not S_IMODE(path.stat().st_mode) & _OTHERS:
        return
    with suppress(OSError):  # some file systems have no modes
        path.chmod(_PRIVATE_FILE)


def back_up(path: Path, version: int, wait: float) -> Path:
    """Copy the database to a file beside it that is named after its version; return the path of the copy.

    The copy is complete and on the disk before it has that name. An older backup of the same version is replaced.
    """
    backup = _backup_path(path, version)
    draft = backup.with_name(f"{backup.name}.new")
    draft.unlink(missing_ok=True)
    _create_private(draft)
    with closing(connect(path, wait)) as source, closing(connect(draft, wait)) as copy:
        source.backup(copy)
    _sync(draft, os.O_RDWR)
    draft.replace(backup)
    _sync_folder(path.parent)
    return backup


def backups(path: Path) -> list[Path]:
    """Return the backups of a database, and what an interrupted backup left."""
    pattern = _backup_path(path, 0).name.partition("0.")[0]
    if not exists(path.parent):
        return []
    return sorted(file for file in path.parent.iterdir() if file.name.startswith(pattern))


def delete_backups(path: Path) -> None:
    """Delete the backups of a database, so that their names are gone from the disk too."""
    for backup in backups(path):
        backup.unlink(missing_ok=True)
        _sync_folder(path.parent)


def _backup_path(path: Path, version: int) -> Path:
    return path.with_name(f"{path.stem}-backup-version-{version}.sqlite")


def _missing_folders(folder: Path) -> Iterator[Path]:
    while not folder.exists():
        yield folder
        folder = folder.parent


def _create_private(path: Path) -> None:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
    try:
        if _HAS_MODES:
            os.fchmod(handle, _PRIVATE_FILE)  # a strict umask may have taken the user's own permissions away
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    if _HAS_MODES:  # Windows does not open folders, and writes their entries itself
        _sync(folder, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
