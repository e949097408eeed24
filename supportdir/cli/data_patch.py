"""`supportdir data patch`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from supportdir.cli.options import CompanyName, Options, takes_options


@takes_options("data patch")
def patch(
    company: CompanyName,
    options: Options,
    out: Annotated[Path | None, typer.Option("-o", "--out", metavar="FILE", help="Write FILE.")] = None,
) -> int:
    """Start a patch of COMPANY in your own folder, and print its path: what you write there goes over the directory.

    With --data DIR it goes into that folder, with -o to FILE. Your own companies and patches never leave your machine.

    Example: supportdir data patch suunto
    """
    import os
    from contextlib import suppress

    from supportdir import paths
    from supportdir.cli.files import save
    from supportdir.errors import DataError, UnknownCompanyError, UsageError
    from supportdir.format.patches import is_patch
    from supportdir.format.skeleton import patch_of
    from supportdir.render.phrases import printable

    if options.data and out:
        raise UsageError("--data and --out both say where to write; give one")
    name = " ".join(company)
    session = options.session(of_nobody=True)
    data, force = options.data, options.force
    folder = out.parent if out else data[-1] if data else paths.own_companies()
    if force and not out and os.path.isdir(folder):  # noqa: PTH112  a Path does not take every name
        below = session.directory_below()  # what is there, broken or not, is to be written over
        try:
            found = below.company(name)
            session.notes += below.notes
        except UnknownCompanyError:
            found = session.directory.company(name)
            raise DataError(f"{folder / found.slug}.yaml is all of that company; change it there") from None
    else:
        found = session.directory.company(name)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"{folder} cannot be made: {error.strerror}") from error
    path = out or folder / f"{found.slug}.yaml"
    hint = "change it there"
    with suppress(OSError):
        if is_patch(paths.read_file(str(path))[1]):
            hint += ", or --force to begin again"
    save(path, patch_of(found).encode(), force=force, hint=hint)
    print(printable(str(path)))
    session.notes.append(f"change what should differ, then: supportdir data check {path}")
    session.write_notes()
    return 0
