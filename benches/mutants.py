"""How many small faults in the program its tests find: `python -m benches.mutants [PACKAGE]`.

A seeded sample of the mutants of each package is tried, each in a process of its own that is forked from one in which
pytest and all libraries are imported, and that imports the program anew with the mutated module in place of the real
one. The tests of that module come first, then those of the package. Nothing is written into the source tree.

A mutant that means the same as the program stands in `equivalent_mutants.toml`, with the reason.
"""

import argparse
import contextlib
import io
import os
import resource
import signal
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import Final

import hypothesis
import pytest

from benches.mutant_source import Mutant, mutants_of, sample

ROOT: Final = Path(__file__).parent.parent
_EQUIVALENT: Final = Path(__file__).with_name("equivalent_mutants.toml")
_MOST: Final = 200
_MEMORY: Final = 3 * 2**30
_NO_TESTS: Final = 5  # pytest's word for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Globs from the root: the modules that are mutated, and the tests that are to notice."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


PACKAGES: Final = {
    "routine": Package(
        modules=("trunktimer/routine/*.py",),
        tests=("tests/routine/test_*.py", "tests/routine/toml/test_edit.py", "tests/test_golden.py"),
    ),
    "session": Package(modules=("trunktimer/session/*.py",), tests=("tests/session/test_*.py", "tests/test_golden.py")),
    "history": Package(
        modules=("trunktimer/history/store/*.py", "trunktimer/history/*.py", "trunktimer/program/*.py"),
        tests=("tests/history/store/test_*.py", "tests/history/test_*.py", "tests/program/test_*.py"),
    ),
}


