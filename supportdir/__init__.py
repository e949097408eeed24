"""supportdir: which support number to call, whether anyone is there now, and which keys reach a person.

The command line is one user of this library. The stable names are those of `__all__`; each is loaded when first used,
so that importing the package costs nothing.

    with supportdir.open_directory() as directory:
        company = directory.company("suunto")
        for way in supportdir.ways_to_reach(company, at=moment, caller=supportdir.Caller(country="AU")):
            print(way.address, way.state.kind)
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # that of `typing`, which takes longer to import than all that comes before the program is up
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from supportdir.errors import AmbiguousCompanyError, HoursError, SupportDirError, UnknownCompanyError
    from supportdir.hours.rules import State
    from supportdir.hours.schedule import Schedule
    from supportdir.model import Caller, Company
    from supportdir.reach import Way, ways_to_reach
    from supportdir.store.directory import Directory

__version__ = "0.1.0"

_HOMES = {
    "Directory": "store.directory",
    "ways_to_reach": "reach",
    "Way": "reach",
    "Caller": "model",
    "Company": "model",
    "Schedule": "hours.schedule",
    "State": "hours.rules",
    "SupportDirError": "errors",
    "UnknownCompanyError": "errors",
    "AmbiguousCompanyError": "errors",
    "HoursError": "errors",
}

__all__ = [
    "AmbiguousCompanyError",
    "Caller",
    "Company",
    "Directory",
    "HoursError",
    "Schedule",
    "State",
    "SupportDirError",
    "UnknownCompanyError",
    "Way",
    "open_directory",
    "ways_to_reach",
]


def open_directory(*folders: Path) -> Directory:
    """The directory as the command sees it: what was shipped, the user's own folder, then `folders`, later ones first.

    It holds the index open until `close()`, or the end of a `with` block.
    Raises DataError for a folder that does not exist.
    """
    from supportdir.clock import now
    from supportdir.store import places
    from supportdir.store.directory import Directory

    return Directory(places.layers(folders), places.cache_folder(), now().year)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'supportdir' has no attribute '{name}'")
    return getattr(import_module(f"supportdir.{_HOMES[name]}"), name)
