"""`supportdir config show`, `set`, `unset` and `init`: look at the settings, and change them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from supportdir.cli.options import Options, flags_of, takes_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from supportdir.cli.session import Session

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of a setting.", show_default=False)]


class Setting(NamedTuple):
    """A setting as an answer uses it: its value, "" if it has none, and where that comes from."""

    name: str
    value: str
    source: str


@takes_options("config show")
def show(options: Options, context: typer.Context) -> int:
    """Show every setting, its value, and where it comes from: an option, a variable, config.toml or the system.

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
        list[str], typer.Argument(metavar="VALUE...", help="Its value; for mine the companies.", show_default=False)
    ],
) -> int:
    """Set NAME in config.toml; everything else in the file stays as it is.

    Example: supportdir config set from US
    """
    from supportdir.cli.settings import change_setting

    name = _known(name)
    value = checked(name, values)
    change_setting(name, value)
    print(f"{name} = {value if isinstance(value, str) else ', '.join(value)}")
    return 0


def unset(name: Name) -> int:
    """Take NAME out of config.toml.

    Example: supportdir config unset from
    """
    from supportdir.cli.settings import change_setting

    change_setting(_known(name), None)
    return 0


def init() -> int:
    """Ask three questions, where you are, your time zone and your language, and write the answers to config.toml.

    Example: supportdir config init
    """
    from supportdir.cli.settings import change_setting
    from supportdir.errors import UsageError
    from supportdir.paths import settings_file

    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageError("config init asks questions on a terminal; without one: supportdir config set from CC")
    session = Options().session()
    print("Press Enter to take what stands in brackets.")
    questions = (
        ("from", "The country you are in, such as US or Germany", session.caller.location),
        ("tz", "Your time zone, such as Europe/Berlin or Berlin", session.timezone),
        ("language", "The language you want to speak, such as en or English; empty for any", session.caller.language),
    )
    for name, question, default in questions:
        if value := _answered(name, question, default):
            change_setting(name, value)
    print(f"written to {settings_file()}; supportdir config show shows it")
    return 0


def checked(name: str, values: Sequence[str]) -> str | list[str]:
    """Return the value of a setting as config.toml has it. Raises UsageError for a value that it cannot have."""
    from supportdir import open_directory
    from supportdir.cli.session import country_code, language_tag, market_code, zone_name
    from supportdir.cli.settings import CHOICES, LISTS
    from supportdir.errors import UnknownWordError, UsageError

    value = " ".join(values)
    if name in CHOICES:
        if value not in CHOICES[name]:
            raise UsageError(f"invalid {name} '{value}'; choose one of {', '.join(CHOICES[name])}")
        return value
    parse = {"from": country_code, "country": market_code, "language": language_tag, "tz": zone_name}
    with open_directory() as directory:
        if name in LISTS:
            return [directory.company(value).slug for value in values]
        try:
            return parse[name](value, directory.word)
        except UnknownWordError as error:
            raise UsageError(f"invalid {name} '{value}'; {error.hint}") from None


def _settings(session: Session, context: typer.Context) -> list[Setting]:
    """Every setting, in the order of the manual."""
    from supportdir.cli.settings import SETTINGS
    from supportdir.paths import settings_file

    used = {
        "from": (session.caller.location, session.location_source or "unknown"),
        "tz": (session.timezone, session.zone_source),
        "country": (session.caller.country, "from"),
        "language": (session.caller.language, "default"),
        "output": (session.output, "default"),
        "color": (session.color, "default"),
        "phone": (session.caller.phone, "default"),
        "mine": (", ".join(session.mine), "default"),
    }
    found = []
    for name in SETTINGS:
        value, source = used[name]
        parameter = "from_" if name == "from" else name
        given = getattr(context.get_parameter_source(parameter), "name", "")
        if given == "COMMANDLINE":
            source = flags_of(parameter)[0]
        elif given == "ENVIRONMENT":
            source = f"SUPPORTDIR_{name.upper()}"
        elif name in session.settings:
            source = str(settings_file())
        found.append(Setting(name, value, source))
    return found


def _answered(name: str, question: str, default: str) -> str | list[str]:
    """Ask until the answer is a value of the setting, three times at most; the default for nothing, "" for none."""
    from supportdir.errors import SupportDirError
    from supportdir.render.phrases import printable

    for _ in range(3):
        print(f"{question} [{default}]: " if default else f"{question}: ", end="", flush=True)
        answer = sys.stdin.readline()
        if not answer.strip():
            return default if answer else ""
        try:
            return checked(name, answer.split())
        except SupportDirError as error:
            print(printable(str(error)))
    return ""


def _known(name: str) -> str:
    from difflib import get_close_matches

    from supportdir.cli.settings import SETTINGS
    from supportdir.errors import UsageError

    name = name.removeprefix("--").lower()
    if name in SETTINGS:
        return name
    near = get_close_matches(name, SETTINGS, n=1)
    hint = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(SETTINGS)}"
    raise UsageError(f"there is no setting '{name}'; {hint}")
