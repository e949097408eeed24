"""An index is never believed beyond what it proves: whatever happens to its file, every answer is the right one."""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from supportdir.errors import AmbiguousCompanyError, UnknownCompanyError
from supportdir.store import building, compiling, freshness, index, places
from supportdir.store.directory import Directory
from supportdir.store.places import Layer, Signature

REPOSITORY = Path(__file__).parent.parent.parent
FICTIONAL = Path(__file__).parent.parent / "fictional" / "companies"

Answers = dict[str, object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The invented companies, two of which share words."""
    folder = Path(shutil.copytree(FICTIONAL, tmp_path / "companies"))
    text = (folder / "wideland-hotels.yaml").read_text()
    (folder / "wideland-inns.yaml").write_text(text.replace("Wideland Hotels", "Wideland Hotels & Inns"))
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def _open(folder: Path, cache: Path) -> Directory:
    return Directory((Layer(folder, "fictional", editable=True),), cache, 2026)


def _company(folder: Path, cache: Path, asked: str) -> object:
    try:
        return _open(folder, cache).company(asked)
    except (AmbiguousCompanyError, UnknownCompanyError) as error:
        return str(error)


def answers(folder: Path, cache: Path) -> Answers:
    """What the directory says to questions of every kind, each asked of one that has just been opened."""
    return {
        **{
            asked: _company(folder, cache, asked)
            for asked in ("acme", "акме", "acme.example", "hotels", "nigthowl", "x")
        },
        "list": list(_open(folder, cache)),
        "find": _open(folder, cache).find("wide"),
        "category": [(hit.slug, hit.because.text) for hit in _open(folder, cache).find("telecom")],
        "number": [owner.contact.id for owner in _open(folder, cache).owners(["+442079460958"])],
        "nobody": _open(folder, cache).owners(["+442079460999"]),
        "hours": [company.slug for company in _open(folder, cache).with_phone_hours("GB")[0]],
        "silent": _open(folder, cache).with_phone_hours("GB")[1],
        "closures": {on for on in _open(folder, cache).closures("GB-ENG", 2026) if on.year == 2026},
    }


def _file(cache: Path) -> Path:
    (path,) = cache.glob("*.sqlite")
    return path


def test_no_flipped_bit_makes_a_wrong_answer(folder: Path, cache: Path) -> None:
    right = answers(folder, cache)
    sound = _file(cache).read_bytes()
    dice = random.Random(20261121)
    for _ in range(200):
        place, bit = dice.randrange(len(sound)), dice.randrange(8)
        flipped = bytearray(sound)
        flipped[place] ^= 1 << bit
        _file(cache).write_bytes(flipped)
        assert answers(folder, cache) == right, f"bit {bit} of byte {place}"


@pytest.mark.parametrize("left", [0, 1, 99, 100, 512, 4095, 4096, 4097, 20000, -4097, -4096, -512, -1])
def test_no_truncated_index_makes_a_wrong_answer(folder: Path, cache: Path, left: int) -> None:
    right = answers(folder, cache)
    sound = _file(cache).read_bytes()
    _file(cache).write_bytes(sound[:left])
    assert answers(folder, cache) == right


def test_pages_that_were_swapped_or_blanked_make_no_wrong_answer(folder: Path, cache: Path) -> None:
    right = answers(folder, cache)
    sound = _file(cache).read_bytes()
    pages = [sound[at : at + 4096] for at in range(0, len(sound), 4096)]
    dice = random.Random(1)
    for _ in range(40):
        damaged = list(pages)
        one, other = dice.randrange(1, len(pages)), dice.randrange(1, len(pages))
        if dice.random() < 0.5:
            damaged[one], damaged[other] = pages[other], pages[one]
        else:
            damaged[one] = bytes(4096)
        _file(cache).write_bytes(b"".join(damaged))
        assert answers(folder, cache) == right, (one, other)


@pytest.mark.parametrize("version", ["0.0.9", "99"])
def test_an_index_of_another_version_is_made_anew(
    folder: Path, cache: Path, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(index, "__version__", version)
        _open(folder, cache)
    before = _file(cache).read_bytes()
    assert _open(folder, cache).company("acme").name == "Acme Broadband"
    assert _file(cache).read_bytes() != before


def test_several_builders_at_once_make_one_index(folder: Path, cache: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from supportdir.store.directory import Directory; "
        "from supportdir.store.places import Layer; "
        "directory = Directory((Layer(Path(sys.argv[1]), 'fictional', True),), Path(sys.argv[2]), 2026); "
        "print(directory.company('acme').name, len(list(directory)), directory.remarks)"
    )
    command = [sys.executable, "-c", program, str(folder), str(cache)]
    builders = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY) for _ in range(4)]
    said = {builder.communicate()[0] for builder in builders}
    assert said == {f"Acme Broadband {len(list(folder.iterdir()))} []\n"}
    assert sorted(path.suffix for path in cache.iterdir()) == [".lock", ".sqlite"]


def test_a_list_goes_on_while_another_process_takes_a_company_away(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = [company.slug for company in _open(folder, cache)]
    listing = iter(_open(folder, cache))
    (folder / "acme.yaml").unlink()
    assert len(list(_open(folder, cache))) == len(everybody) - 1
    monkeypatch.setattr(building, "_build", None)  # the other's index is as good as one made anew
    assert [company.slug for company in listing] == [slug for slug in everybody if slug != "acme"]


def test_a_kill_at_any_instant_leaves_a_right_answer() -> None:
    command = [sys.executable, "bench/kills.py", "--kills", "30"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_draft_of_a_killed_builder_goes(folder: Path, cache: Path) -> None:
    _open(folder, cache)
    draft = _file(cache).with_name(f"{_file(cache).name}.draft")
    draft.write_bytes(b"half")
    (folder / "zeta.yaml").write_text((folder / "acme.yaml").read_text())
    assert _company(folder, cache, "zeta")
    assert not draft.exists()


FULL = """
import resource, sys
from pathlib import Path
from supportdir.store.directory import Directory
from supportdir.store.places import Layer
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
directory = Directory((Layer(Path(sys.argv[1]), "fictional", True),), Path(sys.argv[2]), 2026)
print(directory.company("acme").name, len(list(directory)), len(directory.remarks))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of file sizes there")
@pytest.mark.parametrize("room", [0, 5000, 30000])
@pytest.mark.parametrize("what", ["whole", "change"])
def test_a_disk_that_fills_up(folder: Path, cache: Path, room: int, what: str) -> None:
    if what == "change":
        _open(folder, cache)
        (folder / "zeta.yaml").write_text((folder / "acme.yaml").read_text().replace("[AcmeNet, Акме]", "[Zeta]"))
    command = [sys.executable, "-c", FULL, str(folder), str(cache), str(room)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=REPOSITORY)
    assert (done.stdout, done.stderr) == (f"Acme Broadband {len(list(folder.iterdir()))} 1\n", "")
    assert _company(folder, cache, "acme")  # and with room again


def test_a_disk_that_cannot_be_written(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def refuse(path: Path, flags: int, *more: int) -> int:
        if flags & os.O_CREAT:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return opened(path, flags, *more)

    right = answers(folder, cache)
    shutil.rmtree(cache)
    monkeypatch.setattr(building.os, "open", refuse)
    assert answers(folder, cache) == right
    assert _open(folder, cache).remarks == [
        f"the index cannot be written to {cache} (Read-only file system), so every answer takes longer"
    ]


def _rewrite(file: Path, before: str, after: str) -> None:
    """Change a file so that neither its size nor the time of its change tells."""
    stat = file.stat()
    text = file.read_text()
    assert before in text
    assert len(before) == len(after)
    file.write_text(text.replace(before, after))
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def test_a_change_that_keeps_size_and_time_is_noticed(folder: Path, cache: Path) -> None:
    _open(folder, cache)
    _rewrite(folder / "acme.yaml", "Acme Broadband", "Acme Broadbent")
    assert _open(folder, cache).company("acme").name == "Acme Broadbent"


@pytest.mark.parametrize("years", [-60, -1, 1, 60])
def test_a_clock_that_jumps_hides_no_change(folder: Path, cache: Path, years: int) -> None:
    file = folder / "acme.yaml"
    _open(folder, cache)
    moment = file.stat().st_mtime + years * 365 * 86400
    os.utime(file, (moment, moment))
    _open(folder, cache)
    file.write_text(file.read_text().replace("Acme Broadband", "Acme Fibre"))
    os.utime(file, (moment, moment))
    assert _open(folder, cache).company("acme").name == "Acme Fibre"


def test_a_clock_that_stands_still_hides_no_change(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def timeless(stat: os.stat_result) -> Signature:
        return 10**18, stat.st_size, stat.st_ino

    for module in (places, freshness, index, building, compiling):
        monkeypatch.setattr(module, "signature_of", timeless)
    monkeypatch.setattr("supportdir.store.directory.signature_of", timeless)
    _open(folder, cache)
    _rewrite(folder / "acme.yaml", "Acme Broadband", "Acme Broadbent")
    assert _open(folder, cache).company("acme").name == "Acme Broadbent"
    (folder / "zeta.yaml").write_text((folder / "acme.yaml").read_text().replace("AcmeNet", "ZetaNet"))
    assert _open(folder, cache).company("zetanet").slug == "zeta"
    (folder / "zeta.yaml").unlink()
    assert _open(folder, cache).company("acme").name == "Acme Broadbent"
    assert len(list(_open(folder, cache))) == len(list(folder.iterdir()))
