"""Old and local spellings of numbers: what a number means that is not written as its number plan has it today.

One table of rewritings, tried only on numbers that mean nothing as they stand. Each row says whose habit it is; its
comment says until when it was right, and by which source. A length that the plan still uses is never rewritten.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping


class _Habit(NamedTuple):
    """A way of writing: how the digits after "+" begin, what they look like, what they are today, what to tell."""

    codes: tuple[str, ...]
    pattern: str
    today: str
    note: str


_HABITS = (
    # Russia and Kazakhstan: 8 is the trunk prefix, printed behind a "+" by mistake. No country code begins with 83 or
    # 89; +880 is followed by no 0, and +87x by other lengths. 8 4xx and 8 8xx may be Vietnam or Taiwan: left out.
    _Habit(
        ("8",),
        r"8(800\d{7}|[379]\d{9})",
        r"7\1",
        "the number begins with +7; 8 is for calls inside Russia and Kazakhstan",
    ),
    # The trunk prefix 8 of the Soviet network, kept by its republics: in Lithuania until 1 March 2025 (RRT), in Ukraine
    # until 14 October 2009 (order 1200 of 2008). Numbers of Estonia may be as long with the 8 as without: left out.
    _Habit(
        ("370", "371", "373", "374"), r"(37[0134])8(\d{8})", r"\1\2", "8 is an old prefix for calls inside the country"
    ),
    _Habit(
        ("375", "992", "993", "994", "995", "996", "998"),
        r"(375|99[2-68])80?([1-9]\d{8})",
        r"\1\2",
        "8 is a prefix for calls inside the country",
    ),
    _Habit(
        ("380",), r"3808(?:0?([1-9]\d{8})|(800\d{7}))", r"380\1\2", "until 2009 8 was dialled before Ukrainian numbers"
    ),
    # Mexico, until 3 August 2019 (IFT): 01 for long distance, 044 and 045 for mobiles, 1 behind +52.
    _Habit(("52",), r"52(?:01|044|045|1)(\d{10})", r"52\1", "since 2019 Mexican numbers have ten digits and no prefix"),
    # Argentina: mobiles have 15 behind the area code at home, and 9 before it from abroad (ENACOM).
    _Habit(("54",), r"549?0?(11)15(\d{8})", r"549\1\2", "15 at home is 9 behind +54"),
    _Habit(("54",), r"549?0?([23]\d{2})15(\d{7})", r"549\1\2", "15 at home is 9 behind +54"),
    _Habit(("54",), r"549?0?([23]\d{3})15(\d{6})", r"549\1\2", "15 at home is 9 behind +54"),
    _Habit(("54",), r"540?([123]\d{9})", r"549\1", "mobiles of Argentina have a 9 behind +54"),
    _Habit(("54",), r"5490?([123]\d{9})", r"54\1", "only mobiles of Argentina have a 9 behind +54"),
    # Italy: the 0 of fixed lines belongs to the number since 1998, that of mobiles is gone since 2001 (AGCOM).
    _Habit(("39",), r"39([124-9]\d{5,9})", r"390\1", "the 0 of an Italian fixed line belongs to the number"),
    _Habit(("39",), r"390(3\d{8,9})", r"39\1", "Italian mobiles have no 0"),
    # Brazil (ANATEL): two digits behind the 0 choose the carrier, printed as "0XX" or "0 15"; 4004, 3003 and the like
    # have no area code, and are printed with one; mobiles got a ninth digit between 2012 and 2016.
    _Habit(("55",), r"550?[1-9]\d([1-9]\d{9,10})", r"55\1", "0 and two digits choose the carrier in Brazil"),
    _Habit(("55",), r"550?[1-9]\d((?:300\d|40(?:0\d|20))\d{4})", r"55\1", "it has no area code"),
    _Habit(("55",), r"55([1-9]\d)([6-9]\d{7})", r"55\g<1>9\2", "since 2016 mobiles of Brazil have one more 9"),
    # Numbers of no area that are printed with one: Turkey 444, South Korea 15xx, 16xx, 18xx, Indonesia 1500.
    _Habit(("90",), r"900?[2-5]\d\d(444\d{4})", r"90\1", "it has no area code"),
    _Habit(("82",), r"820?(?:2|[3-6]\d)(1[568]\d{6})", r"82\1", "it has no area code"),
    _Habit(("62",), r"620?(?:21|[2-7]\d{1,2})(1500\d{3})", r"62\1", "it has no area code"),
    # Colombia: area codes of one digit became 601 to 608 on 1 September 2021 (CRC).
    _Habit(("57",), r"570?([1-8]\d{7})", r"5760\1", "since 2021 Colombian fixed lines begin with 60"),
    # Chile, Poland, Czechia: a 0 before national numbers, until the plans were closed.
    _Habit(("56", "48", "420"), r"(56|48|420)0(\d{9})", r"\1\2", "no 0 is dialled before national numbers any more"),
    # Benin: 01 before the eight digits since 30 November 2024 (ARCEP).
    _Habit(("229",), r"229(\d{8})", r"22901\1", "since 2024 numbers of Benin begin with 01"),
    # London: 0171 and 0181 became 020 7 and 020 8 on 22 April 2000 (Oftel).
    _Habit(("44",), r"440?1([78])1(\d{7})", r"4420\1\2", "since 2000 numbers of London begin with 020"),
    # An exit prefix behind the "+": "+00 44".
    _Habit(("00",), r"0{2,3}([1-9]\d{6,14})", r"\1", "'+' stands in place of the exit prefix"),
)


def rewritten(forms: Collection[str], trunks: Mapping[str, str]) -> dict[str, str]:
    """Return what international numbers ("+" and digits) mean as old or local spellings: form → note in words.

    `trunks` is the trunk prefix by country code: people write it behind the country code as well ("+44 020 …").
    """
    found: dict[str, str] = {}
    for form in forms:
        if form.startswith("+"):
            for variant, note in _variants(form[1:], trunks):
                if variant not in forms:
                    found.setdefault(variant, note)
    return found


def _variants(digits: str, trunks: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    code = next((digits[:length] for length in (1, 2, 3) if digits[:length] in trunks), "")
    trunk = trunks.get(code, "")
    if trunk and digits[len(code) :].startswith(trunk):
        yield f"+{code}{digits[len(code) + len(trunk) :]}", f"{trunk} is not dialled behind +{code}"
    for habit in _HABITS:
        if digits.startswith(habit.codes) and (match := re.fullmatch(habit.pattern, digits)):
            yield f"+{match.expand(habit.today)}", habit.note
