"""Write the records of an index: all of them, or those of what has changed."""

from __future__ import annotations

import os
from array import array
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from supportdir.format import vocabulary
from supportdir.index.changes import is_stable
from supportdir.index.compiler import Job, Source
from supportdir.index.database import TABLES, checksum_of, fingerprint, years_around
from supportdir.index.records import (
    Folder,
    InvalidFiles,
    Label,
    PhoneSummary,
    RacyFiles,
    Shard,
    State,
    digest_of,
    holidays_key,
    shard_key,
    shard_number_of,
    sum_of_slugs,
    summary_bucket_of,
)
from supportdir.index.workers import compile_all
from supportdir.paths import company_files, signature_of
from supportdir.search import words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from supportdir.index.changes import Changes
    from supportdir.index.compiler import FileRead, IndexRecords
    from supportdir.index.database import Index
    from supportdir.index.workers import Progress
    from supportdir.paths import Layer, Signature

_COMPANIES_PER_BUCKET = 8
_SUMMARIES_PER_BUCKET = 512
_FILES_PER_SHARD = 512
_MAX_NEW_POSTINGS = 1 << 16  # half a megabyte, which every look-up reads; more postings are moved into the buckets


class Writer:
    """Writes an index of `layers` for `year` to a connection; `now` is the time by the clock of its disk (ns).

    `index` is the index that the connection holds, None if it is empty.
    """

    def __init__(
        self, connection: sqlite3.Connection, layers: tuple[Layer, ...], year: int, now: int, index: Index | None = None
    ) -> None:
        self._connection, self._layers, self._year, self._now = connection, layers, year, now
        self._index = index
        self._state = index.state if index else State(fingerprint(layers, year), _new_revision(), (), [])
        self._shards: dict[tuple[int, int], Shard] = {}  # those to write, by number of the layer and of the shard
        self._summaries: dict[int, dict[str, PhoneSummary | msgspec.Raw]] = {}  # the buckets to write
        self._racy_files: list[RacyFiles] = index.racy_files() if index else [{} for _ in layers]
        self._invalid_files = index.invalid_files() if index else {}
        self._written_regions: set[str] = set()  # whose public holidays the index has

    def write_all(self, progress: Progress) -> None:
        """Write an index of all files into an empty database."""
        state = self._state
        self._connection.executescript(TABLES)
        self._connection.execute("BEGIN")
        # Before the files are listed, so that a file that is added later changes the signature.
        state.folders = self._folders(signature_of(layer.folder.stat()) for layer in self._layers)
        jobs: dict[str, list[Source]] = {}
        for layer_number, layer in enumerate(self._layers):
            names = sorted(company_files(layer.folder))
            state.digests.append([0] * (len(names) // _FILES_PER_SHARD + 1) if layer.editable else [])
            self._shards |= {(layer_number, shard_number): {} for shard_number in range(len(state.digests[-1]))}
            for name in names:
                jobs.setdefault(name.removesuffix(".yaml"), []).append(_source(layer_number, layer, name))
        state.bucket_count = max(64, 1 << (len(jobs) // _COMPANIES_PER_BUCKET).bit_length())
        state.summary_bucket_count = len(jobs) // _SUMMARIES_PER_BUCKET + 1
        self._summaries = {bucket_number: {} for bucket_number in range(state.summary_bucket_count)}
        buckets = [array("Q") for _ in range(state.bucket_count)]
        for records in compile_all(sorted(jobs.items()), progress):
            for posting in self._add(records):
                buckets[(posting >> 32) % state.bucket_count].append(posting)
        for bucket_number, postings in enumerate(buckets):
            self._put("keys", bucket_number, array("Q", sorted(postings)).tobytes())
        self._put("meta", "labels", _labels())
        self._put("meta", "generic_words", vocabulary.generic_words())
        self._finish()
        self._connection.execute("COMMIT")

    def write_changes(self, changes: Changes, progress: Progress) -> None:
        """Write what has changed into the index, in the transaction that is open."""
        state = self._state
        state.revision = _new_revision()
        for slug in changes.slugs:
            self._remove(slug)
        jobs: list[Job] = [
            (slug, [_source(layer_number, layer, f"{slug}.yaml") for layer_number, layer in enumerate(self._layers)])
            for slug in sorted(changes.slugs)
        ]
        self._shards = {
            key: {name: signature for name, signature in shard.items() if (key[0], name) not in changes.files}
            for key, shard in changes.shards.items()
        }
        for layer_number, name in changes.files:
            self._racy_files[layer_number].pop(name, None)
        if not changes.files:  # all racy files were compared and are unchanged
            self._racy_files = [
                {name: file for name, file in files.items() if not is_stable(file[0], self._now)}
                for files in self._racy_files
            ]
        postings = [posting for records in compile_all(jobs, progress) for posting in self._add(records)]
        state.folders = self._folders(changes.folders)
        self._merge(postings)
        self._finish()

    def _folders(self, signatures: Iterable[Signature]) -> tuple[Folder, ...]:
        return tuple(Folder(signature, is_stable(signature[0], self._now)) for signature in signatures)

    def _add(self, records: IndexRecords) -> list[int]:
        """Write the records of a company with a new id, and note its files. Return its postings."""
        for file in records.files:
            self._note(file)
        if records.problem:
            self._invalid_files[records.slug] = InvalidFiles(records.problem, records.problem_count)
        if not records.company:
            return []
        state = self._state
        id, slug = state.next_id, records.slug
        state.next_id += 1
        state.company_count += 1
        state.slug_sum += sum_of_slugs([slug])
        files = {file.path: file.signature for file in records.files if self._layers[file.layer_number].editable}
        self._put("company", slug, (id, files, msgspec.Raw(records.company)))
        self._put("names", id, msgspec.Raw(records.names))
        self._summary_bucket(slug)[slug] = msgspec.Raw(records.phone_summary)
        self._put_public_holidays(records.regions)
        return [key << 32 | id for key in array("I", records.keys)]

    def _remove(self, slug: str) -> None:
        assert self._index is not None
        self._invalid_files.pop(slug, None)
        entry = self._index.entry_or_none(slug)
        if entry is None:
            return
        state = self._state
        state.company_count -= 1
        state.slug_sum -= sum_of_slugs([slug])
        state.removed_ids = (*state.removed_ids, entry.id)
        self._connection.execute("DELETE FROM company WHERE slug = ?", (slug,))
        self._summary_bucket(slug).pop(slug, None)
        self._connection.execute("DELETE FROM names WHERE id = ?", (entry.id,))

    def _summary_bucket(self, slug: str) -> dict[str, PhoneSummary | msgspec.Raw]:
        """Return the bucket of the company's phone summary; changes in it are written."""
        bucket_number = summary_bucket_of(slug, self._state.summary_bucket_count)
        if bucket_number not in self._summaries:
            assert self._index is not None
            self._summaries[bucket_number] = {**self._index.phone_summary_bucket(bucket_number)}
        return self._summaries[bucket_number]

    def _note(self, file: FileRead) -> None:
        """Note the signature of a file, and its checksum if it is racy."""
        layer_number, signature = file.layer_number, file.signature
        shard_count = len(self._state.digests[layer_number])
        if not shard_count:
            return
        key = layer_number, shard_number_of(signature, shard_count)
        if key not in self._shards:
            assert self._index is not None
            self._shards[key] = self._index.shard(*key)
        name = Path(file.path).name
        self._shards[key][name] = signature
        self._racy_files[layer_number].pop(name, None)
        if not is_stable(signature[0], self._now):
            self._racy_files[layer_number][name] = (signature[0], file.checksum)

    def _merge(self, postings: Iterable[int]) -> None:
        """Add postings to the new postings; if there are too many of these, move all into the buckets."""
        state = self._state
        removed = set(state.removed_ids)
        known = array("Q", state.new_postings)
        merged = sorted(posting for posting in (*known, *postings) if posting & 0xFFFFFFFF not in removed)
        if len(merged) <= _MAX_NEW_POSTINGS:
            state.new_postings = array("Q", merged).tobytes()
            return
        assert self._index is not None
        state.new_postings = b""
        buckets: dict[int, list[int]] = {}
        for posting in merged:
            buckets.setdefault((posting >> 32) % state.bucket_count, []).append(posting)
        for bucket_number, added in buckets.items():
            bucket = array("Q", self._index.bucket(bucket_number))
            self._put("keys", bucket_number, array("Q", sorted([*bucket, *added])).tobytes())

    def _put_public_holidays(self, regions: Iterable[str]) -> None:
        """Write the public holidays of each region that the index does not have yet."""
        from supportdir.hours.public_holidays import known_region, public_holidays

        for region in regions:
            if region in self._written_regions:
                continue
            self._written_regions.add(region)
            for year in years_around(self._year):
                key = holidays_key(region, year)
                if not self._connection.execute("SELECT 1 FROM public_holidays WHERE key = ?", (key,)).fetchone():
                    self._put("public_holidays", key, public_holidays(known_region(region), (year,)))

    def _finish(self) -> None:
        for (layer_number, shard_number), shard in self._shards.items():
            self._put("files", shard_key(layer_number, shard_number), shard)
            self._state.digests[layer_number][shard_number] = digest_of(shard.values())
        for bucket_number, bucket in self._summaries.items():
            self._put("phone_summaries", bucket_number, bucket)
        self._put("meta", "racy_files", self._racy_files)
        self._put("meta", "invalid_files", dict(sorted(self._invalid_files.items())))
        self._put("meta", "state", self._state)

    def _put(self, table: str, key: str | int, value: Any) -> None:
        record = msgspec.msgpack.encode(value)
        row = (key, record, checksum_of(table, key, record))
        self._connection.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", row)


def _new_revision() -> str:
    """Return a random revision."""
    return os.urandom(8).hex()


@cache
def _labels() -> list[Label]:
    from supportdir.stems import stems

    return [
        Label(kind, id, text, " ".join(folded), tuple(stems(folded)))
        for kind, entries in vocabulary.labels().items()
        for id, texts in entries.items()
        for text in dict.fromkeys(texts)
        for folded in [words(text)]
    ]


def _source(layer_number: int, layer: Layer, name: str) -> Source:
    return Source(layer_number, f"{layer.folder}{os.sep}{name}", f"{layer.label}/{name}")
