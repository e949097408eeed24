"""`supportdir data new`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supportdir.cli.options import Options, OutFile, parse_folder, takes_options

if TYPE_CHECKING:
    from supportdir.cli.session import Session
    from supportdir.format.skeleton import Number

_MAX_SIMILAR = 10  # companies in the note on similar names


@takes_options("data new")
def new(
    options: Options,
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="The name of the company, as the company writes it.", show_default=False),
    ],
    number: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The support number, in any format; short numbers too.")
    ] = None,
    slug: Annotated[
        str | None, typer.Option(metavar="SLUG", help="The file name without .yaml. Default: derived from NAME.")
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write DIR/SLUG.yaml. Default: print to stdout.", parser=parse_folder),
    ] = None,
    out: OutFile = None,
) -> int:
    """Create the file of the company NAME: a skeleton with a comment on each field, and the number in standard format.

    Example: supportdir data new "Acme Bank" --number "+44 20 7946 0123"
    """
    from supportdir.cli.files import save
    from supportdir.errors import UsageError
    from supportdir.format.skeleton import number_fields, skeleton, slug_of
    from supportdir.paths import is_slug

    if data and out:
        raise UsageError("--data and --out exclude each other; give one")
    if not name.strip():
        raise UsageError("NAME is empty; write the company's name")
    if slug and not is_slug(slug):
        raise UsageError(f"invalid --slug '{slug}'; write lower-case letters, digits and hyphens")
    session = options.session(needs_location=False)
    market = session.market if options.country else ""
    line = number_fields(number, market) if number else None
    path = data / f"{slug or slug_of(name)}.yaml" if data else out if str(out) != "-" else None
    text = skeleton(name, today=session.moment.date(), number=line, country=market, schema=_schema_for(path))
    if path:
        save(path, text.encode(), force=options.force)
        session.notes.append(f"wrote {path}; fill in the empty fields, then run: supportdir data check {path}")
    else:
        sys.stdout.write(text)
    session.notes += _warnings(session, name, number or "", line)
    session.write_notes()
    return 0


def _warnings(session: Session, name: str, number: str, line: Number | None) -> list[str]:
    """Return warnings about a name or number that is in the directory already, and about an unusual number."""
    from supportdir.dialing.spelling import meanings
    from supportdir.search import CALLED

    warnings = []
    hits = [hit for hit in session.directory.find(name) if hit.because.kind in CALLED]
    equal = [hit.slug for hit in hits if hit.how == "exact"]
    similar = [hit.slug for hit in hits if hit.fits]
    if len(equal) == 1:
        (company,) = session.directory.companies(equal)
        warnings.append(f"{company.name} is already in the directory; add new facts to {company.slug}.yaml")
    elif similar:
        warnings.append(f"similar names in the directory: {', '.join(similar[:_MAX_SIMILAR])}")
    if line is None:
        return warnings
    facts = line.facts
    forms = [facts.e164] if facts else meanings(number, session.market)
    for match in session.directory.look_up_number(forms, session.market):
        holder = match.id if match.contact else f"NOT the number of {match.company.name}"
        warnings.append(f"{match.written} is already in the directory as {holder}")
    if facts and not facts.valid:
        warnings.append(f"{facts.international} is outside the number plan; compare it with the source again")
    if facts and facts.cost == "premium":
        warnings.append(
            f"{facts.international} is a premium-rate number; if the source has a price, put it in cost_note"
        )
    return warnings


def _schema_for(path: Path | None) -> str:
    """Return the relative path or the URL of the JSON Schema, for the comment that an editor reads."""
    from supportdir import paths
    from supportdir.format.skeleton import SCHEMA_FROM_COMPANIES

    dataset = paths.dataset()
    if path is None or paths.real_path(path.parent) == paths.real_path(dataset / "companies"):
        return SCHEMA_FROM_COMPANIES
    return (dataset / "company.schema.json").as_uri()
