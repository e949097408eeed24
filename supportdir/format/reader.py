"""A company file as a `Company`, or everything that is wrong with it.

Two passes. The first walks the records of model.py beside the file, so that a field added there is read here without
new code, and looks at each value by itself: its shape (text, list, count, closed word), then its form (a date, a
country, hours). The second, record by record, sees to what depends on other values. What cannot be read is left empty
in a draft, which nobody gets to see unless there is no fault: so no fault hides another. For those who look on, a file
with faults is read once more without what is faulty.
"""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from functools import cache, lru_cache, partial
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

from supportdir.characters import ascii_url
from supportdir.dialing import number
from supportdir.errors import Fault, HoursError, NumberError
from supportdir.format import problems as kinds
from supportdir.format import vocabulary, yaml_file
from supportdir.format.yaml_file import MAX_TEXT, NULLS, List, Map, Scalar, quoted, shown
from supportdir.hours import parsing
from supportdir.model import Action, Company, Contact, Escalation, Impostor, Phone, Source, Step
from supportdir.paths import is_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from supportdir.format.yaml_file import Node

    Words = Mapping[str, Collection[str]]
    _Reader = Callable[["Draft", Node, str], Any]
    Check = Callable[[str], "_Wrong | None"]

# Against files made to keep us busy: what a real one never has.
MAX_FAULTS = 100

_REMEMBERED = 1024  # texts of each kind that are not checked again: countries, zones, dates are the same in many files

ACTIONS: tuple[str, ...] = get_args(Action)
COUNT = "[0-9]{1,6}"

# Text that is no prose: "#" cannot belong to it behind a blank, so a comment behind it takes nothing away.
_CODES = frozenset(
    """
    id serves timezone holidays languages domains categories topics topic audience number short extension vanity
    textphone relay hours automated quiet answers_within url date sources cite contact company merged_into defunct
    press end pause
    """.split()  # noqa: SIM905  a list would take a line for each
)


class Tree(NamedTuple):
    """What `yaml_file.read` gave of a company's file, or of several, merged by patching.

    `path_label` is what messages call the file, `places` those of nodes that stand in another one, by identity.
    """

    slug: str
    path_label: str
    root: Node | None
    faults: list[Fault]
    places: Mapping[int, tuple[Node, str]] = {}
    is_patched: bool = False


def tree_of(slug: str, path_label: str, text: bytes) -> Tree:
    """The tree of a file that stands by itself."""
    return Tree(slug, path_label, *yaml_file.read(path_label, text))


def read_company(
    slug: str, path_label: str, text: bytes, words: Words | None = None
) -> tuple[Company | None, list[Fault]]:
    """The company and [], or None and every fault of the file in the order of its lines.

    `words`: the allowed words for the fields "topics", "categories" and "audience"; what is not given is not checked.
    """
    return draft_of(tree_of(slug, path_label, text), words).result


def draft_of(tree: Tree, words: Words | None = None) -> Draft:
    """What can be read of the file beside its faults, for those who look for more of them."""
    return drafts_of([tree], words)[0]


def drafts_of(trees: Iterable[Tree], words: Words | None = None) -> list[Draft]:
    """The same of many files.

    Each pass over all of them before the next: a processor that has the code of one pass at hand needs a fifth less
    time than one that turns from pass to pass.
    """
    drafts = [Draft(tree) for tree in trees]
    passes: tuple[Callable[[Draft], None], ...] = (_read_values, partial(_check_meaning, words or {}), _read_sound)
    for one in passes:
        for draft in drafts:
            try:
                one(draft)
            except _TooManyFaults:
                draft.give_up()
    for draft in drafts:
        draft.faults.sort(key=lambda fault: (fault.line, fault.column))
    return drafts


class _TooManyFaults(Exception):
    """The file gets no further attention."""


