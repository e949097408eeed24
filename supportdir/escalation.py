"""The next step after a bad answer: what the log says of it, who is next at the company, which body is above."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from supportdir.contacts import is_textphone, support_contacts
from supportdir.format.regulators import PUBLIC, Body, bodies_for, bodies_of_parts, sectors_of
from supportdir.model import Channel, Escalation, is_served, is_served_whole
from supportdir.provenance import of_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from supportdir.advice import NextStep
    from supportdir.compiled import CompiledCompany
    from supportdir.format.regulators import Register
    from supportdir.journal.entry import Entry
    from supportdir.provenance import Provenance
    from supportdir.ways import Way

Standing = Literal["named", "first", "also"]

WORST_RATING = 1
_OLD_AFTER = 60  # months
_MOST_CONTACTS = 3  # for complaints
_LETTER = re.compile(r"\b(letters?|post|writing)\b")
_MOST_MEMBERS_ONLY = 2  # more bodies that take only their members are a list to choose from
_SPOKEN = ("phone", "callback", "visit", "video")  # channels
_ARBITERS = ("ombudsman", "mediator")  # roles of which a company has one


class CompanyStep(NamedTuple):
    """Who is next at the company: a contact of it, the contact of another company (`other`), or words alone.

    `is_old` tells whether its source is more than five years old. Such a step, and one to somebody outside the company,
    stands behind the bodies.
    """

    escalation: Escalation
    way: Way | None
    other: CompiledCompany | None
    proof: Provenance | None
    is_old: bool

    @property
    def is_outside(self) -> bool:
        """Return whether it leads to a body or an authority outside the company."""
        return bool(self.escalation.outside or (self.other and not PUBLIC.isdisjoint(self.other.categories)))


class BodyStep(NamedTuple):
    """A body outside the company.

    `named` is the step in which the company names it. `standing` is "named", "first", or "also" for one that takes the
    complaint only in some cases. `opens` is the day from which it takes the complaint, None if that is not known;
    `closes` the day until which it must be asked if the refusal in the log was the final answer. `sectors` are the
    company's categories that it is for, if not the main one.
    """

    body: Body
    proof: Provenance
    opens: date | None
    closes: date | None
    standing: Standing
    named: CompanyStep | None = None
    sectors: tuple[str, ...] = ()


class Request(NamedTuple):
    """A request to the company: its day, its channel, and whether the log calls it a complaint."""

    day: date
    channel: str = "phone"
    is_complaint: bool = True


class Complaint(NamedTuple):
    """What the log has of the matter: the `requests` that may be the complaint, and the day of the last refusal."""

    requests: tuple[Request, ...] = ()
    refused: date | None = None

    @property
    def began(self) -> date | None:
        """Return the day of the first request, None if there is none."""
        return self.requests[0].day if self.requests else None

    def first(self, body: Body) -> Request | None:
        """Return the request from which a body counts: the first complaint, else the first that may be one.

        A call or a visit is none for a body that wants a written complaint.
        """
        found = [request for request in self.requests if not (body.written and request.channel in _SPOKEN)]
        return next((request for request in found if request.is_complaint), next(iter(found), None))


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
    if entry.outcome == "cut-off":
        return "cut-off"
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
    return not place or any(is_served(place, serves) for serves in _markets(company))


def names_place(company: CompiledCompany, place: str) -> bool:
    """Return whether the company, one of its contacts or a step of it names `place` (ISO 3166), not only "all"."""
    named = (tuple(code for code in serves if code != "all") for serves in _markets(company))
    return any(is_served(place, serves) for serves in named)


def _markets(company: CompiledCompany) -> list[tuple[str, ...]]:
    return [
        company.serves,
        *(contact.serves for contact in company.contacts if contact.serves),
        *(step.countries for step in company.escalation if step.countries),
    ]


def company_steps(
    company: CompiledCompany,
    place: str,
    today: date,
    way_of: Callable[[str], Way | None],
    other_of: Callable[[str], CompiledCompany | None],
) -> list[CompanyStep]:
    """Return who is next at the company for a customer in `place` (ISO 3166, "" any): its contacts only for complaints,
    then the steps of its file in their order.

    Old steps of the file are last. `way_of` gives the way of a contact id, `other_of` the company of a slug.
    """
    contacts = _complaint_contacts(company, place)
    found = []
    for step in (*contacts, *company.escalation_in(place)):
        proof = of_sources(company, step.sources)
        months = proof.months(today) if proof else None
        found.append(
            CompanyStep(
                step,
                way_of(step.contact) if step.contact else None,
                other_of(step.company) if step.company else None,
                proof,
                months is not None and months >= _OLD_AFTER and step not in contacts,
            )
        )
    return sorted(found, key=lambda step: step.is_old)


def _complaint_contacts(company: CompiledCompany, place: str) -> list[Escalation]:
    """Steps to the contacts that are only for complaints and that no step of the file names."""
    if "complaints-body" in company.categories:
        return []  # they take complaints about others
    named = {step.contact for step in company.escalation}
    found = [
        Escalation(contact=contact.id, sources=contact.sources)
        for contact in support_contacts(company)
        if "complaint" in contact.topics
        and not (contact.is_general or contact.id in named or is_textphone(contact))
        and contact.is_for_private
        and (not place or is_served(place, company.serves_of(contact)))
    ]
    return found[:_MOST_CONTACTS]


def letter_address(company: CompiledCompany, place: str) -> str:
    """Return where complaints by letter go, by the steps of the company for `place`; "" if no step states it."""
    for step in company.escalation_in(place):
        contact = company.contact(step.contact) if step.contact else None
        if isinstance(contact, Channel) and contact.kind == "post" and contact.address:
            return contact.address
        if step.where and not (step.body or step.outside or step.takes) and _is_by_letter(step):
            return step.where
    return ""


def _is_by_letter(step: Escalation) -> bool:
    """Whether a step in words gives a postal address."""
    words = f"{step.to} {step.note}"
    return bool(_LETTER.search(words)) and "@" not in step.where and any(map(str.isalpha, step.where))


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
        return any(
            body.role in _ARBITERS and not (body.takes or step.escalation.takes) for body, step in self.named.items()
        )

    def standing(self, body: Body) -> Standing:
        """Return how a body is listed."""
        if body in self.named:
            return "also" if self._is_aside(body) and not self.named[body].escalation.takes else "named"
        members_only = [other for other in self.found if other.members_only]
        is_behind = (
            not self.is_here
            or (self.has_arbiter and body.role in _ARBITERS)
            or (self.has_main and bool(_other_sectors(body, self.company)))
            or (body.is_general and self._has_special)
            or (bool(body.takes) and (body.is_general or self._decides(body)))
            or (body in members_only and len(members_only) > _MOST_MEMBERS_ONLY)
        )
        return "also" if is_behind else "first"

    def _is_aside(self, body: Body) -> bool:
        """Whether a named body is for certain matters that are not the business of the company."""
        sectors = sectors_of(self.company.categories)  # none for an authority
        is_of_another_sector = bool(sectors) and set(sectors).isdisjoint(body.sectors)
        return bool(self.named[body].escalation.takes or (body.takes and is_of_another_sector))

    @property
    def _has_special(self) -> bool:
        """Whether there is a body for the sectors of the company."""
        return any(not (body.is_general or (body in self.named and self._is_aside(body))) for body in self.bodies)

    @property
    def bodies(self) -> list[Body]:
        """The bodies, in no order."""
        return [*self.named, *self.found]

    def _decides(self, body: Body) -> bool:
        """Whether the company names a body that decides in place of this one."""
        return self.has_arbiter or any(body.role == other.role for other in self.named)

    def order(self, body: Body) -> tuple[int, ...]:
        """Return the key that sorts the bodies.

        A named body for certain matters of another sector, or that the company names for certain matters, stands behind
        those for the sectors of the company. Bodies for certain matters, and those for members only, stand behind
        others; of the latter the most special is first.
        """
        if body in self.named:
            return (2 if self._is_aside(body) else 0,)
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
    named = {
        body: step
        for step in steps
        if (body := body_of(register, step)) and (step.escalation.countries or is_served_whole(place, body.serves))
    }
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
            body.closing.end(complaint.refused) if body.closing and complaint.refused else None,
            choice.standing(body),
            named.get(body),
            _other_sectors(body, company),
        )
        for body in sorted(choice.bodies, key=choice.order)
    ]


def parts_of(register: Register, company: CompiledCompany, place: str) -> list[Body]:
    """Return the bodies for parts of `place` (ISO 3166), if it is a country and the company serves it."""
    if not place or not serves_customer(company, place):
        return []
    return bodies_of_parts(register.bodies, company.categories, place)


def body_of(register: Register, step: CompanyStep) -> Body | None:
    """Return the body of the register that a step names, by its id or by its company file."""
    wanted = step.escalation
    return next(
        (
            body
            for body in register.bodies
            if body.id == wanted.body or (wanted.company and body.company == wanted.company)
        ),
        None,
    )


def _opening_day(body: Body, complaint: Complaint) -> date | None:
    """The day from which a body takes the complaint.

    A refusal opens it only if a complaint went before: the refusal of a request is no final answer.
    """
    request = complaint.first(body)
    if request is None:
        return None
    if body.deadlock and complaint.refused and request.is_complaint and request.day <= complaint.refused:
        return complaint.refused
    return body.period.end(request.day) if body.period else None


def _other_sectors(body: Body, company: CompiledCompany) -> tuple[str, ...]:
    """The categories of the company that a body is for, if it is not for the main one."""
    sectors = sectors_of(company.categories)
    if body.is_general or not sectors or sectors[0] in body.sectors:
        return ()
    return tuple(sector for sector in sectors if sector in body.sectors)
