"""`data stale` and `data stats`: what to verify next, and what the directory contains."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.render import phrases
from supportdir.render.console import FAINT, STRONG, flow, rows, separated, with_label
from supportdir.statistics import SHARED, split_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from supportdir.caller import Caller
    from supportdir.staleness import StaleFact
    from supportdir.statistics import Count, Counts

_MARGIN = 12
_MOST_WORDS = 10  # countries, categories
_TITLES = {
    "support": "of these",
    "best grade": "by grade",
    "grades": "sources",
    "ages": "their age",
}


def stale_facts(facts: list[StaleFact], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """Yield a line for each fact with contact, fact and age, then the pages to look at."""
    for stale_fact in facts:
        contact = Text(f"{stale_fact.company.slug}/{stale_fact.contact.id}", style=STRONG)
        yield from flow([contact, Text(stale_fact.fact), Text(phrases.source(stale_fact.proof), style=FAINT)], width)
        pages = stale_fact.look_at or ["no page recorded; check the company's website"]
        yield from (Text(f"  {page}") for page in pages)  # not wrapped, so that a terminal can open them


def counts(groups: Counts, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """Yield a table for each group: name, count, share of the whole, median age.

    The tables of countries and categories have a column for each group that splits them further.
    """
    splits = {group: [split_name(group, trait) for trait in SHARED] for group in ("countries", "categories")}
    columns = {name for names in splits.values() for name in names}

    def table(group: str, entries: dict[str, Count]) -> Iterator[Text]:
        if group in splits:
            lines = _split(entries, [groups[name] for name in splits[group]], width - _MARGIN)
        else:
            lines = rows([_row(*entry) for entry in entries.items()], width - _MARGIN)
        return with_label(_TITLES.get(group, group), lines, indent=_MARGIN)

    return separated(table(group, entries) for group, entries in groups.items() if entries and group not in columns)


def _row(name: str, count: Count) -> tuple[Text, ...]:
    age = "" if count.months is None else f"median age {count.months:g} month{'s' * (count.months != 1)}"
    return Text(name), Text(f"{count.many:6}", style=STRONG), Text(f"{phrases.percent(count):>5}"), Text(age, FAINT)


def _split(entries: dict[str, Count], splits: list[dict[str, Count]], width: int) -> Iterator[Text]:
    """Yield a heading and the first countries or categories with their shares."""
    records = [tuple(Text(title, style=FAINT) for title in ("", f"{'count':>6}", "share", *SHARED))]
    for name in islice(entries, _MOST_WORDS):
        shares = [f"{phrases.percent(split[name]):>{len(trait)}}" for trait, split in zip(SHARED, splits, strict=True)]
        records.append((*_row(name, entries[name])[:3], *map(Text, shares)))
    yield from rows(records, width)
    if len(entries) > _MOST_WORDS:
        yield Text(f"and {len(entries) - _MOST_WORDS} more", style=FAINT)
