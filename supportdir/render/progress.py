"""A progress bar on stderr for work that takes longer than a second; rich is imported only to draw it."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 1.0  # seconds before the bar is drawn


def bar(label: str) -> Callable[[int, int], None]:
    """Return a function of the number done and the total; it draws a bar, and removes it when all are done."""
    start = monotonic()
    draw: Callable[[int, int], None] | None = None

    def update(done: int, total: int) -> None:
        nonlocal draw
        if draw is None and done < total and sys.stderr.isatty() and monotonic() - start > PATIENCE:
            draw = _drawn(label)
        if draw is not None:
            draw(done, total)
            if done >= total:
                draw = None

    return update


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
