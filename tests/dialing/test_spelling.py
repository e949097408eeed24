"""The meanings of a typed number."""

from __future__ import annotations

import phonenumbers
import pytest

from supportdir.dialing.spelling import (
    extension_of,
    is_international,
    is_short,
    meanings,
    meanings_elsewhere,
    plans,
    word_of,
)


@pytest.mark.parametrize(
    ("typed", "location", "meant"),
    [
        ("+1 (800) 642-7676", "", "+18006427676"),
        ("+1 (800) 642-7676", "RU", "+18006427676"),
        ("18006427676", "RU", "+18006427676"),
        ("800.642.7676", "US", "+18006427676"),
        ("8 800 555-55-50", "RU", "+78005555550"),
        ("8\N{NO-BREAK SPACE}800 555\N{NON-BREAKING HYPHEN}55\N{EN DASH}50", "RU-MOW", "+78005555550"),
        ("020 7946 0958", "GB", "+442079460958"),
        ("020 7946 0958", "GB-ENG", "+442079460958"),
        ("+44 (0)20 7946 0958", "", "+442079460958"),
        ("0044 20 7946 0958", "DE", "+442079460958"),
        ("0044 20 7946 0958", "", "+442079460958"),
        ("011 44 20 7946 0958", "US", "+442079460958"),
        ("8 10 44 20 7946 0958", "RU", "+442079460958"),
        ("0011 44 20 7946 0958", "AU", "+442079460958"),
        ("06 1234 5678", "IT", "+390612345678"),  # there the 0 is part of the number
        ("1-800-MICROSOFT", "US", "+18006427676"),  # two extra letters
        ("1-800-MICROSOFT", "DE", "+18006427676"),
        ("tel:+18006427676,,0,0,0,3", "", "+18006427676"),
        ("+44 20 7946 0958 ext. 42", "", "+442079460958"),
        ("+44 20 7946 0958 x42", "", "+442079460958"),
        ("+7 495 123-45-67 доб. 42", "", "+74951234567"),
        ("+1 800 555 0199 #42", "", "+18005550199"),
        ("１８００６４２７６７６", "US", "+18006427676"),
        ("٠٢٠٧٩٤٦٠٩٥٨", "GB", "+442079460958"),
        ("900", "RU", "900"),
        ("955 88", "CN", "95588"),
        ("*100", "RU", "*100"),
        ("*100#", "RU", "*100"),
        ("#8722", "US", "#8722"),
    ],
)
def test_a_number_has_the_meaning_that_its_caller_intends(typed, location, meant):
    assert meant in meanings(typed, location)


@pytest.mark.parametrize(
    "text", ["", "+", "-", "microsoft", "3M", "*", "#", "12 monkeys & 3 more", "020\x00794", "💥12"]
)
def test_other_text_has_no_meaning(text):
    assert meanings(text, "GB") == []
    assert meanings_elsewhere(text) == []


def test_a_number_with_country_code_has_one_meaning():
    assert meanings("+44 20 7946 0958", "US") == ["+442079460958"]
    assert meanings_elsewhere("+44 20 7946 0958") == []
    assert is_international("tel:+442079460958")
    assert not is_international("020 7946 0958")


def test_a_number_without_country_code_may_be_of_any_country():
    assert {"+18006427676", "+448006427676", "+78006427676"} <= {*meanings_elsewhere("800 642 7676")}
    assert meanings_elsewhere("95588") == []


@pytest.mark.parametrize(
    ("typed", "short"),
    [
        ("12345", True), ("123456", False), ("955 88", True), ("*100", True), ("*123456", True), ("+12345", False),
        ("+123456", False), ("800 555 0199", False), ("12-34-5", True),
    ],
)  # fmt: skip
def test_a_short_number_has_fewer_than_six_digits_or_a_star(typed, short):
    assert is_short(typed) is short


def test_a_number_of_another_country_has_at_least_six_digits():
    assert "+44123456" in meanings_elsewhere("123456")
    assert meanings_elsewhere("12345") == []


def test_a_number_has_at_most_thirty_keys():
    assert meanings("+" + "1" * 30) == ["+" + "1" * 30]
    assert meanings("+" + "1" * 31) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("800-FLOWERS", ["8003569377", "800356937"]),  # at least nine keys are kept
        ("1-800-MICROSOFT", ["1800642767638", "180064276763", "18006427676", "1800642767", "180064276"]),
        ("12-AB", ["1222"]),
        ("1-800-FLEX-5", ["180035395"]),
        ("+1-800-FLOWERSX", ["+180035693779", "+18003569377", "+1800356937", "+180035693"]),
    ],
)
def test_extra_letters_at_the_end_may_be_dropped(typed, meant):
    assert [form for form in meanings(typed) if form.startswith("+") == typed.startswith("+")] == meant


def test_the_most_likely_meaning_is_first():
    assert meanings("00 44 20 7946 0958", "GB")[:2] == ["00442079460958", "+442079460958"]
    assert meanings("020 7946 0958", "GB")[:3] == ["02079460958", "+442079460958", "+4402079460958"]
    assert meanings("*100#") == ["*100#", "*100"]


@pytest.mark.parametrize(
    ("typed", "extension", "word"),
    [
        ("+44 20 7946 0958 ext. 42", "42", ""),
        ("1-800-FLOWERS x7", "7", "1-800-FLOWERS"),
        ("1-800-FLEX500", "", "1-800-FLEX500"),  # the X is a key
        ("#8722", "", ""),
        ("12345 x7", "", "12345 x7"),  # too short for a number with an extension
        ("123456 x7", "7", ""),
        ("*123456#7", "", ""),
        ("#1234567#7", "", ""),
        ("+1 800 555 0199#7", "7", ""),
        ("+1 800 555 0199;ext=7", "7", ""),
        ("+1 800 555 0199 extn. 7", "7", ""),
        ("+1 800 555 0199 Extension: 7", "7", ""),
        ("+49 30 23125000 Durchwahl 7", "7", ""),
        ("+34 91 555 01 23 ext.7", "7", ""),
        ("+7 495 555 01 23 (доб. 7", "7", ""),
        ("+7 495 555 01 23 вн.7", "7", ""),
        ("+55 11 5550-1234 ramal 7", "7", ""),
        ("+86 10 5550 1234 转 7", "7", ""),
        ("+81 3 5550 1234 内線7", "7", ""),
        ("+1 800 555 0199 ｘ７", "7", ""),
        ("1-800-555-BOX7", "", "1-800-555-BOX7"),
    ],
)
def test_extensions_and_words_are_distinguished(typed, extension, word):
    assert (extension_of(typed), word_of(typed)) == (extension, word)


def test_the_table_of_countries_agrees_with_phonenumbers():
    assert set(plans()) == phonenumbers.SUPPORTED_REGIONS
    for country, plan in plans().items():
        metadata = phonenumbers.PhoneMetadata.metadata_for_region(country)
        exit_prefix = (metadata.preferred_international_prefix or metadata.international_prefix).replace("~", "")
        assert (plan.code, plan.trunk) == (str(metadata.country_code), metadata.national_prefix or "")
        assert plan.exit == exit_prefix or not exit_prefix.isdecimal(), country
