"""The bodies for complaints about companies: ombudsmen, regulators, consumer agencies (data/regulators.yaml)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from supportdir.errors import DataError
from supportdir.format import rules, vocabulary, yaml_file
from supportdir.format.fields import describe
from supportdir.format.findings import did_you_mean
from supportdir.format.kinds import CODE, HOURS, ID, NUMBER, PROSE, REGION, WEB, WORD, ZONE, number_problem
from supportdir.format.reader import ParsedFile, Tree, read_record
from supportdir.format.yaml_file import Map, Scalar, excerpt, scalars
from supportdir.model import Source, is_served, is_served_whole
from supportdir.paths import dataset
from supportdir.periods import Period, parse_period
from supportdir.provenance import Provenance, rank_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from supportdir.format.findings import Finding

Role = Literal["ombudsman", "regulator", "mediator", "consumer-agency", "court", "industry-body"]

FILE_NAME = "regulators.yaml"
ALL_SECTORS = "all"
LABEL = f"data/{FILE_NAME}"

PUBLIC = frozenset({"government", "tax", "social-security", "immigration", "justice", "complaints-body"})
"""The categories of authorities and helplines. The bodies for companies do not take complaints about them."""


class Body(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A body that accepts complaints, with the fields of data/regulators.yaml; "" means not stated.

    `company` is the slug of the company file with its contacts. `takes` is what a complaint must be about, if not all
    matters of the sectors. `members_only` tells how to learn whether a company belongs to the body or names it in its
    terms; "" if it takes complaints about others too. `after` is the time that must pass after the complaint to the
    company, such as "8 weeks"; with `deadlock`, a final answer or a refusal ends that time.
    """

    id: str
    name: str
    serves: tuple[str, ...]
    sectors: tuple[str, ...]
    role: Role
    sources: tuple[str, ...]
    local: str = ""
    company: str = ""
    not_sectors: tuple[str, ...] = ()
    takes: str = ""
    members_only: str = ""
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
        """Return the period of `after`; None if it is empty."""
        return parse_period(self.after)

    @property
    def is_general(self) -> bool:
        """Return whether it accepts complaints about companies of all sectors."""
        return ALL_SECTORS in self.sectors


