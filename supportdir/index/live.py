"""The index that a directory uses: it is kept up to date with the files, and rebuilt if it is damaged."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar
from zlib import crc32

from supportdir.errors import SupportDirError
from supportdir.index.database import Index, UntrustedIndexError, UnusableIndexError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from supportdir.compiled import CompiledCompany
    from supportdir.index.changes import Changes
    from supportdir.index.records import Entry, InvalidFiles, Label, PhoneSummaries, State
    from supportdir.index.workers import Progress
    from supportdir.paths import Layer

P = ParamSpec("P")
Answer = TypeVar("Answer")


class LiveIndex:
    """The index of some layers, in a file in the folder `cache`, or in memory if it cannot be kept there.

    If the index is damaged, it is rebuilt and the question is asked again. After `close()`, every method that needs the
    index raises ValueError.
    """

    def __init__(
        self, cache: Path, layers: tuple[Layer, ...], year: int, progress: Progress, add_note: Callable[[str], None]
    ) -> None:
        """Open the index of `layers` for `year`, or build it; see `Directory`.

        `add_note` is called with a message for the user if the index cannot be kept or trusted.
        """
        folders = "\n".join(str(layer.folder) for layer in layers)
        # Two sets of folders may have the same checksum; the fingerprint tells their indexes apart.
        self._path = cache / f"index-{crc32(folders.encode()):08x}.sqlite"
        self._layers, self._year, self._progress, self._add_note = layers, year, progress, add_note
        self._in_memory = False
        self._index: Index | None = None
        self.is_checked = False  # whether every file has been compared with the index
        try:
            self._index = Index.open(self._path, layers, year)
        except UntrustedIndexError as error:
            self._in_memory = error.is_folder
            result = "no index is kept in it and every answer takes longer" if error.is_folder else "it is rebuilt"
            add_note(f"{error}, so {result}")
            self._refresh()
        except UnusableIndexError:
            self._refresh()

    @property
    def is_closed(self) -> bool:
        """Whether the index was closed."""
        return self._index is None

    @property
    def state(self) -> State:
        """The state of the index as it was last read."""
        return self._opened().state

    def close(self) -> None:
        """Close the index. Closing twice does nothing."""
        self._replace(None)

    def check_folders(self) -> None:
        """Call `check_files` if a file may have been added to or removed from the editable folders."""
        if not self.is_checked and not self.ask(Index.has_same_folders, self._layers):
            self.check_files()

    def check_files(self, *, again: bool = False) -> None:
        """Compare every editable file with the index and update the index.

        Does nothing if that has been done before, except with `again`.
        """
        if self.is_checked and not again:
            return
        self.is_checked = True
        if not any(layer.editable for layer in self._layers):
            return
        from supportdir.index.changes import changes_since

        if changes := self.ask(changes_since, self._layers):
            self._refresh(changes=changes)

    def ask(self, question: Callable[Concatenate[Index, P], Answer], *args: P.args, **kwargs: P.kwargs) -> Answer:
        """Return `question(index, …)`. If it raises an error that damage may explain, rebuild the index and ask again.

        A question that reads several records must be asked as a whole, because ids change when the index is rebuilt. It
        must not return an iterator.
        """
        for _ in range(2):
            index = self._opened()
            try:
                return question(index, *args, **kwargs)
            except (SupportDirError, OSError, sqlite3.ProgrammingError):  # never caused by a damaged index
                raise
            except Exception:
                self._refresh(damaged=None if self._in_memory else index)
        return question(self._opened(), *args, **kwargs)

    def entry(self, slug: str) -> Entry:
        """Return the entry of the company with this slug, which must exist."""
        return self.ask(Index.entry, slug)

    def slugs(self) -> list[str]:
        """Return the slugs of all companies, sorted."""
        return self.ask(Index.slugs)

    def companies(self, slugs: Sequence[str]) -> list[CompiledCompany]:
        """Return the companies with these slugs, in that order; slugs of companies that do not exist are left out."""
        return self.ask(Index.companies, slugs)

    def phone_summaries(self) -> PhoneSummaries:
        """Return the phone summaries of all companies."""
        return self.ask(Index.phone_summaries)

    def labels(self) -> list[Label]:
        """Return the words of the closed lists."""
        return self.ask(Index.labels)

    def invalid_files(self) -> dict[str, InvalidFiles]:
        """Return the slugs of companies with an invalid file → its problems. A lower layer may define the company."""
        return self.ask(Index.invalid_files)

    def public_holidays(self, region: str, year: int) -> dict[date, str] | None:
        """Return the region's public holidays in a year (local date → name); None if the index does not have them."""
        return self.ask(Index.public_holidays, region, year)

    def _opened(self) -> Index:
        if self._index is None:
            raise ValueError("the directory is closed")
        return self._index

    def _replace(self, index: Index | None) -> None:
        if self._index:
            self._index.close()
        self._index = index

    def _refresh(self, damaged: Index | None = None, changes: Changes | None = None) -> None:
        """Update or rebuild the index; in memory if it cannot be written."""
        from supportdir.index.builder import build_in_memory, refreshed

        self.is_checked = True
        arguments = self._layers, self._year, self._progress
        if not self._in_memory:
            try:
                self._replace(refreshed(self._path, *arguments, damaged, changes))
                return
            except (OSError, sqlite3.Error, UnusableIndexError) as error:
                reason = getattr(error, "strerror", None) or str(error) or "what was written cannot be read"
                self._add_note(
                    f"the index cannot be written to {self._path.parent} ({reason}), so every answer takes longer"
                )
                self._in_memory = True
        self._replace(build_in_memory(*arguments))
