"""The file of the index: one SQLite database of msgpack records, so that a look-up parses no YAML.

The index is a cache: it is rebuilt from the company files whenever it cannot be used. To make sure that a damaged index
never gives a wrong answer, everything that is read is verified:

* Every record has a checksum of its content, its table and its key.
* A missing record must be noticed too, because a company that is not found may change the answer. So every bucket of
  keys or of phone summaries exists, even if it is empty, and the companies must match `State.company_count` and
  `State.slug_sum`.

Anything else raises UnusableIndexError. No optional feature of SQLite is needed.

A key (see `keys`) and the id of a company that has it are stored as one number of 64 bits, a posting: `key << 32 | id`.
A bucket is a sorted array of postings.

A new index replaces the old one by a rename. Later changes are one SQLite transaction, so a process that is killed
leaves the index either unchanged or completely changed. The postings of changed companies go into a short extra array
(`State.new_postings`), which every look-up searches besides the bucket.
"""

from __future__ import annotations

import os
import sqlite3
from bisect import bisect_left
from contextlib import suppress
from datetime import date
from functools import cache
from stat import S_ISREG, S_IWGRP, S_IWOTH
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import finalize
from zlib import crc32

import msgspec

from supportdir import __version__
from supportdir.index.records import (
    Entry,
    InvalidFiles,
    Label,
    Names,
    PhoneSummaries,
    RacyFiles,
    Shard,
    State,
    holidays_key,
    shard_key,
    sum_of_slugs,
)
from supportdir.paths import dataset, signature_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from supportdir.compiled import CompiledCompany
    from supportdir.paths import Layer

