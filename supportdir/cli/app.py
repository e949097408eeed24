"""The command line: a table of commands, each imported when it is run.

Importing every command would take a quarter of the time that a start may take, so the table has only the module of each
command and its line in `--help`.
"""

from __future__ import annotations

import os
import re
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from supportdir import __version__, translation
from supportdir.cli import environment, start
from supportdir.cli.streams import AnswerLostError, ReaderLeftError, discard_output
from supportdir.errors import NotFoundError, SupportDirError, UsageError, sentence
from supportdir.translation import translate

if TYPE_CHECKING:
    from collections.abc import Mapping


class Entry(NamedTuple):
    """A command: its module in `supportdir.cli`, the function in that module, and its line in `--help`."""

    module: str
    function: str
    help: str


class Table(NamedTuple):
    """A group of commands, such as `data`."""

    commands: dict[str, Entry]
    help: str
    example: str


DATA = Table(
    {
        "check": Entry("data_check", "check", "Check company files against the rules of the format."),
        "new": Entry("data_new", "new", "Create a company file: a skeleton with a comment on each field."),
        "patch": Entry("data_patch", "patch", "Create a patch: your own changes to COMPANY."),
        "share": Entry("data_share", "share", "Print your own facts and what your calls proved, to contribute them."),
        "path": Entry("paths", "data_path", "Print the data folders and where each setting comes from."),
        "stale": Entry("data_stale", "stale", "List the facts to verify next, oldest first."),
        "stats": Entry("data_stats", "stats", "Count companies, contacts and sources, and show their age."),
        "schema": Entry("data_schema", "schema", "Print the JSON Schema of a company file, for editors."),
    },
    "Work with company files: create, check and count them.",
    "supportdir data stats",
)

CONFIG = Table(
    {
        "show": Entry("config", "show", "Show every setting, its value and where it comes from."),
        "set": Entry("config", "set_", "Set NAME in config.toml."),
        "unset": Entry("config", "unset", "Remove NAME from config.toml."),
        "init": Entry("config", "init", "Ask for your country, time zone and language, and write config.toml."),
        "path": Entry("paths", "config_path", "Print the paths of settings, index and log, and what sets them."),
    },
    "Show and change the settings.",
    "supportdir config set from US",
)

LOG = Table(
    {
        "add": Entry("log", "add", "Write down a call or a message to COMPANY."),
        "list": Entry("log", "list_", "List the entries of the log, or those of COMPANY."),
        "show": Entry("log", "show", "Show the entry ID in full."),
        "edit": Entry("log", "edit", "Change the entry ID."),
        "due": Entry("log", "due", "List promises that are late or due, and requests that wait for too long."),
        "close": Entry("log", "close", "Close the entry ID: nothing more is expected."),
        "export": Entry("log", "export", "Print the log as JSON or CSV, or its promises as a calendar."),
        "forget": Entry("log", "forget", "Remove an entry, those of a company, or all, without a trace."),
    },
    "Keep a record of your calls: what was said and promised. It never leaves your machine.",
    "supportdir log due",
)

COMMANDS: dict[str, Entry | Table] = {
    "show": Entry("show", "show", "Show how to reach COMPANY: number, opening state, menu keys, other ways."),
    "open": Entry("open", "open_", "Show whether COMPANY is open now, or list the open companies."),
    "reach": Entry("reach", "reach", "List the ways to reach COMPANY now, best first, with reasons."),
    "ivr": Entry("ivr", "ivr", "Show which keys lead through the phone menu of COMPANY to a person."),
    "prepare": Entry("prepare", "prepare", "Show the checklist for a call to COMPANY, or print it as a page."),
    "call": Entry("call", "call", "Guide a call to COMPANY step by step, and keep a record of it."),
    "wait": Entry("wait", "wait", "Wait until COMPANY opens, then ring the terminal bell."),
    "hours": Entry("hours", "hours", "Show the opening hours of COMPANY for one week, in your time."),
    "find": Entry("find", "find", "Find companies by name, domain, category, topic or number."),
    "whose": Entry("whose", "whose", "Show whose number it is, and the source."),
    "list": Entry("list_", "list_", "List the companies in the directory."),
    "log": LOG,
    "letter": Entry("letter", "letter", "Write a letter to COMPANY: a request, a complaint, a confirmation of a call."),
    "escalate": Entry("escalate", "escalate", "Show the next step if COMPANY does not solve a problem."),
    "data": DATA,
    "config": CONFIG,
}

_COMPLETE = "_SUPPORTDIR_COMPLETE"  # set by a shell that asks for completions
_INSTALL = "--install-completion"

# Messages of typer about numbers, in plain words.
_NUMBER_MESSAGES = (
    (r"is not a valid int(?:eger)?(?: range)?$", "is not a whole number"),
    (r"is not in the range x>=(\d+)$", r"is less than \1"),
)

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

