"""Whatever happens to the file of an index, every answer is correct."""

from __future__ import annotations

import errno
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest

from supportdir import paths
from supportdir.directory import Directory
from supportdir.errors import AmbiguousCompanyError, UnknownCompanyError
from supportdir.index import builder, changes, compiler, database, records, writer
from supportdir.paths import Layer, Signature

REPOSITORY = Path(__file__).parent.parent.parent
FICTIONAL = Path(__file__).parent.parent / "fictional" / "companies"

Answers = dict[str, object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the invented companies, with two that share words."""
    folder = Path(shutil.copytree(FICTIONAL, tmp_path / "companies"))
    text = (folder / "wideland-hotels.yaml").read_text(encoding="utf-8")
    (folder / "wideland-inns.yaml").write_text(
        text.replace("Wideland Hotels", "Wideland Hotels & Inns"), encoding="utf-8"
    )
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def _opened(folder: Path, cache: Path) -> Directory:
    return Directory((Layer(folder, "fictional", editable=True),), cache, 2026)


def _company(folder: Path, cache: Path, name: str) -> object:
    try:
        return _opened(folder, cache).company(name)
    except (AmbiguousCompanyError, UnknownCompanyError) as error:
        return str(error)


def answers(folder: Path, cache: Path) -> Answers:
    """Return the answers to questions of every kind, each from a directory that has just been opened."""
    return {
        **{name: _company(folder, cache, name) for name in ("acme", "акме", "acme.example", "hotels", "nigthowl", "x")},
        "list": list(_opened(folder, cache)),
        "find": _opened(folder, cache).find("wide"),
        "category": [(hit.slug, hit.because.text) for hit in _opened(folder, cache).find("telecom")],
        "number": [match.contact.id for match in _opened(folder, cache).look_up_number(["+442079460958"])],
        "unknown number": _opened(folder, cache).look_up_number(["+442079460999"]),
        "hours": [company.slug for company in _opened(folder, cache).with_phone_hours("GB")[0]],
        "without hours": _opened(folder, cache).with_phone_hours("GB")[1],
        "public_holidays": {on for on in _opened(folder, cache).public_holidays("GB-ENG", 2026) if on.year == 2026},
    }


def _file(cache: Path) -> Path:
    (path,) = cache.glob("*.sqlite")
    return path


def test_no_flipped_bit_makes_a_wrong_answer(folder: Path, cache: Path) -> None:
    right = answers(folder, cache)
    content = _file(cache).read_bytes()
    dice = random.Random(20261121)
    for _ in range(200):
        offset, bit = dice.randrange(len(content)), dice.randrange(8)
        flipped = bytearray(content)
        flipped[offset] ^= 1 << bit
        _file(cache).write_bytes(flipped)
        assert answers(folder, cache) == right, f"bit {bit} of byte {offset}"


TABLES = ("meta", "company", "names", "keys", "phone_summaries", "files", "public_holidays")


@pytest.mark.parametrize("table", TABLES)
def test_an_index_with_a_schema_that_is_not_utf_8_is_rebuilt(folder: Path, cache: Path, table: str) -> None:
    right = answers(folder, cache)
    content = _file(cache).read_bytes()
    damaged = bytearray(content)
    damaged[content.index(f"CREATE TABLE {table}".encode()) + 8] = 0xFF
    _file(cache).write_bytes(damaged)
    assert answers(folder, cache) == right
    assert b"\xffABLE" not in _file(cache).read_bytes()


@pytest.mark.parametrize("value", ["NULL", "7", "x'ff'", "CAST(x'ff' AS TEXT)", "'zzz'"])
@pytest.mark.parametrize(
    ("table", "column"), [("company", "slug"), ("phone_summaries", "bucket"), ("company", "record")]
)
def test_a_value_of_another_type_is_damage(folder: Path, cache: Path, table: str, column: str, value: str) -> None:
    right = answers(folder, cache)
    for limit in ("bucket = 0",) if column == "bucket" else ("slug = 'acme'", "slug = 'wideland-inns'"):
        change = f"UPDATE {table} SET {column} = {value} WHERE {limit}"
        # A number of a bucket cannot be NULL or text.
        with closing(sqlite3.connect(_file(cache))) as connection, connection, suppress(sqlite3.IntegrityError):
            connection.execute(change)
        assert answers(folder, cache) == right


@pytest.mark.parametrize(
    "error", [MemoryError(), OverflowError(), KeyError("x"), UnicodeDecodeError("u8", b"", 0, 1, "")]
)
def test_an_index_that_raises_any_error_is_rebuilt(
    folder: Path, cache: Path, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors = [error]
    entry_or_none = database.Index.entry_or_none

    def fail_once(index: database.Index, slug: str) -> records.Entry | None:
        if errors:
            raise errors.pop()
        return entry_or_none(index, slug)

    revision = _opened(folder, cache)._index.state.revision
    monkeypatch.setattr(database.Index, "entry_or_none", fail_once)
    with _opened(folder, cache) as directory:
        assert directory.company("acme").name == "Acme Broadband"
        assert directory._index.state.revision != revision


@pytest.mark.skipif(sys.platform == "win32", reason="no FIFOs there")
@pytest.mark.parametrize("suffix", ["", "-journal", "-wal", "-shm"])
def test_a_fifo_in_place_of_a_file_of_the_index_is_not_waited_for(folder: Path, cache: Path, suffix: str) -> None:
    right = answers(folder, cache)
    fifo = Path(f"{_file(cache)}{suffix}")
    fifo.unlink(missing_ok=True)
    os.mkfifo(fifo)
    assert answers(folder, cache) == right
    assert not fifo.is_fifo()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no owners and modes there")
@pytest.mark.parametrize("what", ["folder owner", "folder mode", "group", "file owner", "file mode"])
def test_an_index_that_others_can_write_is_not_used(
    folder: Path, cache: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Checksums do not help, because another user can compute them too."""
    with _opened(folder, cache) as directory:
        revision = directory._index.state.revision
    is_folder = what.startswith(("folder", "group"))
    path = cache if is_folder else _file(cache)
    if what.endswith("owner"):
        _give_away(path, monkeypatch)
    else:
        path.chmod(path.stat().st_mode | (0o020 if what == "group" else 0o002))
    reason = "belongs to another user" if what.endswith("owner") else "can be written by other users"
    result = "no index is kept in it and every answer takes longer" if is_folder else "it is rebuilt"
    with _opened(folder, cache) as directory:
        assert directory.company("acme").name == "Acme Broadband"
        assert directory.notes == [f"{path} {reason}, so {result}"]
        assert directory._index.state.revision != revision
    if not is_folder:
        assert not _opened(folder, cache).notes


def test_a_folder_that_others_can_write_gets_no_index(folder: Path, cache: Path) -> None:
    cache.mkdir()
    cache.chmod(0o777)
    with _opened(folder, cache) as directory:
        assert directory.company("acme").name == "Acme Broadband"
        assert len(directory.notes) == 1
        (folder / "zeta.yaml").write_text((folder / "acme.yaml").read_text(encoding="utf-8"), encoding="utf-8")
        assert len(directory) == len(list(folder.iterdir()))
        assert len(directory.notes) == 1
    assert list(cache.iterdir()) == []


def _give_away(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file or folder belong to another user."""
    if os.geteuid() == 0:
        os.chown(path, 12345, -1)
    elif path.is_dir():
        us = os.geteuid()
        monkeypatch.setattr(os, "geteuid", lambda: us + 1)  # then everything belongs to another user
    else:
        pytest.skip("only root can give a file away")


@pytest.mark.parametrize("left", [0, 1, 99, 100, 512, 4095, 4096, 4097, 20000, -4097, -4096, -512, -1])
def test_no_truncated_index_makes_a_wrong_answer(folder: Path, cache: Path, left: int) -> None:
    right = answers(folder, cache)
    content = _file(cache).read_bytes()
    _file(cache).write_bytes(content[:left])
    assert answers(folder, cache) == right


def test_pages_that_were_swapped_or_blanked_make_no_wrong_answer(folder: Path, cache: Path) -> None:
    right = answers(folder, cache)
    content = _file(cache).read_bytes()
    pages = [content[at : at + 4096] for at in range(0, len(content), 4096)]
    dice = random.Random(1)
    for _ in range(40):
        damaged = list(pages)
        first, second = dice.randrange(1, len(pages)), dice.randrange(1, len(pages))
        if dice.random() < 0.5:
            damaged[first], damaged[second] = pages[second], pages[first]
        else:
            damaged[first] = bytes(4096)
        _file(cache).write_bytes(b"".join(damaged))
        assert answers(folder, cache) == right, (first, second)


@pytest.mark.parametrize("version", ["0.0.9", "99"])
def test_an_index_of_another_version_is_rebuilt(
    folder: Path, cache: Path, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(database, "__version__", version)
        _opened(folder, cache)
    before = _file(cache).read_bytes()
    assert _opened(folder, cache).company("acme").name == "Acme Broadband"
    assert _file(cache).read_bytes() != before


def test_several_builders_at_once_make_one_index(folder: Path, cache: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from supportdir.directory import Directory; "
        "from supportdir.paths import Layer; "
        "directory = Directory((Layer(Path(sys.argv[1]), 'fictional', True),), Path(sys.argv[2]), 2026); "
        "print(directory.company('acme').name, len(list(directory)), directory.notes)"
    )
    command = [sys.executable, "-c", program, str(folder), str(cache)]
    builders = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY) for _ in range(4)]
    outputs = {builder.communicate()[0] for builder in builders}
    assert outputs == {f"Acme Broadband {len(list(folder.iterdir()))} []\n"}
    assert sorted(path.suffix for path in cache.iterdir()) == [".lock", ".sqlite"]


def test_a_list_goes_on_while_another_process_takes_a_company_away(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slugs = [company.slug for company in _opened(folder, cache)]
    companies = iter(_opened(folder, cache))
    (folder / "acme.yaml").unlink()
    assert len(list(_opened(folder, cache))) == len(slugs) - 1
    monkeypatch.setattr(builder, "_build", None)  # the index of the other process is used as it is
    assert [company.slug for company in companies] == [slug for slug in slugs if slug != "acme"]


def test_a_kill_at_any_moment_makes_no_wrong_answer() -> None:
    command = [sys.executable, "bench/kills.py", "--kills", "30"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}  # not an installed package
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=REPOSITORY)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_draft_of_a_killed_process_is_deleted(folder: Path, cache: Path) -> None:
    _opened(folder, cache)
    draft = _file(cache).with_name(f"{_file(cache).name}.draft")
    draft.write_bytes(b"half")
    (folder / "zeta.yaml").write_text((folder / "acme.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert _company(folder, cache, "zeta")
    assert not draft.exists()


FULL = """
import resource, sys
from pathlib import Path
from supportdir.directory import Directory
from supportdir.paths import Layer
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
directory = Directory((Layer(Path(sys.argv[1]), "fictional", True),), Path(sys.argv[2]), 2026)
print(directory.company("acme").name, len(list(directory)), len(directory.notes))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of file sizes there")
@pytest.mark.parametrize("room", [0, 5000, 30000])
@pytest.mark.parametrize("what", ["whole", "change"])
def test_a_disk_that_fills_up(folder: Path, cache: Path, room: int, what: str) -> None:
    if what == "change":
        _opened(folder, cache)
        (folder / "zeta.yaml").write_text(
            (folder / "acme.yaml").read_text(encoding="utf-8").replace("[AcmeNet, Акме]", "[Zeta]")
        )
    command = [sys.executable, "-c", FULL, str(folder), str(cache), str(room)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=REPOSITORY)
    assert (done.stdout, done.stderr) == (f"Acme Broadband {len(list(folder.iterdir()))} 1\n", "")
    assert _company(folder, cache, "acme")  # and when there is room again


def test_a_disk_that_cannot_be_written(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def refuse(path: Path, flags: int, *more: int) -> int:
        if flags & os.O_CREAT:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return opened(path, flags, *more)

    right = answers(folder, cache)
    shutil.rmtree(cache)
    monkeypatch.setattr(builder.os, "open", refuse)
    assert answers(folder, cache) == right
    assert _opened(folder, cache).notes == [
        f"the index cannot be written to {cache} (Read-only file system), so every answer takes longer"
    ]


def _rewrite(file: Path, before: str, after: str) -> None:
    """Change a file but neither its size nor its mtime."""
    stat = file.stat()
    text = file.read_text(encoding="utf-8")
    assert before in text
    assert len(before) == len(after)
    file.write_text(text.replace(before, after), encoding="utf-8")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def test_a_change_that_keeps_size_and_time_is_noticed(folder: Path, cache: Path) -> None:
    _opened(folder, cache)
    _rewrite(folder / "acme.yaml", "Acme Broadband", "Acme Broadbent")
    assert _opened(folder, cache).company("acme").name == "Acme Broadbent"


@pytest.mark.parametrize("years", [-60, -1, 1, 60])
def test_a_clock_that_jumps_hides_no_change(folder: Path, cache: Path, years: int) -> None:
    file = folder / "acme.yaml"
    _opened(folder, cache)
    moment = file.stat().st_mtime + years * 365 * 86400
    os.utime(file, (moment, moment))
    _opened(folder, cache)
    file.write_text(file.read_text(encoding="utf-8").replace("Acme Broadband", "Acme Fibre"))
    os.utime(file, (moment, moment))
    assert _opened(folder, cache).company("acme").name == "Acme Fibre"


def test_a_clock_that_stands_still_hides_no_change(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def timeless(stat: os.stat_result) -> Signature:
        return 10**18, stat.st_size, stat.st_ino

    for module in (paths, changes, database, builder, compiler, writer):
        monkeypatch.setattr(module, "signature_of", timeless)
    monkeypatch.setattr("supportdir.directory.signature_of", timeless)
    _opened(folder, cache)
    _rewrite(folder / "acme.yaml", "Acme Broadband", "Acme Broadbent")
    assert _opened(folder, cache).company("acme").name == "Acme Broadbent"
    (folder / "zeta.yaml").write_text((folder / "acme.yaml").read_text(encoding="utf-8").replace("AcmeNet", "ZetaNet"))
    assert _opened(folder, cache).company("zetanet").slug == "zeta"
    (folder / "zeta.yaml").unlink()
    assert _opened(folder, cache).company("acme").name == "Acme Broadbent"
    assert len(list(_opened(folder, cache))) == len(list(folder.iterdir()))
