"""Answers about the company or contact that the command line names."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from supportdir.answers import Answer, answer
from supportdir.compiled import CompiledCompany
from supportdir.contacts import covers_topic, is_reachable, is_spoken, living, support_contacts
from supportdir.errors import AmbiguousCompanyError, NotFoundError, UnknownCompanyError, UnknownWordError, UsageError
from supportdir.hours.zones import country_name
from supportdir.model import Menu, Phone, countries_in, first_regions, is_served
from supportdir.ordering import is_demoted, is_reserved
from supportdir.translation import translate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from supportdir.cli.session import Session
    from supportdir.index.resolver import Resolved
    from supportdir.model import Channel, Company

_MIN_DIGITS = 2  # digits of a short code
_MOST_CONTACTS = 5  # that an error names
_NO_TOPICS = ("general", "as-labelled")  # words under `topics` that other contacts have for other matters


class Target(Struct, frozen=True):
    """The company or contact that COMPANY or COMPANY/CONTACT means.

    `contact` is the id of one contact, "" for all contacts; `topic` is the topic of a product that was named.
    `is_contact` tells whether the caller named the contact, `is_product` whether the name of a product led to it.
    """

    company: CompiledCompany
    contact: str = ""
    topic: str = ""
    is_contact: bool = False
    is_product: bool = False


def resolve_target(session: Session, typed: str) -> Target:
    """Return the company or contact that a text means; if it is ambiguous, ask on a terminal.

    A short code or a phone number means the contact that has it. Raises AmbiguousCompanyError, UnknownCompanyError, and
    NotFoundError for a contact that the company does not have.
    """
    from supportdir.names import hosts_of, is_address

    name, slash, id = ("", "", "") if is_address(typed) else typed.partition("/")
    if not slash:
        return _resolve_company(session, typed)
    is_host = bool(hosts_of(name))
    if not is_host and (not id or session.directory.is_called(f"{name}/")):
        return _with_contact(session.directory.resolve(f"{name}/").company, id)
    company = _resolve_or_ask(session, name).company
    if is_host and not company.contact(id.lower()):
        return Target(company)  # the text is a URL, and what follows the host is its path
    return _with_contact(company, id)


def split_names(session: Session, words: Sequence[str]) -> list[str]:
    """Return the names in a list of words: at each position, the longest run of words that is a name."""
    from supportdir.names import MAX_WORDS

    names: list[str] = []
    start = 0
    while start < len(words):
        ends = range(min(len(words), start + MAX_WORDS), start + 1, -1)
        end = next((end for end in ends if _is_name(session, " ".join(words[start:end]))), start + 1)
        names.append(" ".join(words[start:end]))
        start = end
    return names


def is_number(typed: str) -> bool:
    """Return whether the text is a phone number or a short code, not a name."""
    return not any(map(str.isalpha, typed)) and sum(map(str.isdecimal, typed)) >= _MIN_DIGITS


def _is_name(session: Session, text: str) -> bool:
    from supportdir.names import is_address

    if is_address(text):
        return " " not in text and session.directory.is_called(text)
    name, _, contact = text.partition("/")
    return " " not in contact and session.directory.is_called(name)


def _resolve_company(session: Session, typed: str) -> Target:
    try:
        company, id, topic, country = _resolve_or_ask(session, typed)
    except UnknownCompanyError:
        if not is_number(typed):
            raise
        return _resolve_number(session, typed)
    if country:
        session.prefer_country(country)
    contact = company.contact(id) if id else None
    if contact and not is_reachable(company, contact):
        text = "no number or address is known for '{product}'; using the other contacts of {company}"
        session.add_notes([translate(text, product=typed, company=company.name)])
        id, topic = "", _topic_instead(session, company, contact)
    elif contact and session.market and not is_served(session.market, company.serves_of(contact)):
        if _has_line_for_part(session, company, contact):
            return Target(company)
        text = "the contact for '{product}' is for {regions}: supportdir show {contact} --country {country}"
        serves = company.serves_of(contact)
        values = {"contact": f"{company.slug}/{id}", "regions": first_regions(serves)}
        session.add_notes([translate(text, product=typed, country=countries_in(serves)[0], **values)])
        id = ""
    return Target(company, id, topic, is_product=bool(id))


def _has_line_for_part(session: Session, company: CompiledCompany, contact: Phone | Channel) -> bool:
    """Return whether the contact leaves out the caller's part of a country, and the first line is for that part."""
    if "-" not in session.market or f"-{session.market}" not in company.serves_of(contact):
        return False
    lead = bare_answer(session, company).lead
    return lead is not None and session.market in company.serves_of(lead.contact)


