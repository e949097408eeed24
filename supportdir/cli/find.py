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

    --category, --topic, --kind and --country leave out what does not fit them.

    Example: supportdir find airline
    """
    from supportdir.errors import WHERE_ELSE, NotFoundError, UsageError
    from supportdir.render import machine
    from supportdir.search import LONGEST, named_by

    session = options.session(of_nobody=True)
    asked = " ".join(text).strip()
    asked = asked[4:] if asked.lower().startswith("tel:") else named_by(asked)
    if len(asked) > LONGEST:
        raise UsageError(f"TEXT has {len(asked)} characters; give at most {LONGEST}, such as the company's name")
    hits = _holders(session, asked) or session.directory.find(asked)
    if not hits:
        raise NotFoundError(f"nothing in the directory is like '{asked}'. {WHERE_ELSE}").beside(session.directory.notes)
    if not hits[0].fits:
        session.notes.append(f"nothing is called '{asked}'; these are most like it")
    companies = session.directory.companies([hit.slug for hit in hits])
    known = {one.slug: machine.overview(one) for one in companies if session.selection.holds(one)}
    if not known:
        raise NotFoundError(f"nothing that is like '{asked}' fits the other options").beside(session.directory.notes)
    found = [(hit, known[hit.slug]) for hit in hits if hit.slug in known]
    shown = found[: options.limit or None]
    if len(shown) < len(found):
        session.notes.append(f"{len(shown)} of {len(found)} listed")
    session.show(
        shown,
        plain=lambda found: ((one["company"], one["name"], machine.why(hit)) for hit, one in found),
        json=lambda found: ({**one, "because": machine.why(hit)} for hit, one in found),
        table="listing:hits",
    )
    return 0


def _holders(session: Session, asked: str) -> list[Hit]:
    """The companies that hold the number, in whatever country it is dialled so; none for what is no number."""
    if any(map(str.isalpha, asked)):
        return []
    from supportdir.dialing.spelling import meanings, meanings_elsewhere
    from supportdir.errors import NotFoundError
    from supportdir.render.phrases import not_theirs
    from supportdir.search import Hit, name_of

    forms = [*meanings(asked), *meanings_elsewhere(asked)]
    matches = session.directory.look_up_number(forms) if forms else []
    if impostors := [not_theirs(match.company, match.impostor) for match in matches if match.impostor]:
        session.notes += impostors
        matches = [match for match in matches if not match.impostor]
        if not matches:
            raise NotFoundError(impostors[0])
    hits = (Hit(match.company.slug, name_of(match.written, match.company.slug, "number"), "exact") for match in matches)
    return list({hit.slug: hit for hit in hits}.values())
