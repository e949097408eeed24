"""A way to reach a company: a contact with its state and connection for a caller at a moment."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Literal

from supportdir import provenance
from supportdir.contacts import (
    holidays_at,
    is_spoken,
    line_with_menu,
    lists_topic,
    market_of,
    menu_paths_for,
    number_by_menu,
)
from supportdir.dialing.number import SHARED_PLANS, connects, of_served_country
from supportdir.hours.calendar import Calendar
from supportdir.hours.rules import Kind, State
from supportdir.hours.states import next_change_of, state_of
from supportdir.lazy import lazy_property
from supportdir.model import Channel, Cost, Menu, Phone, countries_in, is_served, is_served_whole
from supportdir.routes import Route, routes_by_menu

if TYPE_CHECKING:
    from collections.abc import Sequence

    from supportdir.caller import Caller
    from supportdir.compiled import CompiledCompany
    from supportdir.dialing.number import NumberFacts
    from supportdir.dialing.platform import Dialling
    from supportdir.hours.schedule import Schedule
    from supportdir.model import Shortcut, Step
    from supportdir.provenance import Provenance
    from supportdir.verdicts import Judgement

Connects = Literal["yes", "maybe", "no"]

NEVER = datetime.max.replace(tzinfo=UTC)  # sorts after every moment

_NO_HOURS = State("unknown", "hours not known")
_NO_ZONE = State("unknown", "hours in an unknown time zone")
_OTHER_CALLERS = State("unknown", "hours on the clock of the callers whom it serves")


class Way:
    """One contact of a company, for one caller at one moment (`at`, aware).

    Expensive values are computed on first access, because most contacts are only counted or sorted.
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
        no_voice: bool = False,
    ) -> None:
        """Create a way. `market` is the result of `market_of`, computed if None.

        If the caller cannot or will not speak (`no_voice`), the number is the line's textphone, if it has one.
        `calendar` gives public holidays; a new one, which computes them, if None.
        """
        self.company, self.contact, self.at, self.caller = company, contact, at, caller
        self.market = market_of(company, caller) if market is None else market
        self._calendar = Calendar() if calendar is None else calendar  # a directory has a length, which takes time
        self.judgements: tuple[Judgement, ...] = ()  # what the user's own calls say about it
        self.no_voice = no_voice

    def __repr__(self) -> str:
        return f"Way({self.id!r}, {self.state.kind}, {self.address!r})"

    @property
    def id(self) -> str:
        """The permanent id of the contact, `slug/contact`."""
        return f"{self.company.slug}/{self.contact.id}"

    @lazy_property
    def number(self) -> NumberFacts | None:
        """The international number to dial; None if there is none. A short number is in `contact.short`."""
        if self.uses_textphone:
            return self.textphone
        number = self.company.number_of(self.contact) or number_by_menu(self.company, self.contact)
        return number and self._localized(number)

    @lazy_property
    def serves_market(self) -> bool:
        """Whether the contact serves the market; true if the market is "" (any)."""
        return not self.market or is_served(self.market, self.company.serves_of(self.contact))

    @property
    def textphone(self) -> NumberFacts | None:
        """The number for text devices; None if there is none."""
        textphone = self.contact.textphone if isinstance(self.contact, Phone) else ""
        return self._localized(self.company.numbers[textphone]) if textphone else None

    @property
    def uses_textphone(self) -> bool:
        """Whether `number` is the line's textphone because the caller does not speak."""
        return self.no_voice and isinstance(self.contact, Phone) and bool(self.contact.textphone)

    @property
    def needs_voice(self) -> bool:
        """Whether the caller would have to speak, but cannot or will not (`no_voice`)."""
        return self.no_voice and (is_spoken(self.contact) or self._relay_is_abroad)

    @property
    def _relay_is_abroad(self) -> bool:
        """Whether the only way without voice is a relay service of another country, whose code means nothing here."""
        contact, location = self.contact, self.origin
        if not isinstance(contact, Phone) or not contact.relay or contact.textphone or not location:
            return False
        return not is_served(location.partition("-")[0], self.company.serves_of(contact))

    def _localized(self, number: NumberFacts) -> NumberFacts:
        return of_served_country(number, self.caller.location, self.company.serves_of(self.contact))

    @property
    def origin(self) -> str:
        """The place of the caller (ISO 3166-1 or -2): the location, else the market; "" if that is no country."""
        return self.caller.location or ("" if self.market == "all" else self.market)

    @lazy_property
    def connects(self) -> Connects:
        """Whether a call from `origin` should get through; "yes" if that is not known."""
        contact, location = self.contact, self.origin
        if not location:
            return "yes"
        serves = self.company.serves_of(contact)
        places = _places_in(contact.works_from) if contact.works_from else ()
        is_named = bool(places) and is_served(location, places)
        if self.number:
            if is_named:
                return "yes"
            if not contact.serves and len(serves) > 1 and self.number.country in (countries := countries_in(serves)):
                # Of several countries of the company, it is not known which ones it serves.
                plan = SHARED_PLANS.get(self.number.country, (self.number.country,))
                serves = tuple(country for country in countries if country in plan)
            # A stated cost of calls from abroad says nothing about whether these connect.
            cost = None if contact.abroad == "only" else self._stated_cost
            result = connects(self.number, contact.abroad, cost, location, serves)
        elif not contact.short or is_served(location, serves) or contact.abroad in ("only", "also"):
            result = "yes"
        else:
            return "no"  # in another country, a short code is no number or somebody else's
        works_elsewhere_only = places and not is_named and contact.abroad not in ("only", "also")
        return "maybe" if result == "yes" and works_elsewhere_only else result

    @lazy_property
    def schedule(self) -> Schedule | None:
        """The contact's hours in its own zone; None if the hours or the zone are not known.

        `timezone: caller` (data/README.md) is the caller's zone if the contact serves the caller's location and that is
        the zone there; else the zone is not known, as with `timezone: unknown`.
        """
        return self._schedule_of(self.contact.hours)

    @lazy_property
    def quiet_schedule(self) -> Schedule | None:
        """The hours when it is least busy, in its own zone; None if these or the zone are not known."""
        return self._schedule_of(self.contact.quiet)

    def _schedule_of(self, hours: str) -> Schedule | None:
        company, contact, caller = self.company, self.contact, self.caller
        if not hours:
            return None
        rules = company.rules[hours]
        if rules.constant:
            return self._calendar.schedule(hours, rules, "UTC", "")
        timezone, place = company.timezone_of(contact), ""
        if timezone == "caller" and self._is_callers_zone_there:
            timezone, place = caller.timezone, self._callers_place
        if timezone in ("", "caller", "unknown"):
            return None
        return self._calendar.schedule(hours, rules, timezone, holidays_at(company, contact, place))

    @property
    def _callers_place(self) -> str:
        """The location of the caller; who asks for the lines of a part of that country is taken to be in that part."""
        location = self.caller.location
        return self.market if self.market.startswith(f"{location}-") else location

    @property
    def _is_callers_zone_there(self) -> bool:
        """Whether the contact serves the caller's location and the country of the caller's zone.

        A zone without a country, such as UTC, must show the same time as a zone of the location. If the contact serves
        only parts of the caller's country, and it is not known whether the caller is in one of them, the caller's zone
        must show the time of the whole country: no table has the zones of parts.
        """
        caller, serves, location = self.caller, self.company.serves_of(self.contact), self._callers_place
        if not location or not is_served(location, serves):
            return False
        from supportdir.hours.zones import country_of, wall, zones_of

        is_whole = is_served_whole(location, serves)
        if is_whole and (country := country_of(caller.timezone)):
            return is_served(country, serves)
        time, here = wall(self.at, caller.timezone), zones_of(location.partition("-")[0])
        is_time_here = (wall(self.at, name) == time for name in here)  # the first zones may suffice
        return any(is_time_here) if is_whole else all(is_time_here)

    @lazy_property
    def state(self) -> State:
        """The state at `at`: open, maybe, unknown or closed, with a comment."""
        if self.schedule:
            return state_of(self.schedule, self.at)
        if not self.contact.hours:
            return _NO_HOURS
        return _OTHER_CALLERS if self.company.timezone_of(self.contact) == "caller" else _NO_ZONE

    @lazy_property
    def changes(self) -> datetime | None:
        """The next moment when the kind of the state changes, in the contact's zone; None if not within 400 days."""
        return next_change_of(self.schedule, self.at) if self.schedule else None

    @property
    def becomes(self) -> Kind | None:
        """The kind of the state after `changes`; None if it does not change."""
        return state_of(self.schedule, self.changes).kind if self.schedule and self.changes else None

    @property
    def zone(self) -> str:
        """The contact's IANA zone; "" if the hours or the zone are not known, or the hours never change."""
        return self.schedule.timezone if self.schedule and not self.schedule.hours.constant else ""

    @property
    def unstated_holiday(self) -> str:
        """The name of the public holiday on the date of `at` that the hours do not mention; "" if there is none."""
        if not self.schedule or self.state.kind == "open":  # on such a holiday, it would be "maybe"
            return ""
        return self.schedule.unstated_holiday(self.at)

    @property
    def holiday_then(self) -> str:
        """The name of the public holiday at `changes` that the hours do not mention; "" if there is none."""
        return self.schedule.unstated_holiday(self.changes) if self.schedule and self.changes else ""

    @property
    def extension(self) -> str:
        """The digits to dial after the call is answered; "" if there are none. A textphone has none."""
        return self.contact.extension if isinstance(self.contact, Phone) and not self.uses_textphone else ""

    @property
    def address(self) -> str:
        """The number to dial and its extension, URL, address or place; "" if the file has none."""
        contact = self.contact
        if self.number or contact.short:
            return extended(self.number.international if self.number else contact.short, self.extension)
        more = [contact.textphone] if isinstance(contact, Phone) else [contact.url, contact.address]
        return next(filter(None, (contact.number, *more, contact.where)), "")

    @property
    def cost(self) -> Cost | None:
        """The cost of a call within the number's country: as the file says, else by the kind of number."""
        return self._stated_cost or (self.number.cost if self.number and self.number.cost else None)  # type: ignore[return-value]

    @property
    def is_cost_from_abroad(self) -> bool:
        """Whether the stated cost is that of calls from abroad: the line is only for these, with an ordinary number."""
        is_limited = self.number is not None and self.number.national_only
        return self.contact.abroad == "only" and self._stated_cost is not None and not is_limited

    @property
    def _stated_cost(self) -> Cost | None:
        """The cost in the file, which is that of the number for voice calls if the line has one."""
        contact = self.contact
        return None if self.uses_textphone and (contact.number or contact.short) else contact.cost

    @lazy_property
    def routes(self) -> list[Route]:
        """The routes through the menu: its option in the caller's language, then the shortcuts, as in the file.

        If none of them reaches a person for everybody, the menu's shortest route to a person follows. Last come routes
        through other lines' menus. A textphone has none.
        """
        contact, line = self.contact, self.menu_line
        if not isinstance(contact, Phone) or line is None or self.uses_textphone:
            return []
        if not (line.shortcuts or line.menu):  # the usual case
            return routes_by_menu(self.company, contact)
        from_tree = partial(Route, proof=provenance.of_route(self.company, line, None), from_menu=True)
        routes = [
            Route(shortcut=shortcut, proof=provenance.of_route(self.company, line, shortcut), from_menu=False)
            for shortcut in line.shortcuts
        ]
        if isinstance(line.menu, Menu):
            from supportdir.dialing.menu import to_language, to_person

            if self.caller.language and (shortest := to_language(line.menu, self._is_callers_language)):
                routes.insert(0, from_tree(shortcut=shortest, is_in_language=True))
            if not any(route.is_for_anybody for route in routes) and (shortest := to_person(line.menu)):
                routes.append(from_tree(shortcut=shortest))
        return routes + routes_by_menu(self.company, contact)

    @lazy_property
    def menu_line(self) -> Phone | None:
        """The phone whose routes and menu are those of the line: see `line_with_menu`. None for a channel."""
        return line_with_menu(self.company, self.contact) if isinstance(self.contact, Phone) else None

    @property
    def has_no_menu(self) -> bool:
        """Whether a person is known to answer at once (`menu: none`)."""
        return self.menu_line is not None and self.menu_line.menu == "none"

    @property
    def menu(self) -> Menu | None:
        """The line's menu as a tree; None if the file has none."""
        return self.menu_line.menu if self.menu_line and isinstance(self.menu_line.menu, Menu) else None

    def _is_callers_language(self, tag: str) -> bool:
        """Return whether the caller asks for the language of a BCP 47 tag."""
        from supportdir.languages import base

        return base(tag) == base(self.caller.language)

    def dialling(self, steps: Sequence[Step]) -> Dialling | None:
        """Return how the caller's phone (`caller.phone`) dials the number and the menu steps; None without a number."""
        if not self.number:
            return None
        from supportdir.dialing.platform import ANY, PLATFORMS, dialling

        return dialling(PLATFORMS.get(self.caller.phone, ANY), self.number.e164, steps, self.extension)

    @property
    def is_privacy_only(self) -> bool:
        """Whether the contact takes only requests about personal data."""
        return self.contact.is_privacy_only

    def provenance(self, field: str) -> Provenance | None:
        """Return the provenance of a field; "address" stands for "number". None if no source is known."""
        return provenance.of_field(self.company, self.contact, "number" if field == "address" else field)


