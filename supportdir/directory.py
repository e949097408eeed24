"""The directory: the companies of all layers, found by name or number, answered from the index."""

from __future__ import annotations

import os
import re
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from supportdir.errors import AmbiguousCompanyError, DataError, UnknownCompanyError, UnknownWordError, sentence
from supportdir.hours.calendar import Calendar
from supportdir.index.live import LiveIndex
from supportdir.model import first_regions
from supportdir.paths import must_exist, signature_of
from supportdir.search import LONGEST, find, fold, near

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path
    from typing import Self

    from supportdir.caller import Caller
    from supportdir.compiled import CompiledCompany
    from supportdir.index.completion import Completion
    from supportdir.index.records import Entry, InvalidFiles, Label
    from supportdir.index.resolver import Match, Resolved
    from supportdir.index.workers import Progress
    from supportdir.model import Company
    from supportdir.number_lookup import NumberMatch
    from supportdir.paths import Layer
    from supportdir.search import Hit, LabelKind
    from supportdir.ways import Way

_BATCH = 500  # companies that are in memory at a time


class Directory(Calendar):
    """The companies of some layers. Iterating yields all of them, sorted by slug.

    The directory keeps its index open until `close()` or the end of a `with` block; after that, its methods raise
    ValueError. `notes` are messages about the directory that belong beside an answer: invalid files, an index that
    cannot be written.
    """

    def __init__(self, layers: tuple[Layer, ...], cache: Path, year: int, progress: Progress = None) -> None:
        """Open the directory of `layers`, the lowest first. Its index is kept in the folder `cache`.

        The index has the public holidays of the years around `year`. While it is built, `progress` is called with the
        number of companies that are done and the total. Raises DataError if a layer is not a readable folder.
        """
        super().__init__()
        must_exist(layers)
        self.notes: list[str] = []
        self._layers, self._year = layers, year
        self._public_holidays: dict[tuple[str, int], Mapping[date, str]] = {}
        self._index = LiveIndex(cache, layers, year, progress, self._add_note)

    def close(self) -> None:
        """Close the index. Closing twice does nothing."""
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def company(self, name: str, country: str = "") -> CompiledCompany:
        """Return the company that `name` means to a caller in `country`; see `resolve`."""
        return self.resolve(name, country).company

    def resolve(self, typed: str, country: str = "") -> Resolved:
        """Return the one company with a name equal to `typed`, and the contact or topic of a product.

        A name is a slug, name, alias, domain or product; a URL or an e-mail address matches by its host. If several
        companies match, `country` (ISO 3166, "" any) or a country in the text ("vodafone germany") decides. "SLUG/"
        matches only that slug. Raises UnknownCompanyError or AmbiguousCompanyError with suggestions, and DataError if
        the company's own file is invalid.
        """
        from supportdir.index import resolver

        self._index.check_folders()
        matches = self._equal_names(typed)
        if len(matches) != 1 and not self._index.is_checked:
            self._index.check_files()
            matches = self._equal_names(typed)
        if not matches:
            if resolved := self._resolved_in_country(typed):
                return resolved
            self._raise_invalid(fold(typed))
            self._note_invalid_files()  # one of them may be the company that is meant
            hits = self._index.ask(resolver.suggestions, typed, country)
            raise UnknownCompanyError(typed, [hit.slug for hit in hits]).with_notes(self.notes)
        match = self._best_match(typed, matches, country)
        entry = self._index.entry(match.slug)
        if not self._index.is_checked and not _is_unchanged(entry):
            self._index.check_files()
            return self.resolve(typed, country)
        self._note_invalid_file(match.slug)
        if not resolver.is_answer(match, entry.company, country):
            raise self._ambiguous(typed, matches)
        return resolver.resolved(entry.company, match)

    def _resolved_in_country(self, typed: str) -> Resolved | None:
        """Resolve a name that contains a country; if that may be several (Georgia), one that the company serves."""
        from supportdir.index import resolver

        first = None
        for rest, country in self._index.ask(resolver.without_country, typed):
            if matches := self._equal_names(rest):
                match = self._best_match(typed, matches, country)
                company = self._index.entry(match.slug).company
                if resolver.may_be_in(match, rest, company, country) and resolver.is_answer(match, company, country):
                    found = resolver.resolved(company, match)._replace(country=country)
                    if resolver.serves(company, country):
                        return found
                    first = first or found
        return first

    def is_called(self, typed: str) -> bool:
        """Return whether any company has a name equal to `typed`; see `resolve`."""
        self._index.check_folders()
        return bool(self._equal_names(typed))

    def _equal_names(self, typed: str) -> list[Match]:
        from supportdir.index import resolver
        from supportdir.names import hosts_of

        if typed.endswith("/") and not hosts_of(typed):
            return self._index.ask(resolver.with_slug, typed[:-1])
        return self._index.ask(resolver.equal_names, typed)

    def _best_match(self, typed: str, matches: list[Match], country: str) -> Match:
        if len(matches) > 1:
            from supportdir.index.resolver import best_matches

            companies = {company.slug: company for company in self.companies([match.slug for match in matches])}
            matches = [match for match in matches if match.slug in companies]
            if not matches:  # their files were removed meanwhile
                raise UnknownCompanyError(typed).with_notes(self.notes)
            matches = best_matches(matches, [companies[match.slug] for match in matches], country)
        if len(matches) != 1:
            raise self._ambiguous(typed, matches)
        return matches[0]

    def _ambiguous(self, typed: str, matches: list[Match]) -> AmbiguousCompanyError:
        slugs = [match.slug for match in matches]
        named = {
            company.slug: f"{company.name}, {first_regions(company.serves)}" for company in self.companies(slugs[:10])
        }
        return AmbiguousCompanyError(typed, slugs, named).with_notes(self.notes)

    def __repr__(self) -> str:
        folders = ", ".join(layer.label for layer in self._layers)
        return f"Directory({folders}; {'closed' if self._index.is_closed else f'{len(self)} companies'})"

    def __iter__(self) -> Iterator[CompiledCompany]:
        self._index.check_files(again=True)
        self._note_invalid_files()
        return self.companies(self._index.slugs())

    def __len__(self) -> int:
        self._index.check_files(again=True)
        return self._index.state.company_count

    def with_phone_hours(self, market: str) -> tuple[Iterable[CompiledCompany], int]:
        """Return the companies with a phone line that has hours, and the number of those whose lines have none.

        Only lines that may serve the market (ISO 3166-1 or -2, "" any) count, also those that cannot be called from the
        caller's location: no company is read for the number.
        """
        self._index.check_files()
        self._note_invalid_files()
        summaries = self._index.phone_summaries()
        with_hours = {slug for slug, summary in summaries.items() if summary.has_hours(market)}
        without = sum(summary.serves(market) for slug, summary in summaries.items() if slug not in with_hours)
        return self.companies(sorted(with_hours)), without

    def find(self, text: str) -> list[Hit]:
        """Return the companies that `text` may mean, best first, or else those with the most similar names.

        A URL or an e-mail address means its domain. The result is empty for a text longer than `search.LONGEST`.
        """
        from supportdir.index import lookup, resolver

        if len(text) > LONGEST:
            return []
        self._index.check_files()
        self._note_invalid_files()
        if matches := self._index.ask(resolver.with_host, text):
            text = matches[0].name.text
        return (
            find(text, self._index.ask(lookup.names_like, text))
            or near(text, self._index.ask(lookup.names_near, text))
            or find(text, self._index.ask(lookup.names_about, text))
        )

    def completions(self, typed: str) -> list[Completion]:
        """Return what a shell offers for the beginning of a name or of NAME/CONTACT. No file is checked for changes."""
        from supportdir.index import completion

        if not typed.isprintable():  # SQLite rejects surrogates
            return []
        return self._index.ask(completion.names, typed)

    def completed_words(self, kind: LabelKind, typed: str) -> list[Completion]:
        """Return the words of a closed list that begin with `typed`; the whole list for ""."""
        from supportdir.index import completion

        return self._index.ask(completion.listed, kind, typed)

    def word(self, kind: LabelKind, typed: str) -> str:
        """Return the entry of a closed list that a word means: "luggage" is the topic "baggage".

        For a country, it may be the code of a part of it. Raises UnknownWordError with the nearest entries if none or
        several are meant.
        """
        labels = [label for label in self._index.labels() if label.kind == kind]
        if any(label.id == typed for label in labels):
            return typed
        from supportdir.index import lookup

        similar, meant = labels, lookup.meant_by(labels, typed)
        if kind == "country" and not meant:
            if re.match("[A-Za-z]{2}-", typed):
                code = re.sub("^UK", "GB", typed.upper())
                similar = [label for label in labels if label.id.startswith(code[:3])]
                if self._is_part(code, similar):
                    return code
            meant = lookup.place_in(labels, typed)
        elif not meant:
            meant = lookup.held_in(similar, typed)
        meanings = list(dict.fromkeys(label.id for label in meant))
        if len(meanings) == 1:
            return meanings[0]
        nearest = meanings or lookup.nearest(similar, typed)
        raise UnknownWordError(kind, typed, _hint(kind, similar or labels, nearest), meanings, nearest)

    def _is_part(self, code: str, parts: Sequence[Label]) -> bool:
        """Return whether a code (ISO 3166-2) is accepted as that of a part of a country.

        `parts` are those of the country in the closed list. If it has some, other codes are accepted only if a contact
        serves them, which takes long to find out.
        """
        from supportdir.hours.zones import is_country_code

        if not parts or any(label.id == code for label in parts):
            return is_country_code(code)
        return any(code in serves for company in self for serves in map(company.serves_of, company.contacts))

    def look_up_number(self, forms: Sequence[str], location: str = "") -> list[NumberMatch]:
        """Return the contacts with a number in one of these forms; see `number_lookup.look_up`."""
        from supportdir.index.lookup import slugs_with_number
        from supportdir.number_lookup import look_up

        self._index.check_folders()
        slugs = self._index.ask(slugs_with_number, forms)
        entries = [self._index.entry(slug) for slug in slugs]
        if not self._index.is_checked and not (entries and all(map(_is_unchanged, entries))):
            self._index.check_files()
            return self.look_up_number(forms, location)
        if not entries:
            self._note_invalid_files()
        for slug in slugs:
            self._note_invalid_file(slug)
        matches = look_up([entry.company for entry in entries], forms, location)
        successors = {match.company.merged_into for match in matches} - {""}
        names = {company.slug: company.name for company in self.companies(sorted(successors))}
        return [match._replace(successor=names.get(match.company.merged_into, "")) for match in matches]

    def ways(self, company: str | Company, caller: Caller | None = None, *, at: datetime, topic: str = "") -> list[Way]:
        """Return the ways to reach a company at `at` (aware), best first; those of other markets are last.

        `company` is a company of this directory or a name (see `resolve`), `topic` a text as in `topic_for`. Raises
        UsageError for a naive `at`, UnknownWordError for a typing error in `topic`, and the errors of `resolve`.
        """
        from supportdir.answers import ways_to_reach
        from supportdir.caller import Caller

        caller, contact = caller or Caller(), ""
        market = "" if caller.country == "all" else caller.country or caller.location
        if isinstance(company, str):
            company, contact, product_topic, country = self.resolve(company, market)
            topic = topic or product_topic
            if country and not caller.country:
                caller = msgspec.structs.replace(caller, country=country)
        ways = ways_to_reach(company, at=at, caller=caller, topic=self.topic_for(company, topic), calendar=self)
        of_product = [way for way in ways if way.contact.id == contact and way.serves_market]
        return of_product or ways

    def topic_for(self, company: Company, typed: str) -> str:
        """Return the topic that a text means for a company: an entry of the list, or words of a contact.

        These are words of its label or its `audience`. An entry of the list goes before them, so that all words for it
        give the same answer. The result is "" if no contact of the company is for that topic. Raises UnknownWordError
        for a typing error.
        """
        from supportdir.contacts import covers_topic
        from supportdir.index import lookup

        def has_topic(topic: str) -> bool:
            return any(covers_topic(company, contact, topic) for contact in company.contacts)

        own = {fold(topic): topic for contact in company.contacts for topic in contact.topics}
        if not (folded := fold(typed)) or folded in own:
            return own.get(folded, "")
        labels = [label for label in self._index.labels() if label.kind == "topic"]
        meanings = dict.fromkeys(label.id for label in lookup.meant_by(labels, typed))
        topics = [topic for topic in meanings if has_topic(topic)]
        if len(topics) == 1:
            return topics[0]
        if has_topic(typed):
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
        """Return the companies in a category with a contact of that kind for the country and the topic.

        Each argument is an entry of its list or another word for it ("bank", "Germany"), or "" for any. Raises
        UnknownWordError.
        """
        from supportdir.selection import Selection

        selection = Selection(
            category and self.word("category", category),
            country and self.word("country", country),
            topic and self.word("topic", topic),
            kind and self.word("kind", kind),
        )
        return (company for company in self if selection.holds(company))

    def companies(self, slugs: Sequence[str]) -> Iterator[CompiledCompany]:
        """Yield the companies with these slugs, in that order; slugs of companies that were removed are skipped."""
        remaining = iter(slugs)
        while batch := list(islice(remaining, _BATCH)):
            yield from self._index.companies(batch)

    def public_holidays(self, region: str, year: int) -> Mapping[date, str]:
        """Return the public holidays of a region ("US", "GB-ENG") in a year: local date → name.

        Those of the country, if those of a part of it are not known.
        """
        key = region, year
        if key not in self._public_holidays:
            known = self._index.public_holidays(region, year)
            self._public_holidays[key] = super().public_holidays(region, year) if known is None else known
        return self._public_holidays[key]

    def _raise_invalid(self, folded: str) -> None:
        """Raise DataError if the company with that slug (folded) has an invalid file."""
        for slug, problems in self._index.invalid_files().items():
            if fold(slug) == folded:
                raise DataError(_summary(problems))

    def _note_invalid_file(self, slug: str) -> None:
        """Add a note if the company comes from a lower layer because its uppermost file is invalid."""
        if problems := self._index.invalid_files().get(slug):
            self._add_note(f"error: {sentence(_summary(problems))} The file is ignored; the layer below it is used")

    def _note_invalid_files(self) -> None:
        if invalid := self._index.invalid_files():
            first = next(iter(invalid.values())).first
            files, verb = ("1 file", "is") if len(invalid) == 1 else (f"{len(invalid)} files", "are")
            self._add_note(f"{files} cannot be read and {verb} left out, first {first}")

    def _add_note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)


def _hint(kind: LabelKind, labels: Sequence[Label], nearest: Sequence[str]) -> str:
    """Return the hint for an unknown word: the nearest entries, or the whole list if it is short."""
    names = {label.id: label.text for label in reversed(labels) if label.text != label.id}
    are_codes = kind in ("country", "language")
    if nearest:
        return f"did you mean {' or '.join(f'{id} ({names[id]})' if are_codes else id for id in nearest)}?"
    ids = list(dict.fromkeys(label.id for label in labels))
    if are_codes:
        return f"write a code or a name, such as {ids[0]} or {names[ids[0]]}"
    return f"choose one of {', '.join(ids)}"


def _summary(problems: InvalidFiles) -> str:
    """Return the first problem, and how many others there are."""
    return f"{problems.first} (and {problems.total - 1} more)" if problems.total > 1 else problems.first


def _is_unchanged(entry: Entry) -> bool:
    """Return whether the company's files have the signatures that are in the index."""
    try:
        # Creating a Path would take longer than `stat`.
        return all(signature_of(os.stat(path)) == signature for path, signature in entry.files.items())  # noqa: PTH116
    except OSError:
        return False
