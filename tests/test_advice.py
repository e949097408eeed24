"""The texts of data/advice.yaml, and which of them are given when."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest

from supportdir import advice, languages
from supportdir.advice import NEEDS, STAGES, TEXT_LANGUAGES, Need
from supportdir.caller import Caller
from supportdir.compiled import compiled_company
from supportdir.errors import UsageError
from supportdir.format import vocabulary
from supportdir.format.reader import read_company
from supportdir.model import KINDS, Channel, ChannelKind, Company, Phone, Source
from supportdir.paths import shipped
from supportdir.search import fold, words
from supportdir.ways import Way

MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LONDON = Caller(country="GB", location="GB", timezone="Europe/London")
TOPICS = sorted(vocabulary.allowed_words()["topics"])
CATEGORIES = sorted(vocabulary.allowed_words()["categories"])
CONDITIONED = ("have_ready", "first", "cannot")
FIELDS = {
    "en",
    "ru",
    "always",
    "topics",
    "categories",
    "not_topics",
    "only_categories",
    "not_categories",
    "kinds",
    "same",
}


def texts(node: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Each mapping of the file that holds texts, with its place."""
    if isinstance(node, dict):
        if "en" in node or "ru" in node:
            yield place, node
        for key, value in node.items():
            yield from texts(value, f"{place}/{key}")


def entries() -> list[tuple[str, str, dict[str, Any]]]:
    """Part, id and entry, but for the parts that are keyed by a kind of contact or belong to letters."""
    parts = vocabulary.advice_texts()
    return [
        (part, id, entry)
        for part in parts
        if part not in ("letter", "channels", "no_usual_time")
        for id, entry in parts[part].items()
    ]


def company(
    *contacts: Phone | Channel,
    categories: tuple[str, ...] = ("telecom",),
    have_ready: tuple[str, ...] = (),
    no_phone: str = "",
) -> Company:
    return Company(
        slug="acme",
        name="Acme",
        categories=categories,
        serves=("GB",),
        timezone="Europe/London",
        sources={"page": Source(kind="official", date="2026-01-01")},
        phones=tuple(contact for contact in contacts if isinstance(contact, Phone)),
        channels=tuple(contact for contact in contacts if isinstance(contact, Channel)),
        have_ready=have_ready,
        no_phone=no_phone,
    )


def phone(id: str = "phone", number: str = "+44 20 7946 0958", **more: Any) -> Phone:
    return Phone(id=id, label=id, number=number, **{"sources": ("page",), **more})


def channel(kind: ChannelKind, id: str = "", **more: Any) -> Channel:
    return Channel(id=id or kind, kind=kind, label=id or kind, url="https://acme.example", sources=("page",), **more)


def ways(*contacts: Phone | Channel) -> list[Way]:
    acme = compiled_company(company(*contacts))
    return [Way(acme, contact, at=MONDAY_NOON, caller=LONDON) for contact in acme.contacts]


def test_every_text_is_there_in_both_languages() -> None:
    found = dict(texts(vocabulary.advice_texts()))
    assert len(found) > 250
    for place, entry in found.items():
        for language in TEXT_LANGUAGES:
            lines = [entry[language]] if isinstance(entry[language], str) else entry[language]
            assert all(line.strip() == line and line for line in lines), place
        without_fields = re.sub(r"\{\w+\}", "", str(entry["ru"]))
        assert re.search("[а-яё]", without_fields) or not re.search(r"\w", without_fields), place
        assert not re.search("[а-яё]", str(entry["en"]), re.IGNORECASE), place


def test_the_file_is_not_read_before_it_is_used() -> None:
    program = (
        "from supportdir import advice, letters; from supportdir.format import vocabulary;"
        "assert not vocabulary.advice_texts.cache_info().currsize"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parent.parent)


