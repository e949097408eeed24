"""From what a caller typed to one company, or to a short list to choose from.

Only an equal name answers (`supportdir.names`): a wrong company is worse than none. Of several companies with an equal
name the caller's country chooses. Everything that is merely like a name is a suggestion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from supportdir import names
from supportdir.index import keys, lookup
from supportdir.model import is_served
from supportdir.search import CALLED, Hit, Name, find, fold, is_cjk, name_of, near, readings, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from supportdir.compiled import CompiledCompany
    from supportdir.index.database import Index
    from supportdir.model import Company

MAX_SUGGESTIONS = 5
_LONGEST_COUNTRY = 3  # words of a country's name: "United Arab Emirates"


class Match(NamedTuple):
    """A company with a name that is equal to what was typed, and that name."""

    name: Name
    is_literal: bool  # equal letter by letter, apart from case

    @property
    def slug(self) -> str:
        """The company's slug."""
        return self.name.slug

    @property
    def order(self) -> tuple[int, bool]:
        """Sort key among companies of one country: slug and name, then alias and domain, then product."""
        kind = self.name.kind
        return (0 if kind in ("slug", "name") else 2 if kind == "product" else 1), not self.is_literal


class Resolved(NamedTuple):
    """The company that was meant.

    `contact` (an id) and `topic` are where a product of it leads; `country` is the one that the name itself says, as
    in "vodafone germany". Each is "" elsewhere.
    """

    company: CompiledCompany
    contact: str = ""
    topic: str = ""
    country: str = ""


def equal_names(index: Index, typed: str) -> list[Match]:
    """Return the companies with a name equal to `typed`, one match each, in the order of their slugs.

    A URL or an e-mail address stands for its host, and a host for its parents. Where nothing is equal, generic words at
    the ends are dropped ("chase bank"), as long as the company can be what they say.
    """
    for host in names.hosts_of(typed):
        if matches := [match for match in _matches(index, fold(host), host) if match.name.kind == "domain"]:
            return matches
    for form in names.asked_forms(typed):
        if matches := _matches(index, form, typed):
            return matches
    for rest, categories in names.without_generic_words(typed, index.generic_words()):
        for form in names.asked_forms(rest):
            if matches := _matches(index, form, rest, categories):
                return matches
    return []


def without_country(index: Index, typed: str) -> Iterator[tuple[str, str]]:
    """Yield what is left of a typed name without a country at its end or beginning, and the country's code.

    "vodafone germany" gives ("vodafone", "DE"). A code of two letters counts only at the end: "amazon uk".
    """
    countries = {label.words: label.id for label in index.labels() if label.kind == "country"}
    for text in (typed, *(rest for rest, _ in names.without_generic_words(typed, index.generic_words()))):
        parts = words(text)
        for size in range(min(_LONGEST_COUNTRY, len(parts) - 1), 0, -1):
            end, start = " ".join(parts[-size:]), " ".join(parts[:size])
            if end in countries:
                yield " ".join(parts[:-size]), countries[end]
            if start in countries and len(start) > len("uk"):
                yield " ".join(parts[size:]), countries[start]


def with_slug(index: Index, slug: str) -> list[Match]:
    """Return the company of that slug as a match; none if there is no such company."""
    matches = _matches(index, fold(slug), slug)
    return [Match(name_of(slug, slug, "slug"), is_literal=True) for match in matches if match.slug == slug]


def choose(matches: Sequence[Match], companies: Sequence[Company], country: str) -> list[Match]:
    """Return the matches that remain when the caller's country chooses: one, or several that may all be meant.

    `companies` are those of the matches, in the same order. A company that names the country in `serves` comes before
    one that serves all, that before one that serves neither. `country` is ISO 3166-1 or -2, "" for any.
    """
    ranked = sorted(zip(matches, companies, strict=True), key=lambda pair: (_distance(pair[1], country), pair[0].order))
    best, company = ranked[0]
    rank = (_distance(company, country), best.order[0])
    tied = [match for match, other in ranked if (_distance(other, country), match.order[0]) == rank]
    literal = [match for match in tied if match.is_literal]
    return literal if len(literal) == 1 else tied


