"""The command line: a table of commands, each loaded when it is run.

Registering every command at each start would cost a quarter of the start-up budget, so the group knows only where each
one is and the line that `--help` shows for it.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from supportdir import __version__
from supportdir.cli import environment
from supportdir.cli.streams import AnswerLostError, ReaderLeftError, discard_output
from supportdir.errors import NotFoundError, SupportDirError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Entry(NamedTuple):
    """A command of the table: the module of `supportdir.cli` and the function in it that is the command."""

    module: str
    function: str
    help: str


class Table(NamedTuple):
    """Commands under one word."""

    commands: dict[str, Entry]
    help: str
    example: str


DATA = Table(
    {
        "check": Entry("data_check", "check", "Check company files against the rules of the format."),
        "new": Entry("data_new", "new", "Start a company file: a skeleton with a comment on each field."),
        "patch": Entry("data_patch", "patch", "Start a patch: your own changes to COMPANY, in your own folder."),
        "share": Entry("data_share", "share", "Print your own facts and what your calls proved, to contribute them."),
        "path": Entry("paths", "data_path", "Say where the company files lie, and who said so."),
        "stale": Entry("data_stale", "stale", "List what to verify next: the oldest facts first."),
        "stats": Entry("data_stats", "stats", "Count what the directory holds and how far it can be trusted."),
        "schema": Entry("data_schema", "schema", "Print the JSON Schema of a company file, for editors."),
    },
    "Work on the company files: check them, add to them, see what is there.",
    "supportdir data stats",
)

CONFIG = Table(
    {
        "show": Entry("config", "show", "Show every setting, its value, and where it comes from."),
        "set": Entry("config", "set_", "Set NAME in config.toml."),
        "unset": Entry("config", "unset", "Take NAME out of config.toml."),
        "init": Entry("config", "init", "Ask where you are, your time zone and your language, and write config.toml."),
        "path": Entry("paths", "config_path", "Print where the settings, the index and the log are, and what says so."),
    },
    "Look at the settings, and change them.",
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
    "Keep a record of your calls: who said what, and what was promised. It never leaves your machine.",
    "supportdir log due",
)

COMMANDS: dict[str, Entry | Table] = {
    "show": Entry("show", "show", "Show how to reach COMPANY: number, who is there now, keys, what else."),
    "open": Entry("open", "open_", "Say whether COMPANY is open now, or list who is."),
    "reach": Entry("reach", "reach", "Say what gets you through to COMPANY now, best first, and why."),
    "ivr": Entry("ivr", "ivr", "Show which keys get past the phone menu of COMPANY to a person."),
    "prepare": Entry("prepare", "prepare", "Show the checklist for a call to COMPANY, or print it as a page."),
    "call": Entry("call", "call", "Guide a call to COMPANY step by step, and keep a record of it."),
    "wait": Entry("wait", "wait", "Sleep until COMPANY opens, then ring the bell."),
    "hours": Entry("hours", "hours", "Show the hours of COMPANY for the week of a day, in your time."),
    "find": Entry("find", "find", "Find companies by name, domain, category, topic or number."),
    "whose": Entry("whose", "whose", "Say whose number it is, and by which source."),
    "list": Entry("listing", "list_", "List the companies of the directory."),
    "log": LOG,
    "letter": Entry("letter", "letter", "Write a letter to COMPANY: a request, a complaint, what was said on a call."),
    "escalate": Entry(
        "escalate", "escalate", "Say what to do next when COMPANY does not solve it, and who is above it."
    ),
    "data": DATA,
    "config": CONFIG,
}

_COMPLETE = "_SUPPORTDIR_COMPLETE"  # the variable by which a shell asks what to offer
_INSTALL = "--install-completion"

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


# Options that take a file or stand alone, and the endings of files: names that no company has.
_WITH_FILE_OR_ALONE = {
    "--qr": (".svg", ".png", ".gif", ".jpg", ".jpeg", ".pdf", ".webp"),
    "--print": (".html", ".htm", ".pdf", ".txt", ".md"),
}


class Command(TyperCommand):
    """A command of the table; some options may stand with a file behind them or alone, which typer cannot declare."""

    def get_help(self, ctx: Any) -> str:
        return environment.writable(super().get_help(ctx))  # typer writes UTF-8 where stdout is ASCII

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        for option, endings in _WITH_FILE_OR_ALONE.items():
            if option in args:
                at = args.index(option) + 1
                if not "".join(args[at : at + 1]).lower().endswith(endings):
                    args = [*args[: at - 1], f"{option}=", *args[at:]]
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            if not hasattr(error, "possibilities"):  # typer's error for an unknown option has no public name
                raise
            raise UsageError(_no_option(ctx.command_path, getattr(error, "option_name", ""), self.params)) from None


class CommandTable(TyperGroup):
    """A group whose commands come from a table: COMMANDS, or one of those in it."""

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
            args = [f"{_INSTALL}=", *args[1:]]  # alone it means the shell that runs this
        try:
            return super().parse_args(ctx, args or ["--help"])
        except Exception as error:
            option = getattr(error, "option_name", "") if hasattr(error, "possibilities") else ""
            if not option or not _is_shared(option):
                raise
            example = "show COMPANY" if self.table is COMMANDS else next(iter(self.table))
            raise UsageError(
                f"{option} goes behind the command, as in: {ctx.command_path} {example} {option}"
            ) from None

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        from supportdir.cli import completing

        found = super().shell_complete(ctx, incomplete)
        names = completing.names(ctx, incomplete) if self.table is COMMANDS else []
        return [*found, *names]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in self.table.items()])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in self.table and not args[0].startswith("-"):
            if self.table is not COMMANDS or not _begins_with_a_company(args):
                raise UsageError(_no_command(args, self.table, ctx.command_path))
            args = ["show", *args]
        return super().resolve_command(ctx, args)


def version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        print(f"supportdir {__version__}")
        raise typer.Exit


def install_completion(shell: str | None) -> None:
    """Install completion and stop."""
    if shell is not None:
        from supportdir.cli import completing

        print(completing.install_for(shell))
        raise typer.Exit


app = typer.Typer(
    cls=CommandTable,
    add_completion=False,  # typer's option installs for the shell that it guesses, whatever is asked for
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=CONTEXT,
)


@app.callback(epilog="Example: supportdir show suunto --country AU")
def supportdir(
    version: bool = typer.Option(
        False, "--version", "-V", callback=version, is_eager=True, help="Show the version and exit."
    ),
    install_completion: str | None = typer.Option(
        None,
        _INSTALL,
        metavar="[SHELL]",
        callback=install_completion,
        is_eager=True,
        show_default=False,
        help="Install completion for bash, zsh, fish, powershell or pwsh; default: the shell that runs this.",
    ),
) -> None:
    """Which support number to call, whether anyone is there now, and which keys get you past the menu to a person."""


def run(args: list[str] | None = None) -> int:
    """Run the command line and return the exit status. Every failure is one line on stderr."""
    environment.prepare()
    try:
        status = _status_of(args)
        sys.stdout.flush()
    except ReaderLeftError:
        discard_output()
        return 0
    except AnswerLostError as error:
        discard_output()
        return _fail(f"the answer cannot be written: {error}", 3)
    return status


def _status_of(args: list[str] | None) -> int:
    if _COMPLETE in os.environ:
        from supportdir.cli import completing

        completing.prepare()
    try:
        status = app(args, prog_name="supportdir", standalone_mode=False)
    except SupportDirError as error:
        _show_miss(error)
        return _fail(str(error), error.exit_status, *error.notes)
    except (ReaderLeftError, AnswerLostError):
        raise
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except SystemExit as end:  # typer ends the process after answering a shell that completes a word
        return end.code if isinstance(end.code, int) else 0
    except Exception as error:
        if message := _usage(error):
            return _fail(message, 2)
        if isinstance(error, OSError) and error.filename:
            return _fail(f"{error.filename}: {error.strerror}", 3)
        return _fail(_fault_of_ours(error), 70)
    return status if isinstance(status, int) else 0


def _show_miss(error: SupportDirError) -> None:
    """Write what a program expects to stdout even if nothing was found: a JSON document."""
    if isinstance(error, NotFoundError):
        from supportdir.cli.session import Session

        if Session.latest:
            Session.latest.show_miss(error)


def _fail(message: str, status: int, *notes: str) -> int:
    from supportdir.render.phrases import printable

    for line in (f"error: {message}", *notes):
        print(printable(line), file=sys.stderr)
    return status


def _usage(error: Exception) -> str:
    """Typer's message of a wrong command line in one line; "" for other errors. Its class is private, not its shape."""
    if not hasattr(error, "format_message"):
        return ""
    message = " ".join(error.format_message().split()).rstrip(".")
    context = getattr(error, "ctx", None)
    return f"{message}. Try: {context.command_path} --help" if context else message


