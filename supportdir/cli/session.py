"""The session of a command: the caller, the moment, the directory, and the format of the answer.

Only this module reads the clock and the system. An option goes before an environment variable, that before
config.toml, that before the system. A value that had to be guessed is noted on stderr.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from msgspec.structs import replace

from supportdir import clock, paths, translation
from supportdir.caller import LANGUAGE_TAG, Caller
from supportdir.cli.environment import needs_ascii
from supportdir.cli.options import CHOICES, SETTINGS, Options
from supportdir.cli.system_zone import system_zone
from supportdir.directory import Directory
from supportdir.errors import DataError, LogError, UnknownWordError, UsageError
from supportdir.hours import zones
from supportdir.model import KINDS
from supportdir.translation import translate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from supportdir.compiled import CompiledCompany
    from supportdir.errors import NotFoundError
    from supportdir.journal.database import Journal
    from supportdir.render.console import Screen, View
    from supportdir.search import LabelKind
    from supportdir.selection import Selection
    from supportdir.verdicts import Judgement

    Word = Callable[[LabelKind, str], str]

_MAX_ECHO = 40  # characters of an invalid value that a message repeats


class Session:
    """What one run of a command asks, and how its answer is written."""

    current: ClassVar[Session | None] = None
    """The session of the command that runs; its options decide how an error is shown."""

    def __init__(self, options: Options, *, needs_location: bool = True, is_bilingual: bool = False) -> None:
        """Read the options, the settings, the clock and the system.

        Without `needs_location` the answer does not depend on the caller's location, so it is not guessed. A command
        that `is_bilingual` answers in the language of its texts, other commands in English.
        """
        now = clock.now()
        Session.current = self
        self.options = options
        self.notes: list[str] = []
        self.suggestions: list[str] | None = None  # slugs like a company name that was not found
        self._written_notes = 0
        self.kept: object = None  # the list of `open`, which is not freed before the process ends: that takes 2 ms
        self._year = now.year
        self._config, self._lists = _read_settings()
        self.color = self._value("color") or "auto"
        self._output = self._value("output")
        self._language = self._value("language")
        self._choose_texts(is_bilingual=is_bilingual)
        self._system_zone, self._zone_note = system_zone(os.environ.get("TZ"))
        self.zone_source = ""  # set if the time zone is that of the system
        self.timezone = self._value("tz") or self._guess_timezone(is_noted=needs_location)
        self.location_source = ""  # set if the location is guessed
        self.assumed_homes: set[str] = set()  # countries of which a note says that the caller is assumed to be there
        location, market = self._value("from"), self._value("country")
        if not location and needs_location:
            country = "" if market == "all" else market
            location = self._guess_location(country)
            self._suggest_setting(location)
            location = location or country
        self._market_is_given = bool(market)
        self.caller = Caller(
            country=market or location,
            location=location,
            timezone=self.timezone,
            language=self._language,
            phone=self._value("phone"),
        )
        self.moment = self._parse_moment(options.at, now)
        self.now = now  # whatever --at says

    @cached_property
    def screen(self) -> Screen:
        """The terminal, or stdout with the width of one."""
        from supportdir.render.console import console

        return console(self.color)

    @cached_property
    def texts(self) -> Literal["en", "ru"]:
        """The language of checklists, prompts, advice and letters: --language, config.toml, else the locale."""
        from supportdir.languages import text_language

        return text_language(self._language, _locale())

    def _choose_texts(self, *, is_bilingual: bool) -> None:
        texts: Mapping[str, str] = {}
        if is_bilingual and self.texts == "ru":
            from supportdir.format.vocabulary import russian_texts

            texts = russian_texts()
        translation.use(texts)

    def prefer_country(self, country: str) -> None:
        """Use a country that the company's name implies, unless --country is given."""
        if not self._market_is_given:
            self.caller = replace(self.caller, country=country)

    @cached_property
    def journal(self) -> Journal:
        """The user's log of calls; its file is opened at the first use."""
        from supportdir.journal.database import Journal

        return Journal(paths.log_file())

    @cached_property
    def _has_log(self) -> bool:
        return os.path.exists(paths.log_file())  # noqa: PTH110  a Path raises OSError for a name that is too long

    def judgements(self, company: CompiledCompany) -> dict[str, tuple[Judgement, ...]]:
        """Return what the user's own calls say about a company, by contact id; nothing is loaded if there is no log.

        If the log cannot be used, a note says so, and the answer does without it.
        """
        if not self._has_log:
            return {}
        from supportdir.verdicts import counting

        try:
            return counting(company, self.journal.verdicts(company.slug))
        except LogError as error:
            self.add_notes([str(error)])
            return {}

    def last_contact(self, company: str) -> str:
        """Return a line about the last contact with a company (slug), for a table; "" if there is no log.

        Nothing is loaded if there is no log.
        """
        if self.output != "table" or not self._has_log:
            return ""
        from supportdir.cli.history import last_contact

        return last_contact(self, company)

    @property
    def may_ask(self) -> bool:
        """Whether the caller can be asked: all streams are a terminal, and --no-input is not given."""
        return (
            not self.options.no_input
            and self.output == "table"
            and all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
        )

    @property
    def market(self) -> str:
        """The country whose contacts are wanted (ISO 3166-1 or -2); "" if all are wanted, or if it is not known."""
        return "" if self.caller.country == "all" else self.caller.country

    @cached_property
    def kind(self) -> str:
        """The kind of contacts that --kind asks for; "" for all."""
        kind = self.options.kind or ""
        return kind if kind in KINDS else self.word("kind", kind)

    @cached_property
    def selection(self) -> Selection:
        """The companies that --category, --topic, --kind and --country select."""
        from supportdir.selection import Selection

        category, topic = (self.word(name, getattr(self.options, name) or "") for name in ("category", "topic"))
        country = self.market if self._market_is_given else ""
        return Selection(category, country, topic, self.kind)

    def word(self, name: LabelKind, typed: str) -> str:
        """Return the entry of a closed list that the value of the option `name` means; "" for "".

        Raises UsageError if there is no such entry.
        """
        return self._parse(name, typed, lambda typed, word: word(name, typed)) if typed else ""

    @property
    def settings(self) -> dict[str, str | list[str]]:
        """The settings in config.toml."""
        return {**self._config, **self._lists}

    @property
    def favorites(self) -> list[str]:
        """The names of companies under `favorites` in config.toml."""
        return self._lists.get("favorites", [])

    def refresh_moment(self) -> datetime:
        """Set the moment to the present, for commands that keep running; return it on the caller's clock."""
        self.moment = self._parse_moment(None, clock.now())
        return self.moment

    @cached_property
    def directory(self) -> Directory:
        """The directory of all layers."""
        return self._open_directory(self.layers)

    @property
    def layers(self) -> tuple[paths.Layer, ...]:
        """The shipped dataset, the user's own folder, each --data; the lowest layer first."""
        return paths.layers(tuple(self.options.data or ()))

    @cached_property
    def directory_of_shipped(self) -> Directory:
        """The directory without the user's own files."""
        return self._open_directory(self.layers[:1])

    def directory_below(self) -> Directory:
        """Return the directory without the uppermost layer."""
        return self._open_directory(self.layers[:-1])

    def _open_directory(self, layers: tuple[paths.Layer, ...]) -> Directory:
        return Directory(layers, paths.cache_folder(), self._year, _show_progress)

    @property
    def output(self) -> str:
        """The output format: as asked for, else "table" on a terminal and "plain" in a pipe."""
        return self._output or ("table" if sys.stdout.isatty() else "plain")

    def show(
        self,
        answers: Any,
        *,
        plain: Callable[[Any], Iterable[tuple[str, ...]]],
        json: Callable[[Any], Any],
        table: str,
        footer: str = "",
    ) -> None:
        """Write the answers to stdout and the notes to stderr.

        `plain` returns the fields of each record, `json` the value of "answers". `table` names a view,
        "module:function" in `supportdir.render`, because only a table loads rich. An iterator of answers is read once.
        `footer` is a line below a table.
        """
        self._take_notes()
        if isinstance(answers, Iterator):
            answers = self._with_notes(answers)
        if self.output == "json":
            self._write_json(json(answers))
        elif self.output == "plain":
            from supportdir.render.machine import record

            sys.stdout.writelines(f"{record(fields)}\n" for fields in plain(answers))
        else:
            self._show_table(answers, table)
            if footer:
                self._show_table(footer, "console:footer")
        self.write_notes()

    def add_notes(self, notes: Iterable[str]) -> None:
        """Add the notes that the session does not have yet."""
        self.notes += [note for note in notes if note not in self.notes]

    def show_not_found(self, error: NotFoundError) -> None:
        """Write a JSON document without answers, if the output is JSON."""
        if self.output == "json":
            self.add_notes([str(error), *error.notes])
            self.suggestions = [*getattr(error, "near", ())]
            self._write_json([])

    def note_not_found(self, error: NotFoundError) -> None:
        """Add a note that one of several companies was not found, with suggestions."""
        self.add_notes([str(error), *error.notes])
        self.suggestions = [*(self.suggestions or ()), *getattr(error, "near", ())]

    def _write_json(self, answers: Any) -> None:
        from supportdir.render.machine import document, iso

        asked = {
            "at": iso(self.moment),
            "zone": self.timezone,
            "country": self.caller.country or None,
            "from": self.caller.location or None,
        }
        sys.stdout.writelines(
            document(asked, answers, self.notes, suggestions=self.suggestions, ascii_only=needs_ascii())
        )

    def _with_notes(self, answers: Iterator[Any]) -> Iterator[Any]:
        """Yield the answers, then take over the directory's notes that reading them added."""
        yield from answers
        self._take_notes()

    def _take_notes(self) -> None:
        if "directory" in self.__dict__:  # else it is not open, and has no notes
            self.add_notes(self.directory.notes)

    def write_notes(self) -> None:
        """Write the notes to stderr that have not been written yet, one per line."""
        from supportdir.render.phrases import printable

        self._take_notes()
        for note in self.notes[self._written_notes :]:
            print(printable(note), file=sys.stderr)
        self._written_notes = len(self.notes)

    def _show_table(self, answers: Any, name: str) -> None:
        from importlib import import_module

        module, _, function = name.partition(":")
        view: View = getattr(import_module(f"supportdir.render.{module}"), function)
        self.screen.show(view(answers, self.moment, self.caller, self.screen.width))

    def _parse_moment(self, at: str | None, now: datetime) -> datetime:
        if at is not None:
            from supportdir.hours.moments import parse_moment

            now = parse_moment(at, now=now, timezone=self.timezone)
        return now.astimezone(zones.zone(self.timezone))

    def _value(self, name: str) -> Any:
        """Return the value of an option, else that of the setting with its name; "" if neither is given.

        Raises UsageError for an invalid option, DataError for an invalid setting.
        """
        return self._parse(name, getattr(self.options, SETTINGS[name]), PARSERS[name])

    def _parse(self, name: str, option: str | None, parse: Callable[[str, Word], str]) -> str:
        value = option or self._config.get(name, "")
        try:
            return parse(value, lambda kind, typed: self.directory.word(kind, typed)) if value else ""
        except UnknownWordError as error:
            shown = value if len(value) <= _MAX_ECHO else f"{value[:_MAX_ECHO]}…"
            message = f"invalid {f'--{name}' if option else f'{name} ='} '{shown}'; {error.hint}"
        except UsageError as error:
            message = str(error) if option else f"{name}: {error}"
        raise UsageError(message) if option else DataError(f"{paths.settings_file()}: {message}")

    def _guess_timezone(self, *, is_noted: bool) -> str:
        if is_noted and not self._system_zone:
            self.notes.append(translate("the time zone of the system is not known; using UTC. To change it: --tz ZONE"))
        if is_noted and self._zone_note:
            from supportdir.render.phrases import printable

            self.notes.append(printable(self._zone_note))
        self.zone_source = ("TZ" if os.environ.get("TZ") else "system time zone") if self._system_zone else "default"
        return self._system_zone or "UTC"

    def _guess_location(self, assumed: str) -> str:
        """Return the country of the system; "" if it is not known, with a note that `assumed` is used."""
        source, country = "system time zone", zones.country_of(zones.current_name(self._system_zone))
        if not country:
            locale = _locale()
            region = locale.partition(".")[0].partition("_")[2][:2]
            source, country = "system locale", region if region and zones.country_name(region) else ""
        if country:
            self.location_source = source
            text = "assuming --from {country} (from the {source})"
            self.notes.append(translate(text, country=country, source=translate(source)))
        else:
            text = "your location is not known; use --from CC, or: supportdir config set from CC"
            if assumed:
                text = "your location is not known; assuming --from {country}; to set it: supportdir config set from CC"
            self.notes.insert(0, translate(text, country=assumed))
        return country

    def _suggest_setting(self, location: str) -> None:
        """Add a note on how to set the location; only once per cache folder, on a terminal, without settings."""
        if self.settings or self.output != "table" or not (sys.stdout.isatty() and sys.stderr.isatty()):
            return
        mark = paths.cache_folder() / "hinted"
        with suppress(OSError):
            mark.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            mark.touch(exist_ok=False)
            command = f"supportdir config set from {location or 'CC'}"
            self.notes.append(translate("to set your country: {command}", command=command))


