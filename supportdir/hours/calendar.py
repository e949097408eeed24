"""Public holidays for the schedules of many contacts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from supportdir.hours.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from supportdir.hours.rules import Hours

_MAX_SCHEDULES = 1024  # that are kept; contacts with the same hours in the same zone share a schedule


class Calendar:
    """Computes public holidays on demand; the first country takes about 0.1 seconds.

    `Directory` is a subclass that reads them from its index.
    """

    def __init__(self) -> None:
        self._schedules: dict[tuple[str, str, str], Schedule] = {}

    def schedule(self, text: str, hours: Hours, timezone: str, region: str) -> Schedule:
        """Return the schedule of hours in a zone.

        `text` are the hours as written; comparing them is faster than comparing the parsed `hours`. The public holidays
        are those of `region`; "" for none.
        """
        key = text, timezone, region
        schedule = self._schedules.get(key)
        if schedule is None:
            holidays = partial(self.public_holidays, region) if region else None
            if len(self._schedules) >= _MAX_SCHEDULES:
                self._schedules.clear()
            schedule = self._schedules[key] = Schedule(hours, timezone, {}, holidays)
        return schedule

    def public_holidays(self, region: str, year: int) -> Mapping[date, str]:
        """Return the public holidays of a region ("US", "GB-ENG") as local date → name.

        If those of a part of a country are not known, they are those of the country.
        """
        from supportdir.hours.public_holidays import known_region, public_holidays

        return public_holidays(known_region(region), (year,))
