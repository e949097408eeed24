"""Questions to an index about names and numbers: by keys to the few companies that may fit, then by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportdir.search import Name, fold, words
from supportdir.store import keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from supportdir.store.index import Index

_FEW = 1000  # companies whose names can all be compared in the time that picking some of them would take
_ENOUGH = 100  # companies whose names are compared where there are more


def slugs_with_number(index: Index, forms: Sequence[str]) -> list[str]:
    """The companies that hold a number in one of these forms, as `owners.numbers_of` gives them."""
    ids = {id for form in forms for id in index.ids(keys.number(form))}
    asked = set(forms)
    return sorted(
        {one.slug for one in index.names(ids) if any(kind == "number" and text in asked for kind, text, _ in one.names)}
    )


def names_called(index: Index, text: str) -> list[Name]:
    """The names that may hold each word of `text`, or begin as it does."""
    wanted = words(text)
    if not wanted:
        return []
    ids = set.intersection(*(index.ids(keys.start(word)) for word in wanted))
    return _names(index, ids | index.ids(keys.start("".join(wanted))))


def names_like(index: Index, text: str) -> list[Name]:
    """All that may be found by `text`: names, numbers, categories and topics."""
    from supportdir.search import find

    found = names_called(index, text)
    typed = fold(text)
    if typed.isdecimal():
        found += _names(index, index.ids(keys.digits(typed)))
    for hit in find(text, index.labels()):
        label = hit.because
        about = index.names(index.ids(keys.about(label.kind, label.slug)))
        found += [label._replace(slug=one.slug) for one in about if (label.kind, label.slug) in one.subjects]
    return found


def names_near(index: Index, readings: Iterable[str]) -> list[Name]:
    """The names that may be spelt or sound nearly like one of the readings (folded).

    Of many companies those that share the most, and the rarest, groups of three letters with a reading.
    """
    if index.state.companies <= _FEW:
        return [name for one in index.all_names() for name in one.all()]
    chosen: set[int] = set()
    for reading in readings:
        shared: dict[int, float] = {}
        for ids in sorted((index.ids(key) for key in keys.sounds(reading)), key=len):
            # A group that a tenth of all names has tells little, and takes long to count.
            if len(ids) > index.state.companies // 10 and len(shared) >= _ENOUGH:
                break
            weight = 1 / (len(ids) + 10) ** 0.25
            for id in ids:
                shared[id] = shared.get(id, 0.0) + weight
        chosen.update(sorted(shared, key=lambda id: (-shared[id], id))[:_ENOUGH])
    return _names(index, chosen)


def _names(index: Index, ids: Iterable[int]) -> list[Name]:
    return [name for one in index.names(set(ids)) for name in one.all()]
