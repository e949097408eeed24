"""The errors of supportdir: one line with message and hint, and an exit status for the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportdir.translation import translate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Self

WHERE_ELSE = "Otherwise look on your card, your bill or the company's website, not in an advertisement"

_LONGEST = 60  # characters of typed text in a message


def shortened(typed: str) -> str:
    """Return typed text for a message: at most its first 60 characters."""
    return typed if len(typed) <= _LONGEST else f"{typed[:_LONGEST]}…"


def sentence(text: str) -> str:
    """Return the text with a full stop, unless it ends with a mark already: a hint may be a question."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


class SupportDirError(Exception):
    """Base of all errors of supportdir; `str(error)` is one line for the user.

    `notes` are lines to show with the error, such as files that could not be read.
    """

    exit_status = 70
    notes: Sequence[str] = ()

    def with_notes(self, notes: Sequence[str]) -> Self:
        """Add notes, and return the error."""
        self.notes = tuple(notes)
        return self


class UsageError(SupportDirError):
    """Invalid input: the value of an option, or a contact that the company does not have."""

    exit_status = 2


class UnknownWordError(UsageError):
    """A text that matches no entry of a closed list (`kind`: topic, country …), or several.

    `meanings` holds the ids of the entries that it matches, `near` the ids of similar ones; `hint` says what to write.
    """

    def __init__(
        self, kind: str, typed: str, hint: str, meanings: Sequence[str] = (), near: Sequence[str] = ()
    ) -> None:
        self.kind, self.typed, self.hint = kind, typed, hint
        self.meanings, self.near = tuple(meanings), tuple(near)
        super().__init__(f"invalid {kind} '{typed}'; {hint}")


class NotFoundError(SupportDirError):
    """Valid input for which the directory has no data."""

    exit_status = 1


class UnknownCompanyError(NotFoundError):
    """No company is called `asked`. `near` holds the slugs of companies with similar names, most similar first."""

    def __init__(self, asked: str, near: Sequence[str] = ()) -> None:
        self.asked, self.near = asked, tuple(near)
        if near:
            hint = translate("Did you mean {names}?", names=translate(" or ").join(near))
        else:
            hint = translate("Try: supportdir find WORD. {where}", where=translate(WHERE_ELSE))
        super().__init__(translate("no company is called '{name}'. {hint}", name=shortened(asked), hint=hint))


class AmbiguousCompanyError(NotFoundError):
    """Several companies, or one that may not be the intended one, are called `asked`. `near` holds their slugs.

    `named` is slug → name and countries, for the first ten.
    """

    def __init__(self, asked: str, near: Sequence[str], named: Mapping[str, str]) -> None:
        self.asked, self.near = asked, tuple(near)
        more = len(near) - 10
        hint = translate("Say which" if len(near) > 1 else "If that is the one: supportdir show {slug}", slug=near[0])
        if more > 0:
            hint += translate("; {count} more: supportdir find {name}", count=more, name=asked)
        text = "'{name}' may mean {companies}. {hint}"
        companies = ", ".join(f"{slug} ({named[slug]})" if slug in named else slug for slug in near[:10])
        super().__init__(translate(text, name=shortened(asked), companies=companies, hint=hint))


class UnknownNumberError(NotFoundError):
    """No contact in the directory has the number. `kind` describes the type of number in words, "" if unknown."""

    def __init__(self, asked: str, kind: str = "") -> None:
        self.asked, self.kind = asked, kind
        super().__init__(
            f"{asked} is not in the directory, which proves nothing either way{f'; it is {kind}' if kind else ''}. "
            "Compare it with the card, the bill or the company's own site, not with the message or advertisement "
            "that names it"
        )


class DataError(SupportDirError):
    """A folder, a file or the index cannot be used."""

    exit_status = 3


class LogError(SupportDirError):
    """The log of the user's calls cannot be opened, read or written. Its content is unchanged."""

    exit_status = 3


class HoursError(SupportDirError):
    """Text that is not valid in the syntax of hours (data/README.md).

    `column` is the position of the error in `text`, from 1; `message` describes it; `hint` says what to write; `fix` is
    the whole corrected text, "" if it is not certain; `code` names the kind of error.
    """

    exit_status = 3

    def __init__(self, code: str, text: str, column: int, message: str, hint: str, fix: str = "") -> None:
        self.code, self.text, self.column = code, text, column
        self.message, self.hint, self.fix = message, hint, fix
        super().__init__(f"hours '{text}', column {column}: {message}; {hint}")


class NumberError(SupportDirError):
    """Text that is not a valid phone number. `message` says why, `hint` what to write."""

    exit_status = 3

    def __init__(self, text: str, message: str, hint: str) -> None:
        self.text, self.message, self.hint = text, message, hint
        super().__init__(f"number '{text}' {message}; {hint}")
