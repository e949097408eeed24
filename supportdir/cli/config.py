"""`supportdir config show`, `set`, `unset` and `init`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from supportdir.cli.options import Options, takes_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from supportdir.cli.session import Session

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of a setting.", show_default=False)]


class Setting(NamedTuple):
    """A setting: its value ("" for none), and the option, variable, file or system setting that it comes from."""

    name: str
    value: str
    source: str


@takes_options("config show")
def show(options: Options, context: typer.Context) -> int:
    """Show every setting, its value and its source: an option, an environment variable, config.toml or the system.

    Example: supportdir config show
    """
    session = options.session()
    session.show(
        _settings(session, context),
        plain=lambda settings: settings,
        json=lambda settings: [setting._asdict() for setting in settings],
        table="settings:table",
    )
    return 0


def set_(
    name: Name,
    values: Annotated[
        list[str],
        typer.Argument(metavar="VALUE...", help="The value; for favorites, the companies.", show_default=False),
    ],
) -> int:
    """Set NAME in config.toml; the rest of the file stays as it is.

    Example: supportdir config set from US
    """
    from supportdir.cli.settings import change_setting

    name = _parse_name(name)
    value = _parse_value(name, values)
    change_setting(name, value)
    print(f"{name} = {value if isinstance(value, str) else ', '.join(value)}")
    return 0


def unset(name: Name) -> int:
    """Remove the setting NAME from config.toml.

    Example: supportdir config unset from
    """
    from supportdir.cli.settings import change_setting

    change_setting(_parse_name(name), None)
    return 0


def init() -> int:
    """Ask for your country, time zone and language, and write the answers to config.toml.

    Example: supportdir config init
    """
    from supportdir.cli.settings import change_setting
    from supportdir.errors import UsageError
    from supportdir.paths import settings_file

    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageError("config init needs a terminal; without one, use: supportdir config set from CC")
    session = Options().session()
    print("Press Enter to accept the value in brackets.")
    questions = (
        ("from", "The country you are in, such as US or Germany", session.caller.location),
        ("tz", "Your time zone, such as Europe/Berlin or Berlin", session.timezone),
        ("language", "The language you want to speak, such as en or English; empty for any", session.caller.language),
    )
    for name, question, default in questions:
        if value := _ask(name, question, default):
            change_setting(name, value)
    print(f"wrote {settings_file()}; to see the settings: supportdir config show")
    return 0


def _parse_value(name: str, values: Sequence[str]) -> str | list[str]:
    """Return the value of a setting as config.toml has it. Raises UsageError, and NotFoundError for a company."""
    from supportdir import open_directory
    from supportdir.cli.session import PARSERS
    from supportdir.cli.settings import LISTS
    from supportdir.errors import UnknownWordError, UsageError

    text = " ".join(values)
    with open_directory() as directory:
        if name in LISTS:
            return [directory.company(value).slug for value in values]
        try:
            return PARSERS[name](text, directory.word)
        except UnknownWordError as error:
            raise UsageError(f"invalid {name} '{text}'; {error.hint}") from None


def _settings(session: Session, context: typer.Context) -> list[Setting]:
    from supportdir.cli.options import SETTINGS, flags_of, variable_of
    from supportdir.paths import settings_file

    values = {
        "country": (session.caller.country, "from"),
        "from": (session.caller.location, session.location_source or "unknown"),
        "tz": (session.timezone, session.zone_source),
        "language": (session.caller.language, "default"),
        "output": (session.output, "default"),
        "color": (session.color, "default"),
        "phone": (session.caller.phone, "default"),
        "favorites": (", ".join(session.favorites), "default"),
    }
    settings = []
    for name, (value, source) in values.items():
        field = SETTINGS.get(name, name)
        origin = getattr(context.get_parameter_source(field), "name", "")
        if origin == "COMMANDLINE":
            source = flags_of(field)[0]
        elif origin == "ENVIRONMENT":
            source = variable_of(field)
        elif name in session.settings:
            source = str(settings_file())
        settings.append(Setting(name, value, source))
    return settings


def _ask(name: str, question: str, default: str) -> str | list[str]:
    """Ask for the value of a setting, up to three times until it is valid; return it.

    An empty line means the default; the end of the input and a third invalid answer mean "".
    """
    from supportdir.errors import SupportDirError
    from supportdir.render.phrases import printable

    for _ in range(3):
        print(f"{question} [{default}]: " if default else f"{question}: ", end="", flush=True)
        answer = sys.stdin.readline()
        if not answer.strip():
            return default if answer else ""
        try:
            return _parse_value(name, answer.split())
        except SupportDirError as error:
            print(printable(str(error)))
    return ""


def _parse_name(text: str) -> str:
    """Return the name of a setting, given as the name or as the option. Raises UsageError if there is none."""
    from supportdir.cli.settings import NAMES, hint_for
    from supportdir.errors import UsageError

    name = text.removeprefix("--").lower()
    if name in NAMES:
        return name
    raise UsageError(f"there is no setting '{name}'; {hint_for(name)}")
