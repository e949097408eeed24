"""The rim: who asks, when, and how the answer is to look. The only place that reads the clock and the system.

Options stand over the environment, that over config.toml, that over the system; what had to be guessed is remarked on
stderr once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Literal, get_args

from msgspec.structs import replace

from supportdir import paths
from supportdir.caller import Caller
from supportdir.cli.environment import needs_ascii
from supportdir.cli.options import Color, Options, Output
from supportdir.cli.system_zone import system_zone
from supportdir.directory import Directory
from supportdir.errors import DataError, LogError, UnknownWordError, UsageError
from supportdir.hours import zones
from supportdir.model import KINDS, PhoneKind

if TYPE_CHECKING:
    from datetime import datetime

    from supportdir.compiled import CompiledCompany
    from supportdir.errors import NotFoundError
    from supportdir.journal.database import Journal
    from supportdir.render.console import Screen, View
    from supportdir.search import LabelKind
    from supportdir.selection import Selection
    from supportdir.verdicts import Judgement

    Word = Callable[[LabelKind, str], str]

_SHOWN = 40  # characters of a wrong value that a message repeats


class Session:
    """One question: the moment, the caller, the directory, and the way to answer."""

    latest: ClassVar[Session | None] = None
    """The session of the command that runs; it says in which form a miss is answered."""

    def __init__(self, options: Options, *, of_nobody: bool = False) -> None:
        """`of_nobody`: the answer does not depend on where the caller is, so nothing is guessed of it."""
        now = clock()
        Session.latest = self
        self.options = options
        self.notes: list[str] = []
        self.suggestions: list[str] | None = None  # for names of companies that were not found
        self._said = 0  # of them, on stderr
        self._year = now.year
        self._config, self._lists = _settings()
        self.color = options.color if options.color != "auto" else self._setting("color", get_args(Color)) or "auto"
        self._output = options.output or self._setting("output", get_args(Output))
        self._system_zone, self._zone_note = system_zone(os.environ.get("TZ"))
        self.zone_source = ""  # if the zone is that of the system
        self.timezone = self._timezone(options.tz, of_nobody)
        self.location_source = ""  # of the system, if the location is guessed
        location = self._checked("from", options.from_, country_code)
        if not location and not of_nobody:
            location = self._guessed_country()
            self._hint_at_settings(location)
        market = self._checked("country", options.country, market_code)
        self._market_is_given = bool(market)
        self.caller = Caller(
            country=market or location,
            location=location,
            timezone=self.timezone,
            language=self._checked("language", options.language, language_tag),
            phone=options.phone or self._setting("phone", get_args(PhoneKind)) or "",
        )
        self.moment = self._moment(options.at, now)

    @cached_property
    def screen(self) -> Screen:
        """The terminal, or what stands for it."""
        from supportdir.render.console import console

        return console(self.color)

    def ask_for(self, country: str) -> None:
        """Ask for the lines of a country that the company's name says, unless --country says another."""
        if not self._market_is_given:
            self.caller = replace(self.caller, country=country)

    @cached_property
    def journal(self) -> Journal:
        """The user's log of calls; opening it is left to the first use."""
        from supportdir.journal.database import Journal

        return Journal(paths.log_file())

    def judgements(self, company: CompiledCompany) -> dict[str, tuple[Judgement, ...]]:
        """Return what the user's own calls say of a company, by contact id; nothing is loaded if there is no log.

        A log that cannot be used is remarked on, and the answer goes without it.
        """
        if not os.path.exists(paths.log_file()):  # noqa: PTH110  a Path raises OSError for a name that is too long
            return {}
        from supportdir.verdicts import counting

        try:
            return counting(company, self.journal.verdicts(company.slug))
        except LogError as error:
            self.notes += [str(error)] if str(error) not in self.notes else []
            return {}

    def last_contact(self, company: str) -> str:
        """Return the last contact with a company (slug) as a line below a table; "" if there is no log.

        Nothing is loaded if there is no log, so that other answers cost no more.
        """
        if self.output != "table" or not os.path.exists(paths.log_file()):  # noqa: PTH110  never an error
            return ""
        from supportdir.cli.history import last_contact

        return last_contact(self, company)

    @cached_property
    def texts(self) -> Literal["en", "ru"]:
        """The language of checklists, prompts, advice and letters: --language, config, else the locale."""
        from supportdir.advice import language_of

        return language_of(self.caller.language, _locale())

    @property
    def may_ask(self) -> bool:
        """Whether a question can be put to the caller: all streams are a terminal, and --no-input is not given."""
        return (
            not self.options.no_input
            and self.output == "table"
            and all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
        )

    @property
    def market(self) -> str:
        """The country whose lines are wanted (ISO 3166-1); "" for all, or if it is not known."""
        return "" if self.caller.country == "all" else self.caller.country

    @cached_property
    def kind(self) -> str:
        """The kind of contacts that --kind asks for, "" for all."""
        kind = self.options.kind or ""
        return kind if kind in KINDS else self.word("kind", kind)

    @cached_property
    def selection(self) -> Selection:
        """What --category, --topic, --kind and --country narrow a list of companies to."""
        from supportdir.selection import Selection

        category, topic = (self.word(name, getattr(self.options, name) or "") for name in ("category", "topic"))
        country = self.market if self._market_is_given else ""
        return Selection(category, country, topic, self.kind)

    def word(self, name: LabelKind, typed: str) -> str:
        """Return the entry of a closed list that the value of the option of that name means; "" for ""."""
        return self._checked(name, typed, lambda typed, word: word(name, typed)) if typed else ""

    @property
    def settings(self) -> dict[str, str | list[str]]:
        """What config.toml says."""
        return {**self._config, **self._lists}

    @property
    def mine(self) -> list[str]:
        """The names of the companies that the user marked as theirs in config.toml."""
        return self._lists.get("mine", [])

    def look_again(self) -> datetime:
        """Ask as of now, for commands that stay; the moment, on the caller's clock."""
        self.moment = clock().astimezone(zones.zone(self.timezone))
        return self.moment

    @cached_property
    def directory(self) -> Directory:
        """What all layers say together."""
        return Directory(self.layers, paths.cache_folder(), self._year, _compiling)

    @property
    def layers(self) -> tuple[paths.Layer, ...]:
        """What was shipped, the user's own folder, each --data; the lowest first."""
        return paths.layers(tuple(self.options.data or ()))

    @cached_property
    def directory_of_shipped(self) -> Directory:
        """The directory without the user's own files."""
        return Directory(self.layers[:1], paths.cache_folder(), self._year, _compiling)

    def directory_below(self) -> Directory:
        """The directory without its uppermost layer."""
        return Directory(self.layers[:-1], paths.cache_folder(), self._year, _compiling)

    @property
    def output(self) -> str:
        """As asked for; else a table on a terminal and plain text in a pipe."""
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
        """Write the answers to stdout and what is remarkable about them to stderr.

        `plain` gives the records' fields, `json` the value under "answers"; `table` names a view, "module:function" of
        `supportdir.render`, as rich is loaded for a table only; a `footer` stands below a table. Answers that are an
        iterator are read once.
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

    def show_miss(self, error: NotFoundError) -> None:
        """Write the JSON document of a question that has no answer, if JSON is asked for."""
        if self.output == "json":
            self.notes += [str(error), *error.notes]
            self.suggestions = [*getattr(error, "near", ())]
            self._write_json([])

    def note_miss(self, error: NotFoundError) -> None:
        """Add a note that one of several companies was not found, and what may have been meant."""
        self.notes += [line for line in (str(error), *error.notes) if line not in self.notes]
        self.suggestions = [*(self.suggestions or ()), *getattr(error, "near", ())]

    def _write_json(self, answers: Any) -> None:
        from supportdir.render.machine import document

        asked = {
            "at": self.moment,
            "zone": self.timezone,
            "country": self.caller.country or None,
            "from": self.caller.location or None,
        }
        sys.stdout.writelines(
            document(asked, answers, self.notes, suggestions=self.suggestions, ascii_only=needs_ascii())
        )

    def _with_notes(self, answers: Iterator[Any]) -> Iterator[Any]:
        """The answers, after which what became remarkable while they were read is among the remarks."""
        yield from answers
        self._take_notes()

    def _take_notes(self) -> None:
        if "directory" not in self.__dict__:  # nobody has asked it anything
            return
        self.notes += [note for note in self.directory.notes if note not in self.notes]

    def write_notes(self) -> None:
        """Write to stderr what is remarkable and not yet said, a line each; `show` does it with its answer."""
        from supportdir.render.phrases import printable

        self._take_notes()
        for note in self.notes[self._said :]:
            print(printable(note), file=sys.stderr)
        self._said = len(self.notes)

    def _show_table(self, answers: Any, name: str) -> None:
        from importlib import import_module

        module, _, function = name.partition(":")
        view: View = getattr(import_module(f"supportdir.render.{module}"), function)
        self.screen.show(view(answers, self.moment, self.caller, self.screen.width))

    def _moment(self, at: str | None, now: datetime) -> datetime:
        if at is not None:
            from supportdir.hours.moments import parse_moment

            now = parse_moment(at, now=now, timezone=self.timezone)
        return now.astimezone(zones.zone(self.timezone))

    def _timezone(self, option: str | None, of_nobody: bool) -> str:
        if name := self._checked("tz", option, zone_name):
            return name
        if not self._system_zone and not of_nobody:
            self.notes.append("your time zone is not known, so your time is UTC; give --tz or set tz in config.toml")
        if self._zone_note and not of_nobody:
            from supportdir.render.phrases import printable

            self.notes.append(printable(self._zone_note))
        self.zone_source = ("TZ" if os.environ.get("TZ") else "system time zone") if self._system_zone else "default"
        return self._system_zone or "UTC"

    def _checked(self, name: str, option: str | None, parse: Callable[[str, Word], str]) -> str:
        """What `parse` makes of an option, or else of its setting; "" if neither is given.

        Raises UsageError for a wrong option, DataError for a wrong setting.
        """
        value = option or self._config.get(name, "")
        try:
            return parse(value, self.directory_word) if value else ""
        except UnknownWordError as error:
            message = _invalid(name if not option else f"--{name}", value, error.hint, is_setting=not option)
        except UsageError as error:
            message = str(error) if option else f"{name}: {error}"
        raise UsageError(message) if option else DataError(f"{paths.settings_file()}: {message}")

    def directory_word(self, kind: LabelKind, typed: str) -> str:
        """Return the entry of a closed list that a text means. Raises UnknownWordError."""
        return self.directory.word(kind, typed)

    def _guessed_country(self) -> str:
        if country := zones.country_of(zones.current_name(self._system_zone)):
            self.location_source = "system time zone"
            self.notes.append(f"as from {country}, by your system's zone")
            return country
        locale = _locale()
        country = locale.partition(".")[0].partition("_")[2][:2]
        if country and zones.country_name(country):
            self.location_source = "system locale"
            self.notes.append(f"as from {country}, by your system's locale")
            return country
        self.notes.insert(0, "your location is not known; give --from CC, or set from in config.toml")
        return ""

    def _hint_at_settings(self, location: str) -> None:
        """Add a note on how to set the location, once for all, the first time on a terminal without settings."""
        if self.settings or self.output != "table" or not (sys.stdout.isatty() and sys.stderr.isatty()):
            return
        mark = paths.cache_folder() / "hinted"
        with suppress(OSError):
            mark.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            mark.touch(exist_ok=False)
            self.notes.append(f"to set your country: supportdir config set from {location or 'CC'}")

    def _setting(self, name: str, choices: tuple[str, ...]) -> Any:
        value = self._config.get(name)
        if value is not None and value not in choices:
            hint = f"choose one of {', '.join(choices)}"
            raise DataError(f"{paths.settings_file()}: {_invalid(name, value, hint, is_setting=True)}")
        return value


def _locale() -> str:
    """Return the locale for messages, such as "ru_RU.UTF-8"; the first variable that is set counts (POSIX)."""
    return next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")


def country_code(typed: str, word: Word) -> str:
    """Return the ISO 3166 code of a country, or of a part of one ("US-CA"), given by code or name.

    Raises UnknownWordError.
    """
    code = typed.upper()
    return code if zones.country_name(code) else word("country", typed)


def market_code(typed: str, word: Word) -> str:
    """Return the same, or "all" for all countries."""
    return "all" if typed.lower() == "all" else country_code(typed, word)


def language_tag(typed: str, word: Word) -> str:
    """Return the BCP 47 tag of a language, in small letters, given by tag or name. Raises UnknownWordError."""
    from supportdir import languages

    tag = typed.lower()
    return tag if tag.isascii() and languages.name(tag) != tag else word("language", typed)


def zone_name(typed: str, _: Word) -> str:
    """Return the name of a time zone, given by its name, its last part or in another case. Raises UnclearZoneError."""
    try:
        zones.zone(typed)
    except zones.UnknownZoneError:
        from supportdir.hours.zone_names import zone_meant_by

        return zone_meant_by(typed)
    return typed


def _invalid(name: str, value: str, hint: str, *, is_setting: bool) -> str:
    shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
    return f"invalid {name}{' =' if is_setting else ''} '{shown}'; {hint}"


def _compiling(done: int, total: int) -> None:
    """Show how far the index is, where that takes long."""
    from supportdir.render.progress import bar

    global _bar
    if _bar is None:
        _bar = bar("compiling the index")
    _bar(done, total)


_bar: Callable[[int, int], None] | None = None


def _settings() -> tuple[dict[str, str], dict[str, list[str]]]:
    path = paths.settings_file()
    if not os.path.lexists(path):  # most have none
        return {}, {}
    from supportdir.cli.settings import read_settings

    return read_settings(path)


def clock() -> datetime:
    """Return the present moment, in UTC."""
    from supportdir.clock import now

    return now()
