"""supportdir: which support number to call, whether anyone is there now, and which keys reach a person.

docs/library.md describes this library, which the command line uses too. The names in `__all__` are stable. Each is
loaded on first use, so that importing the package is fast.

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
_MODULE_OF = {name: module for module, names in _NAMES.items() for name in names}

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
    """Open the directory that the command line uses: the shipped companies, the user's own folder, then `folders`.

    A company file in a later folder replaces or patches the one in an earlier folder. The index stays open until
    `close()` or the end of a `with` block. Raises DataError if a folder does not exist.
    """
    from supportdir import paths
    from supportdir.clock import now
    from supportdir.directory import Directory

    return Directory(paths.layers(folders), paths.cache_folder(), now().year)


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'supportdir' has no attribute '{name}'")
    return getattr(import_module(f"supportdir.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted((*__all__, "__version__"))
