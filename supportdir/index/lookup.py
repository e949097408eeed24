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

# Words in names of countries and of their parts, folded: those that do not count, and those that may be added to a name
_LINKS = frozenset(("the", "of", "and", "in", "from", "и", "в", "во", "из", "на"))
_GENERAL = _LINKS.union(
    ("kingdom", "republic", "federal", "islamic", "commonwealth", "state", "province", "республика", "штат")
)
_POSTAL = ("us", "ca", "au")  # countries where the code of a part stands after a town: "Atlanta, GA"


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

    "Scotland, UK" is Scotland; "N. Ireland" is not Ireland. What stands before the last comma may also be a town:
    "Dubai, UAE", "Lebanon, Tennessee". Of two countries, both are returned, unless one is part of the other, as in
    "Puerto Rico, USA".
    """
    *places, whole = typed.split(",")
    if not places or not (meant := _place_or_postal(labels, whole)):
        return _place(labels, typed)
    found = [label for place in places for label in _place_or_postal(labels, place)]
    if inside := _inside(labels, found, meant) or _inside(labels, meant, found):
        return inside
    are_countries = not any("-" in label.id for label in (*found, *meant))
    return [*found, *meant] if are_countries else meant


def _inside(labels: Sequence[Label], places: Sequence[Label], countries: Sequence[Label]) -> list[Label]:
    """Return the places with a code (ISO 3166-2) of one of the countries; Puerto Rico has two, PR and US-PR."""
    starts = tuple(f"{country.id}-" for country in countries)
    ids = {label.id for label in labels if label.text.startswith(starts)}
    return [place for place in places if place.id in ids]


def _place_or_postal(labels: Sequence[Label], typed: str) -> list[Label]:
    codes = {f"{country} {' '.join(words(typed))}" for country in _POSTAL}
    return _place(labels, typed) + [label for label in labels if label.words in codes]


def _place(labels: Sequence[Label], typed: str) -> list[Label]:
    """Return the longest names in a text that has no other words than those of places; see `place_in`."""
    folded = " ".join(words(typed))
    return _named(labels, folded.split(), [label.words.split() for label in labels], _GENERAL) or _named(
        labels, _stems(folded), [label.stems for label in labels], _stems(" ".join(_GENERAL))
    )


def _named(
    labels: Sequence[Label], typed: Iterable[str], forms: Iterable[Iterable[str]], general: frozenset[str]
) -> list[Label]:
    """Return the labels of which all words, or stems, are typed, if the others are general; the longest only."""
    rest = _without_links(typed)
    pairs = [(label, _without_links(form)) for label, form in zip(labels, forms, strict=True)]
    # A code such as US-IN is no words: "in the US"
    named = [(label, own) for label, own in pairs if own and own <= rest and label.text[2:3] != "-"]
    if not rest - general <= frozenset().union(*(own for _, own in named)):
        return []
    longest = [label for label, own in named if not any(own < other for _, other in named)]
    return _inside(labels, longest, longest) or longest


def _without_links(typed: Iterable[str]) -> frozenset[str]:
    return frozenset(typed) - _LINKS or frozenset(typed)  # IN is India


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
