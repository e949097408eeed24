"""Old and local spellings of numbers, and the current numbers that they mean.

A table of rules, used only for numbers that mean nothing as written. The comment of each row says until when the
spelling was valid, and its source. A spelling whose length is still in use is never rewritten.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping


class _Rule(NamedTuple):
    """How to rewrite digits after "+" that start with one of the prefixes and match the pattern."""

    prefixes: tuple[str, ...]
    pattern: str
    replacement: str
    note: str


_RULES = (
    # Russia and Kazakhstan: 8 is the trunk prefix, written after "+" by mistake. No country code starts with 83 or 89,
    # no number after +880 starts with 0, and those after +87x have other lengths. Not included: 8 4xx and 8 8xx, which
    # may be Vietnam or Taiwan.
    _Rule(
        ("8",),
        r"8(800\d{7}|[379]\d{9})",
        r"7\1",
        "the number begins with +7; 8 is for calls inside Russia and Kazakhstan",
    ),
    # The trunk prefix 8 of the Soviet network, which its countries used for years: Lithuania until 1 March 2025
    # (RRT), Ukraine until 14 October 2009 (order 1200 of 2008). Not included: Estonia, where numbers have the same
    # lengths with and without the 8.
    _Rule(
        ("370", "371", "373", "374"), r"(37[0134])8(\d{8})", r"\1\2", "8 is an old prefix for calls inside the country"
    ),
    _Rule(
        ("375", "992", "993", "994", "995", "996", "998"),
        r"(375|99[2-68])80?([1-9]\d{8})",
        r"\1\2",
        "8 is a prefix for calls inside the country",
    ),
    _Rule(
        ("380",), r"3808(?:0?([1-9]\d{8})|(800\d{7}))", r"380\1\2", "until 2009 8 was dialled before Ukrainian numbers"
    ),
    # Mexico, until 3 August 2019 (IFT): 01 for long distance, 044 and 045 for mobiles, 1 after +52.
    _Rule(("52",), r"52(?:01|044|045|1)(\d{10})", r"52\1", "since 2019 Mexican numbers have ten digits and no prefix"),
    # Argentina: mobiles have 15 after the area code in national calls, 9 before it in international ones (ENACOM).
    _Rule(("54",), r"549?0?(11)15(\d{8})", r"549\1\2", "15 in national calls is 9 after +54"),
    _Rule(("54",), r"549?0?([23]\d{2})15(\d{7})", r"549\1\2", "15 in national calls is 9 after +54"),
    _Rule(("54",), r"549?0?([23]\d{3})15(\d{6})", r"549\1\2", "15 in national calls is 9 after +54"),
    _Rule(("54",), r"540?([123]\d{9})", r"549\1", "Argentine mobiles have a 9 after +54"),
    _Rule(("54",), r"5490?([123]\d{9})", r"54\1", "only Argentine mobiles have a 9 after +54"),
    # Italy: the 0 of fixed lines is part of the number since 1998; mobiles have none since 2001 (AGCOM).
    _Rule(("39",), r"39([124-9]\d{5,9})", r"390\1", "the 0 of an Italian fixed line is part of the number"),
    _Rule(("39",), r"390(3\d{8,9})", r"39\1", "Italian mobiles have no 0"),
    # Brazil (ANATEL): two digits after the 0 choose the carrier, printed as "0XX" or "0 15"; numbers such as 4004 and
    # 3003 have no area code but are printed with one; mobiles got a ninth digit between 2012 and 2016.
    _Rule(("55",), r"550?[1-9]\d([1-9]\d{9,10})", r"55\1", "0 and two digits choose the carrier in Brazil"),
    _Rule(("55",), r"550?[1-9]\d((?:300\d|40(?:0\d|20))\d{4})", r"55\1", "this number has no area code"),
    _Rule(("55",), r"55([1-9]\d)([6-9]\d{7})", r"55\g<1>9\2", "since 2016 Brazilian mobiles have an additional 9"),
    # Numbers without an area code that are printed with one: Turkey 444, South Korea 15xx, 16xx, 18xx, Indonesia 1500.
    _Rule(("90",), r"900?[2-5]\d\d(444\d{4})", r"90\1", "this number has no area code"),
    _Rule(("82",), r"820?(?:2|[3-6]\d)(1[568]\d{6})", r"82\1", "this number has no area code"),
    _Rule(("62",), r"620?(?:21|[2-7]\d{1,2})(1500\d{3})", r"62\1", "this number has no area code"),
    # Colombia: area codes of one digit became 601 to 608 on 1 September 2021 (CRC).
    _Rule(("57",), r"570?([1-8]\d{7})", r"5760\1", "since 2021 Colombian fixed lines begin with 60"),
    # Chile, Poland, Czechia: a 0 before national numbers, until all numbers included the area code.
    _Rule(("56", "48", "420"), r"(56|48|420)0(\d{9})", r"\1\2", "0 is no longer dialled before national numbers"),
    # Benin: 01 before the eight digits since 30 November 2024 (ARCEP).
    _Rule(("229",), r"229(\d{8})", r"22901\1", "since 2024 numbers in Benin begin with 01"),
    # London: 0171 and 0181 became 020 7 and 020 8 on 22 April 2000 (Oftel).
    _Rule(("44",), r"440?1([78])1(\d{7})", r"4420\1\2", "since 2000 numbers in London begin with 020"),
    # An exit prefix after "+": "+00 44".
    _Rule(("00",), r"0{2,3}([1-9]\d{6,14})", r"\1", "'+' replaces the exit prefix"),
)


def current_forms(forms: Collection[str], trunks: Mapping[str, str]) -> dict[str, str]:
    """Return the current numbers that international forms ("+" and digits) mean as old or local spellings → note.

    `trunks` is country code → trunk prefix, because people also write that after the country code ("+44 020 …").
    """
    current: dict[str, str] = {}
    for form in forms:
        if form.startswith("+"):
            for variant, note in _variants(form[1:], trunks):
                if variant not in forms:
                    current.setdefault(variant, note)
    return current


def _variants(digits: str, trunks: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each rewritten form of the digits after "+", with its note."""
    code = next((digits[:length] for length in (1, 2, 3) if digits[:length] in trunks), "")
    trunk = trunks.get(code, "")
    if trunk and digits[len(code) :].startswith(trunk):
        yield f"+{code}{digits[len(code) + len(trunk) :]}", f"{trunk} is not dialled after +{code}"
    for rule in _RULES:
        if digits.startswith(rule.prefixes) and (match := re.fullmatch(rule.pattern, digits)):
            yield f"+{match.expand(rule.replacement)}", rule.note
