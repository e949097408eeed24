"""The last contact with a company and its open promises, in one line below an answer. No rich."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportdir.render.phrases import printable, short_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from supportdir.journal.entry import Entry


def line(last: Entry, promises: Sequence[Entry]) -> str:
    """Return "you: last called 3 Nov 2026, case 4711; promised by 10 Nov 2026: refund".

    A promise of an earlier contact has the day of that contact: "; on 1 Nov 2026: promised by 10 Nov 2026: refund".
    """
    what = "last called" if last.channel == "phone" else f"last contact ({last.channel})"
    more = f"; {len(promises) - 1} more open" if len(promises) > 1 else ""
    promise = ""
    if promises:
        first = promises[0]
        promise = f"; {'' if first.id == last.id else f'on {short_date(first.at)}{_case(first)}: '}{_promise(first)}"
    return f"you: {what} {short_date(last.at)}{_case(last)}{promise}{more}"


def _case(entry: Entry) -> str:
    return f", case {_one_line(entry.case)}" if entry.case else ""


def _promise(entry: Entry) -> str:
    by = f" by {short_date(entry.by)}" if entry.by else ""
    return f"promised{by}: {_one_line(entry.promised)}" if entry.promised else f"an answer promised{by}"


def _one_line(text: str) -> str:
    return printable(" ".join(text.split()))
