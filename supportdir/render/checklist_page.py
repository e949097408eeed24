"""A checklist as one HTML page made for printing: boxes to tick, and room for notes.

It loads nothing and has no script. Every text is escaped: company files and the log are not trusted.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from supportdir import advice
from supportdir.letters import format_date
from supportdir.render import phrases
from supportdir.render.checklists import cost_lines, part_heading
from supportdir.render.machine import dial_string
from supportdir.translation import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from supportdir.checklist import Checklist

_TICKED = ("have-ready", "first")
_NOTES = (("when", 1), ("agent", 1), ("case", 1), ("said", 3), ("promised", 2), ("by", 1), ("outcome", 1))
_STYLE = """
@page { size: A4; margin: 11mm 13mm; }
* { box-sizing: border-box; }
body { font: 8.8pt/1.26 "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; color: #000; background: #fff;
  max-width: 184mm; margin: 0 auto; padding: 4mm; }
h1 { font-size: 13pt; margin: 0 0 1mm; }
h2 { font-size: 9.6pt; margin: 2.2mm 0 0.8mm; border-bottom: 0.3mm solid #000; break-after: avoid; }
p { margin: 0 0 0.6mm; }
.number { font-size: 16pt; font-weight: bold; }
.warning { border: 0.5mm solid #000; padding: 1mm 2mm; margin: 1mm 0; font-weight: bold; }
.top { display: flex; justify-content: space-between; gap: 6mm; }
.top svg { width: 28mm; height: 28mm; flex: none; }
.columns { columns: 2; column-gap: 8mm; }
ul { margin: 0; padding-left: 4mm; }
li { margin: 0 0 0.3mm; break-inside: avoid; }
ul.boxes { list-style: none; padding-left: 0; }
ul.boxes li { padding-left: 5mm; position: relative; }
ul.boxes li::before { content: ""; position: absolute; left: 0; top: 0.4mm; width: 2.8mm; height: 2.8mm;
  border: 0.3mm solid #000; }
table { width: 100%; border-collapse: collapse; break-inside: avoid; }
th { width: 36mm; text-align: left; vertical-align: bottom; font-weight: normal; padding: 0 2mm 0.5mm 0; }
td { border-bottom: 0.2mm solid #666; height: 6.6mm; }
footer { margin-top: 2mm; font-size: 7.5pt; color: #444; }
@media print { body { padding: 0; max-width: none; } }
"""


def page(checklist: Checklist, now: datetime) -> str:
    """Return the page, an HTML document in UTF-8."""
    return "\n".join(_lines(checklist, now)) + "\n"


def _lines(checklist: Checklist, now: datetime) -> Iterator[str]:
    way, texts = checklist.way, advice.prompts(checklist.language)
    title = escape(
        texts["page-title" if way.contact.kind == "phone" else "page-title-writing"].format(company=way.company.name)
    )
    yield "<!DOCTYPE html>"
    yield f'<html lang="{checklist.language}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">"""
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>"
    yield f"<style>{_STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield f"<h1>{title}</h1>"
    yield from (f'<p class="warning">{escape(text)}</p>' for text in checklist.warnings)
    yield from _line(checklist, now)
    yield '<div class="columns">'
    for part, items in checklist.parts.items():
        lists = [*_list((item.text for item in items), boxes=part in _TICKED)]
        if part == "keys" and checklist.route:
            source = translate("from ") + phrases.source(checklist.route.proof, "route", now)
            lists.append(f"<p>{escape(source)}</p>")
        yield from _section(part_heading(part, checklist), lists)
    yield "</div>"
    yield from _section(texts["page-notes"], _notes(texts))
    made = format_date(now.date(), checklist.language)
    yield f"<footer>{escape(texts['page-made'].format(date=made))}</footer>"
    yield "</body>"
    yield "</html>"


def _line(checklist: Checklist, now: datetime) -> Iterator[str]:
    """The number, its state, and its link as a QR code beside it."""
    way = checklist.way
    yield '<div class="top">'
    yield "<div>"
    yield f'<p class="number">{escape(phrases.number_and_short(way, way.caller))}</p>'
    yield f"<p>{escape(phrases.title(way))}</p>"
    state = phrases.state(way, now, way.caller)
    yield f"<p>{escape(f'{now:%H:%M}')}: {escape(state)}</p>"
    yield from (f"<p>{escape(text)}</p>" for text in cost_lines(way))
    dial = dial_string(way, checklist.route) if checklist.route else None
    if dial and "," in dial.text:
        yield f"<p>{escape(advice.prompts(checklist.language)['dial-string'])}: {escape(dial.text)}</p>"
    yield "</div>"
    steps = checklist.route.shortcut.steps if checklist.route else ()
    if way.contact.kind == "phone" and (dialling := way.dialling(steps)):
        from supportdir.dialing.qr import inline

        yield inline(dialling.link)
    yield "</div>"


def _section(heading: str, content: Iterable[str]) -> Iterator[str]:
    yield "<section>"
    yield f"<h2>{escape(heading)}</h2>"
    yield from content
    yield "</section>"


def _list(texts: Iterable[str], *, boxes: bool) -> Iterator[str]:
    yield '<ul class="boxes">' if boxes else "<ul>"
    yield from (f"<li>{escape(text)}</li>" for text in texts)
    yield "</ul>"


def _notes(texts: dict[str, str]) -> Iterator[str]:
    """A table with a row for each thing to write down, and lines to write on."""
    yield "<table>"
    for name, rows in _NOTES:
        yield f'<tr><th scope="row">{escape(texts[f"note-{name}"])}</th><td></td></tr>'
        yield from ("<tr><th></th><td></td></tr>" for _ in range(rows - 1))
    yield "</table>"