FORMAT = 17  # increase it whenever a table, the shape of a record, or the forms of a name (`names.forms_of`) change

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, record BLOB, checksum INTEGER) WITHOUT ROWID;
CREATE TABLE company (slug TEXT PRIMARY KEY, record BLOB, checksum INTEGER);
CREATE TABLE names (id INTEGER PRIMARY KEY, record BLOB, checksum INTEGER);
CREATE TABLE keys (bucket INTEGER PRIMARY KEY, record BLOB, checksum INTEGER);
CREATE TABLE phone_summaries (bucket INTEGER PRIMARY KEY, record BLOB, checksum INTEGER);
CREATE TABLE files (shard INTEGER PRIMARY KEY, record BLOB, checksum INTEGER);
CREATE TABLE public_holidays (key TEXT PRIMARY KEY, record BLOB, checksum INTEGER) WITHOUT ROWID;
"""

# The closed lists of the dataset: data/NAME.yaml.
LISTS = ("topics", "categories", "audiences", "kinds", "languages", "countries", "generic-words")

_BATCH = 100  # values in one query; more rows at a time would need more memory
_CACHED_PAGES = 50  # few pages are read twice, and new memory takes longer than reading
_TIMEOUT = 30  # seconds to wait for a transaction of another process, which takes milliseconds

Record = TypeVar("Record")


class UnusableIndexError(Exception):
    """The index is missing, damaged, or was built by another version or from other folders.

    Users never see this error: the index is rebuilt.
    """


class UntrustedIndexError(UnusableIndexError):
    """Another user may have written the index, or can write it; the message names the file or folder.

    `is_folder`: the cache folder itself is not safe, so no index can be kept there.
    """

    def __init__(self, message: str, *, is_folder: bool) -> None:
        self.is_folder = is_folder
        super().__init__(message)


class Index:
    """An index that is open for reading. All methods raise UnusableIndexError if it is damaged."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        # Closes the connection if `close` is never called. With `__del__`, the connection could be collected first and
        # give a ResourceWarning.
        self._finalizer = finalize(self, _close, connection)
        self.read_state()

    @classmethod
    def at(cls, path: Path) -> Index:
        """Open the index at `path` for reading, whatever it was built from.

        Raises UnusableIndexError, or UntrustedIndexError if another user can write the index.
        """
        check_access(path)
        try:
            uri = str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
            connection = sqlite3.connect(f"file:{uri}?mode=ro", uri=True, timeout=_TIMEOUT)
        except Exception as error:
            raise UnusableIndexError from error
        try:
            connection.execute(f"PRAGMA cache_size = {_CACHED_PAGES}")
            return cls(connection)
        except Exception as error:  # UnicodeDecodeError if the schema is damaged
            connection.close()
            raise UnusableIndexError from error

    @classmethod
    def open(cls, path: Path, layers: tuple[Layer, ...], year: int) -> Index:
        """Open the index at `path` as `at` does, if its fingerprint is that of these layers and `year`."""
        index = cls.at(path)
        if index.state.fingerprint != fingerprint(layers, year):
            raise UnusableIndexError
        return index

    def read_state(self) -> None:
        """Read `state`, which another process may have changed."""
        self.state = self._meta("state", State)

    def revision(self) -> str:
        """Return the revision that is on the disk now."""
        return self._meta("state", State).revision

    def close(self) -> None:
        """Close the file. Closing twice does nothing."""
        self._finalizer()

    def has_same_folders(self, layers: tuple[Layer, ...]) -> bool:
        """Return whether the signatures prove that no file was added to or removed from the editable layers."""
        return all(
            folder.is_stable and folder.signature == signature_of(os.stat(layer.folder))  # noqa: PTH116
            for layer, folder in zip(layers, self.state.folders, strict=True)
            if layer.editable
        )

    def entry(self, slug: str) -> Entry:
        """Return the entry of a company of which another record says that it exists."""
        return _existing(self.entry_or_none(slug))

    def entry_or_none(self, slug: str) -> Entry | None:
        """Return the entry of the company; None does not prove that there is no such company."""
        return self._record("company", "slug", slug, Entry)

    def companies(self, slugs: Sequence[str]) -> list[CompiledCompany]:
        """Return the companies with these slugs, in that order; slugs of companies that do not exist are left out."""
        rows = self._rows_with("company", "slug", slugs)
        companies = {row[0]: _decoded(Entry, "company", *row).company for row in rows}
        if len(companies) != len(slugs) and not {*slugs}.difference(companies).isdisjoint(self.slugs()):
            raise UnusableIndexError
        return [companies[slug] for slug in slugs if slug in companies]

    def slugs(self) -> list[str]:
        """Return the slugs of all companies, sorted."""
        slugs: list[str] = sorted(slug for (slug,) in self._rows("SELECT slug FROM company"))
        self._verify_all(slugs)
        return slugs

    def slugs_from(self, start: str, limit: int) -> list[str]:
        """Return the first slugs that begin with `start`, sorted, for completion: a missing slug is not noticed."""
        query = "SELECT slug, record, checksum FROM company WHERE slug >= ? AND slug < ? ORDER BY slug LIMIT ?"
        rows = self._rows(query, start, f"{start}\U0010ffff", limit)
        for slug, record, checksum in rows:
            _verify("company", slug, record, checksum)
        return [slug for slug, _, _ in rows]

    def phone_summaries(self) -> PhoneSummaries:
        """Return the phone summaries of all companies."""
        rows = self._rows("SELECT bucket, record, checksum FROM phone_summaries")
        if {bucket_number for bucket_number, _, _ in rows} != {*range(self.state.summary_bucket_count)}:
            raise UnusableIndexError
        summaries: PhoneSummaries = {}
        for row in rows:
            summaries |= _decoded(PhoneSummaries, "phone_summaries", *row)
        return summaries

    def phone_summary_bucket(self, bucket_number: int) -> PhoneSummaries:
        """Return the phone summaries of a bucket."""
        return _existing(self._record("phone_summaries", "bucket", bucket_number, PhoneSummaries))

    def ids(self, key: int, limit: int | None = None) -> set[int]:
        """Return the ids of the companies with that key; with `limit`, of at most twice as many."""
        bucket = self.bucket(key % self.state.bucket_count)
        return _ids_in(bucket, key, limit) | _ids_in(self.state.new_postings, key, limit)

    def bucket(self, bucket_number: int) -> bytes:
        """Return a bucket: a sorted array of postings, 8 bytes each."""
        return _existing(self._record("keys", "bucket", bucket_number, bytes))

    def names(self, ids: Collection[int]) -> Iterator[Names]:
        """Yield the names of the companies with these ids; ids of removed companies are skipped."""
        existing = sorted(set(ids).difference(self.state.removed_ids))
        count = 0
        for row in self._rows_with("names", "id", existing):
            count += 1
            yield _decoded(Names, "names", *row)
        if count != len(existing):
            raise UnusableIndexError

    def all_names(self) -> list[Names]:
        """Return the names of all companies."""
        names = [_decoded(Names, "names", *row) for row in self._rows("SELECT id, record, checksum FROM names")]
        self._verify_all([company.slug for company in names])
        return names

    def labels(self) -> list[Label]:
        """Return the words of the closed lists."""
        return self._meta("labels", list[Label])

    def generic_words(self) -> dict[str, list[str]]:
        """Return the words that people add to a company's name → the categories that each implies."""
        return self._meta("generic_words", dict[str, list[str]])

    def invalid_files(self) -> dict[str, InvalidFiles]:
        """Return the slugs of companies with an invalid file → its problems. A lower layer may define the company."""
        return self._meta("invalid_files", dict[str, InvalidFiles])

    def racy_files(self) -> list[RacyFiles]:
        """Return the racy files of each layer."""
        return self._meta("racy_files", list[RacyFiles])

    def shard(self, layer_number: int, shard_number: int) -> Shard:
        """Return a shard of the files of an editable layer."""
        return _existing(self._record("files", "shard", shard_key(layer_number, shard_number), Shard))

    def public_holidays(self, region: str, year: int) -> dict[date, str] | None:
        """Return the region's public holidays in a year: local date → name.

        None if no company needs them, or if the year is not in `years_around` the year of the index.
        """
        return self._record("public_holidays", "key", holidays_key(region, year), dict[date, str])

    def _meta(self, key: str, type: type[Record]) -> Record:
        return _existing(self._record("meta", "key", key, type))

    def _verify_all(self, slugs: list[str]) -> None:
        """Raise UnusableIndexError unless the slugs are those of all companies."""
        if len(slugs) != self.state.company_count or sum_of_slugs(slugs) != self.state.slug_sum:
            raise UnusableIndexError

    def _record(self, table: str, column: str, key: str | int, type: type[Record]) -> Record | None:
        for record, checksum in self._rows(f"SELECT record, checksum FROM {table} WHERE {column} = ?", key):
            return _decoded(type, table, key, record, checksum)
        return None

    def _rows_with(self, table: str, column: str, keys: Sequence[str | int]) -> Iterator[Any]:
        """Yield the rows with these keys: key, record, checksum."""
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            placeholders = ", ".join("?" * len(batch))
            query = f"SELECT {column}, record, checksum FROM {table} WHERE {column} IN ({placeholders})"
            yield from self._rows(query, *batch)

    def _rows(self, query: str, *values: str | int) -> list[Any]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.ProgrammingError:  # wrong use: the connection is closed, or belongs to another thread
            raise
        except Exception as error:  # damage raises many errors: text that is not UTF-8 is no sqlite3.Error
            raise UnusableIndexError from error


