"""`supportdir log`: the user's own record of calls."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from supportdir.cli.entry_options import EntryOptions, takes_entry_options
from supportdir.cli.options import CompanyName, Options, takes_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from supportdir.cli.session import Session
    from supportdir.compiled import CompiledCompany
    from supportdir.journal.entry import Entry
    from supportdir.model import Channel, Phone

Id = Annotated[int, typer.Argument(metavar="ID", help="The number of an entry.", show_default=False)]

_MOST_NEXT = 3  # entries for which `due` names the next step

_AT = "When it was: 17:55, yesterday 9:00, 25.12.2026. Default: now."


@takes_options("log add", at=_AT)
@takes_entry_options
def add(company: CompanyName, given: EntryOptions, options: Options) -> int:
    """Write down a call or a message to COMPANY: who said what, what was promised, what came of it.

    COMPANY/CONTACT names the line. What you do not give stays empty, and `log edit` adds it later.

    Example: supportdir log add acme --agent Jo --case 4711 --promised "a refund" --by Friday
    """
    from supportdir.cli.answering import resolve_target, topic_to_log
    from supportdir.cli.entry_options import values_of, verdicts_meant
    from supportdir.journal.duplicates import same_requests
    from supportdir.journal.entry import Entry

    session = options.session()
    meant = resolve_target(session, " ".join(company))
    contact = _contact_of(meant.company, given.contact or meant.contact)
    values = values_of(session, given)
    kind = contact.kind if contact else "phone"
    entry = Entry(
        company=meant.company.slug,
        at=session.moment,
        contact=contact.id if contact else "",
        topic=topic_to_log(session, meant.company),
        **{"channel": kind, **values},
    )
    contact = contact or _only_contact(meant.company, entry.channel)
    verdicts = verdicts_meant(meant.company, contact, given.worked) if given.worked and given.worked.strip() else {}
    if _is_done(entry):
        from msgspec.structs import replace

        entry = replace(entry, status="closed", closed_at=entry.at)
    same = same_requests(entry.company, entry.topic, entry.at, session.journal.open_entries(entry.company))
    entry = session.journal.add(entry)
    _store_verdicts(session, contact, verdicts, entry)
    session.notes += [*_duplicate_notes(session, same), *_advice_after(session, entry, meant.company)]
    _show_entry(session, entry, meant.company.name)
    return 0


@takes_options("log edit", at=_AT, topic="What it is about.")
@takes_entry_options
def edit(id: Id, given: EntryOptions, options: Options) -> int:
    """Change the entry ID; an empty text ("") takes a value out of it.

    Example: supportdir log edit 3 --case 4711 --outcome refused
    """
    from supportdir.cli.entry_options import values_of, verdicts_meant
    from supportdir.errors import UsageError

    session = options.session(needs_location=False)
    entry = session.journal.get(id)
    company = company_of(session, entry.company)
    values = values_of(session, given)
    if options.at is not None:
        values["at"] = session.moment
    if options.topic is not None:
        values["topic"] = session.word("topic", options.topic)
    if given.contact is not None and company:
        contact = _contact_of(company, given.contact)
        values["contact"] = contact.id if contact else ""
    contact = _contact_of(company, values.get("contact", entry.contact), must_exist=False) if company else None
    if company and given.worked and given.worked.strip():
        contact = contact or _only_contact(company, values.get("channel", entry.channel))
        verdicts = verdicts_meant(company, contact, given.worked)
    elif given.worked and given.worked.strip():
        raise UsageError(f"the directory has no company {entry.company} any more, so there is nothing to judge")
    else:
        verdicts = {}
    is_unjudged = given.worked is not None and not given.worked.strip()
    if not (values or verdicts or is_unjudged):
        raise UsageError("nothing to change; give an option, as in --case 4711. Try: supportdir log edit --help")
    if values:
        entry = session.journal.update(id, **values)
    if is_unjudged:
        session.journal.remove_verdicts(id)
    _store_verdicts(session, contact, verdicts, entry)
    _show_entry(session, entry, company.name if company else entry.company)
    return 0


@takes_options("log list")
def list_(
    options: Options,
    company: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COMPANY]", help="Only entries about this company.", show_default=False),
    ] = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only entries that are not closed.")] = False,
) -> int:
    """List the entries of the log, newest first.

    Example: supportdir log list acme
    """
    from supportdir.render import log as view

    session = options.session(needs_location=False)
    slug = _slug(session, " ".join(company)) if company else ""
    limit = options.limit or None
    journal = session.journal
    entries = journal.open_entries(slug)[:limit] if only_open else journal.entries(slug, limit=limit)
    if not entries:
        session.notes.append(f"the log has nothing about {slug}" if slug else "the log is empty")
    session.show(
        _named(session, entries),
        plain=lambda found: map(view.entry_fields, found),
        json=lambda found: [view.entry_value(one) for one in found],
        table="log:entries",
    )
    return 0 if entries else 1


@takes_options("log show")
def show(id: Id, options: Options) -> int:
    """Show the entry ID in full.

    Example: supportdir log show 3
    """
    session = options.session(needs_location=False)
    entry = session.journal.get(id)
    company = company_of(session, entry.company)
    _show_entry(session, entry, company.name if company else entry.company)
    return 0


@takes_options("log due", at="Look at the log as of that time. Default: now.")
def due(
    options: Options,
    days: Annotated[int, typer.Option("--days", metavar="N", min=0, help="Also what is due in the next N days.")] = 0,
) -> int:
    """List promises that are late or due today, and requests that have waited longer than the company says or is usual.

    The exit status is 1 if something is late, due or waiting.

    Example: supportdir log due --days 7
    """
    from supportdir.journal.due import due_entries
    from supportdir.render import log as view

    session = options.session(needs_location=False)
    found = due_entries(session.journal.open_entries(), session.moment, answer_times(session), days)
    if not found:
        session.notes.append("nothing is late or due")
    session.notes += _advice_when_due(session, {item.kind for item in found})
    overdue = [item.entry for item in found if item.kind in ("late", "waiting")]
    session.notes += [f"next: supportdir escalate {entry.company} --log {entry.id}" for entry in overdue[:_MOST_NEXT]]
    session.show(
        [
            view.NamedDue(item._replace(entry=named.entry), named.name, named.worked)
            for item, named in zip(found, _named(session, [item.entry for item in found]), strict=True)
        ],
        plain=lambda found: map(view.due_fields, found),
        json=lambda found: [view.due_value(one) for one in found],
        table="log:due_table",
    )
    return 1 if any(item.kind != "upcoming" for item in found) else 0


@takes_options("log close", at="When it was closed. Default: now.")
def close(id: Id, options: Options) -> int:
    """Close the entry ID: it is solved, or nothing more is expected.

    Example: supportdir log close 3
    """
    session = options.session(needs_location=False)
    entry = session.journal.close(id, session.moment)
    company = company_of(session, entry.company)
    if entry.outcome != "solved":
        session.notes += _texts(session, "after", "partly-solved")
    _show_entry(session, entry, company.name if company else entry.company)
    return 0


@takes_options("log export")
def export(
    options: Options,
    format: Annotated[
        Literal["json", "csv", "ics"],
        typer.Option("--format", help="json, csv for spreadsheets, ics for the open promises as a calendar."),
    ] = "json",
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE", help="Write FILE.", show_default=False)
    ] = None,
) -> int:
    """Print the log as JSON or CSV, or its open promises as a calendar file with alarms.

    It holds everything that you wrote down.

    Example: supportdir log export --format ics -o promises.ics
    """
    from supportdir.journal import export as formats

    session = options.session(needs_location=False)
    entries = session.journal.entries()
    if format == "json":
        text = formats.to_json(entries)
    elif format == "csv":
        text = formats.to_csv(entries)
    else:
        names = {named.entry.company: named.name for named in _named(session, entries)}
        text = formats.to_icalendar(entries, session.moment, names)
    write_text(session, text, out)
    return 0


@takes_options("log forget", force="Do not ask.")
def forget(
    options: Options,
    id: Annotated[
        int | None, typer.Argument(metavar="[ID]", help="The number of an entry.", show_default=False)
    ] = None,
    company: Annotated[
        str | None, typer.Option("--company", metavar="COMPANY", help="All entries of a company.", show_default=False)
    ] = None,
    all_of_it: Annotated[bool, typer.Option("--all", help="The whole log.")] = False,
) -> int:
    """Remove an entry, those of a company, or the whole log: from the file, its journals and its backups.

    Example: supportdir log forget 3
    """
    from supportdir.errors import NotFoundError, UsageError
    from supportdir.render.phrases import printable

    if (id is not None) + bool(company) + all_of_it != 1:
        raise UsageError("say what to forget: an ID, --company COMPANY or --all; one of them")
    session = options.session(needs_location=False)
    journal = session.journal
    if id is not None:
        count, what = journal.forget(id), f"no entry {id}"
    elif company:
        slug = _slug(session, company)
        count, what = journal.forget_company(slug), f"nothing about {slug}"
    else:
        if not options.force:
            _confirm(session, len(journal.entries()))
        count, what = journal.forget_all(), "no entry"
    if not count and not all_of_it:
        raise NotFoundError(f"the log has {what}. Try: supportdir log list")
    print(printable(f"forgot {count} {'entry' if count == 1 else 'entries'}"))
    session.write_notes()
    return 0


def write_text(session: Session, text: str, out: Path | None) -> None:
    """Write a text to a file, never over an existing one without --force, or to stdout; then the notes."""
    if out:
        from supportdir.cli.files import save

        save(out, text.encode(), force=session.options.force)
        session.notes.append(f"written to {out}")
    else:
        sys.stdout.write(text)
    session.write_notes()


def _confirm(session: Session, count: int) -> None:
    """Ask whether the whole log is to be removed. Raises UsageError if it cannot be asked, NotFoundError for no."""
    from supportdir.errors import NotFoundError, UsageError

    if not session.may_ask:
        raise UsageError("--all removes the whole log; give --force as well")
    print(f"Remove the whole log, {count} {'entry' if count == 1 else 'entries'}? [y/N] ", end="", file=sys.stderr)
    sys.stderr.flush()
    if sys.stdin.readline().strip().casefold() not in ("y", "yes", "д", "да"):
        raise NotFoundError("cancelled; nothing was removed")


def _show_entry(session: Session, entry: Entry, name: str) -> None:
    from supportdir.render import log as view

    worked = session.journal.entry_verdicts().get(entry.id, {})
    session.show(
        view.Named(view.at_zone(entry, session.moment.tzinfo), name, worked),
        plain=lambda named: [view.entry_fields(named)],
        json=lambda named: [view.entry_value(named)],
        table="log:entry",
    )


def _named(session: Session, entries: Iterable[Entry]) -> list[Any]:
    """The entries on the user's clock, each with the name of its company."""
    from supportdir.render import log as view

    names: dict[str, str] = {}
    verdicts = session.journal.entry_verdicts()
    found = []
    for entry in entries:
        if entry.company not in names:
            company = company_of(session, entry.company)
            names[entry.company] = company.name if company else entry.company
        worked = verdicts.get(entry.id, {})
        found.append(view.Named(view.at_zone(entry, session.moment.tzinfo), names[entry.company], worked))
    return found


