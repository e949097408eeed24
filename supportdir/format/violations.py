"""Problems between the values of a company file: each value is valid, but they do not fit together.

Both readers use this generator: the fast one stops at the first violation, the full one finds the position of each.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from supportdir.format import rules
from supportdir.format.fields import HOURS_FIELDS, fields_of
from supportdir.format.findings import Problem, did_you_mean
from supportdir.format.kinds import number_problem
from supportdir.format.yaml_file import excerpt
from supportdir.hours import parsing
from supportdir.model import ACTIONS, Contact, Escalation, Impostor, Step

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from msgspec import Struct

    from supportdir.model import Channel, Company, Phone

    Words = Mapping[str, Collection[str]]


class Violation(NamedTuple):
    """A problem in a record. `field` is one of its fields, `text` one text or key of that field; "" means the whole."""

    problem: Problem
    record: Struct
    field: str = ""
    text: str = ""
    is_key: bool = False


class Given(Protocol):
    """Names the fields that the file has for a record."""

    def __call__(self, record: Struct, /) -> Collection[str]:
        """Return the names of the fields of a record in the file, including those with invalid values."""


def violations(company: Company, records: Iterable[Struct], given: Given, words: Words) -> Iterator[Violation]:
    """Yield the problems between the values of a company.

    `records` are the company and all records in it, lists in their order, without invalid values. `words` are the
    allowed words by field ("topics" …); other fields are not checked.
    """
    if company.no_phone and any(phone.is_for_private for phone in company.phones):
        problem = Problem(rules.no_phone, "no_phone and a phone for private customers", "keep one of them")
        yield Violation(problem, company, "no_phone", is_key=True)
    known = {**words, "contact": {contact.id for contact in company.contacts if contact.id}}
    ids: set[str] = set()
    for record in records:
        yield from _unknown_words(record, known)
        yield from _unknown_sources(record, company, given)
        if isinstance(record, Contact):
            yield from _in_contact(record, company, given)  # type: ignore[arg-type]
            if record.id and record.id in ids:
                problem = Problem(rules.id_twice, f"duplicate id {record.id}", "give each contact its own id")
                yield Violation(problem, record, "id")
            ids.add(record.id)
        elif isinstance(record, Impostor):
            yield from _invalid_number(record, "number", "")
        elif isinstance(record, Escalation):
            yield from _in_escalation(record, given(record))
        elif isinstance(record, Step):
            yield from _in_step(record, given(record))


def _unknown_words(record: Struct, known: Words) -> Iterator[Violation]:
    for name, attribute in _references(type(record)):
        if name not in known:
            continue
        value = getattr(record, attribute)
        for text in (value,) if isinstance(value, str) else value:
            if text and text not in known[name]:
                choice = sorted(known[name])
                hint = did_you_mean(text, choice, f"choose one of {', '.join(choice)}")
                problem = Problem(rules.unknown_word, f"{name} '{excerpt(text)}' is unknown", hint)
                if name == "contact":
                    message = f"this file has no contact '{excerpt(text)}'"
                    problem = problem._replace(rule=rules.contact_missing, message=message)
                yield Violation(problem, record, name, text)


@cache
def _references(record: type[Struct]) -> list[tuple[str, str]]:
    """Return name and attribute of the fields that hold words of a closed list or ids of contacts."""
    fields = fields_of(record).values()
    return [(field.name, field.attribute) for field in fields if field.kind.is_reference and field.name != "cite"]


def _unknown_sources(record: Struct, company: Company, given: Given) -> Iterator[Violation]:
    cite: Mapping[str, tuple[str, ...]] = getattr(record, "cite", {})
    named = [("sources", text) for text in getattr(record, "sources", ()) if record is not company]
    for field, sources in cite.items():
        named += [("cite", text) for text in sources]
        if field not in given(record):
            is_misspelt = field not in fields_of(type(record))
            hint = did_you_mean(field, given(record) if is_misspelt else (), "add the field, or remove it from cite")
            problem = Problem(rules.cite_absent, f"cite names {excerpt(field)}, which is missing", hint)
            yield Violation(problem, record, "cite", field, is_key=True)
    for field, text in named if company.sources else ():
        if text not in company.sources:
            hint = did_you_mean(text, company.sources, "add it to sources")
            problem = Problem(rules.source_missing, f"this file has no source '{excerpt(text)}'", hint)
            yield Violation(problem, record, field, text)


def _in_contact(contact: Phone | Channel, company: Company, given: Given) -> Iterator[Violation]:
    def is_invalid(field: str) -> bool:
        """Return whether the field was given, but left out as invalid: its intended value is unknown."""
        return any(field in given(record) and not getattr(record, field) for record in (contact, company))

    serves = company.serves_of(contact)
    country = serves[0].partition("-")[0] if len(serves) == 1 else ""
    for field in ("number", "textphone"):
        yield from _invalid_number(contact, field, country)
    hours = [(field, parsing.parse(text)) for field in HOURS_FIELDS if (text := getattr(contact, field, ""))]
    changing = [field for field, parsed in hours if not parsed.constant]
    if changing and not (company.timezone_of(contact) or is_invalid("timezone")):
        message = "the hours need a timezone"
        if company.timezone:
            message += "; the company's applies only in the company's countries"
        problem = Problem(rules.zone_missing, message, "add timezone: ZONE, or timezone: unknown")
        yield Violation(problem, contact, changing[0])
    closing = [field for field, parsed in hours if parsed.names_holidays]
    if closing and not (company.holidays_of(contact) or is_invalid("holidays") or is_invalid("serves")):
        message, hint = "PH does not say whose public holidays", "add holidays, such as US or GB-ENG"
        yield Violation(Problem(rules.holidays_missing, message, hint), contact, closing[0])


def _invalid_number(record: Struct, field: str, country: str) -> Iterator[Violation]:
    text = getattr(record, field, "")
    if text and (problem := number_problem(text, country)):
        yield Violation(problem._replace(message=f"{field} {problem.message}"), record, field, text)


def _in_escalation(step: Escalation, given: Collection[str]) -> Iterator[Violation]:
    # `to` is allowed beside one of the others: it says whom to ask for there.
    if step.contact and step.company:
        problem = Problem(rules.escalation_form, "contact and company in one escalation", "split it into two")
        yield Violation(problem, step, "company", is_key=True)
    elif {"contact", "company", "to"}.isdisjoint(given):
        hint = "add contact: ID, company: SLUG or to: TEXT"
        yield Violation(Problem(rules.escalation_form, "this escalation has no target", hint), step)


def _in_step(step: Step, given: Collection[str]) -> Iterator[Violation]:
    actions = [field for field in given if field in ACTIONS]
    if len(actions) > 1:
        message = f"{' and '.join(actions)} in one step"
        problem = Problem(rules.one_step, message, "split it: one step per prompt, each on a new - line")
        yield Violation(problem, step, actions[1], is_key=True)
    elif not actions and all(field in fields_of(Step) for field in given):
        hint = f"add one of {', '.join(ACTIONS)}"
        yield Violation(Problem(rules.one_step, "this step has no action", hint), step)