class End(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    TIMED_OUT = "timed out"
    SURVIVED = "survived"


def files_of(globs: Iterable[str]) -> list[Path]:
    """The files that are there, each once, in the order of the globs."""
    return list(dict.fromkeys(file for glob in globs for file in sorted(ROOT.glob(glob))))


def mirror_of(module: Path) -> Path:
    """The test file that is about a module; it need not be there."""
    inside = module.relative_to(ROOT / "trunktimer")
    return ROOT / "tests" / inside.with_name(f"test_{inside.name}")


class _Quick:
    """A plugin: hypothesis tries few examples, always the same, and does not look for smaller ones."""

    def pytest_configure(self) -> None:
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        hypothesis.settings.register_profile(
            "mutants",
            deadline=None,
            max_examples=25,
            derandomize=True,
            database=None,
            phases=phases,
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        hypothesis.settings.load_profile("mutants")


class _Swapped(SourceFileLoader):
    """Loads one module from another text than that of its file."""

    def __init__(self, name: str, path: str, text: str) -> None:
        super().__init__(name, path)
        self._text = text

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._text, self.path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    def __init__(self, mutant: Mutant) -> None:
        self._name = ".".join(mutant.file.relative_to(ROOT).with_suffix("").parts)
        self._mutant = mutant

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._name:
            return None
        file = str(self._mutant.file)
        return spec_from_file_location(fullname, file, loader=_Swapped(fullname, file, self._mutant.text))


def _pytest(files: Iterable[Path], folder: Path, *more: str) -> int:
    words = ["-x", "-q", "--tb=no", "-p", "no:xdist", "-p", "no:faulthandler"]
    words += ["-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning"]
    words += [f"--basetemp={folder / str(os.getpid())}", *more, *map(str, files)]
    return int(pytest.main(words, plugins=[_Quick()]))


def _forget_the_program() -> None:
    for name in list(sys.modules):
        if name.split(".")[0] in ("trunktimer", "tests", "conftest"):
            del sys.modules[name]


def _child(mutant: Mutant | None, package: Package, folder: Path) -> int:
    """Start the tests in a process of its own; gives its number. It ends with 0 if they all pass."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1) if mutant is None else (0, 1, 2):
            os.dup2(nowhere, stream)
        first: list[Path] = []
        if mutant is not None:
            sys.meta_path.insert(0, _Finder(mutant))
            first = [file for file in (mirror_of(mutant.file),) if file.exists()]
        rest = [file for file in files_of(package.tests) if file not in first]
        code = _pytest(first, folder) if first else 0
        if code in (0, _NO_TESTS):
            code = _pytest(rest, folder)
    finally:
        os._exit(code)


def _stop(child: int) -> None:
    """Stop a child and all that it started."""
    os.killpg(child, signal.SIGKILL)


def tried(mutants: Sequence[Mutant], package: Package, folder: Path, limit_s: float) -> Iterator[tuple[Mutant, End]]:
    """Try the mutants, as many at once as there are processors; gives each with its end as soon as it is known."""
    waiting = list(reversed(mutants))
    running: dict[int, tuple[Mutant, float]] = {}
    while waiting or running:
        while waiting and len(running) < (os.cpu_count() or 1):
            mutant = waiting.pop()
            running[_child(mutant, package, folder)] = mutant, time.monotonic() + limit_s
        child, status = os.waitpid(-1, os.WNOHANG)
        if child:
            yield running.pop(child)[0], End.SURVIVED if status == 0 else End.KILLED
            continue
        for late in [child for child, (_, end_s) in running.items() if time.monotonic() > end_s]:
            _stop(late)
            os.waitpid(late, 0)
            yield running.pop(late)[0], End.TIMED_OUT
        time.sleep(0.01)


def is_equivalent(mutant: Mutant, known: Iterable[Mapping[str, str]]) -> bool:
    """Whether a mutant is among the known ones, which may name the function that they stand in."""
    return any(
        mutant.key == (one["module"], one["before"], one["after"]) and one.get("inside", mutant.inside) == mutant.inside
        for one in known
    )


def run(name: str, most: int, seed: int) -> tuple[str, list[str]]:
    """Try one package; gives its row of the table, and a line for each that survived."""
    package = PACKAGES[name]
    begun_s = time.monotonic()
    everything = [mutant for file in files_of(package.modules) for mutant in mutants_of(file)]
    chosen = sample(everything, most, seed)
    known: list[dict[str, str]] = tomllib.loads(_EQUIVALENT.read_text("utf-8")).get("mutant", [])
    equivalent = [mutant for mutant in chosen if is_equivalent(mutant, known)]
    ends: Counter[End] = Counter()
    survivors: list[Mutant] = []
    with tempfile.TemporaryDirectory(prefix="mutants-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        sys.pycache_prefix = str(folder / "bytecode")
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(folder / "hypothesis")
        with contextlib.redirect_stdout(io.StringIO()):
            _pytest(files_of(package.tests), folder, "--collect-only")  # imports all libraries
        _forget_the_program()
        real_s = time.monotonic()
        if os.waitpid(_child(None, package, folder), 0)[1]:
            raise SystemExit(f"{name}: its tests fail without any mutant")
        limit_s = 10 + 3 * (time.monotonic() - real_s)
        for mutant, end in tried([one for one in chosen if one not in equivalent], package, folder, limit_s):
            ends[end] += 1
            if end is End.SURVIVED:
                survivors.append(mutant)
            if sys.stderr.isatty():
                print(f"\r{name}: {ends.total()} of {len(chosen) - len(equivalent)} ", end="", file=sys.stderr)
    gone, counted = ends[End.KILLED] + ends[End.TIMED_OUT], ends.total()
    row = (
        f"{name:<9}{len(chosen):>9}{ends[End.KILLED]:>9}{ends[End.TIMED_OUT]:>11}{ends[End.SURVIVED]:>10}"
        f"{len(equivalent):>12}{gone / counted if counted else 1:>9.1%}{time.monotonic() - begun_s:>9.0f}"
    )
    survivors.sort(key=lambda one: (one.file, one.line, one.after))
    told = [
        f"{one.file.relative_to(ROOT)}:{one.line}  {one.operator}  {one.before} -> {one.after}" for one in survivors
    ]
    stems = {mutant.file.stem for mutant in everything}
    for entry in known:
        if entry["module"] in stems and not any(is_equivalent(mutant, [entry]) for mutant in everything):
            told.append(f"{_EQUIVALENT.name}: no such mutant is made any more: {entry['module']}  {entry['before']}")
    return row, told


def main() -> None:
    """Try what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benches.mutants", description=__doc__)
    parser.add_argument("package", nargs="?", choices=list(PACKAGES), help="all of them without it")
    parser.add_argument("--most", type=int, default=_MOST, help="mutants a package (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="another seed is another sample (%(default)s)")
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print("package    mutants   killed  timed out  survived  equivalent   killed  seconds")
    told: list[str] = []
    for name in [asked.package] if asked.package else PACKAGES:
        row, lines = run(name, asked.most, asked.seed)
        print(row, flush=True)
        told += lines
    print("\n".join(("", *told)) if told else "")


if __name__ == "__main__":
    main()
