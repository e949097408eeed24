"""What is answered about a company: its ways in order, and the contacts beside them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from supportdir.caller import Caller
from supportdir.compiled import CompiledCompany, compiled_company
from supportdir.contacts import is_reachable, living, market_of
from supportdir.errors import UsageError
from supportdir.model import Channel, Company, Phone, is_served
from supportdir.ordering import is_for_anybody, ranked
from supportdir.search import fold
from supportdir.ways import Way

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from supportdir.hours.calendar import Calendar
    from supportdir.model import Contact


class Answer:
    """What is answered about one company.

    `ways` are those that can be used and serve the market, best first. Empty if nothing serves it, but for lines that
    take calls from abroad. `elsewhere` are the contacts of other markets, `also_said` those without number, URL,
    address or place, `private` those for requests about personal data only. Dead numbers are in none of them.
    `kind` and `id` narrow the question to contacts of a kind, or to one contact.
    """

    def __init__(
        self,
        company: CompiledCompany,
        ways: list[Way],
        elsewhere: Sequence[Phone | Channel] = (),
        topic: str = "",
        *,
        also_said: Sequence[Way] = (),
        private: Sequence[Way] = (),
        market: str = "",
        kind: str = "",
        id: str = "",
        is_home_assumed: bool = False,
    ) -> None:
        self.company, self.ways, self.elsewhere, self.topic = company, ways, tuple(elsewhere), topic
        self.also_said, self.private = also_said, private
        self.market, self.kind, self.id, self.is_home_assumed = market, kind, id, is_home_assumed

    @property
    def lead(self) -> Way | None:
        """The way to name first."""
        return next(iter(self.ways), None)

    @property
    def serves_market(self) -> bool:
        """Whether some way is for the market."""
        return any(way.serves_market for way in self.ways)

    @property
    def is_special(self) -> bool:
        """Whether every way is for some matter or customers only, and no topic was asked for."""
        ways = self.ways
        return bool(ways) and not (self.topic or self.id or any(map(is_for_anybody, ways)))

    def only(self, way: Way | None) -> Answer:
        """Return the answer about that way alone."""
        return Answer(self.company, [way] if way else [], topic=self.topic, market=self.market, id=self.id)


def ways_to_reach(
    company: Company, *, at: datetime, caller: Caller | None = None, topic: str = "", calendar: Calendar | None = None
) -> list[Way]:
    """Return all ways to reach a company at `at` (aware), best first; those of other markets follow.

    Contacts without number, URL, address or place are left out, as are dead numbers, and privacy contacts unless that
    is the topic. `topic` is a topic's id or any words of a label. `calendar` (a Directory) knows public holidays and
    the zones of countries; without it they are computed, which takes a tenth of a second for the first country. Raises
    UsageError for a naive `at` and for a name in place of a company.
    """
    if not isinstance(company, Company):
        raise UsageError(f"{company!r} is no Company; write directory.company({company!r}), or call directory.ways")
    if at.utcoffset() is None:
        raise UsageError(f"at={at!r} has no time zone; write for example datetime.now(UTC)")
    company, caller = compiled_company(company), caller or Caller()
    market = market_of(company, caller)
    contacts = [
        contact
        for contact in living(company)
        if is_reachable(company, contact) and (not contact.is_privacy_only or _is_about_privacy(topic))
    ]
    return ranked(
        [Way(company, contact, at=at, caller=caller, market=market, calendar=calendar) for contact in contacts], topic
    )


def answer(
    company: CompiledCompany,
    *,
    at: datetime,
    caller: Caller,
    topic: str = "",
    kind: str = "",
    id: str = "",
    suits: Callable[[Company, Phone | Channel], bool] | None = None,
    calendar: Calendar | None = None,
    demoted: AbstractSet[str] = frozenset(),
) -> Answer:
    """Return the answer for a caller: the contacts of that kind, or the one of that id, that serve the market.

    `suits` says which contacts are wanted; if there is none of them, all are in the answer. The contact of an id is in
    the answer whatever it is for, unless its number is dead. The contacts of `demoted` (ids), which did not work for
    this user, follow those that suit as well.
    """
    market = market_of(company, caller)
    make = partial(Way, company, at=at, caller=caller, market=market, calendar=calendar)
    contacts = [contact for contact in living(company) if (contact.id == id if id else kind in ("", contact.kind))]
    if id:
        return Answer(company, [*map(make, contacts)], topic=topic, market=market, kind=kind, id=id)
    private = () if _is_about_privacy(topic) else [contact for contact in contacts if contact.is_privacy_only]
    contacts = [contact for contact in contacts if contact not in private]
    if suits:
        contacts = [contact for contact in contacts if suits(company, contact)] or contacts
    usable = [contact for contact in contacts if is_reachable(company, contact)]
    here = [contact for contact in usable if _serves(company, contact, market)]
    elsewhere = [contact for contact in usable if contact not in here]
    return Answer(
        company,
        ranked(map(make, here) if here else filter(_is_international, map(make, elsewhere)), topic, demoted),
        elsewhere,
        topic,
        also_said=[
            make(contact) for contact in contacts if contact not in usable and _serves(company, contact, market)
        ],
        private=[
            *map(
                make,
                [contact for contact in private if _serves(company, contact, market)] or ([] if usable else private),
            )
        ],
        market=market,
        kind=kind,
        is_home_assumed=not caller.country and not caller.location,
    )


def _serves(company: Company, contact: Contact, market: str) -> bool:
    return not market or is_served(market, company.serves_of(contact))


def _is_international(way: Way) -> bool:
    """Whether it is a phone line of another market that, as its source says, takes calls from here."""
    return way.contact.kind == "phone" and way.contact.abroad in ("only", "also") and way.connects == "yes"


def _is_about_privacy(topic: str) -> bool:
    return fold(topic) == "privacy"
