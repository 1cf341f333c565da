"""What the documents show is true: every example is read, every command and key is named."""

import re

import pytest

from tests.checkout import ROOT
from trunktimer.commands.cli_parser import COMMANDS, command_parser
from trunktimer.foundation.places import find_places
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.toml.movement_file import load_movements
from trunktimer.routine.toml.routine_file import parse_routine
from trunktimer.routine.toml.routine_hints import BLOCK_KEYS
from trunktimer.routine.toml.schema import MODELS, schema_text

FORMAT = (ROOT / "docs" / "routine-format.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", FORMAT, re.DOTALL)
MOVEMENTS, FAULTS = load_movements([find_places().movement_folders[1]])


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_a_routine_without_faults(example: str) -> None:
    assert len(compile_routine(parse_routine(example, "example.toml", MOVEMENTS), MOVEMENTS)) > 0


def test_the_routine_of_the_benches_is_one_long_hold() -> None:
    text = (ROOT / "benches" / "hold.toml").read_text(encoding="utf-8")
    timeline = compile_routine(parse_routine(text, "hold.toml", MOVEMENTS), MOVEMENTS)
    assert [step.duration_ms for step in timeline if step.part.phase == "hold"] == [90_000]


def test_every_key_of_a_block_is_explained() -> None:
    assert [key for key in BLOCK_KEYS if not re.search(rf"\b{key}\b", FORMAT)] == []


def test_the_readme_names_every_command_and_shows_a_picture_that_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [command for command in COMMANDS if f"trunktimer {command}" not in readme] == []
    for picture in re.findall(r"!\[.*?\]\((.*?)\)", readme):
        assert (ROOT / picture).stat().st_size > 10_000


def test_every_command_has_help_with_an_example() -> None:
    text = command_parser().format_help()
    assert "example:" in text
    for command in COMMANDS:
        assert command in text


@pytest.mark.parametrize("name", list(MODELS))
def test_the_schemas_are_fresh_and_describe_every_key(name: str) -> None:
    written = (ROOT / "assets" / name).read_text(encoding="utf-8")
    assert written == schema_text(name), "run: python -m trunktimer.routine.toml.schema"
    for key, field in MODELS[name].model_fields.items():
        assert field.description, key


def test_bundled_movements_have_no_faults() -> None:
    assert FAULTS == []
    assert len(MOVEMENTS) >= 16
