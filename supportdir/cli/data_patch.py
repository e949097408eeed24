"""`supportdir data patch`."""

from __future__ import annotations

from supportdir.cli.options import CompanyName, Options, OutFile, takes_options


@takes_options("data patch")
def patch(
    company: CompanyName,
    options: Options,
    out: OutFile = None,
) -> int:
    """Create a patch of COMPANY in your own folder, and print its path. A patch changes fields of the company's file.

    --data DIR writes it to DIR, -o to FILE. Your own companies and patches never leave your machine.

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
        raise UsageError("--data and --out exclude each other; give one")
    name = " ".join(company)
    session = options.session(needs_location=False)
    folder = out.parent if out else options.data[-1] if options.data else paths.own_companies()
    if options.force and not out and os.path.isdir(folder):  # noqa: PTH112  Path.is_dir raises OSError for a long name
        below = session.directory_below()  # the file in the top layer is overwritten, so it may be invalid
        try:
            subject = below.company(name)
            session.notes += below.notes
        except UnknownCompanyError:
            path = folder / f"{session.directory.company(name).slug}.yaml"
            raise DataError(f"{path} is not a patch but the whole company; edit that file") from None
    else:
        subject = session.directory.company(name)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"{folder} cannot be created: {error.strerror}") from error
    if str(out) == "-":
        print(printable(patch_of(subject)), end="")
        session.write_notes()
        return 0
    path = out or folder / f"{subject.slug}.yaml"
    hint = "edit that file"
    with suppress(OSError):
        if is_patch(paths.read_file(str(path))[1]):
            hint += ", or use --force to start over"
    save(path, patch_of(subject).encode(), force=options.force, hint=hint)
    print(printable(str(path)))
    session.notes.append(f"edit it, then run: supportdir data check {path}")
    session.write_notes()
    return 0
