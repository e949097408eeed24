"""A YAML file as a tree of texts with their places, or what is wrong in it; the only door to yaml.

Only a small part of YAML comes through, and everything in it stays text: `NO` is a country, not false. The tree is
built from the parser's events, because the C composer crashes on deep nesting and the safe loader keeps the last of
two equal keys. Lines and columns count from 1.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeAlias

import msgspec
import yaml

from supportdir.characters import hidden, visible
from supportdir.format import rules
from supportdir.format.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


HAS_C_PARSER: bool = getattr(yaml, "__with_libyaml__", False)
"""False where PyYAML came without libyaml: the same answers, about six times slower."""

MAX_BYTES = 256 * 1024
MAX_DEPTH = 32
MAX_TEXT = 2000  # characters

_ScalarEvent, _MappingEndEvent = yaml.ScalarEvent, yaml.MappingEndEvent  # asked for at every node
_SequenceStartEvent, _SequenceEndEvent = yaml.SequenceStartEvent, yaml.SequenceEndEvent
_MappingStartEvent = yaml.MappingStartEvent
_Loader: Any = yaml.CLoader if HAS_C_PARSER else yaml.SafeLoader  # only its parser is used, for events

_COMMENT = re.compile(r"[ \t]+(#.*)")
_NESTING_LIMIT = re.compile("maximum nesting", re.IGNORECASE)  # in the message of a library that has one
_BEHIND_A_VALUE = re.compile(r"(?m)^[ \t]*[^\s#].*[ \t]#")
# A key of a phone at the beginning of a line, without quotes: YAML takes it for a comment or a reference.
_BARE_KEY = re.compile(r"( *)([#*][0-9*#]*) ?:(?:$| (.*))")
_MAY_LOSE_A_KEY = re.compile(f"(?m)^{_BARE_KEY.pattern}")
_OPTIONS = re.compile(r"""['"]?options['"]?:[ ]*\{?[ ]*(#.*)?""")
NULLS = frozenset(("~", "null", "Null", "NULL"))  # nothing, to every other YAML reader


class _Node(msgspec.Struct):
    """Something in a file; `mark` is the parser's own of its place, as hardly any place is ever asked for."""

    value: Any
    mark: yaml.Mark

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return self.mark.line + 1

    @property
    def column(self) -> int:
        """The column in which it begins."""
        return self.mark.column + 1


class Scalar(_Node, gc=False):
    """A text. `plain`: without quotes. `comment`: what stands behind a plain text on its line, "#" included."""

    kind: ClassVar[str] = "text"

    value: str
    mark: yaml.Mark
    plain: bool = True
    comment: str = ""

    def plain_value(self) -> Any:
        return self.value


class List(_Node):
    """A list."""

    kind: ClassVar[str] = "a list"

    value: list[Node]
    mark: yaml.Mark

    def plain_value(self) -> Any:
        return [node.plain_value() for node in self.value]


class Map(_Node):
    """Values by key. `keys` are the keys as they stand in the file, with their places."""

    kind: ClassVar[str] = "a mapping"

    value: dict[str, Node]
    mark: yaml.Mark
    keys: dict[str, Scalar] = {}

    def plain_value(self) -> Any:
        return {key: node.plain_value() for key, node in self.value.items()}


Node: TypeAlias = Scalar | List | Map


