"""The ways to reach a company at a moment, best first.

There is one order, `ranked`; tables, plain output, JSON, `open` and the library use it, and `reach` adds the expected
wait to it (prospects.py). Dead numbers are never among the ways, privacy contacts only if the topic is privacy.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache, partial
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Literal
from weakref import WeakKeyDictionary, ref

from msgspec import Struct

from supportdir import provenance
from supportdir.caller import Caller
from supportdir.compiled import Calendar, CompiledCompany, compiled_company
from supportdir.dialing.number import NumberFacts, connects
from supportdir.errors import UsageError
from supportdir.hours import zones
from supportdir.hours.rules import Hours, Kind, State
from supportdir.hours.schedule import HORIZON, Schedule, SharedSchedule, Timetable
from supportdir.model import Channel, Company, Contact, Cost, Menu, Phone, Shortcut, countries_in, is_served
from supportdir.search import fold, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from supportdir.dialing.menu import Path
    from supportdir.dialing.platform import Dialling
    from supportdir.model import Step
    from supportdir.provenance import Provenance

Connects = Literal["yes", "maybe", "no"]

NOT_STATED = State("unknown", "hours not known")
NO_ZONE = State("unknown", "hours in an unknown time zone")
NEVER = datetime.max.replace(tzinfo=UTC)
STATES: tuple[Kind, ...] = ("open", "maybe", "unknown", "closed")  # best first

# Lines that must be kept free, or that help few callers.
_KEPT_FREE = frozenset(("emergency", "accessibility", "bereavement"))
_TEXTPHONES = frozenset(("textphone", "minicom", "tty", "tdd"))


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
        company: CompiledCompany,
        contact: Phone | Channel,
        *,
        at: datetime,
        caller: Caller,
        market: str | None = None,
        calendar: Calendar | None = None,
    ) -> None:
        """`market` is what `market_of` gives; it is worked out if it is None."""
        self.company, self.contact, self.at, self.caller = company, contact, at, caller
        self.market = market_of(company, caller) if market is None else market
        self._calendar = calendar
        self.number: NumberFacts | None = company.number_of(contact) or _number_by_menu(company, contact)

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
        if timezone == "caller" and caller.location and is_served(caller.location, serves):
            timezone = caller.timezone
        if timezone not in ("caller", "unknown"):
            return _timetable(rules, timezone, region, self._calendar)
        countries = countries_in(serves)
        zones_of = self._calendar.zones if self._calendar is not None else lambda country, year: zones.zones_of(country)
        places = tuple(zone for country in sorted(countries) for zone in zones_of(country, self.at.year))
        return _timetable(rules, places, region, self._calendar) if places and "all" not in countries else None

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
        return found + _routes_by_menu(self.company, contact)

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


def _timetable(rules: Hours, timezone: str | tuple[str, ...], region: str, calendar: Calendar | None) -> Timetable:
    """The hours in a zone, or in each of several: one for all lines that keep the same, with all it has worked out."""
    if calendar is None:
        return _new_timetable(None, rules, timezone, region)
    if calendar not in _TIMETABLES:
        _TIMETABLES[calendar] = lru_cache(maxsize=1024)(partial(_new_timetable, ref(calendar)))
    return _TIMETABLES[calendar](rules, timezone, region)


_TIMETABLES: WeakKeyDictionary[Calendar, Callable[..., Timetable]] = WeakKeyDictionary()
"""Those of each almanac, which go with it: a directory holds a file open."""


def _new_timetable(
    calendar: ref[Calendar] | None, rules: Hours, timezone: str | tuple[str, ...], region: str
) -> Timetable:
    public_holidays = partial(_public_holidays, calendar, region) if region else None
    if isinstance(timezone, str):
        return Schedule(rules, timezone, {}, public_holidays)
    return SharedSchedule(rules, timezone, {}, public_holidays)


def _public_holidays(reference: ref[Calendar] | None, region: str, year: int) -> Mapping[date, str]:
    calendar = reference() if reference else None
    if calendar is not None:
        return calendar.public_holidays(region, year)
    from supportdir.hours.public_holidays import public_holidays

    return public_holidays(region, (year,))


def state_of(timetable: Timetable, at: datetime) -> State:
    """Return the state at `at` (aware); an open one is "maybe" on a public holiday of which the hours say nothing."""
    state = timetable.state(at)
    return State("maybe", state.comment) if state.kind == "open" and timetable.unstated_holiday(at) else state


def next_change_of(timetable: Timetable, at: datetime) -> datetime | None:
    """Return the first moment after `at` at which the kind of `state_of` changes; None if not within 400 days."""
    change = timetable.next_change(at)
    hours = timetable.hours
    if hours.names_holidays or hours.always_open or timetable.state(at).kind != "open":
        return change
    is_maybe = bool(timetable.unstated_holiday(at))
    for midnight in _midnights(timetable, at, change or at + HORIZON):
        if bool(timetable.unstated_holiday(midnight)) != is_maybe:
            return midnight
    return change


def spans_of(timetable: Timetable, start: datetime, end: datetime) -> list[tuple[datetime, datetime, State]]:
    """Return the stretches from `start` to `end` that are not closed, with their `state_of`, in order."""
    found: list[tuple[datetime, datetime, State]] = []
    for first, last, state in timetable.spans(start, end):
        edges = [first, *_midnights(timetable, first, last), last] if state.kind == "open" else [first, last]
        for here, there in pairwise(edges):
            now = state if state.kind != "open" else state_of(timetable, here)
            if found and found[-1][1:] == (here, now):
                found[-1] = (found[-1][0], there, now)
            else:
                found.append((here, there, now))
    return found


def _midnights(timetable: Timetable, start: datetime, end: datetime) -> Iterator[datetime]:
    """The starts of local dates between two moments, in the zones of the timetable, in order."""
    found: list[datetime] = []
    for clock in map(zones.zone, timetable.timezones):
        first, last = (moment.astimezone(clock).replace(tzinfo=None) for moment in (start, end))
        midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
        days = range(1, (last.date() - first.date()).days + 1)
        found += (zones.aware(zones.first_instant(midnight + timedelta(days=day), clock), clock) for day in days)
    yield from sorted(midnight for midnight in found if start < midnight < end)


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
        return bool(ways) and not (self.topic or self.id or any(map(_is_for_anybody, ways)))

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
) -> Answer:
    """Return the answer for a caller: the contacts of that kind, or the one of that id, that serve the market.

    `suits` says which contacts are wanted; if there is none of them, all are in the answer. The contact of an id is in
    the answer whatever it is for, unless its number is dead.
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
        ranked(map(make, here), topic) if here else ranked(filter(_is_international, map(make, elsewhere)), topic),
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


