"""Routes through phone menus as English sentences, as a short notation of keys, and as dial strings.

The notation of keys, for people ("0 0 0 3", "# 6 …", "2 1 3 (1|2) 2"):

    0        a key; keys without a space between them ("66#") are sent together
    (1|2)    one of these keys, as the caller chooses
    …        a step by the caller: say, tell, enter, choose, leave a message; several in a row are written once
    #…       keep pressing #
    0×12     press 0 twelve times, if too long to write out
    [9]      only under the condition that the step names

Waiting (pause, wait, hold, silence) is not written, so a route that is only waiting has the keys "".
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from supportdir.dialing.number import valid_e164
from supportdir.model import Step
from supportdir.translation import translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Estimates, because no source states these waits. Menus wait 3 to 10 seconds for the next key. The seconds of a comma
# depend on the phone (platform.py); for an unknown phone the shortest is used, because a late key is not lost.
SECONDS_BEFORE_FIRST_KEY = 4
SECONDS_BETWEEN_KEYS = 2
SECONDS_PER_COMMA = 2

# Some services reject longer strings (Bandwidth: 50 keys), and no real menu needs them.
LONGEST_DIAL_STRING = 64

# More presses of a key are written as a count.
_MAX_WRITTEN_OUT = 6

_KEYS = frozenset("0123456789*#")
_WAITING = ("pause", "wait", "hold", "silence")
_VERBS = {
    "press": ("press {what}", "keep pressing {what}"),
    "say": ("say {what}", "keep saying {what}"),
    "tell": ("tell it {what}", "keep telling it {what}"),
    "enter": ("enter {what}", "keep entering {what}"),
    "choose": ("choose {what}", "keep choosing {what}"),
}
_COUNTS = dict(enumerate(("three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=3))


class DialString(msgspec.Struct, frozen=True):
    """A number and keys that a phone can dial: "+18006427676,,0,0,0,3"; a comma is a pause.

    `complete`: whether the caller has only to wait after it.
    """

    text: str
    complete: bool


def sentences(steps: Sequence[Step]) -> list[str]:
    """Return each step as an imperative sentence, in lower case and without a full stop."""
    return [_sentence(step) for step in steps]


def prompt(hear: str) -> str:
    """Return what is heard, in quotation marks unless it is a description."""
    return hear if _is_description(hear) else quoted(hear)


def quoted(words: str) -> str:
    """Return words in quotation marks."""
    return translate("“{words}”", words=words)


def keys(steps: Sequence[Step]) -> str:
    """Return the route in the notation of this module; "" if there is nothing to press or say."""
    tokens = " ".join(map(_token, steps)).split()
    return " ".join(token for previous, token in pairwise(["", *tokens]) if not previous == token == "…")


class Press(msgspec.Struct, frozen=True):
    """The keys that a phone sends for one step of a route.

    `step_index`  index of the step in the route
    `wait`        seconds before the keys, from the answer or from the previous press
    `keys`        keys sent together
    `times`       how many times they are sent
    """

    step_index: int
    wait: int
    keys: str
    times: int


def presses(steps: Sequence[Step]) -> Iterator[Press]:
    """Yield the presses of a route up to the first step that needs the caller.

    Such steps must be said, entered, chosen, waited for, or repeated until something happens. A pause in the route
    replaces the default wait.
    """
    default, stated = SECONDS_BEFORE_FIRST_KEY, 0
    for index, step in enumerate(steps):
        if step.action == "pause" and not step.if_:
            stated += int(step.value)
        elif _is_sendable(step):
            yield Press(index, stated or default, _keys_of(step), step.times)
            default, stated = SECONDS_BETWEEN_KEYS, 0
        else:
            return


def with_extension(extension: str, steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the steps after dialling, with the extension as the first."""
    first = (Step(press=extension),) if is_keys(extension) else ()
    return (*first, *steps)


def dial_string(e164: str, steps: Sequence[Step], seconds_per_comma: int = SECONDS_PER_COMMA) -> DialString:
    """Return the number with the keys of the route up to the first step that needs the caller, possibly none.

    A comma is a pause on Android and iOS ("p" in RFC 3601). The string is not a tel: URI, which has no keys (RFC 3966).
    Raises NumberError unless `e164` is "+" and digits, so no string starts with `*` or `#`.
    """
    text, done = text_to_dial(e164, steps, seconds_per_comma)
    return DialString(text, is_waiting(steps[done:]))


