"""docs/rules.md: every rule with what it wants, why, and what it takes for good and bad.

    python -m supportdir.lint.pages > docs/rules.md

The page is made of the docstrings, so a rule that is added or changed is documented by being written.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from supportdir.lint.rules import PARTS

if TYPE_CHECKING:
    from supportdir.format.findings import Rule

HEAD = """\
# The rules of `supportdir data check`

<!-- Made by: python -m supportdir.lint.pages > docs/rules.md -->

An **error** is what the reader refuses, or what is certainly wrong: it fails the check. A **warning** is probably
wrong, and fails it with `--strict`. A **notice** is worth knowing, and shown with `--notices`. Where a comment answers
a rule, it is a YAML comment on the line of the value or on the line above.
"""


def pages() -> list[Rule[Any]]:
    """Return every rule, those of the readers first."""
    return [rule for part in PARTS for rule in part.RULES]


def markdown() -> str:
    """Return the whole of docs/rules.md."""
    parts = [HEAD]
    for part in PARTS:
        title = (part.__doc__ or "").split("\n")[0].rstrip(".")
        parts += [f"\n## {title}\n", *map(_section, part.RULES)]
    return "".join(parts)


def _section(rule: Rule[Any]) -> str:
    """A heading, the severity and the words, the examples as they stand."""
    words, found, examples = rule.page.partition("\nGood: ")
    return f"\n### {rule.name}\n\n*{rule.severity}* · {words.strip()}\n\n```text{found}{examples}\n```\n"


if __name__ == "__main__":
    sys.stdout.write(markdown())
