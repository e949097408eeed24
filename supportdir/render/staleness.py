"""What the directory holds, and what to verify next."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.render import phrases
from supportdir.render.console import FAINT, STRONG, beside, flow, rows
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


def stale_facts(found: list[StaleFact], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """For each fact a line with the contact, what to verify and its age, and below it the pages to look at."""
    for stale_fact in found:
        yield from flow(
            [
                Text(f"{stale_fact.company.slug}/{stale_fact.contact.id}", style=STRONG),
                Text(stale_fact.fact),
                Text(phrases.origin(stale_fact.proof), style=FAINT),
            ],
            width,
        )
        pages = stale_fact.look_at or ["no page is written down: look on the company's own site"]
        yield from (Text(f"  {page}") for page in pages)  # in one piece, so that a terminal can open it


def counts(groups: Counts, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """A table for each group: what is counted, how many, which part of the whole, how old.

    Countries and categories have columns for the groups that split them further.
    """
    splits = {group: [split_name(group, trait) for trait in SHARED] for group in ("countries", "categories")}
    columns = {name for names in splits.values() for name in names}
    tables = {group: some for group, some in groups.items() if some and group not in columns}
    for place, (group, some) in enumerate(tables.items()):
        if place:
            yield Text()
        if group in splits:
            lines = _split(some, [groups[name] for name in splits[group]], width - _MARGIN)
        else:
            lines = rows([_row(*one) for one in some.items()], width - _MARGIN)
        yield from beside(_TITLES.get(group, group), lines, indent=_MARGIN)


def _row(name: str, count: Count) -> tuple[Text, ...]:
    months = "" if count.months is None else f"{count.months:g} month{'s' * (count.months != 1)}"
    age = f"median age {months}" if months else ""
    share = phrases.percent(count)
    return Text(name), Text(f"{count.many:6}", style=STRONG), Text(f"{share:>5}"), Text(age, style=FAINT)


def _split(some: dict[str, Count], splits: list[dict[str, Count]], width: int) -> Iterator[Text]:
    """The first countries or categories, below the names of the columns."""
    names = ("", f"{'count':>6}", "share", *SHARED)
    records = [tuple(Text(name, style=FAINT) for name in names)]
    for name in islice(some, _MOST_WORDS):
        shares = [f"{phrases.percent(split[name]):>{len(trait)}}" for trait, split in zip(SHARED, splits, strict=True)]
        records.append((*_row(name, some[name])[:3], *map(Text, shares)))
    yield from rows(records, width)
    if len(some) > _MOST_WORDS:
        yield Text(f"and {len(some) - _MOST_WORDS} more", style=FAINT)
