"""The YAML parser: accepted files, and one message for each error."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from supportdir.format import yaml_file
from supportdir.format.yaml_file import List, Map, Node, Scalar, parse, quoted


@pytest.fixture(params=["C", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test with each of the two parsers: a machine may have only the pure one."""
    if request.param == "C" and not yaml_file.HAS_C_PARSER:
        pytest.skip("PyYAML came without libyaml")
    monkeypatch.setattr(yaml_file, "_Loader", yaml.CLoader if request.param == "C" else yaml.SafeLoader)


def messages(text: str | bytes) -> list[str]:
    return [str(finding) for finding in parse("x.yaml", text if isinstance(text, bytes) else text.encode())[1]]


def tree(text: str) -> Node:
    node, _ = parse("x.yaml", text.encode())
    assert node is not None
    return node


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("serves: [NO]", {"serves": ["NO"]}),  # a country, not false
        ("options: {1: yes, 2: null, on: ~}", {"options": {"1": "yes", "2": "null", "on": "~"}}),
        ("date: 2026-02-03\nseconds: 0x10\nhours: 24:00", {"date": "2026-02-03", "seconds": "0x10", "hours": "24:00"}),
        ("press: 1,2", {"press": "1,2"}),
        ("have_ready: [a tag (DT, 12 digits)]", {"have_ready": ["a tag (DT", "12 digits)"]}),
        ('press: "#"', {"press": "#"}),
        ("note:\n  in two\n  lines", {"note": "in two lines"}),
        ("note: >-\n  in two\n  lines", {"note": "in two lines"}),
        ("note:", {"note": ""}),
        ("- a\n- b: c", ["a", {"b": "c"}]),
        ("\ufeffa: b\r\nc: d\r\n", {"a": "b", "c": "d"}),  # as an editor on Windows saves it
        ("---\na: b\n...\n", {"a": "b"}),
        ('"<<": a', {"<<": "a"}),
        ("a: می\u200cخواهم", {"a": "می\u200cخواهم"}),  # joiners are part of Persian words and of emoji
        ("a: x\xa0y", {"a": "x\xa0y"}),
        ('a: "\\u0416\\t\\n"', {"a": "Ж\t\n"}),
        ("[" * 32 + "]" * 32, eval("[" * 32 + "]" * 32)),
    ],
)
def test_every_value_is_text(text: str, value: object) -> None:
    assert messages(text) == []
    assert tree(text).plain_value() == value


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        # Values that need quotes.
        ("press: *", '1:8: * without quotes is a YAML alias; write "*"'),
        ("press: *#", '1:8: * without quotes is a YAML alias; write "*#"'),
        ("short: *100", '1:8: *100 without quotes is a YAML alias; write "*100"'),
        ("short: *100 or 7", '1:8: *100 without quotes is a YAML alias; write "*100"'),
        ("fails: [x, *Star]", '1:12: *Star without quotes is a YAML alias; write "*Star"'),
        ("- *Star", '1:3: *Star without quotes is a YAML alias; write "*Star"'),
        ("address: @HMRC # theirs", '1:10: a value cannot begin with this character; write "@HMRC"'),
        ("a: {b: @HMRC, c: d}", '1:8: a value cannot begin with this character; write "@HMRC"'),
        ("label: %off", '1:8: a value cannot begin with this character; write "%off"'),
        ("label: `x`", '1:8: a value cannot begin with this character; write "`x`"'),
        ("label: , x", '1:8: a value cannot begin with this character; write ", x"'),
        ("note: ? x", '1:7: a value cannot begin with this character; write "? x"'),
        ("note: HMRC: 2016 hours", '1:11: ": " in text without quotes; write "HMRC: 2016 hours"'),
        ("- note: a: b", '1:10: ": " in text without quotes; write "a: b"'),
        ("status: merged-into: x", '1:20: ": " in text without quotes; write "merged-into: x"'),
        ('hear: "1" for English', "1:11: text after a closing quote or bracket; write '\"1\" for English'"),
        ('{hear: "1" for English}', "1:12: text after a closing quote or bracket; put the whole text in quotes"),
        ("note: [x] y", '1:11: text after a closing quote or bracket; write "[x] y"'),
        ("note: & so on", '1:7: & without quotes is a YAML anchor; write "& so on"'),
        ("note: &so on", "1:7: &so is a YAML anchor; repeat the value, or put text that begins with & in quotes"),
        ("note: !so on", "1:7: !so is a YAML tag; put text that begins with ! in quotes"),
        ("note: !!str x", "1:7: tag:yaml.org,2002:str is a YAML tag; put text that begins with ! in quotes"),
        ("note: | x", "1:7: text after | or >; put the text in quotes, or start it on the next line"),
        ("a: - b", "1:4: list item on the line of its field; start a new line with -"),
        # Quotes and brackets that are not closed, and wrong indentation.
        ('note: "x', "1:7: this quote is not closed; close it"),
        (
            'a: "+1 202\nb: "+1 203"\n',
            "2:5: this quote closes a text that was opened on an earlier line; close that text where it ends",
        ),
        (
            "a: [b, c\nd: e",
            "1:4: this [ is not closed; close it, and put text with brackets, commas or colons in quotes",
        ),
        (
            "a: {b: c\n",
            "1:4: this { is not closed; close it, and put text with brackets, commas or colons in quotes",
        ),
        ("a: b\n\tc: d", "2:1: tab in the indentation; indent with spaces"),
        (
            "a: b\n  c: d",
            "2:3: this line is read as part of the line above; align it, or add the colon missing above",
        ),
        (
            "a\nb: c",
            "2:1: this line is read as part of the line above; align it, or add the colon missing above",
        ),
        ("a:\n    b: c\n  d: e", "3:3: inconsistent indentation; align the fields of a record"),
        (
            "- a: b\n   c: d",
            "2:4: this line is read as part of the line above; align it, or add the colon missing above",
        ),
        ("a: b\nc", '2:1: line without a field; write "field: value"'),
        # YAML features that company files may not use.
        ("a: &x b\nc: d", "1:4: &x is a YAML anchor; repeat the value, or put text that begins with & in quotes"),
        ("<<: x", "1:1: << is a YAML merge key; write the fields here"),
        ("? [a]\n: b", "1:3: a list as a key; a key is text: put it in quotes"),
        ("{a: b}: c", "1:1: a mapping as a key; a key is text: put it in quotes"),
        ("a: b\nc: d\na: e", "3:1: duplicate field a, first in line 1; keep one"),
        ("a: b\n---\nc: d", "2:1: a second document in the file; a file holds one document: delete the ---"),
        # Hidden characters.
        ("a: b\x00c", "1:5: hidden character U+0000; delete it"),
        ("a: b\rc", "1:5: hidden character U+000D; delete it"),
        ("a: b\u0085c: d", "1:5: hidden character U+0085; delete it"),
        ("a: b\u2028c: d", "1:5: hidden character U+2028; delete it"),
        ("# \u202e#\na: b\u202e", "1:3: hidden character U+202E, 2 times in the file; delete it"),
        ("a: \u2066b", "1:4: hidden character U+2066; delete it"),
        ("a: b\u061c", "1:5: hidden character U+061C; delete it"),
        ("a: b\ufeff", "1:5: hidden character U+FEFF; delete it"),
        ("a: x\u200dy", "1:5: hidden character U+200D; delete it"),
        ("a: b\u3164 \u3164", "1:5: hidden character U+3164, 2 times in the file; delete it"),
        ("a: b\U000e0041", "1:5: hidden character U+E0041; delete it"),
        ('a: "\\u115f"', "1:4: escape of the hidden character U+115F; delete it"),
        ('a: "\\e[31m"', "1:4: escape of the hidden character U+001B; delete it"),
        ('a: "\\u202e"', "1:4: escape of the hidden character U+202E; delete it"),
        ('"\\0": a', "1:1: escape of the hidden character U+0000; delete it"),
    ],
)
def test_each_error_has_one_message(text: str, message: str) -> None:
    assert messages(text) == [f"x.yaml:{message}"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"a: b\nc: \xd0\x96\xff", "x.yaml:2:5: the file is not UTF-8; save it as UTF-8"),
        ("a: b".encode("utf-16"), "x.yaml:1:1: the file is not UTF-8; save it as UTF-8"),
        (b"", "x.yaml: the file is empty; add the company's fields, or delete it"),
        (b"# nothing yet\n", "x.yaml: the file is empty; add the company's fields, or delete it"),
        (b"a: " + b"b" * 256 * 1024, "x.yaml: the file is larger than 256 kB; shorten it"),
    ],
)
def test_a_file_that_cannot_be_read(text: bytes, message: str) -> None:
    assert messages(text) == [message]
    assert parse("x.yaml", text)[0] is None


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("[" * 30_000, "1:33"),
        ("[" * 30_000 + "]" * 30_000, "1:33"),
        ("{a: " * 30_000, "1:129"),
        ("[{a: " * 30_000, "1:81"),
        ("- " * 30_000, "1:65"),
        ("? " * 30_000, "1:65"),
        ("- " * 16 + "[" * 30_000, "1:49"),
        ("".join(f"{' ' * depth}a:\n" for depth in range(600)), "33:33"),
        ("[\n" * 999, "33:1"),  # below the limit of every library
        ("[\n" * 1001, "33:1"),
    ],
    ids=lambda value: str(value)[:5],
)
def test_deep_nesting_has_the_same_message_with_each_parser(text: str, position: str) -> None:
    message = "nested deeper than 32 levels; look for a bracket that is not closed"
    assert messages(text) == [f"x.yaml:{position}: {message}"]