def _topic_instead(session: Session, company: CompiledCompany, contact: Phone | Channel) -> str:
    """Return the first topic of a contact without number or address; "" if no other contact is for it."""
    topic = next((word for word in contact.topics if word not in _NO_TOPICS), "")
    others = support_contacts(company, session.market)
    return topic if any(covers_topic(company, other, topic) for other in others) else ""


def _resolve_number(session: Session, number: str) -> Target:
    """Return the contact that has a number, one for the market if there is one.

    Raises UnknownCompanyError unless exactly one company has it.
    """
    from supportdir.dialing.spelling import meanings

    matches = session.directory.look_up_number(meanings(number, session.caller.location), session.caller.location)
    for match in matches:
        if match.impostor:
            from supportdir.render.phrases import not_theirs

            raise NotFoundError(not_theirs(match.company, match.impostor))
    matches = [match for match in matches if session.market and is_served(session.market, match.serves)] or matches
    slugs = list(dict.fromkeys(match.company.slug for match in matches))
    if len(slugs) != 1:
        raise UnknownCompanyError(number, slugs)
    return Target(matches[0].company, matches[0].contact.id if matches[0].contact else "")


def _resolve_or_ask(session: Session, typed: str) -> Resolved:
    try:
        return session.directory.resolve(typed, session.market)
    except (AmbiguousCompanyError, UnknownCompanyError) as error:
        if not (error.near and session.may_ask):
            raise
        from supportdir.cli.choosing import choose

        company = choose(error.asked, list(session.directory.companies(error.near)))
        return session.directory.resolve(f"{company.slug}/")


def _with_contact(company: CompiledCompany, id: str) -> Target:
    id = id.lower()
    if id and company.contact(id) is None:
        raise no_contact(company, id)
    return Target(company, id, is_contact=bool(id))


def no_contact(company: CompiledCompany, id: str) -> NotFoundError:
    """Return the error that a company has no contact of that id; it names the contacts with similar ids."""
    from difflib import get_close_matches

    ids = [contact.id for contact in company.contacts]
    similar = get_close_matches(id, ids, n=3) or [other for other in ids if id in other.split("-")][:_MOST_CONTACTS]
    near = similar or (ids if len(ids) <= _MOST_CONTACTS else get_close_matches(id, ids, n=_MOST_CONTACTS, cutoff=0))
    contacts = ", ".join(f"{company.slug}/{near_id}" for near_id in near)
    if not similar and len(near) < len(ids):
        text = "{company} has no contact '{id}'; it has {contacts} …; all {count}: {command}"
        command = f"supportdir show {company.slug} --country all"
        return NotFoundError(
            translate(text, company=company.name, id=id, contacts=contacts, count=len(ids), command=command)
        )
    text = "{company} has no contact '{id}'; it has {contacts}" if near else "{company} has no contact '{id}'"
    return NotFoundError(translate(text, company=company.name, id=id, contacts=contacts))


