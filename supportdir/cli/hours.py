"""`supportdir hours`."""

from __future__ import annotations

from supportdir.cli.options import CompanyName, Options, takes_options


@takes_options("hours")
def hours(company: CompanyName, options: Options) -> int:
    """Show the opening hours of COMPANY's contacts for one week, in your time; --at chooses the week.

    COMPANY/CONTACT shows the hours of one contact.

    Example: supportdir hours suunto/au --tz Europe/Moscow
    """
    from supportdir.cli.answering import answer_with_notes, resolve_target
    from supportdir.render import machine
    from supportdir.render.phrases import first_lines

    session = options.session()
    answer = answer_with_notes(session, resolve_target(session, " ".join(company)), shows_history=True)
    session.notes += first_lines(answer)
    session.show(
        answer,
        plain=lambda answer: machine.week_records(answer, session.moment),
        json=lambda answer: machine.week_values(answer, session.moment) or machine.no_contacts(answer),
        table="hours:tables",
    )
    return 0 if answer.ways else 1
