"""Changing one value changes its line alone."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trunktimer.foundation.durations import Span
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import find_places
from trunktimer.foundation.toml_lines import TomlLines
from trunktimer.routine.toml.edit import change_value, first_difference, remove_value

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
    assert tomllib.loads(changed)["block"][0]["cue"] == "Hips up"


@pytest.mark.parametrize(
    ("text", "key", "after"),
    [
        ("name = 1\nreps = 2\n", "hold", "name = 1\nhold = 1\nreps = 2\n"),  # in the usual order
        ("hold = 2\nreps = 3\n", "name", "name = 1\nhold = 2\nreps = 3\n"),
        ("name = 3\nodd1 = 2\n", "odd2", "name = 3\nodd1 = 2\nodd2 = 1\n"),  # unknown ones last, as they come
        ("name = 3\n", "odd1", "name = 3\nodd1 = 1\n"),
        ("odd1 = 2\nname = 3\n", "reps", "odd1 = 2\nname = 3\nreps = 1\n"),
        ("name = 1\n[a]\nhold = 3\n", "reps", "name = 1\nreps = 1\n[a]\nhold = 3\n"),  # in its own table
        ("hold = 3\nname = 1\n", "reps", "hold = 3\nname = 1\nreps = 1\n"),  # whatever order a person chose
    ],
)
def test_a_new_key_comes_behind_those_that_stand_before_it_in_the_usual_order(text: str, key: str, after: str) -> None:
    assert change_value(text, (key,), 1) == after


def test_what_is_not_there_cannot_be_changed() -> None:
    for path in ((), ("block", 99, "hold"), ("name", "x")):
        with pytest.raises(TrunkTimerError):
            change_value(SAMPLE, path, 1)
    with pytest.raises(TrunkTimerError, match="not TOML"):
        change_value("[[", ("name",), 1)


def without(data: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    """The data without what is at `path`."""
    around: Any = data
    for part in path[:-1]:
        around = around[part]
    del around[path[-1]]
    return data


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", list(TEXTS))
def test_every_value_of_every_routine_can_be_taken_out_alone(name: str, line_end: str) -> None:
    text = TEXTS[name].replace("\n", line_end)
    for path in scalars(tomllib.loads(text)):
        removed = remove_value(text, path)
        assert tomllib.loads(removed) == without(tomllib.loads(text), path), path
        before, after = text.split("\n"), removed.split("\n")
        first = TomlLines(text).line_of(path) - 1
        same = int("{" in before[first] or "[" in before[first])  # an entry of a list or table leaves its line
        fewer = len(before) - len(after)
        assert before[:first] == after[:first], path
        assert before[first + fewer + same :] == after[first + same :], path
        assert fewer >= 1 - same, path


@given(st.sampled_from([path for path in scalars(tomllib.loads(SAMPLE)) if "phase" not in path]))
def test_a_value_that_was_taken_out_can_be_added_again(path: tuple[str | int, ...]) -> None:
    value: Any = tomllib.loads(SAMPLE)
    for part in path:
        value = value[part]
    if isinstance(path[-1], int):
        return
    assert tomllib.loads(change_value(remove_value(SAMPLE, path), path, value)) == tomllib.loads(SAMPLE)


@pytest.mark.parametrize(
    ("text", "path", "left"),
    [
        ("a = 1  # one\n", ("a",), ""),
        ("# of both\na = 1\nb = 2\n", ("a",), "# of both\nb = 2\n"),
        ("a = 1\nb = 2", ("b",), "a = 1"),
        ("a = 1\r\nb = 2", ("b",), "a = 1"),
        ("  a.b = 1\n  a.c = 2\n", ("a", "b"), "  a.c = 2\n"),
        ("a = [\n  1,\n]  # list\nb = 2\n", ("a",), "b = 2\n"),
        ('a = """\nx\n"""\nb = 2\n', ("a",), "b = 2\n"),
        ("a = { b = 1,  c = 2, d = 3 }\n", ("a", "b"), "a = { c = 2, d = 3 }\n"),
        ("a = { b = 1,  c = 2, d = 3 }\n", ("a", "c"), "a = { b = 1,  d = 3 }\n"),
        ("a = { b = 1,  c = 2, d = 3 }\n", ("a", "d"), "a = { b = 1,  c = 2 }\n"),
        ("a = { b = 1 }\n", ("a", "b"), "a = {}\n"),
        ("a = { b.c = 1, b.d = 2 }\n", ("a", "b", "d"), "a = { b.c = 1 }\n"),
        ("a = { b = { c = 1 }, d = 2 }\n", ("a", "d"), "a = { b = { c = 1 } }\n"),
        ("a = { b = { c = 1 }, d = 2 }\n", ("a", "b", "c"), "a = { b = {}, d = 2 }\n"),
        ("a = [1, 2, 3]\n", ("a", 2), "a = [1, 2]\n"),
        ("a = [1]\n", ("a", 0), "a = []\n"),
        ("a = [\n  1,  # one\n  2,  # two\n]\n", ("a", 0), "a = [\n  2,  # two\n]\n"),
        ("a = [\n  1,  # one\n  2   # two\n]\n", ("a", 1), "a = [\n  1,  # one\n]\n"),
        ("a = [\n  1,  # one\n  2 ]\n", ("a", 1), "a = [\n  1,  # one\n   ]\n"),
        ("a = [ # all\n  1 ]\n", ("a", 0), "a = [ # all\n   ]\n"),
    ],
)
def test_a_value_goes_with_its_line_and_the_comment_behind_it(
    text: str, path: tuple[str | int, ...], left: str
) -> None:
    assert remove_value(text, path) == left
    assert tomllib.loads(left) is not None


def test_what_is_not_there_or_is_a_table_cannot_be_taken_out() -> None:
    for path in ((), ("block", 99, "hold"), ("name", "x"), ("block", 0, "pace")):
        with pytest.raises(TrunkTimerError, match="There is no"):
            remove_value(SAMPLE, path)
    with pytest.raises(TrunkTimerError, match=r"block\.1 is a table"):
        remove_value(SAMPLE, ("block", 0))
    with pytest.raises(TrunkTimerError, match="a is a table"):
        remove_value("a.b = 1", ("a",))
    with pytest.raises(TrunkTimerError, match="not TOML"):
        remove_value("[[", ("name",))


def test_the_places_are_found(tmp_path: Path) -> None:
    assert (find_places().assets / "movements").is_dir()


def test_a_list_of_phases_is_written_with_a_line_for_each() -> None:
    text = 'format = 1\nname = "X"\n\n[[block]]\nname = "Cat"\nreps = 3  # so many\n'
    phases = [{"do": "round", "time": Span(3_000, 3_000), "breath": "out", "cue": None}, {"do": "sag", "time": "3 s"}]
    changed = change_value(text, ("block", 0, "phase"), phases)
    assert changed == text + (
        'phase = [\n  { do = "round", time = "3 s", breath = "out" },\n  { do = "sag", time = "3 s" },\n]\n'
    )
    again = change_value(changed, ("block", 0, "phase"), phases[1:])
    assert again == text + 'phase = [\n  { do = "sag", time = "3 s" },\n]\n'


@pytest.mark.parametrize("value", ["One.\nTwo.", '\nOne.\n\nTwo, "quoted" \\ """ and more.\n', "One.\n  \tTwo."])
@pytest.mark.parametrize("first", ["", "\n"])
def test_a_text_over_several_lines_stays_one(first: str, value: str) -> None:
    text = f'a = 1\nsafety = """{first}Old.\nOlder."""  # why\nb = 2\n'
    new = change_value(text, ("safety",), value)
    assert tomllib.loads(new) == {"a": 1, "safety": value, "b": 2}
    assert new.startswith('a = 1\nsafety = """') and new.endswith('"""  # why\nb = 2\n')
    assert len(new.split("\n")) >= len(value.split("\n")) + 3


