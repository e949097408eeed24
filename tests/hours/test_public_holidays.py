"""Public holidays: the right days, with English names in every locale."""

from __future__ import annotations

import warnings
from datetime import date, datetime, timedelta, timezone

import holidays
import pytest

from supportdir.hours import Schedule, public_holidays
from supportdir.hours.public_holidays import EXTRA_HOLIDAYS, SHARED_BY_PARTS


@pytest.fixture(autouse=True)
def _fresh():
    public_holidays._holidays_of_year.cache_clear()


@pytest.mark.parametrize(
    ("region", "on", "name"),
    [
        ("US", date(2026, 11, 26), "Thanksgiving Day"),
        ("US", date(2026, 7, 3), "Independence Day (observed)"),
        ("US", date(2026, 7, 4), "Independence Day"),
        ("US", date(2027, 12, 31), "New Year's Day (observed)"),
        ("GB-ENG", date(2026, 12, 28), "Boxing Day (observed)"),
        ("GB-SCT", date(2026, 11, 30), "Saint Andrew's Day"),
        ("DE-BY", date(2026, 1, 6), "Epiphany"),
        ("DE", date(2026, 10, 3), "German Unity Day"),
    ],
)
def test_a_region_has_its_holidays(region, on, name):
    assert public_holidays.public_holidays(region, [on.year])[on] == name


@pytest.mark.parametrize(
    ("region", "on", "name"),
    [
        ("HK", date(2026, 4, 3), "Good Friday"),
        ("HK", date(2026, 4, 4), "The day following Good Friday"),
        ("HK", date(2026, 4, 6), "Easter Monday"),
        ("HK", date(2026, 4, 7), "Tomb-Sweeping Day (observed)"),
        ("HK", date(2027, 3, 26), "Good Friday"),
        ("HK", date(2025, 4, 21), "Easter Monday"),
        ("MO", date(2026, 4, 3), "Good Friday"),
        ("MO", date(2026, 12, 25), "Christmas Day"),
        ("MO", date(2026, 6, 19), "Dragon Boat Festival"),
        ("SE", date(2026, 6, 19), "Midsummer Eve"),
        ("SE", date(2026, 12, 24), "Christmas Eve"),
        ("DK", date(2026, 6, 5), "Constitution Day"),
        ("DK", date(2026, 12, 24), "Christmas Eve"),
        ("JP", date(2026, 1, 2), "Bank Holiday"),
        ("JP", date(2026, 12, 31), "Bank Holiday"),
        ("KR", date(2025, 5, 1), "Workers' Day"),
        ("TW", date(2025, 5, 1), "Labor Day"),
        ("CA", date(2026, 5, 18), "Victoria Day"),
        ("CA", date(2026, 10, 12), "Thanksgiving Day"),
        ("BR", date(2026, 2, 17), "Carnival"),
        ("BR-SP", date(2026, 2, 17), "Carnival"),
        ("TT", date(2026, 2, 16), "Carnival Monday"),
        ("CR", date(2026, 12, 1), "Army Abolition Day"),
        ("ID", date(2026, 3, 23), "Eid al-Fitr Joint Holiday"),
    ],
)
def test_extra_holidays_are_included(region, on, name):
    assert public_holidays.public_holidays(region, [on.year])[on] == name


@pytest.mark.parametrize(
    ("region", "on", "name"),
    [
        ("GB", date(2026, 4, 6), "Easter Monday"),
        ("GB", date(2026, 8, 31), "Late Summer Bank Holiday"),
        ("CH", date(2026, 4, 3), "Good Friday"),
        ("CH", date(2026, 5, 25), "Pentecost Monday"),
        ("AU", date(2026, 6, 8), "King's Birthday"),
        ("ES", date(2026, 4, 2), "Maundy Thursday"),
        ("GB", date(2026, 1, 2), ""),  # Scotland
        ("GB", date(2026, 3, 17), ""),  # Northern Ireland
        ("GB-SCT", date(2026, 4, 6), ""),
        ("CH-TI", date(2026, 4, 3), ""),
        ("DE", date(2026, 10, 31), ""),  # 9 of 16
        ("CA", date(2026, 2, 16), ""),  # 8 of 13
        ("US", date(2026, 11, 27), ""),
    ],
)
def test_a_country_has_the_days_that_nearly_all_of_its_parts_share(region, on, name):
    assert public_holidays.public_holidays(region, [on.year]).get(on, "") == name


def test_no_other_country_has_days_that_nearly_all_of_its_parts_share():
    found = set()
    for code, parts in holidays.list_supported_countries().items():
        if len(parts) > 1 and public_holidays.is_region(code):
            for year in (2025, 2026, 2027):
                of_country = public_holidays.public_holidays(code, [year])
                days = public_holidays.shared_by_parts(code, year).keys()
                if code in SHARED_BY_PARTS:
                    assert days <= of_country.keys()
                    found.add(code)
                else:
                    assert not days - of_country.keys(), code
    assert found == SHARED_BY_PARTS


