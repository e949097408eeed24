"""What the user's own calls say of a fact: which verdicts count, and the order that follows."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from supportdir.answers import answer
from supportdir.caller import Caller
from supportdir.compiled import CompiledCompany, compiled_company
from supportdir.directory import Directory
from supportdir.journal.entry import Verdict
from supportdir.model import Channel, Contact, Phone
from supportdir.ranking import ranked_ways
from supportdir.verdicts import FACTS, Fact, Judgement, counting, facts_of, fingerprint_of, phrase, source_ids

DAY = datetime(2026, 11, 3, 10, 15, tzinfo=UTC)
LONDON = Caller(country="GB", location="GB", timezone="Europe/London")


@pytest.fixture
def acme(directory: Directory) -> CompiledCompany:
    return directory.company("acme")


def verdict(contact: Contact, fact: Fact, worked: bool = True, at: datetime = DAY) -> Verdict:
    return Verdict(
        company="acme", fact=fact, contact=contact.id, worked=worked, fingerprint=fingerprint_of(contact, fact), at=at
    )


def phone(acme: CompiledCompany, id: str = "care") -> Phone:
    contact = acme.contact(id)
    assert isinstance(contact, Phone)
    return contact


def test_the_fingerprint_of_a_fact_stays_the_same() -> None:
    """A verdict that was stored by one version is found again by the next."""
    line = Phone(id="line", sources=("page",), number="+44 20 7946 0958", hours="24/7", timezone="Europe/London")
    chat = Channel(id="chat", kind="chat", sources=("page",), url="https://www.example.com/chat")
    assert [fingerprint_of(line, fact) for fact in FACTS] == [
        "8326724cd3e7c541", "bb5bb1b3a77487ee", "afd1c55bd28fe103",
    ]  # fmt: skip
    assert {len(fingerprint_of(contact, fact)) for contact in (line, chat) for fact in FACTS} == {16}


@pytest.mark.parametrize(
    ("change", "fact", "changes"),
    [
        ({"number": "+44 20 7946 0959"}, "number", True),
        ({"number": ""}, "number", True),
        ({"label": "Another", "note": "new", "sources": ("list",)}, "number", False),
        ({"hours": "24/7"}, "hours", True),
        ({"timezone": "Europe/Paris"}, "hours", True),
        ({"hours": "24/7"}, "number", False),
        ({"shortcuts": ()}, "keys", True),
        ({"menu": None}, "keys", True),
        ({"number": "+44 20 7946 0959"}, "keys", False),
    ],
)
def test_the_fingerprint_changes_with_the_fact_alone(
    acme: CompiledCompany, change: dict[str, object], fact: Fact, changes: bool
) -> None:
    line = phone(acme)
    assert (fingerprint_of(replace(line, **change), fact) != fingerprint_of(line, fact)) is changes


@pytest.mark.parametrize(
    ("id", "facts"),
    [
        ("care", "number keys hours"),
        ("us", "number hours"),
        ("letter", "number"),
        ("chat", "number hours"),
        ("old", ""),
    ],
)
def test_what_can_be_judged(acme: CompiledCompany, id: str, facts: str) -> None:
    contact = acme.contact(id)
    assert contact is not None
    assert facts_of(contact) == (*facts.split(),)


@pytest.mark.parametrize(
    ("id", "fact", "ids"),
    [
        ("care", "number", ("contact-page",)),
        ("care", "keys", ("call", "list")),
        ("care", "hours", ("contact-page",)),
        ("us", "hours", ("list",)),
    ],
)
def test_the_sources_of_a_fact(acme: CompiledCompany, id: str, fact: Fact, ids: tuple[str, ...]) -> None:
    assert source_ids(phone(acme, id), fact) == ids


@pytest.mark.parametrize(
    ("fact", "at", "counts"),
    [
        ("number", "2026-04-17", False),  # its source is of 18 April
        ("number", "2026-04-18", True),
        ("keys", "2026-10-01", False),  # measured on 2 October
        ("keys", "2026-10-02", True),
        ("hours", "2026-04-18", True),
    ],
)
def test_a_verdict_that_is_older_than_the_fact_does_not_count(
    acme: CompiledCompany, fact: Fact, at: str, counts: bool
) -> None:
    found = counting(acme, [verdict(phone(acme), fact, at=datetime.fromisoformat(at).replace(tzinfo=UTC))])
    assert bool(found) is counts


def test_a_verdict_ends_when_the_fact_changes(acme: CompiledCompany) -> None:
    line = phone(acme)
    changed = replace(acme, phones=(replace(line, number="+44 20 7946 0111"), *acme.phones[1:]))
    stored = [verdict(line, "number", False), verdict(line, "keys", True)]
    assert counting(acme, stored) == {
        "care": (Judgement("number", False, date(2026, 11, 3)), Judgement("keys", True, date(2026, 11, 3)))
    }
    assert counting(changed, stored) == {"care": (Judgement("keys", True, date(2026, 11, 3)),)}
    assert counting(acme, [replace(stored[0], contact="gone")]) == {}


@pytest.mark.parametrize(
    ("fact", "worked", "text"),
    [
        ("number", True, "you: worked on 3 Nov 2026"),
        ("number", False, "you: did not work, 3 Nov 2026"),
        ("keys", True, "you: the keys worked on 3 Nov 2026"),
        ("keys", False, "you: the keys differed, 3 Nov 2026"),
        ("hours", True, "you: the hours held on 3 Nov 2026"),
        ("hours", False, "you: the hours differed, 3 Nov 2026"),
    ],
)
def test_what_is_shown(fact: Fact, worked: bool, text: str) -> None:
    assert phrase(Judgement(fact, worked, date(2026, 11, 3))) == text


def two_lines(acme: CompiledCompany) -> CompiledCompany:
    care = phone(acme)
    second = replace(care, id="second", label="Second line")
    special = replace(care, id="special", label="Special line", topics=("billing",))
    plain = {field: getattr(acme, field) for field in acme.__struct_fields__ if field not in ("numbers", "rules")}
    from supportdir.model import Company

    return compiled_company(Company(**plain | {"phones": (care, second, special), "channels": ()}))


def test_a_line_that_did_not_work_follows_channels_that_suit_as_well(acme: CompiledCompany) -> None:
    found = answer(acme, at=datetime(2026, 11, 23, 12, tzinfo=UTC), caller=LONDON, demoted={"care"})
    assert [way.contact.id for way in found.ways] == ["chat", "letter", "care", "faults"]


@pytest.mark.parametrize(
    ("demoted", "order"),
    [
        (set(), ["care", "second", "special"]),
        ({"care"}, ["second", "care", "special"]),  # still before a line that suits less
        ({"care", "second"}, ["care", "second", "special"]),
    ],
)
def test_a_line_that_did_not_work_follows_those_that_suit_as_well(
    acme: CompiledCompany, demoted: set[str], order: list[str]
) -> None:
    found = answer(two_lines(acme), at=datetime(2026, 11, 23, 12, tzinfo=UTC), caller=LONDON, demoted=demoted)
    assert [way.contact.id for way in found.ways] == order
    for way in found.ways:
        way.judgements = (Judgement("number", way.contact.id not in demoted, date(2026, 11, 3)),)
    assert [one.way.contact.id for one in ranked_ways(found)] == order
