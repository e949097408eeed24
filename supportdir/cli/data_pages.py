"""Write data/SOURCES.md and data/COVERAGE.md, the pages on the dataset as a whole, and the tables of data/README.md.

    python -m supportdir.cli.data_pages

They are made from the company files, data/sources.yaml and format/fields.py; a test fails if the committed pages are
not current.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from supportdir import clock, paths
from supportdir.citations import citations
from supportdir.directory import Directory
from supportdir.errors import SupportDirError
from supportdir.format.attributions import attributions
from supportdir.format.manual import with_tables
from supportdir.render.pages import coverage_page, sources_page
from supportdir.statistics import statistics

if TYPE_CHECKING:
    from datetime import date

    from supportdir.model import Company


def pages(companies: list[Company], on: date) -> dict[str, str]:
    """Return the text of each page, by file name. Raises DataError if data/sources.yaml lacks a source."""
    return {
        "COVERAGE.md": coverage_page(statistics(companies, on)),
        "SOURCES.md": sources_page(citations(companies), attributions()),
        "README.md": with_tables((paths.dataset() / "README.md").read_text(encoding="utf-8")),
    }


def main() -> int:
    """Write the pages of the shipped dataset; return the exit status."""
    today = clock.now().date()
    try:
        texts = pages(list(Directory((paths.shipped(),), paths.cache_folder(), today.year)), today)
    except SupportDirError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_status
    for name, text in texts.items():
        (paths.dataset() / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
