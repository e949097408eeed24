"""The question on a terminal: which of these companies is meant?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from supportdir.errors import NotFoundError
from supportdir.render.phrases import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from supportdir.compiled import CompiledCompany


class CancelledError(NotFoundError):
    """The caller chose none of the companies that were offered."""

    def __init__(self) -> None:
        super().__init__("cancelled")


def chosen(error: NotFoundError, companies: Sequence[CompiledCompany]) -> CompiledCompany:
    """Ask which of the companies is meant, on stderr, and return it. Raises CancelledError if none is.

    A number chooses. Enter alone, the end of the input, or a third answer that is no number of the list cancels.
    """
    asked = getattr(error, "asked", "")
    print(printable(f"'{asked}' may be one of these:"), file=sys.stderr)
    for number, company in enumerate(companies, start=1):
        markets = ", ".join(company.serves[:4]) + (" …" if len(company.serves) > 4 else "")
        print(printable(f"  {number}  {company.name}  ({company.slug}, {markets})"), file=sys.stderr)
    for _ in range(3):
        print("number, or Enter to cancel: ", end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline().strip()
        if not answer:
            break
        if answer.isdecimal() and 0 < int(answer) <= len(companies):
            return companies[int(answer) - 1]
    raise CancelledError
