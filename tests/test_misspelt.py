"""What people type when they mean a company: 200 names of the dataset made wrong by rule, the meant one found first."""

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
    """Two neighbouring letters that differ change places."""
    at = dice.choice([at for at in range(len(name) - 1) if name[at] != name[at + 1]])
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def missing(name: str, dice: random.Random) -> str:
    at = dice.randrange(len(name))
    return name[:at] + name[at + 1 :]


def doubled(name: str, dice: random.Random) -> str:
    at = dice.randrange(len(name))
    return name[:at] + name[at] + name[at:]


def cyrillic(name: str, dice: random.Random) -> str:
    """As a Russian would write down what the letters say."""
    text = name.lower()
    for latin, letter in _CYRILLIC:
        text = text.replace(latin, letter)
    return text.translate(_LETTERS)


def wrong_layout(name: str, dice: random.Random) -> str:
    """The keys of the name, with the Russian layout switched on."""
    return other_layout(name)


RULES: tuple[Callable[[str, random.Random], str], ...] = (swapped, missing, doubled, cyrillic, wrong_layout)


def mistakes(directory: Directory, count: int = 200, seed: int = 20261121) -> list[tuple[str, str, str]]:
    """Slug, name and what is typed for it; names of five letters at least, in Latin letters, each rule in turn."""
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


def missed(directory: Directory, typed: list[tuple[str, str, str]]) -> list[str]:
    found = [(slug, name, text, [hit.slug for hit in directory.find(text)][:1]) for slug, name, text in typed]
    return [f"{name}: '{text}' finds {first}" for slug, name, text, first in found if first != [slug]]


def test_the_meant_company_comes_first(dataset: Directory) -> None:
    wrong = missed(dataset, mistakes(dataset))
    assert len(wrong) <= 10, wrong


def test_candidates_picked_by_their_letters_are_as_good(dataset: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supportdir.index.lookup._FEW", 0)  # as if there were too many to compare with each
    monkeypatch.setattr("supportdir.index.lookup._ENOUGH", 30)
    wrong = missed(dataset, mistakes(dataset))
    assert len(wrong) <= 10, wrong
