"""The full reader of company files: returns a `Company`, or every finding in the file with its position.

The first pass reads each value alone, by the types of model.py and the kinds of fields.py. Invalid values are left out,
so that one error does not hide another. The second pass finds values that do not fit together (violations.py).
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar, get_args, get_origin

import msgspec

from supportdir.format import rules, yaml_file
from supportdir.format.fields import fields_of, is_record, noun, parts_of
from supportdir.format.findings import Finding, Problem, did_you_mean
from supportdir.format.violations import violations
from supportdir.format.yaml_file import MAX_TEXT, NULLS, List, Map, Scalar, column_of, excerpt, quoted, scalars
from supportdir.model import ACTIONS, Company, Step
from supportdir.paths import is_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from supportdir.format.fields import Field
    from supportdir.format.violations import Violation, Words
    from supportdir.format.yaml_file import Node

    _Reader = Callable[["ParsedFile", Node, Any], Any]

AnyNode = TypeVar("AnyNode", List, Map)
Record = TypeVar("Record", bound=msgspec.Struct)

# Limit for malicious input; real files stay far below it.
MAX_FINDINGS = 100


class Tree(NamedTuple):
    """The parsed YAML of a company's file, or of several files merged by patching.

    `path_label` is the path in messages. `sources` maps the identity of each node from a patch to the node and the
    path of the patch; it keeps the node, so that no other node can take over its identity.
    """

    slug: str
    path_label: str
    root: Node | None
    findings: list[Finding]
    sources: dict[int, tuple[Node, str]]
    is_patched: bool = False


def tree_of(slug: str, path_label: str, text: bytes) -> Tree:
    """Return the tree of one file without patches."""
    return Tree(slug, path_label, *yaml_file.parse(path_label, text), {})


def read_company(
    slug: str, path_label: str, text: bytes, words: Words | None = None
) -> tuple[Company | None, list[Finding]]:
    """Return the company and [], or None and all findings of the file in the order of its lines.

    `words` are the allowed words by field ("topics", "categories", "audience"); other fields are not checked.
    """
    return parse_file(tree_of(slug, path_label, text), words).result


def parse_file(tree: Tree, words: Words | None = None) -> ParsedFile:
    """Return what can be read of a file despite its errors."""
    return parse_files([tree], words)[0]


def parse_files(trees: Iterable[Tree], words: Words | None = None) -> list[ParsedFile]:
    """Return what can be read of each file despite its errors.

    Running one pass over all files before the next is 20 % faster (instruction cache).
    """
    files = [ParsedFile(tree) for tree in trees]
    passes: tuple[Callable[[ParsedFile], None], ...] = (_read_values, partial(_check_together, words or {}))
    for run_pass in passes:
        for file in files:
            try:
                run_pass(file)
            except _TooManyFindings:
                file.give_up()
    for file in files:
        file.findings.sort(key=lambda finding: (finding.line, finding.column))
    return files


def read_record(type_: type[Record], tree: Tree) -> tuple[Record | None, ParsedFile]:
    """Return the record of a file that is one record of another type than Company, and the parsed file.

    Each value is checked alone, as in a company file. The parsed file has findings, and records with their nodes.
    """
    file = ParsedFile(tree)
    record: Record | None = None
    try:
        record = None if file.root is None else _record(type_, file, file.root, None)
    except _TooManyFindings:
        file.give_up()
    return record, file


class _TooManyFindings(Exception):
    """The file has too many findings to go on."""


class ParsedFile:
    """The parts of a file that could be read.

    `company` has valid values only: a value with a finding is left out or, if it is required, empty. It is None if
    nothing could be read. `records` are the company's records with their nodes, inner records before outer ones.
    `left_out` holds the fields with invalid values: line and column of the record, and name.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree, self.root, self.findings = tree, tree.root, tree.findings
        self.company: Company | None = None
        self.records: list[tuple[msgspec.Struct, Map]] = []
        self.left_out: set[tuple[int, int, str]] = set()
        self._invalid: set[int] = set()

    @property
    def result(self) -> tuple[Company | None, list[Finding]]:
        """Return the company and no findings, or None and the findings."""
        return (None, self.findings) if self.findings else (self.company, [])

    def give_up(self) -> None:
        """Discard what was read, because the file has too many findings."""
        self.root = self.company = None
        del self.findings[MAX_FINDINGS:]
        message = f"more than {MAX_FINDINGS} errors"
        self.findings.append(Finding(self.tree.path_label, 0, 0, rules.file_size, message, "fix the listed ones first"))

    def add(self, rule: str, node: Node, message: str, hint: str, fix: str = "", offset: int = 0) -> None:
        """Add a finding at a node, `offset` characters after its start, and mark the node as invalid."""
        if len(self.findings) >= MAX_FINDINGS:
            raise _TooManyFindings
        self._invalid.add(id(node))
        position = (self.path_of(node), node.line, column_of(node, offset))
        self.findings.append(Finding(*position, rule, message, hint, fix))

    def path_of(self, node: Node) -> str:
        """Return the path, as messages show it, of the file that a node comes from."""
        return self.tree.sources.get(id(node), (node, self.tree.path_label))[1]

    def is_valid(self, node: Node) -> bool:
        """Return whether no finding is about this node itself."""
        return id(node) not in self._invalid

    def add_problem(self, problem: Problem, node: Node) -> None:
        """Add a problem in a text as a finding."""
        if isinstance(node, Scalar):
            if "\N{REPLACEMENT CHARACTER}" in node.value and any(
                finding.rule == rules.hidden_character for finding in self.findings
            ):
                self._invalid.add(id(node))  # the hidden character is the cause, and has a finding
                return
            if node.comment:
                hint = f"{problem.hint}; the # starts a comment: put the whole value in quotes if it belongs to it"
                problem = problem._replace(hint=hint)
        self.add(problem.rule, node, problem.message, problem.hint, problem.fix, problem.offset)

    def without_invalid(self) -> Map:
        """Return the tree without invalid values, and add their fields to `left_out`."""
        assert isinstance(self.root, Map)
        return self._valid_map(self.root)

    def _valid_map(self, node: Map) -> Map:
        value = {}
        for key, child in node.value.items():
            if self.is_valid(node.keys[key]) and self._is_kept(child):
                value[key] = self._valid_part(child)
            else:
                self.left_out.add((node.line, node.column, key))
        return self._copied(node, value)

    def _valid_part(self, node: Node) -> Node:
        if isinstance(node, List):
            value = [self._valid_part(child) for child in node.value if self._is_kept(child)]
            return self._copied(node, value)
        return self._valid_map(node) if isinstance(node, Map) else node

    def _copied(self, node: AnyNode, value: Any) -> AnyNode:
        copy = msgspec.structs.replace(node, value=value)
        if id(node) in self.tree.sources:
            self.tree.sources[id(copy)] = (copy, self.path_of(node))
        return copy

    def _is_kept(self, node: Node) -> bool:
        # A finding about a whole record means that a field is missing in it; its other fields are still read.
        return self.is_valid(node) or not isinstance(node, Scalar)


