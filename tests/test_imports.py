"""Which modules a command loads, counted in a new interpreter, and which layer imports which."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from supportdir.cli import start

REPOSITORY = Path(__file__).parent.parent
HEAVY = ("yaml", "pytz", "holidays", "phonenumbers", "rapidfuzz", "platformdirs", "tomllib", "hashlib", "dateutil")

# Without linecache, which `python -c` loads since Python 3.13
POSTPONED = {*start._POSTPONED, "ast", *(["platform"] if sys.platform == "linux" else [])} - {"linecache"}

LOADED = """
import os, sys
from supportdir.cli import start
start.postpone()
from supportdir.cli.app import run
status = run(sys.argv[1:])
sys.stdout.flush()
loaded = (name for name, module in sys.modules.items() if "_Postponed" not in type(module).__name__)
print(*sorted(loaded), file=sys.stderr)
os._exit(status)
"""


def modules_after(tmp_path: Path, *words: str, **variables: str) -> set[str]:
    """Return the modules that `supportdir WORDS` loads when the index exists."""
    environment = {
        **os.environ,
        **variables,
        "TZ": "Europe/London",
        "SUPPORTDIR_CACHE_DIR": str(tmp_path / "cache"),
        "SUPPORTDIR_CONFIG_DIR": str(tmp_path / "config"),
    }
    command = [sys.executable, "-c", LOADED, *words]
    for _ in range(2):  # the first run builds the index
        result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    return set(result.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    "words",
    [
        ("show", "suunto", "--country", "AU", "--output", "plain"),
        ("show", "suunto", "--country", "AU", "--output", "json"),
        ("ivr", "microsoft", "--country", "US", "--output", "plain"),
        ("ivr", "microsoft", "--country", "US", "--output", "json"),
        ("open", "travelline", "--country", "RU", "--output", "plain"),
        ("open", "--country", "US", "--output", "plain"),
        ("find", "bank", "--output", "plain"),
        ("whose", "+1 (800) 642-7676", "--output", "plain"),
        ("whose", "800 642 7676", "--from", "RU", "--output", "json"),
    ],
)
def test_a_look_up_loads_no_heavy_library(tmp_path: Path, words: tuple[str, ...]) -> None:
    loaded = modules_after(tmp_path, *words)
    heavy = {*HEAVY, *POSTPONED, "rich", "typing_extensions"}
    assert loaded.isdisjoint(heavy), loaded & heavy
    own = {name for name in loaded if name.partition(".")[0] == "supportdir"}
    assert not {name for name in own if "journal" in name or "verdicts" in name}  # there is no log
    assert len(own) <= 48, sorted(own)


def test_shell_completion_loads_no_heavy_library(tmp_path: Path) -> None:
    shell = {"_SUPPORTDIR_COMPLETE": "complete_bash", "COMP_WORDS": "supportdir show mi", "COMP_CWORD": "2"}
    loaded = modules_after(tmp_path, **shell)
    assert loaded.isdisjoint({*HEAVY, "rich"}), loaded & {*HEAVY, "rich"}


def test_a_table_loads_rich_and_no_other_heavy_library(tmp_path: Path) -> None:
    loaded = modules_after(tmp_path, "show", "suunto", "--country", "AU", "--output", "table")
    assert "rich" in loaded
    assert loaded.isdisjoint(HEAVY), loaded & set(HEAVY)


def test_a_postponed_module_has_all_its_names() -> None:
    program = """
import sys
from importlib import import_module
from supportdir.cli import start
start.postpone()
stand_ins = {name: sys.modules[name] for name in start._POSTPONED}
import bz2, inspect, msgspec.json, platform, subprocess
from difflib import get_close_matches
from gettext import gettext, ngettext
from shutil import get_terminal_size
assert all(sys.modules[name] is stand_in for name, stand_in in stand_ins.items())  # that loaded none of them
assert type(sys.modules["ast"]).__name__.startswith("_Postponed")
assert get_close_matches("abcd", ["abc", "x"]) == ["abc"]
assert (gettext("a"), ngettext("a", "b", 2)) == ("a", "b")
assert get_terminal_size((7, 5)).columns
for name, stand_in in stand_ins.items():
    assert not hasattr(stand_in, "no_such_name")  # looking for it loads the module
    module = sys.modules[name]
    assert type(module).__name__ == "module", name
    for key, value in vars(module).items():
        if not key.startswith("__") and key not in start._POSTPONED[name]:
            assert getattr(stand_in, key) is value, (name, key)
assert subprocess.check_output([sys.executable, "-c", "print(1)"]) == b"1\\n"
# Before Python 3.13, that uses a class which is derived from ast.NodeVisitor.
assert "class _Postponed(" in inspect.getsource(start._Postponed)
assert platform.python_version()  # loads the module
assert platform.system() == sys.modules["platform"].system()
assert bz2.decompress(bz2.compress(b"x")) == b"x"
assert "properties" in str(msgspec.json.schema(type("A", (msgspec.Struct,), {"__annotations__": {"b": int}})))
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=REPOSITORY)


def test_importing_the_package_loads_nothing_of_it() -> None:
    program = "import sys, supportdir; print(*(name for name in sys.modules if name.startswith('supportdir.')))"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert result.stdout.split() == []


def test_each_layer_imports_only_lower_layers() -> None:
    lint_imports = Path(sys.executable).parent / "lint-imports"
    result = subprocess.run([lint_imports, "--no-cache"], capture_output=True, text=True, check=False, cwd=REPOSITORY)
    assert result.returncode == 0, result.stdout
