"""Whether a company is open, and which of its ways decides that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from supportdir.contacts import is_for_anybody
from supportdir.model import Phone
from supportdir.ordering import STATES, availability_key
from supportdir.search import fold
from supportdir.ways import NEVER

if TYPE_CHECKING:
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
        self.way, self.uncounted = way, uncounted

    @property
    def kind(self) -> Kind:
        """Open, maybe, unknown or closed; unknown if no way counts."""
        return self.way.state.kind if self.way else "unknown"

    def sort_key(self) -> tuple[object, ...]:
        """Return a key that sorts companies by state, closed ones by next opening, then by name."""
        availability = availability_key(self.way) if self.way else (STATES.index(self.kind), NEVER)
        return *availability, fold(self.company.name)


def status_of(answer: Answer) -> CompanyStatus:
    """Return whether the company is open, and the way that decides it.

    The first way that is open decides, general ways before special ones. If none is open, the `deciding` ways decide:
    the first that may be open, else the first whose state is unknown, else the one that opens next.
    """
    # For most companies the first round is enough, and the state of special ways is never computed.
    for is_general in (True, False):
        ways = [way for way in answer.unranked if way.contact.hours and is_for_anybody(way.contact) is is_general]
        if found := _counted(answer, [way for way in ways if way.state.kind == "open"]):
            return CompanyStatus(answer, answer.ranked(found)[0])
    general = deciding(answer)
    for kind in ("maybe", "unknown"):
        if found := [way for way in general if way.state.kind == kind]:
            return CompanyStatus(answer, answer.ranked(found)[0])
    next_to_open = min(answer.ranked(general), key=lambda way: way.changes or NEVER, default=None)
    return CompanyStatus(answer, next_to_open, None if next_to_open else answer.lead)


def deciding(answer: Answer) -> list[Way]:
    """Return the counted ways that decide if none of the counted ways is open: the general ones, else all."""
    ways = counted(answer)
    return [way for way in ways if is_for_anybody(way.contact)] or ways


def counted(answer: Answer) -> list[Way]:
    """Return the ways that decide whether the company is open: those that a private customer can use from here.

    They are in the order of the file. A line for product recalls counts only if the topic is "recall". If the question
    names a contact (`answer.id`), it always counts.
    """
    return _counted(answer, answer.unranked)


def _counted(answer: Answer, ways: list[Way]) -> list[Way]:
    return [way for way in ways if answer.id or not why_uncounted(way, answer.topic)]


def why_uncounted(way: Way, topic: str = "") -> Uncounted:
    """Return why a way does not decide whether the company is open; "" if it does. See `counted`."""
    contact = way.contact
    if way.connects == "no":
        return "unreachable"
    if not contact.is_for_private:
        return "audience"
    if contact.is_recall_only and topic != "recall":
        return "recall"
    if isinstance(contact, Phone) and contact.is_textphone_only:
        return "textphone"
    return "number" if isinstance(contact, Phone) and not (way.number or contact.short) else ""
