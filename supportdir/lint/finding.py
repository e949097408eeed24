"""What the linter says: a finding, and the rule that it is a finding of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from supportdir.errors import Fault

Severity = Literal["error", "warning", "notice"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "notice")  # worst first

Subject = TypeVar("Subject")


class Finding(NamedTuple):
    """One fault at its place. `line` and `column` count from 1, and are 0 where the whole file is meant.

    `message` is the fault, `hint` says what to do, `fix` is the value put right, "" where that would be a guess.
    """

    path: str
    line: int
    column: int
    severity: Severity
    rule: str
    message: str
    hint: str
    fix: str = ""

    @property
    def place(self) -> str:
        """ "data/companies/acme.yaml:9:13"."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


class Spot(NamedTuple):
    """What a rule yields: a finding that does not know its rule yet."""

    path: str
    line: int
    column: int
    message: str
    hint: str
    fix: str = ""


class Rule(NamedTuple, Generic[Subject]):
    """A rule: its name, how grave its findings are, its page, and the function that finds them in a subject."""

    name: str
    severity: Severity
    page: str
    check: Callable[[Subject], Iterable[Spot]]

    def findings(self, subject: Subject) -> Iterator[Finding]:
        """What the rule finds in the subject."""
        for path, line, column, message, hint, fix in self.check(subject):
            yield Finding(path, line, column, self.severity, self.name, message, hint, fix)


class Rules(list[Rule[Subject]]):
    """The rules of one part of the format, in the order in which they stand in its module."""

    def rule(
        self, severity: Severity
    ) -> Callable[[Callable[[Subject], Iterable[Spot]]], Callable[[Subject], Iterable[Spot]]]:
        """Makes a rule of a function: `zone_country` is called zone-country."""

        def enter(check: Callable[[Subject], Iterable[Spot]]) -> Callable[[Subject], Iterable[Spot]]:
            self.append(Rule(check.__name__.replace("_", "-"), severity, check.__doc__ or "", check))
            return check

        return enter


def of_fault(fault: Fault) -> Finding:
    """A fault that the reader refused, as an error."""
    return Finding(fault.path, fault.line, fault.column, "error", fault.rule, fault.message, fault.hint, fault.fix)
