"""The generated pages on the dataset: their text for invented companies, and that the committed pages are current."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supportdir import paths
from supportdir.citations import Citation, citations, publisher_of
from supportdir.cli import data_pages
from supportdir.directory import Directory
from supportdir.errors import DataError
from supportdir.format.attributions import attributions, parse_attributions
from supportdir.model import Channel, Company, Contact, Menu, Option, Phone, Shortcut, Source, Step
from supportdir.render.pages import coverage_page, sources_page
from supportdir.statistics import statistics

TODAY = date(2026, 11, 26)

SITE = Source(kind="official", url="https://www.example.com/contact", date="2026-04")
LIST = Source(kind="community", url="https://github.com/example/lines/blob/1234/list.csv")
RAW = Source(kind="press", url="https://raw.githubusercontent.com/example/lines/1234/README.md")
BOOK = Source(kind="press", title="A book | of numbers")


def company(
    slug: str,
    *contacts: Contact,
    serves: tuple[str, ...] = ("GB",),
    categories: tuple[str, ...] = ("bank",),
    **sources: Source,
) -> Company:
    """Return a company with these contacts."""
    return Company(
        slug=slug,
        name=slug,
        categories=categories,
        serves=serves,
        timezone="Europe/London",
        sources=sources or {"list": LIST},
        phones=tuple(contact for contact in contacts if isinstance(contact, Phone)),
        channels=tuple(contact for contact in contacts if isinstance(contact, Channel)),
    )


def phone(id: str = "care", **fields: Any) -> Phone:
    """Return a phone line; its source is the list unless `sources` are given."""
    return Phone(id=id, **{"label": "Customer care", "number": "+44 20 7946 0958", "sources": ("list",), **fields})


PRIVACY, RECALL = phone("privacy", topics=("privacy",)), phone("recalls", topics=("recall",))
SWITCHBOARD = phone("office", label="Switchboard of the head office")
DEAD = phone("old", number="", dead="020 7946 0001")


@pytest.mark.parametrize(
    ("contacts", "trait"),
    [
        ([phone()], "with support"),
        ([PRIVACY, RECALL, SWITCHBOARD, DEAD, phone()], "with support"),
        ([phone(topics=("recall", "technical"))], "with support"),
        ([phone(topics=("privacy", "general"))], "with support"),
        ([RECALL], "recall only"),
        ([RECALL, PRIVACY, SWITCHBOARD], "recall only"),
        ([SWITCHBOARD, PRIVACY], "switchboard only"),
        ([PRIVACY, DEAD], "privacy only"),
        ([DEAD], "no contact"),
        ([], "no contact"),
    ],
)
def test_a_company_is_counted_once_by_its_most_useful_contact(contacts: list[Contact], trait: str) -> None:
    counts = statistics([company("acme", *contacts)], TODAY)["companies"]
    names = ("with support", "recall only", "switchboard only", "privacy only", "no contact")
    assert [name for name in names if counts[name].many] == [trait]


PRESS_0 = Step(press="0")


@pytest.mark.parametrize(
    ("fields", "traits"),
    [
        ({}, []),
        ({"hours": "Mo-Fr 09:00-17:00"}, ["hours"]),
        ({"hours": "24/7"}, ["hours"]),
        ({"hours": 'unknown "by appointment"'}, []),
        ({"hours": 'Mo-Fr 09:00-17:00 unknown "a list says so"'}, []),
        ({"hours": 'Mo-Fr 08:00-20:00, Sa 09:00-17:00 unknown "a list says so"; PH off'}, ["hours"]),
        ({"menu": "none"}, ["route"]),
        ({"menu": Menu(options={"1": Option(label="Billing")})}, ["route"]),
        ({"shortcuts": (Shortcut(steps=(PRESS_0,), reaches="person"),)}, ["route"]),
        ({"shortcuts": (Shortcut(steps=(PRESS_0,), reaches="recording"),)}, []),
        ({"shortcuts": (Shortcut(steps=(PRESS_0,)),)}, []),
        ({"sources": ("site",)}, ["official or call"]),
        ({"sources": ("call",)}, ["official or call"]),
        ({"sources": ("book",)}, []),
        ({"sources": ("list", "site")}, ["official or call"]),
        ({"sources": ("site",), "cite": {"number": ("list",)}}, []),
    ],
)
def test_the_traits_of_a_contact(fields: dict[str, Any], traits: list[str]) -> None:
    sources: dict[str, Any] = {"list": LIST, "site": SITE, "book": BOOK, "call": Source(kind="call", title="A call")}
    support = statistics([company("acme", phone(**fields), **sources)], TODAY)["support"]
    assert [name for name, count in support.items() if count.many and name != "phone"] == traits


def test_a_company_counts_once_in_a_country_by_its_contacts_for_that_country() -> None:
    contacts = [
        phone("gb", hours="24/7"),
        phone("gb-2"),
        phone("us", serves=("US",)),
        phone("wales", serves=("GB-WLS", "-IE")),
        phone("office", serves=("FR",), label="Switchboard"),
    ]
    counts = statistics([company("acme", *contacts, categories=("bank", "payments"))], TODAY)
    assert {code: count.many for code, count in counts["countries"].items()} == {"GB": 1, "US": 1}
    assert {code: count.many for code, count in counts["countries with hours"].items()} == {"GB": 1, "US": 0}
    assert {category: count.many for category, count in counts["categories with hours"].items()} == {
        "bank": 1,
        "payments": 1,
    }


COVERAGE = """\
# What the directory covers

