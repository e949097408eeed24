"""Whether a company is open, and which of its ways decides that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportdir.model import Phone
from supportdir.ordering import availability_key, is_for_anybody
from supportdir.search import fold
from supportdir.ways import NEVER, STATES

if TYPE_CHECKING:
    from supportdir.answers import Answer
    from supportdir.compiled import CompiledCompany
    from supportdir.hours.rules import Kind
    from supportdir.ways import Way


class CompanyStatus:
    """Whether a company is open, and the way that says so; unknown if no way counts."""

    def __init__(self, company: CompiledCompany, way: Way | None, market: str = "") -> None:
        self.company, self.way, self.market = company, way, market

    @property
    def kind(self) -> Kind:
        """Open, maybe, unknown or closed."""
        return self.way.state.kind if self.way else "unknown"

    def sort_key(self) -> tuple[object, ...]:
        """Sorts by state, the closed ones by their next opening, then by name."""
        when = availability_key(self.way) if self.way else (STATES.index(self.kind), NEVER)
        return *when, fold(self.company.name)


def status_of(answer: Answer) -> CompanyStatus:
    """Return whether the company is open: some way that counts is, else one may be, else by the one that opens next.

    A general way decides before a special one.
    """
    ways = counted(answer)
    for kind in STATES[:-1]:
        if found := next((way for way in ways if way.state.kind == kind), None):
            return CompanyStatus(answer.company, found, answer.market)
    first = min(ways, key=lambda way: (not is_for_anybody(way), way.changes or NEVER), default=None)
    return CompanyStatus(answer.company, first, answer.market)


def counted(answer: Answer) -> list[Way]:
    """Return the ways that decide whether the company is open: those that a private caller can use from here.

    A phone line must have a number to call. Lines for the recall of a product decide only if that is the topic. The
    contact that the question names counts whatever it is.
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
