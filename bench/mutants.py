"""Mutation testing: change the program at random places, one at a time, and see whether the tests notice.

    python bench/mutants.py [--count 300] [--seed 1] [--module supportdir/index/database.py ...]

A mutant is one change of one module: another comparison, constant or operator, `and` for `or`, a negated condition,
`return None`, a deleted statement. It is tested in a copy of the repository with the tests of its module (`TESTS`), and
is killed if a test fails or the tests take longer than `--limit` seconds. The survivors are printed with place and
change, then the rate of each module. The same seed gives the same mutants. Some survivors are equivalent to the
program, so no test can notice them. The exit status is 1 if fewer than `--least` percent are killed.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parent.parent
INDEX = (
    "tests/index/test_database.py",
    "tests/test_directory.py",
    "tests/index/test_damage.py",
    "tests/cli/test_layers.py",
)
INDEX_MODULES = ("builder", "changes", "database", "live", "records", "writer")

# Patterns of modules → their tests, those that fail soonest first.
TESTS: dict[str, tuple[str, ...]] = {
    "supportdir/hours/*.py": ("tests/hours", "tests/test_waiting.py", "tests/cli/test_outputs.py"),
    "supportdir/dialing/*.py": ("tests/dialing", "tests/cli/test_dialling.py", "tests/cli/test_whose.py"),
    "supportdir/ways.py": (
        "tests/test_ways.py",
        "tests/test_scenes.py",
        "tests/cli/test_outputs.py",
        "tests/cli/test_reach.py",
    ),
    "supportdir/ranking.py": ("tests/test_ranking.py", "tests/test_scenes.py", "tests/cli/test_reach.py"),
    **{f"supportdir/index/{name}.py": INDEX for name in INDEX_MODULES},
    "supportdir/index/lookup.py": ("tests/index/test_resolver.py", "tests/test_misspelt.py", *INDEX),
    "supportdir/index/resolver.py": ("tests/index/test_resolver.py", "tests/test_typed_names.py"),
    "supportdir/names.py": ("tests/test_names.py", "tests/index/test_resolver.py"),
    "supportdir/format/patches.py": ("tests/format/test_patches.py", "tests/cli/test_layers.py"),
}

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
}


Change = tuple[str, ast.expr | ast.stmt]
"""The kind of a mutation and the new node."""


class Mutation(NamedTuple):
    """A change of a module: `text` replaces the source from `start` to `end` (offsets in bytes)."""

    kind: str
    start: int
    end: int
    text: str


def mutations(source: bytes) -> list[Mutation]:
    """Return all mutations of a module, in the order of the file."""
    tree = ast.parse(source)
    lines = [0]
    for line in source.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    distinct = set()
    for node, changes in _mutable(tree):
        start = lines[node.lineno - 1] + node.col_offset
        end = lines[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        for kind, changed in changes:
            text = ast.unparse(changed)
            if isinstance(changed, ast.expr) and not isinstance(changed, ast.Constant):
                text = f"({text})"
            distinct.add(Mutation(kind, start, end, text))
    return sorted(distinct, key=lambda mutation: (mutation.start, mutation.end, mutation.kind, mutation.text))


def _mutable(node: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, Iterator[Change]]]:
    """Yield the nodes that can be changed, each with its changes.

    Imports, annotations, docstrings, assertions, and f-strings (whose parts have no positions) are left out.
    """
    if isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr | ast.Assert):
        return
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.expr | ast.stmt):
        yield node, _changes(node)
    if isinstance(node, ast.If | ast.While | ast.IfExp) and not isinstance(node.test, ast.UnaryOp):
        yield node.test, iter([("not", ast.UnaryOp(ast.Not(), node.test))])
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "type_params", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _mutable(child)


def _changes(node: ast.expr | ast.stmt) -> Iterator[Change]:
    """Yield the changes of a node: the kind of the mutation and the new node."""
    changed = deepcopy(node)
    match changed:
        case ast.Compare(ops=[only]) if type(only) in COMPARISONS:
            changed.ops = [COMPARISONS[type(only)]()]
            yield "comparison", changed
        case ast.BoolOp(op=ast.And()):
            changed.op = ast.Or()
            yield "and/or", changed
        case ast.BoolOp(op=ast.Or()):
            changed.op = ast.And()
            yield "and/or", changed
        case ast.UnaryOp(op=ast.Not()):
            yield "not", changed.operand
        case ast.BinOp() if type(changed.op) in OPERATORS:
            changed.op = OPERATORS[type(changed.op)]()
            yield "operator", changed
        case ast.Constant(value=bool() as value):
            yield "constant", ast.Constant(not value)
        case ast.Constant(value=int() as value):
            yield "constant", ast.Constant(value + 1)
            yield "constant", ast.Constant(value - 1)
        case ast.Constant(value=str() as value):
            yield "constant", ast.Constant(f"{value}x")
        case ast.Return(value=ast.expr()) if not isinstance(changed.value, ast.Constant):
            yield "return", ast.Return(ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break() | ast.Delete():
            yield "statement", ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield "statement", ast.Pass()


def chosen(sources: dict[str, bytes], count: int, seed: int) -> list[tuple[str, Mutation]]:
    """Choose mutations at random: first the kind, because most are of constants, then one of that kind."""
    kinds: dict[str, list[tuple[str, Mutation]]] = {}
    for module, source in sources.items():
        for mutation in mutations(source):
            kinds.setdefault(mutation.kind, []).append((module, mutation))
    dice = random.Random(seed)
    for mutants in kinds.values():
        dice.shuffle(mutants)
    picked: list[tuple[str, Mutation]] = []
    while len(picked) < count and any(kinds.values()):
        kind = dice.choice(sorted(kind for kind, mutants in kinds.items() if mutants))
        picked.append(kinds[kind].pop())
    return picked


def tests_of(module: str) -> tuple[str, ...]:
    """Return the tests of a module that exist."""
    (tests,) = [tests for pattern, tests in TESTS.items() if Path(module).match(pattern)]
    return tuple(test for test in tests if (REPOSITORY / test).exists())


class Copy:
    """A copy of the repository in which modules can be changed."""

    def __init__(self, folder: Path) -> None:
        ignored = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist")
        self._folder = Path(shutil.copytree(REPOSITORY, folder / "copy", ignore=ignored))
        self._changed = time.time_ns()

    def write(self, module: str, source: bytes) -> None:
        """Write a module, with another mtime in seconds, so that Python does not use the old byte code."""
        path = self._folder / module
        path.write_bytes(source)
        self._changed += 2 * 10**9
        os.utime(path, ns=(self._changed, self._changed))

    def passes(self, tests: tuple[str, ...], limit: float) -> bool:
        """Return whether the tests pass within the limit (seconds)."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", *tests]
        environment = {**os.environ, "PYTHONPATH": str(self._folder)}
        run = subprocess.Popen(
            command,
            cwd=self._folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            return run.wait(limit) == 0
        except subprocess.TimeoutExpired:
            return False
        finally:
            with suppress(ProcessLookupError):
                os.killpg(run.pid, signal.SIGKILL)  # also ends the processes that the tests started
            run.wait()


def main() -> int:
    """Test the mutants. Return 1 if too few are killed, 2 if the tests fail without a mutation."""
    known = sorted(str(path.relative_to(REPOSITORY)) for pattern in TESTS for path in REPOSITORY.glob(pattern))
    modules = [module for module in known if not module.endswith("__init__.py")]
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=300)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--module", action="append", choices=modules, metavar="FILE", help="default: all of them")
    options.add_argument("--limit", type=float, default=300, help="seconds for the tests of one mutant")
    options.add_argument("--least", type=float, default=0, help="percent that must be killed")
    given = options.parse_args()
    sources = {module: (REPOSITORY / module).read_bytes() for module in given.module or modules}
    mutants = chosen(sources, given.count, given.seed)
    tried: Counter[str] = Counter()
    survived: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(Path(folder))
        tests = dict.fromkeys(test for module, _ in mutants for test in tests_of(module))
        if not copy.passes(tuple(tests), 10 * given.limit):
            print(f"the tests fail without any mutation: {' '.join(tests)}")
            return 2
        for number, (module, mutation) in enumerate(mutants, 1):
            print(f"\r{number} of {len(mutants)}", end="", file=sys.stderr, flush=True)
            source = sources[module]
            changed = source[: mutation.start] + mutation.text.encode() + source[mutation.end :]
            copy.write(module, changed)
            tried[module] += 1
            if copy.passes(tests_of(module), given.limit):
                survived[module] += 1
                print(described(module, source, mutation), flush=True)
            copy.write(module, source)
    print(file=sys.stderr)
    for module, count in sorted(tried.items()):
        print(f"{module}: {count - survived[module]} of {count} killed")
    killed = 100 * (1 - survived.total() / max(tried.total(), 1))
    print(f"{tried.total() - survived.total()} of {tried.total()} killed, {killed:.0f} %")
    return int(killed < given.least)


def described(module: str, source: bytes, mutation: Mutation) -> str:
    """Return the place, kind and change of a mutation in one line."""
    line = source.count(b"\n", 0, mutation.start) + 1
    old = " ".join(source[mutation.start : mutation.end].decode().split())
    new = " ".join(mutation.text.split())
    whole = " ".join(source.split(b"\n")[line - 1].decode().split())
    return f"{module}:{line}: {mutation.kind}: {_short(old)} -> {_short(new)}    in: {_short(whole)}"


def _short(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:99]}…"


if __name__ == "__main__":
    sys.exit(main())
