"""Old and local spellings of numbers, and numbers that must not be rewritten."""

from __future__ import annotations

import phonenumbers
import pytest

from supportdir.dialing.number import dialled
from supportdir.dialing.spelling import meanings, old_meanings, readings


def reading_of(typed: str, number: str, location: str) -> str | None:
    """Return the note with which a typed number is read as `number`, without other countries; None if it is not."""
    for reading in readings(typed, location):
        if not reading.elsewhere and number in reading.forms:
            return reading.forms[number]
    return None


@pytest.mark.parametrize(
    ("typed", "location", "number", "note"),
    [
        # Russia and Kazakhstan
        (
            "+8 800 555-01-23",
            "",
            "+78005550123",
            "the number begins with +7; 8 is for calls inside Russia and Kazakhstan",
        ),
        (
            "+8(800)555-01-23",
            "DE",
            "+78005550123",
            "the number begins with +7; 8 is for calls inside Russia and Kazakhstan",
        ),
        (
            "+8 916 555 01 23",
            "",
            "+79165550123",
            "the number begins with +7; 8 is for calls inside Russia and Kazakhstan",
        ),
        (
            "+8 727 355 01 23",
            "KZ",
            "+77273550123",
            "the number begins with +7; 8 is for calls inside Russia and Kazakhstan",
        ),
        ("+7 8 800 555 01 23", "", "+78005550123", "8 is not dialled after +7"),
        # the former Soviet network
        ("8 044 555 01 23", "UA", "+380445550123", "until 2009 8 was dialled before Ukrainian numbers"),
        ("+380 8 044 555 01 23", "", "+380445550123", "until 2009 8 was dialled before Ukrainian numbers"),
        ("8 800 500 0123", "UA", "+3808005000123", "until 2009 8 was dialled before Ukrainian numbers"),
        ("8 017 355 01 23", "BY", "+375173550123", "8 is a prefix for calls inside the country"),
        ("+375 (80) 17 355 01 23", "", "+375173550123", "8 is a prefix for calls inside the country"),
        ("8 5 255 0123", "LT", "+37052550123", "8 is an old prefix for calls inside the country"),
        ("(8 800) 55 012", "LT", "+37080055012", "8 is an old prefix for calls inside the country"),
        # the Americas
        ("01 800 555 0123", "MX", "+528005550123", "since 2019 Mexican numbers have ten digits and no prefix"),
        ("+52 01 800 555 0123", "", "+528005550123", "since 2019 Mexican numbers have ten digits and no prefix"),
        ("+52 1 55 5550 1234", "", "+525555501234", "since 2019 Mexican numbers have ten digits and no prefix"),
        ("044 55 5550 1234", "MX", "+525555501234", "since 2019 Mexican numbers have ten digits and no prefix"),
        ("045 55 5550 1234", "MX", "+525555501234", "since 2019 Mexican numbers have ten digits and no prefix"),
        ("011 15 5550 1234", "AR", "+5491155501234", "15 in national calls is 9 after +54"),
        ("+54 11 15 5550 1234", "", "+5491155501234", "15 in national calls is 9 after +54"),
        ("+54 9 11 15 5550 1234", "", "+5491155501234", "15 in national calls is 9 after +54"),
        ("+54 351 15 555 0123", "", "+5493515550123", "15 in national calls is 9 after +54"),
        ("+54 2944 15 55 0123", "", "+5492944550123", "15 in national calls is 9 after +54"),
        ("+54 11 5550 1234", "", "+5491155501234", "Argentine mobiles have a 9 after +54"),
        ("+54 9 11 5550 1234", "", "+541155501234", "only Argentine mobiles have a 9 after +54"),
        ("0 15 11 5550 1234", "BR", "+551155501234", "0 and two digits choose the carrier in Brazil"),
        ("0XX11 5550-1234", "BR", "+551155501234", "0 and two digits choose the carrier in Brazil"),
        ("(0XX11) 5550-1234", "BR", "+551155501234", "0 and two digits choose the carrier in Brazil"),
        ("+55 (0xx11) 5550 1234", "", "+551155501234", "0 and two digits choose the carrier in Brazil"),
        ("+55 11 8555 0123", "", "+5511985550123", "since 2016 Brazilian mobiles have an additional 9"),
        ("+55 11 4004 0123", "", "+5540040123", "this number has no area code"),
        ("+55 0800 555 0123", "", "+558005550123", "0 is not dialled after +55"),
        ("(1) 555 0123", "CO", "+576015550123", "since 2021 Colombian fixed lines begin with 60"),
        ("09 5550 1234", "CL", "+56955501234", "0 is no longer dialled before national numbers"),
        ("+1 1 202 555 0123", "", "+12025550123", "1 is not dialled after +1"),
        # Europe
        ("+39 6 5550 1234", "", "+390655501234", "the 0 of an Italian fixed line is part of the number"),
        ("+39 (0)6 5550 1234", "", "+390655501234", "the 0 of an Italian fixed line is part of the number"),
        ("+39 0347 555 0123", "", "+393475550123", "Italian mobiles have no 0"),
        ("+44 020 7946 0958", "", "+442079460958", "0 is not dialled after +44"),
        ("+44 171 946 0958", "", "+442079460958", "since 2000 numbers in London begin with 020"),
        ("0181 946 0958", "GB", "+442089460958", "since 2000 numbers in London begin with 020"),
        ("+49 030 23125000", "", "+493023125000", "0 is not dialled after +49"),
        ("+33 01 99 00 12 34", "", "+33199001234", "0 is not dialled after +33"),
        ("+36 06 1 555 0123", "", "+3615550123", "06 is not dialled after +36"),
        ("0 22 555 01 23", "PL", "+48225550123", "0 is no longer dialled before national numbers"),
        ("+00 44 20 7946 0958", "", "+442079460958", "'+' replaces the exit prefix"),
        ("+0044 20 7946 0958", "", "+442079460958", "'+' replaces the exit prefix"),
        # Asia, Africa, Australia
        ("+86 010 5550 1234", "", "+861055501234", "0 is not dialled after +86"),
        ("+91 0 22 5550 1234", "", "+912255501234", "0 is not dialled after +91"),
        ("+972 03 555 0123", "", "+97235550123", "0 is not dialled after +972"),
        ("+90 0 850 555 01 23", "", "+908505550123", "0 is not dialled after +90"),
        ("0 212 444 0 123", "TR", "+904440123", "this number has no area code"),
        ("+61 02 5550 1234", "", "+61255501234", "0 is not dialled after +61"),
        ("02-1588-0123", "KR", "+8215880123", "this number has no area code"),
        ("(021) 1500 123", "ID", "+621500123", "this number has no area code"),
        ("97 55 01 23", "BJ", "+2290197550123", "since 2024 numbers in Benin begin with 01"),
        # a current spelling needs no note
        ("8 800 555-01-23", "RU", "+78005550123", ""),
        ("8 800 555-01-23", "KZ", "+78005550123", ""),
        ("8~10 44 20 7946 0958", "RU", "+442079460958", ""),
        ("8~26 44 20 7946 0958", "RU", "+442079460958", ""),
        ("8 10 44 20 7946 0958", "UA", "+442079460958", ""),
        ("8 10 44 20 7946 0958", "", "+442079460958", ""),
        ("810 44 20 7946 0958", "BY", "+442079460958", ""),
        ("0011 44 20 7946 0958", "", "+442079460958", ""),
        ("0018 44 20 7946 0958", "AU", "+442079460958", ""),
        ("010 44 20 7946 0958", "JP", "+442079460958", ""),
        ("0033 010 44 20 7946 0958", "JP", "+442079460958", ""),
        ("001 44 20 7946 0958", "KR", "+442079460958", ""),
        ("00 15 44 20 7946 0958", "BR", "+442079460958", ""),
        ("013 44 20 7946 0958", "IL", "+442079460958", ""),
        ("001 800 555 0199", "GB", "+18005550199", ""),
        ("001 800 555 0199", "US", "+18005550199", ""),
        ("1-800-JKL-0199", "US", "+18005550199", ""),
        ("+44 (0)20 7946 0958", "", "+442079460958", ""),
        ("+44 [0] 20 7946 0958", "", "+442079460958", ""),
        ("(+44) 20 7946 0958", "", "+442079460958", ""),
        ("[+44] (0) 20.7946.0958", "", "+442079460958", ""),
        ("+33 (0)1 99 00 12 34", "", "+33199001234", ""),
        ("13 00 00", "AU", "+61130000", ""),
        ("1300 555 012", "AU", "+611300555012", ""),
        ("400 555 0123", "CN", "+864005550123", ""),
        ("1800 555 0123", "IN", "+9118005550123", ""),
        ("444 0 123", "TR", "+904440123", ""),
        ("0 850 555 01 23", "TR", "+908505550123", ""),
        ("８００\N{FULLWIDTH HYPHEN-MINUS}５５５\N{FULLWIDTH HYPHEN-MINUS}０１９９", "US", "+18005550199", ""),
        ("\N{FULLWIDTH PLUS SIGN}４４　２０　７９４６　０９５８", "", "+442079460958", ""),
        ("+٤٤ ٢٠ ٧٩٤٦ ٠٩٥٨", "", "+442079460958", ""),
        ("+۴۴ ۲۰ ۷۹۴۶ ۰۹۵۸", "", "+442079460958", ""),
        ("+४४ २० ७९४६ ०९५८", "", "+442079460958", ""),
        ("\u202a+44 20 7946 0958\u202c", "", "+442079460958", ""),
        ("+44\u200b20 7946\u00ad0958", "", "+442079460958", ""),
        ("+44 20 7946\u22120958", "", "+442079460958", ""),
        ("+44·20·7946·0958", "", "+442079460958", ""),
    ],
)
def test_an_old_or_local_spelling_is_read_with_a_note(typed, location, number, note):
    assert reading_of(typed, number, location) == note


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("+8 495 955 01 23", "+74959550123"),  # may be Vietnam
        ("+880 1712 345678", "+71712345678"),
        ("+880 2 9123456", "+729123456"),  # eleven digits, in Dhaka
        ("+870 775 550 123", "+70775550123"),  # a satellite phone
        ("+886 2 5550 1234", "+762 5550 1234".replace(" ", "")),
        ("+372 8123 4567", "+3721234567"),  # a mobile of Estonia
        ("+39 347 555 0123", "+390347555012"),
        ("+998 88 555 01 23", "+99885550123"),  # a mobile of Uzbekistan
        ("+44 20 7946 0958", "+4420 7946 0958 0".replace(" ", "")),
    ],
)
def test_a_current_number_is_not_rewritten(typed, number):
    assert reading_of(typed, number, "") is None


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_examples_of_a_number_plan_are_not_rewritten_for_another_country(region):
    kinds = phonenumbers.PhoneNumberType
    for kind in (kinds.FIXED_LINE, kinds.MOBILE, kinds.TOLL_FREE, kinds.UAN, kinds.SHARED_COST):
        example = phonenumbers.example_number_for_type(region, kind)
        if example:
            form = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
            others = [phonenumbers.parse(other) for other in old_meanings([form])]
            assert [other for other in others if other.country_code != example.country_code] == []
            assert dialled(form).e164 == form


