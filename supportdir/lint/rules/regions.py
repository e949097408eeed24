"""Where a contact is: its zone, its clock, its public holidays."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from supportdir.format.findings import Finding, Rules
from supportdir.hours import zones
from supportdir.hours.rules import DAY_MINUTES, Hours
from supportdir.lint.document import Document
from supportdir.model import countries_in, is_served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from supportdir.model import Company, Contact

RULES = Rules[Document]()

_NO_PLACE = ("caller", "unknown", "UTC", "Etc/UTC")


def _countries(company: Company, contact: Contact | None) -> list[str]:
    """The countries served; ["all"] for the world."""
    codes = company.serves_of(contact) if contact else company.serves
    return list(countries_in(codes))


def _zones(document: Document) -> Iterator[tuple[Company | Contact, str, list[str]]]:
    """Each zone where it is written, with the countries that it is for."""
    company = document.company
    for record, contact in ((company, None), *((contact, contact) for contact in document.contacts)):
        countries = _countries(company, contact)
        if record.timezone not in ("", *_NO_PLACE) and countries:
            yield record, record.timezone, countries


@RULES.rule("warning")
def zone_old(document: Document) -> Iterator[Finding]:
    """A zone is the one of a city: old names are links, and EST, MST, HST know no summer time.

    Good: timezone: America/New_York
    Bad: timezone: US/Eastern
    Bad: timezone: EST
    """
    for record, zone, countries in _zones(document):
        if not zones.country_of(zone):
            known = [name for country in countries for name in zones.zones_of(country)]
            right = _same_clock(zone, known, document.today)
            hint = f"write {right}, if it is that city" if right else "write the zone of the city"
            yield document.finding(record, "timezone", f"{zone} is an old name, or the clock of no city", hint, right)


@RULES.rule("warning")
def zone_country(document: Document) -> Iterator[Finding]:
    """The zone is one of a country that the contact serves; where the desk is abroad, a comment beside it says so.

    Good: {serves: [US], timezone: America/Chicago}
    Bad: {serves: [US], timezone: Europe/London}
    """
    for record, zone, countries in _zones(document):
        home = zones.country_of(zone)
        if home and home not in countries and "all" not in countries:
            known = [name for country in countries for name in zones.zones_of(country)]
            node = document.at(record, "timezone")
            if not _same_clock(zone, known, document.today) and not document.is_explained(node):
                message = f"{zone} is in {zones.country_name(home)}, not in {', '.join(countries)}"
                yield document.finding_at(node, message, "correct it, or say in a comment where the desk is")


def _same_clock(zone: str, known: list[str], today: date) -> str:
    """The first of the zones whose clock goes like that of `zone` for a year; "" if none does."""
    for name in known:
        if len(_clocks_of(zone, name, today)) == 1:
            return name
    return ""


@lru_cache(maxsize=4096)
def _clocks_of(one: str, other: str, today: date) -> tuple[str, ...]:
    start = datetime.combine(today, time(), UTC)
    return zones.zones_apart((one, other), start, start + timedelta(days=366))


@RULES.rule("warning")
def holidays_country(document: Document) -> Iterator[Finding]:
    """The public holidays are those of a country that the contact serves; where they are not, a comment says why.

    Good: {serves: [CA], holidays: CA-ON}
    Bad: {serves: [CA], holidays: US}
    """
    company = document.company
    records = ((company, company.serves), *((contact, company.serves_of(contact)) for contact in document.contacts))
    for record, served in records:
        country = record.holidays.partition("-")[0]
        if country and served and not is_served(country, served):
            node = document.at(record, "holidays")
            if not document.is_explained(node):
                message = f"holidays of {country} for a contact that serves {', '.join(served)}"
                yield document.finding_at(node, message, "correct it, or say why in a comment")


@RULES.rule("notice")
def edge_in_shift(document: Document) -> Iterator[Finding]:
    """A time that the clock skips or shows twice within the next year: the line may open or close at another.

    Good: hours: Mo-Su 06:00-24:00
    Bad: hours: Mo-Su 00:00-01:30, in London
    """
    for contact, field, _, hours in document.clocks():
        zone = document.company.timezone_of(contact)
        if zone in ("", "caller", "unknown") or hours.constant:
            continue
        for on, first, last in _shifts(zone, document.today):
            if minute := next((m for m in _edges(hours, on) if first < m < last), 0):
                message = f"{minute // 60:02}:{minute % 60:02} is skipped or comes twice in {zone} on {on:%Y-%m-%d}"
                yield document.finding(contact, field, message, "say in the note what holds then, if the source does")
                break


@lru_cache(maxsize=1024)
def _shifts(zone: str, today: date) -> tuple[tuple[date, int, int], ...]:
    """The clock changes of the next year: the local date, and from and to which minute the clock skips or repeats."""
    start = datetime.combine(today, time(), UTC)
    found = []
    for at in zones.transitions(zone, start, start + timedelta(days=366)):
        after = at.replace(tzinfo=None)
        before = zones.wall(at - timedelta(minutes=1), zone) + timedelta(minutes=1)
        first, last = sorted((before, after))
        midnight = datetime.combine(first.date(), time())
        minute = timedelta(minutes=1)
        found.append((first.date(), (first - midnight) // minute, (last - midnight) // minute))
    return tuple(found)


def _edges(hours: Hours, on: date) -> Iterator[int]:
    """The minutes of a date at which a rule's spans begin or end."""
    eve = on - timedelta(days=1)
    for rule in hours.rules:
        if rule.matches(on, is_holiday=False):
            yield from (minute for span in rule.spans for minute in span)
        if rule.matches(eve, is_holiday=False):
            yield from (minute - DAY_MINUTES for span in rule.spans for minute in span)
