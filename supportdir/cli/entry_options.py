"""What `log add` and `log edit` are told of a call: their options, and the values of an entry that they mean."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from supportdir.errors import DataError, UsageError
from supportdir.model import KINDS, Phone, countries_in, is_served
from supportdir.translation import translate
from supportdir.verdicts import FACTS

if TYPE_CHECKING:
    from datetime import date, datetime

    from supportdir.cli.session import Session
    from supportdir.compiled import CompiledCompany
    from supportdir.model import Channel
    from supportdir.verdicts import Fact

TEXT_FIELDS = ("agent", "case", "said", "promised", "comment", "transcript")
_MOST = 1 << 20  # bytes of a transcript
_CLOCKS_DIFFER = timedelta(minutes=5)
_ANSWERS = {"yes": True, "no": False, "да": True, "нет": False}


class EntryOptions(NamedTuple):
    """The options as they are typed; `None` where one was not given. An empty text takes the value out of an entry."""

    contact: str | None = None
    channel: str | None = None
    hold: int | None = None
    agent: str | None = None
    case: str | None = None
    said: str | None = None
    promised: str | None = None
    by: str | None = None
    outcome: str | None = None
    rating: str | None = None
    comment: str | None = None
    transcript: str | None = None
    worked: str | None = None
    keep_secrets: bool = False


def _text(*names: str, metavar: str, help: str) -> Any:
    return Annotated[str | None, typer.Option(*names, metavar=metavar, show_default=False, help=help)]


_DECLARATIONS: dict[str, Any] = {
    "contact": _text("--contact", metavar="ID", help="Which contact of the company, as in COMPANY/ID."),
    "channel": _text("--channel", metavar="KIND", help="phone (default), chat, email, form …"),
    "hold": Annotated[
        int | None, typer.Option("--hold", metavar="MINUTES", min=0, show_default=False, help="Minutes on hold.")
    ],
    "agent": _text("--agent", metavar="NAME", help="Who answered."),
    "case": _text("--case", metavar="NUMBER", help="The case number."),
    "said": _text("--said", metavar="TEXT", help="What you were told."),
    "promised": _text("--promised", metavar="TEXT", help="What was promised."),
    "by": _text(
        "--by", metavar="DATE", help="The day until which it was promised: Friday, 25.12.2026, '10 business days'."
    ),
    "outcome": _text("--outcome", metavar="WORD", help="solved, promised, refused, cut-off or no-answer."),
    "rating": _text("--rating", metavar="LIST", help="1 to 5: politeness=4,speed=3,competence=5,overall=4."),
    "comment": _text("--comment", metavar="TEXT", help="Your own remarks."),
    "transcript": _text("--transcript", metavar="FILE", help="A file with the text of the chat or the call."),
    "worked": _text(
        "--worked", metavar="yes|no", help="Were number and keys right? Or each: number=yes,keys=no,hours=yes."
    ),
    "keep_secrets": Annotated[
        bool, typer.Option("--keep-secrets", help="Store what looks like a card number or a PIN as it is.")
    ],
}


def takes_entry_options(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of an entry; the function gets their values as its argument `given`."""
    signature = inspect.signature(function, eval_str=True)
    defaults = EntryOptions._field_defaults
    own = [parameter for name, parameter in signature.parameters.items() if name != "given"]
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=defaults[name], annotation=declaration)
        for name, declaration in _DECLARATIONS.items()
    ]

    def run(*args: Any, **values: Any) -> int:
        given = EntryOptions(**{name: values.pop(name) for name in _DECLARATIONS if name in values})
        return function(*args, **values, given=given)

    run.__doc__, run.__name__ = function.__doc__, function.__name__
    run.__signature__ = inspect.Signature([*own, *added])  # type: ignore[attr-defined]
    return run


def values_of(
    session: Session,
    given: EntryOptions,
    company: CompiledCompany | None,
    contact: Phone | Channel | None,
    call: datetime | None = None,
) -> dict[str, Any]:
    """Return the fields of an entry that were given, as the log stores them.

    A promised day is counted from `call`; see `day_of`. Raises UsageError for a wrong value.
    """
    values: dict[str, Any] = {name: text for name in TEXT_FIELDS if (text := getattr(given, name)) is not None}
    if given.transcript:
        values["transcript"] = _read_text(given.transcript)
    if given.channel is not None:
        values["channel"] = channel_of(session, given.channel)
    if given.hold is not None:
        values["hold"] = given.hold
    if given.by is not None:
        values["by"] = day_of(session, given.by, "--by", company, contact, call)
    if given.outcome is not None:
        values["outcome"] = _outcome(given.outcome)
    if given.rating is not None:
        values["ratings"] = _ratings(given.rating)
    return values if given.keep_secrets else _without_secrets(session, values)