# First pass: each value alone. A reader takes the file, the node and the field, and returns the value; None if it added
# a finding.


def _read_values(file: ParsedFile) -> None:
    if not is_slug(file.tree.slug):
        file.findings.append(_wrong_name(file.tree.path_label))
    if file.root is not None:
        file.company = _record(Company, file, file.root, None, slug=file.tree.slug)


def _wrong_name(path_label: str) -> Finding:
    name = path_label.replace("\\", "/").rpartition("/")[2]
    slug = "-".join(re.findall("[a-z0-9]+", re.sub(r"\.ya?ml$", "", name).lower())) or "SLUG"
    message = f"the file name '{excerpt(name)}' is not SLUG.yaml"
    return Finding(path_label, 0, 0, rules.file_name, message, f"rename it to {slug}.yaml", f"{slug}.yaml")


@cache
def _reader(type_: Any) -> _Reader:
    """Return the reader of a type of model.py."""
    first, *others = sorted(parts_of(type_), key=is_record)
    if others:
        return partial(_record_or_word, _reader(others[0]), _reader(first))
    origin, inner = get_origin(first), get_args(first)
    if origin is Literal:
        return partial(_word, inner)
    if origin is tuple:
        return partial(_items, _reader(inner[0])) if inner[-1] is ... else partial(_row, [*map(_reader, inner)])
    if origin is dict:
        return partial(_table, _reader(inner[1]))
    return {str: _text, int: _count}.get(first) or partial(_record, first)


