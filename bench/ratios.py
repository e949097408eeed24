"""What the speed claims rest on, as one table of ratios.

    python bench/ratios.py [--companies 100000] [--runs 40] [--folder DIR]

Generated companies (bench/companies.py) take the place of the shipped dataset in a copy of the package, so that they
are a layer that nobody edits; what is said of changes is measured with them as a user's folder. Whole processes, two in
turn: the median of their ratios. DIR keeps the companies and copies for the next time. `open` is of 35,000 companies:
100,000 contacts.
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


Words = tuple[str, ...]
OWN = ("--from", "US", "--country", "all")
FORMS = ("plain", "json")
BASH = {"_SUPPORTDIR_COMPLETE": "complete_bash", "COMP_WORDS": "supportdir show be", "COMP_CWORD": "2"}


class Bench:
    """Runs commands on a package with so many companies of its own."""

    def __init__(self, home: Path, count: int) -> None:
        self.root = home / f"package-{count}"
        self.folder = self.root / "supportdir" / "data" / "companies"
        self.cache = home / f"cache-{count}"
        shutil.copytree(REPOSITORY / "supportdir", self.root / "supportdir", dirs_exist_ok=True)
        if not self.folder.is_dir():
            self.folder.parent.mkdir()
            for path in (REPOSITORY / "data").glob("*.*"):
                shutil.copy(path, self.folder.parent)
            # By another process: what a process grows to, its children begin with.
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
        """How long one run of a program takes; ValueError where it ends otherwise than expected.

        `peak` is then the most memory that it held, in MB, or that of this process, which it was a copy of.
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
        took = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(code)
        if process.returncode != status:
            raise ValueError(f"{words} ended with {process.returncode}")
        self.peak = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
        return took

    def slugs(self) -> list[str]:
        """Its companies, in order."""
        return sorted(name.removesuffix(".yaml") for name in os.listdir(self.folder))  # noqa: PTH208


class Table:
    """What was measured, a line each as soon as it is known; `above`, whether any is above its limit."""

    def __init__(self) -> None:
        self.above = False

    def ratio(self, what: str, pairs: Iterable[tuple[float, float]], limit: float | None = None) -> None:
        """A line of seconds against others, taken in turn: the median of the ratios, and the best time."""
        taken = list(pairs)
        ratio = median(one / other for one, other in taken)
        self._row(f"{ratio:8.2f} ×", f"{min(taken)[0] * 1000:7.0f} ms", what, ratio, limit)

    def memory(self, what: str, megabytes: float) -> None:
        """A line of memory."""
        self._row(f"{megabytes:6.0f} MB", "", what, megabytes, MEMORY)

    def _row(self, figure: str, more: str, what: str, value: float, limit: float | None) -> None:
        above = limit is not None and value > limit
        self.above |= above
        verdict = "" if limit is None else f"≤ {limit}{'  ABOVE' if above else ''}"
        print(f"{figure:>10} {more:>10}   {what:58} {verdict}".rstrip(), flush=True)


