"""The options of the commands; those that several commands share are declared once, in a table."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import typer

from supportdir.model import PhoneKind

if TYPE_CHECKING:
    from supportdir.cli.session import Session

Output = Literal["table", "plain", "json"]
Color = Literal["auto", "always", "never"]
Sort = Literal["closing", "name"]


def folder(text: str) -> Path:
    """The folder of that name; typer.BadParameter for a name that cannot be one."""
    if not text:  # which a Path takes for the folder where one stands
        raise typer.BadParameter("no folder is named")
    if any("\ud800" <= letter <= "\udfff" for letter in text):  # an index, and a line of JSON, hold text alone
        raise typer.BadParameter("the folder's name is not UTF-8; rename it")
    return Path(text)


def _tones(text: str) -> Path:
    return _file(text, (".wav",))


def _code(text: str) -> str:
    return text and str(_file(text, (".svg", ".png")))  # "" is the terminal


def _page(text: str) -> str:
    return text and str(_file(text, (".html", ".htm")))  # "" is stdout


def _file(text: str, endings: tuple[str, ...]) -> Path:
    if Path(text).suffix.lower() not in endings:
        raise typer.BadParameter(f"'{text}' is no {' or '.join(endings)} file, and nothing else is written")
    return Path(text)


CompanyName = Annotated[
    list[str],
    typer.Argument(
        metavar="COMPANY",
        help="Slug, name, alias, domain or product, in any case; its words need no quotes.",
        show_default=False,
    ),
]


class Options(NamedTuple):
    """The values of the shared options that a command was given; `None` where it was not."""

    country: str | None = None
    from_: str | None = None
    tz: str | None = None
    language: str | None = None
    category: str | None = None
    topic: str | None = None
    kind: str | None = None
    no_voice: bool = False
    limit: int | None = None
    sort: Sort = "name"
    at: str | None = None
    data: list[Path] | None = None
    output: Output | None = None
    color: Color = "auto"
    phone: PhoneKind | None = None
    no_input: bool = False
    force: bool = False

    def for_command(self, command: str) -> dict[str, Any]:
        """Return the values that another command takes too, by name."""
        return {name: getattr(self, name) for name in OPTIONS_OF[command]}

    def session(self, *, of_nobody: bool = False) -> Session:
        """Start to answer; `of_nobody`: the answer does not depend on where the caller is, so nothing is guessed."""
        from supportdir.cli.session import Session

        return Session(self, of_nobody=of_nobody)


def _option(*names: str, env: str = "", **settings: Any) -> Any:
    return typer.Option(*names, envvar=f"SUPPORTDIR_{env}" if env else None, show_default=False, **settings)


_DECLARATIONS: dict[str, Any] = {
    "category": Annotated[
        str | None, _option("--category", metavar="WORD", help="Only companies of this category, such as bank.")
    ],
    "topic": Annotated[
        str | None, _option("--topic", "-t", metavar="WORD", help="What it is about, such as lost-card or luggage.")
    ],
    "kind": Annotated[
        str | None, _option("--kind", metavar="WORD", help="Only contacts of this kind: phone, chat, email …")
    ],
    "no_voice": Annotated[
        bool, _option("--no-voice", help="Only contacts that need no voice, such as textphone or chat.")
    ],
    "limit": Annotated[int | None, _option("--limit", metavar="N", min=0, help="List at most N; 0 is all.")],
    "sort": Annotated[Sort, _option("--sort", help="Sort the list by name (default), or by what closes first.")],
    "phone": Annotated[
        PhoneKind | None, _option("--phone", env="PHONE", help="The phone you dial with. Default: any phone.")
    ],
    "force": Annotated[bool, _option("--force", help="Overwrite existing files.")],
    "country": Annotated[
        str | None,
        _option(
            "--country",
            "-c",
            env="COUNTRY",
            metavar="CC",
            help="Whose contacts: a country (US, Germany) or all. Default: where you are.",
        ),
    ],
    "from_": Annotated[
        str | None,
        _option(
            "--from",
            "-f",
            env="FROM",
            metavar="CC",
            help="The country you are in. Default: that of your system's time zone.",
        ),
    ],
    "tz": Annotated[
        str | None,
        _option(
            "--tz", env="TZ", metavar="ZONE", help="Your time zone: Europe/Berlin, Berlin. Default: your system's."
        ),
    ],
    "language": Annotated[
        str | None,
        _option("--language", "-l", env="LANGUAGE", metavar="WORD", help="The language you want: es, Spanish."),
    ],
    "at": Annotated[
        str | None,
        _option("--at", metavar="TIME", help="Answer for that time: 17:55, 'Fri 5pm', 'tomorrow 9:00', 25.12.2026."),
    ],
    "data": Annotated[
        list[Path] | None,
        _option("--data", metavar="DIR", parser=folder, help="A folder of company files over the others; repeatable."),
    ],
    "output": Annotated[
        Output | None, _option("--output", "-o", env="OUTPUT", help="Default: table on a terminal, plain in a pipe.")
    ],
    "color": Annotated[Color, _option("--color", env="COLOR", help="Colour in tables. Default: auto.")],
    "no_input": Annotated[
        bool, _option("--no-input", env="NO_INPUT", help="Never ask; list what may be meant instead.")
    ],
}
"""The options that several commands share, each declared once, in the order of `--help`."""

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
    "log edit": ("topic", "tz", "at", *_ANSWER),
    "log list": ("limit", "tz", *_ANSWER),
    "log show": ("tz", "data", "output", "color"),
    "log due": ("tz", "language", "at", "data", "output", "color"),
    "log close": ("tz", "language", "at", "data", "output", "color"),
    "log export": ("tz", "at", "data", "force"),
    "log forget": ("force", "data", "no_input"),
    "config show": ("country", "from_", "tz", "language", "phone", "output", "color"),
}
"""Which command takes which of them."""


def takes_options(command: str, **help: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Return a decorator that adds the shared options of a command to its own parameters.

    The function gets their values as its argument `options`; typer sees one flat signature. `help` replaces the text of
    an option that the command uses in a sense of its own.
    """
    names = OPTIONS_OF[command]
    defaults = Options._field_defaults

    def decorate(function: Callable[..., int]) -> Callable[..., int]:
        signature = inspect.signature(function, eval_str=True)
        own = [parameter for name, parameter in signature.parameters.items() if name != "options"]
        shared = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=defaults[name], annotation=declaration)
            for name, declaration in {**_DECLARATIONS, **_with_help(help)}.items()
            if name in names
        ]

        def run(*args: Any, **values: Any) -> int:
            options = Options(**{name: values.pop(name) for name in names if name in values})
            return function(*args, **values, options=options)

        run.__doc__, run.__name__ = function.__doc__, function.__name__
        run.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]
        return run

    return decorate


def _with_help(texts: dict[str, str]) -> dict[str, Any]:
    """The declarations of some options with another help text."""
    declarations = {}
    for name, text in texts.items():
        option = copy(_DECLARATIONS[name].__metadata__[0])
        option.help = text
        declarations[name] = Annotated[_DECLARATIONS[name].__origin__, option]
    return declarations


def flags_of(name: str) -> tuple[str, ...]:
    """Return how a shared option is written on the command line, as in ("--from", "-f")."""
    declaration = _DECLARATIONS[name].__metadata__[0]
    return (declaration.default, *declaration.param_decls)


QR = Annotated[
    str | None,
    typer.Option(
        "--qr",
        metavar="[FILE]",
        help="Show the link as a QR code, or write it to FILE.svg or FILE.png.",
        parser=_code,
    ),
]
Tones = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write the key tones, with their waits, to FILE.wav.", parser=_tones),
]
Page = Annotated[
    str | None,
    typer.Option(
        "--print",
        metavar="[FILE]",
        help="Write a page to print, with room for notes, to FILE.html or to stdout.",
        parser=_page,
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
