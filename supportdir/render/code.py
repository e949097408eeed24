"""`--qr`: the link to a contact as a QR code, and the steps that the link leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.dialing import qr
from supportdir.render import parts
from supportdir.render.console import STRONG, WARN, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from supportdir.caller import Caller
    from supportdir.dialing.platform import Dialling
    from supportdir.ways import Way

# Black on white in the 256-colour palette: themes may change the first 16 colours, and a code must be dark on light.
_INK = "color(16) on color(231)"


def code(
    way: Way, dialling: Dialling, now: datetime, caller: Caller, width: int, *, has_colors: bool
) -> Iterator[Text]:
    """Yield the contact, the QR code, the link in it, and the steps that are left.

    Without colours the code is inverted, for a dark background.
    """
    yield from parts.heading(way, now, caller, width)
    for row in qr.half_blocks(dialling.link, inverted=not has_colors):
        yield Text(row, style=_INK if has_colors else "")
    yield Text(dialling.link, style=STRONG)
    if dialling.link_because:
        yield from wrap(f"the link ends there: {dialling.link_because}", width, WARN)
    yield from parts.numbered_steps(dialling.link_rest, width)
