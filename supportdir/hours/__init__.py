"""Opening hours: the grammar, schedules on a clock, time zones and public holidays.

    from supportdir.hours import Schedule

    schedule = Schedule.parse("Mo-Fr 09:00-17:00; PH off", timezone="America/New_York", holidays="US")
    schedule.state(at).kind

Importing the package loads none of its modules. Each name below imports its module on first access.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supportdir.hours.grammar import write
    from supportdir.hours.parsing import parse
    from supportdir.hours.rules import Hours, State
    from supportdir.hours.schedule import Schedule, Week, week

_MODULES = {
    "Hours": "rules",
    "Schedule": "schedule",
    "State": "rules",
    "Week": "schedule",
    "parse": "parsing",
    "week": "schedule",
    "write": "grammar",
}

__all__ = ["Hours", "Schedule", "State", "Week", "parse", "week", "write"]


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
