"""Sources: what identifies them, and how old the facts are that come from them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supportdir import provenance
from supportdir.format.findings import Finding, Rules
from supportdir.format.yaml_file import Map, excerpt, scalars
from supportdir.lint.document import Document
from supportdir.lint.rules.names import host_of
from supportdir.model import Menu

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msgspec import Struct

    from supportdir.provenance import Provenance

RULES = Rules[Document]()


@RULES.rule("warning")
def source_unused(document: Document) -> Iterator[Finding]:
    """Each source is named in `sources` or `cite` of a record.

    A source that nothing refers to is often a misspelt reference elsewhere.

    Good: sources: {page: …}, and a contact with sources: [page]
    Bad: sources: {page: …, list: …}, and no more than sources: [page]
    """
    used = {item.value for record, _ in document.records for item in document.items(record, "sources")}
    for _, node in document.records:
        cite = node.value.get("cite")
        if isinstance(cite, Map):
            used.update(item.value for names in cite.value.values() for item in scalars(names))
    sources = document.node(document.company, "sources")
    for name, key in sources.keys.items() if isinstance(sources, Map) else ():
        if name not in used:
            message = f"the source {excerpt(name)} is not used"
            yield document.finding_at(key, message, "name it where it is used, or remove it")


@RULES.rule("warning")
def fact_unsourced(document: Document) -> Iterator[Finding]:
    """`no_phone`, `merged_into` and `defunct` have a source in `cite`, and an escalation has `sources`.

    Aliases, domains and categories need no source.

    Good: {no_phone: support is electronic only, cite: {no_phone: [contact-page]}}
    Bad: {no_phone: support is electronic only}
    """
    company = document.company
    for field in ("no_phone", "merged_into", "defunct"):
        if getattr(company, field) and field not in company.cite:
            yield document.finding(company, field, f"{field} has no source", f"add cite: {{{field}: [SOURCE]}}")
    for step in company.escalation:
        if not document.has(step, "sources"):
            yield document.finding(step, "", "this escalation has no source", "add sources: [SOURCE]")


@RULES.rule("warning")
def source_nameless(document: Document) -> Iterator[Finding]:
    """A source has a title or a URL.

    The next contributor needs one of them to find it.

    Good: {kind: press, title: A list of menu tips}
    Bad: {kind: press, date: "2019"}
    """
    for source in document.company.sources.values():
        if not document.has(source, "title", "url"):
            yield document.finding(source, "", "this source has neither title nor url", "add one of them")


@RULES.rule("notice")
def source_https(document: Document) -> Iterator[Finding]:
    """The URL of a source begins with https, or a comment says that the site has none.

    Without https, others can change what the reader sees.

    Good: url: https://www.example.com/contact
    Bad: url: http://www.example.com/contact
    """
    for source in document.company.sources.values():
        if source.url.startswith("http://") and not document.has_comment(document.node(source, "url")):
            fix = source.url.replace("http", "https", 1)
            yield document.finding(source, "url", "the URL begins with http", f"write {fix}, if that page exists", fix)


@RULES.rule("warning")
def source_foreign(document: Document) -> Iterator[Finding]:
    """An official source is on one of the company's domains, or a note or a comment says whose site it is.

    Otherwise the source may not be official.

    Good: {domains: [example.com], sources: {page: {kind: official, url: https://www.example.com/contact}}}
    Bad: {domains: [example.com], sources: {page: {kind: official, url: https://example.net/contact}}}
    """
    domains = [f".{host_of(domain)}" for domain in document.company.domains]
    for source in document.company.sources.values():
        host = re.sub(r"^https?://([^/?#:]*).*$", r"\1", source.url).lower()
        if source.kind != "official" or not host or not domains or source.note:
            continue
        node = document.node(source, "url")
        if not f".{host}".endswith(tuple(domains)) and not document.has_comment(node):
            hint = "add the domain, correct kind, or say in a note whose page it is"
            yield document.finding_at(node, f"{excerpt(host)} is not one of the company's domains", hint)


@RULES.rule("error")
def date_future(document: Document) -> Iterator[Finding]:
    """The date of a source is not in the future.

    Ages of facts are computed from it.

    Good: date: "2026-04-18"
    Bad: date: "2062-04-18"
    """
    for source in document.company.sources.values():
        date = source.date.rstrip("~")
        if date > document.today.isoformat()[: len(date)]:
            message = f"{source.date} is in the future"
            yield document.finding(source, "date", message, "write the date on which the source states the fact")


@RULES.rule("notice")
def stale_number(document: Document) -> Iterator[Finding]:
    """The source of a number is at most three years old.

    Numbers change. An undated source counts as older.

    Good: the number is on a page dated last spring
    Bad: the number is in a list of 2019
    """
    yield from _stale_fields(document, "number")


@RULES.rule("notice")
def stale_hours(document: Document) -> Iterator[Finding]:
    """The source of hours is at most 18 months old.

    Hours change. An undated source counts as older.

    Good: the hours are on a page dated last spring
    Bad: the hours are in a list of 2019
    """
    yield from _stale_fields(document, "hours")


def _stale_fields(document: Document, field: str) -> Iterator[Finding]:
    for contact in document.contacts:
        if getattr(contact, field):
            yield from _stale(document, contact, field, field, provenance.of_field(document.company, contact, field))


@RULES.rule("notice")
def stale_route(document: Document) -> Iterator[Finding]:
    """The source of a route or menu is at most a year old.

    Menus change often. An undated source counts as older.

    Good: somebody called last month and reports what happened
    Bad: the route is in a list of 2019
    """
    for phone in document.company.phones:
        for shortcut in phone.shortcuts:
            proof = provenance.of_route(document.company, phone, shortcut)
            yield from _stale(document, shortcut, "steps", "route", proof)
        if isinstance(phone.menu, Menu):
            proof = provenance.of_route(document.company, phone, None)
            yield from _stale(document, phone, "menu", "route", proof)


def _stale(document: Document, record: Struct, field: str, fact: str, proof: Provenance | None) -> Iterator[Finding]:
    if proof and proof.is_old(fact, document.today):
        months = proof.months(document.today)
        age = "undated" if months is None else f"{months} months old"
        verb = "are" if fact == "hours" else "is"
        yield document.finding(record, field, f"the {fact} {verb} {age}", "check again, and set the date of the source")
