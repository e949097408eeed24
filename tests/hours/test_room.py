"""Importing the package loads only the modules that are needed, in a new interpreter."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import supportdir.hours", "pytz holidays msgspec supportdir.hours.rules"),
        ("from supportdir.hours import Schedule", "holidays supportdir.hours.parsing supportdir.hours.public_holidays"),
        ("import supportdir.hours.rules", "pytz holidays supportdir.hours.schedule"),
        ("from supportdir.hours import parse; parse('Mo-Fr 09:00-17:00')", "pytz supportdir.hours.corrections"),
    ],
)
def test_importing_loads_no_more_than_it_needs(code, absent):
    program = f"import sys; before = set(sys.modules); {code}; print(*sorted(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert not set(loaded) & set(absent.split())


def test_exported_names():
    import supportdir.hours as package

    for name in package.__all__:
        assert getattr(package, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute 'engine'"):
        _ = package.engine