@pytest.mark.usefixtures("parser")
def test_deep_nesting_hides_no_other_error() -> None:
    assert [message.split(":")[1] for message in messages("a: &x b\nc\u202e: *y\nd: " + "[" * 30_000)] == [
        "2",
        "1",
        "2",
        "3",
    ]


def test_errors_that_hide_no_other_error() -> None:
    text = "a: *x\nb: &y z\na: c\n<<: d\ne: !f g\nh: i\u202e\n"
    assert [message.split(":")[1] for message in messages(text)] == ["6", "1", "2", "3", "4", "5"]
    assert tree(text).plain_value() == {"a": "*x", "b": "z", "e": "g", "h": "i\ufffd"}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('options:\n  "1": a\n  #: b', '3:3: # begins a comment: the option is lost; write "#": b'),
        ("options:\n  #: {label: b}", '2:3: # begins a comment: the option is lost; write "#": {label: b}'),
        ("options:\n  #:\n    label: b", '2:3: # begins a comment: the option is lost; write "#":'),
        ('options:\n  "1": a\n  #9 : b', '3:3: #9 begins a comment: the option is lost; write "#9": b'),
        (
            '- options: # keys\n    "1": a\n\n    # more\n    #: b',
            '5:5: # begins a comment: the option is lost; write "#": b',
        ),
        ('options: {\n  "1": a,\n  #: b\n}', '3:3: # begins a comment: the option is lost; write "#": b'),
        ('options:\n  "1": a\n  *: b', '3:3: * without quotes is a YAML alias; write "*": b'),
        ("options:\n  *#:\n    label: b", '2:3: *# without quotes is a YAML alias; write "*#":'),
        ("a: {b: {*: {c: d}}}", '1:9: * without quotes is a YAML alias; write "*": {c: d}'),
        ('a: {"1": {b: c}, #: {b: d}}', '1:18: # begins a comment: the rest of the line is lost; write "#": {b: d}'),
        ("- {press: #}", '1:11: # begins a comment: the rest of the line is lost; write "#"'),
        ('- {say: "#, please", end: #}', '1:27: # begins a comment: the rest of the line is lost; write "#"'),
        ("fails: [x,\n  *, y]", '2:3: * without quotes is a YAML alias; write "*"'),
        ("fails: [x,\n  y, #]", '2:6: # begins a comment: the rest of the line is lost; write "#"'),
        ("fails: [#0, y]", '1:9: #0 begins a comment: the rest of the line is lost; write "#0"'),
        ("@: b", '1:1: a value cannot begin with this character; write "@": b'),
    ],
)
def test_the_hint_shows_a_menu_key_in_quotes(text: str, message: str) -> None:
    assert messages(text) == [f"x.yaml:{message}"]


