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
_OLD_AFTER = 60  # months
_MOST_MEMBERS_ONLY = 2  # more bodies that take only their members are a list to choose from
_ARBITERS = ("ombudsman", "mediator")  # roles of which a company has one


class CompanyStep(NamedTuple):
    """Who is next at the company: a contact of it, the contact of another company (`other`), or words alone.

    `is_old` tells whether its source is more than five years old; such a step stands behind the bodies.
    """

    step: Escalation
    way: Way | None
    other: CompiledCompany | None
    proof: Provenance | None
    is_old: bool


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
    """Return whether an entry starts the company's time to answer: a complaint, or a request that it did not meet.

    A call that nobody took, or that was cut off, does not.
    """
    return entry.topic == "complaint" or situation_of(entry, today, is_waiting=is_waiting) in (
        "refusal",
        "missed-deadline",
        "no-answer",
    )


def serves_customer(company: CompiledCompany, place: str) -> bool:
    """Return whether the company, one of its contacts or a step of it serves `place` (ISO 3166, "" any)."""
    markets = [
        company.serves,
        *(contact.serves for contact in company.contacts if contact.serves),
        *(step.countries for step in company.escalation if step.countries),
    ]
    return not place or any(is_served(place, serves) for serves in markets)


def company_steps(
    company: CompiledCompany,
    place: str,
    today: date,
    way_of: Callable[[str], Way | None],
    other_of: Callable[[str], CompiledCompany | None],
) -> list[CompanyStep]:
    """Return who is next at the company for a customer in `place` (ISO 3166, "" any), in the order of its file.

    Old steps are last. `way_of` gives the way of a contact id, `other_of` the company of a slug.
    """
    found = []
    for step in company.escalation_in(place):
        proof = of_sources(company, step.sources)
        months = proof.months(today) if proof else None
        found.append(
            CompanyStep(
                step,
                way_of(step.contact) if step.contact else None,
                other_of(step.company) if step.company else None,
                proof,
                months is not None and months >= _OLD_AFTER,
            )
        )
    return sorted(found, key=lambda step: step.is_old)


class _Choice(NamedTuple):
    """The bodies for a customer: `named` by the company, each with the step that names it, and `found` for its sectors.

    `is_here` tells whether the company serves the customer's country, `has_main` whether there is a body for its main
    business.
    """

    company: CompiledCompany
    named: dict[Body, CompanyStep]
    found: list[Body]
    is_here: bool
    has_main: bool

    @property
    def has_arbiter(self) -> bool:
        """Whether the company names an ombudsman or a mediator for all matters."""
        return any(body.role in _ARBITERS and not body.takes for body in self.named)

    def standing(self, body: Body) -> Standing:
        """Return how a body is listed."""
        if body in self.named:
            return "named"
        members_only = [other for other in self.found if other.members_only]
        is_behind = (
            not self.is_here
            or (self.has_arbiter and body.role in _ARBITERS)
            or (self.has_main and bool(_other_sectors(body, self.company)))
            or (bool(body.takes) and (body.is_general or self._decides(body)))
            or (body in members_only and len(members_only) > _MOST_MEMBERS_ONLY)
        )
        return "also" if is_behind else "first"

    def _decides(self, body: Body) -> bool:
        """Whether the company names a body that decides in place of this one."""
        return self.has_arbiter or any(body.role == other.role for other in self.named)

    def order(self, body: Body) -> tuple[int, ...]:
        """Return the key that sorts the bodies.

        A named body for certain matters of another sector stands behind those for the sectors of the company. Bodies
        for certain matters, and those for members only, stand behind others; of the latter the most special is first.
        """
        if body in self.named:
            is_aside = body.takes and set(sectors_of(self.company.categories)).isdisjoint(body.sectors)
            return (2 if is_aside else 0,)
        place = 3 if self.standing(body) == "also" else 1
        members_only = bool(body.members_only)
        return place, bool(body.takes), members_only, len(body.sectors) if members_only else 0


def body_steps(
    register: Register, company: CompiledCompany, place: str, steps: Iterable[CompanyStep], complaint: Complaint
) -> list[BodyStep]:
    """Return the bodies for a customer in `place` (ISO 3166) in their order, those first that the company names.

    `steps` are those of the company. Bodies that take only their members are left out if the company names an ombudsman
    or a mediator, or does not serve the place.
    """
    if not place:
        return []
    named = {body: step for step in steps if (body := body_of(register, step)) and is_served_whole(place, body.serves)}
    found = [
        body
        for body in bodies_for(register.bodies, company.categories, place)
        if body not in named and body.company != company.slug
    ]
    has_main = not all(_other_sectors(body, company) for body in [*found, *parts_of(register, company, place)])
    choice = _Choice(company, named, found, serves_customer(company, place), has_main)
    if choice.has_arbiter or not choice.is_here:
        choice = choice._replace(found=[body for body in found if not body.members_only])
    return [
        BodyStep(
            body,
            register.provenance(body),
            _opening_day(body, complaint),
            choice.standing(body),
            named.get(body),
            _other_sectors(body, company),
        )
        for body in sorted((*named, *choice.found), key=choice.order)
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
