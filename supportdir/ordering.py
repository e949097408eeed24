"""The order of the ways to reach a company.

Tables, plain output, JSON, `open` and the library use `ranked`. `reach` adds the expected wait to it (ranking.py).
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from supportdir.contacts import suits_topic
from supportdir.model import Phone, countries_in
from supportdir.search import fold, words
from supportdir.ways import NEVER, STATES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from supportdir.model import Channel, Contact
    from supportdir.verdicts import Judgement
    from supportdir.ways import Way

_KEPT_FREE = frozenset(("emergency", "accessibility", "bereavement"))


_TEXTPHONES = frozenset(("textphone", "minicom", "tty", "tdd"))


def ranked(ways: Iterable[Way], topic: str = "", demoted: AbstractSet[str] = frozenset()) -> list[Way]:
    """Return the ways of a company, given in the order of its file, best first. The first difference decides:

    1. it serves the market
    2. it is right for this caller and matter: see `suitability_key`
    3. it is not among those `demoted` (contact ids), which did not work when the user tried them
    4. phones that connect from here, then channels, then phones that do not connect: see `contact_rank`
    5. open, maybe, unknown, then what opens next: see `availability_key`
    6. the order of the file, which is the contributor's recommendation

    No two contacts have the same place in a file, so cost, grade and date decide nothing within a company.
    """
    equals: dict[tuple[int, ...], list[Way]] = {}
    for way in ways:
        key = (not way.serves_market, *suitability_key(way, topic), way.contact.id in demoted, contact_rank(way))
        equals.setdefault(key, []).append(way)
    # The state takes longer to work out than all the rest, and is needed only where nothing before it decides.
    return [
        way
        for _, group in sorted(equals.items(), key=itemgetter(0))
        for way in (sorted(group, key=availability_key) if len(group) > 1 else group)
    ]


def suitability_key(way: Way, topic: str = "", *, no_voice: bool = False) -> tuple[int, ...]:
    """Return how right a way is for the caller and the matter, whoever is there now; smaller is better.

    In this order: lines for emergencies, accessibility and bereavement, and textphones, come last unless asked for;
    lines for the topic, then general lines, then lines for other topics; lines in the language asked for, or else in a
    language of the country; lines that private customers may use; general before special; lines for anybody before
    lines for certain customers.
    """
    contact = way.contact
    return (
        _is_kept_free(contact, topic, no_voice=no_voice),
        _topic_rank(contact, topic) if topic else 0,
        _language_rank(way),
        0 if contact.is_for_private and not _is_for_newcomers(contact) else 1 if contact.is_for_private else 2,
        not contact.is_general,
        not _is_open_to_all(contact),
    )


def is_demoted(judgements: Iterable[Judgement]) -> bool:
    """Return whether the user found the number or the keys wrong, without which a call does not get through."""
    return any(not judgement.worked and judgement.fact in ("number", "keys") for judgement in judgements)


def contact_rank(way: Way) -> int:
    """Return the rank of a contact by whether a call connects from where the caller is; smaller is better.

    Lines only for calls from abroad (to a caller who is abroad), phones that connect, phones that may connect or whose
    number is only said to be somewhere, channels, what does not connect.
    """
    contact = way.contact
    if way.connects == "no":
        return 4
    if contact.kind != "phone":
        return 3
    if contact.abroad == "only":
        return 0 if way.caller.location else 2
    return 1 if way.connects == "yes" and (way.number or contact.short) else 2


def availability_key(way: Way) -> tuple[int, datetime]:
    """Return a key that sorts open, maybe, unknown, closed by next opening."""
    kind = way.state.kind
    return STATES.index(kind), way.changes or NEVER if kind == "closed" else NEVER


def is_for_anybody(way: Way) -> bool:
    """Whether it is a general way that a private customer may use, and no line that must be kept free."""
    contact = way.contact
    return contact.is_general and contact.is_for_private and not is_textphone(contact)


def _is_kept_free(contact: Phone | Channel, topic: str, *, no_voice: bool) -> bool:
    """Whether it must not lead: a line for few callers, or a textphone, that was not asked for."""
    narrow = _KEPT_FREE.intersection(contact.topics) if not contact.is_general else frozenset()
    if narrow and not _asks_for(contact, topic, narrow):
        return True
    if no_voice or not is_textphone(contact):
        return False
    return "accessibility" not in words(topic) and _TEXTPHONES.isdisjoint(words(topic))


def _asks_for(contact: Phone | Channel, topic: str, narrow: AbstractSet[str]) -> bool:
    """Whether the topic is one of the narrow ones, or a word of the label that is no topic of the contact."""
    if not topic:
        return False
    asked = fold(topic)
    if asked in map(fold, contact.topics):
        return asked in map(fold, narrow)
    return suits_topic(contact, topic)


def is_textphone(contact: Phone | Channel) -> bool:
    """Return whether it is a phone line for text devices only, by its numbers or its label."""
    if not isinstance(contact, Phone):
        return False
    if contact.is_textphone_only:
        return True
    return not contact.textphone and not _TEXTPHONES.isdisjoint(words(contact.label))


def _topic_rank(contact: Phone | Channel, topic: str) -> int:
    """0: for the topic; 1: general, or with a route for it; 2: general; 3: for other topics."""
    if fold(topic) in map(fold, contact.topics) or set(words(topic)) <= set(words(contact.label)):
        return 0
    return 1 if suits_topic(contact, topic) else 2 if contact.is_general else 3


def _language_rank(way: Way) -> int:
    """With a language asked for, 0: spoken, 1: not stated, 2: others. Without, 1: no language of the country."""
    spoken = way.company.languages_of(way.contact)
    asked = way.caller.language
    if not spoken:
        return 1 if asked else 0
    from supportdir.languages import base, official

    stated = {base(tag) for tag in spoken}
    if asked:
        return 0 if base(asked) in stated else 2
    countries = [way.market] if way.market else countries_in(way.company.serves_of(way.contact))
    needed = {language for country in countries for language in official(country)}
    return int(bool(needed) and needed.isdisjoint(stated))


def _is_for_newcomers(contact: Contact) -> bool:
    return bool(contact.audience) and {"new-customers", "education"}.issuperset(contact.audience)


def _is_open_to_all(contact: Contact) -> bool:
    return not contact.audience or "private" in contact.audience
