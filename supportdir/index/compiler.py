"""Compile company files to the records of an index: everything that is too slow for a look-up is done here, once.

A company depends only on its own files, so companies can be compiled in any order and in any process. Many are compiled
at a time, because the readers are faster then.
"""

from __future__ import annotations

import os
from array import array
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from zlib import crc32

import msgspec

from supportdir.compiled import CompiledCompany, compiled_company
from supportdir.contacts import holidays_at, parts_with_holidays
from supportdir.format import vocabulary
from supportdir.format.fast_reader import read_valid_files
from supportdir.format.patches import is_patch, tree_of_layers
from supportdir.format.reader import parse_files, tree_of
from supportdir.index.keys import keys_of
from supportdir.index.records import Names, PhoneSummary
from supportdir.model import countries_in
from supportdir.number_lookup import impostors_of, numbers_of
from supportdir.paths import Signature, read_file, signature_of
from supportdir.search import Name, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from supportdir.format.findings import Finding
    from supportdir.format.patches import File
    from supportdir.format.reader import Tree
    from supportdir.model import Company
    from supportdir.search import NameKind


class Source(NamedTuple):
    """A file of a company: the number of its layer, its path, and its name in messages."""

    layer_number: int
    path: str
    label: str


Job: TypeAlias = tuple[str, list[Source]]
"""A company to compile: its slug, and its files from the lowest layer up."""


class FileRead(NamedTuple):
    """A file when it was read; `checksum` is that of its content, 0 if it could not be read."""

    layer_number: int
    path: str
    signature: Signature
    checksum: int


class IndexRecords(msgspec.Struct, array_like=True):
    """The records of a company, and the first `problem` in its files ("" if they are valid).

    A company can have both: an invalid file of an upper layer is ignored, and the layers below it define the company.
    `company`, `names` and `phone_summary` are encoded records, `keys` is an array of 32-bit numbers. `regions` are
    those whose public holidays the hours need.
    """

    slug: str
    files: tuple[FileRead, ...]
    problem_count: int = 0
    problem: str = ""
    company: bytes = b""
    names: bytes = b""
    keys: bytes = b""
    phone_summary: bytes = b""
    regions: tuple[str, ...] = ()


class _Input(NamedTuple):
    """The content of a company's files, the lowest layer first; `problem` is that of a file that cannot be read."""

    slug: str
    files_read: tuple[FileRead, ...]
    files: list[File]
    problem: str

    @property
    def text(self) -> bytes:
        """The file that defines the company without those below it; b"" if there is none, or the last is a patch."""
        text = self.files[-1][1] if self.files else b""
        return b"" if is_patch(text) else text

    @property
    def tree(self) -> Tree:
        """The files, parsed and merged. There must be one."""
        label, text = self.files[-1]
        return tree_of_layers(self.slug, self.files) if is_patch(text) else tree_of(self.slug, label, text)


def records_of(jobs: Iterable[Job]) -> list[IndexRecords]:
    """Return the records of each company. Files that have been deleted are ignored."""
    inputs = [_read(slug, sources) for slug, sources in jobs]
    words = vocabulary.allowed_words()
    companies = read_valid_files(((input.slug, input.text) for input in inputs), words)
    unread = [input.tree for input, company in zip(inputs, companies, strict=True) if not company and input.files]
    parsed = iter(parse_files(unread, words))
    results: list[IndexRecords] = []
    defined: list[tuple[IndexRecords, Company]] = []
    for input, company in zip(inputs, companies, strict=True):
        problems: list[Finding] = []
        if not company and input.files:
            company, problems = next(parsed).result
            company = company or _from_valid_files(input, problems, words)
        problem = input.problem or (str(problems[0]) if problems else "")
        records = IndexRecords(input.slug, input.files_read)
        if problem:
            records.problem, records.problem_count = problem, len(problems) or 1
        elif not company:
            records.files = ()
        if company:
            defined.append((records, company))
        results.append(records)
    _add_companies(defined)
    return results


