"""Questions to an index about names and numbers: by keys to the few companies that may fit, then by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from supportdir.index import keys
from supportdir.search import Name, fold, near, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from supportdir.index.database import Index, Label

_SUBJECTS: tuple[Literal["topic", "category"], ...] = ("topic", "category")

_FEW = 1000  # companies whose names can all be compared in the time that picking some of them would take
_ENOUGH = 100  # companies whose names are compared where there are more


def slugs_with_number(index: Index, forms: Sequence[str]) -> list[str]:
    """The companies that hold, or disown, a number in one of these forms; see `number_lookup.look_up`."""
    ids = {id for form in forms for id in index.ids(keys.number(form))}
    asked = set(forms)
    return sorted(
        {
            one.slug
            for one in index.names(ids)
            if any(kind in ("number", "not-theirs") and text in asked for kind, text, _ in one.names)
        }
    )


def names_called(index: Index, text: str) -> list[Name]:
    """The names that may hold each word of `text`, or begin as it does."""
    wanted = words(text)
    if not wanted:
        return []
    ids = set.intersection(*(index.ids(keys.start(word)) for word in wanted))
    return _names(index, ids | index.ids(keys.start("".join(wanted))))


def names_like(index: Index, text: str) -> list[Name]:
    """Return all that may be found by `text`: names, numbers, and the categories and topics that it is a word for."""
    found = names_called(index, text)
    typed = fold(text)
    if typed.isdecimal():
        found += _names(index, index.ids(keys.digits(typed)))
    return found + _about(index, text, meant_by)


def names_about(index: Index, text: str) -> list[Name]:
    """Return the categories and topics of which `text` holds a word or phrase, for a text that nothing else is like."""
    return _about(index, text, held_in)


def _about(index: Index, text: str, choose: Callable[[Sequence[Label], str], list[Label]]) -> list[Name]:
    """The companies of the categories and topics of which `choose` takes a word for a text, from both lists at once."""
    labels = [label for label in index.labels() if label.kind in _SUBJECTS]
    found: list[Name] = []
    for kind, id in dict.fromkeys((label.kind, label.id) for label in choose(labels, text)):
        name = next(label.text for label in labels if (label.kind, label.id) == (kind, id))
        for record in index.names(index.ids(keys.about(kind, id))):
            found += [
                Name(name, record.slug, subject, " ".join(words(text)))
                for subject in _SUBJECTS
                if subject == kind and (subject, id) in record.subjects
            ]
    return found


def meant_by(labels: Sequence[Label], typed: str) -> list[Label]:
    """Return the words or phrases that are equal to `typed`, else those with the same stems."""
    asked = " ".join(words(typed))
    if whole := [label for label in labels if asked and label.words == asked]:
        return whole
    typed_stems = _stems(asked)
    return [label for label in labels if typed_stems and typed_stems == frozenset(label.stems)]


def held_in(labels: Sequence[Label], typed: str) -> list[Label]:
    """Return the longest words or phrases of which all stems are in `typed`."""
    typed_stems = _stems(" ".join(words(typed)))
    held = [label for label in labels if label.stems and typed_stems.issuperset(label.stems)]
    most = max((len(label.stems) for label in held), default=0)
    return [label for label in held if len(label.stems) == most]


def _stems(folded: str) -> frozenset[str]:
    from supportdir.stems import stems

    return frozenset(stems(folded.split()))


def nearest(labels: Sequence[Label], typed: str, limit: int = 3) -> list[str]:
    """Return the ids of the entries of a list one of whose words is spelt nearly like `typed`, nearest first."""
    names = [Name(label.text, label.id, "alias", label.words) for label in labels]
    return [hit.slug for hit in near(typed, names, limit)]


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
