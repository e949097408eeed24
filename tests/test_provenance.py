"""The grade and age of a fact, from its sources."""

from __future__ import annotations

from datetime import date

import pytest

from supportdir import provenance
from supportdir.model import Company, Phone, Shortcut, Source, Step
from supportdir.provenance import Provenance

PHONE = Phone(id="care", label="Care", sources=("list", "page"), cite={"hours": ("page",), "note": ("call", "list")})
COMPANY = Company(
    slug="acme",
    name="Acme",
    categories=("telecom",),
    serves=("GB",),
    sources={
        "page": Source(kind="official", date="2026-04-18"),
        "call": Source(kind="call", date="2026-10"),
        "list": Source(kind="community"),
    },
    phones=(PHONE,),
)


@pytest.mark.parametrize(
    ("field", "grade"),
    [
        ("number", "official"),  # the best source
        ("cost", "community"),  # the worst source, as it is not known which one states it
        ("hours", "official"),  # cited
        ("note", "call"),  # the best of the cited sources
    ],
)
def test_the_grade_of_a_field(field: str, grade: str) -> None:
    proof = provenance.of_field(COMPANY, PHONE, field)
    assert proof is not None
    assert proof.grade == grade


def test_a_route_has_its_own_sources() -> None:
    steps = (Step(press="0"),)
    cited = provenance.of_route(COMPANY, PHONE, Shortcut(steps=steps, sources=("call",)))
    assert cited == Provenance("call", "2026-10", "")
    uncited = provenance.of_route(COMPANY, PHONE, Shortcut(steps=steps))
    assert uncited == Provenance("community", "", "")


@pytest.mark.parametrize(
    ("written", "months"),
    [
        ("2026-10-08", 1),
        ("2026-11-21", 0),
        ("2026-11-22", 0),
        ("2027-01", 0),
        ("2025-11-22", 11),
        ("2026", 10),
        ("2019~", 94),
        ("", None),
    ],
)
def test_age_in_months_on_21_november_2026(written: str, months: int | None) -> None:
    assert Provenance("press", written, "").months(date(2026, 11, 21)) == months


@pytest.mark.parametrize(
    ("fact", "written", "old"),
    [
        ("route", "2025-12-01", False),
        ("route", "2025-11-21", True),
        ("hours", "2025-06", False),
        ("hours", "2025-05", True),
        ("number", "2023-12", False),
        ("number", "2023-11", True),
        ("number", "", True),
    ],
)
def test_routes_become_old_sooner_than_numbers(fact: str, written: str, old: bool) -> None:
    assert Provenance("press", written, "").is_old(fact, date(2026, 11, 21)) is old


def test_rank_is_by_grade_then_newest_then_undated() -> None:
    ordered = [
        Provenance("official", "2020", ""),
        Provenance("official", "", ""),
        Provenance("call", "2026-10-08", ""),
        Provenance("call", "2026-10", ""),
        Provenance("press", "2026-11-01", ""),
    ]
    assert sorted([*ordered[2:], *ordered[:2]], key=lambda proof: proof.rank) == ordered
