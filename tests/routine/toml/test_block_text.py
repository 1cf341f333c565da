"""Blocks are moved about in the text of a routine, and nothing else changes."""

import copy
import re
import tomllib
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library import MOVEMENTS
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import find_places
from trunktimer.routine.toml.block_text import (
    BlockPath,
    block_places,
    block_source,
    delete_block,
    duplicate_block,
    group_block,
    insert_block,
    move_block,
    ungroup,
)
from trunktimer.routine.toml.routine_file import parse_routine

TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(find_places().routines.glob("*.toml"))}

HEAD = 'format = 1\nname = "Test"\n'
SAMPLE = """\
format = 1
name = "Test"

# Warm up

# Slow at first.
[[block]]  # easy
name = "A"
hold = "5 s"
# the end of A

# Circuit

[[block]]
repeat = 3
# the first
[[block.block]]
name = "B"
phase = [  # as in class
  { do = "up", time = "1 s" },
  # [[block]] is no header here
  { do = "down", time = "1 s" },
]
[[block.block]]
name = "C"
hold = "2 s"

# Cool down

[[block]]
name = "D"
hold = "9 s"

# last words
"""


# What the text says, and what ought to become of it.


def content(text: str) -> dict[str, Any]:
    """The parsed text; a group without blocks is one without the key."""
    return tidied(tomllib.loads(text))


def tidied(table: dict[str, Any]) -> dict[str, Any]:
    inner = [tidied(block) for block in table.get("block", [])]
    return {**{key: value for key, value in table.items() if key != "block"}, **({"block": inner} if inner else {})}


def within(table: dict[str, Any], path: BlockPath) -> list[dict[str, Any]]:
    """The list of the blocks in the block at `path`, to be changed."""
    for at in path:
        table = table["block"][at]
    inner: list[dict[str, Any]] = table.setdefault("block", [])
    return inner


def every(table: dict[str, Any], path: BlockPath = ()) -> list[BlockPath]:
    found = []
    for at, block in enumerate(table.get("block", [])):
        found += [(*path, at), *every(block, (*path, at))]
    return found


def block_at(table: dict[str, Any], path: BlockPath) -> dict[str, Any]:
    return within(table, path[:-1])[path[-1]]


def moved(table: dict[str, Any], path: BlockPath, parent: BlockPath, at: int) -> dict[str, Any]:
    """A move without any reckoning of numbers: a mark takes the place of the block."""
    table = copy.deepcopy(table)
    source, target = within(table, path[:-1]), within(table, parent)
    block = source[path[-1]]
    source[path[-1]] = {"gone": True}
    target.insert(at, block)
    source[:] = [block for block in source if "gone" not in block]
    return tidied(table)


def spots(table: dict[str, Any]) -> list[tuple[BlockPath, int]]:
    """Every place where a block can be put."""
    parents: list[BlockPath] = [(), *every(table)]
    return [(parent, at) for parent in parents for at in range(len(within(copy.deepcopy(table), parent)) + 1)]


def rows(text: str) -> list[str]:
    """The lines that are not blank, with all headers at one depth."""
    return [re.sub(r"^\[\[ ?(block\.)*", "[[", row) for row in text.splitlines() if row.strip()]


def parts(one: list[str], other: list[str]) -> tuple[int, int]:
    """`other` is `one` with lines put in at one place: from where to where."""
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    end = len(other) - (len(one) - start)
    assert end >= start
    assert one[start:] == other[end:]
    return start, end


def leaves(text: str) -> "dict[BlockPath, str]":
    places = {place.path for place in block_places(text)}
    return {path: block_source(text, path) for path in places if (*path, 0) not in places}


# Files as people may write them. Each comment is written once, so that none can go unnoticed.