<!-- Made by: python -m supportdir.cli.data_pages -->

| companies |  |  |
| --- | --: | --: |
| all | 18 |  |
| with support | 15 | 83 % |
| recall only | 1 | 6 % |
| switchboard only | 1 | 6 % |
| privacy only | 1 | 6 % |
| no contact | 0 | 0 % |
| no phone by their own word | 0 | 0 % |
| merged or gone | 0 | 0 % |

*With support*: at least one contact is for more than personal data or product recalls, and is neither a dead number \
nor a switchboard. Everything below counts only these companies and contacts.

| with support |  |  |
| --- | --: | --: |
| phone | 14 | 93 % |
| hours | 12 | 80 % |
| route | 1 | 7 % |
| official or call | 1 | 7 % |
| best grade: official | 1 | 7 % |
| best grade: call | 0 | 0 % |
| best grade: press | 0 | 0 % |
| best grade: community | 14 | 93 % |

*Hours*: opening hours are known. *Route*: a route to a person, or the menu, is known. *Official or call*: the number \
or address is from the company itself or from a recorded call.

## By country

| country | companies | hours | route | official or call |
| --- | --: | --: | --: | --: |
| Britain (UK) | 12 | 100 % | 0 % | 0 % |
| all countries | 1 | 0 % | 0 % | 100 % |

Countries with fewer than 10 companies: 3. Countries served only by companies that serve all countries: 246.

* 2: Ireland
* 1: Austria, Germany

## By category

| category | companies | hours | route | official or call |
| --- | --: | --: | --: | --: |
| bank | 12 | 100 % | 0 % | 0 % |
| airline | 2 | 0 % | 50 % | 0 % |
| social | 1 | 0 % | 0 % | 100 % |

## The largest gaps

Contributions are welcome: one company, one file, one commit. See the [manual](README.md); `supportdir data stale` \
lists what to verify next.

* **No known hours**: 3 companies, most in Ireland 2, Austria 1, Germany 1, all countries 1
* **No route to a person and no menu**: 14 companies, most in Britain (UK) 12, Ireland 1, all countries 1
* **No number or address from the company itself or a recorded call**: 14 companies, most in Britain (UK) 12, Ireland \
2, Austria 1, Germany 1
* **No support contact, privacy only**: 1 companies
* **No support contact, recall only**: 1 companies
* **No support contact, switchboard only**: 1 companies
* **Categories with fewer than 10 companies**: airline 2, social 1
"""


def test_the_coverage_page() -> None:
    app = Channel(id="app", kind="app", where="Settings > Help", sources=("site",))
    companies = [
        *(company(f"bank-{n}", phone(hours="Mo-Fr 09:00-17:00")) for n in range(12)),
        company("airline-1", phone(menu="none"), serves=("DE", "AT", "IE"), categories=("airline",)),
        company("airline-2", phone(), serves=("IE",), categories=("airline",)),
        company("messenger", app, serves=("all",), categories=("social",), site=SITE),
        company("recalls", RECALL),
        company("office", SWITCHBOARD),
        company("privacy", PRIVACY, serves=("FR",)),
    ]
    assert coverage_page(statistics(companies, TODAY)) == COVERAGE


def test_the_coverage_page_of_an_empty_directory_has_no_gaps() -> None:
    page = coverage_page(statistics([], TODAY))
    assert "| with support | 0 |  |" in page
    assert "companies, most in" not in page


@pytest.mark.parametrize(
    ("source", "publisher"),
    [
        (SITE, "example.com"),
        (LIST, "github.com/example/lines"),
        (RAW, "github.com/example/lines"),
        (BOOK, "A book | of numbers"),
        (Source(kind="press", title="A page", url="http://News.example.net:8080/a?b#c"), "news.example.net"),
        (Source(kind="press", url="https://example.github.io/lines"), "example.github.io"),
        (Source(kind="press", url="https://github.com/example"), "github.com/example"),
    ],
)
def test_the_publisher_is_a_site_a_repository_or_a_title(source: Source, publisher: str) -> None:
    assert publisher_of(source) == publisher


def test_citations_count_files_not_sources() -> None:
    companies = [
        company("one", list=LIST, raw=RAW),
        company("two", list=LIST, site=SITE),
        company("three", book=BOOK),
    ]
    assert citations(companies) == [
        Citation("github.com/example/lines", 2, 1, ("press", "community")),
        Citation("A book | of numbers", 1, 1, ("press",), is_site=False),
        Citation("example.com", 1, 0, ("official",)),
    ]


ENTRIES = b"""\
github.com/example/lines:
  what: a list of lines
  licence: CC0
  taken: whole
  why: CC0 allows any use.
  credit: the makers of the list
