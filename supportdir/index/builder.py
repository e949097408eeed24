"""From company files to an index: a whole one, or what has changed since.

Builders take turns by a lock on a file beside the index, and look again when theirs has come. A whole index is written
as a draft and put in place in one move; drafts of builders that were killed go when the next one starts. Changes are
one transaction. Nothing is flushed to the disk: what a power cut tears is noticed as any damage is, and built again.
"""

from __future__ import annotations

import os
import sqlite3
import time
from array import array
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from supportdir.format import vocabulary
from supportdir.hours import zones
from supportdir.index.changes import Changes, changes_since, folder_of, settles
from supportdir.index.compiler import Compiled, Seen, Source, Work
from supportdir.index.database import (
    TABLES,
    Broken,
    Folder,
    Fresh,
    Index,
    Label,
    Part,
    State,
    UnusableIndexError,
    check_files,
    checksum_of,
    files_beside,
    layer_of,
    part_key,
    part_of,
    stamp,
    sum_of,
    total_of,
    years_around,
)
from supportdir.index.workers import compile_all
from supportdir.paths import Layer, is_company_file, signature_of
from supportdir.search import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeAlias

    Progress: TypeAlias = Callable[[int, int], None] | None

_IN_A_BUCKET = 8  # companies, about
_IN_A_PART = 512  # files
_PAIRS = 1 << 16  # keys beside the buckets before they are sorted into them: half a megabyte for each look-up to read
_FEW = 1000  # changed companies, or a quarter of all: beyond it a new index is sooner made
_OTHERS = 15  # indexes of other folders that are kept: each set of --data folders has one
_PATIENCE = 10.0  # seconds that a builder may do nothing before the next one answers without it


def refreshed(
    path: Path,
    layers: tuple[Layer, ...],
    year: int,
    progress: Progress = None,
    *,
    distrusted: Index | None = None,
    changes: Changes | None = None,
) -> Index:
    """The index at `path`, brought up to date with every file, or made anew in place of a damaged one (`distrusted`).

    `changes` are those just found; they are looked for again if somebody else has written the index since, and what
    that one wrote is not distrusted. Raises OSError, sqlite3.Error or UnusableIndexError where it cannot be written, or
    not be read again.
    """
    with _turn(path) as now:
        index = None
        if distrusted is None or distrusted.state.edition != _edition_at(path):
            index = _updated(path, layers, year, now, progress, changes)
        if index is None:
            if distrusted:
                distrusted.close()
            _build(path, layers, year, now, progress)
            index = Index.open(path, layers, year)
    return index


