"""The records of the log: one contact with a company (`Entry`), and one check of a published fact (`Verdict`)."""

from __future__ import annotations

import os
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, get_args

from msgspec import Struct, structs

from supportdir.errors import UsageError
from supportdir.model import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Status = Literal["unfinished", "open", "closed"]
Outcome = Literal["", "solved", "promised", "refused", "cut-off", "no-answer"]
Fact = Literal["number", "keys", "hours"]

STATUSES: tuple[str, ...] = get_args(Status)
OUTCOMES: tuple[str, ...] = get_args(Outcome)[1:]
FACTS: tuple[str, ...] = get_args(Fact)
ASPECTS = ("politeness", "speed", "competence", "overall")  # what a rating is about
BEST_RATING = 5  # the worst is 1
LONGEST_HOLD = 7 * 24 * 60  # minutes


class Entry(Struct, frozen=True, kw_only=True):
    """One call or message to a company, and what came of it. An empty text means that nothing was written down.

    `id` is the number of the entry in the log, 0 before it is stored. `key` is random text that stays the same when a
    request to store the entry is repeated; see `Journal.add`.
    """

    company: str  # slug
    at: datetime  # aware
    id: int = 0
    contact: str = ""  # contact id
    channel: str = "phone"  # one of model.KINDS
    topic: str = ""
    hold: int | None = None  # minutes
    agent: str = ""
    case: str = ""
    said: str = ""
    promised: str = ""
    by: date | None = None  # the day until which the company promised to act
    outcome: Outcome = ""
    ratings: dict[str, int] = {}  # aspect -> 1 to 5
    comment: str = ""
    transcript: str = ""
    status: Status = "open"
    closed_at: datetime | None = None  # aware
    key: str = ""

    @property
    def is_closed(self) -> bool:
        """Return whether nothing more is expected."""
        return self.status == "closed"

    @property
    def is_unanswered(self) -> bool:
        """Return whether nobody answered, so that nothing was said that could be confirmed."""
        return self.outcome == "no-answer"

    @property
    def is_promise(self) -> bool:
        """Return whether the company promised something, or named a day, and the entry is not closed."""
        return not self.is_closed and bool(self.promised or self.by)


class Verdict(Struct, frozen=True, kw_only=True):
    """Whether a fact of the directory was right when the user tried it.

    `fingerprint` identifies the text that was judged, so that a verdict ends when the fact changes. `entry` is the id
    of the entry where it was noted, 0 if there is none.
    """

    company: str
    fact: Fact
    contact: str
    worked: bool
    fingerprint: str
    at: datetime  # aware
    entry: int = 0


def worked_option(verdicts: Mapping[str, bool]) -> str:
    """Return verdicts (fact → whether it was right) as --worked takes them: "number=yes,keys=no"."""
    return ",".join(f"{fact}={'yes' if is_right else 'no'}" for fact, is_right in verdicts.items())


def is_done(outcome: str, promised: str, by: date | None) -> bool:
    """Return whether nothing more is expected after a call: it is solved, and nothing is promised."""
    return outcome == "solved" and not (promised or by)


def new_key() -> str:
    """Return a random key for an entry: 32 hexadecimal digits."""
    return os.urandom(16).hex()


def checked(entry: Entry) -> Entry:
    """Return the entry. Raises UsageError for the first invalid value."""
    for message in _problems(entry):
        raise UsageError(message)
    return entry


def checked_verdict(verdict: Verdict) -> Verdict:
    """Return the verdict. Raises UsageError for the first invalid value."""
    for message in _verdict_problems(verdict):
        raise UsageError(message)
    return verdict


def _problems(entry: Entry) -> Iterator[str]:
    yield from _text_problems(entry)
    if not entry.company:
        yield "invalid company ''; write the company's id"
    if not (_is_count(entry.id) and entry.id < 1 << 63):
        yield f"invalid id '{entry.id}'; leave it out"
    yield from _word_problems("channel", entry.channel, KINDS)
    yield from _word_problems("outcome", entry.outcome, ("", *OUTCOMES))
    yield from _word_problems("status", entry.status, STATUSES)
    yield from _moment_problems("at", entry.at)
    if entry.closed_at is not None:
        yield from _moment_problems("closed_at", entry.closed_at)
    if entry.by is not None and (isinstance(entry.by, datetime) or not isinstance(entry.by, date)):
        yield f"invalid by '{entry.by}'; give a date"
    if entry.hold is not None and not (_is_count(entry.hold) and entry.hold <= LONGEST_HOLD):
        yield f"invalid hold '{entry.hold}'; write minutes, from 0 to {LONGEST_HOLD}"
    yield from _rating_problems(entry.ratings)


def _verdict_problems(verdict: Verdict) -> Iterator[str]:
    yield from _text_problems(verdict)
    yield from _word_problems("fact", verdict.fact, FACTS)
    yield from _moment_problems("at", verdict.at)


def _word_problems(field: str, word: str, words: tuple[str, ...]) -> Iterator[str]:
    if word not in words:
        yield f"invalid {field} '{word}'; choose one of {', '.join(filter(None, words))}"


def _moment_problems(field: str, moment: Any) -> Iterator[str]:
    if not isinstance(moment, datetime) or moment.utcoffset() is None:
        yield f"invalid {field} '{moment}'; give a date and time with a time zone"


def _rating_problems(ratings: dict[str, int]) -> Iterator[str]:
    for aspect, rating in ratings.items():
        yield from _word_problems("rating", aspect, ASPECTS)
        if not _is_count(rating) or not 1 <= rating <= BEST_RATING:
            yield f"invalid rating '{aspect}={rating}'; write a number from 1 to {BEST_RATING}"


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _text_problems(record: Entry | Verdict) -> Iterator[str]:
    """Yield the text fields that cannot be stored as UTF-8: what a terminal passes on of other encodings."""
    for field in structs.fields(record):
        text = getattr(record, field.name)
        if not isinstance(text, str):
            if field.type is str:
                yield f"invalid {field.name} '{text}'; give a text"
            continue
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            yield f"invalid {field.name}: character {error.start + 1} is not valid Unicode; write UTF-8"
