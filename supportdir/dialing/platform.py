"""Dial strings and links for each kind of phone.

Sources: Android's PhoneNumberUtils and 3GPP TS 22.101 (a pause is 3 seconds, the first counted from the answer),
Apple's URL scheme reference (a link with `*` or `#` is not dialled), W3C WebRTC (insertDTMF: a comma is 2 seconds), RFC
3966 (a tel: URI has no keys).

Every link starts with "tel:+" and digits. The link ends before the first key that the phone rejects in links; the
remaining steps are left to the caller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from supportdir.dialing.number import tel_uri
from supportdir.dialing.route import SECONDS_PER_COMMA, is_waiting, presses, text_to_dial, with_extension

if TYPE_CHECKING:
    from collections.abc import Sequence

    from supportdir.model import Step


class Platform(NamedTuple):
    """A kind of phone: its name in a sentence, the seconds of a comma, and the keys that it accepts in a link."""

    name: str
    seconds_per_comma: int
    keys_in_links: str


_DIGITS = "0123456789"
PLATFORMS = {
    "android": Platform("an Android phone", 3, f"{_DIGITS}*#"),
    "iphone": Platform("an iPhone", 2, _DIGITS),
    "softphone": Platform("a softphone", 2, ""),
}
# For a link that any phone may open: what Android and iPhone have in common.
ANY = Platform("a phone", SECONDS_PER_COMMA, _DIGITS)


class Dialling(NamedTuple):
    """A number with a route, as a phone dials it.

    `text`     the dial string, to type or to store as the number of a contact
    `rest`     the steps that the dial string leaves to the caller
    `because`  why the dial string ends there; "" if only waiting is left

    `link` is a tel: URI; `link_rest` and `link_because` are the same for it.
    """

    platform: Platform
    text: str
    rest: tuple[Step, ...]
    because: str
    link: str
    link_rest: tuple[Step, ...]
    link_because: str


def dialling(platform: Platform, e164: str, steps: Sequence[Step], extension: str = "") -> Dialling:
    """Return how a phone dials a number and a route; an extension becomes keys after the answer.

    Raises NumberError unless `e164` is "+" and digits.
    """
    route = with_extension(extension, steps)
    text, done = text_to_dial(e164, route, platform.seconds_per_comma)
    allowed = set(platform.keys_in_links)
    end = next((press.step_index for press in presses(route) if not allowed.issuperset(press.keys)), len(route))
    keys, linked = text_to_dial(e164, route[:end], platform.seconds_per_comma)
    is_rejected = end < len(route) and is_waiting(route[linked:end])
    # "#" would start the fragment of the URI; "," and "*" need no escape (RFC 3986).
    link = tel_uri(e164) + keys.removeprefix(e164).replace("#", "%23")
    because = _rejected_keys(platform) if is_rejected else _reason(route[linked:])
    return Dialling(platform, text, route[done:], _reason(route[done:]), link, route[linked:], because)


def _rejected_keys(platform: Platform) -> str:
    """Return why a link for the platform has no more keys."""
    if not platform.keys_in_links:
        return "a link for a softphone has only the number"
    return f"{platform.name} does not dial a link that contains * or #"


def _reason(rest: tuple[Step, ...]) -> str:
    """Return why a dial string leaves these steps to the caller; "" if they are only waiting."""
    if is_waiting(rest):
        return ""
    step = next(step for step in rest if step.action != "pause")
    if step.if_:
        return "only you know whether the next step is needed"
    match step.action:
        case "enter":
            return "the next step needs information that only you have"
        case "choose":
            return "the next step is your choice"
        case "say" | "tell" | "leave":
            return "the next step must be spoken"
        case "wait" | "hold" | "silence":
            return "the duration of the next step is not known"
        case _ if step.until:
            return "the next key is repeated until something happens"
        case _ if step.hear:
            return "the time of the next key is not known"
    return "phones do not dial longer strings"
