"""Public holidays: the right days, English names, whatever the locale."""

from __future__ import annotations

import warnings
from datetime import date

import pytest

from supportdir.hours import closures


@pytest.fixture(autouse=True)
def _fresh():
    closures._of_year.cache_clear()


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
    assert closures.public_holidays(region, [on.year])[on] == name


@pytest.mark.parametrize(("region", "on"), [("GB-ENG", date(2026, 11, 30)), ("US", date(2026, 11, 27))])
def test_other_days_are_none(region, on):
    assert on not in closures.public_holidays(region, [on.year])


def test_several_years_are_the_days_of_each():
    assert closures.public_holidays("US", [2025, 2026, 2027]) == {
        on: name for year in (2025, 2026, 2027) for on, name in closures.public_holidays("US", [year]).items()
    }
    assert closures.public_holidays("US", []) == {}


def test_two_on_one_day_are_one_name():
    assert closures.public_holidays("DE", [2008])[date(2008, 5, 1)] == "Ascension Day; Labor Day"


@pytest.mark.parametrize("language", ["", "C", "de_DE.UTF-8", "ru_RU.UTF-8", "pt_BR"])
def test_names_do_not_follow_the_locale(monkeypatch, language):
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(variable, language)
    assert closures.public_holidays("DE", [2026])[date(2026, 10, 3)] == "German Unity Day"
    assert closures.public_holidays("BR", [2026])[date(2026, 12, 25)] == "Christmas Day"


def test_years_outside_the_tables_are_quiet():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert date(2040, 1, 26) in closures.public_holidays("IN", [2040])


@pytest.mark.parametrize("region", ["US", "GB", "GB-ENG", "DE-BY", "IN", "RU"])
def test_regions(region):
    assert closures.is_region(region)


@pytest.mark.parametrize("region", ["", "UK", "USA", "us", "XX", "DE-XX", "GB-England", "EN", "all", "US-", "-US"])
def test_other_text_is_no_region(region):
    assert not closures.is_region(region)
    with pytest.raises(closures.UnknownRegionError) as caught:
        closures.public_holidays(region, [2026])
    assert str(caught.value) == (
        f"no public holidays are known for '{region}'; write a country (US) or its part (GB-ENG) by ISO 3166"
    )
