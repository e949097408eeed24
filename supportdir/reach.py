"""The ways to reach a company at a moment, best first.

One order for everybody (`_in_order`): what can be used at all, whom and what it is for, whether somebody is there, then
cost, then how far the facts can be trusted. Dead numbers are never among the ways.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache, partial
from operator import itemgetter
from typing import TYPE_CHECKING, Literal
from weakref import WeakKeyDictionary, ref

from msgspec import Struct

from supportdir import provenance
from supportdir.dialing.number import NumberFacts, connects
from supportdir.hours import zones
from supportdir.hours.rules import Hours, Kind, State
from supportdir.hours.schedule import Schedule, SharedSchedule, Timetable
from supportdir.listing import Almanac, Listing, listing_of
from supportdir.model import Caller, Channel, Company, Contact, Cost, Menu, Phone, Shortcut, countries_in, is_served
from supportdir.search import fold, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from supportdir.dialing.menu import Path
    from supportdir.dialing.platform import Dialling
    from supportdir.model import Step
    from supportdir.provenance import Provenance

Connects = Literal["yes", "maybe", "no"]

NOT_STATED = State("unknown", "hours not known")
NO_ZONE = State("unknown", "zone not stated")
_NARROW = frozenset(("emergency", "accessibility"))  # lines that must be kept free, or help few: never unasked
CHEAPEST = {"toll-free": 0, "local": 1, "standard": 1, "": 1, "shared": 2, "premium": 3}
_NEVER = datetime.max.replace(tzinfo=UTC)


class Route(Struct, frozen=True, kw_only=True):
    """A way through a phone menu, and how far it can be trusted; `from_menu` where it was computed from the menu."""

    shortcut: Shortcut
    proof: Provenance | None
    from_menu: bool

    @property
    def is_for_anybody(self) -> bool:
        """Whether it reaches a person for every caller and every matter."""
        shortcut = self.shortcut
        return shortcut.reaches == "person" and not shortcut.topics and not shortcut.audience


class Way:
    """One contact of a company, as it stands at the moment of asking (`at`, aware) for the caller who asks.

    What costs time is worked out when it is asked for: most contacts are only counted or put in order.
    """

    def __init__(
        self,
        company: Listing,
        contact: Phone | Channel,
        *,
        at: datetime,
        caller: Caller,
        almanac: Almanac | None = None,
    ) -> None:
        self.company, self.contact, self.at, self.caller = company, contact, at, caller
        self._almanac = almanac
        self.number: NumberFacts | None = company.number_of(contact)

    @property
    def id(self) -> str:
        """`slug/contact`, permanent."""
        return f"{self.company.slug}/{self.contact.id}"

    @cached_property
    def serves_market(self) -> bool:
        """Whether it is a contact for the caller's country; true where that is not known."""
        market = self.caller.country
        return not market or is_served(market, self.company.serves_of(self.contact))

    @cached_property
    def connects(self) -> Connects:
        """Whether a call from where the caller stands can be expected to get through."""
        contact, stands_in = self.contact, self.caller.stands_in
        serves = self.company.serves_of(contact)
        if self.number:
            return connects(self.number, contact.abroad, contact.cost, stands_in, serves)
        return "maybe" if contact.short and stands_in and not is_served(stands_in, serves) else "yes"

    @cached_property
    def desk(self) -> Timetable | None:
        """The contact's hours on its own clock; None where hours or zone are not stated (format §6)."""
        company, contact, caller = self.company, self.contact, self.caller
        if not contact.hours:
            return None
        rules = company.rules[contact.hours]
        if rules.always_open:
            return _timetable(rules, "UTC", "", None)
        timezone, region = company.timezone_of(contact), company.holidays_of(contact)
        if not timezone:
            return None
        serves = company.serves_of(contact)
        if timezone == "caller" and caller.stands_in and is_served(caller.stands_in, serves):
            timezone = caller.timezone
        if timezone not in ("caller", "unknown"):
            return _timetable(rules, timezone, region, self._almanac)
        countries = countries_in(serves)
        zones_of = self._almanac.zones if self._almanac is not None else lambda country, year: zones.zones_of(country)
        places = tuple(zone for country in sorted(countries) for zone in zones_of(country, self.at.year))
        return _timetable(rules, places, region, self._almanac) if places and "all" not in countries else None

    @cached_property
    def state(self) -> State:
        """Open, closed or unknown."""
        if self.desk:
            return self.desk.state(self.at)
        return NO_ZONE if self.contact.hours else NOT_STATED

    @cached_property
    def changes(self) -> datetime | None:
        """The next change of the state's kind, in the contact's zone; None if there is none within 400 days."""
        return self.desk.next_change(self.at) if self.desk else None

    @property
    def becomes(self) -> Kind | None:
        """The state's kind after that change."""
        return self.desk.state(self.changes).kind if self.desk and self.changes else None

    @property
    def zone(self) -> str:
        """The contact's IANA zone; "" where it has no single one, or needs none."""
        single = self.desk.timezones if self.desk and not self.desk.hours.always_open else ()
        return single[0] if len(single) == 1 else ""

    @property
    def unstated_holiday(self) -> str:
        """The public holiday there of which the hours say nothing; ""."""
        return self.desk.unstated_holiday(self.at) if self.desk else ""

    @property
    def holiday_then(self) -> str:
        """The same at the next change: an opening on it may not happen; ""."""
        return self.desk.unstated_holiday(self.changes) if self.desk and self.changes else ""

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
        """The ways through the line's menu: its shortcuts in the order of the file, then what its menu gives."""
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
        return found

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


