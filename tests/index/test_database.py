"""The records of an index, how damage is noticed, and when an index is updated instead of rebuilt."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import threading
from contextlib import closing, suppress
from pathlib import Path

import pytest

from supportdir.directory import Directory
from supportdir.hours import public_holidays as holidays_module
from supportdir.hours.public_holidays import public_holidays
from supportdir.index import builder, changes, database, keys, lookup, records, resolver, writer
from supportdir.index.database import Index, UnusableIndexError
from supportdir.index.records import PhoneSummary
from supportdir.paths import Layer

FICTIONAL = Path(__file__).parent.parent / "fictional" / "companies"
SLUGS = sorted(path.stem for path in FICTIONAL.iterdir())


ZETA = """name: Zeta
categories: [telecom]
serves: [FR, AU]
sources:
  page: {kind: official, url: "https://www.zeta.example/contact", date: "2026-04-18"}
phones:
  - id: care
    label: Care
    number: "+33 1 99 00 12 34"
    serves: [FR]
    timezone: Europe/Paris
    hours: Mo-Fr 08:00-18:00; PH off
    sources: [page]
  - id: local
    label: Local
    number: "+61 2 5550 1234"
    serves: [AU]
    timezone: caller
    hours: Mo-Fr 08:00-18:00
    sources: [page]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the invented companies that a test may change."""
    return Path(shutil.copytree(FICTIONAL, tmp_path / "companies"))


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def _layers(folder: Path) -> tuple[Layer, ...]:
    return (Layer(folder, "fictional", editable=True),)


def _opened(folder: Path, cache: Path) -> Directory:
    return Directory(_layers(folder), cache, 2026)


def _path(cache: Path) -> Path:
    (path,) = cache.glob("*.sqlite")
    return path


@pytest.fixture
def built(folder: Path, cache: Path) -> Index:
    """An open index of the invented companies."""
    _opened(folder, cache).close()
    return Index.open(_path(cache), _layers(folder), 2026)


def _change(cache: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(_path(cache))) as connection, connection:
        connection.execute(statement, values)


def test_the_files_of_an_index_are_for_its_owner_alone(built: Index, cache: Path) -> None:
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert {path.suffix: stat.S_IMODE(path.stat().st_mode) for path in cache.iterdir()} == {
        ".sqlite": 0o600,
        ".lock": 0o600,
    }


def test_what_an_index_contains(built: Index) -> None:
    assert built.slugs() == SLUGS
    assert [company.slug for company in built.companies(SLUGS)] == SLUGS
    assert sorted(names.slug for names in built.all_names()) == SLUGS
    assert sorted(built.phone_summaries()) == SLUGS
    assert built.invalid_files() == {}
    assert built.state.company_count == len(SLUGS)
    assert built.entry_or_none("nobody") is None
    assert built.public_holidays("XX", 2026) is None


def test_holidays_are_in_the_index(built: Index) -> None:
    for year in range(2025, 2030):
        assert built.public_holidays("GB-ENG", year) == public_holidays("GB-ENG", [year])
    assert built.public_holidays("GB-ENG", 2030) is None


@pytest.mark.parametrize(
    ("start", "limit", "slugs"),
    [
        ("w", 100, ["wideland", "wideland-hotels"]),
        ("w", 1, ["wideland"]),
        ("wideland", 100, ["wideland", "wideland-hotels"]),
        ("wideland-hotels", 100, ["wideland-hotels"]),
        ("wideland-hotelsx", 100, []),
        ("", 2, SLUGS[:2]),
    ],
)
def test_slugs_that_begin_so(built: Index, start: str, limit: int, slugs: list[str]) -> None:
    assert built.slugs_from(start, limit) == slugs


def test_records_are_read_a_few_at_a_time(built: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite limits the number of values in a query."""
    monkeypatch.setattr(database, "_BATCH", 2)
    assert [company.slug for company in built.companies(SLUGS)] == SLUGS
    backwards = SLUGS[::-1]
    assert [company.slug for company in built.companies(backwards)] == backwards
    ids = [built.entry(slug).id for slug in SLUGS]
    assert sorted(names.slug for names in built.names(ids)) == SLUGS


def test_more_values_than_fit_in_one_query(built: Index) -> None:
    missing = [f"nobody-{number}" for number in range(2000)]
    assert [company.slug for company in built.companies([*missing, *SLUGS])] == SLUGS


