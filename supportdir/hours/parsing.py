"""Parse hours text, and explain text that is not valid."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from supportdir.hours.grammar import HoursSyntaxError, parse_strictly

if TYPE_CHECKING:
    from supportdir.hours.rules import Hours


@lru_cache(maxsize=4096)
def parse(text: str) -> Hours:
    """Return the records of hours text. Raises HoursError, with the corrected text where it is certain."""
    try:
        return parse_strictly(text)
    except HoursSyntaxError as error:
        # Imported only for invalid text: building an index does not need it.
        from supportdir.hours.corrections import explain

        raise explain(text, error) from None
