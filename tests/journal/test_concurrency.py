"""Several programs at once, and programs that are killed."""

from __future__ import annotations

import multiprocessing
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from supportdir.journal.database import Journal
from supportdir.journal.entry import Entry, new_key
from supportdir.journal.schema import MIGRATIONS, version_of

REPOSITORY = Path(__file__).parent.parent.parent
AT = datetime(2026, 4, 17, 9, 0, tzinfo=UTC)
WRITERS = 4
EACH = 25


def write(path: Path, writer: int, key: str) -> None:
    """Add entries of one writer, and one that all writers add."""
    for number in range(EACH):
        with Journal(path, wait=60) as journal:
            journal.add(Entry(company="acme", at=AT, said=f"{writer}-{number}"))
            journal.add(Entry(company="acme", at=AT, said="shared", key=key))
            journal.update(1, **{("agent", "case", "said", "comment")[writer]: f"writer {writer}"})


def migrate(path: Path, _: int, __: str) -> None:
    """Open a log with a program that has one more migration."""
    with Journal(path, wait=60, migrations=(*MIGRATIONS, add_mood)) as journal:
        assert len(journal.entries()) == 1


def add_mood(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE entry ADD COLUMN mood TEXT")


def run_writers(target: object, path: Path) -> None:
    context = multiprocessing.get_context("fork")
    key = new_key()
    processes = [context.Process(target=target, args=(path, writer, key)) for writer in range(WRITERS)]  # type: ignore[arg-type]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0] * WRITERS


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="processes are forked")
def test_four_writers_create_a_log_and_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "private" / "log.sqlite"
    run_writers(write, path)
    with Journal(path) as journal:
        entries = journal.entries()
        first = journal.get(1)
    said = sorted(entry.said for entry in entries if entry.id > 1)
    expected = [f"{writer}-{number}" for writer in range(WRITERS) for number in range(EACH)]
    assert len(entries) == WRITERS * EACH + 1
    assert set(said) <= {*expected, "shared"}
    assert len(said) == len(set(said))
    assert (first.agent, first.case, first.said, first.comment) == ("writer 0", "writer 1", "writer 2", "writer 3")


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="processes are forked")
def test_four_programs_migrate_a_log_once(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite"
    with Journal(path) as journal:
        journal.start("acme", AT)
    run_writers(migrate, path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["log-backup-version-1.sqlite", "log.sqlite"]


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from supportdir.journal.database import Journal
from supportdir.journal.entry import Entry
path, moment = Path(sys.argv[1]), sys.argv[2]
journal = Journal(path)
entry = journal.add(Entry(company="acme", at=datetime(2026, 4, 17, 9, 0, tzinfo=UTC), said="acknowledged"))
if moment == "during":
    connection = journal._writable()
    connection.execute("PRAGMA cache_spill=1")
    connection.execute("PRAGMA cache_size=1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE entry SET said = 'half', transcript = ?", ("x" * 100000,))
    for number in range(200):
        connection.execute("UPDATE entry SET comment = ?", (str(number) * 10000,))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("moment", ["after", "during"])
def test_an_acknowledged_entry_survives_a_kill(tmp_path: Path, moment: str) -> None:
    path = tmp_path / "log.sqlite"
    command = [sys.executable, "-c", KILLED, str(path), moment]
    done = subprocess.run(command, check=False, cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == -9, done.stderr
    if moment == "during":  # changed pages are in the file, and the old ones in the rollback journal
        assert path.with_name("log.sqlite-journal").stat().st_size > 0
    with Journal(path) as journal:
        assert [(entry.said, entry.transcript) for entry in journal.entries()] == [("acknowledged", "")]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert [file.name for file in tmp_path.iterdir()] == ["log.sqlite"]


def test_writers_that_are_killed_lose_nothing_that_was_acknowledged() -> None:
    command = [sys.executable, str(REPOSITORY / "bench" / "log_kills.py"), "--kills", "10", "--seed", "7"]
    done = subprocess.run(
        command, check=False, cwd=REPOSITORY, capture_output=True, text=True, env={"PYTHONPATH": str(REPOSITORY)}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("10 kills, ")
    assert done.stdout.endswith("integrity_check ok\n")


def test_a_writer_sees_what_another_program_wrote_before(tmp_path: Path) -> None:
    with Journal(tmp_path / "log.sqlite") as first, Journal(tmp_path / "log.sqlite") as second:
        assert second.last("acme") is None
        first.start("acme", AT)
        assert second.last("acme") is not None
        second.update(1, agent="Robin")
        assert first.get(1).agent == "Robin"
        second.forget_all()
        assert first.entries() == []


def test_a_log_that_another_program_creates_meanwhile_is_a_log(tmp_path: Path) -> None:
    """The version was read by three statements; a log created between them was taken for another program's file."""
    path = tmp_path / "log.sqlite"
    statements = 0

    def create_before_the_second(_: str) -> None:
        nonlocal statements
        statements += 1
        if statements == 2:
            with Journal(path, wait=60) as journal:
                journal.add(Entry(company="acme", at=AT))

    with closing(sqlite3.connect(path)) as connection:
        connection.set_trace_callback(create_before_the_second)
        assert version_of(connection, path) == 0
