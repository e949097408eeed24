"""What a shell offers for the beginning of a name, of a contact or of a word of a closed list.

A shell keeps only what begins with the letters that were typed, and puts it in their place. So each value begins with
those very letters, has no blanks, and means the same as the name or word that it stands for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from supportdir.index import keys, resolver
from supportdir.search import CALLED, words

if TYPE_CHECKING:
    from supportdir.index.database import Index, Names
    from supportdir.search import LabelKind

# Limits for large directories; nobody reads a longer list.
_MANY = 50  # companies that are offered
_READ = 80  # companies whose names are compared
_KNOWN = 2000  # companies that may have a word


class Completion(NamedTuple):
    """A value for what was typed so far, and what it is in a few words."""

    value: str
    help: str


def names(index: Index, typed: str) -> list[Completion]:
    """Return names that begin as typed, one a company: its slug if that does; none for "".

    For "NAME/…" they are contacts of the company of that name.
    """
    name, slash, start = typed.partition("/")
    if slash:
        return _contacts(index, name, start)
    folded = words(typed)
    if not folded:
        return []
    slugs = index.slugs_from(typed.casefold(), _MANY)
    found = {slug: Completion(_begun(typed, slug), "") for slug in slugs}
    ids = set.intersection(*(index.ids(keys.start(word), _KNOWN) for word in folded))
    for company in index.names(sorted(ids)[:_READ]):
        if completion := _named(company, typed):
            found[company.slug] = completion
    return list({one.value: one for one in sorted(found.values())}.values())[:_MANY]


def listed(index: Index, kind: LabelKind, typed: str) -> list[Completion]:
    """Return a word for each entry of a closed list that has one beginning as typed: its id, else another.

    For "" the whole list.
    """
    labels = [label for label in index.labels() if label.kind == kind]
    titles = {label.id: label.text for label in reversed(labels) if label.text != label.id}
    if not typed:
        return [Completion(id, titles.get(id, "")) for id in dict.fromkeys(label.id for label in labels)]
    found: dict[str, Completion] = {}
    for label in labels:
        if label.id not in found and (value := _begun(typed, label.text)):
            found[label.id] = Completion(value, titles[label.id] if label.text == label.id else label.id)
    return list(found.values())


def _contacts(index: Index, name: str, start: str) -> list[Completion]:
    matches = resolver.equal_names(index, name)
    contacts = index.entry(matches[0].slug).company.contacts if len(matches) == 1 else ()
    return [
        Completion(f"{name}/{_begun(start, contact.id)}", contact.label or contact.kind)
        for contact in contacts
        if contact.id.startswith(start.casefold())
    ]


def _named(company: Names, typed: str) -> Completion | None:
    """The first name of the company that begins as typed, the slug before all; None if none does."""
    called = [name for name in company.all() if name.kind in CALLED]
    title = next((name.text for name in called if name.kind == "name"), "")
    for name in called:
        if value := _begun(typed, name.text):
            return Completion(value, title)
    return None


def _begun(typed: str, text: str) -> str:
    """The text without blanks and with the letters as they were typed; "" if it does not begin so."""
    for spelling in (re.sub(r"[^\w.]+", "-", text.casefold()).strip("-."), "-".join(words(text))):
        if spelling.startswith(typed.casefold()):
            return typed + spelling[len(typed.casefold()) :]
    return ""
