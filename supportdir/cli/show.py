"""`supportdir show`."""

from __future__ import annotations

from supportdir.cli.options import CompanyName, Options, takes_options


@takes_options("show")
def show(company: CompanyName, options: Options) -> int:
    """Show how to reach COMPANY: the best number, whether anyone is there now, the keys to a person, what else works.

    COMPANY/CONTACT shows one contact in full.

    Example: supportdir show suunto --country AU
    """
    from supportdir.cli.asking import answer_about, is_number, meant_by
    from supportdir.render import machine
    from supportdir.render.phrases import first_lines

    session = options.session()
    name = " ".join(company)
    if is_number(name) and not session.directory.is_called(name):
        from supportdir.cli.whose import whose

        return whose([name], **options.for_command("whose"))
    meant = meant_by(session, name)
    answer = answer_about(session, meant, says_history=True)
    if session.output != "table":
        session.notes += first_lines(answer)
    session.show(
        answer,
        plain=lambda answer: [machine.way_fields(way, answer.topic) for way in answer.ways],
        json=lambda answer: [machine.company_value(answer, session.moment)],
        table="show:contact" if meant.is_contact else "show:company",
        footer=session.last_contact(answer.company.slug),
    )
    return 0 if answer.ways else 1
