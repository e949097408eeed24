"""Numbers: what the numbering plans say, compared with the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportdir.dialing.number import SHARED_PLANS, of_today, spells
from supportdir.dialing.spelling import KEYS
from supportdir.format.findings import Finding, Rules
from supportdir.format.yaml_file import excerpt
from supportdir.lint.document import Document, number_of
from supportdir.model import countries_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from supportdir.dialing.number import NumberFacts

RULES = Rules[Document]()

# Countries that share a country code, and number ranges that belong to none of them alone.
_SHARED = [
    *map(set, SHARED_PLANS.values()),
    *(
        set(codes.split())
        for codes in ("NO SJ", "FI AX", "AU CX CC", "IT VA SM", "FR MC", "RE YT", "GP BL MF", "MA EH", "CW BQ")
    ),
]


@RULES.rule("warning")
def number_valid(document: Document) -> Iterator[Finding]:
    """A number is in the numbering plan of its country, or a comment confirms it.

    Otherwise a digit may be wrong. Plans may be newer than the library that knows them.

    Good: number: "+44 20 7946 0958"
    Bad: number: "+44 20 7946 095"
    """
    for contact, field, facts in document.numbers():
        node = document.node(contact, field)
        if not facts.valid and not document.has_comment(node):
            message = f"{facts.international} is not in the numbering plan of {facts.country or 'any country'}"
            current = of_today(facts)
            hint = f"write '{current}' if that is meant" if current else "check its digits"
            yield document.finding_at(node, message, f"{hint}, or confirm it in a comment")


@RULES.rule("warning")
def number_country(document: Document) -> Iterator[Finding]:
    """A number belongs to a country that the line serves, or a comment, a note or another field gives the reason.

    A number of another country is often an error in `serves`.

    Good: {serves: [GB], number: "+44 20 7946 0958"}
    Bad: {serves: [FR], number: "+44 20 7946 0958"}
    """
    for contact, field, facts in document.numbers():
        served = set(countries_in(document.company.serves_of(contact)))
        if not served or not facts.country or "all" in served or _is_home(facts, served):
            continue
        node = document.node(contact, field)
        is_explained = contact.note or contact.cost_note or contact.abroad or contact.works_from
        nodes = (node, *document.items(contact, "serves"), *document.items(document.company, "serves"))
        if not is_explained and not any(map(document.has_comment, nodes)):
            message = f"number of {facts.country} on a line for {', '.join(sorted(served))}"
            hint = "correct serves or the number, or give the reason in a note or a comment"
            yield document.finding_at(node, message, hint)


def _is_home(facts: NumberFacts, served: set[str]) -> bool:
    return facts.country in served or any(facts.country in shared and shared & served for shared in _SHARED)


@RULES.rule("warning")
def cost_differs(document: Document) -> Iterator[Finding]:
    """`cost` agrees with the type of the number, or `cost_note`, `works_from` or a comment explains the difference.

    One of the two may be wrong.

    Good: {number: "+44 808 157 0123", cost: toll-free}
    Bad: {number: "+44 808 157 0123", cost: premium}
    """
    for contact in document.contacts:
        facts = number_of(contact.number)
        if not contact.cost or not facts or not facts.cost or contact.cost == facts.cost:
            continue
        costs = {contact.cost, facts.cost}
        if costs <= {"local", "standard"} or costs <= {"shared", "premium"}:
            continue
        node = document.node(contact, "cost")
        if not contact.cost_note and not contact.works_from and not document.has_comment(node):
            message = f"cost is {contact.cost}, but {facts.international} is a {facts.cost} number"
            yield document.finding_at(node, message, "check both, or explain it in cost_note")


@RULES.rule("error")
def vanity(document: Document) -> Iterator[Finding]:
    """A vanity number spells the number in the same contact; it may have more letters at the end.

    Otherwise callers reach two different numbers.

    Good: {number: "+1 202 555 0123", vanity: 1-202-555-01BE}
    Bad: {number: "+1 202 555 0124", vanity: 1-202-555-01BE}
    """
    for phone in document.company.phones:
        facts = number_of(phone.number)
        if facts:
            is_spelt = spells(phone.vanity, facts.e164)
        elif phone.short:
            is_spelt = _spells_short(phone.vanity, phone.short)
        else:
            is_spelt = document.has(phone, "number", "short")  # an invalid number has its own finding
        if phone.vanity and not is_spelt:
            number = facts.international if facts else phone.short or "a number of this line"
            message = f"{excerpt(phone.vanity)} does not spell {number}"
            yield document.finding(phone, "vanity", message, "correct one of them")


def _spells_short(vanity: str, short: str) -> bool:
    """Return whether a vanity number spells a short number."""
    keys = "".join(filter(str.isalnum, vanity)).upper().translate(KEYS)
    return keys.startswith("".join(filter(str.isdigit, short)))


@RULES.rule("warning")
def number_again(document: Document) -> Iterator[Finding]:
    """Two lines with the same number differ in hours, languages, audience or countries.

    Otherwise they are one line with more topics.

    Good: {id: support, topics: [billing, technical]}
    Bad: {id: billing, topics: [billing]} and {id: technical, topics: [technical]}, with one number
    """
    company = document.company
    seen: dict[object, str] = {}
    for phone in company.phones:
        facts = number_of(phone.number)
        if not facts or phone.dead:
            continue
        callers = (
            phone.audience,
            phone.abroad,
            phone.works_from,
            company.languages_of(phone),
            company.serves_of(phone),
        )
        key = (facts.e164, phone.extension, phone.hours, company.timezone_of(phone), callers)
        if key in seen and not document.has_comment(document.node(phone, "number")):
            message = f"{phone.id} has the same number, hours, languages and audience as {seen[key]}"
            yield document.finding(phone, "number", message, f"move its topics and routes to {seen[key]}")
        seen.setdefault(key, phone.id)


@RULES.rule("error")
def not_theirs(document: Document) -> Iterator[Finding]:
    """A number under `not_theirs` is not the number of a contact.

    A look-up would both confirm the number and warn of it.

    Good: {not_theirs: [{number: "+1 202 555 0177", sources: [page]}], phones: [{number: "+1 202 555 0123"}]}
    Bad: {not_theirs: [{number: "+1 202 555 0123", sources: [page]}], phones: [{number: "+1 202 555 0123"}]}
    """
    contacts = {facts.e164: contact.id for contact, _, facts in document.numbers()}
    for impostor in document.company.not_theirs:
        facts = number_of(impostor.number)
        if facts and facts.e164 in contacts:
            message = f"{facts.international} is also the number of {contacts[facts.e164]}"
            yield document.finding(impostor, "number", message, "delete one of them")


@RULES.rule("warning")
def dead_number(document: Document) -> Iterator[Finding]:
    """A contact with a dead number has a note about it and no working number.

    The note says since when or why the number is dead.

    Good: {dead: "020 7946 0001", note: switched off in 2024}
    Bad: {dead: "020 7946 0001"}
    Bad: {dead: "020 7946 0001", number: "+44 20 7946 0958"}
    """
    for phone in document.company.phones:
        if phone.dead and (phone.number or phone.short):
            message = "dead number and working number in one contact"
            yield document.finding(phone, "dead", message, "split it into two contacts")
        elif phone.dead and not document.has(phone, "note"):
            yield document.finding(phone, "dead", "dead number without a reason", "add a note")