@pytest.mark.usefixtures("parser")
def test_a_menu_key_without_quotes_hides_no_other_option() -> None:
    text = 'options:\n  "1": a\n  #: b\n  *: c\n  "2": d\n'
    _, findings = parse("x.yaml", text.encode())
    assert [finding.rule for finding in findings] == ["lost-to-comment", "quotes-missing"]
    assert tree(text).plain_value() == {"options": {"1": "a", "#": "b", "*": "c", "2": "d"}}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    "text",
    [
        'options:\n  "1": a\n#: not indented, so a comment',
        'options:\n  "1": a\n  # "2": taken out',
        'options:\n  "1": a\n  # the key #: unknown',
        'options:\n  "1": a\nnext:\n  #: a comment elsewhere\n  b: c',
        'options:\n  "1":\n    #: a comment elsewhere\n    label: c',
        '"*": a',
    ],
)
def test_an_ordinary_comment_is_not_a_key(text: str) -> None:
    assert messages(text) == []


@pytest.mark.usefixtures("parser")
def test_many_lines_that_look_like_keys_are_read_fast() -> None:
    text = "options:\n" + "  #:\n" * 40_000
    assert len(parse("x.yaml", text.encode())[1]) > 0


def test_a_question_mark_in_a_url_inside_braces(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "x: {url: https://x.example/?p=1}"
    monkeypatch.setattr(yaml_file, "_Loader", yaml.SafeLoader)
    assert messages(text) == ["x.yaml:1:28: ? inside brackets; put the text that contains it in quotes"]
    if yaml_file.HAS_C_PARSER:
        monkeypatch.setattr(yaml_file, "_Loader", yaml.CLoader)
        assert messages(text) == []


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("escape", ["\\ud800", "\\Uffffffff", "\\q", "\\x"])
def test_invalid_escapes(escape: str) -> None:
    assert len(messages(f'a: "{escape}"')) == 1


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "value", "comment"),
    [
        ("press #, it drops", "press", "#, it drops"),
        ("#", "", "#"),
        ("  # drops the call  ", "", "# drops the call"),
        ("press#1", "press#1", ""),
        ("two\n  lines # one comment", "two lines", "# one comment"),
        ('"quoted" # harmless', "quoted", ""),
        ("'quoted' # harmless", "quoted", ""),
        ("|-\n  quoted # as it were", "quoted # as it were", ""),
        ("followed\n# by a line of its own", "followed", ""),
    ],
)
def test_a_comment_after_a_plain_text_is_kept(text: str, value: str, comment: str) -> None:
    file = f"note: {text}\nnext: x"
    assert messages(file) == []
    node = tree(file)
    assert isinstance(node, Map)
    note = node.value["note"]
    assert isinstance(note, Scalar)
    assert (note.value, note.comment) == (value, comment)


