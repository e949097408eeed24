"""Public holidays by country and part of a country. The only module that imports `holidays`, which takes 0.1 seconds.

The days are those of the library's category `public` and of the categories in EXTRA_HOLIDAYS; a country also has those
that two thirds of its parts share (SHARED_BY_PARTS). A look-up does not import this module: the dates are in the index,
and other years are computed on demand.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import holidays

from supportdir.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_REGION = re.compile(r"([A-Z]{2})(?:-([A-Z0-9]{1,3}))?")


class ExtraHolidays(NamedTuple):
    """A category of the library that counts in a country besides `public`.

    `names` limits it to holidays with one of these names (English, as in the library); () for all of the category.
    `in_parts` is false if the category does not count for a part of the country, such as a province, with its own list.
    """

    category: str
    names: tuple[str, ...] = ()
    in_parts: bool = True


# By country (ISO 3166-1). `public` is the legal list as the library's maintainers see it. Offices do not follow it
# everywhere: in Hong Kong it is the statutory list, which lacks Good Friday. A category counts if nearly all offices
# close on its days, in any industry. Days only for banks or civil servants, half days, and days that employees choose
# do not count; a test lists the countries that have only such categories, with the reason for each.
EXTRA_HOLIDAYS = {
    # Banks and offices close for Carnival and Corpus Christi; the other days are for civil servants.
    "BR": ExtraHolidays("optional", ("Carnival", "Corpus Christi")),
    # The list of the Canada Labour Code, for banks, carriers and telephone companies; `public` has only the days common
    # to all provinces.
    "CA": ExtraHolidays("government", in_parts=False),
    # Legal holidays like the others; only the pay differs.
    "CR": ExtraHolidays("optional"),
    # Offices and banks close on these three, though they are not church holidays; 1 May is a working day.
    "DK": ExtraHolidays("optional", ("Constitution Day", "Christmas Eve", "New Year's Eve")),
    # General holidays, observed by offices and banks; `public` is the statutory list.
    "HK": ExtraHolidays("optional"),
    # Joint leave days around the main festivals, observed by banks and most offices.
    "ID": ExtraHolidays("government"),
    # 31 December to 3 January: banks, authorities and nearly all companies close.
    "JP": ExtraHolidays("bank"),
    # Workers' Day: a paid day off for all employees, a public holiday only from 2026.
    "KR": ExtraHolidays("bank"),
    # Public holidays, observed by offices and banks; `public` is the mandatory list.
    "MO": ExtraHolidays("optional"),
    # Midsummer Eve, Christmas Eve and New Year's Eve count as Sundays by law.
    "SE": ExtraHolidays("de_facto"),
    # Carnival Monday and Tuesday: not legal holidays, but all offices close.
    "TT": ExtraHolidays("optional"),
    # Labor Day, on which private companies close; a public holiday only from 2026.
    "TW": ExtraHolidays("optional", ("Labor Day",)),
}


# Countries whose own list lacks holidays that at least two thirds of their parts have, such as Good Friday in
# Switzerland and the August bank holiday in the United Kingdom. A test compares the set with the library.
SHARED_BY_PARTS = frozenset(("AU", "BA", "CH", "ES", "GB", "MY", "SH"))
_SHARE = 2 / 3


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


def known_region(place: str) -> str:
    """Return the place (ISO 3166-1 or -2) if its public holidays are known, else its country."""
    return place if is_region(place) else place.partition("-")[0]


def is_region(region: str) -> bool:
    """Return whether public holidays are known for the region."""
    try:
        _holidays_of_year(region, 2026)
    except UnknownRegionError:
        return False
    return True


def is_weekend(country: str, day: date) -> bool:
    """Return whether a day is one of the weekend of a country (ISO 3166-1). Raises UnknownRegionError."""
    return _weekend_calendar(country, day.year).is_weekend(day)


@lru_cache(maxsize=64)
def _weekend_calendar(country: str, year: int) -> holidays.HolidayBase:
    try:
        return holidays.country_holidays(country, years=year)
    except NotImplementedError:
        raise UnknownRegionError(country) from None


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
        if country in SHARED_BY_PARTS and not subdivision:
            days = shared_by_parts(country, year) | days
        # An observed day may be in the year before or after.
        return {on: days[on] for on in sorted(days) if on.year == year}


def shared_by_parts(country: str, year: int) -> dict[date, str]:
    """Return the days of a year that are public holidays in at least two thirds of the parts of a country.

    A day has the name that most parts give it.
    """
    parts = [part for part in holidays.country_holidays(country).subdivisions if is_region(f"{country}-{part}")]
    names: dict[date, list[str]] = {}
    for part in parts:
        for on, name in _holidays_of_year(f"{country}-{part}", year).items():
            names.setdefault(on, []).append(name)
    return {on: Counter(given).most_common(1)[0][0] for on, given in names.items() if len(given) >= _SHARE * len(parts)}
