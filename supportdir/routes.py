"""Routes through a line's phone menu: recorded shortcuts, and routes computed from the menu tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from supportdir import provenance
from supportdir.contacts import menu_paths_for, menu_paths_to
from supportdir.model import Menu, Phone

if TYPE_CHECKING:
    from supportdir.compiled import CompiledCompany
    from supportdir.dialing.menu import Path
    from supportdir.model import Company, Contact, Shortcut
    from supportdir.provenance import Provenance


class Route(Struct, frozen=True, kw_only=True):
    """A route through a phone menu with its provenance; `from_menu` is true if it was computed from the menu tree."""

    shortcut: Shortcut
    proof: Provenance | None
    from_menu: bool

    @property
    def is_for_anybody(self) -> bool:
        """Whether it reaches a person, whatever the caller's topic or customer group."""
        shortcut = self.shortcut
        return shortcut.reaches == "person" and not shortcut.topics and not shortcut.audience


def has_route(company: Company, contact: Contact, topic: str = "") -> bool:
    """Return whether a route through the line's menu is known: to a person, or to an option for the topic.

    `menu: none` counts as known, and so does a recorded shortcut, whatever it reaches.
    """
    if not isinstance(contact, Phone):
        return False
    if contact.shortcuts or contact.menu == "none" or contact.has_person_in_menu or menu_paths_to(company, contact):
        return True
    return bool(topic) and isinstance(contact.menu, Menu) and bool(menu_paths_for(company, contact.menu, topic))


def has_menu(contact: Contact) -> bool:
    """Return whether the file has the line's menu as a tree."""
    return isinstance(contact, Phone) and isinstance(contact.menu, Menu)


def routes_by_menu(company: CompiledCompany, contact: Phone) -> list[Route]:
    """Return the routes to a phone contact through the menus of other lines with its number."""
    return [_route_by_menu(company, line, path) for line, path in menu_paths_to(company, contact)]


def routes_by_other_lines(company: CompiledCompany, contact: Contact) -> dict[str, list[Route]]:
    """Return the routes to a contact through the menus of other lines, whatever their number, by the line's id."""
    routes: dict[str, list[Route]] = {}
    for line, path in menu_paths_to(company, contact, from_any_number=True):
        routes.setdefault(line.id, []).append(_route_by_menu(company, line, path))
    return routes


def _route_by_menu(company: CompiledCompany, line: Phone, path: Path) -> Route:
    from supportdir.dialing import menu

    shortcut = menu.route(path, line.menu if isinstance(line.menu, Menu) else None)
    return Route(shortcut=shortcut, proof=provenance.of_route(company, line, None), from_menu=True)
