"""Card numbers, PINs, passwords and one-time codes in a text: where they are, and the text without them.

A search by patterns: it cannot find every secret, and it may take another number for one. Phone numbers, dates and case
numbers are left alone as far as the text allows. Words are English and Russian.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal, NamedTuple

from supportdir.characters import hidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Kind = Literal["card", "pin", "security-code", "password", "one-time-code"]

MASK = "****"


class Secret(NamedTuple):
    """A secret in a text: its kind, and the offsets of its first character and after its last one."""

    kind: Kind
    start: int
    end: int


def find_secrets(text: str) -> list[Secret]:
    """Return the secrets in a text, in order; they do not overlap."""
    plain = _plain(text)
    return _merged((*_cards(plain), *_after_words(plain), *_before_words(plain)))


def masked(text: str) -> str:
    """Return the text with each secret replaced by ****."""
    parts, end = [], 0
    for secret in find_secrets(text):
        parts += [text[end : secret.start], MASK]
        end = secret.end
    return "".join((*parts, text[end:]))


def _plain(text: str) -> str:
    """Return the text with digits of any script as 0 to 9, and dashes, dots and spaces as "-", "." and " ".

    Its length stays. A character that is not seen becomes U+200B, so that it does not hide a card number.
    """
    unseen = set(hidden(text))
    return "".join("\u200b" if offset in unseen else _plain_character(text[offset]) for offset in range(len(text)))


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.digit(character, None)
    if digit is not None:  # also superscript and circled digits
        return str(digit)
    category = unicodedata.category(character)
    if category == "Pd" or character == "\N{MINUS SIGN}":
        return "-"
    if character in "\N{MIDDLE DOT}\N{BULLET}\N{BULLET OPERATOR}\N{IDEOGRAPHIC FULL STOP}\N{FULLWIDTH FULL STOP}":
        return "."
    return " " if category == "Zs" else character


def _merged(secrets: Iterable[Secret]) -> list[Secret]:
    """Return the secrets in order, those that overlap as one of the kind of the first."""
    merged: list[Secret] = []
    for secret in sorted(secrets, key=lambda secret: (secret.start, -secret.end)):
        if merged and secret.start < merged[-1].end:
            merged[-1] = merged[-1]._replace(end=max(merged[-1].end, secret.end))
        else:
            merged.append(secret)
    return merged


# Card numbers

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

# The first digits and lengths of card numbers, for digits inside a longer run, where any number would be found by
# chance: Visa, Mastercard, American Express, Diners Club, JCB, Maestro, Discover, UnionPay, Mir (ISO/IEC 7812).
_ISSUER = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3(?:0[0-5]|095|6|[89])\d{11,16}|35\d{14,17}"
    r"|(?:50|5[6-9]|6\d)\d{10,17}|220[0-4]\d{12,15}|(?:81|9792)\d{12,15}"
)


def _cards(plain: str) -> Iterator[Secret]:
    for run in _RUN.finditer(_without_dates(plain)):
        offsets = [offset for offset in range(*run.span()) if plain[offset].isdigit()]
        digits = "".join(plain[offset] for offset in offsets)
        if run[0].startswith("+") and len(digits) <= _PHONE_LENGTH:
            continue
        edges = {place for place in range(1, len(offsets)) if offsets[place] > offsets[place - 1] + 1}
        for first, length in _cards_in(digits, edges):
            yield Secret("card", offsets[first], offsets[first + length - 1] + 1)


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
    inner = {edge - first for edge in edges if first < edge < first + length}
    if inner in _PRINTED.get(length, ()):
        return True
    return {first, first + length} <= edges | {0, total} and bool(edges)


_PRINTED: dict[int, tuple[set[int], ...]] = {15: (set(), {4, 10}), 16: (set(), {4, 8, 12})}


def _is_luhn(digits: str) -> bool:
    """Return whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B)."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(value - 9 * (value > 9) for value in doubled)) % 10 == 0


# Secrets beside a word that names them

