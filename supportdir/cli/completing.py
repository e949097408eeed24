"""Shell completion: names of companies and contacts, and the values of options.

This module is imported only for completion, so it does not slow down other commands.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer._completion_classes import BashComplete, FishComplete, PowerShellComplete, ZshComplete
from typer._completion_shared import _get_shell_name, install

from supportdir.errors import SupportDirError
from supportdir.index.completion import Completion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from supportdir.directory import Directory
    from supportdir.search import LabelKind

    Query = Callable[[Directory, str], list[Completion]]

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")

_LISTS: dict[str, LabelKind] = {
    "topic": "topic",
    "kind": "kind",
    "category": "category",
    "language": "language",
    "country": "country",
    "from_": "country",
}
"""The parameters whose values are words of a closed list, with the name of the list."""

_NAMES = ("company", "companies")

# zsh loads the script at the first Tab. Without these lines the first Tab would complete nothing.
_FIRST_TAB = """
if [ "$funcstack[1]" = "_supportdir" ]; then
  _supportdir_completion "$@"
fi
"""


class _Zsh(ZshComplete):
    """typer's class without rich, which takes longer to import than everything else. `_safe` makes quoting needless."""

    def format_completion(self, item: Any) -> str:
        return f'"{item.value}":"{_plain(item.help)}"' if item.help else f'"{item.value}"'


class _Fish(FishComplete):
    """typer's class without rich."""

    def format_completion(self, item: Any) -> str:
        return f"{item.value}\t{_plain(item.help)}" if item.help else str(item.value)


def prepare() -> None:
    """Register the shells with typer."""
    from typer._click.shell_completion import add_completion_class

    classes = (BashComplete, _Zsh, _Fish, PowerShellComplete, PowerShellComplete)
    for shell, class_ in zip(SHELLS, classes, strict=True):
        add_completion_class(class_, shell)


def install_for(shell: str) -> str:
    """Install completion for a shell, "" for the current one; return a message with the path of the script.

    Raises UsageError for an unknown shell, DataError if a file cannot be written.
    """
    from supportdir.errors import DataError, UsageError

    prepare()
    shell = shell or _get_shell_name() or "unknown"
    if shell not in SHELLS:
        raise UsageError(f"no completion for the shell '{shell}'; choose one of {', '.join(SHELLS)}")
    try:
        _, path = install(shell=shell, prog_name="supportdir", complete_var="_SUPPORTDIR_COMPLETE")
        if shell == "zsh":
            with path.open("a", encoding="utf-8") as script:
                script.write(_FIRST_TAB)
    except OSError as error:
        raise DataError(f"completion cannot be installed: {error}") from None
    return f"installed completion for {shell} in {path}; open a new terminal to use it"


def attach(command: Any) -> None:
    """Add the completions to the parameters of a command."""
    for parameter in command.params:
        if parameter.name in _NAMES:
            parameter.shell_complete = names
        elif kind := _LISTS.get(parameter.name):
            parameter.shell_complete = partial(_complete, partial(_words, kind))
        elif parameter.name == "need":
            parameter.shell_complete = _needs
        elif parameter.name == "tz":
            parameter.shell_complete = _zones


def names(context: Any, typed: str) -> list[Completion]:
    """Return the names of companies and contacts that start with a text."""
    return _complete(lambda directory, typed: directory.completions(typed), context, typed)


def _words(kind: LabelKind, directory: Directory, typed: str) -> list[Completion]:
    return directory.completed_words(kind, typed)


def _complete(query: Query, context: Any, typed: str) -> list[Completion]:
    from supportdir import open_directory

    # A shell passes the words unexpanded, and cannot show error messages.
    given = [Path(os.path.expanduser(os.path.expandvars(folder))) for folder in context.params.get("data") or ()]  # noqa: PTH111
    for folders in (given, []):
        with suppress(SupportDirError, OSError), open_directory(*folders) as directory:
            return _safe(query(directory, typed))
    return []


def _needs(_: Any, typed: str) -> list[Completion]:
    from supportdir.advice import NEEDS

    return [Completion(need, "") for need in NEEDS if need.startswith(typed.casefold())]


def _zones(_: Any, typed: str) -> list[Completion]:
    """Return the zone names and cities that start with a text."""
    from supportdir.hours.zones import names

    texts = [*names(), *(name.rpartition("/")[2] for name in names() if typed)]
    matches = (typed + text[len(typed) :] for text in texts if text.casefold().startswith(typed.casefold()))
    return _safe(Completion(text, "") for text in dict.fromkeys(matches))


def _safe(completions: Iterable[Completion]) -> list[Completion]:
    """Return the completions that no shell interprets: zsh evaluates completions, and files may be malicious."""
    return [completion for completion in completions if re.fullmatch(r"[\w./+-]+", completion.value)]


def _plain(text: str) -> str:
    """Return a description without the characters that a shell interprets."""
    return " ".join(re.sub(r"[^\w ,./+’-]", " ", text.replace("'", "’")).split())