def company_of(session: Session, slug: str) -> CompiledCompany | None:
    """Return the company with this slug; None if it is no longer in the directory or cannot be read."""
    from supportdir.errors import DataError, NotFoundError

    try:
        return session.directory.company(f"{slug}/")
    except (NotFoundError, DataError):
        return None


def _slug(session: Session, typed: str) -> str:
    """The slug of a company of the directory, or of one that is gone from it and is in the log."""
    from supportdir.cli.answering import resolve_target
    from supportdir.errors import NotFoundError

    try:
        return resolve_target(session, typed).company.slug
    except NotFoundError:
        if session.journal.last(typed):
            return typed
        raise


def _contact_of(company: CompiledCompany, id: str, *, must_exist: bool = True) -> Phone | Channel | None:
    """The contact of an id; None for "". Raises NotFoundError if the company does not have it."""
    from supportdir.errors import NotFoundError

    id = id.removeprefix(f"{company.slug}/").lower()
    contact = company.contact(id) if id else None
    if id and contact is None and must_exist:
        ids = ", ".join(contact.id for contact in company.contacts)
        raise NotFoundError(f"{company.name} has no contact '{id}'; it has {ids or 'none at all'}")
    return contact


def _only_contact(company: CompiledCompany, kind: str) -> Phone | Channel | None:
    """The contact of that kind, if the company has one of it."""
    from supportdir.contacts import living

    contacts = [contact for contact in living(company) if contact.kind == kind]
    return contacts[0] if len(contacts) == 1 else None


