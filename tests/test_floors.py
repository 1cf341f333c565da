"""The floors hold: nothing imports upward, no circles, and the core needs nothing but Python itself."""

import ast
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.checkout import ROOT

PACKAGE = ROOT / "trunktimer"
FLOORS = {"core": 0, "files": 1, "store": 1, "audio": 1, "desktop": 1, "gui": 2}
STRANGERS = {
    "PySide6": {
        "gui",
        "desktop",
        "app",
        "figures",
        "loudspeaker",
        "shelf",
        "diary",
        "history_export",
        "surroundings",
        "keeping",
    },
    "pyqtgraph": {"gui"},
    "wakepy": {"desktop"},
    "numpy": {"gui"},
    "sqlite3": {"store"},
    "pydantic": {"files"},
    "tomlkit": {"files"},
    "platformdirs": {"files"},
    "babel": {"files"},
    "miniaudio": {"audio"},
    "simpleaudio": {"audio"},
    "rich": {"terminal", "cli", "past_text", "history_files"},
}


@cache
def _modules() -> dict[str, Path]:
    return {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in PACKAGE.rglob("*.py")}


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{name.name}" for name in node.names)
    return found


def _room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


@pytest.mark.parametrize("module", sorted(_modules()))
def test_nothing_imports_upward_or_sideways(module: str) -> None:
    room = _room(module)
    floor = FLOORS.get(room, 3)
    for name in _imports(_modules()[module]):
        if not name.startswith("trunktimer."):
            continue
        other = _room(name)
        if other == room or name == "trunktimer.__version__":
            continue
        assert FLOORS.get(other, 3) < floor or floor == 3, f"{module} imports {name}"


@pytest.mark.parametrize("module", sorted(_modules()))
def test_strangers_stay_in_their_rooms(module: str) -> None:
    for name in _imports(_modules()[module]):
        allowed = STRANGERS.get(name.split(".")[0])
        assert allowed is None or _room(module) in allowed, f"{module} imports {name}"


def test_there_are_no_circles() -> None:
    modules = _modules()
    graph = {
        module: {name for name in _imports(path) if name in modules and name != module}
        for module, path in modules.items()
    }
    TopologicalSorter(graph).prepare()


def test_pages_do_not_import_each_other() -> None:
    for path in (PACKAGE / "gui" / "pages").glob("*.py"):
        assert not [name for name in _imports(path) if name.startswith("trunktimer.gui.pages.")], path.name


def test_the_core_runs_where_nothing_is_installed() -> None:
    names = sorted(module for module in _modules() if module.startswith("trunktimer.core"))
    script = f"import sys; sys.path[:0] = [{str(ROOT)!r}]\nimport " + ", ".join(names)
    done = subprocess.run([sys.executable, "-S", "-I", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_only_one_room_knows_the_plots_library() -> None:
    for module, path in _modules().items():
        if {"pyqtgraph", "numpy"} & {name.split(".")[0] for name in _imports(path)}:
            assert module.startswith("trunktimer.gui.plot"), module


def test_only_the_shells_read_a_clock() -> None:
    for module, path in _modules().items():
        allowed = _room(module) in {"clock", "terminal", "audio"}
        reads = {"time"} & {name.split(".")[0] for name in _imports(path)}
        assert not reads or allowed, f"{module} imports {reads}"
        asked = {node.attr for node in ast.walk(_tree(path)) if isinstance(node, ast.Attribute)}
        asked &= {"now", "today", "utcnow", "currentDate", "currentDateTime", "currentMSecsSinceEpoch"}
        wraps = module == "trunktimer.diary" or module == "trunktimer.gui.history_desk"  # a `today` of their own
        assert not asked or allowed or (wraps and asked == {"today"}), f"{module} asks for {asked}"
