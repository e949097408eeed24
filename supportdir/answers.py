"""The answer to a question about a company: its ways in order, and its other contacts."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from supportdir.caller import Caller
from supportdir.compiled import CompiledCompany, compiled_company
from supportdir.contacts import covers_topic, is_for_anybody, is_for_others, is_reachable, living, market_of
from supportdir.errors import UsageError
from supportdir.model import Channel, Company, Phone, is_served
from supportdir.ordering import is_international, is_reserved, ranked
from supportdir.search import fold
from supportdir.ways import Way

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from supportdir.hours.calendar import Calendar
    from supportdir.model import Contact


class Answer:
    """The answer to a question about one company.

    * `ways`: those that are reachable and serve the market, best first; if none does, phone lines of other markets that
      take calls from the caller's location. `unranked` are the same in the order of the file
    * `elsewhere`: reachable contacts of other markets
    * `also_said`: contacts of the market without number, URL, address or place
    * `private`: contacts only for requests about personal data
    * `topic`, `market`, `kind` and `id` (of a contact) are the question; "" for any
    * `is_home_assumed`: the caller's country and location are not known, so `market` is the company's home
    * `voiceless` says that no way works without speaking, and which line a relay service can call; empty if one does
    * `successor` is the name of the company that took this one over; "" if none did, or its name is not known

    Dead numbers are in none of the lists.
    """

    successor = ""
    voiceless: Sequence[str] = ()

    def __init__(
        self,
        company: CompiledCompany,
        unranked: list[Way],
        elsewhere: Sequence[Phone | Channel] = (),
        topic: str = "",
        *,
        demoted: AbstractSet[str] = frozenset(),
        also_said: Sequence[Way] = (),
        private: Sequence[Way] = (),
        market: str = "",
        kind: str = "",
        id: str = "",
        is_home_assumed: bool = False,
    ) -> None:
        """Create an answer. `demoted` is that of `ordering.ranked`."""
        self.company, self.unranked, self.elsewhere, self.topic = company, unranked, tuple(elsewhere), topic
        self._demoted = demoted
        self.also_said, self.private = also_said, private
        self.market, self.kind, self.id, self.is_home_assumed = market, kind, id, is_home_assumed

    @cached_property
    def ways(self) -> list[Way]:
        return self.ranked(self.unranked)

    def ranked(self, ways: Iterable[Way]) -> list[Way]:
        """Return some of the ways (in the order of the file), best first."""
        return ranked(ways, self.topic, self._demoted)

    def keep(self, suits: Callable[[Way], bool]) -> None:
        """Remove the ways, also those in `also_said` and `private`, for which `suits` is false."""
        self.unranked, self.also_said, self.private = (
            [way for way in ways if suits(way)] for ways in (self.unranked, self.also_said, self.private)
        )
        self.__dict__.pop("ways", None)

    @property
    def lead(self) -> Way | None:
        """The best way; None if there is none."""
        return next(iter(self.ways), None)

    @property
    def serves_market(self) -> bool:
        """Whether any of the ways serves the market."""
        return any(way.serves_market for way in self.unranked)

    @property
    def is_special(self) -> bool:
        """Whether no way is general and for everybody, nor for the topic or the contact of the question.

        For a caller who does not speak, ways that need a voice and those only for business customers do not count.
        """
        ways = [way for way in self.unranked if not (way.needs_voice or (way.no_voice and is_for_others(way.contact)))]
        if self.id or (self.topic and any(covers_topic(self.company, way.contact, self.topic) for way in ways)):
            return False
        return bool(ways) and not any(is_for_anybody(way.contact, no_voice=way.no_voice) for way in ways)

    def only(self, way: Way | None) -> Answer:
        """Return the answer with only this way, or with no way if it is None."""
        return Answer(self.company, [way] if way else [], topic=self.topic, market=self.market, id=self.id)


def ways_to_reach(
    company: Company, *, at: datetime, caller: Caller | None = None, topic: str = "", calendar: Calendar | None = None
) -> list[Way]:
    """Return all ways to reach a company at `at` (aware), best first; those of other markets come last.

    Dead numbers and contacts without number, URL, address or place are left out, and privacy contacts unless the topic
    is "privacy". `topic` is the id of a topic or words of a label. `calendar`, such as a Directory, gives public
    holidays and the zones of countries; without it they are computed, which takes 0.1 s for the first country. Raises
    UsageError if `at` is naive or `company` is not a Company.
    """
    if not isinstance(company, Company):
        raise UsageError(f"{company!r} is not a Company; write directory.company({company!r}), or call directory.ways")
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
    no_voice: bool = False,
) -> Answer:
    """Return the answer to a caller's question about a company.

    `kind` limits it to contacts of one kind ("phone", "chat" …), `id` to one contact, which is included whatever it is
    for unless its number is dead. `suits` limits it to the contacts for which it returns true; it is ignored if there
    are none. The contacts of `demoted` (ids) did not work for this user; they follow the others that suit as well.
    `no_voice` means that the caller cannot or will not speak. `at` is aware.
    """
    market = market_of(company, caller)
    make = partial(Way, company, at=at, caller=caller, market=market, calendar=calendar, no_voice=no_voice)
    if id:
        ways = [make(contact) for contact in living(company) if contact.id == id]
        return Answer(company, ways, topic=topic, market=market, kind=kind, id=id)
    contacts = living(company, kind)
    private: list[Phone | Channel] = []
    if not _is_about_privacy(topic) and (private := [contact for contact in contacts if contact.is_privacy_only]):
        contacts = [contact for contact in contacts if not contact.is_privacy_only]
    if suits:
        contacts = [contact for contact in contacts if suits(company, contact)] or contacts
    here: list[Phone | Channel] = []
    elsewhere: list[Phone | Channel] = []
    also_said: list[Phone | Channel] = []
    for contact in contacts:
        serves_market = _serves(company, contact, market)
        if is_reachable(company, contact):
            (here if serves_market else elsewhere).append(contact)
        elif serves_market:
            also_said.append(contact)
    if here:
        ways = [*map(make, here)]
    else:  # lines that take calls from abroad stand in; those that lead only if they are asked for if there is no other
        stand_ins = [*filter(is_international, map(make, elsewhere))]
        ways = [way for way in stand_ins if not is_reserved(way.contact, topic, no_voice=no_voice)] or stand_ins
    private_here = [contact for contact in private if _serves(company, contact, market)]
    return Answer(
        company,
        ways,
        elsewhere,
        topic,
        demoted=demoted,
        also_said=[*map(make, also_said)],
        private=[*map(make, private_here or ([] if here or elsewhere else private))],
        market=market,
        kind=kind,
        is_home_assumed=not caller.country and not caller.location,
    )


def _serves(company: Company, contact: Contact, market: str) -> bool:
    return not market or is_served(market, company.serves_of(contact))


def _is_about_privacy(topic: str) -> bool:
    return bool(topic) and fold(topic) == "privacy"