# Options whose value is optional, and the suffixes of files for them, valid or not; no company is called so.
_OPTIONAL_VALUES = {
    "--qr": (".svg", ".png", ".gif", ".jpg", ".jpeg", ".pdf", ".webp"),
    "--print": (".html", ".htm", ".pdf", ".txt", ".md"),
}


class Command(TyperCommand):
    """A command of the table. The values of some options are optional, which typer does not support."""

    def get_help(self, ctx: Any) -> str:
        return environment.writable(super().get_help(ctx))  # typer itself prints UTF-8 even if stdout is ASCII

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        for option, suffixes in _OPTIONAL_VALUES.items():
            if option in args:
                at = args.index(option) + 1
                if not "".join(args[at : at + 1]).lower().endswith(suffixes):
                    args = [*args[: at - 1], f"{option}=", *args[at:]]
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            if not hasattr(error, "possibilities"):  # typer's error for an unknown option has no public name
                raise
            raise UsageError(
                _unknown_option(ctx.command_path, getattr(error, "option_name", ""), self.params)
            ) from None


class CommandTable(TyperGroup):
    """A group whose commands are those of a table: COMMANDS or one of the tables in it."""

    table: Mapping[str, Entry | Table] = COMMANDS

    def get_help(self, ctx: Any) -> str:
        return environment.writable(super().get_help(ctx))

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self.table)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        entry = self.table.get(cmd_name)
        if entry is None:
            return None
        if isinstance(entry, Table):
            group = CommandTable(
                name=cmd_name,
                help=entry.help,
                epilog=f"Example: {entry.example}",
                rich_markup_mode=None,
                context_settings=CONTEXT,
            )
            group.table = entry.commands
            return group
        start.import_msgspec()
        function = getattr(import_module(f"supportdir.cli.{entry.module}"), entry.function)
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        single.command(name=cmd_name, cls=Command, context_settings=CONTEXT)(function)
        command = typer.main.get_command(single)
        if _COMPLETE in os.environ:
            from supportdir.cli import completing

            completing.attach(command)
        return command

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args == [_INSTALL] or (args[:1] == [_INSTALL] and args[1].startswith("-")):
            args = [f"{_INSTALL}=", *args[1:]]  # without a value it means the current shell
        try:
            return super().parse_args(ctx, args or ["--help"])
        except Exception as error:
            option = getattr(error, "option_name", "") if hasattr(error, "possibilities") else ""
            if not option or not _is_shared(option):
                raise
            example = "show COMPANY" if self.table is COMMANDS else next(iter(self.table))
            raise UsageError(
                f"{option} must follow the command, as in: {ctx.command_path} {example} {option}"
            ) from None

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        from supportdir.cli import completing

        names = completing.names(ctx, incomplete) if self.table is COMMANDS else []
        return [*super().shell_complete(ctx, incomplete), *names]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in self.table.items()])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in self.table and not args[0].startswith("-"):
            if self.table is not COMMANDS or not _starts_with_company(args):
                raise UsageError(_unknown_command(args, self.table, ctx.command_path))
            args = ["show", *args]
        return super().resolve_command(ctx, args)


def _print_version(is_wanted: bool) -> None:
    if is_wanted:
        print(f"supportdir {__version__}")
        raise typer.Exit


def _install_completion(shell: str | None) -> None:
    if shell is not None:
        from supportdir.cli import completing

        print(completing.install_for(shell))
        raise typer.Exit


app = typer.Typer(
    cls=CommandTable,
    add_completion=False,  # typer's own option takes no shell: it guesses one
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=CONTEXT,
)


@app.callback(epilog="Example: supportdir show suunto --country AU")
def supportdir(
    version: bool = typer.Option(
        False, "--version", "-V", callback=_print_version, is_eager=True, help="Show the version and exit."
    ),
    install_completion: str | None = typer.Option(
        None,
        _INSTALL,
        metavar="[SHELL]",
        callback=_install_completion,
        is_eager=True,
        show_default=False,
        help="Install completion for bash, zsh, fish, powershell or pwsh. Default: the current shell.",
    ),
) -> None:
    """Find out which support number to call, whether it is open, and which keys lead through the menu to a person."""


def run(args: list[str] | None = None) -> int:
    """Run the command line and return the exit status. Every error is one line on stderr."""
    environment.prepare()
    translation.use({})  # until a session has chosen the language
    try:
        status = _run_command(args)
        sys.stdout.flush()
    except ReaderLeftError:
        discard_output()
        return 0
    except AnswerLostError as error:
        discard_output()
        return _fail(f"the answer cannot be written: {error}", 3)
    return status