def _is_done(entry: Entry) -> bool:
    """Whether nothing more is expected: it is solved, and nothing is promised."""
    return entry.outcome == "solved" and not (entry.promised or entry.by)


def _store_verdicts(session: Session, contact: Phone | Channel | None, verdicts: dict[Any, bool], entry: Entry) -> None:
    from supportdir.journal.entry import Verdict
    from supportdir.verdicts import fingerprint_of

    for fact, worked in verdicts.items():
        assert contact is not None
        session.journal.add_verdict(
            Verdict(
                company=entry.company,
                fact=fact,
                contact=contact.id,
                worked=worked,
                fingerprint=fingerprint_of(contact, fact),
                at=entry.at,
                entry=entry.id,
            )
        )


def _duplicate_notes(session: Session, same: list[Entry]) -> list[str]:
    from supportdir.render.log import day

    if not same:
        return []
    first = same[0]
    return [
        *_texts(session, "after", "no-second-request"),
        f"entry {first.id} of {day(first.at)} is an open request about the same; "
        f"to change it: supportdir log edit {first.id}, if it is solved: supportdir log close {first.id}",
    ]


def answer_times(session: Session) -> Callable[[str, str, str], str]:
    """Within which time a company says that it answers, by slug, contact and channel; "" if it does not say."""
    companies: dict[str, CompiledCompany | None] = {}

    def stated(slug: str, id: str, channel: str) -> str:
        if slug not in companies:
            companies[slug] = company_of(session, slug)
        company = companies[slug]
        if company is None:
            return ""
        contacts = [contact for contact in company.contacts if contact.id == id] if id else company.contacts
        times = {contact.answers_within for contact in contacts if contact.kind == channel and contact.answers_within}
        return times.pop() if len(times) == 1 else ""

    return stated


