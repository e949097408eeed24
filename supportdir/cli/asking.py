"""What the words on the command line mean: COMPANY, COMPANY/CONTACT, --topic, --kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from supportdir.answers import Answer, answer
from supportdir.compiled import CompiledCompany
from supportdir.contacts import living
from supportdir.errors import AmbiguousCompanyError, NotFoundError, UnknownCompanyError, UnknownWordError
from supportdir.model import is_served
from supportdir.names import MAX_WORDS, hosts_of, is_address
from supportdir.ordering import is_demoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from supportdir.cli.session import Session
    from supportdir.index.resolver import Resolved
    from supportdir.model import Channel, Company, Phone

_SHORTEST_CODE = 2  # digits of a short code


class Meant(NamedTuple):
    """What COMPANY or COMPANY/CONTACT on the command line means.

    `contact` is the id of the one contact that is meant, "" for all of them; `topic` is what a product that was named
    is about. `is_contact` tells whether the caller named the contact.
    """

    company: CompiledCompany
    contact: str = ""
    topic: str = ""
    is_contact: bool = False


def meant_by(session: Session, typed: str) -> Meant:
    """Return the company, and maybe the contact, that the typed words mean; ask on a terminal if several may be meant.

    A short code or a phone number means the contact that has it. Raises the directory's errors for a company,
    NotFoundError for a contact that the company does not have.
    """
    name, slash, id = ("", "", "") if is_address(typed) else typed.partition("/")
    if not slash:
        return _company_meant(session, typed)
    if not id or session.directory.is_called(f"{name}/"):
        return _with_contact(session.directory.resolve(f"{name}/").company, id)
    if hosts_of(name):
        company = _resolved(session, name).company
        # A path behind a host is part of an address, unless it names a contact.
        return _with_contact(company, id) if company.contact(id.lower()) else Meant(company)
    return _with_contact(_resolved(session, name).company, id)


def names_among(session: Session, typed: Sequence[str]) -> list[str]:
    """Return the names that a list of words holds: all words as one name, else the longest runs that are a name."""
    names: list[str] = []
    start = 0
    while start < len(typed):
        ends = range(min(len(typed), start + MAX_WORDS), start + 1, -1)
        end = next((end for end in ends if _is_name(session, " ".join(typed[start:end]))), start + 1)
        names.append(" ".join(typed[start:end]))
        start = end
    return names


def is_number(typed: str) -> bool:
    """Return whether the text is written as a phone number or a short code, rather than as a name."""
    return not any(map(str.isalpha, typed)) and sum(map(str.isdecimal, typed)) >= _SHORTEST_CODE


def _is_name(session: Session, text: str) -> bool:
    return session.directory.is_called(text if is_address(text) else text.partition("/")[0])


def _company_meant(session: Session, typed: str) -> Meant:
    try:
        resolved = _resolved(session, typed)
    except UnknownCompanyError:
        if not is_number(typed):
            raise
        return _owner_of(session, typed)
    company, id, topic, country = resolved
    if country:
        session.ask_for(country)
    contact = company.contact(id) if id else None
    market = session.market
    if contact and market and not is_served(market, company.serves_of(contact)):
        id = ""  # the line for the product is one for another country
    return Meant(company, id, topic)


def _owner_of(session: Session, number: str) -> Meant:
    """The contact that has a number. Raises UnknownCompanyError if none or several companies have it."""
    from supportdir.dialing.spelling import meanings

    matches = session.directory.look_up_number(meanings(number, session.caller.location), session.caller.location)
    for match in matches:
        if match.impostor:
            from supportdir.render.phrases import not_theirs

            raise NotFoundError(not_theirs(match.company, match.impostor))
    slugs = list(dict.fromkeys(match.company.slug for match in matches))
    if len(slugs) != 1:
        raise UnknownCompanyError(number, slugs)
    return Meant(matches[0].company, matches[0].contact.id if matches[0].contact else "")


def _resolved(session: Session, typed: str) -> Resolved:
    """The company that a name means; asks on a terminal which one, where a list may."""
    try:
        return session.directory.resolve(typed, session.market)
    except (AmbiguousCompanyError, UnknownCompanyError) as error:
        if not (error.near and session.may_ask):
            raise
        from supportdir.cli.choosing import chosen

        companies = list(session.directory.companies(error.near))
        return session.directory.resolve(f"{chosen(error, companies).slug}/")


def _with_contact(company: CompiledCompany, id: str) -> Meant:
    id = id.lower()
    if id and company.contact(id) is None:
        from difflib import get_close_matches

        ids = [contact.id for contact in company.contacts]
        near = [f"{company.slug}/{one}" for one in get_close_matches(id, ids, n=3) or ids]
        raise NotFoundError(f"{company.name} has no contact '{id}'; it has {', '.join(near) or 'none at all'}")
    return Meant(company, id, is_contact=bool(id))


def answer_about(
    session: Session,
    meant: Meant,
    *,
    kind: str = "",
    suits: Callable[[Company, Phone | Channel], bool] | None = None,
    is_for_topic: bool = False,
    says_history: bool = False,
    keeps_voice: bool = False,
) -> Answer:
    """Return the answer about a company, or about its one contact that is meant, for the options of the session.

    `kind` is that of the contacts without --kind, "" for all. A note says that the company belongs to another one now,
    or is gone, unless the answer itself `says_history`. With --no-voice contacts that need a voice are left out, unless
    it `keeps_voice`. Raises NotFoundError for a dead number, for a kind that the company has not, and if every contact
    needs a voice; UsageError for a topic that is none.
    """
    company, id = meant.company, meant.contact
    if dead := next((phone.dead for phone in company.phones if phone.id == id and phone.dead), ""):
        raise NotFoundError(f"{company.slug}/{id} is a dead number, {dead}; what works: supportdir show {company.slug}")
    if not says_history and (company.merged_into or company.defunct):
        from supportdir.render.phrases import history_of

        session.notes += [line for line in history_of(company) if line not in session.notes]
    topic = topic_meant(session, company) or meant.topic
    _note_language(session, company)
    found = answer_of(session, company, topic=topic, kind=kind, id=id, suits=suits, is_for_topic=is_for_topic)
    if session.kind not in ("", "phone") and not id and not (found.ways or found.elsewhere or found.also_said):
        kinds = dict.fromkeys(contact.kind for contact in living(company))
        raise NotFoundError(f"no {session.kind} of {company.name} is known; there is {', '.join(kinds) or 'nothing'}")
    if session.options.no_voice and not keeps_voice:
        _require_no_voice(found)
    if found.is_home_assumed and found.ways and not id and (home := _country(found.market)):
        session.notes.append(f"assuming that you are in {home}, where {company.name} is at home")
    return found


def answer_of(
    session: Session,
    company: CompiledCompany,
    *,
    topic: str = "",
    kind: str = "",
    id: str = "",
    suits: Callable[[Company, Phone | Channel], bool] | None = None,
    is_for_topic: bool = False,
    at: datetime | None = None,
) -> Answer:
    """Return the answer about a company for the caller of the session, as of its moment or of another.

    `kind` is that of the contacts if the caller asks for none, and does not want to do without a voice. Of a company
    that has contacts for the topic, the answer `is_for_topic` has those alone.
    """
    if topic and is_for_topic:
        from supportdir.selection import Selection

        suits = Selection(topic=topic, country=session.market).holds_contact
    judgements = session.judgements(company)
    found = answer(
        company,
        at=at or session.moment,
        caller=session.caller,
        topic=topic,
        kind=session.kind or ("" if session.options.no_voice else kind),
        id=id,
        suits=suits,
        calendar=session.directory,
        demoted={id for id, some in judgements.items() if is_demoted(some)},
    )
    for way in found.ways if judgements else ():
        way.judgements = judgements.get(way.contact.id, ())
    return found


def leave_out_voice(found: Answer) -> Answer:
    """Return an answer without the ways that need a voice."""
    from supportdir.ranking import RankedWay

    found.ways = [way for way in found.ways if not RankedWay(way, found.topic).is_spoken]
    return found


def _require_no_voice(found: Answer) -> None:
    """Leave out the ways that need a voice. Raises NotFoundError if all do."""
    from supportdir.ranking import ranked_ways
    from supportdir.render.reasons import without_voice

    expected = ranked_ways(found, no_voice=True)
    if not leave_out_voice(found).ways and expected:
        raise NotFoundError("; ".join(without_voice(expected)))


def topic_meant(session: Session, company: CompiledCompany) -> str:
    """Return the topic that --topic means for a company; "" with a note if no contact is for it.

    Raises UsageError for a typing error.
    """
    typed = (session.options.topic or "").strip()
    try:
        topic = session.directory.topic_for(company, typed)
    except UnknownWordError:
        return session.word("topic", typed)  # raises the same with the name of the option
    if typed and not topic:
        note = f"nothing of {company.name} is known to be for '{typed}'; this is for any matter"
        session.notes += [note] if note not in session.notes else []
    return topic


def _note_language(session: Session, company: CompiledCompany) -> None:
    """Add a note if no contact is said to speak the language that is asked for."""
    language = session.caller.language
    if language and not any(_speaks(company, contact, language) for contact in company.contacts):
        note = f"no contact of {company.name} is said to speak '{language}'"
        session.notes += [note] if note not in session.notes else []


def _country(code: str) -> str:
    from supportdir.hours.zones import country_name

    return country_name(code)


def _speaks(company: CompiledCompany, contact: Phone | Channel, language: str) -> bool:
    from supportdir.languages import base

    return base(language) in map(base, company.languages_of(contact))
