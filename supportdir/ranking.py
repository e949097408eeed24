"""What can be expected of each way to a company now: the ways that get a person through, best first, and why.

Only waiting times that were measured or stated count; if there are none, the wait is not known.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from supportdir.contacts import suits_topic
from supportdir.languages import base
from supportdir.model import Phone
from supportdir.ordering import availability_key, contact_rank, is_demoted, is_textphone, suitability_key
from supportdir.ways import NEVER, best_route, measured

if TYPE_CHECKING:
    from supportdir.answers import Answer
    from supportdir.routes import Route
    from supportdir.ways import Way

Availability = Literal["now", "late", "later", "closed", "unsuitable"]
Unsuitable = Literal["", "unreachable", "audience", "topic", "language", "voice"]

# Waits are compared as short, long, or in between; one that is not known counts as in between.
SHORT_WAIT, LONG_WAIT = timedelta(minutes=5), timedelta(minutes=20)

_AVAILABILITIES: tuple[Availability, ...] = ("now", "late", "later", "closed", "unsuitable")
_SPOKEN = ("phone", "video", "callback", "visit")
# Where one writes and is answered some time; those in the second row only where nobody says when somebody is there.
_WRITTEN = ("email", "form", "post", "forum", "app", "self-service")
_MAYBE_WRITTEN = ("messenger", "sms", "social")


class RankedWay:
    """A way, and what can be expected of it at the moment of asking; `topic` is the one asked, `no_voice` whether the
    caller cannot or will not speak."""

    def __init__(self, way: Way, topic: str = "", *, no_voice: bool = False) -> None:
        self.way, self.topic, self.no_voice = way, topic, no_voice
        self.opens_first = False

    @cached_property
    def route(self) -> Route | None:
        """The way through its menu."""
        return best_route(self.way, self.topic)

    @cached_property
    def measured(self) -> Route | None:
        """The newest measured call to a person there."""
        return measured(self.way)

    @property
    def stated_pauses(self) -> timedelta:
        """The pauses that a source states for the way through the menu."""
        steps = self.route.shortcut.steps if self.route else ()
        return timedelta(seconds=sum(int(step.value) for step in steps if step.action == "pause" and not step.if_))

    @property
    def wait(self) -> timedelta | None:
        """How long a person usually waits there: the longest usual queue, else the newest measured call."""
        if self.way.contact.queue:
            return timedelta(minutes=self.way.contact.queue[1])
        return timedelta(seconds=self.measured.shortcut.seconds or 0) if self.measured else None

    @property
    def takes(self) -> timedelta | None:
        """From dialling to a person: the menu (measured, else its stated pauses) and the usual queue."""
        queue = self.way.contact.queue
        if self.measured:
            menu = timedelta(seconds=self.measured.shortcut.seconds or 0)
        else:
            menu = self.stated_pauses
        return menu + timedelta(minutes=queue[1] if queue else 0) if self.measured or queue else None

    @property
    def closes(self) -> datetime | None:
        """When somebody who is there now leaves; None where that is not today's question."""
        way = self.way
        return way.changes if way.state.kind in ("open", "maybe") and self.is_live else None

    @property
    def last_call(self) -> datetime | None:
        """The last moment at which dialling is worth it; None where it does not close, or that is not known."""
        return self.closes - self.takes if self.closes and self.takes is not None else None

    @cached_property
    def availability(self) -> Availability:
        """Whether somebody can be got: now, perhaps too late, later as one writes, once it opens; or it is unfit."""
        if self.unsuitable:
            return "unsuitable"
        if self.way.state.kind == "closed":
            return "closed" if self.is_live else "later"
        if not self.is_live:
            return "later"
        return "late" if self.last_call and self.way.at > self.last_call else "now"

    @property
    def is_live(self) -> bool:
        """Whether somebody answers at once, if anybody is there; otherwise one writes, and is answered some time."""
        contact = self.way.contact
        return not (contact.kind in _WRITTEN or (contact.kind in _MAYBE_WRITTEN and not contact.hours))

    @cached_property
    def unsuitable(self) -> Unsuitable:
        """Why this caller cannot use it for this matter; "" if nothing speaks against it."""
        way, contact = self.way, self.way.contact
        language = way.caller.language
        if way.connects == "no":
            return "unreachable"
        if self.no_voice and self.is_spoken:
            return "voice"
        if not contact.is_for_private:
            return "audience"
        if self.topic and not contact.is_general and not suits_topic(contact, self.topic):
            return "topic"
        spoken = {base(tag) for tag in way.company.languages_of(contact)}
        return "language" if language and spoken and base(language) not in spoken else ""

    @property
    def is_general(self) -> bool:
        """Whether it is for any matter."""
        return self.way.contact.is_general

    @property
    def is_spoken(self) -> bool:
        """Whether it needs a voice: a phone line without textphone or relay, and whatever else is talked on."""
        contact = self.way.contact
        takes_text = isinstance(contact, Phone) and bool(contact.textphone or contact.relay)
        return contact.kind in _SPOKEN and not takes_text and not is_textphone(contact)

    @property
    def rank(self) -> int:
        """The rank of its chance, 0 the best."""
        return _AVAILABILITIES.index(self.availability)

    @property
    def suitability_key(self) -> tuple[int, ...]:
        """How right it is for the caller and the matter; smaller is better."""
        return suitability_key(self.way, self.topic, no_voice=self.no_voice)

    @property
    def is_demoted(self) -> bool:
        """Whether its number or its keys did not work when the user tried them."""
        return bool(self.way.judgements) and is_demoted(self.way.judgements)

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Sorts the best first; equal ones keep the order of the file."""
        wait = self.wait
        return (
            self.availability == "unsuitable",
            not self.way.serves_market,
            *self.suitability_key,
            self.is_demoted,
            self.rank,
            availability_key(self.way) if self.is_live else (0, NEVER),
            1 if wait is None or SHORT_WAIT < wait <= LONG_WAIT else 0 if wait <= SHORT_WAIT else 2,
            contact_rank(self.way),
            availability_key(self.way),
        )


def ranked_ways(answer: Answer, *, no_voice: bool = False) -> list[RankedWay]:
    """Return what can be expected of each way of an answer, best first.

    The order is `ways.ranked`, with availability and the expected wait directly after suitability: first where
    somebody can be got now, then where one writes, then what is closed. Ways that this caller cannot use come last. If
    nobody is there now, the first to open goes before equally suitable ways in writing.
    """
    ways = [RankedWay(way, answer.topic, no_voice=no_voice) for way in _in_file_order(answer)]
    found = sorted(ways, key=lambda one: one.sort_key)
    live = [one for one in found if one.availability in ("now", "late")]
    closed = [one for one in found if one.availability == "closed" and one.way.changes]
    if closed and not any(one.way.state.kind == "open" for one in live):
        first = min(closed, key=lambda one: (one.suitability_key, one.way.changes))
        first.opens_first = True
        if not live:
            found.remove(first)
            before = sum(
                one.availability != "unsuitable" and one.suitability_key < first.suitability_key for one in found
            )
            found.insert(before, first)
    return found


def _in_file_order(answer: Answer) -> list[Way]:
    order = {contact.id: place for place, contact in enumerate(answer.company.contacts)}
    return sorted(answer.ways, key=lambda way: order[way.contact.id])
