"""Kill builders at random instants, and look whether what they leave behind ever makes a wrong answer.

    python bench/kills.py [--kills 1000] [--seed 1]

A builder changes a company, builds, and begins again; now and then it begins with no index at all. It is killed with
SIGKILL. After each kill the directory is opened as a command would, and what it says is compared with the files: the
companies' names one by one, the whole list, a name that is gone. Status 1 at the first wrong answer.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from supportdir.directory import Directory
from supportdir.errors import UnknownCompanyError
from supportdir.paths import Layer

COMPANIES = 40
COMPANY = """name: {name}
categories: [telecom]
serves: [GB]
timezone: Europe/London
sources:
  page: {{kind: official, url: "https://www.{slug}.example/contact", date: "2026-04-18"}}
phones:
  - id: care
    label: Care
    number: "+44 20 7946 {number:04}"
    hours: Mo-Fr 08:00-18:00; PH off
    sources: [page]
"""

BUILDER = """
import itertools, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import kills
folder, cache, seed = Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
print("ready", flush=True)
kills.build_for_ever(folder, cache, seed)
"""


def write(folder: Path, number: int, edition: int) -> None:
    """Write a company's file; the edition is in its name. In one move, as an editor does."""
    slug = f"firm-{number}"
    text = COMPANY.format(name=f"Firm {number} edition {edition}", slug=slug, number=number)
    draft = folder / f"{slug}.new"
    draft.write_text(text, encoding="utf-8")
    draft.replace(folder / f"{slug}.yaml")


def build_for_ever(folder: Path, cache: Path, seed: int) -> None:
    """Change something, build; until killed."""
    dice = random.Random(seed)
    while True:
        write(folder, dice.randrange(COMPANIES), dice.randrange(10**6))
        if dice.random() < 0.2:
            for file in cache.glob("*.sqlite"):
                file.unlink(missing_ok=True)
        list(opened(folder, cache))


def opened(folder: Path, cache: Path) -> Directory:
    """The directory as a command opens it."""
    return Directory((Layer(folder, "companies", editable=True),), cache, 2026)


def faults(folder: Path, cache: Path) -> list[str]:
    """What the directory says that is not in the files."""
    wrong = []
    names = {path.stem: path.read_text(encoding="utf-8").split("\n")[0][6:] for path in folder.glob("*.yaml")}
    for slug, name in sorted(names.items()):
        if (said := opened(folder, cache).company(slug).name) != name:
            wrong.append(f"{slug} is {name}, not {said}")
    if {company.slug: company.name for company in opened(folder, cache)} != names:
        wrong.append("the list is not that of the files")
    with suppress(UnknownCompanyError):
        wrong.append(f"a name of nobody found {opened(folder, cache).company('edition 1000000').slug}")
    return wrong


def main() -> int:
    """Kill, look, kill again; 1 if an answer was wrong."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    dice = random.Random(given.seed)
    left_behind = 0
    with tempfile.TemporaryDirectory() as home:
        folder, cache = Path(home) / "companies", Path(home) / "cache"
        folder.mkdir()
        for number in range(COMPANIES):
            write(folder, number, 0)
        for count in range(given.kills):
            command = [sys.executable, "-c", BUILDER, str(Path(__file__).parent), folder, cache, str(dice.random())[2:]]
            builder = subprocess.Popen(command, stdout=subprocess.PIPE)
            assert builder.stdout is not None
            builder.stdout.readline()
            time.sleep(dice.uniform(0, 0.3))
            builder.kill()
            builder.wait()
            left_behind += any(path.suffix not in (".sqlite", ".lock") for path in cache.glob("*"))
            if wrong := faults(folder, cache):
                print(f"after {count + 1} kills: {'; '.join(wrong)}")
                return 1
    print(f"{given.kills} kills, {left_behind} of them in the middle of writing, no wrong answer")
    return 0


if __name__ == "__main__":
    sys.exit(main())
