"""`config show`: the settings, and where each comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.render.console import FAINT, STRONG, rows
from supportdir.render.phrases import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from supportdir.caller import Caller


def table(settings: Iterable[tuple[str, str, str]], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """Yield a line for each setting: name, value, source."""
    records = [
        (Text(name, style=STRONG), Text(printable(value) or "-"), Text(printable(source), style=FAINT))
        for name, value, source in settings
    ]
    return rows(records, width)
