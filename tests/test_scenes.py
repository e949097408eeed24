"""The order of contacts: scenes of a caller and an invented company, compared in table, plain, JSON and library."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from supportdir import paths
from supportdir.answers import ways_to_reach
from supportdir.caller import Caller
from supportdir.contacts import market_of
from supportdir.directory import Directory

NOON = "2026-11-23T12:00Z"  # a Monday
CHRISTMAS = "2026-12-25T12:00Z"  # a Friday, and a holiday in all countries of the scenes but CN
OFFICE = "Mo-Fr 09:00-17:00"
HERE, ABROAD = {"from": "GB"}, {"from": "DE", "country": "GB"}
LONDON, FREE, TEXTPHONE = "+44 20 7946 0958", "+44 808 157 0123", "+44 808 157 0124"


def phone(id: str, hours: str = "", **fields: Any) -> dict[str, Any]:
    """Return a phone line of a company file; its label is "Line ID"."""
    number = {} if {"number", "short", "where", "textphone", "dead"} & fields.keys() else {"number": LONDON}
    return {"id": id, "label": f"Line {id}", **number, **({"hours": hours} if hours else {}), **_clean(fields)}


def channel(id: str, kind: str = "chat", hours: str = "", **fields: Any) -> dict[str, Any]:
    """Return a channel of a company file; its label is "Line ID"."""
    url = {} if {"address", "where", "number"} & fields.keys() else {"url": f"https://acme.example/{id}"}
    return {
        "id": id,
        "kind": kind,
        "label": f"Line {id}",
        **url,
        **({"hours": hours} if hours else {}),
        **_clean(fields),
    }


def _clean(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


class Scene(NamedTuple):
    """A company, a question and the expected answer.

    `contacts` are in the order of the file, `order` is the ids in the expected order, `options` are those of the
    command line, `notes` are texts that the output must have in this order, `status` is the exit status, `fields` are
    further fields of the company file.
    """

    what: str
    contacts: list[dict[str, Any]]
    order: list[str]
    options: dict[str, str] = HERE
    notes: tuple[str, ...] = ()
    status: int = 0
    serves: tuple[str, ...] = ("GB",)
    at: str = NOON
    fields: Mapping[str, Any] = MappingProxyType({})


NOWHERE = {"country": "", "from": ""}  # the location of the caller is not known
SCENES = [
    # market
    Scene(
        "a switchboard follows general lines that are closed",
        [phone("desk", label="Switchboard", hours="24/7"), phone("care", hours=OFFICE)],
        ["care", "desk"],
        HERE,
        at="2026-11-23T20:00Z",
    ),
    Scene(
        "a line where only a machine answers follows other phones, not channels",
        [phone("robot", automated="24/7"), phone("care", hours=OFFICE), channel("chat", hours="24/7")],
        ["care", "robot", "chat"],
        HERE,
        at="2026-11-23T20:00Z",
    ),
    Scene("a line of the wanted country", [phone("us", serves=["US"], number="+1 202 555 0123"), phone("gb")], ["gb"]),
    Scene(
        "a market that has no line",
        [phone("gb"), phone("us", serves=["US"], number="+1 202 555 0123")],
        [],
        {"from": "RU"},
        ("no line of {name} for RU is known", "known for GB, US: --country CC"),
        1,
        ("GB", "US"),
    ),
    Scene(
        "a market that has no line, and a line that takes calls from there",
        [phone("care"), phone("world", abroad="only"), phone("free", number=FREE)],
        ["world"],
        {"from": "RU"},
        ("no line of {name} for RU is known", "known for GB: --country GB"),
    ),
    Scene("a line for all countries is one for each", [phone("all", serves=["all"])], ["all"], {"from": "RU"}),
    Scene(
        "a contact of another country is left out",
        [channel("chat", serves=["GB"]), phone("ru", serves=["RU"], number="+7 495 123 45 67")],
        ["ru"],
        {"from": "RU"},
        serves=("GB", "RU"),
    ),
    Scene(
        "all markets in the order of the file",
        [phone("us", serves=["US"], number="+1 202 555 0123"), phone("gb")],
        ["us", "gb"],
        {"from": "GB", "country": "all"},
        serves=("GB", "US"),
    ),
    # location not known
    Scene(
        "location not known: the first country of serves",
        [phone("us", serves=["US"], number="+1 202 555 0123"), phone("gb")],
        ["gb"],
        NOWHERE,
        ("your location is not known", "assuming that you are in Britain (UK)"),
        serves=("GB", "US"),
    ),
    Scene(
        "location not known, company of all countries: its international line",
        [phone("us", serves=["US"], number="+1 202 555 0123"), phone("world")],
        ["world"],
        NOWHERE,
        ("your location is not known",),
        serves=("all",),
    ),
    Scene(
        "location not known, company of all countries without such a line: the first contact's country",
        [
            phone("us", serves=["US"], number="+1 202 555 0123"),
            phone("gb", serves=["GB"]),
            phone("us-too", serves=["US"], number="+1 202 555 0124"),
        ],
        ["us", "us-too"],
        NOWHERE,
        ("your location is not known", "assuming that you are in the United States"),
        serves=("all",),
    ),
    Scene(
        "location not known, company of all countries: a form for all countries is no international line",
        [phone("us", serves=["US"], number="+1 202 555 0123"), channel("form", "form")],
        ["us", "form"],
        NOWHERE,
        ("your location is not known", "assuming that you are in the United States"),
        serves=("all",),
    ),
    Scene(
        "location not known, company of all countries: a line for one topic or for firms is no international line",
        [
            phone("bills", topics=["billing"]),
            phone("firms", audience=["business"]),
            phone("us", serves=["US"], number="+1 202 555 0123"),
        ],
        ["us", "bills", "firms"],
        NOWHERE,
        ("your location is not known", "assuming that you are in the United States"),
        serves=("all",),
    ),
    Scene(
        "location not known, company of all countries without a phone: its general channel",
        [
            channel("bills", "email", serves=["FR"], topics=["billing"], address="a@acme.example"),
            channel("form", "form"),
        ],
        ["form"],
        NOWHERE,
        ("your location is not known", "no support number of {name} is known"),
        serves=("all",),
    ),
    Scene(
        "location not known, company of all countries without a general contact: one for all countries",
        [
            phone("claims", topics=["claims"], serves=["US"], number="+1 202 555 0123"),
            channel("bills", "email", topics=["billing"], address="a@acme.example"),
        ],
        ["bills"],
        NOWHERE,
        ("your location is not known",),
        serves=("all",),
    ),
    Scene(
        "location not known, the first country has only a privacy contact: the next country",
        [
            channel("dpo", "email", address="dpo@acme.example", topics=["privacy"], serves=["DE"]),
            phone("old", dead="020 7946 0001", note="off", serves=["GB"]),
            phone("fr", serves=["FR"], number="+33 1 99 00 12 34"),
        ],
        ["fr"],
        NOWHERE,
        ("your location is not known", "assuming that you are in France, the first country with a contact of {name}"),
        serves=("DE", "GB", "FR"),
    ),
    # contacts that are not for support
    Scene("a dead number is left out", [phone("old", dead="020 7946 0001", note="off"), phone("new")], ["new"]),
    Scene("a privacy contact is left out", [phone("dpo", topics=["privacy"]), phone("care")], ["care"]),
    Scene(
        "only a privacy contact",
        [channel("dpo", "email", address="dpo@acme.example", topics=["privacy"])],
        [],
        notes=("no support contact known",),
        status=1,
    ),
    Scene(
        "the topic privacy",
        [phone("care"), channel("dpo", "email", address="dpo@acme.example", topics=["privacy"])],
        ["dpo", "care"],
        {**HERE, "topic": "privacy"},
    ),
    Scene(
        "only a dead number",
        [phone("old", dead="020 7946 0001", note="off")],
        [],
        notes=("no support",),
        status=1,
    ),
    Scene(
        "a contact without an address is not ranked",
        [channel("app", "app", url=None, address=None), phone("care")],
        ["care"],
    ),
    # suitable for the caller and the topic
    Scene("general before special", [phone("bills", topics=["billing"]), phone("care")], ["care", "bills"]),
    Scene(
        "a general line may have other topics too",
        [phone("bills", topics=["billing"]), phone("care", topics=["general", "orders"])],
        ["care", "bills"],
    ),
    Scene(
        "only special lines",
        [phone("bills", topics=["billing"]), phone("loans", topics=["loans"])],
        ["bills", "loans"],
        notes=("no general line known",),
    ),
    Scene(
        "general but closed before special and open",
        [phone("bills", "24/7", topics=["billing"]), phone("care", "Mo-Fr 13:00-17:00")],
        ["care", "bills"],
    ),
    Scene(
        "the line for the topic",
        [phone("care"), phone("loans", topics=["loans"]), phone("bills", topics=["billing"])],
        ["bills", "care", "loans"],
        {**HERE, "topic": "billing"},
    ),
    Scene(
        "from abroad, the line for calls from abroad before a general one that has the topic too",
        [
            phone("care", number=FREE, topics=["general", "lost-card"]),
            phone("cards", number=FREE, topics=["lost-card"]),
            phone("world", abroad="only", topics=["lost-card"]),
        ],
        ["world", "care", "cards"],
        {**ABROAD, "topic": "lost-card"},
    ),
    Scene(
        "the topic as words of a label",
        [phone("care"), phone("x", topics=["sales"], label="Line x for trampolines")],
        ["x", "care"],
        {**HERE, "topic": "trampolines"},
    ),
    Scene(
        "a line for private customers before one for business",
        [phone("firms", audience=["business"]), phone("care")],
        ["care", "firms"],
    ),
    Scene(
        "a special line for everybody before one for partners",
        [phone("drivers", audience=["partners"]), phone("bills", topics=["billing"])],
        ["bills", "drivers"],
        notes=("no general line known",),
    ),
    Scene(
        "members before new customers",
        [phone("join", audience=["new-customers"]), phone("members", audience=["members"])],
        ["members", "join"],
    ),
    Scene("everybody before members", [phone("members", audience=["members"]), phone("care")], ["care", "members"]),
    Scene(
        "a general line for members before a special one for everybody",
        [phone("bills", topics=["billing"]), phone("members", audience=["members"])],
        ["members", "bills"],
    ),
    Scene(
        "a line for business and private customers counts as private",
        [phone("both", audience=["business", "private"]), phone("care")],
        ["both", "care"],
    ),
    # reserved lines
    Scene(
        "an emergency line comes last",
        [phone("sos", "24/7", topics=["emergency"]), phone("bills", topics=["billing"])],
        ["bills", "sos"],
        notes=("no general line known",),
    ),
    Scene(
        "a line for disabled customers comes last, even if no other connects",
        [phone("help", topics=["accessibility"]), phone("care", number=FREE)],
        ["care", "help"],
        ABROAD,
    ),
    Scene(
        "a line for disabled customers comes after one for business",
        [phone("help", topics=["accessibility"]), phone("firms", audience=["business"])],
        ["firms", "help"],
        notes=("no general line known",),
    ),
    Scene(
        "a bereavement line comes last",
        [phone("estate", topics=["bereavement", "account"]), phone("bills", topics=["billing"])],
        ["bills", "estate"],
        notes=("no general line known",),
    ),
    Scene(
        "the topic bereavement",
        [phone("care"), phone("estate", topics=["bereavement", "account"])],
        ["estate", "care"],
        {**HERE, "topic": "bereavement"},
    ),
    Scene(
        "the other topic of a reserved line",
        [phone("help", topics=["accessibility", "billing"]), phone("care"), phone("bills", topics=["billing"])],
        ["bills", "care", "help"],
        {**HERE, "topic": "billing"},
    ),
    Scene(
        "a textphone comes last",
        [phone("text", textphone=TEXTPHONE), phone("bills", topics=["billing"])],
        ["bills", "text"],
        notes=("no general line known",),
    ),
    Scene(
        "a textphone by its label comes last",
        [phone("tty", label="Line tty, minicom"), phone("care")],
        ["care", "tty"],
    ),
    Scene(
        "the topic textphone",
        [phone("care"), phone("text", label="Line text, textphone", textphone=TEXTPHONE)],
        ["text", "care"],
        {**HERE, "topic": "textphone"},
    ),
    # language
    Scene(
        "a line without a language of the country",
        [phone("fr", languages=["fr"]), phone("en", languages=["en"]), phone("any")],
        ["en", "any", "fr"],
    ),
    Scene(
        "a line with one of several languages of the country",
        [phone("both", languages=["es", "en"]), phone("care")],
        ["both", "care"],
    ),
    Scene(
        "a line in many languages, one of them official",
        [phone("many", languages=["ta", "te", "hi", "en"]), phone("care")],
        ["many", "care"],
        {"from": "IN"},
        serves=("IN",),
    ),
    Scene(
        "the caller's language",
        [phone("care"), phone("en", languages=["en"]), phone("cy", languages=["cy"])],
        ["cy", "care", "en"],
        {**HERE, "language": "cy"},
    ),
    Scene(
        "the caller's language, in a variant",
        [phone("care"), phone("pt", languages=["pt-BR"])],
        ["pt", "care"],
        {**HERE, "language": "pt"},
    ),
    # which numbers connect
    Scene("a number that connects from abroad", [phone("free", number=FREE), phone("any")], ["any", "free"], ABROAD),
    Scene("at home the order of the file decides", [phone("free", number=FREE), phone("any")], ["free", "any"]),
    Scene(
        "the line for calls from abroad",
        [phone("care"), phone("world", abroad="only"), phone("also", abroad="also")],
        ["world", "care", "also"],
        ABROAD,
    ),
    Scene(
        "the line for calls from abroad comes after channels at home",
        [phone("world", abroad="only"), channel("chat"), phone("care")],
        ["care", "chat", "world"],
    ),
    Scene(
        "of the lines for calls from abroad, one with a number of the country where the caller is",
        [
            phone("world", abroad="only"),
            phone("us", abroad="only", number="+1 800 555 0199", cost="toll-free"),
            phone("de", abroad="only", number="+49 30 23125000"),
        ],
        ["de", "world", "us"],
        ABROAD,
    ),
    Scene(
        "a line for calls from abroad whose number is in the country where the caller is",
        [phone("us", abroad="only", number="+1 202 555 0123"), phone("care")],
        ["us", "care"],
        {"from": "US", "country": "GB"},
    ),
    Scene(
        "a line that connects before one for calls from abroad that may not",
        [phone("us", abroad="only", number="+1 800 555 0199"), phone("care"), channel("chat")],
        ["care", "us", "chat"],
        ABROAD,
    ),
    Scene(
        "a free line for calls from countries that its source names",
        [
            phone("care"),
            phone("free", abroad="only", number="+800 5550 1234", works_from="Germany and Italy"),
            phone("other", abroad="only", number="+800 5550 1235", works_from="France"),
        ],
        ["free", "care", "other"],
        ABROAD,
    ),
    Scene(
        "a line that never takes calls from abroad",
        [phone("care", abroad="never"), channel("chat")],
        ["chat", "care"],
        ABROAD,
    ),
    Scene(
        "a toll-free textphone does not connect from abroad either",
        [phone("a", textphone=TEXTPHONE), phone("b", textphone="+44 20 7946 0959")],
        ["b", "a"],
        ABROAD,
        ("no general line known",),
    ),
    Scene(
        "the topic decides before the connection",
        [phone("care", number=FREE), phone("bills", topics=["billing"])],
        ["care", "bills"],
        ABROAD,
    ),
    Scene(
        "a number on the card after a number",
        [phone("card", where="on the back of the card"), phone("care")],
        ["care", "card"],
    ),
    # channels
    Scene("phones before channels", [channel("chat", hours="24/7"), phone("care", "Sa 09:00-12:00")], ["care", "chat"]),
    Scene(
        "a phone that may not connect before a channel",
        [channel("chat"), phone("care", number=FREE)],
        ["care", "chat"],
        ABROAD,
    ),
    Scene(
        "a general channel before a special phone",
        [phone("bills", "24/7", topics=["billing"]), channel("mail", "email", address="help@acme.example")],
        ["mail", "bills"],
    ),
    # state
    Scene(
        "open, unknown, closed by the next opening",
        [phone("late", "15:00-17:00"), phone("soon", "13:00-17:00"), phone("silent"), phone("open", OFFICE)],
        ["open", "silent", "soon", "late"],
    ),
    Scene(
        "on a holiday: open, maybe, unknown, closed",
        [phone("shut", f"{OFFICE}; PH off"), phone("silent"), phone("office", OFFICE), phone("always", "24/7")],
        ["always", "office", "silent", "shut"],
        at=CHRISTMAS,
        fields={"holidays": "GB-ENG"},
    ),
    Scene(
        "hours that mention the date itself are not maybe",
        [phone("office", OFFICE), phone("named", f"{OFFICE}; Dec 25 10:00-14:00")],
        ["named", "office"],
        at=CHRISTMAS,
    ),
    # the rest
    Scene("the order of the file, not the price", [phone("paid"), phone("free", number=FREE)], ["paid", "free"]),
    Scene(
        "the order of the file, not the source",
        [phone("list", sources=["list"]), phone("page")],
        ["list", "page"],
    ),
    Scene(
        "the company says that it has no phone support",
        [channel("chat")],
        ["chat"],
        notes=(
            "{name} has no phone support: electronic only",
            "a number that claims to be {name}'s is a sign of fraud",
            "NOT {name}'s number: +1 202 555 0177 (in advertisements)",
        ),
        fields={
            "no_phone": "electronic only",
            "not_theirs": [{"number": "+1 202 555 0177", "note": "in advertisements", "sources": ["page"]}],
        },
    ),
    Scene("no phone known", [channel("chat")], ["chat"], notes=("no support number of {name} is known",)),
    Scene(
        "a company that has merged",
        [phone("care")],
        ["care"],
        notes=("{name} is now part of Scene 0 Ltd: supportdir show scene-0",),
        fields={"merged_into": "scene-0"},
    ),
]


def name_of(number: int) -> str:
    """Return the name of the company of a scene."""
    return f"Scene {number} Ltd"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a company file for each scene: scene-0, scene-1 …"""
    folder = tmp_path_factory.mktemp("scenes")
    for number, scene in enumerate(SCENES):
        contacts = [{"sources": ["page"], **contact} for contact in scene.contacts]
        company = {
            "name": name_of(number),
            "categories": ["telecom"],
            "serves": scene.serves,
            "timezone": "Europe/London",
            "sources": {
                "page": {"kind": "official", "title": "A page"},
                "list": {"kind": "community", "title": "A list"},
            },
            **scene.fields,
            "phones": [contact for contact in contacts if "kind" not in contact],
            "channels": [contact for contact in contacts if "kind" in contact],
        }
        text = json.dumps({name: value for name, value in company.items() if value != []})
        (folder / f"scene-{number}.yaml").write_text(text, encoding="utf-8")
    return folder