@cache
def _fields(record: type[msgspec.Struct]) -> dict[str, tuple[Field, _Reader]]:
    return {name: (field, _reader(field.type)) for name, field in fields_of(record).items()}


@cache
def _empty(type_: Any) -> Any:
    """Return an empty value of a type, for a required field that could not be read."""
    origin: Any = get_origin(type_)
    return get_args(type_)[0] if origin is Literal else origin() if origin in (tuple, dict) else ""


def _record(type_: type[msgspec.Struct], file: ParsedFile, node: Node, field: Field | None, **known: str) -> Any:
    if not isinstance(node, Map):
        message = f"{field.name if field else 'the file'} is {node.kind}, not the fields of {_a_noun(type_)}"
        hint = 'write "field: value" lines'
        if type_ is Step:
            message, hint = f"a step is {node.kind}", f"write one of {', '.join(ACTIONS)} with its value"
        file.add(rules.shape, node, message, hint)
        return None
    fields = _fields(type_)
    values: dict[str, Any] = dict(known)
    for key, child in node.value.items():
        if key in fields:
            inner, read = fields[key]
            value = read(file, child, inner)
            if value is not None:
                values[inner.attribute] = value
        else:
            hint = did_you_mean(key, fields, "see its fields in data/README.md")
            file.add(rules.unknown_field, node.keys[key], f"{_a_noun(type_)} has no field '{excerpt(key)}'", hint)
    required = [inner for inner, _ in fields.values() if inner.required]
    for inner in required:
        if not values.get(inner.attribute):
            values[inner.attribute] = _empty(inner.type)
            if inner.name not in node.value:
                file.add(rules.missing_field, node, f"this {noun(type_)} has no {inner.name}", f"add {inner.name}")
    if not node.value and not required:
        file.add(rules.empty_value, node, f"this {noun(type_)} is empty", "add a field, or remove it")
    record = type_(**values)
    file.records.append((record, node))
    return record


def _a_noun(record: type[msgspec.Struct]) -> str:
    name = noun(record)
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def _text(file: ParsedFile, node: Node, field: Field) -> str | None:
    if type(node) is Scalar and not node.comment:
        value = node.value
        if value.isprintable() and 0 < len(value) <= MAX_TEXT and not value.isspace() and value not in NULLS:
            return _checked(file, node, field)  # the shortest path, for nearly all texts
    text = _written(file, node, field.name)
    if text is None or not isinstance(node, Scalar):
        return None
    name = field.name
    if node.comment and (field.kind.is_prose or not any(map(str.isalpha, node.comment))):
        between = "" if name in ("press", "end") else " "
        hint = f"write {quoted(excerpt(f'{text}{between}{node.comment}'))}, or move the comment to its own line"
        file.add(rules.lost_to_comment, node, f"{name} ends before the #, which begins a comment", hint)
    elif len(text) > MAX_TEXT:
        hint = "shorten it to one or two sentences"
        file.add(rules.one_line, node, f"{name} has more than {MAX_TEXT} characters", hint)
    elif "\n" in text or "\t" in text:
        file.add(rules.one_line, node, f"{name} contains a line break or a tab", "write it on one line, with spaces")
    return _checked(file, node, field)


def _checked(file: ParsedFile, node: Scalar, field: Field) -> str:
    """Return the text after checking its form."""
    if field.kind.check and file.is_valid(node) and (problem := field.kind.check(node.value)):
        file.add_problem(problem._replace(message=f"{field.name} {problem.message}"), node)
    return node.value


def _written(file: ParsedFile, node: Node, name: str) -> str | None:
    """Return the text of a node; add a finding and return None if it is empty or not text."""
    if not isinstance(node, Scalar):
        file.add(rules.shape, node, f"{name} is {node.kind}, not text", "put the whole text in quotes")
    elif node.plain and node.value in NULLS:
        hint = f"write a value, remove {name}, or put the word in quotes"
        file.add(rules.empty_value, node, f"{name} is {node.value}, which means no value", hint)
    elif node.value.strip():
        return node.value
    elif node.comment:
        hint = f"write {quoted(excerpt(node.comment))}, or remove {name}"
        file.add(rules.lost_to_comment, node, f"{name} is empty: the # begins a comment", hint)
    else:
        file.add(rules.empty_value, node, f"{name} is empty", f"write a value, or remove {name}")
    return None