def _timetable(rules: Hours, timezone: str | tuple[str, ...], region: str, almanac: Almanac | None) -> Timetable:
    """The hours in a zone, or in each of several: one for all lines that keep the same, with all it has worked out."""
    if almanac is None:
        return _new_timetable(None, rules, timezone, region)
    if almanac not in _TIMETABLES:
        _TIMETABLES[almanac] = lru_cache(maxsize=1024)(partial(_new_timetable, ref(almanac)))
    return _TIMETABLES[almanac](rules, timezone, region)


_TIMETABLES: WeakKeyDictionary[Almanac, Callable[..., Timetable]] = WeakKeyDictionary()
"""Those of each almanac, which go with it: a directory holds a file open."""


def _new_timetable(
    almanac: ref[Almanac] | None, rules: Hours, timezone: str | tuple[str, ...], region: str
) -> Timetable:
    closures = partial(_closures, almanac, region) if region else None
    if isinstance(timezone, str):
        return Schedule(rules, timezone, {}, closures)
    return SharedSchedule(rules, timezone, {}, closures)


def _closures(reference: ref[Almanac] | None, region: str, year: int) -> Mapping[date, str]:
    almanac = reference() if reference else None
    if almanac is not None:
        return almanac.closures(region, year)
    from supportdir.hours.closures import public_holidays

    return public_holidays(region, (year,))


class Answer:
    """What is answered about one company: its ways, best first for the caller and the topic asked.

    `elsewhere` are the contacts that serve other countries than the caller's; only where nothing serves that country
    they are among the ways. Dead numbers are in neither.
    """

    def __init__(
        self, company: Listing, ways: list[Way], elsewhere: tuple[Phone | Channel, ...] = (), topic: str = ""
    ) -> None:
        self.company, self.ways, self.elsewhere, self.topic = company, ways, elsewhere, topic

    @property
    def lead(self) -> Way | None:
        """The way to name first: the best phone line, else the best other way; never a privacy contact."""
        support = [way for way in self.ways if not way.is_privacy_only]
        return next((way for way in support if way.contact.kind == "phone"), None) or next(iter(support), None)

    def only(self, way: Way | None) -> Answer:
        """The answer about that way alone."""
        return Answer(self.company, [way] if way else [], topic=self.topic)


def ways_to_reach(
    company: Company, *, at: datetime, caller: Caller | None = None, topic: str = "", almanac: Almanac | None = None
) -> list[Way]:
    """All ways to reach a company at `at` (aware), best first; dead numbers are left out.

    `topic` is a topic's id or any words of a label. `almanac` (a Directory) knows public holidays and the zones of
    countries; without it they are worked out, which takes a tenth of a second for the first country.
    """
    listing = listing_of(company)
    return _in_order(listing, living(listing), at=at, caller=caller or Caller(), topic=topic, almanac=almanac)


def answer(
    company: Listing,
    *,
    at: datetime,
    caller: Caller,
    topic: str = "",
    kind: str = "",
    id: str = "",
    suits: Callable[[Phone | Channel], bool] | None = None,
    almanac: Almanac | None = None,
) -> Answer:
    """The answer for a caller: the contacts of that kind, or the one of that id, that serve the caller's country.

    `suits` says which contacts are wanted; where there is none of them, all are in the answer.
    """
    chosen = [contact for contact in living(company) if (contact.id == id if id else kind in ("", contact.kind))]
    chosen = [*filter(suits, chosen)] or chosen if suits else chosen
    near = [
        contact
        for contact in chosen
        if not caller.country or id or is_served(caller.country, company.serves_of(contact))
    ]
    ways = _in_order(company, near or chosen, at=at, caller=caller, topic=topic, almanac=almanac)
    elsewhere = tuple(contact for contact in chosen if contact not in near) if near else ()
    return Answer(company, ways, elsewhere, topic)


def living(company: Company) -> list[Phone | Channel]:
    """The contacts of a company without its dead numbers."""
    return [contact for contact in company.contacts if not (isinstance(contact, Phone) and contact.dead)]


