"""Names: of the company and its contacts, domains, languages, audiences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supportdir.characters import ascii_host
from supportdir.format.findings import Finding, Rules
from supportdir.format.yaml_file import excerpt
from supportdir.lint.document import Document
from supportdir.model import Option
from supportdir.search import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES = Rules[Document]()

# Country codes that people write for a language, unless a living language has the same code.
_TAG_OF = {"cn": "zh", "jp": "ja", "ua": "uk", "cz": "cs", "dk": "da", "by": "be", "il": "he", "us": "en", "at": "de"}

_DOMAIN = "([a-z0-9]([a-z0-9_-]*[a-z0-9])?\\.)+[a-z][a-z0-9-]+"


@RULES.rule("notice")
def alias_again(document: Document) -> Iterator[Finding]:
    """An alias or product name differs from the names before it in more than case, accents and punctuation.

    A search ignores these differences, so the alias has no effect.

    Good: {name: Best Buy, aliases: [BBY]}
    Bad: {name: Best Buy, aliases: [BestBuy]}
    """
    company = document.company
    known = {fold(company.name): company.name}
    products = [item for product in company.products for item in document.items(product, "names")]
    for item in (*document.items(company, "aliases"), *products):
        folded = fold(item.value)
        if folded in known:
            message = f"'{excerpt(item.value)}' is the same as '{excerpt(known[folded])}' in a search"
            yield document.finding_at(item, message, "remove it")
        known.setdefault(folded, item.value)


@RULES.rule("notice")
def alias_bracket(document: Document) -> Iterator[Finding]:
    """A name or alias does not contain another name in brackets.

    Write both names as aliases, so that each is found.

    Good: aliases: [HMRC, Her Majesty's Revenue and Customs]
    Bad: aliases: [Her Majesty's Revenue and Customs (HMRC)]
    """
    for field in ("name", "aliases"):
        for item in document.items(document.company, field):
            if parts := re.fullmatch(r"(.+?) *[(（](.+)[)）]", item.value):
                hint = f"write {excerpt(parts[1])} and, if it is a name, {excerpt(parts[2])}"
                yield document.finding_at(item, f"'{excerpt(item.value)}' has a name in brackets", hint)


@RULES.rule("error")
def domain(document: Document) -> Iterator[Finding]:
    """A domain is a host name in ASCII and lower case, without www.

    Domains are compared with the hosts of links and e-mail addresses. Letters of other alphabets can imitate another
    domain.

    Good: domains: [example.com, xn--bcher-kva.example]
    Bad: domains: [bücher.example]
    Bad: domains: ["https://www.example.com/"]
    """
    for item in document.items(document.company, "domains"):
        host = host_of(item.value)
        if not host.isascii() and (in_ascii := ascii_host(host)):
            message = f"'{excerpt(item.value)}' has non-ASCII characters"
            yield document.finding_at(item, message, f"write {excerpt(in_ascii)}, if that is the site")
        elif item.value != host or not re.fullmatch(_DOMAIN, host):
            message = f"'{excerpt(item.value)}' is not a bare domain"
            yield document.finding_at(item, message, f"write {excerpt(host)}", host)


def host_of(domain: str) -> str:
    """Return the host name in a domain or URL, in lower case and without "www."."""
    return re.sub(r"^[a-z]+://|[/?#:].*$", "", domain.lower()).removeprefix("www.")


@RULES.rule("error")
def language(document: Document) -> Iterator[Finding]:
    """A language is a BCP 47 tag: a language in lower case, then a script or a country if it matters.

    Programs and people read the tags in the same way in every language.

    Good: languages: [en, zh-Hant, pt-BR]
    Bad: languages: [EN, English, pt_BR, cn]
    """
    for record in (document.company, *document.contacts, *document.records_of(Option)):
        for item in document.items(record, "languages"):
            if fix := _TAG_OF.get(item.value, ""):
                message = f"{item.value} is a country code, not a language tag"
                yield document.finding_at(item, message, f"write {fix}", fix)
            elif not re.fullmatch("[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?", item.value):
                message = f"'{excerpt(item.value)}' is not a language tag"
                yield document.finding_at(item, message, "write a tag such as en, es, zh-Hant")


@RULES.rule("warning")
def id_number(document: Document) -> Iterator[Finding]:
    """An id names the purpose or place of a contact, not its number.

    A number may change, an id may not.

    Good: {id: lost-cards, number: "+1 800 555 0199"}
    Bad: {id: line-0199, number: "+1 800 555 0199"}
    """
    for contact in document.contacts:
        digits = re.sub("[^0-9]", "", f"{contact.number} {contact.short}")
        # Some numbers are names: NHS 111.
        names = f"{contact.label} {document.company.name}"
        if any(part in digits and part not in names for part in re.findall("[0-9]{3,}", contact.id)):
            message = f"id {contact.id} contains digits of the number"
            yield document.finding(contact, "id", message, "name the purpose or the place")


@RULES.rule("warning")
def private_alone(document: Document) -> Iterator[Finding]:
    """`private` is used only together with another audience.

    A line without an audience is already for private customers.

    Good: audience: [private, business]
    Bad: audience: [private]
    """
    for record, _ in document.records:
        items = document.items(record, "audience")
        if [item.value for item in items] == ["private"]:
            yield document.finding_at(items[0], "private is the default audience", "remove audience")