def in_memory(layers: tuple[Layer, ...], year: int, progress: Progress = None) -> Index:
    """An index that is kept nowhere."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        _Writer(connection, layers, year, now=0).write_all(progress)
        return Index(connection)
    except BaseException:
        connection.close()
        raise


@contextmanager
def _turn(path: Path) -> Iterator[int]:
    """Builds that index alone; gives the time by the clock of its disk in nanoseconds."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = path.with_suffix(".lock")
    with open(os.open(lock, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:  # noqa: PTH123
        _wait_for(file.fileno(), path)
        for draft in path.parent.glob(f"{path.name}.draft*"):
            draft.unlink(missing_ok=True)
        os.utime(lock)
        yield signature_of(lock.stat())[0]


def _wait_for(lock: int, path: Path) -> None:
    """Take the lock, which ends with the process. Raises OSError if whoever has it does nothing any more."""
    try:
        import fcntl
    except ImportError:  # not on Windows, where nobody can replace a file that another has open anyway
        return None
    waited, size = 0.0, -1
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waited > _PATIENCE:
                raise
        time.sleep(0.02)
        waited += 0.02
        with suppress(OSError):
            grown = path.with_name(f"{path.name}.draft").stat().st_size
            waited, size = (waited if grown == size else 0.0), grown


def _build(path: Path, layers: tuple[Layer, ...], year: int, now: int, progress: Progress) -> None:
    draft = path.with_name(f"{path.name}.draft")
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    try:
        connection = sqlite3.connect(draft, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = OFF")  # nobody reads it before it is whole
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            _Writer(connection, layers, year, now).write_all(progress)
        finally:
            connection.close()
        # The journal of a killed change belongs to the old file and must not be found beside the new one.
        for file in (path, *map(Path, files_beside(path))):
            file.unlink(missing_ok=True)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _prune(path)


def _prune(path: Path) -> None:
    """Remove the indexes of other folders but for those last used: nobody else does, and one may be large."""

    def used(index: Path) -> int:
        stat = index.stat()
        return max(stat.st_atime_ns, stat.st_mtime_ns)  # many systems note a first reading, and one a day

    with suppress(OSError):
        others = sorted(path.parent.glob("index-*.sqlite"), key=used)
        for other in [other for other in others if other != path][:-_OTHERS]:
            other.unlink()  # its lock stays: a builder may be waiting at it


def _updated(
    path: Path, layers: tuple[Layer, ...], year: int, now: int, progress: Progress, changes: Changes | None
) -> Index | None:
    """The index with what has changed; None where a new one is needed, or is sooner made."""
    try:
        check_files(path)
        # Opened for writing, SQLite first undoes what a killed builder left half done.
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN IMMEDIATE")
            index = Index(connection)
            if index.state.stamp != stamp(layers, year):
                return None
            if changes is None or changes.edition != index.state.edition:
                changes = changes_since(index, layers)
            if len(changes.slugs) + len(index.state.dead) > max(_FEW, index.state.companies // 4):
                return None
            if changes:
                _Writer(connection, layers, year, now, index).write_changes(changes, progress)
            connection.execute("COMMIT")
        finally:
            connection.close()
        return Index.open(path, layers, year)
    except Exception:  # missing, or damaged in whatever way
        return None


class _Writer:
    """Writes the records of an index and keeps its sums."""

    def __init__(
        self, connection: sqlite3.Connection, layers: tuple[Layer, ...], year: int, now: int, index: Index | None = None
    ) -> None:
        self._connection, self._layers, self._year, self._now = connection, layers, year, now
        self._index = index
        self._state = index.state if index else State(stamp(layers, year), _edition(), (), [], 0, 0, 1, 1)
        self._parts: dict[int, Part] = {}  # those that are written, by key
        self._fresh: list[Fresh] = index.fresh() if index else [{} for _ in layers]
        self._broken = index.broken() if index else {}
        self._regions: set[str] = set()  # whose holidays are there
        self._zoneless: set[str] = set()  # countries whose zones are

    def write_all(self, progress: Progress) -> None:
        """Write an index of all files. Nothing is there yet."""
        connection, state = self._connection, self._state
        connection.executescript(TABLES)
        connection.execute("BEGIN")
        folders = [folder_of(layer, self._now) for layer in self._layers]  # first: what changes from now on shows
        found = [sorted(_names_in(layer)) for layer in self._layers]
        state.folders = tuple(folders)
        state.sums = [
            [0] * (len(names) // _IN_A_PART + 1) if layer.editable else []
            for layer, names in zip(self._layers, found, strict=True)
        ]
        sources: dict[str, list[Source]] = {}
        for place, (layer, names) in enumerate(zip(self._layers, found, strict=True)):
            for name in names:
                sources.setdefault(name.removesuffix(".yaml"), []).append(_source(place, layer, name))
        state.buckets = max(64, 1 << (len(sources) // _IN_A_BUCKET).bit_length())
        buckets = [array("Q") for _ in range(state.buckets)]
        self._parts = {part_key(place, n): {} for place, sums in enumerate(state.sums) for n in range(len(sums))}
        for company in compile_all(sorted(sources.items()), progress):
            for key in self._add(company):
                buckets[key % len(buckets)].append(key << 32 | state.next_id - 1)
            for seen in company.seen:
                self._note(seen)
        for number, pairs in enumerate(buckets):
            self._put("keys", number, array("Q", sorted(pairs)).tobytes())
        self._put("meta", "labels", _labels())
        self._put("meta", "generic_words", vocabulary.generic_words())
        self._finish()
        connection.execute("COMMIT")

    def write_changes(self, changes: Changes, progress: Progress) -> None:
        """Write what has changed into the index that is there."""
        state = self._state
        state.edition = _edition()
        pairs: set[int] = set()
        for slug in changes.slugs:
            self._remove(slug)
        work: list[Work] = [
            (slug, [_source(place, layer, f"{slug}.yaml") for place, layer in enumerate(self._layers)])
            for slug in sorted(changes.slugs)
        ]
        self._parts = {
            key: {name: signature for name, signature in part.items() if (layer_of(key), name) not in changes.files}
            for key, part in changes.parts.items()
        }
        for place, name in changes.files:
            self._fresh[place].pop(name, None)
        if not changes.files:  # all are as they were
            self._fresh = [
                {name: one for name, one in fresh.items() if not settles(one[0], self._now)} for fresh in self._fresh
            ]
        for company in compile_all(work, progress):
            pairs.update(key << 32 | state.next_id - 1 for key in self._add(company))
            for seen in company.seen:
                self._note(seen)
        state.folders = tuple(
            Folder(folder.signature, settles(folder.signature[0], self._now)) for folder in changes.folders
        )
        self._merge(pairs)
        self._finish()

    def _add(self, company: Compiled) -> array[int]:
        """Write a company, under the id that was free; its keys."""
        state = self._state
        if company.error:
            self._broken[company.slug] = Broken(company.error, company.errors)
        keys = array("I", company.keys)
        if not company.company:
            return keys
        id, slug = state.next_id, company.slug
        state.next_id += 1
        state.companies += 1
        state.total += total_of([slug])
        files = {seen.path: seen.signature for seen in company.seen if self._layers[seen.layer].editable}
        self._put("company", slug, (id, files, msgspec.Raw(company.company)))
        self._put("names", id, msgspec.Raw(company.names))
        self._put("phone_summaries", slug, msgspec.Raw(company.phone_summary))
        self._put_public_holidays(company.regions)
        self._put_zones(company.zoneless)
        return keys

    def _remove(self, slug: str) -> None:
        assert self._index is not None
        self._broken.pop(slug, None)
        known = self._index.entry_or_none(slug)
        if known is None:
            return
        state = self._state
        state.companies -= 1
        state.total -= total_of([slug])
        state.dead = (*state.dead, known.id)
        self._connection.execute("DELETE FROM company WHERE slug = ?", (slug,))
        self._connection.execute("DELETE FROM phone_summaries WHERE slug = ?", (slug,))
        self._connection.execute("DELETE FROM names WHERE id = ?", (known.id,))

    def _note(self, seen: Seen) -> None:
        """Note a file as it was read."""
        place, signature = seen.layer, seen.signature
        count = len(self._state.sums[place])
        if not count:
            return
        key = part_key(place, number := part_of(signature, count))
        if key not in self._parts:
            assert self._index is not None
            self._parts[key] = self._index.part(place, number)
        name = Path(seen.path).name
        self._parts[key][name] = signature
        self._fresh[place].pop(name, None)
        if not settles(signature[0], self._now):
            self._fresh[place][name] = (signature[0], seen.content)

    def _merge(self, pairs: set[int]) -> None:
        """Add pairs to those beside the buckets; into the buckets when there are too many of them."""
        state = self._state
        known = array("Q")
        known.frombytes(state.pairs)
        dead = set(state.dead)
        merged = sorted(pair for pair in (*known, *pairs) if pair & 0xFFFFFFFF not in dead)
        state.pairs = array("Q", merged).tobytes()
        if len(merged) <= _PAIRS:
            return
        assert self._index is not None
        state.pairs = b""
        buckets: dict[int, list[int]] = {}
        for pair in merged:
            buckets.setdefault((pair >> 32) % state.buckets, []).append(pair)
        for number, more in buckets.items():
            there = array("Q")
            there.frombytes(self._index.bucket(number))
            self._put("keys", number, array("Q", sorted([*there, *more])).tobytes())

    def _put_public_holidays(self, regions: Iterable[str]) -> None:
        for region in regions:
            if region not in self._regions and not self._has("public_holidays", "region", region):
                from supportdir.hours.public_holidays import public_holidays

                self._put("public_holidays", region, public_holidays(region, years_around(self._year)))
            self._regions.add(region)

    def _put_zones(self, countries: Iterable[str]) -> None:
        for country in countries:
            if country not in self._zoneless and not self._has("zones", "country", country):
                edges = (years_around(self._year)[0], years_around(self._year)[-1] + 1)
                years = [datetime(edge, 1, 1, tzinfo=UTC) for edge in edges]
                self._put("zones", country, zones.zones_apart(zones.zones_of(country), *years))
            self._zoneless.add(country)

    def _finish(self) -> None:
        for key, part in self._parts.items():
            self._put("files", key, part)
            layer = layer_of(key)
            self._state.sums[layer][key - part_key(layer, 0)] = sum_of(part.values())
        self._put("meta", "fresh", self._fresh)
        self._put("meta", "broken", dict(sorted(self._broken.items())))
        self._put("meta", "state", self._state)

    def _has(self, table: str, column: str, key: str) -> bool:
        query = f"SELECT 1 FROM {table} WHERE {column} = ?"
        return self._connection.execute(query, (key,)).fetchone() is not None

    def _put(self, table: str, key: str | int, value: Any) -> None:
        record = msgspec.msgpack.encode(value)
        row = (key, record, checksum_of(table, key, record))
        self._connection.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", row)


def _edition_at(path: Path) -> str | None:
    """The edition of the index at `path`; None where that cannot be told."""
    try:
        index = Index.at(path)
    except UnusableIndexError:
        return None
    index.close()
    return index.state.edition


def _edition() -> str:
    """Tells one writing of an index from any other."""
    return os.urandom(8).hex()


@cache
def _labels() -> list[Label]:
    """The words of the closed lists as the index keeps them."""
    from supportdir.stems import stems

    return [
        Label(kind, id, text, " ".join(folded), tuple(stems(folded)))
        for kind, entries in vocabulary.labels().items()
        for id, texts in entries.items()
        for text in dict.fromkeys(texts)
        for folded in [words(text)]
    ]


def _source(place: int, layer: Layer, name: str) -> Source:
    return Source(place, f"{layer.folder}{os.sep}{name}", f"{layer.label}/{name}")


def _names_in(layer: Layer) -> list[str]:
    return [name for name in os.listdir(layer.folder) if is_company_file(name)]  # noqa: PTH208