def test_a_current_reading_comes_first():
    first, old, *_ = readings("+54 11 5550 1234", "AR")
    assert first.forms == {"+541155501234": ""}
    assert set(old.forms) == {"+5491155501234"}
    assert not old.elsewhere


def test_an_old_spelling_of_another_country_is_read_last():
    *_, elsewhere, old = readings("01 800 555 0123", "GB")
    assert (elsewhere.elsewhere, old.elsewhere) == (True, True)
    assert "+528005550123" not in elsewhere.forms
    assert old.forms["+528005550123"] == "since 2019 Mexican numbers have ten digits and no prefix"


def test_a_short_number_has_no_old_spelling():
    assert old_meanings(meanings("0555", "RU")) == {}
    assert old_meanings(["188005550123"]) == {}  # keys without a country code neither
    assert [reading.forms for reading in readings("*100#", "RU")][1:] == [{}, {}, {}]


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("+8 800 555-01-23", "", "+78005550123"),
        ("+39 6 5550 1234", "", "+390655501234"),
        ("+52 1 55 5550 1234", "", "+525555501234"),
        ("+880 1712 345678", "", "+8801712345678"),
        ("+54 11 5550 1234", "", "+541155501234"),  # valid as written, though it may also be an old spelling
        ("+1 800 123 4567", "", "+18001234567"),  # outside the plan, not an old spelling
    ],
)
def test_old_spellings_are_parsed_to_current_numbers(typed, country, number):
    assert dialled(typed, country).e164 == number
