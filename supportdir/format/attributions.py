"""data/sources.yaml: what each source behind many company files is, under which licence, and why it may be used."""

from __future__ import annotations

from typing import Literal

import msgspec

from supportdir.errors import DataError
from supportdir.format.yaml_file import Map, read
from supportdir.paths import dataset

FILE = "data/sources.yaml"


class Attribution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One publisher of sources; the fields are described at the head of data/sources.yaml."""

    what: str
    taken: Literal["documents", "part", "whole"]
    why: str
    licence: str = ""
    credit: str = ""
    open: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError for a whole list without a licence and without the open question that follows from it."""
        if self.taken == "whole" and not self.licence and not self.open:
            raise ValueError("a list taken as a whole needs a licence, or says under open what is to be settled")


def attributions() -> dict[str, Attribution]:
    """Return the entries: publisher (see `citations.publisher_of`) → attribution.

    Raises DataError if the file cannot be read or an entry is not as it should be.
    """
    path = dataset() / "sources.yaml"
    try:
        return parse(path.read_bytes())
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror})") from error


def parse(raw: bytes) -> dict[str, Attribution]:
    """Return the entries of a file's bytes; raises DataError, see `attributions`."""
    node, faults = read(FILE, raw)
    if not isinstance(node, Map) or faults:
        raise DataError(str(faults[0]) if faults else f"{FILE}: not a mapping; write each source as a key with fields")
    return {publisher: _attribution(publisher, entry) for publisher, entry in node.plain_value().items()}


def _attribution(publisher: str, entry: object) -> Attribution:
    try:
        return msgspec.convert(entry, Attribution)
    except msgspec.ValidationError as error:
        raise DataError(f"{FILE}: {publisher}: {error}") from error
