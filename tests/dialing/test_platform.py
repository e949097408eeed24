"""Dial strings and links, checked with small models of phones that follow the documentation of the phones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportdir import paths
from supportdir.answers import ways_to_reach
from supportdir.compiled import compiled_company
from supportdir.dialing.platform import ANY, PLATFORMS, Dialling, dialling, with_extension
from supportdir.dialing.route import LONGEST_DIAL_STRING, SECONDS_BETWEEN_KEYS, presses
from supportdir.errors import NumberError
from supportdir.format.reader import read_company
from supportdir.model import Step
from supportdir.ways import routes_for

NUMBER = "+18005550199"
PHONES = {**PLATFORMS, "any": ANY}
Call = tuple[str, list[tuple[int, str]]]  # the number, and the keys with the seconds since the answer

# RFC 3966, section 3: a global number, its parameters in any order.
_DIGIT, _PHONEDIGIT = "[0-9]", "[0-9.()-]"
_GLOBAL_NUMBER = re.compile(
    rf"tel:\+{_PHONEDIGIT}*{_DIGIT}{_PHONEDIGIT}*(;ext={_PHONEDIGIT}+)?(;[A-Za-z0-9-]+(=[A-Za-z0-9\[\]/:&+$_.!~*'()%-]+)?)*"
)


def android(dialled: str) -> Call:
    """Return the call by PhoneNumberUtils: post-dial starts at the first comma or semicolon; a pause is 3 seconds.

    The 12 keys are sent and other characters are skipped. A semicolon asks the caller first, so it must not occur.
    """
    number, post_dial = re.fullmatch(r"([^,;]*)(.*)", dialled).groups()
    assert ";" not in post_dial
    return number, list(_keys(post_dial, 3))


def iphone(dialled: str) -> Call:
    """Return the call: a comma is 2 seconds; `*` and `#` are sent if typed or stored (for links see `iphone_link`)."""
    number, post_dial = re.fullmatch(r"([^,;]*)(.*)", dialled).groups()
    return number, list(_keys(post_dial, 2))


def android_link(uri: str) -> Call:
    """Return the call of a link: escapes are decoded, and the fragment after "#" is dropped."""
    scheme, _, rest = uri.partition("#")[0].partition(":")
    assert scheme == "tel"
    return android(unquote(rest))


def iphone_link(uri: str) -> Call:
    """Return the call of a link: by Apple's URL scheme reference, a link with `*` or `#` is not dialled."""
    scheme, _, rest = uri.partition(":")
    assert scheme == "tel"
    assert not {"*", "#"} & {*unquote(rest)}, "not dialled"
    return iphone(unquote(rest))


def softphone_link(uri: str) -> Call:
    """Return the call of a tel: URI (RFC 3966): a number without keys."""
    assert _GLOBAL_NUMBER.fullmatch(uri)
    return uri.removeprefix("tel:"), []


def softphone(dialled: str) -> Call:
    """Return the call: the rest goes to insertDTMF of WebRTC (0-9 A-D * # and a comma of 2 seconds)."""
    number, tones = re.fullmatch(r"([^,]*)(.*)", dialled).groups()
    assert set(tones) <= set("0123456789ABCD*#,")
    return number, list(_keys(tones, 2))


def _keys(post_dial: str, pause: int) -> Iterator[tuple[int, str]]:
    at = 0
    for sign in post_dial:
        if sign == ",":
            at += pause
        elif sign in "0123456789*#":
            yield at, sign


MODELS = {
    "android": (android, android_link),
    "iphone": (iphone, iphone_link),
    "softphone": (softphone, softphone_link),
    "any": (iphone, lambda uri: (iphone_link(uri), android_link(uri))[0]),
}


