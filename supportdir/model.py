"""Frozen records of the company file: company, contacts, shortcuts, menus and sources.

The fields are those of the file (data/README.md), in the order of the file; `if_` ends in "_" because "if" is a Python
keyword. Texts are unchanged; other modules parse hours and format numbers. An empty text or tuple means that the file
does not have the field, not that the fact is known to be false.
"""

# Without `from __future__ import annotations`, here and in other modules with records: msgspec would compile each
# annotation again at every start, which takes 1 ms of a look-up.

from collections.abc import Iterable, Sequence
from typing import ClassVar, Literal, get_args

from msgspec import Struct

from supportdir.translation import translate

SourceKind = Literal["official", "call", "press", "community"]  # best first
ChannelKind = Literal[
    "chat",
    "email",
    "form",
    "sms",
    "messenger",
    "social",
    "forum",
    "app",
    "callback",
    "post",
    "visit",
    "video",
    "self-service",
]
Reaches = Literal["person", "callback", "voicemail", "recording"]
Cost = Literal["toll-free", "local", "standard", "shared", "premium"]
Abroad = Literal["only", "also", "never"]
Action = Literal["press", "say", "tell", "enter", "choose", "pause", "wait", "silence", "hold", "leave"]

PhoneKind = Literal["android", "iphone", "softphone"]

ACTIONS: tuple[Action, ...] = get_args(Action)
KINDS: tuple[str, ...] = ("phone", *get_args(ChannelKind))  # the kinds of contacts
GRADES: tuple[SourceKind, ...] = get_args(SourceKind)  # best first

_NOT_PRIVATE = frozenset(("business", "partners", "professionals"))


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A source of facts. `date` is an ISO date or its beginning ("2020-08", "2019"), with "~" if approximate; or ""."""

    kind: SourceKind
    title: str = ""
    url: str = ""
    date: str = ""
    note: str = ""


class Step(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, rename={"if_": "if"}):
    """One step of a route through a phone menu: a prompt (`hear`) and one action (data/README.md, "Routes").

    `times` is how often to repeat it, at least that often if there is an `until`. `options` are the keys to choose from
    → their meaning.
    """

    press: str = ""
    say: str = ""
    tell: str = ""
    enter: str = ""
    choose: str = ""
    pause: int | None = None  # seconds
    wait: str = ""
    silence: str = ""
    hold: str = ""
    leave: str = ""
    times: int = 1
    until: str = ""
    end: str = ""
    options: dict[str, str] = {}
    hear: str = ""
    if_: str = ""

    @property
    def action(self) -> Action | Literal[""]:
        """The action that the step names; "" if it names none, which no valid file has."""
        return next((action for action in ACTIONS if getattr(self, action) not in ("", None)), "")

    @property
    def value(self) -> str:
        """What the action needs: keys for press, seconds for pause, words for the others."""
        return str(getattr(self, self.action)) if self.action else ""


class Shortcut(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A recorded route through a phone menu. `seconds` is the measured time from dialling to a person."""

    steps: tuple[Step, ...]
    reaches: Reaches | None = None
    topics: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    caution: str = ""
    note: str = ""
    seconds: int | None = None
    sources: tuple[str, ...] = ()

    @property
    def is_for_private(self) -> bool:
        """Whether private customers may use it, as `Contact.is_for_private`."""
        return _is_for_private(self.audience)


