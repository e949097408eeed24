"""Key tones, decoded by independent programs."""

from __future__ import annotations

import io
import math
import operator
import shutil
import subprocess
import sys
import wave
from array import array
from pathlib import Path

import pytest

from supportdir.dialing.tones import LONGEST, RATES, seconds_of, wav_of_route
from supportdir.model import Step


def press(keys: str, **more: object) -> Step:
    return Step(press=keys, **more)  # type: ignore[arg-type]


ROUTES = [
    ([press("1")], "1"),
    ([press("0", times=3), press("3")], "0003"),
    ([press("1"), press("66#"), press("*0")], "166#*0"),
    ([press("123"), press("456"), press("789"), press("*0#")], "123456789*0#"),
    ([Step(pause=3), press("55"), press("5")], "555"),
    ([press("1"), Step(enter="your account number", end="#"), press("4")], "1"),
]


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize(("steps", "keys"), ROUTES)
def test_pydtmf_decodes_the_keys(steps: list[Step], keys: str, rate: int, tmp_path: Path) -> None:
    file = tmp_path / "keys.wav"
    file.write_bytes(wav_of_route(steps, rate)[0])
    done = subprocess.run(
        [sys.executable, "-m", "PyDTMF", str(file)], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.split() == ["DTMF", "numbers:", keys]


@pytest.mark.skipif(not shutil.which("multimon-ng") or not shutil.which("sox"), reason="needs multimon-ng and sox")
@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize(("steps", "keys"), ROUTES)
def test_multimon_decodes_the_keys(steps: list[Step], keys: str, rate: int, tmp_path: Path) -> None:
    file = tmp_path / "keys.wav"
    file.write_bytes(wav_of_route(steps, rate)[0])
    done = subprocess.run(
        ["multimon-ng", "-q", "-a", "DTMF", "-t", "wav", str(file)], capture_output=True, text=True, check=True
    )
    assert [line.removeprefix("DTMF: ") for line in done.stdout.split("\n") if line] == [*keys]


@pytest.mark.parametrize("rate", RATES)
def test_the_waits_are_silence(rate: int) -> None:
    sound, done = wav_of_route([Step(pause=5), press("1"), press("2")], rate)
    with wave.open(io.BytesIO(sound)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, rate)
        samples = array("h", file.readframes(file.getnframes()))
    loud = [at / rate for at, sample in enumerate(samples) if abs(sample) > 1000]
    assert done == 3
    assert loud[0] == pytest.approx(5, abs=0.01)
    tone_one = [at for at in loud if at < 6]
    assert tone_one[-1] == pytest.approx(5.1, abs=0.01)
    assert loud[len(tone_one)] == pytest.approx(7.2, abs=0.01)
    assert seconds_of(sound) == pytest.approx(7.4)
    assert max(map(abs, samples)) < 0x7FFF


# ITU-T Q.23: the two tones of each key in Hz.
Q23 = {
    "1": (697, 1209), "2": (697, 1336), "3": (697, 1477), "4": (770, 1209), "5": (770, 1336), "6": (770, 1477),
    "7": (852, 1209), "8": (852, 1336), "9": (852, 1477), "*": (941, 1209), "0": (941, 1336), "#": (941, 1477),
}  # fmt: skip


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("key", Q23)
def test_each_key_has_its_two_tones_at_their_level(key: str, rate: int) -> None:
    with wave.open(io.BytesIO(wav_of_route([press(key)], rate)[0])) as file:
        samples = array("h", file.readframes(file.getnframes()))
    tone = samples[4 * rate : 4 * rate + rate // 10]  # after the wait before the first key
    steady = range(rate // 100, 9 * rate // 100)  # between the rise and the fall
    right = [sum(math.sin(2 * math.pi * hertz * at / rate) for hertz in Q23[key]) for at in steady]
    heard = [tone[at] for at in steady]
    zero = [0] * len(steady)
    similarity = sum(map(operator.mul, heard, right)) / math.dist(heard, zero) / math.dist(right, zero)
    assert similarity > 0.9999  # a tone 1 Hz off has 0.97
    assert max(tone) == pytest.approx(0.8 * 0x7FFF, rel=0.03)
    assert abs(tone[0]) == 0
    assert max(map(abs, tone[: rate // 1000])) < 0.4 * 0x7FFF  # the ramp takes 4 ms
    assert max(map(abs, tone[-rate // 1000 :])) < 0.4 * 0x7FFF
    assert len(samples) == round(4.2 * rate)


@pytest.mark.parametrize(("pause", "done"), [(288, 2), (289, 2), (290, 0)])
def test_it_is_at_most_five_minutes_long(pause: int, done: int) -> None:
    route = [Step(pause=pause), press("1", times=5)]  # 5 × 2.2 seconds at most
    assert wav_of_route(route)[1] == done


def test_it_ends_before_a_step_that_needs_the_caller_and_at_the_limit() -> None:
    assert wav_of_route([press("1"), Step(say="agent"), press("2")])[1] == 1
    sound, done = wav_of_route([press("1"), press("0", times=10**9)])
    assert (done, seconds_of(sound) < LONGEST) == (1, True)
    assert wav_of_route([Step(pause=10**9), press("1")])[1] == 0
    assert wav_of_route([])[1] == 0
    assert wav_of_route([press("1")]) == wav_of_route([press("1")], 8000)
