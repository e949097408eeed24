"""Lists of companies: all of them, or those that were found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from supportdir.render.console import FAINT, STRONG, rows
from supportdir.render.machine import why

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from supportdir.caller import Caller
    from supportdir.search import Hit


def overviews(found: list[dict[str, Any]], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """A line for each company: slug, name, categories, what is known of it."""
    if found:
        yield from rows([(*_company(one), Text(_known(one), style=FAINT)) for one in found], width)


def hits(found: list[tuple[Hit, dict[str, Any]]], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """A line for each company, and why it was found, unless that is why the one above it was."""
    reasons = [why(hit) for hit, _ in found]
    news = [reason if reason != before else "" for reason, before in zip(reasons, ["", *reasons], strict=False)]
    records = [(*_company(one), Text(reason, style=FAINT)) for (_, one), reason in zip(found, news, strict=True)]
    yield from rows(records, width)


def _company(one: dict[str, Any]) -> tuple[Text, Text, Text]:
    return Text(one["company"], style=STRONG), Text(one["name"]), Text(", ".join(one["categories"]))


def _known(one: dict[str, Any]) -> str:
    counts = ((one["phones"], "phone"), (one["channels"], "other way"), (one["routes"], "route"))
    return ", ".join(f"{count} {word}{'s' * (count != 1)}" for count, word in counts if count) or "no contact known"
