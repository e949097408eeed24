"""Steps through a phone menu as sentences, as keys, as a dial string.

The notation of keys, for the eye ("0 0 0 3", "# 6 …", "2 1 3 (1|2) 2"):

    0        a key; keys without a space between ("66#") go in one go
    (1|2)    one of these, as you choose
    …        your turn: say, tell, enter, choose by ear, leave a message; several in a row print one
    #…       keep pressing #
    0×12     press 0 twelve times, where writing each would be too long
    [9]      only in the case that the step names

Waiting (pause, wait, hold, silence) prints nothing, so a route that is all waiting has the keys "".
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from supportdir.dialing.number import checked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from supportdir.model import Step

# Guesses, as no source states them: the wait from the answer to the first key, and between keys, as menus wait 3 to 10
# seconds for the next one. The data hold seconds alone; what a comma is worth differs from phone to phone: platform.py.
# On a phone of which nothing is known it is the shortest, as a key too late is not lost.
SECONDS_BEFORE_FIRST_KEY = 4
SECONDS_BETWEEN_KEYS = 2
SECONDS_PER_COMMA = 2

# Longer ones are refused by some services (50 keys at Bandwidth), and no hand-held menu is that deep.
LONGEST_DIAL_STRING = 64

# More presses than the eye counts are written with a number.
_MOST_WRITTEN_OUT = 6

_KEYS = frozenset("0123456789*#")
_WAITING = ("pause", "wait", "hold", "silence")
_VERBS = {
    "press": ("press", "pressing"),
    "say": ("say", "saying"),
    "tell": ("tell it", "telling it"),
    "enter": ("enter", "entering"),
    "choose": ("choose", "choosing"),
}
_COUNTS = dict(enumerate(("three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=3))


class DialString(msgspec.Struct, frozen=True):
    """What a phone can dial by itself: "+18006427676,,0,0,0,3", a comma being a pause of a guessed length.

    `complete`: after it there is nothing left to do but wait.
    """

    text: str
    complete: bool


def sentences(steps: Sequence[Step]) -> list[str]:
    """Each step as one imperative sentence in plain English, lower case, without a full stop."""
    return [_sentence(step) for step in steps]


def prompt(hear: str) -> str:
    """What is heard, in quotation marks where these are its words."""
    return hear if _is_description(hear) else f"“{hear}”"


def keys(steps: Sequence[Step]) -> str:
    """The keys of the route in the notation of this module; "" where there is nothing to press or say."""
    tokens = " ".join(map(_token, steps)).split()
    return " ".join(token for before, token in pairwise(["", *tokens]) if not before == token == "…")


class Press(NamedTuple):
    """What is sent without the caller for one step of a route: `keys` in one go, `times` times.

    `wait` is the seconds before it, from the answer or from the press before; `place` is the step's own.
    """

    place: int
    wait: int
    keys: str
    times: int


def presses(steps: Sequence[Step]) -> Iterator[Press]:
    """What can be sent of the route, as far as no step needs the caller.

    It ends before what must be said, entered, chosen, waited for or repeated until something happens. A stated pause
    replaces the guessed one.
    """
    default, stated = SECONDS_BEFORE_FIRST_KEY, 0
    for place, step in enumerate(steps):
        if step.action == "pause" and not step.if_:
            stated += int(step.value)
        elif _is_sendable(step):
            yield Press(place, stated or default, _keys_of(step), step.times)
            default, stated = SECONDS_BETWEEN_KEYS, 0
        else:
            return


def dial_string(e164: str, steps: Sequence[Step], seconds_per_comma: int = SECONDS_PER_COMMA) -> DialString:
    """The number and the first keys of the route, as far as no step needs the caller; then it may be the bare number.

    The comma is that of Android and iOS (RFC 3601 writes "p"); such a string is no tel: URI, which has no keys
    (RFC 3966). NumberError unless `e164` is "+" and digits, so no string begins with `*` or `#`.
    """
    text, done = typed(e164, steps, seconds_per_comma)
    return DialString(text, is_waiting(steps[done:]))


def typed(e164: str, steps: Sequence[Step], seconds_per_comma: int) -> tuple[str, int]:
    """The dial string, and how many of the steps it takes care of."""
    text, done = checked(e164), 0
    between = _commas(SECONDS_BETWEEN_KEYS, seconds_per_comma)
    for press in presses(steps):
        before = _commas(press.wait, seconds_per_comma)
        if len(text) + before + press.times * (len(press.keys) + between) > LONGEST_DIAL_STRING:
            break
        text += "," * before + ("," * between).join([press.keys] * press.times)
        done = press.place + 1
    return text, done


def is_waiting(steps: Sequence[Step]) -> bool:
    """Whether the steps leave nothing to do but wait."""
    return all(step.action in _WAITING for step in steps)


def is_keys(text: str) -> bool:
    """Whether a phone's keys can send it: digits, `*` and `#` only."""
    return bool(text) and _KEYS.issuperset(text)


