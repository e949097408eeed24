"""The YAML parser of this package: a file becomes a tree of texts with their positions, or a list of findings.

Company files use a small subset of YAML, and every scalar stays text: `NO` is a country, not false. The tree is built
from the parser's events, because the composer of libyaml crashes on deep nesting and the safe loader silently keeps
the last of two equal keys. Lines and columns count from 1. No other module imports yaml.
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
"""Whether PyYAML was built with libyaml. The pure parser gives the same results, about six times slower."""

MAX_BYTES = 256 * 1024
MAX_DEPTH = 32
MAX_TEXT = 2000  # characters

_ScalarEvent, _MappingEndEvent = yaml.ScalarEvent, yaml.MappingEndEvent  # local names: used at every node
_SequenceStartEvent, _SequenceEndEvent = yaml.SequenceStartEvent, yaml.SequenceEndEvent
_MappingStartEvent = yaml.MappingStartEvent
_Loader: Any = yaml.CLoader if HAS_C_PARSER else yaml.SafeLoader  # only its parser is used, for events

_COMMENT = re.compile(r"[ \t]+(#.*)")
_NESTING_LIMIT = re.compile("maximum nesting", re.IGNORECASE)  # libyaml has a limit, the pure parser none
_COMMENT_AFTER_VALUE = re.compile(r"(?m)^[ \t]*[^\s#].*[ \t]#")
# A menu key (#, *9) without quotes at the start of a line: YAML reads it as a comment or an alias.
_BARE_KEY = re.compile(r"( *)([#*][0-9*#]*) ?:(?:$| (.*))")
_MAY_LOSE_A_KEY = re.compile(f"(?m)^{_BARE_KEY.pattern}")
_OPTIONS = re.compile(r"""['"]?options['"]?:[ ]*\{?[ ]*(#.*)?""")
NULLS = frozenset(("~", "null", "Null", "NULL"))  # not text for other YAML parsers


class _Node(msgspec.Struct):
    """A value in a file. `mark` is the parser's position; line and column are computed only when they are used."""

    value: Any
    mark: yaml.Mark

    @property
    def line(self) -> int:
        """Return the line in which the value starts."""
        return self.mark.line + 1

    @property
    def column(self) -> int:
        """Return the column in which the value starts."""
        return self.mark.column + 1


class Scalar(_Node, gc=False):
    """A text. `plain`: without quotes. `comment`: the comment after a plain text on its line, with its "#"."""

    kind: ClassVar[str] = "text"

    value: str
    plain: bool = True
    comment: str = ""

    def plain_value(self) -> Any:
        return self.value


class List(_Node):
    """A list of nodes."""

    kind: ClassVar[str] = "a list"

    value: list[Node]

    def plain_value(self) -> Any:
        return [node.plain_value() for node in self.value]


class Map(_Node):
    """A mapping of keys to nodes. `keys` are the nodes of the keys, with their positions."""

    kind: ClassVar[str] = "a mapping"

    value: dict[str, Node]
    keys: dict[str, Scalar] = {}

    def plain_value(self) -> Any:
        return {key: node.plain_value() for key, node in self.value.items()}


Node: TypeAlias = Scalar | List | Map


def column_of(node: Node, offset: int) -> int:
    """Return the column of the character `offset` characters after the start of a node's value."""
    has_quote = offset > 0 and isinstance(node, Scalar) and not node.plain
    return node.column + offset + has_quote


def scalars(node: Node | None) -> list[Scalar]:
    """Return a text, or the texts of a list; [] for a mapping or None."""
    children = node.value if isinstance(node, List) else [node]
    return [child for child in children if isinstance(child, Scalar)]


def parse(path_label: str, text: bytes) -> tuple[Node | None, list[Finding]]:
    """Return the tree of a file, and its findings.

    The tree is None if nothing in the file can be trusted. A tree beside findings lets the caller look for more.
    """
    if len(text) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1024} kB"
        return None, [Finding(path_label, 0, 0, rules.file_size, message, "shorten it")]
    try:
        source = source_of(text)
    except UnicodeDecodeError as error:
        before = text[: error.start].decode("utf-8")
        position = before.count("\n") + 1, len(before) - before.rfind("\n")
        return None, [
            Finding(path_label, *position, rules.file_unreadable, "the file is not UTF-8", "save it as UTF-8")
        ]
    return _TreeBuilder(path_label, source).build()