def answer_with_notes(
    session: Session,
    target: Target,
    *,
    kind: str = "",
    is_topic_only: bool = False,
    shows_history: bool = False,
    shows_voice: bool = False,
) -> Answer:
    """Return the answer about a target as `bare_answer` does, and add notes to the session.

    A note tells that the company has been merged or is defunct, unless the view of the answer `shows_history`. With
    --no-voice, contacts that need a voice are left out, unless the view `shows_voice`. Raises NotFoundError for a dead
    number and if the company has no contact of the kind in --kind, UsageError for an unknown topic.
    """
    company, id = target.company, target.contact
    if dead := next((phone.dead for phone in company.phones if phone.id == id and phone.dead), ""):
        place = f"{company.slug}/{id}"
        text = "{contact} is a dead number: {reason}. Other contacts: supportdir show {company}"
        raise NotFoundError(translate(text, contact=place, reason=dead, company=company.slug))
    if not shows_history and company.is_gone:
        from supportdir.render.phrases import history_of

        session.add_notes(history_of(company, _successor(session, company)))
    asked = resolve_topic(session, company)
    topic = asked or target.topic
    result = bare_answer(session, company, topic=topic, kind=kind, id=id, is_topic_only=is_topic_only)
    _note_language(session, company, result.market)
    if asked and not id:
        _note_no_address(session, result)
    if asked and not id and result.market and result.serves_market and not _is_topic_known(result):
        from supportdir.render.phrases import countries_and_option, in_country

        text = "no contact of {company} for {country} is known for '{topic}'; known for {countries}"
        countries = countries_and_option(
            company, [contact for contact in living(company) if covers_topic(company, contact, topic)], result.market
        )
        values = {"company": company.name, "country": in_country(result.market), "topic": session.options.topic or ""}
        session.add_notes([translate(text, **values, countries=countries)])
        result = bare_answer(session, company, kind=kind)
    if session.kind not in ("", "phone") and not id and not (result.ways or result.elsewhere or result.also_said):
        kinds = dict.fromkeys(contact.kind for contact in living(company) if not contact.is_privacy_only)
        text = "known kinds: {kinds}" if kinds else "it has no known contacts"
        known = translate(text, kinds=", ".join(map(translate, kinds)))
        text = "no {kind} contact of {company} is known; {known}"
        raise NotFoundError(translate(text, kind=translate(session.kind), company=company.name, known=known))
    if session.options.no_voice and not shows_voice:
        keep_ways_without_voice(result)
    is_assumed = result.is_home_assumed and result.ways and not id and country_name(result.market)
    if is_assumed and result.market not in session.assumed_homes:
        from supportdir.render.phrases import in_country

        session.assumed_homes.add(result.market)
        text = "assuming that you are in {country}, the first country with a contact of {company}"
        session.add_notes([translate(text, country=in_country(result.market), company=company.name)])
    return result


def _is_topic_known(answer: Answer) -> bool:
    """Return whether a contact of the market, of any kind, is for the topic."""
    company, market = answer.company, answer.market
    contacts = (contact for contact in living(company) if is_served(market, company.serves_of(contact)))
    return any(covers_topic(company, contact, answer.topic) for contact in contacts)


def _note_no_address(session: Session, answer: Answer) -> None:
    """Add a note if only contacts without number or address are for the topic, so that others are the answer."""
    company, topic = answer.company, answer.topic
    has_topic, lacks_address = (
        any(covers_topic(company, way.contact, topic) for way in ways) for ways in (answer.unranked, answer.also_said)
    )
    if answer.unranked and lacks_address and not has_topic:
        text = "no number or address is known for '{product}'; using the other contacts of {company}"
        session.add_notes([translate(text, product=session.options.topic or "", company=company.name)])


def bare_answer(
    session: Session,
    company: CompiledCompany,
    *,
    topic: str = "",
    kind: str = "",
    id: str = "",
    is_topic_only: bool = False,
    at: datetime | None = None,
) -> Answer:
    """Return the answer about a company for the caller of the session, at an aware datetime or the session's moment.

    `kind` selects contacts if neither --kind nor --no-voice is given. `is_topic_only` selects those for the topic if
    this caller can use any of them, without reserved lines that the topic does not ask for and contacts without number
    or address.
    """
    no_voice = bool(session.options.no_voice)
    judgements = session.judgements(company)
    ask = partial(
        answer,
        company,
        at=at or session.moment,
        caller=session.caller,
        topic=topic,
        kind=session.kind or ("" if no_voice else kind),
        id=id,
        calendar=session.directory,
        no_voice=no_voice,
        demoted={contact for contact, verdicts in judgements.items() if is_demoted(verdicts)},
    )
    found = None
    if topic and is_topic_only:
        from supportdir.selection import Selection

        selection = Selection(topic=topic, country=session.market)

        def suits(company: Company, contact: Phone | Channel) -> bool:
            is_usable = is_reachable(company, contact) and not is_reserved(contact, topic, no_voice=no_voice)
            return is_usable and selection.holds_contact(company, contact)

        found = _if_usable(ask(suits=suits))
    found = found or ask()
    if company.merged_into:
        found.successor = _successor(session, company)
    for way in found.unranked if judgements else ():
        way.judgements = judgements.get(way.contact.id, ())
    return found


