"""Names: of the company, of its contacts, of places and languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supportdir.characters import ascii_host
from supportdir.format.findings import Finding, Rules
from supportdir.format.yaml_file import shown
from supportdir.lint.document import Document
from supportdir.model import Option
from supportdir.search import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES = Rules[Document]()

# Codes of countries that people write for the language spoken there, where no living language has that code too.
_LANGUAGE_OF = {
    "cn": "zh",
    "jp": "ja",
    "ua": "uk",
    "cz": "cs",
    "dk": "da",
    "by": "be",
    "il": "he",
    "us": "en",
    "at": "de",
}


_DOMAIN = "([a-z0-9]([a-z0-9_-]*[a-z0-9])?\\.)+[a-z][a-z0-9-]+"


@RULES.rule("notice")
def alias_again(document: Document) -> Iterator[Finding]:
    """An alias or a product differs from the names before it by more than case, accents and signs.

    Good: {name: Best Buy, aliases: [BBY]}
    Bad: {name: Best Buy, aliases: [BestBuy]}
    """
    company = document.company
    known = {fold(company.name): company.name}
    products = [item for product in company.products for item in document.items(product, "names")]
    for item in (*document.items(company, "aliases"), *products):
        folded = fold(item.value)
        if folded in known:
            message = f"'{shown(item.value)}' is found by '{shown(known[folded])}' already"
            yield document.finding_at(item, message, "leave it out")
        known.setdefault(folded, item.value)


@RULES.rule("notice")
def alias_bracket(document: Document) -> Iterator[Finding]:
    """A name with another in brackets is two names, each an alias of its own.

    Good: aliases: [HMRC, Her Majesty's Revenue and Customs]
    Bad: aliases: [Her Majesty's Revenue and Customs (HMRC)]
    """
    for field in ("name", "aliases"):
        for item in document.items(document.company, field):
            if parts := re.fullmatch(r"(.+?) *[(（](.+)[)）]", item.value):
                hint = f"write {shown(parts[1])} and, if it is a name, {shown(parts[2])}"
                yield document.finding_at(item, f"'{shown(item.value)}' has a name in brackets", hint)


@RULES.rule("error")
def domain(document: Document) -> Iterator[Finding]:
    """A domain is the bare host name in ASCII, in small letters, without www.

    Good: domains: [example.com, xn--bcher-kva.example]
    Bad: domains: [bücher.example]
    Bad: domains: ["https://www.example.com/"]
    """
    for item in document.items(document.company, "domains"):
        host = bare(item.value)
        if not host.isascii() and (right := ascii_host(host)):
            message = f"'{shown(item.value)}' has characters other than ASCII"
            yield document.finding_at(item, message, f"write {shown(right)}, if that is the site")
        elif item.value != host or not re.fullmatch(_DOMAIN, host):
            yield document.finding_at(item, f"'{shown(item.value)}' is no bare domain", f"write {shown(host)}", host)


def bare(domain: str) -> str:
    """The host name of what was written as a domain."""
    return re.sub(r"^[a-z]+://|[/?#:].*$", "", domain.lower()).removeprefix("www.")


@RULES.rule("error")
def language(document: Document) -> Iterator[Finding]:
    """A language is a BCP 47 tag: the language in small letters, a script or a country behind it if it matters.

    Good: languages: [en, zh-Hant, pt-BR]
    Bad: languages: [EN, English, pt_BR, cn]
    """
    for record in (document.company, *document.contacts, *document.all(Option)):
        for item in document.items(record, "languages"):
            right = _LANGUAGE_OF.get(item.value, "")
            if right:
                message = f"{item.value} is a country, not a language"
            elif re.fullmatch("[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?", item.value):
                continue
            else:
                message = f"'{shown(item.value)}' is no language tag"
            yield document.finding_at(
                item, message, f"write {right}" if right else "write one such as en, es, zh-Hant", right
            )


@RULES.rule("warning")
def id_number(document: Document) -> Iterator[Finding]:
    """An id is named for a purpose or a place: a number changes, the id stays.

    Good: {id: lost-cards, number: "+1 800 555 0199"}
    Bad: {id: line-0199, number: "+1 800 555 0199"}
    """
    for contact in document.contacts:
        digits = re.sub("[^0-9]", "", f"{contact.number} {contact.short}")
        # NHS 111 is what the service is called.
        called = f"{contact.label} {document.company.name}"
        parts = [part for part in re.findall("[0-9]{3,}", contact.id) if part not in called]
        named = next((part for part in parts if part in digits), "")
        if named:
            yield document.finding(
                contact, "id", f"id {contact.id} is named for the number", "say what or where it is for"
            )


@RULES.rule("warning")
def private_alone(document: Document) -> Iterator[Finding]:
    """`private` stands only beside another audience: a line without an audience is for private customers as well.

    Good: audience: [private, business]
    Bad: audience: [private]
    """
    for record, _ in document.records:
        items = document.items(record, "audience")
        if [item.value for item in items] == ["private"]:
            yield document.finding_at(
                items[0], "private is what a line is for if nobody says otherwise", "leave audience out"
            )
