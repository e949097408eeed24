"""The order of the ways to a company, their state, and whether the company is open."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

import supportdir
from supportdir.answers import Answer, answer, ways_to_reach
from supportdir.caller import Caller
from supportdir.compiled import compiled_company
from supportdir.contacts import menu_paths_to, number_by_menu
from supportdir.directory import Directory
from supportdir.hours.calendar import Calendar
from supportdir.hours.rules import State
from supportdir.hours.schedule import Schedule
from supportdir.model import Channel, Company, Menu, Option, Phone, Source
from supportdir.render.phrases import (
    call_conditions,
    doubt_of,
    hours_in_words,
    label_and_cost,
    label_and_kind,
    number_and_short,
)
from supportdir.status import CompanyStatus, status_of
from supportdir.ways import Way, routes_for

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


def _phone(id: str, number: str = "+44 20 7946 0958", **fields: Any) -> Phone:
    return Phone(id=id, label=id, number=number, **{"sources": ("page",), **fields})


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (_phone("a"), _phone("b", serves=("FR",), timezone="Europe/Paris"), "it serves the caller's country"),
        (_phone("a"), _phone("b", abroad="only"), "it is not only for calls from abroad"),
        (_phone("a"), _phone("b", audience=("business",)), "it is for private customers"),
        (_phone("a"), _phone("b", topics=("billing",)), "it is general"),
        (_phone("a"), _phone("b", languages=("cy",)), "it is not for one language"),
        (_phone("a", topics=("general", "billing")), _phone("b", topics=("billing",)), "one of its topics is general"),
        (_phone("a", hours="Mo-Fr 09:00-17:00"), _phone("b"), "it is open"),
        (_phone("a"), _phone("b", hours="Mo-Fr 13:00-17:00"), "unknown comes before closed"),
        (_phone("a", hours="13:00-17:00"), _phone("b", hours="14:00-17:00"), "it opens first"),
        (_phone("a"), _phone("b", number="+44 808 157 0123"), "its calls cost more, but it is first in the file"),
        (_phone("a", sources=("list",)), _phone("b"), "its source has a lower grade, but it is first in the file"),
        (_phone("a", sources=("old-page",)), _phone("b"), "its source is older, but it is first in the file"),
        (_phone("a"), _phone("b"), "it is first in the file"),
    ],
)
def test_which_line_comes_first(first: Phone, second: Phone, reason: str) -> None:
    both = (first, second) if reason.endswith("in the file") else (second, first)
    ways = ways_to_reach(_company(*both), at=MONDAY_NOON, caller=LONDON)
    assert [way.contact.id for way in ways] == ["a", "b"]


def test_from_abroad_a_number_that_connects_comes_first() -> None:
    company = _company(_phone("free", number="+44 808 157 0123"), _phone("any"))
    caller = Caller(country="GB", location="RU", timezone="Europe/Moscow")
    ways = ways_to_reach(company, at=MONDAY_NOON, caller=caller)
    assert [(way.contact.id, way.connects) for way in ways] == [("any", "yes"), ("free", "maybe")]


@pytest.mark.parametrize(
    ("fields", "connects", "cost", "address"),
    [
        ({"number": "", "textphone": "+44 808 157 0123"}, "maybe", "toll-free", "+44 808 157 0123"),
        ({"number": "", "textphone": "+44 20 7946 0959"}, "yes", "standard", "+44 20 7946 0959"),
        ({"textphone": "+44 808 157 0123"}, "yes", "standard", "+44 20 7946 0958"),
        ({"number": "", "short": "0555", "textphone": "+44 20 7946 0959"}, "no", None, "0555"),
    ],
)
def test_a_line_with_only_a_textphone_has_the_facts_of_its_number(
    fields: dict[str, str], connects: str, cost: str | None, address: str
) -> None:
    caller = Caller(country="GB", location="TR", timezone="Europe/Istanbul")
    (way,) = ways_to_reach(_company(_phone("text", **fields)), at=MONDAY_NOON, caller=caller)
    assert (way.connects, way.cost, way.address) == (connects, cost, address)


def test_lines_for_the_topic_come_first_then_general_ones() -> None:
    company = _company(_phone("cards", topics=("cards",)), _phone("care"), _phone("bills", topics=("billing",)))
    for topic in ("billing", "bills"):  # by topic, by label
        ways = ways_to_reach(company, at=MONDAY_NOON, caller=LONDON, topic=topic)
        assert [way.contact.id for way in ways] == ["bills", "care", "cards"]


def test_lines_in_the_language_come_first_then_those_without_a_language() -> None:
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
        ("Mo-Fr 01:00-23:00", "unknown", "unknown", "hours in an unknown time zone"),
        ("Mo-Fr 01:00-23:00", "caller", "open", ""),
        ('unknown "by appointment"', "unknown", "unknown", "by appointment"),
        ('unknown "by appointment"', "Europe/London", "unknown", "by appointment"),
    ],
)
def test_states(hours: str, timezone: str, kind: str, comment: str) -> None:
    company = _company(_phone("a", hours=hours, timezone=timezone))
    state = ways_to_reach(company, at=MONDAY_NOON, caller=LONDON)[0].state
    assert (state.kind, state.comment) == (kind, comment)


def test_hours_without_a_zone_are_unknown_not_closed() -> None:
    state = ways_to_reach(_company(_phone("a", serves=("FR",), hours="Mo-Fr 09:00-17:00")), at=MONDAY_NOON)[0].state
    assert (state.kind, state.comment) == ("unknown", "hours in an unknown time zone")


@pytest.mark.parametrize(
    ("location", "timezone", "kind"),
    [
        ("US", "America/New_York", "open"),  # it is 07:30 there
        ("US", "US/Eastern", "open"),  # an old name, which has no country
        ("US", "<EST>5<EDT>,M3.2.0,M11.1.0", "open"),
        ("US", "UTC", "unknown"),  # a server's clock, on which no place in the US lives
        ("", "America/New_York", "unknown"),
        ("GB", "America/New_York", "unknown"),
        ("US", "Europe/London", "unknown"),  # --from US on a machine in London
    ],
)
def test_the_callers_zone_is_used_if_the_line_serves_the_location(location: str, timezone: str, kind: str) -> None:
    phone = _phone("a", hours="Mo-Fr 07:00-20:00", timezone="caller")
    caller = Caller(country="US", location=location, timezone=timezone)
    at = datetime.fromisoformat("2026-11-23T12:30+00:00")
    assert ways_to_reach(_company(phone, serves=("US",)), at=at, caller=caller)[0].state.kind == kind


@pytest.mark.parametrize(
    ("serves", "location", "timezone", "kind"),
    [
        (("AU-NSW", "AU-VIC"), "AU", "Australia/Perth", "unknown"),  # it is 18:30 there, but 21:30 in Sydney
        (("AU-NSW", "AU-VIC"), "AU", "Australia/Sydney", "unknown"),  # Queensland may have this zone too
        (("AU-NSW", "AU-VIC"), "AU-NSW", "Australia/Sydney", "closed"),
        (("AU-NSW", "AU-VIC"), "AU-WA", "Australia/Perth", "unknown"),
        (("AU", "-AU-WA"), "AU-NSW", "Australia/Sydney", "closed"),
        (("AU", "-AU-WA"), "AU", "Australia/Perth", "unknown"),
        (("AU",), "AU", "Australia/Perth", "open"),
        (("IN-KA",), "IN", "Asia/Kolkata", "open"),  # all of India has one clock
        (("IN-KA",), "IN", "Etc/GMT-2", "unknown"),
    ],
)
def test_the_callers_zone_is_not_used_for_another_part_of_the_country(
    serves: tuple[str, ...], location: str, timezone: str, kind: str
) -> None:
    phone = _phone("a", hours="Mo-Fr 10:00-19:00", timezone="caller", serves=serves)
    caller = Caller(location=location, timezone=timezone)
    at = datetime.fromisoformat("2026-11-23T10:30+00:00")
    assert ways_to_reach(_company(phone, serves=("AU", "IN")), at=at, caller=caller)[0].state.kind == kind


@pytest.mark.parametrize(
    ("asked", "location", "more", "state"),
    [
        ("AU-NSW", "AU", {}, "maybe: Labor Day"),
        ("", "AU-NSW", {}, "maybe: Labor Day"),
        ("AU-ACT", "AU", {}, "maybe: Labor Day"),
        ("AU-VIC", "AU", {}, "open"),  # it is in March there
        ("AU", "AU-NSW", {}, "maybe: Labor Day"),
        # as the hours say of PH
        ("AU-NSW", "AU", {"hours": "Mo-Fr 08:00-18:00; PH off"}, "closed"),
        ("AU-VIC", "AU", {"hours": "Mo-Fr 08:00-18:00; PH off"}, "open"),
        ("AU-NSW", "AU", {"hours": "Mo-Fr,PH 08:00-18:00"}, "open"),
        # else the holidays of the country, or those that are stated
        ("AU-NSW", "AU", {"serves": ("AU",)}, "open"),
        ("AU-NSW", "AU", {"holidays": "AU"}, "open"),
        ("AU-NSW", "AU", {"timezone": "Australia/Melbourne"}, "open"),
        ("AU-NSW", "AU", {"timezone": "Australia/Melbourne", "holidays": "AU-NSW"}, "maybe: Labor Day"),
        ("AU-NSW", "US", {}, "unknown"),  # the caller is not there
    ],
)
def test_a_line_on_the_callers_clock_has_the_public_holidays_of_the_callers_part(
    asked: str, location: str, more: dict[str, Any], state: str
) -> None:
    fields: dict[str, Any] = {"hours": "Mo-Fr 08:00-18:00", "timezone": "caller"}
    line = _phone("a", **({"serves": ("AU-NSW", "AU-VIC", "AU-ACT")} | fields | more))
    caller = Caller(country=asked, location=location, timezone="Australia/Sydney")
    at = datetime.fromisoformat("2027-10-04T10:00+11:00")
    (way,) = ways_to_reach(_company(line, serves=("AU",)), at=at, caller=caller)
    assert ": ".join(filter(None, (way.state.kind, way.unstated_holiday))) == state


@pytest.mark.parametrize(
    ("phones", "kind", "decides"),
    [
        ((_phone("a"), _phone("b", hours="24/7", topics=("billing",))), "open", "b"),
        ((_phone("a"), _phone("b", hours="20:00-21:00")), "unknown", "a"),
        ((_phone("a", hours="20:00-21:00"), _phone("b", hours="19:00-21:00")), "closed", "b"),
        # A general line known to be closed decides before a special one with unknown hours.
        ((_phone("a", topics=("billing",)), _phone("b", hours="20:00-21:00")), "closed", "b"),
        ((_phone("a", topics=("billing",), hours="19:00-21:00"), _phone("b")), "unknown", "b"),
        ((_phone("a", topics=("billing",)), _phone("b", topics=("orders",), hours="20:00-21:00")), "unknown", "a"),
        ((_phone("a", topics=("billing",), hours="24/7"), _phone("b", hours="09:00-21:00")), "open", "b"),
        ((_phone("a", topics=("privacy",), hours="24/7"),), "unknown", None),
        ((_phone("a", abroad="only", hours="24/7"),), "unknown", None),
        ((), "unknown", None),
    ],
)
def test_whether_a_company_is_open(phones: tuple[Phone, ...], kind: str, decides: str | None) -> None:
    ways = ways_to_reach(_company(*phones), at=MONDAY_NOON, caller=LONDON)
    status = status_of(Answer(compiled_company(_company(*phones)), ways))
    assert (status.kind, status.way and status.way.contact.id) == (kind, decides)


@pytest.mark.parametrize(("market", "decides"), [("", "home"), ("GB", "home"), ("all", "abroad")])
def test_a_line_for_calls_from_abroad_does_not_decide_where_home_is_assumed(market: str, decides: str) -> None:
    """`open` and `wait` decided by it if nothing was known of the caller's location."""
    phones = (_phone("abroad", abroad="only", hours="24/7"), _phone("home", hours="20:00-21:00"))
    status = status_of(answer(compiled_company(_company(*phones)), at=MONDAY_NOON, caller=Caller(country=market)))
    assert status.way
    assert status.way.contact.id == decides


