"""Which way goes first, and whether anybody is there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import supportdir
from supportdir.answers import Answer, answer, ways_to_reach
from supportdir.caller import Caller
from supportdir.compiled import compiled_company
from supportdir.directory import Directory
from supportdir.model import Channel, Company, Phone, Source
from supportdir.status import status_of
from supportdir.ways import routes_for

MONDAY_NOON = datetime.fromisoformat("2026-11-23T12:00+00:00")
LONDON = Caller(country="GB", location="GB", timezone="Europe/London")


def _company(*phones: Phone, channels: tuple[Channel, ...] = (), serves: tuple[str, ...] = ("GB",)) -> Company:
    sources = {
        "page": Source(kind="official", date="2026-01-01"),
        "old-page": Source(kind="official", date="2020"),
        "list": Source(kind="community"),
    }
    return Company(
        slug="acme",
        name="Acme",
        categories=("telecom",),
        serves=serves,
        sources=sources,
        timezone="Europe/London",
        phones=phones,
        channels=channels,
    )


def _phone(id: str, number: str = "+44 20 7946 0958", **more: object) -> Phone:
    return Phone(id=id, label=id, number=number, **{"sources": ("page",), **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second", "because"),
    [
        (_phone("a"), _phone("b", serves=("FR",), timezone="Europe/Paris"), "it serves the caller's country"),
        (_phone("a"), _phone("b", abroad="only"), "it is for callers at home"),
        (_phone("a"), _phone("b", audience=("business",)), "it is for everybody"),
        (_phone("a"), _phone("b", topics=("billing",)), "it is general"),
        (_phone("a"), _phone("b", languages=("cy",)), "it is not for one language"),
        (_phone("a", topics=("general", "billing")), _phone("b", topics=("billing",)), "it is general too"),
        (_phone("a", hours="Mo-Fr 09:00-17:00"), _phone("b"), "somebody is there"),
        (_phone("a"), _phone("b", hours="Mo-Fr 13:00-17:00"), "unknown goes before closed"),
        (_phone("a", hours="13:00-17:00"), _phone("b", hours="14:00-17:00"), "it opens first"),
        (_phone("a"), _phone("b", number="+44 808 157 0123"), "it is dearer, but first in the file"),
        (_phone("a", sources=("list",)), _phone("b"), "its source is poorer, but it is first in the file"),
        (_phone("a", sources=("old-page",)), _phone("b"), "its source is older, but it is first in the file"),
        (_phone("a"), _phone("b"), "it is first in the file"),
    ],
)
def test_which_line_goes_first(first: Phone, second: Phone, because: str) -> None:
    both = (first, second) if because.endswith("in the file") else (second, first)
    ways = ways_to_reach(_company(*both), at=MONDAY_NOON, caller=LONDON)
    assert [way.contact.id for way in ways] == ["a", "b"]


def test_from_abroad_a_number_that_crosses_borders_goes_first() -> None:
    company = _company(_phone("free", number="+44 808 157 0123"), _phone("any"))
    caller = Caller(country="GB", location="RU", timezone="Europe/Moscow")
    ways = ways_to_reach(company, at=MONDAY_NOON, caller=caller)
    assert [(way.contact.id, way.connects) for way in ways] == [("any", "yes"), ("free", "maybe")]


@pytest.mark.parametrize(
    ("more", "connects", "cost", "address"),
    [
        ({"number": "", "textphone": "+44 808 157 0123"}, "maybe", "toll-free", "+44 808 157 0123"),
        ({"number": "", "textphone": "+44 20 7946 0959"}, "yes", "standard", "+44 20 7946 0959"),
        ({"textphone": "+44 808 157 0123"}, "yes", "standard", "+44 20 7946 0958"),
        ({"number": "", "short": "0555", "textphone": "+44 20 7946 0959"}, "no", None, "0555"),
    ],
)
def test_number_facts_hold_for_a_line_that_has_only_a_textphone(
    more: dict[str, str], connects: str, cost: str | None, address: str
) -> None:
    caller = Caller(country="GB", location="TR", timezone="Europe/Istanbul")
    (way,) = ways_to_reach(_company(_phone("text", **more)), at=MONDAY_NOON, caller=caller)  # type: ignore[arg-type]
    assert (way.connects, way.cost, way.address) == (connects, cost, address)


def test_a_topic_brings_its_lines_forward_then_the_general_ones() -> None:
    company = _company(_phone("cards", topics=("cards",)), _phone("care"), _phone("bills", topics=("billing",)))
    for topic in ("billing", "bills"):  # by topic, by label
        ways = ways_to_reach(company, at=MONDAY_NOON, caller=LONDON, topic=topic)
        assert [way.contact.id for way in ways] == ["bills", "care", "cards"]


def test_a_language_brings_its_lines_forward_then_those_that_do_not_say() -> None:
    company = _company(_phone("fr", languages=("fr",)), _phone("care"), _phone("cy", languages=("cy",)))
    caller = Caller(country="GB", location="GB", timezone="Europe/London", language="cy")
    assert [way.contact.id for way in ways_to_reach(company, at=MONDAY_NOON, caller=caller)] == ["cy", "care", "fr"]


def test_dead_numbers_are_not_among_the_ways() -> None:
    dead = Phone(id="b", label="b", sources=("page",), dead="020 7946 0001", note="switched off")
    assert [way.contact.id for way in ways_to_reach(_company(_phone("a"), dead), at=MONDAY_NOON)] == ["a"]


@pytest.mark.parametrize(
    ("hours", "timezone", "kind", "comment"),
    [
        ("", "Europe/London", "unknown", "hours not known"),
        ("Mo-Fr 09:00-17:00", "Europe/London", "open", ""),
        ("24/7", "unknown", "open", ""),
        ("Mo-Fr 01:00-23:00", "unknown", "open", ""),
        ('unknown "by appointment"', "Europe/London", "unknown", "by appointment"),
    ],
)
def test_states(hours: str, timezone: str, kind: str, comment: str) -> None:
    company = _company(_phone("a", hours=hours, timezone=timezone))
    state = ways_to_reach(company, at=MONDAY_NOON, caller=LONDON)[0].state
    assert (state.kind, state.comment) == (kind, comment)


def test_hours_without_a_zone_are_unknown_never_closed() -> None:
    state = ways_to_reach(_company(_phone("a", serves=("FR",), hours="Mo-Fr 09:00-17:00")), at=MONDAY_NOON)[0].state
    assert (state.kind, state.comment) == ("unknown", "hours in an unknown time zone")


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("US", "open"),  # 07:30 in New York is past 07:00 on the caller's own clock
        ("", "unknown"),  # in Honolulu it is 02:30
        ("GB", "unknown"),
    ],
)
def test_the_caller_s_own_clock_counts_where_the_line_serves_them(location: str, kind: str) -> None:
    phone = _phone("a", hours="Mo-Fr 07:00-20:00", timezone="caller")
    caller = Caller(country="US", location=location, timezone="America/New_York")
    at = datetime.fromisoformat("2026-11-23T12:30+00:00")
    assert ways_to_reach(_company(phone, serves=("US",)), at=at, caller=caller)[0].state.kind == kind


@pytest.mark.parametrize(
    ("phones", "kind", "decides"),
    [
        ((_phone("a"), _phone("b", hours="24/7", topics=("billing",))), "open", "b"),
        ((_phone("a"), _phone("b", hours="20:00-21:00")), "unknown", "a"),
        ((_phone("a", hours="20:00-21:00"), _phone("b", hours="19:00-21:00")), "closed", "b"),
        ((_phone("a", topics=("privacy",), hours="24/7"),), "unknown", None),
        ((_phone("a", abroad="only", hours="24/7"),), "unknown", None),
        ((), "unknown", None),
    ],
)
def test_whether_a_company_is_open(phones: tuple[Phone, ...], kind: str, decides: str | None) -> None:
    ways = ways_to_reach(_company(*phones), at=MONDAY_NOON, caller=LONDON)
    found = status_of(Answer(compiled_company(_company(*phones)), ways))
    assert (found.kind, found.way and found.way.contact.id) == (kind, decides)


def test_only_contacts_for_the_caller_s_country_are_answered_unless_there_is_none(directory: Directory) -> None:
    acme = directory.company("acme")
    at_home = answer(acme, at=MONDAY_NOON, caller=LONDON, calendar=directory)
    assert [way.contact.id for way in at_home.ways] == ["care", "chat", "letter", "faults"]
    assert [way.contact.id for way in at_home.private] == ["privacy"]
    assert [contact.id for contact in at_home.elsewhere] == ["us"]
    nowhere = answer(acme, at=MONDAY_NOON, caller=Caller(country="JP", location="JP"), calendar=directory)
    assert nowhere.ways == []
    assert {contact.id for contact in nowhere.elsewhere} == {"care", "faults", "us", "chat", "letter"}


def test_routes_for_a_topic_come_first_also_from_the_menu(directory: Directory) -> None:
    acme = directory.company("acme")
    care = next(way for way in answer(acme, at=MONDAY_NOON, caller=LONDON).ways if way.contact.id == "care")
    general, billing = routes_for(care)
    assert (general.shortcut.seconds, billing.shortcut.topics) == (95, ("billing",))
    assert routes_for(care, "billing")[0] == billing
    technical = routes_for(care, "technical")[0]
    assert technical.from_menu
    assert [step.value for step in technical.shortcut.steps] == ["2", "1"]


def test_the_library_face(directory: Directory) -> None:
    company = directory.company("акме")
    assert (company.slug, company.name, company.phones[0].number) == ("acme", "Acme Broadband", "+44 20 7946 0958")
    assert [company.slug for company in directory] == sorted(company.slug for company in directory)
    ways = supportdir.ways_to_reach(company, at=MONDAY_NOON, caller=supportdir.Caller(country="US"), calendar=directory)
    assert ways[0].id == "acme/us"
    desk = supportdir.Schedule.parse("Mo-Fr 09:00-17:00; PH off", timezone="America/New_York", holidays="US")
    assert desk.state(datetime.fromisoformat("2026-11-26T12:00-05:00")) == supportdir.State("closed")
    with pytest.raises(supportdir.UnknownCompanyError) as caught:
        directory.company("acmee")
    assert caught.value.near == ("acme",)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        supportdir.nonsense  # noqa: B018


@pytest.mark.parametrize(("topic", "kind"), [("", "unknown"), ("recall", "open")])
def test_a_line_for_a_recall_does_not_make_a_company_open(topic: str, kind: str) -> None:
    source = {"page": Source(kind="official")}
    recalls = {"label": "Recalls", "topics": ("recall",), "number": "+1 202 555 0123", "hours": "24/7"}
    line = Phone(id="recalls", sources=("page",), **recalls)
    company = compiled_company(
        Company(slug="acme", name="Acme", categories=("retail",), serves=("US",), sources=source, phones=(line,))
    )
    caller = Caller(country="US", location="US")
    found = answer(company, at=datetime(2026, 11, 24, 15, tzinfo=UTC), caller=caller, topic=topic)
    assert status_of(found).kind == kind
