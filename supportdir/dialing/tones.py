"""Key tones (DTMF) of a route as sound, to be played into a desk phone.

Tones and gaps of 100 ms: ITU-T Q.24 requires receivers to accept 40 ms. The waits of the route are silence; the first
is counted from the answer.
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

RATES = (8000, 44100)  # samples per second: as in telephony, and a rate that every player supports
LONGEST = 300  # seconds

_TONE, _GAP, _RAMP = 0.1, 0.1, 0.004  # seconds; the ramp prevents a click
_LEVEL = 0.4 * 0x7FFF  # amplitude of each tone; the sum of both stays below the maximum
_LOW = (697, 770, 852, 941)
_HIGH = (1209, 1336, 1477)
_PAD = ("123", "456", "789", "*0#")
_FREQUENCIES = {
    key: (low, high) for low, row in zip(_LOW, _PAD, strict=True) for high, key in zip(_HIGH, row, strict=True)
}


def wav_of_route(steps: Sequence[Step], rate: int = RATES[0]) -> tuple[bytes, int]:
    """Return a mono 16-bit WAV file of the keys of a route, and how many of the steps it includes.

    It ends before the first step that needs the caller, and before it gets longer than LONGEST; it may have no keys.
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
        done = press.step_index + 1
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(samples.tobytes())  # wave converts them on big-endian machines
    return file.getvalue(), done


def seconds_of(sound: bytes) -> float:
    """Return the duration of a WAV file in seconds."""
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
