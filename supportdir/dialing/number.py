"""Phone numbers: read, shown, judged, linked; the only door to phonenumbers.

A number is read once, when it enters the index. `NumberFacts` keeps what was worked out, so that an answer needs no
phonenumbers: loading it takes longer than the whole look-up, hence its imports inside the functions.
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

# What people write between digits: spaces of three widths, brackets, dots, slashes, hyphens and dashes.
# Patterns are compiled where they are used, as most look-ups use none.
_WRITTEN = r"\+[0-9 \u00a0\u2009\u202f()./\u2010-\u2014-]*"
_E164 = r"\+[1-9][0-9]{1,14}"


class NumberFacts(msgspec.Struct, frozen=True, array_like=True):
    """What a number says about itself.

    `e164`           "+18006427676"
    `international`  E.123, spaces only: "+1 800 642 7676"
    `national`       as written inside its country: "(800) 642-7676"; the international form where it has no country
    `country`        ISO 3166-1 ("XK" for Kosovo); "" for the numbers of no country (+800, +808, +870 …). Toll-free
                     and premium numbers of +1 belong to the whole zone, nothing in them tells Canada from Jamaica; they
                     are "US", where most of them are answered. What the line serves corrects it: see `connects`
    `cost`           "toll-free", "standard", "shared", "premium", by the number's type; "" not known. The service
                     numbers of the UK (084, 087, 09) are premium, as the caller pays the company on top of the call
    `national_only`  the country lets nobody dial it from outside, or it is of a kind that seldom can be (toll-free,
                     shared, premium). Weak: phonenumbers knows of such a ban for AU 1800, but not for US or UK 0800
    `valid`          the number plan knows it; real lines may lie outside ("+86 95508"), fictional ones do
    """

    e164: str
    international: str
    national: str
    country: str
    cost: str
    national_only: bool
    valid: bool


def read(text: str, country: str = "") -> NumberFacts:
    """The facts of a number written with its country code, in any spacing.

    `country` (ISO 3166-1) only helps the cure when the country code is missing. NumberError on a number without "+",
    with letters, an extension, pauses, an unassigned country code, fewer than 6 or more than 15 digits (E.164), or a
    length that no number of its country has. A number of a possible length outside the number plan is accepted, with
    `valid` false.
    """
    typed = text.strip()
    if not typed.startswith("+"):
        raise NumberError(text, "has no country code", _completed(typed, country))
    return _read(text)


@lru_cache(maxsize=4096)  # a file's numbers are read when it is checked, and again when it is compiled
def _read(text: str) -> NumberFacts:
    import phonenumbers

    phonenumbers.enable_pattern_cache()  # an index is of numbers of many countries, more than the re module remembers
    typed = text.strip()
    if not re.fullmatch(_WRITTEN, typed):
        raise _stray(text)
    try:
        number = phonenumbers.parse(f"+{_digits(typed)}")
    except phonenumbers.NumberParseException as error:
        if error.error_type == error.INVALID_COUNTRY_CODE:
            hint = "check the digits after '+'"
            raise NumberError(text, "begins with a country code that does not exist", hint) from None
        digits = _digits(typed)  # far too few or too many, refused below
    else:
        # Without the 0 of "+44 (0)20".
        digits = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)[1:]
    if len(digits) < 6:
        raise NumberError(text, "has fewer than 6 digits", "write a number that works in one country only under short")
    if len(digits) > 15:
        raise NumberError(text, "has more than 15 digits", "write the extension in its own field, keys as steps")
    country = _country(number)
    if message := _impossible_length(number):
        today = _of_today(f"+{digits}")
        hint = "check its digits; a number that works in one country only goes under short"
        raise NumberError(text, message, f"write '{_e123(today)}', if that is meant" if today else hint)

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
        valid=kind != phonenumbers.PhoneNumberType.UNKNOWN,  # as is_valid_number has it, which finds the kind again
    )


def dialled(text: str, country: str = "") -> NumberFacts:
    """The facts of a number in any spelling that people in `country` (ISO 3166-1 or -2, "" not known) use.

    National, with an exit prefix, with letters for keys, with the country code and no "+"; an extension is left out.
    Old and local spellings are read as the number of today. NumberError where nothing of the kind can be read, or only
    a number of an impossible length; a number outside the number plan is accepted, as by `read`.
    """
    import phonenumbers

    from supportdir.dialing.spelling import meanings, old_meanings

    found = []
    forms = meanings(text, country)
    written = [form for form in (*forms, *old_meanings(forms)) if form.startswith("+")]
    for spelling, region in ((text, _country_of(country)), *((meaning, "") for meaning in written)):
        with suppress(phonenumbers.NumberParseException):
            found.append(phonenumbers.parse(spelling, region or None))
    if not found:
        raise NumberError(text, "has no country code", _completed(text, country))
    likely = (*filter(phonenumbers.is_valid_number, found), *filter(phonenumbers.is_possible_number, found), *found)
    return read(phonenumbers.format_number(likely[0], phonenumbers.PhoneNumberFormat.E164))


def of_today(facts: NumberFacts) -> str:
    """The number (E.123) that one outside the number plan means as an old or local spelling; "" none."""
    number = _of_today(facts.e164)
    return _e123(number) if number else ""


def countries_of(facts: NumberFacts) -> tuple[str, ...]:
    """Countries (ISO 3166-1) that have the number in their plan; if none has it, those that share its country code.

    Several for the toll-free and other ranges that +1, +7, +44, +39 … have in common; () for numbers of no country.
    """
    import phonenumbers

    number = phonenumbers.parse(facts.e164)
    sharing = phonenumbers.region_codes_for_country_code(number.country_code or 0)
    having = tuple(region for region in sharing if phonenumbers.is_valid_number_for_region(number, region))
    found = having or sharing
    return () if found == (phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY,) else found


def cost_by_range(facts: NumberFacts) -> str:
    """The cost, as in `NumberFacts`, of the range of a number that lies outside the plan: by its first three digits."""
    import phonenumbers

    number = phonenumbers.parse(facts.e164)
    kinds = phonenumbers.PhoneNumberType
    for kind in (kinds.TOLL_FREE, kinds.PREMIUM_RATE, kinds.SHARED_COST):
        example = phonenumbers.example_number_for_type(facts.country or None, kind)
        if example:
            first = phonenumbers.national_significant_number(number)[:3]
            rest = phonenumbers.national_significant_number(example)[3:]
            like = phonenumbers.PhoneNumber(country_code=number.country_code, national_number=int(first + rest))
            if phonenumbers.number_type(like) == kind:
                return _cost(like, kind, facts.country)
    return ""


def spells(vanity: str, e164: str) -> bool:
    """Whether the keys of a word number are that number's (letters as in E.161: ABC on 2 … WXYZ on 9).

    It may begin with the country code, the trunk prefix or neither, and may end in letters that nobody needs to dial:
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
    """The number for a caller there (ISO 3166-1 or -2, "" not known): national at home, else international."""
    return facts.national if facts.country and facts.country == _country_of(location) else facts.international


