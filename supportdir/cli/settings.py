"""The settings of config.toml."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, get_args

from supportdir import paths
from supportdir.cli.options import Color, Output
from supportdir.errors import DataError
from supportdir.model import PhoneKind

TEXTS = ("from", "tz", "country", "language", "output", "color", "phone")
LISTS = ("mine",)
SETTINGS = (*TEXTS, *LISTS)
CHOICES = {"output": get_args(Output), "color": get_args(Color), "phone": get_args(PhoneKind)}

# Limits for malicious input: tomllib takes half a minute for a key of 50,000 parts. Real files stay far below.
_MOST = 1 << 16  # bytes
_MOST_DOTS = 2_000


def read_settings(path: Path) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The settings that are a text, and those that are a list of texts. Raises DataError."""
    try:
        _, content = paths.read_file(str(path))
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}") from None
    texts: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    for name, value in _parsed(path, content).items():
        if name not in SETTINGS:
            shown = name if len(name) <= 40 else f"{name[:40]}…"
            raise DataError(f"{path}: there is no setting '{shown}'; write one of {', '.join(SETTINGS)}")
        if name in LISTS:
            if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
                raise DataError(f'{path}: {name} is a list of companies; write {name} = ["delta", "hmrc"]')
            lists[name] = value
        elif isinstance(value, str):
            texts[name] = value
        else:
            example = str(value) if isinstance(value, int | float) else "…"
            raise DataError(f'{path}: {name} is a text; write {name} = "{example}"')
    return texts, lists


def _parsed(path: Path, content: bytes) -> dict[str, Any]:
    import tomllib

    if b"\0" in content or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DataError(f"{path} cannot be read: it is UTF-16 or no text; save the file as UTF-8")
    if len(content) > _MOST or content.count(b".") > _MOST_DOTS:
        raise DataError(
            f"{path} cannot be read: it has more than {_MOST // 1024} kB or {_MOST_DOTS:,} dots; shorten it"
        )
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise DataError(f"{path} cannot be read: it is not UTF-8; save the file as UTF-8") from None
    except RecursionError:
        raise DataError(
            f"{path} cannot be read: its brackets are nested too deep; look for brackets left open"
        ) from None
    except ValueError as error:  # also that of an endless number
        raise DataError(f"{path} cannot be read: {error}") from None


def change_setting(name: str, value: str | list[str] | None) -> None:
    """Write the value of a setting to config.toml, or take it out; everything else stays as it is.

    A library that edits TOML (tomlkit) would be one more dependency for one command. The statements of this file are a
    name and a text or a list each, so the lines of the one that changes are found by parsing them; the new content is
    parsed before it is written. Raises DataError for a file that cannot be read or written.
    """
    from supportdir.cli.files import save

    path = paths.settings_file()
    content = b""
    if os.path.lexists(path):
        try:
            _, content = paths.read_file(str(path))
        except OSError as error:
            raise DataError(f"{path} cannot be read: {error.strerror}") from None
    wanted = {key: known for key, known in _parsed(path, content).items() if key != name}
    if value is not None:
        wanted[name] = value
    text = _with_statement(content.decode("utf-8-sig"), name, value)
    if _parsed(path, text.encode()) != wanted:
        raise DataError(f"{path} is written in a way that is not understood; change {name} there by hand")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"{path.parent} cannot be made: {error.strerror}") from None
    save(path, text.encode(), force=True)


def _with_statement(text: str, name: str, value: str | list[str] | None) -> str:
    """The text of a TOML file with that value for a top-level name."""
    import json

    lines = text.splitlines(keepends=True)
    ending = "\r\n" if "\r\n" in text else "\n"
    # A basic string of TOML is written like one of JSON.
    new = "" if value is None else f"{name} = {json.dumps(value, ensure_ascii=False)}"
    for start, line in enumerate(lines):
        if line.partition("=")[0].strip().strip("\"'") == name:
            end = next((end for end in range(start + 1, len(lines) + 1) if _is_toml("".join(lines[start:end]))), None)
            if end is not None:
                rest = f"  {comment}" if new and end == start + 1 and (comment := _comment_of(line)) else ""
                return "".join([*lines[:start], f"{new}{rest}{ending}" if new else "", *lines[end:]])
    if lines and not lines[-1].endswith(("\n", "\r\n")):
        lines[-1] += ending
    # Before any table, to which it would belong.
    first = next((at for at, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    return "".join([*lines[:first], f"{new}{ending}" if new else "", *lines[first:]])


def _comment_of(line: str) -> str:
    """The comment behind the value of a line, with its #; "" if there is none."""
    places_of_signs = [at for at, letter in enumerate(line) if letter == "#"]
    return next((line[at:].rstrip() for at in places_of_signs if _is_toml(line[:at])), "")


def _is_toml(text: str) -> bool:
    import tomllib

    try:
        tomllib.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
