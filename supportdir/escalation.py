"""The next step after a bad answer: what the log says of it, who is next at the company, which body is above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from supportdir.format.regulators import Body, bodies_for, bodies_of_parts, sectors_of
from supportdir.model import is_served, is_served_whole
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

Standing = Literal["named", "first", "also"]

WORST_RATING = 1
_OLD_AFTER = 60  # months; an older step stands behind the bodies
_MOST_MEMBERS_ONLY = 2  # more bodies that take only their members are a list to choose from
_ARBITERS = ("ombudsman", "mediator")  # roles of which a company has one


class CompanyStep(NamedTuple):
    """Who is next at the company: a contact of it, the contact of another company (`other`), or words alone."""

    step: Escalation
    way: Way | None
    other: CompiledCompany | None
    proof: Provenance | None

    def is_old(self, today: date) -> bool:
        """Return whether its source is older than five years."""
        months = self.proof.months(today) if self.proof else None
        return months is not None and months >= _OLD_AFTER


class BodyStep(NamedTuple):
    """A body outside the company.

    `named` is the step in which the company names it. `standing` is "named", "first", or "also" for one that takes the
    complaint only in some cases. `opens` is the day from which it takes the complaint, None if that is not known.
    `sectors` are the company's categories that it is for, if not the main one.
    """

    body: Body
    proof: Provenance
    opens: date | None
    standing: Standing
    named: CompanyStep | None = None
    sectors: tuple[str, ...] = ()


class Complaint(NamedTuple):
    """What the log has of the complaint: the days of the first one and of the refusal; None where there is none."""

    began: date | None = None
    refused: date | None = None


class Plan(NamedTuple):
    """What to do next. `parts` are the bodies for parts of the country, if the part is not known.

    `is_served` tells whether a contact of the company serves the place.
    """

    company: CompiledCompany
    place: str
    is_served: bool
    next_step: NextStep | None
    steps: list[CompanyStep]
    bodies: list[BodyStep]
    parts: list[Body]
    complaint: Complaint
    entry: int


def situation_of(entry: Entry, today: date, *, is_waiting: bool) -> str:
    """Return the situation that an entry of the log shows, "" if it shows none.

    `is_waiting` tells whether it has waited for an answer longer than the company says or is usual.
    """
    if entry.outcome == "refused":
        return "refusal"
    if is_late(entry, today):
        return "missed-deadline"
    if entry.ratings.get("politeness") == WORST_RATING:
        return "rudeness"
    if entry.outcome == "no-answer":
        return "call-not-taken" if entry.channel == "phone" else "no-answer"
    return "no-answer" if is_waiting else ""


def is_late(entry: Entry, today: date) -> bool:
    """Return whether the day that the company promised is over."""
    return entry.by is not None and entry.by < today and not entry.is_closed


def is_complaint(entry: Entry, today: date, *, is_waiting: bool) -> bool:
    """Return whether an entry began the time of the company: a complaint, or a request that it did not meet.

    A call that nobody took, or that was cut off, is none.
    """
    return entry.topic == "complaint" or situation_of(entry, today, is_waiting=is_waiting) in (
        "refusal",
        "missed-deadline",
        "no-answer",
    )


def serves_customer(company: CompiledCompany, place: str) -> bool:
    """Return whether the company or one of its contacts serves `place` (ISO 3166, "" any)."""
    markets = [company.serves, *(contact.serves for contact in company.contacts if contact.serves)]
    return not place or any(is_served(place, serves) for serves in markets)


def company_steps(
    company: CompiledCompany,
    place: str,
    way_of: Callable[[str], Way | None],
    other_of: Callable[[str], CompiledCompany | None],
) -> list[CompanyStep]:
    """Return who is next at the company for a customer in `place` (ISO 3166, "" any), in the order of its file.

    `way_of` gives the way of a contact id, `other_of` the company of a slug.
    """
    return [
        CompanyStep(
            step,
            way_of(step.contact) if step.contact else None,
            other_of(step.company) if step.company else None,
            of_sources(company, step.sources),
        )
        for step in company.escalation_in(place)
    ]


def body_steps(
    register: Register, company: CompiledCompany, place: str, steps: Iterable[CompanyStep], complaint: Complaint
) -> list[BodyStep]:
    """Return the bodies for a customer in `place` (ISO 3166) in their order, those first that the company names.

    `steps` are those of the company. If it names an ombudsman or a mediator, others are left out that take only their
    members, and the rest of them only stand behind. So do bodies for what is not the main business of the company, and
    all if the company does not serve the place.
    """
    if not place:
        return []
    named = {body: step for step in steps if (body := body_of(register, step)) and is_served_whole(place, body.serves)}
    found = [body for body in bodies_for(register.bodies, company.categories, place) if body not in named]
    found = [body for body in found if body.company != company.slug]
    has_arbiter = any(body.role in _ARBITERS for body in named)
    if has_arbiter:
        found = [body for body in found if not body.members_only]
    is_list = sum(bool(body.members_only) for body in found) > _MOST_MEMBERS_ONLY
    is_here = serves_customer(company, place)
    has_main = not all(_other_sectors(body, company) for body in [*found, *parts_of(register, company, place)])

    def standing(body: Body) -> Standing:
        is_behind = (
            not is_here
            or (body.is_general and bool(body.takes))
            or (has_arbiter and body.role in _ARBITERS)
            or (is_list and bool(body.members_only))
            or (has_main and bool(_other_sectors(body, company)))
        )
        return "also" if is_behind else "first"

    found.sort(key=lambda body: (standing(body) == "also", bool(body.members_only)))
    return [
        BodyStep(
            body,
            register.provenance(body),
            _opening_day(body, complaint),
            "named" if body in named else standing(body),
            named.get(body),
            _other_sectors(body, company),
        )
        for body in (*named, *found)
    ]


def parts_of(register: Register, company: CompiledCompany, place: str) -> list[Body]:
    """Return the bodies for parts of `place` (ISO 3166), if it is a country and the company serves it."""
    if not place or not serves_customer(company, place):
        return []
    return bodies_of_parts(register.bodies, company.categories, place)


def body_of(register: Register, step: CompanyStep) -> Body | None:
    """Return the body of the register that a step names, by its id or by its company file."""
    wanted = step.step
    return next(
        (
            body
            for body in register.bodies
            if body.id == wanted.body or (wanted.company and body.company == wanted.company)
        ),
        None,
    )


def _opening_day(body: Body, complaint: Complaint) -> date | None:
    if body.deadlock and complaint.refused:
        return complaint.refused
    return body.period.end(complaint.began) if body.period and complaint.began else None


def _other_sectors(body: Body, company: CompiledCompany) -> tuple[str, ...]:
    """The categories of the company that a body is for, if it is not for the main one."""
    sectors = sectors_of(company.categories)
    if body.is_general or not sectors or sectors[0] in body.sectors:
        return ()
    return tuple(sector for sector in sectors if sector in body.sectors)