def market_of(company: Company, caller: Caller) -> str:
    """Return the market whose contacts are wanted: the caller's country, else the company's home; "" is any.

    Home is the first country of `serves`. For a company of all countries it is "all" (its international contacts) if
    there are any, else the first country of its first contact.
    """
    if caller.country:
        return "" if caller.country == "all" else caller.country
    if caller.location:
        return caller.location
    home = next(iter(countries_in(company.serves)), "")
    if home != "all":
        return home
    support = [contact for contact in living(company) if not contact.is_privacy_only and is_reachable(company, contact)]
    if not support or any("all" in company.serves_of(contact) for contact in support):
        return "all"
    return next(iter(countries_in(company.serves_of(support[0]))), "all")


def living(company: Company) -> list[Phone | Channel]:
    """Return the contacts of a company without its dead numbers."""
    return [contact for contact in company.contacts if not (isinstance(contact, Phone) and contact.dead)]


def is_reachable(company: Company, contact: Phone | Channel) -> bool:
    """Return whether it says what to dial, open or write to, or where: a number, a URL, an address or a place."""
    if contact.number or contact.short or contact.where:
        return True
    if isinstance(contact, Phone):
        return bool(contact.textphone) or bool(_entrances(company, contact))
    return bool(contact.url or contact.address)


def _serves(company: Company, contact: Contact, market: str) -> bool:
    return not market or is_served(market, company.serves_of(contact))


def _is_international(way: Way) -> bool:
    """Whether it is a phone line of another market that, as its source says, takes calls from here."""
    return way.contact.kind == "phone" and way.contact.abroad in ("only", "also") and way.connects == "yes"


def _is_about_privacy(topic: str) -> bool:
    return fold(topic) == "privacy"


# --- The order