@pytest.mark.parametrize(
    ("region", "on"),
    [
        ("HK", date(2026, 4, 2)),
        ("HK", date(2026, 4, 8)),
        ("MO", date(2026, 12, 31)),  # the afternoon, of the government
        ("MO", date(2026, 4, 7)),
        ("SE", date(2026, 4, 30)),  # from 2 pm
        ("SE", date(2026, 5, 15)),
        ("DK", date(2026, 5, 1)),
        ("BR", date(2026, 10, 28)),  # civil servants
        ("BR", date(2026, 12, 24)),
        ("TW", date(2026, 9, 3)),  # the armed forces
        ("CA-ON", date(2026, 11, 11)),  # a province has its own list
        ("JP", date(2026, 1, 5)),
        ("IE", date(2026, 4, 3)),
        ("AT", date(2026, 4, 3)),
        ("BE", date(2026, 5, 15)),
        ("NL", date(2026, 5, 5)),
        ("IN", date(2026, 3, 3)),
        ("PT", date(2026, 12, 24)),
        ("CL", date(2026, 12, 31)),
        ("TR", date(2026, 10, 28)),
        ("LU", date(2026, 12, 24)),
    ],
)
def test_days_of_banks_or_civil_servants_only_are_not_included(region, on):
    assert on not in public_holidays.public_holidays(region, [on.year])


# The categories of these countries do not count; why.
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


def test_every_country_with_other_categories_is_in_a_table():
    decided = {"bank", "government", "optional", "half_day", "de_facto"}
    countries = {code for code in holidays.list_supported_countries() if len(code) == 2}
    undecided = {code for code in countries if decided & {*holidays.country_holidays(code).supported_categories}}
    assert undecided == {*EXTRA_HOLIDAYS, *NO_EXTRA_HOLIDAYS}
    assert not {*EXTRA_HOLIDAYS} & {*NO_EXTRA_HOLIDAYS}
    for code, extra in EXTRA_HOLIDAYS.items():
        assert extra.category in holidays.country_holidays(code).supported_categories


def test_contacts_in_hong_kong_are_closed_on_good_friday():
    schedule = Schedule.parse("Mo-Fr 09:00-17:00; PH off", "Asia/Hong_Kong", "HK")
    states = {
        day: schedule.state(datetime(2026, 4, day, 10, tzinfo=timezone(timedelta(hours=8)))).kind
        for day in range(1, 11)
    }
    assert [day for day, kind in states.items() if kind == "open"] == [1, 2, 8, 9, 10]


@pytest.mark.parametrize(("region", "on"), [("GB-ENG", date(2026, 11, 30)), ("US", date(2026, 11, 27))])
def test_other_days_are_not_included(region, on):
    assert on not in public_holidays.public_holidays(region, [on.year])


def test_several_years_have_the_days_of_each():
    assert public_holidays.public_holidays("US", [2025, 2026, 2027]) == {
        on: name for year in (2025, 2026, 2027) for on, name in public_holidays.public_holidays("US", [year]).items()
    }
    assert public_holidays.public_holidays("US", []) == {}


def test_two_holidays_on_one_day_are_one_name():
    assert public_holidays.public_holidays("DE", [2008])[date(2008, 5, 1)] == "Ascension Day; Labor Day"


@pytest.mark.parametrize("language", ["", "C", "de_DE.UTF-8", "ru_RU.UTF-8", "pt_BR"])
def test_names_do_not_depend_on_the_locale(monkeypatch, language):
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(variable, language)
    assert public_holidays.public_holidays("DE", [2026])[date(2026, 10, 3)] == "German Unity Day"
    assert public_holidays.public_holidays("BR", [2026])[date(2026, 12, 25)] == "Christmas Day"


def test_years_outside_the_tables_give_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert date(2040, 1, 26) in public_holidays.public_holidays("IN", [2040])


@pytest.mark.parametrize("region", ["US", "GB", "GB-ENG", "DE-BY", "IN", "RU"])
def test_known_regions(region):
    assert public_holidays.is_region(region)


@pytest.mark.parametrize("region", ["", "UK", "USA", "us", "XX", "DE-XX", "GB-England", "EN", "all", "US-", "-US"])
def test_other_text_is_not_a_region(region):
    assert not public_holidays.is_region(region)
    with pytest.raises(public_holidays.UnknownRegionError) as caught:
        public_holidays.public_holidays(region, [2026])
    assert str(caught.value) == (
        f"no public holidays are known for '{region}'; write an ISO 3166 code such as US or GB-ENG"
    )
