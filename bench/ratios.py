"""Measure the speed of the program as a table of ratios.

    python bench/ratios.py [--companies 100000] [--runs 40] [--folder DIR]

Each measurement uses a copy of the package in which generated companies (bench/companies.py) replace the shipped
dataset, as a layer that is not editable; changes are measured with the same companies as a user's folder. Two kinds of
processes run in turn, and the median of their ratios is printed. The companies and copies are kept in DIR for the next
run. `open` is measured with 35,000 companies, which have 100,000 contacts.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import companies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MEMORY = 300  # MB
REPOSITORY = Path(__file__).parent.parent
MAIN = "import sys; from supportdir.__main__ import main; main()"
STAT = "import os, sys\nfor entry in os.scandir(sys.argv[1]): os.stat(entry.path)"
PARSE = """
import sys, yaml
from pathlib import Path
for path in Path(sys.argv[1]).iterdir():
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""
HOURS = """
import sys, datetime
from pathlib import Path
from opening_hours import OpeningHours
at = datetime.datetime(2026, 11, 20, 12)
for path in Path(sys.argv[1]).iterdir():
    for line in path.read_text().splitlines():
        if line.startswith("    hours: "):
            OpeningHours(line[11:]).state(at)
"""


OWN = ("--from", "US", "--country", "all")
BASH = {"_SUPPORTDIR_COMPLETE": "complete_bash", "COMP_WORDS": "supportdir show be", "COMP_CWORD": "2"}


class Bench:
    """A copy of the package with `count` generated companies, and an environment to run it in."""

    def __init__(self, home: Path, count: int) -> None:
        self.root = home / f"package-{count}"
        self.folder = self.root / "supportdir" / "data" / "companies"
        self.cache = home / f"cache-{count}"
        shutil.copytree(REPOSITORY / "supportdir", self.root / "supportdir", dirs_exist_ok=True)
        if not self.folder.is_dir():
            self.folder.parent.mkdir()
            for path in (REPOSITORY / "data").glob("*.*"):
                shutil.copy(path, self.folder.parent)
            # In another process: the peak memory of a child process starts with the memory of its parent.
            subprocess.run([sys.executable, companies.__file__, str(self.folder), str(count)], check=True)
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "PYTHONPATH": str(self.root),
            "SUPPORTDIR_CACHE_DIR": str(self.cache),
            "SUPPORTDIR_CONFIG_DIR": str(home / "config"),
            "TZ": "America/New_York",
        }
        self.peak = 0.0

    def seconds(self, program: str, *words: str, status: int = 0, variables: dict[str, str] | None = None) -> float:
        """Run a program and return the time in seconds. Raises ValueError if it does not end with `status`.

        `peak` is then the maximum of its memory and that of this process, in MB.
        """
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-c", program, *words],
            env={**self.environment, **(variables or {})},
            cwd=self.root,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, code, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(code)
        if process.returncode != status:
            raise ValueError(f"{words} ended with {process.returncode}")
        self.peak = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
        return seconds

    def slugs(self) -> list[str]:
        """Return the slugs of the companies, sorted."""
        return sorted(name.removesuffix(".yaml") for name in os.listdir(self.folder))  # noqa: PTH208


class Table:
    """Prints a line for each measurement. `above`: whether a measurement was above its limit."""

    def __init__(self) -> None:
        self.above = False

    def ratio(self, what: str, pairs: Iterable[tuple[float, float]], limit: float | None = None) -> None:
        """Print the median ratio of pairs of times (seconds), and the best time."""
        times = list(pairs)
        ratio = median(time / reference for time, reference in times)
        self._row(f"{ratio:8.2f} ×", f"{min(times)[0] * 1000:7.0f} ms", what, ratio, limit)

    def memory(self, what: str, megabytes: float) -> None:
        """Print a peak of memory (MB)."""
        self._row(f"{megabytes:6.0f} MB", "", what, megabytes, MEMORY)

    def _row(self, figure: str, seconds: str, what: str, value: float, limit: float | None) -> None:
        above = limit is not None and value > limit
        self.above |= above
        verdict = "" if limit is None else f"≤ {limit}{'  ABOVE' if above else ''}"
        print(f"{figure:>10} {seconds:>10}   {what:58} {verdict}".rstrip(), flush=True)


