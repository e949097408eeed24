"""The pages on the dataset as a whole, in Markdown: data/SOURCES.md and data/COVERAGE.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportdir.errors import DataError
from supportdir.format.attributions import FILE
from supportdir.hours.zones import countries, country_name
from supportdir.render.phrases import percent
from supportdir.statistics import SHARED, split_name

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from supportdir.citations import Citation
    from supportdir.format.attributions import Attribution
    from supportdir.statistics import Count, Counts

    Row = tuple[str, ...]

MANY = 10  # files; a source behind as many needs an entry in data/sources.yaml
FEW = 10  # companies; a country with fewer has no row of its own
_NAMED = 5  # countries or categories where most is missing

_MADE = "<!-- Made by: python -m supportdir.cli.data_pages -->"
_GAPS = {
    "hours": "No known hours",
    "route": "No route to a person and no menu",
    "official or call": "No number or address from the company itself or a call",
}
_FIGURES = set("0123456789 %")
_TAKEN = {"documents": "separate documents", "part": "a part of a list", "whole": "a whole list"}


def sources_page(citations: Sequence[Citation], entries: Mapping[str, Attribution]) -> str:
    """Return data/SOURCES.md: the sources behind ten files or more, the most files first.

    Raises DataError that names each of these that has no entry.
    """
    many = [citation for citation in citations if citation.files >= MANY]
    if unknown := [citation for citation in many if citation.publisher not in entries]:
        missing = [f"{citation.publisher} ({citation.files} files)" for citation in unknown]
        raise DataError(f"{FILE} has no entry for {', '.join(missing)}; add one, its fields are described at its head")
    known = [(citation, entries[citation.publisher]) for citation in many]
    alone = sum(citation.alone for citation in many)
    questions = [f"* **{_name(citation)}**: {entry.open}" for citation, entry in known if entry.open]
    return _page(
        f"# Where the data comes from\n\n{_MADE}",
        f"A source is a site, a repository or a publication. Sources behind {MANY} company files or more: {len(many)}; "
        f"files that cite nothing but one of them: {alone}. Sources behind fewer files: {len(citations) - len(many)}; "
        "each company file names all of its own.",
        "The dataset takes facts (numbers, hours, keys, addresses) and no wording. A list may be taken as a whole only "
        "if its licence allows that. *Only source*: files that cite no other source. *Grade*: as in the "
        "[manual](README.md#sources). Licences and reasons are kept in [sources.yaml](sources.yaml).",
        _table(
            ("source", "files", "only source", "grade", "taken", "licence"),
            (_source_row(citation, entry) for citation, entry in known),
        ),
        "## What each is, and why it may be used",
        "\n".join(_reason(citation, entry) for citation, entry in known),
        *(["## Not settled", "\n".join(questions)] if questions else []),
    )


def coverage_page(counts: Counts) -> str:
    """Return data/COVERAGE.md: what there is by country and category, and what is missing most."""
    few = {code: count.many for code, count in counts["countries"].items() if count.many < FEW and code != "all"}
    none = {*countries()}.difference(counts["countries"])
    return _page(
        f"# What the directory covers\n\n{_MADE}",
        _table(("companies", "", ""), _rows(counts["companies"])),
        "*With support*: a contact takes more than requests about personal data or product recalls, and is neither a "
        "dead number nor a switchboard. All that follows is about these companies and such contacts.",
        _table(("with support", "", ""), [*_rows(counts["support"]), *_rows(counts["best grade"], "best grade: ")]),
        "*Hours*: a time when somebody is there is known. *Route*: a route to a person, or the menu, is known. "
        "*Official or call*: the number or address is from the company itself, or from a call.",
        "## By country",
        _table(("country", "companies", *SHARED), _split_rows(counts, "countries", but=few)),
        f"Countries with fewer than {FEW} companies: {len(few)}. With none but the companies that serve all countries: "
        f"{len(none)}.",
        *(["\n".join(_by_count(few))] if few else []),
        "## By category",
        _table(("category", "companies", *SHARED), _split_rows(counts, "categories")),
        "## What is thin",
        "Each line is an invitation: one company, one file, one commit. [README.md](README.md) is the manual, and "
        "`supportdir data stale` lists what to verify next.",
        "\n".join(f"* {gap}" for gap in _gaps(counts)),
    )


def _source_row(citation: Citation, entry: Attribution) -> Row:
    grades = ", ".join(citation.grades)
    licence = entry.licence or "not known"
    return _name(citation), str(citation.files), str(citation.alone), grades, _TAKEN[entry.taken], licence


def _reason(citation: Citation, entry: Attribution) -> str:
    credit = f" Credit: {entry.credit}." if entry.credit else ""
    return f"* **{_name(citation)}**: {entry.what}. {entry.why}{credit}"


def _name(citation: Citation) -> str:
    """Return the publisher, with a link if it is a site or a repository."""
    return f"[{citation.publisher}](https://{citation.publisher})" if citation.is_site else citation.publisher


def _rows(some: dict[str, Count], prefix: str = "") -> list[Row]:
    return [(prefix + name, str(count.many), percent(count)) for name, count in some.items()]


def _split_rows(counts: Counts, group: str, but: Container[str] = ()) -> Iterator[Row]:
    for word, count in counts[group].items():
        if word not in but:
            shares = [percent(counts[split_name(group, trait)][word]) for trait in SHARED]
            yield _country(word) if group == "countries" else word, str(count.many), *shares


def _by_count(few: Mapping[str, int]) -> Iterator[str]:
    """Return a line for each number of companies with the countries that have as many."""
    for many in sorted({*few.values()}, reverse=True):
        yield f"* {many}: {', '.join(sorted(_country(code) for code in few if few[code] == many))}"


def _gaps(counts: Counts) -> Iterator[str]:
    for trait in SHARED:
        if missing := _missing(counts["support"][trait]):
            split = counts[split_name("countries", trait)]
            worst = [code for code in sorted(split, key=lambda code: -_missing(split[code])) if _missing(split[code])]
            where = ", ".join(f"{_country(code)} {_missing(split[code])}" for code in worst[:_NAMED])
            yield f"**{_GAPS[trait]}**: {missing} companies, most in {where}"
    for name in ("privacy only", "recall only", "switchboard only"):
        if many := counts["companies"][name].many:
            yield f"**No support contact, {name}**: {many} companies"
    if few := [f"{word} {count.many}" for word, count in counts["categories"].items() if count.many < FEW]:
        yield f"**Categories with fewer than {FEW} companies**: {', '.join(few)}"


def _missing(count: Count) -> int:
    return (count.of or 0) - count.many


def _country(code: str) -> str:
    return "all countries" if code == "all" else country_name(code) or code


def _table(head: Row, rows: Iterable[Row]) -> str:
    """Return a table; columns of figures are aligned to the right."""
    body = list(rows)
    rules = tuple("--:" if set("".join(column)) <= _FIGURES else "---" for column in zip(*body, strict=True))
    lines = [head, rules or ("---",) * len(head), *body]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines)


def _page(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"