def extended(number: str, extension: str) -> str:
    """Return "020 7946 0958 ext. 12"; without an extension, the number."""
    return f"{number} ext. {extension}" if extension else number


def _places_in(works_from: str) -> tuple[str, ...]:
    """Return the places (ISO 3166-1 or -2) that the words of `works_from` name as those where calls connect."""
    from supportdir.hours.zones import countries_named

    return () if {"except", "not", "outside"} & {*works_from.split()} else countries_named(works_from)


def routes_for(way: Way, topic: str = "") -> list[Route]:
    """Return the routes of a way, best first.

    Those in the caller's language come first. Without a topic: routes for every customer group, then for every topic,
    then those that reach a person. With a topic, its shortcuts, then the menu options for it, then the other routes.
    """

    def sort_key(route: Route) -> tuple[bool, bool, bool]:
        shortcut = route.shortcut
        return bool(shortcut.audience), bool(shortcut.topics), shortcut.reaches != "person"

    if not (way.routes or topic):  # the usual case
        return []
    routes = sorted(way.routes, key=sort_key)
    if topic:
        ordered = [route for route in routes if lists_topic(route.shortcut.topics, topic)]
        for group in (_menu_routes(way, topic), routes):  # the shortest route to a person may be one for the topic too
            known = [route.shortcut for route in ordered]
            ordered += [route for route in group if route.shortcut not in known]
        routes = ordered
    return sorted(routes, key=lambda route: not route.is_in_language)