def ranked(ways: Iterable[Way], topic: str = "") -> list[Way]:
    """Return the ways of a company, given in the order of its file, best first. The first difference decides:

    1. it serves the market
    2. it is right for this caller and matter: see `suitability_key`
    3. phones that connect from here, then channels, then phones that do not connect: see `contact_rank`
    4. open, maybe, unknown, then what opens next: see `availability_key`
    5. the order of the file, which is the contributor's recommendation

    No two contacts have the same place in a file, so cost, grade and date decide nothing within a company.
    """
    equals: dict[tuple[int, ...], list[Way]] = {}
    for way in ways:
        key = (not way.serves_market, *suitability_key(way, topic), contact_rank(way))
        equals.setdefault(key, []).append(way)
    # The state takes longer to work out than all the rest, and is needed only where nothing before it decides.
    return [
        way
        for _, group in sorted(equals.items(), key=itemgetter(0))
        for way in (sorted(group, key=availability_key) if len(group) > 1 else group)
    ]


def suitability_key(way: Way, topic: str = "", *, no_voice: bool = False) -> tuple[int, ...]:
    """Return how right a way is for the caller and the matter, whoever is there now; smaller is better.

    In this order: lines for emergencies, accessibility and bereavement, and textphones, come last unless asked for;
    lines for the topic, then general lines, then lines for other topics; lines in the language asked for, or else in a
    language of the country; lines that private customers may use; general before special; lines for anybody before
    lines for certain customers.
    """
    contact = way.contact
    return (
        _is_kept_free(contact, topic, no_voice=no_voice),
        _topic_rank(contact, topic) if topic else 0,
        _language_rank(way),
        0 if contact.is_for_private and not _is_for_newcomers(contact) else 1 if contact.is_for_private else 2,
        not contact.is_general,
        not _is_open_to_all(contact),
    )


def contact_rank(way: Way) -> int:
    """Return the rank of a contact by whether a call connects from where the caller is; smaller is better.

    Lines only for calls from abroad (to a caller who is abroad), phones that connect, phones that may connect or whose
    number is only said to be somewhere, channels, what does not connect.
    """
    contact = way.contact
    if way.connects == "no":
        return 4
    if contact.kind != "phone":
        return 3
    if contact.abroad == "only":
        return 0 if way.caller.location else 2
    return 1 if way.connects == "yes" and (way.number or contact.short) else 2


def availability_key(way: Way) -> tuple[int, datetime]:
    """Return a key that sorts open, maybe, unknown, closed by next opening."""
    kind = way.state.kind
    return STATES.index(kind), way.changes or NEVER if kind == "closed" else NEVER


def _is_for_anybody(way: Way) -> bool:
    """Whether it is a general way that a private customer may use, and no line that must be kept free."""
    contact = way.contact
    return contact.is_general and contact.is_for_private and not is_textphone(contact)


def _is_kept_free(contact: Phone | Channel, topic: str, *, no_voice: bool) -> bool:
    """Whether it must not lead: a line for few callers, or a textphone, that was not asked for."""
    narrow = _KEPT_FREE.intersection(contact.topics) if not contact.is_general else frozenset()
    if narrow and not _asks_for(contact, topic, narrow):
        return True
    if no_voice or not is_textphone(contact):
        return False
    return "accessibility" not in words(topic) and _TEXTPHONES.isdisjoint(words(topic))


def _asks_for(contact: Phone | Channel, topic: str, narrow: AbstractSet[str]) -> bool:
    """Whether the topic is one of the narrow ones, or a word of the label that is no topic of the contact."""
    if not topic:
        return False
    asked = fold(topic)
    if asked in map(fold, contact.topics):
        return asked in map(fold, narrow)
    return suits_topic(contact, topic)


def is_textphone(contact: Phone | Channel) -> bool:
    """Return whether it is a phone line for text devices only, by its numbers or its label."""
    if not isinstance(contact, Phone):
        return False
    if contact.is_textphone_only:
        return True
    return not contact.textphone and not _TEXTPHONES.isdisjoint(words(contact.label))


def _topic_rank(contact: Phone | Channel, topic: str) -> int:
    """0: for the topic; 1: general, or with a route for it; 2: general; 3: for other topics."""
    if fold(topic) in map(fold, contact.topics) or set(words(topic)) <= set(words(contact.label)):
        return 0
    return 1 if suits_topic(contact, topic) else 2 if contact.is_general else 3


