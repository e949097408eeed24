"""`supportdir ivr`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from supportdir.cli.options import QR, CompanyName, Options, Tones, takes_options

if TYPE_CHECKING:
    from supportdir.answers import Answer
    from supportdir.cli.session import Session
    from supportdir.routes import Route
    from supportdir.ways import Way


@takes_options("ivr")
def ivr(
    company: CompanyName,
    options: Options,
    menu: Annotated[bool, typer.Option("--menu", help="Show the whole phone menu.")] = False,
    step: Annotated[bool, typer.Option("--step", help="Show one step at a time; Enter shows the next.")] = False,
    qr: QR = None,
    tones: Tones = None,
    rate: Annotated[Literal["8000", "44100"], typer.Option(help="The sample rate of the tones, in Hz.")] = "8000",
) -> int:
    """Show which keys lead through the phone menu of COMPANY to a person, step by step.

    COMPANY/LINE selects one line. With --phone (or phone = "…" in config.toml), the dial string and the link are in the
    format of that phone.

    Example: supportdir ivr microsoft --phone android
    """
    from supportdir.cli.answering import answer_with_notes, resolve_target
    from supportdir.menu_choice import line_with_route
    from supportdir.render import machine
    from supportdir.render.phrases import doubtful_call, first_lines
    from supportdir.ways import routes_for

    session = options.session()
    answer = answer_with_notes(session, resolve_target(session, " ".join(company)), kind="phone", shows_history=True)
    session.notes += first_lines(answer)
    line = next((way for way in answer.ways if way.menu), None) if menu else line_with_route(answer)
    status = 0 if line else 1
    if line and not menu:
        session.notes += _second_choice(answer, line)
        session.notes += doubtful_call(line) if session.output == "plain" else []
    lead = answer.lead
    if lead and status and not menu and (other := _line_with_option_for(session, lead)):
        session.notes.append(f"{lead.id} is an option in the menu of {other.id}")
        line, status, answer.topic = other, 0, ""  # its routes lead to the contact
    if lead and status:
        session.notes.append(_not_known(answer, lead, menu=menu))
        lead.routes, answer.topic = [], ""  # only the number, also if a menu option is for the topic
        line = lead if answer.id or not answer.company.no_phone else None
    answer = answer.only(line)
    if line and (step or tones or qr is not None):
        route = _route(line, answer.topic)
        if tones:
            _write_tones(session, line, route, tones, rate=int(rate), force=options.force)
        if qr is not None:
            from supportdir.cli.qr import show_qr

            if show_qr(session, line, route.shortcut.steps if route else (), qr, force=options.force):
                return status
        if step and route and sys.stdin.isatty() and sys.stdout.isatty():
            _step_through(session, line, route, answer.topic)
            return status
    footer = session.last_contact(answer.company.slug)
    if menu and not status:
        session.show(answer, plain=machine.menu_records, json=machine.menu_values, table="ivr:tree", footer=footer)
    else:
        session.show(
            answer,
            plain=lambda answer: [
                fields for way in answer.ways for fields in machine.route_records(way, routes_for(way, answer.topic))
            ],
            json=lambda answer: machine.values(answer, session.moment) or machine.no_contacts(answer),
            table="ivr:steps",
            footer=footer,
        )
    return status


def _second_choice(answer: Answer, line: Way) -> list[str]:
    """Return what is not known if the line is not the first choice for the matter: a sentence, or nothing."""
    from supportdir.menu_choice import is_second_choice
    from supportdir.ordering import contact_rank
    from supportdir.render.phrases import number

    lead, topic = answer.lead, answer.topic
    if lead is None or not is_second_choice(line, lead, topic):
        return []
    if topic or line.caller.language or contact_rank(line) > contact_rank(lead):
        return [
            f"the first line to call is {number(lead, lead.caller)} ({lead.id}); no way through its phone menu is known"
        ]
    menu = _line_with_menu(answer, lead)
    hint = f"; the whole menu: supportdir ivr {menu.id} --menu" if menu and menu is not line else ""
    return [f"no general way through the phone menu of {answer.company.name} is known{hint}"]


def _not_known(answer: Answer, lead: Way, *, menu: bool) -> str:
    """Return that no route suits the matter, which line to call, and where another way is known."""
    from supportdir.render.phrases import about, label_of, number, purpose
    from supportdir.ways import routes_for

    company, topic = answer.company, answer.topic
    see = f"see: supportdir show {company.slug}"
    if menu:
        return f"no phone menu of {company.name} is known; {see}"
    tree = _line_with_menu(answer, lead)
    special = next((way for way in answer.ways if way.routes), None)
    way = f"no {'general ' if special is lead and not topic else ''}way{' to a person' if tree else ''}"
    matter = f" {about([topic])}" if topic else ""
    hints = [f"{way} through the phone menu of {company.name}{matter} is known"]
    if special or (tree and tree is not lead):
        hints.append(f"call {number(lead, lead.caller)}")
    if tree:
        hints.append(f"the whole menu: supportdir ivr {tree.id} --menu")
    if special:
        purposes = purpose(routes_for(special)[0].shortcut) if special is lead else ""
        hints.append(f"a way {purposes or f'for “{label_of(special.contact)}”'} is known: supportdir ivr {special.id}")
    return "; ".join(hints if len(hints) > 1 else [*hints, see])


def _line_with_menu(answer: Answer, lead: Way) -> Way | None:
    """Return the first line with a recorded menu that the caller can use as well as the line that leads."""
    from supportdir.menu_choice import can_stand_in

    return next((way for way in answer.ways if way.menu and can_stand_in(way, lead, answer.topic)), None)


def _line_with_option_for(session: Session, way: Way) -> Way | None:
    """Return the best line whose menu has an option for the contact, with no routes but those to it; None without."""
    from supportdir.cli.answering import bare_answer
    from supportdir.routes import routes_by_other_lines

    routes = routes_by_other_lines(way.company, way.contact)
    lines = [line for id in routes for line in bare_answer(session, way.company, id=id).ways]
    best = min(lines, key=lambda line: (line.connects == "no", not line.serves_market), default=None)
    if best:
        best.routes = routes[best.contact.id]
    return best


def _route(line: Way, topic: str) -> Route | None:
    """Return the best route; None if none is known. Raises NotFoundError if the topic matches several menu options."""
    from supportdir.errors import NotFoundError
    from supportdir.ways import best_route, menu_routes_for

    if topic and len(menu_routes_for(line, topic)) > 1:
        raise NotFoundError(
            f"'{topic}' matches several menu options; use the words of one option. To list them: "
            f"supportdir ivr {line.id} --topic '{topic}'"
        )
    return best_route(line, topic)


def _write_tones(session: Session, line: Way, route: Route | None, path: Path, *, rate: int, force: bool) -> None:
    from supportdir.cli.files import save
    from supportdir.dialing.route import keys, sentences, with_extension
    from supportdir.dialing.tones import seconds_of, wav_of_route
    from supportdir.errors import NotFoundError

    steps = with_extension(line.extension, route.shortcut.steps if route else ())
    sound, count = wav_of_route(steps, rate)
    if not count:
        raise NotFoundError(f"{line.id} has no keys that tones can send; for its steps: supportdir ivr {line.id}")
    save(path, sound, force=force)
    rest = "; ".join(sentences(steps[count:]))
    session.notes.append(
        f"wrote the tones of {keys(steps[:count])} to {path} ({seconds_of(sound):.0f} s); play it to the phone as soon "
        f"as the line answers" + (f"; then {rest}" if rest else "")
    )


def _step_through(session: Session, line: Way, route: Route, topic: str) -> None:
    """Show one card for each step, and wait for Enter after each; Ctrl-D ends."""
    from supportdir.render.step_by_step import screens

    session.write_notes()
    screen = session.screen
    try:
        for card in screens(line, route, topic, session.moment, session.caller, screen.width):
            screen.clear()
            screen.show(card)
            input()
    except EOFError:
        print()
    except KeyboardInterrupt:
        print()
        raise
