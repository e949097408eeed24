"""`supportdir escalate`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from supportdir.cli.options import CompanyName, Options, takes_options

if TYPE_CHECKING:
    from supportdir.cli.session import Session
    from supportdir.compiled import CompiledCompany
    from supportdir.escalation import Plan
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
            "--log", metavar="ID", show_default=False, help="An entry of the log. Default: the last open one."
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

    session = options.session(is_bilingual=True)
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
    """The entry of the log that is meant: that of the id, else the last open one about the company."""
    from supportdir.cli.records import entry_about, has_log

    if id is not None:
        return entry_about(session, id, company.slug)
    if not has_log():
        return None
    return next(iter(session.journal.open_entries(company.slug)), None)


def _plan(session: Session, company: CompiledCompany, entry: Entry | None, typed: str | None) -> Plan:
    from supportdir.advice import next_step, situation_meant
    from supportdir.cli.answering import bare_answer
    from supportdir.cli.log import company_of
    from supportdir.cli.records import same_matter
    from supportdir.escalation import Plan, body_steps, company_steps
    from supportdir.format.regulators import register

    situation = situation_meant(typed) if typed is not None else _situation_in_log(session, entry) if entry else ""
    began = None
    if entry:
        first = same_matter(entry, session.journal.entries(company.slug))[0]
        began = first.at.astimezone(session.moment.tzinfo).date()
    place = session.market or session.caller.location or _home(company)
    return Plan(
        company,
        place,
        next_step(situation, session.texts) if situation else None,
        company_steps(
            company,
            place,
            lambda id: bare_answer(session, company, id=id).lead,
            lambda slug: company_of(session, slug),
        ),
        body_steps(register(), company, place, began),
        began,
        entry.id if entry else 0,
    )


def _home(company: CompiledCompany) -> str:
    """The first country that a company serves; "" if it serves all."""
    from supportdir.model import countries_in

    return next((code for code in countries_in(company.serves) if code != "all"), "")


def _situation_in_log(session: Session, entry: Entry) -> str:
    from supportdir.cli.log import answer_times
    from supportdir.escalation import situation_of
    from supportdir.journal.due import due

    waiting = due(entry, session.moment, answer_times(session))
    return situation_of(entry, session.moment.date(), is_waiting=bool(waiting and waiting.kind == "waiting"))


def _notes(session: Session, plan: Plan, entry: Entry | None) -> list[str]:
    from supportdir.advice import reminders, situations
    from supportdir.model import is_served
    from supportdir.render.escalate import nobody
    from supportdir.render.log import day

    notes = []
    if entry:
        notes.append(f"by entry {entry.id} of the log, {day(entry.at.astimezone(session.moment.tzinfo))}")
    if plan.next_step:
        wanted: Any = _ADVICE.get(plan.next_step.situation, ())
        notes += [advice.text for advice in reminders("docs", session.texts) if advice.id in wanted]
    else:
        notes.append(f"say what went wrong: --situation {', '.join(advice.id for advice in situations())}")
    if not plan.bodies:
        notes.append(nobody(plan))
    if plan.place and not is_served(plan.place, plan.company.serves):
        home = _home(plan.company)
        notes.append(f"{plan.company.name} does not serve {plan.place}; the bodies of its home: --country {home}")
    return notes


def _write_letter(session: Session, plan: Plan, entry: Entry | None) -> int:
    """Print the letter that cites what the log has about the matter."""
    import sys

    from supportdir.cli.answering import bare_answer
    from supportdir.cli.letter import letter_text, postal_address
    from supportdir.cli.records import record_of, same_matter
    from supportdir.letters import LetterFields

    earlier = same_matter(entry, session.journal.entries(plan.company.slug)) if entry else ()
    fields = LetterFields(
        company=plan.company.name,
        to=postal_address(bare_answer(session, plan.company)),
        situation=plan.next_step.situation if plan.next_step else "",
        earlier=tuple(record_of(session, one) for one in earlier),
    )
    about = f" --log {entry.id}" if entry else ""
    session.notes.append(
        f"to fill the gaps: supportdir letter {plan.company.slug} --kind escalation{about} --problem … --want …"
    )
    sys.stdout.write(letter_text(session, "escalation", fields))
    session.write_notes()
    return 0