def read(path_label: str, text: bytes) -> tuple[Node | None, list[Finding]]:
    """The file's tree and its faults. The tree is None where nothing of the file can be trusted; it may come beside
    faults, so that a reader can look for more."""
    if len(text) > MAX_BYTES:
        return None, [
            Finding(path_label, 0, 0, rules.file_size, f"larger than {MAX_BYTES // 1024} kB", "split it or shorten it")
        ]
    try:
        source = source_of(text)
    except UnicodeDecodeError as error:
        before = text[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return None, [Finding(path_label, line, column, rules.file_unreadable, "not UTF-8", "save the file as UTF-8")]
    return _Builder(path_label, source).build()


def source_of(text: bytes) -> str:
    """What is in a file as its places are counted: without a mark of its encoding, each line ended by one character.

    Raises UnicodeDecodeError for what is not UTF-8.
    """
    return text.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")


class NeedsFullReader(Exception):
    """The fast parser does not support this file; it may still be valid."""


def plain(text: bytes) -> Any:
    """Return the lists and dicts of texts in a file without their places; faster than `read`.

    Raises NeedsFullReader for anything unusual: an error, an empty value, a text of several lines, an escape, a comment
    after a value. `read` finds out what it is.
    """
    if len(text) > MAX_BYTES:
        raise NeedsFullReader
    try:
        source = source_of(text)
        if "\\" in source or not source.replace("\n", "").isprintable():
            raise NeedsFullReader
        if not source.isascii() and hidden(source):
            raise NeedsFullReader
        if "#" in source and (_BEHIND_A_VALUE.search(source) or _MAY_LOSE_A_KEY.search(source)):
            raise NeedsFullReader
        event = _Loader(source).get_event
        event()  # the stream begins
        if type(event()) is not yaml.DocumentStartEvent:
            raise NeedsFullReader
        root = _plain(event, event(), 1)
        event()  # the document ends
        if type(event()) is not yaml.StreamEndEvent:
            raise NeedsFullReader
    except (yaml.YAMLError, ValueError, OverflowError):
        raise NeedsFullReader from None
    return root


def _plain(next_event: Callable[[], Any], event: Any, depth: int) -> Any:
    """The list or mapping that begins with an event."""
    kind = type(event)
    if event.anchor is not None or event.tag is not None or depth > MAX_DEPTH:  # an alias has an anchor too
        raise NeedsFullReader
    if kind is _SequenceStartEvent:
        items: list[Any] = []
        while type(event := next_event()) is not _SequenceEndEvent:
            items.append(_text(event) if type(event) is _ScalarEvent else _plain(next_event, event, depth + 1))
        if not items:
            raise NeedsFullReader
        return items
    values: dict[str, Any] = {}
    while type(event := next_event()) is _ScalarEvent:
        key = _text(event)
        if key in values or key == "<<":
            raise NeedsFullReader
        event = next_event()
        values[key] = _text(event) if type(event) is _ScalarEvent else _plain(next_event, event, depth + 1)
    if kind is not _MappingStartEvent or type(event) is not _MappingEndEvent or not values:
        raise NeedsFullReader
    return values


def _text(event: Any) -> str:
    value: str = event.value
    if not 0 < len(value.strip()) <= MAX_TEXT or "\n" in value or event.anchor is not None or event.tag is not None:
        raise NeedsFullReader
    if value in NULLS:
        raise NeedsFullReader
    return value


def quoted(text: str) -> str:
    """The text as a YAML string in quotes, as a cure shows it."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def shown(text: str) -> str:
    """Text of a file as a message shows it: on one line and not too long."""
    line = " ".join(visible(text).split())
    return line if len(line) <= 60 else f"{line[:59]}…"


class _Unreadable(Exception):
    """Nothing after this place can be read; the fault is already noted."""


class _Builder:
    def __init__(self, path: str, source: str, loader: Any = None) -> None:
        """`loader` is the class whose parser is used; by default the fastest one there is."""
        self._path, self._original, self._loader = path, source, loader or _Loader
        self._findings: list[Finding] = []
        self._refuse_hidden_characters(source)
        # One replacement for each keeps all places right, and the other faults of the file come to light as well.
        source = visible(source) if self._findings else source
        self._source = self._with_quoted_keys(source) if _MAY_LOSE_A_KEY.search(source) else source
        self._is_simple = "#" not in source and "\\" not in source  # neither a comment nor an escape

    def build(self) -> tuple[Node | None, list[Finding]]:
        try:
            return self._document(_events(self._source, self._loader)), self._findings
        except yaml.MarkedYAMLError as error:
            if _NESTING_LIMIT.search(error.problem or "") and self._loader is not yaml.SafeLoader:
                # libyaml 0.2.6 reads ahead and stops at 1,000 levels. The pure parser has no limit.
                return _Builder(self._path, self._original, yaml.SafeLoader).build()
            finding = _syntax_finding(self._path, self._source, error)
            if all(finding.line != known.line for known in self._findings):  # otherwise it only follows from that one
                self._findings.append(finding)
        except (
            yaml.YAMLError,
            ValueError,
            OverflowError,
        ) as error:  # the pure parser lets escapes out of range through
            self._findings.append(
                Finding(self._path, 0, 0, rules.yaml_syntax, f"not readable as YAML ({shown(str(error))})")
            )
        except _Unreadable:
            pass
        return None, self._findings

    def _add(self, rule: str, mark: Any, message: str, hint: str) -> None:
        self._findings.append(Finding(self._path, mark.line + 1, mark.column + 1, rule, message, hint))

    def _refuse_hidden_characters(self, source: str) -> None:
        """Note one finding for each hidden character, at its first position."""
        offsets = hidden(source)
        for character, count in Counter(source[offset] for offset in offsets).items():
            start = next(offset for offset in offsets if source[offset] == character)
            line, column = source.count("\n", 0, start) + 1, start - source.rfind("\n", 0, start)
            times = "" if count == 1 else f", {count} times in the file"
            message = f"hidden character U+{ord(character):04X}{times}"
            self._findings.append(Finding(self._path, line, column, rules.hidden_character, message, "delete it"))

    def _with_quoted_keys(self, source: str) -> str:
        """Return the source with quotes around the keys # and * of options, and note a finding for each.

        So nothing is lost with them, and the other faults of the file come to light.
        """
        lines = source.split("\n")
        above: list[tuple[int, bool]] = []  # the lines that enclose this one: indentation, whether it is `options:`
        for number, line in enumerate(lines):
            indent = len(line) - len(line.lstrip(" "))
            key = _BARE_KEY.fullmatch(line)
            if key and next((is_options for column, is_options in reversed(above) if column < indent), False):
                lines[number] = line = f'{key[1]}"{key[2]}": {key[3] or ""}'.rstrip()
                place, hint = (self._path, number + 1, indent + 1), f"write {shown(line)}"
                if key[2].startswith("#"):
                    message = f"{key[2]} begins a comment: the option is lost"
                    self._findings.append(Finding(*place, rules.lost_to_comment, message, hint))
                else:
                    message = f"{key[2]} without quotes refers to another place"
                    self._findings.append(Finding(*place, rules.quotes_missing, message, hint))
            if line.strip() and not line.lstrip().startswith("#"):
                field = line.lstrip(" -")
                column = len(line) - len(field)
                while above and above[-1][0] >= column:
                    above.pop()
                above.append((column, bool(_OPTIONS.fullmatch(field))))
        return "\n".join(lines)

    def _document(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    hint = "one file, one document: delete the ---"
                    self._add(rules.one_document, event.start_mark, "a second document begins", hint)
                    return root
                root = self._node(events, next(events), 1)
        if root is None:
            self._findings.append(
                Finding(self._path, 0, 0, rules.one_document, "the file is empty", "write it or delete it")
            )
        return root

    def _node(self, events: Iterator[Any], event: Any, depth: int) -> Node:
        kind, mark = type(event), event.start_mark
        if kind is _ScalarEvent and event.anchor is None and event.tag is None:  # as nearly all of them
            return Scalar(event.value, mark, not event.style) if self._is_simple else self._scalar(event)
        if kind is yaml.AliasEvent:
            text = self._source[mark.index : event.end_mark.index]
            message = f"{shown(text)} without quotes refers to another place"
            self._add(rules.quotes_missing, mark, message, f"write {quoted(shown(text))}")
            return Scalar(text, mark, plain=False)  # as if it were quoted, so that one fault is enough
        if event.anchor is not None:
            message = f"&{shown(event.anchor)} names a place for reuse"
            self._add(rules.yaml_reuse, mark, message, "repeat the value, or quote a text with &")
        if event.tag is not None:
            self._add(rules.yaml_reuse, mark, f"{shown(event.tag)} is a tag", "quote a text that begins with !")
        if kind is _ScalarEvent:
            return self._scalar(event)
        if depth > MAX_DEPTH:
            hint = "no company needs that; look for brackets left open"
            self._add(rules.file_size, mark, f"nested deeper than {MAX_DEPTH} levels", hint)
            raise _Unreadable
        depth += 1
        if kind is yaml.SequenceStartEvent:
            items: list[Node] = []
            while type(event := next(events)) is not yaml.SequenceEndEvent:
                items.append(self._node(events, event, depth))
            return List(items, mark)
        mapping = Map({}, mark)
        values, keys = mapping.value, mapping.keys
        while type(event := next(events)) is not _MappingEndEvent:
            key = self._node(events, event, depth)
            value = self._node(events, next(events), depth)
            if type(key) is Scalar and (name := key.value) not in values and (name != "<<" or not key.plain):
                values[name], keys[name] = value, key
            else:
                self._refuse_key(key, keys)
        return mapping

    def _refuse_key(self, key: Node, keys: dict[str, Scalar]) -> None:
        if not isinstance(key, Scalar):
            self._add(rules.yaml_syntax, key.mark, f"{key.kind} as a key", "a key is text: quote it")
        elif first := keys.get(key.value):
            self._add(
                rules.key_twice,
                key.mark,
                f"{shown(key.value)} stands here again, first in line {first.line}",
                "keep one",
            )
        else:
            self._add(rules.yaml_reuse, key.mark, "<< merges another mapping", "write its fields here")

    def _scalar(self, event: Any) -> Scalar:
        value: str = event.value
        mark = event.start_mark
        if not event.style:  # '' from the C parser, None from the other
            comment = _COMMENT.match(self._source, event.end_mark.index)
            return Scalar(value, mark, True, comment[1].rstrip() if comment else "")
        if offsets := hidden(value):  # the source has none left, so an escape made it
            message = f"an escape makes the hidden character U+{ord(value[offsets[0]]):04X}"
            self._add(rules.hidden_character, mark, message, "delete it")
            value = visible(value)
        return Scalar(value, mark, False)


def _events(source: str, loader: Any) -> Iterator[Any]:
    """The parser's events; as yaml.parse gives them, without two calls for each."""
    return iter(loader(source).get_event, None)


class _ParserMessage(NamedTuple):
    """How the parsers describe a problem, and how we do; {} in the hint becomes the text there, in quotes."""

    pattern: re.Pattern[str]
    message: str
    hint: str
    at_context: bool = False  # the place is where the text begins, not where the parser gave up

    @property
    def rule(self) -> str:
        return rules.quotes_missing if "{}" in self.hint else rules.yaml_syntax


def _parser_message(pattern: str, message: str, hint: str, *, at_context: bool = False) -> _ParserMessage:
    return _ParserMessage(re.compile(pattern), message, hint, at_context)


_CLOSE = "close it, and quote what holds brackets, commas or colons"

# The C parser and the pure one word their problems differently. The subject is "context | problem | character there".
_PARSER_MESSAGES = (
    _parser_message(r"cannot start any token \| \t|a tab character", "a tab at the beginning", "indent with blanks"),
    _parser_message("cannot start any token|mapping keys", "a value cannot begin with this character", "write {}"),
    _parser_message("scanning an alias", "* without quotes refers to another place", "write {}", at_context=True),
    _parser_message("scanning an anchor", "& without quotes names a place for reuse", "write {}", at_context=True),
    _parser_message("(scanning|parsing) a tag", "! without quotes begins a tag", "write {}", at_context=True),
    _parser_message(
        "block sequence entries|^ *\\| sequence entries",
        "a list item on the line of its field",
        "begin a new line with -",
    ),
    _parser_message("end of stream", "a quote is opened here and not closed", "close it", at_context=True),
    _parser_message(
        "a quoted scalar|double-quoted", "a backslash that YAML does not know", "write '...' instead of \"...\""
    ),
    _parser_message(
        "a block scalar",
        "text behind | or >",
        "write the text in quotes, or begin it on the next line",
        at_context=True,
    ),
    _parser_message(r"flow (sequence|mapping).*\| \?", "? inside one-line brackets", "quote the text that has it"),
    _parser_message("flow sequence", "[ is opened here and not closed", _CLOSE, at_context=True),
    _parser_message("flow mapping", "{ is opened here and not closed", _CLOSE, at_context=True),
    _parser_message("node content", "a value cannot begin with this character", "write {}"),
    _parser_message("expected ':'", "a line without a field", 'write "field: value"', at_context=True),
    _parser_message(
        "expected|document start", "the indentation does not fit", "begin the fields of one record in one column"
    ),
)


def _syntax_finding(path: str, source: str, error: yaml.MarkedYAMLError) -> Finding:
    """The parser's complaint in our words."""
    mark: Any = error.problem_mark or error.context_mark
    line = _line_of(source, mark.line)
    described = f"{error.context or ''} | {error.problem} | {line[mark.column : mark.column + 1]}"
    if "mapping values" in described:
        return _second_colon(path, line, mark)
    if lost := _lost_in_brackets(source, error, mark):
        line_number, column, message, hint = lost
        return Finding(path, line_number, column, rules.lost_to_comment, message, hint)
    before = line[: mark.column].rstrip()
    if isinstance(error, yaml.parser.ParserError) and before.endswith(('"', "'", "]", "}")):
        message = "text behind a closing quote or bracket"
        hint = f"write {_as_quoted(line[_value_start(line) :])}" if "block" in described else "quote the whole text"
        if before.endswith('"') and before.count('"') % 2:
            message, hint = "this quote closes a text that was opened further up", "close that one where it ends"
            return Finding(path, mark.line + 1, mark.column + 1, rules.yaml_syntax, message, hint)
        return Finding(path, mark.line + 1, mark.column + 1, rules.quotes_missing, message, hint)
    for known in _PARSER_MESSAGES:
        if known.pattern.search(described):
            if known.at_context and error.context_mark:
                mark = error.context_mark
            hint = known.hint.replace("{}", _as_quoted(_line_of(source, mark.line)[mark.column :]))
            return Finding(path, mark.line + 1, mark.column + 1, known.rule, known.message, hint)
    return Finding(path, mark.line + 1, mark.column + 1, rules.yaml_syntax, f"not readable as YAML ({error.problem})")


def _lost_in_brackets(source: str, error: yaml.MarkedYAMLError, mark: Any) -> tuple[int, int, str, str] | None:
    """Line, column, fact and hint of a key # without quotes that hides the end of brackets; None if there is none."""
    if "flow" not in (error.context or ""):
        return None
    for number, text in reversed([*enumerate(source.split("\n"))][: mark.line + 1]):
        line = re.sub(r"""(["']).*?\1""", lambda quoted: "_" * len(quoted[0]), text)
        if found := re.search(r"[\[{,:] *(#[0-9*#]*)( *:(?= |$)| *(?=[,\]}]|$))", line):
            rest = _balanced(text[found.end() :].strip()) if ":" in found[2] else ""
            message = f"{found[1]} begins a comment: the rest of the line is lost"
            return number + 1, found.start(1) + 1, message, f'write "{found[1]}"' + (rest and f": {rest}")
    return None


def _second_colon(path: str, line: str, mark: Any) -> Finding:
    start = _value_start(line)
    if mark.column < start:  # the first colon of its line: the line itself stands too far to the right
        column = len(line) - len(line.lstrip(" -")) + 1
        hint = "align it, or add the colon missing above"
        return Finding(path, mark.line + 1, column, rules.yaml_syntax, "this line reads as part of the one above", hint)
    hint = f"write {_as_quoted(line[start:])}"
    return Finding(
        path, mark.line + 1, mark.column + 1, rules.quotes_missing, '": " inside a text without quotes', hint
    )


def _line_of(source: str, number: int) -> str:
    lines = source.split("\n")
    return lines[number] if number < len(lines) else ""


def _value_start(line: str) -> int:
    """Where the value of the line's first field begins."""
    field = re.match(r"""[ -]*+("[^"]*"|'[^']*'|[^:#]*):[ \t]+""", line)
    return field.end() if field else len(line)


def _as_quoted(text: str) -> str:
    """The text that was meant, in quotes; a comment behind it and, in brackets, the next items are left out."""
    text = re.split(r"[ \t]#", text)[0].rstrip()
    if key := re.match(r"([*&!@%`][^\s:,\[\]{}]*) ?:(?=[ ]|$)", text):
        return f"{quoted(key[1])}: {_balanced(text[key.end() :].lstrip())}".rstrip()
    if re.match(r"[^\[{\]}]+[\]}]", text):
        text = re.split(r"[,\]}]", text)[0]
    return quoted(shown(text))


def _balanced(text: str) -> str:
    """The text up to a closing bracket or brace that it does not open."""
    depth = 0
    for place, character in enumerate(text):
        depth += (character in "[{") - (character in "]}")
        if depth < 0:
            return shown(text[:place].rstrip())
    return shown(text)
