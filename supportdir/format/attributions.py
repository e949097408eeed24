"""The publishers in data/sources.yaml: what each source is, under which licence, and why it may be used."""

from __future__ import annotations

from typing import Literal

import msgspec

from supportdir.errors import DataError
from supportdir.format import yaml_file
from supportdir.format.yaml_file import Map
from supportdir.paths import dataset

FILE = "data/sources.yaml"


class Attribution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A publisher of sources; data/sources.yaml describes the fields at its top."""

    what: str
    taken: Literal["documents", "part", "whole"]
    why: str
    licence: str = ""
    credit: str = ""
    open: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError for a list taken as a whole that has neither a licence nor a text in `open`."""
        if self.taken == "whole" and not self.licence and not self.open:
            raise ValueError("a list taken as a whole needs a licence, or the open question under open")


def attributions() -> dict[str, Attribution]:
    """Return the attributions of the dataset by publisher (see `citations.publisher_of`).

    Raises DataError if the file cannot be read or an entry is invalid.
    """
    path = dataset() / "sources.yaml"
    try:
        return parse_attributions(path.read_bytes())
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror})") from error


def parse_attributions(raw: bytes) -> dict[str, Attribution]:
    """Return the attributions in the bytes of a file by publisher. Raises DataError if an entry is invalid."""
    node, findings = yaml_file.parse(FILE, raw)
    if findings or not isinstance(node, Map):
        raise DataError(str(findings[0]) if findings else f"{FILE} is not a mapping; write each publisher as a key")
    return {publisher: _attribution(publisher, entry) for publisher, entry in node.plain_value().items()}


def _attribution(publisher: str, entry: object) -> Attribution:
    try:
        return msgspec.convert(entry, Attribution)
    except msgspec.ValidationError as error:
        raise DataError(f"{FILE}: {publisher}: {error}") from error
