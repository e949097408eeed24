"""What an index holds: one class for each kind of record, and the sums that prove that none is missing."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias
from zlib import crc32

import msgspec

from supportdir.compiled import CompiledCompany
from supportdir.paths import Signature
from supportdir.search import LabelKind, Name, NameKind

_MAX_SHARDS = 1 << 20  # of a layer: the key of a shard has room for this many
_MASK = (1 << 64) - 1

Shard: TypeAlias = dict[str, Signature]
"""A part of the files of a layer when the index was built: file name → signature."""

RacyFiles: TypeAlias = dict[str, tuple[int, int]]
"""The racy files of a layer (see `changes`): file name → time of the last change (ns), checksum of the content."""


class Folder(msgspec.Struct, frozen=True, array_like=True):
    """The folder of a layer when the index was built.

    If it is stable, a later change gives it another signature; see `changes`.
    """

    signature: Signature
    is_stable: bool


class State(msgspec.Struct, array_like=True):
    """What an index was built from, and its totals.

    `fingerprint` is the value of `database.fingerprint`. `revision` is random and changes whenever the index is
    written. `folders` and `digests` have one item for each layer: its folder, and the digest of each of its shards (no
    shards if the layer is not editable). `slug_sum` is the `sum_of_slugs` of all companies. A key is in the bucket
    `key % bucket_count`, the phone summary of a company in the bucket `summary_bucket_of(slug, summary_bucket_count)`.
    `new_postings` are the postings of companies that changed after the index was built, `removed_ids` the ids that
    these companies had before. `next_id` is the id of the next company that is written.
    """

    fingerprint: bytes
    revision: str
    folders: tuple[Folder, ...]
    digests: list[list[int]]
    company_count: int = 0
    slug_sum: int = 0
    bucket_count: int = 1
    summary_bucket_count: int = 1
    next_id: int = 1
    new_postings: bytes = b""
    removed_ids: tuple[int, ...] = ()


class Entry(msgspec.Struct, array_like=True, frozen=True):
    """A company, its id, and the files of editable layers from which it was compiled: path → signature."""

    id: int
    files: dict[str, Signature]
    company: CompiledCompany


class Names(msgspec.Struct, array_like=True, frozen=True):
    """The texts by which a company can be found.

    `names` are its names and numbers: kind, text, folded words. `subjects` are pairs ("category" or "topic", word).
    """

    slug: str
    names: tuple[tuple[NameKind, str, str], ...]
    subjects: tuple[tuple[NameKind, str], ...]

    def all(self) -> Iterator[Name]:
        """Yield the names and numbers."""
        return (Name(text, self.slug, kind, words) for kind, text, words in self.names)


class Label(msgspec.Struct, array_like=True, frozen=True):
    """A word or phrase for the entry `id` of a closed list; `words` are its folded words, `stems` their stems."""

    kind: LabelKind
    id: str
    text: str
    words: str
    stems: tuple[str, ...]


class PhoneSummary(msgspec.Struct, array_like=True, frozen=True):
    """The phone lines of a company for private callers: enough to decide whether `open` must read the company.

    A company that is gone has none.

    `markets` are the countries ("all" for every country) that lines serve for calls from there, `markets_with_hours`
    those that lines with hours serve.
    """

    markets: tuple[str, ...]
    markets_with_hours: tuple[str, ...]

    def serves(self, place: str) -> bool:
        """Return whether a line may serve the place (ISO 3166-1 or -2, "" any)."""
        return _may_be_in(place, self.markets)

    def has_hours(self, place: str) -> bool:
        """Return whether a line with hours may serve the place (ISO 3166-1 or -2, "" any)."""
        return _may_be_in(place, self.markets_with_hours)


def _may_be_in(place: str, countries: tuple[str, ...]) -> bool:
    return bool(countries) and (not place or "all" in countries or place.partition("-")[0] in countries)


PhoneSummaries: TypeAlias = dict[str, PhoneSummary]
"""A bucket of phone summaries: slug → phone summary."""


class InvalidFiles(msgspec.Struct, array_like=True, frozen=True):
    """The problems in the files of a company that are ignored because they are invalid: the first, and how many."""

    first: str
    total: int


def sum_of_slugs(slugs: Iterable[str]) -> int:
    """Return the sum of the checksums of the slugs. It does not depend on their order."""
    return sum(crc32(slug.encode()) for slug in slugs)


def summary_bucket_of(slug: str, bucket_count: int) -> int:
    """Return the number of the bucket in which the phone summary of a company is."""
    return crc32(slug.encode()) % bucket_count


def holidays_key(region: str, year: int) -> str:
    """Return the key of the public holidays of a region in a year in the table `public_holidays`."""
    return f"{region} {year}"


def shard_key(layer_number: int, shard_number: int) -> int:
    """Return the key of a shard in the table `files`."""
    return layer_number * _MAX_SHARDS + shard_number


def shard_number_of(signature: Signature, shard_count: int) -> int:
    """Return the number of the shard in which a file is. It depends on the inode: no name has to be hashed."""
    return signature[2] % shard_count


def digest_of(signatures: Iterable[Signature]) -> int:
    """Return the sum of the hashes of the signatures (64 bits). It does not depend on their order.

    If another version of Python hashes differently, all digests differ and all files are compared.
    """
    return sum(map(hash, signatures)) & _MASK


def digests_of(signatures: Iterable[Signature], shard_count: int) -> list[int]:
    """Return the digest of each shard of the files with these signatures."""
    sums = [0] * shard_count
    for signature in signatures:
        sums[signature[2] % shard_count] += hash(signature)
    return [total & _MASK for total in sums]
