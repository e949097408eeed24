"""The paths of the dataset, of the user's own files and of the index, and the company files in a folder.

A checkout uses its own `data/` folder, an installed package the copy inside the package. The files of a checkout may be
edited, so each is checked for changes; for the installed copy, the signature of its folder is enough.
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

_MAX_BYTES = 1 << 20  # of a file that are read; no company file is as large
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"

Signature = tuple[int, int, int]
"""A change of a file or folder changes its signature: time of the last change (ns), size (bytes), inode.

The time is the ctime, which no program can set; it changes with the content, the name and the mtime. Signatures are
only compared for equality, never with a clock.
"""


class Layer(NamedTuple):
    """A folder of company files. `label` precedes the names of its files in messages.

    `editable`: its files may be changed one by one, so each is checked for changes.
    """

    folder: Path
    label: str
    editable: bool


def dataset() -> Path:
    """Return the folder of the dataset: company files in `companies`, and the closed lists."""
    package = Path(__file__).parent
    checkout = package.parent / "data"
    return checkout if (checkout / "companies").is_dir() else package / "data"


def support_page() -> Path:
    """Return the path of SUPPORT.md, which is beside the dataset in a checkout and in an installed package."""
    return dataset().parent / "SUPPORT.md"


def shipped() -> Layer:
    """Return the layer of the companies that are part of the program."""
    folder = dataset() / "companies"
    return Layer(folder, "data/companies", editable=Path(__file__).parent not in folder.parents)


def layers(folders: tuple[Path, ...] = ()) -> tuple[Layer, ...]:
    """Return the layers from the lowest up: the shipped dataset, the user's own folder if it exists, and `folders`.

    If a folder is given more than once, only the last one counts. Raises DataError if a folder's name is not UTF-8.
    """
    own = own_companies()
    has_own = os.path.isdir(own)  # noqa: PTH112  a Path raises OSError for a name that is too long
    editable = _without_repeats((own, *folders) if has_own else folders)
    for folder in editable:
        if not _is_utf8(str(folder)):
            raise DataError(f"the folder's name {folder} is not UTF-8; rename it")
    return (shipped(), *(Layer(folder, str(folder), editable=True) for folder in editable))


def must_exist(layers: tuple[Layer, ...]) -> None:
    """Raise DataError for the first layer that is not a folder or cannot be read."""
    for layer in layers:
        if not os.path.isdir(layer.folder):  # noqa: PTH112  a Path raises OSError for a name that is too long
            raise DataError(f"{layer.folder} is not a folder; give --data an existing folder of company files")
        if not os.access(layer.folder, os.R_OK | os.X_OK):
            raise DataError(f"{layer.folder} cannot be read; check its permissions")


signature_of: Callable[[os.stat_result], Signature] = attrgetter(
    "st_mtime_ns" if os.name == "nt" else "st_ctime_ns",  # on Windows, that is the time of creation
    "st_size",
    "st_ino",
)
"""Return the signature of a file or folder with that status."""


def read_file(path: str) -> tuple[Signature, bytes]:
    """Return the signature of a file and its content, at most the first megabyte.

    Raises OSError, also for a pipe, which could block, and for a device, which may have no end.
    """
    if not S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
        raise OSError(errno.EINVAL, "no file")
    with open(path, "rb", opener=_without_waiting) as file:
        signature = signature_of(os.fstat(file.fileno()))  # before reading, so that a later change is noticed
        text = file.read(min(signature[1] + 1, _MAX_BYTES))  # a buffer for a megabyte is slow to allocate
        if text is None:  # no data is available yet
            raise BlockingIOError(errno.EAGAIN, "no file")
        return signature, text if len(text) <= signature[1] else text + (file.read(_MAX_BYTES - len(text)) or b"")


def _without_waiting(path: str, flags: int) -> int:
    """Open a file without blocking: some logs under /proc are regular files, but reading them blocks."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def is_company_file(name: str) -> bool:
    """Return whether a file with that name is a company file: NAME.yaml in UTF-8, and not hidden.

    If NAME is not a slug, it is one too, but an invalid one.
    """
    # macOS writes ._acme.yaml. For names in ASCII, which most are, no function is called.
    return name.endswith(".yaml") and name[0] != "." and (name.isascii() or _is_utf8(name))


def company_files(folder: Path) -> list[str]:
    """Return the names of the company files in a folder. Raises OSError."""
    return [name for name in os.listdir(folder) if is_company_file(name)]  # noqa: PTH208


