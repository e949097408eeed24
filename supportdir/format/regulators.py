"""The bodies that take a customer's complaint after the company: ombudsmen, regulators, consumer agencies.

They are in data/regulators.yaml, which says what each field means.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct

from supportdir.errors import DataError
from supportdir.format import rules, vocabulary, yaml_file
from supportdir.format.fields import describe
from supportdir.format.findings import did_you_mean
from supportdir.format.kinds import CODE, HOURS, ID, NUMBER, PROSE, REGION, WEB, WORD, ZONE, number_problem
from supportdir.format.reader import ParsedFile, Tree, read_record
from supportdir.format.yaml_file import List, Map, Scalar, shown
from supportdir.model import Source, is_served
from supportdir.paths import dataset
from supportdir.provenance import Provenance, rank_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from supportdir.format.findings import Finding

Role = Literal["ombudsman", "regulator", "mediator", "consumer-agency", "court", "industry-body"]
Unit = Literal["days", "weeks", "months", "business days"]

FILE_NAME = "regulators.yaml"
ALL_SECTORS = "all"
LABEL = f"data/{FILE_NAME}"

_AFTER = re.compile(r"(\d{1,3}) (days|weeks|months|business days)", re.ASCII)


class Body(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A body that takes complaints. The fields are those of data/regulators.yaml; an empty one is not stated.

    `company` is the slug of the company file that has its contacts. `after` is the time that must have passed since the
    complaint to the company, such as "8 weeks"; with `deadlock`, a final answer or a refusal opens the way before that.
    """

    id: str
    name: str
    serves: tuple[str, ...]
    sectors: tuple[str, ...]
    role: Role
    sources: tuple[str, ...]
    local: str = ""
    company: str = ""
    after: str = ""
    deadlock: Literal["true"] | None = None
    before: str = ""
    number: str = ""
    hours: str = ""
    timezone: str = ""
    url: str = ""
    address: str = ""
    note: str = ""

    @property
    def period(self) -> Period | None:
        """The time of `after`; None if none is stated."""
        return parse_period(self.after)

    @property
    def is_general(self) -> bool:
        """Whether it takes complaints about companies of every kind."""
        return ALL_SECTORS in self.sectors


