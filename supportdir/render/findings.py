"""`data check`: findings as a table, plain records, JSON and GitHub annotations. Only the table imports rich."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING, Any

from supportdir.render.phrases import counted, printable
from supportdir.render.progress import bar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rich.text import Text

    from supportdir.format.findings import Finding
    from supportdir.lint.check import Report

_INDENT = 9  # "  123:45 "


def table(findings: Iterable[Finding], width: int) -> Iterator[Text]:
    """Yield the findings below the name of their file."""
    from rich.text import Text

    from supportdir.render.console import FAINT, STRONG, WARN, wrap

    styles = {"error": "bold red", "warning": WARN, "notice": FAINT}
    for path, group in groupby(findings, key=lambda finding: finding.path):
        yield Text(printable(path), style=STRONG)
        for finding in group:
            severity = (finding.severity, styles[finding.severity])
            text = Text.assemble(severity, " ", printable(finding.text), "  ", (finding.rule, FAINT))
            position = f"  {finding.line}:{finding.column}" if finding.line else ""
            for line in wrap(text, width - _INDENT):
                yield Text.assemble(position.ljust(_INDENT), line)
                position = ""


def record(finding: Finding) -> tuple[str, ...]:
    """Return the fields of a plain record: place, severity, rule, message, hint, fix."""
    fields = (finding.position, finding.severity, finding.rule, finding.message, finding.hint, finding.fix)
    return tuple(map(printable, fields))


def value(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON; line and column are null if it is about the whole file."""
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
    """Return a finding as a workflow command of GitHub Actions, which shows it next to the line."""
    properties = {"file": finding.path}
    if finding.line:
        properties |= {"line": str(finding.line), "col": str(finding.column)}
    properties["title"] = finding.rule
    listed = ",".join(f"{name}={_escaped(text, ':,')}" for name, text in properties.items())
    return f"::{finding.severity} {listed}::{_escaped(finding.text)}"


def summary(report: Report, *, notices_shown: bool) -> str:
    """Return the numbers of files and contacts checked, and of findings by severity."""
    counts = report.counts
    found = [_counted(counts[severity], severity) for severity in ("error", "warning", "notice")]
    hint = " (--notices shows them)" if counts["notice"] and not notices_shown else ""
    looked_at = f"{_counted(report.files, 'file')} with {_counted(report.contacts, 'contact')}"
    return f"checked {looked_at}: {', '.join(found)}{hint}"


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """Yield a function of the number done and the total that draws a progress bar if the work takes long."""
    update = bar("checking")
    try:
        yield update
    finally:
        update(0, 0)


def _counted(count: int, noun: str) -> str:
    return counted(count, noun) if count else f"no {noun}s"


def _escaped(text: str, more: str = "") -> str:
    """Return the text escaped for a workflow command; `more` are the separators of its properties."""
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return printable(text)
