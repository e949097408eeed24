"""What the speed claims rest on, as one table of ratios.

    python bench/ratios.py [--companies 100000] [--runs 7] [--folder DIR]

Generated companies (bench/companies.py) take the place of the shipped dataset in a copy of the package, so that they
are a layer that nobody edits; what is said of changes is measured with them as a user's folder. Whole processes, best
of the runs. DIR keeps the companies and copies for the next time. `open` is of 35,000 companies: 100,000 contacts.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import companies

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


class Bench:
    """Runs commands on a package with so many companies of its own."""

    def __init__(self, home: Path, count: int) -> None:
        self.root = home / f"package-{count}"
        self.folder = self.root / "supportdir" / "data" / "companies"
        self.cache = home / f"cache-{count}"
        if not self.folder.is_dir():
            shutil.copytree(REPOSITORY / "supportdir", self.root / "supportdir", dirs_exist_ok=True)
            lists = REPOSITORY / "data"
            self.folder.parent.mkdir()
            for path in lists.glob("*.*"):
                shutil.copy(path, self.folder.parent)
            companies.write(self.folder, count)
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(self.root),
            "SUPPORTDIR_CACHE_DIR": str(self.cache),
            "SUPPORTDIR_CONFIG_DIR": str(home / "config"),
            "TZ": "America/New_York",
        }

    def seconds(self, program: str, *words: str, status: int = 0) -> float:
        """How long one run of a program takes; ValueError where it ends otherwise than expected."""
        start = time.perf_counter()
        command = [sys.executable, "-c", program, *words]
        done = subprocess.run(command, env=self.environment, cwd=self.root, capture_output=True, check=False)
        took = time.perf_counter() - start
        if done.returncode != status:
            raise ValueError(f"{words} ended with {done.returncode}: {done.stderr.decode()[-500:]}")
        return took

    def best(self, runs: int, program: str, *words: str, status: int = 0) -> float:
        """The best of some runs."""
        return min(self.seconds(program, *words, status=status) for _ in range(runs))


def row(what: str, took: float, base: float, limit: float | None) -> bool:
    """Print a line of the table; whether it is above its limit."""
    above = limit is not None and took / base > limit
    verdict = "" if limit is None else f"≤ {limit}{'  ABOVE' if above else ''}"
    print(f"{took / base:7.2f} ×  {took * 1000:9.1f} ms   {what:64} {verdict}", flush=True)
    return above


def main() -> int:
    """Print the table; 1 if something is above its limit."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--companies", type=int, default=100_000)
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--folder", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        return report(given.folder or Path(temporary), given.companies, given.runs)


def report(home: Path, count: int, runs: int) -> int:
    """Measure and print; 1 if something is above its limit."""
    few, many = Bench(home, 100), Bench(home, count)
    above = False
    for bench in (few, many):
        bench.seconds(MAIN, "list", "--output", "plain")
    slugs = {bench: sorted(path.stem for path in bench.folder.iterdir()) for bench in (few, many)}
    slug = next(
        one for one in slugs[few] if one in slugs[many] and "shortcuts" in (few.folder / f"{one}.yaml").read_text()
    )
    number = (few.folder / f"{slug}.yaml").read_text().split('number: "')[1].split('"')[0]
    name = slug.replace("-", " ")
    misspelt = name[:2] + name[3] + name[2] + name[4:]
    own = "--from", "US", "--country", "all"
    exact = many.best(runs, MAIN, "show", slug, "--output", "plain", *own)
    print(f"{count} companies; what 100 of them take is 1")
    for words in (
        ("show", slug, "--output", "plain", *own),
        ("show", slug, "--output", "json", *own),
        ("ivr", slug, "--output", "plain", *own),
        ("ivr", slug, "--output", "json", *own),
        ("whose", number, "--output", "plain"),
    ):
        few_took, many_took = few.best(runs, MAIN, *words), many.best(runs, MAIN, *words)
        above |= row(" ".join(words[:1] + words[2:4]), many_took, few_took, 1.05)
    above |= row("show, misspelt; exact is 1", many.best(runs, MAIN, "show", misspelt, status=1), exact, 2)
    print("a bare stat, parse, or second is 1")
    some = Bench(home, 35_000)
    some.seconds(MAIN, "list", "--output", "plain")
    opened = some.best(3, MAIN, "open", "--output", "plain", *own)
    above |= row("open, over 100,000 contacts; a second is 1", opened, 1, 3)
    above |= built(home, runs)
    above |= changed(home, many, runs)
    print("peers")
    grep = min(_timed(["grep", "-rl", f"{slug}", str(many.folder)]) for _ in range(3))
    row("grep -r over the same files; an exact look-up is 1", grep, exact, None)
    peer = some.seconds(HOURS, str(some.folder))
    row("opening-hours-py, the state of each line; open, the whole, is 1", peer, opened, None)
    return int(above)


def built(home: Path, runs: int) -> bool:
    """The first index of 10,000 companies, against a bare parse of their files."""
    bench = Bench(home, 10_000)
    took, base = float("inf"), float("inf")
    for _ in range(min(runs, 3)):
        shutil.rmtree(bench.cache, ignore_errors=True)
        took = min(took, bench.seconds(MAIN, "show", "nobody-at-all-of-that-name", status=1))
        base = min(base, bench.seconds(PARSE, str(bench.folder)))
    return row("first index of 10,000; CSafeLoader is 1", took, base, 1.2)


def changed(home: Path, bench: Bench, runs: int) -> bool:
    """One changed file of a user's folder, noticed and compiled, against a bare stat of all."""
    folder = home / "own"
    if not folder.is_dir():
        shutil.copytree(bench.folder, folder)
    empty = Bench(home, 1)
    file = folder / f"{random.Random(1).choice(sorted(path.stem for path in folder.iterdir()))}.yaml"
    ask = "show", file.stem, "--output", "plain", "--data", str(folder), "--from", "US", "--country", "all"
    empty.seconds(MAIN, *ask)
    time.sleep(2.5)  # until what was just written counts as settled
    empty.seconds(MAIN, "find", "zzzzzzzz", "--data", str(folder), status=1)
    took, base = float("inf"), float("inf")
    for run in range(runs):
        with file.open("a") as text:
            text.write(f"# {run}\n")
        took = min(took, empty.seconds(MAIN, *ask))
        base = min(base, empty.seconds(STAT, str(folder)))
    return row("one file changed; a bare stat of all is 1", took, base, 2.2)


def _timed(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