class Draft:
    """What was read of a file: `records` in their order, each with its place, the inner before the outer.

    `company` is sound throughout: where `faults` has something, the value is left out or, where one is required, empty.
    None where nothing could be read. `left_out` holds the fields of that kind: line and column of the record, name.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree, self.root, self.faults = tree, tree.root, tree.faults
        self.company: Company | None = None
        self.records: list[tuple[msgspec.Struct, Map]] = []
        self.left_out: set[tuple[int, int, str]] = set()
        self._faulty: set[int] = set()

    @property
    def result(self) -> tuple[Company | None, list[Fault]]:
        """The company and no faults, or None and the faults."""
        return (None, self.faults) if self.faults else (self.company, [])

    def give_up(self) -> None:
        """Leave the file at that: it has too many faults."""
        self.root = self.company = None
        del self.faults[MAX_FAULTS:]
        message = f"more than {MAX_FAULTS} faults"
        self.faults.append(kinds.FileSize(self.tree.path_label, 0, 0, message, "correct these first"))

    def fault(self, kind: type[Fault], node: Node, message: str, hint: str, offset: int = 0, fix: str = "") -> None:
        if len(self.faults) >= MAX_FAULTS:
            raise _TooManyFaults
        self._faulty.add(id(node))
        self.faults.append(kind(self.path_of(node), node.line, node.column + offset, message, hint, fix))

    def path_of(self, node: Node) -> str:
        """What messages call the file in which a node stands."""
        places = self.tree.places
        return places[id(node)][1] if id(node) in places else self.tree.path_label

    def check(self, check: Check, node: Node, name: str) -> None:
        """Check a text, or the texts of a list. What is faulty already is passed over."""
        for scalar in (node,) if isinstance(node, Scalar) else _scalars(node):
            if self.is_sound(scalar) and (wrong := check(scalar.value)):  # in this order: it may be far too long
                if "\N{REPLACEMENT CHARACTER}" in scalar.value and self._has_hidden_characters():
                    self._faulty.add(id(scalar))  # one finding for one cause
                    continue
                offset = wrong.column - scalar.plain if wrong.column else 0  # a quote takes a column
                hint = wrong.hint
                if scalar.comment:
                    hint += "; a comment begins at the #: quote the whole if it belongs to the value"
                self.fault(wrong.kind, scalar, f"{name} {wrong.message}", hint, offset, wrong.fix)

    def _has_hidden_characters(self) -> bool:
        return any(isinstance(fault, kinds.HiddenCharacter) for fault in self.faults)

    def is_sound(self, node: Node) -> bool:
        return id(node) not in self._faulty

    def sound(self, node: Map) -> Map:
        """The mapping without the texts, and the fields, that have a fault."""
        value = {}
        for key, child in node.value.items():
            if self.is_sound(node.keys[key]) and self._is_left(child):
                value[key] = self._sound(child)
            else:
                self.left_out.add((node.line, node.column, key))
        return msgspec.structs.replace(node, value=value)

    def _sound(self, node: Node) -> Node:
        if isinstance(node, List):
            left = [self._sound(child) for child in node.value if self._is_left(child)]
            return msgspec.structs.replace(node, value=left)
        return self.sound(node) if isinstance(node, Map) else node

    def _is_left(self, node: Node) -> bool:
        # A faulty record is read once more: what is wrong with it as a whole is that something is missing.
        return self.is_sound(node) or not isinstance(node, Scalar)


# --- First pass: each value by itself. A reader takes the draft, the node and the name of the field, and gives the
# --- value, or None where it noted a fault.


def _read_values(draft: Draft) -> None:
    if not is_slug(draft.tree.slug):
        draft.faults.append(_misnamed(draft.tree.path_label))
    if draft.root is not None:
        draft.company = _record(Company, draft, draft.root, "", slug=draft.tree.slug)


def _misnamed(path_label: str) -> Fault:
    name = path_label.replace("\\", "/").rpartition("/")[2]
    slug = "-".join(re.findall("[a-z0-9]+", re.sub(r"\.ya?ml$", "", name).lower())) or "SLUG"
    message, hint = f"the file name '{shown(name)}' is not SLUG.yaml", f"call it {slug}.yaml"
    return kinds.FileName(path_label, 0, 0, message, hint, f"{slug}.yaml")


@cache
def _reader(kind: Any) -> _Reader:
    """The reader of a type of model.py."""
    origin: Any = get_origin(kind)
    inner: list[Any] = [part for part in get_args(kind) if part is not NoneType]
    if origin in (Union, UnionType):
        if len(inner) == 1:
            return _reader(inner[0])
        word, record = sorted(inner, key=lambda part: isinstance(part, type))
        return partial(_record_or_word, _reader(record), _reader(word))
    if origin is Literal:
        return partial(_word, tuple(inner))
    if origin is tuple:
        return partial(_items, _reader(inner[0])) if inner[-1] is ... else partial(_row, tuple(map(_reader, inner)))
    if origin is dict:
        return partial(_table, _reader(inner[1]))
    if kind is Step:
        return _step
    return {str: _text, int: _count}.get(kind) or partial(_record, kind)


class Field(NamedTuple):
    """A field of a record in the file: the attribute that it is of the record, and how it is read and checked."""

    attribute: str
    read: _Reader
    required: bool
    stand_in: Any  # an empty value of the type, where a required one could not be read
    check: Check | None  # of its form


@cache
def fields_of(record: type[msgspec.Struct]) -> dict[str, Field]:
    """The fields of a record as they are called in the file."""
    fields = {
        (name := field.name.rstrip("_")): Field(
            field.name, _reader(field.type), field.required, _stand_in(field.type), _CHECKS.get(name)
        )
        for field in msgspec.structs.fields(record)
    }
    if record is Source:
        fields["url"] = fields["url"]._replace(check=_web)
    if record is Company:
        del fields["slug"]  # it is the name of the file
    if record is Phone:
        fields["label"] = fields["label"]._replace(required=True)
    if record is Step:
        del fields["action"], fields["value"]
        fields = {action: Field("value", _text, False, "", _CHECKS.get(action)) for action in ACTIONS} | fields
    return fields


@cache
def _required(record: type[msgspec.Struct]) -> list[tuple[str, Field]]:
    return [(name, field) for name, field in fields_of(record).items() if field.required]


def _stand_in(kind: Any) -> Any:
    origin: Any = get_origin(kind)
    return get_args(kind)[0] if origin is Literal else origin() if origin in (tuple, dict) else ""


def _record(record: type[msgspec.Struct], draft: Draft, node: Node, name: str, **known: str) -> Any:
    if not isinstance(node, Map):
        message = f"{name or 'the file'} is {node.kind}, not the fields of {_a_noun(record)}"
        draft.fault(kinds.Shape, node, message, 'write "field: value" lines')
        return None
    fields = fields_of(record)
    values: dict[str, Any] = dict(known)
    for key, child in node.value.items():
        if field := fields.get(key):
            value = field.read(draft, child, key)
            if value is not None:
                values[field.attribute] = value
            if field.check:
                draft.check(field.check, child, key)
        else:
            hint = did_you_mean(key, fields, "data/README.md lists its fields")
            draft.fault(kinds.UnknownField, node.keys[key], f"{_a_noun(record)} has no field '{shown(key)}'", hint)
    for key, field in _required(record):
        if not values.get(field.attribute):
            values[field.attribute] = field.stand_in
            if key not in node.value:
                draft.fault(kinds.MissingField, node, f"this {_noun(record)} has no {key}", f"add {key}")
            elif draft.is_sound(node.value[key]) and not node.value[key].value:
                draft.fault(kinds.EmptyValue, node.value[key], f"{key} is empty", "write at least one")
    made = record(**values)
    draft.records.append((made, node))
    return made


def _noun(record: type[msgspec.Struct]) -> str:
    return record.__name__.lower()


def _a_noun(record: type[msgspec.Struct]) -> str:
    noun = _noun(record)
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _step(draft: Draft, node: Node, name: str) -> Any:
    if not isinstance(node, Map):
        draft.fault(kinds.Shape, node, f"a step is {node.kind}", f"write one of {', '.join(ACTIONS)} and what it needs")
        return None
    actions = [key for key in node.value if key in ACTIONS]
    if len(actions) > 1:
        message = f"{' and '.join(actions)} in one step"
        draft.fault(kinds.OneStep, node.keys[actions[1]], message, "one step per prompt: begin a new - line")
    elif not actions and all(key in fields_of(Step) for key in node.value):
        draft.fault(kinds.OneStep, node, "this step does nothing", f"add one of {', '.join(ACTIONS)}")
    return _record(Step, draft, node, name, action=actions[0] if actions else "", value="")


def _text(draft: Draft, node: Node, name: str) -> str | None:
    if type(node) is Scalar and not node.comment:
        value = node.value
        if value.isprintable() and 0 < len(value) <= MAX_TEXT and not value.isspace() and value not in NULLS:
            return value  # nearly always, and the shortest way through
    text = _written(draft, node, name)
    if text is None or not isinstance(node, Scalar):
        return None
    if node.comment and (name not in _CODES or not any(map(str.isalpha, node.comment))):
        between = "" if name in ("press", "end") else " "
        hint = f"write {quoted(shown(f'{text}{between}{node.comment}'))}, or give the comment its own line"
        draft.fault(kinds.LostToComment, node, f"{name} ends before the #, which begins a comment", hint)
    elif len(text) > MAX_TEXT:
        draft.fault(kinds.OneLine, node, f"{name} has more than {MAX_TEXT} characters", "one or two sentences do")
    elif "\n" in text or "\t" in text:
        draft.fault(kinds.OneLine, node, f"{name} holds a line break or a tab", "write it on one line, with blanks")
    return text


def _written(draft: Draft, node: Node, name: str) -> str | None:
    """What stands there, if it is text and not empty."""
    if not isinstance(node, Scalar):
        draft.fault(kinds.Shape, node, f"{name} is {node.kind}, not text", "put the whole text in quotes")
    elif node.plain and node.value in NULLS:
        hint = f"write a value, leave {name} out, or quote the word"
        draft.fault(kinds.EmptyValue, node, f"{name} is {node.value}, which is no value", hint)
    elif node.value.strip():
        return node.value
    elif node.comment:
        hint = f"write {quoted(shown(node.comment))}, or leave {name} out"
        draft.fault(kinds.LostToComment, node, f"{name} is empty: what follows was lost to a comment", hint)
    else:
        draft.fault(kinds.EmptyValue, node, f"{name} is empty", f"write a value, or leave {name} out")
    return None


def _count(draft: Draft, node: Node, name: str) -> int | None:
    text = _written(draft, node, name)
    if text is None:
        return None
    if re.fullmatch(COUNT, text):
        return int(text)
    draft.fault(kinds.Shape, node, f"{name} is a count, not '{shown(text)}'", "write digits only")
    return None


def _word(words: tuple[str, ...], draft: Draft, node: Node, name: str) -> str | None:
    text = _written(draft, node, name)
    if text is None or text in words:
        return text
    hint = did_you_mean(text, words, "take one of: " + ", ".join(words))
    draft.fault(kinds.UnknownWord, node, f"{name} cannot be '{shown(text)}'", hint)
    return None


def _record_or_word(record: _Reader, word: _Reader, draft: Draft, node: Node, name: str) -> Any:
    return (word if isinstance(node, Scalar) else record)(draft, node, name)


def _items(item: _Reader, draft: Draft, node: Node, name: str) -> Any:
    if isinstance(node, List):
        if not node.value:
            draft.fault(kinds.EmptyValue, node, f"{name} is empty", "write at least one")
            return None
        values = [item(draft, child, name) for child in node.value]
        return tuple(value for value in values if value is not None)
    if not isinstance(node, Scalar):
        draft.fault(kinds.Shape, node, f"{name} is {node.kind}, not a list", "begin each item with -")
    elif _written(draft, node, name):
        text = shown(node.value)
        draft.fault(kinds.Shape, node, f"{name} is text, not a list", f"write [{text if node.plain else quoted(text)}]")
    return None


def _row(columns: tuple[_Reader, ...], draft: Draft, node: Node, name: str) -> Any:
    if isinstance(node, List) and len(node.value) == len(columns):
        values = tuple(read(draft, child, name) for read, child in zip(columns, node.value, strict=True))
        return None if None in values else values
    draft.fault(kinds.Shape, node, f"{name} is not a list of {len(columns)}", "write [from, to]")
    return None


def _table(value: _Reader, draft: Draft, node: Node, name: str) -> Any:
    if not isinstance(node, Map):
        if not isinstance(node, Scalar) or _written(draft, node, name):
            draft.fault(kinds.Shape, node, f"{name} is {node.kind}, not a mapping", 'write "key: value" lines')
        return None
    values = {}
    for key, child in node.value.items():
        if _text(draft, node.keys[key], name) is not None and (read := value(draft, child, name)) is not None:
            values[key] = read
    return values


def did_you_mean(word: str, known: Collection[str], otherwise: str) -> str:
    """The cure for a word that is not among those known."""
    near = get_close_matches(word.lower(), known, n=1) if len(known) < 500 else []  # it compares with each
    return f"did you mean {near[0]}?" if near else otherwise


# --- Second pass: values that depend on others.


class _Wrong(NamedTuple):
    """What is wrong with a value, and at which column of it; 0 is the value as a whole."""

    kind: type[Fault]
    message: str
    hint: str
    column: int = 0
    fix: str = ""


def _check_meaning(words: Words, draft: Draft) -> None:
    if draft.company is not None and isinstance(draft.root, Map):
        _Meaning(draft, draft.company, draft.root, words).check()


def _read_sound(draft: Draft) -> None:
    """Read the company once more, without what is faulty."""
    if draft.faults and draft.company is not None and isinstance(draft.root, Map):
        sound = Draft(draft.tree._replace(root=draft.sound(draft.root), faults=[]))
        _read_values(sound)
        draft.company, draft.records = sound.company, sound.records


class _Meaning:
    """Checks what each value by itself allows."""

    def __init__(self, draft: Draft, company: Company, root: Map, words: Words) -> None:
        self._draft = draft
        self._company = company
        self._root = root
        contacts = {record.id for record, _ in draft.records if isinstance(record, Contact)}
        self._checks: dict[str, Check] = {
            "contact": partial(_listed, kinds.ContactMissing, contacts),
            **{name: partial(_listed, kinds.UnknownWord, known) for name, known in words.items()},
        }
        self._taken: dict[str, Node] = {}  # id → where it was given first

    def check(self) -> None:
        for record, node in self._draft.records:
            for name in words_in(type(record)):
                if name in node.value and (check := self._checks.get(name)):
                    self._draft.check(check, node.value[name], name)
            if "sources" in node.value or "cite" in node.value:
                self._check_sources(record, node)
            if isinstance(record, Contact):
                self._check_contact(record, node)
            elif isinstance(record, Impostor):
                if "number" in node.value:
                    self._draft.check(partial(_number, ""), node.value["number"], "number")
            elif isinstance(record, Escalation):
                self._check_escalation(record, node)
        if self._company.no_phone and self._company.phones:
            self._draft.fault(
                kinds.NoPhone, self._root.keys["no_phone"], "no_phone stands beside phones", "keep one of them"
            )

    def _check_sources(self, record: msgspec.Struct, node: Map) -> None:
        """The sources that a record names exist, and so do the fields that its `cite` names."""
        named = list(_scalars(node.value.get("sources")))
        cite = node.value.get("cite")
        if isinstance(cite, Map):
            for field, sources in cite.value.items():
                named += _scalars(sources)
                if field not in node.value:
                    misspelt = field not in fields_of(type(record))
                    hint = did_you_mean(field, node.value if misspelt else (), "add the field or take it out of cite")
                    self._draft.fault(
                        kinds.CiteAbsent, cite.keys[field], f"cite names {shown(field)}, which is not here", hint
                    )
        known = self._root.value.get("sources")
        if isinstance(known, Map):
            for scalar in named:
                if self._draft.is_sound(scalar) and scalar.value not in known.value:
                    hint = did_you_mean(scalar.value, known.value, "add it to sources")
                    message = f"this file has no source '{shown(scalar.value)}'"
                    self._draft.fault(kinds.SourceMissing, scalar, message, hint)

    def _check_contact(self, contact: Contact, node: Map) -> None:
        for name in ("number", "textphone"):
            if name in node.value and name in fields_of(type(contact)):
                serves = self._company.serves_of(contact)
                check = partial(_number, serves[0].partition("-")[0] if len(serves) == 1 else "")
                self._draft.check(check, node.value[name], name)
        place = node.value.get("id")
        if place and self._draft.is_sound(place):
            first = self._taken.setdefault(contact.id, place)
            if first is not place:
                hint = "give each contact an id of its own"
                self._draft.fault(kinds.IdTwice, place, f"id {contact.id} is taken in line {first.line}", hint)
        hours = [(clock, parsing.parse(clock.value)) for clock in self._clocks(contact, node)]
        changing = [clock for clock, parsed in hours if not parsed.constant]
        if changing and not self._company.timezone_of(contact):
            message = "hours need a timezone"
            if self._company.timezone:
                message += ", the company's is for its own countries"
            self._draft.fault(kinds.ZoneMissing, changing[0], message, "add it, or timezone: unknown")
        closing = [clock for clock, parsed in hours if parsed.names_holidays]
        if closing and not self._company.holidays_of(contact):
            hint = "add holidays, such as US or GB-ENG"
            self._draft.fault(kinds.HolidaysMissing, closing[0], "PH does not say whose public holidays", hint)

    def _clocks(self, contact: Contact, node: Map) -> Iterator[Scalar]:
        for name in ("hours", "automated", "quiet"):
            clock = node.value.get(name)
            if isinstance(clock, Scalar) and name in fields_of(type(contact)) and self._draft.is_sound(clock):
                yield clock

    def _check_escalation(self, step: Escalation, node: Map) -> None:
        # `to` may stand beside one of the others: whom to ask for there.
        if step.contact and step.company:
            self._draft.fault(
                kinds.EscalationForm, node.keys["company"], "contact and company in one escalation", "make it two"
            )
        elif not {"contact", "company", "to"} & node.value.keys():
            hint = "add contact: ID, company: SLUG or to: words"
            self._draft.fault(kinds.EscalationForm, node, "this escalation leads nowhere", hint)


@cache
def words_in(record: type[msgspec.Struct]) -> list[str]:
    """The fields of a record that take words which the company or a list knows."""
    return [name for name in ("contact", *vocabulary.FIELDS) if name in fields_of(record)]


def _scalars(node: Node | None) -> Sequence[Scalar]:
    """A text, or the texts of a list."""
    if isinstance(node, Scalar):
        return (node,)
    return [child for child in node.value if isinstance(child, Scalar)] if isinstance(node, List) else ()


def _listed(kind: type[Fault], words: Collection[str], text: str) -> _Wrong | None:
    if text in words:
        return None
    known = sorted(words)
    return _Wrong(kind, f"'{shown(text)}' is not known", did_you_mean(text, known, f"take one of: {', '.join(known)}"))


def _shaped(kind: type[Fault], pattern: str, message: str, hint: str) -> Check:
    """A check by the shape of the text; {} in `message` is the text."""
    compiled = re.compile(pattern)

    @lru_cache(_REMEMBERED)
    def check(text: str) -> _Wrong | None:
        return None if compiled.fullmatch(text) else _Wrong(kind, message.replace("{}", f"'{shown(text)}'"), hint)

    return check


@lru_cache(_REMEMBERED)
def _date(text: str) -> _Wrong | None:
    parts = re.fullmatch(r"(\d{4})(?:~|-(\d\d)(?:-(\d\d))?)?", text, re.ASCII)
    try:
        if parts:
            date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
            return None
    except ValueError:
        return _Wrong(kinds.DateForm, f"'{text}' is not in the calendar", "correct it")
    hint = 'write "2020-08-25", "2026-02", "2019", or "2019~" for about'
    return _Wrong(kinds.DateForm, f"'{shown(text)}' is in another form", hint)


def _number(country: str, text: str) -> _Wrong | None:
    try:
        number.read(text, country)
    except NumberError as error:
        return _Wrong(kinds.NumberForm, f"'{shown(text)}' {error.message}", error.hint)
    return None


def _hours(text: str) -> _Wrong | None:
    try:
        parsing.parse(text)
    except HoursError as error:
        message = f"'{shown(text)}': {error.message}"
        return _Wrong(kinds.HoursForm, message, error.hint, error.column, error.fix)
    return None


@lru_cache(_REMEMBERED)
def _country(text: str) -> _Wrong | None:
    from supportdir.hours import zones

    if text == "all":
        return None
    if not re.fullmatch("-?[A-Z]{2}(-[A-Z0-9]{1,3})?", text):
        hint = "write ISO codes: GB, GB-ENG, -US, or all"
        return _Wrong(kinds.CountryForm, f"'{shown(text)}' is no country code", hint)
    country = text.removeprefix("-").partition("-")[0]
    if zones.country_name(country) or country == "XK":  # Kosovo, which ISO 3166 leaves to its users
        return None
    hint = {"UK": "write GB", "EN": "write GB-ENG", "EL": "write GR"}.get(country, "write the codes of the countries")
    return _Wrong(kinds.CountryForm, f"'{text}' is the code of no country", hint)


@lru_cache(_REMEMBERED)
def _timezone(text: str) -> _Wrong | None:
    from supportdir.hours import zones

    if text in ("caller", "unknown") or zones.is_zone(text):
        return None
    return _Wrong(
        kinds.ZoneName, f"'{shown(text)}' is not known", "write one such as Europe/London, or caller, or unknown"
    )


@lru_cache(_REMEMBERED)
def _holidays(text: str) -> _Wrong | None:
    from supportdir.hours import public_holidays

    if public_holidays.is_region(text):
        return None
    return _Wrong(
        kinds.HolidaysName, f"'{shown(text)}' is not known", "write a country or a part of one, such as US or GB-ENG"
    )


def _url(schemes: str, hint: str) -> Check:
    """A check of web addresses: ASCII only, as other letters look like those of another site."""
    # Nothing before an "@": https://bank.example@elsewhere.example leads elsewhere.
    check_form = _shaped(kinds.UrlForm, f"{schemes}{SITE}", "{} is no plain web address", hint)

    @lru_cache(_REMEMBERED)
    def check(text: str) -> _Wrong | None:
        if text.isascii():
            return check_form(text)
        right = ascii_url(text)
        rewrite = (
            f"write {shown(right)}, if that is the site"
            if right
            else "write the host in punycode (xn--...), the rest percent-encoded"
        )
        return _Wrong(kinds.UrlForm, f"'{shown(text)}' has characters other than ASCII", rewrite)

    return check


SITE = r"://[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\.?(:[0-9]{1,5})?([/?#][!-~]*)?"
_web = _url("https?", "write http or https://SITE/...")
_secure = _url("https", "write https://SITE/...")
_dialled = _shaped(kinds.Dialled, "[0-9*#]+( [0-9*#]+)*", "{} is not what one dials", "write digits, * and # only")

_CHECKS: dict[str, Check] = {
    "id": _shaped(
        kinds.IdForm, "[a-z0-9]+(-[a-z0-9]+)*", "{} is no id", "write lower-case letters, digits and hyphens"
    ),
    "press": _shaped(kinds.Keys, "[0-9*#]+", "{} is not only keys", "only 0-9*#, one step per prompt"),
    "end": _shaped(kinds.Keys, "[0-9*#]+", "{} is not only keys", "only 0-9*#"),
    "pause": _shaped(kinds.Shape, "[0-9]+", "is seconds, not {}", "write digits only"),
    "short": _dialled,
    "extension": _dialled,
    "relay": _dialled,
    "serves": _country,
    "date": _date,
    "answers_within": _shaped(
        kinds.AnswersWithin,
        "[0-9]+ (min|h|days|business days)",
        "{} is in another form",
        "write a number and min, h, days or business days",
    ),
    "url": _secure,
    "hours": _hours,
    "automated": _hours,
    "quiet": _hours,
    "timezone": _timezone,
    "holidays": _holidays,
}