def best_route(way: Way, topic: str = "") -> Route | None:
    """Return the first of `routes_for` that suits everybody who calls about the topic; None if there is none."""
    return next((route for route in routes_for(way, topic) if route.is_for(way.contact, topic)), None)


def has_route(way: Way, topic: str = "") -> bool:
    """Return whether `best_route` is known, or the line has no menu (`menu: none`)."""
    return best_route(way, topic) is not None or way.has_no_menu


def menu_routes_for(way: Way, topic: str) -> list[Route]:
    """Return the routes to the menu options for the topic; [] if a shortcut is for the topic.

    An option is left out if an option below it is for the topic too.
    """
    if any(lists_topic(route.shortcut.topics, topic) for route in way.routes):
        return []
    routes = _menu_routes(way, topic)
    keys = [_keys(route.shortcut) for route in routes]
    return [
        route
        for route, own in zip(routes, keys, strict=True)
        if not any(own == other[: len(own)] for other in keys if other != own)
    ]


def newest_measured_route(way: Way) -> Route | None:
    """Return the route to a person whose duration was measured last; None if no call was measured."""
    calls = [route for route in way.routes if route.shortcut.seconds and route.shortcut.reaches == "person"]
    return max(calls, key=lambda call: call.proof.date if call.proof else "", default=None)


def measured_seconds(way: Way, route: Route) -> int | None:
    """Return the measured seconds from dialling to a person on the route; None if they are not known.

    A route computed from the menu has the seconds of a shortcut with the same keys.
    """
    if not route.from_menu:
        return route.shortcut.seconds
    keys = _keys(route.shortcut)
    seconds = [other.shortcut.seconds for other in way.routes if not other.from_menu and _keys(other.shortcut) == keys]
    return next(filter(None, seconds), None)


def _keys(shortcut: Shortcut) -> tuple[str, ...]:
    """Return the keys to press and words to say, without pauses and other steps."""
    return tuple(step.value for step in shortcut.steps if step.action in ("press", "say") for _ in range(step.times))


def _menu_routes(way: Way, topic: str) -> list[Route]:
    """Return the routes to the options of the line's own menu that are for the topic."""
    line, tree = way.menu_line, way.menu
    if not line or not tree:
        return []
    from supportdir.dialing import menu

    proof, paths = provenance.of_route(way.company, line, None), menu_paths_for(way.company, tree, topic)
    return [Route(shortcut=menu.route(path, tree), proof=proof, from_menu=True, is_exact=True) for path in paths]
