"""JSON Schemas of the file formats, made from the models: `python -m trunktimer.routine.toml.schema`."""

import json
from pathlib import Path

from pydantic import BaseModel

from trunktimer.foundation.places import find_places
from trunktimer.routine.toml.movement_model import MovementModel
from trunktimer.routine.toml.routine_model import RoutineModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MODELS: dict[str, type[BaseModel]] = {"routine.schema.json": RoutineModel, "movement.schema.json": MovementModel}


def schema_text(name: str) -> str:
    """The schema file `name` as it should stand."""
    schema = {"$schema": DIALECT, **MODELS[name].model_json_schema(by_alias=True)}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path) -> None:
    """Write all schemas into `folder`."""
    for name in MODELS:
        (folder / name).write_text(schema_text(name), encoding="utf-8")


if __name__ == "__main__":
    write_schemas(find_places().assets)
