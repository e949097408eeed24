"""The bounds in pyproject.toml, the exact versions in requirements/, and the files in the packages."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

REPOSITORY = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
REQUIREMENTS = [Requirement(text) for text in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"])]


def versions(name: str) -> dict[str, Version]:
    """Return the versions in a file of `requirements`, by canonical name."""
    text = (REPOSITORY / "requirements" / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    pairs = [re.fullmatch(r"([\w.-]+)==([\w.]+)", line) for line in lines]
    assert all(pairs), f"{name}: only lines NAME==VERSION are allowed"
    return {canonicalize_name(pair[1]): Version(pair[2]) for pair in pairs if pair}


@pytest.mark.parametrize("name", ["exact.txt", "oldest.txt"])
@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda requirement: requirement.name)
def test_every_dependency_has_an_exact_version_within_its_bounds(name: str, requirement: Requirement) -> None:
    assert versions(name)[canonicalize_name(requirement.name)] in requirement.specifier


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda requirement: requirement.name)
def test_the_oldest_versions_are_the_lower_bounds(requirement: Requirement) -> None:
    """.ci/run tests these versions; a bound changed without `.ci/renew` would not be tested."""
    (bound,) = (Version(part.version) for part in requirement.specifier if part.operator == ">=")
    assert versions("oldest.txt")[canonicalize_name(requirement.name)] == bound


def test_the_commands_of_the_readme_install_the_exact_versions() -> None:
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"pip install (.*?) &&", text)
    assert commands == ["-q -c requirements/exact.txt .", "-q -c requirements/exact.txt -e '.[dev]'"]


def test_everything_at_the_top_is_in_the_sdist_or_left_out_on_purpose() -> None:
    included = {*PYPROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"], "pyproject.toml"}
    left_out = {".git", ".gitignore", "PKG-INFO"}
    ignored = {line.strip("/") for line in (REPOSITORY / ".gitignore").read_text(encoding="utf-8").splitlines()}
    present = {path.name for path in REPOSITORY.iterdir()}
    assert present - included - left_out - ignored == set()
    assert included <= present


def test_types_and_the_support_page_are_shipped() -> None:
    assert (REPOSITORY / "supportdir" / "py.typed").is_file()
    assert (
        PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]["SUPPORT.md"]
        == "supportdir/SUPPORT.md"
    )