def _begins_with_a_company(args: list[str]) -> bool:
    """Return whether the words before the first option are the name of a company, maybe with a contact."""
    from supportdir import open_directory
    from supportdir.errors import DataError
    from supportdir.names import is_address

    name = _words_before_options(args)
    try:
        with open_directory() as directory:
            return directory.is_called(name if is_address(name) else name.partition("/")[0])
    except DataError:  # the command that is run reports it
        return False


def _no_command(args: list[str], table: Mapping[str, Entry | Table], path: str) -> str:
    from difflib import get_close_matches

    from supportdir import open_directory
    from supportdir.errors import NotFoundError

    if near := get_close_matches(args[0], table, n=1, cutoff=0.7):
        return f"no command is called '{args[0]}'. Did you mean {path} {near[0]}?"
    if table is not COMMANDS:
        return f"no command is called '{args[0]}'. Try: {path} --help"
    name = _words_before_options(args)
    hint = f"Try: {path} --help"
    try:
        with open_directory() as directory:
            found = directory.resolve(name).company.slug  # by a rule that only a command applies
        hint = f"To reach the company: supportdir show {found}"
    except NotFoundError as error:
        if slugs := getattr(error, "near", ()):
            hint = f"Did you mean {' or '.join(slugs)}?"
    return f"no command or company is called '{name}'. {hint}"


