"""Writing files: completely, or not at all."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Run

from supportdir.cli.files import save
from supportdir.errors import DataError

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits, modes and devices")


@posix
@pytest.mark.parametrize(
    "words",
    [
        "data new Zeta -o {}/zeta.yaml",
        "data new Zeta -o {}/zeta.yaml --force",
        "data new Zeta --data {}",
        "ivr suunto --country AU --qr {}/x.png",
        "ivr suunto --country AU --qr {}/x.svg --force",
        "ivr microsoft --country US --tones {}/x.wav",
    ],
)
def test_a_failed_write_leaves_no_file(words: str, tmp_path: Path) -> None:
    script = f"ulimit -f 0; {sys.executable} -m supportdir {words.format(tmp_path)}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(f"error: {tmp_path}/")
    assert done.stderr.splitlines()[0].endswith(" cannot be written: File too large")
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_failed_write_keeps_the_old_file(tmp_path: Path) -> None:
    patch = tmp_path / "suunto.yaml"
    patch.write_text("patches: suunto\nname: Mine\n", encoding="utf-8")
    script = f"ulimit -f 0; {sys.executable} -m supportdir data patch suunto --force --data {tmp_path}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert patch.read_text(encoding="utf-8") == "patches: suunto\nname: Mine\n"
    assert list(tmp_path.iterdir()) == [patch]


@posix
@pytest.mark.parametrize(("is_private", "old", "mode"), [(False, 0o640, 0o640), (True, 0o644, 0o600), (True, 0, 0o600)])
def test_the_mode_of_a_file(tmp_path: Path, is_private: bool, old: int, mode: int) -> None:
    path = tmp_path / "x"
    if old:
        path.touch(mode=old)
        path.chmod(old)
    save(path, b"two", force=True, private=is_private)
    assert path.stat().st_mode & 0o777 == mode


def test_a_file_is_not_overwritten_without_force(tmp_path: Path) -> None:
    path = tmp_path / "x"
    save(path, b"one", force=False)
    with pytest.raises(DataError, match=r"x already exists; choose another name, or use --force to overwrite it$"):
        save(path, b"two", force=False)
    assert path.read_bytes() == b"one"
    save(path, b"two", force=True)
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_created_meanwhile_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"one")
    monkeypatch.setattr(Path, "exists", lambda path: False)
    for _ in range(2):
        with pytest.raises(DataError, match="already exists"):
            save(path, b"two", force=False)
        monkeypatch.setattr(Path, "hardlink_to", _refuse)
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]


def _refuse(*_: object) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def test_a_file_system_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "hardlink_to", _refuse)
    path = tmp_path / "x"
    save(path, b"one", force=False)
    assert path.read_bytes() == b"one"
    monkeypatch.setattr(Path, "replace", _refuse)
    with pytest.raises(DataError, match="y cannot be written: Operation not permitted"):
        save(tmp_path / "y", b"one", force=False)
    assert list(tmp_path.iterdir()) == [path]


@posix
def test_a_new_file_has_the_default_mode_and_an_old_one_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "x"
    before = os.umask(0o027)
    try:
        save(path, b"one", force=False)
        assert path.stat().st_mode & 0o777 == 0o640
        path.chmod(0o604)
        save(path, b"two", force=True)
        assert path.stat().st_mode & 0o777 == 0o604
    finally:
        os.umask(before)


@posix
def test_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"one")
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write everything
    with pytest.raises(DataError, match="x cannot be written: Permission denied"):
        save(path, b"two", force=True)
    assert path.read_bytes() == b"one"


@posix
@pytest.mark.parametrize("target", ["there", "not there"])
def test_a_symbolic_link_is_kept(tmp_path: Path, target: str) -> None:
    link, file = tmp_path / "link", tmp_path / "file"
    link.symlink_to(file)
    if target == "there":
        file.write_bytes(b"one")
    with pytest.raises(DataError, match="already exists"):
        save(link, b"two", force=False)
    save(link, b"two", force=True)
    assert link.is_symlink()
    assert file.read_bytes() == b"two"


@posix
def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    save(fifo, b"one", force=True)
    assert os.read(reader, 10) == b"one"
    os.close(reader)
    assert fifo.is_fifo()


def test_a_name_of_the_maximum_length(tmp_path: Path) -> None:
    save(tmp_path / ("x" * 255), b"one", force=False)
    with pytest.raises(DataError, match="cannot be written: File name too long"):
        save(tmp_path / ("x" * 256), b"one", force=False)


@posix
def test_a_pipe_in_place_of_a_patch_does_not_block(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "acme.yaml")
    answer = run("data", "patch", "acme", "--data", str(tmp_path))
    assert (answer.status, answer.stdout) == (3, "")
    assert answer.stderr == f"error: {tmp_path}/acme.yaml already exists; edit that file\n"