def _advice_after(session: Session, entry: Entry, company: CompiledCompany) -> list[str]:
    """What to do now, in the language of the texts; only what fits what was written down."""
    from supportdir.advice import usual_time

    spoken = entry.channel in ("phone", "callback", "video", "visit")
    notes: list[str] = []
    if not entry.is_closed:
        notes += _texts(session, "closing", *(["agent-name"] if spoken and not entry.agent else []))
        notes += _texts(session, "closing", *(["case-number"] if not entry.case else []))
        if not entry.by:
            notes += _texts(
                session, *(("chat", "chat-deadline") if entry.channel == "chat" else ("closing", "deadline"))
            )
            stated = answer_times(session)(entry.company, entry.contact, entry.channel)
            usual = usual_time(entry.channel, session.texts).text
            notes.append(f"{company.name} answers within {stated}" if stated else usual)
        else:
            notes += _with_command(
                _texts(session, "after", "calendar"), "supportdir log export --format ics -o promises.ics"
            )
        if spoken and (entry.said or entry.promised):
            command = f"supportdir letter {entry.company} --log {entry.id}"
            notes += _with_command(_texts(session, "after", "written-confirmation"), command)
        notes += _texts(session, "closing", "case-stays-open")
        if entry.agent:
            notes += _texts(session, "docs", "one-owner")
    if spoken:
        notes += _texts(session, "after", "keep-recording")
    else:
        notes += _texts(session, "after", "keep-messages", "notifications")
        notes += _texts(session, "writing", *(["write-keep-number"] if not entry.case else []))
    if entry.channel in ("chat", "messenger") and not entry.transcript:
        notes += _texts(session, "chat", "chat-transcript")
    if not entry.ratings:
        notes += _texts(session, "after", "rate")
    return notes


def _advice_when_due(session: Session, kinds: set[str]) -> list[str]:
    if not kinds & {"late", "due", "waiting"}:
        return []
    notes = _texts(session, "after", "missed-calls")
    if kinds & {"late", "waiting"}:
        notes += _texts(session, "after", "look-up-state")
        notes += _texts(session, "opening", "sum-up-earlier-call")
    return notes + _texts(session, "after", "not-too-often")


def _with_command(texts: list[str], command: str) -> list[str]:
    return [f"{text.rstrip('.')}: {command}" for text in texts]


def _texts(session: Session, stage: Any, *ids: str) -> list[str]:
    """The texts of some reminders of a stage, in the language of the texts."""
    from supportdir.advice import reminders

    return [advice.text for advice in reminders(stage, session.texts) if advice.id in ids] if ids else []
