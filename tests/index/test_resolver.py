"""Which company a typed name means: an equal name is an answer, the country decides, the rest are suggestions."""

from __future__ import annotations

import pytest

from supportdir.directory import Directory
from supportdir.errors import AmbiguousCompanyError, UnknownCompanyError
from supportdir.paths import Layer

# slug: name; serves; categories; the rest of the file
COMPANIES = """
acme: Acme; US; telecom; aliases: [ACN, Acme Cellular]; domains: [acme.example, acme.co.example]
acme-de: Acme Deutschland; DE, AT; telecom; aliases: [Acme]; domains: [acme-de.example]
acme-bank: Acme Bank; US; bank
big-box: Big Box Inc.; US; retail; products: [{names: [Boxy, Box Card], topic: cards}, {names: [Boxfon], contact: line}]
vendor: Vendor & Sons; all; software; aliases: [V&S, Вендор]; products: [{names: [Vendormail]}]
zhongfang: 中方银行; CN; bank; aliases: [中行]
zhongfa: 中发证券; CN; investment
north: North Insurance; GB; insurance; aliases: [NI]
north-us: North Mutual; US; insurance; aliases: [North Insurance]
saturn-cars: Saturn; US; cars
saturn-shop: Saturn; DE; retail
twin-a: Twin; FR; food
twin-b: Twin; FR; food
lost: Lost Airlines; JP; airline; aliases: [LA1, Lost]
vendetta: Vendetta Films; FR; media
venbor: Venbor; US; food
bankovia: Bankovia; RU; bank; aliases: [Банковия]
tulip: Tulip.example; US; retail; aliases: [tulip example]; domains: [tulip.example]
the-qx: The QX; GB; cars; domains: [theqx.example]
qx-air: Quixair; US; airline; aliases: [QX]
jv-cars: Volksauto; DE; cars; aliases: [The JV]
"""

FILE = """
sources:
  page: {kind: official, date: "2026"}
phones:
  - {id: line, label: Line, short: "123", sources: [page]}
"""


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Directory:
    folder = tmp_path_factory.mktemp("companies")
    for line in COMPANIES.strip().splitlines():
        slug, _, rest = line.partition(": ")
        name, serves, categories, *fields = rest.split("; ")
        order = ("aliases", "domains", "products")
        known = {field.partition(": ")[0]: field for field in fields}
        lines = [f'name: "{name}"', *(known[field] for field in order if field in known)]
        lines += [f"categories: [{categories}]", f"serves: [{serves}]"]
        (folder / f"{slug}.yaml").write_text("\n".join(lines) + FILE, encoding="utf-8")
    layer = Layer(folder, "companies", editable=True)
    return Directory((layer,), tmp_path_factory.mktemp("cache"), 2026)


def suggested(
    directory: Directory, typed: str, country: str, error: type[AmbiguousCompanyError | UnknownCompanyError]
) -> tuple[str, ...]:
    """Return the companies that the error names when the typed name means none or several."""
    with pytest.raises(error) as caught:
        directory.resolve(typed, country)
    return caught.value.near


@pytest.mark.parametrize(
    ("typed", "country", "slug"),
    [
        ("acme", "US", "acme"),
        ("acme", "DE", "acme-de"),  # the country decides, although the slug is that of another company
        ("acme", "AT", "acme-de"),
        ("acme", "FR", "acme"),  # a full name is an answer even if the company does not serve the country
        ("acme", "", "acme"),
        ("acme/", "DE", "acme"),  # only the slug
        ("acme cellular", "FR", "acme"),
        ("ACN", "US", "acme"),
        ("saturn", "DE", "saturn-shop"),
        ("Saturn", "US", "saturn-cars"),
        ("north insurance", "GB", "north"),
        ("north insurance", "US", "north-us"),
        ("big box", "US", "big-box"),
        ("THE BIG BOX CO", "US", "big-box"),
        ("vendor and sons", "US", "vendor"),
        ("v and s", "DE", "vendor"),
        ("вендор", "RU", "vendor"),
        ("中行", "CN", "zhongfang"),
        # addresses
        ("https://www.acme.example/help", "DE", "acme"),
        ("help@mail.acme.co.example", "US", "acme"),
        ("acme-de.example", "US", "acme-de"),
        # generic words
        ("acme support", "US", "acme"),
        ("phone number for acme", "DE", "acme-de"),
        ("acme bank", "US", "acme-bank"),  # a whole name is tried first
        ("acme bank customer service", "US", "acme-bank"),
        ("acme internet", "US", "acme"),
        ("bankovia bank", "RU", "bankovia"),
        ("банковия горячая линия", "RU", "bankovia"),
        ("банк Банковия", "RU", "bankovia"),
        ("телефон поддержки вендор", "RU", "vendor"),
        ("vendor kundenservice", "DE", "vendor"),
        ("service client vendor", "FR", "vendor"),
        ("lost airlines", "US", "lost"),
        # a country in the name
        ("acme germany", "US", "acme-de"),
        ("Germany Acme", "US", "acme-de"),
        ("saturn de", "US", "saturn-shop"),
        ("acme США", "DE", "acme"),
        ("acme uk", "US", "acme"),
        ("acme germany customer service", "US", "acme-de"),
        ("中行客服电话", "CN", "zhongfang"),
    ],
)
def test_an_equal_name_answers(directory: Directory, typed: str, country: str, slug: str) -> None:
    assert directory.company(typed, country).slug == slug


