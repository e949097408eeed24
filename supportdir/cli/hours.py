"""`supportdir hours`."""

from __future__ import annotations

from supportdir.cli.options import CompanyName, Options, takes_options


@takes_options("hours")
def hours(company: CompanyName, options: Options) -> int:
    """Show the hours of COMPANY's contacts for the week of a day, in your time.

    COMPANY/CONTACT shows those of one contact.

    Example: supportdir hours suunto/au --tz Europe/Moscow
    """
    from supportdir.cli.asking import answer_about, meant_by
    from supportdir.render import machine
    from supportdir.render.phrases import first_lines

    session = options.session()
    answer = answer_about(session, meant_by(session, " ".join(company)), says_history=True)
    session.notes += first_lines(answer)
    session.show(
        answer,
        plain=lambda answer: machine.week_records(answer, session.moment),
        json=lambda answer: machine.week_values(answer, session.moment),
        table="hours:tables",
    )
    return 0 if answer.ways else 1
