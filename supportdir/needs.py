"""Which ways of a company suit what the caller needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportdir import advice
from supportdir.contacts import is_for_anybody
from supportdir.ordering import is_reserved
from supportdir.ranking import RankedWay

if TYPE_CHECKING:
    from supportdir.advice import Language, Need, SuitedWay
    from supportdir.answers import Answer
    from supportdir.ways import Way

_WITHOUT_PERSON = ("sms", "app", "self-service")
"""Kinds that can do nothing but their own matter: no person there can pass on another one."""


def ways_for(answer: Answer, need: Need, language: Language) -> list[SuitedWay]:
    """Return the ways of an answer that suit a need, best first; see `advice.suited`.

    Ways that this caller cannot use for the matter are left out. Without a topic, ways for certain matters or customers
    are left out if there are others; if it is urgent they come last, as one of them may be the one for it. Of these,
    reserved lines come last; a service without a person for another matter is left out unless it is urgent.
    """
    usable = [way for way in answer.ways if not RankedWay(way, answer.topic).unsuitable]
    found = advice.suited(usable, need, language)
    if answer.topic or answer.id:
        return found
    general = [one for one in found if is_for_anybody(one.way.contact)]
    special = sorted((one for one in found if one not in general), key=lambda one: _is_reserved(one.way))
    if need == "urgent":
        return [*general, *special]
    return general or [one for one in special if one.way.contact.kind not in _WITHOUT_PERSON]


def _is_reserved(way: Way) -> bool:
    return is_reserved(way.contact, "", no_voice=way.no_voice)
