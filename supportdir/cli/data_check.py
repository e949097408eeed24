"""`supportdir data check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from supportdir.cli.options import Options, takes_options

Form = Literal["table", "plain", "json", "github"]


@takes_options("data check")
def check(
    options: Options,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATHS]...",
            help="Files or folders. Default: the dataset, your own folder, and each --data.",
            show_default=False,
        ),
    ] = None,
    notices: Annotated[bool, typer.Option("--notices", help="Show notices too, not only their count.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
    output: Annotated[
        Form | None,
        typer.Option(
            "--output",
            "-o",
            help="The output format. Default: table on a terminal, plain in a pipe. github: workflow annotations.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Check company files against the rules of the format, and print every problem with its position and a hint.

    Example: supportdir data check --notices
    """
    import sys

    from supportdir.cli.environment import needs_ascii
    from supportdir.lint.check import check as run
    from supportdir.lint.check import files_in, files_of_directory
    from supportdir.paths import must_exist
    from supportdir.render import findings, machine
    from supportdir.render.phrases import printable

    session = options._replace(output=None if output == "github" else output).session(needs_location=False)
    layers = session.layers
    must_exist(layers)
    files = files_in(paths) if paths else files_of_directory(layers)
    with findings.progress() as progress:
        report = run(files, session.moment.date(), progress, layers)
    shown = [finding for finding in report.findings if notices or finding.severity != "notice"]
    note = findings.summary(report, notices_shown=notices)
    form = output or session.output
    if form == "json":
        asked = {"at": machine.iso(session.moment), "paths": [str(path) for path in paths or ()]}
        values = [findings.value(finding) for finding in shown]
        sys.stdout.writelines(machine.document(asked, values, [note], ascii_only=needs_ascii()))
    elif form == "github":
        sys.stdout.writelines(f"{findings.annotation(finding)}\n" for finding in shown)
    elif form == "plain":
        sys.stdout.writelines(f"{machine.record(findings.record(finding))}\n" for finding in shown)
    else:
        session.screen.show(findings.table(shown, session.screen.width))
    print(printable(note), file=sys.stderr)
    return 1 if report.counts["error"] or (strict and report.counts["warning"]) else 0
