"""Where the dataset, the user's own files and the index lie.

A checkout answers from its own `data/` folder, an installed package from the copy inside it. The checkout can be
edited, so its files are looked at; the installed copy cannot, so one stamp stands for all of it.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from operator import attrgetter
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, NamedTuple

from supportdir.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = 1 << 20  # bytes that are read of a file
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"

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
    package = Path(__file__).parent
    checkout = package.parent / "data"
    return checkout if (checkout / "companies").is_dir() else package / "data"


def support_page() -> Path:
    """Return the path of SUPPORT.md, which lies beside the dataset in a checkout and in an installed package."""
    return dataset().parent / "SUPPORT.md"


def shipped() -> Layer:
    """The companies that came with the program."""
    folder = dataset() / "companies"
    return Layer(folder, "data/companies", editable=Path(__file__).parent not in folder.parents)


def layers(folders: tuple[Path, ...] = ()) -> tuple[Layer, ...]:
    """The shipped dataset, then the user's own folder where there is one, then `folders`: later ones win.

    A folder that is named more than once counts where it is named last. Raises DataError for a name that an index
    cannot hold.
    """
    own = own_companies()
    has_own = os.path.isdir(own)  # noqa: PTH112  a Path raises OSError for a name that is too long
    named = _each_once((own, *folders) if has_own else folders)
    for folder in named:
        if not _is_text(str(folder)):
            raise DataError(f"the folder's name {folder} is not UTF-8; rename it")
    return (shipped(), *(Layer(folder, str(folder), editable=True) for folder in named))


def must_exist(layers: tuple[Layer, ...]) -> None:
    """Raise DataError for the first layer that is no folder, or may not be read."""
    for layer in layers:
        if not os.path.isdir(layer.folder):  # noqa: PTH112  a Path does not take every name
            raise DataError(f"{layer.folder} is no folder of company files; give --data an existing folder")
        if not os.access(layer.folder, os.R_OK | os.X_OK):
            raise DataError(f"{layer.folder} may not be read; look at its permissions")


signature_of: Callable[[os.stat_result], Signature] = attrgetter(
    "st_mtime_ns" if os.name == "nt" else "st_ctime_ns",  # that is the time of its making on Windows
    "st_size",
    "st_ino",
)
"""The signature of a file or folder."""


def read_file(path: str) -> tuple[Signature, bytes]:
    """A file's signature and what is in it, or the first megabyte of that, which is more than any company file has.

    Raises OSError, also for what is no file: a pipe would be waited for, and a device has no end.
    """
    if not S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
        raise OSError(errno.EINVAL, "no file")
    with open(path, "rb", opener=_without_waiting) as file:
        signature = signature_of(os.fstat(file.fileno()))  # before it is read: a later change then shows
        text = file.read(min(signature[1] + 1, _MOST))  # room for all that may be read takes longer to get than to use
        if text is None:  # there will be something later
            raise BlockingIOError(errno.EAGAIN, "no file")
        return signature, text if len(text) <= signature[1] else text + (file.read(_MOST - len(text)) or b"")


def _without_waiting(path: str, flags: int) -> int:
    """Open what calls itself a file and may be none: the logs under /proc block whoever reads them."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


class Files(NamedTuple):
    """The company files of a folder as they are, by name, and whether any of them is a link to elsewhere."""

    signatures: dict[str, Signature]
    has_links: bool


def files_of(layer: Layer) -> Files:
    """The company files of a layer as they are now. What cannot be looked at is left out."""
    # For folders with many files: by the folder's handle, without a path for each.
    found: dict[str, Signature] = {}
    has_links = False
    handle = os.open(layer.folder, os.O_RDONLY) if os.stat in os.supports_dir_fd else None
    try:
        with os.scandir(layer.folder if handle is None else handle) as entries:
            for entry in entries:
                name = entry.name
                if is_company_file(name):
                    has_links |= entry.is_symlink()
                    try:
                        found[name] = signature_of(os.stat(entry.path if handle is None else name, dir_fd=handle))
                    except OSError:  # it has just gone, or is a link to nowhere
                        continue
    finally:
        if handle is not None:
            os.close(handle)
    return Files(found, has_links)


def is_company_file(name: str) -> bool:
    """Whether a file of that name is one: it ends in .yaml, is not hidden, and is text that an index can hold.

    Such a file is refused when it is read if its name is no slug.
    """
    if not name.endswith(".yaml") or name.startswith("."):  # macOS writes ._acme.yaml beside acme.yaml
        return False
    return _is_text(name)


def _is_text(name: str) -> bool:
    """Whether the name of a file or folder is UTF-8."""
    return name.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in name)


def is_slug(text: str) -> bool:
    """Whether it is lower-case letters and digits of ASCII, with single hyphens between them."""
    return re.fullmatch(_SLUG, text) is not None


class Place(NamedTuple):
    """Where something lies, and who said so: "--data", the name of a variable, or "default"."""

    what: str
    path: Path
    by: str


def config_folder() -> Path:
    """The user's configuration folder; it need not exist."""
    return _config().path


def settings_file() -> Path:
    """Where the settings are kept; the file need not exist."""
    return config_folder() / "config.toml"


def own_companies() -> Path:
    """The folder of the user's own company files and patches; it need not exist."""
    return config_folder() / "companies"


def cache_folder() -> Path:
    """The user's cache folder; it need not exist."""
    return _cache().path


def log_file() -> Path:
    """Return the file of the user's log of calls; it need not exist."""
    return _log().path / "log.sqlite"


def settings_places() -> list[Place]:
    """Return where the settings, the index and the log are."""
    config, cache, log = _config(), _cache(), _log()
    return [
        Place("settings", settings_file(), config.by),
        Place("index", cache.path, cache.by),
        Place("log", log_file(), log.by),
    ]


def company_places(folders: tuple[Path, ...] = ()) -> list[Place]:
    """Where the company files lie, the lowest layer first; the user's own folder even where it does not exist."""
    own = Place("own companies", own_companies(), _config().by)
    given = (Place("companies on top", folder, "--data") for folder in _each_once(folders))
    return [Place("companies", shipped().folder, "default"), own, *given]


def _each_once(folders: tuple[Path, ...]) -> list[Path]:
    """The folders, each where it is named last."""
    if len(folders) < 2:
        return [*folders]
    last = {real_path(folder): place for place, folder in enumerate(folders)}
    return [folders[place] for place in sorted(last.values())]


def real_path(path: Path) -> str:
    """The path without links; as it is where it starts from a working folder that is gone."""
    try:
        return os.path.realpath(path)  # takes links in a circle, which Path.resolve does not
    except OSError:
        return str(path)


def _config() -> Place:
    return _user_folder("config", "SUPPORTDIR_CONFIG_DIR", "XDG_CONFIG_HOME", ".config", "user_config_path")


def _cache() -> Place:
    return _user_folder("cache", "SUPPORTDIR_CACHE_DIR", "XDG_CACHE_HOME", ".cache", "user_cache_path")


def _log() -> Place:
    return _user_folder("log", "SUPPORTDIR_LOG_DIR", "XDG_DATA_HOME", ".local/share", "user_data_path")


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
