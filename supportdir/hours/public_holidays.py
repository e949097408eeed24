"""Public holidays by country and subdivision: the one door to `holidays`, which takes 0.1 s to import.

They are the days of the library's category `public`, and of others that offices keep too (office_holidays.py). Nothing
that answers a look-up imports this: the dates are worked out when an index is built, or asked for year by year.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

import holidays

from supportdir.errors import UsageError
from supportdir.hours.office_holidays import KEPT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_REGION = re.compile(r"([A-Z]{2})(?:-([A-Z0-9]{1,3}))?")


class UnknownRegionError(UsageError):
    """No calendar of public holidays is known for the region."""

    def __init__(self, region: str) -> None:
        self.region = region
        super().__init__(
            f"no public holidays are known for '{region}'; write a country (US) or its part (GB-ENG) by ISO 3166"
        )


def public_holidays(region: str, years: Iterable[int]) -> dict[date, str]:
    """Return the days on which offices of a region ("US", "GB-ENG") keep holiday hours, with their English names.

    Nominal and observed days.
    Several on one day are one name, joined by "; ". Raises UnknownRegionError.
    """
    found: dict[date, str] = {}
    for year in years:
        found.update(_of_year(region, year))
    return found


def is_region(region: str) -> bool:
    """Whether public holidays are known for the region."""
    try:
        _of_year(region, 2026)
    except UnknownRegionError:
        return False
    return True


@lru_cache(maxsize=4096)
def _of_year(region: str, year: int) -> dict[date, str]:
    parts = _REGION.fullmatch(region)
    if not parts:
        raise UnknownRegionError(region)
    country, subdivision = parts.groups()
    with warnings.catch_warnings():
        # Years outside a country's tables are a warning on stderr, and no dates; that is the answer wanted here.
        warnings.simplefilter("ignore")
        try:
            # Without a language the names would follow the locale of the process.
            calendar = holidays.country_holidays(country, subdiv=subdivision, years=year, language="en_US")
        except NotImplementedError:
            raise UnknownRegionError(region) from None
        if calendar.country != country:  # a name that is no ISO code, such as UK
            raise UnknownRegionError(region)
        days = dict(calendar)
        kept = KEPT.get(country)
        if kept and (kept.in_parts or not subdivision):
            others = holidays.country_holidays(
                country, subdiv=subdivision, years=year, language="en_US", categories=(kept.category,)
            )
            for on, name in others.items():
                if on not in days and (not kept.names or {*kept.names} & {*name.split("; ")}):
                    days[on] = name
        # An observed day may fall into the year before or after.
        return {on: days[on] for on in sorted(days) if on.year == year}
