"""Which categories of `holidays`, beside `public`, are days on which offices and support lines keep holiday hours.

`public` is what the library's maintainers count as the legal list, which is not what offices keep everywhere: Hong
Kong's is the statutory list without Good Friday. A category counts if nearly all offices shut on its days, whatever
the trade; days for banks or civil servants alone, half days, and days that employees choose do not.
"""

from __future__ import annotations

from typing import NamedTuple


class Kept(NamedTuple):
    """A category that counts: all of its days, or those with one of the names (English, as the library gives them).

    `in_parts` is false if it counts for the whole country only, and not for a province with a list of its own.
    """

    category: str
    reason: str
    names: tuple[str, ...] = ()
    in_parts: bool = True


KEPT = {
    "BR": Kept(
        "optional",
        "banks and offices shut for Carnival and Corpus Christi; the other days are for civil servants",
        ("Carnival", "Corpus Christi"),
    ),
    "CA": Kept(
        "government",
        "the list of the Canada Labour Code, for banks, carriers and telephone companies; `public` has only what all "
        "provinces share",
        in_parts=False,
    ),
    "CR": Kept("optional", "holidays by law like the others; only the pay differs"),
    "DK": Kept(
        "optional",
        "offices and banks shut on these three, though none is a church holiday; 1 May is a working day",
        ("Constitution Day", "Christmas Eve", "New Year's Eve"),
    ),
    "HK": Kept("optional", "the general holidays, which offices and banks keep; `public` is the statutory list"),
    "ID": Kept("government", "joint leave days around the great feasts, which banks and most offices keep"),
    "JP": Kept("bank", "31 December to 3 January: banks, authorities and nearly all companies shut"),
    "KR": Kept("bank", "Workers' Day: a paid day off for all employees, a public holiday only from 2026"),
    "MO": Kept("optional", "the public holidays, which offices and banks keep; `public` is the mandatory list"),
    "SE": Kept("de_facto", "Midsummer Eve, Christmas Eve and New Year's Eve count as Sundays by law"),
    "TT": Kept("optional", "Carnival Monday and Tuesday: no holidays by law, and all offices shut"),
    "TW": Kept(
        "optional",
        "Labor Day, on which private companies shut; a public holiday only from 2026",
        ("Labor Day",),
    ),
}

NOT_KEPT = {
    "AD": "half days of public offices",
    "AE": "more days for the federal government; companies keep the announced public ones",
    "AR": "the bank clerks' day, days of public servants",
    "AT": "days of banks; Good Friday is a working day",
    "AU": "bank holidays of one state, evenings from 6 or 7 pm",
    "BE": "days of banks",
    "BG": "half days",
    "CH": "Sundays, half days and local customs; the cantons' lists are in `public`",
    "CL": "31 December, for banks",
    "CN": "half days for some of the employees",
    "CV": "local days",
    "CW": "a half day",
    "CY": "Easter Tuesday for banks and public offices, eves",
    "EE": "days that end three hours early",
    "EG": "days of public offices",
    "ER": "days of public offices",
    "FK": "the government's own days at the end of the year",
    "FO": "half days",
    "GL": "half days and eves",
    "GR": "half days",
    "HT": "half days and days of schools and churches",
    "IE": "Good Friday: banks shut, other companies work",
    "IL": "days between the feasts, on which most companies work shorter",
    "IN": "restricted holidays, of which each employee chooses two or three",
    "IS": "afternoons",
    "IT": "half days, for some trades",
    "KN": "half days",
    "LA": "days of banks",
    "LB": "days of banks and public offices",
    "LI": "days of banks",
    "LK": "days of banks and public offices, not of trade",
    "LU": "days of banks",
    "NE": "days for one religion",
    "NL": "Liberation Day, which most companies keep every fifth year at most",
    "PA": "days of banks",
    "PN": "days of public offices",
    "PR": "days of public offices, a half day",
    "PT": "days that the government grants its servants year by year",
    "PW": "half days, days of the armed forces",
    "PY": "days of public offices",
    "QA": "days of banks",
    "SH": "days of public offices",
    "SM": "days of banks",
    "TH": "days of banks, public offices or the armed forces",
    "TL": "days of public offices",
    "TR": "afternoons before the feasts",
    "TZ": "Easter Sunday, for banks",
    "US": "inauguration days and half days of federal offices",
    "UY": "days on which work is allowed",
}