def main() -> int:
    """Print the table; 1 if something is above its limit."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--companies", type=int, default=100_000)
    options.add_argument("--runs", type=int, default=40)
    options.add_argument("--folder", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        return report(given.folder or Path(temporary), given.companies, given.runs)


def report(home: Path, count: int, runs: int) -> int:
    """Measure and print; 1 if something is above its limit."""
    table = Table()
    few, some, many = Bench(home, 100), Bench(home, 35_000), Bench(home, count)
    for bench in (few, some, many):
        shutil.rmtree(bench.cache, ignore_errors=True)
        bench.seconds(MAIN, "show", bench.slugs()[0], *OWN)
    built = many.peak
    slug = next(one for one in few.slugs() if "shortcuts" in (few.folder / f"{one}.yaml").read_text())
    print(f"{count} companies; the same with 100 of them is 1")
    looked_up(table, few, many, slug, runs)
    print("the first index; a bare CSafeLoader parse of the files is 1")
    table.ratio("first index of 10,000", first_built(Bench(home, 10_000), min(runs, 5)), 1.2)
    print("one file of a user's folder changed; a bare stat of all is 1")
    table.ratio(f"noticed, compiled and shown, of {count}", changed(home, many, runs), 2.2)
    print("who is open; a second is 1")
    opened = min(some.seconds(MAIN, "open", "--output", "plain", *OWN) for _ in range(3))
    table.ratio("open, over 100,000 contacts", [(opened, 1)], 3)
    print("the most memory")
    table.memory(f"the first index of {count}", built)
    for words in (("open", "--output", "json", *OWN), ("open", "--closed", "--unknown", "--output", "plain", *OWN)):
        many.seconds(MAIN, *words)
        table.memory(" ".join(words[:-4]), many.peak)
    for line in ("list --output json", "find b --output json", "data stats"):
        many.seconds(MAIN, *line.split())
        table.memory(line, many.peak)
    print("peers; ours is 1")
    show = "show", slug, "--output", "plain", *OWN
    table.ratio(
        "grep -rl over the same files; an exact look-up",
        [(_grep(slug, many.folder), many.seconds(MAIN, *show)) for _ in range(3)],
    )
    table.ratio(
        "opening-hours-py, the state of each line; open, the whole",
        [(some.seconds(HOURS, str(some.folder)), opened)],
    )
    return int(table.above)


def looked_up(table: Table, few: Bench, many: Bench, slug: str, runs: int) -> None:
    """A company by name and by number, what a shell offers, a misspelt name."""
    number = (few.folder / f"{slug}.yaml").read_text().split('number: "')[1].split('"')[0]
    lines: list[Words] = [(command, slug, "--output", form, *OWN) for command in ("show", "ivr") for form in FORMS]
    for words in (*lines, ("whose", number, "--output", "plain")):
        pairs = [(many.seconds(MAIN, *words), few.seconds(MAIN, *words)) for _ in range(runs)]
        table.ratio(f"{words[0]} … {words[3]}", pairs, 1.05)
    pairs = [(many.seconds(MAIN, variables=BASH), few.seconds(MAIN, variables=BASH)) for _ in range(runs)]
    table.ratio("the names a shell offers", pairs, 1.05)
    name = slug.replace("-", " ")
    misspelt = "show", name[:2] + name[3] + name[2] + name[4:], "--output", "plain", *OWN
    pairs = [(many.seconds(MAIN, *misspelt, status=1), many.seconds(MAIN, *lines[0])) for _ in range(runs)]
    table.ratio("show, misspelt; the exact name is 1", pairs, 2)


def first_built(bench: Bench, runs: int) -> Iterator[tuple[float, float]]:
    """The first index of companies, against a bare parse of their files."""
    slug = bench.slugs()[0]
    for _ in range(runs):
        shutil.rmtree(bench.cache, ignore_errors=True)
        yield (
            bench.seconds(MAIN, "show", slug, "--output", "plain", *OWN),
            bench.seconds(PARSE, str(bench.folder)),
        )


def changed(home: Path, bench: Bench, runs: int) -> Iterator[tuple[float, float]]:
    """One changed file of a user's folder, noticed and compiled, against a bare stat of all."""
    folder = home / "own"
    if not folder.is_dir():
        shutil.copytree(bench.folder, folder)
    empty = Bench(home, 1)
    slugs = bench.slugs()
    file = folder / f"{slugs[len(slugs) // 3]}.yaml"
    ask = "show", file.stem, "--output", "plain", "--data", str(folder), *OWN
    empty.seconds(MAIN, *ask)
    time.sleep(2.5)  # until what was just written counts as settled
    empty.seconds(MAIN, "find", "zzzzzzzz", "--data", str(folder), status=1)
    for run in range(runs):
        with file.open("a") as text:
            text.write(f"# {run}\n")
        yield empty.seconds(MAIN, *ask), empty.seconds(STAT, str(folder))


def _grep(slug: str, folder: Path) -> float:
    start = time.perf_counter()
    subprocess.run(["grep", "-rl", slug, str(folder)], capture_output=True, check=False)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