def _count(file: ParsedFile, node: Node, field: Field) -> int | None:
    text = _written(file, node, field.name)
    if text is None or field.kind.check is None:
        return None
    if problem := field.kind.check(text):
        file.add(problem.rule, node, f"{field.name} {problem.message}", problem.hint)
        return None
    return int(text)


def _word(words: tuple[str, ...], file: ParsedFile, node: Node, field: Field) -> str | None:
    text = _written(file, node, field.name)
    if text is None or text in words:
        return text
    hint = did_you_mean(text, words, f"choose one of {', '.join(words)}")
    file.add(rules.unknown_word, node, f"{field.name} '{excerpt(text)}' is unknown", hint)
    return None


def _record_or_word(record: _Reader, word: _Reader, file: ParsedFile, node: Node, field: Field) -> Any:
    return (word if isinstance(node, Scalar) else record)(file, node, field)


def _items(item: _Reader, file: ParsedFile, node: Node, field: Field) -> Any:
    name = field.name
    if isinstance(node, List):
        values = [item(file, child, field) for child in node.value]
        return tuple(value for value in values if value is not None) if _is_filled(file, node, name) else None
    if not isinstance(node, Scalar):
        file.add(rules.shape, node, f"{name} is {node.kind}, not a list", "begin each item with -")
    elif _written(file, node, name):
        text = excerpt(node.value)
        file.add(rules.shape, node, f"{name} is text, not a list", f"write [{text if node.plain else quoted(text)}]")
    return None


def _row(columns: list[_Reader], file: ParsedFile, node: Node, field: Field) -> Any:
    if isinstance(node, List) and len(node.value) == len(columns):
        values = tuple(read(file, child, field) for read, child in zip(columns, node.value, strict=True))
        return None if None in values else values
    file.add(rules.shape, node, f"{field.name} is not a list of {len(columns)}", "write [from, to]")
    return None


def _table(value: _Reader, file: ParsedFile, node: Node, field: Field) -> Any:
    name = field.name
    if not isinstance(node, Map):
        if not isinstance(node, Scalar) or _written(file, node, name):
            file.add(rules.shape, node, f"{name} is {node.kind}, not a mapping", 'write "key: value" lines')
        return None
    values = {}
    for key, child in node.value.items():
        if _text(file, node.keys[key], field) is not None and (inner := value(file, child, field)) is not None:
            values[key] = inner
    return values if _is_filled(file, node, name) else None


def _is_filled(file: ParsedFile, node: List | Map, name: str) -> bool:
    """Return whether a list or mapping has values; add a finding if it has none."""
    if not node.value:
        file.add(rules.empty_value, node, f"{name} is empty", "write at least one")
    return bool(node.value)


# Second pass: values that do not fit together.


def _check_together(words: Words, file: ParsedFile) -> None:
    _leave_out_invalid(file)
    if file.company is None:
        return
    nodes = {id(record): node for record, node in file.records}

    def given(record: msgspec.Struct) -> Collection[str]:
        node = nodes[id(record)]
        lost = {name for line, column, name in file.left_out if (line, column) == (node.line, node.column)}
        return [*node.value, *lost]

    records = [record for record, _ in file.records]
    problems = list(violations(file.company, records, given, words))
    for violation in problems:
        file.add_problem(violation.problem, _node_of(violation, nodes[id(violation.record)]))
    if problems:
        _leave_out_invalid(file)


def _leave_out_invalid(file: ParsedFile) -> None:
    """Read the company again, without the invalid values."""
    if file.findings and file.company is not None and isinstance(file.root, Map):
        root = file.without_invalid()
        valid = ParsedFile(file.tree._replace(root=root, findings=[]))
        _read_values(valid)
        file.company, file.records, file.root = valid.company, valid.records, root


def _node_of(violation: Violation, record: Map) -> Node:
    """Return the node that a violation is about."""
    field, text = violation.field, violation.text
    if not field:
        return record
    node = record.value[field]
    if violation.is_key:
        return node.keys[text] if text and isinstance(node, Map) else record.keys[field]
    nodes = node.value.values() if isinstance(node, Map) else [node]
    matching = (scalar for inner in nodes for scalar in scalars(inner) if scalar.value == text)
    return next(matching, node)
