"""`supportdir open`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from supportdir.cli.options import (
    At,
    ColorChoice,
    Country,
    Data,
    From,
    Kind,
    Language,
    NoInput,
    OutputChoice,
    Timezone,
    companies_offered,
)

if TYPE_CHECKING:
    from supportdir.cli.session import Session
    from supportdir.listing import Listing
    from supportdir.reach import Standing


def open_(
    companies: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[COMPANY]...",
            help="None: every company of the directory.",
            show_default=False,
            autocompletion=companies_offered,
        ),
    ] = None,
    unknown: Annotated[bool, typer.Option("--unknown", help="List also those whose hours are not known.")] = False,
    closed: Annotated[
        bool, typer.Option("--closed", help="List also the closed ones, the next to open first.")
    ] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Keep the board current, until Ctrl-C.")] = False,
    kind: Kind = None,
    language: Language = None,
    country: Country = None,
    from_: From = None,
    tz: Timezone = None,
    at: At = None,
    data: Data = None,
    output: OutputChoice = None,
    color: ColorChoice = "auto",
    no_input: NoInput = False,
) -> int:
    """Say whether each COMPANY is open now, or list the companies that are.

    A company is open when one of its phone lines for private customers is. Exit status 0: all are open; 1: one is
    closed or not found; 4: none is closed, one may be open (maybe, not known). For the list 0: some are open; 1: none
    is; 4: some are maybe open.

    Example: supportdir open suunto microsoft
    """
    from supportdir.cli.session import Session
    from supportdir.render import machine

    session = Session(
        at=at,
        country=country,
        from_=from_,
        tz=tz,
        language=language,
        data=data,
        output=output,
        color=color,
        no_input=no_input,
    )
    if watch:
        _watch(session, at, lambda: _board(session, companies, kind, unknown=unknown, closed=closed)[0])
    board, status, remark = _board(session, companies, kind, unknown=unknown, closed=closed)
    session.remarks += filter(None, [remark])
    session.show(
        board,
        plain=lambda board: map(machine.standing_fields, board),
        json=lambda board: (machine.standing_value(one, session.moment) for one in board),
        table="open:board",
    )
    return status


def _board(
    session: Session, companies: list[str] | None, kind: str | None, *, unknown: bool, closed: bool
) -> tuple[Iterator[Standing], int, str]:
    """The companies to show, the exit status, and in words how many the list leaves out."""
    from collections import Counter

    from supportdir.cli.asking import answer_of
    from supportdir.reach import standing

    if companies:
        return _named(session, companies, kind)
    directory, silent = session.directory, 0
    everybody: Iterable[Listing]
    if kind in (None, "phone") and not unknown:
        # Most companies have no hours; those are counted without being read.
        everybody, silent = directory.with_phone_hours(session.market)
    else:
        everybody = directory
    wanted = {"open", "maybe"} | ({"unknown"} if unknown else set()) | ({"closed"} if closed else set())
    counts, places = Counter[str](), []
    for company in everybody:
        one = standing(answer_of(session, company, kind=kind or "phone"))
        if one.way and one.way.serves_market:
            counts[one.kind] += 1
            if one.kind in wanted:
                places.append((one.place(), company.slug, one.way.contact.id))
    places.sort()
    status = 0 if counts["open"] else 4 if counts["maybe"] else 1
    counts["unknown"] += silent
    # Read once more in this order: to keep all of them would fill the memory.
    lines = {slug: id for _, slug, id in places}
    chosen = directory.companies([*lines])
    again = (standing(answer_of(session, company, id=lines[company.slug])) for company in chosen)
    shown = (one for one in again if one.way and one.kind in wanted)  # somebody may change it meanwhile
    return shown, status, _rest(counts, unknown=unknown, closed=closed)


def _named(session: Session, companies: list[str], kind: str | None) -> tuple[Iterator[Standing], int, str]:
    """The companies of these names, each once. One that is not found does not lose the others."""
    from supportdir.cli.asking import answer_about, meant_by, names_among
    from supportdir.errors import NotFoundError
    from supportdir.reach import standing

    names, is_missed = names_among(session, companies), False
    board: dict[tuple[str, str], Standing] = {}
    for name in names:
        try:
            meant = meant_by(session, name)
            board[meant.company.slug, meant.contact] = standing(answer_about(session, meant, kind=kind or "phone"))
        except NotFoundError as error:
            if len(names) == 1:
                raise
            session.note_miss(error)
            is_missed = True
    kinds = {one.kind for one in board.values()}
    status = 1 if is_missed or "closed" in kinds else 4 if kinds & {"maybe", "unknown"} else 0
    return iter(board.values()), status, ""


def _watch(session: Session, at: str | None, board: Callable[[], Iterator[Standing]]) -> NoReturn:
    """Show the board anew every few seconds; in a pipe, the records that are new or have changed."""
    import gc
    import time

    from supportdir.errors import UsageError
    from supportdir.render import machine
    from supportdir.waiting import TICK

    if at is not None or session.output == "json":
        raise UsageError(
            f"--watch shows the present on a board; leave out {'--at' if at is not None else '--output json'}"
        )
    gc.enable()
    if session.output == "table":
        from supportdir.render.open import watched

        _ = [*board()]  # what there is to remark cannot be written beside the board
        session.write_remarks()
        with watched(session.screen) as draw:
            while True:
                now = session.look_again()
                draw([*board()], now, session.caller)
                time.sleep(TICK.total_seconds())
    said: dict[str, str] = {}
    while True:
        session.look_again()
        lines = {one.company.slug: machine.record(machine.standing_fields(one)) for one in board()}
        session.write_remarks()
        for slug, line in lines.items():
            if said.get(slug) != line:
                print(line, flush=True)
        said = lines
        time.sleep(TICK.total_seconds())


def _rest(counts: Mapping[str, int], *, unknown: bool, closed: bool) -> str:
    parts = [f"{counts['open']} open"]
    if counts["maybe"]:
        parts.append(f"{counts['maybe']} maybe open, on a public holiday there")
    parts.append(
        f"{counts['unknown']} with hours not known"
        + ("" if unknown or not counts["unknown"] else " (--unknown lists them)")
    )
    parts.append(f"{counts['closed']} closed" + ("" if closed or not counts["closed"] else " (--closed lists them)"))
    return ", ".join(parts)
