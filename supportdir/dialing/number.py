"""Phone numbers: parse, format, assess and link them. The only module that imports phonenumbers.

A number is parsed once, when the index is built. Answers use the stored `NumberFacts`: importing phonenumbers takes
longer than a whole look-up, so functions import it only when they need it.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import msgspec

from supportdir.errors import NumberError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonenumbers import PhoneNumber

    from supportdir.model import Abroad, Cost

# Characters allowed between digits: three kinds of spaces, brackets, dots, slashes, hyphens and dashes.
# Patterns are strings, compiled on demand, because most look-ups need none.
_WRITTEN = r"\+[0-9 \u00a0\u2009\u202f()./\u2010-\u2014-]*"
_E164 = r"\+[1-9][0-9]{1,14}"
SHARED_PLANS = {
    "US": tuple("US CA PR DO JM BS BB BM TT GU VI AS MP KY LC AG GD DM VC AI KN MS SX TC VG".split()),  # noqa: SIM905
    "RU": ("RU", "KZ"),
    "GB": ("GB", "GG", "JE", "IM"),
}
"""Country of a number → the countries (ISO 3166-1) that share its numbers without a place, such as toll-free ones."""

_SHORT_HINT = "write a number that works in only one country under short"


class NumberFacts(msgspec.Struct, frozen=True, array_like=True):
    """What a number itself tells.

    `e164`           "+18006427676"
    `international`  E.123 with spaces only: "+1 800 642 7676"
    `national`       as written in its country: "(800) 642-7676"; equal to `international` if there is no country
    `country`        ISO 3166-1 ("XK" for Kosovo); "" for numbers without a country (+800, +808, +870 …). Toll-free and
                     premium numbers of +1 belong to all its countries; they are "US" except in the result of
                     `of_served_country`
    `cost`           "toll-free", "standard", "shared" or "premium", by the type of number; "" if not known. UK service
                     numbers (084, 087, 09) are premium, because the caller pays the company in addition to the call
    `national_only`  whether it usually cannot be dialled from abroad: its country blocks that, or it is toll-free,
                     shared or premium. A weak hint: phonenumbers knows the block for AU 1800 but not for US or UK 0800
    `valid`          whether the number plan contains it. Some real numbers are outside ("+86 95508"), as fictional ones
    """

    e164: str
    international: str
    national: str
    country: str
    cost: str
    national_only: bool
    valid: bool


def read(text: str, country: str = "") -> NumberFacts:
    """Return the facts of a number written with "+" and its country code, in any spacing.

    `country` (ISO 3166-1) is used only for the hint if the country code is missing. A number outside the number plan is
    accepted if its length is possible; `valid` is then false. Raises NumberError for a missing "+", letters, an
    extension, pauses, an unknown country code, fewer than 6 or more than 15 digits (E.164), or an impossible length.
    """
    typed = text.strip()
    if not typed.startswith("+"):
        raise NumberError(text, "has no country code", _completion_hint(typed, country))
    return _parse(text)


@lru_cache(maxsize=4096)  # a number is parsed when its file is checked, and again when it is compiled
def _parse(text: str) -> NumberFacts:
    import phonenumbers

    phonenumbers.enable_pattern_cache()  # an index needs more patterns than the cache of re holds
    typed = text.strip()
    if not re.fullmatch(_WRITTEN, typed):
        raise _unexpected_text(text)
    try:
        number = phonenumbers.parse(f"+{_digits(typed)}")
    except phonenumbers.NumberParseException as error:
        if error.error_type == error.INVALID_COUNTRY_CODE:
            hint = "check the digits after '+'"
            raise NumberError(text, "begins with a country code that does not exist", hint) from None
        digits = _digits(typed)  # far too few or too many: rejected below
    else:
        # This removes the 0 of "+44 (0)20".
        digits = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)[1:]
    if len(digits) < 6:
        raise NumberError(text, "has fewer than 6 digits", _SHORT_HINT)
    if len(digits) > 15:
        raise NumberError(text, "has more than 15 digits", "write an extension under extension, and keys as steps")
    country = _country(number)
    if message := _impossible_length(number):
        current = _current_number(f"+{digits}")
        hint = f"write '{_e123(current)}' if that is meant" if current else f"check its digits; {_SHORT_HINT}"
        raise NumberError(text, message, hint)

    international = _e123(number)
    kind = phonenumbers.number_type(number)
    cost = _cost(number, kind, country)
    return NumberFacts(
        e164=f"+{digits}",
        international=international,
        national=phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
        if country
        else international,
        country=country,
        cost=cost,
        national_only=_is_limited(cost) or not phonenumbers.can_be_internationally_dialled(number),
        valid=kind != phonenumbers.PhoneNumberType.UNKNOWN,  # as is_valid_number(), but computed once
    )


def dialled(text: str, country: str = "") -> NumberFacts:
    """Return the facts of a number in any spelling used in `country` (ISO 3166-1 or -2, "" if not known).

    It may be national, have an exit prefix, letters, or the country code without "+"; an extension is ignored. An old
    or local spelling gives the current number. A number outside the number plan is accepted, as in `read`. Raises
    NumberError if the text is not a number, or if its length is impossible.
    """
    import phonenumbers

    from supportdir.dialing.spelling import meanings, old_meanings

    numbers = []
    forms = meanings(text, country)
    international = [form for form in (*forms, *old_meanings(forms)) if form.startswith("+")]
    for spelling, region in ((text, _country_of(country)), *((form, "") for form in international)):
        with suppress(phonenumbers.NumberParseException):
            numbers.append(phonenumbers.parse(spelling, region or None))
    if not numbers:
        raise NumberError(text, "has no country code", _completion_hint(text, country))
    checks = (phonenumbers.is_valid_number, phonenumbers.is_possible_number)
    best = max(numbers, key=lambda number: [check(number) for check in checks])
    return read(phonenumbers.format_number(best, phonenumbers.PhoneNumberFormat.E164))


def of_today(facts: NumberFacts) -> str:
    """Return the current number (E.123) that an old or local spelling outside the number plan means; "" if none."""
    number = _current_number(facts.e164)
    return _e123(number) if number else ""


def of_served_country(facts: NumberFacts, location: str, serves: Sequence[str]) -> NumberFacts:
    """Return the facts of a number of a line, with a country that the line serves if countries share the number.

    Such are toll-free, shared-cost and premium numbers (see `SHARED_PLANS`), and UK 03 numbers. The country is that of
    the caller's `location` (ISO 3166-1 or -2) if the line serves it, else the number's own, else the first that the
    line serves.
    """
    sharing = SHARED_PLANS.get(facts.country)
    if not sharing or not (_is_limited(facts.cost) or facts.e164.startswith("+443")):
        return facts
    served = [country for country in map(_country_of, serves) if country in sharing]
    preferred = (_country_of(location), facts.country)
    country = next((country for country in preferred if country in served), next(iter(served), facts.country))
    return facts if country == facts.country else msgspec.structs.replace(facts, country=country)


def countries_of(facts: NumberFacts) -> tuple[str, ...]:
    """Return the countries (ISO 3166-1) whose plan contains the number; if none does, all with its country code.

    There are several for ranges that countries share, such as toll-free +1 and +7; () for numbers without a country.
    """
    import phonenumbers

    number = phonenumbers.parse(facts.e164)
    sharing = phonenumbers.region_codes_for_country_code(number.country_code or 0)
    regions = tuple(region for region in sharing if phonenumbers.is_valid_number_for_region(number, region)) or sharing
    return () if regions == (phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY,) else regions


def cost_by_range(facts: NumberFacts) -> str:
    """Return the cost (see `NumberFacts`) of a number outside the plan, by the range of its first three digits."""
    import phonenumbers

    number = phonenumbers.parse(facts.e164)
    kinds = phonenumbers.PhoneNumberType
    for kind in (kinds.TOLL_FREE, kinds.PREMIUM_RATE, kinds.SHARED_COST):
        example = phonenumbers.example_number_for_type(facts.country or None, kind)
        if example:
            first = phonenumbers.national_significant_number(number)[:3]
            rest = phonenumbers.national_significant_number(example)[3:]
            similar = phonenumbers.PhoneNumber(country_code=number.country_code, national_number=int(first + rest))
            if phonenumbers.number_type(similar) == kind:
                return _cost(similar, kind, facts.country)
    return ""


def spells(vanity: str, e164: str) -> bool:
    """Return whether a vanity number gives the digits of a number (letters by E.161: ABC is 2 … WXYZ is 9).

    It may start with the country code, the trunk prefix or neither, and may end in extra letters that are not dialled:
    "1-800-XFINITY", "0800 FLOWERS", "1-877-4USA-PPT", "1-800-MATTRESSES".
    """
    import phonenumbers

    number = phonenumbers.parse(e164)
    national = phonenumbers.national_significant_number(number)
    trunk = phonenumbers.ndd_prefix_for_region(_country(number), True) or ""
    typed = "".join(filter(str.isalnum, vanity))
    keys = phonenumbers.convert_alpha_characters_in_number(typed)
    return any(
        keys.startswith(form) and not re.search("[0-9]", typed[len(form) :])
        for form in (f"{number.country_code}{national}", f"{trunk}{national}", national)
    )


def shown(facts: NumberFacts, location: str) -> str:
    """Return the number as a caller in `location` (ISO 3166-1 or -2, "" if not known) writes it.

    National in the country of the number, international elsewhere.
    """
    return facts.national if facts.country and facts.country == _country_of(location) else facts.international


def dialled_in(e164: str, location: str) -> str:
    """Return what a caller in `location` (ISO 3166-1 or -2) dials: the national form, or the exit code and the number.

    "00 1 800 642 7676" in Germany, "8~10 1 800 642 7676" in Russia (`~` is a wait for the second tone). "" if the
    location is not known, or if the exit code depends on the carrier; dialling "+" works there, at least on mobiles.
    """
    import phonenumbers

    number, country = phonenumbers.parse(e164), _country_of(location)
    if not country:
        return ""
    if country == _country(number):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    text = phonenumbers.format_out_of_country_calling_number(number, country)
    return "" if text.startswith("+") else text.replace("-", " ")


def connects(
    facts: NumberFacts, abroad: Abroad | None, cost: Cost | None, location: str, serves: Sequence[str] = ()
) -> Literal["yes", "maybe", "no"]:
    """Return whether a call from `location` (ISO 3166-1 or -2, "" if not known) is expected to connect.

    `abroad` and `cost` are what the contact's source states, None if nothing; `serves` are the countries of the line.

    A caller is at home in the country of the number, and in each country that the line serves by name: the +1 toll-free
    number of a Canadian line connects from Canada, that of an American line may not. At home the answer is "yes".
    Abroad it is what the source states; if nothing, "maybe" for toll-free, shared and premium numbers and for numbers
    outside the number plan. A line only for calls from abroad is "no" in the countries that it serves, wherever its
    number is, and "maybe" if its number is toll-free, shared or premium in a third country. If `location` is "", the
    answer is "yes".
    """
    country = _country_of(location)
    if not country:
        return "yes"
    is_served = country in map(_country_of, serves)
    is_limited = facts.national_only or _is_limited(cost)
    if abroad == "only":
        if is_served:
            return "no"
        return "maybe" if is_limited and country != facts.country else "yes"
    if is_served or country == facts.country or abroad == "also":
        return "yes"
    if abroad == "never":
        return "no"
    return "maybe" if is_limited or not facts.valid else "yes"


def tel_uri(e164: str, extension: str = "") -> str:
    """Return the link to a number: "tel:+18006427676;ext=42" (RFC 3966).

    Raises NumberError for anything but "+" and digits, because codes with `*` or `#` in a link could reset a phone.
    """
    if extension and not re.fullmatch("[0-9]+", extension):
        raise NumberError(e164, f"has the extension '{extension}'", "an extension in a link is digits only")
    return f"tel:{valid_e164(e164)}" + (f";ext={extension}" if extension else "")


def valid_e164(e164: str) -> str:
    """Return the text if it is "+" and 2 to 15 digits. Raises NumberError otherwise."""
    if not re.fullmatch(_E164, e164):
        hint = "a link has only '+' and digits; codes with * or # may change phone settings"
        raise NumberError(e164, "cannot be linked", hint)
    return e164


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


def _country_of(region: str) -> str:
    """Return "GB" for "GB-ENG", and "" for an exclusion such as "-RU-MOW"."""
    return region.partition("-")[0]


def _is_limited(cost: str | None) -> bool:
    """Return whether numbers of that cost often cannot be dialled from abroad."""
    # The company or a national agreement pays for such calls, so foreign networks may not connect them
    # (Zendesk article 4408835827866 on toll-free numbers; Ofcom's rules on 08 and 09 are for the UK only).
    return cost in ("toll-free", "shared", "premium")


def _e123(number: PhoneNumber) -> str:
    """Return the international form of E.123; that of phonenumbers has hyphens for US, JP and BR."""
    import phonenumbers

    text = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return "+" + " ".join(re.findall("[0-9]+", text))


def _current_number(e164: str) -> PhoneNumber | None:
    """Return the valid number that an old or local spelling means; None if there is none."""
    import phonenumbers

    from supportdir.dialing.spelling import old_meanings

    return next(filter(phonenumbers.is_valid_number, map(phonenumbers.parse, old_meanings([e164]))), None)


def _impossible_length(number: PhoneNumber) -> str:
    """Return what is wrong with the length of a number in its country; "" if the length is possible."""
    import phonenumbers

    results = phonenumbers.ValidationResult
    messages = {
        results.TOO_SHORT: "is too short for a number that begins with",
        results.TOO_LONG: "is too long for a number that begins with",
        results.INVALID_LENGTH: "does not have the length of a number that begins with",
    }
    message = messages.get(phonenumbers.is_possible_number_with_reason(number), "")
    return message and f"{message} +{number.country_code}"


def _country(number: PhoneNumber) -> str:
    """Return ISO 3166-1 of a number; for one outside the number plan, the main country of its code; "" if none."""
    import phonenumbers

    region = phonenumbers.region_code_for_number(number) or phonenumbers.region_code_for_country_code(
        number.country_code or 0
    )
    return "" if region == phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY else region


def _cost(number: PhoneNumber, kind: int, country: str) -> str:
    """Return the cost of a number of a PhoneNumberType; see `NumberFacts`."""
    import phonenumbers

    kinds = phonenumbers.PhoneNumberType
    if kind == kinds.TOLL_FREE:
        return "toll-free"
    if kind == kinds.SHARED_COST:
        return "shared"
    if kind == kinds.PREMIUM_RATE:
        return "premium"
    if kind == kinds.UAN:
        # UK 03 numbers cost no more than 01 and 02 (Ofcom); Japan's 0570 numbers cost more.
        return "standard" if number.country_code == 44 else ""
    ordinary = (kinds.FIXED_LINE, kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE, kinds.VOIP)
    # A satellite phone is a mobile without a country, and expensive.
    return "standard" if kind in ordinary and country else ""


def _completion_hint(typed: str, country: str) -> str:
    """Return the hint for a number without country code: the whole number if `country` makes it certain."""
    import phonenumbers

    try:
        number = phonenumbers.parse(typed, _country_of(country))
    except phonenumbers.NumberParseException:
        number = None
    if number and not number.extension and phonenumbers.is_valid_number(number):
        return f"write '{_e123(number)}'"
    return f"begin with '+' and the country code; {_SHORT_HINT}"


def _unexpected_text(text: str) -> NumberError:
    """Return the error for text that is not only a number, with a hint where the rest belongs."""
    import phonenumbers

    from supportdir.dialing.spelling import extension_of

    if extension := extension_of(text):
        return NumberError(text, "contains an extension", f'write extension: "{extension}" beside the number')
    if re.search("[A-Za-z]", text):
        digits = phonenumbers.convert_alpha_characters_in_number(text)
        return NumberError(text, "contains letters", f"write '{digits}', and the word under vanity")
    unexpected = next(char for char in text.strip()[1:] if not re.fullmatch(_WRITTEN, f"+{char}"))
    hint = "write one number, as '+' and digits; write keys and pauses as steps"
    return NumberError(text, f"contains {unexpected!r}", hint)
