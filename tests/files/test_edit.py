"""Changing one value changes its line alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trunktimer.core.durations import Span
from trunktimer.core.errors import TrunkTimerError
from trunktimer.files.edit import change_value
from trunktimer.files.places import find_places
from trunktimer.files.toml_lines import TomlLines

TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(find_places().routines.glob("*.toml"))}
SAMPLE = TEXTS["strengthen-lower-back"]


def differing(one: str, other: str) -> list[int]:
    """The numbers of the lines that differ, from 1."""
    before, after = one.split("\n"), other.split("\n")
    assert len(before) == len(after)
    return [at + 1 for at, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]


def scalars(table: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The paths of all single values in a document."""
    if isinstance(table, dict):
        return [found for key, value in table.items() for found in scalars(value, (*path, key))]
    if isinstance(table, list):
        return [found for at, value in enumerate(table) for found in scalars(value, (*path, at))]
    return [path]


@pytest.mark.parametrize("name", list(TEXTS))
def test_every_value_of_every_routine_can_be_changed_alone(name: str) -> None:
    import tomllib

    text = TEXTS[name]
    lines = TomlLines(text)
    for path in scalars(tomllib.loads(text)):
        changed = change_value(text, path, "changed" if path[-1] != "format" else 7)
        first = lines.line_of(path)
        before, after = text.split("\n"), changed.split("\n")
        longer = len(before) - len(after)  # a text over several lines becomes one line
        assert longer == 0 or (longer > 0 and '"""' in before[first - 1]), path
        assert before[: first - 1] == after[: first - 1], path
        assert before[first + longer :] == after[first:], path
        assert before != after, path


@given(st.integers(1, 600).map(lambda seconds: Span(seconds * 1000, seconds * 1000)))
def test_a_time_is_written_in_the_style_that_stood_there(span: Span) -> None:
    changed = change_value(SAMPLE, ("block", 0, "raise"), span)
    lines = differing(SAMPLE, changed)
    assert len(lines) == (0 if span.low_ms == 2_000 else 1)
    for line in lines:
        assert changed.split("\n")[line - 1].startswith("raise")
        assert changed.split("\n")[line - 1].endswith(' s"')


def test_line_ends_and_a_missing_last_one_are_kept() -> None:
    for text in (SAMPLE.replace("\n", "\r\n"), SAMPLE.rstrip("\n")):
        changed = change_value(text, ("block", 0, "hold"), Span(12_000, 12_000))
        assert len(differing(text, changed)) == 1
        assert '"12 s"' in changed


def test_a_new_key_is_added_to_its_table() -> None:
    changed = change_value(SAMPLE, ("block", 0, "cue"), "Hips up")
    added = [line for line in changed.split("\n") if line not in SAMPLE.split("\n")]
    assert [line.replace(" ", "") for line in added] == ['cue="Hipsup"']
    import tomllib

    assert tomllib.loads(changed)["block"][0]["cue"] == "Hips up"


def test_what_is_not_there_cannot_be_changed() -> None:
    for path in ((), ("block", 99, "hold"), ("name", "x")):
        with pytest.raises(TrunkTimerError):
            change_value(SAMPLE, path, 1)
    with pytest.raises(TrunkTimerError, match="not TOML"):
        change_value("[[", ("name",), 1)


def test_the_places_are_found(tmp_path: Path) -> None:
    assert (find_places().assets / "movements").is_dir()
