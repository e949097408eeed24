"""Which modules the program does without at its start.

Only the program uses this, not the library: it changes `sys.modules` for the whole process.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

# typer, or a module that it imports, imports these, and a look-up uses none of them: a tenth of its time.
_RARELY_USED = ("bz2", "ipaddress", "linecache", "lzma", "ntpath", "subprocess", "textwrap", "tokenize")


class _Postponed(ModuleType):
    """Stands for a module until somebody uses a name in it."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def postpone_rarely_used() -> None:
    """Import modules that a look-up does not use only when a name in them is used."""
    for name in _RARELY_USED:
        sys.modules.setdefault(name, _Postponed(name))
