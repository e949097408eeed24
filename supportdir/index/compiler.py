"""One company of the index, compiled from its files: what is too slow for a look-up is done here, once.

A company is compiled from its own files alone, so that companies can be compiled in any order and in any process. They
are compiled many at a time, as they are read (`parse_files`).
"""

from __future__ import annotations

import os
from array import array
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import msgspec

from supportdir.compiled import CompiledCompany, compiled_company
from supportdir.format import vocabulary
from supportdir.format.fast_reader import read_valid_files
from supportdir.format.patches import is_patch, tree_of_layers
from supportdir.format.reader import parse_files, tree_of
from supportdir.index.database import Names, PhoneSummary
from supportdir.index.keys import keys_of
from supportdir.model import countries_in
from supportdir.number_lookup import impostors_of, numbers_of
from supportdir.paths import Signature, read_file, signature_of
from supportdir.search import Name, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from supportdir.format.findings import Finding
    from supportdir.format.patches import File
    from supportdir.format.reader import Tree
    from supportdir.model import Company, Phone
    from supportdir.search import NameKind


class Source(NamedTuple):
    """A file of a company: the place of its layer, its path, and what messages call it."""

    layer: int
    path: str
    label: str


Work = tuple[str, list[Source]]
"""A slug, and its files from the lowest layer up."""


class Seen(NamedTuple):
    """A file as it was when it was read; `content` is a checksum."""

    layer: int
    path: str
    signature: Signature
    content: int


class Compiled(msgspec.Struct, array_like=True):
    """A company as the index stores it; `error` is the first of the `errors` in its files, "" if there are none.

    A company can have both: an invalid file of an upper layer is ignored, and the layers below it answer.
    `company`, `names` and `phone_summary` are encoded records, `keys` an array of 32-bit numbers. `regions` are those
    whose public holidays its hours need, `zoneless` the countries whose zones they need.
    """

    slug: str
    seen: tuple[Seen, ...]
    errors: int = 0
    error: str = ""
    company: bytes = b""
    names: bytes = b""
    keys: bytes = b""
    phone_summary: bytes = b""
    regions: tuple[str, ...] = ()
    zoneless: tuple[str, ...] = ()


class _Found(NamedTuple):
    """The files of a company that could be read, the lowest layer first; `fault` is that of one that could not."""

    slug: str
    seen: tuple[Seen, ...]
    files: list[File]
    fault: str

    @property
    def text(self) -> bytes:
        """The file that stands for the company by itself; b"" where none does."""
        text = self.files[-1][1] if self.files else b""
        return b"" if is_patch(text) else text


def compiled(work: Iterable[Work]) -> list[Compiled]:
    """The companies made of their files. A file that has gone meanwhile counts as none."""
    found = [_found(slug, sources) for slug, sources in work]
    words = vocabulary.lists()
    sound = read_valid_files(((one.slug, one.text) for one in found), words)
    unsure = [one for one, company in zip(found, sound, strict=True) if not company and one.files]
    parsed_files = iter(parse_files(map(_tree, unsure), words))
    results: list[Compiled] = []
    for (slug, seen, files, unreadable), company in zip(found, sound, strict=True):
        findings: list[Finding] = []
        if not company and files:
            company, findings = next(parsed_files).result
            if not company:
                company = _from_valid_files(slug, files, findings, words)
        error = unreadable or (str(findings[0]) if findings else "")
        if company:
            result = _of_company(company, seen)
            result.error, result.errors = error, len(findings) or 1
            results.append(result)
        elif error:
            results.append(Compiled(slug, seen, errors=len(findings) or 1, error=error))
        else:
            results.append(Compiled(slug, ()))
    return results


def _from_valid_files(
    slug: str, files: list[File], findings: Sequence[Finding], words: dict[str, frozenset[str]]
) -> Company | None:
    """Return the company without its invalid files; None if none is left. `findings` are those in all of them."""
    while findings:
        files = [file for file in files if file[0] != findings[0].path]
        if not files:
            break
        (parsed,) = parse_files([_tree(_Found(slug, (), files, ""))], words)
        company, findings = parsed.result
        if company:
            return company
    return None


def _found(slug: str, sources: Iterable[Source]) -> _Found:
    seen: list[Seen] = []
    files: list[File] = []
    fault = ""
    for source in sources:
        try:
            signature, text = read_file(source.path)
        except FileNotFoundError:
            continue
        except OSError as error:
            fault = f"{source.label}: cannot be read ({error.strerror})"
            with suppress(OSError):
                signature = signature_of(os.stat(source.path))  # noqa: PTH116
                seen.append(Seen(source.layer, source.path, signature, 0))
            continue
        seen.append(Seen(source.layer, source.path, signature, crc32(text)))
        files.append((source.label, text))
        if not is_patch(text):
            fault = ""  # this one replaces what lies below
    return _Found(slug, tuple(seen), files, fault)


def _tree(found: _Found) -> Tree:
    label, text = found.files[-1]
    return tree_of_layers(found.slug, found.files) if is_patch(text) else tree_of(found.slug, label, text)


def _of_company(company: Company, seen: tuple[Seen, ...]) -> Compiled:
    company = compiled_company(company)
    names = list(_names(company))
    topics = dict.fromkeys(topic for contact in company.contacts for topic in contact.topics)
    subjects: list[tuple[NameKind, str]] = [("category", word) for word in company.categories]
    subjects += [("topic", word) for word in topics]
    known_by = Names(company.slug, tuple((name.kind, name.text, name.words) for name in names), tuple(subjects))
    encode = msgspec.msgpack.encode
    return Compiled(
        company.slug,
        seen,
        company=encode(company),
        names=encode(known_by),
        keys=array("I", keys_of(names, subjects)).tobytes(),
        phone_summary=encode(_phone_summary(company)),
        regions=tuple(_regions(company)),
        zoneless=tuple(_zoneless(company)),
    )


def _names(company: CompiledCompany) -> Iterator[Name]:
    found_by: list[tuple[NameKind, Iterable[str]]] = [
        ("slug", [company.slug]),
        ("name", [company.name]),
        ("alias", company.aliases),
        ("domain", company.domains),
        ("product", (name for product in company.products for name in product.names)),
        ("number", dict.fromkeys(match.form for match in numbers_of(company))),
        ("not-theirs", dict.fromkeys(match.form for match in impostors_of(company))),
    ]
    for kind, texts in found_by:
        for text in texts:
            yield name_of(text, company.slug, kind)


def _phone_summary(company: CompiledCompany) -> PhoneSummary:
    lines = [phone for phone in company.phones if phone.is_for_support and phone.is_for_private]
    lines = [phone for phone in lines if (phone.number or phone.short) and not phone.is_recall_only]
    return PhoneSummary(_markets(company, lines), any(phone.hours for phone in lines))


def _markets(company: CompiledCompany, lines: list[Phone]) -> tuple[str, ...]:
    """The countries that the phone lines serve."""
    return countries_in(tuple(code for phone in lines for code in company.serves_of(phone)))


def _regions(company: CompiledCompany) -> set[str]:
    """The regions whose public holidays the company's hours depend on, or pass over in silence."""
    return {region for contact in company.contacts if contact.hours and (region := company.holidays_of(contact))}


def _zoneless(company: CompiledCompany) -> set[str]:
    """The countries in one of whose zones some hours are, the source does not say in which."""
    return {
        country
        for contact in company.contacts
        if contact.hours and company.timezone_of(contact) in ("caller", "unknown")
        for country in countries_in(company.serves_of(contact))
        if country != "all"
    }
