"""The next step after a bad answer: plain records, JSON values, and a table. Only the table loads rich."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from supportdir.dialing import number as numbers
from supportdir.dialing.number import shown
from supportdir.hours.zones import country_name
from supportdir.render.phrases import source, source_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from rich.text import Text

    from supportdir.caller import Caller
    from supportdir.escalation import BodyStep, CompanyStep, Plan
    from supportdir.format.regulators import Body
    from supportdir.provenance import Provenance

_SOURCES = {
    "official": "the body itself or a public authority",
    "call": "a recorded call",
    "press": "a press article",
    "community": "a company or a list that names it",
}
_MOST = 4  # bodies that a table shows in full


def records(plan: Plan) -> list[tuple[str, ...]]:
    """A record for each step: situation, company or body, who, number, URL, address, command, opens, after, before,
    age, note, serves."""
    found: list[tuple[str, ...]] = []
    if step := plan.next_step:
        found.append(("situation", step.name, "", "", "", "", "", "", step.action, "", step.words, ""))
    for one in plan.steps:
        address = one.way.address if one.way else one.step.where
        found.append(
            ("company", _whom(one), "", "", address, _command_of(one, plan), "", one.step.answers_within, "",
             _age(one.proof), one.step.note, "")
        )  # fmt: skip
    for body in plan.bodies:
        known, opens = body.body, body.opens.isoformat() if body.opens else ""
        found.append(
            ("body", known.name, known.number, known.url, known.address, _show(known.company), opens, known.after,
             known.before, _age(body.proof), known.note, ",".join(known.serves))
        )  # fmt: skip
    return found


def value(plan: Plan) -> dict[str, Any]:
    """The plan as JSON."""
    step = plan.next_step
    return {
        "company": plan.company.slug,
        "name": plan.company.name,
        "place": plan.place or None,
        "log_entry": plan.entry or None,
        "complained_on": plan.began.isoformat() if plan.began else None,
        "situation": {"id": step.situation, "name": step.name, "do": step.action, "say": step.words} if step else None,
        "steps": [
            {
                "to": one.step.to or None,
                "contact": one.way.id if one.way else None,
                "company": one.step.company or None,
                "address": one.way.address if one.way else None,
                "where": one.step.where or None,
                "answers_within": one.step.answers_within or None,
                "note": one.step.note or None,
                "provenance": _provenance(one.proof),
            }
            for one in plan.steps
        ],
        "bodies": [_body_value(one, plan) for one in plan.bodies],
    }


def table(plan: Plan, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """What to ask for and the words, who is next at the company, then the bodies outside it."""
    from rich.text import Text

    from supportdir.render.console import FAINT, STRONG, labelled, wrap

    if step := plan.next_step:
        yield from wrap(f"{plan.company.name} · {step.name}", width, STRONG)
        yield from labelled("do", step.action, width)
        yield from labelled("say", f"“{step.words}”", width)
    else:
        yield from wrap(plan.company.name, width, STRONG)
    for one in plan.steps:
        text = Text.assemble((_whom(one), STRONG))
        if command := _command_of(one, plan):
            text.append(f": {command}")
        yield from labelled("next", text, width)
        for line in _company_lines(one):
            yield from labelled("", line, width)
        yield from labelled("", Text(f"from {source(one.proof)}", style=FAINT), width)
    label = "then"
    in_full = [one for one in plan.bodies if not one.is_of_a_part][:_MOST] or plan.bodies[:_MOST]
    for body in in_full:
        role = body.body.role.replace("-", " ")
        text = Text.assemble((_named(body.body), STRONG), f", {role}{_area(body)}")
        yield from labelled(label, text, width)
        for line in _body_lines(body, plan, now.date(), caller):
            yield from _unbroken(line) if line.startswith("https://") else labelled("", line, width)
        yield from labelled("", Text(f"from {_origin(body.proof)}", style=FAINT), width)
        label = ""
    rest = [one for one in plan.bodies if one not in in_full]
    for place, body in enumerate(rest):
        way = _show(body.body.company) or body.body.number or body.body.url or body.body.address or body.body.note
        yield from labelled("" if place else "also", f"{body.body.name}{_area(body)}: {way}", width)


def _unbroken(url: str) -> list[Text]:
    """A link in one piece, so that a terminal can open it."""
    from rich.text import Text

    from supportdir.render.console import LABEL_WIDTH

    return [Text(" " * LABEL_WIDTH + url)]


def _company_lines(one: CompanyStep) -> Iterator[str]:
    if one.way and one.way.address:
        yield one.way.address
    if one.step.where:
        yield one.step.where
    if within := one.step.answers_within or (one.way.contact.answers_within if one.way else ""):
        yield f"answers within {within}"
    if one.step.note:
        yield one.step.note


def _body_lines(one: BodyStep, plan: Plan, today: date, caller: Caller) -> Iterator[str]:
    body = one.body
    if when := opening(one, plan.began, today):
        yield when
    if body.before:
        yield f"first: {body.before}"
    if body.number:
        yield _number(body, caller)
    if body.company:
        yield _show(body.company)
    yield from filter(None, (body.url, body.address, body.note))


def opening(one: BodyStep, began: date | None, today: date) -> str:
    """When the body takes the complaint, in words; "" if no source states a time."""
    body = one.body
    parts = []
    if body.after:
        if one.opens and began:
            verb = "takes it since" if one.opens <= today else "takes it from"
            parts.append(f"{verb} {day(one.opens)}: {body.after} after your complaint of {day(began)}")
        else:
            parts.append(f"takes it {body.after} after your complaint to the company")
    if body.deadlock:
        parts.append("at once after a final answer or a refusal" if body.after else "after a final answer or a refusal")
    return "; ".join(parts)


def day(date: date) -> str:
    """A day: "3 November 2026"."""
    return f"{date.day} {date:%B} {date.year}"


def _whom(one: CompanyStep) -> str:
    known = (
        one.way.contact.label or one.way.contact.kind if one.way else one.other.name if one.other else one.step.company
    )
    return f"{one.step.to}, {known}" if one.step.to and known else one.step.to or known


def _command_of(one: CompanyStep, plan: Plan) -> str:
    if one.step.contact:
        return _show(f"{plan.company.slug}/{one.step.contact}")
    return _show(one.step.company)


def _area(one: BodyStep) -> str:
    return f" ({', '.join(one.body.serves)} only)" if one.is_of_a_part else ""


def _show(slug: str) -> str:
    return f"supportdir show {slug}" if slug else ""


def _named(body: Body) -> str:
    return f"{body.name} ({body.local})" if body.local else body.name


def _number(body: Body, caller: Caller) -> str:
    text = shown(numbers.read(body.number, ""), caller.location)
    return f"{text}, {body.hours}" if body.hours else text


def _origin(proof: Provenance) -> str:
    note = f" ({proof.note})" if proof.note else ""
    return f"{_SOURCES[proof.grade]}{note}, {source_date(proof)}"


def _age(proof: Provenance | None) -> str:
    return f"{proof.grade} {proof.date or 'undated'}" if proof else ""


def _provenance(proof: Provenance | None) -> dict[str, Any] | None:
    return {"grade": proof.grade, "date": proof.date or None, "url": proof.url or None} if proof else None


def _body_value(one: BodyStep, plan: Plan) -> dict[str, Any]:
    body = one.body
    return {
        "body": body.id,
        "name": body.name,
        "local": body.local or None,
        "role": body.role,
        "serves": body.serves,
        "sectors": body.sectors,
        "company": body.company or None,
        "after": body.after or None,
        "opens": one.opens.isoformat() if one.opens else None,
        "deadlock": bool(body.deadlock),
        "before": body.before or None,
        "number": body.number or None,
        "hours": body.hours or None,
        "zone": body.timezone or None,
        "url": body.url or None,
        "address": body.address or None,
        "note": body.note or None,
        "provenance": _provenance(one.proof),
    }


def nobody(plan: Plan) -> str:
    """That no body is known for the company where the customer is."""
    where = country_name(plan.place) if plan.place else ""
    return f"no ombudsman or regulator for {plan.company.name} {f'in {where} ' if where else ''}is known here"