class Register(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The content of data/regulators.yaml: sources by id, and bodies in their order."""

    sources: dict[str, Source]
    bodies: tuple[Body, ...]

    def provenance(self, body: Body) -> Provenance:
        """Return the best source of a body."""
        sources = (self.sources[id] for id in body.sources)
        return min((Provenance(source.kind, source.date, source.url, source.note) for source in sources), key=rank_of)


describe(
    Body,
    ("id", ID, "Permanent id; begins with the country, or eu for the European Union."),
    ("name", PROSE, "The name in English, or the only name that the sources give."),
    ("local", PROSE, "The name in the language of the country, if it differs."),
    ("company", ID, "The slug of the company file with its contacts."),
    ("serves", REGION, "Where its customers live: ISO 3166 codes; US-NJ for a part of a country."),
    ("sectors", WORD, "Words of data/categories.yaml; all for all companies."),
    ("not_sectors", WORD, "Categories that a body for all companies does not take."),
    ("takes", PROSE, "What a complaint must be about, after “for”: train journeys."),
    ("members_only", PROSE, "How to learn whether a company belongs to it, if it takes only its members."),
    ("role", CODE, "ombudsman, regulator, mediator, consumer-agency, court or industry-body."),
    ("after", PROSE, "The time that must pass after the complaint to the company: 8 weeks."),
    ("deadlock", CODE, "true if a final answer or a refusal ends that time."),
    ("before", PROSE, "What must be done first, in words."),
    ("number", NUMBER, "The international number, in quotes, if no company file has the contacts."),
    ("hours", HOURS, "When a person answers, in the syntax of hours."),
    ("timezone", ZONE, "The time zone of the hours."),
    ("url", WEB, "The page for complaints, or about them."),
    ("address", PROSE, "An e-mail or postal address."),
    ("note", PROSE, "Limits, and what sources disagree on."),
    ("sources", WORD, "Names of the sources of this file."),
)
describe(
    Register,
    ("sources", CODE, "The sources, as in company files."),
    ("bodies", PROSE, "The bodies by country, those for all sectors last."),
)


@cache
def register() -> Register:
    """Return the shipped register. Raises DataError if it cannot be read."""
    path = dataset() / FILE_NAME
    try:
        content, findings = read_register(LABEL, path.read_bytes())
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror}); install supportdir again") from error
    if content is None:
        raise DataError(str(findings[0]))
    return content


def bodies_for(bodies: Sequence[Body], categories: Sequence[str], place: str) -> list[Body]:
    """Return the bodies for a customer in `place` (ISO 3166-1 or -2) of a company of these categories.

    They are the bodies for these categories, the main one first. If there is none, they are the bodies for all sectors,
    those that take certain complaints last; there are none for authorities and helplines. Industry bodies come last;
    otherwise it is the order of the file. Bodies for a part of the country are left out: see `bodies_of_parts`.
    """
    serving = [body for body in bodies if is_served_whole(place, body.serves)]
    sectors = sectors_of(categories)
    chosen = [body for body in serving if not set(sectors).isdisjoint(body.sectors)]
    if not chosen and PUBLIC.isdisjoint(categories):
        general = [body for body in serving if body.is_general and set(body.not_sectors).isdisjoint(sectors)]
        return sorted(general, key=lambda body: bool(body.takes))
    return sorted(
        chosen,
        key=lambda body: (
            body.role == "industry-body",
            min(sectors.index(sector) for sector in body.sectors if sector in sectors),
        ),
    )


def bodies_of_parts(bodies: Sequence[Body], categories: Sequence[str], place: str) -> list[Body]:
    """Return the bodies for these categories that serve only a part of `place`, in the order of the file."""
    sectors = set(sectors_of(categories))
    return [
        body
        for body in bodies
        if is_served(place, body.serves)
        and not is_served_whole(place, body.serves)
        and not sectors.isdisjoint(body.sectors)
    ]


def sectors_of(categories: Sequence[str]) -> list[str]:
    """Return the categories in which a company has a body; none if it is mainly an authority or a helpline."""
    if not categories or categories[0] in PUBLIC:
        return []
    return [category for category in categories if category not in PUBLIC]


def read_register(path_label: str, text: bytes) -> tuple[Register | None, list[Finding]]:
    """Return the register and [], or None and all findings in the file in the order of its lines."""
    content, parsed = parse_register(path_label, text)
    return (None if parsed.findings else content), parsed.findings


def parse_register(path_label: str, text: bytes) -> tuple[Register | None, ParsedFile]:
    """Return what can be read of the register despite its errors, and the parsed file with its findings."""
    content, parsed = read_record(Register, Tree("", path_label, *yaml_file.parse(path_label, text), {}))
    if isinstance(parsed.root, Map):
        _check_together(parsed, parsed.root)
    parsed.findings.sort(key=lambda finding: (finding.line, finding.column))
    return content, parsed


def _check_together(parsed: ParsedFile, root: Map) -> None:
    """Add findings about values that do not fit together."""
    sources = root.value.get("sources")
    known = sources.value if isinstance(sources, Map) else None
    sectors = sorted({*vocabulary.allowed_words()["categories"], ALL_SECTORS})
    taken: dict[str, int] = {}
    for record, node in parsed.records:
        if not isinstance(record, Body):
            continue
        for field in ("sectors", "not_sectors"):
            _check_listed(parsed, scalars(node.value.get(field)), field, sectors)
        for source in scalars(node.value.get("sources")):
            if known is not None and parsed.is_valid(source) and source.value not in known:
                message = f"this file has no source '{excerpt(source.value)}'"
                parsed.add(
                    rules.source_missing, source, message, did_you_mean(source.value, known, "add it to sources")
                )
        for id in scalars(node.value.get("id")):
            first = taken.setdefault(id.value, id.line)
            if first != id.line:
                message = f"duplicate id {excerpt(id.value)}, first in line {first}"
                parsed.add(rules.id_twice, id, message, "give each body its own id")
        _check_forms(parsed, record, node)


def _check_forms(parsed: ParsedFile, body: Body, node: Map) -> None:
    for after in scalars(node.value.get("after")):
        if parsed.is_valid(after) and ((period := parse_period(after.value)) is None or period.time):
            hint = "write a number and days, weeks, months or business days"
            parsed.add(rules.shape, after, f"after '{excerpt(after.value)}' is not a valid period", hint)
    for written in scalars(node.value.get("number")):
        if problem := number_problem(written.value):
            parsed.add(problem.rule, written, f"number {problem.message}", problem.hint)
    for hours in scalars(node.value.get("hours")):
        if not body.timezone and parsed.is_valid(hours):
            parsed.add(
                rules.zone_missing, hours, "the hours need a timezone", "add timezone: ZONE, or timezone: unknown"
            )


def _check_listed(parsed: ParsedFile, texts: Sequence[Scalar], name: str, known: Collection[str]) -> None:
    for text in texts:
        if parsed.is_valid(text) and text.value not in known:
            hint = did_you_mean(text.value, known, f"choose one of {', '.join(known)}")
            parsed.add(rules.unknown_word, text, f"{name} '{excerpt(text.value)}' is unknown", hint)