def _keys_of(step: Step) -> str:
    return step.value + step.end


def _is_sendable(step: Step) -> bool:
    # A described prompt ("the wait offer") comes when it comes; a quoted one is the menu itself, next in turn.
    return (
        step.action == "press"
        and is_keys(_keys_of(step))
        and not (step.until or step.if_)
        and not _is_description(step.hear)
    )


def _commas(seconds: int, seconds_per_comma: int) -> int:
    return -(-seconds // seconds_per_comma)  # rounded up: a key too early is lost


def _token(step: Step) -> str:
    """The step in the notation of keys; "" for waiting."""
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
        elif step.times > _MOST_WRITTEN_OUT:
            token += f"×{step.times}"
        else:
            token = " ".join([token] * step.times)
    if is_keys(end):
        token += f" {end}"
    return f"[{token}]" if step.if_ else token


def _sentence(step: Step) -> str:
    text = _deed(step)
    if step.hear:
        text = f"at {prompt(step.hear)}, {text}"
    return f"if {step.if_}: {text}" if step.if_ else text


def _deed(step: Step) -> str:
    """What to do, how often and until when."""
    what = _object(step) + (f", then {step.end}" if step.end else "")
    verb, gerund = _VERBS.get(step.action, ("", ""))
    if step.until and step.times == 1 and gerund:
        return f"keep {gerund} {what} {_until(step.until)}"
    text = f"{verb} {what}" if verb else what
    if step.until and step.times > 1:
        return f"{text} at least {_count(step.times)}, {_until(step.until)}"
    if step.until:
        return f"{text} {_until(step.until)}"
    return f"{text}, {_count(step.times)}" if step.times > 1 else text


def _object(step: Step) -> str:
    """What follows the verb; for the actions without a fixed verb, the whole deed."""
    value = step.value
    match step.action:
        case "press":
            return " ".join(value) if is_keys(value) else value
        case "say":
            return f"“{value}”"
        case "choose" if step.options:
            return f"{value}: " + ", ".join(f"{key} {meaning}" for key, meaning in step.options.items())
        case "pause":
            return f"wait {value} second{'' if value == '1' else 's'}"
        case "wait" | "hold":
            return f"{step.action} {value}" if value.startswith(("until ", "for ")) else f"{step.action} for {value}"
        case "silence":
            return f"press and say nothing {value}" if value.startswith("until ") else value
        case "leave":
            return f"leave {value}"
        case _:
            return value


def _is_description(hear: str) -> bool:
    """Whether a prompt is told in the contributor's words ("each offer of a callback") rather than quoted."""
    return hear.startswith(("the ", "each ", "every ", "any "))


def _until(until: str) -> str:
    return "until a person answers" if until == "person" else f"until {until.removeprefix('until ')}"


def _count(times: int) -> str:
    return "twice" if times == 2 else f"{_COUNTS.get(times, times)} times"
