"""Public holidays for the schedules of many contacts."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from supportdir.hours.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from supportdir.hours.rules import Hours

_SCHEDULES = 1024  # size of the cache; contacts with the same hours in the same zone share a schedule


class Calendar:
    """Computes public holidays on demand; the first country takes about 0.1 seconds.

    `Directory` is a subclass that reads them from its index.
    """

    def __init__(self) -> None:
        self.schedule = lru_cache(maxsize=_SCHEDULES)(self._new_schedule)
        """Return the schedule of hours in a zone; see `_new_schedule`."""

    def public_holidays(self, region: str, year: int) -> Mapping[date, str]:
        """Return the public holidays of a region ("US", "GB-ENG") as local date → name.

        The result covers the year and may cover others too.
        """
        from supportdir.hours.public_holidays import public_holidays

        return public_holidays(region, (year,))

    def _new_schedule(self, hours: Hours, timezone: str, region: str) -> Schedule:
        """Return a new schedule with the public holidays of `region`; "" for no public holidays."""
        return Schedule(hours, timezone, {}, partial(self.public_holidays, region) if region else None)
