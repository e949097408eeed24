"""Public holidays by country and part of a country. The only module that imports `holidays`, which takes 0.1 seconds.

The days are those of the library's category `public` and of the categories in office_holidays.py. A look-up does not
import this module: the dates are in the index, and other years are computed on demand.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

import holidays

from supportdir.errors import UsageError
from supportdir.hours.office_holidays import EXTRA_HOLIDAYS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_REGION = re.compile(r"([A-Z]{2})(?:-([A-Z0-9]{1,3}))?")


class UnknownRegionError(UsageError):
    """No public holidays are known for the region."""

    def __init__(self, region: str) -> None:
        self.region = region
        super().__init__(f"no public holidays are known for '{region}'; write an ISO 3166 code such as US or GB-ENG")


def public_holidays(region: str, years: Iterable[int]) -> dict[date, str]:
    """Return the public holidays of a region ("US", "GB-ENG") as local date → English name, nominal and observed days.

    Names of several holidays on one day are joined by "; ". Raises UnknownRegionError.
    """
    return {on: name for year in years for on, name in _holidays_of_year(region, year).items()}


def is_region(region: str) -> bool:
    """Return whether public holidays are known for the region."""
    try:
        _holidays_of_year(region, 2026)
    except UnknownRegionError:
        return False
    return True


@lru_cache(maxsize=4096)
def _holidays_of_year(region: str, year: int) -> dict[date, str]:
    parts = _REGION.fullmatch(region)
    if not parts:
        raise UnknownRegionError(region)
    country, subdivision = parts.groups()
    with warnings.catch_warnings():
        # For years outside its tables the library warns and has no dates, which is the right result here.
        warnings.simplefilter("ignore")
        try:
            # Without `language` the names would depend on the locale of the process.
            calendar = holidays.country_holidays(country, subdiv=subdivision, years=year, language="en_US")
        except NotImplementedError:
            raise UnknownRegionError(region) from None
        if calendar.country != country:  # an alias that is not an ISO code, such as UK
            raise UnknownRegionError(region)
        days = dict(calendar)
        extra = EXTRA_HOLIDAYS.get(country)
        if extra and (extra.in_parts or not subdivision):
            others = holidays.country_holidays(
                country, subdiv=subdivision, years=year, language="en_US", categories=(extra.category,)
            )
            for on, name in others.items():
                if on not in days and (not extra.names or {*extra.names} & {*name.split("; ")}):
                    days[on] = name
        # An observed day may be in the year before or after.
        return {on: days[on] for on in sorted(days) if on.year == year}
