"""The guided call: its steps in order, which of them are needed, and what an answer means. No terminal, no clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from supportdir.errors import UsageError
from supportdir.journal.entry import ASPECTS, BEST_RATING, OUTCOMES, is_done, worked_option
from supportdir.periods import is_weekend
from supportdir.promised_days import NotADayError, UnclearDayError, promised_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from supportdir.journal.entry import Fact
    from supportdir.model import Phone
    from supportdir.routes import Route

CallCard = Literal[
    "known", "checklist", "line", "dial", "menu", "no-route", "hold", "busy", "talk", "closing", "cut-off"
]
Question = Literal["agent", "case", "said", "promised", "by", "outcome", "ratings", "comment"]
StepKind = Literal["card", "question", "verdict"]

QUESTIONS: tuple[Question, ...] = get_args(Question)
TEXT_QUESTIONS = ("agent", "case", "said", "promised", "comment")
"""Questions whose answer is stored as it is typed, so that it may hold a secret."""

PROMPTS = {"agent": "note-agent", "case": "note-case"}
"""The ids of prompts that are not "ask-" and the name of the question."""

STOP = ("q", "й")  # the same key with a Russian keyboard
KEEP = ("k", "к")
_YES, _NO = ("y", "yes", "д", "да"), ("n", "no", "н", "нет")
_POOR = 2  # a rating up to this one asks for a comment


class CallStep(NamedTuple):
    """One step: a card to show, a question about the call, or one about a fact. `place` counts the steps of a menu."""

    kind: StepKind
    name: str
    place: int = 0


class NotUnderstoodError(UsageError):
    """An answer that means nothing here; `prompt` is the id of the text that says what to write."""

    def __init__(self, prompt: str, message: str = "") -> None:
        self.prompt = prompt
        super().__init__(message or prompt)


def call_steps(contact: Phone, route: Route | None, *, is_known: bool = False) -> list[CallStep]:
    """Return all steps of a call to a line by a route; `is_needed` tells which of them to take.

    `is_known`: there are warnings, or the log has something about the company, so that the first card says it.
    """
    menu = [CallStep("card", "menu", place) for place in range(len(route.shortcut.steps))] if route else []
    cards: tuple[CallCard, ...] = ("hold", "busy", "talk", "closing")
    return [
        *([CallStep("card", "known")] if is_known else []),
        CallStep("card", "checklist"),
        CallStep("card", "line"),
        CallStep("card", "dial"),
        *(menu or [CallStep("card", "no-route")]),
        *(CallStep("card", card) for card in cards),
        *(CallStep("question", question) for question in QUESTIONS),
        CallStep("card", "cut-off"),
        *(CallStep("verdict", fact) for fact in facts_of(contact)),
    ]


def is_needed(step: CallStep, fields: Mapping[str, Any]) -> bool:
    """Return whether a step is to be taken after these answers (fields of an entry)."""
    outcome: str = fields.get("outcome", "")
    match step.name:
        case "busy":
            return outcome == "no-answer"
        case "cut-off":
            return outcome == "cut-off"
        case "outcome":
            return not outcome
        case "by":
            return bool(fields.get("promised"))
        case "comment":
            return min(fields.get("ratings", {}).values(), default=BEST_RATING) <= _POOR
        case "talk" | "closing" | "agent" | "case" | "said" | "promised" | "ratings":
            return outcome != "no-answer"
    return True


def facts_of(contact: Phone) -> list[Fact]:
    """Return the facts of a line that a caller can judge: its keys and hours only if they are stated."""
    facts: list[Fact] = ["number"]
    if contact.shortcuts or contact.menu is not None:
        facts.append("keys")
    if contact.hours:
        facts.append("hours")
    return facts


def fields_of(
    question: str, typed: str, now: datetime, timezone: str, is_day_off: Callable[[date], bool] = is_weekend
) -> dict[str, Any]:
    """Return the fields of an entry that an answer sets; none for an empty one, which skips the question.

    `now` (aware), `timezone` (IANA) and `is_day_off` are for dates. Raises NotUnderstoodError.
    """
    text = typed.strip()
    if not text:
        return {}
    match question:
        case "by":
            return {"by": _promised_day(text, now, timezone, is_day_off)}
        case "outcome":
            return {"outcome": _outcome(text)}
        case "ratings":
            return {"ratings": _ratings(text)}
    return {question: text}


def is_yes(typed: str) -> bool | None:
    """Return whether an answer is yes; None for an empty one. Raises NotUnderstoodError."""
    answer = typed.strip().casefold()
    if answer and answer not in (*_YES, *_NO):
        raise NotUnderstoodError("not-yes-or-no")
    return answer in _YES if answer else None


def status_after(fields: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return the status of an entry after a call: closed at `now` if nothing more is expected, else open."""
    if is_done(fields.get("outcome", ""), fields.get("promised", ""), fields.get("by")):
        return {"status": "closed", "closed_at": now}
    return {"status": "open"}


def storing_options(fields: Mapping[str, Any], verdicts: Mapping[str, bool]) -> list[str]:
    """Return the options of `log add` and `log edit` that store these answers (fields of an entry) and verdicts."""
    words = []
    for name in ("hold", *QUESTIONS):
        if name in fields:
            if name == "ratings":
                words += ["--rating", ",".join(f"{aspect}={rating}" for aspect, rating in fields[name].items())]
            else:
                words += [f"--{name}", str(fields[name])]
    if verdicts:
        words += ["--worked", worked_option(verdicts)]
    return words


def _promised_day(text: str, now: datetime, timezone: str, is_day_off: Callable[[date], bool]) -> date:
    try:
        return promised_day(text, now, timezone, is_day_off)
    except NotADayError:
        raise NotUnderstoodError("not-a-date") from None
    except UnclearDayError as error:
        raise NotUnderstoodError("unclear-date", str(error)) from None


def _outcome(text: str) -> str:
    if text.isdecimal() and 1 <= int(text) <= len(OUTCOMES):
        return OUTCOMES[int(text) - 1]
    word = text.casefold().replace(" ", "-")
    if word not in OUTCOMES:
        raise NotUnderstoodError("not-an-outcome")
    return word


def _ratings(text: str) -> dict[str, int]:
    numbers = text.replace(",", " ").split()
    if len(numbers) not in (1, len(ASPECTS)) or not all(_is_rating(number) for number in numbers):
        raise NotUnderstoodError("not-ratings")
    aspects = ASPECTS if len(numbers) > 1 else ("overall",)
    return dict(zip(aspects, map(int, numbers), strict=True))


def _is_rating(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) == 1 and 1 <= int(text) <= BEST_RATING
