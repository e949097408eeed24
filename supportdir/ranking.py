"""What a caller can expect of each way to a company: the ways ranked by availability and expected wait.

Only waiting times that were measured or stated count; without them, the wait is not known.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, get_args

from supportdir.contacts import covers_topic, is_for_others, is_machine_only
from supportdir.languages import base
from supportdir.ordering import availability_key, contact_rank, is_demoted, language_rank, suitability_key
from supportdir.ways import NEVER, best_route, newest_measured_route

if TYPE_CHECKING:
    from supportdir.answers import Answer
    from supportdir.routes import Route
    from supportdir.ways import Way

Availability = Literal["now", "late", "later", "closed", "unsuitable"]  # best first
Unsuitable = Literal["", "unreachable", "audience", "topic", "language", "voice"]

# Waits are compared as short (up to 5 minutes), medium or long; an unknown wait counts as medium.
SHORT_WAIT, LONG_WAIT = timedelta(minutes=5), timedelta(minutes=20)

# Kinds without an immediate answer.
_WRITTEN = ("email", "form", "post", "forum", "app", "self-service")
# Kinds with an immediate answer only if the file has their hours.
_MAYBE_WRITTEN = ("messenger", "sms", "social")


class RankedWay:
    """A way, and what the caller can expect of it at the way's moment.

    `topic` is the caller's topic, "" for any. Set by `ranked_ways`: `is_language_known`, whether any way of the company
    is known to speak the caller's language; `opens_first`, no person is available now, and this way opens first.
    """

    def __init__(self, way: Way, topic: str = "", *, is_language_known: bool = True) -> None:
        self.way, self.topic, self.is_language_known = way, topic, is_language_known
        self.opens_first = False

    @cached_property
    def route(self) -> Route | None:
        """The best route through the menu for the topic; None if no route is known."""
        return best_route(self.way, self.topic)

    @cached_property
    def measured(self) -> Route | None:
        """The route to a person whose duration was measured last; None if no call was measured."""
        return newest_measured_route(self.way)

    @property
    def stated_pauses(self) -> timedelta:
        """The total of the pause steps in the best route; zero without a route. Conditional steps do not count."""
        steps = self.route.shortcut.steps if self.route else ()
        return timedelta(seconds=sum(int(step.value) for step in steps if step.action == "pause" and not step.if_))

    @property
    def wait(self) -> timedelta | None:
        """The usual wait: the upper end of the usual queue, else the newest measured call; None if not known."""
        if self.way.contact.queue:
            return timedelta(minutes=self.way.contact.queue[1])
        return timedelta(seconds=self.measured.shortcut.seconds or 0) if self.measured else None

    @property
    def takes(self) -> timedelta | None:
        """The time from dialling to a person: the measured call, else the stated pauses, plus the usual queue.

        None if neither a call was measured nor the queue is known.
        """
        queue = self.way.contact.queue
        if not self.measured and not queue:
            return None
        menu = timedelta(seconds=self.measured.shortcut.seconds or 0) if self.measured else self.stated_pauses
        return menu + timedelta(minutes=queue[1] if queue else 0)

    @property
    def closes(self) -> datetime | None:
        """The moment when a way that is open (or maybe) closes; None if it is not open, not live or does not close."""
        way = self.way
        return way.changes if way.state.kind in ("open", "maybe") and self.is_live else None

    @property
    def last_call(self) -> datetime | None:
        """The last moment when a call still gets to a person before closing; None if that is not known."""
        return self.closes - self.takes if self.closes and self.takes is not None else None

    @cached_property
    def availability(self) -> Availability:
        """When a person is available.

        "now"; "late": open, but it closes before a call gets to a person; "later": answers to messages come later;
        "closed": live, but closed; "unsuitable": see `unsuitable`.
        """
        if self.unsuitable:
            return "unsuitable"
        if self.way.state.kind == "closed":
            return "closed" if self.is_live else "later"
        if not self.is_live:
            return "later"
        return "late" if self.last_call and self.way.at > self.last_call else "now"

    @property
    def is_live(self) -> bool:
        """Whether a person answers at once during opening hours, unlike e-mail, letters and other messages."""
        contact = self.way.contact
        return not (contact.kind in _WRITTEN or (contact.kind in _MAYBE_WRITTEN and not contact.hours))

    @cached_property
    def unsuitable(self) -> Unsuitable:
        """The reason why this caller cannot use the way for this topic; "" if there is none."""
        way, contact = self.way, self.way.contact
        language = way.caller.language
        if way.connects == "no":
            return "unreachable"
        if way.needs_voice:
            return "voice"
        if is_for_others(contact, self.topic):
            return "audience"
        if self.topic and not contact.is_general and not covers_topic(way.company, contact, self.topic):
            return "topic"
        spoken = {base(tag) for tag in way.company.languages_of(contact)}
        return "language" if language and self.is_language_known and spoken and base(language) not in spoken else ""

    @property
    def is_general(self) -> bool:
        """Whether the contact is for any topic."""
        return self.way.contact.is_general

    @property
    def rank(self) -> int:
        """The rank of the availability, 0 for the best."""
        return get_args(Availability).index(self.availability)

    @property
    def suitability_key(self) -> tuple[int, ...]:
        """`ordering.suitability_key` for the topic; the smallest is best."""
        return suitability_key(self.way, self.topic)

    @property
    def is_demoted(self) -> bool:
        """Whether its number was wrong when the user tried it."""
        return is_demoted(self.way.judgements)

    @property
    def sort_key(self) -> tuple[object, ...]:
        """The key that sorts ways best first; equal ones keep the order of the file."""
        wait = self.wait
        return (
            self.availability == "unsuitable",
            not self.way.serves_market,
            *self.suitability_key,
            self.is_demoted,
            is_machine_only(self.way.contact),
            self.rank,
            availability_key(self.way) if self.is_live else (0, NEVER),
            1 if wait is None or SHORT_WAIT < wait <= LONG_WAIT else 0 if wait <= SHORT_WAIT else 2,
            contact_rank(self.way),
            availability_key(self.way),
        )


def ranked_ways(answer: Answer) -> list[RankedWay]:
    """Return the ways of an answer, ranked by what the caller can expect, best first.

    The order is that of `ordering.ranked`, with availability and expected wait directly after suitability. Ways that
    the caller cannot use come last. If no person is available now, the way that opens first gets `opens_first` and
    comes before equally suitable written channels.
    """
    is_language_known = any(language_rank(way) == 0 for way in answer.ways)
    candidates = [RankedWay(way, answer.topic, is_language_known=is_language_known) for way in _in_file_order(answer)]
    candidates.sort(key=attrgetter("sort_key"))
    live = [candidate for candidate in candidates if candidate.availability in ("now", "late")]
    closed = [candidate for candidate in candidates if candidate.availability == "closed" and candidate.way.changes]
    if closed and not any(candidate.way.state.kind == "open" for candidate in live):
        first = min(closed, key=attrgetter("suitability_key", "way.changes"))
        first.opens_first = True
        if not live:
            candidates.remove(first)
            suitable = [candidate for candidate in candidates if not candidate.unsuitable]
            candidates.insert(sum(way.suitability_key < first.suitability_key for way in suitable), first)
    return candidates


def _in_file_order(answer: Answer) -> list[Way]:
    positions = {contact.id: position for position, contact in enumerate(answer.company.contacts)}
    return sorted(answer.ways, key=lambda way: positions[way.contact.id])