def main() -> int:
    """Print the table. Return 1 if a measurement is above its limit."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--companies", type=int, default=100_000)
    options.add_argument("--runs", type=int, default=40)
    options.add_argument("--folder", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        return report(given.folder or Path(temporary), given.companies, given.runs)


def report(home: Path, count: int, runs: int) -> int:
    """Measure and print. Return 1 if a measurement is above its limit."""
    table = Table()
    few, some, many = Bench(home, 100), Bench(home, 35_000), Bench(home, count)
    for bench in (few, some, many):
        shutil.rmtree(bench.cache, ignore_errors=True)
        bench.seconds(MAIN, "show", bench.slugs()[0], *OWN)
    peak_of_build = many.peak
    slug = next(slug for slug in few.slugs() if "shortcuts" in (few.folder / f"{slug}.yaml").read_text())
    print(f"{count} companies; the same with 100 companies is 1")
    measure_lookups(table, few, many, slug, runs)
    print("the first index; a bare CSafeLoader parse of the files is 1")
    table.ratio("first index of 10,000", first_built(Bench(home, 10_000), min(runs, 15)), 1.25)
    print("one changed file in a user's folder; a bare stat of all files is 1")
    table.ratio(f"detected, compiled and shown, of {count}", changed(home, many, runs), 2.2)
    print("open; 1 second is 1")
    opened = min(some.seconds(MAIN, "open", "--output", "plain", *OWN) for _ in range(3))
    table.ratio("open, over 100,000 contacts", [(opened, 1)], 3)
    print("peak memory")
    table.memory(f"the first index of {count}", peak_of_build)
    for words in (("open", "--output", "json", *OWN), ("open", "--closed", "--unknown", "--output", "plain", *OWN)):
        many.seconds(MAIN, *words)
        table.memory(" ".join(words[:-4]), many.peak)
    for line in ("list --output json", "find b --output json", "data stats"):
        many.seconds(MAIN, *line.split())
        table.memory(line, many.peak)
    print("other programs; ours is 1")
    show = "show", slug, "--output", "plain", *OWN
    table.ratio(
        "grep -rl over the same files; a look-up by the exact name",
        [(_grep(slug, many.folder), many.seconds(MAIN, *show)) for _ in range(3)],
    )
    table.ratio(
        "opening-hours-py: the state of each line; our open: the whole",
        [(some.seconds(HOURS, str(some.folder)), opened)],
    )
    return int(table.above)


def measure_lookups(table: Table, few: Bench, many: Bench, slug: str, runs: int) -> None:
    """Measure look-ups by name and by number, shell completion, and a misspelt name."""
    number = (few.folder / f"{slug}.yaml").read_text().split('number: "')[1].split('"')[0]
    lines = [(command, slug, "--output", form, *OWN) for command in ("show", "ivr") for form in ("plain", "json")]
    for words in (*lines, ("whose", number, "--output", "plain")):
        pairs = [(many.seconds(MAIN, *words), few.seconds(MAIN, *words)) for _ in range(runs)]
        table.ratio(f"{words[0]} … {words[3]}", pairs, 1.05)
    pairs = [(many.seconds(MAIN, variables=BASH), few.seconds(MAIN, variables=BASH)) for _ in range(runs)]
    table.ratio("shell completion of a name", pairs, 1.05)
    name = slug.replace("-", " ")
    misspelt = "show", name[:2] + name[3] + name[2] + name[4:], "--output", "plain", *OWN
    pairs = [(many.seconds(MAIN, *misspelt, status=1), many.seconds(MAIN, *lines[0])) for _ in range(runs)]
    table.ratio("show, misspelt; the exact name is 1", pairs, 2)


def first_built(bench: Bench, runs: int) -> Iterator[tuple[float, float]]:
    """Yield the times of building the first index and of a bare parse of the same files (seconds)."""
    slug = bench.slugs()[0]
    for _ in range(runs):
        shutil.rmtree(bench.cache, ignore_errors=True)
        yield (
            bench.seconds(MAIN, "show", slug, "--output", "plain", *OWN),
            bench.seconds(PARSE, str(bench.folder)),
        )


def changed(home: Path, bench: Bench, runs: int) -> Iterator[tuple[float, float]]:
    """Yield the times of a look-up after one file changed in a user's folder, and of a bare stat of all files."""
    folder = home / "own"
    if not folder.is_dir():
        shutil.copytree(bench.folder, folder)
    empty = Bench(home, 1)
    slugs = bench.slugs()
    file = folder / f"{slugs[len(slugs) // 3]}.yaml"
    show = "show", file.stem, "--output", "plain", "--data", str(folder), *OWN
    empty.seconds(MAIN, *show)
    time.sleep(2.5)  # until the new files are stable
    empty.seconds(MAIN, "find", "zzzzzzzz", "--data", str(folder), status=1)
    for run in range(runs):
        with file.open("a") as text:
            text.write(f"# {run}\n")
        yield empty.seconds(MAIN, *show), empty.seconds(STAT, str(folder))


def _grep(slug: str, folder: Path) -> float:
    start = time.perf_counter()
    subprocess.run(["grep", "-rl", slug, str(folder)], capture_output=True, check=False)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