class Register(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The file: its sources by id, and its bodies in their order."""

    sources: dict[str, Source]
    bodies: tuple[Body, ...]

    def provenance(self, body: Body) -> Provenance:
        """Return the best source of a body."""
        known = (self.sources[id] for id in body.sources)
        return min((Provenance(one.kind, one.date, one.url, one.note) for one in known), key=rank_of)


describe(
    Body,
    ("id", ID, "Permanent; the country first, eu for all countries of the European Union."),
    ("name", PROSE, "The name in English, or the only name that the sources give."),
    ("local", PROSE, "The name in the language of the country, if it differs."),
    ("company", ID, "The file in companies/ with the body's contacts."),
    ("serves", REGION, "Where the customer lives, as ISO 3166 codes; a part of a country: US-NJ."),
    ("sectors", WORD, "Words of data/categories.yaml; all for every kind of company."),
    ("role", CODE, "ombudsman, regulator, mediator, consumer-agency, court or industry-body."),
    ("after", PROSE, "How much time must have passed since the complaint to the company: 8 weeks."),
    ("deadlock", CODE, "true if a final answer or a refusal opens the way before that time."),
    ("before", PROSE, "What must have been done first, in words."),
    ("number", NUMBER, "The international number, quoted, if no company file has the contacts."),
    ("hours", HOURS, "When somebody answers, in the grammar of hours."),
    ("timezone", ZONE, "The zone of the hours."),
    ("url", WEB, "Where to complain or to read how."),
    ("address", PROSE, "An e-mail or postal address."),
    ("note", PROSE, "Limits, age, and where sources disagree."),
    ("sources", WORD, "Names of the sources of this file."),
)
describe(
    Register,
    ("sources", CODE, "Where the facts come from, as in company files."),
    ("bodies", PROSE, "The bodies, by country; those for every sector last."),
)


class Period(NamedTuple):
    """A length of time: `amount` of `unit`."""

    amount: int
    unit: Unit

    def end(self, start: date) -> date:
        """Return the day on which the time that began on `start` has passed.

        A month ends on the day of the same number, or on the last one of a shorter month. Business days are Monday to
        Friday; public holidays are not known here, so the day may be too early.
        """
        match self.unit:
            case "days":
                return start + timedelta(days=self.amount)
            case "weeks":
                return start + timedelta(weeks=self.amount)
            case "months":
                return _months_later(start, self.amount)
            case "business days":
                return _business_days_later(start, self.amount)


def parse_period(text: str) -> Period | None:
    """Return the time that "8 weeks" or "20 business days" states; None for another text."""
    match = _AFTER.fullmatch(text)
    if match is None:
        return None
    units: dict[str, Unit] = {"days": "days", "weeks": "weeks", "months": "months", "business days": "business days"}
    return Period(int(match[1]), units[match[2]])


@cache
def register() -> Register:
    """Return the register that is shipped. Raises DataError if it cannot be read."""
    path = dataset() / FILE_NAME
    try:
        found, findings = read_register(LABEL, path.read_bytes())
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror}); install supportdir again") from error
    if found is None:
        raise DataError(str(findings[0]))
    return found


def bodies_for(bodies: Iterable[Body], categories: Collection[str], place: str) -> list[Body]:
    """Return the bodies for a customer in `place` (ISO 3166-1 or -2) of a company of these categories.

    Those of its sectors, and if none of them is for the whole country, those of every sector: regulators last, which
    take certain complaints only. Bodies of a part of the country follow those of the whole, and what a source calls an
    industry body comes last; otherwise in the order of the file.
    """
    here = [body for body in bodies if is_served(place, body.serves)]
    found = [body for body in here if not set(categories).isdisjoint(body.sectors)]
    if all(is_of_a_part(body, place) for body in found):
        found += sorted((body for body in here if body.is_general), key=lambda body: body.role == "regulator")
    return sorted(found, key=lambda body: (is_of_a_part(body, place), body.role == "industry-body"))


def is_of_a_part(body: Body, place: str) -> bool:
    """Return whether the body is for a part of the country `place` only."""
    return "-" not in place and not is_served(place, tuple(code for code in body.serves if "-" not in code))


def read_register(path_label: str, text: bytes) -> tuple[Register | None, list[Finding]]:
    """Return the register and [], or None and every finding in the file in the order of its lines."""
    found, parsed = parse_register(path_label, text)
    return (None if parsed.findings else found), parsed.findings


def parse_register(path_label: str, text: bytes) -> tuple[Register | None, ParsedFile]:
    """Return what can be read of the file, and the parsed file with its findings."""
    found, parsed = read_record(Register, Tree("", path_label, *yaml_file.read(path_label, text), {}))
    if isinstance(parsed.root, Map):
        _check_together(parsed, parsed.root)
    parsed.findings.sort(key=lambda finding: (finding.line, finding.column))
    return found, parsed


def _check_together(parsed: ParsedFile, root: Map) -> None:
    """Check what depends on other values."""
    sources = root.value.get("sources")
    known = sources.value if isinstance(sources, Map) else None
    sectors = sorted({*vocabulary.lists()["categories"], ALL_SECTORS})
    taken: dict[str, int] = {}
    for record, node in parsed.records:
        if not isinstance(record, Body):
            continue
        _check_listed(parsed, texts_of(node, "sectors"), "sectors", sectors)
        for source in texts_of(node, "sources"):
            if known is not None and parsed.is_valid(source) and source.value not in known:
                message = f"this file has no source '{shown(source.value)}'"
                parsed.add(
                    rules.source_missing, source, message, did_you_mean(source.value, known, "add it to sources")
                )
        for id in texts_of(node, "id"):
            first = taken.setdefault(id.value, id.line)
            if first != id.line:
                message = f"id {shown(id.value)} is taken in line {first}"
                parsed.add(rules.id_twice, id, message, "give each body an id of its own")
        _check_forms(parsed, record, node)


def _check_forms(parsed: ParsedFile, body: Body, node: Map) -> None:
    for after in texts_of(node, "after"):
        if parsed.is_valid(after) and parse_period(after.value) is None:
            hint = "write a number and days, weeks, months or business days"
            parsed.add(rules.shape, after, f"after '{shown(after.value)}' is in another form", hint)
    for written in texts_of(node, "number"):
        if problem := number_problem(written.value):
            parsed.add(problem.rule, written, f"number {problem.message}", problem.hint)
    for hours in texts_of(node, "hours"):
        if not body.timezone and parsed.is_valid(hours):
            parsed.add(rules.zone_missing, hours, "hours need a timezone", "add it, or timezone: unknown")


def _check_listed(parsed: ParsedFile, texts: Sequence[Scalar], name: str, known: Collection[str]) -> None:
    for text in texts:
        if parsed.is_valid(text) and text.value not in known:
            hint = did_you_mean(text.value, known, f"take one of: {', '.join(known)}")
            parsed.add(rules.unknown_word, text, f"{name} '{shown(text.value)}' is not known", hint)


def texts_of(node: Map, field: str) -> list[Scalar]:
    """Return the text of a field, or the texts of its list."""
    value = node.value.get(field)
    values = value.value if isinstance(value, List) else [value]
    return [text for text in values if isinstance(text, Scalar)]


def _months_later(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(start.day, last))


def _business_days_later(start: date, days: int) -> date:
    end = start
    while days:
        end += timedelta(days=1)
        days -= end.weekday() < 5
    return end
