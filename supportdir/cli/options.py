"""The options that several commands share, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from supportdir.model import PhoneKind

Output = Literal["table", "plain", "json"]
Color = Literal["auto", "always", "never"]


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
At = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="Ask as if it were TIME: 2026-12-24T17:55, 17:55, 'Fri 17:55'."),
]
Country = Annotated[
    str | None,
    typer.Option(
        metavar="CC",
        envvar="SUPPORTDIR_COUNTRY",
        help="Whose lines you want, as an ISO 3166 code; all for any. Default: where you stand.",
    ),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="CC", envvar="SUPPORTDIR_FROM", help="Where you stand. Default: by your system's zone."
    ),
]
Timezone = Annotated[
    str | None,
    typer.Option("--tz", metavar="ZONE", envvar="SUPPORTDIR_TZ", help="Your time zone. Default: your system's."),
]
Language = Annotated[
    str | None,
    typer.Option(metavar="L", envvar="SUPPORTDIR_LANGUAGE", help="The language the line should speak, as in: es."),
]
Topic = Annotated[str | None, typer.Option(metavar="T", help="What the call is about, as in: lost-card.")]
Kind = Annotated[str | None, typer.Option(metavar="K", help="Only contacts of that kind: phone, chat, email …")]
Data = Annotated[
    list[Path] | None,
    typer.Option(metavar="DIR", help="A folder of company files on top of the directory; repeatable.", parser=folder),
]
OutputChoice = Annotated[
    Output | None,
    typer.Option(
        "--output",
        envvar="SUPPORTDIR_OUTPUT",
        help="Default: table on a terminal, plain in a pipe.",
        show_default=False,
    ),
]
ColorChoice = Annotated[Color, typer.Option("--color", envvar="SUPPORTDIR_COLOR", help="Colour in tables.")]
PhoneChoice = Annotated[
    PhoneKind | None,
    typer.Option(
        "--phone", envvar="SUPPORTDIR_PHONE", help="What you dial with. Default: any phone.", show_default=False
    ),
]
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
NoInput = Annotated[
    bool, typer.Option("--no-input", envvar="SUPPORTDIR_NO_INPUT", help="Never ask; list what may be meant instead.")
]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")]
