"""`supportdir config path` and `supportdir data path`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportdir.cli.options import Options, takes_options

if TYPE_CHECKING:
    from supportdir.paths import Place


def config_path() -> int:
    """Print where settings, index and log are, whether they exist, and what says so: a variable or the default.

    Example: supportdir config path
    """
    from supportdir.paths import settings_places

    _print(settings_places())
    return 0


@takes_options("data path")
def data_path(options: Options) -> int:
    """Say where the company files lie, the lowest layer first, whether they are there, and who said so.

    Example: supportdir data path
    """
    from supportdir.paths import company_places

    _print(company_places(tuple(options.data or ())))
    return 0


def _print(places: list[Place]) -> None:
    """A record a line: what, where, there or not, who said so."""
    import os.path

    from supportdir.render.machine import record
    from supportdir.render.phrases import printable

    for what, path, by in places:
        is_there = os.path.exists(path)  # noqa: PTH110  a Path raises OSError for a name that is too long
        print(record((what, printable(str(path)), "" if is_there else "not there", by)))
