"""Which contacts of a company are reachable, serve a market, or handle a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportdir.model import Menu, Phone, countries_in, is_served
from supportdir.search import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from supportdir.caller import Caller
    from supportdir.compiled import CompiledCompany
    from supportdir.dialing.menu import Path
    from supportdir.dialing.number import NumberFacts
    from supportdir.model import Channel, Company, Contact, Shortcut

TEXTPHONES = frozenset(("textphone", "minicom", "tty", "tdd"))
_SPOKEN = ("video", "callback", "visit")


def living(company: Company, kind: str = "") -> list[Phone | Channel]:
    """Return the contacts of a company, or those of one kind, without its dead numbers, in the order of the file."""
    contacts = company.phones if kind == "phone" else company.contacts
    return [
        contact
        for contact in contacts
        if (not kind or contact.kind == kind) and not (isinstance(contact, Phone) and contact.dead)
    ]


def support_contacts(company: Company, market: str = "") -> list[Phone | Channel]:
    """Return the contacts for support in a market ("" for any), in the order of the file.

    Dead numbers, contacts that cannot be reached, and those only for privacy requests are left out.
    """
    return [
        contact
        for contact in living(company)
        if not contact.is_privacy_only
        and (not market or is_served(market, company.serves_of(contact)))
        and is_reachable(company, contact)
    ]


def holidays_at(company: Company, contact: Contact, place: str = "") -> str:
    """Return the region whose public holidays count at a contact (ISO 3166-1 or -2); "" if it is not known.

    It is the place of the caller, if it is one of the `parts_with_holidays`; else that of `holidays_of`. For a contact
    of several countries, it is the country of its time zone, if it serves that.
    """
    if place and place in parts_with_holidays(company, contact):
        return place
    zone = company.timezone_of(contact)
    if (region := company.holidays_of(contact)) or zone in ("", "caller", "unknown"):
        return region
    from supportdir.hours.zones import country_of

    country = country_of(zone)
    return country if country and is_served(country, company.serves_of(contact)) else ""


def parts_with_holidays(company: Company, contact: Contact) -> tuple[str, ...]:
    """Return the parts of countries (ISO 3166-2) of which the public holidays count for callers from there.

    These are the parts that `serves` names, if the hours are on the clock of the caller and no `holidays` are stated.
    """
    if company.timezone_of(contact) != "caller" or contact.holidays or company.holidays:
        return ()
    return tuple(code for code in company.serves_of(contact) if "-" in code and not code.startswith("-"))


def is_reachable(company: Company, contact: Phone | Channel) -> bool:
    """Return whether the file says how to reach the contact: number, URL, address, place or another line's menu."""
    if contact.number or contact.short or contact.where:
        return True
    if isinstance(contact, Phone):
        return bool(contact.textphone) or bool(menu_paths_to(company, contact))
    return bool(contact.url or contact.address)


def support_lines(company: Company, market: str = "") -> list[Phone]:
    """Return the phone lines among the `support_contacts`."""
    return [contact for contact in support_contacts(company, market) if isinstance(contact, Phone)]


def market_of(company: Company, caller: Caller) -> str:
    """Return the country whose contacts the caller wants (ISO 3166-1 or -2), "all" for international, "" for any.

    This is the caller's country, else the caller's location, else the first country of the company with a support
    contact. For a company that serves all countries, it is "all" if a general phone line does so too, else the first
    country of the first general phone line, or of the first general channel. If it has neither, it is "all" if any
    support contact serves all countries.
    """
    if caller.country:
        return "" if caller.country == "all" else caller.country
    if caller.location:
        return caller.location
    support, home = support_contacts(company), countries_in(company.serves)
    if "all" not in home:
        served = (country for country in home if any(is_served(country, company.serves_of(one)) for one in support))
        return next(served, home[0] if home else "all")
    general = list(filter(is_for_anybody, support))
    phones = [contact for contact in general if isinstance(contact, Phone)]
    if any("all" in company.serves_of(contact) for contact in (phones if general else support)):
        return "all"
    first = next(iter((*phones, *general, *support)), None)
    return next(iter(countries_in(company.serves_of(first))), "all") if first else "all"


def is_for_anybody(contact: Phone | Channel, *, no_voice: bool = False) -> bool:
    """Return whether it is a general contact for private customers, not only new ones or schools.

    A textphone is one only for a caller who does not speak (`no_voice`).
    """
    is_for_all_customers = contact.is_general and contact.is_for_private and not is_for_newcomers(contact)
    return is_for_all_customers and (no_voice or not is_textphone(contact))


def is_for_newcomers(purpose: Contact | Shortcut) -> bool:
    """Return whether a contact or route is only for people who want to become customers, or for schools."""
    return bool(purpose.audience) and {"new-customers", "education"}.issuperset(purpose.audience)


