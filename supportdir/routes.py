"""Routes through a line's phone menu: recorded shortcuts, and routes computed from the menu tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from supportdir import provenance
from supportdir.contacts import menu_paths_to
from supportdir.model import Menu, Phone

if TYPE_CHECKING:
    from supportdir.compiled import CompiledCompany
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


def has_route(company: Company, contact: Contact) -> bool:
    """Return whether a route through the line's menu is known; `menu: none` counts as known."""
    if not isinstance(contact, Phone):
        return False
    return bool(contact.shortcuts) or contact.menu is not None or bool(menu_paths_to(company, contact))


def has_menu(company: Company, contact: Contact) -> bool:
    """Return whether the file has the line's menu as a tree. `company` is unused: same signature as `has_route`."""
    return isinstance(contact, Phone) and isinstance(contact.menu, Menu)


def routes_by_menu(company: CompiledCompany, contact: Phone) -> list[Route]:
    """Return the routes to a phone contact through the menus of other lines."""
    from supportdir.dialing import menu

    return [
        Route(
            shortcut=menu.route(path, line.menu if isinstance(line.menu, Menu) else None),
            proof=provenance.of_route(company, line, None),
            from_menu=True,
        )
        for line, path in menu_paths_to(company, contact)
    ]