@pytest.mark.parametrize(
    ("table", "ask"),
    [
        ("company", lambda index: index.entry("acme")),
        ("company", lambda index: index.companies(SLUGS)),
        ("names", lambda index: index.all_names()),
        ("names", lambda index: list(index.names(range(1, len(SLUGS) + 1)))),
        ("phone_summaries", lambda index: list(index.phone_summaries())),
        ("keys", lambda index: index.ids(0)),
        ("files", lambda index: index.shard(0, 0)),
        ("meta", lambda index: index.invalid_files()),
        ("meta", lambda index: index.revision()),
    ],
)
@pytest.mark.parametrize("damage", ["gone", "checksum", "record", "null", "elsewhere"])
def test_a_record_that_is_not_what_was_written(built: Index, cache: Path, table: str, ask: object, damage: str) -> None:
    if damage == "gone":
        _change(cache, f"DELETE FROM {table}")
    elif damage == "checksum":
        _change(cache, f"UPDATE {table} SET checksum = checksum + 1")
    elif damage == "record":
        _change(cache, f"UPDATE {table} SET record = record || x'00'")
    elif damage == "null":
        _change(cache, f"UPDATE {table} SET record = NULL")
    else:  # every record with the key of another
        with closing(sqlite3.connect(_path(cache))) as connection:
            rows = connection.execute(f"SELECT * FROM {table}").fetchall()
        keys = [row[0] for row in rows]
        columns = {"keys": "bucket", "phone_summaries": "bucket", "files": "shard", "names": "id", "meta": "key"}
        column = columns.get(table, "slug")
        for key, (_, record, checksum) in zip(keys[1:] + keys[:1], rows, strict=True):
            _change(cache, f"UPDATE {table} SET record = ?, checksum = ? WHERE {column} = ?", record, checksum, key)
    if damage == "elsewhere" and table in ("files", "phone_summaries"):
        assert ask(built)  # type: ignore[operator]  # there is only one record
    else:
        with pytest.raises(UnusableIndexError):
            ask(built)  # type: ignore[operator]


