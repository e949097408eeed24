"""QR codes of links, for the terminal and as files. The only module that imports segno."""

from __future__ import annotations

import io
from itertools import zip_longest

import segno

BORDER = 4  # width of the light border in modules, as required by ISO/IEC 18004
_SCALE = 8  # pixels per module in a file


def modules(text: str) -> list[list[bool]]:
    """Return the rows of modules, including the border; true is dark."""
    code = segno.make_qr(text, error="m")
    return [[bool(dark) for dark in row] for row in code.matrix_iter(border=BORDER)]


def half_blocks(text: str, *, inverted: bool = False) -> list[str]:
    """Return the lines of the code, one character for two modules above each other, to be drawn dark on light.

    With `inverted` the characters draw the light modules, for a terminal that draws light text on dark.
    """
    rows = [[dark is not inverted for dark in row] for row in modules(text)]
    blank = [inverted] * len(rows[0])
    blocks = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}
    return [
        "".join(blocks[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip_longest(rows[::2], rows[1::2], fillvalue=blank)
    ]


def file(text: str, kind: str) -> bytes:
    """Return the content of an image file of kind "svg" or "png", black on white."""
    content = io.BytesIO()
    segno.make_qr(text, error="m").save(content, kind=kind, scale=_SCALE, border=BORDER, dark="black", light="white")
    return content.getvalue()


def inline(text: str) -> str:
    """Return the code as an <svg> element for an HTML page, black on white, that takes the size it is given."""
    code = segno.make_qr(text, error="m")
    return str(code.svg_inline(border=BORDER, dark="black", light="white", omitsize=True))
