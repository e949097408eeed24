"""A way to reach a company: a contact as it stands at a moment for a caller."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from supportdir import provenance
from supportdir.contacts import market_of, number_by_menu, places_for
from supportdir.dialing.number import NumberFacts, connects
from supportdir.hours.calendar import Calendar
from supportdir.hours.rules import Kind, State
from supportdir.hours.states import next_change_of, state_of
from supportdir.model import Channel, Cost, Menu, Phone, countries_in, is_served
from supportdir.routes import Route, routes_by_menu
from supportdir.search import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from supportdir.caller import Caller
    from supportdir.compiled import CompiledCompany
    from supportdir.dialing.platform import Dialling
    from supportdir.hours.schedule import Timetable
    from supportdir.model import Shortcut, Step
    from supportdir.provenance import Provenance
    from supportdir.verdicts import Judgement

Connects = Literal["yes", "maybe", "no"]

NOT_STATED = State("unknown", "hours not known")
NO_ZONE = State("unknown", "hours in an unknown time zone")
NEVER = datetime.max.replace(tzinfo=UTC)
STATES: tuple[Kind, ...] = ("open", "maybe", "unknown", "closed")  # best first


class Way:
    """One contact of a company, as it stands at the moment of asking (`at`, aware) for the caller who asks.

    What costs time is worked out when it is asked for: most contacts are only counted or put in order.
    """

    def __init__(
        self,
        company: CompiledCompany,
        contact: Phone | Channel,
        *,
        at: datetime,
        caller: Caller,
        market: str | None = None,
        calendar: Calendar | None = None,
    ) -> None:
        """`market` is what `market_of` returns; `calendar` knows holidays and zones. None: they are computed."""
        self.company, self.contact, self.at, self.caller = company, contact, at, caller
        self.market = market_of(company, caller) if market is None else market
        self._calendar = calendar or Calendar()
        self.judgements: tuple[Judgement, ...] = ()  # what the user's own calls say of it
        self.number: NumberFacts | None = company.number_of(contact) or number_by_menu(company, contact)

    def __repr__(self) -> str:
        return f"Way({self.id!r}, {self.state.kind}, {self.address!r})"

    @property
    def id(self) -> str:
        """`slug/contact`, permanent."""
        return f"{self.company.slug}/{self.contact.id}"

    @cached_property
    def serves_market(self) -> bool:
        """Whether it is a contact for the market; true if any market will do."""
        return not self.market or is_served(self.market, self.company.serves_of(self.contact))

    @cached_property
    def connects(self) -> Connects:
        """Whether a call from where the caller stands can be expected to get through."""
        contact, location = self.contact, self.caller.location
        serves = self.company.serves_of(contact)
        if self.number:
            return connects(self.number, contact.abroad, contact.cost, location, serves)
        if not contact.short or not location or is_served(location, serves) or contact.abroad in ("only", "also"):
            return "yes"
        return "no"  # dialled in another country, a short code is another number or none

    @cached_property
    def schedule(self) -> Timetable | None:
        """The contact's hours on its own clock; None where hours or zone are not stated (format §6)."""
        return self._timetable(self.contact.hours)

    @cached_property
    def quiet_schedule(self) -> Timetable | None:
        """The hours in which it is least busy, on its own clock; None where they or the zone are not stated."""
        return self._timetable(self.contact.quiet)

    def _timetable(self, hours: str) -> Timetable | None:
        company, contact, caller = self.company, self.contact, self.caller
        if not hours:
            return None
        rules = company.rules[hours]
        if rules.always_open:
            return self._calendar.timetable(rules, "UTC", "")
        timezone, region = company.timezone_of(contact), company.holidays_of(contact)
        if not timezone:
            return None
        serves = company.serves_of(contact)
        if timezone == "caller" and caller.location and is_served(caller.location, serves):
            timezone = caller.timezone
        if timezone not in ("caller", "unknown"):
            return self._calendar.timetable(rules, timezone, region)
        countries = countries_in(serves)
        if "all" in countries:
            return None
        zones = [zone for country in sorted(countries) for zone in self._calendar.zones(country, self.at.year)]
        return self._calendar.timetable(rules, tuple(zones), region) if zones else None

    @cached_property
    def state(self) -> State:
        """Open, maybe, unknown or closed."""
        if self.schedule:
            return state_of(self.schedule, self.at)
        return NO_ZONE if self.contact.hours else NOT_STATED

    @cached_property
    def changes(self) -> datetime | None:
        """The next change of the state's kind, in the contact's zone; None if there is none within 400 days."""
        return next_change_of(self.schedule, self.at) if self.schedule else None

    @property
    def becomes(self) -> Kind | None:
        """The state's kind after that change."""
        return state_of(self.schedule, self.changes).kind if self.schedule and self.changes else None

    @property
    def zone(self) -> str:
        """The contact's IANA zone; "" where it has no single one, or needs none."""
        single = self.schedule.timezones if self.schedule and not self.schedule.hours.always_open else ()
        return single[0] if len(single) == 1 else ""

    @property
    def unstated_holiday(self) -> str:
        """The public holiday there of which the hours say nothing; ""."""
        return self.schedule.unstated_holiday(self.at) if self.schedule else ""

    @property
    def holiday_then(self) -> str:
        """The same at the next change: an opening on it may not happen; ""."""
        return self.schedule.unstated_holiday(self.changes) if self.schedule and self.changes else ""

    @property
    def address(self) -> str:
        """What to dial, open or write to; "" where nobody wrote it down."""
        if self.number:
            return self.number.international
        contact = self.contact
        found = [contact.number, contact.short]
        found += [contact.textphone] if isinstance(contact, Phone) else [contact.url, contact.address]
        return next((text for text in (*found, contact.where) if text), "")

    @property
    def cost(self) -> Cost | None:
        """What the call costs inside the number's country: as stated, else worked out from the number."""
        return self.contact.cost or (self.number.cost if self.number and self.number.cost else None)  # type: ignore[return-value]

    @property
    def routes(self) -> list[Route]:
        """The ways through the line's menu: its shortcuts in the order of the file, then what its menu gives.

        Last, the options of another line's menu that lead to this contact.
        """
        contact = self.contact
        if not isinstance(contact, Phone):
            return []
        found = [
            Route(shortcut=shortcut, proof=provenance.of_route(self.company, contact, shortcut), from_menu=False)
            for shortcut in contact.shortcuts
        ]
        if isinstance(contact.menu, Menu) and not any(route.is_for_anybody for route in found):
            from supportdir.dialing.menu import to_person

            if shortest := to_person(contact.menu):
                proof = provenance.of_route(self.company, contact, None)
                found.append(Route(shortcut=shortest, proof=proof, from_menu=True))
        return found + routes_by_menu(self.company, contact)

    def dialling(self, steps: Sequence[Step]) -> Dialling | None:
        """How the caller's kind of phone dials the number and goes these steps; None for a number without links."""
        if not self.number:
            return None
        from supportdir.dialing.platform import ANY, PLATFORMS, dialling

        extension = self.contact.extension if isinstance(self.contact, Phone) else ""
        return dialling(PLATFORMS.get(self.caller.phone, ANY), self.number.e164, steps, extension)

    @property
    def is_privacy_only(self) -> bool:
        """A contact for requests about personal data, which is never offered as support."""
        return self.contact.is_privacy_only

    def provenance(self, field: str) -> Provenance | None:
        """Where a field's value comes from; "address" means whatever `address` gives."""
        return provenance.of_field(self.company, self.contact, "number" if field == "address" else field)


