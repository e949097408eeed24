"""The directory: all companies of all layers, found by name, answered from the index."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

from supportdir.errors import AmbiguousCompanyError, DataError, UnknownCompanyError
from supportdir.search import fold
from supportdir.store.index import Index, UnusableIndexError, years_around
from supportdir.store.places import File, files_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from supportdir.listing import Listing
    from supportdir.owners import Owner
    from supportdir.search import Hit
    from supportdir.store.places import Layer

Answer = TypeVar("Answer")


class Directory:
    """The companies of some layers. Iterating gives every one of them, by slug.

    `remarks` collects what the reader of an answer should know of the directory itself: files that cannot be read, an
    index that cannot be written.
    """

    def __init__(self, layers: tuple[Layer, ...], cache: Path, year: int) -> None:
        for layer in layers:
            if not layer.folder.is_dir():
                raise DataError(f"{layer.folder} is no folder of company files; give --data an existing folder")
        self.remarks: list[str] = []
        self._layers, self._year = layers, year
        folders = "\n".join(str(layer.folder) for layer in layers)
        self._path = cache / f"index-{crc32(folders.encode()):08x}.sqlite"  # its stamp names the folders
        self._closures: dict[str, dict[date, str] | None] = {}
        self._looked_at_every_file = False
        try:
            self._index = Index.open(self._path, layers, year)
        except UnusableIndexError:
            self._rebuild()

    def company(self, name: str) -> Listing:
        """The one company called `name`: slug, name, alias or domain, in any case; or whole words of just one of them.

        Raises UnknownCompanyError and AmbiguousCompanyError with the near names, DataError where the company's own
        file is the one that cannot be read.
        """
        asked = fold(name)
        slugs = self._trusted(lambda index: index.slugs_called(asked))
        if len(slugs) != 1:
            self._look_at_every_file()
            slugs = self._trusted(lambda index: index.slugs_called(asked)) or self._by_words(name)
        if len(slugs) > 1:
            raise AmbiguousCompanyError(name, slugs)
        if not slugs:
            self._raise_missing(name)
        listing, file = self._trusted(lambda index: (index.listing(slugs[0]), index.file(slugs[0])))
        if self._is_editable(file) and not self._looked_at_every_file and not _is_unchanged(file):
            self._look_at_every_file()
            return self.company(name)
        return listing

    def __iter__(self) -> Iterator[Listing]:
        self._look_at_every_file()
        self._mention_broken_files()
        yield from self._trusted(lambda index: list(index.listings()))

    def with_phone_hours(self, country: str) -> tuple[list[Listing], int]:
        """The companies one of whose phone lines has hours, and how many have phone lines without any.

        Only companies with a line that serves the country count; "" is any country.
        """
        self._look_at_every_file()
        self._mention_broken_files()
        return self._trusted(
            lambda index: (list(index.listings_with_phone_hours(country)), index.count_without_phone_hours(country))
        )

    def find(self, text: str) -> list[Hit]:
        """The companies that `text` may mean, best first, each with why; names spelt nearly so where nothing fits."""
        from supportdir.search import find, near

        self._look_at_every_file()
        self._mention_broken_files()
        found = find(text, self._trusted(lambda index: index.names_like(text)))
        return found or near(text, self._trusted(lambda index: index.names()))

    def owners(self, forms: Sequence[str], stands_in: str = "") -> list[Owner]:
        """The contacts that a number in one of these forms belongs to; see `supportdir.owners.owners`."""
        from supportdir.owners import owners

        self._look_at_every_file()
        slugs = self._trusted(lambda index: index.slugs_with_number(forms))
        return owners([self.by_slug(slug) for slug in slugs], forms, stands_in)

    def by_slug(self, slug: str) -> Listing:
        """The company of a slug that the directory itself gave."""
        return self._trusted(lambda index: index.listing(slug))

    def closures(self, region: str, year: int) -> Mapping[date, str]:
        """Public holidays of a region ("US", "GB-ENG") in a year, maybe of more years: local date → name."""
        if year in years_around(self._year):
            if region not in self._closures:
                self._closures[region] = self._trusted(lambda index: index.closures(region))
            if (known := self._closures[region]) is not None:
                return known
        from supportdir.hours.closures import public_holidays

        return public_holidays(region, (year,))

    def zones(self, country: str, year: int) -> tuple[str, ...]:
        """Zones of a country, one for each clock that is kept in it around that year."""
        if year in years_around(self._year) and (known := self._trusted(lambda index: index.zones(country))):
            return known
        from supportdir.hours.zones import zones_of

        return zones_of(country)

    def _by_words(self, name: str) -> list[str]:
        from supportdir.search import holding_words

        return holding_words(name, self._trusted(lambda index: index.names_like(name)))

    def _raise_missing(self, name: str) -> None:
        from supportdir.search import near

        for slug, faults in self._trusted(lambda index: index.broken()).items():
            if fold(slug) == fold(name):
                more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
                raise DataError(f"{faults[0]}{more}")
        self._mention_broken_files()
        found = near(name, self._trusted(lambda index: index.names()))
        raise UnknownCompanyError(name, [hit.slug for hit in found]).beside(self.remarks)

    def _mention_broken_files(self) -> None:
        if broken := self._trusted(lambda index: index.broken()):
            first = next(iter(broken.values()))[0]
            files = "1 file" if len(broken) == 1 else f"{len(broken)} files"
            remark = f"{files} cannot be read and {'is' if len(broken) == 1 else 'are'} left out, first {first}"
            if remark not in self.remarks:
                self.remarks.append(remark)

    def _is_editable(self, file: File) -> bool:
        return any(layer.editable and file[0].startswith(f"{layer.folder}{os.sep}") for layer in self._layers)

    def _look_at_every_file(self) -> None:
        """Build again if any file that can be edited was added, changed or removed since the index was made."""
        if self._looked_at_every_file:
            return
        self._looked_at_every_file = True
        indexed = {file for file in self._trusted(lambda index: index.files()) if self._is_editable(file)}
        if indexed != {file for layer in self._layers if layer.editable for file in files_of(layer)}:
            self._rebuild()

    def _trusted(self, ask: Callable[[Index], Answer]) -> Answer:
        """The index's answer; where it turns out to be damaged, that of a new one."""
        try:
            return ask(self._index)
        except UnusableIndexError:
            self._rebuild()
            return ask(self._index)

    def _rebuild(self) -> None:
        from supportdir.store.building import compiled, put_in_place

        connection = compiled(self._layers, self._year)
        self._index = Index(connection)
        try:
            put_in_place(connection, self._path)
        except OSError as error:
            folder = self._path.parent
            self.remarks.append(
                f"the index cannot be written to {folder} ({error.strerror}), so every answer takes longer"
            )


def _is_unchanged(file: File) -> bool:
    path, changed, size = file
    try:
        stat = os.stat(path)  # noqa: PTH116  a Path for it would cost more than the stat
    except OSError:
        return False
    return (stat.st_mtime_ns, stat.st_size) == (changed, size)
