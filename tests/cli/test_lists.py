"""Lists of companies narrowed by options: open, list and find."""

from __future__ import annotations

import pytest
from conftest import Run

AT = ("--at", "2026-03-06T12:00", "--from", "GB", "--output", "plain")


def _slugs(run: Run, *words: str) -> list[str]:
    return [line.partition("\t")[0].partition("/")[0] for line in run(*words).stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        (("list", "--category", "telecom"), ["acme"]),
        (("list", "--category", "связь"), ["acme"]),
        (("list", "--topic", "billing"), ["acme"]),
        (("list", "--kind", "phone", "--country", "US"), ["acme", "wideland", "wideland-hotels"]),
        (("list", "--country", "US", "--limit", "2"), ["acme", "silent"]),
        (("find", "wideland", "--kind", "phone", "--limit", "1"), ["wideland"]),
        (("find", "acme", "--category", "telecom"), ["acme"]),
    ],
)
def test_a_list_is_narrowed(run: Run, words: tuple[str, ...], slugs: list[str]) -> None:
    assert _slugs(run, *words, "--output", "plain") == slugs