def routes_for(way: Way, topic: str = "") -> list[Route]:
    """The line's routes, best first: for anybody, then for whom or what they are meant.

    With a topic, the shortcuts made for it come before all, then the places of the menu that are for it.
    """

    def narrowness(route: Route) -> tuple[bool, bool, bool]:
        shortcut = route.shortcut
        return bool(shortcut.audience), bool(shortcut.topics), shortcut.reaches != "person"

    routes = sorted(way.routes, key=narrowness)
    if not topic:
        return routes
    made_for_it = [route for route in routes if fold(topic) in map(fold, route.shortcut.topics)]
    return [*made_for_it, *_in_menu(way, topic), *(route for route in routes if route not in made_for_it)]


def best_route(way: Way, topic: str = "") -> Route | None:
    """The first of `routes_for`; None where no route is known."""
    return next(iter(routes_for(way, topic)), None)


def leaves_for(way: Way, topic: str) -> list[Route]:
    """The places of the line's menu that are for the topic, where none of its shortcuts is made for it.

    A place above another one of them is left out.
    """
    if any(fold(topic) in map(fold, route.shortcut.topics) for route in way.routes):
        return []
    found = _in_menu(way, topic)
    paths = [_path(route.shortcut) for route in found]
    return [
        route
        for route, path in zip(found, paths, strict=True)
        if not any(path == other[: len(path)] for other in paths if other != path)
    ]


def measured(way: Way) -> Route | None:
    """The newest of the line's measured calls to a person."""
    calls = [route for route in way.routes if route.shortcut.seconds and route.shortcut.reaches == "person"]
    return max(calls, key=lambda call: call.proof.date if call.proof else "", default=None)


def seconds_of(way: Way, route: Route) -> int | None:
    """Measured seconds from dialling to a person on that route; for a place of the menu, those of a shortcut to it."""
    if not route.from_menu:
        return route.shortcut.seconds
    path = _path(route.shortcut)
    known = [same.shortcut.seconds for same in way.routes if not same.from_menu and _path(same.shortcut) == path]
    return next(filter(None, known), None)


def _path(shortcut: Shortcut) -> tuple[str, ...]:
    """What is pressed or said, without what is heard and waited for."""
    return tuple(step.value for step in shortcut.steps if step.action in ("press", "say") for _ in range(step.times))


def _in_menu(way: Way, topic: str) -> list[Route]:
    if not isinstance(way.contact, Phone) or not isinstance(way.contact.menu, Menu):
        return []
    from supportdir.dialing import menu

    whole, proof = way.contact.menu, provenance.of_route(way.company, way.contact, None)
    paths = places_for(way.company, whole, topic)
    return [Route(shortcut=menu.route(path, whole), proof=proof, from_menu=True) for path in paths]
