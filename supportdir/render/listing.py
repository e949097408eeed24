"""Lists of companies: all of them, or those that were found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.render.console import FAINT, STRONG, rows
from supportdir.render.machine import overview, why

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from supportdir.listing import Listing
    from supportdir.model import Caller
    from supportdir.search import Hit


def overview_rows(companies: list[Listing], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """A line for each company: slug, name, categories, what is known of it."""
    if companies:
        yield from rows([(*_company(company), Text(_known(company), style=FAINT)) for company in companies], width)


def hits(found: list[tuple[Hit, Listing]], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """A line for each company, and why it was found."""
    yield from rows([(*_company(company), Text(why(hit), style=FAINT)) for hit, company in found], width)


def _company(company: Listing) -> tuple[Text, Text, Text]:
    return Text(company.slug, style=STRONG), Text(company.name), Text(", ".join(company.categories))


def _known(company: Listing) -> str:
    value = overview(company)
    counts = ((value["phones"], "phone"), (value["channels"], "other way"), (value["routes"], "route"))
    return ", ".join(f"{count} {word}{'s' * (count != 1)}" for count, word in counts if count) or "no contact known"
