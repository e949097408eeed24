"""Phone numbers: parsing, facts, formats, links, and from where they can be dialled."""

import re
import subprocess
import sys

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportdir.dialing.number import (
    NumberFacts,
    connects,
    cost_by_range,
    countries_of,
    dialled,
    dialled_in,
    of_served_country,
    of_today,
    read,
    shown,
    spells,
    tel_uri,
)
from supportdir.errors import NumberError


@pytest.mark.parametrize(
    ("text", "international", "national", "country"),
    [
        ("+1 202 555 0123", "+1 202 555 0123", "(202) 555-0123", "US"),
        ("+1 (202) 555-0123", "+1 202 555 0123", "(202) 555-0123", "US"),
        ("+12025550123", "+1 202 555 0123", "(202) 555-0123", "US"),
        ("+1 416 555 0123", "+1 416 555 0123", "(416) 555-0123", "CA"),
        ("+1 876 555 0123", "+1 876 555 0123", "(876) 555-0123", "JM"),
        ("+1.800.555.0199", "+1 800 555 0199", "(800) 555-0199", "US"),  # shared by all of +1, see NumberFacts
        ("+44 20 7946 0958", "+44 20 7946 0958", "020 7946 0958", "GB"),
        ("+44 (0)20 7946 0958", "+44 20 7946 0958", "020 7946 0958", "GB"),
        (" +44\u00a020\u20117946–0958 ", "+44 20 7946 0958", "020 7946 0958", "GB"),
        ("+44 7700 900123", "+44 7700 900123", "07700 900123", "GB"),  # reserved for fiction, so not in the number plan
        ("+49 30/23125 000", "+49 30 23125000", "030 23125000", "DE"),
        ("+39 06 5550 1234", "+39 06 5550 1234", "06 5550 1234", "IT"),  # the 0 of Italy is kept
        ("+7 800 555 01 23", "+7 800 555 01 23", "8 (800) 555-01-23", "RU"),
        ("+7 701 555 01 23", "+7 701 555 0123", "8 (701) 555 0123", "KZ"),
        ("+81 3 5550 1234", "+81 3 5550 1234", "03-5550-1234", "JP"),
        ("+55 11 5550 1234", "+55 11 5550 1234", "(11) 5550-1234", "BR"),
        ("+86 20 95000", "+86 20 95000", "020 95000", "CN"),
        ("+86 95000", "+86 95000", "95000", "CN"),
        ("+61 130000", "+61 130000", "13 00 00", "AU"),
        ("+61 1300 555 012", "+61 1300 555 012", "1300 555 012", "AU"),
        ("+800 5550 1234", "+800 5550 1234", "+800 5550 1234", ""),
        ("+870 775 550 123", "+870 775 550 123", "+870 775 550 123", ""),
    ],
)
def test_a_number_is_parsed_in_any_spacing_and_formatted_with_spaces(text, international, national, country):
    facts = read(text)
    assert (facts.international, facts.national, facts.country) == (international, national, country)
    assert facts.e164 == international.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "cost", "national_only", "valid"),
    [
        ("+1 202 555 0123", "standard", False, True),
        ("+1 800 555 0199", "toll-free", True, True),
        ("+1 900 555 0123", "premium", True, True),
        ("+44 20 7946 0958", "standard", False, True),
        ("+44 306 999 0123", "standard", False, True),
        ("+44 808 157 0123", "toll-free", True, True),
        ("+44 845 555 0123", "premium", True, True),
        ("+44 871 555 0123", "premium", True, True),
        ("+44 909 879 0123", "premium", True, True),
        ("+44 1632 960123", "", False, False),
        ("+49 180 5 555012", "shared", True, True),
        ("+49 900 1 555012", "premium", True, True),
        ("+33 892 555012", "premium", True, True),
        ("+33 9 69 55 50 12", "standard", False, True),
        ("+61 1300 555 012", "shared", True, True),
        ("+61 130000", "shared", True, True),
        ("+81 570 055 012", "", False, True),
        ("+86 400 555 0123", "shared", True, True),
        ("+86 95000", "", False, False),
        ("+800 5550 1234", "toll-free", True, True),
        ("+808 5550 1234", "shared", True, True),
        ("+870 775 550 123", "", False, True),  # a satellite phone is not an ordinary mobile
    ],
)
def test_cost_and_validity_follow_from_the_number(text, cost, national_only, valid):
    facts = read(text)
    assert (facts.cost, facts.national_only, facts.valid) == (cost, national_only, valid)