def channel_of(session: Session, typed: str) -> str:
    """Return the kind of contact that --channel means. Raises UsageError."""
    from supportdir.errors import UnknownWordError

    if typed in KINDS:
        return typed
    try:
        return session.directory.word("kind", typed)
    except UnknownWordError as error:
        raise UsageError(f"invalid --channel '{typed}'; {error.hint}") from None


def day_of(
    session: Session,
    typed: str,
    option: str,
    company: CompiledCompany | None,
    contact: Phone | Channel | None = None,
    call: datetime | None = None,
) -> date | None:
    """Return the promised day that a text means; None for "".

    It is counted from the call, else from the session's moment; a note says so if today gives another day.
    Raises UsageError, also for a day before the call.
    """
    from supportdir.hours import zones
    from supportdir.promised_days import UnclearDayError, promised_day

    if not typed.strip():
        return None
    is_day_off = days_off_for(session, company, contact)
    call = call or session.moment
    try:
        day = promised_day(typed, call, session.timezone, is_day_off)
    except UnclearDayError as error:
        raise UsageError(f"{option} {error}") from None
    first, today = (zones.wall(moment, session.timezone).date() for moment in (call, session.now))
    if day < first:
        text = "{option} '{text}' means {day}, which is before {first}; write that day or a later one"
        raise UsageError(translate(text, option=option, text=typed, day=day, first=first))
    if first != today:
        with suppress(UnclearDayError):
            if promised_day(typed, session.now, session.timezone, is_day_off) != day:
                text = "{option} '{text}' is {day}, counted from the call of {first}"
                session.notes.append(translate(text, option=option, text=typed, day=day, first=first))
    return day


def days_off_for(
    session: Session, company: CompiledCompany | None, contact: Phone | Channel | None = None
) -> Callable[[date], bool]:
    """Return a function that tells whether a day is a public holiday or one of the weekend where a contact is."""
    region = _region_of(session, company, contact) if company else ""

    def is_day_off(day: date) -> bool:
        from supportdir import periods
        from supportdir.hours.public_holidays import is_weekend

        try:
            return is_weekend(region.partition("-")[0], day) or day in session.directory.public_holidays(
                region, day.year
            )
        except UsageError:  # no public holidays are known for the region
            return periods.is_weekend(day)

    return is_day_off


def _region_of(session: Session, company: CompiledCompany, contact: Phone | Channel | None) -> str:
    """Return the region whose public holidays count: of the contact, else of the company, else the caller's country."""
    stated = company.holidays_of(contact) if contact else company.holidays
    countries = countries_in(company.serves_of(contact) if contact else company.serves)
    home = next((code for code in countries if code != "all"), "")
    caller = session.market or session.caller.location
    is_callers = len(countries) != 1 or not home
    return stated or (caller if is_callers and caller and is_served(caller, company.serves) else home or caller)


def check_is_past(session: Session) -> None:
    """Raise UsageError if --at is more than a few minutes ahead: what is written down has happened."""
    if session.moment > session.now + _CLOCKS_DIFFER:
        when = f"{session.moment:%Y-%m-%d %H:%M}"
        text = "--at '{at}' is in the future, {when}; write when it was: yesterday 9:00"
        raise UsageError(translate(text, at=session.options.at, when=when))


def verdicts_meant(company: CompiledCompany, contact: Phone | Channel | None, typed: str) -> dict[Fact, bool]:
    """Return which facts of a contact were right: "yes" and "no" are about number and keys. Raises UsageError."""
    from supportdir.verdicts import facts_of

    answers = _answers(typed)
    if contact is None:
        ids = translate(" or ").join(f"{company.slug}/{contact.id}" for contact in company.contacts[:6])
        raise UsageError(translate("--worked needs the contact; write {ids}, or --contact ID", ids=ids))
    stated = facts_of(contact)
    if isinstance(answers, bool):
        return {fact: answers for fact in stated if fact != "hours"}
    for fact in answers:
        if fact not in stated:
            text = "the directory has no {fact} of {contact} to judge"
            raise UsageError(translate(text, fact=translate(fact), contact=f"{company.slug}/{contact.id}"))
    return answers


