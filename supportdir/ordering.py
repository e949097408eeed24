"""The order of the ways to reach a company.

Tables, plain output, JSON, `open` and the library all use `ranked`. `reach` also considers the expected wait
(ranking.py).
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from supportdir.contacts import (
    TEXTPHONES,
    covers_topic,
    is_for_newcomers,
    is_for_others,
    is_machine_only,
    is_named_for,
    is_textphone,
    lists_topic,
    suits_topic,
)
from supportdir.model import countries_in
from supportdir.search import words
from supportdir.ways import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from supportdir.hours.rules import Kind
    from supportdir.model import Channel, Contact, Phone, Shortcut
    from supportdir.verdicts import Judgement
    from supportdir.ways import Way

STATES: tuple[Kind, ...] = ("open", "maybe", "unknown", "closed")  # best first

# Ranks of lines for a topic, see `topic_rank`
_BY_LABEL = 1
GENERAL = 3
_UNUSABLE = 4
_GENERAL_UNUSABLE = 5
_OTHER_TOPICS = 6

_RESERVED_TOPICS = frozenset(("emergency", "accessibility", "bereavement"))


def ranked(ways: Iterable[Way], topic: str = "", demoted: AbstractSet[str] = frozenset()) -> list[Way]:
    """Return the ways of a company, given in the order of its file, best first. The first difference decides:

    1. whether the way serves the market; of the others, first those that can stand in (`is_international`)
    2. whether it is right for this caller and topic: see `suitability_key`
    3. whether it is among the `demoted` contacts (ids), whose number was wrong when the user tried it
    4. phones that connect from the caller's location, then channels, then phones that do not: see `contact_rank`
    5. lines that a person answers before lines where only a machine is known to answer
    6. open, maybe, unknown, then closed by next opening: see `availability_key`
    7. the order of the file, which is the contributor's recommendation

    Cost, grade and date play no role, because the order of the file always decides first.
    """
    ways = list(ways)
    if len(ways) < 2:
        return ways
    groups: dict[tuple[int, ...], list[Way]] = {}
    for way in ways:
        key = (
            _market_rank(way),
            *suitability_key(way, topic),
            way.contact.id in demoted,
            contact_rank(way),
            is_machine_only(way.contact),
        )
        groups.setdefault(key, []).append(way)
    # The state takes longer to compute than all other keys, so it is computed only for ways that are otherwise equal.
    return [
        way
        for _, group in sorted(groups.items(), key=itemgetter(0))
        for way in (sorted(group, key=availability_key) if len(group) > 1 else group)
    ]


def is_international(way: Way) -> bool:
    """Return whether it is a phone line that the file marks as taking calls from abroad, and that connects."""
    return way.contact.kind == "phone" and way.contact.abroad in ("only", "also") and way.connects == "yes"


def _market_rank(way: Way) -> int:
    return 0 if way.serves_market else 1 if is_international(way) else 2


class Suitability(NamedTuple):
    """The sort key of `suitability_key`, best first."""

    reserved: int
    topic: int
    language: int
    customers: int
    special: int
    limited: int
    textphone: int
    spoken: int


def suitability_key(way: Way, topic: str = "") -> Suitability:
    """Return a sort key for how well a way suits the caller and the topic, whether or not it is open; best first.

    In this order:

    1. reserved lines (emergency, accessibility, bereavement) and textphones last, unless the topic asks for them
    2. by the topic: see `topic_rank`; lines that this caller cannot use for it follow the general ones
    3. lines in the caller's language, or without one in a language of the country
    4. lines that private customers may use
    5. general lines before lines for special topics; if a topic is asked for, both count as lines for it
    6. lines for everybody before lines for certain customers
    7. lines for voices before textphones for the topic
    8. lines of which the languages are not stated before those that lack the caller's
    """
    contact = way.contact
    rank = topic_rank(way, topic)
    is_for_topic = bool(topic) and rank < 2
    if topic and rank < _OTHER_TOPICS and (way.connects == "no" or is_for_others(contact, topic)):
        rank = _GENERAL_UNUSABLE if rank == GENERAL else _UNUSABLE
    language = language_rank(way)
    return Suitability(
        is_reserved(contact, topic, no_voice=way.no_voice),
        rank,
        min(language, 1),
        _customers_rank(contact),
        not (contact.is_general or is_for_topic),
        not _is_open_to_all(contact),
        not way.no_voice and is_textphone(contact),
        language,
    )


def is_demoted(judgements: Iterable[Judgement]) -> bool:
    """Return whether the user found the number wrong. Wrong keys or hours leave a number that can be called."""
    return any(not judgement.worked and judgement.fact == "number" for judgement in judgements)


def contact_rank(way: Way) -> int:
    """Return the rank of a way by whether a call from the caller's location connects; best first.

    Phones that connect, phones that may connect, channels, phones that do not connect. Among phones that connect or may
    connect, lines for calls from abroad come first, one with a number in the caller's country before the others. A
    phone whose number the file does not give may connect, and so may a line for calls from abroad if it is not known
    where the call comes from.
    """
    contact, location = way.contact, way.origin
    if contact.kind != "phone":
        return 6 if way.connects != "no" else 7
    if way.connects == "no":
        return 7
    rank = 0 if way.connects == "yes" and (way.number or contact.short) else 3
    if contact.abroad != "only":
        return rank + 2
    if not location:
        return 5
    is_in_country = way.number and way.number.country == location.partition("-")[0]
    return rank if is_in_country else rank + 1


def availability_key(way: Way) -> tuple[int, datetime]:
    """Return a key that sorts ways as open, maybe, unknown, then closed by next opening."""
    kind = way.state.kind
    return STATES.index(kind), way.changes or NEVER if kind == "closed" else NEVER


def is_reserved(contact: Phone | Channel, topic: str, *, no_voice: bool = False) -> bool:
    """Return whether it is a reserved line or a textphone, and neither the topic nor a silent caller asks for it."""
    reserved = _RESERVED_TOPICS.intersection(() if contact.is_general else contact.topics)
    if no_voice:
        reserved -= {"accessibility"}
    if reserved and not _asks_for(contact, topic, reserved):
        return True
    if no_voice or not is_textphone(contact):
        return False
    return "accessibility" not in words(topic) and TEXTPHONES.isdisjoint(words(topic))


def _asks_for(contact: Phone | Channel, topic: str, reserved: AbstractSet[str]) -> bool:
    """Return whether the topic asks for the reserved topics of a contact: it is one of them, or it suits the contact.

    If the contact has other topics too, words of its label must name a reserved topic: "stolen" may mean "Stolen card,
    hearing impaired", but it does not ask for a line for the hearing impaired.
    """
    if lists_topic(contact.topics, topic):
        return lists_topic(reserved, topic)
    names_reserved = set(contact.topics) <= reserved or not reserved.isdisjoint(words(topic))
    return bool(topic) and names_reserved and suits_topic(contact, topic)


def topic_rank(way: Way, topic: str) -> int:
    """Return the rank of a way by its topics; best first; 0 without a topic.

    0: for the topic, 1: only its label or audience has the words, 2: only a shortcut or a menu option is for it, 3:
    general, 6: for other topics. In `suitability_key`, 4 and 5 are lines for the topic and general ones that the caller
    cannot use.
    """
    contact = way.contact
    if not topic or lists_topic(contact.topics, topic):
        return 0
    if is_named_for(contact, topic):
        return _BY_LABEL
    if covers_topic(way.company, contact, topic):
        return 2
    return GENERAL if contact.is_general else _OTHER_TOPICS


def language_rank(way: Way) -> int:
    """Return the rank of a way by its languages; best first.

    If the caller has a language, 0: spoken, 1: languages not stated, 2: not spoken, 3: nor is an official language of
    the countries served. Else 0, or 1 if the stated languages include no official language of these countries.
    """
    spoken = way.company.languages_of(way.contact)
    caller_language = way.caller.language
    if not spoken:
        return 1 if caller_language else 0
    from supportdir.languages import base, official

    stated = {base(tag) for tag in spoken}
    if caller_language and base(caller_language) in stated:
        return 0
    countries = [way.market] if way.market else countries_in(way.company.serves_of(way.contact))
    expected = {language for country in countries for language in official(country)}
    is_foreign = bool(expected) and expected.isdisjoint(stated)
    return is_foreign + (2 if caller_language else 0)


def is_only_if_asked(purpose: Contact | Shortcut) -> bool:
    """Return whether a line or route is only for reserved topics, sales, newcomers or business customers."""
    topics = set(purpose.topics)
    reserved = "general" not in topics and not topics.isdisjoint(_RESERVED_TOPICS)
    return reserved or topics == {"sales"} or _customers_rank(purpose) > 0


def _customers_rank(purpose: Contact | Shortcut) -> int:
    """Return 0 for private customers, 1 for newcomers, 2 for other customers."""
    if not purpose.is_for_private:
        return 2
    return int(is_for_newcomers(purpose))


def _is_open_to_all(contact: Contact) -> bool:
    return not contact.audience or "private" in contact.audience
