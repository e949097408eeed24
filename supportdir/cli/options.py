"""The options of the commands.

An option that several commands share is declared once, as a field of `Options`. The parser, `--help`, the environment
variables, the settings of config.toml and the tables of docs/guide.md are derived from these fields.
"""

# No `from __future__ import annotations`: the declarations are read at run time, and evaluating strings is slow.
import inspect
from collections.abc import Callable
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, get_args

import typer

from supportdir.model import PhoneKind

if TYPE_CHECKING:
    from supportdir.cli.session import Session

Output = Literal["table", "plain", "json"]
Color = Literal["auto", "always", "never"]
Sort = Literal["closing", "name"]

_FORMATS = (*get_args(Output), "csv", "ics", "github")


def parse_folder(text: str) -> Path:
    """Return the path of a folder. Raises typer.BadParameter for an empty name and for one that is not UTF-8."""
    if not text:  # Path("") is the working directory
        raise typer.BadParameter("the folder's name is empty")
    if any("\ud800" <= letter <= "\udfff" for letter in text):  # neither the index nor JSON can store it
        raise typer.BadParameter("the folder's name is not UTF-8; rename it")
    return Path(text)


def _parse_wav(text: str) -> Path:
    return _parse_file(text, (".wav",))


def _parse_qr(text: str) -> str:
    """Return the path of a file, or "", which means the terminal."""
    return text and str(_parse_file(text, (".svg", ".png")))


def _parse_page(text: str) -> str:
    """Return the path of a file, or "", which means stdout."""
    return text and str(_parse_file(text, (".html", ".htm")))


def _parse_file(text: str, suffixes: tuple[str, ...]) -> Path:
    path = Path(text)
    if path.suffix.lower() not in suffixes:
        raise typer.BadParameter(f"'{text}' is not a {' or '.join(suffixes)} file")
    return path


def _parse_out(text: str) -> Path:
    """Return the path of a file. Raises typer.BadParameter for the name of a format, which -o takes elsewhere."""
    if text in _FORMATS:
        raise typer.BadParameter(f"-o takes a file here, not a format; for a file of that name write ./{text}")
    return Path(text)


OutFile = Annotated[
    Path | None,
    typer.Option(
        "-o", "--out", metavar="FILE", parser=_parse_out, show_default=False, help='Write FILE; "-" is stdout.'
    ),
]

CompanyName = Annotated[
    list[str],
    typer.Argument(
        metavar="COMPANY",
        help="Slug, name, alias, domain or product, in any case; several words need no quotes.",
        show_default=False,
    ),
]


def _option(*flags: str, has_variable: bool = False, **settings: Any) -> Any:
    """Declare an option; with `has_variable`, SUPPORTDIR_NAME in the environment is its default."""
    variable = f"SUPPORTDIR_{flags[0][2:].upper().replace('-', '_')}" if has_variable else None
    return typer.Option(*flags, envvar=variable, show_default=False, **settings)


class Options(NamedTuple):
    """The shared options, in the order of `--help`; an option that was not given has its default."""

    category: Annotated[
        str | None, _option("--category", metavar="WORD", help="Only companies of this category, such as bank.")
    ] = None
    topic: Annotated[
        str | None, _option("--topic", "-t", metavar="WORD", help="What it is about, such as lost-card or luggage.")
    ] = None
    kind: Annotated[
        str | None, _option("--kind", metavar="WORD", help="Only contacts of this kind: phone, chat, email …")
    ] = None
    no_voice: Annotated[
        bool, _option("--no-voice", help="Only contacts that need no voice, such as textphone or chat.")
    ] = False
    limit: Annotated[int | None, _option("--limit", metavar="N", min=0, help="List at most N; 0 lists all.")] = None
    sort: Annotated[Sort, _option("--sort", help="Sort by name (default) or by closing time.")] = "name"
    force: Annotated[bool, _option("--force", help="Overwrite existing files.")] = False
    country: Annotated[
        str | None,
        _option(
            "--country",
            "-c",
            has_variable=True,
            metavar="CC",
            help="The country whose contacts you want (US, Germany), or all. Default: where you are.",
        ),
    ] = None
    from_: Annotated[
        str | None,
        _option(
            "--from",
            "-f",
            has_variable=True,
            metavar="CC",
            help="The country you are in. Default: the country of the system time zone.",
        ),
    ] = None
    tz: Annotated[
        str | None,
        _option(
            "--tz",
            has_variable=True,
            metavar="ZONE",
            help="Your time zone: Europe/Berlin, Berlin. Default: the system time zone.",
        ),
    ] = None
    language: Annotated[
        str | None,
        _option("--language", "-l", has_variable=True, metavar="WORD", help="The language you want: es, Spanish."),
    ] = None
    at: Annotated[
        str | None,
        _option("--at", metavar="TIME", help="Answer for this time: 17:55, 'Fri 5pm', 'tomorrow 9:00', 25.12.2026."),
    ] = None
    data: Annotated[
        list[Path] | None,
        _option(
            "--data",
            metavar="DIR",
            parser=parse_folder,
            help="A folder of company files that override the others; repeatable.",
        ),
    ] = None
    output: Annotated[
        Output | None,
        _option(
            "--output",
            "-o",
            has_variable=True,
            help="The output format. Default: table on a terminal, plain in a pipe.",
        ),
    ] = None
    color: Annotated[
        Color | None, _option("--color", has_variable=True, help="Whether to colour tables. Default: auto.")
    ] = None
    phone: Annotated[
        PhoneKind | None, _option("--phone", has_variable=True, help="The phone you dial with. Default: any phone.")
    ] = None
    no_input: Annotated[
        bool, _option("--no-input", has_variable=True, help="Never ask; list the possible companies instead.")
    ] = False

    def for_command(self, command: str) -> dict[str, Any]:
        """Return the values of the options that another command takes, by field."""
        return {name: getattr(self, name) for name in OPTIONS_OF[command]}

    def session(self, *, needs_location: bool = True, is_bilingual: bool = False) -> "Session":
        """Return a session; `Session` says what the arguments mean."""
        from supportdir.cli.session import Session

        return Session(self, needs_location=needs_location, is_bilingual=is_bilingual)


