"""The layout of records in columns, by the width of the terminal."""

from __future__ import annotations

import pytest
from rich.text import Text

from supportdir.render.console import rows

NUMBERS = (
    ("+44 20 7946 0958", "Customer service, from any other phone", "hours not known"),
    ("191", "From a mobile phone of the company", "open until 22:00 your time"),
)
LABELS = (
    ("chat: Cancellation (German, French, Italian, English)", "on the page for cancellation", "hours not known"),
    ("email: High costs", "care@acme.example", "hours not known"),
)


@pytest.mark.parametrize(
    ("records", "width", "expected"),
    [
        (
            NUMBERS,
            31,
            """\
+44 20 7946 0958
  Customer service, from any
  other phone   hours not known
191
  From a mobile phone of the
  company
  open until 22:00 your time""",
        ),
        (
            NUMBERS,
            51,
            """\
+44 20 7946 0958   Customer service, from any
                     other phone   hours not known
191                From a mobile phone of the
                     company
                     open until 22:00 your time""",
        ),
        (
            NUMBERS,
            100,
            """\
+44 20 7946 0958   Customer service, from any other phone   hours not known
191                From a mobile phone of the company       open until 22:00 your time""",
        ),
        (
            LABELS,
            91,
            """\
chat: Cancellation (German, French, Italian, English)   on the page for cancellation
  hours not known
email: High costs   care@acme.example   hours not known""",
        ),
        (
            LABELS,
            96,
            """\
chat: Cancellation (German, French, Italian, English)   on the page for cancellation
                                                          hours not known
email: High costs                                       care@acme.example   hours not known""",
        ),
    ],
)
def test_a_wide_first_column_leaves_no_narrow_strip_for_the_rest(
    records: tuple[tuple[str, ...], ...], width: int, expected: str
) -> None:
    lines = rows([tuple(map(Text, record)) for record in records], width)
    assert "\n".join(line.plain for line in lines) == expected
