"""`supportdir ivr`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from supportdir.cli.options import QR, CompanyName, Options, Tones, takes_options

if TYPE_CHECKING:
    from supportdir.cli.session import Session
    from supportdir.routes import Route
    from supportdir.ways import Way


@takes_options("ivr")
def ivr(
    company: CompanyName,
    options: Options,
    menu: Annotated[bool, typer.Option("--menu", help="Draw the whole menu of the line.")] = False,
    step: Annotated[bool, typer.Option("--step", help="One step at a time, the next with Enter.")] = False,
    qr: QR = None,
    tones: Tones = None,
    rate: Annotated[Literal["8000", "44100"], typer.Option(help="Samples a second of the tones.")] = "8000",
) -> int:
    """Show which keys get past the phone menu of COMPANY to a person, step by step.

    COMPANY/LINE picks one of its lines. With a phone (or with phone = "…" in config.toml) the dial string and the link
    are those that it takes.

    Example: supportdir ivr microsoft --phone android
    """
    from supportdir.cli.asking import answer_about, meant_by
    from supportdir.render import machine
    from supportdir.render.phrases import first_lines
    from supportdir.routes import has_menu, has_route
    from supportdir.ways import routes_for

    session = options.session()
    answer = answer_about(
        session,
        meant_by(session, " ".join(company)),
        kind="phone",
        suits=has_menu if menu else has_route,
        says_history=True,
    )
    line = answer.lead
    found = line is not None and (has_menu if menu else has_route)(answer.company, line.contact)
    session.notes += first_lines(answer)
    if line and not found:
        what = "menu" if menu else "way through the phone menu"
        session.notes.append(
            f"no {what} of {answer.company.name} is known; what is: supportdir show {answer.company.slug}"
        )
    answer = answer.only(line)
    status = 0 if found else 1
    if line and (step or tones or qr is not None):
        route = _the_route(line, answer.topic)
        if tones:
            _write_tones(session, line, route, tones, rate=int(rate), force=options.force)
        if qr is not None:
            from supportdir.cli.qr import link_code

            if link_code(session, line, route.shortcut.steps if route else (), qr, force=options.force):
                return status
        if step and route and sys.stdin.isatty() and sys.stdout.isatty():
            _step_through(session, line, route, answer.topic)
            return status
    footer = session.last_contact(answer.company.slug)
    if menu and found:
        session.show(answer, plain=machine.menu_records, json=machine.menu_values, table="ivr:tree", footer=footer)
    else:
        session.show(
            answer,
            plain=lambda answer: [
                fields for way in answer.ways for fields in machine.route_records(way, routes_for(way, answer.topic))
            ],
            json=lambda answer: machine.values(answer, session.moment),
            table="ivr:steps",
            footer=footer,
        )
    return status


def _the_route(line: Way, topic: str) -> Route | None:
    """The route to go. Raises NotFoundError where the topic fits several places of the menu."""
    from supportdir.errors import NotFoundError
    from supportdir.ways import best_route, leaves_for

    if topic and len(leaves_for(line, topic)) > 1:
        raise NotFoundError(
            f"several places of the menu fit '{topic}'; take the words of one of them. To list them: "
            f"supportdir ivr {line.id} --topic '{topic}'"
        )
    return best_route(line, topic)


def _write_tones(session: Session, line: Way, route: Route | None, path: Path, *, rate: int, force: bool) -> None:
    from supportdir.cli.files import save
    from supportdir.dialing.platform import with_extension
    from supportdir.dialing.route import keys, sentences
    from supportdir.dialing.tones import seconds_of, wav
    from supportdir.errors import NotFoundError
    from supportdir.model import Phone

    extension = line.contact.extension if isinstance(line.contact, Phone) else ""
    steps = with_extension(extension, route.shortcut.steps if route else ())
    sound, done = wav(steps, rate)
    if not done:
        raise NotFoundError(f"{line.id} has no keys that can be sent without you; its steps: supportdir ivr {line.id}")
    save(path, sound, force=force)
    rest = "; ".join(sentences(steps[done:]))
    session.notes.append(
        f"tones of {keys(steps[:done])} written to {path}, {seconds_of(sound):.0f} s: play it to the phone as soon as "
        f"the line answers" + (f"; then {rest}" if rest else "")
    )


def _step_through(session: Session, line: Way, route: Route, topic: str) -> None:
    """Show a card, wait for Enter, show the next; until the last, or Ctrl-D."""
    from supportdir.render.cards import cards

    session.write_notes()
    screen = session.screen
    try:
        for card in cards(line, route, topic, session.moment, session.caller, screen.width):
            screen.clear()
            screen.show(card)
            input()
    except EOFError:
        print()
    except KeyboardInterrupt:
        print()
        raise
