"""What a verdict of the user judges: a fingerprint of the fact, so that the verdict ends when the fact changes."""

from __future__ import annotations

from typing import Literal

import msgspec

from supportdir.model import Channel, Phone

_Fact = Literal["number", "keys", "hours"]  # not that of `journal.entry`: the directory does not know the log
_DIGITS = 16


def fingerprint_of(contact: Phone | Channel, fact: _Fact) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of the text of a fact: its number, keys or hours."""
    from hashlib import sha256

    return sha256(_text_of(contact, fact)).hexdigest()[:_DIGITS]


def _text_of(contact: Phone | Channel, fact: _Fact) -> bytes:
    match fact:
        case "number":
            other = (contact.url, contact.address) if isinstance(contact, Channel) else ()
            return next(filter(None, (contact.number, contact.short, *other)), "").encode()
        case "keys":
            keys = (contact.shortcuts, contact.menu) if isinstance(contact, Phone) else ((), None)
            return msgspec.json.encode(keys, order="sorted")
        case "hours":
            return f"{contact.hours}\n{contact.timezone}".encode()
