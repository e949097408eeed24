"""What has changed in the folders that somebody can edit, since an index was made of them.

A file is taken to be as it was when its signature is: the time of its last change, its size, its number on the disk.
The times are compared for equality alone, so a clock that is wrong or jumps does no harm. One thing they
cannot show is a second change within the same tick of the clock; so of a file that had just changed when it was read
the content is compared too, and a folder that had just changed is looked through once more.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from supportdir.index.database import Folder, part_key, part_of, sums_of
from supportdir.paths import files_of, read_file, signature_of

if TYPE_CHECKING:
    from supportdir.index.database import Index, Part
    from supportdir.paths import Layer

_TICK = 2_000_000_000  # ns: the coarsest clock of a file system (FAT)
_MANY = 100  # files that had just changed: more of them are worth writing down that they have settled


class Changes(NamedTuple):
    """Companies whose files were added, changed or removed; the files; the layers' folders as they are now.

    `parts`: the parts of the index that these files were in, by key. `to_settle`: nothing else has changed, but what
    had just changed at the last look can be written down as settled. `edition`: of the index that was compared.
    """

    slugs: set[str]
    files: set[tuple[int, str]]
    parts: dict[int, Part]
    folders: tuple[Folder, ...]
    to_settle: bool
    edition: str

    def __bool__(self) -> bool:
        return bool(self.files) or self.to_settle


def settles(changed: int, now: int) -> bool:
    """Whether what was changed then, and is read `now` (ns by the clock of its disk), must show a later change."""
    return changed < now - _TICK


def folder_of(layer: Layer, now: int) -> Folder:
    """The folder of a layer as it is."""
    signature = signature_of(os.stat(layer.folder))  # noqa: PTH116
    return Folder(signature, settles(signature[0], now))


def changes_since(index: Index, layers: tuple[Layer, ...]) -> Changes:
    """What has changed, by a look at every file of the editable layers."""
    index.read_state()
    files: set[tuple[int, str]] = set()
    parts: dict[int, Part] = {}
    folders: list[Folder] = []
    unsettled = 0
    for place, (layer, fresh) in enumerate(zip(layers, index.fresh(), strict=True)):
        known = index.state.folders[place]
        if not layer.editable:
            folders.append(known)
            continue
        folder = folder_of(layer, 0)  # before the files: what is added from now on shows
        folders.append(folder)
        is_as_known = known.settled and known.signature == folder.signature
        now, has_links = files_of(layer)
        sums = index.state.sums[place]
        # While the folder is as it was, and holds no links, no file of it has another name: then the sums, which say
        # nothing of names, tell the parts that are worth reading.
        has_other_names = has_links or not is_as_known
        numbers = {
            number
            for number, (new, old) in enumerate(zip(sums_of(now.values(), len(sums)), sums, strict=True))
            if new != old or has_other_names
        }
        then: Part = {}
        for number in numbers:
            parts[part_key(place, number)] = part = index.part(place, number)
            then |= part
        if numbers:
            files.update((place, name) for name, signature in then.items() if now.get(name) != signature)
            files.update(
                (place, name)
                for name, signature in now.items()
                if part_of(signature, len(sums)) in numbers and name not in then
            )
        for name, (_, content) in fresh.items():
            if (place, name) not in files and _content(layer, name) != content:
                files.add((place, name))
        unsettled += len(fresh) if is_as_known else _MANY
    if index.edition() != index.state.edition:  # somebody else wrote it meanwhile
        return changes_since(index, layers)
    slugs = {name.removesuffix(".yaml") for _, name in files}
    return Changes(slugs, files, parts, tuple(folders), unsettled >= _MANY, index.state.edition)


def _content(layer: Layer, name: str) -> int:
    """The checksum of what is in a file; 0 where it cannot be read, as `compiling` notes it."""
    try:
        return crc32(read_file(f"{layer.folder}{os.sep}{name}")[1])
    except OSError:
        return 0