@pytest.mark.parametrize(
    ("text", "country", "message"),
    [
        ("020 7946 0958", "GB", "has no country code; write '+44 20 7946 0958'"),
        ("020 7946 0958", "GB-ENG", "has no country code; write '+44 20 7946 0958'"),
        ("0044 20 7946 0958", "GB", "has no country code; write '+44 20 7946 0958'"),
        ("(202) 555-0123", "US", "has no country code; write '+1 202 555 0123'"),
        (
            "020 7946 0958",
            "",
            "has no country code; begin with '+' and the country code; "
            "write a number that works in only one country under short",
        ),
        (
            "95000",
            "CN",
            "has no country code; begin with '+' and the country code; "
            "write a number that works in only one country under short",
        ),
        ("+1 202 JKL 01AD", "", "contains letters; write '+1 202 555 0123', and the word under vanity"),
        ("+1 202 555 0123 ext. 42", "", 'contains an extension; write extension: "42" beside the number'),
        ("+1 202 555 0123x42", "", 'contains an extension; write extension: "42" beside the number'),
        ("+7 495 555 01 23 доб. 42", "", 'contains an extension; write extension: "42" beside the number'),
        ("+12025550123,,1", "", "contains ','; write one number, as '+' and digits; write keys and pauses as steps"),
        (
            "+12025550123 +12025550124",
            "",
            "contains '+'; write one number, as '+' and digits; write keys and pauses as steps",
        ),
        (
            "+1202555012\u0663",
            "",
            "contains '\u0663'; write one number, as '+' and digits; write keys and pauses as steps",
        ),
        ("+12025550123#42", "", 'contains an extension; write extension: "42" beside the number'),
        ("+49 30 23125000 Durchwahl 42", "", 'contains an extension; write extension: "42" beside the number'),
        (
            "+52 1 55 5550 1234",
            "",
            "is too long for a number that begins with +52; write '+52 55 5550 1234' if that is meant",
        ),
        (
            "+1 202 456",
            "",
            "is too short for a number that begins with +1; check its digits; "
            "write a number that works in only one country under short",
        ),
        (
            "+44 20 7946 09581",
            "",
            "is too long for a number that begins with +44; check its digits; "
            "write a number that works in only one country under short",
        ),
        (
            "+800 1234 567",
            "",
            "is too short for a number that begins with +800; check its digits; "
            "write a number that works in only one country under short",
        ),
        (
            "+687 1234567",
            "",
            "is too long for a number that begins with +687; check its digits; "
            "write a number that works in only one country under short",
        ),
        ("+999 555 0123", "", "begins with a country code that does not exist; check the digits after '+'"),
        ("+49 123", "", "has fewer than 6 digits; write a number that works in only one country under short"),
        ("+44 999", "", "has fewer than 6 digits; write a number that works in only one country under short"),
        ("+", "", "has fewer than 6 digits; write a number that works in only one country under short"),
        (
            "+49 30 23125 000 0000 0",
            "",
            "has more than 15 digits; write an extension under extension, and keys as steps",
        ),
    ],
)
def test_other_text_is_an_error_with_a_hint(text, country, message):
    with pytest.raises(NumberError) as caught:
        read(text, country)
    assert str(caught.value) == f"number '{text}' {message}"


