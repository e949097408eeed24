"""The run: all rules on all files, every finding of them, in the order of the files and their lines."""

from __future__ import annotations

import os
import signal
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from supportdir import paths
from supportdir.errors import DataError
from supportdir.format import vocabulary
from supportdir.format.findings import SEVERITIES, Finding
from supportdir.format.patches import is_patch, tree_of_layers
from supportdir.format.reader import parse_file, tree_of
from supportdir.format.regulators import FILE_NAME
from supportdir.format.rules import file_unreadable
from supportdir.format.yaml_file import source_of
from supportdir.lint.document import Document
from supportdir.lint.regulators import findings_of, is_register
from supportdir.lint.rules import OF_A_COMPANY, OF_ALL_FILES, OF_ONE_FILE
from supportdir.lint.rules.cross_file import Dataset, Summary, summary_of
from supportdir.paths import is_company_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from supportdir.format.reader import ParsedFile
    from supportdir.paths import Layer

    Progress = Callable[[int, int], None]

_WORTH_A_PROCESS = 100  # files; from there on a second process is the faster way
_AT_A_TIME = 50


class File(NamedTuple):
    """A company file to check. `label` is what a finding calls it."""

    path: str
    label: str


class Report(NamedTuple):
    """What a run found, and how much it looked at."""

    findings: list[Finding]
    files: int
    contacts: int

    @property
    def counts(self) -> Counter[str]:
        """How many findings of each severity."""
        return Counter(finding.severity for finding in self.findings)


class _Result(NamedTuple):
    findings: list[Finding]
    summary: Summary | None = None
    contacts: int = 0


def files_in(paths: Iterable[Path]) -> list[File]:
    """The company files that are meant by files and folders; raises DataError for a path that is neither.

    A folder means the company files in it, or in its `companies`.
    """
    files: list[File] = []
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112  a Path raises OSError for a name that is too long
            companies = path / "companies"
            folder = companies if os.path.isdir(companies) else path  # noqa: PTH112
            found = _files_of(folder)
            if folder is companies:
                found += _register_in(path)
            if not found:
                raise DataError(f"{path} holds no company file; give a folder of SLUG.yaml files")
            files += [File(str(file), str(file)) for file in found]
        elif os.path.isfile(path):  # noqa: PTH113
            files.append(File(str(path), str(path)))
        else:
            raise DataError(f"there is no file or folder {path}; look at the spelling")
    return list(dict.fromkeys(files))


def files_of_directory(layers: Iterable[Layer]) -> list[File]:
    """Return the company files of the layers, and the register of regulators beside the lowest layer."""
    layers = [*layers]
    files = [File(str(path), f"{layer.label}/{path.name}") for layer in layers for path in _files_of(layer.folder)]
    return files + [
        File(str(path), str(PurePosixPath(layer.label).parent / path.name))
        for layer in layers[:1]
        for path in _register_in(layer.folder.parent)
    ]


def _register_in(folder: Path) -> list[Path]:
    """Return the register of regulators in a folder, if there is one."""
    path = folder / FILE_NAME
    return [path] if os.path.isfile(path) else []  # noqa: PTH113


def _files_of(folder: Path) -> list[Path]:
    """The files of a folder that are company files, or nearly are by their names. Raises DataError."""
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        raise DataError(f"{folder} cannot be read: {error.strerror}") from None
    return [
        path
        for path in paths
        if path.suffix in (".yaml", ".yml") and not path.name.startswith(".") and os.path.isfile(path)  # noqa: PTH113
    ]


def check(
    files: Sequence[File], today: date, progress: Progress | None = None, layers: tuple[Layer, ...] | None = None
) -> Report:
    """Apply every rule to every file. `progress` is told how many of how many files are done.

    `layers` are those of the directory that the files belong to, or go on top of; None: what was shipped, and the
    user's own.
    """
    layers = layers or paths.layers()
    slugs = _slugs(files, layers)
    registers = [file for file in files if is_register(Path(file.path))]
    results = {file: _of_register(file, slugs) for file in registers}
    for done in _results([file for file in files if file not in results], today, layers):
        results.update(done)
        if progress:
            progress(len(results), len(files))
    ordered = [results[file] for file in files]
    # A file of the same slug replaces the one of a lower layer.
    summaries = {result.summary.slug: result.summary for result in ordered if result.summary}
    findings = [finding for result in ordered for finding in result.findings]
    dataset = Dataset(tuple(summaries.values()), slugs)
    findings += [finding for rule in OF_ALL_FILES for finding in rule.findings(dataset)]
    order = {file.label: place for place, file in enumerate(files)}
    findings.sort(key=lambda one: (order[one.path], one.line, one.column, SEVERITIES.index(one.severity)))
    return Report(findings, len(files), sum(result.contacts for result in ordered))


