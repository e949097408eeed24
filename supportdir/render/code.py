"""A link as a QR code for the phone's camera, and in words what the code leaves to the caller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.dialing import qr
from supportdir.dialing import route as routes
from supportdir.render.console import STRONG, WARN, labelled, wrap
from supportdir.render.show import head

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from supportdir.caller import Caller
    from supportdir.dialing.platform import Dialling
    from supportdir.ways import Way

# Black and white of the 256 colours: a theme may change the first sixteen, and a code must be dark on light.
_INK = "color(16) on color(231)"


def code(
    way: Way, dialling: Dialling, now: datetime, caller: Caller, width: int, *, has_colors: bool
) -> Iterator[Text]:
    """The contact, the code, the text in it, and the steps that are left.

    Without colours it is drawn for a dark ground.
    """
    yield from head(way, now, caller, width)
    for row in qr.half_blocks(dialling.link, inverted=not has_colors):
        yield Text(row, style=_INK if has_colors else "")
    yield Text(dialling.link, style=STRONG)
    yield from rest(dialling, width)


def rest(dialling: Dialling, width: int) -> Iterator[Text]:
    """Why the link ends where it does, and the steps after it."""
    if dialling.link_because:
        yield from wrap(f"it ends there: {dialling.link_because}", width, WARN)
    for place, sentence in enumerate(routes.sentences(dialling.link_rest), start=1):
        yield from labelled(f"{place:>3}", sentence, width, indent=5)
