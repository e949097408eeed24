"""The compiled index: one SQLite file of msgpack records, so that a look-up parses nothing.

The index is a cache of what `building` made of the company files, and is believed only as far as it proves itself.
Every record carries a checksum of itself and its place. What is *not* there has to be proved too, since a company that
a damaged page hides would make a miss, or the wrong one of two: so names are found through buckets of keys that all
exist, be they empty, and the companies add up to a total. Whatever is not as it was written raises UnusableIndexError,
and an unusable index is built again. Nothing here depends on which features SQLite was compiled with.

A whole index is put in place in one move. Later changes are one transaction of SQLite on it, so that after a kill at
any instant it is as before or as after. They add their keys to a short list (`State.pairs`) beside the buckets.
"""

from __future__ import annotations

import os
import sqlite3
from bisect import bisect_left
from contextlib import suppress
from datetime import date
from functools import cache
from stat import S_ISREG, S_IWGRP, S_IWOTH
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from weakref import finalize
from zlib import crc32

import msgspec

from supportdir import __version__
from supportdir.compiled import CompiledCompany
from supportdir.paths import Signature, dataset, signature_of
from supportdir.search import LabelKind, Name, NameKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from supportdir.paths import Layer

FORMAT = 9  # of the tables; raise it when they or a record change

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, record BLOB, checksum INTEGER) WITHOUT ROWID;
CREATE TABLE company (slug TEXT PRIMARY KEY, record BLOB, checksum INTEGER);
CREATE TABLE names (id INTEGER PRIMARY KEY, record BLOB, checksum INTEGER);
CREATE TABLE keys (bucket INTEGER PRIMARY KEY, record BLOB, checksum INTEGER);
CREATE TABLE phone_summaries (slug TEXT PRIMARY KEY, record BLOB, checksum INTEGER) WITHOUT ROWID;
CREATE TABLE files (part INTEGER PRIMARY KEY, record BLOB, checksum INTEGER);
CREATE TABLE public_holidays (region TEXT PRIMARY KEY, record BLOB, checksum INTEGER) WITHOUT ROWID;
CREATE TABLE zones (country TEXT PRIMARY KEY, record BLOB, checksum INTEGER) WITHOUT ROWID;
"""

# The closed lists of the dataset, YAML files.
LISTS = ("topics", "categories", "audiences", "kinds", "languages", "countries", "generic-words")

_AT_ONCE = 500  # values of one question: SQLite before 3.32 takes no more than 999
_PARTS = 1 << 20  # more than a layer has parts
_SUM = (1 << 64) - 1
_WAIT = 30  # seconds for a change that is being written; it takes milliseconds

Record = TypeVar("Record")


class UnusableIndexError(Exception):
    """The index is missing, damaged, of another version, or of other files. Never shown: it is built again."""


class UntrustedIndexError(UnusableIndexError):
    """Another user may have written the index, or can write it; `str(error)` says which file or folder it is.

    `is_folder`: that is so of the cache folder, so no index can be kept there.
    """

    def __init__(self, message: str, *, is_folder: bool) -> None:
        self.is_folder = is_folder
        super().__init__(message)


class Folder(msgspec.Struct, frozen=True, array_like=True):
    """A layer's folder as it was. `settled`: it had changed so long before that a later change must show."""

    signature: Signature
    settled: bool


class State(msgspec.Struct, array_like=True):
    """What an index is of, and what it adds up to.

    `stamp` is that of `stamp()`, `edition` another with each writing. `folders` are those of the layers. The files of
    each editable one are in parts, and `sums` has the sum of each of them (`sum_of`); none where nobody edits.
    `companies` and `total` count the companies and sum up the checksums of their slugs. `buckets` divide the keys. Keys
    of companies that changed since are in `pairs`, their former ids in `dead`; `next_id` is free.
    """

    stamp: bytes
    edition: str
    folders: tuple[Folder, ...]
    sums: list[list[int]]
    companies: int
    total: int
    buckets: int
    next_id: int
    pairs: bytes = b""
    dead: tuple[int, ...] = ()


Part = dict[str, Signature]
"""Some files of a layer, by name."""

Fresh = dict[str, tuple[int, int]]
"""Files of a layer that had changed just before they were read: the time of the change, and the content's checksum."""


class Entry(msgspec.Struct, array_like=True, frozen=True):
    """A company with the files of editable layers that it was made of: their signatures by path; and its id."""

    id: int
    files: dict[str, Signature]
    company: CompiledCompany