class _Writer:
    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self._number = 0
        self.rows: list[str] = []

    def chance(self, often: int = 3) -> bool:
        return self._draw(st.integers(0, often)) == 0

    def comment(self) -> str:
        self._number += 1
        return f"# {self._draw(st.sampled_from(('c', '[[block]] ', 'x = 1 ')))}{self._number}"

    def space(self) -> None:
        self.rows += [""] * self._draw(st.integers(0, 2))
        if self.chance():
            self.rows += [self.comment(), *[self._draw(st.sampled_from(("", "  ")))] * self._draw(st.integers(0, 2))]
        if self.chance(5):
            self.rows.append(self.comment())

    def blocks(self, depth: int, most: int) -> None:
        for _ in range(self._draw(st.integers(1 if depth > 1 else 0, most))):
            self.space()
            self._number += 1
            header = ".".join(["block"] * depth)
            self.rows.append(f"[[{header}]]" + (f"   {self.comment()}" if self.chance() else ""))
            self.rows += [f"name = {self._number}"] * (not self.chance(8))
            if self.chance():
                self.rows += ["phase = [  # one", "  { do = 1 },", f"  {self.comment()}", "", "  { do = 2 }, ]"]
            if self.chance(5):
                self.rows += ['cue = """', "# no comment", "[[block]]", "", 'x"""']
            if self.chance():
                self.rows += [*[""] * self.chance(), self.comment(), "reps = 1  # r"]
            if self.chance(8):
                self.rows += [f"[[ {header}.tempo ]]", "do = 3"]
            if self.chance(2):
                self.rows.append(self.comment())
            if depth < 4 and self.chance(2):
                self.blocks(depth + 1, 2)


@st.composite
def routine_texts(draw: st.DrawFn) -> str:
    writer = _Writer(draw)
    writer.rows += draw(st.sampled_from(([], ["format = 1"], ["#:schema x", "", "format = 1", "# words"])))
    writer.blocks(1, 4)
    writer.space()
    text = draw(st.sampled_from(("\n", "\r\n"))).join(writer.rows)
    return text if draw(st.booleans()) or not text else text + ("\r\n" if "\r\n" in text else "\n")


WITH_BLOCKS = routine_texts().filter(lambda text: bool(block_places(text)))


def check_style(before: str, after: str) -> None:
    """Line ends are those that the file had, also at its end."""
    if "\r\n" in before:
        assert after.count("\n") == after.count("\r\n")
    else:
        assert "\r" not in after or "\n" not in before
    if before and after:
        assert before.endswith("\n") == after.endswith("\n")


# Laws

#: Few, for the clock; they held with 1500 each.
LAW = settings(max_examples=25)


@LAW
@given(WITH_BLOCKS)
def test_each_block_has_its_place_in_the_order_of_the_file(text: str) -> None:
    places = block_places(text)
    assert [place.path for place in places] == every(content(text))
    lines = text.split("\n")
    for place in places:
        assert lines[place.line - 1].startswith("[[block")
        assert text[place.start : place.end].strip()
        around = next((group for group in places if group.path == place.path[:-1]), None)
        if around:
            assert around.start < place.start < place.end <= around.end
    for one, other in pairwise(places):
        assert one.start < other.start
        assert one.end <= other.start or other.path[: len(one.path)] == one.path


@LAW
@given(WITH_BLOCKS, st.data())
def test_a_deleted_block_alone_is_gone(text: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(block_places(text)))
    after = delete_block(text, place.path)
    wanted = content(text)
    del within(wanted, place.path[:-1])[place.path[-1]]
    assert content(after) == tidied(wanted)
    assert rows(after) == rows(text[: place.start]) + rows(text[place.end :])
    check_style(text, after)
    kept = {path: source for path, source in leaves(text).items() if path[: len(place.path)] != place.path}
    assert not Counter(kept.values()) - Counter(leaves(after).values())


@LAW
@given(WITH_BLOCKS, st.data())
def test_a_moved_block_stands_elsewhere_and_nothing_else_does(text: str, data: st.DataObject) -> None:
    before = content(text)
    path = data.draw(st.sampled_from(every(before)))
    parent, at = data.draw(st.sampled_from([spot for spot in spots(before) if spot[0][: len(path)] != path]))
    after, now = move_block(text, path, parent, at)
    assert content(after) == moved(before, path, parent, at)
    assert block_at(content(after), now) == block_at(before, path)
    assert block_source(after, now) == block_source(text, path)
    assert rows(delete_block(after, now)) == rows(delete_block(text, path))
    check_style(text, after)
    kept = {one: source for one, source in leaves(text).items() if one != parent}
    assert not Counter(kept.values()) - Counter(leaves(after).values())


