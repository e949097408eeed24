"""Several files: names, numbers and references that only a look at all files can check.

These rules take one summary for each file: names, numbers and references with their positions, small enough to keep
thousands in memory.
"""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from supportdir.format.findings import Finding, Rules, did_you_mean
from supportdir.format.regulators import register
from supportdir.format.yaml_file import Scalar, excerpt
from supportdir.search import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from supportdir.lint.document import Document


class Mention(NamedTuple):
    """A text and its position in a file."""

    text: str
    line: int
    column: int


class Summary(NamedTuple):
    """What may conflict with other files. `notes` holds the folded words of the notes and comments in the file."""

    path: str
    slug: str
    names: tuple[Mention, ...]
    numbers: tuple[Mention, ...]
    references: tuple[Mention, ...]
    bodies: tuple[Mention, ...]
    notes: str


class Dataset(NamedTuple):
    """The summaries of all files that were read; `slugs` are those of all files."""

    summaries: Sequence[Summary]
    slugs: frozenset[str]


RULES = Rules[Dataset]()

_MOST_GUESSES = 50  # each guess compares a slug with all others


def summary_of(document: Document) -> Summary:
    """Return the summary of a file."""
    company = document.company
    names = [item for field in ("name", "aliases", "domains") for item in document.items(company, field)]
    names += [item for product in company.products for item in document.items(product, "names")]
    references = [*document.items(company, "merged_into")]
    references += [item for step in company.escalation for item in document.items(step, "company")]
    notes = [item.value for record, _ in document.records for item in document.items(record, "note")]
    comments = [line.partition("#")[2] for line in document.lines if re.search(r"(^|\s)#", line)]
    numbers = [(facts, document.node(contact, field)) for contact, field, facts in document.numbers()]
    return Summary(
        path=document.path,
        slug=company.slug,
        names=(Mention(company.slug, 0, 0), *map(_mention, names)),
        numbers=tuple(Mention(facts.international, node.line, node.column) for facts, node in numbers),
        references=tuple(map(_mention, references)),
        bodies=tuple(_mention(item) for step in company.escalation for item in document.items(step, "body")),
        notes=f" {' '.join(words(' '.join([*notes, *comments])))} ",
    )


def _mention(node: Scalar) -> Mention:
    return Mention(node.value, node.line, node.column)


def _shared(mentions: Iterable[tuple[str, Summary, Mention]]) -> Iterator[tuple[Summary, Mention, Summary, Mention]]:
    """Yield the texts of two companies that have the same key, if neither file mentions the other company.

    `mentions` are key, file, text. Each result is the first file and its text, then the other file and its text.
    """
    companies: dict[str, dict[str, tuple[Summary, Mention]]] = defaultdict(dict)
    for key, summary, mention in mentions:
        companies[key].setdefault(summary.slug, (summary, mention))
    companies.pop("", None)  # names without letters and digits
    for by_slug in companies.values():
        (first, known), *others = by_slug.values()
        for summary, mention in others:
            if not (_mentions(first, summary) or _mentions(summary, first)):
                yield first, known, summary, mention


def _mentions(summary: Summary, other: Summary) -> bool:
    """Return whether a file refers to another company in a field, a note or a comment."""
    if any(reference.text == other.slug for reference in summary.references):
        return True
    names = (" ".join(words(name.text)) for name in other.names)
    return any(f" {name} " in summary.notes for name in names if len(name) > 2)


@RULES.rule("warning")
def number_shared(dataset: Dataset) -> Iterator[Finding]:
    """A number belongs to one company, unless a note or a comment in one of the files names the other company.

    The same number in two files is often a copying error.

    Good: note: answered by Example Group
    Bad: the same number in two files, without a note or comment about it
    """
    mentions = ((mention.text, summary, mention) for summary in dataset.summaries for mention in summary.numbers)
    for first, _, summary, (number, line, column) in _shared(mentions):
        message = f"{number} is also a number of {first.slug}"
        hint = f"correct one of them, or name {first.slug} in a note or a comment"
        yield Finding(summary.path, line, column, "", message, hint)


@RULES.rule("warning")
def name_shared(dataset: Dataset) -> Iterator[Finding]:
    """A name, alias or domain belongs to one company, unless a note or a comment in a file names the other company.

    A search for a shared name gives a list of companies instead of an answer.

    Good: {name: Example, aliases: [Example Bank]} and {name: Example Insurance}
    Bad: {name: Example, aliases: [Example Insurance]} and {name: Example Insurance}
    """
    mentions = ((fold(mention.text), summary, mention) for summary in dataset.summaries for mention in summary.names)
    for first, known, summary, (name, line, column) in _shared(mentions):
        spelling = "" if known.text == name else f", as '{excerpt(known.text)}'"
        message = f"'{excerpt(name)}' is also a name of {first.slug}{spelling}"
        hint = f"remove it from one file, or name {first.slug} in a note or a comment"
        yield Finding(summary.path, line, column, "", message, hint)


@RULES.rule("error")
def company_missing(dataset: Dataset) -> Iterator[Finding]:
    """The company in `merged_into` or in an escalation is another company of the directory.

    Otherwise the reference leads nowhere.

    Good: {company: ombudsman, sources: [contact-page]}, with a file ombudsman.yaml
    Bad: {company: ombudsmann, sources: [contact-page]}
    """
    guesses = 0
    for summary in dataset.summaries:
        for text, line, column in summary.references:
            if text == summary.slug:
                message, hint = "this is the company of this file", "name another company"
            elif text not in dataset.slugs:
                guesses += 1
                near = get_close_matches(text, dataset.slugs, n=1) if guesses <= _MOST_GUESSES else []
                hint = f"did you mean {near[0]}?" if near else "describe it in words under to, or add its file"
                message = f"there is no company {excerpt(text)}"
            else:
                continue
            yield Finding(summary.path, line, column, "", message, hint)


@RULES.rule("error")
def body_missing(dataset: Dataset) -> Iterator[Finding]:
    """The body that an escalation names is in data/regulators.yaml.

    Otherwise `supportdir escalate` does not show when it takes the complaint, and lists other bodies beside it.

    Good: {to: Energy Ombudsman, body: gb-energy-ombudsman, countries: [GB], sources: [contact-page]}
    Bad: {to: Energy Ombudsman, body: energy-ombudsman, countries: [GB], sources: [contact-page]}
    """
    mentions = [(summary, mention) for summary in dataset.summaries for mention in summary.bodies]
    known = [body.id for body in register().bodies] if mentions else []
    for summary, (text, line, column) in mentions:
        if text not in known:
            hint = did_you_mean(text, known, "leave it out, or add the body")
            message = f"data/regulators.yaml has no body {excerpt(text)}"
            yield Finding(summary.path, line, column, "", message, hint)