class Names(msgspec.Struct, array_like=True, frozen=True):
    """All that a company can be found by: `names` with their words, and ("category" or "topic", word)."""

    slug: str
    names: tuple[tuple[NameKind, str, str], ...]
    subjects: tuple[tuple[NameKind, str], ...]

    def all(self) -> Iterator[Name]:
        """The names and numbers."""
        return (Name(text, self.slug, kind, words) for kind, text, words in self.names)


class Label(msgspec.Struct, array_like=True, frozen=True):
    """A word or phrase for an entry (`id`) of a closed list; `words` are its folded words, `stems` their stems."""

    kind: LabelKind
    id: str
    text: str
    words: str
    stems: tuple[str, ...]


class PhoneSummary(msgspec.Struct, array_like=True, frozen=True):
    """What tells whether a list of who is open needs a company: `markets` are the countries that its phone lines for
    private callers serve, "all" for every country; `timed`, whether one of them has hours."""

    markets: tuple[str, ...]
    timed: bool

    def serves(self, country: str) -> bool:
        """Whether a line may serve the country (ISO 3166-1, "" any)."""
        return not country or country in self.markets or "all" in self.markets


class Broken(NamedTuple):
    """A company one of whose files is invalid and therefore ignored: its first error, and how many there are."""

    error: str
    errors: int