def _locale() -> str:
    """Return the locale for messages, such as "ru_RU.UTF-8"; the first variable that is set counts (POSIX)."""
    return next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")


def _parse_country(typed: str, word: Word) -> str:
    """Return the ISO 3166-1 or -2 code ("US-CA") of the code or name of a country or a part of one."""
    code = typed.upper()
    if "-" not in code and zones.is_country_code(code):
        return code
    try:
        return word("country", typed)
    except UnknownWordError as error:
        place = zones.country_of_city(typed)
        if not place or error.near:
            raise
        hint = f"it is a city; write its country, {place} or {zones.country_name(place)}"
        raise UnknownWordError("country", typed, hint) from None


def _parse_market(typed: str, word: Word) -> str:
    """Return the code of a country, or "all"."""
    return "all" if typed.lower() == "all" else _parse_country(typed, word)


def _parse_language(typed: str, word: Word) -> str:
    """Return the BCP 47 tag, in lower case, of a language tag or name."""
    from supportdir import languages

    tag = typed.lower()
    is_known = re.fullmatch(LANGUAGE_TAG, tag) and languages.name(tag) != tag
    return tag if is_known else word("language", typed)


def _parse_zone(typed: str, _: Word) -> str:
    """Return the IANA name of a time zone; a city and any case are accepted. Raises UnclearZoneError."""
    try:
        zones.zone(typed)
    except zones.UnknownZoneError:
        from supportdir.hours.zone_names import zone_meant_by

        return zone_meant_by(typed)
    return typed


def _parse_choice(name: str, typed: str, _: Word) -> str:
    if typed in CHOICES[name]:
        return typed
    raise UnknownWordError(name, typed, f"choose one of {', '.join(CHOICES[name])}")


PARSERS: dict[str, Callable[[str, Word], str]] = {
    "from": _parse_country,
    "country": _parse_market,
    "language": _parse_language,
    "tz": _parse_zone,
    **{name: partial(_parse_choice, name) for name in CHOICES},
}
"""The parser of each setting: it takes the text and a look-up in closed lists (`Directory.word`).

They return the value as config.toml has it, and raise UsageError: UnknownWordError if the message needs the name of the
option or setting.
"""


def _show_progress(done: int, total: int) -> None:
    """Draw how much of the index is compiled, if that takes long."""
    from supportdir.render.progress import bar

    global _bar
    if _bar is None:
        _bar = bar("compiling the index")
    _bar(done, total)


_bar: Callable[[int, int], None] | None = None


def _read_settings() -> tuple[dict[str, str], dict[str, list[str]]]:
    path = paths.settings_file()
    if not os.path.lexists(path):  # the usual case; it must not load tomllib
        return {}, {}
    from supportdir.cli.settings import read_settings

    return read_settings(path)
