"""What people type for companies of the dataset: at least 95 % find the company, none finds a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from supportdir import paths
from supportdir.directory import Directory
from supportdir.errors import AmbiguousCompanyError, UnknownCompanyError

TABLE = Path(__file__).with_name("typed_names.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
MIN_SHARE = 0.95  # of the rows that mean a company


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Directory:
    return Directory((paths.shipped(),), tmp_path_factory.mktemp("cache"), 2026)


def test_what_people_type_finds_the_right_company(dataset: Directory) -> None:
    missed: list[str] = []
    for typed, country, meant in ROWS:
        try:
            slug = dataset.company(typed, country).slug
        except (AmbiguousCompanyError, UnknownCompanyError) as error:
            slug = "-"
            near = ", ".join(error.near)
            missed += [f"{typed} ({country}): expected {meant}, got suggestions: {near}"] if meant != "-" else []
        assert slug in (meant, "-"), f"{typed} ({country}): expected {meant}, got {slug}"
    companies = sum(meant != "-" for _, _, meant in ROWS)
    assert len(missed) <= (1 - MIN_SHARE) * companies, "\n".join(missed)
