"""The controlled lists of the dataset: topics, categories, audiences, with their words in English and Russian."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from supportdir.errors import DataError
from supportdir.search import words
from supportdir.store.places import dataset
from supportdir.store.yaml_file import read

if TYPE_CHECKING:
    from supportdir.search import NameKind

FIELDS = {"topics": "topics", "topic": "topics", "categories": "categories", "audience": "audiences"}
"""The fields of a company file that take words of a list → the list's name."""


@cache
def generic_words() -> dict[str, list[str]]:
    """Return the words that people add to a company's name, folded, each with the categories that it implies."""
    found: dict[str, list[str]] = {}
    for group in _file("generic-words"):
        categories = [] if group["of"] == "any" else group["of"]
        for text in group["words"].values():
            for word in words(text):
                known = found.setdefault(word, list(categories))
                # A word of several groups may mean any of their categories.
                found[word] = list(dict.fromkeys([*known, *categories])) if known and categories else []
    return found


@cache
def _list(name: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = _file(name)
    return found


def _file(name: str) -> Any:
    path = dataset() / f"{name}.yaml"
    try:
        node, faults = read(f"data/{name}.yaml", path.read_bytes())
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror}); install supportdir again") from error
    if node is None or faults:
        raise DataError(str(faults[0]) if faults else f"{path} is empty; install supportdir again")
    return node.plain_value()


def lists() -> dict[str, frozenset[str]]:
    """The allowed words: field → words."""
    return {field: frozenset(_list(name)) for field, name in FIELDS.items()}


def meanings() -> dict[str, dict[str, str]]:
    """What each allowed word means, in English: field → word → meaning."""
    return {
        field: {
            word: f"{names['en']} ({names['means']})" if "means" in names else names["en"]
            for word, names in _list(name).items()
        }
        for field, name in FIELDS.items()
    }


def labels() -> dict[NameKind, dict[str, list[str]]]:
    """The words by which categories and topics are found: kind → id → itself and its names."""
    kinds: tuple[tuple[NameKind, str], ...] = (("category", "categories"), ("topic", "topics"))
    return {
        kind: {word: [word, names["en"], names["ru"]] for word, names in _list(name).items()} for kind, name in kinds
    }
