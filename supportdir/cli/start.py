"""Which modules the program does without at its start.

Only the program uses this, not the library: it changes `sys.modules` for the whole process.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

# typer and msgspec, or modules that they import, import these, and a look-up uses none of them.
_POSTPONED = (
    "bz2",
    "ipaddress",
    "linecache",
    "lzma",
    "msgspec.inspect",
    "ntpath",
    "subprocess",
    "textwrap",
    "tokenize",
)


class _Postponed(ModuleType):
    """Stands for a module until a name in it is used."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def postpone() -> None:
    """Import modules that a look-up does not use only when a name in them is used: a tenth of its time."""
    for name in _POSTPONED:
        sys.modules.setdefault(name, _Postponed(name))


def import_msgspec() -> None:
    """Import msgspec without `typing_extensions`, which it prefers to `typing`: loading that takes 2 ms."""
    if "typing_extensions" in sys.modules:
        return
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]  # importing it raises ImportError
    try:
        import msgspec  # noqa: F401
    except ImportError:  # a version that needs it; it is imported again
        pass
    finally:
        del sys.modules["typing_extensions"]
