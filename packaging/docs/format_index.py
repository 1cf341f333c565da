"""Writes the index of keys in `docs/routine-format.md` from the models: `python packaging/docs/format_index.py`."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from pydantic import BaseModel  # noqa: E402

from trunktimer.routine.toml.routine_model import (  # noqa: E402
    BlockModel,
    DefaultsModel,
    PhaseModel,
    ProgramModel,
    RoutineModel,
)

TARGET: Final = ROOT / "docs" / "routine-format.md"
BEGIN: Final = "<!-- index: written by `python packaging/docs/format_index.py`; a test says whether it is fresh -->"
END: Final = "<!-- /index -->"
#: The tables of a file, as the index calls them.
TABLES: Final[Mapping[str, type[BaseModel]]] = {
    "top": RoutineModel,
    "`[defaults]`": DefaultsModel,
    "block": BlockModel,
    "phase": PhaseModel,
    "`[program]`": ProgramModel,
}
_TABLES_OF_KEYS: Final = frozenset({"block", "defaults", "program"})
_DATES: Final = frozenset({"from", "until"})


def example_token(key: str, value: object) -> str:
    """An example as TOML writes it."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return value if key in _DATES else f'"{value}"'
        case list():
            return f"[{', '.join(example_token(key, part) for part in value)}]"
        case dict():
            return "{ " + ", ".join(f"{name} = {example_token(name, part)}" for name, part in value.items()) + " }"
    return str(value)


def keys() -> dict[str, dict[str, Any]]:
    """For each key the tables in which it stands, with what the model says of it there."""
    found: dict[str, dict[str, Any]] = {}
    for table, model in TABLES.items():
        for name, field in model.model_fields.items():
            found.setdefault(field.alias or name, {})[table] = field
    return found


def rows() -> list[str]:
    """The rows of the index, by key."""
    written = []
    for key, tables in sorted(keys().items()):
        said: dict[tuple[str, str], list[str]] = {}
        for table, field in tables.items():
            examples = ", ".join(f"`{example_token(key, example)}`" for example in field.examples or [])
            if key in _TABLES_OF_KEYS:
                examples = f"`[[{key}]]`" if key == "block" else f"`[{key}]`"
            said.setdefault((field.description or "", examples), []).append(table)
        for (told, examples), where in said.items():
            written.append(f"| `{key}` | {', '.join(where)} | {told} | {examples} |")
    return written


def with_index(text: str) -> str:
    """The document with a fresh index."""
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    table = "\n".join(
        ["| key | where | what, and what holds where it is not written | examples |", "|---|---|---|---|", *rows()]
    )
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


if __name__ == "__main__":
    TARGET.write_text(with_index(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