class Option(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """An option of a phone menu. `contact` is the id of another contact that it leads to."""

    label: str = ""
    topics: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    reaches: Reaches | None = None
    contact: str = ""
    options: dict[str, "Option"] = {}
    note: str = ""


class Menu(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A phone menu as a tree; `options` is key or word → option.

    `greeting` is the seconds until the first option is read. `after` says in words what precedes the menu.
    """

    options: dict[str, "Option"]
    greeting: int | None = None
    after: str = ""


class Contact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The fields that phone lines and channels share. `queue` is the usual wait in minutes, from and to."""

    id: str
    sources: tuple[str, ...]
    label: str = ""
    audience: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()  # empty: every topic
    serves: tuple[str, ...] = ()  # empty: as the company
    languages: tuple[str, ...] = ()
    timezone: str = ""
    holidays: str = ""
    number: str = ""
    short: str = ""
    where: str = ""
    works_from: str = ""
    abroad: Abroad | None = None
    cost: Cost | None = None
    cost_note: str = ""
    hours: str = ""  # empty: the state is unknown, not closed
    quiet: str = ""
    queue: tuple[int, int] | None = None
    answers_within: str = ""
    have_ready: tuple[str, ...] = ()
    note: str = ""
    cite: dict[str, tuple[str, ...]] = {}

    @property
    def is_privacy_only(self) -> bool:
        """Whether it takes only requests about personal data, so that it is not offered as support."""
        return self.topics == ("privacy",)

    @property
    def is_recall_only(self) -> bool:
        """Whether it is only for product recalls, so that it does not count for whether the company is open."""
        return self.topics == ("recall",)

    @property
    def is_general(self) -> bool:
        """Whether it is for every topic: it has no topics, or the topic "general". A switchboard is for none."""
        return (not self.topics or "general" in self.topics) and not self.is_switchboard

    @property
    def is_switchboard(self) -> bool:
        """Whether it connects to offices and is not a support line, as its label says (data/README.md)."""
        return "switchboard" in self.label.lower()

    @property
    def is_for_private(self) -> bool:
        """Whether private customers may use it: it is not only for business, partners or professionals."""
        return _is_for_private(self.audience)


class Phone(Contact, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A phone line. `menu` is "none" if a person answers at once, None if the menu is not known."""

    kind: ClassVar[str] = "phone"

    extension: str = ""
    vanity: str = ""
    textphone: str = ""
    relay: str = ""
    dead: str = ""
    automated: str = ""
    fails: tuple[str, ...] = ()
    no_shortcut: str = ""
    shortcuts: tuple[Shortcut, ...] = ()
    menu: Menu | Literal["none"] | None = None

    @property
    def is_textphone_only(self) -> bool:
        """Whether its only number is for text devices."""
        return bool(self.textphone) and not self.number and not self.short

    @property
    def is_code_menu(self) -> bool:
        """Whether its number is a code that a mobile network answers with a text menu (USSD), as *111*33#."""
        return self.short.startswith(("*", "#")) and self.short.endswith("#")

    @property
    def is_machine_only(self) -> bool:
        """Whether no person is known to answer: a code menu, or an automated line without any sign of a person.

        A person is known by hours, by a route to one, or by a textphone.
        """
        if self.is_code_menu:
            return True
        if not self.automated or self.hours or self.textphone:
            return False
        return not self.has_person_in_menu and not any(shortcut.reaches == "person" for shortcut in self.shortcuts)

    @property
    def has_person_in_menu(self) -> bool:
        """Whether an option of its menu is known to reach a person."""
        return isinstance(self.menu, Menu) and any(map(_reaches_person, self.menu.options.values()))

    @property
    def is_for_support(self) -> bool:
        """Whether it can be offered as support: it is neither dead nor for privacy requests only."""
        return not self.dead and not self.is_privacy_only


class Channel(Contact, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A contact that is not a phone line."""

    kind: ChannelKind
    service: str = ""
    url: str = ""
    address: str = ""
    accepts: tuple[str, ...] = ()


class Impostor(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A number that falsely claims to be the company's; `note` says where it appears or what it does."""

    number: str
    sources: tuple[str, ...]
    note: str = ""


class Escalation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where to complain if support does not help: a `contact` (id) or a `company` (slug), and whom to ask for (`to`).

    A step may also have only `to`. `body` is the id of that body in data/regulators.yaml, if it is there; `outside` is
    set for another body outside the company. `takes` is what a complaint must be about, if not all matters. `countries`
    is where its customers live (ISO 3166); () if no source limits it.
    """

    contact: str = ""
    company: str = ""
    to: str = ""
    body: str = ""
    outside: Literal["true"] | None = None
    takes: str = ""
    where: str = ""
    answers_within: str = ""
    note: str = ""
    countries: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Product(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A product, office or service of the company that callers search for by one of its `names`.

    `contact` (an id) or `topic` says where such a call belongs; if both are "", it is the whole company.
    """

    names: tuple[str, ...]
    contact: str = ""
    topic: str = ""


class Company(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A company: one file, with a permanent `slug`."""

    slug: str
    name: str
    categories: tuple[str, ...]
    serves: tuple[str, ...]
    sources: dict[str, Source]
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    products: tuple[Product, ...] = ()
    timezone: str = ""
    holidays: str = ""
    languages: tuple[str, ...] = ()
    have_ready: tuple[str, ...] = ()
    no_phone: str = ""
    not_theirs: tuple[Impostor, ...] = ()
    phones: tuple[Phone, ...] = ()
    channels: tuple[Channel, ...] = ()
    escalation: tuple[Escalation, ...] = ()
    note: str = ""
    cite: dict[str, tuple[str, ...]] = {}
    merged_into: str = ""
    defunct: str = ""

    def __repr__(self) -> str:
        return f"Company({self.slug!r}, {self.name!r}, {len(self.contacts)} contacts)"

    @property
    def is_gone(self) -> bool:
        """Whether it no longer exists, or is now part of another company."""
        return bool(self.merged_into or self.defunct)

    @property
    def contacts(self) -> tuple[Phone | Channel, ...]:
        """The phones, then the channels, in the order of the file."""
        return (*self.phones, *self.channels)

    def contact(self, id: str) -> Phone | Channel | None:
        """Return the contact with the id, or None."""
        return next((contact for contact in self.contacts if contact.id == id), None)

    def serves_of(self, contact: Contact) -> tuple[str, ...]:
        """Return the regions that the contact serves: ISO 3166-1 and -2 codes or "all"; "-" excludes a region."""
        return contact.serves or self.serves

    def home_of(self, place: str) -> str:
        """Return the part of the country `place` where its customers live, if it serves one part only, else `place`."""
        parts = [code for code in self.serves if code.partition("-")[0] == place]
        return parts[0] if len(parts) == 1 else place

    def escalation_in(self, place: str) -> list[Escalation]:
        """Return the escalation steps for a customer in `place` (ISO 3166-1 or -2, "" for all), in their order.

        Left out are steps for other countries or only for a part of this one, and contacts that do not serve it.
        """
        return [step for step in self.escalation if not place or self._escalates(step, self.home_of(place))]

    def _escalates(self, step: Escalation, place: str) -> bool:
        contact = self.contact(step.contact) if step.contact else None
        if contact and not is_served(place, self.serves_of(contact)):
            return False
        return not step.countries or is_served_whole(place, step.countries)

    def timezone_of(self, contact: Contact) -> str:
        """Return the contact's IANA zone, "caller", "unknown", or "" if none is stated."""
        return contact.timezone or (self.timezone if self._is_at_home(contact) else "")

    def languages_of(self, contact: Contact) -> tuple[str, ...]:
        """Return the BCP 47 tags of the contact's languages; () if none is stated."""
        return contact.languages or (self.languages if self._is_at_home(contact) else ())

    def holidays_of(self, contact: Contact) -> str:
        """Return the region whose public holidays the contact has ("GB", "GB-ENG"); "" if it is not clear.

        It is the contact's own, else the company's if the contact serves that region, else the only country or part of
        a country that the contact serves.
        """
        inherited = self.holidays if self._is_at_home(contact) else ""
        if contact.holidays or (inherited and not contact.serves):
            return contact.holidays or inherited
        codes = _included(self.serves_of(contact))
        countries = countries_in(self.serves_of(contact))
        if inherited and is_served(inherited, self.serves_of(contact)):
            return inherited
        if len(codes) == 1 and codes != ["all"]:
            return codes[0]
        return countries[0] if len(countries) == 1 and countries != ("all",) else ""

    def _is_at_home(self, contact: Contact) -> bool:
        """Return whether the contact serves only regions of the company, so that it inherits from the company."""
        return not contact.serves or all(is_served(code, self.serves) for code in _included(contact.serves))


def _is_for_private(audience: tuple[str, ...]) -> bool:
    return not audience or not _NOT_PRIVATE.issuperset(audience)


def _reaches_person(option: Option) -> bool:
    return option.reaches == "person" or any(map(_reaches_person, option.options.values()))


def first_regions(serves: tuple[str, ...]) -> str:
    """Return the first four regions of `serves`: "GB, IE", "AT, BE, CH, DE …", "RU except RU-MOW, RU-SPE"."""
    regions, excluded = split_regions(serves)
    return with_exceptions(_first(regions), excluded)


def with_exceptions(regions: str, excluded: Sequence[str]) -> str:
    """Return "RU except RU-MOW, RU-SPE", with the first four regions that are excluded; without any, "RU"."""
    return translate("{regions} except {excluded}", regions=regions, excluded=_first(excluded)) if excluded else regions


def _first(codes: Sequence[str]) -> str:
    return ", ".join(codes[:4]) + (" …" if len(codes) > 4 else "")


def split_regions(serves: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the regions that are served, and those that are excluded, without the "-" before them."""
    serves = list(serves)
    return _included(serves), [code[1:] for code in serves if code.startswith("-")]


def _included(serves: Iterable[str]) -> list[str]:
    """Return the regions that are served."""
    return [code for code in serves if not code.startswith("-")]


def countries_in(serves: tuple[str, ...]) -> tuple[str, ...]:
    """Return the countries of `serves` (ISO 3166-1 or "all"), each once, in order; "US-TX" counts as "US"."""
    return tuple(dict.fromkeys(code.partition("-")[0] for code in _included(serves)))


def is_served_whole(place: str, serves: tuple[str, ...]) -> bool:
    """Return whether `place` (ISO 3166-1 or -2) is in `serves`, and not only a part of it."""
    if "-" in place or not is_served(place, serves):
        return is_served(place, serves)
    has_gaps = any(code.startswith(f"-{place}-") for code in serves)
    return not has_gaps and is_served(place, tuple(code for code in serves if "-" not in code.lstrip("-")))


def is_served(place: str, serves: tuple[str, ...]) -> bool:
    """Return whether `place` (ISO 3166-1 or -2) is in `serves`. A country is, if any part of it is."""
    if f"-{place}" in serves or f"-{place.partition('-')[0]}" in serves:
        return False
    if "all" in serves or place in serves or place.partition("-")[0] in serves:
        return True
    return "-" not in place and any(code.startswith(f"{place}-") for code in serves)
