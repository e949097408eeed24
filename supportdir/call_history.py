"""What the log says about a company before the next call: the last contact, open promises, a request sent before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from supportdir import advice
from supportdir.characters import visible
from supportdir.format import vocabulary
from supportdir.letters import format_date

if TYPE_CHECKING:
    from datetime import datetime

    from supportdir.advice import Language
    from supportdir.journal.database import Journal
    from supportdir.journal.entry import Entry

_MOST_PROMISES = 5


class CallHistory(NamedTuple):
    """The newest entry of a company, those with open promises, and open requests that a new one would repeat."""

    last: Entry | None = None
    promises: tuple[Entry, ...] = ()
    same: tuple[Entry, ...] = ()


def log_history(journal: Journal, company: str, topic: str, at: datetime) -> CallHistory:
    """Return what the log has about a company (slug) at `at` (aware). Raises LogError."""
    from supportdir.journal.duplicates import same_requests

    last = journal.last(company)
    if last is None:
        return CallHistory()
    same = same_requests(company, topic, at, journal.open_entries(company))
    return CallHistory(last, tuple(journal.open_promises(company)), tuple(same))


def warnings(history: CallHistory, language: Language) -> list[str]:
    """Return that a request about the same matter is open; nothing if there is none."""
    texts = advice.prompts(language)
    return [
        texts["duplicate"].format(date=format_date(entry.at.date(), language), case=_case(entry, language))
        for entry in history.same[:1]
    ]


def history_lines(history: CallHistory, now: datetime, language: Language) -> list[str]:
    """Return the last contact and the open promises, a line each; `now` is in the user's zone.

    A promise of an earlier contact has the day of that contact.
    """
    if history.last is None:
        return []
    return [
        _last(history.last, language),
        *(
            _promise(entry, now, language) if entry.id == history.last.id else _earlier_promise(entry, now, language)
            for entry in history.promises[:_MOST_PROMISES]
        ),
    ]


def _last(entry: Entry, language: Language) -> str:
    texts, letter = advice.prompts(language), vocabulary.advice_texts()["letter"]
    date = format_date(entry.at.date(), language)
    if entry.channel == "phone":
        line = texts["last-call"].format(date=date, case=_case(entry, language))
    else:
        channel = letter["channels"][entry.channel][language]
        line = texts["last-contact"].format(date=date, channel=channel, case=_case(entry, language))
    return line + (texts["last-agent"].format(agent=_one_line(entry.agent)) if entry.agent else "")


def _case(entry: Entry, language: Language) -> str:
    return advice.prompts(language)["last-case"].format(case=_one_line(entry.case)) if entry.case else ""


def _promise(entry: Entry, now: datetime, language: Language) -> str:
    texts, promised = advice.prompts(language), _one_line(entry.promised)
    if entry.by is None:
        return texts["promise"].format(promised=promised)
    date = format_date(entry.by, language)
    line = texts["promise-by" if promised else "promise-day"].format(date=date, promised=promised)
    return texts["promise-late"].format(promise=line) if entry.by < now.date() else line


def _earlier_promise(entry: Entry, now: datetime, language: Language) -> str:
    date, promise = format_date(entry.at.date(), language), _promise(entry, now, language)
    return advice.prompts(language)["promise-earlier"].format(date=date, case=_case(entry, language), promise=promise)


def _one_line(text: str) -> str:
    return " ".join(visible(text).split())
