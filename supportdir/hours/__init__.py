"""Opening hours: their grammar, their meaning on a clock, zones and public holidays.

    from supportdir.hours import Schedule

    desk = Schedule.parse("Mo-Fr 09:00-17:00; PH off", timezone="America/New_York", holidays="US")
    desk.state(at).kind

Importing the package loads none of its modules; the names below load theirs when they are asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supportdir.hours.grammar import parse, write
    from supportdir.hours.rules import Hours, State
    from supportdir.hours.schedule import Schedule, SharedSchedule, Week, week

_HOMES = {
    "Hours": "rules",
    "Schedule": "schedule",
    "SharedSchedule": "schedule",
    "State": "rules",
    "Week": "schedule",
    "parse": "grammar",
    "week": "schedule",
    "write": "grammar",
}

__all__ = ["Hours", "Schedule", "SharedSchedule", "State", "Week", "parse", "week", "write"]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
