"""The grammar of hours: valid text, its canonical spelling, and the errors for other text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportdir.errors import HoursError
from supportdir.hours.corrections import COMMON_MISTAKES
from supportdir.hours.grammar import write
from supportdir.hours.parsing import parse
from supportdir.hours.rules import Dates, Hours, Rule, State


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("24/7", "24/7"),
        ("open", "24/7"),
        ("unknown", "unknown"),
        ('"by appointment"', 'unknown "by appointment"'),
        ('24/7 open "ask for the desk"', '24/7 open "ask for the desk"'),
        ("Mo-Fr 09:00-17:00; PH off", "Mo-Fr 09:00-17:00; PH off"),
        ("Mo-Fr 09:00-17:00; PH closed", "Mo-Fr 09:00-17:00; PH off"),
        ("Mo,Tu,We 09:00-17:00", "Mo-We 09:00-17:00"),
        ("Su,Mo,Tu,We,Th 08:00-16:00", "Su-Th 08:00-16:00"),
        ("PH,Sa 10:00-12:00", "Sa,PH 10:00-12:00"),
        ("Mo-Su 08:00-20:00", "Mo-Su 08:00-20:00"),
        ("13:00-17:00,08:00-12:00", "08:00-12:00,13:00-17:00"),
        ("22:00-26:00", "22:00-02:00"),
        ("00:00-00:00", "00:00-24:00"),
        ("08:00-08:00", "08:00-08:00"),
        ("Sa-Su,PH 00:00-33:00", "Sa-Su,PH 00:00-33:00"),
        ("Oct Mo[2] 09:00-17:00", "Oct Mo[2] 09:00-17:00"),
        ("Mo[-1],Tu off", "Tu,Mo[-1] off"),
        ("Sa[1,3] 11:00-17:00", "Sa[1,3] 11:00-17:00"),
        ("Sa[3],Sa[1] 11:00-17:00", "Sa[1,3] 11:00-17:00"),
        ("Sa[3,1,-1] 11:00-17:00", "Sa[1,3,-1] 11:00-17:00"),
        ("Sa[-1,-5,-2] 11:00-17:00", "Sa[-5,-2,-1] 11:00-17:00"),
        ("Sa[1-2],Mo[5] off", "Mo[5],Sa[1,2] off"),
        ("Sa[1-3,5] 11:00-17:00", "Sa[1,2,3,5] 11:00-17:00"),
        ("Dec 24 off", "Dec 24 off"),
        ("Dec 24-26 off", "Dec 24-26 off"),
        ("Dec 29-Jan 03 off", "Dec 29-Jan 3 off"),
        ("2026 Dec 29-Jan 3 off", "2026 Dec 29-2027 Jan 3 off"),
        ("2026 Dec 24,2027 Dec 24 09:00-12:00", "2026 Dec 24,2027 Dec 24 09:00-12:00"),
        ("Nov-Feb Mo 10:00-12:00", "Nov-Feb Mo 10:00-12:00"),
        ("2026-2027 Mo 10:00-12:00", "2026-2027 Mo 10:00-12:00"),
        ("2026 10:00-12:00", "2026 10:00-12:00"),
        ("week 01-53/2 Mo 10:00-12:00", "week 01-53/2 Mo 10:00-12:00"),
        ("week 07 off", "week 07 off"),
        ('Mo-Su 08:00-20:00 || unknown "maybe all day"', 'Mo-Su 08:00-20:00 || unknown "maybe all day"'),
        ('Mo-Fr 09:00-17:00, Sa 10:00-12:00 "if; and, ||"', 'Mo-Fr 09:00-17:00, Sa 10:00-12:00 unknown "if; and, ||"'),
        ("Mo open, We 10:00-12:00", "Mo open, We 10:00-12:00"),
        ("Mo 10:00-12:00 open, 13:00-14:00 off", "Mo 10:00-12:00 open, 13:00-14:00 off"),
    ],
)
def test_hours_are_written_in_the_canonical_spelling(text, canonical):
    assert write(parse(text)) == canonical
    assert parse(canonical) == parse(text)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("24/7", State("open")),
        ("00:00-24:00", State("open")),
        ("Mo-Su 00:00-24:00", State("open")),
        ('unknown "8/5"', State("unknown", "8/5")),
        ("off", State("closed")),
        ("24/7; PH off", None),
        ("off || unknown", None),
        ("Mo-Su 08:00-08:00", None),
    ],
)
def test_hours_that_never_change(text, state):
    assert parse(text).constant == state


@pytest.mark.parametrize(
    ("text", "rule", "column", "fix"),
    [
        ("Mo-Fr 9-17", "minutes-missing", 7, "Mo-Fr 09:00-17:00"),
        ("22-6", "minutes-missing", 1, "22:00-06:00"),
        ("9-5", "minutes-missing", 1, ""),  # afternoon or night?
        ("9:00-17:00", "hour-one-digit", 1, "09:00-17:00"),
        ("9:00-5:00", "hour-one-digit", 1, ""),
        ("1-5", "minutes-missing", 1, ""),
        ("10:00-2:00", "hour-one-digit", 1, ""),
        ("00:00-8:00", "hour-one-digit", 1, "00:00-08:00"),
        ("09.00–17.00", "separator-dot", 1, "09:00-17:00"),
        ("09:00–17:00", "separator-dash", 6, "09:00-17:00"),
        ("Mo-Fr 09:00 - 17:00", "separator-dash", 12, "Mo-Fr 09:00-17:00"),
        ("Mo to Fr 09:00-17:00", "separator-word", 3, "Mo-Fr 09:00-17:00"),
        ("9h30-17h", "separator-dot", 1, "09:30-17:00"),
        ("Mo-Fr 0900-1700", "separator-missing", 7, "Mo-Fr 09:00-17:00"),
        ("09:00:00-17:00:00", "seconds", 1, "09:00-17:00"),
        ("09:00-17:00 Uhr", "time-word", 12, "09:00-17:00"),
        ("9am-5pm", "am-pm", 1, "09:00-17:00"),
        ("9am to 5:30 p.m.", "am-pm", 1, "09:00-17:30"),
        ("12am-12pm", "am-pm", 1, "00:00-12:00"),
        ("9am-midnight", "am-pm", 1, "09:00-24:00"),
        ("1-5pm", "am-pm", 1, ""),
        ("Mon-Fri", "day-name", 1, ""),  # at what times?
        ("Mon-Fri 9am-5pm", "day-name", 1, "Mo-Fr 09:00-17:00"),
        ("Monday to Friday 8.30am - 6pm, Saturday 9am - 1pm", "day-name", 1, "Mo-Fr 08:30-18:00, Sa 09:00-13:00"),
        ("weekdays 09:00-17:00", "day-name", 1, "Mo-Fr 09:00-17:00"),
        ("daily", "day-name", 1, ""),
        ("mo-fr 09:00-17:00", "day-name", 1, "Mo-Fr 09:00-17:00"),
        ("Пн-Пт 09:00-18:00", "day-name", 1, "Mo-Fr 09:00-18:00"),
        ("Mo-Fr 09:00-17:00; holidays off", "day-name", 20, "Mo-Fr 09:00-17:00; PH off"),
        ("Mo & We 10:00-12:00", "day-list", 3, "Mo,We 10:00-12:00"),
        ("Sa/Su 10:00-12:00", "day-list", 3, "Sa-Su 10:00-12:00"),
        ("Mo-Fr: 09:00-17:00", "colon", 1, "Mo-Fr 09:00-17:00"),
        ("09:00-17:00 Mo-Fr", "order", 1, "Mo-Fr 09:00-17:00"),
        ("Mo-Fr Dec 24 off", "order", 1, "Dec 24 Mo-Fr off"),
        ("closed Su", "order", 1, "Su off"),
        ("Mo-Fr 09:00-17:00 Sa 10:00-12:00", "missing-separator", 7, "Mo-Fr 09:00-17:00; Sa 10:00-12:00"),
        ("Mo-Fr 09:00-17:00 PH off", "missing-separator", 7, "Mo-Fr 09:00-17:00; PH off"),
        ("Mo-Fr 09:00-17:00;", "empty-rule", 18, "Mo-Fr 09:00-17:00"),
        ("Mo-Fr 09:00-17:00; ; PH off", "empty-rule", 19, "Mo-Fr 09:00-17:00; PH off"),
        ("Mo-Fr 09:00-17:00;PH off", "blanks", 18, "Mo-Fr 09:00-17:00; PH off"),
        (" Mo-Fr", "blanks", 1, "Mo-Fr"),
        ("Mo-Fr 09:00-17:00 | unknown", "separator", 19, "Mo-Fr 09:00-17:00 || unknown"),
        ("by appointment", "bare-text", 1, 'unknown "by appointment"'),
        ("Mo-Fr by appointment", "bare-text", 7, 'Mo-Fr unknown "by appointment"'),
        ("Mo-Fr 09:00-17:00 by appointment", "bare-text", 19, ""),  # open or unknown?
        ("Mo-Fr 09:00-17:00 “by phone”", "quotes", 19, 'Mo-Fr 09:00-17:00 "by phone"'),
        ("Closed", "state-name", 1, "off"),
        ("Mo-Fr 24/7", "odd-24/7", 1, "Mo-Fr 00:00-24:00"),
        ("24/7 Mo-Fr", "odd-24/7", 1, "Mo-Fr 00:00-24:00"),
        ("24h", "24h", 1, "24/7"),
        ("24 hours a day, 7 days a week", "24h", 1, "24/7"),
        ("24x7", "24h", 1, "24/7"),
        ("2026-12-24 off", "date-order", 1, "2026 Dec 24 off"),
        ("24.12.2026 off", "date-order", 1, "2026 Dec 24 off"),
        ("24 Dec off", "date-order", 1, "Dec 24 off"),
        ("Dec 24, 2026 off", "date-order", 1, "2026 Dec 24 off"),
        ("December 24 off", "month-name", 1, "Dec 24 off"),
        ("dec 24 off", "month-name", 1, "Dec 24 off"),
        ("Dec 24,25,26 off", "date-list", 1, "Dec 24,Dec 25,Dec 26 off"),
        ("Mo, We 10:00-12:00", "list-blank", 1, "Mo,We 10:00-12:00"),
        ("Mo-Fr 09:00-12:00, 13:00-17:00", "list-blank", 7, "Mo-Fr 09:00-12:00,13:00-17:00"),
        ("Dec 24, Dec 25 off", "list-blank", 1, "Dec 24,Dec 25 off"),
        ("2026, We 10:00-12:00", "list-blank", 5, ""),
        ("Mo-Fr 09:00-17:00, 12:00-13:00 off", "list-blank", 18, ""),  # off on every day?
        ("week 1 Mo", "week-digits", 1, ""),
        ("week 1 Mo 10:00-12:00", "week-digits", 1, "week 01 Mo 10:00-12:00"),
        ("09:00-17:00 UTC", "zone", 12, "09:00-17:00"),
        ("8am - 8pm ET Monday - Friday", "am-pm", 1, "Mo-Fr 08:00-20:00"),
        ("Mo-Fr 09:00-17:00 (local time)", "zone", 18, "Mo-Fr 09:00-17:00"),
        ("Mo-Fr 09:00-17:00 Europe/London", "zone", 18, "Mo-Fr 09:00-17:00"),
        ("n/a", "no-hours", 1, ""),
        ("SH off", "school-holidays", 1, ""),
        ("easter off", "easter", 1, ""),
        ("sunrise-sunset", "sun", 1, ""),
        ("Mo-Fr 09:00-17:00+", "open-end", 18, ""),
        ("10:00-16:00/02:00", "time-step", 1, ""),
        ("PH +1 day off", "day-shift", 1, ""),
        ("PH Mo-Fr 10:00-12:00", "ph-and-weekday", 1, ""),
        ("Mo 10:00", "point", 4, ""),
        ("Mo 09:00-12:00 || unknown || off", "second-fallback", 27, ""),
        ("Mo 09:00-12:00 || unknown; PH off", "after-fallback", 26, ""),
        ("Feb 30 off", "no-such-date", 1, ""),
        ("2027 Feb 29 off", "no-such-date", 1, ""),
        ("Dec 24,Feb 31 off", "no-such-date", 8, ""),
        ("Dec 0 off", "no-such-date", 1, ""),
        ("week 40-10 Mo", "reversed", 1, ""),
        ("2028-2026 off", "reversed", 1, ""),
        ("Dec 29-3 off", "reversed", 1, ""),
        ("2027 Jan 3-2026 Jan 2 off", "reversed", 1, ""),
        ("Dec-Jan 3 off", "date-range", 1, ""),
        ("Dec 24-2027 Jan 3 off", "date-range", 1, ""),
        ("week 00 off", "no-such-week", 1, ""),
        ("Mo[6] 10:00-11:00", "nth", 1, ""),
        ("Mo[0] 10:00-11:00", "nth", 1, ""),
        ("Mo[-6] 10:00-11:00", "nth", 1, ""),
        ("Sa,Mo[1,0] 10:00-11:00", "nth", 4, ""),
        ("Mo[3-1] 10:00-11:00", "nth", 1, ""),
        ("Mo[2-6] 10:00-11:00", "nth", 1, ""),
        ("24:00-26:00", "no-such-time", 1, ""),
        ("10:00-49:00", "no-such-time", 7, ""),
        ("10:60-12:00", "no-such-time", 1, ""),
        ("24/7 10:00-12:00", "order", 6, ""),
        ('open "ask', "quote", 6, ""),
        ('open ""', "comment", 6, ""),
        ('"a"b', "comment", 4, ""),
        ("", "empty", 1, ""),
        ("  ", "empty", 1, ""),
        ("Mo " * 400, "too-long", 1001, ""),
    ],
)
def test_invalid_text_is_located_and_corrected(text, rule, column, fix):
    with pytest.raises(HoursError) as caught:
        parse(text)
    error = caught.value
    assert (error.code, error.column, error.fix) == (rule, column, fix)
    assert error.message
    assert fix in error.hint
    assert error.hint
    assert "\n" not in str(error)
    if fix:
        parse(fix)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Mo-Fr 9-17", "hours 'Mo-Fr 9-17', column 7: '9-17' lacks minutes; write 'Mo-Fr 09:00-17:00'"),
        ("n/a", "hours 'n/a', column 1: 'n/a' is not a time; omit the field if the hours are not known"),
        (
            "Mo-Fr 09:00-17:00 UTC",
            "hours 'Mo-Fr 09:00-17:00 UTC', column 18: 'UTC' is a time zone and belongs in the field timezone; "
            "write 'Mo-Fr 09:00-17:00'",
        ),
        (
            'open "ask',
            "hours 'open \"ask', column 6: the comment has no closing quote; "
            "add '\"'; in YAML ' #' starts a comment, so quote the whole value",
        ),
        (
            "PH Mo-Fr 10:00-12:00",
            "hours 'PH Mo-Fr 10:00-12:00', column 1: 'PH Mo-Fr' would mean only holidays that fall on those days; "
            "write 'Mo-Fr,PH' for those days and holidays, or 'PH' for holidays only",
        ),
    ],
)
def test_messages_have_place_message_and_hint(text, message):
    with pytest.raises(HoursError) as caught:
        parse(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "column", "message", "fix"),
    [
        ("Mo-Fr\u00a009:00-17:00", 6, "U+00A0 (no-break space) is not a plain space", "Mo-Fr 09:00-17:00"),
        ("Mo-Fr\u202f09:00-17:00", 6, "U+202F (narrow no-break space) is not a plain space", "Mo-Fr 09:00-17:00"),
        ("Mo-Fr\u200909:00-17:00", 6, "U+2009 (thin space) is not a plain space", "Mo-Fr 09:00-17:00"),
        ("Mo-Fr\u300009:00-17:00", 6, "U+3000 (ideographic space) is not a plain space", "Mo-Fr 09:00-17:00"),
        ("Mo-Fr 09:00-17:00\u200b", 18, "U+200B (zero width space) is invisible", "Mo-Fr 09:00-17:00"),
        ("\ufeffMo-Fr 09:00-17:00", 1, "U+FEFF (zero width no-break space) is invisible", "Mo-Fr 09:00-17:00"),
        ("Mo-Fr 9-17\u2060", 11, "U+2060 (word joiner) is invisible", "Mo-Fr 09:00-17:00"),
        ("Mo-Fr\u3164 09:00-17:00", 6, "U+3164 (hangul filler) is invisible", "Mo-Fr 09:00-17:00"),
        ("Mo-Fr 09:00\u00ad-17:00; PH off", 12, "U+00AD (soft hyphen) is invisible", "Mo-Fr 09:00-17:00; PH off"),
        ("Mo\u200b", 3, "U+200B (zero width space) is invisible", "Mo"),
        ('Mo\u00a009:00-17:00 open "a\u00a0b"', 3, "U+00A0 (no-break space) is not a plain space",
         'Mo 09:00-17:00 open "a\u00a0b"'),
    ],
)  # fmt: skip
def test_hidden_characters_are_named(text, column, message, fix):
    with pytest.raises(HoursError) as caught:
        parse(text)
    error = caught.value
    assert (error.code, error.column, error.message, error.fix) == ("hidden-character", column, message, fix)


def test_a_no_break_space_inside_a_comment_is_kept():
    assert parse('unknown "8\u00a0hours"').rules[0].comment == "8\u00a0hours"


@pytest.mark.parametrize("text", ["Mon-Fri until midnight", "ежедневно", "werktags", "nine to five", "24/7 sometimes"])
def test_words_about_hours_are_not_offered_as_a_comment(text):
    with pytest.raises(HoursError) as caught:
        parse(text)
    assert caught.value.fix == ""


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Mon",
                "Mon-Fri",
                "Sat",
                "weekdays",
                "daily",
                "9am-5pm",
                "9-17",
                "10-14",
                "8pm-6am",
                "24/7",
                ",",
                ";",
                "and",
                "closed",
                "except",
                "including",
                "PH",
                "пн-пт",
                "выходные",
                "с",
                "9",
                "до",
                "18",
                "lunch",
                "12:00-13:00",
                "by appointment",
                "Dec 24",
                "2026",
                "||",
                "(",
                ")",
                "-",
                "\n",
            ]
        ),
        max_size=8,
    )
)
def test_a_fix_is_always_valid(words):
    try:
        parse(" ".join(words))
    except HoursError as error:
        if error.fix:
            parse(error.fix)


def test_text_with_many_readings_is_rejected_quickly():
    for text in ["9-12," * 190, "выходные " * 100, "9am-5pm Mon, Tue 9am-5pm " * 38, "24/7 " * 190, "closed Mon " * 90]:
        with pytest.raises(HoursError) as caught:
            parse(text)
        assert caught.value.fix == ""


def test_a_comment_is_not_changed():
    with pytest.raises(HoursError) as caught:
        parse('Mon-Fri 9am-5pm open "Mon; 9am – 5pm UTC, SH"')
    assert caught.value.fix == 'Mo-Fr 09:00-17:00 open "Mon; 9am – 5pm UTC, SH"'


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='MoTuFrPHDec 0123456789:-;,|[]"/.apmw', max_size=40))
def test_any_text_is_valid_or_an_error(text):
    try:
        hours = parse(text)
    except HoursError as caught:
        error = caught
    else:
        assert parse(write(hours)) == hours
        return
    assert 1 <= error.column <= len(text) + 1
    assert error.message
    assert error.hint
    if error.fix:
        parse(error.fix)


_days_in = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@st.composite
def dates(draw):
    year = draw(st.sampled_from([0, 0, 2026, 2027]))
    months = draw(st.tuples(st.integers(1, 12), st.integers(1, 12)))
    whole = draw(st.booleans())
    start, end = ((month, 0 if whole else draw(st.integers(1, _days_in[month - 1] - (month == 2)))) for month in months)
    if draw(st.booleans()):
        end = start
    return Dates(year, *start, year and year + draw(st.integers(0 if end >= start else 1, 2)), *end)


@st.composite
def spans(draw):
    start = draw(st.integers(0, 1439))
    return start, draw(st.integers(start + 1, 2880))


@st.composite
def rules(draw, adds=None):
    when = draw(st.sampled_from(["", "", "dates", "years", "weeks"]))
    first, last = sorted((draw(st.integers(1, 53)), draw(st.integers(1, 53))))
    return Rule(
        kind=draw(st.sampled_from(["open", "open", "closed", "unknown"])),
        times=tuple(sorted(draw(st.lists(spans(), max_size=3)))),
        days=draw(st.integers(0, 127)),
        adds=draw(st.booleans()) if adds is None else adds,
        comment=draw(st.sampled_from(["", "", "by appointment", "9am; Mon – Fri, || x"])),
        holidays=draw(st.booleans()),
        dates=tuple(draw(st.lists(dates(), min_size=1, max_size=3))) if when == "dates" else (),
        nths=tuple(sorted(draw(st.sets(st.tuples(st.integers(0, 6), st.sampled_from([1, 2, 5, -1, -5])), max_size=2)))),
        years=(2026, 2026 + draw(st.integers(0, 2))) if when == "years" else None,
        weeks=(first, last, draw(st.integers(1, 3))) if when == "weeks" else None,
    )


@st.composite
def any_hours(draw):
    first, more = draw(rules(adds=False)), draw(st.lists(rules(), max_size=3))
    return Hours((first, *more), draw(st.none() | rules(adds=False)))


@settings(max_examples=400, deadline=None)
@given(any_hours())
def test_written_hours_parse_to_equal_records(hours):
    text = write(hours)
    assert parse(text) == hours
    assert write(parse(text)) == text


@settings(max_examples=200, deadline=None)
@given(any_hours())
def test_no_common_mistake_matches_valid_hours(hours):
    text = write(Hours(tuple(Rule(**{**_fields(rule), "comment": ""}) for rule in hours.rules)))
    assert [mistake.rule for mistake in COMMON_MISTAKES if re.search(mistake.pattern, text)] == []


def _fields(rule):
    return {name: getattr(rule, name) for name in rule.__struct_fields__}