@LAW
@given(WITH_BLOCKS, st.data())
def test_a_block_copied_from_one_file_is_the_same_in_another(text: str, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(every(content(text))))
    source = block_source(text, path)
    assert tidied(tomllib.loads(source)) == {"block": [block_at(content(text), path)]}
    other = data.draw(routine_texts())
    parent, at = data.draw(st.sampled_from(spots(content(other))))
    after = insert_block(other, parent, at, source)
    wanted = content(other)
    within(wanted, parent).insert(at, block_at(content(text), path))
    assert content(after) == tidied(wanted)
    assert block_source(after, (*parent, at)) == source
    start, end = parts(rows(other), rows(after))
    assert sorted(rows(after)[start:end]) == sorted(rows(source))
    if other:
        check_style(other, after)


@LAW
@given(WITH_BLOCKS, st.data())
def test_a_block_that_was_cut_can_be_put_back(text: str, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(every(content(text))))
    assert content(insert_block(delete_block(text, path), path[:-1], path[-1], block_source(text, path))) == content(
        text
    )


@LAW
@given(WITH_BLOCKS, st.data())
def test_a_duplicate_comes_right_after_its_block(text: str, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(every(content(text))))
    after = duplicate_block(text, path)
    wanted = content(text)
    within(wanted, path[:-1]).insert(path[-1], block_at(content(text), path))
    assert content(after) == wanted
    parts(rows(text), rows(after))
    copied = (*path[:-1], path[-1] + 1)
    assert block_source(after, copied) == block_source(after, path) == block_source(text, path)
    assert rows(delete_block(after, copied)) == rows(text)
    check_style(text, after)


@LAW
@given(WITH_BLOCKS, st.data())
def test_a_group_that_is_dissolved_leaves_the_text_as_it_was(text: str, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(every(content(text))))
    grouped = group_block(text, path)
    wanted = content(text)
    within(wanted, path[:-1])[path[-1]] = {"repeat": 2, "block": [block_at(content(text), path)]}
    assert content(grouped) == wanted
    assert block_source(grouped, (*path, 0)) == block_source(text, path)
    check_style(text, grouped)
    assert ungroup(grouped, path) == text


@LAW
@given(WITH_BLOCKS.filter(lambda text: "[[block.block]]" in text and ".tempo" not in text), st.data())
def test_a_dissolved_group_leaves_its_blocks_and_comments(text: str, data: st.DataObject) -> None:
    before = content(text)
    groups = [path for path in every(before) if block_at(before, path).get("block")]
    if not groups:  # the header stood in a text
        return
    path = data.draw(st.sampled_from(groups))
    after = ungroup(text, path)
    beside = within(before, path[:-1])
    beside[path[-1] : path[-1] + 1] = beside[path[-1]]["block"]
    assert content(after) == before
    left = {row.strip() for row in after.splitlines()}
    lists = "".join(re.findall(r"phase = \[(.*?)\]\r?\n", text, re.DOTALL))  # they go with a group that has some
    whole = {row for row in text.splitlines() if row.startswith("#") and row != "# no comment"}
    assert whole - set(lists.splitlines()) <= left
    check_style(text, after)
    kept = leaves(text).values()
    assert not Counter(kept) - Counter(leaves(after).values())


@LAW
@given(routine_texts(), st.data())
def test_after_any_row_of_edits_the_text_says_what_was_wanted(text: str, data: st.DataObject) -> None:
    wanted = content(text)
    for _ in range(data.draw(st.integers(1, 6))):
        paths = every(wanted)
        if not paths:
            text = insert_block(text, (), 0, "[[block]]\nname = 0\n")
            wanted = {**wanted, "block": [{"name": 0}]}
            continue
        path = data.draw(st.sampled_from(paths))
        beside = within(wanted, path[:-1])
        match data.draw(st.sampled_from(("delete", "move", "duplicate", "group", "insert"))):
            case "delete":
                text = delete_block(text, path)
                del beside[path[-1]]
            case "move":
                free = [spot for spot in spots(wanted) if spot[0][: len(path)] != path]
                parent, at = data.draw(st.sampled_from(free))
                text, _path = move_block(text, path, parent, at)
                wanted = moved(wanted, path, parent, at)
            case "duplicate":
                text = duplicate_block(text, path)
                beside.insert(path[-1], copy.deepcopy(beside[path[-1]]))
            case "group":
                text = group_block(text, path)
                beside[path[-1]] = {"repeat": 2, "block": [beside[path[-1]]]}
            case "insert":
                text = insert_block(text, path, 0, "# new\n[[block]]\nname = 0\n[[block.block]]\nname = 1")
                within(wanted, path).insert(0, {"name": 0, "block": [{"name": 1}]})
        wanted = tidied(wanted)
        assert content(text) == wanted


