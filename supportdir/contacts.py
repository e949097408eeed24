"""Which contacts of a company can be used, for which market and for which topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportdir.model import Menu, Phone, countries_in
from supportdir.search import fold, words

if TYPE_CHECKING:
    from supportdir.caller import Caller
    from supportdir.compiled import CompiledCompany
    from supportdir.dialing.menu import Path
    from supportdir.dialing.number import NumberFacts
    from supportdir.model import Channel, Company, Contact


def living(company: Company) -> list[Phone | Channel]:
    """Return the contacts of a company without its dead numbers."""
    return [contact for contact in company.contacts if not (isinstance(contact, Phone) and contact.dead)]


def is_reachable(company: Company, contact: Phone | Channel) -> bool:
    """Return whether it says what to dial, open or write to, or where: a number, a URL, an address or a place."""
    if contact.number or contact.short or contact.where:
        return True
    if isinstance(contact, Phone):
        return bool(contact.textphone) or bool(entrances(company, contact))
    return bool(contact.url or contact.address)


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


def suits_topic(contact: Contact, topic: str) -> bool:
    """Whether the contact is for the topic: by its list of topics, or by words of its label or its routes."""
    listed = [*contact.topics, *(found for way in getattr(contact, "shortcuts", ()) for found in way.topics)]
    if fold(topic) in map(fold, listed):
        return True
    return set(words(topic)) <= set(words(contact.label))


def is_for(company: Company, contact: Phone | Channel, topic: str) -> bool:
    """Return whether a contact is for the topic, or some place of its menu is."""
    if suits_topic(contact, topic):
        return True
    if not isinstance(contact, Phone) or not isinstance(contact.menu, Menu):
        return False
    return bool(places_for(company, contact.menu, topic))


def places_for(company: Company, whole: Menu, topic: str) -> list[Path]:
    """The places of a menu that are for the topic, by themselves or by the contact that they lead to."""
    from supportdir.dialing import menu

    asked = "-".join(words(topic))
    found = menu.find(whole, words(topic), [asked])
    by_contact = {contact.id for contact in company.contacts if asked in contact.topics}
    return found + [path for path in menu.paths(whole) if path[-1][1].contact in by_contact and path not in found]


def entrances(company: Company, contact: Contact) -> list[tuple[Phone, Path]]:
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


def number_by_menu(company: CompiledCompany, contact: Contact) -> NumberFacts | None:
    """The number of the line whose menu leads to a phone contact that has no number of its own."""
    if not isinstance(contact, Phone) or contact.number or contact.short or contact.textphone or contact.dead:
        return None
    return next((company.number_of(line) for line, _ in entrances(company, contact)), None)
