"""Which line's phone menu to explain to a caller: the first with a route that suits the caller and the matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportdir.contacts import is_machine_only, lists_topic
from supportdir.ordering import GENERAL, contact_rank, is_only_if_asked, is_reserved, suitability_key
from supportdir.routes import routes_by_other_lines
from supportdir.ways import best_route, has_route

if TYPE_CHECKING:
    from supportdir.answers import Answer
    from supportdir.ways import Way


def line_with_route(answer: Answer) -> Way | None:
    """Return the first line of an answer with a route that suits the caller and the matter; None if there is none.

    Without a topic, the first line with a route for certain matters if no general one is known.
    """
    lead, topic = answer.lead, answer.topic
    if lead is None:
        return None
    lines = [way for way in answer.ways if can_stand_in(way, lead, topic)]
    known = (way for way in lines if has_route(way, topic) and (way is lead or _suits(way, lead, topic)))
    if (line := next(known, None)) or topic:
        return line
    if answer.id:
        return lead if lead.routes else None
    return next((way for way in lines if not _is_only_if_asked(way)), None)


def is_second_choice(way: Way, lead: Way, topic: str) -> bool:
    """Return whether a line suits the matter less than the line that leads, or has no route that suits it.

    A line whose menu leads to that line is no second choice. Without a topic, every other line for certain matters is.
    """
    own, first = suitability_key(way, topic), suitability_key(lead, topic)
    if way.contact.id in routes_by_other_lines(way.company, lead.contact):
        return False
    if way.number != lead.number and (contact_rank(way) > contact_rank(lead) or is_machine_only(way.contact)):
        return True
    is_other_special = way is not lead and not topic and own.special
    return (
        bool(is_other_special)
        or own._replace(language=first.language, spoken=first.spoken) != first
        or not has_route(way, topic)
    )


def can_stand_in(way: Way, lead: Way, topic: str) -> bool:
    """Return whether the caller can use a line as well as the line that leads, whatever its topics.

    It connects, is not closed while the other is open, has the caller's language, and is for the same customers.
    """
    own, first = suitability_key(way, topic), suitability_key(lead, topic)
    is_out_of_reach = way.connects == "no" and lead.connects != "no"
    is_closed = way.state.kind == "closed" and lead.state.kind in ("open", "maybe")
    if is_out_of_reach or is_closed:
        return False
    route = best_route(way, topic)
    has_language = own.spoken <= first.spoken or (route is not None and route.is_in_language)
    return has_language and own.reserved <= first.reserved and own.customers <= first.customers


def _suits(way: Way, lead: Way, topic: str) -> bool:
    own, first = suitability_key(way, topic), suitability_key(lead, topic)
    if not topic:
        return own.special <= first.special and own.limited <= first.limited
    route = best_route(way, topic)
    if route and (route.is_exact or lists_topic(route.shortcut.topics, topic)) and way.contact.is_general:
        return True
    return own.topic <= first.topic or (own.topic <= GENERAL and not is_reserved(lead.contact, ""))


def _is_only_if_asked(way: Way) -> bool:
    """Return whether the line, or each of its routes, is for matters or customers that the caller must ask for."""
    if is_only_if_asked(way.contact):
        return True
    return not way.has_no_menu and all(is_only_if_asked(route.shortcut) for route in way.routes)
