"""How long an answer takes, against the least that a Typer program can take.

    python bench/start.py [--runs 25] [--log 100000]

Each command is run as a whole process with the interpreter that runs this file, in turn with the floors, and the best
of the runs counts: what disturbs a run only ever makes it longer. A command that ends with another status than the
expected one is a failure, not a fast answer. Floors: a bare two-command Typer program; the same with one rich table.
Ratios above the limits of the design end in status 1. With --log, the user has a log of that many entries.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from supportdir.journal.database import Journal
from supportdir.journal.entry import Entry

BARE = """
import typer
app = typer.Typer()
@app.command()
def first(name: str) -> None:
    print(name)
@app.command()
def second(name: str) -> None:
    print(name)
app()
"""
TABLE = BARE.replace(
    "    print(name)\n@app",
    """    from rich.console import Console
    from rich.table import Table
    table = Table()
    table.add_column("name")
    table.add_row(name)
    Console().print(table)
@app""",
)

# command, expected status, floor, aim, limit
COMMANDS = [
    ("show suunto --country AU --output plain", 0, "bare", 1.3, 1.4),
    ("show suunto --country AU --output json", 0, "bare", 1.3, 1.4),
    ("ivr microsoft --output plain", 0, "bare", 1.3, 1.4),
    ("ivr microsoft --output json", 0, "bare", 1.3, 1.4),
    ("open travelline --country RU --output plain", 0, "bare", 1.3, 1.4),
    ("open travelline --country RU --output json", 0, "bare", 1.3, 1.4),
    ("show suunto --country AU --output table", 0, "table", 1.3, 1.4),
    ("ivr microsoft --output table", 0, "table", 1.3, 1.4),
    ("open --output plain", 0, "bare", 1.6, 1.6),
    ("find bank --output plain", 0, "bare", 1.6, 1.6),
]


def main() -> int:
    """Print the ratios; 1 if one is above its limit or a command failed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=25, help="of each command (default: 25)")
    options.add_argument("--log", type=int, default=0, metavar="N", help="entries of the user's log (default: none)")
    given = options.parse_args()
    runs = given.runs
    with tempfile.TemporaryDirectory() as folder:
        floors = {name: Path(folder) / f"{name}.py" for name in ("bare", "table")}
        floors["bare"].write_text(BARE, encoding="utf-8")
        floors["table"].write_text(TABLE, encoding="utf-8")
        environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "SUPPORTDIR_CACHE_DIR": f"{folder}/cache",
            "SUPPORTDIR_CONFIG_DIR": f"{folder}/config",
            "SUPPORTDIR_LOG_DIR": f"{folder}/log",
            "TZ": "America/New_York",
        }
        if given.log:
            write_log(Path(folder) / "log" / "log.sqlite", given.log)
        programs: dict[str, tuple[list[str], int]] = {
            name: ([sys.executable, str(path), "first", "x"], 0) for name, path in floors.items()
        }
        for command, status, *_ in COMMANDS:
            programs[command] = (
                [sys.executable, "-c", "from supportdir.__main__ import main; main()", *command.split()],
                status,
            )
        best = dict.fromkeys(programs, float("inf"))
        failed = set()
        for _ in range(runs + 1):  # one more, as the first builds the index and the byte code
            for name, (arguments, status) in programs.items():
                start = time.perf_counter()
                done = subprocess.run(arguments, env=environment, capture_output=True, check=False)
                best[name] = min(best[name], time.perf_counter() - start)
                if done.returncode != status:
                    failed.add(name)
    return report(best, failed)


def write_log(path: Path, count: int) -> None:
    """Write a log with so many entries of 500 companies, a tenth of them with an open promise."""
    companies = ("suunto", "microsoft", "travelline", *(f"company-{number}" for number in range(497)))
    with Journal(path) as journal:
        for company in companies:
            entry = Entry(
                company=company, at=datetime(2026, 11, 3, 10, tzinfo=UTC), case="4711", agent="Ann", status="closed"
            )
            journal.add(entry)
    with closing(sqlite3.connect(path)) as connection, connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(entry)") if row[1] != "id"]
        values = {
            "key": "key || '-' || n",
            "instant": "instant - n * 1000000",
            "promised": "CASE n % 10 WHEN 0 THEN 'refund' ELSE '' END",
            "status": "CASE n % 10 WHEN 0 THEN 'open' ELSE 'closed' END",
        }
        columns = ", ".join(f'"{name}"' for name in names)
        chosen = ", ".join(values.get(name, f'"{name}"') for name in names)
        connection.execute(
            "WITH RECURSIVE copies (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < ?) "
            f"INSERT INTO entry ({columns}) SELECT {chosen} FROM entry, copies",
            (max(count // len(companies) - 1, 1),),
        )


def report(best: dict[str, float], failed: set[str]) -> int:
    """Print a line a command; whether anything is wrong."""
    wrong = False
    print(f"floors: bare {best['bare'] * 1000:.0f} ms, table {best['table'] * 1000:.0f} ms")
    for command, _, floor, aim, limit in COMMANDS:
        ratio = best[command] / best[floor]
        verdict = (
            "failed"
            if command in failed
            else "above the limit"
            if ratio > limit
            else "above the aim"
            if ratio > aim
            else "ok"
        )
        wrong = wrong or verdict in ("failed", "above the limit")
        print(f"{ratio:5.2f} × {floor:5}  {best[command] * 1000:4.0f} ms  {command:45} {verdict}")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
