"""Which modules the program does without at its start.

Only the program uses this, not the library: it changes `sys.modules` for the whole process.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

# typer and msgspec, or modules that they import, import these, and a look-up uses none of them. After each, the
# functions that are imported from it by name. A module of a package may be listed only if nothing uses it as an
# attribute of the package after `import PACKAGE.MODULE`.
_POSTPONED: dict[str, tuple[str, ...]] = {
    "bz2": (),
    "difflib": ("get_close_matches",),
    "gettext": ("gettext", "ngettext"),
    "ipaddress": (),
    "linecache": (),
    "lzma": (),
    "msgspec.inspect": (),
    "ntpath": (),
    "shutil": ("get_terminal_size",),
    "subprocess": (),
    "textwrap": (),
    "tokenize": (),
    "typer.completion": ("get_completion_inspect_parameters",),
}


class _Postponed(ModuleType):
    """Stands for a module until a name in it is used, or one of `functions` is called, which are imported by name."""

    def __init__(self, name: str, functions: tuple[str, ...] = ()) -> None:
        super().__init__(name)
        vars(self).update((function, self._postponed(function)) for function in functions)

    def __getattr__(self, name: str) -> Any:
        if name == "__path__":  # `from MODULE import NAME` looks for it; none of the modules is a package
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)

    def _postponed(self, function: str) -> Callable[..., Any]:
        return lambda *args, **kwargs: self.__getattr__(function)(*args, **kwargs)


class _PostponedPlatform(_Postponed):
    """Stands for the module `platform` on Linux: uuid calls `system` when it is imported."""

    @staticmethod
    def system() -> str:
        return "Linux"


class _PostponedAst(_Postponed):
    """Stands for the module `ast` before Python 3.13, where inspect derives a class from `NodeVisitor` at its import.

    `inspect.getsource` uses that class to find the source of a class. No other module that the program loads derives a
    class from `NodeVisitor`: `visit` would be missing until a name in `ast` is used.
    """

    class NodeVisitor:
        def __getattr__(self, name: str) -> Any:
            return getattr(sys.modules["ast"].NodeVisitor, name).__get__(self)


def postpone() -> None:
    """Import modules that a look-up does not use only when they are used: a tenth of its time."""
    for name, functions in _POSTPONED.items():
        sys.modules.setdefault(name, _Postponed(name, functions))
    sys.modules.setdefault("ast", _PostponedAst("ast") if sys.version_info < (3, 13) else _Postponed("ast"))
    if sys.platform == "linux":
        sys.modules.setdefault("platform", _PostponedPlatform("platform"))


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
