"""The next step after a bad answer: what the log says of it, who is next at the company, which body is above."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from supportdir.format.regulators import Body, bodies_for, is_of_a_part
from supportdir.model import is_served
from supportdir.provenance import of_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from supportdir.advice import NextStep
    from supportdir.compiled import CompiledCompany
    from supportdir.format.regulators import Register
    from supportdir.journal.entry import Entry
    from supportdir.model import Escalation
    from supportdir.provenance import Provenance
    from supportdir.ways import Way


class CompanyStep(NamedTuple):
    """Who is next at the company: a contact of it, the contact of another company (`other`), or words alone."""

    step: Escalation
    way: Way | None
    other: CompiledCompany | None
    proof: Provenance | None


class BodyStep(NamedTuple):
    """A body outside the company. `opens` is the day from which it takes the complaint, None if that is not known."""

    body: Body
    proof: Provenance
    opens: date | None
    is_of_a_part: bool


class Plan(NamedTuple):
    """What to do next. `began` is the day of the first contact in the log about the matter, None if there is none."""

    company: CompiledCompany
    place: str
    next_step: NextStep | None
    steps: list[CompanyStep]
    bodies: list[BodyStep]
    began: date | None
    entry: int


def situation_of(entry: Entry, today: date, *, is_waiting: bool) -> str:
    """Return the situation that an entry of the log shows, "" if it shows none.

    `is_waiting` tells whether it has waited for an answer longer than the company says or is usual.
    """
    if entry.outcome == "refused":
        return "refusal"
    if entry.by is not None and entry.by < today and not entry.is_closed:
        return "missed-deadline"
    if entry.outcome == "no-answer":
        return "call-not-taken" if entry.channel == "phone" else "no-answer"
    return "no-answer" if is_waiting else ""


def company_steps(
    company: CompiledCompany,
    place: str,
    way_of: Callable[[str], Way | None],
    other_of: Callable[[str], CompiledCompany | None],
) -> list[CompanyStep]:
    """Return who is next at the company for a customer in `place` (ISO 3166, "" any), in the order of its file.

    Contacts and steps of other countries are left out. `way_of` gives the way of a contact id, `other_of` the company
    of a slug.
    """
    found = []
    for step in company.escalation:
        if place and step.countries and not is_served(place, step.countries):
            continue
        contact = company.contact(step.contact) if step.contact else None
        if contact and place and not is_served(place, company.serves_of(contact)):
            continue
        way = way_of(step.contact) if step.contact else None
        found.append(
            CompanyStep(step, way, other_of(step.company) if step.company else None, of_sources(company, step.sources))
        )
    return found


def body_steps(register: Register, company: CompiledCompany, place: str, began: date | None) -> list[BodyStep]:
    """Return the bodies for a customer in `place` (ISO 3166), those first that the company itself names.

    `began` is the day of the complaint to the company, None if it is not known.
    """
    named = {step.company for step in company.escalation if step.company}
    bodies: Iterable[Body] = bodies_for(register.bodies, company.categories, place) if place else ()
    steps = [
        BodyStep(
            body,
            register.provenance(body),
            body.period.end(began) if body.period and began else None,
            is_of_a_part(body, place),
        )
        for body in bodies
        if body.company != company.slug
    ]
    return sorted(steps, key=lambda step: bool(not step.body.company or step.body.company not in named))