def is_textphone(contact: Phone | Channel) -> bool:
    """Return whether it is a phone line for text devices only, by its numbers or its label."""
    if not isinstance(contact, Phone):
        return False
    if contact.is_textphone_only:
        return True
    label = contact.label.lower()
    if contact.textphone or (label.isascii() and not any(name in label for name in TEXTPHONES)):
        return False  # found without `words`, which takes ten times as long
    return not TEXTPHONES.isdisjoint(words(label))


def is_spoken(contact: Phone | Channel) -> bool:
    """Return whether the caller must speak: a phone without textphone or relay, a video call, a callback or a visit.

    A video call for accessibility is in sign language or has captions.
    """
    if isinstance(contact, Phone):
        return not (contact.textphone or contact.relay or is_textphone(contact))
    return contact.kind in _SPOKEN and not (contact.kind == "video" and "accessibility" in contact.topics)


def is_machine_only(contact: Phone | Channel) -> bool:
    """Return whether it is a phone line where only a machine is known to answer."""
    return isinstance(contact, Phone) and contact.is_machine_only


def lists_topic(topics: Iterable[str], topic: str) -> bool:
    """Return whether a list of topic ids contains the topic, compared without case and punctuation."""
    return fold(topic) in map(fold, topics)


def is_named_for(contact: Contact, topic: str) -> bool:
    """Return whether all words of the topic are in the contact's label or name its customers: "business"."""
    return set(words(topic)) <= {*words(contact.label), *words(" ".join(contact.audience))}


def is_for_others(contact: Contact, topic: str = "") -> bool:
    """Return whether it is only for business customers, partners or professionals, and the topic does not ask for it.

    A topic asks for it by words of its label or its customers, such as "merchants" or "business", but not by a matter
    that private customers have too.
    """
    if contact.is_for_private:
        return False
    return not topic or lists_topic(contact.topics, topic) or not is_named_for(contact, topic)


def suits_topic(contact: Contact, topic: str) -> bool:
    """Return whether the topic is one of the contact's topics, or its label or a shortcut is for it."""
    if lists_topic(contact.topics, topic) or is_named_for(contact, topic):
        return True
    return isinstance(contact, Phone) and any(lists_topic(shortcut.topics, topic) for shortcut in contact.shortcuts)


def covers_topic(company: Company, contact: Phone | Channel, topic: str) -> bool:
    """Return whether the contact suits the topic (see `suits_topic`) or an option of its menu does."""
    if suits_topic(contact, topic):
        return True
    if not isinstance(contact, Phone) or not isinstance(contact.menu, Menu):
        return False
    return bool(menu_paths_for(company, contact.menu, topic))


def menu_paths_for(company: Company, tree: Menu, topic: str) -> list[Path]:
    """Return the paths to the menu options for the topic, then to those that lead to a contact for the topic."""
    from supportdir.dialing import menu

    topic_id = "-".join(words(topic))
    paths = menu.find(tree, words(topic), [topic_id])
    targets = {contact.id for contact in company.contacts if topic_id in contact.topics}
    return paths + [path for path in menu.paths(tree) if path[-1][1].contact in targets and path not in paths]


def menu_paths_to(company: Company, contact: Contact, *, from_any_number: bool = False) -> list[tuple[Phone, Path]]:
    """Return each option of another line's menu that leads to a contact, as (line, path to the option).

    The caller dials the other line. Unless `from_any_number`, a contact with its own number therefore counts only if
    both numbers are equal, and a contact with a short number never.
    """
    routes: list[tuple[Phone, Path]] = []
    for line in company.phones:
        if not isinstance(line.menu, Menu) or line.id == contact.id or line.dead or not line.number:
            continue
        has_other_number = contact.short or (contact.number and _digits(contact.number) != _digits(line.number))
        if has_other_number and not from_any_number:
            continue
        from supportdir.dialing import menu

        routes += [(line, path) for path in menu.paths(line.menu) if path[-1][1].contact == contact.id]
    return routes


def _digits(number: str) -> str:
    return "".join(filter(str.isdecimal, number))


def line_with_menu(company: Company, contact: Phone) -> Phone:
    """Return the line whose routes and menu are those of a line: itself, else the first one with the same number.

    Routes are written once for a number (data/README.md, "One number with several schedules"). A line to which an
    option of a menu leads has that route only.
    """
    if contact.shortcuts or contact.menu or not contact.number:
        return contact
    lines = [line for line in company.phones if (line.shortcuts or line.menu) and line.extension == contact.extension]
    same = next((line for line in lines if _digits(line.number) == _digits(contact.number)), None)
    return contact if same is None or menu_paths_to(company, contact) else same


def number_by_menu(company: CompiledCompany, contact: Contact) -> NumberFacts | None:
    """Return the number of the line whose menu leads to a phone contact without a number; None for other contacts."""
    if not isinstance(contact, Phone) or contact.number or contact.textphone or contact.dead:
        return None
    return next((company.number_of(line) for line, _ in menu_paths_to(company, contact)), None)
