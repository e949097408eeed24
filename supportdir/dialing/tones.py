"""Key tones (DTMF) of a route as sound, for a desk phone that the computer is held to.

A tone of 100 ms and a gap of 100 ms: twice what receivers must take by ITU-T Q.24 (40 ms each). The waits of the route
are silence, the first of them counted from the answer.
"""

from __future__ import annotations

import io
import math
import wave
from array import array
from typing import TYPE_CHECKING

from supportdir.dialing.route import SECONDS_BETWEEN_KEYS, presses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from supportdir.model import Step

RATES = (8000, 44100)  # samples a second: the telephone's own, and the one that every player takes
LONGEST = 300  # seconds; whoever waits longer presses the next key by hand

_TONE, _GAP, _RAMP = 0.1, 0.1, 0.004  # seconds; the ramp keeps the tone from clicking
_LEVEL = 0.4 * 0x7FFF  # of each of the two tones: both together stay below full scale
_LOW = (697, 770, 852, 941)
_HIGH = (1209, 1336, 1477)
_PAD = ("123", "456", "789", "*0#")
_FREQUENCIES = {
    key: (low, high) for low, row in zip(_LOW, _PAD, strict=True) for high, key in zip(_HIGH, row, strict=True)
}


def wav(steps: Sequence[Step], rate: int = RATES[0]) -> tuple[bytes, int]:
    """A mono 16-bit WAV file of the keys of the route, and how many of the steps it takes care of.

    It goes as far as no step needs the caller, and no further than LONGEST; it may hold no key at all.
    """
    samples, done = array("h"), 0
    for press in presses(steps):
        keys = press.times * (len(press.keys) * (_TONE + _GAP) + SECONDS_BETWEEN_KEYS)
        if len(samples) / rate + press.wait + keys > LONGEST:
            break
        for time in range(press.times):
            samples.extend(_silence(SECONDS_BETWEEN_KEYS if time else press.wait, rate))
            for key in press.keys:
                samples.extend(_tone(key, rate))
                samples.extend(_silence(_GAP, rate))
        done = press.place + 1
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(samples.tobytes())  # wave turns them round where the machine is big-endian
    return file.getvalue(), done


def seconds_of(sound: bytes) -> float:
    """How long a WAV file plays."""
    with wave.open(io.BytesIO(sound)) as file:
        return float(file.getnframes() / file.getframerate())


def _tone(key: str, rate: int) -> array[int]:
    low, high = (2 * math.pi * frequency / rate for frequency in _FREQUENCIES[key])
    count, ramp = round(_TONE * rate), round(_RAMP * rate)
    return array(
        "h",
        (
            round(_LEVEL * min(1, at / ramp, (count - at) / ramp) * (math.sin(low * at) + math.sin(high * at)))
            for at in range(count)
        ),
    )


def _silence(seconds: float, rate: int) -> array[int]:
    return array("h", bytes(2 * round(seconds * rate)))
