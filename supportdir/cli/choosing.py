"""Asks on a terminal which company a name means."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from supportdir.errors import NotFoundError
from supportdir.model import first_regions
from supportdir.render.phrases import printable
from supportdir.translation import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from supportdir.compiled import CompiledCompany


class CancelledError(NotFoundError):
    """The caller chose none of the companies."""

    def __init__(self) -> None:
        super().__init__(translate("cancelled"))


def choose(typed: str, companies: Sequence[CompiledCompany]) -> CompiledCompany:
    """Ask on stderr which of the companies is meant, and return it.

    The answer is the number of a company. An empty line, the end of the input and a third invalid answer raise
    CancelledError.
    """
    print(printable(translate("'{name}' may mean:", name=typed)), file=sys.stderr)
    for number, company in enumerate(companies, start=1):
        line = f"  {number}  {company.name}  ({company.slug}, {first_regions(company.serves)})"
        print(printable(line), file=sys.stderr)
    for _ in range(3):
        print(translate("number, or Enter to cancel: "), end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline().strip()
        if not answer:
            break
        if answer.isdecimal() and 0 < int(answer) <= len(companies):
            return companies[int(answer) - 1]
    raise CancelledError
