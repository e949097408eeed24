"""Search an index for names and numbers: keys select the companies that may match, then their names are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from supportdir.index.keys import digits_key, number_key, sound_keys, start_key, subject_key
from supportdir.search import Name, fold, near, readings, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from supportdir.index.database import Index
    from supportdir.index.records import Label

_SUBJECTS: tuple[Literal["topic", "category"], ...] = ("topic", "category")

_FEW = 1000  # companies: comparing the names of all of them takes no longer than selecting some
_ENOUGH = 100  # companies to select if there are more

# Words that do not distinguish a country or a part of one, folded
_NOT_DISTINCTIVE = frozenset(
    ("the", "of", "and", "in", "kingdom", "republic", "state", "province", "в", "во", "на", "и", "республика", "штат")
)


def slugs_with_number(index: Index, forms: Sequence[str]) -> list[str]:
    """Return the companies that have, or disown, a number in one of these forms; see `number_lookup.look_up`."""
    ids = {id for form in forms for id in index.ids(number_key(form))}
    return sorted(
        {
            company.slug
            for company in index.names(ids)
            if any(kind in ("number", "not-theirs") and text in forms for kind, text, _ in company.names)
        }
    )


def names_called(index: Index, text: str) -> list[Name]:
    """Return the names of the companies that may have a name with each word of `text`, or beginning with `text`."""
    typed_words = words(text)
    if not typed_words:
        return []
    ids = set.intersection(*(index.ids(start_key(word)) for word in typed_words))
    return _names(index, ids | index.ids(start_key("".join(typed_words))))


def names_like(index: Index, text: str) -> list[Name]:
    """Return the names, numbers, categories and topics that `text` may mean."""
    names = names_called(index, text)
    typed = fold(text)
    if typed.isdecimal():
        names += _names(index, index.ids(digits_key(typed)))
    return names + _subjects(index, text, meant_by)


def names_about(index: Index, text: str) -> list[Name]:
    """Return the categories and topics of which `text` contains a word or phrase."""
    return _subjects(index, text, held_in)


def _subjects(index: Index, text: str, choose: Callable[[Sequence[Label], str], list[Label]]) -> list[Name]:
    """Return a name for each company of the categories and topics that `choose` selects."""
    labels = [label for label in index.labels() if label.kind in _SUBJECTS]
    names: list[Name] = []
    for kind, id in dict.fromkeys((label.kind, label.id) for label in choose(labels, text)):
        title = next(label.text for label in labels if (label.kind, label.id) == (kind, id))
        for company in index.names(index.ids(subject_key(kind, id))):
            names += [
                Name(title, company.slug, subject, " ".join(words(text)))
                for subject in _SUBJECTS
                if subject == kind and (subject, id) in company.subjects
            ]
    return names


def meant_by(labels: Sequence[Label], typed: str) -> list[Label]:
    """Return the labels equal to `typed`; if there are none, those with the same set of stems."""
    folded = " ".join(words(typed))
    if equal := [label for label in labels if folded and label.words == folded]:
        return equal
    typed_stems = _stems(folded)
    return [label for label in labels if typed_stems and typed_stems == frozenset(label.stems)]


def held_in(labels: Sequence[Label], typed: str) -> list[Label]:
    """Return the longest words or phrases of which all stems are in `typed`."""
    typed_stems = _stems(" ".join(words(typed)))
    held = [label for label in labels if label.stems and typed_stems.issuperset(label.stems)]
    most = max((len(label.stems) for label in held), default=0)
    return [label for label in held if len(label.stems) == most]


def place_in(labels: Sequence[Label], typed: str) -> list[Label]:
    """Return the countries, or parts of them, that a text names if it has no other words: the parts in it first.

    "Scotland, UK" is Scotland; "N. Ireland" is not Ireland. What stands before the last comma may also be a town, as in
    "Dubai, UAE", or a place with a code of its own, as in "Puerto Rico, USA".
    """
    *places, whole = typed.split(",")
    meant = _place(labels, whole)
    for place in places if meant else ():
        found = _place(labels, place)
        if inside := _inside(found, meant) or _inside(meant, found):
            return inside
        if len({label.id for label in found}) == 1:
            return found
    return meant or _place(labels, typed)


def _inside(places: Sequence[Label], countries: Sequence[Label]) -> list[Label]:
    return [place for place in places if any(place.id.startswith(f"{country.id}-") for country in countries)]


def _place(labels: Sequence[Label], typed: str) -> list[Label]:
    typed_words = set(words(typed)).difference(_NOT_DISTINCTIVE)
    named = [label for label in labels if label.words and typed_words.issuperset(_distinctive(label))]
    if not typed_words.issubset(word for label in named for word in label.words.split()):
        typed_stems = _stems(" ".join(typed_words))
        named = [label for label in labels if label.stems and typed_stems.issuperset(label.stems)]
        if not typed_stems.issubset(stem for label in named for stem in label.stems):
            return []
    longest = [one for one in named if not any(_distinctive(one) < _distinctive(other) for other in named)]
    return _inside(longest, longest) or longest


def _distinctive(label: Label) -> set[str]:
    own = label.words.split()
    return set(own).difference(_NOT_DISTINCTIVE) or set(own)


def _stems(folded: str) -> frozenset[str]:
    from supportdir.stems import stems

    return frozenset(stems(folded.split()))


def nearest(labels: Sequence[Label], typed: str, limit: int = 3) -> list[str]:
    """Return the ids of the entries with a word that is spelt nearly like `typed`, nearest first."""
    names = [Name(label.text, label.id, "alias", label.words) for label in labels]
    return [hit.slug for hit in near(typed, names, limit)]


def names_near(index: Index, typed: str) -> list[Name]:
    """Return the names that may be spelt or sound nearly like `typed`.

    If there are many companies, those are selected that share the most and the rarest trigrams with it.
    """
    if index.state.company_count <= _FEW:
        return [name for company in index.all_names() for name in company.all()]
    selected: set[int] = set()
    for reading in readings(typed):
        scores: dict[int, float] = {}
        for ids in sorted((index.ids(key) for key in sound_keys(reading)), key=len):
            # A trigram of a tenth of all names distinguishes little and takes long to count.
            if len(ids) > index.state.company_count // 10 and len(scores) >= _ENOUGH:
                break
            weight = 1 / (len(ids) + 10) ** 0.25
            for id in ids:
                scores[id] = scores.get(id, 0.0) + weight
        selected.update(sorted(scores, key=lambda id: (-scores[id], id))[:_ENOUGH])
    return _names(index, selected)


def _names(index: Index, ids: Iterable[int]) -> list[Name]:
    return [name for company in index.names(set(ids)) for name in company.all()]
