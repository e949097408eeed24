"""The Markdown pages about the whole dataset: data/SOURCES.md and data/COVERAGE.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportdir.errors import DataError
from supportdir.format.attributions import FILE
from supportdir.hours.zones import countries
from supportdir.render.phrases import country, percent
from supportdir.statistics import SHARED, split_name

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from supportdir.citations import Citation
    from supportdir.format.attributions import Attribution
    from supportdir.statistics import Count, Counts

    Row = tuple[str, ...]

MANY = 10  # files; a source cited by that many needs an entry in data/sources.yaml
FEW = 10  # companies; a country with fewer has no row of its own
_NAMED = 5  # countries with the most gaps

_MADE = "<!-- Made by: python -m supportdir.cli.data_pages -->"
_GAPS = {
    "hours": "No known hours",
    "route": "No route to a person and no menu",
    "official or call": "No number or address from the company itself or a recorded call",
}
_DIGITS = set("0123456789 %")
_TAKEN = {"documents": "separate documents", "part": "a part of a list", "whole": "a whole list"}


def sources_page(citations: Sequence[Citation], entries: Mapping[str, Attribution]) -> str:
    """Return data/SOURCES.md: the sources cited by ten files or more, the most cited first.

    Raises DataError that names the sources without an entry in data/sources.yaml.
    """
    many = [citation for citation in citations if citation.files >= MANY]
    if unknown := [citation for citation in many if citation.publisher not in entries]:
        missing = [f"{citation.publisher} ({citation.files} files)" for citation in unknown]
        raise DataError(f"{FILE} has no entry for {', '.join(missing)}; add one as described at the top of that file")
    known = [(citation, entries[citation.publisher]) for citation in many]
    alone = sum(citation.alone for citation in many)
    questions = [f"* **{_name(citation)}**: {entry.open}" for citation, entry in known if entry.open]
    return _page(
        f"# Where the data comes from\n\n{_MADE}",
        f"A source is a site, a repository or a publication. Sources cited by {MANY} company files or more: "
        f"{len(many)}; files that cite only one of them: {alone}. Sources cited by fewer files: "
        f"{len(citations) - len(many)}; each company file names its own sources.",
        "The dataset takes facts (numbers, hours, keys, addresses), not wording. A whole list is taken only if its "
        "licence allows it. *Only source*: files that cite no other source. *Grade*: as in the "
        "[manual](README.md#sources). Licences and reasons are recorded in [sources.yaml](sources.yaml).",
        _table(
            ("source", "files", "only source", "grade", "taken", "licence"),
            (_source_row(citation, entry) for citation, entry in known),
        ),
        "## What each source is, and why it may be used",
        "\n".join(_reason(citation, entry) for citation, entry in known),
        *(["## Open questions", "\n".join(questions)] if questions else []),
    )


def coverage_page(counts: Counts) -> str:
    """Return data/COVERAGE.md: the number of companies by country and category, and the largest gaps."""
    few = {code: count.many for code, count in counts["countries"].items() if count.many < FEW and code != "all"}
    none = {*countries()}.difference(counts["countries"])
    return _page(
        f"# What the directory covers\n\n{_MADE}",
        _table(("companies", "", ""), _rows(counts["companies"])),
        "*With support*: at least one contact is for more than personal data or product recalls, and is neither a "
        "dead number nor a switchboard. Everything below counts only these companies and contacts.",
        _table(("with support", "", ""), [*_rows(counts["support"]), *_rows(counts["best grade"], "best grade: ")]),
        "*Hours*: opening hours are known. *Route*: a route to a person, or the menu, is known. "
        "*Official or call*: the number or address is from the company itself or from a recorded call.",
        "## By country",
        _table(("country", "companies", *SHARED), _split_rows(counts, "countries", without=few)),
        f"Countries with fewer than {FEW} companies: {len(few)}. Countries served only by companies that serve all "
        f"countries: {len(none)}.",
        *(["\n".join(_by_count(few))] if few else []),
        "## By category",
        _table(("category", "companies", *SHARED), _split_rows(counts, "categories")),
        "## The largest gaps",
        "Contributions are welcome: one company, one file, one commit. See the [manual](README.md); "
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
    """Return the publisher, linked if it is a site or a repository."""
    return f"[{citation.publisher}](https://{citation.publisher})" if citation.is_site else citation.publisher


def _rows(entries: dict[str, Count], prefix: str = "") -> list[Row]:
    return [(prefix + name, str(count.many), percent(count)) for name, count in entries.items()]


def _split_rows(counts: Counts, group: str, without: Container[str] = ()) -> Iterator[Row]:
    for word, count in counts[group].items():
        if word not in without:
            shares = [percent(counts[split_name(group, trait)][word]) for trait in SHARED]
            yield _country(word) if group == "countries" else word, str(count.many), *shares


def _by_count(few: Mapping[str, int]) -> Iterator[str]:
    """Yield a line for each number of companies, with the countries that have that many."""
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
    return "all countries" if code == "all" else country(code)


def _table(header: Row, rows: Iterable[Row]) -> str:
    """Return a Markdown table; columns of numbers are aligned to the right."""
    body = list(rows)
    rules = tuple("--:" if set("".join(column)) <= _DIGITS else "---" for column in zip(*body, strict=True))
    lines = [header, rules or ("---",) * len(header), *body]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines)


def _page(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"
