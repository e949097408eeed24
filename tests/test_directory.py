"""The directory gives the same answers with a new index, an outdated one, a damaged one, and without one."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

import supportdir
from supportdir import directory as directory_module
from supportdir import paths
from supportdir.directory import Directory
from supportdir.errors import AmbiguousCompanyError, DataError, UnknownCompanyError
from supportdir.index import builder, changes, compiler, database, writer
from supportdir.index.live import LiveIndex
from supportdir.paths import Layer
from supportdir.search import LabelKind

FICTIONAL = Path(__file__).parent / "fictional" / "companies"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the invented companies that a test may change."""
    return Path(shutil.copytree(FICTIONAL, tmp_path / "companies"))


@pytest.fixture
def old_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same folder, but no file is racy."""
    monkeypatch.setattr(changes, "_TICK", -(10**18))
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def _open(folder: Path, cache: Path, *more: Path, year: int = 2026) -> Directory:
    layers = (Layer(folder, "fictional", editable=True), *(Layer(path, path.name, editable=True) for path in more))
    return Directory(layers, cache, year)


def _index(cache: Path) -> Path:
    (path,) = cache.glob("*.sqlite")
    return path


@pytest.fixture
def rebuilds(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that gets an item whenever an index is built or updated."""
    counted: list[int] = []
    refresh = LiveIndex._refresh

    def count(self: LiveIndex, **known: Any) -> None:
        counted.append(1)
        refresh(self, **known)

    monkeypatch.setattr(LiveIndex, "_refresh", count)
    return counted


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("acme", "acme"),
        ("ACME BROADBAND", "acme"),
        ("acme-net", "acme"),
        ("акме", "acme"),
        ("АКМЕ", "acme"),
        ("acme.example", "acme"),
        ("Wideland", "wideland"),  # an alias of one company, a word of two names
    ],
)
def test_a_company_is_found_by_any_of_its_names(folder: Path, cache: Path, name: str, slug: str) -> None:
    assert _open(folder, cache).company(name).slug == slug


def test_companies_of_the_same_name_are_listed_and_not_guessed(folder: Path, cache: Path) -> None:
    text = (folder / "wideland-hotels.yaml").read_text(encoding="utf-8")
    for number in range(11):
        (folder / f"inn-{number:02}.yaml").write_text(text.replace("Wideland Hotels", "Inn"), encoding="utf-8")
    with pytest.raises(AmbiguousCompanyError) as caught:
        _open(folder, cache).company("inn")
    assert len(caught.value.near) == 11
    assert not caught.value.notes
    inns = ", ".join(f"inn-{number:02} (Inn, US)" for number in range(10))
    assert str(caught.value) == f"'inn' may mean {inns}. Say which; 1 more: supportdir find inn"


def test_a_company_that_was_removed_keeps_the_others_names() -> None:
    """The second company had the name of the third."""
    error = AmbiguousCompanyError("inn", ["inn-a", "inn-b", "inn-c"], {"inn-a": "Inn, US", "inn-c": "Inn, CA"})
    assert str(error) == "'inn' may mean inn-a (Inn, US), inn-b, inn-c (Inn, CA). Say which"


