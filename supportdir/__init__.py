"""supportdir: which support number to call, whether anyone is there now, and which keys reach a person.

The command line is one user of this library; docs/library.md describes it. The stable names are those of `__all__`;
each is loaded when first used, so that importing the package costs nothing.

    with supportdir.open_directory() as directory:
        for way in directory.ways("suunto", supportdir.Caller(country="AU"), at=moment):
            print(way.address, way.state.kind)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from supportdir.answers import ways_to_reach
    from supportdir.caller import Caller
    from supportdir.directory import Directory
    from supportdir.errors import (
        AmbiguousCompanyError,
        DataError,
        HoursError,
        NotFoundError,
        NumberError,
        SupportDirError,
        UnknownCompanyError,
        UnknownWordError,
        UsageError,
    )
    from supportdir.hours.rules import State
    from supportdir.hours.schedule import Schedule
    from supportdir.hours.zones import ClockChangeError, UnknownZoneError
    from supportdir.model import Company
    from supportdir.search import Hit
    from supportdir.ways import Way

__version__ = "0.1.0"

_NAMES = {
    "caller": ("Caller",),
    "errors": (
        "AmbiguousCompanyError",
        "DataError",
        "HoursError",
        "NotFoundError",
        "NumberError",
        "SupportDirError",
        "UnknownCompanyError",
        "UnknownWordError",
        "UsageError",
    ),
    "hours.rules": ("State",),
    "hours.schedule": ("Schedule",),
    "hours.zones": ("ClockChangeError", "UnknownZoneError"),
    "model": ("Company",),
    "answers": ("ways_to_reach",),
    "ways": ("Way",),
    "search": ("Hit",),
    "directory": ("Directory",),
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names}

__all__ = [
    "AmbiguousCompanyError",
    "Caller",
    "ClockChangeError",
    "Company",
    "DataError",
    "Directory",
    "Hit",
    "HoursError",
    "NotFoundError",
    "NumberError",
    "Schedule",
    "State",
    "SupportDirError",
    "UnknownCompanyError",
    "UnknownWordError",
    "UnknownZoneError",
    "UsageError",
    "Way",
    "open_directory",
    "ways_to_reach",
]


def open_directory(*folders: Path) -> Directory:
    """The directory as the command sees it: what was shipped, the user's own folder, then `folders`, later ones first.

    It holds the index open until `close()`, or the end of a `with` block.
    Raises DataError for a folder that does not exist.
    """
    from supportdir import paths
    from supportdir.clock import now
    from supportdir.directory import Directory

    return Directory(paths.layers(folders), paths.cache_folder(), now().year)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'supportdir' has no attribute '{name}'")
    return getattr(import_module(f"supportdir.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted((*__all__, "__version__"))
