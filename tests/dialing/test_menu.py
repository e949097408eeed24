"""Phone menus: their paths, and paths as routes."""

import pytest

from supportdir.dialing.menu import find, paths, route, to_person
from supportdir.dialing.route import dial_string, keys, sentences
from supportdir.model import Menu, Option, Shortcut, Step

MENU = Menu(
    greeting=12,
    options={
        "1": Option(label="Billing", topics=("billing",)),
        "2": Option(
            label="Technical",
            topics=("technical",),
            options={
                "1": Option(label="Internet at home"),
                "2": Option(label="Dealers", audience=("partners",), reaches="person"),
                "0": Option(label="An adviser", reaches="person"),
            },
        ),
        "8": Option(label="Spanish", languages=("es",), reaches="person"),
        "#": Option(contact="chat"),
    },
)
QUEUE = Menu(
    after="the wait offer",
    options={"2": Option(label="Callback", reaches="callback"), "no thanks": Option(label="Hold", reaches="person")},
)


def keys_of(menu_paths):
    return [" ".join(key for key, _ in path) for path in menu_paths]


def test_a_path_becomes_a_shortcut():
    internet = next(path for path in paths(MENU) if path[-1][1].label == "Internet at home")
    shortcut = route(internet, MENU)
    assert shortcut == Shortcut(
        steps=(
            Step(pause=12),
            Step(press="2", hear="Technical"),
            Step(press="1", hear="Internet at home"),
        ),
        topics=("technical",),
    )
    assert sentences(shortcut.steps) == ["wait 12 seconds", "at “Technical”, press 2", "at “Internet at home”, press 1"]
    assert keys(shortcut.steps) == "2 1"
    assert dial_string("+18005550199", shortcut.steps).text == "+18005550199,,,,,,2,1"
    assert route(internet).steps == shortcut.steps[1:]


def test_the_route_to_a_person_is_for_every_caller():
    assert to_person(MENU).steps[1:] == (
        Step(press="2", hear="Technical"),
        Step(press="0", hear="An adviser"),
    )


def test_a_route_through_a_later_speech_menu_waits_and_speaks():
    shortcut = to_person(QUEUE)
    assert sentences(shortcut.steps) == ["wait for the wait offer", "at “Hold”, say “no thanks”"]
    assert shortcut.reaches == "person"
    assert not dial_string("+18005550199", shortcut.steps).complete


def test_without_an_option_that_reaches_a_person_there_is_no_route():
    assert to_person(Menu(options={"1": Option(label="Billing"), "2": Option(reaches="callback")})) is None


def test_topics_and_audience_are_those_of_the_innermost_option_that_has_some():
    inner = Option(label="Inner", note="busy", reaches="callback")
    middle = Option(label="Middle", topics=("billing",), options={"2": inner})
    menu = Menu(
        options={"1": Option(label="Outer", topics=("technical",), audience=("business",), options={"3": middle})}
    )
    outermost, _, innermost = map(route, paths(menu))
    assert (innermost.topics, innermost.audience) == (("billing",), ("business",))
    assert (innermost.reaches, innermost.note) == ("callback", "busy")
    assert (outermost.topics, outermost.audience, outermost.reaches, outermost.note) == (
        ("technical",), ("business",), None, "",
    )  # fmt: skip


def test_a_route_starts_with_the_wait_and_the_greeting_if_any():
    options = {"0": Option(label="An adviser", reaches="person")}
    assert [step.action for step in to_person(Menu(options=options)).steps] == ["press"]
    assert [step.action for step in to_person(Menu(options=options, after="music", greeting=3)).steps] == [
        "wait", "pause", "press",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "keys_pressed"),
    [
        ({"1": Option(reaches="person", audience=("business",)), "2": Option(reaches="person")}, "2"),
        ({"1": Option(reaches="person", languages=("es",)), "2": Option(reaches="person")}, "2"),
        ({"1": Option(languages=("es",), options={"0": Option(reaches="person")}), "2": Option(reaches="person")}, "2"),
        ({"1": Option(reaches="person", languages=("es",))}, "1"),
        ({"1": Option(options={"0": Option(reaches="person")}), "2": Option(reaches="person")}, "2"),
        ({"1": Option(reaches="person"), "2": Option(reaches="person")}, "1"),
        (
            {
                "1": Option(reaches="person", audience=("business",)),
                "2": Option(options={"3": Option(options={"4": Option(reaches="person")})}),
            },
            "2 3 4",
        ),
    ],
)
def test_the_shortest_route_for_every_caller_is_chosen(options, keys_pressed):
    assert keys(to_person(Menu(options=options)).steps) == keys_pressed


@pytest.mark.parametrize(
    ("words", "topics", "found"),
    [
        ([], ["billing"], ["1"]),
        (["internet"], [], ["2 1"]),
        (["INTERNET", "home"], [], ["2 1"]),
        (["internet", "abroad"], [], []),
        (["adviser"], ["technical"], ["2", "2 0"]),  # topics before words
        (["a"], [], ["2", "8", "2 1", "2 2", "2 0"]),  # the shorter path first
        ([], [], []),
        ([], ["billing", "technical"], ["1", "2"]),
        (["spanish"], ["technical"], ["2", "8"]),
        (["dealers", "adviser"], [], []),
    ],
)
def test_an_option_is_found_by_topic_or_by_words(words, topics, found):
    assert keys_of(find(MENU, words, topics)) == found


def test_the_words_of_a_speech_menu_are_found_too():
    assert keys_of(find(QUEUE, ["thanks"], [])) == ["no thanks"]
    assert keys_of(find(QUEUE, ["2"], [])) == []


def test_paths_are_in_file_order_with_options_before_their_suboptions():
    assert keys_of(paths(MENU)) == ["1", "2", "2 1", "2 2", "2 0", "8", "#"]
