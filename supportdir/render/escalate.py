"""The next step after a bad answer: plain records, JSON values, and a table. Only the table loads rich."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from supportdir.dialing import number as numbers
from supportdir.dialing.number import shown
from supportdir.format.vocabulary import meanings
from supportdir.hours.zones import country_name
from supportdir.model import split_regions, with_exceptions
from supportdir.render import phrases
from supportdir.render.phrases import full_date, period, source, source_date
from supportdir.translation import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from rich.text import Text

    from supportdir.caller import Caller
    from supportdir.escalation import BodyStep, CompanyStep, Plan, Request
    from supportdir.format.regulators import Body
    from supportdir.provenance import Provenance

_SOURCES = {
    "official": "the body itself or a public authority",
    "call": "a recorded call",
    "press": "a press article",
    "community": "the terms of a company, or a list",
}
_MEMBERS_ONLY = "only if {company} belongs to it or names it in its terms; {how}"
_MOST = 4  # bodies that a table shows in full
_MOST_PARTS = 3  # bodies of parts of the country that a table names


def records(plan: Plan) -> list[tuple[str, ...]]:
    """A record for each step: situation, company or body, who, number, URL, address, command, opens, after, before,
    age, note, serves."""
    found: list[tuple[str, ...]] = []
    if next_step := plan.next_step:
        found.append(("situation", next_step.name, "", "", "", "", "", "", next_step.action, "", next_step.words, ""))
    new, behind = _split(plan)
    found += [_company_record(step, plan) for step in new]
    for body in plan.bodies:
        known, opens = body.body, body.opens.isoformat() if body.opens else ""
        found.append(
            ("body", known.name, known.number, known.url, _address(body), _show(known.company), opens, known.after,
             known.before, _age(body.proof), "; ".join(_remarks(body, plan, _MEMBERS_ONLY)), ",".join(known.serves))
        )  # fmt: skip
    return found + [_company_record(step, plan) for step in behind]


def _split(plan: Plan) -> tuple[list[CompanyStep], list[CompanyStep]]:
    """The steps that stand before the bodies, and those behind: of somebody outside the company, then old ones."""
    new = [step for step in plan.steps if not (step.is_old or step.is_outside)]
    behind = [step for step in plan.steps if step.is_old or step.is_outside]
    return new, sorted(behind, key=lambda step: step.is_old)


def _company_record(step: CompanyStep, plan: Plan) -> tuple[str, ...]:
    address = step.way.address if step.way else step.escalation.where
    return (
        "company", _whom(step), "", "", address, _command_of(step, plan), "", step.escalation.answers_within, "",
        _age(step.proof), step.escalation.note, "",
    )  # fmt: skip


def value(plan: Plan) -> dict[str, Any]:
    """The plan as JSON."""
    next_step = plan.next_step
    return {
        "company": plan.company.slug,
        "name": plan.company.name,
        "place": plan.place or None,
        "log_entry": plan.entry or None,
        "served": plan.is_served,
        "complained_on": plan.complaint.began.isoformat() if plan.complaint.began else None,
        "refused_on": plan.complaint.refused.isoformat() if plan.complaint.refused else None,
        "situation": {
            "id": next_step.situation,
            "name": next_step.name,
            "do": next_step.action,
            "say": next_step.words,
        }
        if next_step
        else None,
        "steps": [_step_value(step) for step in plan.steps],
        "bodies": [_body_value(step) for step in plan.bodies],
        "parts": [{"body": body.id, "name": body.name, "serves": body.serves} for body in plan.parts],
    }


def table(plan: Plan, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """What to ask for and the words, who is next at the company, then the bodies outside it."""
    from rich.text import Text

    from supportdir.render.console import FAINT, STRONG, labelled, wrap

    if next_step := plan.next_step:
        yield from wrap(f"{plan.company.name} · {next_step.name}", width, STRONG)
        yield from labelled(translate("do"), next_step.action, width)
        yield from labelled(translate("say"), translate("“{words}”", words=next_step.words), width)
    else:
        yield from wrap(plan.company.name, width, STRONG)
    new, behind = _split(plan)
    for step in new:
        yield from _company_step(translate("next"), step, plan, width)
    in_full = [step for step in plan.bodies if step.standing != "also"][:_MOST]
    for place, body in enumerate(in_full):
        role = translate(body.body.role).replace("-", " ")
        text = Text.assemble((_named(body.body), STRONG), f", {role}{_scope(body)}")
        yield from labelled("" if place else translate("then"), text, width)
        for line in _body_lines(body, plan, now.date(), caller):
            yield from _with_whole_link("", line, width)
        yield from labelled("", Text(translate("from ") + _origin(body.proof), style=FAINT), width)
    also = [_brief(step, plan) for step in plan.bodies if step not in in_full] + _parts(plan)
    for place, line in enumerate(also):
        yield from _with_whole_link("" if place else translate("also"), line, width)
    for step in behind:
        label = "then" if step.is_outside else "old" if new or plan.bodies else "next"
        yield from _company_step(translate(label), step, plan, width)


def _company_step(label: str, step: CompanyStep, plan: Plan, width: int) -> Iterator[Text]:
    from rich.text import Text

    from supportdir.render.console import FAINT, STRONG, labelled

    text = Text.assemble((_whom(step, translate), STRONG), _for(step.escalation.takes))
    if command := _command_of(step, plan):
        text.append(f": {command}")
    yield from labelled(label, text, width)
    for line in _company_lines(step):
        yield from labelled("", line, width)
    yield from labelled("", Text(translate("from ") + source(step.proof), style=FAINT), width)


def _with_whole_link(label: str, line: str, width: int) -> Iterator[Text]:
    """A line whose link at the end stays in one piece, so that a terminal can open it."""
    from rich.text import Text

    from supportdir.render.console import LABEL_WIDTH, labelled

    text, link = line[: line.rindex(" ") + 1 if " " in line else 0], line.rpartition(" ")[2]
    if not link.startswith("https://") or LABEL_WIDTH + len(line) <= width:
        yield from labelled(label, line, width)
        return
    if text:
        yield from labelled(label, text.rstrip(), width)
    yield Text(" " * LABEL_WIDTH + link)


def _company_lines(step: CompanyStep) -> Iterator[str]:
    if step.way and step.way.address:
        yield phrases.number_and_short(step.way, step.way.caller)
    if step.escalation.where:
        yield step.escalation.where
    if within := step.escalation.answers_within or (step.way.contact.answers_within if step.way else ""):
        yield translate("answers within {time}", time=period(within))
    if step.escalation.note:
        yield step.escalation.note


def _body_lines(step: BodyStep, plan: Plan, today: date, caller: Caller) -> Iterator[str]:
    body = step.body
    if step.named:
        date = source_date(step.named.proof) if step.named.proof else translate("undated")
        yield translate("named for customers of {company}, {date}", company=plan.company.name, date=date)
    if when := opening(step, plan, today):
        yield when
    if body.before:
        yield translate("first: {deed}", deed=body.before)
    if body.number:
        yield _number(body, caller)
    if body.company:
        yield _show(body.company)
    yield from filter(None, (body.url, _address(step), *_remarks(step, plan, translate(_MEMBERS_ONLY))))


def _remarks(step: BodyStep, plan: Plan, members_only: str) -> Iterator[str]:
    """What the company and the register note about a body, and that it takes only members if that is not known."""
    if step.body.members_only and not (step.named and not step.named.escalation.takes):
        yield members_only.format(company=plan.company.name, how=step.body.members_only)
    said = step.named.escalation.note if step.named else ""
    yield from filter(None, (said, _unsaid(step.body.note, said)))


def _unsaid(note: str, said: str) -> str:
    """The parts of a note that another note does not have: without "free" if that says "in France, free of charge"."""
    heard = _words(said)
    return "; ".join(part for part in note.split("; ") if _words(part) not in heard) if said else note


def _words(text: str) -> str:
    return " ".join(["", *re.findall(r"\w+", text.lower()), ""])


def _address(step: BodyStep) -> str:
    """The address that the company gives, else that of the register."""
    where = step.named.escalation.where if step.named else ""
    digits = _digits(where)
    is_known = where in step.body.url or (bool(digits) and _digits(step.body.number).endswith(digits))
    return step.body.address if not where or is_known else where


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text)).removeprefix("1")


def _brief(step: BodyStep, plan: Plan) -> str:
    """A body in one line: its name, what it takes, and one way to it."""
    body = step.body
    way = _show(body.company) or body.url or body.number or body.address or body.note
    limit = translate(" (only if {company} belongs to it)", company=plan.company.name) if body.members_only else ""
    return f"{body.name}{_scope(step)}{limit}: {way}" if way else f"{body.name}{_scope(step)}{limit}"


def _parts(plan: Plan) -> list[str]:
    """A line for each body of a part of the country, or one line with all parts if they are many."""
    if len(plan.parts) <= _MOST_PARTS:
        return [_part(body) for body in plan.parts]
    codes, excluded = split_regions(code for body in plan.parts for code in body.serves)
    if excluded:  # one of the bodies is for the rest of the country
        return [translate("a body of your part of the country: add --country {code}", code=_any_part(excluded[0]))]
    codes = list(dict.fromkeys(codes))
    text = "a body of your part of the country, if it is one of {codes}: add --country {code}"
    return [translate(text, codes=", ".join(codes), code=codes[0])]


def _part(body: Body) -> str:
    codes, excluded = split_regions(body.serves)
    return translate(
        "if you live in {places}: {body} (--country {code})",
        places=with_exceptions(translate(" or ").join(codes), excluded),
        body=body.name + _for(body.takes),
        code=_any_part(excluded[0]) if excluded else codes[0],
    )


def _any_part(code: str) -> str:
    """Return "US-XX", which stands for any part of the country of a part: the caller fills in the own one."""
    return f"{code.partition('-')[0]}-XX"


def opening(step: BodyStep, plan: Plan, today: date) -> str:
    """When the body takes the complaint, in words; "" if no source states a time."""
    body, refused = step.body, plan.complaint.refused
    request = plan.complaint.first(body)
    is_over = bool(step.opens and step.opens <= today and request and request.is_complaint and step.opens != refused)
    parts = []
    if body.deadlock and refused and not is_over:
        text = "takes it now if the refusal of {day} was the final answer to your complaint"
        parts.append(translate(text, day=full_date(refused)))
        if body.after:
            parts.append(translate("else {period} after your complaint", period=period(body.after)))
    elif body.deadlock and plan.next_step and plan.next_step.situation == "refusal" and not is_over:
        parts.append(translate("takes it now if the refusal was the final answer to your complaint"))
    else:
        if body.after and step.opens and request:
            when, day = _after(body, request), full_date(step.opens)
            since, later = "takes it since {day}: {when}", "takes it from {day}: {when}"
            parts.append(translate(since if step.opens <= today else later, day=day, when=when))
        elif body.after:
            parts.append(translate("takes it {period} after you complain to the company", period=period(body.after)))
        if body.deadlock and not is_over:
            after_period, only = "at once after a final answer or a refusal", "after a final answer or a refusal"
            parts.append(translate(after_period if body.after else only))
    if step.closes and refused:
        text = "it must be asked until about {day}, {period} after the final answer; later it may refuse"
        past = "the time to ask it may be over: {period} after the final answer was about {day}"
        words = text if step.closes >= today else past
        parts.append(translate(words, day=full_date(step.closes), period=period(body.within)))
    return "; ".join(parts)


def _after(body: Body, request: Request) -> str:
    """From what the body counts: "8 weeks after your call of 3 November 2026, if that was a complaint"."""
    complaint = "{period} after your complaint of {day}"
    call = "{period} after your call of {day}, if that was a complaint"
    other = "{period} after your request of {day}, if that was a complaint"
    text = complaint if request.is_complaint else call if request.channel in ("phone", "callback") else other
    return translate(text, period=period(body.after), day=full_date(request.day))


def _whom(step: CompanyStep, word: Callable[[str], str] = str) -> str:
    """Who is next; `word` gives the kind of a contact without a label."""
    if step.way:
        known = step.way.contact.label or word(step.way.contact.kind)
    else:
        known = step.other.name if step.other else step.escalation.company
    return f"{step.escalation.to}, {known}" if step.escalation.to and known else step.escalation.to or known


def _command_of(step: CompanyStep, plan: Plan) -> str:
    if step.escalation.contact:
        return _show(f"{plan.company.slug}/{step.escalation.contact}")
    return _show(step.escalation.company)


def _scope(step: BodyStep) -> str:
    """What complaints it takes: " for train journeys", " for telephone and internet"."""
    names = (translate(meanings()["categories"][sector]) for sector in step.sectors)
    named = step.named.escalation.takes if step.named else ""
    return _for(named or step.body.takes or translate(" and ").join(f"{name[0].lower()}{name[1:]}" for name in names))


def _for(what: str) -> str:
    return translate(" for {what}", what=what) if what else ""


def _show(slug: str) -> str:
    return f"supportdir show {slug}" if slug else ""


def _named(body: Body) -> str:
    return f"{body.name} ({body.local})" if body.local else body.name


def _number(body: Body, caller: Caller) -> str:
    text = shown(numbers.read(body.number, ""), caller.location)
    return f"{text}, {body.hours}" if body.hours else text


def _origin(proof: Provenance) -> str:
    return f"{translate(_SOURCES[proof.grade])}, {source_date(proof)}"


def _age(proof: Provenance | None) -> str:
    return f"{proof.grade} {proof.date or 'undated'}" if proof else ""


def _provenance(proof: Provenance | None) -> dict[str, Any] | None:
    return {"grade": proof.grade, "date": proof.date or None, "url": proof.url or None} if proof else None


def _step_value(step: CompanyStep) -> dict[str, Any]:
    return {
        "to": step.escalation.to or None,
        "takes": step.escalation.takes or None,
        "outside": step.is_outside,
        "contact": step.way.id if step.way else None,
        "company": step.escalation.company or None,
        "address": step.way.address if step.way else None,
        "where": step.escalation.where or None,
        "answers_within": step.escalation.answers_within or None,
        "note": step.escalation.note or None,
        "old": step.is_old,
        "provenance": _provenance(step.proof),
    }


def _body_value(step: BodyStep) -> dict[str, Any]:
    body = step.body
    return {
        "body": body.id,
        "name": body.name,
        "local": body.local or None,
        "standing": step.standing,
        "named_by_company": _step_value(step.named) if step.named else None,
        "role": body.role,
        "serves": body.serves,
        "sectors": body.sectors,
        "takes": body.takes or None,
        "members_only": body.members_only or None,
        "company": body.company or None,
        "after": body.after or None,
        "opens": step.opens.isoformat() if step.opens else None,
        "deadlock": bool(body.deadlock),
        "written": bool(body.written),
        "within": body.within or None,
        "closes": step.closes.isoformat() if step.closes else None,
        "before": body.before or None,
        "number": body.number or None,
        "hours": body.hours or None,
        "zone": body.timezone or None,
        "url": body.url or None,
        "address": body.address or None,
        "note": body.note or None,
        "provenance": _provenance(step.proof),
    }


def nobody(plan: Plan) -> str:
    """That no body is known for the company where the customer is."""
    if not country_name(plan.place):
        return translate("no ombudsman or regulator for {company} is known here", company=plan.company.name)
    text = "no ombudsman or regulator for {company} in {country} is known here"
    return translate(text, company=plan.company.name, country=phrases.in_country(plan.place))


def elsewhere(plan: Plan) -> str:
    """That no line of the company for the customer's country is known."""
    phone, any_line = "no phone line of {company} for {country} is known", "no line of {company} for {country} is known"
    text = phone if plan.is_served else any_line
    parts = [translate(text, company=plan.company.name, country=phrases.in_country(plan.place))]
    if plan.bodies and not plan.is_served:
        parts.append(translate("the bodies here may not take a complaint about it"))
    return "; ".join(parts)


def from_abroad(plan: Plan) -> str:
    """That the company names no country, so the bodies of this one may not take complaints about it."""
    text = "{company} serves every country; a body here may not take a complaint about a company abroad"
    return translate(text, company=plan.company.name)
