"""The console, its colours, and the layouts of lines that views share.

A view yields lines that already fit the width; the console prints them unchanged.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import Any

from rich.console import Console
from rich.style import Style
from rich.text import Span, Text

from supportdir.caller import Caller

View = Callable[[Any, datetime, Caller, int], Iterable[Text]]

# Basic colours that are legible on a dark and on a light background; yellow and white are not.
STATES = {"open": "bold green", "maybe": "bold magenta", "closed": "red", "unknown": "dim"}
STRONG, FAINT, WARN, ALARM = "bold", "dim", "magenta", "bold red"
LABEL_WIDTH = 9
_GAP, _INDENT = 3, 2
# The cells right of a first column need the first width, and as much as that column takes unless it is the second.
_LEAST_ROOM, _ENOUGH_ROOM = 24, 40
_BATCH = 100  # lines that are printed together: one by one takes three times as long, all need more memory
_RULER = Console(width=80)


class Screen(Console):
    """A console that prints the lines of a view, with hyperlinks if the terminal supports them."""

    @property
    def has_colors(self) -> bool:
        """Whether text and background can have colours."""
        return self.color_system is not None and not self.no_color

    def show(self, lines: Iterable[Text]) -> None:
        """Print lines that fit the width."""
        # No links in a file; the Linux virtual console shows the escape sequence of a link as text.
        has_links = self.file.isatty() and os.environ.get("TERM") != "linux"
        if not has_links and self.color_system is None:  # printing plain text with rich takes longer than all the rest
            self.file.writelines(f"{line.plain}\n" for line in lines)
            self.file.flush()
            return
        remaining = iter(lines)
        while batch := list(islice(remaining, _BATCH)):
            self.print(Text("\n").join(batch if has_links else map(_without_links, batch)))


def console(color: str) -> Screen:
    """Return the console for stdout; `color` is auto, always or never. auto respects NO_COLOR and TERM=dumb."""
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
    """Return the text as a hyperlink (OSC 8) if `uri` is not ""; only for tel:, mailto: and https: links."""
    return Text(text, style=Style.parse(style) + Style(link=uri) if uri else style)


def _without_links(line: Text) -> Text:
    def plain(style: str | Style) -> str | Style:
        return style.update_link(None) if isinstance(style, Style) and style.link else style

    spans = [Span(span.start, span.end, plain(span.style)) for span in line.spans]
    return Text(line.plain, style=plain(line.style), spans=spans, end=line.end)


def wrap(text: Text | str, width: int, style: str = "") -> list[Text]:
    """Return the text in lines that fit the width, broken between words; no line for an empty text."""
    if not text:
        return []
    whole = text.copy() if isinstance(text, Text) else Text(text, style=style)
    fits = whole.cell_len <= width and "\n" not in whole.plain
    lines = [whole] if fits else list(whole.wrap(_RULER, max(width, 10)))
    for line in lines:
        line.rstrip()
    return lines


def footer(text: str, _now: datetime, _caller: Caller, width: int) -> list[Text]:
    """A faint line below an answer."""
    return wrap(text, width, FAINT)


def flow(parts: Iterable[Text], width: int) -> Iterator[Text]:
    """Yield the parts on one line if they fit, else on several full lines, the later ones indented."""
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
        margin = " " * _INDENT
        pieces = [Text.assemble(margin if line else "", first), *(Text.assemble(margin, piece) for piece in rest)]
        yield from pieces[:-1]
        line = pieces[-1]
    if line:
        yield line


def labelled(label: str, text: Text | str, width: int, style: str = "", *, indent: int = LABEL_WIDTH) -> Iterator[Text]:
    """Yield a faint label and, to the right of it, the wrapped text: "else     chat, open any time"."""
    return with_label(label, wrap(text, width - indent, style), indent=indent)


def with_label(label: str, lines: Iterable[Text], *, indent: int = LABEL_WIDTH) -> Iterator[Text]:
    """Yield a faint label and, to the right of it, lines that fit the width minus `indent`."""
    for line in lines:
        yield Text.assemble((label.ljust(indent), FAINT), line)
        label = ""


def separated(groups: Iterable[Iterable[Text]]) -> Iterator[Text]:
    """Yield the lines of each group, with an empty line between groups."""
    for number, lines in enumerate(groups):
        if number:
            yield Text()
        yield from lines


def rows(records: Sequence[tuple[Text, ...]], width: int) -> Iterator[Text]:
    """Yield the records in columns.

    If they do not fit the width, only the first column is kept and the other cells flow to the right of it. If the room
    there is too narrow, or their longest word does not fit, each record flows over its own lines.
    """
    if not records:
        return
    columns = [column for column in zip(*records, strict=True) if any(column)]
    records = list(zip(*columns, strict=True))
    widths = [max(cell.cell_len for cell in column) for column in columns]
    longest_word = max(len(word) for column in columns[1:] or columns for cell in column for word in cell.plain.split())
    margin = widths[0] + _GAP
    room = width - margin
    if sum(widths) + _GAP * (len(widths) - 1) <= width:
        for cells in records:
            gaps = [" " * (size - cell.cell_len + _GAP) for cell, size in zip(cells, widths, strict=True)]
            line = Text.assemble(*chain.from_iterable(zip(cells, gaps, strict=True)))
            line.rstrip()
            yield line
    elif room >= longest_word + _INDENT and room >= min(max(margin, _LEAST_ROOM), _ENOUGH_ROOM):
        for first, *rest in records:
            lines = list(flow(rest, width - margin)) or [Text()]
            yield Text.assemble(first, " " * (margin - first.cell_len), lines[0])
            yield from (Text.assemble(" " * margin, line) for line in lines[1:])
    else:
        for record in records:
            yield from flow(record, width)