def signatures_in(folder: Path) -> tuple[dict[str, Signature], bool]:
    """Return the signatures of the company files in a folder by name, and whether any of them is a symbolic link.

    Files that do not exist any more and broken links are left out.
    """
    # Paths relative to the folder's descriptor are faster for folders with many files.
    signatures: dict[str, Signature] = {}
    fd = os.open(folder, os.O_RDONLY) if os.stat in os.supports_dir_fd else None
    try:
        with os.scandir(folder if fd is None else fd) as listing:
            entries = [entry for entry in listing if is_company_file(entry.name)]
        has_links = any(map(os.DirEntry.is_symlink, entries))
        for entry in entries:
            name = entry.name
            try:  # faster than `suppress` for many files
                signatures[name] = signature_of(os.stat(entry.path if fd is None else name, dir_fd=fd))
            except OSError:
                continue
    finally:
        if fd is not None:
            os.close(fd)
    return signatures, has_links


def _is_utf8(name: str) -> bool:
    """Return whether the name of a file or folder is UTF-8; Python decodes other bytes to surrogates."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def is_slug(text: str) -> bool:
    """Return whether a text is a slug: lower-case ASCII letters and digits, with single hyphens between them."""
    return re.fullmatch(_SLUG, text) is not None


class Place(NamedTuple):
    """A path, what it is for, and what sets it: "--data", the name of an environment variable, or "default"."""

    what: str
    path: Path
    by: str


def config_folder() -> Path:
    """Return the user's configuration folder; it may not exist."""
    return _config().path


def settings_file() -> Path:
    """Return the path of the settings file; it may not exist."""
    return config_folder() / "config.toml"


def own_companies() -> Path:
    """Return the folder of the user's own company files and patches; it may not exist."""
    return config_folder() / "companies"


def cache_folder() -> Path:
    """Return the user's cache folder; it may not exist."""
    return _cache().path


def log_file() -> Path:
    """Return the file of the user's log of calls; it may not exist."""
    return _log().path / "log.sqlite"


def settings_places() -> list[Place]:
    """Return the paths of the settings file, of the folder of the index, and of the log."""
    return [
        Place("settings", settings_file(), _config().by),
        _cache()._replace(what="index"),
        Place("log", log_file(), _log().by),
    ]


def company_places(folders: tuple[Path, ...] = ()) -> list[Place]:
    """Return the folders of company files from the lowest layer up, with the user's own even if it does not exist."""
    own = Place("own companies", own_companies(), _config().by)
    more = (Place("companies on top", folder, "--data") for folder in _without_repeats(folders))
    return [Place("companies", shipped().folder, "default"), own, *more]


def _without_repeats(folders: tuple[Path, ...]) -> list[Path]:
    """Return the folders; one that is repeated only where it is last."""
    if len(folders) < 2:
        return [*folders]
    last = {real_path(folder): number for number, folder in enumerate(folders)}
    return [folders[number] for number in sorted(last.values())]


def real_path(path: Path) -> str:
    """Return the path without symbolic links; unchanged if it is relative to a folder that was deleted."""
    try:
        return os.path.realpath(path)  # Path.resolve raises RuntimeError for a loop of links
    except OSError:
        return str(path)


def _config() -> Place:
    return _user_folder("config", "SUPPORTDIR_CONFIG_DIR", "XDG_CONFIG_HOME", ".config", "user_config_path")


def _cache() -> Place:
    return _user_folder("cache", "SUPPORTDIR_CACHE_DIR", "XDG_CACHE_HOME", ".cache", "user_cache_path")


def _log() -> Place:
    return _user_folder("log", "SUPPORTDIR_LOG_DIR", "XDG_DATA_HOME", ".local/share", "user_data_path")


def _user_folder(what: str, own_variable: str, xdg_variable: str, under_home: str, platformdirs_function: str) -> Place:
    if folder := os.environ.get(own_variable):
        return Place(what, Path(folder), own_variable)
    if sys.platform == "linux":
        # The same as platformdirs, whose import would cost every look-up 3 ms.
        base = os.environ.get(xdg_variable, "")
        if base.startswith("/"):
            return Place(what, Path(base) / "supportdir", xdg_variable)
        return Place(what, Path(os.path.expanduser(f"~/{under_home}")) / "supportdir", "default")  # noqa: PTH111
    import platformdirs

    folder_of = getattr(platformdirs, platformdirs_function)
    return Place(what, folder_of("supportdir", appauthor=False), "default")
