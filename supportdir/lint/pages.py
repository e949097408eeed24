"""docs/rules.md: every rule with what it wants, why, and what it takes for good and bad.

    python -m supportdir.lint.pages > docs/rules.md

The page is made of the docstrings, so a rule that is added or changed is documented by being written.
"""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING, NamedTuple

from supportdir.errors import Fault
from supportdir.format import problems
from supportdir.lint.rules import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from supportdir.lint.finding import Severity

HEAD = """\
# The rules of `supportdir data check`

<!-- Made by: python -m supportdir.lint.pages > docs/rules.md -->

An **error** is what the reader refuses, or what is certainly wrong: it fails the check. A **warning** is probably
wrong, and fails it with `--strict`. A **notice** is worth knowing, and shown with `--notices`. Where a comment answers
a rule, it is a YAML comment on the line of the value or on the line above.
"""
READER = "What the reader refuses"


class Page(NamedTuple):
    """A rule as it is documented."""

    name: str
    severity: Severity
    text: str


def pages() -> list[Page]:
    """The page of every rule, the reader's first."""
    return [page for _, part in _parts() for page in part]


def markdown() -> str:
    """The whole of docs/rules.md."""
    parts = [HEAD]
    for title, part in _parts():
        parts.append(f"\n## {title}\n")
        parts += [_section(page) for page in part]
    return "".join(parts)


def _parts() -> Iterator[tuple[str, list[Page]]]:
    kinds = [kind for kind in vars(problems).values() if isinstance(kind, type) and issubclass(kind, Fault)]
    yield READER, [Page(kind.rule, "error", _text(kind)) for kind in kinds if kind is not Fault]
    for part in PARTS:
        title = (part.__doc__ or "").split("\n")[0].rstrip(".")
        yield title, [Page(rule.name, rule.severity, _text(rule.check)) for rule in part.RULES]


def _text(subject: object) -> str:
    return inspect.getdoc(subject) or ""


def _section(page: Page) -> str:
    """A heading, the severity and the words, the examples as they stand."""
    words, found, examples = page.text.partition("\nGood: ")
    return f"\n### {page.name}\n\n*{page.severity}* · {words.strip()}\n\n```text{found}{examples}\n```\n"


if __name__ == "__main__":
    sys.stdout.write(markdown())
