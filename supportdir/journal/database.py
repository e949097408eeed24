"""The log as one SQLite file: what is stored, found, changed and removed.

A write is one short transaction and is on the disk when the method returns. Reading never creates a file: where there
is none, there are no entries. The file and its folder are private to the user.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import structs

from supportdir.errors import NotFoundError, UsageError
from supportdir.journal import files, schema
from supportdir.journal.entry import FACTS, Entry, Verdict, checked, checked_verdict, new_key
from supportdir.journal.failures import InvalidRowError, explained, traces_left
from supportdir.translation import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Self

_WAIT = 10.0  # seconds to wait for another program that is writing; it needs milliseconds
_NO_ENTRY = 0  # the id of an entry that is not stored; of a verdict that was not noted with an entry
_UNCHANGEABLE = ("id", "key")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_FIELDS = Entry.__struct_fields__
_COLUMNS = ", ".join(f'"{field}"' for field in _FIELDS)
_VERDICT_FIELDS = Verdict.__struct_fields__
_VERDICT_COLUMNS = ", ".join(f'"{field}"' for field in _VERDICT_FIELDS)
_NEWEST_FIRST = "ORDER BY instant DESC, id DESC"


class Journal:
    """The log in the file at `path`; a context manager, which closes the file.

    The file is opened at the first use. An older version of the file is migrated then, after a backup. Every method
    raises LogError if the file cannot be used: it is not a log, damaged, of a newer version, locked, the disk is full.
    """

    def __init__(self, path: Path, *, wait: float = _WAIT, migrations: Sequence[schema.Migration] = ()) -> None:
        """`wait` is the time in seconds to wait for other programs; `migrations` are for tests of the schema."""
        self.path = Path(files.real_path(path))
        self._wait = wait
        self._migrations = tuple(migrations) or schema.MIGRATIONS
        self._connection: sqlite3.Connection | None = None
        self._writes = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close_file()

    def close_file(self) -> None:
        """Close the file; the next use opens it again."""
        connection, self._connection, self._writes = self._connection, None, False
        if connection is not None:
            connection.close()

    # Storing

    def add(self, entry: Entry) -> Entry:
        """Store the entry and return it with its id and key.

        An entry whose key is stored already is not stored again: the stored one is returned. So a caller that sets
        `key` (see `new_key`) can repeat a call whose result was lost. Raises UsageError for an invalid value, or an id
        that another entry has.
        """
        entry = structs.replace(checked(entry), key=entry.key or new_key())
        with explained(self.path):
            connection = self._writable()
            with schema.transaction(connection):
                stored = _entries(connection.execute(f"SELECT {_COLUMNS} FROM entry WHERE key = ?", (entry.key,)))
                return next(iter(stored), None) or _insert(connection, entry)

    def start(
        self, company: str, at: datetime, *, contact: str = "", channel: str = "phone", topic: str = "", key: str = ""
    ) -> Entry:
        """Store an unfinished entry for a call that begins at `at` (aware), and return it."""
        return self.add(
            Entry(company=company, at=at, contact=contact, channel=channel, topic=topic, status="unfinished", key=key)
        )

    def update(self, id: int, /, **fields: Any) -> Entry:
        """Change fields of an entry, and return it as it is now. An entry that is opened again loses its `closed_at`.

        Raises NotFoundError if there is no such entry, UsageError for an invalid value or field.
        """
        for field in fields:
            if field not in _FIELDS or field in _UNCHANGEABLE:
                raise UsageError(f"invalid field '{field}'; choose one of {', '.join(_changeable())}")
        if fields.get("status", "closed") != "closed":
            fields.setdefault("closed_at", None)
        with explained(self.path):
            self.get(id)  # so that a wrong id does not create a file
            connection = self._writable()
            with schema.transaction(connection):
                entry = checked(structs.replace(_one(connection, id), **fields))
                names = ", ".join(f'"{field}" = ?' for field in _FIELDS)
                connection.execute(
                    f"UPDATE entry SET {names}, instant = ? WHERE id = ?", (*_row(entry), _instant(entry.at), id)
                )
            return entry

    def close(self, id: int, at: datetime) -> Entry:
        """Mark an entry as closed at `at` (aware), and return it. A closed entry is returned unchanged."""
        entry = self.get(id)
        return entry if entry.is_closed else self.update(id, status="closed", closed_at=at)

    def add_verdict(self, verdict: Verdict) -> None:
        """Store a verdict in place of the one on that fact that was noted with the same entry, or at the same moment.

        Raises UsageError for an invalid value.
        """
        row = structs.asdict(checked_verdict(verdict)) | {"at": verdict.at.isoformat()}
        with explained(self.path):
            connection = self._writable()
            with schema.transaction(connection):
                if verdict.entry != _NO_ENTRY:
                    connection.execute(
                        "DELETE FROM verdict WHERE entry = ? AND fact = ?", (verdict.entry, verdict.fact)
                    )
                connection.execute(
                    f"INSERT OR REPLACE INTO verdict ({_VERDICT_COLUMNS}, instant) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (*(row[field] for field in _VERDICT_FIELDS), _instant(verdict.at)),
                )

    def remove_verdicts(self, id: int) -> int:
        """Remove the verdicts that were noted with an entry; return their number. The entry stays."""
        if not self.entry_verdicts().get(id):  # so that no file is created
            return 0
        with explained(self.path):
            connection = self._writable()
            with schema.transaction(connection):
                return connection.execute("DELETE FROM verdict WHERE entry = ?", (_stored_id(id),)).rowcount

    # Finding

    def get(self, id: int) -> Entry:
        """Return an entry. Raises NotFoundError if there is no such entry."""
        entries = self._select("id = ?", (_stored_id(id),))
        if not entries:
            raise _no_entry(id)
        return entries[0]

    def entries(self, company: str = "", since: datetime | None = None, limit: int | None = None) -> list[Entry]:
        """Return the entries, newest first: of one company (slug), from `since` (aware), at most `limit`."""
        conditions: list[str] = ["TRUE"]
        values: list[Any] = []
        if company:
            conditions.append("company = ?")
            values.append(company)
        if since is not None:
            conditions.append("instant >= ?")
            values.append(_instant(since))
        return self._select(
            f"{' AND '.join(conditions)} {_NEWEST_FIRST} LIMIT {-1 if limit is None else limit}", values
        )

    def last(self, company: str) -> Entry | None:
        """Return the newest entry of a company (slug), or None."""
        return next(iter(self.entries(company, limit=1)), None)

    def open_entries(self, company: str = "") -> list[Entry]:
        """Return the entries that are not closed, newest first."""
        return self._not_closed("status <> 'closed'", company)

    def open_promises(self, company: str = "") -> list[Entry]:
        """Return the entries that are not closed and where something was promised, newest first."""
        return self._not_closed(schema.IS_PROMISE, company)

    def verdicts(self, company: str) -> list[Verdict]:
        """Return the latest verdict for each contact and fact of a company (slug), ordered by contact and fact."""
        query = f"SELECT {_VERDICT_COLUMNS} FROM verdict WHERE company = ? ORDER BY instant, id"
        with explained(self.path):
            verdicts = _verdicts(self._rows(query, (company,)))
        latest = {(verdict.contact, verdict.fact): verdict for verdict in verdicts}
        return [latest[key] for key in sorted(latest)]

    def entry_verdicts(self) -> dict[int, dict[str, bool]]:
        """Return the verdicts noted with entries: by the id of the entry and the fact, whether it was right."""
        query = f"SELECT entry, fact, worked FROM verdict WHERE entry <> {_NO_ENTRY} ORDER BY entry, instant, id"
        found: dict[int, dict[str, bool]] = {}
        for id, fact, worked in self._rows(query, ()):
            found.setdefault(id, {})[fact] = bool(worked)
        return {id: {fact: some[fact] for fact in FACTS if fact in some} for id, some in found.items()}

    def judged_companies(self) -> list[str]:
        """Return the slugs of the companies with verdicts, in order."""
        with explained(self.path):
            return [row[0] for row in self._rows("SELECT DISTINCT company FROM verdict ORDER BY company", ())]

    # Removing

    def forget(self, id: int) -> int:
        """Remove an entry and its verdicts, and every trace of them; return the number of entries removed.

        See `forget_all` for what is removed, and why a failed call should be repeated.
        """
        return self._forget("id = ?", f"entry = ? AND entry <> {_NO_ENTRY}", (_stored_id(id),))

    def forget_company(self, company: str) -> int:
        """Remove the entries and verdicts of a company (slug) without a trace; return the number of entries removed."""
        return self._forget("company = ?", "company = ?", (company,))

    def forget_all(self) -> int:
        """Remove all entries and verdicts, and every trace of them; return the number of entries removed.

        The text is then no longer in the database, its journals or the backups of earlier versions, which are deleted.
        If the call fails, traces may remain: repeat it, also when the entry itself is gone already.
        """
        return self._forget("TRUE", "TRUE", ())

    def _forget(self, entries: str, verdicts: str, values: Sequence[Any]) -> int:
        with explained(self.path):
            if not files.exists(self.path):
                files.delete_backups(self.path)
                return 0
            connection = self._writable()
            with schema.transaction(connection):
                connection.execute(f"DELETE FROM verdict WHERE {verdicts}", values)
                removed = connection.execute(f"DELETE FROM entry WHERE {entries}", values).rowcount
            self._remove_traces(connection)
            return removed

    def _remove_traces(self, connection: sqlite3.Connection) -> None:
        """Remove the text of removed rows wherever it may still be."""
        try:
            # secure_delete has zeroed the rows. What was left in unused parts of pages when rows moved goes now.
            connection.execute("VACUUM")
            # Another program may have chosen a write-ahead log, and a reader may need it.
            [is_busy, _, _] = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            files.delete_backups(self.path)
        except (sqlite3.Error, OSError) as error:
            raise traces_left(self.path, error) from error
        if is_busy:
            raise traces_left(self.path, TimeoutError(0, "another program is reading it"))

    # Reading rows

    def _not_closed(self, condition: str, company: str) -> list[Entry]:
        if company:
            return self._select(f"{condition} AND company = ? {_NEWEST_FIRST}", (company,))
        return self._select(f"{condition} {_NEWEST_FIRST}", ())

    def _select(self, condition: str, values: Sequence[Any]) -> list[Entry]:
        with explained(self.path):
            return _entries(self._rows(f"SELECT {_COLUMNS} FROM entry WHERE {condition}", values))

    def _rows(self, query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with explained(self.path):
            connection = self._readable()
            return [] if connection is None else connection.execute(query, values).fetchall()

    # The connection

    def _readable(self) -> sqlite3.Connection | None:
        """Return a connection for reading; None if there is no log yet."""
        if self._connection is None:
            if not files.exists(self.path):
                return None
            # rw, not ro: a transaction that another program left half done is rolled back at the first reading.
            # If the user may not write the file, SQLite opens it for reading.
            connection = self._connected()
            if self._is_empty(connection):
                connection.close()
                return None
            self._connection = self._migrated(connection)
        return self._connection

    def _is_empty(self, connection: sqlite3.Connection) -> bool:
        try:
            return schema.version_of(connection, self.path) == 0
        except BaseException:
            connection.close()
            raise

    def _writable(self) -> sqlite3.Connection:
        """Return a connection for writing; create the file if there is none."""
        if self._connection is None:
            files.create(self.path)
            self._connection = self._migrated(self._connected())
        if not self._writes:
            files.make_private(self.path)
            schema.prepare_writing(self._connection)
            self._writes = True
        return self._connection

    def _connected(self) -> sqlite3.Connection:
        return files.connect(self.path, self._wait)

    def _migrated(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        try:
            schema.migrate(connection, self.path, self._migrations, self._wait)
        except BaseException:
            connection.close()
            raise
        return connection


def _changeable() -> list[str]:
    return [field for field in _FIELDS if field not in _UNCHANGEABLE]


def _no_entry(id: int) -> NotFoundError:
    return NotFoundError(translate("the log has no entry {id}. Try: supportdir log list", id=id))


def _stored_id(id: int) -> int:
    """Return the id; 0, which no entry has, if it is more than SQLite can store."""
    return id if abs(id) < 1 << 63 else _NO_ENTRY


def _one(connection: sqlite3.Connection, id: int) -> Entry:
    entries = _entries(connection.execute(f"SELECT {_COLUMNS} FROM entry WHERE id = ?", (_stored_id(id),)))
    if not entries:
        raise _no_entry(id)
    return entries[0]


def _insert(connection: sqlite3.Connection, entry: Entry) -> Entry:
    marks = ", ".join("?" for _ in _FIELDS)
    try:
        cursor = connection.execute(
            f"INSERT INTO entry ({_COLUMNS}, instant) VALUES ({marks}, ?)", (*_row(entry), _instant(entry.at))
        )
    except sqlite3.IntegrityError:
        raise UsageError(f"entry {entry.id} is in the log already; leave its id out to add it as a new one") from None
    return structs.replace(entry, id=cursor.lastrowid)


def _instant(moment: datetime) -> int:
    """Return microseconds since 1970 in UTC, by which entries are ordered."""
    return round((moment - _EPOCH).total_seconds() * 1_000_000)


def _row(entry: Entry) -> list[Any]:
    """Return the values of the columns, in the order of the fields. An id of 0 becomes NULL: SQLite assigns one."""
    values = structs.asdict(entry)
    values["id"] = entry.id or None
    values["at"] = entry.at.isoformat()
    values["by"] = entry.by and entry.by.isoformat()
    values["closed_at"] = entry.closed_at and entry.closed_at.isoformat()
    values["ratings"] = msgspec.json.encode(entry.ratings, order="sorted").decode()
    return list(values.values())


def _entries(rows: Iterable[Sequence[Any]]) -> list[Entry]:
    """Return the entries in rows of the columns of an entry. Raises InvalidRowError."""
    try:
        return [_entry(row) for row in rows]
    except (ValueError, TypeError) as error:  # msgspec's errors are ValueErrors
        raise InvalidRowError(str(error)) from error


def _verdicts(rows: Iterable[Sequence[Any]]) -> list[Verdict]:
    """Return the verdicts in rows of the columns of a verdict. Raises InvalidRowError."""
    try:
        return [_verdict(row) for row in rows]
    except (ValueError, TypeError) as error:
        raise InvalidRowError(str(error)) from error


def _entry(row: Sequence[Any]) -> Entry:
    values = dict(zip(_FIELDS, row, strict=True))
    values["at"] = datetime.fromisoformat(values["at"])
    values["by"] = values["by"] and date.fromisoformat(values["by"])
    values["closed_at"] = values["closed_at"] and datetime.fromisoformat(values["closed_at"])
    values["ratings"] = msgspec.json.decode(values["ratings"], type=dict[str, int])
    return Entry(**values)


def _verdict(row: Sequence[Any]) -> Verdict:
    values = dict(zip(_VERDICT_FIELDS, row, strict=True))
    values["at"] = datetime.fromisoformat(values["at"])
    values["worked"] = bool(values["worked"])
    return Verdict(**values)
