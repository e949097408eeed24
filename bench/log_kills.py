"""Kill writers of the log at random moments, and check that it keeps every entry that was acknowledged.

    python bench/log_kills.py [--kills 1000] [--writers 4] [--seed 1] [--folder FOLDER]

Each writer adds entries, changes some, and repeats some requests as if the answer was lost; it prints a line after each
answer. At random moments one writer is killed with SIGKILL and started again. After every 25 kills, and at the end, all
writers are killed and the log is read: each acknowledged entry must be there once, with its change if that was
acknowledged, and `PRAGMA integrity_check` must report ok. Status 1 at the first error.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from supportdir.journal.database import Journal
from supportdir.journal.entry import Entry

AT = datetime(2026, 4, 17, 9, 0, tzinfo=UTC)
BATCH = 25  # kills between two checks

WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import log_kills
log_kills.write_for_ever(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
"""


def write_for_ever(path: Path, name: str, seed: int) -> None:
    """Add and change entries until killed; print "added KEY" or "changed KEY" after each answer."""
    dice = random.Random(seed)
    print("ready", flush=True)
    for number in range(10**9):
        key = f"{name}-{number}"
        request = Entry(company="acme", at=AT, said=key, comment="x" * dice.randrange(3000), key=key)
        with Journal(path, wait=60) as journal:
            entry = journal.add(request)
            print("added", key, flush=True)
            if dice.random() < 0.2:
                journal.add(request)
            if dice.random() < 0.5:
                journal.update(entry.id, agent=key, status="closed", closed_at=AT)
                print("changed", key, flush=True)


class Writer:
    """A process that writes, and the file with the answers that it got."""

    def __init__(self, path: Path, answers: Path, name: str, seed: int) -> None:
        self.answers: IO[bytes] = answers.open("wb")
        command = [sys.executable, "-c", WRITER, str(Path(__file__).parent), str(path), name, str(seed)]
        self.process = subprocess.Popen(command, stdout=self.answers, stderr=subprocess.PIPE)
        while not answers.stat().st_size and self.process.poll() is None:
            time.sleep(0.002)

    def kill(self) -> None:
        """Kill the process with SIGKILL; raises RuntimeError if it had ended by itself."""
        ended = self.process.poll() is not None
        self.process.kill()
        _, errors = self.process.communicate()
        self.answers.close()
        if ended:
            raise RuntimeError(f"a writer ended by itself: {errors.decode().strip().splitlines()[-1:]}")


def acknowledged(folder: Path) -> tuple[set[str], set[str]]:
    """Return the keys of the entries whose adding and whose change was acknowledged."""
    added, changed = set(), set()
    for file in folder.glob("*.txt"):
        for line in file.read_text().splitlines(keepends=True):
            word, _, key = line.rstrip("\n").partition(" ")
            if line.endswith("\n") and word != "ready":
                (added if word == "added" else changed).add(key)
    return added, changed


def problems(path: Path, added: set[str], changed: set[str]) -> list[str]:
    """Return what is wrong with the log."""
    with Journal(path) as journal:
        entries = journal.entries()
    times = Counter(entry.said for entry in entries)
    found = [f"{key} is lost" for key in added - times.keys()]
    found += [f"{key} is there {count} times" for key, count in times.items() if count > 1]
    by_key = {entry.key: entry for entry in entries}
    found += [f"the change of {key} is lost" for key in changed if key in by_key and by_key[key].agent != key]
    # A write that was not acknowledged may be there, but then as a whole.
    found += [f"{key} is half changed" for key, entry in by_key.items() if entry.is_closed != (entry.agent == key)]
    with closing(sqlite3.connect(path)) as connection:
        check = connection.execute("PRAGMA integrity_check").fetchall()
    return found + ([] if check == [("ok",)] else [f"integrity_check: {check}"])


def main() -> int:
    """Kill, check, kill again; 1 if the log lost something."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=1000)
    options.add_argument("--writers", type=int, default=4)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--folder", help="where the log is written (default: the folder for temporary files)")
    given = options.parse_args()
    dice = random.Random(given.seed)
    interrupted = started = 0
    with tempfile.TemporaryDirectory(dir=given.folder) as home:
        path, answers = Path(home) / "log.sqlite", Path(home) / "answers"
        answers.mkdir()

        def start() -> Writer:
            nonlocal started
            started += 1
            return Writer(path, answers / f"{started}.txt", f"w{started}", dice.randrange(10**9))

        writers = [start() for _ in range(given.writers)]
        for count in range(1, given.kills + 1):
            time.sleep(dice.uniform(0, 0.05))
            place = dice.randrange(len(writers))
            writers[place].kill()
            interrupted += path.with_name("log.sqlite-journal").exists()
            is_last = count == given.kills
            if count % BATCH == 0 or is_last:
                for other in (writer for writer in writers if writer is not writers[place]):
                    other.kill()
                if found := problems(path, *acknowledged(answers)):
                    print(f"after {count} kills: {'; '.join(found[:5])}")
                    return 1
                writers = [] if is_last else [start() for _ in writers]
            else:
                writers[place] = start()
        added, changed = acknowledged(answers)
        with Journal(path) as journal:
            stored = len(journal.entries())
    print(
        f"{given.kills} kills, {interrupted} of them during a transaction of any writer: {len(added)} acknowledged "
        f"entries and {len(changed)} changes all there, none twice, of {stored} stored; integrity_check ok"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