class Index:
    """A compiled index, open for reading. Methods raise UnusableIndexError when it is not what was written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        # For those who never call `close`. With __del__ the connection could be collected first, and warn.
        self._closing = finalize(self, _close, connection)
        self.read_state()

    @classmethod
    def at(cls, path: Path) -> Index:
        """Open the index at `path` for reading, whatever layers it was made of.

        Raises UntrustedIndexError where `check_files` does.
        """
        check_files(path)
        try:
            uri = str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
            connection = sqlite3.connect(f"file:{uri}?mode=ro", uri=True, timeout=_WAIT)
        except Exception as error:
            raise UnusableIndexError from error
        try:
            return cls(connection)
        except UnusableIndexError:
            connection.close()
            raise

    @classmethod
    def open(cls, path: Path, layers: tuple[Layer, ...], year: int) -> Index:
        """The index at `path`, if it was made by this program from these folders, and in `year`."""
        index = cls.at(path)
        if index.state.stamp != stamp(layers, year):
            raise UnusableIndexError
        return index

    def read_state(self) -> None:
        """Read `state`, which somebody else may have written since."""
        self.state = self._needed("state", State)

    def edition(self) -> str:
        """The edition that is there now."""
        return self._needed("state", State).edition

    def close(self) -> None:
        """Close the file. Closing it twice does no harm."""
        self._closing()

    def folders_are_as_known(self, layers: tuple[Layer, ...]) -> bool:
        """Whether no file can have been added to or removed from the editable layers, by their folders' signatures."""
        return all(
            folder.settled and folder.signature == signature_of(os.stat(layer.folder))  # noqa: PTH116
            for layer, folder in zip(layers, self.state.folders, strict=True)
            if layer.editable
        )

    def entry(self, slug: str) -> Entry:
        """The company of that slug, with its files."""
        entry = self.entry_or_none(slug)
        if entry is None:
            raise UnusableIndexError
        return entry

    def entry_or_none(self, slug: str) -> Entry | None:
        """The same, None where nothing says so. Only a whole list or a name's key proves that there is none."""
        return self._record("company", "slug", slug, Entry)

    def listings(self, slugs: Sequence[str]) -> list[CompiledCompany]:
        """The companies of those slugs, in that order; what is no company any more is left out."""
        found: dict[str, CompiledCompany] = {}
        for start in range(0, len(slugs), _AT_ONCE):
            some = slugs[start : start + _AT_ONCE]
            query = f"SELECT slug, record, checksum FROM company WHERE slug IN ({_marks(some)})"
            for slug, record, checksum in self._rows(query, *some):
                found[slug] = _decoded("company", slug, record, checksum, Entry).company
        if len(found) != len(slugs) and not {*slugs}.difference(found).isdisjoint(self.slugs()):
            raise UnusableIndexError
        return [found[slug] for slug in slugs if slug in found]

    def slugs(self) -> list[str]:
        """The slugs of all companies, in order."""
        slugs: list[str] = sorted(slug for (slug,) in self._rows("SELECT slug FROM company"))
        if len(slugs) != self.state.companies or total_of(slugs) != self.state.total:
            raise UnusableIndexError
        return slugs

    def slugs_from(self, start: str, limit: int) -> list[str]:
        """The first slugs that begin so, in order. That there are no others is not proved: they are only offered."""
        query = "SELECT slug, record, checksum FROM company WHERE slug >= ? AND slug < ? ORDER BY slug LIMIT ?"
        rows = self._rows(query, start, f"{start}\U0010ffff", limit)
        for slug, record, checksum in rows:
            _prove("company", slug, record, checksum)
        return [slug for slug, _, _ in rows]

    def phone_summaries(self) -> Iterator[tuple[str, PhoneSummary]]:
        """Every company's desk, by slug."""
        rows = self._rows("SELECT slug, record, checksum FROM phone_summaries")
        slugs = [slug for slug, _, _ in rows]
        if len(slugs) != self.state.companies or total_of(slugs) != self.state.total:
            raise UnusableIndexError
        for slug, record, checksum in rows:
            yield slug, _decoded("phone_summaries", slug, record, checksum, PhoneSummary)

    def ids(self, key: int, limit: int | None = None) -> set[int]:
        """The companies that have the key; with a limit, some of them, up to twice as many."""
        bucket = self.bucket(key % self.state.buckets)
        return self._ids_in(bucket, key, limit) | self._ids_in(self.state.pairs, key, limit)

    def bucket(self, number: int) -> bytes:
        """The pairs of key and company of a bucket, in order: an array of 64-bit numbers."""
        bucket = self._record("keys", "bucket", number, bytes)
        if bucket is None:
            raise UnusableIndexError
        return bucket

    def names(self, ids: Collection[int]) -> Iterator[Names]:
        """The names of those companies; what is no company any more is passed over."""
        living = sorted(set(ids).difference(self.state.dead))
        for start in range(0, len(living), _AT_ONCE):
            some = living[start : start + _AT_ONCE]
            rows = self._rows(f"SELECT id, record, checksum FROM names WHERE id IN ({_marks(some)})", *some)
            if len(rows) != len(some):
                raise UnusableIndexError
            for id, record, checksum in rows:
                yield _decoded("names", id, record, checksum, Names)

    def all_names(self) -> list[Names]:
        """The names of all companies."""
        rows = self._rows("SELECT id, record, checksum FROM names")
        found = [_decoded("names", id, record, checksum, Names) for id, record, checksum in rows]
        if len(found) != self.state.companies or total_of(one.slug for one in found) != self.state.total:
            raise UnusableIndexError
        return found

    def labels(self) -> list[Label]:
        """Return the words of the closed lists."""
        return self._needed("labels", list[Label])

    def generic_words(self) -> dict[str, list[str]]:
        """Return the words that people add to a company's name → the categories that each implies."""
        return self._needed("generic_words", dict[str, list[str]])

    def broken(self) -> dict[str, Broken]:
        """The companies of which a file is invalid, by slug; layers below it may still answer for them."""
        return self._needed("broken", dict[str, Broken])

    def fresh(self) -> list[Fresh]:
        """The files that had just changed, for each layer."""
        return self._needed("fresh", list[Fresh])

    def part(self, layer: int, number: int) -> Part:
        """Some of the files of an editable layer, as they were."""
        part = self._record("files", "part", part_key(layer, number), Part)
        if part is None:
            raise UnusableIndexError
        return part

    def public_holidays(self, region: str) -> dict[date, str] | None:
        """The region's public holidays of the years around the building; None if no company needed them."""
        return self._record("public_holidays", "region", region, dict[date, str])

    def zones(self, country: str) -> tuple[str, ...] | None:
        """Zones of the country that differ in those years; None if no company needed them."""
        return self._record("zones", "country", country, tuple[str, ...])

    def _needed(self, key: str, type: type[Record]) -> Record:
        record = self._record("meta", "key", key, type)
        if record is None:
            raise UnusableIndexError
        return record

    def _ids_in(self, pairs: bytes, key: int, limit: int | None = None) -> set[int]:
        ordered = memoryview(pairs).cast("Q")
        first, last = bisect_left(ordered, key << 32), bisect_left(ordered, (key + 1) << 32)
        return {pair & 0xFFFFFFFF for pair in ordered[first:last][:limit]}

    def _record(self, table: str, column: str, key: str | int, type: type[Record]) -> Record | None:
        for record, checksum in self._rows(f"SELECT record, checksum FROM {table} WHERE {column} = ?", key):
            return _decoded(table, key, record, checksum, type)
        return None

    def _rows(self, query: str, *values: str | int) -> list[Any]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.ProgrammingError:  # a mistake of the caller: closed, or of another thread
            raise
        except Exception as error:  # damage shows in many ways; text that is not UTF-8 is no sqlite3.Error
            raise UnusableIndexError from error


