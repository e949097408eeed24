"""The numbers that a typed number may mean.

This module knows how numbers are dialled (country codes, trunk and exit prefixes, letters on keys), but no number
plans. That is enough to look up a number, and much faster than importing phonenumbers.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from supportdir.characters import hidden
from supportdir.dialing.variants import current_forms

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST = 6  # digits of a number that can be dialled from another country
_MAX_KEYS = 30  # keys; E.164 allows 15 digits, and exit prefixes and extra letters are added
_MIN_KEYS_OF_WORD = 9  # keys that must be left when letters at the end are removed

# Words before an extension, in several languages.
_EXTENSION_WORDS = """ext extn extension x доб добавочный вн внутр внутренний durchwahl dw nst nebenstelle poste int
    interno anexo ramal wew wewn toestel linka klapka dahili lokal anknytning 内線 分机 分機 转 轉 内线 내선"""
_EXTENSION = (
    rf"(?i)(?<![^\W\d_])\s*(?:{'|'.join(_EXTENSION_WORDS.split())})[\s.:=]*([0-9]+)$|(?<=[0-9])\s*#\s*([0-9]+)$"
)
KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")  # E.161


class Plan(NamedTuple):
    """How a country dials: country code, trunk prefix ("" if none) and exit prefix."""

    code: str
    trunk: str
    exit: str


class Reading(NamedTuple):
    """One way to read a typed number.

    `forms`      each form that it may mean, with a note on how the typed number was changed ("" if it was not)
    `elsewhere`  whether it is read as dialled in other countries than the caller's
    """

    forms: dict[str, str]
    elsewhere: bool


class TypedNumber(NamedTuple):
    """A typed number: its keys, whether it starts with "+", and how many letters it ends with."""

    keys: str
    plus: bool = False
    letters: int = 0


def is_international(text: str) -> bool:
    """Return whether the number starts with "+", so that it means the same everywhere."""
    return _parse_typed(text).plus


def is_short(text: str) -> bool:
    """Return whether it can only be a number of one country or network, such as "95588" or "*100"."""
    typed = _parse_typed(text)
    return not typed.plus and (not typed.keys.isdecimal() or len(typed.keys) < SHORTEST)


def meanings(text: str, location: str = "") -> list[str]:
    """Return what a number means for a caller in `location` (ISO 3166-1 or -2, "" if not known), most likely first.

    A meaning is "+" and digits, or the keys as dialled ("95588", "*100"). Letters count as keys (E.161), and extra
    letters at the end may be dropped. Text that is not a number has no meanings.
    """
    typed = _parse_typed(text)
    country = location.partition("-")[0]
    plan = plans().get(country)
    forms: list[str] = []
    for keys in _shortened_keys(typed):
        if typed.plus:
            forms.append(f"+{keys}")
            continue
        forms.append(keys)
        if not keys.isdecimal():
            forms.append(keys.rstrip("#"))  # phones need "*100#", companies print "*100"
            continue
        if plan:
            forms += _after_exit_prefix(plan, country, keys)
            forms += [*_with_prefix_replaced(plan.trunk, f"+{plan.code}", keys), f"+{plan.code}{keys}"]
        forms.append(f"+{keys}")
        forms += [form for prefix in _COMMON_EXITS for form in _with_prefix_replaced(prefix, "+", keys)]
    return list(dict.fromkeys(forms))


def readings(text: str, location: str = "") -> Iterator[Reading]:
    """Yield the ways to read a number that a caller in `location` types, most likely first.

    They are: as dialled in `location`, as an old or local spelling, as dialled in other countries, and as an old
    spelling there.
    """
    for forms, elsewhere in ((meanings(text, location), False), (meanings_elsewhere(text), True)):
        yield Reading(dict.fromkeys(forms, ""), elsewhere)
        yield Reading(old_meanings(forms), elsewhere)


def old_meanings(forms: list[str]) -> dict[str, str]:
    """Return the current numbers that international forms mean as old or local spellings, each with a note."""
    return current_forms(forms, _trunks())


def meanings_elsewhere(text: str) -> list[str]:
    """Return what a number without country code means in each country; [] for a short number."""
    typed = _parse_typed(text)
    if typed.plus or not typed.keys.isdecimal():
        return []
    forms = [
        form
        for keys in _shortened_keys(typed)
        if len(keys) >= SHORTEST
        for code, trunk in _trunks().items()
        for form in (*_with_prefix_replaced(trunk, f"+{code}", keys), f"+{code}{keys}")
    ]
    return list(dict.fromkeys(forms))


def extension_of(text: str) -> str:
    """Return the extension after a number, as in "+44 20 7946 0958 ext. 42"; "" if there is none."""
    match = _match_extension(_normalized(text))
    return match[1] or match[2] if match else ""


def word_of(text: str) -> str:
    """Return a number with letters as written ("1-800-FLOWERS"), without its extension; "" if it has no letters."""
    written = _without_extension(text)
    return written if _parse_typed(text).keys and re.search("[A-Za-z]", written) else ""


def _after_exit_prefix(plan: Plan, country: str, keys: str) -> list[str]:
    """Return the number after an exit prefix of the country: the current one, a carrier's or an old one."""
    forms = _with_prefix_replaced(plan.exit, "+", keys)
    if match := re.match(_OTHER_EXITS.get(country, "$"), keys):
        forms.append(f"+{keys[match.end() :]}")
    return forms


