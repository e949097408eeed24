"""Compare the time of commands with that of the smallest Typer programs.

    python bench/start.py [--runs 25] [--log 100000]

With the Python of an environment in which the package is installed, and from another folder, it measures the installed
package; in a clone, lists also compare every company file with the index.

Each command runs as a process of this interpreter, in turn with two small programs: a bare Typer program with two
commands, and the same with one rich table. The median of the ratios of processor time counts. The clock of the commands
shows a weekday at 10:00 in New York, when most companies are open. A command that ends with an unexpected status has
failed. The exit status is 1 if a command failed or is above its limit. With --log, the user has a log of that many
entries.
"""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

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

# command, its expected status, the small program, the highest ratio
COMMANDS = [
    ("show suunto --country AU --output plain", 0, "bare", 1.4),
    ("show suunto --country AU --output json", 0, "bare", 1.4),
    ("ivr microsoft --output plain", 0, "bare", 1.4),
    ("ivr microsoft --output json", 0, "bare", 1.4),
    ("open travelline --country RU --output plain", 0, "bare", 1.4),
    ("open travelline --country RU --output json", 0, "bare", 1.4),
    ("show suunto --country AU --output table", 0, "table", 1.4),
    ("ivr microsoft --output table", 0, "table", 1.4),
    ("find bank --output plain", 0, "bare", 1.6),
    *(
        (f"open --country {country} --output {output}", 0, "table" if output == "table" else "bare", limit)
        for country, limit in (("US", 1.6), ("GB", 1.6), ("RU", 1.6), ("all", 2))
        for output in ("plain", "json", "table")
    ),
]
PROGRAM = """
from datetime import UTC, datetime
from supportdir import clock
clock.now = lambda: datetime(2026, 11, 24, 15, tzinfo=UTC)
from supportdir.__main__ import main
main()
"""


def main() -> int:
    """Print the ratios. Return 1 if one is above its limit or a command failed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=25, help="of each command (default: 25)")
    options.add_argument("--log", type=int, default=0, metavar="N", help="entries of the user's log (default: none)")
    given = options.parse_args()
    runs = given.runs
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "SUPPORTDIR_CACHE_DIR": f"{folder}/cache",
            "SUPPORTDIR_CONFIG_DIR": f"{folder}/config",
            "SUPPORTDIR_LOG_DIR": f"{folder}/log",
            "TZ": "America/New_York",
        }
        if given.log:
            write_log(Path(folder) / "log" / "log.sqlite", given.log)
        programs: dict[str, tuple[list[str], int]] = {}
        for name, text in (("bare", BARE), ("table", TABLE)):
            path = Path(folder) / f"{name}.py"
            path.write_text(text, encoding="utf-8")
            programs[name] = [sys.executable, str(path), "first", "x"], 0
        for command, status, *_ in COMMANDS:
            programs[command] = [sys.executable, "-c", PROGRAM, *command.split()], status
        times: dict[str, list[float]] = {name: [] for name in programs}
        failed = set()
        for run_number in range(runs + 1):  # the first run builds the index and compiles the byte code
            for name, (arguments, status) in programs.items():
                start = processor_time()
                run = subprocess.run(arguments, env=environment, capture_output=True, check=False)
                if run_number:
                    times[name].append(processor_time() - start)
                if run.returncode != status:
                    failed.add(name)
    return int(report(times, failed))


def processor_time() -> float:
    """Return the processor time (seconds) of the processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


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


def report(times: dict[str, list[float]], failed: set[str]) -> bool:
    """Print a line for each command. Return whether one failed or is above its limit."""
    verdicts = set()
    print(f"small programs: bare {min(times['bare']) * 1000:.0f} ms, table {min(times['table']) * 1000:.0f} ms")
    for command, _, small, limit in COMMANDS:
        ratio = median(time / reference for time, reference in zip(times[command], times[small], strict=True))
        verdict = "failed" if command in failed else f"above {limit}" if ratio > limit else "ok"
        verdicts.add(verdict)
        print(f"{ratio:5.2f} × {small:5}  {min(times[command]) * 1000:4.0f} ms  {command:45} {verdict}")
    return verdicts != {"ok"}


if __name__ == "__main__":
    sys.exit(main())