def test_companies_of_the_same_name_that_are_removed_meanwhile_are_unknown(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was an internal error."""
    text = (folder / "wideland-hotels.yaml").read_text(encoding="utf-8").replace("Wideland Hotels", "Inn")
    for slug in ("inn-a", "inn-b"):
        (folder / f"{slug}.yaml").write_text(text, encoding="utf-8")
    directory = _open(folder, cache)
    monkeypatch.setattr(directory, "companies", lambda slugs: iter(()))
    with pytest.raises(UnknownCompanyError, match="no company is called 'inn'"):
        directory.company("inn")


def test_companies_of_the_same_name_were_listed_without_name_and_countries(folder: Path, cache: Path) -> None:
    text = (folder / "wideland-hotels.yaml").read_text(encoding="utf-8").replace("Wideland Hotels", "Orion Bank")
    for slug, serves in (("orion-bank-a", "[GB, IE]"), ("orion-bank-b", "[AT, BE, CH, DE, FR]")):
        (folder / f"{slug}.yaml").write_text(text.replace("serves: [US]", f"serves: {serves}"), encoding="utf-8")
    with pytest.raises(AmbiguousCompanyError) as caught:
        _open(folder, cache).company("orion bank")
    assert str(caught.value) == (
        "'orion bank' may mean orion-bank-a (Orion Bank, GB, IE), "
        "orion-bank-b (Orion Bank, AT, BE, CH, DE …). Say which"
    )


def test_a_miss_names_the_file_that_cannot_be_read(folder: Path, cache: Path) -> None:
    (folder / "inns.yaml").write_text("name: [", encoding="utf-8")
    with pytest.raises(UnknownCompanyError) as caught:
        _open(folder, cache).company("inn")
    assert caught.value.notes[0].startswith("1 file cannot be read and is left out, first ")


def test_a_miss_gives_near_names_and_takes_none(folder: Path, cache: Path) -> None:
    with pytest.raises(UnknownCompanyError) as caught:
        _open(folder, cache).company("nigthowl")
    assert caught.value.near == ("nightowl",)


def test_an_index_is_built_once(old_folder: Path, cache: Path, rebuilds: list[int]) -> None:
    folder = old_folder
    for _ in range(3):
        assert _open(folder, cache).company("acme").phones[0].number == "+44 20 7946 0958"
    assert len(rebuilds) == 1
    assert _index(cache).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("what", ["changed", "added", "removed", "year"])
def test_what_differs_is_noticed(old_folder: Path, cache: Path, rebuilds: list[int], what: str) -> None:
    folder = old_folder
    _open(folder, cache).company("acme")
    file = folder / "acme.yaml"
    if what == "changed":
        file.write_text(file.read_text(encoding="utf-8").replace("Acme Broadband", "Acme Fibre"), encoding="utf-8")
    elif what == "added":
        (folder / "zeta.yaml").write_text(
            file.read_text(encoding="utf-8").replace("[AcmeNet, Акме]", "[Zeta]"), encoding="utf-8"
        )
    elif what == "removed":
        (folder / "silent.yaml").unlink()
    year = 2027 if what == "year" else 2026
    name = _open(folder, cache, year=year).company("acme").name
    assert name == ("Acme Fibre" if what == "changed" else "Acme Broadband")
    assert len(rebuilds) == 2


@pytest.mark.parametrize("disk", ["no file is racy", "files are racy", "a rename does not change the signature"])
def test_any_sequence_of_changes_is_followed(
    folder: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, disk: str
) -> None:
    monkeypatch.setattr(writer, "_FILES_PER_SHARD", 2)
    if disk != "files are racy":
        monkeypatch.setattr(changes, "_TICK", -(10**18))
    if disk.startswith("a rename"):
        by_content = attrgetter("st_mtime_ns", "st_size", "st_ino")
        for module in (paths, changes, database, builder, compiler, writer, directory_module):
            monkeypatch.setattr(module, "signature_of", by_content)
    dice = random.Random(1)
    edits = (_grow, _rename, _swap, _replace, _remove, _add)
    for step in range(60):
        time.sleep(0.01)  # more than a tick of the file system's clock
        for _ in range(dice.randint(1, 2)):
            dice.choice(edits)(folder, dice, step)
        notes = _notes(folder, cache)
        assert notes == _notes(folder, tmp_path / f"new-{step}")
        assert len(notes) == len(list(folder.iterdir()))


def _notes(folder: Path, cache: Path) -> dict[str, str]:
    return {company.slug: company.note for company in _open(folder, cache)}


def _random_file(folder: Path, dice: random.Random) -> Path:
    return dice.choice(sorted(folder.iterdir()))


def _grow(folder: Path, dice: random.Random, step: int) -> None:
    file = _random_file(folder, dice)
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("note:")]
    file.write_text("\n".join([*lines, f"note: step {step}", ""]), encoding="utf-8")


def _rename(folder: Path, dice: random.Random, step: int) -> None:
    _random_file(folder, dice).rename(folder / f"name-{step}.yaml")


def _swap(folder: Path, dice: random.Random, step: int) -> None:
    first, second = dice.sample(sorted(folder.iterdir()), 2)
    first.rename(folder / "aside")
    second.rename(first)
    (folder / "aside").rename(second)


def _replace(folder: Path, dice: random.Random, step: int) -> None:
    file = _random_file(folder, dice)
    (folder / "draft").write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "draft").rename(file)
    _grow(folder, dice, step)


def _remove(folder: Path, dice: random.Random, step: int) -> None:
    if len(list(folder.iterdir())) > 4:
        _random_file(folder, dice).unlink()


def _add(folder: Path, dice: random.Random, step: int) -> None:
    shutil.copy(dice.choice(sorted(FICTIONAL.iterdir())), folder / f"new-{step}-{dice.randint(0, 9)}.yaml")


def test_links_whose_target_changes_are_noticed(old_folder: Path, cache: Path, tmp_path: Path) -> None:
    folder = old_folder
    texts = {name: (folder / f"{name}.yaml").read_text(encoding="utf-8") for name in ("acme", "nightowl")}
    for version, names in (("v1", ("acme", "nightowl")), ("v2", ("nightowl", "acme"))):
        (tmp_path / version).mkdir()
        for link, name in zip(("a", "b"), names, strict=True):
            if version == "v1":
                (tmp_path / "v1" / f"{link}.yaml").write_text(
                    texts[name].replace("aliases:", "languages: [en] #"), encoding="utf-8"
                )
            else:
                (tmp_path / "v2" / f"{link}.yaml").hardlink_to(tmp_path / "v1" / f"{'ba'['ab'.index(link)]}.yaml")
    linked = tmp_path / "linked"
    linked.mkdir()
    (tmp_path / "now").symlink_to("v1")
    for link in "ab":
        (linked / f"{link}.yaml").symlink_to(f"../now/{link}.yaml")
    before = {company.slug: company.name for company in _open(linked, cache)}
    time.sleep(0.01)
    assert {company.slug: company.name for company in _open(linked, cache)} == before
    (tmp_path / "now").unlink()
    (tmp_path / "now").symlink_to("v2")
    assert {company.slug: company.name for company in _open(linked, cache)} == {
        "a": before["b"],
        "b": before["a"],
    }
    assert _open(linked, cache).company("a").name == before["b"]


@pytest.mark.parametrize("kind", ["loop", "nowhere", "folder", "pipe", "device", "no text"])
def test_what_is_no_file_is_left_out_and_hides_nothing(
    old_folder: Path, cache: Path, tmp_path: Path, kind: str
) -> None:
    folder = old_folder
    odd = folder / "odd.yaml"
    if kind == "loop":
        odd.symlink_to("odd.yaml")
    elif kind == "nowhere":
        odd.symlink_to("nobody.yaml")
    elif kind == "folder":
        odd.mkdir()
    elif kind == "pipe":
        os.mkfifo(odd)
    elif kind == "device":
        odd.symlink_to("/dev/zero")
    else:
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff.yaml")).write_text("name: X\n", encoding="utf-8")
    upper = tmp_path / "upper"
    upper.mkdir()
    (upper / "odd.yaml").write_text((folder / "silent.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    for _ in range(3):
        slugs = [company.slug for company in _open(folder, cache)]
        assert len(slugs) == len(list(FICTIONAL.iterdir()))
        assert _open(folder, cache, upper).company("odd").name == "Silent Messenger"
    revisions = set()
    for _ in range(3):
        opened = _open(folder, cache, upper)
        assert len(list(opened)) == len(slugs) + 1
        revisions.add(opened._index.state.revision)
    assert len(revisions) == 1


def test_a_list_looks_at_every_file(folder: Path, cache: Path) -> None:
    assert "Silent Messenger" in [company.name for company in _open(folder, cache)]
    file = folder / "silent.yaml"
    text = file.read_text(encoding="utf-8").replace("name: Silent Messenger", "name: Quiet Messenger")
    file.write_text(text, encoding="utf-8")
    assert "Quiet Messenger" in [company.name for company in _open(folder, cache)]


@pytest.mark.parametrize("damage", ["truncated", "empty", "text", "flipped", "foreign", "no records"])
def test_a_damaged_index_makes_no_wrong_answer(folder: Path, cache: Path, damage: str) -> None:
    _open(folder, cache)
    path = _index(cache)
    content = path.read_bytes()
    if damage == "truncated":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "text":
        path.write_text("no index at all", encoding="utf-8")
    elif damage == "flipped":
        path.write_bytes(content.replace(b"+44 20 7946 0958", b"+44 20 7946 0666"))
    elif damage == "foreign":
        path.unlink()
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("CREATE TABLE company (slug TEXT)")
    else:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE meta SET record = x'00'")
    company = _open(folder, cache).company("acme")
    assert company.phones[0].number == "+44 20 7946 0958"
    assert company.number_of(company.phones[0]).e164 == "+442079460958"  # type: ignore[union-attr]


def test_the_last_few_indexes_of_other_folders_are_kept(
    folder: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "_MAX_OTHER_INDEXES", 7)
    layers = []
    for number in range(10):
        layers.append(Layer(Path(shutil.copytree(folder, tmp_path / f"{number}")), "copy", editable=True))
        Directory((layers[-1],), cache, 2026)
        time.sleep(0.01)
    assert len(list(cache.glob("*.sqlite"))) == 8
    for layer in layers:
        assert Directory((layer,), cache, 2026).company("acme").slug == "acme"


def test_a_cache_that_cannot_be_written_gives_a_note_and_answers(folder: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    directory = _open(folder, blocked / "cache")
    assert directory.company("acme").name == "Acme Broadband"
    assert directory.notes == [
        f"the index cannot be written to {blocked / 'cache'} (Not a directory), so every answer takes longer"
    ]


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("w", ["wideland", "wideland-hotels"]),
        (
            "WIDELAND-",
            ["WIDELAND-airlines", "WIDELAND-hotels"],
        ),  # a shell accepts only what begins with the typed letters
        ("hotels", []),
        ("acmen", ["acmenet"]),
        ("акм", ["акме"]),
        ("acme.ex", ["acme.example"]),
        ("acme", ["acme"]),  # one name for each company
        ("acme/ca", ["acme/care"]),
        ("Acme/C", ["Acme/Chat", "Acme/Care"]),
        ("acmenet/care", ["acmenet/care"]),
        ("nobody/", []),
        ("", []),
        ("-", []),
        ("qq", []),
        ("\ud800", []),
    ],
)
def test_what_a_shell_completes_is_a_name(folder: Path, cache: Path, typed: str, values: list[str]) -> None:
    directory = _open(folder, cache)
    offered = [value for value, _ in directory.completions(typed)]
    assert sorted(offered) == sorted(values)
    assert all(directory.is_called(value.partition("/")[0]) for value in offered)


@pytest.mark.parametrize(
    ("kind", "typed", "completions"),
    [
        ("topic", "lugg", [("luggage", "baggage")]),
        ("topic", "багаж", [("багаж", "baggage")]),
        ("topic", "lost-c", [("lost-card", "Lost or stolen card or phone")]),
        ("country", "Germ", [("Germany", "DE")]),
        ("country", "de", [("de", "Germany"), ("denmark", "DK")]),
        ("country", "de-be", [("de-be", "Berlin")]),
        ("country", "texa", [("texas", "US-TX")]),
        ("country", "new-z", [("new-zealand", "NZ")]),
        ("kind", "CHA", [("CHAt", "Chat")]),
        ("language", "qq", []),
    ],
)
def test_what_a_shell_completes_is_a_word_of_the_list(
    folder: Path, cache: Path, kind: LabelKind, typed: str, completions: list[tuple[str, str]]
) -> None:
    directory = _open(folder, cache)
    assert [tuple(completion) for completion in directory.completed_words(kind, typed)] == completions
    for value, _ in completions:
        directory.word(kind, value.upper() if kind == "country" and len(value) == 2 else value)


def test_the_whole_list_is_completed_for_nothing(folder: Path, cache: Path) -> None:
    kinds = [value for value, _ in _open(folder, cache).completed_words("kind", "")]
    assert kinds[:3] == ["phone", "chat", "email"]


def test_a_folder_that_does_not_exist(folder: Path, cache: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is not a folder; give --data an existing folder of company files"):
        _open(folder, cache, tmp_path / "nowhere")


def test_a_file_of_a_higher_layer_replaces_the_company(folder: Path, cache: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "acme.yaml").write_text(
        (folder / "acme.yaml").read_text(encoding="utf-8").replace("Acme Broadband", "My Acme"), encoding="utf-8"
    )
    directory = _open(folder, cache, mine)
    assert directory.company("acme").name == "My Acme"
    assert len(list(directory)) == len(list(folder.iterdir()))
    assert _open(folder, cache).company("acme").name == "Acme Broadband"


def test_a_broken_file_is_an_error_only_where_it_is_asked_for(folder: Path, cache: Path) -> None:
    (folder / "silent.yaml").write_text("name: [\n", encoding="utf-8")
    directory = _open(folder, cache)
    assert directory.company("acme").name == "Acme Broadband"
    assert directory.notes == []
    with pytest.raises(DataError, match=r"^fictional/silent.yaml:2:1: "):
        directory.company("silent")
    assert len(list(directory)) == len(list(folder.iterdir())) - 1
    assert directory.notes[0].startswith("1 file cannot be read and is left out, first fictional/silent.yaml:2:1: ")


def test_holidays_are_the_same_from_the_index_and_from_the_library(folder: Path, cache: Path) -> None:
    from datetime import date

    from supportdir.hours.public_holidays import public_holidays

    directory = _open(folder, cache)
    known = {on: name for on, name in directory.public_holidays("GB-ENG", 2026).items() if on.year == 2026}
    assert known == public_holidays("GB-ENG", (2026,))
    assert directory.public_holidays("GB-ENG", 2040)[date(2040, 12, 25)] == "Christmas Day"


def test_a_directory_closes_its_index(folder: Path, cache: Path) -> None:
    with _open(folder, cache) as directory:
        assert directory.company("acme").slug == "acme"
        index = directory._index._index
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        index.slugs()
    for ask in (lambda: directory.company("acme"), lambda: len(directory), lambda: list(directory)):
        with pytest.raises(ValueError, match="the directory is closed"):
            ask()
    directory.close()


def test_an_index_that_is_replaced_is_closed(folder: Path, cache: Path) -> None:
    with _open(folder, cache) as directory:
        before = directory._index._index
        (folder / "zeta.yaml").write_text((folder / "acme.yaml").read_text(encoding="utf-8"))
        assert len(directory) == len(list(folder.iterdir()))
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            before.slugs()


def test_the_library_opens_a_directory_as_a_context(fictional: Layer) -> None:
    with supportdir.open_directory() as directory:
        assert directory.company("acme").slug == "acme"
    with pytest.raises(ValueError, match="the directory is closed"):
        directory.company("acme")


@pytest.mark.parametrize("change", ["added", "removed", "broken"])
def test_the_number_of_companies_follows_the_files(folder: Path, cache: Path, change: str) -> None:
    with _open(folder, cache) as directory:
        before = len(directory)
        if change == "added":
            (folder / "zeta.yaml").write_text((folder / "acme.yaml").read_text(encoding="utf-8"))
        elif change == "removed":
            (folder / "silent.yaml").unlink()
        else:
            (folder / "silent.yaml").write_text("name: [", encoding="utf-8")
        assert len(directory) == len(list(directory)) == before + (1 if change == "added" else -1)
        assert len(_open(folder, cache)) == len(directory)


def test_use_in_another_thread_is_an_error_and_not_taken_for_damage(folder: Path, cache: Path) -> None:
    with _open(folder, cache) as directory, ThreadPoolExecutor(1) as pool:
        revision = directory._index.state.revision
        with pytest.raises(sqlite3.ProgrammingError, match="thread"):
            pool.submit(directory.company, "acme").result()
        assert directory._index.state.revision == revision


def test_a_text_longer_than_any_name_finds_nothing(folder: Path, cache: Path) -> None:
    with _open(folder, cache) as directory:
        assert [hit.slug for hit in directory.find("acme " * 40)] == ["acme"]
        assert directory.find("acme " * 40 + "a") == []


def test_a_file_that_would_block_its_reader_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some logs under /proc are regular files, but reading them blocks."""
    fifo = tmp_path / "log.yaml"
    os.mkfifo(fifo)
    writer = os.open(fifo, os.O_RDWR)
    monkeypatch.setattr(paths, "S_ISREG", lambda mode: True)
    with pytest.raises(BlockingIOError, match="no file"):
        paths.read_file(str(fifo))
    os.close(writer)