def _in_order(
    company: Listing,
    contacts: list[Phone | Channel],
    *,
    at: datetime,
    caller: Caller,
    topic: str,
    almanac: Almanac | None,
) -> list[Way]:
    """The order of the design, where the first difference decides, and at last the order of the file.

    Who is there is asked only of those that nothing before it tells apart: it takes longer than all the rest.
    """
    equals: dict[tuple[int, ...], list[Way]] = {}
    for contact in contacts:
        way = Way(company, contact, at=at, caller=caller, almanac=almanac)
        equals.setdefault(fitness(way, topic), []).append(way)
    return [
        way
        for _, ways in sorted(equals.items(), key=itemgetter(0))
        for way in (sorted(ways, key=_presence) if len(ways) > 1 else ways)
    ]


class Standing:
    """Whether a company is open, and the way that says so; unknown where no way counts."""

    def __init__(self, company: Listing, way: Way | None) -> None:
        self.company, self.way = company, way

    @property
    def kind(self) -> Kind:
        """Open, closed or unknown."""
        return self.way.state.kind if self.way else "unknown"

    def place(self) -> tuple[object, ...]:
        """Sorts the open ones by name, then the unknown ones, then the closed ones by their next opening."""
        opens = self.way.changes or _NEVER if self.way and self.kind == "closed" else _NEVER
        return ("open", "unknown", "closed").index(self.kind), opens, fold(self.company.name)


def standing(answer: Answer) -> Standing:
    """Whether the company is open: some way of the answer is; else one may be; else by the one that opens next.

    Only ways that count are asked.
    """
    ways = counted(answer)
    for kind in ("open", "unknown"):
        if found := next((way for way in ways if way.state.kind == kind), None):
            return Standing(answer.company, found)
    return Standing(answer.company, min(ways, key=lambda way: way.changes or _NEVER, default=None))


def counted(answer: Answer) -> list[Way]:
    """The ways that decide whether the company is open: no privacy contact, no number that does not connect."""
    return [way for way in answer.ways if not way.is_privacy_only and way.connects != "no"]


def week_of(at: datetime) -> tuple[datetime, datetime]:
    """Monday 00:00 to the next Monday 00:00 around an aware moment, on its own clock."""
    monday = at.replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0) - timedelta(days=at.weekday())
    clock = at.tzinfo or UTC
    start, end = (zones.aware(zones.first_instant(day, clock), clock) for day in (monday, monday + timedelta(days=7)))
    return start, end


def has_route(contact: Contact) -> bool:
    """Whether anything is known of the way through the line's menu, be it that there is none."""
    return isinstance(contact, Phone) and (bool(contact.shortcuts) or contact.menu is not None)


def has_menu(contact: Contact) -> bool:
    """Whether the line's menu is known as a tree."""
    return isinstance(contact, Phone) and isinstance(contact.menu, Menu)


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
    paths = _places_for(whole, topic)
    return [Route(shortcut=menu.route(path, whole), proof=proof, from_menu=True) for path in paths]


def _places_for(whole: Menu, topic: str) -> list[Path]:
    """The places of a menu that are for the topic."""
    from supportdir.dialing import menu

    return menu.find(whole, words(topic), ["-".join(words(topic))])


def best_route(way: Way, topic: str = "") -> Route | None:
    """The first of `routes_for`; None where no route is known."""
    return next(iter(routes_for(way, topic)), None)


def is_for(contact: Phone | Channel, topic: str) -> bool:
    """Whether a contact is for the topic, or some place of its menu is."""
    if suits_topic(contact, topic):
        return True
    return isinstance(contact, Phone) and isinstance(contact.menu, Menu) and bool(_places_for(contact.menu, topic))


def suits_topic(contact: Contact, topic: str) -> bool:
    """Whether the contact is for the topic: by its list of topics, or by words of its label or its routes."""
    listed = [*contact.topics, *(found for way in getattr(contact, "shortcuts", ()) for found in way.topics)]
    if fold(topic) in map(fold, listed):
        return True
    return set(words(topic)) <= set(words(contact.label))


def fitness(way: Way, topic: str) -> tuple[int, ...]:
    """What makes a way right for the caller and the matter, whoever is there now; smaller is better."""
    contact, language = way.contact, way.caller.language
    spoken = way.company.languages_of(contact)
    general = not contact.topics or "general" in contact.topics
    # A line that states languages of its own is meant for those who speak them, when none is asked for.
    own_languages = bool(contact.languages) and set(contact.languages) != set(way.company.languages)
    return (
        not way.serves_market,
        ("yes", "maybe", "no").index(way.connects) if way.address else 3,
        (0 if suits_topic(contact, topic) else 1 if general else 2) if topic else 0,
        (0 if language in spoken else 1 if not spoken else 2) if language else 0,
        way.is_privacy_only,
        bool(contact.audience) and "private" not in contact.audience,
        own_languages and not language,
        0 if general else 2 if _NARROW.issuperset(contact.topics) else 1,
    )


def _presence(way: Way) -> tuple[object, ...]:
    """Open, unknown, closed by next opening; then the cheaper, then the better known."""
    kind = way.state.kind
    opens = way.changes or _NEVER if kind == "closed" else _NEVER
    rank = provenance.rank_of(way.provenance("address"))
    return ("open", "unknown", "closed").index(kind), opens, CHEAPEST[way.cost or ""], rank
