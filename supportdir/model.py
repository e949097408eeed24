"""Frozen records of the directory: a company, its ways in, its routes, its sources.

Text stands as the contributor wrote it; what follows from it (schedules, formatted numbers) is worked out elsewhere.
An empty text or tuple means that nothing was written down, never that the fact is known to be false. The fields are
those of the company file (data/README.md), in its order; where a field's name is a Python keyword it ends in "_".
"""

from __future__ import annotations

from typing import ClassVar, Literal, get_args

from msgspec import Struct

SourceKind = Literal["official", "call", "press", "community"]
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

ACTIONS: tuple[Action, ...] = get_args(Action)
KINDS: tuple[str, ...] = ("phone", *get_args(ChannelKind))

PhoneKind = Literal["android", "iphone", "softphone"]

_NOT_PRIVATE = frozenset(("business", "partners", "professionals"))

GRADES: tuple[SourceKind, ...] = ("official", "call", "press", "community")  # best first


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where facts come from. `date` is ISO, maybe cut ("2020-08", "2019") or about ("2019~"); "" is undated."""

    kind: SourceKind
    title: str = ""
    url: str = ""
    date: str = ""
    note: str = ""


class Step(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, rename={"if_": "if"}):
    """One prompt of a phone menu and what answers it: one of the actions, and what belongs to it.

    `times` counts at least that often when `until` is given. `options` are the keys to choose from with their meaning.
    `hear` is the prompt.
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
    """A known route through the menu. `seconds`: measured from dialling to a person, on the day of its source."""

    steps: tuple[Step, ...]
    reaches: Reaches | None = None
    topics: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    caution: str = ""
    note: str = ""
    seconds: int | None = None
    sources: tuple[str, ...] = ()


class Option(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One key or word of a menu, and what is behind it; `contact` is the id of another contact it leads to."""

    label: str = ""
    topics: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    reaches: Reaches | None = None
    contact: str = ""
    options: dict[str, Option] = {}
    note: str = ""


class Menu(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The phone menu as a tree. `greeting`: seconds before its first option; `after`: words, when it comes later."""

    options: dict[str, Option]
    greeting: int | None = None
    after: str = ""


class Contact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A way in: what a phone line and a channel have in common."""

    id: str
    sources: tuple[str, ...]
    label: str = ""
    audience: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()  # none: general
    serves: tuple[str, ...] = ()  # none: whom the company serves
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
    hours: str = ""  # nobody wrote them down: the state is unknown, not closed
    quiet: str = ""
    queue: tuple[int, int] | None = None  # usual minutes waiting, from and to
    answers_within: str = ""
    have_ready: tuple[str, ...] = ()
    note: str = ""
    cite: dict[str, tuple[str, ...]] = {}

    @property
    def is_privacy_only(self) -> bool:
        """Whether it is only for requests about personal data, so that it is never offered as support."""
        return self.topics == ("privacy",)

    @property
    def is_recall_only(self) -> bool:
        """Return whether it is only for the recall of a product, so that it does not make a company open."""
        return self.topics == ("recall",)

    @property
    def is_general(self) -> bool:
        """Whether it is for any matter: it has no topics, or "general" among them."""
        return not self.topics or "general" in self.topics

    @property
    def is_for_private(self) -> bool:
        """Whether a private customer may use it: it is not only for business, partners or professionals."""
        return not self.audience or not _NOT_PRIVATE.issuperset(self.audience)


class Phone(Contact, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A phone line. `menu` is "none" when a person answers at once, None when nobody wrote it down."""

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
        """Whether its only number is one for text devices."""
        return bool(self.textphone) and not self.number and not self.short

    @property
    def is_for_support(self) -> bool:
        """Whether it can be offered: neither dead nor only for requests about personal data."""
        return not self.dead and not self.is_privacy_only


class Channel(Contact, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A way in that is not a phone line."""

    kind: ChannelKind
    service: str = ""
    url: str = ""
    address: str = ""
    accepts: tuple[str, ...] = ()


class Impostor(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A number that circulates as the company's and is not: where it is seen or what it does is in `note`."""

    number: str
    sources: tuple[str, ...]
    note: str = ""


class Escalation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Who comes next when the answer is not good enough: `contact` (an id) or `company` (a slug), whom to ask for there
    (`to`); or `to` alone, in words."""

    contact: str = ""
    company: str = ""
    to: str = ""
    where: str = ""
    answers_within: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()


class Product(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A product, office or service that callers ask for by name, and that the company supports.

    `names` are what callers type. `contact` (an id) or `topic` says where such a call belongs; "" is the company as a
    whole.
    """

    names: tuple[str, ...]
    contact: str = ""
    topic: str = ""


class Company(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One organisation, one file, one permanent slug."""

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
    def contacts(self) -> tuple[Phone | Channel, ...]:
        """Phones, then channels, in the order of the file."""
        return (*self.phones, *self.channels)

    def contact(self, id: str) -> Phone | Channel | None:
        """The contact of that id, or None."""
        return next((contact for contact in self.contacts if contact.id == id), None)

    def serves_of(self, contact: Contact) -> tuple[str, ...]:
        """Whose contact it is: ISO 3166-1 and -2 codes, "all", "-" before what is left out."""
        return contact.serves or self.serves

    def timezone_of(self, contact: Contact) -> str:
        """IANA zone, "caller", "unknown", or "" where nobody stated one."""
        return contact.timezone or (self.timezone if self._is_at_home(contact) else "")

    def languages_of(self, contact: Contact) -> tuple[str, ...]:
        """BCP 47 tags of the languages spoken there; () where nobody said."""
        return contact.languages or (self.languages if self._is_at_home(contact) else ())

    def holidays_of(self, contact: Contact) -> str:
        """Whose public holidays count there: a country, a country and part ("GB-ENG"), or "" where that is not one."""
        countries = countries_in(self.serves_of(contact))
        inherited = self.holidays if self._is_at_home(contact) else ""
        if contact.serves and inherited.partition("-")[0] not in countries:
            inherited = ""  # a company of two countries means those of the contact's own
        if contact.holidays or inherited:
            return contact.holidays or inherited
        return countries[0] if len(countries) == 1 and countries != ("all",) else ""

    def _is_at_home(self, contact: Contact) -> bool:
        """Whether the contact serves no country beyond the company's own, so that it inherits what is said of those."""
        return all(is_served(code, self.serves) for code in contact.serves if not code.startswith("-"))


def countries_in(serves: tuple[str, ...]) -> tuple[str, ...]:
    """The countries (ISO 3166-1, or "all") that lie in `serves` with some part of them, each once, in its order."""
    return tuple(dict.fromkeys(code.partition("-")[0] for code in serves if not code.startswith("-")))


def is_served(place: str, serves: tuple[str, ...]) -> bool:
    """Whether `place` (ISO 3166-1 or -2) is among `serves`. A country counts when any part of it is served."""
    if f"-{place}" in serves or f"-{place.partition('-')[0]}" in serves:
        return False
    if "all" in serves or place in serves or place.partition("-")[0] in serves:
        return True
    return "-" not in place and any(code.startswith(f"{place}-") for code in serves)