@given(st.one_of(st.text(max_size=30), st.from_regex(r"\+[0-9 ()-]{0,25}", fullmatch=True)))
def test_any_text_is_a_number_or_an_error(text):
    try:
        facts = read(text, "GB")
    except NumberError:
        return
    assert re.fullmatch(r"\+[1-9][0-9]{5,14}", facts.e164)
    assert re.fullmatch(r"\+[0-9]+( [0-9]+)*", facts.international)


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("+44 20 7946 095", False),  # some numbers have nine digits
        ("+1 202 055 0123", False),
        ("+86 95000", False),
        ("+91 555 0123", False),  # as dialled inside a town
        ("+49 1234", False),  # six digits
        ("+49 30 1234", True),
        ("+49 30 23125 000 000", True),  # fifteen
        ("+44 20 7946 0958", True),
    ],
)
def test_a_number_of_a_possible_length_is_accepted_outside_the_plan(text, valid):
    assert read(text).valid is valid


@pytest.mark.parametrize(
    ("text", "countries", "cost"),
    [
        ("+44 20 7946 0958", ("GB",), ""),
        ("+44 1632 960123", ("GB", "GG", "IM", "JE"), ""),
        ("+7 800 555 01 23", ("RU", "KZ"), "toll-free"),
        ("+7 701 555 01 23", ("KZ",), ""),
        ("+39 06 5550 1234", ("IT",), ""),
        ("+870 775 550 123", (), ""),
        ("+44 909 879 012", ("GB", "GG", "IM", "JE"), "premium"),
        ("+49 180 5 555012", ("DE",), "shared"),
    ],
)
def test_countries_and_cost_of_a_number(text, countries, cost):
    facts = read(text)
    assert countries_of(facts) == countries
    assert cost_by_range(facts) == cost


@pytest.mark.parametrize(
    ("e164", "location", "text"),
    [
        ("+442079460958", "GB", "020 7946 0958"),
        ("+442079460958", "GB-ENG", "020 7946 0958"),
        ("+442079460958", "US", "011 44 20 7946 0958"),
        ("+442079460958", "RU", "8~10 44 20 7946 0958"),
        ("+442079460958", "DE", "00 44 20 7946 0958"),
        ("+442079460958", "", ""),
        ("+442079460958", "BR", ""),  # depends on the carrier
        ("+18005550199", "DE", "00 1 800 555 0199"),
        ("+12025550123", "CA", "1 (202) 555 0123"),
        ("+12025550123", "US", "(202) 555-0123"),
    ],
)
def test_what_a_caller_dials_from_a_location(e164, location, text):
    assert dialled_in(e164, location) == text


@pytest.mark.parametrize(
    ("typed", "country", "e164"),
    [
        ("020 7946 0958", "GB", "+442079460958"),
        ("020 7946 0958", "GB-ENG", "+442079460958"),
        ("0044 20 7946 0958", "DE", "+442079460958"),
        ("442079460958", "", "+442079460958"),
        ("1-800-JKL-0199", "US", "+18005550199"),
        ("202 555 0123 ext. 42", "US", "+12025550123"),
        ("+1 202 055 0123", "", "+12020550123"),
    ],
)
def test_a_number_is_read_as_it_is_dialled(typed, country, e164):
    assert dialled(typed, country).e164 == e164


@pytest.mark.parametrize("typed", ["020 7946 0958", "words", "+1 202 456", "+999 555 0123", ""])
def test_text_that_cannot_be_dialled_is_an_error(typed):
    with pytest.raises(NumberError):
        dialled(typed)


@pytest.mark.parametrize("code", ["+12", "+123456789012345"])
def test_a_link_has_two_to_fifteen_digits(code):
    assert tel_uri(code) == f"tel:{code}"


@pytest.mark.parametrize(
    ("text", "current"), [("+44 171 946 0958", "+44 20 7946 0958"), ("+44 1632 960123", ""), ("+1 202 055 0123", "")]
)
def test_a_number_outside_the_plan_may_be_an_old_spelling(text, current):
    assert of_today(read(text)) == current


def test_a_toll_free_number_of_north_america_belongs_to_all_its_countries():
    for text in ("+1 800 555 0199", "+1 800 055 0199"):
        facts = read(text)
        assert {"US", "CA", "JM", "DO"} <= {*countries_of(facts)}
        assert cost_by_range(facts) == "toll-free"