def _from_valid_files(input: _Input, problems: Sequence[Finding], words: dict[str, frozenset[str]]) -> Company | None:
    """Return the company that the files define without the invalid ones, None if none is left.

    `problems` are those of all files.
    """
    files = input.files
    while problems:
        files = [file for file in files if file[0] != problems[0].path]
        if not files:
            break
        (parsed,) = parse_files([input._replace(files=files).tree], words)
        company, problems = parsed.result
        if company:
            return company
    return None


def _read(slug: str, sources: Iterable[Source]) -> _Input:
    files_read: list[FileRead] = []
    files: list[File] = []
    problem = ""
    for source in sources:
        try:
            signature, text = read_file(source.path)
        except FileNotFoundError:
            continue
        except OSError as error:
            problem = f"{source.label}: cannot be read ({error.strerror})"
            with suppress(OSError):
                signature = signature_of(os.stat(source.path))  # noqa: PTH116
                files_read.append(FileRead(source.layer_number, source.path, signature, 0))
            continue
        files_read.append(FileRead(source.layer_number, source.path, signature, crc32(text)))
        files.append((source.label, text))
        if not is_patch(text):
            problem = ""  # this file replaces those below it
    return _Input(slug, tuple(files_read), files, problem)


def _add_companies(defined: list[tuple[IndexRecords, Company]]) -> None:
    """Compile the companies and add them to their records.

    Each step is done for all companies before the next: its code stays in the processor's cache.
    """
    companies = [compiled_company(company) for _, company in defined]
    texts = [([*_names(company)], _subjects(company)) for company in companies]
    keys = [array("I", keys_of(names, subjects)).tobytes() for names, subjects in texts]
    encode = msgspec.msgpack.encode
    for (records, _), company, (names, subjects), packed in zip(defined, companies, texts, keys, strict=True):
        folded = tuple((name.kind, name.text, name.words) for name in names)
        records.company = encode(company)
        records.names = encode(Names(company.slug, folded, subjects))
        records.keys = packed
        records.phone_summary = encode(_phone_summary(company))
        records.regions = tuple(_regions(company))


def _subjects(company: CompiledCompany) -> tuple[tuple[NameKind, str], ...]:
    """Return the categories and topics of a company, each with its kind."""
    topics = dict.fromkeys(topic for contact in company.contacts for topic in contact.topics)
    return (*(("category", word) for word in company.categories), *(("topic", word) for word in topics))


def _names(company: CompiledCompany) -> Iterator[Name]:
    texts_by_kind: list[tuple[NameKind, Iterable[str]]] = [
        ("slug", [company.slug]),
        ("name", [company.name]),
        ("alias", company.aliases),
        ("domain", company.domains),
        ("product", (name for product in company.products for name in product.names)),
        ("number", dict.fromkeys(match.form for match in numbers_of(company))),
        ("not-theirs", dict.fromkeys(match.form for match in impostors_of(company))),
    ]
    for kind, texts in texts_by_kind:
        for text in texts:
            yield name_of(text, company.slug, kind)


def _phone_summary(company: CompiledCompany) -> PhoneSummary:
    phones = () if company.is_gone else company.phones
    lines = [phone for phone in phones if phone.is_for_support and phone.is_for_private]
    lines = [phone for phone in lines if (phone.number or phone.short) and not phone.is_recall_only]
    markets, with_hours = (
        countries_in(tuple(code for phone in some for code in company.serves_of(phone)))
        for some in ([line for line in lines if line.abroad != "only"], [line for line in lines if line.hours])
    )
    return PhoneSummary(markets, with_hours)


def _regions(company: CompiledCompany) -> set[str]:
    """Return the regions whose public holidays are the company's holidays, even if its hours do not mention them."""
    contacts = [contact for contact in company.contacts if contact.hours]
    regions = {region for contact in contacts for region in parts_with_holidays(company, contact)}
    return regions | {region for contact in contacts if (region := holidays_at(company, contact))}
