"""What people type for the companies of the dataset: nine in ten answer, none with another company."""

from __future__ import annotations

from pathlib import Path

import pytest

from supportdir import paths
from supportdir.directory import Directory
from supportdir.errors import AmbiguousCompanyError, UnknownCompanyError

TABLE = Path(__file__).with_name("typed_names.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
LEAST = 0.95  # of the rows that mean a company


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Directory:
    return Directory((paths.shipped(),), tmp_path_factory.mktemp("cache"), 2026)


def test_what_people_type_reaches_the_company_that_they_mean(dataset: Directory) -> None:
    missed: list[str] = []
    for typed, country, meant in ROWS:
        try:
            found = dataset.company(typed, country).slug
        except (AmbiguousCompanyError, UnknownCompanyError) as error:
            found = "-"
            near = ", ".join(error.near)
            missed += [f"{typed} ({country}): not {meant}, but a list: {near}"] if meant != "-" else []
        assert found in (meant, "-"), f"{typed} ({country}) means {meant} and is answered with {found}"
    named = sum(meant != "-" for _, _, meant in ROWS)
    assert len(missed) <= (1 - LEAST) * named, "\n".join(missed)