def wanted(steps: tuple[Step, ...]) -> list[tuple[int, str]]:
    """Return the keys of a route, each with the seconds to wait before it."""
    keys = []
    for press in presses(steps):
        for time in range(press.times):
            for index, key in enumerate(press.keys):
                keys.append(((SECONDS_BETWEEN_KEYS if time else press.wait) if index == 0 else 0, key))
    return keys


def assert_dialled(call: Call, steps: tuple[Step, ...], pause: int, number: str) -> int:
    """Assert that a call sends the keys of the route, each on time or less than a pause late; return their count."""
    assert call[0] == number
    before = 0
    for (at, key), (wait, right) in zip(call[1], wanted(steps), strict=False):
        assert key == right
        assert wait <= at - before < wait + pause
        before = at
    return len(call[1])


def check(name: str, number: str, steps: tuple[Step, ...], extension: str = "") -> Dialling:
    """Assert what must be true for every phone, number and route."""
    dialled = dialling(PHONES[name], number, steps, extension)
    typed_by, linked_by = MODELS[name]
    route, pause = with_extension(extension, steps), PHONES[name].seconds_per_comma
    sent = assert_dialled(typed_by(dialled.text), route, pause, number)
    linked = assert_dialled(linked_by(dialled.link), route, pause, number)
    assert linked <= sent
    assert re.match(r"tel:\+[0-9]+(,|$)", dialled.link)
    assert len(dialled.text) <= LONGEST_DIAL_STRING
    assert _GLOBAL_NUMBER.fullmatch(dialled.link.partition(",")[0])
    # The remaining steps are listed in order, with a reason unless they are only waiting.
    assert dialled.rest == route[len(route) - len(dialled.rest) :]
    assert dialled.link_rest == route[len(route) - len(dialled.link_rest) :]
    keys_left = [step for step in dialled.rest if step.action not in ("pause", "wait", "hold", "silence")]
    assert bool(dialled.because) is bool(keys_left)
    return dialled


def press(keys: str, **more: object) -> Step:
    return Step(press=keys, **more)  # type: ignore[arg-type]


def step(action: str, value: str, **more: object) -> Step:
    return Step(**{action: value}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "steps", "text", "link", "because"),
    [
        ("android", [press("0", times=3), press("3")], f"{NUMBER},,0,0,0,3", f"tel:{NUMBER},,0,0,0,3", ""),
        ("iphone", [press("0", times=3), press("3")], f"{NUMBER},,0,0,0,3", f"tel:{NUMBER},,0,0,0,3", ""),
        ("android", [step("pause", "12"), press("1")], f"{NUMBER},,,,1", f"tel:{NUMBER},,,,1", ""),
        ("iphone", [step("pause", "12"), press("1")], f"{NUMBER},,,,,,1", f"tel:{NUMBER},,,,,,1", ""),
        ("android", [press("1"), press("66#")], f"{NUMBER},,1,66#", f"tel:{NUMBER},,1,66%23", ""),
        ("android", [press("*0")], f"{NUMBER},,*0", f"tel:{NUMBER},,*0", ""),
        (
            "iphone",
            [press("1"), press("66#"), press("0")],
            f"{NUMBER},,1,66#,0",
            f"tel:{NUMBER},,1",
            "an iPhone does not dial a link that contains * or #",
        ),
        (
            "any",
            [press("#"), press("6")],
            f"{NUMBER},,#,6",
            f"tel:{NUMBER}",
            "a phone does not dial a link that contains * or #",
        ),
        (
            "softphone",
            [press("0")],
            f"{NUMBER},,0",
            f"tel:{NUMBER}",
            "a link for a softphone has only the number",
        ),
        (
            "android",
            [press("1"), step("enter", "your account number", end="#"), press("4")],
            f"{NUMBER},,1",
            f"tel:{NUMBER},,1",
            "the next step needs information that only you have",
        ),
        ("iphone", [step("say", "agent")], NUMBER, f"tel:{NUMBER}", "the next step must be spoken"),
        ("iphone", [step("choose", "a language")], NUMBER, f"tel:{NUMBER}", "the next step is your choice"),
        (
            "iphone",
            [step("wait", "until it has ended"), press("1")],
            NUMBER,
            f"tel:{NUMBER}",
            "the duration of the next step is not known",
        ),
        (
            "iphone",
            [press("0", until="person")],
            NUMBER,
            f"tel:{NUMBER}",
            "the next key is repeated until something happens",
        ),
        (
            "iphone",
            [press("2", hear="the wait offer")],
            NUMBER,
            f"tel:{NUMBER}",
            "the time of the next key is not known",
        ),
        (
            "iphone",
            [press("9", if_="it asks")],
            NUMBER,
            f"tel:{NUMBER}",
            "only you know whether the next step is needed",
        ),
        ("iphone", [press("0", times=99)], NUMBER, f"tel:{NUMBER}", "phones do not dial longer strings"),
        ("iphone", [step("hold", "until a person answers")], NUMBER, f"tel:{NUMBER}", ""),
        ("iphone", [], NUMBER, f"tel:{NUMBER}", ""),
    ],
)
def test_a_route_as_each_phone_dials_it(name: str, steps: list[Step], text: str, link: str, because: str) -> None:
    dialled = check(name, NUMBER, tuple(steps))
    assert (dialled.text, dialled.link, dialled.link_because) == (text, link, because)


