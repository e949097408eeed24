"""`supportdir prepare`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportdir.cli.options import CompanyName, Options, Page, takes_options
from supportdir.translation import translate

if TYPE_CHECKING:
    from supportdir.checklist import Checklist
    from supportdir.cli.session import Session


@takes_options("prepare")
def prepare(company: CompanyName, options: Options, print_: Page = None) -> int:
    """Show the checklist for a call to COMPANY: the line and when it is quiet, the keys, what to have ready.

    Also what to try first, what support there cannot do, what a real agent never asks for, and what your log says.
    COMPANY/CONTACT, or --kind chat, is for another line or way. Texts are in English, with --language ru in Russian.

    Example: supportdir prepare delta --topic baggage
    """
    from supportdir.checklist import checklist, way_to_call
    from supportdir.cli.answering import answer_with_notes, resolve_target
    from supportdir.cli.history import history_for
    from supportdir.render import checklists
    from supportdir.render.phrases import first_lines

    session = options.session(is_bilingual=True)
    answer = answer_with_notes(session, resolve_target(session, " ".join(company)), shows_history=True)
    history = history_for(session, answer.company.slug, answer.topic)
    way = way_to_call(answer)
    found = [checklist(answer, way, history, session.texts)] if way else []
    if print_ is not None and found:
        session.notes += first_lines(answer)
        _write_page(session, found[0], print_, force=options.force)
        return 0
    if session.output != "table":
        session.notes += first_lines(answer)
    session.show(
        (answer, found),
        plain=lambda _: [fields for one in found for fields in checklists.records(one, session.moment)],
        json=lambda _: [checklists.value(answer, found, session.moment)],
        table="prepare:checklist",
    )
    return 0 if found else 1


def _write_page(session: Session, found: Checklist, target: str, *, force: bool) -> None:
    """Write the page to print to a file, or to stdout if the target is ""."""
    import sys
    from pathlib import Path

    from supportdir.render.checklist_page import page

    text = page(found, session.moment)
    if target:
        from supportdir.cli.files import save

        save(Path(target), text.encode(), force=force, private=True)
        session.notes.append(translate("page written to {file}; open it in a browser and print it", file=target))
    else:
        sys.stdout.write(text)
    session.write_notes()
