"""Routes as English sentences, as keys, and as dial strings."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportdir.dialing.route import (
    LONGEST_DIAL_STRING,
    DialString,
    Press,
    dial_string,
    is_keys,
    keys,
    presses,
    sentences,
)
from supportdir.errors import NumberError
from supportdir.model import Step

NUMBER = "+18005550199"


def step(action, value, **modifiers):
    return Step(**{action: value}, **modifiers)


def press(value, **modifiers):
    return step("press", value, **modifiers)


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (press("0"), "press 0"),
        (press("66#"), "press 6 6 #"),
        (press("0", times=2), "press 0, twice"),
        (press("0", times=3), "press 0, three times"),
        (press("0", times=4), "press 0, four times"),
        (press("0", times=10), "press 0, ten times"),
        (press("0", times=11), "press 0, 11 times"),
        (press("0", times=12), "press 0, 12 times"),
        (press("0", times=3, until="until the music starts"), "press 0 at least three times, until the music starts"),
        (press("1,2"), "press 1,2"),
        (press("66", end="#"), "press 6 6, then #"),
        (
            step("tell", "your name", times=2, until="person"),
            "tell it your name at least twice, until a person answers",
        ),
        (step("tell", "your name", until="person"), "keep telling it your name until a person answers"),
        (step("enter", "your code", until="it is right"), "keep entering your code until it is right"),
        (step("choose", "a language", until="person"), "keep choosing a language until a person answers"),
        (step("hold", "the line", until="person"), "hold for the line until a person answers"),
        (step("wait", "for 10 seconds"), "wait for 10 seconds"),
        (step("pause", "0"), "wait 0 seconds"),
        (press("3", hear="any voice"), "at any voice, press 3"),
        (press("3", hear="every prompt"), "at every prompt, press 3"),
        (press("3", hear="anything else"), "at “anything else”, press 3"),
        (press("#", until="person"), "keep pressing # until a person answers"),
        (press("#", until="the music starts"), "keep pressing # until the music starts"),
        (press("0", times=18, until="person"), "press 0 at least 18 times, until a person answers"),
        (press("0", times=2, until="person"), "press 0 at least twice, until a person answers"),
        (press("1", hear="English"), "at “English”, press 1"),
        (press("2", hear="the wait offer"), "at the wait offer, press 2"),
        (press("0", hear="each prompt", until="person"), "at each prompt, keep pressing 0 until a person answers"),
        (press("#", if_="no person answers at once"), "if no person answers at once: press #"),
        (press("9", if_="you must rebook", hear="the queue"), "if you must rebook: at the queue, press 9"),
        (step("say", "representative"), "say “representative”"),
        (step("say", "membership", times=2), "say “membership”, twice"),
        (step("say", "agent", until="person"), "keep saying “agent” until a person answers"),
        (
            step("say", "no thanks", hear="each offer of a callback"),
            "at each offer of a callback, say “no thanks”",
        ),
        (step("tell", "the topic of your question"), "tell it the topic of your question"),
        (step("tell", "that you have no order number"), "tell it that you have no order number"),
        (step("enter", "the claim number"), "enter the claim number"),
        (step("enter", "the phone number on the account", end="#"), "enter the phone number on the account, then #"),
        (step("choose", "your language"), "choose your language"),
        (
            step("choose", "whether you have an order number", options={"1": "you have one", "2": "you have none"}),
            "choose whether you have an order number: 1 you have one, 2 you have none",
        ),
        (step("pause", "1"), "wait 1 second"),
        (step("pause", "3"), "wait 3 seconds"),
        (step("wait", "until the message has ended"), "wait until the message has ended"),
        (step("wait", "the parcel's status"), "wait for the parcel's status"),
        (step("hold", "until a person answers"), "hold until a person answers"),
        (step("hold", "the next adviser"), "hold for the next adviser"),
        (step("silence", "press and say nothing"), "press and say nothing"),
        (step("silence", "until it transfers you"), "press and say nothing until it transfers you"),
        (
            step("silence", "enter nothing", hear="the request for your number", times=2),
            "at the request for your number, enter nothing, twice",
        ),
        (step("leave", "a message, and wait to be called back"), "leave a message, and wait to be called back"),
    ],
)
def test_a_step_is_a_sentence(step, sentence):
    assert sentences([step]) == [sentence]


ROUTES = [
    ([], "", NUMBER, True),
    ([press("0", times=3), press("3"), step("hold", "until a person answers")], "0 0 0 3", f"{NUMBER},,0,0,0,3", True),
    (
        [press("#"), press("6"), step("enter", "the phone number on the account", end="#"), press("2")],
        "# 6 … # 2",
        f"{NUMBER},,#,6",
        False,
    ),
    (
        [press("2"), step("choose", "order number or not", options={"1": "yes", "2": "no"}), press("2")],
        "2 (1|2) 2",
        f"{NUMBER},,2",
        False,
    ),
    ([step("choose", "your language"), press("1")], "… 1", NUMBER, False),
    ([step("choose", "by word", options={"yes": "you have", "no": "you have not"})], "…", NUMBER, False),
    ([press("1"), press("66#"), press("0")], "1 66# 0", f"{NUMBER},,1,66#,0", True),
    ([press("66", end="#")], "66#", f"{NUMBER},,66#", True),
    ([step("tell", "the topic"), step("say", "agent"), press("1")], "… 1", NUMBER, False),
    ([press("1"), step("leave", "a message")], "1 …", f"{NUMBER},,1", False),
    ([press("#", until="person")], "#…", NUMBER, False),
    ([press("0", times=18, until="person")], "0…", NUMBER, False),
    ([press("0", times=12)], "0×12", f"{NUMBER},,{','.join('0' * 12)}", True),
    ([step("say", "agent", times=7)], "…", NUMBER, False),
    ([step("say", "agent", until="person")], "…", NUMBER, False),
    ([press("0", times=6)], "0 0 0 0 0 0", f"{NUMBER},,0,0,0,0,0,0", True),
    ([press("0", times=7)], "0×7", f"{NUMBER},,0,0,0,0,0,0,0", True),
    ([press("12", times=2)], "12 12", f"{NUMBER},,12,12", True),
    ([step("choose", "by ear", options={"1": "yes", "2": "no"}, end="#")], "(1|2) #", NUMBER, False),
    ([step("choose", "by ear", options={"1": "yes", "2": "no"}, times=2)], "(1|2) (1|2)", NUMBER, False),
    ([step("choose", "by ear", options={"1": "yes", "no": "no"})], "…", NUMBER, False),
    ([step("enter", "your code", end="hash")], "…", NUMBER, False),
    ([step("enter", "your code", end="#", times=3)], "… #", NUMBER, False),
    ([press("1", end="hash")], "…", NUMBER, False),
    ([step("pause", "1"), press("1")], "1", f"{NUMBER},1", True),
    ([step("pause", "0"), press("1")], "1", f"{NUMBER},,1", True),
    ([step("pause", "5"), press("1"), press("2")], "1 2", f"{NUMBER},,,1,2", True),
    ([step("pause", "5", if_="it is slow"), press("1")], "1", NUMBER, False),
    ([press("1"), step("pause", "5")], "1", f"{NUMBER},,1", True),
    (
        [press("0", times=25)],
        "0×25",
        f"{NUMBER},,{','.join('0' * 25)}",
        True,
    ),  # 64 characters with a comma after each key
    ([press("0", times=26)], "0×26", NUMBER, False),
    ([press("1"), press("#", if_="nobody answers")], "1 [#]", f"{NUMBER},,1", False),
    ([step("say", "agent", if_="it asks"), press("1")], "[…] 1", NUMBER, False),
    ([step("pause", "3"), press("2"), press("0")], "2 0", f"{NUMBER},,2,0", True),
    ([step("pause", "12"), press("2")], "2", f"{NUMBER},,,,,,2", True),
    ([press("1"), step("pause", "2"), step("pause", "3"), press("2")], "1 2", f"{NUMBER},,1,,,2", True),
    ([press("1"), step("wait", "until the message has ended"), press("2")], "1 2", f"{NUMBER},,1", False),
    ([step("silence", "press nothing")], "", NUMBER, True),
    ([press("1", hear="English"), press("2")], "1 2", f"{NUMBER},,1,2", True),
    ([press("2", hear="the wait offer")], "2", NUMBER, False),  # its time is not known
    ([press("1,2"), press("3")], "… 3", NUMBER, False),  # not keys
]


@pytest.mark.parametrize(("steps", "notation", "text", "complete"), ROUTES)
def test_a_route_as_keys_and_as_dial_string(steps, notation, text, complete):
    assert keys(steps) == notation
    assert dial_string(NUMBER, steps) == DialString(text, complete)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (1, f"{NUMBER},,,,1,,2,,,,,3"),
        (2, f"{NUMBER},,1,2,,,3"),
        (3, f"{NUMBER},,1,2,,3"),
        (4, f"{NUMBER},1,2,,3"),
        (5, f"{NUMBER},1,2,3"),
    ],
)
def test_the_number_of_commas_depends_on_the_phone(seconds, text):
    steps = [press("1"), press("2"), step("pause", "5"), press("3")]
    assert dial_string(NUMBER, steps, seconds) == DialString(text, complete=True)


def test_presses_have_the_index_of_their_step_and_the_seconds_before_them():
    steps = [
        press("1", times=2),
        step("pause", "3"),
        step("pause", "4"),
        press("2", end="#"),
        press("5"),
        step("say", "x"),
    ]
    assert list(presses(steps)) == [Press(0, 4, "1", 2), Press(3, 7, "2#", 1), Press(4, 2, "5", 1)]


@pytest.mark.parametrize(
    ("text", "right"), [("0", True), ("*#0123456789", True), ("", False), ("A", False), ("1,2", False), ("1 2", False)]
)
def test_keys_are_digits_star_and_hash(text, right):
    assert is_keys(text) is right


@pytest.mark.parametrize("code", ["*100", "#31#", "611", "+1 800 555 0199", "+", "+1", "+0123456", "+1234567890123456"])
def test_a_dial_string_cannot_start_with_a_code(code):
    with pytest.raises(NumberError):
        dial_string(code, [press("1")])


def test_a_dial_string_is_limited():
    route = [press("1"), press("0", times=10**9), press("2")]
    assert dial_string(NUMBER, route) == DialString(f"{NUMBER},,1", complete=False)
    assert dial_string(NUMBER, [step("pause", str(10**9)), press("2")]) == DialString(NUMBER, complete=False)
    assert keys(route) == "1 0×1000000000 2"


words = st.text(max_size=12)
any_steps = st.lists(
    st.one_of(
        st.builds(
            step,
            action=st.sampled_from(["press", "say", "tell", "enter", "choose", "wait", "silence", "hold", "leave"]),
            value=st.one_of(st.from_regex("[0-9*#]{1,4}", fullmatch=True), words),
            times=st.integers(1, 20),
            until=st.sampled_from(["", "person"]),
            end=st.sampled_from(["", "#", "x"]),
            options=st.dictionaries(st.one_of(st.sampled_from("12*#"), words), words, max_size=3),
            hear=words,
            if_=st.one_of(st.just(""), words),
        ),
        st.builds(Step, pause=st.integers(0, 60)),
    ),
    max_size=6,
)
TOKEN = r"(…|([0-9*#]+|\([0-9*#]+(\|[0-9*#]+)*\))(…|×[0-9]+)?)"
WORD = rf"({TOKEN}|\[{TOKEN}( {TOKEN})*\])"


@given(any_steps)
def test_every_route_can_be_written_in_the_notation(steps):
    assert re.fullmatch(rf"({WORD}( {WORD})*)?", keys(steps))
    assert len(sentences(steps)) == len(steps)


@given(any_steps)
def test_every_dial_string_is_a_number_and_keys(steps):
    text = dial_string(NUMBER, steps).text
    assert re.fullmatch(r"\+[0-9]+(,+[0-9*#]+)*", text)
    assert len(text) <= LONGEST_DIAL_STRING
