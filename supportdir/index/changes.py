"""Find which files of the editable layers have changed since the index was built.

A file is unchanged if its signature is: time of the last change, size, inode. Times are compared only for equality, so
a wrong clock does no harm. As in git, a file is racy if it had changed just before it was read: a second change within
the same tick of the clock would not change the signature. So the content of a racy file is compared too. A file or
folder that had not changed just before is stable. If a folder is not stable, the names of its files are compared.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from zlib import crc32

from msgspec import Struct

from supportdir.index.records import digests_of, shard_number_of
from supportdir.paths import read_file, signature_of, signatures_in

if TYPE_CHECKING:
    from supportdir.index.database import Index
    from supportdir.index.records import Shard
    from supportdir.paths import Layer, Signature

_TICK = 2_000_000_000  # ns: the clock of FAT, the coarsest of all file systems
_MANY = 100  # racy files: for more of them, it is worth writing which are stable now


class Changes(Struct, frozen=True):
    """The difference between the files and an index of that `revision`.

    `files` were added, changed or removed: number of the layer, file name. `slugs` are those of their companies.
    `shards` are the shards of the index in which the files were, by number of the layer and of the shard. `folders` are
    the signatures of the layers' folders now. `needs_write`: the index should be written even if no file changed,
    because a folder or many files were racy.
    """

    slugs: set[str]
    files: set[tuple[int, str]]
    shards: dict[tuple[int, int], Shard]
    folders: tuple[Signature, ...]
    needs_write: bool
    revision: str

    def __bool__(self) -> bool:
        return bool(self.files) or self.needs_write


def is_stable(changed: int, now: int) -> bool:
    """Return whether a later change must be visible in what changed at `changed` and is read at `now`.

    Both are in nanoseconds by the clock of the disk.
    """
    return changed < now - _TICK


def changes_since(index: Index, layers: tuple[Layer, ...]) -> Changes:
    """Compare every file of the editable layers with the index."""
    index.read_state()
    files: set[tuple[int, str]] = set()
    shards: dict[tuple[int, int], Shard] = {}
    folders: list[Signature] = []
    racy = 0
    for layer_number, (layer, racy_files) in enumerate(zip(layers, index.racy_files(), strict=True)):
        old_folder = index.state.folders[layer_number]
        if not layer.editable:
            folders.append(old_folder.signature)
            continue
        # Before the files are listed, so that a file that is added later is noticed.
        folders.append(signature_of(os.stat(layer.folder)))  # noqa: PTH116
        is_same_folder = old_folder.is_stable and old_folder.signature == folders[-1]
        signatures, has_links = signatures_in(layer.folder)
        digests = index.state.digests[layer_number]
        # Digests do not contain file names. If the folder is the same and has no links, no file was renamed, so only
        # shards with another digest are read.
        may_be_renamed = has_links or not is_same_folder
        new_digests = digests_of(signatures.values(), len(digests))
        shard_numbers = {n for n, digest in enumerate(digests) if may_be_renamed or new_digests[n] != digest}
        if shard_numbers:
            old: Shard = {}
            for shard_number in shard_numbers:
                shards[layer_number, shard_number] = shard = index.shard(layer_number, shard_number)
                old |= shard
            count = len(digests)
            new = {name: file for name, file in signatures.items() if shard_number_of(file, count) in shard_numbers}
            files.update((layer_number, name) for name in old | new if old.get(name) != new.get(name))
        for name, (_, checksum) in racy_files.items():
            if (layer_number, name) not in files and _checksum(layer, name) != checksum:
                files.add((layer_number, name))
        racy += len(racy_files) if is_same_folder else _MANY
    if index.revision() != index.state.revision:  # another process wrote the index meanwhile
        return changes_since(index, layers)
    slugs = {name.removesuffix(".yaml") for _, name in files}
    return Changes(slugs, files, shards, tuple(folders), racy >= _MANY, index.state.revision)


def _checksum(layer: Layer, name: str) -> int:
    """Return the checksum of the content of a file, or 0 if it cannot be read (as `compiler` notes it)."""
    try:
        return crc32(read_file(f"{layer.folder}{os.sep}{name}")[1])
    except OSError:
        return 0
