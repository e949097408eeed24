"""The process environment: stdout and stderr in any encoding, and variables that libraries read without checks."""

from __future__ import annotations

import codecs
import os
import sys
from io import TextIOWrapper

_REPLACEMENTS = {ord(character): replacement for characters, replacement in (
    ("\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{NON-BREAKING HYPHEN}─", "-"),
    ("“”„«»", '"'),
    ("‘’‚", "'"),
    ("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}", " "),
    ("│", "|"),
    ("→", ">"),
    ("×", "x"),
    ("·•", "*"),
    ("…", "..."),
) for character in characters}  # fmt: skip


_SIZES = ("COLUMNS", "LINES")
_COMPLETION = "_SUPPORTDIR_COMPLETE"


def prepare() -> None:
    """Make stdout and stderr accept every text, and remove or repair invalid variables that a library would read."""
    _prepare_streams()
    for name in _SIZES:  # read by rich
        if name in os.environ and not 0 < _count(os.environ[name]) < 10_000:
            del os.environ[name]
    if _COMPLETION in os.environ:  # read by typer
        os.environ.setdefault("COMP_WORDS", "")
        if _count(os.environ.get("COMP_CWORD", "")) < 0:
            os.environ["COMP_CWORD"] = "0"


def _count(text: str) -> int:
    """Return the number in the text; -1 if it is not an ASCII number of at most 9 digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _prepare_streams() -> None:
    """Open the standard streams that are closed, and replace characters that stdout and stderr cannot encode."""
    codecs.register_error("supportdir", _replace)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
        elif name != "stdin" and isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="supportdir")


def needs_ascii() -> bool:
    """Return whether JSON on stdout must be ASCII: on a terminal, and if stdout is not UTF-8, UTF-16 or UTF-32.

    A terminal interprets some characters even inside JSON.
    """
    return sys.stdout.isatty() or not codecs.lookup(_encoding()).name.startswith("utf")


def can_show(text: str) -> bool:
    """Return whether stdout can encode the text."""
    return writable(text) == text


def writable(text: str) -> str:
    """Return the text, with replacements for characters that stdout cannot encode."""
    encoding = _encoding()
    return text.encode(encoding, "supportdir").decode(encoding)


def _encoding() -> str:
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def _replace(error: UnicodeError) -> tuple[str, int]:
    """Handle an encoding error as `codecs.register_error` requires."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    characters = error.object[error.start : error.end]
    return "".join(_REPLACEMENTS.get(ord(character), "?") for character in characters), error.end
