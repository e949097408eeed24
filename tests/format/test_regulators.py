"""data/regulators.yaml: reading, errors, and the bodies for a customer."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run
from msgspec import structs

from supportdir.format.regulators import (
    FILE_NAME,
    Body,
    Period,
    Role,
    bodies_for,
    bodies_of_parts,
    read_register,
    register,
)
from supportdir.paths import dataset

TEXT = """\
sources:
  page: {kind: official, url: https://www.example.com/complain, date: "2026-02-01"}
bodies:
  - id: gb-example
    name: Example Ombudsman
    serves: [GB]
    sectors: [telecom]
    role: ombudsman
    after: 8 weeks
    deadlock: true
    number: "+44 20 7946 0100"
    hours: Mo-Fr 09:00-17:00
    timezone: Europe/London
    sources: [page]
"""


def test_a_body_is_read() -> None:
    content, findings = read_register("regulators.yaml", TEXT.encode())
    assert findings == []
    assert content is not None
    (body,) = content.bodies
    assert (body.id, body.period, body.deadlock, body.is_general) == ("gb-example", Period(8, "weeks"), "true", False)
    proof = content.provenance(body)
    assert (proof.grade, proof.date) == ("official", "2026-02-01")


@pytest.mark.parametrize(
    ("written", "wrong", "message"),
    [
        ("name: Example Ombudsman", "nam: Example Ombudsman", "4:5: this body has no name; add name"),
        ("[GB]", "[UK]", "6:14: serves 'UK' is not the code of a country; write GB"),
        ("[telecom]", "[telecoms]", "7:15: sectors 'telecoms' is unknown; did you mean telecom?"),
        ("role: ombudsman", "role: judge", "8:11: role 'judge' is unknown"),
        ("8 weeks", "two months", "9:12: after 'two months' is not a valid period; write a number and days, weeks"),
        (
            "after: 8 weeks",
            "within: soon",
            "9:13: within 'soon' is not a valid period; write a number and days, weeks",
        ),
        ("deadlock: true", "deadlock: yes", "10:15: deadlock 'yes' is unknown; choose one of true"),
        ("+44 20 7946 0100", "020 7946 0100", "11:13: number '020 7946 0100' has no country code"),
        ("Mo-Fr 09:00-17:00", "Mon-Fri 9-5", "12:12: hours 'Mon-Fri 9-5'"),
        (
            "    timezone: Europe/London\n",
            "",
            "12:12: the hours need a timezone; add timezone: ZONE",
        ),
        ("Europe/London", "Europe/Londno", "13:15: timezone 'Europe/Londno' is not a time zone"),
        ("sources: [page]", "sources: [pages]", "14:15: this file has no source 'pages'; did you mean page?"),
        ("https://www", "ftp://www", "2:31: url 'ftp://www.example.com/complain' is not a plain web address"),
        ('"2026-02-01"', '"1 Feb"', "2:71: date '1 Feb' is not in a valid form"),
        ("    sources: [page]\n", "", "4:5: this body has no sources; add sources"),
    ],
)
def test_what_is_refused(written: str, wrong: str, message: str) -> None:
    content, findings = read_register("regulators.yaml", TEXT.replace(written, wrong).encode())
    assert content is None
    assert any(str(finding).startswith(f"regulators.yaml:{message}") for finding in findings), [*map(str, findings)]


def test_an_id_is_given_once() -> None:
    _, findings = read_register("regulators.yaml", (TEXT + TEXT.partition("bodies:\n")[2]).encode())
    assert [finding.message for finding in findings] == ["duplicate id gb-example, first in line 4"]


def test_data_check_reads_the_file_like_company_files(run: Run, tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_text(TEXT, encoding="utf-8")
    assert run("data", "check", str(path), "--output", "plain")[:2] == (0, "")
    unused = "  other: {kind: press, title: An article}\n  page: {kind: official, title: A page}\n"
    wrong = TEXT.replace(TEXT.splitlines(keepends=True)[1], unused).replace("role:", "company: nobody\n    role:")
    path.write_text(wrong, encoding="utf-8")
    answer = run("data", "check", str(path), "--output", "plain")
    assert answer.status == 1
    assert [line.split("\t")[:4] for line in answer.stdout.splitlines()] == [
        [f"{path}:2:3", "error", "source-unused", "the source other is not used"],
        [f"{path}:9:14", "error", "company-missing", "there is no company 'nobody'"],
    ]


def test_the_shipped_file_has_no_findings(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from supportdir import paths

    monkeypatch.setattr(paths, "shipped", lambda: paths.Layer(dataset() / "companies", "data/companies", True))
    answer = run("data", "check", str(dataset() / FILE_NAME), "--output", "plain")
    assert answer == (0, "", "checked 1 file with no contacts: no errors, no warnings, no notices\n")


def test_every_body_has_a_source_that_can_be_found() -> None:
    content = register()
    for body in content.bodies:
        assert body.sources, body.id
        assert all(content.sources[id].url or content.sources[id].title for id in body.sources), body.id
        assert content.provenance(body)


def test_the_shipped_file_is_as_large_as_it_was() -> None:
    countries = {code.partition("-")[0] for body in register().bodies for code in body.serves}
    assert len(register().bodies) >= 144
    assert len(countries) >= 50


def body(id: str, serves: str, sectors: str, role: Role = "regulator") -> Body:
    return Body(
        id=id,
        name=id,
        serves=(*serves.split(),),
        sectors=(*sectors.split(),),
        role=role,
        sources=("page",),
    )


BODIES = (
    body("state", "US-NJ", "telecom"),
    body("industry", "US", "telecom", "industry-body"),
    body("telecom", "US", "telecom media"),
    body("banks", "US", "bank"),
    body("board", "US-NJ", "energy"),
    structs.replace(body("personal-data", "GB", "all"), takes="personal data"),
    structs.replace(body("anybody", "US GB", "all", "consumer-agency"), not_sectors=("insurance",)),
)


@pytest.mark.parametrize(
    ("categories", "place", "ids"),
    [
        ("telecom", "US", "telecom industry anybody"),
        ("telecom", "US-NJ", "state telecom industry anybody"),
        ("telecom", "US-CA", "telecom industry anybody"),
        ("bank telecom", "US-CA", "banks telecom industry anybody"),  # the main business first
        ("bank", "GB", "anybody personal-data"),
        ("retail", "US", "anybody"),
        ("insurance", "US", ""),
        ("bank", "FR", ""),
        ("energy", "US", "anybody"),
        ("government", "US", ""),
        ("complaints-body telecom", "US", ""),  # a regulator is no telecom company
        ("telecom government", "US", "telecom industry"),
        ("health social-security", "US", ""),
    ],
)
def test_the_bodies_for_a_customer(categories: str, place: str, ids: str) -> None:
    assert [body.id for body in bodies_for(BODIES, categories.split(), place)] == ids.split()


@pytest.mark.parametrize(
    ("categories", "place", "ids"),
    [("telecom energy", "US", "state board"), ("energy", "US-NJ", ""), ("energy", "GB", ""), ("retail", "US", "")],
)
def test_the_bodies_of_parts_of_a_country(categories: str, place: str, ids: str) -> None:
    assert [body.id for body in bodies_of_parts(BODIES, categories.split(), place)] == ids.split()