def test_a_text_of_one_line_is_written_in_one_line() -> None:
    assert change_value('safety = """\nOld.\nOlder."""\n', ("safety",), "New.") == 'safety = "New."\n'


@given(st.text("ab\n", max_size=30), st.text("ab\n", max_size=30))
def test_the_first_difference_is_found(one: str, other: str) -> None:
    at = first_difference(one, other)
    assert one[:at] == other[:at]
    assert at in (len(one), len(other)) or one[at] != other[at]


@pytest.mark.parametrize(
    ("text", "path", "value", "wanted"),
    [
        (
            'format = 2\nname = "A"\n\n# the first\n[[block]]\nname = "B"\n',
            ("program", "times_per_day"),
            3,
            'format = 2\nname = "A"\n\n[program]\ntimes_per_day = 3\n\n# the first\n[[block]]\nname = "B"\n',
        ),
        (
            '[[block]]\r\nrepeat = 2\r\n[[block.block]]\r\nname = "B"\r\n',
            ("block", 0, "defaults", "hold"),
            "5 s",
            '[[block]]\r\nrepeat = 2\r\n[block.defaults]\r\nhold = "5 s"\r\n[[block.block]]\r\nname = "B"\r\n',
        ),
        ('name = "A"', ("defaults", "reps"), 3, 'name = "A"\n\n[defaults]\nreps = 3\n'),
        (
            "block = [{ repeat = 2, block = [] }]\n",
            ("block", 0, "defaults", "hold"),
            "5 s",
            'block = [{ repeat = 2, block = [], defaults = { hold = "5 s" } }]\n',
        ),
    ],
)
def test_a_table_of_a_routine_begins_with_its_first_key(
    text: str, path: tuple[str | int, ...], value: object, wanted: str
) -> None:
    assert change_value(text, path, value) == wanted
    with pytest.raises(TrunkTimerError):
        change_value(text, ("others", "hold"), "5 s")