def _language_rank(way: Way) -> int:
    """With a language asked for, 0: spoken, 1: not stated, 2: others. Without, 1: no language of the country."""
    spoken = way.company.languages_of(way.contact)
    asked = way.caller.language
    if not spoken:
        return 1 if asked else 0
    from supportdir.languages import base, official

    stated = {base(tag) for tag in spoken}
    if asked:
        return 0 if base(asked) in stated else 2
    countries = [way.market] if way.market else countries_in(way.company.serves_of(way.contact))
    needed = {language for country in countries for language in official(country)}
    return int(bool(needed) and needed.isdisjoint(stated))


def _is_for_newcomers(contact: Contact) -> bool:
    return bool(contact.audience) and {"new-customers", "education"}.issuperset(contact.audience)


def _is_open_to_all(contact: Contact) -> bool:
    return not contact.audience or "private" in contact.audience


# --- Whether a company is open


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
    first = min(ways, key=lambda way: (not _is_for_anybody(way), way.changes or NEVER), default=None)
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


def week_of(at: datetime) -> tuple[datetime, datetime]:
    """Monday 00:00 to the next Monday 00:00 around an aware moment, on its own clock."""
    monday = at.replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0) - timedelta(days=at.weekday())
    clock = at.tzinfo or UTC
    start, end = (zones.aware(zones.first_instant(day, clock), clock) for day in (monday, monday + timedelta(days=7)))
    return start, end


def has_route(company: Company, contact: Contact) -> bool:
    """Return whether the way through the line's menu is known, including `menu: none`."""
    if not isinstance(contact, Phone):
        return False
    return bool(contact.shortcuts) or contact.menu is not None or bool(_entrances(company, contact))


def has_menu(company: Company, contact: Contact) -> bool:
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
    paths = _places_for(way.company, whole, topic)
    return [Route(shortcut=menu.route(path, whole), proof=proof, from_menu=True) for path in paths]


def _places_for(company: Company, whole: Menu, topic: str) -> list[Path]:
    """The places of a menu that are for the topic, by themselves or by the contact that they lead to."""
    from supportdir.dialing import menu

    asked = "-".join(words(topic))
    found = menu.find(whole, words(topic), [asked])
    by_contact = {contact.id for contact in company.contacts if asked in contact.topics}
    return found + [path for path in menu.paths(whole) if path[-1][1].contact in by_contact and path not in found]


def best_route(way: Way, topic: str = "") -> Route | None:
    """The first of `routes_for`; None where no route is known."""
    return next(iter(routes_for(way, topic)), None)


def is_for(company: Company, contact: Phone | Channel, topic: str) -> bool:
    """Return whether a contact is for the topic, or some place of its menu is."""
    if suits_topic(contact, topic):
        return True
    if not isinstance(contact, Phone) or not isinstance(contact.menu, Menu):
        return False
    return bool(_places_for(company, contact.menu, topic))


def suits_topic(contact: Contact, topic: str) -> bool:
    """Whether the contact is for the topic: by its list of topics, or by words of its label or its routes."""
    listed = [*contact.topics, *(found for way in getattr(contact, "shortcuts", ()) for found in way.topics)]
    if fold(topic) in map(fold, listed):
        return True
    return set(words(topic)) <= set(words(contact.label))


def _entrances(company: Company, contact: Contact) -> list[tuple[Phone, Path]]:
    """The options of other lines' menus that lead to a phone contact, with the line and the path to each.

    The call goes to the other line, so a contact with a number of its own must share it.
    """
    found = []
    for line in company.phones:
        if not isinstance(line.menu, Menu) or line.id == contact.id or line.dead or not line.number:
            continue
        if contact.short or (contact.number and _digits(contact.number) != _digits(line.number)):
            continue
        from supportdir.dialing import menu

        found += [(line, path) for path in menu.paths(line.menu) if path[-1][1].contact == contact.id]
    return found


def _digits(number: str) -> str:
    return "".join(filter(str.isdecimal, number))


def _number_by_menu(company: CompiledCompany, contact: Contact) -> NumberFacts | None:
    """The number of the line whose menu leads to a phone contact that has no number of its own."""
    if not isinstance(contact, Phone) or contact.number or contact.short or contact.textphone or contact.dead:
        return None
    return next((company.number_of(line) for line, _ in _entrances(company, contact)), None)


def _routes_by_menu(company: CompiledCompany, contact: Phone) -> list[Route]:
    from supportdir.dialing import menu

    return [
        Route(
            shortcut=menu.route(path, line.menu if isinstance(line.menu, Menu) else None),
            proof=provenance.of_route(company, line, None),
            from_menu=True,
        )
        for line, path in _entrances(company, contact)
    ]
