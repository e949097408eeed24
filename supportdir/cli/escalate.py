"""`supportdir escalate`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from supportdir.cli.options import CompanyName, Options, takes_options
from supportdir.translation import translate

if TYPE_CHECKING:
    from supportdir.cli.session import Session
    from supportdir.compiled import CompiledCompany
    from supportdir.escalation import Complaint, Plan
    from supportdir.journal.entry import Entry

_ADVICE = {
    "cannot-help": ("levels",),
    "passed-on": ("follow-up-at-level-two", "levels"),
    "rudeness": ("standards",),
    "no-answer": ("standards",),
    "call-not-taken": ("standards",),
    "other-company": ("standards",),
}
"""The entries of the advice for the documentation that explain a situation."""


@takes_options("escalate", country="Where you live, for the bodies outside. Default: where you are.")
def escalate(
    company: CompanyName,
    options: Options,
    log: Annotated[
        int | None,
        typer.Option(
            "--log",
            metavar="ID",
            show_default=False,
            help="An entry of the log. Default: the last open one whose promise is late, else the last open one.",
        ),
    ] = None,
    situation: Annotated[
        str | None,
        typer.Option(
            "--situation",
            metavar="WORD",
            show_default=False,
            help="What went wrong: refused, template, late, rude, no reply, blocked … Default: what the log tells.",
        ),
    ] = None,
    letter: Annotated[bool, typer.Option("--letter", help="Print the letter that cites your record.")] = False,
) -> int:
    """Say what to do next if COMPANY does not solve it: what to ask for, who is next there, which body is above it.

    Example: supportdir escalate delta --situation refused
    """
    from supportdir.cli.answering import resolve_target
    from supportdir.render import escalate as view

    session = options.session(is_bilingual=True, needs_location=options.country in (None, "all"))
    meant = resolve_target(session, " ".join(company))
    entry = _entry(session, meant.company, log)
    plan = _plan(session, meant.company, entry, situation)
    session.notes += _notes(session, plan, entry)
    if letter:
        return _write_letter(session, plan, entry)
    session.show(
        plan,
        plain=view.records,
        json=lambda plan: [view.value(plan)],
        table="escalate:table",
    )
    return 0 if plan.next_step or plan.steps or plan.bodies else 1


def _entry(session: Session, company: CompiledCompany, id: int | None) -> Entry | None:
    """The entry of the log that is meant: that of the id, else an open one about the company, a late promise first.

    If the log cannot be read, a note says so, unless the id of an entry was given.
    """
    from supportdir.cli.records import entry_about, has_log
    from supportdir.errors import LogError
    from supportdir.escalation import is_late

    if id is not None:
        return entry_about(session, id, company.slug)
    if not has_log():
        return None
    try:
        entries = session.journal.open_entries(company.slug)
    except LogError as error:
        session.add_notes([translate("without the log: {error}", error=error)])
        return None
    late = [entry for entry in entries if is_late(entry, session.moment.date())]
    return next(iter(late or entries), None)


def _plan(session: Session, company: CompiledCompany, entry: Entry | None, typed: str | None) -> Plan:
    from supportdir.advice import next_step, situation_meant
    from supportdir.cli.answering import bare_answer
    from supportdir.cli.log import company_of
    from supportdir.escalation import Plan, body_steps, company_steps, parts_of, serves_customer
    from supportdir.format.regulators import register

    situation = situation_meant(typed) if typed is not None else situation_in_log(session, entry) if entry else ""
    complaint = _complaint_in_log(session, entry)
    place = company.home_of(session.market or session.caller.location or _home(company))
    steps = company_steps(
        company,
        place,
        session.moment.date(),
        lambda id: bare_answer(session, company, id=id).lead,
        lambda slug: company_of(session, slug),
    )
    bodies = body_steps(register(), company, place, steps, complaint)
    named = [body.named for body in bodies]
    return Plan(
        company=company,
        place=place,
        is_served=serves_customer(company, place),
        next_step=next_step(situation, session.texts) if situation else None,
        steps=[step for step in steps if step not in named],
        bodies=bodies,
        parts=parts_of(register(), company, place),
        complaint=complaint,
        entry=entry.id if entry else 0,
    )


def _home(company: CompiledCompany) -> str:
    """The first country that a company serves; "" if it serves all."""
    from supportdir.model import countries_in

    return next((code for code in countries_in(company.serves) if code != "all"), "")


def situation_in_log(session: Session, entry: Entry) -> str:
    """Return the situation that an entry of the log shows today, "" if it shows none."""
    from supportdir.escalation import situation_of

    return situation_of(entry, session.moment.date(), is_waiting=_is_waiting(session, entry))


def _is_waiting(session: Session, entry: Entry) -> bool:
    from supportdir.cli.log import answer_times
    from supportdir.journal.due import due

    found = due(entry, session.moment, answer_times(session))
    return bool(found and found.kind == "waiting")


def _complaint_in_log(session: Session, entry: Entry | None) -> Complaint:
    """The requests in the matter of an entry that may be the complaint, and the day of the last refusal."""
    from supportdir.cli.records import same_matter
    from supportdir.escalation import Complaint, Request, is_complaint

    if entry is None:
        return Complaint()
    today = session.moment.date()
    entries = same_matter(entry, session.journal.entries(entry.company))
    days = {other.id: other.at.astimezone(session.moment.tzinfo).date() for other in entries}
    requests = [
        Request(days[other.id], other.channel, other.topic == "complaint")
        for other in entries
        if is_complaint(other, today, is_waiting=_is_waiting(session, other))
    ]
    refusals = [other for other in entries if other.outcome == "refused"]
    return Complaint(tuple(requests), days[refusals[-1].id] if refusals else None)


def _notes(session: Session, plan: Plan, entry: Entry | None) -> list[str]:
    from supportdir.advice import reminders, situation_lines
    from supportdir.escalation import names_place
    from supportdir.render.escalate import elsewhere, from_abroad, nobody
    from supportdir.render.phrases import short_date

    notes = []
    if entry:
        date = short_date(entry.at.astimezone(session.moment.tzinfo))
        notes.append(translate("by entry {id} of the log, {date}", id=entry.id, date=date))
    if plan.next_step:
        wanted: Any = _ADVICE.get(plan.next_step.situation, ())
        notes += [advice.text for advice in reminders("docs", session.texts) if advice.id in wanted]
    else:
        notes.append(translate("say what went wrong: --situation WORD, with one of these words:"))
        notes += situation_lines(session.texts)
    if not plan.is_served or not (plan.bodies or _has_phone(plan)):
        notes.append(elsewhere(plan))
    elif plan.bodies and not (names_place(plan.company, plan.place) or any(body.named for body in plan.bodies)):
        notes.append(from_abroad(plan))
    if plan.is_served and not plan.bodies and not any(step.escalation.countries for step in plan.steps):
        notes.append(nobody(plan))
    return notes


def _has_phone(plan: Plan) -> bool:
    """Whether a phone line of the company serves the customer, or the company has no phone line at all."""
    from supportdir.model import is_served

    company, place = plan.company, plan.place
    return not (place and company.phones) or any(is_served(place, company.serves_of(phone)) for phone in company.phones)


def _write_letter(session: Session, plan: Plan, entry: Entry | None) -> int:
    """Print the letter that cites what the log has about the matter."""
    import sys

    from supportdir.cli.answering import bare_answer
    from supportdir.cli.letter import letter_text, postal_address
    from supportdir.cli.records import record_of, same_matter
    from supportdir.escalation import letter_address
    from supportdir.letters import LetterFields

    earlier = same_matter(entry, session.journal.entries(plan.company.slug)) if entry else ()
    fields = LetterFields(
        company=plan.company.name,
        to=letter_address(plan.company, plan.place) or postal_address(bare_answer(session, plan.company)),
        situation=plan.next_step.situation if plan.next_step else "",
        earlier=tuple(record_of(session, other) for other in earlier),
    )
    about = f" --log {entry.id}" if entry else ""
    command = f"supportdir letter {plan.company.slug} --kind escalation{about} --problem … --want …"
    session.notes.append(translate("to fill the gaps: {command}", command=command))
    sys.stdout.write(letter_text(session, "escalation", fields))
    session.write_notes()
    return 0
