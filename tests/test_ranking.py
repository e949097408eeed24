"""What gets a person through now: scenes, each with the way that goes first and why."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from supportdir.answers import answer
from supportdir.caller import Caller
from supportdir.compiled import compiled_company
from supportdir.model import Channel, Company, Phone, Shortcut, Source, Step
from supportdir.ranking import RankedWay, ranked_ways
from supportdir.render.reasons import expectation, notes, reasons, text_address

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


def phone(id: str, hours: str = "", **more: Any) -> Phone:
    return Phone(id=id, **{"label": id, "number": "+44 20 7946 0958", "sources": ("page",), "hours": hours, **more})


def channel(id: str, kind: Any = "chat", hours: str = "", **more: Any) -> Channel:
    return Channel(id=id, kind=kind, hours=hours, **{"sources": ("page",), "url": "https://acme.example", **more})


def measured(seconds: int, source: str = "call") -> Shortcut:
    return Shortcut(steps=(Step(press="0"),), reaches="person", seconds=seconds, sources=(source,))


def expected_of(
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
    found = answer(compiled_company(company), at=moment, caller=caller, topic=topic)
    return ranked_ways(found, no_voice=no_voice)


def why(one: RankedWay) -> list[str]:
    return [expectation(one, one.way.at, one.way.caller), *reasons(one, one.way.at, one.way.caller)]


@pytest.mark.parametrize(
    ("scene", "contacts", "asked", "order", "because"),
    [
        (
            "the line is closed, the chat is open",
            [phone("line", OFFICE), channel("chat", hours="07:00-23:00")],
            {"at": "2026-11-23T19:00"},
            ["chat", "line"],
            "open until 23:00, 4 h left",
        ),
        (
            "from abroad a number that crosses borders goes before a free one",
            [phone("free", "24/7", number="+44 808 157 0123"), phone("abroad", OFFICE, abroad="also")],
            {"at": MONDAY_NOON, "caller": MOSCOW},
            ["abroad", "free"],
            "from Russia dial 8~10 44 20 7946 0958",
        ),
        (
            "the language asked for",
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
            "a line that closes in 12 minutes with a queue of 15, and another",
            [phone("line", OFFICE, queue=(5, 15)), phone("small", "09:00-17:30", cost="standard")],
            {"at": "2026-11-23T16:48"},
            ["small", "line"],
            "open until 17:30, 42 min left",
        ),
        (
            "that line alone goes before a letter",
            [phone("line", OFFICE, queue=(5, 15)), channel("letter", "post", address="1 Road", url="")],
            {"at": "2026-11-23T16:48"},
            ["line", "letter"],
            "probably too late: it takes up to 15 min to reach a person",
        ),
        (
            "still time for the queue and the menu",
            [phone("line", OFFICE, queue=(5, 15), shortcuts=(measured(420),))],
            {"at": "2026-11-23T16:30"},
            ["line"],
            "worth calling until 16:38",
        ),
        (
            "closing soon, and nothing was measured",
            [phone("line", OFFICE)],
            {"at": "2026-11-23T16:30"},
            ["line"],
            "closes soon; the time to reach a person is not known",
        ),
        (
            "all are shut on a holiday: what opens first, then what works meanwhile",
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
            "known hours before unknown ones",
            [phone("silent"), phone("line", OFFICE, cost="standard")],
            {"at": MONDAY_NOON},
            ["line", "silent"],
            "open until 17:00, 5 h left",
        ),
        (
            "hours that say nothing of the holiday go after hours that do",
            [phone("unsaid", "Mo-Fr 09:00-17:00"), channel("chat", hours="24/7")],
            {"at": "2026-12-25T12:00"},
            ["chat", "unsaid"],
            "open any time",
        ),
        (
            "a short queue before a long one",
            [phone("long", OFFICE, queue=(30, 60)), phone("short", OFFICE, queue=(1, 3))],
            {"at": MONDAY_NOON},
            ["short", "long"],
            "usual wait 1 to 3 minutes",
        ),
        (
            "a short measured way is worth a dearer call",
            [
                phone("free", OFFICE, number="+44 808 157 0123", queue=(20, 40)),
                phone("dear", OFFICE, shortcuts=(measured(400, "older-call"), measured(95))),
            ],
            {"at": MONDAY_NOON},
            ["dear", "free"],
            "measured 1 min 35 s to a person (2 October 2026)",
        ),
        (
            "where waits are alike, the file decides, not the price",
            [phone("line", OFFICE, queue=(6, 10)), phone("free", OFFICE, number="+44 808 157 0123")],
            {"at": MONDAY_NOON},
            ["line", "free"],
            "usual wait 6 to 10 minutes",
        ),
        (
            "the topic's line, the general one, never another's",
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
            "without a voice",
            [phone("line", "24/7"), phone("text", OFFICE, textphone="+44 20 7946 0959"), channel("chat", hours="24/7")],
            {"at": MONDAY_NOON, "no_voice": True},
            ["text", "chat", "line"],
            "open until 17:00, 5 h left",
        ),
        (
            "of two equals the first of the file, not the fresher",
            [phone("old", OFFICE, sources=("old-page",)), phone("line", OFFICE)],
            {"at": MONDAY_NOON},
            ["old", "line"],
            "source: the company itself, 12 December 2016: may be outdated",
        ),
        (
            "what does not connect goes last, and privacy is no way to support",
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
def test_the_right_way_goes_first_and_says_why(
    scene: str, contacts: list[Phone | Channel], asked: dict[str, Any], order: list[str], because: str
) -> None:
    found = expected_of(*contacts, **asked)
    assert [one.way.contact.id for one in found] == order, scene
    assert because in why(found[0]), scene


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({"textphone": "+44 20 7946 0959"}, "textphone 020 7946 0959"),
        ({"relay": "18001"}, "relay 18001, then 020 7946 0958"),
        ({"relay": "18001", "textphone": "+44 20 7946 0959"}, "textphone 020 7946 0959"),
        ({}, ""),
    ],
)
def test_a_line_is_reached_by_text_where_it_can_be(more: dict[str, str], text: str) -> None:
    (one,) = expected_of(phone("line", "24/7", **more), at=MONDAY_NOON, no_voice=True)
    assert text_address(one, LONDON) == text
    assert ("requires speaking" in why(one)) is (not text)


@pytest.mark.parametrize(
    ("label", "availability"), [("Minicom", "now"), ("Help (TTY)", "now"), ("Helpline", "unsuitable")]
)
def test_a_textphone_with_hours_of_its_own_is_known_by_its_label(label: str, availability: str) -> None:
    (one,) = expected_of(phone("line", "24/7", label=label), at=MONDAY_NOON, no_voice=True)
    assert one.availability == availability


def test_a_line_for_members_may_be_for_the_caller() -> None:
    (one,) = expected_of(phone("line", "24/7", audience=("members",)), at=MONDAY_NOON)
    assert (one.availability, why(one)[1]) == ("now", "for members")


def test_the_others_say_why_they_stand_where_they_do() -> None:
    found = expected_of(
        phone("care", "24/7"),
        phone("loans", "24/7", topics=("loans",)),
        phone("firms", "24/7", audience=("business",)),
        channel("mail", "email", address="help@acme.example", url="", answers_within="2 business days"),
        channel("privacy", "email", address="dpo@acme.example", url="", topics=("privacy",)),
        at=MONDAY_NOON,
        topic="cards",
        no_voice=False,
    )
    assert {one.way.contact.id: why(one)[:2] for one in found} == {
        "care": ["open any time", "for any topic"],
        "mail": ["write at any time", "for any topic"],
        "loans": ["open any time", "for loans, not for cards"],
        "firms": ["open any time", "for business"],
    }
    assert "answers within 2 business days" in why(found[1])


@pytest.mark.parametrize(
    ("queue", "shortcuts", "takes"),
    [
        (None, (), None),
        ((5, 15), (), timedelta(minutes=15)),
        (None, (measured(95),), timedelta(seconds=95)),
        ((5, 15), (measured(95),), timedelta(minutes=16, seconds=35)),
        ((0, 0), (), timedelta()),
        (
            (5, 15),
            (Shortcut(steps=(Step(pause=30), Step(press="1")), reaches="person"),),
            timedelta(minutes=15, seconds=30),
        ),
        (None, (Shortcut(steps=(Step(pause=30),), reaches="person"),), None),
    ],
)
def test_only_what_was_measured_or_stated_counts(
    queue: tuple[int, int] | None, shortcuts: tuple[Shortcut, ...], takes: timedelta | None
) -> None:
    (one,) = expected_of(phone("line", OFFICE, queue=queue, shortcuts=shortcuts), at=MONDAY_NOON)
    assert one.takes == takes
    assert (one.last_call is None) is (takes is None)


def test_what_is_not_known_of_calls_across_a_border_is_said_once() -> None:
    found = expected_of(phone("a", "24/7"), phone("b", "24/7"), at=MONDAY_NOON, caller=MOSCOW)
    assert notes(found, MOSCOW) == ["the cost of a call from Russia is not known; ask your carrier"]
    assert notes(expected_of(phone("a", "24/7"), at=MONDAY_NOON), LONDON) == []


def test_where_the_exit_code_depends_on_the_carrier_that_is_said() -> None:
    caller = Caller(country="GB", location="BR", timezone="America/Sao_Paulo")
    (one,) = expected_of(phone("a", "24/7"), at=MONDAY_NOON, caller=caller)
    assert "the exit code of Brazil depends on your carrier" in why(one)


def test_both_clocks_say_until_when_a_call_is_worth_it() -> None:
    (one,) = expected_of(phone("a", OFFICE, queue=(5, 15)), at=MONDAY_NOON, caller=MOSCOW)
    assert "worth calling until 16:45 in London (19:45 your time)" in why(one)
