"""`supportdir find`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supportdir.cli.options import Options, takes_options

if TYPE_CHECKING:
    from supportdir.cli.session import Session
    from supportdir.search import Hit


@takes_options("find")
def find(
    text: Annotated[
        list[str],
        typer.Argument(metavar="TEXT...", help="A name, domain, category, topic or number.", show_default=False),
    ],
    options: Options,
) -> int:
    """Find companies by name, alias, domain, category, topic or number, in any alphabet and any order of words.

    --category, --topic, --kind and --country narrow the list.

    Example: supportdir find airline
    """
    from supportdir.errors import WHERE_ELSE, NotFoundError, UsageError
    from supportdir.render import machine
    from supportdir.search import LONGEST, named_by

    session = options.session(needs_location=False)
    query = " ".join(text).strip()
    query = query[4:] if query.lower().startswith("tel:") else named_by(query)
    if len(query) > LONGEST:
        raise UsageError(f"TEXT has {len(query)} characters; give at most {LONGEST}, such as the company's name")
    hits = _number_hits(session, query) or session.directory.find(query)
    if not hits:
        raise NotFoundError(f"nothing in the directory matches '{query}'. {WHERE_ELSE}").with_notes(
            session.directory.notes
        )
    if not hits[0].fits:
        session.notes.append(f"nothing is called '{query}'; showing similar names")
    companies = session.directory.companies([hit.slug for hit in hits])
    overviews = {company.slug: machine.overview(company) for company in companies if session.selection.holds(company)}
    if not overviews:
        raise NotFoundError(f"no match for '{query}' fits the other options").with_notes(session.directory.notes)
    results = [(hit, overviews[hit.slug]) for hit in hits if hit.slug in overviews]
    shown = results[: options.limit or None]
    if len(shown) < len(results):
        session.notes.append(f"{len(shown)} of {len(results)} listed")
    session.show(
        shown,
        plain=lambda results: ((company["company"], company["name"], machine.why(hit)) for hit, company in results),
        json=lambda results: ({**company, "because": machine.why(hit)} for hit, company in results),
        table="listing:hits",
    )
    return 0


def _number_hits(session: Session, query: str) -> list[Hit]:
    """Return the companies that have a number, as dialled in any country; [] for a text that is not a number.

    Raises NotFoundError if the number only circulates as a company's number (`not_theirs` in data/README.md).
    """
    if any(map(str.isalpha, query)):
        return []
    from supportdir.dialing.spelling import meanings, meanings_elsewhere
    from supportdir.errors import NotFoundError
    from supportdir.render.phrases import not_theirs
    from supportdir.search import Hit, name_of

    forms = [*meanings(query), *meanings_elsewhere(query)]
    matches = session.directory.look_up_number(forms) if forms else []
    if impostors := [not_theirs(match.company, match.impostor) for match in matches if match.impostor]:
        session.notes += impostors
        matches = [match for match in matches if not match.impostor]
        if not matches:
            raise NotFoundError(impostors[0])
    hits = (Hit(match.company.slug, name_of(match.written, match.company.slug, "number"), "exact") for match in matches)
    return list({hit.slug: hit for hit in hits}.values())