@pytest.mark.parametrize("name", PHONES)
def test_an_extension_is_sent_as_keys_after_the_answer(name: str) -> None:
    dialled = check(name, NUMBER, (press("1"),), extension="42")
    assert dialled.text == f"{NUMBER},,42,1"


@pytest.mark.parametrize("code", ["*100#", "#21#", "911", "+1 800 555 0199", "+1*21#", ""])
@pytest.mark.parametrize("name", PHONES)
def test_a_code_is_neither_dialled_nor_linked(name: str, code: str) -> None:
    with pytest.raises(NumberError):
        dialling(PHONES[name], code, [press("1")])


any_step = st.one_of(
    st.builds(
        step,
        action=st.sampled_from(["press", "press", "press", "say", "enter", "choose", "wait", "hold"]),
        value=st.from_regex("[0-9*#]{1,3}", fullmatch=True),
        times=st.integers(1, 4),
        until=st.sampled_from(["", "", "", "person"]),
        end=st.sampled_from(["", "", "#"]),
        if_=st.sampled_from(["", "", "", "asked"]),
    ),
    st.builds(Step, pause=st.integers(1, 40)),
)


@given(st.sampled_from(sorted(PHONES)), st.lists(any_step, max_size=6).map(tuple), st.sampled_from(["", "42", "x"]))
def test_every_phone_sends_the_right_keys_on_time(name: str, steps: tuple[Step, ...], extension: str) -> None:
    check(name, NUMBER, steps, extension)


def test_every_shortcut_and_menu_of_the_dataset_on_every_phone() -> None:
    from datetime import UTC, datetime

    from supportdir.dialing import menu
    from supportdir.model import Menu, Phone

    at, routes, links = datetime(2026, 11, 21, 12, 0, tzinfo=UTC), 0, 0
    for path in sorted((paths.dataset() / "companies").glob("*.yaml")):
        company, faults = read_company(path.stem, path.name, path.read_bytes())
        assert company is not None, faults
        for way in ways_to_reach(compiled_company(company), at=at):
            contact = way.contact
            if way.number is None or not isinstance(contact, Phone):
                continue
            step_lists = [route.shortcut.steps for route in routes_for(way)]
            if isinstance(contact.menu, Menu):
                step_lists += [menu.route(option_path, contact.menu).steps for option_path in menu.paths(contact.menu)]
            for name in PHONES:
                for steps in [(), *step_lists]:
                    check(name, way.number.e164, steps, contact.extension)
                    links += 1
            routes += len(step_lists)
    assert routes >= 200
    assert links >= 4000
