"""A filter for companies: by category, country, topic and kind of contact."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from supportdir.contacts import covers_topic
from supportdir.model import Phone, is_served

if TYPE_CHECKING:
    from supportdir.model import Channel, Company


class Selection(NamedTuple):
    """The filter; an empty field matches everything.

    `category`, `topic` and `kind` are words of the closed lists (data/README.md), `country` is ISO 3166-1 or -2.
    """

    category: str = ""
    country: str = ""
    topic: str = ""
    kind: str = ""

    def holds(self, company: Company) -> bool:
        """Return whether the company has the category, and one of its contacts matches all other fields."""
        if self.category and self.category not in company.categories:
            return False
        if not (self.country or self.topic or self.kind):
            return True
        return any(self.holds_contact(company, contact) for contact in company.contacts)

    def holds_contact(self, company: Company, contact: Phone | Channel) -> bool:
        """Return whether the contact matches country, topic and kind.

        A dead number never does; a privacy contact only if the topic is "privacy".
        """
        if isinstance(contact, Phone) and contact.dead:
            return False
        if contact.is_privacy_only and self.topic != "privacy":
            return False
        return (
            self.kind in ("", contact.kind)
            and (not self.country or is_served(self.country, company.serves_of(contact)))
            and (not self.topic or covers_topic(company, contact, self.topic))
        )
