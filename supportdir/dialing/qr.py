"""QR codes of links: for the terminal and as files; the one door to segno."""

from __future__ import annotations

import io
from itertools import zip_longest

import segno

BORDER = 4  # modules of light around the code, which readers need (ISO/IEC 18004)
_SCALE = 8  # pixels a module in a file


def modules(text: str) -> list[list[bool]]:
    """The rows of the code with its border; true is dark."""
    code = segno.make_qr(text, error="m")
    return [[bool(dark) for dark in row] for row in code.matrix_iter(border=BORDER)]


def half_blocks(text: str, *, inverted: bool = False) -> list[str]:
    """The code in characters that are two modules high, drawn dark on light.

    `inverted` draws its light parts, for a terminal that can only draw light on dark.
    """
    rows = [[dark is not inverted for dark in row] for row in modules(text)]
    blank = [inverted] * len(rows[0])
    blocks = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}
    return [
        "".join(blocks[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip_longest(rows[::2], rows[1::2], fillvalue=blank)
    ]


def file(text: str, kind: str) -> bytes:
    """The code as an "svg" or a "png" file, black on white."""
    content = io.BytesIO()
    segno.make_qr(text, error="m").save(content, kind=kind, scale=_SCALE, border=BORDER, dark="black", light="white")
    return content.getvalue()


def inline(text: str) -> str:
    """Return the code as an <svg> element for an HTML page, black on white, that takes the size it is given."""
    code = segno.make_qr(text, error="m")
    return str(code.svg_inline(border=BORDER, dark="black", light="white", omitsize=True))
