"""What the words on the command line mean: COMPANY, COMPANY/CONTACT, --topic, --kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from supportdir.errors import NotFoundError, UsageError
from supportdir.model import ChannelKind
from supportdir.reach import Answer, answer, is_for
from supportdir.search import named_by

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from supportdir.cli.session import Session
    from supportdir.listing import Listing
    from supportdir.model import Channel, Phone

KINDS = ("phone", *get_args(ChannelKind))


def parts_of(name: str) -> tuple[str, str]:
    """The company and the contact's id of COMPANY/CONTACT; no id where a company alone is named."""
    company, _, id = named_by(name).partition("/")
    return company, id.lower()


def answer_about(
    session: Session,
    name: str,
    *,
    topic: str | None = None,
    kind: str | None = None,
    suits: Callable[[Phone | Channel], bool] | None = None,
    says_history: bool = False,
) -> Answer:
    """The answer about COMPANY, or about the one contact of COMPANY/CONTACT.

    That the company is another one's now, or no more, is remarked, unless the answer itself `says_history`. Raises
    the directory's errors for the company, NotFoundError for a contact, UsageError for a kind that does not exist.
    """
    company_name, id = parts_of(name)
    company = session.directory.company(company_name)
    if id and company.contact(id) is None:
        from difflib import get_close_matches

        ids = [contact.id for contact in company.contacts]
        near = [f"{company.slug}/{one}" for one in get_close_matches(id, ids, n=3) or ids]
        raise NotFoundError(f"{company.name} has no contact '{id}'; it has {', '.join(near) or 'none at all'}")
    if not says_history and (company.merged_into or company.defunct):
        from supportdir.render.phrases import history_of

        session.remarks += [line for line in history_of(company) if line not in session.remarks]
    topic = _met(session, company, (topic or "").strip())
    return answer_of(session, company, topic=topic, kind=kind, id=id, suits=suits)


def answer_of(
    session: Session,
    company: Listing,
    *,
    topic: str | None = None,
    kind: str | None = None,
    id: str = "",
    suits: Callable[[Phone | Channel], bool] | None = None,
    at: datetime | None = None,
) -> Answer:
    """The answer about a company for the caller of the session, as of its moment or of another."""
    if kind is not None and kind not in KINDS:
        raise UsageError(f"--kind '{kind}' is none of {', '.join(KINDS)}")
    found = answer(
        company,
        at=at or session.moment,
        caller=session.caller,
        topic=(topic or "").strip(),
        kind=kind or "",
        id=id,
        suits=suits,
        almanac=session.directory,
    )
    if kind and not id and not found.ways and kind != "phone":
        kinds = dict.fromkeys(contact.kind for contact in company.contacts)
        raise NotFoundError(
            f"no {kind} of {company.name} is in the directory; there is {', '.join(kinds) or 'nothing'}"
        )
    return found


def _met(session: Session, company: Listing, topic: str) -> str:
    """The topic, if any contact is for it; else "", with a remark. One on a language that nobody speaks, too."""
    unmet = []
    if topic and not any(is_for(contact, topic) for contact in company.contacts):
        unmet.append(f"nothing of {company.name} is known to be for '{topic}'; this is for any matter")
        topic = ""
    language = session.caller.language
    if language and not any(language in company.languages_of(contact) for contact in company.contacts):
        unmet.append(f"no contact of {company.name} is said to speak '{language}'")
    session.remarks += [line for line in unmet if line not in session.remarks]
    return topic
