"""What a text in a company file can be: its form, and how it is written.

A check takes a text and returns the problem in it, or None. The texts of countries, zones and dates are the same in
many files, so their results are kept.
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
from supportdir.format.yaml_file import shown
from supportdir.hours import parsing

if TYPE_CHECKING:
    from collections.abc import Callable

    Check = Callable[[str], Problem | None]

_KEPT = 1024  # results of a check

_SITE = r"://[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\.?(:[0-9]{1,5})?([/?#][!-~]*)?"
_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
_DIALLED = "[0-9*#]+( [0-9*#]+)*"
_REGION = "-?[A-Z]{2}(-[A-Z0-9]{1,3})?"
_DATE = "[0-9]{4}(~|-[0-9]{2}(-[0-9]{2})?)?"
_PERIOD = "[0-9]+ (min|h|days|business days)"
COUNT = re.compile("[0-9]{1,6}")


class Kind(NamedTuple):
    """What a text is.

    `pattern` is the regular expression of the whole text for the JSON Schema, "" for any text. `is_prose`: a "#" after
    it may be a part that YAML takes for a comment. `quoting` is the house rule of data/README.md. `is_reference`: it is
    a word of a closed list, or names a contact or a source of the file.
    """

    check: Check | None = None
    pattern: str = ""
    is_prose: bool = False
    quoting: Literal["", "always", "never"] = ""
    is_reference: bool = False


def _form(rule: str, pattern: str, message: str, hint: str) -> Check:
    """Return a check by a regular expression; {} in `message` becomes the text."""
    compiled = re.compile(pattern)

    @lru_cache(_KEPT)
    def check(text: str) -> Problem | None:
        if compiled.fullmatch(text):
            return None
        return Problem(rule, message.replace("{}", f"'{shown(text)}'"), hint)

    return check


def _url(schemes: str, hint: str) -> Check:
    """Return a check of web addresses in ASCII: other letters look like those of another site.

    A user name before "@" is refused, as https://bank.example@elsewhere.example leads elsewhere.
    """
    check_form = _form(rules.url_form, f"{schemes}{_SITE}", "{} is no plain web address", hint)

    @lru_cache(_KEPT)
    def check(text: str) -> Problem | None:
        if text.isascii():
            return check_form(text)
        right = ascii_url(text)
        hint = f"write {shown(right)}, if that is the site"
        if not right:
            hint = "write the host in punycode (xn--...), the rest percent-encoded"
        return Problem(rules.url_form, f"'{shown(text)}' has characters other than ASCII", hint)

    return check


@lru_cache(_KEPT)
def _date(text: str) -> Problem | None:
    parts = re.fullmatch(r"(\d{4})(?:~|-(\d\d)(?:-(\d\d))?)?", text, re.ASCII)
    try:
        if parts:
            date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
            return None
    except ValueError:
        return Problem(rules.date_form, f"'{text}' is not in the calendar", "correct it")
    hint = 'write "2020-08-25", "2026-02", "2019", or "2019~" for about'
    return Problem(rules.date_form, f"'{shown(text)}' is in another form", hint)


def _hours(text: str) -> Problem | None:
    try:
        parsing.parse(text)
    except HoursError as error:
        message = f"'{shown(text)}': {error.message}"
        return Problem(rules.hours_form, message, error.hint, error.fix, error.column - 1)
    return None


@lru_cache(_KEPT)
def _region(text: str) -> Problem | None:
    from supportdir.hours import zones

    if text == "all":
        return None
    if not re.fullmatch(_REGION, text):
        hint = "write ISO codes: GB, GB-ENG, -US, or all"
        return Problem(rules.country_form, f"'{shown(text)}' is no country code", hint)
    country = text.removeprefix("-").partition("-")[0]
    if zones.country_name(country) or country == "XK":  # Kosovo has a code that ISO 3166 leaves to its users
        return None
    hint = {"UK": "write GB", "EN": "write GB-ENG", "EL": "write GR"}.get(country, "write the codes of the countries")
    return Problem(rules.country_form, f"'{text}' is the code of no country", hint)


@lru_cache(_KEPT)
def _zone(text: str) -> Problem | None:
    from supportdir.hours import zones

    if text in ("caller", "unknown") or zones.is_zone(text):
        return None
    hint = "write one such as Europe/London, or caller, or unknown"
    return Problem(rules.zone_name, f"'{shown(text)}' is not known", hint)


@lru_cache(_KEPT)
def _holidays(text: str) -> Problem | None:
    from supportdir.hours import public_holidays

    if public_holidays.is_region(text):
        return None
    hint = "write a country or a part of one, such as US or GB-ENG"
    return Problem(rules.holidays_name, f"'{shown(text)}' is not known", hint)


def number_problem(text: str, country: str = "") -> Problem | None:
    """Return the problem in a number; `country` (ISO 3166-1) only improves the hint."""
    try:
        number.read(text, country)
    except NumberError as error:
        return Problem(rules.number_form, f"'{shown(text)}' {error.message}", error.hint)
    return None


PROSE = Kind(is_prose=True)
CODE = Kind()
WORD = Kind(is_reference=True)
COUNT_OF = Kind(quoting="never")
ID = Kind(_form(rules.id_form, _SLUG, "{} is no id", "write lower-case letters, digits and hyphens"), f"^{_SLUG}$")
# What a number must be depends on the countries that its contact serves; see violations.py.
NUMBER = Kind(pattern=r"^\+[0-9]", quoting="always")
DIALLED = Kind(
    _form(rules.dialled, _DIALLED, "{} is not what one dials", "write digits, * and # only"),
    f"^{_DIALLED}$",
    quoting="always",
)
KEYS = Kind(
    _form(rules.keys, "[0-9*#]+", "{} is not only keys", "only 0-9*#, one step per prompt"),
    "^[0-9*#]+$",
    quoting="always",
)
END_KEY = Kind(_form(rules.keys, "[0-9*#]+", "{} is not only keys", "only 0-9*#"), "^[0-9*#]+$", quoting="always")
PERIOD = Kind(
    _form(rules.answers_within, _PERIOD, "{} is in another form", "write a number and min, h, days or business days"),
    f"^{_PERIOD}$",
)
REGION = Kind(_region, f"^(all|{_REGION})$")
ZONE = Kind(_zone)
HOLIDAYS = Kind(_holidays)
HOURS = Kind(_hours)
DATE = Kind(_date, f"^{_DATE}$", quoting="always")
WEB = Kind(_url("https?", "write http or https://SITE/..."), f"^https?{_SITE}$")
SECURE = Kind(_url("https", "write https://SITE/..."), f"^https{_SITE}$")
