"""Resolve what a caller typed to one company, or to a short list of suggestions.

Only a company with an equal name (see `supportdir.names`) is an answer: a wrong company is worse than none. If several
companies have an equal name, the caller's country decides. Similar names are only suggestions.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from supportdir import names
from supportdir.index.keys import name_key
from supportdir.model import is_served
from supportdir.search import CALLED, LONGEST, Hit, Name, find, fold, is_cjk, name_of, near, other_layout, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from supportdir.compiled import CompiledCompany
    from supportdir.index.database import Index
    from supportdir.model import Company

MAX_SUGGESTIONS = 5
_MAX_COUNTRY_WORDS = 3  # in the name of a country: "United Arab Emirates"
_AT_HOME, _BY_A_CONTACT, _FOR_ALL, _ELSEWHERE = range(4)  # how well a company serves a country, best first


class Match(NamedTuple):
    """A name of a company that is equal to what was typed.

    `is_literal`: letter by letter, apart from case. `is_initials`: what was typed are initials, and the name has
    "The" before them, as in "The AA"; such a match is no better than one of an alias.
    """

    name: Name
    is_literal: bool
    is_initials: bool = False

    @property
    def slug(self) -> str:
        """The company's slug."""
        return self.name.slug

    @property
    def order(self) -> tuple[int, bool]:
        """The sort key: slug and name first, then alias and domain, then product; literal matches before others."""
        kind = self.name.kind
        is_own = kind in ("slug", "name") and not self.is_initials
        return (0 if is_own else 2 if kind == "product" else 1), not self.is_literal


class Resolved(NamedTuple):
    """The company that was meant.

    `contact` (an id) and `topic` are those of the product that was typed, `country` the one that is part of the typed
    name, as in "vodafone germany". Each may be "".
    """

    company: CompiledCompany
    contact: str = ""
    topic: str = ""
    country: str = ""


def equal_names(index: Index, typed: str) -> list[Match]:
    """Return the companies with a name equal to `typed`, one match each, sorted by slug.

    A URL or an e-mail address matches only by its host or a parent domain of it; see `with_host`. If no name is equal,
    generic words at the ends are dropped ("chase bank") if the company is in a category that they imply; but none are
    dropped from a host name, because the rest is another host.
    """
    if matches := with_host(index, typed):
        return matches
    is_host = bool(names.hosts_of(typed))
    if is_host and names.is_address(typed):
        return []
    for form in names.asked_forms(typed):
        if matches := _matches(index, form, typed):
            return matches
    if is_host:
        return []
    for rest, categories in names.without_generic_words(typed, index.generic_words()):
        for form in names.asked_forms(rest):
            if matches := _matches(index, form, rest, categories):
                return matches
    return []


def with_host(index: Index, typed: str) -> list[Match]:
    """Return the companies with the domain of a URL, e-mail address or host name, or else its nearest parent domain.

    The domain is compared letter by letter, because another spelling is another host. They are sorted by slug.
    """
    for host in names.hosts_of(typed):
        names_found = (name for company in index.names(index.ids(name_key(fold(host)))) for name in company.all())
        domains = {name.slug: name for name in names_found if name.kind == "domain" and name.text.casefold() == host}
        if domains:
            return [Match(domains[slug], is_literal=True) for slug in sorted(domains)]
    return []


def without_country(index: Index, typed: str) -> list[tuple[str, str]]:
    """Return the typed name without a country at its end or beginning, and the country's code, for each reading.

    "vodafone germany" gives ("vodafone", "DE"). A code of two letters counts only at the end: "amazon uk". No country
    is dropped from a host name, because the rest is another host.
    """
    if names.hosts_of(typed):
        return []
    countries: dict[str, dict[str, None]] = {}  # several for "georgia"
    for label in index.labels():
        if label.kind == "country":
            countries.setdefault(label.words, {})[label.id] = None
    results: list[tuple[str, str]] = []
    for text in (typed, *(rest for rest, _ in names.without_generic_words(typed, index.generic_words()))):
        parts = words(text)
        for size in range(min(_MAX_COUNTRY_WORDS, len(parts) - 1), 0, -1):
            end, start = " ".join(parts[-size:]), " ".join(parts[:size])
            results += [(" ".join(parts[:-size]), country) for country in countries.get(end, ())]
            if len(start) > len("uk"):
                results += [(" ".join(parts[size:]), country) for country in countries.get(start, ())]
    return results


def may_be_in(match: Match, typed: str, company: Company, place: str) -> bool:
    """Return whether the name as typed and a place (ISO 3166-1 or -2) may mean the company: "acme germany".

    A company that does not serve a part of a country is not meant, nor is a product in a place that its company does
    not serve; but the parts of Britain count as countries. The company file must name the part if a product or only a
    part of the company's name was typed: "washington metro" is not LA Metro.
    """
    is_country = "-" not in place or place.startswith("GB-")
    is_product = match.name.kind == "product"
    if is_country and not is_product:
        return True
    codes = {code for contact in company.contacts for code in contact.serves}.union(company.serves) - {"all"}
    if not is_country and (is_product or (names.is_part_of(typed, company.name) and fold(typed) != fold(company.slug))):
        return place in codes
    return any(is_served(place, (code,)) for code in codes)


def serves(company: Company, place: str) -> bool:
    """Return whether the company or a contact serves the place (ISO 3166-1 or -2)."""
    return _service_rank(company, place) < _ELSEWHERE


def with_slug(index: Index, slug: str) -> list[Match]:
    """Return the company with that slug as a match; an empty list if there is none."""
    matches = _matches(index, fold(slug), slug)
    return [Match(name_of(slug, slug, "slug"), is_literal=True) for match in matches if match.slug == slug]