def text_to_dial(e164: str, steps: Sequence[Step], seconds_per_comma: int) -> tuple[str, int]:
    """Return the text of a dial string, and how many of the steps it includes."""
    text, done = valid_e164(e164), 0
    between = _commas(SECONDS_BETWEEN_KEYS, seconds_per_comma)
    for press in presses(steps):
        before = _commas(press.wait, seconds_per_comma)
        if len(text) + before + press.times * (len(press.keys) + between) > LONGEST_DIAL_STRING:
            break
        text += "," * before + ("," * between).join([press.keys] * press.times)
        done = press.step_index + 1
    return text, done


def is_waiting(steps: Sequence[Step]) -> bool:
    """Return whether all steps are waiting."""
    return all(step.action in _WAITING for step in steps)


def is_keys(text: str) -> bool:
    """Return whether a text is only keys of a phone: digits, `*` and `#`."""
    return bool(text) and _KEYS.issuperset(text)


def _keys_of(step: Step) -> str:
    return step.value + step.end


def _is_sendable(step: Step) -> bool:
    """Return whether a phone can send the keys of a step without the caller."""
    # The time of a described prompt ("the wait offer") is not known; a quoted prompt is the menu that comes next.
    return (
        step.action == "press"
        and is_keys(_keys_of(step))
        and not (step.until or step.if_)
        and not _is_description(step.hear)
    )


def _commas(seconds: int, seconds_per_comma: int) -> int:
    return -(-seconds // seconds_per_comma)  # rounded up, because an early key is lost


def _token(step: Step) -> str:
    """Return a step in the notation of keys; "" for waiting."""
    if step.action in _WAITING:
        return ""
    if step.action == "press" and is_keys(_keys_of(step)):
        token, end = _keys_of(step), ""
    elif step.action == "choose" and step.options and all(map(is_keys, step.options)):
        token, end = f"({'|'.join(step.options)})", step.end
    else:
        token, end = "…", step.end
    if token != "…":
        if step.until:
            token += "…"
        elif step.times > _MAX_WRITTEN_OUT:
            token += f"×{step.times}"
        else:
            token = " ".join([token] * step.times)
    if is_keys(end):
        token += f" {end}"
    return f"[{token}]" if step.if_ else token


def _sentence(step: Step) -> str:
    """Return a step as a sentence: the condition, the prompt and the instruction."""
    text = _instruction(step)
    if step.hear:
        text = translate("at {prompt}, {deed}", prompt=prompt(step.hear), deed=text)
    return translate("if {condition}: {deed}", condition=step.if_, deed=text) if step.if_ else text


def _instruction(step: Step) -> str:
    """Return what to do, how often and until when: "press 0 at least twice, until a person answers"."""
    what = _object(step)
    if step.end:
        what = translate("{what}, then {end}", what=what, end=step.end)
    once, repeatedly = _VERBS.get(step.action, ("{what}", ""))
    if step.until and step.times == 1 and repeatedly:
        return f"{translate(repeatedly, what=what)} {_until(step.until)}"
    text = translate(once, what=what)
    if step.times > 1:
        often = "{deed} at least {times}" if step.until else "{deed}, {times}"
        text = translate(often, deed=text, times=_count(step.times), count=step.times)
        return f"{text}, {_until(step.until)}" if step.until else text
    return f"{text} {_until(step.until)}" if step.until else text


def _object(step: Step) -> str:
    """Return what follows the verb; for actions without a verb in _VERBS, the whole instruction."""
    value = step.value
    match step.action:
        case "press":
            return " ".join(value) if is_keys(value) else value
        case "say":
            return quoted(value)
        case "choose" if step.options:
            return f"{value}: " + ", ".join(f"{key} {meaning}" for key, meaning in step.options.items())
        case "pause":
            return translate("wait 1 second" if value == "1" else "wait {value} seconds", value=value)
        case "wait":
            has_preposition = value.startswith(("until ", "for "))
            return translate("wait {value}" if has_preposition else "wait for {value}", value=translate(value))
        case "hold":
            has_preposition = value.startswith(("until ", "for "))
            return translate("hold {value}" if has_preposition else "hold for {value}", value=translate(value))
        case "silence":
            return translate("press and say nothing {value}", value=value) if value.startswith("until ") else value
        case "leave":
            return translate("leave {value}", value=value)
        case _:
            return value


def _is_description(hear: str) -> bool:
    """Return whether a prompt is a description ("each offer of a callback"), not the words of the menu."""
    return hear.startswith(("the ", "each ", "every ", "any "))


def _until(until: str) -> str:
    if until == "person":
        return translate("until a person answers")
    return translate("until {event}", event=until.removeprefix("until "))


def _count(times: int) -> str:
    return "twice" if times == 2 else f"{_COUNTS.get(times, times)} times"
