"""QR codes, decoded by zxing-cpp: from files, and from a picture of the terminal."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET

import pytest
import zxingcpp
from PIL import Image

from supportdir.dialing.qr import file, half_blocks, modules

LINKS = [
    "tel:+18005550199",
    "tel:+18005550199,,0,0,0,3",
    "tel:+442079460958,,1,66%23,0",
    "tel:+493023125000,,,,,,1,2,3,4,5,6,7,8,9,0,1,2,3",
]
DARK, LIGHT = (0, 0, 0), (255, 255, 255)
# Upper and lower half of each block character: 1 is ink.
_BLOCKS = {"█": (1, 1), "▀": (1, 0), "▄": (0, 1), " ": (0, 0)}


def decoded(image: Image.Image) -> list[str]:
    return [barcode.text for barcode in zxingcpp.read_barcodes(image)]


def picture_of(
    rows: list[str], ink: tuple[int, int, int], paper: tuple[int, int, int], background: tuple[int, int, int]
) -> Image.Image:
    """Return a picture of the terminal: each character is two squares high, with the background around them."""
    scale, margin = 4, 6
    width, height = len(rows[0]) + 2 * margin, 2 * (len(rows) + margin)
    picture = Image.new("RGB", (width, height), background)
    for y, row in enumerate(rows):
        for x, character in enumerate(row):
            for half, has_ink in enumerate(_BLOCKS[character]):
                picture.putpixel((margin + x, margin + 2 * y + half), ink if has_ink else paper)
    return picture.resize((width * scale, height * scale), Image.Resampling.NEAREST)


@pytest.mark.parametrize("link", LINKS)
def test_a_png_is_read_back(link: str) -> None:
    assert decoded(Image.open(io.BytesIO(file(link, "png")))) == [link]


@pytest.mark.parametrize("link", LINKS)
def test_an_svg_is_read_back(link: str) -> None:
    root = ET.fromstring(file(link, "svg"))
    size = int(root.attrib["width"])
    picture = Image.new("RGB", (size, size), (128, 128, 128))
    background, ink = root.iter("{http://www.w3.org/2000/svg}path")
    assert (background.attrib["fill"], ink.attrib["stroke"]) == ("#fff", "#000")
    picture.paste(LIGHT, (0, 0, size, size))
    _draw(picture, ink.attrib["d"], scale=int(root[0].attrib["transform"].removeprefix("scale(").rstrip(")")))
    assert decoded(picture) == [link]


def _draw(picture: Image.Image, path: str, scale: int) -> None:
    """Paint an SVG path of horizontal strokes, one unit thick."""
    x = y = 0.0
    for command, x_by, y_by in re.findall(r"([Mmh])(-?[0-9.]+)(?: (-?[0-9.]+))?", path):
        if command == "h":
            box = (x, y - 0.5, x + float(x_by), y + 0.5)
            picture.paste(DARK, tuple(round(edge * scale) for edge in box))
        at = (0.0, 0.0) if command == "M" else (x, y)
        x, y = at[0] + float(x_by), at[1] + float(y_by or 0)


@pytest.mark.parametrize("background", [DARK, LIGHT])
@pytest.mark.parametrize("link", LINKS)
def test_a_terminal_with_colours_shows_it_on_any_background(link: str, background: tuple[int, int, int]) -> None:
    assert decoded(picture_of(half_blocks(link), DARK, LIGHT, background)) == [link]


@pytest.mark.parametrize("link", LINKS)
def test_a_terminal_without_colours_shows_it_on_a_dark_background(link: str) -> None:
    assert decoded(picture_of(half_blocks(link, inverted=True), (200, 200, 200), DARK, DARK)) == [link]


@pytest.mark.parametrize("link", LINKS)
def test_it_has_a_border_and_is_narrow(link: str) -> None:
    rows = modules(link)
    assert not any(any(row[:4]) or any(row[-4:]) for row in rows)
    assert not any(map(any, rows[:4] + rows[-4:]))
    assert len(half_blocks(link)[0]) <= 41
