"""Routes through a line's phone menu: recorded shortcuts, and routes computed from the menu tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from supportdir import provenance
from supportdir.contacts import lists_topic, menu_paths_to
from supportdir.model import Menu

if TYPE_CHECKING:
    from supportdir.compiled import CompiledCompany
    from supportdir.dialing.menu import Path
    from supportdir.model import Contact, Phone, Shortcut
    from supportdir.provenance import Provenance


class Route(Struct, frozen=True, kw_only=True):
    """A route through a phone menu with its provenance.

    * `from_menu`: it was computed from the menu tree
    * `is_exact`: it leads to the contact, or to an option for the topic asked, so the option's own topics do not matter
    * `is_in_language`: it leads to an option in the caller's language
    """

    shortcut: Shortcut
    proof: Provenance | None
    from_menu: bool
    is_exact: bool = False
    is_in_language: bool = False

    @property
    def is_for_anybody(self) -> bool:
        """Whether it reaches a person, whatever the caller's topic or customer group."""
        shortcut = self.shortcut
        return shortcut.reaches == "person" and not shortcut.topics and not shortcut.audience

    def is_for(self, contact: Contact, topic: str = "") -> bool:
        """Return whether it suits everybody who calls the contact about the topic; "" stands for any matter."""
        shortcut = self.shortcut
        if not shortcut.is_for_private and contact.is_for_private:
            return False
        if self.is_exact or (topic and lists_topic(shortcut.topics, topic)):
            return True
        is_for_customers = "private" in shortcut.audience or set(shortcut.audience) <= set(contact.audience)
        has_all_topics = not topic and bool(contact.topics) and set(contact.topics) <= set(shortcut.topics)
        return is_for_customers and (not shortcut.topics or has_all_topics)


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
    return Route(shortcut=shortcut, proof=provenance.of_route(company, line, None), from_menu=True, is_exact=True)
