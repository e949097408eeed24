"""Who asks: where the caller is, on which clock, in which language and with what phone."""

from __future__ import annotations

import re
from typing import Literal, get_args

from msgspec import Struct

from supportdir.errors import UsageError
from supportdir.hours import zones
from supportdir.model import PhoneKind

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


class Caller(Struct, frozen=True, kw_only=True):
    """Who asks.

    `country` is the market whose lines are wanted, `location` where the caller is (both ISO 3166-1, maybe with a part;
    "" not known). `country` "all" is every market; without a country the home country of each company is assumed.
    `timezone` is the caller's own IANA zone, `language` (BCP 47) what the line should speak, `phone` what dials
    ("" any). Raises UsageError for a value that is none of these.
    """

    country: str = ""
    location: str = ""
    timezone: str = "UTC"
    language: str = ""
    phone: PhoneKind | Literal[""] = ""

    def __post_init__(self) -> None:
        for field, code in (("country", self.country), ("location", self.location)):
            if code and not zones.country_name(code) and (field, code) != ("country", "all"):
                raise _mistake(field, code, _country_of(code), "an ISO 3166 code, such as 'DE'")
        try:
            zones.zone(self.timezone)
        except zones.UnknownZoneError:
            raise _mistake("timezone", self.timezone, "", "an IANA name, such as 'Europe/Berlin'") from None
        if self.language and not _TAG.fullmatch(self.language):
            from supportdir import languages

            raise _mistake("language", self.language, languages.code_of(self.language), "a BCP 47 tag, such as 'de'")
        if self.phone not in ("", *get_args(PhoneKind)):
            raise _mistake("phone", self.phone, "", f"one of {', '.join(map(repr, get_args(PhoneKind)))}")


def _mistake(field: str, value: str, meant: str, form: str) -> UsageError:
    return UsageError(f"Caller({field}={value!r}): write {repr(meant) if meant else form}")


def _country_of(name: str) -> str:
    """The code of a country of that English name, or the code itself in capitals; "" if there is none."""
    if zones.country_name(name.upper()):
        return name.upper()
    asked = name.casefold()
    for code in zones.countries():
        if asked in re.split(r" ?[()]", zones.country_name(code).casefold()):
            return code
    return ""
