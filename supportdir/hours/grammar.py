"""Hours text → records and back: `parse` reads strictly, and says of other text what to write instead.

The notation itself is in notation.py, what people write in place of it in habits.py.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from supportdir.hours.notation import Refusal, read, write

if TYPE_CHECKING:
    from supportdir.hours.rules import Hours

__all__ = ["parse", "write"]


@lru_cache(maxsize=4096)
def parse(text: str) -> Hours:
    """Return the records of hours text. Raises HoursError."""
    try:
        return read(text)
    except Refusal as refusal:
        # Loaded only for invalid text, so that building an index does without it.
        from supportdir.hours.corrections import explain

        raise explain(text, refusal) from None
