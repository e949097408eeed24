"""The directory: all companies of all layers, found by name, answered from the index."""

from __future__ import annotations

import os
import sqlite3
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

from supportdir.errors import AmbiguousCompanyError, DataError, SupportDirError, UnknownCompanyError, UnknownWordError
from supportdir.hours.calendar import Calendar
from supportdir.index import lookup, resolver
from supportdir.index.database import Index, UntrustedIndexError, UnusableIndexError, years_around
from supportdir.paths import must_exist, signature_of
from supportdir.search import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path
    from typing import Self

    from supportdir.caller import Caller
    from supportdir.compiled import CompiledCompany
    from supportdir.index.changes import Changes
    from supportdir.index.completion import Completion
    from supportdir.index.database import Broken, Entry, Label
    from supportdir.index.resolver import Resolved
    from supportdir.model import Company
    from supportdir.number_lookup import NumberMatch
    from supportdir.paths import Layer
    from supportdir.search import Hit, LabelKind
    from supportdir.ways import Way

    Progress = Callable[[int, int], None]

Answer = TypeVar("Answer")


class Directory(Calendar):
    """The companies of some layers. Iterating gives every one of them, by slug.

    It holds the index open until `close()`, or the end of a `with` block; then it answers no more (ValueError).
    `notes` collects what the reader of an answer should know of the directory itself: files that cannot be read, an
    index that cannot be written.
    """

    def __init__(self, layers: tuple[Layer, ...], cache: Path, year: int, progress: Progress | None = None) -> None:
        """`year` is whose holidays to have at hand; `progress` is told how many of how many companies are compiled."""
        super().__init__()
        must_exist(layers)
        self.notes: list[str] = []
        self._layers, self._year, self._progress = layers, year, progress
        folders = "\n".join(str(layer.folder) for layer in layers)
        self._path = cache / f"index-{crc32(folders.encode()):08x}.sqlite"  # its stamp names the folders
        self._public_holidays: dict[str, dict[date, str] | None] = {}
        self._looked_at_every_file = False
        self._in_memory = False
        self._index: Index | None = None
        try:
            self._index = Index.open(self._path, layers, year)
        except UntrustedIndexError as error:
            self._in_memory = error.is_folder
            result = "no index is kept in it and every answer takes longer" if error.is_folder else "it is built again"
            self._add_note(f"{error}, so {result}")
            self._refresh()
        except UnusableIndexError:
            self._refresh()

    def close(self) -> None:
        """Close the index. Closing twice does no harm."""
        self._use(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def company(self, name: str, country: str = "") -> CompiledCompany:
        """Return the company that `name` means to a caller in `country`; see `resolve`."""
        return self.resolve(name, country).company

    def resolve(self, typed: str, country: str = "") -> Resolved:
        """Return the one company with a name equal to `typed`, and where a product of it leads.

        Names are slugs, names, aliases, domains and products; a URL or an e-mail address stands for its host.
        `country` (ISO 3166, "" any) chooses among several, and so does a country in the text ("vodafone germany").
        "SLUG/" is that slug and nothing else. Raises UnknownCompanyError and AmbiguousCompanyError with suggestions,
        DataError if the company's own file cannot be read.
        """
        self._look_at_folders()
        matches = self._equal_names(typed)
        if len(matches) != 1 and not self._looked_at_every_file:
            self._look_at_every_file()
            matches = self._equal_names(typed)
        if not matches:
            if resolved := self._resolved_in_country(typed):
                return resolved
            self._raise_broken(fold(typed))
            self._mention_broken_files()  # one of them may be the one that is meant
            near = self._trusted(lambda index: resolver.suggestions(index, typed))
            raise UnknownCompanyError(typed, [hit.slug for hit in near]).beside(self.notes)
        match = self._chosen(typed, matches, country)
        entry: Entry = self._trusted(lambda index: index.entry(match.slug))
        if not self._looked_at_every_file and not _is_current(entry):
            self._look_at_every_file()
            return self.resolve(typed, country)
        self._mention_invalid_file(match.slug)
        if not resolver.answers(match, entry.company, country):
            raise AmbiguousCompanyError(typed, [match.slug for match in matches]).beside(self.notes)
        return resolver.led_by(entry.company, match)

    def _resolved_in_country(self, typed: str) -> Resolved | None:
        """Return what a name with a country in it means."""
        for rest, country in self._trusted(lambda index: list(resolver.without_country(index, typed))):
            if matches := self._equal_names(rest):
                match = self._chosen(typed, matches, country)
                entry: Entry = self._trusted(partial(Index.entry, slug=match.slug))
                if resolver.answers(match, entry.company, country):
                    return resolver.led_by(entry.company, match)._replace(country=country)
        return None

    def is_called(self, typed: str) -> bool:
        """Return whether any company has a name equal to `typed`; see `resolve`."""
        self._look_at_folders()
        return bool(self._equal_names(typed))

    def _equal_names(self, typed: str) -> list[resolver.Match]:
        if typed.endswith("/"):
            return self._trusted(lambda index: resolver.with_slug(index, typed[:-1]))
        return self._trusted(lambda index: resolver.equal_names(index, typed))

    def _chosen(self, typed: str, matches: list[resolver.Match], country: str) -> resolver.Match:
        if len(matches) > 1:
            slugs = [match.slug for match in matches]
            companies = {company.slug: company for company in self.companies(slugs)}
            matches = [match for match in matches if match.slug in companies]
            matches = resolver.choose(matches, [companies[match.slug] for match in matches], country)
        if len(matches) != 1:
            raise AmbiguousCompanyError(typed, [match.slug for match in matches]).beside(self.notes)
        return matches[0]

    def __repr__(self) -> str:
        folders = ", ".join(layer.label for layer in self._layers)
        return f"Directory({folders}; {'closed' if self._index is None else f'{len(self)} companies'})"

    def __iter__(self) -> Iterator[CompiledCompany]:
        self._look_again()
        self._mention_broken_files()
        return self.companies(self._trusted(lambda index: index.slugs()))

    def __len__(self) -> int:
        self._look_again()
        return self._trusted(lambda index: index.state.companies)

    def with_phone_hours(self, country: str) -> tuple[Iterable[CompiledCompany], int]:
        """The companies one of whose phone lines has hours, and how many have phone lines without any.

        Only companies with a line that serves the country count; "" is any country.
        """
        self._look_at_every_file()
        self._mention_broken_files()
        summaries = self._trusted(
            lambda index: [(slug, summary) for slug, summary in index.phone_summaries() if summary.serves(country)]
        )
        timed = sorted(slug for slug, summary in summaries if summary.timed)
        return self.companies(timed), sum(1 for _, summary in summaries if summary.markets and not summary.timed)

    def find(self, text: str) -> list[Hit]:
        """The companies that `text` may mean, best first, each with why; where nothing fits, those most like it.

        Nothing is found for a text longer than `search.LONGEST`.
        """
        from supportdir.search import LONGEST, find

        if len(text) > LONGEST:
            return []
        self._look_at_every_file()
        self._mention_broken_files()
        return (
            find(text, self._trusted(lambda index: lookup.names_like(index, text)))
            or self._near(text)
            or find(text, self._trusted(lambda index: lookup.names_about(index, text)))
        )

    def completions(self, typed: str) -> list[Completion]:
        """Return what a shell offers for the beginning of a name or of NAME/CONTACT; no file is looked at."""
        from supportdir.index import completion

        if not typed.isprintable():  # what is no text has no place in a question to SQLite
            return []
        return self._trusted(lambda index: completion.names(index, typed))

    def completed_words(self, kind: LabelKind, typed: str) -> list[Completion]:
        """Return the words of a closed list that begin as typed; the whole list for ""."""
        from supportdir.index import completion

        return self._trusted(lambda index: completion.listed(index, kind, typed))

    def word(self, kind: LabelKind, typed: str) -> str:
        """Return the entry of a closed list that a word means: "luggage" is the topic "baggage".

        Raises UnknownWordError with the nearest entries if none or several are meant.
        """
        labels = [label for label in self._trusted(lambda index: index.labels()) if label.kind == kind]
        if any(label.id == typed for label in labels):
            return typed
        words = lookup.meant_by(labels, typed) or lookup.held_in(labels, typed)
        meant = list(dict.fromkeys(label.id for label in words))
        if len(meant) == 1:
            return meant[0]
        near = meant or lookup.nearest(labels, typed)
        raise UnknownWordError(kind, typed, _hint(kind, labels, near), meant, near)

    def look_up_number(self, forms: Sequence[str], location: str = "") -> list[NumberMatch]:
        """The contacts that a number in one of these forms belongs to; see `supportdir.number_lookup.look_up`."""
        from supportdir.number_lookup import look_up

        self._look_at_folders()
        slugs = self._trusted(lambda index: lookup.slugs_with_number(index, forms))
        entries = [self._trusted(partial(Index.entry, slug=slug)) for slug in slugs]
        if not self._looked_at_every_file and not (entries and all(map(_is_current, entries))):
            self._look_at_every_file()
            return self.look_up_number(forms, location)
        if not entries:
            self._mention_broken_files()
        for slug in slugs:
            self._mention_invalid_file(slug)
        return look_up([entry.company for entry in entries], forms, location)

    def ways(self, company: str | Company, caller: Caller | None = None, *, at: datetime, topic: str = "") -> list[Way]:
        """Return the ways to reach a company at `at` (aware), best first; those of other markets follow.

        `company` is a company of this directory or a name of one. `topic` is an entry of the list, another word for
        one, or words of a label. Raises UsageError for a naive `at` and for a typing error in `topic`, and the errors
        of `company`.
        """
        from supportdir.answers import ways_to_reach
        from supportdir.caller import Caller

        caller = caller or Caller()
        if isinstance(company, str):
            company = self.company(company, "" if caller.country == "all" else caller.country)
        return ways_to_reach(company, at=at, caller=caller, topic=self.topic_for(company, topic), calendar=self)

    def topic_for(self, company: Company, typed: str) -> str:
        """Return the topic that a text means for a company: words of a label, or an entry of the list.

        "" if no contact of the company is for it. Raises UnknownWordError for a typing error.
        """
        from supportdir.contacts import is_for

        def has_topic(topic: str) -> bool:
            return any(is_for(company, contact, topic) for contact in company.contacts)

        if not typed or has_topic(typed):
            return typed
        try:
            topic = self.word("topic", typed)
        except UnknownWordError as error:
            topics = [topic for topic in error.meanings if has_topic(topic)]
            if len(topics) == 1:
                return topics[0]
            if error.near:
                raise
            return ""
        return topic if has_topic(topic) else ""

    def filter(
        self, *, category: str = "", country: str = "", topic: str = "", kind: str = ""
    ) -> Iterator[CompiledCompany]:
        """Yield the companies of a category that have a contact that serves the country, is for the topic, of the kind.

        Each is an entry of its list or another word for one ("bank", "Germany"), "" for any. Raises UnknownWordError.
        """
        from supportdir.hours.zones import country_name
        from supportdir.selection import Selection

        is_code = country_name(country.upper())
        selection = Selection(
            category and self.word("category", category),
            country.upper() if is_code else country and self.word("country", country),
            topic and self.word("topic", topic),
            kind and self.word("kind", kind),
        )
        return (company for company in self if selection.holds(company))

    def companies(self, slugs: Sequence[str]) -> Iterator[CompiledCompany]:
        """The companies of slugs that the directory itself gave, in that order; what has gone meanwhile is left out."""
        remaining = iter(slugs)
        while some := list(islice(remaining, 500)):  # all at once would fill the memory
            yield from self._trusted(partial(Index.listings, slugs=some))

    def public_holidays(self, region: str, year: int) -> Mapping[date, str]:
        """Public holidays of a region ("US", "GB-ENG") in a year, maybe of more years: local date → name."""
        if year in years_around(self._year):
            if region not in self._public_holidays:
                self._public_holidays[region] = self._trusted(lambda index: index.public_holidays(region))
            if (known := self._public_holidays[region]) is not None:
                return known
        return super().public_holidays(region, year)

    def zones(self, country: str, year: int) -> tuple[str, ...]:
        """Zones of a country, one for each clock that is kept in it around that year."""
        if year in years_around(self._year) and (known := self._trusted(lambda index: index.zones(country))):
            return known
        return super().zones(country, year)

    def _near(self, text: str) -> list[Hit]:
        from supportdir.search import near, readings

        return near(text, self._trusted(lambda index: lookup.names_near(index, readings(text))))

    def _raise_broken(self, folded: str) -> None:
        """Raise DataError if the file of the company with that slug is one that cannot be read."""
        for slug, broken in self._trusted(lambda index: index.broken()).items():
            if fold(slug) == folded:
                raise DataError(_first_of(broken))

    def _mention_invalid_file(self, slug: str) -> None:
        """Add a note if the company is answered without its uppermost file, because that is invalid."""
        if broken := self._trusted(lambda index: index.broken()).get(slug):
            self._add_note(f"error: {_first_of(broken)}. The file is ignored; the layer below it answers")

    def _mention_broken_files(self) -> None:
        if broken := self._trusted(lambda index: index.broken()):
            first = next(iter(broken.values())).error
            files = "1 file" if len(broken) == 1 else f"{len(broken)} files"
            self._add_note(f"{files} cannot be read and {'is' if len(broken) == 1 else 'are'} left out, first {first}")

    def _add_note(self, note: str) -> None:
        """Add a remark, once."""
        if note not in self.notes:
            self.notes.append(note)

    def _look_at_folders(self) -> None:
        """Look at every file if one may have been added to or removed from the editable folders."""
        if self._looked_at_every_file or self._trusted(lambda index: index.folders_are_as_known(self._layers)):
            return
        self._look_at_every_file()

    def _look_again(self) -> None:
        """Look at every file, also if that was done for an earlier question."""
        self._looked_at_every_file = False
        self._look_at_every_file()

    def _look_at_every_file(self) -> None:
        """Bring the index up to date if any file that can be edited was added, changed or removed since it was made."""
        if self._looked_at_every_file:
            return
        self._looked_at_every_file = True
        if not any(layer.editable for layer in self._layers):
            return
        from supportdir.index.changes import changes_since

        if changes := self._trusted(lambda index: changes_since(index, self._layers)):
            self._refresh(changes=changes)

    def _trusted(self, ask: Callable[[Index], Answer]) -> Answer:
        """Return the index's answer. If that raises anything, the index is taken for damaged and built again."""
        for _ in range(2):
            index = self._opened()
            try:
                return ask(index)
            except (SupportDirError, OSError, sqlite3.ProgrammingError):  # not from what the index holds
                raise
            except Exception:
                self._refresh(distrusted=None if self._in_memory else self._index)
        return ask(self._opened())

    def _opened(self) -> Index:
        if self._index is None:
            raise ValueError("the directory is closed")
        return self._index

    def _use(self, index: Index | None) -> None:
        """Put an index in place of the one that is open."""
        if self._index:
            self._index.close()
        self._index = index

    def _refresh(self, distrusted: Index | None = None, changes: Changes | None = None) -> None:
        """Bring the index up to date, or make a new one; in memory where it cannot be written."""
        from supportdir.index.builder import in_memory, refreshed

        self._looked_at_every_file = True
        if not self._in_memory:
            try:
                self._use(
                    refreshed(
                        self._path, self._layers, self._year, self._progress, distrusted=distrusted, changes=changes
                    )
                )
                return
            except (OSError, sqlite3.Error, UnusableIndexError) as error:
                reason = getattr(error, "strerror", None) or str(error) or "it does not read back as it was written"
                self._add_note(
                    f"the index cannot be written to {self._path.parent} ({reason}), so every answer takes longer"
                )
                self._in_memory = True
        self._use(in_memory(self._layers, self._year, self._progress))


def _hint(kind: LabelKind, labels: Sequence[Label], near: Sequence[str]) -> str:
    """What to write instead of a text that means no entry of a list: the nearest, or all if they are few."""
    names = {label.id: label.text for label in reversed(labels) if label.text != label.id}
    are_codes = kind in ("country", "language")
    if near:
        return f"did you mean {' or '.join(f'{id} ({names[id]})' if are_codes else id for id in near)}?"
    ids = list(dict.fromkeys(label.id for label in labels))
    return (
        f"write a code or a name, such as {ids[0]} or {names[ids[0]]}"
        if are_codes
        else f"choose one of {', '.join(ids)}"
    )


def _first_of(broken: Broken) -> str:
    """The first fault of a file, and how many more there are."""
    return f"{broken.error} (and {broken.errors - 1} more)" if broken.errors > 1 else broken.error


def _is_current(entry: Entry) -> bool:
    """Whether the company's files are as they were."""
    try:
        # A Path for each would cost more than the stat.
        return all(signature_of(os.stat(path)) == signature for path, signature in entry.files.items())  # noqa: PTH116
    except OSError:
        return False
