"""Contacts: facts that each contact needs, and the form of addresses."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from supportdir.characters import ascii_host
from supportdir.format.findings import Finding, Rules
from supportdir.format.yaml_file import excerpt
from supportdir.lint.document import Document, number_of
from supportdir.provenance import of_field, rank_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from supportdir.model import Phone

RULES = Rules[Document]()

# ASCII only: letters of other alphabets can imitate another address.
_EMAIL = r"[A-Za-z0-9.!#$%&*+/=^_`{|}~-]+@([A-Za-z0-9-]+\.)+[A-Za-z0-9-]{2,}"


@RULES.rule("notice")
def no_hours(document: Document) -> Iterator[Finding]:
    """A phone line has hours.

    Without hours, it is unknown whether the line is open.

    Good: {number: "+44 20 7946 0958", hours: Mo-Fr 09:00-17:00}
    Bad: {number: "+44 20 7946 0958"}
    """
    for phone in document.company.phones:
        if (phone.number or phone.short) and not document.has(phone, "hours", "dead"):
            yield document.finding(phone, "id", f"{phone.id} has no hours", "add them if a source states them")


@RULES.rule("notice")
def poorer_first(document: Document) -> Iterator[Finding]:
    """The first general line has as good a source as later general lines for the same callers.

    The first line is the one that is recommended.

    Good: {number: "+44 20 7946 0958", sources: [company-page]}, then {number: "+44 20 7946 0001", sources: [list]}
    Bad: {number: "+44 20 7946 0001", sources: [list]}, then {number: "+44 20 7946 0958", sources: [company-page]}
    """
    for first, *others in _similar([phone for phone in document.company.phones if phone.is_general]):
        grade = _grade(document, first)
        better = next((phone for phone in others if _grade(document, phone) < grade), None)
        if better:
            message = f"{first.id} is before {better.id}, which has a better source"
            yield document.finding(first, "id", message, "put the recommended line first")


@RULES.rule("notice")
def dearer_first(document: Document) -> Iterator[Finding]:
    """Of several lines for the same purpose, the cheaper ones come first.

    The first line is the one that is recommended.

    Good: {number: "+44 808 157 0123"}, then {number: "+44 20 7946 0958"}
    Bad: {number: "+44 20 7946 0958"}, then {number: "+44 808 157 0123"}
    """
    for lines in _similar(document.company.phones):
        for before, phone in pairwise(lines):
            if _price(phone) < _price(before):
                message = f"{before.id} is before {phone.id}, which is cheaper"
                yield document.finding(before, "id", message, "put the cheaper line first")


def _similar(phones: Iterable[Phone]) -> list[list[Phone]]:
    """Return the lines with a number in groups: those for the same callers and purpose."""
    groups: dict[tuple[object, ...], list[Phone]] = {}
    for phone in phones:
        if phone.number and not phone.dead:
            callers = (phone.serves, phone.audience, phone.languages, phone.abroad)
            groups.setdefault((frozenset(phone.topics) - {"general"}, *callers), []).append(phone)
    return list(groups.values())


def _grade(document: Document, phone: Phone) -> int:
    return rank_of(of_field(document.company, phone, "number"))[0]


def _price(phone: Phone) -> int:
    facts = number_of(phone.number)
    cost = phone.cost or (facts.cost if facts else "")
    return {"toll-free": 0, "shared": 2, "premium": 3}.get(cost, 1)


@RULES.rule("warning")
def no_way_in(document: Document) -> Iterator[Finding]:
    """A company has a contact, or one of `no_phone`, `merged_into`, `defunct`.

    Otherwise the file does not help to reach the company.

    Good: {name: Example, no_phone: support is electronic only, channels: [{id: chat, kind: chat}]}
    Bad: {name: Example, categories: [software], serves: [US]}
    """
    company = document.company
    if not company.contacts and not (company.no_phone or company.is_gone):
        yield document.finding(company, "name", "the company has no contact", "add one, or delete the file")


@RULES.rule("error")
def email_address(document: Document) -> Iterator[Finding]:
    """The address of an e-mail channel is one plain address in ASCII, without a name, a link or headers.

    Letters of other alphabets can imitate another address.

    Good: address: help@example.com
    Bad: address: mailto:help@example.com?subject=Help
    Bad: address: help@bücher.example
    """
    for channel in document.company.channels:
        if channel.kind == "email" and channel.address and not re.fullmatch(_EMAIL, channel.address):
            match = re.search(_EMAIL, channel.address) if channel.address.isascii() else None
            fix = match[0] if match else ""
            hint = f"write {fix}" if fix else _in_ascii(channel.address)
            message = f"'{excerpt(channel.address)}' is not a plain e-mail address"
            yield document.finding(channel, "address", message, hint, fix)


def _in_ascii(address: str) -> str:
    """Return the hint for a text without an e-mail address in ASCII."""
    name, _, host = address.rpartition("@")
    ascii_address = f"{name}@{ascii_host(host)}"
    if host and not address.isascii() and re.fullmatch(_EMAIL, ascii_address):
        return f"write {ascii_address}, if that is the address"
    return "write NAME@DOMAIN in ASCII, or move the text to where"


@RULES.rule("warning")
def channel_kind(document: Document) -> Iterator[Finding]:
    """An e-mail address is in a channel of kind email, and a link in the field `url`.

    The kind and the field say how to open the address.

    Good: {kind: email, address: help@example.com}
    Bad: {kind: form, address: help@example.com}
    Bad: {kind: form, address: https://www.example.com/contact}
    """
    for channel in document.company.channels:
        is_other_kind = channel.kind in ("chat", "form", "post", "visit", "callback")
        if re.match("(https?://|www\\.)", channel.address):
            yield document.finding(channel, "address", "address is a link", "move it to url")
        elif is_other_kind and re.fullmatch(r"\S+@\S+\.\S+", channel.address):
            message = f"e-mail address in a channel of kind {channel.kind}"
            yield document.finding(channel, "address", message, "write a channel of kind email for it")


@RULES.rule("notice")
def which_service(document: Document) -> Iterator[Finding]:
    """A messenger or social channel has `service` or `url`.

    Otherwise the caller does not know which app or site to open.

    Good: {kind: messenger, service: WhatsApp, number: "+44 20 7946 0958"}
    Bad: {kind: messenger, number: "+44 20 7946 0958"}
    """
    for channel in document.company.channels:
        if channel.kind in ("messenger", "social") and not document.has(channel, "service", "url"):
            yield document.finding(channel, "kind", f"{channel.kind} channel without service or url", "add service")
