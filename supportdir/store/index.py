"""The compiled index: one SQLite file of msgpack records, so that a look-up parses nothing.

The index is a cache of what `building` made of the company files. Every record carries a checksum; whatever is not as
it was written makes the index unusable, and an unusable index is built again.
"""

from __future__ import annotations

import os
import sqlite3
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32

import msgspec

from supportdir import __version__
from supportdir.listing import Listing
from supportdir.search import CALLED, Name, fold, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from supportdir.store.places import File, Layer

FORMAT = 2  # of the tables; raise it when they or a record change

# company.markets: the countries that its phone lines serve, each between blanks, " all " for every country; "" without
# a phone. company.timed: whether a phone line has hours, so that it can be open or closed.
TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, record BLOB, checksum INTEGER) WITHOUT ROWID;
CREATE TABLE company (slug TEXT PRIMARY KEY, record BLOB, checksum INTEGER, path TEXT, markets TEXT, timed INTEGER);
CREATE TABLE file (path TEXT PRIMARY KEY, changed INTEGER, size INTEGER) WITHOUT ROWID;
CREATE TABLE name (text TEXT, slug TEXT, kind TEXT, words TEXT, folded TEXT);
CREATE INDEX name_folded ON name (folded);
CREATE TABLE closures (region TEXT PRIMARY KEY, record BLOB, checksum INTEGER) WITHOUT ROWID;
CREATE TABLE zones (country TEXT PRIMARY KEY, record BLOB, checksum INTEGER) WITHOUT ROWID;
CREATE TABLE broken (slug TEXT PRIMARY KEY, record BLOB, checksum INTEGER) WITHOUT ROWID;
"""

_AT_ONCE = 500  # values of one question: SQLite before 3.32 takes no more than 999

Record = TypeVar("Record")


class UnusableIndexError(Exception):
    """The index is missing, damaged, of another version, or of other files. Never shown: it is built again."""


class Index:
    """A compiled index, open for reading. Methods raise UnusableIndexError when it is not what was written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, path: Path, layers: tuple[Layer, ...], year: int) -> Index:
        """The index at `path`, if it was made from these folders as they are now, and in `year`."""
        try:
            # Immutable: the file is only ever replaced as a whole, so no lock is needed, not even on a read-only disk.
            uri = str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
            index = cls(sqlite3.connect(f"file:{uri}?mode=ro&immutable=1", uri=True))
        except sqlite3.Error as error:
            raise UnusableIndexError from error
        if index._record("meta", "key", "stamp", bytes) != stamp(layers, year):
            raise UnusableIndexError
        return index

    def listing(self, slug: str) -> Listing:
        """The company of that slug."""
        listing = self._record("company", "slug", slug, Listing)
        if listing is None:
            raise UnusableIndexError
        return listing

    def listings(self) -> Iterator[Listing]:
        """Every company, by slug."""
        return self._listings("SELECT slug, record, checksum FROM company ORDER BY slug")

    def listings_with_phone_hours(self, country: str) -> Iterator[Listing]:
        """The companies with a phone line that has hours, and one that serves the country ("" any), by slug."""
        query = f"SELECT slug, record, checksum FROM company WHERE timed AND {_SERVES} ORDER BY slug"
        return self._listings(query, *_market(country))

    def count_without_phone_hours(self, country: str) -> int:
        """How many companies have a phone line that serves the country ("" any), but no phone hours."""
        query = f"SELECT count(*) FROM company WHERE NOT timed AND markets != '' AND {_SERVES}"
        return int(self._rows(query, *_market(country))[0][0])

    def slugs_called(self, folded: str) -> list[str]:
        """The companies with a slug, name, alias or domain that folds to `folded`."""
        kinds = ", ".join(f"'{kind}'" for kind in CALLED)
        query = f"SELECT DISTINCT slug FROM name WHERE folded = ? AND kind IN ({kinds}) ORDER BY slug"
        return [slug for (slug,) in self._rows(query, folded)]

    def slugs_with_number(self, forms: Sequence[str]) -> list[str]:
        """The companies that hold a number in one of these forms, as `owners.numbers_of` gives them."""
        found: dict[str, None] = {}
        for start in range(0, len(forms), _AT_ONCE):
            some = forms[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            query = f"SELECT slug, text FROM name WHERE folded IN ({marks}) AND kind = 'number'"
            rows = self._rows(query, *map(fold, some))
            found.update((slug, None) for slug, text in rows if text in some)
        return sorted(found)

    def names(self) -> list[Name]:
        """All that companies can be found by."""
        return [Name(*row) for row in self._rows("SELECT text, slug, kind, words FROM name")]

    def names_like(self, text: str) -> list[Name]:
        """The names that start with the words of `text` run together, or hold words that start with each of them."""
        wanted = words(text)
        each = " AND ".join(["' ' || words LIKE ?"] * len(wanted)) or "0"
        query = f"SELECT text, slug, kind, words FROM name WHERE folded LIKE ? OR ({each})"
        return [Name(*row) for row in self._rows(query, f"{''.join(wanted)}%", *(f"% {word}%" for word in wanted))]

    def file(self, slug: str) -> File:
        """The file that the company was read from."""
        query = "SELECT file.path, changed, size FROM company JOIN file ON company.path = file.path WHERE slug = ?"
        for row in self._rows(query, slug):
            return row  # type: ignore[no-any-return]
        raise UnusableIndexError

    def files(self) -> set[File]:
        """All files of all layers, with those that another layer replaces and those that cannot be read."""
        return set(self._rows("SELECT path, changed, size FROM file"))

    def closures(self, region: str) -> dict[date, str] | None:
        """The region's public holidays of the years around the building; None if no company needed them."""
        return self._record("closures", "region", region, dict[date, str])

    def zones(self, country: str) -> tuple[str, ...] | None:
        """Zones of the country that differ in those years; None if no company needed them."""
        return self._record("zones", "country", country, tuple[str, ...])

    def broken(self) -> dict[str, list[str]]:
        """The files that could not be read: slug → faults, a line each."""
        rows = self._rows("SELECT slug, record, checksum FROM broken ORDER BY slug")
        return {slug: _decoded(slug, record, checksum, list[str]) for slug, record, checksum in rows}

    def _listings(self, query: str, *values: str) -> Iterator[Listing]:
        for slug, record, checksum in self._rows(query, *values):
            yield _decoded(slug, record, checksum, Listing)

    def _record(self, table: str, column: str, key: str, type: type[Record]) -> Record | None:
        for record, checksum in self._rows(f"SELECT record, checksum FROM {table} WHERE {column} = ?", key):
            return _decoded(key, record, checksum, type)
        return None

    def _rows(self, query: str, *values: str) -> list[Any]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise UnusableIndexError from error


def stamp(layers: tuple[Layer, ...], year: int) -> bytes:
    """What an index depends on besides the files in it: the program, the year, the folders and their last change."""
    folders = [(str(layer.folder), os.stat(layer.folder).st_mtime_ns, layer.editable) for layer in layers]  # noqa: PTH116
    return repr((FORMAT, __version__, year, folders)).encode()


def checksum_of(key: str, record: bytes) -> int:
    """The checksum of a record, which is also that of its place: one record cannot stand for another."""
    return crc32(record, crc32(key.encode()))


def years_around(year: int) -> range:
    """Last year to three years on: the years an index knows, what people ask about without waiting for the calendar."""
    return range(year - 1, year + 4)


_SERVES = "(? = '' OR markets LIKE ? OR markets LIKE '% all %')"


def _market(country: str) -> tuple[str, str]:
    code = country.partition("-")[0]
    return code, f"% {code} %"


@cache
def _decoder(type: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(type)


def _decoded(key: str, record: bytes, checksum: int, type: type[Record]) -> Record:
    if not isinstance(record, bytes) or checksum_of(key, record) != checksum:
        raise UnusableIndexError
    try:
        decoded: Record = _decoder(type).decode(record)  # type: ignore[arg-type]
        return decoded
    except (msgspec.MsgspecError, ValueError) as error:
        raise UnusableIndexError from error
