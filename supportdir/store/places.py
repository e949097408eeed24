"""Where the dataset, the user's own files and the index lie.

A checkout answers from its own `data/` folder, an installed package from the copy inside it. The checkout can be
edited, so its files are looked at; the installed copy cannot, so one stamp stands for all of it.
"""

from __future__ import annotations

import os
import sys
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import supportdir

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Signature = tuple[int, int, int]
"""What changes when a file or folder does: the time of its last change (ns), its size, its number on the disk.

The time is that of the entry, which nobody can set: it changes with the content, the name, and the time of the content.
It is only ever compared with what it was: no clock is asked, and none is believed.
"""


class Layer(NamedTuple):
    """A folder of company files. `label` stands before a file's name in messages."""

    folder: Path
    label: str
    editable: bool


def dataset() -> Path:
    """The folder of the dataset: the company files in `companies`, the controlled lists beside them."""
    package = Path(supportdir.__file__).parent
    checkout = package.parent / "data"
    return checkout if (checkout / "companies").is_dir() else package / "data"


def shipped() -> Layer:
    """The companies that came with the program."""
    folder = dataset() / "companies"
    return Layer(folder, "data/companies", editable=Path(supportdir.__file__).parent not in folder.parents)


def layers(folders: tuple[Path, ...] = ()) -> tuple[Layer, ...]:
    """The shipped dataset, then the user's own folder where there is one, then `folders`: later ones win."""
    own = own_companies()
    mine = (Layer(own, str(own), editable=True),) if own.is_dir() else ()
    return (shipped(), *mine, *(Layer(folder, str(folder), editable=True) for folder in folders))


signature_of: Callable[[os.stat_result], Signature] = attrgetter(
    "st_mtime_ns" if os.name == "nt" else "st_ctime_ns",  # that is the time of its making on Windows
    "st_size",
    "st_ino",
)
"""The signature of a file or folder."""


def files_of(layer: Layer) -> Iterator[tuple[str, Signature]]:
    """The company files of a folder as they are now: name and signature."""
    # For folders with many files: by the folder's handle, without a path or an entry object for each.
    handle = os.open(layer.folder, os.O_RDONLY) if os.stat in os.supports_dir_fd else None
    try:
        for name in os.listdir(layer.folder if handle is None else handle):  # noqa: PTH208
            if name.endswith(".yaml"):
                path = f"{layer.folder}{os.sep}{name}" if handle is None else name
                try:
                    stat = os.stat(path, dir_fd=handle)
                except FileNotFoundError:  # it has just gone, or is a link to nowhere
                    continue
                yield name, signature_of(stat)
    finally:
        if handle is not None:
            os.close(handle)


class Place(NamedTuple):
    """Where something lies, and who said so: "--data", the name of a variable, or "default"."""

    what: str
    path: Path
    by: str


def config_folder() -> Path:
    """The user's configuration folder; it need not exist."""
    return _config().path


def own_companies() -> Path:
    """The folder of the user's own company files and patches; it need not exist."""
    return config_folder() / "companies"


def cache_folder() -> Path:
    """The user's cache folder; it need not exist."""
    return _cache().path


def settings_places() -> list[Place]:
    """Where settings are kept and the index is."""
    config, cache = _config(), _cache()
    return [Place("settings", config.path / "config.toml", config.by), Place("index", cache.path, cache.by)]


def company_places(folders: tuple[Path, ...] = ()) -> list[Place]:
    """Where the company files lie, the lowest layer first; the user's own folder even where it does not exist."""
    own = Place("own companies", own_companies(), _config().by)
    given = (Place("companies on top", folder, "--data") for folder in folders)
    return [Place("companies", shipped().folder, "default"), own, *given]


def _config() -> Place:
    return _user_folder("config", "SUPPORTDIR_CONFIG_DIR", "XDG_CONFIG_HOME", ".config", "user_config_path")


def _cache() -> Place:
    return _user_folder("cache", "SUPPORTDIR_CACHE_DIR", "XDG_CACHE_HOME", ".cache", "user_cache_path")


def _user_folder(what: str, own: str, standard: str, under_home: str, elsewhere: str) -> Place:
    if folder := os.environ.get(own):
        return Place(what, Path(folder), own)
    if sys.platform == "linux":
        # What platformdirs answers here, without the 3 ms that its import costs every look-up.
        base = os.environ.get(standard, "")
        if base.startswith("/"):
            return Place(what, Path(base) / "supportdir", standard)
        return Place(what, Path(os.path.expanduser(f"~/{under_home}")) / "supportdir", "default")  # noqa: PTH111
    import platformdirs

    folder_of = getattr(platformdirs, elsewhere)
    return Place(what, folder_of("supportdir", appauthor=False), "default")