_PIN_WORDS = (
    r"t?pin(?:[ -]?(?:code|number|no\.?|2|1))?s?|m-?pin"
    r"|(?:тел[её]фонн\w+ )?пин(?:[ -]?код)?(?:а|у|ом|е|ы)?|пинкод(?:а|у|ом|е)?"
)
_SECURITY_WORDS = (
    r"(?:cvv[ -]?2?|cvc[ -]?2?|csc|cvn|цвв|свв)(?:[ -]?(?:codes?|number|код(?:а|ом)?))?|security codes?"
    r"|card (?:security|verification) (?:code|number|value)"
    r"|код(?:а|ом)? безопасности|(?:защитн|проверочн)\w+ код(?:а|ом)? карты"
)
_BY_MESSAGE = r"(?:in|from|by|via) (?:(?:the|an?|my) )?(?:sms|text(?: message)?)"
_ONE_TIME_WORDS = (
    r"t?otp|(?:one[ -]?time|single[ -]use|verification|confirmation|authentication|login|2fa|sms|text(?: message)?)"
    rf"[ -](?:pass)?(?:code|pin|password)s?|codes? (?:sent )?(?:{_BY_MESSAGE}|from (?:the|my) (?:e-?mail|app))"
    r"|код(?:а|ом|ы)? (?:из|в|по) (?:смс|sms|сообщени[яе]|письм[ае]|приложени[яе]|push|пуш)(?:[ -]?сообщени[яе])?"
    r"|(?:смс|sms)[ -]?код(?:а|ом|ы)?|код(?:а|ом|ы)? подтверждения|(?:одноразов|проверочн)\w+ (?:код|парол)\w*"
)
_PASSWORD_WORDS = (
    r"pass(?:word|code|phrase)s?|passwd|pwd|pass phrase|(?:memorable|security|secret|code) word"
    r"|парол(?:ь|я|ю|ем|е|и)|(?:кодов|секретн|контрольн)\w+ (?:слов\w+|фраз\w+)"
)

# Between the word and the secret: "for my card", "от личного кабинета", then "is", ":" and the like.
_ABOUT = (
    r"(?:[ \t]+(?:for|of|from|on|to|at|от|для|на|с|к|по|в)(?:[ \t]+(?!(?:case|ticket|order|request|number|is|was|"
    r"обращени|заявк|заказ|номер)\b)[^\W\d]+){1,3}?)?"
)
_LINK = r"(?:[ \t]*(?:[:=#]|->|-)[ \t]*|[ \t]+(?:is|was|are|were|это|был|была|было|мой|моя|my|the)\b(?:[ \t]*[:=])?)"
_NEXT = r"(?:[ \t]*(?:,|/|;|\b(?:and|or|then|и|или|потом)\b)[ \t]*)"
_DIGITS = r"(?:\d[ \u200b-]?){2,11}\d(?!\d|[.:/-]\d|,\d)"
_CODE = rf"(?<![\d.+-]){_DIGITS}"
_ONE_TIME = rf"(?<![\d.+-])(?:\b[a-z]{{1,3}}-?)?{_DIGITS}"

_NUMERIC: tuple[tuple[Kind, str, str], ...] = (
    ("one-time-code", _ONE_TIME_WORDS, _ONE_TIME),
    ("security-code", _SECURITY_WORDS, _CODE),
    ("pin", _PIN_WORDS, _CODE),
)


def _numeric_pattern(words: str, code: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{words})(?!\w){_ABOUT}(?:{_LINK}){{0,3}}[ \t\n\"'«“(]*(?P<codes>{code}(?:{_NEXT}{code})*)",
        re.IGNORECASE,
    )


_AFTER = [(kind, _numeric_pattern(words, code), re.compile(code, re.IGNORECASE)) for kind, words, code in _NUMERIC]

_ANY_WORD = "|".join((_ONE_TIME_WORDS, _SECURITY_WORDS, _PIN_WORDS, _PASSWORD_WORDS))
_BEFORE = re.compile(
    rf"(?P<code>{_CODE})[\"'»”)]*(?:[ \t]*[-=][ \t]*|[ \t]+(?:is|was|это|был)\b)?"
    r"(?:[ \t]*(?:это|as|my|the|her|his|our|мой)\b)*[ \t]+"
    rf"(?:{_ANY_WORD}|{_BY_MESSAGE}|из (?:смс|sms))(?!\w)(?![ \t]*[:=])",
    re.IGNORECASE,
)
_CODE_FROM_MESSAGE = re.compile(
    rf"(?<!\w)(?:code|код(?:а|ом)?)(?:{_LINK})?[ \t]+(?P<code>{_ONE_TIME})[ \t]*,?[ \t]*"
    rf"(?:(?:that )?(?:came |was sent )?{_BY_MESSAGE}|(?:пришедш\w+ )?(?:из|в|по) (?:смс|sms))(?!\w)",
    re.IGNORECASE,
)

