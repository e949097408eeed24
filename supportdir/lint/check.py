"""The run of `data check`: applies all rules to all files and sorts the findings by file and line."""

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

    from supportdir.paths import Layer

    Progress = Callable[[int, int], None]

_FILES_FOR_PROCESSES = 100  # from this number of files on, several processes are faster
_BATCH = 50  # files


class File(NamedTuple):
    """A company file to check. `label` is its path in findings."""

    path: str
    label: str


class Report(NamedTuple):
    """The findings of a run, and the numbers of checked files and contacts."""

    findings: list[Finding]
    files: int
    contacts: int

    @property
    def counts(self) -> Counter[str]:
        """Return the number of findings by severity."""
        return Counter(finding.severity for finding in self.findings)


class _Result(NamedTuple):
    findings: list[Finding]
    summary: Summary | None = None
    contacts: int = 0


def files_in(paths: Iterable[Path]) -> list[File]:
    """Return the given files, and the company files in the given folders or in their `companies` folders.

    Raises DataError for a path that does not exist and for a folder without company files.
    """
    files: list[File] = []
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112  a Path raises OSError for a name that is too long
            companies = path / "companies"
            if os.path.isdir(companies):  # noqa: PTH112
                in_folder = [*_files_of(companies), *_register_in(path)]
            else:
                in_folder = _files_of(path)
            if not in_folder:
                raise DataError(f"{path} contains no company file; give a folder of SLUG.yaml files")
            files += [File(str(file), str(file)) for file in in_folder]
        elif os.path.isfile(path):  # noqa: PTH113
            files.append(File(str(path), str(path)))
        else:
            raise DataError(f"there is no file or folder {path}; check the spelling")
    return list(dict.fromkeys(files))


def files_of_directory(layers: Iterable[Layer]) -> list[File]:
    """Return the company files of the layers, and the register of regulators next to the lowest layer."""
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
    """Return the YAML files of a folder, including those with an invalid name. Raises DataError."""
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
    """Apply all rules to all files. `progress` is called with the numbers of checked files and of all files.

    `layers` are the layers of the directory that the files belong to, or are to be added to; by default the shipped
    data and the user's own files.
    """
    layers = layers or paths.layers()
    slugs = _slugs(files, layers)
    results = {file: _check_register(file, slugs) for file in files if is_register(Path(file.path))}
    for batch in _results([file for file in files if file not in results], today, layers):
        results.update(batch)
        if progress:
            progress(len(results), len(files))
    ordered = [results[file] for file in files]
    # A file replaces the file with the same slug in a lower layer.
    summaries = {result.summary.slug: result.summary for result in ordered if result.summary}
    findings = [finding for result in ordered for finding in result.findings]
    dataset = Dataset(tuple(summaries.values()), slugs)
    findings += [finding for rule in OF_ALL_FILES for finding in rule.findings(dataset)]
    order = {file.label: index for index, file in enumerate(files)}
    findings.sort(
        key=lambda finding: (order[finding.path], finding.line, finding.column, SEVERITIES.index(finding.severity))
    )
    return Report(findings, len(files), sum(result.contacts for result in ordered))


def check_file(file: File, today: date, layers: tuple[Layer, ...]) -> _Result:
    """Return the findings in one file. In a patch, they are those of the patched company at texts of the patch."""
    path = Path(file.path)
    slug = path.name.removesuffix(".yaml")
    try:
        _, raw = paths.read_file(file.path)  # reads little more than the size limit of the format
    except OSError as error:
        return _unreadable(file, error)
    if is_patch(raw):
        tree = tree_of_layers(slug, [*_below(path, layers), (file.label, raw)])
    else:
        tree = tree_of(slug, file.label, raw)
    parsed = parse_file(tree, vocabulary.allowed_words())
    findings = parsed.findings
    summary, contacts = None, 0
    if parsed.company:
        rules, path_label = (OF_A_COMPANY, "") if tree.is_patched else (OF_ONE_FILE, file.label)
        document = Document(path_label, parsed.company, parsed, source_of(raw), today)
        findings += [finding for rule in rules for finding in rule.findings(document)]
        if not tree.is_patched:
            summary, contacts = summary_of(document), len(document.contacts)
    return _Result([finding for finding in findings if finding.path == file.label], summary, contacts)


def _check_register(file: File, slugs: frozenset[str]) -> _Result:
    """Return the findings in the register of regulators."""
    try:
        return _Result(findings_of(file.label, Path(file.path).read_bytes(), slugs))
    except OSError as error:
        return _unreadable(file, error)


def _unreadable(file: File, error: OSError) -> _Result:
    message = f"the file cannot be read ({error.strerror})"
    return _Result([Finding(file.label, 0, 0, file_unreadable, message, "check its permissions")])


def _below(path: Path, layers: tuple[Layer, ...]) -> list[tuple[str, bytes]]:
    """Return the files of the same name in the layers below a file."""
    files = []
    for layer in layers:
        if paths.real_path(layer.folder) == paths.real_path(path.parent):
            break
        with suppress(OSError):
            files.append((f"{layer.label}/{path.name}", paths.read_file(str(layer.folder / path.name))[1]))
    return files


def _check_files(today: date, layers: tuple[Layer, ...], files: Sequence[File]) -> dict[File, _Result]:
    return {file: check_file(file, today, layers) for file in files}


def _results(files: Sequence[File], today: date, layers: tuple[Layer, ...]) -> Iterator[dict[File, _Result]]:
    """Yield the results in batches, in any order."""
    batches = [files[start : start + _BATCH] for start in range(0, len(files), _BATCH)]
    processes = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 8)
    if processes == 1 or len(files) < _FILES_FOR_PROCESSES:
        yield from map(partial(_check_files, today, layers), batches)
        return
    pool = ProcessPoolExecutor(processes, initializer=_exit_with_parent)
    try:
        with _interrupts_held():
            futures = [pool.submit(_check_files, today, layers, batch) for batch in batches]
        for future in as_completed(futures):
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Delay Ctrl-C until the end of the block: a KeyboardInterrupt in a hook of os.fork is printed and lost."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows has no fork
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _exit_with_parent() -> None:
    """Make this worker exit when its parent exits, however that happens, and leave Ctrl-C to the parent."""
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
    """Return the slugs of all companies in the folders of the checked files and in the layers."""
    folders = {Path(file.path).parent for file in files} | {layer.folder for layer in layers}
    return frozenset(path.stem for folder in folders for path in folder.glob("*.yaml") if is_company_file(path.name))
