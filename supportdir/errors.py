"""What can go wrong, said in one line: place, fact, cure.

Each error builds its own sentence and carries the exit status that the command line gives for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

WHERE_ELSE = "Else the number is on the card, the bill or the company's own site, never in an advertisement"


_LONGEST = 60  # characters of what was typed that a message repeats


def shortened(typed: str) -> str:
    """Return what was typed as a message repeats it: its beginning, where it is long."""
    return typed if len(typed) <= _LONGEST else f"{typed[:_LONGEST]}…"


class SupportDirError(Exception):
    """Base of every error of supportdir; `str(error)` is one line for a person.

    `notes` are lines about the directory itself that belong beside it, such as files that could not be read.
    """

    exit_status = 70
    notes: Sequence[str] = ()

    def with_notes(self, notes: Sequence[str]) -> Self:
        """The same error with these remarks."""
        self.notes = tuple(notes)
        return self


class UsageError(SupportDirError):
    """The question itself is wrong: an option's value, a contact that the company does not have."""

    exit_status = 2


class UnknownWordError(UsageError):
    """A text that means no entry of a closed list (`kind`: topic, country …), or several.

    `meanings` holds the ids of those that it means, `near` those of the nearest; `hint` says what to write.
    """

    def __init__(
        self, kind: str, typed: str, hint: str, meanings: Sequence[str] = (), near: Sequence[str] = ()
    ) -> None:
        self.kind, self.typed, self.hint = kind, typed, hint
        self.meanings, self.near = tuple(meanings), tuple(near)
        super().__init__(f"invalid {kind} '{typed}'; {self.hint}")


class NotFoundError(SupportDirError):
    """The question is fine, the directory has no answer to it."""

    exit_status = 1


class UnknownCompanyError(NotFoundError):
    """No company has a name equal to `asked`; `near` holds the slugs of those that may be meant, likeliest first."""

    def __init__(self, asked: str, near: Sequence[str] = ()) -> None:
        self.asked, self.near = asked, tuple(near)
        if near:
            hint = f"Did you mean {' or '.join(near)}?"
        else:
            hint = f"Try: supportdir find WORD. {WHERE_ELSE}"
        super().__init__(f"no company is called '{shortened(asked)}'. {hint}")


class AmbiguousCompanyError(NotFoundError):
    """Companies have a name equal to `asked`, and it is not clear which is meant; `near` holds their slugs."""

    def __init__(self, asked: str, near: Sequence[str]) -> None:
        self.asked, self.near = asked, tuple(near)
        more = len(near) - 10
        hint = "Say which" if len(near) > 1 else f"If that is the one: supportdir show {near[0]}"
        hint += f"; {more} more: supportdir find {asked}" if more > 0 else ""
        super().__init__(f"'{shortened(asked)}' may mean {', '.join(near[:10])}. {hint}")


class UnknownNumberError(NotFoundError):
    """No contact of the directory has the number; `kind` says in words what the number itself tells, "" nothing."""

    def __init__(self, asked: str, kind: str = "") -> None:
        self.asked, self.kind = asked, kind
        super().__init__(
            f"{asked} is not in the directory, which proves nothing either way{f'; it is {kind}' if kind else ''}. "
            "Compare it with the card, the bill or the company's own site, not with the message or advertisement "
            "that names it"
        )


class DataError(SupportDirError):
    """A folder, a file or the index that the answer needs cannot be used."""

    exit_status = 3


class LogError(SupportDirError):
    """The log of the user's calls cannot be opened, read or written; its content is unchanged."""

    exit_status = 3


class HoursError(SupportDirError):
    """Hours text outside the grammar (data/README.md).

    `column` counts from 1 and points into `text`; `message` says what is wrong there; `hint` says what to write;
    `fix` is the whole text put right, or "" where that would be a guess; `code` names the kind of error.
    """

    exit_status = 3

    def __init__(self, code: str, text: str, column: int, message: str, hint: str, fix: str = "") -> None:
        self.code, self.text, self.column, self.message, self.hint, self.fix = (
            code,
            text,
            column,
            message,
            hint,
            fix,
        )
        super().__init__(f"hours '{text}', column {column}: {message}; {hint}")


class NumberError(SupportDirError):
    """Text that is no phone number; `message` says why, `hint` what to write."""

    exit_status = 3

    def __init__(self, text: str, message: str, hint: str) -> None:
        self.text, self.message, self.hint = text, message, hint
        super().__init__(f"number '{text}' {message}; {hint}")
