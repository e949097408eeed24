"""Shell completion of names, contacts and words of closed lists.

A shell accepts only values that begin with the letters that were typed, and replaces the typed text by the value. So
each value begins with exactly those letters, has no blanks, and means the same as the name or word from which it was
made.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from supportdir.index import resolver
from supportdir.index.keys import start_key
from supportdir.search import CALLED, words

if TYPE_CHECKING:
    from supportdir.index.database import Index
    from supportdir.index.records import Names
    from supportdir.search import LabelKind

# Limits for large directories.
_MAX_SHOWN = 50  # companies
_MAX_COMPARED = 80  # companies whose names are read
_MAX_WITH_WORD = 2000  # companies that have a word


class Completion(NamedTuple):
    """A value to offer, and a short description of it."""

    value: str
    help: str


def names(index: Index, typed: str) -> list[Completion]:
    """Return names that begin with `typed`, one for each company (its slug, if possible); none for "".

    For "NAME/…", return the contacts of the company of that name.
    """
    name, slash, start = typed.partition("/")
    if slash:
        return _contacts(index, name, start)
    typed_words = words(typed)
    if not typed_words:
        return []
    completions = {slug: Completion(_value(typed, slug), "") for slug in index.slugs_from(typed.casefold(), _MAX_SHOWN)}
    ids = set.intersection(*(index.ids(start_key(word), _MAX_WITH_WORD) for word in typed_words))
    for company in index.names(sorted(ids)[:_MAX_COMPARED]):
        if completion := _company(company, typed):
            completions[company.slug] = completion
    by_value = {completion.value: completion for completion in sorted(completions.values())}
    return list(by_value.values())[:_MAX_SHOWN]


def listed(index: Index, kind: LabelKind, typed: str) -> list[Completion]:
    """Return a word for each entry of a closed list that has a word beginning with `typed`: its id, if possible.

    For "", return the whole list. Parts of countries are offered only for three letters or more, because two are the
    code of a country.
    """
    labels = [label for label in index.labels() if label.kind == kind]
    if kind == "country" and len(typed) <= 2:
        labels = [label for label in labels if "-" not in label.id]
    titles = {label.id: label.text for label in reversed(labels) if label.text != label.id}
    if not typed:
        return [Completion(id, titles.get(id, "")) for id in dict.fromkeys(label.id for label in labels)]
    completions: dict[str, Completion] = {}
    for label in labels:
        if label.id not in completions and (value := _value(typed, label.text)):
            completions[label.id] = Completion(value, titles[label.id] if label.text == label.id else label.id)
    return list(completions.values())


def _contacts(index: Index, name: str, start: str) -> list[Completion]:
    matches = resolver.equal_names(index, name)
    contacts = index.entry(matches[0].slug).company.contacts if len(matches) == 1 else ()
    return [
        Completion(f"{name}/{_value(start, contact.id)}", contact.label or contact.kind)
        for contact in contacts
        if contact.id.startswith(start.casefold())
    ]


def _company(company: Names, typed: str) -> Completion | None:
    """Return the first name of the company that begins with `typed`; the slug is the first of all."""
    names = [name for name in company.all() if name.kind in CALLED]
    title = next((name.text for name in names if name.kind == "name"), "")
    for name in names:
        if value := _value(typed, name.text):
            return Completion(value, title)
    return None


def _value(typed: str, text: str) -> str:
    """Return the text without blanks, beginning with the letters of `typed`; "" if it does not begin so."""
    for spelling in (re.sub(r"[^\w.]+", "-", text.casefold()).strip("-."), "-".join(words(text))):
        if spelling.startswith(typed.casefold()):
            return typed + spelling[len(typed.casefold()) :]
    return ""
