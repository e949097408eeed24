"""What the process is given: stdout and stderr in any encoding, and variables that libraries read unchecked."""

from __future__ import annotations

import codecs
import os
import sys
from io import TextIOWrapper

_STAND_INS = {ord(character): stand_in for characters, stand_in in (
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
    """Make stdout and stderr write every text, and leave out variables with values that nothing can be made of."""
    _prepare_streams()
    for name in _SIZES:  # rich
        if name in os.environ and not 0 < _count(os.environ[name]) < 10_000:
            del os.environ[name]
    if _COMPLETION in os.environ:  # typer
        os.environ.setdefault("COMP_WORDS", "")
        if _count(os.environ.get("COMP_CWORD", "")) < 0:
            os.environ["COMP_CWORD"] = "0"


def _count(text: str) -> int:
    """The number that the text is; -1 if it is none, or too large for a count."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _prepare_streams() -> None:
    """Open what whoever started us has closed; where a character cannot be encoded, a stand-in is written."""
    codecs.register_error("supportdir", _stand_in)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
        elif name != "stdin" and isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="supportdir")


def needs_ascii() -> bool:
    """Whether JSON for stdout is to be ASCII: on a terminal, and where it could not be UTF-8 or the like.

    A terminal may act on some characters even inside JSON.
    """
    return sys.stdout.isatty() or not codecs.lookup(_encoding()).name.startswith("utf")


def can_show(text: str) -> bool:
    """Whether the encoding of stdout has these characters."""
    return writable(text) == text


def writable(text: str) -> str:
    """The text with stand-ins for what stdout cannot encode."""
    encoding = _encoding()
    return text.encode(encoding, "supportdir").decode(encoding)


def _encoding() -> str:
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    characters = error.object[error.start : error.end]
    return "".join(_STAND_INS.get(ord(character), "?") for character in characters), error.end
