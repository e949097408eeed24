"""Whether a company is open, and which of its ways decides that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from supportdir.contacts import is_for_anybody, is_for_newcomers, is_for_others, lists_topic
from supportdir.model import Phone
from supportdir.ordering import STATES, availability_key, is_reserved, language_rank, topic_rank
from supportdir.search import fold
from supportdir.ways import NEVER

if TYPE_CHECKING:
    from collections.abc import Callable

    from supportdir.answers import Answer
    from supportdir.hours.rules import Kind
    from supportdir.ways import Way

Uncounted = Literal["", "unreachable", "audience", "recall", "number", "textphone"]


class CompanyStatus:
    """Whether a company is open, and the way that decides it, for the market and the topic of an answer.

    `way` is None if no way counts; `uncounted` is then the best way that does not count, if there is one.
    """

    def __init__(self, answer: Answer, way: Way | None, uncounted: Way | None = None) -> None:
        self.company, self.market, self.topic = answer.company, answer.market, answer.topic
        self.contact_kind = answer.kind  # that was asked for; "" for any
        self.voiceless = answer.voiceless
        self.way, self.uncounted = way, uncounted

    @property
    def kind(self) -> Kind:
        """Open, maybe, unknown or closed; unknown if no way counts."""
        return self.way.state.kind if self.way else "unknown"

    @property
    def no_phone(self) -> str:
        """Why the company has no phone support; "" if it has some, or if another kind of contact was asked for."""
        return self.company.no_phone if self.contact_kind in ("", "phone") else ""

    @property
    def has_no_line(self) -> bool:
        """Whether no line is known for the market, or the company has no phone support."""
        return self.way is None and (self.uncounted is None or bool(self.no_phone))

    def sort_key(self) -> tuple[object, ...]:
        """Return a key that sorts companies by state, closed ones by next opening, then by name."""
        availability = availability_key(self.way) if self.way else (STATES.index(self.kind), NEVER)
        return *availability, fold(self.company.name)


def status_of(answer: Answer) -> CompanyStatus:
    """Return whether the company is open, and the way that decides it.

    The first way that is open decides, ways for the topic before general ones, and these before special ones. If none
    is open, the `deciding` ways decide: the first that may be open, else the first whose state is unknown, else the one
    that opens next.
    """
    judged = [] if answer.topic else [way for way in answer.unranked if way.contact.hours]
    for is_general in (True, False):  # for most companies, one of these rounds is enough, and nothing else is computed
        ways = [way for way in judged if is_for_anybody(way.contact) is is_general]
        usable = _usable(answer, _in_state(ways, "open"))
        # A way for anybody is neither reserved nor for newcomers, so only its language counts.
        if found := [
            way for way in usable if not (language_rank(way) if is_general else any(_count_rank(way, answer)))
        ]:
            return CompanyStatus(answer, answer.ranked(found)[0])
    ways = counted(answer)
    found = _in_state(ways, "open")
    if not found:
        ways = _most_suitable(ways, answer.topic)
        found = _in_state(ways, "maybe") or _in_state(ways, "unknown")
    if found:
        return CompanyStatus(answer, answer.ranked(found)[0])
    next_to_open = min(answer.ranked(ways), key=lambda way: way.changes or NEVER, default=None)
    return CompanyStatus(answer, next_to_open, None if next_to_open else answer.lead)


def _in_state(ways: list[Way], kind: Kind) -> list[Way]:
    return [way for way in ways if way.state.kind == kind]


def deciding(answer: Answer) -> list[Way]:
    """Return the counted ways that decide if none is open: those for the topic, else the general ones, else all.

    Of these, it is those in the best language.
    """
    return _most_suitable(counted(answer), answer.topic)


def _most_suitable(ways: list[Way], topic: str) -> list[Way]:
    return _best(ways, lambda way: (topic_rank(way, topic), not is_for_anybody(way.contact), language_rank(way)))


def counted(answer: Answer) -> list[Way]:
    """Return the ways that decide whether the company is open: those that a private customer can use from here.

    They are in the order of the file. A reserved way (see `is_reserved`), one only for new customers or schools that is
    not for the topic, and one in another language than the best ones count only if there is no other. A line for
    product recalls counts only if the topic is "recall". If the question names a contact (`answer.id`), it always
    counts.
    """
    return _best(_usable(answer, answer.unranked), lambda way: _count_rank(way, answer))


def _count_rank(way: Way, answer: Answer) -> tuple[int, ...]:
    """Return the rank of a way for `counted`; all zero for the best."""
    contact, topic = way.contact, answer.topic
    is_for_others = is_for_newcomers(contact) and not lists_topic(contact.topics, topic)
    return is_reserved(contact, topic, no_voice=way.no_voice), is_for_others, min(language_rank(way), 1)


def _best(ways: list[Way], rank: Callable[[Way], tuple[int, ...]]) -> list[Way]:
    """Return the ways with the lowest rank, in the same order."""
    if len(ways) < 2:
        return ways
    ranks = [rank(way) for way in ways]
    lowest = min(ranks)
    return [way for way, other in zip(ways, ranks, strict=True) if other == lowest]


def _usable(answer: Answer, ways: list[Way]) -> list[Way]:
    return [way for way in ways if answer.id or not why_uncounted(way, answer.topic)]


def why_uncounted(way: Way, topic: str = "") -> Uncounted:
    """Return why a way does not decide whether the company is open; "" if it does. See `counted`."""
    contact = way.contact
    if way.connects == "no":
        return "unreachable"
    if is_for_others(contact, topic):
        return "audience"
    if contact.is_recall_only and topic != "recall":
        return "recall"
    if isinstance(contact, Phone) and contact.is_textphone_only and not way.no_voice:
        return "textphone"
    return "number" if isinstance(contact, Phone) and not (way.number or contact.short) else ""
