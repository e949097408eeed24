"""`supportdir log`: the user's own record of calls."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from supportdir.cli.entry_options import EntryOptions, takes_entry_options
from supportdir.cli.options import CompanyName, Options, OutFile, takes_options
from supportdir.translation import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date, datetime

    from supportdir.cli.session import Session
    from supportdir.compiled import CompiledCompany
    from supportdir.journal.due import Expected
    from supportdir.journal.entry import Entry
    from supportdir.model import Channel, Phone

Id = Annotated[int, typer.Argument(metavar="ID", help="The number of an entry.", show_default=False)]

_MOST_NAMES = 5  # companies that the question of `forget` names
_MOST_NEXT = 3  # entries for which `due` names the next step

_AT = "When it was: 17:55, yesterday 9:00, 25.12.2026. Default: now."


@takes_options("log add", at=_AT)
@takes_entry_options
def add(company: CompanyName, given: EntryOptions, options: Options) -> int:
    """Write down a call or a message to COMPANY: who said what, what was promised, what came of it.

    COMPANY/CONTACT names the line. What you do not give stays empty, and `log edit` adds it later.

    Example: supportdir log add acme --agent Jo --case 4711 --promised "a refund" --by "5 days"
    """
    from supportdir.cli.answering import resolve_target
    from supportdir.cli.entry_options import check_is_past, values_of, verdicts_meant
    from supportdir.errors import UsageError
    from supportdir.journal.duplicates import same_requests
    from supportdir.journal.entry import Entry, is_done

    session = options.session(is_bilingual=True)
    check_is_past(session)
    meant = resolve_target(session, " ".join(company))
    contact = _contact_of(meant.company, given.contact or meant.contact)
    if contact and meant.is_contact and contact.id != meant.contact:
        named = f"{meant.company.slug}/{meant.contact}"
        raise UsageError(f"{named} and --contact {contact.id} are two contacts; give one of them")
    values = values_of(session, given, meant.company, contact)
    kind = contact.kind if contact else "phone"
    entry = Entry(
        company=meant.company.slug,
        at=session.moment,
        contact=contact.id if contact else "",
        topic=_topic_of(session, meant.company),
        **{"channel": kind, **values},
    )
    contact = contact or _only_contact(meant.company, entry.channel)
    verdicts = verdicts_meant(meant.company, contact, given.worked) if given.worked is not None else {}
    if is_done(entry.outcome, entry.promised, entry.by):
        from msgspec.structs import replace

        entry = replace(entry, status="closed", closed_at=entry.at)
    same = same_requests(entry.company, entry.topic, entry.at, session.journal.open_entries(entry.company))
    entry = session.journal.add(entry)
    _store_verdicts(session, contact, verdicts, entry)
    next_steps = _late_notes(session, entry) or _duplicate_notes(session, same)
    session.notes += (next_steps or _advice_for(session, entry, meant.company))[:1]
    _show_entry(session, entry, meant.company.name, table="log:line")
    return 0


@takes_options("log edit", at=_AT, topic="What it is about.")
@takes_entry_options
def edit(id: Id, given: EntryOptions, options: Options) -> int:
    """Change the entry ID; an empty text ("") takes a value out of it.

    Example: supportdir log edit 3 --case 4711 --outcome refused
    """
    from supportdir.cli.entry_options import check_is_past, values_of
    from supportdir.errors import UsageError
    from supportdir.journal.entry import is_done

    session = options.session(needs_location=False, is_bilingual=True)
    check_is_past(session)
    entry = session.journal.get(id)
    company = company_of(session, entry.company)
    if company is None and (given.contact or (given.worked or "").strip()):
        raise UsageError(translate("the directory has no company {company} any more", company=entry.company))
    typed = entry.contact if given.contact is None else given.contact
    contact = _contact_of(company, typed, must_exist=given.contact is not None) if company else None
    call = session.moment if options.at is not None else entry.at
    values = values_of(session, given, company, contact, call)
    if options.at is not None:
        values["at"] = session.moment
    if options.topic is not None:
        values["topic"] = _topic_of(session, company)
    if given.contact is not None:
        values["contact"] = contact.id if contact else ""
        values.setdefault("channel", contact.kind if contact else entry.channel)
    if not values and given.worked is None:
        text = "nothing to change; give an option, as in --case 4711. Try: supportdir log edit --help"
        raise UsageError(translate(text))
    if not values.keys().isdisjoint(("at", "by")):
        _check_days(values.get("at", entry.at), values.get("by", entry.by), session)
    is_other_contact = values.get("contact", entry.contact) != entry.contact
    if company and given.worked and contact is None:
        contact = _only_contact(company, values.get("channel", entry.channel))
    verdicts = _new_verdicts(session, entry, company, contact, given.worked, is_other_contact=is_other_contact)
    if is_other_contact or not (given.worked is None or given.worked.strip()):
        session.journal.remove_verdicts(id)
    entry = session.journal.update(id, **values) if values else entry
    _store_verdicts(session, *verdicts, entry)
    if is_done(entry.outcome, entry.promised, entry.by) and not entry.is_closed:
        session.notes.append(_next(f"supportdir log close {id}"))
    elif "by" in values:
        session.notes += _late_notes(session, entry)
    _show_entry(session, entry, company.name if company else entry.company)
    return 0


def _check_days(at: datetime, by: date | None, session: Session) -> None:
    """Raise UsageError if a promised day is before the call."""
    from supportdir.errors import UsageError

    day = at.astimezone(session.moment.tzinfo).date()
    if by is not None and by < day:
        text = "the promised day, {by}, is before the call of {day}; give both --at and --by"
        raise UsageError(translate(text, by=by, day=day))


def _new_verdicts(
    session: Session,
    entry: Entry,
    company: CompiledCompany | None,
    contact: Phone | Channel | None,
    typed: str | None,
    *,
    is_other_contact: bool,
) -> tuple[Phone | Channel | None, dict[Any, bool]]:
    """Return the contact and the verdicts to store: those of --worked, and the old ones if the contact is another.

    Notes say what becomes of the old ones.
    """
    from supportdir.cli.entry_options import verdicts_meant
    from supportdir.verdicts import facts_of

    old = session.journal.entry_verdicts().get(entry.id, {})
    if typed is not None and not typed.strip():
        text = "the verdict on {facts} is taken out" if old else "entry {id} had no verdict"
        session.notes.append(translate(text, facts=_facts(old), id=entry.id))
        return None, {}
    new = verdicts_meant(company, contact, typed) if company and typed else {}
    if not is_other_contact:
        return contact, new
    moved = {fact: worked for fact, worked in old.items() if contact and fact in facts_of(contact) and fact not in new}
    if contact and moved:
        text = "the verdict on {facts} is now about {contact}"
        session.notes.append(translate(text, facts=_facts(moved), contact=f"{entry.company}/{contact.id}"))
    if lost := [fact for fact in old if fact not in moved and fact not in new]:
        text = "the verdict on {facts} is taken out; it was about the other contact"
        session.notes.append(translate(text, facts=_facts(lost)))
    return contact, {**moved, **new}


def _facts(facts: Iterable[str]) -> str:
    return translate(" and ").join(map(translate, facts))


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

    session = options.session(needs_location=False, is_bilingual=True)
    slug = _slug(session, " ".join(company)) if company else ""
    limit = options.limit or None
    journal = session.journal
    entries = journal.open_entries(slug)[:limit] if only_open else journal.entries(slug, limit=limit)
    if not entries:
        text = "the log has nothing about {company}" if slug else "the log is empty"
        session.notes.append(translate(text, company=slug))
    session.show(
        _named(session, entries),
        plain=lambda found: map(view.entry_fields, found),
        json=lambda found: [view.entry_value(named) for named in found],
        table="log:entries",
    )
    return 0 if entries else 1


@takes_options("log show")
def show(id: Id, options: Options) -> int:
    """Show the entry ID in full.

    Example: supportdir log show 3
    """
    session = options.session(needs_location=False, is_bilingual=True)
    entry = session.journal.get(id)
    company = company_of(session, entry.company)
    if company:
        session.notes += _advice_for(session, entry, company)
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

    session = options.session(needs_location=False, is_bilingual=True)
    found = due_entries(session.journal.open_entries(), session.moment, answer_times(session), days)
    if not found:
        session.notes.append(translate("nothing is late or due"))
    session.notes += _advice_when_due(session, {item.kind for item in found})
    overdue = [item.entry for item in found if item.kind in ("late", "waiting")]
    session.notes += [_next(_escalate(entry)) for entry in overdue[:_MOST_NEXT]]
    session.show(
        [
            view.NamedDue(item._replace(entry=named.entry), named.name, named.worked)
            for item, named in zip(found, _named(session, [item.entry for item in found]), strict=True)
        ],
        plain=lambda found: map(view.due_fields, found),
        json=lambda found: [view.due_value(named) for named in found],
        table="log:due_table",
    )
    return 1 if any(item.kind != "upcoming" for item in found) else 0


@takes_options("log close", at="When it was closed. Default: now.")
def close(id: Id, options: Options) -> int:
    """Close the entry ID: it is solved, or nothing more is expected.

    Example: supportdir log close 3
    """
    from supportdir.cli.entry_options import check_is_past

    session = options.session(needs_location=False, is_bilingual=True)
    check_is_past(session)
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
    out: OutFile = None,
) -> int:
    """Print the log as JSON or CSV, or its open promises as a calendar file with alarms.

    It holds everything that you wrote down.

    Example: supportdir log export --format ics -o promises.ics
    """
    from supportdir.journal import export as formats

    session = options.session(needs_location=False, is_bilingual=True)
    entries = session.journal.entries()
    if format == "json":
        text = formats.to_json(entries, session.journal.entry_verdicts())
    elif format == "csv":
        text = formats.to_csv(entries, session.journal.entry_verdicts())
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

    session = options.session(needs_location=False, is_bilingual=True)
    if (id is not None) + bool(company) + all_of_it != 1:
        raise UsageError(translate("say what to forget: an ID, --company COMPANY or --all; one of them"))
    journal = session.journal
    if id is not None:
        entries = [journal.get(id)]
    elif company:
        slug = _slug(session, company)
        entries = journal.entries(slug)
        if not entries:
            text = "the log has nothing about {company}. Try: supportdir log list"
            raise NotFoundError(translate(text, company=slug))
    else:
        entries = journal.entries()
    if entries and not options.force:
        _confirm(session, entries)
    if id is not None:
        count = journal.forget(id)
    else:
        count = journal.forget_company(slug) if company else journal.forget_all()
    print(printable(translate("forgot {entries}", entries=_entries(count))))
    session.write_notes()
    return 0


def write_text(session: Session, text: str, out: Path | None) -> None:
    """Write a text to a private file, never over an existing one without --force, or to stdout; then the notes."""
    if out and str(out) != "-":
        from supportdir.cli.files import save

        save(out, text.encode(), force=session.options.force, private=True)
        session.notes.append(translate("written to {file}", file=out))
    else:
        sys.stdout.write(text)
    session.write_notes()


def _confirm(session: Session, entries: Sequence[Entry]) -> None:
    """Ask whether the entries are to be removed. Raises UsageError if it cannot be asked, NotFoundError for no."""
    from supportdir.cli.entry_options import is_yes
    from supportdir.errors import NotFoundError, UsageError

    names = dict.fromkeys(named.name for named in _named(session, entries))
    about, more = ", ".join([*names][:_MOST_NAMES]), len(names) - _MOST_NAMES
    if more > 0:
        about = translate("{codes} and {count} more", codes=about, count=more)
    what = translate("{entries} about {companies}", entries=_entries(len(entries)), companies=about)
    if not session.may_ask:
        text = "this removes {what} for good; to do it without a question, add --force"
        raise UsageError(translate(text, what=what))
    if not is_yes(translate("Remove {what} for good? [y/N] ", what=what)):
        raise NotFoundError(translate("cancelled; nothing was removed"))


def _entries(count: int) -> str:
    return translate("1 entry" if count == 1 else "{count} entries", count=count)


def _show_entry(session: Session, entry: Entry, name: str, table: str = "log:entry") -> None:
    from supportdir.render import log as view

    worked = session.journal.entry_verdicts().get(entry.id, {})
    session.show(
        view.Named(view.at_zone(entry, session.moment.tzinfo), name, worked),
        plain=lambda named: [view.full_fields(named)],
        json=lambda named: [view.entry_value(named)],
        table=table,
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
    from supportdir.cli.answering import no_contact

    id = id.removeprefix(f"{company.slug}/").lower()
    contact = company.contact(id) if id else None
    if id and contact is None and must_exist:
        raise no_contact(company, id)
    return contact


def _only_contact(company: CompiledCompany, kind: str) -> Phone | Channel | None:
    """The contact of that kind, if the company has one of it."""
    from supportdir.contacts import living

    contacts = living(company, kind)
    return contacts[0] if len(contacts) == 1 else None


def _topic_of(session: Session, company: CompiledCompany | None) -> str:
    """Return the topic that --topic means: words of one of the company's contacts, or an entry of the list.

    Raises UsageError for another text.
    """
    from supportdir.errors import UnknownWordError

    typed = (session.options.topic or "").strip()
    try:
        topic = session.directory.topic_for(company, typed) if company else ""
    except UnknownWordError:
        topic = ""
    return topic or session.word("topic", typed)


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
    from supportdir.render.phrases import short_date

    state = "entry {id} of {day} is open; to add to it: {command}"
    return [
        f"{text.rstrip('.')}: "
        + translate(state, id=entry.id, day=short_date(entry.at), command=f"supportdir log edit {entry.id}")
        for entry in same[:1]
        for text in _texts(session, "after", "no-second-request")
    ]


def answer_times(session: Session) -> Callable[[Entry], Expected | None]:
    """Within which time an answer to an entry is expected, as the company says or as is usual; None if not known."""
    from supportdir.advice import usual_time
    from supportdir.journal.due import Expected
    from supportdir.periods import parse_period

    companies: dict[str, CompiledCompany | None] = {}

    def expected(entry: Entry) -> Expected | None:
        if entry.company not in companies:
            companies[entry.company] = company_of(session, entry.company)
        company = companies[entry.company]
        if company is None:
            return None
        stated = _answers_within(company, entry)
        if parse_period(stated):
            return Expected(stated, "company", f"the company answers within {stated}")
        usual = usual_time(entry.channel, company, entry.topic, session.texts)
        return usual and Expected(usual.within, "usual", usual.text)

    return expected


def _answers_within(company: CompiledCompany, entry: Entry) -> str:
    """The time in which the company says that it answers; "" if it does not say, or says several."""
    contacts = [contact for contact in company.contacts if entry.contact in ("", contact.id)]
    times = {other.answers_within for other in contacts if other.kind == entry.channel and other.answers_within}
    return times.pop().strip() if len(times) == 1 else ""


def _late_notes(session: Session, entry: Entry) -> list[str]:
    """That the day of an open promise is over, and what to do about it."""
    today = session.now.astimezone(session.moment.tzinfo).date()
    if entry.is_closed or entry.by is None or entry.by >= today:
        return []
    return [translate("the promised day has passed; next: {command}", command=_escalate(entry))]


def _next(command: str) -> str:
    return translate("next: {command}", command=command)


def _escalate(entry: Entry) -> str:
    return f"supportdir escalate {entry.company} --log {entry.id}"


def _advice_for(session: Session, entry: Entry, company: CompiledCompany) -> list[str]:
    """What to do about an open entry, the next step first, in the language of the texts."""
    from supportdir.render.phrases import period

    if entry.is_closed:
        return []
    spoken = entry.channel in ("phone", "callback", "video", "visit")
    notes: list[str] = []
    if late := _late_notes(session, entry):
        notes += late
    elif entry.outcome == "refused":
        notes.append(_next(_escalate(entry)))
    elif entry.by:
        command = "supportdir log export --format ics -o promises.ics"
        notes += _with_command(_texts(session, "after", "calendar"), command)
    if spoken and entry.is_unanswered:
        return notes + _with_command(_texts(session, "busy", "still-busy"), f"supportdir reach {entry.company}")
    if spoken and (entry.said or entry.promised):
        command = f"supportdir letter {entry.company} --log {entry.id}"
        notes += _with_command(_texts(session, "after", "written-confirmation"), command)
    if entry.outcome == "cut-off":  # nobody is there to ask
        return notes + _texts(session, "cut_off", "call-back-or-wait", *(["give-call-number"] if entry.case else []))
    if not entry.case:
        notes += _texts(session, "closing" if spoken else "writing", "case-number" if spoken else "write-keep-number")
    if not entry.by:
        notes += _texts(session, *(("chat", "chat-deadline") if entry.channel == "chat" else ("closing", "deadline")))
        expected = answer_times(session)(entry)
        if expected:
            text, within = "{company} answers within {time}", period(expected.within)
            stated = translate(text, company=company.name, time=within)
            notes.append(stated if expected.basis == "company" else expected.sentence)
    if spoken:
        notes += _texts(session, "closing", *([] if entry.agent else ["agent-name"]), "case-stays-open")
        notes += _texts(session, "docs", *(["one-owner"] if entry.agent else []))
        notes += _texts(session, "after", "keep-recording")
    else:
        notes += _texts(session, "closing", "case-stays-open")
        notes += _texts(session, "after", "keep-messages", "notifications")
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
