"""What can be expected of each way to a company now: the ways that get a person through, best first, and why.

The order is that of `reach`, with one thing before it, whether somebody can be got now, and one within it, how long it
takes. Only times that were measured or stated count; where there are none, nothing is taken to be known.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from supportdir.model import Phone
from supportdir.provenance import rank_of
from supportdir.reach import CHEAPEST, best_route, fitness, measured, suits_topic
from supportdir.search import words

if TYPE_CHECKING:
    from supportdir.reach import Answer, Route, Way

Chance = Literal["now", "late", "later", "closed", "unfit"]
Unfit = Literal["", "unreachable", "no address", "privacy", "audience", "topic", "language", "voice"]

# A short wait is worth a dearer call, a long one is not worth a free call; in between, cost decides before time does.
SHORT_WAIT, LONG_WAIT = timedelta(minutes=5), timedelta(minutes=20)

_CHANCES: tuple[Chance, ...] = ("now", "late", "later", "closed", "unfit")
# How soon somebody answers, where nothing else is known.
_KINDS = (
    "phone", "video", "chat", "callback", "messenger", "sms", "visit", "social", "app", "self-service", "form", "email",
    "forum", "post",
)  # fmt: skip
# Audiences that somebody with a matter of their own does not belong to.
_OTHERS = frozenset(("business", "partners", "professionals", "education"))
_TEXTPHONES = frozenset(("textphone", "minicom", "tty", "tdd"))
_SPOKEN = ("phone", "video", "callback", "visit")
# Where one writes and is answered some time; those in the second row only where nobody says when somebody is there.
_WRITTEN = ("email", "form", "post", "forum", "app", "self-service")
_MAYBE_WRITTEN = ("messenger", "sms", "social")
_NEVER = datetime.max.replace(tzinfo=UTC)


class Prospect:
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
        return way.changes if way.state.kind == "open" and self.is_live else None

    @property
    def last_call(self) -> datetime | None:
        """The last moment at which dialling is worth it; None where it does not close, or that is not known."""
        return self.closes - self.takes if self.closes and self.takes is not None else None

    @cached_property
    def chance(self) -> Chance:
        """Whether somebody can be got: now, perhaps too late, later as one writes, once it opens; or it is unfit."""
        if self.unfit:
            return "unfit"
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
    def unfit(self) -> Unfit:
        """Why this caller cannot use it for this matter; "" where nothing speaks against it."""
        way, contact = self.way, self.way.contact
        language = way.caller.language
        if way.connects == "no":
            return "unreachable"
        if not way.address and contact.kind not in ("app", "chat", "messenger"):
            return "no address"
        if way.is_privacy_only and self.topic != "privacy":
            return "privacy"
        if self.no_voice and self.is_spoken:
            return "voice"
        if contact.audience and _OTHERS.issuperset(contact.audience):
            return "audience"
        if self.topic and not self.is_general and not suits_topic(contact, self.topic):
            return "topic"
        spoken = way.company.languages_of(contact)
        return "language" if language and spoken and language not in spoken else ""

    @property
    def is_general(self) -> bool:
        """Whether it is for any matter."""
        topics = self.way.contact.topics
        return not topics or "general" in topics

    @property
    def is_spoken(self) -> bool:
        """Whether it needs a voice: a phone line without textphone or relay, and whatever else is talked on."""
        contact = self.way.contact
        takes_text = isinstance(contact, Phone) and bool(contact.textphone or contact.relay)
        return contact.kind in _SPOKEN and not takes_text and _TEXTPHONES.isdisjoint(words(contact.label))

    @property
    def tier(self) -> int:
        """The place of its chance, 0 the best."""
        return _CHANCES.index(self.chance)

    @property
    def place(self) -> tuple[object, ...]:
        """Sorts the best first."""
        way, tier = self.way, self.tier
        if self.chance == "closed":
            # Whatever opens first; a line for one matter only where that is the matter.
            return tier, not (self.topic or self.is_general), way.changes or _NEVER, *fitness(way, self.topic)
        wait = self.wait
        return (
            tier,
            *fitness(way, self.topic),
            self.is_live and (way.state.kind != "open" or bool(way.unstated_holiday)),
            1 if wait is None or SHORT_WAIT < wait <= LONG_WAIT else 0 if wait <= SHORT_WAIT else 2,
            CHEAPEST[way.cost or ""],
            timedelta.max if wait is None else wait,
            _KINDS.index(way.contact.kind),
            rank_of(way.provenance("address")),
        )


def prospects(answer: Answer, *, no_voice: bool = False) -> list[Prospect]:
    """What can be expected of each way of an answer, best first.

    First where somebody can be got now, or where nobody can, the one that opens first; then where one writes; then what
    is closed; last what does not suit this caller.
    """
    found = sorted((Prospect(way, answer.topic, no_voice=no_voice) for way in answer.ways), key=lambda one: one.place)
    live = [one for one in found if one.chance in ("now", "late")]
    first = next((one for one in found if one.chance == "closed" and one.way.changes), None)
    if first and not any(one.way.state.kind == "open" for one in live):
        first.opens_first = True
        if not live:
            return [first, *(one for one in found if one is not first)]
    return found
