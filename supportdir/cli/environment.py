"""stdout and stderr, whatever their encoding: what it has no character for gets a stand-in."""

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


def prepare() -> None:
    """Make stdout and stderr write every text: they are opened where they were closed, and never fail to encode."""
    codecs.register_error("supportdir", _stand_in)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
        elif isinstance(stream, TextIOWrapper):
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
