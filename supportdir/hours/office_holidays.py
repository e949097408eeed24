"""Categories of the `holidays` library, besides `public`, that count as public holidays here.

`public` is the legal list as the library's maintainers see it. Offices do not follow it everywhere: in Hong Kong it is
the statutory list, which lacks Good Friday. A category counts if nearly all offices close on its days, in any industry.
Days only for banks or civil servants, half days, and days that employees choose do not count.
"""

from __future__ import annotations

from typing import NamedTuple


class ExtraHolidays(NamedTuple):
    """A category of a country that counts, and why.

    `names` limits it to holidays with one of these names (English, as in the library); () for all of the category.
    `in_parts` is false if the category does not count for a part of the country, such as a province, with its own list.
    """

    category: str
    reason: str
    names: tuple[str, ...] = ()
    in_parts: bool = True


# By country (ISO 3166-1).
EXTRA_HOLIDAYS = {
    "BR": ExtraHolidays(
        "optional",
        "banks and offices close for Carnival and Corpus Christi; the other days are for civil servants",
        ("Carnival", "Corpus Christi"),
    ),
    "CA": ExtraHolidays(
        "government",
        "the list of the Canada Labour Code, for banks, carriers and telephone companies; `public` has only the days "
        "common to all provinces",
        in_parts=False,
    ),
    "CR": ExtraHolidays("optional", "legal holidays like the others; only the pay differs"),
    "DK": ExtraHolidays(
        "optional",
        "offices and banks close on these three, though they are not church holidays; 1 May is a working day",
        ("Constitution Day", "Christmas Eve", "New Year's Eve"),
    ),
    "HK": ExtraHolidays("optional", "general holidays, observed by offices and banks; `public` is the statutory list"),
    "ID": ExtraHolidays("government", "joint leave days around the main festivals, observed by banks and most offices"),
    "JP": ExtraHolidays("bank", "31 December to 3 January: banks, authorities and nearly all companies close"),
    "KR": ExtraHolidays("bank", "Workers' Day: a paid day off for all employees, a public holiday only from 2026"),
    "MO": ExtraHolidays("optional", "public holidays, observed by offices and banks; `public` is the mandatory list"),
    "SE": ExtraHolidays("de_facto", "Midsummer Eve, Christmas Eve and New Year's Eve count as Sundays by law"),
    "TT": ExtraHolidays("optional", "Carnival Monday and Tuesday: not legal holidays, but all offices close"),
    "TW": ExtraHolidays(
        "optional",
        "Labor Day, on which private companies close; a public holiday only from 2026",
        ("Labor Day",),
    ),
}

# The categories of these countries do not count; why. A test checks that every country is in one of the two tables.
NO_EXTRA_HOLIDAYS = {
    "AD": "half days of public offices",
    "AE": "more days for the federal government; companies observe only the announced public holidays",
    "AR": "the day of bank employees, holidays of public employees",
    "AT": "bank holidays; Good Friday is a working day",
    "AU": "bank holidays of one state, evenings from 6 or 7 pm",
    "BE": "bank holidays",
    "BG": "half days",
    "CH": "Sundays, half days and local customs; the cantons' lists are in `public`",
    "CL": "31 December, for banks",
    "CN": "half days for some employees",
    "CV": "local holidays",
    "CW": "a half day",
    "CY": "Easter Tuesday for banks and public offices, eves",
    "EE": "days on which work ends three hours early",
    "EG": "holidays of public offices",
    "ER": "holidays of public offices",
    "FK": "government holidays at the end of the year",
    "FO": "half days",
    "GL": "half days and eves",
    "GR": "half days",
    "HT": "half days, and days of schools and churches",
    "IE": "Good Friday: banks close, other companies work",
    "IL": "days between festivals, on which most companies work shorter hours",
    "IN": "restricted holidays, of which each employee chooses two or three",
    "IS": "half days",
    "IT": "half days, for some trades",
    "KN": "half days",
    "LA": "bank holidays",
    "LB": "holidays of banks and public offices",
    "LI": "bank holidays",
    "LK": "holidays of banks and public offices, not of trade",
    "LU": "bank holidays",
    "NE": "holidays of one religion",
    "NL": "Liberation Day, which most companies observe every fifth year at most",
    "PA": "bank holidays",
    "PN": "holidays of public offices",
    "PR": "holidays of public offices, a half day",
    "PT": "days that the government grants its employees each year",
    "PW": "half days, days of the armed forces",
    "PY": "holidays of public offices",
    "QA": "bank holidays",
    "SH": "holidays of public offices",
    "SM": "bank holidays",
    "TH": "holidays of banks, public offices or the armed forces",
    "TL": "holidays of public offices",
    "TR": "half days before festivals",
    "TZ": "Easter Sunday, for banks",
    "US": "inauguration days and half days of federal offices",
    "UY": "holidays on which work is allowed",
}