def _close(connection: sqlite3.Connection) -> None:
    with suppress(sqlite3.ProgrammingError):  # the garbage collector may run in another thread
        connection.close()


def check_files(path: Path) -> None:
    """Raise UnusableIndexError unless the index at `path` can be opened without waiting, and only we can write it.

    A FIFO blocks whoever opens it. The checksums of an index tell damage from what was written, but not who wrote it.
    """
    _check_owner(path.parent, is_folder=True)
    _check_owner(path, is_folder=False)
    for file in files_beside(path):
        if os.path.lexists(file):
            _check_owner(file, is_folder=False)


def files_beside(path: Path) -> list[str]:
    """Return the paths of the files that SQLite opens together with the one at `path`, where they exist."""
    return [f"{path}{suffix}" for suffix in ("-journal", "-wal", "-shm")]


def _check_owner(path: Path | str, *, is_folder: bool) -> None:
    try:
        stat = os.stat(path)  # noqa: PTH116
    except OSError as error:
        raise UnusableIndexError from error
    if not is_folder and not S_ISREG(stat.st_mode):
        raise UnusableIndexError
    if not hasattr(os, "geteuid"):  # Windows: the profile folder is the user's own
        return
    if stat.st_uid not in (0, os.geteuid()):
        raise UntrustedIndexError(f"{path} belongs to another user", is_folder=is_folder)
    if stat.st_mode & (S_IWGRP | S_IWOTH):
        raise UntrustedIndexError(f"{path} can be written by other users", is_folder=is_folder)


def stamp(layers: tuple[Layer, ...], year: int) -> bytes:
    """What an index depends on besides the companies: the program, the year, the folders, the controlled lists.

    A layer that nobody edits is in it with its folder's signature, which stands for all of its files.
    """
    folders = [(str(folder), editable or signature_of(os.stat(folder))) for folder, _, editable in layers]  # noqa: PTH116
    lists = [signature_of(os.stat(f"{dataset()}/{name}.yaml")) for name in LISTS]  # noqa: PTH116
    return repr((FORMAT, __version__, year, folders, lists)).encode()


def checksum_of(table: str, key: str | int, record: bytes) -> int:
    """The checksum of a record, which is also that of its place: one record cannot stand for another."""
    return crc32(record, crc32(f"{table} {key}".encode()))


def total_of(slugs: Iterable[str]) -> int:
    """What the slugs add up to, in any order."""
    return sum(crc32(slug.encode()) for slug in slugs)


def part_key(layer: int, number: int) -> int:
    """Where a part of a layer's files is."""
    return layer * _PARTS + number


def layer_of(key: int) -> int:
    """The layer of the part that is there."""
    return key // _PARTS


def part_of(signature: Signature, parts: int) -> int:
    """In which part of its layer a file is: by its number on the disk, which is at hand without any work."""
    return signature[2] % parts


def sum_of(signatures: Iterable[Signature]) -> int:
    """A sum of signatures in any order, of 64 bits: another when one of them is another.

    Python may hash differently one day; then no sum is as it was.
    """
    return sum(map(hash, signatures)) & _SUM


def sums_of(signatures: Iterable[Signature], parts: int) -> list[int]:
    """The sum of each part of a layer's files."""
    sums = [0] * parts
    for signature in signatures:
        sums[signature[2] % parts] += hash(signature)
    return [total & _SUM for total in sums]


def years_around(year: int) -> range:
    """Last year to three years on: the years an index knows, what people ask about without waiting for the calendar."""
    return range(year - 1, year + 4)


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


@cache
def _decoder(type: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(type)


def _prove(table: str, key: str | int, record: bytes, checksum: int) -> None:
    """Raises UnusableIndexError where the record is not as it was written there."""
    if not isinstance(record, bytes) or checksum_of(table, key, record) != checksum:
        raise UnusableIndexError


def _decoded(table: str, key: str | int, record: bytes, checksum: int, type: type[Record]) -> Record:
    _prove(table, key, record, checksum)
    try:
        decoded: Record = _decoder(type).decode(record)  # type: ignore[arg-type]
        return decoded
    except Exception as error:
        raise UnusableIndexError from error