A book | of numbers:
  what: a book
  taken: whole
  why: Facts only.
  open: No licence is known.
example.net:
  what: an archive that no file cites
  taken: documents
  why: Facts only.
"""

SOURCES = """\
# Where the data comes from

<!-- Made by: python -m supportdir.cli.data_pages -->

A source is a site, a repository or a publication. Sources cited by 10 company files or more: 2; files that cite only \
one of them: 21. Sources cited by fewer files: 1; each company file names its own sources.

The dataset takes facts (numbers, hours, keys, addresses), not wording. A whole list is taken only if its licence \
allows it. *Only source*: files that cite no other source. *Grade*: as in the [manual](README.md#sources). Licences \
and reasons are recorded in [sources.yaml](sources.yaml).

| source | files | only source | grade | taken | licence |
| --- | --: | --: | --- | --- | --- |
| [github.com/example/lines](https://github.com/example/lines) | 12 | 11 | press, community | a whole list | CC0 |
| A book &#124; of numbers | 10 | 10 | press | a whole list | not known |

## What each source is, and why it may be used

* **[github.com/example/lines](https://github.com/example/lines)**: a list of lines. CC0 allows any use. Credit: the \
makers of the list.
* **A book | of numbers**: a book. Facts only.

## Open questions

* **A book | of numbers**: No licence is known.
"""


COMPANY = """\
name: Acme
categories: [bank]
serves: [GB]
sources:
  site: {kind: official, url: "https://www.acme.example/contact"}
channels:
  - id: app
    kind: app
    where: Settings
    sources: [site]
"""


def test_the_sources_page() -> None:
    companies = [
        *(company(f"a-{n}", list=LIST, raw=RAW) for n in range(11)),
        company("b", list=LIST, site=SITE),
        *(company(f"c-{n}", book=BOOK) for n in range(10)),
    ]
    assert sources_page(citations(companies), parse_attributions(ENTRIES)) == SOURCES


def test_a_source_cited_by_ten_files_needs_an_entry() -> None:
    companies = [company(f"a-{n}", site=SITE, list=LIST, book=BOOK) for n in range(9)]
    companies.append(company("b", site=SITE, list=LIST))
    with pytest.raises(DataError) as error:
        sources_page(citations(companies), {})
    assert str(error.value) == (
        "data/sources.yaml has no entry for example.com (10 files), github.com/example/lines (10 files); "
        "add one as described at the top of that file"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a.example: {what: a list, taken: whole, why: Facts only.}",
            "data/sources.yaml: a.example: a list taken as a whole needs a licence, or the open question under open",
        ),
        (
            "a.example: {what: a list, taken: part}",
            "data/sources.yaml: a.example: Object missing required field `why`",
        ),
        (
            "a.example: {what: a list, taken: some, why: Facts only.}",
            "data/sources.yaml: a.example: Invalid enum value 'some' - at `$.taken`",
        ),
        (
            "a.example: {what: a list, taken: part, why: Facts only., license: MIT}",
            "data/sources.yaml: a.example: Object contains unknown field `license`",
        ),
        ("a.example: MIT", "data/sources.yaml: a.example: Expected `object`, got `str`"),
        ("- a.example", "data/sources.yaml is not a mapping; write each publisher as a key"),
        ("", "data/sources.yaml: the file is empty; add the company's fields, or delete it"),
    ],
)
def test_an_invalid_entry_is_an_error(text: str, message: str) -> None:
    with pytest.raises(DataError) as error:
        parse_attributions(text.encode())
    assert str(error.value) == message


def test_a_missing_entry_gives_one_line_and_exit_status_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for n in range(10):
        (tmp_path / f"acme-{n}.yaml").write_text(COMPANY, encoding="utf-8")
    monkeypatch.setattr(paths, "shipped", lambda: paths.Layer(tmp_path, "acme", editable=True))
    assert data_pages.main() == 3
    assert capsys.readouterr() == (
        "",
        "error: data/sources.yaml has no entry for acme.example (10 files); "
        "add one as described at the top of that file\n",
    )


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return name → text of the pages, generated now."""
    directory = Directory((paths.shipped(),), tmp_path_factory.mktemp("cache"), TODAY.year)
    return data_pages.pages(list(directory), TODAY)


@pytest.mark.parametrize("name", ["COVERAGE.md", "SOURCES.md", "README.md"])
def test_the_committed_pages_are_current(generated: dict[str, str], name: str) -> None:
    text = (paths.dataset() / name).read_text(encoding="utf-8")
    assert text == generated[name], f"data/{name} is not current; run: python -m supportdir.cli.data_pages"


def test_the_pages_do_not_depend_on_the_day(generated: dict[str, str]) -> None:
    directory = Directory((paths.shipped(),), paths.cache_folder(), TODAY.year)
    assert data_pages.pages(list(directory), date(2031, 1, 1)) == generated


def test_every_key_of_the_entries_is_a_publisher() -> None:
    for publisher in attributions():
        if "." in publisher and " " not in publisher:
            assert publisher_of(Source(kind="press", url=f"https://{publisher}/x")) == publisher