@cache
def _trunks() -> dict[str, str]:
    """Return country code → trunk prefix."""
    return {plan.code: plan.trunk for plan in plans().values()}


@cache
def plans() -> dict[str, Plan]:
    """Return country (ISO 3166-1) → how it dials."""
    rows = (row.split() for row in _PLANS.split(" /"))
    return {
        country: Plan(code, trunk.strip("-"), exit_prefix)
        for code, trunk, exit_prefix, *countries in rows
        for country in countries
    }


def _parse_typed(text: str) -> TypedNumber:
    """Return the keys of a typed number; no keys if the text is not a number."""
    written = _without_extension(text).upper()
    plus = bool(re.match(r"[(\[ ]*\+", written))  # "(+44) 20" too
    written = re.sub(r"^[(\[ +]*|[(\[] *0 *[)\]]", "", written)  # "+44 (0)20": the 0 is for calls inside the country
    if not re.fullmatch(rf"[0-9A-Z*#{_SEPARATORS}]*", written) or not re.search("[0-9].*[0-9]|[*#].*[0-9]", written):
        return TypedNumber("")
    keys = "".join(re.findall("[0-9A-Z*#]", written))
    if len(keys) > _MAX_KEYS:
        return TypedNumber("")
    letters = len(keys) - len(keys.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return TypedNumber(keys.translate(KEYS), plus, letters)


def _without_extension(text: str) -> str:
    """Return the number without "tel:" before it and without pauses, keys and an extension after it."""
    written = re.split("[,;]", _normalized(text).removeprefix("tel:"))[0].strip()
    match = _match_extension(written)
    return written[: match.start()].strip() if match else written


def _match_extension(written: str) -> re.Match[str] | None:
    match = None if written.startswith(("*", "#")) else re.search(_EXTENSION, written)
    return match if match and match.start() >= SHORTEST else None


def _normalized(text: str) -> str:
    """Return a text with digits of all scripts in ASCII, plain spaces, and without hidden characters."""
    if text.isascii():
        return re.sub(r"\s+", " ", text.strip())
    offsets = {*hidden(text)}  # such as direction marks around numbers, from phones and web pages
    visible = "".join(char for offset, char in enumerate(text) if offset not in offsets)
    chars = unicodedata.normalize("NFKC", visible.strip())
    return re.sub(r"\s+", " ", "".join(str(int(char)) if char.isdecimal() else char for char in chars))


def _shortened_keys(typed: TypedNumber) -> list[str]:
    """Return the keys, then with fewer and fewer letters at the end: 1-800-MICROSOFT has two extra letters."""
    whole = len(typed.keys)
    shortest = min(whole, max(_MIN_KEYS_OF_WORD, whole - typed.letters))
    return [typed.keys[:length] for length in range(whole, shortest - 1, -1)] if whole else []


def _with_prefix_replaced(prefix: str, replacement: str, keys: str) -> list[str]:
    """Return the keys with a prefix replaced; [] if they do not start with it."""
    return [replacement + keys[len(prefix) :]] if prefix and keys.startswith(prefix) else []


_SEPARATORS = r" ()\[\]./~_·•\u2010-\u2015\u2212-"  # "~" is a wait for the second dial tone, as in "8~10" (E.123)

# Exit prefixes that are accepted for every location.
_COMMON_EXITS = ("00", "011", "810", "0011")

# Exit prefixes besides the one in the table below: of carriers (from phonenumbers), and old ones.
_OTHER_EXITS = {
    "AU": "001[14-689]",
    "BR": "00(?:1[245]|2[1-35]|31|4[13]|[56]5|99)",
    "CL": "1(?:1[0-69]|2[02-5]|5[13-58]|69|7[0167]|8[018])0",
    "CO": "00(?:4(?:[14]4|56)|[579])",
    "FI": "99(?:[01469]|5(?:[14]1|3[23]|5[59]|77|88|9[09]))",
    "HK": "00(?:30|5[09]|[126-9])",
    "ID": "00[789]|01017",
    "IL": "01[2-9]",
    "JP": "(?:00[0-9]{1,2})?010",
    "KR": "00(?:[125689]|3(?:[46]5|91)|7(?:00|27|3|55|6[126]))",
    "RU": "82[0-9]",  # 8~26 and the like
    "SG": "0[0-3][0-9]",
    "TH": "00[1-9]",
    "TW": "0(?:0[25-79]|19)",
    "ZA": "09",  # until 2007
    # 8~10 of the Soviet network, which its countries used for years after it: Lithuania until 2003, Ukraine until 2009.
    **dict.fromkeys(("AM", "AZ", "EE", "GE", "KG", "LT", "LV", "MD", "UA", "UZ"), "810"),
}

# Country code, trunk prefix ("-" for none), exit prefix, countries. If it depends on the carrier: "00".
_PLANS = """
    1 1 011 AG AI AS BB BM BS CA DM DO GD GU JM KN KY LC MP MS PR SX TC TT US VC VG VI / 7 8 810 KZ RU / 20 0 00 EG /
    27 0 00 ZA / 30 - 00 GR / 31 0 00 NL / 32 0 00 BE / 33 0 00 FR / 34 - 00 ES / 36 06 00 HU / 39 - 00 IT VA /
    40 0 00 RO / 41 0 00 CH / 43 0 00 AT / 44 0 00 GB GG IM JE / 45 - 00 DK / 46 0 00 SE / 47 - 00 NO SJ /
    48 - 00 PL / 49 0 00 DE / 51 0 00 PE / 52 - 00 MX / 53 0 119 CU / 54 0 00 AR / 55 0 00 BR / 56 - 00 CL /
    57 0 00 CO / 58 0 00 VE / 60 0 00 MY / 61 0 0011 AU CC CX / 62 0 00 ID / 63 0 00 PH / 64 0 00 NZ / 65 - 00 SG /
    66 0 00 TH / 81 0 010 JP / 82 0 00 KR / 84 0 00 VN / 86 0 00 CN / 90 0 00 TR / 91 0 00 IN / 92 0 00 PK /
    93 0 00 AF / 94 0 00 LK / 95 0 00 MM / 98 0 00 IR / 211 0 00 SS / 212 0 00 EH MA / 213 0 00 DZ / 216 - 00 TN /
    218 0 00 LY / 220 - 00 GM / 221 - 00 SN / 222 - 00 MR / 223 - 00 ML / 224 - 00 GN / 225 - 00 CI / 226 - 00 BF /
    227 - 00 NE / 228 - 00 TG / 229 - 00 BJ / 230 - 020 MU / 231 0 00 LR / 232 0 00 SL / 233 0 00 GH / 234 0 009 NG /
    235 - 00 TD / 236 - 00 CF / 237 - 00 CM / 238 - 0 CV / 239 - 00 ST / 240 - 00 GQ / 241 - 00 GA / 242 - 00 CG /
    243 0 00 CD / 244 - 00 AO / 245 - 00 GW / 246 - 00 IO / 247 - 00 AC / 248 - 00 SC / 249 0 00 SD / 250 0 00 RW /
    251 0 00 ET / 252 0 00 SO / 253 - 00 DJ / 254 0 000 KE / 255 0 00 TZ / 256 0 00 UG / 257 - 00 BI / 258 - 00 MZ /
    260 0 00 ZM / 261 0 00 MG / 262 0 00 RE YT / 263 0 00 ZW / 264 0 00 NA / 265 0 00 MW / 266 - 00 LS / 267 - 00 BW /
    268 - 00 SZ / 269 - 00 KM / 290 - 00 SH TA / 291 0 00 ER / 297 - 00 AW / 298 - 00 FO / 299 - 00 GL / 350 - 00 GI /
    351 - 00 PT / 352 - 00 LU / 353 0 00 IE / 354 - 00 IS / 355 0 00 AL / 356 - 00 MT / 357 - 00 CY / 358 0 00 AX FI /
    359 0 00 BG / 370 0 00 LT / 371 - 00 LV / 372 - 00 EE / 373 0 00 MD / 374 0 00 AM / 375 8 810 BY / 376 - 00 AD /
    377 0 00 MC / 378 - 00 SM / 380 0 00 UA / 381 0 00 RS / 382 0 00 ME / 383 0 00 XK / 385 0 00 HR / 386 0 00 SI /
    387 0 00 BA / 389 0 00 MK / 420 - 00 CZ / 421 0 00 SK / 423 0 00 LI / 500 - 00 FK / 501 - 00 BZ / 502 - 00 GT /
    503 - 00 SV / 504 - 00 HN / 505 - 00 NI / 506 - 00 CR / 507 - 00 PA / 508 0 00 PM / 509 - 00 HT /
    590 0 00 BL GP MF / 591 0 00 BO / 592 - 001 GY / 593 0 00 EC / 594 0 00 GF / 595 0 00 PY / 596 0 00 MQ /
    597 - 00 SR / 598 0 00 UY / 599 - 00 BQ CW / 670 - 00 TL / 672 - 00 NF / 673 - 00 BN / 674 - 00 NR / 675 - 00 PG /
    676 - 00 TO / 677 - 00 SB / 678 - 00 VU / 679 - 00 FJ / 680 - 00 PW / 681 - 00 WF / 682 - 00 CK / 683 - 00 NU /
    685 - 0 WS / 686 0 00 KI / 687 - 00 NC / 688 - 00 TV / 689 - 00 PF / 690 - 00 TK / 691 - 00 FM / 692 1 011 MH /
    850 0 00 KP / 852 - 00 HK / 853 - 00 MO / 855 0 00 KH / 856 0 00 LA / 880 0 00 BD / 886 0 00 TW / 960 - 00 MV /
    961 0 00 LB / 962 0 00 JO / 963 0 00 SY / 964 0 00 IQ / 965 - 00 KW / 966 0 00 SA / 967 0 00 YE / 968 - 00 OM /
    970 0 00 PS / 971 0 00 AE / 972 0 00 IL / 973 - 00 BH / 974 - 00 QA / 975 - 00 BT / 976 0 001 MN / 977 0 00 NP /
    992 - 810 TJ / 993 8 810 TM / 994 0 00 AZ / 995 0 00 GE / 996 0 00 KG / 998 - 00 UZ
"""
