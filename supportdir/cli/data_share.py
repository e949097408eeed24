"""`supportdir data share`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supportdir.cli.options import Options, OutFile, takes_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from supportdir.cli.session import Session
    from supportdir.compiled import CompiledCompany


@takes_options("data share")
def share(
    options: Options,
    company: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COMPANY]", help="Only what is about this company.", show_default=False),
    ] = None,
    out: OutFile = None,
) -> int:
    """Print what you can contribute: your own companies and patches, and what your calls proved, as patches.

    Of the log only this is used: which number, keys or hours were right or wrong, and on which day. Nothing that you
    wrote down about a call is in it. Read it before you send it; nothing is sent from here.

    Example: supportdir data share
    """
    from supportdir.cli.answering import resolve_target
    from supportdir.cli.log import write_text

    session = options.session(needs_location=False)
    slug = resolve_target(session, " ".join(company)).company.slug if company else ""
    parts = [*_own_files(session, slug), *_proved(session, slug)]
    if not parts:
        session.notes.append(f"nothing about {slug} to share" if slug else "nothing to share")
        session.write_notes()
        return 1
    session.notes.append("read it before you send it; how to contribute: CONTRIBUTING.md")
    write_text(session, "---\n".join(parts), out)
    return 0


def _own_files(session: Session, slug: str) -> Iterator[str]:
    """The user's own companies and patches, as they are."""
    from supportdir.paths import company_files, read_file
    from supportdir.render.phrases import printable

    for layer in session.layers[1:]:
        for name in sorted(company_files(layer.folder)):
            if slug in ("", name.removesuffix(".yaml")):
                lines = read_file(str(layer.folder / name))[1].decode("utf-8", "replace").splitlines()
                yield "".join(f"{printable(line)}\n" for line in (f"# {name}", *lines))


def _proved(session: Session, slug: str) -> Iterator[str]:
    """A patch for each company of which the user's calls judged facts."""
    from supportdir.cli.log import company_of
    from supportdir.cli.records import has_log
    from supportdir.format.skeleton import proof_patch
    from supportdir.verdicts import counting

    if not has_log():
        return
    for judged in [slug] if slug else session.journal.judged_companies():
        company = company_of(session, judged)
        if company is None:  # of a company that is gone nothing can be said
            continue
        judgements = counting(company, session.journal.verdicts(company.slug))
        if judgements:
            yield proof_patch(company, _shipped(session, company), judgements)


def _shipped(session: Session, company: CompiledCompany) -> CompiledCompany | None:
    """The company without the user's own changes, None if there is none."""
    from supportdir.errors import DataError, NotFoundError

    if len(session.layers) == 1:
        return company
    try:
        return session.directory_of_shipped.company(f"{company.slug}/")
    except (NotFoundError, DataError):
        return None
