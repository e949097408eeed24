"""Contacts: what should be known of each, and how addresses are written."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from supportdir.characters import ascii_host
from supportdir.format.findings import Finding, Rules
from supportdir.format.yaml_file import shown
from supportdir.lint.document import Document, number_of
from supportdir.provenance import of_field, rank_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from supportdir.model import Phone

RULES = Rules[Document]()

# ASCII only: letters of other alphabets look like those of another address.
_EMAIL = r"[A-Za-z0-9.!#$%&*+/=^_`{|}~-]+@([A-Za-z0-9-]+\.)+[A-Za-z0-9-]{2,}"


@RULES.rule("notice")
def no_hours(document: Document) -> Iterator[Finding]:
    """A phone line says when somebody answers; without hours its state is unknown.

    Good: {number: "+44 20 7946 0958", hours: Mo-Fr 09:00-17:00}
    Bad: {number: "+44 20 7946 0958"}
    """
    for phone in document.company.phones:
        if (phone.number or phone.short) and not document.says(phone, "hours", "dead"):
            yield document.finding(
                phone, "id", f"no hours are known of {phone.id}", "add them from a source that says them"
            )


@RULES.rule("notice")
def poorer_first(document: Document) -> Iterator[Finding]:
    """The first general line, which is offered first, has as good a source as the later ones for the same callers.

    Good: {number: "+44 20 7946 0958", sources: [company-page]}, then {number: "+44 20 7946 0001", sources: [list]}
    Bad: {number: "+44 20 7946 0001", sources: [list]}, then {number: "+44 20 7946 0958", sources: [company-page]}
    """
    for first, *others in _alike([phone for phone in document.company.phones if phone.is_general]):
        grade = _grade(document, first)
        better = next((phone for phone in others if _grade(document, phone) < grade), None)
        if better:
            message = f"{first.id} stands before {better.id}, which has a better source"
            yield document.finding(first, "id", message, "put the line first that you recommend")


@RULES.rule("notice")
def dearer_first(document: Document) -> Iterator[Finding]:
    """A line stands before those for the same purpose that cost the caller more.

    Good: {number: "+44 808 157 0123"}, then {number: "+44 20 7946 0958"}
    Bad: {number: "+44 20 7946 0958"}, then {number: "+44 808 157 0123"}
    """
    for lines in _alike(document.company.phones):
        for before, phone in pairwise(lines):
            if _price(phone) < _price(before):
                message = f"{before.id} stands before {phone.id}, which is cheaper"
                yield document.finding(before, "id", message, "put the cheaper line first")


def _alike(phones: Iterable[Phone]) -> list[list[Phone]]:
    """The lines with a number that serve the same callers for the same purpose, together."""
    groups: dict[tuple[object, ...], list[Phone]] = {}
    for phone in phones:
        if phone.number and not phone.dead:
            callers = (phone.serves, phone.audience, phone.languages, phone.abroad)
            groups.setdefault((frozenset(phone.topics) - {"general"}, *callers), []).append(phone)
    return list(groups.values())


def _grade(document: Document, phone: Phone) -> int:
    return rank_of(of_field(document.company, phone, "number"))[0]


def _price(phone: Phone) -> int:
    cost = phone.cost or number_of(phone.number).cost
    return {"toll-free": 0, "shared": 2, "premium": 3}.get(cost, 1)


@RULES.rule("warning")
def no_way_in(document: Document) -> Iterator[Finding]:
    """A company has a contact, or says why it has none: `no_phone`, `merged_into`, `defunct`.

    Good: {name: Example, no_phone: support is electronic only, channels: [{id: chat, kind: chat}]}
    Bad: {name: Example, categories: [software], serves: [US]}
    """
    company = document.company
    if not company.contacts and not (company.no_phone or company.merged_into or company.defunct):
        yield document.finding(
            company, "name", "the file has no way to reach the company", "add one, or delete the file"
        )


@RULES.rule("error")
def email_address(document: Document) -> Iterator[Finding]:
    """An e-mail channel's address is one plain address in ASCII, without a name, a link or headers.

    Good: address: help@example.com
    Bad: address: mailto:help@example.com?subject=Help
    Bad: address: help@bücher.example
    """
    for channel in document.company.channels:
        if channel.kind == "email" and channel.address and not re.fullmatch(_EMAIL, channel.address):
            found = re.search(_EMAIL, channel.address) if channel.address.isascii() else None
            right = found[0] if found else ""
            hint = f"write {right}" if right else _in_ascii(channel.address)
            yield document.finding(
                channel, "address", f"'{shown(channel.address)}' is no plain e-mail address", hint, right
            )


def _in_ascii(address: str) -> str:
    """The hint for an address that has none in it, or one with other letters than those of ASCII."""
    name, _, host = address.rpartition("@")
    right = f"{name}@{ascii_host(host)}"
    if host and not address.isascii() and re.fullmatch(_EMAIL, right):
        return f"write {right}, if that is the address"
    return "write NAME@SITE in ASCII, or put the words under where"


@RULES.rule("warning")
def channel_kind(document: Document) -> Iterator[Finding]:
    """An address is of its channel's kind: an e-mail address on an e-mail channel, a link under `url`.

    Good: {kind: email, address: help@example.com}
    Bad: {kind: form, address: help@example.com}
    Bad: {kind: form, address: https://www.example.com/contact}
    """
    for channel in document.company.channels:
        if re.match("(https?://|www\\.)", channel.address):
            yield document.finding(channel, "address", "a link under address", "write it under url")
        elif channel.kind in ("chat", "form", "post", "visit", "callback") and re.fullmatch(
            r"\S+@\S+\.\S+", channel.address
        ):
            yield document.finding(
                channel, "address", f"an e-mail address on a {channel.kind}", "kind: email has its own contact"
            )


@RULES.rule("notice")
def which_service(document: Document) -> Iterator[Finding]:
    """A messenger or a social network says which one: `service`, or a link that tells.

    Good: {kind: messenger, service: WhatsApp, number: "+44 20 7946 0958"}
    Bad: {kind: messenger, number: "+44 20 7946 0958"}
    """
    for channel in document.company.channels:
        if channel.kind in ("messenger", "social") and not document.says(channel, "service", "url"):
            yield document.finding(channel, "kind", f"a {channel.kind} without its name", "add service")
