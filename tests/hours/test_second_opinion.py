"""Compare schedules with opening-hours-py, for expressions that both support.

Not compared: public holidays and zones (the library has its own data), `||` and a comment without a state (it reads
both as open), and overnight spans with other rules (it drops the part after midnight).
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from supportdir.hours import Schedule

opening_hours = pytest.importorskip("opening_hours")

SELECTORS = [
    "Mo-Fr", "Sa", "Mo,We,Fr", "Sa-Su", "Fr-Mo", "Mo-Su", "Mo[1]", "Fr[-1]",
    "Sa[1,3]", "Tu[2-3]", "We[1,-1]", "Su[-2,5]", "Dec", "Jun-Aug Mo-Fr", "Oct Mo[2]",
    "Dec 24-26", "Dec 29-Jan 3", "2026", "2026-2027 Tu", "week 10-20", "week 02-40/2 We",
]  # fmt: skip
TIMES = ["09:00-17:00", "08:00-12:00,13:00-17:30", "00:00-24:00", "10:00-10:30", "18:00-24:00"]
STATES = ["", "", "", " off", " unknown", ' open "note"']


def expression(dice):
    rules = [f"{dice.choice(SELECTORS)} {dice.choice(TIMES)}{dice.choice(STATES)}" for _ in range(dice.randint(1, 4))]
    return dice.choice(["; ", ", "]).join(rules)


def compare(text, dice, moments):
    ours, theirs = Schedule.parse(text, "UTC"), opening_hours.OpeningHours(text)
    for _ in range(moments):
        naive = datetime(2025, 12, 1) + timedelta(minutes=dice.randrange(2 * 525600))
        at = naive.replace(tzinfo=UTC)
        assert ours.state(at).kind == str(theirs.state(naive)[0]), (text, naive)


@pytest.mark.parametrize("seed", range(150))
def test_rules_that_stay_within_a_day(seed):
    dice = random.Random(seed)
    compare(expression(dice), dice, 150)


@pytest.mark.parametrize("selector", [selector for selector in SELECTORS if selector != "2026"])
@pytest.mark.parametrize("times", ["22:00-02:00", "17:00-09:00", "20:00-26:00", "08:00-08:00"])
def test_one_rule_over_midnight(selector, times):
    compare(f"{selector} {times}", random.Random(selector), 100)
