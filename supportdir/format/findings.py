"""Problems in data files: the problem, the finding (a problem with its position), and the registry of rules."""

from __future__ import annotations

from difflib import get_close_matches
from inspect import cleandoc
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

Severity = Literal["error", "warning", "notice"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "notice")  # worst first

Subject = TypeVar("Subject")
if TYPE_CHECKING:
    Check = Callable[[Subject], Iterable["Finding"]]

_MOST_COMPARED = 500  # words; comparing with each takes some microseconds


class Problem(NamedTuple):
    """A problem in a value, without a position in a file.

    `rule` is the name of the broken rule, `hint` says what to write, `fix` is the corrected value ("" if it is not
    certain), `offset` counts characters from the start of the value.
    """

    rule: str
    message: str
    hint: str = ""
    fix: str = ""
    offset: int = 0


class Finding(NamedTuple):
    """A problem and its position. `line` and `column` count from 1; both are 0 for a finding about the whole file.

    A check of a rule leaves `rule` and `severity` to `Rule.findings`.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    hint: str = ""
    fix: str = ""
    severity: Severity = "error"

    @property
    def position(self) -> str:
        """Return "data/companies/acme.yaml:9:13", or the path alone."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path

    @property
    def text(self) -> str:
        """Return message and hint on one line."""
        return f"{self.message}; {self.hint}" if self.hint else self.message

    def __str__(self) -> str:
        return f"{self.position}: {self.text}"


class Rule(NamedTuple, Generic[Subject]):
    """A rule with its documentation.

    `page` says what the rule demands and why, then lists good and bad values (lines that start with "Good: " and
    "Bad: "). `refuses`: the readers reject a file that breaks the rule. `check` yields the findings in a subject; rules
    that the readers enforce have none.
    """

    name: str
    severity: Severity
    page: str
    refuses: bool = False
    check: Check[Subject] | None = None

    def findings(self, subject: Subject) -> Iterator[Finding]:
        """Yield the findings with the rule's name and severity."""
        for finding in self.check(subject) if self.check else ():
            yield finding._replace(rule=self.name, severity=self.severity)


class Rules(list[Rule[Subject]]):
    """The rules of one part of the format, in the order of the documentation."""

    def rule(self, severity: Severity) -> Callable[[Check[Subject]], Check[Subject]]:
        """Make a rule of a function: `zone_country` becomes the rule `zone-country`, its docstring the page."""

        def add(check: Check[Subject]) -> Check[Subject]:
            self.append(Rule(_name_of(check), severity, cleandoc(check.__doc__ or ""), check=check))
            return check

        return add

    def refusal(self, page: Callable[[], None]) -> str:
        """Add a rule that the readers enforce, documented by the docstring of a function; return the rule's name."""
        name = _name_of(page)
        self.append(Rule(name, "error", cleandoc(page.__doc__ or ""), refuses=True))
        return name


def _name_of(function: Callable[..., object]) -> str:
    return function.__name__.replace("_", "-")


def did_you_mean(word: str, known: Collection[str], otherwise: str) -> str:
    """Return the hint "did you mean X?" with the nearest known word; `otherwise` if none is near."""
    near = get_close_matches(word.lower(), known, n=1) if len(known) < _MOST_COMPARED else []
    return f"did you mean {near[0]}?" if near else otherwise
