"""The findings of data/regulators.yaml: what its reader refuses, sources without use, companies that do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportdir.format.findings import Finding
from supportdir.format.regulators import FILE_NAME, parse_register, texts_of
from supportdir.format.yaml_file import Map, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import PurePath

    from supportdir.format.reader import ParsedFile


def is_register(path: PurePath) -> bool:
    """Return whether a file is called as the register is, and is not among company files."""
    return path.name == FILE_NAME and path.parent.name != "companies"


def findings_of(path_label: str, text: bytes, slugs: Collection[str]) -> list[Finding]:
    """Return the findings of the file, all of them errors; `slugs` are the companies that exist."""
    _, parsed = parse_register(path_label, text)
    findings = [*parsed.findings]
    if isinstance(parsed.root, Map):
        findings += [*_unused_sources(path_label, parsed.root), *_missing_companies(path_label, parsed, slugs)]
    return sorted(findings, key=lambda finding: (finding.line, finding.column))


def _unused_sources(path_label: str, root: Map) -> Iterator[Finding]:
    bodies, sources = root.value.get("bodies"), root.value.get("sources")
    records = bodies.value if bodies is not None and isinstance(bodies.value, list) else []
    used = {text.value for body in records if isinstance(body, Map) for text in texts_of(body, "sources")}
    for id in sources.keys.values() if isinstance(sources, Map) else ():
        if id.value not in used:
            message = f"nothing here comes from the source {shown(id.value)}"
            hint = "name it where it is used, or leave it out"
            yield Finding(path_label, id.line, id.column, "source-unused", message, hint)


def _missing_companies(path_label: str, parsed: ParsedFile, slugs: Collection[str]) -> Iterator[Finding]:
    for _, node in parsed.records:
        for slug in texts_of(node, "company"):
            if slug.value not in slugs:
                message = f"there is no company '{shown(slug.value)}'"
                hint = "name the file of a company, or leave it out and give number, url or address"
                yield Finding(path_label, slug.line, slug.column, "company-missing", message, hint)