def test_both_languages_have_the_same_fields_of_letters() -> None:
    for place, entry in texts(vocabulary.advice_texts()["letter"]):
        english, russian = (re.findall(r"\{\w+\}", str(entry[language])) for language in TEXT_LANGUAGES)
        assert sorted(english) == sorted(russian), place


def test_every_id_is_used_once_and_is_a_slug() -> None:
    ids = [id for _, id, _ in entries()]
    assert sorted(ids) == sorted(set(ids))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id) for id in ids)


def test_no_text_is_given_twice_in_a_part() -> None:
    for language in TEXT_LANGUAGES:
        found = [(part, fold(entry[language])) for part, _, entry in entries()]
        assert len(found) == len(set(found))


def test_every_topic_category_and_kind_is_known() -> None:
    for part, id, entry in entries():
        if part in CONDITIONED:
            assert set(entry) <= FIELDS, id
            assert {*entry.get("topics", ()), *entry.get("not_topics", ())} <= {*TOPICS}, id
            for field in ("categories", "only_categories", "not_categories"):
                assert {*entry.get(field, ())} <= {*CATEGORIES}, id
            assert {"always", "topics", "categories"} & set(entry), id
    parts = vocabulary.advice_texts()
    assert {*parts["channels"]} == {*KINDS} == {*parts["letter"]["channels"]}
    for time in parts["usual_times"].values():
        assert {*time["kinds"]} <= {*KINDS}
        assert {*time.get("topics", ())} <= {*TOPICS}
    assert {*parts["no_usual_time"]["topics"]} <= {*TOPICS}
    assert {*parts["no_usual_time"]["categories"]} <= {*CATEGORIES}
    assert tuple(parts["needs"]) == NEEDS
    assert all({*need["kinds"]} <= {*KINDS, "machine"} for need in parts["needs"].values())
    assert all(re.fullmatch(r"\d+ (h|business days?)", time["within"]) for time in parts["usual_times"].values())


def test_every_entry_can_be_given() -> None:
    """An entry whose conditions exclude one another is never seen."""
    acmes = [company(categories=(category,)) for category in CATEGORIES]
    for part, choose in zip(CONDITIONED, (advice.have_ready, advice.first_steps, advice.cannot_do), strict=True):
        given = {item.id for acme in acmes for topic in ("", *TOPICS) for item in choose(acme, None, topic)}
        assert given == {*vocabulary.advice_texts()[part]}


@pytest.mark.parametrize("language", TEXT_LANGUAGES)
def test_the_checklist_of_every_category_and_topic_names_each_thing_once(language: advice.Language) -> None:
    for category, topic in product(CATEGORIES, ("", *TOPICS)):
        given = advice.have_ready(company(categories=(category,)), None, topic, language)
        assert given, (category, topic)
        assert len({item.id for item in given}) == len({fold(item.text) for item in given}) == len(given)


def test_the_checklist_of_every_company_names_each_thing_once() -> None:
    allowed = vocabulary.allowed_words()
    for path in sorted(shipped().folder.glob("*.yaml")):
        text = path.read_bytes()
        if b"have_ready" not in text:
            continue
        acme = read_company(path.stem, path.name, text, words=allowed)[0]
        assert acme is not None
        for contact, topic in product((None, *acme.contacts), ("", "billing", "technical", "lost-card")):
            given = advice.have_ready(acme, contact, topic)
            assert len({item.id for item in given}) == len({fold(item.text) for item in given}) == len(given)
            own = {*acme.have_ready, *(contact.have_ready if contact else ())}
            assert {fold(item.text) for item in given} >= {fold(text) for text in own}


def test_the_items_of_the_company_come_first_then_those_of_the_contact() -> None:
    acme = company(phone(have_ready=("PIN", "Postcode")), have_ready=("the Postcode", "postcode"))
    given = advice.have_ready(acme, acme.phones[0])
    assert [tuple(item) for item in given[:3]] == [
        ("company-1", "the Postcode"),
        ("company-2", "postcode"),
        ("contact-1", "PIN"),
    ]
    assert given[3].id == "one-sentence"


