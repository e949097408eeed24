"""Completion in real shells: the line after Tab."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import FICTIONAL

LAUNCHER = f"""#!{sys.executable}
from pathlib import Path
from supportdir import paths
paths.shipped = lambda: paths.Layer(Path({str(FICTIONAL)!r}), "fictional", editable=True)
from supportdir.__main__ import main
main()
"""
START = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "--interactive"],
}
SET_UP = {
    "bash": "PS1='> '; source ~/.bash_completions/supportdir.sh",
    "zsh": "PS1='> '; unsetopt zle_bracketed_paste; fpath+=~/.zfunc; autoload -Uz compinit; compinit -u",
    "fish": "function fish_prompt; echo '> '; end; source ~/.config/fish/completions/supportdir.fish",
}

CASES = [
    ("sho", "show"),
    ("show wideland-h", "show wideland-hotels"),
    ("nightow", "nightowl"),
    ("show акм", "show акме"),
    ("show acme/ca", "show acme/care"),
    ("open nightowl acme/ca", "open nightowl acme/care"),
    ("show acme --topic lugg", "show acme --topic luggage"),
    ("show acme --topic багаж", "show acme --topic багаж"),
    ("show acme --country Germ", "show acme --country Germany"),
    ("show acme --from Финл", "show acme --from Финляндия"),
    ("show acme --tz Vladivos", "show acme --tz Vladivostok"),
    ("show acme --kind whats", "show acme --kind whatsapp"),
    ("show acme --language engl", "show acme --language english"),
    ("list --category telec", "list --category telecom"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home folder with completion installed for all shells, and an index."""
    home = tmp_path_factory.mktemp("home")
    (home / "bin").mkdir()
    launcher = home / "bin" / "supportdir"
    launcher.write_text(LAUNCHER)
    launcher.chmod(0o755)
    for shell in START:
        subprocess.run([launcher, "--install-completion", shell], env=_environment(home), check=True, cwd=home)
    subprocess.run([launcher, "list"], env=_environment(home), check=True, cwd=home, stdout=subprocess.DEVNULL)
    return home


def _environment(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "PATH": f"{home / 'bin'}:{os.environ['PATH']}",
        "SUPPORTDIR_CACHE_DIR": str(home / "cache"),
        "SUPPORTDIR_CONFIG_DIR": str(home / "config"),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm",
        "TZ": "Europe/London",
    }


class Shell:
    """A shell on a terminal."""

    def __init__(self, name: str, home: Path) -> None:
        self.pid, self._terminal = pty.fork()
        if not self.pid:
            os.chdir(home)
            os.execvpe(START[name][0], START[name], _environment(home))
        self.type(f"{SET_UP[name]}\n")
        self.type("echo rea''dy\n")
        self.read_until("ready")

    def type(self, text: str) -> None:
        os.write(self._terminal, text.encode())

    def read_until(self, text: str) -> str:
        """Return the output of the shell up to a text."""
        seen, deadline = b"", time.monotonic() + 60
        while text.encode() not in seen:
            assert time.monotonic() < deadline, seen.decode(errors="replace")
            if select.select([self._terminal], [], [], 1)[0]:
                seen += os.read(self._terminal, 4096)
        return seen.decode(errors="replace")

    def completed(self, line: str, marker: str) -> str:
        """Return the line after Tab. The line is printed, not executed."""
        self.type(f"supportdir {line}\t")
        self.type(f"\x01echo {marker}'<'\x05'>'{marker}\n")
        seen = self.read_until(f">{marker}")
        return seen.rpartition(f"{marker}<")[2].partition(f">{marker}")[0].strip()

    def end(self) -> None:
        os.close(self._terminal)
        os.waitpid(self.pid, 0)


@pytest.mark.parametrize("name", START)
def test_tab_completes_the_line(name: str, home: Path) -> None:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    shell = Shell(name, home)
    try:
        completed = [shell.completed(typed, f"m{number}") for number, (typed, _) in enumerate(CASES)]
    finally:
        shell.end()
    assert completed == [f"supportdir {line}" for _, line in CASES]
