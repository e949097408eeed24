"""From company files to an index: everything that is too slow for a look-up is done here, once.

The index is made in memory and put in place in one move, so a reader sees the old one or the new one.
"""

from __future__ import annotations

import gc
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from supportdir.hours import zones
from supportdir.hours.closures import public_holidays
from supportdir.listing import Listing, listing_of
from supportdir.owners import numbers_of
from supportdir.search import Name, NameKind, name_of
from supportdir.store import vocabulary
from supportdir.store.company_file import read_company
from supportdir.store.index import TABLES, checksum_of, stamp, years_around
from supportdir.store.places import File, Layer, files_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from supportdir.model import Phone


def compiled(layers: tuple[Layer, ...], year: int) -> sqlite3.Connection:
    """An index of all files of the layers, in memory. Holidays and zones are worked out for the years around `year`."""
    gc.enable()  # the entry point turns it off for short look-ups; this is none
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    _insert(connection, "meta", "stamp", stamp(layers, year))  # first: what changes from now on makes the index stale
    listings, broken, files = _read(layers)
    labels = vocabulary.labels()
    for slug, (listing, path) in listings.items():
        lines = [phone for phone in listing.phones if phone.is_for_support]
        timed = any(phone.hours for phone in lines)
        _insert(connection, "company", slug, listing, path, _markets(listing, lines), timed)
        rows = [(*name, name.folded) for name in _names(listing, labels)]
        connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?)", rows)
    for slug, faults in broken.items():
        _insert(connection, "broken", slug, faults)
    for region in sorted({region for listing, _ in listings.values() for region in _regions(listing)}):
        _insert(connection, "closures", region, public_holidays(region, years_around(year)))
    years = [datetime(edge, 1, 1, tzinfo=UTC) for edge in (years_around(year)[0], years_around(year)[-1] + 1)]
    for country in sorted({country for listing, _ in listings.values() for country in _zoneless(listing)}):
        _insert(connection, "zones", country, zones.zones_apart(zones.zones_of(country), *years))
    connection.executemany("INSERT INTO file VALUES (?, ?, ?)", files)
    connection.commit()
    return connection


def put_in_place(connection: sqlite3.Connection, path: Path) -> None:
    """Write the index so that a reader, or a kill at any instant, finds the old file or the new one. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123
            file.write(connection.serialize())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _read(layers: tuple[Layer, ...]) -> tuple[dict[str, tuple[Listing, str]], dict[str, list[str]], list[File]]:
    words = vocabulary.lists()
    listings: dict[str, tuple[Listing, str]] = {}
    broken: dict[str, list[str]] = {}
    files: list[File] = []
    for layer in layers:
        for file in files_of(layer):
            path = Path(file[0])
            slug = path.stem
            # A file of the same slug replaces what a lower layer says, even by being broken: never a silent guess.
            listings.pop(slug, None)
            broken.pop(slug, None)
            label = f"{layer.label}/{path.name}"
            try:
                company, faults = read_company(slug, label, path.read_bytes(), words=words)
            except OSError as error:
                broken[slug] = [f"{label}: cannot be read ({error.strerror})"]
                continue
            files.append(file)
            if company is None:
                broken[slug] = [str(fault) for fault in faults]
            else:
                listings[slug] = (listing_of(company), file[0])
    return listings, broken, files


def _names(listing: Listing, labels: dict[NameKind, dict[str, list[str]]]) -> Iterator[Name]:
    topics = dict.fromkeys(topic for contact in listing.contacts for topic in contact.topics)
    found_by: list[tuple[NameKind, Iterable[str]]] = [
        ("slug", [listing.slug]),
        ("name", [listing.name]),
        ("alias", listing.aliases),
        ("domain", listing.domains),
        ("category", (label for category in listing.categories for label in labels["category"][category])),
        ("topic", (label for topic in topics for label in labels["topic"][topic])),
        ("number", dict.fromkeys(owner.form for owner in numbers_of(listing))),
    ]
    for kind, texts in found_by:
        for text in texts:
            yield name_of(text, listing.slug, kind)


def _markets(listing: Listing, lines: list[Phone]) -> str:
    """Whom the phone lines serve, as the index notes it."""
    served = (code for phone in lines for code in listing.serves_of(phone) if not code.startswith("-"))
    codes = dict.fromkeys(code.partition("-")[0] for code in served)
    return f" {' '.join(codes)} " if codes else ""


def _regions(listing: Listing) -> set[str]:
    """The regions whose public holidays the company's hours depend on, or pass over in silence."""
    return {region for contact in listing.contacts if contact.hours and (region := listing.holidays_of(contact))}


def _zoneless(listing: Listing) -> set[str]:
    """The countries in one of whose zones some hours are, the source does not say in which."""
    return {
        code.partition("-")[0]
        for contact in listing.contacts
        if contact.hours and listing.timezone_of(contact) in ("caller", "unknown")
        for code in listing.serves_of(contact)
        if not code.startswith("-") and code != "all"
    }


def _insert(connection: sqlite3.Connection, table: str, key: str, value: Any, *more: str | bool) -> None:
    record = msgspec.msgpack.encode(value)
    row = (key, record, checksum_of(key, record), *more)
    connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
