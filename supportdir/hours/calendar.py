"""Public holidays and time zones for the schedules of many contacts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from supportdir.hours.schedule import Schedule, SharedSchedule

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from supportdir.hours.rules import Hours
    from supportdir.hours.schedule import Timetable

_MAX_TIMETABLES = 1024  # that are kept; contacts with the same hours in the same zone share a timetable


class Calendar:
    """Computes public holidays and zones on demand; the first country takes about 0.1 seconds.

    `Directory` is a subclass that reads them from its index.
    """

    def __init__(self) -> None:
        self._timetables: dict[tuple[object, ...], Timetable] = {}

    def timetable(self, text: str, hours: Hours, timezone: str | tuple[str, ...], region: str) -> Timetable:
        """Return the timetable of hours in a zone, or in several possible zones.

        `text` are the hours as written; comparing them is faster than comparing the parsed `hours`. The public holidays
        are those of `region`; "" for none.
        """
        key = text, timezone, region
        timetable = self._timetables.get(key)
        if timetable is None:
            holidays = partial(self.public_holidays, region) if region else None
            if isinstance(timezone, str):
                timetable = Schedule(hours, timezone, {}, holidays)
            else:
                timetable = SharedSchedule(hours, timezone, {}, holidays)
            if len(self._timetables) >= _MAX_TIMETABLES:
                self._timetables.clear()
            self._timetables[key] = timetable
        return timetable

    def public_holidays(self, region: str, year: int) -> Mapping[date, str]:
        """Return the public holidays of a region ("US", "GB-ENG") as local date → name.

        The result covers the year and may cover others too.
        """
        from supportdir.hours.public_holidays import public_holidays

        return public_holidays(region, (year,))

    def zones(self, country: str, year: int) -> tuple[str, ...]:
        """Return IANA zones of a country (ISO 3166-1) that together have every clock used there around that year."""
        from supportdir.hours.zones import zones_of

        return zones_of(country)
