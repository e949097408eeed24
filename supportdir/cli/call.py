"""`supportdir call`: the terminal of the guided call. Its steps and what answers mean are in `guided_call`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from supportdir.cli.options import CompanyName, Options, takes_options
from supportdir.translation import translate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from supportdir.answers import Answer
    from supportdir.checklist import Checklist
    from supportdir.cli.session import Session
    from supportdir.guided_call import CallStep
    from supportdir.journal.entry import Entry
    from supportdir.render.call import Card
    from supportdir.ways import Way

_MOST_OTHER_WAYS = 6
_SECOND = 1.0
# Keys of the prompts, and the same keys on a Russian keyboard or their Russian look-alikes.
_CODE_KEYS = ("c", "с")
_WAIT_KEYS = ("w", "ц")
_OTHER_KEYS = ("o", "щ", "о")
_LINES_BESIDE_CODE = 16  # of the card that shows a QR code


@takes_options("call")
def call(company: CompanyName, options: Options) -> int:
    """Guide a call to COMPANY: checklist, line, keys, the time on hold, what to say, and a record of what was said.

    Each Enter is one step, and skips a question; q or Ctrl-D ends. Every answer is stored at once in your log, which
    stays on this machine. COMPANY/LINE calls one of its lines. Texts are in English, with --language ru in Russian.

    Example: supportdir call delta --topic baggage
    """
    import gc

    from supportdir.cli.answering import answer_with_notes, resolve_target
    from supportdir.errors import NotFoundError, UsageError
    from supportdir.model import Phone

    gc.enable()  # this one lives longer than a look-up
    session = options.session(is_bilingual=True)
    answer = answer_with_notes(session, resolve_target(session, " ".join(company)), kind="phone", shows_history=True)
    slug = answer.company.slug
    if not session.may_ask:
        raise UsageError(_why_not_asked(session, f"{slug}/{answer.id}" if answer.id else slug))
    line = answer.lead
    if line is None or not isinstance(line.contact, Phone) or not line.address:
        raise NotFoundError(_why_no_number(answer))
    return _GuidedCall(session, answer, line).run()


def _why_no_number(answer: Answer) -> str:
    """Return why there is no line to call, and the command that lists other ways."""
    from supportdir.render.phrases import first_lines

    company, line = answer.company, answer.lead
    if not answer.ways and answer.elsewhere:
        return "; ".join(first_lines(answer))
    command = f"supportdir reach {company.slug}"
    if company.no_phone:
        text = "{company} has no phone support: {reason}; other ways: {command}"
        return translate(text, company=company.name, reason=company.no_phone, command=command)
    text = "no number to call is known for {name}; other ways: {command}"
    return translate(text, name=line.id if line else company.name, command=command)


def _why_not_asked(session: Session, name: str) -> str:
    """Return why the call cannot be guided, and the command that answers without questions."""
    from shlex import quote

    prepare = f"supportdir prepare {name}"
    if session.options.topic:
        prepare += f" --topic {quote(session.options.topic)}"
    if session.options.no_input:
        return translate("call asks questions, which --no-input forbids; without questions: {command}", command=prepare)
    if session.options.output not in (None, "table"):
        command = f"{prepare} --output {session.options.output}"
        return translate(
            "call asks questions and has no --output {format}; use: {command}",
            format=session.options.output,
            command=command,
        )
    return translate("call needs a terminal; without one: {command}", command=prepare)


class _StoppedError(Exception):
    """The caller ends the guided call."""


class _GuidedCall:
    """One guided call on the terminal, and its entry in the log."""

    def __init__(self, session: Session, answer: Answer, line: Way) -> None:
        from supportdir import advice
        from supportdir.checklist import checklist
        from supportdir.cli.history import history_for
        from supportdir.journal.entry import new_key
        from supportdir.render.phrases import first_lines
        from supportdir.ways import best_route

        self.session, self.answer, self.line = session, answer, line
        self.language = session.texts
        self.notes = [*session.notes]  # for the first card, as each card clears the screen
        self.texts = advice.prompts(self.language)
        self.route = best_route(line, answer.topic)
        history = history_for(session, answer.company.slug, answer.topic)
        self.checklist: Checklist = checklist(answer, line, history, self.language)
        self.warnings = [*first_lines(answer), *self.checklist.warnings]
        self.entry: Entry | None = None
        self.started: datetime | None = None  # when dialling began
        self.fields: dict[str, Any] = {}  # the answers
        self.unsaved: dict[str, Any] = {}  # those of them that could not be stored yet
        self.unsaved_verdicts: dict[str, bool] = {}
        self.trouble = ""  # why the last answer could not be stored; on each card until one can be
        self.has_questions = False  # whether they have begun, so that no card clears the screen
        self.key = new_key()

    def run(self) -> int:
        """Take the steps; return the exit status."""
        from supportdir.guided_call import call_steps, is_needed, status_after
        from supportdir.model import Phone

        assert isinstance(self.line.contact, Phone)
        is_known = bool(self.warnings or self.checklist.parts.get("log"))
        try:
            for step in call_steps(self.line.contact, self.route, is_known=is_known):
                if is_needed(step, self.fields):
                    self._take(step)
            self._store(status_after(self.fields, self.session.refresh_moment()))
        except (EOFError, _StoppedError):
            print()
            self._say_kept()
            return self._status()
        except KeyboardInterrupt:
            print()
            self._say_kept()
            raise
        self._say_stored()
        self._say_lost()
        return self._status()

    def _take(self, step: CallStep) -> None:
        if step.kind == "card":
            getattr(self, f"_{step.name.replace('-', '_')}_card", self._reminders_card)(step)
        elif step.kind == "question":
            self._ask_question(step.name)
        else:
            self._ask_verdict(step.name)

    # Cards

    def _known_card(self, _: CallStep) -> None:
        from supportdir.render import call

        self._card("step-known", call.known(self.warnings, self.checklist, self._width))

    def _checklist_card(self, _: CallStep) -> None:
        from supportdir.render import call

        self._card("step-checklist", call.ready_card(self.checklist, self.notes, self._width))

    def _line_card(self, _: CallStep) -> None:
        from supportdir.render import call

        while True:
            now = self._look_again()
            card = call.line(self.line, now, self.language, self._width)
            is_shut = self.line.state.kind == "closed"
            key = self._card("step-line", card, *(("go-shut", _WAIT_KEYS + _OTHER_KEYS) if is_shut else ()))
            if not key:
                return
            if key in _WAIT_KEYS:
                self._wait()
            else:
                self._show_other_ways()

    def _wait(self) -> None:
        from supportdir.cli.wait import wait

        if wait([self.line.id], **self.session.options.for_command("wait")):
            self._pause("look-again")

    def _show_other_ways(self) -> None:
        from supportdir.cli.answering import bare_answer
        from supportdir.ranking import ranked_ways
        from supportdir.render import call

        answer = bare_answer(self.session, self.answer.company, topic=self.answer.topic)
        ways = [
            one
            for one in ranked_ways(answer)
            if one.way.id != self.line.id and one.availability != "unsuitable" and one.way.address
        ]
        card = call.others(ways[:_MOST_OTHER_WAYS], self.session.moment, self.language, self._width)
        self._card("step-other", card, "look-again")

    def _dial_card(self, _: CallStep) -> None:
        from supportdir.render import call

        code = self._code()
        has_room = len(code) + _LINES_BESIDE_CODE <= self.session.screen.height
        card = call.dial(self.line, self.route, self.language, code if has_room else [], self._width)
        has_code_key = bool(code) and not has_room
        prompt = ("go-dial-code", _CODE_KEYS) if has_code_key else ("go-dial",)
        while self._card("step-dial", card, *prompt):
            card = call.Card(call.code(self.line, code))
        self.started = self.session.refresh_moment()
        self._store({})

    def _menu_card(self, step: CallStep) -> None:
        from supportdir.render import call

        assert self.route is not None
        steps = self.route.shortcut.steps
        title = self.texts["step-menu"].format(step=step.place + 1, count=len(steps))
        card = call.menu_step(steps[step.place], step.place, self.line, self.route, self.language, self._width)
        self._card(title, card)

    def _no_route_card(self, _: CallStep) -> None:
        from supportdir.render import call

        self._card("step-no-route", call.no_route(self.line, self.language, self._width))

    def _hold_card(self, _: CallStep) -> None:
        """Show the time on hold until a key is pressed."""
        from supportdir.cli.keys import next_key, single_keys
        from supportdir.guided_call import STOP
        from supportdir.render import call

        card = call.reminder_card(self._reminders("waiting"), self._width)
        self._card("step-hold", card, "go-hold", waits=False)
        print(flush=True)
        start, key = self.session.refresh_moment(), ""
        try:
            with single_keys(), call.live_line(self.session.screen) as show:
                while not key:
                    show(call.hold_line(self.line, self.session.refresh_moment() - start, self.language))
                    key = next_key(_SECOND)
        finally:
            seconds = (self.session.refresh_moment() - start).total_seconds()
            self._store({"hold": max(round(seconds / 60), 0)})
        if key.casefold() in STOP:
            raise _StoppedError
        if key.casefold() in ("b", "и"):
            self._store({"outcome": "no-answer"})

    def _talk_card(self, _: CallStep) -> None:
        from supportdir.render import call

        is_follow_up = self.checklist.history.last is not None
        texts = call.talk_texts(self.language, is_follow_up=is_follow_up)
        self._card("step-talk", call.reminder_card(texts, self._width))

    def _reminders_card(self, step: CallStep) -> None:
        """A card of the reminders of its name: busy, closing, cut-off."""
        from supportdir.render import call

        stage = step.name.replace("-", "_")
        self._card(f"step-{step.name}", call.reminder_card(self._reminders(stage), self._width))

    # Questions

    def _ask_question(self, question: str) -> None:
        from supportdir.cli.entry_options import days_off_for
        from supportdir.guided_call import PROMPTS, TEXT_QUESTIONS, NotUnderstoodError, fields_of

        self._begin_questions()
        while True:
            typed = self._ask(self.texts[PROMPTS.get(question, f"ask-{question}")])
            if question in TEXT_QUESTIONS:
                typed = self._without_secret(typed)
            try:
                is_day_off = days_off_for(self.session, self.answer.company, self.line.contact)
                fields = fields_of(question, typed, self.session.refresh_moment(), self.session.timezone, is_day_off)
            except NotUnderstoodError as error:
                self._say(self.texts[error.prompt].format(message=error))
                continue
            if not fields or self._store(fields):
                return

    def _ask_verdict(self, fact: str) -> None:
        from supportdir.guided_call import NotUnderstoodError, is_yes

        self._begin_questions()
        while True:
            try:
                worked = is_yes(self._ask(self.texts[f"ask-{fact}"]))
            except NotUnderstoodError as error:
                self._say(self.texts[error.prompt])
                continue
            if worked is not None:
                self._store_verdict(fact, worked=worked)
            return

    def _begin_questions(self) -> None:
        """Start the page of questions, with the first of them."""
        if not self.has_questions:
            from supportdir.render import call

            self._card("step-questions", call.Card(), "may-skip", waits=False)
            self.has_questions = True
            print()

    def _without_secret(self, typed: str) -> str:
        """Return the text as it is to be stored: what looks like a secret is masked unless the caller keeps it."""
        from supportdir.guided_call import KEEP
        from supportdir.journal.secrets import masked

        if (safe := masked(typed)) == typed:
            return typed
        self._say(self.texts["looks-secret"].format(text=safe))
        return typed if self._ask(self.texts["keep-secret"]).casefold() in KEEP else safe

    # The log

    def _store(self, fields: dict[str, Any]) -> bool:
        """Store answers, and those that could not be stored before; return False for an answer that is invalid.

        A log that cannot be written does not end the call: it is said, and tried again with the next answer. What could
        not be stored at all is printed at the end.
        """
        from supportdir.errors import LogError, UsageError

        if self.started is None:
            return True
        try:
            if self.entry is None:
                self.entry = self.session.journal.start(
                    self.answer.company.slug,
                    self.started,
                    contact=self.line.contact.id,
                    topic=self.answer.topic,
                    key=self.key,
                )
            if unsaved := self.unsaved | fields:
                self.entry = self.session.journal.update(self.entry.id, **unsaved)
            self.unsaved, self.trouble = {}, ""
        except LogError as error:
            self.unsaved |= fields
            self._say_trouble(error)
        except UsageError as error:  # such as a text that is not UTF-8
            self._say(self.texts["not-stored"].format(message=error))
            return False
        self.fields |= fields
        return True

    def _store_verdict(self, fact: Any, *, worked: bool) -> None:
        from supportdir.errors import LogError
        from supportdir.journal.entry import Verdict
        from supportdir.verdicts import fingerprint_of

        contact = self.line.contact
        verdict = Verdict(
            company=self.answer.company.slug,
            fact=fact,
            contact=contact.id,
            worked=worked,
            fingerprint=fingerprint_of(contact, fact),
            at=self.session.refresh_moment(),
            entry=self.entry.id if self.entry else 0,
        )
        try:
            self.session.journal.add_verdict(verdict)
        except LogError as error:
            self.unsaved_verdicts[fact] = worked
            self._say_trouble(error)

    @property
    def _is_lost(self) -> bool:
        """Whether something could not be stored."""
        return bool(self.unsaved or self.unsaved_verdicts) or (self.started is not None and self.entry is None)

    def _status(self) -> int:
        """Return the exit status: 3 if something could not be stored."""
        return 3 if self._is_lost else 0

    def _say_trouble(self, error: Exception) -> None:
        """Say why something could not be stored: now among the questions, else on the next card."""
        self.trouble = self.texts["not-stored"].format(message=error)
        if self.has_questions:
            self._say(self.trouble)

    def _say_kept(self) -> None:
        """Say what is in the log of a call that was not finished, and what is not."""
        if self.started is None:
            self._say(self.texts["nothing-stored"])
        elif self.entry is not None and not self._is_lost:
            self._say(self.texts["stored-unfinished"].format(id=self.entry.id))
            print(f"  supportdir log edit {self.entry.id}")
        self._say_lost()

    def _say_lost(self) -> None:
        """Print what could not be stored as a command that stores it, to be copied."""
        import shlex

        from supportdir.guided_call import storing_options

        if not self._is_lost:
            return
        if self.entry is not None:
            words = ["supportdir", "log", "edit", str(self.entry.id)]
        else:
            assert self.started is not None
            words = ["supportdir", "log", "add", self.line.id, "--at", self.started.isoformat(timespec="minutes")]
            words += ["--topic", self.answer.topic] if self.answer.topic else []
        self._say(self.texts["copy-lost"])
        print(shlex.join([*words, *storing_options(self.unsaved, self.unsaved_verdicts)]))

    def _say_stored(self) -> None:
        """Say where the entry is, and what comes next."""
        if self.entry is None:
            return
        from supportdir.render import call

        is_closed = self.entry.is_closed
        self._say(self.texts["stored-closed" if is_closed else "stored-open"].format(id=self.entry.id))
        if is_closed:
            return
        reminders, command = self._next_step(self.entry)
        for block in call.reminder_card(reminders, self._width).blocks:
            self._show(block)
        print(f"  {command}")
        print("  supportdir log due")

    def _next_step(self, entry: Entry) -> tuple[list[str], str]:
        """Return what to do about an open entry, and the command for it."""
        if entry.is_unanswered:
            return self._reminders("busy", "call-again", "still-busy"), f"supportdir reach {entry.company}"
        if not (entry.said or entry.promised):
            reminders = self._reminders("after", "calendar") if entry.by else []
            return [self.texts["write-down"], *reminders], f"supportdir log edit {entry.id}"
        ids = ("written-confirmation", "calendar") if entry.by else ("written-confirmation",)
        command = f"supportdir letter {entry.company} --kind confirmation --log {entry.id}"
        return self._reminders("after", *ids), command

    # The terminal

    @property
    def _width(self) -> int:
        return self.session.screen.width

    def _look_again(self) -> datetime:
        """Look at the line as of now."""
        from supportdir.cli.answering import bare_answer

        now = self.session.refresh_moment()
        found = bare_answer(self.session, self.answer.company, topic=self.answer.topic, id=self.line.contact.id)
        self.line = found.lead or self.line
        return now

    def _code(self) -> list[str]:
        """Return the rows of the QR code of the link; none where there is no link, no width or no colour for it."""
        from supportdir.cli.environment import can_show
        from supportdir.dialing.qr import half_blocks

        dialling = self.line.dialling(self.route.shortcut.steps if self.route else ())
        if dialling is None or not self.session.screen.has_colors or not can_show("█▀▄"):
            return []
        rows = half_blocks(dialling.link)
        return rows if len(rows[0]) <= self._width else []

    def _reminders(self, stage: Any, *ids: str) -> list[str]:
        from supportdir import advice

        return [item.text for item in advice.reminders(stage, self.language) if not ids or item.id in ids]

    def _card(
        self, title: str, card: Card, prompt: str = "go-on", keys: Collection[str] = (), *, waits: bool = True
    ) -> str:
        """Show a card on a screen of its own, page by page; return the key that is pressed at its end.

        `title` is a text or the id of a prompt. The last page stays if the caller does not have to press Enter
        (`waits`).
        """
        from supportdir.render import call

        screen, width = self.session.screen, self._width
        trouble = call.trouble(self.trouble, width)
        lines = max(len(call.prompt(self.texts[id], width)) for id in (prompt, "go-more")) + len(trouble)
        pages = call.pages(self.line, self.texts.get(title, title), card, screen.height - lines - 1, width)
        for page in pages[:-1]:
            screen.clear()
            screen.show([*trouble, *page])
            print()
            self._pause("go-more")
        screen.clear()
        screen.show([*trouble, *pages[-1]])
        if card.head or card.blocks:
            print()
        if waits:
            return self._pause(prompt, keys)
        print("\n".join(call.prompt(self.texts[prompt], width)), end="")
        return ""

    def _say(self, text: str) -> None:
        from supportdir.render.console import wrap

        self._show(wrap(text, self._width))

    def _show(self, lines: Iterable[Any]) -> None:
        self.session.screen.show(lines)

    def _pause(self, prompt: str = "go-on", keys: Collection[str] = ()) -> str:
        """Wait for Enter, or one of `keys` and Enter; return the key, "" for Enter alone.

        Anything else asks again, so that a slip does not dial. Raises _StoppedError for q, EOFError for Ctrl-D.
        """
        while (typed := self._read(f"{self.texts[prompt]} ").casefold()) and typed not in keys:
            pass
        return typed

    def _ask(self, question: str) -> str:
        return self._read(f"{question}: ")

    def _read(self, prompt: str) -> str:
        from supportdir.guided_call import STOP
        from supportdir.render import call
        from supportdir.render.phrases import printable

        lines = call.prompt(printable(prompt.rstrip()), self._width - 1)
        print("\n".join(lines), end=" ", flush=True)
        typed = input().strip()
        if typed.casefold() in STOP:
            raise _StoppedError
        return typed