def source_of(text: bytes) -> str:
    """Return the text of a file as positions count it: without byte order mark, lines end in one character.

    Raises UnicodeDecodeError if the file is not UTF-8.
    """
    return text.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")


class NeedsFullReader(Exception):
    """The fast parser does not support this file; it may still be valid."""


def parse_fast(text: bytes) -> Any:
    """Return the lists, dicts and texts of a file without positions; faster than `parse`.

    Raises NeedsFullReader for anything unusual: an error, an empty value, a text of several lines, an escape, a comment
    after a value.
    """
    if len(text) > MAX_BYTES:
        raise NeedsFullReader
    try:
        source = source_of(text)
        if (
            "\\" in source
            or not source.replace("\n", "").isprintable()
            or (not source.isascii() and hidden(source))
            or ("#" in source and (_COMMENT_AFTER_VALUE.search(source) or _MAY_LOSE_A_KEY.search(source)))
        ):
            raise NeedsFullReader
        event = _Loader(source).get_event
        event()  # the start of the stream
        if type(event()) is not yaml.DocumentStartEvent:
            raise NeedsFullReader
        root = _collection(event, event(), 1)
        event()  # the end of the document
        if type(event()) is not yaml.StreamEndEvent:
            raise NeedsFullReader
    except (yaml.YAMLError, ValueError, OverflowError):
        raise NeedsFullReader from None
    return root


def _collection(next_event: Callable[[], Any], event: Any, depth: int) -> Any:
    """Return the list or dict that starts with an event."""
    kind = type(event)
    if event.anchor is not None or event.tag is not None or depth > MAX_DEPTH:  # an alias has an anchor too
        raise NeedsFullReader
    if kind is _SequenceStartEvent:
        items: list[Any] = []
        while type(event := next_event()) is not _SequenceEndEvent:
            items.append(_text(event) if type(event) is _ScalarEvent else _collection(next_event, event, depth + 1))
        if not items:
            raise NeedsFullReader
        return items
    values: dict[str, Any] = {}
    while type(event := next_event()) is _ScalarEvent:
        key = _text(event)
        if key in values or key == "<<":
            raise NeedsFullReader
        event = next_event()
        values[key] = _text(event) if type(event) is _ScalarEvent else _collection(next_event, event, depth + 1)
    if kind is not _MappingStartEvent or type(event) is not _MappingEndEvent or not values:
        raise NeedsFullReader
    return values


def _text(event: Any) -> str:
    value: str = event.value
    is_single_line = 0 < len(value.strip()) <= MAX_TEXT and "\n" not in value
    if not is_single_line or value in NULLS or event.anchor is not None or event.tag is not None:
        raise NeedsFullReader
    return value


def quoted(text: str) -> str:
    """Return the text as a quoted YAML string, as hints show it."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def excerpt(text: str) -> str:
    """Return text of a file for a message: on one line, hidden characters replaced, at most 60 characters."""
    line = " ".join(visible(text).split())
    return line if len(line) <= 60 else f"{line[:59]}…"


class _Position(NamedTuple):
    """A position as the parser's marks count it: from 0."""

    line: int
    column: int


_WHOLE_FILE = _Position(-1, -1)  # a finding about the whole file has line 0 and column 0


class _Error(NamedTuple):
    """A syntax error in the words of this project."""

    rule: str
    mark: Any
    message: str
    hint: str = ""


class _Unreadable(Exception):
    """The rest of the file cannot be parsed; the finding is already added."""