# The bundled routines


@pytest.mark.parametrize("name", list(TEXTS))
def test_each_block_of_a_bundled_routine_can_be_cut_and_put_back_to_the_letter(name: str) -> None:
    text = TEXTS[name]
    for path in every(content(text)):
        cut = delete_block(text, path)
        before, after = text.split("\n"), cut.split("\n")
        start, end = parts(after, before)  # the lines above and below are as they were
        assert Counter(filter(None, before[start:end])) == Counter(filter(None, place_text(text, path).split("\n")))
        source = block_source(text, path)
        assert insert_block(cut, path[:-1], path[-1], source) == text
        assert ungroup(group_block(text, path), path) == text


@pytest.mark.parametrize("name", list(TEXTS))
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_block_of_a_bundled_routine_goes_down_and_up_again_to_the_letter(name: str, line_end: str) -> None:
    text = TEXTS[name].replace("\n", line_end)
    for path in every(content(text)):
        own, at = path[:-1], path[-1]
        if at + 1 < len(within(content(text), own)):
            down, now = move_block(text, path, own, at + 2)
            assert now == (*own, at + 1)
            assert Counter(down.split("\n")) == Counter(text.split("\n"))
            parse_routine(down, name, MOVEMENTS)
            assert move_block(down, now, own, at) == (text, path)


# One by one


def test_comments_above_a_header_belong_to_the_block_and_section_comments_to_none() -> None:
    assert place_text(SAMPLE, (0,)) == (
        '# Slow at first.\n[[block]]  # easy\nname = "A"\nhold = "5 s"\n# the end of A\n'
    )
    assert place_text(SAMPLE, (1,)).startswith("[[block]]\nrepeat = 3\n# the first\n")
    assert place_text(SAMPLE, (1,)).endswith('hold = "2 s"\n')
    assert place_text(SAMPLE, (1, 0)).startswith("# the first\n[[block.block]]\n")
    assert place_text(SAMPLE, (2,)) == '[[block]]\nname = "D"\nhold = "9 s"\n'
    assert [place.line for place in block_places(SAMPLE)] == [7, 14, 17, 24, 30]


def test_a_block_from_a_group_stands_alone_on_the_clipboard() -> None:
    source = block_source(SAMPLE.replace("\n", "\r\n"), (1, 1))
    assert source == '[[block]]\nname = "C"\nhold = "2 s"\n'
    assert block_source(SAMPLE, (1,)) == place_text(SAMPLE, (1,))


def test_a_block_moves_up_out_of_its_group_without_passing_a_section() -> None:
    text, path = move_block(SAMPLE, (1, 0), (), 1)
    assert path == (1,)
    assert "# Circuit\n\n# the first\n[[block]]\nname" in text
    assert '  { do = "down", time = "1 s" },\n]\n\n[[block]]\nrepeat = 3\n[[block.block]]\nname = "C"' in text


def test_a_block_moves_down_into_and_out_of_a_group() -> None:
    text, path = move_block(SAMPLE, (0,), (1,), 1)
    assert path == (0, 1)
    wanted = (
        ']\n# Slow at first.\n[[block.block]]  # easy\nname = "A"\nhold = "5 s"\n# the end of A\n\n'
        '[[block.block]]\nname = "C"\n'
    )
    assert wanted in text
    text, path = move_block(SAMPLE, (1, 1), (), 2)
    assert path == (2,)
    assert ']\n\n[[block]]\nname = "C"\nhold = "2 s"\n\n# Cool down\n\n[[block]]\nname = "D"' in text


def test_a_block_that_stays_where_it_is_changes_nothing() -> None:
    for at in (1, 2):
        assert move_block(SAMPLE, (1,), (), at) == (SAMPLE, (1,))