def test_facts_survive_the_index_as_a_short_array():
    facts = read("+1 800 555 0199")
    packed = msgspec.msgpack.encode(facts)
    assert msgspec.msgpack.decode(packed) == [
        "+18005550199", "+1 800 555 0199", "(800) 555-0199", "US", "toll-free", True, True,
    ]  # fmt: skip
    assert msgspec.msgpack.decode(packed, type=NumberFacts) == facts


@pytest.mark.parametrize(
    ("vanity", "e164", "is_spelt"),
    [
        ("1-202-JKL-01AD", "+12025550123", True),
        ("202 jkl 01ad", "+12025550123", True),
        ("+1 (202) JKL.01AD", "+12025550123", True),
        ("1-202-JKL-01ADVICE", "+12025550123", True),  # extra letters
        ("1-202-JKL-01AD-24", "+12025550123", False),
        ("1-202-JKL-01A", "+12025550123", False),
        ("1-202-JKL-01AT", "+12025550123", False),
        ("JKL-01AD", "+12025550123", False),
        ("020 SWIM 0ACE", "+442079460223", True),
        ("+44 20 SWIM 0ACE", "+442079460223", True),
        ("8-800-JKL-01-AD", "+78005550123", True),
        ("1300 JKL 012", "+611300555012", True),
        ("", "+12025550123", False),
    ],
)
def test_a_vanity_number_spells_its_number(vanity, e164, is_spelt):
    assert spells(vanity, e164) is is_spelt


@pytest.mark.parametrize(
    ("number", "location", "text"),
    [
        ("+44 20 7946 0958", "GB", "020 7946 0958"),
        ("+44 20 7946 0958", "GB-ENG", "020 7946 0958"),
        ("+44 20 7946 0958", "FR", "+44 20 7946 0958"),
        ("+44 20 7946 0958", "", "+44 20 7946 0958"),
        ("+1 202 555 0123", "US", "(202) 555-0123"),
        ("+1 202 555 0123", "CA", "+1 202 555 0123"),
        ("+800 5550 1234", "GB", "+800 5550 1234"),
        ("+800 5550 1234", "", "+800 5550 1234"),
    ],
)
def test_the_national_form_is_shown_at_home(number, location, text):
    assert shown(read(number), location) == text


LANDLINE, TOLL_FREE = "+44 20 7946 0958", "+1 800 555 0199"


@pytest.mark.parametrize(
    ("number", "location", "serves", "country", "text"),
    [
        (TOLL_FREE, "CA", ("CA",), "CA", "(800) 555-0199"),
        (TOLL_FREE, "CA-QC", ("CA",), "CA", "(800) 555-0199"),
        (TOLL_FREE, "PR", ("US", "PR"), "PR", "(800) 555-0199"),
        (TOLL_FREE, "DE", ("CA",), "CA", "+1 800 555 0199"),
        (TOLL_FREE, "US", ("CA",), "CA", "+1 800 555 0199"),
        (TOLL_FREE, "DE", ("CA", "US"), "US", "+1 800 555 0199"),
        (TOLL_FREE, "CA", ("US",), "US", "+1 800 555 0199"),
        (TOLL_FREE, "CA", ("all",), "US", "+1 800 555 0199"),
        (TOLL_FREE, "DE", ("DE",), "US", "+1 800 555 0199"),
        ("+1 202 555 0123", "CA", ("CA",), "US", "+1 202 555 0123"),  # a number of Washington
        ("+44 808 157 0123", "JE", ("JE", "GB"), "JE", "0808 157 0123"),
        ("+44 306 999 0123", "JE", ("JE", "GB"), "JE", "0306 999 0123"),
        ("+44 808 157 0123", "IE", ("IE",), "GB", "+44 808 157 0123"),
        ("+7 800 555 35 35", "KZ", ("RU", "KZ"), "KZ", "8 (800) 555-35-35"),
    ],
)
def test_a_number_that_countries_share_is_at_home_where_the_line_serves(number, location, serves, country, text):
    facts = of_served_country(read(number), location, serves)
    assert (facts.country, shown(facts, location)) == (country, text)