def dialled_in(e164: str, location: str) -> str:
    """What a caller there (ISO 3166-1 or -2) dials: at home the national form, elsewhere the exit code before it.

    "00 1 800 642 7676" in Germany, "8~10 1 800 642 7676" in Russia (`~` is a wait for the second tone). "" where
    the place is not known, or its exit code depends on the caller's own carrier; "+" works there, on mobiles at least.
    """
    import phonenumbers

    number, place = phonenumbers.parse(e164), _country_of(location)
    if not place:
        return ""
    if place == _country(number):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    text = phonenumbers.format_out_of_country_calling_number(number, place)
    return "" if text.startswith("+") else text.replace("-", " ")


def connects(
    facts: NumberFacts, abroad: Abroad | None, cost: Cost | None, location: str, serves: Sequence[str] = ()
) -> Literal["yes", "maybe", "no"]:
    """Whether a call from there can be expected to get through.

    `abroad` and `cost` are what the contact's source says, None where it is silent; `serves` is whose line it is.
    The caller is at home in the number's country and in each country that the line serves by name: the +1 toll-free
    number of a Canadian line connects from Canada, that of an American line may not.

    At home "yes", but "no" for a line that is only for callers elsewhere. Elsewhere as the source says; if it is
    silent, "maybe" for numbers of a kind that seldom crosses borders and for those outside the number plan. A caller
    whose place is not known (`location` is "") is taken to stand where the line works: "yes".
    """
    place = _country_of(location)
    if not place:
        return "yes"
    at_home = place in {facts.country, *map(_country_of, serves)}
    if abroad == "only":
        return "no" if at_home else "yes"
    if at_home or abroad == "also":
        return "yes"
    if abroad == "never":
        return "no"
    return "maybe" if facts.national_only or _is_limited(cost) or not facts.valid else "yes"


