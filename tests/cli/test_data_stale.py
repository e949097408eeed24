"""`supportdir data stale`: the facts to verify next."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run

from supportdir.paths import Layer

AT = ("--at", "2026-11-23T12:00Z")

ALL = """\
acme/care\troute\tpress undated\thttps://www.acme.example/contact https://acme.example\tCustomer care
wideland/bookings\troute\tcommunity 2024-02-03\t\tBookings
wideland/members\troute\tcommunity 2024-02-03\t\tMembers
acme/us\thours\tpress undated\thttps://acme.example\tSupport (US)
wideland/bookings\thours\tcommunity 2024-02-03\t\tBookings
wideland/members\thours\tcommunity 2024-02-03\t\tMembers
wideland/zoneless\thours\tcommunity 2024-02-03\t\tNo zone known
acme/us\tnumber\tpress undated\thttps://acme.example\tSupport (US)
wideland-hotels/desk\tnumber\tcommunity undated\t\tFront desk
silent/app\thours\tpress 2019~\t\tapp
silent/app\taddress\tpress 2019~\t\tapp
"""


def test_support_lines_come_first_then_routes_hours_numbers_then_the_oldest(run: Run) -> None:
    answer = run("data", "stale", *AT)
    assert (answer.status, answer.stdout, answer.stderr) == (0, ALL, "")


def test_a_limit_reports_the_total(run: Run) -> None:
    answer = run("data", "stale", *AT, "--limit", "2")
    assert answer.stdout.splitlines() == ALL.splitlines()[:2]
    assert answer.stderr == "2 of 11 listed; to list all: --limit 0\n"
    assert run("data", "stale", *AT, "--limit", "0").stdout == ALL


def test_table(run: Run) -> None:
    answer = run("data", "stale", *AT, "--limit", "2", "--output", "table")
    assert (
        answer.stdout
        == """\
acme/care   route   a press article, undated
  https://www.acme.example/contact
  https://acme.example
wideland/bookings   route   a list kept by others, 3 February 2024
  no page recorded; check the company's website
"""
    )


def test_json_has_the_age_in_months(run: Run) -> None:
    first, second = json.loads(run("data", "stale", *AT, "--limit", "2", "--output", "json").stdout)["answers"]
    assert first["look_at"] == ["https://www.acme.example/contact", "https://acme.example"]
    assert second == {
        "contact": "wideland/bookings",
        "company": "wideland",
        "name": "Wideland Airlines",
        "label": "Bookings",
        "fact": "route",
        "look_at": [],
        "provenance": {"grade": "community", "date": "2024-02-03", "age_months": 33, "url": None},
    }


def test_fresh_facts_and_dead_numbers_are_not_listed(run: Run) -> None:
    answer = run("data", "stale", "--at", "2024-02-04T12:00Z")
    contacts = {line.partition("\t")[0] for line in answer.stdout.splitlines()}
    assert contacts == {"acme/care", "acme/us", "wideland-hotels/desk", "silent/app"}


def test_an_empty_list_is_not_an_error(
    run: Run, fictional: Layer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from supportdir import paths

    monkeypatch.setattr(paths, "shipped", lambda: paths.Layer(tmp_path, "empty", editable=True))
    answer = run("data", "stale", *AT)
    assert (answer.status, answer.stdout, answer.stderr) == (0, "", "no fact is old enough to verify\n")
