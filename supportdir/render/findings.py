"""Findings of the linter: for people, for programs, for the annotations of a code forge. Only people load rich."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING, Any

from supportdir.render.phrases import printable
from supportdir.render.progress import bar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rich.text import Text

    from supportdir.format.findings import Finding
    from supportdir.lint.check import Report

_INDENT = 9  # "  123:45 "


def table(findings: Iterable[Finding], width: int) -> Iterator[Text]:
    """The findings under the names of their files."""
    from rich.text import Text

    from supportdir.render.console import FAINT, STRONG, WARN, wrap

    styles = {"error": "bold red", "warning": WARN, "notice": FAINT}
    for path, group in groupby(findings, key=lambda finding: finding.path):
        yield Text(printable(path), style=STRONG)
        for one in group:
            place = f"{one.line}:{one.column}" if one.line else ""
            text = Text.assemble(
                (one.severity, styles[one.severity]), " ", printable(one.text), "  ", (one.rule, FAINT)
            )
            for number, line in enumerate(wrap(text, width - _INDENT)):
                yield Text.assemble(("" if number else f"  {place}").ljust(_INDENT), line)


def record(finding: Finding) -> tuple[str, ...]:
    """place, severity, rule, fact, cure, corrected value."""
    fields = (finding.place, finding.severity, finding.rule, finding.message, finding.hint, finding.fix)
    return tuple(map(printable, fields))


def value(finding: Finding) -> dict[str, Any]:
    """A finding as JSON; line and column are null where the whole file is meant."""
    return {
        "rule": finding.rule,
        "file": finding.path,
        "line": finding.line or None,
        "column": finding.column or None,
        "severity": finding.severity,
        "message": finding.message,
        "hint": finding.hint or None,
        "fix": finding.fix or None,
    }


def annotation(finding: Finding) -> str:
    """A finding as a workflow command of GitHub Actions, which shows it beside the line."""
    properties = {"file": finding.path}
    if finding.line:
        properties |= {"line": str(finding.line), "col": str(finding.column)}
    properties["title"] = finding.rule
    told = ",".join(f"{name}={_escaped(text, ':,')}" for name, text in properties.items())
    return f"::{finding.severity} {told}::{_escaped(finding.text)}"


def summary(report: Report, *, notices_shown: bool) -> str:
    """What was looked at, and how much was found."""
    counts = report.counts
    found = [_counted(counts[severity], severity) for severity in ("error", "warning", "notice")]
    hint = " (--notices shows them)" if counts["notice"] and not notices_shown else ""
    looked_at = f"{_counted(report.files, 'file')} with {_counted(report.contacts, 'contact')}"
    return f"checked {looked_at}: {', '.join(found)}{hint}"


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """A function that is told how many of how many are done; on a terminal it draws a bar when it takes long."""
    tell = bar("checking")
    try:
        yield tell
    finally:
        tell(0, 0)


def _counted(count: int, word: str) -> str:
    return f"{f'{count:,}' if count else 'no'} {word}{'s' * (count != 1)}"


def _escaped(text: str, more: str = "") -> str:
    """Text as a workflow command takes it; in properties colons and commas divide."""
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return printable(text)