@pytest.mark.parametrize("table", ["company", "names"])
@pytest.mark.parametrize("damage", ["one gone", "one more", "another slug"])
def test_a_list_that_does_not_add_up(built: Index, cache: Path, table: str, damage: str) -> None:
    if damage == "one gone":
        _change(cache, f"DELETE FROM {table} WHERE rowid IN (SELECT max(rowid) FROM {table})")
    elif table == "names":
        pytest.skip("the names hold the slug inside a record that proves itself")
    elif damage == "one more":
        _change(cache, f"INSERT INTO {table} SELECT 'zeta', record, checksum FROM {table} WHERE slug = 'acme'")
    else:
        _change(cache, f"UPDATE {table} SET slug = 'acne' WHERE slug = 'acme'")
    asks = {"company": built.slugs, "names": built.all_names}
    with pytest.raises(UnusableIndexError):
        asks[table]()


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM phone_summaries WHERE bucket = 3",
        "INSERT INTO phone_summaries SELECT 99, record, checksum FROM phone_summaries WHERE bucket = 3",
        "UPDATE phone_summaries SET bucket = 99 WHERE bucket = 3",
        "UPDATE phone_summaries SET record = (SELECT record FROM phone_summaries WHERE bucket = 4) WHERE bucket = 3",
    ],
)
def test_a_bucket_of_phone_summaries_that_is_missing_or_another_is_noticed(
    folder: Path, cache: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_SUMMARIES_PER_BUCKET", 1)
    with _opened(folder, cache) as directory:
        opened = directory._index._index
        assert opened is not None
        assert sorted(opened.phone_summaries()) == SLUGS
        _change(cache, change)
        with pytest.raises(UnusableIndexError):
            opened.phone_summaries()
        assert sorted(directory._index.phone_summaries()) == SLUGS


def test_a_company_is_missed_where_the_list_has_it(built: Index, cache: Path) -> None:
    _change(cache, "DELETE FROM company WHERE slug = 'acme'")
    with pytest.raises(UnusableIndexError):
        built.companies(["acme", "nightowl"])
    with pytest.raises(UnusableIndexError):
        built.entry("acme")


@pytest.mark.parametrize(
    ("markets", "place", "serves"),
    [
        (("GB",), "GB", True),
        (("GB",), "US", False),
        (("GB",), "", True),
        (("all",), "US", True),
        ((), "US", False),
        ((), "", False),
        (("US",), "US-CA", True),  # `open --country US-CA` listed only lines for all countries
    ],
)
def test_whom_the_phone_lines_serve(markets: tuple[str, ...], place: str, serves: bool) -> None:
    assert PhoneSummary(markets, ()).serves(place) is serves
    assert PhoneSummary((), markets).has_hours(place) is serves


@pytest.mark.parametrize("what", ["year", "version", "format", "folder", "editable", "lists", "more folders"])
def test_what_an_index_depends_on(folder: Path, tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = database.fingerprint(_layers(folder), 2026)
    assert before == database.fingerprint(_layers(folder), 2026)
    layers, year = _layers(folder), 2026
    if what == "year":
        year = 2027
    elif what == "version":
        monkeypatch.setattr(database, "__version__", "99")
    elif what == "format":
        monkeypatch.setattr(database, "FORMAT", 99)
    elif what == "folder":
        layers = _layers(tmp_path)
    elif what == "editable":
        layers = (Layer(folder, "fictional", editable=False),)
    elif what == "lists":
        for name in database.LISTS:
            (tmp_path / f"{name}.yaml").touch()
        monkeypatch.setattr(database, "dataset", lambda: tmp_path)
    else:
        layers = (*layers, Layer(tmp_path, "more", editable=True))
    assert database.fingerprint(layers, year) != before


def test_a_folder_that_nobody_edits_is_known_by_its_signature(folder: Path) -> None:
    layers = (Layer(folder, "fictional", editable=False),)
    before = database.fingerprint(layers, 2026)
    (folder / "zeta.yaml").touch()
    assert database.fingerprint(layers, 2026) != before


@pytest.mark.parametrize("year", [2025, 2026, 2029])
def test_the_years_that_an_index_knows(year: int) -> None:
    assert year in database.years_around(2026)
    assert {2024, 2030}.isdisjoint(database.years_around(2026))


def test_digests_of_signatures() -> None:
    signatures = [(10**18 + number, 100, number) for number in range(10)]
    sums = records.digests_of(signatures, 3)
    for part in range(3):
        assert sums[part] == records.digest_of(one for one in signatures if records.shard_number_of(one, 3) == part)
    assert records.digests_of(signatures[::-1], 3) == sums
    assert all(0 <= total < 1 << 64 for total in sums)
    assert records.digests_of(signatures[1:], 3) != sums
    assert records.shard_key(3, 77) != records.shard_key(3, 78) != records.shard_key(4, 78)


@pytest.mark.parametrize("key", [0, 1, 2**32 - 1])
def test_a_key_is_found_between_its_neighbours(key: int) -> None:
    from array import array

    near = [one for one in (key - 1, key, key + 1) if 0 <= one < 2**32]
    pairs = array("Q", sorted(one << 32 | id for one in near for id in (1, 2**32 - 1))).tobytes()
    assert database._ids_in(pairs, key) == {1, 2**32 - 1}


@pytest.fixture
def writings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of what was written each time: "all" or "changes". Nothing is racy."""
    written: list[str] = []
    for name in ("all", "changes"):
        write = getattr(writer.Writer, f"write_{name}")

        def noted(self: object, *arguments: object, name: str = name, write: object = write) -> None:
            written.append(name)
            write(self, *arguments)  # type: ignore[operator]

        monkeypatch.setattr(writer.Writer, f"write_{name}", noted)
    monkeypatch.setattr(changes, "_TICK", -(10**18))
    return written


def _grow(folder: Path, number: int) -> None:
    text = (FICTIONAL / "acme.yaml").read_text(encoding="utf-8")
    (folder / f"new-{number}.yaml").write_text(text.replace("Acme Broadband", f"Zeta Number{number}"), encoding="utf-8")


def test_few_changes_update_the_index_and_many_rebuild_it(
    folder: Path, cache: Path, writings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "_MAX_CHANGES", 2)
    assert len(_opened(folder, cache)) == len(SLUGS)
    for number in range(2):
        _grow(folder, number)
    assert len(_opened(folder, cache)) == len(SLUGS) + 2
    assert writings == ["all", "changes"]
    assert len(_opened(folder, cache)) == len(SLUGS) + 2
    assert writings == ["all", "changes"]
    for number in range(2, 5):
        _grow(folder, number)
    assert len(_opened(folder, cache)) == len(SLUGS) + 5
    assert writings == ["all", "changes", "all"]


def test_removed_ids_count_as_changes(
    folder: Path, cache: Path, writings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "_MAX_CHANGES", 3)
    for number in range(5):
        _grow(folder, 0)
        (folder / "new-0.yaml").write_text(
            (folder / "new-0.yaml").read_text(encoding="utf-8") + f"note: number {number}\n"
        )
        with _opened(folder, cache) as directory:
            assert directory.company("new-0").note == f"number {number}"
            assert len(directory._index.state.removed_ids) <= 3
    assert writings.count("all") == 2


@pytest.mark.parametrize("room", [0, 50, 1 << 16])
def test_many_new_postings_are_moved_into_the_buckets(
    folder: Path, cache: Path, writings: list[str], room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_MAX_NEW_POSTINGS", room)
    _opened(folder, cache).close()
    for number in range(4):
        _grow(folder, number)
        if number:
            (folder / f"new-{number - 1}.yaml").unlink()
        with _opened(folder, cache) as directory:
            assert directory.company(f"zeta number{number}").slug == f"new-{number}"
            postings = directory._index.state.new_postings
            assert len(postings) // 8 <= room
            assert (len(postings) > 0) == (room > 1000)
            assert directory._index.ask(resolver.equal_names, f"zetanumber{number - 1}") == []
            assert directory.company("acme").slug == "acme"
    assert writings == ["all", *["changes"] * 4]


def test_holidays_of_a_changed_company_are_added(folder: Path, cache: Path, writings: list[str]) -> None:
    _opened(folder, cache).close()
    (folder / "zeta.yaml").write_text(ZETA, encoding="utf-8")
    with _opened(folder, cache) as directory:
        zeta = directory.company("zeta")
        assert zeta.holidays_of(zeta.phones[0]) == "FR"
        for year in range(2025, 2030):
            assert directory._index.public_holidays("FR", year) == public_holidays("FR", [year])
    assert writings == ["all", "changes"]


def test_holidays_of_the_parts_that_a_line_on_the_callers_clock_serves_are_in_the_index(
    folder: Path, cache: Path
) -> None:
    """A look-up would compute them, which takes longer than the rest of it."""
    text = ZETA.replace("serves: [AU]", "serves: [AU-NSW, AU-VIC]")
    (folder / "zeta.yaml").write_text(text, encoding="utf-8")
    with _opened(folder, cache) as directory:
        assert len(directory) == len(SLUGS) + 1
        for region in ("AU", "AU-NSW", "AU-VIC"):
            assert directory._index.public_holidays(region, 2026) == public_holidays(region, [2026])


def test_holidays_are_computed_once(
    folder: Path, cache: Path, writings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Computing them takes longer than anything else in a build."""
    computed: list[tuple[object, ...]] = []

    def counted(module: object, name: str) -> None:
        function = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *values: computed.append(values) or function(*values))

    counted(holidays_module, "public_holidays")
    for number in range(2):
        (folder / f"zeta-{number}.yaml").write_text(ZETA, encoding="utf-8")
    _opened(folder, cache).close()
    assert len(computed) == len(set(computed)) > 5
    computed.clear()
    (folder / "zeta-2.yaml").write_text(ZETA, encoding="utf-8")
    assert len(_opened(folder, cache)) == len(SLUGS) + 3
    assert computed == []
    assert writings == ["all", "changes"]


def test_a_file_that_becomes_valid_is_not_reported_any_more(folder: Path, cache: Path, writings: list[str]) -> None:
    text = (folder / "silent.yaml").read_text(encoding="utf-8")
    for broken in (True, False, True):
        (folder / "silent.yaml").write_text("name: [" if broken else text, encoding="utf-8")
        with _opened(folder, cache) as directory:
            assert len(directory) == len(SLUGS) - broken
            assert list(directory._index.invalid_files()) == ["silent"] * broken
    assert writings == ["all", "changes", "changes"]


def test_a_removed_company_leaves_nothing(folder: Path, cache: Path, writings: list[str]) -> None:
    _opened(folder, cache).close()
    (folder / "acme.yaml").unlink()
    with _opened(folder, cache) as directory:
        assert len(directory) == len(SLUGS) - 1
        opened = directory._index._index
        assert opened is not None
        assert opened.entry_or_none("acme") is None
        for slugs in ([*opened.phone_summaries()], [names.slug for names in opened.all_names()]):
            assert sorted(slugs) == [slug for slug in SLUGS if slug != "acme"]
        assert directory.look_up_number(["+442079460958"]) == []
    assert writings == ["all", "changes"]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no owners there")
def test_an_index_of_root_is_used(built: Index, folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root has files of root")
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert _opened(folder, cache).notes == []


def test_waiting_for_a_process_that_writes_nothing_ends(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    _opened(folder, cache).close()
    (lock,) = cache.glob("*.lock")
    slept: list[float] = []
    monkeypatch.setattr(builder.time, "sleep", slept.append)
    with lock.open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        _grow(folder, 0)
        with _opened(folder, cache) as directory:
            assert len(directory) == len(SLUGS) + 1
            (note,) = directory.notes
            assert note.startswith(f"the index cannot be written to {cache} (")
    assert builder._LOCK_TIMEOUT - 0.1 < sum(slept) < builder._LOCK_TIMEOUT + 0.1


def test_a_process_that_writes_is_waited_for(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")
    _opened(folder, cache).close()
    (lock,) = cache.glob("*.lock")
    draft = _path(cache).with_name(f"{_path(cache).name}.draft")
    file = lock.open("r+b")
    fcntl.flock(file, fcntl.LOCK_EX)
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        with draft.open("ab") as other:
            other.write(b"more")
        if sum(slept) > 2 * builder._LOCK_TIMEOUT:
            file.close()

    monkeypatch.setattr(builder.time, "sleep", sleep)
    _grow(folder, 0)
    with _opened(folder, cache) as directory:
        assert len(directory) == len(SLUGS) + 1
        assert directory.notes == []
    assert not draft.exists()


def test_the_journal_of_a_killed_transaction_is_deleted_with_its_index(folder: Path, cache: Path) -> None:
    _opened(folder, cache).close()
    path = _path(cache)
    for suffix in ("-journal", "-wal", "-shm"):
        Path(f"{path}{suffix}").write_bytes(b"x" * 600)
    path.write_bytes(b"no index")
    assert _opened(folder, cache).company("acme").slug == "acme"
    assert sorted(path.suffix for path in cache.iterdir()) == [".lock", ".sqlite"]


def test_a_draft_that_cannot_be_finished_is_removed(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        raise sqlite3.OperationalError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(writer.Writer, "_put_public_holidays", fail)
        with suppress(sqlite3.OperationalError):
            _opened(folder, cache)
    assert [path.suffix for path in cache.iterdir()] == [".lock"]


def test_threads_build_in_turn(folder: Path, cache: Path) -> None:
    counts: list[int] = []

    def build() -> None:
        with _opened(folder, cache) as directory:
            counts.append(len(directory))

    threads = [threading.Thread(target=build) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [len(SLUGS)] * 3


def test_texts_that_share_a_key_are_told_apart(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key only selects candidates, and all may have the same key."""
    texts = ["acme", "акме", "acme.example", "nightowl", "wideland", "nobody"]
    with _opened(folder, cache) as directory:
        opened = directory._index._index
        assert opened is not None
        called = [resolver.equal_names(opened, text) for text in texts]
        found = [[hit.slug for hit in directory.find(text)] for text in ("wide", "telecom", "442079460958", "hotels")]
        numbers = [lookup.slugs_with_number(opened, [form]) for form in ("+442079460958", "+442079460999")]
    monkeypatch.setattr(keys, "crc32", lambda text, mark=0: 7)
    with _opened(folder, cache.with_name("other")) as directory:
        opened = directory._index._index
        assert opened is not None
        assert [resolver.equal_names(opened, text) for text in texts] == called
        assert [
            [hit.slug for hit in directory.find(text)] for text in ("wide", "telecom", "442079460958", "hotels")
        ] == found
        assert [lookup.slugs_with_number(opened, [form]) for form in ("+442079460958", "+442079460999")] == numbers
    assert [[match.slug for match in matches] for matches in called] == [
        ["acme"],
        ["acme"],
        ["acme"],
        ["nightowl"],
        ["wideland"],
        [],
    ]
    assert numbers == [["acme"], []]


def test_a_look_up_checks_only_the_files_of_the_company(
    folder: Path, cache: Path, writings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):  # the second update writes that no file is racy
        list(_opened(folder, cache))
    checks: list[int] = []
    changes_since = changes.changes_since
    monkeypatch.setattr(changes, "changes_since", lambda *arguments: checks.append(1) or changes_since(*arguments))
    with _opened(folder, cache) as directory:
        assert directory.company("acme").slug == "acme"
        assert directory.look_up_number(["+442079460958"])
    assert checks == []
    (folder / "acme.yaml").write_text((folder / "acme.yaml").read_text(encoding="utf-8") + "note: changed\n")
    with _opened(folder, cache) as directory:
        assert directory.company("acme").note == "changed"
    assert len(checks) == 1
    assert writings == ["all", "changes"]


def test_a_file_that_is_no_index_stayed_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[sqlite3.Connection] = []

    def connect(*args: object, **options: object) -> sqlite3.Connection:
        opened.append(real_connect(*args, **options))
        return opened[-1]

    real_connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", connect)
    (tmp_path / "index").write_bytes(b"x" * 4096)
    (tmp_path / "index").chmod(0o600)
    with pytest.raises(UnusableIndexError):
        Index.at(tmp_path / "index")
    (connection,) = opened
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")
