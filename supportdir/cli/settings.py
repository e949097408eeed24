"""Reads and changes config.toml."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from supportdir import paths
from supportdir.cli.options import SETTINGS
from supportdir.errors import DataError

LISTS = ("favorites",)
NAMES = (*SETTINGS, *LISTS)
RENAMED = {"mine": "favorites"}
"""Former names of settings, which are not accepted any more."""

# Limits for malicious input: tomllib takes 30 seconds for a key of 50,000 parts. Real files stay far below.
_MAX_BYTES = 1 << 16
_MAX_DOTS = 2_000
_MAX_ECHO = 40  # characters of an unknown name that a message repeats


def read_settings(path: Path) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return the settings that are strings, and those that are lists of strings. Raises DataError."""
    strings: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    for name, value in _parse(path, _read(path)).items():
        if name not in NAMES:
            shown = name if len(name) <= _MAX_ECHO else f"{name[:_MAX_ECHO]}…"
            raise DataError(f"{path}: there is no setting '{shown}'; {hint_for(name)}")
        if name in LISTS:
            if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
                raise DataError(f'{path}: {name} must be a list of companies; write {name} = ["delta", "hmrc"]')
            lists[name] = value
        elif isinstance(value, str):
            strings[name] = value
        else:
            example = str(value) if isinstance(value, int | float) else "…"
            raise DataError(f'{path}: {name} must be a string; write {name} = "{example}"')
    return strings, lists


def hint_for(name: str) -> str:
    """Return the hint for a setting that does not exist: the nearest name, or all names."""
    from difflib import get_close_matches

    near = RENAMED.get(name) or next(iter(get_close_matches(name[:_MAX_ECHO], NAMES, n=1)), "")
    return f"did you mean {near}?" if near else f"choose one of {', '.join(NAMES)}"


def change_setting(name: str, value: str | list[str] | None) -> None:
    """Set a setting in config.toml, or remove it if `value` is None; leave the rest of the file as it is.

    A library that edits TOML (tomlkit) would be a dependency for one command. Every statement of this file is a name
    with a string or a list, so the lines of the statement are found by parsing; the new content is parsed before it is
    written. Raises DataError for a file that cannot be read or written.
    """
    from supportdir.cli.files import save

    path = paths.settings_file()
    content = _read(path) if os.path.lexists(path) else b""
    wanted = {key: known for key, known in _parse(path, content).items() if key != name}
    if value is not None:
        wanted[name] = value
    text = _with_statement(content.decode("utf-8-sig"), name, value)
    if _parse(path, text.encode()) != wanted:
        raise DataError(f"{path}: {name} cannot be changed automatically in this file; edit the file")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"{path.parent} cannot be created: {error.strerror}") from None
    save(path, text.encode(), force=True)


def _read(path: Path) -> bytes:
    try:
        return paths.read_file(str(path))[1]
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}") from None


def _parse(path: Path, content: bytes) -> dict[str, Any]:
    import tomllib

    if b"\0" in content or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        problem = "it is UTF-16 or not text; save the file as UTF-8"
    elif len(content) > _MAX_BYTES or content.count(b".") > _MAX_DOTS:
        problem = f"it has more than {_MAX_BYTES // 1024} kB or {_MAX_DOTS:,} dots; shorten it"
    else:
        try:
            return tomllib.loads(content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            problem = "it is not UTF-8; save the file as UTF-8"
        except RecursionError:
            problem = "its brackets are nested too deeply; look for an unclosed bracket"
        except ValueError as error:  # invalid TOML, or a number with too many digits
            problem = str(error)
    raise DataError(f"{path} cannot be read: {problem}")


def _with_statement(text: str, name: str, value: str | list[str] | None) -> str:
    """Return the text of a TOML file in which a top-level name has the value, or is missing if it is None."""
    import json

    lines = text.splitlines(keepends=True)
    newline = "\r\n" if "\r\n" in text else "\n"
    # JSON strings and lists of strings are also valid TOML.
    new = "" if value is None else f"{name} = {json.dumps(value, ensure_ascii=False)}"
    for start, line in enumerate(lines):
        if line.partition("=")[0].strip().strip("\"'") == name:
            end = next((end for end in range(start + 1, len(lines) + 1) if _is_toml("".join(lines[start:end]))), None)
            if end is not None:
                rest = f"  {comment}" if new and end == start + 1 and (comment := _comment_of(line)) else ""
                return "".join([*lines[:start], f"{new}{rest}{newline}" if new else "", *lines[end:]])
    if lines and not lines[-1].endswith(("\n", "\r\n")):
        lines[-1] += newline
    # A statement after the header of a table would belong to that table.
    table = next((index for index, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    return "".join([*lines[:table], f"{new}{newline}" if new else "", *lines[table:]])


def _comment_of(line: str) -> str:
    """Return the comment after the value of a line, with its #; "" if there is none."""
    signs = [index for index, letter in enumerate(line) if letter == "#"]
    return next((line[index:].rstrip() for index in signs if _is_toml(line[:index])), "")


def _is_toml(text: str) -> bool:
    import tomllib

    try:
        tomllib.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
