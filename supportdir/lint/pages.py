"""docs/rules.md: what each rule demands and why, with good and bad values.

    python -m supportdir.lint.pages > docs/rules.md

The page is generated from the docstrings of the rules.
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

An **error** is certainly wrong, or the readers refuse the file: the check fails. A **warning** is probably wrong: the
check fails with `--strict`. A **notice** is worth knowing, and shown with `--notices`. Where a rule accepts a comment,
it is a YAML comment on the line of the value or on the line above.
"""


def pages() -> list[Rule[Any]]:
    """Return all rules, those of the readers first."""
    return [rule for part in PARTS for rule in part.RULES]


def markdown() -> str:
    """Return the text of docs/rules.md."""
    parts = [HEAD]
    for part in PARTS:
        title = (part.__doc__ or "").split("\n")[0].rstrip(".")
        parts += [f"\n## {title}\n", *map(_section, part.RULES)]
    return "".join(parts)


def _section(rule: Rule[Any]) -> str:
    """Return the section of a rule: heading, severity, text, examples."""
    text, separator, examples = rule.page.partition("\nGood: ")
    return f"\n### {rule.name}\n\n*{rule.severity}* · {text.strip()}\n\n```text{separator}{examples}\n```\n"


if __name__ == "__main__":
    sys.stdout.write(markdown())