@pytest.mark.parametrize(
    ("item", "left_out"),
    [
        ("13-digit customer number from the bill", "account-number"),
        ("Serial number", "serial-number"),
        ("the outcome you want", "wanted-result"),
        ("your name and address", "full-name"),
        ("steps already taken", "steps-tried"),
    ],
)
def test_a_general_item_is_left_out_when_the_company_names_the_same_thing(item: str, left_out: str) -> None:
    with_item = advice.have_ready(company(categories=("electronics",), have_ready=(item,)))
    assert left_out in {given.id for given in advice.have_ready(company(categories=("electronics",)))}
    assert left_out not in {given.id for given in with_item}


@pytest.mark.parametrize(
    ("categories", "topic", "has", "has_not"),
    [
        (("telecom",), "", {"account-number", "provider-data", "pen-and-paper"}, {"serial-number", "booking-code"}),
        (("telecom",), "technical", {"serial-number", "error-text", "actions-before"}, {"payment-proof"}),
        (("telecom",), "billing", {"payment-proof", "account-number"}, {"error-text", "device-and-version"}),
        (("telecom",), "sales", {"one-sentence", "wanted-result"}, {"account-number", "fault-time", "earlier-cases"}),
        (("airline",), "", {"booking-code"}, {"account-number", "serial-number"}),
        (("airline",), "technical", {"booking-code"}, {"serial-number"}),
        (("bank",), "lost-card", {"last-own-transaction", "identity-document"}, {"steps-tried", "documents"}),
        (("energy",), "outage", {"neighbours", "meter-number"}, {"error-text"}),
        (("insurance",), "claims", {"policy-number"}, {"account-number"}),
        (("retail",), "refunds", {"order-number", "payment-proof"}, {"account-number"}),
        (("software",), "technical", {"plan-support", "device-and-version"}, {"meter-number"}),
        (("software",), "emergency", {"one-sentence", "location"}, {"account-number", "pen-and-paper"}),
    ],
)
def test_what_to_have_ready(categories: tuple[str, ...], topic: str, has: set[str], has_not: set[str]) -> None:
    given = {item.id for item in advice.have_ready(company(categories=categories), None, topic)}
    assert has <= given
    assert given.isdisjoint(has_not)


def test_the_topics_of_a_special_contact_count_without_a_topic() -> None:
    billing, general = phone("a", topics=("billing",)), phone("b", topics=("general", "billing"))
    acme = company(billing, general)
    assert "payment-proof" in {item.id for item in advice.have_ready(acme, billing)}
    assert "payment-proof" not in {item.id for item in advice.have_ready(acme, general)}


@pytest.mark.parametrize(
    ("categories", "topic", "first", "cannot"),
    [
        (("telecom",), "technical", ["site-help", "restart", "check-connection", "chat-bot"], []),
        (("bank",), "lost-card", ["block-card"], ["disputed-credit", "paperwork"]),
        (("retail",), "", ["site-help", "chat-bot", "describe-online"], []),
        (("energy",), "emergency", ["emergency-number"], []),
        (("social",), "login", ["site-help", "check-connection", "clear-cache", "sign-in-data", "chat-bot"],
         ["other-products", "personal-data-of-others", "rule-breaking"]),
    ],
)  # fmt: skip
def test_what_to_try_first_and_what_support_cannot_do(
    categories: tuple[str, ...], topic: str, first: list[str], cannot: list[str]
) -> None:
    acme = company(categories=categories)
    assert [item.id for item in advice.first_steps(acme, None, topic)] == first
    assert [item.id for item in advice.cannot_do(acme, None, topic)] == cannot