def _declaration(field: str) -> Any:
    return Options.__annotations__[field].__metadata__[0]


def flags_of(field: str) -> tuple[str, ...]:
    """Return the flags of a shared option, as in ("--from", "-f")."""
    declaration = _declaration(field)
    return (declaration.default, *declaration.param_decls)


def variable_of(field: str) -> str:
    """Return the environment variable of a shared option, as in "SUPPORTDIR_FROM"; "" if it has none."""
    return _declaration(field).envvar or ""


SETTINGS = {flags_of(field)[0][2:]: field for field in Options._fields if variable_of(field) and field != "no_input"}
"""The settings of config.toml that are options too, as in {"from": "from_"}: the name of each, and its field."""

CHOICES = {"output": get_args(Output), "color": get_args(Color), "phone": get_args(PhoneKind)}
"""The values of the settings that have a fixed set of values."""

_CALLER = ("country", "from_", "tz", "language")
_ANSWER = ("data", "output", "color", "no_input")
_LOOKUP = (*_CALLER, "at", *_ANSWER)

OPTIONS_OF: dict[str, tuple[str, ...]] = {
    "show": ("topic", "kind", "no_voice", *_LOOKUP),
    "open": ("category", "topic", "kind", "no_voice", "limit", "sort", *_LOOKUP),
    "reach": ("topic", "kind", "no_voice", "phone", "force", *_LOOKUP),
    "ivr": ("topic", "phone", "force", *_LOOKUP),
    "prepare": ("topic", "kind", "no_voice", "phone", "force", *_LOOKUP),
    "call": ("topic", "phone", *_CALLER, *_ANSWER),
    "wait": ("topic", "kind", "no_voice", *_CALLER, *_ANSWER),
    "hours": ("topic", "kind", "no_voice", *_LOOKUP),
    "find": ("category", "topic", "kind", "limit", "country", "from_", "tz", "at", *_ANSWER),
    "list": ("category", "topic", "kind", "limit", "country", "from_", "tz", "at", *_ANSWER),
    "whose": ("country", "from_", "tz", "at", *_ANSWER),
    "data check": ("at", "data", "color"),
    "data new": ("country", "force"),
    "data patch": ("data", "force"),
    "data stale": ("limit", "at", "data", "output", "color"),
    "data stats": ("at", "data", "output", "color"),
    "data path": ("data",),
    "data share": ("data", "force"),
    "letter": ("force", *_CALLER, "at", "data", "no_input"),
    "escalate": _LOOKUP,
    "log add": ("topic", *_LOOKUP),
    "log edit": ("topic", "tz", "language", "at", *_ANSWER),
    "log list": ("limit", "tz", "language", *_ANSWER),
    "log show": ("tz", "language", "data", "output", "color"),
    "log due": ("tz", "language", "at", "data", "output", "color"),
    "log close": ("tz", "language", "at", "data", "output", "color"),
    "log export": ("tz", "at", "data", "force"),
    "log forget": ("force", "language", "data", "no_input"),
    "config show": ("country", "from_", "tz", "language", "phone", "output", "color"),
}
"""The shared options that each command takes."""


def takes_options(command: str, **help: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Return a decorator that adds the shared options of a command to the function's own parameters.

    The function receives their values as its argument `options`; typer sees one flat signature. `help` replaces the
    help text of options that mean something more specific in the command.
    """
    fields = [field for field in Options._fields if field in OPTIONS_OF[command]]

    def decorate(function: Callable[..., int]) -> Callable[..., int]:
        signature = inspect.signature(function, eval_str=True)
        own = [parameter for name, parameter in signature.parameters.items() if name != "options"]
        shared = [
            inspect.Parameter(
                field,
                inspect.Parameter.KEYWORD_ONLY,
                default=Options._field_defaults[field],
                annotation=_with_help(field, help.get(field, "")),
            )
            for field in fields
        ]

        def run(*args: Any, **values: Any) -> int:
            options = Options(**{field: values.pop(field) for field in fields if field in values})
            return function(*args, **values, options=options)

        run.__doc__, run.__name__ = function.__doc__, function.__name__
        run.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]
        return run

    return decorate


def _with_help(field: str, text: str) -> Any:
    """Return the declaration of an option, with another help text if it is not ""."""
    declared = Options.__annotations__[field]
    if not text:
        return declared
    option = copy(declared.__metadata__[0])
    option.help = text
    return Annotated[declared.__origin__, option]


QR = Annotated[
    str | None,
    typer.Option(
        "--qr",
        metavar="[FILE]",
        help="Show the link as a QR code, or write it to FILE.svg or FILE.png.",
        parser=_parse_qr,
    ),
]
Tones = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write the key tones, with pauses, to FILE.wav.", parser=_parse_wav),
]
Page = Annotated[
    str | None,
    typer.Option(
        "--print",
        metavar="[FILE]",
        help="Write a page to print, with room for notes, to FILE.html or to stdout.",
        parser=_parse_page,
    ),
]
Need = Annotated[
    str | None,
    typer.Option(
        "--need",
        metavar="WORD",
        help="Which way suits: attachments, record, urgent, quick, complex, confidential, routine.",
        show_default=False,
    ),
]
