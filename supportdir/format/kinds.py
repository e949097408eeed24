"""The kinds of texts in a company file: what is a valid text, and how it is written.

A check takes a text and returns the problem in it, or None. Countries, zones and dates repeat in many files, so the
results of their checks are cached.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from supportdir.characters import ascii_url
from supportdir.dialing import number
from supportdir.errors import HoursError, NumberError
from supportdir.format import rules
from supportdir.format.findings import Problem
from supportdir.format.yaml_file import excerpt
from supportdir.hours import parsing

if TYPE_CHECKING:
    from collections.abc import Callable

    Check = Callable[[str], Problem | None]

_CACHED = 1024  # results of each check

_SITE = r"://[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\.?(:[0-9]{1,5})?([/?#][!-~]*)?"
_REGION = "-?[A-Z]{2}(-[A-Z0-9]{1,3})?"
_DATE = "[0-9]{4}(~|-[0-9]{2}(-[0-9]{2})?)?"
_PERIOD = "(1 (min|h|day|business day)|(0|[2-9]|[1-9][0-9]+) (min|h|days|business days))"

Quoting = Literal["", "always", "never"]


class Kind(NamedTuple):
    """A kind of text.

    `pattern` is the regular expression of the whole text in the JSON Schema, "" for any text. `is_prose`: a "#" after
    the text may belong to it, although YAML reads it as a comment. `quoting`: whether data/README.md wants quotes.
    `is_reference`: the text is a word of a closed list, or the name of a contact or source of the file.
    """

    check: Check | None = None
    pattern: str = ""
    is_prose: bool = False
    quoting: Quoting = ""
    is_reference: bool = False


def _form(rule: str, pattern: str, message: str, hint: str) -> Check:
    """Return a check by a regular expression; {} in `message` becomes the text."""
    compiled = re.compile(pattern)

    @lru_cache(_CACHED)
    def check(text: str) -> Problem | None:
        if compiled.fullmatch(text):
            return None
        return Problem(rule, message.replace("{}", f"'{excerpt(text)}'"), hint)

    return check


def _url(schemes: str, hint: str) -> Check:
    """Return a check of web addresses in ASCII: letters of other alphabets can imitate another site's name.

    A user name before "@" is refused, because https://bank.example@elsewhere.example leads to elsewhere.example.
    """
    check_form = _form(rules.url_form, f"{schemes}{_SITE}", "{} is not a plain web address", hint)

    @lru_cache(_CACHED)
    def check(text: str) -> Problem | None:
        if text.isascii():
            return check_form(text)
        url = ascii_url(text)
        hint = f"write {excerpt(url)}, if that is the site"
        if not url:
            hint = "write the host in punycode (xn--...), the rest percent-encoded"
        return Problem(rules.url_form, f"'{excerpt(text)}' has non-ASCII characters", hint)

    return check


@lru_cache(_CACHED)
def _date(text: str) -> Problem | None:
    parts = re.fullmatch(r"(\d{4})(?:~|-(\d\d)(?:-(\d\d))?)?", text, re.ASCII)
    try:
        if parts:
            date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
            return None
    except ValueError:
        return Problem(rules.date_form, f"'{text}' does not exist", "correct it")
    hint = 'write "2020-08-25", "2026-02", "2019", or "2019~" for about 2019'
    return Problem(rules.date_form, f"'{excerpt(text)}' is not in a valid form", hint)


def _hours(text: str) -> Problem | None:
    try:
        parsing.parse(text)
    except HoursError as error:
        message = f"'{excerpt(text)}': {error.message}"
        return Problem(rules.hours_form, message, error.hint, error.fix, error.column - 1)
    return None


@lru_cache(_CACHED)
def _region(text: str) -> Problem | None:
    from supportdir.hours import zones

    if text == "all":
        return None
    if not re.fullmatch(_REGION, text):
        hint = "write ISO 3166 codes: GB, GB-ENG, -US, or all"
        return Problem(rules.country_form, f"'{excerpt(text)}' is not a country code", hint)
    country = text.removeprefix("-").partition("-")[0]
    if zones.country_name(country):
        return None
    hint = {"UK": "write GB", "EN": "write GB-ENG", "EL": "write GR"}.get(country, "write the codes of the countries")
    return Problem(rules.country_form, f"'{text}' is not the code of a country", hint)


@lru_cache(_CACHED)
def _zone(text: str) -> Problem | None:
    from supportdir.hours import zones

    if text in ("caller", "unknown") or zones.is_zone(text):
        return None
    hint = "write an IANA name such as Europe/London, or caller, or unknown"
    return Problem(rules.zone_name, f"'{excerpt(text)}' is not a time zone", hint)


@lru_cache(_CACHED)
def _holidays(text: str) -> Problem | None:
    from supportdir.hours import public_holidays

    if public_holidays.is_region(text):
        return None
    hint = "write the code of a country or region, such as US or GB-ENG"
    return Problem(rules.holidays_name, f"'{excerpt(text)}' has no known public holidays", hint)


def number_problem(text: str, country: str = "") -> Problem | None:
    """Return the problem in a number; `country` (ISO 3166-1) only improves the hint."""
    try:
        number.read(text, country)
    except NumberError as error:
        return Problem(rules.number_form, f"'{excerpt(text)}' {error.message}", error.hint)
    return None


def _formed(rule: str, pattern: str, message: str, hint: str, quoting: Quoting = "") -> Kind:
    """Return the kind of texts that match a regular expression; {} in `message` becomes the text."""
    return Kind(_form(rule, pattern, message, hint), f"^{pattern}$", quoting=quoting)


_PERIOD_HINT = "write 10 min, 24 h, 1 day or 2 business days"
_NO_KEYS = "{} has characters that are not keys"

PROSE = Kind(is_prose=True)
CODE = Kind()
WORD = Kind(is_reference=True)
COUNT_OF = _formed(rules.shape, "[0-9]{1,6}", "is {}, not a count", "write digits only", "never")
ID = _formed(
    rules.id_form, "[a-z0-9]+(-[a-z0-9]+)*", "{} is not a valid id", "write lower-case letters, digits and hyphens"
)
# The check of a number depends on the countries that its contact serves; see violations.py.
NUMBER = Kind(pattern=r"^\+[0-9]", quoting="always")
DIALLED = _formed(rules.dialled, "[0-9*#]+( [0-9*#]+)*", "{} cannot be dialled", "write digits, * and # only", "always")
KEYS = _formed(rules.keys, "[0-9*#]+", _NO_KEYS, "write only 0-9*#, one step per prompt", "always")
END_KEY = _formed(rules.keys, "[0-9*#]+", _NO_KEYS, "write only 0-9*#", "always")
PERIOD = _formed(rules.answers_within, _PERIOD, "{} is not a valid duration", _PERIOD_HINT)
REGION = Kind(_region, f"^(all|{_REGION})$")
ZONE = Kind(_zone)
HOLIDAYS = Kind(_holidays)
HOURS = Kind(_hours)
DATE = Kind(_date, f"^{_DATE}$", quoting="always")
WEB = Kind(_url("https?", "write http or https://SITE/..."), f"^https?{_SITE}$")
SECURE = Kind(_url("https", "write https://SITE/..."), f"^https{_SITE}$")
