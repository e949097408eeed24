"""`supportdir show`."""

from __future__ import annotations

from supportdir.cli.options import CompanyName, Options, takes_options


@takes_options("show")
def show(company: CompanyName, options: Options) -> int:
    """Show how to reach COMPANY: the best number, whether it is open, the keys to a person, other ways.

    COMPANY/CONTACT shows one contact in full.

    Example: supportdir show suunto --country AU
    """
    from supportdir.cli.answering import answer_with_notes, is_number, resolve_target
    from supportdir.render import machine
    from supportdir.render.phrases import doubtful_call, first_lines

    session = options.session()
    name = " ".join(company)
    if is_number(name) and not session.directory.is_called(name):
        from supportdir.cli.whose import whose

        return whose([name], **options.for_command("whose"))
    target = resolve_target(session, name)
    answer = answer_with_notes(session, target, shows_history=True)
    if session.output != "table":
        session.notes += first_lines(answer)
    if session.output == "plain":
        session.notes += doubtful_call(answer.lead)
    session.show(
        answer,
        plain=lambda answer: [machine.way_fields(way, answer.topic) for way in answer.ways],
        json=lambda answer: [machine.company_value(answer, session.moment)],
        table="show:contact" if target.is_contact else "show:company",
        footer=session.last_contact(answer.company.slug),
    )
    return 0 if answer.ways else 1
