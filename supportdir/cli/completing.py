"""What a shell offers at Tab: names of companies and contacts, and the values of options.

Loaded only when a shell asks, so that completion costs other commands nothing.
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

    Ask = Callable[[Directory, str], list[Completion]]

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")

_LISTS: dict[str, LabelKind] = {
    "topic": "topic",
    "kind": "kind",
    "category": "category",
    "language": "language",
    "country": "country",
    "from_": "country",
}
"""Parameters that take a word of a closed list."""

_NAMES = ("company", "companies")

# zsh loads the script at the first Tab, which otherwise would complete nothing.
_FIRST_TAB = """
if [ "$funcstack[1]" = "_supportdir" ]; then
  _supportdir_completion "$@"
fi
"""


class _Zsh(ZshComplete):
    """typer's without rich, which takes longer to load than all the rest. No text needs quoting (see `_safe`)."""

    def format_completion(self, item: Any) -> str:
        return f'"{item.value}":"{_plain(item.help)}"' if item.help else f'"{item.value}"'


class _Fish(FishComplete):
    """typer's without rich."""

    def format_completion(self, item: Any) -> str:
        return f"{item.value}\t{_plain(item.help)}" if item.help else str(item.value)


def prepare() -> None:
    """Make the shells known to typer."""
    from typer._click.shell_completion import add_completion_class

    classes = (BashComplete, _Zsh, _Fish, PowerShellComplete, PowerShellComplete)
    for shell, kind in zip(SHELLS, classes, strict=True):
        add_completion_class(kind, shell)


def install_for(shell: str) -> str:
    """Install completion for a shell, "" for the one that runs this; return a sentence on where.

    Raises UsageError for another shell, DataError for a file that cannot be written.
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
    return f"completion for {shell} is installed in {path}; it works in new terminals"


def attach(command: Any) -> None:
    """Give the parameters of a command what they offer."""
    for parameter in command.params:
        if parameter.name in _NAMES:
            parameter.shell_complete = partial(_offered, lambda directory, typed: directory.completions(typed))
        elif kind := _LISTS.get(parameter.name):
            parameter.shell_complete = partial(_offered, partial(_listed, kind))
        elif parameter.name == "need":
            parameter.shell_complete = _needs
        elif parameter.name == "tz":
            parameter.shell_complete = _zones


def names(context: Any, typed: str) -> list[Completion]:
    """Return the names of companies that begin as typed."""
    return _offered(lambda directory, typed: directory.completions(typed), context, typed)


def _listed(kind: LabelKind, directory: Directory, typed: str) -> list[Completion]:
    return directory.completed_words(kind, typed)


def _offered(ask: Ask, context: Any, typed: str) -> list[Completion]:
    from supportdir import open_directory

    # A shell hands on the words as they are typed. It has no place for messages.
    given = [Path(os.path.expanduser(os.path.expandvars(folder))) for folder in context.params.get("data") or ()]  # noqa: PTH111
    for folders in (given, []):
        with suppress(SupportDirError, OSError), open_directory(*folders) as directory:
            return _safe(ask(directory, typed))
    return []


def _needs(_: Any, typed: str) -> list[Completion]:
    from supportdir.advice import NEEDS

    return [Completion(need, "") for need in NEEDS if need.startswith(typed.casefold())]


def _zones(_: Any, typed: str) -> list[Completion]:
    """Names of zones that begin as typed, and cities."""
    from supportdir.hours.zones import names

    texts = [*names(), *(name.rpartition("/")[2] for name in names() if typed)]
    begun = (typed + text[len(typed) :] for text in texts if text.casefold().startswith(typed.casefold()))
    return _safe(Completion(text, "") for text in dict.fromkeys(begun))


def _safe(completions: Iterable[Completion]) -> list[Completion]:
    """Those that no shell can act on: zsh evaluates what it is offered, and names come from anybody's files."""
    return [one for one in completions if re.fullmatch(r"[\w./+-]+", one.value)]


def _plain(text: str) -> str:
    """A description for a shell, without characters that it acts on."""
    return " ".join(re.sub(r"[^\w ,./+’-]", " ", text.replace("'", "’")).split())
