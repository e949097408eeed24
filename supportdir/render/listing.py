"""`list` and `find`: companies, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from supportdir.render.console import FAINT, STRONG, rows
from supportdir.render.machine import why
from supportdir.render.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from supportdir.caller import Caller
    from supportdir.search import Hit


def overviews(companies: list[dict[str, Any]], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """Yield a line for each `machine.overview`: slug, name, categories, number of contacts."""
    return rows([(*_names(company), Text(_counts(company), style=FAINT)) for company in companies], width)


def hits(results: list[tuple[Hit, dict[str, Any]]], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """Yield a line for each company, with the reason why it was found unless the line above has the same."""
    reasons = [why(hit) for hit, _ in results]
    companies = [company for _, company in results]
    return rows(
        [
            (*_names(company), Text(reason if reason != above else "", style=FAINT))
            for company, reason, above in zip(companies, reasons, ["", *reasons], strict=False)
        ],
        width,
    )


def _names(company: dict[str, Any]) -> tuple[Text, Text, Text]:
    return Text(company["company"], style=STRONG), Text(company["name"]), Text(", ".join(company["categories"]))


def _counts(company: dict[str, Any]) -> str:
    counts = ((company["phones"], "phone"), (company["channels"], "channel"), (company["routes"], "route"))
    return ", ".join(counted(count, noun) for count, noun in counts if count) or "no contact known"
