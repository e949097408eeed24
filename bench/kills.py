"""Kill processes that build an index at random moments, and check that no wrong answer follows.

    python bench/kills.py [--kills 1000] [--seed 1]

A process changes a company, updates the index, and starts again; sometimes it deletes the index first. It is killed
with SIGKILL. After each kill, the directory is opened as a command does, and its answers are compared with the files:
the names of the companies one by one, the whole list, those with hours, and a name that does not exist. The exit status
is 1 at the first wrong answer.
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
    sources: [page]
"""
HOURS = "    hours: Mo-Fr 08:00-18:00; PH off\n"

BUILDER = """
import itertools, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import kills
folder, cache, seed = Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
print("ready", flush=True)
kills.build_forever(folder, cache, seed)
"""


def write(folder: Path, number: int, revision: int) -> None:
    """Write a company's file by a rename, as an editor does. The revision is part of the company's name.

    Its line has hours if the revision is even.
    """
    slug = f"firm-{number}"
    text = COMPANY.format(name=f"Firm {number} revision {revision}", slug=slug, number=number)
    text += "" if revision % 2 else HOURS
    draft = folder / f"{slug}.new"
    draft.write_text(text, encoding="utf-8")
    draft.replace(folder / f"{slug}.yaml")


def build_forever(folder: Path, cache: Path, seed: int) -> None:
    """Change a company and update the index, again and again."""
    dice = random.Random(seed)
    while True:
        write(folder, dice.randrange(COMPANIES), dice.randrange(10**6))
        if dice.random() < 0.2:
            for file in cache.glob("*.sqlite"):
                file.unlink(missing_ok=True)
        list(opened(folder, cache))


def opened(folder: Path, cache: Path) -> Directory:
    """Open the directory as a command does."""
    return Directory((Layer(folder, "companies", editable=True),), cache, 2026)


def wrong_answers(folder: Path, cache: Path) -> list[str]:
    """Return the differences between the directory's answers and the files."""
    wrong = []
    texts = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.yaml")}
    names = {slug: text.split("\n")[0][6:] for slug, text in texts.items()}
    for slug, name in sorted(names.items()):
        if (answer := opened(folder, cache).company(slug).name) != name:
            wrong.append(f"{slug} is {name}, not {answer}")
    if {company.slug: company.name for company in opened(folder, cache)} != names:
        wrong.append("the list differs from the files")
    companies, without = opened(folder, cache).with_phone_hours("GB")
    with_hours = sorted(slug for slug, text in texts.items() if HOURS in text)
    if [company.slug for company in companies] != with_hours or without != len(texts) - len(with_hours):
        wrong.append("the companies with hours differ from the files")
    with suppress(UnknownCompanyError):
        wrong.append(f"a name that does not exist gave {opened(folder, cache).company('revision 1000000').slug}")
    return wrong


def main() -> int:
    """Kill processes and compare; return 1 if an answer was wrong."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    dice = random.Random(given.seed)
    interrupted = 0
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
            interrupted += any(path.suffix not in (".sqlite", ".lock") for path in cache.glob("*"))
            if wrong := wrong_answers(folder, cache):
                print(f"after {count + 1} kills: {'; '.join(wrong)}")
                return 1
    print(f"{given.kills} kills, {interrupted} of them while the index was being written, no wrong answer")
    return 0


if __name__ == "__main__":
    sys.exit(main())
