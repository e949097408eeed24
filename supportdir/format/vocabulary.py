"""The closed lists of the dataset (topics, categories, kinds, languages …) with their English and Russian words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from supportdir.errors import DataError
from supportdir.format import yaml_file
from supportdir.hours import zones
from supportdir.paths import dataset
from supportdir.search import words

if TYPE_CHECKING:
    from supportdir.search import LabelKind

FIELDS = {"topics": "topics", "topic": "topics", "categories": "categories", "audience": "audiences"}
"""Fields of a company file that take words of a closed list → name of the list."""

_LABELS: dict[LabelKind, str] = {
    "topic": "topics",
    "category": "categories",
    "kind": "kinds",
    "language": "languages",
}
"""Closed lists whose words are option values, except countries → name of the list."""


@cache
def generic_words() -> dict[str, list[str]]:
    """Return the words that people add to company names ("bank"), folded, each with the categories that it implies."""
    categories_of: dict[str, list[str]] = {}
    for group in _file("generic-words"):
        categories = [] if group["of"] == "any" else group["of"]
        for text in group["words"].values():
            for word in words(text):
                known = categories_of.setdefault(word, list(categories))
                # A word of several groups may mean any of their categories.
                categories_of[word] = list(dict.fromkeys([*known, *categories])) if known and categories else []
    return categories_of


@cache
def advice_texts() -> dict[str, Any]:
    """Return the texts of data/advice.yaml by part; reading the file takes about 10 ms."""
    texts: dict[str, Any] = _file("advice")
    return texts


def topic_name(topic: str, language: str) -> str:
    """Return the name of a topic in a language, "en" or "ru"; "" for a topic that is not known."""
    name: str = _list("topics").get(topic, {}).get(language, "")
    return name


@cache
def russian_texts() -> dict[str, str]:
    """Return the Russian of the texts in the code, of countries, languages, and the words of closed lists."""
    texts: dict[str, str] = {}
    for name in ("topics", "audiences", "kinds"):
        names = {id: _uncapitalised(entry["ru"]) for id, entry in _list(name).items()}
        texts |= names | {id.replace("-", " "): text for id, text in names.items()}
    for name in ("languages", "categories"):
        texts |= {entry["en"]: entry["ru"] for entry in _list(name).values()}
    for code, spellings in _list("countries").items():
        name, russian = zones.country_name(code), next((name for name in spellings if not name.isascii()), "")
        if russian and (code in zones.countries() or name in spellings):  # not a part that is shown as its country
            texts[name] = russian
    return texts | russian_texts_of_code()


def russian_texts_of_code() -> dict[str, str]:
    """Return the texts of data/russian.yaml: English, Russian."""
    return _list("russian")


def _uncapitalised(name: str) -> str:
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]  # СМС


@cache
def _list(name: str) -> dict[str, Any]:
    entries: dict[str, Any] = _file(name)
    return entries


def _file(name: str) -> Any:
    path = dataset() / f"{name}.yaml"
    try:
        node, findings = yaml_file.parse(f"data/{name}.yaml", path.read_bytes())
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror}); install supportdir again") from error
    if node is None or findings:
        raise DataError(str(findings[0]) if findings else f"{path} is empty; install supportdir again")
    return node.plain_value()


def allowed_words() -> dict[str, frozenset[str]]:
    """Return the allowed words: field → words."""
    return {field: frozenset(_list(name)) for field, name in FIELDS.items()}


def meanings() -> dict[str, dict[str, str]]:
    """Return what each allowed word means, in English: field → word → meaning."""
    return {
        field: {
            word: f"{names['en']} ({names['means']})" if "means" in names else names["en"]
            for word, names in _list(name).items()
        }
        for field, name in FIELDS.items()
    }


def labels() -> dict[LabelKind, dict[str, list[str]]]:
    """Return the words of the closed lists for options and searches: list → id → the id and all its words."""
    labels: dict[LabelKind, dict[str, list[str]]] = {
        kind: {
            id: [id, names["en"], names["ru"], *_parts(names["en"]), *_parts(names["ru"]), *names.get("also", ())]
            for id, names in _list(name).items()
        }
        for kind, name in _LABELS.items()
    }
    countries = {code: [code, zones.country_name(code)] for code in zones.countries()}
    labels["country"] = countries | {
        code: [*countries.get(code, [code]), *names] for code, names in _list("countries").items()
    }
    return labels


def _parts(name: str) -> list[str]:
    """Return the parts of a name that may be used alone: "Returns" and "refunds", "Britain" and "UK"."""
    return [part for part in map(str.strip, re.split(r"[,:()]| and | и ", name)) if part]
