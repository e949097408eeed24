"""What each kind of phone makes of pauses, keys and links: one table, and dial strings by it.

Sources: Android's PhoneNumberUtils and 3GPP TS 22.101 (a pause is 3 seconds, the first from the answer), Apple's URL
scheme reference (a link with `*` or `#` is not dialled), W3C WebRTC (2 seconds in insertDTMF), RFC 3966 (a tel: URI has
no keys).
Every link begins with "tel:+" and digits. Keys that a phone refuses in a link end it there: the rest are steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from supportdir.dialing.number import tel_uri
from supportdir.dialing.route import SECONDS_PER_COMMA, is_keys, is_waiting, presses, typed
from supportdir.model import Step

if TYPE_CHECKING:
    from collections.abc import Sequence


class Platform(NamedTuple):
    """A kind of phone: its name in a sentence, what a comma is worth to it, which keys it takes from a link."""

    name: str
    seconds_per_comma: int
    keys_in_links: str


_DIGITS = "0123456789"
PLATFORMS = {
    "android": Platform("an Android phone", 3, f"{_DIGITS}*#"),
    "iphone": Platform("an iPhone", 2, _DIGITS),
    "softphone": Platform("a softphone", 2, ""),
}
# Whichever phone follows the link: what the two that take keys have in common.
ANY = Platform("a phone", SECONDS_PER_COMMA, _DIGITS)


class Dialling(NamedTuple):
    """A route as a phone dials it.

    `text` is what to type or to store as a contact's number, `rest` the steps that it leaves to the caller, and
    `because` why it ends there ("" where it does not). The same for `link`, a tel: URI.
    """

    platform: Platform
    text: str
    rest: tuple[Step, ...]
    because: str
    link: str
    link_rest: tuple[Step, ...]
    link_because: str


def dialling(platform: Platform, e164: str, steps: Sequence[Step], extension: str = "") -> Dialling:
    """How the platform dials the number and goes the route; an extension is dialled as keys after the answer.

    NumberError unless `e164` is "+" and digits.
    """
    route = with_extension(extension, steps)
    text, done = typed(e164, route, platform.seconds_per_comma)
    allowed = set(platform.keys_in_links)
    end = next((press.place for press in presses(route) if not allowed.issuperset(press.keys)), len(route))
    keys, linked = typed(e164, route[:end], platform.seconds_per_comma)
    refused = end < len(route) and is_waiting(route[linked:end])
    # "#" would begin the fragment of the URI; the comma and the star may stand in it as they are (RFC 3986).
    link = tel_uri(e164) + keys.removeprefix(e164).replace("#", "%23")
    because = _refused(platform) if refused else _because(route[linked:])
    return Dialling(platform, text, route[done:], _because(route[done:]), link, route[linked:], because)


def with_extension(extension: str, steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps after dialling, the extension first."""
    first = (Step(press=extension),) if is_keys(extension) else ()
    return (*first, *steps)


def _refused(platform: Platform) -> str:
    if not platform.keys_in_links:
        return "a link for a softphone is the number alone"
    return f"{platform.name} does not dial a link that holds * or #"


def _because(rest: tuple[Step, ...]) -> str:
    """Why a dial string leaves these steps to the caller; "" where they are only waiting."""
    if is_waiting(rest):
        return ""
    step = next(step for step in rest if step.action != "pause")
    if step.if_:
        return "only you can tell whether the next step is needed"
    match step.action:
        case "enter":
            return "the next step needs what only you know"
        case "choose":
            return "the next choice is yours"
        case "say" | "tell" | "leave":
            return "the next step wants your voice"
        case "wait" | "hold" | "silence":
            return "nobody can tell beforehand how long the next step takes"
        case _ if step.until:
            return "the next key is repeated until something happens"
        case _ if step.hear:
            return "nobody can tell beforehand when the next key is due"
    return "phones refuse longer ones"
