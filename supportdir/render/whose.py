"""`whose`: which company and contact a number belongs to, what it is for, and by which source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from supportdir.model import Phone, countries_in, is_served, split_regions, with_exceptions
from supportdir.render import parts, phrases
from supportdir.render.console import ALARM, LABEL_WIDTH, STRONG, WARN, flow, labelled, rows, separated, wrap
from supportdir.ways import extended

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from supportdir.caller import Caller
    from supportdir.number_lookup import NumberMatch


def matches(number_matches: list[NumberMatch], now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    """Yield a paragraph for each group of contacts with the same facts: the contacts, then the facts."""
    groups: dict[tuple[str, ...], tuple[list[NumberMatch], list[Text]]] = {}
    for match in number_matches:
        facts = list(_facts(match, now, caller, width))
        groups.setdefault(tuple(line.plain for line in facts), ([], facts))[0].append(match)
    return separated(_group(matches, facts, width) for matches, facts in groups.values())


def _group(matches: list[NumberMatch], facts: list[Text], width: int) -> Iterator[Text]:
    names = [(Text(_number(match), style=STRONG), _title(match), Text(_more(match))) for match in matches]
    if len(names) > 1:
        yield from rows(names, width)
        yield from facts
        return
    number, title, more = names[0]
    yield from flow([number, title], width)
    yield from facts
    yield from labelled("more", more, width)


def _facts(match: NumberMatch, now: datetime, caller: Caller, width: int) -> Iterator[Text]:
    for text in phrases.history_of(match.company, match.successor):
        yield from wrap(text, width, WARN)
    for text, style in _use(match, caller):
        yield from wrap(text, width, style)
    if match.note:
        yield from labelled("note", match.note, width)
    yield from labelled("source", parts.source(match.provenance, "number", now), width)
    if match.provenance and match.provenance.url:
        yield Text(" " * LABEL_WIDTH + match.provenance.url)  # not wrapped, so that a terminal can open it


def _more(match: NumberMatch) -> str:
    # `show` offers no dead number: it shows the contacts that the company has instead.
    return f"supportdir show {match.company.slug if match.use == 'dead' else match.id}"


def _number(match: NumberMatch) -> str:
    if not isinstance(match.contact, Phone) or match.kind not in ("number", "short"):
        return match.written
    return extended(match.written, match.contact.extension)


def _title(match: NumberMatch) -> Text:
    if not match.contact:
        return Text(f"NOT {phrases.possessive(match.company.name)} number", style=ALARM)
    label = phrases.label_of(match.contact)
    return Text(f"{match.company.name} · {label}{', textphone' if match.kind == 'textphone' else ''}")


def _use(match: NumberMatch, caller: Caller) -> Iterator[tuple[str, str]]:
    """Yield what the number is for, what it costs and what to beware of, each with its style."""
    contact = match.contact
    if not contact:
        yield (
            "a false number: do not call it or give it any information",
            ALARM,
        )
        return
    if match.use == "dead":
        yield "a dead number: no longer the company's, or a misprint", WARN
        return
    if match.use == "privacy":
        yield "only for requests about personal data, not for support", WARN
    elif contact.topics:
        yield f"for {phrases.spaced(contact.topics)}", ""
    if match.kind == "textphone":
        yield "for text devices only; it does not take voice calls", ""
    if match.kind == "short":
        codes = countries_in(match.serves)
        countries = ", ".join("all countries" if code == "all" else phrases.in_country(code) for code in codes)
        countries = with_exceptions(countries, [*map(phrases.in_country, split_regions(match.serves)[1])])
        where = f"dialled from {contact.works_from}" if contact.works_from else f"in {countries}"
        yield f"a short number, {where}", ""
        if caller.location and not is_served(caller.location, match.serves) and contact.abroad not in ("only", "also"):
            yield f"in {phrases.in_country(caller.location)} it is another number or none", WARN
    if match.cost in ("toll-free", "shared", "premium"):
        country = match.number.country if match.number else phrases.country_of_short(match.company, contact)
        yield phrases.cost(match.cost, country), WARN if match.cost == "premium" else ""