# A password may be any word. After a sign or in quotes it is taken; after "is" if the word is none of those that say
# something about a password; alone only if it does not look like a word.
_STATES = (
    "a|an|the|not|no|now|still|too|being|been|be|it|in|on|at|to|for|of|and|or|but|that|this|was|is|are|has|had|"
    "reset|changed|wrong|right|correct|incorrect|expired|required|needed|invalid|valid|accepted|rejected|refused|"
    "blocked|locked|lost|forgotten|unknown|known|old|new|weak|strong|short|long|sent|missing|working|never|always|"
    "не|нет|был|была|было|это|уже|еще|ещё|больше|снова|тоже|неверн\\w*|верн\\w*|правильн\\w*|неправильн\\w*|забыт\\w*|"
    "изменен\\w*|изменён\\w*|сброшен\\w*|нужен|нужно|требуется|устарел\\w*|просрочен\\w*|подходит|работает|принят\\w*|"
    "отправлен\\w*|новый|старый"
)
_QUOTED = r"""(?!.\*+["'»”“])(?:"[^"\n]{1,80}"|'[^'\n]{1,80}'|«[^»\n]{1,80}»|“[^”\n]{1,80}”|„[^“”\n]{1,80}[“”])"""
_NOT_MASKED = r"""(?!["'«“„]?\*+(?:\W|$))"""
_END = r"""[^\s,;.»”"')]"""  # the last character of a password; before it, any that is no space
_TOKEN = rf"{_NOT_MASKED}\S*{_END}"
_ODD_TOKEN = rf"""(?=\S*(?:\d|[^\W\d_][^\w\s.,;:!?)»”"'-])){_TOKEN}"""
_PASSWORD = re.compile(
    rf"(?<!\w)(?:{_PASSWORD_WORDS})(?!\w){_ABOUT}"
    rf"(?:[ \t]*(?:[:=]|->|[ ]-[ ])[ \t\n]*(?:{_QUOTED}|(?P<after_sign>{_TOKEN}))"
    r"|[ \t]+(?:is|was|это|был|была|было)(?:[ \t]*[:=-])?[ \t]+"
    rf"(?:{_QUOTED}|(?!(?:{_STATES})(?!\w))(?P<after_is>{_TOKEN}))"
    rf"|[ \t]+(?:{_QUOTED}|(?P<alone>{_ODD_TOKEN})))",
    re.IGNORECASE,
)
_QUOTED_AT_END = re.compile(rf"(?:{_QUOTED})$")


def _after_words(plain: str) -> Iterator[Secret]:
    for kind, pattern, code in _AFTER:
        for match in pattern.finditer(plain):
            for found in code.finditer(plain, *match.span("codes")):
                yield Secret(kind, *found.span())
    for match in _CODE_FROM_MESSAGE.finditer(plain):
        yield Secret("one-time-code", *match.span("code"))
    for match in _PASSWORD.finditer(plain):
        yield Secret("password", *_password_span(match))


def _password_span(match: re.Match[str]) -> tuple[int, int]:
    for group in ("after_sign", "after_is", "alone"):
        if match[group] is not None:
            return match.span(group)
    quoted = _QUOTED_AT_END.search(match[0])
    assert quoted is not None  # the only other alternative
    return match.start() + quoted.start() + 1, match.end() - 1


def _before_words(plain: str) -> Iterator[Secret]:
    for match in _BEFORE.finditer(plain):
        yield Secret(_kind_of(match[0][len(match["code"]) :]), *match.span("code"))


def _kind_of(words: str) -> Kind:
    for kind, pattern in _KINDS:
        if pattern.search(words):
            return kind
    return "one-time-code"


_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE))
    for kind, words in (*((kind, words) for kind, words, _ in _NUMERIC), ("password", _PASSWORD_WORDS))
)
