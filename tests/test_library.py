"""The library: its exported names, their representations, and the messages for wrong arguments."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import supportdir
from supportdir import Caller, UnknownWordError, UsageError
from supportdir.directory import Directory
from supportdir.format import vocabulary

MOMENT = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
HERE = Caller(country="GB", location="GB", timezone="Europe/London")


def test_dir_lists_the_exported_names() -> None:
    assert [name for name in dir(supportdir) if not name.startswith("_")] == sorted(supportdir.__all__)
    assert all(getattr(supportdir, name).__name__ == name for name in supportdir.__all__)


def test_every_error_of_the_library_is_a_support_dir_error() -> None:
    errors = [getattr(supportdir, name) for name in supportdir.__all__ if name.endswith("Error")]
    assert len(errors) == 11
    assert all(issubclass(error, supportdir.SupportDirError) for error in errors)


def test_representations(directory: Directory) -> None:
    assert repr(directory) == "Directory(fictional; 6 companies)"
    assert repr(directory.company("acme")) == "Company('acme', 'Acme Broadband', 7 contacts)"
    assert repr(directory.ways("acme", HERE, at=MOMENT)[0]) == "Way('acme/care', open, '+44 20 7946 0958')"
    directory.close()
    assert repr(directory) == "Directory(fictional; closed)"


def test_ways_by_name_equal_ways_by_company(directory: Directory) -> None:
    ids = [way.id for way in directory.ways("Acme Broadband", HERE, at=MOMENT)]
    assert ids == [way.id for way in directory.ways(directory.company("acme"), HERE, at=MOMENT)]
    assert ids[0] == "acme/care"


def test_ways_accepts_another_word_for_a_topic(directory: Directory) -> None:
    by_id = [way.id for way in directory.ways("acme", HERE, at=MOMENT, topic="billing")]
    assert by_id == [way.id for way in directory.ways("acme", HERE, at=MOMENT, topic="invoice")]
    with pytest.raises(UnknownWordError, match=r"invalid topic 'biling'; did you mean billing\?"):
        directory.ways("acme", HERE, at=MOMENT, topic="biling")


@pytest.mark.parametrize(
    ("options", "slugs"),
    [
        ({}, ["acme", "datafirm", "nightowl", "silent", "wideland", "wideland-hotels"]),
        ({"category": "telecom"}, ["acme"]),
        ({"country": "United Kingdom", "kind": "chat"}, ["acme"]),
        ({"country": "us", "topic": "invoice"}, []),
        ({"country": "Scotland", "kind": "chat"}, ["acme"]),
    ],
)
def test_filter(directory: Directory, options: dict[str, str], slugs: list[str]) -> None:
    assert [company.slug for company in directory.filter(**options)] == slugs


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"country": "Germany"}, "Caller(country='Germany'): write 'DE'"),
        ({"country": "de"}, "Caller(country='de'): write 'DE'"),
        ({"country": "UK"}, "Caller(country='UK'): write 'GB'"),
        ({"country": "US-"}, "Caller(country='US-'): write an ISO 3166 code, such as 'DE'"),
        ({"location": "us-ca"}, "Caller(location='us-ca'): write 'US-CA'"),
        ({"location": "Nowhere"}, "Caller(location='Nowhere'): write an ISO 3166 code, such as 'DE'"),
        ({"location": "all"}, "Caller(location='all'): write an ISO 3166 code, such as 'DE'"),
        ({"timezone": "Berlin"}, "Caller(timezone='Berlin'): write an IANA name, such as 'Europe/Berlin'"),
        ({"language": "German"}, "Caller(language='German'): write 'de'"),
        ({"language": "x y"}, "Caller(language='x y'): write a BCP 47 tag, such as 'de'"),
        ({"phone": "nokia"}, "Caller(phone='nokia'): write one of 'android', 'iphone', 'softphone'"),
    ],
)
def test_an_invalid_caller_is_an_error_with_a_correction(values: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as error:
        Caller(**values)
    assert str(error.value) == message


@pytest.mark.parametrize(
    "values", [{"country": "all"}, {"country": "US-CA"}, {"language": "pt-BR"}, {"phone": "iphone"}]
)
def test_a_valid_caller(values: dict[str, Any]) -> None:
    assert Caller(**values)


def test_a_caller_may_be_in_every_place_of_the_list() -> None:
    for code in vocabulary.labels()["country"]:
        assert Caller(country=code, location=code)


def test_a_name_instead_of_a_company_and_a_naive_time_are_errors(directory: Directory) -> None:
    wrong: Any = "acme"
    with pytest.raises(UsageError, match=r"'acme' is not a Company; write directory\.company"):
        supportdir.ways_to_reach(wrong, at=MOMENT)
    with pytest.raises(UsageError, match="has no time zone"):
        directory.ways("acme", HERE, at=MOMENT.replace(tzinfo=None))


def test_the_location_and_the_product_choose_as_on_the_command_line(tmp_path: Path) -> None:
    head = "name: {name}\naliases: [Kiosk]\nproducts: [{{names: [Season Ticket], contact: season}}]\n"
    head += "categories: [retail]\nserves: [{country}]\nsources: {{page: {{kind: official, title: A page}}}}\nphones:\n"
    line = '  - {{id: {id}, label: {id}, number: "{number}", sources: [page]}}\n'
    for slug, country, numbers in (
        ("kiosk-gb", "GB", ("+44 20 7946 0101", "+44 20 7946 0102")),
        ("kiosk-us", "US", ("+1 202 555 0101", "+1 202 555 0102")),
    ):
        lines = (line.format(id=id, number=number) for id, number in zip(("main", "season"), numbers, strict=True))
        text = head.format(name=slug, country=country) + "".join(lines)
        (tmp_path / f"{slug}.yaml").write_text(text, encoding="utf-8")
    with supportdir.open_directory(tmp_path) as directory:
        for location in ("GB", "US"):
            caller = supportdir.Caller(location=location)
            ids = [[way.id for way in directory.ways(name, caller, at=MOMENT)] for name in ("Kiosk", "Season Ticket")]
            slug = f"kiosk-{location.lower()}"
            assert ids == [[f"{slug}/main", f"{slug}/season"], [f"{slug}/season"]]