class _TreeBuilder:
    """Builds the tree of a file from the events of the parser class `loader`, by default the fastest available."""

    def __init__(self, path: str, source: str, loader: Any = None) -> None:
        self._path, self._original, self._loader = path, source, loader or _Loader
        self._findings: list[Finding] = []
        self._add_hidden_characters(source)
        # Each is replaced by one character: positions stay correct, and the parser finds other errors as well.
        source = visible(source) if self._findings else source
        self._source = self._with_quoted_keys(source) if _MAY_LOSE_A_KEY.search(source) else source
        self._is_simple = "#" not in source and "\\" not in source  # neither a comment nor an escape

    def build(self) -> tuple[Node | None, list[Finding]]:
        try:
            return self._document(_events(self._source, self._loader)), self._findings
        except yaml.MarkedYAMLError as error:
            if _NESTING_LIMIT.search(error.problem or "") and self._loader is not yaml.SafeLoader:
                # libyaml 0.2.6 reads ahead and stops at 1,000 levels. The pure parser has no limit.
                return _TreeBuilder(self._path, self._original, yaml.SafeLoader).build()
            known = _known_error(self._source, error)
            if all(finding.line != known.mark.line + 1 for finding in self._findings):  # otherwise a consequence of it
                self._add(*known)
        except (yaml.YAMLError, ValueError, OverflowError) as error:  # the pure parser lets invalid escapes through
            self._add(rules.yaml_syntax, _WHOLE_FILE, f"invalid YAML ({excerpt(str(error))})")
        except _Unreadable:
            pass
        return None, self._findings

    def _add(self, rule: str, mark: Any, message: str, hint: str = "") -> None:
        self._findings.append(Finding(self._path, mark.line + 1, mark.column + 1, rule, message, hint))

    def _add_hidden_characters(self, source: str) -> None:
        """Add one finding for each different hidden character, at its first position."""
        offsets = hidden(source)
        for character, count in Counter(source[offset] for offset in offsets).items():
            start = next(offset for offset in offsets if source[offset] == character)
            mark = _Position(source.count("\n", 0, start), start - source.rfind("\n", 0, start) - 1)
            times = "" if count == 1 else f", {count} times in the file"
            self._add(rules.hidden_character, mark, f"hidden character U+{ord(character):04X}{times}", "delete it")

    def _with_quoted_keys(self, source: str) -> str:
        """Return the source with quotes around the keys # and * of options, and add a finding for each.

        So the option stays in the tree, and other errors in it are found too.
        """
        lines = source.split("\n")
        parents: list[tuple[int, bool]] = []  # enclosing lines: indentation, and whether the line is `options:`
        for number, line in enumerate(lines):
            indent = len(line) - len(line.lstrip(" "))
            key = _BARE_KEY.fullmatch(line)
            if key and next((is_options for column, is_options in reversed(parents) if column < indent), False):
                lines[number] = line = f'{key[1]}"{key[2]}": {key[3] or ""}'.rstrip()
                if key[2].startswith("#"):
                    rule, message = rules.lost_to_comment, f"{key[2]} begins a comment: the option is lost"
                else:
                    rule, message = rules.quotes_missing, _ALIAS.format(key[2])
                self._add(rule, _Position(number, indent), message, f"write {excerpt(line)}")
            if line.strip() and not line.lstrip().startswith("#"):
                field = line.lstrip(" -")
                column = len(line) - len(field)
                while parents and parents[-1][0] >= column:
                    parents.pop()
                parents.append((column, bool(_OPTIONS.fullmatch(field))))
        return "\n".join(lines)

    def _document(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    hint = "a file holds one document: delete the ---"
                    self._add(rules.one_document, event.start_mark, "a second document in the file", hint)
                    return root
                root = self._node(events, next(events), 1)
        if root is None:
            self._add(rules.one_document, _WHOLE_FILE, "the file is empty", "add the company's fields, or delete it")
        return root

    def _node(self, events: Iterator[Any], event: Any, depth: int) -> Node:
        kind, mark = type(event), event.start_mark
        if kind is _ScalarEvent and event.anchor is None and event.tag is None:  # the most frequent event
            return Scalar(event.value, mark, not event.style) if self._is_simple else self._scalar(event)
        if kind is yaml.AliasEvent:
            text = self._source[mark.index : event.end_mark.index]
            self._add(rules.quotes_missing, mark, _ALIAS.format(excerpt(text)), f"write {quoted(excerpt(text))}")
            return Scalar(text, mark, plain=False)  # as if it were quoted, so that there is only one finding
        if event.anchor is not None:
            hint = "repeat the value, or put text that begins with & in quotes"
            self._add(rules.yaml_reuse, mark, f"&{excerpt(event.anchor)} is a YAML anchor", hint)
        if event.tag is not None:
            hint = "put text that begins with ! in quotes"
            self._add(rules.yaml_reuse, mark, f"{excerpt(event.tag)} is a YAML tag", hint)
        if kind is _ScalarEvent:
            return self._scalar(event)
        if depth > MAX_DEPTH:
            hint = "look for a bracket that is not closed"
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
                self._add_invalid_key(key, keys)
        return mapping

    def _add_invalid_key(self, key: Node, keys: dict[str, Scalar]) -> None:
        if not isinstance(key, Scalar):
            self._add(rules.yaml_syntax, key.mark, f"{key.kind} as a key", "a key is text: put it in quotes")
        elif first := keys.get(key.value):
            message = f"duplicate field {excerpt(key.value)}, first in line {first.line}"
            self._add(rules.key_twice, key.mark, message, "keep one")
        else:
            self._add(rules.yaml_reuse, key.mark, "<< is a YAML merge key", "write the fields here")

    def _scalar(self, event: Any) -> Scalar:
        value: str = event.value
        mark = event.start_mark
        if not event.style:  # '' from the C parser, None from the pure one
            comment = _COMMENT.match(self._source, event.end_mark.index)
            return Scalar(value, mark, True, comment[1].rstrip() if comment else "")
        if offsets := hidden(value):  # the source has none left, so an escape made it
            message = f"escape of the hidden character U+{ord(value[offsets[0]]):04X}"
            self._add(rules.hidden_character, mark, message, "delete it")
            value = visible(value)
        return Scalar(value, mark, False)


def _events(source: str, loader: Any) -> Iterator[Any]:
    """Yield the parser's events: as yaml.parse does, without two calls for each event."""
    return iter(loader(source).get_event, None)


class _ParserMessage(NamedTuple):
    """A message for the parser errors that match `pattern`; {} in the hint becomes the text there, in quotes.

    `at_context`: the position is where the text starts, not where the parser stopped.
    """

    pattern: str
    message: str
    hint: str
    at_context: bool = False

    @property
    def rule(self) -> str:
        return rules.quotes_missing if "{}" in self.hint else rules.yaml_syntax


_ALIAS = "{} without quotes is a YAML alias"
_CLOSE = "close it, and put text with brackets, commas or colons in quotes"
_QUOTE_ALL = "put the whole text in quotes"
_INVALID_START = "a value cannot begin with this character"

# The C parser and the pure one word their errors differently. Matched is "context | problem | character there".
_PARSER_MESSAGES = (
    _ParserMessage(r"cannot start any token \| \t|a tab character", "tab in the indentation", "indent with spaces"),
    _ParserMessage("cannot start any token|mapping keys", _INVALID_START, "write {}"),
    _ParserMessage("scanning an alias", _ALIAS.format("*"), "write {}", at_context=True),
    _ParserMessage("scanning an anchor", "& without quotes is a YAML anchor", "write {}", at_context=True),
    _ParserMessage("(scanning|parsing) a tag", "! without quotes is a YAML tag", "write {}", at_context=True),
    _ParserMessage(
        r"block sequence entries|^ *\| sequence entries",
        "list item on the line of its field",
        "start a new line with -",
    ),
    _ParserMessage("end of stream", "this quote is not closed", "close it", at_context=True),
    _ParserMessage("a quoted scalar|double-quoted", "invalid escape", "write '...' instead of \"...\""),
    _ParserMessage(
        "a block scalar",
        "text after | or >",
        "put the text in quotes, or start it on the next line",
        at_context=True,
    ),
    _ParserMessage(r"flow (sequence|mapping).*\| \?", "? inside brackets", "put the text that contains it in quotes"),
    _ParserMessage("flow sequence", "this [ is not closed", _CLOSE, at_context=True),
    _ParserMessage("flow mapping", "this { is not closed", _CLOSE, at_context=True),
    _ParserMessage("node content", _INVALID_START, "write {}"),
    _ParserMessage("expected ':'", "line without a field", 'write "field: value"', at_context=True),
    _ParserMessage("expected|document start", "inconsistent indentation", "align the fields of a record"),
)


def _known_error(source: str, error: yaml.MarkedYAMLError) -> _Error:
    """Return the parser's error in the words of this project."""
    mark: Any = error.problem_mark or error.context_mark
    line = _line_of(source, mark.line)
    described = f"{error.context or ''} | {error.problem} | {line[mark.column : mark.column + 1]}"
    if "mapping values" in described:
        return _second_colon(line, mark)
    if lost := _lost_in_brackets(source, error, mark):
        return lost
    before = line[: mark.column].rstrip()
    if isinstance(error, yaml.parser.ParserError) and before.endswith(('"', "'", "]", "}")):
        if before.endswith('"') and before.count('"') % 2:
            message = "this quote closes a text that was opened on an earlier line"
            return _Error(rules.yaml_syntax, mark, message, "close that text where it ends")
        hint = f"write {_as_quoted(line[_value_start(line) :])}" if "block" in described else _QUOTE_ALL
        return _Error(rules.quotes_missing, mark, "text after a closing quote or bracket", hint)
    for known in _PARSER_MESSAGES:
        if re.search(known.pattern, described):
            if known.at_context and error.context_mark:
                mark = error.context_mark
            hint = known.hint.replace("{}", _as_quoted(_line_of(source, mark.line)[mark.column :]))
            return _Error(known.rule, mark, known.message, hint)
    return _Error(rules.yaml_syntax, mark, f"invalid YAML ({error.problem})")


def _lost_in_brackets(source: str, error: yaml.MarkedYAMLError, mark: Any) -> _Error | None:
    """Return the error of a # without quotes that hides the end of brackets; None if there is none."""
    if "flow" not in (error.context or ""):
        return None
    for number, text in reversed([*enumerate(source.split("\n"))][: mark.line + 1]):
        line = re.sub(r"""(["']).*?\1""", lambda quote: "_" * len(quote[0]), text)
        if key := re.search(r"[\[{,:] *(#[0-9*#]*)( *:(?= |$)| *(?=[,\]}]|$))", line):
            rest = _balanced(text[key.end() :].strip()) if ":" in key[2] else ""
            message = f"{key[1]} begins a comment: the rest of the line is lost"
            hint = f'write "{key[1]}"' + (rest and f": {rest}")
            return _Error(rules.lost_to_comment, _Position(number, key.start(1)), message, hint)
    return None


def _second_colon(line: str, mark: Any) -> _Error:
    start = _value_start(line)
    if mark.column < start:  # the first colon of its line: the line is indented too far
        position = _Position(mark.line, len(line) - len(line.lstrip(" -")))
        hint = "align it, or add the colon missing above"
        return _Error(rules.yaml_syntax, position, "this line is read as part of the line above", hint)
    return _Error(rules.quotes_missing, mark, '": " in text without quotes', f"write {_as_quoted(line[start:])}")


def _line_of(source: str, number: int) -> str:
    lines = source.split("\n")
    return lines[number] if number < len(lines) else ""


def _value_start(line: str) -> int:
    """Return the index in the line at which the value of its first field starts."""
    field = re.match(r"""[ -]*+("[^"]*"|'[^']*'|[^:#]*):[ \t]+""", line)
    return field.end() if field else len(line)


def _as_quoted(text: str) -> str:
    """Return the intended text in quotes, without a comment after it and, in brackets, without the next items."""
    text = re.split(r"[ \t]#", text)[0].rstrip()
    if key := re.match(r"([*&!@%`][^\s:,\[\]{}]*) ?:(?=[ ]|$)", text):
        return f"{quoted(key[1])}: {_balanced(text[key.end() :].lstrip())}".rstrip()
    if re.match(r"[^\[{\]}]+[\]}]", text):
        text = re.split(r"[,\]}]", text)[0]
    return quoted(excerpt(text))


def _balanced(text: str) -> str:
    """Return the text before the first closing bracket or brace that has no opening one."""
    depth = 0
    for offset, character in enumerate(text):
        depth += (character in "[{") - (character in "]}")
        if depth < 0:
            return excerpt(text[:offset].rstrip())
    return excerpt(text)
