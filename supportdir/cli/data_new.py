"""`supportdir data new`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supportdir.cli.options import Options, folder, takes_options

if TYPE_CHECKING:
    from supportdir.cli.session import Session
    from supportdir.format.skeleton import Number

_LIKE = 10  # names that are mentioned


@takes_options("data new")
def new(
    options: Options,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The company, as it writes itself.", show_default=False)],
    number: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Its support number, in any spelling, short ones too.")
    ] = None,
    slug: Annotated[
        str | None, typer.Option(metavar="SLUG", help="The name of the file. Default: made from NAME.")
    ] = None,
    data: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write DIR/SLUG.yaml. Default: print to stdout.", parser=folder)
    ] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", metavar="FILE", help="Write FILE.")] = None,
) -> int:
    """Start the file of the company NAME: a skeleton with a comment on each field, the number written as it should be.

    Example: supportdir data new "Acme Bank" --number "+44 20 7946 0123"
    """
    from supportdir.cli.files import save
    from supportdir.errors import UsageError
    from supportdir.format.skeleton import number_fields, skeleton, slug_of
    from supportdir.paths import is_slug

    if data and out:
        raise UsageError("--data and --out both say where to write; give one")
    if not name.strip():
        raise UsageError("NAME is empty; write the company's name")
    if slug and not is_slug(slug):
        raise UsageError(f"--slug '{slug}' is no slug; write lower-case letters, digits and hyphens")
    session = options.session(of_nobody=True)
    market = session.market if options.country else ""
    line = number_fields(number, market) if number else None
    path = data / f"{slug or slug_of(name)}.yaml" if data else out
    text = skeleton(name, today=session.moment.date(), number=line, country=market, schema=_schema_for(path))
    if path:
        save(path, text.encode(), force=options.force)
        session.notes.append(f"wrote {path}; fill what stands empty, then: supportdir data check {path}")
    else:
        sys.stdout.write(text)
    session.notes += _doubts(session, name, number or "", line)
    session.write_notes()
    return 0


def _doubts(session: Session, name: str, number: str, line: Number | None) -> list[str]:
    """What the contributor should know of the name and the number before going on."""
    from supportdir.dialing.spelling import meanings
    from supportdir.search import CALLED

    doubts = []
    hits = [hit for hit in session.directory.find(name) if hit.because.kind in CALLED]
    known = [hit.slug for hit in hits if hit.how == "exact"]
    like = [hit.slug for hit in hits if hit.fits]
    if len(known) == 1:
        (company,) = session.directory.companies(known)
        doubts.append(f"{company.name} is in the directory: what is new about it belongs in {company.slug}.yaml")
    elif like:
        doubts.append(f"the directory has names like this: {', '.join(like[:_LIKE])}")
    if line is None:
        return doubts
    facts = line.facts
    forms = [facts.e164] if facts else meanings(number, session.market)
    for match in session.directory.look_up_number(forms, session.market):
        held = match.id if match.contact else f"NOT the number of {match.company.name}"
        doubts.append(f"{match.written} is in the directory as {held}")
    if facts and not facts.valid:
        doubts.append(f"{facts.international} is outside the number plan: compare it with its source again")
    if facts and facts.cost == "premium":
        doubts.append(
            f"{facts.international} is a premium-rate number: say so under cost_note if the source has a price"
        )
    return doubts


def _schema_for(path: Path | None) -> str:
    """Where an editor finds the schema, from that file."""
    from supportdir import paths
    from supportdir.format.skeleton import SCHEMA_FROM_COMPANIES

    home = paths.dataset()
    if path is None or paths.real_path(path.parent) == paths.real_path(home / "companies"):
        return SCHEMA_FROM_COMPANIES
    return (home / "company.schema.json").as_uri()
