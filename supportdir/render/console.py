"""The terminal: its width and colours, and the few ways in which all views lay out their lines.

A view yields lines that fit the width, so that what is shown is what a test compares.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.style import Style
from rich.text import Span, Text

from supportdir.caller import Caller

View = Callable[[Any, datetime, Caller, int], Iterable[Text]]

# Colours of the basic sixteen that can be read on a dark and on a light ground; yellow and white cannot.
STATES = {"open": "bold green", "maybe": "bold magenta", "closed": "red", "unknown": "dim"}
STRONG, FAINT, WARN, ALARM = "bold", "dim", "magenta", "bold red"
LABEL_WIDTH = 9
_GAP, _INDENT = 3, 2
_RULER = Console(width=80)


class Screen(Console):
    """A console that shows the lines of a view, with hyperlinks where the terminal has them."""

    @property
    def has_colors(self) -> bool:
        """Whether ground and letters can be given colours."""
        return self.color_system is not None and not self.no_color

    def show(self, lines: Iterable[Text]) -> None:
        """Print lines that fit the width."""
        # What is not a terminal may be a file; the console of Linux shows the bytes of a link as text.
        has_links = self.file.isatty() and os.environ.get("TERM") != "linux"
        for line in lines:
            self.print(line if has_links else _without_links(line))


def console(color: str) -> Screen:
    """The console for stdout; `color` is auto, always or never. NO_COLOR and TERM=dumb count in auto."""
    return Screen(
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,
        force_terminal=True if color == "always" else None,
        no_color=color == "never" or None,
        color_system={"always": "standard", "never": None}.get(color, "auto"),
    )


def linked(text: str, uri: str, style: str = "") -> Text:
    """The text as a hyperlink (OSC 8) where `uri` is not ""; for our own tel:, mailto: and https: links only."""
    return Text(text, style=Style.parse(style) + Style(link=uri) if uri else style)


def _without_links(line: Text) -> Text:
    def plain(style: str | Style) -> str | Style:
        return style.update_link(None) if isinstance(style, Style) and style.link else style

    spans = [Span(span.start, span.end, plain(span.style)) for span in line.spans]
    return Text(line.plain, style=plain(line.style), spans=spans, end=line.end)


def wrap(text: Text | str, width: int, style: str = "") -> list[Text]:
    """The text in lines that fit, broken between words."""
    whole = text if isinstance(text, Text) else Text(text, style=style)
    lines = list(whole.wrap(_RULER, max(width, 10)))
    for line in lines:
        line.rstrip()
    return lines


def footer(text: str, _now: datetime, _caller: Caller, width: int) -> list[Text]:
    """A faint line below an answer."""
    return wrap(text, width, FAINT)


def flow(parts: Iterable[Text], width: int) -> Iterator[Text]:
    """The parts on one line if they fit, else each line as full as it gets, the later ones indented."""
    line = Text()
    for part in parts:
        if not part:
            continue
        if line and line.cell_len + _GAP + part.cell_len <= width:
            line = Text.assemble(line, " " * _GAP, part)
            continue
        if line:
            yield line
        fits = not line and part.cell_len <= width
        first, *rest = wrap(part, width if fits else width - _INDENT)
        pieces = [
            Text.assemble(" " * _INDENT, first) if line else first,
            *(Text.assemble(" " * _INDENT, more) for more in rest),
        ]
        yield from pieces[:-1]
        line = pieces[-1]
    if line:
        yield line


def labelled(label: str, text: Text | str, width: int, style: str = "", *, indent: int = LABEL_WIDTH) -> Iterator[Text]:
    """A faint word in front of a text that wraps beside it, as in "else    chat, open any time"."""
    return beside(label, wrap(text, width - indent, style), indent=indent)


def beside(label: str, lines: Iterable[Text], *, indent: int = LABEL_WIDTH) -> Iterator[Text]:
    """A faint word in front of lines that were made for a width less by `indent`."""
    for place, line in enumerate(lines):
        yield Text.assemble((("" if place else label).ljust(indent), FAINT), line)


def rows(records: Sequence[tuple[Text, ...]], width: int) -> Iterator[Text]:
    """Records in columns; where they do not fit, only the first column stands and the rest flows beside it.

    Where not even the longest word fits there, each record flows over lines of its own.
    """
    columns = [column for column in zip(*records, strict=True) if any(column)]
    records = list(zip(*columns, strict=True))
    widths = [max(cell.cell_len for cell in column) for column in columns]
    longest_word = max(len(word) for column in columns[1:] or columns for cell in column for word in cell.plain.split())
    if sum(widths) + _GAP * (len(widths) - 1) <= width:
        for *cells, last in records:
            line = Text()
            for cell, size in zip(cells, widths, strict=False):
                line = Text.assemble(line, cell, " " * (size - cell.cell_len + _GAP))
            line = Text.assemble(line, last)
            line.rstrip()
            yield line
    elif longest_word <= width - widths[0] - _GAP - _INDENT:
        margin = widths[0] + _GAP
        for first, *rest in records:
            lines = list(flow(rest, width - margin)) or [Text()]
            yield Text.assemble(first, " " * (margin - first.cell_len), lines[0])
            yield from (Text.assemble(" " * margin, line) for line in lines[1:])
    else:
        for record in records:
            yield from flow(record, width)