def _answers(typed: str) -> bool | dict[Fact, bool]:
    """Return whether it worked, or which facts were right. Raises UsageError."""
    words = typed.strip().casefold()
    if words in _ANSWERS:
        return _ANSWERS[words]
    found: dict[Fact, bool] = {}
    for part in words.split(","):
        name, _, answer = map(str.strip, part.partition("="))
        fact = next((fact for fact in FACTS if fact == name), None)
        if fact is None or answer not in _ANSWERS:
            text = "invalid --worked '{typed}'; write yes or no, or one for each of {facts}, as in number=yes,keys=no"
            raise UsageError(translate(text, typed=typed, facts=", ".join(FACTS)))
        found[fact] = _ANSWERS[answer]
    return found


def _outcome(typed: str) -> str:
    from supportdir.journal.entry import OUTCOMES

    outcome = typed.strip().casefold().replace(" ", "-")
    if outcome and outcome not in OUTCOMES:
        text = "invalid --outcome '{typed}'; choose one of {words}"
        raise UsageError(translate(text, typed=typed, words=", ".join(OUTCOMES)))
    return outcome


def _ratings(typed: str) -> dict[str, int]:
    from supportdir.journal.entry import ASPECTS, BEST_RATING

    ratings: dict[str, int] = {}
    for part in filter(None, map(str.strip, typed.split(","))):
        aspect, _, number = (word.strip().casefold() for word in part.partition("="))
        if aspect.isdecimal() and not number:  # "4" rates the whole
            aspect, number = "overall", aspect
        if aspect not in ASPECTS:
            text = "invalid --rating '{typed}'; choose one of {words}"
            raise UsageError(translate(text, typed=part, words=", ".join(ASPECTS)))
        if number not in map(str, range(1, BEST_RATING + 1)):
            text = "invalid --rating '{typed}'; write a number from 1 to {best}, as in {aspect}=4"
            raise UsageError(translate(text, typed=part, best=BEST_RATING, aspect=aspect))
        ratings[aspect] = int(number)
    return ratings


def _read_text(name: str) -> str:
    from supportdir.paths import read_file

    try:
        _, content = read_file(str(Path(name)))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", error)
        raise DataError(translate("the transcript {file} cannot be read: {reason}", file=name, reason=reason)) from None
    if len(content) >= _MOST:
        text = "the transcript {file} is larger than 1 MB; keep the file, and name it in --comment"
        raise DataError(translate(text, file=name))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "the transcript {file} is not UTF-8 text; save it as UTF-8"
        raise DataError(translate(text, file=name)) from None


def _without_secrets(session: Session, values: dict[str, Any]) -> dict[str, Any]:
    """The values with card numbers, PINs and passwords masked, unless the user keeps them; a note says so."""
    from supportdir.journal.secrets import find_secrets, has_case_like_card, masked

    secrets = {name: find_secrets(values.get(name, ""), is_case=name == "case") for name in TEXT_FIELDS}
    fields = [name for name in TEXT_FIELDS if secrets[name]]
    kept = [name for name in TEXT_FIELDS if has_case_like_card(values.get(name, ""), is_case=name == "case")]
    if kept:
        options = ", ".join(f"--{name}" for name in kept)
        note = "{options}: kept as the number of a case or an order, though it looks like a card number"
        session.notes.append(translate(note, options=options))
    if not fields:
        return values
    kinds = dict.fromkeys(secret.kind for name in fields for secret in secrets[name])
    looks = translate(" and ").join(translate(_SECRETS.get(kind, kind)) for kind in kinds)
    options = ", ".join(f"--{name}" for name in fields)
    question = "{options}: found what looks like {secrets}. Store it as typed? [y/N] "
    if session.may_ask and is_yes(translate(question, options=options, secrets=looks)):
        return values
    note = "{options}: masked what looks like {secrets}; --keep-secrets stores it as typed"
    session.notes.append(translate(note, options=options, secrets=looks))
    return values | {name: masked(values[name], is_case=name == "case") for name in fields}


_SECRETS: dict[str, str] = {
    "card": "a card number",
    "pin": "a PIN",
    "password": "a password",
    "security-code": "a security code",
    "one-time-code": "a one-time code",
}


def is_yes(question: str) -> bool:
    """Ask on the terminal; return whether the answer is yes."""
    import sys

    from supportdir.render.phrases import printable

    print(printable(question), end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "д", "да")