def test_a_dissolved_group_keeps_what_was_said_of_it() -> None:
    text = (
        "format = 1\n# A\n[[block]]  # B\n# C\nrepeat = 3  # with its line\n\n# D\n\n# E\n"
        "[[block.block]]  # F\nreps = 1\n[[block.block]]\n# G\nreps = 2"
    )
    assert ungroup(text, (0,)) == (
        "format = 1\n\n# A\n# B\n# C\n# D\n\n# E\n[[block]]  # F\nreps = 1\n\n[[block]]\n# G\nreps = 2"
    )


def test_the_first_block_of_a_blank_routine_comes_below_all_that_is_there() -> None:
    source = "\n\n[[block]]\nrest = 5\n\n\n"
    assert insert_block(HEAD, (), 0, source) == f"{HEAD}\n[[block]]\nrest = 5\n"
    assert insert_block(f"{HEAD}\n# later\n\n", (), 0, source) == f"{HEAD}\n# later\n\n[[block]]\nrest = 5\n\n"
    assert insert_block(HEAD.rstrip(), (), 0, source) == f"{HEAD}\n[[block]]\nrest = 5"
    assert insert_block("", (), 0, source) == "[[block]]\nrest = 5\n"
    assert delete_block(f"{HEAD}\n[[block]]\nrest = 5\n", (0,)) == HEAD


def test_several_blocks_are_put_in_at_once_in_the_style_of_the_file() -> None:
    source = "\ufeff# Extra\r\n\r\n[[block]]\r\nrest = 5\r\n[[block]]\r\nrepeat = 2\r\n[[block.block]]\r\nrest = 6\r\n"
    text = insert_block(SAMPLE, (), 1, source)
    assert [block.get("rest") for block in content(text)["block"]] == [None, 5, None, None, None]
    assert "# the end of A\n\n# Extra\n\n[[block]]\nrest = 5\n\n[[block]]\nrepeat = 2\n[[block.block]]\n" in text
    assert "\nrest = 6\n\n# Circuit\n" in text


def test_a_section_comment_that_is_put_in_stays_apart_from_the_block_above() -> None:
    text = "[[block]]\nrepeat = 2\n[[block.block]]\nrest = 5\n"
    for parent, at in (((0,), 1), ((0, 0), 0)):
        after = insert_block(text, parent, at, "# Extra\n\n[[block]]\nrest = 6\n")
        assert after.startswith(f"{text}\n# Extra\n\n[[block.block")


def test_blocks_are_parted_as_most_blocks_of_the_file_are() -> None:
    block = "[[block]]\nrest = 5\n"
    text = f"{block}\n{block}\n{block}\n\n{block}"
    assert duplicate_block(text, (0,)) == f"{block}\n{text}"


def test_a_group_is_made_in_the_style_of_the_others() -> None:
    text = "[[block]]\nrepeat = 2\n\n[[block.block]]\nrest = 5\n\n  [[block]]\n  rest = 6\n"
    assert group_block(text, (1,)).endswith("\n\n  [[block]]\n  repeat = 2\n\n  [[block.block]]\n  rest = 6\n")


def test_what_looks_like_a_comment_at_the_end_of_a_text_is_none() -> None:
    text = '[[block]]\ncue = """\n# no comment"""\n[[block]]\nrest = 5'
    assert [(place.start, place.end) for place in block_places(text)] == [(0, 36), (36, len(text))]
    group = 'reps = [\n# with the list\n1]\n[[block]]\ncue = """\n# no comment"""\nreps = [\n# with the list\n1]\n'
    assert ungroup(f"{group}[[block.block]]\nrest = 5", (0,)) == f"{group[: group.index('[[')]}[[block]]\nrest = 5"