def _no_option(path: str, option: str, parameters: list[Any]) -> str:
    """That a command does not take an option: which commands do, or the option that was nearly typed."""
    from difflib import get_close_matches

    from supportdir.cli.options import OPTIONS_OF, Options, flags_of

    command = path.removeprefix("supportdir ")
    for name in Options._fields:
        if option in flags_of(name):
            others = [other for other, names in OPTIONS_OF.items() if name in names]
            others = [other for other in others if other in COMMANDS] or others
            return f"{command} does not take {option}; {_listed(others)} {'does' if len(others) == 1 else 'do'}"
    known = [flag for parameter in parameters for flag in parameter.opts if flag.startswith("--")]
    near = get_close_matches(option, known, n=2, cutoff=0.7) if option.startswith("--") else []
    return f"{command} has no option {option}. " + (
        f"Did you mean {' or '.join(near)}?" if near else f"Try: {path} --help"
    )


def _is_shared(option: str) -> bool:
    from supportdir.cli.options import Options, flags_of

    return any(option in flags_of(name) for name in Options._fields)


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def _words_before_options(args: list[str]) -> str:
    from itertools import takewhile

    return " ".join(takewhile(lambda word: not word.startswith("-"), args))


def _fault_of_ours(error: Exception) -> str:
    import tempfile
    import traceback

    from supportdir.paths import support_page

    kind, how = type(error).__name__, f"how to report it: {support_page()}"
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="supportdir-", suffix=".txt", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as details:
            traceback.print_exception(error, file=details)
    except OSError:  # no room for them, or no folder
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"internal error ({kind}): {error} ({last.filename}:{last.lineno}); {how}"
    return f"internal error ({kind}), details in {details.name}; {how}"
