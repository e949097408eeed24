"""The tables of the log, and how a file of an older version becomes one of the newest.

`PRAGMA user_version` is the number of migrations that were applied to a file: 0 is an empty file. To change the tables,
add a function to the end of `MIGRATIONS`; never change one that was released.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from supportdir.journal import files
from supportdir.journal.failures import newer_version, not_a_log

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Migration = Callable[[sqlite3.Connection], None]

IS_PROMISE = """status <> 'closed' AND (promised <> '' OR "by" IS NOT NULL)"""
_APPLICATION = int.from_bytes(b"sdlg", "big")  # in the header of the file: a log of supportdir


def _create_tables(connection: sqlite3.Connection) -> None:
    for statement in (
        """CREATE TABLE entry (
            id INTEGER PRIMARY KEY AUTOINCREMENT,  -- the id of a removed entry is not used again
            key TEXT NOT NULL UNIQUE,
            company TEXT NOT NULL,
            contact TEXT NOT NULL,
            channel TEXT NOT NULL,
            topic TEXT NOT NULL,
            at TEXT NOT NULL,          -- ISO 8601 with the offset of the user's zone
            instant INTEGER NOT NULL,  -- the same moment in microseconds since 1970 UTC, for the order
            hold INTEGER,
            agent TEXT NOT NULL,
            "case" TEXT NOT NULL,
            said TEXT NOT NULL,
            promised TEXT NOT NULL,
            "by" TEXT,
            outcome TEXT NOT NULL,
            ratings TEXT NOT NULL,     -- JSON object
            comment TEXT NOT NULL,
            transcript TEXT NOT NULL,
            status TEXT NOT NULL,
            closed_at TEXT
        )""",
        "CREATE INDEX entry_by_time ON entry (instant)",
        "CREATE INDEX entry_by_company ON entry (company, instant)",
        "CREATE INDEX open_entry ON entry (company, instant) WHERE status <> 'closed'",
        f"CREATE INDEX open_promise ON entry (company, instant) WHERE {IS_PROMISE}",
        """CREATE TABLE verdict (
            id INTEGER PRIMARY KEY,
            company TEXT NOT NULL,
            contact TEXT NOT NULL,
            fact TEXT NOT NULL,
            worked INTEGER NOT NULL,
            fingerprint TEXT NOT NULL,
            at TEXT NOT NULL,
            instant INTEGER NOT NULL,
            entry INTEGER NOT NULL,
            UNIQUE (company, contact, fact, fingerprint, instant, entry)
        )""",
        "CREATE INDEX verdict_by_entry ON verdict (entry)",
    ):
        connection.execute(statement)


MIGRATIONS: tuple[Migration, ...] = (_create_tables,)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Write everything in the block or nothing; wait first until no other program is writing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite ends it itself after some errors
            connection.execute("ROLLBACK")
        raise


def prepare_writing(connection: sqlite3.Connection) -> None:
    """Set how a connection writes: durable, and without leaving removed text in the file."""
    # A rollback journal, not a write-ahead log: it works on network drives, the log is one file when nobody writes, and
    # no second file keeps text that was removed. It is deleted when a transaction is committed.
    with suppress(sqlite3.OperationalError):  # another program uses a write-ahead log now, which is durable too
        connection.execute("PRAGMA journal_mode=DELETE")
    # FULL does not sync the folder after the journal is deleted: after a power loss the journal could be there again,
    # and would roll an acknowledged transaction back. EXTRA does.
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("PRAGMA fullfsync=ON")  # macOS: through the cache of the drive
    connection.execute("PRAGMA secure_delete=ON")  # zeros where text was removed or replaced


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """Return the version of the tables; 0 for an empty file. Raises LogError for a database of another program."""
    # One statement, because another program may create the tables between two.
    query = (
        "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_master)"
        " FROM pragma_application_id, pragma_user_version"
    )
    application, version, tables = connection.execute(query).fetchone()
    if application == _APPLICATION and version > 0:
        return int(version)
    if application or version or tables:
        raise not_a_log(path)
    return 0


def migrate(connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration], wait: float) -> None:
    """Bring the tables to the newest version; back the file up first if it is not empty.

    All migrations are one transaction: a failure leaves the file as it was. Raises LogError if the file is newer than
    the newest version.
    """
    if _is_current(connection, path, migrations):
        return
    prepare_writing(connection)
    with transaction(connection):
        if _is_current(connection, path, migrations):  # another program was faster
            return
        version = version_of(connection, path)
        if version:
            files.back_up(path, version, wait)
        for apply in migrations[version:]:
            apply(connection)
        connection.execute(f"PRAGMA application_id={_APPLICATION}")
        connection.execute(f"PRAGMA user_version={len(migrations)}")


def _is_current(connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration]) -> bool:
    version = version_of(connection, path)
    if version > len(migrations):
        raise newer_version(path, version, len(migrations))
    return version == len(migrations)