def test_blocks_copied_by_hand_out_of_a_group_can_be_put_in() -> None:
    text = insert_block(HEAD, (), 0, "[[block.block]]\nrest = 5\n[[block.block.block]]\nrest = 6\n")
    assert text == f"{HEAD}\n[[block]]\nrest = 5\n[[block.block]]\nrest = 6\n"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("", "none in this text"),
        ("Buy milk", "not TOML: line 1"),
        ("# words", "none in this text"),
        ('hold = "5 s"', "none in this text"),
        (f"{HEAD}[[block]]\nrest = 5", "also holds format"),
        ("[[block]]\nrest = 5\n[other]\nx = 1", "also holds other"),
        ("[[block.block]]\nrest = 5\n[block.x]\ny = 1", "also holds x"),
        ("[[block]]\nrest = 5\nrest = 6", "twice"),
        ("block = [{ rest = 5 }]", r"write each as \[\[block\]\]"),
        ("block = 5", r"write each as \[\[block\]\]"),
        ("block.rest = 5", r"write each as \[\[block\]\]"),
    ],
)
def test_what_is_no_text_of_blocks_cannot_be_put_in(source: str, said: str) -> None:
    with pytest.raises(TrunkTimerError, match=said):
        insert_block(SAMPLE, (), 0, source)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{HEAD}block = [{{ rest = 5 }}]\n", 3),
        (f"{HEAD}block = []\n", 3),
        (f"{HEAD}block.rest = 5\n", 3),
        (f"{HEAD}[block]\nrest = 5\n", 3),
        (f"{HEAD}[[block.block]]\nrest = 5\n", 3),
        (f"{HEAD}\n[[block]]\nrepeat = 2\nblock = [{{ rest = 5 }}]\n", 6),
        (f"{HEAD}\n[[block]]\nrepeat = 2\nblock.rest = 5\n", 6),
    ],
)
def test_blocks_written_otherwise_are_refused_with_their_line(text: str, line: int) -> None:
    for edit in (block_places, lambda text: delete_block(text, (0,)), lambda text: insert_block(text, (), 0, "")):
        with pytest.raises(TrunkTimerError, match=rf"^Line {line} .*write each as \[\[block\]\]"):
            edit(text)


def test_a_block_in_two_parts_is_refused() -> None:
    text = f"{HEAD}[[block]]\nrepeat = 2\n[other]\n[[block.block]]\nrest = 5\n"
    with pytest.raises(TrunkTimerError, match=r"Line 6 .* put all tables of a block together"):
        block_places(text)


def test_tables_of_other_kinds_stay_where_they_are() -> None:
    text = "# a\n[a]\nblock = 1\n\n[[block]]\nrest = 5\n\n# b\n[[b.block]]\n\n[[block]]\nrest = 6\n# c\n[c]\n"
    assert delete_block(text, (1,)) == text.replace("[[block]]\nrest = 6\n", "")
    assert delete_block(text, (0,)) == text.replace("[[block]]\nrest = 5\n\n", "")
    assert move_block(text, (1,), (), 0)[0].startswith("# a\n[a]\nblock = 1\n\n[[block]]\nrest = 6\n\n[[block]]\n")


def test_a_place_that_is_not_there_is_told() -> None:
    with pytest.raises(TrunkTimerError, match=r"no block\.9 in this file"):
        delete_block(SAMPLE, (8,))
    with pytest.raises(TrunkTimerError, match="no such block"):
        delete_block(SAMPLE, ())
    with pytest.raises(TrunkTimerError, match=r"no block\.2\.block\.3 in this file"):
        move_block(SAMPLE, (0,), (1, 2), 0)
    for at in (-1, 4):
        with pytest.raises(TrunkTimerError, match=f"number {at + 1} in the routine"):
            insert_block(SAMPLE, (), at, "[[block]]")
        with pytest.raises(TrunkTimerError, match=f"number {at + 1} in the routine"):
            move_block(SAMPLE, (0,), (), at)
    with pytest.raises(TrunkTimerError, match="not TOML: line 1"):
        delete_block("[[", (0,))


def test_a_block_cannot_be_moved_into_itself() -> None:
    for parent in ((1,), (1, 0)):
        with pytest.raises(TrunkTimerError, match="into itself"):
            move_block(SAMPLE, (1,), parent, 0)


def test_only_a_group_without_tables_of_its_own_can_be_dissolved() -> None:
    with pytest.raises(TrunkTimerError, match=r"block\.1 is no group"):
        ungroup(SAMPLE, (0,))
    with pytest.raises(TrunkTimerError, match=r"block\.1\.tempo is a table of the group"):
        ungroup("[[block]]\n[[block.block]]\nrest = 5\n[block.tempo]\nup = 1\n", (0,))


def place_text(text: str, path: BlockPath) -> str:
    return next(text[place.start : place.end] for place in block_places(text) if place.path == path)