@pytest.mark.parametrize(
    ("choice", "locale", "language"),
    [
        ("", "", "en"),
        ("", "C", "en"),
        ("", "C.UTF-8", "en"),
        ("", "ru_RU.UTF-8", "ru"),
        ("", "ru", "ru"),
        ("", "rw_RW.UTF-8", "en"),
        ("ru", "en_GB.UTF-8", "ru"),
        ("ru-RU", "", "ru"),
        ("en", "ru_RU.UTF-8", "en"),
        ("de", "ru_RU.UTF-8", "en"),
    ],
)
def test_the_choice_goes_before_the_locale(choice: str, locale: str, language: str) -> None:
    assert languages.text_language(choice, locale) == language


EVERY_KIND: tuple[Phone | Channel, ...] = (phone(), *(channel(kind) for kind in get_args(ChannelKind)))


@pytest.mark.parametrize(
    ("need", "kinds"),
    [
        ("attachments", "email messenger form app chat post visit"),
        ("record", "email post form messenger chat app phone"),
        ("urgent", "phone chat messenger app callback social"),
        ("quick", "self-service chat app messenger sms phone"),
        ("complex", "chat email form messenger video visit phone"),
        ("confidential", "app self-service phone visit post"),
        ("routine", "form email self-service app messenger chat social forum post callback phone"),
    ],
)
def test_which_kinds_suit_a_need_best_first(need: Need, kinds: str) -> None:
    found = advice.suited(ways(*EVERY_KIND), need)
    assert [way.contact.kind for way, _, _ in found] == kinds.split()
    assert all(reason and drawback and reason != drawback for _, reason, drawback in found)


def test_only_what_the_company_has_is_offered() -> None:
    assert advice.suited([], "urgent") == []
    assert advice.suited(ways(phone()), "attachments") == []
    assert advice.suited(ways(channel("social"), channel("forum")), "confidential") == []
    (only,) = advice.suited(ways(phone(), channel("email")), "attachments", "ru")
    assert only[1:] == ("К письму можно приложить файлы, и копия остаётся у вас.", "Ответ обычно приходит не сразу.")


OPEN, CLOSED = "Mo-Fr 09:00-17:00", "Mo-Fr 14:00-17:00"


@pytest.mark.parametrize(
    ("need", "contacts", "order"),
    [
        ("complex", (channel("chat", "shut", hours=CLOSED), channel("chat", "open", hours=OPEN)), ["open", "shut"]),
        ("complex", (channel("email"), channel("chat", hours=CLOSED)), ["chat", "email"]),
        ("complex", (channel("chat", "unknown"), channel("chat", "open", hours=OPEN)), ["open", "unknown"]),
        ("complex", (channel("chat", "first"), channel("chat", "second")), ["first", "second"]),
        ("urgent", (phone("shut", hours=CLOSED), channel("chat", "open", hours=OPEN)), ["open", "shut"]),
        ("attachments", (channel("form", "a"), channel("form", "b", accepts=("photos",))), ["b", "a"]),
        ("urgent", (phone("a"), phone("b", short="119", number="", serves=("FR",))), ["a"]),
        ("urgent", (phone("a", number="", dead="+44 20 7946 0958"), phone("b")), ["b"]),
        ("urgent", (phone("a", topics=("privacy",)), phone("b", topics=("recall",)), phone("c")), ["c"]),
        ("urgent", (phone("a", number="", textphone="+44 20 7946 0958"), phone("b")), ["b"]),
    ],
)
def test_the_order_within_a_need(need: Need, contacts: tuple[Phone | Channel, ...], order: list[str]) -> None:
    assert [way.contact.id for way, _, _ in advice.suited(ways(*contacts), need)] == order


@pytest.mark.parametrize(
    ("acme", "need", "ids"),
    [
        (company(phone()), "routine", ["order-of-attempts"]),
        (company(phone(), channel("social")), "quick", ["order-of-attempts", "public-group"]),
        (company(channel("social")), "quick", []),
        (company(phone(dead="no longer in service"), channel("social")), "quick", []),
        (company(phone(), channel("email")), "complex", ["combine"]),
        (company(channel("email"), no_phone="Acme has no phone line"), "complex", ["no-phone"]),
        (company(channel("social")), "confidential", ["never-public"]),
        (company(phone()), "attachments", []),
    ],
)
def test_hints_for_a_need(acme: Company, need: Need, ids: list[str]) -> None:
    assert [hint.id for hint in advice.hints(acme, need)] == ids


