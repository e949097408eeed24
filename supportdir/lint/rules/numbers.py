"""Numbers: what the number plans say of them, against what the file says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportdir.dialing.number import of_today, spells
from supportdir.dialing.spelling import KEYS
from supportdir.format.findings import Finding, Rules
from supportdir.format.yaml_file import shown
from supportdir.lint.document import Document, number_of
from supportdir.model import countries_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from supportdir.dialing.number import NumberFacts

RULES = Rules[Document]()

# Countries that share a code, and with it the ranges that belong to none of them alone.
_SHARED = (
    {"US", "CA", "PR", "DO", "JM", "BS", "BB", "BM", "TT", "GU", "VI", "AS", "MP", "KY", "LC", "AG", "GD", "DM", "VC"},
    {"RU", "KZ"},
    {"GB", "GG", "JE", "IM"},
    {"NO", "SJ"},
    {"FI", "AX"},
    {"AU", "CX", "CC"},
    {"IT", "VA", "SM"},
    {"FR", "MC"},
    {"RE", "YT"},
    {"GP", "BL", "MF"},
    {"MA", "EH"},
    {"CW", "BQ"},
)


@RULES.rule("warning")
def number_valid(document: Document) -> Iterator[Finding]:
    """A number is one that the number plan of its country has: else a digit may be wrong.

    Plans change before the library that knows them; a comment beside the number says that it was checked.

    Good: number: "+44 20 7946 0958"
    Bad: number: "+44 20 7946 095"
    """
    for contact, field, facts in document.numbers():
        node = document.at(contact, field)
        if not facts.valid and not document.is_explained(node):
            message = f"{facts.international} is not in the number plan of {facts.country or 'any country'}"
            meant = of_today(facts)
            hint = f"write '{meant}', if that is meant, or" if meant else "check its digits, or"
            yield document.finding_at(node, message, f"{hint} say in a comment that they are right")


@RULES.rule("warning")
def number_country(document: Document) -> Iterator[Finding]:
    """A number belongs to a country that the line serves, or a comment, a note or the label says why not.

    Good: {serves: [GB], number: "+44 20 7946 0958"}
    Bad: {serves: [FR], number: "+44 20 7946 0958"}
    """
    for contact, field, facts in document.numbers():
        codes = document.company.serves_of(contact)
        served = set(countries_in(codes))
        if not served or not facts.country or "all" in served or _is_home(facts, served):
            continue
        node = document.at(contact, field)
        told = contact.note or contact.cost_note or contact.abroad or contact.works_from
        places = (node, *document.items(contact, "serves"), *document.items(document.company, "serves"))
        if not told and not any(map(document.is_explained, places)):
            message = f"a number of {facts.country} on a line for {', '.join(sorted(served))}"
            yield document.finding_at(node, message, "correct serves or the number, or say why in a note or a comment")


def _is_home(facts: NumberFacts, served: set[str]) -> bool:
    return facts.country in served or any(facts.country in shared and shared & served for shared in _SHARED)


@RULES.rule("warning")
def cost_differs(document: Document) -> Iterator[Finding]:
    """What a source says of the cost agrees with the kind of number, or `cost_note` or a comment says how.

    Good: {number: "+44 808 157 0123", cost: toll-free}
    Bad: {number: "+44 808 157 0123", cost: premium}
    """
    for contact in document.contacts:
        facts = number_of(contact.number) if contact.number else None
        stated = contact.cost
        if not stated or not facts or not facts.cost or stated == facts.cost:
            continue
        if {stated, facts.cost} <= {"local", "standard"} or {stated, facts.cost} <= {"shared", "premium"}:
            continue
        node = document.at(contact, "cost")
        if not contact.cost_note and not contact.works_from and not document.is_explained(node):
            message = f"{facts.international} is {facts.cost} by its kind, not {stated}"
            yield document.finding_at(node, message, "check both, or say in cost_note who pays")


@RULES.rule("error")
def vanity(document: Document) -> Iterator[Finding]:
    """A word number spells the number beside it; letters behind its last digit may be more than it has.

    Good: {number: "+1 202 555 0123", vanity: 1-202-555-01BE}
    Bad: {number: "+1 202 555 0124", vanity: 1-202-555-01BE}
    """
    for phone in document.company.phones:
        facts = number_of(phone.number) if phone.number else None
        if phone.vanity and not facts:
            if (
                not _spells_short(phone.vanity, phone.short)
                if phone.short
                else not document.says(phone, "number", "short")
            ):
                message = f"{shown(phone.vanity)} does not spell {phone.short or 'a number of this line'}"
                yield document.finding(phone, "vanity", message, "correct one of them")
        elif phone.vanity and facts and not spells(phone.vanity, facts.e164):
            message = f"{shown(phone.vanity)} does not spell {facts.international}"
            yield document.finding(phone, "vanity", message, "correct one of them")


def _spells_short(vanity: str, short: str) -> bool:
    """As `spells`, for a number that is dialled in one country only."""
    keys = "".join(filter(str.isalnum, vanity)).upper().translate(KEYS)
    return keys.startswith("".join(filter(str.isdigit, short)))


@RULES.rule("warning")
def number_again(document: Document) -> Iterator[Finding]:
    """Lines with the same number and the same hours, languages, audience and country are one line with more topics.

    Good: {id: support, topics: [billing, technical]}
    Bad: {id: billing, topics: [billing]} and {id: technical, topics: [technical]}, with one number
    """
    company = document.company
    seen: dict[object, str] = {}
    for phone in company.phones:
        facts = number_of(phone.number) if phone.number else None
        if not facts or phone.dead:
            continue
        told = (
            phone.extension,
            phone.hours,
            company.timezone_of(phone),
            phone.audience,
            phone.abroad,
            phone.works_from,
        )
        key = (facts.e164, told, company.languages_of(phone), company.serves_of(phone))
        if key in seen and not document.is_explained(document.at(phone, "number")):
            message = f"{phone.id} differs from {seen[key]} neither in number nor in hours, languages or audience"
            yield document.finding(phone, "number", message, f"add its topics and routes to {seen[key]}")
        seen.setdefault(key, phone.id)


@RULES.rule("error")
def not_theirs(document: Document) -> Iterator[Finding]:
    """A number under `not_theirs` is no number of a contact.

    Good: {not_theirs: [{number: "+1 202 555 0177", sources: [page]}], phones: [{number: "+1 202 555 0123"}]}
    Bad: {not_theirs: [{number: "+1 202 555 0123", sources: [page]}], phones: [{number: "+1 202 555 0123"}]}
    """
    theirs = {facts.e164: contact.id for contact, _, facts in document.numbers()}
    for impostor in document.company.not_theirs:
        facts = number_of(impostor.number) if impostor.number else None
        if facts and facts.e164 in theirs:
            message = f"{facts.international} is the number of {theirs[facts.e164]}"
            yield document.finding(impostor, "number", message, "delete one of them")


@RULES.rule("warning")
def dead_number(document: Document) -> Iterator[Finding]:
    """A dead number has a note that says since when or why, and no live one beside it.

    Good: {dead: "020 7946 0001", note: switched off in 2024}
    Bad: {dead: "020 7946 0001"}
    Bad: {dead: "020 7946 0001", number: "+44 20 7946 0958"}
    """
    for phone in document.company.phones:
        if phone.dead and (phone.number or phone.short):
            yield document.finding(phone, "dead", "a dead number beside a live one", "make them two contacts")
        elif phone.dead and not document.says(phone, "note"):
            yield document.finding(phone, "dead", "nobody says why the number is dead", "add a note")
