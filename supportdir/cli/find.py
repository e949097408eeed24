"""`supportdir find`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supportdir.cli.options import ColorChoice, Data, OutputChoice

if TYPE_CHECKING:
    from supportdir.cli.session import Session
    from supportdir.search import Hit


def find(
    text: Annotated[
        list[str],
        typer.Argument(metavar="TEXT...", help="A name, domain, category, topic or number.", show_default=False),
    ],
    data: Data = None,
    output: OutputChoice = None,
    color: ColorChoice = "auto",
) -> int:
    """Find companies by name, alias, domain, category, topic or number, in any alphabet and any order of words.

    Example: supportdir find airline
    """
    from supportdir.cli.session import Session
    from supportdir.errors import WHERE_ELSE, NotFoundError, UsageError
    from supportdir.render import machine
    from supportdir.search import LONGEST, named_by

    session = Session(data=data, output=output, color=color, of_nobody=True)
    asked = " ".join(text).strip()
    asked = asked[4:] if asked.lower().startswith("tel:") else named_by(asked)
    if len(asked) > LONGEST:
        raise UsageError(f"TEXT has {len(asked)} characters; give at most {LONGEST}, such as the company's name")
    hits = _holders(session, asked) or session.directory.find(asked)
    if not hits:
        raise NotFoundError(f"nothing in the directory is like '{asked}'. {WHERE_ELSE}").beside(
            session.directory.remarks
        )
    if not hits[0].fits:
        session.remarks.append(f"nothing is called '{asked}'; these are most like it")
    known = {one.slug: machine.overview(one) for one in session.directory.companies([hit.slug for hit in hits])}
    session.show(
        [(hit, known[hit.slug]) for hit in hits if hit.slug in known],
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
    owners = session.directory.owners(forms) if forms else []
    if impostors := [not_theirs(owner.company, owner.impostor) for owner in owners if owner.impostor]:
        session.remarks += impostors
        owners = [owner for owner in owners if not owner.impostor]
        if not owners:
            raise NotFoundError(impostors[0])
    hits = (Hit(owner.company.slug, name_of(owner.written, owner.company.slug, "number"), "exact") for owner in owners)
    return list({hit.slug: hit for hit in hits}.values())
