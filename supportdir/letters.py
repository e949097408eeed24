"""Letters to a company: a request, a complaint, the confirmation of a call, an escalation; in English or Russian.

The fixed words are those of data/advice.yaml. What the writer did not give stays as a gap in brackets.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from msgspec import Struct

from supportdir.advice import next_step
from supportdir.characters import hidden
from supportdir.format import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from supportdir.advice import Language

LetterKind = Literal["request", "complaint", "confirmation", "escalation"]

LETTER_KINDS: tuple[LetterKind, ...] = get_args(LetterKind)

_FIELD = re.compile(r"\{(\w+)\}(\.?)")


class Letter(NamedTuple):
    """A letter: one line of subject, and a body without a trailing line break."""

    subject: str
    body: str


class CallRecord(Struct, frozen=True, kw_only=True):
    """One contact with the company, by phone or by another kind of contact (`channel`).

    `at` is shown as it is given, in its own zone. `due` is the promised date, `hold` the minutes on hold,
    `outcome` that of the log.
    """

    at: datetime | date | None = None
    channel: str = "phone"
    agent: str = ""
    case: str = ""
    said: str = ""
    promised: str = ""
    due: date | None = None
    hold: int | None = None
    outcome: str = ""


class LetterFields(Struct, frozen=True, kw_only=True):
    """What the writer gave. An empty field was not given.

    `to` is the company's address, `contact` the writer's phone number or e-mail address, `by` the date by which an
    answer is wanted, `situation` an id of `advice.situations`. `call` is what a confirmation confirms; `earlier` are
    the contacts that a complaint and an escalation name, in this order.
    """

    company: str = ""
    to: str = ""
    kind_of_problem: str = ""
    account: str = ""
    problem: str = ""
    tried: str = ""
    want: str = ""
    attachments: tuple[str, ...] = ()
    by: date | None = None
    name: str = ""
    contact: str = ""
    situation: str = ""
    call: CallRecord = CallRecord()
    earlier: tuple[CallRecord, ...] = ()


def letter(kind: LetterKind, fields: LetterFields, language: Language = "en") -> Letter:
    """Return the letter of that kind.

    Raises UsageError for an unknown situation.
    """
    texts = vocabulary.advice_texts()["letter"]
    values = _values(fields, texts, language)
    gaps = {field: gap[language] for field, gap in texts["gaps"].items()}
    subject = _subject(kind, fields, values, texts, language)
    blocks = (_block(texts["blocks"][id], values, gaps, language) for id in texts["kinds"][kind])
    return Letter(subject, "\n\n".join(filter(None, blocks)))


def mailto(letter: Letter, address: str) -> str:
    """Return a mailto: link (RFC 6068) that opens the letter in a mail program; the address may be empty."""
    from urllib.parse import quote

    recipient = quote(_one_line(address), safe="@")
    subject, body = (quote(text.replace("\n", "\r\n"), safe="") for text in letter)
    return f"mailto:{recipient}?subject={subject}&body={body}"


def gap(field: str, language: Language = "en") -> str:
    """Return the words in brackets that stand for a field that was not given."""
    text: str = vocabulary.advice_texts()["letter"]["gaps"][field][language]
    return text


def format_date(day: date, language: Language = "en") -> str:
    """Return a date as a letter has it: "3 November 2026", "3 ноября 2026 г."."""
    texts = vocabulary.advice_texts()["letter"]
    parts = {"day": str(day.day), "month": texts["months"][language][day.month - 1], "year": str(day.year)}
    return _line(texts["date"][language], parts, {})


def _values(fields: LetterFields, texts: Mapping[str, Any], language: Language) -> dict[str, str]:
    """Return the text of each field that was given, by its name in the templates."""
    call = fields.call
    values = {
        "company": _one_line(fields.company),
        "to": _lines(fields.to),
        "kind_of_problem": _one_line(fields.kind_of_problem),
        "account": _one_line(fields.account),
        "problem": _lines(fields.problem),
        "tried": _lines(fields.tried),
        "want": _lines(fields.want),
        "attachments": "\n".join(f"- {text}" for text in map(_one_line, fields.attachments) if text),
        "by": format_date(fields.by, language) if fields.by else "",
        "name": _one_line(fields.name),
        "contact": _lines(fields.contact),
        "situation": next_step(fields.situation, language).words if fields.situation else "",
        "earlier": "\n".join(_record(record, texts, language) for record in fields.earlier),
        **_call_values(call, texts, language),
        "said": _lines(call.said),
        "promised": _lines(call.promised),
    }
    return {field: value for field, value in values.items() if value}


def _subject(
    kind: LetterKind, fields: LetterFields, values: Mapping[str, str], texts: Mapping[str, Any], language: Language
) -> str:
    """Return the subject, with the newest case number if there is one."""
    gaps = {field: gap[language] for field, gap in texts["gaps"].items()}
    if "account" in values:
        values = {**values, "account": _line(texts["account"][language], values, {})}
    subject = _line(texts["subjects"][kind][language], values, gaps)
    cases = [_one_line(record.case) for record in (fields.call, *reversed(fields.earlier))]
    if case := next(filter(None, cases), ""):
        return f"{subject}, {_line(texts['case'][language], {'case': case}, {})}"
    return subject


def _call_values(call: CallRecord, texts: Mapping[str, Any], language: Language) -> dict[str, str]:
    """Return the fields of one contact as single lines; those not given are empty."""
    hold = "" if call.hold is None else _line(texts["minutes"][language], {"count": str(call.hold)}, {})
    channel = texts["channels"].get(call.channel, {}).get(language, "") or _one_line(call.channel)
    return {
        "at": _moment(call.at, texts, language),
        "channel": channel,
        "agent": _one_line(call.agent),
        "case": _one_line(call.case),
        "said": _one_line(call.said),
        "promised": _one_line(call.promised),
        "due": format_date(call.due, language) if call.due else "",
        "hold": hold,
        "outcome": texts["outcomes"].get(call.outcome, {}).get(language, ""),
    }


def _record(record: CallRecord, texts: Mapping[str, Any], language: Language) -> str:
    """Return an earlier contact as an item of a list, with a further line for each of what was said and promised."""
    values = {field: value for field, value in _call_values(record, texts, language).items() if value}
    values.setdefault("at", texts["gaps"]["at"][language])
    if "case" in values:
        values["case"] = _line(texts["case"][language], values, {})
    head = ", ".join(values[field] for field in ("at", "channel", "agent", "case") if field in values)
    details = (_line(template[language], values, {}) for template in texts["record"].values())
    return "\n  ".join([f"- {head}", *filter(None, details)])


def _moment(at: datetime | date | None, texts: Mapping[str, Any], language: Language) -> str:
    if at is None:
        return ""
    if not isinstance(at, datetime):
        return format_date(at, language)
    return _line(texts["moment"][language], {"date": format_date(at, language), "time": f"{at:%H:%M}"}, {})


def _block(block: Mapping[str, Any], values: Mapping[str, str], gaps: Mapping[str, str], language: Language) -> str:
    if not all(field in values for field in block.get("if", ())):
        return ""
    if any(field in values for field in block.get("unless", ())):
        return ""
    return "\n".join(filter(None, (_line(template, values, gaps) for template in block[language])))


def _line(template: str, values: Mapping[str, str], gaps: Mapping[str, str]) -> str:
    """Return the template filled in; "" if a field has neither a value nor a gap.

    A full stop in the template is dropped after a value that ends with one.
    """

    def filled(match: re.Match[str]) -> str:
        value = values.get(match[1]) or gaps[match[1]]
        return value if value.endswith(".") else value + match[2]

    known = values.keys() | gaps.keys()
    if any(match[1] not in known for match in _FIELD.finditer(template)):
        return ""
    return _FIELD.sub(filled, template)


def _one_line(text: str) -> str:
    return " ".join(_lines(text).split())


def _lines(text: str) -> str:
    """Return the text without hidden characters, blanks around its lines, and more than one empty line in a row."""
    text = re.sub(r"\r\n?|[\v\f\x85\u2028\u2029]", "\n", text).replace("\t", " ")
    while unseen := set(hidden(text)):  # without one of them, another may no longer be needed
        text = "".join(character for offset, character in enumerate(text) if offset not in unseen)
    text = "\n".join(line.strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()
