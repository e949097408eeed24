"""The routes through a line's phone menu: recorded shortcuts, and paths computed from the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from supportdir import provenance
from supportdir.contacts import entrances
from supportdir.model import Menu, Phone

if TYPE_CHECKING:
    from supportdir.compiled import CompiledCompany
    from supportdir.model import Company, Contact, Shortcut
    from supportdir.provenance import Provenance


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


def has_route(company: Company, contact: Contact) -> bool:
    """Return whether the way through the line's menu is known, including `menu: none`."""
    if not isinstance(contact, Phone):
        return False
    return bool(contact.shortcuts) or contact.menu is not None or bool(entrances(company, contact))


def has_menu(company: Company, contact: Contact) -> bool:
    """Whether the line's menu is known as a tree."""
    return isinstance(contact, Phone) and isinstance(contact.menu, Menu)


def routes_by_menu(company: CompiledCompany, contact: Phone) -> list[Route]:
    from supportdir.dialing import menu

    return [
        Route(
            shortcut=menu.route(path, line.menu if isinstance(line.menu, Menu) else None),
            proof=provenance.of_route(company, line, None),
            from_menu=True,
        )
        for line, path in entrances(company, contact)
    ]
