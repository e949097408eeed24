"""Sources: what each says it is, and how old the facts are that rest on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supportdir import provenance
from supportdir.format.findings import Finding, Rules
from supportdir.format.yaml_file import Map, shown
from supportdir.lint.document import Document, scalars
from supportdir.lint.rules.names import bare
from supportdir.model import Menu

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msgspec import Struct

    from supportdir.provenance import Provenance

RULES = Rules[Document]()


@RULES.rule("warning")
def source_unused(document: Document) -> Iterator[Finding]:
    """Each source is the source of something.

    Good: sources: {page: …}, and a contact with sources: [page]
    Bad: sources: {page: …, list: …}, and no more than sources: [page]
    """
    used = {item.value for record, _ in document.records for item in document.items(record, "sources")}
    for _, node in document.records:
        cite = node.value.get("cite")
        if isinstance(cite, Map):
            used.update(item.value for named in cite.value.values() for item in scalars(named))
    sources = document.at(document.company, "sources")
    for name in sources.value if isinstance(sources, Map) else ():
        if name not in used and isinstance(sources, Map):
            message = f"nothing here comes from the source {shown(name)}"
            yield document.finding_at(sources.keys[name], message, "name it where it is used, or leave it out")


@RULES.rule("warning")
def fact_unsourced(document: Document) -> Iterator[Finding]:
    """What is said of the company as a whole has its source in `cite`, and an escalation has its `sources`.

    Aliases, domains and categories need none.

    Good: {no_phone: support is electronic only, cite: {no_phone: [contact-page]}}
    Bad: {no_phone: support is electronic only}
    """
    company = document.company
    for field in ("no_phone", "merged_into", "defunct"):
        if getattr(company, field) and field not in company.cite:
            yield document.finding(company, field, f"{field} has no source", f"add cite: {{{field}: [SOURCE]}}")
    for step in company.escalation:
        if not document.says(step, "sources"):
            yield document.finding(step, "", "an escalation without a source", "add sources: [SOURCE]")


@RULES.rule("warning")
def source_nameless(document: Document) -> Iterator[Finding]:
    """A source has a title or a URL, so that the next contributor can find it.

    Good: {kind: press, title: A list of menu tips}
    Bad: {kind: press, date: "2019"}
    """
    for source in document.company.sources.values():
        if not document.says(source, "title", "url"):
            yield document.finding(source, "", "a source without title and url", "add one of them")


@RULES.rule("notice")
def source_https(document: Document) -> Iterator[Finding]:
    """A source is linked by https; one that has none says so in a comment.

    Good: url: https://www.example.com/contact
    Bad: url: http://www.example.com/contact
    """
    for source in document.company.sources.values():
        if source.url.startswith("http://") and not document.is_explained(document.at(source, "url")):
            right = source.url.replace("http", "https", 1)
            yield document.finding(
                source, "url", "the source is linked by http", f"write {right}, if it is there", right
            )


@RULES.rule("warning")
def source_foreign(document: Document) -> Iterator[Finding]:
    """An official source is on one of the company's domains; a copy elsewhere has a note or a comment that says so.

    Good: {domains: [example.com], sources: {page: {kind: official, url: https://www.example.com/contact}}}
    Bad: {domains: [example.com], sources: {page: {kind: official, url: https://example.net/contact}}}
    """
    for source in document.company.sources.values():
        host = re.sub(r"^https?://([^/?#:]*).*$", r"\1", source.url).lower()
        if source.kind != "official" or not host or not document.company.domains or source.note:
            continue
        if not any(f".{host}".endswith(f".{bare(domain)}") for domain in document.company.domains):
            node = document.at(source, "url")
            if not document.is_explained(node):
                message = f"{shown(host)} is none of the company's domains"
                yield document.finding_at(
                    node, message, "add the domain, correct kind, or say in a note whose page it is"
                )


@RULES.rule("error")
def date_future(document: Document) -> Iterator[Finding]:
    """A source is dated today or earlier.

    Good: date: "2026-04-18"
    Bad: date: "2062-04-18"
    """
    for source in document.company.sources.values():
        if source.date.rstrip("~") > document.today.isoformat()[: len(source.date.rstrip("~"))]:
            message = f"{source.date} is after {document.today.isoformat()}"
            yield document.finding(source, "date", message, "write the day on which the source said it")


@RULES.rule("notice")
def stale_number(document: Document) -> Iterator[Finding]:
    """A number was confirmed within three years; an undated one counts as older.

    Good: the number is on a page dated last spring
    Bad: the number is in a list of 2019
    """
    for contact in document.contacts:
        if contact.number:
            proof = provenance.of_field(document.company, contact, "number")
            yield from _stale(document, contact, "number", "number", proof)


@RULES.rule("notice")
def stale_hours(document: Document) -> Iterator[Finding]:
    """Hours were confirmed within 18 months; undated ones count as older.

    Good: the hours are on a page dated last spring
    Bad: the hours are in a list of 2019
    """
    for contact in document.contacts:
        if contact.hours:
            proof = provenance.of_field(document.company, contact, "hours")
            yield from _stale(document, contact, "hours", "hours", proof)


@RULES.rule("notice")
def stale_route(document: Document) -> Iterator[Finding]:
    """A route through a menu was confirmed within a year; menus change often, and an undated route counts as older.

    Good: somebody rang last month and says what happened
    Bad: the route is in a list of 2019
    """
    for phone in document.company.phones:
        for shortcut in phone.shortcuts:
            proof = provenance.of_route(document.company, phone, shortcut)
            yield from _stale(document, shortcut, "steps", "route", proof)
        if isinstance(phone.menu, Menu):
            proof = provenance.of_route(document.company, phone, None)
            yield from _stale(document, phone, "menu", "route", proof)


def _stale(document: Document, record: Struct, field: str, message: str, proof: Provenance | None) -> Iterator[Finding]:
    months = proof.months(document.today) if proof else None
    if proof is None or not proof.is_old(message, document.today):
        return
    age = "undated" if months is None else f"{months} months old"
    verb = "are" if message == "hours" else "is"
    yield document.finding(record, field, f"the {message} {verb} {age}", "check it, and date the source")
