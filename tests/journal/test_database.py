"""The log in its SQLite file: storing, finding, changing, removing."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from stat import S_IMODE

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from supportdir.errors import LogError, NotFoundError, UsageError
from supportdir.journal import files
from supportdir.journal.database import Journal
from supportdir.journal.entry import ASPECTS, OUTCOMES, STATUSES, Entry, Verdict, new_key
from supportdir.journal.schema import MIGRATIONS
from supportdir.model import KINDS

AT = datetime(2026, 4, 17, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
FULL = Entry(
    company="acme",
    at=datetime(2026, 4, 17, 9, 30, 0, 123456, tzinfo=timezone(timedelta(hours=3))),
    contact="care",
    channel="phone",
    topic="billing",
    hold=12,
    agent="Robin",
    case="A-1017",
    said="charged twice",
    promised="a refund",
    by=date(2026, 4, 24),
    outcome="promised",
    ratings={"politeness": 4, "overall": 5},
    comment="friendly",
    transcript="A: hello\nB: hello",
    status="open",
)

MOMENTS = st.datetimes(
    min_value=datetime(1990, 1, 1),
    max_value=datetime(2090, 1, 1),
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ENTRIES = st.builds(
    Entry,
    company=st.sampled_from(["acme", "globex"]),
    at=MOMENTS,
    contact=TEXTS,
    channel=st.sampled_from(KINDS),
    topic=TEXTS,
    hold=st.none() | st.integers(0, 1000),
    agent=TEXTS,
    case=TEXTS,
    said=TEXTS,
    promised=TEXTS,
    by=st.none() | st.dates(),
    outcome=st.sampled_from(["", *OUTCOMES]),
    ratings=st.dictionaries(st.sampled_from(ASPECTS), st.integers(1, 5)),
    comment=TEXTS,
    transcript=TEXTS,
    status=st.sampled_from(STATUSES),
    closed_at=st.none() | MOMENTS,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "private" / "log.sqlite"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with Journal(path) as journal:
        yield journal


def entry(company: str = "acme", hours: int = 0, **fields: object) -> Entry:
    return structs.replace(Entry(company=company, at=AT + hours * HOUR), **fields)


def verdict(worked: bool, hours: int = 0, **fields: object) -> Verdict:
    at = AT + hours * HOUR
    base = Verdict(company="acme", fact="number", contact="care", worked=worked, fingerprint="f1", at=at, entry=1)
    return structs.replace(base, **fields)


# Storing and finding


def test_what_is_stored_is_found_again(journal: Journal, path: Path) -> None:
    stored = journal.add(FULL)
    assert stored == structs.replace(FULL, id=1, key=stored.key)
    with Journal(path) as other:
        assert other.get(1) == stored
        assert other.get(1).at.utcoffset() == timedelta(hours=3)


@given(ENTRIES)
def test_any_valid_entry_is_found_as_it_was_stored(given_entry: Entry) -> None:
    with Journal(_shared_path()) as journal:
        stored = journal.add(given_entry)
        assert journal.get(stored.id) == structs.replace(given_entry, id=stored.id, key=stored.key)


_shared: list[Path] = []


def _shared_path() -> Path:
    return _shared[0]


@pytest.fixture(autouse=True)
def _one_file_for_all_examples(tmp_path: Path) -> None:
    _shared[:] = [tmp_path / "shared" / "log.sqlite"]


def test_without_a_log_there_are_no_entries_and_no_file(journal: Journal, path: Path) -> None:
    assert journal.entries() == journal.open_promises() == journal.open_entries() == journal.verdicts("acme") == []
    assert journal.last("acme") is None
    assert journal.forget_all() == journal.forget(1) == journal.forget_company("acme") == 0
    for wrong in (lambda: journal.get(1), lambda: journal.update(1, said="x"), lambda: journal.close(1, AT)):
        with pytest.raises(NotFoundError, match=r"^the log has no entry 1. Try: supportdir log list$"):
            wrong()
    assert not path.parent.exists()


def test_an_empty_file_is_a_log_without_entries(journal: Journal, path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    assert journal.entries() == []
    assert path.stat().st_size == 0
    assert journal.add(FULL).id == 1


def test_entries_are_newest_first_whatever_the_offset_of_their_time(journal: Journal) -> None:
    moscow = timezone(timedelta(hours=3))
    journal.add(entry(said="first", at=datetime(2026, 4, 17, 11, 0, tzinfo=moscow)))
    journal.add(entry(said="second", at=datetime(2026, 4, 17, 9, 0, tzinfo=UTC)))
    journal.add(entry("globex", said="third", hours=1))
    assert [found.said for found in journal.entries()] == ["third", "second", "first"]
    assert [found.said for found in journal.entries("acme")] == ["second", "first"]
    assert [found.said for found in journal.entries(since=AT)] == ["third", "second"]
    assert [found.said for found in journal.entries(limit=1)] == ["third"]
    assert journal.last("acme").said == "second"  # type: ignore[union-attr]
    assert journal.last("initech") is None


def test_open_entries_and_open_promises(journal: Journal) -> None:
    journal.add(entry(said="no promise"))
    journal.add(entry(said="refund", promised="a refund", hours=1))
    journal.add(entry(said="day", by=date(2026, 5, 1), status="unfinished", hours=2))
    journal.add(entry(said="kept", promised="a call", status="closed", closed_at=AT, hours=3))
    journal.add(entry("globex", said="other", promised="a letter", hours=4))
    assert [found.said for found in journal.open_entries("acme")] == ["day", "refund", "no promise"]
    assert [found.said for found in journal.open_promises("acme")] == ["day", "refund"]
    assert [found.said for found in journal.open_promises()] == ["other", "day", "refund"]


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("company = 'acme' ORDER BY instant DESC, id DESC LIMIT 1", "entry_by_company"),
        ("instant > 5 ORDER BY instant DESC, id DESC LIMIT 5", "entry_by_time"),
        ("status <> 'closed' AND company = 'acme' ORDER BY instant DESC, id DESC", "open_entry"),
    ],
)
def test_queries_use_an_index(journal: Journal, path: Path, query: str, index: str) -> None:
    journal.add(FULL)
    with closing(sqlite3.connect(path)) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN SELECT * FROM entry WHERE {query}").fetchall()
    assert index in plan[0][3]
    assert "TEMP B-TREE FOR ORDER" not in str(plan)


# Twice


def test_a_repeated_request_makes_one_entry(journal: Journal, path: Path) -> None:
    request = structs.replace(FULL, key=new_key())
    first = journal.add(request)
    with Journal(path) as other:
        assert other.add(request) == first
    assert journal.start("acme", AT, key=request.key) == first
    assert len(journal.entries()) == 1


def test_an_entry_that_was_returned_can_be_added_again(journal: Journal) -> None:
    stored = journal.add(FULL)
    assert journal.add(stored) == stored
    assert len(journal.entries()) == 1


def test_an_id_that_another_entry_has_is_refused(journal: Journal) -> None:
    journal.add(FULL)
    with pytest.raises(UsageError, match=r"^entry 1 is in the log already; leave its id out to add it as a new one$"):
        journal.add(structs.replace(FULL, id=1))
    assert journal.add(structs.replace(FULL, id=7)).id == 7


def test_the_id_of_a_removed_entry_is_not_used_again(journal: Journal) -> None:
    journal.add(FULL)
    journal.forget(1)
    assert journal.add(FULL).id == 2


# Changing


def test_a_call_is_written_down_step_by_step(journal: Journal, path: Path) -> None:
    started = journal.start("acme", AT, contact="care", topic="billing")
    assert (started.id, started.status) == (1, "unfinished")
    journal.update(1, agent="Robin")
    journal.update(1, promised="a refund", by=date(2026, 4, 24), ratings={"speed": 3})
    with Journal(path) as other:
        found = other.get(1)
    assert (found.agent, found.promised, found.by, found.ratings) == (
        "Robin",
        "a refund",
        date(2026, 4, 24),
        {"speed": 3},
    )
    assert journal.update(1, status="open").status == "open"
    closed = journal.close(1, AT + HOUR)
    assert (closed.status, closed.closed_at) == ("closed", AT + HOUR)
    assert journal.close(1, AT + 2 * HOUR) == closed
    assert journal.update(1, said="more").closed_at == AT + HOUR
    reopened = journal.update(1, status="open")
    assert (reopened.status, reopened.closed_at) == ("open", None)


def test_a_changed_time_changes_the_order(journal: Journal) -> None:
    journal.add(entry(said="one"))
    journal.add(entry(said="two", hours=1))
    journal.update(1, at=AT + 2 * HOUR)
    assert journal.last("acme").said == "one"  # type: ignore[union-attr]


@pytest.mark.parametrize("field", ["id", "key", "colour"])
def test_a_field_that_cannot_be_changed_is_refused(journal: Journal, field: str) -> None:
    stored = journal.add(FULL)
    with pytest.raises(UsageError, match=rf"^invalid field '{field}'; choose one of company, at, contact,"):
        journal.update(1, **{field: 5})
    assert journal.get(1) == stored


def test_an_invalid_change_leaves_the_entry(journal: Journal) -> None:
    stored = journal.add(FULL)
    with pytest.raises(UsageError, match=r"^invalid hold '-5'"):
        journal.update(1, said="changed", hold=-5)
    assert journal.get(1) == stored


def test_an_id_of_any_size_is_no_entry(journal: Journal) -> None:
    journal.add(FULL)
    with pytest.raises(NotFoundError):
        journal.get(1 << 70)
    assert journal.forget(1 << 70) == 0


# Verdicts


def test_the_latest_verdict_of_each_contact_and_fact(journal: Journal) -> None:
    journal.add_verdict(verdict(entry=0, worked=False, hours=2))
    journal.add_verdict(verdict(entry=0, worked=True, hours=1))
    journal.add_verdict(verdict(entry=0, worked=True, fact="hours"))
    journal.add_verdict(verdict(entry=0, worked=True, contact="billing"))
    journal.add_verdict(verdict(entry=0, worked=True, company="globex"))
    assert journal.verdicts("acme") == [
        verdict(entry=0, worked=True, contact="billing"),
        verdict(entry=0, worked=True, fact="hours"),
        verdict(entry=0, worked=False, hours=2),
    ]


def test_the_same_verdict_is_stored_once(journal: Journal, path: Path) -> None:
    for _ in range(2):
        journal.add_verdict(verdict(worked=True))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM verdict").fetchone() == (1,)


# Forgetting

WORDS = ("plantedagent", "plantedcomment", "plantedtranscript", "plantedfingerprint")


def planted(number: int = 0, company: str = "acme") -> Entry:
    return entry(
        company,
        agent=f"plantedagent{number:04}",
        comment=f"plantedcomment{number:04} " * 40,
        transcript=f"plantedtranscript{number:04} " * 400,
    )


def traces(folder: Path, number: int) -> list[str]:
    """Return the files that contain planted words of an entry."""
    words = [f"{word}{number:04}".encode() for word in WORDS]
    return [file.name for file in folder.iterdir() if any(word in file.read_bytes() for word in words)]


def test_forgetting_an_entry_leaves_no_trace_of_it(journal: Journal, path: Path) -> None:
    for number in range(60):
        stored = journal.add(planted(number))
        journal.add_verdict(verdict(worked=True, fingerprint=f"plantedfingerprint{number:04}", entry=stored.id))
    assert traces(path.parent, 30) == ["log.sqlite"]
    assert journal.forget(31) == 1
    assert traces(path.parent, 30) == []
    assert traces(path.parent, 31) == ["log.sqlite"]
    assert len(journal.entries()) == 59
    assert [found.name for found in path.parent.iterdir()] == ["log.sqlite"]


def test_forgetting_a_company_leaves_the_others(journal: Journal, path: Path) -> None:
    journal.add(planted(1))
    journal.add(planted(2, "globex"))
    journal.add_verdict(verdict(worked=True, fingerprint="plantedfingerprint0001", entry=0))
    journal.add_verdict(verdict(worked=True, fingerprint="plantedfingerprint0002", company="globex"))
    assert journal.forget_company("acme") == 1
    assert (traces(path.parent, 1), traces(path.parent, 2)) == ([], ["log.sqlite"])
    assert journal.verdicts("acme") == []
    assert len(journal.verdicts("globex")) == len(journal.entries()) == 1


@pytest.mark.parametrize("id", [0, -1, 1 << 70])
def test_forgetting_what_is_no_entry_leaves_verdicts_without_an_entry(journal: Journal, id: int) -> None:
    journal.add_verdict(verdict(worked=True, entry=0))
    assert journal.forget(id) == 0
    assert len(journal.verdicts("acme")) == 1


def test_forgetting_everything(journal: Journal, path: Path) -> None:
    for number in range(5):
        journal.add(planted(number))
    assert journal.forget_all() == 5
    assert [traces(path.parent, number) for number in range(5)] == [[]] * 5
    assert journal.entries() == []
    assert b"planted" not in path.read_bytes()


def test_replaced_text_leaves_no_trace_once_something_is_forgotten(journal: Journal, path: Path) -> None:
    journal.add(planted(1))
    journal.add(planted(2))
    journal.update(1, agent="", comment="", transcript="")
    assert traces(path.parent, 1) == []
    journal.forget(2)
    assert b"planted" not in path.read_bytes()


def test_forgetting_removes_backups_and_what_an_interrupted_backup_left(journal: Journal, path: Path) -> None:
    journal.add(planted(1))
    backup = files.back_up(path, 1, 5)
    backup.with_name(f"{backup.name}.new").write_bytes(path.read_bytes())
    (path.parent / "mine.sqlite").write_bytes(b"plain")
    assert len(traces(path.parent, 1)) == 3
    journal.forget(1)
    assert traces(path.parent, 1) == []
    assert sorted(found.name for found in path.parent.iterdir()) == ["log.sqlite", "mine.sqlite"]


def test_forgetting_empties_a_write_ahead_log(journal: Journal, path: Path) -> None:
    journal.add(planted(1))
    journal.close_file()
    with closing(sqlite3.connect(path)) as other:  # keeps the write-ahead log in use
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("SELECT count(*) FROM entry").fetchone()
        with Journal(path, wait=0.1) as second:
            second.add(planted(2))
            assert "log.sqlite-wal" in [file.name for file in path.parent.iterdir()]
            second.forget(1)
            second.forget(2)
            assert traces(path.parent, 1) == traces(path.parent, 2) == []


def test_forgetting_says_so_if_a_reader_needs_the_write_ahead_log(journal: Journal, path: Path) -> None:
    journal.add(planted(1))
    journal.close_file()
    with closing(sqlite3.connect(path, isolation_level=None)) as reader, Journal(path, wait=0.05) as second:
        reader.execute("PRAGMA journal_mode=WAL")
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM entry").fetchone()
        with pytest.raises(LogError, match=r"parts of their text may still be in its folder: .*\. Repeat the command$"):
            second.forget(1)
        reader.execute("ROLLBACK")
        assert second.forget(1) == 0
        assert traces(path.parent, 1) == []


def test_forgetting_again_finishes_what_was_interrupted(journal: Journal, path: Path) -> None:
    journal.add(planted(1))
    files.back_up(path, 1, 5)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM entry")  # without zeros, and killed before the backup is removed
    assert journal.forget(1) == 0
    assert traces(path.parent, 1) == []


def test_forgetting_says_if_traces_may_be_left(journal: Journal, path: Path) -> None:
    journal.add(planted(1))
    backup = path.with_name("log-backup-version-1.sqlite")
    backup.mkdir()
    with pytest.raises(LogError) as failure:
        journal.forget(1)
    assert str(failure.value).startswith(
        f"the entries are removed from the log {path}, but parts of their text may still be in its folder: "
    )
    assert str(failure.value).endswith(". Repeat the command")
    backup.rmdir()
    assert journal.forget(1) == 0
    assert traces(path.parent, 1) == []


def test_forgetting_waits_for_a_reader_and_says_so_if_that_takes_too_long(journal: Journal, path: Path) -> None:
    journal.add(planted(1))
    with closing(sqlite3.connect(path, isolation_level=None)) as reader, Journal(path, wait=0.05) as second:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM entry").fetchone()
        with pytest.raises(LogError, match=r"is in use by another program; nothing was changed. Try again$"):
            second.forget(1)
        reader.execute("ROLLBACK")
        assert second.forget(1) == 1


# Permissions


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o277])
def test_the_file_and_its_folders_are_private_under_any_umask(tmp_path: Path, umask: int) -> None:
    path = tmp_path / "share" / "supportdir" / "log.sqlite"
    before = os.umask(umask & 0o077)
    try:
        with Journal(path) as journal:
            journal.add(FULL)
            backup = files.back_up(path, 1, 5)
    finally:
        os.umask(before)
    assert [S_IMODE(folder.stat().st_mode) for folder in (path.parent, path.parent.parent)] == [0o700, 0o700]
    assert [S_IMODE(file.stat().st_mode) for file in (path, backup)] == [0o600, 0o600]


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_the_rollback_journal_is_private_too(journal: Journal, path: Path) -> None:
    journal.add(FULL)
    before = os.umask(0)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE entry SET said = ''")
            rollback = path.with_name("log.sqlite-journal")
            assert S_IMODE(rollback.stat().st_mode) == 0o600
    finally:
        os.umask(before)


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_a_restored_file_becomes_private_and_an_existing_folder_is_left_as_it_is(journal: Journal, path: Path) -> None:
    path.parent.mkdir()
    path.parent.chmod(0o755)
    journal.add(FULL)
    journal.close_file()
    path.chmod(0o644)
    journal.add(FULL)
    assert S_IMODE(path.stat().st_mode) == 0o600
    assert S_IMODE(path.parent.stat().st_mode) == 0o755


# Versions


def _add_mood(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE entry ADD COLUMN mood TEXT NOT NULL DEFAULT ''")


def _fail(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM entry")
    connection.execute("this is not SQL")


NEXT = (*MIGRATIONS, _add_mood)
BACKUP = f"log-backup-version-{len(MIGRATIONS)}.sqlite"


def test_an_older_log_is_migrated_after_a_backup(journal: Journal, path: Path) -> None:
    stored = journal.add(FULL)
    journal.close_file()
    with Journal(path, migrations=NEXT) as newer:
        assert newer.get(1) == stored
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(NEXT),)
        assert connection.execute("SELECT mood FROM entry").fetchall() == [("",)]
    assert sorted(file.name for file in path.parent.iterdir()) == [BACKUP, "log.sqlite"]
    assert S_IMODE((path.parent / BACKUP).stat().st_mode) == 0o600 or os.name != "posix"
    with Journal(path.parent / BACKUP) as backup:
        assert backup.get(1) == stored


def test_a_log_of_a_version_before_the_first_release_is_migrated(path: Path) -> None:
    def tiny(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE note (company TEXT, said TEXT)")

    def to_entries(connection: sqlite3.Connection) -> None:
        MIGRATIONS[0](connection)
        values = ", ".join(["''"] * 10)
        connection.execute(
            "INSERT INTO entry (company, said, key, at, instant, ratings, status, contact, channel, topic, agent,"
            ' "case", promised, outcome, comment, transcript, "by")'
            f" SELECT company, said, hex(randomblob(16)), '2026-04-17T09:00:00+00:00', 0, '{{}}', 'open', {values}"
            " FROM note"
        )
        connection.execute("DROP TABLE note")

    with Journal(path, migrations=(tiny,)) as oldest:
        oldest._writable().execute("INSERT INTO note VALUES ('acme', 'hello')")
    with Journal(path, migrations=(tiny, to_entries)) as newer:
        assert [(found.company, found.said, found.at) for found in newer.entries()] == [("acme", "hello", AT)]
    assert (path.parent / "log-backup-version-1.sqlite").exists()


def test_a_failed_migration_leaves_the_log_as_it_was(journal: Journal, path: Path) -> None:
    stored = journal.add(FULL)
    journal.close_file()
    before = path.read_bytes()
    with Journal(path, migrations=(*MIGRATIONS, _fail)) as newer, pytest.raises(LogError):
        newer.entries()
    assert path.read_bytes() == before
    assert journal.entries() == [stored]


def test_a_newer_log_is_refused(journal: Journal, path: Path) -> None:
    with Journal(path, migrations=NEXT) as newer:
        newer.add(FULL)
    before = path.read_bytes()
    for use in (journal.entries, lambda: journal.add(FULL), journal.forget_all):
        with pytest.raises(LogError) as refusal:
            use()
        assert str(refusal.value) == (
            f"the log {path} has version {len(NEXT)}, and this supportdir knows versions up to {len(MIGRATIONS)}; "
            "update supportdir"
        )
        assert refusal.value.exit_status == 3
    assert path.read_bytes() == before


# Failures


def _no_database(path: Path) -> None:
    path.write_bytes(b"company,said\nacme,hello\n" * 100)


def _another_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE song (title)")


def _overwritten(path: Path) -> None:
    with Journal(path) as journal:
        for number in range(50):
            journal.add(planted(number))
    content = bytearray(path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    path.write_bytes(content)


def _cut(path: Path) -> None:
    with Journal(path) as journal:
        for number in range(50):
            journal.add(planted(number))
    path.write_bytes(path.read_bytes()[: 3 * 4096])


def _wrong_values(path: Path) -> None:
    with Journal(path) as journal:
        journal.add(FULL)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE entry SET at = 'yesterday'")


def _wrong_encoding(path: Path) -> None:
    with Journal(path) as journal:
        journal.add(FULL)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE entry SET said = CAST(x'ff00' AS TEXT)")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (_no_database, "PATH is not a log of supportdir; move it to another place, and a new log is created"),
        (_another_database, "PATH is not a log of supportdir; move it to another place, and a new log is created"),
        (_overwritten, "the log PATH is damaged; nothing was changed."),
        (_cut, "the log PATH is damaged; nothing was changed."),
        (_wrong_values, "the log PATH is damaged; nothing was changed."),
        (_wrong_encoding, "the log PATH is damaged; nothing was changed."),
    ],
)
def test_a_file_that_is_no_sound_log_is_refused_and_left(path: Path, make: object, message: str) -> None:
    path.parent.mkdir()
    make(path)  # type: ignore[operator]
    before = path.read_bytes()
    with Journal(path) as journal, pytest.raises(LogError) as refusal:
        journal.entries()
    assert str(refusal.value).startswith(message.replace("PATH", str(path)))
    assert refusal.value.exit_status == 3
    assert path.read_bytes() == before


def test_a_full_disk_loses_nothing(journal: Journal, path: Path) -> None:
    stored = journal.add(FULL)
    [pages] = journal._writable().execute("PRAGMA page_count").fetchone()
    journal._writable().execute(f"PRAGMA max_page_count={pages}")
    for change in (lambda: journal.add(planted(1)), lambda: journal.update(1, transcript="long " * 10000)):
        with pytest.raises(LogError) as failure:
            change()
        assert str(failure.value) == (
            f"the disk is full; the change was not stored in {path}, and what was stored before is intact. "
            "Free some space, then repeat the command"
        )
        assert journal.entries() == [stored]
    journal._writable().execute("PRAGMA max_page_count=100000")
    assert journal.add(planted(1)).id == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_disk_that_is_full_before_the_log_exists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        os.write(os.open("/dev/full", os.O_WRONLY), b"x")

    monkeypatch.setattr(files.os, "fsync", full)
    with Journal(tmp_path / "log.sqlite") as journal, pytest.raises(LogError, match=r"^the disk is full;"):
        journal.add(FULL)
    monkeypatch.undo()
    with Journal(tmp_path / "log.sqlite") as journal:
        assert journal.add(FULL).id == 1


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "private").write_text("a file")
    with Journal(tmp_path / "private" / "log.sqlite") as journal:
        assert journal.entries() == []
        with pytest.raises(LogError, match=r"^the log .*log.sqlite cannot be read or written: Not a directory;"):
            journal.add(FULL)
    assert (tmp_path / "private").read_text() == "a file"


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "log.sqlite").mkdir()
    with Journal(tmp_path / "log.sqlite") as journal, pytest.raises(LogError, match=r"cannot be read or written"):
        journal.entries()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_read_and_not_written(journal: Journal, path: Path) -> None:
    stored = journal.add(FULL)
    journal.close_file()
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        assert journal.entries() == [stored]
        journal.close_file()
        with pytest.raises(LogError, match=r"^cannot use the log .*; nothing was changed"):
            journal.add(FULL)
    finally:
        path.parent.chmod(0o700)


def test_a_read_only_log_says_so(journal: Journal) -> None:
    stored = journal.add(FULL)
    journal._writable().execute("PRAGMA query_only=ON")
    with pytest.raises(LogError, match=r"^cannot use the log .*: no permission, or the disk is read-only; nothing"):
        journal.add(FULL)
    assert journal.entries() == [stored]


def test_a_log_in_use_says_so(journal: Journal, path: Path) -> None:
    stored = journal.add(FULL)
    with closing(sqlite3.connect(path, isolation_level=None)) as other, Journal(path, wait=0.05) as second:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LogError, match=r"is in use by another program; nothing was changed. Try again$"):
            second.add(FULL)
        other.execute("ROLLBACK")
        assert second.entries() == [stored]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everywhere")
def test_a_folder_that_may_not_be_read(journal: Journal, path: Path) -> None:
    journal.add(FULL)
    journal.close_file()
    path.parent.chmod(0)
    try:
        for use in (journal.entries, lambda: journal.add(FULL), journal.forget_all):
            with pytest.raises(LogError, match=r"^cannot use the log .*; nothing was changed$"):
                use()
    finally:
        path.parent.chmod(0o700)


def test_a_name_with_signs_of_a_url_is_a_name(tmp_path: Path) -> None:
    path = tmp_path / "what? 100%23 # вопрос" / "my log.sqlite"
    with Journal(path) as journal:
        journal.add(FULL)
    assert path.exists()


def test_opening_a_large_log_and_finding_the_last_entry_is_fast(journal: Journal, path: Path) -> None:
    journal.add(FULL)
    journal.close_file()
    with closing(sqlite3.connect(path)) as connection, connection:
        columns = [name for _, name, *_ in connection.execute("PRAGMA table_info(entry)") if name != "id"]
        values = {"key": "'k' || value", "company": "'firm-' || (value % 500)", "instant": "value * 1000000"}
        selected = ", ".join(values.get(name, f'"{name}"') for name in columns)
        names = ", ".join(f'"{name}"' for name in columns)
        connection.execute(
            "WITH RECURSIVE count (value) AS (VALUES (1) UNION ALL SELECT value + 1 FROM count WHERE value < 100000)"
            f" INSERT INTO entry ({names}) SELECT {selected} FROM entry, count"
        )
        connection.execute("UPDATE entry SET status = 'closed' WHERE id % 1000 > 0")
    assert min(_time_of_a_look_up(path) for _ in range(20)) < 0.003


def _time_of_a_look_up(path: Path) -> float:
    start = time.perf_counter()
    with Journal(path) as journal:
        assert journal.last("firm-7")
        journal.open_promises("firm-7")
    return time.perf_counter() - start