@pytest.mark.usefixtures("parser")
def test_every_node_has_its_position() -> None:
    assert [*_positions(tree('é: "ж"\nb:\n  - c: {d: e}\n'))] == [
        ("a mapping", 1, 1),
        *(("é", 1, 1), ("ж", 1, 4)),
        *(("b", 2, 1), ("a list", 3, 3)),
        ("a mapping", 3, 5),
        *(("c", 3, 5), ("a mapping", 3, 8)),
        *(("d", 3, 9), ("e", 3, 12)),
    ]


def _positions(node: Node) -> Iterator[tuple[str, int, int]]:
    yield node.value if isinstance(node, Scalar) else node.kind, node.line, node.column
    if isinstance(node, List):
        for child in node.value:
            yield from _positions(child)
    elif isinstance(node, Map):
        for key, child in node.value.items():
            yield from _positions(node.keys[key])
            yield from _positions(child)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])).map(lambda text: " ".join(text.split())))
def test_a_quoted_text_is_read_as_the_text(text: str) -> None:
    file = f"a: {quoted(text)}"
    if not messages(file):
        assert tree(file).plain_value() == {"a": text}


@given(st.one_of(st.binary(), st.text().map(str.encode), st.text("a:-?[]{}!&*#|>'\"%@`,\\ \t\n\r<0").map(str.encode)))
def test_parsing_never_raises(text: bytes) -> None:
    node, findings = parse("x.yaml", text)
    assert node is not None or findings
    assert all("\n" not in str(finding) for finding in findings)