def _run_command(args: list[str] | None) -> int:
    if _COMPLETE in os.environ:
        from supportdir.cli import completing

        completing.prepare()
    try:
        status = app(args, prog_name="supportdir", standalone_mode=False)
    except SupportDirError as error:
        _show_not_found(error)
        return _fail(str(error), error.exit_status, *error.notes)
    except (ReaderLeftError, AnswerLostError):
        raise
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except SystemExit as end:  # typer exits after it has completed a word for a shell
        return end.code if isinstance(end.code, int) else 0
    except Exception as error:
        if message := _usage_message(error):
            return _fail(message, 2)
        if isinstance(error, OSError) and error.filename:
            return _fail(f"{error.filename}: {error.strerror}", 3)
        return _fail(_internal_error(error), 70)
    return status if isinstance(status, int) else 0


def _show_not_found(error: SupportDirError) -> None:
    """Write a JSON document without answers to stdout, if nothing was found and the output is JSON."""
    if isinstance(error, NotFoundError):
        from supportdir.cli.session import Session

        if Session.current:
            Session.current.show_not_found(error)


def _fail(message: str, status: int, *notes: str) -> int:
    from supportdir.render.phrases import printable

    for line in (translate("error: {message}", message=message), *notes):
        print(printable(line), file=sys.stderr)
    return status


def _usage_message(error: Exception) -> str:
    """Return typer's message about an invalid command line, as one line; "" for other errors."""
    # The class of typer's error is private, its attributes are not.
    if not hasattr(error, "format_message"):
        return ""
    message = " ".join(error.format_message().split()).rstrip(".")
    for pattern, words in _NUMBER_MESSAGES:
        message = re.sub(pattern, words, message)
    context = getattr(error, "ctx", None)
    return f"{sentence(message)} Try: {context.command_path} --help" if context else message


def _starts_with_company(args: list[str]) -> bool:
    """Return whether the words before the first option are a COMPANY or COMPANY/CONTACT."""
    from supportdir import open_directory
    from supportdir.errors import DataError
    from supportdir.names import is_address

    name = _words_before_options(args)
    try:
        with open_directory() as directory:
            return directory.is_called(name if is_address(name) else name.partition("/")[0])
    except DataError:  # the command reports it
        return False


def _unknown_command(args: list[str], table: Mapping[str, Entry | Table], path: str) -> str:
    """Return the message for a word that is neither a command of the table nor the beginning of a company's name."""
    from difflib import get_close_matches

    from supportdir import open_directory

    if near := get_close_matches(args[0], table, n=1, cutoff=0.7):
        return f"no command is called '{args[0]}'. Did you mean {path} {near[0]}?"
    if table is not COMMANDS:
        return f"no command is called '{args[0]}'. Try: {path} --help"
    name = _words_before_options(args)
    hint = f"Try: {path} --help"
    try:
        with open_directory() as directory:
            slug = directory.resolve(name).company.slug  # not an exact name, but for example one with generic words
        hint = f"To show the company: supportdir show {slug}"
    except NotFoundError as error:
        if slugs := getattr(error, "near", ()):
            hint = f"Did you mean {' or '.join(slugs)}?"
    return f"no command or company is called '{name}'. {hint}"


def _unknown_option(path: str, option: str, parameters: list[Any]) -> str:
    """Return the message for an option that a command does not take, with the commands that do, or similar options."""
    from difflib import get_close_matches

    from supportdir.cli.options import OPTIONS_OF, Options, flags_of

    command = path.removeprefix("supportdir ")
    for field in Options._fields:
        if option in flags_of(field):
            others = [other for other, fields in OPTIONS_OF.items() if field in fields]
            others = [other for other in others if other in COMMANDS] or others
            return f"{command} does not take {option}; {_join(others)} {'does' if len(others) == 1 else 'do'}"
    known = [flag for parameter in parameters for flag in parameter.opts if flag.startswith("--")]
    near = get_close_matches(option, known, n=2, cutoff=0.7) if option.startswith("--") else []
    return f"{command} has no option {option}. " + (
        f"Did you mean {' or '.join(near)}?" if near else f"Try: {path} --help"
    )


def _is_shared(option: str) -> bool:
    from supportdir.cli.options import Options, flags_of

    return any(option in flags_of(field) for field in Options._fields)


def _join(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def _words_before_options(args: list[str]) -> str:
    from itertools import takewhile

    return " ".join(takewhile(lambda word: not word.startswith("-"), args))


def _internal_error(error: Exception) -> str:
    """Write the traceback to a temporary file and return the message for an internal error."""
    import tempfile
    import traceback

    from supportdir.paths import support_page

    kind, hint = f"internal error ({type(error).__name__})", f"please report it as described in {support_page()}"
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="supportdir-", suffix=".txt", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as details:
            traceback.print_exception(error, file=details)
    except OSError:  # the disk is full, or there is no temporary folder
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{kind}: {error} ({last.filename}:{last.lineno}); {hint}"
    return f"{kind}, details in {details.name}; {hint}"
