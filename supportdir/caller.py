"""The caller: country, location, time zone, language and kind of phone."""

from __future__ import annotations

import re
from typing import Literal, get_args

from msgspec import Struct

from supportdir.errors import UsageError
from supportdir.hours import zones
from supportdir.model import PhoneKind

LANGUAGE_TAG = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"


class Caller(Struct, frozen=True, kw_only=True):
    """The person who wants to reach a company.

    * `country`: whose contacts the caller wants (ISO 3166-1 or -2); "all" for every country; "" for the location, else
      the home country of each company
    * `location`: where the caller is (ISO 3166-1 or -2); "" if not known
    * `timezone`: the caller's IANA zone
    * `language`: the BCP 47 tag of the language that the contact should speak; "" for any
    * `phone`: what the caller dials with; "" for any

    Raises UsageError for an invalid value.
    """

    country: str = ""
    location: str = ""
    timezone: str = "UTC"
    language: str = ""
    phone: PhoneKind | Literal[""] = ""

    def __post_init__(self) -> None:
        for field, code in (("country", self.country), ("location", self.location)):
            if code and not zones.is_country_code(code) and (field, code) != ("country", "all"):
                raise _invalid(field, code, _country_code(code), "an ISO 3166 code, such as 'DE'")
        try:
            zones.zone(self.timezone)
        except zones.UnknownZoneError:
            raise _invalid("timezone", self.timezone, "", "an IANA name, such as 'Europe/Berlin'") from None
        if self.language and not re.fullmatch(LANGUAGE_TAG, self.language):
            from supportdir import languages

            raise _invalid("language", self.language, languages.code_of(self.language), "a BCP 47 tag, such as 'de'")
        if self.phone not in ("", *get_args(PhoneKind)):
            raise _invalid("phone", self.phone, "", f"one of {', '.join(map(repr, get_args(PhoneKind)))}")


def _invalid(field: str, value: str, correction: str, form: str) -> UsageError:
    """Return the error for an invalid value; it recommends `correction`, or `form` in words if that is ""."""
    return UsageError(f"Caller({field}={value!r}): write {repr(correction) if correction else form}")


def _country_code(name: str) -> str:
    """Return the code of a country from its English name, or a code in upper case; "" if there is no such country."""
    if zones.is_country_code(name.upper()):
        return name.upper()
    for code in zones.countries():
        if name.casefold() in re.split(r" ?[()]", zones.country_name(code).casefold()):
            return code
    return ""
