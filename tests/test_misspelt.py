"""Misspelt names: for most of 200 names of the dataset with one mistake, the right company is found first."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import cycle

import pytest

from supportdir import paths
from supportdir.directory import Directory
from supportdir.search import other_layout

_CYRILLIC = (
    ("shch", "щ"), ("sch", "ш"), ("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ph", "ф"),
    ("th", "т"), ("ck", "к"), ("qu", "кв"), ("oo", "у"), ("ee", "и"), ("ya", "я"), ("yu", "ю"), ("x", "кс"),
)  # fmt: skip
_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwyz", "абкдефгхижклмнопкрстуввиз")


def swapped(name: str, dice: random.Random) -> str:
    """Swap two different neighbouring letters."""
    at = dice.choice([at for at in range(len(name) - 1) if name[at] != name[at + 1]])
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def missing(name: str, dice: random.Random) -> str:
    """Drop a letter."""
    at = dice.randrange(len(name))
    return name[:at] + name[at + 1 :]


def doubled(name: str, dice: random.Random) -> str:
    """Double a letter."""
    at = dice.randrange(len(name))
    return name[:at] + name[at] + name[at:]


def cyrillic(name: str, dice: random.Random) -> str:
    """Write the name in Russian letters, by its sound."""
    text = name.lower()
    for latin, letter in _CYRILLIC:
        text = text.replace(latin, letter)
    return text.translate(_LETTERS)


def wrong_layout(name: str, dice: random.Random) -> str:
    """Type the name with the Russian keyboard layout."""
    return other_layout(name)


RULES: tuple[Callable[[str, random.Random], str], ...] = (swapped, missing, doubled, cyrillic, wrong_layout)


def mistakes(directory: Directory, count: int = 200, seed: int = 20261121) -> list[tuple[str, str, str]]:
    """Return `count` rows (slug, name, misspelt name); the names have at least five letters, all Latin."""
    dice = random.Random(seed)
    companies = [company for company in directory if company.name.isascii() and sum(map(str.isalpha, company.name)) > 4]
    chosen = dice.sample(companies, count)
    return [
        (company.slug, company.name, rule(company.name, dice))
        for company, rule in zip(chosen, cycle(RULES), strict=False)
    ]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Directory:
    return Directory((paths.shipped(),), tmp_path_factory.mktemp("cache"), 2026)


def missed(directory: Directory, rows: list[tuple[str, str, str]]) -> list[str]:
    """Return a line for each row whose company is not the first hit."""
    results = [(slug, name, text, [hit.slug for hit in directory.find(text)][:1]) for slug, name, text in rows]
    return [f"{name}: '{text}' finds {first}" for slug, name, text, first in results if first != [slug]]


def test_the_right_company_comes_first(dataset: Directory) -> None:
    wrong = missed(dataset, mistakes(dataset))
    assert len(wrong) <= 10, wrong


def test_preselecting_candidates_by_letters_is_as_good(dataset: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supportdir.index.lookup._FEW", 0)  # so that candidates are preselected
    monkeypatch.setattr("supportdir.index.lookup._ENOUGH", 30)
    wrong = missed(dataset, mistakes(dataset))
    assert len(wrong) <= 10, wrong
