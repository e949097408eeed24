"""The full reader: valid files give a company, other files all findings with position and hint."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportdir import model
from supportdir.format.fields import ROWS, fields_of
from supportdir.format.kinds import PROSE
from supportdir.format.reader import read_company

HERE = Path(__file__).parent

# A valid file with 10 lines. The tests add lines from line 11 on, with more fields of its phone.
HEAD = """\
name: Example Telecom
categories: [telecom]
serves: [GB]
timezone: Europe/London
sources:
  page: {kind: official, url: "https://www.example.com/contact"}
phones:
  - id: support
    label: Support
    sources: [page]
"""
CHANNEL = "channels:\n  - id: mail\n    kind: email\n    sources: [page]\n    "
ACTIONS = "press, say, tell, enter, choose, pause, wait, silence, hold, leave"
STEP = "    shortcuts:\n      - steps:\n          - "


def messages(text: str, words: Mapping[str, Collection[str]] | None = None) -> list[str]:
    company, findings = read_company("x", "x.yaml", text.encode(), words)
    assert (company is None) == bool(findings)
    return [str(finding) for finding in findings]


def company_of(path: Path) -> model.Company:
    company, findings = read_company(path.stem, path.name, path.read_bytes())
    assert [str(finding) for finding in findings] == []
    assert company is not None
    return company


def cases(folder: str) -> list[Path]:
    return sorted((HERE / folder).glob("*.yaml"))


@pytest.mark.parametrize("path", cases("good"), ids=lambda path: path.stem)
def test_good_files(path: Path) -> None:
    assert company_of(path).slug == path.stem


@pytest.mark.parametrize("path", cases("bad"), ids=lambda path: path.stem)
def test_bad_files(path: Path) -> None:
    """Each file lists all its findings in comments."""
    text = path.read_text(encoding="utf-8")
    expected = [f"{path.name}:{line[2:]}" for line in text.splitlines() if line.startswith("# ")]
    company, findings = read_company(path.stem, path.name, text.encode())
    assert [str(finding) for finding in findings] == expected
    assert company is None


def records(value: object) -> Iterator[msgspec.Struct]:
    if isinstance(value, msgspec.Struct):
        yield value
        value = list(msgspec.structs.asdict(value).values())
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ():
        yield from records(inner)


def test_every_field_of_the_model_is_read() -> None:
    """The good files contain each field, except texts of phones, which the next test reads."""
    unread = {(type_.__name__, field.name) for type_ in ROWS for field in msgspec.structs.fields(type_)}
    for path in cases("good"):
        for record in records(company_of(path)):
            for field in msgspec.structs.fields(record):
                if getattr(record, field.name) not in (field.default, (), {}):
                    unread.discard((type(record).__name__, field.name))
    unread -= {("Phone", name) for name in PROSE_FIELDS}
    # The same code reads the fields that phones and channels share.
    assert {name for name in unread if name[0] != "Channel" or name[1] in ("kind", "service", "url")} == set()


PROSE_FIELDS = [field.name for field in fields_of(model.Phone).values() if field.kind is PROSE and field.type is str]


@pytest.mark.parametrize("name", PROSE_FIELDS)
def test_every_text_of_a_phone_is_read(name: str) -> None:
    head = HEAD.replace("    label: Support\n", "") if name == "label" else HEAD
    company, _ = read_company("x", "x.yaml", f"{head}    {name}: some words\n".encode())
    assert company is not None
    assert getattr(company.phones[0], name) == "some words"


def test_records_have_the_values_of_the_file() -> None:
    company = company_of(HERE / "good" / "example-telecom.yaml")
    support, direct, _ = company.phones
    assert company.aliases == ("ExTel", "Экстел")
    assert company.products == (model.Product(names=("ExMail", "ExTel Webmail"), contact="support", topic="login"),)
    assert company.sources["us-list"] == model.Source(
        kind="press", title="A list of menu tips", date="2019~", note="a copy"
    )
    assert support.queue == (5, 15)
    assert support.cite == {"hours": ("contact-page",)}
    steps = support.shortcuts[0].steps
    assert steps[0] == model.Step(press="0", times=3, until="person")
    assert steps[1].if_ == "you have one"
    assert steps[2].options == {"1": "first", "2": "business"}
    assert steps[5] == model.Step(pause=3)
    assert isinstance(support.menu, model.Menu)
    assert support.menu.options["2"].options["*"].label == "Internet"
    assert direct.menu == "none"
    norway = company.contact("norway")
    assert norway is not None
    assert norway.serves == ("NO",)


CUT = "or move the comment to its own line"
TRAPS = [
    # Text that YAML reads in an unexpected way.
    (
        STEP + "press: #",
        '13:19: press is empty: the # begins a comment; write "#", or remove press',
    ),
    (
        "    short: #8722",
        '11:11: short is empty: the # begins a comment; write "#8722", or remove short',
    ),
    (
        "    note: # drops the call",
        '11:10: note is empty: the # begins a comment; write "# drops the call", or remove note',
    ),
    (
        "    note: pressing # drops the call",
        '11:11: note ends before the #, which begins a comment; write "pressing # drops the call", ' + CUT,
    ),
    (
        "    fails:\n      - press #, it drops",
        '12:9: fails ends before the #, which begins a comment; write "press #, it drops", ' + CUT,
    ),
    (
        STEP + "choose: one\n            options:\n              1: a # b",
        '15:18: options ends before the #, which begins a comment; write "a # b", ' + CUT,
    ),
    (
        '    hours: 24/7 open "ask #2"',
        "11:12: hours ends before the #, which begins a comment; write '24/7 open \"ask #2\"', " + CUT,
    ),
    (
        STEP + "press: 1 #",
        '13:20: press ends before the #, which begins a comment; write "1#", ' + CUT,
    ),
    (STEP + "press: *", '13:20: * without quotes is a YAML alias; write "*"'),
    ("    short: *100", '11:12: *100 without quotes is a YAML alias; write "*100"'),
    ("    fails:\n      - *Star", '12:9: *Star without quotes is a YAML alias; write "*Star"'),
    ("    where: @example", '11:12: a value cannot begin with this character; write "@example"'),
    ("    note: %x", '11:11: a value cannot begin with this character; write "%x"'),
    ("    note: `x`", '11:11: a value cannot begin with this character; write "`x`"'),
    ("    note: HMRC: 2016 hours", '11:15: ": " in text without quotes; write "HMRC: 2016 hours"'),
    ("merged_into: merged-into: x", '11:25: ": " in text without quotes; write "merged-into: x"'),
    (STEP + 'say: "1" for English', "13:22: text after a closing quote or bracket; write '\"1\" for English'"),
    (STEP + "press: 1,2", "13:20: press '1,2' has characters that are not keys; write only 0-9*#, one step per prompt"),
    ("    note: {x}", "11:11: note is a mapping, not text; put the whole text in quotes"),
    ("    note: [x]", "11:11: note is a list, not text; put the whole text in quotes"),
    ("    fails: [HMRC: 2016 hours]", "11:13: fails is a mapping, not text; put the whole text in quotes"),
]


@pytest.mark.parametrize(("lines", "message"), TRAPS)
def test_traps_of_yaml(lines: str, message: str) -> None:
    assert messages(HEAD + lines) == [f"x.yaml:{message}"]


@pytest.mark.parametrize(
    "lines",
    [
        "    hours: Mo-Fr 08:00-18:00   # by the page\n    timezone: Europe/London # here\n    topics: [general] # all",
        STEP + "press: 1 # for English\n            times: 3  # at least",
        "    answers_within: 24 h # or so\n    number: +44 20 7946 0958 # London",
        "    note: x\n    # a line of its own: anything # goes",
        # Two items; `data check` warns of the open bracket.
        "    have_ready: [a tag (DT, 12 digits)]",
        "    serves: [NO]\n    timezone: unknown",
        STEP + "choose: one\n            options: {1: yes, 2: no}",
        "    menu:\n      options: {on: {label: on}}",
    ],
)
def test_text_that_only_looks_like_a_trap(lines: str) -> None:
    assert messages(HEAD + lines) == []


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        # Fields and words
        ("    patches: x", "11:5: a phone has no field 'patches'; see its fields in data/README.md"),
        ("    have-ready: [x]", "11:5: a phone has no field 'have-ready'; did you mean have_ready?"),
        ("slug: x", "11:1: a company has no field 'slug'; see its fields in data/README.md"),
        (
            "    cost: freephone",
            "11:11: cost 'freephone' is unknown; choose one of toll-free, local, standard, shared, premium",
        ),
        ("    cost: tollfree", "11:11: cost 'tollfree' is unknown; did you mean toll-free?"),
        ("    menu: nobody", "11:11: menu 'nobody' is unknown; choose one of none"),
        ("    menu: [none]", '11:11: menu is a list, not the fields of a menu; write "field: value" lines'),
        ("    menu:\n      options: [Billing]", '12:16: options is a list, not a mapping; write "key: value" lines'),
        ("    queue: [5, ten]", "11:16: queue is 'ten', not a count; write digits only"),
        ("    queue: 5", "11:12: queue is not a list of 2; write [from, to]"),
        (
            "    note: >\n      a folded\n      text\n",
            "11:11: note contains a line break or a tab; write it on one line, with spaces",
        ),
        (f"    note: {'x' * 2001}", "11:11: note has more than 2000 characters; shorten it to one or two sentences"),
        ('    note: "  "', "11:11: note is empty; write a value, or remove note"),
        # Steps
        (
            STEP + "times: 3",
            f"13:13: this step has no action; add one of {ACTIONS}",
        ),
        (STEP + "pres: 3", "13:13: a step has no field 'pres'; did you mean press?"),
        (
            STEP + "{press: 1, say: yes}",
            "13:24: press and say in one step; split it: one step per prompt, each on a new - line",
        ),
        (
            STEP + '"0"',
            f"13:13: a step is text; write one of {ACTIONS} with its value",
        ),
        (STEP + "pause: a while", "13:20: pause is 'a while', not a count; write digits only"),
        (STEP + "{press: 1, times: three}", "13:31: times is 'three', not a count; write digits only"),
        (
            STEP + "{enter: the code, end: pound}",
            "13:36: end 'pound' has characters that are not keys; write only 0-9*#",
        ),
        # Numbers and addresses
        ("    number: 020 7946 0958", "11:13: number '020 7946 0958' has no country code; write '+44 20 7946 0958'"),
        (
            '    textphone: "020 7946 0958"',
            "11:16: textphone '020 7946 0958' has no country code; write '+44 20 7946 0958'",
        ),
        ("    short: 0800 HELP", "11:12: short '0800 HELP' cannot be dialled; write digits, * and # only"),
        ("    extension: x42", "11:16: extension 'x42' cannot be dialled; write digits, * and # only"),
        (
            CHANNEL + "url: www.example.com",
            "15:10: url 'www.example.com' is not a plain web address; write https://SITE/...",
        ),
        (
            CHANNEL + "url: https://bank.example@evil.example",
            "15:10: url 'https://bank.example@evil.example' is not a plain web address; write https://SITE/...",
        ),
        (
            CHANNEL + "url: javascript:alert(1)",
            "15:10: url 'javascript:alert(1)' is not a plain web address; write https://SITE/...",
        ),
        # Countries and hours
        ("    serves: [uk]", "11:14: serves 'uk' is not a country code; write ISO 3166 codes: GB, GB-ENG, -US, or all"),
        (
            "    timezone: Europe/Londn",
            "11:15: timezone 'Europe/Londn' is not a time zone; write an IANA name such as Europe/London, or caller, "
            "or unknown",
        ),
        (
            "    holidays: England",
            "11:15: holidays 'England' has no known public holidays; write the code of a country or region, such as US "
            "or GB-ENG",
        ),
        (
            "    serves: [FR]\n    hours: Mo-Fr 09:00-17:00",
            "12:12: the hours need a timezone; the company's applies only in the company's countries; "
            "add timezone: ZONE, or timezone: unknown",
        ),
        (
            "    serves: [GB, IE]\n    timezone: unknown\n    hours: Mo-Fr 09:00-17:00; PH off",
            "13:12: PH does not say whose public holidays; add holidays, such as US or GB-ENG",
        ),
        (
            "    answers_within: a day",
            "11:21: answers_within 'a day' is not a valid duration; write 10 min, 24 h, 1 day or 2 business days",
        ),
    ],
)
def test_one_finding(lines: str, message: str) -> None:
    assert messages(HEAD + lines) == [f"x.yaml:{message}"]


@pytest.mark.parametrize(
    ("date", "message"),
    [
        ("2020-08-25", ""),
        ("2026-02", ""),
        ("2019", ""),
        ("2019~", ""),
        ("2026-02-30", "does not exist; correct it"),
        ("2026-13", "does not exist; correct it"),
        ("0000", "does not exist; correct it"),
        ("2026-02~", 'is not in a valid form; write "2020-08-25", "2026-02", "2019", or "2019~" for about 2019'),
        ("25.08.2020", 'is not in a valid form; write "2020-08-25", "2026-02", "2019", or "2019~" for about 2019'),
        ("٢٠٢٠", 'is not in a valid form; write "2020-08-25", "2026-02", "2019", or "2019~" for about 2019'),
    ],
)
def test_source_dates(date: str, message: str) -> None:
    text = HEAD.replace('contact"}', f'contact", date: "{date}"}}')
    assert messages(text) == ([f"x.yaml:6:72: date '{date}' {message}"] if message else [])


def test_an_error_in_hours_has_its_position_in_the_text() -> None:
    (message,) = messages(HEAD + '    hours: "Mo-Fr 08:00-18:00; Sa 9:00-12:00"')
    assert message.startswith("x.yaml:11:35: hours 'Mo-Fr 08:00-18:00; Sa 9:00-12:00': ")


def test_an_error_in_hours_before_a_comment_mentions_the_comment() -> None:
    (message,) = messages(HEAD + '    hours: Mo-Fr 08:00-18:00 open "ask # two"')
    assert message.endswith("; the # starts a comment: put the whole value in quotes if it belongs to it")


def test_words_of_closed_lists() -> None:
    words = {"topics": {"billing", "technical"}, "categories": {"telecom"}, "audience": {"business"}}
    text = (
        HEAD.replace("[telecom]", "[telekom, telecom]") + "    topics: [Billing, weather]\n    audience: [bussiness]\n"
    )
    assert messages(text, words) == [
        "x.yaml:2:14: categories 'telekom' is unknown; did you mean telecom?",
        "x.yaml:11:14: topics 'Billing' is unknown; did you mean billing?",
        "x.yaml:11:23: topics 'weather' is unknown; choose one of billing, technical",
        "x.yaml:12:16: audience 'bussiness' is unknown; did you mean business?",
    ]
    assert messages(text) == []


def test_hours_that_never_change_need_no_zone() -> None:
    text = HEAD.replace("timezone: Europe/London\n", "")
    assert messages(text + '    hours: 24/7\n    automated: unknown "ask"') == []
    assert messages(text + "    quiet: Mo 09:00-11:00")[0].startswith("x.yaml:10:12: the hours need a timezone; ")


def test_the_number_of_findings_is_limited() -> None:
    listed = messages(HEAD + "".join(f"    field-{number}: x\n" for number in range(10_000)))
    assert len(listed) == 101
    assert listed[0] == "x.yaml: more than 100 errors; fix the listed ones first"


@pytest.mark.parametrize(
    "lines",
    [
        "    number: +" + "x" * 200_000,
        "    hours: " + "Mo-" * 60_000,
        "    note: " + "- " * 100_000 + "a: b",
        "    note: " + "-" * 200_000 + '"',
        "-" * 200_000 + "\n  a: b: c",
        CHANNEL + "url: https://" + "a." * 100_000,
        "    topics: [" + "a," * 100_000 + "]\n    cite: {" + ",".join(f"f{n}: []" for n in range(5_000)) + "}",
        "".join(f"  - {{id: c{n}, label: x, sources: [s{n}]}}\n" for n in range(4_000)),
    ],
)
def test_malicious_files(lines: str) -> None:
    """Each could take minutes, or exceed the recursion limit; the running time of the tests shows it."""
    assert len(messages((HEAD + lines)[: 255 * 1024])) >= 1


@given(st.one_of(st.binary(), st.text().map(str.encode)))
def test_reading_never_raises(text: bytes) -> None:
    company, findings = read_company("x", "x.yaml", text)
    assert (company is None) == bool(findings)


GOOD_LINES = (HERE / "good" / "example-telecom.yaml").read_text(encoding="utf-8").splitlines(keepends=True)


@given(st.data())
def test_a_damaged_file_never_raises(data: st.DataObject) -> None:
    """Some lines are removed, and a value is replaced by a special value of YAML."""
    numbers = st.integers(0, len(GOOD_LINES) - 1)
    lost, at = data.draw(st.sets(numbers, max_size=9)), data.draw(numbers)
    value = data.draw(st.sampled_from(["", "[]", "{}", "[x]", "{x: y}", "x", "#", "*x", '"\\n"', "0", "~", "é" * 99]))
    damaged = dict(enumerate(GOOD_LINES)) | {at: f"{GOOD_LINES[at].rpartition(':')[0]}: {value}\n"}
    text = "".join(line for number, line in damaged.items() if number not in lost)
    company, findings = read_company("x", "x.yaml", text.encode())
    assert (company is None) == bool(findings)
    assert all("\n" not in str(finding) for finding in findings)
