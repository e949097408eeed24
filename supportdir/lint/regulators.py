"""The findings in data/regulators.yaml: errors of its reader, unused sources, and companies that do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportdir.format.findings import Finding
from supportdir.format.regulators import FILE_NAME, parse_register
from supportdir.format.yaml_file import List, Map, excerpt, scalars

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import PurePath

    from supportdir.format.reader import ParsedFile


def is_register(path: PurePath) -> bool:
    """Return whether a file has the name of the register and is not in a `companies` folder."""
    return path.name == FILE_NAME and path.parent.name != "companies"


def findings_of(path_label: str, text: bytes, slugs: Collection[str]) -> list[Finding]:
    """Return the findings in the register, all of them errors; `slugs` are those of all companies."""
    _, parsed = parse_register(path_label, text)
    findings = parsed.findings
    if isinstance(parsed.root, Map):
        findings += [*_unused_sources(path_label, parsed.root), *_missing_companies(path_label, parsed, slugs)]
    return sorted(findings, key=lambda finding: (finding.line, finding.column))


def _unused_sources(path_label: str, root: Map) -> Iterator[Finding]:
    bodies, sources = root.value.get("bodies"), root.value.get("sources")
    records = bodies.value if isinstance(bodies, List) else []
    used = {text.value for body in records if isinstance(body, Map) for text in scalars(body.value.get("sources"))}
    for id in sources.keys.values() if isinstance(sources, Map) else ():
        if id.value not in used:
            message = f"the source {excerpt(id.value)} is not used"
            hint = "name it where it is used, or remove it"
            yield Finding(path_label, id.line, id.column, "source-unused", message, hint)


def _missing_companies(path_label: str, parsed: ParsedFile, slugs: Collection[str]) -> Iterator[Finding]:
    for _, node in parsed.records:
        for slug in scalars(node.value.get("company")):
            if slug.value not in slugs:
                message = f"there is no company '{excerpt(slug.value)}'"
                hint = "name the file of a company, or remove it and add number, url or address"
                yield Finding(path_label, slug.line, slug.column, "company-missing", message, hint)