def best_matches(matches: Sequence[Match], companies: Sequence[Company], country: str) -> list[Match]:
    """Return the matches that fit the caller's country best: one, or several that may all be meant.

    `companies` are those of the matches, in the same order. First come those with the country in their own `serves`,
    then those with a contact for it, those that serve all countries, and those that do not serve it. `country` is
    ISO 3166-1 or -2, "" any.
    """
    ranked = sorted(
        zip(matches, companies, strict=True), key=lambda pair: (_service_rank(pair[1], country), pair[0].order)
    )
    best, company = ranked[0]
    rank = (_service_rank(company, country), best.order[0])
    tied = [match for match, other in ranked if (_service_rank(other, country), match.order[0]) == rank]
    if rank[0] == _ELSEWHERE and rank[1]:  # no reason to prefer an alias to a product
        tied = [match for match, other in ranked if match.order[0]]
    literal = [match for match in tied if match.is_literal]
    return literal if len(literal) == 1 else tied


def is_answer(match: Match, company: Company, country: str) -> bool:
    """Return whether the match is an answer. Initials are none if the company does not serve the caller's country."""
    is_own_name = match.name.kind in ("slug", "name", "domain")
    is_initials = match.is_initials or (not is_own_name and names.is_initials(match.name.text))
    return not is_initials or serves(company, country)


def resolved(company: CompiledCompany, match: Match) -> Resolved:
    """Return the company with the contact or topic of the matched product, if a product was matched."""
    for product in company.products if match.name.kind == "product" else ():
        if match.name.text in product.names:
            return Resolved(company, product.contact, product.topic)
    return Resolved(company)


def suggestions(index: Index, typed: str, country: str = "") -> list[Hit]:
    """Return the companies that `typed` may mean if it equals no name; best first, at most MAX_SUGGESTIONS.

    First those with a name that begins with the text or has all its words; then names with nearly the same spelling or
    sound; then names equal to one of the distinctive words of the text, if it has several. In each group, of equally
    similar names of one kind, those of companies that serve the country (ISO 3166-1 or -2, "" any) come first.
    """
    from supportdir.index.lookup import names_near

    @cache
    def is_elsewhere(slug: str) -> bool:
        return not serves(index.entry(slug).company, country)

    if names.hosts_of(typed):  # part of an address may have been chosen to deceive
        return near(typed, names_near(index, typed), is_last=is_elsewhere)
    as_typed, typed = typed, " ".join(words(typed)[: names.MAX_WORDS]) or typed
    generic = index.generic_words()
    distinctive = [word for word in words(typed) if word not in generic]
    texts = list(dict.fromkeys(filter(None, (typed, " ".join(distinctive)))))
    starting: list[Hit] = []
    equal: set[str] = set()  # texts that are the name of a company: names that are only similar are not meant
    for text in texts:
        starting += (hits := _starting_with(index, text, is_elsewhere))
        equal.update(text for hit in hits if hit.how == "exact")
    if len(as_typed) <= LONGEST and fold(other_layout(as_typed)) != fold(other_layout(typed)):
        texts.insert(0, as_typed)  # with the other layout, a comma is a letter
    similar = [
        hit for text in texts if text not in equal for hit in near(text, names_near(index, text), is_last=is_elsewhere)
    ]
    equal_to_word = [
        Hit(match.slug, match.name, "words")
        for word in distinctive
        if len(distinctive) > 1 and _is_enough(word)
        for match in sorted(_matches(index, word, word), key=lambda match: (match.order[0], is_elsewhere(match.slug)))
    ]
    best: dict[str, Hit] = {}
    for hit in (*starting, *similar, *equal_to_word):
        best.setdefault(hit.slug, hit)
    return list(best.values())[:MAX_SUGGESTIONS]


def _service_rank(company: Company, country: str) -> int:
    """Return how well a company serves the country: by name, by a contact, as one of all countries, or not at all."""
    markets = [company.serves, *(contact.serves for contact in company.contacts)]
    named = [not country or (is_served(country, serves) and "all" not in serves) for serves in markets]
    if any(named):
        return _AT_HOME if named[0] else _BY_A_CONTACT
    return _FOR_ALL if any(is_served(country, serves) for serves in markets) else _ELSEWHERE


def _matches(index: Index, form: str, typed: str, categories: set[str] | None = None) -> list[Match]:
    """Return the companies with a name of that form, each with its best such name, sorted by slug.

    If `categories` is not None, only companies in one of them are returned.
    """
    literal = typed.strip().casefold()
    best: list[Match] = []
    for company in index.names(index.ids(name_key(form))):
        company_categories = [word for kind, word in company.subjects if kind == "category"]
        if categories is not None and categories.isdisjoint(company_categories):
            continue
        matches = [
            Match(name, name.text.casefold() == literal, names.is_without_the(form, name.text))
            for name in company.all()
            if name.kind in CALLED and form in names.forms_of(name)
        ]
        if matches:
            best.append(min(matches, key=lambda match: match.order))
    return sorted(best, key=lambda match: match.slug)


def _starting_with(index: Index, text: str, is_last: Callable[[str], bool]) -> list[Hit]:
    """Return the companies with a name that begins with the text or, unless that is initials, has all its words.

    `is_last` is that of `find`.
    """
    from supportdir.index.lookup import names_called

    if not _is_enough(text):
        return []
    hits = find(text, (name for name in names_called(index, text) if name.kind in CALLED), is_last)
    if is_cjk(text) or not names.is_initials(text):
        return hits
    return [hit for hit in hits if hit.how != "words"]


def _is_enough(text: str) -> bool:
    """Return whether a text is long enough to suggest the names that begin with it."""
    return len(fold(text)) >= (2 if is_cjk(text) else 3)
