"""`supportdir letter`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from supportdir.cli.options import CompanyName, Options, OutFile, takes_options
from supportdir.translation import translate

if TYPE_CHECKING:
    from supportdir.answers import Answer
    from supportdir.cli.session import Session
    from supportdir.compiled import CompiledCompany
    from supportdir.journal.entry import Entry
    from supportdir.letters import Letter, LetterFields

Kind = Literal["request", "complaint", "confirmation", "escalation"]

_ASKED = ("problem", "tried", "want", "kind_of_problem", "account", "by", "name", "contact")
_ASKED_LATER = tuple(name for name in _ASKED if name != "tried")  # the log has it
_ASKED_OF_A_CALL = ("kind_of_problem", "account", "name", "contact")  # the log has the rest
_SPOKEN = ("agent", "case", "said", "promised")  # what a record of a call has in words
_FIELD_OF = {
    "problem": "problem",
    "tried": "tried",
    "want": "want",
    "about": "kind_of_problem",
    "account": "account",
    "name": "name",
    "contact_details": "contact",
}


def _text(*names: str, metavar: str = "TEXT", help: str) -> Any:
    return typer.Option(*names, metavar=metavar, show_default=False, help=help)


@takes_options("letter", language="The language of the letter: en or ru.")
def letter(
    company: CompanyName,
    options: Options,
    kind: Annotated[
        Kind | None,
        typer.Option(
            "--kind", show_default=False, help="Default: request; with --log confirmation, if anybody answered."
        ),
    ] = None,
    log: Annotated[int | None, _text("--log", metavar="ID", help="The entry of the log that it is about.")] = None,
    problem: Annotated[str, _text("--problem", help="What happened, and when.")] = "",
    about: Annotated[str, _text("--about", help="The kind of problem, for the subject.")] = "",
    tried: Annotated[str, _text("--tried", help="What you have tried.")] = "",
    want: Annotated[str, _text("--want", help="The result that you want.")] = "",
    account: Annotated[str, _text("--account", metavar="NUMBER", help="Your account or contract number.")] = "",
    attach: Annotated[
        list[str] | None, _text("--attach", help="Something that you attach, such as a photo; repeatable.")
    ] = None,
    by: Annotated[str, _text("--by", metavar="DATE", help="The day until which you want an answer.")] = "",
    name: Annotated[str, _text("--name", help="Your name.")] = "",
    contact_details: Annotated[str, _text("--contact-details", help="Your phone number or e-mail address.")] = "",
    situation: Annotated[
        str | None, _text("--situation", metavar="WORD", help="What went wrong, as in: supportdir escalate.")
    ] = None,
    out: OutFile = None,
    mailto: Annotated[bool, typer.Option("--mailto", help="Print a link that opens it in your mail program.")] = False,
    keep_secrets: Annotated[
        bool, typer.Option("--keep-secrets", help="Leave what looks like a card number or a PIN as it is.")
    ] = False,
) -> int:
    """Write a letter to COMPANY: a request, a complaint, an escalation, or the confirmation of what was said on a call.

    What you do not give stays in it as a gap in brackets; on a terminal you are asked for it, and Enter skips. With
    --log, the letter has what the log says of the matter. What looks like a card number or a PIN is masked.

    Example: supportdir letter suunto --problem "The watch does not charge." --want "A repair."
    """
    from supportdir.advice import situation_meant
    from supportdir.cli.answering import bare_answer, resolve_target
    from supportdir.cli.entry_options import day_of
    from supportdir.cli.log import write_text
    from supportdir.cli.records import entry_about
    from supportdir.errors import UsageError
    from supportdir.escalation import letter_address
    from supportdir.format.vocabulary import topic_name
    from supportdir.letters import LetterFields

    session = options.session(is_bilingual=True)
    meant = resolve_target(session, " ".join(company))
    entry = entry_about(session, log, meant.company.slug) if log is not None else None
    kind = kind or ("confirmation" if entry and not entry.is_unanswered else "request")
    if kind == "confirmation" and entry and entry.is_unanswered:
        text = "nobody answered in entry {id} of the log, so nothing can be confirmed; use --kind request"
        raise UsageError(translate(text, id=entry.id))
    answer = bare_answer(session, meant.company)
    address = mailbox_of(answer)
    given: dict[str, Any] = {
        _FIELD_OF[option]: value
        for option, value in (
            ("problem", problem),
            ("tried", tried),
            ("want", want),
            ("about", about),
            ("account", account),
            ("name", name),
            ("contact_details", contact_details),
        )
        if value
    }
    if by:
        given["by"] = day_of(session, by, "--by", meant.company)
    if entry and (topic := topic_name(entry.topic, session.texts)):
        given = {"kind_of_problem": topic, **given}
    if session.may_ask:
        asked = _ASKED if entry is None else _ASKED_OF_A_CALL if kind == "confirmation" else _ASKED_LATER
        _ask(session, given, meant.company, asked)
    complaints = letter_address(meant.company, answer.market) if kind in ("complaint", "escalation") else ""
    if situation is not None:
        given["situation"] = situation_meant(situation, session.texts)
    fields = LetterFields(
        company=meant.company.name,
        to="" if mailto else complaints or postal_address(answer),
        attachments=tuple(attach or ()),
        **{**(_records(session, kind, entry) if entry else {}), **given},
    )
    text = letter_text(session, kind, fields, address if mailto else None, keep_secrets=keep_secrets)
    _note_language(session)
    session.write_notes()  # before the letter, which may be long
    session.notes += _advice(session, kind, fields, meant.company, entry)
    if mailto and not address:
        note = "no e-mail address of {company} is known here; add one to the link"
        session.notes.append(translate(note, company=meant.company.name))
    write_text(session, text, out)
    return 0


def letter_text(
    session: Session, kind: Kind, fields: LetterFields, address: str | None = None, *, keep_secrets: bool = False
) -> str:
    """Return the letter as text; as a mailto: link if there is an address, which may be "".

    What looks like a secret is masked unless the writer keeps it.
    """
    from supportdir import letters
    from supportdir.render.phrases import printable

    made: Letter = letters.letter(kind, fields if keep_secrets else _without_secrets(session, fields), session.texts)
    if address is not None:
        return f"{letters.mailto(made, address)}\n"
    lines = [translate("Subject: {subject}", subject=made.subject), "", *made.body.split("\n")]
    return "".join(f"{printable(line)}\n" for line in lines)


def mailbox_of(answer: Answer) -> str:
    """Return the company's e-mail address for the caller's market, best first; "" if none is known."""
    found = (way.address for way in answer.ways if way.contact.kind == "email" and way.serves_market)
    return next((address for address in found if address.count("@") == 1 and " " not in address), "")


def postal_address(answer: Answer) -> str:
    """Return the company's address for letters in the caller's market; "" if none is known."""
    found = (way for way in answer.ways if way.contact.kind == "post" and way.serves_market)
    return next((way.address for way in found if way.contact.is_general and way.address), "")


def _records(session: Session, kind: Kind, entry: Entry) -> dict[str, Any]:
    """What the log tells: the call that a confirmation confirms, the contacts that others cite, and what went wrong."""
    from supportdir.cli.escalate import situation_in_log
    from supportdir.cli.records import record_of, same_matter

    if kind == "confirmation":
        return {"call": record_of(session, entry)}
    earlier = same_matter(entry, session.journal.entries(entry.company))
    situation = "" if kind == "request" else situation_in_log(session, entry)
    return {"earlier": tuple(record_of(session, contact) for contact in earlier), "situation": situation}


def _ask(session: Session, given: dict[str, Any], company: CompiledCompany, names: tuple[str, ...]) -> None:
    """Ask on the terminal for what was not given; Enter skips."""
    from supportdir.cli.entry_options import day_of
    from supportdir.errors import UsageError
    from supportdir.letters import gap

    for name in names:
        if name in given:
            continue
        question = gap(name, session.texts).strip("[]")
        print(f"{question}: ", end="", file=sys.stderr, flush=True)
        text = sys.stdin.readline()
        if not text:
            print(file=sys.stderr)
            return
        if text := text.strip():
            try:
                given[name] = day_of(session, text, "--by", company) if name == "by" else text
            except UsageError as error:
                print(error, file=sys.stderr)


def _advice(
    session: Session, kind: Kind, fields: LetterFields, company: CompiledCompany, entry: Entry | None
) -> list[str]:
    """What to mind, in the language of the texts; only what fits what was given."""
    from supportdir.advice import reminders

    kinds = {contact.kind for contact in company.contacts}
    wanted = {
        "write-subject": not (fields.kind_of_problem and fields.account),
        "write-three-parts": kind != "confirmation"
        and not (fields.problem and (fields.tried or fields.earlier) and fields.want),
        "write-attach": not fields.attachments,
        "write-contacts": not (fields.name and fields.contact),
        "write-category": "form" in kinds,
        "write-complaint": kind in ("complaint", "escalation"),
        "write-misuse": "social" in company.categories and kind == "complaint",
        "write-keep-number": kind != "confirmation",
        "write-not-public": True,
    }
    notes = [advice.text for advice in reminders("writing", session.texts) if wanted.get(advice.id)]
    return [*notes, *_sent_before(session, kind, company, entry)]


def _without_secrets(session: Session, fields: LetterFields) -> LetterFields:
    """Return the fields with what looks like a secret masked, unless the writer keeps it; a note says so."""
    from msgspec.structs import replace

    from supportdir.advice import prompts
    from supportdir.guided_call import KEEP
    from supportdir.journal.secrets import masked

    def without(record: Any, names: tuple[str, ...]) -> dict[str, str]:
        texts = {name: getattr(record, name) for name in names}
        return {name: safe for name, text in texts.items() if (safe := masked(text, is_case=name == "case")) != text}

    changed: dict[str, Any] = without(fields, tuple(_FIELD_OF.values()))
    places = [f"--{option.replace('_', '-')}" for option, field in _FIELD_OF.items() if field in changed]
    attachments = tuple(map(masked, fields.attachments))
    if attachments != fields.attachments:
        changed["attachments"] = attachments
        places.append("--attach")
    call = replace(fields.call, **without(fields.call, _SPOKEN))
    earlier = tuple(replace(record, **without(record, _SPOKEN)) for record in fields.earlier)
    if (call, earlier) != (fields.call, fields.earlier):
        changed |= {"call": call, "earlier": earlier}
        places.append("--log")
    if not changed:
        return fields
    texts = prompts(session.texts)
    if session.may_ask:
        print(texts["secret-in-letter"].format(places=", ".join(places)), file=sys.stderr)
        print(f"{texts['keep-in-letter']}: ", end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().casefold() in KEEP:
            return fields
    else:
        session.notes.append(texts["masked-in-letter"].format(places=", ".join(places)))
    return replace(fields, **changed)


def _note_language(session: Session) -> None:
    """Note that a letter in another language than English and Russian is in English."""
    from supportdir.languages import base

    if base(session.caller.language) not in ("", "en", "ru"):
        session.notes.append("letters are in English or Russian (--language ru); this one is in English")


def _sent_before(session: Session, kind: Kind, company: CompiledCompany, entry: Entry | None) -> list[str]:
    """That the log has an open request to the company, and that a second one slows the answer."""
    from supportdir.advice import reminders
    from supportdir.cli.records import has_log

    once = [advice.text for advice in reminders("writing", session.texts) if advice.id == "write-once"]
    if kind != "request" or not has_log():
        return once if kind == "request" else []
    from supportdir.journal.duplicates import same_requests
    from supportdir.render.phrases import short_date

    entries = session.journal.open_entries(company.slug)
    same = [
        other
        for other in same_requests(company.slug, entry.topic if entry else "", session.moment, entries)
        if entry is None or other.id != entry.id
    ]
    text = "entry {id} of the log, {date}, is an open request to them"
    return [*once, *(translate(text, id=other.id, date=short_date(other.at)) for other in same[:1])]
