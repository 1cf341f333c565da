"""Lines are found for every key, however a document is written."""

import tomllib

import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from trunktimer.foundation.errors import Path
from trunktimer.foundation.toml_lines import TomlLines

TRICKY = '''
format = 1  # [[block]] in a comment
"quoted \\"key\\"" = 'a # b'
long = """
[[block]] = "not a header"
""""
raw = \'\'\'
x = 1\'\'\'
a.b.c = 3
when = 1979-05-27 07:32:00
[[block]]
phase = [
  { do = "raise", time = [1, 2] },  # ]

  { do = "hold", "t.x" = { deep = 1 } },
]
[block.sub]
x = 1
[[block]]
[[block.block]]
hold = 1
[[block.block]]
hold = 2
[[block]]
[[block.block]]
hold = 3
'''


def test_lines_of_a_document_with_every_trap() -> None:
    lines = TomlLines(TRICKY)
    expected: dict[Path, int] = {
        ("format",): 2, ('quoted "key"',): 3, ("long",): 4, ("raw",): 7, ("a", "b", "c"): 9, ("when",): 10,
        ("block", 0): 11, ("block", 0, "phase"): 12, ("block", 0, "phase", 0, "time", 1): 13,
        ("block", 0, "phase", 1): 15, ("block", 0, "phase", 1, "t.x", "deep"): 15, ("block", 0, "sub", "x"): 18,
        ("block", 1): 19, ("block", 1, "block", 0, "hold"): 21, ("block", 1, "block", 1, "hold"): 23,
        ("block", 2, "block", 0, "hold"): 26,
    }  # fmt: skip
    assert {path: lines.line_of(path) for path in expected} == expected
    assert TomlLines(TRICKY.replace("\n", "\r\n")).line_of(("block", 1, "block", 1, "hold")) == 23


def test_what_is_missing_is_placed_in_what_is_around_it() -> None:
    lines = TomlLines(TRICKY)
    assert lines.line_of(("block", 1, "block", 1, "reps")) == 22
    assert lines.line_of(("nothing", "at", "all")) == 1
    assert lines.table_at(18) == ("block", 0, "sub")
    assert lines.table_at(3) == ()


KEYS = st.one_of(st.sampled_from(["a", "block", "b-1"]), st.text(st.characters(codec="utf-8"), max_size=4))
SCALARS = st.one_of(
    st.integers(-(10**9), 10**9), st.booleans(), st.floats(allow_nan=False), st.text(st.characters(codec="utf-8"))
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


def paths(value: object, here: Path = ()) -> list[Path]:
    """Every path in a document."""
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [here, *(path for part, below in inner for path in paths(below, (*here, part)))]


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_every_key_of_any_document_is_found_and_its_text_is_its_value(document: dict[str, object]) -> None:
    text = tomlkit.dumps(document)
    data = tomllib.loads(text)
    lines = TomlLines(text)
    assert set(paths(data)) == set(lines.marks)
    for path, mark in lines.marks.items():
        value: object = data
        for part in path:
            assert isinstance(value, dict | list)
            value = value[part]  # type: ignore[index]  # a word in a table, a number in a list
        if mark.value is not None and not isinstance(value, dict | list):
            assert tomllib.loads(f"x = {text[mark.value : mark.end]}")["x"] == value
