"""Several files side by side: what only a look at all of them shows.

These rules take cards, one a file: names, numbers and links with their places, small enough to be kept of thousands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from supportdir.format.findings import Finding, Rules
from supportdir.format.yaml_file import Scalar, shown
from supportdir.search import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from supportdir.lint.document import Document


class Place(NamedTuple):
    """A text and where it stands."""

    text: str
    line: int
    column: int


class Summary(NamedTuple):
    """What other files may collide with: `said` is the folded words of the notes and comments of the file."""

    path: str
    slug: str
    names: tuple[Place, ...]
    numbers: tuple[Place, ...]
    links: tuple[Place, ...]
    said: str


class Dataset(NamedTuple):
    """The cards of all files that were read; `slugs` are all that exist, read or not."""

    summaries: Sequence[Summary]
    slugs: frozenset[str]


RULES = Rules[Dataset]()

_MOST_GUESSES = 50  # each compares with every slug


def summary_of(document: Document) -> Summary:
    """What the other files need to know of this one."""
    company = document.company
    names = [item for field in ("name", "aliases", "domains") for item in document.items(company, field)]
    names += [item for product in company.products for item in document.items(product, "names")]
    links = [*document.items(company, "merged_into")]
    links += [item for step in company.escalation for item in document.items(step, "company")]
    notes = [item.value for record, _ in document.records for item in document.items(record, "note")]
    comments = [line.partition("#")[2] for line in document.lines if re.search(r"(^|\s)#", line)]
    return Summary(
        path=document.path,
        slug=company.slug,
        names=(Place(company.slug, 0, 0), *map(_place, names)),
        numbers=tuple(
            Place(facts.international, node.line, node.column)
            for contact, field, facts in document.numbers()
            for node in [document.at(contact, field)]
        ),
        links=tuple(map(_place, links)),
        said=f" {' '.join(words(' '.join([*notes, *comments])))} ",
    )


def _place(node: Scalar) -> Place:
    return Place(node.value, node.line, node.column)


@RULES.rule("warning")
def number_shared(dataset: Dataset) -> Iterator[Finding]:
    """A number belongs to one company; where two share it, a note or a comment in one of the files names the other.

    Good: note: answered by Example Group
    Bad: the same number in two files, and no word of it
    """
    companies: dict[str, dict[str, tuple[Summary, Place]]] = defaultdict(dict)
    for summary in dataset.summaries:
        for place in summary.numbers:
            companies[place.text].setdefault(summary.slug, (summary, place))
    for number, held in companies.items():
        (first, _), *others = held.values()
        for summary, place in others:
            if not (_names(first, summary) or _names(summary, first)):
                message = f"{number} is the number of {first.slug} too"
                hint = f"correct one of them, or name {first.slug} in a note or a comment"
                yield Finding(summary.path, place.line, place.column, "", message, hint)


def _names(summary: Summary, other: Summary) -> bool:
    """Whether a file speaks of another company."""
    if any(link.text == other.slug for link in summary.links):
        return True
    known = (" ".join(words(name.text)) for name in other.names)
    return any(f" {name} " in summary.said for name in known if len(name) > 2)


@RULES.rule("warning")
def name_shared(dataset: Dataset) -> Iterator[Finding]:
    """A name, an alias or a domain leads to one company; where two share it, a note or a comment names the other.

    A caller who types a shared name gets a list instead of an answer.

    Good: {name: Example, aliases: [Example Bank]} and {name: Example Insurance}
    Bad: {name: Example, aliases: [Example Insurance]} and {name: Example Insurance}
    """
    companies: dict[str, dict[str, tuple[Summary, Place]]] = defaultdict(dict)
    for summary in dataset.summaries:
        for place in summary.names:
            companies[fold(place.text)].setdefault(summary.slug, (summary, place))
    companies.pop("", None)  # names of signs alone
    for held in companies.values():
        (first, known), *others = held.values()
        for summary, place in others:
            if not (_names(first, summary) or _names(summary, first)):
                called = "" if known.text == place.text else f", as '{shown(known.text)}'"
                message = f"'{shown(place.text)}' is a name of {first.slug} too{called}"
                hint = f"leave it out of one, or name {first.slug} in a note or a comment"
                yield Finding(summary.path, place.line, place.column, "", message, hint)


@RULES.rule("error")
def company_missing(dataset: Dataset) -> Iterator[Finding]:
    """The company that an escalation or `merged_into` names is in the directory, and is another one.

    Good: {company: ombudsman, sources: [contact-page]}, with a file ombudsman.yaml
    Bad: {company: ombudsmann, sources: [contact-page]}
    """
    missing = [
        (summary, link) for summary in dataset.summaries for link in summary.links if link.text not in dataset.slugs
    ]
    for n, (summary, (text, line, column)) in enumerate(missing):
        near = get_close_matches(text, dataset.slugs, n=1) if n < _MOST_GUESSES else []
        hint = f"did you mean {near[0]}?" if near else "write it in words under to, or add its file"
        yield Finding(summary.path, line, column, "", f"there is no company {shown(text)}", hint)
    for summary in dataset.summaries:
        for text, line, column in summary.links:
            if text == summary.slug:
                yield Finding(summary.path, line, column, "", "leads to this company itself", "name another")
