"""Compare the time of commands with that of the smallest Typer programs.

    python bench/start.py [--runs 25]

Each command runs as a process of this interpreter, in turn with two small programs: a bare Typer program with two
commands, and the same with one rich table. The fastest run counts, because disturbances only make a run slower. A
command that ends with an unexpected status has failed. The exit status is 1 if a command failed or is above its limit.
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
    ("open --output plain", 0, "bare", 1.6),
    ("find bank --output plain", 0, "bare", 1.6),
]


def main() -> int:
    """Print the ratios. Return 1 if one is above its limit or a command failed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=25, help="of each command (default: 25)")
    runs = options.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "SUPPORTDIR_CACHE_DIR": f"{folder}/cache",
            "SUPPORTDIR_CONFIG_DIR": f"{folder}/config",
            "TZ": "America/New_York",
        }
        programs: dict[str, tuple[list[str], int]] = {}
        for name, text in (("bare", BARE), ("table", TABLE)):
            path = Path(folder) / f"{name}.py"
            path.write_text(text, encoding="utf-8")
            programs[name] = [sys.executable, str(path), "first", "x"], 0
        for command, status, *_ in COMMANDS:
            program = "from supportdir.__main__ import main; main()"
            programs[command] = [sys.executable, "-c", program, *command.split()], status
        best = dict.fromkeys(programs, float("inf"))
        failed = set()
        for _ in range(runs + 1):  # the first run builds the index and compiles the byte code
            for name, (arguments, status) in programs.items():
                start = time.perf_counter()
                run = subprocess.run(arguments, env=environment, capture_output=True, check=False)
                best[name] = min(best[name], time.perf_counter() - start)
                if run.returncode != status:
                    failed.add(name)
    return int(report(best, failed))


def report(best: dict[str, float], failed: set[str]) -> bool:
    """Print a line for each command. Return whether one failed or is above its limit."""
    verdicts = set()
    print(f"small programs: bare {best['bare'] * 1000:.0f} ms, table {best['table'] * 1000:.0f} ms")
    for command, _, small, limit in COMMANDS:
        ratio = best[command] / best[small]
        verdict = "failed" if command in failed else "above the limit" if ratio > limit else "ok"
        verdicts.add(verdict)
        print(f"{ratio:5.2f} × {small:5}  {best[command] * 1000:4.0f} ms  {command:45} {verdict}")
    return verdicts != {"ok"}


if __name__ == "__main__":
    sys.exit(main())