def check_access(path: Path) -> None:
    """Raise UnusableIndexError if opening the index could block, UntrustedIndexError if another user can write it.

    Opening a FIFO would block. Checksums show damage, but not who wrote the index.
    """
    _check_owner(path.parent, is_folder=True)
    _check_owner(path, is_folder=False)
    for file in companion_files(path):
        if os.path.lexists(file):
            _check_owner(file, is_folder=False)


def companion_files(path: Path) -> list[str]:
    """Return the paths of the files that SQLite opens besides the database, if they exist."""
    return [f"{path}{suffix}" for suffix in ("-journal", "-wal", "-shm")]


def fingerprint(layers: tuple[Layer, ...], year: int) -> bytes:
    """Return what an index depends on besides the files of editable layers.

    It contains the version of the program, the year, the folders, and the signatures of the closed lists and of the
    folders of layers that are not editable.
    """
    folders = [(str(folder), editable or signature_of(os.stat(folder))) for folder, _, editable in layers]  # noqa: PTH116
    lists = [signature_of(os.stat(f"{dataset()}/{name}.yaml")) for name in LISTS]  # noqa: PTH116
    return repr((FORMAT, __version__, year, folders, lists)).encode()


def checksum_of(table: str, key: str | int, record: bytes) -> int:
    """Return the checksum of a record. It covers table and key, so that records cannot be exchanged."""
    return crc32(record, crc32(f"{table} {key}".encode()))


def years_around(year: int) -> range:
    """Return the years whose holidays an index of `year` has: from the year before to three years after."""
    return range(year - 1, year + 4)


def _close(connection: sqlite3.Connection) -> None:
    with suppress(sqlite3.ProgrammingError):  # the garbage collector may run in another thread
        connection.close()


def _check_owner(path: Path | str, *, is_folder: bool) -> None:
    try:
        stat = os.stat(path)  # noqa: PTH116
    except OSError as error:
        raise UnusableIndexError from error
    if not is_folder and not S_ISREG(stat.st_mode):
        raise UnusableIndexError
    if not hasattr(os, "geteuid"):  # Windows, where other users cannot write to the profile folder
        return
    if stat.st_uid not in (0, os.geteuid()):
        raise UntrustedIndexError(f"{path} belongs to another user", is_folder=is_folder)
    if stat.st_mode & (S_IWGRP | S_IWOTH):
        raise UntrustedIndexError(f"{path} can be written by other users", is_folder=is_folder)


def _ids_in(postings: bytes, key: int, limit: int | None = None) -> set[int]:
    """Return the ids with that key in a sorted array of postings; with `limit`, at most so many."""
    numbers = memoryview(postings).cast("Q")
    first, last = bisect_left(numbers, key << 32), bisect_left(numbers, (key + 1) << 32)
    return {posting & 0xFFFFFFFF for posting in numbers[first:last][:limit]}


@cache
def _decoder(type: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(type)


def _existing(record: Record | None) -> Record:
    """Return the record. Raise UnusableIndexError if it is None."""
    if record is None:
        raise UnusableIndexError
    return record


def _verify(table: str, key: str | int, record: bytes, checksum: int) -> None:
    """Raise UnusableIndexError unless the record is the one that was written in that table with that key."""
    if not isinstance(record, bytes) or checksum_of(table, key, record) != checksum:
        raise UnusableIndexError


def _decoded(type: type[Record], table: str, key: str | int, record: bytes, checksum: int) -> Record:
    _verify(table, key, record, checksum)
    try:
        decoded: Record = _decoder(type).decode(record)  # type: ignore[arg-type]
        return decoded
    except Exception as error:
        raise UnusableIndexError from error
