"""`supportdir config path` and `supportdir data path`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportdir.cli.options import Options, takes_options

if TYPE_CHECKING:
    from supportdir.paths import Place


def config_path() -> int:
    """Print the paths of the settings and the index, whether they exist, and what sets them.

    Example: supportdir config path
    """
    from supportdir.paths import settings_places

    _print(settings_places())
    return 0


@takes_options("data path")
def data_path(options: Options) -> int:
    """Print the data folders, lowest layer first, whether they exist, and where each setting comes from.

    Example: supportdir data path
    """
    from supportdir.paths import company_places

    _print(company_places(tuple(options.data or ())))
    return 0


def _print(places: list[Place]) -> None:
    """Print a record for each place: what it is, its path, "missing" if it does not exist, and what sets it."""
    import os.path

    from supportdir.render.machine import record
    from supportdir.render.phrases import printable

    for what, path, source in places:
        exists = os.path.exists(path)  # noqa: PTH110  Path.exists raises OSError if the name is too long
        print(record((what, printable(str(path)), "" if exists else "missing", source)))
