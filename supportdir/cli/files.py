"""Files that a command writes for the user."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE

from supportdir.errors import DataError


def save(
    path: Path, content: bytes, *, force: bool, hint: str = "give another name, or --force to write over it"
) -> None:
    """Write a file; with `force` also over an existing one, which keeps its mode.

    The content is written to a draft in the same folder and moved, so a failure leaves everything as it was.
    Raises DataError where the file exists and `force` is not given, or where it cannot be written.
    """
    try:
        target = Path(os.path.realpath(path)) if force else path  # a link goes on leading there
        if not target.exists():
            _write(target, content, replaces=False)
        elif not force:
            raise FileExistsError
        elif target.is_file():
            _write(target, content, replaces=True)
        else:
            target.write_bytes(content)  # a device or a pipe, which must not be replaced
    except FileExistsError:
        raise DataError(f"{path} is there already; {hint}") from None
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror}") from error


def _write(path: Path, content: bytes, *, replaces: bool) -> None:
    if replaces and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))  # moving a file there would not ask
    draft = path.with_name(f".supportdir-{os.urandom(4).hex()}")  # short, as the name itself may be of any length
    try:
        with draft.open("xb") as file:
            if replaces:
                with suppress(OSError):  # some file systems have no modes
                    draft.chmod(S_IMODE(path.stat().st_mode))
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if replaces:
            draft.replace(path)
        else:
            _move_to_new(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _move_to_new(draft: Path, path: Path) -> None:
    """Move the draft there. Raises FileExistsError if something is there by now."""
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
