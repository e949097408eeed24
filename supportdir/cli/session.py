"""The rim: who asks, when, and how the answer is to look. The only place that reads the clock and the system.

Options stand over the environment, that over config.toml, that over the system; what had to be guessed is remarked on
stderr once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, get_args

from msgspec.structs import replace

from supportdir.cli.environment import needs_ascii
from supportdir.cli.options import Color, Output
from supportdir.cli.system_zone import system_zone
from supportdir.errors import DataError, UsageError
from supportdir.hours import zones
from supportdir.model import Caller, PhoneKind
from supportdir.store import places
from supportdir.store.directory import Directory

if TYPE_CHECKING:
    from datetime import datetime

    from supportdir.errors import NotFoundError
    from supportdir.render.console import Screen, View


class Session:
    """One question: the moment, the caller, the directory, and the way to answer."""

    latest: ClassVar[Session | None] = None
    """The session of the command that runs; it says in which form a miss is answered."""

    def __init__(
        self,
        *,
        at: str | None = None,
        country: str | None = None,
        from_: str | None = None,
        tz: str | None = None,
        language: str | None = None,
        phone: PhoneKind | None = None,
        data: list[Path] | None = None,
        output: Output | None = None,
        color: Color = "auto",
        of_nobody: bool = False,
        no_input: bool = False,
    ) -> None:
        """`of_nobody`: the answer does not depend on where the caller stands, so nothing is guessed of it."""
        now = clock()
        Session.latest = self
        self.remarks: list[str] = []
        self.suggestions: list[str] | None = None  # for names of companies that were not found
        self._said = 0  # of them, on stderr
        self._config, self._lists = _settings()
        self._color = color if color != "auto" else self._setting("color", get_args(Color)) or color
        self._output = output or self._setting("output", get_args(Output))
        self._system_zone, self._zone_note = system_zone(os.environ.get("TZ"))
        self.timezone = self._timezone(tz, of_nobody)
        stands_in = self._country(*self._asked("--from", from_))
        if not stands_in and not of_nobody:
            stands_in = self._guessed_country()
        option, market = self._asked("--country", country)
        self._market_is_given = bool(market)
        market = market or stands_in
        self.caller = Caller(
            country="all" if market.lower() == "all" else self._country(option, market),
            stands_in=stands_in,
            timezone=self.timezone,
            language=(language or self._config.get("language", "")).lower(),
            phone=phone or self._setting("phone", get_args(PhoneKind)) or "",
        )
        self.moment = self._moment(at, now)
        self._year = now.year
        self._folders = tuple(data or ())
        self._no_input = no_input

    @cached_property
    def screen(self) -> Screen:
        """The terminal, or what stands for it."""
        from supportdir.render.console import console

        return console(self._color)

    def ask_for(self, country: str) -> None:
        """Ask for the lines of a country that the company's name says, unless --country says another."""
        if not self._market_is_given:
            self.caller = replace(self.caller, country=country)

    @property
    def may_ask(self) -> bool:
        """Whether a question can be put to the caller: all streams are a terminal, and --no-input is not given."""
        return (
            not self._no_input
            and self.output == "table"
            and all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
        )

    @property
    def market(self) -> str:
        """The country whose lines are wanted (ISO 3166-1); "" for all, or if it is not known."""
        return "" if self.caller.country == "all" else self.caller.country

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
        return Directory(self.layers, places.cache_folder(), self._year, _compiling)

    @property
    def layers(self) -> tuple[places.Layer, ...]:
        """What was shipped, the user's own folder, each --data; the lowest first."""
        return places.layers(self._folders)

    def directory_below(self) -> Directory:
        """The directory without its uppermost layer."""
        return Directory(self.layers[:-1], places.cache_folder(), self._year, _compiling)

    @property
    def output(self) -> str:
        """As asked for; else a table on a terminal and plain text in a pipe."""
        return self._output or ("table" if sys.stdout.isatty() else "plain")

    def show(
        self, answers: Any, *, plain: Callable[[Any], Iterable[tuple[str, ...]]], json: Callable[[Any], Any], table: str
    ) -> None:
        """Write the answers to stdout and what is remarkable about them to stderr.

        `plain` gives the records' fields, `json` the value under "answers"; `table` names a view, "module:function" of
        `supportdir.render`, as rich is loaded for a table only. Answers that are an iterator are read once.
        """
        self._take_remarks()
        if isinstance(answers, Iterator):
            answers = self._remarking(answers)
        if self.output == "json":
            self._write_json(json(answers))
        elif self.output == "plain":
            from supportdir.render.machine import record

            sys.stdout.writelines(f"{record(fields)}\n" for fields in plain(answers))
        else:
            self._show_table(answers, table)
        self.write_remarks()

    def show_miss(self, error: NotFoundError) -> None:
        """Write the JSON document of a question that has no answer, if JSON is asked for."""
        if self.output == "json":
            self.remarks += [str(error), *error.remarks]
            self.suggestions = [*getattr(error, "near", ())]
            self._write_json([])

    def note_miss(self, error: NotFoundError) -> None:
        """Add a note that one of several companies was not found, and what may have been meant."""
        self.remarks += [line for line in (str(error), *error.remarks) if line not in self.remarks]
        self.suggestions = [*(self.suggestions or ()), *getattr(error, "near", ())]

    def _write_json(self, answers: Any) -> None:
        from supportdir.render.machine import document

        asked = {
            "at": self.moment,
            "zone": self.timezone,
            "country": self.caller.country or None,
            "from": self.caller.stands_in or None,
        }
        sys.stdout.writelines(
            document(asked, answers, self.remarks, suggestions=self.suggestions, ascii_only=needs_ascii())
        )

    def _remarking(self, answers: Iterator[Any]) -> Iterator[Any]:
        """The answers, after which what became remarkable while they were read is among the remarks."""
        yield from answers
        self._take_remarks()

    def _take_remarks(self) -> None:
        self.remarks += [remark for remark in self.directory.remarks if remark not in self.remarks]

    def write_remarks(self) -> None:
        """Write to stderr what is remarkable and not yet said, a line each; `show` does it with its answer."""
        from supportdir.render.phrases import printable

        if "directory" in self.__dict__:  # else nobody has asked it anything
            self._take_remarks()
        for remark in self.remarks[self._said :]:
            print(printable(remark), file=sys.stderr)
        self._said = len(self.remarks)

    def _show_table(self, answers: Any, name: str) -> None:
        from importlib import import_module

        module, _, function = name.partition(":")
        view: View = getattr(import_module(f"supportdir.render.{module}"), function)
        self.screen.show(view(answers, self.moment, self.caller, self.screen.width))

    def _moment(self, at: str | None, now: datetime) -> datetime:
        if at is not None:
            from supportdir.hours.moments import moment

            now = moment(at, now=now, timezone=self.timezone)
        return now.astimezone(zones.zone(self.timezone))

    def _timezone(self, option: str | None, of_nobody: bool) -> str:
        _, name = self._asked("--tz", option)
        if name:
            try:
                zones.zone(name)
            except zones.UnknownZoneError as error:
                raise error if option else DataError(f"{places.settings_file()}: tz: {error}") from None
            return name
        if not self._system_zone and not of_nobody:
            self.remarks.append("your time zone is not known, so your time is UTC; give --tz or set tz in config.toml")
        if self._zone_note and not of_nobody:
            from supportdir.render.phrases import printable

            self.remarks.append(printable(self._zone_note))
        return self._system_zone or "UTC"

    def _asked(self, option: str, value: str | None) -> tuple[str, str]:
        """Who says what an option or its setting is, and what it says; "" where neither is given."""
        setting = self._config.get(option.removeprefix("--"), "")
        if value or not setting:
            return option, value or ""
        return f"{places.settings_file()}: {option.removeprefix('--')} =", setting

    def _guessed_country(self) -> str:
        if country := zones.country_of(zones.current_name(self._system_zone)):
            self.remarks.append(f"as from {country}, by your system's zone")
            return country
        locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
        country = locale.partition(".")[0].partition("_")[2][:2]
        if country and zones.country_name(country):
            self.remarks.append(f"as from {country}, by your system's locale")
            return country
        self.remarks.insert(0, "your location is not known; give --from CC, or set from in config.toml")
        return ""

    def _country(self, said_by: str, code: str) -> str:
        if not code:
            return ""
        code = code.upper()
        if not zones.country_name(code.partition("-")[0]):
            cure = "write GB" if code == "UK" else "write an ISO 3166 code of two letters, as in US"
            kind = UsageError if said_by.startswith("--") else DataError
            raise kind(f"{said_by} '{code}' is no country; {cure}")
        return code

    def _setting(self, name: str, choices: tuple[str, ...]) -> Any:
        value = self._config.get(name)
        if value is not None and value not in choices:
            raise DataError(f"{places.settings_file()}: {name} = '{value}' is none of {', '.join(choices)}")
        return value


def _compiling(done: int, total: int) -> None:
    """Show how far the index is, where that takes long."""
    from supportdir.render.progress import bar

    global _bar
    if _bar is None:
        _bar = bar("compiling the index")
    _bar(done, total)


_bar: Callable[[int, int], None] | None = None


def _settings() -> tuple[dict[str, str], dict[str, list[str]]]:
    path = places.settings_file()
    if not os.path.lexists(path):  # most have none
        return {}, {}
    from supportdir.cli.settings import read_settings

    return read_settings(path)


def clock() -> datetime:
    """Return the present moment, in UTC."""
    from supportdir.clock import now

    return now()
