"""Count which sites, repositories and publications the company files cite."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from supportdir.model import GRADES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from supportdir.model import Company, Source, SourceKind

_GITHUB = ("github.com", "raw.githubusercontent.com")


class Citation(NamedTuple):
    """A publisher of sources, and how often it is cited.

    `files` is the number of company files that cite it, `alone` the number of those that cite no other publisher.
    `grades` are the grades of its sources, best first. `is_site` is false if `publisher` is a title.
    """

    publisher: str
    files: int
    alone: int
    grades: tuple[SourceKind, ...]
    is_site: bool = True


def citations(companies: Iterable[Company]) -> list[Citation]:
    """Return every publisher that the companies cite, those cited by the most files first."""
    files, alone = Counter[str](), Counter[str]()
    grades: dict[str, set[SourceKind]] = defaultdict(set)
    sites: set[str] = set()
    for company in companies:
        publishers = {publisher_of(source) for source in company.sources.values()}
        files.update(publishers)
        if len(publishers) == 1:
            alone.update(publishers)
        for source in company.sources.values():
            grades[publisher_of(source)].add(source.kind)
        sites.update(publisher_of(source) for source in company.sources.values() if source.url)
    return [
        Citation(name, files[name], alone[name], tuple(sorted(grades[name], key=GRADES.index)), name in sites)
        for name in sorted(files, key=lambda name: (-files[name], name))
    ]


def publisher_of(source: Source) -> str:
    """Return the host of the source's URL, or `github.com/OWNER/REPOSITORY`, or the title if it has no URL."""
    if not source.url:
        return source.title
    url = urlsplit(source.url)
    host = (url.hostname or "").removeprefix("www.")
    if host in _GITHUB:
        return "/".join(["github.com", *url.path.split("/")[1:3]])
    return host
