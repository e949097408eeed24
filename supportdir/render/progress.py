"""A bar on stderr for work that takes longer than a second; rich is loaded only when it is drawn."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 1.0  # seconds without a bar


def bar(label: str) -> Callable[[int, int], None]:
    """A function that is told how many of how many are done; the bar, if there is one, goes when all are."""
    start = monotonic()
    draw: Callable[[int, int], None] | None = None

    def tell(done: int, total: int) -> None:
        nonlocal draw
        if draw is None and done < total and sys.stderr.isatty() and monotonic() - start > PATIENCE:
            draw = _drawn(label)
        if draw is not None:
            draw(done, total)
            if done >= total:
                draw = None

    return tell


def _drawn(label: str) -> Callable[[int, int], None]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress

    shown = Progress(label, BarColumn(), MofNCompleteColumn(), console=Console(stderr=True), transient=True)
    shown.start()
    task = shown.add_task("")

    def draw(done: int, total: int) -> None:
        shown.update(task, completed=done, total=total)
        if done >= total:
            shown.stop()

    return draw