def answers(match: Match, company: Company, country: str) -> bool:
    """Return whether a match answers by itself: not if it is initials, and its company serves another country."""
    is_called_so = match.name.kind in ("slug", "name", "domain")
    return is_called_so or not names.is_initials(match.name.text) or _distance(company, country) < _ELSEWHERE


def led_by(company: CompiledCompany, match: Match) -> Resolved:
    """Return the company with the contact or topic that the matched product leads to."""
    for product in company.products if match.name.kind == "product" else ():
        if match.name.text in product.names:
            return Resolved(company, product.contact, product.topic)
    return Resolved(company)


def suggestions(index: Index, typed: str) -> list[Hit]:
    """Return the companies that may be meant by a text that equals no name, best first, at most MAX_SUGGESTIONS.

    Names that begin so or have all its words; then names spelt or sounding nearly so; then names equal to one of its
    words.
    """
    if names.hosts_of(typed):  # part of an address may be there to deceive
        return near(typed, lookup.names_near(index, readings(typed)))
    typed = " ".join(words(typed)[: names.MAX_WORDS]) or typed
    generic = index.generic_words()
    telling = [word for word in words(typed) if word not in generic]
    texts = list(dict.fromkeys(filter(None, (typed, " ".join(telling)))))
    begun = [hit for text in texts for hit in _begun_so(index, text)]
    close = [hit for text in texts for hit in near(text, lookup.names_near(index, readings(text)))]
    parts = [
        Hit(match.slug, match.name, "words")
        for word in telling
        if len(telling) > 1 and _is_enough(word)
        for match in _matches(index, word, word)
    ]
    best: dict[str, Hit] = {}
    for hit in (*begun, *close, *parts):
        best.setdefault(hit.slug, hit)
    return list(best.values())[:MAX_SUGGESTIONS]


_NAMED, _FOR_ALL, _ELSEWHERE = range(3)


def _distance(company: Company, country: str) -> int:
    """How far a company is from the caller: it serves the country by name, as one of all, or not."""
    markets = [company.serves, *(contact.serves for contact in company.contacts)]
    if not country or any(is_served(country, serves) and "all" not in serves for serves in markets):
        return _NAMED
    return _FOR_ALL if any(is_served(country, serves) for serves in markets) else _ELSEWHERE


def _matches(index: Index, form: str, typed: str, categories: set[str] | None = None) -> list[Match]:
    """Return the companies with a name of that form, each with its best such name, by slug.

    Only those of one of the `categories` count, unless they are None.
    """
    literal = typed.strip().casefold()
    found: list[Match] = []
    for record in index.names(index.ids(keys.called(form))):
        own = [word for kind, word in record.subjects if kind == "category"]
        if categories is not None and categories.isdisjoint(own):
            continue
        matches = [
            Match(name, name.text.casefold() == literal)
            for name in record.all()
            if name.kind in CALLED and form in names.forms_of(name)
        ]
        if matches:
            found.append(min(matches, key=lambda match: match.order))
    return sorted(found, key=lambda match: match.slug)


def _begun_so(index: Index, text: str) -> list[Hit]:
    """The companies with a name that begins so; for a text of more than three letters, in any of its words."""
    if not _is_enough(text):
        return []
    hits = find(text, (name for name in lookup.names_called(index, text) if name.kind in CALLED))
    if is_cjk(text) or not names.is_initials(text):
        return hits
    return [hit for hit in hits if hit.how != "words"]


def _is_enough(text: str) -> bool:
    """Whether a text is long enough to be the beginning of a name."""
    return len(fold(text)) >= (2 if is_cjk(text) else 3)
