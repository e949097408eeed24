"""Places: time zones, clock changes and public holidays of contacts."""

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

_NO_PLACE = ("", "caller", "unknown", "UTC", "Etc/UTC")


def _served(document: Document) -> Iterator[tuple[Company | Contact, tuple[str, ...]]]:
    """Yield the company and its contacts, each with the codes of the countries that it serves."""
    company = document.company
    yield company, company.serves
    for contact in document.contacts:
        yield contact, company.serves_of(contact)


def _zones(document: Document) -> Iterator[tuple[Company | Contact, str, list[str]]]:
    """Yield the company and contacts that have a time zone, each with the zone and its countries (["all"]: any)."""
    for record, codes in _served(document):
        countries = list(countries_in(codes))
        if record.timezone not in _NO_PLACE and countries:
            yield record, record.timezone, countries


@RULES.rule("warning")
def zone_old(document: Document) -> Iterator[Finding]:
    """A time zone is the current name of a city's zone.

    Old names are only links, and EST, MST, HST have no daylight saving time.

    Good: timezone: America/New_York
    Bad: timezone: US/Eastern
    Bad: timezone: EST
    """
    for record, zone, countries in _zones(document):
        if not zones.country_of(zone):
            fix = _same_clock(zone, countries, document.today)
            hint = f"write {fix}, if it is that city" if fix else "write the zone of the city"
            yield document.finding(record, "timezone", f"{zone} is not the current name of a city's zone", hint, fix)


@RULES.rule("warning")
def zone_country(document: Document) -> Iterator[Finding]:
    """A time zone is in a country that the contact serves, or a comment says where the contact is.

    A zone of another country is often an error.

    Good: {serves: [US], timezone: America/Chicago}
    Bad: {serves: [US], timezone: Europe/London}
    """
    for record, zone, countries in _zones(document):
        home = zones.country_of(zone)
        node = document.node(record, "timezone")
        if not home or home in countries or "all" in countries or document.has_comment(node):
            continue
        if not _same_clock(zone, countries, document.today):
            message = f"{zone} is in {zones.country_name(home)}, not in {', '.join(countries)}"
            yield document.finding_at(node, message, "correct it, or say in a comment where the contact is")


def _same_clock(zone: str, countries: list[str], today: date) -> str:
    """Return the first zone of the countries that has the same time as `zone` for a year; "" if none has."""
    names = (name for country in countries for name in zones.zones_of(country))
    return next((name for name in names if len(_clocks_of(zone, name, today)) == 1), "")


@lru_cache(maxsize=4096)
def _clocks_of(zone: str, other: str, today: date) -> tuple[str, ...]:
    start = datetime.combine(today, time(), UTC)
    return zones.zones_apart((zone, other), start, start + timedelta(days=366))


@RULES.rule("warning")
def holidays_country(document: Document) -> Iterator[Finding]:
    """`holidays` is in a country that the contact serves, or a comment gives the reason.

    Public holidays of another country are often an error.

    Good: {serves: [CA], holidays: CA-ON}
    Bad: {serves: [CA], holidays: US}
    """
    for record, served in _served(document):
        country = record.holidays.partition("-")[0]
        if country and served and not is_served(country, served):
            node = document.node(record, "holidays")
            if not document.has_comment(node):
                message = f"holidays of {country} for a contact that serves {', '.join(served)}"
                yield document.finding_at(node, message, "correct it, or give the reason in a comment")


@RULES.rule("notice")
def edge_in_shift(document: Document) -> Iterator[Finding]:
    """No opening or closing time of the next year falls into a clock change.

    The clock skips or repeats that time, so the line may open or close at another time.

    Good: hours: Mo-Su 06:00-24:00
    Bad: hours: Mo-Su 00:00-01:30, in London
    """
    for contact, field, _, hours in document.hours():
        zone = document.company.timezone_of(contact)
        if zone in ("", "caller", "unknown") or hours.constant:
            continue
        for day, first, last in _shifts(zone, document.today):
            if edge := next((minute for minute in _edges(hours, day) if first < minute < last), 0):
                message = (
                    f"the clock change in {zone} on {day:%Y-%m-%d} skips or repeats {edge // 60:02}:{edge % 60:02}"
                )
                yield document.finding(contact, field, message, "state the hours of that day in the note if known")
                break


@lru_cache(maxsize=1024)
def _shifts(zone: str, today: date) -> tuple[tuple[date, int, int], ...]:
    """Return the clock changes of the next year: local date, first and last skipped or repeated minute of the day."""
    start = datetime.combine(today, time(), UTC)
    minute = timedelta(minutes=1)
    shifts = []
    for moment in zones.transitions(zone, start, start + timedelta(days=366)):
        before = zones.wall(moment - minute, zone) + minute
        first, last = sorted((before, moment.replace(tzinfo=None)))
        midnight = datetime.combine(first.date(), time())
        shifts.append((first.date(), (first - midnight) // minute, (last - midnight) // minute))
    return tuple(shifts)


def _edges(hours: Hours, day: date) -> Iterator[int]:
    """Yield the minutes of a day at which the spans of a rule start or end."""
    eve = day - timedelta(days=1)
    for rule in hours.rules:
        if rule.matches(day, is_holiday=False):
            yield from (minute for span in rule.spans for minute in span)
        if rule.matches(eve, is_holiday=False):
            yield from (minute - DAY_MINUTES for span in rule.spans for minute in span)
