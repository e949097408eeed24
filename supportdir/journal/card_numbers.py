"""Card numbers in a text: 13 to 19 digits with a Luhn check digit, in groups or not, also in a longer run of digits.

Beside the word "card", 15 or 16 digits of a card are one with a mistyped digit too. After "order", "case" and the like,
digits are the number of that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEPARATORS = r"[ \t\n./_\u200b-]{0,3}"
_RUN = re.compile(rf"\+?\d(?:{_SEPARATORS}\d)*", re.ASCII)
_DATE = re.compile(
    r"(?<![\d./_-])(?:(?:19|20)\d\d([./-])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\2(?:19|20)\d\d"
    r"|(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])/(?:19|20)\d\d)(?![./_-]?\d)",
    re.ASCII,
)
_CARD_LENGTHS = range(13, 20)
_PHONE_LENGTH = 15  # digits; ITU-T E.164

# The number of a phone or tablet also ends with a Luhn digit (3GPP TS 23.003).
_DEVICE = re.compile(r"\bimei(?:[ ]?[12])?\W{0,3}(?:is |это )?$", re.IGNORECASE)
_DEVICE_LENGTHS = (15, 16)

# The first digits and lengths of card numbers, for digits inside a longer run, where any number would be found by
# chance: Visa, Mastercard, American Express, Diners Club, JCB, Maestro, Discover, UnionPay, Mir (ISO/IEC 7812).
_ISSUER = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3(?:0[0-5]|095|6|[89])\d{11,16}|35\d{14,17}"
    r"|(?:50|5[6-9]|6\d)\d{10,17}|220[0-4]\d{12,15}|(?:81|9792)\d{12,15}"
)

_CARD_WORDS = (
    r"(?:(?:debit|credit|bank|payment) )?cards?|visa|master ?card|amex|(?:банковск\w+ )?карт(?:а|ы|е|у|ой|очк\w+)|виза"
)
_NUMBER_WORDS = r"(?:numbers?|no\.?|номер\w*|is|was|это|был\w?|№|#)"
_AFTER_CARD = re.compile(
    rf"(?<![^\W\d])(?:{_CARD_WORDS})(?:[ \t:=-]+(?:{_NUMBER_WORDS}|[^\W\d_]+)){{0,3}}[ \t\n:=(«\"'-]*$", re.IGNORECASE
)
_BEFORE_CARD = re.compile(
    rf"[)»\"' \t-]*(?:(?:is|was|это|my|the|мо\w|номер)[ \t]+)*(?:{_CARD_WORDS})(?!\w)", re.IGNORECASE
)
_TYPED_AS_CARD = re.compile(r"4\d{15}|(?:5[1-5]|2[2-7])\d{14}|220[0-4]\d{12}|6\d{15}|3[47]\d{13}|3[0568]\d{14}")

_AFTER_CASE = re.compile(
    r"(?<![^\W\d])(?:orders?|cases?|tickets?|requests?|references?|ref|invoices?|complaints?|claims?|tracking|parcel|"
    r"заказ\w*|обращени\w*|заявк\w*|дел[оаеу]|тикет\w*|жалоб\w*|сч[её]т\w*|посылк\w*|отправлени\w*)"
    rf"(?:[ \t:=.-]*(?:id|{_NUMBER_WORDS}))*[ \t:=.(«\"'-]*$",
    re.IGNORECASE,
)
_LOOK_BACK = 50  # characters


def card_numbers(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each card number in a text whose digits are 0 to 9; they may overlap."""
    return ((start, end) for start, end in _numbers_like_cards(plain) if not _is_of_case(plain, start))


def case_numbers(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each number that looks like one of a card, but is one of an order or a case."""
    return ((start, end) for start, end in _numbers_like_cards(plain) if _is_of_case(plain, start))


def _is_of_case(plain: str, start: int) -> bool:
    return _AFTER_CASE.search(plain, max(start - _LOOK_BACK, 0), start) is not None


def _is_beside_card(plain: str, start: int, end: int) -> bool:
    return bool(_AFTER_CARD.search(plain, max(start - _LOOK_BACK, 0), start) or _BEFORE_CARD.match(plain, end))


def _numbers_like_cards(plain: str) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(_without_dates(plain)):
        offsets = [offset for offset in range(*run.span()) if plain[offset].isdigit()]
        digits = "".join(plain[offset] for offset in offsets)
        if run[0].startswith("+") and len(digits) <= _PHONE_LENGTH:
            continue
        if len(digits) in _DEVICE_LENGTHS and _DEVICE.search(plain, max(run.start() - 20, 0), run.start()):
            continue
        edges = {place for place in range(1, len(offsets)) if offsets[place] > offsets[place - 1] + 1}
        for first, length in _cards_in(digits, edges):
            yield offsets[first], offsets[first + length - 1] + 1
        if _TYPED_AS_CARD.fullmatch(digits) and edges in _PRINTED[len(digits)] and _is_beside_card(plain, *run.span()):
            yield run.span()


def _without_dates(plain: str) -> str:
    """Return the text with commas in place of dates, so that a date does not continue a run of digits."""
    return _DATE.sub(lambda date: "," * len(date[0]), plain)


def _cards_in(digits: str, edges: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the first digit and the length of each card number in a run of digits.

    `edges` are the places of the digits that have a separator before them.
    """
    if len(digits) in _CARD_LENGTHS and _is_luhn(digits) and len(set(digits)) > 1:
        yield 0, len(digits)
        return
    for first in range(len(digits) - _CARD_LENGTHS.start + 1):
        for length in _CARD_LENGTHS[: len(digits) - first - _CARD_LENGTHS.start + 1]:
            number = digits[first : first + length]
            if _ISSUER.fullmatch(number) and _is_grouped(first, length, len(digits), edges) and _is_luhn(number):
                yield first, length


def _is_grouped(first: int, length: int, total: int, edges: set[int]) -> bool:
    """Return whether digits inside a run are separated as those of a card, so that two phone numbers are not one.

    Either they are whole groups, or the usual length without a separator, or the groups that are printed on cards.
    """
    inner = {place for place in range(1, length) if first + place in edges}
    if inner in _PRINTED.get(length, ()):
        return True
    starts, ends = first == 0 or first in edges, first + length == total or first + length in edges
    return starts and ends and bool(edges)


_PRINTED: dict[int, tuple[set[int], ...]] = {15: (set(), {4, 10}), 16: (set(), {4, 8, 12})}


def _is_luhn(digits: str) -> bool:
    """Return whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B)."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(value - 9 * (value > 9) for value in doubled)) % 10 == 0
