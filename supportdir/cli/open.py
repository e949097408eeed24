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

_KEPT = 2000  # companies of a list that are kept in memory, some 20 kB each


@takes_options("open")
def open_(
    options: Options,
    companies: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[COMPANY]...",
            help="None: every company of the directory.",
            show_default=False,
        ),
    ] = None,
    unknown: Annotated[bool, typer.Option("--unknown", help="List also those whose hours are not known.")] = False,
    closed: Annotated[
        bool, typer.Option("--closed", help="List also the closed ones, the next to open first.")
    ] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Keep the board current, until Ctrl-C.")] = False,
) -> int:
    """Say whether each COMPANY is open now, or list the companies that are.

    A company is open when one of its phone lines for private customers is. Exit status 0: all are open; 1: one is
    closed or not found; 4: none is closed, one may be open (maybe, not known). For the list 0: some are open; 1: none
    is; 4: some are maybe open.

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
        json=lambda board: (machine.status_value(one, session.moment) for one in board),
        table="open:board",
    )
    return status


def _board(
    session: Session, companies: list[str] | None, *, unknown: bool, closed: bool
) -> tuple[Iterator[CompanyStatus], int, str]:
    """The companies to show, the exit status, and in words how many the list leaves out."""
    from collections import Counter

    from supportdir.cli.asking import answer_of
    from supportdir.status import status_of

    if companies:
        return _named(session, companies)
    wanted = {"open", "maybe"} | ({"unknown"} if unknown else set()) | ({"closed"} if closed else set())
    everybody, silent = _candidates(session, is_unknown_wanted=unknown)
    counts, places = Counter[str](), []
    kept: dict[str, CompanyStatus] = {}
    for company in everybody:
        one = status_of(_listed(session, company))
        if one.way and one.way.serves_market:
            counts[one.kind] += 1
            if one.kind in wanted:
                places.append((_sort_key(one, session.options.sort), company.slug, one.way.contact.id))
                if len(places) <= _KEPT:
                    kept[company.slug] = one
    places.sort()
    status = 0 if counts["open"] else 4 if counts["maybe"] else 1
    counts["unknown"] += silent
    limit = session.options.limit or None
    lines = {slug: id for _, slug, id in places[:limit]}
    shown: Iterator[CompanyStatus]
    if len(places) <= _KEPT:
        shown = (kept[slug] for slug in lines)
    else:
        # Read once more in this order: to keep all of them would fill the memory.
        chosen = session.directory.companies([*lines])
        again = (status_of(answer_of(session, company, id=lines[company.slug])) for company in chosen)
        shown = (one for one in again if one.way and one.kind in wanted)  # somebody may change it meanwhile
    return shown, status, _rest(counts, unknown=unknown, closed=closed, shown=len(lines), found=len(places))


def _candidates(session: Session, *, is_unknown_wanted: bool) -> tuple[Iterable[CompiledCompany], int]:
    """The companies that may be listed, and how many others have no hours.

    Most companies have no hours. If they are only counted, they are not read.
    """
    options = session.options
    is_narrowed = options.category or options.topic or options.no_voice or session.kind not in ("", "phone")
    if not (is_narrowed or is_unknown_wanted):
        return session.directory.with_phone_hours(session.market)
    return filter(session.selection.holds, session.directory), 0


def _listed(session: Session, company: CompiledCompany) -> Answer:
    """The answer about a company of the list: its contacts for the topic, if one is asked for."""
    from supportdir.cli.asking import answer_of, leave_out_voice

    topic = session.selection.topic if session.options.topic else ""
    found = answer_of(session, company, topic=topic, kind="phone", is_for_topic=True)
    return leave_out_voice(found) if session.options.no_voice else found


def _sort_key(one: CompanyStatus, sort: str) -> tuple[object, ...]:
    """By state, then by name; with "closing" the open ones by when they close."""
    from supportdir.ways import NEVER

    if sort == "closing" and one.way and one.kind == "open":
        return one.sort_key()[0], one.way.changes or NEVER, one.sort_key()[-1]
    return one.sort_key()


def _named(session: Session, companies: list[str]) -> tuple[Iterator[CompanyStatus], int, str]:
    """The companies of these names, each once. One that is not found does not lose the others."""
    from supportdir.cli.asking import answer_about, meant_by, names_among
    from supportdir.errors import NotFoundError
    from supportdir.status import status_of

    names, is_missed = names_among(session, companies), False
    category = session.word("category", session.options.category or "")
    board: dict[tuple[str, str], CompanyStatus] = {}
    for name in names:
        try:
            meant = meant_by(session, name)
            if category and category not in meant.company.categories:
                raise NotFoundError(f"{meant.company.name} is not of the category '{category}'")
            board[meant.company.slug, meant.contact] = status_of(
                answer_about(session, meant, kind="phone", is_for_topic=True)
            )
        except NotFoundError as error:
            if len(names) == 1:
                raise
            session.note_miss(error)
            is_missed = True
    kinds = {one.kind for one in board.values()}
    status = 1 if is_missed or "closed" in kinds else 4 if kinds & {"maybe", "unknown"} else 0
    shown = [*board.values()]
    if session.options.sort == "closing":
        shown.sort(key=lambda one: _sort_key(one, "closing"))
    return iter(shown[: session.options.limit or None]), status, ""


def _watch(session: Session, board: Callable[[], Iterator[CompanyStatus]]) -> NoReturn:
    """Show the board anew every few seconds; in a pipe, the records that are new or have changed."""
    import gc
    import time

    from supportdir.errors import UsageError
    from supportdir.render import machine
    from supportdir.waiting import TICK

    at = session.options.at
    if at is not None or session.output == "json":
        raise UsageError(
            f"--watch shows the present on a board; leave out {'--at' if at is not None else '--output json'}"
        )
    gc.enable()
    if session.output == "table":
        from supportdir.render.open import watched

        _ = [*board()]  # what there is to remark cannot be written beside the board
        session.write_notes()
        with watched(session.screen) as draw:
            while True:
                now = session.look_again()
                draw([*board()], now, session.caller)
                time.sleep(TICK.total_seconds())
    said: dict[str, str] = {}
    while True:
        session.look_again()
        lines = {one.company.slug: machine.record(machine.status_fields(one)) for one in board()}
        session.write_notes()
        for slug, line in lines.items():
            if said.get(slug) != line:
                print(line, flush=True)
        said = lines
        time.sleep(TICK.total_seconds())


def _rest(counts: Mapping[str, int], *, unknown: bool, closed: bool, shown: int, found: int) -> str:
    """In words how many companies have each state, and how many of the list are shown if --limit cuts it."""
    parts = [f"{shown} of {found} listed"] if shown < found else []
    parts += [f"{counts['open']} open"]
    if counts["maybe"]:
        parts.append(f"{counts['maybe']} maybe open, on a public holiday there")
    parts.append(
        f"{counts['unknown']} with hours not known"
        + ("" if unknown or not counts["unknown"] else " (--unknown lists them)")
    )
    parts.append(f"{counts['closed']} closed" + ("" if closed or not counts["closed"] else " (--closed lists them)"))
    return ", ".join(parts)
