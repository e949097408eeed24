"""How long an answer takes, against the least that a Typer program can take.

    python bench/start.py [--runs 25]

Each command is run as a whole process with the interpreter that runs this file, in turn with the floors, and the best
of the runs counts: what disturbs a run only ever makes it longer. A command that ends with another status than the
expected one is a failure, not a fast answer. Floors: a bare two-command Typer program; the same with one rich table.
Ratios above the limits of the design end in status 1.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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
    runs = options.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        floors = {name: Path(folder) / f"{name}.py" for name in ("bare", "table")}
        floors["bare"].write_text(BARE, encoding="utf-8")
        floors["table"].write_text(TABLE, encoding="utf-8")
        environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "SUPPORTDIR_CACHE_DIR": f"{folder}/cache",
            "SUPPORTDIR_CONFIG_DIR": f"{folder}/config",
            "TZ": "America/New_York",
        }
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
