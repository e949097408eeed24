"""Writes the files that a command produces for the user."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE

from supportdir.errors import DataError
from supportdir.translation import translate


def save(
    path: Path,
    content: bytes,
    *,
    force: bool,
    private: bool = False,
    hint: str = "choose another name, or use --force to overwrite it",
) -> None:
    """Write a file; with `force`, overwrite an existing file, which keeps its mode.

    A `private` file, with something of the log, gets the mode 0600 in any case.
    The content is written to a temporary file in the same folder, which is then renamed, so an error changes nothing.
    Raises DataError if the file exists and `force` is not given, and if the file cannot be written.
    """
    try:
        target = Path(os.path.realpath(path)) if force else path  # write through a symbolic link
        if not target.exists():
            _write(target, content, private=private, replaces=False)
        elif not force:
            raise FileExistsError
        elif target.is_file():
            _write(target, content, private=private, replaces=True)
        else:
            target.write_bytes(content)  # a device or a pipe must not be replaced by a file
    except FileExistsError:
        raise DataError(translate("{file} already exists; {hint}", file=path, hint=translate(hint))) from None
    except OSError as error:
        raise DataError(translate("{file} cannot be written: {reason}", file=path, reason=error.strerror)) from error


def _write(path: Path, content: bytes, *, private: bool, replaces: bool) -> None:
    if replaces and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))  # renaming would ignore the file's permissions
    draft = path.with_name(f".supportdir-{os.urandom(4).hex()}")  # short: `path.name` may have the maximum length
    try:
        with open(draft, "xb", opener=_open_private if private else None) as file:
            if replaces and not private:
                with suppress(OSError):  # some file systems have no modes
                    draft.chmod(S_IMODE(path.stat().st_mode))
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if replaces:
            draft.replace(path)
        else:
            _rename_to_new(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _rename_to_new(draft: Path, path: Path) -> None:
    """Give a file its name. Raises FileExistsError if a file with that name has been created meanwhile."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:  # the file system has no hard links
        path.touch(exist_ok=False)
        try:
            draft.replace(path)
        except OSError:
            with suppress(OSError):
                path.unlink()
            raise
