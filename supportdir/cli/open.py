"""`supportdir open`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from supportdir.cli.options import Options, takes_options

if TYPE_CHECKING:
    from supportdir.answers import Answer
    from supportdir.cli.session import Session
    from supportdir.compiled import CompiledCompany
    from supportdir.status import CompanyStatus

_MAX_IN_MEMORY = 2000  # companies of a list, about 20 kB each


@takes_options("open")
def open_(
    options: Options,
    companies: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[COMPANY]...",
            help="Default: all companies in the directory.",
            show_default=False,
        ),
    ] = None,
    unknown: Annotated[bool, typer.Option("--unknown", help="List companies with unknown hours too.")] = False,
    closed: Annotated[
        bool, typer.Option("--closed", help="List closed companies too, the next to open first.")
    ] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Update the list until Ctrl-C.")] = False,
) -> int:
    """Show whether each COMPANY is open now; without COMPANY, list the open companies that still exist.

    A company is open if one of its phone lines for private customers is open. Exit status with COMPANY: 0, all are
    open; 1, one is closed, was not found or has no line for the country; 4, none of these, but one is maybe open or its
    hours are not known. Exit status without COMPANY: 0, some are open; 1, none is open; 4, some are maybe open.

    Example: supportdir open suunto microsoft
    """
    from supportdir.render import machine

    session = options.session()
    if watch:
        _watch(session, lambda: _board(session, companies, unknown=unknown, closed=closed)[0])
    board, status, note = _board(session, companies, unknown=unknown, closed=closed)
    session.notes += filter(None, [note])
    session.show(
        board,
        plain=lambda board: map(machine.status_fields, board),
        json=lambda board: (machine.status_value(status, session.moment) for status in board),
        table="open:board",
    )
    return status


def _board(
    session: Session, companies: list[str] | None, *, unknown: bool, closed: bool
) -> tuple[Iterator[CompanyStatus], int, str]:
    """Return the statuses to show, the exit status, and a note with the number of companies in each state."""
    from collections import Counter

    from supportdir.status import status_of

    if companies:
        return _named(session, companies)
    wanted = {"open", "maybe"} | ({"unknown"} if unknown else set()) | ({"closed"} if closed else set())
    companies_to_read, without_hours = _candidates(session, needs_unknown=unknown)
    counts, ranks = Counter[str](), []
    in_memory: dict[str, CompanyStatus] = {}
    session.kept = in_memory
    for company in companies_to_read:
        status = status_of(_answer_in_list(session, company))
        if status.way and status.way.serves_market:
            counts[status.kind] += 1
            if status.kind in wanted:
                ranks.append((_sort_key(status, session.options.sort), company.slug, status.way.contact.id))
                if len(ranks) <= _MAX_IN_MEMORY:
                    in_memory[company.slug] = status
    ranks.sort()
    exit_status = 0 if counts["open"] else 4 if counts["maybe"] else 1
    counts["unknown"] += without_hours
    # The caller cannot reach some of their lines, or some are for other parts of the country.
    is_exact = session.market and "-" not in session.market and session.caller.location in ("", session.market)
    about = "about " if without_hours and not is_exact else ""
    contacts = {slug: id for _, slug, id in ranks[: session.options.limit or None]}
    shown: Iterator[CompanyStatus]
    if len(ranks) <= _MAX_IN_MEMORY:
        shown = (in_memory[slug] for slug in contacts)
    else:
        # The companies are read again, in order, because all of them would need too much memory.
        again = (
            status_of(_answer_in_list(session, company, contacts[company.slug]))
            for company in session.directory.companies([*contacts])
        )
        shown = (status for status in again if status.way and status.kind in wanted)  # a file may have changed
    note = _totals(counts, about, unknown=unknown, closed=closed, shown=len(contacts), listed=len(ranks))
    return shown, exit_status, note


def _candidates(session: Session, *, needs_unknown: bool) -> tuple[Iterable[CompiledCompany], int]:
    """Return the companies that may be listed, and about how many others have no hours.

    Companies that are gone are in neither. Most companies have no hours. They are read only if the options need more
    than their number.
    """
    options = session.options
    is_narrowed = options.category or options.topic or options.no_voice or session.kind not in ("", "phone")
    if not (is_narrowed or needs_unknown):
        return session.directory.with_phone_hours(session.market)
    holds = session.selection.holds
    return (company for company in session.directory if not company.is_gone and holds(company)), 0


def _answer_in_list(session: Session, company: CompiledCompany, id: str = "") -> Answer:
    """Return the answer about a company of the list, or one contact: those for the topic, if --topic is given."""
    from supportdir.cli.answering import bare_answer, drop_voice_ways

    topic = session.selection.topic if session.options.topic else ""
    answer = bare_answer(session, company, topic=topic, kind="phone", id=id, is_topic_only=True)
    return drop_voice_ways(answer) if session.options.no_voice else answer


def _sort_key(status: CompanyStatus, sort: str) -> tuple[object, ...]:
    """Return the key for sorting by state, then by name; with "closing", open and maybe ones by closing time."""
    from supportdir.ways import NEVER

    key = status.sort_key()
    if sort == "closing" and status.way and status.kind in ("open", "maybe"):
        return key[0], status.way.changes or NEVER, key[-1]
    return key


def _named(session: Session, companies: list[str]) -> tuple[Iterator[CompanyStatus], int, str]:
    """Return the same as `_board` for the companies that are named, each once.

    A company that is not found is noted if others are named.
    """
    from supportdir.cli.answering import answer_with_notes, deciding_target, resolve_target, split_names
    from supportdir.errors import NotFoundError
    from supportdir.render.phrases import doubtful_call
    from supportdir.status import status_of

    names, is_missing = split_names(session, companies), False
    category = session.word("category", session.options.category or "")
    board: dict[tuple[str, str], CompanyStatus] = {}
    for name in names:
        try:
            target = deciding_target(session, resolve_target(session, name))
            if category and category not in target.company.categories:
                raise NotFoundError(f"{target.company.name} is not in the category '{category}'")
            status = status_of(answer_with_notes(session, target, kind="phone", is_topic_only=True))
            board[target.company.slug, target.contact] = status
            is_missing = is_missing or status.has_no_line
        except NotFoundError as error:
            if len(names) == 1:
                raise
            session.note_not_found(error)
            is_missing = True
    states = {status.kind for status in board.values()}
    exit_status = 1 if is_missing or "closed" in states else 4 if states & {"maybe", "unknown"} else 0
    shown = [*board.values()]
    if session.options.sort == "closing":
        shown.sort(key=lambda status: _sort_key(status, "closing"))
    shown = shown[: session.options.limit or None]
    if session.output == "plain":
        session.add_notes(line for status in shown for line in doubtful_call(status.way))
    return iter(shown), exit_status, ""


def _watch(session: Session, board: Callable[[], Iterator[CompanyStatus]]) -> NoReturn:
    """Show the list again every few seconds; in a pipe, print the records that are new or have changed."""
    import gc
    import time

    from supportdir.errors import UsageError
    from supportdir.render import machine
    from supportdir.waiting import TICK

    for option, is_given in (("--at", session.options.at is not None), ("--output json", session.output == "json")):
        if is_given:
            raise UsageError(f"--watch excludes {option}; leave one out")
    gc.enable()
    if session.output == "table":
        from supportdir.render.open import watched

        _ = [*board()]  # the notes must be written before the list fills the screen
        session.write_notes()
        with watched(session.screen) as draw:
            while True:
                now = session.refresh_moment()
                draw([*board()], now, session.caller)
                time.sleep(TICK.total_seconds())
    previous: dict[str, str] = {}
    while True:
        session.refresh_moment()
        records = {fields[0]: machine.record(fields) for fields in map(machine.status_fields, board())}
        session.write_notes()
        for id, record in records.items():
            if previous.get(id) != record:
                print(record, flush=True)
        previous = records
        time.sleep(TICK.total_seconds())


def _totals(counts: Mapping[str, int], about: str, *, unknown: bool, closed: bool, shown: int, listed: int) -> str:
    """Return the number of companies in each state, and the number shown if --limit shortens the list.

    `about` precedes the number of companies whose hours are not known, if it is not exact.
    """
    parts = [f"{shown} of {listed} listed"] if shown < listed else []
    parts += [f"{counts['open']} open"]
    if counts["maybe"]:
        parts.append(f"{counts['maybe']} maybe open (public holiday)")
    parts.append(
        f"{about}{counts['unknown']} with hours not known"
        + ("" if unknown or not counts["unknown"] else " (--unknown lists them)")
    )
    parts.append(f"{counts['closed']} closed" + ("" if closed or not counts["closed"] else " (--closed lists them)"))
    return ", ".join(parts)