def deciding_target(session: Session, target: Target) -> Target:
    """Return the target that decides whether the company is open: all its lines if that of a product is of no use."""
    if not target.is_product or _if_usable(bare_answer(session, target.company, id=target.contact)):
        return target
    return Target(target.company, topic=target.topic)


def _if_usable(answer: Answer) -> Answer | None:
    """Return the answer if the caller can use one of its ways; else None."""
    from supportdir.status import why_uncounted

    usable = (way for way in answer.unranked if not why_uncounted(way, answer.topic))
    return answer if any(not way.needs_voice for way in usable) else None


def _successor(session: Session, company: Company) -> str:
    """Return the name of the company that took a company over; "" if there is none in the directory."""
    slugs = [company.merged_into] if company.merged_into else []
    return next((successor.name for successor in session.directory.companies(slugs)), "")


def drop_voice_ways(answer: Answer) -> Answer:
    """Remove the ways that need a voice from an answer, and return it."""
    answer.keep(lambda way: not way.needs_voice)
    return answer


def keep_ways_without_voice(answer: Answer) -> Answer:
    """Remove the ways that need a voice from an answer, and return it.

    If no other can be used (`is_voiceless`), remove all ways and set `voiceless`.
    """
    from supportdir.ranking import ranked_ways
    from supportdir.render.reasons import is_voiceless, without_voice

    ranked = ranked_ways(answer)
    if is_voiceless(ranked):
        answer.voiceless = without_voice(ranked)
        answer.unranked = []
    return drop_voice_ways(answer)


def resolve_topic(session: Session, company: CompiledCompany) -> str:
    """Return what --topic means for a company; "" and a note if no contact is for it.

    Raises UsageError for a text that is nearly a topic.
    """
    typed = (session.options.topic or "").strip()
    if session.options.topic is not None and not typed:
        raise UsageError("--topic is empty; write a word, such as billing, or leave it out")
    try:
        topic = session.directory.topic_for(company, typed)
    except UnknownWordError:
        return session.word("topic", typed)  # raises the error with the name of the option
    if typed and not topic:
        text = "no contact of {company} is known for '{topic}'; showing contacts for any matter"
        session.add_notes([translate(text, company=company.name, topic=typed)])
    return topic


def _note_language(session: Session, company: CompiledCompany, market: str) -> None:
    """Add a note if no contact or menu option for the market is known to speak the language in --language."""
    language = session.caller.language
    if not language or not any(map(company.languages_of, company.contacts)):
        return  # where no contact states a language, nothing was looked for in vain
    from supportdir.dialing.menu import languages_in
    from supportdir.languages import base
    from supportdir.render.phrases import countries_and_option, in_country

    def speaks(contact: Phone | Channel) -> bool:
        menu = languages_in(contact.menu) if isinstance(contact, Phone) and isinstance(contact.menu, Menu) else ()
        return base(language) in map(base, (*company.languages_of(contact), *menu))

    contacts = [contact for contact in living(company) if not (session.options.no_voice and is_spoken(contact))]
    here = [contact for contact in contacts if not market or is_served(market, company.serves_of(contact))]
    if not any(map(company.languages_of, here)) or any(map(speaks, here)):
        return
    text = "no contact of {company} is known to speak '{language}'"
    values = {"company": company.name, "language": language}
    if elsewhere := [contact for contact in contacts if speaks(contact)]:
        text = "no contact of {company} for {country} is known to speak '{language}'; known for {countries}"
        values |= {"country": in_country(market), "countries": countries_and_option(company, elsewhere, market)}
    session.add_notes([translate(text, **values)])
