"""What a contact inherits from its company, and which regions it serves."""

from __future__ import annotations

import pytest

from supportdir.model import Company, Phone, is_served


@pytest.mark.parametrize(
    ("place", "serves", "expected"),
    [
        ("US", ("US",), True),
        ("US", ("all",), True),
        ("US-TX", ("US",), True),
        ("US", ("US-TX",), True),  # a part of the country is expected
        ("US-FL", ("US-TX",), False),
        ("RU-MOW", ("RU", "-RU-MOW"), False),
        ("RU", ("RU", "-RU-MOW"), True),
        ("DE", ("all", "-DE"), False),
        ("DE-BY", ("all", "-DE"), False),
        ("FR", ("US", "DE"), False),
    ],
)
def test_which_regions_are_served(place: str, serves: tuple[str, ...], expected: bool) -> None:
    assert is_served(place, serves) is expected


def _company(serves: tuple[str, ...], phone: Phone, holidays: str = "") -> Company:
    return Company(
        slug="acme",
        name="Acme",
        categories=(),
        serves=serves,
        sources={},
        timezone="America/New_York",
        holidays=holidays,
        languages=("en",),
        phones=(phone,),
    )


@pytest.mark.parametrize(
    ("serves", "own", "timezone"),
    [
        (("US",), (), "America/New_York"),
        (("US",), ("US-TX",), "America/New_York"),
        (("US",), ("CN",), ""),  # in another country nothing is inherited
        (("US",), ("US", "CA"), ""),
        (("all",), ("CN",), "America/New_York"),
    ],
)
def test_a_contact_abroad_inherits_nothing(serves: tuple[str, ...], own: tuple[str, ...], timezone: str) -> None:
    phone = Phone(id="a", sources=(), serves=own)
    company = _company(serves, phone)
    assert company.timezone_of(phone) == timezone
    assert company.languages_of(phone) == (("en",) if timezone else ())


@pytest.mark.parametrize(
    ("serves", "own", "stated", "holidays"),
    [
        (("US",), (), "", "US"),
        (("US", "CA"), (), "", ""),  # two countries: neither
        (("US", "CA"), ("CA",), "", "CA"),
        (("GB",), (), "GB-ENG", "GB-ENG"),
        (("GB",), ("GB-SCT",), "GB-ENG", "GB-SCT"),  # another part than that of the company
        (("GB",), ("GB-SCT", "GB-ENG"), "GB-ENG", "GB-ENG"),
        (("GB",), ("GB-SCT", "GB-NIR"), "GB-ENG", "GB"),
        (("GB",), ("GB-SCT",), "GB", "GB"),
        (("RU",), ("RU", "-RU-MOW"), "", "RU"),
        (("GB-SCT",), (), "", "GB-SCT"),  # not those of all of Britain
        (("GB-SCT", "GB-WLS"), (), "", "GB"),
        (("GB-SCT",), (), "GB", "GB"),
        (("all",), (), "", ""),
    ],
)
def test_the_holidays_of_a_contact(serves: tuple[str, ...], own: tuple[str, ...], stated: str, holidays: str) -> None:
    phone = Phone(id="a", sources=(), serves=own)
    assert _company(serves, phone, stated).holidays_of(phone) == holidays