def check_file(file: File, today: date, layers: tuple[Layer, ...]) -> _Result:
    """The findings of one file by itself."""
    path = Path(file.path)
    slug = path.name.removesuffix(".yaml")
    try:
        _, raw = paths.read_file(file.path)  # never more than a little above the limit of the format
    except OSError as error:
        message = f"cannot be read ({error.strerror})"
        return _Result([Finding(file.label, 0, 0, file_unreadable, message, "look at its permissions")])
    if is_patch(raw):
        tree = tree_of_layers(slug, [*_below(path, layers), (file.label, raw)])
        if tree.is_patched:
            merged = parse_file(tree, vocabulary.lists())
            return _Result([finding for finding in _of_patched(merged, raw, today) if finding.path == file.label])
    parsed = parse_file(tree_of(slug, file.label, raw), vocabulary.lists())
    findings = parsed.findings
    if parsed.company is None:
        return _Result(findings)
    document = Document(file.label, parsed.company, parsed, source_of(raw), today)
    findings += [finding for rule in OF_ONE_FILE for finding in rule.findings(document)]
    return _Result(findings, summary_of(document), len(document.contacts))


def _of_register(file: File, slugs: frozenset[str]) -> _Result:
    """Return the findings of the register of regulators."""
    try:
        text = Path(file.path).read_bytes()
    except OSError as error:
        message = f"cannot be read ({error.strerror})"
        return _Result([Finding(file.label, 0, 0, file_unreadable, message, "look at its permissions")])
    return _Result(findings_of(file.label, text, slugs))


def _of_patched(parsed: ParsedFile, patch: bytes, today: date) -> Iterator[Finding]:
    """The findings of a company with its patches, each in its file; in a patch, those of what stands there."""
    yield from parsed.findings
    if parsed.company:
        document = Document("", parsed.company, parsed, source_of(patch), today)
        for rule in OF_A_COMPANY:
            yield from rule.findings(document)


def _below(path: Path, layers: tuple[Layer, ...]) -> list[tuple[str, bytes]]:
    """The files of the directory that one of this name would lie upon."""
    found = []
    for layer in layers:
        if paths.real_path(layer.folder) == paths.real_path(path.parent):
            break
        with suppress(OSError):
            found.append((f"{layer.label}/{path.name}", paths.read_file(str(layer.folder / path.name))[1]))
    return found


def _check_files(today: date, layers: tuple[Layer, ...], files: Sequence[File]) -> dict[File, _Result]:
    return {file: check_file(file, today, layers) for file in files}


def _results(files: Sequence[File], today: date, layers: tuple[Layer, ...]) -> Iterator[dict[File, _Result]]:
    """The results in batches, in any order."""
    batches = [files[at : at + _AT_A_TIME] for at in range(0, len(files), _AT_A_TIME)]
    processes = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 8)
    if processes == 1 or len(files) < _WORTH_A_PROCESS:
        yield from map(partial(_check_files, today, layers), batches)
        return
    pool = ProcessPoolExecutor(processes, initializer=_end_with_parent)
    try:
        with _interrupts_held():
            futures = [pool.submit(_check_files, today, layers, batch) for batch in batches]
        for future in as_completed(futures):
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Deliver Ctrl-C only afterwards: a KeyboardInterrupt in a hook of os.fork is printed and lost."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where nothing forks
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent() -> None:
    """Let this worker end as soon as its parent has ended, in whatever way. Ctrl-C is left to the parent."""
    from multiprocessing import connection, parent_process
    from threading import Thread

    parent = parent_process()
    assert parent is not None

    def wait() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=wait, daemon=True).start()


def _slugs(files: Iterable[File], layers: Iterable[Layer]) -> frozenset[str]:
    """Every company there is: those that are checked, their neighbours, those of the directory."""
    folders = {Path(file.path).parent for file in files} | {layer.folder for layer in layers}
    return frozenset(path.stem for folder in folders for path in folder.glob("*.yaml") if is_company_file(path.name))
