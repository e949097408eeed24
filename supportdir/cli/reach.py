"""`supportdir reach`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supportdir.cli.options import QR, Need, Options, takes_options

if TYPE_CHECKING:
    from supportdir.cli.session import Session
    from supportdir.ranking import RankedWay


@takes_options("reach")
def reach(
    options: Options,
    company: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[COMPANY]",
            help="Slug, name, alias, domain or product, in any case. None: those under mine in config.toml.",
            show_default=False,
        ),
    ] = None,
    need: Need = None,
    qr: QR = None,
) -> int:
    """Say what gets you through to COMPANY now, best first, each way with the reasons for its place.

    Without COMPANY, the best way to each of your companies: mine = ["delta", "hmrc"] in config.toml. With --need, the
    ways that suit what you need, and why.

    Example: supportdir reach delta --topic baggage
    """
    from supportdir.cli.asking import answer_about, meant_by
    from supportdir.errors import UsageError
    from supportdir.ranking import ranked_ways
    from supportdir.render import machine
    from supportdir.render.phrases import first_lines
    from supportdir.render.reasons import is_voiceless, notes, without_voice

    session = options.session()
    answer = None
    if need is not None:
        return _by_need(session, company or [], need)
    if company:
        answer = answer_about(session, meant_by(session, " ".join(company)), says_history=True, keeps_voice=True)
        found = ranked_ways(answer, no_voice=options.no_voice)
    elif session.mine:
        found = _of_mine(session)
    else:
        raise UsageError('name a COMPANY, or list your own in config.toml: mine = ["delta", "hmrc"]')
    if qr is not None and found:
        from supportdir.cli.qr import link_code

        if options.no_voice:
            raise UsageError("--qr links to a voice call; leave it out with --no-voice")
        best = next(
            (one for one in found if one.way.contact.kind == "phone" and one.availability != "unsuitable"), found[0]
        )
        if link_code(session, best.way, best.route.shortcut.steps if best.route else (), qr, force=options.force):
            return 0
    in_table = session.output == "table"
    if answer and not in_table:
        session.notes += first_lines(answer)
    status = 0 if found else 1
    if is_voiceless(found):
        status = 1
        if not (answer and in_table):
            session.notes += without_voice(found)
            found = []
    else:
        session.notes += notes(found, session.caller)
    session.show(
        (answer, found) if answer else found,
        plain=lambda _: [machine.prospect_fields(one, session.moment) for one in found],
        json=lambda _: [machine.prospect_value(one, session.moment, place) for place, one in enumerate(found, start=1)],
        table="reach:company" if answer else "reach:mine",
    )
    return status


def _by_need(session: Session, company: list[str], typed: str) -> int:
    """Show the ways that suit a need, best first, and advice on the choice. Raises NotFoundError if there are none."""
    from supportdir.advice import hints, need_meant
    from supportdir.call_times import when_to_call
    from supportdir.cli.asking import answer_about, meant_by
    from supportdir.errors import NotFoundError, UsageError
    from supportdir.needs import ways_for
    from supportdir.render import machine
    from supportdir.render.phrases import first_lines

    need = need_meant(typed)
    if not company:
        raise UsageError(f"--need {need} needs a COMPANY, as in: supportdir reach delta --need {need}")
    answer = answer_about(session, meant_by(session, " ".join(company)), says_history=True)
    found = ways_for(answer, need, session.texts)
    advice = [item.text for item in hints(answer.company, need, session.texts)]
    if not found:
        missing = f"no way to {answer.company.name} suits '{need}'; all ways: supportdir reach {answer.company.slug}"
        raise NotFoundError(missing).beside([*first_lines(answer), *advice])
    advice += [item.text for item in when_to_call((one.way for one in found), need, session.texts)]
    if session.output != "table":
        session.notes += [*first_lines(answer), *advice]
    session.show(
        (answer, need, session.texts, found, advice),
        plain=lambda _: [machine.suited_fields(one, answer.topic) for one in found],
        json=lambda _: [machine.suited_value(one, need, session.moment, answer.topic) for one in found],
        table="needs:suited",
    )
    return 0


def _of_mine(session: Session) -> list[RankedWay]:
    """The best way to each company of the user's own, where somebody can be got first."""
    from supportdir.cli.asking import answer_about, meant_by
    from supportdir.errors import NotFoundError
    from supportdir.ranking import ranked_ways

    found = []
    for name in session.mine:
        try:
            answer = answer_about(session, meant_by(session, name), says_history=True, keeps_voice=True)
        except NotFoundError as error:
            session.notes.append(f"mine in config.toml: {error}")
            continue
        found += ranked_ways(answer, no_voice=session.options.no_voice)[:1]
    return sorted(found, key=lambda one: one.rank)