@pytest.mark.parametrize("category", ["complaints-body", "government"])
def test_an_ombudsman_for_banks_is_not_a_bank(category: str) -> None:
    acme = company(phone(), categories=("bank", category))
    given = [*advice.have_ready(acme, phone()), *advice.cannot_do(acme, phone())]
    assert {"security-check", "account-holder", "disputed-credit", "paperwork"}.isdisjoint(item.id for item in given)


@pytest.mark.parametrize("kind", ["chat", "email", "form", "app", "social", "post"])
def test_advice_for_a_way_in_writing_does_not_speak_of_a_call(kind: ChannelKind) -> None:
    contact = channel(kind)
    for category, topic in product(CATEGORIES, ("", *TOPICS)):
        acme = company(contact, categories=(category,))
        given = [
            *advice.have_ready(acme, contact, topic),
            *advice.first_steps(acme, contact, topic),
            *advice.cannot_do(acme, contact, topic),
            *advice.reminders("never_asked", "en", contact),
        ]
        about_calls = r"\b(call|menu|beside you|hang up|dial|phone line|support line|pen and)\b"
        found = {item.id for item in given if re.search(about_calls, item.text, re.IGNORECASE)}
        assert found <= {"emergency-number", "disputed-credit"}


@pytest.mark.parametrize("language", TEXT_LANGUAGES)
def test_every_stage_need_and_situation_has_texts(language: advice.Language) -> None:
    assert all(advice.reminders(stage, language) for stage in STAGES)
    assert [need.id for need in advice.needs(language)] == [*NEEDS]
    assert all(all(advice.for_and_against(kind, language)) for kind in KINDS)
    for situation in advice.situations(language):
        step = advice.next_step(situation.id, language)
        assert (step.situation, step.name) == situation
        assert step.action.endswith(".")
        assert step.words.endswith(".")


def test_a_situation_that_is_not_known_names_those_that_are() -> None:
    with pytest.raises(UsageError, match="unknown situation 'weather'; choose one of canned-answer, refusal, "):
        advice.next_step("weather")


@pytest.mark.parametrize(
    ("kind", "category", "topic", "within"),
    [
        ("email", "telecom", "", "24 h"),
        ("form", "retail", "orders", "24 h"),
        ("phone", "telecom", "outage", "1 business day"),
        ("forum", "software", "technical", "3 business days"),
        ("app", "bank", "", "0 business days"),
        ("phone", "telecom", "billing", ""),  # only faults have a usual time
        ("phone", "telecom", "", ""),
        ("email", "tax", "", ""),
        ("email", "telecom", "complaint", ""),
        ("email", "airline", "claims", ""),
        ("chat", "telecom", "", ""),
        ("post", "telecom", "", ""),
    ],
)
def test_the_usual_time_of_a_kind_and_a_matter(kind: str, category: str, topic: str, within: str) -> None:
    usual = advice.usual_time(kind, company(categories=(category,)), topic)
    assert (usual.within if usual else "") == within


def test_no_text_asks_for_a_secret() -> None:
    """PINs, passwords and card numbers are named only to say that no agent asks for them."""
    secret = re.compile(r"\b(PIN|CVV|password|card number)\b")
    for part in ("have_ready", "first", "opening", "talking", "letter"):
        for place, entry in texts(vocabulary.advice_texts()[part], part):
            assert not secret.search(str(entry["en"])) or "not the password" in entry["en"], place


def test_every_reminder_is_short() -> None:
    for place, entry in texts(vocabulary.advice_texts()):
        assert place.startswith("/docs") or len(str(entry["en"])) <= 200, place
        assert len(words(str(entry["ru"]))) <= 40, place