def tel_uri(e164: str, extension: str = "") -> str:
    """The link to a number: "tel:+18006427676;ext=42" (RFC 3966, without its visual separators).

    NumberError on all but "+" and digits: a link that could carry `*` or `#` could carry codes that wipe a phone.
    """
    if extension and not re.fullmatch("[0-9]+", extension):
        raise NumberError(e164, f"has the extension '{extension}'", "an extension in a link is digits only")
    return f"tel:{checked(e164)}" + (f";ext={extension}" if extension else "")


def checked(e164: str) -> str:
    """The same text, if it is "+" and 2 to 15 digits; else NumberError."""
    if not re.fullmatch(_E164, e164):
        raise NumberError(
            e164, "cannot be linked", "only '+' and digits can: codes with * or # may change the phone itself"
        )
    return e164


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


def _country_of(place: str) -> str:
    """ "GB" of "GB-ENG"; "" of "-RU-MOW", which takes a place out."""
    return place.partition("-")[0]


def _is_limited(cost: str | None) -> bool:
    # The company or a national agreement pays for such calls, so foreign networks have no reason to carry them
    # (Zendesk 4408835827866 for toll-free; Ofcom's rules on 08 and 09 end at the border).
    return cost in ("toll-free", "shared", "premium")


def _e123(number: PhoneNumber) -> str:
    """International form of E.123: the library's own has hyphens for US, JP, BR."""
    import phonenumbers

    text = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return "+" + " ".join(re.findall("[0-9]+", text))


def _of_today(e164: str) -> PhoneNumber | None:
    """The number of the plan that a number outside it means as an old or local spelling."""
    import phonenumbers

    from supportdir.dialing.spelling import old_meanings

    return next(filter(phonenumbers.is_valid_number, map(phonenumbers.parse, old_meanings([e164]))), None)


def _impossible_length(number: PhoneNumber) -> str:
    """What is wrong with the length of a number, by the lengths that its country has; "" nothing."""
    import phonenumbers

    results = phonenumbers.ValidationResult
    facts = {
        results.TOO_SHORT: "is too short for a number that begins with",
        results.TOO_LONG: "is too long for a number that begins with",
        results.INVALID_LENGTH: "is of a length that no number has that begins with",
    }
    message = facts.get(phonenumbers.is_possible_number_with_reason(number), "")
    return message and f"{message} +{number.country_code}"


def _country(number: PhoneNumber) -> str:
    """ISO 3166-1 of a number; outside the number plan, the main country of its country code; "" for none."""
    import phonenumbers

    region = phonenumbers.region_code_for_number(number) or phonenumbers.region_code_for_country_code(
        number.country_code or 0
    )
    return "" if region == phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY else region


def _cost(number: PhoneNumber, kind: int, country: str) -> str:
    import phonenumbers

    kinds = phonenumbers.PhoneNumberType
    if kind == kinds.TOLL_FREE:
        return "toll-free"
    if kind == kinds.SHARED_COST:
        return "shared"
    if kind == kinds.PREMIUM_RATE:
        return "premium"
    if kind == kinds.UAN:
        # 03 costs no more than 01 and 02 (Ofcom); Japan's 0570 does.
        return "standard" if number.country_code == 44 else ""
    ordinary = (kinds.FIXED_LINE, kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE, kinds.VOIP)
    # A satellite phone is a mobile of no country, and dear.
    return "standard" if kind in ordinary and country else ""


def _completed(typed: str, country: str) -> str:
    """The cure for a number without country code: with it, where `country` makes that certain."""
    import phonenumbers

    try:
        number = phonenumbers.parse(typed, _country_of(country))
    except phonenumbers.NumberParseException:
        number = None
    if number and not number.extension and phonenumbers.is_valid_number(number):
        return f"write '{_e123(number)}'"
    return "begin with '+' and the country code; a number that works in one country only goes under short"


def _stray(text: str) -> NumberError:
    """What else than a number stands in `text`, and where it belongs."""
    import phonenumbers

    from supportdir.dialing.spelling import extension_of

    if extension := extension_of(text):
        return NumberError(text, "holds an extension", f'write extension: "{extension}" beside the number')
    if re.search("[A-Za-z]", text):
        digits = phonenumbers.convert_alpha_characters_in_number(text)
        return NumberError(text, "holds letters", f"write '{digits}', and the word under vanity")
    stray = next(character for character in text.strip()[1:] if not re.fullmatch(_WRITTEN, f"+{character}"))
    return NumberError(text, f"holds {stray!r}", "write one number, '+' and digits; keys and pauses are steps")
