"""The order of `reach`: scenes, each with the ways in order and a reason for the first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from supportdir.answers import answer
from supportdir.caller import Caller
from supportdir.compiled import compiled_company
from supportdir.model import Channel, Company, Phone, Shortcut, Source, Step
from supportdir.ranking import RankedWay, ranked_ways
from supportdir.render.phrases import text_address
from supportdir.render.reasons import expectation, notes, reasons

LONDON = Caller(country="GB", location="GB", timezone="Europe/London")
MOSCOW = Caller(country="GB", location="RU", timezone="Europe/Moscow")
SPANISH = Caller(country="GB", location="GB", timezone="Europe/London", language="es")
MONDAY_NOON = "2026-11-23T12:00"
OFFICE = "Mo-Fr 09:00-17:00; PH off"
SOURCES = {
    "page": Source(kind="official", date="2026-10-01"),
    "call": Source(kind="call", date="2026-10-02"),
    "older-call": Source(kind="call", date="2026-01-02"),
    "old-page": Source(kind="official", date="2016-12-12"),
}


def phone(id: str, hours: str = "", **fields: Any) -> Phone:
    return Phone(id=id, **{"label": id, "number": "+44 20 7946 0958", "sources": ("page",), "hours": hours, **fields})


def channel(id: str, kind: Any = "chat", hours: str = "", **fields: Any) -> Channel:
    return Channel(id=id, kind=kind, hours=hours, **{"sources": ("page",), "url": "https://acme.example", **fields})


def measured_route(seconds: int, source: str = "call") -> Shortcut:
    return Shortcut(steps=(Step(press="0"),), reaches="person", seconds=seconds, sources=(source,))


def ranked(
    *contacts: Phone | Channel, at: str, caller: Caller = LONDON, topic: str = "", no_voice: bool = False
) -> list[RankedWay]:
    company = Company(
        slug="acme",
        name="Acme",
        categories=("bank",),
        serves=("GB",),
        sources=SOURCES,
        timezone="Europe/London",
        holidays="GB-ENG",
        phones=tuple(contact for contact in contacts if isinstance(contact, Phone)),
        channels=tuple(contact for contact in contacts if isinstance(contact, Channel)),
    )
    moment = datetime.fromisoformat(f"{at}+00:00")
    return ranked_ways(answer(compiled_company(company), at=moment, caller=caller, topic=topic, no_voice=no_voice))


def why(ranked_way: RankedWay) -> list[str]:
    """Return the texts that explain the rank of a way."""
    at, caller = ranked_way.way.at, ranked_way.way.caller
    return [expectation(ranked_way, at, caller), *reasons(ranked_way, at, caller)]


@pytest.mark.parametrize(
    ("scene", "contacts", "question", "order", "reason"),
    [
        (
            "the line is closed, the chat is open",
            [phone("line", OFFICE), channel("chat", hours="07:00-23:00")],
            {"at": "2026-11-23T19:00"},
            ["chat", "line"],
            "open until 23:00, 4 h left",
        ),
        (
            "from abroad, a number that connects comes before a toll-free one",
            [phone("free", "24/7", number="+44 808 157 0123"), phone("abroad", OFFICE, abroad="also")],
            {"at": MONDAY_NOON, "caller": MOSCOW},
            ["abroad", "free"],
            "from Russia dial 8~10 44 20 7946 0958",
        ),
        (
            "a line in the caller's language comes first",
            [
                phone("line", "24/7", languages=("en",)),
                phone("line-es", OFFICE, languages=("es",)),
                phone("any", "24/7"),
            ],
            {"at": MONDAY_NOON, "caller": SPANISH},
            ["line-es", "any", "line"],
            "in Spanish",
        ),
        (
            "a line that closes before its queue ends comes after another",
            [phone("line", OFFICE, queue=(5, 15)), phone("small", "09:00-17:30", cost="standard")],
            {"at": "2026-11-23T16:48"},
            ["small", "line"],
            "open until 17:30, 42 min left",
        ),
        (
            "such a line still comes before a letter",
            [phone("line", OFFICE, queue=(5, 15)), channel("letter", "post", address="1 Road", url="")],
            {"at": "2026-11-23T16:48"},
            ["line", "letter"],
            "probably too late: it takes up to 15 min to reach a person",
        ),
        (
            "there is still time for the queue and the menu",
            [phone("line", OFFICE, queue=(5, 15), shortcuts=(measured_route(420),))],
            {"at": "2026-11-23T16:30"},
            ["line"],
            "worth calling until 16:38",
        ),
        (
            "it closes soon, and no call was measured",
            [phone("line", OFFICE)],
            {"at": "2026-11-23T16:30"},
            ["line"],
            "closes soon; the time to reach a person is not known",
        ),
        (
            "on a holiday all are closed: first the line that opens next, then what can be used meanwhile",
            [
                phone("line", OFFICE),
                phone("early", "Mo-Fr 08:00-12:00; PH off"),
                channel("mail", "email", address="help@acme.example", url=""),
            ],
            {"at": "2026-12-25T12:00"},
            ["early", "mail", "line"],
            "the first to open",
        ),
        (
            "a line with known hours comes before one without",
            [phone("silent"), phone("line", OFFICE, cost="standard")],
            {"at": MONDAY_NOON},
            ["line", "silent"],
            "open until 17:00, 5 h left",
        ),
        (
            "hours that do not mention the holiday come after others",
            [phone("unsaid", "Mo-Fr 09:00-17:00"), channel("chat", hours="24/7")],
            {"at": "2026-12-25T12:00"},
            ["chat", "unsaid"],
            "open any time",
        ),
        (
            "a short queue comes before a long one",
            [phone("long", OFFICE, queue=(30, 60)), phone("short", OFFICE, queue=(1, 3))],
            {"at": MONDAY_NOON},
            ["short", "long"],
            "usual wait 1 to 3 minutes",
        ),
        (
            "a short measured route comes before a cheaper call with a long queue",
            [
                phone("free", OFFICE, number="+44 808 157 0123", queue=(20, 40)),
                phone("dear", OFFICE, shortcuts=(measured_route(400, "older-call"), measured_route(95))),
            ],
            {"at": MONDAY_NOON},
            ["dear", "free"],
            "measured 1 min 35 s to a person (2 October 2026)",
        ),
        (
            "with similar waits the order of the file decides, not the price",
            [phone("line", OFFICE, queue=(6, 10)), phone("free", OFFICE, number="+44 808 157 0123")],
            {"at": MONDAY_NOON},
            ["line", "free"],
            "usual wait 6 to 10 minutes",
        ),
        (
            "the line for the topic, then the general one, then another topic's",
            [phone("loans", "24/7", topics=("loans",)), phone("care", "24/7"), phone("cards", topics=("lost-card",))],
            {"at": MONDAY_NOON, "topic": "lost card"},
            ["cards", "care", "loans"],
            "for lost card",
        ),
        (
            "the topic's line stays first while it is closed",
            [phone("care", "24/7"), phone("cards", OFFICE, topics=("lost-card",))],
            {"at": "2026-11-23T19:00", "topic": "lost-card"},
            ["cards", "care"],
            "closed, opens Tue 09:00, in 14 h",
        ),
        (
            "a caller who cannot speak",
            [phone("line", "24/7"), phone("text", OFFICE, textphone="+44 20 7946 0959"), channel("chat", hours="24/7")],
            {"at": MONDAY_NOON, "no_voice": True},
            ["text", "chat", "line"],
            "open until 17:00, 5 h left",
        ),
        (
            "of equal lines, the first of the file, not the one with the newer source",
            [phone("old", OFFICE, sources=("old-page",)), phone("line", OFFICE)],
            {"at": MONDAY_NOON},
            ["old", "line"],
            "source: the company itself, 12 December 2016: may be outdated",
        ),
        (
            "a line that does not connect comes last, a privacy contact is left out",
            [
                phone("foreign", "24/7", abroad="only"),
                phone("privacy", "24/7", topics=("privacy",)),
                phone("line", OFFICE),
            ],
            {"at": "2026-11-23T19:00"},
            ["line", "foreign"],
            "the first to open",
        ),
    ],
)
def test_the_right_way_comes_first_with_a_reason(
    scene: str, contacts: list[Phone | Channel], question: dict[str, Any], order: list[str], reason: str
) -> None:
    ways = ranked(*contacts, **question)
    assert [ranked_way.way.contact.id for ranked_way in ways] == order, scene
    assert reason in why(ways[0]), scene


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"textphone": "+44 20 7946 0959"}, "textphone 020 7946 0959"),
        ({"relay": "18001"}, "relay 18001, then 020 7946 0958"),
        ({"relay": "18001", "textphone": "+44 20 7946 0959"}, "textphone 020 7946 0959"),
        ({}, ""),
    ],
)
def test_a_caller_without_voice_uses_textphone_or_relay(fields: dict[str, str], text: str) -> None:
    (ranked_way,) = ranked(phone("line", "24/7", **fields), at=MONDAY_NOON, no_voice=True)
    assert text_address(ranked_way.way, LONDON) == text
    assert ("requires speaking" in why(ranked_way)) is (not text)


@pytest.mark.parametrize(
    ("label", "availability"), [("Minicom", "now"), ("Help (TTY)", "now"), ("Helpline", "unsuitable")]
)
def test_a_textphone_line_is_recognised_by_its_label(label: str, availability: str) -> None:
    (ranked_way,) = ranked(phone("line", "24/7", label=label), at=MONDAY_NOON, no_voice=True)
    assert ranked_way.availability == availability


def test_a_line_for_members_is_not_unsuitable() -> None:
    (ranked_way,) = ranked(phone("line", "24/7", audience=("members",)), at=MONDAY_NOON)
    assert (ranked_way.availability, why(ranked_way)[1]) == ("now", "for members")


def test_the_other_ways_have_reasons_too() -> None:
    ways = ranked(
        phone("care", "24/7"),
        phone("loans", "24/7", topics=("loans",)),
        phone("firms", "24/7", audience=("business",)),
        channel("mail", "email", address="help@acme.example", url="", answers_within="2 business days"),
        channel("privacy", "email", address="dpo@acme.example", url="", topics=("privacy",)),
        at=MONDAY_NOON,
        topic="cards",
        no_voice=False,
    )
    assert {ranked_way.way.contact.id: why(ranked_way)[:2] for ranked_way in ways} == {
        "care": ["open any time", "for any topic"],
        "mail": ["write at any time", "for any topic"],
        "loans": ["open any time", "for loans, not for cards"],
        "firms": ["open any time", "for business"],
    }
    assert "answers within 2 business days" in why(ways[1])


@pytest.mark.parametrize(
    ("queue", "shortcuts", "takes"),
    [
        (None, (), None),
        ((5, 15), (), timedelta(minutes=15)),
        (None, (measured_route(95),), timedelta(seconds=95)),
        ((5, 15), (measured_route(95),), timedelta(minutes=16, seconds=35)),
        ((0, 0), (), timedelta()),
        (
            (5, 15),
            (Shortcut(steps=(Step(pause=30), Step(press="1")), reaches="person"),),
            timedelta(minutes=15, seconds=30),
        ),
        (None, (Shortcut(steps=(Step(pause=30),), reaches="person"),), None),
    ],
)
def test_the_time_to_a_person_is_measured_or_stated(
    queue: tuple[int, int] | None, shortcuts: tuple[Shortcut, ...], takes: timedelta | None
) -> None:
    (ranked_way,) = ranked(phone("line", OFFICE, queue=queue, shortcuts=shortcuts), at=MONDAY_NOON)
    assert ranked_way.takes == takes
    assert (ranked_way.last_call is None) is (takes is None)


def test_the_unknown_cost_of_international_calls_is_noted_once() -> None:
    ways = ranked(phone("a", "24/7"), phone("b", "24/7"), at=MONDAY_NOON, caller=MOSCOW)
    assert notes(ways, MOSCOW) == ["the cost of a call from Russia is not known; ask your carrier"]
    assert notes(ranked(phone("a", "24/7"), at=MONDAY_NOON), LONDON) == []


def test_an_exit_code_that_depends_on_the_carrier_is_noted() -> None:
    caller = Caller(country="GB", location="BR", timezone="America/Sao_Paulo")
    (ranked_way,) = ranked(phone("a", "24/7"), at=MONDAY_NOON, caller=caller)
    assert "the exit code of Brazil depends on your carrier" in why(ranked_way)


def test_the_last_call_is_given_on_both_clocks() -> None:
    (ranked_way,) = ranked(phone("a", OFFICE, queue=(5, 15)), at=MONDAY_NOON, caller=MOSCOW)
    assert "worth calling until 16:45 in London (19:45 your time)" in why(ranked_way)