@pytest.mark.parametrize(
    ("typed", "contact", "topic"),
    [
        ("boxy", "", "cards"),
        ("box card", "", "cards"),
        ("boxfon", "line", ""),
        ("boxfon support", "line", ""),
        ("vendormail", "", ""),
        ("big box", "", ""),
    ],
)
def test_a_product_leads_to_its_contact_or_topic(directory: Directory, typed: str, contact: str, topic: str) -> None:
    resolved = directory.resolve(typed, "US")
    assert (resolved.contact, resolved.topic) == (contact, topic)


@pytest.mark.parametrize(
    ("typed", "country", "near"),
    [
        ("twin", "FR", ("twin-a", "twin-b")),
        ("twin", "US", ("twin-a", "twin-b")),
        ("LA1", "US", ("lost",)),  # initials of a company that serves another country
        ("NI", "US", ("north",)),
        ("acn", "DE", ("acme",)),
        ("qx", "FR", ("qx-air", "the-qx")),  # also if they are a name without its article
        ("jv", "FR", ("jv-cars",)),
    ],
)
def test_an_ambiguous_name_lists_the_companies_that_may_be_meant(
    directory: Directory, typed: str, country: str, near: tuple[str, ...]
) -> None:
    assert suggested(directory, typed, country, AmbiguousCompanyError) == near


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("acm", ("acme", "acme-bank", "acme-de")),  # the beginning of names
        ("box", ("big-box",)),
        ("bankov", ("bankovia",)),
        ("acmee", ("acme", "acme-de", "acme-bank")),
        ("venodr support", ("vendor", "venbor")),
        ("bigbxo", ("big-box",)),
        ("фьфкь", ()),
        ("акмэ", ("acme", "acme-de", "acme-bank")),
        ("ыфегкт", ("saturn-cars", "saturn-shop")),  # the other keyboard layout, a whole name
        (",fyrjdbz", ("bankovia",)),  # the key of the comma types a letter
        ("中方", ("zhongfang",)),
        ("证券", ("zhongfa",)),  # inside a name
        ("中", ()),
        ("ac", ()),
        ("acn uk", ("acme",)),  # initials of a company that does not serve the country
        ("acme insurance", ("acme", "acme-de", "acme-bank")),  # the company is no insurer
        ("vendor bank", ("vendor",)),  # and not Venbor, because Vendor is a name
        ("bank", ("bankovia", "acme-bank")),  # a generic word alone
        ("support", ()),
        ("acme.example.evil.test", ()),
        ("https://acme.example.evil.test/", ()),
        ("qwertz", ()),
        ("", ()),
        ("…", ()),
    ],
)
def test_part_of_a_name_or_a_mistake_is_only_a_suggestion(
    directory: Directory, typed: str, near: tuple[str, ...]
) -> None:
    assert suggested(directory, typed, "US", UnknownCompanyError) == near


@pytest.mark.parametrize(
    ("typed", "country", "near"),
    [
        ("satrun", "US", ("saturn-cars", "saturn-shop")),  # equally similar names
        ("satrun", "DE", ("saturn-shop", "saturn-cars")),
        ("satu", "US", ("saturn-cars", "saturn-shop")),  # names that begin with the text
        ("satu", "DE", ("saturn-shop", "saturn-cars")),
        ("acmo", "US", ("acme", "acme-de", "acme-bank")),
        ("saturn zzzz", "US", ("saturn-cars", "saturn-shop")),  # equal to a word of the text
        ("saturn zzzz", "DE", ("saturn-shop", "saturn-cars")),
        ("vend", "RU", ("vendor", "vendetta")),  # a company of all countries before one of another
        ("vend", "FR", ("vendor", "vendetta")),
        ("acmo", "AT", ("acme", "acme-de", "acme-bank")),  # its own name before an alias
        ("bankov", "US", ("bankovia",)),  # the only one, wherever it is
    ],
)
def test_of_equally_similar_names_those_that_serve_the_country_come_first(
    directory: Directory, typed: str, country: str, near: tuple[str, ...]
) -> None:
    assert suggested(directory, typed, country, UnknownCompanyError) == near


@pytest.mark.parametrize(
    "typed",
    [
        "https://www.tulip.example/help",
        "https://www.tulip.example/",  # was: only a slug with this "/"
        "tulip.example/",
        "www.tulip.example",
        "m.Tulip.EXAMPLE",
        "tulip.example",
        "noreply@mail.tulip.example",
        "mailto:noreply@tulip.example",
    ],
)
def test_an_address_found_nothing_if_its_domain_was_also_a_name(directory: Directory, typed: str) -> None:
    assert directory.company(typed, "DE").slug == "tulip"
    assert directory.find(typed)[0].slug == "tulip"


@pytest.mark.parametrize(
    "typed",
    [
        "tulip.example.evil.test",
        "tulip.example.support",  # was: a generic word was dropped
        "help@tulip.example.support",
        "tulip.example.us",  # was: a country was dropped
        "https://tu-lip.example/",  # was: equal without punctuation
        "www.tu.lip.example",
        "tul@ip.example",
    ],
)
def test_part_of_an_address_was_taken_for_a_company(directory: Directory, typed: str) -> None:
    with pytest.raises(UnknownCompanyError):
        directory.resolve(typed, "US")


@pytest.mark.parametrize(
    ("typed", "country", "slug"),
    [
        ("qx", "GB", "the-qx"),  # was: not found
        ("qx support", "GB-SCT", "the-qx"),
        ("qx", "US", "qx-air"),
        ("qx", "", "qx-air"),  # an alias as typed is better than a name without its article
        ("the qx", "US", "the-qx"),
        ("the-qx", "FR", "the-qx"),
    ],
)
def test_initials_were_not_a_name_without_its_article(
    directory: Directory, typed: str, country: str, slug: str
) -> None:
    assert directory.company(typed, country).slug == slug
