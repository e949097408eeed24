"""Whether a company is open, and which of its ways decides that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportdir.model import Phone
from supportdir.ordering import STATES, availability_key, is_for_anybody
from supportdir.search import fold
from supportdir.ways import NEVER

if TYPE_CHECKING:
    from supportdir.answers import Answer
    from supportdir.compiled import CompiledCompany
    from supportdir.hours.rules import Kind
    from supportdir.ways import Way


class CompanyStatus:
    """Whether a company is open, and the way that decides it; `way` is None if no way counts."""

    def __init__(self, company: CompiledCompany, way: Way | None, market: str = "") -> None:
        self.company, self.way, self.market = company, way, market

    @property
    def kind(self) -> Kind:
        """Open, maybe, unknown or closed; unknown if no way counts."""
        return self.way.state.kind if self.way else "unknown"

    def sort_key(self) -> tuple[object, ...]:
        """Return a key that sorts companies by state, closed ones by next opening, then by name."""
        availability = availability_key(self.way) if self.way else (STATES.index(self.kind), NEVER)
        return *availability, fold(self.company.name)


def status_of(answer: Answer) -> CompanyStatus:
    """Return whether the company is open, and the way that decides it; the ways need not be ordered by state.

    The first way that is open decides, else the first that may be, else the first that is unknown. If all are closed,
    it is the one that opens next, general ways before others.
    """
    first: dict[Kind, Way] = {}
    ways = counted(answer)
    for way in ways:
        if first.setdefault(way.state.kind, way).state.kind == "open":
            break
    for kind in STATES[:-1]:
        if kind in first:
            return CompanyStatus(answer.company, first[kind], answer.market)
    next_to_open = min(ways, key=lambda way: (not is_for_anybody(way), way.changes or NEVER), default=None)
    return CompanyStatus(answer.company, next_to_open, answer.market)


def counted(answer: Answer) -> list[Way]:
    """Return the ways that decide whether the company is open: those that a private customer can use from here.

    A phone line must have a number to call by voice. A line for product recalls counts only if the topic is "recall".
    If the question names a contact (`answer.id`), it always counts.
    """
    return [
        way
        for way in answer.ways
        if answer.id
        or (
            way.connects != "no"
            and way.contact.is_for_private
            and (not way.contact.is_recall_only or answer.topic == "recall")
            and (not isinstance(way.contact, Phone) or _takes_voice_calls(way, way.contact))
        )
    ]


def _takes_voice_calls(way: Way, phone: Phone) -> bool:
    return bool(way.number or phone.short) and not phone.is_textphone_only