@pytest.mark.parametrize(
    ("number", "abroad", "cost", "serves", "location", "answer"),
    [
        (LANDLINE, None, None, (), "GB", "yes"),
        (LANDLINE, None, None, (), "FR", "yes"),
        (LANDLINE, "never", None, (), "FR", "no"),
        (LANDLINE, "never", None, (), "GB", "yes"),
        (LANDLINE, "only", None, (), "FR", "yes"),
        (LANDLINE, "only", None, ("GB",), "FR", "yes"),
        (LANDLINE, "only", None, ("GB",), "GB", "no"),
        (LANDLINE, "only", None, ("GB",), "GB-SCT", "no"),
        # The line of an Italian bank for calls from abroad has a number of another country.
        (LANDLINE, "only", None, ("IT",), "GB", "yes"),
        (TOLL_FREE, "only", None, ("IT",), "US", "yes"),
        (TOLL_FREE, "only", None, ("IT",), "IT", "no"),
        (TOLL_FREE, "only", None, ("IT",), "DE", "maybe"),
        ("+800 5550 1234", "only", None, ("IT",), "DE", "maybe"),
        (LANDLINE, None, "toll-free", (), "FR", "maybe"),  # the source overrides the number
        (TOLL_FREE, None, None, (), "US", "yes"),
        (TOLL_FREE, None, None, (), "CA", "maybe"),
        (TOLL_FREE, None, None, ("US",), "CA", "maybe"),
        (TOLL_FREE, None, None, ("CA",), "CA", "yes"),  # the line of a Canadian company
        (TOLL_FREE, None, None, ("CA-QC",), "CA", "yes"),
        (TOLL_FREE, None, None, ("all",), "CA", "maybe"),
        (TOLL_FREE, None, None, ("all", "-CA"), "CA", "maybe"),
        (TOLL_FREE, "also", None, (), "RU", "yes"),
        (TOLL_FREE, None, None, (), "RU", "maybe"),
        (TOLL_FREE, None, None, (), "", "yes"),
        ("+61 1300 555 012", None, "local", (), "NZ", "maybe"),
        ("+86 95000", None, None, (), "JP", "maybe"),
        ("+86 95000", None, None, (), "CN", "yes"),
        ("+800 5550 1234", None, None, (), "FR", "maybe"),
        ("+800 5550 1234", None, None, ("FR",), "FR", "yes"),
    ],
)
def test_whether_a_call_connects(number, abroad, cost, serves, location, answer):
    assert connects(read(number), abroad, cost, location, serves) == answer


def test_a_link_has_the_number_and_the_extension():
    assert tel_uri("+12025550123") == "tel:+12025550123"
    assert tel_uri("+12025550123", "42") == "tel:+12025550123;ext=42"


@pytest.mark.parametrize("code", ["*100#", "#21#", "+1*21#", "911", "+1 202 555 0123", "+12025550123\n", "", "+"])
def test_a_code_cannot_be_linked(code):
    with pytest.raises(NumberError):
        tel_uri(code)


@given(st.text(max_size=20), st.text(max_size=8))
def test_every_link_has_only_plus_and_digits(number, extension):
    try:
        link = tel_uri(f"+{number}", extension)
    except NumberError:
        return
    assert re.fullmatch(r"tel:\+[0-9]+(;ext=[0-9]+)?", link)


def test_formatting_does_not_import_phonenumbers():
    script = (
        "import sys; from supportdir.dialing import menu, number, route; "
        "facts = number.NumberFacts('+12025550123', '+1 202 555 0123', '(202) 555-0123', 'US', '', False, True); "
        "number.shown(facts, 'US'); number.connects(facts, None, None, 'RU'); number.tel_uri(facts.e164); "
        "route.dial_string(facts.e164, ()); sys.exit('phonenumbers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