def words_of(number: int, scene: Scene) -> list[str]:
    """Return the command line of a scene."""
    words = ["show", f"scene-{number}", "--at", scene.at, "--tz", "Europe/London"]
    return words + [word for name, value in scene.options.items() if value for word in (f"--{name}", value)]


@pytest.mark.parametrize("number", range(len(SCENES)), ids=[scene.what for scene in SCENES])
def test_the_right_contact_comes_first(
    number: int, run: Callable[..., Any], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = SCENES[number]
    if scene.options is NOWHERE:
        monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setattr(paths, "shipped", lambda: paths.Layer(folder, "scenes", editable=True))
    words, notes = words_of(number, scene), [note.format(name=name_of(number)) for note in scene.notes]

    plain = run(*words, "--output", "plain")
    assert [line.split("\t")[0].partition("/")[2] for line in plain.stdout.splitlines()] == scene.order
    assert plain.status == scene.status
    assert_in_order(notes, plain.stderr)

    document = json.loads((result := run(*words, "--output", "json")).stdout)
    (answer,) = document["answers"]
    assert [contact["contact"].partition("/")[2] for contact in answer["contacts"]] == scene.order
    assert result.status == scene.status
    assert_in_order(notes, "\n".join(document["notes"]))

    table = run(*words, "--output", "table")
    lines = table.stdout.partition("privacy  ")[0].partition("also said")[0].partition("dead  ")[0]
    labels = {contact["id"]: contact["label"] for contact in scene.contacts}
    shown = sorted((offset, id) for id, label in labels.items() if (offset := lines.find(label)) >= 0)
    assert [id for _, id in shown] == scene.order
    assert table.status == scene.status
    assert_in_order(notes, " ".join(f"{table.stderr} {table.stdout}".split()))

    directory = Directory((paths.Layer(folder, "scenes", editable=True),), paths.cache_folder(), 2026)
    options = scene.options
    caller = Caller(
        country=options.get("country", options["from"]),
        location=options["from"],
        timezone="Europe/London",
        language=options.get("language", ""),
    )
    company = directory.company(f"scene-{number}")
    at, topic = datetime.fromisoformat(scene.at), options.get("topic", "")
    ways = ways_to_reach(company, at=at, caller=caller, topic=topic, calendar=directory)
    assert market_of(company, caller) == (answer["market"] if answer["market"] != "all" or options is NOWHERE else "")
    here = [way.contact.id for way in ways if way.serves_market]
    assert here == (scene.order if here else [])
    assert [way.serves_market for way in ways] == sorted((way.serves_market for way in ways), reverse=True)


def assert_in_order(notes: list[str], text: str) -> None:
    """Assert that the text contains all notes, one after the other."""
    for note in notes:
        before, match, text = text.partition(note)
        assert match, (note, before)


def test_no_scene_has_the_title_of_another() -> None:
    assert len({scene.what for scene in SCENES}) == len(SCENES) >= 40
