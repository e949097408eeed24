"""`supportdir reach`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supportdir.cli.options import QR, Need, Options, takes_options
from supportdir.translation import translate

if TYPE_CHECKING:
    from supportdir.answers import Answer
    from supportdir.cli.session import Session
    from supportdir.ranking import RankedWay


@takes_options("reach")
def reach(
    options: Options,
    company: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[COMPANY]",
            help="Slug, name, alias, domain or product, in any case. Default: the favorites in config.toml.",
            show_default=False,
        ),
    ] = None,
    need: Need = None,
    qr: QR = None,
) -> int:
    """List the ways to reach COMPANY now, best first, each with the reasons for its rank.

    Without COMPANY, list the best way to reach each of your favorites: favorites = ["delta", "hmrc"] in config.toml.
    With --need, list the ways that suit the need, and why.

    Example: supportdir reach delta --topic baggage
    """
    from supportdir.errors import UsageError
    from supportdir.ranking import ranked_ways
    from supportdir.render import machine
    from supportdir.render.phrases import first_lines
    from supportdir.render.reasons import is_voiceless, notes, without_voice

    session = options.session(is_bilingual=True)
    answer = None
    if need is not None:
        return _by_need(session, company or [], need)
    if company:
        answer = _answer(session, " ".join(company))
        ways = ranked_ways(answer)
    elif session.favorites:
        ways = _best_ways_to_favorites(session)
    else:
        raise UsageError('name a COMPANY, or list companies in config.toml: favorites = ["delta", "hmrc"]')
    if qr is not None and ways:
        from supportdir.cli.qr import show_qr

        if options.no_voice:
            raise UsageError("--qr excludes --no-voice, because its link starts a voice call; leave one out")
        best = next(
            (way for way in ways if way.way.contact.kind == "phone" and way.availability != "unsuitable"), ways[0]
        )
        if show_qr(session, best.way, best.route.shortcut.steps if best.route else (), qr, force=options.force):
            return 0
    in_table = session.output == "table"
    if answer and not in_table:
        session.notes += first_lines(answer)
    status = 0 if ways else 1
    if is_voiceless(ways):
        status = 1
        if not (answer and in_table):
            session.notes += without_voice(ways)
            ways = []
    else:
        session.notes += notes(ways, session.caller)
    # The table counts the others.
    listed = [way for way in ways if not way.way.needs_voice]
    session.show(
        (answer, ways) if answer else ways,
        plain=lambda _: [machine.ranked_way_fields(way, session.moment) for way in listed],
        json=lambda _: (
            [machine.ranked_way_value(way, session.moment, place) for place, way in enumerate(listed, start=1)]
            or (machine.no_contacts(answer) if answer else [])
        ),
        table="reach:company" if answer else "reach:favorites",
    )
    return status


def _answer(session: Session, name: str) -> Answer:
    from supportdir.cli.answering import answer_with_notes, resolve_target

    return answer_with_notes(session, resolve_target(session, name), shows_history=True, shows_voice=True)


def _best_ways_to_favorites(session: Session) -> list[RankedWay]:
    """Return the best way to reach each favorite, best first; note the favorites that are not found."""
    from supportdir.errors import NotFoundError
    from supportdir.ranking import ranked_ways

    ways = []
    for name in session.favorites:
        try:
            ways += ranked_ways(_answer(session, name))[:1]
        except NotFoundError as error:
            session.notes.append(f"favorites in config.toml: {error}")
    return sorted(ways, key=lambda way: way.rank)


def _by_need(session: Session, company: list[str], typed: str) -> int:
    """Show the ways that suit a need, best first, and advice on the choice. Raises NotFoundError if there are none."""
    from supportdir.advice import hints, need_meant
    from supportdir.call_times import when_to_call
    from supportdir.cli.answering import answer_with_notes, resolve_target
    from supportdir.errors import NotFoundError, UsageError
    from supportdir.needs import ways_for
    from supportdir.ranking import RankedWay
    from supportdir.render import machine
    from supportdir.render.phrases import doubtful_call, first_lines
    from supportdir.render.reasons import notes

    need = need_meant(typed)
    if not company:
        raise UsageError(f"--need {need} needs a COMPANY, as in: supportdir reach delta --need {need}")
    answer = answer_with_notes(session, resolve_target(session, " ".join(company)), shows_history=True)
    ways = ways_for(answer, need, session.texts)
    advice = [hint.text for hint in hints(answer.company, need, session.texts, answer.market)]
    if not ways:
        text = "no way to {company} suits '{need}'; all ways: supportdir reach {slug}"
        missing = translate(text, company=answer.company.name, need=need, slug=answer.company.slug)
        raise NotFoundError(missing).with_notes([*first_lines(answer), *advice])
    advice += [text.text for text in when_to_call((suited.way for suited in ways), need, session.texts)]
    if session.output != "table":
        session.notes += [*first_lines(answer), *advice]
    if session.output == "plain":
        session.notes += doubtful_call(ways[0].way)
    session.notes += notes([RankedWay(suited.way, answer.topic) for suited in ways], session.caller)
    session.show(
        (answer, need, session.texts, ways, advice),
        plain=lambda _: [machine.suited_fields(suited, answer.topic) for suited in ways],
        json=lambda _: [machine.suited_value(suited, need, session.moment, answer.topic) for suited in ways],
        table="needs:suited",
    )
    return 0
