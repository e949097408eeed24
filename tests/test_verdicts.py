"""The fingerprint of a fact changes with the fact, and with nothing else."""

from __future__ import annotations

import re
from hashlib import sha256

import pytest
from msgspec.structs import replace

from supportdir.model import Channel, Phone, Shortcut, Step
from supportdir.verdicts import fingerprint_of

SHORTCUT = Shortcut(steps=(Step(action="press", value="0"),), sources=("page",))
LINE = Phone(
    id="care", sources=("page",), number="+44 20 7946 0958", hours="24/7", timezone="UTC", shortcuts=(SHORTCUT,)
)
CHAT = Channel(id="chat", sources=("page",), kind="chat", url="https://acme.example")
FACTS = ("number", "keys", "hours")


def test_it_is_the_beginning_of_a_sha256() -> None:
    assert fingerprint_of(LINE, "number") == sha256(b"+44 20 7946 0958").hexdigest()[:16]
    assert all(
        re.fullmatch("[0-9a-f]{16}", fingerprint_of(contact, fact)) for contact in (LINE, CHAT) for fact in FACTS
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "facts"),
    [
        (replace(LINE, number="+44 20 7946 0959"), {"number"}),
        (replace(LINE, hours="Mo 09:00-10:00"), {"hours"}),
        (replace(LINE, timezone="Europe/London"), {"hours"}),
        (replace(LINE, shortcuts=()), {"keys"}),
        (replace(LINE, menu="none"), {"keys"}),
        (replace(LINE, label="Care", note="new", queue=(1, 2), id="x"), set()),
    ],
)
def test_it_changes_with_the_fact_alone(changed: Phone, facts: set[str]) -> None:
    assert {fact for fact in FACTS if fingerprint_of(changed, fact) != fingerprint_of(LINE, fact)} == facts  # type: ignore[arg-type]


def test_other_contacts_have_their_address() -> None:
    assert fingerprint_of(CHAT, "number") != fingerprint_of(replace(CHAT, url="https://other.example"), "number")
    assert fingerprint_of(replace(LINE, number="", short="900"), "number") == sha256(b"900").hexdigest()[:16]
