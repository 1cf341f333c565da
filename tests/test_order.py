"""The house holds: every module stands in a room of the one list, and imports only from rooms before its own."""

import ast
import re
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.checkout import ROOT

PACKAGE = ROOT / "trunktimer"
#: Where each foreign library may be imported.
STRANGERS = {
    "PySide6": {"ui", "desktop", "app", "commands/figure"},
    "pyqtgraph": {"ui/kit/plot", "ui/history/plot", "ui/editor/plot"},
    "numpy": {"ui/kit/plot", "ui/history/plot", "ui/editor/plot"},
    "wakepy": {"desktop"},
    "sqlite3": {"history/store"},
    "pydantic": {"routine/toml"},
    "tomlkit": {"routine/toml"},
    "platformdirs": {"foundation"},
    "babel": {"foundation/babel_locales"},
    "miniaudio": {"sound"},
    "simpleaudio": {"sound"},
    "rich": {"commands", "app/cli"},
}
#: Who may read a clock: the reader of clocks itself, the terminal's shell, and players, which a device drives.
CLOCKS = {"foundation/clock", "commands/player", "commands/sounds", "sound"}
#: Rooms that run where nothing but Python is installed; texts of files are read with libraries of their own.
BARE = ("foundation", "figure", "routine", "session", "preferences", "history", "program")
#: Wraps a foreign library, and is imported when that is first needed.
WRAPPER = "foundation/babel_locales"


def read_order(text: str) -> list[list[str]]:
    """The rooms as they may import, from the document, step by step: those on one step know nothing of each other."""
    found = re.search(r"^Order: `([^`]+)`", text, re.MULTILINE)
    assert found is not None
    return [[room.strip() for room in step.split(",")] for step in found.group(1).split("<")]


ORDER = read_order((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"))
STEP = {room: at for at, step in enumerate(ORDER) for room in step}


@cache
def modules() -> dict[str, Path]:
    """All modules by their path in the package, without the ending."""
    return {path.relative_to(PACKAGE).with_suffix("").as_posix(): path for path in PACKAGE.rglob("*.py")}


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> list[ast.AST]:
    """All that stands in a module, parsed once."""
    return list(ast.walk(_tree(path)))


@cache
def imports(path: Path) -> set[str]:
    """The dotted names that a module imports, wherever in it."""
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{name.name}" for name in node.names)
    return found


@cache
def own_imports(path: Path) -> set[str]:
    """The modules of the package that a module imports, as paths in it."""
    names = {name.removeprefix("trunktimer.").replace(".", "/") for name in imports(path) if "." in name}
    return {name for name in names if name in modules()}


def room_of(module: str) -> str | None:
    """The room of the list in which a module stands: the innermost of its folders that is one."""
    folder = module.rpartition("/")[0]
    while folder and folder not in STEP:
        folder = folder.rpartition("/")[0]
    return folder or None


def is_in(module: str, place: str) -> bool:
    """Whether a module is `place`, lies in it, or begins with it in the same folder (`ui/history/plot`)."""
    return module.startswith(place) and (module[len(place) :][:1] in ("", "/", "_", "s") or place.endswith("plot"))


def test_the_list_names_every_room_once_and_no_other() -> None:
    rooms = [room for step in ORDER for room in step]
    assert len(rooms) == len(set(rooms))
    assert [room for room in rooms if not (PACKAGE / room / "__init__.py").is_file()] == []


def test_no_module_stands_outside_the_rooms() -> None:
    loose = [module for module in modules() if module not in ("__init__", "__main__") and room_of(module) is None]
    assert loose == [], "it stands in no room of the list in docs/architecture.md"


def points_upward(module: str, imported: str) -> bool:
    """Whether an import points to a room that does not stand before that of the module."""
    room, other = room_of(module), room_of(imported)
    if room is None:  # `__main__` begins the last room, and `__init__` imports nothing
        return other not in ORDER[-1]
    return other is not None and other != room and STEP[other] >= STEP[room]


def test_a_module_imports_from_rooms_before_its_own_only() -> None:
    found = [(module, name) for module, path in modules().items() for name in own_imports(path)]
    assert len(found) > 500
    assert [f"{module} imports {name}" for module, name in found if points_upward(module, name)] == []


def test_strangers_stay_in_their_rooms() -> None:
    faults = []
    for module, path in modules().items():
        for name in imports(path):
            allowed = STRANGERS.get(name.split(".")[0])
            if allowed is not None and not any(is_in(module, place) for place in allowed):
                faults.append(f"{module} imports {name}")
    assert faults == []


def test_there_are_no_circles() -> None:
    graph = {module: own_imports(path) - {module} for module, path in modules().items()}
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize(
    ("module", "imported"),
    [("session/walk", "ui/kit/theme"), ("ui/history/a", "ui/editor/b"), ("history/a", "sound/b")],
)
def test_what_points_upward_or_sideways_is_found(module: str, imported: str) -> None:
    assert points_upward(module, imported) and not points_upward("app/cli", imported)


def test_the_rooms_below_run_where_nothing_is_installed() -> None:
    names = sorted(
        f"trunktimer.{module.replace('/', '.')}"
        for module in modules()
        if room_of(module) in BARE and module != WRAPPER
    )
    script = f"import sys; sys.path[:0] = [{str(ROOT)!r}]\nimport " + ", ".join(names)
    done = subprocess.run([sys.executable, "-S", "-I", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_files_history_and_program_are_read_without_qt() -> None:
    below = [room for step in ORDER[: STEP["program"] + 1] for room in step]
    names = sorted(f"trunktimer.{module.replace('/', '.')}" for module in modules() if room_of(module) in below)
    gone = ("PySide6", "shiboken6", "pyqtgraph", "numpy", "miniaudio", "simpleaudio", "wakepy", "rich")
    script = (
        f"import sys; sys.path[:0] = [{str(ROOT)!r}]; sys.modules.update(dict.fromkeys({gone!r}))\n"
        "import importlib\nfor name in " + repr(names) + ": importlib.import_module(name)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_rules_of_a_routine_read_no_files() -> None:
    below = [path for module, path in modules().items() if room_of(module) in ("figure", "routine", "session")]
    assert len(below) > 30
    calls = {
        path.name: {
            node.func.id for node in nodes(path) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        for path in below
    }
    assert [name for name, called in calls.items() if {"open", "Path"} & called] == []


def test_only_the_shells_read_a_clock() -> None:
    faults = []
    for module, path in modules().items():
        if any(is_in(module, place) for place in CLOCKS):
            continue
        if "time" in {name.split(".")[0] for name in imports(path)}:
            faults.append(f"{module} imports time")
        attributes = [node for node in nodes(path) if isinstance(node, ast.Attribute)]
        asked = {node.attr for node in attributes}
        asked &= {"now", "utcnow", "currentDate", "currentDateTime", "currentMSecsSinceEpoch"}
        # `today` of a service that was handed in is no clock; that of `datetime` is.
        dated = (node.value for node in attributes if node.attr == "today")
        asked |= {"today" for value in dated if isinstance(value, ast.Name) and value.id in ("date", "datetime")}
        if asked:
            faults.append(f"{module} asks for {asked}")
    assert faults == []
