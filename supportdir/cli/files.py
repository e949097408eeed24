"""Files that a command writes for the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportdir.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path


def save(
    path: Path, content: bytes, *, force: bool, cure: str = "give another name, or --force to write over it"
) -> None:
    """Write a file; over one that is there already only with `force`. Raises DataError where that cannot be done."""
    try:
        with path.open("wb" if force else "xb") as file:
            file.write(content)
    except FileExistsError:
        raise DataError(f"{path} is there already; {cure}") from None
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror}") from error
