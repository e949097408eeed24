"""Where the dataset, the user's own files and the index lie.

A checkout answers from its own `data/` folder, an installed package from the copy inside it. The checkout can be
edited, so its files are looked at; the installed copy cannot, so one stamp stands for all of it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

import supportdir

Signature = tuple[int, int, int, int]
"""What changes when a file or folder does: last change of its content and of its entry (ns), size, number on the disk.

They are only ever compared with what they were: no clock is asked, and none is believed.
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
    own = config_folder() / "companies"
    mine = (Layer(own, str(own), editable=True),) if own.is_dir() else ()
    return (shipped(), *mine, *(Layer(folder, str(folder), editable=True) for folder in folders))


def signature_of(stat: os.stat_result) -> Signature:
    """The signature of a file or folder."""
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino


def files_of(layer: Layer) -> dict[str, Signature]:
    """The company files of a folder as they are now, by name."""
    with os.scandir(layer.folder) as entries:
        return {
            entry.name: signature_of(os.stat(entry.path))  # noqa: PTH116  entry.stat() may be of another moment
            for entry in entries
            if entry.name.endswith(".yaml") and entry.is_file()
        }


def config_folder() -> Path:
    """The user's configuration folder; it need not exist."""
    return _user_folder("SUPPORTDIR_CONFIG_DIR", "XDG_CONFIG_HOME", ".config", "user_config_path")


def cache_folder() -> Path:
    """The user's cache folder; it need not exist."""
    return _user_folder("SUPPORTDIR_CACHE_DIR", "XDG_CACHE_HOME", ".cache", "user_cache_path")


def _user_folder(own: str, standard: str, under_home: str, elsewhere: str) -> Path:
    if folder := os.environ.get(own):
        return Path(folder)
    if sys.platform == "linux":
        # What platformdirs answers here, without the 3 ms that its import costs every look-up.
        base = os.environ.get(standard, "")
        return Path(base if base.startswith("/") else os.path.expanduser(f"~/{under_home}")) / "supportdir"  # noqa: PTH111
    import platformdirs

    folder_of = getattr(platformdirs, elsewhere)
    path: Path = folder_of("supportdir", appauthor=False)
    return path