@pytest.mark.parametrize(
    "lines",
    [
        ("24/7", "Mo-Fr 09:00-17:00", "13:00-17:00"),
        ("13:00-17:00", "", "14:00-17:00", "24/7"),
        ("14:00-17:00", "13:00-17:00"),
        ('unknown "by appointment"', "13:00-17:00", ""),
        ("Mo-Fr 09:00-17:00 || unknown",),
    ],
)
def test_the_line_that_decides_is_the_first_of_the_ranked_lines_with_its_state(lines: tuple[str, ...]) -> None:
    """The status ranks only lines of one state; ranking all of them took a fifth of the time of `open`."""
    phones = (_phone(f"line-{number}", hours=hours) for number, hours in enumerate(lines))
    found = answer(compiled_company(_company(*phones)), at=MONDAY_NOON, caller=LONDON)
    status = status_of(found)
    assert "ways" not in found.__dict__
    assert status.way is next(way for way in found.ways if way.state.kind == status.kind)


def test_a_list_judges_lines_with_the_same_hours_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Companies share hours; judging every line of every company took most of the time of `open`."""
    judged: list[str] = []
    state = Schedule.state

    def note(schedule: Schedule, at: datetime) -> State:
        judged.append(schedule.timezone)
        return state(schedule, at)

    monkeypatch.setattr(Schedule, "state", note)
    weekdays = _phone("a", hours="Mo-Fr 09:00-17:00")
    late = _phone("b", hours="Mo-Fr 09:00-22:00")
    calendar = Calendar()
    for phones in ((weekdays, late), (weekdays,), (late, weekdays)):
        company = compiled_company(_company(*phones))
        assert status_of(answer(company, at=MONDAY_NOON, caller=LONDON, calendar=calendar)).kind == "open"
    assert judged == ["Europe/London"] * 2


def test_a_line_that_may_not_connect_names_the_country_that_is_assumed() -> None:
    """It said "may not connect from" and nothing more."""
    company = compiled_company(_company(Phone(id="us", sources=(), serves=("US",), number="+1 800 555 0199")))
    way = Way(company, company.phones[0], at=MONDAY_NOON, caller=Caller(country="GB"))
    assert doubt_of(way) == "may not connect from Britain (UK)"
    assert call_conditions(way, way.caller) == "free in the United States; may not connect from Britain (UK)"


OPEN, LATER, LATEST = _phone("a", hours="24/7"), _phone("a", hours="13:00-17:00"), _phone("a", hours="14:00-17:00")
SILENT = _phone("a")


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (("Zeta", OPEN), ("Alpha", SILENT), "open comes before unknown"),
        (("Zeta", SILENT), ("Alpha", LATER), "unknown comes before closed"),
        (("Zeta", OPEN), ("Alpha", None), "without a way the state is unknown, which comes after open"),
        (("Zeta", None), ("Alpha", LATER), "without a way the state is unknown, which comes before closed"),
        (("Zeta", LATER), ("Alpha", LATEST), "of closed companies, the one that opens first"),
        (("Alpha", OPEN), ("Zeta", OPEN), "the name"),
        (("Alpha", None), ("Zeta", SILENT), "the name"),
        (("Alpha", SILENT), ("zeta", SILENT), "the name, compared without case"),
    ],
)
def test_the_order_of_companies(first: tuple[str, Phone | None], second: tuple[str, Phone | None], reason: str) -> None:
    statuses: list[CompanyStatus] = []
    for name, phone in (second, first):
        company = compiled_company(msgspec.structs.replace(_company(*filter(None, [phone])), name=name))
        way = Way(company, phone, at=MONDAY_NOON, caller=LONDON) if phone else None
        statuses.append(CompanyStatus(Answer(company, [way] if way else []), way))
    names = [status.company.name for status in sorted(statuses, key=CompanyStatus.sort_key)]
    assert names == [first[0], second[0]], reason


LINE = _phone("line", menu=Menu(options={"2": Option(label="Sales", contact="sales")}))


@pytest.mark.parametrize(
    ("contact", "number"),
    [
        (Phone(id="sales", sources=("page",)), "+44 20 7946 0958"),
        (Phone(id="sales", sources=("page",), number="+44 20 7946 0959"), None),
        (Phone(id="sales", sources=("page",), number="+44 20 7946 0958"), None),  # the same number as the line
        (Phone(id="sales", sources=("page",), short="0555"), None),
        (Phone(id="sales", sources=("page",), textphone="+44 20 7946 0959"), None),
        (Phone(id="sales", sources=("page",), dead="020 7946 0001"), None),
        (Phone(id="other", sources=("page",)), None),  # no menu leads to it
        (Channel(id="sales", kind="chat", sources=("page",)), None),
    ],
)
def test_only_a_phone_without_a_number_has_the_number_of_the_line_whose_menu_leads_to_it(
    contact: Phone | Channel, number: str | None
) -> None:
    phones, channels = ([LINE, contact], []) if isinstance(contact, Phone) else ([LINE], [contact])
    company = compiled_company(_company(*phones, channels=tuple(channels)))
    facts = number_by_menu(company, contact)
    assert (facts and facts.international) == number


@pytest.mark.parametrize(
    ("contact", "line_ids"),
    [
        (Phone(id="sales", sources=("page",)), ["line"]),
        (Phone(id="sales", sources=("page",), number="+44 (20) 7946-0958"), ["line"]),  # the number of the line
        (Phone(id="sales", sources=("page",), number="+44 20 7946 0959"), []),
        (Phone(id="sales", sources=("page",), short="0555"), []),
        (Channel(id="sales", kind="chat", sources=("page",)), ["line"]),
        (_phone("sales", menu=Menu(options={"1": Option(label="Sales", contact="sales")})), ["line"]),  # not itself
    ],
)
def test_menus_lead_to_a_contact_without_a_number_or_with_the_number_of_the_line(
    contact: Phone | Channel, line_ids: list[str]
) -> None:
    phones, channels = ([LINE, contact], []) if isinstance(contact, Phone) else ([LINE], [contact])
    company = _company(*phones, channels=tuple(channels))
    assert [line.id for line, _ in menu_paths_to(company, contact)] == line_ids


def test_the_answer_has_the_contacts_for_the_callers_country(directory: Directory) -> None:
    acme = directory.company("acme")
    at_home = answer(acme, at=MONDAY_NOON, caller=LONDON, calendar=directory)
    assert [way.contact.id for way in at_home.ways] == ["care", "chat", "letter", "faults"]
    assert [way.contact.id for way in at_home.private] == ["privacy"]
    assert [contact.id for contact in at_home.elsewhere] == ["us"]
    from_japan = answer(acme, at=MONDAY_NOON, caller=Caller(country="JP", location="JP"), calendar=directory)
    assert from_japan.ways == []
    assert {contact.id for contact in from_japan.elsewhere} == {"care", "faults", "us", "chat", "letter"}


def test_routes_for_the_topic_come_first_including_those_from_the_menu(directory: Directory) -> None:
    acme = directory.company("acme")
    care = next(way for way in answer(acme, at=MONDAY_NOON, caller=LONDON).ways if way.contact.id == "care")
    general, billing = routes_for(care)
    assert (general.shortcut.seconds, billing.shortcut.topics) == (95, ("billing",))
    assert routes_for(care, "billing")[0] == billing
    technical = routes_for(care, "technical")[0]
    assert technical.from_menu
    assert [step.value for step in technical.shortcut.steps] == ["2", "1"]


def test_the_library(directory: Directory) -> None:
    company = directory.company("акме")
    assert (company.slug, company.name, company.phones[0].number) == ("acme", "Acme Broadband", "+44 20 7946 0958")
    assert [company.slug for company in directory] == sorted(company.slug for company in directory)
    ways = supportdir.ways_to_reach(company, at=MONDAY_NOON, caller=supportdir.Caller(country="US"), calendar=directory)
    assert ways[0].id == "acme/us"
    schedule = supportdir.Schedule.parse("Mo-Fr 09:00-17:00; PH off", timezone="America/New_York", holidays="US")
    assert schedule.state(datetime.fromisoformat("2026-11-26T12:00-05:00")) == supportdir.State("closed")
    with pytest.raises(supportdir.UnknownCompanyError) as error:
        directory.company("acmee")
    assert error.value.near == ("acme",)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        supportdir.nonsense  # noqa: B018


@pytest.mark.parametrize(("topic", "kind"), [("", "unknown"), ("recall", "open")])
def test_a_recall_line_does_not_make_a_company_open(topic: str, kind: str) -> None:
    source = {"page": Source(kind="official")}
    fields: dict[str, Any] = {"label": "Recalls", "topics": ("recall",), "number": "+1 202 555 0123", "hours": "24/7"}
    line = Phone(id="recalls", sources=("page",), **fields)
    company = compiled_company(
        Company(slug="acme", name="Acme", categories=("retail",), serves=("US",), sources=source, phones=(line,))
    )
    caller = Caller(country="US", location="US")
    response = answer(company, at=datetime(2026, 11, 24, 15, tzinfo=UTC), caller=caller, topic=topic)
    assert status_of(response).kind == kind


def test_the_truth_of_a_calendar_is_not_asked_for() -> None:
    """The length of a directory is that of all its files, which a look-up must not read."""

    class Sized(Calendar):
        def __len__(self) -> int:
            raise AssertionError

    line = _phone("line", hours="Mo-Fr 09:00-17:00")
    (way,) = ways_to_reach(_company(line), at=MONDAY_NOON, caller=LONDON, calendar=Sized())
    assert way.state.kind == "open"


@pytest.mark.parametrize(
    ("hours", "zone", "callers", "text"),
    [
        ("Mo-Fr 08:00-18:00; PH off", "Europe/London", "Europe/London", "Mon–Fri 08:00–18:00; Sat–Sun closed"),
        ("Mo-Fr 08:00-18:00", "Europe/London", "Europe/Lisbon", "Mon–Fri 08:00–18:00; Sat–Sun closed"),
        ("Mo-Su 08:00-18:00", "Europe/London", "Europe/Paris", "every day 08:00–18:00, London time"),
        ("Mo-Su 08:00-18:00; PH off", "unknown", "Europe/London", "every day 08:00–18:00, time zone not stated"),
        ("Mo-Su 08:00-18:00", "caller", "Europe/Paris", "every day 08:00–18:00, on the clock of callers there"),
        ("24/7", "unknown", "Europe/London", ""),
        ("", "Europe/London", "Europe/London", ""),
    ],
)
def test_written_hours_are_in_words_and_say_whose_clock_they_are_on(
    hours: str, zone: str, callers: str, text: str
) -> None:
    caller = Caller(country="GB", location="FR", timezone=callers)
    company = compiled_company(_company(_phone("a", hours=hours, timezone=zone)))
    (way,) = answer(company, at=MONDAY_NOON, caller=caller).ways
    assert hours_in_words(way, MONDAY_NOON, caller) == text


@pytest.mark.parametrize(
    ("at", "text"),
    [
        # Friday in New York and Saturday in Tokyo; Labor Thanksgiving Day was on Monday
        ("2026-11-27T12:00-05:00", "Mon–Fri 10:00–18:00; Sat–Sun closed, Tokyo time"),
        # still Sunday in New York; in Tokyo the holiday has begun, and then it is over
        (
            "2026-11-22T12:00-05:00",
            "Mon 23 Nov closed (Labor Thanksgiving Day); Tue–Fri 10:00–18:00; Sat–Sun closed, Tokyo time",
        ),
        ("2026-11-23T12:00-05:00", "Mon–Fri 10:00–18:00; Sat–Sun closed, Tokyo time"),
    ],
)
def test_hours_in_words_are_those_of_the_days_to_come_on_the_clock_of_the_line(at: str, text: str) -> None:
    caller = Caller(country="JP", location="US", timezone="America/New_York")
    line = _phone("a", hours="Mo-Fr 10:00-18:00; PH off", timezone="Asia/Tokyo", serves=("JP",))
    now = datetime.fromisoformat(at)
    (way,) = answer(compiled_company(_company(line)), at=now, caller=caller).ways
    assert hours_in_words(way, now, caller) == text


@pytest.mark.parametrize(
    ("label", "languages", "text"),
    [
        ("Support (Germany)", ("de", "en"), "Support (Germany) (German, English)"),
        ("Support", ("doi", "mni"), "Support (Dogri, Manipuri)"),
        ("Support (English)", ("en",), "Support (English)"),
        ("German and English", ("de", "en"), "German and English"),
        ("German", ("de", "en"), "German (German, English)"),
        ("Support", (), "Support"),
    ],
)
def test_no_language_is_dropped_because_the_label_has_a_similar_word(
    label: str, languages: tuple[str, ...], text: str
) -> None:
    way = _way(label=label, languages=languages)
    assert label_and_kind(way) == text


@pytest.mark.parametrize(
    ("label", "audience", "text"),
    [
        ("Head office", ("business",), "Head office, for business"),
        ("Help", ("members", "professionals"), "Help, for members, professionals"),
        ("Business support", ("business",), "Business support"),
        ("Members", ("members", "business"), "Members, for business"),
        ("Help", ("private", "education"), "Help"),
        ("Help", (), "Help"),
    ],
)
def test_a_line_of_a_list_says_whom_it_is_for(label: str, audience: tuple[str, ...], text: str) -> None:
    assert label_and_cost(_way(label=label, audience=audience)) == text


@pytest.mark.parametrize(
    ("fields", "location", "no_voice", "text"),
    [
        ({"short": "14416"}, "GB", False, "020 7946 0958, short 14416"),
        ({"short": "14416"}, "", False, "+44 20 7946 0958, short 14416"),  # at home
        ({"short": "14416"}, "US", False, "+44 20 7946 0958"),
        ({"short": "14416", "abroad": "also"}, "US", False, "+44 20 7946 0958"),
        ({"short": "14416", "number": ""}, "GB", False, "14416"),
        ({"short": "14416", "textphone": "+44 20 7946 0959"}, "GB", True, "020 7946 0959"),
    ],
)
def test_a_short_number_is_shown_beside_the_long_one_where_it_works(
    fields: dict[str, str], location: str, no_voice: bool, text: str
) -> None:
    caller = Caller(country="GB", location=location, timezone="Europe/London")
    assert number_and_short(_way(caller, no_voice=no_voice, **fields), caller) == text


@pytest.mark.parametrize(
    ("serves", "location", "text"),
    [
        (("GB",), "GB", "free"),
        (("GB",), "ES", "free in Britain (UK); does not connect from Spain"),
        (("GB", "IE"), "ES", "free; does not connect from Spain"),
    ],
)
def test_a_short_number_is_free_in_its_country_only(serves: tuple[str, ...], location: str, text: str) -> None:
    caller = Caller(country="GB", location=location, timezone="Europe/London")
    assert call_conditions(_way(caller, number="", short="202", cost="toll-free", serves=serves), caller) == text


def _way(caller: Caller = LONDON, *, no_voice: bool = False, **fields: Any) -> Way:
    """Return the way by the only line of a company."""
    defaults: dict[str, Any] = {"label": "", "number": "+44 20 7946 0958", "sources": ("page",)}
    company = compiled_company(_company(Phone(id="a", **defaults | fields)))
    return answer(company, at=MONDAY_NOON, caller=caller, no_voice=no_voice).ways[0]
