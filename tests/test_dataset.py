"""The shipped dataset: every file is valid, and every company gets an answer."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from supportdir import paths
from supportdir.answers import ways_to_reach
from supportdir.caller import Caller
from supportdir.dialing import route
from supportdir.directory import Directory
from supportdir.errors import AmbiguousCompanyError
from supportdir.format import vocabulary
from supportdir.format.reader import read_company
from supportdir.hours import zones
from supportdir.model import GRADES, countries_in

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
FILES = sorted((paths.dataset() / "companies").glob("*.yaml"))


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Directory:
    return Directory((paths.shipped(),), tmp_path_factory.mktemp("cache"), 2026)


def test_every_file_is_valid() -> None:
    words = vocabulary.allowed_words()
    problems = [
        problem for path in FILES for problem in read_company(path.stem, path.name, path.read_bytes(), words=words)[1]
    ]
    assert [str(problem) for problem in problems] == []


def test_the_dataset_has_not_shrunk(dataset: Directory) -> None:
    companies = list(dataset)
    assert len(companies) == len(FILES) >= 630
    supported = [company for company in companies if any(not contact.is_privacy_only for contact in company.contacts)]
    assert len(supported) >= 400


def test_hours_and_numbers_are_compiled_and_sources_exist(dataset: Directory) -> None:
    for company in dataset:
        for contact in company.contacts:
            assert contact.sources, contact.id
            assert {*contact.sources} <= {*company.sources}
            assert not contact.number or company.number_of(contact) is not None
            assert not contact.hours or contact.hours in company.rules
            assert company.timezone_of(contact) in ("", "caller", "unknown") or zones.is_zone(
                company.timezone_of(contact)
            )
        assert {source.kind for source in company.sources.values()} <= {*GRADES}


def test_every_company_gets_an_answer_and_every_route_can_be_dialled(dataset: Directory) -> None:
    caller = Caller(country="US", location="US", timezone="America/New_York")
    for company in dataset:
        for way in ways_to_reach(company, at=AT, caller=caller, calendar=dataset):
            assert way.state.kind in ("open", "closed", "unknown")
            assert way.changes is None or way.changes > AT
            for menu_route in way.routes:
                assert all(route.sentences(menu_route.shortcut.steps))
                if way.number:
                    dial = route.dial_string(way.number.e164, menu_route.shortcut.steps)
                    assert dial.text.startswith(way.number.e164)


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("ситибанк", "citibank-russia"),
        ("яндекс такси", "yandex-taxi"),
        ("Сбербанк", "sberbank"),
        ("best buy", "best-buy"),
        ("delta.com", "delta-air-lines"),
        ("одноклассники", "odnoklassniki"),
        ("淘宝", "taobao"),
    ],
)
def test_a_company_is_found_by_its_name_in_any_alphabet(dataset: Directory, typed: str, slug: str) -> None:
    assert dataset.company(typed).slug == slug


def test_a_shared_name_means_one_company_in_each_country(dataset: Directory) -> None:
    serving: dict[str, dict[str, set[str]]] = {}  # name -> slug -> countries
    for company in dataset:
        markets = (company.serves, *(contact.serves for contact in company.contacts))
        for name in (company.name, *company.aliases, *company.domains):
            countries = {code[:2] for serves in markets for code in serves if code != "all" and code[0] != "-"}
            serving.setdefault(name.casefold(), {})[company.slug] = countries
    ambiguous = set()
    for name, companies in serving.items():
        for country in set().union(*companies.values()) if len(companies) > 1 else ():
            try:
                dataset.resolve(name, country)
            except AmbiguousCompanyError:
                ambiguous.add((name, country))
    assert not ambiguous


def test_important_facts_are_present(dataset: Directory) -> None:
    microsoft = dataset.company("microsoft").contact("us")
    assert microsoft is not None
    assert route.keys(microsoft.shortcuts[0].steps) == "0 0 0 3"  # type: ignore[union-attr]
    walmart = dataset.company("walmart").phones[0].shortcuts[0]
    assert (route.keys(walmart.steps), walmart.caution) == ("2 1 3 (1|2) 2", "pressing # drops the call")
    assert dataset.company("whatsapp").no_phone
    assert dataset.company("suunto").contact("au").hours == "Mo-Su 17:00-09:00"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("slug", "country", "first"),
    [("amazon", "RU", "form-contact"), ("apple", "US", "us-general"), ("tencent", "CN", "shenzhen")],
)
def test_a_contact_for_one_product_does_not_come_first(dataset: Directory, slug: str, country: str, first: str) -> None:
    company, caller = dataset.company(slug), Caller(country=country, location=country)
    assert ways_to_reach(company, at=AT, caller=caller, calendar=dataset)[0].contact.id == first
    for id in ("email-kindle-store", "email-shazam", "app"):
        assert not (contact := company.contact(id)) or not contact.is_general


@pytest.mark.parametrize(
    ("slug", "country", "first"),
    [
        ("air-canada", "CA", "support"),
        ("air-france", "FR", "complaints"),
        ("amtrak", "US", "general"),
        ("oebb", "AT", "support"),
        ("suddenlink", "US", "altice-amplify-returns"),
        ("telstra", "AU", "personal"),
        ("united-energy", "AU", "outages"),
        ("westpac", "AU", "support"),
    ],
)
def test_complaints_hardship_and_cancellation_do_not_come_first(
    dataset: Directory, slug: str, country: str, first: str
) -> None:
    company, caller = dataset.company(slug), Caller(country=country, location=country)
    assert ways_to_reach(company, at=AT, caller=caller, calendar=dataset)[0].contact.id == first


@pytest.mark.parametrize(
    ("slug", "place", "topic", "first"),
    [
        ("american-express", "JP", "lost-card", "jp-membership-service-centre"),
        ("american-express", "IT", "lost-card", "it-lost-card"),
        ("citizens-advice", "GB-WLS", "", "advice-line-wales"),
        ("e-distribucion", "ES-CT", "outage", "power-cuts-catalonia"),
        ("national-grid-us", "US-NY", "outage", "outages-upstate-new-york"),
        ("natwest", "GB-SCT", "lost-card", "lost-or-stolen-card-2"),
        ("visa", "FR", "", "global-customer-assistance-collect"),
    ],
)
def test_a_line_of_another_country_or_region_does_not_come_first(
    dataset: Directory, slug: str, place: str, topic: str, first: str
) -> None:
    company, caller = dataset.company(slug), Caller(country=place, location=place)
    ways = ways_to_reach(company, at=AT, caller=caller, topic=topic, calendar=dataset)
    assert ways[0].contact.id == first


def test_a_contact_named_after_one_country_does_not_serve_all_countries_of_its_company(dataset: Directory) -> None:
    inherited = [
        f"{company.slug}/{contact.id}"
        for company in dataset
        for contact in company.contacts
        if not contact.serves and len(countries := countries_in(company.serves)) > 1
        if contact.id.partition("-")[0].upper() in countries
    ]
    assert inherited == []


@pytest.mark.parametrize(
    ("typed", "country", "means"),
    [
        ("National Domestic Violence Hotline", "US", "office-on-violence-against-women/domestic-violence-hotline"),
        ("Old Age Security", "CA", "service-canada pension"),
        ("CPP", "CA", "service-canada pension"),
        ("ABSTUDY", "AU", "services-australia/abstudy"),
        ("Age Pension", "AU", "services-australia/retirement-older-australians"),
        ("Disability Support Pension", "AU", "services-australia/disability-sickness-and-carers"),
        ("Medicare", "AU", "services-australia/medicare"),
        ("Medicare", "US", "medicare"),
        ("CHAMPVA", "US", "us-department-of-veterans-affairs/champva"),
        ("flood insurance FEMA", "US", "fema/flood-insurance"),
        ("Executive Club", "GB", "british-airways/executive-club"),
        ("ScotiaLife", "CA", "scotiabank/scotialife"),
        ("Scotia iTRADE", "CA", "scotiabank/itrade"),
        ("ExtraCare", "US", "cvs-pharmacy/extracare-loyalty-programme"),
        ("Government Gateway", "GB", "hmrc/online-services-helpdesk"),
        ("Gmail", "US", "google/self-service-gmail"),
        ("Google One", "US", "google/self-service-2"),
        ("YouTube Premium", "US", "google/form-paid-services-premium"),
        ("Fitbit", "US", "google"),  # its contact is for disputes
        ("Uber Eats", "US", "uber orders"),
        ("Schwab Bank", "US", "charles-schwab/schwab-bank"),
    ],
)
def test_a_product_leads_to_the_line_that_the_file_has_for_it(
    dataset: Directory, typed: str, country: str, means: str
) -> None:
    company, contact, topic, _ = dataset.resolve(typed, country)
    assert company.slug + (contact and f"/{contact}") + (topic and f" {topic}") == means


def test_a_product_leads_to_the_contact_that_is_called_like_it(dataset: Directory) -> None:
    missed = [
        f"{company.slug}/{contact.id}"
        for company in dataset
        for product in company.products
        if not product.contact and not product.topic
        for contact in company.contacts
        if contact.label.casefold() in map(str.casefold, product.names)
    ]
    # Neither has a number; JetBlue's has hours only.
    assert missed == ["jetblue/vacations", "microsoft/partner-center"]


@pytest.mark.parametrize(
    ("number", "id", "use"),
    [
        ("+78001007505", "wildberries", "not-theirs"),
        ("+78007755505", "wildberries", "not-theirs"),
        ("+420800104410", "ceska-posta/free-line", "dead"),
        ("+420844117777", "vzp/old-number", "dead"),
        ("+74952321000", "ozon/head-office", "support"),
    ],
)
def test_a_number_that_a_text_disowns_is_known(dataset: Directory, number: str, id: str, use: str) -> None:
    assert [(match.id, match.use) for match in dataset.look_up_number([number])] == [(id, use)]


def test_a_contact_for_one_matter_has_a_label_and_is_not_the_only_one(dataset: Directory) -> None:
    for company in dataset:
        for contact in company.contacts:
            if "as-labelled" in contact.topics:
                assert contact.label, contact.id
                assert any(other.is_general for other in company.contacts), company.slug


def test_whose_knows_every_number_that_a_note_names(dataset: Directory) -> None:
    """A number in words is a contact of its own, of this company or another one; not a fax, nor an old spelling."""
    contacts = [(company.slug, contact) for company in dataset for contact in company.contacts]
    known = {
        "".join(filter(str.isdecimal, number))
        for _, contact in contacts
        for number in (contact.number, contact.short, getattr(contact, "textphone", ""), getattr(contact, "dead", ""))
    }
    unknown = [
        f"{slug}/{contact.id}: {text}"
        for slug, contact in contacts
        for text in (contact.note, contact.where, contact.works_from, contact.cost_note)
        if not contact.is_recall_only and "fax" not in text and "old form" not in text
        for match in re.finditer(r"(?<![\w/-])\+?\(?\d[\d ().-]{4,}\d(?!\w)", text)
        if len(digits := "".join(filter(str.isdecimal, match[0]))) > 6
        if not any(number.endswith(digits.lstrip("0")) for number in known)
    ]
    assert unknown == []
