"""The settings of config.toml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from supportdir.errors import DataError
from supportdir.store import places

TEXTS = ("from", "tz", "country", "language", "output", "color", "phone")
LISTS = ("mine",)
SETTINGS = (*TEXTS, *LISTS)

# Limits for malicious input: tomllib takes half a minute for a key of 50,000 parts. Real files stay far below.
_MOST = 1 << 16  # bytes
_MOST_DOTS = 2_000


def read_settings(path: Path) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The settings that are a text, and those that are a list of texts. Raises DataError."""
    try:
        _, content = places.read_file(str(path))
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
